/* Every field of a finding: what its getter lends, and what is written of it. */
#include "unit/unit.h"

#include "emit/format.h"
#include "landfall.h"
#include "record.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>

static const struct hop hops[] = {
    { .url = { "https://a.test/", 15 }, .status = 301 },
    { .url = { "https://b.test/", 15 }, .status = 404, .via = VIA_REDIRECT },
};
static const struct archive copy = {
    .url = { "https://copies.test/1", 21 },
    .datetime = 1700000000000,
    .source = { "wayback", 7 },
};
static const struct archive no_copy = { .source = { "wayback", 7 }, .reason = "none" };

static const struct finding full = {
    .file = { "docs/a.md", 9 },
    .line = 3,
    .column = 5,
    .end_line = 4,
    .end_column = 2,
    .url = { "https://a.test/", 15 },
    .written = { "//a.test", 8 },
    .class = CLASS_DEAD,
    .severity = SEVERITY_ERROR,
    .reason = REASON_GONE,
    .message = { "it is gone", 10 },
    .hint = { "write another", 13 },
    .suggestion = { "https://c.test/", 15 },
    .fingerprint = { "0123456789abcdef", 16 },
    .status = 404,
    .final = { "https://b.test/", 15 },
    .hops = hops,
    .hop_count = COUNT_OF(hops),
    .tls = TLS_EXPIRED,
    .cached = true,
    .archive = &copy,
    .baseline = BASELINE_KNOWN,
    .looks = 2,
    .dead_since = 1700000000000,
};

/* What is unknown of it is left out. */
static const struct finding bare = {
    .file = { "a.md", 4 },
    .line = 1,
    .column = 2,
    .end_line = 1,
    .end_column = 9,
    .written = { "http://[", 8 },
    .class = CLASS_UNSURE,
    .severity = SEVERITY_WARNING,
    .reason = REASON_MALFORMED,
    .message = { "no URL", 6 },
    .fingerprint = { "0123456789abcdef", 16 },
};

static const char full_written[] =
    "{'schema':'landfall/1','type':'finding','file':'docs/a.md','line':3,'column':5,"
    "'end_line':4,'end_column':2,'url':'https://a.test/','written':'//a.test','class':'dead',"
    "'severity':'error','state':'dead','reason':'gone','message':'it is gone',"
    "'fingerprint':'0123456789abcdef','status':404,'final':'https://b.test/','hops':["
    "{'url':'https://a.test/','status':301},"
    "{'url':'https://b.test/','status':404,'via':'redirect'}],'tls':'expired','cached':true,"
    "'suggestion':'https://c.test/','archive':{'url':'https://copies.test/1',"
    "'datetime':'2023-11-14T22:13:20Z','source':'wayback'},'baseline':'known','looks':2,"
    "'dead_since':'2023-11-14T22:13:20Z'}\n";
static const char bare_written[] =
    "{'schema':'landfall/1','type':'finding','file':'a.md','line':1,'column':2,'end_column':9,"
    "'written':'http://[','class':'unsure','severity':'warning','state':'skipped',"
    "'reason':'malformed','message':'no URL','fingerprint':'0123456789abcdef'}\n";

static struct lf_record record_of(const struct finding *finding)
{
    return (struct lf_record){ .type = RECORD_FINDING, .finding = finding };
}

static void every_field_is_written(void **state)
{
    (void)state;
    const struct finding *const findings[] = { &full, &bare };
    const char *const wants[] = { full_written, bare_written };
    for (size_t i = 0; i < COUNT_OF(findings); i++) {
        struct lf_record record = record_of(findings[i]);
        char *out = NULL;
        size_t length = 0;
        struct report report = { .to = open_memstream(&out, &length), .alone = true };
        assert_true(format_named("ndjson")->write(&report, &record));
        fclose(report.to);
        for (char *c = strchr(out, '"'); c; c = strchr(c, '"')) {
            *c = '\'';
        }
        assert_string_equal(out, wants[i]);
        free(out);
    }
}

static void every_field_is_lent(void **state)
{
    (void)state;
    struct lf_record record = record_of(&full);
    assert_string_equal(lf_record_type(&record), "finding");
    assert_int_equal(lf_record_finding_count(&record), 1);
    const lf_finding *f = lf_record_finding(&record, 0);
    assert_null(lf_record_finding(&record, 1));
    const struct {
        const char *got, *want;
    } rows[] = {
        { lf_finding_file(f, NULL), "docs/a.md" },
        { lf_finding_url(f, NULL), "https://a.test/" },
        { lf_finding_written(f, NULL), "//a.test" },
        { lf_finding_class(f), "dead" },
        { lf_finding_severity(f), "error" },
        { lf_finding_state(f), "dead" },
        { lf_finding_reason(f), "gone" },
        { lf_finding_message(f, NULL), "it is gone" },
        { lf_finding_hint(f, NULL), "write another" },
        { lf_finding_suggestion(f, NULL), "https://c.test/" },
        { lf_finding_fingerprint(f), "0123456789abcdef" },
        { lf_finding_final(f, NULL), "https://b.test/" },
        { lf_finding_tls(f), "expired" },
        { lf_finding_baseline(f), "known" },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_string_equal(rows[i].got, rows[i].want);
    }
    assert_int_equal(COUNT_OF(rows), 14);
    uint64_t at[3];
    assert_int_equal(lf_finding_line(f, &at[0], &at[1], &at[2]), 3);
    assert_true(at[0] == 5 && at[1] == 4 && at[2] == 2);
    assert_int_equal(lf_finding_status(f), 404);
    assert_true(lf_finding_cached(f));
    int64_t since;
    assert_int_equal(lf_finding_looks(f, &since), 2);
    assert_true(since == 1700000000000);
}

static void hops_and_copies_are_lent(void **state)
{
    (void)state;
    struct lf_record record = record_of(&full);
    const lf_finding *f = lf_record_finding(&record, 0);
    int status;
    size_t length;
    const char *via;
    assert_int_equal(lf_finding_hop_count(f), 2);
    assert_string_equal(lf_finding_hop(f, 1, &length, &status, &via), "https://b.test/");
    assert_true(status == 404 && length == 15);
    assert_string_equal(via, "redirect");
    assert_null(lf_finding_hop(f, 2, NULL, NULL, NULL));
    int64_t when;
    const char *source;
    const char *reason;
    assert_string_equal(lf_finding_archive(f, &length, &when, &source, &reason),
                        "https://copies.test/1");
    assert_true(when == 1700000000000 && length == 21 && !reason);
    assert_string_equal(source, "wayback");
    struct finding without = { .archive = &no_copy };
    record = record_of(&without);
    f = lf_record_finding(&record, 0);
    assert_null(lf_finding_archive(f, &length, &when, &source, &reason));
    assert_string_equal(reason, "none");
}

static void a_document_lends_its_findings(void **state)
{
    (void)state;
    struct finding two[] = { full, bare };
    struct document document = { .findings = two, .finding_count = 2 };
    struct lf_record record = { .type = RECORD_DOCUMENT, .document = &document };
    assert_int_equal(lf_record_finding_count(&record), 2);
    assert_string_equal(lf_finding_file(lf_record_finding(&record, 1), NULL), "a.md");
    assert_null(lf_record_finding(&record, 2));
}

static void getters_take_nothing(void **state)
{
    (void)state;
    const char *(*const texts[])(const lf_finding *, size_t *) = {
        lf_finding_file, lf_finding_url,        lf_finding_written, lf_finding_message,
        lf_finding_hint, lf_finding_suggestion, lf_finding_final,
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        size_t length = 7;
        assert_null(texts[i](NULL, &length));
        assert_int_equal(length, 0);
    }
    const char *(*const words[])(const lf_finding *) = {
        lf_finding_class,       lf_finding_severity, lf_finding_state,    lf_finding_reason,
        lf_finding_fingerprint, lf_finding_tls,      lf_finding_baseline,
    };
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        assert_null(words[i](NULL));
    }
    int64_t since = 7;
    assert_int_equal(lf_finding_looks(NULL, &since), 0);
    assert_true(since == 0);
    assert_int_equal(lf_finding_line(NULL, NULL, NULL, NULL), 0);
    assert_int_equal(lf_finding_status(NULL) + lf_finding_cached(NULL), 0);
    assert_int_equal(lf_finding_hop_count(NULL), 0);
    assert_null(lf_finding_hop(NULL, 0, NULL, NULL, NULL));
    assert_null(lf_finding_archive(NULL, NULL, NULL, NULL, NULL));
    assert_int_equal(lf_record_finding_count(NULL), 0);
    assert_null(lf_record_finding(NULL, 0));
}

static void a_report_has_them_behind_the_documents(void **state)
{
    (void)state;
    struct document empty = { .name = { "a", 1 } };
    struct lf_record document = { .type = RECORD_DOCUMENT, .document = &empty };
    struct lf_record finding = record_of(&full);
    struct lf_record link = { .type = RECORD_LINK };
    struct lf_record summary = { .type = RECORD_SUMMARY,
                                 .summary = { .checked = true, .findings = { 9, 1, 2, 3 } } };
    for (size_t count = 0; count < 3; count++) {
        char *out = NULL;
        size_t length = 0;
        const struct format *json = format_named("json");
        struct report report = { .to = open_memstream(&out, &length), .checks = true };
        assert_true(json->open(&report) && json->write(&report, &document));
        for (size_t i = 0; i < count; i++) {
            assert_true(json->write(&report, &finding));
        }
        errno = 0;
        assert_true(count == 0 || !json->write(&report, &document));
        assert_false(json->write(&report, &link));
        assert_int_equal(errno, EINVAL);
        assert_true(json->close(&report, &summary));
        fclose(report.to);
        json_t *read = json_loads(out, 0, NULL);
        assert_int_equal(json_array_size(json_object_get(read, "findings")), count);
        assert_null(json_object_get(read, "links"));
        json_t *counted = json_object_get(json_object_get(read, "summary"), "findings");
        assert_int_equal(json_integer_value(json_object_get(counted, "error")), 3);
        assert_int_equal(json_integer_value(json_object_get(counted, "warning")), 2);
        assert_int_equal(json_integer_value(json_object_get(counted, "note")), 1);
        assert_int_equal(json_object_size(counted), 3);
        json_decref(read);
        free(out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_is_written),
        cmocka_unit_test(every_field_is_lent),
        cmocka_unit_test(hops_and_copies_are_lent),
        cmocka_unit_test(a_document_lends_its_findings),
        cmocka_unit_test(getters_take_nothing),
        cmocka_unit_test(a_report_has_them_behind_the_documents),
    };
    return cmocka_run_group_tests_name("finding_record", tests, NULL, NULL);
}
