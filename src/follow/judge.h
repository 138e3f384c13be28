/* What a chain that ended with an answer is worth, by all of its steps. */
#ifndef FOLLOW_JUDGE_H
#define FOLLOW_JUDGE_H

#include "follow/chain.h"

struct judgement {
    enum reason reason;
    size_t last; /* the step that was reached: of one that ended behind a wall, the one before it */
};

/* The step whose URL a link means: what a shortener or a wrapper stood for is only known from the
 * first URL behind them. */
size_t judge_first_meant(const struct chain *c);

/* *failed: memory ran out. */
struct judgement judge_chain(const struct chain *c, bool *failed);

/* Of a chain whose last step is not to be asked for: what its URLs alone tell, whatever that would
 * answer. REASON_NONE: nothing. */
struct judgement judge_unasked(const struct chain *c, bool *failed);

#endif
