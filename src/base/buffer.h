/* A growing run of bytes with a ceiling. It remembers failure, so one check at the end serves. */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include "base/slice.h"

struct buffer {
    char *data;
    size_t length;
    size_t room;
    size_t limit;   /* it never holds more than this */
    bool failed;    /* out of memory or over the limit: what was added since is lost */
    bool no_memory; /* it failed for want of memory, once: no reset forgets that */
};

#define BUFFER(most) ((struct buffer){ .limit = (most) })

/* An empty buffer with the memory of one that is not used any more, or of none: { 0 }. */
static inline struct buffer buffer_again(const struct buffer *used, size_t limit)
{
    return (struct buffer){ .data = used->data, .room = used->room, .limit = limit };
}

void buffer_free(struct buffer *b);

/* Forgets the content and the failure, keeps the memory and `no_memory`. */
void buffer_reset(struct buffer *b);

/* Makes room for `count` more bytes and gives where they go, or NULL after failing. */
char *buffer_reserve(struct buffer *b, size_t count);

void buffer_add(struct buffer *b, struct slice s);
void buffer_add_char(struct buffer *b, char c);
void buffer_add_number(struct buffer *b, unsigned long long n);

/* printf into it. */
__attribute__((format(printf, 2, 3))) void buffer_printf(struct buffer *b, const char *format, ...);

/* The content with a NUL behind it (not counted), or NULL if it failed. Borrowed from b. */
const char *buffer_string(struct buffer *b);

static inline struct slice buffer_slice(const struct buffer *b)
{
    return slice_of(b->data, b->length);
}

#endif
