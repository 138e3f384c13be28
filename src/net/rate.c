#include "net/rate.h"

enum { MILLIONTHS = 1000000 };

/* --- Reading --- */

/* Microseconds in a "s", "m" or "h"; 0: it is none of them. */
static uint64_t unit_of(struct slice s)
{
    static const uint64_t second = 1000000;
    return slice_equal(s, SLICE("s"))   ? second
           : slice_equal(s, SLICE("m")) ? 60 * second
           : slice_equal(s, SLICE("h")) ? 3600 * second
                                        : 0;
}

/* What is wrong with it; NULL: nothing. */
static const char *read_rate(const char *given, struct arena *arena, struct rate *out)
{
    struct slice rest = slice_from(given);
    struct slice host = slice_cut(&rest, '=');
    bool has_rate = slice_find(rest, '/') < rest.length;
    struct slice number = slice_cut(&rest, '/');
    uint64_t millionths;
    if (host.length + 1 >= strlen(given) || !has_rate) {
        return "it is not of the form HOST=N/s, HOST=N/m or HOST=N/h";
    }
    uint64_t unit = unit_of(rest);
    if (!host_pattern_read(host, arena, &out->host)) {
        return "what is before the = is neither the name of a host nor *";
    }
    if (!host_number_read(number, &millionths)) {
        return "N is a number above 0, at most 1000000, with at most 6 digits behind its point";
    }
    out->interval_us = (int64_t)(unit * MILLIONTHS / millionths);
    return unit ? NULL : "a rate is per s, m or h: a second, a minute or an hour";
}

bool rates_read(const char *const *given, struct arena *arena, struct rates *out,
                struct buffer *why)
{
    size_t count = 0;
    while (given && given[count]) {
        count++;
    }
    struct rate *list = ARENA_ARRAY(arena, struct rate, count + 1);
    for (size_t i = 0; list && i < count; i++) {
        const char *wrong = read_rate(given[i], arena, &list[i]);
        if (wrong && !arena->failed) {
            buffer_printf(why, "the rate \"%s\" cannot be kept: %s", given[i], wrong);
        }
        if (wrong) {
            return false;
        }
    }
    *out = (struct rates){ list, count };
    return !arena->failed;
}

/* --- Finding --- */

int64_t rates_interval(const struct rates *rates, struct slice host)
{
    int64_t interval = 0;
    size_t closest = 1;
    for (size_t i = 0; i < rates->count; i++) {
        size_t fit = host_pattern_fit(&rates->list[i].host, host);
        if (fit >= closest) {
            closest = fit;
            interval = rates->list[i].interval_us;
        }
    }
    return interval;
}
