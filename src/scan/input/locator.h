/* From offsets of the scanned text to spans of the input. */
#ifndef SCAN_INPUT_LOCATOR_H
#define SCAN_INPUT_LOCATOR_H

#include "scan/input/position.h"
#include "syntax/offsets.h"

/* The scanned text is the input's UTF-8, or was read out of it: then `page` is where that can be
 * looked at, and `text` maps the text to it. `bytes` maps the UTF-8 to the input as it was given;
 * NULL: it was UTF-8. Starts with positions_init and NULLs. */
struct locator {
    struct positions positions;
    struct positions *shared; /* another's, which are asked instead; NULL: its own are */
    const struct window *page;
    const struct offsets *text, *bytes;
};

/* The span of [start, end) of the scanned text, which lies in its window; that of an empty part is
 * empty. */
struct span locator_span(struct locator *l, const struct window *text, uint64_t start,
                         uint64_t end);

/* The same, set where it is to stand. */
void locator_locate(struct locator *l, const struct window *text, uint64_t start, uint64_t end,
                    struct span *out);

/* What stands at [start, end) of the text, which is not empty, in UTF-8: in a page with its
 * references and tags. What is longer than a URL may be is given as it was decoded. */
struct slice locator_written(const struct locator *l, uint64_t start, uint64_t end,
                             struct slice decoded);

/* The span of [start, end) of the page. */
struct span locator_page_span(struct locator *l, const struct window *page, uint64_t start,
                              uint64_t end);

#endif
