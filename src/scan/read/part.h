/* A part of a text, scanned by itself while another thread scans what stands before it.
 *
 * A scan decides everything from a bounded view, so that one which begins a good way before the
 * part soon finds what a scan of all the text finds. Whether it does is not assumed: how it stands
 * where the part begins is compared with how the other one stands when it gets there. */
#ifndef SCAN_READ_PART_H
#define SCAN_READ_PART_H

#include "base/pages.h"
#include "scan/read/text.h"

#include <stdalign.h>

struct part {
    struct text text;
    struct finds finds;    /* what is in the part, in lines counted from where its scan began */
    struct standing entry; /* how it stood where the part begins */
    bool sound;            /* it was scanned by itself: all that follows holds */
    alignas(PAGES_SMALL) char room[PART_READ];
};

/* For parts of what the text is scanned of. */
void part_init(struct part *p, const struct text *of);
void part_free(struct part *p);

/* Bytes [from, to) of the source, in the room or where they lie; false: they cannot be read, or the
 * source is to be left. */
bool part_read(const struct scan_source *source, uint64_t from, uint64_t to, char room[PART_READ],
               struct slice *out);

/* Feeds bytes [from, to) of the source, and gives whether they could be read and there was memory.
 */
bool part_feed(struct text *t, const struct scan_source *source, uint64_t from, uint64_t to,
               char room[PART_READ]);

/* Scans bytes [start, end) of the source, behind which EDGE_MOST more must follow. */
void part_scan(struct part *p, const struct scan_source *source, uint64_t start, uint64_t end);

/* The text, which has decided everything before the part, goes on at its end; what was found in the
 * part follows what the text found, *lines lines further down than it says. False: the part was not
 * scanned, or not as the text would have: nothing changed. */
bool part_join(struct part *p, struct text *t, uint64_t *lines);

#endif
