/* An article written back with what a document says of its links and posts: attributes and data in
 * a page, footnotes in a text. What is put in is ASCII in the article's encoding, and marked; all
 * other bytes stay as they are, however broken they may be.
 *
 * An article is read, and what an earlier run put in is taken out; what is left is to be scanned,
 * and the document that comes of it, once it is described, says what to put in:
 *
 *     struct article *a = article_read(&options, name, bytes);
 *     ... article_bytes(a) are scanned into a document ...
 *     article_enrich(a, &document, &how, &out);
 *     article_free(a);
 *
 * So the same facts give the same bytes again, newer ones replace older ones, and without any the
 * article comes out as it was before the first run. */
#ifndef ENRICH_ENRICH_H
#define ENRICH_ENRICH_H

#include "base/buffer.h"
#include "record.h"
#include "scan/scan.h"

struct article;

/* The bytes are copied. What cannot be read as text is kept as it is: a scan says why. NULL: out of
 * memory. */
struct article *article_read(const struct scan_options *options, struct slice name,
                             struct slice bytes);
void article_free(struct article *a);

/* Without what an earlier run put in. */
struct slice article_bytes(const struct article *a);

/* As given. */
struct slice article_given(const struct article *a);

struct enrich_options {
    bool rewrite;     /* pages: lead links that are alive to their other ends */
    bool footnotes;   /* texts and Markdown: put in footnotes; else nothing is */
    const bool *told; /* of each embed, whether it is to be told of; NULL: all are */
};

/* Adds the article with what the document says, whose places are those of article_bytes. False: out
 * of memory. */
bool article_enrich(const struct article *a, const struct document *document,
                    const struct enrich_options *how, struct buffer *out);

#endif
