#include "scan/find/edge.h"

#include "scan/find/authority.h"
#include "scan/find/domain.h"
#include "scan/find/line.h"
#include "scan/find/tail.h"
#include "scan/find/word_step.h"
#include "syntax/utf8.h"

enum { SLUG_MOST = 40, HOST_BEFORE = 300 };

/* `with` is a literal, whose length is known when this is compiled. */
__attribute__((always_inline)) static inline bool starts_at(struct slice s, size_t at,
                                                            struct slice with)
{
    return at <= s.length && s.length - at >= with.length &&
           memcmp(s.data + at, with.data, with.length) == 0;
}

static bool starts_at_nocase(struct slice s, size_t at, struct slice with)
{
    return at <= s.length && slice_starts_nocase(slice_skip(s, at), with);
}

static bool is_ellipsis(struct slice s, size_t at)
{
    if (at >= s.length) {
        return false;
    }
    switch (s.data[at]) {
    case '.':
        return starts_at(s, at, SLICE("..."));
    case '&':
        return starts_at(s, at, SLICE("&hellip;"));
    case '\xe2':
        return starts_at(s, at, SLICE("…"));
    default:
        return false;
    }
}

bool edge_is_cut(struct slice s, size_t at)
{
    size_t space = starts_at(s, at, SLICE(" ")) ? 1 : starts_at(s, at, SLICE("\u00a0")) ? 2 : 0;
    return is_ellipsis(s, at + space);
}

size_t edge_entity(struct slice s)
{
    static const struct slice names[] = {
        SLICE_INIT("&quot;"),   SLICE_INIT("&gt;"),    SLICE_INIT("&lt;"),    SLICE_INIT("&nbsp;"),
        SLICE_INIT("&hellip;"), SLICE_INIT("&mdash;"), SLICE_INIT("&ndash;"), SLICE_INIT("&laquo;"),
        SLICE_INIT("&raquo;"),  SLICE_INIT("&ldquo;"), SLICE_INIT("&rdquo;"), SLICE_INIT("&lsquo;"),
        SLICE_INIT("&rsquo;"),  SLICE_INIT("&#39;"),   SLICE_INIT("&apos;"),
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (slice_starts(s, names[i])) {
            return names[i].length;
        }
    }
    return 0;
}

/* Hashtags, mentions and cashtags are no links, whatever they are made of. */
static bool is_tagged(struct slice before)
{
    unsigned char last = before.length ? (unsigned char)before.data[before.length - 1] : ' ';
    if (last < 0x80) {
        return last == '@' || last == '#' || last == '$';
    }
    return slice_ends_nocase(before, SLICE("＠")) || slice_ends_nocase(before, SLICE("＃"));
}

/* The character that ends this URL because it stands before it, in Markdown's tables and emphasis.
 */
static char fence_of(struct slice before)
{
    if (before.length && before.data[before.length - 1] == ' ') {
        before.length--;
    }
    char c = line_byte_before(before, before.length);
    if (c == '|' || c == '*') {
        return c;
    }
    return '\0';
}

/* --- Slugs: t.co and its pictures --- */

/* What is glued behind a slug begins with a scheme or a media host, whose first letters look like
 * the slug's last. */
static size_t unglue(struct slice s, size_t from, size_t end, const struct place *place)
{
    struct slice run = slice_part(s, from, end);
    if (starts_at(s, end, SLICE("://"))) {
        return slice_ends_nocase(run, SLICE("https"))  ? end - 5
               : slice_ends_nocase(run, SLICE("http")) ? end - 4
                                                       : end;
    }
    bool dot = starts_at(s, end, SLICE("."));
    for (const struct host_row *h = place->hosts; dot && h->name; h++) {
        struct slice host = slice_from(h->flags & HOST_MEDIA ? h->name : NULL);
        size_t label = slice_find(host, '.');
        if (host.length && run.length > label && starts_at_nocase(s, end - label, host) &&
            starts_at(s, end - label + host.length, SLICE("/"))) {
            return end - label;
        }
    }
    return end;
}

/* Reads a path, query and fragment that begin at `at`. `endless`: they come so near the end of s
 * that it matters what stands behind it. */
static void read_tail(struct slice s, size_t at, char fence, struct edge *out)
{
    struct tail tail;
    tail_begin(&tail, fence);
    size_t run = tail_run(&tail, s, at, s.length);
    out->fence = fence;
    out->tail = at;
    out->end = tail_trim(s, at, run);
    out->truncated = edge_is_cut(s, run) || (out->end < run && edge_is_cut(s, out->end));
    out->endless = run + TAIL_AHEAD > s.length;
}

/* Whether letters and digits were drawn rather than written: both cases, or digits among letters.
 */
static bool looks_drawn(struct slice s)
{
    bool digit = false;
    bool small = false;
    bool large = false;
    for (size_t i = 0; i < s.length; i++) {
        digit |= ascii_is_digit(s.data[i]);
        small |= s.data[i] >= 'a' && s.data[i] <= 'z';
        large |= s.data[i] >= 'A' && s.data[i] <= 'Z';
    }
    return (small && large) || (digit && (small || large));
}

/* Behind the letters and digits from `at` on. */
static size_t word_end(struct slice s, size_t at)
{
    size_t end = at + word_step(s, at);
    while (end < s.length && ascii_is_alnum(s.data[end])) {
        end++;
    }
    return end;
}

/* Reads "/SLUG" and a query; false: too long to be one. Words glued behind a slug are cut off where
 * all slugs have one length. */
static bool read_slug(struct slice s, size_t slash, const struct known_host *host, struct edge *out)
{
    size_t from = slash + 1;
    size_t end = unglue(s, from, word_end(s, from), host->place);
    if (end - from > SLUG_MOST) {
        return false;
    }
    size_t length = host->place->short_slug;
    if (length && end - from > length && looks_drawn(slice_part(s, from, from + length))) {
        end = from + length;
    }
    out->end = end;
    out->truncated = edge_is_cut(s, end);
    if (host->flags & HOST_MEDIA) {
        return end > from || out->truncated;
    }
    if (starts_at(s, end, SLICE("?"))) {
        bool cut = out->truncated;
        read_tail(s, end, '\0', out);
        out->truncated |= cut;
    }
    return true;
}

/* --- Behind the host --- */

static bool begins_tail(char c)
{
    return c == '/' || c == '?' || c == '#';
}

/* Reads what follows a host that ends at `at`. */
static void read_behind_host(struct slice s, size_t at, struct edge *out)
{
    at = authority_skip_port(s, at);
    if (at < s.length && begins_tail(s.data[at])) {
        read_tail(s, at, fence_of(slice_part(s, 0, out->start)), out);
    } else {
        out->end = at;
        out->truncated = edge_is_cut(s, at);
    }
}

/* A view that is not full ends where the text does. */
static bool is_full(const struct view *v)
{
    return v->s.length - v->at >= EDGE_MOST;
}

/* --- With a scheme --- */

/* A host that an ellipsis cuts: "https://exam…". */
static bool read_cut_host(struct slice s, size_t at, size_t run, struct edge *out)
{
    size_t end = at + run;
    while (end > at && s.data[end - 1] == '.') {
        end--;
    }
    out->end = end;
    out->truncated = is_ellipsis(s, end);
    return out->truncated && end > at;
}

/* Reads what follows a host, behind which the URL goes on at `end`. */
static bool read_at_host(struct slice s, struct slice host, size_t end, struct edge *out)
{
    const struct known_host *slugs = host_with_slugs(host);
    if (slugs && starts_at(s, end, SLICE("/"))) {
        return read_slug(s, end, slugs, out);
    }
    read_behind_host(s, end, out);
    return true;
}

static bool read_host(struct slice s, size_t at, struct edge *out)
{
    if (starts_at(s, at, SLICE("["))) {
        size_t address = authority_ipv6(slice_skip(s, at));
        read_behind_host(s, at + address, out);
        return address > 0;
    }
    size_t run = domain_run(slice_skip(s, at));
    size_t length = domain_length(slice_part(s, at, at + run));
    if (length == 0 || is_ellipsis(s, at + length)) {
        return read_cut_host(s, at, run, out);
    }
    bool dot = length + 1 == run && s.data[at + length] == '.' && at + run < s.length &&
               begins_tail(s.data[at + run]);
    size_t end = at + length + dot;
    if (end < at + run && length + 1 != run) {
        out->end = end; /* glued to a word: nothing can follow */
        return true;
    }
    return read_at_host(s, slice_part(s, at, at + length), end, out);
}

/* Reads what follows a scheme. Where its host is out of sight, what can be seen of it says nothing:
 * it is read on like a tail, and is too long to be asked for. */
static bool read_authority(const struct view *v, size_t at, struct edge *out)
{
    size_t plain = domain_plain_length(slice_skip(v->s, at));
    if (plain && at + plain + AUTHORITY_AHEAD <= v->s.length) {
        return read_at_host(v->s, slice_part(v->s, at, at + plain), at + plain, out);
    }
    struct authority a = authority_read(v->s, out->start, at);
    if (!is_full(v) || a.end + AUTHORITY_AHEAD <= v->s.length) {
        return read_host(v->s, a.host, out);
    }
    out->fence = fence_of(slice_part(v->s, 0, out->start));
    out->tail = out->end = a.end;
    out->endless = true;
    return true;
}

/* How long the scheme before the colon is: glued words do not count. Nearly all are the first. */
static size_t scheme_length(struct slice before_colon)
{
    size_t length = before_colon.length;
    return length >= 5 && starts_at(before_colon, length - 5, SLICE("https")) ? 5
           : slice_ends_nocase(before_colon, SLICE("https"))                  ? 5
           : slice_ends_nocase(before_colon, SLICE("http"))                   ? 4
                                                                              : 0;
}

/* --- Without a scheme --- */

static bool may_precede(struct slice before)
{
    char c = line_byte_before(before, before.length);
    return c != '-' && c != '_' && c != '.' && c != '/' && !ascii_is_alnum(c) && !is_tagged(before);
}

/* Whether the word before a slash is more than one label: "and/or" is most of what slashes are for.
 */
static bool has_dot(struct slice before)
{
    size_t low = before.length > HOST_BEFORE ? before.length - HOST_BEFORE : 0;
    size_t at = before.length - word_step_back(before);
    while (at > low && ascii_is_alnum(before.data[at - 1])) {
        at--;
    }
    return at > 0 && before.data[at - 1] == '.';
}

/* Reads a URL without a scheme, before whose slash a word of several labels stands. */
static bool read_bare(const struct view *v, struct edge *out)
{
    struct bare_host host;
    if (!bare_host_ends(slice_part(v->s, 0, v->at), &host)) {
        return false;
    }
    out->start = v->at - host.length;
    struct slice left = slice_part(v->s, 0, out->start);
    if (host.known->flags & HOST_MEDIA ? is_tagged(left) || slice_ends_nocase(left, SLICE("/"))
                                       : !may_precede(left)) {
        return false;
    }
    if (host.known->flags & (HOST_SHORT | HOST_MEDIA)) {
        return read_slug(v->s, v->at, host.known, out) && (out->end > v->at + 1 || out->truncated);
    }
    read_behind_host(v->s, v->at, out);
    return out->end > v->at + 1;
}

/* Keeps the underscores that end a name or an id on a platform, "/maya_lind_": prose that sets its
 * links in emphasis has one before them. */
static void keep_underscores(struct slice s, struct edge *out)
{
    if (out->tail == 0 || out->end >= s.length || s.data[out->end] != '_' ||
        line_byte_before(s, out->start) == '_') {
        return;
    }
    struct slice host = slice_part(s, out->start, out->tail);
    size_t scheme = slice_find(host, ':');
    host = slice_skip(host, scheme < host.length ? scheme + SLICE("://").length : 0);
    const struct known_host *known = host_find(host);
    while (known && known->flags & HOST_PAGES && out->end < s.length && s.data[out->end] == '_') {
        out->end++;
    }
    out->truncated |= edge_is_cut(s, out->end);
}

/* Ends what was read. */
static bool finish(const struct view *v, bool found, struct edge *out)
{
    out->endless = found && out->endless && is_full(v);
    if (found && !out->endless) {
        keep_underscores(v->s, out);
    }
    return found;
}

static bool read_behind_colon(const struct view *v, struct edge *out)
{
    size_t at = v->at;
    size_t scheme = scheme_length(slice_part(v->s, 0, at - 1));
    *out = (struct edge){ .form = EDGE_URL, .start = at - 1 - scheme };
    return scheme > 0 && starts_at(v->s, at + 1, SLICE("/")) &&
           !is_tagged(slice_part(v->s, 0, out->start)) &&
           finish(v, read_authority(v, at + 2, out), out);
}

static bool read_behind_word(const struct view *v, struct edge *out)
{
    *out = (struct edge){ .form = EDGE_BARE };
    return finish(v, read_bare(v, out), out);
}

/* What stands before most slashes that are in no URL is no host, which is soon seen. */
bool edge_at_slash(const struct view *v, struct edge *out)
{
    char before = line_byte_before(v->s, v->at);
    if (before == ':') {
        return read_behind_colon(v, out);
    }
    return ascii_is_alnum(before) && has_dot(slice_part(v->s, 0, v->at)) &&
           read_behind_word(v, out);
}

/* Where the word begins that the dot at v->at is in; in one longer than any domain somewhere in it.
 */
static size_t word_start(const struct view *v)
{
    size_t start = v->at;
    while (start > 0 && v->at - start < HOST_BEFORE) {
        size_t length;
        if (!domain_bare_character(utf8_decode_last(slice_part(v->s, 0, start), &length))) {
            break;
        }
        start -= length;
    }
    return start;
}

bool edge_at_dot(const struct view *v, size_t floor, struct edge *out)
{
    *out = (struct edge){ .end = v->at + 1, .form = EDGE_BARE };
    if (v->at == 0 || v->s.data[v->at - 1] == '.') {
        return false;
    }
    size_t start = word_start(v);
    size_t domain = 0;
    if (start < v->at && start >= floor && may_precede(slice_part(v->s, 0, start))) {
        domain = domain_bare_length(slice_skip(v->s, start));
    }
    if (start + domain <= v->at) {
        /* Every dot of the word is in the same case. */
        out->end = v->at + domain_bare_run(slice_skip(v->s, v->at));
        return false;
    }
    size_t end = start + domain;
    out->start = start;
    if (!starts_at(v->s, end, SLICE("/")) || !has_dot(slice_part(v->s, 0, end)) ||
        !read_bare(&(struct view){ v->s, end }, out)) {
        out->start = start;
        read_behind_host(v->s, end, out);
    }
    out->endless = out->endless && is_full(v);
    return true;
}
