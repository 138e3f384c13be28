/* Whether a word stands in bytes, many of them at a time: memmem looks at each alone. */
#ifndef SCAN_INPUT_WORD_H
#define SCAN_INPUT_WORD_H

#include "base/slice.h"

/* A word of two bytes at least. */
bool word_is_in(struct slice s, struct slice word);

/* The same without what not all processors have. */
bool word_is_in_narrow(struct slice s, struct slice word);

#endif
