#include "unit.h"

#include "claims.h"
#include "scan/find/block.h"
#include "scan/find/data.h"

static struct markup_index places_index;

#define URL "https://twitter.com/Mae_Ruiz/status/1008905402093649920"
#define HTML                                                                                       \
    "<blockquote class=\\\"twitter-tweet\\\"><p lang=\\\"en\\\">Fog \\u0026amp; "                  \
    "rain<\\/p>&mdash; "                                                                           \
    "Mae (@Mae_Ruiz) <a href=\\\"https:\\/\\/twitter.com\\/Mae_Ruiz\\/status\\/"                   \
    "1008905402093649920\\\">June 19, 2018<\\/a><\\/blockquote>\\n<script async "                  \
    "src=\\\"https:\\/\\/platform.twitter.com\\/widgets.js\\\"><\\/script>"
#define READ                                                                                       \
    "twitter json url=" URL                                                                        \
    " handle=Mae_Ruiz name=Mae attribution=2018-06-19 lang=en text=Fog & rain"

static void read_all(struct slice text, struct buffer *into)
{
    struct arena arena = { 0 };
    struct data d;
    struct data_found found;
    buffer_reset(into);
    data_open(&d, text, &places_index, NULL, &arena);
    while (data_next(&d, &found)) {
        assert_true(found.whole.data >= text.data &&
                    found.whole.data + found.whole.length <= text.data + text.length);
        buffer_add(into, into->length ? SLICE("; ") : SLICE(""));
        if (found.type == DATA_CLAIM) {
            describe_claim(&found.claim, into);
        } else if (found.type == DATA_PUBLISHED) {
            buffer_add(into, SLICE("published"));
            add_date(into, &found.date);
        } else {
            buffer_add(into, found.type == DATA_URL ? SLICE("url ") : SLICE("lang "));
            buffer_add(into, found.words);
        }
    }
    data_close(&d);
    assert_false(arena.failed);
    arena_free(&arena);
}

static const struct {
    const char *in, *want;
} samples[] = {
    { "", "" },
    { "{}", "" },
    /* Arc */
    { "{\"type\":\"oembed_response\",\"subtype\":\"twitter\",\"raw_oembed\":{\"url\":\"" URL
      "\",\"author_name\":\"Mae Ruiz\",\"html\":\"" HTML "\",\"type\":\"rich\"}}",
      READ },
    { "window.Fusion=window.Fusion||{};Fusion.globalContent={\"content_elements\":[{\"type\":"
      "\"text\","
      "\"content\":\"<p>One</p>\"},{\"type\":\"oembed_response\",\"raw_oembed\":{\"html\":\"" HTML
      "\"}}]};Fusion.x=\"{\"",
      READ },
    { "{\"type\":\"raw_html\",\"content\":\"" HTML "\"}", READ },
    { "{\"html\":\"<iframe src='https://codepen.io/mae/pen/abCdEf'></iframe>\",\"author_name\":"
      "\"Mae\"}",
      "codepen json url=https://codepen.io/mae/pen/abCdEf" },
    { "{\"type\":\"text\",\"content\":\"" HTML "\"}", "" },
    { "{\"type\":\"video\",\"html\":\"<p>no frame</p>\",\"url\":\"https://youtu.be/dQw4w9WgXcQ\","
      "\"author_name\":\"Mae\"}",
      "youtube json url=https://youtu.be/dQw4w9WgXcQ name=Mae" },
    /* JSON-LD */
    { "{\"@context\":\"https://schema.org\",\"@type\":\"SocialMediaPosting\",\"url\":\"" URL
      "\",\"datePublished\":\"2018-06-19T02:55:00.000Z\",\"articleBody\":\"Fog\\nrain\","
      "\"author\":{\"@type\":\"Person\",\"name\":\"Mae Ruiz\",\"alternateName\":\"@Mae_Ruiz\"}}",
      "twitter json url=" URL " handle=Mae_Ruiz name=Mae Ruiz markup=2018-06-19T02:55:00.000Z "
      "text=Fog\nrain" },
    { "{\"@type\":\"SocialMediaPosting\",\"url\":\"" URL
      "\",\"author\":[{\"name\":\"Mae Ruiz\"},{\"name\":\"Other\"}]}",
      "twitter json url=" URL " name=Mae Ruiz" },
    { "{\"@type\":\"SocialMediaPosting\",\"mainEntityOfPage\":{\"@id\":\"" URL "\"}}",
      "twitter json url=" URL },
    { "[{\"@type\":\"VideoObject\",\"name\":\"Low "
      "tide\",\"uploadDate\":\"2018-06-19T08:00:00+02:00\","
      "\"embedUrl\":\"https:\\/\\/www.youtube.com\\/embed\\/dQw4w9WgXcQ\"}]",
      "youtube json url=https://www.youtube.com/embed/dQw4w9WgXcQ markup=2018-06-19T06:00:00Z "
      "title=Low tide" },
    { "{\"@type\":\"VideoObject\",\"contentUrl\":\"https://cdn.example/a.mp4\"}",
      "url https://cdn.example/a.mp4" },
    { "{\"@type\":\"VideoObject\",\"contentUrl\":\"a.mp4\"}", "" },
    /* the page's own article */
    { "{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"datePublished\":"
      "\"2019-11-18T09:30:00-05:00\",\"inLanguage\":\"en-US\"}",
      "published markup=2019-11-18T14:30:00Z; lang en-US" },
    { "{\"@graph\":[{\"@type\":[\"Article\",\"x\"],\"datePublished\":\"2019-11-18\"},{\"@type\":"
      "\"WebPage\",\"datePublished\":\"2019-11-19\"}]}",
      "published markup=2019-11-18" },
    { "{\"@type\":\"ItemList\",\"itemListElement\":[{\"item\":{\"@type\":\"Article\","
      "\"datePublished\":"
      "\"2019-11-18\"}}]}",
      "" },
    { "{\"@type\":\"NewsArticle\",\"datePublished\":\"yesterday\"}", "" },
    /* damage: text in front and behind, a quote that is none, what is cut, too deep */
    { "var a = 'it\"s';\nvar b = {\"html\":\"" HTML "\"};", READ },
    { "{\"a\":\"unclosed\n,\"html\":\"" HTML "\"}", READ },
    { "{\"html\":\"" HTML "\"", "" },
    { "]}}{\"html\":\"" HTML "\"}", READ },
    { "{\"html\":\"\\", "" },
    { "{\"@type\":\"SocialMediaPosting\",\"url\":\"https://news.example/a\"}", "" },
};

static void reads_data(void **state)
{
    (void)state;
    struct buffer got = BUFFER(1 << 16);
    for (size_t i = 0; i < COUNT_OF(samples); i++) {
        read_all(slice_from(samples[i].in), &got);
        if (!slice_equal(buffer_slice(&got), slice_from(samples[i].want))) {
            print_error("of %s\n", samples[i].in);
        }
        assert_slice(buffer_slice(&got), samples[i].want);
    }
    buffer_free(&got);
}

/* Levels beyond those that are kept are passed over, and what follows them is read. */
static void goes_deep(void **state)
{
    (void)state;
    struct buffer in = BUFFER(1 << 16);
    struct buffer got = BUFFER(1 << 16);
    for (int i = 0; i < DATA_DEPTH * 3; i++) {
        buffer_add(&in, SLICE("{\"a\":["));
    }
    buffer_add(&in, SLICE("{\"html\":\"" HTML "\"}"));
    for (int i = 0; i < DATA_DEPTH * 3; i++) {
        buffer_add(&in, SLICE("]}"));
    }
    read_all(buffer_slice(&in), &got);
    assert_int_equal(got.length, 0);
    buffer_add(&in, SLICE("{\"html\":\"" HTML "\"}"));
    read_all(buffer_slice(&in), &got);
    assert_slice(buffer_slice(&got), READ);
    buffer_free(&in);
    buffer_free(&got);
}

static const struct {
    const char *in, *want;
} blocks[] = {
    { " wp:embed {\"url\":\"" URL "\",\"type\":\"rich\",\"providerNameSlug\":\"twitter\"} ",
      "twitter block url=" URL },
    { " wp:core-embed/twitter {\"url\":\"" URL "\"} ", "twitter block url=" URL },
    { " wp:core-embed/youtube {\"type\":\"video\",\"url\" : "
      "\"https:\\/\\/www.youtube.com\\/watch?v=\\u002d\\u002dw4w9WgXcQ\"} /",
      "youtube block url=https://www.youtube.com/watch?v=--w4w9WgXcQ" },
    { " wp:embed {\"url\":\"https://news.example/a\"} ", "" },
    { " wp:embed {\"providerNameSlug\":\"url\"} ", "" },
    { " wp:embed ", "" },
    { " wp:html ", "" },
    { " wp:paragraph {\"url\":\"" URL "\"} ", "" },
    { " /wp:embed ", "" },
    { "", "" },
};

static void reads_blocks(void **state)
{
    (void)state;
    struct buffer got = BUFFER(1 << 16);
    for (size_t i = 0; i < COUNT_OF(blocks); i++) {
        struct arena arena = { 0 };
        struct claim claim;
        buffer_reset(&got);
        if (block_read(slice_from(blocks[i].in), &arena, &claim)) {
            describe_claim(&claim, &got);
        }
        assert_slice(buffer_slice(&got), blocks[i].want);
        arena_free(&arena);
    }
    buffer_free(&got);
    assert_true(block_ends(SLICE(" /wp:embed ")));
    assert_true(block_ends(SLICE(" /wp:core-embed/twitter ")));
    assert_false(block_ends(SLICE(" /wp:paragraph ")));
    assert_false(block_ends(SLICE(" wp:embed ")));
    assert_true(block_is_whole(SLICE(" wp:embed {\"url\":\"x\"} /")));
    assert_false(block_is_whole(SLICE(" wp:embed {\"url\":\"x\"} ")));
}

int main(void)
{
    markup_index_build(&places_index);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_data),
        cmocka_unit_test(goes_deep),
        cmocka_unit_test(reads_blocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
