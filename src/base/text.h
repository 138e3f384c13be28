/* A text that several keep, once: it goes with its last holder. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/slice.h"

#include <stdint.h>

struct text {
    uint32_t holders;
    uint32_t length;
    char bytes[]; /* and a NUL */
};

/* A copy, held for the caller. NULL: out of memory, or 4 GiB long. */
struct text *text_new(struct slice s);

/* Gives it back, held once more. */
struct text *text_hold(struct text *t);

/* NULL is fine. */
void text_let_go(struct text *t);

static inline struct slice text_slice(const struct text *t)
{
    return slice_of(t->bytes, t->length);
}

#endif
