/* What was meant by a word that is none of those that are known. */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include "base/slice.h"

/* A search for the word that is most like another: that it takes the fewest steps to, each a byte
 * that is left out, added, written otherwise or swapped with the next. The case of ASCII letters
 * does not count. Words of more than NEAREST_LONGEST bytes are like none. */
struct nearest {
    struct slice word;
    size_t limit; /* the nearest has fewer steps than this */
};

enum { NEAREST_LONGEST = 64 };

/* What takes more steps than `most`, or leaves nothing of the word, is not near. */
struct nearest nearest_begin(struct slice word, size_t most);

/* Whether a candidate is near, and nearer than those before. */
bool nearest_take(struct nearest *n, struct slice candidate);

/* The candidate most like `word`, or NULL where none is near. The list ends with NULL. */
const char *nearest_word(const char *word, const char *const *candidates);

#endif
