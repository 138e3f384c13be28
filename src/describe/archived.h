/* Posts as archives have kept them: what the readers of their shapes share. */
#ifndef DESCRIBE_ARCHIVED_H
#define DESCRIBE_ARCHIVED_H

#include "describe/reader.h"

/* Reads what an archive gave under a post's URL, in whichever shape: the post with the asked id
 * among those that a page holds, or an API's JSON. Tells nothing where it is not there. */
void read_archived(struct reader *r);

/* --- For the shapes --- */

/* A page of X: as it was until 2020, or as what schema.org calls a SocialMediaPosting. */
void read_archived_page(struct reader *r);

/* The post itself was found. */
void archived_begin(struct reader *r);

/* An author, kept; without what is no handle. */
struct author archived_author(struct reader *r, struct slice name, struct slice handle);

/* What an archive that rewrites URLs made one of: "https://web.archive.org/web/2018…/URL". */
struct slice archived_url(struct slice url);

#endif
