#include "net/site.h"

#include "base/array.h"
#include "places/place.h"

#include <libpsl.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_HEADER = 8 << 10 };

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
    bool clean = rest->length < MOST_HEADER && strpbrk(header, "\r\n") == NULL;
    return clean && host->length > 0 && colon > 0 && colon < rest->length;
}

static bool check_headers(const char *const *headers, struct buffer *why)
{
    for (size_t i = 0; headers && headers[i]; i++) {
        struct slice host;
        struct slice rest;
        if (!split_header(headers[i], &host, &rest)) {
            /* It may hold a secret, so it is not shown. */
            buffer_printf(why, "header number %zu is not of the form HOST: Name: value", i + 1);
            return false;
        }
    }
    return true;
}

/* The common headers, and those that are for this host alone. */
static bool add_headers(const struct sites *s, struct site *site, struct slice host)
{
    site->headers = s->common;
    for (size_t i = 0; s->headers && s->headers[i]; i++) {
        struct slice for_host;
        struct slice rest;
        if (!split_header(s->headers[i], &for_host, &rest) || !slice_equal_nocase(for_host, host)) {
            continue;
        }
        bool added = true;
        if (site->headers == s->common) {
            site->headers = NULL;
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

static bool has_key(const void *owner, uint32_t value, struct slice key)
{
    const struct sites *s = owner;
    return slice_equal(s->list[value]->key, key);
}

static bool has_name(const void *owner, uint32_t value, struct slice key)
{
    const struct sites *s = owner;
    return slice_equal(s->hosts[value]->name, key);
}

bool sites_open(struct sites *s, struct arena *arena, const char *const *headers,
                struct buffer *why)
{
    *s = (struct sites){ .arena = arena, .headers = headers };
    map_init(&s->map, has_key, s);
    map_init(&s->host_map, has_name, s);
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
    for (size_t i = 0; i < s->count; i++) {
        if (s->list[i]->headers != s->common) {
            curl_slist_free_all(s->list[i]->headers);
        }
    }
    curl_slist_free_all(s->common);
    map_free(&s->map);
    map_free(&s->host_map);
    free(s->list);
    free(s->hosts);
}

static bool make_room(struct sites *s)
{
    struct site **list = array_grow(s->list, s->count, &s->room, sizeof(void *));
    s->list = list ? list : s->list;
    return list != NULL;
}

/* --- Hosts and their domains --- */

static bool make_host_room(struct sites *s)
{
    struct site_host **hosts = array_grow(s->hosts, s->host_count, &s->host_room, sizeof(void *));
    s->hosts = hosts ? hosts : s->hosts;
    return hosts != NULL;
}

static struct site_host *add_host(struct sites *s, struct slice name)
{
    struct site_host *host = ARENA_NEW(s->arena, struct site_host);
    if (!host || !make_host_room(s)) {
        return NULL;
    }
    limit_init(&host->limit);
    host->limit.pace.interval_us = rates_interval(&s->rates, name);
    host->name = arena_copy(s->arena, name);
    host->domain = host;
    s->hosts[s->host_count] = host;
    map_get_or_put(&s->host_map, name, (uint32_t)s->host_count);
    s->host_count++;
    return host->name.data && !s->host_map.failed ? host : NULL;
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

/* The host of a name; NULL: out of memory. */
static struct site_host *host_of(struct sites *s, struct slice name)
{
    uint32_t index;
    name = name_without_final_dot(name);
    if (map_get(&s->host_map, name, &index)) {
        return s->hosts[index];
    }
    struct site_host *host = add_host(s, name);
    const char *domain = host ? domain_above(host->name) : NULL;
    if (domain) {
        host->domain = host_of(s, slice_from(domain));
    }
    return host && host->domain ? host : NULL;
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

static struct site *add_site(struct sites *s, const struct url *u, struct slice key)
{
    struct site *site = ARENA_NEW(s->arena, struct site);
    if (!site || !make_room(s)) {
        return NULL;
    }
    site->key = arena_copy(s->arena, key);
    if (!site->key.data) {
        return NULL;
    }
    struct slice host = slice_part(site->key, 0, u->host.length);
    site->named = host_of(s, host);
    if (!site->named) {
        return NULL;
    }
    host_init(&site->host, &site->named->limit);
    TAILQ_INIT(&site->waiting);
    site->name = host;
    site->port = url_port(u);
    site->shortener = host_is_shortener(host);
    pins_connect_to(&s->pins, &site->name, &site->port);
    site->redirected = site->name.data != host.data || site->port != url_port(u);
    s->list[s->count] = site;
    if (!add_headers(s, site, host) ||
        map_get_or_put(&s->map, key, (uint32_t)s->count) != s->count || s->map.failed) {
        if (site->headers != s->common) {
            curl_slist_free_all(site->headers);
        }
        return NULL;
    }
    s->count++;
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
    uint32_t index;
    return map_get(&s->map, key, &index) ? s->list[index] : add_site(s, u, key);
}

void sites_forget_turns(struct sites *s)
{
    for (size_t i = 0; i < s->host_count; i++) {
        limit_init(&s->hosts[i]->limit);
    }
    for (size_t i = 0; i < s->count; i++) {
        host_init(&s->list[i]->host, &s->list[i]->named->limit);
        TAILQ_INIT(&s->list[i]->waiting);
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

bool site_found(struct sites *s, struct site *site, const struct addresses *found)
{
    size_t size = offsetof(struct addresses, list) + sizeof found->list[0] * found->count;
    struct addresses *copy = arena_alloc(s->arena, size);
    if (!copy) {
        return false;
    }
    memcpy(copy, found, size);
    site->addresses = copy;
    site->at = 0;
    site->state = SITE_FOUND;
    return true;
}

bool site_is_known(struct sites *s, struct site *site)
{
    struct addresses literal = { .count = 1 };
    const struct addresses *known = pins_resolve(&s->pins, site->name, site->port);
    if (!known && address_parse(site->name, &literal.list[0])) {
        known = &literal;
    }
    if (!known && is_localhost(site->name)) {
        known = &loopback;
    }
    return known && site_found(s, site, known);
}

const struct address *site_address(const struct site *site, unsigned index)
{
    return &site->addresses->list[(site->at + index) % site->addresses->count];
}
