#include "net/jar.h"

#include "base/buffer.h"
#include "net/address.h"

#include <curl/curl.h>
#include <libpsl.h>
#include <stdlib.h>

struct jar {
    CURLSH *share;
    uint64_t recalled; /* 0: the share tells */
};

struct jar *jar_open(void)
{
    struct jar *jar = calloc(1, sizeof *jar);
    if (!jar) {
        return NULL;
    }
    jar->share = curl_share_init();
    if (!jar->share ||
        curl_share_setopt(jar->share, CURLSHOPT_SHARE, CURL_LOCK_DATA_COOKIE) != CURLSHE_OK) {
        jar_close(jar);
        return NULL;
    }
    return jar;
}

void jar_close(struct jar *jar)
{
    if (jar) {
        curl_share_cleanup(jar->share);
        free(jar);
    }
}

void *jar_share(const struct jar *jar)
{
    return jar->share;
}

void jar_recall(struct jar *jar, uint64_t state)
{
    jar->recalled = state;
}

/* --- Cookies that were set before there was a jar (RFC 6265 section 5.2) --- */

enum {
    COOKIE_MOST = 4096, /* its name and its value, as browsers have it */
    MOST_DOMAIN = 256
};

/* What is said of a cookie beside its name and value; of an attribute the last one counts. */
struct attributes {
    struct slice path, domain;
    bool secure, over, elsewhere;
};

/* Whether a cookie is taken away by being set: it was over long ago, or is from the start. */
static bool is_over(struct slice name, struct slice value)
{
    bool ages = slice_equal_nocase(name, SLICE("max-age"));
    bool dates = slice_equal_nocase(name, SLICE("expires"));
    return (ages && (slice_equal(value, SLICE("0")) || slice_starts(value, SLICE("-")))) ||
           (dates && slice_find_nocase(value, SLICE("1970")) < value.length);
}

static struct attributes read_attributes(struct slice text)
{
    struct attributes of = { .secure = false };
    bool aged = false; /* which counts more than a date */
    while (text.length) {
        struct slice value = slice_cut(&text, ';');
        struct slice name = slice_trim(slice_cut(&value, '='));
        value = slice_trim(value);
        if (slice_equal_nocase(name, SLICE("path"))) {
            of.path = value;
        } else if (slice_equal_nocase(name, SLICE("domain"))) {
            of.domain = slice_skip(value, slice_starts(value, SLICE(".")));
        } else if (slice_equal_nocase(name, SLICE("max-age"))) {
            aged = true;
            of.over = is_over(name, value);
        } else if (!aged && slice_equal_nocase(name, SLICE("expires"))) {
            of.over = is_over(name, value);
        }
        of.secure = of.secure || slice_equal_nocase(name, SLICE("secure"));
        of.elsewhere = slice_equal_nocase(name, SLICE("samesite"))
                           ? slice_equal_nocase(value, SLICE("none"))
                           : of.elsewhere;
    }
    return of;
}

/* Section 5.1.4. */
static struct slice path_of(const struct attributes *of, const struct url *from)
{
    size_t end = from->path.length;
    if (slice_starts(of->path, SLICE("/"))) {
        return of->path;
    }
    while (end > 1 && from->path.data[end - 1] != '/') {
        end--;
    }
    return slice_part(from->path, 0, end > 1 ? end - 1 : end);
}

/* Whether cookies may be for a whole domain: not for all that buy a name below it (section 5.3), or
 * for an address. */
static bool is_for_cookies(struct slice domain)
{
    char name[MOST_DOMAIN];
    struct address literal;
    if (domain.length >= sizeof name || address_parse(domain, &literal)) {
        return false;
    }
    for (size_t i = 0; i < domain.length; i++) {
        name[i] = ascii_lower(domain.data[i]);
    }
    name[domain.length] = '\0';
    return !psl_is_public_suffix(psl_builtin(), name);
}

static bool is_below(struct slice host, struct slice domain)
{
    size_t above = host.length - domain.length;
    struct address literal;
    return domain.length < host.length && slice_ends_nocase(host, domain) &&
           host.data[above - 1] == '.' && !address_parse(host, &literal);
}

static bool has_controls(struct slice s)
{
    bool has = false;
    for (size_t i = 0; i < s.length; i++) {
        has = has || (unsigned char)s.data[i] < ' ' || s.data[i] == 0x7f;
    }
    return has;
}

struct cookie {
    struct slice name, value;
    struct attributes of;
    struct slice domain, path; /* to which it goes ... */
    bool below;                /* ... and to hosts below, too */
};

/* False: it is no cookie, or not this host's to set. */
static bool read_cookie(const struct url *from, struct slice text, struct cookie *c)
{
    struct slice rest = text;
    struct slice value = slice_cut(&rest, ';');
    bool named = slice_find(value, '=') < value.length;
    bool secure = slice_equal(from->scheme, SLICE("https"));
    bool controls = has_controls(value) || has_controls(rest);
    *c = (struct cookie){ .name = slice_trim(slice_cut(&value, '=')), .of = read_attributes(rest) };
    c->value = slice_trim(value);
    c->path = path_of(&c->of, from);
    bool own = c->of.domain.length == 0 || slice_equal_nocase(c->of.domain, from->host);
    c->below = is_for_cookies(c->of.domain);
    c->domain = own ? from->host : c->of.domain;
    return named && c->name.length && !controls &&
           (own || (c->below && is_below(from->host, c->domain))) && (!c->of.secure || secure) &&
           (!c->of.elsewhere || c->of.secure) && c->name.length + c->value.length <= COOKIE_MOST;
}

static void add_cell(struct buffer *into, struct slice cell)
{
    buffer_add(into, cell);
    buffer_add_char(into, '\t');
}

/* As a line of Netscape's format. */
static const char *write_line(const struct cookie *c, struct buffer *into)
{
    buffer_reset(into);
    add_cell(into, c->domain);
    add_cell(into, c->below ? SLICE("TRUE") : SLICE("FALSE"));
    add_cell(into, c->path);
    add_cell(into, c->of.secure ? SLICE("TRUE") : SLICE("FALSE"));
    add_cell(into, c->of.over ? SLICE("1") : SLICE("0")); /* 1970, or never */
    add_cell(into, c->name);
    buffer_add(into, c->value);
    return buffer_string(into);
}

bool jar_add(struct jar *jar, const struct url *from, struct slice cookies)
{
    struct buffer text = BUFFER(JAR_MOST);
    CURL *easy = cookies.length ? curl_easy_init() : NULL;
    bool good = cookies.length == 0 ||
                (easy && curl_easy_setopt(easy, CURLOPT_SHARE, jar->share) == CURLE_OK);
    while (good && cookies.length) {
        struct cookie c;
        bool is = read_cookie(from, slice_cut(&cookies, '\n'), &c);
        const char *line = is ? write_line(&c, &text) : NULL;
        good = !text.no_memory &&
               (!line || curl_easy_setopt(easy, CURLOPT_COOKIELIST, line) == CURLE_OK);
    }
    curl_easy_cleanup(easy);
    buffer_free(&text);
    return good;
}

/* Section 5.1.4. */
static bool is_path_below(struct slice path, struct slice of)
{
    return slice_starts(path, of) && (path.length == of.length || path.data[of.length] == '/' ||
                                      of.data[of.length - 1] == '/');
}

bool jar_would_send(const struct url *from, struct slice cookies, const struct url *to)
{
    bool would = false;
    bool secure = slice_equal(to->scheme, SLICE("https"));
    while (!would && cookies.length) {
        struct cookie c;
        would =
            read_cookie(from, slice_cut(&cookies, '\n'), &c) && !c.of.over &&
            (secure || !c.of.secure) && is_path_below(to->path, c.path) &&
            (slice_equal_nocase(to->host, c.domain) || (c.below && is_below(to->host, c.domain)));
    }
    return would;
}

/* --- State --- */

/* FNV-1a. */
static uint64_t mix(uint64_t hash, struct slice s)
{
    for (size_t i = 0; i < s.length; i++) {
        hash = (hash ^ (unsigned char)s.data[i]) * 0x100000001b3;
    }
    return (hash ^ 0xff) * 0x100000001b3;
}

/* A line of Netscape's format: domain, subdomains too, path, secure, expiry, name, value. The
 * expiry moves with the clock and is left out. */
static uint64_t mix_line(uint64_t hash, struct slice line)
{
    enum { EXPIRY = 4, COLUMNS = 7 };
    for (int column = 0; column < COLUMNS; column++) {
        struct slice cell = slice_cut(&line, '\t');
        hash = column == EXPIRY ? hash : mix(hash, cell);
    }
    return hash;
}

bool jar_state(struct jar *jar, uint64_t *state)
{
    if (jar->recalled) {
        *state = jar->recalled;
        return jar->recalled != JAR_FULL;
    }
    uint64_t sum = 1;
    size_t bytes = 0;
    CURL *easy = curl_easy_init();
    struct curl_slist *lines = NULL;
    if (easy && curl_easy_setopt(easy, CURLOPT_SHARE, jar->share) == CURLE_OK) {
        curl_easy_getinfo(easy, CURLINFO_COOKIELIST, &lines);
    }
    for (const struct curl_slist *at = lines; at; at = at->next) {
        struct slice line = slice_from(at->data);
        sum += mix_line(0xcbf29ce484222325, line); /* whatever their order */
        bytes += line.length;
    }
    curl_slist_free_all(lines);
    curl_easy_cleanup(easy);
    *state = sum;
    return bytes <= JAR_MOST;
}
