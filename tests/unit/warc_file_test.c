/* Archives in memory, in every shape that writers give them, whole and damaged. */
#include "unit.h"

#include "syntax/warc_file.h"

#include "base/time.h"
#include "syntax/gzip.h"

#include <stdio.h>

enum { MOST = 4 << 20, RECORDS = 5 };

struct file {
    struct buffer bytes;
    size_t chunk; /* given at once at most; 0: as much as is wanted */
    size_t read;  /* bytes that were given in all */
};

static int64_t read_file(void *of, uint64_t at, char *into, size_t most)
{
    struct file *file = of;
    if (at > file->bytes.length) {
        return 0;
    }
    size_t left = file->bytes.length - (size_t)at;
    most = most < left ? most : left;
    most = file->chunk && file->chunk < most ? file->chunk : most;
    memcpy(into, file->bytes.data + at, most);
    file->read += most;
    return (int64_t)most;
}

static void begin_record(struct buffer *into, unsigned number)
{
    struct time_text date = { 0 };
    warc_begin(into, SLICE("resource"), SLICE("<urn:uuid:1>"), time_rewrite(&date, number));
}

static void write_record(struct buffer *into, unsigned number)
{
    char block[100];
    snprintf(block, sizeof block, "The block of record %u\nWARC/1.0 is no head here.\r\n\r\n",
             number);
    begin_record(into, number);
    warc_end(into, strlen(block));
    buffer_add(into, slice_from(block));
    buffer_add(into, WARC_BEHIND);
}

static void write_records(struct buffer *into)
{
    for (unsigned i = 0; i < RECORDS; i++) {
        write_record(into, i);
    }
}

enum shape { PLAIN, MEMBER_EACH, MEMBER_FOR_ALL, ACROSS, TINY_MEMBERS, SHAPES };

static void write_members(struct buffer *into, struct slice plain, size_t length)
{
    struct gzip_writer *writer = gzip_writer_new();
    assert_non_null(writer);
    for (bool stored = false; plain.length; stored = !stored) {
        size_t part = plain.length < length ? plain.length : length;
        gzip_write(writer, slice_part(plain, 0, part), !stored, into);
        plain = slice_skip(plain, part);
    }
    gzip_writer_free(writer);
}

static void write_file(struct file *file, enum shape shape)
{
    static const size_t lengths[SHAPES] = {
        [MEMBER_FOR_ALL] = SIZE_MAX, [ACROSS] = 100, [TINY_MEMBERS] = 1
    };
    struct buffer plain = BUFFER(MOST);
    *file = (struct file){ .bytes = BUFFER(MOST) };
    for (unsigned i = 0; shape == MEMBER_EACH && i < RECORDS; i++) {
        buffer_reset(&plain);
        write_record(&plain, i);
        write_members(&file->bytes, buffer_slice(&plain), SIZE_MAX);
    }
    if (shape != MEMBER_EACH) {
        write_records(&plain);
    }
    if (shape == PLAIN) {
        buffer_add(&file->bytes, buffer_slice(&plain));
    } else if (shape != MEMBER_EACH) {
        write_members(&file->bytes, buffer_slice(&plain), lengths[shape]);
    }
    assert_false(plain.failed || file->bytes.failed);
    buffer_free(&plain);
}

static struct warc_file *open_file(struct file *file)
{
    struct warc_file *a = warc_file_open(&(struct warc_file_source){ file, read_file });
    assert_non_null(a);
    return a;
}

/* Each record as a letter by its number, "!" where one is damaged, and "?" where its end is not. */
static void walk(struct file *file, char *story, struct warc_file_place *places)
{
    struct warc_file *a = open_file(file);
    struct warc_head head;
    struct warc_file_place place;
    struct warc_file_damage damage;
    bool is_one = warc_file_is_one(a);
    enum warc_file_step step = warc_file_next(a, &head, &place, &damage);
    size_t length = 0;
    while (is_one && step < WARC_FILE_END) {
        int64_t ms = 0;
        assert_in_range(length, 0, 90);
        if (step == WARC_FILE_DAMAGE) {
            story[length++] = '!';
        } else {
            assert_true(warc_read_date(head.date, &ms));
            if (places) {
                places[ms] = place;
            }
            story[length++] = (char)('0' + ms);
            if (!warc_file_finish(a)) {
                story[length++] = '?';
            }
        }
        step = warc_file_next(a, &head, &place, &damage);
    }
    story[length] = '\0';
    assert_int_equal(is_one ? step : WARC_FILE_END, WARC_FILE_END);
    warc_file_close(a);
}

static void every_shape_holds_the_same_records(void **state)
{
    (void)state;
    static const size_t chunks[] = { 0, 1, 7 };
    for (enum shape shape = PLAIN; shape < SHAPES; shape++) {
        struct file file;
        write_file(&file, shape);
        for (size_t i = 0; i < COUNT_OF(chunks); i++) {
            char story[100];
            file.chunk = chunks[i];
            walk(&file, story, NULL);
            assert_string_equal(story, "01234");
        }
        buffer_free(&file.bytes);
    }
}

static void a_record_is_read_again_at_its_place(void **state)
{
    (void)state;
    for (enum shape shape = PLAIN; shape < SHAPES; shape++) {
        struct file file;
        struct warc_file_place places[RECORDS];
        char story[100];
        write_file(&file, shape);
        walk(&file, story, places);
        struct warc_file *a = open_file(&file);
        assert_true(warc_file_is_one(a));
        for (unsigned i = 0; i < 3 * RECORDS; i++) {
            unsigned number = i * 3 % RECORDS;
            char want[100];
            struct buffer block = BUFFER(1000);
            struct warc_head head;
            struct warc_file_place place;
            struct warc_file_damage damage;
            snprintf(want, sizeof want, "The block of record %u\nWARC", number);
            warc_file_go(a, places[number]);
            assert_int_equal(warc_file_next(a, &head, &place, &damage), WARC_FILE_RECORD);
            assert_memory_equal(&place, &places[number], sizeof place);
            warc_file_read(a, strlen(want), &block);
            assert_slice(buffer_slice(&block), want);
            warc_file_read(a, SIZE_MAX, &block);
            assert_int_equal(block.length, head.length);
            assert_true(warc_file_finish(a));
            buffer_free(&block);
        }
        warc_file_close(a);
        buffer_free(&file.bytes);
    }
}

/* Wherever a file is cut off, as by a run that was killed, the records before are there. */
/* Of one large member nothing is inflated twice where places are gone to in their order. */
static void places_in_their_order_cost_no_more_than_the_file_is_long(void **state)
{
    (void)state;
    enum { COUNT = 40, LENGTH = 64 << 10 };
    static char block[LENGTH];
    struct warc_file_place places[COUNT];
    struct warc_head head;
    struct warc_file_damage damage;
    struct buffer plain = BUFFER(MOST);
    struct file file = { .bytes = BUFFER(MOST) };
    for (unsigned i = 0; i < COUNT; i++) {
        begin_record(&plain, i);
        warc_end(&plain, LENGTH);
        buffer_add(&plain, slice_of(block, LENGTH));
        buffer_add(&plain, WARC_BEHIND);
    }
    struct gzip_writer *writer = gzip_writer_new();
    assert_non_null(writer);
    gzip_write(writer, buffer_slice(&plain), false, &file.bytes);
    gzip_writer_free(writer);
    struct warc_file *a = open_file(&file);
    assert_true(warc_file_is_one(a));
    for (unsigned i = 0; i < COUNT; i++) {
        assert_int_equal(warc_file_next(a, &head, &places[i], &damage), WARC_FILE_RECORD);
    }
    file.read = 0;
    for (unsigned i = 0; i < 2 * COUNT; i++) { /* each twice, all one after the other */
        struct warc_file_place place;
        warc_file_go(a, places[i % COUNT]);
        assert_int_equal(warc_file_next(a, &head, &place, &damage), WARC_FILE_RECORD);
        assert_memory_equal(&place, &places[i % COUNT], sizeof place);
    }
    assert_true(file.read < 3 * file.bytes.length);
    warc_file_close(a);
    buffer_free(&plain);
    buffer_free(&file.bytes);
}

static void a_file_that_is_cut_off_holds_the_records_before(void **state)
{
    (void)state;
    for (enum shape shape = PLAIN; shape <= MEMBER_EACH; shape++) {
        struct file file;
        struct warc_file_place places[RECORDS];
        char story[100];
        write_file(&file, shape);
        walk(&file, story, places);
        size_t whole = file.bytes.length;
        for (size_t length = 100; length < whole; length++) {
            char want[100] = "01234";
            size_t count = 0;
            while (count < RECORDS && places[count].offset < length) {
                count++;
            }
            file.bytes.length = length;
            walk(&file, story, NULL);
            bool is_start = count < RECORDS ? places[count].offset == length : false;
            assert_memory_equal(story, want, count - 1);
            assert_true(is_start || story[count - 1] == '!' || story[count - 1] == want[count - 1]);
        }
        buffer_free(&file.bytes);
    }
}

static void what_lies_between_records_is_told_or_passed_over(void **state)
{
    (void)state;
    static const struct {
        const char *between, *want;
    } rows[] = {
        { "", "01" },         { "\r\n\r\n\r\n", "01" }, { "\n", "01" },
        { "garbage", "0!1" }, { "garbage\r\n", "0!1" }, { "a\nb\nWARC\nWARC/\n\n", "0!!1" },
        { "\0\0\0\0", "01" },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct file file = { .bytes = BUFFER(MOST) };
        char story[100];
        write_record(&file.bytes, 0);
        buffer_add(&file.bytes, slice_from(rows[i].between));
        if (strchr(rows[i].want, '!')) {
            buffer_add_char(&file.bytes, '\n');
        }
        write_record(&file.bytes, 1);
        walk(&file, story, NULL);
        assert_string_equal(story, rows[i].want);
        buffer_free(&file.bytes);
    }
}

static void write_claiming(struct buffer *into, unsigned number, const char *block, uint64_t length,
                           const char *behind)
{
    begin_record(into, number);
    warc_end(into, length);
    buffer_add(into, slice_from(block));
    buffer_add(into, slice_from(behind));
}

/* Not damage: what stands behind a block need not be two empty lines. Damage: a length that leads
 * nowhere; what it swallowed is found. */
static void lengths_are_held_against_what_follows(void **state)
{
    (void)state;
    static const struct {
        uint64_t length;
        const char *behind, *want;
    } rows[] = {
        { 5, "\r\n\r\n", "012" },     { 5, "", "012" },
        { 5, "\n\n", "012" },         { 5, "\r\n", "012" },
        { 7, "\r\n\r\n", "012" },     { 3, "\r\n\r\n", "0?!12" },
        { 400, "\r\n\r\n", "0?!12" }, { 1u << 30, "\r\n\r\n", "0?!12" },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct file file = { .bytes = BUFFER(MOST) };
        char story[100];
        write_claiming(&file.bytes, 0, "block", rows[i].length, rows[i].behind);
        write_record(&file.bytes, 1);
        write_record(&file.bytes, 2);
        walk(&file, story, NULL);
        assert_string_equal(story, rows[i].want);
        buffer_free(&file.bytes);
    }
}

static void a_warcinfo_without_length_ends_at_the_next_record(void **state)
{
    (void)state;
    struct file file = { .bytes = BUFFER(MOST) };
    char story[100];
    buffer_add(&file.bytes, SLICE("WARC/1.0\r\nWARC-Type: warcinfo\r\nWARC-Date: 1970\r\n\r\n"
                                  "software: x\r\n\r\n"));
    write_record(&file.bytes, 1);
    walk(&file, story, NULL);
    assert_string_equal(story, "01");
    buffer_free(&file.bytes);
}

/* A member whose check sum fails takes its record along, and no other. */
static void a_damaged_member_takes_its_record_along(void **state)
{
    (void)state;
    static const char *const want[RECORDS] = { "", "0!234", "01!34", "012!4", "0123!" };
    struct file file;
    struct warc_file_place places[RECORDS];
    char story[100];
    write_file(&file, MEMBER_EACH);
    walk(&file, story, places);
    for (size_t i = 1; i < RECORDS; i++) {
        size_t end = i + 1 < RECORDS ? (size_t)places[i + 1].offset : file.bytes.length;
        for (size_t at = (size_t)places[i].offset; at < end; at++) {
            bool has_no_say = at - places[i].offset >= 4 && at - places[i].offset < 10;
            char before = file.bytes.data[at];
            file.bytes.data[at] = (char)(before ^ 0x55);
            walk(&file, story, NULL);
            file.bytes.data[at] = before;
            char without[100];
            size_t length = 0;
            for (size_t j = 0; story[j]; j++) { /* a record whose end is damaged was begun */
                bool begun = story[j + 1] == '?' || story[j] == '?';
                without[length] = story[j];
                length += !begun;
            }
            without[length] = '\0';
            if (!has_no_say) {
                assert_string_equal(without, want[i]);
            }
        }
    }
    buffer_free(&file.bytes);
}

/* ... also where the record was read before its member's check sum came. */
static void a_check_sum_counts_for_a_long_record(void **state)
{
    (void)state;
    enum { LONG = 100000 };
    struct file file = { .bytes = BUFFER(MOST), .chunk = 1 };
    struct buffer plain = BUFFER(MOST);
    char story[100];
    begin_record(&plain, 0);
    warc_end(&plain, LONG);
    for (size_t i = 0; i < LONG; i++) {
        buffer_add_char(&plain, 'x');
    }
    buffer_add(&plain, WARC_BEHIND);
    write_members(&file.bytes, buffer_slice(&plain), SIZE_MAX);
    file.bytes.data[file.bytes.length - 6] ^= 1;
    buffer_reset(&plain);
    write_record(&plain, 1);
    write_members(&file.bytes, buffer_slice(&plain), SIZE_MAX);
    walk(&file, story, NULL);
    assert_string_equal(story, "0?!1");
    buffer_free(&plain);
    buffer_free(&file.bytes);
}

static void what_is_no_archive_is_seen(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "", "WAR", "<!doctype html>", "HTTP/1.1 200 OK\r\n\r\n", "\x1f\x8b\x08", "PK\3\4"
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct file file = { .bytes = BUFFER(MOST) };
        buffer_add(&file.bytes, slice_from(texts[i]));
        struct warc_file *a = open_file(&file);
        assert_int_equal(warc_file_is_one(a), i == 1);
        warc_file_close(a);
        buffer_free(&file.bytes);
    }
}

/* Heads without end that each claim the rest of the file: it is not read over for each of them. */
static void false_lengths_cost_no_more_than_the_file_is_long(void **state)
{
    (void)state;
    struct file file = { .bytes = BUFFER(MOST) };
    while (file.bytes.length < MOST - 1000) {
        write_claiming(&file.bytes, 1, "x", MOST, "\r\n\r\n");
    }
    struct warc_file *a = open_file(&file);
    struct warc_head head;
    struct warc_file_place place;
    struct warc_file_damage damage;
    size_t steps = 0;
    assert_true(warc_file_is_one(a));
    while (warc_file_next(a, &head, &place, &damage) < WARC_FILE_END) {
        steps++;
    }
    assert_in_range(steps, 2, 200); /* 64 MiB are read again, 4 MiB each time */
    warc_file_close(a);
    buffer_free(&file.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_shape_holds_the_same_records),
        cmocka_unit_test(a_record_is_read_again_at_its_place),
        cmocka_unit_test(places_in_their_order_cost_no_more_than_the_file_is_long),
        cmocka_unit_test(a_file_that_is_cut_off_holds_the_records_before),
        cmocka_unit_test(what_lies_between_records_is_told_or_passed_over),
        cmocka_unit_test(lengths_are_held_against_what_follows),
        cmocka_unit_test(a_warcinfo_without_length_ends_at_the_next_record),
        cmocka_unit_test(a_damaged_member_takes_its_record_along),
        cmocka_unit_test(a_check_sum_counts_for_a_long_record),
        cmocka_unit_test(what_is_no_archive_is_seen),
        cmocka_unit_test(false_lengths_cost_no_more_than_the_file_is_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
