#include "unit.h"

#include "follow/verdict.h"
#include "places/walls.h"

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
        [FAULT_OUT_OF_TIME] = REASON_OUT_OF_TIME,
    };
    assert_int_equal(COUNT_OF(want), FAULT_COUNT);
    for (enum fault fault = FAULT_NONE; fault < FAULT_COUNT; fault++) {
        assert_int_equal(verdict_of_fault(fault), want[fault]);
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
        if (verdict_is_sent_home(&from, &to) != rows[i].want) {
            fail_msg("%s to %s", rows[i].from, rows[i].to);
        }
        buffer_free(&one);
        buffer_free(&two);
    }
}

static void walls_are_known(void **state)
{
    (void)state;
    static const struct {
        const char *url;
        enum wall want;
    } rows[] = {
        { "https://www.instagram.com/accounts/login/?next=/p/x/", WALL_LOGIN },
        { "https://any.test/accounts/login", WALL_LOGIN },
        { "https://any.test/accounts/login-help", WALL_LOGIN },
        { "https://any.test/accounts/logins", WALL_NONE },
        { "https://www.facebook.com/login/?next=x", WALL_LOGIN },
        { "https://m.facebook.com/login.php?next=x", WALL_LOGIN },
        { "https://www.facebook.com/loginhelp", WALL_NONE },
        { "https://notfacebook.com/login", WALL_NONE },
        { "https://www.linkedin.com/authwall?trk=x", WALL_LOGIN },
        { "https://x.com/i/flow/login?redirect_after_login=x", WALL_LOGIN },
        { "https://accounts.google.com/v3/signin", WALL_LOGIN },
        { "https://www.google.com/sorry/index?continue=x", WALL_ROBOTS },
        { "https://www.google.co.uk/sorry/index", WALL_ROBOTS },
        { "https://www.google.com/search?q=sorry", WALL_NONE },
        { "https://notgoogle.com/sorry/", WALL_NONE },
        { "https://consent.youtube.com/m?continue=x", WALL_ROBOTS },
        { "https://consent.yahoo.com/v2/collectConsent", WALL_ROBOTS },
        { "https://myconsent.test/", WALL_NONE },
        { "https://a.test/", WALL_NONE },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buffer text = BUFFER(URL_MOST);
        struct url u;
        assert_int_equal(url_parse(slice_from(rows[i].url), NULL, &text, &u), URL_OK);
        if (wall_at(&u) != rows[i].want) {
            fail_msg("%s", rows[i].url);
        }
        buffer_free(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statuses_have_reasons), cmocka_unit_test(five_statuses_redirect),
        cmocka_unit_test(faults_have_reasons),   cmocka_unit_test(deep_links_are_sent_home),
        cmocka_unit_test(walls_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
