/* JSON answers, read with Jansson: bounded in size and depth, whatever a server sends. */
#ifndef DESCRIBE_TREE_H
#define DESCRIBE_TREE_H

#include "base/slice.h"

#include <jansson.h>

enum {
    TREE_MOST = 1 << 20,    /* bytes of an answer */
    TREE_DEEPEST = 64,      /* brackets in each other */
    TREE_LONGEST = 64 << 10 /* of one string; longer ones are none */
};

/* The value that is all of `text`, for json_decref. Of a key that is given twice the last one
 * counts, as for browsers. NULL: it is no JSON, too large or too deep, or *no_memory is set. */
json_t *tree_read(struct slice text, bool *no_memory);

/* What stands at "user.name": a member of a member. NULL: nothing does. */
json_t *tree_at(const json_t *value, const char *path);

/* The string there; absent where there is none, an empty one, or one with a NUL in it. Borrowed. */
struct slice tree_text(const json_t *value, const char *path);

/* Whether what stands there, if anything does, is of another type. A null is nothing. */
bool tree_is_not(const json_t *value, const char *path, json_type type);

#endif
