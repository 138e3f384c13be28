#include "scan/find/meaning.h"

#include "places/place.h"

void reader_init(struct reader *r)
{
    r->composed = r->parsed = r->target = r->unwrapped = (struct buffer){ 0 };
    reader_again(r);
}

void reader_again(struct reader *r)
{
    r->composed = buffer_again(&r->composed, URL_MOST);
    r->parsed = buffer_again(&r->parsed, URL_MOST);
    r->target = buffer_again(&r->target, URL_MOST);
    r->unwrapped = buffer_again(&r->unwrapped, URL_MOST);
    memset(r->hosts, 0, sizeof r->hosts);
}

void reader_free(struct reader *r)
{
    buffer_free(&r->composed);
    buffer_free(&r->parsed);
    buffer_free(&r->target);
    buffer_free(&r->unwrapped);
}

static bool parse(struct slice input, const struct url *base, struct buffer *into, struct url *out,
                  enum url_status *status)
{
    *status = URL_OK;
    if (!url_read_normal(input, out)) {
        *status = url_parse(input, base, into, out);
    }
    return *status == URL_OK;
}

/* Reads the target of a wrapper. URL_MALFORMED: it is none, or wraps no URL that may be asked for.
 */
static enum url_status read_target(struct reader *r, const struct known_host *known,
                                   const struct url *u, struct slice *target)
{
    struct url parsed;
    buffer_reset(&r->target);
    bool wraps = unwrap_known(known, u, &r->target);
    if (r->target.failed) {
        return URL_NO_MEMORY; /* so long as URL_LONGEST lets it be, it has room */
    }
    if (!wraps) {
        return URL_MALFORMED;
    }
    enum url_status status = url_parse(buffer_slice(&r->target), NULL, &r->unwrapped, &parsed);
    if (status != URL_OK) {
        return status;
    }
    url_drop_userinfo(&parsed, &r->unwrapped);
    if (parsed.href.length > URL_LONGEST) {
        return URL_TOO_LONG;
    }
    *target = parsed.href;
    return URL_OK;
}

/* A link to a post that does not name it is as a shortener's. */
static enum link_kind kind_of(const struct url *u, const struct known_host *known,
                              struct match *match)
{
    unsigned flags = known ? known->flags : 0;
    if (flags & HOST_MEDIA) {
        return LINK_MEDIA;
    }
    if (flags & (HOST_SHORT | HOST_SHORTENER)) {
        return LINK_SHORT;
    }
    if (!place_match_known(known, u, match) || match->route->page) {
        return LINK_WEB;
    }
    return match->route->share ? LINK_SHORT : LINK_PERMALINK;
}

/* Whose post, short link or picture it is. */
static const struct place *place_of(const struct meaning *m, const struct known_host *known)
{
    if (m->kind == LINK_PERMALINK) {
        return m->match.place;
    }
    return known && known->flags & (HOST_SHORT | HOST_MEDIA) ? known->place : NULL;
}

/* Adds "https://", a host and what follows it. */
static void compose(struct slice host, struct slice rest, struct buffer *into)
{
    struct slice scheme = SLICE("https://");
    char *to = buffer_reserve(into, scheme.length + host.length + rest.length);
    if (to) {
        memcpy(to, scheme.data, scheme.length);
        memcpy(to + scheme.length, host.data, host.length);
        memcpy(to + scheme.length + host.length, rest.data, rest.length);
        into->length += scheme.length + host.length + rest.length;
    }
}

/* A media link is another way to write the short host's: pic.twitter.com/S is t.co/S. */
static struct slice short_form(struct reader *r, const struct url *u, const struct place *place)
{
    size_t slug = 1 + slice_find(slice_skip(u->path, 1), '/');
    buffer_reset(&r->target);
    compose(slice_from(place_host(place, HOST_SHORT)), slice_part(u->path, 0, slug), &r->target);
    return r->target.failed ? (struct slice){ 0 } : buffer_slice(&r->target);
}

/* So much of it as is not too long, in whole characters. */
static struct slice cut_text(struct slice s)
{
    if (s.length <= URL_LONGEST) {
        return s;
    }
    size_t back = 0;
    while (back < 3 && ((unsigned char)s.data[URL_LONGEST - back] & 0xc0) == 0x80) {
        back++;
    }
    return slice_of(s.data, URL_LONGEST - back);
}

/* The same for a URL, in whole escapes. */
static struct slice cut_url(struct slice s)
{
    if (!s.data || s.length <= URL_LONGEST) {
        return s;
    }
    size_t end = URL_LONGEST;
    for (size_t back = 1; back <= 2; back++) {
        if (s.data[URL_LONGEST - back] == '%') {
            end = URL_LONGEST - back;
        }
    }
    return slice_of(s.data, end);
}

/* Where a host is kept that was met: few texts lead to hosts that take it from each other. */
static struct met_host *met_slot(struct reader *r, struct slice host)
{
    uint32_t first = (unsigned char)host.data[0];
    uint32_t middle = (unsigned char)host.data[host.length / 2];
    uint32_t mixed = (uint32_t)host.length | first << 8 | middle << 16;
    return &r->hosts[(mixed * 2654435761U) >> (32 - MET_BITS)];
}

static inline bool are_same_eight(const char *a, const char *b)
{
    return memcmp(a, b, sizeof(uint64_t)) == 0;
}

/* Whether the host is the one that was met. So few bytes are compared sooner here, eight at a time,
 * than by a call. */
static bool is_met(const struct met_host *met, struct slice host)
{
    enum { EIGHT = sizeof(uint64_t) };
    size_t i = 0;
    if (met->length != host.length) {
        return false;
    }
    while (host.length - i > EIGHT && are_same_eight(met->name + i, host.data + i)) {
        i += EIGHT;
    }
    if (host.length >= EIGHT) {
        size_t last = host.length - EIGHT;
        return i >= last && are_same_eight(met->name + last, host.data + last);
    }
    while (i < host.length && met->name[i] == host.data[i]) {
        i++;
    }
    return i == host.length;
}

/* As host_find, sooner where the host was met a moment ago. */
static const struct known_host *find_host(struct reader *r, struct slice host)
{
    if (host.length == 0 || host.length > sizeof r->hosts->name) {
        return host_find(host);
    }
    struct met_host *met = met_slot(r, host);
    if (!is_met(met, host)) {
        met->length = host.length;
        memcpy(met->name, host.data, host.length);
        met->known = host_find(host);
    }
    return met->known;
}

/* Sets what the URL means. One that is too long wraps nothing: its target would be cut, too. */
static void interpret(struct reader *r, const struct url *u, struct meaning *out)
{
    const struct known_host *known = find_host(r, u->host);
    out->kind = kind_of(u, known, &out->match);
    out->place = place_of(out, known);
    out->url = out->kind == LINK_MEDIA ? short_form(r, u, out->place) : u->href;
    out->status = out->url.data ? URL_OK : URL_NO_MEMORY;
    out->truncated |= out->url.length > URL_LONGEST;
    out->url = cut_url(out->url);
    if ((size_t)(u->path.data - u->href.data) >= URL_LONGEST) {
        out->status = URL_TOO_LONG; /* not even its host is whole */
        out->url = (struct slice){ 0 };
        return;
    }
    if (out->kind == LINK_WEB && known && !out->truncated) {
        enum url_status status = read_target(r, known, u, &out->unwrapped);
        out->kind = status == URL_OK ? LINK_WRAPPED : LINK_WEB;
        out->status = status == URL_NO_MEMORY ? status : out->status;
    }
}

/* Whether a URL that was cut was cut in its authority: it may have named another host. */
static bool lacks_path(struct slice input)
{
    size_t at = slice_find(input, ':') + 1;
    while (at < input.length && (input.data[at] == '/' || input.data[at] == '\\')) {
        at++;
    }
    while (at < input.length && !strchr("/\\?#", input.data[at])) {
        at++;
    }
    return at >= input.length;
}

static void read_input(struct reader *r, struct slice input, const struct url *base,
                       struct meaning *out)
{
    struct url u;
    if (!parse(input, base, &r->parsed, &u, &out->status)) {
        out->url = out->status == URL_OTHER_SCHEME ? u.href : (struct slice){ 0 };
    } else if (out->truncated && lacks_path(input)) {
        out->status = URL_TOO_LONG;
    } else {
        interpret(r, &u, out);
    }
}

/* What a link is that is yet to be read: so much of it as is not too long. Nobody asks for the
 * match of what is no permalink. */
static void begin(struct slice written, struct meaning *out)
{
    struct slice input = cut_text(written);
    out->status = URL_NO_MEMORY;
    out->kind = LINK_WEB;
    out->truncated = input.length < written.length;
    out->is_relative = false;
    out->written = input;
    out->url = (struct slice){ 0 };
    out->unwrapped = (struct slice){ 0 };
    out->place = NULL;
}

void reader_read(struct reader *r, struct slice written, bool has_scheme, struct meaning *out)
{
    begin(written, out);
    struct slice input = out->written;
    buffer_reset(&r->composed);
    if (!has_scheme) {
        compose(input, SLICE(""), &r->composed);
        input = buffer_slice(&r->composed);
    }
    if (!r->composed.failed) {
        read_input(r, input, NULL, out);
    }
}

static bool has_web_scheme(struct slice s)
{
    return slice_starts_nocase(s, SLICE("http:")) || slice_starts_nocase(s, SLICE("https:"));
}

void reader_read_in(struct reader *r, struct slice value, const struct url *base,
                    struct meaning *out)
{
    value = url_trim(value);
    begin(value, out);
    read_input(r, out->written, base, out);
    out->is_relative = !base && out->status != URL_OK && !has_web_scheme(value);
}

bool meaning_fits_day(const struct match *match, const struct date *day)
{
    enum { DAY_MS = 86400000 };
    int64_t ms;
    if (day->source == SOURCE_NONE || !place_id_time(match->place, match->id, &ms)) {
        return true;
    }
    int64_t apart = ms - day->ms;
    return apart > -2 * (int64_t)DAY_MS && apart < 2 * (int64_t)DAY_MS;
}
