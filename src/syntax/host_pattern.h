/* Names of hosts as a user gives them: "www.example.org" is that host, "*.example.org" every host
 * below it but not itself, "*" every host. And numbers that hold for such hosts. */
#ifndef SYNTAX_HOST_PATTERN_H
#define SYNTAX_HOST_PATTERN_H

#include "base/arena.h"
#include "base/buffer.h"

/* Whether a host has this name, or is below it, whatever the case. */
bool host_is_within(struct slice host, struct slice name);

struct host_pattern {
    struct slice name; /* as a URL has it, without a final dot, and without the "*." */
    bool below, any;
};

/* Reads one into the arena. False: it is neither, or memory ran out (arena->failed). */
bool host_pattern_read(struct slice text, struct arena *arena, struct host_pattern *out);

/* How closely it names a host as a URL has it: more is closer, 0 not at all. Time is linear in the
 * name. */
size_t host_pattern_fit(const struct host_pattern *p, struct slice host);

/* "2", "0.5", ".5", up to a million, in millionths. False: it is no such number, or 0. */
bool host_number_read(struct slice s, uint64_t *millionths);

/* --- What holds for hosts --- */

struct host_value {
    struct host_pattern host;
    uint64_t value;
};

struct host_values {
    const struct host_value *list;
    size_t count;
};

struct host_value_type {
    const char *name; /* in front of one that is wrong; may be "" */
    const char *form; /* "it is not of the form ...": said where nothing stands behind a "HOST=" */

    /* Reads what stands behind it; 0 is no value. What is wrong with it; NULL: nothing. */
    const char *(*read)(struct slice text, uint64_t *value);
};

/* Reads "HOST=VALUE"s into the arena; NULL is none. False: `why` says which one is wrong and how,
 * or is empty if memory ran out. */
bool host_values_read(const char *const *given, const struct host_value_type *type,
                      struct arena *arena, struct host_values *out, struct buffer *why);

/* Reads numbers, in millionths. */
bool host_numbers_read(const char *const *given, bool whole, struct arena *arena,
                       struct host_values *out, struct buffer *why);

/* By the pattern that fits most closely, of equals the last; 0: none fits. */
uint64_t host_values_find(const struct host_values *values, struct slice host);

#endif
