#include "cli/command.h"

const struct command command_resolve = {
    .name = "resolve",
    .operands = "[INPUT...]",
    .summary = "Finds embeds and links, follows every link, and describes every embed.",
    .groups = GROUP_INPUT | GROUP_NETWORK,
    .mode = LF_RESOLVE,
    .summarises = true,
    .run = inputs_add,
};
