#include "cli/command.h"

const struct command command_resolve = {
    .name = "resolve",
    .operands = "[INPUT...]",
    .summary = "Finds embeds and links, follows every link, and describes every embed.",
    .bit = LF_FOR_RESOLVE,
    .reads_files = true,
    .mode = LF_RESOLVE,
    .summarises = true,
    .run = inputs_add,
};
