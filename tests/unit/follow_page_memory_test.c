/* Where pages lead and what they are worth, each in a row; and the same with each allocation
 * failing once: it is told, or nothing else is found. */
#include "starving.h"
#include "unit.h"
#include "unit/growth.h"

#include "follow/page.h"
#include "follow/signs.h"

#define LONG                                                                                       \
    "<p>Words that somebody may want to read. Words that somebody may want to read. Words that "   \
    "somebody may want to read. Words that somebody may want to read.</p>"
#define LONGER LONG LONG LONG LONG LONG LONG LONG LONG

static const struct {
    const char *url, *charset, *refresh, *body;
    const char *next; /* NULL: nowhere */
    enum via via;
    const char *title, *canonical;
    unsigned signs;
} pages[] = {
    { "https://a.test/b/c", NULL, NULL, "", NULL, VIA_NONE, NULL, NULL, 0 },
    { "https://a.test/b/c", NULL, "0;url=d", "", "https://a.test/b/d", VIA_REFRESH, NULL, NULL, 0 },
    { "https://a.test/b/c", NULL, "10;url=d", "x", "https://a.test/b/d", VIA_REFRESH, NULL, NULL,
      0 },
    { "https://a.test/b/c", NULL, "11;url=d", "x", NULL, VIA_NONE, NULL, NULL, 0 },
    { "https://a.test/b/c", NULL, "0;url=/b/c#d", "x", NULL, VIA_NONE, NULL, NULL, 0 },
    { "https://a.test/b/c", NULL, "0;url=mailto:a@b.test", "x", NULL, VIA_NONE, NULL, NULL, 0 },
    { "https://a.test/b/c", "windows-1251", NULL, "<meta http-equiv=refresh content='0;url=?\xff'>",
      "https://a.test/b/c?%FF", VIA_REFRESH, NULL, NULL, 0 },
    { "https://a.test/b/c", "euc-jp", NULL, "<meta http-equiv=refresh content='0;url=?\xb9\xc1'>",
      "https://a.test/b/c?%B9%C1", VIA_REFRESH, NULL, NULL, 0 },
    { "https://a.test/b/c", NULL, NULL,
      "<a id=x href=d>x</a><script>document.getElementById('x').click()</script>" LONG,
      "https://a.test/b/d", VIA_SCRIPT, NULL, NULL, 0 },
    /* the sooner one of the header's refresh and the page's, or the latter */
    { "https://a.test/b/c", NULL, "0;url=d", "<meta http-equiv=refresh content='1;url=e'>",
      "https://a.test/b/d", VIA_REFRESH, NULL, NULL, 0 },
    { "https://a.test/b/c", NULL, "0;url=d", "<meta http-equiv=refresh content='0;url=e'>",
      "https://a.test/b/e", VIA_REFRESH, NULL, NULL, 0 },
    { "https://a.test/b/c", NULL, "0;url=d", "<script>location='e'</script>", "https://a.test/b/e",
      VIA_SCRIPT, NULL, NULL, 0 },
    { "https://a.test/b/c", NULL, NULL, "<script>location='e'</script>" LONG, "https://a.test/b/e",
      VIA_SCRIPT, NULL, NULL, 0 },
    { "https://a.test/b/c", NULL, NULL, "<body onload=\"location.replace('e?a=1&amp;b=2')\">" LONG,
      "https://a.test/b/e?a=1&b=2", VIA_SCRIPT, NULL, NULL, 0 },
    { "https://a.test/b/c?d#e", NULL, NULL,
      "<script>location = location.pathname + '/x' + location.search</script>",
      "https://a.test/b/c/x?d", VIA_SCRIPT, NULL, NULL, 0 },
    { "https://a.test/b/c", NULL, NULL,
      "<noscript><meta http-equiv=refresh content='0;url=e'></noscript><script>if "
      "(document.cookie) "
      "location='/b/e'</script>" LONG,
      "https://a.test/b/e", VIA_REFRESH, NULL, NULL, 0 },
    { "https://a.test/b/c", NULL, NULL,
      "<noscript><meta http-equiv=refresh content='0;url=e'></noscript><script>if "
      "(document.cookie) "
      "location='/b/f'</script>" LONG,
      NULL, VIA_NONE, NULL, NULL, 0 },
    { "https://a.test/b/c?d#e", NULL, NULL,
      "<base href=/x/><form id=f action='y?1#z'><input name='a&amp;' value='\xc3\xa9 b'></form>"
      "<script>var f = document.getElementById('f'); f.submit()</script>" LONG,
      "https://a.test/x/y?a%26=%C3%A9+b#z", VIA_FORM, NULL, NULL, 0 },
    { "https://a.test/b/c?d#e", NULL, NULL,
      "<body onload='document.forms[0].submit()'><form><select name=a><option>b</select></form>" LONG,
      "https://a.test/b/c?a=b", VIA_FORM, NULL, NULL, 0 },
    { "https://a.test/b/c", NULL, NULL,
      "<form method=post><input name=a></form><script>document.forms[0].submit()</script>" LONGER,
      NULL, VIA_NONE, NULL, NULL, 0 },
    { "https://a.test/b/c", "windows-1251", NULL,
      "<title>\xd1\xf2\xf0\xe0\xed\xe8\xf6\xe0 \xed\xe5 \xed\xe0\xe9\xe4\xe5\xed\xe0</title>", NULL,
      VIA_NONE,
      "\xd0\xa1\xd1\x82\xd1\x80\xd0\xb0\xd0\xbd\xd0\xb8\xd1\x86\xd0\xb0 \xd0\xbd\xd0\xb5 "
      "\xd0\xbd\xd0\xb0\xd0\xb9\xd0\xb4\xd0\xb5\xd0\xbd\xd0\xb0",
      NULL, SIGN_TITLE | SIGN_FEW },
    { "https://a.test/b/c", NULL, NULL,
      "<title> A &amp;\n B</title><base href=/x/><link rel=canonical href=y>" LONGER, NULL,
      VIA_NONE, "A & B", "https://a.test/x/y", 0 },
    { "https://a.test/b/c", NULL, NULL,
      "<title>Page not found | A</title><h1>Page <b>not</b> found</h1>" LONGER, NULL, VIA_NONE,
      "Page not found | A", NULL, SIGN_TITLE | SIGN_HEADING },
    { "https://a.test/b/c", NULL, NULL,
      "<title>404</title><meta name=ROBOTS content='NOINDEX'><h1>A</h1>" LONGER, NULL, VIA_NONE,
      "404", NULL, SIGN_TITLE | SIGN_NO_INDEX },
    { "https://a.test/b/c", NULL, NULL,
      "<title>404</title><meta property=article:published_time content=2023-01-01>" LONGER, NULL,
      VIA_NONE, "404", NULL, SIGN_TITLE | SIGN_ARTICLE },
    /* a heading in noscript, or the fourth, says nothing */
    { "https://a.test/b/c", NULL, NULL,
      "<title>404</title><noscript><h1>Not "
      "found</h1></noscript><h1>A</h1><h1>B</h1><h1>404</h1>" LONGER,
      NULL, VIA_NONE, "404", NULL, SIGN_TITLE },
    { "https://a.test/not-found", NULL, NULL, "<title>A</title><h1>Not found</h1>" LONGER, NULL,
      VIA_NONE, "A", NULL, SIGN_HEADING },
    { "https://www.a.test/", NULL, NULL,
      "<title>a.test</title><img src=//img.sedoparking.com/a.png><script>window.park = "
      "'a'</script>" LONGER,
      NULL, VIA_NONE, "a.test", NULL, SIGN_NAME | SIGN_SERVICE | SIGN_CODE },
    { "https://a.test/lander", NULL, NULL,
      "<script>window.LANDER_SYSTEM='PW'</script><script src='https://img1.wsimg.com/parking-"
      "lander/a.js'></script>",
      NULL, VIA_NONE, NULL, NULL, SIGN_SERVICE | SIGN_CODE | SIGN_FEW },
    { "https://lnkd.in/dAbc", NULL, NULL,
      "<a href=/x>x</a><a data-tracking-control-name=external_url_click "
      "href='https://b.test/?a&amp;b'>y</a>",
      "https://b.test/?a&b", VIA_UNWRAP, NULL, NULL, 0 },
    { "https://a.test/dAbc", NULL, NULL,
      "<a data-tracking-control-name=external_url_click href='https://b.test/'>y</a>", NULL,
      VIA_NONE, NULL, NULL, 0 },
};

static bool read_row(size_t i, const struct url *url, struct arena *arena, struct page *out)
{
    struct exchange x = { .status = 200, .page = slice_from(pages[i].body) };
    x.says.charset = slice_from(pages[i].charset);
    x.says.refresh = slice_from(pages[i].refresh);
    return page_read(&x, url, false, arena, out);
}

static void check_row(size_t i, const struct page *got)
{
    assert_slice(got->next, pages[i].next);
    assert_int_equal(got->via, pages[i].via);
    assert_slice(got->title, pages[i].title);
    assert_slice(got->canonical, pages[i].canonical);
    if (got->signs != pages[i].signs) {
        fail_msg("row %zu has signs %x", i, got->signs);
    }
}

/* Reads the row with its `point`-th allocation failing, or from there on; gives how many there
 * were. */
static size_t read_starving(size_t i, const struct url *url, size_t point, bool on)
{
    struct arena arena = { 0 };
    struct page got;
    for_ever = on;
    failing = point;
    points = 0;
    armed = true;
    bool read = read_row(i, url, &arena, &got);
    armed = false;
    if (read) {
        check_row(i, &got);
    } else {
        assert_true(point > 0 && points >= point);
    }
    arena_free(&arena);
    return points;
}

static void pages_lead_somewhere_or_say_what_they_are(void **state)
{
    (void)state;
    size_t all = 0;
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        struct buffer text = BUFFER(URL_MOST);
        struct url url;
        assert_int_equal(url_parse(slice_from(pages[i].url), NULL, &text, &url), URL_OK);
        size_t count = read_starving(i, &url, 0, false);
        all += count;
        for (size_t point = 1; point <= count; point++) {
            read_starving(i, &url, point, false);
            read_starving(i, &url, point, true);
        }
        buffer_free(&text);
    }
    assert_in_range(all, 2 * COUNT_OF(pages), 100 * COUNT_OF(pages));
}

/* What would take hours if any of it were quadratic. */
static const char *const repeated[] = {
    "<h1>Page not found</h1>",
    "<h1>",
    "<title>404 | ",
    " | ",
    "<script>location='/x'</script>",
    "<script>setTimeout(\"location='/x'\")</script>",
    "<noscript><meta http-equiv=refresh content='0;url=/x'></noscript>",
    "<base href=/x>",
    "<template>",
    "<a data-tracking-control-name=external_url_click>",
    "<img src=//sedoparking.comx>",
    "<meta name=robots content=x>",
    "a.testa.test",
};

static void read_page(const void *url, struct slice body)
{
    struct exchange x = { .status = 200, .page = body };
    struct arena arena = { 0 };
    struct page got;
    assert_true(page_read(&x, url, false, &arena, &got));
    arena_free(&arena);
}

static void takes_linear_time(void **state)
{
    (void)state;
    struct buffer text = BUFFER(URL_MOST);
    struct url url;
    assert_int_equal(url_parse(SLICE("https://lnkd.in/404"), NULL, &text, &url), URL_OK);
    const struct growth growth = { read_page, &url, "a page" };
    for (size_t i = 0; i < COUNT_OF(repeated); i++) {
        growth_check(&growth, &(struct hostile){ .before = "<title>404 | lnkd.in</title>",
                                                 .again = repeated[i] });
    }
    buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_lead_somewhere_or_say_what_they_are),
        cmocka_unit_test(takes_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
