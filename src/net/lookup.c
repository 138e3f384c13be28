#include "net/lookup.h"

#include "base/time.h"
#include "net/channels.h"
#include "net/dns.h"
#include "net/hosts.h"

#include <ares.h>
#include <arpa/nameser.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/queue.h>
#include <unistd.h>

enum {
    TRY_MS = 2000,
    CHECK_MS = 100, /* between two looks at what is overdue */
    /* Servers that drop the question for one family are many (RFC 8305 section 3). */
    OTHER_HALF_MS = 250,
    /* A burst of datagrams overruns a server's socket, and what is lost costs a try: so many are
     * sent at once, and an answer that is late makes nobody wait. */
    BURST = 256,
    /* What was lost is not to be lost again, amid all that nobody answers: later tries are spread
     * over so many bursts, if they are many. */
    AGAIN_LEAST = 32,
    AGAIN_BURSTS = 20,
    BURST_MS = 50
};

enum family { V4, V6, FAMILIES };

/* What a name's A or AAAA records are. */
struct half {
    struct question *question;
    enum family family;
    STAILQ_ENTRY(half) entry; /* among those to be asked again */
    unsigned char round;      /* the try */
    bool over_tcp;            /* it did not fit a datagram */
    int status;               /* ARES_… */
    int ttl;                  /* of the addresses, in seconds */
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
STAILQ_HEAD(again_list, half);
TAILQ_HEAD(half_list, question);

struct lookup {
    struct channels channels;
    struct hosts hosts;
    struct question_list asked, answered;
    struct again_list again;
    size_t again_count, again_left; /* of them, to be sent in this burst */
    struct half_list half;          /* the longest waiting first */
    size_t under_way;               /* questions that c-ares is about */
    unsigned sent;                  /* datagrams, since ... */
    int64_t burst;                  /* ... then */
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
    return files_are_left(l->channels.epoll) ? LOOKUP_FAILED : LOOKUP_NO_FILES;
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

static void ask_half(struct lookup *l, struct half *half, int channel)
{
    static const int types[FAMILIES] = { [V4] = ns_t_a, [V6] = ns_t_aaaa };
    channels_ask(&l->channels, channel, half->question->name, types[half->family], read_reply,
                 half);
}

static void conclude(struct lookup *l, struct half *half)
{
    struct question *q = half->question;
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

/* No answer, or one from which a server may yet come to another. */
static bool may_do_better(int status)
{
    return status == ARES_ETIMEOUT || status == ARES_ESERVFAIL || status == ARES_EREFUSED ||
           status == ARES_ENOTIMP || status == ARES_ECONNREFUSED || status == ARES_EBADRESP;
}

static bool ask_again(struct lookup *l, struct half *half, int status)
{
    bool again = may_do_better(status) && !half->over_tcp && half->round + 1 < CHANNEL_ROUNDS &&
                 !half->question->settled && !l->closing;
    if (again) {
        half->round++;
        STAILQ_INSERT_TAIL(&l->again, half, entry);
        l->again_count++;
    }
    return again;
}

static void read_reply(void *of, int status, int timeouts, unsigned char *reply, int length)
{
    (void)timeouts;
    struct half *half = of;
    struct lookup *l = half->question->lookup;
    if (dns_is_truncated(reply, length) && !half->over_tcp && !l->closing) {
        half->over_tcp = true;
        ask_half(l, half, CHANNEL_TCP);
        return;
    }
    if (ask_again(l, half, status)) {
        return;
    }
    if (status == ARES_SUCCESS) {
        status = half->family == V4 ? dns_read_v4(reply, length, &half->addresses, &half->ttl)
                                    : dns_read_v6(reply, length, &half->addresses, &half->ttl);
    }
    half->status = status;
    conclude(l, half);
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
        ask_half(l, &q->halves[family], 0);
    }
}

/* True: there was one. What was settled meanwhile needs no more tries. */
static bool send_again(struct lookup *l)
{
    struct half *half = STAILQ_FIRST(&l->again);
    if (!half) {
        return false;
    }
    STAILQ_REMOVE_HEAD(&l->again, entry);
    l->again_count--;
    if (half->question->settled || l->closing) {
        half->status = ARES_ETIMEOUT;
        conclude(l, half);
    } else {
        l->sent++;
        ask_half(l, half, half->round);
    }
    return true;
}

static bool send_new(struct lookup *l)
{
    struct question *q = STAILQ_FIRST(&l->asked);
    if (!q) {
        return false;
    }
    STAILQ_REMOVE_HEAD(&l->asked, entry);
    l->sent += FAMILIES;
    send_question(l, q);
    return true;
}

static void begin_burst(struct lookup *l, int64_t now)
{
    size_t share = l->again_count / AGAIN_BURSTS;
    l->burst = now;
    l->sent = 0;
    l->again_left = share > AGAIN_LEAST ? share : AGAIN_LEAST;
}

/* New ones and later tries take turns. */
static void send_questions(struct lookup *l)
{
    int64_t now = time_tick_ms();
    if (now - l->burst >= BURST_MS) {
        begin_burst(l, now);
    }
    bool sends = true;
    while (sends && l->sent < BURST) {
        bool again = l->again_left > 0 && send_again(l);
        l->again_left -= again;
        sends = send_new(l) || again;
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

void lookup_work(struct lookup *l)
{
    send_questions(l);
    if (l->under_way == 0) {
        return;
    }
    channels_read(&l->channels);
    int64_t now = time_tick_ms();
    if (now - l->checked >= CHECK_MS) {
        l->checked = now;
        channels_end_overdue(&l->channels);
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
    bool asks = !STAILQ_EMPTY(&l->asked) || l->again_count;
    bool now = l->sent < BURST && (!STAILQ_EMPTY(&l->asked) || l->again_left);
    int64_t next_burst = now ? 0 : l->burst + BURST_MS;
    return asks && next_burst < due ? next_burst : due;
}

int lookup_fd(const struct lookup *l)
{
    return l->channels.epoll;
}

/* --- Opening and closing --- */

struct lookup *lookup_open(const struct lookup_source *source)
{
    static const struct lookup_source system;
    source = source ? source : &system;
    struct lookup *l = calloc(1, sizeof *l);
    if (!l) {
        return NULL;
    }
    STAILQ_INIT(&l->asked);
    STAILQ_INIT(&l->again);
    STAILQ_INIT(&l->answered);
    TAILQ_INIT(&l->half);
    if (!channels_open(&l->channels, source->servers, source->try_ms ? source->try_ms : TRY_MS) ||
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
    channels_close(&l->channels);
    while (send_again(l)) { /* which only ends them now */
    }
    free_questions(&l->asked);
    free_questions(&l->answered);
    hosts_close(&l->hosts);
    free(l);
}
