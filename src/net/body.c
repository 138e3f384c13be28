#include "net/body.h"

#include "base/time.h"
#include "syntax/html_page.h"

enum {
    SENT_LEAST = 64 << 10,  /* so much of what is sent is read: a page may lead on at its end */
    BEHIND_HEAD = 32 << 10, /* is read, too, where the head is long: what follows is no shorter */
    FAIR_BEHIND = 4 << 10,  /* tells nearly as much: t.co's script stands there, ... */
    FAIR_MS = 1000,         /* ... and the rest is waited for so long */
    KEPT_ROOM = 32 << 10,   /* what a buffer may hold on to between two requests */
    TRAILERS_MOST = 16 << 10,
    LOOK_MS = 250 /* when so much time has passed, less is waited for to look again */
};

void body_init(struct body *b)
{
    *b = (struct body){ .raw = BUFFER(BODY_RAW_MOST),
                        .data = BUFFER(BODY_MOST),
                        .page = BUFFER(BODY_MOST) };
}

static void let_go(struct buffer *b)
{
    if (b->room > KEPT_ROOM) {
        buffer_free(b);
    }
    buffer_reset(b);
}

void body_clear(struct body *b)
{
    let_go(&b->raw);
    let_go(&b->data);
    let_go(&b->page);
}

void body_free(struct body *b)
{
    buffer_free(&b->raw);
    buffer_free(&b->data);
    buffer_free(&b->page);
}

/* One byte more than is wanted tells that there is more. */
static void set_limits(struct body *b)
{
    b->data.limit = b->page.limit = b->most ? b->most + 1 : BODY_MOST;
    b->raw.limit = b->most ? 2 * b->most : BODY_RAW_MOST;
}

void body_begin(struct body *b, const struct http_head *says, size_t most)
{
    struct body fresh = { .says = *says,
                          .most = most,
                          .keeps_raw = b->keeps_raw,
                          .raw = b->raw,
                          .data = b->data,
                          .page = b->page };
    *b = fresh;
    set_limits(b);
    buffer_reset(&b->raw);
    buffer_reset(&b->data);
    buffer_reset(&b->page);
}

/* --- Codings --- */

/* As in browsers, what nobody knows is no coding: many a server says the name of its charset. */
static bool has_content_codings(const struct body *b)
{
    return b->says.content.count && !b->says.content.unknown;
}

static bool has_codings(const struct body *b)
{
    return has_content_codings(b) || b->says.transfer.count;
}

/* Those of the transfer were applied last. */
static enum coding_end undo(struct body *b)
{
    struct buffer between = BUFFER(b->page.limit);
    bool both = has_content_codings(b) && b->says.transfer.count;
    struct slice in = buffer_slice(&b->data);
    enum coding_end end = CODING_WHOLE;
    if (both) {
        end = codings_undo(&b->says.transfer, in, &between);
        in = buffer_slice(&between);
    }
    if (end < CODING_BROKEN) {
        end = codings_undo(has_content_codings(b) ? &b->says.content : &b->says.transfer, in,
                           &b->page);
    }
    buffer_free(&between);
    return end;
}

static void undo_codings(struct body *b)
{
    buffer_reset(&b->page);
    enum coding_end end = undo(b);
    b->no_memory = b->no_memory || end == CODING_NO_MEMORY;
    b->broken = end == CODING_BROKEN;
}

/* --- What it says --- */

struct slice body_raw(const struct body *b)
{
    return b->says.chunked || b->raw.length ? buffer_slice(&b->raw) : buffer_slice(&b->data);
}

/* RFC 9110 section 6.4.1: some have none, whatever the header says. */
bool body_is_whole(const struct body *b)
{
    bool bodiless = b->says.status == 204 || b->says.status == 304;
    bool all = b->says.chunked ? b->chunks.state == CHUNK_DONE
                               : b->says.length >= 0 && b->bytes >= (uint64_t)b->says.length;
    return bodiless || (all && body_raw(b).length >= b->bytes);
}

static struct slice first(struct slice s, size_t most)
{
    return slice_part(s, 0, s.length < most ? s.length : most);
}

static struct slice plain(const struct body *b)
{
    return has_codings(b) ? buffer_slice(&b->page) : buffer_slice(&b->data);
}

/* Where nothing says what it is, a page is what begins like one. */
static bool looks_like_page(const struct body *b)
{
    return b->says.type == HTTP_HTML ||
           (b->says.type == HTTP_XML ? html_may_be_xhtml(plain(b)) : html_may_be_page(plain(b)));
}

struct slice body_whole(const struct body *b)
{
    return first(plain(b), b->most);
}

struct slice body_page(const struct body *b)
{
    if (!b->most) {
        return plain(b);
    }
    bool reads = http_may_be_page(&b->says) && looks_like_page(b);
    return reads ? first(body_whole(b), BODY_MOST) : (struct slice){ 0 };
}

bool body_is_cut(const struct body *b)
{
    return b->most && (b->data.length > b->most || b->page.length > b->most);
}

/* Looks for the end of the head in what came since `from`; where codings turned out broken, there
 * is less now than before. */
static bool is_behind_head(struct body *b, size_t from)
{
    static const struct slice marks[] = { SLICE_INIT("<body"), SLICE_INIT("</head") };
    struct slice page = plain(b);
    from = from < page.length ? from : page.length;
    size_t overlap = from < 6 ? from : 6;
    struct slice fresh = slice_skip(page, from - overlap);
    for (size_t i = 0; b->head_end == 0 && i < sizeof marks / sizeof *marks; i++) {
        size_t at = slice_find_nocase(fresh, marks[i]);
        if (at < fresh.length) {
            b->head_end = from - overlap + at + 1;
        }
    }
    bool fair = b->head_end && page.length >= b->head_end + FAIR_BEHIND;
    if (fair && !b->fair_until) {
        b->fair_until = time_tick_ms() + FAIR_MS;
    }
    return fair && ((b->data.length >= SENT_LEAST && page.length >= b->head_end + BEHIND_HEAD) ||
                    time_tick_ms() >= b->fair_until);
}

/* Undoing codings begins anew each time, so half as much again is to have come, or time passed. */
static bool is_worth_a_look(const struct body *b)
{
    return !has_codings(b) || b->data.length >= b->looked + b->looked / 2 ||
           time_tick_ms() - b->looked_at >= LOOK_MS;
}

static void look(struct body *b)
{
    size_t before = plain(b).length;
    if (has_codings(b)) {
        undo_codings(b);
        b->looked_at = time_tick_ms();
    } else {
        before = b->looked;
    }
    b->looked = b->data.length;
    if (before == 0 && !looks_like_page(b)) {
        buffer_reset(&b->data);
        buffer_reset(&b->page);
        b->enough = true;
        return;
    }
    bool is_full = b->data.length >= BODY_MOST || b->page.length >= BODY_MOST;
    b->enough = is_behind_head(b, before) || is_full || b->enough;
}

/* --- What comes --- */

static void keep(struct buffer *in, struct slice part)
{
    size_t room = in->limit - in->length;
    buffer_add(in, slice_part(part, 0, part.length < room ? part.length : room));
}

/* No more is read than can be kept of a page that is kept: who reads it again is to see the same.
 */
static void take_chunks(struct body *b, struct slice piece)
{
    bool full = b->keeps_raw && !b->most && piece.length >= b->raw.limit - b->raw.length;
    piece = full ? first(piece, b->raw.limit - b->raw.length) : piece;
    size_t length = chunks_read(&b->chunks, piece, &b->data);
    if (b->keeps_raw) {
        keep(&b->raw, slice_part(piece, 0, length));
    }
    b->enough = full || b->chunks.trailing > TRAILERS_MOST;
}

bool body_is_readable(const struct http_head *says)
{
    return !says->transfer.unknown;
}

/* Browsers show what comes with an error, or with a redirect that says not where to, and go where
 * that leads. */
static bool may_show(const struct http_head *says, bool good)
{
    bool bodiless = says->status == 204 || says->status == 205 || says->status == 304;
    bool leads = says->status / 100 == 3 && says->location.length;
    return good ? says->status / 100 == 2 : says->status >= 200 && !bodiless && !leads;
}

bool body_is_page(const struct http_head *says, size_t most, bool any)
{
    bool fits = most ? any || http_may_be_text(says) : http_may_be_page(says) && !says->attached;
    return may_show(says, most && !any) && fits && body_is_readable(says);
}

/* Its chunks are read for their end alone. */
void body_note(struct body *b, struct slice piece)
{
    struct buffer nothing = BUFFER(0);
    b->bytes += piece.length;
    if (b->keeps_raw) {
        keep(&b->raw, piece);
        b->no_memory = b->no_memory || b->raw.failed;
        if (b->says.chunked) {
            chunks_read(&b->chunks, piece, &nothing);
        }
    }
}

bool body_take(struct body *b, struct slice piece)
{
    b->bytes += piece.length;
    if (b->says.chunked) {
        take_chunks(b, piece);
    } else {
        keep(&b->data, piece);
    }
    b->no_memory = b->no_memory || b->data.failed || b->raw.failed;
    if (b->most) {
        b->enough = b->enough || b->data.length > b->most;
    } else if (b->data.length > b->looked && (b->enough || is_worth_a_look(b)) && !b->no_memory) {
        look(b);
    }
    return !b->enough && !b->broken && !b->no_memory;
}

int64_t body_due(const struct body *b)
{
    return b->fair_until ? b->fair_until : INT64_MAX;
}

void body_end(struct body *b)
{
    if (b->most && has_codings(b)) {
        undo_codings(b);
    } else if (!b->most && b->data.length > b->looked && !b->enough && !b->broken) {
        look(b);
    }
}
