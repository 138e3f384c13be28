#include "cli/diff.h"

#include <stdlib.h>
#include <string.h>

/* --- Files --- */

static void *grow(struct diff *d, void *list, size_t count, size_t *room, size_t size)
{
    if (count < *room) {
        return list;
    }
    size_t more = *room ? *room * 2 : 8;
    void *moved = reallocarray(list, more, size);
    d->no_memory |= moved == NULL;
    *room = moved ? more : *room;
    return moved;
}

/* Takes the path over. */
static void add_file(struct diff *d, char *path)
{
    void *files = path ? grow(d, d->files, d->count, &d->room, sizeof *d->files) : NULL;
    if (!files) {
        d->no_memory = true;
        free(path);
        return;
    }
    d->files = files;
    d->files[d->count++] = (struct changed_file){ .path = path };
}

static struct changed_file *last(struct diff *d)
{
    return d->count && !d->no_memory ? &d->files[d->count - 1] : NULL;
}

static void add_lines(struct diff *d, uint64_t from, uint64_t count)
{
    struct changed_file *f = last(d);
    if (!f || count == 0 || f->whole) {
        return;
    }
    bool behind = f->count == 0 || from > f->lines[f->count - 1][1];
    if (!behind || from == 0 || count > UINT64_MAX - from) {
        f->whole = true; /* no diff says that */
        return;
    }
    void *lines = grow(d, f->lines, f->count, &f->room, sizeof *f->lines);
    if (lines) {
        f->lines = lines;
        f->lines[f->count][0] = from;
        f->lines[f->count++][1] = from + count - 1;
    }
}

/* --- Paths, quoted as C has it where they hold what would break a line --- */

static size_t read_octal(const char *at, const char *end, char *out)
{
    unsigned code = 0;
    size_t length = 0;
    while (length < 3 && at + length < end && at[length] >= '0' && at[length] <= '7') {
        code = code * 8 + (unsigned)(at[length++] - '0');
    }
    *out = (char)(unsigned char)code;
    return length;
}

/* Behind a backslash: gives how many characters it takes. */
static size_t read_escape(const char *at, const char *end, char *out)
{
    static const char names[] = "abtnvfr\"\\";
    static const char meant[] = { '\a', '\b', '\t', '\n', '\v', '\f', '\r', '"', '\\' };
    const char *known = at < end && *at ? strchr(names, *at) : NULL;
    if (known) {
        *out = meant[known - names];
        return 1;
    }
    return read_octal(at, end, out);
}

/* A copy of what stands between quotes. NULL: out of memory. */
static char *unquote(const char *at, const char *end)
{
    char *path = malloc((size_t)(end - at) + 1);
    char *to = path;
    while (path && at < end) {
        char c = *at++;
        if (c == '\\') {
            size_t taken = read_escape(at, end, &c);
            at += taken;
        }
        if (c) {
            *to++ = c;
        }
    }
    if (path) {
        *to = '\0';
    }
    return path;
}

/* Behind "diff --git ": both names are the same but for the first letter, since renames are not
 * looked for. */
static void read_names(struct diff *d, const char *at, size_t length)
{
    size_t half = length / 2;
    bool quoted = length && *at == '"';
    size_t prefix = quoted ? 3 : 2; /* "a/, a/ */
    bool sound = length % 2 == 1 && half > prefix + quoted && at[half] == ' ' &&
                 memcmp(at + prefix, at + half + 1 + prefix, half - prefix) == 0;
    if (!sound) {
        add_file(d, strdup(""));
        return;
    }
    const char *end = at + half - quoted;
    add_file(d, quoted ? unquote(at + prefix, end)
                       : strndup(at + prefix, (size_t)(end - at) - prefix));
}

/* --- Lines --- */

static bool starts(const struct diff *d, const char *with)
{
    size_t length = strlen(with);
    return d->length >= length && memcmp(d->line, with, length) == 0;
}

static bool read_number(const char **at, const char *end, uint64_t *out)
{
    const char *from = *at;
    *out = 0;
    while (*at < end && **at >= '0' && **at <= '9' && *at - from < 18) {
        *out = *out * 10 + (uint64_t)(*(*at)++ - '0');
    }
    return *at > from;
}

/* Reads "-3,2" or "+5", where one line is meant. */
static bool read_range(const char **at, const char *end, char sign, uint64_t *from, uint64_t *count)
{
    *count = 1;
    if (*at == end || *(*at)++ != sign || !read_number(at, end, from)) {
        return false;
    }
    if (*at < end && **at == ',') {
        (*at)++;
        return read_number(at, end, count);
    }
    return true;
}

/* "@@ -3,2 +3 @@ ..." */
static void read_hunk(struct diff *d)
{
    const char *at = d->line + 3;
    const char *end = d->line + d->length;
    uint64_t before;
    uint64_t from;
    bool good = read_range(&at, end, '-', &before, &d->minus) && at < end && *at++ == ' ' &&
                read_range(&at, end, '+', &from, &d->plus);
    if (good) {
        add_lines(d, from, d->plus);
    } else {
        d->minus = d->plus = 0;
    }
}

static void count_whole(struct diff *d)
{
    struct changed_file *f = last(d);
    if (f) {
        f->whole = true;
    }
}

/* What is changed in a submodule is its commit alone. */
static bool is_submodule(const struct diff *d)
{
    static const char mode[] = " 160000";
    size_t length = sizeof mode - 1;
    return (starts(d, "index ") || starts(d, "new file mode")) && d->length > length &&
           memcmp(d->line + d->length - length, mode, length) == 0;
}

static void read_header(struct diff *d)
{
    static const char unmerged[] = "* Unmerged path ";
    static const char names[] = "diff --git ";
    if (starts(d, names)) {
        read_names(d, d->line + sizeof names - 1, d->length - (sizeof names - 1));
    } else if (starts(d, "@@ ")) {
        read_hunk(d);
    } else if (starts(d, "Binary files ") || is_submodule(d)) {
        count_whole(d);
    } else if (starts(d, unmerged)) {
        add_file(d, strndup(d->line + sizeof unmerged - 1, d->length - (sizeof unmerged - 1)));
        count_whole(d);
    }
}

/* A line has ended, or is longer than what is looked at. In a hunk only its sign counts. */
static void take_line(struct diff *d)
{
    char sign = '\0';
    if (d->length) {
        sign = d->line[0];
    }
    if (d->plus && sign == '+') {
        d->plus--;
    } else if (d->minus && sign == '-') {
        d->minus--;
    } else if (sign != '\\') { /* "\ No newline at end of file" */
        d->plus = d->minus = 0;
        read_header(d);
    }
    d->length = 0;
}

void diff_feed(struct diff *d, const char *bytes, size_t length)
{
    const char *end = bytes + length;
    while (bytes < end && !d->no_memory) {
        const char *feed = memchr(bytes, '\n', (size_t)(end - bytes));
        size_t part = (size_t)((feed ? feed : end) - bytes);
        size_t room = DIFF_LINE_MOST - d->length;
        size_t kept = d->passes ? 0 : part < room ? part : room;
        memcpy(d->line + d->length, bytes, kept);
        d->length += kept;
        if (feed && !d->passes) {
            take_line(d);
        } else if (kept < part && !d->passes) {
            take_line(d);
            d->passes = true;
        }
        d->passes = d->passes && !feed;
        bytes += part + (feed != NULL);
    }
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct changed_file *)a)->path, ((const struct changed_file *)b)->path);
}

/* A file that became another kind of thing stands there twice: all of it counts. */
static void join_twins(struct diff *d)
{
    for (size_t i = 1; i < d->count; i++) {
        if (by_path(&d->files[i - 1], &d->files[i]) == 0) {
            d->files[i - 1].whole = d->files[i].whole = true;
        }
    }
}

bool diff_end(struct diff *d)
{
    if (d->length) {
        take_line(d);
    }
    if (d->count) {
        qsort(d->files, d->count, sizeof *d->files, by_path);
        join_twins(d);
    }
    return !d->no_memory;
}

void diff_free(struct diff *d)
{
    for (size_t i = 0; i < d->count; i++) {
        free(d->files[i].path);
        free((void *)d->files[i].lines);
    }
    free(d->files);
    d->files = NULL;
    d->count = d->room = 0;
}

const struct changed_file *diff_find(const struct diff *d, const char *path)
{
    struct changed_file key = { .path = (char *)path };
    return d->count ? bsearch(&key, d->files, d->count, sizeof *d->files, by_path) : NULL;
}
