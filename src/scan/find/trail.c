#include "scan/find/trail.h"

#include "places/advertisements.h"
#include "scan/find/line.h"
#include "syntax/utf8.h"

enum { GAP_MOST = 256, WORDS_MOST = 512, REFERENCE_MOST = 4 };

size_t trail_links_before(const struct context *c, size_t at)
{
    size_t count = c->links.count;
    while (count > 0 && c->links.list[count - 1].start >= at) {
        count--;
    }
    return count;
}

/* Signs of no width: a soft hyphen, a zero-width space, a byte order mark. */
static bool is_invisible(uint32_t code)
{
    return code == 0xad || code == 0x200b || code == 0xfeff;
}

size_t trail_skip_gap(const struct context *c, size_t at, bool quoted)
{
    struct slice s = c->view.s;
    size_t end = at;
    while (at > c->floor && end - at < GAP_MOST) {
        char last = s.data[at - 1];
        if (ascii_is_space(last)) {
            at--;
            continue;
        }
        if (last > ' ' && last < 0x7f && last != '>') {
            break; /* words, as mostly */
        }
        size_t length;
        uint32_t code = utf8_decode_last(slice_part(s, c->floor, at), &length);
        bool mark =
            code == '>' && quoted && line_is_blank(s, line_start(s, at, c->floor), at, true);
        bool nothing = utf8_is_direction_mark(code) || is_invisible(code);
        if (!utf8_is_space(code) && !nothing && !mark) {
            break;
        }
        at -= length;
    }
    return at;
}

/* The link that ends at `at`, or behind which there only stands an ellipsis; NULL: none. */
static const struct near_link *link_ending(const struct context *c, size_t links, size_t at)
{
    const struct near_link *link = links ? &c->links.list[links - 1] : NULL;
    if (!link || link->start < c->floor || link->end > at) {
        return NULL;
    }
    struct slice between = slice_part(c->view.s, link->end, at);
    between = slice_skip(between, slice_starts(between, SLICE(" ")));
    bool cut = slice_equal(between, SLICE("…")) || slice_equal(between, SLICE("..."));
    return link->end == at || cut ? link : NULL;
}

/* Words of the post that markup made a link of: a hashtag, a mention. */
static bool names_something(struct slice s, size_t at)
{
    return at < s.length && (s.data[at] == '#' || s.data[at] == '@' || s.data[at] == '$');
}

/* Whether the last of some links is a permalink of the place in sight. */
static bool ends_with_permalink(const struct context *c, size_t links, const struct place *place)
{
    const struct near_link *link = links ? &c->links.list[links - 1] : NULL;
    return link && link->start >= c->floor && link->kind == LINK_PERMALINK && link->place == place;
}

/* A caption that is a link to its post, below another: "View this post". */
static bool is_caption(const struct context *c, size_t links, const struct place *place)
{
    if (!ends_with_permalink(c, links, place) || !ends_with_permalink(c, links - 1, place)) {
        return false;
    }
    const struct near_link *link = &c->links.list[links - 1];
    struct slice words = slice_part(c->view.s, link->start, link->end);
    return slice_find(words, ' ') < words.length;
}

/* Where the bracket opens that closes before `at`; `at` if it does not. */
static size_t find_opening(const struct context *c, size_t at)
{
    struct slice s = c->view.s;
    size_t low = at > c->floor + WORDS_MOST ? at - WORDS_MOST : c->floor;
    size_t depth = 0;
    for (size_t i = at; i-- > low;) {
        depth += s.data[i] == ']';
        if (s.data[i] == '[' && --depth == 0) {
            return i;
        }
    }
    return at;
}

/* "[words]" that ends at `at`: where it begins, `at` if there is none or it is part of the text. */
static size_t read_words(const struct context *c, size_t at)
{
    struct slice s = c->view.s;
    if (at <= c->floor || s.data[at - 1] != ']') {
        return at;
    }
    size_t open = find_opening(c, at);
    return names_something(s, open + 1) ? at : open;
}

/* "(URL)", "[words](URL)": where it begins, given the link inside. */
static size_t read_parentheses(const struct context *c, const struct near_link *link,
                               struct trail *out)
{
    size_t open = link->start - 1;
    if (open <= c->floor || c->view.s.data[open - 1] != ']') {
        return open;
    }
    size_t words = read_words(c, open);
    out->markdown |= words < open;
    return words < open ? words : open + 2; /* a hashtag's: no trailing link */
}

/* "[words][n]" or "[pic.twitter.com/x]", which end at `at`. */
static size_t read_reference(const struct context *c, size_t at, struct trail *out)
{
    struct slice s = c->view.s;
    size_t digits = at - 1;
    while (digits > c->floor && at - digits <= REFERENCE_MOST &&
           ascii_is_digit(s.data[digits - 1])) {
        digits--;
    }
    bool numbered = digits + 1 < at && digits > c->floor && s.data[digits - 1] == '[';
    size_t end = numbered ? digits - 1 : at;
    size_t open = read_words(c, end);
    size_t before = trail_links_before(c, open);
    bool holds = open < end && before < out->links;
    out->markdown |= holds && numbered;
    return holds ? open : at;
}

/* Where the number begins by which browsers of text tell a link: "[12]https://…"; `at`: there is
 * none. */
static size_t link_number(const struct context *c, size_t at)
{
    struct slice s = c->view.s;
    size_t digits = at > c->floor && s.data[at - 1] == ']' ? at - 1 : at;
    size_t open = digits;
    while (open > c->floor && digits - open < REFERENCE_MOST && ascii_is_digit(s.data[open - 1])) {
        open--;
    }
    bool numbered = open < digits && open > c->floor && s.data[open - 1] == '[';
    return numbered ? open - 1 : at;
}

/* One link, or one in brackets, that ends at `at`: where it begins; `at`: there is none. */
static size_t read_one(const struct context *c, const struct place *place, size_t at,
                       struct trail *out)
{
    struct slice s = c->view.s;
    const struct near_link *link = link_ending(c, out->links, at);
    if (link) {
        bool words = names_something(s, link->start) || is_caption(c, out->links, place);
        return words ? at : link_number(c, link->start);
    }
    char close = s.data[at - 1];
    if (close == ']') {
        return read_reference(c, at, out);
    }
    link = close == ')' || close == '>' ? link_ending(c, out->links, at - 1) : NULL;
    char open = close == ')' ? '(' : '<';
    if (!link || link->start <= c->floor || s.data[link->start - 1] != open) {
        return at;
    }
    size_t start = close == ')' ? read_parentheses(c, link, out) : link->start - 1;
    return start < link->start ? start : at;
}

static bool is_own(const struct near_link *link, const struct place *place)
{
    return link->place == place;
}

/* Above a line that sells something, which stands between a post and what signs it; `at`: no such
 * line ends there. */
static size_t skip_advertisement(const struct context *c, size_t at)
{
    struct slice s = c->view.s;
    size_t low = at > c->floor + ADVERTISEMENT_MOST ? at - ADVERTISEMENT_MOST : c->floor;
    size_t line = line_is_over(s, at) ? line_start(s, at, low) : low;
    size_t words = line > low ? line_skip_prefix(s, line) : at;
    return words < at && advertisement_is_label(slice_part(s, words, at)) ? line : at;
}

void trail_read(const struct context *c, const struct place *place, size_t end, bool quoted,
                struct trail *out)
{
    *out = (struct trail){ .start = end, .links = trail_links_before(c, end) };
    for (;;) {
        size_t at = trail_skip_gap(c, out->start, quoted);
        size_t above = skip_advertisement(c, at);
        size_t start = above < at ? above : at > c->floor ? read_one(c, place, at, out) : at;
        if (start >= at) {
            out->words = at;
            return;
        }
        out->start = start;
        for (; out->links > 0 && c->links.list[out->links - 1].start >= start; out->links--) {
            out->own |= is_own(&c->links.list[out->links - 1], place);
        }
    }
}
