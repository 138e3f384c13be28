/* The words that finds share with records: what a scan says of a place in the input. */
#ifndef TERMS_H
#define TERMS_H

#include "base/slice.h"
#include "base/time.h"

#include <stdint.h>

/* Byte offsets into the input, end excluded; line and column from 1, column in code points. `from`
 * names the markup it stands in ("a@href", "markdown"); NULL: text. It lives as long as the
 * document. */
struct span {
    uint64_t start, end;
    uint64_t line, column;
    const char *from;
};

enum link_kind { LINK_WEB, LINK_SHORT, LINK_MEDIA, LINK_PERMALINK, LINK_WRAPPED, LINK_LOCAL };

enum embed_form {
    FORM_FLATTENED,
    FORM_BLOCKQUOTE,
    FORM_IFRAME,
    FORM_WIDGET,
    FORM_AMP,
    FORM_BLOCK,
    FORM_SHORTCODE,
    FORM_JSON,
    FORM_CARD,
    FORM_URL,
    FORM_COUNT
};

/* Who says so. SOURCE_PERMALINK and SOURCE_REDIRECT, a slug that led to the post, only speak in
 * evidence. */
enum source {
    SOURCE_NONE,
    SOURCE_ID,
    SOURCE_MARKUP,
    SOURCE_ATTRIBUTION,
    SOURCE_API,
    SOURCE_ARCHIVE,
    SOURCE_PERMALINK,
    SOURCE_REDIRECT,
    SOURCE_COUNT
};

struct date {
    int64_t ms;
    enum time_precision precision;
    enum source source; /* SOURCE_NONE: no date is known */
};

#endif
