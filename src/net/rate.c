#include "net/rate.h"

enum { MILLIONTHS = 1000000 };

/* Microseconds in a "s", "m" or "h"; 0: it is none of them. */
static uint64_t unit_of(struct slice s)
{
    static const uint64_t second = 1000000;
    return slice_equal(s, SLICE("s"))   ? second
           : slice_equal(s, SLICE("m")) ? 60 * second
           : slice_equal(s, SLICE("h")) ? 3600 * second
                                        : 0;
}

static const char form[] = "it is not of the form HOST=N/s, HOST=N/m or HOST=N/h";

/* The microseconds from one request to the next. */
static const char *read_rate(struct slice text, uint64_t *interval)
{
    struct slice unit = text;
    struct slice number = slice_cut(&unit, '/');
    uint64_t millionths;
    if (number.length == text.length) {
        return form;
    }
    if (!host_number_read(number, &millionths)) {
        return "N is a number above 0, at most 1000000, with at most 6 digits behind its point";
    }
    *interval = unit_of(unit) * MILLIONTHS / millionths;
    return *interval ? NULL : "a rate is per s, m or h: a second, a minute or an hour";
}

bool rates_read(const char *const *given, struct arena *arena, struct host_values *out,
                struct buffer *why)
{
    static const struct host_value_type rate = { "the rate ", form, read_rate };
    return host_values_read(given, &rate, arena, out, why);
}
