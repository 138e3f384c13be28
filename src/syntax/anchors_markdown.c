/* The names in Markdown: headings, and what raw HTML names. */
#include "syntax/anchors.h"

enum {
    STEP = 64 << 10,
    HELD = 4 << 20,    /* of its beginning, to know what is defined behind its use */
    RUN_MOST = 1 << 20 /* raw HTML that is read together */
};

/* Reads the raw HTML that was collected. */
static void take_run(struct anchor_reader *r)
{
    struct html h = HTML_OVER(buffer_slice(&r->run));
    struct html_token token;
    r->in_heading = false;
    if (r->run.length) {
        for (html_next(&h, &token); token.type != HTML_END; html_next(&h, &token)) {
            anchor_reader_take(r, &h, &token);
        }
    }
    buffer_reset(&r->run);
    r->run_end = 0;
}

static struct slice bytes_of(const struct anchor_reader *r, uint64_t start, uint64_t end)
{
    return slice_part(buffer_slice(&r->bytes), (size_t)(start - r->offset),
                      (size_t)(end - r->offset));
}

/* The containers' marks between lines of HTML are no part of it: a tag can go over them. */
static void add_run(struct anchor_reader *r, const struct markdown_item *item)
{
    bool goes_on = item->continues || item->start == r->run_end;
    if (!goes_on || r->run.length > RUN_MOST) {
        take_run(r);
    }
    if (r->run.length && item->start != r->run_end) {
        buffer_add_char(&r->run, ' ');
    }
    buffer_add(&r->run, bytes_of(r, item->start, item->end));
    r->run_end = item->end;
}

static void take(struct anchor_reader *r, const struct markdown_item *item)
{
    if (item->type == MARKDOWN_HTML) {
        add_run(r, item);
    } else if (item->type == MARKDOWN_HEADING) {
        take_run(r);
        anchor_reader_add_heading(r, item->anchor);
    }
}

static void feed(struct anchor_reader *r, size_t length, bool last)
{
    struct markdown *m = &r->markdown;
    struct markdown_item item;
    uint64_t from = m->offset;
    markdown_feed(m, bytes_of(r, from, from + length), last);
    while (!r->into->failed && !m->failed && markdown_next(m, &item)) {
        take(r, &item);
    }
    if (last) {
        take_run(r);
    }
}

/* Lets go of what no item can stand in any more. */
static void let_go(struct anchor_reader *r)
{
    uint64_t needed = markdown_settled(&r->markdown);
    size_t gone = (size_t)(needed - r->offset);
    if (gone > r->bytes.length / 2) {
        memmove(r->bytes.data, r->bytes.data + gone, r->bytes.length - gone);
        r->bytes.length -= gone;
        r->offset = needed;
    }
}

/* `ends`: the document does. */
static void feed_all(struct anchor_reader *r, bool ends)
{
    size_t left = (size_t)(r->offset + r->bytes.length - r->markdown.offset);
    do {
        size_t length = left < STEP ? left : STEP;
        left -= length;
        feed(r, length, ends && left == 0);
    } while (left && !r->into->failed && !r->markdown.failed);
    let_go(r);
}

/* Looks through the document's beginning for definitions. */
static void learn(struct anchor_reader *r, bool ends)
{
    struct markdown_item item;
    markdown_feed(&r->markdown, buffer_slice(&r->bytes), ends);
    while (!r->markdown.failed && markdown_next(&r->markdown, &item)) {
    }
    markdown_again(&r->markdown);
    r->learned = true;
}

void anchor_reader_feed_markdown(struct anchor_reader *r, struct slice piece, bool last)
{
    do {
        size_t step = piece.length < STEP ? piece.length : STEP;
        bool ends = last && step == piece.length;
        buffer_add(&r->bytes, slice_part(piece, 0, step));
        piece = slice_skip(piece, step);
        if (r->bytes.failed) {
            return;
        }
        if (!r->learned && (ends || r->bytes.length >= HELD)) {
            learn(r, ends);
        }
        if (r->learned && !r->markdown.failed) {
            feed_all(r, ends);
        }
    } while (piece.length && !r->markdown.failed && !r->into->failed);
}
