/* The system's own table of hosts: /etc/hosts, read once (hosts(5)). */
#ifndef NET_HOSTS_H
#define NET_HOSTS_H

#include "base/map.h"
#include "net/pin.h"

/* One name of one line. Names that several lines have are a list. */
struct hosts_entry {
    struct slice name;
    struct address address;
    uint32_t next; /* the next entry with this name; 0: none. Entry 0 is unused. */
};

struct hosts {
    struct buffer text; /* of the file, its letters lowered; the names are slices of it */
    struct hosts_entry *entries;
    size_t count, room;
    struct map map;
};

/* Reads the file; one that cannot be read is empty, as for the C library. Must stay where it is
 * while open. False: out of memory. */
bool hosts_open(struct hosts *h, const char *path);
void hosts_close(struct hosts *h);

/* The addresses of a name, in any case and without a final dot; false: the table has none. */
bool hosts_find(const struct hosts *h, struct slice name, struct addresses *out);

#endif
