#include "unit.h"

#include "describe/remembered.h"

#include <stdlib.h>

extern const struct place place_twitter;

/* Whoever adds a field to struct told adds it to what is remembered, and here. */
static void fill(struct told *t, const char *endpoint, enum reason reason)
{
    *t = (struct told){ .endpoint = endpoint,
                        .reason = reason,
                        .post_id = SLICE("1008861919441846272"),
                        .url = SLICE("https://twitter.com/a/status/1"),
                        .author = { SLICE("A\nB"), SLICE("a"), SLICE("https://twitter.com/a") },
                        .date = { 1529366400123, TIME_MS, SOURCE_API },
                        .text = SLICE("12:words \xc3\xa9"),
                        .title = SLICE(""),
                        .lang = SLICE("en"),
                        .target = SLICE("https://a.test/"),
                        .lead = SLICE("https://t.co/a"),
                        .original = { SLICE("C"), SLICE("c"), SLICE("https://twitter.com/c") },
                        .reposted = SLICE("https://twitter.com/c/status/2"),
                        .archived = true };
    enum { TEXTS = 14 };
    size_t known = sizeof t->endpoint + TEXTS * sizeof(struct slice) + sizeof(struct date) +
                   8 /* reason, archived */;
    assert_int_equal(sizeof *t, known);
}

static void assert_same(const struct told *a, const struct told *b)
{
    const struct slice pairs[][2] = {
        { a->post_id, b->post_id },
        { a->url, b->url },
        { a->author.name, b->author.name },
        { a->author.handle, b->author.handle },
        { a->author.url, b->author.url },
        { a->text, b->text },
        { a->title, b->title },
        { a->lang, b->lang },
        { a->target, b->target },
        { a->lead, b->lead },
        { a->original.name, b->original.name },
        { a->original.handle, b->original.handle },
        { a->original.url, b->original.url },
        { a->reposted, b->reposted },
    };
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        assert_true(slice_equal(pairs[i][0], pairs[i][1]));
        assert_int_equal(pairs[i][0].data != NULL, pairs[i][1].data != NULL);
    }
    assert_string_equal(a->endpoint, b->endpoint);
    assert_int_equal(a->reason, b->reason);
    assert_int_equal(a->date.ms, b->date.ms);
    assert_int_equal(a->date.precision, b->date.precision);
    assert_int_equal(a->date.source, b->date.source);
    assert_int_equal(a->archived, b->archived);
}

static struct question question(void)
{
    return (struct question){ .about = { .place = &place_twitter,
                                         .platform = "twitter",
                                         .kind = "post",
                                         .id = SLICE("1"),
                                         .account = SLICE("a"),
                                         .handle = SLICE("a"),
                                         .host = SLICE("twitter.com"),
                                         .url = SLICE("https://twitter.com/a/status/1") } };
}

static void write_sample(struct question *q, struct buffer *into)
{
    *q = question();
    q->told_count = 3;
    fill(&q->told[0], "twitter.oembed", REASON_OK);
    fill(&q->told[1], "twitter.syndication", REASON_DELETED);
    q->told[2] = (struct told){ .endpoint = "twitter.oembed", .reason = REASON_NONE };
    question_write(q, into);
}

static void a_question_comes_back(void **state)
{
    (void)state;
    struct buffer text = BUFFER(REMEMBERED_MOST);
    struct question q;
    struct question again = question();
    write_sample(&q, &text);
    assert_true(question_read(&again, buffer_slice(&text)));
    assert_int_equal(again.told_count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_same(&again.told[i], &q.told[i]);
    }
    arena_free(&again.said);
    buffer_free(&text);
}

/* The rest of it comes back. */
static void a_date_before_1970_is_none(void **state)
{
    (void)state;
    struct buffer text = BUFFER(REMEMBERED_MOST);
    struct question q = question();
    struct question again = question();
    q.told_count = 1;
    fill(&q.told[0], "twitter.oembed", REASON_OK);
    q.told[0].date.ms = -1;
    question_write(&q, &text);
    assert_true(question_read(&again, buffer_slice(&text)));
    q.told[0].date = (struct date){ .source = SOURCE_NONE };
    assert_same(&again.told[0], &q.told[0]);
    arena_free(&again.said);
    buffer_free(&text);
}

static void a_lookup_comes_back(void **state)
{
    (void)state;
    struct buffer text = BUFFER(REMEMBERED_MOST);
    struct lookup l = { .found = { .url = SLICE("https://web.archive.org/web/1/https://a.test/"),
                                   .datetime = 1500000000000,
                                   .source = SLICE("wayback") },
                        .moved_to = SLICE("https://b.test/") };
    struct lookup again = { .done = false };
    fill(&l.told, "wayback.play", REASON_OK);
    lookup_write(&l, &text);
    assert_true(lookup_read(&again, buffer_slice(&text)));
    assert_true(slice_equal(again.found.url, l.found.url));
    assert_true(slice_equal(again.found.source, l.found.source));
    assert_true(slice_equal(again.moved_to, l.moved_to));
    assert_int_equal(again.found.datetime, l.found.datetime);
    assert_null(again.found.reason);
    assert_same(&again.told, &l.told);
    arena_free(&again.said);
    buffer_reset(&text);
    l.found.source = SLICE("gate.test");
    l.told.endpoint = "timegate";
    again = (struct lookup){ .done = false };
    lookup_write(&l, &text);
    assert_true(lookup_read(&again, buffer_slice(&text)));
    assert_same(&again.told, &l.told);
    arena_free(&again.said);
    buffer_reset(&text);
    l = (struct lookup){ .found = { .source = SLICE("wayback"), .reason = "excluded" } };
    again = (struct lookup){ .done = false };
    lookup_write(&l, &text);
    assert_true(lookup_read(&again, buffer_slice(&text)));
    assert_string_equal(again.found.reason, "excluded");
    assert_null(again.told.endpoint);
    arena_free(&again.said);
    buffer_free(&text);
}

/* Cut anywhere, or with any byte changed, it is nothing, or what might have been written. */
static void damage_is_nothing(void **state)
{
    (void)state;
    struct buffer text = BUFFER(REMEMBERED_MOST);
    struct question q;
    write_sample(&q, &text);
    char *copy = malloc(text.length);
    for (size_t cut = 0; cut < text.length; cut++) {
        struct question again = question();
        assert_false(question_read(&again, slice_of(text.data, cut)));
        assert_int_equal(again.told_count, 0);
        arena_free(&again.said);
    }
    for (size_t at = 0; at < text.length; at++) {
        static const char bytes[] = { '\0', '\n', ':', '-', '9', 'x', '\xff' };
        for (size_t i = 0; i < sizeof bytes; i++) {
            struct question again = question();
            memcpy(copy, text.data, text.length);
            copy[at] = bytes[i];
            if (question_read(&again, slice_of(copy, text.length))) {
                struct buffer written = BUFFER(REMEMBERED_MOST);
                question_write(&again, &written);
                assert_true(slice_equal(buffer_slice(&written), slice_of(copy, text.length)));
                buffer_free(&written);
            }
            arena_free(&again.said);
        }
    }
    free(copy);
    buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(a_question_comes_back),
                                        cmocka_unit_test(a_date_before_1970_is_none),
                                        cmocka_unit_test(a_lookup_comes_back),
                                        cmocka_unit_test(damage_is_nothing) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
