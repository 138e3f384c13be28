/* What a page says of itself: base URL, title, language, canonical URL. */
#include "scan/read/page.h"

#include "scan/limits.h"
#include "scan/read/local.h"

#include "syntax/html_urls.h"
#include "syntax/utf8.h"

/* The base that is known before the page is read. */
static void init_base(struct page_facts *facts, const struct scan_options *options)
{
    struct slice base = options->base;
    facts->is_local = !base.data && options->place.data;
    facts->in_folder = options->place.length > 0;
    if (facts->is_local) {
        local_base(options->place, &facts->value);
        base = buffer_slice(&facts->value);
    }
    facts->has_base =
        base.data && url_parse(base, NULL, &facts->base_bytes, &facts->base) == URL_OK;
    facts->is_local &= facts->has_base;
}

bool page_facts_again(struct page_facts *facts, const struct scan_options *options)
{
    *facts =
        (struct page_facts){ .base_bytes = buffer_again(&facts->base_bytes, URL_MOST),
                             .title.words = buffer_again(&facts->title.words, EXCERPT_ROOM),
                             .printed.words = buffer_again(&facts->printed.words, EXCERPT_ROOM),
                             .value = buffer_again(&facts->value, SIZE_MAX),
                             .parsed = buffer_again(&facts->parsed, URL_MOST) };
    init_base(facts, options);
    return !facts->base_bytes.failed && !facts->value.failed;
}

void page_facts_free(struct page_facts *facts)
{
    buffer_free(&facts->base_bytes);
    buffer_free(&facts->title.words);
    buffer_free(&facts->printed.words);
    buffer_free(&facts->value);
    buffer_free(&facts->parsed);
}

const struct url *page_base(const struct page *p)
{
    return p->facts.has_base && !p->facts.is_local ? &p->facts.base : NULL;
}

const struct url *page_link_base(const struct page *p)
{
    return p->facts.has_base ? &p->facts.base : NULL;
}

enum { TITLE_MOST = 1024, FACT_MOST = 8 << 10 };

struct slice page_fact(struct page *p, const struct html_token *token, struct slice name)
{
    struct slice value = html_attribute(token, name);
    if (!value.data) {
        return value;
    }
    buffer_reset(&p->facts.value);
    html_decode(slice_part(value, 0, value.length < FACT_MOST ? value.length : FACT_MOST), true,
                &p->facts.value);
    return slice_trim(buffer_slice(&p->facts.value));
}

/* A URL against a base. */
static bool parse(struct page *p, struct slice input, const struct url *base, struct url *out)
{
    enum url_status status = url_parse(input, base, &p->facts.parsed, out);
    p->text.failed |= status == URL_NO_MEMORY;
    return status == URL_OK;
}

/* Section 4.2.3: the first <base> that has an href, against the page's own URL. */
static void read_base(struct page *p, const struct html_token *token)
{
    struct slice href = page_fact(p, token, SLICE("href"));
    struct url base;
    if (p->facts.base_is_set || !html_attribute(token, SLICE("href")).data) {
        return;
    }
    bool had_base = p->facts.has_base;
    p->facts.base_is_set = true;
    if (parse(p, href, page_link_base(p), &base)) {
        p->facts.is_local &= local_is(base.href);
        buffer_reset(&p->facts.base_bytes);
        p->facts.has_base =
            url_parse(base.href, NULL, &p->facts.base_bytes, &p->facts.base) == URL_OK;
        p->text.failed |= !p->facts.has_base;
        if (!had_base) {
            page_look_back(p, page_offset(p, token->whole.data) + token->whole.length);
        }
    }
}

void page_look_ahead(struct page *p)
{
    struct html_token token;
    struct slice begun = p->window.bytes;
    begun.length = begun.length < PAGE_STEP ? begun.length : PAGE_STEP;
    bool wanted = p->by_itself && p->facts.has_base && !p->facts.looked_ahead;
    p->facts.looked_ahead = true;
    if (!wanted || p->window.offset > 0 ||
        slice_find_nocase(begun, SLICE("<base")) == begun.length) {
        return;
    }
    struct html h = HTML_OVER(begun);
    h.xml = p->html.xml;
    for (html_next(&h, &token); token.type != HTML_END && !p->facts.base_is_set;
         html_next(&h, &token)) {
        bool counts = token.type == HTML_OPEN && !html_is_inert(&h);
        if (counts && slice_equal_nocase(token.name, SLICE("base"))) {
            read_base(p, &token);
        }
    }
}

bool page_has_word(struct slice words, struct slice word)
{
    while (words.length) {
        size_t end = 0;
        while (end < words.length && !ascii_is_space(words.data[end])) {
            end++;
        }
        if (slice_equal_nocase(slice_part(words, 0, end), word)) {
            return true;
        }
        words = slice_skip(words, end + (end < words.length));
    }
    return false;
}

static void read_canonical(struct page *p, const struct html_token *token)
{
    struct url url;
    if (p->document->canonical.data ||
        !page_has_word(html_attribute(token, SLICE("rel")), SLICE("canonical"))) {
        return;
    }
    struct slice href = page_fact(p, token, SLICE("href"));
    if (href.length && parse(p, href, page_base(p), &url) && url.href.length <= URL_LONGEST) {
        p->document->canonical = arena_copy(&p->document->arena, url.href);
    }
}

static void read_language(struct page *p, const struct html_token *token)
{
    struct slice lang = page_fact(p, token, SLICE("lang"));
    if (!p->document->lang.data && lang.length && lang.length < 64) {
        p->document->lang = utf8_copy(&p->document->arena, lang);
    }
}

/* --- The title --- */

void page_excerpt_add(struct page_excerpt *e, struct slice piece, size_t most)
{
    size_t length = piece.length < most - e->read ? piece.length : most - e->read;
    html_decode(slice_part(piece, 0, length), false, &e->words);
    e->read += length;
}

void page_add_title(struct page *p, struct slice s)
{
    if (!p->facts.has_title) {
        page_excerpt_add(&p->facts.title, s, TITLE_MOST);
    }
}

void page_end_title(struct page *p)
{
    if (p->facts.has_title || html_is_foreign(&p->html)) {
        return;
    }
    buffer_reset(&p->facts.value);
    utf8_fold_spaces(buffer_slice(&p->facts.title.words), TITLE_MOST, &p->facts.value);
    if (p->facts.value.length) {
        p->document->title = utf8_copy(&p->document->arena, buffer_slice(&p->facts.value));
        p->facts.has_title = true;
    }
}

/* --- All --- */

void page_read_facts(struct page *p, const struct html_token *token)
{
    static const struct {
        struct slice name;
        void (*read)(struct page *, const struct html_token *);
    } rows[] = {
        { { "base", sizeof "base" - 1 }, read_base },
        { { "frameset", sizeof "frameset" - 1 }, page_begin_frames },
        { { "html", sizeof "html" - 1 }, read_language },
        { { "link", sizeof "link" - 1 }, read_canonical },
        { { "meta", sizeof "meta" - 1 }, page_read_meta },
        { { "time", sizeof "time" - 1 }, page_open_time },
    };
    if (html_is_foreign(&p->html)) {
        return;
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (slice_equal(token->element->name, rows[i].name)) {
            rows[i].read(p, token);
        }
    }
}

void page_read_late_facts(struct page *p, const struct html_token *token)
{
    if (slice_equal_nocase(token->name, SLICE("link"))) {
        read_canonical(p, token);
    }
}
