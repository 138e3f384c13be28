/* The cheap test for URLs that need no rewriting: nearly every one that stands in a text. */
#include "syntax/url.h"

#include "base/runs.h"
#include "syntax/url_encode.h"
#include "syntax/utf8.h"

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

/* ASCII in columns of 16, as its charts have it: a bit for each column that has bytes of the usual
 * ones, which two share that have the same rows ... */
static const unsigned char usual_columns[16] = { 0, 0, 1, 2, 4, 8, 4, 16 };

/* ... and for each row the columns in which it has one: "0", "P" and "p", ... "/", "O", "_" and
 * "o". */
static const unsigned char usual_rows[16] = { 0x1a, 0x1e, 0x1e, 0x1e, 0x1e, 0x1e, 0x1f, 0x1e,
                                              0x1e, 0x1e, 0x1f, 0x07, 0x05, 0x07, 0x05, 0x0d };

WIDE static inline __m256i wide_table(const unsigned char table[16])
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)table));
}

WIDE static inline unsigned wide_bits(__m256i in, unsigned before)
{
    return (unsigned)_mm256_movemask_epi8(in) >> before;
}

WIDE static inline __m256i wide_unusual(__m256i bytes)
{
    const __m256i low = _mm256_set1_epi8(0xf);
    __m256i row = _mm256_and_si256(bytes, low);
    __m256i column = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), low);
    __m256i shared = _mm256_and_si256(_mm256_shuffle_epi8(wide_table(usual_rows), row),
                                      _mm256_shuffle_epi8(wide_table(usual_columns), column));
    return _mm256_cmpeq_epi8(shared, _mm256_setzero_si256());
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

/* Where a URL's parts end: each begins where the one before it ends. */
struct ends {
    size_t scheme, host, path, query;
};

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

bool url_read_normal(struct slice input, struct url *out)
{
    struct ends ends;
    if (input.length > URL_MOST || !slice_starts(input, SLICE("http"))) {
        return false;
    }
    ends.scheme = input.length > 4 && input.data[4] == 's' ? 5 : 4;
    if (!slice_starts(slice_skip(input, ends.scheme), SLICE("://"))) {
        return false;
    }
    if (!read_host(input, ends.scheme + 3, &ends.host) || ends.host == input.length ||
        input.data[ends.host] != '/') {
        return false;
    }
    size_t end = ends.path = path_end(input, ends.host);
    if (end < input.length && input.data[end] == '?') {
        bool dots = false; /* of no meaning there */
        end = run_of(input, skip_usual(input, end + 1, &dots), QUERY);
    }
    ends.query = end;
    if (end < input.length && input.data[end] == '#') {
        end = run_of(input, end + 1, FRAGMENT);
    }
    if (end == input.length) {
        give(input, &ends, out);
    }
    return end == input.length;
}

/* What a reference without a scheme takes from its base: all that it does not replace. An empty one
 * replaces the fragment. */
static struct slice kept_of(const struct url *base, struct slice reference)
{
    size_t path = (size_t)(base->path.data - base->href.data);
    switch (reference.length ? reference.data[0] : '#') {
    case '/':
        return slice_part(base->href, 0,
                          slice_starts(reference, SLICE("//")) ? base->scheme.length + 1 : path);
    case '?':
        return slice_part(base->href, 0, path + base->path.length);
    case '#':
        return url_without_fragment(base->href);
    default:
        path += base->path.length;
        while (base->href.data[path - 1] != '/') {
            path--;
        }
        return slice_part(base->href, 0, path);
    }
}

/* Adds s with what is beyond ASCII encoded, as every part of a URL behind the host has it. */
static void add_encoded(struct slice s, struct buffer *into)
{
    while (s.length) {
        size_t run = utf8_ascii_run(s.data, s.length);
        buffer_add(into, slice_part(s, 0, run));
        for (; run < s.length && (unsigned char)s.data[run] >= 0x80; run++) {
            url_encode_byte(into, (unsigned char)s.data[run]);
        }
        s = slice_skip(s, run);
    }
}

bool url_compose_normal(struct slice input, const struct url *base, struct buffer *into,
                        struct url *out)
{
    struct url normal;
    bool may_be = base || slice_starts(input, SLICE("http"));
    if (!may_be || input.length > URL_MOST || !utf8_is_valid(input)) {
        return false;
    }
    if (base) {
        buffer_add(into, kept_of(base, input));
    }
    add_encoded(input, into);
    if (into->failed || !url_read_normal(buffer_slice(into), &normal)) {
        return false;
    }
    *out = normal;
    return true;
}
