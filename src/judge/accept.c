#include "judge/accept.h"

#include "syntax/url.h"

enum { LEAST_STATUS = 100, MOST_STATUS = 999 };

/* --- Reading --- */

static bool read_status(struct slice s, unsigned *out)
{
    unsigned long long number;
    bool good = s.length > 0 && slice_number(s, MOST_STATUS, &number) && number >= LEAST_STATUS;
    *out = good ? (unsigned)number : 0;
    return good;
}

/* "403", "500..510" without 510, "500..=509" with 509; an end that is left out is the first or the
 * last that there is. */
static bool read_range(struct slice s, struct accept_range *out)
{
    size_t dots = slice_find(s, '.');
    if (dots == s.length) {
        bool good = read_status(s, &out->first);
        out->last = out->first;
        return good;
    }
    struct slice end = slice_skip(s, dots);
    bool with_last = slice_starts(end, SLICE("..="));
    if (!slice_starts(end, SLICE(".."))) {
        return false;
    }
    end = slice_skip(end, with_last ? SLICE("..=").length : SLICE("..").length);
    struct slice begin = slice_part(s, 0, dots);
    out->first = LEAST_STATUS;
    out->last = MOST_STATUS;
    bool good = (begin.length || end.length) &&
                (!begin.length || read_status(begin, &out->first)) &&
                (end.length ? read_status(end, &out->last) : !with_last);
    out->last -= good && end.length && !with_last;
    return good && out->first <= out->last;
}

static size_t count_of(struct slice s, char c)
{
    size_t count = 0;
    for (size_t i = 0; i < s.length; i++) {
        count += s.data[i] == c;
    }
    return count;
}

static bool read_codes(struct slice codes, struct arena *arena, struct accept *out,
                       const char **why)
{
    out->ranges = ARENA_ARRAY(arena, struct accept_range, count_of(codes, ',') + 1);
    bool more = out->ranges != NULL;
    while (more) {
        more = slice_find(codes, ',') < codes.length;
        struct slice one = slice_trim(slice_cut(&codes, ','));
        if (!read_range(one, &out->ranges[out->range_count++])) {
            *why = "codes are written 403, 500..=599 or 500..600, with commas between them";
            return false;
        }
    }
    return out->ranges != NULL;
}

static bool read_host(struct slice host, struct arena *arena, struct accept *out, const char **why)
{
    bool good = host_pattern_read(host, arena, &out->host) && !out->host.any;
    if (!good && !arena->failed) {
        *why = "a host is written a.test, or *.a.test for all below it, without scheme or port";
    }
    return good;
}

/* Where the host ends; 0: none is named. A range has the same sign: "200..=299". */
static size_t host_end(struct slice given)
{
    size_t sign = slice_find(given, '=');
    bool is_range = sign > 0 && given.data[sign - 1] == '.' &&
                    slice_find(given, '.') + SLICE("..").length == sign;
    return sign == given.length || is_range ? 0 : sign;
}

bool accept_read(struct slice given, struct arena *arena, struct accept *out, const char **why)
{
    size_t end = host_end(given);
    bool names = end > 0 || slice_starts(given, SLICE("="));
    *out = (struct accept){ .anywhere = !names };
    *why = NULL;
    if (names && !read_host(slice_part(given, 0, end), arena, out, why)) {
        return false;
    }
    return read_codes(slice_skip(given, names ? end + 1 : 0), arena, out, why);
}

/* --- Holding --- */

/* Whether a final status is what it follows from. What a page's words or its site's say of it is
 * not taken back by a status that was good already. */
static bool follows_from_status(const struct outcome *outcome)
{
    enum { FIRST_REFUSAL = 400 };
    switch (outcome->reason) {
    case REASON_GONE:
    case REASON_DELETED:
    case REASON_SUSPENDED:
    case REASON_UNVERIFIED:
    case REASON_BLOCKED:
    case REASON_RATE_LIMITED:
    case REASON_LOGIN_WALL:
    case REASON_PROTECTED:
    case REASON_SERVER_ERROR:
    case REASON_CLIENT_ERROR:
        return outcome->status >= FIRST_REFUSAL;
    default:
        return false;
    }
}

static bool has_status(const struct accept *a, unsigned status)
{
    for (size_t i = 0; i < a->range_count; i++) {
        if (status >= a->ranges[i].first && status <= a->ranges[i].last) {
            return true;
        }
    }
    return false;
}

bool accept_holds(const struct accept *accepts, size_t count, const struct outcome *outcome,
                  struct buffer *scratch)
{
    struct url u;
    if (count == 0 || outcome->hop_count == 0 || !follows_from_status(outcome) ||
        url_parse(outcome->hops[outcome->hop_count - 1].url, NULL, scratch, &u) != URL_OK) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        bool meant = accepts[i].anywhere || host_pattern_fit(&accepts[i].host, u.host) > 0;
        if (meant && has_status(&accepts[i], (unsigned)outcome->status)) {
            return true;
        }
    }
    return false;
}
