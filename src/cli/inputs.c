/* The inputs a command names: files, folders, stdin, and lists of them. */
#include "cli/changed.h"
#include "cli/command.h"

#include "cli/ignore/leave.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

static lf_status queue_open(struct run *run, const void *input)
{
    const struct input *in = input;
    return lf_queue_fd(run->session, in->name, in->fd);
}

static lf_status add_stdin(struct run *run, const void *name)
{
    return lf_add_fd(run->session, name, STDIN_FILENO);
}

static lf_status add_page(struct run *run, const void *url)
{
    return lf_add_page(run->session, url);
}

/* The report that goes where this comes from; NULL: none does. */
static struct sheet *report_in(struct run *run, const struct input *input)
{
    struct stat about;
    bool known = input->about || fstat(input->fd, &about) == 0;
    return known ? reports_in(run, input->about ? input->about : &about) : NULL;
}

/* Has the lines count that have changed in what is added next; NULL: it is no file, and counts
 * whole. False: none has. */
static bool count_changed(struct run *run, const char *path)
{
    const struct changed_file *file = NULL;
    enum changed_part part =
        run->changed && path ? changed_of(run->changed, path, &file) : CHANGED_WHOLE;
    if (part == CHANGED_NOTHING) {
        run->warned = true; /* there are documents */
        if (run->settings->verbose) {
            say("passing over %s: it has not changed", path);
        }
        return false;
    }
    bool some = part == CHANGED_LINES;
    lf_status status = LF_OK;
    if (run->changed) {
        status = lf_lines(run->session, some ? (const uint64_t(*)[2])file->lines : NULL,
                          some ? file->count : 0);
    }
    if (status != LF_OK) {
        run_trouble(run, path ? path : "-", lf_error(run->session));
    }
    return status == LF_OK;
}

/* Adds what was opened and closes it; errno says why there is none. */
static bool add_opened(struct run *run, const struct input *input)
{
    if (input->fd < 0) {
        run_trouble(run, input->name, strerror(errno));
        return true;
    }
    if (!count_changed(run, input->name)) {
        close(input->fd);
        return true;
    }
    if (run->settings->verbose) {
        say("reading %s", input->name);
    }
    const struct sheet *sheet = report_in(run, input);
    bool goes_on = sheet                      ? run_refuse(run, sheet, input->name)
                   : run->command->take_input ? run->command->take_input(run, input)
                                              : run_add(run, queue_open, input);
    close(input->fd);
    return goes_on;
}

static const char *name_without_folders(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static bool add_file(struct run *run, const char *path)
{
    struct input input = { path, name_without_folders(path),
                           open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY), NULL };
    return add_opened(run, &input);
}

static bool add_stream(struct run *run, const char *name)
{
    struct input input = { name, name, STDIN_FILENO, NULL };
    const struct sheet *sheet = report_in(run, &input);
    if (sheet) {
        return run_refuse(run, sheet, name);
    }
    count_changed(run, NULL);
    return run->command->take_input ? run->command->take_input(run, &input)
                                    : run_add(run, add_stdin, name);
}

/* --- Folders --- */

/* A walk through a folder. */
struct walk {
    FTS *fts;
    struct folder folder;
    struct leave *leave;
    size_t length; /* of its name as it was given */
    size_t found;  /* documents */
};

static void tell_passed(const struct run *run, const char *path, const char *why)
{
    if (run->settings->verbose) {
        say("passing over %s: %s", path, why);
    }
}

/* The path of what is met from where the walk began. */
static const char *path_below(const struct walk *walk, const FTSENT *entry)
{
    const char *below = entry->fts_path + walk->length;
    return below + strspn(below, "/");
}

static int by_name(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

static bool add_document(struct run *run, struct walk *walk, const FTSENT *entry)
{
    const char *passed = "not a regular file";
    struct stat about;
    bool link = entry->fts_info == FTS_SL;
    int fd = entry->fts_info == FTS_DEFAULT
                 ? -1
                 : folder_read(&walk->folder, entry->fts_accpath, link, &about, &passed);
    if (passed) {
        tell_passed(run, entry->fts_path, passed);
        return true;
    }
    walk->found++;
    return add_opened(run, &(struct input){ entry->fts_path, path_below(walk, entry), fd, &about });
}

/* A document, unless it is left out. */
static bool visit_file(struct run *run, struct walk *walk, const FTSENT *entry)
{
    if (!folder_takes(entry->fts_name)) {
        return true;
    }
    if (leave_out(walk->leave, path_below(walk, entry), false)) {
        tell_passed(run, entry->fts_path, "it is to be left out");
        return true;
    }
    return add_document(run, walk, entry);
}

/* A folder comes twice: `fts_number` tells that it was entered in between. */
static bool visit_folder(struct run *run, struct walk *walk, FTSENT *entry)
{
    const char *below = path_below(walk, entry);
    if (entry->fts_level > FTS_ROOTLEVEL && leave_out(walk->leave, below, true)) {
        tell_passed(run, entry->fts_path, "it is to be left out");
        fts_set(walk->fts, entry, FTS_SKIP);
        return true;
    }
    entry->fts_number = 1;
    return leave_enter(walk->leave, below) || run_starve(run);
}

/* One thing met on the walk. */
static bool visit(struct run *run, struct walk *walk, FTSENT *entry)
{
    if ((entry->fts_info == FTS_DP || entry->fts_info == FTS_DNR) && entry->fts_number) {
        leave_exit(walk->leave);
    }
    switch (entry->fts_info) {
    case FTS_D:
        return visit_folder(run, walk, entry);
    case FTS_F:
    case FTS_SL:
    case FTS_DEFAULT:
        return visit_file(run, walk, entry);
    case FTS_DNR:
    case FTS_ERR:
    case FTS_NS:
        run_trouble(run, entry->fts_path, strerror(entry->fts_errno));
        return true;
    default:
        return true;
    }
}

/* In the order of names, whatever the file system's. Links to documents inside are read, links to
 * folders are not entered. */
static bool walk_folder(struct run *run, struct walk *walk, char *path)
{
    char *paths[] = { path, NULL };
    FTS *fts = fts_open(paths, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR, by_name);
    if (!fts) {
        run_trouble(run, path, strerror(errno));
        return true;
    }
    bool goes_on = true;
    walk->fts = fts;
    walk->length = strlen(path);
    FTSENT *entry = fts_read(fts);
    while (goes_on && entry) {
        goes_on = visit(run, walk, entry);
        entry = goes_on ? fts_read(fts) : NULL;
    }
    fts_close(fts);
    return goes_on;
}

static bool checks(const struct run *run)
{
    return run->command->mode == LF_CHECK;
}

/* What is checked may well be nothing yet. */
static void say_empty(struct run *run, const char *path)
{
    static const char what[] = "no document in this folder: looked for " FOLDER_ENDINGS;
    if (!checks(run)) {
        run_trouble(run, path, what);
    } else if (!run->settings->quiet) {
        say("warning: %s: %s", path, what);
        run->warned = true;
    }
}

static bool add_folder(struct run *run, char *path)
{
    struct walk walk = { .length = strlen(path) };
    if (!folder_open(&walk.folder, path)) {
        run_trouble(run, path, strerror(errno));
        return true;
    }
    walk.leave =
        leave_open(run->settings, &run->kept, path, checks(run) && !run->settings->no_ignore);
    bool failed_before = run->failed;
    run->failed = false;
    bool goes_on = walk.leave ? walk_folder(run, &walk, path) : run_starve(run);
    leave_close(walk.leave);
    folder_close(&walk.folder);
    if (goes_on && walk.found == 0 && !run->failed) {
        say_empty(run, path);
    }
    run->failed |= failed_before;
    return goes_on;
}

/* --- Inputs by their names --- */

static bool is_url(const char *input)
{
    return strncasecmp(input, "http://", 7) == 0 || strncasecmp(input, "https://", 8) == 0;
}

static bool add_input(struct run *run, char *input)
{
    struct stat about;
    if (strcmp(input, "-") == 0) {
        return add_stream(run, input);
    }
    if (is_url(input) && run->command->take_input) {
        struct input page = { .name = input, .fd = -1 };
        return run->command->take_input(run, &page);
    }
    if (is_url(input) && run->command->mode == LF_SCAN) {
        run_trouble(run, input, "scan asks for no page; to have it fetched: landfall resolve URL");
        return true;
    }
    if (is_url(input)) {
        count_changed(run, NULL);
        return run_add(run, add_page, input);
    }
    if (stat(input, &about) != 0) {
        run_trouble(run, *input ? input : "an input without a name", strerror(errno));
        return true;
    }
    if (!S_ISDIR(about.st_mode) && excluded_has(run->settings, input)) {
        tell_passed(run, input, "it is to be left out");
        return true;
    }
    return S_ISDIR(about.st_mode) ? add_folder(run, input) : add_file(run, input);
}

static bool add_listed(struct run *run, const char *list, const char *line, size_t length)
{
    enum { PATH_ROOM = 4096, URL_ROOM = 16384 };
    char name[URL_ROOM];
    bool zero = memchr(line, '\0', length);
    bool url = length >= PATH_ROOM && is_url(line); /* no shorter than what it is compared with */
    if (zero || length >= (url ? URL_ROOM : PATH_ROOM)) {
        run_trouble(run, list,
                    zero ? "a line holds a zero byte; write one name a line, as find does with "
                           "-print, not -print0"
                         : "a line is too long for a file's name");
        return true;
    }
    memcpy(name, line, length);
    name[length] = '\0';
    return length == 0 || add_input(run, name);
}

/* The list's own lines: names as they are, one a line. */
static bool add_lines(struct run *run, const char *path, int fd)
{
    static struct lines lines;
    lines_open(&lines, run, fd);
    bool goes_on = true;
    bool more = true;
    while (goes_on && more) {
        goes_on = lines_await(&lines);
        size_t length = 0;
        const char *line = goes_on ? lines_next(&lines, &length) : NULL;
        more = line != NULL;
        goes_on = goes_on && (!more || add_listed(run, path, line, length));
    }
    if (lines.failed) {
        run_trouble(run, path, "cannot be read");
    }
    return goes_on;
}

static bool add_list(struct run *run, const char *path)
{
    bool from_stdin = strcmp(path, "-") == 0;
    int fd = from_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        run_trouble(run, path, strerror(errno));
        return true;
    }
    bool goes_on = add_lines(run, path, fd);
    if (!from_stdin) {
        close(fd);
    }
    return goes_on;
}

/* --- The output among them --- */

static bool refused(struct run *run, const char *name)
{
    struct stat about;
    int looked = strcmp(name, "-") == 0 ? fstat(STDIN_FILENO, &about) : stat(name, &about);
    const struct sheet *sheet = looked == 0 ? reports_in(run, &about) : NULL;
    if (sheet) {
        run_refuse(run, sheet, name);
    }
    return sheet != NULL;
}

bool inputs_refused(struct run *run)
{
    const struct settings *settings = run->settings;
    bool files = run->command->reads_files;
    size_t count = settings->operand_count;
    if (settings->files_from && refused(run, settings->files_from)) {
        return true;
    }
    const lf_options *session = &settings->session;
    const char *const others[] = { session->cacert, session->record, session->replay,
                                   session->baseline, session->cache };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (others[i] && refused(run, others[i])) {
            return true;
        }
    }
    for (size_t i = 0; i < count; i++) {
        const char *name = settings->operands[i];
        if ((files || strcmp(name, "-") == 0) && refused(run, name)) {
            return true;
        }
    }
    bool reads_stdin = count == 0 && !settings->files_from && !run->command->standard;
    return reads_stdin && refused(run, "-");
}

/* Somebody who named no input may wonder what is waited for. */
void inputs_say_waiting(const struct run *run)
{
    const struct settings *settings = run->settings;
    bool waits = settings->operand_count == 0 && !settings->files_from && !run->command->standard;
    if (waits && !settings->quiet && isatty(STDIN_FILENO) && isatty(STDERR_FILENO)) {
        say("no input is named: standard input is read, up to Ctrl-D; 'landfall %s --help' tells "
            "more",
            run->command->name);
    }
}

void inputs_add(struct run *run)
{
    const struct settings *settings = run->settings;
    static char from_stdin[] = "-";
    char *standard = run->command->standard ? run->command->standard : from_stdin;
    bool goes_on = !settings->files_from || add_list(run, settings->files_from);
    for (size_t i = 0; goes_on && i < settings->operand_count; i++) {
        goes_on = add_input(run, settings->operands[i]);
    }
    if (goes_on && !settings->files_from && settings->operand_count == 0) {
        add_input(run, standard);
    }
}
