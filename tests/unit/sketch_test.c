/* Which pages show the same text. */
#include "unit.h"
#include "unit/growth.h"

#include "follow/sketch.h"

static struct slice draw(const char *page, const char *name, struct buffer *into)
{
    buffer_reset(into);
    sketch_add(slice_from(page), slice_from(name), into);
    assert_false(into->failed);
    assert_int_equal(into->length % 8, 0);
    return buffer_slice(into);
}

/* So many words from `first` on, of which each is another. */
static void write_words(unsigned first, unsigned count, struct buffer *into)
{
    for (unsigned i = first; i < first + count; i++) {
        buffer_printf(into, "<b>w%u</b>\n", i);
    }
}

static bool are_alike(const char *a, const char *b, const char *name)
{
    struct buffer left = BUFFER(SKETCH_MOST);
    struct buffer right = BUFFER(SKETCH_MOST);
    bool alike = sketch_is_alike(draw(a, name, &left), draw(b, name, &right));
    assert_int_equal(sketch_is_alike(buffer_slice(&right), buffer_slice(&left)), alike);
    buffer_free(&left);
    buffer_free(&right);
    return alike;
}

#define TEXT "one two three four five six seven eight nine ten eleven twelve"

static void pages_are_compared(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b, *name;
        bool alike;
    } rows[] = {
        { TEXT, TEXT, "", true },
        { TEXT, "<p>one  two\nthree <b>four</b> five six seven eight<br>nine ten eleven twelve", "",
          true },
        { TEXT, TEXT " thirteen", "", false },
        { TEXT " lost1", TEXT, "/a/lost1/", true },
        { TEXT " /Lost1.html", TEXT, "lost1", true },
        { TEXT,
          TEXT "<script>a b c d e f g h i j</script><style>a b c d</style><template>a b c d e"
               "</template><!-- a b c d e -->",
          "", true },
        { "", "", "", false },
        { "one two three four five six seven", "one two three four five six seven", "", false },
        { "<script>" TEXT "</script>", "<script>" TEXT "</script>", "", false },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (are_alike(rows[i].a, rows[i].b, rows[i].name) != rows[i].alike) {
            fail_msg("row %zu", i);
        }
    }
}

/* Of long pages a part is compared, which is as good. `same` of 10,000 words are in both. */
static void nearly_all_has_to_be_the_same(void **state)
{
    (void)state;
    static const struct {
        unsigned same;
        bool alike;
    } rows[] = {
        { 10000, true }, { 9950, true }, { 9900, true }, { 9500, false }, { 5000, false }
    };
    struct buffer a = BUFFER(1 << 20);
    struct buffer b = BUFFER(1 << 20);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        buffer_reset(&a);
        buffer_reset(&b);
        write_words(0, 10000, &a);
        write_words(10000 - rows[i].same, 10000, &b);
        assert_int_equal(are_alike(buffer_string(&a), buffer_string(&b), ""), rows[i].alike);
    }
    buffer_free(&a);
    buffer_free(&b);
}

static void sketch(const void *of, struct slice input)
{
    struct buffer into = BUFFER(SKETCH_MOST);
    sketch_add(input, slice_from(of), &into);
    assert_false(into.failed);
    buffer_free(&into);
}

static void time_grows_as_the_page_does(void **state)
{
    (void)state;
    static const struct growth g = { sketch, "name", "sketch_add" };
    static const struct hostile patterns[] = {
        { NULL, "a b ", NULL }, { NULL, "nam", NULL }, { NULL, "<p>x ", NULL }, { NULL, " ", NULL }
    };
    for (size_t i = 0; i < COUNT_OF(patterns); i++) {
        growth_check(&g, &patterns[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_are_compared),
        cmocka_unit_test(nearly_all_has_to_be_the_same),
        cmocka_unit_test(time_grows_as_the_page_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
