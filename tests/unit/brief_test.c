/* What is written in one go is what is written member by member: a document's record is the same
 * packed and opened, and on one line and on many. */
#include "unit/unit.h"

#include "emit/records.h"
#include "pack/pack.h"

#include <jansson.h>
#include <stdlib.h>

struct sample {
    struct slice url, written;
};

static void add_link(struct packer *p, size_t i, const struct sample *s)
{
    const uint64_t start = (uint64_t)i * i * 7654321;
    struct span span = { .start = start, .end = start + s->written.length };
    struct link link = { .embed = i % 3 ? NO_EMBED : (int32_t)(i * 1000), .kind = i % 6 };
    span.line = 1 + i * i * 99999;
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
    struct embed embed = { .platform = i % 5 ? "twitter" : "vimeo",
                           .kind = kinds[i % 2],
                           .form = i % FORM_COUNT,
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
            add_link(&p, i, &(struct sample){ whole, k % 3 ? part : whole });
            add_embed(&p, i, slice_skip(whole, 18));
        }
    }
    assert_true(packer_finish(&p));
    packer_free(&p);
    check(&d);
    document_free(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_are_the_same_in_any_way),
    };
    return cmocka_run_group_tests_name("brief", tests, NULL, NULL);
}
