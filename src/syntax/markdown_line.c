/* Columns of a line: tabs stop at every fourth (CommonMark, "Tabs"). */
#include "syntax/markdown_inside.h"

enum { TAB_STOP = 4 };

static size_t tab_width(size_t column)
{
    return TAB_STOP - column % TAB_STOP;
}

void markdown_look(struct markdown_line *l)
{
    size_t column = l->column;
    size_t i = l->at;
    for (; i < l->s.length && (l->s.data[i] == ' ' || l->s.data[i] == '\t'); i++) {
        column += l->s.data[i] == '\t' ? tab_width(column) : 1;
    }
    l->nonspace = i;
    l->indent = column - l->column;
    l->is_blank = i == l->s.length;
}

void markdown_skip_columns(struct markdown_line *l, size_t columns)
{
    while (columns > 0 && l->at < l->s.length) {
        char c = l->s.data[l->at];
        if (c != ' ' && c != '\t') {
            return;
        }
        size_t width = c == '\t' ? tab_width(l->column) : 1;
        size_t taken = width < columns ? width : columns;
        l->column += taken;
        l->at += taken == width;
        columns -= taken;
    }
}

void markdown_skip_to(struct markdown_line *l, size_t at)
{
    for (; l->at < at; l->at++) {
        l->column += l->s.data[l->at] == '\t' ? tab_width(l->column) : 1;
    }
}
