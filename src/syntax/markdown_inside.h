/* What the files of markdown*.c share. */
#ifndef SYNTAX_MARKDOWN_INSIDE_H
#define SYNTAX_MARKDOWN_INSIDE_H

#include "syntax/markdown.h"

/* An item in the queue; its slices are given as places in the buffer of words. */
struct markdown_entry {
    struct markdown_item item;
    size_t decoded, anchor, label;
};

struct markdown_label {
    struct slice name;
    struct slice destination; /* decoded */
    bool is_reported;
};

/* A bracket that is open. */
struct markdown_bracket {
    uint32_t at;    /* behind it, in the text */
    uint32_t entry; /* how many items the text had before */
    bool is_image;
};

/* A line and how far it was read. */
struct markdown_line {
    struct slice s; /* without its end */
    size_t whole;   /* its length with the end */
    uint64_t offset;
    size_t at;
    size_t column;   /* of `at`; inside a tab of which a part was read, more than where it begins */
    size_t nonspace; /* from here on: set by markdown_look */
    size_t indent;
    bool is_blank;
};

/* --- markdown_line.c: reading a line --- */

/* Finds the next character that is no space or tab. */
void markdown_look(struct markdown_line *l);

/* Skips that many columns of spaces and tabs. */
void markdown_skip_columns(struct markdown_line *l, size_t columns);
void markdown_skip_to(struct markdown_line *l, size_t at);

/* The character found by markdown_look, or NUL in a blank line, and what begins there. */
static inline char markdown_next_char(const struct markdown_line *l)
{
    char c = '\0';
    if (!l->is_blank) {
        c = l->s.data[l->nonspace];
    }
    return c;
}

static inline struct slice markdown_from_nonspace(const struct markdown_line *l)
{
    return slice_skip(l->s, l->nonspace);
}

static inline uint64_t markdown_line_place(const struct markdown_line *l, size_t at)
{
    return l->offset + at;
}

/* --- markdown_start.c: what a line begins. Slices start at the first character that is no space,
 * and end with the line, without its end. --- */

size_t markdown_heading_marker(struct slice s); /* the length of "#" to "######", or 0 */
bool markdown_is_thematic_break(struct slice s);
bool markdown_is_underline(struct slice s);
size_t markdown_fence_length(struct slice s); /* of an opening fence, or 0 */
bool markdown_closes_fence(struct slice s, char fence, size_t length);
unsigned markdown_html_start(struct slice s, bool in_paragraph); /* 1 to 7, or 0 */
bool markdown_html_ends(struct slice s, unsigned type);          /* types 1 to 5 */
size_t markdown_footnote_marker(struct slice s);                 /* its length, or 0 */
size_t markdown_list_marker(struct slice s, bool in_paragraph);  /* its length, or 0 */
struct slice markdown_template_end(struct slice s, bool mdx);    /* absent: begins none */

/* --- markdown_table.c --- */

/* How many columns a delimiter row has; 0: it is none. */
size_t markdown_delimiter_row(struct slice s);
size_t markdown_count_cells(struct slice row);

/* Reports what is in a row's cells; `offset` is where it stands in the input. */
void markdown_row(struct markdown *m, struct slice row, uint64_t offset, size_t columns);

/* --- markdown_text.c: a block's text --- */

void markdown_text_reset(struct markdown_text *t);
void markdown_text_add(struct markdown *m, struct markdown_text *t, struct slice s,
                       uint64_t offset);

/* The place in the input of a byte of the text; an end is the place behind the byte before it. */
uint64_t markdown_place(const struct markdown_text *t, size_t at);
struct markdown_range markdown_range(const struct markdown_text *t, size_t from, size_t to);

/* Up to where the text from `at` on stands in one piece in the input. */
size_t markdown_run_end(const struct markdown_text *t, size_t at);

/* --- markdown_queue.c: items --- */

/* A new item at the queue's end. NULL: out of memory. */
struct markdown_entry *markdown_add(struct markdown *m, enum markdown_type type, uint64_t start,
                                    uint64_t end);

/* The same, of a range of the text. */
struct markdown_entry *markdown_add_range(struct markdown *m, enum markdown_type type,
                                          const struct markdown_text *t, size_t from, size_t to);

/* One item for each run of the input's bytes. */
void markdown_add_runs(struct markdown *m, enum markdown_type type, const struct markdown_text *t,
                       size_t from, size_t to);

/* Brings the items from this one on into order. */
void markdown_sort(struct markdown *m, size_t from);

/* --- markdown_block.c --- */

enum { MARKDOWN_CODE_INDENT = 4 };

/* A line on its way through the open blocks. */
struct markdown_opening {
    struct markdown_line line;
    size_t matched;    /* how many of the open containers it belongs to */
    bool is_lazy;      /* it may go on with a paragraph whose containers it lacks */
    bool in_paragraph; /* it belongs to the open paragraph unless it begins a block */
    bool in_table;
    bool opened; /* it began a block */
};

/* Closes the open leaf and the containers that the line does not belong to, for a block that begins
 * in it. */
void markdown_begin(struct markdown *m, struct markdown_opening *o);
void markdown_begin_leaf(struct markdown *m, struct markdown_opening *o, enum markdown_leaf leaf);
void markdown_close_leaf(struct markdown *m);

/* Reports the line's start as a block's boundary, up to `to`. */
void markdown_report_break(struct markdown *m, const struct markdown_line *l, size_t to);

void markdown_block_line(struct markdown *m, struct slice bytes, uint64_t offset);

/* Goes on with a line too long to be held. */
void markdown_block_more(struct markdown *m, struct slice bytes, uint64_t offset);
void markdown_block_end(struct markdown *m);

/* --- markdown_open.c: leaf blocks --- */

/* Blocks whose first line begins here. True: the line is used up. */
bool markdown_open_leaf(struct markdown *m, struct markdown_opening *o);
bool markdown_open_table(struct markdown *m, struct markdown_opening *o);

/* The line of an open leaf in which no block begins. False: the line does not belong to it. */
bool markdown_leaf_goes_on(struct markdown *m, struct markdown_line *l);

/* A line of the open leaf; `from` is where its end may stand. */
void markdown_leaf_line(struct markdown *m, const struct markdown_line *l, size_t from);

/* --- markdown_leaf.c --- */

void markdown_paragraph_begin(struct markdown *m, bool was_cut);
void markdown_paragraph_add(struct markdown *m, struct slice s, uint64_t offset);

/* Takes definitions off the paragraph's start; false: nothing else is in it. */
bool markdown_paragraph_resolve(struct markdown *m);
void markdown_paragraph_end(struct markdown *m);

/* A line of text that is a block of its own. */
void markdown_one_line(struct markdown *m, struct slice s, uint64_t offset);

/* --- markdown_inline.c --- */

/* Reports what is in a text. */
void markdown_inline(struct markdown *m, const struct markdown_text *t);

/* --- markdown_link.c: the parts of links. Each reads at `at`, gives the place behind what it read,
 * or 0 where there is none of it. --- */

struct markdown_part {
    size_t from, to;
};

size_t markdown_label_end(struct slice s, size_t at, struct markdown_part *label);
size_t markdown_destination(struct slice s, size_t at, struct markdown_part *destination);
size_t markdown_title(struct slice s, size_t at, struct markdown_part *title);

/* Skips spaces, tabs and line ends. */
size_t markdown_skip_space(struct slice s, size_t at);

/* ASCII punctuation: what a backslash can take the meaning from. */
bool markdown_is_punctuation(char c);

/* --- markdown_heading.c: a heading's words; nothing is done unless the text is one's --- */

void markdown_cuts_init(struct markdown_cuts *c);
void markdown_cuts_free(struct markdown_cuts *c);
void markdown_heading_begin(struct markdown *m, const struct markdown_text *t);

/* All that was to be cut is: reports the heading. */
void markdown_heading_end(struct markdown *m, const struct markdown_text *t);

/* Bytes that are no words. */
void markdown_cut(struct markdown *m, size_t from, size_t to);

/* Bytes that stand for themselves, but for marks of so many bytes at both ends: code,
 * "<https://…>".
 */
void markdown_cut_code(struct markdown *m, struct slice s, struct markdown_part code, size_t mark);

/* --- markdown_tag.c: what "<" at `at` begins; the place behind it, or 0 --- */

size_t markdown_autolink(struct slice s, size_t at, bool *is_mail);
/* An open or a closing tag; those of MDX have values in braces, too. */
size_t markdown_tag(struct slice s, size_t at, bool mdx);

/* Comments, processing instructions, declarations and CDATA; *what_fails collects what was looked
 * for in vain, so that it is looked for once. */
size_t markdown_markup(struct slice s, size_t at, unsigned *what_fails, bool *is_comment);

/* --- markdown_words.c --- */

/* Adds what a backslash or a character reference at the start of s stands for, or its first byte;
 * gives how many bytes that took. */
size_t markdown_decode_one(struct slice s, struct buffer *into);

/* Adds a destination without its escapes and character references. */
void markdown_decode(struct slice s, struct buffer *into);

/* Adds the words of a link's text. */
void markdown_anchor(struct slice s, struct buffer *into);

/* Adds a label as it is compared: case folded, white space collapsed and trimmed. */
void markdown_fold(struct slice s, struct buffer *into);

/* --- markdown_label.c --- */

void markdown_labels_init(struct markdown *m);

/* Forgets which definitions were reported, not that they are known. */
void markdown_labels_again(struct markdown *m);

/* Remembers a label (as written), and its number in *number; false: it was defined before in this
 * pass. */
bool markdown_define(struct markdown *m, struct slice label, uint32_t *number);

/* Remembers what that definition leads to. */
void markdown_lead(struct markdown *m, uint32_t number, struct slice destination);

bool markdown_is_defined(struct markdown *m, struct slice label, uint32_t *number);

#endif
