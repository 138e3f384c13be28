#include "scan/find/indent.h"

#include "scan/find/above.h"
#include "scan/find/fragment.h"
#include "scan/find/line.h"
#include "scan/find/weight.h"

static size_t indent_of(struct slice s, size_t line)
{
    size_t at = line;
    while (at < s.length && (s.data[at] == ' ' || s.data[at] == '\t')) {
        at++;
    }
    return at - line;
}

/* Whether a paragraph is the prose, or the link, around a quote that is indented by `indent`. What
 * stands above prose that is indented is a heading or a few words. */
static bool is_around(struct slice s, size_t line, size_t indent)
{
    enum { DEEPER_MOST = 8 };
    size_t own = indent_of(s, line);
    struct slice words = slice_part(s, line, line_end(s, line));
    enum fragment is = fragment_of(words);
    bool ends = fragment_is_sentence(words) || above_ends_with_colon(words);
    return own < indent && indent - own <= DEEPER_MOST &&
           (is == FRAGMENT_TAG || (is == FRAGMENT_NONE && ends));
}

size_t indent_find(const struct start_search *q, size_t low, unsigned most)
{
    struct slice s = q->context->view.s;
    struct weighing w;
    size_t line = line_start(s, q->end, low);
    size_t start = line;
    size_t own = indent_of(s, line);
    bool blank = false; /* a blank line stands above `start` */
    weighing_begin(&w, q->context, q->end, q->links, most + (unsigned)own);
    while (own > 0 && line > low && weighing_reach(&w, start)) {
        line = line_above(s, line, low);
        if (line_is_blank(s, line, line_end(s, line), false)) {
            blank = true;
        } else if (indent_of(s, line) != own) {
            bool whole = line > low || low == q->context->floor;
            return blank && whole && is_around(s, line, own) ? start : q->end;
        } else {
            start = line;
            blank = false;
            w.most += (unsigned)own; /* the indentation was not in the post */
        }
    }
    return q->end;
}
