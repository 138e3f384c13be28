/* Pages of X as archives have kept them. Until 2020 a page held a post, those before it, answers
 * and quoted ones, as elements that name their ids. Later ones may hold schema.org's words for it
 * (https://schema.org/SocialMediaPosting). */
#include "describe/archived.h"

#include "describe/words.h"
#include "syntax/date.h"
#include "syntax/html.h"

enum { WORDS_MOST = 64 << 10 };

/* What words are read into, as long as an element is open. */
enum part { PART_NONE, PART_TEXT, PART_NAME, PART_HANDLE };

struct page {
    struct reader *r;
    struct html html;
    struct buffer words, scratch; /* of the part that is read; one value, decoded */
    bool inside;                  /* the post's element is open, ... */
    unsigned depth;               /* ... with so many of its name in it */
    struct slice element;         /* that name */
    enum part part;               /* what is read, ... */
    unsigned part_depth;          /* ... with so many elements of its name open */
    struct slice part_element;
    bool has_text, has_date;
    bool by_schema;        /* the post is told in schema.org's words */
    bool by_author;        /* an element of its author is open ... */
    unsigned author_depth; /* ... with so many of its name */
    struct slice author_element;
    bool in_link;                                    /* whose words are not the post's */
    struct slice name, handle, lang, target, quoted; /* kept */
};

static bool has_word(struct slice list, struct slice word)
{
    while (list.length) {
        if (slice_equal_nocase(slice_cut(&list, ' '), word)) {
            return true;
        }
    }
    return false;
}

static bool has_class(const struct html_token *t, const char *name)
{
    return has_word(html_attribute(t, SLICE("class")), slice_from(name));
}

/* An attribute's value, decoded, until the next one is asked for. */
static struct slice value_of(struct page *p, const struct html_token *t, const char *name)
{
    struct slice value = html_attribute(t, slice_from(name));
    buffer_reset(&p->scratch);
    html_decode(value, true, &p->scratch);
    p->r->no_memory = p->r->no_memory || p->scratch.no_memory;
    return value.length && !p->scratch.failed ? slice_trim(buffer_slice(&p->scratch))
                                              : (struct slice){ 0 };
}

static void keep_first(struct page *p, struct slice value, struct slice *into)
{
    if (!into->data && value.length) {
        *into = reader_keep(p->r, value);
    }
}

/* --- Dates --- */

static void take_date(struct page *p, int64_t ms, enum time_precision precision)
{
    if (!p->has_date) {
        p->r->told->date =
            (struct date){ .ms = ms, .precision = precision, .source = SOURCE_ARCHIVE };
        p->has_date = true;
    }
}

/* Printed beside it is a time of X's own place; this is whole seconds. */
static void take_milliseconds(struct page *p, const struct html_token *t)
{
    unsigned long long ms;
    if (slice_number(value_of(p, t, "data-time-ms"), 253402300799999ULL, &ms)) {
        take_date(p, (int64_t)(ms - ms % 1000), TIME_SECOND);
    } else if (slice_number(value_of(p, t, "data-time"), 253402300799ULL, &ms)) {
        take_date(p, (int64_t)ms * 1000, TIME_SECOND);
    }
}

static void take_iso(struct page *p, struct slice text)
{
    int64_t ms;
    enum time_precision precision;
    bool zoned;
    if (text.length && date_read_iso(text, &ms, &precision, &zoned) == text.length && zoned) {
        precision = precision > TIME_SECOND ? TIME_SECOND : precision;
        take_date(p, precision == TIME_SECOND ? ms - ms % 1000 : ms, precision);
    }
}

/* --- Links --- */

/* The post's own words have the short link; where it led the page says, too. */
static void take_link(struct page *p, const struct html_token *t)
{
    struct slice shown = html_attribute(t, SLICE("data-expanded-url"));
    struct slice url = archived_url(value_of(p, t, shown.length ? "data-expanded-url" : "href"));
    bool is_away = !p->target.data && reader_leads_away(p->r, url);
    if (is_away && !slice_starts_nocase(url, SLICE("https://t.co/"))) {
        p->target = reader_keep(p->r, url);
    }
}

static void begin_link(struct page *p, const struct html_token *t)
{
    struct slice href = html_attribute(t, SLICE("href"));
    bool is_url = html_attribute(t, SLICE("data-expanded-url")).length ||
                  has_class(t, "twitter-timeline-link") ||
                  slice_find_nocase(href, SLICE("//t.co/")) < href.length;
    take_link(p, t);
    if (is_url) {
        struct slice short_url = archived_url(value_of(p, t, "href"));
        bool glued = p->words.length && !ascii_is_space(p->words.data[p->words.length - 1]);
        buffer_add(&p->words, glued ? SLICE(" ") : SLICE(""));
        buffer_add(&p->words, short_url);
        p->in_link = true;
    }
}

/* --- Parts --- */

static void begin_part(struct page *p, enum part part, const struct html_token *t)
{
    p->part = part;
    p->part_element = t->name;
    p->part_depth = 1;
    p->in_link = false;
    buffer_reset(&p->words);
}

static void end_part(struct page *p)
{
    struct slice words = slice_trim(buffer_slice(&p->words));
    p->r->no_memory = p->r->no_memory || p->words.no_memory;
    if (p->part == PART_TEXT && !p->words.failed) {
        p->r->told->text = words_plain(words, p->r->arena);
        p->has_text = true;
    } else if (p->part == PART_NAME && !p->words.failed) {
        keep_first(p, words, &p->name);
    } else if (p->part == PART_HANDLE && !p->words.failed) {
        keep_first(p, words.length && words.data[0] == '@' ? slice_skip(words, 1) : words,
                   &p->handle);
    }
    p->part = PART_NONE;
}

static void open_in_part(struct page *p, const struct html_token *t)
{
    if (slice_equal_nocase(t->name, SLICE("a")) && p->part == PART_TEXT) {
        begin_link(p, t);
    } else if (slice_equal_nocase(t->name, SLICE("br"))) {
        buffer_add_char(&p->words, '\n');
    } else if (slice_equal_nocase(t->name, SLICE("img")) && has_class(t, "Emoji") && !p->in_link) {
        buffer_add(&p->words, value_of(p, t, "alt"));
    }
    p->part_depth += slice_equal_nocase(t->name, p->part_element) && !t->self_closing;
}

static void close_in_part(struct page *p, const struct html_token *t)
{
    if (slice_equal_nocase(t->name, SLICE("a"))) {
        p->in_link = false;
    }
    p->part_depth -= slice_equal_nocase(t->name, p->part_element);
    if (p->part_depth == 0) {
        end_part(p);
    }
}

/* --- The page of old --- */

/* A quoted post's own element, which says whose it is. */
static void take_quoted(struct page *p, const struct html_token *t)
{
    struct slice id = html_attribute(t, SLICE("data-item-id"));
    struct slice handle = html_attribute(t, SLICE("data-screen-name"));
    if (!p->quoted.data && place_is_id(p->r->about->place, id)) {
        p->quoted = reader_permalink(p->r, handle, id);
    }
}

static void open_in_tweet(struct page *p, const struct html_token *t)
{
    if (!p->has_text && has_class(t, "tweet-text")) {
        keep_first(p, words_language(html_attribute(t, SLICE("lang"))), &p->lang);
        begin_part(p, PART_TEXT, t);
    } else if (has_class(t, "_timestamp")) {
        take_milliseconds(p, t);
    } else if (!p->name.data && has_class(t, "fullname")) {
        begin_part(p, PART_NAME, t);
    } else if (html_attribute(t, SLICE("data-item-id")).length &&
               html_attribute(t, SLICE("data-screen-name")).length) {
        take_quoted(p, t);
    }
}

/* --- schema.org --- */

static void open_in_posting(struct page *p, const struct html_token *t)
{
    struct slice property = html_attribute(t, SLICE("itemprop"));
    struct slice content = html_attribute(t, SLICE("content"));
    bool is_name = has_word(property, SLICE("name")) || has_word(property, SLICE("givenName"));
    bool is_handle =
        has_word(property, SLICE("additionalName")) || has_word(property, SLICE("alternateName"));
    if (has_word(property, SLICE("author")) && html_attribute(t, SLICE("itemscope")).data) {
        p->by_author = true;
        p->author_element = t->name;
        p->author_depth = 1;
    } else if (has_word(property, SLICE("datePublished")) ||
               has_word(property, SLICE("dateCreated"))) {
        take_iso(p, value_of(p, t, content.length ? "content" : "datetime"));
    } else if (has_word(property, SLICE("inLanguage"))) {
        keep_first(p, words_language(value_of(p, t, "content")), &p->lang);
    } else if (p->by_author && is_name) {
        keep_first(p, value_of(p, t, "content"), &p->name);
        begin_part(p, content.length ? PART_NONE : PART_NAME, t);
    } else if (p->by_author && is_handle) {
        struct slice handle = value_of(p, t, "content");
        bool marked = handle.length && handle.data[0] == '@';
        keep_first(p, slice_skip(handle, marked), &p->handle);
        begin_part(p, content.length ? PART_NONE : PART_HANDLE, t);
    } else if (!p->by_author && !p->has_text &&
               (has_word(property, SLICE("articleBody")) || has_word(property, SLICE("text")))) {
        struct slice text = value_of(p, t, "content");
        if (text.length) {
            p->r->told->text = words_plain(text, p->r->arena);
            p->has_text = true;
        } else {
            keep_first(p, words_language(html_attribute(t, SLICE("lang"))), &p->lang);
            begin_part(p, PART_TEXT, t);
        }
    }
}

/* --- The way through it --- */

static bool is_post(const struct page *p, const struct html_token *t)
{
    struct slice id = html_attribute(t, SLICE("data-tweet-id"));
    return slice_equal(id, p->r->about->id) &&
           (has_class(t, "tweet") ||
            slice_find_nocase(html_attribute(t, SLICE("itemtype")), SLICE("SocialMediaPosting")) <
                html_attribute(t, SLICE("itemtype")).length);
}

static void begin_post(struct page *p, const struct html_token *t)
{
    archived_begin(p->r);
    p->inside = true;
    p->depth = 1;
    p->element = t->name;
    p->by_schema = html_attribute(t, SLICE("itemtype")).length > 0;
    keep_first(p, value_of(p, t, "data-screen-name"), &p->handle);
    keep_first(p, value_of(p, t, "data-name"), &p->name);
}

static void open_element(struct page *p, const struct html_token *t)
{
    bool is_void = t->self_closing || slice_equal_nocase(t->name, SLICE("meta")) ||
                   slice_equal_nocase(t->name, SLICE("link")) ||
                   slice_equal_nocase(t->name, SLICE("img"));
    p->depth += !is_void && slice_equal_nocase(t->name, p->element);
    p->author_depth += p->by_author && !is_void && slice_equal_nocase(t->name, p->author_element);
    if (p->part != PART_NONE) {
        open_in_part(p, t);
    } else if (p->by_schema) {
        open_in_posting(p, t);
    } else {
        open_in_tweet(p, t);
    }
}

static void close_element(struct page *p, const struct html_token *t)
{
    if (p->part != PART_NONE) {
        close_in_part(p, t);
    }
    p->author_depth -= p->author_depth && slice_equal_nocase(t->name, p->author_element);
    p->by_author = p->by_author && p->author_depth > 0;
    p->depth -= slice_equal_nocase(t->name, p->element);
    p->inside = p->depth > 0;
}

static void add_text(struct page *p, const struct html_token *t)
{
    if (p->part != PART_NONE && !p->in_link && !t->raw) {
        buffer_reset(&p->scratch);
        html_decode(t->text, false, &p->scratch);
        buffer_add(&p->words, buffer_slice(&p->scratch));
    }
}

static void tell(struct page *p)
{
    struct told *told = p->r->told;
    told->author = archived_author(p->r, p->name, p->handle);
    told->lang = p->lang;
    told->target = p->target.data ? p->target : p->quoted;
}

void read_archived_page(struct reader *r)
{
    struct page p = { .r = r,
                      .html = HTML_OVER(r->body),
                      .words = BUFFER(WORDS_MOST),
                      .scratch = BUFFER(WORDS_MOST) };
    struct html_token t;
    bool over = false;
    for (html_next(&p.html, &t); t.type != HTML_END && !over; html_next(&p.html, &t)) {
        if (t.type == HTML_OPEN && p.inside) {
            open_element(&p, &t);
        } else if (t.type == HTML_OPEN && is_post(&p, &t)) {
            begin_post(&p, &t);
        } else if (t.type == HTML_CLOSE && p.inside) {
            close_element(&p, &t);
            over = !p.inside;
        } else if (t.type == HTML_TEXT && p.inside) {
            add_text(&p, &t);
        }
    }
    if (r->told->reason == REASON_OK) {
        tell(&p);
    }
    buffer_free(&p.words);
    buffer_free(&p.scratch);
}
