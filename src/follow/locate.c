#include "follow/inside.h"

enum { FILES_WAIT_MS = 250 /* until some file descriptor may be free again */ };

/* --- Asking --- */

/* Behind a proxy that is given names, they are looked up all the same, to see whether they lead to
 * where nothing may be contacted; unless the user says that they cannot be. */
static bool is_for_proxy(const struct follow *f)
{
    return f->manner.proxy && f->options.proxy_dns;
}

static void wait_for_site(struct follow *f, struct answer *a)
{
    struct site *site = a->site;
    a->since = time_tick_ms();
    int64_t due = a->since + answer_time_left(a);
    if (due < site->due) {
        site->due = due;
        f->failed = f->failed || !timers_add(&f->name_timers, due, site);
    }
}

void locate_site(struct follow *f, struct answer *a)
{
    struct site *site = a->site;
    if (site->state == SITE_NEW && (site_is_known(&f->sites, site) || is_for_proxy(f))) {
        site->state = SITE_FOUND;
        queue_open(&f->queue, &site->host);
    } else if (site->state == SITE_NEW) {
        site->state = SITE_ASKING;
        site->due = INT64_MAX;
        f->failed = f->failed || !lookup_ask(f->lookup, site->name, site);
    }
    if (site->state == SITE_ASKING) {
        wait_for_site(f, a);
    }
}

/* --- Answers --- */

static void open_site(struct follow *f, struct site *site)
{
    struct turn *t;
    STAILQ_FOREACH(t, &site->host.waiting, entry)
    {
        answer_charge(answer_at(t), &answer_at(t)->waited);
    }
    queue_open(&f->queue, &site->host);
}

/* Everything that waits at the site comes to the same end. */
static void fail_site(struct follow *f, struct site *site, enum reason reason)
{
    struct turn *t = queue_take_back(&site->host);
    while (t) {
        struct turn *after = STAILQ_NEXT(t, entry);
        struct answer *a = answer_at(t);
        answer_charge(a, &a->waited);
        a->reason = (uint8_t)reason;
        a->status = 0;
        a->attempts++;
        drive_end_or_retry(f, a, -1);
        t = after;
    }
}

static void postpone_site(struct follow *f, struct site *site)
{
    struct turn *t = queue_take_back(&site->host);
    while (t) {
        struct turn *after = STAILQ_NEXT(t, entry);
        answer_at(t)->since = 0; /* the wait for a descriptor is not charged */
        drive_ask_in(f, answer_at(t), FILES_WAIT_MS);
        t = after;
    }
}

static void read_lookup(struct follow *f, const struct lookup_result *result)
{
    struct site *site = result->tag;
    site->state = SITE_NEW;
    switch (result->status) {
    case LOOKUP_FOUND:
        f->starved_since = 0;
        f->failed = f->failed || !site_found(&f->sites, site, &result->addresses);
        open_site(f, site);
        break;
    case LOOKUP_NO_SUCH_HOST:
        site->state = SITE_NOWHERE;
        fail_site(f, site, REASON_NO_SUCH_HOST);
        break;
    case LOOKUP_NO_FILES:
        if (drive_starves(f)) {
            postpone_site(f, site);
        }
        break;
    case LOOKUP_NO_MEMORY:
        f->failed = true;
        break;
    case LOOKUP_FAILED:
    default:
        fail_site(f, site, REASON_UNREACHABLE);
        break;
    }
}

/* --- Waits that take too long --- */

static bool has_waited_enough(const struct answer *a, int64_t now)
{
    return now - a->since >= answer_time_left(a);
}

/* The lookup goes on for those that have time; what it finds is of use to later ones. */
static void end_waits(struct follow *f, struct site *site)
{
    int64_t now = time_tick_ms();
    struct turn *t = queue_take_back(&site->host);
    site->due = INT64_MAX;
    while (t) {
        struct turn *after = STAILQ_NEXT(t, entry);
        struct answer *a = answer_at(t);
        if (has_waited_enough(a, now)) {
            answer_charge(a, &a->waited);
            a->attempts++;
            drive_end_with(f, a, REASON_TIMEOUT);
        } else {
            int64_t due = a->since + answer_time_left(a);
            queue_add(&f->queue, &site->host, t);
            site->due = due < site->due ? due : site->due;
        }
        t = after;
    }
    if (site->due != INT64_MAX) {
        f->failed = f->failed || !timers_add(&f->name_timers, site->due, site);
    }
}

void locate_read(struct follow *f)
{
    struct lookup_result result;
    lookup_work(f->lookup);
    while (!f->failed && lookup_take(f->lookup, &result)) {
        read_lookup(f, &result);
    }
    int64_t now = time_tick_ms();
    struct site *site = timers_take(&f->name_timers, now);
    while (site) {
        if (site->state == SITE_ASKING && site->due <= now) {
            end_waits(f, site);
        }
        site = timers_take(&f->name_timers, now);
    }
}

int64_t locate_due(const struct follow *f)
{
    int64_t wait = timers_due(&f->name_timers);
    int64_t lookup = lookup_due(f->lookup);
    return wait < lookup ? wait : lookup;
}
