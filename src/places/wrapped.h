/* Wrappers whose target is not a parameter's plain value. Each adds the target to `into`; false: it
 * is not there. */
#ifndef PLACES_WRAPPED_H
#define PLACES_WRAPPED_H

#include "base/buffer.h"
#include "syntax/url.h"

/* Whether it begins as an http or https URL does. */
bool wrapped_is_url(struct slice s);

bool wrapped_query(const struct url *u, struct buffer *into);      /* all of the query */
bool wrapped_segment(const struct url *u, struct buffer *into);    /* the path's second segment */
bool wrapped_archive(const struct url *u, struct buffer *into);    /* /web/TIMESTAMP[mod_]/URL */
bool wrapped_outlink(const struct url *u, struct buffer *into);    /* /o/PAGE/URL */
bool wrapped_amp_viewer(const struct url *u, struct buffer *into); /* /amp/[s/]HOST/… */
bool wrapped_amp_cache(const struct url *u, struct buffer *into);  /* /c/[s/]HOST/… */
bool wrapped_bing(const struct url *u, struct buffer *into);       /* u=a1BASE64 */
bool wrapped_defense_2(const struct url *u, struct buffer *into);
bool wrapped_defense_3(const struct url *u, struct buffer *into);

#endif
