/* The cheap test for URLs that need no rewriting: nearly every one that stands in a text. */
#include "syntax/url.h"

#include "base/runs.h"

/* The bytes that url.c keeps where they stand, without those that need a closer look. */
enum { HOST = 1, SEGMENT = 2, QUERY = 4, FRAGMENT = 8 };

#define PAST_HOST (SEGMENT | QUERY | FRAGMENT)

static const unsigned char kinds[256] = {
    ['0' ... '9'] = HOST | PAST_HOST,
    ['a' ... 'z'] = HOST | PAST_HOST,
    ['A' ... 'Z'] = PAST_HOST,
    ['-'] = HOST | PAST_HOST,
    ['.'] = HOST | PAST_HOST,
    ['/'] = QUERY | FRAGMENT,
    ['_'] = PAST_HOST,
    ['~'] = PAST_HOST,
    ['!'] = PAST_HOST,
    ['$'] = PAST_HOST,
    ['%'] = PAST_HOST,
    ['&'] = PAST_HOST,
    ['('] = PAST_HOST,
    [')'] = PAST_HOST,
    ['*'] = PAST_HOST,
    ['+'] = PAST_HOST,
    [','] = PAST_HOST,
    [':'] = PAST_HOST,
    [';'] = PAST_HOST,
    ['='] = PAST_HOST,
    ['@'] = PAST_HOST,
    ['['] = PAST_HOST,
    [']'] = PAST_HOST,
    ['|'] = PAST_HOST,
    ['\''] = SEGMENT | FRAGMENT,
    ['?'] = QUERY | FRAGMENT,
};

/* Where a URL's parts end: each begins where the one before it ends. */
struct ends {
    size_t scheme, host, path, query;
};

#if defined(RUNS_STEP)

/* 16 bytes from `from` on, or the last of the input, and how many of these stand before. */
static inline __m128i load(struct slice s, size_t from, unsigned *before)
{
    size_t left = s.length - from;
    *before = left < RUNS_STEP ? (unsigned)(RUNS_STEP - left) : 0;
    return runs_load(s.data + from - *before);
}

static inline unsigned bits(__m128i in, unsigned before)
{
    return (unsigned)_mm_movemask_epi8(in) >> before;
}

/* How much from `from` on is of the bytes that nearly all hosts are made of; *label: behind the
 * last dot among them, if there is one. */
static size_t skip_host(struct slice s, size_t from, size_t *label)
{
    size_t run = RUNS_STEP;
    while (run == RUNS_STEP && from < s.length && s.length >= RUNS_STEP) {
        unsigned before;
        __m128i bytes = load(s, from, &before);
        __m128i in = _mm_or_si128(runs_range(bytes, 'a', 'z'), runs_range(bytes, '-', '.'));
        in = _mm_or_si128(in, runs_range(bytes, '0', '9'));
        run = (size_t)__builtin_ctz(~bits(in, before));
        unsigned dots = bits(runs_byte(bytes, '.'), before) & ((1U << run) - 1);
        *label = dots ? from + 32 - (size_t)__builtin_clz(dots) : *label;
        from += run;
    }
    return from;
}

#if defined(__x86_64__)

#include <immintrin.h>

#define WIDE __attribute__((target("avx2")))

enum { WIDE_STEP = 32 };

/* ASCII in columns of 16, as its charts have it: bits for each column that has bytes of the usual
 * ones, of which those that hosts have stand apart, ... */
static const unsigned char usual_columns[16] = { 0, 0, 0x41, 0x82, 4, 8, 0x20, 0x10 };

/* ... and for each row the columns in which it has one: "0", "P" and "p", ... "/", "O", "_" and
 * "o". */
static const unsigned char usual_rows[16] = { 0x9a, 0xbe, 0xbe, 0xbe, 0xbe, 0xbe, 0xbf, 0xbe,
                                              0xbe, 0xbe, 0x3f, 0x27, 0x25, 0x67, 0x65, 0x2d };

/* Those of the bytes that nearly all hosts are made of: "-" and ".", digits, small letters. */
enum { HOST_COLUMNS = 0xf0 };

WIDE static inline __m256i wide_table(const unsigned char table[16])
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)table));
}

WIDE static inline unsigned wide_bits(__m256i in, unsigned before)
{
    return (unsigned)_mm256_movemask_epi8(in) >> before;
}

/* Bits for each byte that is usual; 0: it is not. */
WIDE static inline __m256i wide_usual(__m256i bytes)
{
    const __m256i low = _mm256_set1_epi8(0xf);
    __m256i row = _mm256_and_si256(bytes, low);
    __m256i column = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), low);
    return _mm256_and_si256(_mm256_shuffle_epi8(wide_table(usual_rows), row),
                            _mm256_shuffle_epi8(wide_table(usual_columns), column));
}

WIDE static inline __m256i wide_unusual(__m256i bytes)
{
    return _mm256_cmpeq_epi8(wide_usual(bytes), _mm256_setzero_si256());
}

/* As skip_usual, for an input of a wide step at least. */
WIDE static size_t skip_usual_wide(struct slice s, size_t from, bool *dots)
{
    unsigned slash = 0;
    size_t run = WIDE_STEP;
    while (run == WIDE_STEP && from < s.length) {
        size_t left = s.length - from;
        unsigned before = left < WIDE_STEP ? (unsigned)(WIDE_STEP - left) : 0;
        const char *at = s.data + from - before;
        __m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)at);
        unsigned slashes = wide_bits(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('/')), before);
        unsigned points = wide_bits(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('.')), before);
        uint64_t end = (uint64_t)1 << (WIDE_STEP - before);
        *dots |= ((slashes << 1 | slash) & points) != 0;
        slash = slashes >> (WIDE_STEP - 1);
        run = (size_t)__builtin_ctzll(wide_bits(wide_unusual(bytes), before) | end);
        from += run;
    }
    return from;
}

static inline bool has_wide_steps(struct slice s)
{
    return s.length >= WIDE_STEP && __builtin_cpu_supports("avx2");
}

/* Where bytes stand in a URL, or at its end: a bit for each. */
struct url_bits {
    uint64_t unusual, no_host, slashes, dots;
};

enum { BITS = 64, HALF_STEP = WIDE_STEP / 2 };

WIDE static inline void note_bits(__m256i bytes, struct url_bits *out)
{
    const __m256i none = _mm256_setzero_si256();
    __m256i usual = wide_usual(bytes);
    __m256i host = _mm256_and_si256(usual, _mm256_set1_epi8((char)HOST_COLUMNS));
    out->unusual = wide_bits(_mm256_cmpeq_epi8(usual, none), 0);
    out->no_host = wide_bits(_mm256_cmpeq_epi8(host, none), 0);
    out->slashes = wide_bits(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('/')), 0);
    out->dots = wide_bits(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('.')), 0);
}

/* Adds the bits that stand `apart` above the first ones. */
static inline void join_bits(struct url_bits *first, const struct url_bits *second, size_t apart)
{
    first->unusual |= second->unusual << apart;
    first->no_host |= second->no_host << apart;
    first->slashes |= second->slashes << apart;
    first->dots |= second->dots << apart;
}

/* Reads the bits of a URL of a step to BITS bytes, in two steps that may overlap. */
WIDE static inline void read_bits(struct slice s, struct url_bits *out)
{
    struct url_bits last;
    size_t end = s.length - WIDE_STEP;
    note_bits(_mm256_loadu_si256((const __m256i *)(const void *)s.data), out);
    note_bits(_mm256_loadu_si256((const __m256i *)(const void *)(s.data + end)), &last);
    join_bits(out, &last, end);
}

/* The same of one of less than a step, but half of one at least: both halves at once. */
WIDE static inline void read_few_bits(struct slice s, struct url_bits *out)
{
    struct url_bits both;
    const uint64_t half = (1U << HALF_STEP) - 1;
    size_t end = s.length - HALF_STEP;
    __m256i low = _mm256_castsi128_si256(runs_load(s.data));
    note_bits(_mm256_inserti128_si256(low, runs_load(s.data + end), 1), &both);
    *out = (struct url_bits){ both.unusual & half, both.no_host & half, both.slashes & half,
                              both.dots & half };
    both = (struct url_bits){ both.unusual >> HALF_STEP, both.no_host >> HALF_STEP,
                              both.slashes >> HALF_STEP, both.dots >> HALF_STEP };
    join_bits(out, &both, end);
}

/* Where the first of some bits is; `none`: there are none. */
static inline size_t first_bit(uint64_t bits, size_t none)
{
    return bits ? (size_t)__builtin_ctzll(bits) : none;
}

/* Finds the ends in the bits of s, of a host, a path and maybe a query of nothing but usual bytes.
 */
static inline bool ends_of_bits(struct slice s, size_t from, const struct url_bits *bits,
                                struct ends *out)
{
    uint64_t all = ~UINT64_C(0) << from;
    uint64_t unusual = bits->unusual & all;
    size_t host = first_bit(bits->no_host & all, s.length);
    size_t path = first_bit(unusual, s.length);
    if (host >= s.length || s.data[host] != '/' || bits->slashes << 1 & bits->dots) {
        return false;
    }
    uint64_t dots = bits->dots & all & ((UINT64_C(1) << host) - 1);
    size_t label = dots ? BITS - (size_t)__builtin_clzll(dots) : from;
    uint64_t behind = unusual & (unusual - 1);
    out->host = host;
    out->path = path;
    out->query = s.length;
    return label < host && ascii_is_alpha(s.data[label]) &&
           (path == s.length || (s.data[path] == '?' && behind == 0));
}

/* `s` is of the last bytes of a URL, BITS of them at most. */
WIDE static bool read_ends_wide(struct slice s, size_t from, struct ends *out)
{
    struct url_bits bits;
    if (s.length < WIDE_STEP) {
        read_few_bits(s, &bits);
    } else {
        read_bits(s, &bits);
    }
    return ends_of_bits(s, from, &bits, out);
}

/* Reads all ends at once where a URL's host begins at `from`, as most URLs have them. False: it may
 * have others. */
static inline bool read_ends(struct slice s, size_t from, struct ends *out)
{
    size_t first = s.length > BITS ? s.length - BITS : 0;
    if (s.length < HALF_STEP || first > from || !__builtin_cpu_supports("avx2") ||
        !read_ends_wide(slice_skip(s, first), from - first, out)) {
        return false;
    }
    out->host += first;
    out->path += first;
    out->query += first;
    return true;
}

#else

static inline bool has_wide_steps(struct slice s)
{
    (void)s;
    return false;
}

static size_t skip_usual_wide(struct slice s, size_t from, bool *dots)
{
    (void)s;
    (void)dots;
    return from;
}

static inline bool read_ends(struct slice s, size_t from, struct ends *out)
{
    (void)s;
    (void)from;
    (void)out;
    return false;
}

#endif

/* The same for paths and queries, slashes included; *dots: something behind a slash may be a dot
 * segment. */
static size_t skip_usual(struct slice s, size_t from, bool *dots)
{
    if (has_wide_steps(s)) {
        return skip_usual_wide(s, from, dots);
    }
    unsigned slash = 0;
    size_t run = RUNS_STEP;
    while (run == RUNS_STEP && from < s.length && s.length >= RUNS_STEP) {
        unsigned before;
        __m128i bytes = load(s, from, &before);
        __m128i signs = _mm_or_si128(runs_byte(bytes, '='), runs_byte(bytes, '_'));
        __m128i low = _mm_or_si128(runs_range(bytes, '*', ';'), runs_byte(bytes, '&'));
        unsigned slashes = bits(runs_byte(bytes, '/'), before);
        *dots |= ((slashes << 1 | slash) & bits(runs_byte(bytes, '.'), before)) != 0;
        slash = slashes >> (RUNS_STEP - 1);
        signs = _mm_or_si128(runs_letters(bytes), _mm_or_si128(low, signs));
        run = (size_t)__builtin_ctz(~bits(signs, before));
        from += run;
    }
    return from;
}

#else

static size_t skip_host(struct slice s, size_t from, size_t *label)
{
    (void)s;
    (void)label;
    return from;
}

static size_t skip_usual(struct slice s, size_t from, bool *dots)
{
    (void)s;
    (void)dots;
    return from;
}

static inline bool read_ends(struct slice s, size_t from, struct ends *out)
{
    (void)s;
    (void)from;
    (void)out;
    return false;
}

#endif

static size_t run_of(struct slice s, size_t from, unsigned kind)
{
    while (from < s.length && (kinds[(unsigned char)s.data[from]] & kind)) {
        from++;
    }
    return from;
}

/* Where the host that begins at `from` ends. False: it may change. A name of ASCII labels whose
 * last begins with a letter is no IPv4 address and stays as it is. */
static bool read_host(struct slice s, size_t from, size_t *end)
{
    size_t label = from;
    size_t i = skip_host(s, from, &label);
    for (; i < s.length && (kinds[(unsigned char)s.data[i]] & HOST); i++) {
        label = s.data[i] == '.' ? i + 1 : label;
    }
    *end = i;
    return label < i && ascii_is_alpha(s.data[label]);
}

/* Whether what follows a "/" begins like a dot segment. */
static bool begins_with_dot(struct slice s)
{
    return s.length && (s.data[0] == '.' || (s.data[0] == '%' && s.length > 2 && s.data[1] == '2' &&
                                             ascii_lower(s.data[2]) == 'e'));
}

/* Where the path that begins at `from`, with its "/", ends; `from` if it may change. */
static size_t path_end(struct slice s, size_t from)
{
    bool dots = false;
    size_t usual = skip_usual(s, from, &dots);
    size_t end = from;
    if (!dots && usual > from) {
        /* The rest of the segment that it ends in, which begins there or was begun. */
        bool slash = s.data[usual - 1] == '/';
        end = slash ? usual - 1 : run_of(s, usual, SEGMENT);
    }
    while (end < s.length && s.data[end] == '/') {
        if (begins_with_dot(slice_skip(s, end + 1))) {
            return from;
        }
        end = run_of(s, end + 1, SEGMENT);
    }
    return end;
}

/* Every part is set by itself, which costs less than to clear all of them first. */
static void give(struct slice href, const struct ends *ends, struct url *out)
{
    const struct slice absent = { 0 };
    out->href = href;
    out->scheme = slice_part(href, 0, ends->scheme);
    out->userinfo = absent;
    out->host = slice_part(href, ends->scheme + 3, ends->host);
    out->port = absent;
    out->path = slice_part(href, ends->host, ends->path);
    out->query = ends->query > ends->path ? slice_part(href, ends->path, ends->query) : absent;
    out->fragment = href.length > ends->query ? slice_skip(href, ends->query) : absent;
}

/* Where the parts of a URL end whose host begins at `from`, read one by one. False: one may change.
 */
static bool read_parts(struct slice s, size_t from, struct ends *out)
{
    if (!read_host(s, from, &out->host) || out->host == s.length || s.data[out->host] != '/') {
        return false;
    }
    size_t end = out->path = path_end(s, out->host);
    if (end < s.length && s.data[end] == '?') {
        bool dots = false; /* of no meaning there */
        end = run_of(s, skip_usual(s, end + 1, &dots), QUERY);
    }
    out->query = end;
    if (end < s.length && s.data[end] == '#') {
        end = run_of(s, end + 1, FRAGMENT);
    }
    return end == s.length;
}

bool url_read_normal(struct slice input, struct url *out)
{
    struct ends ends;
    if (input.length > URL_MOST || !slice_starts(input, SLICE("http"))) {
        return false;
    }
    ends.scheme = input.length > 4 && input.data[4] == 's' ? 5 : 4;
    size_t host = ends.scheme + 3;
    if (!slice_starts(slice_skip(input, ends.scheme), SLICE("://")) ||
        !(read_ends(input, host, &ends) || read_parts(input, host, &ends))) {
        return false;
    }
    give(input, &ends, out);
    return true;
}
