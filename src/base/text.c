#include "base/text.h"

#include <stdlib.h>

struct text *text_new(struct slice s)
{
    struct text *t = s.length < UINT32_MAX ? malloc(sizeof *t + s.length + 1) : NULL;
    if (!t) {
        return NULL;
    }
    t->holders = 1;
    t->length = (uint32_t)s.length;
    if (s.length) {
        memcpy(t->bytes, s.data, s.length);
    }
    t->bytes[s.length] = '\0';
    return t;
}

struct text *text_hold(struct text *t)
{
    t->holders++;
    return t;
}

void text_let_go(struct text *t)
{
    if (t && --t->holders == 0) {
        free(t);
    }
}
