#include "scan/read/text.h"

#include "scan/find/flattened.h"
#include "scan/find/line.h"
#include "scan/input/block.h"
#include "scan/read/given.h"
#include "scan/read/trigger.h"

enum { WORDS_MOST = 64 << 10 };

void text_init(struct text *t, struct finds *out, bool bare_domains)
{
    t->scratch = (struct arena){ 0 };
    t->words = (struct buffer){ 0 };
    t->given = (struct finds){ 0 };
    reader_init(&t->reader);
    text_again(t, out, bare_domains);
}

void text_again(struct text *t, struct finds *out, bool bare_domains)
{
    t->out = out;
    t->bare_domains = bare_domains;
    t->shortcodes = false;
    t->raw = false;
    arena_reset(&t->scratch);
    t->words = buffer_again(&t->words, WORDS_MOST);
    t->failed = false;
    reader_again(&t->reader);
    finds_clear(&t->given);
    t->locator.shared = NULL;
    t->locator.page = NULL;
    t->locator.text = t->locator.bytes = NULL;
    text_begin(t, 0, 0); /* which begins the locator's positions, too */
}

void text_begin(struct text *t, uint64_t from, uint64_t skipped)
{
    t->cut = from;
    t->done = t->free = t->no_dots = t->embed_end = t->carry_offset = from;
    t->carried = 0;
    t->overlong.open = false;
    t->marked.from = 0;
    t->marked.blocks = 0;
    t->seen.count = 0;
    t->next = t->wide = t->dropped = t->here = 0;
    t->in_post = t->had_post = false;
    positions_init(&t->locator.positions, from, skipped);
}

void text_free(struct text *t)
{
    reader_free(&t->reader);
    arena_free(&t->scratch);
    buffer_free(&t->words);
    finds_free(&t->given);
}

/* --- Links --- */

/* A bare permalink alone on its line is an embed. */
static bool is_alone(struct slice s, size_t start, size_t end)
{
    size_t before = line_skip_prefix(s, line_start(s, start, 0));
    before += before < start && s.data[before] == '<';
    end += end < s.length && s.data[end] == '>';
    return before == start && line_is_over(s, end);
}

static void add_bare_post(struct sight *at, const struct edge *edge, const struct meaning *meaning)
{
    struct claim claim = { .form = FORM_URL, .url = meaning->url };
    text_add_post(at, &claim, edge->start, edge->end, edge->start);
}

static void add_link(struct sight *at, const struct edge *edge)
{
    struct meaning meaning;
    if (text_add_link(at, edge, &meaning) && meaning.kind == LINK_PERMALINK && !meaning.truncated &&
        !at->text->in_post && is_alone(at->view.s, edge->start, edge->end)) {
        add_bare_post(at, edge, &meaning);
    }
}

static void take_edge(struct sight *at, const struct edge *edge)
{
    if (at->offset + edge->start < at->text->free) {
        return;
    }
    if (edge->endless) {
        overlong_begin(at, edge);
    } else {
        add_link(at, edge);
    }
}

static void link_at_slash(struct sight *at)
{
    struct edge edge;
    if (edge_at_slash(&at->view, &edge)) {
        take_edge(at, &edge);
    }
}

static void link_at_dot(struct sight *at)
{
    struct edge edge;
    struct text *t = at->text;
    if (at->offset + at->view.at < t->no_dots) {
        return;
    }
    size_t floor = t->free > at->offset ? (size_t)(t->free - at->offset) : 0;
    if (edge_at_dot(&at->view, floor, &edge)) {
        take_edge(at, &edge);
    } else {
        t->no_dots = at->offset + edge.end;
    }
}

/* --- The way through the text --- */

/* No link runs into what is given. */
static void cut_view(struct sight *at)
{
    struct text *t = at->text;
    const struct find *find =
        t->next < t->given.count ? given_wide(t, at->offset + at->view.at) : NULL;
    if (find && find->start < at->offset + at->view.s.length) {
        at->view.s.length = (size_t)(find->start - at->offset);
    }
}

static struct sight look_at(struct text *t, const struct window *w, size_t i)
{
    size_t from = i > VIEW_BEFORE ? i - VIEW_BEFORE : 0;
    size_t left = w->bytes.length - i;
    size_t to = i + (left > EDGE_MOST ? EDGE_MOST : left);
    return (struct sight){ .text = t,
                           .window = w,
                           .view = { slice_part(w->bytes, from, to), i - from },
                           .offset = w->offset + from };
}

static void recognise_link(struct text *t, const struct window *w, size_t i)
{
    struct sight at = look_at(t, w, i);
    cut_view(&at);
    switch (w->bytes.data[i]) {
    case '/':
        link_at_slash(&at);
        break;
    case '.':
        link_at_dot(&at);
        break;
    default: /* "[", "{" */
        shortcodes_recognise(&at);
    }
}

/* What posts are found by may go over what is given, as words of a post are links. */
static void recognise_post(struct text *t, const struct window *w, size_t i)
{
    struct sight at = look_at(t, w, i);
    switch (w->bytes.data[i]) {
    case '/':
        posts_at_slash(&at);
        break;
    case '\n':
        posts_at_line(&at);
        break;
    default: /* "@", "P" */
        posts_recognise(&at);
    }
}

/* trigger.c knows these marks too. */
static void recognise(struct text *t, const struct window *w, size_t i)
{
    const char *at = w->bytes.data + i;
    bool links = *at == '/' || *at == '.' || *at == '[' || *at == '{';
    if (links) {
        recognise_link(t, w, i);
    }
    if (!links || (*at == '/' && i > 0 && at[-1] == 'u')) {
        recognise_post(t, w, i);
    }
}

/* From `i` on, but not in the last link: nothing begins there. `to` if that goes on. */
static size_t behind_link(struct text *t, const struct window *w, size_t i, uint64_t to)
{
    if (t->overlong.open) {
        overlong_read(t, w, to);
    }
    if (t->overlong.open) {
        return (size_t)(to - w->offset);
    }
    return t->free > w->offset + i ? (size_t)(t->free - w->offset) : i;
}

enum { NAMED_MOST = 256 };

/* The first "@" or "/" of [at, to), or `to`. */
static size_t find_sign(struct slice s, size_t at, size_t to)
{
    for (; at < to && s.length - at >= BLOCK; at += BLOCK) {
        uint64_t found = block_find(s.data + at, '@', '/');
        if (found) {
            at += (size_t)__builtin_ctzll(found);
            return at < to ? at : to;
        }
    }
    while (at < to && s.data[at] != '@' && s.data[at] != '/') {
        at++;
    }
    return at < to ? at : to;
}

/* Takes what is given at an offset. The words of a link may name who signs a post: "@name",
 * "u/name". */
static void take_given_link(struct text *t, const struct window *w, uint64_t at)
{
    text_take_given(t, w, at + 1);
    const struct seen_link *link = seen_latest(&t->seen, 0);
    if (!link || link->start != at || link->end - at > NAMED_MOST) {
        return;
    }
    uint64_t end = link->end;
    uint64_t seen = w->offset + w->bytes.length;
    size_t to = (size_t)((end < seen ? end : seen) - w->offset);
    for (size_t i = find_sign(w->bytes, (size_t)(at - w->offset), to); i < to && !t->failed;
         i = find_sign(w->bytes, i + 1, to)) {
        struct sight sight = look_at(t, w, i);
        (w->bytes.data[i] == '@' ? posts_recognise : posts_at_slash)(&sight);
    }
}

/* No break stands before the first line. */
static void recognise_first_line(struct text *t, const struct window *w)
{
    struct sight at = look_at(t, w, (size_t)(t->done - w->offset));
    at.view.at = flattened_line(at.view.s, at.view.at);
    if (flattened_may_begin(slice_skip(at.view.s, at.view.at))) {
        posts_recognise(&at);
    }
}

/* Decides everything up to an offset. */
static void decide(struct text *t, const struct window *w, uint64_t to)
{
    if (t->done == t->cut && t->done < to) {
        recognise_first_line(t, w);
    }
    size_t i = behind_link(t, w, (size_t)(t->done - w->offset), to);
    while (!t->failed) {
        uint64_t stop = given_next(t, to);
        size_t most = stop > w->offset + i ? (size_t)(stop - w->offset) : i;
        size_t found = i < most ? trigger_find(t, w, i, most) : most;
        if (found < most) {
            recognise(t, w, found);
            i = found + 1;
        } else if (stop < to) {
            take_given_link(t, w, stop);
            i = most;
        } else {
            break;
        }
        i = behind_link(t, w, i, to);
    }
    t->done = to;
}

struct window text_window(const struct text *t)
{
    return (struct window){ slice_of(t->carry, t->carried), t->carry_offset };
}

/* A page's reader lets go of it itself. */
static void let_go(struct text *t, const struct window *w, uint64_t to)
{
    if (!t->locator.page) {
        positions_let_go(&t->locator.positions, w, to);
    }
}

/* Lets go of what no view will reach any more. */
static void compact(struct text *t)
{
    uint64_t from = t->done > KEEP ? t->done - KEEP : 0;
    if (from <= t->carry_offset) {
        return;
    }
    struct window w = text_window(t);
    let_go(t, &w, from);
    size_t gone = (size_t)(from - t->carry_offset);
    memmove(t->carry, t->carry + gone, t->carried - gone);
    t->carried -= gone;
    t->carry_offset = from;
}

static inline void append(struct text *t, struct slice piece)
{
    if (piece.length == 1) { /* a break or a space, of which a page has many */
        t->carry[t->carried++] = piece.data[0];
        return;
    }
    memcpy(t->carry + t->carried, piece.data, piece.length);
    t->carried += piece.length;
}

static void decide_carry(struct text *t, uint64_t most)
{
    struct window w = text_window(t);
    uint64_t end = t->carry_offset + t->carried;
    uint64_t to = end > EDGE_MOST ? end - EDGE_MOST : 0;
    to = to < most ? to : most;
    if (to > t->done && (t->carried >= CARRY_ROOM / 2 || to == most)) {
        decide(t, &w, to);
    }
}

/* Scans a piece where it lies, from where its own bytes are all that a view needs. */
static void decide_piece(struct text *t, struct slice piece, uint64_t offset)
{
    struct window w = { piece, offset };
    struct window carry = text_window(t);
    let_go(t, &carry, offset);
    decide(t, &w, offset + piece.length - EDGE_MOST);
    uint64_t keep = t->done - KEEP > offset ? t->done - KEEP : offset;
    let_go(t, &w, keep);
    t->carried = 0;
    t->carry_offset = keep;
    append(t, slice_skip(piece, (size_t)(keep - offset)));
}

/* A piece for which the carry has no room, or that is not read out of a page. */
static bool feed(struct text *t, struct slice piece)
{
    if (CARRY_ROOM - t->carried < piece.length) {
        compact(t);
    }
    uint64_t offset = t->carry_offset + t->carried;
    if (CARRY_ROOM - t->carried < piece.length) {
        /* So much of it that the piece can do without the carry from there on. */
        append(t, slice_part(piece, 0, KEEP + EDGE_MOST));
        decide_carry(t, offset + KEEP);
        decide_piece(t, piece, offset);
    } else {
        append(t, piece);
        decide_carry(t, UINT64_MAX);
    }
    return !t->failed;
}

bool text_feed(struct text *t, struct slice piece)
{
    if (piece.length == 0) {
        return true;
    }
    t->here = 0;
    if (!t->locator.page || CARRY_ROOM / 2 - 1 < piece.length + t->carried) {
        return feed(t, piece);
    }
    append(t, piece);
    return !t->failed;
}

/* Decides all that was fed, as if the text ended there. */
static bool flush(struct text *t)
{
    struct window w = text_window(t);
    decide(t, &w, text_fed(t));
    return !t->failed;
}

bool text_finish(struct text *t)
{
    flush(t);
    struct window w = text_window(t);
    text_take_given(t, &w, UINT64_MAX);
    return !t->failed;
}

void text_cut(struct text *t)
{
    text_finish(t);
    t->cut = t->free = t->no_dots = t->embed_end = text_fed(t);
    t->had_post = false;
    t->seen.count = 0;
    t->here = 0;
}

uint64_t text_kept(const struct text *t)
{
    uint64_t kept = t->done > KEEP ? t->done - KEEP : 0;
    return kept > t->cut ? kept : t->cut;
}

void text_settle(struct text *t, uint64_t to)
{
    decide_carry(t, to);
}
