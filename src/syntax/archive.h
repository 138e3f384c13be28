/* The records of a WARC file, plain or of gzip members: one for each record, one for all, or with
 * records across them. They are read one after the other, or at a place that was noted.
 *
 * Damage ends nothing: it is told where it is, and the next record is looked for. Memory is
 * bounded, whatever the file holds, and so is the work for each of its bytes. */
#ifndef SYNTAX_ARCHIVE_H
#define SYNTAX_ARCHIVE_H

#include "syntax/warc.h"

/* Where a file's bytes come from. */
struct archive_source {
    void *of;
    /* Reads up to `most` bytes at `at`. Gives how many there were, 0 at the end; -1: they cannot be
     * read. */
    int64_t (*read)(void *of, uint64_t at, char *into, size_t most);
};

/* Where a record begins: in so many bytes of what the member that begins at `offset` holds; in a
 * plain file `inner` is 0. */
struct archive_place {
    uint64_t offset, inner;
};

enum archive_step {
    ARCHIVE_RECORD,
    ARCHIVE_DAMAGE, /* `damage` says what is wrong; others follow */
    ARCHIVE_END,
    ARCHIVE_UNREADABLE,
    ARCHIVE_NO_MEMORY
};

struct archive_damage {
    uint64_t offset; /* in the file */
    const char *what;
};

/* NULL: out of memory. The source is copied, what it points to is borrowed. */
struct archive *archive_open(const struct archive_source *source);
void archive_close(struct archive *a);

/* Whether it begins as a WARC file does. */
bool archive_is_one(struct archive *a);

/* Goes to the next record, past what is left of the one before. The slices of the head live until
 * something else of the archive is read. */
enum archive_step archive_next(struct archive *a, struct warc_head *head,
                               struct archive_place *place, struct archive_damage *damage);

/* Reads more of the record's block: adds up to `most` bytes to `out`. Less come where it ends, or
 * is damaged. */
void archive_read(struct archive *a, size_t most, struct buffer *out);

/* Reads the rest of the record. False: it is not whole, and archive_next will say why. */
bool archive_finish(struct archive *a);

/* Has archive_next go on at a place that it gave before. */
void archive_go(struct archive *a, struct archive_place place);

#endif
