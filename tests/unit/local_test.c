#include "unit.h"

#include "follow/local.h"
#include "follow/nearby.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char root[] = "/tmp/landfall-local-XXXXXX";
static int folder;

static void write_bytes(const char *name, struct slice bytes)
{
    int fd = openat(folder, name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    assert_true(fd >= 0 && write(fd, bytes.data, bytes.length) == (ssize_t)bytes.length);
    close(fd);
}

static const struct {
    const char *name, *text;
} files[] = {
    { "README.md",
      "# Title\n\n## Getting *started*\n\n## Again\n\n## Again\n\n<a id=\"Own\"></a>\n" },
    { "docs/guide.md", "Guide\n=====\n\n# \303\234ber uns\n\n# Install {#setup}\n" },
    { "docs/with space.md", "# A\n" },
    { "docs/50%.md", "# A\n" },
    { "docs/5%2g.md", "# A\n" },
    { "docs/README.md", "# In docs\n" },
    { "docs/page.html",
      "<h1 id=one>One</h1><a name='two'></a><p id='a b'><p id='%41'><!-- <p id=no> -->" },
    { "docs/page.xhtml", "<script/><p id='x'/>" },
    { "docs/odd.HTM", "<p id=x>" },
    { "site/index.html", "<p id=home>" },
    { "site/about.html", "<p id=team>" },
    { "site/blog/index.html", "<p id=post>" },
    { "site/both.html", "<p id=both>" },
    { "src/main.c", "int main(void);\n" },
    { "data.json", "{}" },
    { "notes.txt", "# No heading\n" },
    { "docs/.draft.md", "# Hidden\n" },
};

static int make(void **state)
{
    (void)state;
    assert_non_null(mkdtemp(root));
    folder = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    static const char *const folders[] = {
        "docs", "site", "site/blog", "site/both", "src", "empty"
    };
    for (size_t i = 0; i < COUNT_OF(folders); i++) {
        assert_int_equal(mkdirat(folder, folders[i], 0700), 0);
    }
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        write_bytes(files[i].name, slice_from(files[i].text));
    }
    write_bytes("wide.html", slice_of("\xff\xfe<\0p\0 \0i\0d\0=\0\344\0>\0", 18));
    write_bytes("latin.html", SLICE("<meta charset=latin1><p id=\344>"));
    write_bytes("binary.md", slice_of("\0\1\2\3\xff\xfe\xfd", 7));
    assert_int_equal(mkfifoat(folder, "fifo.md", 0600), 0);
    assert_int_equal(symlinkat("/etc/passwd", folder, "passwd"), 0);
    assert_int_equal(symlinkat("loop.md", folder, "loop.md"), 0);
    assert_int_equal(symlinkat("docs/guide.md", folder, "link.md"), 0);
    assert_int_equal(symlinkat("/proc/self/environ", folder, "environ.md"), 0);
    int fd = openat(folder, "huge.md", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    assert_true(write(fd, "# First\n", 8) == 8 && ftruncate(fd, (off_t)2 << 30) == 0);
    close(fd);
    return 0;
}

static int clean(void **state)
{
    char command[64];
    (void)state;
    close(folder);
    snprintf(command, sizeof command, "rm -rf %s", root);
    return system(command);
}

#define OK      REASON_OK
#define FILE_NO REASON_NO_SUCH_FILE
#define NAME_NO REASON_NO_SUCH_FRAGMENT
#define DENIED  REASON_DENIED

struct case_of {
    const char *reference;
    enum reason want;
};

static const struct case_of cases[] = {
    { "README.md", OK },
    { "readme.md", FILE_NO },
    { "docs/guide.md", OK },
    { "docs", OK },
    { "docs/", OK },
    { "", OK },
    { "empty/", OK },
    { "missing.md", FILE_NO },
    { "docs/missing/", FILE_NO },
    { "README.md/", FILE_NO },
    { "README.md/x", FILE_NO },
    { "docs/with%20space.md", OK },
    { "docs/50%.md", OK },
    { "docs/50%25.md", OK },
    { "docs/5%2g.md", OK },
    { "docs%2Fguide.md", FILE_NO },
    { "docs%2fguide.md", FILE_NO },
    { "README.md%00", FILE_NO },
    { "%00", FILE_NO },
    { "..%2f..%2f..%2fetc%2fpasswd", FILE_NO },
    { "..", DENIED },
    { "passwd", DENIED },
    { "environ.md#x", DENIED },
    { "loop.md", FILE_NO },
    { "link.md", OK },
    { "link.md#guide", OK },
    { "link.md#no", NAME_NO },
    { "fifo.md", OK },
    { "fifo.md#x", OK },

    { "README.md#", OK },
    { "README.md#top", OK },
    { "README.md#TOP", OK },
    { "README.md#title", OK },
    { "README.md#Title", OK },
    { "README.md#getting-started", OK },
    { "README.md#again", OK },
    { "README.md#again-1", OK },
    { "README.md#again-2", NAME_NO },
    { "README.md#own", OK },
    { "README.md#user-content-own", OK },
    { "README.md#user-content-no", NAME_NO },
    { "README.md#no", NAME_NO },
    { "README.md#L10", OK },
    { "README.md#L10-L20", OK },
    { "README.md#L10C1-L20C5", OK },
    { "README.md#L", NAME_NO },
    { "README.md#L10-", NAME_NO },
    { "README.md#:~:text=anything", OK },
    { "README.md#title:~:text=anything", OK },
    { "README.md#no:~:text=anything", NAME_NO },
    { "README.md#/route", NAME_NO },
    { "docs/guide.md#\303\274ber-uns", OK },
    { "docs/guide.md#%C3%BCber-uns", OK },
    { "docs/guide.md#%c3%9cber-uns", OK },
    { "docs/guide.md#uber-uns", NAME_NO },
    { "docs/guide.md#setup", OK },

    { "docs/page.html#one", OK },
    { "docs/page.html#One", NAME_NO },
    { "docs/page.html#two", OK },
    { "docs/page.html#a%20b", OK },
    { "docs/page.html#%41", OK },
    { "docs/page.html#no", NAME_NO },
    { "docs/page.html#L10", NAME_NO },
    { "docs/page.html#top", OK },
    { "docs/page.html#/route", OK },
    { "docs/page.html#!route", OK },
    { "docs/page.xhtml#x", OK },
    { "docs/odd.HTM#x", OK },
    { "docs/odd.HTM#y", NAME_NO },
    { "wide.html#%C3%A4", OK },
    { "wide.html#a", NAME_NO },
    { "latin.html#%C3%A4", OK },
    { "binary.md#x", NAME_NO },

    { "src/main.c#L10", OK },
    { "src/main.c#anything", OK },
    { "data.json#/a/b", OK },
    { "notes.txt#no-heading", OK },
    { "docs#in-docs", OK },
    { "docs/#in-docs", OK },
    { "docs#no", NAME_NO },
    { "site/#home", OK },
    { "site#no", NAME_NO },
    { "empty#anything", OK },
    { "#title", OK },
    { "#no", NAME_NO },

    { "site/about", FILE_NO },
    { "huge.md", OK },
    { "huge.md#first", OK },
    { "huge.md#beyond-what-is-read", OK },
};

/* In a page of a site. */
static const struct case_of pretty[] = {
    { "site/about", OK },       { "site/about#team", OK },   { "site/about#no", NAME_NO },
    { "site/about/", FILE_NO }, { "site/blog", OK },         { "site/blog/", OK },
    { "site/blog#post", OK },   { "site/blog/#post", OK },   { "site/both", OK },
    { "site/both#both", OK },   { "site/both#no", NAME_NO }, { "site/missing", FILE_NO },
    { "docs/guide", FILE_NO },  { "site/about.html", OK },   { "..", DENIED },
};

/* Of files that are published in https://site.test/site/. */
static const struct case_of published[] = {
    { "site/about.html", OK },        { "site/site/about.html", OK },
    { "site/site/about#team", OK },   { "site/README.md", OK },
    { "site/README.md#no", NAME_NO }, { "site/missing", FILE_NO },
    { "sites/README.md", FILE_NO },
};

static struct local *open_local(const char *base_url, bool fragments, size_t memory)
{
    struct local_options options = {
        .root = root, .base_url = base_url, .fragments = fragments, .memory = memory
    };
    struct buffer error = BUFFER(1024);
    struct local *l = local_open(&options, &error);
    assert_non_null(l);
    buffer_free(&error);
    return l;
}

static void judge_each(struct local *l, const struct case_of *list, size_t count, bool in_page)
{
    for (size_t i = 0; i < count; i++) {
        enum reason got = local_judge(l, slice_from(list[i].reference), in_page);
        if (got != list[i].want) {
            fail_msg("%s: got %s, want %s", list[i].reference, reason_word(got),
                     reason_word(list[i].want));
        }
    }
}

static void judges(void **state)
{
    (void)state;
    assert_int_equal(COUNT_OF(cases), 89);
    /* The second time from memory; the third with next to none. */
    struct local *l = open_local(NULL, true, 0);
    judge_each(l, cases, COUNT_OF(cases), false);
    judge_each(l, cases, COUNT_OF(cases), false);
    judge_each(l, pretty, COUNT_OF(pretty), true);
    local_close(l);
    l = open_local(NULL, true, 1);
    judge_each(l, cases, COUNT_OF(cases) - 3, false);
    local_close(l);
    l = open_local("https://site.test/", true, 0);
    judge_each(l, pretty, COUNT_OF(pretty), false);
    local_close(l);
    l = open_local("https://site.test/site", true, 0);
    judge_each(l, published, COUNT_OF(published), false);
    local_close(l);
}

static void looks_for_no_fragment_unasked(void **state)
{
    static const struct case_of unasked[] = {
        { "README.md#no", OK },
        { "missing.md#no", FILE_NO },
        { "docs#no", OK },
    };
    (void)state;
    struct local *l = open_local(NULL, false, 0);
    judge_each(l, unasked, COUNT_OF(unasked), false);
    local_close(l);
}

static void tells_the_target(void **state)
{
    static const struct {
        const char *reference, *want;
    } targets[] = {
        { "docs/guide.md#setup", "docs/guide.md" },
        { "docs/with%20space.md", "docs/with space.md" },
        { "docs%2Fguide.md", "docs%2Fguide.md" },
        { "x%00y", "x%00y" },
        { "50%.md", "50%.md" },
        { "%C3%BC.md", "\303\274.md" },
        { "%FF.md", "\357\277\275.md" },
        { "", "" },
        { "#x", "" },
        { "..", NULL },
    };
    struct arena arena = { 0 };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(targets); i++) {
        struct slice target = local_target(slice_from(targets[i].reference), &arena);
        assert_slice(target, targets[i].want);
        assert_int_equal(target.data != NULL, targets[i].want != NULL);
    }
    assert_false(arena.failed);
    arena_free(&arena);
}

/* What stands next to it is guessed, and nothing outside of the root. */
static void guesses(void **state)
{
    static const struct {
        const char *reference, *want;
    } rows[] = {
        { "readme.md", "README.md" },
        { "READM.md", "README.md" },
        { "README", "README.md" },
        { "docs/giude.md", "docs/guide.md" },
        { "docs/guide", "docs/guide.md" },
        { "docs/guide.html", NULL },
        { "dosc/guide.md", "docs/guide.md" },
        { "dosc/nothing.md", NULL },
        { "docs/with%20spaces.md", "docs/with space.md" },
        { "docs/missing/x.md", NULL },
        { "Docs/", "docs/" },
        { "README.md/", NULL },
        { "docs/a.md", NULL },
        { "docs%2Fguide.md", NULL },
        { "%00", NULL },
        { "..", NULL },
        { "passw", NULL },
        { "docs/.draft", NULL }, /* hidden files are nobody's guess */
        { "docs/.drafts.md", NULL },
        { "README.md#getting-startet", "#getting-started" },
        { "README.md#again-7", "#again-1" },
        { "README.md#agian%2D1", "#again-1" },
        { "README.md#nothing", NULL },
        { "README.md#x", NULL },
        { "docs#in-dosc", "#in-docs" },
        { "docs/guide.md#%C3%BCber-un", "#\303\274ber-uns" },
        { "docs/page.html#ones:~:text=x", "#one" },
        { "docs/page.html#", NULL },
        { "site/#hone", "#home" },
        { "environ.md#x", NULL },
    };
    struct arena arena = { 0 };
    struct local *l = open_local(NULL, true, 0);
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct slice reference = slice_from(rows[i].reference);
        enum reason reason = local_judge(l, reference, false);
        struct slice guess = local_guess(l, reference, reason, false, &arena);
        assert_slice(guess, rows[i].want);
        assert_int_equal(guess.data != NULL, rows[i].want != NULL);
    }
    assert_false(arena.failed);
    arena_free(&arena);
    local_close(l);
}

/* However many links lead nowhere, a run compares so many names. */
static void guesses_only_so_often(void **state)
{
    struct arena arena = { 0 };
    struct local *l = open_local(NULL, true, 0);
    bool guessed = true;
    size_t times = 0;
    (void)state;
    for (; guessed && times <= NEARBY_MOST; times++) {
        guessed = local_guess(l, SLICE("READM.md"), FILE_NO, false, &arena).data;
    }
    assert_true(times > 1000 && times <= NEARBY_MOST / COUNT_OF(files) * 2);
    arena_free(&arena);
    local_close(l);
}

/* The way to the folders that a path names, which may be long, counts too. */
static void guesses_along_so_many_names(void **state)
{
    struct arena arena = { 0 };
    struct local *l = open_local(NULL, true, 0);
    struct buffer path = BUFFER(4096);
    enum { UPS = 100, MISSING = 30, TIMES = NEARBY_MOST / (UPS * MISSING) + 1 };
    (void)state;
    for (size_t i = 0; i < UPS; i++) {
        buffer_add(&path, SLICE("docs/../"));
    }
    for (size_t i = 0; i < MISSING; i++) {
        buffer_add(&path, SLICE("quite-another/"));
    }
    for (size_t i = 0; i < TIMES; i++) {
        assert_null(local_guess(l, buffer_slice(&path), FILE_NO, false, &arena).data);
    }
    assert_null(local_guess(l, SLICE("READM.md"), FILE_NO, false, &arena).data);
    buffer_free(&path);
    arena_free(&arena);
    local_close(l);
}

static void knows_the_site(void **state)
{
    static const struct {
        const char *base, *url, *want;
    } urls[] = {
        { "https://site.test/", "https://site.test/a/b.html#c", "a/b.html#c" },
        { "https://site.test/", "https://site.test/", "" },
        { "https://site.test/", "https://site.test/?q=1#c", "#c" },
        { "https://site.test", "http://site.test/a", "a" },
        { "https://site.test/", "https://www.site.test/a", NULL },
        { "https://site.test/", "https://site.test:8443/a", NULL },
        { "https://site.test:8443/", "https://site.test:8443/a", "a" },
        { "https://site.test:8443/", "http://site.test:8443/a", NULL },
        { "https://site.test/docs/", "https://site.test/docs/a", "a" },
        { "https://site.test/docs", "https://site.test/docs", "" },
        { "https://site.test/docs", "https://site.test/docs/", "" },
        { "https://site.test/docs", "https://site.test/docsy", NULL },
        { "https://site.test/docs", "https://site.test/", NULL },
        { "HTTPS://SITE.test/docs/../", "https://site.test/a", "a" },
        { NULL, "https://site.test/a", NULL },
    };
    struct buffer reference = BUFFER(1 << 16);
    (void)state;
    for (size_t i = 0; i < COUNT_OF(urls); i++) {
        struct local *l = open_local(urls[i].base, true, 0);
        bool is = local_published(l, slice_from(urls[i].url), &reference);
        assert_int_equal(is, urls[i].want != NULL);
        if (is) {
            assert_slice(buffer_slice(&reference), urls[i].want);
        }
        local_close(l);
    }
    buffer_free(&reference);
}

static void says_what_is_wrong(void **state)
{
    static const struct {
        const char *root, *base, *want;
    } wrong[] = {
        { "/tmp/landfall-no-such-folder", NULL,
          "the root /tmp/landfall-no-such-folder cannot be opened: No such file or directory" },
        { "/etc/passwd", NULL, "the root /etc/passwd cannot be opened: Not a directory" },
        { "/tmp", "ftp://x.test/", "base-url takes an http or https URL, not \"ftp://x.test/\"" },
        { "/tmp", "docs/", "base-url takes an http or https URL, not \"docs/\"" },
    };
    struct buffer error = BUFFER(1024);
    (void)state;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct local_options options = { .root = wrong[i].root, .base_url = wrong[i].base };
        buffer_reset(&error);
        assert_null(local_open(&options, &error));
        assert_slice(buffer_slice(&error), wrong[i].want);
    }
    buffer_free(&error);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(judges),
        cmocka_unit_test(looks_for_no_fragment_unasked),
        cmocka_unit_test(tells_the_target),
        cmocka_unit_test(guesses),
        cmocka_unit_test(guesses_only_so_often),
        cmocka_unit_test(guesses_along_so_many_names),
        cmocka_unit_test(knows_the_site),
        cmocka_unit_test(says_what_is_wrong),
    };
    return cmocka_run_group_tests(tests, make, clean);
}
