/* What the commands share: settings from the command line, inputs in, records out, words to the
 * user.
 *
 * The command sees the library by its public header, and of its inside only the table of formats.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "emit/format.h"
#include "landfall.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

enum exit_code { EXIT_DONE = 0, EXIT_FOUND = 1, EXIT_TROUBLE = 2 };

/* An option as it stands on the command line. */
struct given {
    const lf_option *option;
    const char *value; /* NULL: it takes none */
};

struct settings {
    lf_options session;
    const char **format; /* NULL: by what the output is */
    const char *output;  /* NULL: stdout */
    const char *files_from;
    const char *color;
    const char *changed_since; /* NULL: all counts */
    const char **exclude_path; /* patterns of paths to leave out, ended by NULL; NULL: none */
    const char *config;        /* NULL: landfall.toml, where there is one */
    bool quiet, verbose, no_progress, no_config, no_cache, no_ignore, write_baseline, help,
        in_place;
    char **operands;
    size_t operand_count;
    struct given *given;
    size_t given_count;
    struct config *file; /* NULL: no file was read */
};

/* An option of the command alone, which says the same of itself as those of the library. */
struct own_option {
    lf_option option;
    char letter; /* '\0': it has no short form */
    size_t at;   /* in struct settings: a bool, where it takes a value a const char *, and where it
                    is repeatable a const char ** that NULL ends, or NULL */
};

extern const struct own_option own_options[];
extern const size_t own_option_count;

struct run;

/* A file that was named or met, open to be read. */
struct input {
    const char *name;   /* as users know it */
    const char *inside; /* its path in the folder that was named, or its name without folders */
    int fd;             /* not to be closed; -1: it is a page, and what is inside is unknown */
    const struct stat *about; /* of the file; NULL: nobody has asked yet */
};

struct command {
    const char *name, *operands, *summary;
    unsigned bit;     /* by which options say that it takes them: LF_FOR_... */
    bool reads_files; /* its operands are files, ... */
    char *standard;   /* ... and this is read where none is named; NULL: stdin */
    lf_mode mode;
    bool summarises;              /* its output ends with the summary, whatever the format */
    void (*run)(struct run *run); /* adds the inputs */
    const char *words;            /* what its operand may be, with spaces between; NULL: else */
    int (*tell)(struct settings *settings); /* instead of a run: writes to stdout; the exit code */
    /* Of a command whose output is not the records; NULL otherwise. */
    bool (*take_input)(struct run *run, const struct input *input); /* false: the run is to end */
    void (*take_record)(struct run *run, const lf_record *record);
};

/* The table in commands.c, ended by NULL. */
extern const struct command *const commands[];

/* What stands for no bit of the library: a command that opens no session. */
#define FOR_TELLING (1u << 30)

/* Whether options are told apart by this command: it may have a table in landfall.toml. */
static inline bool command_has_table(const struct command *command)
{
    return (command->bit & (command->bit - 1)) == 0 && command->bit < FOR_TELLING;
}

/* --- options.c --- */

/* Reads the arguments behind the command's name; on failure says why and gives false. */
bool options_read(struct settings *settings, const struct command *command, int count,
                  char **arguments);
void options_free(struct settings *settings);

enum { OPTIONS_MOST = 128 };

/* The options of both tables, the command's own first; NULL: there are no more. */
const lf_option *options_at(size_t index);

/* The same as an option of the command alone; NULL: it is the library's. */
const struct own_option *options_own(const lf_option *option);

bool options_suit(const lf_option *option, const struct command *command);

/* Sets an option from a value, as lf_set does, and says nothing. The value of one of the command's
 * own is borrowed. */
lf_status options_set(struct settings *settings, const lf_option *option, const char *value);

/* Whether a command's records are written so. */
static inline bool options_have_format(const struct command *command, const struct format *format)
{
    return !format->judges || command->mode == LF_CHECK;
}

/* Whether the command line sets it. */
bool options_given(const struct settings *settings, const lf_option *option);

/* --- help.c: --help --- */

/* In columns as wide as the terminal, or COLUMNS, and 80 at most. */
void help_all(FILE *to);
void help_command(const struct command *command, FILE *to);

/* --- words.c --- */

enum { WORDS_ROOM = 256 };

/* The words that an option takes, with spaces between them; "": any other text, too. */
void options_words(const lf_option *option, char words[WORDS_ROOM]);

/* Likewise those that may stand before the = of its value; "": any. */
void options_names(const lf_option *option, char names[WORDS_ROOM]);

/* What an option takes, for "takes ..., not": "text, html or markdown", "true or false". */
void options_takes(const lf_option *option, char takes[WORDS_ROOM]);

/* --- config/: landfall.toml --- */

/* Reads the file that --config names, or landfall.toml in the nearest folder upwards, and sets what
 * the command line leaves open. On failure says where and what is wrong. */
bool config_read(struct settings *settings, const struct command *command);
void config_free(struct config *config);

/* The folder of the file that was read, "" for the working folder; NULL: none was. */
const char *config_folder(const struct settings *settings);

/* Says where in the file the value stands with which no session can be opened; false: in none. */
bool config_blame(const struct settings *settings, const struct command *command);

/* --- say.c: words for the user, on stderr --- */

/* One line. Passwords in it are shown as "***", and what would steer a terminal as "\x1b". */
__attribute__((format(printf, 1, 2))) void say(const char *format, ...);
void say_colored(bool on);

/* Whether a file descriptor is a terminal that knows control sequences. */
bool say_can_steer(int fd);

/* Writes a line of progress: the next one, and all else that is said, takes its place. */
void say_progress(const char *line);
void say_wipe(void);

/* --- progress.c: what a run is about, on a terminal --- */

enum { PROGRESS_MS = 100 }; /* between two lines of it */

struct progress {
    bool shows;
    bool all_added;          /* how much there is to do is known */
    int64_t drawn;           /* when it was drawn last, or the run began */
    unsigned long long done; /* links, then */
    bool measured;
    double rate; /* of links in a thousand seconds */
};

/* Draws it, if it is to be shown and was not just drawn. */
void progress_show(struct progress *p, lf_session *session, int64_t now);

/* --- output.c: where the records go --- */

/* A file is written beside the one that is named and takes its place in the end, so that it is
 * never torn. Pipes, devices and stdout are written directly. */
struct output {
    const char *name;  /* for messages */
    FILE *to;          /* NULL: not open */
    char *target;      /* what is replaced in the end; NULL: written directly */
    char *beside;      /* the file that takes its place; NULL: none is there */
    struct stat about; /* of what stood there before */
    bool exists;       /* ... if anything did */
    bool mine;         /* `to` is closed in the end: it is not stdout */
    bool one_of_many;  /* the disk is waited for only where it replaces a file */
    off_t whole;       /* the file's length after its last whole record; -1: it cannot go back */
    char *room;        /* its buffer; NULL: a standard one */
};

/* Looks at what is named, without opening it; NULL or "-" is stdout. On failure says why. */
bool output_look(struct output *o, const char *name);

/* The same for what is to stand in a folder of outputs: whatever stands there is replaced, be it a
 * link or a pipe, but for a folder. */
bool output_look_in(struct output *o, const char *name);

/* Opens what was looked at. On failure says why. */
bool output_open(struct output *o);

/* Whether this is the file or pipe in which the records end. */
bool output_is(const struct output *o, const struct stat *about);

/* Hands over what was written; false: it could not be written, errno says why. */
bool output_flush(struct output *o);

/* Where the output stands, or -1 where it cannot go back. */
off_t output_place(const struct output *o);

/* What was written up to there is whole, and what comes next is written there. */
void output_stand(struct output *o, off_t place);

/* Whether what is not whole can be taken back. */
bool output_goes_back(const struct output *o);

/* Takes back what is not whole. */
void output_rewind(struct output *o);

/* Puts what was written in its place, unless that is nothing of worth and something stood there. On
 * failure says why. */
bool output_finish(struct output *o, bool worth);

/* Leaves what stood there before. */
void output_discard(struct output *o);

/* --- report.c: what is written, and where --- */

/* A report on its way. */
struct sheet {
    const struct format *format;
    const char *file; /* where it is there as a whole or not at all; NULL: stdout, or as -o says */
    struct output out;
    struct report report;
    bool wrote;     /* a record */
    bool closed;    /* nobody reads it any more, or it cannot be written: no more records */
    bool refused;   /* it is an input: that stays as it was */
    bool needs_all; /* where an input was not read it is of no worth */
};

enum { SHEETS_MOST = 16 };

#define BASELINE_FILE "landfall-baseline.json"

struct run;

/* Chooses what is written by the settings. On failure says why, as the others do. */
bool reports_choose(struct run *run);
bool reports_open(struct run *run);
void reports_write(struct run *run, const lf_record *record);

/* Ends what was begun, then puts it in its place. */
void reports_end(struct run *run);
void reports_close(struct run *run);

/* The report that is written to this file or pipe; NULL: none is. */
struct sheet *reports_in(struct run *run, const struct stat *about);

/* --- run.c: a session with its output and its signals --- */

struct run {
    const struct command *command;
    struct settings *settings;
    lf_session *session;
    struct sheet sheets[SHEETS_MOST]; /* the first goes to stdout, or as -o says */
    size_t sheet_count;
    bool began;   /* all was opened */
    bool closed;  /* nobody reads what is written any more: no more records, no complaint */
    bool starved; /* that memory is out was said */
    bool failed;  /* something was said: the exit code is 2 */
    bool failing; /* something was found that fails the run: the exit code is 1, else */
    bool warned;  /* that a folder has no documents was said */
    struct progress progress;
    struct changed *changed; /* NULL: all counts */
    struct kept *kept;       /* what git tracks in the repositories that were walked */
    size_t late;             /* links that there was no time for */
    int64_t until;           /* when the time of the run is over; 0: never */
    void *own;               /* the command's own */
};

/* Says that memory is out. It may end several inputs that are scanned at once, and what is written
 * of them: it is said once. Always false. */
bool run_starve(struct run *run);

/* Runs a command from its settings to its exit code. */
int run_command(const struct command *command, struct settings *settings);

/* Adds an input with `add`, taking records while the session is full. False: the run is to end. */
typedef lf_status add_function(struct run *run, const void *input);
bool run_add(struct run *run, add_function *add, const void *input);

/* Takes the next record and writes it. LF_OK: one was written; anything else ends the run. */
lf_status run_take(struct run *run);

/* The same, unless none is ready: then waits until one may be, or there is something to read. */
lf_status run_attend(struct run *run, int fd);

/* Writes every record that is left of what was added. */
void run_drain(struct run *run);

/* Says what is wrong with an input; with --ordered, behind what there is to say of those before. */
void run_trouble(struct run *run, const char *name, const char *what);

/* Waits until there is something to read. False: the time of the run is over, or a signal asks to
 * stop. */
bool run_await(const struct run *run, int fd);

/* Says that an input is also where a report goes. False: the run is to end. */
bool run_refuse(struct run *run, const struct sheet *sheet, const char *name);

/* Whether a signal asks to stop, and the same for those that write meanwhile. */
bool run_is_interrupted(void);
const atomic_bool *run_stopped(void);

/* Keeps signals off until `before` is the mask again. */
void run_hold_signals(sigset_t *before);

/* Whether what is written there is to be colored. */
bool run_colors(const struct settings *settings, int fd);

/* --- inputs.c: files, folders, lists --- */

/* Whether a file that the settings give to be read is the output; says so. */
bool inputs_refused(struct run *run);

/* Says on a terminal that this is where the input is to come from, where none is named. */
void inputs_say_waiting(const struct run *run);

/* Adds every input the settings name, stdin where they name none. */
void inputs_add(struct run *run);

/* --- folder.c: what a walk may open --- */

#define FOLDER_ENDINGS ".txt .md .markdown .mdx .html .htm .xhtml"

/* Whether a file of this name is a document. */
bool folder_takes(const char *name);

struct folder {
    char *path; /* without symbolic links; NULL: it cannot be told (no /proc) */
    size_t length;
    char *entered; /* where the last file was met, with the slash behind it; NULL: nowhere yet */
    int place;     /* ... opened, but for reading */
    bool within;   /* ... lies in the folder, and is no way out of it */
};

bool folder_open(struct folder *f, const char *path);
void folder_close(struct folder *f);

/* Opens a regular file that is met in the folder, by a path with a slash, and lies inside it, by
 * itself or, where it is a document by its own name, behind a link; *about tells of it.
 * -1: *passed says why it is passed over, or, where that is NULL, errno why it cannot be opened. */
int folder_read(struct folder *f, const char *path, bool link, struct stat *about,
                const char **passed);

/* --- cache.c --- */

/* Names the cache's file where the settings name none and want one. False: out of memory, which it
 * said. */
bool cache_choose(struct settings *settings);

/* Warns of what is asked for that only a cache can do, once the options are known to be right. */
void cache_warn(const struct settings *settings);

/* --- root.c --- */

/* The folder that a check takes for the root, where nobody names one: the nearest upwards from the
 * working folder that has .git, or the working folder; of an input that is elsewhere, likewise from
 * there. To be freed. NULL: it cannot be told. */
char *root_find(const struct settings *settings);

/* --- lines.c: lines of a file descriptor, with a ceiling --- */

enum { LINE_MOST = 1 << 16 };

struct lines {
    struct run *run; /* whose time and signals end the waiting */
    int fd;
    size_t start, end;
    unsigned long long number; /* of the line given last, from 0 */
    bool started, ended, overlong, failed;
    bool stopped; /* ended before the input did */
    char room[2 * LINE_MOST];
};

void lines_open(struct lines *lines, struct run *run, int fd);

/* The next line without its end, or NULL at the end. A line over LINE_MOST comes cut, with
 * `overlong` set. */
const char *lines_next(struct lines *lines, size_t *length);

/* While the next line is awaited, links under way go on. False: the run is to end. */
bool lines_await(const struct lines *lines);

#endif
