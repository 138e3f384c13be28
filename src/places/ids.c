#include "places/ids.h"

bool id_number(struct slice id, uint64_t *out)
{
    unsigned long long n;
    if (!slice_number(id, INT64_MAX, &n)) {
        return false;
    }
    *out = n;
    return true;
}

/* The alphabet has 1 << bits digits; count * bits is at most 66, of which the lower 64 are kept. */
static bool number_of(struct slice id, size_t count, const char *alphabet, unsigned bits,
                      uint64_t *out)
{
    if (id.length < count) {
        return false;
    }
    uint64_t n = 0;
    for (size_t i = 0; i < count; i++) {
        const char *digit = memchr(alphabet, id.data[i], (size_t)1 << bits);
        if (!digit) {
            return false;
        }
        n = n << bits | (uint64_t)(digit - alphabet);
    }
    *out = n;
    return true;
}

bool id_shifted_ms(struct slice id, unsigned bits, int64_t unit_ms, int64_t *ms)
{
    uint64_t n;
    if (!id_number(id, &n)) {
        return false;
    }
    *ms = (int64_t)(n >> bits) * unit_ms;
    return true;
}

bool id_base64url(struct slice id, size_t count, uint64_t *out)
{
    return number_of(id, count, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
                     6, out);
}

bool id_base32_sortable(struct slice id, size_t count, uint64_t *out)
{
    return number_of(id, count, "234567abcdefghijklmnopqrstuvwxyz", 5, out);
}

bool id_meta_shortcode_ms(struct slice id, int64_t *ms)
{
    enum { DIGITS = 11, TIME = 23 };
    static const int64_t epoch = 1314220021721;
    uint64_t n;
    if (!id_base64url(id, DIGITS, &n)) {
        return false;
    }
    *ms = (int64_t)(n >> TIME) + epoch;
    return true;
}
