/* Files below a folder, by paths that strangers wrote: nothing outside of it is reached, neither by
 * ".." nor over a symbolic link, whatever is renamed meanwhile, and nothing but regular files is
 * opened. */
#ifndef FOLLOW_FILES_H
#define FOLLOW_FILES_H

#include "base/buffer.h"

#include <limits.h>

enum files_kind {
    FILES_NONE,    /* there is nothing of that name */
    FILES_OUTSIDE, /* a ".." or a symbolic link leads out of the folder */
    FILES_UNKNOWN, /* it may not be looked at, or cannot be at the moment */
    FILES_FOLDER,
    FILES_REGULAR,
    FILES_OTHER /* a device, a pipe, a socket */
};

struct file_found {
    enum files_kind kind;
    int folder;              /* of a regular file: the one it is in, for files_open; else -1 */
    char name[NAME_MAX + 1]; /* ... and its name there */
    bool no_memory;          /* the kind is not known for want of memory */
};

/* Looks for a path from the folder `root` (a file descriptor; O_PATH will do): names between
 * slashes, their bytes as they are. What ends with a slash is no file. Found is to be closed with
 * files_close. `real`: reset, and the path without symbolic links goes there. */
void files_find(int root, struct slice path, struct buffer *real, struct file_found *found);
void files_close(struct file_found *found);

/* Opens a regular file that was found, to be read; -1: it is none any more. */
int files_open(const struct file_found *found);

/* Opens a folder by its path, to be listed; -1: there is none, or it cannot be. `real` as above.
 * How many names were looked up on the way, those that links lead through included, is added to
 * *steps.
 */
int files_open_folder(int root, struct slice path, struct buffer *real, uint64_t *steps);

#endif
