/* Embeds and answers in; authors, dates and evidence out. */
#ifndef DESCRIBE_DESCRIBE_H
#define DESCRIBE_DESCRIBE_H

#include "describe/archive.h"
#include "describe/question.h"
#include "record.h"

/* What was learned of a document's embeds besides their links' outcomes. */
struct learned {
    enum reason unasked; /* the verdict on a post that nothing was asked about: REASON_UNVERIFIED
                            when resolving, REASON_OFFLINE, or REASON_NONE when only scanning */
    struct question *const *questions;    /* done, an embed each; NULL: none was asked, or that
                                             one's was not */
    struct lookup *const *copies;         /* of their posts in archives; likewise */
    const struct outcome *const *targets; /* where what all these point to ends; likewise */
};

/* The post of an embed as its platform can be asked about it, once its links are followed; its
 * slices live as long as the document. False: it is not known which it is, or, as the document's
 * arena says, memory ran out. */
bool describe_subject(struct document *d, const struct embed *embed, struct subject *out);

/* The same of the post that a URL is the permalink of, or of its picture or video; slices are
 * copied to the arena. */
bool describe_end(struct slice url, struct arena *arena, struct subject *out);

/* Where answers, copies in archives or a redirect that was kept say that the post's first link
 * leads away to, if the document does not tell: to be followed for its target. Absent: nowhere.
 * Either of the last two may be NULL. */
struct slice describe_lead(struct document *d, const struct embed *embed,
                           const struct question *question, const struct lookup *copy);

/* What of an embed's post is to be looked up in archives: its permalink, where it is dead. The
 * subject is the post's, and lives as long as the document. False: nothing is, or, as the
 * document's arena says, memory ran out. */
bool describe_wanted(struct document *d, const struct embed *embed, const struct question *question,
                     struct wanted_copy *out, struct subject *post);

/* The same of a link that was followed: where its chain would have led beyond shorteners. */
bool describe_wanted_link(struct document *d, const struct link *link, struct wanted_copy *out,
                          struct subject *post);

/* What becomes of a link that ends at a post: what became of the post; where nobody said anything
 * about it, what its page came to. */
enum reason describe_end_reason(const struct question *question, enum reason of_page);

/* Completes every embed of a document; a link without an outcome says what its URL says. False: out
 * of memory. */
bool describe_document(struct document *d, const struct learned *learned);

/* The same where nobody was asked. */
bool describe_unasked(struct document *d);

#endif
