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

/* How much of [from, to) is letters, digits and the signs that most URLs have. */
static size_t skip_plain(struct slice s, size_t from, size_t to)
{
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
    size_t i = skip_plain(s, from, to);
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
