#include "net/proxy.h"

#include <ares.h>

enum {
    MOST_ADDRESSES = 8,
    MOST_ENTRY = 1 << 10,
    MOST_NAMES = 16 << 10,
    BELIEVE_MS = 10000 /* that it is nowhere */
};

/* --- What kind --- */

static const struct {
    const char *scheme;
    bool takes_names;
} kinds[] = {
    { "http", true },    { "https", true },   { "socks4", false },
    { "socks4a", true }, { "socks5", false }, { "socks5h", true },
};

/* libcurl takes one without a scheme for an HTTP proxy. False: no proxy is of this kind. */
static bool read_kind(struct proxy *p, const char *scheme)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(kinds[i].scheme, scheme) == 0) {
            p->takes_names = kinds[i].takes_names;
            p->is_https = strcmp(scheme, "https") == 0;
            return true;
        }
    }
    return false;
}

static bool read_host(struct proxy *p, CURLU *url)
{
    enum { DEFAULT_PORT = 1080 }; /* libcurl's own, of every kind but https */
    char *host = NULL;
    char *port = NULL;
    bool read =
        curl_url_get(url, CURLUPART_HOST, &host, 0) == CURLUE_OK && strlen(host) < sizeof p->host;
    unsigned long long number = p->is_https ? 443 : DEFAULT_PORT;
    if (curl_url_get(url, CURLUPART_PORT, &port, 0) == CURLUE_OK) {
        read = read && slice_number(slice_from(port), 65535, &number);
    }
    if (read) {
        memcpy(p->host, host, strlen(host) + 1);
        p->port = (unsigned)number;
    }
    curl_free(host);
    curl_free(port);
    return read;
}

static bool read_url(struct proxy *p, CURLU *url)
{
    char *scheme = NULL;
    bool stated = strstr(p->url, "://") != NULL;
    bool read = curl_url_set(url, CURLUPART_URL, p->url,
                             CURLU_DEFAULT_SCHEME | CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK &&
                curl_url_get(url, CURLUPART_SCHEME, &scheme, CURLU_DEFAULT_SCHEME) == CURLUE_OK &&
                read_kind(p, stated ? scheme : "http") && read_host(p, url);
    curl_free(scheme);
    return read;
}

bool proxy_read(struct proxy *p, const char *url, bool leave_names, struct buffer *why)
{
    *p = (struct proxy){ .url = url, .names = BUFFER(MOST_NAMES) };
    if (!url) {
        return true;
    }
    CURLU *parsed = curl_url();
    if (!parsed) {
        return false;
    }
    bool read = read_url(p, parsed);
    curl_url_cleanup(parsed);
    if (!read) {
        buffer_printf(
            why, "\"%s\" is no proxy: write it like http://HOST:PORT or socks5h://HOST:PORT", url);
    } else if (leave_names && !p->takes_names) {
        buffer_printf(why,
                      "names cannot be left to the proxy \"%s\", which is given addresses: use "
                      "socks5h or socks4a",
                      url);
        return false;
    }
    return read;
}

void proxy_free(struct proxy *p)
{
    curl_slist_free_all(p->where);
    p->where = NULL;
    buffer_free(&p->names);
}

/* --- Where --- */

/* Without a final dot, as lookups have it, the name alone or with a domain behind it. */
static void add_name(struct proxy *p, const char *domain)
{
    buffer_add(&p->names, slice_from(p->host));
    if (domain && *domain) {
        buffer_add_char(&p->names, '.');
        buffer_add(&p->names, slice_from(domain));
    }
    buffer_add_char(&p->names, '\0');
}

static bool has_dots(const char *name, int count)
{
    for (; *name && count > 0; name++) {
        count -= *name == '.';
    }
    return count <= 0;
}

/* The order of resolv.conf(5). */
static void add_names(struct proxy *p, const struct ares_options *system)
{
    bool is_absolute = slice_ends_nocase(slice_from(p->host), SLICE("."));
    bool alone_first = has_dots(p->host, system->ndots);
    if (alone_first || is_absolute) {
        add_name(p, NULL);
    }
    for (int i = 0; i < system->ndomains && !is_absolute; i++) {
        add_name(p, system->domains[i]);
    }
    if (!alone_first && !is_absolute) {
        add_name(p, NULL);
    }
}

/* False: out of memory. */
static bool find_names(struct proxy *p)
{
    struct ares_options system;
    ares_channel channel;
    int which;
    if (p->names.length) {
        return true;
    }
    if (ares_init(&channel) != ARES_SUCCESS) {
        return false;
    }
    bool told = ares_save_options(channel, &system, &which) == ARES_SUCCESS;
    if (told) {
        add_names(p, &system);
        ares_destroy_options(&system);
    }
    ares_destroy(channel);
    return told && !p->names.failed;
}

/* Asks for the next of its names. */
static enum proxy_state ask_next(struct proxy *p, struct lookup *lookup, int64_t now)
{
    struct slice rest = slice_skip(buffer_slice(&p->names), p->next);
    struct slice name = slice_cut(&rest, '\0');
    if (name.length == 0) {
        p->again = now + BELIEVE_MS;
        return PROXY_NOWHERE;
    }
    p->next += name.length + 1;
    return lookup_ask(lookup, name, p) ? PROXY_ASKED : PROXY_NO_MEMORY;
}

/* libcurl knows where this host is. */
static bool is_known(const struct proxy *p)
{
    struct address literal;
    struct slice host = slice_from(p->host);
    return address_parse(host, &literal) || slice_equal_nocase(host, SLICE("localhost"));
}

enum proxy_state proxy_locate(struct proxy *p, struct lookup *lookup, int64_t now)
{
    bool begins = p->state == PROXY_NEW || (p->state == PROXY_NOWHERE && now >= p->again);
    if (begins && is_known(p)) {
        p->state = PROXY_FOUND;
    } else if (begins) {
        p->next = 0;
        p->state = find_names(p) ? ask_next(p, lookup, now) : PROXY_NO_MEMORY;
    }
    return p->state;
}

/* "HOST:PORT:ADDRESS,ADDRESS", as CURLOPT_RESOLVE takes it. */
static bool keep_addresses(struct proxy *p, const struct addresses *found)
{
    struct buffer entry = BUFFER(MOST_ENTRY);
    buffer_printf(&entry, "%s:%u:", p->host, p->port);
    for (unsigned i = 0; i < found->count && i < MOST_ADDRESSES; i++) {
        char text[ADDRESS_TEXT];
        address_format(&found->list[i], text);
        buffer_printf(&entry, "%s%s", i ? "," : "", text);
    }
    const char *string = buffer_string(&entry);
    p->where = string ? curl_slist_append(NULL, string) : NULL;
    buffer_free(&entry);
    return p->where != NULL;
}

enum proxy_state proxy_take(struct proxy *p, struct lookup *lookup,
                            const struct lookup_result *result, int64_t now)
{
    switch (result->status) {
    case LOOKUP_FOUND:
        p->state = keep_addresses(p, &result->addresses) ? PROXY_FOUND : PROXY_NO_MEMORY;
        break;
    case LOOKUP_NO_MEMORY:
        p->state = PROXY_NO_MEMORY;
        break;
    default:
        p->state = ask_next(p, lookup, now);
        break;
    }
    return p->state;
}
