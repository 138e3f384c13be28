/* What can be wrong with a link, told to those who meet it for the first time. */
#ifndef EMIT_RULES_H
#define EMIT_RULES_H

#include <stddef.h>

struct rule {
    const char *id;           /* a reason's word, or a class's */
    const char *title, *text; /* a few words; a sentence or two */
    const char *help;         /* what to do */
};

extern const struct rule rules[];
extern const size_t rule_count;

#endif
