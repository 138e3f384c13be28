/* Domains with letters beyond ASCII, as DNS knows them: Unicode's UTS #46 in the way the URL
 * Standard asks for it. */
#ifndef SYNTAX_IDNA_H
#define SYNTAX_IDNA_H

#include "base/buffer.h"

/* Section 4 of UTS #46, ToASCII: non-transitional, with CheckHyphens, UseSTD3ASCIIRules and
 * VerifyDnsLength false, CheckBidi and CheckJoiners true. Adds the domain in punycode; false if it
 * is none, or if a label is longer than anything DNS could hold (255 code points). `domain` is
 * valid UTF-8. */
bool idna_to_ascii(struct slice domain, struct buffer *into);

/* Adds what the domain maps to if all of it are letters, digits, hyphens and dots of which that is
 * known at once, and which can break no rule; false if not, or out of memory. */
bool idna_map_plain(struct slice domain, struct buffer *into);

#endif
