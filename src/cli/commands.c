/* The commands, in the order in which they are listed. */
#include "cli/command.h"

extern const struct command command_scan, command_resolve, command_expand, command_check;

const struct command *const commands[] = { &command_scan, &command_resolve, &command_expand,
                                           &command_check, NULL };
