#include "descriptors.h"
#include "unit.h"

#include "follow/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder of its own: "top/root" is the root, and beside it stands what must not be reached. */
static char top[] = "/tmp/landfall-files-XXXXXX";
static int above, root;

static void write_file(int at, const char *name)
{
    int fd = openat(at, name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    assert_true(fd >= 0 && write(fd, "x", 1) == 1);
    close(fd);
}

static int make(void **state)
{
    (void)state;
    assert_non_null(mkdtemp(top));
    above = open(top, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    assert_int_equal(mkdirat(above, "root", 0700), 0);
    root = openat(above, "root", O_PATH | O_DIRECTORY | O_CLOEXEC);
    assert_true(above >= 0 && root >= 0);
    write_file(above, "secret");
    static const char *const folders[] = { "a", "a/b", "a/b/c" };
    for (size_t i = 0; i < COUNT_OF(folders); i++) {
        assert_int_equal(mkdirat(root, folders[i], 0700), 0);
    }
    static const char *const files[] = { "f", "a/f", "a/b/f", "..f", "x\\y", "n\nl", "\xff" };
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        write_file(root, files[i]);
    }
    static const struct {
        const char *from, *to;
    } links[] = {
        { "to-f", "f" },
        { "to-a", "a" },
        { "a/to-f", "../f" },
        { "a/b/to-b", ".." },
        { "out", "../secret" },
        { "a/out", "../../secret" },
        { "absolute", "/etc/passwd" },
        { "to-top", ".." },
        { "self", "self" },
        { "ping", "pong" },
        { "pong", "ping" },
        { "deep", "deep/x" },
        { "nowhere", "missing" },
        { "chain", "a/to-f" },
        { "to-slash", "a/" },
        { "up", "a/b/../f" },
        { "to-link-up", "to-a/../f" },
        { "proc", "/proc/self/environ" },
    };
    for (size_t i = 0; i < COUNT_OF(links); i++) {
        assert_int_equal(symlinkat(links[i].to, root, links[i].from), 0);
    }
    assert_int_equal(mkfifoat(root, "fifo", 0600), 0);
    return 0;
}

static int clean(void **state)
{
    (void)state;
    char command[64];
    close(root);
    close(above);
    snprintf(command, sizeof command, "rm -rf %s", top);
    return system(command);
}

static const struct {
    const char *path;
    enum files_kind kind;
    const char *real;
} cases[] = {
    { "", FILES_FOLDER, "" },
    { "/", FILES_FOLDER, "" },
    { ".", FILES_FOLDER, "" },
    { "f", FILES_REGULAR, "f" },
    { "/f", FILES_REGULAR, "f" },
    { "./f", FILES_REGULAR, "f" },
    { "F", FILES_NONE, NULL },
    { "f/", FILES_NONE, NULL },
    { "f/.", FILES_NONE, NULL },
    { "f/..", FILES_NONE, NULL },
    { "f/x", FILES_NONE, NULL },
    { "a", FILES_FOLDER, "a" },
    { "a/", FILES_FOLDER, "a" },
    { "a//b///f", FILES_REGULAR, "a/b/f" },
    { "a/b/../f", FILES_REGULAR, "a/f" },
    { "a/../a/b/c/..", FILES_FOLDER, "a/b" },
    { "missing", FILES_NONE, NULL },
    { "missing/../f", FILES_NONE, NULL },
    { "..", FILES_OUTSIDE, NULL },
    { "../secret", FILES_OUTSIDE, NULL },
    { "../root/f", FILES_OUTSIDE, NULL },
    { "a/../../secret", FILES_OUTSIDE, NULL },
    { "..f", FILES_REGULAR, "..f" },
    { "x\\y", FILES_REGULAR, "x\\y" },
    { "n\nl", FILES_REGULAR, "n\nl" },
    { "\xff", FILES_REGULAR, "\xff" },
    { "to-f", FILES_REGULAR, "f" },
    { "to-f/", FILES_NONE, NULL },
    { "to-a", FILES_FOLDER, "a" },
    { "to-a/f", FILES_REGULAR, "a/f" },
    { "a/to-f", FILES_REGULAR, "f" },
    { "a/b/to-b/f", FILES_REGULAR, "a/f" },
    { "a/b/to-b/b/to-b/b/f", FILES_REGULAR, "a/b/f" },
    { "chain", FILES_REGULAR, "f" },
    { "to-slash", FILES_FOLDER, "a" },
    { "to-slash/f", FILES_REGULAR, "a/f" },
    { "up", FILES_REGULAR, "a/f" },
    { "to-link-up", FILES_REGULAR, "f" },
    { "out", FILES_OUTSIDE, NULL },
    { "a/out", FILES_OUTSIDE, NULL },
    { "absolute", FILES_OUTSIDE, NULL },
    { "proc", FILES_OUTSIDE, NULL },
    { "to-top", FILES_OUTSIDE, NULL },
    { "to-top/root/f", FILES_OUTSIDE, NULL },
    { "self", FILES_NONE, NULL },
    { "ping", FILES_NONE, NULL },
    { "deep", FILES_NONE, NULL },
    { "nowhere", FILES_NONE, NULL },
    { "fifo", FILES_OTHER, "fifo" },
    { "etc/passwd", FILES_NONE, NULL },
};

static void finds_what_is_inside(void **state)
{
    struct buffer real = BUFFER(1 << 16);
    struct file_found found;
    int before = open_descriptors();
    (void)state;
    assert_int_equal(COUNT_OF(cases), 50);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        files_find(root, slice_from(cases[i].path), &real, &found);
        if (found.kind != cases[i].kind) {
            fail_msg("%s: got %d, want %d", cases[i].path, (int)found.kind, (int)cases[i].kind);
        }
        if (cases[i].real) {
            assert_slice(buffer_slice(&real), cases[i].real);
        }
        int fd = files_open(&found);
        assert_int_equal(fd >= 0, found.kind == FILES_REGULAR);
        if (fd >= 0) {
            close(fd);
        }
        files_close(&found);
    }
    assert_int_equal(open_descriptors(), before);
    buffer_free(&real);
}

/* Names that no file has. */
static void takes_any_bytes(void **state)
{
    static const struct slice paths[] = {
        { "f\0", 2 },
        { "\0", 1 },
        { "a\0/f", 4 },
        { "a/f\0x", 5 },
    };
    struct buffer real = BUFFER(1 << 16), path = BUFFER(1 << 20);
    struct file_found found;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        files_find(root, paths[i], &real, &found);
        assert_int_equal(found.kind, FILES_NONE);
    }
    for (size_t i = 0; i < 8192; i++) {
        buffer_add_char(&path, 'x');
    }
    files_find(root, buffer_slice(&path), &real, &found);
    assert_int_equal(found.kind, FILES_NONE);
    buffer_reset(&path);
    for (size_t i = 0; i < 4096; i++) {
        buffer_add(&path, SLICE("a/../"));
    }
    files_find(root, buffer_slice(&path), &real, &found);
    assert_int_equal(found.kind, FILES_NONE);
    for (size_t i = 0; i < 100000; i++) {
        buffer_add(&path, SLICE("a/b/"));
    }
    files_find(root, buffer_slice(&path), &real, &found);
    assert_int_equal(found.kind, FILES_NONE);
    buffer_free(&path);
    buffer_free(&real);
}

/* What was found is another when it is opened. */
static void opens_no_other(void **state)
{
    struct buffer real = BUFFER(1 << 16);
    struct file_found found;
    int before = open_descriptors();
    (void)state;
    write_file(root, "changing");
    files_find(root, SLICE("changing"), &real, &found);
    assert_int_equal(found.kind, FILES_REGULAR);
    assert_int_equal(unlinkat(root, "changing", 0), 0);
    assert_true(files_open(&found) < 0);
    assert_int_equal(symlinkat("../secret", root, "changing"), 0);
    assert_true(files_open(&found) < 0);
    assert_int_equal(unlinkat(root, "changing", 0), 0);
    assert_int_equal(mkfifoat(root, "changing", 0600), 0);
    assert_true(files_open(&found) < 0);
    files_close(&found);
    assert_int_equal(open_descriptors(), before);
    buffer_free(&real);
}

static void opens_folders_inside(void **state)
{
    static const struct {
        const char *path, *want;
    } rows[] = {
        { "", "" },         { "a", "a" },    { "a/b/", "a/b" }, { "to-a", "a" },
        { "a/b/..", "a" },  { "a/f", NULL }, { "none", NULL },  { "..", NULL },
        { "to-top", NULL }, { "out", NULL }, { "fifo", NULL },  { "a/b/to-b", "a" },
    };
    struct buffer real = BUFFER(1 << 16);
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        uint64_t steps = 0;
        int fd = files_open_folder(root, slice_from(rows[i].path), &real, &steps);
        assert_true(steps > 0 || fd < 0 || !*rows[i].path); /* the root itself needs none */
        assert_int_equal(fd >= 0, rows[i].want != NULL);
        if (fd >= 0) {
            struct stat got;
            struct stat want;
            const char *name = *rows[i].want ? rows[i].want : ".";
            assert_int_equal(fstat(fd, &got) + fstatat(root, name, &want, 0), 0);
            assert_int_equal(got.st_ino, want.st_ino);
            close(fd);
        }
    }
    buffer_free(&real);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_is_inside),
        cmocka_unit_test(takes_any_bytes),
        cmocka_unit_test(opens_no_other),
        cmocka_unit_test(opens_folders_inside),
    };
    return cmocka_run_group_tests(tests, make, clean);
}
