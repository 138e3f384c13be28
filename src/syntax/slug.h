/* The slugs that GitHub makes of headings: what `#…` names them by. As github-slugger has them,
 * whose rules GitHub's own follow: small letters; of all else only letters, marks, decimal digits,
 * connecting punctuation (as "_") and "-" stay, and a space becomes "-".
 *
 * One difference: a capital sigma at the end of a word becomes the same small sigma as elsewhere,
 * as GitHub has it; github-slugger gives the final one, by a rule of JavaScript. */
#ifndef SYNTAX_SLUG_H
#define SYNTAX_SLUG_H

#include "base/buffer.h"

/* Adds the slug of a heading's words, UTF-8 without markup; bad sequences are left out. At most
 * three bytes for two of them. */
void slug_add(struct slice words, struct buffer *into);

#endif
