#include "syntax/html_inside.h"

/* What the window begins with the rest of. MARKUP: what "<" begins is not whole; RAW_END: the end
 * tag of a raw element. */
enum {
    PART_NONE,
    PART_MARKUP,
    PART_RAW_END,
    PART_COMMENT,
    PART_BOGUS,
    PART_DOCTYPE,
    PART_CDATA,
    PART_TAG
};

/* Ends the token `length` bytes behind where it begins. */
static void finish(struct html *h, struct html_token *token, enum html_type type, size_t length)
{
    token->type = type;
    token->whole = slice_of(h->input.data + h->at, length);
    h->at += length;
    h->searched = 0;
}

/* The token goes on behind the window. So far `searched` bytes of it need no other look. */
static void wait(struct html *h, struct html_token *token, size_t searched)
{
    token->type = HTML_MORE;
    h->searched = searched;
}

/* --- Tags (13.2.5.6 to 8, 32 to 40) --- */

/* Begins what a tag begins. */
static void apply(struct html *h, const struct html_token *token, bool ends_raw)
{
    if (token->type == HTML_CLOSE) {
        if (!ends_raw) {
            html_leave(h, token);
        }
        return;
    }
    html_break_out(h, token);
    if (!html_is_foreign(h) && !(h->xml && token->self_closing)) {
        html_begin_raw(h, token);
    }
    html_enter(h, token);
}

/* A tag larger than a window: the attribute that is cut, and those behind it, are left out. */
static void cut_tag(struct html *h, struct html_token *token, struct slice s, const char *cut)
{
    token->attributes.length = (size_t)(cut - token->attributes.data);
    h->part = PART_TAG;
    h->value = 0;
    finish(h, token, token->type, (size_t)(cut - s.data));
}

/* Where the last attribute of a tag ends, and the one before it. */
struct tag_ends {
    const char *last, *before;
};

/* Gives where the tag ends, or `end`. */
static const char *read_attributes(struct html *h, struct html_token *token, const char *at,
                                   const char *end, struct tag_ends *ends)
{
    struct html_attribute *to = h->list;
    struct tag_ends now = { at, at };
    uint64_t names = 0;
    unsigned count = 0;
    bool has_data = false;
    while (html_take_attribute(&at, end, to)) {
        names |= html_name_bit(to->name);
        has_data |= (to->name.data[0] | 0x20) == 'd' && to->name.length > sizeof "data-" - 1;
        count++;
        to += count <= HTML_LISTED;
        now = (struct tag_ends){ at, now.last };
    }
    token->names = names;
    token->count = count;
    token->has_data = has_data;
    *ends = now;
    return at;
}

/* A tag that is not whole in the window waits; one that the input does not end is dropped with all
 * that follows. */
static void end_unfinished(struct html *h, struct html_token *token)
{
    *token = (struct html_token){ .type = HTML_END };
    if (h->more) {
        wait(h, token, 0);
    } else {
        h->part = PART_NONE;
        h->at = h->input.length;
    }
}

static void read_tag(struct html *h, struct html_token *token, struct slice s, bool close)
{
    bool ends_raw = h->part == PART_RAW_END;
    const char *end = s.data + s.length;
    const char *name = s.data + (close ? 2 : 1);
    const char *at = html_name_end(name, end, '>');
    struct tag_ends ends = { at, at };
    token->name = slice_of(name, (size_t)(at - name));
    token->element = html_element_at(token->name, (size_t)(end - name));
    token->attributes = slice_of(at, 0);
    if (at == end || *at != '>') {
        at = read_attributes(h, token, at, end, &ends);
    }
    if (at == end && (html_waits(h) || !h->more)) {
        end_unfinished(h, token);
        return;
    }
    h->part = PART_NONE;
    token->type = close ? HTML_CLOSE : HTML_OPEN;
    if (at == end) {
        cut_tag(h, token, s, ends.last == at ? ends.before : ends.last);
    } else {
        token->attributes.length = (size_t)(at - token->attributes.data);
        token->list = token->count <= HTML_LISTED ? h->list : NULL;
        token->seen = end;
        token->self_closing = at > ends.last && at[-1] == '/';
        finish(h, token, token->type, (size_t)(at - s.data) + 1);
    }
    apply(h, token, ends_raw);
}

/* States of h->value in the rest of a tag. */
enum value_state {
    BEFORE_NAME,
    IN_NAME,
    BEFORE_VALUE,
    IN_DOUBLE_QUOTES,
    IN_SINGLE_QUOTES,
    UNQUOTED
};

static enum value_state begin_value(char c)
{
    return ascii_is_space(c) ? BEFORE_VALUE
           : c == '"'        ? IN_DOUBLE_QUOTES
           : c == '\''       ? IN_SINGLE_QUOTES
                             : UNQUOTED;
}

static enum value_state next_state(enum value_state state, char c)
{
    switch (state) {
    case BEFORE_NAME:
        return ascii_is_space(c) || c == '/' ? BEFORE_NAME : IN_NAME;
    case IN_NAME:
        return c == '=' ? BEFORE_VALUE : c == '/' ? BEFORE_NAME : IN_NAME;
    case BEFORE_VALUE:
        return begin_value(c);
    case UNQUOTED:
        return ascii_is_space(c) ? BEFORE_NAME : UNQUOTED;
    case IN_DOUBLE_QUOTES:
        return c == '"' ? BEFORE_NAME : state;
    default:
        return c == '\'' ? BEFORE_NAME : state;
    }
}

/* Goes on to behind the tag's end, or to the window's. */
static void skip_tag(struct html *h)
{
    while (h->at < h->input.length && h->part == PART_TAG) {
        enum value_state state = (enum value_state)h->value;
        char c = h->input.data[h->at++];
        if (c == '>' && state != IN_DOUBLE_QUOTES && state != IN_SINGLE_QUOTES) {
            h->part = PART_NONE;
        } else {
            h->value = (unsigned char)next_state(state, c);
        }
    }
}

/* --- Comments and the like (13.2.5.41 to 71) --- */

/* Ends a comment's token behind `end` bytes of text, which begins at s.data[from], and a mark of
 * so many bytes; 0: none is in the window. */
static void finish_comment(struct html *h, struct html_token *token, struct slice s, size_t from,
                           size_t end, size_t mark)
{
    enum html_type type = h->part == PART_DOCTYPE ? HTML_DOCTYPE : HTML_COMMENT;
    if (mark == 0 && (html_waits(h) || (h->more && end == 0))) {
        wait(h, token, end);
        return;
    }
    if (mark || !h->more) {
        h->part = PART_NONE;
    }
    token->text = slice_part(s, from < end ? from : end, end);
    finish(h, token, type, end + mark);
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
    h->part = PART_COMMENT;
    if (slice_starts(inside, SLICE(">")) || slice_starts(inside, SLICE("->"))) {
        finish_comment(h, token, s, 4, 4, inside.data[0] == '>' ? 1 : 2);
    } else {
        read_comment(h, token, s, 4);
    }
    h->part = token->type == HTML_MORE ? PART_MARKUP : h->part;
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
    h->part = token->type == HTML_MORE ? PART_MARKUP : h->part;
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
        finish(h, token, HTML_TEXT, length);
    } else if (end < s.length) {
        h->at += MARK;
        h->part = PART_NONE;
    } else {
        wait(h, token, 0);
    }
}

/* Gives text of `length` bytes, or less where the window ends. `searched` as wait() has it. */
static void give_text(struct html *h, struct html_token *token, struct slice s, size_t length,
                      bool raw)
{
    size_t give = length == s.length && html_waits(h) ? html_text_cut(s, raw) : length;
    if (give == 0) {
        wait(h, token, length);
        return;
    }
    token->text = slice_part(s, 0, give);
    token->raw = raw;
    finish(h, token, HTML_TEXT, give);
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
        wait(h, token, 0);
    } else if (ascii_is_alpha(s.data[1])) {
        read_tag(h, token, s, false);
    } else if (s.data[1] == '/' && ascii_is_alpha(s.data[2])) {
        read_tag(h, token, s, true);
    } else if (slice_starts(s, SLICE("<!--"))) {
        begin_comment(h, token, s);
    } else if (slice_starts_nocase(s, SLICE("<!doctype"))) {
        begin_bogus(h, token, s, PART_DOCTYPE);
    } else if ((h->xml || html_is_foreign(h)) && slice_starts(s, SLICE("<![CDATA["))) {
        h->at += sizeof "<![CDATA[" - 1;
        h->searched = 0;
        h->part = PART_CDATA;
    } else {
        begin_bogus(h, token, s, PART_BOGUS);
    }
}

/* The text of a raw element, if there is any left. */
static void read_raw(struct html *h, struct html_token *token, struct slice s)
{
    bool ends;
    size_t length = html_raw_end(h, s, &ends);
    bool raw = !html_raw_is_decoded(h->raw_element);
    if (!ends && h->whole && html_waits(h)) {
        wait(h, token, length);
    } else if (length > 0 || !ends) {
        give_text(h, token, s, length, raw);
    } else {
        h->raw_element = (struct slice){ 0 };
        h->searched = 0;
        h->part = PART_RAW_END;
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
        read_tag(h, token, s, close);
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
    case PART_COMMENT:
        read_comment(h, token, s, 0);
        break;
    case PART_BOGUS:
    case PART_DOCTYPE:
        read_bogus(h, token, s, 0);
        break;
    case PART_CDATA:
        read_cdata(h, token, s);
        break;
    case PART_TAG:
        skip_tag(h);
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

void html_next(struct html *h, struct html_token *token)
{
    reset(token);
    while (token->type == HTML_END && h->at < h->input.length) {
        struct slice s = slice_skip(h->input, h->at);
        if (h->part != PART_NONE) {
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

void html_slide(struct html *h, struct slice window)
{
    h->input = window;
    h->at = 0;
}
