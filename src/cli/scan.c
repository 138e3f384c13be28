#include "cli/command.h"

const struct command command_scan = {
    .name = "scan",
    .operands = "[INPUT...]",
    .summary = "Finds embeds and links in files, folders or stdin, without any request.",
    .bit = LF_FOR_SCAN,
    .reads_files = true,
    .mode = LF_SCAN,
    .run = inputs_add,
};
