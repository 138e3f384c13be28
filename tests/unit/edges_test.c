/* Where processors differ, and where memory ends: what looks at many bytes at a time finds what any
 * processor finds, and looks at no byte before or behind a text. */
#include "unit/articles.h"
#include "unit/scanning.h"

#include "scan/find/line.h"
#include "scan/find/tail.h"
#include "scan/input/marks.h"
#include "scan/input/word.h"
#include "syntax/url.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* The same code under other names, as processors without AVX2 run it. */
// clang-format off
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#define __builtin_cpu_supports(name) 0
#define marks_find narrow_find
#define marks_find_ends narrow_find_ends
#define marks_count_feeds narrow_count_feeds
#define marks_count_points narrow_count_points
#define marks_may_have narrow_may_have
#define url_read_normal narrow_read_normal
size_t narrow_count_feeds(const char *at, size_t length);
size_t narrow_count_points(const char *at, size_t length);
bool narrow_may_have(const char *at, size_t length, const char *pairs);
void narrow_find(const char *at, size_t blocks, struct marked *out, struct lines *lines);
unsigned narrow_find_ends(const char *at, size_t blocks, uint64_t *found);
bool narrow_read_normal(struct slice input, struct url *out);
#include "../../src/scan/input/marks.c"
#include "../../src/syntax/url_normal.c"
#undef __builtin_cpu_supports
#undef marks_find
#undef marks_find_ends
#undef marks_count_feeds
#undef marks_count_points
#undef marks_may_have
#undef url_read_normal
#pragma GCC diagnostic pop
// clang-format on

/* Some pages between two that nobody may touch. */
enum { ROOM = 64 << 10 };

static char *open_room(void)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    char *all = mmap(NULL, ROOM + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    assert_ptr_not_equal(all, MAP_FAILED);
    assert_int_equal(mprotect(all + page, ROOM, PROT_READ | PROT_WRITE), 0);
    return all + page;
}

static void close_room(char *room)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    munmap(room - page, ROOM + 2 * page);
}

static unsigned next(unsigned *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 16;
}

/* The wide ones may find more. */
static void compare_found(struct slice s)
{
    struct marked wide;
    struct marked narrow;
    struct lines lines[2];
    size_t blocks = (s.length - 1) / BLOCK;
    blocks = blocks < MARKED_MOST ? blocks : MARKED_MOST;
    marks_find(s.data, blocks, &wide, &lines[0]);
    narrow_find(s.data, blocks, &narrow, &lines[1]);
    assert_int_equal(wide.blocks, narrow.blocks);
    assert_int_equal(lines[0].returns, lines[1].returns);
    for (size_t i = 0; i < 2 * blocks; i++) {
        uint32_t found = marked_in(&narrow, i);
        assert_int_equal(marked_in(&wide, i) & found, found);
        assert_int_equal(wide.filled >> i & 1, marked_in(&wide, i) != 0);
        assert_int_equal(narrow.filled >> i & 1, found != 0);
    }
    for (size_t i = 0; !lines[0].returns && i < blocks * BLOCK; i++) {
        struct lines_before before = lines_before(&lines[0], i);
        assert_int_equal(before.count, lines_before(&lines[1], i).count);
        assert_int_equal(before.end, lines_before(&lines[1], i).end);
    }
}

static void compare_marks(struct slice s)
{
    uint64_t ends[2][MARKED_MOST];
    size_t blocks = s.length / BLOCK;
    blocks = blocks < MARKED_MOST ? blocks : MARKED_MOST;
    if (s.length) {
        compare_found(s);
    }
    unsigned some = marks_find_ends(s.data, blocks, ends[0]);
    assert_int_equal(some, narrow_find_ends(s.data, blocks, ends[1]));
    for (; some; some &= some - 1) {
        size_t i = (size_t)__builtin_ctz(some);
        assert_int_equal(ends[0][i], ends[1][i]);
    }
    assert_int_equal(marks_count_feeds(s.data, s.length), narrow_count_feeds(s.data, s.length));
    assert_int_equal(marks_count_points(s.data, s.length), narrow_count_points(s.data, s.length));
    assert_true(marks_may_have(s.data, s.length, "/@") ||
                !memmem(s.data, s.length, "/@", strlen("/@")));
}

static void marks_are_those_of_any_processor(void **state)
{
    (void)state;
    static const char letters[] = "\n\n/@Poz \xc3\xa9\r";
    char *room = open_room();
    unsigned seed = 7;
    for (size_t round = 0; round < 6000; round++) {
        size_t length = next(&seed) % (round % 8 ? 200 : (MARKED_MOST + 1) * BLOCK);
        unsigned few = round % 3 ? 40 : 1; /* most blocks have no mark, or all have */
        char *at = round % 2 ? room : room + ROOM - length;
        for (size_t i = 0; i < length; i++) {
            at[i] =
                next(&seed) % few ? 'x' : letters[next(&seed) % (sizeof letters - 1 - round % 2)];
        }
        compare_marks(slice_of(at, length));
    }
    close_room(room);
}

static void compare_urls(struct slice s)
{
    struct url wide = { 0 };
    struct url narrow = { 0 };
    assert_int_equal(url_read_normal(s, &wide), narrow_read_normal(s, &narrow));
    assert_int_equal(wide.host.length, narrow.host.length);
    assert_ptr_equal(wide.path.data, narrow.path.data);
    assert_int_equal(wide.path.length, narrow.path.length);
    assert_int_equal(wide.query.length, narrow.query.length);
    assert_int_equal(wide.fragment.length, narrow.fragment.length);
}

static void urls_are_those_of_any_processor(void **state)
{
    (void)state;
    static const char usual[] = "abcXYZ059-_~%";
    static const char marks[] = "/../..?&=#+:@!\\\"<>^`{}|[]\x7f\x01 \xc3";
    char *room = open_room();
    unsigned seed = 11;
    size_t normal = 0;
    for (size_t round = 0; round < 40000; round++) {
        struct slice start = SLICE("https://a.example/");
        size_t length = start.length + next(&seed) % 120;
        char *at = round % 2 ? room : room + ROOM - length;
        memcpy(at, start.data, start.length);
        for (size_t i = start.length; i < length; i++) {
            at[i] = next(&seed) % 24 ? usual[next(&seed) % (sizeof usual - 2)]
                                     : marks[next(&seed) % (round % 4 ? 12 : sizeof marks - 1)];
        }
        struct url url;
        compare_urls(slice_of(at, length));
        normal += url_read_normal(slice_of(at, length), &url);
    }
    assert_in_range(normal, 4000, 36000);
    for (size_t dots = 0; dots < 100; dots++) { /* a segment of dots at any place of a step */
        struct slice long_path = slice_of(room + ROOM - 130, 130);
        memset(room + ROOM - 130, 'a', 130);
        memcpy(room + ROOM - 130, "https://a.example/", strlen("https://a.example/"));
        memcpy(room + ROOM - 130 + 20 + dots, "/../", strlen("/../"));
        compare_urls(long_path);
    }
    close_room(room);
}

static void lines_are_those_of_any_processor(void **state)
{
    (void)state;
    static const char letters[] = "\n\rJM\x8a\x8d\v\f";
    char *room = open_room();
    unsigned seed = 3;
    for (size_t round = 0; round < 40000; round++) {
        size_t length = 1 + next(&seed) % (round % 3 ? 40 : 220);
        char *at = round % 2 ? room : room + ROOM - length;
        for (size_t i = 0; i < length; i++) {
            at[i] = next(&seed) % 30 ? 'x' : letters[next(&seed) % (sizeof letters - 1)];
        }
        size_t here = next(&seed) % (length + 1);
        size_t low = next(&seed) % (here + 1);
        size_t start = here;
        size_t end = here;
        while (start > low && !line_is_break(at[start - 1])) {
            start--;
        }
        while (end < length && !line_is_break(at[end])) {
            end++;
        }
        assert_int_equal(line_start(slice_of(at, length), here, low), start);
        assert_int_equal(line_end(slice_of(at, length), here), end);
    }
    close_room(room);
}

/* What is read many bytes at a time ends where it does when each byte is read by itself. */
static void tails_end_as_byte_by_byte(void **state)
{
    (void)state;
    static const char usual[] = "abcXYZ059-_~%+,./:;?@=";
    static const char marks[] = "!$'#^&|*()[]{} \n\"<>\\`\xc3\xa9\x7f\x01/?@";
    char *room = open_room();
    unsigned seed = 5;
    size_t ends[2] = { 0, 0 };
    for (size_t round = 0; round < 20000; round++) {
        size_t length = next(&seed) % 130;
        char *at = round % 2 ? room : room + ROOM - length;
        for (size_t i = 0; i < length; i++) {
            at[i] = next(&seed) % 50 ? usual[next(&seed) % (sizeof usual - 1)]
                                     : marks[next(&seed) % (sizeof marks - 1)];
        }
        struct tail all;
        struct tail bytes;
        tail_begin(&all, round % 3 ? '\0' : '|');
        tail_begin(&bytes, round % 3 ? '\0' : '|');
        size_t end = 0;
        for (size_t to = 1; to <= length && end + 1 == to; to++) {
            size_t run = tail_run(&bytes, slice_of(at, length), end, to);
            end = run > end ? run : end;
        }
        assert_int_equal(tail_run(&all, slice_of(at, length), 0, length), end);
        ends[end < length]++;
    }
    assert_in_range(ends[0], 2000, 18000);
    close_room(room);
}

/* Every beginning of the word stands at the end, where the last bytes are looked at alone. */
static void words_are_sought_in_the_text_alone(void **state)
{
    (void)state;
    struct slice word = SLICE("datePublished");
    char *room = open_room();
    for (size_t length = 0; length < 300; length++) {
        char *at = room + ROOM - length;
        memset(at, 'd', length);
        for (size_t begun = 1; begun < word.length && begun <= length; begun++) {
            memcpy(room + ROOM - begun, word.data, begun);
            assert_false(word_is_in(slice_of(at, length), word));
        }
        if (length >= word.length) {
            memcpy(room + ROOM - word.length, word.data, word.length);
            assert_true(word_is_in(slice_of(at, length), word));
        }
    }
    close_room(room);
}

static void describe(struct slice bytes, const char *name, struct buffer *out)
{
    static const struct scan_options options = { .resources = true };
    struct document d = { .name = slice_from(name) };
    struct scan *scan = scan_open(&options, &d);
    assert_non_null(scan);
    buffer_reset(out);
    assert_int_equal(scan_all(scan, bytes), SCAN_OK);
    assert_int_equal(scan_finish(scan), SCAN_OK);
    describe_scan(&d, out);
    scan_close(scan);
    document_free(&d);
}

/* A text that is cut anywhere, behind a page and before one that nobody may touch. */
static void nothing_is_read_beyond_a_text(void **state)
{
    (void)state;
    static const char *const names[] = { "a.html", "a.md", "a.txt" };
    struct slice page = SLICE(
        "<title>A &amp; b</title><a class=\"x y\" href=\"https://a.example/?a=1&amp;b=2\">One "
        "two</a><script type=\"application/ld+json\">{\"@type\":\"NewsArticle\"}</script>"
        "<blockquote class=\"twitter-tweet\"><p lang=\"en\">Said #a</p>&mdash; Ann B "
        "(@ann_b) <a href=\"https://twitter.com/ann_b/status/1234567890123456789\">May 1, "
        "2020</a></blockquote>\r\n[words](https://b.example/p/q.html?x#y) <img src=\"/a.png\">\n"
        "\nIt rains again #rain\n\n\xe2\x80\x94 Ann B (@ann_b) May 1, 2020\n");
    struct buffer want = BUFFER(1 << 20);
    struct buffer got = BUFFER(1 << 20);
    char *room = open_room();
    for (size_t length = 1; length <= page.length; length++) {
        const char *name = names[length % COUNT_OF(names)];
        char *end = room + ROOM - length;
        memcpy(room, page.data, length);
        describe(slice_of(room, length), name, &want);
        memcpy(end, page.data, length);
        describe(slice_of(end, length), name, &got);
        assert_string_equal(buffer_string(&got), buffer_string(&want));
    }
    assert_non_null(strstr(buffer_string(&want), "1234567890123456789"));
    buffer_free(&want);
    buffer_free(&got);
    close_room(room);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_are_those_of_any_processor),
        cmocka_unit_test(urls_are_those_of_any_processor),
        cmocka_unit_test(lines_are_those_of_any_processor),
        cmocka_unit_test(tails_end_as_byte_by_byte),
        cmocka_unit_test(words_are_sought_in_the_text_alone),
        cmocka_unit_test(nothing_is_read_beyond_a_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
