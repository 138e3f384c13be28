#include "unit.h"

#include "base/time.h"
#include "follow/lookup.h"

#include <netdb.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* What the C library would say of each name. */
static atomic_int looks, stuck;

static int fake(const char *host, struct addresses *out)
{
    atomic_fetch_add(&looks, 1);
    if (strcmp(host, "none.test") == 0) {
        return EAI_NONAME;
    }
    if (strcmp(host, "nodata.test") == 0) {
        return EAI_NODATA;
    }
    if (strcmp(host, "later.test") == 0) {
        return atomic_load(&looks) % 2 ? EAI_NONAME : EAI_AGAIN;
    }
    if (strcmp(host, "memory.test") == 0) {
        return EAI_MEMORY;
    }
    while (strncmp(host, "stuck", 5) == 0 && atomic_load(&stuck)) {
        usleep(1000);
    }
    *out = (struct addresses){ .count = 1 };
    return address_parse(SLICE("192.0.2.1"), &out->list[0]) ? 0 : EAI_FAIL;
}

static int wake = -1;

static struct lookup *open_fake(void)
{
    wake = eventfd(0, EFD_CLOEXEC);
    atomic_store(&looks, 0);
    struct lookup *l = lookup_open(wake, fake);
    assert_non_null(l);
    return l;
}

static void close_fake(struct lookup *l)
{
    lookup_close(l);
    close(wake);
}

static struct lookup_result wait_for(struct lookup *l)
{
    struct lookup_result result;
    while (!lookup_take(l, &result)) {
        struct pollfd poll_wake = { .fd = wake, .events = POLLIN };
        assert_int_equal(poll(&poll_wake, 1, 10000), 1);
        eventfd_t count;
        eventfd_read(wake, &count);
    }
    return result;
}

static void answers_come_with_their_tag(void **state)
{
    (void)state;
    static const struct {
        const char *host;
        enum lookup_status want;
        int looks;
    } rows[] = {
        { "a.test", LOOKUP_FOUND, 1 },
        { "none.test", LOOKUP_NO_SUCH_HOST, 2 }, /* said twice */
        { "nodata.test", LOOKUP_FAILED, 1 },     /* there is a host, without an address */
        { "later.test", LOOKUP_FAILED, 2 },      /* said once, then not again */
        { "memory.test", LOOKUP_NO_MEMORY, 1 },
    };
    struct lookup *l = open_fake();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        atomic_store(&looks, 0);
        assert_true(lookup_ask(l, slice_from(rows[i].host), (void *)&rows[i]));
        struct lookup_result result = wait_for(l);
        assert_ptr_equal(result.tag, &rows[i]);
        assert_int_equal(result.status, rows[i].want);
        assert_int_equal(atomic_load(&looks), rows[i].looks);
        assert_int_equal(result.addresses.count, rows[i].want == LOOKUP_FOUND);
    }
    close_fake(l);
}

static void many_are_looked_up(void **state)
{
    (void)state;
    enum { MANY = 500 };
    static int seen[MANY];
    struct lookup *l = open_fake();
    for (int i = 0; i < MANY; i++) {
        char host[32];
        int length = snprintf(host, sizeof host, "h%d.test", i);
        assert_true(lookup_ask(l, slice_of(host, (size_t)length), &seen[i]));
    }
    for (int i = 0; i < MANY; i++) {
        struct lookup_result result = wait_for(l);
        assert_int_equal(result.status, LOOKUP_FOUND);
        ++*(int *)result.tag;
    }
    for (int i = 0; i < MANY; i++) {
        assert_int_equal(seen[i], 1);
    }
    close_fake(l);
}

static void a_stuck_one_is_given_up(void **state)
{
    (void)state;
    struct lookup *l = open_fake();
    atomic_store(&stuck, 1);
    int tag;
    int other;
    assert_null(lookup_overdue(l, INT64_MAX));
    assert_true(lookup_ask(l, SLICE("stuck.test"), &tag));
    while (lookup_oldest(l) == INT64_MAX) {
        usleep(1000);
    }
    int64_t begun = lookup_oldest(l);
    assert_null(lookup_overdue(l, begun - 1));
    assert_ptr_equal(lookup_overdue(l, begun), &tag);
    assert_null(lookup_overdue(l, INT64_MAX)); /* once */
    assert_true(lookup_ask(l, SLICE("a.test"), &other));
    assert_ptr_equal(wait_for(l).tag, &other); /* others go on meanwhile */
    atomic_store(&stuck, 0);
    close_fake(l);
}

static void closing_does_not_wait_for_stuck_ones(void **state)
{
    (void)state;
    struct lookup *l = open_fake();
    atomic_store(&stuck, 1);
    int tag;
    for (int i = 0; i < 40; i++) { /* more than there are threads */
        assert_true(lookup_ask(l, SLICE("stuck.test"), &tag));
    }
    int64_t before = time_tick_ms();
    close_fake(l);
    assert_in_range(time_tick_ms() - before, 0, 5000);
    atomic_store(&stuck, 0);
    usleep(50000); /* they leave by themselves and free what is left */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_come_with_their_tag),
        cmocka_unit_test(many_are_looked_up),
        cmocka_unit_test(a_stuck_one_is_given_up),
        cmocka_unit_test(closing_does_not_wait_for_stuck_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
