#include "scan/find/post.h"

#include "scan/find/above.h"
#include "scan/find/fragment.h"
#include "scan/find/furniture.h"
#include "scan/find/line.h"
#include "scan/find/start.h"
#include "syntax/utf8.h"

enum { WORDS_LEAST = 20, ZERO_WIDTH_SPACE = 0x200b, BYTE_ORDER_MARK = 0xfeff };

/* Where the words begin: behind spaces, and the marks of a quote where a line begins. */
static size_t skip_gap(struct slice s, size_t at, size_t end, bool quoted)
{
    bool begins_line = at == 0 || s.data[at - 1] == '\n' || s.data[at - 1] == '\r';
    while (at < end) {
        size_t length;
        uint32_t code = utf8_decode(slice_part(s, at, end), &length);
        bool nothing = utf8_is_space(code) || code == ZERO_WIDTH_SPACE || code == BYTE_ORDER_MARK;
        if (!nothing && !(code == '>' && quoted && begins_line)) {
            break;
        }
        begins_line |= code == '\n' || code == '\r';
        at += length;
    }
    return at;
}

/* Behind the mark of the list's item or table's cell that the words are; words that hold more of
 * such items are a list of the author's. */
static size_t skip_item(struct slice s, size_t at, size_t end, size_t floor)
{
    size_t behind = line_skip_item(s, at);
    if (behind == at || line_skip_prefix(s, line_start(s, at, floor)) != at) {
        return at;
    }
    struct slice mark = slice_part(s, at, behind);
    for (size_t line = line_end(s, at); line < end; line = line_end(s, line)) {
        line = line_next(s, line);
        if (slice_starts(slice_skip(s, line_skip_prefix(s, line)), mark)) {
            return at;
        }
    }
    return behind;
}

/* Whether a blank line stands between a line that ends at `end` and `to`. */
static bool has_blank_line(struct slice s, size_t end, size_t to)
{
    while (end < to) {
        size_t line = line_next(s, end);
        end = line_end(s, line);
        if (end < to && line_is_blank(s, line, end, false)) {
            return true;
        }
    }
    return false;
}

static void find_words(const struct context *c, const struct start_search *q, struct post *out)
{
    struct slice s = c->view.s;
    if (q->end <= c->floor) {
        return;
    }
    size_t start = start_find(q, &out->open);
    size_t words = skip_gap(s, start, q->end, q->quoted);
    words = q->quoted ? words : skip_item(s, words, q->end, c->floor);
    if (words < q->end) {
        out->text = slice_part(s, words, q->end);
        out->start = words;
    }
}

/* Without the words that stand for a picture behind the text. */
static size_t skip_picture(const struct context *c, const struct place *place, size_t end,
                           bool quoted)
{
    size_t before = furniture_before_picture(place, c->view.s, c->floor, end);
    return before < end ? trail_skip_gap(c, before, quoted) : end;
}

static bool is_quoted(struct slice s, size_t at, size_t floor)
{
    return line_is_quoted(s, line_start(s, at, floor));
}

/* Whether what signs a post stands on the line of its last words, which ends at `line`, with more
 * behind it. */
static bool is_crowded(struct slice s, size_t line, const struct post_sign *sign)
{
    return line >= sign->end && !line_is_over(s, sign->end);
}

/* What stands right before what signs a post. */
struct before {
    bool quoted;
    struct trail trail;
};

static void look_before(const struct context *c, const struct place *place, size_t end,
                        struct before *out)
{
    out->quoted = is_quoted(c->view.s, end, c->floor);
    trail_read(c, place, end, out->quoted, &out->trail);
}

/* Whether the last words before what signs a post only say that it comes: they end with a colon,
 * and blank lines or, in a text without them, breaks set them apart from it. `line`: where their
 * line ends; `next`: where the links that trail it begin, or the sign. */
static bool is_introduction(const struct start_search *q, size_t line, size_t next,
                            const struct post_sign *sign)
{
    struct slice s = q->context->view.s;
    if (q->quoted || line >= next) {
        return false;
    }
    bool blank = has_blank_line(s, line, next);
    if (q->spaced && !blank) {
        return false;
    }
    struct slice words = slice_part(s, line_start(s, q->end, q->context->floor), q->end);
    return above_introduces(words, q->place, sign->name, sign->handle) ||
           (blank && next < sign->start && above_ends_with_colon(words));
}

static void find_text(const struct context *c, const struct place *place,
                      const struct post_sign *sign, const struct before *before, struct post *out)
{
    struct slice s = c->view.s;
    size_t end = sign->start;
    bool quoted = before->quoted;
    const struct trail *trail = &before->trail;
    *out = (struct post){
        .start = trail->start, .quoted = quoted, .markdown = trail->markdown, .linked = trail->own
    };
    struct start_search q = { .context = c,
                              .place = place,
                              .end = skip_picture(c, place, trail->words, quoted),
                              .links = trail->links,
                              .quoted = quoted,
                              .name = sign->name,
                              .handle = sign->handle,
                              .date = sign->date };
    size_t line = line_end(s, q.end);
    q.crowded = is_crowded(s, line, sign);
    q.spaced = quoted || has_blank_line(s, line, end);
    q.glued = end > c->floor && !ascii_is_space(s.data[end - 1]);
    if (!is_introduction(&q, line, trail->start, sign)) {
        find_words(c, &q, out);
        out->open |= trail->own && !quoted && has_blank_line(s, line, trail->start) &&
                     fragment_is_prose(out->text);
    }
}

void post_find_text(const struct context *c, const struct place *place, struct post_sign sign,
                    struct post *out)
{
    struct before before;
    look_before(c, place, sign.start, &before);
    find_text(c, place, &sign, &before, out);
}

/* --- What only looks like a post --- */

static bool is_bullet(struct slice s, size_t line)
{
    size_t at = line_skip_prefix(s, line);
    return at + 1 < s.length && (s.data[at] == '-' || s.data[at] == '*' || s.data[at] == '+') &&
           s.data[at + 1] == ' ';
}

/* Whether the lines around a line are items of the same list. */
static bool is_listed(struct slice s, const struct attribution *a)
{
    size_t line = line_start(s, a->start, 0);
    size_t next = line_next(s, line_end(s, a->end));
    size_t before = line_above(s, line, 0);
    return is_bullet(s, next) || (before < line && is_bullet(s, before));
}

/* Whether the item above the one at `line` is there and nobody signed it: the list is one post's.
 */
static bool follows_unsigned(struct slice s, size_t line, size_t floor)
{
    size_t end = line;
    while (end > floor && ascii_is_space(s.data[end - 1])) {
        end--;
    }
    size_t above = line_start(s, end, floor);
    struct slice words = slice_part(s, above, end);
    return end < line && is_bullet(s, above) &&
           slice_find_nocase(words, SLICE("(@")) == words.length;
}

/* Whether a signature stands in an item of a list: "* Mended the lock — Jane Doe (@janedoe) June 3,
 * 2018" says who did it. An item may be broken over a few lines. */
static bool is_item(struct slice s, const struct attribution *a, size_t floor)
{
    enum { LINES_MOST = 4 };
    size_t line = line_start(s, a->start, floor);
    for (int i = 0; i < LINES_MOST && !line_is_quoted(s, line); i++) {
        size_t words = line_skip_prefix(s, line);
        if (is_bullet(s, line)) {
            return words < a->start && !follows_unsigned(s, line, floor);
        }
        if (words == line || line == floor || line_is_blank(s, line, a->start, false)) {
            return false;
        }
        line = line_above(s, line, floor);
    }
    return false;
}

/* A schedule's line: "10:30 Opening — Jane (@jane) March 3, 2020". */
static bool is_schedule(struct slice s, const struct attribution *a, size_t floor)
{
    size_t at = line_skip_prefix(s, line_start(s, a->start, floor));
    size_t hour = slice_skip_digits(s, at, 2);
    bool mark = hour > at && hour < s.length && (s.data[hour] == ':' || s.data[hour] == '.');
    return mark && hour + 2 < s.length && ascii_is_digit(s.data[hour + 1]) &&
           ascii_is_digit(s.data[hour + 2]);
}

/* Whether all that is signed is the number of a release: "v1.2.0 — Jane Doe (@janedoe) June 3". */
static bool is_release(struct slice s, const struct attribution *a, size_t floor)
{
    size_t line = line_skip_prefix(s, line_start(s, a->start, floor));
    struct slice words = slice_trim(slice_part(s, line, a->start));
    size_t dots = 0;
    words = slice_skip(words, words.length && (words.data[0] == 'v' || words.data[0] == 'V'));
    for (size_t i = 0; i < words.length; i++) {
        dots += words.data[i] == '.';
        if (!ascii_is_digit(words.data[i]) && (i == 0 || words.data[i] != '.')) {
            return false;
        }
    }
    return dots > 0;
}

static bool is_dated(const struct attribution *a)
{
    return a->date.source != SOURCE_NONE || a->permalink.length > 0;
}

/* Whether one of the platform's own links begins in [from, to). */
static bool holds_own_link(const struct context *c, const struct place *place, size_t from,
                           size_t to)
{
    for (size_t i = trail_links_before(c, to); i-- > 0 && c->links.list[i].start >= from;) {
        if (c->links.list[i].place == place) {
            return true;
        }
    }
    return false;
}

/* Whether the date is a link to a post of the platform. */
static bool has_own_permalink(const struct attribution *a)
{
    struct url u;
    struct match m;
    struct buffer scratch = BUFFER(URL_MOST);
    bool own = a->permalink.length && url_parse(a->permalink, NULL, &scratch, &u) == URL_OK &&
               place_match(&u, &m) && m.place == a->place;
    buffer_free(&scratch);
    return own;
}

/* "By Jo", and where a headline stands on its line: "as it happened By Jo". */
static bool is_byline(struct slice name)
{
    struct slice by = SLICE(" By ");
    size_t at = slice_find_nocase(name, by);
    return slice_starts_nocase(name, SLICE("by ")) || slice_starts(slice_skip(name, at), by);
}

/* Whether the attribution's line is a heading of Markdown: "## 1.2.0 — Jane Doe (@janedoe) June 3,
 * 2018" says who released what. */
static bool is_heading(struct slice s, const struct attribution *a, size_t floor)
{
    size_t at = line_start(s, a->start, floor);
    size_t signs = at;
    while (signs < s.length && s.data[signs] == '#') {
        signs++;
    }
    return signs > at && signs < s.length && s.data[signs] == ' ';
}

/* Whether enough words stand before two spaces for these to be a lost dash; right behind another
 * post on the line any do. */
static bool has_words(const struct context *c, const struct attribution *a)
{
    struct slice s = c->view.s;
    size_t line = line_start(s, a->start, c->floor);
    bool follows = line > 0 && line == c->floor && s.data[line - 1] != '\n' &&
                   s.data[line - 1] != '\r' && !line_is_blank(s, line, a->start, false);
    return follows || a->start - line >= WORDS_LEAST;
}

/* Whether it is a post rather than a byline, a list or a remark: what an attribution lacks in
 * signs, its post must have in links. */
static bool is_likely(const struct context *c, const struct attribution *a, bool linked, bool own)
{
    struct slice s = c->view.s;
    if (a->followed) {
        return a->lead == LEAD_DASH && own;
    }
    if (!is_dated(a) || a->separated) {
        return a->lead <= LEAD_BULLET && linked;
    }
    switch (a->lead) {
    case LEAD_DASH:
        return linked || (!is_byline(a->name) && !is_schedule(s, a, c->floor) &&
                          !is_heading(s, a, c->floor) && !is_item(s, a, c->floor) &&
                          !is_release(s, a, c->floor));
    case LEAD_BULLET:
        return linked || (!is_byline(a->name) && !is_listed(s, a));
    case LEAD_SPACES:
        return !is_byline(a->name) && (linked || has_words(c, a));
    case LEAD_GAP:
    case LEAD_LINK:
    case LEAD_LINE:
    default:
        return linked && !is_byline(a->name);
    }
}

bool post_find(const struct context *c, const struct attribution *a, struct post *out)
{
    struct before before;
    look_before(c, a->place, a->start, &before);
    bool dated = is_dated(a);
    /* Links inside the words count for a dash that has no date. */
    bool linked = before.trail.own || has_own_permalink(a) ||
                  (!dated && !a->separated && holds_own_link(c, a->place, c->floor, a->start));
    if (!is_likely(c, a, linked, before.trail.own)) {
        return false;
    }
    struct post_sign sign = { a->start, a->end, a->name, a->handle, a->date };
    find_text(c, a->place, &sign, &before, out);
    out->markdown |= a->markdown;
    return dated || before.trail.own ||
           (!out->open && holds_own_link(c, a->place, out->start, a->start));
}

/* --- The words as their author wrote them --- */

/* The end of "](URL)" or "][n]" at `at`; 0: none. */
static size_t skip_target(struct slice s, size_t at)
{
    if (at + 1 >= s.length || s.data[at] != ']' ||
        (s.data[at + 1] != '(' && s.data[at + 1] != '[')) {
        return 0;
    }
    char close = s.data[at + 1] == '(' ? ')' : ']';
    size_t end = at + 2;
    while (end < s.length && s.data[end] != close && s.data[end] != '\n') {
        end++;
    }
    return end < s.length && s.data[end] == close ? end + 1 : 0;
}

/* Where the bracket at `open` closes before a link's target; `open`: it does not. */
static size_t find_target(struct slice s, size_t open)
{
    size_t at = open + 1;
    while (at < s.length && s.data[at] != ']' && s.data[at] != '[' && s.data[at] != '\n') {
        at++;
    }
    return skip_target(s, at) ? at : open;
}

/* Adds a line of Markdown; of "[words](URL)" the words. */
static void add_markdown(struct slice line, struct buffer *into)
{
    size_t from = 0;
    for (size_t i = 0; i < line.length; i++) {
        size_t target = line.data[i] == '[' ? find_target(line, i) : i;
        if (target > i) {
            attribution_add_words(slice_part(line, from, i), true, into);
            attribution_add_words(slice_part(line, i + 1, target), true, into);
            from = skip_target(line, target);
            i = from - 1;
        }
    }
    attribution_add_words(slice_skip(line, from), true, into);
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
        if (post->markdown) {
            add_markdown(slice_part(s, from, to), into);
        } else {
            buffer_add(into, slice_part(s, from, to));
        }
        size_t next = line_next(s, end);
        if (end < s.length) {
            buffer_add_char(into, post->quoted && line_is_wrapped(s, line, end, next) ? ' ' : '\n');
        }
        line = next;
    }
}
