#include "session/locals.h"

#include "base/array.h"
#include "follow/fragments.h"
#include "session/session.h"

#include <limits.h>
#include <stdlib.h>

/* --- The root --- */

static bool is_one_of(const char *word, const char *const *words)
{
    for (; *words; words++) {
        if (strcmp(word, *words) == 0) {
            return true;
        }
    }
    return false;
}

static lf_status open_root(struct lf_session *s)
{
    const lf_options *o = &s->options;
    struct locals *l = &s->locals;
    char real[PATH_MAX];
    struct local_options options = { .root = o->root,
                                     .base_url = o->base_url,
                                     .fragments =
                                         !o->fragments || strcmp(o->fragments, "none") != 0 };
    l->local = local_open(&options, &s->error);
    if (!l->local) {
        return s->error.length ? LF_USAGE : LF_NO_MEMORY;
    }
    l->root = realpath(o->root, real) ? arena_copy(&s->arena, slice_from(real)) : SLICE("");
    return s->arena.failed ? LF_NO_MEMORY : LF_OK;
}

static bool is_path(const void *owner, uint32_t value, struct slice key)
{
    const struct locals *l = owner;
    return slice_equal(l->paths[value], key);
}

lf_status locals_open(struct lf_session *s)
{
    static const char *const which[] = { "none", "local", "all", NULL };
    const lf_options *o = &s->options;
    s->locals.reference = BUFFER(URL_MOST);
    map_init(&s->locals.by_path, is_path, &s->locals);
    if (o->fragments && !is_one_of(o->fragments, which)) {
        return session_fail(&s->error, LF_USAGE,
                            "fragments are looked for in none, local or all, not \"%s\"",
                            o->fragments);
    }
    return o->mode == LF_CHECK && o->root ? open_root(s) : LF_OK;
}

void locals_close(struct lf_session *s)
{
    local_close(s->locals.local);
    arena_free(&s->locals.bytes);
    buffer_free(&s->locals.reference);
    map_free(&s->locals.by_path);
    arena_free(&s->locals.names);
    free(s->locals.paths);
}

/* --- Documents --- */

/* "a" of "a/b", "/" of "/b", "." of "b". */
static struct slice folder_of(struct slice name, struct slice *rest)
{
    size_t end = name.length;
    while (end > 0 && name.data[end - 1] != '/') {
        end--;
    }
    *rest = slice_skip(name, end);
    while (end > 1 && name.data[end - 1] == '/') {
        end--;
    }
    return end ? slice_part(name, 0, end) : SLICE(".");
}

/* Documents of a folder come one after the other: its path is sought once. False: out of memory. */
static bool find_folder(struct locals *l, struct slice folder)
{
    char real[PATH_MAX];
    if (l->folder.data && slice_equal(l->folder, folder)) {
        return true;
    }
    arena_free(&l->bytes);
    l->folder = arena_copy(&l->bytes, folder);
    bool found = l->folder.data && realpath(l->folder.data, real);
    l->real = found ? arena_copy(&l->bytes, slice_from(real)) : (struct slice){ 0 };
    return !l->bytes.failed;
}

/* The path of the folder from the root; absent: it is not below. */
static struct slice from_root(const struct locals *l)
{
    struct slice root = l->root;
    if (!l->real.data || !root.length || !slice_starts(l->real, root)) {
        return (struct slice){ 0 };
    }
    bool is_top = root.length == 1;
    struct slice rest = slice_skip(l->real, is_top ? 1 : root.length);
    if (rest.length == 0 || is_top) {
        return rest.length ? rest : SLICE("");
    }
    return rest.data[0] == '/' ? slice_skip(rest, 1) : (struct slice){ 0 };
}

bool locals_place(struct lf_session *s, struct document *document)
{
    struct locals *l = &s->locals;
    struct slice name;
    struct slice folder = folder_of(document->name, &name);
    bool is_file = l->local && name.length && !slice_equal(document->name, SLICE("-"));
    if (!is_file) {
        return true;
    }
    if (!find_folder(l, folder)) {
        return false;
    }
    struct slice path = from_root(l);
    if (path.data) {
        char *bytes = arena_bytes(&document->arena, path.length + name.length + 2);
        if (!bytes) {
            return false;
        }
        size_t length = path.length;
        memcpy(bytes, path.data, length);
        if (length) {
            bytes[length++] = '/';
        }
        memcpy(bytes + length, name.data, name.length);
        length += name.length;
        bytes[length] = '\0';
        document->path = slice_of(bytes, length);
    }
    return true;
}

bool locals_came(struct lf_session *s, const struct document *document, bool *good)
{
    struct locals *l = &s->locals;
    uint32_t fresh = (uint32_t)l->path_count;
    *good = true;
    if (!document->path.data) {
        return false;
    }
    void *grown = array_grow(l->paths, l->path_count, &l->path_room, sizeof *l->paths);
    l->paths = grown ? grown : l->paths;
    bool came = grown && map_get_or_put(&l->by_path, document->path, fresh) != fresh;
    if (grown && !came) {
        l->paths[l->path_count++] = arena_copy(&l->names, document->path);
    }
    *good = grown && !l->by_path.failed && !l->names.failed;
    return came && *good;
}

struct slice locals_place_of(const struct lf_session *s, const struct document *document)
{
    struct slice nowhere = SLICE("");
    struct slice place = document->path.data ? document->path : nowhere;
    return s->locals.local ? place : (struct slice){ 0 };
}

bool locals_want_names(const struct lf_session *s, const struct document *document)
{
    const char *which = s->options.fragments;
    bool wanted = !which || strcmp(which, "none") != 0;
    return s->locals.local && wanted && !document->path.data;
}

/* --- Links --- */

static bool in_page(const struct document *d)
{
    return d->media_type && (strcmp(d->media_type, "text/html") == 0 ||
                             strcmp(d->media_type, "application/xhtml+xml") == 0);
}

/* The root itself is ".". */
static bool set_target(struct document *d, struct link *link, struct slice reference)
{
    struct link_more *more = link_more_of(link, &d->arena);
    if (more) {
        more->target = local_target(reference, &d->arena);
        more->target = more->target.data && !more->target.length ? SLICE(".") : more->target;
    }
    return more && !d->arena.failed;
}

/* A fragment of a document that is in no folder. */
static bool settle_own(const struct job *job, struct link *link, struct slice fragment)
{
    enum fragment_state state = FRAGMENT_THERE;
    if (job->names && fragment.length > 1) {
        state = fragment_find(job->names, slice_skip(fragment, 1));
    }
    link->skipped = state == FRAGMENT_MISSING ? REASON_NO_SUCH_FRAGMENT : REASON_OK;
    return state != FRAGMENT_NO_MEMORY;
}

bool locals_settle(struct lf_session *s, struct job *job, struct link *link)
{
    struct document *document = &job->document;
    struct locals *l = &s->locals;
    struct slice reference = link_rest(link).reference;
    bool is = l->local && link->kind == LINK_LOCAL;
    if (l->local && !is) {
        is = local_published(l->local, link_url(link), &l->reference);
        reference = buffer_slice(&l->reference);
    }
    if (!is || l->reference.no_memory) {
        return !l->reference.no_memory;
    }
    if (link->kind == LINK_LOCAL && !document->path.data) {
        return settle_own(job, link, reference);
    }
    enum reason reason = local_judge(l->local, reference, in_page(document));
    link->skipped = (uint8_t)reason;
    return reason != REASON_NONE && set_target(document, link, reference);
}

struct slice locals_guess(const struct lf_session *s, const struct document *document,
                          const struct link *link, struct arena *arena)
{
    bool is = s->locals.local && link->kind == LINK_LOCAL && document->path.data;
    if (!is) {
        return (struct slice){ 0 };
    }
    return local_guess(s->locals.local, link_rest(link).reference, (enum reason)link->skipped,
                       in_page(document), arena);
}
