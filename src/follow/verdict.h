/* What an answer, or the lack of one, says of a link: contract's reasons. Pure functions. */
#ifndef FOLLOW_VERDICT_H
#define FOLLOW_VERDICT_H

#include "places/walls.h"
#include "record.h"
#include "syntax/url.h"

/* Of the last answer's status, where it leads nowhere else. `challenged`: a wall against robots
 * says it is one (cf-mitigated). */
enum reason verdict_of_status(int status, bool challenged);

/* The five statuses by which browsers follow a Location (Fetch Standard, "redirect status"). */
bool verdict_is_redirect(int status);

/* Of a wall between us and what was linked. */
enum reason verdict_of_wall(enum wall wall);

/* Of a page that answered well, which a link to `from` led to; `moved`: over another URL than
 * that. What a shortener or a wrapper stands for is `from` only behind it. `signs`: enum page_sign
 * of signs.h.
 *
 * - redirected_home: a deep link of a site was sent to the site's root. Where either is a root
 *   itself, or they are of two sites, there is nothing to say.
 * - soft_404: its title says that it was not found, and something else does, too. Not said of a
 *   root, nor of a URL that asks for such a page by name.
 * - parked: two signs of a parking service, or one and its host's name for a title. */
enum reason verdict_of_page(const struct url *from, const struct url *to, bool moved,
                            unsigned signs);

/* Whether such a page may be missing for all that is known of it: one sign says so, or the link was
 * sent to another path. */
bool verdict_is_doubtful(const struct url *from, const struct url *to, bool moved, unsigned signs);

/* Of a page that many deep links of the host of `from` were sent to: another site's root, or one
 * more sign against it. REASON_OK: that is no sign. */
enum reason verdict_of_shared(const struct url *from, const struct url *to, unsigned signs);

/* Of a page at `to` that was answered in place of one that is missing. */
enum reason verdict_of_missing(const struct url *to);

#endif
