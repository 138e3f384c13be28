/* Arrays come out the same however many threads write them. */
#include "unit/unit.h"

#include "emit/members.h"

#include <stdlib.h>

static void write_some(struct writer *w, const void *of, size_t from, size_t to)
{
    const struct slice *words = of;
    for (size_t i = from; i < to; i++) {
        write_begin(w, '{');
        write_count(w, "n", i);
        write_field(w, "words", slice_part(*words, 0, i % words->length));
        write_end(w, '}');
    }
}

static char *write_all(const struct members *m, bool indented, size_t *length)
{
    char *out = NULL;
    FILE *to = open_memstream(&out, length);
    struct writer *w = malloc(sizeof *w);
    writer_open(w, to, indented);
    write_begin(w, '{');
    write_count(w, "before", 1);
    write_key(w, "members");
    members_write(w, m);
    write_count(w, "behind", 2);
    write_end(w, '}');
    assert_true(writer_close(w));
    fclose(to);
    free(w);
    return out;
}

static void threads_make_no_difference(void **state)
{
    (void)state;
    static const size_t counts[] = { 0, 1, 2, 2047, 2048, 2049, 4096, 30000 };
    struct slice words =
        SLICE("a “word” \\ of some \x01 length that goes on for quite a while yet");
    for (size_t i = 0; i < 2 * COUNT_OF(counts); i++) {
        size_t length;
        struct members m = { &words, counts[i / 2], write_some, 1, 0 };
        char *want = write_all(&m, i % 2, &length);
        for (m.threads = 0; m.threads <= 4; m.threads += 2) {
            size_t other;
            char *got = write_all(&m, i % 2, &other);
            assert_int_equal(other, length);
            assert_memory_equal(got, want, length);
            free(got);
        }
        free(want);
    }
}

static void a_full_device_is_told(void **state)
{
    (void)state;
    struct slice words = SLICE("word");
    FILE *full = fopen("/dev/full", "w");
    assert_non_null(full);
    struct writer *w = malloc(sizeof *w);
    writer_open(w, full, false);
    members_write(w, &(struct members){ &words, 100000, write_some, 3, 0 });
    assert_false(writer_close(w));
    free(w);
    fclose(full);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_make_no_difference),
        cmocka_unit_test(a_full_device_is_told),
    };
    return cmocka_run_group_tests_name("members", tests, NULL, NULL);
}
