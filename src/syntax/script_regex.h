/* Regular expressions as scripts write them (ECMA-262, section 22.2), but look-arounds and back
 * references: of bytes, in bounded time. */
#ifndef SYNTAX_SCRIPT_REGEX_H
#define SYNTAX_SCRIPT_REGEX_H

#include "base/slice.h"

enum { REGEX_GROUPS = 10 };

struct regex_match {
    bool found;
    size_t groups;                               /* that the pattern has, and the whole match */
    size_t from[REGEX_GROUPS], to[REGEX_GROUPS]; /* the whole match first; a group that has none of
                                                    the text ends before it begins */
};

/* Finds the first match at `start` or behind it; *work grows by as many steps as that takes. False:
 * the pattern is not understood, or it takes too many of them. */
bool regex_find(struct slice pattern, bool any_case, struct slice in, size_t start, size_t *work,
                struct regex_match *out);

#endif
