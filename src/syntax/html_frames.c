/* Frames instead of a body (HTML Standard, sections 13.2.6.4.20 to 23). */
#include "syntax/html_inside.h"

void html_begin_frames(struct html *h)
{
    h->frames = true;
    h->framesets = 1;
    h->depth = h->deeper = 0;
    h->templates = 1; /* which makes all that follows inert */
}

void html_count_framesets(struct html *h, const struct html_token *token)
{
    bool open = token->type == HTML_OPEN;
    if (h->framesets > 0 && slice_equal(token->element->name, SLICE("frameset"))) {
        h->framesets = open ? h->framesets + 1 : h->framesets - 1;
    }
}
