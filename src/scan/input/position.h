/* Offsets into lines and columns, counting every line end once.
 *
 * Positions are asked for nearly in order: links are, but a post's start is asked for after the
 * links in it. So the way is marked every so often, and what lies behind is counted from the last
 * mark before it; the farther back, the fewer marks there are. Columns are counted when asked for:
 * from the beginning of the line, or from the last offset before whose column is known. */
#ifndef SCAN_INPUT_POSITION_H
#define SCAN_INPUT_POSITION_H

#include "base/slice.h"
#include "scan/input/lines.h"
#include "scan/limits.h"
#include "terms.h"

enum { MARKS = 64, COLUMNS = 16, STARTS = 64 };

struct mark {
    uint64_t offset; /* into the UTF-8 that is counted */
    uint64_t line;   /* from 1 */
    bool after_cr;
};

struct column {
    uint64_t offset, column;
};

struct positions {
    struct mark now;          /* everything before it is counted */
    uint64_t told;            /* so many bytes from there on ... */
    struct lines lines;       /* ... of which this tells where lines end */
    struct mark marks[MARKS]; /* a ring, the latest at mark_count - 1 */
    size_t mark_count;
    uint64_t starts[STARTS]; /* where the lines begin that were noted last, a ring ... */
    size_t start_count;      /* ... of which the latest is line now.line */
    struct mark far[MARKS];  /* of all the sight, oldest first, at least far_step from each other */
    size_t far_count;
    uint64_t far_step;
    struct column begin;            /* where the sight begins: all before is let go of */
    struct mark first;              /* likewise */
    struct column columns[COLUMNS]; /* the latest that were asked for, a ring */
    size_t column_count;
    bool returns;     /* there may be CR bytes: LF alone is counted faster */
    uint64_t skipped; /* bytes of the input before the text: a byte order mark */
};

/* Both from 1, the column in code points. */
struct position {
    uint64_t line, column;
};

/* The bytes that can be looked at, and where they stand. */
struct window {
    struct slice bytes;
    uint64_t offset;
};

/* Counting begins at an offset, as at the beginning of line 1. */
void positions_init(struct positions *p, uint64_t from, uint64_t skipped);

/* Counts everything before an offset. */
void positions_reach(struct positions *p, const struct window *w, uint64_t offset);

/* Takes over the line ends of so many bytes behind an offset that was just reached: whoever goes
 * over the text anyway has set `lines`. */
void positions_tell(struct positions *p, uint64_t offset, uint64_t length);

/* Everything before an offset is let go of: it is not asked for any more. The window still has it.
 */
void positions_let_go(struct positions *p, const struct window *w, uint64_t to);

/* The position of an offset that lies in the window and was not let go of. */
struct position positions_at(struct positions *p, const struct window *w, uint64_t offset);

/* So many lines more stand before all that was counted. */
void positions_add_lines(struct positions *p, uint64_t lines);

/* Sets the span of [start, end), which lies in the window and was not let go of. */
void positions_span(struct positions *p, const struct window *w, uint64_t start, uint64_t end,
                    struct span *out);

#endif
