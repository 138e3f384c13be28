/* Markdown: a page whose links and tags are written otherwise. What syntax/markdown.h finds is
 * given to the page's reader as HTML's tags would be, raw HTML goes through it, and the words
 * between are its text. Spans are those of the destinations as they are written. What is defined in
 * the document's beginning, as far as it is held, is known before it is used. */
#ifndef SCAN_READ_MARKDOWN_H
#define SCAN_READ_MARKDOWN_H

#include "scan/read/page.h"
#include "scan/read/references.h"
#include "syntax/markdown.h"

struct markdown_page {
    struct page page;
    struct markdown markdown;
    bool learned; /* its beginning was looked through for definitions */
    struct references references;
    uint64_t at;                /* everything before was given to the page */
    struct markdown_range text; /* the words of the link that is open, ... */
    struct buffer anchor;       /* ... without markup, ... */
    uint64_t link_end;          /* ... and where it ends; 0: none is open */
    struct markdown_range html; /* raw HTML that may go on */
    struct finds *out;          /* told of words in which no URL is a link; NULL: nobody asks */
    bool silent;                /* in an element of such words, ... */
    uint64_t silent_from;       /* ... which began here in the input */
    bool quoted;                /* in a quote: the marks of its lines were given, too, ... */
    uint64_t marked;            /* ... up to here in the page's text */
    struct buffer url;          /* scratch */
};

/* Finds go to `out`. False: out of memory. */
bool markdown_page_init(struct markdown_page *p, struct document *document, struct finds *out,
                        const struct scan_options *options);
void markdown_page_free(struct markdown_page *p);

/* The document in UTF-8, in pieces of any size. False: out of memory. */
bool markdown_page_feed(struct markdown_page *p, struct slice piece);
bool markdown_page_finish(struct markdown_page *p);

/* --- Inside --- */

/* Bytes that are held of the document. */
struct slice markdown_page_bytes(const struct markdown_page *p, uint64_t start, uint64_t end);

/* Gives the words up to `to` to the page; the link that is open may end before. */
void markdown_page_advance(struct markdown_page *p, uint64_t to);

/* markdown_html.c: a line of raw HTML. The lines of one block are read together, since tags go over
 * several; then they are taken. */
void markdown_page_add_html(struct markdown_page *p, const struct markdown_item *item);
void markdown_page_take_html(struct markdown_page *p);

/* markdown_embed.c: the post that an image shows; the one that a link behind "@" names. False: it
 * is none, and nothing is given. */
bool markdown_page_show(struct markdown_page *p, const struct markdown_item *image);
bool markdown_page_directive(struct markdown_page *p, const struct markdown_item *link);

/* markdown_comment.c: a range of the input is a comment. */
void markdown_page_comment(struct markdown_page *p, struct markdown_range range);

/* Words may hold what is a comment by all looks and is none, as right below a line of a paragraph:
 * where that tells a check to leave links alone, it counts. `words` are bytes that are held. */
void markdown_page_comments(struct markdown_page *p, struct slice words);

#endif
