/* One place in, findings out. */
#include "unit/unit.h"

#include "judge/judge.h"

static struct policy everything(void)
{
    struct policy p = { .accept_count = 0 };
    for (enum finding_class c = CLASS_DEAD; c < CLASS_COUNT; c++) {
        p.classes[c] = SEVERITY_WARNING;
    }
    return p;
}

/* "dead unsure": the classes of what is found, in their order. */
static const char *classes_of(const struct policy *p, const struct judged *what)
{
    static char text[100];
    struct arena arena = { 0 };
    struct buffer scratch = BUFFER(10000);
    struct finding found[CLASS_COUNT];
    size_t count = judge_place(p, what, &arena, &scratch, found);
    text[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        strcat(text, i ? " " : "");
        strcat(text, class_word(found[i].class));
        assert_true(found[i].message.length > 0);
        assert_int_equal(found[i].suggestion.data != NULL, found[i].class == CLASS_REDIRECT);
    }
    assert_false(arena.failed || scratch.failed);
    buffer_free(&scratch);
    arena_free(&arena);
    return text;
}

/* By the state alone. */
static void every_reason_has_its_class(void **state)
{
    (void)state;
    struct policy p = everything();
    size_t dead = 0;
    size_t unsure = 0;
    for (enum reason r = REASON_NONE; r < REASON_COUNT; r++) {
        struct outcome outcome = { .reason = r, .status = 200 };
        struct judged what = { .reason = r, .outcome = &outcome, .written = SLICE("x") };
        const char *found = classes_of(&p, &what);
        bool is_dead = reason_state(r) == STATE_DEAD;
        bool is_unsure = reason_state(r) == STATE_UNSURE && r != REASON_UNVERIFIED;
        assert_string_equal(found, is_dead ? "dead" : is_unsure ? "unsure" : "");
        dead += is_dead;
        unsure += is_unsure;
    }
    assert_int_equal(dead, 12);
    assert_int_equal(unsure, 12);
}

static void a_severity_of_its_own_tells_of_any_reason(void **state)
{
    (void)state;
    static const enum reason reasons[] = { REASON_UNVERIFIED, REASON_OUT_OF_TIME, REASON_DENIED };
    for (size_t i = 0; i < COUNT_OF(reasons); i++) {
        struct policy p = everything();
        struct judged what = { .reason = reasons[i], .written = SLICE("x") };
        assert_string_equal(classes_of(&p, &what), "");
        p.overruled[reasons[i]] = true;
        assert_string_equal(classes_of(&p, &what), "");
        p.reasons[reasons[i]] = SEVERITY_NOTE;
        assert_string_equal(classes_of(&p, &what), "unsure");
    }
}

static void what_is_no_url_counts_where_only_links_stand(void **state)
{
    (void)state;
    static const struct {
        const char *from;
        bool want;
    } rows[] = {
        { "markdown", true },   { "a@href", true },           { "img@src", true },
        { "img@srcset", true }, { "video@poster", true },     { NULL, false },
        { "json", false },      { "blockquote@cite", false }, { "object@data", false },
    };
    struct policy p = everything();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct judged what = { .reason = REASON_MALFORMED, .written = SLICE("http://[") };
        what.only_link = judge_is_only_link(rows[i].from);
        assert_string_equal(classes_of(&p, &what), rows[i].want ? "unsure" : "");
    }
}

enum { NOT_ASKED = 0 };

static void redirects_and_insecure_hops_are_found(void **state)
{
    (void)state;
    static const struct {
        enum link_kind kind;
        enum reason reason;
        const char *written;
        struct hop hops[4];
        const char *want;
    } rows[] = {
        { LINK_WEB,
          REASON_OK,
          "https://a.test/",
          { { SLICE("https://a.test/"), 200, VIA_NONE } },
          "" },
        { LINK_WEB,
          REASON_OK,
          "https://a.test/",
          { { SLICE("https://a.test/"), 301, VIA_NONE },
            { SLICE("https://b.test/"), 200, VIA_REDIRECT } },
          "redirect" },
        { LINK_MEDIA,
          REASON_OK,
          "https://a.test/",
          { { SLICE("https://a.test/"), 308, VIA_NONE },
            { SLICE("https://b.test/"), 200, VIA_REDIRECT } },
          "redirect" },
        { LINK_SHORT,
          REASON_OK,
          "https://a.test/",
          { { SLICE("https://a.test/"), 301, VIA_NONE },
            { SLICE("https://b.test/"), 200, VIA_REDIRECT } },
          "" },
        { LINK_WRAPPED,
          REASON_OK,
          "https://a.test/",
          { { SLICE("https://a.test/"), 301, VIA_NONE },
            { SLICE("https://b.test/"), 200, VIA_REDIRECT } },
          "" },
        { LINK_PERMALINK,
          REASON_OK,
          "https://a.test/",
          { { SLICE("https://a.test/"), 301, VIA_NONE },
            { SLICE("https://b.test/"), 200, VIA_REDIRECT } },
          "" },
        { LINK_WEB,
          REASON_OK,
          "https://a.test/",
          { { SLICE("https://a.test/"), 302, VIA_NONE },
            { SLICE("https://b.test/"), 200, VIA_REDIRECT } },
          "" },
        { LINK_WEB,
          REASON_OK,
          "https://a.test/",
          { { SLICE("https://a.test/"), 301, VIA_NONE },
            { SLICE("https://b.test/"), 302, VIA_REDIRECT },
            { SLICE("https://c.test/"), 200, VIA_REDIRECT } },
          "" },
        { LINK_WEB,
          REASON_OK,
          "https://a.test/",
          { { SLICE("https://a.test/"), 301, VIA_NONE },
            { SLICE("https://b.test/"), 200, VIA_REFRESH } },
          "" },
        { LINK_WEB,
          REASON_OK,
          "https://a.test/",
          { { SLICE("https://a.test/"), NOT_ASKED, VIA_NONE },
            { SLICE("https://b.test/"), 200, VIA_UNWRAP } },
          "" },
        /* What it leads to is not there: it is no better link. */
        { LINK_WEB,
          REASON_GONE,
          "https://a.test/",
          { { SLICE("https://a.test/"), 301, VIA_NONE },
            { SLICE("https://b.test/"), 404, VIA_REDIRECT } },
          "dead" },
        { LINK_WEB,
          REASON_OK,
          "http://a.test/",
          { { SLICE("http://a.test/"), 200, VIA_NONE } },
          "insecure" },
        { LINK_WEB,
          REASON_OK,
          "HTTP://a.test/",
          { { SLICE("http://a.test/"), 301, VIA_NONE },
            { SLICE("https://a.test/"), 200, VIA_REDIRECT } },
          "redirect insecure" },
        { LINK_WEB,
          REASON_OK,
          "www.a.test",
          { { SLICE("http://www.a.test/"), 200, VIA_NONE } },
          "insecure" },
        { LINK_WEB,
          REASON_OK,
          "https://a.test/",
          { { SLICE("https://a.test/"), 302, VIA_NONE },
            { SLICE("http://a.test/"), 302, VIA_REDIRECT },
            { SLICE("https://b.test/"), 200, VIA_REDIRECT } },
          "insecure" },
        { LINK_WEB,
          REASON_GONE,
          "http://a.test/",
          { { SLICE("http://a.test/"), 404, VIA_NONE } },
          "dead insecure" },
        { LINK_WEB,
          REASON_DENIED,
          "http://a.test/",
          { { SLICE("http://a.test/"), NOT_ASKED, VIA_NONE } },
          "" },
    };
    struct policy p = everything();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct outcome outcome = { .reason = rows[i].reason, .hops = (struct hop *)rows[i].hops };
        while (outcome.hop_count < 4 && rows[i].hops[outcome.hop_count].url.data) {
            outcome.final = rows[i].hops[outcome.hop_count].url;
            outcome.status = rows[i].hops[outcome.hop_count++].status;
        }
        struct judged what = { .kind = rows[i].kind,
                               .reason = rows[i].reason,
                               .outcome = &outcome,
                               .url = rows[i].hops[0].url,
                               .written = slice_from(rows[i].written) };
        const char *got = classes_of(&p, &what);
        if (strcmp(got, rows[i].want) != 0) {
            fail_msg("row %zu: %s, not %s", i, got, rows[i].want);
        }
    }
    assert_int_equal(COUNT_OF(rows), 17);
}

static void what_is_off_is_not_found(void **state)
{
    (void)state;
    struct policy p = everything();
    struct outcome outcome = { .reason = REASON_GONE, .status = 404 };
    struct judged what = { .reason = REASON_GONE,
                           .outcome = &outcome,
                           .written = SLICE("http://a") };
    assert_string_equal(classes_of(&p, &what), "dead insecure");
    p.classes[CLASS_DEAD] = SEVERITY_OFF;
    assert_string_equal(classes_of(&p, &what), "insecure");
    p.overruled[REASON_GONE] = true;
    p.reasons[REASON_GONE] = SEVERITY_ERROR;
    assert_string_equal(classes_of(&p, &what), "dead insecure");
}

/* --- Words --- */

static const struct conflict disputed[] = {
    { .field = "date", .values = { SLICE("2020-01-01"), SLICE("2020-01-02") }, .value_count = 2 },
    { .field = "author.handle", .values = { SLICE("a"), SLICE("b") }, .value_count = 2 },
};

static void words_name_what_is_wrong(void **state)
{
    (void)state;
    static const struct {
        enum reason reason;
        int status;
        enum tls_fault tls;
        enum link_kind kind;
        const char *message, *hint;
    } rows[] = {
        { REASON_GONE, 404, TLS_NONE, LINK_WEB, "there is no such page (404)",
          "--archive looks for a copy" },
        { REASON_NO_SUCH_HOST, 0, TLS_NONE, LINK_WEB, "there is no host last.test",
          "--archive looks for a copy" },
        { REASON_NO_SUCH_FILE, 0, TLS_NONE, LINK_LOCAL, "there is no such file: docs/x.md", NULL },
        { REASON_NO_SUCH_FILE, 0, TLS_NONE, LINK_WEB, "there is no such file: docs/x.md", NULL },
        { REASON_NO_SUCH_FRAGMENT, 0, TLS_NONE, LINK_LOCAL,
          "there is no heading or id \"top-most\" in docs/x.md", NULL },
        { REASON_BLOCKED, 403, TLS_NONE, LINK_WEB, "the site lets no programs in (403)",
          "where it opens in a browser, --accept last.test=403 takes it for alive" },
        { REASON_BLOCKED, 200, TLS_NONE, LINK_WEB, "the site lets no programs in (200)", NULL },
        { REASON_RATE_LIMITED, 429, TLS_NONE, LINK_WEB, "the site is asked too often (429)",
          "--rate last.test=1/s asks it more slowly" },
        { REASON_TLS, 0, TLS_EXPIRED, LINK_WEB,
          "no safe connection to last.test: its certificate has expired", NULL },
        { REASON_TLS, 0, TLS_UNTRUSTED, LINK_WEB,
          "no safe connection to last.test: its certificate is signed by nobody we trust",
          "--cacert FILE trusts the certificates in FILE" },
        { REASON_TOO_MANY_HOPS, 302, TLS_NONE, LINK_WEB,
          "it redirects on and on: 2 hops and no end", "--archive looks for a copy" },
    };
    struct policy p = everything();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct hop hops[] = { { .url = SLICE("https://first.test/") },
                              { .url = SLICE("https://u:p@last.test:8443/x") } };
        struct outcome outcome = { .reason = rows[i].reason,
                                   .status = rows[i].status,
                                   .tls = rows[i].tls,
                                   .hops = hops,
                                   .hop_count = 2 };
        struct judged what = { .reason = rows[i].reason,
                               .kind = rows[i].kind,
                               .outcome = &outcome,
                               .written = SLICE("x.md#top-most"),
                               .target = SLICE("docs/x.md") };
        struct arena arena = { 0 };
        struct buffer scratch = BUFFER(10000);
        struct finding found[CLASS_COUNT];
        assert_int_equal(judge_place(&p, &what, &arena, &scratch, found), 1);
        assert_slice(found[0].message, rows[i].message);
        assert_slice(found[0].hint, rows[i].hint);
        assert_int_equal(found[0].status, rows[i].status);
        assert_int_equal(found[0].hop_count, 2);
        buffer_free(&scratch);
        arena_free(&arena);
    }
}

static void words_hold_no_password(void **state)
{
    (void)state;
    struct policy p = everything();
    struct hop hops[] = { { SLICE("https://a.test/"), 301, VIA_NONE },
                          { SLICE("https://u:secret@b.test/x"), 200, VIA_REDIRECT } };
    struct outcome outcome = {
        .reason = REASON_OK, .status = 200, .hops = hops, .hop_count = 2, .final = hops[1].url
    };
    struct judged what = { .reason = REASON_OK,
                           .outcome = &outcome,
                           .written = SLICE("https://a.test/") };
    struct arena arena = { 0 };
    struct buffer scratch = BUFFER(10000);
    struct finding found[CLASS_COUNT];
    assert_int_equal(judge_place(&p, &what, &arena, &scratch, found), 1);
    assert_slice(found[0].message, "it has moved for good to https://b.test/x");
    assert_slice(found[0].suggestion, "https://u:secret@b.test/x");
    buffer_free(&scratch);
    arena_free(&arena);
}

static void a_conflict_tells_what_is_disputed(void **state)
{
    (void)state;
    struct policy p = everything();
    struct judged what = { .reason = REASON_UNVERIFIED,
                           .conflicts = disputed,
                           .conflict_count = 2,
                           .written = SLICE("x") };
    struct arena arena = { 0 };
    struct buffer scratch = BUFFER(10000);
    struct finding found[CLASS_COUNT];
    assert_int_equal(judge_place(&p, &what, &arena, &scratch, found), 1);
    assert_int_equal(found[0].class, CLASS_CONFLICT);
    assert_slice(found[0].message, "its sources disagree on its date: 2020-01-01 or 2020-01-02, "
                                   "and on its author.handle: a or b");
    buffer_free(&scratch);
    arena_free(&arena);
}

/* Where the link itself is at fault, its URL is to be written with https:; else the end of its way.
 */
static void insecure_links_are_mended_where_they_are_at_fault(void **state)
{
    (void)state;
    static const char itself[] =
        "it is asked for over http:, which anybody on the way can read and "
        "change";
    static const char way[] = "it leads over http:, which anybody on the way can read and change";
    static const struct {
        const char *written, *urls[3];
        enum reason reason;
        const char *message, *hint;
    } rows[] = {
        { "http://a.test/",
          { "http://a.test/", "https://a.test/", "https://b.test/" },
          REASON_OK,
          itself,
          "write https: where the site has it" },
        { "www.a.test",
          { "http://www.a.test/", "https://www.a.test/", "https://b.test/" },
          REASON_OK,
          itself,
          "write https: where the site has it" },
        { "https://a.test/",
          { "https://a.test/", "http://m.test/", "https://b.test/" },
          REASON_OK,
          way,
          "write https://b.test/, where it ends" },
        { "https://a.test/",
          { "https://a.test/", "http://m.test/", "https://b.test/" },
          REASON_BLOCKED,
          way,
          NULL },
        { "https://a.test/",
          { "https://a.test/", "https://m.test/", "http://b.test/" },
          REASON_OK,
          way,
          NULL },
    };
    struct policy p = everything();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const char *const *urls = rows[i].urls;
        struct hop hops[] = { { slice_from(urls[0]), 302, VIA_NONE },
                              { slice_from(urls[1]), 302, VIA_REDIRECT },
                              { slice_from(urls[2]), 200, VIA_REDIRECT } };
        struct outcome outcome = { .reason = rows[i].reason,
                                   .status = 200,
                                   .final = slice_from(urls[2]),
                                   .hops = hops,
                                   .hop_count = 3 };
        struct judged what = { .reason = rows[i].reason,
                               .outcome = &outcome,
                               .written = slice_from(rows[i].written) };
        struct arena arena = { 0 };
        struct buffer scratch = BUFFER(10000);
        struct finding found[CLASS_COUNT];
        size_t count = judge_place(&p, &what, &arena, &scratch, found);
        assert_true(count > 0);
        assert_int_equal(found[count - 1].class, CLASS_INSECURE);
        assert_slice(found[count - 1].message, rows[i].message);
        assert_slice(found[count - 1].hint, rows[i].hint);
        buffer_free(&scratch);
        arena_free(&arena);
    }
}

/* No hint names an option twice or says how to do what is done. */
static void no_hint_says_what_is_done(void **state)
{
    (void)state;
    struct policy p = everything();
    p.archives = true;
    struct outcome outcome = { .reason = REASON_GONE, .status = 404 };
    struct judged what = { .reason = REASON_GONE, .outcome = &outcome, .written = SLICE("x") };
    struct arena arena = { 0 };
    struct buffer scratch = BUFFER(10000);
    struct finding found[CLASS_COUNT];
    assert_int_equal(judge_place(&p, &what, &arena, &scratch, found), 1);
    assert_slice(found[0].hint, NULL);
    buffer_free(&scratch);
    arena_free(&arena);
}

/* A hint that is the same whatever the link has a number, by which it can be given once. */
static void hints_that_are_the_same_have_a_number(void **state)
{
    static const struct {
        const char *guess, *hint;
        enum reason reason;
        bool numbered;
    } rows[] = {
        { NULL, "--archive looks for a copy", REASON_GONE, true },
        { NULL, "--archive looks for a copy", REASON_PARKED, true },
        { NULL, "--timeout SECONDS waits longer", REASON_TIMEOUT, true },
        { NULL, "where it opens in a browser, --accept last.test=403 takes it for alive",
          REASON_BLOCKED, false },
        { "docs/x.md", "did you mean docs/x.md?", REASON_NO_SUCH_FILE, false },
        { "#x", "did you mean #x?", REASON_NO_SUCH_FRAGMENT, false },
        { NULL, NULL, REASON_NO_SUCH_FRAGMENT, false },
    };
    struct policy p = everything();
    unsigned numbers[COUNT_OF(rows)];
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct hop hops[] = { { .url = SLICE("https://last.test/") } };
        struct outcome outcome = {
            .reason = rows[i].reason, .status = 403, .hops = hops, .hop_count = 1
        };
        struct judged what = { .reason = rows[i].reason,
                               .outcome = &outcome,
                               .written = SLICE("x"),
                               .guess = slice_from(rows[i].guess) };
        struct arena arena = { 0 };
        struct buffer scratch = BUFFER(10000);
        struct finding found[CLASS_COUNT];
        assert_int_equal(judge_place(&p, &what, &arena, &scratch, found), 1);
        assert_slice(found[0].hint, rows[i].hint);
        assert_int_equal(found[0].advice != 0, rows[i].numbered);
        assert_true(found[0].advice < 64);
        numbers[i] = found[0].advice;
        buffer_free(&scratch);
        arena_free(&arena);
    }
    assert_int_equal(numbers[0], numbers[1]);
    assert_int_not_equal(numbers[0], numbers[2]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_reason_has_its_class),
        cmocka_unit_test(a_severity_of_its_own_tells_of_any_reason),
        cmocka_unit_test(what_is_no_url_counts_where_only_links_stand),
        cmocka_unit_test(redirects_and_insecure_hops_are_found),
        cmocka_unit_test(what_is_off_is_not_found),
        cmocka_unit_test(words_name_what_is_wrong),
        cmocka_unit_test(words_hold_no_password),
        cmocka_unit_test(a_conflict_tells_what_is_disputed),
        cmocka_unit_test(insecure_links_are_mended_where_they_are_at_fault),
        cmocka_unit_test(no_hint_says_what_is_done),
        cmocka_unit_test(hints_that_are_the_same_have_a_number),
    };
    return cmocka_run_group_tests_name("judge", tests, NULL, NULL);
}
