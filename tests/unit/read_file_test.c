/* Small files read as a whole, and pipes. */
#include "unit/unit.h"

#include "base/read_file.h"
#include "base/thread.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/landfall-test-XXXXXX";
static char path[sizeof folder + 8];

static int make(void **state)
{
    (void)state;
    bool made = mkdtemp(folder) != NULL;
    snprintf(path, sizeof path, "%s/name", folder);
    return made ? 0 : -1;
}

static int empty(void **state)
{
    (void)state;
    unlink(path);
    return 0;
}

static int drop(void **state)
{
    (void)state;
    return rmdir(folder);
}

static void write_to(int fd, const char *text)
{
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
}

static void a_file_is_added(void **state)
{
    (void)state;
    struct buffer into = BUFFER((size_t)READ_FILE_ROOM + 100);
    write_to(open(path, O_CREAT | O_WRONLY, 0600), "two");
    buffer_add(&into, SLICE("one "));
    assert_null(read_file(path, &into));
    assert_slice(buffer_slice(&into), "one two");
    buffer_free(&into);
}

static void what_cannot_be_read_is_said(void **state)
{
    (void)state;
    struct buffer into = BUFFER((size_t)READ_FILE_ROOM + 100);
    assert_string_equal(read_file(path, &into), "No such file or directory");
    assert_int_equal(errno, ENOENT);
    assert_string_equal(read_file(folder, &into), "Is a directory");
    assert_false(into.failed);
    buffer_free(&into);
}

static void what_does_not_fit_has_failed(void **state)
{
    (void)state;
    struct buffer into = BUFFER((size_t)READ_FILE_ROOM - 1);
    write_to(open(path, O_CREAT | O_WRONLY, 0600), "two");
    assert_non_null(read_file(path, &into));
    assert_int_equal(errno, EFBIG);
    assert_true(into.failed && !into.no_memory);
    buffer_free(&into);
}

static void a_pipe_without_a_writer_is_not_waited_for(void **state)
{
    (void)state;
    struct buffer into = BUFFER((size_t)READ_FILE_ROOM + 100);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_string_equal(read_file(path, &into), "nothing is written into this pipe");
    assert_int_equal(errno, EPIPE);
    buffer_free(&into);
}

static void *write_late(void *of)
{
    usleep(20 * 1000);
    write_to(*(int *)of, "late");
    return NULL;
}

/* It is open, and what is written into it comes by and by. */
static void a_pipe_with_a_writer_is_waited_for(void **state)
{
    (void)state;
    pthread_t writer;
    struct buffer into = BUFFER((size_t)2 * READ_FILE_ROOM);
    assert_int_equal(mkfifo(path, 0600), 0);
    int fd = open(path, O_RDWR | O_CLOEXEC);
    assert_true(thread_start(&writer, write_late, &fd));
    const char *wrong = read_file(path, &into);
    pthread_join(writer, NULL);
    assert_null(wrong);
    assert_slice(buffer_slice(&into), "late");
    buffer_free(&into);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_file_is_added, empty),
        cmocka_unit_test(what_cannot_be_read_is_said),
        cmocka_unit_test_teardown(what_does_not_fit_has_failed, empty),
        cmocka_unit_test_teardown(a_pipe_without_a_writer_is_not_waited_for, empty),
        cmocka_unit_test_teardown(a_pipe_with_a_writer_is_waited_for, empty),
    };
    return cmocka_run_group_tests(tests, make, drop);
}
