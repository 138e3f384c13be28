/* What the parts of the reader of pages share. */
#ifndef FOLLOW_PAGE_INSIDE_H
#define FOLLOW_PAGE_INSIDE_H

#include "follow/page.h"
#include "syntax/encoding.h"
#include "syntax/html_page.h"

enum { LONGEST_REFRESH_S = 10 };

/* A page being read: what its references resolve against, and room for decoding. */
struct reading {
    struct arena *arena;
    struct page *found;
    const struct url *page;
    const struct encoding *encoding; /* of the body */
    struct url base;                 /* what its base element says, or the page's own */
    struct slice html;               /* the body, decoded */
    struct html_page said;
    struct script scripts;
    struct buffer body, base_text, text, target;
    struct buffer next; /* where the page leads, ... */
    enum via via;       /* ... and how; VIA_NONE: nowhere */
    bool thorough;
    struct buffer address; /* that it gives itself, and stays; empty: none */
    bool base_is_bad;      /* nothing can be relative to what the base element says */
    bool reloads;          /* it leads to itself */
    bool stopped;          /* by a move of this script, behind which none runs: */
    unsigned stopped_by;
    bool no_memory;
};

/* Whether the buffer has held; what fails for want of memory fails the reader, not the page. */
bool page_has_room(struct reading *r, const struct buffer *b);

/* Resolves a reference of the page. */
enum url_status page_parse(struct reading *r, struct slice reference, const struct url *base,
                           struct buffer *into, struct url *out);

/* Takes a target that is not the page itself. False: it is, or is none. */
bool page_lead(struct reading *r, struct slice target, const struct url *base, enum via via);

/* NULL: relative references behind the base element lead nowhere. */
static inline const struct url *page_base(const struct reading *r, bool has_base)
{
    return !has_base ? r->page : r->base_is_bad ? NULL : &r->base;
}

/* --- page_moves.c: what scripts do --- */

/* Where one move leads. */
bool page_lead_by_move(struct reading *r, const struct script_move *move);

/* What scripts do at once: the first of them that moves the page is the last one that runs, and its
 * last move counts. */
bool page_lead_by_script(struct reading *r);

/* What comes first of what they do later, if that is no later than a refresh after `seconds`, whose
 * time begins to run when the page has loaded. */
bool page_lead_by_timer(struct reading *r, uint32_t seconds);

/* Whatever comes first, if it happens at all. */
bool page_lead_by_any_script(struct reading *r);

/* Notes which address scripts give a page that stays. */
void page_read_address(struct reading *r);

#endif
