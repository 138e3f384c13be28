/* Where a document says that its links are not to be checked: `landfall-ignore` in a comment of a
 * page or of Markdown, or as a word of a text; and `data-landfall-ignore` at elements.
 *
 * The lines of the decoded input go by before a reader sees them, and what they say is noted. A
 * reader then tells which parts are comments: what is noted outside of them is nothing. */
#ifndef SCAN_READ_IGNORE_H
#define SCAN_READ_IGNORE_H

#include "base/buffer.h"
#include "record.h"

struct ignore_mark;
struct ignore_found_slip;
struct ignore_comment;

enum {
    IGNORE_LINE = 1 << 20,  /* a line is looked through in parts of so many bytes */
    IGNORE_MARKS = 1 << 12, /* more than so many marks, or elements, are left out */
    IGNORE_SLIPS = 64,      /* ... and so many slips */
    IGNORE_NAME = 16
};

/* The element with the attribute that is open. */
struct ignore_element {
    char name[IGNORE_NAME]; /* "": none is */
    size_t depth;           /* elements of that name, it included */
    struct ignore range;
};

/* Starts as { 0 }, and is off: then nothing is looked at. */
struct ignores {
    bool on;
    bool words; /* every mark counts: the input is no markup */
    bool failed;
    struct buffer rest; /* the line that has begun */
    uint64_t offset;    /* where that begins in the decoded input ... */
    uint64_t line;      /* ... and its number, from 1 */
    uint64_t column;    /* of its first byte */
    bool after_return;  /* a CR ended the line before: a LF is no other end */
    struct ignore_mark *marks;
    size_t mark_count, mark_room;
    struct ignore_found_slip *slips;
    size_t slip_count, slip_room;
    size_t waiting; /* marks from this one on wait for the next line that is not blank */
    struct ignore_comment *comments;
    size_t comment_count, comment_room;
    struct ignore *ranges; /* of elements */
    size_t range_count, range_room;
    struct ignore_element element;
};

void ignores_open(struct ignores *i, bool words);
void ignores_free(struct ignores *i);

/* The next piece of the decoded input. */
void ignores_feed(struct ignores *i, struct slice piece);

/* [start, end) of the decoded input is a comment, whose bytes are given. */
void ignores_comment(struct ignores *i, uint64_t start, uint64_t end, struct slice bytes);

/* An element begins or ends at a tag: `at` is where the tag begins, `end` where it ends. */
void ignores_tag(struct ignores *i, struct slice name, bool opens, bool has_attribute,
                 const struct span *at, const struct span *end);

/* Whether ignores_tag has to be told of a tag without the attribute. */
static inline bool ignores_waits(const struct ignores *i)
{
    return i->element.name[0];
}

/* The input is complete: brings what was found into the document. False: out of memory. */
bool ignores_finish(struct ignores *i, struct document *document);

#endif
