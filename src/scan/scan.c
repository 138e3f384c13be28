#include "scan/scan.h"

#include "scan/gather/gather.h"
#include "scan/input/sniff.h"
#include "scan/read/ahead.h"
#include "scan/read/text.h"
#include "syntax/utf16.h"

#include <stdlib.h>

/* UTF-16 is decoded in steps of this many bytes; one unit takes three bytes of UTF-8 at most. */
enum { DECODE_STEP = 8 << 10, DECODED_MOST = 2 * DECODE_STEP };

struct scan {
    struct scan_options options;
    struct document *document;
    enum scan_status status;
    const char *why;
    bool sniffed;
    char head[SNIFF_MOST];
    size_t head_length;
    bool wide; /* UTF-16 */
    struct utf16 utf16;
    struct buffer decoded;
    struct finds finds;
    struct text text;
    struct gather gather;
};

struct scan *scan_open(const struct scan_options *options, struct document *into)
{
    struct scan *s = malloc(sizeof *s);
    if (!s) {
        return NULL;
    }
    s->options = *options;
    s->document = into;
    s->status = SCAN_OK;
    s->why = "";
    s->sniffed = false;
    s->head_length = 0;
    s->wide = false;
    s->decoded = BUFFER(DECODED_MOST);
    s->finds = (struct finds){ 0 };
    text_init(&s->text, &s->finds, options->bare_domains);
    gather_init(&s->gather, into);
    return s;
}

static enum scan_status fail(struct scan *s, enum scan_status status, const char *why)
{
    s->status = status;
    s->why = why;
    return status;
}

/* Brings what was found into the document. */
static enum scan_status deliver(struct scan *s, bool found)
{
    bool taken = found && gather_take(&s->gather, &s->finds, 0);
    finds_clear(&s->finds);
    return taken ? SCAN_OK : fail(s, SCAN_NO_MEMORY, "out of memory");
}

static enum scan_status feed_text(struct scan *s, struct slice piece)
{
    return deliver(s, text_feed(&s->text, piece));
}

static enum scan_status feed_decoded(struct scan *s)
{
    if (s->decoded.failed) {
        return fail(s, SCAN_NO_MEMORY, "out of memory");
    }
    enum scan_status status = feed_text(s, buffer_slice(&s->decoded));
    buffer_reset(&s->decoded);
    return status;
}

static enum scan_status feed(struct scan *s, struct slice piece)
{
    if (!s->wide) {
        return feed_text(s, piece);
    }
    while (piece.length && s->status == SCAN_OK) {
        size_t step = piece.length < DECODE_STEP ? piece.length : DECODE_STEP;
        utf16_decode(&s->utf16, slice_part(piece, 0, step), &s->decoded);
        piece = slice_skip(piece, step);
        feed_decoded(s);
    }
    return s->status;
}

/* The head is complete: decides what the input is, and feeds what of it is text. */
static enum scan_status begin(struct scan *s, struct slice head)
{
    struct sniffed sniffed;
    sniff(s->options.type, s->document->name,
          slice_part(head, 0, head.length < SNIFF_MOST ? head.length : SNIFF_MOST), &sniffed);
    s->sniffed = true;
    s->document->media_type = sniffed.media_type;
    if (sniffed.status != SCAN_OK) {
        return fail(s, sniffed.status, sniffed.why);
    }
    s->wide = sniffed.encoding != ENCODING_UTF8;
    s->utf16 = (struct utf16){ .big_endian = sniffed.encoding == ENCODING_UTF16_BE };
    text_begin(&s->text, 0, s->wide, sniffed.mark);
    return feed(s, slice_skip(head, sniffed.mark));
}

static size_t fill_head(struct scan *s, struct slice piece)
{
    size_t room = SNIFF_MOST - s->head_length;
    size_t count = piece.length < room ? piece.length : room;
    if (count) {
        memcpy(s->head + s->head_length, piece.data, count);
    }
    s->head_length += count;
    return count;
}

enum scan_status scan_feed(struct scan *s, struct slice piece)
{
    s->document->bytes += piece.length;
    if (s->status != SCAN_OK || piece.length == 0) {
        return s->status;
    }
    if (!s->sniffed && s->head_length == 0 && piece.length >= SNIFF_MOST) {
        return begin(s, piece);
    }
    if (!s->sniffed) {
        piece = slice_skip(piece, fill_head(s, piece));
        if (s->head_length < SNIFF_MOST) {
            return SCAN_OK;
        }
        begin(s, slice_of(s->head, s->head_length));
    }
    return s->status == SCAN_OK && piece.length ? feed(s, piece) : s->status;
}

enum scan_status scan_ahead(struct scan *s, const struct scan_source *source, uint64_t *at)
{
    if (s->status != SCAN_OK || !s->sniffed || s->wide) {
        return s->status;
    }
    uint64_t before = *at;
    bool scanned = ahead_scan(&s->text, &s->gather, source, at);
    s->document->bytes += *at - before;
    return scanned ? SCAN_OK : fail(s, SCAN_NO_MEMORY, "out of memory");
}

enum scan_status scan_finish(struct scan *s)
{
    if (s->status == SCAN_OK && !s->sniffed) {
        begin(s, slice_of(s->head, s->head_length));
    }
    if (s->status == SCAN_OK && s->wide) {
        utf16_finish(&s->utf16, &s->decoded);
        feed_decoded(s);
    }
    if (s->status == SCAN_OK && deliver(s, text_finish(&s->text)) == SCAN_OK &&
        !gather_finish(&s->gather)) {
        return fail(s, SCAN_NO_MEMORY, "out of memory");
    }
    return s->status;
}

const char *scan_why(const struct scan *s)
{
    return s->why;
}

void scan_close(struct scan *s)
{
    if (s) {
        text_free(&s->text);
        finds_free(&s->finds);
        gather_free(&s->gather);
        buffer_free(&s->decoded);
        free(s);
    }
}
