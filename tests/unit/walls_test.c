/* Walls: what stands for each row of the table, and what is near it and is none. */
#include "unit.h"

#include "places/walls.h"

static const struct {
    const char *url;
    enum wall want;
} rows[] = {
    { "https://any.test/accounts/login", WALL_LOGIN },
    { "https://any.test/accounts/login/?next=x", WALL_LOGIN },
    { "https://any.test/Accounts/Login", WALL_LOGIN },
    { "https://any.test/accounts/logins", WALL_NONE },
    { "https://any.test/accounts/login2", WALL_NONE },
    { "https://any.test/x/accounts/login", WALL_NONE },
    { "https://any.test/accounts", WALL_NONE },
    { "https://any.test/login", WALL_NONE },
    { "https://facebook.com/login", WALL_LOGIN },
    { "https://www.facebook.com/login.php?next=x", WALL_LOGIN },
    { "https://www.facebook.com/loginhelp", WALL_NONE },
    { "https://notfacebook.com/login", WALL_NONE },
    { "https://facebook.com.test/login", WALL_NONE },
    { "https://m.facebook.com/checkpoint/1", WALL_LOGIN },
    { "https://www.facebook.com/x/checkpoint", WALL_NONE },
    { "https://www.threads.net/login?next=x", WALL_LOGIN },
    { "https://www.threads.com/login", WALL_LOGIN },
    { "https://www.threads.com/@login", WALL_NONE },
    { "https://twitter.com/i/flow/login", WALL_LOGIN },
    { "https://twitter.com/i/flow/signup", WALL_NONE },
    { "https://mobile.twitter.com/login", WALL_LOGIN },
    { "https://twitter.com/loginapp", WALL_NONE },
    { "https://twitter.com/account/access", WALL_ROBOTS },
    { "https://twitter.com/account", WALL_NONE },
    { "https://x.com/i/flow/login?redirect_after_login=x", WALL_LOGIN },
    { "https://x.com/login", WALL_LOGIN },
    { "https://x.com/account/access", WALL_ROBOTS },
    { "https://netflix.com/login", WALL_NONE },
    { "https://www.linkedin.com/authwall?trk=x", WALL_LOGIN },
    { "https://www.linkedin.com/uas/login", WALL_LOGIN },
    { "https://www.linkedin.com/login/de", WALL_LOGIN },
    { "https://www.linkedin.com/checkpoint/challenge", WALL_ROBOTS },
    { "https://www.linkedin.com/in/authwall", WALL_NONE },
    { "https://www.tiktok.com/login", WALL_LOGIN },
    { "https://www.tiktok.com/@login", WALL_NONE },
    { "https://www.reddit.com/login/?dest=x", WALL_LOGIN },
    { "https://www.reddit.com/r/login", WALL_NONE },
    { "https://www.pinterest.com/login/", WALL_LOGIN },
    { "https://www.pinterest.co.uk/login/", WALL_LOGIN },
    { "https://mypinterest.com/login/", WALL_NONE },
    { "https://www.pinterest.com/pin/1/", WALL_NONE },
    { "https://medium.com/m/signin?operation=x", WALL_LOGIN },
    { "https://medium.com/m/signing", WALL_NONE },
    { "https://accounts.google.com/v3/signin", WALL_LOGIN },
    { "https://login.microsoftonline.com/", WALL_LOGIN },
    { "https://login.live.com/x", WALL_LOGIN },
    { "https://live.com/x", WALL_NONE },
    { "https://www.google.com/sorry/index?continue=x", WALL_ROBOTS },
    { "https://www.google.co.uk/sorry", WALL_ROBOTS },
    { "https://www.google.com/sorryness", WALL_NONE },
    { "https://www.google.com/search?q=sorry", WALL_NONE },
    { "https://notgoogle.com/sorry/", WALL_NONE },
    { "https://consent.youtube.com/m?continue=x", WALL_ROBOTS },
    { "https://consent.yahoo.com/v2/collectConsent", WALL_ROBOTS },
    { "https://myconsent.test/", WALL_NONE },
    { "https://any.test/accounts/login-help", WALL_LOGIN },
    { "https://www.amazon.de/errors/validateCaptcha?x", WALL_ROBOTS },
    { "https://www.amazon.de/errors/other", WALL_NONE },
    { "https://geo.captcha-delivery.com/captcha/", WALL_ROBOTS },
    { "https://validate.perfdrive.com/", WALL_ROBOTS },
    { "https://a.test/", WALL_NONE },
};

static void walls_are_told_from_what_is_near(void **state)
{
    (void)state;
    struct buffer text = BUFFER(URL_MOST);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct url u;
        assert_int_equal(url_parse(slice_from(rows[i].url), NULL, &text, &u), URL_OK);
        if (wall_at(&u) != rows[i].want) {
            fail_msg("%s", rows[i].url);
        }
    }
    buffer_free(&text);
}

static void walls_that_carry_back_are_known(void **state)
{
    (void)state;
    static const char page[] = "https://www.a.test/2023/story?p=1";
    static const struct {
        const char *from, *url;
        enum wall want;
    } carried[] = {
        { page, "https://a.test/login?next=%2F2023%2Fstory%3Fp%3D1", WALL_LOGIN },
        { page, "https://a.test/login?next=/2023/story", WALL_LOGIN },
        { page, "https://a.test/login?x=1&to=%2F2023%2Fstory%2F&y", WALL_LOGIN },
        { page, "https://a.test/users/sign_in?return_to=https%3A%2F%2Fwww.a.test%2F2023%2Fstory",
          WALL_LOGIN },
        { page, "https://id.test/Session/new?u=https%253A%252F%252Fa.test%252F2023%252Fstory",
          WALL_LOGIN },
        { page, "https://login.a.test/?u=https%3A%2F%2Fa.test%2F2023%2Fstory", WALL_LOGIN },
        { page, "https://a.test/wp-login.php?redirect_to=https%3A%2F%2Fa.test%2F2023%2Fstory",
          WALL_LOGIN },
        { page, "https://sso.b.test/oauth2/start?rd=https%3A%2F%2Fa.test%2F2023%2Fstory",
          WALL_LOGIN },
        { page, "https://a.test/privacy-gate/ask?to=%2F2023%2Fstory", WALL_ROBOTS },
        { "https://a.test/", "https://a.test/login?next=%2F", WALL_LOGIN },
        /* no word for a wall, or nothing carried */
        { page, "https://a.test/2023/story-2?from=/2023/story", WALL_NONE },
        { page, "https://a.test/blogin?next=/2023/story", WALL_NONE },
        { page, "https://a.test/login-help?next=/2023/story", WALL_NONE },
        { page, "https://a.test/login", WALL_NONE },
        { page, "https://a.test/login?", WALL_NONE },
        { page, "https://a.test/login?lang=en", WALL_NONE },
        { page, "https://a.test/login?next=", WALL_NONE },
        { page, "https://a.test/login?next=/", WALL_NONE },
        { page, "https://a.test/login?next=/2023/other", WALL_NONE },
        { page, "https://a.test/login?next=/2023/story?p=2", WALL_NONE },
        { page, "https://b.test/login?next=/2023/story", WALL_NONE },
        { page, "https://b.test/login?next=https%3A%2F%2Fb.test%2F2023%2Fstory", WALL_NONE },
    };
    struct buffer one = BUFFER(URL_MOST);
    struct buffer two = BUFFER(URL_MOST);
    for (size_t i = 0; i < COUNT_OF(carried); i++) {
        struct url from;
        struct url u;
        bool failed = false;
        assert_int_equal(url_parse(slice_from(carried[i].from), NULL, &one, &from), URL_OK);
        assert_int_equal(url_parse(slice_from(carried[i].url), NULL, &two, &u), URL_OK);
        if (wall_between(&from, &u, &failed) != carried[i].want || failed) {
            fail_msg("%s", carried[i].url);
        }
    }
    buffer_free(&one);
    buffer_free(&two);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(walls_are_told_from_what_is_near),
                                        cmocka_unit_test(walls_that_carry_back_are_known) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
