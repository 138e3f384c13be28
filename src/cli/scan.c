#include "cli/command.h"

const struct command command_scan = {
    .name = "scan",
    .operands = "[INPUT...]",
    .summary = "Finds embeds and links in files, folders or stdin, without any request.",
    .groups = GROUP_INPUT,
    .mode = LF_SCAN,
    .run = inputs_add,
};
