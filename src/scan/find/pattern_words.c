#include "scan/find/pattern_words.h"

#include "scan/find/line.h"
#include "syntax/utf8.h"

size_t pattern_skip_spaces(struct slice s, size_t at)
{
    for (int count = 0; at < s.length && count < PATTERN_SPACES; count++) {
        size_t length;
        uint32_t code = utf8_decode(slice_skip(s, at), &length);
        bool mark = code == '>' && line_skip_prefix(s, line_start(s, at, 0)) > at;
        if (!utf8_is_gap(code) && !mark) {
            break;
        }
        at += length;
    }
    return at;
}

bool pattern_match_words(struct slice words, struct slice s, size_t at, size_t *end)
{
    for (size_t i = 0; i < words.length; i++) {
        if (words.data[i] == ' ') {
            size_t behind = pattern_skip_spaces(s, at);
            if (behind == at && i > 0 && i + 1 < words.length) {
                return false;
            }
            at = behind;
        } else if (at < s.length && s.data[at] == words.data[i]) {
            at++;
        } else {
            return false;
        }
    }
    *end = at;
    return true;
}

/* The first byte that is no space. */
static char first_sign(struct slice words)
{
    size_t i = 0;
    while (i + 1 < words.length && words.data[i] == ' ') {
        i++;
    }
    return line_byte(words, i);
}

size_t pattern_back_over_spaces(struct slice words, struct slice s, size_t low, size_t at)
{
    for (int count = 0; words.data[0] == ' ' && at > low && count < PATTERN_SPACES; count++) {
        size_t length;
        uint32_t code = utf8_decode_last(slice_part(s, low, at), &length);
        bool mark = code == '>' && line_skip_prefix(s, line_start(s, at, low)) >= at;
        if (!utf8_is_gap(code) && !mark) {
            break;
        }
        at -= length;
    }
    return at;
}

bool pattern_find_back(struct slice words, struct slice s, size_t low, size_t to,
                       struct pattern_stretch *out)
{
    char first = first_sign(words);
    struct slice solid = words;
    while (solid.length > 1 && solid.data[0] == ' ') {
        solid = slice_skip(solid, 1);
    }
    for (size_t end = to; end > low;) {
        const char *found = memrchr(s.data + low, first, end - low);
        if (!found) {
            return false;
        }
        size_t at = (size_t)(found - s.data);
        if (pattern_match_words(solid, s, at, &out->end) && out->end <= to) {
            out->start = pattern_back_over_spaces(words, s, low, at);
            return true;
        }
        end = at;
    }
    return false;
}

bool pattern_find(struct slice words, struct slice s, size_t from, size_t to,
                  struct pattern_stretch *out)
{
    char first = first_sign(words);
    struct slice solid = words;
    while (solid.length > 1 && solid.data[0] == ' ') {
        solid = slice_skip(solid, 1);
    }
    for (size_t at = from; at < to; at++) {
        at += slice_find(slice_part(s, at, to), first);
        if (at < to && pattern_match_words(solid, s, at, &out->end)) {
            out->start = pattern_back_over_spaces(words, s, from, at);
            return true;
        }
    }
    return false;
}

size_t pattern_mention(struct slice s)
{
    size_t at = slice_find(s, '@');
    while (at + 1 < s.length && !ascii_is_alnum(s.data[at + 1]) && s.data[at + 1] != '_') {
        at++;
        at += slice_find(slice_skip(s, at), '@');
    }
    return at;
}
