/* Which of a platform's routes a URL takes. */
#include "places/place.h"

#include "places/query.h"

/* Without the forms in which every site may serve the same pages. */
static struct slice bare_name(struct slice host)
{
    static const struct slice forms[] = { { "www.", 4 }, { "m.", 2 }, { "mobile.", 7 } };
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (slice_starts(host, forms[i])) {
            return slice_skip(host, forms[i].length);
        }
    }
    return host;
}

static bool is_host_of(const struct place *p, struct slice host)
{
    for (const char *const *own = p->hosts; *own; own++) {
        /* The first characters alone settle nearly every case. */
        if (host.length && **own == host.data[0] && slice_equal(slice_from(*own), host)) {
            return true;
        }
    }
    return false;
}

/* Takes the next segment off a path, with the slash before it. */
static bool next_segment(struct slice *path, struct slice *segment)
{
    if (path->length == 0) {
        return false;
    }
    struct slice rest = slice_skip(*path, 1);
    size_t end = slice_find(rest, '/');
    *segment = slice_part(rest, 0, end);
    *path = slice_skip(rest, end);
    return true;
}

static bool fill(struct match *m, struct slice name, struct slice word)
{
    if (slice_equal(name, SLICE("{id}"))) {
        m->id = word;
        return place_is_id(m->place, word);
    }
    if (slice_equal(name, SLICE("{handle}"))) {
        m->handle = word;
        return place_is_handle(m->place, word);
    }
    return word.length > 0;
}

static bool match_segment(struct slice pattern, struct slice segment, struct match *m)
{
    size_t open = slice_find(pattern, '{');
    if (open == pattern.length) {
        return slice_equal_nocase(segment, pattern);
    }
    size_t end = slice_find(pattern, '}') + 1;
    size_t fixed = open + pattern.length - end;
    if (segment.length < fixed || !slice_starts_nocase(segment, slice_part(pattern, 0, open)) ||
        !slice_ends_nocase(segment, slice_skip(pattern, end))) {
        return false;
    }
    return fill(m, slice_part(pattern, open, end),
                slice_part(segment, open, open + segment.length - fixed));
}

static bool match_path(struct slice pattern, struct slice path, struct match *m)
{
    struct slice want;
    struct slice segment;
    if (path.length && path.data[path.length - 1] == '/') {
        path.length--;
    }
    while (next_segment(&pattern, &want)) {
        if (slice_equal(want, SLICE("{rest}"))) {
            return true;
        }
        if (!next_segment(&path, &segment) || !match_segment(want, segment, m)) {
            return false;
        }
    }
    return path.length == 0;
}

static bool match_query(const struct route *route, struct slice query, struct match *m)
{
    if (route->handle_query) {
        m->handle = query_value(query, slice_from(route->handle_query));
        if (!place_is_handle(m->place, m->handle)) {
            m->handle = (struct slice){ 0 };
        }
    }
    if (route->query) {
        m->id = query_value(query, slice_from(route->query));
        return place_is_id(m->place, m->id);
    }
    return true;
}

static bool match_route(const struct route *route, const struct url *u, struct slice host,
                        struct match *m)
{
    /* A look at the first letter settles nearly every case. */
    const char *first = route->path;
    if (first[0] == '/' && first[1] != '{' &&
        (u->path.length < 2 || ascii_lower(u->path.data[1]) != first[1])) {
        return false;
    }
    struct slice pattern = slice_from(route->path);
    struct slice path = u->path;
    if (pattern.data[0] == '#') {
        if (u->path.length != 1 || !u->fragment.length) {
            return false;
        }
        path = u->fragment;
    } else if (pattern.data[0] != '/') {
        size_t end = slice_find(pattern, '/');
        if (!slice_equal(slice_part(pattern, 0, end), host)) {
            return false;
        }
        pattern = slice_skip(pattern, end);
    }
    *m = (struct match){ .place = m->place, .route = route, .kind = route->kind, .host = u->host };
    return match_path(pattern, path, m) && match_query(route, u->query, m);
}

static bool match_place(const struct place *p, const struct url *u, struct slice host,
                        struct match *out)
{
    *out = (struct match){ .place = p };
    for (const struct route *route = p->routes; route->path; route++) {
        if (match_route(route, u, host, out)) {
            return true;
        }
    }
    *out = (struct match){ .place = p, .host = u->host };
    if (!p->match || !p->match(u, out)) {
        return false;
    }
    out->kind = out->route->kind;
    return true;
}

static const struct place *place_of(struct slice host)
{
    struct slice bare = bare_name(host);
    for (const struct place *const *p = places; *p; p++) {
        if ((*p)->hosts && (is_host_of(*p, bare) || is_host_of(*p, host))) {
            return *p;
        }
    }
    return NULL;
}

bool place_has_host(struct slice host)
{
    return place_of(host) != NULL;
}

bool place_match_anywhere(const struct url *u, struct match *out)
{
    for (const struct place *const *p = places; *p; p++) {
        if (!(*p)->hosts && match_place(*p, u, bare_name(u->host), out)) {
            return true;
        }
    }
    return false;
}

bool place_match(const struct url *u, struct match *out)
{
    const struct place *place = place_of(u->host);
    return place ? match_place(place, u, bare_name(u->host), out) : place_match_anywhere(u, out);
}
