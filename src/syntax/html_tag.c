/* Tags (HTML Standard, sections 13.2.5.6 to 8, 32 to 40). */
#include "syntax/html_inside.h"

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

/* The attributes of a tag so far. */
struct attributes {
    const char *last, *before; /* where the last one ends, and the one before it */
    uint64_t names;
    unsigned count;
    bool has_data;
};

/* One more was read, which ends at `at`. */
static inline void count_attribute(struct attributes *a, struct slice name, const char *at)
{
    a->names |= html_name_bit(name);
    a->has_data |= name.length > sizeof "data-" - 1 && slice_starts_nocase(name, SLICE("data"));
    a->count++;
    a->before = a->last;
    a->last = at;
}

#if defined(__SSE2__)

/* Looks at a block: html_look, or another as good. */
typedef void look_at(struct html_block *block, const char *at);

/* What is given one is inlined into a function for each, so that it is called directly. */
#define FOR_EACH_LOOK __attribute__((always_inline)) static inline

/* Where the name ends that goes on at `at`; NULL: not in the block, nor in the next. */
FOR_EACH_LOOK const char *find_name_end(look_at *look, struct html_block *block, const char *at,
                                        const char *end)
{
    uint64_t bits = html_bits_from(block, block->ends, at);
    if (!bits && end - at >= HTML_BLOCK) {
        look(block, at);
        bits = block->ends;
    }
    return bits ? at + __builtin_ctzll(bits) : NULL;
}

/* The quote that ends the value which goes on at `at`, or `end`. */
FOR_EACH_LOOK const char *find_quote(look_at *look, struct html_block *block, const char *at,
                                     const char *end)
{
    uint64_t bits = html_bits_from(block, block->quotes, at);
    if (!bits && end - at >= HTML_BLOCK) {
        look(block, at);
        bits = block->quotes;
    }
    return bits ? at + __builtin_ctzll(bits) : html_find(at, end, '"');
}

/* Takes attributes as nearly all are written, behind a single space: name="value", as far as there
 * is room for them. Gives where one or something else stands that is not written so. */
FOR_EACH_LOOK const char *read_usual(look_at *look, struct html_attribute *to, struct attributes *a,
                                     const char *at, const char *end)
{
    struct html_block block;
    if (end - at < HTML_BLOCK) {
        return at;
    }
    look(&block, at);
    while (end - at > 1 && *at == ' ' && at[1] > '>' && a->count < HTML_LISTED) {
        const char *equals = find_name_end(look, &block, at + 1, end);
        if (!equals || end - equals < 2 || *equals != '=' || equals[1] != '"') {
            break;
        }
        const char *quote = find_quote(look, &block, equals + 2, end);
        if (quote == end) {
            break;
        }
        to->name = slice_of(at + 1, (size_t)(equals - at) - 1);
        to->value = slice_of(equals + 2, (size_t)(quote - equals) - 2);
        at = quote + 1;
        count_attribute(a, to->name, at);
        to++;
    }
    return at;
}

#else

typedef void look_at(void);
static look_at *const html_look = NULL;
#define FOR_EACH_LOOK static inline

FOR_EACH_LOOK const char *read_usual(look_at *look, struct html_attribute *to, struct attributes *a,
                                     const char *at, const char *end)
{
    (void)look;
    (void)to;
    (void)a;
    (void)end;
    return at;
}

#endif

/* Takes the others. Gives where the tag ends, or `end`. */
static const char *read_attributes(struct html_attribute *list, struct attributes *a,
                                   const char *at, const char *end)
{
    struct html_attribute *to = list + (a->count < HTML_LISTED ? a->count : HTML_LISTED);
    while (html_take_attribute(&at, end, to)) {
        count_attribute(a, to->name, at);
        to += a->count <= HTML_LISTED;
    }
    return at;
}

/* Gives the token a tag that begins and ends at places, and whose name is another. */
static inline void give_tag(struct html *h, struct html_token *token, const char *start,
                            struct slice name, const char *at, const struct attributes *a)
{
    const char *end = h->input.data + h->input.length;
    token->whole = slice_of(start, (size_t)(at - start) + 1);
    token->text = (struct slice){ 0 };
    token->name = name;
    token->attributes = slice_of(name.data + name.length, (size_t)(at - name.data) - name.length);
    token->element = html_element_at(name, (size_t)(end - name.data));
    token->list = a->count <= HTML_LISTED ? h->list : NULL;
    token->count = a->count;
    token->names = a->names;
    token->has_data = a->has_data;
    token->self_closing = at > a->last && at[-1] == '/';
    token->raw = false;
    token->seen = end;
    h->at += token->whole.length;
    h->searched = 0;
}

/* A tag that is not whole in the window waits; one that the input does not end is dropped with all
 * that follows. */
static void end_unfinished(struct html *h, struct html_token *token)
{
    *token = (struct html_token){ .type = HTML_END };
    if (h->more) {
        html_wait(h, token, 0);
    } else {
        h->part = HTML_PART_NONE;
        h->at = h->input.length;
    }
}

/* A tag larger than a window: the attribute that is cut, and those behind it, are left out. */
static void cut_tag(struct html *h, struct html_token *token, const char *start, struct slice name,
                    const struct attributes *a)
{
    const char *end = h->input.data + h->input.length;
    const char *cut = a->last == end ? a->before : a->last;
    give_tag(h, token, start, name, cut, a);
    token->whole.length--; /* there is no ">" */
    h->at--;
    token->list = NULL;
    token->self_closing = false;
    token->seen = NULL;
    h->part = HTML_PART_TAG;
    h->value = 0;
}

void html_read_tag(struct html *h, struct html_token *token, struct slice s, bool close)
{
    bool ends_raw = h->part == HTML_PART_RAW_END;
    const char *end = s.data + s.length;
    struct slice name = { s.data + (close ? 2 : 1), 0 };
    const char *at = html_name_end(name.data, end, '>');
    name.length = (size_t)(at - name.data);
    struct attributes a = { .last = at, .before = at };
    at = read_attributes(h->list, &a, at, end);
    if (at == end && (html_waits(h) || !h->more)) {
        end_unfinished(h, token);
        return;
    }
    h->part = HTML_PART_NONE;
    token->type = close ? HTML_CLOSE : HTML_OPEN;
    if (at == end) {
        cut_tag(h, token, s.data, name, &a);
    } else {
        give_tag(h, token, s.data, name, at, &a);
    }
    apply(h, token, ends_raw);
}

/* --- Tags as most are written --- */

/* What a tag begins, which most often is nothing. */
static inline void apply_usual(struct html *h, const struct html_token *token)
{
    unsigned asked = HTML_RAW | HTML_STACKED;
    if (h->depth > 0 || token->element->traits & asked) {
        apply(h, token, false);
    } else if (token->type == HTML_OPEN) {
        h->seen |= html_name_bit(token->name);
    }
}

/* The name of a tag, up to a space or its end. Empty: it is another, or long. */
static inline struct slice usual_name(const char *at, const char *end)
{
    const char *to = at;
    if (end - at > HTML_SHORT && ascii_is_alpha(*at)) {
        to = html_short_name_end(at);
    }
    return slice_of(at, *to == '>' || *to == ' ' ? (size_t)(to - at) : 0);
}

__attribute__((noinline)) void html_read_close(struct html *h, struct html_token *token,
                                               const char *start, const char *end)
{
    const struct attributes none = { .last = end };
    struct slice name = usual_name(start + 2, end);
    if (name.length == 0 || name.data[name.length] != '>') {
        html_read_any(h, token);
        return;
    }
    token->type = HTML_CLOSE;
    give_tag(h, token, start, name, name.data + name.length, &none);
    apply_usual(h, token);
}

/* An open tag of which something is not as usual from `at` on. */
__attribute__((noinline)) static void read_unusual(struct html *h, struct html_token *token,
                                                   struct slice name, struct attributes a,
                                                   const char *at)
{
    const char *start = h->input.data + h->at;
    const char *end = h->input.data + h->input.length;
    at = read_attributes(h->list, &a, at, end);
    if (at == end) {
        html_read_any(h, token);
        return;
    }
    token->type = HTML_OPEN;
    give_tag(h, token, start, name, at, &a);
    apply_usual(h, token);
}

FOR_EACH_LOOK void read_open(look_at *look, struct html *h, struct html_token *token,
                             const char *start, const char *end)
{
    struct slice name = usual_name(start + 1, end);
    if (name.length == 0) {
        html_read_any(h, token);
        return;
    }
    const char *at = name.data + name.length;
    struct attributes a = { .last = at, .before = at };
    if (*at != '>') {
        at = read_usual(look, h->list, &a, at, end);
        if (at == end || *at != '>') {
            read_unusual(h, token, name, a, at);
            return;
        }
    }
    token->type = HTML_OPEN;
    give_tag(h, token, start, name, at, &a);
    apply_usual(h, token);
}

#if defined(__x86_64__)

HTML_WIDE __attribute__((noinline)) static void
read_open_wide(struct html *h, struct html_token *token, const char *start, const char *end)
{
    read_open(html_look_wide, h, token, start, end);
}

__attribute__((noinline)) static void read_open_narrow(struct html *h, struct html_token *token,
                                                       const char *start, const char *end)
{
    read_open(html_look, h, token, start, end);
}

void html_read_open(struct html *h, struct html_token *token, const char *start, const char *end)
{
    (__builtin_cpu_supports("avx2") ? read_open_wide : read_open_narrow)(h, token, start, end);
}

#else

void html_read_open(struct html *h, struct html_token *token, const char *start, const char *end)
{
    read_open(html_look, h, token, start, end);
}

#endif

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

void html_skip_tag(struct html *h)
{
    while (h->at < h->input.length && h->part == HTML_PART_TAG) {
        enum value_state state = (enum value_state)h->value;
        char c = h->input.data[h->at++];
        if (c == '>' && state != IN_DOUBLE_QUOTES && state != IN_SINGLE_QUOTES) {
            h->part = HTML_PART_NONE;
        } else {
            h->value = (unsigned char)next_state(state, c);
        }
    }
}
