/* How a database is opened, and what is done where another thing stands in its place. */
#ifndef STORE_OPEN_H
#define STORE_OPEN_H

#include "store/database.h"

/* Makes the file and its folders where they are missing, and opens it, empty or as it was left.
 * What is of another version or damaged (`anew`: it was found to be) is emptied, and what is no
 * database of landfall's moved aside; a warning says so. Gives SQLite's code, and in *why what is
 * wrong, if it is not for SQLite to say. */
int open_database(struct database *d, bool anew, const char **why);

/* Adds a line. */
__attribute__((format(printf, 2, 3))) void open_warn(struct database *d, const char *format, ...);

#endif
