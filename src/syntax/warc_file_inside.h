/* The inside of a WARC file: what warc_file_bytes.c makes of the file, and warc_file.c of that. */
#ifndef SYNTAX_WARC_FILE_INSIDE_H
#define SYNTAX_WARC_FILE_INSIDE_H

#include "syntax/gzip.h"
#include "syntax/warc_file.h"

enum {
    WARC_FILE_STEP = 32 << 10, /* of what comes out of members, made at once */
    WARC_FILE_STARTS = 64      /* members that begin in what is in hand */
};

struct start {
    size_t at; /* in the window */
    uint64_t offset;
};

struct warc_file {
    struct warc_file_source source;
    /* The file's bytes in hand, and where the first of them stands. */
    struct buffer input;
    size_t taken;
    uint64_t input_at;
    /* What they hold: the bytes from `at` on are not consumed yet. */
    struct buffer window;
    size_t at;
    struct warc_file_place place; /* of window[at] */
    struct start starts[WARC_FILE_STARTS];
    size_t start_count;
    struct gunzip *gunzip;
    uint64_t member; /* where the one that is being read begins */
    /* The record at hand. */
    struct warc_file_place record, block;
    uint64_t length, left; /* of its block */
    uint64_t spare;        /* how many bytes may still be read twice */
    struct warc_file_damage damage;
    bool looked, zipped; /* what the file is has been looked at: ... */
    bool in_member;
    bool in_record;
    bool endless; /* nothing says how long its block is */
    bool lost;    /* it is not whole */
    bool damaged; /* what is damaged is to be told ... */
    bool broke;   /* ... before the bytes behind it are read */
    bool input_ended, ended, unreadable, no_memory;
};

/* Has at least `least` bytes of what the file holds in hand, or all that follow without damage. */
struct slice warc_file_look(struct warc_file *a, size_t least);

/* Passes over bytes that are in hand. */
void warc_file_consume(struct warc_file *a, size_t count);

/* Passes over so many bytes, or as many as there are; gives how many are missing. */
uint64_t warc_file_skip(struct warc_file *a, uint64_t count);

/* Notes what is wrong, unless something is that was not told yet. */
void warc_file_note(struct warc_file *a, uint64_t offset, const char *what);

/* Pays for reading so many bytes once more; false: that was done too often. */
bool warc_file_may_reread(struct warc_file *a, uint64_t count);

#endif
