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

/* Big5 has four characters that are two code points. */
static bool is_two(enum encoding_id id, struct slice s)
{
    uint32_t bytes = bytes_of(s);
    return id == ENCODING_BIG5 &&
           (bytes == 0x8862 || bytes == 0x8864 || bytes == 0x88a3 || bytes == 0x88a5);
}

/* --- iconv --- */

enum { BATCH_MOST = 128, BYTES_MOST = 4 * BATCH_MOST, TEXT_MOST = 4 * BYTES_MOST };

struct text {
    size_t length;
    char bytes[TEXT_MOST];
};

/* Converts s, which has at most BYTES_MOST, up to what iconv does not know. Gives how many bytes
 * that were. */
static size_t convert(iconv_t converter, struct slice s, struct text *text)
{
    char copy[BYTES_MOST]; /* iconv's prototype would change its input */
    memcpy(copy, s.data, s.length);
    char *in = copy;
    size_t in_left = s.length;
    char *out = text->bytes;
    size_t out_left = TEXT_MOST;
    (void)iconv(converter, &in, &in_left, &out, &out_left);
    (void)iconv(converter, NULL, NULL, &out, &out_left);
    text->length = TEXT_MOST - out_left;
    return s.length - in_left;
}

/* Converts characters of two bytes of JIS X 0208, whatever their high bits. */
static size_t convert_jis(iconv_t converter, struct slice s, struct text *text)
{
    char shifted[BYTES_MOST];
    for (size_t i = 0; i + 1 < s.length; i += 2) {
        shift_from_jis(s.data + i, shifted + i);
    }
    return convert(converter, slice_of(shifted, s.length), text);
}

static size_t convert_some(const struct encoding_decoder *d, struct slice s, size_t each,
                           struct text *text)
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

/* Characters of the same length that follow each other, each of which is one code point. */
struct batch {
    size_t each, count;
};

/* At most as many as the decoder's batch: where iconv stopped lately it is small, so that little is
 * collected in vain. *shape is that of the last one looked at. */
static struct batch collect(const struct encoding_decoder *d, struct slice s, struct shape *shape)
{
    enum encoding_id id = d->encoding->id;
    struct batch batch = { 0 };
    for (size_t at = 0; at < s.length && batch.count <= d->batch; at += batch.each) {
        if ((unsigned char)s.data[at] < 0x80) {
            break;
        }
        *shape = shape_of(id, slice_skip(s, at));
        if (!shape->good || shape->length == 0 || (batch.count && shape->length != batch.each)) {
            break;
        }
        struct slice character = slice_part(s, at, at + shape->length);
        if (mend(id, character) || is_two(id, character)) {
            break;
        }
        batch.each = shape->length;
        batch.count++;
    }
    return batch;
}

static size_t count_codes(struct slice text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++) {
        count += ((unsigned char)text.data[i] & 0xc0) != 0x80;
    }
    return count;
}

/* Adds a text that has one code point for each `from` bytes. */
static void put_each(const struct encoding_sink *to, size_t from, struct slice text)
{
    while (text.length > 0) {
        unsigned char lead = (unsigned char)text.data[0];
        size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        encoding_put_text(to, from, slice_part(text, 0, length));
        text = slice_skip(text, length);
    }
}

/* A character by itself. iconv gives no text for one (UHC's a2 e8) that it should not know. */
static size_t decode_one(const struct encoding_sink *to, struct slice s)
{
    struct encoding_decoder *d = to->decoder;
    uint32_t code = mend(d->encoding->id, s);
    if (code) {
        encoding_put(to, s.length, code);
        return s.length;
    }
    struct text text;
    if (convert_some(d, s, s.length, &text) < s.length || text.length == 0) {
        return give_up(to, s);
    }
    encoding_put_text(to, s.length, slice_of(text.bytes, text.length));
    return s.length;
}

static size_t decode_batch(const struct encoding_sink *to, struct slice s, size_t each)
{
    struct encoding_decoder *d = to->decoder;
    struct text text;
    size_t used = convert_some(d, s, each, &text);
    bool fits = used > 0 && count_codes(slice_of(text.bytes, text.length)) * each == used;
    unsigned larger = fits && used == s.length ? d->batch * 2U + 1 : 0;
    d->batch = (unsigned char)(larger < BATCH_MOST ? larger : BATCH_MOST - 1);
    if (!fits) {
        return decode_one(to, slice_part(s, 0, each));
    }
    put_each(to, each, slice_of(text.bytes, text.length));
    return used;
}

size_t encoding_decode_multi(const struct encoding_sink *to, struct slice s)
{
    struct shape shape = { 0 };
    struct batch batch = collect(to->decoder, s, &shape);
    if (batch.count > 0) {
        return decode_batch(to, slice_part(s, 0, batch.count * batch.each), batch.each);
    }
    if (shape.length > 0 && shape.good) {
        return decode_one(to, slice_part(s, 0, shape.length));
    }
    if (shape.length > 0) {
        encoding_put(to, shape.length, UTF8_REPLACEMENT);
    }
    return shape.length;
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
    struct text text;
    good = good && convert_jis(to->decoder->converter, slice_part(s, 0, 2), &text) == 2;
    size_t used = s.data[1] == '\x1b' ? 1 : 2; /* an escape counts wherever it stands */
    if (good) {
        encoding_put_text(to, used, slice_of(text.bytes, text.length));
    } else {
        encoding_put(to, used, UTF8_REPLACEMENT);
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
