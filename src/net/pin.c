#include "net/pin.h"

struct connect_to {
    struct slice from_host; /* empty: every host */
    unsigned from_port;     /* 0: every port */
    struct slice to_host;   /* empty: the same host */
    unsigned to_port;       /* 0: the same port */
};

struct resolve {
    struct slice host; /* "*": every host */
    unsigned port;
    struct addresses addresses;
};

/* Cuts "HOST:" off, where an IPv6 address stands in brackets. */
static bool cut_host(struct slice *rest, struct slice *host)
{
    size_t end = 0;
    if (rest->length && rest->data[0] == '[') {
        end = slice_find(*rest, ']') + 1;
    } else {
        end = slice_find(*rest, ':');
    }
    if (end > rest->length) {
        return false;
    }
    *host = slice_part(*rest, 0, end);
    *rest = slice_skip(*rest, end);
    return true;
}

static bool skip_colon(struct slice *rest)
{
    bool is = rest->length && rest->data[0] == ':';
    if (is) {
        *rest = slice_skip(*rest, 1);
    }
    return is;
}

/* Cuts a port off; an empty one is 0, which is no port that can be given. */
static bool cut_port(struct slice *rest, unsigned *port)
{
    size_t end = slice_find(*rest, ':');
    struct slice digits = slice_part(*rest, 0, end);
    *rest = slice_skip(*rest, end);
    unsigned long long number = 0;
    if (digits.length && (!slice_number(digits, 65535, &number) || number == 0)) {
        return false;
    }
    *port = (unsigned)number;
    return true;
}

static bool read_connect_to(struct slice rest, struct connect_to *out)
{
    return cut_host(&rest, &out->from_host) && skip_colon(&rest) &&
           cut_port(&rest, &out->from_port) && skip_colon(&rest) &&
           cut_host(&rest, &out->to_host) && skip_colon(&rest) && cut_port(&rest, &out->to_port) &&
           rest.length == 0;
}

static bool read_resolve(struct slice rest, struct resolve *out)
{
    if (rest.length && rest.data[0] == '+') { /* curl's mark for an entry that times out */
        rest = slice_skip(rest, 1);
    }
    if (!cut_host(&rest, &out->host) || !out->host.length || !skip_colon(&rest) ||
        !cut_port(&rest, &out->port) || out->port == 0 || !skip_colon(&rest)) {
        return false;
    }
    while (rest.length) {
        struct slice one = slice_cut(&rest, ',');
        if (out->addresses.count == PIN_ADDRESSES ||
            !address_parse(one, &out->addresses.list[out->addresses.count])) {
            return false;
        }
        out->addresses.count++;
    }
    return out->addresses.count > 0;
}

static bool complain(struct buffer *why, const char *got, const char *form)
{
    buffer_printf(why, "\"%s\" is not of the form %s", got, form);
    return false;
}

bool pins_read(const char *const *connect_to, const char *const *resolve, struct arena *arena,
               struct pins *out, struct buffer *why)
{
    size_t connects = strings_count(connect_to);
    size_t resolves = strings_count(resolve);
    struct connect_to *to = ARENA_ARRAY(arena, struct connect_to, connects + 1);
    struct resolve *of = ARENA_ARRAY(arena, struct resolve, resolves + 1);
    if (!to || !of) {
        return false;
    }
    for (size_t i = 0; i < connects; i++) {
        if (!read_connect_to(slice_from(connect_to[i]), &to[i])) {
            return complain(why, connect_to[i], "HOST1:PORT1:HOST2:PORT2");
        }
    }
    for (size_t i = 0; i < resolves; i++) {
        if (!read_resolve(slice_from(resolve[i]), &of[i])) {
            return complain(why, resolve[i], "HOST:PORT:ADDRESS[,ADDRESS]");
        }
    }
    *out = (struct pins){ to, connects, of, resolves };
    return true;
}

void pins_connect_to(const struct pins *p, struct slice *host, unsigned *port)
{
    for (size_t i = 0; i < p->connect_to_count; i++) {
        const struct connect_to *rule = &p->connect_to[i];
        if ((rule->from_host.length && !slice_equal_nocase(rule->from_host, *host)) ||
            (rule->from_port && rule->from_port != *port)) {
            continue;
        }
        *host = rule->to_host.length ? rule->to_host : *host;
        *port = rule->to_port ? rule->to_port : *port;
        return;
    }
}

const struct addresses *pins_resolve(const struct pins *p, struct slice host, unsigned port)
{
    for (size_t i = 0; i < p->resolve_count; i++) {
        const struct resolve *rule = &p->resolve[i];
        if (rule->port == port &&
            (slice_equal(rule->host, SLICE("*")) || slice_equal_nocase(rule->host, host))) {
            return &rule->addresses;
        }
    }
    return NULL;
}

void addresses_take_turns(const struct addresses *first, const struct addresses *second,
                          struct addresses *out)
{
    *out = (struct addresses){ 0 };
    for (unsigned i = 0; i < PIN_ADDRESSES; i++) {
        if (i < first->count && out->count < PIN_ADDRESSES) {
            out->list[out->count++] = first->list[i];
        }
        if (i < second->count && out->count < PIN_ADDRESSES) {
            out->list[out->count++] = second->list[i];
        }
    }
}
