#include "scan/read/part.h"

#include <errno.h>
#include <unistd.h>

void part_init(struct part *p, const struct text *of)
{
    p->finds = (struct finds){ 0 };
    p->sound = false;
    text_init(&p->text, &p->finds, of->bare_domains);
    p->text.locator.positions.skipped = of->locator.positions.skipped;
}

void part_free(struct part *p)
{
    text_free(&p->text);
    finds_free(&p->finds);
}

/* --- Scanning --- */

bool part_read(const struct scan_source *source, uint64_t from, uint64_t to, char room[PART_READ],
               struct slice *out)
{
    size_t size = to - from < PART_READ ? (size_t)(to - from) : PART_READ;
    if (source->bytes) {
        *out = slice_of(source->bytes + from, size);
        return !atomic_load(source->stop);
    }
    size_t count = 0;
    while (count < size && !atomic_load(source->stop)) {
        off_t at = (off_t)(source->begin + from + count);
        ssize_t more = pread(source->fd, room + count, size - count, at);
        if (more == 0 || (more < 0 && errno != EINTR)) {
            return false;
        }
        count += more > 0 ? (size_t)more : 0;
    }
    *out = slice_of(room, count);
    return count == size;
}

bool part_feed(struct text *t, const struct scan_source *source, uint64_t from, uint64_t to,
               char room[PART_READ])
{
    while (from < to) {
        struct slice piece;
        if (!part_read(source, from, to, room, &piece) || !text_feed(t, piece)) {
            return false;
        }
        from += piece.length;
    }
    return true;
}

/* Where a line begins behind a LF at `at` or later; beyond `most`: none does before. */
static size_t line_behind(struct slice before, size_t at)
{
    return at + slice_find(slice_skip(before, at), '\n') + 1;
}

/* The line with which to begin, no farther than `most`: near there, or else the first. */
static size_t first_line(struct slice before, size_t most)
{
    enum { NEAR = RUN_UP_NEAR - KEEP };
    size_t near = most > NEAR ? line_behind(before, most - NEAR) : 0;
    return near && near <= most ? near : line_behind(before, 0);
}

/* Scans what stands before the part, from the beginning of a line on, for columns to be true.
 * False: no line begins there. */
static bool run_up(struct part *p, const struct scan_source *source, uint64_t start)
{
    struct slice before;
    uint64_t from = start > RUN_UP ? start - RUN_UP : 0;
    uint64_t skipped = p->text.locator.positions.skipped;
    uint64_t edge = start + EDGE_MOST + skipped;
    if (!part_read(source, from + skipped, edge, p->room, &before)) {
        return false;
    }
    size_t most = (size_t)(start - from) - KEEP;
    size_t line = from ? first_line(before, most) : 0;
    if (from && line > most) {
        return false;
    }
    text_begin(&p->text, from + line, skipped);
    if (!text_feed(&p->text, slice_skip(before, line))) {
        return false;
    }
    text_settle(&p->text, start);
    return !p->text.failed;
}

void part_scan(struct part *p, const struct scan_source *source, uint64_t start, uint64_t end)
{
    uint64_t skipped = p->text.locator.positions.skipped;
    finds_clear(&p->finds);
    p->text.failed = false;
    p->sound = run_up(p, source, start);
    if (!p->sound) {
        return;
    }
    finds_clear(&p->finds); /* what stands before the part is the other's to find */
    text_standing(&p->text, &p->entry);
    p->sound = part_feed(&p->text, source, start + EDGE_MOST + skipped, end + EDGE_MOST + skipped,
                         p->room);
    if (p->sound) {
        text_settle(&p->text, end);
        p->sound = !p->text.failed;
    }
}

/* --- Joining --- */

/* The text goes on as the part would. */
static void go_on(struct part *p, struct text *t, uint64_t lines)
{
    const struct text *from = &p->text;
    t->done = from->done;
    t->free = from->free;
    t->no_dots = from->no_dots;
    t->embed_end = from->embed_end;
    t->overlong = from->overlong;
    t->overlong.span.line += lines;
    if (t->overlong.open) {
        memcpy(t->overlong_kept, from->overlong_kept, OVERLONG_KEPT);
    }
    t->carried = from->carried;
    t->carry_offset = from->carry_offset;
    memcpy(t->carry, from->carry, from->carried);
    t->locator.positions = from->locator.positions;
    positions_add_lines(&t->locator.positions, lines);
    t->seen = from->seen;
}

bool part_join(struct part *p, struct text *t, uint64_t *lines)
{
    struct standing at;
    text_standing(t, &at);
    if (!p->sound || !standing_equal(&at, &p->entry)) {
        return false;
    }
    *lines = at.line - p->entry.line;
    go_on(p, t, *lines);
    return true;
}
