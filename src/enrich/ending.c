#include "enrich/ending.h"

/* The earlier of two places, of which one may be none. */
static int64_t earlier(int64_t a, int64_t b)
{
    return a == ENDING_NONE || (b != ENDING_NONE && b < a) ? b : a;
}

static void see_close(struct ending *e, const struct html_token *token, size_t at)
{
    int64_t place = earlier((int64_t)at, e->foreign);
    if (slice_equal_nocase(token->name, SLICE("body"))) {
        e->body = place;
    } else if (slice_equal_nocase(token->name, SLICE("html"))) {
        e->html = place;
    }
    e->raw = ENDING_NONE;
}

/* A comment that the article's end ends has no mark behind its text. */
static bool is_endless(const struct html_token *token)
{
    return token->text.data + token->text.length == token->whole.data + token->whole.length;
}

static int64_t last_of(const struct ending *e, const struct html *h, const struct html_token *token,
                       size_t at)
{
    enum { CDATA = sizeof "<![CDATA[" - 1 };
    bool comment = token->type == HTML_COMMENT || token->type == HTML_DOCTYPE;
    bool ends = token->whole.data + token->whole.length == h->input.data + h->input.length;
    bool cdata = token->type == HTML_TEXT && token->raw && e->raw == ENDING_NONE && h->xml;
    if (comment && is_endless(token)) {
        return (int64_t)at;
    }
    return cdata && ends && at >= CDATA ? (int64_t)(at - CDATA) : ENDING_NONE;
}

void ending_see(struct ending *e, const struct html *h, const struct html_token *token, size_t at)
{
    e->last = last_of(e, h, token, at);
    if (token->type == HTML_CLOSE) {
        see_close(e, token, at);
    } else if (token->type == HTML_OPEN && h->raw_element.data) {
        e->raw = (int64_t)at;
    }
    if (!html_in_foreign(h)) {
        e->foreign = ENDING_NONE;
    } else if (e->foreign == ENDING_NONE) {
        e->foreign = (int64_t)at;
    }
}

/* "</" alone would make a comment of what follows. */
static size_t before_cut_tag(struct slice text)
{
    struct slice start = SLICE("</");
    return text.length - (slice_ends_nocase(text, start) ? start.length : 0);
}

size_t ending_place(const struct ending *e, const struct reading *r, size_t at)
{
    if (e->body != ENDING_NONE || e->html != ENDING_NONE) {
        return (size_t)(e->body != ENDING_NONE ? e->body : e->html);
    }
    int64_t place = earlier(earlier(e->raw, e->foreign), e->last);
    size_t end = before_cut_tag(slice_part(r->text, 0, reading_end(r)));
    end = at < end ? at : end;
    return (size_t)earlier((int64_t)end, place);
}
