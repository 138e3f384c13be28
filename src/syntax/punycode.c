#include "syntax/punycode.h"

/* The parameters of section 5. */
enum { BASE = 36, T_MIN = 1, T_MAX = 26, SKEW = 38, DAMP = 700, BIAS = 72, FIRST = 0x80 };

/* Section 6.1 */
static uint32_t adapt(uint32_t delta, size_t count, bool first)
{
    uint32_t k = 0;
    delta = first ? delta / DAMP : delta / 2;
    delta += delta / (uint32_t)count;
    while (delta > (BASE - T_MIN) * T_MAX / 2) {
        delta /= BASE - T_MIN;
        k += BASE;
    }
    return k + (BASE - T_MIN + 1) * delta / (delta + SKEW);
}

/* The delta as a number of varying length: the inner loop of section 6.3. */
static void add_delta(uint32_t delta, uint32_t bias, struct buffer *into)
{
    static const char digits[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    for (uint32_t k = BASE;; k += BASE) {
        uint32_t t = k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias;
        if (delta < t) {
            break;
        }
        buffer_add_char(into, digits[t + (delta - t) % (BASE - t)]);
        delta = (delta - t) / (BASE - t);
    }
    buffer_add_char(into, digits[delta]);
}

static size_t add_basic(const uint32_t *points, size_t count, struct buffer *into)
{
    size_t basic = 0;
    for (size_t i = 0; i < count; i++) {
        if (points[i] < FIRST) {
            buffer_add_char(into, (char)points[i]);
            basic++;
        }
    }
    if (basic) {
        buffer_add_char(into, '-');
    }
    return basic;
}

static uint32_t smallest_from(const uint32_t *points, size_t count, uint32_t from)
{
    uint32_t smallest = UINT32_MAX;
    for (size_t i = 0; i < count; i++) {
        if (points[i] >= from && points[i] < smallest) {
            smallest = points[i];
        }
    }
    return smallest;
}

void punycode_encode(const uint32_t *points, size_t count, struct buffer *into)
{
    size_t basic = add_basic(points, count, into);
    uint32_t bias = BIAS;
    uint32_t delta = 0;
    uint32_t code = FIRST;
    for (size_t done = basic; done < count; delta++, code++) {
        uint32_t next = smallest_from(points, count, code);
        delta += (next - code) * (uint32_t)(done + 1);
        code = next;
        for (size_t i = 0; i < count; i++) {
            delta += points[i] < code;
            if (points[i] == code) {
                add_delta(delta, bias, into);
                bias = adapt(delta, done + 1, done == basic);
                delta = 0;
                done++;
            }
        }
    }
}

static int digit_of(char c)
{
    if (ascii_is_digit(c)) {
        return c - '0' + 26;
    }
    return ascii_is_alpha(c) ? ascii_lower(c) - 'a' : -1;
}

/* Reads one delta off *s: the inner loop of section 6.2. */
static bool read_delta(struct slice *s, uint32_t bias, uint32_t *delta)
{
    uint64_t sum = 0;
    uint64_t weight = 1;
    for (uint32_t k = BASE; s->length; k += BASE) {
        int digit = digit_of(s->data[0]);
        *s = slice_skip(*s, 1);
        uint32_t t = k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias;
        if (digit < 0) {
            return false;
        }
        sum += (uint64_t)digit * weight;
        weight *= BASE - t;
        if (sum > UINT32_MAX || weight > UINT32_MAX) {
            return false;
        }
        if ((uint32_t)digit < t) {
            *delta = (uint32_t)sum;
            return true;
        }
    }
    return false;
}

/* What stands before the last "-" stands for itself. */
static bool read_basic(struct slice *s, uint32_t *points, size_t *count)
{
    size_t basic = s->length;
    while (basic > 0 && s->data[basic - 1] != '-') {
        basic--;
    }
    *count = basic ? basic - 1 : 0;
    if (*count > PUNYCODE_MOST) {
        return false;
    }
    for (size_t i = 0; i < *count; i++) {
        points[i] = (unsigned char)s->data[i];
    }
    *s = slice_skip(*s, basic);
    return true;
}

bool punycode_decode(struct slice s, uint32_t *points, size_t *count)
{
    uint32_t bias = BIAS;
    uint64_t code = FIRST;
    uint64_t at = 0;
    if (!read_basic(&s, points, count)) {
        return false;
    }
    for (size_t basic = *count; s.length;) {
        uint32_t delta;
        if (*count == PUNYCODE_MOST || !read_delta(&s, bias, &delta)) {
            return false;
        }
        size_t after = *count + 1;
        bias = adapt(delta, after, *count == basic);
        at += delta;
        code += at / after;
        at %= after;
        if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) {
            return false;
        }
        memmove(points + at + 1, points + at, (*count - at) * sizeof *points);
        points[at++] = (uint32_t)code;
        *count = after;
    }
    return true;
}
