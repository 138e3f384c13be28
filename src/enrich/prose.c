#include "enrich/prose.h"

#include "base/array.h"

#include <stdlib.h>

/* Room for one more; NULL: out of memory. */
static void *grow(struct prose *p, void *list, size_t count, size_t *room, size_t size)
{
    void *grown = array_grow(list, count, room, size);
    p->failed |= !grown;
    return grown;
}

/* Those that touch are one; one may begin before others that were told. */
static void hide(struct prose *p, uint64_t start, uint64_t end)
{
    while (p->hidden_count && start <= p->hidden[p->hidden_count - 1].end) {
        struct markdown_range last = p->hidden[--p->hidden_count];
        start = last.start < start ? last.start : start;
        end = last.end > end ? last.end : end;
    }
    void *list = grow(p, p->hidden, p->hidden_count, &p->hidden_room, sizeof *p->hidden);
    if (list) {
        p->hidden = list;
        p->hidden[p->hidden_count++] = (struct markdown_range){ start, end };
    }
}

static void note_range(struct prose *p, struct markdown_range range)
{
    void *list = grow(p, p->notes, p->note_count, &p->note_room, sizeof *p->notes);
    if (list) {
        p->notes = list;
        p->notes[p->note_count++] = range;
    }
}

static void link_range(struct prose *p, struct markdown_range range)
{
    void *list = grow(p, p->linked, p->linked_count, &p->linked_room, sizeof *p->linked);
    if (list) {
        p->linked = list;
        p->linked[p->linked_count++] = range;
    }
}

static void add_link(struct prose *p, size_t url, size_t end)
{
    void *list = grow(p, p->links, p->link_count, &p->link_room, sizeof *p->links);
    if (list) {
        p->links = list;
        p->links[p->link_count++] = (struct prose_link){ url, end };
    }
}

static void define(struct prose *p, const struct markdown_item *item)
{
    if (item->definition != p->definition_count) {
        return;
    }
    void *list =
        grow(p, p->definitions, p->definition_count, &p->definition_room, sizeof *p->definitions);
    if (list) {
        p->definitions = list;
        p->definitions[p->definition_count++] = (size_t)item->start;
    }
}

/* --- Items --- */

#define NOT_OPEN UINT64_MAX

/* What is read of the Markdown. */
struct walk {
    struct prose *prose;
    struct slice text;
    uint64_t linked; /* the last link ends there */
    uint64_t noted;  /* where a footnote begins that is open; NOT_OPEN: none is */
    uint64_t opened; /* where an <a> begins that is open in a paragraph; NOT_OPEN: none is */
};

static bool is_inside(const struct walk *w, const struct markdown_item *item)
{
    return item->start < w->linked;
}

static void take_anchor(struct walk *w, const struct markdown_item *item)
{
    struct prose *p = w->prose;
    if (is_inside(w, item)) {
        return;
    }
    w->linked = item->whole.end;
    link_range(p, item->whole);
    if (item->is_image) {
        return;
    }
    if (!item->is_known && item->decoded.data) {
        add_link(p, (size_t)item->destination.start, (size_t)item->whole.end);
    } else if (item->is_known && item->definition < p->definition_count) {
        add_link(p, p->definitions[item->definition], (size_t)item->whole.end);
    }
}

static void take_autolink(struct walk *w, const struct markdown_item *item)
{
    if (!is_inside(w, item)) {
        w->linked = item->whole.end;
        link_range(w->prose, item->whole);
        if (!item->is_mail) {
            add_link(w->prose, (size_t)item->start, (size_t)item->whole.end);
        }
    }
}

/* The words between <a> and </a> are HTML, too. */
static void take_html(struct walk *w, const struct markdown_item *item)
{
    struct slice tag = slice_part(w->text, (size_t)item->start, (size_t)item->end);
    bool opens = tag.length > 2 && slice_starts_nocase(tag, SLICE("<a")) &&
                 (ascii_is_space(tag.data[2]) || tag.data[2] == '>');
    if (opens && w->opened == NOT_OPEN) {
        w->opened = item->start;
    } else if (slice_starts_nocase(tag, SLICE("</a")) && w->opened != NOT_OPEN) {
        hide(w->prose, w->opened, item->end);
        w->opened = NOT_OPEN;
    }
    hide(w->prose, item->start, item->end);
}

/* A block begins, or (at the text's end) none: the footnote before it ends. */
static void take_break(struct walk *w, uint64_t start, uint64_t end)
{
    struct slice mark = slice_trim(slice_part(w->text, (size_t)start, (size_t)end));
    if (w->noted != NOT_OPEN && w->noted < start) {
        note_range(w->prose, (struct markdown_range){ w->noted, start });
    }
    w->noted = slice_starts(mark, SLICE("[^")) ? start : NOT_OPEN;
    w->opened = NOT_OPEN;
}

static void take(struct walk *w, const struct markdown_item *item)
{
    switch (item->type) {
    case MARKDOWN_CODE:
    case MARKDOWN_COMMENT:
        hide(w->prose, item->start, item->end);
        break;
    case MARKDOWN_HTML:
        take_html(w, item);
        break;
    case MARKDOWN_DEFINITION:
        hide(w->prose, item->whole.start, item->whole.end);
        break;
    case MARKDOWN_ANCHOR:
        take_anchor(w, item);
        break;
    case MARKDOWN_AUTOLINK:
        take_autolink(w, item);
        break;
    case MARKDOWN_BREAK:
        take_break(w, item->start, item->end);
        break;
    case MARKDOWN_PREFIX:
    case MARKDOWN_LINK:
    case MARKDOWN_REFERENCE:
    default:
        break;
    }
}

/* Definitions are known before they are used. */
void prose_read(struct prose *p, struct slice text, enum article_form form)
{
    struct markdown m;
    struct markdown_item item;
    struct walk walk = { .prose = p, .text = text, .noted = NOT_OPEN, .opened = NOT_OPEN };
    if (form != ARTICLE_MARKDOWN && form != ARTICLE_MDX) {
        return;
    }
    markdown_init(&m, MARKDOWN_LEARN | (form == ARTICLE_MDX ? MARKDOWN_MDX : 0));
    markdown_feed(&m, text, true);
    while (markdown_next(&m, &item)) {
        define(p, &item);
    }
    markdown_again(&m);
    markdown_feed(&m, text, true);
    while (markdown_next(&m, &item)) {
        take(&walk, &item);
    }
    take_break(&walk, text.length, text.length);
    p->failed |= m.failed;
    markdown_free(&m);
}

void prose_free(struct prose *p)
{
    free(p->hidden);
    free(p->notes);
    free(p->linked);
    free(p->links);
    free(p->definitions);
    *p = (struct prose){ .hidden = NULL };
}

/* The range that holds a byte; NULL: none does. */
static const struct markdown_range *find(const struct markdown_range *list, size_t count, size_t at)
{
    size_t low = 0;
    while (low < count) {
        size_t middle = low + (count - low) / 2;
        if (at < list[middle].start) {
            count = middle;
        } else if (at >= list[middle].end) {
            low = middle + 1;
        } else {
            return &list[middle];
        }
    }
    return NULL;
}

static bool is_in(const struct markdown_range *list, size_t count, size_t at)
{
    return find(list, count, at) != NULL;
}

bool prose_hides(const struct prose *p, size_t at)
{
    return is_in(p->hidden, p->hidden_count, at);
}

bool prose_notes(const struct prose *p, size_t at)
{
    return is_in(p->notes, p->note_count, at);
}

bool prose_links(const struct prose *p, size_t at)
{
    return is_in(p->linked, p->linked_count, at);
}

struct slice prose_link_from(const struct prose *p, struct slice text, size_t at)
{
    const struct markdown_range *range = find(p->linked, p->linked_count, at);
    return range && range->start == at ? slice_part(text, at, (size_t)range->end)
                                       : (struct slice){ 0 };
}
