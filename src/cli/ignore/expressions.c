/* .landfallignore: an expression a line, for URLs that are left out of a check. */
#include "cli/ignore/leave.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILE_NAME ".landfallignore"

enum { EXPRESSIONS_MOST = 1024, BYTES_MOST = 1 << 20 };

/* Beside landfall.toml or, where it has none, in the root. -1: there is none, or errno says why it
 * cannot be read. */
static int open_beside(const struct settings *settings)
{
    const char *config = config_folder(settings);
    const char *root = settings->session.root;
    const char *const folders[] = { config && !*config ? "." : config, root ? root : "." };
    int fd = -1;
    errno = ENOENT;
    for (size_t i = 0; i < 2 && fd < 0 && errno == ENOENT; i++) {
        char *path = NULL;
        if (folders[i] && asprintf(&path, "%s/" FILE_NAME, folders[i]) >= 0) {
            fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
            free(path);
        }
    }
    return fd;
}

/* Its text, for free(); NULL: there is none, or *wrong says why it cannot be read. */
static char *read_text(const struct settings *settings, const char **wrong)
{
    struct stat about;
    int fd = open_beside(settings);
    *wrong = fd < 0 && errno != ENOENT ? strerror(errno) : NULL;
    if (fd < 0) {
        return NULL;
    }
    char *text = calloc(1, BYTES_MOST + 1);
    ssize_t count = 1;
    size_t length = 0;
    bool regular = fstat(fd, &about) == 0 && S_ISREG(about.st_mode);
    while (text && regular && count > 0 && length < BYTES_MOST) {
        count = read(fd, text + length, BYTES_MOST - length);
        length += count > 0 ? (size_t)count : 0;
    }
    close(fd);
    *wrong = !regular               ? "it is no regular file"
             : !text                ? "out of memory"
             : count < 0            ? strerror(errno)
             : length == BYTES_MOST ? "it is larger than 1 MiB"
                                    : NULL;
    if (*wrong) {
        free(text);
        text = NULL;
    }
    return text;
}

/* Takes the next expression off the text; NULL: there are no more. */
static const char *next_expression(char **text, unsigned *line)
{
    while (*text) {
        char *found = strsep(text, "\n");
        (*line)++;
        found += strspn(found, " \t\r");
        for (size_t end = strlen(found); end && strchr(" \t\r", found[end - 1]); end--) {
            found[end - 1] = '\0';
        }
        if (*found && *found != '#') {
            return found;
        }
    }
    return NULL;
}

/* Some editors begin a file with a byte order mark. */
static size_t mark_length(const char *text)
{
    static const char mark[] = "\xef\xbb\xbf";
    return strncmp(text, mark, sizeof mark - 1) == 0 ? sizeof mark - 1 : 0;
}

/* Does something with each expression, while it gives true. */
static bool each(struct settings *settings,
                 bool (*take)(struct settings *settings, const char *expression, unsigned line))
{
    const char *wrong;
    char *text = read_text(settings, &wrong);
    char *rest = text ? text + mark_length(text) : NULL;
    unsigned line = 0;
    unsigned count = 0;
    bool good = true;
    if (wrong) {
        say(FILE_NAME ": cannot be read: %s", wrong);
        return false;
    }
    const char *found = next_expression(&rest, &line);
    for (; good && found; found = next_expression(&rest, &line)) {
        good = take(settings, found, line);
        if (good && ++count > EXPRESSIONS_MOST) {
            say(FILE_NAME ":%u: more than %d expressions; one may hold several: (a|b)", line,
                EXPRESSIONS_MOST);
            good = false;
        }
    }
    free(text);
    return good;
}

static bool take_set(struct settings *settings, const char *expression, unsigned line)
{
    (void)line;
    if (lf_set(&settings->session, "exclude", expression) != LF_OK) {
        say("out of memory");
        return false;
    }
    return true;
}

bool expressions_read(struct settings *settings)
{
    return each(settings, take_set);
}

static bool take_trial(struct settings *settings, const char *expression, unsigned line)
{
    (void)settings;
    lf_options options = LF_OPTIONS;
    lf_session *session = NULL;
    options.mode = LF_SCAN;
    options.jobs = 1;
    lf_status status = lf_set(&options, "exclude", expression);
    status = status == LF_OK ? lf_open(&options, &session) : LF_OK;
    if (status == LF_USAGE) {
        say(FILE_NAME ":%u: %s", line, lf_error(session));
    }
    lf_close(session);
    lf_options_clear(&options);
    return status != LF_USAGE;
}

bool expressions_blame(struct settings *settings)
{
    return !each(settings, take_trial);
}
