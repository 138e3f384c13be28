/* Quotes that stand indented, as inscriptis writes <blockquote>. */
#ifndef SCAN_FIND_INDENT_H
#define SCAN_FIND_INDENT_H

#include "scan/find/start.h"

/* Where the text begins, at `low` at the earliest, if all of its lines are indented alike and
 * deeper than the paragraph above it, and it weighs no more than `most`; q->end: that cannot be
 * told. */
size_t indent_find(const struct start_search *q, size_t low, unsigned most);

#endif
