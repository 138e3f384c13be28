/* Inputs that are queued: several threads scan them, and nothing of what comes out depends on how
 * many. */
#include "unit/unit.h"

#include "landfall.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

enum { INPUTS = 300, LARGE = 3 << 20 };

static const unsigned jobs[] = { 1, 2, 3, 8, 0, 4000000000 };

static lf_session *open_session(unsigned threads, bool ordered, lf_mode mode)
{
    lf_options options = LF_OPTIONS;
    options.mode = mode;
    options.offline = 1;
    options.jobs = threads;
    options.ordered = ordered;
    lf_session *s;
    assert_int_equal(lf_open(&options, &s), LF_OK);
    return s;
}

static int file_with(const char *bytes, size_t length)
{
    char name[] = "/tmp/landfall_jobs_XXXXXX";
    int fd = mkstemp(name);
    assert_true(fd >= 0);
    unlink(name);
    assert_int_equal(write(fd, bytes, length), length);
    lseek(fd, 0, SEEK_SET);
    return fd;
}

/* Input i has i % 5 links; every fiftieth is large, and every seventh no text. */
static int make_input(size_t i)
{
    static const char picture[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    if (i % 7 == 3) {
        return file_with(picture, sizeof picture);
    }
    size_t length = i % 50 == 0 ? LARGE : 200;
    char *text = malloc(length);
    memset(text, 'x', length);
    for (size_t at = 99; at < length; at += 100) {
        text[at] = '\n';
    }
    for (size_t link = 0; link < i % 5; link++) {
        char words[64];
        int count = snprintf(words, sizeof words, " https://a.example/%zu ", link);
        memcpy(text + link * 30, words, (size_t)count);
    }
    int fd = file_with(text, length);
    free(text);
    return fd;
}

/* What came out of a run: how many links, or -1 where the input could not be read; -2: nothing. */
struct results {
    int links[INPUTS];
    size_t count;
    bool in_order;
};

static size_t number_in(const char *text)
{
    return (size_t)strtoul(strstr(text, "input-") + 6, NULL, 10);
}

static void note(struct results *r, size_t number, int links)
{
    assert_true(number < INPUTS);
    assert_int_equal(r->links[number], -2);
    r->in_order &= number == r->count;
    r->links[number] = links;
    r->count++;
}

static char tags[INPUTS]; /* what each input's tag points to */

static bool take(lf_session *s, struct results *r)
{
    const lf_record *record;
    lf_status status = lf_next(s, &record);
    if (status == LF_UNREADABLE) {
        assert_int_equal(lf_record_link_count(record) + lf_record_embed_count(record), 0);
        assert_non_null(strstr(lf_error(s), "PNG"));
        note(r, number_in(lf_error(s)), -1);
        assert_int_equal(number_in(lf_record_name(record)), number_in(lf_error(s)));
    } else if (status == LF_OK) {
        note(r, number_in(lf_record_name(record)), (int)lf_record_link_count(record));
    } else {
        assert_int_equal(status, LF_END);
        return false;
    }
    assert_ptr_equal(lf_record_tag(record), &tags[number_in(lf_record_name(record))]);
    return true;
}

static void run(unsigned threads, bool ordered, lf_mode mode, struct results *r)
{
    lf_session *s = open_session(threads, ordered, mode);
    *r = (struct results){ .in_order = true };
    for (size_t i = 0; i < INPUTS; i++) {
        r->links[i] = -2;
    }
    for (size_t i = 0; i < INPUTS; i++) {
        char name[32];
        snprintf(name, sizeof name, "input-%zu", i);
        int fd = make_input(i);
        lf_tag(s, &tags[i]);
        lf_status status = lf_queue_fd(s, name, fd);
        while (status == LF_FULL) {
            assert_true(take(s, r));
            status = lf_queue_fd(s, name, fd);
        }
        assert_int_equal(status, LF_OK);
        close(fd); /* the session has its own */
    }
    while (take(s, r)) {
    }
    assert_int_equal(lf_summary_count(lf_summary(s), "documents"), INPUTS - (INPUTS + 3) / 7);
    lf_close(s);
}

static void any_number_of_threads_finds_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < 4 * COUNT_OF(jobs); i++) {
        struct results r;
        bool ordered = i % 2;
        run(jobs[i / 4], ordered, i % 4 < 2 ? LF_SCAN : LF_RESOLVE, &r);
        assert_int_equal(r.count, INPUTS);
        for (size_t input = 0; input < INPUTS; input++) {
            assert_int_equal(r.links[input], input % 7 == 3 ? -1 : (int)(input % 5));
        }
        if (ordered || jobs[i / 4] == 1) {
            assert_true(r.in_order);
        }
    }
}

static void memory_is_bounded_by_what_is_in_hand(void **state)
{
    (void)state;
    lf_session *s = open_session(2, true, LF_SCAN);
    int fd = make_input(1);
    size_t added = 0;
    lf_status status = LF_OK;
    while (status == LF_OK) {
        status = lf_queue_fd(s, "input-1", fd);
        added += status == LF_OK;
        assert_true(added <= 20);
    }
    assert_int_equal(status, LF_FULL);
    close(fd);
    lf_close(s);
}

/* Of a few descriptors most are left to others. */
static void few_descriptors_are_enough(void **state)
{
    (void)state;
    struct rlimit before;
    struct results r;
    getrlimit(RLIMIT_NOFILE, &before);
    for (rlim_t most = 12; most <= 48; most *= 2) {
        struct rlimit few = { most, before.rlim_max };
        assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
        run(8, false, LF_SCAN, &r);
        assert_int_equal(r.count, INPUTS);
    }
    setrlimit(RLIMIT_NOFILE, &before);
}

static void what_is_no_file_is_read_at_once(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "https://a.example/", 18), 18);
    close(ends[1]);
    lf_session *s = open_session(2, false, LF_SCAN);
    assert_int_equal(lf_queue_fd(s, "pipe", ends[0]), LF_OK);
    char rest;
    assert_int_equal(read(ends[0], &rest, 1), 0);
    close(ends[0]);
    const lf_record *r;
    assert_int_equal(lf_next(s, &r), LF_OK);
    assert_int_equal(lf_record_link_count(r), 1);
    int folder = open("/", O_RDONLY);
    assert_int_equal(lf_queue_fd(s, "a folder", folder), LF_OK);
    close(folder);
    assert_int_equal(lf_next(s, &r), LF_UNREADABLE);
    assert_non_null(strstr(lf_error(s), "a folder"));
    assert_int_equal(lf_queue_fd(s, "nothing", -1), LF_UNREADABLE);
    assert_int_equal(lf_next(s, &r), LF_END);
    lf_close(s);
}

/* What is added otherwise has its place in the line too. */
static void all_ways_of_adding_keep_the_order(void **state)
{
    (void)state;
    lf_session *s = open_session(3, true, LF_RESOLVE);
    int fd = make_input(2);
    assert_int_equal(lf_queue_fd(s, "0", fd), LF_OK);
    assert_int_equal(lf_add(s, "1", "a", 1), LF_OK);
    assert_int_equal(lf_queue_fd(s, "2", fd), LF_OK);
    assert_int_equal(lf_add_url(s, "https://a.example/", 18, 3), LF_OK);
    assert_int_equal(lf_queue_fd(s, "4", fd), LF_OK);
    close(fd);
    for (size_t i = 0; i < 5; i++) {
        const lf_record *r;
        assert_int_equal(lf_next(s, &r), LF_OK);
        const char *name = lf_record_name(r);
        assert_int_equal(i == 3 ? lf_record_index(r) : strtoul(name, NULL, 10), i);
    }
    lf_close(s);
}

static void a_session_is_closed_whatever_is_queued(void **state)
{
    (void)state;
    for (size_t i = 0; i < 20; i++) {
        lf_session *s = open_session(4, i % 2, LF_SCAN);
        for (size_t input = 0; input < i; input++) {
            int fd = make_input(input * 25);
            lf_queue_fd(s, "input-0", fd);
            close(fd);
        }
        if (i % 3 == 0) {
            lf_interrupt(s);
            const lf_record *r;
            lf_status status = LF_OK;
            while (status == LF_OK || status == LF_UNREADABLE) {
                status = lf_next(s, &r);
            }
            assert_int_equal(status, LF_INTERRUPTED);
        }
        lf_close(s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_number_of_threads_finds_the_same),
        cmocka_unit_test(memory_is_bounded_by_what_is_in_hand),
        cmocka_unit_test(few_descriptors_are_enough),
        cmocka_unit_test(what_is_no_file_is_read_at_once),
        cmocka_unit_test(all_ways_of_adding_keep_the_order),
        cmocka_unit_test(a_session_is_closed_whatever_is_queued),
    };
    return cmocka_run_group_tests_name("jobs", tests, NULL, NULL);
}
