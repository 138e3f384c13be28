/* Which post an embed is: what its links and what they led to say. */
#ifndef DESCRIBE_POST_H
#define DESCRIBE_POST_H

#include "base/buffer.h"
#include "describe/told.h"

/* The post a URL leads to, its slices copied to the document's arena. */
struct post {
    struct match match;
    struct slice handle; /* as records have it; absent where the URL does not say it */
    struct date date;    /* of its id; source SOURCE_NONE if the id holds none */
    enum source source;  /* who says that it is the embed's */
};

/* How much was found of the embed's own post. */
enum own {
    OWN_NONE,
    OWN_POST,
    OWN_FOREIGN /* its media stands in another's post, which is not its own */
};

/* What describing a document takes with it. */
struct context {
    struct document *document;
    struct buffer scratch; /* the URL being looked at */
    struct buffer built;   /* what is made of it */
    bool failed;           /* out of memory */
};

void context_open(struct context *c, struct document *document);
void context_close(struct context *c);

/* What was added to `built`, kept in the document if it is `done`. */
struct slice context_built(struct context *c, bool done);

static inline struct link *post_link(const struct context *c, const struct embed *embed, size_t i)
{
    return &c->document->links[embed->links[i]];
}

/* Reads the post that a URL is the permalink of. */
bool post_read(struct context *c, struct slice url, struct post *out);

/* The embed's own post: what is known of it, what a permalink in it names, or else where a slug of
 * its media leads; an id behind a slug counts with the printed handle alone. */
enum own post_of(struct context *c, const struct embed *embed, struct post *out);

/* Whether two dates are one day in UTC. */
bool post_same_day(const struct date *a, const struct date *b);

/* The post as its platform can be asked about it. */
void post_subject(struct context *c, const struct embed *embed, const struct post *post,
                  struct subject *out);

/* Whether a URL of the post has what opens it, should it be private. */
bool post_holds_key(struct context *c, const struct post *post, struct slice url);

/* The embed's link that has; absent: none has. */
struct slice post_keyed(struct context *c, const struct embed *embed, const struct post *post);

/* Where the post's page, if it was asked for, says that its oEmbed is. */
struct slice post_oembed(struct context *c, const struct embed *embed, const struct post *post);

/* The same of what is framed of a provider that only the registry of oEmbed knows. False: it is
 * none's. */
bool post_of_registry(struct context *c, const struct embed *embed, struct subject *out);

#endif
