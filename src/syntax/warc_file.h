/* The records of a WARC file, plain or of gzip members: one for each record, one for all, or with
 * records across them. They are read one after the other, or at a place that was noted.
 *
 * Damage ends nothing: it is told where it is, and the next record is looked for. Memory is
 * bounded, whatever the file holds, and so is the work for each of its bytes. */
#ifndef SYNTAX_WARC_FILE_H
#define SYNTAX_WARC_FILE_H

#include "syntax/warc.h"

/* Where a file's bytes come from. */
struct warc_file_source {
    void *of;
    /* Reads up to `most` bytes at `at`. Gives how many there were, 0 at the end; -1: they cannot be
     * read. */
    int64_t (*read)(void *of, uint64_t at, char *into, size_t most);
};

/* Where a record begins: in so many bytes of what the member that begins at `offset` holds; in a
 * plain file `inner` is 0. */
struct warc_file_place {
    uint64_t offset, inner;
};

enum warc_file_step {
    WARC_FILE_RECORD,
    WARC_FILE_DAMAGE, /* `damage` says what is wrong; others follow */
    WARC_FILE_END,
    WARC_FILE_UNREADABLE,
    WARC_FILE_NO_MEMORY
};

struct warc_file_damage {
    uint64_t offset; /* in the file */
    const char *what;
};

/* NULL: out of memory. The source is copied, what it points to is borrowed. */
struct warc_file *warc_file_open(const struct warc_file_source *source);
void warc_file_close(struct warc_file *a);

/* Whether it begins as a WARC file does. */
bool warc_file_is_one(struct warc_file *a);

/* Goes to the next record, past what is left of the one before. The slices of the head live until
 * something else of the file is read. */
enum warc_file_step warc_file_next(struct warc_file *a, struct warc_head *head,
                                   struct warc_file_place *place, struct warc_file_damage *damage);

/* Reads more of the record's block: adds up to `most` bytes to `out`. Less come where it ends, or
 * is damaged. */
void warc_file_read(struct warc_file *a, size_t most, struct buffer *out);

/* Reads the rest of the record. False: it is not whole, and warc_file_next will say why. */
bool warc_file_finish(struct warc_file *a);

/* Has warc_file_next go on at a place that it gave before. */
void warc_file_go(struct warc_file *a, struct warc_file_place place);

#endif
