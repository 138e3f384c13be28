#include "cli/changed.h"

#include "cli/command.h"
#include "cli/git.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* What git tracks: paths one after the other, each behind its letter and with a NUL. */
struct tracked {
    char *data;
    size_t length;
    const char **paths; /* in their order */
    size_t count;
};

struct changed {
    char *top; /* the repository's first folder, without symbolic links */
    struct diff diff;
    struct tracked tracked;
};

/* --- What git tracks --- */

/* "100644 HASH 0\tPATH": the path keeps the first digit of its mode before it, so that submodules
 * ("160000") can be told. NULL: it is no such entry. */
static const char *read_entry(char *entry)
{
    char *tab = strchr(entry, '\t');
    if (!tab || strlen(entry) < 6 || tab - entry < 6) {
        return NULL;
    }
    *tab = strncmp(entry, "160000", 6) == 0 ? 's' : 'f';
    return tab;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a + 1, *(const char *const *)b + 1);
}

static bool sort_tracked(struct tracked *t)
{
    size_t most = 0;
    for (size_t i = 0; i < t->length; i++) {
        most += t->data[i] == '\0';
    }
    t->paths = calloc(most + 1, sizeof *t->paths);
    char *at = t->data;
    for (size_t i = 0; t->paths && i < most; i++) {
        size_t length = strlen(at);
        const char *path = read_entry(at);
        if (path) {
            t->paths[t->count++] = path;
        }
        at += length + 1;
    }
    if (t->paths && t->count) {
        qsort((void *)t->paths, t->count, sizeof *t->paths, by_name);
    }
    return t->paths != NULL;
}

/* The letter of what is tracked under a path: 'f', or 's' for a submodule; '\0': nothing is. */
static char find_tracked(const struct tracked *t, const char *path)
{
    char key[PATH_MAX + 1] = "f";
    const char *wanted = key;
    if (strlen(path) >= PATH_MAX || !t->count) {
        return '\0';
    }
    memcpy(key + 1, path, strlen(path) + 1);
    const char **found =
        bsearch((const void *)&wanted, (const void *)t->paths, t->count, sizeof *t->paths, by_name);
    return *(found ? *found : "");
}

/* --- Asking --- */

static bool refuse(const char *revision, const char *what, const char *words, const char *hint)
{
    say("--changed-since %s: %s%s%s%s%s", revision, what, *words ? " (" : "", words,
        *words ? ")" : "", hint);
    return false;
}

static bool find_top(struct changed *c, const char *const *folders, const char *revision)
{
    char words[GIT_WORDS] = "";
    static const char *const arguments[] = { "rev-parse", "--show-toplevel", NULL };
    char *top = NULL;
    for (size_t i = 0; !top && folders[i]; i++) {
        top = git_line(folders[i], arguments, words);
    }
    c->top = top ? realpath(top, NULL) : NULL;
    free(top);
    return c->top || refuse(revision, "there is no working tree of a Git repository here", words,
                            "; run it inside of one, or name its folder with --root");
}

/* The commit where HEAD and the revision parted; NULL: it said why there is none. */
static char *find_base(const struct changed *c, const char *revision)
{
    char words[GIT_WORDS];
    char *name = NULL;
    if (asprintf(&name, "%s^{commit}", revision) < 0) {
        say("out of memory");
        return NULL;
    }
    const char *const verify[] = { "rev-parse", "--verify", "--end-of-options", name, NULL };
    char *commit = git_line(c->top, verify, words);
    free(name);
    if (!commit) {
        refuse(revision, "Git knows no such revision", words,
               "; where the history was cut when it was fetched, fetch all of it");
        return NULL;
    }
    const char *const parted[] = { "merge-base", commit, "HEAD", NULL };
    char *base = git_line(c->top, parted, words);
    free(commit);
    if (!base) {
        refuse(revision, "it has no commit in common with HEAD", words,
               "; where the history was cut when it was fetched, fetch all of it");
    }
    return base;
}

static bool take_diff(void *of, const char *bytes, size_t length)
{
    diff_feed(of, bytes, length);
    return true;
}

static bool read_diff(struct changed *c, const char *base, const char *revision)
{
    char words[GIT_WORDS];
    const char *const arguments[] = { "diff",
                                      "--no-ext-diff",
                                      "--no-textconv",
                                      "--no-color",
                                      "--no-renames",
                                      "--no-relative",
                                      "--unified=0",
                                      "--inter-hunk-context=0",
                                      "--src-prefix=a/",
                                      "--dst-prefix=b/",
                                      "--submodule=short",
                                      "--ignore-submodules=none",
                                      "--end-of-options",
                                      base,
                                      "--",
                                      NULL };
    bool told = git_run(c->top, arguments, take_diff, &c->diff, words);
    if (!told) {
        return refuse(revision, "Git does not tell what has changed", words, "");
    }
    return diff_end(&c->diff) || refuse(revision, "out of memory", "", "");
}

static bool read_tracked(struct changed *c, const char *revision)
{
    char words[GIT_WORDS];
    static const char *const arguments[] = { "ls-files", "--stage", "-z", NULL };
    c->tracked.data = git_list(c->top, arguments, &c->tracked.length, words);
    if (!c->tracked.data) {
        return refuse(revision, "Git does not tell what it tracks", words, "");
    }
    return sort_tracked(&c->tracked) || refuse(revision, "out of memory", "", "");
}

struct changed *changed_open(const char *const *folders, const char *revision)
{
    struct changed *c = calloc(1, sizeof *c);
    if (!c) {
        say("out of memory");
        return NULL;
    }
    char *base = find_top(c, folders, revision) ? find_base(c, revision) : NULL;
    bool good = base && read_diff(c, base, revision) && read_tracked(c, revision);
    free(base);
    if (!good) {
        changed_close(c);
        return NULL;
    }
    return c;
}

void changed_close(struct changed *c)
{
    if (c) {
        diff_free(&c->diff);
        free(c->tracked.data);
        free((void *)c->tracked.paths);
        free(c->top);
        free(c);
    }
}

/* --- Asking for a file --- */

/* The part of the path below the top; NULL: it is elsewhere. */
static const char *inside(const struct changed *c, const char *real)
{
    size_t length = strcmp(c->top, "/") == 0 ? 0 : strlen(c->top);
    bool below = strncmp(real, c->top, length) == 0 && real[length] == '/';
    return below ? real + length + 1 : NULL;
}

/* Of a path below a submodule. False: it is below none. */
static bool find_submodule(const struct changed *c, char *path, enum changed_part *part)
{
    for (char *at = strchr(path, '/'); at; at = strchr(at + 1, '/')) {
        *at = '\0';
        if (find_tracked(&c->tracked, path) == 's') {
            *part = diff_find(&c->diff, path) ? CHANGED_WHOLE : CHANGED_NOTHING;
            return true;
        }
        *at = '/';
    }
    return false;
}

enum changed_part changed_of(const struct changed *c, const char *path,
                             const struct changed_file **file)
{
    enum changed_part part = CHANGED_WHOLE;
    char real[PATH_MAX];
    const char *below = realpath(path, real) ? inside(c, real) : NULL;
    if (!below) {
        return CHANGED_WHOLE;
    }
    if (find_tracked(&c->tracked, below) != 'f') {
        find_submodule(c, real + (below - real), &part);
        return part;
    }
    *file = diff_find(&c->diff, below);
    bool some = *file && ((*file)->whole || (*file)->count);
    return !some ? CHANGED_NOTHING : (*file)->whole ? CHANGED_WHOLE : CHANGED_LINES;
}
