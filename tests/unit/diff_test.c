#include "unit.h"

#include "cli/diff.h"

#include <stdio.h>
#include <stdlib.h>

/* "path:1-2,5-5 other:*" of what was read of a text, given in pieces of a length. */
static const char *told(const char *text, size_t length, size_t piece)
{
    static char out[4096];
    struct diff *d = calloc(1, sizeof *d);
    for (size_t at = 0; at < length; at += piece) {
        diff_feed(d, text + at, length - at < piece ? length - at : piece);
    }
    assert_true(diff_end(d));
    out[0] = '\0';
    size_t used = 0;
    for (size_t i = 0; i < d->count; i++) {
        const struct changed_file *f = &d->files[i];
        const char *between = i ? " " : "";
        used += (size_t)snprintf(out + used, sizeof out - used, "%s%s:%s", between, f->path,
                                 f->whole ? "*" : "");
        for (size_t j = 0; j < f->count && !f->whole; j++) {
            used += (size_t)snprintf(out + used, sizeof out - used, "%s%llu-%llu", j ? "," : "",
                                     (unsigned long long)f->lines[j][0],
                                     (unsigned long long)f->lines[j][1]);
        }
        assert_string_equal(diff_find(d, f->path)->path, f->path);
    }
    assert_null(diff_find(d, "no such path"));
    diff_free(d);
    free(d);
    return out;
}

#define HEAD(path)                                                                                 \
    "diff --git a/" path " b/" path "\nindex 1..2 100644\n--- a/" path "\n+++ b/" path "\n"

static const struct {
    const char *in, *want;
} table[] = {
    { "", "" },
    { HEAD("x.md") "@@ -1 +1 @@\n-a\n+b\n", "x.md:1-1" },
    { HEAD("x.md") "@@ -3,2 +5,3 @@ # Title\n-a\n-b\n+c\n+d\n+e\n@@ -9,0 +20 @@\n+f\n",
      "x.md:5-7,20-20" },
    { HEAD("x.md") "@@ -3,2 +2,0 @@\n-a\n-b\n", "x.md:" },
    { HEAD("x.md") "@@ -1 +1,2 @@\n-a\n\\ No newline at end of file\n+b\n+c\n\\ No newline at end "
                   "of file\n" HEAD("y.md") "@@ -0,0 +1 @@\n+z\n",
      "x.md:1-2 y.md:1-1" },
    /* what looks like a header inside a hunk is none */
    { HEAD("x.md") "@@ -1,3 +1,2 @@\n-diff --git a/z b/z\n--- a/z\n-@@ -1 +7,8 @@\n+++ b/q\n+@@ -1 "
                   "+9 @@\n",
      "x.md:1-2" },
    { "diff --git a/a b c.md b/a b c.md\n@@ -0,0 +1 @@\n+x\n", "a b c.md:1-1" },
    { "diff --git a/x b/y.md b/x b/y.md\n@@ -0,0 +1 @@\n+x\n", "x b/y.md:1-1" },
    { "diff --git \"a/t\\tq\\\"\\\\\\303\\251\\n.md\" \"b/t\\tq\\\"\\\\\\303\\251\\n.md\"\n@@ -0,0 "
      "+1 @@\n+x\n",
      "t\tq\"\\\xc3\xa9\n.md:1-1" },
    { "diff --git a/p.bin b/p.bin\nindex 1..2 100644\nBinary files a/p.bin and b/p.bin differ\n",
      "p.bin:*" },
    { "diff --git a/sub b/sub\nindex 1..2 160000\n--- a/sub\n+++ b/sub\n@@ -1 +1 @@\n-Subproject "
      "commit 1\n+Subproject commit 2\n",
      "sub:*" },
    { "diff --git a/sub b/sub\nnew file mode 160000\nindex 0..2\n@@ -0,0 +1 @@\n+Subproject commit "
      "2\n",
      "sub:*" },
    { "diff --git a/x b/x\ndeleted file mode 100644\n@@ -1 +0,0 @@\n-a\ndiff --git a/x b/x\nnew "
      "file mode 120000\n@@ -0,0 +1 @@\n+y\n",
      "x:* x:*" },
    { "* Unmerged path dir/x y.md\n", "dir/x y.md:*" },
    { HEAD("b.md") "@@ -0,0 +1 @@\n+x\n" HEAD("a.md") "@@ -0,0 +2 @@\n+x\n", "a.md:2-2 b.md:1-1" },
    /* what git never writes */
    { "diff --git a/x b/yy\n@@ -0,0 +1 @@\n+x\n", ":1-1" },
    { "diff --git \n", ":" },
    { "@@ -0,0 +1 @@\n+x\n", "" },
    { HEAD("x.md") "@@ -1 +5 @@\n-a\n+b\n@@ -9 +5 @@\n-c\n+d\n", "x.md:*" },
    { HEAD("x.md") "@@ -1 +0,3 @@\n-a\n+b\n", "x.md:*" },
    { HEAD("x.md") "@@ -1 +99999999999999999999 @@\n",
      "x.md:999999999999999999-999999999999999999" },
    { HEAD("x.md") "@@ -x +1 @@\n@@ -1 1 @@\n@@ - + @@\n@@ ", "x.md:" },
    { HEAD("x.md") "@@ -1,9 +1,9 @@\n+a\n" HEAD("y.md") "@@ -0,0 +3 @@\n+b\n",
      "x.md:1-9 y.md:3-3" },
};

static void lines_are_told(void **state)
{
    (void)state;
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(table); i++, count++) {
        for (size_t piece = 1; piece < 40; piece += 6) {
            const char *got = told(table[i].in, strlen(table[i].in), piece);
            if (strcmp(got, table[i].want) != 0) {
                fail_msg("%s: got %s, want %s", table[i].in, got, table[i].want);
            }
        }
    }
    assert_int_equal(count, 23);
}

/* Lines of a hunk may be of any length, and hold any bytes. */
static void long_lines_are_passed_over(void **state)
{
    (void)state;
    enum { LONG = 3 * DIFF_LINE_MOST };
    static const char head[] = HEAD("x.md") "@@ -0,0 +1,2 @@\n+";
    static const char tail[] = "\n+b\n" HEAD("y.md") "@@ -0,0 +3 @@\n+b\n";
    char *text = malloc(sizeof head + LONG + sizeof tail);
    memcpy(text, head, sizeof head - 1);
    for (size_t i = 0; i < LONG; i++) {
        text[sizeof head - 1 + i] = (char)(i % 251 == 10 ? 'x' : i % 251);
    }
    memcpy(text + sizeof head - 1 + LONG, tail, sizeof tail - 1);
    size_t length = sizeof head - 1 + LONG + sizeof tail - 1;
    assert_string_equal(told(text, length, 4096), "x.md:1-2 y.md:3-3");
    assert_string_equal(told(text, length, DIFF_LINE_MOST), "x.md:1-2 y.md:3-3");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(lines_are_told),
                                        cmocka_unit_test(long_lines_are_passed_over) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
