#include "net/rate.h"

#include "net/pin.h"
#include "syntax/url.h"

enum { DIGITS = 6, MILLIONTHS = 1000000, MOST_A_UNIT = 1000000 };

/* --- Reading --- */

/* "2", "0.5", ".5" in millionths. False: it is no such number, 0, or too large. */
static bool read_number(struct slice s, uint64_t *millionths)
{
    unsigned long long whole = 0;
    unsigned long long part = 0;
    bool has_point = slice_find(s, '.') < s.length;
    struct slice behind = s;
    struct slice before = slice_cut(&behind, '.');
    behind = has_point ? behind : slice_of(s.data, 0);
    if ((before.length && !slice_number(before, MOST_A_UNIT, &whole)) || behind.length > DIGITS ||
        (behind.length && !slice_number(behind, MILLIONTHS, &part))) {
        return false;
    }
    for (size_t i = behind.length; i < DIGITS; i++) {
        part *= 10;
    }
    *millionths = whole * MILLIONTHS + part;
    return *millionths > 0 && *millionths <= (uint64_t)MOST_A_UNIT * MILLIONTHS;
}

/* Microseconds in a "s", "m" or "h"; 0: it is none of them. */
static uint64_t unit_of(struct slice s)
{
    static const uint64_t second = 1000000;
    return slice_equal(s, SLICE("s"))   ? second
           : slice_equal(s, SLICE("m")) ? 60 * second
           : slice_equal(s, SLICE("h")) ? 3600 * second
                                        : 0;
}

/* The host as a URL has it; absent: it is no host's name. */
static struct slice read_host(struct slice s, struct arena *arena)
{
    struct buffer text = BUFFER(URL_MOST + 1);
    struct buffer given = BUFFER(URL_MOST + 1);
    struct url u = { .host = { 0 } };
    buffer_printf(&given, "http://%.*s/", (int)s.length, s.data);
    bool has_port = slice_find(s, ':') < s.length && !slice_ends_nocase(s, SLICE("]"));
    bool has_star = slice_find(s, '*') < s.length;
    bool is = s.length > 0 && !has_port && !has_star &&
              url_parse(buffer_slice(&given), NULL, &text, &u) == URL_OK &&
              u.host.length + strlen("http:///") == u.href.length;
    struct slice host =
        is ? arena_copy(arena, name_without_final_dot(u.host)) : (struct slice){ 0 };
    buffer_free(&text);
    buffer_free(&given);
    return host;
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
    out->host = slice_equal(host, SLICE("*")) ? host : read_host(host, arena);
    if (!out->host.data) {
        return "what is before the = is neither the name of a host nor *";
    }
    if (!read_number(number, &millionths)) {
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
    bool is_named = false;
    for (size_t i = 0; i < rates->count; i++) {
        const struct rate *rate = &rates->list[i];
        bool names = slice_equal(rate->host, host);
        if (names || (!is_named && slice_equal(rate->host, SLICE("*")))) {
            interval = rate->interval_us;
            is_named = is_named || names;
        }
    }
    return interval;
}
