/* Memory that runs out amid a scan: each allocation fails once, and once with all behind it. The
 * scan says so, or finds what it would have found otherwise; it never finds anything else. */
#define STARVES_LIBC

#include "unit/articles.h"
#include "unit/scanning.h"
#include "unit/starving.h"

#include "describe/describe.h"
#include "emit/format.h"
#include "pack/pack.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORDS_MOST = 1 << 26, PIECE = 1000, REPORT_MOST = 1 << 23 };

#ifdef LANDFALL_WRAPPED /* by a sanitizer, which is slow */
enum { LIBC_STARVES = false, LONG = 30000, LARGE = 130000, PART = 20000 };
#else
enum { LIBC_STARVES = true, LONG = 100000, LARGE = 300000, PART = 40000 };
#endif

/* --- A scan, and what is right of it --- */

struct input {
    const char *name;
    struct scan_options options;
    struct slice bytes;
    size_t part;  /* it is scanned ahead in such parts; 0: in pieces */
    bool in_libc; /* allocations of the C library fail, which remembers that */
};

static enum scan_status scan(const struct input *in, struct document *out)
{
    static atomic_bool never;
    *out = (struct document){ .name = slice_from(in->name) };
    struct scan *s = scan_open(&in->options, out);
    if (!s) {
        return SCAN_NO_MEMORY;
    }
    uint64_t at = in->part ? PIECE * 32 : 0;
    enum scan_status status = scan_feed(s, slice_part(in->bytes, 0, (size_t)at));
    if (status == SCAN_OK && in->part) {
        struct scan_source source = { .bytes = in->bytes.data,
                                      .size = in->bytes.length,
                                      .stop = &never,
                                      .part = in->part,
                                      .threads = 3 };
        status = scan_ahead(s, &source, &at);
    }
    struct slice rest = slice_skip(in->bytes, (size_t)at);
    while (rest.length && status == SCAN_OK) {
        size_t length = rest.length < PIECE ? rest.length : PIECE;
        status = scan_feed(s, slice_part(rest, 0, length));
        rest = slice_skip(rest, length);
    }
    status = status == SCAN_OK ? scan_finish(s) : status;
    scan_close(s);
    return status;
}

static void describe(const struct document *d, struct buffer *into)
{
    describe_scan(d, into);
    add_words(into, "title", d->title);
    add_words(into, "lang", d->lang);
    add_words(into, "canonical", d->canonical);
    buffer_printf(into, " %s %lld %s\n", d->charset ? d->charset : "", (long long)d->published.ms,
                  d->published_by ? d->published_by : "");
    for (size_t i = 0; i < d->link_count; i++) {
        add_words(into, "anchor", link_rest(&d->links[i]).anchor);
    }
    for (size_t i = 0; i < d->embed_count; i++) {
        add_words(into, "lang", embed_rest(&d->embeds[i]).lang);
        add_words(into, "title", embed_rest(&d->embeds[i]).title);
    }
}

/* Scans with the allocator armed. */
static enum scan_status run(const struct input *in, struct buffer *found)
{
    struct document d;
    points = 0;
    armed = true;
    enum scan_status status = scan(in, &d);
    status = status == SCAN_OK && !pack_open(&d) ? SCAN_NO_MEMORY : status;
    armed = false;
    if (status == SCAN_OK) {
        describe(&d, found);
    }
    document_free(&d);
    return status;
}

static bool is_right(const struct input *in, struct slice right)
{
    struct buffer found = BUFFER(WORDS_MOST);
    enum scan_status status = run(in, &found);
    bool good =
        status == SCAN_NO_MEMORY || (status == SCAN_OK && slice_equal(buffer_slice(&found), right));
    if (!good) {
        fprintf(stderr, "%s, point %zu%s: status %d, found\n%s\n", in->name, failing,
                for_ever ? " and all after" : "", (int)status, buffer_string(&found));
    }
    buffer_free(&found);
    return good;
}

/* In a process of its own, if what fails is remembered. */
static bool try_point(const struct input *in, struct slice right)
{
    if (!in->in_libc) {
        return is_right(in, right);
    }
    pid_t child = fork();
    if (child == 0) {
        _exit(!is_right(in, right));
    }
    int status;
    return waitpid(child, &status, 0) == child && status == 0;
}

/* Gives how many allocations there were. */
static size_t every_allocation_may_fail(const struct input *in)
{
    struct buffer right = BUFFER(WORDS_MOST);
    failing = 0;
    for_ever = false;
    assert_int_equal(run(in, &right), SCAN_OK);
    size_t count = points;
    for (size_t i = 0; i < 2 * count; i++) {
        failing = i / 2 + 1;
        for_ever = i % 2;
        if (!try_point(in, buffer_slice(&right))) {
            fail_msg("%s, point %zu%s", in->name, failing, for_ever ? " and all after" : "");
        }
    }
    buffer_free(&right);
    return count;
}

/* --- A report --- */

/* Writes the report of a document, which is described before. False: out of memory. */
static bool report(const struct input *in, char *out, size_t *length)
{
    struct document d;
    assert_int_equal(scan(in, &d), SCAN_OK);
    struct lf_record record = { .type = RECORD_DOCUMENT,
                                .document = &d,
                                .describe = describe_unasked };
    const struct format *json = format_named("json");
    struct report r = { .to = fmemopen(out, REPORT_MOST, "w") };
    setvbuf(r.to, NULL, _IONBF, 0);
    points = 0;
    armed = true;
    bool described = d.pack || describe_unasked(&d);
    bool good = described && json->open(&r) && json->write(&r, &record) && json->close(&r, NULL);
    int why = described ? errno : ENOMEM;
    armed = false;
    *length = (size_t)ftello(r.to);
    fclose(r.to);
    document_free(&d);
    if (!good && why != ENOMEM) {
        fail_msg("%s, point %zu: %s", in->name, failing, strerror(why));
    }
    return good;
}

static size_t every_allocation_of_a_report_may_fail(const struct input *in)
{
    static char right[REPORT_MOST];
    static char got[REPORT_MOST];
    size_t whole;
    size_t length;
    failing = 0;
    for_ever = false;
    assert_true(report(in, right, &whole));
    size_t count = points;
    for (size_t i = 0; i < 2 * count; i++) {
        failing = i / 2 + 1;
        for_ever = i % 2;
        bool good = report(in, got, &length);
        if (good && (length != whole || memcmp(got, right, length) != 0)) {
            fail_msg("%s, point %zu: another report", in->name, failing);
        }
    }
    return count;
}

/* --- Inputs --- */

#define DAY   "1009031042712600576" /* of June 19, 2018 */
#define TWEET "https://twitter.com/maya_l/status/" DAY

static const char page[] =
    "<!doctype html><html lang=en><head><meta charset=utf-8><title>Low &amp; high tide</title>"
    "<base href='https://quay.example/news/'><link rel=canonical href=tide>"
    "<meta property='article:published_time' content='2018-06-20T07:08:09+02:00'>"
    "<script type='application/ld+json'>{\"@type\":\"SocialMediaPosting\",\"url\":"
    "\"https:\\/\\/twitter.com\\/don_t\\/status\\/1009031042712600577\",\"author\":{\"name\":"
    "\"Don\",\"alternateName\":\"@don_t\"},\"datePublished\":\"2018-06-19\",\"articleBody\":"
    "\"High tide \\u2014 now\"}</script>"
    "<script type='application/json'>{\"content_elements\":[{\"type\":\"oembed_response\","
    "\"raw_oembed\":{\"type\":\"twitter\",\"_id\":\"" TWEET "\",\"html\":\"\\u003cblockquote "
    "class=\\\"twitter-tweet\\\"\\u003e\\u003cp\\u003eLow\\u003c/p\\u003e&mdash; Maya (@maya_l) "
    "\\u003ca href=\\\"" TWEET "\\\"\\u003eJune 19, 2018\\u003c/a\\u003e\\u003c/blockquote"
    "\\u003e\"}}]}</script></head><body>\n"
    "<p>The <a href='/wall?a=1&amp;b=2'>wall &amp; the <b>gate</b></a> www.quay.example/a "
    "<img src=a.png srcset='b.png 1x, c.png 2x'></p>\n"
    "<blockquote class='twitter-tweet' data-lang=en><p lang=en>It held. <a href='https://t.co/"
    "AbCdEfGhIj'>pic.twitter.com/AbCdEfGhIj</a></p>&mdash; Maya &amp; Co (@maya_l) <a href='" TWEET
    "?ref_src=twsrc'>June 19, 2018</a></blockquote>\n"
    "<blockquote class='instagram-media' data-instgrm-permalink='https://www.instagram.com/p/"
    "BnSBALPBGaF/'><a href='https://www.instagram.com/p/BnSBALPBGaF/'>A post shared by Erik "
    "(@erik)</a> on <time datetime='2018-09-03T10:00:00+00:00'>Sep 3, 2018</time></blockquote>\n"
    "<blockquote class='tiktok-embed' cite='https://www.tiktok.com/@bell/video/"
    "6718335390845095173' data-video-id=6718335390845095173><section>Ring</section></blockquote>\n"
    "<blockquote class='bluesky-embed' data-bluesky-uri='at://did:plc:abcdefghijklmnopqrstuvwx/"
    "app.bsky.feed.post/3l6oveex3ii2l'><p>So</p>&mdash; M (<a href='https://bsky.app/profile/"
    "m.example'>@m.example</a>) <a href='https://bsky.app/profile/m.example/post/3l6oveex3ii2l'>"
    "October 17, 2024</a></blockquote>\n"
    "<iframe data-src='https://www.youtube.com/embed/dQw4w9WgXcQ?start=1' title='Bells'></iframe>"
    "<iframe srcdoc='&lt;blockquote class=&quot;twitter-tweet&quot;&gt;&lt;a href=" TWEET
    "&gt;x&lt;/a&gt;&lt;/blockquote&gt;'></iframe>"
    "<iframe src='https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com"
    "%2Feastmoor%2Fposts%2F10158812345678901'></iframe>\n"
    "<noscript><iframe src='https://player.vimeo.com/video/76979871'></iframe><a "
    "href='https://n.example/'>n</a></noscript>"
    "<template><a href='https://t.example/'>t</a></template>\n"
    "<div data-html='&lt;blockquote class=&quot;twitter-tweet&quot;&gt;&lt;p&gt;Lost &amp;amp; "
    "found&lt;/p&gt;&lt;a href=&quot;https://twitter.com/don_t/status/1009031042712600999&quot;"
    "&gt;June 19, 2018&lt;/a&gt;&lt;/blockquote&gt;'></div>\n"
    "<amp-twitter data-tweetid=1009031042712601000></amp-twitter>"
    "<!-- wp:embed {\"url\":\"https://www.reddit.com/r/quays/comments/1b7abcd/bells/\","
    "\"providerNameSlug\":\"reddit\"} --><figure class='wp-block-embed'><div>"
    "https://www.reddit.com/r/quays/comments/1b7abcd/bells/</div></figure><!-- /wp:embed -->\n"
    "<p>As it said:</p><p>Words of it <a href='https://t.co/AbCdEfGhIk'>https://t.co/AbCdEfGhIk"
    "</a></p><p>&mdash; Don (@don_t) June 3, 2018</p>\n"
    "[embed]https://www.youtube.com/watch?v=dQw4w9WgXcR[/embed]\n</body></html>\n";

static const char markdown[] =
    "---\ntitle: Tide\nurl: https://f.example/\n---\n# The *tide*\n\n"
    "A [wall & `gate`][wall], ![bell](https://q.example/b.png \"Bell\") and <https://q.example/c> "
    "www.q.example/d [late][late].\n\n[wall]: <https://q.example/wall?a&amp;b> 'W'\n\n"
    "| a | b |\n|---|---|\n| [c](https://q.example/e) | `https://q.example/f` |\n\n"
    "> Words of it pic.twitter.com/AbCdEfGhIj\n>\n> \xe2\x80\x94 Maya (@maya\\_l) [June 19, "
    "2018](" TWEET ")\n\n" TWEET "\n\n{{< tweet user=\"don_t\" id=\"1009031042712600577\" >}}\n\n"
    "{% youtube dQw4w9WgXcQ %}\n\n"
    "<blockquote class=\"twitter-tweet\"><p>Low</p>&mdash; Maya (@maya_l) <a href=\"" TWEET
    "\">June 19, 2018</a></blockquote>\n\n<div>\n\n- one [^1]\n  - two [x](/rel)\n\n</div>\n\n"
    "[^1]: A note, https://q.example/g.\n[late]: https://q.example/late\n";

static const char text[] =
    "Low tide at https://q.example/a?b=1 and www.q.example, q.example/c, https://\xc3\xa9q.example/"
    " https://lm.facebook.com/l.php?u=https%3A%2F%2Fq.example%2Fd&h=AT0\n\n"
    "First boat left pic.twitter.com/AbCdEfGhIj\n\n\xe2\x80\x94 Maya (@maya_l) June 19, 2018\n\n"
    "View this post on Instagram\n\nBell\n\nA post shared by Erik Q (@erik.q) on Apr 12, 2019 at "
    "4:50am PDT\n\nDon\n@don_t\n\xc2\xb7\nFollow\nBell\n8:27 AM \xc2\xb7 Jul 11, 2017\n\n"
    "Bells ring\nby u/ringer in quays\n\n" TWEET "\n";

static size_t every_allocation_may_fail_in(const char *name, const char *type, struct slice bytes)
{
    struct input in = { .name = name, .bytes = bytes };
    in.options = (struct scan_options){ .type = type, .bare_domains = true, .resources = true };
    return every_allocation_may_fail(&in);
}

static void pages(void **state)
{
    (void)state;
    assert_true(every_allocation_may_fail_in("a.html", "html", slice_from(page)) > 80);
}

static void documents_of_markdown(void **state)
{
    (void)state;
    assert_true(every_allocation_may_fail_in("a.md", "markdown", slice_from(markdown)) > 50);
}

static void texts(void **state)
{
    (void)state;
    assert_true(every_allocation_may_fail_in("a.txt", "text", slice_from(text)) > 12);
    struct input packed = { .name = "packed", .options.type = "text", .bytes = slice_from(text) };
    packed.options.packs = true;
    assert_true(every_allocation_may_fail(&packed) > 12);
}

/* What makes every array grow. */
static void long_inputs(void **state)
{
    (void)state;
    static const char *const types[] = { "text", "html", "markdown" };
    struct buffer article = BUFFER(1 << 24);
    add_article(&article, LONG);
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        every_allocation_may_fail_in(types[i], types[i], buffer_slice(&article));
    }
    buffer_free(&article);
}

/* In any order, and in several threads: how often memory is asked for hangs on how many parts are
 * in hand at once. */
static void large_texts_in_parts(void **state)
{
    (void)state;
    struct buffer article = BUFFER(1 << 24);
    add_article(&article, LARGE);
    struct input in = { .name = "parts", .options.type = "text", .part = PART };
    in.bytes = buffer_slice(&article);
    assert_true(every_allocation_may_fail(&in) > 30);
    in.options.packs = true;
    assert_true(every_allocation_may_fail(&in) > 30);
    buffer_free(&article);
}

/* An array so long that several threads write it, and one that is not. */
static void reports(void **state)
{
    (void)state;
    struct buffer links = BUFFER(1 << 20);
    for (size_t i = 0; i < 9000; i++) {
        buffer_printf(&links, "https://q.example/%zu ", i);
    }
    struct input large = { .name = "links", .options.type = "text", .bytes = buffer_slice(&links) };
    struct input small = { .name = "page", .options.type = "html", .bytes = slice_from(page) };
    assert_true(every_allocation_of_a_report_may_fail(&small) > 0);
    assert_true(every_allocation_of_a_report_may_fail(&large) > 0);
    large.options.packs = true;
    assert_true(every_allocation_of_a_report_may_fail(&large) > 0);
    struct input packed = { .name = "text", .options.type = "text", .bytes = slice_from(text) };
    packed.options.packs = true;
    assert_true(every_allocation_of_a_report_may_fail(&packed) > 0);
    buffer_free(&links);
}

/* --- Encodings --- */

/* Words in their encoding, and a link behind them. */
#define PAGE(charset, words)                                                                       \
    "<meta charset=" charset "><title>" words "</title><p><a href='https://q.example/" words       \
    "'>" words "</a> https://q.example/b " words "</p>"

static void encodings(void **state)
{
    (void)state;
    static const struct {
        const char *name, *page;
    } rows[] = {
        { "windows-1252", PAGE("windows-1252", "\xe9\x80\x85") },
        { "koi8-u", PAGE("koi8-u", "\xd7\xcf\xc4\xc1") },
        { "x-user-defined", PAGE("x-user-defined", "\xe9\x80") },
        { "euc-kr", PAGE("euc-kr", "\xb9\xd9\xb4\xd9") },
        { "shift_jis", PAGE("shift_jis", "\x8a\x43\x83\x41") },
        { "euc-jp", PAGE("euc-jp", "\xb3\xa4\x8f\xb0\xa1") },
        { "iso-2022-jp", PAGE("iso-2022-jp", "\x1b$B\x33\x24\x1b(B") },
        { "big5", PAGE("big5", "\xae\xfc") },
        { "gb18030", PAGE("gb18030", "\xba\xa3\x81\x30\x84\x36") },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct input in = { .name = rows[i].name, .bytes = slice_from(rows[i].page) };
        in.options.type = "html";
        in.in_libc = LIBC_STARVES;
        assert_true(every_allocation_may_fail(&in) > 10);
    }
}

static void utf16(void **state)
{
    (void)state;
    struct buffer wide = BUFFER(1 << 20);
    widen(slice_from(page), &wide);
    assert_true(every_allocation_may_fail_in("utf-16", NULL, buffer_slice(&wide)) > 100);
    buffer_free(&wide);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages),
        cmocka_unit_test(documents_of_markdown),
        cmocka_unit_test(texts),
        cmocka_unit_test(long_inputs),
        cmocka_unit_test(encodings),
        cmocka_unit_test(utf16),
        cmocka_unit_test(large_texts_in_parts),
        cmocka_unit_test(reports),
    };
    return cmocka_run_group_tests_name("scan_memory", tests, NULL, NULL);
}
