/* Articles written back, by records that are read from JSON. */
#include "unit.h"

#include "enrich/enrich.h"
#include "enrich/records.h"
#include "landfall.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void scan(const struct scan_options *options, struct slice bytes, struct document *document)
{
    struct scan *scan = scan_open(options, document);
    assert_non_null(scan);
    assert_int_equal(scan_feed(scan, bytes), SCAN_OK);
    assert_int_equal(scan_finish(scan), SCAN_OK);
    scan_close(scan);
}

/* Adds the article of that name written back. */
static void enrich(struct slice name, struct slice bytes, const char *json,
                   const struct enrich_options *how, struct buffer *out)
{
    const struct scan_options options = { .type = NULL };
    struct document document = { .name = name };
    struct buffer why = BUFFER(1000);
    struct records *records;
    struct article *a = article_read(&options, name, bytes);
    assert_non_null(a);
    assert_int_equal(records_read(slice_from(json), &records, &why), RECORDS_OK);
    struct enrich_options with = *how;
    scan(&options, article_bytes(a), &document);
    assert_true(records_apply(records, &document, &with.told));
    assert_true(article_enrich(a, &document, &with, out));
    document_free(&document);
    article_free(a);
    records_free(records);
    buffer_free(&why);
}

#define RECORD(embeds, links)                                                                      \
    "{\"schema\":\"landfall/"                                                                      \
    "1\",\"type\":\"document\",\"source\":{\"name\":\"a\"},\"embeds\":[" embeds                    \
    "],\"links\":[" links "]}\n"
#define ALIVE(url, final)                                                                          \
    "{\"url\":\"" url "\",\"state\":\"alive\",\"reason\":\"ok\",\"final\":\"" final "\"}"
#define DEAD(url, hops, archive)                                                                   \
    "{\"url\":\"" url "\",\"state\":\"dead\",\"reason\":\"gone\",\"hops\":[" hops "]" archive "}"
#define COPY                                                                                       \
    ",\"archive\":{\"url\":\"https://web.archive.org/web/20180620120000/https://e.com/a\","        \
    "\"datetime\":\"2018-06-20T12:00:00Z\",\"source\":\"wayback\"}"

#define TCO    "https://t.co/kCvpPQmGlW"
#define E      ALIVE(TCO, "https://e.com/a?b=1&c=2")
#define ROBUST " data-originalurl=\"https://e.com/a?b=1&amp;c=2\" data-landfall=\"\""
#define COPIED                                                                                     \
    " data-versionurl=\"https://web.archive.org/web/20180620120000/https://e.com/a\""              \
    " data-versiondate=\"2018-06-20T12:00:00Z\""

struct row {
    const char *name, *in, *json, *want;
    const struct enrich_options *how;
};

static const struct enrich_options plain, rewrite = { .rewrite = true },
                                          footnotes = { .footnotes = true };

static const struct row rows[] = {
    { "a.html", "<p><a href=\"" TCO "\">x</a>", RECORD("", E),
      "<p><a" ROBUST " href=\"" TCO "\">x</a>", &plain },
    { "a.html", "<a href=" TCO "/>x</a>", RECORD("", ALIVE(TCO "/", "https://e.com/")),
      "<a data-originalurl=\"https://e.com/\" data-landfall=\"\" href=" TCO "/>x</a>", &plain },
    { "a.html", "<!-- <a href=\"" TCO "\"> --><script>'<a href=\"" TCO "\">'</script>",
      RECORD("", E), NULL, &plain },
    { "a.html", "<a href=\"" TCO "\" data-versiondate=2018>x</a>", RECORD("", E), NULL, &plain },
    { "a.html", "<a href=\"" TCO "\">x</a>", RECORD("", ALIVE(TCO, TCO)), NULL, &plain },
    { "a.html", "<a href=\"" TCO "\">x</a>", RECORD("", ALIVE(TCO, "javascript:alert(1)")), NULL,
      &plain },
    { "a.html", "<a href='" TCO "'>x</a>",
      RECORD("", DEAD(TCO, "{\"url\":\"" TCO "\"},{\"url\":\"https://e.com/b\"}", "")),
      "<a data-originalurl=\"https://e.com/b\" data-landfall=\"\" href='" TCO "'>x</a>", &plain },
    { "a.html", "<a href='https://e.com/a'>x</a>", RECORD("", DEAD("https://e.com/a", "", COPY)),
      "<a data-originalurl=\"https://e.com/a\"" COPIED
      " data-landfall=\"\" href='https://e.com/a'>x</a>",
      &plain },
    { "a.html", "<a href='" TCO "'>x</a>", RECORD("", E),
      "<a data-originalurl=\"https://e.com/a?b=1&amp;c=2\" data-landfall=\"" TCO "\""
      " href='https://e.com/a?b=1&amp;c=2'>x</a>",
      &rewrite },
    { "a.md", "See [x](" TCO ").\n", RECORD("", E), NULL, &plain },
    { "a.md", "See [x](" TCO ").\n", RECORD("", E),
      "See [x](" TCO ") [^landfall-1].\n\n[^landfall-1]: <https://e.com/a?b=1&c=2>\n", &footnotes },
    { "a.md", "`" TCO "` and <" TCO ">, " TCO ".", RECORD("", E),
      "`" TCO "` and <" TCO "> [^landfall-1], " TCO " [^landfall-1].\n\n"
      "[^landfall-1]: <https://e.com/a?b=1&c=2>",
      &footnotes },
    { "a.md", "See [x][1].\n\n[1]: " TCO "\n", RECORD("", E),
      "See [x][1] [^landfall-1].\n\n[1]: " TCO "\n\n[^landfall-1]: <https://e.com/a?b=1&c=2>\n",
      &footnotes },
    { "a.md", "See [x](" TCO "), and https://e.com/b.\n",
      RECORD("", E "," DEAD("https://e.com/b", "", COPY)),
      "See [x](" TCO ") [^landfall-1], and https://e.com/b [^landfall-2].\n\n"
      "[^landfall-1]: <https://e.com/a?b=1&c=2>\n[^landfall-2]: <https://e.com/b>, copy of "
      "2018-06-20T12:00:00Z: <https://web.archive.org/web/20180620120000/https://e.com/a>\n",
      &footnotes },
    { "a.md", "See https://e.com/b, and [x](" TCO ").\n",
      RECORD("", E "," DEAD("https://e.com/b", "", COPY)),
      "See https://e.com/b [^landfall-1], and [x](" TCO ") [^landfall-2].\n\n"
      "[^landfall-1]: <https://e.com/b>, copy of 2018-06-20T12:00:00Z: "
      "<https://web.archive.org/web/20180620120000/https://e.com/a>\n"
      "[^landfall-2]: <https://e.com/a?b=1&c=2>\n",
      &footnotes },
    { "a.md", "See [x](" TCO ").\n```\ncode\n", RECORD("", E), NULL, &footnotes },
    { "a.txt", "See https://e.com/a!\r\n", RECORD("", DEAD("https://e.com/a", "", COPY)),
      "See https://e.com/a [^landfall-1]!\r\n\r\n[^landfall-1]: <https://e.com/a>, copy of "
      "2018-06-20T12:00:00Z: <https://web.archive.org/web/20180620120000/https://e.com/a>\r\n",
      &footnotes },
};

/* A second run changes nothing, and records that say nothing restore the article. */
static void writes_back(void **state)
{
    (void)state;
    assert_int_equal(COUNT_OF(rows), 17);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct row *row = &rows[i];
        struct buffer once = BUFFER(100000);
        struct buffer twice = BUFFER(100000);
        struct buffer back = BUFFER(100000);
        struct slice name = slice_from(row->name);
        enrich(name, slice_from(row->in), row->json, row->how, &once);
        assert_slice(buffer_slice(&once), row->want ? row->want : row->in);
        enrich(name, buffer_slice(&once), row->json, row->how, &twice);
        assert_slice(buffer_slice(&twice), buffer_string(&once));
        enrich(name, buffer_slice(&once), "", row->how, &back);
        assert_slice(buffer_slice(&back), row->in);
        buffer_free(&once);
        buffer_free(&twice);
        buffer_free(&back);
    }
}

#define EMBED(more)                                                                                \
    "{\"platform\":\"twitter\",\"kind\":\"post\",\"post_id\":\"1009039483742224384\","             \
    "\"url\":\"https://twitter.com/a/status/1009039483742224384\"" more "}"
#define TAG "<script type=\"application/ld+json\" data-landfall=\"1\">"
#define GRAPH(more)                                                                                \
    TAG "{\"@context\":\"https://schema.org\",\"@graph\":[{\"@type\":\"SocialMediaPosting\","      \
        "\"url\":\"https://twitter.com/a/status/1009039483742224384\","                            \
        "\"identifier\":\"1009039483742224384\"" more "}]}</script>"
#define POST "<a href=\"https://twitter.com/a/status/1009039483742224384\">x</a>"

static const struct row posts[] = {
    { "a.html", "<body><blockquote class=twitter-tweet>" POST "</blockquote>\n</body></html>",
      RECORD(EMBED(",\"author\":{\"name\":\"A "
                   "</script>\\u0000\",\"handle\":\"a\",\"url\":\"javascript:x\"},"
                   "\"date\":{\"value\":\"2018-06-19T11:21:12Z\",\"source\":\"id\"},"
                   "\"text\":\"<!-- \\u20ac \\ud83d\\ude00 \\\"\\n\""),
             ""),
      "<body><blockquote class=twitter-tweet>" POST "</blockquote>\n" GRAPH(
          ",\"author\":{\"@type\":\"Person\",\"name\":\"A \\u003c/script\\u003e\\u0000\","
          "\"alternateName\":\"@a\"},\"datePublished\":\"2018-06-19T11:21:12Z\","
          "\"text\":\"\\u003c!-- \\u20ac \\ud83d\\ude00 \\\"\\u000a\"") "</body></html>",
      &plain },
    { "a.html", "<blockquote class=twitter-tweet>" POST "</blockquote><!-- </body>",
      RECORD(EMBED(",\"date\":{\"value\":\"2018\\\" onx=\"}"), ""),
      "<blockquote class=twitter-tweet>" POST "</blockquote>" GRAPH("") "<!-- </body>", &plain },
    { "a.html", "<blockquote class=twitter-tweet>" POST "</blockquote>x<a href=\"",
      RECORD(EMBED(""), ""),
      "<blockquote class=twitter-tweet>" POST "</blockquote>x" GRAPH("") "<a href=\"", &plain },
    { "a.html", "<blockquote class=twitter-tweet>" POST "</blockquote>x<svg><g></body>",
      RECORD(EMBED(""), ""),
      "<blockquote class=twitter-tweet>" POST "</blockquote>x" GRAPH("") "<svg><g></body>",
      &plain },
    { "a.html", "<blockquote class=twitter-tweet>" POST "</blockquote>x<script>y</script",
      RECORD(EMBED(""), ""),
      "<blockquote class=twitter-tweet>" POST "</blockquote>x" GRAPH("") "<script>y</script",
      &plain },
    { "a.html", "<blockquote class=twitter-tweet>" POST "</blockquote></body></body></",
      RECORD(EMBED(""), ""),
      "<blockquote class=twitter-tweet>" POST "</blockquote></body>" GRAPH("") "</body></",
      &plain },
};

static void writes_posts(void **state)
{
    (void)state;
    assert_int_equal(COUNT_OF(posts), 6);
    for (size_t i = 0; i < COUNT_OF(posts); i++) {
        struct buffer once = BUFFER(100000);
        struct buffer back = BUFFER(100000);
        struct slice name = slice_from(posts[i].name);
        enrich(name, slice_from(posts[i].in), posts[i].json, posts[i].how, &once);
        assert_slice(buffer_slice(&once), posts[i].want);
        enrich(name, buffer_slice(&once), "", posts[i].how, &back);
        assert_slice(buffer_slice(&back), posts[i].in);
        buffer_free(&once);
        buffer_free(&back);
    }
}

static const lf_record *next(lf_session *s)
{
    const lf_record *r;
    assert_int_equal(lf_next(s, &r), LF_OK);
    return r;
}

/* By the library's face; what was added otherwise is not written back. */
static void is_asked_for(void **state)
{
    (void)state;
    char path[] = "/tmp/landfall-enrich-XXXXXX";
    FILE *to = fdopen(mkstemp(path), "w");
    assert_non_null(to);
    fputs(RECORD("", E), to);
    fclose(to);
    lf_options options = LF_OPTIONS;
    options.records = path;
    lf_session *session;
    const char *bytes;
    size_t length;
    int changed;
    static const char page[] = "<a href=\"" TCO "\">x</a>";
    assert_int_equal(lf_open(&options, &session), LF_OK);
    assert_int_equal(lf_add_article(session, "a.html", page, sizeof page - 1), LF_OK);
    const lf_record *r = next(session);
    assert_int_equal(lf_enriched(r, &bytes, &length, &changed), LF_OK);
    assert_slice(slice_of(bytes, length), "<a" ROBUST " href=\"" TCO "\">x</a>");
    assert_true(changed);
    assert_int_equal(lf_add_article(session, "b.html", "", 0), LF_OK);
    assert_int_equal(lf_enriched(next(session), &bytes, &length, &changed), LF_OK);
    assert_int_equal(length, 0);
    assert_false(changed);
    assert_int_equal(lf_add(session, "a.html", page, sizeof page - 1), LF_OK);
    assert_int_equal(lf_enriched(next(session), &bytes, &length, NULL), LF_USAGE);
    assert_null(bytes);
    assert_int_equal(lf_enriched(NULL, &bytes, &length, NULL), LF_USAGE);
    lf_close(session);
    unlink(path);
    assert_int_equal(lf_open(&options, &session), LF_UNREADABLE);
    assert_non_null(strstr(lf_error(session), "the records cannot be read"));
    lf_close(session);
}

/* Where nothing is followed, a text is no other than elsewhere: its links are there. */
static void is_asked_for_in_a_scan(void **state)
{
    (void)state;
    lf_options options = LF_OPTIONS;
    options.mode = LF_SCAN;
    options.footnotes = 1;
    lf_session *session;
    const char *bytes;
    size_t length;
    static const char text[] = "see https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2F now";
    assert_int_equal(lf_open(&options, &session), LF_OK);
    assert_int_equal(lf_add_article(session, "a.txt", text, sizeof text - 1), LF_OK);
    assert_int_equal(lf_enriched(next(session), &bytes, &length, NULL), LF_OK);
    assert_true(length >= sizeof text - 1);
    lf_close(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_asked_for),
        cmocka_unit_test(is_asked_for_in_a_scan),
        cmocka_unit_test(writes_back),
        cmocka_unit_test(writes_posts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
