#include "unit.h"

#include "base/time.h"
#include "net/queue.h"
#include "net/timers.h"

#include <stdlib.h>

enum { TURNS = 6 };

struct busy_host {
    struct limit limit;
    struct host host;
    struct turn turns[TURNS];
};

static void fill(struct queue *q, struct busy_host *hosts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        limit_init(&hosts[i].limit);
        host_init(&hosts[i].host, &hosts[i].limit);
        for (size_t j = 0; j < TURNS; j++) {
            queue_add(q, &hosts[i].host, &hosts[i].turns[j]);
        }
    }
}

/* Whatever it needs. */
static struct turn *take(struct queue *q, int64_t now)
{
    return queue_take(q, NEED_SPARE, now);
}

static void hosts_take_turns(void **state)
{
    (void)state;
    struct queue q;
    struct busy_host hosts[3];
    queue_init(&q, 100, 100, 30000);
    fill(&q, hosts, COUNT_OF(hosts));
    for (size_t j = 0; j < TURNS; j++) {
        for (size_t i = 0; i < COUNT_OF(hosts); i++) {
            assert_ptr_equal(take(&q, 0), &hosts[i].turns[j]);
        }
    }
    assert_null(take(&q, 0));
}

static void limits_hold(void **state)
{
    (void)state;
    struct queue q;
    struct busy_host hosts[3];
    queue_init(&q, 5, 2, 30000);
    fill(&q, hosts, COUNT_OF(hosts));
    struct turn *taken[5];
    for (size_t i = 0; i < COUNT_OF(taken); i++) {
        taken[i] = take(&q, 0);
        assert_non_null(taken[i]);
    }
    assert_null(take(&q, 0)); /* 5 in all */
    assert_int_equal(hosts[0].limit.running, 2);
    assert_int_equal(hosts[2].limit.running, 1);
    queue_end(&q, taken[0]->host);
    assert_ptr_equal(take(&q, 0)->host, &hosts[2].host); /* it was first in line */
    queue_end(&q, &hosts[1].host);
    queue_end(&q, &hosts[1].host);
    assert_ptr_equal(take(&q, 0)->host, &hosts[0].host);
    assert_ptr_equal(take(&q, 0)->host, &hosts[1].host);
    assert_null(take(&q, 0));
}

static void one_busy_host_does_not_hold_up_the_rest(void **state)
{
    (void)state;
    struct queue q;
    struct busy_host hosts[2];
    queue_init(&q, 100, 1, 30000);
    fill(&q, hosts, 1);
    assert_non_null(take(&q, 0));
    assert_null(take(&q, 0)); /* its limit */
    limit_init(&hosts[1].limit);
    host_init(&hosts[1].host, &hosts[1].limit);
    queue_add(&q, &hosts[1].host, &hosts[1].turns[0]);
    assert_ptr_equal(take(&q, 0), &hosts[1].turns[0]);
}

/* http and https of one name are two hosts to be contacted, and one to be spared. */
static void hosts_of_one_name_share_a_limit(void **state)
{
    (void)state;
    enum { PORTS = 3 };
    struct queue q;
    struct limit limit;
    struct host hosts[PORTS];
    struct turn turns[PORTS * TURNS];
    queue_init(&q, 100, 2, 30000);
    limit_init(&limit);
    for (size_t i = 0; i < COUNT_OF(turns); i++) {
        struct host *h = &hosts[i % PORTS];
        if (i < PORTS) {
            host_init(h, &limit);
        }
        queue_add(&q, h, &turns[i]);
    }
    size_t taken = 0;
    size_t of_each[PORTS] = { 0 };
    struct turn *first = take(&q, 0);
    struct turn *second = take(&q, 0);
    while (second) {
        assert_int_equal(limit.running, 2);
        assert_int_equal(hosts[0].running + hosts[1].running + hosts[2].running, 2);
        assert_null(take(&q, 0));
        of_each[first->host - hosts]++;
        queue_end(&q, first->host);
        taken++;
        first = second;
        second = take(&q, 0);
    }
    of_each[first->host - hosts]++;
    queue_end(&q, first->host);
    assert_int_equal(taken + 1, COUNT_OF(turns));
    for (size_t i = 0; i < PORTS; i++) {
        assert_int_equal(of_each[i], TURNS);
    }
    assert_int_equal(limit.running, 0);
}

static void a_turn_is_put_back_in_front(void **state)
{
    (void)state;
    struct queue q;
    struct limit limit;
    struct host h;
    struct turn turns[2];
    queue_init(&q, 10, 10, 30000);
    limit_init(&limit);
    host_init(&h, &limit);
    queue_add(&q, &h, &turns[0]);
    queue_add(&q, &h, &turns[1]);
    assert_ptr_equal(take(&q, 0), &turns[0]);
    queue_end(&q, &h);
    queue_put_back(&q, &h, &turns[0]);
    assert_ptr_equal(take(&q, 0), &turns[0]);
    assert_ptr_equal(take(&q, 0), &turns[1]);
    assert_null(take(&q, 0));
}

/* 100,000 turns at 20,000 hosts: no step may look at all of them. */
static void it_scales(void **state)
{
    (void)state;
    enum { HOSTS = 20000, EACH = 5 };
    struct queue q;
    struct host *hosts = calloc(HOSTS, sizeof *hosts);
    struct limit *limits = calloc(HOSTS, sizeof *limits);
    struct turn *turns = calloc((size_t)HOSTS * EACH, sizeof *turns);
    assert_non_null(hosts);
    assert_non_null(limits);
    assert_non_null(turns);
    queue_init(&q, 64, 2, 30000);
    for (size_t i = 0; i < HOSTS; i++) {
        limit_init(&limits[i]);
        host_init(&hosts[i], &limits[i]);
    }
    for (size_t i = 0; i < (size_t)HOSTS * EACH; i++) {
        queue_add(&q, &hosts[i * 7919 % HOSTS], &turns[i]);
    }
    int64_t before = time_tick_ms();
    size_t taken = 0;
    for (struct turn *t = take(&q, 0); t; t = take(&q, 0)) {
        taken++;
        queue_end(&q, t->host);
    }
    assert_int_equal(taken, HOSTS * EACH);
    assert_in_range(time_tick_ms() - before, 0, 5000);
    free(hosts);
    free(limits);
    free(turns);
}

/* Takes all turns that may be taken by and by, each ending at once; how many, and when the last. */
static size_t take_all(struct queue *q, int64_t *now)
{
    size_t taken = 0;
    bool more = true;
    while (more) {
        for (struct turn *t = take(q, *now); t; t = take(q, *now)) {
            queue_end(q, t->host);
            taken++;
        }
        more = queue_due(q) != INT64_MAX;
        assert_false(queue_has_turn(q, NEED_SPARE));
        if (more) {
            assert_true(queue_due(q) > *now);
            *now = queue_due(q);
        }
    }
    return taken;
}

static void a_rate_holds(void **state)
{
    (void)state;
    const struct {
        int64_t interval_us, last; /* the first turn is taken at 1000 ms, the last of six then */
    } rows[] = {
        { 0, 1000 },
        { 1, 1001 },
        { 1000000, 6000 },        /* 1/s */
        { 500000, 3500 },         /* 2/s */
        { 333333, 2667 },         /* 3/s: what is lost to whole milliseconds is made up for */
        { 500, 1003 },            /* 2000/s */
        { 3600000000, 18001000 }, /* 1/h */
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct queue q;
        struct busy_host host;
        int64_t now = 1000;
        queue_init(&q, 100, 100, 30000);
        fill(&q, &host, 1);
        host.limit.pace.interval_us = rows[i].interval_us;
        assert_int_equal(take_all(&q, &now), TURNS);
        assert_int_equal(now, rows[i].last);
        queue_free(&q);
    }
}

/* A host that was left alone for a while may not be asked more often for it. */
static void a_rate_is_not_saved_up(void **state)
{
    (void)state;
    struct queue q;
    struct busy_host host;
    queue_init(&q, 100, 100, 30000);
    fill(&q, &host, 1);
    host.limit.pace.interval_us = 1000000;
    assert_non_null(take(&q, 5000));
    assert_non_null(take(&q, 9000));
    assert_null(take(&q, 9998));
    assert_non_null(take(&q, 10000));
    queue_free(&q);
}

static void a_rate_holds_for_one_host_alone(void **state)
{
    (void)state;
    struct queue q;
    struct busy_host hosts[3];
    queue_init(&q, 100, 100, 30000);
    fill(&q, hosts, COUNT_OF(hosts));
    hosts[1].limit.pace.interval_us = 1000000;
    size_t of_it = 0;
    for (size_t i = 0; i < 2 * TURNS + 1; i++) {
        struct turn *t = take(&q, 1000);
        assert_non_null(t);
        of_it += t->host == &hosts[1].host;
    }
    assert_int_equal(of_it, 1);
    assert_null(take(&q, 1000));
    assert_int_equal(queue_due(&q), 2000);
    queue_free(&q);
}

/* Two ports of one name: each has every other turn. */
static void a_rate_is_shared_by_a_name(void **state)
{
    (void)state;
    enum { PORTS = 2 };
    struct queue q;
    struct limit limit;
    struct host hosts[PORTS];
    struct turn turns[PORTS * TURNS];
    queue_init(&q, 100, 100, 30000);
    limit_init(&limit);
    limit.pace.interval_us = 1000000;
    for (size_t i = 0; i < COUNT_OF(turns); i++) {
        if (i < PORTS) {
            host_init(&hosts[i], &limit);
        }
        queue_add(&q, &hosts[i % PORTS], &turns[i]);
    }
    for (size_t i = 0; i < COUNT_OF(turns); i++) {
        int64_t now = 1000 * (int64_t)(i + 1);
        assert_ptr_equal(take(&q, now), &turns[i]);
        assert_null(take(&q, now));
        queue_end(&q, turns[i].host);
    }
    queue_free(&q);
}

/* A turn that was of no use is made up for. */
static void an_unused_turn_costs_nothing(void **state)
{
    (void)state;
    struct queue q;
    struct busy_host host;
    queue_init(&q, 100, 1, 30000);
    fill(&q, &host, 1);
    host.limit.pace.interval_us = 1000000;
    for (size_t i = 0; i + 1 < TURNS; i++) {
        assert_non_null(take(&q, 1000));
        queue_end_unused(&q, &host.host);
    }
    assert_non_null(take(&q, 1000));
    queue_end(&q, &host.host);
    assert_null(take(&q, 1999));
    queue_free(&q);
}

static void all_that_run_hold_up_those_that_wait_for_a_rate(void **state)
{
    (void)state;
    struct queue q;
    struct busy_host hosts[2];
    queue_init(&q, 1, 100, 30000);
    fill(&q, hosts, COUNT_OF(hosts));
    hosts[0].limit.pace.interval_us = 1000000;
    assert_ptr_equal(take(&q, 1000)->host, &hosts[0].host);
    queue_end(&q, &hosts[0].host);
    assert_ptr_equal(take(&q, 1000)->host, &hosts[1].host);
    assert_null(take(&q, 2000));
    assert_int_equal(queue_due(&q), INT64_MAX); /* the turn that runs is waited for, no clock */
    queue_end(&q, &hosts[1].host);
    assert_ptr_equal(take(&q, 2000)->host, &hosts[0].host);
    queue_free(&q);
}

static void a_host_that_refuses_is_left_alone(void **state)
{
    (void)state;
    struct queue q;
    struct busy_host hosts[2];
    queue_init(&q, 100, 4, 30000);
    fill(&q, hosts, COUNT_OF(hosts));
    struct limit *l = &hosts[0].limit;
    assert_ptr_equal(take(&q, 1000)->host, &hosts[0].host);
    pace_refuse(&l->pace, 4, (struct refusal){ 429, 30000, 1000, 0 }, 1000);
    for (size_t i = 0; i < 4; i++) {
        assert_ptr_equal(take(&q, 1000)->host, &hosts[1].host);
    }
    assert_null(take(&q, 30999));
    assert_int_equal(queue_due(&q), 31000);
    assert_ptr_equal(take(&q, 31000)->host, &hosts[0].host);
    assert_null(take(&q, 31000)); /* two at once, of four */
    pace_refuse(&l->pace, 4, (struct refusal){ 429, 30000, 31000, 0 }, 31000);
    queue_end(&q, &hosts[0].host);
    queue_end(&q, &hosts[0].host);
    assert_null(take(&q, 50000));
    pace_refuse(&l->pace, 4, (struct refusal){ 429, 30000, 31000, 0 },
                60000); /* said a second time */
    assert_null(take(&q, 89999));
    assert_ptr_equal(take(&q, 90000)->host, &hosts[0].host);
    queue_free(&q);
}

/* One that answers others is waited for, however long its pause is to us; and when a later request
 * is answered well, the pause is over at once. */
static void a_pause_that_is_taken_back(void **state)
{
    (void)state;
    struct queue q;
    struct busy_host host;
    queue_init(&q, 100, 4, 500);
    fill(&q, &host, 1);
    struct limit *l = &host.limit;
    pace_answer(&l->pace, 4, 1);
    pace_refuse(&l->pace, 4, (struct refusal){ 503, -1, 1000, 2 }, 1000);
    assert_null(take(&q, 1000));
    assert_int_equal(queue_due(&q), 2000);
    pace_answer(&l->pace, 4, 3);
    queue_hurry(&q, l);
    assert_int_equal(queue_due(&q), INT64_MAX);
    assert_ptr_equal(take(&q, 1001), &host.turns[0]);
    queue_free(&q);
}

/* When it may be asked again, all its ports may: one timer rings for them. */
static void all_ports_of_a_host_go_on(void **state)
{
    (void)state;
    enum { PORTS = 3 };
    struct queue q;
    struct limit limit;
    struct host hosts[PORTS];
    struct turn turns[PORTS];
    queue_init(&q, 100, 4, 30000);
    limit_init(&limit);
    limit.pace.until = 2000;
    for (size_t i = 0; i < PORTS; i++) {
        host_init(&hosts[i], &limit);
        queue_add(&q, &hosts[i], &turns[i]);
    }
    assert_null(take(&q, 1000));
    for (size_t i = 0; i < PORTS; i++) {
        assert_ptr_equal(take(&q, 2000), &turns[i]);
    }
    queue_free(&q);
}

/* What is not waited for is given, to be dealt with otherwise. */
static void turns_of_a_host_that_is_away_for_long_are_given(void **state)
{
    (void)state;
    struct queue q;
    struct busy_host host;
    queue_init(&q, 100, 4, 30000);
    fill(&q, &host, 1);
    pace_refuse(&host.limit.pace, 4, (struct refusal){ 503, 30001, 1000, 0 }, 1000);
    struct turn *t = take(&q, 1000);
    assert_non_null(t);
    queue_end_unused(&q, t->host);
    assert_null(take(&q, 1001)); /* it is short enough now */
    assert_int_equal(queue_due(&q), 31001);
    queue_free(&q);
}

static void a_limit_that_is_held_lets_others_go_on(void **state)
{
    (void)state;
    struct queue q;
    struct busy_host hosts[2];
    queue_init(&q, 100, 100, 30000);
    fill(&q, hosts, COUNT_OF(hosts));
    assert_ptr_equal(take(&q, 0), &hosts[0].turns[0]);
    queue_hold(&hosts[0].limit, 5);
    for (size_t j = 0; j < TURNS; j++) {
        assert_ptr_equal(take(&q, 0), &hosts[1].turns[j]);
    }
    assert_null(take(&q, 4));
    assert_int_equal(queue_due(&q), 5);
    assert_ptr_equal(take(&q, 5), &hosts[0].turns[1]);
    queue_hold(&hosts[0].limit, 1000);
    assert_null(take(&q, 6));
    queue_end_unused(&q, &hosts[0].host);
    assert_null(take(&q, 6));
    queue_end(&q, &hosts[0].host); /* what one used is free for the next */
    assert_ptr_equal(take(&q, 6), &hosts[0].turns[2]);
    queue_free(&q);
}

static void a_slow_one_runs_alone(void **state)
{
    (void)state;
    struct queue q;
    struct busy_host host;
    queue_init(&q, 100, 4, 30000);
    fill(&q, &host, 1);
    host.limit.slow = 2;
    assert_non_null(take(&q, 0));
    assert_null(take(&q, 0));
    queue_end(&q, &host.host);
    host.limit.slow = 0;
    for (size_t i = 0; i < 4; i++) {
        assert_non_null(take(&q, 0));
    }
    assert_null(take(&q, 0));
    queue_free(&q);
}

/* Takes the first turn and puts it off. */
static struct turn *put_off(struct queue *q, enum need need)
{
    struct turn *t = queue_take(q, NEED_NOTHING, 0);
    assert_non_null(t);
    queue_end_unused(q, t->host);
    queue_put_off(q, t->host, t, need);
    return t;
}

static void what_is_put_off_waits_for_what_it_needs(void **state)
{
    (void)state;
    struct queue q;
    struct busy_host hosts[3];
    queue_init(&q, 100, 1, 30000);
    fill(&q, hosts, COUNT_OF(hosts));
    struct turn *spare = put_off(&q, NEED_SPARE);
    struct turn *first = put_off(&q, NEED_FIRST);
    assert_ptr_equal(queue_take(&q, NEED_NOTHING, 0), &hosts[2].turns[0]);
    assert_false(queue_has_turn(&q, NEED_NOTHING));
    assert_null(queue_take(&q, NEED_NOTHING, 0));
    queue_end(&q, &hosts[2].host);
    assert_true(queue_has_turn(&q, NEED_FIRST));
    assert_ptr_equal(queue_take(&q, NEED_FIRST, 0), first); /* it was in line before */
    assert_ptr_equal(queue_take(&q, NEED_FIRST, 0), &hosts[2].turns[1]);
    assert_false(queue_has_turn(&q, NEED_MORE));
    assert_null(queue_take(&q, NEED_MORE, 0));
    assert_true(queue_has_turn(&q, NEED_SPARE));
    assert_ptr_equal(queue_take(&q, NEED_SPARE, 0), spare);
    assert_null(queue_take(&q, NEED_SPARE, 0));
    assert_int_equal(hosts[0].limit.waiting, TURNS - 1);
    assert_int_equal(hosts[0].limit.running, 1);
    queue_free(&q);
}

/* It may leave what the host needs: a connection. */
static void a_turn_that_ends_brings_its_host_back(void **state)
{
    (void)state;
    struct queue q;
    struct busy_host hosts[2];
    queue_init(&q, 100, 100, 30000);
    fill(&q, hosts, COUNT_OF(hosts));
    assert_ptr_equal(queue_take(&q, NEED_NOTHING, 0), &hosts[0].turns[0]);
    assert_ptr_equal(queue_take(&q, NEED_NOTHING, 0), &hosts[1].turns[0]);
    struct turn *t = put_off(&q, NEED_MORE);
    assert_ptr_equal(t, &hosts[0].turns[1]);
    assert_ptr_equal(put_off(&q, NEED_MORE), &hosts[1].turns[1]);
    assert_null(queue_take(&q, NEED_NOTHING, 0));
    queue_end(&q, &hosts[0].host);
    assert_ptr_equal(queue_take(&q, NEED_NOTHING, 0), t);
    assert_ptr_equal(queue_take(&q, NEED_NOTHING, 0), &hosts[0].turns[2]);
    queue_free(&q);
}

static void a_host_s_share_is_what_it_has_of_all_turns(void **state)
{
    (void)state;
    enum { MOST = 64, MORE = 6 };
    struct queue q;
    struct busy_host hosts[4];
    struct turn more[MORE];
    queue_init(&q, MOST, MOST, 30000);
    fill(&q, hosts, COUNT_OF(hosts));
    assert_int_equal(queue_share(&q, &hosts[0].host), MOST / 4);
    for (size_t i = 0; i < COUNT_OF(hosts) * TURNS; i++) {
        assert_non_null(take(&q, 0));
    }
    assert_int_equal(queue_share(&q, &hosts[0].host), MOST / 4); /* those that run count, too */
    for (size_t i = 0; i < 2 * TURNS; i++) {
        queue_end(&q, &hosts[i / TURNS].host);
    }
    assert_int_equal(queue_share(&q, &hosts[0].host), 0);
    assert_int_equal(queue_share(&q, &hosts[2].host), MOST / 2);
    for (size_t i = 0; i < MORE; i++) {
        queue_add(&q, &hosts[3].host, &more[i]);
    }
    assert_int_equal(queue_share(&q, &hosts[2].host), MOST / 3);
    assert_int_equal(queue_share(&q, &hosts[3].host), MOST * 2 / 3);
    queue_free(&q);
}

/* Of four turns three run, and the next at their host waits for one to spare. */
static struct turn *fill_but_one(struct queue *q, struct busy_host *host)
{
    queue_init(q, 4, 100, 30000);
    fill(q, host, 1);
    for (size_t i = 0; i < 3; i++) {
        assert_non_null(queue_take(q, NEED_NOTHING, 0));
    }
    return put_off(q, NEED_SPARE);
}

static void a_turn_that_nobody_wanted_for_a_while_is_one_to_spare(void **state)
{
    (void)state;
    struct queue q;
    struct busy_host host;
    struct turn *waits = fill_but_one(&q, &host);
    assert_int_equal(queue_had(&q, 3, 249), NEED_MORE);
    assert_int_equal(queue_had(&q, 3, 250), NEED_SPARE);
    assert_int_equal(queue_had(&q, 4, 250), NEED_MORE);
    assert_int_equal(queue_spare_due(&q), 250);
    assert_ptr_equal(queue_take(&q, NEED_SPARE, 250), waits);
    assert_int_equal(queue_spare_due(&q), INT64_MAX); /* all run */
    queue_free(&q);
}

static void a_turn_that_has_just_ended_is_none_to_spare(void **state)
{
    (void)state;
    struct queue q;
    struct busy_host host;
    fill_but_one(&q, &host);
    assert_non_null(queue_take(&q, NEED_SPARE, 250));
    queue_end(&q, &host.host);
    assert_int_equal(queue_had(&q, 3, 9000), NEED_MORE); /* nobody was asked yet */
    struct turn *t = queue_take(&q, NEED_NOTHING, 9000);
    queue_end_unused(&q, t->host); /* it never ran */
    assert_int_equal(queue_had(&q, 3, 9249), NEED_MORE);
    assert_int_equal(queue_had(&q, 3, 9250), NEED_SPARE);
    assert_int_equal(queue_spare_due(&q), INT64_MAX); /* nobody waits for it */
    queue_free(&q);
}

enum { MANY = 1000 };

/* At a host wait 16 and twice as many as it serves at once; all that are more are counted. */
static void a_crowd_comes_and_goes(void **state)
{
    (void)state;
    enum { PER_HOST = 2, ALL = 30, CROWD = 20 };
    struct queue q;
    struct turn turns[ALL];
    struct limit limits[2];
    struct host hosts[2];
    queue_init(&q, 1, PER_HOST, 30000);
    for (size_t i = 0; i < COUNT_OF(hosts); i++) {
        limit_init(&limits[i]);
        host_init(&hosts[i], &limits[i]);
    }
    for (size_t i = 0; i < ALL; i++) {
        assert_int_equal(queue_is_crowded(&q, &limits[0]), i >= CROWD);
        assert_int_equal(q.crowded, i > CROWD ? i - CROWD : 0);
        queue_add(&q, &hosts[0], &turns[i]);
        assert_false(queue_is_crowded(&q, &limits[1]));
    }
    for (size_t i = ALL; i > 0; i--) {
        assert_int_equal(queue_is_crowded(&q, &limits[0]), i >= CROWD);
        assert_int_equal(q.crowded, i > CROWD ? i - CROWD : 0);
        assert_ptr_equal(take(&q, 0), &turns[ALL - i]);
        queue_end(&q, &hosts[0]);
    }
    assert_int_equal(q.crowded, 0);
    queue_free(&q);
}

static void timers_come_in_order(void **state)
{
    (void)state;
    static struct timer all[MANY];
    struct timers t = { 0 };
    assert_true(timers_due(&t) == INT64_MAX);
    assert_null(timers_take(&t, INT64_MAX));
    for (size_t i = 0; i < MANY; i++) {
        size_t due = i * 7919 % MANY;
        assert_true(timers_set(&t, &all[due], (int64_t)due));
    }
    assert_null(timers_take(&t, -1));
    for (size_t i = 0; i < MANY; i++) {
        assert_true(timers_due(&t) == (int64_t)i);
        assert_null(timers_take(&t, (int64_t)i - 1));
        assert_ptr_equal(timers_take(&t, (int64_t)i), &all[i]);
    }
    assert_null(timers_take(&t, INT64_MAX));
    timers_free(&t);
}

/* Every third is unset, in an order of its own; the others still come in theirs. */
static void a_timer_that_is_unset_does_not_ring(void **state)
{
    (void)state;
    static struct timer all[MANY];
    struct timers t = { 0 };
    for (size_t i = 0; i < MANY; i++) {
        size_t due = i * 7919 % MANY;
        assert_true(timers_set(&t, &all[due], (int64_t)due));
    }
    for (size_t i = 0; i < MANY; i++) {
        size_t which = i * 617 % MANY;
        if (which % 3 == 0) {
            timers_unset(&t, &all[which]);
            timers_unset(&t, &all[which]); /* and is left alone then */
        }
    }
    for (size_t i = 0; i < MANY; i++) {
        struct timer *got = i % 3 ? timers_take(&t, INT64_MAX) : NULL;
        assert_ptr_equal(got, i % 3 ? &all[i] : NULL);
    }
    assert_null(timers_take(&t, INT64_MAX));
    assert_true(timers_set(&t, &all[0], 5));
    assert_ptr_equal(timers_take(&t, 5), &all[0]);
    timers_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hosts_take_turns),
        cmocka_unit_test(limits_hold),
        cmocka_unit_test(one_busy_host_does_not_hold_up_the_rest),
        cmocka_unit_test(hosts_of_one_name_share_a_limit),
        cmocka_unit_test(a_turn_is_put_back_in_front),
        cmocka_unit_test(it_scales),
        cmocka_unit_test(a_rate_holds),
        cmocka_unit_test(a_rate_is_not_saved_up),
        cmocka_unit_test(a_rate_holds_for_one_host_alone),
        cmocka_unit_test(a_rate_is_shared_by_a_name),
        cmocka_unit_test(an_unused_turn_costs_nothing),
        cmocka_unit_test(all_that_run_hold_up_those_that_wait_for_a_rate),
        cmocka_unit_test(a_host_that_refuses_is_left_alone),
        cmocka_unit_test(turns_of_a_host_that_is_away_for_long_are_given),
        cmocka_unit_test(a_pause_that_is_taken_back),
        cmocka_unit_test(all_ports_of_a_host_go_on),
        cmocka_unit_test(a_limit_that_is_held_lets_others_go_on),
        cmocka_unit_test(a_slow_one_runs_alone),
        cmocka_unit_test(what_is_put_off_waits_for_what_it_needs),
        cmocka_unit_test(a_turn_that_ends_brings_its_host_back),
        cmocka_unit_test(a_host_s_share_is_what_it_has_of_all_turns),
        cmocka_unit_test(a_turn_that_nobody_wanted_for_a_while_is_one_to_spare),
        cmocka_unit_test(a_turn_that_has_just_ended_is_none_to_spare),
        cmocka_unit_test(a_crowd_comes_and_goes),
        cmocka_unit_test(timers_come_in_order),
        cmocka_unit_test(a_timer_that_is_unset_does_not_ring),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
