#include "scan/find/start.h"

#include "scan/find/above.h"
#include "scan/find/fragment.h"
#include "scan/find/furniture.h"
#include "scan/find/indent.h"
#include "scan/find/line.h"
#include "scan/find/reach.h"
#include "scan/find/weight.h"
#include "scan/find/words.h"

enum {
    WEIGHT_MOST = 2500,
    QUOTED_TIMES = 2,
    FRAGMENTS_MOST = 8,
    INTRODUCTION_MOST = 200,
    COLONS_MOST = 8,
    COLUMNS_MOST = 100 /* of text that was broken at a column */
};

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
        q->quoted ? start < end && line_is_quoted(s, start) : !line_is_blank(s, start, end, false);
    return belongs ? start : line;
}

/* Whether a link's words are a hashtag or somebody's handle, as posts have them. */
static bool is_tag(struct slice s, const struct near_link *link)
{
    char first = line_byte(s, link->start);
    return first == '#' || first == '@';
}

/* Posts hold only short links: another one in sight belongs to the prose before. */
static size_t skip_foreign_links(const struct start_search *q, size_t low)
{
    const struct near_links *links = &q->context->links;
    for (size_t i = q->links; i-- > 0 && links->list[i].start >= low;) {
        const struct near_link *link = &links->list[i];
        bool others = !link->place && (link->kind == LINK_WEB || link->kind == LINK_WRAPPED);
        if (others && !is_tag(q->context->view.s, link)) {
            return link->end < q->end ? link->end : q->end;
        }
    }
    return low;
}

/* Where the sentence begins that ends at `end`, of those behind `low`. */
static size_t sentence_start(struct slice s, size_t low, size_t end)
{
    size_t start = low;
    for (size_t at = low; at < end; at = words_find_sentence(s, at, end)) {
        start = at;
    }
    for (size_t at = start; at < end; at = words_find_joint(s, at, end)) {
        start = at;
    }
    return start;
}

/* The first place in [from, to) behind a sentence that says that the post comes: "The mayor wrote
 * on Monday: ". `to`: there is none. */
static size_t find_introduced(const struct start_search *q, size_t from, size_t to)
{
    struct slice s = q->context->view.s;
    unsigned colons = 0;
    for (size_t at = from; at + 1 < to && colons < COLONS_MOST; at++) {
        at += slice_find(slice_part(s, at, to), ':');
        if (at + 1 >= to || !(s.data[at + 1] == ' ' || words_may_open(s, at + 1))) {
            continue;
        }
        colons++;
        size_t low =
            at > q->context->floor + INTRODUCTION_MOST ? at - INTRODUCTION_MOST : q->context->floor;
        size_t start = sentence_start(s, line_start(s, at, low), at);
        if (above_introduces(slice_part(s, start, at + 1), q->place, q->name, q->handle)) {
            return at + 1;
        }
    }
    return to;
}

/* The farthest place in a line from `low` on at which the text may begin. */
static size_t find_likely(const struct start_search *q, size_t low)
{
    struct slice s = q->context->view.s;
    struct weighing w;
    low = skip_foreign_links(q, low);
    weighing_begin(&w, q->context, q->end, q->links, most_of(q));
    size_t from = weighing_farthest(&w, low);
    size_t introduced = find_introduced(q, from, q->end);
    if (introduced < q->end) {
        return introduced;
    }
    size_t found = words_find_joint(s, from, q->end);
    if (found == q->end && from == low) {
        return low;
    }
    found = found < q->end ? found : words_find_sentence(s, from, q->end);
    return found < q->end ? found : words_find_word(s, from, q->end);
}

static bool is_bullet(struct slice s, size_t line)
{
    struct slice words = slice_skip(s, line_skip_prefix(s, line));
    return slice_starts(words, SLICE("•")) || slice_starts(words, SLICE("▪")) ||
           slice_starts(words, SLICE("➡"));
}

/* What stands above a place, which several steps ask for. */
struct up {
    size_t
        paragraph; /* where the paragraph before the one there begins; itself: none is in sight */
    size_t start;  /* where the paragraph above begins, or the line where nothing but lines tells
                      what was one */
    bool may;      /* that can be of the same post */
};

/* Where the paragraph before the one at `start` begins; `start`: there is none in sight. */
static size_t paragraph_before(const struct start_search *q, size_t start, size_t low)
{
    struct slice s = q->context->view.s;
    size_t end = start;
    while (end > low && ascii_is_space(s.data[end - 1])) {
        end--;
    }
    if (end == low) {
        return start;
    }
    size_t line = line_start(s, end, low);
    for (size_t before = line_before(q, line, low); before < line;
         before = line_before(q, line, low)) {
        line = before;
    }
    return line;
}

/* Where the lines begin that a break at a column made of the one at `line`. */
static size_t join_wrapped(const struct start_search *q, struct weighing *w, size_t line,
                           size_t low, bool known)
{
    struct slice s = q->context->view.s;
    for (;;) {
        size_t before = line_before(q, line, low);
        bool wrapped = before < line && line - before <= COLUMNS_MOST &&
                       !fragment_is_sentence(slice_part(s, before, line)) &&
                       !above_ends_with_colon(slice_part(s, before, line)) &&
                       line_is_wrapped(s, before, line_end(s, before), line);
        if (!wrapped || (before == low && !known) || !weighing_reach(w, before)) {
            return line;
        }
        line = before;
    }
}

/* Takes lines, from the last one up, while what they hold can be one post. */
static size_t take_lines(const struct start_search *q, size_t last_line, size_t low, bool known,
                         bool *open)
{
    struct slice s = q->context->view.s;
    struct weighing w;
    weighing_begin(&w, q->context, q->end, q->links, most_of(q) * (q->quoted ? QUOTED_TIMES : 1));
    size_t start = last_line;
    if ((start == low && !known) || !weighing_reach(&w, start)) {
        *open = true;
        return find_likely(q, last_line);
    }
    if (!q->spaced) {
        last_line = join_wrapped(q, &w, last_line, low, known);
        start = last_line;
    }
    for (;;) {
        size_t before = line_before(q, start, low);
        bool prose =
            !q->spaced && before < start && fragment_is_prose(slice_part(s, before, start));
        if (before == start || prose) {
            bool behind_blank = start < last_line && !prose && line_above(s, start, low) > low;
            return q->spaced || (behind_blank && !q->glued) ? start : last_line;
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

/* Prose may stand before the text on its line: behind the embed before, or where nothing tells
 * paragraphs apart. */
static bool may_hold_prose(const struct start_search *q, size_t start)
{
    struct slice s = q->context->view.s;
    bool glued = start > 0 && start == q->context->floor && start < s.length &&
                 !ascii_is_space(s.data[start]) && !ascii_is_space(s.data[start - 1]);
    return glued || (q->crowded && line_start(s, q->end, start) == start);
}

/* Of a line that may hold prose the words from the farthest lost break on. Nothing tells the
 * sentences of a first line apart. */
static size_t leave_prose(const struct start_search *q, size_t start, bool *open)
{
    struct slice s = q->context->view.s;
    size_t introduced = find_introduced(q, start, q->end);
    if (introduced < q->end) {
        *open = true;
        return introduced;
    }
    size_t joint = words_find_joint(s, start, q->end);
    bool first = start == q->context->floor;
    *open = joint < q->end || (first && words_go_on(s, start, q->end));
    return joint < q->end ? joint : start;
}

/* Whether nothing stands before a place on its line. */
static bool begins(const struct start_search *q, size_t at)
{
    struct slice s = q->context->view.s;
    return at == 0 || line_is_break(s.data[at - 1]) || ascii_is_space(s.data[at]);
}

/* Whether another's link stands in [from, to): posts hold only short ones, and their own. */
static bool has_foreign_link(const struct start_search *q, size_t from, size_t to)
{
    const struct near_links *links = &q->context->links;
    for (size_t i = q->links; i-- > 0 && links->list[i].start >= from;) {
        const struct near_link *link = &links->list[i];
        bool others = link->place != q->place && link->kind != LINK_SHORT;
        if (link->start < to && others && !is_tag(q->context->view.s, link)) {
            return true;
        }
    }
    return false;
}

static struct up look_up(const struct start_search *q, size_t at, size_t low)
{
    struct up up = { .paragraph = paragraph_before(q, at, low) };
    size_t line = q->spaced ? at : line_before(q, at, low);
    up.start = line < at ? line : up.paragraph;
    up.may = up.start < at && begins(q, up.start) && !has_foreign_link(q, up.start, at) &&
             fits(q, up.start);
    return up;
}

/* Adds the paragraphs that a list holds together with the one at `start`. */
static size_t take_lists(const struct start_search *q, size_t low, size_t start, struct up *up,
                         bool *open)
{
    struct slice s = q->context->view.s;
    for (;;) {
        size_t before = up->paragraph;
        bool listed = before < start && (is_bullet(s, start) || is_bullet(s, before));
        if (!listed || !fits(q, before)) {
            return start;
        }
        start = before;
        *up = look_up(q, start, low);
        *open = true;
    }
}

/* Adds all that stands between an introduction and the text, or from the beginning of a quotation
 * on that ends in the text. `up` is what stands above the text. */
static size_t take_introduced(const struct start_search *q, size_t low, size_t start, struct up up,
                              bool *open)
{
    struct slice s = q->context->view.s;
    size_t from = start;
    for (unsigned i = 0; i < FRAGMENTS_MOST; i++) {
        size_t before = up.start;
        struct slice paragraph = slice_part(s, before, from);
        if (before < from && from < start &&
            above_introduces(paragraph, q->place, q->name, q->handle)) {
            *open = true;
            return from;
        }
        if (before == from || !up.may || fragment_is_apart(paragraph)) {
            break;
        }
        if (above_opens_quote(slice_part(s, start, q->end), paragraph)) {
            *open = true;
            return before;
        }
        from = before;
        up = look_up(q, from, low);
    }
    return start;
}

/* Where a paragraph above begins that is a post's by itself, with no heading below it: what stands
 * between is of the same post. `start`: there is none. */
static size_t find_signed(const struct start_search *q, size_t low, size_t start, struct up up)
{
    struct slice s = q->context->view.s;
    size_t from = start;
    for (unsigned i = 0; i < FRAGMENTS_MOST && up.may; i++) {
        struct slice paragraph = slice_part(s, up.start, from);
        if (fragment_is_apart(paragraph) || fragment_is_label(paragraph)) {
            break;
        }
        if (above_is_signed(paragraph)) {
            return up.start;
        }
        from = up.start;
        up = look_up(q, from, low);
    }
    return start;
}

/* Adds what stands above while it seems to be of the post: its blank lines look like those between
 * paragraphs of the prose around. */
static size_t take_fragments(const struct start_search *q, size_t low, size_t start, struct up up,
                             bool *open)
{
    struct slice s = q->context->view.s;
    size_t end = q->end;
    for (unsigned i = 0; i < FRAGMENTS_MOST && up.may; i++) {
        size_t before = up.start;
        if (!above_goes_on(slice_part(s, start, end), slice_part(s, before, start), i > 0)) {
            before = find_signed(q, low, start, up);
        }
        if (before == start) {
            break;
        }
        end = start;
        start = before;
        *open = true;
        up = look_up(q, start, low);
    }
    return start;
}

/* Behind the last of the place's permalinks that stands alone on its line before the text: posts
 * show short links for such, so what stands above it is of no post here. */
static size_t behind_permalink(const struct start_search *q, size_t low)
{
    struct slice s = q->context->view.s;
    const struct near_links *links = &q->context->links;
    for (size_t i = q->links; i-- > 0 && links->list[i].start >= low;) {
        const struct near_link *link = &links->list[i];
        bool own = link->place == q->place && link->kind == LINK_PERMALINK && link->end < q->end;
        if (own && line_skip_prefix(s, line_start(s, link->start, low)) == link->start &&
            line_is_over(s, link->end)) {
            return link->end;
        }
    }
    return low;
}

size_t start_find(const struct start_search *q, bool *open)
{
    struct slice s = q->context->view.s;
    size_t floor = behind_permalink(q, q->context->floor);
    size_t low = q->end > POST_BYTES ? q->end - POST_BYTES : 0;
    low = low > floor ? low : floor;
    *open = false;
    struct reach reach = { q->end, q->links };
    reach_back(q, low, most_of(q), &reach);
    size_t furniture = q->place->furniture ? reach_furniture(q, low, reach) : q->end;
    size_t behind = furniture_end(q->place, s, furniture, q->end, q->name);
    if (behind > furniture && fits(q, behind)) {
        return behind;
    }
    size_t line = line_start(s, q->end, low);
    bool indented = q->spaced && !q->quoted && ascii_is_blank(s.data[line]);
    size_t quote = indented ? indent_find(q, low, most_of(q)) : q->end;
    if (quote < q->end && !has_foreign_link(q, quote, q->end)) {
        return quote;
    }
    size_t start = take_lines(q, line, low, low == floor, open);
    if (*open) {
        return start;
    }
    if (may_hold_prose(q, start)) {
        return leave_prose(q, start, open);
    }
    if (reach_ends_above(q, start, low, reach)) {
        return start; /* as mostly */
    }
    struct up up = look_up(q, start, low);
    start = take_lists(q, low, start, &up, open);
    if (!q->quoted && !*open) {
        start = take_introduced(q, low, start, up, open);
    }
    return q->quoted || *open ? start : take_fragments(q, low, start, up, open);
}
