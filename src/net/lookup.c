#include "net/lookup.h"

#include "base/time.h"
#include "net/dns.h"
#include "net/hosts.h"

#include <ares.h>
#include <arpa/nameser.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/queue.h>
#include <unistd.h>

enum {
    TRY_MS = 2000,
    TRIES = 3,      /* rounds through the servers */
    CHECK_MS = 100, /* between two looks at what is overdue */
    /* Servers that drop the question for one family are many (RFC 8305 section 3). */
    OTHER_HALF_MS = 250,
    /* A burst of datagrams overruns a server's socket, and what is lost costs a try: so few are
     * sent at once, and an answer that is late makes nobody wait. */
    BURST = 128,
    BURST_MS = 50
};

enum family { V4, V6, FAMILIES };

/* What a name's A or AAAA records are. */
struct half {
    struct question *question;
    enum family family;
    bool over_tcp; /* it did not fit a datagram */
    int status;    /* ARES_… */
    int ttl;       /* of the addresses, in seconds */
    struct addresses addresses;
};

struct question {
    STAILQ_ENTRY(question) entry;
    TAILQ_ENTRY(question) half_entry;
    struct half halves[FAMILIES];
    unsigned open;      /* halves under way */
    bool is_half;       /* one has found something, the other is waited for ... */
    int64_t half_since; /* ... since then */
    bool settled;       /* its result is known, whatever else comes */
    bool taken;
    bool again; /* NXDOMAIN was said once */
    struct lookup *lookup;
    struct lookup_result result;
    char name[]; /* with its final dot */
};

STAILQ_HEAD(question_list, question);
TAILQ_HEAD(half_list, question);

/* Where c-ares keeps its questions. A connection that breaks off takes all questions of its channel
 * along, so those that need one have a channel of their own. */
enum transport { UDP, TCP, TRANSPORTS };

struct channel {
    ares_channel ares;
    struct lookup *lookup;
};

struct lookup {
    struct channel channels[TRANSPORTS];
    int epoll; /* of c-ares's sockets */
    struct hosts hosts;
    struct question_list asked, answered;
    struct half_list half; /* the longest waiting first */
    size_t under_way;      /* questions that c-ares is about */
    unsigned sent;         /* since ... */
    int64_t burst;         /* ... then */
    int64_t checked;
    bool prefers_v6, knows_preference;
    bool closing;
};

/* --- Which family first --- */

/* RFC 6724 section 6 in short: IPv6 goes first where this machine has a like address to use it
 * with. */
static bool prefers_v6(struct lookup *l, const struct addresses *v6)
{
    if (!l->knows_preference && v6->count) {
        l->prefers_v6 = address_is_routed(&v6->list[0]);
        l->knows_preference = true;
    }
    return l->prefers_v6;
}

/* --- What an answer says --- */

static bool both_say(const struct question *q, int status)
{
    return q->halves[V4].status == status && q->halves[V6].status == status;
}

static bool one_says(const struct question *q, int status)
{
    return q->halves[V4].status == status || q->halves[V6].status == status;
}

/* Without a file to ask with, c-ares says that it was refused. */
static bool files_are_left(int some_file)
{
    int probe = fcntl(some_file, F_DUPFD_CLOEXEC, 0);
    if (probe < 0) {
        return errno != EMFILE && errno != ENFILE;
    }
    close(probe);
    return true;
}

/* A name that has no address, or that no server could tell anything of, is not one that is none. */
static enum lookup_status judge(const struct lookup *l, const struct question *q)
{
    if (q->result.addresses.count) {
        return LOOKUP_FOUND;
    }
    if (one_says(q, ARES_ENOMEM)) {
        return LOOKUP_NO_MEMORY;
    }
    if (both_say(q, ARES_ENOTFOUND) || both_say(q, ARES_EBADNAME)) {
        return LOOKUP_NO_SUCH_HOST;
    }
    return files_are_left(l->epoll) ? LOOKUP_FAILED : LOOKUP_NO_FILES;
}

/* --- Questions --- */

static void end_half(struct lookup *l, struct question *q)
{
    if (q->is_half) {
        TAILQ_REMOVE(&l->half, q, half_entry);
        q->is_half = false;
    }
}

/* RFC 1035 section 3.2.1: as long as the first of the records may be kept. */
static int64_t good_until(const struct question *q)
{
    int v4 = q->halves[V4].ttl;
    int v6 = q->halves[V6].ttl;
    int64_t ms = (int64_t)(v4 < v6 ? v4 : v6) * 1000;
    return time_tick_ms() + (ms > LOOKUP_LEAST_TTL_MS ? ms : LOOKUP_LEAST_TTL_MS);
}

static void settle(struct lookup *l, struct question *q)
{
    const struct addresses *v4 = &q->halves[V4].addresses;
    const struct addresses *v6 = &q->halves[V6].addresses;
    bool v6_first = prefers_v6(l, v6);
    addresses_take_turns(v6_first ? v6 : v4, v6_first ? v4 : v6, &q->result.addresses);
    q->result.status = judge(l, q);
    q->result.good_until = good_until(q);
    q->settled = true;
    end_half(l, q);
    STAILQ_INSERT_TAIL(&l->answered, q, entry);
}

/* Both halves are over. */
static void end_question(struct lookup *l, struct question *q)
{
    l->under_way--;
    if (q->settled ? q->taken : l->closing) {
        free(q);
    } else if (q->settled || l->closing) {
        return; /* freed where it is taken, or with the list */
    } else if (both_say(q, ARES_ENOTFOUND) && !q->again) {
        q->again = true;
        STAILQ_INSERT_TAIL(&l->asked, q, entry); /* one NXDOMAIN may be a slip */
    } else {
        settle(l, q);
    }
}

static void read_reply(void *of, int status, int timeouts, unsigned char *reply, int length);

static void ask_half(struct lookup *l, struct half *half, enum transport transport)
{
    static const int types[FAMILIES] = { [V4] = ns_t_a, [V6] = ns_t_aaaa };
    ares_query(l->channels[transport].ares, half->question->name, ns_c_in, types[half->family],
               read_reply, half);
}

static void read_reply(void *of, int status, int timeouts, unsigned char *reply, int length)
{
    (void)timeouts;
    struct half *half = of;
    struct question *q = half->question;
    struct lookup *l = q->lookup;
    if (dns_is_truncated(reply, length) && !half->over_tcp && !l->closing) {
        half->over_tcp = true;
        ask_half(l, half, TCP);
        return;
    }
    if (status == ARES_SUCCESS) {
        status = half->family == V4 ? dns_read_v4(reply, length, &half->addresses, &half->ttl)
                                    : dns_read_v6(reply, length, &half->addresses, &half->ttl);
    }
    half->status = status;
    if (--q->open == 0) {
        end_half(l, q);
        end_question(l, q);
    } else if (half->addresses.count && !l->closing &&
               (half->family == V4 || prefers_v6(l, &half->addresses))) {
        q->is_half = true;
        q->half_since = time_tick_ms();
        TAILQ_INSERT_TAIL(&l->half, q, half_entry);
    }
}

/* What one family found is enough where the other is silent. */
static void settle_halves(struct lookup *l, int64_t now)
{
    struct question *q = TAILQ_FIRST(&l->half);
    while (q && now - q->half_since >= OTHER_HALF_MS) {
        settle(l, q);
        q = TAILQ_FIRST(&l->half);
    }
}

static void send_question(struct lookup *l, struct question *q)
{
    q->open = FAMILIES;
    l->under_way++;
    for (enum family family = V4; family < FAMILIES; family++) {
        q->halves[family] = (struct half){ .question = q, .family = family, .ttl = INT_MAX };
        ask_half(l, &q->halves[family], UDP);
    }
}

static void send_questions(struct lookup *l)
{
    int64_t now = time_tick_ms();
    if (now - l->burst >= BURST_MS) {
        l->burst = now;
        l->sent = 0;
    }
    struct question *q = STAILQ_FIRST(&l->asked);
    while (q && l->sent < BURST) {
        STAILQ_REMOVE_HEAD(&l->asked, entry);
        l->sent++;
        send_question(l, q);
        q = STAILQ_FIRST(&l->asked);
    }
}

bool lookup_ask(struct lookup *l, struct slice host, void *tag)
{
    host = name_without_final_dot(host);
    struct question *q = calloc(1, sizeof *q + host.length + 2);
    if (!q) {
        return false;
    }
    q->lookup = l;
    q->result.tag = tag;
    q->result.good_until = INT64_MAX; /* of this machine's own table */
    memcpy(q->name, host.data, host.length);
    q->name[host.length] = '.';
    if (hosts_find(&l->hosts, host, &q->result.addresses)) {
        STAILQ_INSERT_TAIL(&l->answered, q, entry);
    } else if (host.length == 0 || host.data[0] == '.' || host.length > NAME_MOST) {
        q->result.status = LOOKUP_NO_SUCH_HOST;
        STAILQ_INSERT_TAIL(&l->answered, q, entry);
    } else {
        STAILQ_INSERT_TAIL(&l->asked, q, entry);
    }
    return true;
}

bool lookup_take(struct lookup *l, struct lookup_result *out)
{
    struct question *q = STAILQ_FIRST(&l->answered);
    if (!q) {
        return false;
    }
    STAILQ_REMOVE_HEAD(&l->answered, entry);
    *out = q->result;
    q->taken = true;
    if (q->open == 0) {
        free(q);
    }
    return true;
}

/* --- Sockets and time --- */

static uint64_t mark(const struct channel *c, int fd)
{
    return (uint64_t)(c - c->lookup->channels) << 32 | (uint32_t)fd;
}

static void watch(void *of, ares_socket_t fd, int readable, int writable)
{
    const struct channel *c = of;
    int epoll = c->lookup->epoll;
    if (!readable && !writable) {
        epoll_ctl(epoll, EPOLL_CTL_DEL, fd, NULL);
        return;
    }
    struct epoll_event event = { .events = (readable ? EPOLLIN : 0U) | (writable ? EPOLLOUT : 0U),
                                 .data.u64 = mark(c, fd) };
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) != 0) {
        epoll_ctl(epoll, EPOLL_CTL_MOD, fd, &event);
    }
}

static void read_sockets(const struct lookup *l)
{
    enum { MOST_EVENTS = 16 };
    struct epoll_event events[MOST_EVENTS];
    int count = epoll_wait(l->epoll, events, MOST_EVENTS, 0);
    for (int i = 0; i < count; i++) {
        const struct channel *c = &l->channels[events[i].data.u64 >> 32];
        int fd = (int)(uint32_t)events[i].data.u64;
        bool readable = events[i].events & (EPOLLIN | EPOLLERR | EPOLLHUP);
        bool writable = events[i].events & EPOLLOUT;
        ares_process_fd(c->ares, readable ? fd : ARES_SOCKET_BAD, writable ? fd : ARES_SOCKET_BAD);
    }
}

static void end_overdue(const struct lookup *l)
{
    for (enum transport t = UDP; t < TRANSPORTS; t++) {
        ares_process_fd(l->channels[t].ares, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
    }
}

void lookup_work(struct lookup *l)
{
    send_questions(l);
    if (l->under_way == 0) {
        return;
    }
    read_sockets(l);
    int64_t now = time_tick_ms();
    if (now - l->checked >= CHECK_MS) {
        l->checked = now;
        end_overdue(l);
    }
    settle_halves(l, now);
    send_questions(l);
}

int64_t lookup_due(const struct lookup *l)
{
    if (!STAILQ_EMPTY(&l->answered)) {
        return 0;
    }
    int64_t due = l->under_way ? l->checked + CHECK_MS : INT64_MAX;
    int64_t next_burst = l->sent < BURST ? 0 : l->burst + BURST_MS;
    return !STAILQ_EMPTY(&l->asked) && next_burst < due ? next_burst : due;
}

int lookup_fd(const struct lookup *l)
{
    return l->epoll;
}

/* --- Opening and closing --- */

static bool open_channel(struct lookup *l, enum transport transport,
                         const struct lookup_source *source)
{
    static const int flags[TRANSPORTS] = { [UDP] = ARES_FLAG_IGNTC, [TCP] = ARES_FLAG_USEVC };
    struct channel *c = &l->channels[transport];
    struct ares_options options = {
        .flags = flags[transport],
        .timeout = source->try_ms ? source->try_ms : TRY_MS,
        .tries = TRIES,
        .ndomains = 0,
        .sock_state_cb = watch,
        .sock_state_cb_data = c,
    };
    int which = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_DOMAINS |
                ARES_OPT_SOCK_STATE_CB;
    c->lookup = l;
    return ares_init_options(&c->ares, &options, which) == ARES_SUCCESS &&
           (!source->servers ||
            ares_set_servers_ports_csv(c->ares, source->servers) == ARES_SUCCESS);
}

struct lookup *lookup_open(const struct lookup_source *source)
{
    static const struct lookup_source system;
    source = source ? source : &system;
    struct lookup *l = calloc(1, sizeof *l);
    if (!l) {
        return NULL;
    }
    STAILQ_INIT(&l->asked);
    STAILQ_INIT(&l->answered);
    TAILQ_INIT(&l->half);
    l->epoll = epoll_create1(EPOLL_CLOEXEC);
    if (l->epoll < 0 || !open_channel(l, UDP, source) || !open_channel(l, TCP, source) ||
        !hosts_open(&l->hosts, source->hosts ? source->hosts : "/etc/hosts")) {
        int why = errno;
        lookup_close(l);
        errno = why;
        return NULL;
    }
    return l;
}

static void free_questions(struct question_list *list)
{
    struct question *q = STAILQ_FIRST(list);
    while (q) {
        struct question *after = STAILQ_NEXT(q, entry);
        free(q); /* nothing is under way any more */
        q = after;
    }
}

void lookup_close(struct lookup *l)
{
    if (!l) {
        return;
    }
    l->closing = true; /* questions under way free themselves */
    for (enum transport t = UDP; t < TRANSPORTS; t++) {
        if (l->channels[t].ares) {
            ares_destroy(l->channels[t].ares);
        }
    }
    if (l->epoll >= 0) {
        close(l->epoll);
    }
    free_questions(&l->asked);
    free_questions(&l->answered);
    hosts_close(&l->hosts);
    free(l);
}
