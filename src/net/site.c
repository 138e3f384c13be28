#include "net/site.h"

#include "base/time.h"
#include "places/place.h"

#include <libpsl.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_HEADER = 8 << 10, MOST_HEADERS = 512 << 10 };

/* Two-letter pages, pictures and downloads are all links, so all types are welcome. */
static const char *const common_headers[] = { "Accept: text/html,application/xhtml+xml,*/*;q=0.8",
                                              "Accept-Language: en,*;q=0.5", NULL };

/* --- Headers --- */

static bool append(struct curl_slist **list, const char *header)
{
    struct curl_slist *longer = curl_slist_append(*list, header);
    *list = longer ? longer : *list;
    return longer != NULL;
}

/* Splits "HOST: Name: value". */
static bool split_header(const char *header, struct slice *host, struct slice *rest)
{
    *rest = slice_from(header);
    *host = slice_trim(slice_cut(rest, ':'));
    *rest = slice_trim(*rest);
    size_t colon = slice_find(*rest, ':');
    bool clean = strpbrk(header, "\r\n") == NULL;
    return clean && host->length > 0 && colon > 0 && colon < rest->length;
}

/* A request has to hold them all, beside its URL. */
static bool check_headers(const char *const *headers, struct buffer *why)
{
    size_t all = 0;
    for (size_t i = 0; headers && headers[i]; i++) {
        struct slice host;
        struct slice rest;
        if (!split_header(headers[i], &host, &rest)) {
            /* It may hold a secret, so it is not shown. */
            buffer_printf(why, "header number %zu is not of the form HOST: Name: value", i + 1);
            return false;
        }
        if (rest.length > MOST_HEADER) {
            buffer_printf(why, "header number %zu is longer than 8 KiB", i + 1);
            return false;
        }
        all += rest.length;
        if (all > MOST_HEADERS) {
            buffer_printf(why, "the headers are longer than 512 KiB together");
            return false;
        }
    }
    return true;
}

/* Whether a header for one host, or for those below "*.NAME", is for this one. */
static bool is_for(struct slice for_host, struct slice host)
{
    struct host_pattern p = { .name = for_host, .below = slice_starts(for_host, SLICE("*.")) };
    p.name = slice_skip(for_host, p.below ? strlen("*.") : 0);
    return host_pattern_fit(&p, host) > 0;
}

/* The common headers, and those that are for this host alone. */
static bool add_headers(const struct sites *s, struct site *site, struct slice host)
{
    site->headers = s->common;
    for (size_t i = 0; s->headers && s->headers[i]; i++) {
        struct slice for_host;
        struct slice rest;
        if (!split_header(s->headers[i], &for_host, &rest) || !is_for(for_host, host)) {
            continue;
        }
        bool added = true;
        if (site->headers == s->common) {
            site->headers = NULL;
            site->own_headers = true;
            for (size_t j = 0; added && common_headers[j]; j++) {
                added = append(&site->headers, common_headers[j]);
            }
        }
        if (!added || !append(&site->headers, rest.data)) {
            return false;
        }
    }
    return true;
}

/* --- The table --- */

static void free_host(struct cached *c)
{
    struct site_host *host = (struct site_host *)c; /* its first member */
    if (host->domain && host->domain != host) {
        cache_let_go(&host->domain->cached, false);
    }
    free(host);
}

static void free_site(struct cached *c)
{
    struct site *site = (struct site *)c; /* its first member */
    if (site->named) {
        cache_let_go(&site->named->cached, false);
    }
    if (site->own_headers) {
        curl_slist_free_all(site->headers);
    }
    struct sites *sites = (struct sites *)((char *)c->table - offsetof(struct sites, table));
    sites->robots_bytes -= site->robots.rules.room;
    robots_free(&site->robots);
    free(site->addresses);
    free(site);
}

static size_t count_one(const struct cached *c)
{
    (void)c;
    return 1;
}

/* Until it may be asked again it is not to be forgotten that it may not, nor is a timer that is
 * set. */
static bool is_paced(const struct cached *c)
{
    const struct limit *limit = &((const struct site *)c)->named->limit;
    return limit->timer.place || pace_due(&limit->pace) > time_tick_ms();
}

static const struct cached_kind site_kind = { free_site, count_one, is_paced };
static const struct cached_kind host_kind = { free_host, count_one, NULL };

bool sites_open(struct sites *s, const char *const *headers, struct buffer *why)
{
    *s = (struct sites){ .headers = headers };
    cache_open(&s->cache, SITES_MOST);
    cache_table_open(&s->table, &s->cache, &site_kind);
    cache_table_open(&s->hosts, &s->cache, &host_kind);
    if (!check_headers(headers, why)) {
        return false;
    }
    for (size_t i = 0; common_headers[i]; i++) {
        if (!append(&s->common, common_headers[i])) {
            return false;
        }
    }
    return true;
}

void sites_close(struct sites *s)
{
    cache_table_close(&s->table); /* which hold hosts */
    cache_table_close(&s->hosts);
    curl_slist_free_all(s->common);
}

/* --- Hosts and their domains --- */

static struct site_host *add_host(struct sites *s, struct slice name)
{
    struct text *key = text_new(name);
    struct site_host *host =
        key ? (struct site_host *)cache_new(&s->hosts, sizeof *host, key) : NULL;
    text_let_go(key);
    if (!host) {
        return NULL;
    }
    limit_init(&host->limit);
    host->limit.pace.interval_us = (int64_t)host_values_find(&s->rates, name);
    host->limit.most = (unsigned)(host_values_find(&s->per_hosts, name) / 1000000);
    host->domain = host;
    if (!cache_share(&host->cached)) {
        cache_let_go(&host->cached, false);
        return NULL;
    }
    return host;
}

/* The registrable domain above a host by the Public Suffix List; NULL: there is none, or it is the
 * host itself, or an address. */
static const char *domain_above(struct slice host)
{
    struct address literal;
    const char *domain =
        address_parse(host, &literal) ? NULL : psl_registrable_domain(psl_builtin(), host.data);
    return domain && domain != host.data ? domain : NULL;
}

/* The host of a name, held; NULL: out of memory. */
static struct site_host *host_of(struct sites *s, struct slice name)
{
    name = name_without_final_dot(name);
    struct site_host *host = (struct site_host *)cache_find(&s->hosts, name);
    if (host) {
        return host;
    }
    host = add_host(s, name);
    const char *domain = host ? domain_above(cached_key(&host->cached)) : NULL;
    if (domain) {
        host->domain = host_of(s, slice_from(domain));
    }
    if (host && !host->domain) {
        cache_let_go(&host->cached, false);
        return NULL;
    }
    return host;
}

const struct site_host *sites_host(const struct sites *s, struct slice name)
{
    uint32_t at;
    bool is_known = map_get(&s->hosts.map, name_without_final_dot(name), &at);
    return is_known ? (const struct site_host *)s->hosts.list[at] : NULL;
}

bool site_is_silent(const struct site *site, int64_t now)
{
    return silence_holds(&site->named->silence, SILENCE_HOST_LINKS, now) ||
           silence_holds(&site->named->domain->below, SILENCE_DOMAIN_LINKS, now);
}

void site_note_silence(struct site *site, int64_t now)
{
    silence_note(&site->named->silence, now);
    silence_note(&site->named->domain->below, now);
}

void site_break_silence(struct site *site)
{
    silence_break(&site->named->silence);
    silence_break(&site->named->domain->below);
}

void site_probe(struct site *site, int64_t now)
{
    silence_probe(&site->named->silence, now);
    silence_probe(&site->named->domain->below, now);
}

/* --- Sites --- */

static bool fill_site(struct sites *s, struct site *site, const struct url *u)
{
    struct slice host = slice_part(cached_key(&site->cached), 0, u->host.length);
    site->named = host_of(s, host);
    if (!site->named) {
        return false;
    }
    host_init(&site->host, &site->named->limit);
    TAILQ_INIT(&site->waiting);
    TAILQ_INIT(&site->checking);
    site->name = host;
    site->port = url_port(u);
    site->shortener = host_is_shortener(host);
    pins_connect_to(&s->pins, &site->name, &site->port);
    site->redirected = site->name.data != host.data || site->port != url_port(u);
    return add_headers(s, site, host);
}

static struct site *add_site(struct sites *s, const struct url *u, struct slice key)
{
    struct text *text = text_new(key);
    struct site *site = text ? (struct site *)cache_new(&s->table, sizeof *site, text) : NULL;
    text_let_go(text);
    if (!site) {
        return NULL;
    }
    if (!fill_site(s, site, u) || !cache_share(&site->cached)) {
        cache_let_go(&site->cached, false);
        return NULL;
    }
    return site;
}

struct site *site_of(struct sites *s, const struct url *u)
{
    enum { MOST_KEY = 1024 }; /* a name that is longer is none, and its lookup will say so */
    char room[MOST_KEY];
    int length =
        snprintf(room, sizeof room, "%.*s:%u", (int)u->host.length, u->host.data, url_port(u));
    if (length < 0 || (size_t)length >= sizeof room) {
        return NULL;
    }
    struct slice key = slice_of(room, (size_t)length);
    struct site *site = (struct site *)cache_find(&s->table, key);
    return site ? site : add_site(s, u, key);
}

void site_let_go(struct site *site)
{
    cache_let_go(&site->cached, true);
}

void sites_forget_turns(struct sites *s)
{
    for (size_t i = 0; i < s->hosts.count; i++) {
        limit_init(&((struct site_host *)s->hosts.list[i])->limit);
    }
    for (size_t i = 0; i < s->table.count; i++) {
        struct site *site = (struct site *)s->table.list[i];
        host_init(&site->host, &site->named->limit);
        TAILQ_INIT(&site->waiting);
        TAILQ_INIT(&site->checking);
    }
}

/* --- Where it is --- */

static bool is_localhost(struct slice name)
{
    name = name_without_final_dot(name);
    return slice_equal_nocase(name, SLICE("localhost")) ||
           slice_ends_nocase(name, SLICE(".localhost"));
}

static const struct addresses loopback = {
    2,
    { { { [10] = 0xff, [11] = 0xff, [12] = 127, [15] = 1 } }, { { [15] = 1 } } },
};

static size_t size_of(unsigned count)
{
    return offsetof(struct addresses, list) + sizeof(struct address) * count;
}

/* Where an address stands in the list; 0 where it does not. */
static unsigned char place_of(const struct addresses *list, const struct address *a)
{
    for (unsigned char i = 0; i < list->count; i++) {
        if (memcmp(&list->list[i], a, sizeof *a) == 0) {
            return i;
        }
    }
    return 0;
}

/* The address that worked last stays the first to be tried. */
bool site_found(struct site *site, const struct addresses *found, int64_t good_until)
{
    unsigned char at = site->addresses ? place_of(found, site_address(site, 0)) : 0;
    struct addresses *copy = realloc(site->addresses, size_of(found->count));
    if (!copy) {
        return false;
    }
    memcpy(copy, found, size_of(found->count));
    site->addresses = copy;
    site->at = at;
    site->good_until = good_until;
    site->state = SITE_FOUND;
    return true;
}

void site_doubt(struct site *site, int64_t now)
{
    if (site->state == SITE_FOUND && site->addresses && now >= site->good_until) {
        site->state = SITE_NEW;
    }
}

/* RFC 8767: data that cannot be refreshed is better than none. */
bool site_keep(struct site *site, int64_t now)
{
    site->good_until = now + LOOKUP_LEAST_TTL_MS;
    return site->addresses != NULL;
}

bool site_is_known(struct sites *s, struct site *site, bool *failed)
{
    struct addresses literal = { .count = 1 };
    const struct addresses *known = pins_resolve(&s->pins, site->name, site->port);
    if (!known && address_parse(site->name, &literal.list[0])) {
        known = &literal;
    }
    if (!known && is_localhost(site->name)) {
        known = &loopback;
    }
    *failed = *failed || (known && !site_found(site, known, INT64_MAX));
    return known != NULL;
}

const struct address *site_address(const struct site *site, unsigned index)
{
    return &site->addresses->list[(site->at + index) % site->addresses->count];
}
