/* The reading of one element by one row: what its parts share. */
#ifndef SCAN_FIND_MARKUP_READING_H
#define SCAN_FIND_MARKUP_READING_H

#include "scan/find/markup.h"
#include "scan/find/markup_inside.h"

/* So many strings of an attribute's JSON are looked at. */
enum { STRINGS_MOST = 64 };

struct reading {
    const struct place *place; /* NULL: until a URL tells */
    const struct markup *row;
    struct markup_inside in;
    const struct url *base;
    struct arena *arena;
    struct buffer first, second; /* for parsing URLs; what is kept of them is copied */
    struct markup_said said;
    struct slice account;           /* as the id's source says it; a DID, too */
    const struct markup_link *post; /* what markup_post_link gave last, ... */
    const struct place *post_place; /* ... for this place, ... */
    bool has_post;                  /* ... if it was asked */
};

/* Takes the next source off a list; false: there is none. */
bool markup_next_source(struct slice *sources, struct slice *source);

/* Takes the next string off JSON, and gives its inside, still escaped; false: there is none. */
bool markup_next_string(struct slice *json, struct slice *string);

/* Whether a URL with a host may begin a string of JSON. */
bool markup_begins_url(struct slice string);

/* What a source gives, decoded and trimmed, or the absent slice. Lives in the arena. */
struct slice markup_source(struct reading *r, struct slice source);

/* The first of the sources that gives anything; *words tells whether it is words rather than an
 * attribute. */
struct slice markup_first_source(struct reading *r, const char *sources, bool *words);

/* The link inside whose URL is a post of the place, the last of them; NULL: none. */
const struct markup_link *markup_post_link(struct reading *r);

/* Reads what the words say by the row's pattern. That is of one language: where it fails, a last
 * paragraph that holds the author's link and behind it the post's is no text. */
void markup_read_said(struct reading *r);

/* A value of an attribute, decoded and trimmed, in the arena. */
struct slice markup_decoded(struct reading *r, struct slice value);

/* The claim's date (markup_date.c): by the row's sources, else by <time datetime>, else in the
 * words that its pattern found. One outside the place's life is none. */
void markup_read_date(struct reading *r, struct claim *out);
bool markup_set_date(struct reading *r, int64_t ms, enum time_precision precision,
                     enum source source, struct claim *out);

/* The post's own words (markup_text.c), in the arena: its paragraphs before the attribution, or
 * what the row's pattern says, without what trails it. */
struct slice markup_text(struct reading *r);

/* Words that a source gave, without what trails them. */
struct slice markup_text_of(struct reading *r, struct slice words);

#endif
