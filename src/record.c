#include "record.h"

#include "base/array.h"

#include <stdlib.h>

static const struct {
    enum state state;
    const char *word;
} reasons[REASON_COUNT] = {
    [REASON_NONE] = { STATE_NONE, NULL },
    [REASON_OK] = { STATE_ALIVE, "ok" },
    [REASON_GONE] = { STATE_DEAD, "gone" },
    [REASON_NO_SUCH_HOST] = { STATE_DEAD, "no_such_host" },
    [REASON_DELETED] = { STATE_DEAD, "deleted" },
    [REASON_SUSPENDED] = { STATE_DEAD, "suspended" },
    [REASON_SOFT_404] = { STATE_DEAD, "soft_404" },
    [REASON_PARKED] = { STATE_DEAD, "parked" },
    [REASON_REDIRECTED_HOME] = { STATE_DEAD, "redirected_home" },
    [REASON_LOOP] = { STATE_DEAD, "loop" },
    [REASON_TOO_MANY_HOPS] = { STATE_DEAD, "too_many_hops" },
    [REASON_MALFORMED_REDIRECT] = { STATE_DEAD, "malformed_redirect" },
    [REASON_NO_SUCH_FILE] = { STATE_DEAD, "no_such_file" },
    [REASON_NO_SUCH_FRAGMENT] = { STATE_DEAD, "no_such_fragment" },
    [REASON_MISSED_FRAGMENT] = { STATE_UNSURE, "no_such_fragment" },
    [REASON_UNVERIFIED] = { STATE_UNSURE, "unverified" },
    [REASON_BLOCKED] = { STATE_UNSURE, "blocked" },
    [REASON_RATE_LIMITED] = { STATE_UNSURE, "rate_limited" },
    [REASON_LOGIN_WALL] = { STATE_UNSURE, "login_wall" },
    [REASON_PROTECTED] = { STATE_UNSURE, "protected" },
    [REASON_TIMEOUT] = { STATE_UNSURE, "timeout" },
    [REASON_UNREACHABLE] = { STATE_UNSURE, "unreachable" },
    [REASON_TLS] = { STATE_UNSURE, "tls" },
    [REASON_SERVER_ERROR] = { STATE_UNSURE, "server_error" },
    [REASON_CLIENT_ERROR] = { STATE_UNSURE, "client_error" },
    [REASON_TOO_LARGE_HEADER] = { STATE_UNSURE, "too_large_header" },
    [REASON_PROTOCOL] = { STATE_UNSURE, "protocol" },
    [REASON_DENIED] = { STATE_SKIPPED, "denied" },
    [REASON_EXCLUDED] = { STATE_SKIPPED, "excluded" },
    [REASON_TRUNCATED] = { STATE_SKIPPED, "truncated" },
    [REASON_OFFLINE] = { STATE_SKIPPED, "offline" },
    [REASON_MALFORMED] = { STATE_SKIPPED, "malformed" },
    [REASON_OUT_OF_TIME] = { STATE_SKIPPED, "out_of_time" },
    [REASON_HOP_LIMIT] = { STATE_SKIPPED, "hop_limit" },
};

enum state reason_state(enum reason reason)
{
    return reasons[reason].state;
}

const char *reason_word(enum reason reason)
{
    return reasons[reason].word;
}

const char *state_word(enum state state)
{
    static const char *const words[] = { NULL, "alive", "dead", "unsure", "skipped" };
    return words[state];
}

const char *via_word(enum via via)
{
    static const char *const words[] = { NULL, "redirect", "refresh", "script", "unwrap", "form" };
    return words[via];
}

const char *link_kind_word(enum link_kind kind)
{
    static const char *const words[] = { "web", "short", "media", "permalink", "wrapped", "local" };
    return words[kind];
}

const char *tls_word(enum tls_fault fault)
{
    static const char *const words[TLS_COUNT] = { NULL,         "expired",     "not_yet_valid",
                                                  "wrong_host", "self_signed", "untrusted",
                                                  "revoked",    "weak",        "protocol" };
    return words[fault];
}

const char *form_word(enum embed_form form)
{
    static const char *const words[FORM_COUNT] = { "flattened", "blockquote", "iframe",    "widget",
                                                   "amp",       "block",      "shortcode", "json",
                                                   "card",      "url" };
    return words[form];
}

const char *source_word(enum source source)
{
    static const char *const words[SOURCE_COUNT] = { NULL,  "id",      "markup",    "attribution",
                                                     "api", "archive", "permalink", "redirect" };
    return words[source];
}

const char *class_word(enum finding_class finding_class)
{
    static const char *const words[CLASS_COUNT] = { "dead", "unsure", "redirect", "insecure",
                                                    "conflict" };
    return words[finding_class];
}

const char *severity_word(enum severity severity)
{
    static const char *const words[SEVERITY_COUNT] = { "off", "note", "warning", "error" };
    return words[severity];
}

const char *baseline_word(enum baseline baseline)
{
    static const char *const words[] = { NULL, "new", "known" };
    return words[baseline];
}

const char *precision_word(enum time_precision precision)
{
    static const char *const words[] = { "day", "minute", "s", "ms" };
    return words[precision];
}

void outcome_note_redirects(struct outcome *o)
{
    o->permanent = true;
    for (size_t i = 0; i + 1 < o->hop_count + o->cut; i++) {
        if (o->hops[i + 1].via == VIA_REDIRECT) {
            o->redirected = true;
            o->permanent = o->permanent && (o->hops[i].status == 301 || o->hops[i].status == 308);
        }
    }
    o->permanent = o->permanent && o->redirected;
}

/* Makes room for one more entry and gives where it goes. */
static void *grow(void **entries, size_t count, size_t *room, size_t size)
{
    void *moved = array_grow(*entries, count, room, size);
    if (!moved) {
        return NULL;
    }
    *entries = moved;
    return memset((char *)*entries + count * size, 0, size);
}

struct link_more *link_more_of(struct link *link, struct arena *arena)
{
    link->more = link->more ? link->more : ARENA_NEW(arena, struct link_more);
    return link->more;
}

static struct link_wide *wide_of(struct link *link, struct arena *arena)
{
    struct link_more *more = link_more_of(link, arena);
    if (more && !more->wide) {
        struct link_wide said = { link_url(link), link_written(link), link_span(link) };
        more->wide = ARENA_NEW(arena, struct link_wide);
        if (more->wide) {
            *more->wide = said;
        }
    }
    return more ? more->wide : NULL;
}

bool link_widen(struct link *link, struct arena *arena)
{
    return wide_of(link, arena) != NULL;
}

static const struct link_wide *wide(const struct link *link)
{
    return link->more ? link->more->wide : NULL;
}

static bool ends_with(struct slice s, struct slice end)
{
    if (!s.data || !end.data || end.length > s.length) {
        return false;
    }
    const char *last = s.data + (s.length - end.length);
    return last == end.data || memcmp(last, end.data, end.length) == 0;
}

static bool fits(struct slice s)
{
    return s.length <= UINT16_MAX && (s.length > 0 || !s.data);
}

static bool has_room(const struct span *span)
{
    return span->end - span->start <= UINT32_MAX && span->line <= UINT32_MAX &&
           span->column <= UINT32_MAX;
}

bool link_fits(struct slice url, struct slice written, const struct span *span)
{
    return fits(url) && fits(written) && has_room(span);
}

static bool set_wide_words(struct link *link, struct arena *arena, struct slice url,
                           struct slice written)
{
    struct link_wide *into = wide_of(link, arena);
    if (into) {
        into->url = arena_copy(arena, url);
        into->written = arena_copy(arena, written);
    }
    return into && !arena->failed;
}

bool link_set_words(struct link *link, struct arena *arena, struct slice url, struct slice written)
{
    if (!fits(url) || !fits(written) || wide(link)) {
        return set_wide_words(link, arena, url, written);
    }
    bool apart = !ends_with(url, written);
    size_t url_room = url.data ? url.length + 1 : 0;
    char *words = arena_bytes(arena, url_room + (apart ? written.length + 1 : 0));
    if (!words) {
        return false;
    }
    if (url.data) {
        memcpy(words, url.data, url.length);
        words[url.length] = '\0';
    }
    if (apart && written.data) {
        memcpy(words + url_room, written.data, written.length);
        words[url_room + written.length] = '\0';
    }
    link->words = words;
    link->url_length = (uint16_t)url.length;
    link->written_length = (uint16_t)written.length;
    link->has_url = url.data != NULL;
    link->apart = apart;
    return true;
}

struct slice link_url(const struct link *link)
{
    if (wide(link)) {
        return wide(link)->url;
    }
    return link->has_url ? slice_of(link->words, link->url_length) : (struct slice){ 0 };
}

struct slice link_written(const struct link *link)
{
    size_t behind = link->has_url ? link->url_length + 1U : 0;
    if (wide(link)) {
        return wide(link)->written;
    }
    if (link->written_length == 0) {
        return (struct slice){ 0 };
    }
    size_t at = link->apart ? behind : (size_t)(link->url_length - link->written_length);
    return slice_of(link->words + at, link->written_length);
}

bool link_set_span(struct link *link, struct arena *arena, const struct span *span)
{
    if (wide(link) || !has_room(span)) {
        struct link_wide *into = wide_of(link, arena);
        if (into) {
            into->span = *span;
        }
        return into != NULL;
    }
    struct link_more *more = span->from ? link_more_of(link, arena) : link->more;
    if (span->from && !more) {
        return false;
    }
    if (more) {
        more->from = span->from;
    }
    link->start = span->start;
    link->length = (uint32_t)(span->end - span->start);
    link->line = (uint32_t)span->line;
    link->column = (uint32_t)span->column;
    return true;
}

struct span link_span(const struct link *link)
{
    if (wide(link)) {
        return wide(link)->span;
    }
    return (struct span){ link->start, link->start + link->length, link->line, link->column,
                          link->more ? link->more->from : NULL };
}

struct embed_more *embed_more_of(struct embed *embed, struct arena *arena)
{
    embed->more = embed->more ? embed->more : ARENA_NEW(arena, struct embed_more);
    return embed->more;
}

bool document_expect_links(struct document *d, size_t count)
{
    if (d->links || count == 0) {
        return true;
    }
    d->links = reallocarray(NULL, count, sizeof *d->links);
    d->link_room = d->links ? count : 0;
    return d->links != NULL;
}

struct link *document_add_link(struct document *d)
{
    void *entries = d->links;
    struct link *link = grow(&entries, d->link_count, &d->link_room, sizeof *link);
    d->links = entries;
    if (link) {
        link->embed = NO_EMBED;
        d->link_count++;
    }
    return link;
}

struct embed *document_add_embed(struct document *d)
{
    void *entries = d->embeds;
    struct embed *embed = grow(&entries, d->embed_count, &d->embed_room, sizeof *embed);
    d->embeds = entries;
    d->embed_count += embed != NULL;
    return embed;
}

void document_free(struct document *d)
{
    free(d->embeds);
    free(d->links);
    arena_free(&d->arena);
    *d = (struct document){ 0 };
}

/* --- What a check is to leave alone --- */

static bool is_in(const struct ignore *range, uint64_t line, uint64_t column)
{
    bool behind = line > range->line || (line == range->line && column >= range->column);
    bool before = line < range->end_line || (line == range->end_line && column < range->end_column);
    return behind && before;
}

bool document_ignores(const struct document *d, uint64_t line, uint64_t column)
{
    for (size_t i = 0; i < d->ignore_count; i++) {
        if (!d->ignores[i].limited && is_in(&d->ignores[i], line, column)) {
            return true;
        }
    }
    return false;
}

bool document_drops(const struct document *d, uint64_t line, uint64_t column,
                    enum finding_class class, enum reason reason)
{
    for (size_t i = 0; i < d->ignore_count; i++) {
        const struct ignore *range = &d->ignores[i];
        bool named = !range->limited || range->classes >> class & 1 || range->reasons >> reason & 1;
        if (named && is_in(range, line, column)) {
            return true;
        }
    }
    return false;
}
