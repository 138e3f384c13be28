#include "unit.h"

#include <stdio.h>

#include "places/place.h"
#include "places/shorteners.h"

static void list_is_sorted(void **state)
{
    (void)state;
    assert_true(shortener_count > 150);
    for (size_t i = 0; i < shortener_count; i++) {
        size_t length = strlen(shorteners[i].host);
        assert_true(i == 0 || strcmp(shorteners[i - 1].host, shorteners[i].host) < 0);
        assert_true(length >= 4 && length <= 25);
        assert_ptr_equal(shortener_find(slice_from(shorteners[i].host)), &shorteners[i]);
    }
}

static const struct {
    const char *host;
    bool want;
} hosts[] = {
    { "bit.ly", true },
    { "t.co", true },
    { "www.tinyurl.com", true },
    { "fb.watch", true },
    { "lnkd.in", true },
    { "zzz.example", false },
    { "", false },
    { "bit.l", false },
    { "bit.lyx", false },
    { "t.me", false },
    { "youtu.be", false },
    { "redd.it", false },
    { "evil-bit.ly", false },
    { "twitter.com", false },
    { "0", false },
};

static void knows_shorteners(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(hosts); i++) {
        if (host_is_shortener(slice_from(hosts[i].host)) != hosts[i].want) {
            fail_msg("%s", hosts[i].host);
        }
    }
}

/* `want` is "host/place", with "-" for a shortener's place and "!" after a media host's; NULL:
 * none. */
struct bare_case {
    const char *in, *want;
};

static void check_bare(bool (*find)(struct slice, struct bare_host *), const struct bare_case *c)
{
    struct bare_host got = { 0 };
    bool found = find(slice_from(c->in), &got);
    char text[128] = "";
    if (found) {
        assert_true(got.length <= strlen(c->in));
        assert_true(slice_ends_nocase(slice_of(c->in, strlen(c->in)), got.host));
        snprintf(text, sizeof text, "%.*s %zu %s%s", (int)got.host.length, got.host.data,
                 got.length, got.place ? got.place->name : "-", got.media ? "!" : "");
    }
    if (strcmp(text, c->want ? c->want : "") != 0) {
        fail_msg("%s: got \"%s\", want \"%s\"", c->in, text, c->want ? c->want : "");
    }
}

static void finds_bare_hosts(void **state)
{
    (void)state;
    static const struct bare_case cases[] = {
        { "pic.twitter.com", "pic.twitter.com 15 twitter!" },
        { "PIC.X.com", "pic.x.com 9 twitter!" },
        { "t.co", "t.co 4 twitter" },
        { "youtu.be", "youtu.be 8 youtube" },
        { "www.youtube.com", "youtube.com 15 youtube" },
        { "bit.ly", "bit.ly 6 -" },
        { "Bit.Ly", "bit.ly 6 -" },
        { "fb.watch", "fb.watch 8 -" },
        { "instagr.am", "instagr.am 10 instagram" },
        { "redd.it", "redd.it 7 reddit" },
        { "vm.tiktok.com", "vm.tiktok.com 13 -" },
        { "flic.kr", "flic.kr 7 -" },
        { "t.me", "t.me 4 telegram" },
        { "www.pic.twitter.com", NULL },
        { "a.co", NULL },
        { "and", NULL },
        { "end.Start", NULL },
        { "README.md", NULL },
        { "", NULL },
        { "www.", NULL },
        { "example.com", NULL },
        { "a.host.that.is.longer.than.any.in.the.tables.bit.ly", NULL },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_bare(bare_host_find, &cases[i]);
    }
}

static void finds_bare_hosts_behind_text(void **state)
{
    (void)state;
    static const struct bare_case cases[] = {
        { "see youtu.be", "youtu.be 8 youtube" },
        { "(bit.ly", "bit.ly 6 -" },
        { "\xe3\x80\x82"
          "bit.ly",
          "bit.ly 6 -" },
        { "herepic.twitter.com", "pic.twitter.com 15 twitter!" },
        { "slug10charPIC.twitter.com", "pic.twitter.com 15 twitter!" },
        { "a-very-long-word-without-any-space-in-itpic.x.com", "pic.x.com 9 twitter!" },
        { "netflix.com", NULL },
        { "report.co", NULL },
        { "rabbit.ly", NULL },
        { "not-bit.ly", NULL },
        { "pic.twitter.com.", NULL },
        { "", NULL },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_bare(bare_host_ends, &cases[i]);
    }
}

/* What bare_host_find turns away without a look must hold no bare host. */
static void bounds_hold_every_host(void **state)
{
    (void)state;
    for (size_t i = 0; places[i]; i++) {
        const char *const *lists[] = { places[i]->bare_hosts, places[i]->media_hosts };
        for (size_t l = 0; l < COUNT_OF(lists); l++) {
            for (const char *const *host = lists[l]; host && *host; host++) {
                struct bare_host got;
                assert_true(bare_host_find(slice_from(*host), &got));
                assert_ptr_equal(got.place, places[i]);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(list_is_sorted),         cmocka_unit_test(knows_shorteners),
        cmocka_unit_test(finds_bare_hosts),       cmocka_unit_test(finds_bare_hosts_behind_text),
        cmocka_unit_test(bounds_hold_every_host),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
