#include "scan/find/domain.h"

#include "base/runs.h"
#include "scan/find/line.h"
#include "scan/input/count.h"
#include "syntax/utf8.h"

enum { LABEL_MOST = 63, ZERO_WIDTH_FIRST = 0x200b, ZERO_WIDTH_LAST = 0x200f };

static bool in_wide_host(uint32_t code)
{
    return code > 0xa0 && code != 0xad && code != 0xfeff && code != UTF8_REPLACEMENT &&
           !(code >= ZERO_WIDTH_FIRST && code <= ZERO_WIDTH_LAST) && !utf8_is_punctuation(code) &&
           !utf8_is_space(code) && !utf8_is_direction_mark(code);
}

size_t domain_run(struct slice s)
{
    static const bool in_host[256] = { ['0' ... '9'] = true, ['a' ... 'z'] = true,
                                       ['A' ... 'Z'] = true, ['.'] = true,
                                       ['-'] = true,         ['_'] = true };
    size_t i = 0;
    size_t most = s.length < HOST_RUN ? s.length : HOST_RUN;
    while (i < most) {
        unsigned char c = (unsigned char)s.data[i];
        if (in_host[c]) {
            i++;
            continue;
        }
        size_t length;
        if (c < 0x80 || !in_wide_host(utf8_decode(slice_skip(s, i), &length))) {
            break;
        }
        i += length;
    }
    return i;
}

static size_t ascii_prefix(struct slice s)
{
    size_t i = 0;
    while (i < s.length && (unsigned char)s.data[i] < 0x80) {
        i++;
    }
    return i;
}

static bool is_joiner(char c)
{
    return c == '-' || c == '_';
}

/* Whether a label stands as one; `last` counts from the end of the name. */
static bool is_label(struct slice label, size_t last)
{
    bool punycode = slice_starts_nocase(label, SLICE("xn--"));
    if (label.length == 0 || is_joiner(label.data[0]) || is_joiner(label.data[label.length - 1]) ||
        count_points(label.data, label.length) > LABEL_MOST ||
        (punycode && !slice_is_ascii(label))) {
        return false;
    }
    bool dashes = last > 0 || punycode;
    bool underscores = last > 1;
    return (dashes || slice_find(label, '-') == label.length) &&
           (underscores || slice_find(label, '_') == label.length);
}

/* A top-level domain that may be one although nobody knows it. */
static bool may_be_tld(struct slice label)
{
    for (size_t i = 0; i < label.length; i++) {
        if (ascii_is_digit(label.data[i]) && !slice_starts_nocase(label, SLICE("xn--"))) {
            return false;
        }
    }
    return count_points(label.data, label.length) >= 2;
}

static bool are_labels(struct slice name)
{
    size_t dots = 0;
    for (size_t i = 0; i < name.length; i++) {
        dots += name.data[i] == '.';
    }
    for (size_t last = dots + 1; last-- > 0;) {
        if (!is_label(slice_cut(&name, '.'), last)) {
            return false;
        }
    }
    return dots > 0;
}

/* Four numbers; url_parse judges their size. */
static bool is_address(struct slice s)
{
    size_t dots = 0;
    for (size_t i = 0; i < s.length; i++) {
        if (s.data[i] == '.') {
            dots++;
        } else if (!ascii_is_digit(s.data[i])) {
            return false;
        }
    }
    return dots == 3;
}

static size_t label_start(struct slice name)
{
    size_t at = name.length;
    while (at > 0 && name.data[at - 1] != '.') {
        at--;
    }
    return at;
}

/* Where a name glued to a word of another script ends: behind a known top-level domain, as in
 * "example.comだよね". 0: nowhere. */
static size_t cut_glued(struct slice name)
{
    for (size_t at = slice_find(name, '.') + 1; at < name.length;) {
        struct slice label = slice_skip(name, at);
        label.length = slice_find(label, '.');
        size_t ascii = ascii_prefix(label);
        size_t known = ascii && tld_is_known(slice_part(label, 0, ascii)) ? ascii : 0;
        known = known ? known : tld_wide_prefix(label);
        if (known && (known < label.length || at + known == name.length)) {
            return at + known;
        }
        at += label.length + 1;
    }
    return 0;
}

/* Nearly every host is letters, digits and single dashes and dots, and ends in letters: it is one
 * whoever knows its last label. Reads the run of them at the start of s. */
static bool read_plainly(struct slice s, size_t *end)
{
    enum { LETTER = 1, DIGIT, JOINT };
    static const unsigned char kinds[256] = { ['0' ... '9'] = DIGIT,
                                              ['a' ... 'z'] = LETTER,
                                              ['A' ... 'Z'] = LETTER,
                                              ['.'] = JOINT,
                                              ['-'] = JOINT };
    size_t label = 0;
    size_t other = 0; /* behind the last byte that is no letter */
    size_t i = 0;
    bool plain = true;
    for (; i < s.length && kinds[(unsigned char)s.data[i]]; i++) {
        unsigned char kind = kinds[(unsigned char)s.data[i]];
        if (kind == JOINT) {
            plain &= i > label && kinds[(unsigned char)s.data[i - 1]] != JOINT &&
                     i - label <= LABEL_MOST;
            label = s.data[i] == '.' ? i + 1 : label;
        }
        other = kind == LETTER ? other : i + 1;
    }
    *end = i;
    return plain && label > 0 && other == label && i >= label + 2 && i <= label + LABEL_MOST;
}

#if defined(RUNS_STEP)

enum { BITS = 64 };

/* What the first bytes of a host are, a bit for each. */
struct host_bits {
    uint64_t letters, digits, dots, dashes;
};

static void note_step(const char *bytes, size_t at, struct host_bits *out)
{
    __m128i step = runs_load(bytes + at);
    out->letters |= (uint64_t)(unsigned)_mm_movemask_epi8(runs_letters(step)) << at;
    out->digits |= (uint64_t)(unsigned)_mm_movemask_epi8(runs_range(step, '0', '9')) << at;
    out->dots |= (uint64_t)(unsigned)_mm_movemask_epi8(runs_byte(step, '.')) << at;
    out->dashes |= (uint64_t)(unsigned)_mm_movemask_epi8(runs_byte(step, '-')) << at;
}

static bool is_plain(const struct host_bits *in, size_t end)
{
    uint64_t all = (UINT64_C(1) << end) - 1;
    uint64_t dots = in->dots & all;
    uint64_t joints = (in->dots | in->dashes) & all;
    if (!dots || joints & (joints << 1 | 1)) {
        return false;
    }
    size_t label = BITS - (size_t)__builtin_clzll(dots);
    uint64_t others = (in->digits | in->dashes) & all;
    return others >> (label - 1) == 0 && end >= label + 2;
}

/* The same, most often in a step or two: no label of less than 64 bytes is too long. */
static bool read_plain(struct slice s, size_t *end)
{
    struct host_bits in = { 0 };
    size_t at = 0;
    do {
        if (at == BITS || at + RUNS_STEP > s.length) {
            return read_plainly(s, end);
        }
        note_step(s.data, at, &in);
        at += RUNS_STEP;
        uint64_t others = ~(in.letters | in.digits | in.dots | in.dashes);
        *end = others ? (size_t)__builtin_ctzll(others) : at;
    } while (*end == at);
    return is_plain(&in, *end);
}

#else

static bool read_plain(struct slice s, size_t *end)
{
    return read_plainly(s, end);
}

#endif

size_t domain_plain_length(struct slice s)
{
    size_t end;
    bool plain = read_plain(slice_part(s, 0, s.length < HOST_RUN ? s.length : HOST_RUN), &end);
    bool ends = end < s.length && (s.data[end] == '/' || s.data[end] == '?' || s.data[end] == '#' ||
                                   ascii_is_space(s.data[end]));
    return plain && ends ? end : 0;
}

size_t domain_length(struct slice run)
{
    size_t end;
    if (run.length < HOST_RUN && read_plain(run, &end) && end == run.length) {
        return end;
    }
    size_t pair = slice_find_nocase(run, SLICE(".."));
    struct slice name = slice_part(run, 0, pair);
    if (name.length && name.data[name.length - 1] == '.') {
        name.length--;
    }
    if (run.length >= HOST_RUN || is_address(name)) {
        return run.length >= HOST_RUN ? 0 : name.length;
    }
    if (slice_equal_nocase(name, SLICE("localhost"))) {
        return name.length;
    }
    struct slice last = slice_skip(name, label_start(name));
    if (!tld_is_known(last)) {
        size_t cut = slice_is_ascii(name) ? 0 : cut_glued(name);
        if (cut == 0 && !may_be_tld(last)) {
            return 0;
        }
        name.length = cut ? cut : name.length;
    }
    return are_labels(name) ? name.length : 0;
}

bool domain_bare_character(uint32_t code)
{
    return code < 0x80 ? ascii_is_alnum((char)code) || code == '-' || code == '.'
                       : (code >= 0xc0 && code <= 0x24f && code != 0xd7 && code != 0xf7) ||
                             (code >= 0x1e00 && code <= 0x1eff);
}

size_t domain_bare_run(struct slice s)
{
    size_t i = 0;
    while (i < s.length && i < BARE_RUN) {
        size_t length;
        if (!domain_bare_character(utf8_decode(slice_skip(s, i), &length))) {
            break;
        }
        i += length;
    }
    return i;
}

/* The length of a known top-level domain at the start of s, unless the word goes on; or 0. */
static size_t bare_tld(struct slice s)
{
    size_t length = 0;
    while (length < s.length && ascii_is_alnum(s.data[length])) {
        length++;
    }
    bool known = length ? tld_is_known(slice_part(s, 0, length)) : false;
    if (length == 0 && s.length && (unsigned char)s.data[0] >= 0x80) {
        length = tld_wide_prefix(s);
        known = length > 0;
    }
    char next = line_byte(s, length);
    bool goes_on = ascii_is_alnum(next) || next == '@' || next == '+' || next == '-';
    return known && !goes_on ? length : 0;
}

size_t domain_bare_length(struct slice s)
{
    size_t run = domain_bare_run(s);
    size_t longest = 0;
    size_t label = 0;
    for (size_t i = 0; i < run; i++) {
        if (s.data[i] != '.') {
            continue;
        }
        if (!is_label(slice_part(s, label, i), 1)) {
            break;
        }
        label = i + 1;
        size_t tld = bare_tld(slice_skip(s, label));
        longest = tld ? label + tld : longest;
    }
    return longest;
}
