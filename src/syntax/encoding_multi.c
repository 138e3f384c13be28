/* Characters of several bytes (Encoding Standard, sections 10 to 13). Where a character ends, and
 * how much of a malformed one is given up, is told here; which character it is, by iconv. */
#include "syntax/encoding_inside.h"
#include "syntax/utf8.h"

static bool is_in(unsigned char c, unsigned char from, unsigned char to)
{
    return c >= from && c <= to;
}

/* What s begins with. */
struct shape {
    size_t length; /* 0: more bytes are needed to tell */
    bool good;     /* iconv may know it; else so many bytes are malformed */
};

/* A lead byte and the one behind it. What is not good leaves an ASCII byte alone. */
static struct shape pair(bool good, unsigned char trail)
{
    return (struct shape){ good || trail >= 0x80 ? 2 : 1, good };
}

/* GB18030 (10.2.1): its characters of four bytes have digits in the second and fourth place. */
static struct shape shape_gb(struct slice s)
{
    const unsigned char *b = (const unsigned char *)s.data;
    if (!is_in(b[0], 0x81, 0xfe)) {
        return (struct shape){ 1, b[0] == 0x80 }; /* the euro sign */
    }
    if (s.length < 2) {
        return (struct shape){ 0 };
    }
    if (!ascii_is_digit(s.data[1])) {
        return pair(is_in(b[1], 0x40, 0x7e) || is_in(b[1], 0x80, 0xfe), b[1]);
    }
    if (s.length > 2 && !is_in(b[2], 0x81, 0xfe)) {
        return (struct shape){ 1, false };
    }
    if (s.length > 3 && !ascii_is_digit(s.data[3])) {
        return (struct shape){ 1, false };
    }
    return (struct shape){ s.length > 3 ? 4 : 0, true };
}

/* EUC-JP (12.1.1). */
static struct shape shape_euc_jp(struct slice s)
{
    const unsigned char *b = (const unsigned char *)s.data;
    if (b[0] != 0x8e && b[0] != 0x8f && !is_in(b[0], 0xa1, 0xfe)) {
        return (struct shape){ 1, false };
    }
    if (s.length < 2) {
        return (struct shape){ 0 };
    }
    bool good = is_in(b[1], 0xa1, b[0] == 0x8e ? 0xdf : 0xfe);
    if (b[0] != 0x8f || !good) {
        return pair(good, b[1]);
    }
    if (s.length < 3) {
        return (struct shape){ 0 };
    }
    good = is_in(b[2], 0xa1, 0xfe);
    return (struct shape){ good || b[2] >= 0x80 ? 3 : 2, good };
}

/* Shift_JIS (12.3.1): half-width katakana have one byte. */
static struct shape shape_shift_jis(struct slice s)
{
    const unsigned char *b = (const unsigned char *)s.data;
    if (!is_in(b[0], 0x81, 0x9f) && !is_in(b[0], 0xe0, 0xfc)) {
        return (struct shape){ 1, b[0] == 0x80 || is_in(b[0], 0xa1, 0xdf) };
    }
    if (s.length < 2) {
        return (struct shape){ 0 };
    }
    return pair(is_in(b[1], 0x40, 0x7e) || is_in(b[1], 0x80, 0xfc), b[1]);
}

/* Big5 (11.1.1) and EUC-KR (13.1.1). */
static struct shape shape_pairs(struct slice s, bool korean)
{
    const unsigned char *b = (const unsigned char *)s.data;
    if (!is_in(b[0], 0x81, 0xfe)) {
        return (struct shape){ 1, false };
    }
    if (s.length < 2) {
        return (struct shape){ 0 };
    }
    bool good =
        korean ? is_in(b[1], 0x41, 0xfe) : is_in(b[1], 0x40, 0x7e) || is_in(b[1], 0xa1, 0xfe);
    return pair(good, b[1]);
}

/* s begins with a byte that is not ASCII. */
static struct shape shape_of(enum encoding_id id, struct slice s)
{
    switch (id) {
    case ENCODING_EUC_JP:
        return shape_euc_jp(s);
    case ENCODING_SHIFT_JIS:
        return shape_shift_jis(s);
    case ENCODING_BIG5:
    case ENCODING_EUC_KR:
        return shape_pairs(s, id == ENCODING_EUC_KR);
    default:
        return shape_gb(s);
    }
}

/* --- What iconv does not do --- */

struct mended {
    uint32_t bytes, code;
};

/* Sorted by bytes. */
#include "syntax/encoding_mended.inc"

static uint32_t bytes_of(struct slice s)
{
    uint32_t bytes = 0;
    for (size_t i = 0; i < s.length; i++) {
        bytes = bytes << 8 | (unsigned char)s.data[i];
    }
    return bytes;
}

static uint32_t find_mended(const struct mended *rows, size_t count, uint32_t bytes)
{
    size_t from = 0;
    while (from < count) {
        size_t middle = from + (count - from) / 2;
        if (rows[middle].bytes == bytes) {
            return rows[middle].code;
        }
        if (rows[middle].bytes < bytes) {
            from = middle + 1;
        } else {
            count = middle;
        }
    }
    return 0;
}

/* The code point of a character that iconv does not know, or takes for another one; 0: it is
 * iconv's. */
static uint32_t mend(enum encoding_id id, struct slice s)
{
    uint32_t bytes = bytes_of(s);
    switch (id) {
    case ENCODING_BIG5:
        return find_mended(mended_big5, sizeof mended_big5 / sizeof mended_big5[0], bytes);
    case ENCODING_GBK:
    case ENCODING_GB18030:
        return bytes == 0x80
                   ? 0x20ac
                   : find_mended(mended_gb, sizeof mended_gb / sizeof mended_gb[0], bytes);
    case ENCODING_SHIFT_JIS:
        return bytes == 0x80 ? bytes : 0;
    case ENCODING_EUC_JP:
        return bytes >> 8 == 0x8e ? 0xff61 - 0xa1 + (bytes & 0xff) : 0;
    default:
        return 0;
    }
}

/* Both encodings have the characters of JIS X 0208, at places that can be computed. Shift_JIS is
 * the one that iconv has as the Standard does. */
static void shift_from_jis(const char jis[2], char shifted[2])
{
    unsigned at = ((unsigned)(jis[0] & 0x7f) - 0x21) * 94 + (unsigned)(jis[1] & 0x7f) - 0x21;
    unsigned lead = at / 188;
    unsigned trail = at % 188;
    shifted[0] = (char)(lead + (lead < 0x1f ? 0x81 : 0xc1));
    shifted[1] = (char)(trail + (trail < 0x3f ? 0x40 : 0x41));
}

/* --- iconv --- */

enum { TEXT_MOST = 2048, BATCH_BYTES = TEXT_MOST / 4 };

/* Converts all of s, at most BATCH_BYTES; 0: iconv does not know some of it. */
static size_t convert(iconv_t converter, struct slice s, char text[TEXT_MOST])
{
    char copy[BATCH_BYTES]; /* iconv's prototype would change its input */
    memcpy(copy, s.data, s.length);
    char *in = copy;
    size_t in_left = s.length;
    char *out = text;
    size_t out_left = TEXT_MOST;
    bool good = iconv(converter, &in, &in_left, &out, &out_left) != (size_t)-1 &&
                iconv(converter, NULL, NULL, &out, &out_left) != (size_t)-1;
    if (!good) {
        iconv(converter, NULL, NULL, NULL, NULL);
    }
    return good ? TEXT_MOST - out_left : 0;
}

/* Converts characters of two bytes of JIS X 0208, whatever their high bits. */
static size_t convert_jis(iconv_t converter, struct slice s, char text[TEXT_MOST])
{
    char shifted[BATCH_BYTES];
    for (size_t i = 0; i + 1 < s.length; i += 2) {
        shift_from_jis(s.data + i, shifted + i);
    }
    return convert(converter, slice_of(shifted, s.length), text);
}

static size_t convert_some(const struct encoding_decoder *d, struct slice s, size_t each,
                           char text[TEXT_MOST])
{
    if (d->encoding->id == ENCODING_EUC_JP) {
        return each == 3 ? convert(d->supplement, s, text) : convert_jis(d->converter, s, text);
    }
    return convert(d->converter, s, text);
}

/* A character that iconv does not know: its last byte is left alone if it is ASCII. */
static size_t give_up(const struct encoding_sink *to, struct slice s)
{
    size_t length = s.length == 2 && (unsigned char)s.data[1] < 0x80 ? 1 : s.length;
    encoding_put(to, length, UTF8_REPLACEMENT);
    return length;
}

static size_t decode_one(const struct encoding_sink *to, struct slice s)
{
    char text[TEXT_MOST];
    uint32_t code = mend(to->decoder->encoding->id, s);
    if (code) {
        encoding_put(to, s.length, code);
        return s.length;
    }
    size_t length = convert_some(to->decoder, s, s.length, text);
    if (length == 0) {
        return give_up(to, s);
    }
    encoding_put_text(to, s.length, slice_of(text, length));
    return s.length;
}

/* Characters of the same length that follow each other. */
struct batch {
    size_t each, count;
};

static struct shape collect(enum encoding_id id, struct slice s, struct batch *batch)
{
    struct shape shape = { 0 };
    *batch = (struct batch){ 0 };
    for (size_t at = 0; at < s.length && at + 4 <= BATCH_BYTES; at += batch->each) {
        if ((unsigned char)s.data[at] < 0x80) {
            break;
        }
        shape = shape_of(id, slice_skip(s, at));
        if (!shape.good || shape.length == 0 || (batch->count && shape.length != batch->each)) {
            break;
        }
        bool mended = mend(id, slice_part(s, at, at + shape.length)) != 0;
        if (mended && batch->count) {
            break;
        }
        batch->each = shape.length;
        batch->count++;
        if (mended) {
            break;
        }
    }
    return shape;
}

static size_t length_at(struct slice text, size_t at)
{
    unsigned char lead = (unsigned char)text.data[at];
    size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    return at + length <= text.length ? length : text.length - at;
}

/* Adds one code point for each character; false: there are more or fewer. */
static bool put_each(const struct encoding_sink *to, const struct batch *batch, struct slice text)
{
    size_t count = 0;
    for (size_t at = 0; at < text.length; at += length_at(text, at)) {
        count++;
    }
    if (count != batch->count) {
        return false;
    }
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        size_t length = length_at(text, at);
        encoding_put_text(to, batch->each, slice_part(text, at, at + length));
        at += length;
    }
    return true;
}

size_t encoding_decode_multi(const struct encoding_sink *to, struct slice s)
{
    struct batch batch;
    struct shape shape = collect(to->decoder->encoding->id, s, &batch);
    if (batch.count == 0) {
        if (shape.length > 0) {
            encoding_put(to, shape.length, UTF8_REPLACEMENT);
        }
        return shape.length;
    }
    char text[TEXT_MOST];
    size_t bytes = batch.count * batch.each;
    size_t length =
        batch.count > 1 ? convert_some(to->decoder, slice_part(s, 0, bytes), batch.each, text) : 0;
    if (length > 0 && put_each(to, &batch, slice_of(text, length))) {
        return bytes;
    }
    return decode_one(to, slice_part(s, 0, batch.each));
}

/* --- ISO-2022-JP (12.2.1) --- */

enum { ASCII, ROMAN, KATAKANA, KANJI, SET_MASK = 3, ESCAPED = 4 }; /* ESCAPED: nothing since */

static const struct {
    char bytes[3];
    unsigned char set;
} escapes[] = {
    { "\x1b(B", ASCII }, { "\x1b(J", ROMAN }, { "\x1b(I", KATAKANA },
    { "\x1b$@", KANJI }, { "\x1b$B", KANJI },
};

static size_t read_escape(const struct encoding_sink *to, struct slice s)
{
    struct encoding_decoder *d = to->decoder;
    bool may_begin = s.length < 2 || s.data[1] == '(' || s.data[1] == '$';
    if (s.length < 3 && may_begin) {
        return 0;
    }
    for (size_t i = 0; may_begin && i < sizeof escapes / sizeof escapes[0]; i++) {
        if (memcmp(s.data, escapes[i].bytes, sizeof escapes[i].bytes) == 0) {
            bool twice = d->state & ESCAPED;
            d->state = escapes[i].set | ESCAPED;
            if (twice) {
                encoding_put(to, 3, UTF8_REPLACEMENT);
            } else {
                d->source += 3;
            }
            return 3;
        }
    }
    d->state &= SET_MASK;
    encoding_put(to, 1, UTF8_REPLACEMENT);
    return 1;
}

static size_t decode_kanji(const struct encoding_sink *to, struct slice s)
{
    if (!is_in((unsigned char)s.data[0], 0x21, 0x7e)) {
        encoding_put(to, 1, UTF8_REPLACEMENT);
        return 1;
    }
    if (s.length < 2) {
        return 0;
    }
    bool good = is_in((unsigned char)s.data[1], 0x21, 0x7e);
    char text[TEXT_MOST];
    size_t length = good ? convert_jis(to->decoder->converter, slice_part(s, 0, 2), text) : 0;
    size_t used = s.data[1] == '\x1b' ? 1 : 2; /* an escape counts wherever it stands */
    if (length == 0) {
        encoding_put(to, used, UTF8_REPLACEMENT);
    } else {
        encoding_put_text(to, used, slice_of(text, length));
    }
    return used;
}

static uint32_t code_in_set(unsigned char set, unsigned char byte)
{
    if (set == KATAKANA) {
        return is_in(byte, 0x21, 0x5f) ? 0xff61U - 0x21 + byte : UTF8_REPLACEMENT;
    }
    if (byte >= 0x80 || byte == 0x0e || byte == 0x0f) {
        return UTF8_REPLACEMENT;
    }
    return set == ROMAN && byte == 0x5c ? 0xa5 : set == ROMAN && byte == 0x7e ? 0x203e : byte;
}

size_t encoding_decode_escaped(const struct encoding_sink *to, struct slice s)
{
    struct encoding_decoder *d = to->decoder;
    if (s.data[0] == '\x1b') {
        return read_escape(to, s);
    }
    unsigned char set = d->state & SET_MASK;
    size_t used = 1;
    if (set == KANJI) {
        used = decode_kanji(to, s);
    } else {
        encoding_put(to, 1, code_in_set(set, (unsigned char)s.data[0]));
    }
    d->state = used ? set : d->state;
    return used;
}
