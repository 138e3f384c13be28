/* Where a URL in a text begins and ends. Extractors disagree; these are twitter-text's boundaries,
 * with what it lacks: links glued to each other, other scripts in paths, brackets, Markdown and
 * BBCode, and the ellipsis of a URL that was cut. */
#ifndef SCAN_FIND_EDGE_H
#define SCAN_FIND_EDGE_H

#include "places/place.h"
#include "scan/limits.h"

/* What can be seen from a place in the input: a bounded part of it around `at`, the same however
 * the input was cut into pieces. */
struct view {
    struct slice s;
    size_t at;
};

enum edge_form { EDGE_URL, EDGE_BARE };

struct edge {
    size_t start, end; /* in the view */
    enum edge_form form;
    bool truncated;
    char fence;   /* as tail_begin takes it, ... */
    size_t tail;  /* ... for the tail that begins or goes on here; 0: there is none */
    bool endless; /* the tail goes on behind what can be seen */
};

/* A slash: the second of "https://", or the one behind a host that is a link without a scheme. */
bool edge_at_slash(const struct view *v, struct edge *out);

/* A dot in a domain without a scheme that begins no earlier than `floor`. Where there is none,
 * `end` is where the next may be. */
bool edge_at_dot(const struct view *v, size_t floor, struct edge *out);

/* Whether an ellipsis stands at `at`, or behind one space there. */
bool edge_is_cut(struct slice s, size_t at);

/* The length of the HTML character reference at the start of s that stands for a character no URL
 * has in it ("&quot;", "&mdash;"), or 0. */
size_t edge_entity(struct slice s);

#endif
