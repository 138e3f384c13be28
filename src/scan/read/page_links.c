/* What the attributes of a page link to. */
#include "scan/read/page.h"

#include "scan/find/meaning.h"
#include "scan/limits.h"
#include "scan/read/local.h"
#include "syntax/html_urls.h"
#include "syntax/utf8.h"

void page_link_again(struct page_link *link)
{
    *link = (struct page_link){ .anchor = buffer_again(&link->anchor, 4096),
                                .folded = buffer_again(&link->folded, SIZE_MAX),
                                .value = buffer_again(&link->value, SIZE_MAX),
                                .reference = buffer_again(&link->reference, URL_MOST) };
}

void page_link_free(struct page_link *link)
{
    buffer_free(&link->anchor);
    buffer_free(&link->folded);
    buffer_free(&link->value);
    buffer_free(&link->reference);
}

uint64_t page_offset(const struct page *p, const char *at)
{
    return p->window.offset + (uint64_t)(at - p->window.bytes.data);
}

/* Whether a URL, as it stands or decoded, plainly needs a base that is not there. */
static bool lacks_base(const struct page *p, struct slice url)
{
    char first = '\0';
    if (!page_link_base(p) && url.length) {
        first = url.data[0];
    }
    return first == '/' || first == '#' || first == '?' || first == '.';
}

/* What was read against a base that stands for the document's place. */
static bool read_local(struct page *p, struct link_find *link)
{
    buffer_reset(&p->link.reference);
    bool leads = local_reference(link->url, p->facts.in_folder, &p->link.reference);
    p->text.failed |= p->link.reference.no_memory;
    link->kind = LINK_LOCAL;
    link->url = link->unwrapped = (struct slice){ 0 };
    link->reference = buffer_slice(&p->link.reference);
    return leads && slice_trim(link->written).length && !local_is_template(link->written);
}

/* One that is too long to be read, and no URL by itself. */
static bool is_long(const struct page *p, const struct meaning *meaning)
{
    return p->facts.is_local && meaning->status == URL_TOO_LONG && meaning->truncated &&
           slice_find(meaning->written, ':') == meaning->written.length;
}

/* It leads nowhere. */
static void set_long(struct link_find *link)
{
    link->kind = LINK_LOCAL;
    link->malformed = false;
    link->reference = SLICE("..");
}

/* Every field by itself, which costs less than to clear all of them first. */
static void set_link(struct link_find *link, const struct meaning *meaning, struct slice written)
{
    link->url = meaning->url;
    link->written = written;
    link->unwrapped = meaning->unwrapped;
    link->reference = (struct slice){ 0 };
    link->anchor = (struct slice){ 0 };
    link->place = meaning->place;
    link->kind = meaning->kind;
    link->truncated = meaning->truncated;
    link->malformed = meaning->status != URL_OK;
    link->again = false;
}

/* A link in an attribute: nothing of it is trimmed but what the URL parser trims. */
static bool read_link(struct page *p, struct slice url, struct slice written, struct find *out)
{
    struct meaning meaning;
    reader_read_in(&p->text.reader, url, page_link_base(p), &meaning);
    p->text.failed |= meaning.status == URL_NO_MEMORY;
    if (meaning.status == URL_NO_MEMORY || meaning.status == URL_OTHER_SCHEME ||
        (meaning.status != URL_OK && meaning.is_relative)) {
        return false;
    }
    out->type = FIND_LINK;
    set_link(&out->is.link, &meaning, written);
    if (is_long(p, &meaning)) {
        set_long(&out->is.link);
        return true;
    }
    return !p->facts.is_local || !local_is(meaning.url) || read_local(p, &out->is.link);
}

/* Whether a URL was given where it stands, without a base. */
static bool was_given(struct page *p, struct slice url)
{
    struct meaning meaning;
    reader_read_in(&p->text.reader, url, NULL, &meaning);
    p->text.failed |= meaning.status == URL_NO_MEMORY;
    return meaning.status == URL_OK || !meaning.is_relative;
}

/* Reads a link that is written so, and reaches over no words so far; its span is not set. */
static bool begin(struct page *p, struct slice url, struct slice written, const char *from,
                  struct find *find)
{
    size_t kept = written.length < URL_LONGEST ? written.length : URL_LONGEST;
    find->start = find->end = text_fed(&p->text);
    return !(p->link.looks_back && was_given(p, url)) &&
           read_link(p, url, slice_part(written, 0, kept), find) &&
           (find->is.link.kind != LINK_LOCAL || local_has(from));
}

/* Gives a link that stands in `written` of a tag. */
static bool give(struct page *p, struct slice url, struct slice written, const char *from,
                 size_t *number)
{
    struct find *find = text_give_begin(&p->text);
    if (!find || !begin(p, url, written, from, find)) {
        return false;
    }
    uint64_t start = page_offset(p, written.data);
    find->span = locator_page_span(&p->locator, &p->window, start, start + written.length);
    find->span.from = from;
    *number = text_give_end(&p->text);
    return true;
}

void page_give_link(struct page *p, struct slice url, struct slice written, const char *from)
{
    size_t number;
    give(p, url, written, from, &number);
}

/* A candidate of a srcset stands in the value as it is, or only decoded: then the span is all of
 * the value. */
static void give_set(struct page *p, struct slice value, const char *from)
{
    struct slice rest = html_value(value, &p->link.value);
    bool plain = rest.data == value.data;
    struct slice url;
    size_t number;
    while (html_srcset_next(&rest, &url)) {
        give(p, url, plain ? url : value, from, &number);
    }
}

/* --- <a href> --- */

enum { ANCHOR_MOST = 200 }; /* characters */

void page_keep_anchor(struct page *p, struct slice s)
{
    enum { ANCHOR_BYTES = 1024 };
    if (p->link.anchor.length < ANCHOR_BYTES) {
        size_t room = ANCHOR_BYTES - p->link.anchor.length;
        buffer_add(&p->link.anchor, slice_part(s, 0, s.length < room ? s.length : room));
    }
}

void page_set_anchor(struct page *p, struct slice s)
{
    buffer_reset(&p->link.anchor);
    buffer_add(&p->link.anchor, s);
}

struct find *page_link_open(struct page *p)
{
    return p->link.is_open ? text_given(&p->text, p->link.number) : NULL;
}

/* The words of the link that was open, which live as long as it does; absent: it has none. */
static struct slice folded_anchor(struct page *p)
{
    struct arena *arena = &p->text.given.arena;
    struct slice words = slice_trim(buffer_slice(&p->link.anchor));
    if (words.length <= ANCHOR_MOST && utf8_is_folded(words)) {
        return arena_copy(arena, words);
    }
    buffer_reset(&p->link.folded); /* the value may hold the URL of the link that ends this one */
    utf8_fold_spaces(words, ANCHOR_MOST, &p->link.folded);
    struct slice folded = buffer_slice(&p->link.folded);
    return folded.length ? utf8_copy(arena, folded) : (struct slice){ 0 };
}

void page_close_link(struct page *p)
{
    struct find *find = page_link_open(p);
    p->link.is_open = false;
    if (find) {
        find->end = text_fed(&p->text);
        find->is.link.anchor = folded_anchor(p);
    }
}

static void open_link(struct page *p)
{
    p->link.is_open = true;
    buffer_reset(&p->link.anchor);
}

void page_open_link(struct page *p, struct slice url, struct slice written, const char *from)
{
    page_close_link(p);
    if (give(p, url, written, from, &p->link.number)) {
        open_link(p);
    }
}

void page_open_link_at(struct page *p, struct slice url, struct slice written, const char *from,
                       const struct span *span, bool again)
{
    struct find find;
    page_close_link(p);
    if (!begin(p, url, written, from, &find)) {
        return;
    }
    find.span = *span;
    find.span.from = from;
    find.is.link.again = again;
    p->link.number = text_give(&p->text, &find);
    open_link(p);
}

/* --- All --- */

/* Copies a name in small letters. False: it has other signs than names of elements have. */
static bool copy_name(char *to, struct slice name)
{
    for (size_t i = 0; i < name.length; i++) {
        char c = name.data[i];
        if (!ascii_is_alnum(c) && c != '-' && c != ':') {
            return false;
        }
        to[i] = ascii_lower(c);
    }
    return true;
}

/* "div@data-src": what elements of any name have. NULL: this one's name is no word. */
static const char *from_any(struct page *p, struct slice element, struct slice attribute)
{
    enum { NAME_MOST = 64 };
    if (element.length > NAME_MOST) {
        return NULL;
    }
    char *from = arena_bytes(&p->document->arena, element.length + attribute.length + 2);
    if (!from || !copy_name(from, element) || !copy_name(from + element.length + 1, attribute)) {
        return NULL;
    }
    from[element.length] = '@';
    from[element.length + 1 + attribute.length] = '\0';
    return from;
}

static void take(struct page *p, const struct html_token *token,
                 const struct html_attribute *attribute, const struct html_url *row)
{
    struct slice value = attribute->value;
    enum html_url_use use = row->use;
    size_t number;
    if (use == HTML_URL_REL && !html_link_use(html_attribute(token, SLICE("rel")), &use)) {
        return;
    }
    if (use == HTML_URL_RESOURCE && !p->resources) {
        return;
    }
    const char *from = row->from.data ? row->from.data : from_any(p, token->name, attribute->name);
    bool opens = row->from.data && slice_equal(row->from, SLICE("a@href"));
    if (lacks_base(p, value) && !row->list) {
        if (opens) {
            page_close_link(p);
        }
        return;
    }
    if (opens) {
        page_open_link(p, html_value(value, &p->link.value), value, from);
    } else if (row->list) {
        give_set(p, value, from);
    } else {
        give(p, html_value(value, &p->link.value), value, from, &number);
    }
}

/* Whether an attribute before it has the same name: then it does not count. */
static bool is_second(const struct html_attribute *list, size_t number)
{
    for (size_t i = 0; i < number; i++) {
        if (slice_equal_nocase(list[i].name, list[number].name)) {
            return true;
        }
    }
    return false;
}

static inline void read_list(struct page *p, const struct html_token *token,
                             const struct html_attribute *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct html_url *row = html_url_attribute(token->name, list[i].name);
        if (row && list[i].value.length && !is_second(list, i)) {
            take(p, token, &list[i], row);
        }
    }
}

/* Rare: more attributes than a token has room for. */
__attribute__((noinline)) static void read_all(struct page *p, const struct html_token *token)
{
    struct html_attribute attributes[HTML_ATTRIBUTES_MOST];
    size_t count = html_attributes(token, attributes, HTML_ATTRIBUTES_MOST);
    read_list(p, token, attributes, count);
}

void page_read_urls(struct page *p, const struct html_token *token)
{
    if (token->list) {
        read_list(p, token, token->list, token->count);
    } else {
        read_all(p, token);
    }
}

/* --- Before the base was known --- */

static void add_words(struct page *p, struct slice text)
{
    if (p->link.is_open) {
        buffer_reset(&p->link.value);
        html_decode(text, false, &p->link.value);
        page_add_anchor(p, buffer_slice(&p->link.value));
    }
}

static void look_at(struct page *p, const struct html_token *token)
{
    bool open = token->type == HTML_OPEN;
    if (token->type == HTML_TEXT && !token->raw) {
        add_words(p, token->text);
    } else if (open || token->type == HTML_CLOSE) {
        if (token->element->kind != HTML_INLINE) {
            page_add_anchor(p, SLICE(" "));
        }
        if (open) {
            page_read_links(p, token);
            page_read_late_facts(p, token);
        } else if (token->element->id == HTML_IS_A) {
            page_close_link(p);
        }
    }
}

void page_look_back(struct page *p, uint64_t end)
{
    struct html_token token;
    if (!p->by_itself || p->window.offset > 0 || end > PAGE_STEP) {
        return;
    }
    struct html h = HTML_OVER(slice_part(p->window.bytes, 0, (size_t)end));
    h.xml = p->html.xml;
    page_close_link(p);
    p->link.looks_back = true;
    for (html_next(&h, &token); token.type != HTML_END; html_next(&h, &token)) {
        if (!html_is_inert(&h)) {
            look_at(p, &token);
        }
    }
    page_close_link(p);
    p->link.looks_back = false;
}
