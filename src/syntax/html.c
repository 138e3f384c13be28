#include "syntax/html_inside.h"

/* --- Comments and the like (13.2.5.41 to 71) --- */

/* Ends a comment's token behind `end` bytes of text, which begins at s.data[from], and a mark of
 * so many bytes; 0: none is in the window. */
static void finish_comment(struct html *h, struct html_token *token, struct slice s, size_t from,
                           size_t end, size_t mark)
{
    enum html_type type = h->part == HTML_PART_DOCTYPE ? HTML_DOCTYPE : HTML_COMMENT;
    if (mark == 0 && (html_waits(h) || (h->more && end == 0))) {
        html_wait(h, token, end);
        return;
    }
    if (mark || !h->more) {
        h->part = HTML_PART_NONE;
    }
    token->text = slice_part(s, from < end ? from : end, end);
    html_finish(h, token, type, end + mark);
}

/* The text begins at s.data[from]. */
static void read_comment(struct html *h, struct html_token *token, struct slice s, size_t from)
{
    size_t i = h->searched > from ? h->searched : from;
    for (; i < s.length; i++) {
        i += slice_find(slice_skip(s, i), '-');
        struct slice rest = slice_skip(s, i);
        if (rest.length < sizeof "--!>" - 1 && h->more) {
            break;
        }
        size_t mark = slice_starts(rest, SLICE("-->"))    ? 3
                      : slice_starts(rest, SLICE("--!>")) ? 4
                                                          : 0;
        if (mark) {
            finish_comment(h, token, s, from, i, mark);
            return;
        }
    }
    finish_comment(h, token, s, from, i < s.length ? i : s.length, 0);
}

/* s begins with "<!--". */
static void begin_comment(struct html *h, struct html_token *token, struct slice s)
{
    struct slice inside = slice_skip(s, 4);
    h->part = HTML_PART_COMMENT;
    if (slice_starts(inside, SLICE(">")) || slice_starts(inside, SLICE("->"))) {
        finish_comment(h, token, s, 4, 4, inside.data[0] == '>' ? 1 : 2);
    } else {
        read_comment(h, token, s, 4);
    }
    h->part = token->type == HTML_MORE ? HTML_PART_MARKUP : h->part;
}

/* A comment that only ">" ends, and a doctype, which its quotes do not shield either. */
static void read_bogus(struct html *h, struct html_token *token, struct slice s, size_t from)
{
    size_t end = h->searched + slice_find(slice_skip(s, h->searched), '>');
    finish_comment(h, token, s, from, end, end < s.length);
}

static void begin_bogus(struct html *h, struct html_token *token, struct slice s,
                        unsigned char part)
{
    h->part = part;
    read_bogus(h, token, s, 2);
    h->part = token->type == HTML_MORE ? HTML_PART_MARKUP : h->part;
}

/* --- Text --- */

/* --- CDATA (13.2.5.69 to 71): text up to "]]>" --- */

static void read_cdata(struct html *h, struct html_token *token, struct slice s)
{
    enum { MARK = sizeof "]]>" - 1 };
    size_t end = slice_find_nocase(s, SLICE("]]>"));
    size_t length = end;
    if (end == s.length && h->more) {
        while (length > 0 && s.length - length < MARK - 1 && s.data[length - 1] == ']') {
            length--;
        }
        length = html_text_cut(slice_part(s, 0, length), true);
    }
    if (length > 0) {
        token->text = slice_part(s, 0, length);
        token->raw = true;
        html_finish(h, token, HTML_TEXT, length);
    } else if (end < s.length) {
        h->at += MARK;
        h->part = HTML_PART_NONE;
    } else {
        html_wait(h, token, 0);
    }
}

/* Gives text of `length` bytes, or less where the window ends. `searched` as html_wait() has it. */
static void give_text(struct html *h, struct html_token *token, struct slice s, size_t length,
                      bool raw)
{
    size_t give = length == s.length && html_waits(h) ? html_text_cut(s, raw) : length;
    if (give == 0) {
        html_wait(h, token, length);
        return;
    }
    token->text = slice_part(s, 0, give);
    token->raw = raw;
    html_finish(h, token, HTML_TEXT, give);
    h->searched = length - give;
}

/* Whether "<" at the start of s begins anything (13.2.5.6 and 7). */
static bool begins_markup(struct slice s)
{
    if (s.length < 2) {
        return false;
    }
    char c = s.data[1];
    return ascii_is_alpha(c) || c == '!' || c == '?' || (c == '/' && s.length > 2);
}

/* Where text ends: before markup, or before what may be some. */
static size_t find_markup(const struct html *h, struct slice s)
{
    for (size_t i = h->searched; i < s.length; i++) {
        i = (size_t)(html_find(s.data + i, s.data + s.length, '<') - s.data);
        struct slice rest = slice_skip(s, i);
        bool cut = rest.length && html_waits(h) &&
                   (rest.length == 1 || (rest.length == 2 && rest.data[1] == '/'));
        if (begins_markup(rest) || cut) {
            return i;
        }
    }
    return s.length;
}

/* --- Tokens --- */

/* What "<" begins. */
static void read_markup(struct html *h, struct html_token *token, struct slice s)
{
    enum { LOOK = sizeof "<!doctype" - 1 };
    if (s.length < 2 || (s.length < LOOK && s.data[1] == '!' && html_waits(h)) ||
        (s.length < 3 && s.data[1] == '/')) {
        html_wait(h, token, 0);
    } else if (ascii_is_alpha(s.data[1])) {
        html_read_tag(h, token, s, false);
    } else if (s.data[1] == '/' && ascii_is_alpha(s.data[2])) {
        html_read_tag(h, token, s, true);
    } else if (slice_starts(s, SLICE("<!--"))) {
        begin_comment(h, token, s);
    } else if (slice_starts_nocase(s, SLICE("<!doctype"))) {
        begin_bogus(h, token, s, HTML_PART_DOCTYPE);
    } else if ((h->xml || html_is_foreign(h)) && slice_starts(s, SLICE("<![CDATA["))) {
        h->at += sizeof "<![CDATA[" - 1;
        h->searched = 0;
        h->part = HTML_PART_CDATA;
    } else {
        begin_bogus(h, token, s, HTML_PART_BOGUS);
    }
}

/* The text of a raw element, if there is any left. */
static void read_raw(struct html *h, struct html_token *token, struct slice s)
{
    bool ends;
    size_t length = html_raw_end(h, s, &ends);
    bool raw = !html_raw_is_decoded(h->raw_element);
    if (!ends && h->whole && html_waits(h)) {
        html_wait(h, token, length);
    } else if (length > 0 || !ends) {
        give_text(h, token, s, length, raw);
    } else {
        h->raw_element = (struct slice){ 0 };
        h->searched = 0;
        h->part = HTML_PART_RAW_END;
    }
}

static inline bool begins_tag(struct slice s, bool close)
{
    return s.length > 2 && s.data[0] == '<' && ascii_is_alpha(s.data[1 + close]);
}

/* Text, or what ends it: most often a tag. */
static inline void read_content(struct html *h, struct html_token *token, struct slice s)
{
    bool close = s.length > 1 && s.data[1] == '/';
    if (begins_tag(s, close)) {
        html_read_tag(h, token, s, close);
        return;
    }
    size_t length = find_markup(h, s);
    if (length > 0) {
        give_text(h, token, s, length, false);
    } else {
        read_markup(h, token, s);
    }
}

/* Reads on with something that an earlier token began. */
static void read_part(struct html *h, struct html_token *token, struct slice s)
{
    switch (h->part) {
    case HTML_PART_COMMENT:
        read_comment(h, token, s, 0);
        break;
    case HTML_PART_BOGUS:
    case HTML_PART_DOCTYPE:
        read_bogus(h, token, s, 0);
        break;
    case HTML_PART_CDATA:
        read_cdata(h, token, s);
        break;
    case HTML_PART_TAG:
        html_skip_tag(h);
        break;
    default:
        read_markup(h, token, s);
    }
}

/* Field by field, which is quicker than all of it at once, or than one from another: that waits
 * for what was just stored. */
static inline void reset(struct html_token *token)
{
    token->type = HTML_END;
    token->whole = (struct slice){ 0 };
    token->text = (struct slice){ 0 };
    token->name = (struct slice){ 0 };
    token->attributes = (struct slice){ 0 };
    token->element = NULL;
    token->list = NULL;
    token->seen = NULL;
    token->count = 0;
    token->names = 0;
    token->has_data = token->self_closing = token->raw = false;
}

__attribute__((noinline)) void html_read_any(struct html *h, struct html_token *token)
{
    reset(token);
    while (token->type == HTML_END && h->at < h->input.length) {
        struct slice s = slice_skip(h->input, h->at);
        if (h->part != HTML_PART_NONE) {
            read_part(h, token, s);
        } else if (h->raw_element.data) {
            read_raw(h, token, s);
        } else {
            read_content(h, token, s);
        }
    }
    if (token->type == HTML_END && h->more) {
        token->type = HTML_MORE;
    }
}

/* A tag takes as much, also with a sign more before its end. */
enum { LEAST = sizeof "</a>" - 1 };

/* Text, which ends as most does: before a tag in the window. */
__attribute__((noinline)) static void read_text(struct html *h, struct html_token *token,
                                                const char *start, const char *end)
{
    const char *at = html_find(start, end, '<');
    if (end - at < LEAST || h->searched || !ascii_is_alpha(at[1 + (at[1] == '/')])) {
        html_read_any(h, token);
        return;
    }
    reset(token);
    token->type = HTML_TEXT;
    token->whole = token->text = slice_of(start, (size_t)(at - start));
    h->at += token->whole.length;
}

void html_next(struct html *h, struct html_token *token)
{
    const char *start = h->input.data + h->at;
    const char *end = h->input.data + h->input.length;
    if (h->part != HTML_PART_NONE || h->raw_element.data || end - start < LEAST) {
        html_read_any(h, token);
    } else if (*start != '<') {
        read_text(h, token, start, end);
    } else if (start[1] == '/') {
        html_read_close(h, token, start, end);
    } else {
        html_read_open(h, token, start, end);
    }
}

void html_slide(struct html *h, struct slice window)
{
    h->input = window;
    h->at = 0;
}
