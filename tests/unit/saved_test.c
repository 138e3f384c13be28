#include "unit.h"

#include "store/saved.h"

static const struct hop hops[] = {
    { .url = { "https://t.test/a#b", 18 }, .status = 301 },
    { .url = { "https://www.test/b#b", 20 }, .status = 302, .via = VIA_REDIRECT },
    { .url = { "https://www.test/c", 18 }, .status = 404, .via = VIA_SCRIPT },
};

static struct outcome sample(void)
{
    static struct hop copy[COUNT_OF(hops)];
    memcpy(copy, hops, sizeof hops);
    return (struct outcome){ .url = SLICE("https://t.test/a#b"),
                             .done = true,
                             .reason = REASON_GONE,
                             .status = 404,
                             .hops = copy,
                             .hop_count = COUNT_OF(hops),
                             .final = SLICE("https://www.test/c"),
                             .title = SLICE("Not\nfound \xc3\xa9 9:x"),
                             .checked_at = 1700000000123,
                             .ms = 45,
                             .attempts = 2 };
}

static const char text[] = "dead gone 404 - 1700000000123 45 2 3\n"
                           "18:https://www.test/c\n"
                           "-\n"
                           "16:Not\nfound \xc3\xa9 9:x\n"
                           "- 301 18:https://t.test/a#b\n"
                           "redirect 302 20:https://www.test/b#b\n"
                           "script 404 18:https://www.test/c\n";

static void an_outcome_becomes_text(void **state)
{
    (void)state;
    struct outcome o = sample();
    struct buffer into = BUFFER(SAVED_MOST);
    assert_true(saved_is_worth(&o));
    saved_write(&o, &into);
    assert_slice(buffer_slice(&into), text);
    buffer_free(&into);
}

static void and_the_same_again(void **state)
{
    (void)state;
    struct outcome want = sample();
    struct outcome o;
    struct arena arena = { 0 };
    assert_true(saved_read(want.url, slice_from(text), &arena, &o));
    assert_true(o.done && o.cached && !o.cut);
    assert_int_equal(o.reason, want.reason);
    assert_int_equal(o.status, want.status);
    assert_int_equal(o.tls, want.tls);
    assert_int_equal(o.checked_at, want.checked_at);
    assert_int_equal(o.ms, want.ms);
    assert_int_equal(o.attempts, want.attempts);
    assert_slice(o.url, "https://t.test/a#b");
    assert_slice(o.final, "https://www.test/c");
    assert_null(o.canonical.data);
    assert_slice(o.title, "Not\nfound \xc3\xa9 9:x");
    assert_true(o.redirected && o.permanent); /* what is not a redirect does not count */
    assert_int_equal(o.hop_count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_true(slice_equal(o.hops[i].url, hops[i].url));
        assert_int_equal(o.hops[i].status, hops[i].status);
        assert_int_equal(o.hops[i].via, hops[i].via);
    }
    arena_free(&arena);
}

/* Every reason that can be kept comes back with its state, also where two have one word. */
static void every_reason_comes_back(void **state)
{
    (void)state;
    size_t kept = 0;
    for (enum reason reason = REASON_NONE; reason < REASON_COUNT; reason++) {
        struct outcome o = sample();
        struct outcome again;
        struct buffer into = BUFFER(SAVED_MOST);
        struct arena arena = { 0 };
        o.reason = reason;
        o.tls = (enum tls_fault)(reason % TLS_COUNT);
        enum state of = reason_state(reason);
        assert_int_equal(saved_is_worth(&o),
                         of == STATE_ALIVE || of == STATE_DEAD || of == STATE_UNSURE);
        if (saved_is_worth(&o)) {
            saved_write(&o, &into);
            assert_true(saved_read(o.url, buffer_slice(&into), &arena, &again));
            assert_int_equal(again.reason, reason);
            assert_int_equal(again.tls, o.tls);
            kept++;
        }
        arena_free(&arena);
        buffer_free(&into);
    }
    assert_true(kept > 25);
}

static void what_is_not_known_is_not_kept(void **state)
{
    (void)state;
    struct outcome o = sample();
    o.done = false;
    assert_false(saved_is_worth(&o));
    o = sample();
    o.hop_count = 0;
    assert_false(saved_is_worth(&o));
    o = sample();
    o.hop_count = SAVED_HOPS + 1;
    assert_false(saved_is_worth(&o));
    o = sample();
    o.cut = true;
    assert_false(saved_is_worth(&o));
}

/* A text is cut anywhere, and has any byte changed: it is read as what could have been written, or
 * not at all. */
static void damage_is_no_answer(void **state)
{
    (void)state;
    struct outcome o;
    struct arena arena = { 0 };
    struct slice url = SLICE("https://t.test/a#b");
    for (size_t cut = 0; cut < sizeof text - 1; cut++) {
        assert_false(saved_read(url, slice_of(text, cut), &arena, &o));
    }
    char copy[sizeof text];
    for (size_t at = 0; at < sizeof text - 1; at++) {
        static const char bytes[] = { '\0', '\n', ' ', '-', '9', 'x', '\xff' };
        for (size_t i = 0; i < sizeof bytes; i++) {
            memcpy(copy, text, sizeof text);
            copy[at] = bytes[i];
            if (saved_read(url, slice_of(copy, sizeof text - 1), &arena, &o)) {
                struct buffer into = BUFFER(SAVED_MOST);
                saved_write(&o, &into);
                assert_true(slice_equal(buffer_slice(&into), slice_of(copy, sizeof text - 1)));
                buffer_free(&into);
            }
        }
    }
    arena_free(&arena);
}

static void lies_are_no_answers(void **state)
{
    (void)state;
    static const char *const table[] = {
        "skipped excluded 404 - 1 1 1 1\n-\n-\n-\n- 404 18:https://t.test/a#b\n",
        "dead ok 404 - 1 1 1 1\n-\n-\n-\n- 404 18:https://t.test/a#b\n",
        "- - 404 - 1 1 1 1\n-\n-\n-\n- 404 18:https://t.test/a#b\n",
        "dead gone 99 - 1 1 1 1\n-\n-\n-\n- 404 18:https://t.test/a#b\n",
        "dead gone 1000 - 1 1 1 1\n-\n-\n-\n- 404 18:https://t.test/a#b\n",
        "dead gone 404 soft 1 1 1 1\n-\n-\n-\n- 404 18:https://t.test/a#b\n",
        "dead gone 404 - 999999999999999 1 1 1\n-\n-\n-\n- 404 18:https://t.test/a#b\n",
        "dead gone 404 - -1 1 1 1\n-\n-\n-\n- 404 18:https://t.test/a#b\n",
        "dead gone 404 - 1 1 1 0\n-\n-\n-\n",
        "dead gone 404 - 1 1 1 65\n-\n-\n-\n- 404 18:https://t.test/a#b\n",
        "dead gone 404 - 1 1 1 1\n-\n-\n-\n- 404 18:https://u.test/a#b\n",
        "dead gone 404 - 1 1 1 1\n-\n-\n-\nredirect 404 18:https://t.test/a#b\n",
        "dead gone 404 - 1 1 1 2\n-\n-\n-\n- 404 18:https://t.test/a#b\n- 404 1:x\n",
        "dead gone 404 - 1 1 1 2\n-\n-\n-\n- 404 18:https://t.test/a#b\nform 404 0:\n",
        "dead gone 404 - 1 1 1 1\n17:javascript:alert(\n-\n-\n- 404 18:https://t.test/a#b\n",
        "dead gone 404 - 1 1 1 1\n12:https://a\x1b\n/\n-\n-\n- 404 18:https://t.test/a#b\n",
        "dead gone 404 - 1 1 1 1\n-\n-\n2:\xff\xfe\n- 404 18:https://t.test/a#b\n",
        "dead gone 404 - 1 1 1 1\n-\n-\n99999999999999999999:x\n- 404 18:https://t.test/a#b\n",
        "dead gone 404 - 1 1 1 1\n-\n-\n-\n- 404 18:https://t.test/a#b\nmore",
    };
    struct slice url = SLICE("https://t.test/a#b");
    struct slice good = SLICE("dead gone 404 - 1 1 1 1\n-\n-\n-\n- 404 18:https://t.test/a#b\n");
    struct outcome o;
    struct arena arena = { 0 };
    assert_true(saved_read(url, good, &arena, &o));
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        if (saved_read(url, slice_from(table[i]), &arena, &o)) {
            fail_msg("read: %s", table[i]);
        }
        count++;
    }
    assert_int_equal(count, 19);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_outcome_becomes_text), cmocka_unit_test(and_the_same_again),
        cmocka_unit_test(every_reason_comes_back), cmocka_unit_test(what_is_not_known_is_not_kept),
        cmocka_unit_test(damage_is_no_answer),     cmocka_unit_test(lies_are_no_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
