#include "syntax/host_pattern.h"

#include "syntax/url.h"

enum { DIGITS = 6, MILLIONTHS = 1000000, MOST = 1000000 };

/* --- Hosts --- */

bool host_is_within(struct slice host, struct slice name)
{
    return slice_ends_nocase(host, name) &&
           (host.length == name.length || host.data[host.length - name.length - 1] == '.');
}

static struct slice without_final_dot(struct slice name)
{
    bool dot = name.length > 1 && name.data[name.length - 1] == '.';
    return slice_of(name.data, name.length - dot);
}

/* The host as a URL has it; absent: it is no host's name. */
static struct slice read_name(struct slice s, struct arena *arena)
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
    struct slice host = is ? arena_copy(arena, without_final_dot(u.host)) : (struct slice){ 0 };
    arena->failed = arena->failed || text.no_memory || given.no_memory;
    buffer_free(&text);
    buffer_free(&given);
    return host;
}

bool host_pattern_read(struct slice text, struct arena *arena, struct host_pattern *out)
{
    *out = (struct host_pattern){ .any = slice_equal(text, SLICE("*")) };
    if (out->any) {
        return true;
    }
    out->below = slice_starts(text, SLICE("*."));
    out->name = read_name(slice_skip(text, out->below ? strlen("*.") : 0), arena);
    return out->name.data;
}

size_t host_pattern_fit(const struct host_pattern *p, struct slice host)
{
    if (p->any) {
        return 1;
    }
    host = without_final_dot(host);
    if (!p->below) {
        return slice_equal_nocase(p->name, host) ? SIZE_MAX : 0;
    }
    bool is_below = host.length > p->name.length + 1 && host_is_within(host, p->name);
    return is_below ? 1 + p->name.length : 0;
}

/* --- Numbers --- */

bool host_number_read(struct slice s, uint64_t *millionths)
{
    unsigned long long whole = 0;
    unsigned long long part = 0;
    bool has_point = slice_find(s, '.') < s.length;
    struct slice behind = s;
    struct slice before = slice_cut(&behind, '.');
    behind = has_point ? behind : slice_of(s.data, 0);
    if ((before.length && !slice_number(before, MOST, &whole)) || behind.length > DIGITS ||
        (behind.length && !slice_number(behind, MILLIONTHS, &part))) {
        return false;
    }
    for (size_t i = behind.length; i < DIGITS; i++) {
        part *= 10;
    }
    *millionths = whole * MILLIONTHS + part;
    return *millionths > 0 && *millionths <= (uint64_t)MOST * MILLIONTHS;
}

static const char *read_any(struct slice text, uint64_t *millionths)
{
    return host_number_read(text, millionths)
               ? NULL
               : "N is a number above 0, at most 1000000, with at most 6 digits behind its point";
}

static const char *read_whole(struct slice text, uint64_t *millionths)
{
    return host_number_read(text, millionths) && *millionths % MILLIONTHS == 0
               ? NULL
               : "N is a whole number from 1 to 1000000";
}

bool host_numbers_read(const char *const *given, bool whole, struct arena *arena,
                       struct host_values *out, struct buffer *why)
{
    const struct host_value_type number = { "", "it is not of the form HOST=N",
                                            whole ? read_whole : read_any };
    return host_values_read(given, &number, arena, out, why);
}

/* --- What holds for hosts --- */

/* What is wrong with it; NULL: nothing. */
static const char *read_one(const char *given, const struct host_value_type *type,
                            struct arena *arena, struct host_value *out)
{
    struct slice value = slice_from(given);
    struct slice host = slice_cut(&value, '=');
    if (value.length == 0) {
        return type->form;
    }
    if (!host_pattern_read(host, arena, &out->host)) {
        return "what is before the = is no name of a host: it is written as in www.example.org, "
               "*.example.org or *";
    }
    return type->read(value, &out->value);
}

bool host_values_read(const char *const *given, const struct host_value_type *type,
                      struct arena *arena, struct host_values *out, struct buffer *why)
{
    size_t count = strings_count(given);
    struct host_value *list = ARENA_ARRAY(arena, struct host_value, count + 1);
    for (size_t i = 0; list && i < count; i++) {
        const char *wrong = read_one(given[i], type, arena, &list[i]);
        if (wrong && !arena->failed) {
            buffer_printf(why, "%s\"%s\" cannot be kept: %s", type->name, given[i], wrong);
        }
        if (wrong) {
            return false;
        }
    }
    *out = (struct host_values){ list, count };
    return !arena->failed;
}

uint64_t host_values_find(const struct host_values *values, struct slice host)
{
    uint64_t found = 0;
    size_t closest = 1;
    for (size_t i = 0; i < values->count; i++) {
        size_t fit = host_pattern_fit(&values->list[i].host, host);
        if (fit >= closest) {
            closest = fit;
            found = values->list[i].value;
        }
    }
    return found;
}
