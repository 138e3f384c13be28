/* Decoding (Encoding Standard, sections 9 to 14). */
#include "syntax/encoding_inside.h"
#include "syntax/utf8.h"

#include <errno.h>

/* --- What was decoded --- */

static void map_run(const struct encoding_sink *to, uint64_t count, size_t from, size_t length)
{
    if (to->map && !to->into->failed) {
        offsets_add(to->map, to->decoder->source, count, (uint32_t)from, (uint32_t)length);
    }
    to->decoder->source += count * from;
}

void encoding_put_text(const struct encoding_sink *to, size_t from, struct slice text)
{
    buffer_add(to->into, text);
    map_run(to, 1, from, text.length);
}

void encoding_put(const struct encoding_sink *to, size_t from, uint32_t code)
{
    size_t before = to->into->length;
    utf8_encode(code, to->into);
    map_run(to, 1, from, to->into->length - before);
}

void encoding_put_plain(const struct encoding_sink *to, struct slice s)
{
    buffer_add(to->into, s);
    map_run(to, s.length, 1, 1);
}

/* --- UTF-16 (section 14.2) --- */

static uint32_t unit_at(struct slice s, size_t at, bool big_endian)
{
    unsigned first = (unsigned char)s.data[at];
    unsigned second = (unsigned char)s.data[at + 1];
    return big_endian ? first << 8 | second : second << 8 | first;
}

static size_t decode_utf16(const struct encoding_sink *to, struct slice s)
{
    bool big_endian = to->decoder->encoding->id == ENCODING_UTF_16BE;
    if (s.length < 2) {
        return 0;
    }
    uint32_t unit = unit_at(s, 0, big_endian);
    if (unit < 0xd800 || unit > 0xdfff) {
        encoding_put(to, 2, unit);
        return 2;
    }
    if (unit < 0xdc00 && s.length < 4) {
        return 0;
    }
    uint32_t next = unit < 0xdc00 ? unit_at(s, 2, big_endian) : 0;
    if (next < 0xdc00 || next > 0xdfff) {
        encoding_put(to, 2, UTF8_REPLACEMENT);
        return 2;
    }
    encoding_put(to, 4, 0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00));
    return 4;
}

/* --- One byte a character (sections 9 and 14.5) --- */

static size_t decode_single(const struct encoding_sink *to, struct slice s)
{
    enum encoding_id id = to->decoder->encoding->id;
    unsigned byte = (unsigned char)s.data[0];
    encoding_put(to, 1,
                 id == ENCODING_X_USER_DEFINED ? 0xf700 + byte : encoding_single[id][byte - 0x80]);
    return 1;
}

/* --- All --- */

/* How many ASCII bytes s begins with. */
static size_t count_ascii(struct slice s)
{
    size_t i = 0;
    for (; i + sizeof(uint64_t) <= s.length; i += sizeof(uint64_t)) {
        uint64_t word;
        memcpy(&word, s.data + i, sizeof word);
        if (word & 0x8080808080808080U) {
            break;
        }
    }
    while (i < s.length && (unsigned char)s.data[i] < 0x80) {
        i++;
    }
    return i;
}

/* The input's first byte is malformed, and the rest is not looked at (section 14.1). */
static size_t decode_replacement(const struct encoding_sink *to, struct slice s)
{
    size_t rest = s.length;
    if (to->decoder->state == 0) {
        encoding_put(to, 1, UTF8_REPLACEMENT);
        to->decoder->state = 1;
        rest--;
    }
    to->decoder->source += rest;
    return s.length;
}

/* Decodes something at the start of s, which is not empty. Gives how many bytes it took; 0: more
 * are needed to tell. */
static size_t decode_some(const struct encoding_sink *to, struct slice s)
{
    enum encoding_id id = to->decoder->encoding->id;
    switch (id) {
    case ENCODING_UTF_8:
        encoding_put_plain(to, s);
        return s.length;
    case ENCODING_UTF_16LE:
    case ENCODING_UTF_16BE:
        return decode_utf16(to, s);
    case ENCODING_REPLACEMENT:
        return decode_replacement(to, s);
    case ENCODING_ISO_2022_JP:
        return encoding_decode_escaped(to, s);
    default:
        break;
    }
    size_t ascii = count_ascii(s);
    if (ascii > 0) {
        encoding_put_plain(to, slice_part(s, 0, ascii));
        return ascii;
    }
    return to->decoder->converts ? encoding_decode_multi(to, s) : decode_single(to, s);
}

/* Decodes what was held back, with as much of the piece as it needs; gives what is left of that. */
static struct slice decode_held(const struct encoding_sink *to, struct slice piece)
{
    struct encoding_decoder *d = to->decoder;
    while (d->held_count > 0 && piece.length > 0) {
        char joined[sizeof d->held];
        size_t held = d->held_count;
        size_t taken = sizeof joined - held < piece.length ? sizeof joined - held : piece.length;
        memcpy(joined, d->held, held);
        memcpy(joined + held, piece.data, taken);
        size_t used = decode_some(to, slice_of(joined, held + taken));
        if (used == 0) { /* a character is shorter than `held`, so this was all of the piece */
            memcpy(d->held, joined, held + taken);
            d->held_count = (unsigned char)(held + taken);
            return slice_skip(piece, taken);
        }
        size_t of_held = used < held ? used : held;
        memmove(d->held, d->held + of_held, held - of_held);
        d->held_count = (unsigned char)(held - of_held);
        piece = slice_skip(piece, used - of_held);
    }
    return piece;
}

void encoding_decode(struct encoding_decoder *d, struct slice piece, struct buffer *into,
                     struct offsets *map)
{
    struct encoding_sink to = { d, into, map };
    piece = decode_held(&to, piece);
    while (piece.length > 0) {
        size_t used = decode_some(&to, piece);
        if (used == 0) {
            memcpy(d->held, piece.data, piece.length);
            d->held_count = (unsigned char)piece.length;
            return;
        }
        piece = slice_skip(piece, used);
    }
}

void encoding_finish(struct encoding_decoder *d, struct buffer *into, struct offsets *map)
{
    struct encoding_sink to = { d, into, map };
    size_t held = d->held_count;
    d->held_count = 0;
    if (held == 0) {
        return;
    }
    if (d->encoding->id != ENCODING_ISO_2022_JP) {
        encoding_put(&to, held, UTF8_REPLACEMENT);
        return;
    }
    /* An escape that is none: what follows ESC is text. */
    encoding_put(&to, 1, UTF8_REPLACEMENT);
    for (size_t i = 1; i < held; i++) {
        if (encoding_decode_escaped(&to, slice_of(d->held + i, 1)) == 0) {
            encoding_put(&to, 1, UTF8_REPLACEMENT);
        }
    }
}

/* What iconv_open gives if it fails is the pointer of this number. */
static bool is_open(iconv_t converter)
{
    return (intptr_t)converter != -1;
}

/* Opens iconv's converters: both or none. */
static bool open_converters(struct encoding_decoder *d, const struct encoding *e)
{
    d->converter = iconv_open("UTF-8", e->converter);
    if (is_open(d->converter) && e->supplement) {
        d->supplement = iconv_open("UTF-8", e->supplement);
        if (!is_open(d->supplement)) {
            iconv_close(d->converter);
            return false;
        }
    }
    return is_open(d->converter);
}

bool encoding_open(struct encoding_decoder *d, const struct encoding *e, uint64_t source)
{
    *d = (struct encoding_decoder){ .encoding = e, .source = source };
    if (e->converter) {
        d->converts = open_converters(d, e);
        d->no_memory = !d->converts && errno == ENOMEM;
        d->encoding = d->converts ? e : encoding_by_id(ENCODING_WINDOWS_1252);
    }
    return d->encoding == e;
}

void encoding_close(struct encoding_decoder *d)
{
    if (d->converts) {
        iconv_close(d->converter);
        d->converts = false;
        if (d->supplement) {
            iconv_close(d->supplement);
            d->supplement = NULL;
        }
    }
}

void encoding_decode_all(const struct encoding *e, struct slice s, struct buffer *into)
{
    struct encoding_decoder decoder;
    if (encoding_is_utf8(e) && utf8_is_valid(s)) {
        buffer_add(into, s);
        return;
    }
    encoding_open(&decoder, e, 0);
    encoding_decode(&decoder, s, into, NULL);
    encoding_finish(&decoder, into, NULL);
    into->failed = into->failed || decoder.no_memory;
    encoding_close(&decoder);
}
