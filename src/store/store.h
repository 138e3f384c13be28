/* What runs remember: answers, each for as long as its state allows, and how often in a row a URL
 * was found dead.
 *
 * It is an SQLite database that several runs may use at once. It is a help and never a need: where
 * it cannot be used, a line says so once, and from then on nothing is found in it. What stands in
 * it may have been written by anybody, and is believed only as far as its form goes.
 *
 * A store belongs to one thread at a time. No function minds a store that is NULL. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/buffer.h"
#include "record.h"

struct store_options {
    const char *path;    /* of the database; borrowed while it opens. Its folders are made */
    struct slice asking; /* all that decides what an answer means besides the URL, in few words:
                            answers are for those alone who ask the same way. Copied */
    int64_t life_ms[STATE_SKIPPED + 1]; /* how long an answer of a state is good for */
    bool refresh;                       /* answers are kept, and none is given */
    struct buffer *warnings;            /* lines are added to it; borrowed */
};

/* What was seen of a URL, the last times in a row. */
struct looks {
    unsigned count; /* that found it dead; 0: the last one did not, or it is not known */
    int64_t since;  /* when the first of those was, ms since 1970 */
};

struct store;

/* Opens it, or, with a warning, one that holds nothing. NULL: out of memory. */
struct store *store_open(const struct store_options *options);

/* Keeps what is still to be written, and forgets what is too old. */
void store_close(struct store *s);

/* Whether an outcome of a kind (a word that lives for ever) is known that is still good at `now`.
 * What *out points to stands in the arena, but for the URL itself. */
bool store_get(struct store *s, const char *kind, struct slice url, int64_t now,
               struct arena *arena, struct outcome *out);

/* Keeps an outcome, if it is of use to others; soon, or at store_flush. */
void store_put(struct store *s, const char *kind, const struct outcome *o);

/* The same of any text, by its kind and a key: what a platform said of a post, say. */
bool store_get_text(struct store *s, const char *kind, struct slice key, int64_t now,
                    struct arena *arena, struct slice *out);
void store_put_text(struct store *s, const char *kind, struct slice key, enum state state,
                    int64_t at, struct slice text);

/* Writes what was kept so far: to be called before waiting for long. */
void store_flush(struct store *s);

/* Counts a look at a URL: one more if it was dead then, none if it was alive; what is unsure tells
 * nothing. Gives what is known with it. */
struct looks store_look(struct store *s, struct slice url, enum state state, int64_t at);

/* What is known without a look. */
struct looks store_looks(struct store *s, struct slice url);

#endif
