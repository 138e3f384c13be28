#include "scan/find/post.h"

#include "scan/find/line.h"
#include "syntax/utf8.h"

/* A post has 280 characters, weighted as twitter-text does; replies name accounts besides. */
enum { POST_WEIGHT = 320, LINK_WEIGHT = 23, GAP_MOST = 256 };

/* A look back from an attribution. */
struct search {
    struct slice s;
    size_t floor;
    const struct seen *seen;
    uint64_t offset;
    bool quoted;
};

/* Where the latest but `back` link stands in the view; false: before the floor. */
static bool link_at(const struct search *q, size_t back, size_t *start, size_t *end)
{
    const struct seen_link *o = seen_latest(q->seen, back);
    if (!o || o->start < q->offset + q->floor) {
        return false;
    }
    *start = (size_t)(o->start - q->offset);
    *end = (size_t)(o->end - q->offset);
    return true;
}

static size_t skip_gap_back(const struct search *q, size_t at)
{
    size_t end = at;
    while (at > q->floor && end - at < GAP_MOST) {
        size_t length;
        uint32_t code = utf8_decode_last(slice_part(q->s, q->floor, at), &length);
        bool mark = code == '>' && q->quoted &&
                    line_is_blank(q->s, line_start(q->s, at, q->floor), at, true);
        if (!utf8_is_space(code) && !utf8_is_direction_mark(code) && !mark) {
            break;
        }
        at -= length;
    }
    return at;
}

/* Takes the links before the attribution off the text and gives where the first of them begins. */
static size_t take_trailing(const struct search *q, size_t at, struct post *out)
{
    size_t start;
    size_t end;
    while (link_at(q, out->trailing, &start, &end) && end == skip_gap_back(q, at)) {
        at = start;
        out->trailing++;
    }
    return at;
}

static unsigned weight_of(uint32_t code)
{
    bool light = code < 0x1100 || (code >= 0x2000 && code <= 0x200d) ||
                 (code >= 0x2010 && code <= 0x201f) || (code >= 0x2032 && code <= 0x2037);
    return light ? 1 : 2;
}

enum { WORD = 8 };

/* Whether the eight bytes at `at` are all there and ASCII. */
static bool is_ascii(struct slice s, size_t at)
{
    uint64_t word = 0;
    if (s.length - at < WORD) {
        return false;
    }
    memcpy(&word, s.data + at, WORD);
    return (word & 0x8080808080808080) == 0;
}

static unsigned weigh_words(struct slice s)
{
    unsigned weight = 0;
    for (size_t i = 0; i < s.length && weight <= POST_WEIGHT;) {
        size_t length = 1;
        if (is_ascii(s, i)) {
            weight += WORD;
            i += WORD;
            continue;
        }
        weight +=
            (unsigned char)s.data[i] < 0x80 ? 1 : weight_of(utf8_decode(slice_skip(s, i), &length));
        i += length;
    }
    return weight;
}

/* What a text weighs that is weighed from its end on. */
struct weighing {
    size_t to;   /* everything from here on is weighed ... */
    size_t back; /* ... and so many of the latest links */
    unsigned weight;
};

/* Weighs on from `from`, and gives what all of it weighs, or more than a post does. */
static unsigned weigh(const struct search *q, size_t from, struct weighing *w)
{
    size_t start;
    size_t end;
    for (; link_at(q, w->back, &start, &end) && start >= from; w->back++) {
        w->weight += LINK_WEIGHT + weigh_words(slice_part(q->s, end, w->to));
        w->to = start;
    }
    w->weight += weigh_words(slice_part(q->s, from, w->to));
    w->to = from;
    return w->weight;
}

/* Where the line before the one that begins at `line` begins, if it belongs to the same paragraph,
 * else `line`. In a quote the paragraph is all of the quote. */
static size_t line_before(const struct search *q, size_t line, size_t low)
{
    if (line <= low) {
        return line;
    }
    bool pair = line - 1 > low && q->s.data[line - 1] == '\n' && q->s.data[line - 2] == '\r';
    size_t end = line - 1 - pair;
    size_t start = line_start(q->s, end, low);
    bool belongs = q->quoted ? start < end && q->s.data[start] == '>'
                             : !line_is_blank(q->s, start, end, false);
    return belongs ? start : line;
}

/* Where the text that ends at `end` begins; false: nobody can tell. Lines are taken while what they
 * hold can be one post. `spaced`: the text is known to keep its blank lines; in one that lost them
 * a line is a paragraph. */
static bool find_start(const struct search *q, size_t end, size_t trailing, bool spaced,
                       size_t *out)
{
    size_t low = end > POST_BYTES ? end - POST_BYTES : 0;
    low = low > q->floor ? low : q->floor;
    bool known = low == q->floor;
    size_t lines = 0;
    struct weighing weighing = { .to = end, .back = trailing };
    size_t last_line = line_start(q->s, end, low);
    size_t start = last_line;
    if (start == low && !known) {
        return false;
    }
    for (size_t before = start; lines == 0 || before < start; lines++) {
        if ((before == low && !known) || weigh(q, before, &weighing) > POST_WEIGHT) {
            /* The whole line before cannot be the post's; of more than one nobody can tell. */
            *out = spaced ? start : last_line;
            return lines == 1 || (lines > 1 && !spaced);
        }
        start = before;
        before = line_before(q, start, low);
        if (before == start) {
            spaced = spaced || start > low; /* behind a blank line */
            break;
        }
    }
    *out = spaced ? start : last_line;
    return true;
}

/* --- What a site puts around posts: "Skip Twitter post by NAME", "Report End of …" --- */

static struct slice skip_left(struct slice s)
{
    while (s.length) {
        size_t length;
        if (!utf8_is_space(utf8_decode(s, &length))) {
            break;
        }
        s = slice_skip(s, length);
    }
    return s;
}

static bool take(struct slice *s, struct slice words)
{
    if (!slice_starts(*s, words)) {
        return false;
    }
    *s = slice_skip(*s, words.length);
    return true;
}

/* Takes " 2" and "by NAME", where the name is a handle, the author's, or the rest of the line. */
static void take_whose(struct slice *s, struct slice name)
{
    size_t digits = slice_starts(*s, SLICE(" "));
    while (digits < s->length && ascii_is_digit(s->data[digits])) {
        digits++;
    }
    *s = slice_skip(*s, digits > 1 ? digits : 0);
    if (!take(s, SLICE(" by "))) {
        return;
    }
    if (s->length && s->data[0] == '@') {
        size_t word = 1;
        while (word < s->length && (ascii_is_alnum(s->data[word]) || s->data[word] == '_')) {
            word++;
        }
        *s = slice_skip(*s, word);
    } else if (!name.length || !take(s, name)) {
        *s = slice_skip(*s, line_end(*s, 0));
    }
}

static struct slice strip_furniture(struct slice s, struct slice name)
{
    for (;;) {
        struct slice rest = skip_left(s);
        struct slice report = rest;
        if (take(&report, SLICE("Report")) &&
            slice_starts(skip_left(report), SLICE("End of Twitter post"))) {
            rest = skip_left(report);
        }
        if (!take(&rest, SLICE("End of Twitter post")) &&
            !take(&rest, SLICE("Skip Twitter post"))) {
            return skip_left(s);
        }
        take_whose(&rest, name);
        s = rest;
    }
}

/* --- */

/* Where the words begin: behind spaces, and the marks of a quote where a line begins. */
static size_t skip_gap(const struct search *q, size_t at, size_t end)
{
    bool begins_line = at == 0 || q->s.data[at - 1] == '\n' || q->s.data[at - 1] == '\r';
    while (at < end) {
        char c = q->s.data[at];
        if (!ascii_is_space(c) && !(c == '>' && q->quoted && begins_line)) {
            break;
        }
        begins_line |= c == '\n' || c == '\r';
        at++;
    }
    return at;
}

/* Whether a blank line stands in [from, to). */
static bool has_blank_line(struct slice s, size_t from, size_t to)
{
    size_t end = line_end(s, from);
    while (end < to) {
        size_t line = line_next(s, end);
        end = line_end(s, line);
        if (end < to && line_is_blank(s, line, end, false)) {
            return true;
        }
    }
    return false;
}

static void find_text(const struct search *q, size_t end, const struct attribution *a,
                      struct post *out)
{
    size_t start;
    bool spaced = q->quoted || has_blank_line(q->s, end, a->start);
    if (end <= q->floor || !find_start(q, end, out->trailing, spaced, &start)) {
        return;
    }
    size_t words = skip_gap(q, start, end);
    struct slice text = strip_furniture(slice_part(q->s, words, end), a->name);
    if (text.length) {
        out->text = text;
        out->start = (size_t)(text.data - q->s.data);
    }
}

static bool has_own_link(const struct post *post, const struct seen *seen)
{
    for (size_t i = 0; i < post->links; i++) {
        const struct seen_link *link = seen_latest(seen, i);
        if (link->place && (link->kind == LINK_SHORT || link->kind == LINK_MEDIA)) {
            return true;
        }
    }
    return false;
}

static bool is_bullet(struct slice s, size_t line)
{
    size_t at = line_skip_prefix(s, line);
    return at + 1 < s.length && (s.data[at] == '-' || s.data[at] == '*') && s.data[at + 1] == ' ';
}

/* Whether the lines around a line are items of the same list. */
static bool is_listed(const struct view *v, const struct attribution *a)
{
    size_t line = line_start(v->s, a->start, 0);
    size_t next = line_next(v->s, line_end(v->s, a->end));
    size_t before = line;
    if (line > 0) {
        before = line_start(v->s, line - 1, 0);
        before = before + 1 == line && line > 1 ? line_start(v->s, line - 2, 0) : before;
    }
    return is_bullet(v->s, next) || (before < line && is_bullet(v->s, before));
}

enum { WORDS_LEAST = 20 };

/* Whether it is a post rather than a byline, a list or a remark: what an attribution lacks in
 * signs, its post must have in links. */
static bool is_likely(const struct view *v, const struct attribution *a, const struct post *post,
                      const struct seen *seen)
{
    bool by = slice_starts_nocase(a->name, SLICE("by "));
    if (!a->dated) {
        return a->lead <= LEAD_BULLET && has_own_link(post, seen);
    }
    switch (a->lead) {
    case LEAD_DASH:
        return !by || post->trailing > 0;
    case LEAD_BULLET:
        return post->trailing > 0 || (!by && !is_listed(v, a));
    case LEAD_SPACES:
        return !by &&
               (post->trailing > 0 || a->start - line_start(v->s, a->start, 0) >= WORDS_LEAST);
    case LEAD_LINK:
    case LEAD_LINE:
    default:
        return !by && post->trailing > 0;
    }
}

/* Counts the links, from the latest back, that begin at the post's start or later. */
static void count_links(const struct search *q, struct post *out)
{
    size_t start;
    size_t end;
    while (link_at(q, out->links, &start, &end) && start >= out->start) {
        out->links++;
    }
}

bool post_find(const struct view *v, uint64_t offset, size_t floor, const struct attribution *a,
               const struct seen *seen, struct post *out)
{
    struct search q = { v->s, floor, seen, offset, false };
    size_t line = line_start(v->s, a->start, floor);
    q.quoted = line < v->s.length && v->s.data[line] == '>';
    /* As if it had all links: where it were no post even then, its text is not looked for. */
    struct post most = { .quoted = q.quoted };
    size_t start = take_trailing(&q, a->start, &most);
    *out = most;
    count_links(&q, &most);
    if (!is_likely(v, a, &most, seen)) {
        return false;
    }
    out->start = start;
    find_text(&q, skip_gap_back(&q, start), a, out);
    out->links = out->trailing;
    count_links(&q, out);
    return is_likely(v, a, out, seen);
}

void post_add_text(const struct post *post, struct buffer *into)
{
    struct slice s = post->text;
    for (size_t line = 0; line < s.length;) {
        size_t end = line_end(s, line);
        size_t from = line ? line_skip_prefix(s, line) : 0;
        from = from < end ? from : end;
        size_t to = end;
        while (to > from && (s.data[to - 1] == ' ' || s.data[to - 1] == '\t') && end < s.length) {
            to--;
        }
        buffer_add(into, slice_part(s, from, to));
        line = line_next(s, end);
        if (end < s.length) {
            buffer_add_char(into, '\n');
        }
    }
}
