#include "scan/read/part.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

void part_init(struct part *p, const struct text *of)
{
    p->document = p->run_up = (struct document){ 0 };
    p->sound = false;
    p->numbers = NULL;
    p->numbers_room = 0;
    text_init(&p->text, &p->run_up, of->bare_domains);
    map_share_seed(&p->text.links.by_url, &of->links.by_url);
    p->text.positions.skipped = of->positions.skipped;
}

void part_free(struct part *p)
{
    text_free(&p->text);
    document_free(&p->run_up);
    document_free(&p->document);
    free(p->numbers);
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

/* The text that the last part left. */
static void clear(struct part *p)
{
    document_clear(&p->document);
    document_clear(&p->run_up);
    links_restart(&p->text.links, &p->run_up);
    p->text.document = &p->run_up;
    p->text.failed = false;
}

/* Scans what stands before the part, from the beginning of a line on, for columns to be true.
 * False: no line begins there. */
static bool run_up(struct part *p, const struct scan_source *source, uint64_t start)
{
    struct slice before;
    uint64_t from = start > RUN_UP ? start - RUN_UP : 0;
    uint64_t skipped = p->text.positions.skipped;
    uint64_t edge = start + EDGE_MOST + skipped;
    if (!part_read(source, from + skipped, edge, p->room, &before)) {
        return false;
    }
    size_t line = from ? slice_find(before, '\n') + 1 : 0;
    if (from && from + line + KEEP > start) {
        return false;
    }
    text_begin(&p->text, from + line, false, skipped);
    if (!text_feed(&p->text, slice_skip(before, line))) {
        return false;
    }
    text_settle(&p->text, start);
    return !p->text.failed;
}

/* What was found so far is the other's to find, but for the links that are still in view. */
static bool enter(struct part *p, uint64_t start)
{
    uint64_t view = start > VIEW_BEFORE ? start - VIEW_BEFORE : 0;
    if (!links_move(&p->text.links, &p->document, view)) {
        return false;
    }
    p->text.document = &p->document;
    text_standing(&p->text, &p->entry);
    return true;
}

void part_scan(struct part *p, const struct scan_source *source, uint64_t start, uint64_t end)
{
    clear(p);
    uint64_t skipped = p->text.positions.skipped;
    p->sound = run_up(p, source, start) && enter(p, start) &&
               part_feed(&p->text, source, start + EDGE_MOST + skipped, end + EDGE_MOST + skipped,
                         p->room);
    if (p->sound) {
        text_settle(&p->text, end);
        p->sound = !p->text.failed;
    }
}

/* --- Joining --- */

/* What the links that were still in view are to the text. */
static void number_known(struct part *p, const struct standing *at)
{
    for (size_t i = 0; i < at->count; i++) {
        p->numbers[p->entry.last[i].link] = at->last[i].link;
    }
}

static size_t known_links(const struct part *p)
{
    size_t count = 0;
    for (size_t i = 0; i < p->entry.count; i++) {
        size_t link = p->entry.last[i].link;
        count = link < count ? count : link + 1;
    }
    return count;
}

static void add_lines(struct link *link, uint64_t lines)
{
    link->span.line += lines;
    for (struct span_list *place = link->spans; place; place = place->next) {
        place->span.line += lines;
    }
}

/* The numbers begin as the hashes of what is still to be numbered. */
static bool join_links(struct part *p, struct text *t, uint64_t lines)
{
    enum { AHEAD = 8 };
    size_t known = known_links(p);
    int32_t embeds = (int32_t)t->document->embed_count;
    size_t count = p->document.link_count;
    for (size_t i = 0; i < count; i++) {
        struct link *link = &p->document.links[i];
        map_expect(&t->links.by_url, p->numbers[i + AHEAD < count ? i + AHEAD : i]);
        add_lines(link, lines);
        link->embed += link->embed == NO_EMBED ? 0 : embeds;
        if (i < known) {
            links_add_places(&t->links, p->numbers[i], link->spans);
        } else if (!links_adopt(&t->links, link, p->numbers[i], &p->numbers[i])) {
            return false;
        }
        struct link *joined = &t->document->links[p->numbers[i]];
        joined->embed = joined->embed == NO_EMBED ? link->embed : joined->embed;
    }
    return true;
}

static bool join_embeds(struct part *p, struct text *t, uint64_t lines)
{
    for (size_t i = 0; i < p->document.embed_count; i++) {
        struct embed *embed = document_add_embed(t->document);
        if (!embed) {
            return false;
        }
        *embed = p->document.embeds[i];
        embed->span.line += lines;
        for (size_t j = 0; j < embed->link_count; j++) {
            embed->links[j] = p->numbers[embed->links[j]];
        }
    }
    return true;
}

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
    t->positions = from->positions;
    positions_add_lines(&t->positions, lines);
    struct occurrence last[OCCURRENCES];
    size_t count = links_since(&from->links, 0, last);
    for (size_t i = 0; i < count; i++) {
        last[i].link = p->numbers[last[i].link];
        links_note(&t->links, last[i]);
    }
}

static bool make_numbers(struct part *p)
{
    if (p->document.link_count > p->numbers_room) {
        free(p->numbers);
        p->numbers_room = p->document.link_room;
        p->numbers = reallocarray(NULL, p->numbers_room, sizeof *p->numbers);
    }
    return p->numbers || p->document.link_count == 0;
}

bool part_join(struct part *p, struct text *t)
{
    struct standing at;
    text_standing(t, &at);
    if (!p->sound || !standing_equal(&at, &p->entry)) {
        return false;
    }
    uint64_t lines = at.line - p->entry.line;
    arena_adopt(&t->document->arena, &p->document.arena);
    if (!make_numbers(p)) {
        t->failed = true;
        return true;
    }
    links_hashes(&p->text.links, p->numbers);
    number_known(p, &at);
    if (!join_links(p, t, lines) || !join_embeds(p, t, lines)) {
        t->failed = true;
        return true;
    }
    go_on(p, t, lines);
    return true;
}
