/* A streaming JSON writer (RFC 8259): memory does not grow with what is written.
 *
 * Strings come out safe for a terminal too: besides what JSON demands, DEL, the C1 controls, and
 * the marks that reorder text are written as \u escapes, and what is no UTF-8 becomes U+FFFD. The
 * first failure is remembered; one check at the end serves. */
#ifndef EMIT_WRITER_H
#define EMIT_WRITER_H

#include "base/slice.h"

#include <stdint.h>
#include <stdio.h>

enum { WRITER_ROOM = 32 << 10 };

struct writer {
    FILE *to;
    bool indented;
    bool failed;
    bool empty;     /* the open object or array has no member yet */
    bool after_key; /* the next value belongs to the key just written */
    unsigned depth;
    size_t used;
    char room[WRITER_ROOM];
};

void writer_open(struct writer *w, FILE *to, bool indented);

/* Ends the record with a newline and hands everything over; false if anything failed. */
bool writer_close(struct writer *w);

void write_begin(struct writer *w, char bracket); /* '{' or '[' */
void write_end(struct writer *w, char bracket);   /* '}' or ']' */
void write_key(struct writer *w, const char *key);
void write_string(struct writer *w, struct slice s);
void write_number(struct writer *w, uint64_t n);
void write_seconds(struct writer *w, double seconds); /* with three decimals */
void write_bool(struct writer *w, bool value);

/* Members of an object that are left out when they are unknown. */
void write_field(struct writer *w, const char *key, struct slice value); /* unless absent */
void write_word(struct writer *w, const char *key, const char *word);    /* unless NULL */
void write_count(struct writer *w, const char *key, uint64_t n);         /* always */

#endif
