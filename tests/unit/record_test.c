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
            assert_string_not_equal(reason_word(reason), reason_word(other));
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
        assert_null(link->url.data);
        link->kind = (uint8_t)(i % 5);
        assert_non_null(document_add_embed(&d));
    }
    assert_int_equal(d.link_count, 1000);
    assert_int_equal(d.embed_count, 1000);
    assert_int_equal(d.links[999].kind, 999 % 5);
    document_free(&d);
    assert_int_equal(d.link_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_reason_has_a_state_and_a_word),
        cmocka_unit_test(words_stand_beside_their_meaning),
        cmocka_unit_test(documents_grow),
    };
    return cmocka_run_group_tests_name("record", tests, NULL, NULL);
}
