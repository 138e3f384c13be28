/* The commands, in the order in which they are listed. */
#include "cli/command.h"

extern const struct command command_scan, command_resolve, command_expand, command_check,
    command_enrich, command_config, command_schema, command_completions;

const struct command *const commands[] = {
    &command_scan,   &command_resolve, &command_expand,      &command_check, &command_enrich,
    &command_config, &command_schema,  &command_completions, NULL,
};
