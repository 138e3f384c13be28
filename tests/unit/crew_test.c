#include "unit/unit.h"

#include "base/crew.h"

#include <stdatomic.h>

enum { TASKS = 1000 };

/* What each slot holds, and how far the taking is. */
struct log {
    size_t slots[CREW_SLOTS_MOST];
    size_t taken, stop_at;
    atomic_size_t done;
    atomic_bool crowded; /* a slot was in use: another thread than the test's cannot fail it */
};

static void work(void *owner, size_t task, size_t slot)
{
    struct log *log = owner;
    if (log->slots[slot] != 0) {
        atomic_store(&log->crowded, true);
    }
    log->slots[slot] = task + 1;
    atomic_fetch_add(&log->done, 1);
}

static bool take(void *owner, size_t task, size_t slot)
{
    struct log *log = owner;
    assert_int_equal(task, log->taken);
    assert_int_equal(log->slots[slot], task + 1);
    log->slots[slot] = 0;
    log->taken++;
    return log->taken != log->stop_at;
}

static void tasks_are_taken_in_order(void **state)
{
    (void)state;
    for (size_t threads = 1; threads <= CREW_MOST; threads++) {
        for (size_t slots = 1; slots <= 2 * threads; slots++) {
            struct log log = { 0 };
            struct crew crew = { threads, slots, TASKS, &log, work, take };
            assert_true(crew_run(&crew));
            assert_int_equal(log.taken, TASKS);
            assert_false(atomic_load(&log.crowded));
            assert_int_equal(atomic_load(&log.done), TASKS);
        }
    }
}

static void no_tasks_are_done_at_once(void **state)
{
    (void)state;
    struct log log = { 0 };
    struct crew crew = { 4, 8, 0, &log, work, take };
    assert_true(crew_run(&crew));
    assert_int_equal(log.taken, 0);
}

/* What is under way is finished, but nothing new begins. */
static void taking_can_stop_it(void **state)
{
    (void)state;
    for (size_t threads = 1; threads <= CREW_MOST; threads++) {
        struct log log = { .stop_at = 10 };
        struct crew crew = { threads, 2 * threads, TASKS, &log, work, take };
        assert_false(crew_run(&crew));
        assert_int_equal(log.taken, 10);
        assert_true(atomic_load(&log.done) <= 10 + 2 * threads);
    }
}

static void it_has_the_size_of_the_machine(void **state)
{
    (void)state;
    assert_in_range(crew_size(), 1, CREW_MOST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tasks_are_taken_in_order),
        cmocka_unit_test(no_tasks_are_done_at_once),
        cmocka_unit_test(taking_can_stop_it),
        cmocka_unit_test(it_has_the_size_of_the_machine),
    };
    return cmocka_run_group_tests_name("crew", tests, NULL, NULL);
}
