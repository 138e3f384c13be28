/* Memory that runs out while an article is written back: each allocation fails once, and once with
 * all behind it. That is said, or the article is the same as otherwise. */
#include "unit.h"
#include "unit/starving.h"

#include "enrich/enrich.h"
#include "enrich/records.h"

#include <stdio.h>

#define TCO  "https://t.co/kCvpPQmGlW"
#define POST "https://twitter.com/a/status/1009039483742224384"

static const char json[] =
    "{\"schema\":\"landfall/1\",\"type\":\"document\",\"source\":{\"name\":\"a\"},\"embeds\":["
    "{\"platform\":\"twitter\",\"kind\":\"post\",\"post_id\":\"1009039483742224384\",\"url\":"
    "\"" POST
    "\",\"author\":{\"name\":\"A\",\"handle\":\"a\"},\"text\":\"x\",\"links\":[0]}],\"links\":["
    "{\"url\":\"" TCO "\",\"state\":\"alive\",\"reason\":\"ok\",\"final\":\"https://e.com/?a&b\","
    "\"hops\":[{\"url\":\"" TCO "\"}],\"archive\":{\"url\":\"https://web.archive.org/web/2018/x\","
    "\"datetime\":\"2018-06-20T12:00:00Z\"}}]}";

static const struct {
    const char *name;
    struct slice bytes;
    struct enrich_options how;
} rows[] = {
    { "a.html",
      SLICE("<meta charset=windows-1251><a href='" TCO "#\xef'>x</a><a href=\"" TCO "\">y</a>"
            "<blockquote class=twitter-tweet><a href=\"" POST "\">x</a></blockquote><svg></body>"),
      { .rewrite = true } },
    { "a.html",
      SLICE("<a data-originalurl=\"https://e.com/\" data-landfall=\"" TCO "&#34;\""
            " href=\"https://e.com/\">x</a>"),
      { .rewrite = false } },
    { "a.md",
      SLICE("[x](" TCO ") [y][z] <" TCO "> " TCO "\n\n[z]: " TCO "\n[^1]: `x`\n"),
      { .footnotes = true } },
    { "a.txt",
      SLICE(TCO " [^landfall-1]\n\n[^landfall-1]: <https://e.com/>\n"),
      { .footnotes = true } },
};

/* False: out of memory. Scanning has a test of its own. */
static bool enrich(size_t row, size_t fails, bool all, struct buffer *out)
{
    const struct scan_options options = { .type = NULL };
    struct document document = { .name = slice_from(rows[row].name) };
    struct enrich_options how = rows[row].how;
    struct buffer why = BUFFER(1000);
    struct records *records = NULL;
    points = 0;
    failing = fails;
    for_ever = all;
    armed = true;
    struct article *a = article_read(&options, document.name, rows[row].bytes);
    bool good = a && records_read(slice_from(json), &records, &why) == RECORDS_OK;
    armed = false;
    if (good) {
        struct scan *scan = scan_open(&options, &document);
        assert_int_equal(scan_feed(scan, article_bytes(a)), SCAN_OK);
        assert_int_equal(scan_finish(scan), SCAN_OK);
        scan_close(scan);
        armed = true;
        good =
            records_apply(records, &document, &how.told) && article_enrich(a, &document, &how, out);
        armed = false;
    }
    document_free(&document);
    records_free(records);
    article_free(a);
    buffer_free(&why);
    return good;
}

static void says_so_or_gives_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buffer want = BUFFER(100000);
        assert_true(enrich(i, 0, false, &want));
        assert_false(slice_equal(buffer_slice(&want), rows[i].bytes));
        size_t count = points;
        assert_in_range(count, 20, 2000);
        for (size_t j = 1; j <= 2 * count; j++) {
            struct buffer got = BUFFER(100000);
            if (enrich(i, (j + 1) / 2, j % 2, &got)) {
                assert_slice(buffer_slice(&got), buffer_string(&want));
            }
            buffer_free(&got);
        }
        buffer_free(&want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(says_so_or_gives_the_same) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
