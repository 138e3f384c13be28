/* The inputs a command names: files, folders, stdin, and lists of them. */
#include "cli/command.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

struct input {
    const char *name;
    int fd;
};

static lf_status add_open(struct run *run, const void *input)
{
    const struct input *in = input;
    return lf_add_fd(run->session, in->name, in->fd);
}

static void trouble(struct run *run, const char *name, const char *what)
{
    say("%s: %s", name, what);
    run->failed = true;
}

static bool add_file(struct run *run, const char *path, const char *name)
{
    if (run->settings->verbose) {
        say("reading %s", name);
    }
    struct input input = { name, open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY) };
    if (input.fd < 0) {
        trouble(run, name, strerror(errno));
        return true;
    }
    bool goes_on = run_add(run, add_open, &input);
    close(input.fd);
    return goes_on;
}

static bool is_document(const char *name)
{
    static const char *const endings[] = { ".txt", ".md", ".html", ".htm", ".xhtml" };
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < sizeof endings / sizeof *endings; i++) {
        if (strcasecmp(dot, endings[i]) == 0) {
            return true;
        }
    }
    return false;
}

static int by_name(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

/* One thing met on the walk; *found counts the documents. */
static bool visit(struct run *run, const FTSENT *entry, size_t *found)
{
    switch (entry->fts_info) {
    case FTS_F:
    case FTS_SL:
        if (!is_document(entry->fts_name)) {
            return true;
        }
        ++*found;
        return add_file(run, entry->fts_accpath, entry->fts_path);
    case FTS_DNR:
    case FTS_ERR:
    case FTS_NS:
        trouble(run, entry->fts_path, strerror(entry->fts_errno));
        return true;
    default:
        return true;
    }
}

/* In the order of names, whatever the file system's. Links to files are read, links to folders are
 * not entered. */
static bool add_folder(struct run *run, char *path)
{
    char *paths[] = { path, NULL };
    FTS *walk = fts_open(paths, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR, by_name);
    if (!walk) {
        trouble(run, path, strerror(errno));
        return true;
    }
    size_t found = 0;
    bool goes_on = true;
    bool failed_before = run->failed;
    run->failed = false;
    const FTSENT *entry = fts_read(walk);
    while (goes_on && entry) {
        goes_on = visit(run, entry, &found);
        entry = goes_on ? fts_read(walk) : NULL;
    }
    fts_close(walk);
    if (goes_on && found == 0 && !run->failed) {
        trouble(run, path, "no document in this folder: looked for .txt .md .html .htm .xhtml");
    }
    run->failed |= failed_before;
    return goes_on;
}

static bool is_url(const char *input)
{
    return strncasecmp(input, "http://", 7) == 0 || strncasecmp(input, "https://", 8) == 0;
}

static bool add_input(struct run *run, char *input)
{
    struct stat about;
    if (strcmp(input, "-") == 0) {
        struct input in = { "-", STDIN_FILENO };
        return run_add(run, add_open, &in);
    }
    if (is_url(input)) {
        trouble(run, input,
                "pages are not fetched as inputs; to follow this link: landfall expand URL");
        return true;
    }
    if (stat(input, &about) != 0) {
        trouble(run, input, strerror(errno));
        return true;
    }
    return S_ISDIR(about.st_mode) ? add_folder(run, input) : add_file(run, input, input);
}

/* The list's own lines: names as they are, one a line. */
static bool add_list(struct run *run, const char *path)
{
    bool from_stdin = strcmp(path, "-") == 0;
    int fd = from_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        trouble(run, path, strerror(errno));
        return true;
    }
    static struct lines lines;
    lines_open(&lines, fd);
    bool goes_on = true;
    size_t length;
    const char *line = lines_next(&lines, &length);
    while (goes_on && line) {
        char name[4096];
        if (length >= sizeof name || memchr(line, '\0', length)) {
            trouble(run, path, "a line is no file's name");
        } else if (length) {
            memcpy(name, line, length);
            name[length] = '\0';
            goes_on = add_input(run, name);
        }
        line = goes_on ? lines_next(&lines, &length) : NULL;
    }
    if (lines.failed) {
        trouble(run, path, "cannot be read");
    }
    if (!from_stdin) {
        close(fd);
    }
    return goes_on;
}

void inputs_add(struct run *run)
{
    const struct settings *settings = run->settings;
    static char from_stdin[] = "-";
    bool goes_on = !settings->files_from || add_list(run, settings->files_from);
    for (size_t i = 0; goes_on && i < settings->operand_count; i++) {
        goes_on = add_input(run, settings->operands[i]);
    }
    if (goes_on && !settings->files_from && settings->operand_count == 0) {
        add_input(run, from_stdin);
    }
}
