/* What a write to a pipe that nobody reads does to the process: nothing that is seen from outside.
 */
#include "unit.h"

#include "net/pipe_guard.h"

#include <unistd.h>

static void write_to_nobody(void)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    close(ends[0]);
    assert_int_equal(write(ends[1], "x", 1), -1);
    close(ends[1]);
}

static bool is_pending(void)
{
    sigset_t pending;
    sigpending(&pending);
    return sigismember(&pending, SIGPIPE) == 1;
}

static bool is_blocked(void)
{
    sigset_t now;
    pthread_sigmask(SIG_SETMASK, NULL, &now);
    return sigismember(&now, SIGPIPE) == 1;
}

static volatile sig_atomic_t came;

static void count(int number)
{
    (void)number;
    came++;
}

static void a_signal_of_ours_is_taken_away(void **state)
{
    (void)state;
    struct pipe_guard guard;
    signal(SIGPIPE, count);
    came = 0;
    pipe_guard_begin(&guard);
    assert_true(is_blocked());
    write_to_nobody();
    assert_true(is_pending());
    pipe_guard_end(&guard);
    assert_false(is_blocked());
    assert_false(is_pending());
    assert_int_equal(came, 0);
    pipe_guard_begin(&guard); /* and where none came none is waited for */
    pipe_guard_end(&guard);
    write_to_nobody();
    assert_int_equal(came, 1);
    signal(SIGPIPE, SIG_DFL);
}

static void a_signal_of_the_callers_stays(void **state)
{
    (void)state;
    struct pipe_guard guard;
    sigset_t own;
    signal(SIGPIPE, count);
    came = 0;
    sigemptyset(&own);
    sigaddset(&own, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &own, NULL);
    write_to_nobody();
    pipe_guard_begin(&guard);
    write_to_nobody();
    pipe_guard_end(&guard);
    assert_true(is_blocked());
    assert_true(is_pending());
    assert_int_equal(came, 0);
    pthread_sigmask(SIG_UNBLOCK, &own, NULL);
    assert_int_equal(came, 1);
    signal(SIGPIPE, SIG_DFL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_signal_of_ours_is_taken_away),
        cmocka_unit_test(a_signal_of_the_callers_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
