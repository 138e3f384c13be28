/* What a fragment ("#…") may name in a document: the ids of HTML, the names of <a>, and the
 * headings of Markdown by their slugs, repeated ones with "-1", "-2" behind them, as GitHub has
 * them.
 *
 *     struct anchors a;                       the names
 *     struct anchor_reader r;                 reads one document, UTF-8 in pieces of any size
 *     anchors_init(&a, ANCHORS_HTML);
 *     anchor_reader_init(&r, &a);
 *     anchor_reader_feed(&r, piece, it is the last one);
 *     anchor_reader_free(&r);                 a.failed: out of memory
 *     ... anchors_have(&a, SLICE("install")) ...
 *     anchors_free(&a);
 *
 * In Markdown the case of letters does not count, as on GitHub; there the names of all elements in
 * raw HTML count, and its headings have slugs, too. "{#name}" at the end of a heading is a name
 * besides.
 *
 * Time is linear in the document. Memory is bounded: of more than ANCHORS_MOST names, or of more
 * than ANCHOR_BYTES of them, the rest is not kept, and then any name may be there. */
#ifndef SYNTAX_ANCHORS_H
#define SYNTAX_ANCHORS_H

#include "base/arena.h"
#include "base/map.h"
#include "syntax/html.h"
#include "syntax/markdown.h"

enum {
    ANCHORS_MOST = 1 << 17,
    ANCHOR_BYTES = 8 << 20,
    ANCHOR_LONGEST = 8 << 10, /* a longer name is not kept: no URL that is asked for has one */
};

enum anchors_of { ANCHORS_HTML, ANCHORS_XHTML, ANCHORS_MARKDOWN, ANCHORS_MDX };

struct anchor {
    struct slice name;
    uint32_t repeats; /* of a heading: the last number behind its slug */
    bool is_heading;
};

struct anchors {
    enum anchors_of of;
    struct map map;
    struct arena bytes;
    size_t length; /* of all names */
    struct anchor *list;
    size_t count, room;
    bool incomplete; /* there are more, or the page sends its readers on to another */
    bool failed;
};

/* Must stay where it is until it is freed. */
void anchors_init(struct anchors *a, enum anchors_of of);
void anchors_free(struct anchors *a);

/* Whether something of this name is there, or may be. *failed: out of memory. */
bool anchors_have(const struct anchors *a, struct slice name, bool *failed);

/* Bytes that it takes, about. */
size_t anchors_size(const struct anchors *a);

struct anchor_reader {
    struct anchors *into;
    struct buffer bytes;  /* what is still to be looked at, ... */
    uint64_t offset;      /* ... and where it stands in the document */
    struct html html;     /* of an HTML document */
    size_t waiting, left; /* bytes fed since tokens were asked for, and left over then */
    bool complete;        /* of an HTML document: all was fed */
    struct markdown markdown;
    bool learned;              /* the definitions in the document's beginning are known */
    struct buffer run;         /* raw HTML in Markdown that may go on, ... */
    uint64_t run_end;          /* ... and where it ends so far */
    bool in_heading;           /* of raw HTML */
    struct buffer words;       /* of that heading */
    struct buffer slug, value; /* scratch */
};

void anchor_reader_init(struct anchor_reader *r, struct anchors *into);
void anchor_reader_free(struct anchor_reader *r);
void anchor_reader_feed(struct anchor_reader *r, struct slice piece, bool last);

/* --- Inside --- */

/* anchors.c: adds a name. */
void anchors_add(struct anchors *a, struct slice name, struct buffer *scratch);

/* anchors.c: adds the slug of a heading's words. */
void anchor_reader_add_heading(struct anchor_reader *r, struct slice words);

/* anchors_html.c: takes what a token says. */
void anchor_reader_take(struct anchor_reader *r, const struct html *h,
                        const struct html_token *token);
void anchor_reader_feed_html(struct anchor_reader *r, struct slice piece, bool last);

/* anchors_markdown.c */
void anchor_reader_feed_markdown(struct anchor_reader *r, struct slice piece, bool last);

#endif
