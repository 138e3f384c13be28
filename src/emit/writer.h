/* A streaming JSON writer (RFC 8259): memory does not grow with what is written.
 *
 * Strings come out safe for a terminal too: besides what JSON demands, DEL, the C1 controls, and
 * the marks that reorder text are written as \u escapes, and what is no UTF-8 becomes U+FFFD. The
 * first failure is remembered; one check at the end serves. */
#ifndef EMIT_WRITER_H
#define EMIT_WRITER_H

#include "base/slice.h"
#include "base/time.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>

/* Before anything is written there is room for a key, a number or an escape with all that goes
 * around it, so that only strings have to be written piecewise. */
enum { WRITER_ROOM = 64 << 10, WRITER_SLACK = 1 << 10 };

struct writer {
    FILE *to;                /* NULL: all that is written is kept in the room, which grows */
    const atomic_bool *stop; /* set: what is not written yet is given up, errno EINTR. NULL: none */
    bool indented;
    int failed;     /* errno of the first failure; 0: none */
    bool empty;     /* the open object or array has no member yet */
    bool after_key; /* the next value belongs to the key just written */
    unsigned depth;
    size_t used;
    size_t size; /* of the room, its slack excluded */
    char *room;
    char first_room[WRITER_ROOM + WRITER_SLACK];
};

void writer_open(struct writer *w, FILE *to, bool indented);

/* Ends the record with a newline and hands everything over; false if anything failed: errno says
 * why. */
bool writer_close(struct writer *w);

/* Begins inside `depth` open objects and arrays, of which the innermost has no member yet if
 * `empty`. */
void writer_open_inside(struct writer *w, FILE *to, unsigned depth, bool empty);

/* Hands everything over, with nothing behind it, and fails as writer_close does. */
bool writer_leave(struct writer *w);

/* A writer of some of the members of the object or array that is open in `of`: on another thread,
 * say. */
void writer_open_part(struct writer *w, const struct writer *of);

/* Members begin to be written, the array's first among them or not. */
void writer_begin_part(struct writer *w, bool first);

/* Hands over what a writer of parts has kept. */
void writer_take_part(struct writer *w, const struct writer *part);

void writer_free_part(struct writer *w);

void write_begin(struct writer *w, char bracket); /* '{' or '[' */
void write_end(struct writer *w, char bracket);   /* '}' or ']' */
void write_string(struct writer *w, struct slice s);
void write_number(struct writer *w, uint64_t n);
void write_seconds(struct writer *w, double seconds); /* with three decimals */
void write_bool(struct writer *w, bool value);

/* Makes room: writes out what is in it, or has it grow. */
void writer_flush(struct writer *w);
char *begin_member_indented(struct writer *w, struct slice key);

/* Values, which are put where begin_member says or into a run. All give their end. A word is of at
 * most 64 plain characters. */
char *put_string(struct writer *w, char *at, struct slice s);
char *put_parts(struct writer *w, char *at, const struct slice parts[2]); /* as one string */
char *put_word(char *at, const char *word);
char *put_number(char *at, uint64_t n); /* at least eight bytes are stored */
char *put_time(char *at, int64_t ms, enum time_precision precision);

/* Writes what stands before a member's value, and gives where that goes. The key is of at most 64
 * plain characters: a literal, whose length is known when this is compiled. */
__attribute__((always_inline)) static inline char *begin_member(struct writer *w, const char *key)
{
    struct slice name = slice_of(key, strlen(key));
    if (w->indented) {
        return begin_member_indented(w, name);
    }
    if (w->used > w->size) {
        writer_flush(w);
    }
    char *at = w->room + w->used;
    *at = ',';
    at += !w->empty;
    *at++ = '"';
    memcpy(at, name.data, name.length);
    at += name.length;
    *at++ = '"';
    *at++ = ':';
    w->empty = false;
    return at;
}

/* What was put ends there. */
static inline void end_member(struct writer *w, const char *at)
{
    w->used = (size_t)(at - w->room);
}

__attribute__((always_inline)) static inline void write_key(struct writer *w, const char *key)
{
    end_member(w, begin_member(w, key));
    w->after_key = true;
}

__attribute__((always_inline)) static inline void write_count(struct writer *w, const char *key,
                                                              uint64_t n)
{
    end_member(w, put_number(begin_member(w, key), n));
}

/* Members that are left out when they are unknown. */
__attribute__((always_inline)) static inline void write_field(struct writer *w, const char *key,
                                                              struct slice value)
{
    if (value.data) {
        end_member(w, put_string(w, begin_member(w, key), value));
    }
}

/* A word of ours: short and plain. */
__attribute__((always_inline)) static inline void write_word(struct writer *w, const char *key,
                                                             const char *word)
{
    if (word) {
        end_member(w, put_word(begin_member(w, key), word));
    }
}

/* --- Runs ---
 *
 * Most of the text of a link or an embed is known when this is compiled: what stands between two
 * values, `,"line":` or `,"spans":[{"start":`, is put as it is. Between run_begin and run_end
 * nobody but the run knows where it is, `at`, which therefore needs not be kept in memory: nothing
 * is written but by `put_` functions. There is room for WRITER_SLACK / 2 bytes of numbers, words
 * and text known when this is compiled behind run_begin, run_room and put_string. */

/* Begins with a value, as a member of the array that is open or behind its key. */
char *run_begin_value(struct writer *w);

/* Goes on in an object that is open and has a member. */
static inline char *run_begin(struct writer *w)
{
    if (w->used > w->size) {
        writer_flush(w);
    }
    return w->room + w->used;
}

/* A run ends behind a member, with as many objects and arrays open as where it began. */
static inline void run_end(struct writer *w, const char *at)
{
    end_member(w, at);
    w->empty = false;
}

/* Makes room for more. */
static inline char *run_room(struct writer *w, char *at)
{
    if (at <= w->room + w->size) {
        return at;
    }
    end_member(w, at);
    writer_flush(w);
    return w->room + w->used;
}

/* Puts text as it stands, a literal of at most 64 bytes. */
__attribute__((always_inline)) static inline char *put_literal(char *at, const char *literal)
{
    struct slice text = slice_of(literal, strlen(literal));
    memcpy(at, text.data, text.length);
    return at + text.length;
}

char *put_json_indented(struct writer *w, char *at, const char *json);

/* Puts JSON text without white space, a literal of at most 64 bytes whose strings are of letters
 * alone; where the writer is indented it gets its lines. */
__attribute__((always_inline)) static inline char *put_json(struct writer *w, char *at,
                                                            const char *json)
{
    if (w->indented) {
        return put_json_indented(w, at, json);
    }
    return put_literal(at, json);
}

#endif
