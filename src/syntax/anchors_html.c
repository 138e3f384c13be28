/* The names in HTML. */
#include "syntax/anchors.h"

#include "syntax/slug.h"

enum { STEP = 64 << 10, TOKEN_MOST = 1 << 20 /* a longer tag is cut */ };

static bool is_heading(struct slice element)
{
    return element.length == 2 && ascii_lower(element.data[0]) == 'h' && element.data[1] >= '1' &&
           element.data[1] <= '6';
}

static void add_value(struct anchor_reader *r, struct slice value)
{
    if (value.length > TOKEN_MOST) {
        return;
    }
    buffer_reset(&r->slug);
    html_decode(value, true, &r->slug);
    r->into->failed |= r->slug.failed;
    anchors_add(r->into, buffer_slice(&r->slug), &r->value);
}

/* In raw HTML of Markdown GitHub takes the names of all elements. */
static void take_names(struct anchor_reader *r, const struct html_token *token)
{
    bool of_html = r->into->of == ANCHORS_HTML || r->into->of == ANCHORS_XHTML;
    add_value(r, html_attribute(token, SLICE("id")));
    if (!of_html || token->element->id == HTML_IS_A) {
        add_value(r, html_attribute(token, SLICE("name")));
    }
}

/* White space at the ends of a heading's text stays in GitHub's slug or does not: the one without
 * has the number, the other is a name besides. */
static void end_heading(struct anchor_reader *r)
{
    struct slice words = buffer_slice(&r->words);
    struct slice trimmed = slice_trim(words);
    r->in_heading = false;
    anchor_reader_add_heading(r, trimmed);
    if (words.length > trimmed.length) {
        buffer_reset(&r->slug);
        slug_add(words, &r->slug);
        anchors_add(r->into, buffer_slice(&r->slug), &r->value);
    }
}

/* A page that sends its readers on, and their fragment with them as a rule. */
static bool moves_on(const struct html_token *token)
{
    return slice_equal_nocase(token->name, SLICE("meta")) &&
           slice_equal_nocase(html_attribute(token, SLICE("http-equiv")), SLICE("refresh"));
}

void anchor_reader_take(struct anchor_reader *r, const struct html *h,
                        const struct html_token *token)
{
    bool has_headings = r->into->of == ANCHORS_MARKDOWN || r->into->of == ANCHORS_MDX;
    if (html_is_inert(h)) {
        return;
    }
    if (token->type == HTML_OPEN) {
        take_names(r, token);
    }
    if (!has_headings) {
        r->into->incomplete |= token->type == HTML_OPEN && moves_on(token);
        return;
    }
    if (token->type == HTML_OPEN && is_heading(token->name)) {
        r->in_heading = true;
        buffer_reset(&r->words);
    } else if (token->type == HTML_TEXT && r->in_heading && !token->raw) {
        html_decode(token->text, false, &r->words);
    } else if (token->type == HTML_CLOSE && r->in_heading && is_heading(token->name)) {
        end_heading(r);
    }
}

/* Shows the tokeniser what begins at its place: no more than TOKEN_MOST, so that what it finds does
 * not depend on how much is there. False: that is all it saw before. */
static bool show_more(struct anchor_reader *r)
{
    struct html *h = &r->html;
    size_t begun = h->input.data ? (size_t)(h->input.data + h->at - r->bytes.data) : 0;
    struct slice rest = slice_skip(buffer_slice(&r->bytes), begun);
    struct slice shown = slice_part(rest, 0, rest.length < TOKEN_MOST ? rest.length : TOKEN_MOST);
    bool more = h->at > 0 || shown.length > h->input.length;
    html_slide(h, shown);
    h->more = !r->complete || shown.length < rest.length;
    return more;
}

/* Takes all tokens that are whole. */
static void run(struct anchor_reader *r)
{
    struct html *h = &r->html;
    struct html_token token;
    show_more(r);
    for (html_next(h, &token); token.type != HTML_END && !r->into->failed; html_next(h, &token)) {
        if (token.type != HTML_MORE) {
            anchor_reader_take(r, h, &token);
            h->full = false;
        } else if (!show_more(r)) {
            if (h->full || h->input.length < TOKEN_MOST) {
                break;
            }
            h->full = true;
        }
    }
}

/* Lets go of what was looked at. */
static void let_go(struct anchor_reader *r)
{
    struct html *h = &r->html;
    size_t gone = (size_t)(h->input.data + h->at - r->bytes.data);
    size_t shown = h->input.length - h->at;
    r->left = r->bytes.length - gone;
    memmove(r->bytes.data, r->bytes.data + gone, r->left);
    r->bytes.length = r->left;
    html_slide(h, slice_of(r->bytes.data, shown));
}

static void add_bytes(struct anchor_reader *r, struct slice piece)
{
    struct html *h = &r->html;
    size_t begun = h->input.data ? (size_t)(h->input.data - r->bytes.data) : 0;
    buffer_add(&r->bytes, piece);
    r->waiting += piece.length;
    h->input = slice_of(r->bytes.data + begun, h->input.length);
}

/* What is asked about again has at least doubled: the whole is linear. */
static bool is_time(const struct anchor_reader *r)
{
    return r->complete || (r->waiting >= STEP && r->waiting >= r->left);
}

void anchor_reader_feed_html(struct anchor_reader *r, struct slice piece, bool last)
{
    do {
        size_t step = piece.length < STEP ? piece.length : STEP;
        r->complete = last && step == piece.length;
        add_bytes(r, slice_part(piece, 0, step));
        piece = slice_skip(piece, step);
        if (!r->bytes.failed && r->bytes.length && is_time(r)) {
            r->waiting = 0;
            run(r);
            let_go(r);
        }
    } while (piece.length && !r->bytes.failed && !r->into->failed);
}
