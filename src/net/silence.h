/* Hosts that say nothing: after several links in a row were met with silence, the next ones are not
 * held up by it. Once in a while one is let through, to see whether the host is back. */
#ifndef NET_SILENCE_H
#define NET_SILENCE_H

#include <stdbool.h>
#include <stdint.h>

enum {
    SILENCE_HOST_LINKS = 3,   /* in a row, of one host */
    SILENCE_DOMAIN_LINKS = 6, /* in a row, of all hosts below a registrable domain */
    SILENCE_MS = 60000        /* between two that are let through */
};

struct silence {
    unsigned links; /* in a row */
    int64_t since;  /* the last of them was heard, or another let through (time_tick_ms) */
};

/* One more link was met with silence. */
void silence_note(struct silence *s, int64_t now);

/* The host said something. */
void silence_break(struct silence *s);

/* Whether to expect nothing, `links` being enough of them. */
bool silence_holds(const struct silence *s, unsigned links, int64_t now);

/* A link is let through. */
void silence_probe(struct silence *s, int64_t now);

#endif
