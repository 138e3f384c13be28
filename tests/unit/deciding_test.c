#include "unit.h"

#include "landfall.h"
#include "session/option.h"

/* Options of check that do not decide what an answer of the web means: when, how fast and how long
 * it is asked for, what is found in documents, and what is said of it. */
static const char *const others[] = {
    "type",       "bare-domains", "resources",  "only",     "exclude",     "jobs",
    "ordered",    "timeout",      "max-time",   "retries",  "concurrency", "per-host",
    "rate",       "record",       "replay",     "offline",  "archive",     "fail-on",
    "warn-on",    "severity",     "accept",     "root",     "base-url",    "cache",
    "cache-life", "refresh",      "fail-after", "baseline", "timeout-of",  "per-host-of",
};

static bool is_other(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        if (strcmp(others[i], name) == 0) {
            return true;
        }
    }
    return false;
}

/* Whoever adds an option says here, or in its row, whether answers are told apart by it. */
static void every_option_decides_or_does_not(void **state)
{
    (void)state;
    size_t deciding = 0;
    for (size_t i = 0; i < option_row_count; i++) {
        const lf_option *option = &option_rows[i].option;
        bool decides = option_rows[i].decides;
        if ((option->commands & LF_FOR_CHECK) && decides == is_other(option->name)) {
            fail_msg("%s %s", option->name, decides ? "is in both lists" : "is in neither list");
        }
        deciding += decides;
    }
    assert_int_equal(deciding, 16);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_option_decides_or_does_not) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
