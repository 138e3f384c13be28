/* An embed's fields, out of all that speaks for them: each is noted, those first that are believed,
 * compared, and taken. */
#ifndef DESCRIBE_FIELDS_H
#define DESCRIBE_FIELDS_H

#include "describe/post.h"
#include "describe/question.h"
#include "describe/testimony.h"

#include <stddef.h>

/* An embed that is being completed, and what is known of it. */
struct account {
    struct context *c;
    struct testimony testimony;
    struct embed *embed;
    const struct question *question; /* NULL: none was asked */
    const struct told *copy;         /* what an archive's copy says; NULL: nothing */
    enum own own;
    struct post post; /* unless OWN_NONE */
};

/* How many answers there are, a copy in an archive the last; one that gives the post itself, or
 * NULL: number i does not. */
size_t fields_told_count(const struct account *a);
const struct told *fields_told(const struct account *a, size_t i);

/* Notes a field of all answers that give the post, and gives what the first of them says. `at` is
 * the offset of a slice in struct told. */
struct slice fields_note(struct account *a, const char *field, size_t at);

#define FIELDS_NOTE(a, field, member) fields_note((a), (field), offsetof(struct told, member))

/* What is known of the post itself: what its platform said, or why it did not; else its own page's
 * answer where pages tell. */
enum reason describe_judge(const struct account *a, enum reason unasked);

void fields_take_author(struct account *a);
void fields_take_date(struct account *a);
void fields_take_words(struct account *a);

#endif
