/* The set that holds a keyed hash of each key. */
#include "unit/starving.h"
#include "unit/unit.h"

#include "base/seen.h"

#include <stdio.h>

/* What openssl(1) says: `openssl mac -macopt hexkey:000102030405060708090a0b0c0d0e0f -macopt size:8
 * -macopt c-rounds:1 -macopt d-rounds:3 -in FILE SIPHASH`, the lowest byte first. */
static void keys_are_hashed_as_others_do(void **state)
{
    (void)state;
    static const struct {
        const char *key;
        uint64_t hash;
    } rows[] = {
        { "", 0xabac0158050fc4dc },
        { "a", 0x1c2697ab786a6237 },
        { "https://", 0x56b5cc34a1904a65 },
        { "https://a.test/x", 0x809b1475c8384152 },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct seen s;
        bool fresh;
        seen_init(&s);
        s.key[0] = 0x0706050403020100;
        s.key[1] = 0x0f0e0d0c0b0a0908;
        assert_true(seen_add(&s, slice_from(rows[i].key), &fresh) && fresh);
        assert_int_equal(s.count, 1);
        assert_true(s.slots[rows[i].hash & (s.room - 1)] == rows[i].hash);
        seen_free(&s);
    }
}

enum { MANY = 100000 };

static void add_all(struct seen *s, bool want)
{
    char key[32];
    for (int i = 0; i < MANY; i++) {
        bool fresh;
        int length = snprintf(key, sizeof key, "https://a.test/%d", i);
        assert_true(seen_add(s, slice_of(key, (size_t)length), &fresh));
        assert_int_equal(fresh, want);
    }
}

static void what_was_put_is_no_longer_new(void **state)
{
    (void)state;
    struct seen s;
    struct seen other;
    seen_init(&s);
    seen_init(&other);
    assert_true(s.key[0] != other.key[0] && s.key[1] != other.key[1]);
    add_all(&s, true);
    add_all(&s, false);
    assert_int_equal(s.count, MANY);
    assert_true(s.room * sizeof *s.slots <= (size_t)MANY * 24);
    seen_free(&s);
    seen_free(&other);
}

static void want_of_memory_changes_nothing(void **state)
{
    (void)state;
    struct seen s;
    seen_init(&s);
    char key[] = { 'a', 0 };
    size_t added = 0;
    for (unsigned char i = 1; i < 200; i++) {
        bool fresh;
        key[1] = (char)i;
        failing = 1;
        points = 0;
        for_ever = true;
        armed = true;
        bool good = seen_add(&s, slice_of(key, 2), &fresh);
        armed = false;
        assert_int_equal(fresh, good);
        assert_true(good || points == 1);
        if (!good) {
            assert_int_equal(s.count, added);
            assert_true(seen_add(&s, slice_of(key, 2), &fresh) && fresh);
        }
        added++;
        assert_true(seen_add(&s, slice_of(key, 2), &fresh) && !fresh);
    }
    assert_int_equal(s.count, added);
    seen_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_hashed_as_others_do),
        cmocka_unit_test(what_was_put_is_no_longer_new),
        cmocka_unit_test(want_of_memory_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
