/* The formats, from opening to closing: whatever comes between, the value is whole. */
#include "unit/unit.h"

#include "emit/format.h"
#include "record.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>

static struct document empty = { .name = { "a", 1 }, .media_type = "text/plain" };
static const struct link given = {
    .embed = NO_EMBED, .words = "b", .written_length = 1, .apart = true
};
static const struct lf_record document = { .type = RECORD_DOCUMENT, .document = &empty };
static const struct lf_record link_record = { .type = RECORD_LINK, .link = &given };
static const struct lf_record summary = { .type = RECORD_SUMMARY };

static char *report_of(const char *format, size_t documents, size_t links, bool sums_up)
{
    char *out = NULL;
    size_t length = 0;
    const struct format *row = format_named(format);
    struct report report = { .to = open_memstream(&out, &length) };
    assert_true(row->open(&report));
    for (size_t i = 0; i < documents; i++) {
        assert_true(row->write(&report, &document));
    }
    for (size_t i = 0; i < links; i++) {
        assert_true(row->write(&report, &link_record));
    }
    assert_true(row->close(&report, sums_up ? &summary : NULL));
    fclose(report.to);
    return out;
}

static void json_is_one_value(void **state)
{
    (void)state;
    for (size_t i = 0; i < 18; i++) {
        size_t documents = i % 3;
        size_t links = i / 3 % 3;
        bool sums_up = i < 9;
        char *out = report_of("json", documents, links, sums_up);
        json_t *read = json_loads(out, 0, NULL);
        assert_non_null(read);
        assert_string_equal(json_string_value(json_object_get(read, "schema")), "landfall/1");
        assert_string_equal(json_string_value(json_object_get(read, "type")), "report");
        assert_int_equal(json_array_size(json_object_get(read, "documents")), documents);
        assert_int_equal(json_array_size(json_object_get(read, "links")), links);
        assert_int_equal(json_is_object(json_object_get(read, "summary")), sums_up);
        assert_int_equal(json_object_size(read), 4 + sums_up);
        json_decref(read);
        free(out);
    }
}

static void json_is_laid_out(void **state)
{
    (void)state;
    static const struct {
        size_t documents, links;
        const char *want;
    } rows[] = {
        { 0, 0,
          "{\n  \"schema\": \"landfall/1\",\n  \"type\": \"report\",\n  \"documents\": [],\n"
          "  \"links\": []\n}\n" },
        { 0, 2,
          "{\n  \"schema\": \"landfall/1\",\n  \"type\": \"report\",\n  \"documents\": [],\n"
          "  \"links\": [\n"
          "    {\n      \"schema\": \"landfall/1\",\n      \"type\": \"link\",\n"
          "      \"index\": 0,\n      \"input\": \"b\",\n      \"kind\": \"web\"\n    },\n"
          "    {\n      \"schema\": \"landfall/1\",\n      \"type\": \"link\",\n"
          "      \"index\": 0,\n      \"input\": \"b\",\n      \"kind\": \"web\"\n    }\n"
          "  ]\n}\n" },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char *out = report_of("json", rows[i].documents, rows[i].links, false);
        assert_string_equal(out, rows[i].want);
        free(out);
    }
    char *out = report_of("json", 1, 0, true);
    assert_non_null(strstr(out, "  \"links\": [],\n  \"summary\": {\n    \"schema\""));
    assert_non_null(strstr(out, "    \"seconds\": 0.000\n  }\n}\n"));
    free(out);
}

static void ndjson_is_a_line_each(void **state)
{
    (void)state;
    for (size_t i = 0; i < 8; i++) {
        char *out = report_of("ndjson", i & 1, i >> 1 & 1, i >> 2);
        size_t count = 0;
        for (const char *c = out; *c; c++) {
            count += *c == '\n';
        }
        assert_int_equal(count, (i & 1) + (i >> 1 & 1) + (i >> 2));
        free(out);
    }
}

static void what_has_no_place_is_refused(void **state)
{
    (void)state;
    char *out = NULL;
    size_t length = 0;
    const struct format *row = format_named("json");
    struct report report = { .to = open_memstream(&out, &length) };
    assert_true(row->open(&report));
    assert_true(row->write(&report, &link_record));
    errno = 0;
    assert_false(row->write(&report, &document));
    assert_int_equal(errno, EINVAL);
    assert_false(row->write(&report, &summary));
    assert_true(row->close(&report, &summary));
    fclose(report.to);
    json_t *read = json_loads(out, 0, NULL);
    assert_int_equal(json_array_size(json_object_get(read, "links")), 1);
    json_decref(read);
    free(out);
}

/* A copy that is put back takes a record back, where the stream is rewound too. */
static void a_record_can_be_taken_back(void **state)
{
    (void)state;
    char out[4096] = "";
    const struct format *row = format_named("json");
    struct report report = { .to = fmemopen(out, sizeof out, "w") };
    assert_true(row->open(&report));
    struct report before = report;
    long place = ftell(report.to);
    assert_true(row->write(&report, &link_record));
    report = before;
    fseek(report.to, place, SEEK_SET);
    assert_true(row->close(&report, NULL));
    fclose(report.to);
    json_t *read = json_loads(out, JSON_DISABLE_EOF_CHECK, NULL);
    assert_non_null(read);
    assert_int_equal(json_array_size(json_object_get(read, "links")), 0);
    json_decref(read);
}

static const char *const of_records[] = { "json", "ndjson" };

static void a_full_disk_is_noticed(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(of_records); i++) {
        const struct format *row = format_named(of_records[i]);
        FILE *full = fopen("/dev/full", "w");
        assert_non_null(full);
        setvbuf(full, NULL, _IONBF, 0);
        struct report report = { .to = full };
        assert_int_equal(row->open(&report), !row->sums_up);
        assert_false(row->write(&report, &document));
        assert_int_equal(errno, ENOSPC);
        assert_false(row->close(&report, &summary));
        fclose(full);
    }
}

enum { MANY = 20000 };

/* A record that is far from its end is given up; one that only has to be handed over is not. */
static void a_large_record_can_be_stopped(void **state)
{
    (void)state;
    static struct link many[MANY];
    for (size_t i = 0; i < MANY; i++) {
        many[i] = given;
    }
    struct document found = { .name = { "a", 1 }, .links = many, .link_count = MANY };
    for (unsigned threads = 1; threads <= 2; threads++) {
        struct lf_record large = { .type = RECORD_DOCUMENT, .document = &found };
        large.threads = threads;
        for (size_t i = 0; i < COUNT_OF(of_records); i++) {
            const struct format *row = format_named(of_records[i]);
            char *out = NULL;
            size_t length = 0;
            atomic_bool stop = false;
            struct report report = { .to = open_memstream(&out, &length), .stop = &stop };
            assert_true(row->open(&report) && row->write(&report, &document));
            atomic_store(&stop, true);
            assert_true(row->write(&report, &document));
            errno = 0;
            assert_false(row->write(&report, &large));
            assert_int_equal(errno, EINTR);
            fclose(report.to);
            assert_in_range(length, 1, (size_t)MANY * sizeof "{\"kind\":\"web\"},");
            free(out);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_is_one_value),
        cmocka_unit_test(json_is_laid_out),
        cmocka_unit_test(ndjson_is_a_line_each),
        cmocka_unit_test(what_has_no_place_is_refused),
        cmocka_unit_test(a_record_can_be_taken_back),
        cmocka_unit_test(a_full_disk_is_noticed),
        cmocka_unit_test(a_large_record_can_be_stopped),
    };
    return cmocka_run_group_tests_name("report", tests, NULL, NULL);
}
