/* Small files, read as a whole. */
#ifndef BASE_READ_FILE_H
#define BASE_READ_FILE_H

#include "base/buffer.h"

enum { READ_FILE_ROOM = 64 << 10 }; /* what `into` needs beyond what it is to hold */

/* Adds what the file or device holds, or what is written into a pipe. NULL: all of it is there;
 * else what is wrong, in words that live for ever. Where it does not fit or memory ran out, `into`
 * has failed, too. A pipe that nobody has opened to write into is refused, not waited for; errno is
 * EPIPE then, and else the system's. */
const char *read_file(const char *path, struct buffer *into);

#endif
