/* An article's bytes and the text they decode to, in which everything is looked for; and what is to
 * be changed of it, which is written in the article's encoding between bytes that stay. */
#ifndef ENRICH_READING_H
#define ENRICH_READING_H

#include "base/buffer.h"
#include "syntax/encoding.h"

/* How an article is written. */
enum article_form { ARTICLE_HTML, ARTICLE_XHTML, ARTICLE_TEXT, ARTICLE_MARKDOWN, ARTICLE_MDX };

/* The text lasts as long as the bytes, which are borrowed. */
struct reading {
    struct slice bytes;
    enum article_form form;
    const struct encoding *encoding;
    bool is_guessed;   /* nothing but the bytes themselves says the encoding */
    bool decodes;      /* the text is not the bytes themselves */
    size_t mark;       /* how many bytes of a byte order mark stand before the text */
    struct slice text; /* in UTF-8 */
    struct buffer decoded;
    struct offsets map; /* from the text to the bytes */
};

/* False: out of memory. To be closed all the same. */
bool reading_open(struct reading *r, struct slice bytes, enum article_form form,
                  const struct encoding_sniffed *encoding);
void reading_close(struct reading *r);

/* Where in the bytes a byte of the text comes from; of the text's end: where the bytes end. */
uint64_t reading_source(const struct reading *r, size_t at);

/* Behind the last place of the text at which something can be put: a lone byte that ends UTF-16
 * stays behind all. */
size_t reading_end(const struct reading *r);

/* Where a part of the text begins in it. */
static inline size_t reading_at(const struct reading *r, const char *part)
{
    return (size_t)(part - r->text.data);
}

/* --- Changes --- */

/* On which side of a place something is inserted: that matters where bytes stand at it that are no
 * text, such as ISO-2022-JP's escapes. */
enum edit_side { EDIT_BEHIND, EDIT_BEFORE };

/* Bytes [from, to) of the text give way to some of `words`. */
struct edit {
    size_t from, to;
    enum edit_side side;
    size_t begin, end; /* in the words */
};

/* Starts as EDITS and is freed with edits_free. It remembers failure. */
struct edits {
    struct edit *list;
    size_t count, room;
    struct buffer words; /* UTF-8 */
    bool failed;         /* out of memory */
};

#define EDITS ((struct edits){ .words = BUFFER(SIZE_MAX) })

void edits_free(struct edits *e);

/* What is added to e->words from here on goes to the next edit. */
static inline size_t edits_begin(const struct edits *e)
{
    return e->words.length;
}

/* The words since edits_begin are inserted at a place, or stand for [from, to). Edits do not
 * overlap, and are told in any order; those at one place stay in theirs. */
void edits_insert(struct edits *e, size_t begin, size_t at, enum edit_side side);
void edits_replace(struct edits *e, size_t begin, size_t from, size_t to);
void edits_remove(struct edits *e, size_t from, size_t to);

/* Adds the bytes with the edits made. False: out of memory, or the encoding lacks a character of
 * what is put back. */
bool edits_apply(struct edits *e, const struct reading *r, struct buffer *into);

/* Adds what the text would be. */
void edits_apply_text(struct edits *e, const struct reading *r, struct buffer *into);

#endif
