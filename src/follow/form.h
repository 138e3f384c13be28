/* Where a page leads whose script submits a form, or clicks on a link. */
#ifndef FOLLOW_FORM_H
#define FOLLOW_FORM_H

#include "syntax/html_page.h"
#include "syntax/url.h"

enum { FORM_MOST = 16 << 20 }; /* more than the form of any page that is read takes */

/* Writes the URL to which the move's form is sent. The page is decoded, and `said` what it says;
 * `here` is its own URL, `base` what the form's action refers to. False: the form does not exist
 * when the script runs, or opens another window, or is sent by another method than GET, which is
 * never done. False also where memory ran out, which `into` remembers. */
bool form_target(struct slice page, const struct html_page *said, const struct script_move *move,
                 const struct url *here, const struct url *base, struct buffer *into);

/* Writes what the move's link refers to, decoded. False: there is none when the script runs, or it
 * opens another window, or has more to it; or memory ran out, which `into` remembers. */
bool form_link(const struct html_page *said, const struct script_move *move, struct buffer *into);

#endif
