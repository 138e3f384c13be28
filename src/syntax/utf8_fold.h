/* The table behind utf8_fold_case (utf8.h). */
#ifndef SYNTAX_UTF8_FOLD_H
#define SYNTAX_UTF8_FOLD_H

#include <stddef.h>
#include <stdint.h>

/* Characters whose case folds alike: each `step`-th from first to last to the character as far
 * behind to[0], or, where to[1] is set, the one character to several. */
struct utf8_folding {
    uint32_t first, last, step;
    uint32_t to[3];
};

extern const struct utf8_folding utf8_foldings[];
extern const size_t utf8_folding_count;

#endif
