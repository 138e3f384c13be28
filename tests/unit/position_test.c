/* Where the lines and columns of a text are, however they are asked for. */
#include "unit.h"

#include "base/buffer.h"
#include "scan/input/marks.h"
#include "scan/input/position.h"

/* Lines are counted from marks, but never from one in bytes that were let go. */
static void lines_are_counted_in_what_is_kept(void **state)
{
    (void)state;
    enum { SIZE = 8000, KEPT = 6543 };
    static char bytes[SIZE];
    struct positions p;
    memset(bytes, 'x', SIZE);
    struct window whole = { slice_of(bytes, SIZE), 0 };
    positions_init(&p, 0, 0);
    positions_at(&p, &whole, SIZE - 1);
    positions_let_go(&p, &whole, KEPT);
    memset(bytes, '\n', KEPT);
    struct window kept = { slice_of(bytes + KEPT, SIZE - KEPT), KEPT };
    assert_int_equal(positions_at(&p, &kept, KEPT).line, 1);
    assert_int_equal(positions_at(&p, &kept, KEPT + 7).column, KEPT + 8);
}

static struct position position_plainly(struct slice s, size_t offset)
{
    struct position at = { 1, 1 };
    for (size_t i = 0; i < offset; i++) {
        char next = (char)(i + 1 < s.length ? s.data[i + 1] : ' ');
        bool ends = s.data[i] == '\n' || (s.data[i] == '\r' && next != '\n');
        at.line += ends;
        at.column = ends ? 1 : at.column + ((s.data[i] & 0xc0) != 0x80);
    }
    return at;
}

/* Tells the lines of some blocks behind an offset, or of none. */
static void tell_lines(struct positions *p, const struct window *w, size_t at, size_t blocks)
{
    struct marked m;
    size_t most = (w->bytes.length - at - 1) / BLOCK;
    positions_reach(p, w, at);
    marks_find(w->bytes.data + at, blocks < most ? blocks : most, &m, &p->lines);
    positions_tell(p, at, m.blocks * BLOCK);
}

/* Onward by steps of any size, ahead of them and back again: positions are those that a loop over
 * all characters gives, whether lines are long or short, whatever ends them, and whether they were
 * told. */
static void positions_are_those_of_a_loop(void **state)
{
    enum { SIZE = 6000, TEXTS = 240 };
    static const char *const parts[] = { "a", "b c", "\u00e9", "\u2014", "\n", "\r\n", "\r" };
    unsigned draw = 3;
    (void)state;
    for (size_t text = 0; text < TEXTS; text++) {
        struct buffer bytes = BUFFER(2 * SIZE);
        struct positions p;
        size_t kinds = text % 3 == 0 ? 7 : text % 3 == 1 ? 6 : 5;
        unsigned every = text % 4 == 0 ? 1 : text % 4 == 1 ? 20 : 2000;
        while (bytes.length < SIZE) {
            draw = draw * 1664525 + 1013904223;
            size_t part = (draw >> 16) % (bytes.length % every == 0 ? kinds : 4);
            buffer_add(&bytes, slice_from(parts[part]));
        }
        struct window whole = { buffer_slice(&bytes), 0 };
        positions_init(&p, 0, 0);
        for (size_t at = 0, back = 0, told = 0; at <= bytes.length;
             at += (draw >> 16) % (3 * every / 2 + 9)) {
            draw = draw * 1664525 + 1013904223;
            bool again = at >= told || (draw >> 9) % 7 == 0;
            if (text % 5 && again && at < bytes.length) {
                size_t blocks = (draw >> 12) % (MARKED_MOST + 1);
                tell_lines(&p, &whole, at, blocks);
                told = at + blocks * BLOCK;
            }
            back = (draw >> 20) % 5 ? 0 : (draw >> 8) % 3000;
            size_t asked = at > back ? at - back : at;
            asked += back == 0 && (draw >> 8) % 9 == 0 && asked + 700 < bytes.length ? 700 : 0;
            if (asked < bytes.length && (bytes.data[asked] & 0xc0) == 0x80) {
                continue;
            }
            bool inside = asked > 0 && asked < bytes.length && bytes.data[asked - 1] == '\r' &&
                          bytes.data[asked] == '\n';
            struct position want = position_plainly(whole.bytes, asked);
            struct position got = positions_at(&p, &whole, asked);
            assert_true(inside || (got.line == want.line && got.column == want.column));
        }
        buffer_free(&bytes);
    }
}

/* What was let go of may be written over, whether its line ends were told or not: nothing of it is
 * read any more. */
static void nothing_is_read_that_was_let_go_of(void **state)
{
    enum { SIZE = 40000, TEXTS = 60 };
    static const char *const parts[] = { "a", "b c", "\u00e9", "\n", "\r\n" };
    static char bytes[SIZE];
    static char kept[SIZE];
    unsigned draw = 11;
    (void)state;
    for (size_t text = 0; text < TEXTS; text++) {
        size_t every = text % 4 == 0 ? 2 : text % 4 == 1 ? 60 : 3000;
        size_t kinds = text % 5 ? 4 : 5;
        size_t length = 0;
        while (length < SIZE - 4) {
            draw = draw * 1664525 + 1013904223;
            const char *part = parts[(draw >> 16) % ((draw >> 8) % every ? 3 : kinds)];
            memcpy(bytes + length, part, strlen(part));
            length += strlen(part);
        }
        memcpy(kept, bytes, length);
        struct positions p;
        struct window whole = { slice_of(bytes, length), 0 };
        positions_init(&p, 0, 0);
        for (size_t at = 0, gone = 0, told = 0; at < length;
             at += 1 + (draw >> 16) % (text % 3 ? 90 : 3000)) {
            struct window w = { slice_of(kept + gone, length - gone), gone };
            draw = draw * 1664525 + 1013904223;
            if (at >= told && text % 7) {
                size_t blocks = (draw >> 12) % (MARKED_MOST + 1);
                size_t most = (length - at - 1) / BLOCK;
                struct marked m;
                positions_reach(&p, &w, at);
                marks_find(kept + at, blocks < most ? blocks : most, &m, &p.lines);
                positions_tell(&p, at, m.blocks * BLOCK);
                told = at + m.blocks * BLOCK;
            }
            if ((draw >> 9) % 5 == 0 && at > gone + 100) {
                size_t to = at - (draw >> 12) % 100;
                positions_let_go(&p, &w, to);
                memset(kept, text % 2 ? '\n' : '\r', to);
                gone = to;
                w = (struct window){ slice_of(kept + gone, length - gone), gone };
            }
            size_t asked = (draw >> 20) % 3 ? at : gone + (draw >> 7) % (at - gone + 1);
            bool inside = asked && ((bytes[asked] & 0xc0) == 0x80 ||
                                    (bytes[asked - 1] == '\r' && bytes[asked] == '\n'));
            if ((draw >> 5) % 4 && !inside) {
                struct position want = position_plainly(whole.bytes, asked);
                struct position got = positions_at(&p, &w, asked);
                assert_int_equal(got.line, want.line);
                assert_int_equal(got.column, want.column);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_counted_in_what_is_kept),
        cmocka_unit_test(positions_are_those_of_a_loop),
        cmocka_unit_test(nothing_is_read_that_was_let_go_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
