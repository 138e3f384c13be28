#include "syntax/sitemap.h"

#include "syntax/html.h"

enum { MARKUP_MOST = 64 };

void sitemap_init(struct sitemap *s)
{
    *s = (struct sitemap){ .now = { .line = 1, .column = 1 },
                           .markup = BUFFER(MARKUP_MOST),
                           .source = BUFFER(SITEMAP_URL_MOST),
                           .text = BUFFER(SITEMAP_URL_MOST),
                           .url = BUFFER((size_t)4 * SITEMAP_URL_MOST) };
}

void sitemap_free(struct sitemap *s)
{
    buffer_free(&s->markup);
    buffer_free(&s->source);
    buffer_free(&s->text);
    buffer_free(&s->url);
}

/* --- What stands in <loc> --- */

static void begin_loc(struct sitemap *s)
{
    s->in_loc = true;
    s->source_length = 0;
    buffer_reset(&s->source);
    buffer_reset(&s->text);
    buffer_reset(&s->url);
}

/* Decodes the text so far. */
static void decode(struct sitemap *s)
{
    html_decode(buffer_slice(&s->text), true, &s->url);
    buffer_reset(&s->text);
}

/* Adds a character of the content. (It is noted in the source behind that, unless it is the first.)
 */
static void add(struct sitemap *s, char c, struct buffer *to)
{
    bool is_first = s->source_length == 0;
    if (is_first && ascii_is_space(c)) {
        return;
    }
    if (is_first) {
        s->begins = s->now;
        buffer_reset(&s->source);
        buffer_add_char(&s->source, c);
    }
    if (!ascii_is_space(c)) {
        s->source_length = is_first ? 1 : s->source.length + 1;
    }
    buffer_add_char(to, c);
}

static bool end_loc(struct sitemap *s, struct sitemap_entry *out)
{
    bool has = s->in_loc && s->source_length > 0 && !s->source.failed && !s->url.failed;
    s->in_loc = false;
    if (!has) {
        return false;
    }
    struct slice written = slice_trim(slice_part(buffer_slice(&s->source), 0, s->source_length));
    *out = (struct sitemap_entry){ .url = slice_trim(buffer_slice(&s->url)),
                                   .written = written,
                                   .start = s->begins.offset,
                                   .end = s->begins.offset + written.length,
                                   .line = s->begins.line,
                                   .column = s->begins.column };
    return out->url.length > 0;
}

/* --- Tags --- */

static struct slice name_of(struct slice tag)
{
    size_t length = 0;
    while (length < tag.length && !ascii_is_space(tag.data[length]) && tag.data[length] != '/' &&
           tag.data[length] != '>') {
        length++;
    }
    return slice_part(tag, 0, length);
}

/* Behind the first element's prefix; absent: it has another. */
static struct slice local_name(const struct sitemap *s, struct slice name)
{
    struct slice prefix = slice_of(s->prefix, s->prefix_length);
    return slice_starts(name, prefix) ? slice_skip(name, prefix.length) : (struct slice){ 0 };
}

static void note_root(struct sitemap *s, struct slice name)
{
    size_t colon = slice_find(name, ':');
    struct slice local = slice_skip(name, colon < name.length ? colon + 1 : 0);
    s->has_root = true;
    s->kind = slice_equal(local, SLICE("urlset"))         ? SITEMAP_PAGES
              : slice_equal(local, SLICE("sitemapindex")) ? SITEMAP_INDEX
                                                          : SITEMAP_NONE;
    if (colon < name.length && colon + 1 <= sizeof s->prefix) {
        s->prefix_length = colon + 1;
        memcpy(s->prefix, name.data, s->prefix_length);
    }
}

/* True: an entry is whole. */
static bool end_tag(struct sitemap *s, struct sitemap_entry *out)
{
    struct slice tag = buffer_slice(&s->markup);
    bool closes = slice_starts(tag, SLICE("/"));
    struct slice name = name_of(slice_skip(tag, closes));
    s->state = SITEMAP_TEXT;
    if (!s->has_root && !closes) {
        note_root(s, name);
    }
    bool is_loc = slice_equal(local_name(s, name), SLICE("loc"));
    if (closes && is_loc) {
        return end_loc(s, out);
    }
    s->in_loc = false;
    if (is_loc && s->last[1] != '/') {
        begin_loc(s);
    }
    return false;
}

/* --- Bytes --- */

static void begin_markup(struct sitemap *s)
{
    if (s->in_loc) {
        decode(s);
    }
    s->state = SITEMAP_MARKUP;
    s->quote = s->last[0] = s->last[1] = '\0';
    s->brackets = 0;
    buffer_reset(&s->markup);
}

/* What "<" begins is known by the next bytes. */
static bool in_markup(struct sitemap *s, char c, struct sitemap_entry *out)
{
    static const struct {
        struct slice start;
        int state;
    } kinds[] = {
        { SLICE_INIT("!--"), SITEMAP_COMMENT },
        { SLICE_INIT("![CDATA["), SITEMAP_CDATA },
        { SLICE_INIT("?"), SITEMAP_INSTRUCTION },
    };
    buffer_add_char(&s->markup, c);
    struct slice so_far = buffer_slice(&s->markup);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (slice_equal(so_far, kinds[i].start)) {
            s->state = kinds[i].state;
            s->last[0] = s->last[1] = '\0';
            return false;
        }
        if (slice_starts(kinds[i].start, so_far)) {
            return false;
        }
    }
    if (so_far.data[0] == '!') {
        s->state = SITEMAP_DECLARATION;
        s->brackets = slice_find(so_far, '[') < so_far.length;
        if (c == '>') {
            s->state = SITEMAP_TEXT;
        }
        return false;
    }
    s->state = SITEMAP_TAG;
    s->last[1] = c;
    return c == '>' && end_tag(s, out);
}

static void leave_quote(struct sitemap *s, char c)
{
    if (c == s->quote) {
        s->quote = '\0';
    }
}

static bool in_tag(struct sitemap *s, char c, struct sitemap_entry *out)
{
    if (s->quote) {
        leave_quote(s, c);
    } else if (c == '>') {
        return end_tag(s, out);
    } else if (c == '"' || c == '\'') {
        s->quote = c;
    }
    if (s->markup.length < MARKUP_MOST) {
        buffer_add_char(&s->markup, c);
    }
    s->last[1] = c;
    return false;
}

/* A declaration may hold others, in brackets. */
static void in_declaration(struct sitemap *s, char c)
{
    if (s->quote) {
        leave_quote(s, c);
    } else if (c == '"' || c == '\'') {
        s->quote = c;
    } else if (c == '[') {
        s->brackets++;
    } else if (c == ']') {
        s->brackets -= s->brackets > 0;
    } else if (c == '>' && s->brackets == 0) {
        s->state = SITEMAP_TEXT;
    }
}

/* "-->", "?>" or "]]>" ends what the state says. */
static bool ends_with(struct sitemap *s, char c, char before, unsigned count)
{
    bool ends = c == '>' && s->last[1] == before && (count < 2 || s->last[0] == before);
    s->last[0] = s->last[1];
    s->last[1] = c;
    s->state = ends ? SITEMAP_TEXT : s->state;
    return ends;
}

/* Brackets are content unless they end it. */
static void in_cdata(struct sitemap *s, char c)
{
    bool ends = ends_with(s, c, ']', 2);
    if (s->in_loc && !ends) {
        add(s, c, &s->url);
    } else if (s->in_loc && s->url.length >= 2 && s->source_length >= 2) {
        s->url.length -= 2;
        s->source_length -= 2;
    }
}

static bool take(struct sitemap *s, char c, struct sitemap_entry *out)
{
    switch (s->state) {
    case SITEMAP_TEXT:
        if (c == '<') {
            begin_markup(s);
        } else if (s->in_loc) {
            add(s, c, &s->text);
        }
        return false;
    case SITEMAP_MARKUP:
        return in_markup(s, c, out);
    case SITEMAP_TAG:
        return in_tag(s, c, out);
    case SITEMAP_COMMENT:
        ends_with(s, c, '-', 2);
        return false;
    case SITEMAP_CDATA:
        in_cdata(s, c);
        return false;
    case SITEMAP_INSTRUCTION:
        ends_with(s, c, '?', 1);
        return false;
    case SITEMAP_DECLARATION:
    default:
        in_declaration(s, c);
        return false;
    }
}

static void move_on(struct sitemap_place *p, char c)
{
    bool ends = c == '\n' || c == '\r';
    bool is_second = c == '\n' && p->after_return;
    bool continues = ((unsigned char)c & 0xc0) == 0x80;
    p->offset++;
    p->line += ends && !is_second;
    p->column = ends ? 1 : p->column + !continues;
    p->after_return = c == '\r';
}

bool sitemap_next(struct sitemap *s, struct slice *piece, struct sitemap_entry *out)
{
    bool whole = false;
    while (piece->length && !whole && !s->failed) {
        char c = piece->data[0];
        bool has_begun = s->in_loc && s->source_length > 0;
        *piece = slice_skip(*piece, 1);
        whole = take(s, c, out);
        if (has_begun && s->in_loc) {
            buffer_add_char(&s->source, c);
        }
        move_on(&s->now, c);
        s->failed |=
            s->markup.no_memory || s->source.no_memory || s->text.no_memory || s->url.no_memory;
    }
    return whole && !s->failed;
}

enum sitemap_kind sitemap_sniff(struct slice head, bool *failed)
{
    struct sitemap s;
    struct sitemap_entry entry;
    struct slice mark = SLICE("\xef\xbb\xbf");
    head = slice_starts(head, mark) ? slice_skip(head, mark.length) : head;
    struct slice begun = slice_trim(head);
    sitemap_init(&s);
    if (begun.length && begun.data[0] == '<') {
        sitemap_next(&s, &begun, &entry);
    }
    enum sitemap_kind kind = s.kind;
    *failed |= s.failed;
    sitemap_free(&s);
    return kind;
}
