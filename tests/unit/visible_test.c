/* Outside text made fit to be shown. */
#include "unit/unit.h"

#include "base/buffer.h"
#include "emit/visible.h"
#include "unit/growth.h"

#include <stdio.h>
#include <stdlib.h>

static void show(struct slice in, struct buffer *out)
{
    struct visible v = visible_of(in);
    char room[VISIBLE_ROOM];
    buffer_reset(out);
    for (struct slice s = visible_next(&v, room); s.length; s = visible_next(&v, room)) {
        buffer_add(out, s);
    }
}

#define IN(literal)                                                                                \
    {                                                                                              \
        literal, sizeof(literal) - 1                                                               \
    }

static void what_steers_a_terminal_is_spelt_out(void **state)
{
    (void)state;
    static const struct {
        struct slice in;
        const char *want;
    } rows[] = {
        { IN(""), "" },
        { IN("plain words"), "plain words" },
        { IN("a\nb\r\tc"), "a\\x0ab\\x0d\\x09c" },
        { IN("\0"), "\\x00" },
        { IN("\x1b]0;x\x07"), "\\x1b]0;x\\x07" },
        { IN("\x7f"), "\\x7f" },
        { IN("\xc2\x80\xc2\x9b\xc2\xa0"), "\\x80\\x9b\xc2\xa0" },
        { IN("\xd8\x9c\xe2\x80\x8e\xe2\x80\xaa\xe2\x81\xa9"), "\\u061c\\u200e\\u202a\\u2069" },
        { IN("\xe2\x80\xa8\xe2\x80\xa7"), "\\u2028\xe2\x80\xa7" },
        { IN("caf\xc3\xa9 \xf0\x9f\x8c\x8a"), "caf\xc3\xa9 \xf0\x9f\x8c\x8a" },
        { IN("\xff\xc3"), "\\xff\\xc3" },
        { IN("\xe2\x80z"), "\\xe2\\x80z" },
        { IN("\xed\xa0\x80"), "\\xed\\xa0\\x80" },
        { IN("\xef\xbf\xbd\xef\xbf\xbe\xef\xbf\xbf"), "\xef\xbf\xbd\\ufffe\\uffff" },
    };
    struct buffer out = BUFFER(1 << 10);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        show(rows[i].in, &out);
        assert_slice(buffer_slice(&out), rows[i].want);
    }
    buffer_free(&out);
}

static void passwords_are_masked(void **state)
{
    (void)state;
    static const struct {
        const char *in, *want;
    } rows[] = {
        { "https://me:secret@a.test/b", "https://me:***@a.test/b" },
        { "https://me@a.test/b:c@d", "https://me@a.test/b:c@d" },
        { "https://a.test:80/b@c", "https://a.test:80/b@c" },
        { "https://me:@a.test/", "https://me:***@a.test/" },
        { "https://me:a:b@c@a.test/", "https://me:***@a.test/" },
        { "https://me:se/cret@a.test/", "https://me:***@a.test/" },
        { "//me:secret@a.test/", "//me:***@a.test/" },
        { "me:secret@a.test", "me:***@a.test" },
        { "https:/\t/me:secret@a.test/", "https:/\\x09/me:***@a.test/" },
        { "a https://b:c@d and e://f:g@h", "a https://b:***@d and e://f:***@h" },
        { "\x1b://a:\x1b@\x1b", "\\x1b://a:***@\\x1b" },
        { "docs/a.md:12:3", "docs/a.md:12:3" },
    };
    struct buffer out = BUFFER(1 << 10);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        show(slice_from(rows[i].in), &out);
        assert_slice(buffer_slice(&out), rows[i].want);
    }
    buffer_free(&out);
}

static void passwords_alone_can_be_masked(void **state)
{
    (void)state;
    struct visible v = visible_of(SLICE("a\nhttps://b:c@d\n"));
    assert_slice(visible_next_masked(&v), "a\nhttps://b:");
    assert_slice(visible_next_masked(&v), "***");
    assert_slice(visible_next_masked(&v), "@d\n");
    assert_null(visible_next_masked(&v).data);
    assert_null(visible_next_masked(&v).data);
}

static void show_all(const void *of, struct slice in)
{
    (void)of;
    struct buffer out = BUFFER(SIZE_MAX / 2);
    show(in, &out);
    assert_false(out.failed);
    buffer_free(&out);
}

static void long_texts_take_no_longer_a_byte(void **state)
{
    (void)state;
    static const struct hostile rows[] = {
        { NULL, "://a:b@c ", NULL }, { NULL, "a:b@", NULL },  { NULL, "://", NULL },
        { NULL, "a:", NULL },        { NULL, "//a:", NULL },  { "a:", "@", NULL },
        { NULL, "\x1b", NULL },      { NULL, "/a:1/", NULL }, { NULL, "://a:b/", NULL },
        { NULL, ":\t", NULL },       { NULL, "\t", NULL },    { ":", "\t", NULL },
        { NULL, "\xe2\x80", NULL },
    };
    static const struct growth shown = { .work = show_all, .name = "visible_next" };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        growth_check(&shown, &rows[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_steers_a_terminal_is_spelt_out),
        cmocka_unit_test(passwords_are_masked),
        cmocka_unit_test(passwords_alone_can_be_masked),
        cmocka_unit_test(long_texts_take_no_longer_a_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
