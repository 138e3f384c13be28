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

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(walls_are_told_from_what_is_near) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
