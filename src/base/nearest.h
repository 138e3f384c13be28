/* What was meant by a word that is none of those that are known. */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

/* The candidate most like `word`, or NULL where none is near. The list ends with NULL. */
const char *nearest_word(const char *word, const char *const *candidates);

#endif
