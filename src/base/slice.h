/* A slice: bytes somebody else owns. Not NUL-terminated; an absent slice has no data. */
#ifndef BASE_SLICE_H
#define BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct slice {
    const char *data;
    size_t length;
};

/* A slice of a string literal: as an initialiser in a table, and as a value. */
// clang-format off
#define SLICE_INIT(literal) { "" literal, sizeof(literal) - 1 }
// clang-format on
#define SLICE(literal) ((struct slice)SLICE_INIT(literal))

static inline struct slice slice_of(const char *data, size_t length)
{
    return (struct slice){ data, length };
}

/* From a NUL-terminated string; NULL gives the absent slice. */
static inline struct slice slice_from(const char *string)
{
    return (struct slice){ string, string ? strlen(string) : 0 };
}

/* Builds with AddressSanitizer stop where a caller has not checked the bounds. Few of the bytes
 * beyond them are another's, so that it sees little of that itself. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SLICE_CHECKED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(SLICE_CHECKED)
#define SLICE_CHECK(holds) ((holds) ? (void)0 : __builtin_trap())
#else
#define SLICE_CHECK(holds) ((void)0)
#endif

/* The bytes [from, to) of s. The caller has checked the bounds. Of the absent slice there is only
 * the absent one: C knows no NULL + 0. */
static inline struct slice slice_part(struct slice s, size_t from, size_t to)
{
    SLICE_CHECK(from <= to && to <= s.length);
    return (struct slice){ from ? s.data + from : s.data, to - from };
}

static inline struct slice slice_skip(struct slice s, size_t count)
{
    SLICE_CHECK(count <= s.length);
    return (struct slice){ count ? s.data + count : s.data, s.length - count };
}

static inline bool slice_equal(struct slice a, struct slice b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

static inline char ascii_lower(char c)
{
    unsigned capital = (unsigned char)(c - 'A') <= 'Z' - 'A';
    return (char)((unsigned char)c | capital << 5);
}

static inline bool ascii_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool ascii_is_alpha(char c)
{
    return (unsigned char)(((unsigned char)c | 0x20U) - 'a') <= 'z' - 'a';
}

static inline bool ascii_is_alnum(char c)
{
    return ascii_is_digit(c) || ascii_is_alpha(c);
}

/* The value of a hexadecimal digit, or -1. */
static inline int ascii_hex(char c)
{
    char lower = ascii_lower(c);
    return ascii_is_digit(c) ? c - '0' : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* HTML's and URL's "ASCII white space": tab, LF, FF, CR, space. */
static inline bool ascii_is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* The order of their bytes: below, at or above 0, as for qsort. */
int slice_compare(struct slice a, struct slice b);

static inline bool ascii_is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Equality without regard to the case of ASCII letters, whatever the locale. */
bool slice_equal_nocase(struct slice a, struct slice b);

/* Here, so that a literal of known length is compared in a step or two. */
static inline bool slice_starts(struct slice s, struct slice prefix)
{
    return s.length >= prefix.length &&
           (prefix.length == 0 || memcmp(s.data, prefix.data, prefix.length) == 0);
}

bool slice_starts_nocase(struct slice s, struct slice prefix);
bool slice_ends_nocase(struct slice s, struct slice suffix);

/* The offset of the first c, or s.length. */
size_t slice_find(struct slice s, char c);

/* The offset of the first needle without regard to ASCII case, or s.length. */
size_t slice_find_nocase(struct slice s, struct slice needle);

/* Without the ASCII white space at both ends. */
struct slice slice_trim(struct slice s);

/* Takes the ASCII white space off the beginning of *s. */
void slice_skip_spaces(struct slice *s);

/* Whether it is one of the words of a list that NULL ends, without regard to ASCII case. */
bool slice_is_any(struct slice s, const char *const *words);

/* How many strings a list has that NULL ends; NULL has none. */
size_t strings_count(const char *const *list);

/* Behind the decimal digits that stand at `at`: the first `most` of them, if there are more. */
size_t slice_skip_digits(struct slice s, size_t at, size_t most);

/* Whether it is hexadecimal digits, or empty. */
bool slice_is_hex(struct slice s);

/* The number that the `count` hexadecimal digits at `at` are, eight at most. False: they are not
 * all there, and *out is unspecified. */
bool slice_read_hex(struct slice s, size_t at, size_t count, uint32_t *out);

/* Whether no byte is beyond ASCII. */
bool slice_is_ascii(struct slice s);

/* Cuts the part before the first `at` off *rest and gives it; *rest keeps what follows `at`. */
struct slice slice_cut(struct slice *rest, char at);

/* Reads all of s as a decimal number up to `max`; false if it is none or larger. */
bool slice_number(struct slice s, unsigned long long max, unsigned long long *out);

#endif
