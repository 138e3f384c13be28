#include "unit/unit.h"

#include "record.h"

static void every_reason_has_a_state_and_a_word(void **state)
{
    (void)state;
    assert_int_equal(reason_state(REASON_NONE), STATE_NONE);
    assert_null(reason_word(REASON_NONE));
    for (enum reason reason = REASON_OK; reason < REASON_COUNT; reason++) {
        assert_non_null(reason_word(reason));
        assert_int_not_equal(reason_state(reason), STATE_NONE);
        for (enum reason other = REASON_OK; other < reason; other++) {
            bool alike = strcmp(reason_word(reason), reason_word(other)) == 0;
            assert_int_equal(alike,
                             reason == REASON_MISSED_FRAGMENT && other == REASON_NO_SUCH_FRAGMENT);
        }
    }
    assert_int_equal(reason_state(REASON_GONE), STATE_DEAD);
    assert_int_equal(reason_state(REASON_BLOCKED), STATE_UNSURE);
    assert_int_equal(reason_state(REASON_DENIED), STATE_SKIPPED);
}

static void words_stand_beside_their_meaning(void **state)
{
    (void)state;
    assert_string_equal(tls_word(TLS_SELF_SIGNED), "self_signed");
    assert_string_equal(tls_word(TLS_PROTOCOL), "protocol");
    assert_null(tls_word(TLS_NONE));
    assert_string_equal(form_word(FORM_FLATTENED), "flattened");
    assert_string_equal(form_word(FORM_URL), "url");
    assert_string_equal(source_word(SOURCE_ATTRIBUTION), "attribution");
    assert_string_equal(source_word(SOURCE_PERMALINK), "permalink");
    assert_string_equal(via_word(VIA_REFRESH), "refresh");
    assert_null(via_word(VIA_NONE));
    assert_string_equal(link_kind_word(LINK_WRAPPED), "wrapped");
    assert_string_equal(state_word(STATE_SKIPPED), "skipped");
    assert_string_equal(precision_word(TIME_MS), "ms");
}

static void documents_grow(void **state)
{
    (void)state;
    struct document d = { 0 };
    for (size_t i = 0; i < 1000; i++) {
        struct link *link = document_add_link(&d);
        assert_int_equal(link->embed, NO_EMBED);
        assert_null(link_url(link).data);
        link->kind = (uint8_t)(i % 5);
        assert_non_null(document_add_embed(&d));
    }
    assert_int_equal(d.link_count, 1000);
    assert_int_equal(d.embed_count, 1000);
    assert_int_equal(d.links[999].kind, 999 % 5);
    document_free(&d);
    assert_int_equal(d.link_count, 0);
}

/* What a link says of its words comes out as it was, whatever shape it has. */
static void links_keep_their_words(void **state)
{
    (void)state;
    static char large[70000];
    memset(large, 'x', sizeof large);
    const struct slice absent = { 0 };
    const struct slice url = SLICE("https://t.co/a");
    const struct slice wide = slice_of(large, sizeof large);
    const struct {
        struct slice url, written;
    } rows[] = {
        { url, url },
        { url, SLICE("t.co/a") },
        { url, SLICE("pic.twitter.com/a") },
        { url, absent },
        { absent, SLICE("https://a.example:x") },
        { absent, absent },
        { url, SLICE("") },
        { url, wide },
        { wide, SLICE("xxx") },
        { slice_of(large, UINT16_MAX), slice_of(large, UINT16_MAX) },
        { slice_of(large, UINT16_MAX), SLICE("y") },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena arena = { 0 };
        struct link link = { .embed = NO_EMBED };
        assert_true(link_set_words(&link, &arena, rows[i].url, rows[i].written));
        struct slice got[] = { link_url(&link), link_written(&link) };
        struct slice want[] = { rows[i].url, rows[i].written };
        for (size_t k = 0; k < 2; k++) {
            assert_true(slice_equal(got[k], want[k]));
            assert_int_equal(got[k].data != NULL, want[k].data != NULL);
            assert_int_equal(got[k].data ? got[k].data[got[k].length] : 0, '\0');
        }
        assert_int_equal(link_rest(&link).wide != NULL, i >= 6 && i <= 8);
        arena_free(&arena);
    }
}

static void links_keep_their_span(void **state)
{
    (void)state;
    static const uint64_t far = 5000000000;
    static const struct span rows[] = {
        { 0, 1, 1, 1, NULL },         { 10, 24, 2, 5, "a@href" }, { far, far + 9, 3, 4, NULL },
        { 1, 1 + far, 3, 4, "json" }, { 1, 2, far, 1, NULL },     { 1, 2, 1, far, NULL },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena arena = { 0 };
        struct link link = { .embed = NO_EMBED };
        struct slice url = SLICE("https://a.example/");
        assert_true(link_set_words(&link, &arena, url, url));
        assert_true(link_set_span(&link, &arena, &rows[i]));
        struct span got = link_span(&link);
        assert_true(got.start == rows[i].start && got.end == rows[i].end);
        assert_true(got.line == rows[i].line && got.column == rows[i].column);
        assert_ptr_equal(got.from, rows[i].from);
        assert_true(slice_equal(link_url(&link), url) && slice_equal(link_written(&link), url));
        assert_int_equal(link_rest(&link).wide != NULL, i >= 3);
        arena_free(&arena);
    }
}

/* A large text has millions of them. */
static void links_are_small(void **state)
{
    (void)state;
    assert_in_range(sizeof(struct link), 1, 48);
    assert_in_range(sizeof(struct embed), 1, 192);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_reason_has_a_state_and_a_word),
        cmocka_unit_test(words_stand_beside_their_meaning),
        cmocka_unit_test(documents_grow),
        cmocka_unit_test(links_keep_their_words),
        cmocka_unit_test(links_keep_their_span),
        cmocka_unit_test(links_are_small),
    };
    return cmocka_run_group_tests_name("record", tests, NULL, NULL);
}
