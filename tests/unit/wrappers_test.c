#include "unit.h"

#include "places/place.h"

static const struct {
    const char *url, *want; /* NULL: not a wrapper */
} cases[] = {
    { "https://l.facebook.com/l.php?u=https%3A%2F%2Fnews.example%2Fa%3Fb%3Dc%2520d&h=AT0",
      "https://news.example/a?b=c%20d" },
    { "https://lm.facebook.com/l.php?h=AT0&u=https%3A%2F%2Fnews.example%2F",
      "https://news.example/" },
    { "https://www.facebook.com/l.php?u=http%3A%2F%2Fnews.example", "http://news.example" },
    { "https://www.facebook.com/plugins/"
      "post.php?href=https%3A%2F%2Fwww.facebook.com%2Fmae%2Fposts%2F123456&width=500",
      "https://www.facebook.com/mae/posts/123456" },
    { "https://mobile.facebook.com/l.php?u=http%3A%2F%2Fnews.example", "http://news.example" },
    { "https://de-de.facebook.com/l.php?u=http%3A%2F%2Fnews.example", "http://news.example" },
    { "https://www.facebook.com/v2.3/plugins/"
      "video.php?href=https%3A%2F%2Fwww.facebook.com%2Fmae%2Fvideos%2F123456",
      "https://www.facebook.com/mae/videos/123456" },
    { "https://www.facebook.com/plugins/like.php?href=https%3A%2F%2Fnews.example", NULL },
    { "https://w.soundcloud.com/player/"
      "?url=https%3A//api.soundcloud.com/tracks/293&auto_play=false",
      "https://api.soundcloud.com/tracks/293" },
    { "https://cdn.embedly.com/widgets/"
      "media.html?src=https%3A%2F%2Fplayer.example%2F1&url=https%3A%2F%2Fnews.example%2F",
      "https://news.example/" },
    { "https://publish.twitter.com/?query=https%3A%2F%2Ftwitter.com%2Fmae%2Fstatus%2F20",
      "https://twitter.com/mae/status/20" },
    { "https://www.youtube.com/signin?next=%2Fwatch%3Fv%3Dabc-DEF_123&hl=fr",
      "https://www.youtube.com/watch?v=abc-DEF_123" },
    { "https://www.youtube.com/"
      "oembed?url=http%3A//www.youtube.com/watch?v%3Dabc-DEF_123&format=json",
      "http://www.youtube.com/watch?v=abc-DEF_123" },
    { "https://www.facebook.com/mae?u=https%3A%2F%2Fnews.example", NULL },
    { "https://l.instagram.com/?u=https%3A%2F%2Fnews.example%2F&e=AT0", "https://news.example/" },
    { "https://l.messenger.com/l.php?u=https%3A%2F%2Fnews.example%2F", "https://news.example/" },
    { "https://www.google.com/url?sa=t&q=https://news.example/a%3Fb%3Dc&usg=AO",
      "https://news.example/a?b=c" },
    { "https://www.google.co.uk/url?sa=t&url=https%3A%2F%2Fnews.example%2F",
      "https://news.example/" },
    { "https://google.de/url?q=words+to+find&url=http%3A%2F%2Fnews.example%2F",
      "http://news.example/" },
    { "https://www.google.com/url?q=words+to+find", NULL },
    { "https://www.google.com/search?q=https://news.example/", NULL },
    { "https://google.evil.example/url?q=https://news.example/", NULL },
    { "https://www.google.com/amp/s/amp.news.example/a?b=c", "https://amp.news.example/a?b=c" },
    { "https://www.google.com/amp/news.example/a", "http://news.example/a" },
    { "https://www.google.com/amp/s/", NULL },
    { "https://www.google.com/amp/about", NULL },
    { "https://news-example.cdn.ampproject.org/c/s/news.example/a", "https://news.example/a" },
    { "https://news-example.cdn.ampproject.org/v/news.example/a", "http://news.example/a" },
    { "https://news-example.cdn.ampproject.org/i/s/news.example/a.png", NULL },
    { "https://www.youtube.com/redirect?event=x&q=https%3A%2F%2Fnews.example%2Fa",
      "https://news.example/a" },
    { "https://www.youtube.com/redirect?q=news.example%2Fa", "http://news.example/a" },
    { "https://www.youtube.com/redirect?event=x", NULL },
    { "https://www.youtube.com/attribution_link?a=x&u=%2Fwatch%3Fv%3Dabc-DEF_123%26feature%3Dshare",
      "https://www.youtube.com/watch?v=abc-DEF_123&feature=share" },
    { "https://www.youtube.com/attribution_link?u=%2F%2Fevil.example", NULL },
    { "https://www.youtube.com/attribution_link?u=news.example", NULL },
    { "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fnews.example%2F&data=04",
      "https://news.example/" },
    { "https://www.linkedin.com/safety/go?url=https%3A%2F%2Fnews.example", "https://news.example" },
    { "https://www.linkedin.com/redir/redirect?url=https%3A%2F%2Fnews%2Eexample&urlhash=1",
      "https://news.example" },
    { "https://twitter.com/safety/"
      "unsafe_link_warning?unsafe_link=https%3A%2F%2Fnews.example%2Fa%2Bb+c",
      "https://news.example/a+b c" },
    { "https://x.com/safety/unsafe_link_warning?unsafe_link=https://news.example/a+b",
      "https://news.example/a+b" },
    { "https://out.reddit.com/t3_8s1abc?url=https%3A%2F%2Fnews.example%2F&token=AQ",
      "https://news.example/" },
    { "https://click.redditmail.com/CL0/https:%2F%2Fwww.reddit.com%2Fr%2Fg%2F%3Fa=b/1/01000-000/"
      "Zz=",
      "https://www.reddit.com/r/g/?a=b" },
    { "https://abc.r.us-east-1.awstrack.me/L0/https:%2F%2Fnews.example%2Fa/1/0100/x=1",
      "https://news.example/a" },
    { "https://abc.r.us-east-1.awstrack.me/I0/0100/x=1", NULL },
    { "https://vk.com/away.php?to=https%3A%2F%2Fnews.example%2F&cc_key=", "https://news.example/" },
    { "https://steamcommunity.com/linkfilter/?url=https://news.example", "https://news.example" },
    { "https://steamcommunity.com/linkfilter/?u=https%3A%2F%2Fnews.example",
      "https://news.example" },
    { "https://t.umblr.com/redirect?z=https%3A%2F%2Fnews.example%2F&t=Nz",
      "https://news.example/" },
    { "https://href.li/?https://news.example/a?b=c%20d&e=f", "https://news.example/a?b=c%20d&e=f" },
    { "https://href.li/?https%3A%2F%2Fnews.example", "https://news.example" },
    { "https://href.li/", NULL },
    { "https://duckduckgo.com/l/?kh=-1&uddg=https%3A%2F%2Fnews.example%2F",
      "https://news.example/" },
    { "https://slack-redir.net/link?url=https%3A%2F%2Fnews.example%2F", "https://news.example/" },
    { "https://www.bing.com/ck/a?!&&p=0&u=a1aHR0cHM6Ly9uZXdzLmV4YW1wbGUvYQ&ntb=1",
      "https://news.example/a" },
    { "https://www.bing.com/ck/a?u=a1aHR0cHM6Ly9uZXdzLmV4YW1wbGUvYQ==", "https://news.example/a" },
    { "https://www.bing.com/ck/a?u=a1L3NlYXJjaA", NULL },
    { "https://www.bing.com/ck/a?u=a1%%%", NULL },
    { "https://urldefense.proofpoint.com/v1/url?u=http://news.example/&k=x",
      "http://news.example/" },
    { "https://urldefense.proofpoint.com/v2/url?u=https-3A__news.example_a-5Fb-3Fc-3Dd&d=Dw",
      "https://news.example/a_b?c=d" },
    { "https://urldefense.com/v3/__https://news.example/a*b__;Kw!!Abc$",
      "https://news.example/a+b" },
    { "https://urldefense.com/v3/__https:/news.example/a?b=c__;!!Abc$",
      "https://news.example/a?b=c" },
    { "https://urldefense.com/v3/__https://news.example/*x**B*__;Ky0tLSE!!A",
      "https://news.example/+x---!" },
    { "https://urldefense.com/v3/__https://news.example/*x**B/*__;Ky0tLSE!!A",
      "https://news.example/+x---/!" },
    { "https://urldefense.com/v3/__https://news.example/a", NULL },
    { "https://urldefense.com/v3/", NULL },
    { "https://urldefense.com/v3/__**F__;E!!A", NULL },
    { "https://web.archive.org/web/20180619000000/https://news.example/a?b=c",
      "https://news.example/a?b=c" },
    { "https://web.archive.org/web/20180619000000id_/http:/news.example/a",
      "http://news.example/a" },
    { "https://web.archive.org/web/2018/news.example/a", "http://news.example/a" },
    { "https://web.archive.org/web/2018/http://news.example/a", "http://news.example/a" },
    { "https://web.archive.org/web/2018im_/http://news.example/a", "http://news.example/a" },
    { "https://web.archive.org/web/2/http://news.example/a", "http://news.example/a" },
    { "https://web.archive.org/web/0id_/http://news.example/a", "http://news.example/a" },
    { "https://web.archive.org/web/http://news.example/a", "http://news.example/a" },
    { "https://web.archive.org/web/https:/news.example/a", "https://news.example/a" },
    { "https://web.archive.org/web/*/http://news.example/a", NULL },
    { "https://archive.ph/o/aBcDe/https://news.example/a?b=c", "https://news.example/a?b=c" },
    { "https://archive.is/o/aBcDe/http://news.example/", "http://news.example/" },
    { "https://archive.ph/o/aBcDe", NULL },
    { "https://archive.ph/o/", NULL },
    { "https://archive.ph/aBcDe", NULL },
    { "https://web.archive.org/web/save/http://news.example/a", NULL },
    { "https://web.archive.org/web/2018-1/http://news.example/a", NULL },
    { "https://web.archive.org/web/2018", NULL },
    { "https://web.archive.org/web/2018/", NULL },
    { "https://web.archive.org/web/2018/http://", NULL },
    { "https://web.archive.org/web/2018/http:/", NULL },
    { "https://www.bing.com/ck/a?u=a1aHR0cHM6Ly9iLmV4YW1wbGUv", "https://b.example/" },
    { "https://www.google.com.br/url?q=https://b.example/", "https://b.example/" },
    { "https://www.google.co.uk.de/url?q=https://b.example/", NULL },
    { "https://web.archive.org/web/2018/nothing", NULL },
    { "https://web.archive.org/save/2018/http://news.example/a", NULL },
    { "https://web.archive.org/web/*/news.example", NULL },
    { "https://web.archive.org/web/", NULL },
    { "https://consent.youtube.com/"
      "m?continue=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3Dabc&gl=DE",
      "https://www.youtube.com/watch?v=abc" },
    { "https://consent.google.co.uk/ml?continue=https://www.google.co.uk/",
      "https://www.google.co.uk/" },
    { "https://news.example/share?url=https%3A%2F%2Fother.example", NULL },
    { "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fnews.example", NULL },
    { "https://l.facebook.com/l.php?u=javascript%3Aalert(1)", NULL },
    { "https://l.facebook.com/l.php?u=", NULL },
    { "https://l.facebook.com/l.php?u=https://", NULL },
    { "https://l.facebook.com/l.php?xu=https://news.example", NULL },
};

static void unwraps(void **state)
{
    (void)state;
    struct buffer href = BUFFER(URL_MOST);
    struct buffer got = BUFFER(URL_MOST);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct url u;
        assert_int_equal(url_parse(slice_from(cases[i].url), NULL, &href, &u), URL_OK);
        if (unwrap(&u, &got) != (cases[i].want != NULL)) {
            fail_msg("%s: \"%.*s\"", cases[i].url, (int)got.length, got.data);
        }
        if (cases[i].want) {
            assert_slice(buffer_slice(&got), cases[i].want);
        }
    }
    buffer_free(&href);
    buffer_free(&got);
}

static void no_room_is_no_target(void **state)
{
    (void)state;
    struct buffer href = BUFFER(URL_MOST);
    struct buffer got = BUFFER(8);
    struct url u;
    assert_int_equal(
        url_parse(SLICE("https://l.facebook.com/?u=https://news.example/"), NULL, &href, &u),
        URL_OK);
    assert_false(unwrap(&u, &got));
    buffer_free(&href);
    buffer_free(&got);
}

/* A target that may not be asked for is none. */
static void no_target_is_longer_than_what_is_asked_for(void **state)
{
    (void)state;
    struct buffer text = BUFFER(URL_MOST);
    struct buffer href = BUFFER(URL_MOST);
    struct buffer got = BUFFER(URL_MOST);
    for (size_t most = URL_LONGEST; most <= URL_LONGEST + 1; most++) {
        struct url u;
        buffer_reset(&text);
        buffer_add(&text, SLICE("https://l.facebook.com/?u=https://b.example/"));
        while (text.length < most + strlen("https://l.facebook.com/?u=")) {
            buffer_add_char(&text, 'x');
        }
        assert_int_equal(url_parse(buffer_slice(&text), NULL, &href, &u), URL_OK);
        assert_int_equal(unwrap(&u, &got), most == URL_LONGEST);
        assert_false(got.failed);
    }
    buffer_free(&text);
    buffer_free(&href);
    buffer_free(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unwraps), cmocka_unit_test(no_target_is_longer_than_what_is_asked_for),
        cmocka_unit_test(no_room_is_no_target)
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
