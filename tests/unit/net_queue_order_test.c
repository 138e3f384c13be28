/* The queue under whatever happens in whatever order, beside a model that counts. */
#include "unit.h"

#include "net/queue.h"

enum { LIMITS = 4, HOSTS = 7, TURNS = 60 };

/* What the queue is to say of itself is counted here from the lists. */
struct model {
    struct queue q;
    struct limit limits[LIMITS];
    struct host hosts[HOSTS];
    struct turn turns[TURNS];
    enum { IDLE, WAITS, RUNS, DONE } states[TURNS];
    uint64_t seed;
    int64_t now;
};

static unsigned draw(struct model *m, unsigned most)
{
    m->seed = m->seed * 6364136223846793005U + 1442695040888963407U;
    return (unsigned)(m->seed >> 33) % most;
}

static void open_model(struct model *m, uint64_t seed)
{
    *m = (struct model){ .seed = seed, .now = 1000 };
    queue_init(&m->q, 3 + draw(m, 6), 1 + draw(m, 3), 30000);
    m->q.crowd = draw(m, 5);
    for (size_t i = 0; i < LIMITS; i++) {
        limit_init(&m->limits[i]);
        m->limits[i].pace.interval_us = draw(m, 3) ? 0 : 20000;
    }
    for (size_t i = 0; i < HOSTS; i++) {
        host_init(&m->hosts[i], &m->limits[i % LIMITS]);
    }
}

/* Whether a host of the limit stands in a line, so that its turn has the next of them unblocked. */
static bool is_in_line(const struct model *m, const struct limit *l)
{
    bool is = false;
    for (size_t i = 0; i < HOSTS; i++) {
        const struct host *h = &m->hosts[i];
        is = is || (h->limit == l && h->list && h->list != &l->blocked);
    }
    return is;
}

static void check_host(const struct model *m, const struct host *h, unsigned *waiting)
{
    const struct turn *t;
    unsigned waits = 0;
    unsigned running = 0;
    STAILQ_FOREACH(t, &h->waiting, entry)
    {
        waits++;
    }
    for (size_t i = 0; i < TURNS; i++) {
        running += m->states[i] == RUNS && m->turns[i].host == h;
    }
    assert_int_equal(h->waits, waits);
    assert_int_equal(h->running, running);
    assert_int_equal(h->list != NULL, waits > 0);
    bool blocked = h->list == &h->limit->blocked;
    assert_true(!blocked || h->limit->running || h->limit->timer.place || is_in_line(m, h->limit));
    *waiting += waits;
}

static void check_model(const struct model *m)
{
    unsigned waiting = 0;
    unsigned running = 0;
    unsigned crowded = 0;
    for (size_t i = 0; i < LIMITS; i++) {
        unsigned of_limit = 0;
        for (size_t j = i; j < HOSTS; j += LIMITS) {
            check_host(m, &m->hosts[j], &of_limit);
        }
        assert_int_equal(m->limits[i].waiting, of_limit);
        waiting += of_limit;
        running += m->limits[i].running;
        crowded += of_limit > m->q.crowd ? of_limit - m->q.crowd : 0;
    }
    assert_int_equal(m->q.waiting, waiting);
    assert_int_equal(m->q.running, running);
    assert_int_equal(m->q.crowded, crowded);
    assert_true(running <= m->q.most);
}

static void end_one(struct model *m, size_t i)
{
    struct host *h = m->turns[i].host;
    unsigned how = draw(m, 8);
    m->states[i] = how < 5 ? DONE : WAITS;
    if (how < 5) {
        queue_end(&m->q, h);
        return;
    }
    queue_end_unused(&m->q, h);
    if (how == 5) {
        queue_hold(h->limit, m->now + draw(m, 10));
        queue_put_back(&m->q, h, &m->turns[i]);
    } else {
        queue_put_off(&m->q, h, &m->turns[i], NEED_FIRST + draw(m, NEED_COUNT - NEED_FIRST));
    }
}

static void do_something(struct model *m)
{
    size_t i = draw(m, TURNS);
    enum need had = draw(m, NEED_COUNT);
    struct turn *t = NULL;
    if (m->states[i] == IDLE) {
        m->states[i] = WAITS;
        queue_add(&m->q, &m->hosts[draw(m, HOSTS)], &m->turns[i]);
    } else if (m->states[i] == RUNS) {
        end_one(m, i);
    } else if (draw(m, 20) == 0) {
        queue_hurry(&m->q, &m->limits[i % LIMITS]);
    } else {
        t = queue_take(&m->q, had, m->now);
        assert_true(t || !queue_has_turn(&m->q, had)); /* else who waits for one goes round */
    }
    if (t) {
        m->states[t - m->turns] = RUNS;
    }
    m->now += draw(m, 4);
}

/* All that waits is served in the end, by who wakes as he is told. */
static void finish_model(struct model *m)
{
    for (size_t rounds = 0; m->q.waiting || m->q.running; rounds++) {
        struct turn *t = queue_take(&m->q, NEED_SPARE, m->now);
        assert_true(rounds < (size_t)100 * TURNS);
        if (t) {
            queue_end(&m->q, t->host);
            m->states[t - m->turns] = DONE;
            continue;
        }
        for (size_t i = 0; i < TURNS; i++) {
            if (m->states[i] == RUNS) {
                queue_end(&m->q, m->turns[i].host);
                m->states[i] = DONE;
            }
        }
        int64_t due = queue_due(&m->q);
        m->now = due != INT64_MAX && due > m->now ? due : m->now;
    }
}

static void it_counts_and_starves_nobody(void **state)
{
    (void)state;
    struct model m;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        open_model(&m, seed);
        for (size_t i = 0; i < 600; i++) {
            do_something(&m);
            check_model(&m);
        }
        finish_model(&m);
        check_model(&m);
        queue_free(&m.q);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(it_counts_and_starves_nobody) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
