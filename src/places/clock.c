/* The instants that ids hold. */
#include "places/place.h"

/* A number of at most 63 bits, or what is left of a longer one that its first digits overflow: 11
 * digits of base 64 have 66 bits, of which the lower 64 count. */
static bool read_digits(const struct clock *clock, struct slice id, uint64_t *out)
{
    size_t least = clock->least ? clock->least : clock->digits;
    if (id.length < least || (clock->whole && id.length > clock->digits)) {
        return false;
    }
    uint64_t n = 0;
    for (size_t i = 0; i < clock->digits && i < id.length; i++) {
        const char *digit = memchr(clock->alphabet, id.data[i], (size_t)1 << clock->bits);
        if (!digit) {
            return false;
        }
        n = n << clock->bits | (uint64_t)(digit - clock->alphabet);
    }
    *out = n;
    return true;
}

static bool read_decimal(struct slice id, uint64_t *out)
{
    unsigned long long n;
    if (!slice_number(id, INT64_MAX, &n)) {
        return false;
    }
    *out = n;
    return true;
}

bool clock_read(const struct clock *clock, struct slice id, int64_t *ms)
{
    uint64_t n;
    if (clock->shift == 0 ||
        !(clock->alphabet ? read_digits(clock, id, &n) : read_decimal(id, &n)) ||
        n <= clock->above) {
        return false;
    }
    /* What the shift leaves is small: so is its product with a unit of at most a second. */
    uint64_t units = n >> clock->shift;
    if (units > (uint64_t)INT64_MAX / 2 / (uint64_t)clock->unit_us) {
        return false;
    }
    *ms = (int64_t)units * clock->unit_us / 1000 + clock->epoch_ms;
    return true;
}

bool place_id_time(const struct place *p, struct slice id, int64_t *ms)
{
    int64_t at;
    if (!place_is_id(p, id) || !clock_read(&p->clock, id, &at) || at < p->launched_ms ||
        at > time_now_ms()) {
        return false;
    }
    *ms = at;
    return true;
}
