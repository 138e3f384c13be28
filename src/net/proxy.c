#include "net/proxy.h"

#include "base/time.h"
#include "net/address.h"

#include <ares.h>
#include <netdb.h>
#include <poll.h>

enum {
    TRY_MS = 2000,
    TRIES = 2,
    LOOK_MS = 100,
    MOST_ADDRESSES = 8,
    MOST_ENTRY = 1 << 10,
    BELIEVE_MS = 10000
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
    *p = (struct proxy){ .url = url };
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
}

/* --- Where --- */

struct search {
    struct proxy *proxy;
    bool done;
    int status; /* ARES_… */
};

/* "HOST:PORT:ADDRESS,ADDRESS", as CURLOPT_RESOLVE takes it. */
static bool keep_addresses(struct proxy *p, const struct ares_addrinfo *found)
{
    struct buffer entry = BUFFER(MOST_ENTRY);
    buffer_printf(&entry, "%s:%u:", p->host, p->port);
    unsigned count = 0;
    const struct ares_addrinfo_node *node = found->nodes;
    for (; node && count < MOST_ADDRESSES; node = node->ai_next) {
        struct address address;
        char text[ADDRESS_TEXT];
        if (address_of(node->ai_addr, &address)) {
            address_format(&address, text);
            buffer_printf(&entry, "%s%s", count++ ? "," : "", text);
        }
    }
    const char *string = buffer_string(&entry);
    p->where = string && count ? curl_slist_append(NULL, string) : NULL;
    buffer_free(&entry);
    return p->where != NULL;
}

static void read_answer(void *of, int status, int timeouts, struct ares_addrinfo *found)
{
    (void)timeouts;
    struct search *s = of;
    s->done = true;
    s->status = status;
    if (status == ARES_SUCCESS && !keep_addresses(s->proxy, found)) {
        s->status = ARES_ENOMEM;
    }
    ares_freeaddrinfo(found);
}

static void work(ares_channel channel)
{
    ares_socket_t sockets[ARES_GETSOCK_MAXNUM];
    struct pollfd polls[ARES_GETSOCK_MAXNUM];
    /* Bit i: socket i is to be read; bit i + 16: to be written. (c-ares's own macros shift ints.)
     */
    unsigned which = (unsigned)ares_getsock(channel, sockets, ARES_GETSOCK_MAXNUM);
    nfds_t count = 0;
    for (unsigned i = 0; i < ARES_GETSOCK_MAXNUM; i++) {
        short events = (short)((which >> i & 1 ? POLLIN : 0) |
                               (which >> (i + ARES_GETSOCK_MAXNUM) & 1 ? POLLOUT : 0));
        if (events) {
            polls[count++] = (struct pollfd){ .fd = sockets[i], .events = events };
        }
    }
    poll(polls, count, LOOK_MS);
    for (nfds_t i = 0; i < count; i++) {
        ares_process_fd(channel, polls[i].revents & ~POLLOUT ? polls[i].fd : ARES_SOCKET_BAD,
                        polls[i].revents & POLLOUT ? polls[i].fd : ARES_SOCKET_BAD);
    }
    ares_process_fd(channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD); /* what has timed out */
}

static enum proxy_status status_of(const struct search *s)
{
    if (!s->done) {
        return PROXY_LATE;
    }
    return s->status == ARES_SUCCESS  ? PROXY_FOUND
           : s->status == ARES_ENOMEM ? PROXY_NO_MEMORY
                                      : PROXY_NOWHERE;
}

static enum proxy_status search_for(struct proxy *p, int64_t until, bool (*stop)(const void *),
                                    const void *of)
{
    struct ares_options options = { .timeout = TRY_MS, .tries = TRIES };
    const struct ares_addrinfo_hints hints = { .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM };
    ares_channel channel;
    if (ares_init_options(&channel, &options, ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES) !=
        ARES_SUCCESS) {
        return PROXY_NO_MEMORY;
    }
    struct search search = { .proxy = p };
    ares_getaddrinfo(channel, p->host, NULL, &hints, read_answer, &search);
    while (!search.done && time_tick_ms() < until && !stop(of)) {
        work(channel);
    }
    enum proxy_status status = status_of(&search);
    ares_destroy(channel);
    return status;
}

/* Nothing can be asked before it is found, so this waits; and where it is not, the next ones need
 * not wait as long. */
enum proxy_status proxy_find(struct proxy *p, int64_t until, bool (*stop)(const void *),
                             const void *of)
{
    struct address literal;
    p->is_found = p->is_found || address_parse(slice_from(p->host), &literal);
    if (p->is_found) {
        return PROXY_FOUND;
    }
    if (time_tick_ms() < p->again) {
        return p->failed;
    }
    enum proxy_status status = search_for(p, until, stop, of);
    p->is_found = status == PROXY_FOUND;
    p->failed = status;
    p->again = time_tick_ms() + BELIEVE_MS;
    return status;
}
