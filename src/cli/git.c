#include "cli/git.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- What git is told --- */

/* What a repository's configuration or the user's may say is overruled where it would change what
 * is printed, or run a program for it: but filters, which git needs to compare files. */
static const char *const before[] = { "git", "--no-pager",
                                      "-c",  "core.quotepath=off",
                                      "-c",  "core.fsmonitor=false",
                                      "-c",  "core.hooksPath=/dev/null",
                                      "-c",  "diff.autoRefreshIndex=false",
                                      "-C" };

static char **make_arguments(const char *folder, const char *const *arguments)
{
    size_t first = sizeof before / sizeof *before;
    size_t count = 0;
    while (arguments[count]) {
        count++;
    }
    const char **made = calloc(first + 1 + count + 1, sizeof *made);
    if (made) {
        memcpy((void *)made, before, sizeof before);
        made[first] = folder;
        memcpy((void *)(made + first + 1), (const void *)arguments, count * sizeof *made);
    }
    return (char **)made;
}

/* --- Running it --- */

/* Where a repository has a pipe in the place of its index or configuration, git waits for who
 * writes into it. A list is of what the index says, and begins at once; what was changed is looked
 * for first.
 */
enum { SILENT_MS = 10000, FOR_EVER = -1 };

struct child {
    pid_t pid;
    int out;   /* what it prints */
    int words; /* a file that takes its complaints */
};

static int prepare(posix_spawn_file_actions_t *actions, posix_spawnattr_t *attributes, int out,
                   int words)
{
    sigset_t signals;
    sigemptyset(&signals);
    int fault = posix_spawnattr_setsigmask(attributes, &signals);
    sigaddset(&signals, SIGPIPE);
    sigaddset(&signals, SIGXFSZ);
    fault = fault ? fault : posix_spawnattr_setsigdefault(attributes, &signals);
    fault = fault ? fault
                  : posix_spawnattr_setflags(attributes,
                                             POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    fault =
        fault ? fault : posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "/dev/null", 0, 0);
    fault = fault ? fault : posix_spawn_file_actions_adddup2(actions, out, STDOUT_FILENO);
    return fault ? fault : posix_spawn_file_actions_adddup2(actions, words, STDERR_FILENO);
}

/* Gives errno's code. */
static int spawn(struct child *c, const char *folder, const char *const *arguments, int out)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    char **environment = git_environment(folder);
    char **all = make_arguments(folder, arguments);
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    int fault = environment && all ? prepare(&actions, &attributes, out, c->words) : ENOMEM;
    fault = fault ? fault : posix_spawnp(&c->pid, "git", &actions, &attributes, all, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    free((void *)environment);
    free((void *)all);
    return fault;
}

static int start(struct child *c, const char *folder, const char *const *arguments)
{
    int ends[2];
    c->words = memfd_create("git", MFD_CLOEXEC);
    if (c->words < 0 || pipe2(ends, O_CLOEXEC) != 0) {
        return errno;
    }
    int fault = spawn(c, folder, arguments, ends[1]);
    close(ends[1]);
    c->out = ends[0];
    return fault;
}

/* So much of what it prints as has come; 0: all has. -1: it was interrupted, or silent for
 * `silent_ms`. */
static ssize_t read_some(const struct child *c, char *room, size_t size, int silent_ms)
{
    struct pollfd out = { .fd = c->out, .events = POLLIN };
    return poll(&out, 1, silent_ms) > 0 ? read(c->out, room, size) : -1;
}

/* False: not all came. */
static bool read_all(const struct child *c, int silent_ms,
                     bool (*take)(void *, const char *, size_t), void *of)
{
    static char room[1 << 16];
    ssize_t got = read_some(c, room, sizeof room, silent_ms);
    while (got > 0 && take(of, room, (size_t)got)) {
        got = read_some(c, room, sizeof room, silent_ms);
    }
    return got == 0;
}

/* The first line that it complained with, "fatal: " left out. */
static void read_words(const struct child *c, char words[GIT_WORDS])
{
    static const char fatal[] = "fatal: ";
    ssize_t got = c->words >= 0 ? pread(c->words, words, GIT_WORDS - 1, 0) : 0;
    words[got > 0 ? got : 0] = '\0';
    words[strcspn(words, "\n")] = '\0';
    if (strncmp(words, fatal, sizeof fatal - 1) == 0) {
        memmove(words, words + sizeof fatal - 1, strlen(words + sizeof fatal - 1) + 1);
    }
}

static bool wait_for(const struct child *c, bool whole)
{
    int status = -1;
    if (!whole) {
        kill(c->pid, SIGTERM);
    }
    pid_t ended = waitpid(c->pid, &status, 0);
    while (ended < 0 && errno == EINTR) {
        ended = waitpid(c->pid, &status, 0);
    }
    return whole && ended == c->pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* As git_run does. */
static bool run(const char *folder, const char *const *arguments, int silent_ms,
                bool (*take)(void *of, const char *bytes, size_t length), void *of,
                char words[GIT_WORDS])
{
    struct child c = { .out = -1, .words = -1 };
    int fault = start(&c, folder, arguments);
    bool good = fault == 0 && wait_for(&c, read_all(&c, silent_ms, take, of));
    if (fault) {
        snprintf(words, GIT_WORDS, "git cannot be run: %s", strerror(fault));
    } else if (!good) {
        read_words(&c, words);
    }
    if (c.out >= 0) {
        close(c.out);
    }
    if (c.words >= 0) {
        close(c.words);
    }
    return good;
}

bool git_run(const char *folder, const char *const *arguments,
             bool (*take)(void *of, const char *bytes, size_t length), void *of,
             char words[GIT_WORDS])
{
    return run(folder, arguments, FOR_EVER, take, of, words);
}

/* --- All that it prints --- */

/* An index of millions of files fits in; a line is a path, or the name of a commit. */
enum { LIST_MOST = 1 << 28, GIT_LINE_MOST = 1 << 16 };

struct text {
    char *data;
    size_t length, room, most;
    bool failed;
};

static bool add(void *of, const char *bytes, size_t length)
{
    struct text *t = of;
    t->failed |= length > t->most - t->length;
    if (t->failed || t->room - t->length < length + 1) {
        size_t room = 2 * (t->length + length) + 4096;
        char *moved = t->failed ? NULL : realloc(t->data, room);
        t->failed |= moved == NULL;
        t->data = moved ? moved : t->data;
        t->room = moved ? room : t->room;
    }
    if (!t->failed) {
        memcpy(t->data + t->length, bytes, length);
        t->length += length;
        t->data[t->length] = '\0';
    }
    return !t->failed;
}

static char *collect(const char *folder, const char *const *arguments, int silent_ms, size_t most,
                     size_t *length, char words[GIT_WORDS])
{
    struct text t = { .most = most };
    words[0] = '\0';
    bool good = run(folder, arguments, silent_ms, add, &t, words);
    if (good && !t.data) {
        add(&t, "", 0);
    }
    if (!good || t.failed) {
        if (t.failed) {
            snprintf(words, GIT_WORDS, "git prints more than can be taken");
        }
        free(t.data);
        return NULL;
    }
    *length = t.length;
    return t.data;
}

char *git_list(const char *folder, const char *const *arguments, size_t *length,
               char words[GIT_WORDS])
{
    return collect(folder, arguments, SILENT_MS, LIST_MOST, length, words);
}

char *git_line(const char *folder, const char *const *arguments, char words[GIT_WORDS])
{
    size_t length;
    char *line = collect(folder, arguments, FOR_EVER, GIT_LINE_MOST, &length, words);
    if (line && (length < 2 || line[length - 1] != '\n')) {
        free(line);
        return NULL;
    }
    if (line) {
        line[length - 1] = '\0'; /* a path may hold others */
    }
    return line;
}
