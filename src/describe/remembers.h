/* The memory that who asks platforms and archives may use. */
#ifndef DESCRIBE_REMEMBERS_H
#define DESCRIBE_REMEMBERS_H

#include "record.h"

/* What other runs remember: texts by a kind, which lives for ever, and a key. */
struct remembers {
    void *of;
    /* Whether something is known; a copy of it, in the arena. */
    bool (*find)(void *of, const char *kind, struct slice key, struct arena *arena,
                 struct slice *out);
    /* Keeps a text for as long as what has this state is good for. */
    void (*keep)(void *of, const char *kind, struct slice key, enum state state, struct slice text);
};

#endif
