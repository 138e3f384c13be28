#include "base/slice.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

int slice_compare(struct slice a, struct slice b)
{
    size_t shared = a.length < b.length ? a.length : b.length;
    int order = shared ? memcmp(a.data, b.data, shared) : 0;
    return order ? order : a.length < b.length ? -1 : a.length > b.length;
}

bool slice_equal_nocase(struct slice a, struct slice b)
{
    return a.length == b.length && slice_starts_nocase(a, b);
}

bool slice_starts_nocase(struct slice s, struct slice prefix)
{
    if (s.length < prefix.length) {
        return false;
    }
    size_t i = 0;
    for (uint32_t one, other; prefix.length - i >= sizeof one; i += sizeof one) {
        memcpy(&one, s.data + i, sizeof one);
        memcpy(&other, prefix.data + i, sizeof other);
        if (one != other) {
            break;
        }
    }
    for (; i < prefix.length; i++) {
        if (s.data[i] != prefix.data[i] && ascii_lower(s.data[i]) != ascii_lower(prefix.data[i])) {
            return false;
        }
    }
    return true;
}

bool slice_ends_nocase(struct slice s, struct slice suffix)
{
    return s.length >= suffix.length &&
           slice_starts_nocase(slice_skip(s, s.length - suffix.length), suffix);
}

size_t slice_find(struct slice s, char c)
{
    const char *at = s.length ? memchr(s.data, c, s.length) : NULL;
    return at ? (size_t)(at - s.data) : s.length;
}

size_t slice_find_nocase(struct slice s, struct slice needle)
{
    bool caseless = needle.length && !ascii_is_alpha(needle.data[0]);
    for (size_t i = 0; i + needle.length <= s.length; i++) {
        i += caseless ? slice_find(slice_skip(s, i), needle.data[0]) : 0;
        if (slice_starts_nocase(slice_skip(s, i), needle)) {
            return i;
        }
    }
    return s.length;
}

void slice_skip_spaces(struct slice *s)
{
    while (s->length && ascii_is_space(s->data[0])) {
        *s = slice_skip(*s, 1);
    }
}

bool slice_is_any(struct slice s, const char *const *words)
{
    if (s.length == 0) {
        return false;
    }
    for (; *words; words++) {
        /* The first letters alone settle nearly every case: but for one bit they are the same. */
        if (((**words ^ s.data[0]) & ~0x20) == 0 && slice_equal_nocase(s, slice_from(*words))) {
            return true;
        }
    }
    return false;
}

size_t strings_count(const char *const *list)
{
    size_t count = 0;
    while (list && list[count]) {
        count++;
    }
    return count;
}

size_t slice_skip_digits(struct slice s, size_t at, size_t most)
{
    size_t end = at;
    while (end < s.length && end - at < most && ascii_is_digit(s.data[end])) {
        end++;
    }
    return end;
}

bool slice_is_hex(struct slice s)
{
    for (size_t i = 0; i < s.length; i++) {
        if (ascii_hex(s.data[i]) < 0) {
            return false;
        }
    }
    return true;
}

bool slice_read_hex(struct slice s, size_t at, size_t count, uint32_t *out)
{
    *out = 0;
    for (size_t i = at; i < at + count; i++) {
        int digit = i < s.length ? ascii_hex(s.data[i]) : -1;
        if (digit < 0) {
            return false;
        }
        *out = *out << 4 | (uint32_t)digit;
    }
    return true;
}

bool slice_is_ascii(struct slice s)
{
    size_t i = 0;
#if defined(__SSE2__)
    for (; s.length - i >= sizeof(__m128i); i += sizeof(__m128i)) {
        if (_mm_movemask_epi8(_mm_loadu_si128((const __m128i *)(const void *)(s.data + i)))) {
            return false;
        }
    }
#endif
    unsigned char all = 0;
    for (; i < s.length; i++) {
        all |= (unsigned char)s.data[i];
    }
    return all < 0x80;
}

struct slice slice_trim(struct slice s)
{
    slice_skip_spaces(&s);
    while (s.length && ascii_is_space(s.data[s.length - 1])) {
        s.length--;
    }
    return s;
}

struct slice slice_cut(struct slice *rest, char at)
{
    size_t end = slice_find(*rest, at);
    struct slice head = { rest->data, end };
    *rest = slice_skip(*rest, end < rest->length ? end + 1 : end);
    return head;
}

bool slice_number(struct slice s, unsigned long long max, unsigned long long *out)
{
    unsigned long long n = 0;
    for (size_t i = 0; i < s.length; i++) {
        unsigned digit = (unsigned)(s.data[i] - '0');
        if (!ascii_is_digit(s.data[i]) || n > (max - digit) / 10 || digit > max) {
            return false;
        }
        n = n * 10 + digit;
    }
    if (s.length > 0) {
        *out = n; /* what the caller had stays where there is no number */
    }
    return s.length > 0;
}
