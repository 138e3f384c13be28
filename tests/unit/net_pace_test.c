#include "unit.h"

#include "net/pace.h"

enum { PER_HOST = 8 };

static void refuse(struct pace *p, int64_t wait_ms, int64_t began, int64_t now)
{
    pace_refuse(p, PER_HOST, (struct refusal){ 429, wait_ms, began, 0 }, now);
}

/* Each refused when the pause before was over. */
static void pauses(void **state)
{
    (void)state;
    enum { NONE = -1, TIMES = 7 };
    const struct {
        int64_t asked_for;
        int64_t pauses[TIMES];
    } rows[] = {
        { NONE, { 1000, 2000, 4000, 8000, 60000, 120000, 240000 } },
        { 0, { 0, 0, 0, 0, 60000, 120000, 240000 } }, /* it is believed only so often */
        { 3000, { 3000, 3000, 3000, 3000, 60000, 120000, 240000 } },
        { 90000, { 90000, 90000, 90000, 90000, 90000, 120000, 240000 } },
        { (int64_t)UINT32_MAX * 1000, { PACE_LONGEST_MS, PACE_LONGEST_MS } },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct pace p = { 0 };
        int64_t now = 5000;
        for (size_t j = 0; j < TIMES && (j == 0 || rows[i].pauses[j]); j++) {
            refuse(&p, rows[i].asked_for, now, now);
            assert_int_equal(pace_due(&p), rows[i].pauses[j] ? now + rows[i].pauses[j] : now);
            now = pace_due(&p);
        }
        pace_answer(&p, PER_HOST, 0); /* then the row begins anew */
        refuse(&p, rows[i].asked_for, now, now);
        assert_int_equal(pace_due(&p) - now, rows[i].pauses[0]);
        assert_int_equal(p.is_firm, rows[i].asked_for >= 0);
    }
}

/* One that answers well now and then is never left alone for long, unless it says so. */
static void pauses_of_one_that_answers(void **state)
{
    (void)state;
    static const int64_t wanted[] = { 1000, 2000, 4000, 8000, 8000, 8000, 8000 };
    struct pace p = { 0 };
    int64_t now = 5000;
    pace_answer(&p, PER_HOST, 0);
    for (size_t i = 0; i < COUNT_OF(wanted); i++) {
        refuse(&p, -1, now, now);
        assert_int_equal(pace_due(&p), now + wanted[i]);
        assert_false(p.is_firm);
        now = pace_due(&p);
    }
    refuse(&p, 90000, now, now);
    assert_int_equal(pace_due(&p), now + 90000);
    assert_true(p.is_firm);
}

/* A page is refused, and the host answers what was asked later, before that is known or after. */
static void a_refusal_of_one_page(void **state)
{
    (void)state;
    const struct refusal third = { 503, 3600000, 1000, 3 };
    struct pace p = { 0 };
    pace_refuse(&p, PER_HOST, third, 1000);
    pace_answer(&p, PER_HOST, 2);
    assert_int_equal(pace_due(&p), 3601000);
    pace_answer(&p, PER_HOST, 3);
    assert_int_equal(pace_due(&p), 3601000);
    pace_answer(&p, PER_HOST, 4);
    assert_int_equal(pace_due(&p), 0);
    pace_refuse(&p, PER_HOST, third, 1001);
    assert_int_equal(pace_due(&p), 0);
    assert_int_equal(p.refusals, 0);
    pace_refuse(&p, PER_HOST, (struct refusal){ 429, 60000, 1001, 5 }, 1001);
    assert_int_equal(pace_due(&p), 61001);
}

static void a_pause_has_an_end_however_often_it_doubles(void **state)
{
    (void)state;
    struct pace p = { 0 };
    for (size_t i = 0; i < 100; i++) {
        refuse(&p, -1, pace_due(&p), pace_due(&p));
    }
    int64_t now = pace_due(&p);
    refuse(&p, -1, now, now);
    assert_int_equal(pace_due(&p), now + PACE_LONGEST_MS);
}

static void what_was_under_way_counts_once(void **state)
{
    (void)state;
    struct pace p = { 0 };
    for (int64_t i = 0; i < PER_HOST; i++) {
        refuse(&p, -1, 1000 + i, 2000 + i);
    }
    assert_int_equal(pace_due(&p), 3000);
    assert_int_equal(pace_most(&p, PER_HOST), PER_HOST / 2);
    refuse(&p, 5000, 1500, 2500); /* but what it asks for holds ... */
    assert_int_equal(pace_due(&p), 7500);
    refuse(&p, 1000, 1500, 2600); /* ... and is not taken back */
    assert_int_equal(pace_due(&p), 7500);
    assert_int_equal(p.refusals, 1);
}

static void fewer_at_once_and_more_again(void **state)
{
    (void)state;
    struct pace p = { 0 };
    static const unsigned fewer[] = { 4, 2, 1, 1 };
    assert_int_equal(pace_most(&p, PER_HOST), PER_HOST);
    for (size_t i = 0; i < COUNT_OF(fewer); i++) {
        refuse(&p, -1, pace_due(&p), pace_due(&p));
        assert_int_equal(pace_most(&p, PER_HOST), fewer[i]);
    }
    unsigned answers = 0;
    for (unsigned most = 1; most < PER_HOST; most++) {
        for (unsigned i = 0; i < most; i++) {
            assert_int_equal(pace_most(&p, PER_HOST), most);
            pace_answer(&p, PER_HOST, 0);
            answers++;
        }
    }
    assert_int_equal(pace_most(&p, PER_HOST), PER_HOST);
    assert_int_equal(answers, 28);
    pace_answer(&p, PER_HOST, 0);
    assert_int_equal(pace_most(&p, PER_HOST), PER_HOST);
}

static void one_at_a_time_stays_so(void **state)
{
    (void)state;
    struct pace p = { 0 };
    pace_refuse(&p, 1, (struct refusal){ 503, -1, 0, 0 }, 0);
    assert_int_equal(pace_most(&p, 1), 1);
    assert_int_equal(p.status, 503);
    pace_answer(&p, 1, 0);
    assert_int_equal(pace_most(&p, 1), 1);
}

static void a_pause_and_a_rate(void **state)
{
    (void)state;
    struct pace p = { .interval_us = 5000000 };
    pace_take(&p, 1000);
    refuse(&p, 2000, 1000, 1500);
    assert_int_equal(pace_due(&p), 6000); /* whichever is later */
    refuse(&p, 9000, 1500, 1500);
    assert_int_equal(pace_due(&p), 10500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pauses),
        cmocka_unit_test(pauses_of_one_that_answers),
        cmocka_unit_test(a_refusal_of_one_page),
        cmocka_unit_test(a_pause_has_an_end_however_often_it_doubles),
        cmocka_unit_test(what_was_under_way_counts_once),
        cmocka_unit_test(fewer_at_once_and_more_again),
        cmocka_unit_test(one_at_a_time_stays_so),
        cmocka_unit_test(a_pause_and_a_rate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
