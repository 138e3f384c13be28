/* What the processor does many bytes at a time is what a loop over bytes does. */
#include "unit.h"

#include "places/place.h"
#include "scan/find/domain.h"
#include "scan/find/flattened.h"
#include "scan/input/count.h"
#include "scan/input/marks.h"
#include "scan/input/word.h"
#include "syntax/html_scan.h"

enum { TEXT = 700, TEXTS = 2000 };

/* The same texts every time, of a few bytes that matter and their neighbours. */
static unsigned next(unsigned *state)
{
    *state = *state * 1103515245U + 12345U;
    return *state >> 16;
}

static void fill(char *text, size_t length, unsigned *state)
{
    static const char bytes[] = "/@\nP?\x1aSkEnTwac'\x98\xe2\x80\xbf\xc0 .-aA0";
    for (size_t i = 0; i < length; i++) {
        text[i] = bytes[next(state) % (sizeof bytes - 1)];
    }
}

/* Whether a recogniser may be triggered at a byte, which another follows. */
static bool may_trigger(const char *at)
{
    return at[0] == '/' || at[0] == '@' ||
           (at[0] == '\n' && flattened_first[(unsigned char)at[1]]) ||
           (at[0] == 'P' && (at[1] == 'o' || at[1] == 'u'));
}

static void test_marks_are_found(void **state)
{
    char text[MARKED_MOST * BLOCK + 1];
    struct marked m;
    struct lines lines;
    unsigned seed = 1;
    size_t marks = 0;
    (void)state;
    for (int round = 0; round < 50; round++) {
        fill(text, sizeof text, &seed);
        uint64_t ends[MARKED_MOST];
        text[(size_t)round * 17 % sizeof text] = '\r';
        for (size_t i = 0; i < sizeof text; i++) { /* some blocks are empty */
            text[i] = i / BLOCK % 4 == (unsigned)round % 4 ? 'x' : text[i];
        }
        marks_find(text, MARKED_MOST, &m, &lines);
        assert_int_equal(m.blocks, MARKED_MOST);
        for (size_t i = 0; i < HALVES; i++) {
            assert_int_equal(m.filled >> i & 1, marked_in(&m, i) != 0);
        }
        unsigned some = marks_find_ends(text, MARKED_MOST, ends);
        for (size_t i = 0; i < MARKED_MOST * BLOCK; i++) {
            bool bit = marked_in(&m, i / BLOCK_HALF) >> i % BLOCK_HALF & 1;
            assert_true(bit || !may_trigger(text + i));
            assert_true(!bit || memchr("/@\n\rP", text[i], strlen("/@\n\rP")));
            uint64_t of_block = some >> i / BLOCK & 1 ? ends[i / BLOCK] : 0;
            assert_int_equal(of_block >> i % BLOCK & 1, text[i] == '\n' || text[i] == '\r');
            marks += bit;
        }
    }
    assert_true(marks > 1000);
}

/* A mark is found if it may trigger anything; a line end, before a few other bytes, too. */
static void test_what_stands_behind_a_mark(void **state)
{
    struct marked m;
    struct lines lines;
    (void)state;
    for (size_t at = 0; at < BLOCK; at++) {
        size_t others = 0;
        for (unsigned behind = 0; behind < 256; behind++) {
            for (const char *mark = "/@P\n?x"; *mark; mark++) {
                char text[BLOCK + 1];
                memset(text, 'x', sizeof text);
                text[at] = *mark;
                text[at + 1] = (char)behind;
                marks_find(text, 1, &m, &lines);
                bool bit = marked_in(&m, at / BLOCK_HALF) >> at % BLOCK_HALF & 1;
                bool may = may_trigger(text + at);
                assert_true(bit == may || (bit && *mark == '\n'));
                others += bit && !may;
            }
        }
        assert_in_range(others, 0, 12);
    }
}

static void test_lines_are_those_of_a_loop(void **state)
{
    char text[MARKED_MOST * BLOCK + 1];
    struct marked m;
    struct lines lines;
    unsigned seed = 5;
    (void)state;
    for (unsigned round = 0; round < 200; round++) {
        size_t blocks = round % 2 ? MARKED_MOST : next(&seed) % MARKED_MOST;
        size_t count = 0;
        size_t end = 0;
        for (size_t i = 0; i < sizeof text; i++) {
            text[i] = next(&seed) % (1U << round % 12) ? 'x' : '\n';
        }
        marks_find(text, blocks, &m, &lines);
        assert_false(lines.returns);
        for (size_t i = 0; i < blocks * BLOCK; i++) {
            struct lines_before before = lines_before(&lines, i);
            assert_int_equal(before.count, count);
            assert_int_equal(before.end, end);
            count += text[i] == '\n';
            end = text[i] == '\n' ? i + 1 : end;
        }
        assert_int_equal(lines_in_all(&lines).count, count);
        assert_int_equal(lines_in_all(&lines).end, end);
    }
}

static void test_returns_are_seen_wherever_they_stand(void **state)
{
    char text[MARKED_MOST * BLOCK + 1];
    struct marked m;
    struct lines lines;
    (void)state;
    text[MARKED_MOST * BLOCK] = '\n';
    for (size_t i = 0; i < MARKED_MOST * BLOCK; i++) {
        memset(text, i % 2 ? '\n' : 'x', MARKED_MOST * BLOCK);
        text[i] = '\r';
        marks_find(text, MARKED_MOST, &m, &lines);
        assert_true(lines.returns);
        marks_find(text, i / BLOCK, &m, &lines); /* what stands before it */
        assert_false(lines.returns);
        marks_find(text + i / BLOCK * BLOCK, 1, &m, &lines);
        assert_true(lines.returns);
    }
}

static void test_counts_are_those_of_a_loop(void **state)
{
    char text[TEXT];
    unsigned seed = 2;
    (void)state;
    for (int round = 0; round < TEXTS; round++) {
        size_t from = next(&seed) % 40;
        size_t length = next(&seed) % (TEXT - from);
        fill(text, TEXT, &seed);
        size_t points = count_points_plainly(text + from, length);
        size_t ends = count_ends_plainly(text + from, length, ' ');
        assert_int_equal(marks_count_points(text + from, length), points);
        assert_int_equal(marks_count_feeds(text + from, length), ends);
    }
}

static bool has_pair(const char *text, size_t length, const char *pairs)
{
    for (const char *pair = pairs; *pair; pair += 2) {
        for (size_t i = 0; i + 1 < length; i++) {
            if (text[i] == pair[0] && text[i + 1] == pair[1]) {
                return true;
            }
        }
    }
    return false;
}

static void test_pairs_are_seen_wherever_they_stand(void **state)
{
    static const char pairs[] = "SkEnTw\x98"
                                "a'a";
    char text[TEXT];
    unsigned seed = 3;
    size_t quick = 0;
    (void)state;
    for (int round = 0; round < TEXTS; round++) {
        size_t length = 2 + next(&seed) % 200;
        fill(text, length, &seed);
        for (size_t i = 0; round % 2 && i < length; i++) {
            text[i] = text[i] == 'S' || text[i] == '\'' || text[i] == '\x98' ? 'k' : text[i];
        }
        bool may = marks_may_have(text, length, pairs);
        assert_true(may || !has_pair(text, length, pairs));
        quick += !may;
        memset(text, 'n', length);
        size_t at = next(&seed) % (length - 1);
        memcpy(text + at, pairs + next(&seed) % (sizeof pairs / 2) * 2, 2);
        assert_true(marks_may_have(text, length, pairs));
    }
#if defined(__x86_64__)
    assert_true(quick > 20 || !__builtin_cpu_supports("avx2"));
#endif
}

/* A row of furniture that has none of the pairs would be overlooked. */
static void test_furniture_has_its_signs(void **state)
{
    size_t rows = 0;
    (void)state;
    for (const struct place *const *p = places; *p; p++) {
        unsigned low = 0;
        const char *signs = (*p)->furniture_signs;
        assert_true(!(*p)->furniture == !signs);
        for (size_t i = 0; signs && signs[i]; i += 2) {
            assert_true(signs[i + 1] && signs[i] != ' ' && signs[i + 1] != ' ');
            assert_false(low >> (signs[i] & 0xf) & 1);
            low |= 1U << (signs[i] & 0xf);
        }
        for (const char *const *row = (*p)->furniture; row && *row; row++, rows++) {
            assert_true(has_pair(*row, strlen(*row), signs));
        }
    }
    assert_true(rows > 30);
}

/* Behind a host that is plain, it is one whatever is behind. */
static void test_plain_hosts(void **state)
{
    static const struct {
        const char *text;
        size_t length;
    } hosts[] = {
        { "news.example/2020/07/year-nwuwe1?id=1", 12 },
        { "t.co/abcdefghijklmnop", 4 },
        { "a.b.c.harbour-times.example?x=1234567890", 27 },
        { "news..example/2020/07/year-nwuwe1", 0 },
        { "news.-example/2020/07/year-nwuwe1", 0 },
        { "news-.example/2020/07/year-nwuwe1", 0 },
        { "-news.example/2020/07/year-nwuwe1", 0 },
        { ".news.example/2020/07/year-nwuwe1", 0 },
        { "localhost/2020/07/year-nwuwe1-and-more", 0 },
        { "news.example1/2020/07/year-nwuwe1", 0 },
        { "news.ex-ample/2020/07/year-nwuwe1", 0 },
        { "news.e/2020/07/year-nwuwe1-and-more", 0 },
        { "news.example:80/2020/07/year-nwuwe1", 0 },
        { "news.example./2020/07/year-nwuwe1", 0 },
        { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.abc/1/2/3/4/5/6/7/8", 63 },
        { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.abc/1/2/3/4/5/6/7/8", 64 },
        { "a.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.abc/1/2/3/4/5/",
          0 },
        { "news.example", 0 },
        { "news.example /", 12 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        assert_int_equal(domain_plain_length(slice_from(hosts[i].text)), hosts[i].length);
    }
}

/* In tags. */
static void test_every_byte_of_a_block_is_seen(void **state)
{
    char bytes[2 * HTML_BLOCK];
    (void)state;
    for (unsigned c = 0; c < 256; c++) {
        for (size_t at = 0; at < HTML_BLOCK; at++) {
            struct html_block narrow;
            memset(bytes, c == 'a' ? 'b' : 'a', sizeof bytes);
            bytes[at] = (char)c;
            bytes[HTML_BLOCK] = '"';
            html_look(&narrow, bytes);
            assert_int_equal(narrow.quotes, c == '"' ? (uint64_t)1 << at : 0);
            assert_true(narrow.ends == 0 || narrow.ends == (uint64_t)1 << at);
            assert_true(narrow.ends || (!html_ends_name((char)c) && c != '='));
#if defined(__x86_64__)
            struct html_block wide;
            if (__builtin_cpu_supports("avx2")) {
                html_look_wide(&wide, bytes);
                assert_ptr_equal(wide.from, narrow.from);
                assert_int_equal(wide.ends, narrow.ends);
                assert_int_equal(wide.quotes, narrow.quotes);
            }
#endif
        }
    }
}

static void test_words_are_found_where_memmem_finds_them(void **state)
{
    char text[TEXT];
    const struct slice words[] = { SLICE("ab"), SLICE("aba"), SLICE("abaab"), SLICE("bbbbbbb") };
    unsigned seed = 3;
    size_t found = 0;
    (void)state;
    for (int round = 0; round < TEXTS; round++) {
        struct slice s = slice_of(text, next(&seed) % (sizeof text / 2));
        for (size_t i = 0; i < s.length; i++) {
            text[i] = "abcdefgh"[next(&seed) % (2 + (unsigned)round % 7)];
        }
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            bool want = s.length && memmem(s.data, s.length, words[i].data, words[i].length);
            assert_int_equal(word_is_in(s, words[i]), want);
            assert_int_equal(word_is_in_narrow(s, words[i]), want);
            found += want;
        }
    }
    assert_in_range(found, 100, TEXTS * 4 - 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_are_found_where_memmem_finds_them),
        cmocka_unit_test(test_every_byte_of_a_block_is_seen),
        cmocka_unit_test(test_marks_are_found),
        cmocka_unit_test(test_what_stands_behind_a_mark),
        cmocka_unit_test(test_lines_are_those_of_a_loop),
        cmocka_unit_test(test_returns_are_seen_wherever_they_stand),
        cmocka_unit_test(test_counts_are_those_of_a_loop),
        cmocka_unit_test(test_pairs_are_seen_wherever_they_stand),
        cmocka_unit_test(test_furniture_has_its_signs),
        cmocka_unit_test(test_plain_hosts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
