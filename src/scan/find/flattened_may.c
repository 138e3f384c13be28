/* Quick looks by which nearly all of a text is passed over. */
#include "scan/find/flattened.h"
#include "scan/find/line.h"

enum { BEHIND = 2 };

/* What stands behind the first byte of the rows without a handle, by that: a test compares them. */
static const char behind_first[256][2][BEHIND + 1] = {
    ['P'] = { "os", "ub" },  ['S'] = { "ki", "l\xc3" }, ['G'] = { "ep", "\xc3\xb6" },
    ['O'] = { "pu" },        ['J'] = { "ul" },          ['Z'] = { "ve" },
    ['K'] = { "\xc3\xb6" },  ['D'] = { "ik" },          [0xc4] = { "\x90\xc6" },
    [0xce] = { "\x94\xce" }, [0xd0] = { "\x9e\xd0" },   [0xd7] = { "\xa4\xd7" },
    [0xd8] = { "\xaa\xd9" }, [0xe7] = { "\x94\xb1" },   [0xea] = { "\xb2\x8c" },
};

enum { NOTHING, MARK, WORDS };

/* With what lines begin that may be such a row: its first byte, or what flattened_line skips. */
const unsigned char flattened_first[256] = {
    ['P'] = WORDS,  ['S'] = WORDS,  ['G'] = WORDS,  ['O'] = WORDS,  ['J'] = WORDS,
    ['Z'] = WORDS,  ['K'] = WORDS,  ['D'] = WORDS,  [0xc4] = WORDS, [0xce] = WORDS,
    [0xd0] = WORDS, [0xd7] = WORDS, [0xd8] = WORDS, [0xe7] = WORDS, [0xea] = WORDS,
    [' '] = MARK,   ['\t'] = MARK,  ['>'] = MARK,   ['*'] = MARK,   ['-'] = MARK,
    ['+'] = MARK,   ['|'] = MARK,   [0xc2] = MARK,  [0xe2] = MARK,  [0xe3] = MARK,
};

/* The rows that begin with a "P" stand amid lines too, where extractors lost the breaks. */
bool flattened_may_begin_amid(struct slice s, size_t at)
{
    return at > 0 && !ascii_is_alnum(s.data[at - 1]) && flattened_may_begin(slice_skip(s, at));
}

bool flattened_may_begin(struct slice words)
{
    if (words.length <= BEHIND || words.data[1] == '\0') {
        return false;
    }
    const char(*behind)[BEHIND + 1] = behind_first[(unsigned char)words.data[0]];
    return memcmp(words.data + 1, behind[0], BEHIND) == 0 ||
           memcmp(words.data + 1, behind[1], BEHIND) == 0;
}

size_t flattened_skip_marks(struct slice s, size_t line)
{
    enum { PREFIX_MOST = 32 };
    struct slice near =
        slice_part(s, 0, line + PREFIX_MOST < s.length ? line + PREFIX_MOST : s.length);
    return line_skip_item(near, line_skip_prefix(near, line));
}

/* An "@" behind a letter or a digit is an e-mail address's. */
static bool is_address(const struct view *v)
{
    return v->at > 0 && (ascii_is_alnum(v->s.data[v->at - 1]) || v->s.data[v->at - 1] == '.' ||
                         v->s.data[v->at - 1] == '_');
}

bool flattened_may_find(const struct view *v)
{
    return v->s.data[v->at] != '@' || !is_address(v);
}
