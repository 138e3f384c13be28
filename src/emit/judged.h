/* What the reports of a check share. Findings that the baseline knows are in none of those that
 * show findings alone. */
#ifndef EMIT_JUDGED_H
#define EMIT_JUDGED_H

#include "emit/format.h"
#include "emit/print.h"

#include "base/buffer.h"
#include "record.h"

/* Counts of a report: findings by their class, from 0; and besides: */
enum judged_count {
    COUNT_LINKS = CLASS_COUNT, /* places of links in the documents */
    COUNT_KNOWN,               /* findings that the baseline knows */
    COUNT_SHOWN,               /* findings that were given */
    COUNT_LEFT_OUT,            /* ... and not written, for want of room */
    COUNT_BYTES,
    COUNT_HINTS, /* no number, but a bit for each hint that was given */
    COUNT_END
};

/* What a record has to show in a report; NULL: nothing. */
const struct finding *judged_shown(const struct lf_record *record);

/* Counts what a document's record holds. */
void judged_count(struct report *r, const struct lf_record *record);

/* "2 dead, 1 unsure, 3 known, 205 links", without zeros but for the last. */
void judged_print_counts(struct printer *p, const struct report *r);

/* The document's file, as findings name it. */
struct slice judged_file(const struct document *document);

/* The name of what is wrong: the reason, or the class where that says more. Lives for ever. */
const char *judged_rule(const struct finding *f);

/* The URL, or, where there is none, what is written. */
struct slice judged_url(const struct finding *f);

/* What was meant by a link to a file or heading that is not there, as words; empty: nobody can
 * tell, or it is no such link. */
struct slice judged_guess(const struct finding *f);

/* "URL: WORDS", or "URL: WORDS; GUESS", without passwords, added to a buffer. */
void judged_message(const struct finding *f, struct buffer *into);

#endif
