#include "cli/command.h"

static char working_folder[] = ".";

const struct command command_check = {
    .name = "check",
    .operands = "[INPUT...]",
    .summary = "Resolves, then judges: reports what is dead or doubtful.",
    .bit = LF_FOR_CHECK,
    .reads_files = true,
    .standard = working_folder,
    .mode = LF_CHECK,
    .summarises = true,
    .run = inputs_add,
};
