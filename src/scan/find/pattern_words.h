/* The words of a pattern that stand for themselves, in a text. White space in them stands for any,
 * and for none at their ends, which are beside braces. */
#ifndef SCAN_FIND_PATTERN_WORDS_H
#define SCAN_FIND_PATTERN_WORDS_H

#include "base/slice.h"

enum { PATTERN_SPACES = 32 }; /* so many at most are one space */

struct pattern_stretch {
    size_t start, end;
};

/* Behind white space, marks of direction and the marks of quotes at `at`. */
size_t pattern_skip_spaces(struct slice s, size_t at);

/* Before white space and marks of direction that end at `at`, no earlier than `low`, if `words`
 * begin with a space. */
size_t pattern_back_over_spaces(struct slice words, struct slice s, size_t low, size_t at);

/* Whether `words` stand in s at `at`; *end is behind them. */
bool pattern_match_words(struct slice words, struct slice s, size_t at, size_t *end);

/* The last place in [low, to) at which `words` stand, and end at `to` or before. */
bool pattern_find_back(struct slice words, struct slice s, size_t low, size_t to,
                       struct pattern_stretch *out);

/* The first place in [from, to) at which `words` stand. */
bool pattern_find(struct slice words, struct slice s, size_t from, size_t to,
                  struct pattern_stretch *out);

/* The first "@" behind which a handle may stand; the length: there is none. Names have others: "Oar
 * @ 水辺". */
size_t pattern_mention(struct slice s);

#endif
