/* GitHub's tables ("Tables (extension)"). */
#include "syntax/markdown_inside.h"

static size_t skip_blanks(struct slice s, size_t at)
{
    while (at < s.length && ascii_is_blank(s.data[at])) {
        at++;
    }
    return at;
}

/* Reads ":---:" with the blanks around it; 0: there is none. */
static size_t delimiter_cell(struct slice s, size_t at)
{
    at = skip_blanks(s, at);
    at += at < s.length && s.data[at] == ':';
    size_t dashes = at;
    while (at < s.length && s.data[at] == '-') {
        at++;
    }
    if (at == dashes) {
        return 0;
    }
    at += at < s.length && s.data[at] == ':';
    return skip_blanks(s, at);
}

size_t markdown_delimiter_row(struct slice s)
{
    size_t at = s.length > 0 && s.data[0] == '|';
    size_t columns = 0;
    while (at < s.length) {
        at = delimiter_cell(s, at);
        if (at == 0) {
            return 0;
        }
        columns++;
        if (at == s.length) {
            return columns;
        }
        if (s.data[at] != '|') {
            return 0;
        }
        at++;
        if (skip_blanks(s, at) == s.length) {
            return columns;
        }
    }
    return columns;
}

/* Where the cells of a row begin. */
static size_t first_cell(struct slice row)
{
    size_t at = skip_blanks(row, 0);
    return at < row.length && row.data[at] == '|' ? at + 1 : at;
}

/* The pipe that ends the cell at `at`, or the row's end. A backslash makes a pipe text. */
static size_t cell_end(struct slice row, size_t at)
{
    size_t from = at;
    while (at < row.length && (row.data[at] != '|' || (at > from && row.data[at - 1] == '\\'))) {
        at++;
    }
    return at;
}

/* Takes the next cell off; what is only blanks behind the last pipe is none. */
static bool next_cell(struct slice row, size_t *at, struct markdown_part *cell)
{
    size_t from = skip_blanks(row, *at);
    if (from == row.length) {
        return false;
    }
    size_t to = cell_end(row, from);
    *at = to < row.length ? to + 1 : to;
    while (to > from && ascii_is_blank(row.data[to - 1])) {
        to--;
    }
    *cell = (struct markdown_part){ from, to };
    return true;
}

size_t markdown_count_cells(struct slice row)
{
    size_t count = 0;
    size_t at = first_cell(row);
    struct markdown_part cell;
    while (next_cell(row, &at, &cell)) {
        count++;
    }
    return count;
}

/* The cell's text, in which "\|" is "|". */
static void read_cell(struct markdown *m, struct slice cell, uint64_t offset)
{
    size_t from = 0;
    markdown_text_reset(&m->cell);
    for (size_t i = 1; i < cell.length; i++) {
        if (cell.data[i] == '|') {
            markdown_text_add(m, &m->cell, slice_part(cell, from, i - 1), offset + from);
            from = i;
        }
    }
    markdown_text_add(m, &m->cell, slice_skip(cell, from), offset + from);
    size_t entries = m->entry_count;
    markdown_inline(m, &m->cell);
    markdown_sort(m, entries);
}

/* Cells beyond the header's are not shown ("the excess is ignored"). */
void markdown_row(struct markdown *m, struct slice row, uint64_t offset, size_t columns)
{
    size_t at = first_cell(row);
    size_t before = 0;
    struct markdown_part cell;
    for (size_t i = 0; next_cell(row, &at, &cell); i++) {
        if (i >= columns) {
            markdown_add(m, MARKDOWN_CODE, offset + cell.from, offset + row.length);
            return;
        }
        markdown_add(m, MARKDOWN_BREAK, offset + before, offset + cell.from);
        read_cell(m, slice_part(row, cell.from, cell.to), offset + cell.from);
        before = cell.to;
    }
    markdown_add(m, MARKDOWN_BREAK, offset + before, offset + row.length);
}
