/* Which of a platform's routes a URL takes. */
#include "places/place.h"

#include "syntax/query.h"

/* A URL, and its path from the first and from the second segment on. */
struct target {
    const struct url *url;
    struct slice host, first; /* the host without a www., m. or mobile. */
    char letter;              /* with which `first` begins; NUL: with none */
};

/* Takes the next segment off a path, with the slashes before it. */
static bool next_segment(struct slice *path, struct slice *segment)
{
    while (path->length > 1 && path->data[1] == '/') {
        *path = slice_skip(*path, 1);
    }
    if (path->length == 0) {
        return false;
    }
    struct slice rest = slice_skip(*path, 1);
    size_t end = slice_find(rest, '/');
    *segment = slice_part(rest, 0, end);
    *path = slice_skip(rest, end);
    return true;
}

/* Takes note of a word that stands for a brace: what it must be is asked when all else matches. */
static bool fill(struct match *m, struct slice name, struct slice word)
{
    if (slice_equal(name, SLICE("{id}"))) {
        m->id = word;
    } else if (slice_equal(name, SLICE("{handle}"))) {
        m->handle = word;
    } else if (slice_equal(name, SLICE("{account}"))) {
        m->account = word;
    } else if (slice_equal(name, SLICE("{group}"))) {
        m->group = word;
    }
    return word.length > 0;
}

/* An id that was copied with what stood behind it: "ID%5D", "ID&hl=en". */
static struct slice cut_id(struct slice id)
{
    static const bool behind[256] = {
        ['%'] = true, ['&'] = true, [','] = true, [';'] = true,  ['\''] = true, ['('] = true,
        [')'] = true, ['['] = true, [']'] = true, ['{'] = true,  ['}'] = true,  ['!'] = true,
        ['*'] = true, ['|'] = true, ['='] = true, ['\0'] = true,
    };
    size_t length = 0;
    while (length < id.length && !behind[(unsigned char)id.data[length]]) {
        length++;
    }
    return slice_of(id.data, length);
}

/* Whether the words that were found can be what they stand for. An account's name that is no handle
 * may be nearly anything. */
static bool check_words(struct match *m)
{
    const struct word_form *form = &m->route->id;
    m->id = cut_id(m->id);
    if (m->id.data &&
        !(form->characters ? word_has_form(m->id, form) : place_is_id(m->place, m->id))) {
        return false;
    }
    if (m->handle.data) {
        m->account = m->handle;
        return place_is_handle(m->place, m->handle);
    }
    if (m->account.data && place_is_handle(m->place, m->account)) {
        m->handle = m->account;
        return true;
    }
    return !m->account.data || !place_owns_word(m->place, m->account);
}

/* Takes words off a segment that must be there, percent-encoded or not. */
static bool skip_words(struct slice *segment, struct slice words)
{
    if (slice_starts_nocase(*segment, words)) {
        *segment = slice_skip(*segment, words.length);
        return true;
    }
    for (size_t i = 0; i < words.length; i++) {
        size_t length;
        char c = percent_decode_first(*segment, &length);
        if (length == 0 || ascii_lower(c) != ascii_lower(words.data[i])) {
            return false;
        }
        *segment = slice_skip(*segment, length);
    }
    return true;
}

static size_t find_last_nocase(struct slice s, struct slice needle)
{
    for (size_t at = s.length; needle.length <= s.length && at-- > 0;) {
        if (slice_starts_nocase(slice_skip(s, at), needle)) {
            return at;
        }
    }
    return s.length;
}

/* Where the word of a brace ends: what follows it in the pattern is its end, or the next brace's
 * beginning. SIZE_MAX: what must follow does not. */
static size_t word_end(struct slice name, struct slice behind, struct slice segment)
{
    size_t open = slice_find(behind, '{');
    struct slice words = slice_part(behind, 0, open);
    if (open == behind.length) {
        return slice_ends_nocase(segment, words) ? segment.length - words.length : SIZE_MAX;
    }
    size_t end = slice_equal(name, SLICE("{any}")) ? find_last_nocase(segment, words)
                                                   : slice_find_nocase(segment, words);
    return end < segment.length ? end : SIZE_MAX;
}

static bool match_segment(struct slice pattern, struct slice segment, struct match *m)
{
    while (pattern.length) {
        size_t open = slice_find(pattern, '{');
        if (!skip_words(&segment, slice_part(pattern, 0, open))) {
            return false;
        }
        pattern = slice_skip(pattern, open);
        if (pattern.length == 0) {
            break;
        }
        struct slice name = slice_part(pattern, 0, slice_find(pattern, '}') + 1);
        pattern = slice_skip(pattern, name.length);
        size_t end = word_end(name, pattern, segment);
        if (end == SIZE_MAX || !fill(m, name, slice_part(segment, 0, end))) {
            return false;
        }
        segment = slice_skip(segment, end);
    }
    return segment.length == 0;
}

static struct slice without_first_slashes(struct slice path)
{
    while (path.length && path.data[0] == '/') {
        path = slice_skip(path, 1);
    }
    return path;
}

static struct slice without_last_slash(struct slice path)
{
    while (path.length && path.data[path.length - 1] == '/') {
        path.length--;
    }
    return path;
}

static bool match_path(struct slice pattern, struct slice path, struct match *m)
{
    struct slice want;
    struct slice segment;
    path = without_last_slash(path);
    pattern = without_last_slash(pattern);
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
    if (route->handle_query) { /* which may be missing */
        fill(m, SLICE("{account}"), query_value(query, slice_from(route->handle_query)));
    }
    if (!route->query) {
        return true;
    }
    struct slice pattern = slice_from(route->query);
    struct slice value = query_value(query, slice_cut(&pattern, '='));
    return value.length && match_segment(pattern.length ? pattern : SLICE("{id}"), value, m);
}

static bool match_host(struct slice pattern, const struct target *t, struct match *m)
{
    return slice_find(pattern, '{') < pattern.length
               ? match_segment(pattern, t->host, m)
               : slice_equal(pattern, t->host) || slice_equal(pattern, t->url->host);
}

static bool ends_words(char c)
{
    return c == '\0' || c == '/' || c == '{' || c == '#';
}

/* Whether what is left of a path may begin with the words that a pattern begins with: what may be
 * encoded may. */
static bool may_begin(const char *words, struct slice path)
{
    size_t i = 0;
    for (; !ends_words(words[i]); i++) {
        char c = (char)(i < path.length ? ascii_lower(path.data[i]) : '\0');
        if (c != words[i]) {
            return c == '%';
        }
    }
    return words[i] == '{' || i >= path.length || path.data[i] == '/';
}

static struct slice second_of(const struct target *t)
{
    return without_first_slashes(slice_skip(t->first, slice_find(t->first, '/')));
}

static bool is_rest(const char *words)
{
    return strncmp(words, "{rest}", strlen("{rest}")) == 0;
}

/* A look at the first words of two segments settles nearly every case. */
static bool may_match(const struct route *route, const struct target *t)
{
    const char *path = route->path;
    if (path[0] == '#') {
        return t->url->fragment.length > 0;
    }
    if (route->query && !t->url->query.length) {
        return false;
    }
    if (path[0] != '/') {
        return path[0] == '{' || path[0] == t->host.data[0] || path[0] == t->url->host.data[0];
    }
    bool other = path[1] != t->letter && t->letter != '%' && !ends_words(path[1]);
    if (other || !may_begin(path + 1, t->first)) {
        return false;
    }
    const char *next = path + 1;
    while (*next && *next != '/' && *next != '#') {
        next++;
    }
    struct slice second = second_of(t);
    return *next == '/' ? may_begin(next + 1, second) : second.length == 0 || is_rest(path + 1);
}

static bool match_fragment(struct slice pattern, struct slice fragment, struct match *m)
{
    return pattern.length == 0 ||
           (fragment.length && match_path(pattern, slice_cut(&fragment, '?'), m));
}

/* A fragment that stands for a path has its own: "#/watch?v=1". */
static struct slice parameters(struct slice pattern, const struct url *u)
{
    bool own = slice_starts(pattern, SLICE("#/"));
    return own ? slice_skip(u->fragment, slice_find(u->fragment, '?')) : u->query;
}

static bool match_route(const struct place *place, const struct route *route,
                        const struct target *t, struct match *m)
{
    const struct url *u = t->url;
    *m = (struct match){ .place = place, .route = route, .kind = route->kind, .host = u->host };
    struct slice pattern = slice_from(route->path);
    struct slice path = slice_part(pattern, 0, slice_find(pattern, '#'));
    struct slice fragment = slice_skip(pattern, path.length);
    size_t slash = slice_find(path, '/');
    return (slash == 0 || path.length == 0 || match_host(slice_part(path, 0, slash), t, m)) &&
           match_path(slice_skip(path, slash), u->path, m) &&
           match_fragment(fragment, u->fragment, m) &&
           match_query(route, parameters(fragment, u), m) && check_words(m);
}

/* A look at the first letters, which settles most routes: theirs is no letter of what may be
 * encoded, nor of a brace. */
static inline bool is_apart(const char *path, char letter)
{
    return path[0] == '/' && path[1] > '/' && path[1] != '{' && path[1] != letter && letter != '%';
}

static bool match_from(const struct place *p, const struct route *route, const struct target *t,
                       struct match *out)
{
    for (; route->path; route++) {
        if (!is_apart(route->path, t->letter) && may_match(route, t) &&
            match_route(p, route, t, out)) {
            return true;
        }
    }
    return false;
}

/* All of the target is needed only from the first route on that it may take: most URLs on hosts
 * nobody knows take none. */
static bool match_place(const struct place *p, const struct url *u, struct match *out)
{
    struct slice first = without_first_slashes(u->path);
    char letter = (char)(first.length ? ascii_lower(first.data[0]) : '\0');
    const struct route *route = p->routes;
    while (route->path && is_apart(route->path, letter)) {
        route++;
    }
    return route->path && match_from(p, route,
                                     &(struct target){ .url = u,
                                                       .host = host_without_form(u->host),
                                                       .first = first,
                                                       .letter = letter },
                                     out);
}

/* Whether a path begins with a letter with which some of the place's begin, or with what may stand
 * for one. */
static bool may_take(const struct place *p, struct slice path)
{
    char letter = (char)(path.length > 1 ? ascii_lower(path.data[1]) : '/');
    return letter == '/' || letter == '%' || strchr(p->letters, letter);
}

bool place_match_known(const struct known_host *known, const struct url *u, struct match *out)
{
    if (known && known->flags & HOST_PAGES) {
        return match_place(known->place, u, out);
    }
    for (const struct place *const *p = places_anywhere; *p; p++) {
        if (may_take(*p, u->path) && match_place(*p, u, out)) {
            return true;
        }
    }
    return false;
}

bool place_match_page(const struct url *u, struct match *out)
{
    return place_match_known(host_find(u->host), u, out);
}

bool place_match(const struct url *u, struct match *out)
{
    return place_match_page(u, out) && match_is_post(out);
}

static bool match_uri(const struct route *route, struct slice uri, struct match *m)
{
    struct slice pattern = slice_from(route->path);
    size_t scheme = slice_find(pattern, ':') + 1;
    *m = (struct match){ .place = m->place, .route = route, .kind = route->kind };
    return slice_starts_nocase(uri, slice_part(pattern, 0, scheme)) &&
           match_path(slice_skip(pattern, scheme - 1), slice_skip(uri, scheme - 1), m) &&
           check_words(m);
}

bool place_match_uri(struct slice uri, struct match *out)
{
    for (const struct place *const *p = places; *p; p++) {
        *out = (struct match){ .place = *p };
        for (const struct route *route = (*p)->uris; route && route->path; route++) {
            if (match_uri(route, uri, out)) {
                return true;
            }
        }
    }
    return false;
}
