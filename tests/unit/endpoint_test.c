/* The URLs of questions: what is added to an endpoint's URL, the token of X's syndication, and what
 * a mistyped name may have meant. */
#include "unit/unit.h"

#include "describe/asked.h"
#include "places/endpoint.h"
#include "places/registry.h"

static void tokens_are_those_of_javascript(void **state)
{
    (void)state;
    static const struct {
        const char *id, *want;
    } rows[] = {
        { "20", "6dq1a2xwd93" },
        { "463440424141459456", "14fxvks611f" },
        { "1196501054197649413", "2wex2x7w42d" },
        { "1", "bhi2ay3f28n" },
        { "1654063315669745664", "4ce5jbn34d" },
        { "9007199254740993", "saoujnx4as" },
        { "1866502456789012345", "4ivsgd6tpwp" },
        { "18446744073709551615", "18ps5lqos4lc" },
    };
    struct buffer token = BUFFER(64);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        buffer_reset(&token);
        assert_true(endpoint_token(slice_from(rows[i].id), &token));
        assert_slice(buffer_slice(&token), rows[i].want);
    }
    assert_false(endpoint_token(SLICE("abc"), &token));
    assert_false(endpoint_token(SLICE("0"), &token));
    assert_false(endpoint_token(SLICE("99999999999999999999"), &token));
    buffer_free(&token);
}

static const struct endpoint_words words = { .url = SLICE("https://toots.example/@a b&c/1"),
                                             .keyed = SLICE("https://x.test/key"),
                                             .id = SLICE("1"),
                                             .handle = SLICE("a b"),
                                             .account = SLICE("did:plc:x"),
                                             .host = SLICE("toots.example"),
                                             .did = SLICE("did:plc:x") };

static void urls_are_filled(void **state)
{
    (void)state;
    static const struct {
        const char *url, *base, *added, *want; /* NULL: a word is not known */
    } rows[] = {
        { "https://a.example/o", NULL, "?url={url}&format=json",
          "https://a.example/o?url=https%3A%2F%2Ftoots.example%2F%40a%20b%26c%2F1&format=json" },
        { "https://{host}/api/v1/statuses", NULL, "/{id}",
          "https://toots.example/api/v1/statuses/1" },
        { "https://a.example", NULL, "/x?uris=at://{did}/p/{id}",
          "https://a.example/x?uris=at://did%3Aplc%3Ax/p/1" },
        { "https://a.example", "https://b.example/{host}", "?id={id}",
          "https://b.example/toots.example?id=1" },
        { "https://a.example", "https://b.example/?key=1", "?url={handle}",
          "https://b.example/?key=1&url=a%20b" },
        { NULL, "https://b.example/", "?url={id}", "https://b.example/?url=1" },
        { NULL, NULL, "?url={id}", NULL },
        { "https://a.example", NULL, "?x={nothing}", NULL },
    };
    struct buffer url = BUFFER(1 << 10);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct endpoint e = { .name = "test", .url = rows[i].url, .added = rows[i].added };
        buffer_reset(&url);
        bool filled = endpoint_url(&e, slice_from(rows[i].base), &words, &url);
        assert_int_equal(filled, rows[i].want != NULL);
        assert_slice(buffer_slice(&url), rows[i].want ? rows[i].want : "");
    }
    buffer_free(&url);
}

static void names_are_suggested(void **state)
{
    (void)state;
    assert_string_equal(endpoint_nearest("twiter.oembed"), "twitter.oembed");
    assert_string_equal(endpoint_nearest("bluesky.apis"), "bluesky.api");
    assert_string_equal(endpoint_nearest_platform("facebok"), "facebook");
    assert_null(endpoint_nearest("zzzzzzzzzzzzzzzzz"));
    assert_non_null(endpoint_named(SLICE("mastodon.api")));
    assert_null(endpoint_named(SLICE("mastodon")));
    assert_non_null(registry_endpoint_named(SLICE("codepen.oembed")));
}

/* The contract's table: each of these is known, and asked or not as it says. */
static void the_table_is_whole(void **state)
{
    (void)state;
    static const struct {
        const char *name, *url;
        bool unasked;
    } rows[] = {
        { "twitter.oembed", "https://publish.twitter.com/oembed", false },
        { "twitter.syndication", "https://cdn.syndication.twimg.com/tweet-result", false },
        { "bluesky.api", "https://public.api.bsky.app/xrpc", false },
        { "bluesky.oembed", "https://embed.bsky.app/oembed", false },
        { "mastodon.api", "https://{host}/api/v1/statuses", false },
        { "mastodon.oembed", "https://{host}/api/oembed", false },
        { "tiktok.oembed", "https://www.tiktok.com/oembed", false },
        { "youtube.oembed", "https://www.youtube.com/oembed", false },
        { "vimeo.oembed", "https://vimeo.com/api/oembed.json", false },
        { "reddit.oembed", "https://www.reddit.com/oembed", false },
        { "spotify.oembed", "https://open.spotify.com/oembed", false },
        { "soundcloud.oembed", "https://soundcloud.com/oembed", false },
        { "flickr.oembed", "https://www.flickr.com/services/oembed/", false },
        { "tumblr.oembed", "https://www.tumblr.com/oembed/1.0", false },
        { "dailymotion.oembed", "https://www.dailymotion.com/services/oembed", false },
        { "giphy.oembed", "https://giphy.com/services/oembed", false },
        { "pinterest.oembed", "https://www.pinterest.com/oembed.json", false },
        { "facebook.oembed", NULL, true },
        { "instagram.oembed", NULL, true },
        { "threads.oembed", NULL, true },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct endpoint *e = endpoint_named(slice_from(rows[i].name));
        assert_non_null(e);
        assert_int_equal(e->unasked, rows[i].unasked);
        if (rows[i].url) {
            assert_string_equal(e->url, rows[i].url);
        }
    }
}

/* A platform's rows fit into a question, and each can be asked for a post whose words are known. */
static void rows_are_sound(void **state)
{
    (void)state;
    struct buffer url = BUFFER(1 << 10);
    for (const struct place *const *p = places; *p; p++) {
        size_t count = 0;
        for (const struct endpoint *e = (*p)->endpoints; e && e->name; e++) {
            size_t length = strlen((*p)->name);
            assert_int_equal(strncmp(e->name, (*p)->name, length), 0);
            assert_int_equal(e->name[length], '.');
            assert_int_not_equal(e->reading, READ_NOTHING);
            buffer_reset(&url);
            assert_true(!e->url || endpoint_url(e, (struct slice){ 0 }, &words, &url));
            count++;
        }
        assert_true(count <= TOLD_MOST);
    }
    buffer_free(&url);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens_are_those_of_javascript),
        cmocka_unit_test(urls_are_filled),
        cmocka_unit_test(names_are_suggested),
        cmocka_unit_test(the_table_is_whole),
        cmocka_unit_test(rows_are_sound),
    };
    return cmocka_run_group_tests_name("endpoint", tests, NULL, NULL);
}
