#include "scan/find/tail.h"

#include "base/runs.h"
#include "scan/find/edge.h"
#include "syntax/utf8.h"

enum { EN_DASH = 0x2013, ZWNJ = 0x200c, ZWJ = 0x200d };

enum kind { STOP, PLAIN, OPEN, CLOSE, AMPERSAND, FENCE, WIDE };

static const unsigned char kinds[256] = {
    ['0' ... '9'] = PLAIN, ['a' ... 'z'] = PLAIN, ['A' ... 'Z'] = PLAIN,  ['-'] = PLAIN,
    ['.'] = PLAIN,         ['_'] = PLAIN,         ['~'] = PLAIN,          ['!'] = PLAIN,
    ['$'] = PLAIN,         ['\''] = PLAIN,        ['+'] = PLAIN,          [','] = PLAIN,
    [';'] = PLAIN,         ['='] = PLAIN,         [':'] = PLAIN,          ['@'] = PLAIN,
    ['%'] = PLAIN,         ['/'] = PLAIN,         ['?'] = PLAIN,          ['#'] = PLAIN,
    ['^'] = PLAIN,         ['('] = OPEN,          ['['] = OPEN,           ['{'] = OPEN,
    [')'] = CLOSE,         [']'] = CLOSE,         ['}'] = CLOSE,          ['&'] = AMPERSAND,
    ['|'] = FENCE,         ['*'] = FENCE,         [0x80 ... 0xff] = WIDE,
};

/* Characters that are no punctuation but end a path as twitter-text has it: scripts that set no
 * space between words, for what follows a URL there is text; pictures. */
static const struct {
    uint32_t first, last;
} ending[] = {
    { 0x80, 0xa0 },       { 0xad, 0xad },       { 0x1100, 0x11ff },    { 0x200b, 0x200b },
    { 0x200e, 0x200f },   { 0x2028, 0x202f },   { 0x205f, 0x206f },    { 0x20d0, 0x20ff },
    { 0x2190, 0x2bff },   { 0x2e80, 0xa4cf },   { 0xa960, 0xa97f },    { 0xac00, 0xd7ff },
    { 0xf900, 0xfaff },   { 0xfe00, 0xfe0f },   { 0xfe30, 0xfe4f },    { 0xfeff, 0xffff },
    { 0x1f000, 0x1faff }, { 0x20000, 0x3ffff }, { 0xe0000, 0x10ffff },
};

static bool ends_path(uint32_t code)
{
    for (size_t i = 0; i < sizeof ending / sizeof *ending && code >= ending[i].first; i++) {
        if (code <= ending[i].last) {
            return true;
        }
    }
    return utf8_is_punctuation(code) || utf8_is_space(code) || utf8_is_direction_mark(code);
}

/* An en dash before a letter is part of a name (Hatfield–McCoy). */
static bool is_inner_dash(struct slice s, size_t behind)
{
    size_t length;
    if (behind == s.length) {
        return false;
    }
    unsigned char c = (unsigned char)s.data[behind];
    return c < 0x80 ? ascii_is_alpha((char)c)
                    : !ends_path(utf8_decode(slice_skip(s, behind), &length));
}

size_t tail_wide(struct slice s, size_t i)
{
    size_t length;
    uint32_t code = utf8_decode(slice_skip(s, i), &length);
    if (code == EN_DASH) {
        return is_inner_dash(s, i + length) ? length : 0;
    }
    return ends_path(code) ? 0 : length;
}

static char partner(char close)
{
    switch (close) {
    case ')':
        return '(';
    case ']':
        return '[';
    default:
        return '{';
    }
}

/* A closing bracket without its partner ends a URL: (url), [url], [text](url). So does the
 * beginning of a BBCode end tag. */
static bool goes_on_past_bracket(struct tail *t, struct slice s, size_t i)
{
    char c = s.data[i];
    if (kinds[(unsigned char)c] == CLOSE) {
        bool matches = t->depth > 0 && t->open[t->depth - 1] == partner(c);
        t->depth -= matches;
        return matches;
    }
    if (t->depth == TAIL_DEPTH || (c == '[' && i + 1 < s.length && s.data[i + 1] == '/')) {
        return false;
    }
    t->open[t->depth++] = c;
    return true;
}

#if defined(RUNS_STEP)

#if defined(__x86_64__)

#include <immintrin.h>

enum { WIDE_STEP = 32 };

/* ASCII in columns of 16, as its charts have it: a bit for each column that has bytes of which most
 * URLs are made, ... */
static const unsigned char plain_columns[16] = { 0, 0, 1, 2, 4, 8, 16, 32 };

/* ... and for each row the columns in which it has one: "0", "@", "P" and "p", ... "/", "?", "O",
 * "_" and "o". */
static const unsigned char plain_rows[16] = { 0x2e, 0x3e, 0x3e, 0x3e, 0x3e, 0x3f, 0x3e, 0x3e,
                                              0x3e, 0x3e, 0x3e, 0x17, 0x15, 0x17, 0x15, 0x1f };

__attribute__((target("avx2"))) static inline __m256i wide_table(const unsigned char table[16])
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)table));
}

/* The first other byte from `i` on, or where the wide steps before `to` end. */
__attribute__((target("avx2"))) static size_t skip_wide(struct slice s, size_t i, size_t to)
{
    const __m256i low = _mm256_set1_epi8(0xf);
    unsigned others = 0;
    for (; others == 0 && to - i >= WIDE_STEP; i += WIDE_STEP) {
        __m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)(s.data + i));
        __m256i row = _mm256_and_si256(bytes, low);
        __m256i column = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), low);
        __m256i plain = _mm256_and_si256(_mm256_shuffle_epi8(wide_table(plain_rows), row),
                                         _mm256_shuffle_epi8(wide_table(plain_columns), column));
        plain = _mm256_cmpeq_epi8(plain, _mm256_setzero_si256());
        others = (unsigned)_mm256_movemask_epi8(plain);
    }
    return others ? i - WIDE_STEP + (size_t)__builtin_ctz(others) : i;
}

static inline bool has_wide_steps(void)
{
    return __builtin_cpu_supports("avx2");
}

#else

static inline bool has_wide_steps(void)
{
    return false;
}

static size_t skip_wide(struct slice s, size_t i, size_t to)
{
    (void)s;
    (void)to;
    return i;
}

#endif

/* How much of [from, to) is letters, digits and the signs that most URLs have. */
static size_t skip_plain(struct slice s, size_t from, size_t to)
{
    if (has_wide_steps()) {
        return skip_wide(s, from, to);
    }
    size_t i = from;
    while (to - i >= RUNS_STEP) {
        __m128i bytes = runs_load(s.data + i);
        __m128i low = _mm_or_si128(runs_range(bytes, '+', ';'), runs_range(bytes, '?', '@'));
        __m128i signs = _mm_or_si128(_mm_or_si128(runs_byte(bytes, '='), runs_byte(bytes, '_')),
                                     _mm_or_si128(runs_byte(bytes, '%'), low));
        size_t run = runs_length(_mm_or_si128(runs_letters(bytes), signs));
        i += run;
        if (run < RUNS_STEP) {
            break;
        }
    }
    return i;
}

#else

static size_t skip_plain(struct slice s, size_t from, size_t to)
{
    (void)s;
    (void)to;
    return from;
}

#endif

size_t tail_run(struct tail *t, struct slice s, size_t from, size_t to)
{
    size_t i = from < to ? skip_plain(s, from, to) : from;
    while (i < to) {
        char c = s.data[i];
        if (kinds[(unsigned char)c] == PLAIN) {
            i++;
            continue;
        }
        size_t step = 1;
        switch ((enum kind)kinds[(unsigned char)c]) {
        case OPEN:
        case CLOSE:
            step = goes_on_past_bracket(t, s, i);
            break;
        case AMPERSAND:
            step = edge_entity(slice_skip(s, i)) == 0;
            break;
        case FENCE:
            step = c != t->fence;
            break;
        case WIDE:
            step = tail_wide(s, i);
            break;
        case PLAIN:
        case STOP:
        default:
            step = 0;
        }
        if (step == 0) {
            break;
        }
        i += step;
    }
    return i;
}

/* Zero-width joiners belong into words, not behind them. */
static bool ends_with_joiner(struct slice s, size_t end)
{
    size_t length;
    uint32_t code = utf8_decode_last(slice_part(s, 0, end), &length);
    return code == ZWNJ || code == ZWJ;
}

size_t tail_trim(struct slice s, size_t from, size_t end)
{
    static const bool trailing[256] = {
        ['.'] = true,  [','] = true, [':'] = true, [';'] = true, ['!'] = true,
        ['?'] = true,  ['"'] = true, ['*'] = true, ['_'] = true, ['~'] = true,
        ['\''] = true, ['|'] = true, ['('] = true, ['['] = true, ['{'] = true,
    };
    while (end > from) {
        unsigned char c = (unsigned char)s.data[end - 1];
        if (trailing[c]) {
            end--;
        } else if (c >= 0x80 && end - from >= 3 && ends_with_joiner(s, end)) {
            end -= 3;
        } else {
            break;
        }
    }
    return end;
}
