#include "unit.h"

#include "base/time.h"
#include "places/place.h"

/* `want` is "place kind handle id", with "-" for no handle; NULL: no permalink. */
static const struct {
    const char *url, *want, *permalink;
} matches[] = {
    { "https://social.example/%40ann/109252111498807689", "mastodon post ann 109252111498807689",
      "https://social.example/@ann/109252111498807689" },
    { "https://twitter.com/Mae_Ruiz/status/1008905402093649920",
      "twitter post Mae_Ruiz 1008905402093649920",
      "https://twitter.com/Mae_Ruiz/status/1008905402093649920" },
    { "https://x.com/Mae_Ruiz/status/1008905402093649920/photo/1?s=20#top",
      "twitter post Mae_Ruiz 1008905402093649920",
      "https://twitter.com/Mae_Ruiz/status/1008905402093649920" },
    { "https://mobile.twitter.com/a/STATUS/20/", "twitter post a 20",
      "https://twitter.com/a/status/20" },
    { "https://www.x.com/a/statuses/20", "twitter post a 20", "https://twitter.com/a/status/20" },
    { "https://m.twitter.com/i/web/status/20/video/1", "twitter post - 20",
      "https://twitter.com/i/status/20" },
    { "https://twitter.com/i/status/20", "twitter post - 20", "https://twitter.com/i/status/20" },
    { "https://twitter.com/I/status/20", "twitter post - 20", "https://twitter.com/i/status/20" },
    { "https://twitter.com/statuses/20", "twitter post - 20", "https://twitter.com/i/status/20" },
    { "https://twitter.com/#!/a/status/20", "twitter post a 20",
      "https://twitter.com/a/status/20" },
    { "https://vxtwitter.com/a/status/20", "twitter post a 20", "https://twitter.com/a/status/20" },
    { "https://twitter.com/", NULL, NULL },
    { "https://twitter.com/a", NULL, NULL },
    { "https://twitter.com/a/status/", NULL, NULL },
    { "https://twitter.com/a/status/2x", NULL, NULL },
    { "https://twitter.com/a/status/123456789012345678901", NULL, NULL },
    { "https://twitter.com/a/b/status/20", NULL, NULL },
    { "https://twitter.com/a-b/status/20", NULL, NULL },
    { "https://twitter.com/a%20b/status/20", NULL, NULL },
    { "https://twitter.com/i/events/20", NULL, NULL },
    { "https://twitter.com/a#!/b/status/20", NULL, NULL },
    { "https://nottwitter.com/a/status/20", NULL, NULL },
    { "https://twitter.com.evil.example/a/status/20", NULL, NULL },

    { "https://www.instagram.com/p/BnSBALPBGaF/?utm_source=ig_embed",
      "instagram post - BnSBALPBGaF", "https://www.instagram.com/p/BnSBALPBGaF/" },
    { "https://instagr.am/p/BnSBALPBGaF/", "instagram post - BnSBALPBGaF",
      "https://www.instagram.com/p/BnSBALPBGaF/" },
    { "https://www.instagram.com/mae.ruiz/reel/BnSBALPBGaF/embed/",
      "instagram reel mae.ruiz BnSBALPBGaF", "https://www.instagram.com/p/BnSBALPBGaF/" },
    { "https://www.instagram.com/tv/BnSBALPBGaF", "instagram video - BnSBALPBGaF",
      "https://www.instagram.com/p/BnSBALPBGaF/" },
    { "https://www.instagram.com/stories/p/BnSBALPBGaF", NULL, NULL },
    { "https://www.instagram.com/mae.ruiz/", NULL, NULL },
    { "https://www.threads.net/@mae.ruiz/post/DW1nTDiDvnF", "threads post mae.ruiz DW1nTDiDvnF",
      "https://www.threads.com/@mae.ruiz/post/DW1nTDiDvnF" },
    { "https://www.threads.com/t/DW1nTDiDvnF", "threads post - DW1nTDiDvnF",
      "https://www.threads.com/t/DW1nTDiDvnF" },

    { "https://www.facebook.com/MaeRuiz/posts/10156320495874",
      "facebook post MaeRuiz 10156320495874",
      "https://www.facebook.com/MaeRuiz/posts/10156320495874" },
    { "https://www.facebook.com/MaeRuiz/posts/a-title/pfbid0abcDEF",
      "facebook post MaeRuiz pfbid0abcDEF", "https://www.facebook.com/MaeRuiz/posts/pfbid0abcDEF" },
    { "https://m.facebook.com/story.php?story_fbid=12345678&id=4242", "facebook post - 12345678",
      "https://www.facebook.com/4242/posts/12345678" },
    { "https://www.facebook.com/permalink.php?id=4242&story_fbid=12345678",
      "facebook post - 12345678", "https://www.facebook.com/4242/posts/12345678" },
    { "https://www.facebook.com/watch/?v=987654321", "facebook video - 987654321",
      "https://www.facebook.com/watch/?v=987654321" },
    { "https://www.facebook.com/MaeRuiz/videos/987654321/", "facebook video MaeRuiz 987654321",
      "https://www.facebook.com/watch/?v=987654321" },
    { "https://www.facebook.com/reel/987654321", "facebook reel - 987654321",
      "https://www.facebook.com/reel/987654321" },
    { "https://www.facebook.com/groups/gardeners/posts/987654321", "facebook post - 987654321",
      "https://www.facebook.com/groups/gardeners/posts/987654321/" },
    { "https://www.facebook.com/MaeRuiz/posts/title", NULL, NULL },
    { "https://www.facebook.com/watch/", NULL, NULL },

    { "https://www.linkedin.com/feed/update/urn:li:activity:6685980502161199104/",
      "linkedin post - 6685980502161199104",
      "https://www.linkedin.com/feed/update/urn:li:activity:6685980502161199104/" },
    { "https://www.linkedin.com/embed/feed/update/urn:li:ugcPost:6685980502161199104",
      "linkedin post - 6685980502161199104",
      "https://www.linkedin.com/feed/update/urn:li:ugcPost:6685980502161199104/" },
    { "https://www.linkedin.com/posts/"
      "mae-ruiz_a-share-of-it-activity-6685980502161199104-AbCd?utm_source=x",
      "linkedin post - 6685980502161199104",
      "https://www.linkedin.com/feed/update/urn:li:activity:6685980502161199104/" },
    { "https://www.linkedin.com/posts/mae-ruiz_it-share-6685980502161199104-AbCd",
      "linkedin post - 6685980502161199104",
      "https://www.linkedin.com/feed/update/urn:li:share:6685980502161199104/" },
    { "https://www.linkedin.com/posts/mae-ruiz_it-activity-12-AbCd", NULL, NULL },
    { "https://www.linkedin.com/in/mae-ruiz", NULL, NULL },

    { "https://www.youtube.com/watch?list=x&v=abc-DEF_123", "youtube video - abc-DEF_123",
      "https://www.youtube.com/watch?v=abc-DEF_123" },
    { "https://youtu.be/abc-DEF_123?si=q", "youtube video - abc-DEF_123",
      "https://www.youtube.com/watch?v=abc-DEF_123" },
    { "https://www.youtube-nocookie.com/embed/abc-DEF_123", "youtube video - abc-DEF_123",
      "https://www.youtube.com/watch?v=abc-DEF_123" },
    { "https://m.youtube.com/shorts/abc-DEF_123", "youtube video - abc-DEF_123",
      "https://www.youtube.com/watch?v=abc-DEF_123" },
    { "https://www.youtube.com/embed/videoseries?list=PL1", NULL, NULL },
    { "https://www.youtube.com/abc-DEF_123", NULL, NULL },
    { "https://www.youtube.com/watch?v=short", NULL, NULL },

    { "https://www.tiktok.com/@mae.ruiz/video/6718335390845095173?lang=en",
      "tiktok video mae.ruiz 6718335390845095173",
      "https://www.tiktok.com/@mae.ruiz/video/6718335390845095173" },
    { "https://www.tiktok.com/@mae.ruiz/photo/6718335390845095173",
      "tiktok photo mae.ruiz 6718335390845095173",
      "https://www.tiktok.com/@mae.ruiz/photo/6718335390845095173" },
    { "https://m.tiktok.com/v/6718335390845095173.html", "tiktok video - 6718335390845095173",
      "https://www.tiktok.com/embed/v2/6718335390845095173" },
    { "https://www.tiktok.com/@mae.ruiz", NULL, NULL },

    { "https://bsky.app/profile/mae.bsky.social/post/3lbd2ebt3wk2r",
      "bluesky post mae.bsky.social 3lbd2ebt3wk2r",
      "https://bsky.app/profile/mae.bsky.social/post/3lbd2ebt3wk2r" },
    { "https://bsky.app/profile/did:plc:abc123/post/3lbd2ebt3wk2r", "bluesky post - 3lbd2ebt3wk2r",
      "https://bsky.app/profile/did:plc:abc123/post/3lbd2ebt3wk2r" },
    { "https://bsky.app/profile/mae.bsky.social", NULL, NULL },

    { "https://old.reddit.com/r/gardening/comments/8s1abc/a_title/", "reddit post - 8s1abc",
      "https://www.reddit.com/comments/8s1abc/" },
    { "https://redd.it/8s1abc", "reddit post - 8s1abc", "https://www.reddit.com/comments/8s1abc/" },
    { "https://www.reddit.com/user/mae_ruiz/comments/8s1abc/t/", "reddit post mae_ruiz 8s1abc",
      "https://www.reddit.com/comments/8s1abc/" },
    { "https://www.reddit.com/r/gardening/", NULL, NULL },
    { "https://www.reddit.com/8s1abc", NULL, NULL },

    { "https://t.me/gardeners/3408", "telegram post gardeners 3408",
      "https://t.me/gardeners/3408" },
    { "https://t.me/s/gardeners/3408?before=1", "telegram post gardeners 3408",
      "https://t.me/gardeners/3408" },
    { "https://t.me/c/1234567/3408", NULL, NULL },
    { "https://t.me/joinchat/3408", NULL, NULL },

    { "https://social.example/@mae/114625074809479231", "mastodon post mae 114625074809479231",
      "https://social.example/@mae/114625074809479231" },
    { "https://social.example/@mae@other.example/114625074809479231",
      "mastodon post mae@other.example 114625074809479231",
      "https://social.example/@mae@other.example/114625074809479231" },
    { "https://social.example/users/mae/statuses/114625074809479231",
      "mastodon post mae 114625074809479231", "https://social.example/@mae/114625074809479231" },
    { "https://social.example/@mae/114625074809479231/embed",
      "mastodon post mae 114625074809479231", "https://social.example/@mae/114625074809479231" },
    { "https://news.example/@mae/114625074809", NULL, NULL },
    { "https://news.example/@mae/my-story-1146250748094792", NULL, NULL },
    { "https://news.example/@mae/114625074809479231/likes", NULL, NULL },
    { "https://news.example/2018/06/19/story", NULL, NULL },
};

static struct slice match_text(const char *url, struct buffer *href, struct match *m,
                               struct buffer *text)
{
    struct url u;
    assert_int_equal(url_parse(slice_from(url), NULL, href, &u), URL_OK);
    buffer_reset(text);
    if (!place_match(&u, m)) {
        return (struct slice){ 0 };
    }
    struct slice handle = m->handle.length ? m->handle : SLICE("-");
    buffer_printf(text, "%s %s %.*s %.*s", m->place->name, m->kind, (int)handle.length, handle.data,
                  (int)m->id.length, m->id.data);
    return buffer_slice(text);
}

static void matches_permalinks(void **state)
{
    (void)state;
    struct buffer href = BUFFER(4096);
    struct buffer text = BUFFER(4096);
    for (size_t i = 0; i < COUNT_OF(matches); i++) {
        struct match m;
        struct slice got = match_text(matches[i].url, &href, &m, &text);
        if (!matches[i].want && got.data) {
            fail_msg("%s is %.*s", matches[i].url, (int)got.length, got.data);
        }
        assert_slice(got, matches[i].want);
        if (matches[i].want) {
            buffer_reset(&text);
            bool made = match_permalink(&m, &text);
            assert_int_equal(made, matches[i].permalink != NULL);
            assert_slice(made ? buffer_slice(&text) : (struct slice){ 0 }, matches[i].permalink);
        }
    }
    buffer_free(&href);
    buffer_free(&text);
}

/* A permalink made from a match is one of the same thing. */
static void permalinks_match_again(void **state)
{
    (void)state;
    struct buffer href = BUFFER(4096);
    struct buffer text = BUFFER(4096);
    for (size_t i = 0; i < COUNT_OF(matches); i++) {
        struct match m;
        /* A group's post loses its group: facebook.com/N says nothing of its own. */
        if (matches[i].permalink && !strstr(matches[i].url, "/groups/")) {
            if (!match_text(matches[i].permalink, &href, &m, &text).data) {
                fail_msg("%s is nothing", matches[i].permalink);
            }
        }
    }
    buffer_free(&href);
    buffer_free(&text);
}

/* `want` is absent where the id holds no time that can be. */
static const struct {
    const char *place, *id, *want;
} times[] = {
    { "twitter", "1098230906194546688", "2019-02-20T14:40:26.837Z" },
    { "twitter", "1008861919441846272", "2018-06-19T00:00:00.000Z" },
    { "twitter", "1009224307307446271", "2018-06-19T23:59:59.999Z" },
    { "twitter", "3579860805", NULL },
    { "twitter", "29700859247", NULL },
    { "twitter", "20", NULL },
    { "twitter", "9223372036854775807", NULL },
    { "twitter", "9223372036854775808", NULL },
    { "twitter", "99999999999999999999", NULL },
    { "twitter", "", NULL },
    { "twitter", "12a", NULL },
    { "instagram", "BnSBALPBGaF", "2018-09-03T22:55:42.967Z" },
    { "instagram", "BnSBALPBGaFxyz", "2018-09-03T22:55:42.967Z" },
    { "instagram", "t9zLZzgDA5", "2014-10-10T08:40:38.336Z" },
    { "instagram", "t9zLZzgD", NULL },
    { "instagram", "__________8", NULL },
    { "threads", "DW1nTDiDvnF", "2026-04-07T16:48:30.621Z" },
    { "threads", "BnSBALPBGaF", NULL },
    { "tiktok", "6718335390845095173", "2019-07-27T13:32:33.000Z" },
    { "bluesky", "3lbd2ebt3wk2r", "2024-11-19T18:19:55.098Z" },
    { "bluesky", "3lbd2ebt3wk2", NULL },
    { "bluesky", "3lbd2ebt3wk21", NULL },
    { "bluesky", "3lbd2ebt3wk2r2", NULL },
    { "bluesky", "zzzzzzzzzzzzz", NULL },
    { "mastodon", "114625074809479231", "2025-06-04T12:23:57.791Z" },
    { "linkedin", "6685980502161199104", "2020-07-06T18:59:31.226Z" },
    { "youtube", "abc-DEF_123", NULL },
};

static void reads_times(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(times); i++) {
        const struct place *p = place_named(slice_from(times[i].place));
        assert_non_null(p);
        int64_t ms = -1;
        bool found = place_id_time(p, slice_from(times[i].id), &ms);
        if (found != (times[i].want != NULL)) {
            fail_msg("%s %s: %d", times[i].place, times[i].id, found);
        }
        if (found) {
            char text[TIME_TEXT];
            time_format(ms, TIME_MS, text);
            assert_string_equal(text, times[i].want);
        }
    }
}

static void builds_pages(void **state)
{
    (void)state;
    const struct place *twitter = place_named(SLICE("twitter"));
    struct buffer b = BUFFER(256);
    assert_true(place_profile(twitter, SLICE("mae"), &b));
    assert_slice(buffer_slice(&b), "https://twitter.com/mae");
    buffer_reset(&b);
    assert_false(place_profile(twitter, (struct slice){ 0 }, &b));
    assert_int_equal(b.length, 0);
    assert_null(place_named(SLICE("nowhere")));
    buffer_free(&b);
}

/* The table is the build's work: its order, and that every row can be used. */
static void table_is_sound(void **state)
{
    (void)state;
    for (size_t i = 0; places[i]; i++) {
        assert_true(i == 0 || strcmp(places[i - 1]->name, places[i]->name) < 0);
        assert_non_null(places[i]->routes);
        assert_true(places[i]->clock.shift == 0 || places[i]->clock.unit_us > 0);
        assert_true(places[i]->clock.shift == 0 || places[i]->clock.precision != TIME_DAY);
        assert_true(places[i]->id.most >= places[i]->id.least);
        for (const struct route *r = places[i]->routes; r->path; r++) {
            assert_non_null(r->kind);
            assert_int_equal(r->path[1], ascii_lower(r->path[1]));
            assert_true(r->page || strstr(r->path, "{id}") != NULL || r->query != NULL);
            assert_true(!r->page || r->permalink != NULL);
        }
    }
}

static void knows_mute_places(void **state)
{
    (void)state;
    static const char *const mute[] = { "bluesky", "facebook", "instagram", "linkedin",
                                        "threads", "tiktok",   "twitter",   "youtube" };
    size_t found = 0;
    for (size_t i = 0; places[i]; i++) {
        if (places[i]->mute) {
            assert_true(found < COUNT_OF(mute));
            assert_string_equal(places[i]->name, mute[found]);
            found++;
        }
    }
    assert_int_equal(found, COUNT_OF(mute));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matches_permalinks), cmocka_unit_test(permalinks_match_again),
        cmocka_unit_test(reads_times),        cmocka_unit_test(builds_pages),
        cmocka_unit_test(table_is_sound),     cmocka_unit_test(knows_mute_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
