#include "unit.h"

#include "follow/signs.h"
#include "follow/verdict.h"
#include "net/reason.h"

static void statuses_have_reasons(void **state)
{
    (void)state;
    static const struct {
        int status;
        bool challenged;
        enum reason want;
    } rows[] = {
        { 200, false, REASON_OK },           { 204, false, REASON_OK },
        { 299, false, REASON_OK },           { 300, false, REASON_PROTOCOL },
        { 304, false, REASON_PROTOCOL },     { 305, false, REASON_PROTOCOL },
        { 400, false, REASON_CLIENT_ERROR }, { 401, false, REASON_BLOCKED },
        { 402, false, REASON_CLIENT_ERROR }, { 403, false, REASON_BLOCKED },
        { 404, false, REASON_GONE },         { 410, false, REASON_GONE },
        { 418, false, REASON_CLIENT_ERROR }, { 429, false, REASON_RATE_LIMITED },
        { 451, false, REASON_CLIENT_ERROR }, { 500, false, REASON_SERVER_ERROR },
        { 503, false, REASON_SERVER_ERROR }, { 503, true, REASON_BLOCKED },
        { 403, true, REASON_BLOCKED },       { 600, false, REASON_PROTOCOL },
        { 999, false, REASON_BLOCKED },      { 0, false, REASON_PROTOCOL },
        { 101, false, REASON_PROTOCOL },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (verdict_of_status(rows[i].status, rows[i].challenged) != rows[i].want) {
            fail_msg("%d is not %s", rows[i].status, reason_word(rows[i].want));
        }
    }
}

static void five_statuses_redirect(void **state)
{
    (void)state;
    for (int status = 0; status < 1000; status++) {
        bool want =
            status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
        assert_int_equal(verdict_is_redirect(status), want);
    }
}

static void faults_have_reasons(void **state)
{
    (void)state;
    static const enum reason want[] = {
        [FAULT_NONE] = REASON_NONE,
        [FAULT_DENIED] = REASON_DENIED,
        [FAULT_NO_SUCH_HOST] = REASON_NO_SUCH_HOST,
        [FAULT_UNREACHABLE] = REASON_UNREACHABLE,
        [FAULT_TIMEOUT] = REASON_TIMEOUT,
        [FAULT_TLS] = REASON_TLS,
        [FAULT_LARGE_HEADER] = REASON_TOO_LARGE_HEADER,
        [FAULT_PROTOCOL] = REASON_PROTOCOL,
        [FAULT_RATE_LIMITED] = REASON_RATE_LIMITED,
        [FAULT_OVERLOADED] = REASON_SERVER_ERROR,
        [FAULT_EXCLUDED] = REASON_EXCLUDED,
        [FAULT_OUT_OF_TIME] = REASON_OUT_OF_TIME,
        [FAULT_OFFLINE] = REASON_OFFLINE,
    };
    assert_int_equal(COUNT_OF(want), FAULT_COUNT);
    for (enum fault fault = FAULT_NONE; fault < FAULT_COUNT; fault++) {
        assert_int_equal(reason_of_fault(fault), want[fault]);
    }
}

static void deep_links_are_sent_home(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to;
        bool want;
    } rows[] = {
        { "https://a.test/2019/story", "https://a.test/", true },
        { "https://a.test/story", "http://a.test/", true },
        { "https://a.test/story", "https://www.a.test/", true },
        { "https://www.a.test/story", "https://a.test/", true },
        { "https://m.a.test/story", "https://www.a.test/", true },
        { "https://news.a.test/story", "https://a.test/", true },
        { "https://a.test/?p=12", "https://a.test/", true },
        { "https://a.test/story", "https://a.test/#top", true },
        { "https://a.test/story", "https://a.test/?from=story", false },
        { "https://a.test/story", "https://a.test/en/", false },
        { "https://a.test/story", "https://a.test/other", false },
        { "https://a.test/story", "https://b.test/", false },
        { "https://nota.test/story", "https://a.test/", false },
        { "https://a.test/", "https://www.a.test/", false },
        { "https://a.test/en/", "https://a.test/", false },
        { "https://a.test/pt-BR", "https://a.test/", false },
        { "https://a.test/index.html", "https://a.test/", false },
        { "https://a.test/Home", "https://a.test/", false },
        { "https://a.test/en/story", "https://a.test/", true },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buffer one = BUFFER(URL_MOST);
        struct buffer two = BUFFER(URL_MOST);
        struct url from;
        struct url to;
        assert_int_equal(url_parse(slice_from(rows[i].from), NULL, &one, &from), URL_OK);
        assert_int_equal(url_parse(slice_from(rows[i].to), NULL, &two, &to), URL_OK);
        enum reason want = rows[i].want ? REASON_REDIRECTED_HOME : REASON_OK;
        if (verdict_of_page(&from, &to, true, 0) != want ||
            verdict_of_page(&from, &to, false, 0) != REASON_OK) {
            fail_msg("%s to %s", rows[i].from, rows[i].to);
        }
        buffer_free(&one);
        buffer_free(&two);
    }
}

static void walls_have_reasons(void **state)
{
    (void)state;
    assert_int_equal(verdict_of_wall(WALL_NONE), REASON_NONE);
    assert_int_equal(verdict_of_wall(WALL_LOGIN), REASON_LOGIN_WALL);
    assert_int_equal(verdict_of_wall(WALL_ROBOTS), REASON_BLOCKED);
}

/* The first column is what the link meant, the second where it ended. */
static void pages_are_judged_by_two_signs(void **state)
{
    (void)state;
    static const char story[] = "https://a.test/2019/story";
    static const char lost[] = "https://a.test/errors/404";
    enum { PARK = SIGN_SERVICE | SIGN_CODE };
    static const struct {
        const char *from, *to;
        unsigned signs;
        enum reason want;
    } rows[] = {
        { story, story, 0, REASON_OK },
        { story, story, SIGN_TITLE, REASON_OK },
        { story, story, SIGN_HEADING | SIGN_FEW | SIGN_NO_INDEX, REASON_OK },
        { story, story, SIGN_TITLE | SIGN_HEADING, REASON_SOFT_404 },
        { story, story, SIGN_TITLE | SIGN_FEW, REASON_SOFT_404 },
        { story, story, SIGN_TITLE | SIGN_NO_INDEX, REASON_SOFT_404 },
        { story, story, SIGN_TITLE | SIGN_ARTICLE, REASON_OK },
        { story, story, SIGN_TITLE | SIGN_HEADING | SIGN_FEW | SIGN_ARTICLE, REASON_OK },
        { story, story, SIGN_TITLE | SIGN_NO_INDEX | SIGN_ARTICLE, REASON_SOFT_404 },
        { story, lost, 0, REASON_OK },
        { story, lost, SIGN_FEW, REASON_OK },
        { story, lost, SIGN_TITLE, REASON_SOFT_404 },
        { story, lost, SIGN_TITLE | SIGN_ARTICLE, REASON_SOFT_404 },
        { story, lost, SIGN_HEADING, REASON_SOFT_404 },
        { story, "https://a.test/2019/other", SIGN_TITLE, REASON_OK },
        /* asked for by its name, or a root */
        { lost, lost, SIGN_TITLE | SIGN_HEADING | SIGN_FEW, REASON_OK },
        { "https://a.test/wiki/HTTP_404", "https://a.test/wiki/HTTP_404", SIGN_TITLE | SIGN_HEADING,
          REASON_OK },
        { "https://a.test/", "https://a.test/", SIGN_TITLE | SIGN_HEADING, REASON_OK },
        { "https://a.test/", lost, SIGN_TITLE | SIGN_HEADING, REASON_OK },
        { story, "https://a.test/en/", SIGN_TITLE | SIGN_HEADING, REASON_OK },
        { story, "https://a.test/", SIGN_TITLE | SIGN_HEADING, REASON_REDIRECTED_HOME },
        { "https://a.test/", "https://a.test/", SIGN_NAME, REASON_OK },
        { "https://a.test/", "https://a.test/", SIGN_SERVICE, REASON_OK },
        { "https://a.test/", "https://a.test/", SIGN_CODE, REASON_OK },
        { "https://a.test/", "https://a.test/", PARK, REASON_OK },
        { "https://a.test/", "https://a.test/", SIGN_NAME | SIGN_SERVICE, REASON_PARKED },
        { "https://a.test/", "https://a.test/", SIGN_NAME | SIGN_CODE, REASON_PARKED },
        { "https://a.test/", "https://a.test/lander", PARK | SIGN_FEW, REASON_PARKED },
        { story, "https://a.test/", SIGN_NAME | SIGN_SERVICE, REASON_PARKED },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buffer one = BUFFER(URL_MOST);
        struct buffer two = BUFFER(URL_MOST);
        struct url from;
        struct url to;
        assert_int_equal(url_parse(slice_from(rows[i].from), NULL, &one, &from), URL_OK);
        assert_int_equal(url_parse(slice_from(rows[i].to), NULL, &two, &to), URL_OK);
        bool moved = strcmp(rows[i].from, rows[i].to) != 0;
        enum reason got = verdict_of_page(&from, &to, moved, rows[i].signs);
        if (got != rows[i].want) {
            fail_msg("row %zu: %s to %s with %x: %s", i, rows[i].from, rows[i].to, rows[i].signs,
                     reason_word(got));
        }
        buffer_free(&one);
        buffer_free(&two);
    }
}

static void ends_that_many_share_are_judged(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to;
        unsigned signs;
        enum reason want;
    } rows[] = {
        { "https://a.test/2019/story", "https://b.test/", 0, REASON_REDIRECTED_HOME },
        { "https://a.test/a-story-of-many-words", "https://b.test/", 0, REASON_REDIRECTED_HOME },
        { "https://a.test/slug", "https://b.test/", SIGN_TITLE, REASON_OK },
        { "https://a.test/slug/", "https://b.test/", 0, REASON_OK },
        { "https://a.test/2019/story", "https://b.test/en/", 0, REASON_OK },
        { "https://a.test/2019/story", "https://b.test/?from=a", 0, REASON_OK },
        { "https://a.test/2019/story", "https://b.test/search", 0, REASON_OK },
        { "https://a.test/2019/story", "https://a.test/search", 0, REASON_OK },
        { "https://a.test/2019/story", "https://a.test/search", SIGN_FEW | SIGN_NO_INDEX,
          REASON_OK },
        { "https://a.test/2019/story", "https://a.test/search", SIGN_TITLE, REASON_SOFT_404 },
        { "https://a.test/slug", "https://a.test/search", SIGN_HEADING, REASON_SOFT_404 },
        { "https://a.test/slug", "https://a.test/search", SIGN_HEADING | SIGN_ARTICLE, REASON_OK },
        { "https://a.test/slug", "https://a.test/not-found", 0, REASON_SOFT_404 },
        { "https://a.test/", "https://a.test/not-found", 0, REASON_OK },
        { "https://a.test/404", "https://a.test/not-found", 0, REASON_OK },
        { "https://a.test/slug", "https://a.test/en/", SIGN_TITLE, REASON_OK },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buffer one = BUFFER(URL_MOST);
        struct buffer two = BUFFER(URL_MOST);
        struct url from;
        struct url to;
        assert_int_equal(url_parse(slice_from(rows[i].from), NULL, &one, &from), URL_OK);
        assert_int_equal(url_parse(slice_from(rows[i].to), NULL, &two, &to), URL_OK);
        if (verdict_of_shared(&from, &to, rows[i].signs) != rows[i].want) {
            fail_msg("%s to %s", rows[i].from, rows[i].to);
        }
        buffer_free(&one);
        buffer_free(&two);
    }
}

/* What a probe is worth for: one sign, or another path. */
static void what_is_doubtful(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to;
        unsigned signs;
        bool moved, want;
    } rows[] = {
        { "https://a.test/story", "https://a.test/story", 0, false, false },
        { "https://a.test/story", "https://a.test/story", SIGN_TITLE, false, true },
        { "https://a.test/story", "https://a.test/story", SIGN_HEADING, false, true },
        { "https://a.test/story", "https://a.test/story", SIGN_FEW, false, true },
        { "https://a.test/story", "https://a.test/story", SIGN_NO_INDEX, false, true },
        { "https://a.test/story", "https://a.test/story", SIGN_ARTICLE, false, false },
        { "http://a.test/story", "https://www.a.test/Story/", 0, true, false },
        { "http://a.test/story?x=1", "https://a.test/story", 0, true, false },
        { "https://a.test/story", "https://a.test/search", 0, true, true },
        { "https://a.test/story", "https://a.test/", 0, true, true },
        { "https://a.test/", "https://a.test/en/home", SIGN_TITLE, true, false },
        { "https://a.test/en/", "https://a.test/search", SIGN_TITLE, true, false },
        { "https://a.test/404", "https://a.test/search", SIGN_TITLE, true, false },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buffer one = BUFFER(URL_MOST);
        struct buffer two = BUFFER(URL_MOST);
        struct url from;
        struct url to;
        assert_int_equal(url_parse(slice_from(rows[i].from), NULL, &one, &from), URL_OK);
        assert_int_equal(url_parse(slice_from(rows[i].to), NULL, &two, &to), URL_OK);
        if (verdict_is_doubtful(&from, &to, rows[i].moved, rows[i].signs) != rows[i].want) {
            fail_msg("%s to %s", rows[i].from, rows[i].to);
        }
        buffer_free(&one);
        buffer_free(&two);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statuses_have_reasons), cmocka_unit_test(five_statuses_redirect),
        cmocka_unit_test(faults_have_reasons),   cmocka_unit_test(deep_links_are_sent_home),
        cmocka_unit_test(walls_have_reasons),    cmocka_unit_test(ends_that_many_share_are_judged),
        cmocka_unit_test(what_is_doubtful),      cmocka_unit_test(pages_are_judged_by_two_signs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
