/* One lookup of a copy, step by step, with answers made by hand. */
#include "unit/unit.h"

#include "describe/search.h"

#define AVAILABLE(stamp)                                                                           \
    "{\"archived_snapshots\":{\"closest\":{\"available\":true,\"status\":\"200\",\"timestamp\":"   \
    "\"" stamp "\"}}}"
#define ROWS(stamp)                                                                                \
    "[[\"timestamp\",\"original\",\"mimetype\",\"statuscode\"],"                                   \
    "[\"" stamp "\",\"u\",\"text/html\",\"200\"]]"
#define NO_ROWS "[]"

/* An answer; no status: none came. */
struct said {
    int status;
    const char *whole;
};

struct told_of {
    struct said available, cdx, gates[2];
    const char *reason; /* NULL: there is a copy, ... */
    const char *source, *url;
};

static void take(struct search *s, const struct said *said)
{
    struct exchange x = { .status = said->status, .whole = slice_from(said->whole) };
    search_take(s, said->status ? &x : NULL, SLICE("https://from.test/"));
    assert_false(s->no_memory);
}

static void look_up(const struct told_of *row)
{
    static const char *const timegates[] = { "https://one.test/", "https://two.test/", NULL };
    const struct archives_options options = { .timegates = timegates };
    struct lookup l = { .done = false };
    struct search s = { .options = &options,
                        .lookup = &l,
                        .url = SLICE("https://a.test/"),
                        .near = CAPTURE_LATEST,
                        .wayback.source = SLICE("wayback") };
    take(&s, &row->available);
    assert_int_equal(s.step, STEP_CDX);
    take(&s, &row->cdx);
    for (size_t i = 0; i < COUNT_OF(row->gates) && s.step == STEP_GATE; i++) {
        assert_int_equal(s.gate, i);
        take(&s, &row->gates[i]);
    }
    assert_int_equal(s.step, STEP_DONE);
    assert_slice(l.found.source, row->source);
    if (row->reason) {
        assert_null(l.found.url.data);
        assert_string_equal(l.found.reason, row->reason);
    } else {
        assert_null(l.found.reason);
        assert_slice(l.found.url, row->url);
    }
    arena_free(&l.said);
}

#define COPY(stamp) "https://web.archive.org/web/" stamp "/https://a.test/"

static void look_all_up(const struct told_of *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        look_up(&rows[i]);
    }
}

/* The CDX server knows all; what the availability API says counts where that one says nothing. */
static void the_one_that_knows_all_is_believed(void **state)
{
    (void)state;
    static const struct told_of rows[] = {
        { .available = { 200, AVAILABLE("20180101000000") },
          .cdx = { 200, ROWS("20190101000000") },
          .source = "wayback",
          .url = COPY("20190101000000") },
        { .available = { 200, AVAILABLE("20180101000000") },
          .cdx = { 503, "" },
          .source = "wayback",
          .url = COPY("20180101000000") },
        { .available = { 200, AVAILABLE("20180101000000") },
          .source = "wayback",
          .url = COPY("20180101000000") },
        { .available = { 200, AVAILABLE("20180101000000") },
          .cdx = { 200, NO_ROWS },
          .gates = { { 404, "" }, { 404, "" } },
          .source = "wayback",
          .reason = "none" },
        { .available = { 503, AVAILABLE("20180101000000") },
          .cdx = { 429, "" },
          .gates = { { 404, "" }, { 404, "" } },
          .source = "wayback",
          .reason = "rate_limited" },
    };
    look_all_up(rows, COUNT_OF(rows));
}

/* What is told of TimeGates where none has a copy: the first that failed, if one did. */
static void the_first_that_failed_is_told(void **state)
{
    (void)state;
    static const struct told_of rows[] = {
        { .cdx = { 200, NO_ROWS },
          .gates = { { 404, "" }, { 429, "" } },
          .source = "two.test",
          .reason = "rate_limited" },
        { .cdx = { 200, NO_ROWS },
          .gates = { { 429, "" }, { 503, "" } },
          .source = "one.test",
          .reason = "rate_limited" },
        { .cdx = { 200, NO_ROWS },
          .gates = { { 0, NULL }, { 404, "" } },
          .source = "one.test",
          .reason = "unreachable" },
        { .cdx = { 503, "" },
          .gates = { { 429, "" }, { 429, "" } },
          .source = "wayback",
          .reason = "unreachable" },
    };
    look_all_up(rows, COUNT_OF(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_one_that_knows_all_is_believed),
        cmocka_unit_test(the_first_that_failed_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
