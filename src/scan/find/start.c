#include "scan/find/start.h"

#include "scan/find/furniture.h"
#include "scan/find/line.h"
#include "scan/find/weight.h"
#include "scan/find/words.h"

enum { WEIGHT_MOST = 2500, QUOTED_TIMES = 2 };

/* The most that a post of that day can weigh. */
static unsigned most_of(const struct start_search *q)
{
    for (const struct length_limit *l = q->place->lengths; l; l++) {
        if (l->until_ms == 0 || (q->date.source != SOURCE_NONE && q->date.ms < l->until_ms)) {
            return l->weight;
        }
    }
    return WEIGHT_MOST;
}

/* Where the line before the one that begins at `line` begins, if it belongs to the same paragraph,
 * else `line`. In a quote the paragraph is all of the quote. */
static size_t line_before(const struct start_search *q, size_t line, size_t low)
{
    struct slice s = q->context->view.s;
    if (line <= low) {
        return line;
    }
    bool pair = line - 1 > low && s.data[line - 1] == '\n' && s.data[line - 2] == '\r';
    size_t end = line - 1 - pair;
    size_t start = line_start(s, end, low);
    bool belongs =
        q->quoted ? start < end && s.data[start] == '>' : !line_is_blank(s, start, end, false);
    return belongs ? start : line;
}

/* Posts hold only short links: another one in sight belongs to the prose before. */
static size_t skip_foreign_links(const struct start_search *q, size_t low)
{
    const struct near_links *links = &q->context->links;
    for (size_t i = q->links; i-- > 0 && links->list[i].start >= low;) {
        const struct near_link *link = &links->list[i];
        if (!link->place && (link->kind == LINK_WEB || link->kind == LINK_WRAPPED)) {
            return link->end < q->end ? link->end : q->end;
        }
    }
    return low;
}

/* The farthest place in a line from `low` on at which the text may begin. */
static size_t find_likely(const struct start_search *q, size_t low)
{
    struct slice s = q->context->view.s;
    struct weighing w;
    low = skip_foreign_links(q, low);
    weighing_begin(&w, q->context, q->end, q->links, most_of(q));
    size_t from = weighing_farthest(&w, low);
    size_t found = words_find_joint(s, from, q->end);
    if (found == q->end && from == low) {
        return low;
    }
    found = found < q->end ? found : words_find_sentence(s, from, q->end);
    return found < q->end ? found : words_find_word(s, from, q->end);
}

/* Takes lines, from the last one up, while what they hold can be one post. */
static size_t take_lines(const struct start_search *q, size_t low, bool known, bool *open)
{
    struct slice s = q->context->view.s;
    struct weighing w;
    weighing_begin(&w, q->context, q->end, q->links, most_of(q) * (q->quoted ? QUOTED_TIMES : 1));
    size_t last_line = line_start(s, q->end, low);
    size_t start = last_line;
    if ((start == low && !known) || !weighing_reach(&w, start)) {
        *open = true;
        return find_likely(q, last_line);
    }
    for (;;) {
        size_t before = line_before(q, start, low);
        if (before == start) {
            bool behind_blank = start > low && start < last_line;
            return q->spaced || behind_blank ? start : last_line;
        }
        if ((before == low && !known) || !weighing_reach(&w, before)) {
            /* The whole line before cannot be the post's; of more than one nobody can tell. */
            *open = q->spaced && start < last_line;
            return q->spaced ? start : last_line;
        }
        start = before;
    }
}

static bool fits(const struct start_search *q, size_t start)
{
    struct weighing w;
    weighing_begin(&w, q->context, q->end, q->links, most_of(q));
    return weighing_reach(&w, start);
}

/* Behind an embed, where prose may follow on the same line without a space between. */
static bool is_glued(const struct start_search *q, size_t start)
{
    struct slice s = q->context->view.s;
    return start > 0 && start == q->context->floor && start < s.length &&
           !ascii_is_space(s.data[start]) && !ascii_is_space(s.data[start - 1]);
}

size_t start_find(const struct start_search *q, bool *open)
{
    struct slice s = q->context->view.s;
    size_t floor = q->context->floor;
    size_t low = q->end > POST_BYTES ? q->end - POST_BYTES : 0;
    low = low > floor ? low : floor;
    bool known = low == floor;
    *open = false;
    size_t behind = furniture_end(q->place, s, low, q->end, q->name);
    if (behind > low && fits(q, behind)) {
        return behind;
    }
    size_t start = take_lines(q, low, known, open);
    if (!*open && is_glued(q, start)) {
        size_t joint = words_find_joint(s, start, q->end);
        *open = joint < q->end;
        start = *open ? joint : start;
    }
    return start;
}
