/* What helps to mend a finding, for people: its chain, a copy in an archive, a hint. */
#ifndef EMIT_DETAILS_H
#define EMIT_DETAILS_H

#include "emit/print.h"
#include "record.h"

/* Prints indented lines, none where there is nothing to say; folded at `width` columns, or never if
 * that is 0. The hint is left out where `hinted` is set. */
void details_print(struct printer *p, const struct finding *f, unsigned width, bool hinted);

#endif
