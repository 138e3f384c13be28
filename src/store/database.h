/* The database under a store: opened with all that SQLite offers against what others may have put
 * into it, made anew where it is damaged, and given up where it cannot be used. */
#ifndef STORE_DATABASE_H
#define STORE_DATABASE_H

#include "base/buffer.h"

#include <sqlite3.h>

enum statement {
    BEGIN_WRITING,
    COMMIT,
    GET_TEXT,
    PUT_TEXT,
    GET_LOOKS,
    PUT_LOOKS,
    DROP_LOOKS,
    FORGET_TEXTS,
    FORGET_LOOKS,
    FORGET_OLDEST,
    STATEMENT_COUNT
};

/* In steps of SQLite's virtual machine: how long a statement may run, and one that may see all. */
enum { DATABASE_SHORT = 1000000, DATABASE_LONG = 100000000, DATABASE_WHY = 128 };

struct database {
    sqlite3 *db; /* NULL: it is not used */
    sqlite3_stmt *statements[STATEMENT_COUNT];
    const char *path;
    struct buffer *warnings;
    unsigned mended; /* so often */
    bool full;       /* it takes no more, and is only read */
    bool large;      /* it has grown so much that the oldest has to go */
    long budget;     /* how much longer a statement may run */
    char why[DATABASE_WHY];
};

/* Opens it at a path; both are borrowed for as long. Where that is not possible it is not used, and
 * a warning says why. */
void database_open(struct database *d, const char *path, struct buffer *warnings);
void database_close(struct database *d);

/* A statement to bind values to; NULL: the database is not used. */
sqlite3_stmt *database_statement(struct database *d, enum statement which);

/* Runs a statement: whether it gave a row, which lasts until database_rest; and whether it
 * succeeded. After a fault the database is mended or given up, with a warning. NULL has no row and
 * does not succeed. */
bool database_row(struct database *d, sqlite3_stmt *statement);
bool database_do(struct database *d, sqlite3_stmt *statement);

/* Ends the row that a statement gave, if it is still there. */
void database_rest(struct database *d, enum statement which);

/* Begins to write, alone, and ends it. False: nothing is written. A database that was made anew in
 * between has nothing to end. */
bool database_begin(struct database *d);
bool database_commit(struct database *d);

#endif
