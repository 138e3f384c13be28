#include "unit/unit.h"

#include "base/arena.h"
#include "base/array.h"
#include "base/buffer.h"
#include "base/map.h"
#include "base/time.h"

#include <stdio.h>
#include <stdlib.h>

static void slices_compare_without_locale(void **state)
{
    (void)state;
    assert_true(slice_equal(SLICE(""), (struct slice){ 0 }));
    assert_true(slice_equal_nocase(SLICE("T.Co"), SLICE("t.cO")));
    assert_false(slice_equal_nocase(SLICE("t.co"), SLICE("t.co.")));
    assert_false(slice_equal_nocase(SLICE("\xc3\x89"), SLICE("\xc3\xa9")));
    assert_true(slice_starts(SLICE("https://x"), SLICE("https:")));
    assert_false(slice_starts(SLICE("http"), SLICE("https:")));
    assert_true(slice_ends_nocase(SLICE("NOTES.TXT"), SLICE(".txt")));
    assert_false(slice_ends_nocase(SLICE("xt"), SLICE(".txt")));
}

static void slices_hold_hexadecimal_numbers(void **state)
{
    (void)state;
    uint32_t n;
    assert_true(slice_read_hex(SLICE("x00e9z"), 1, 4, &n));
    assert_int_equal(n, 0xe9);
    assert_true(slice_read_hex(SLICE("FfFfFfFf"), 0, 8, &n));
    assert_int_equal(n, 0xffffffff);
    assert_false(slice_read_hex(SLICE("12g4"), 0, 4, &n));
    assert_false(slice_read_hex(SLICE("123"), 0, 4, &n));
    assert_false(slice_read_hex((struct slice){ 0 }, 0, 1, &n));
}

static void slices_find_and_cut(void **state)
{
    (void)state;
    assert_int_equal(slice_find(SLICE("a:b"), ':'), 1);
    assert_int_equal(slice_find(SLICE("ab"), ':'), 2);
    assert_int_equal(slice_find((struct slice){ 0 }, ':'), 0);
    assert_int_equal(slice_find_nocase(SLICE("x URL=y"), SLICE("url")), 2);
    assert_int_equal(slice_find_nocase(SLICE("x"), SLICE("url")), 1);
    assert_slice(slice_trim(SLICE(" \t a b\r\n")), "a b");
    assert_slice(slice_trim(SLICE(" \f ")), "");
    struct slice rest = SLICE("a:b:");
    assert_slice(slice_cut(&rest, ':'), "a");
    assert_slice(slice_cut(&rest, ':'), "b");
    assert_slice(slice_cut(&rest, ':'), "");
}

static void numbers_have_a_ceiling(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        bool good;
        unsigned long long want;
    } cases[] = {
        { "0", true, 0 },         { "007", true, 7 },
        { "65535", true, 65535 }, { "65536", false, 0 },
        { "", false, 0 },         { "-1", false, 0 },
        { "1 ", false, 0 },       { "99999999999999999999999", false, 0 },
        { "70000", false, 0 },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        unsigned long long got = 0;
        assert_int_equal(slice_number(slice_from(cases[i].in), 65535, &got), cases[i].good);
        assert_int_equal(cases[i].good ? got : 0, cases[i].want);
    }
    unsigned long long most;
    assert_true(slice_number(SLICE("18446744073709551615"), ~0ULL, &most));
    assert_true(most == ~0ULL);
    assert_false(slice_number(SLICE("18446744073709551616"), ~0ULL, &most));
}

static void buffers_stop_at_their_limit(void **state)
{
    (void)state;
    struct buffer b = BUFFER(8);
    buffer_add(&b, SLICE("12345678"));
    assert_false(b.failed);
    buffer_add_char(&b, '9');
    assert_true(b.failed);
    buffer_add(&b, SLICE(""));
    assert_null(buffer_string(&b));
    assert_slice(buffer_slice(&b), "12345678");
    buffer_reset(&b);
    buffer_printf(&b, "%d-%s", 42, "x");
    buffer_add_number(&b, 7);
    assert_string_equal(buffer_string(&b), "42-x7");
    buffer_free(&b);
    buffer_add_number(&b, 12345678);
    assert_slice(buffer_slice(&b), "12345678");
    buffer_free(&b);
}

static void arenas_align_and_zero(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    for (size_t size = 1; size < 3000; size += 7) {
        struct slice bytes = arena_copy(&arena, slice_of("abcdefg", size % 7 + 1));
        unsigned char *at = arena_alloc(&arena, size);
        assert_int_equal((uintptr_t)at % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++) {
            assert_int_equal(at[i], 0);
            at[i] = 0xff;
        }
        assert_memory_equal(bytes.data, "abcdefg", bytes.length);
    }
    assert_non_null(arena_alloc(&arena, 5 << 20));
    assert_false(arena.failed);
    assert_null(arena_alloc(&arena, SIZE_MAX / 2));
    assert_true(arena.failed);
    assert_null(arena_copy(&arena, (struct slice){ 0 }).data);
    arena_free(&arena);
    assert_false(arena.failed);
}

/* Through blocks of every size to several of the last: what was given stays as it was filled. */
static void arenas_grow_by_many_megabytes(void **state)
{
    (void)state;
    enum { PIECE = 1021, PIECES = 20000 };
    struct arena arena = { 0 };
    char **pieces = calloc(PIECES, sizeof *pieces);
    for (size_t i = 0; i < PIECES; i++) {
        pieces[i] = arena_bytes(&arena, PIECE);
        assert_non_null(pieces[i]);
        memset(pieces[i], (int)(i % 251), PIECE);
    }
    for (size_t i = 0; i < PIECES; i++) {
        for (size_t j = 0; j < PIECE; j += PIECE - 1) {
            assert_int_equal((unsigned char)pieces[i][j], i % 251);
        }
    }
    free(pieces);
    arena_free(&arena);
}

enum { KEYS = 20000 };
static char keys[KEYS][16];

static bool same_key(const void *owner, uint32_t value, struct slice key)
{
    const char(*all)[16] = owner;
    return slice_equal(slice_from(all[value]), key);
}

/* Only the last block is kept, and is used again from its beginning. */
static void a_reset_arena_keeps_its_last_block(void **state)
{
    (void)state;
    struct arena a = { 0 };
    arena_reset(&a);
    assert_null(a.blocks);
    arena_copy(&a, SLICE("old"));
    arena_bytes(&a, 100000);
    struct arena_block *last = a.blocks;
    a.failed = true;
    arena_reset(&a);
    assert_false(a.failed);
    assert_ptr_equal(a.blocks, last);
    char *most = arena_bytes(&a, 100000);
    assert_non_null(most);
    memset(most, 'x', 100000);
    assert_ptr_equal(a.blocks, last);
    assert_slice(arena_copy(&a, SLICE("more")), "more");
    arena_free(&a);
}

static void arenas_take_no_more_than_is_expected(void **state)
{
    (void)state;
    struct arena a = { 0 };
    arena_expect(&a, 20);
    assert_int_equal(a.left, 20);
    assert_slice(arena_copy(&a, SLICE("12345678901234567890")), "12345678901234567890");
    arena_expect(&a, 1 << 20); /* it holds something: what comes is not known any more */
    assert_true(a.left < 1 << 16);
    arena_free(&a);
    arena_expect(&a, 0);
    assert_null(a.blocks);
    arena_expect(&a, SIZE_MAX);
    assert_false(a.failed);
    assert_null(a.blocks);
}

static void maps_find_what_was_put(void **state)
{
    (void)state;
    struct map map;
    map_init(&map, same_key, keys);
    uint32_t value;
    assert_false(map_get(&map, SLICE("key 1"), &value));
    for (uint32_t i = 0; i < KEYS; i++) {
        snprintf(keys[i], sizeof keys[i], "key %u", i);
        assert_int_equal(map_get_or_put(&map, slice_from(keys[i]), i), i);
    }
    for (uint32_t i = 0; i < KEYS; i++) {
        assert_int_equal(map_get_or_put(&map, slice_from(keys[i]), 0), i);
        assert_true(map_get(&map, slice_from(keys[i]), &value));
        assert_int_equal(value, i);
    }
    assert_int_equal(map.count, KEYS);
    assert_false(map_get(&map, SLICE("key"), &value));
    assert_false(map_get(&map, SLICE(""), &value));
    memcpy(keys[8], keys[7], sizeof keys[7]);
    map_replace(&map, slice_from(keys[7]), 8);
    map_replace(&map, SLICE("key"), 9);
    assert_int_equal(map.count, KEYS);
    assert_true(map_get(&map, slice_from(keys[7]), &value));
    assert_int_equal(value, 8);
    map_free(&map);
}

enum { WORDS = 3000 };

static bool same_number(const void *owner, uint32_t value, struct slice key)
{
    const struct slice *words = owner;
    return slice_equal(words[value], key);
}

/* Puts and takes out in an order that leaves holes everywhere: what is in the map is found at every
 * point, and nothing else. */
static void maps_lose_what_is_taken_out_alone(void **state)
{
    (void)state;
    static char text[WORDS][8];
    static struct slice words[WORDS];
    static bool in[WORDS];
    struct map m;
    uint32_t value;
    map_init(&m, same_number, words);
    map_remove(&m, SLICE("x"));
    for (uint32_t i = 0; i < WORDS; i++) {
        int length = snprintf(text[i], sizeof text[i], "%x", i);
        words[i] = slice_of(text[i], (size_t)length);
    }
    for (uint32_t step = 0; step < 20 * WORDS; step++) {
        uint32_t i = step * 2654435761u % WORDS;
        if (in[i] && step % 3) {
            map_remove(&m, words[i]);
        } else {
            assert_int_equal(map_get_or_put(&m, words[i], i), i);
        }
        in[i] = !(in[i] && step % 3);
        if (step % WORDS == 0) {
            size_t count = 0;
            for (uint32_t k = 0; k < WORDS; k++) {
                assert_int_equal(map_get(&m, words[k], &value), in[k]);
                assert_true(!in[k] || value == k);
                count += in[k];
            }
            assert_int_equal(m.count, count);
        }
    }
    map_remove(&m, SLICE("none such"));
    for (uint32_t k = 0; k < WORDS; k++) {
        map_remove(&m, words[k]);
    }
    assert_int_equal(m.count, 0);
    map_free(&m);
}

static void days_and_milliseconds_agree(void **state)
{
    (void)state;
    assert_int_equal(civil_to_ms((struct civil){ 1970, 1, 1 }), 0);
    assert_int_equal(civil_to_ms((struct civil){ 2018, 6, 19 }), 1529366400000);
    for (int64_t day = -200000; day < 200000; day += 13) {
        struct civil date = civil_from_ms(day * MS_PER_DAY + MS_PER_DAY - 1);
        assert_true(date.year < 1 || civil_is_valid(date));
        assert_int_equal(civil_to_ms(date), day * MS_PER_DAY);
    }
    assert_false(civil_is_valid((struct civil){ 2018, 2, 29 }));
    assert_true(civil_is_valid((struct civil){ 2000, 2, 29 }));
    assert_false(civil_is_valid((struct civil){ 1900, 2, 29 }));
    assert_false(civil_is_valid((struct civil){ 2018, 13, 1 }));
    assert_false(civil_is_valid((struct civil){ 2018, 4, 31 }));
}

static void times_show_only_what_is_known(void **state)
{
    (void)state;
    static const struct {
        int64_t ms;
        enum time_precision precision;
        const char *want;
    } cases[] = {
        { 1550673626837, TIME_MS, "2019-02-20T14:40:26.837Z" },
        { 1550673626837, TIME_SECOND, "2019-02-20T14:40:26Z" },
        { 1550673626837, TIME_MINUTE, "2019-02-20T14:40Z" },
        { 1550673626837, TIME_DAY, "2019-02-20" },
        { -1, TIME_MS, "1969-12-31T23:59:59.999Z" },
        { 951868800000, TIME_MS, "2000-03-01T00:00:00.000Z" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char text[TIME_TEXT];
        int length = time_format(cases[i].ms, cases[i].precision, text);
        assert_string_equal(text, cases[i].want);
        assert_int_equal(length, strlen(text));
    }
    assert_true(time_now_ms() > 1700000000000);
    assert_true(time_tick_ms() >= 0);
}

/* What stands there of the time before does not show. */
static void a_time_is_written_over_another(void **state)
{
    (void)state;
    static const struct {
        int64_t ms;
        const char *want;
    } cases[] = {
        { 1550673626837, "2019-02-20T14:40:26.837Z" },
        { 1550673626005, "2019-02-20T14:40:26.005Z" },
        { 1550673625999, "2019-02-20T14:40:25.999Z" },
        { 1550673627000, "2019-02-20T14:40:27.000Z" },
        { -1, "1969-12-31T23:59:59.999Z" },
        { 0, "1970-01-01T00:00:00.000Z" },
        { 86399999, "1970-01-01T23:59:59.999Z" },
    };
    struct time_text text = { 0 };
    struct time_text of_zero = { 0 };
    assert_slice(time_rewrite(&of_zero, 7), "1970-01-01T00:00:00.007Z");
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_slice(time_rewrite(&text, cases[i].ms), cases[i].want);
    }
}

static void arrays_grow(void **state)
{
    (void)state;
    int *numbers = NULL;
    size_t room = 0;
    for (int i = 0; i < 1000; i++) {
        int *grown = array_grow(numbers, (size_t)i, &room, sizeof *numbers);
        assert_non_null(grown);
        assert_true(room > (size_t)i);
        numbers = grown;
        numbers[i] = i;
    }
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(numbers[i], i);
    }
    free(numbers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_time_is_written_over_another),
        cmocka_unit_test(arrays_grow),
        cmocka_unit_test(slices_compare_without_locale),
        cmocka_unit_test(slices_hold_hexadecimal_numbers),
        cmocka_unit_test(slices_find_and_cut),
        cmocka_unit_test(numbers_have_a_ceiling),
        cmocka_unit_test(buffers_stop_at_their_limit),
        cmocka_unit_test(arenas_align_and_zero),
        cmocka_unit_test(arenas_grow_by_many_megabytes),
        cmocka_unit_test(a_reset_arena_keeps_its_last_block),
        cmocka_unit_test(maps_find_what_was_put),
        cmocka_unit_test(maps_lose_what_is_taken_out_alone),
        cmocka_unit_test(arenas_take_no_more_than_is_expected),
        cmocka_unit_test(days_and_milliseconds_agree),
        cmocka_unit_test(times_show_only_what_is_known),
    };
    return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
