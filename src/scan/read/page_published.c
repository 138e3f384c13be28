/* When a page says that it was published: in attributes, or in the words of <time>. */
#include "scan/read/page.h"

#include "scan/find/markup_inside.h"

/* How far what says it is to be believed: meta, JSON-LD, <time>. */
static int rank(const char *by)
{
    return !by ? 0 : by[0] == 'm' ? 3 : by[0] == 'j' ? 2 : 1;
}

void page_publish(struct page *p, const struct date *date, const char *by)
{
    if (rank(p->document->published_by) < rank(by)) {
        p->document->published = *date;
        p->document->published_by = by;
    }
}

/* A date for machines, or printed in any language. */
static void publish(struct page *p, struct slice said, const char *by)
{
    struct date date = { .source = SOURCE_MARKUP };
    if (markup_day(said, &date.ms, &date.precision)) {
        page_publish(p, &date, by);
    }
}

void page_read_meta(struct page *p, const struct html_token *token)
{
    static const char *const names[] = { "article:published_time",
                                         "article:published",
                                         "article.published",
                                         "article:publicationdate",
                                         "bt:pubdate",
                                         "citation_publication_date",
                                         "date",
                                         "datepublished",
                                         "date_published",
                                         "dc.date",
                                         "dc.date.created",
                                         "dc.date.issued",
                                         "dcterms.created",
                                         "dcterms.date",
                                         "dcterms.issued",
                                         "og:article:published_time",
                                         "og:published_time",
                                         "originalpublicationdate",
                                         "parsely-pub-date",
                                         "pdate",
                                         "pubdate",
                                         "publication_date",
                                         "publication-date",
                                         "publish-date",
                                         "publish_date",
                                         "publishdate",
                                         "published_time",
                                         "rnews:datepublished",
                                         "sailthru.date",
                                         NULL };
    static const char *const attributes[] = { "property", "name", "itemprop", NULL };
    for (const char *const *attribute = attributes; *attribute; attribute++) {
        struct slice name = html_attribute(token, slice_from(*attribute));
        if (name.length && markup_is_listed(name, names)) {
            publish(p, page_fact(p, token, SLICE("content")), "meta");
            return;
        }
    }
}

/* --- <time> --- */

static bool is_publishing(const struct html_token *token)
{
    struct slice classes = html_attribute(token, SLICE("class"));
    return html_attribute(token, SLICE("pubdate")).data ||
           page_has_word(html_attribute(token, SLICE("itemprop")), SLICE("datePublished")) ||
           page_has_word(classes, SLICE("published")) ||
           page_has_word(classes, SLICE("dt-published"));
}

void page_open_time(struct page *p, const struct html_token *token)
{
    p->facts.in_time = false;
    if (page_in_post(p) || p->document->published_by || !is_publishing(token)) {
        return;
    }
    publish(p, page_fact(p, token, SLICE("datetime")), "time");
    p->facts.in_time = !p->document->published_by;
    buffer_reset(&p->facts.printed.words);
    p->facts.printed.read = 0;
}

void page_add_time(struct page *p, struct slice words)
{
    enum { PRINTED_MOST = 256 };
    if (p->facts.in_time) {
        page_excerpt_add(&p->facts.printed, words, PRINTED_MOST);
    }
}

void page_end_time(struct page *p)
{
    if (p->facts.in_time) {
        publish(p, buffer_slice(&p->facts.printed.words), "time");
        p->facts.in_time = false;
    }
}
