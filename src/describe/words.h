/* A post's own words, out of what its platform sends. */
#ifndef DESCRIBE_WORDS_H
#define DESCRIBE_WORDS_H

#include "base/arena.h"
#include "base/slice.h"

/* A tweet's text: references decoded, without the links that trail it. */
struct slice words_of_tweet(struct slice text, struct arena *arena);

/* The same of a text that has no references. */
struct slice words_plain(struct slice text, struct arena *arena);

/* The words of a fragment of HTML: paragraphs with an empty line between, links as the URLs that
 * they lead to, without those that trail it. What a page hides ("invisible") is left out. */
struct slice words_of_html(struct slice html, struct arena *arena);

/* A language's tag, or nothing where it says that there is none ("und", "zxx"). */
struct slice words_language(struct slice tag);

/* Whether two texts are the same words: white space, references of HTML, and how links and pictures
 * are written apart. `open`: the first may have other words before them. */
bool words_are_same(struct slice printed, struct slice told, bool open, bool *no_memory);

#endif
