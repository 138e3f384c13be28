/* The links that a Markdown document defines apart from the words that use them. Such a link stands
 * at its definition, and is told where the first words lead to it, or there. */
#ifndef SCAN_READ_REFERENCES_H
#define SCAN_READ_REFERENCES_H

#include "scan/read/page.h"
#include "syntax/markdown.h"

struct reference {
    struct slice written; /* its destination as it stands there; owned by the list */
    struct span span;     /* of that */
    bool given;           /* its link was told */
    bool is_comment;      /* it has none */
    bool is_image;        /* an image uses it */
};

/* Starts as { 0 }. Only so many bytes of definitions are kept as MARKDOWN_LABEL_BYTES. */
struct references {
    struct reference *items;
    size_t count, room;
    struct arena arena;
    size_t length; /* of all in it */
};

void references_free(struct references *r);

/* Looks through what the page holds of the document, which is its beginning, or (`all`) all of it.
 * `m` was opened with MARKDOWN_LEARN, and begins again then. */
void references_learn(struct references *r, struct page *page, struct markdown *m, bool all);

/* The words of a link begin that lead to what is defined elsewhere. */
void references_open(struct references *r, struct page *page, const struct markdown_item *anchor);

/* An image shows what is defined elsewhere. */
void references_show(struct references *r, const struct markdown_item *anchor);

/* A definition, which stands in no words. One that only images use is no link, as theirs are not,
 * unless the files that a page shows are links, too. */
void references_define(struct references *r, struct page *page, const struct markdown_item *item);

#endif
