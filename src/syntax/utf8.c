#include "syntax/utf8.h"

enum { FAILED = 0xffffffff };

/* What a lead byte promises: how many bytes follow, and in what range the first of them must be so
 * that there are no overlong forms, surrogates or code points above U+10FFFF (the table of RFC 3629
 * section 4). */
struct lead {
    unsigned char follow, low, high;
};

static struct lead read_lead(unsigned char byte)
{
    if (byte < 0xc2 || byte > 0xf4) {
        return (struct lead){ 0 };
    }
    if (byte < 0xe0) {
        return (struct lead){ 1, 0x80, 0xbf };
    }
    if (byte < 0xf0) {
        return (struct lead){ 2, byte == 0xe0 ? 0xa0 : 0x80, byte == 0xed ? 0x9f : 0xbf };
    }
    return (struct lead){ 3, byte == 0xf0 ? 0x90 : 0x80, byte == 0xf4 ? 0x8f : 0xbf };
}

/* The code point at the start of s, or FAILED; in *length its bytes, or those of the maximal
 * subpart. */
static uint32_t decode(struct slice s, size_t *length)
{
    const unsigned char *at = (const unsigned char *)s.data;
    *length = 1;
    if (at[0] < 0x80) {
        return at[0];
    }
    struct lead lead = read_lead(at[0]);
    if (lead.follow == 0) {
        return FAILED;
    }
    uint32_t code = at[0] & (0x3fU >> lead.follow);
    for (size_t i = 1; i <= lead.follow; i++) {
        if (i == s.length || at[i] < lead.low || at[i] > lead.high) {
            return FAILED;
        }
        code = code << 6 | (at[i] & 0x3f);
        lead.low = 0x80;
        lead.high = 0xbf;
        *length = i + 1;
    }
    return code;
}

uint32_t utf8_decode_wide(struct slice s, size_t *length)
{
    uint32_t code = decode(s, length);
    return code == FAILED ? UTF8_REPLACEMENT : code;
}

uint32_t utf8_decode_last_wide(struct slice s, size_t *length)
{
    size_t back = 1;
    while (back < 4 && back < s.length && ((unsigned char)s.data[s.length - back] & 0xc0) == 0x80) {
        back++;
    }
    uint32_t code = utf8_decode(slice_skip(s, s.length - back), length);
    if (*length == back) {
        return code;
    }
    *length = 1; /* the bytes before the last are no lead of it */
    return UTF8_REPLACEMENT;
}

/* The length of the longest valid start. */
static size_t valid_run(struct slice s)
{
    size_t run = utf8_ascii_run(s.data, s.length);
    while (run < s.length) {
        size_t length;
        if (decode(slice_skip(s, run), &length) == FAILED) {
            break;
        }
        run += length;
        run += utf8_ascii_run(s.data + run, s.length - run);
    }
    return run;
}

bool utf8_is_valid(struct slice s)
{
    return valid_run(s) == s.length;
}

void utf8_encode(uint32_t code, struct buffer *into)
{
    char bytes[4];
    size_t length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned char leads[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
    for (size_t i = length; i-- > 1; code >>= 6) {
        bytes[i] = (char)(0x80 | (code & 0x3f));
    }
    bytes[0] = (char)(leads[length] | code);
    buffer_add(into, slice_of(bytes, length));
}

void utf8_repair(struct slice s, struct buffer *into)
{
    while (s.length) {
        size_t run = valid_run(s);
        buffer_add(into, slice_of(s.data, run));
        s = slice_skip(s, run);
        if (s.length) {
            size_t length;
            utf8_decode(s, &length);
            utf8_encode(UTF8_REPLACEMENT, into);
            s = slice_skip(s, length);
        }
    }
}

struct slice utf8_copy(struct arena *arena, struct slice s)
{
    if (utf8_is_valid(s)) {
        return arena_copy(arena, s);
    }
    struct buffer repaired = BUFFER(3 * s.length);
    utf8_repair(s, &repaired);
    struct slice copy = { 0 };
    if (repaired.failed) {
        arena->failed = true;
    } else {
        copy = arena_copy(arena, buffer_slice(&repaired));
    }
    buffer_free(&repaired);
    return copy;
}

static bool is_visible(char c)
{
    return (unsigned char)c > ' ' && (unsigned char)c < 0x80;
}

/* Whether there is nothing but ASCII in 8 bytes, and no two spaces stand together. */
static inline bool is_folded_word(const char *at)
{
    const uint64_t ones = 0x0101010101010101;
    const uint64_t highs = 0x80 * ones;
    uint64_t word;
    memcpy(&word, at, sizeof word);
    uint64_t apart = word ^ (' ' * ones);
    uint64_t spaces = (apart - ones) & ~apart & highs;
    return !(((word - ' ' * ones) | word) & highs || spaces & spaces >> 8);
}

enum { FOLDED_WORD = sizeof(uint64_t) };

#if defined(__SSE2__)

enum { FOLDED_STEP = sizeof(__m128i) };

/* The same for 16. */
static inline bool is_folded_step(const char *at)
{
    const __m128i space = _mm_set1_epi8(' ');
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    unsigned others = (unsigned)_mm_movemask_epi8(_mm_cmplt_epi8(bytes, space));
    unsigned spaces = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, space));
    return !(others | (spaces & spaces >> 1));
}

#else

enum { FOLDED_STEP = FOLDED_WORD };

static inline bool is_folded_step(const char *at)
{
    return is_folded_word(at);
}

#endif

/* Goes over steps that are folded; the last byte of each is the first of the next, and the last
 * step is the one that ends with s. */
static size_t skip_folded(struct slice s)
{
    size_t i = 0;
    while (i + FOLDED_STEP < s.length && is_folded_step(s.data + i)) {
        i += FOLDED_STEP - 1;
    }
    bool last = i + FOLDED_STEP >= s.length && s.length >= FOLDED_STEP;
    if (last && is_folded_step(s.data + s.length - FOLDED_STEP)) {
        return s.length - 1;
    }
    while (i + FOLDED_WORD < s.length && is_folded_word(s.data + i)) {
        i += FOLDED_WORD - 1;
    }
    return i;
}

/* How much s begins with of ASCII in which white space is folded already: words, and single spaces
 * between them. */
static size_t folded_run(struct slice s)
{
    if (s.length == 0 || !is_visible(s.data[0])) {
        return 0;
    }
    size_t i = skip_folded(s);
    while (i < s.length && (is_visible(s.data[i]) ||
                            (s.data[i] == ' ' && i + 1 < s.length && is_visible(s.data[i + 1])))) {
        i++;
    }
    return i;
}

bool utf8_is_folded(struct slice s)
{
    return s.length > 0 && folded_run(s) == s.length;
}

/* Adds at most `most` bytes of a folded run; gives how many characters that is. */
static size_t add_folded(struct slice run, size_t most, struct buffer *into)
{
    size_t length = run.length < most ? run.length : most;
    bool cut_behind_word = length < run.length && run.data[length - 1] == ' ';
    buffer_add(into, slice_part(run, 0, length - cut_behind_word));
    return length;
}

void utf8_fold_spaces(struct slice s, size_t most, struct buffer *into)
{
    bool space = false;
    bool begun = false;
    for (size_t length; s.length && most > 0; s = slice_skip(s, length)) {
        size_t run = folded_run(s);
        if (!run && utf8_is_space(utf8_decode(s, &length))) {
            space = begun;
            continue;
        }
        if (space && --most > 0) {
            buffer_add_char(into, ' ');
        }
        if (run) {
            length = run;
            most -= most > 0 ? add_folded(slice_part(s, 0, run), most, into) : 0;
        } else if (most > 0) {
            buffer_add(into, slice_part(s, 0, length));
            most--;
        }
        space = false;
        begun = true;
    }
}

size_t utf8_skip_spaces(struct slice s, size_t at)
{
    while (at < s.length) {
        size_t length;
        uint32_t code = utf8_decode(slice_skip(s, at), &length);
        if (!utf8_is_gap(code)) {
            break;
        }
        at += length;
    }
    return at;
}
