/* The options of the command alone, as rows; the library has those of its sessions. `details` is as
 * there: words in backquotes are set as they are typed. */
#include "cli/command.h"

#define READING_FILES (LF_FOR_SCAN | LF_FOR_RESOLVE | LF_FOR_CHECK | LF_FOR_ENRICH)
#define ALL_COMMANDS  (READING_FILES | LF_FOR_EXPAND)
#define RECORDING     (ALL_COMMANDS & ~LF_FOR_ENRICH) /* they write records */
#define AT(field)     .at = offsetof(struct settings, field)

const struct own_option own_options[] = {
    { .option = { .name = "format",
                  .argument = "NAME[=FILE]",
                  .summary = "how results are written; check writes several, each to its FILE",
                  .details = "How results are written: `json` or `ndjson`, above, or a report of "
                             "`check`, which writes several at once: each that names a FILE "
                             "stands there whole or not at all, and one goes to standard output.",
                  .commands = RECORDING,
                  .repeatable = 1 },
      AT(format) },
    { .option = { .name = "output",
                  .argument = "FILE",
                  .summary = "write the records to FILE instead of stdout",
                  .details = "Write the records to FILE instead of standard output. They are "
                             "written to a file beside it, which takes its place in the end, "
                             "with its mode; so FILE is never torn, and stays as it was until "
                             "then. Devices and pipes are written directly. A file that is also "
                             "an input, or that `--cacert` names, is refused.",
                  .commands = RECORDING },
      .letter = 'o',
      AT(output) },
    { .option = { .name = "output",
                  .argument = "DIR",
                  .summary = "write the articles into the folder DIR instead of stdout",
                  .details = "Write the articles into the folder DIR, which is made if there is "
                             "none. Those of a folder keep their paths in it. A symbolic link that "
                             "stands where one is to be is replaced.",
                  .commands = LF_FOR_ENRICH },
      .letter = 'o',
      AT(output) },
    { .option = { .name = "in-place",
                  .summary = "write the articles where they stand",
                  .details = "Write the articles where they stand. Each is replaced at once and "
                             "keeps its mode and owner, symbolic links are followed, and one that "
                             "does not change is not written.",
                  .commands = LF_FOR_ENRICH },
      AT(in_place) },
    { .option = { .name = "files-from",
                  .argument = "FILE",
                  .summary = "read the inputs' names from FILE, one a line",
                  .details = "Read the inputs' names from FILE, one a line; `-` is standard input.",
                  .commands = READING_FILES },
      AT(files_from) },
    { .option = { .name = "exclude-path",
                  .argument = "GLOB",
                  .summary = "leave out files whose path matches",
                  .details =
                      "Leave out files and folders that this pattern names, as gitignore(5) "
                      "has them: `draft-*` and `old/` anywhere, `docs/old` and `docs/**/x.md` "
                      "from the working folder, from the root (`--root`) or from the folder "
                      "of `landfall.toml` on.",
                  .commands = LF_FOR_CHECK,
                  .repeatable = 1 },
      AT(exclude_path) },
    { .option = { .name = "no-ignore",
                  .summary = "also read hidden files, and those that git ignores",
                  .details = "In a folder, also read what begins with a dot and what git ignores.",
                  .commands = LF_FOR_CHECK },
      AT(no_ignore) },
    { .option = { .name = "quiet", .summary = "say nothing but errors", .commands = ALL_COMMANDS },
      .letter = 'q',
      AT(quiet) },
    { .option = { .name = "verbose",
                  .summary = "say what is being done",
                  .commands = ALL_COMMANDS },
      .letter = 'v',
      AT(verbose) },
    { .option = { .name = "color",
                  .argument = "WHEN",
                  .takes = "auto, always or never",
                  .standard = "auto",
                  .summary = "color messages: auto, always or never",
                  .details = "Color messages: `auto`, `always` or `never`.",
                  .commands = ALL_COMMANDS },
      AT(color) },
    { .option = { .name = "no-progress",
                  .summary = "show no progress on a terminal",
                  .commands = ALL_COMMANDS },
      AT(no_progress) },
    { .option = { .name = "config",
                  .argument = "FILE",
                  .summary = "read options from FILE instead of landfall.toml",
                  .details = "Read options from FILE instead of `landfall.toml`, below.",
                  .commands = ALL_COMMANDS },
      AT(config) },
    { .option = { .name = "no-config",
                  .summary = "read no landfall.toml",
                  .commands = ALL_COMMANDS },
      AT(no_config) },
    { .option = { .name = "no-cache",
                  .summary = "remember nothing, and use nothing that is remembered",
                  .details =
                      "Remember nothing, and use nothing that is remembered: `--cache` is not "
                      "opened.",
                  .commands = LF_FOR_CHECK },
      AT(no_cache) },
    { .option = { .name = "write-baseline",
                  .summary = "make all findings known from now on: write them to the baseline",
                  .details = "Write all findings to the file that `--baseline` names, else to "
                             "landfall-baseline.json, so that they are known from now on; the exit "
                             "status is 0. The file may be missing, and is replaced as a whole.",
                  .commands = LF_FOR_CHECK },
      AT(write_baseline) },
    { .option = { .name = "changed-since",
                  .argument = "REV",
                  .summary = "check only lines that differ from the merge base of REV and HEAD",
                  .details = "Check only links on lines that differ between the merge base of REV "
                             "and HEAD and the working tree, as Git tells; files that it does not "
                             "track count whole. Nothing else is asked for.",
                  .commands = LF_FOR_CHECK },
      AT(changed_since) },
    { .option = { .name = "help",
                  .summary = "show this",
                  .details = "Show a command's options.",
                  .commands = ALL_COMMANDS },
      .letter = 'h',
      AT(help) },
};

#undef READING_FILES
#undef RECORDING
#undef ALL_COMMANDS
#undef AT

const size_t own_option_count = sizeof own_options / sizeof *own_options;
