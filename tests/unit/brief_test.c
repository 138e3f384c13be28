/* What is written in one go is what is written member by member: a document's record is the same
 * packed and opened, and on one line and on many. */
#include "unit/unit.h"

#include "emit/fields.h"
#include "emit/records.h"
#include "pack/pack.h"

#include <jansson.h>
#include <stdlib.h>

struct sample {
    struct slice url, written;
};

/* Links stand a little behind each other, and now and then a lot. */
static void add_link(struct packer *p, size_t i, size_t k, const struct sample *s)
{
    const uint64_t start = (uint64_t)i * i * 7654321 + k * 71;
    struct span span = { .start = start, .end = start + s->written.length };
    struct link link = { .embed = i % 3 ? NO_EMBED : (int32_t)(i * 1000), .kind = i % 6 };
    span.line = 1 + i * i * 99999 + k * 3;
    span.column = i % 5 ? i * 9 : 99999999 + i;
    link.truncated = i % 17 == 16;
    assert_true(packer_add_link(p, &link, s->url, s->written, &span));
}

static void add_embed(struct packer *p, size_t i, struct slice text)
{
    static const struct author authors[] = { { .name.data = NULL },
                                             { .name = SLICE_INIT("Maya \"Lind\"") },
                                             { .handle = SLICE_INIT("olu") } };
    static const char *const kinds[] = { "post", "video" };
    uint32_t links[] = { 0, 99999999, 4000000000 };
    struct embed embed = { .platform = i % 50 < 40 ? "twitter" : "vimeo",
                           .kind = kinds[i / 7 % 2],
                           .form = i / 13 % FORM_COUNT,
                           .author = authors[i % 3],
                           .links = links,
                           .link_count = i % 4,
                           .text = text };
    embed.span = (struct span){ .start = i << i % 40, .line = 1 + i, .column = 100000001 };
    embed.span.end = embed.span.start + text.length;
    embed.date.source = i % SOURCE_COUNT;
    embed.date.precision = i % 4;
    embed.date.ms = (int64_t)i * 86400007;
    embed.text_open = i % 7 == 0;
    assert_true(packer_add_embed(p, &embed));
}

static char *written(struct document *d, bool indented)
{
    const struct lf_record record = { .type = RECORD_DOCUMENT, .document = d };
    char *out = NULL;
    size_t length = 0;
    FILE *to = open_memstream(&out, &length);
    const struct report report = { .to = to };
    assert_true(records_write(&record, &report, indented));
    fclose(to);
    return out;
}

static void assert_same_json(const char *a, const char *b)
{
    json_t *first = json_loads(a, 0, NULL);
    json_t *second = json_loads(b, 0, NULL);
    assert_non_null(first);
    assert_true(json_equal(first, second));
    json_decref(first);
    json_decref(second);
}

static void check(struct document *d)
{
    char *packed = written(d, false);
    char *indented = written(d, true);
    assert_same_json(packed, indented);
    assert_true(pack_open(d));
    char *opened = written(d, false);
    assert_string_equal(packed, opened);
    free(packed);
    free(indented);
    free(opened);
}

/* Every length around a step's, with a byte that is not plain anywhere or nowhere. */
static void records_are_the_same_in_any_way(void **state)
{
    (void)state;
    enum { LONGEST = 300 };
    static const char marks[] = { 'x', '"', '\\', '\x7f', '\x1f', '\n' };
    struct document d = { .name = SLICE("a"), .media_type = "text/plain" };
    struct packer p;
    char url[2 * LONGEST];
    assert_true(packer_open(&p, &d));
    for (size_t i = 0; i < LONGEST; i++) {
        for (size_t k = 0; k < COUNT_OF(marks); k++) {
            memset(url, 'u', sizeof url);
            memcpy(url, "https://a.example/", sizeof "https://a.example/" - 1);
            struct slice whole = slice_of(url, 19 + i);
            url[19 + i * (7 + k) % (i + 1) - (i > 0)] = marks[k];
            struct slice part = slice_skip(whole, k % 2 ? 8 : 19 + i / 2);
            add_link(&p, i, k, &(struct sample){ whole, k % 3 ? part : whole });
            add_embed(&p, i, slice_skip(whole, 18));
        }
    }
    assert_true(packer_finish(&p));
    packer_free(&p);
    check(&d);
    document_free(&d);
}

/* Either may be absent. */
static void links_without_words_are_the_same_too(void **state)
{
    (void)state;
    static const struct sample samples[] = { { SLICE_INIT("https://a.example/b"), { NULL, 0 } },
                                             { { NULL, 0 }, SLICE_INIT("http://") } };
    struct document d = { .name = SLICE("a"), .media_type = "text/plain" };
    struct packer p;
    assert_true(packer_open(&p, &d));
    for (size_t i = 0; i < COUNT_OF(samples); i++) {
        add_link(&p, i, 0, &samples[i]);
    }
    assert_true(packer_finish(&p));
    packer_free(&p);
    check(&d);
    document_free(&d);
}

static void assert_span(struct writer *w, const struct span *span)
{
    char want[200];
    snprintf(want, sizeof want, "{\"start\":%llu,\"end\":%llu,\"line\":%llu,\"column\":%llu}",
             (unsigned long long)span->start, (unsigned long long)span->end,
             (unsigned long long)span->line, (unsigned long long)span->column);
    *put_span(w, w->room, span) = '\0';
    assert_string_equal(w->room, want);
}

/* Places on both sides of where they get more digits, or others before the last eight. */
static void spans_have_all_their_digits(void **state)
{
    (void)state;
    static const uint64_t edges[] = { 1,          10,         9999,        10000,      99999999,
                                      100000000,  200000000,  999999999,   1000000000, 1100000000,
                                      9900000000, 9999999999, 10000000000, UINT64_MAX };
    struct writer *w = malloc(sizeof *w);
    writer_open(w, NULL, false);
    for (size_t i = 0; i < COUNT_OF(edges); i++) {
        for (uint64_t length = 0; length < 3; length++) {
            for (size_t k = 0; k < COUNT_OF(edges); k++) {
                struct span span = { .start = edges[i] - 1, .line = edges[k], .column = 7 };
                span.end = span.start + length;
                assert_span(w, &span);
                span.column = edges[k] - 1;
                span.line = 12345678 - k * 1234567;
                assert_span(w, &span);
            }
        }
    }
    free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_are_the_same_in_any_way),
        cmocka_unit_test(links_without_words_are_the_same_too),
        cmocka_unit_test(spans_have_all_their_digits),
    };
    return cmocka_run_group_tests_name("brief", tests, NULL, NULL);
}
