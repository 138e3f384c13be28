/* What parked domains show, what offers them, and what is near either. */
#include "unit.h"

#include "places/interstitials.h"
#include "places/parked.h"

static void parse(const char *text, struct buffer *into, struct url *out)
{
    assert_int_equal(url_parse(slice_from(text), NULL, into, out), URL_OK);
}

static void services_are_known_by_their_resources(void **state)
{
    (void)state;
    static const struct {
        const char *resource;
        bool want;
    } rows[] = {
        { "https://img.sedoparking.com/templates/a.png", true },
        { "//sedoparking.com/frmpark/a.test/Sedopark/park.js", true },
        { "https://d38psrni17bvxu.cloudfront.net/themes/a.css", true },
        { "https://img1.wsimg.com/parking-lander/static/js/main.js", true },
        { "https://www.google.com/adsense/domains/caf.js?abp=1", true },
        { "HTTPS://PARKINGCREW.NET/a.js", true },
        { "https://img1.wsimg.com/blobby/go/a.js", false },
        { "https://jordan.com/a.js", false },
        { "https://dan.com.test/a.js", false },
        { "https://notsedoparking.com/a.js", false },
        { "/js/main.js", false },
        { "", false },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (parked_is_service(slice_from(rows[i].resource)) != rows[i].want) {
            fail_msg("%s", rows[i].resource);
        }
    }
    assert_true(parked_is_code(SLICE("window.LANDER_SYSTEM=\"PW\"")));
    assert_true(parked_is_code(SLICE("window.park = \"eyJ1dWlkIjo\";")));
    assert_false(parked_is_code(SLICE("window.parking = 1; var lander = 2;")));
    assert_false(parked_is_code(SLICE("")));
}

static void texts_name_hosts(void **state)
{
    (void)state;
    static const struct {
        const char *text, *host;
        bool want;
    } rows[] = {
        { "harbour.example", "harbour.example", true },
        { "harbour.example - this domain is for sale!", "www.harbour.example", true },
        { "Buy Harbour.Example today", "harbour.example", true },
        { "www.harbour.example", "harbour.example", true },
        { "The domain harbour.example.", "harbour.example", true },
        { "myharbour.example", "harbour.example", false },
        { "my-harbour.example", "harbour.example", false },
        { "harbour.example.org", "harbour.example", false },
        { "harbour.examples", "harbour.example", false },
        { "The harbour", "harbour.example", false },
        { "", "harbour.example", false },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (parked_names(slice_from(rows[i].text), slice_from(rows[i].host)) != rows[i].want) {
            fail_msg("%s, %s", rows[i].text, rows[i].host);
        }
    }
}

static void offers_name_what_they_offer(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to;
        bool want;
    } rows[] = {
        { "http://harbour.example/story",
          "https://www.hugedomains.com/domain_profile.cfm?d=harbour.example", true },
        { "http://www.harbour.example/",
          "https://dan.com/buy-domain/harbour.example?redirected=true", true },
        { "http://blog.harbour.example/", "https://sedo.com/search/details/?domain=harbour.example",
          true },
        { "http://harbour.example/", "https://www.afternic.com/forsale/www.harbour.example", true },
        { "http://harbour.example/", "https://sedo.com/x?u=http%3A%2F%2Fharbour.example%2F", true },
        { "http://harbour.example/", "https://www.hugedomains.com/", false },
        { "http://harbour.example/", "https://dan.com/buy-domain/harbour.example.org", false },
        { "http://a.co.uk/", "https://dan.com/buy-domain/b.co.uk", false },
        { "http://harbour.example/", "https://news.example/harbour.example", false },
        { "https://dan.com/x", "https://sedo.com/?d=dan.com", false },
    };
    struct buffer one = BUFFER(URL_MOST);
    struct buffer two = BUFFER(URL_MOST);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct url from;
        struct url to;
        bool failed = false;
        parse(rows[i].from, &one, &from);
        parse(rows[i].to, &two, &to);
        if (parked_is_offer(&from, &to, &failed) != rows[i].want || failed) {
            fail_msg("%s to %s", rows[i].from, rows[i].to);
        }
    }
    buffer_free(&one);
    buffer_free(&two);
}

/* --- Pages of shorteners between a link and its target --- */

static void interstitials_show_their_target(void **state)
{
    (void)state;
    static const struct {
        const char *url, *tag, *want;
    } rows[] = {
        { "https://lnkd.in/dAbCd",
          "<a class='x' data-tracking-control-name='external_url_click' "
          "href='https://b.test/?a&amp;b'>",
          "https://b.test/?a&amp;b" },
        { "https://lnkd.in/dAbCd", "<A HREF=/x DATA-tracking-control-name=external_url_click>",
          "/x" },
        { "https://lnkd.in/dAbCd", "<a data-tracking-control-name=other href=/x>", NULL },
        { "https://lnkd.in/dAbCd", "<a href=/x>", NULL },
        { "https://lnkd.in/dAbCd", "<p data-tracking-control-name=external_url_click href=/x>",
          NULL },
        { "https://preview.tinyurl.com/x", "<a id='redirecturl' href='/x'>", "/x" },
        { "https://v.gd/x", "<a class='a biglink' href='/x'>", "/x" },
        { "https://lnkd.in/dAbCd", "<a id=redirecturl href=/x>", NULL },
    };
    struct buffer text = BUFFER(URL_MOST);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct url u;
        struct html h = HTML_OVER(slice_from(rows[i].tag));
        struct html_token t;
        parse(rows[i].url, &text, &u);
        const struct interstitial *row = interstitial_at(&u);
        assert_non_null(row);
        html_next(&h, &t);
        assert_slice(interstitial_target(row, &t), rows[i].want);
    }
    static const char *const none[] = { "https://a.test/", "https://notlnkd.in/x",
                                        "https://lnkd.in.test/" };
    for (size_t i = 0; i < COUNT_OF(none); i++) {
        struct url u;
        parse(none[i], &text, &u);
        assert_null(interstitial_at(&u));
    }
    buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(services_are_known_by_their_resources),
        cmocka_unit_test(texts_name_hosts),
        cmocka_unit_test(offers_name_what_they_offer),
        cmocka_unit_test(interstitials_show_their_target),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
