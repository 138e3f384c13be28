/* A text scanned in parts by several threads gives what one scan gives. */
#include "unit/articles.h"
#include "unit/scanning.h"

#include "scan/read/part.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const struct scan_options plain = { .type = "text" };
static const struct scan_options bare = { .type = "text", .bare_domains = true };
static atomic_bool never;

enum { FIRST = 32 << 10 };

/* Scans as a session does: a first piece, what can be scanned ahead, the rest. Gives how much was
 * scanned ahead. */
static uint64_t scan_in_parts(const struct scan_options *options, struct slice bytes,
                              struct scan_source *source, struct document *out)
{
    *out = (struct document){ .name = SLICE("a") };
    struct scan *s = scan_open(options, out);
    uint64_t at = bytes.length < FIRST ? bytes.length : FIRST;
    assert_int_equal(scan_feed(s, slice_part(bytes, 0, (size_t)at)), SCAN_OK);
    uint64_t before = at;
    source->stop = source->stop ? source->stop : &never;
    assert_int_equal(scan_ahead(s, source, &at), SCAN_OK);
    assert_int_equal(out->bytes, at);
    uint64_t ahead = at - before;
    assert_int_equal(scan_feed(s, slice_skip(bytes, (size_t)at)), SCAN_OK);
    assert_int_equal(scan_finish(s), SCAN_OK);
    scan_close(s);
    return ahead;
}

static void compare(const struct scan_options *options, struct slice bytes,
                    struct scan_source source)
{
    struct buffer want = BUFFER(1 << 28);
    struct buffer got = BUFFER(1 << 28);
    struct document d;
    assert_int_equal(scan_pieces(options, "a", bytes, 0, &d), SCAN_OK);
    describe_scan(&d, &want);
    document_free(&d);
    uint64_t ahead = scan_in_parts(options, bytes, &source, &d);
    assert_true(ahead + source.part + FIRST > bytes.length);
    describe_scan(&d, &got);
    document_free(&d);
    assert_string_equal(buffer_string(&got), buffer_string(&want));
    buffer_free(&want);
    buffer_free(&got);
}

static void articles_in_parts_of_any_size(void **state)
{
    (void)state;
    static const size_t parts[] = { 1000, 8191, 20000, 65536, 300001 };
    struct buffer article = BUFFER(1 << 24);
    add_article(&article, 700000);
    struct slice bytes = buffer_slice(&article);
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        struct scan_source source = {
            .bytes = bytes.data, .size = bytes.length, .part = parts[i], .threads = 2 + i % 3
        };
        compare(&plain, bytes, source);
        compare(&bare, bytes, source);
    }
    buffer_free(&article);
}

/* Links that occur again and again, in parts far from each other: their places are in order. */
static void repeated_links(void **state)
{
    (void)state;
    struct buffer text = BUFFER(1 << 24);
    for (size_t i = 0; text.length < 500000; i++) {
        buffer_printf(&text,
                      "Line %zu, https://a.example/%zu and https://b.example/%zu are links.\n"
                      "https://twitter.com/maya/status/%zu\n"
                      "Words and pic.twitter.com/S%zu\n\n— Maya (@maya) June 1, 2018\n",
                      i, i % 7, i % 1999, i % 499, i % 13);
    }
    struct slice bytes = buffer_slice(&text);
    struct scan_source source = { bytes.data, -1, 0, bytes.length, NULL, 30000, 3 };
    compare(&plain, bytes, source);
    buffer_free(&text);
}

/* A byte order mark counts in offsets, whatever part they are in. */
static void behind_a_byte_order_mark(void **state)
{
    (void)state;
    struct buffer article = BUFFER(1 << 24);
    buffer_add(&article, SLICE("\xef\xbb\xbf"));
    add_article(&article, 300000);
    struct slice bytes = buffer_slice(&article);
    struct scan_source source = { bytes.data, -1, 0, bytes.length, NULL, 40000, 2 };
    compare(&plain, bytes, source);
    buffer_free(&article);
}

/* Where no line begins, or no scan that begins there finds the same, it is scanned on through; a
 * byte order mark makes no difference. */
static void what_cannot_be_cut_is_scanned_all_the_same(void **state)
{
    (void)state;
    static const char *const patterns[] = {
        "https://t.co/AAAAAAAAAA pic.twitter.com/BBBBBBBBBB — Maya (@maya) June 1, 2018 ",
        "https://t.co/AAAAAAAAAA — Maya (@maya) June 1, 2018\r",
        "— a (@a) June 1, 2018\n",
        "> https://t.co/AAAAAAAAAA\n> — a (@a) June 1, 2018\n",
        "https://a.example/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "http://t.co/ab (@a) June 1, 2018 ",
        "a.example.com/",
        "x\n",
    };
    enum { PLAIN, BARE, MARKED, WAYS };
    for (size_t i = 0; i < WAYS * COUNT_OF(patterns); i++) {
        struct buffer text = BUFFER(1 << 20);
        buffer_add(&text, i % WAYS == MARKED ? SLICE("\xef\xbb\xbf") : SLICE(""));
        while (text.length < 200000) {
            buffer_add(&text, slice_from(patterns[i / WAYS]));
        }
        struct slice bytes = buffer_slice(&text);
        struct scan_source source = { bytes.data, -1, 0, bytes.length, NULL, 30000, 2 };
        compare(i % WAYS == BARE ? &bare : &plain, bytes, source);
        buffer_free(&text);
    }
}

/* Links longer than what can be seen, some of which are cut by a part's end. */
static void overlong_links_across_parts(void **state)
{
    (void)state;
    struct buffer text = BUFFER(1 << 24);
    for (size_t i = 0; text.length < 1500000; i++) {
        buffer_printf(&text, "Line %zu, see\nhttps://a.example/%zu/", i, i);
        for (size_t j = 0; j < 800 + i * 37 % 1800; j++) {
            buffer_add(&text, j % 50 == 49 ? SLICE("/youtu.be/") : SLICE("(éx.a.com)"));
        }
        buffer_printf(&text, "!? and https://b.example/%zu\n", i % 9);
    }
    struct slice bytes = buffer_slice(&text);
    for (size_t part = 20000; part < 80000; part += 7001) {
        struct scan_source source = { bytes.data, -1, 0, bytes.length, NULL, part, 3 };
        compare(&plain, bytes, source);
        compare(&bare, bytes, source);
    }
    buffer_free(&text);
}

static void a_part_joins_only_where_both_stand_alike(void **state)
{
    (void)state;
    struct buffer article = BUFFER(1 << 24);
    add_article(&article, 200000);
    struct slice bytes = buffer_slice(&article);
    struct scan_source source = { .bytes = bytes.data, .size = bytes.length, .stop = &never };
    enum { START = 100000, END = 150000 };
    struct finds finds = { 0 };
    uint64_t lines;
    struct text *t = malloc(sizeof *t);
    struct part *p = pages_alloc(sizeof *p);
    text_init(t, &finds, false);
    part_init(p, t);
    assert_true(part_feed(t, &source, 0, START + EDGE_MOST, p->room));
    text_settle(t, START);
    part_scan(p, &source, START, END);
    p->entry.free++;
    assert_false(part_join(p, t, &lines));
    p->entry.free--;
    p->entry.count--;
    assert_false(part_join(p, t, &lines));
    p->entry.count++;
    p->entry.column++;
    assert_false(part_join(p, t, &lines));
    p->entry.column--;
    p->entry.overlong.open = true;
    assert_false(part_join(p, t, &lines));
    p->entry.overlong.open = false;
    assert_int_equal(t->done, START);
    assert_true(part_join(p, t, &lines));
    assert_true(p->finds.count > 100);
    assert_true(p->finds.items[0].start >= START && lines > 100);
    assert_int_equal(t->done, END);
    part_free(p);
    text_free(t);
    finds_free(&finds);
    free(p);
    free(t);
    buffer_free(&article);
}

/* Whether a part can be scanned by itself before which one line ends, so far from it. */
static bool is_sound_behind(size_t far)
{
    enum { START = 100000, SIZE = 200000 };
    struct text *t = malloc(sizeof *t);
    struct part *p = pages_alloc(sizeof *p);
    char *bytes = malloc(SIZE);
    struct finds finds = { 0 };
    struct scan_source source = { .bytes = bytes, .size = SIZE, .stop = &never };
    memset(bytes, 'x', SIZE);
    bytes[START - far] = '\n';
    text_init(t, &finds, false);
    part_init(p, t);
    part_scan(p, &source, START, START + 50000);
    bool sound = p->sound;
    assert_int_equal(sound ? p->entry.column : far, far);
    part_free(p);
    text_free(t);
    finds_free(&finds);
    free(bytes);
    free(p);
    free(t);
    return sound;
}

/* A near line will do; where lines are long, one that is far has to. */
static void a_part_begins_with_a_line_before_it(void **state)
{
    (void)state;
    assert_false(is_sound_behind(KEEP));
    assert_true(is_sound_behind(KEEP + 1));
    assert_true(is_sound_behind(RUN_UP_NEAR));
    assert_true(is_sound_behind(RUN_UP_NEAR + 1000));
    assert_true(is_sound_behind(RUN_UP));
    assert_false(is_sound_behind(RUN_UP + 1));
}

/* A file is read where the parts lie, behind what was read of it before. One that is shorter than
 * it was said to be is scanned as far as it goes. */
static void files_are_read_where_the_parts_lie(void **state)
{
    (void)state;
    struct buffer article = BUFFER(1 << 24);
    struct document d;
    add_article(&article, 400000);
    struct slice bytes = buffer_slice(&article);
    FILE *file = tmpfile();
    fwrite("before", 1, 6, file);
    fwrite(bytes.data, 1, bytes.length, file);
    fflush(file);
    struct scan_source source = { NULL, fileno(file), 6, bytes.length, &never, 50000, 2 };
    compare(&plain, bytes, source);
    assert_int_equal(ftruncate(fileno(file), 200000), 0);
    assert_in_range(scan_in_parts(&plain, slice_part(bytes, 0, 199994), &source, &d), 100000,
                    199994 - FIRST);
    document_free(&d);
    fclose(file);
    buffer_free(&article);
}

static void it_stops_when_told_so(void **state)
{
    (void)state;
    struct buffer article = BUFFER(1 << 24);
    struct document d;
    add_article(&article, 400000);
    struct slice bytes = buffer_slice(&article);
    atomic_bool now = true;
    struct scan_source source = { bytes.data, -1, 0, bytes.length, &now, 50000, 2 };
    assert_int_equal(scan_in_parts(&plain, bytes, &source, &d), 0);
    document_free(&d);
    buffer_free(&article);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(articles_in_parts_of_any_size),
        cmocka_unit_test(repeated_links),
        cmocka_unit_test(behind_a_byte_order_mark),
        cmocka_unit_test(what_cannot_be_cut_is_scanned_all_the_same),
        cmocka_unit_test(overlong_links_across_parts),
        cmocka_unit_test(a_part_joins_only_where_both_stand_alike),
        cmocka_unit_test(a_part_begins_with_a_line_before_it),
        cmocka_unit_test(files_are_read_where_the_parts_lie),
        cmocka_unit_test(it_stops_when_told_so),
    };
    return cmocka_run_group_tests_name("scan_ahead", tests, NULL, NULL);
}
