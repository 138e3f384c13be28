/* Embeds in markup: the elements by which pages embed posts, as rows of places (struct markup) and
 * general rules. Which elements are hit is asked about every open tag; what a hit element says is
 * read out of its whole source.
 *
 *     struct markup_index index;
 *     markup_index_build(&index);                  // once; read-only from then on, by any thread
 *     ...
 *     if (markup_begins(&index, &token, &hit)) {
 *         html = from the tag's "<" to behind its end tag (hit.has_content), or the tag alone
 *         if (markup_read(&hit, html, base, &arena, &claim)) { ... }
 *     }
 *
 * Hit elements may hold others that are hit, too: a consent placeholder holds the blockquote it
 * hides, a platform's <div> its <iframe>. The caller asks about every tag inside as well, and joins
 * the claims of one post; a claim that lies in another's element is a part of it if it names the
 * same post or none. */
#ifndef SCAN_FIND_MARKUP_H
#define SCAN_FIND_MARKUP_H

#include "base/arena.h"
#include "scan/find/find.h"
#include "syntax/html.h"

/* What an element's name, class or attribute must be for a row to be asked about. */
struct markup_key {
    const struct place *place; /* NULL: a row of common_markup */
    const struct markup *row;  /* NULL: the slot is free */
    uint32_t hash;
};

enum { MARKUP_SLOTS = 1024, MARKUP_FILTER = 256, MARKUP_LETTERS = 32 };

/* The rows of all places by their keys: a hash table with open addressing, and a filter of bits in
 * front of it that settles nearly every word of a page. About 24 KiB; owns nothing. */
struct markup_index {
    uint64_t keys;                    /* html_name_bit of all attributes that are keys ... */
    uint64_t attributes;              /* ... and of those whose values have some: class, ... */
    uint64_t names;                   /* ... and of those elements of HTML's that are keys */
    uint64_t lengths[MARKUP_LETTERS]; /* a bit for each length of words that begin with a letter */
    unsigned char filter[MARKUP_FILTER];
    struct markup_key slots[MARKUP_SLOTS];
};

void markup_index_build(struct markup_index *index);

enum markup_rule {
    MARKUP_ROW,        /* the row of a place, or of common_markup */
    MARKUP_FRAME,      /* an <iframe>, <embed> or <object>: an embed if its URL is one */
    MARKUP_PLACEHOLDER /* data attributes that may hold a post's URL or markup */
};

struct markup_hit {
    const struct markup_index *index;
    enum markup_rule rule;
    const struct place *place; /* NULL: its URL will tell */
    const struct markup *row;  /* MARKUP_ROW only */
    bool has_content;          /* the embed reaches to the element's end tag */
};

/* Whether an element begins an embed, as far as its open tag tells. Costs one look at each word of
 * the tag's classes and at each attribute's name. */
bool markup_begins(const struct markup_index *index, const struct html_token *open,
                   struct markup_hit *out);

/* Whether nothing but the open tag tells whether the element embeds a post. */
bool markup_is_by_tag(const struct markup_hit *hit);

/* Reads the embed out of the element's source: from the "<" of its open tag on; what stands behind
 * its end tag is not looked at, and it may be cut short. `base` is the document's base URL or NULL.
 * The words that *out borrows are in the arena or live for ever. False: it is no embed, or the
 * arena failed. Takes time linear in `html`. */
bool markup_read(const struct markup_hit *hit, struct slice html, const struct url *base,
                 struct arena *arena, struct claim *out);

/* Where the post ends in an element that begins `html` and whose end tag is missing: behind the
 * link that is its date, else behind the last link to it or the open tag that names it. 0: nobody
 * can tell. */
size_t markup_content_end(const struct markup_hit *hit, struct slice html, const struct url *base,
                          struct arena *arena);

/* Finds the first embed in a run of markup, as content systems keep it in attributes and JSON, and
 * reads it. */
bool markup_read_first(const struct markup_index *index, struct slice html, const struct url *base,
                       struct arena *arena, struct claim *out);

/* The same in a script's text, where tools that wait for consent keep it in Base64. */
bool markup_read_coded(const struct markup_index *index, struct slice words, const struct url *base,
                       struct arena *arena, struct claim *out);

#endif
