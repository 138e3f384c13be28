/* When to ask a second time, as somebody else: hosts that take us for a robot, and those that show
 * browsers a page where others are sent on. */
#ifndef FOLLOW_FACE_H
#define FOLLOW_FACE_H

#include "follow/answer.h"

/* The face to show to a URL that answered so; FACE_OWN: none, its answer stands. `user_agent` is
 * that of the first face, or NULL. *failed: memory ran out. */
enum face face_to_show(const struct answer *a, const struct exchange *x, const char *user_agent,
                       bool *failed);

/* Whether the answer to the second face says what that to the first did not. *failed: memory ran
 * out. */
bool face_was_better(const struct answer *first, const struct answer *second, bool *failed);

#endif
