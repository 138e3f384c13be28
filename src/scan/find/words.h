/* Where sentences begin in a run of words, and where a line break was lost between two of them. */
#ifndef SCAN_FIND_WORDS_H
#define SCAN_FIND_WORDS_H

#include "base/slice.h"

#include <stdint.h>

/* Whether a sentence may begin with it: a capital, or a letter of a script without case. */
bool words_is_capital(uint32_t code);

/* Whether other words may have been glued to those that end at `at`: a capital follows, but no
 * particle of theirs. */
bool words_may_be_glued(struct slice s, size_t at);

/* Whether what begins at `at` may begin a sentence: a capital, a quotation, a tag. */
bool words_may_open(struct slice s, size_t at);

/* The first place in [from, to) at which a line break was lost: "sat down.Then he" has one before
 * "Then". `to`: there is none. */
size_t words_find_joint(struct slice s, size_t from, size_t to);

/* The first place in [from, to) where a sentence begins behind the end of another. `to`: there is
 * none. */
size_t words_find_sentence(struct slice s, size_t from, size_t to);

/* Whether something stands behind the end of a sentence in [from, to). */
bool words_go_on(struct slice s, size_t from, size_t to);

/* The first place in [from, to) where a word begins behind white space. */
size_t words_find_word(struct slice s, size_t from, size_t to);

/* How much of a line is a few words, a name or a title, with prose behind them that lost its break:
 * up to where a sentence begins. Of a line that is no longer than `most` and ends no sentence, all.
 */
size_t words_own_part(struct slice line, size_t most);

#endif
