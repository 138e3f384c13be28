#include "unit.h"

#include <stdio.h>

#include "places/place.h"
#include "places/shorteners.h"

static void list_is_sorted(void **state)
{
    (void)state;
    size_t count = 0;
    for (const struct host_row *row = shorteners; row->name; row++) {
        assert_true(count == 0 || strcmp(row[-1].name, row->name) < 0);
        assert_true(host_is_shortener(slice_from(row->name)));
        count++;
    }
    assert_true(count > 150);
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
    { "m.bit.ly", true },
    { "mobile.bit.ly", true },
    { "BIT.ly", true },
    { "a.bit.ly", false },
    { "on.soundcloud.com", true },
    { "soundcloud.com", false },
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
        assert_true(slice_ends_nocase(slice_from(c->in), slice_from(got.known->name)));
        snprintf(text, sizeof text, "%s %zu %s%s", got.known->name, got.length,
                 got.known->place ? got.known->place->name : "-",
                 got.known->flags & HOST_MEDIA ? "!" : "");
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(list_is_sorted),
        cmocka_unit_test(knows_shorteners),
        cmocka_unit_test(finds_bare_hosts),
        cmocka_unit_test(finds_bare_hosts_behind_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
