/* Leaf blocks: where they begin, go on and end (CommonMark, "Leaf blocks"). */
#include "syntax/markdown_inside.h"

/* What is not read of the line, with its end. */
static void report_rest(struct markdown *m, const struct markdown_line *l, enum markdown_type type)
{
    struct markdown_entry *entry =
        markdown_add(m, type, markdown_line_place(l, l->at), l->offset + l->whole);
    if (entry) {
        entry->item.continues = m->leaf_continues;
    }
    m->leaf_continues = true;
}

/* --- Leaves that span lines of their own --- */

/* A comment's lines are told from what follows it on its last one. */
static void html_line(struct markdown *m, const struct markdown_line *l, size_t from)
{
    struct slice s = slice_skip(l->s, from);
    if (m->html_type != 2) {
        report_rest(m, l, MARKDOWN_HTML);
        return;
    }
    size_t end = slice_find_nocase(s, SLICE("-->"));
    if (end == s.length) {
        report_rest(m, l, MARKDOWN_COMMENT);
        return;
    }
    struct markdown_line rest = *l;
    rest.at = from + end + SLICE("-->").length;
    struct markdown_line comment = *l;
    comment.whole = rest.at;
    report_rest(m, &comment, MARKDOWN_COMMENT);
    m->leaf_continues = false;
    report_rest(m, &rest, MARKDOWN_HTML);
}

/* The line of the leaf that is open; `from` is where its end may stand. */
void markdown_leaf_line(struct markdown *m, const struct markdown_line *l, size_t from)
{
    struct slice s = slice_skip(l->s, from);
    if (m->leaf == MARKDOWN_HTML_BLOCK) {
        html_line(m, l, from);
        if (markdown_html_ends(s, m->html_type)) {
            markdown_close_leaf(m);
        }
        return;
    }
    report_rest(m, l, MARKDOWN_CODE);
    if (m->leaf == MARKDOWN_TEMPLATE && slice_find_nocase(s, m->template_end) < s.length) {
        markdown_close_leaf(m);
    }
}

/* The line of an open leaf in which no block begins. False: the line does not belong to it. */
bool markdown_leaf_goes_on(struct markdown *m, struct markdown_line *l)
{
    switch (m->leaf) {
    case MARKDOWN_FENCE:
        markdown_leaf_line(m, l, l->at);
        if (l->indent < MARKDOWN_CODE_INDENT &&
            markdown_closes_fence(markdown_from_nonspace(l), m->fence, m->fence_length)) {
            markdown_close_leaf(m);
        }
        return true;
    case MARKDOWN_INDENTED:
        if (!l->is_blank && l->indent >= MARKDOWN_CODE_INDENT) {
            markdown_skip_to(l, l->nonspace);
            markdown_leaf_line(m, l, l->at);
        }
        return l->is_blank || l->indent >= MARKDOWN_CODE_INDENT;
    case MARKDOWN_HTML_BLOCK:
        if (l->is_blank && m->html_type >= 6) {
            return false;
        }
        markdown_leaf_line(m, l, l->at);
        return true;
    case MARKDOWN_TEMPLATE:
        markdown_leaf_line(m, l, l->at);
        return true;
    case MARKDOWN_IMPORT:
        if (!l->is_blank) {
            markdown_leaf_line(m, l, l->at);
        }
        return !l->is_blank;
    default:
        return false;
    }
}

/* --- Beginnings of leaves --- */

static bool open_heading(struct markdown *m, struct markdown_opening *o)
{
    struct markdown_line *l = &o->line;
    size_t marker = markdown_heading_marker(markdown_from_nonspace(l));
    if (marker == 0) {
        return false;
    }
    markdown_begin(m, o);
    markdown_skip_to(l, l->nonspace + marker);
    markdown_look(l);
    markdown_report_break(m, l, l->nonspace);
    m->is_heading = m->flags & MARKDOWN_HEADINGS;
    markdown_one_line(m, markdown_from_nonspace(l), markdown_line_place(l, l->nonspace));
    return true;
}

static bool open_fence(struct markdown *m, struct markdown_opening *o)
{
    size_t length = markdown_fence_length(markdown_from_nonspace(&o->line));
    if (length == 0) {
        return false;
    }
    markdown_begin_leaf(m, o, MARKDOWN_FENCE);
    m->fence = markdown_next_char(&o->line);
    m->fence_length = length;
    markdown_report_break(m, &o->line, o->line.at);
    markdown_leaf_line(m, &o->line, o->line.at);
    return true;
}

static bool open_html(struct markdown *m, struct markdown_opening *o)
{
    if (m->flags & MARKDOWN_MDX) {
        return false;
    }
    struct markdown_line *l = &o->line;
    unsigned type = markdown_html_start(markdown_from_nonspace(l), o->in_paragraph);
    if (type == 0) {
        return false;
    }
    markdown_begin_leaf(m, o, MARKDOWN_HTML_BLOCK);
    m->html_type = type;
    markdown_report_break(m, l, l->at);
    /* "<!-->" ends where it begins: its hyphens count twice. */
    markdown_leaf_line(m, l, l->nonspace + (type == 2 ? 2 : 0));
    return true;
}

static bool open_template(struct markdown *m, struct markdown_opening *o)
{
    struct markdown_line *l = &o->line;
    struct slice end = markdown_template_end(markdown_from_nonspace(l), m->flags & MARKDOWN_MDX);
    if (!end.data) {
        return false;
    }
    markdown_begin_leaf(m, o, MARKDOWN_TEMPLATE);
    m->template_end = end;
    markdown_report_break(m, l, l->at);
    markdown_leaf_line(m, l, l->nonspace);
    return true;
}

static bool open_import(struct markdown *m, struct markdown_opening *o)
{
    struct slice s = o->line.s;
    bool begins = slice_starts(s, SLICE("import ")) || slice_starts(s, SLICE("export "));
    if (!begins || !(m->flags & MARKDOWN_MDX) || m->depth > 0 || o->in_paragraph) {
        return false;
    }
    markdown_begin_leaf(m, o, MARKDOWN_IMPORT);
    markdown_report_break(m, &o->line, 0);
    markdown_leaf_line(m, &o->line, 0);
    return true;
}

/* An underline makes the paragraph above a heading, unless it was all definitions. */
static bool close_heading(struct markdown *m, struct markdown_opening *o)
{
    struct markdown_line *l = &o->line;
    if (!o->in_paragraph || !markdown_is_underline(markdown_from_nonspace(l)) ||
        !markdown_paragraph_resolve(m)) {
        return false;
    }
    m->is_heading = m->flags & MARKDOWN_HEADINGS;
    markdown_begin(m, o);
    markdown_report_break(m, l, l->s.length);
    return true;
}

static bool open_thematic_break(struct markdown *m, struct markdown_opening *o)
{
    if (o->in_paragraph && markdown_is_underline(markdown_from_nonspace(&o->line))) {
        return false;
    }
    if (!markdown_is_thematic_break(markdown_from_nonspace(&o->line))) {
        return false;
    }
    markdown_begin(m, o);
    markdown_report_break(m, &o->line, o->line.s.length);
    return true;
}

static bool open_indented(struct markdown *m, struct markdown_opening *o)
{
    if (o->is_lazy || o->line.is_blank || (m->flags & MARKDOWN_MDX)) {
        return false;
    }
    markdown_begin_leaf(m, o, MARKDOWN_INDENTED);
    markdown_skip_to(&o->line, o->line.nonspace);
    markdown_report_break(m, &o->line, o->line.at);
    markdown_leaf_line(m, &o->line, o->line.at);
    return true;
}

/* A delimiter row below a paragraph's last line, which is the header then. */
bool markdown_open_table(struct markdown *m, struct markdown_opening *o)
{
    if (!o->in_paragraph) {
        return false;
    }
    size_t columns = markdown_delimiter_row(slice_trim(markdown_from_nonspace(&o->line)));
    struct slice header = slice_trim(slice_skip(buffer_slice(&m->text.bytes), m->last_line));
    if (columns == 0 || markdown_count_cells(header) != columns) {
        return false;
    }
    uint64_t offset = markdown_place(&m->text, (size_t)(header.data - m->text.bytes.data));
    buffer_reset(&m->header);
    buffer_add(&m->header, header);
    m->failed |= m->header.failed;
    m->text.bytes.length = m->last_line;
    markdown_begin_leaf(m, o, MARKDOWN_TABLE);
    m->columns = columns;
    markdown_row(m, buffer_slice(&m->header), offset, columns);
    markdown_report_break(m, &o->line, o->line.s.length);
    return true;
}

/* Blocks that end with their line or take the rest of it. */
bool markdown_open_leaf(struct markdown *m, struct markdown_opening *o)
{
    if (o->line.indent >= MARKDOWN_CODE_INDENT) {
        return open_indented(m, o);
    }
    return open_heading(m, o) || open_fence(m, o) || open_html(m, o) || open_template(m, o) ||
           open_import(m, o) || close_heading(m, o) || open_thematic_break(m, o);
}
