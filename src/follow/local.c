#include "follow/local.h"

#include "follow/fragments.h"
#include "syntax/query.h"
#include "syntax/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct local {
    int root;
    bool fragments;
    struct url base; /* of the site; its href is absent where the files are published nowhere */
    struct buffer base_bytes;
    struct cache cache;
    struct cache_table files;
    struct buffer path, real; /* scratch */
    struct nearby nearby;
};

/* --- Opening and closing --- */

static bool open_base(struct local *l, const char *base_url, struct buffer *error)
{
    if (!base_url) {
        return true;
    }
    enum url_status status = url_parse(slice_from(base_url), NULL, &l->base_bytes, &l->base);
    if (status != URL_OK && status != URL_NO_MEMORY) {
        buffer_printf(error, "base-url takes an http or https URL, not \"%s\"", base_url);
    }
    return status == URL_OK;
}

static bool open_root(struct local *l, const char *root, struct buffer *error)
{
    l->root = open(root, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (l->root < 0) {
        buffer_printf(error, "the root %s cannot be opened: %s", root, strerrordesc_np(errno));
    }
    return l->root >= 0;
}

struct local *local_open(const struct local_options *options, struct buffer *error)
{
    struct local *l = calloc(1, sizeof *l);
    if (!l) {
        return NULL;
    }
    l->root = -1;
    l->fragments = options->fragments;
    l->base_bytes = l->path = l->real = BUFFER(URL_MOST);
    cache_open(&l->cache, options->memory ? options->memory : LOCAL_MEMORY);
    fragments_open(&l->files, &l->cache);
    if (!open_root(l, options->root, error) || !open_base(l, options->base_url, error)) {
        local_close(l);
        return NULL;
    }
    return l;
}

void local_close(struct local *l)
{
    if (!l) {
        return;
    }
    if (l->root >= 0) {
        close(l->root);
    }
    cache_table_close(&l->files);
    buffer_free(&l->base_bytes);
    buffer_free(&l->path);
    buffer_free(&l->real);
    free(l);
}

/* --- References --- */

static struct slice path_of(struct slice reference)
{
    return slice_part(reference, 0, slice_find(reference, '#'));
}

/* Absent: there is none. */
static struct slice fragment_of(struct slice reference)
{
    size_t at = slice_find(reference, '#');
    return at < reference.length ? slice_skip(reference, at + 1) : (struct slice){ 0 };
}

static bool is_outside(struct slice reference)
{
    return slice_equal(reference, SLICE(".."));
}

/* An escaped slash or NUL is part of no file's name: it stays an escape. */
static void decode_path(struct slice path, struct buffer *into)
{
    while (path.length) {
        size_t length;
        char c = percent_decode_first(path, &length);
        if (length > 1 && (c == '/' || c == '\0')) {
            buffer_add(into, slice_part(path, 0, length));
        } else {
            buffer_add_char(into, c);
        }
        path = slice_skip(path, length);
    }
}

struct slice local_target(struct slice reference, struct arena *arena)
{
    struct buffer path = BUFFER(URL_MOST);
    struct slice target = { 0 };
    if (!is_outside(reference)) {
        decode_path(path_of(reference), &path);
        arena->failed |= path.no_memory;
        struct slice decoded = path.length ? buffer_slice(&path) : SLICE("");
        target = utf8_copy(arena, decoded);
    }
    buffer_free(&path);
    return target;
}

static bool is_same_site(const struct url *a, const struct url *b)
{
    bool named = a->port.data && b->port.data;
    bool default_ports = !a->port.data && !b->port.data;
    bool same_port = named && slice_equal(a->scheme, b->scheme) && slice_equal(a->port, b->port);
    return slice_equal(a->host, b->host) && (default_ports || same_port);
}

/* What of a path is below the base's; absent: it is not. */
static struct slice below(const struct url *base, struct slice path)
{
    struct slice folder = base->path;
    while (folder.length && folder.data[folder.length - 1] == '/') {
        folder.length--;
    }
    if (!slice_starts(path, folder)) {
        return (struct slice){ 0 };
    }
    struct slice rest = slice_skip(path, folder.length);
    bool is_below = rest.length == 0 || rest.data[0] == '/';
    return is_below ? slice_skip(rest, rest.length > 0) : (struct slice){ 0 };
}

bool local_published(const struct local *l, struct slice url, struct buffer *reference)
{
    struct url u;
    struct buffer parsed = BUFFER(URL_MOST);
    buffer_reset(reference);
    bool is = l->base.href.data &&
              (url_read_normal(url, &u) || url_parse(url, NULL, &parsed, &u) == URL_OK) &&
              is_same_site(&u, &l->base);
    if (is) {
        struct slice path = below(&l->base, u.path);
        buffer_add(reference, path);
        buffer_add(reference, u.fragment);
        is = path.data != NULL;
    }
    reference->no_memory |= parsed.no_memory;
    buffer_free(&parsed);
    return is;
}

/* --- Looking --- */

/* A path that is looked up, as it is or with an ending. */
static void find(struct local *l, struct slice path, struct slice ending, struct file_found *found)
{
    buffer_reset(&l->path);
    decode_path(path, &l->path);
    buffer_add(&l->path, ending);
    if (l->path.failed) {
        *found =
            (struct file_found){ .kind = FILES_NONE, .folder = -1, .no_memory = l->path.no_memory };
        return;
    }
    files_find(l->root, buffer_slice(&l->path), &l->real, found);
}

/* Tries the other name that a server would. */
static void find_any(struct local *l, struct slice path, bool in_site, struct file_found *found)
{
    bool named = path.length && path.data[path.length - 1] != '/';
    find(l, path, SLICE(""), found);
    if (found->kind == FILES_NONE && in_site && named && !found->no_memory) {
        find(l, path, SLICE(".html"), found);
    }
}

/* What shows when a folder is asked for. */
static void find_index(struct local *l, struct slice path, bool in_site, struct file_found *found)
{
    static const struct {
        const char *ending;
        bool of_site;
    } indexes[] = {
        { "/index.html", false },
        { ".html", true },
        { "/README.md", false },
        { "/index.md", false },
    };
    bool named = path.length && path.data[path.length - 1] != '/';
    *found = (struct file_found){ .kind = FILES_NONE, .folder = -1 };
    for (size_t i = 0; i < sizeof indexes / sizeof *indexes; i++) {
        if (!indexes[i].of_site || (in_site && named)) {
            find(l, path, slice_from(indexes[i].ending), found);
        }
        if (found->kind == FILES_REGULAR || found->no_memory) {
            return;
        }
    }
}

static enum reason judge_fragment(struct local *l, struct slice fragment,
                                  const struct file_found *found)
{
    if (!fragment.data || !l->fragments || found->kind != FILES_REGULAR) {
        return REASON_OK;
    }
    enum fragment_state state = fragment_look(&l->files, found, buffer_slice(&l->real), fragment);
    return state == FRAGMENT_NO_MEMORY ? REASON_NONE
           : state == FRAGMENT_MISSING ? REASON_NO_SUCH_FRAGMENT
                                       : REASON_OK;
}

static enum reason judge_found(struct local *l, struct slice reference, bool in_site,
                               struct file_found *found)
{
    struct slice fragment = fragment_of(reference);
    if (found->kind == FILES_FOLDER && fragment.length && l->fragments) {
        find_index(l, path_of(reference), in_site, found);
        enum reason reason = found->no_memory ? REASON_NONE : judge_fragment(l, fragment, found);
        files_close(found);
        return reason;
    }
    enum reason reason = judge_fragment(l, fragment, found);
    files_close(found);
    return reason;
}

static enum reason judge(struct local *l, struct slice reference, bool in_site)
{
    struct file_found found;
    find_any(l, path_of(reference), in_site, &found);
    if (found.no_memory) {
        files_close(&found);
        return REASON_NONE;
    }
    switch (found.kind) {
    case FILES_NONE:
        return REASON_NO_SUCH_FILE;
    case FILES_OUTSIDE:
    case FILES_UNKNOWN:
        return REASON_DENIED;
    case FILES_FOLDER:
    case FILES_REGULAR:
    case FILES_OTHER:
    default:
        return judge_found(l, reference, in_site, &found);
    }
}

/* A page of a site that is published in a folder may name files by the path from the host. */
static struct slice in_base(const struct local *l, struct slice reference, struct buffer *path)
{
    if (!l->base.href.data || l->base.path.length <= 1) {
        return (struct slice){ 0 };
    }
    buffer_add_char(path, '/');
    buffer_add(path, reference);
    struct slice whole = buffer_slice(path);
    return path->failed ? (struct slice){ 0 } : below(&l->base, whole);
}

enum reason local_judge(struct local *l, struct slice reference, bool in_page)
{
    bool in_site = in_page || l->base.href.data;
    if (is_outside(reference)) {
        return REASON_DENIED;
    }
    enum reason reason = judge(l, reference, in_site);
    if (reason != REASON_NO_SUCH_FILE) {
        return reason;
    }
    struct buffer path = BUFFER(URL_MOST);
    struct slice inside = in_base(l, reference, &path);
    reason = path.no_memory ? REASON_NONE : inside.data ? judge(l, inside, in_site) : reason;
    buffer_free(&path);
    return reason;
}

/* --- Guessing --- */

static void guess_fragment(struct local *l, struct slice reference, bool in_site,
                           struct buffer *into)
{
    struct file_found found;
    find_any(l, path_of(reference), in_site, &found);
    if (found.kind == FILES_FOLDER) {
        find_index(l, path_of(reference), in_site, &found);
    }
    buffer_add_char(into, '#');
    if (found.kind == FILES_REGULAR) {
        fragment_guess(&l->files, &found, buffer_slice(&l->real), fragment_of(reference),
                       &l->nearby, into);
    }
    files_close(&found);
    if (into->length == 1) {
        buffer_reset(into);
    }
}

struct slice local_guess(struct local *l, struct slice reference, enum reason reason, bool in_page,
                         struct arena *arena)
{
    struct buffer guess = BUFFER(URL_MOST);
    struct slice copy = { 0 };
    if (nearby_is_spent(&l->nearby)) {
        return copy;
    }
    if (reason == REASON_NO_SUCH_FRAGMENT) {
        guess_fragment(l, reference, in_page || l->base.href.data, &guess);
    } else if (reason == REASON_NO_SUCH_FILE) {
        buffer_reset(&l->path);
        decode_path(path_of(reference), &l->path);
        nearby_file(&l->nearby, l->root, buffer_slice(&l->path), &guess);
    }
    arena->failed |= guess.no_memory || l->path.no_memory;
    if (guess.length && !guess.failed) {
        copy = utf8_copy(arena, buffer_slice(&guess));
    }
    buffer_free(&guess);
    return copy;
}
