/* What an answer, or the lack of one, says of a link: contract's reasons. Pure functions. */
#ifndef FOLLOW_VERDICT_H
#define FOLLOW_VERDICT_H

#include "net/fault.h"
#include "record.h"
#include "syntax/url.h"

/* Of the last answer's status, where it leads nowhere else. `challenged`: a wall against robots
 * says it is one (cf-mitigated). */
enum reason verdict_of_status(int status, bool challenged);

/* The five statuses by which browsers follow a Location (Fetch Standard, "redirect status"). */
bool verdict_is_redirect(int status);

/* Of a request that brought no answer; REASON_NONE of FAULT_NONE. */
enum reason verdict_of_fault(enum fault fault);

/* Whether a deep link of a site was sent to the site's root. Where either is a root itself, or they
 * are of two sites, there is nothing to say. */
bool verdict_is_sent_home(const struct url *from, const struct url *to);

#endif
