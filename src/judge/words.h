/* What a finding says to people: what is wrong, and how to mend it or to silence it. */
#ifndef JUDGE_WORDS_H
#define JUDGE_WORDS_H

#include "judge/judge.h"

/* Adds what is wrong to the buffer: a clause without a full stop. */
void words_message(const struct judged *what, enum finding_class class, struct buffer *into);

/* Adds what may be done, which names the options it needs; nothing where there is nothing. Gives
 * the number of a hint that is the same whatever the link, from 1 to 63, else 0. */
unsigned words_hint(const struct judged *what, enum finding_class class, const struct policy *p,
                    struct buffer *into);

#endif
