#include "scan/find/flattened.h"

#include "scan/find/card.h"
#include "scan/find/fragment.h"
#include "scan/find/furniture.h"
#include "scan/find/inside.h"
#include "scan/find/line.h"
#include "scan/find/meaning.h"
#include "scan/find/pattern.h"
#include "scan/find/post.h"
#include "scan/find/weight.h"
#include "scan/find/words.h"
#include "scan/limits.h"

enum { GAP_MOST = 8, LINK_GAP_MOST = 24, CERTAIN = 5, AMID_MOST = 300, SIGN_BYTES = 4 };

/* --- Claims --- */

/* Words in the buffer: it may move while more is added. */
struct kept {
    size_t start, end;
};

static struct kept keep_words(struct slice words, bool markdown, struct buffer *scratch)
{
    size_t start = scratch->length;
    attribution_add_words(words, markdown, scratch);
    return (struct kept){ start, scratch->length };
}

/* No handle breaks: only its escapes, which few have, are not as its author wrote it. */
static struct kept keep_handle(struct slice handle, struct buffer *scratch)
{
    size_t start = scratch->length;
    if (slice_find(handle, '\\') < handle.length) {
        attribution_add_words(handle, true, scratch);
    } else {
        buffer_add(scratch, handle);
    }
    return (struct kept){ start, scratch->length };
}

static struct slice kept_slice(struct kept kept, const struct buffer *scratch)
{
    bool there = kept.end > kept.start && !scratch->failed;
    return there ? slice_part(buffer_slice(scratch), kept.start, kept.end) : (struct slice){ 0 };
}

/* A name's escaped marks are its own in plain text. */
void flattened_set_words(struct slice name, struct slice handle, const struct post *post,
                         struct buffer *scratch, struct claim *out)
{
    buffer_reset(scratch);
    struct kept named = keep_words(name, post->markdown, scratch);
    struct kept handled = keep_handle(handle, scratch);
    struct kept titled = keep_words(out->title, post->markdown, scratch);
    struct kept text = { scratch->length, 0 };
    post_add_text(post, scratch);
    text.end = scratch->length;
    out->name = slice_trim(kept_slice(named, scratch)); /* a quote may break behind it */
    out->handle = kept_slice(handled, scratch);
    out->title = kept_slice(titled, scratch);
    out->text = kept_slice(text, scratch);
    out->text_open = post->open && out->text.length > 0;
}

/* --- Its own permalink behind it --- */

/* Where the URL of the post's own permalink may begin behind `end`: on the next line, or the one
 * after a blank one. */
static size_t skip_gap(struct slice s, size_t end, size_t most)
{
    size_t at = end;
    while (at < s.length && at - end < most &&
           (ascii_is_space(s.data[at]) || (s.data[at] == '>' && s.data[at - 1] == '\n'))) {
        at++;
    }
    return at;
}

/* Whether the permalink is one of the author's; a handle may name its host: "name@host". */
static bool is_authors(const struct match *m, struct slice handle)
{
    size_t at = m->place->handle_at_host ? slice_find(handle, '@') : handle.length;
    return !m->handle.length || slice_equal_nocase(m->handle, handle) ||
           (slice_equal_nocase(m->handle, slice_part(handle, 0, at)) &&
            slice_equal_nocase(m->host, slice_skip(handle, at + 1)));
}

static bool is_own(const struct claim *claim, struct slice url, struct buffer *scratch)
{
    struct url parsed;
    struct match m;
    return url_parse(url, NULL, scratch, &parsed) == URL_OK && place_match(&parsed, &m) &&
           m.place == claim->place && is_authors(&m, claim->handle) &&
           meaning_fits_day(&m, &claim->date);
}

/* Where the URL of the post's own permalink may begin, and behind what it must end: blank lines
 * break "[words](URL)" so that it is no link of Markdown's any more. */
static size_t find_permalink(struct slice s, size_t end, struct slice *close)
{
    struct slice target = SLICE("](");
    size_t at = skip_gap(s, end, LINK_GAP_MOST);
    bool broken = slice_starts(slice_skip(s, at), target);
    *close = broken ? SLICE(")") : SLICE("");
    size_t near = at - end < GAP_MOST ? at : end + GAP_MOST;
    return broken ? at + target.length : near;
}

/* Takes the post's own permalink that stands alone behind the claim as part of it. */
static void take_permalink(const struct context *c, struct buffer *scratch, struct flat *out)
{
    struct edge edge;
    struct slice close;
    struct slice s = c->view.s;
    size_t at = find_permalink(s, out->end, &close);
    struct slice rest = slice_skip(s, at);
    size_t scheme = slice_starts(rest, SLICE("https://"))  ? SLICE("https://").length
                    : slice_starts(rest, SLICE("http://")) ? SLICE("http://").length
                                                           : 0;
    struct view v = { s, at + scheme - 2 };
    if (scheme == 0 || out->claim.url.length || !edge_at_slash(&v, &edge) || edge.endless ||
        edge.truncated || edge.start != at) {
        return;
    }
    struct slice url = slice_part(s, edge.start, edge.end);
    size_t end = edge.end + close.length;
    if (slice_starts(slice_skip(s, edge.end), close) && line_is_over(s, end) &&
        is_own(&out->claim, url, scratch)) {
        out->claim.url = url;
        out->end = end;
    }
}

/* Takes the post's own permalink that stands alone above the claim as part of it. */
static void take_permalink_above(const struct context *c, struct buffer *scratch, struct flat *out)
{
    struct slice s = c->view.s;
    for (size_t i = c->links.count; i-- > 0 && c->links.list[i].start >= c->floor;) {
        const struct near_link *link = &c->links.list[i];
        if (link->start >= out->start) {
            continue;
        }
        struct slice url = slice_part(s, link->start, link->end);
        if (link->kind == LINK_PERMALINK && link->place == out->claim.place &&
            !out->claim.url.length && skip_gap(s, link->end, GAP_MOST) == out->start &&
            line_skip_prefix(s, line_start(s, link->start, c->floor)) == link->start &&
            is_own(&out->claim, url, scratch)) {
            out->claim.url = url;
            out->start = link->start;
        }
        return;
    }
}

/* --- "words — Name (@handle) June 19, 2018" --- */

static unsigned certainty_of(const struct attribution *a)
{
    static const unsigned of_lead[] = { [LEAD_DASH] = 5, [LEAD_BULLET] = 4, [LEAD_GAP] = 4,
                                        [LEAD_LINK] = 3, [LEAD_SPACES] = 2, [LEAD_LINE] = 1 };
    return a->name.length ? of_lead[a->lead] : 0;
}

static bool find_signed(const struct context *c, struct buffer *scratch, struct flat *out)
{
    struct attribution a;
    struct post post;
    if (!attribution_read(c, &a) || !post_find(c, &a, &post)) {
        return false;
    }
    *out = (struct flat){ .start = post.start,
                          .end = a.end,
                          .claim = { .place = a.place,
                                     .kind = "post",
                                     .form = FORM_FLATTENED,
                                     .url = a.permalink,
                                     .handle = a.handle,
                                     .name_certainty = certainty_of(&a),
                                     .date = a.date } };
    take_permalink(c, scratch, out);
    take_permalink_above(c, scratch, out);
    flattened_set_words(a.name, a.handle, &post, scratch, &out->claim);
    return !scratch->failed;
}

/* --- "A post shared by Name (@handle) on June 19, 2018" --- */

/* The words of a post whose row says where its text is, or of one before which it stands. */
static void find_text(const struct context *c, const struct place *place,
                      const struct pattern_match *m, struct post *post)
{
    if (m->row->alone) {
        *post = (struct post){ .text = m->text, .start = m->start };
    } else {
        struct post_sign sign = { m->start, m->end, m->name, m->handle, m->date };
        post_find_text(c, place, sign, post);
    }
}

static void claim_match(const struct context *c, const struct place *place,
                        const struct pattern_match *m, struct buffer *scratch, struct flat *out)
{
    struct post post;
    find_text(c, place, m, &post);
    *out = (struct flat){ .start = post.start,
                          .end = m->end,
                          .claim = { .place = place,
                                     .kind = m->row->kind ? m->row->kind : "post",
                                     .form = FORM_FLATTENED,
                                     .url = m->permalink,
                                     .handle = m->handle,
                                     .name_certainty = m->name.length ? CERTAIN : 0,
                                     .title = m->title,
                                     .date = m->date } };
    take_permalink(c, scratch, out);
    flattened_set_words(m->name, m->handle, &post, scratch, &out->claim);
}

static bool begins_line(const struct context *c, size_t at)
{
    struct slice s = c->view.s;
    size_t words = line_skip_prefix(s, line_start(s, at, c->floor));
    return words == at || line_skip_item(s, words) == at;
}

/* Whether a sentence ends right before the row on its line, and its text is short. */
static bool is_behind_sentence(const struct context *c, const struct pattern_match *m)
{
    struct slice before = slice_part(c->view.s, c->floor, m->start);
    while (before.length && before.data[before.length - 1] == ' ') {
        before.length--;
    }
    return fragment_is_sentence(
               slice_skip(before, before.length > SIGN_BYTES ? before.length - SIGN_BYTES : 0)) &&
           slice_find(m->text, '\n') == m->text.length &&
           weight_of_words(m->text, AMID_MOST) < AMID_MOST;
}

/* Whether nothing goes on behind the row: its line ends, or the next one is glued to it. */
static bool ends_itself(struct slice s, size_t end)
{
    return line_is_over(s, end) || slice_starts(slice_skip(s, end), SLICE(" |")) ||
           words_may_be_glued(s, end);
}

/* Prose says "A post shared by the mayor (@mayor) was read", too: a row that lacks its date has
 * nothing beside it on its line, or furniture before it. */
static bool is_apart(const struct context *c, const struct place *place,
                     const struct pattern_match *m)
{
    if (m->date.source != SOURCE_NONE || !strchr(m->row->pattern, '[')) {
        return true;
    }
    size_t low = m->start > c->floor + POST_BYTES ? m->start - POST_BYTES : c->floor;
    return (begins_line(c, m->start) && ends_itself(c->view.s, m->end)) ||
           furniture_end(place, c->view.s, low, m->start, m->name) > low;
}

/* Whether the row can begin here, in a text of which nothing is known. */
static bool may_stand(const struct context *c, const struct place *place,
                      const struct pattern_match *m)
{
    bool begins = m->row->pattern[0] != '@' || begins_line(c, m->start) || is_behind_sentence(c, m);
    return !m->row->inside && m->start >= c->floor && begins && is_apart(c, place, m);
}

/* Whether a parenthesis opens before the sign at `at`. */
static bool is_in_parenthesis(struct slice s, size_t at)
{
    while (at > 0 && ascii_is_space(s.data[at - 1])) {
        at--;
    }
    return at > 0 &&
           (s.data[at - 1] == '(' || slice_ends_nocase(slice_part(s, 0, at), SLICE("（")));
}

/* A bit for each byte that stands in a slice. */
struct bytes {
    uint64_t bits[4];
};

static struct bytes bytes_of(struct slice s)
{
    struct bytes in = { { 0 } };
    for (size_t i = 0; i < s.length; i++) {
        unsigned char byte = (unsigned char)s.data[i];
        in.bits[byte / 64] |= UINT64_C(1) << byte % 64;
    }
    return in;
}

static bool bytes_have(const struct bytes *in, char c)
{
    unsigned char byte = (unsigned char)c;
    return in->bits[byte / 64] >> byte % 64 & 1;
}

/* A quick look before a row is matched: `before` is where its first words must stand. What most
 * rows fail by comes first. */
static bool may_match(const struct flattened *row, char sign, bool parenthesis,
                      const struct bytes *before)
{
    return row->sign && (row->pattern[0] == '{' || bytes_have(before, row->pattern[0])) &&
           !row->inside && pattern_opens(row) == parenthesis && pattern_sign(row) == sign;
}

static bool find_around(const struct context *c, char sign, struct buffer *scratch,
                        struct flat *out)
{
    struct pattern_match m;
    size_t low = pattern_low(c);
    struct bytes before = bytes_of(slice_part(c->view.s, low, c->view.at + 1));
    bool parenthesis = is_in_parenthesis(c->view.s, c->view.at);
    for (const struct place *const *p = places; *p; p++) {
        for (const struct flattened *row = (*p)->flattened; row && row->pattern; row++) {
            if (may_match(row, sign, parenthesis, &before) &&
                pattern_match_around(*p, row, c, low, false, &m) && may_stand(c, *p, &m)) {
                claim_match(c, *p, &m, scratch, out);
                return !scratch->failed;
            }
        }
    }
    return false;
}

/* Whether a sentence goes on behind a row that ends with a date: "on Thursday, June 3, at noon". */
static bool goes_on(struct slice s, size_t end)
{
    struct slice rest = slice_skip(s, end);
    char next = line_byte(rest, 1);
    return slice_starts(rest, SLICE(",")) ||
           (slice_starts(rest, SLICE(" ")) && ascii_is_alpha(next) && ascii_lower(next) == next);
}

/* A quick look before a row is matched. */
static bool begins_with(const struct flattened *row, const struct view *v)
{
    return v->at + 1 < v->s.length && row->pattern[0] == v->s.data[v->at] &&
           row->pattern[1] == v->s.data[v->at + 1];
}

static bool find_at_line(const struct context *c, struct buffer *scratch, struct flat *out)
{
    struct pattern_match m;
    for (const struct place *const *p = places; *p; p++) {
        for (const struct flattened *row = (*p)->flattened; row && row->pattern; row++) {
            if (begins_with(row, &c->view) && !row->inside && row->pattern[0] != '{' &&
                pattern_sign(row) == 0 && pattern_match_at(*p, row, c, false, &m) &&
                m.start >= c->floor &&
                !(m.date.source != SOURCE_NONE && goes_on(c->view.s, m.end))) {
                claim_match(c, *p, &m, scratch, out);
                return !scratch->failed;
            }
        }
    }
    return false;
}

/* --- A card --- */

static bool find_card(const struct context *c, struct buffer *scratch, struct flat *out)
{
    struct card card;
    if (!card_read(c, &card)) {
        return false;
    }
    struct post post = { .text = slice_trim(card.text) };
    *out = (struct flat){ .start = card.start,
                          .end = card.end,
                          .claim = { .place = card.place,
                                     .kind = "post",
                                     .form = FORM_CARD,
                                     .handle = card.handle,
                                     .name_certainty = CERTAIN,
                                     .date = card.date } };
    flattened_set_words(card.name, card.handle, &post, scratch, &out->claim);
    return !scratch->failed;
}

/* --- */

bool flattened_find(const struct context *c, struct buffer *scratch, struct flat *out)
{
    const struct view *v = &c->view;
    if (v->at < c->floor || !flattened_may_find(v)) {
        return false; /* in the post before, or in an address */
    }
    switch (v->s.data[v->at]) {
    case '@':
        return find_signed(c, scratch, out) || find_around(c, '@', scratch, out) ||
               find_card(c, scratch, out);
    case '/':
        return v->at > 0 && v->s.data[v->at - 1] == 'u' && find_around(c, '/', scratch, out);
    default:
        return find_at_line(c, scratch, out);
    }
}
