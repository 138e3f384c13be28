/* The structure of blocks, a line at a time (CommonMark, "Phase 1: block structure"). */
#include "syntax/markdown_inside.h"

enum { FOOTNOTE_INDENT = 4, MARKER_SPACES = 5 };

void markdown_close_leaf(struct markdown *m)
{
    enum markdown_leaf leaf = m->leaf;
    m->leaf = MARKDOWN_NO_LEAF;
    m->leaf_continues = false;
    if (leaf == MARKDOWN_PARAGRAPH) {
        markdown_paragraph_end(m);
    }
}

static void close_containers(struct markdown *m, size_t depth)
{
    m->depth = depth;
    m->blank_depth = m->blank_depth < depth ? m->blank_depth : depth;
}

/* A block begins in a container: from now on blank lines belong to a list item. */
static void fill(struct markdown *m, size_t index)
{
    struct markdown_container *c = &m->containers[index];
    c->is_empty = false;
    if (c->type != MARKDOWN_QUOTE && m->blank_depth == index) {
        m->blank_depth++;
    }
}

/* Closes the open leaf and the containers that the line does not belong to. */
void markdown_begin(struct markdown *m, struct markdown_opening *o)
{
    markdown_close_leaf(m);
    if (!o->opened) {
        close_containers(m, o->matched);
    }
    o->opened = true;
    o->is_lazy = o->in_paragraph = o->in_table = false;
    if (m->depth > 0) {
        fill(m, m->depth - 1);
    }
}

void markdown_begin_leaf(struct markdown *m, struct markdown_opening *o, enum markdown_leaf leaf)
{
    markdown_begin(m, o);
    m->leaf = leaf;
}

void markdown_report_break(struct markdown *m, const struct markdown_line *l, size_t to)
{
    markdown_add(m, MARKDOWN_BREAK, l->offset, markdown_line_place(l, to));
}

/* --- Containers --- */

static void skip_quote_marker(struct markdown_line *l)
{
    markdown_skip_to(l, l->nonspace + 1);
    markdown_skip_columns(l, 1);
}

static bool match_container(const struct markdown_container *c, struct markdown_line *l)
{
    markdown_look(l);
    if (c->type == MARKDOWN_QUOTE) {
        bool marked = l->indent < MARKDOWN_CODE_INDENT && markdown_next_char(l) == '>';
        if (marked) {
            skip_quote_marker(l);
        }
        return marked;
    }
    if (l->is_blank) {
        markdown_skip_to(l, l->nonspace);
        return !c->is_empty;
    }
    if (l->indent < c->width) {
        return false;
    }
    markdown_skip_columns(l, c->width);
    return true;
}

static void match_containers(struct markdown *m, struct markdown_opening *o)
{
    markdown_look(&o->line);
    o->matched = o->line.is_blank ? m->blank_depth : 0;
    while (o->matched < m->depth && match_container(&m->containers[o->matched], &o->line)) {
        o->matched++;
    }
}

static void push(struct markdown *m, struct markdown_opening *o, enum markdown_container_type type,
                 size_t width)
{
    markdown_begin(m, o);
    m->containers[m->depth++] = (struct markdown_container){ type, true, (uint32_t)width };
}

/* The columns from a list marker's end to its content; a blank line or code begins one column
 * behind it. */
static size_t marker_space(struct markdown_line *l)
{
    struct markdown_line behind = *l;
    markdown_look(&behind);
    if (behind.is_blank || behind.indent >= MARKER_SPACES) {
        markdown_skip_columns(l, 1);
        return 1;
    }
    markdown_skip_columns(l, behind.indent);
    return behind.indent;
}

static bool open_list_item(struct markdown *m, struct markdown_opening *o)
{
    struct markdown_line *l = &o->line;
    size_t marker = markdown_list_marker(markdown_from_nonspace(l), o->in_paragraph);
    if (marker == 0) {
        return false;
    }
    size_t indent = l->indent;
    markdown_skip_to(l, l->nonspace + marker);
    push(m, o, MARKDOWN_LIST_ITEM, 0);
    m->containers[m->depth - 1].width = (uint32_t)(indent + marker + marker_space(l));
    return true;
}

/* A quote's mark; at the start of a line ">}}" ends a shortcode, which Hugo reads before Markdown.
 */
static bool is_quote_marker(const struct markdown_line *l)
{
    struct slice rest = markdown_from_nonspace(l);
    return slice_starts(rest, SLICE(">")) && !slice_starts(rest, SLICE(">}}"));
}

static bool open_container(struct markdown *m, struct markdown_opening *o)
{
    struct markdown_line *l = &o->line;
    if ((o->opened ? m->depth : o->matched) == MARKDOWN_DEPTH) {
        return false;
    }
    if (is_quote_marker(l)) {
        skip_quote_marker(l);
        push(m, o, MARKDOWN_QUOTE, 0);
        return true;
    }
    size_t footnote = markdown_footnote_marker(markdown_from_nonspace(l));
    if (footnote) {
        markdown_skip_to(l, l->nonspace + footnote);
        push(m, o, MARKDOWN_FOOTNOTE, FOOTNOTE_INDENT);
        return true;
    }
    return open_list_item(m, o);
}

/* --- A line --- */

/* True: the line is used up. */
static bool open_blocks(struct markdown *m, struct markdown_opening *o)
{
    struct markdown_line *l = &o->line;
    for (;;) {
        markdown_look(l);
        if (l->is_blank) {
            return false;
        }
        if (markdown_open_leaf(m, o)) {
            return true;
        }
        if (l->indent >= MARKDOWN_CODE_INDENT || !open_container(m, o)) {
            return l->indent < MARKDOWN_CODE_INDENT && markdown_open_table(m, o);
        }
    }
}

static void blank_line(struct markdown *m, struct markdown_opening *o)
{
    if (!o->opened) {
        markdown_close_leaf(m);
        close_containers(m, o->matched);
    }
    if (o->line.at > 0 || !m->after_blank) {
        markdown_report_break(m, &o->line, o->line.s.length);
    }
    m->after_blank = true;
}

static void text_line(struct markdown *m, struct markdown_opening *o)
{
    struct markdown_line *l = &o->line;
    struct slice rest = slice_of(l->s.data + l->at, l->whole - l->at);
    if (o->in_table && markdown_count_cells(markdown_from_nonspace(l)) > 0) {
        markdown_row(m, markdown_from_nonspace(l), markdown_line_place(l, l->nonspace), m->columns);
        return;
    }
    if (!o->in_paragraph && !o->is_lazy) {
        markdown_begin_leaf(m, o, MARKDOWN_PARAGRAPH);
        markdown_paragraph_begin(m, false);
        markdown_report_break(m, l, l->nonspace);
    }
    markdown_paragraph_add(m, rest, markdown_line_place(l, l->at));
}

static size_t without_end(struct slice bytes)
{
    size_t length = bytes.length;
    while (length > 0 && (bytes.data[length - 1] == '\n' || bytes.data[length - 1] == '\r')) {
        length--;
    }
    return length;
}

void markdown_block_line(struct markdown *m, struct slice bytes, uint64_t offset)
{
    struct markdown_opening o = { .line = { .s = slice_of(bytes.data, without_end(bytes)),
                                            .whole = bytes.length,
                                            .offset = offset } };
    match_containers(m, &o);
    markdown_look(&o.line);
    bool all = o.matched == m->depth;
    if (all && markdown_leaf_goes_on(m, &o.line)) {
        return;
    }
    o.is_lazy = m->leaf == MARKDOWN_PARAGRAPH && !o.line.is_blank;
    o.in_paragraph = o.is_lazy && all;
    o.in_table = m->leaf == MARKDOWN_TABLE && all;
    if (open_blocks(m, &o)) {
        m->after_blank = false;
        return;
    }
    if (o.line.is_blank) {
        blank_line(m, &o);
    } else {
        m->after_blank = false;
        text_line(m, &o);
    }
}

void markdown_block_more(struct markdown *m, struct slice bytes, uint64_t offset)
{
    struct markdown_line l = { .s = slice_of(bytes.data, without_end(bytes)),
                               .whole = bytes.length,
                               .offset = offset };
    if (m->leaf == MARKDOWN_NO_LEAF || m->leaf == MARKDOWN_TABLE) {
        m->leaf = MARKDOWN_PARAGRAPH;
        markdown_paragraph_begin(m, true);
        markdown_add(m, MARKDOWN_PREFIX, offset, offset);
    }
    if (m->leaf == MARKDOWN_PARAGRAPH) {
        markdown_paragraph_add(m, bytes, offset);
    } else {
        markdown_leaf_line(m, &l, 0);
    }
}

void markdown_block_end(struct markdown *m)
{
    markdown_close_leaf(m);
    close_containers(m, 0);
}
