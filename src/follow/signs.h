/* What a page says against itself: that it is not there, or that its domain is parked. No sign
 * proves anything alone (verdict.h). */
#ifndef FOLLOW_SIGNS_H
#define FOLLOW_SIGNS_H

#include "syntax/url.h"

enum page_sign {
    SIGN_TITLE = 1,   /* a segment of its title says that it was not found */
    SIGN_HEADING = 2, /* so does a heading */
    SIGN_FEW = 4,     /* it has few words */
    SIGN_NO_INDEX =
        8, /* it asks search engines to leave it out, or tells them a status of its own */
    SIGN_ARTICLE = 16, /* it says that it is an article: against the others */
    SIGN_NAME = 32,    /* its title names its host */
    SIGN_SERVICE = 64, /* it shows what a parking service has */
    SIGN_CODE = 128    /* its scripts are a parking service's */
};

/* The signs of a page in UTF-8 that came from `url`. Its title, or the lack of words, has to give
 * reason to read it again, or there are none. *failed: memory ran out. */
unsigned signs_read(struct slice page, const struct url *url, struct slice title, bool shows_text,
                    bool *failed);

#endif
