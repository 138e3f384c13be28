/* What many URLs begin with, kept once: the scheme and the host, with the slash behind them. The
 * first few hundred of a text are known, by numbers. */
#ifndef PACK_PREFIXES_H
#define PACK_PREFIXES_H

#include "base/arena.h"

#include <stdint.h>

enum { PREFIXES_MOST = 255, PREFIX_SLOTS = 512 };

/* Behind each of the list stand as many bytes as a step reads (bytes.h). */
struct prefixes {
    unsigned count;
    struct slice list[PREFIXES_MOST + 1]; /* at 0 stands the empty one */
    uint8_t slots[PREFIX_SLOTS];
};

/* Begins with zeroed ones. */
void prefixes_init(struct prefixes *p);

/* The number of what the URL begins with, to be known from now on if there is room; 0: nothing of
 * it is known. */
unsigned prefixes_number(struct prefixes *p, struct arena *arena, struct slice url);

#endif
