/* Sitemaps and indexes of sitemaps (https://www.sitemaps.org/protocol.html): the URLs in them.
 *
 * Read as XML is, as far as these go by it: comments, processing instructions, declarations, CDATA
 * and references. What is broken ends nothing: the next <loc> is read again.
 *
 *     struct sitemap s;
 *     sitemap_init(&s);
 *     while (there is a piece) {
 *         while (sitemap_next(&s, &piece, &entry)) ...   slices last until the next call
 *     }
 *     sitemap_free(&s);                                  s.failed: out of memory
 *
 * Time is linear, memory a few URLs; what is found does not depend on how it is cut. */
#ifndef SYNTAX_SITEMAP_H
#define SYNTAX_SITEMAP_H

#include "base/buffer.h"

#include <stdint.h>

enum sitemap_kind { SITEMAP_NONE, SITEMAP_PAGES, SITEMAP_INDEX };

/* What a document is, by its beginning: its first element. *failed: memory ran out. */
enum sitemap_kind sitemap_sniff(struct slice head, bool *failed);

enum { SITEMAP_URL_MOST = 8 << 10 /* a longer one is passed over */ };

struct sitemap_entry {
    struct slice url;     /* without references and CDATA's brackets, trimmed */
    struct slice written; /* as it stands there, from its first character to its last */
    uint64_t start, end;  /* where, in bytes of the document */
    uint64_t line, column;
};

/* Where a byte stands. */
struct sitemap_place {
    uint64_t offset, line, column;
    bool after_return;
};

struct sitemap {
    bool failed;
    enum {
        SITEMAP_TEXT,
        SITEMAP_MARKUP, /* behind a "<" */
        SITEMAP_TAG,
        SITEMAP_COMMENT,
        SITEMAP_CDATA,
        SITEMAP_INSTRUCTION,
        SITEMAP_DECLARATION
    } state;
    struct sitemap_place now;
    struct buffer markup; /* the beginning of a tag, or of what it may be */
    char quote;           /* in a tag's attribute or a declaration; NUL: in none */
    char last[2];         /* the bytes before, in what ends with several */
    unsigned brackets;    /* of a declaration, that are open */
    char prefix[32];      /* of the first element, with its colon */
    size_t prefix_length;
    bool has_root;
    enum sitemap_kind kind; /* by the first element */
    bool in_loc;
    struct buffer source; /* what stands in <loc>, from its first character on, ... */
    size_t source_length; /* ... up to the last that is no white space; 0: there is none so far */
    struct buffer text;   /* the same, not decoded so far */
    struct buffer url;    /* ... and decoded */
    struct sitemap_place begins; /* its first character */
};

void sitemap_init(struct sitemap *s);
void sitemap_free(struct sitemap *s);

/* Takes bytes off *piece until an entry is whole; false: the piece is used up. */
bool sitemap_next(struct sitemap *s, struct slice *piece, struct sitemap_entry *out);

#endif
