/* Plain text and Markdown: finds links and flattened embeds in a stream of UTF-8.
 *
 * Whatever is found is decided from a bounded view around one character, the same however the
 * stream was cut into pieces: KEEP bytes before it and EDGE_MOST bytes from it on. Pieces are
 * scanned where they lie; only their borders are copied together. */
#ifndef SCAN_READ_TEXT_H
#define SCAN_READ_TEXT_H

#include "scan/find/edge.h"
#include "scan/find/find.h"
#include "scan/find/meaning.h"
#include "scan/find/seen.h"
#include "scan/input/locator.h"
#include "scan/input/marks.h"
#include "scan/read/overlong.h"
#include "scan/scan.h"

struct text {
    struct finds *out; /* where finds go; the owner empties it */
    bool bare_domains;
    bool shortcodes; /* content systems' own are looked for, too */
    bool raw;        /* between {% raw %} and {% endraw %}: Liquid's are shown as they stand */
    bool failed;     /* out of memory */
    struct reader reader;
    struct arena scratch; /* what a shortcode says */
    struct buffer words;  /* those of a post, cleaned */
    struct seen seen;
    struct locator locator;
    struct marked marked; /* of what comes next */
    struct finds given;   /* what the reader of markup knows of the text that is to come ... */
    size_t next;          /* ... and the first of it that is not reached yet */
    size_t wide;          /* the first of those that is not empty, or one before it */
    size_t dropped;       /* finds that were reached and forgotten */
    size_t here;          /* how many were given since words were fed */
    uint64_t cut;         /* nothing before it is looked at any more */
    bool in_post;         /* in the markup of a post */
    bool had_post;        /* there was one before */
    uint64_t done;        /* everything before is decided */
    uint64_t free;        /* where the last link ends: none begins before */
    uint64_t no_dots;     /* no dot before belongs to a bare domain */
    uint64_t embed_end;   /* where the last embed ends */
    struct overlong overlong;
    char overlong_kept[OVERLONG_KEPT]; /* its first bytes */
    char carry[CARRY_ROOM];
    size_t carried; /* bytes in it */
    uint64_t carry_offset;
};

void text_init(struct text *t, struct finds *out, bool bare_domains);
void text_free(struct text *t);

/* The same as text_init for one that was used before, whose memory it keeps. */
void text_again(struct text *t, struct finds *out, bool bare_domains);

/* Begins at an offset of the text, with nothing known of what stands before; the input begins with
 * so many bytes that are skipped. */
void text_begin(struct text *t, uint64_t from, uint64_t skipped);

/* --- For readers of markup, whose text this is ---
 *
 * They tell what they know of it before they feed it: links, posts, and where there are none. Each
 * begins no earlier than the one before it, and not before what was fed. */

/* Tells a find, and gives its number. Its end can be set by text_given until so much of it was fed
 * as GIVEN_MOST. */
size_t text_give(struct text *t, const struct find *find);
struct find *text_given(struct text *t, size_t number);

/* The same for one that the caller fills in where it will stay; NULL: out of memory. One that is
 * not ended is not told. */
struct find *text_give_begin(struct text *t);
size_t text_give_end(struct text *t);

enum { GIVEN_MOST = EDGE_MOST / 2 };

/* Takes back what was given with a span of the input that begins in [from, to), as far as it is not
 * taken yet. */
void text_take_back(struct text *t, uint64_t from, uint64_t to);

/* How much was fed. */
static inline uint64_t text_fed(const struct text *t)
{
    return t->carry_offset + t->carried;
}

/* Decides all that was fed and takes all that was given, as if the text ended there and another
 * began. */
void text_cut(struct text *t);

/* Nothing before it is asked for any more. */
uint64_t text_kept(const struct text *t);

/* False: out of memory. */
bool text_feed(struct text *t, struct slice piece);
bool text_finish(struct text *t);

/* Decides everything before an offset, behind which EDGE_MOST bytes have been fed and no more. */
void text_settle(struct text *t, uint64_t to);

/* The state of a scan between two characters. Together with the bytes of the view it decides what
 * is found in the rest: two scans in equal states find the same in the same rest. */
struct standing {
    uint64_t free, no_dots, embed_end; /* where the view begins if before that */
    uint64_t line, column;
    struct overlong overlong;
    struct seen_link last[SEEN_MOST]; /* the links in the view, oldest first */
    size_t count;
};

/* What is kept of the text. */
struct window text_window(const struct text *t);

/* Gives the state behind the last character that is decided. */
void text_standing(struct text *t, struct standing *out);

/* Whether two states are equal; where their lines began and how their links are numbered does not
 * count. */
bool standing_equal(const struct standing *a, const struct standing *b);

/* The place in the text that a recogniser looks at. */
struct sight {
    struct text *text;
    const struct window *window;
    struct view view;
    uint64_t offset; /* of the view's first byte */
};

/* Reads what a link means, which lasts until the next is read. False: out of memory. */
bool text_read(struct text *t, struct slice written, bool has_scheme, struct meaning *out);

/* Adds a link that was read: none begins before its end from then on. False: out of memory. */
bool text_add(struct text *t, const struct meaning *meaning, uint64_t start, uint64_t end,
              const struct span *span);

/* Reads and adds a link whose edge is in the view; what it means lasts until the next is read. */
bool text_add_link(struct sight *at, const struct edge *edge, struct meaning *out);

/* Adds a post that is claimed at [start, end) of the view, with the links that begin at `links` of
 * the view or later. */
void text_add_post(struct sight *at, const struct claim *claim, size_t start, size_t end,
                   size_t links);

/* Takes what is given before an offset: it comes next. */
void text_take_given(struct text *t, const struct window *w, uint64_t to);

/* The link that is given for the words at an offset which is not decided yet; NULL: none. */
const struct find *text_given_at(const struct text *t, uint64_t offset);

/* A recogniser looks at the character that triggers it, which is in no link, and adds what it
 * finds. */
void posts_recognise(struct sight *at);
void shortcodes_recognise(struct sight *at);

/* The same at the slash of "u/name". */
void posts_at_slash(struct sight *at);

/* The same at the break before a line. */
void posts_at_line(struct sight *at);

#endif
