/* Patterns in which a "*" stands for any characters, or none. */
#ifndef PLACES_GLOB_H
#define PLACES_GLOB_H

#include "base/slice.h"

/* Whether the pattern stands for all of s, without regard to ASCII case. Takes at most the product
 * of both lengths, the pattern being one of a table. */
bool glob_match(struct slice pattern, struct slice s);

#endif
