#include "places/wrapped.h"

#include "syntax/query.h"

bool wrapped_is_url(struct slice s)
{
    return (slice_starts_nocase(s, SLICE("http://")) && s.length > 7) ||
           (slice_starts_nocase(s, SLICE("https://")) && s.length > 8);
}

/* From the path's `at`th byte to the end of the query. */
static struct slice tail(const struct url *u, size_t at)
{
    struct slice s = slice_skip(u->path, at);
    return slice_of(s.data, s.length + u->query.length);
}

/* Adds a URL that may have lost one of its two slashes on the way, or all of its scheme. */
static bool add_mended(struct slice s, struct buffer *into)
{
    static const struct slice schemes[] = { SLICE_INIT("http:/"), SLICE_INIT("https:/") };
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
        if (s.length > schemes[i].length && slice_starts_nocase(s, schemes[i])) {
            struct slice rest = slice_skip(s, schemes[i].length);
            if (rest.length && rest.data[0] == '/') {
                rest = slice_skip(rest, 1);
            }
            buffer_add(into, schemes[i]);
            buffer_add_char(into, '/');
            buffer_add(into, rest);
            return rest.length > 0;
        }
    }
    buffer_add(into, SLICE("http://"));
    buffer_add(into, s);
    size_t end = slice_find(s, '/');
    return slice_find(slice_part(s, 0, end), '.') < end;
}

bool wrapped_query(const struct url *u, struct buffer *into)
{
    struct slice query = u->query.length ? slice_skip(u->query, 1) : u->query;
    if (wrapped_is_url(query)) {
        buffer_add(into, query);
    } else {
        percent_decode(query, false, into);
    }
    return wrapped_is_url(buffer_slice(into));
}

bool wrapped_segment(const struct url *u, struct buffer *into)
{
    struct slice path = slice_skip(u->path, 1);
    slice_cut(&path, '/');
    percent_decode(slice_cut(&path, '/'), false, into);
    return wrapped_is_url(buffer_slice(into));
}

bool wrapped_archive(const struct url *u, struct buffer *into)
{
    size_t at = sizeof "/web/" - 1;
    size_t digits = 0;
    while (at < u->path.length && ascii_is_digit(u->path.data[at])) {
        at++;
        digits++;
    }
    if (digits == 0) {
        return slice_starts_nocase(tail(u, at), SLICE("http")) && add_mended(tail(u, at), into);
    }
    while (at < u->path.length && (ascii_is_alpha(u->path.data[at]) || u->path.data[at] == '_')) {
        at++;
    }
    return at < u->path.length && u->path.data[at] == '/' && add_mended(tail(u, at + 1), into);
}

bool wrapped_outlink(const struct url *u, struct buffer *into)
{
    size_t page = sizeof "/o/" - 1;
    size_t at = page + slice_find(slice_skip(u->path, page), '/') + 1;
    struct slice rest = tail(u, at < u->path.length ? at : u->path.length);
    return slice_starts_nocase(rest, SLICE("http")) && add_mended(rest, into);
}

/* "[s/]HOST/…" from the path's `at`th byte on: "s" says that the page is served by https. */
static bool add_amp(const struct url *u, size_t at, struct buffer *into)
{
    struct slice rest = tail(u, at);
    bool secure = slice_starts(rest, SLICE("s/"));
    rest = slice_skip(rest, secure ? 2 : 0);
    size_t host = slice_find(rest, '/');
    buffer_add(into, secure ? SLICE("https://") : SLICE("http://"));
    buffer_add(into, rest);
    return slice_find(slice_part(rest, 0, host), '.') < host;
}

bool wrapped_amp_viewer(const struct url *u, struct buffer *into)
{
    return add_amp(u, sizeof "/amp/" - 1, into);
}

bool wrapped_amp_cache(const struct url *u, struct buffer *into)
{
    if (!slice_starts(u->path, SLICE("/c/")) && !slice_starts(u->path, SLICE("/v/"))) {
        return false;
    }
    return add_amp(u, sizeof "/c/" - 1, into);
}

static int base64_value(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    const char *digit = c ? strchr(digits, c) : NULL;
    if (digit) {
        return (int)(digit - digits);
    }
    return c == '-' || c == '+' ? 62 : c == '_' || c == '/' ? 63 : -1;
}

/* RFC 4648 in both alphabets; padding may be missing. */
static bool base64_decode(struct slice s, struct buffer *into)
{
    unsigned bits = 0;
    unsigned held = 0;
    while (s.length && s.data[s.length - 1] == '=') {
        s.length--;
    }
    for (size_t i = 0; i < s.length; i++) {
        int value = base64_value(s.data[i]);
        if (value < 0) {
            return false;
        }
        held = (held << 6 | (unsigned)value) & 0xffff;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            buffer_add_char(into, (char)(held >> bits));
        }
    }
    return true;
}

bool wrapped_bing(const struct url *u, struct buffer *into)
{
    struct slice value = query_value(u->query, SLICE("u"));
    return slice_starts(value, SLICE("a1")) && base64_decode(slice_skip(value, 2), into) &&
           wrapped_is_url(buffer_slice(into));
}

/* Version 2 writes "%" as "-" and "/" as "_". */
bool wrapped_defense_2(const struct url *u, struct buffer *into)
{
    struct slice value = query_value(u->query, SLICE("u"));
    struct buffer escaped = BUFFER(URL_MOST);
    for (size_t i = 0; i < value.length; i++) {
        char c = value.data[i];
        buffer_add_char(&escaped, (char)(c == '-' ? '%' : c == '_' ? '/' : c));
    }
    percent_decode(buffer_slice(&escaped), false, into);
    into->failed |= escaped.failed;
    into->no_memory |= escaped.no_memory;
    buffer_free(&escaped);
    return wrapped_is_url(buffer_slice(into));
}

/* The bytes that version 3 took out of the URL go back to where it left "*", or "**X" for a run. */
static void put_back(struct slice url, struct slice bytes, struct buffer *into)
{
    for (size_t i = 0; i < url.length; i++) {
        if (url.data[i] != '*') {
            buffer_add_char(into, url.data[i]);
            continue;
        }
        size_t run = 1;
        if (i + 2 < url.length && url.data[i + 1] == '*' && base64_value(url.data[i + 2]) >= 0) {
            run = (size_t)base64_value(url.data[i + 2]) + 2;
            i += 2;
        }
        run = run < bytes.length ? run : bytes.length;
        if (run) {
            buffer_add(into, slice_part(bytes, 0, run));
            bytes = slice_skip(bytes, run);
        }
    }
}

/* "/v3/__URL__;BASE64!…" */
bool wrapped_defense_3(const struct url *u, struct buffer *into)
{
    struct slice rest = tail(u, sizeof "/v3/" - 1);
    size_t end = slice_find_nocase(rest, SLICE("__;"));
    if (!slice_starts(rest, SLICE("__")) || end < 3 || end == rest.length) {
        return false;
    }
    struct slice encoded = slice_skip(rest, end + 3);
    struct buffer bytes = BUFFER(URL_MOST);
    struct buffer whole = BUFFER(URL_MOST);
    bool good = base64_decode(slice_cut(&encoded, '!'), &bytes);
    put_back(slice_part(rest, 2, end), buffer_slice(&bytes), &whole);
    good = good && whole.length && add_mended(buffer_slice(&whole), into);
    into->failed |= bytes.failed || whole.failed;
    into->no_memory |= bytes.no_memory || whole.no_memory;
    buffer_free(&bytes);
    buffer_free(&whole);
    return good;
}
