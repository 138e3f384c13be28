/* Paragraphs that hardly are a post by themselves: "1/", "#tag", "More soon." */
#ifndef SCAN_FIND_FRAGMENT_H
#define SCAN_FIND_FRAGMENT_H

#include "base/slice.h"

/* How much of a post a paragraph is: its number in a thread, hashtags, names and links; emoji and
 * the like; two words; a few that end no sentence; more. */
enum fragment { FRAGMENT_TAG, FRAGMENT_SIGN, FRAGMENT_TINY, FRAGMENT_FEW, FRAGMENT_NONE };

enum fragment fragment_of(struct slice paragraph);

/* Whether a word is a post's number in a thread: "1/", "2/5", "(3/n)". */
bool fragment_is_count(struct slice word);

/* Whether it ends like a sentence. */
bool fragment_is_sentence(struct slice paragraph);

/* Whether it is a paragraph of prose: long, and ended like a sentence. */
bool fragment_is_prose(struct slice paragraph);

/* Whether it is none of a post's paragraphs: a heading, an item of a list, an introduction that
 * ends with a colon, a line with somebody's handle in parentheses. */
bool fragment_is_apart(struct slice paragraph);

/* Whether it is a word or three that end no sentence, without a sign of posts: a heading, a name, a
 * button. */
bool fragment_is_label(struct slice paragraph);

#endif
