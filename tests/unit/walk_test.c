/* The places of a document, one after the other, with what was found there. */
#include "unit/unit.h"

#include "emit/walk.h"

#include <stdio.h>

static struct link link_at(struct arena *arena, const char *url, uint64_t line, uint64_t column)
{
    struct link link = { .embed = NO_EMBED };
    struct span span = { .start = 0, .end = 1, .line = line, .column = column };
    assert_true(link_set_words(&link, arena, slice_from(url), slice_from("written")));
    assert_true(link_set_span(&link, arena, &span));
    return link;
}

/* Each place as "LINE:COLUMN URL CLASSES". */
static void assert_walk(const struct document *d, const char *const *want, size_t count)
{
    struct walk w;
    struct spot spot;
    char got[128];
    assert_true(walk_open(&w, d));
    for (size_t again = 0; again < 2; again++) {
        for (size_t i = 0; i < count; i++) {
            assert_true(walk_next(&w, &spot));
            int at = snprintf(got, sizeof got, "%u:%u %.*s", (unsigned)spot.line,
                              (unsigned)spot.column, (int)spot.url.length, spot.url.data);
            for (size_t k = 0; k < spot.count; k++) {
                at += snprintf(got + at, sizeof got - (size_t)at, " %s",
                               class_word(spot.findings[k]->class));
            }
            assert_string_equal(got, want[i]);
        }
        assert_false(walk_next(&w, &spot));
        walk_rewind(&w);
    }
    walk_close(&w);
}

static struct finding found(size_t link, size_t place, enum finding_class class, uint64_t line)
{
    return (struct finding){ .link = link,
                             .place = place,
                             .class = class,
                             .line = line,
                             .column = 7,
                             .url = SLICE("embed") };
}

/* A link that stands in several places, another between them, and a finding at no link. */
static void places_come_in_order(void **state)
{
    (void)state;
    struct document d = { 0 };
    struct link links[] = { link_at(&d.arena, "a", 1, 1), link_at(&d.arena, "b", 2, 3),
                            link_at(&d.arena, "c", 9, 1) };
    struct span_list third = { .span = { .line = 8, .column = 1 } };
    struct span_list second = { .span = { .line = 2, .column = 2 }, .next = &third };
    link_more_of(&links[0], &d.arena)->spans = &second;
    struct finding findings[] = {
        found(2, 0, CLASS_DEAD, 9),     found(0, 1, CLASS_INSECURE, 2),
        found(0, 1, CLASS_DEAD, 2),     found(SIZE_MAX, 4, CLASS_UNSURE, 5),
        found(1, 0, CLASS_REDIRECT, 2), found(SIZE_MAX, 4, CLASS_CONFLICT, 5),
    };
    d.links = links;
    d.link_count = COUNT_OF(links);
    d.findings = findings;
    d.finding_count = COUNT_OF(findings);
    static const char *const want[] = { "1:1 a",          "2:7 a dead insecure",
                                        "2:7 b redirect", "5:7 embed unsure conflict",
                                        "8:1 a",          "9:7 c dead" };
    assert_walk(&d, want, COUNT_OF(want));
    arena_free(&d.arena);
}

/* What a local link has is what is written in the place. */
static void a_local_link_is_named_as_written(void **state)
{
    (void)state;
    struct document d = { 0 };
    struct link local = link_at(&d.arena, "file:///a", 1, 1);
    struct span_list second = { .span = { .line = 2, .column = 1 }, .written = SLICE("./a") };
    local.kind = LINK_LOCAL;
    link_more_of(&local, &d.arena)->spans = &second;
    d.links = &local;
    d.link_count = 1;
    static const char *const want[] = { "1:1 written", "2:1 ./a" };
    assert_walk(&d, want, COUNT_OF(want));
    arena_free(&d.arena);
}

/* Nor does white space before a URL belong to it where nothing is found. */
static void a_place_begins_with_its_url(void **state)
{
    (void)state;
    struct document d = { 0 };
    struct link local = link_at(&d.arena, "file:///a", 1, 9);
    struct span_list third = { .span = { .line = 8, .column = 2 },
                               .written = SLICE("\r\n\r\n b\n") };
    struct span_list second = { .span = { .line = 2, .column = 3 },
                                .written = SLICE(" \t./a "),
                                .next = &third };
    local.kind = LINK_LOCAL;
    link_more_of(&local, &d.arena)->spans = &second;
    d.links = &local;
    d.link_count = 1;
    static const char *const want[] = { "1:9 written", "2:5 ./a", "10:2 b" };
    assert_walk(&d, want, COUNT_OF(want));
    arena_free(&d.arena);
}

static void an_empty_document_has_none(void **state)
{
    (void)state;
    struct document d = { 0 };
    assert_walk(&d, NULL, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_come_in_order),
        cmocka_unit_test(a_local_link_is_named_as_written),
        cmocka_unit_test(a_place_begins_with_its_url),
        cmocka_unit_test(an_empty_document_has_none),
    };
    return cmocka_run_group_tests_name("walk", tests, NULL, NULL);
}
