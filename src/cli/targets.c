#include "cli/targets.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void targets_free(struct targets *targets)
{
    for (size_t i = 0; i < targets->count; i++) {
        struct target *target = &targets->list[i];
        free(target->name);
        free(target->inside);
        free(target->path);
        if (target->fd >= 0) {
            close(target->fd);
        }
    }
    free(targets->list);
    free(targets->inputs);
    *targets = (struct targets){ .list = NULL };
}

/* The name of a page's file: the end of its path, in letters that mean nothing to a shell, or
 * index.html. NULL: out of memory. */
static char *page_inside(const char *url)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-%";
    enum { NAME_MOST = 200 };
    const char *host = strstr(url, "://") + 3;
    const char *path = host + strcspn(host, "/?#");
    size_t length = strcspn(path, "?#");
    size_t from = length;
    while (from > 0 && path[from - 1] != '/') {
        from--;
    }
    bool named = length > from && path[from] != '.' && length - from <= NAME_MOST;
    char *inside = named ? strndup(path + from, length - from) : strdup("index.html");
    for (char *at = inside; at && *at; at++) {
        if (!strchr(plain, *at)) {
            *at = '_';
        }
    }
    return inside;
}

/* A pipe is read where it was opened: it ends if it is closed. */
bool targets_add(struct targets *targets, const struct input *input)
{
    enum { FIRST_ROOM = 16 };
    if (targets->count == targets->room) {
        size_t room = targets->room ? targets->room * 2 : FIRST_ROOM;
        struct target *list = reallocarray(targets->list, room, sizeof *list);
        if (!list) {
            return false;
        }
        targets->list = list;
        targets->room = room;
    }
    struct target target = { .name = strdup(input->name), .fd = -1, .is_page = input->fd < 0 };
    target.inside = target.is_page ? page_inside(input->name) : strdup(input->inside);
    bool known = target.is_page || fstat(input->fd, &target.about) == 0;
    if (!known || (!target.is_page && !S_ISREG(target.about.st_mode))) {
        target.fd = fcntl(input->fd, F_DUPFD_CLOEXEC, 3);
    }
    targets->list[targets->count++] = target;
    return target.name && target.inside;
}

static bool is_stdin(const struct target *target)
{
    return strcmp(target->name, "-") == 0;
}

static void refuse(struct run *run, struct target *target, const char *why)
{
    run_trouble(run, target->name, why);
    target->is_refused = true;
}

/* --- What is read --- */

static int by_identity(const void *a, const void *b)
{
    const struct identity *one = a;
    const struct identity *other = b;
    if (one->dev != other->dev) {
        return one->dev < other->dev ? -1 : 1;
    }
    return one->ino < other->ino ? -1 : one->ino > other->ino;
}

static void note(struct targets *targets, const struct stat *about)
{
    targets->inputs[targets->input_count++] = (struct identity){ about->st_dev, about->st_ino };
}

/* A link that is named is an input, and so is what it leads to. */
static void note_file(struct targets *targets, const char *name)
{
    struct stat about;
    if (name && stat(name, &about) == 0) {
        note(targets, &about);
    }
    if (name && lstat(name, &about) == 0) {
        note(targets, &about);
    }
}

static bool note_inputs(const struct run *run, struct targets *targets)
{
    const struct settings *settings = run->settings;
    const lf_options *session = &settings->session;
    const char *const others[] = { settings->files_from, session->records, session->cacert,
                                   session->record, session->replay };
    enum { OTHERS = sizeof others / sizeof *others };
    targets->inputs = calloc(2 * (targets->count + OTHERS), sizeof *targets->inputs);
    if (!targets->inputs) {
        return false;
    }
    for (size_t i = 0; i < targets->count; i++) {
        note_file(targets, targets->list[i].name);
    }
    for (size_t i = 0; i < OTHERS; i++) {
        note_file(targets, others[i]);
    }
    qsort(targets->inputs, targets->input_count, sizeof *targets->inputs, by_identity);
    return true;
}

static bool is_input(const struct targets *targets, const char *path)
{
    struct stat about;
    if (lstat(path, &about) != 0) {
        return false;
    }
    struct identity identity = { about.st_dev, about.st_ino };
    return bsearch(&identity, targets->inputs, targets->input_count, sizeof identity, by_identity);
}

/* --- Where it goes --- */

static int by_path(const void *a, const void *b)
{
    const struct target *const *one = a;
    const struct target *const *other = b;
    int order = strcmp((*one)->path, (*other)->path);
    return order ? order : *one < *other ? -1 : *one > *other;
}

static int compare_path(const void *path, const void *element)
{
    const struct target *const *target = element;
    return strcmp(path, (*target)->path);
}

/* Whether it is named as the record of another may be. Where memory runs out it is not known. */
static bool is_record(const struct target *target, struct target **sorted, size_t count)
{
    size_t length = strlen(target->path);
    size_t suffix = strlen(TARGETS_RECORD);
    if (length <= suffix || strcmp(target->path + length - suffix, TARGETS_RECORD) != 0) {
        return false;
    }
    char *article = strndup(target->path, length - suffix);
    bool is = article && bsearch(article, sorted, count, sizeof(struct target *), compare_path);
    free(article);
    return is;
}

/* The first that is named has the place. */
static bool refuse_taken(struct run *run, struct targets *targets)
{
    struct target **sorted = calloc(targets->count + 1, sizeof(struct target *));
    size_t count = 0;
    for (size_t i = 0; sorted && i < targets->count; i++) {
        struct target *target = &targets->list[i];
        if (!target->is_refused && target->path) {
            sorted[count++] = target;
        }
    }
    if (sorted) {
        qsort((void *)sorted, count, sizeof(struct target *), by_path);
    }
    for (size_t i = 1; i < count; i++) {
        if (strcmp(sorted[i]->path, sorted[i - 1]->path) == 0) {
            refuse(run, sorted[i], "another input is written to the same place");
        }
    }
    for (size_t i = 0; i < count && !run->settings->session.footnotes; i++) {
        if (!sorted[i]->is_refused && is_record(sorted[i], sorted, count)) {
            refuse(run, sorted[i], "the record of another input is written to the same place");
        }
    }
    bool good = sorted != NULL;
    free((void *)sorted);
    return good;
}

static bool place_in_folder(struct run *run, struct targets *targets, const char *folder)
{
    bool good = true;
    for (size_t i = 0; good && i < targets->count; i++) {
        struct target *target = &targets->list[i];
        if (is_stdin(target)) {
            refuse(run, target, "stdin has no name to be written to; leave out -o");
            continue;
        }
        good = asprintf(&target->path, "%s/%s", folder, target->inside) >= 0;
        target->path = good ? target->path : NULL;
        if (good && is_input(targets, target->path)) {
            refuse(run, target, "would be written over an input; name another folder with -o");
        }
    }
    return good && refuse_taken(run, targets);
}

/* Without links on the way: a file is replaced where it is. */
static bool place_in_place(struct run *run, struct targets *targets)
{
    for (size_t i = 0; i < targets->count; i++) {
        struct target *target = &targets->list[i];
        if (is_stdin(target)) {
            refuse(run, target, "stdin cannot be written in place; leave out --in-place");
        } else if (target->is_page) {
            refuse(run, target, "a page cannot be written in place; name a folder with -o");
        } else if (target->fd >= 0) {
            refuse(run, target, "not a regular file: cannot be written in place");
        } else {
            target->path = realpath(target->name, NULL);
        }
        if (!target->is_refused && !target->path) {
            refuse(run, target, strerror(errno));
        }
    }
    return refuse_taken(run, targets);
}

static bool place_on_stdout(struct run *run, const struct targets *targets)
{
    if (targets->count > 1) {
        run_trouble(run, "stdout", "takes one article; name a folder with -o, or write --in-place");
        return false;
    }
    return true;
}

static bool is_no_folder(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && !S_ISDIR(about.st_mode);
}

bool targets_place(struct run *run, struct targets *targets)
{
    const struct settings *settings = run->settings;
    const char *folder = settings->output;
    bool to_folder = folder && strcmp(folder, "-") != 0;
    if (!to_folder && !settings->in_place) {
        return place_on_stdout(run, targets);
    }
    if (to_folder && is_no_folder(folder)) {
        run_trouble(run, folder, "is no folder, which -o takes: name one, or write > FILE");
        return false;
    }
    bool good =
        note_inputs(run, targets) &&
        (settings->in_place ? place_in_place(run, targets) : place_in_folder(run, targets, folder));
    if (!good) {
        run_trouble(run, "landfall", "out of memory");
    }
    return good;
}

/* --- Reading and writing --- */

static bool is_same(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* What was looked at is what is read: another file may stand there meanwhile. */
int targets_open(struct run *run, const struct target *target)
{
    if (target->fd >= 0) {
        return fcntl(target->fd, F_DUPFD_CLOEXEC, 3);
    }
    struct stat about;
    bool standard = is_stdin(target);
    int fd = standard ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
                      : open(target->name, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0) {
        run_trouble(run, target->name, strerror(errno));
        return -1;
    }
    if (!standard && (fstat(fd, &about) != 0 || !is_same(&about, &target->about))) {
        run_trouble(run, target->name, "changed while it was read");
        close(fd);
        return -1;
    }
    return fd;
}

/* Makes the folders of a path that are not there. */
static bool make_folders(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        bool made = mkdir(path, 0777) == 0 || errno == EEXIST;
        *slash = '/';
        if (!made) {
            return false;
        }
    }
    return true;
}

static bool put(struct output *o, const char *bytes, size_t length)
{
    if (fwrite(bytes, 1, length, o->to) != length || !output_flush(o)) {
        say("%s: cannot be written: %s", o->name, strerror(errno));
        output_discard(o);
        return false;
    }
    return output_finish(o, true);
}

/* One that is written in place must be what was read. */
static bool write_file(const struct run *run, const struct target *target, const char *path,
                       const char *bytes, size_t length)
{
    struct output o = { 0 };
    bool replaces = run->settings->in_place && path == target->path;
    if (!(replaces ? output_look(&o, path) : output_look_in(&o, path))) {
        output_discard(&o);
        return false;
    }
    if (replaces && (!o.exists || !is_same(&o.about, &target->about))) {
        say("%s: changed meanwhile: left as it is", target->name);
        output_discard(&o);
        return false;
    }
    if (!output_open(&o)) {
        output_discard(&o);
        return false;
    }
    return put(&o, bytes, length);
}

static bool write_beside(const struct run *run, const struct target *target, const char *suffix,
                         const char *bytes, size_t length)
{
    char *path = NULL;
    if (asprintf(&path, "%s%s", target->path, suffix) < 0) {
        say("out of memory");
        return false;
    }
    bool taken = is_input(run->own, path);
    if (taken) {
        say("%s: its record would be written over an input, %s: move that away", target->name,
            path);
    }
    bool good = !taken && write_file(run, target, path, bytes, length);
    free(path);
    return good;
}

static bool write_stdout(struct run *run, const char *bytes, size_t length)
{
    if (fwrite(bytes, 1, length, stdout) == length && fflush(stdout) == 0) {
        return true;
    }
    run->closed = true;
    if (errno == EPIPE) {
        return true;
    }
    say("stdout: cannot be written: %s", strerror(errno));
    return false;
}

void targets_write(struct run *run, const struct target *target, const char *suffix,
                   const char *bytes, size_t length)
{
    sigset_t before;
    if (!target->path) {
        run->failed |= !write_stdout(run, bytes, length);
        return;
    }
    run_hold_signals(&before);
    bool good = true;
    if (!run->settings->in_place && !make_folders(target->path)) {
        say("%s: its folder cannot be made: %s", target->path, strerror(errno));
        good = false;
    }
    good = good && (suffix ? write_beside(run, target, suffix, bytes, length)
                           : write_file(run, target, target->path, bytes, length));
    run->failed |= !good;
    sigprocmask(SIG_SETMASK, &before, NULL);
}
