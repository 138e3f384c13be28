/* The line that says whose post it was: "— Name (@handle) June 19, 2018", what is left of an embed
 * when its markup is thrown away. */
#ifndef SCAN_FIND_ATTRIBUTION_H
#define SCAN_FIND_ATTRIBUTION_H

#include "base/buffer.h"
#include "scan/find/context.h"

/* What tells the name from the text before it, the surest first. Dashes get lost, so the weaker
 * signs count where the post says more. LEAD_GAP: two spaces behind a link. */
enum lead { LEAD_DASH, LEAD_BULLET, LEAD_GAP, LEAD_LINK, LEAD_SPACES, LEAD_LINE };

struct attribution {
    const struct place *place;
    enum lead lead;
    size_t start, end;         /* from the dash, or the name, to behind the date */
    struct slice name, handle; /* as they stand, escapes and line breaks too */
    struct date date;
    struct slice permalink; /* the URL of the date's link; absent: none */
    bool separated;         /* something stands between handle and date: ", June 19, 2018" */
    bool followed;          /* no date: a sentence begins where it should stand */
    bool markdown;          /* written in Markdown's way */
};

/* Reads the attribution around the "@" at the view's place, which must stand behind "(". False:
 * there is none. */
bool attribution_read(const struct context *c, struct attribution *out);

/* The same where it is known that a post of `place` is signed: the name may begin anywhere in the
 * line, and the date may be missing. */
bool attribution_read_inside(const struct context *c, const struct place *place,
                             struct attribution *out);

/* The place whose signatures have such a handle; NULL: none. */
const struct place *attribution_place(struct slice handle);

/* Adds a name or a handle with line breaks as single spaces and, where Markdown has them, without
 * escapes. */
void attribution_add_words(struct slice words, bool markdown, struct buffer *into);

#endif
