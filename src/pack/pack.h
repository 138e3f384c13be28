/* The links and embeds of a text as bytes: a large text has millions, which nobody looks at before
 * they are written, one after the other.
 *
 * A document that is packed has a `pack` in its arena, and no arrays. A packer adds to it, an
 * unpacker reads from it, and `pack_open` makes the arrays of it for those who want to look at
 * links in any order, or to change them. What a scan may still change of a link stands beside the
 * bytes: its embed, and what few links have. */
#ifndef PACK_PACK_H
#define PACK_PACK_H

#include "base/buffer.h"
#include "base/segments.h"
#include "pack/prefixes.h"
#include "record.h"

/* Links are packed in groups, each link as its distance from the one before. */
enum { PACK_GROUP = 32 };

struct pack_group {
    const char *bytes;       /* NULL: it is the last, whose bytes the packer has */
    uint64_t start, line;    /* where the link before the first stands */
    struct link_more **more; /* as many; NULL: no link of the group has more */
    int32_t embeds[PACK_GROUP];
};

struct pack_embed {
    const char *bytes;
    const struct author *author;
};

/* What embeds are, as the table of places has it. */
struct pack_kind {
    const char *platform, *kind;
};

struct pack {
    struct segments groups, embeds, kinds;
    struct prefixes prefixes;
    const struct buffer *open; /* the bytes of the last group; NULL: it has its own */
};

/* --- Packing --- */

enum { PACK_AUTHORS = 64 };

struct packer {
    struct document *document;
    struct buffer open;   /* of the last group, as far as it is packed */
    uint64_t start, line; /* of the last link */
    struct pack_group *group;
    const struct author *authors[PACK_AUTHORS];
};

/* Has a document packed that holds nothing yet. False: out of memory. */
bool packer_open(struct packer *p, struct document *document);

/* All was added. The document stays packed. False: out of memory. */
bool packer_finish(struct packer *p);
void packer_free(struct packer *p);

/* Adds a link that means and says this and stands there; the rest is as `link` has it, whose
 * `more` lives in the document's arena and may be filled in. False: out of memory. */
bool packer_add_link(struct packer *p, struct link *link, struct slice url, struct slice written,
                     const struct span *span);

/* Adds an embed, with copies of all it says but the words of its author and its `more`, which live
 * in the document's arena. False: out of memory. */
bool packer_add_embed(struct packer *p, const struct embed *embed);

/* Takes out the last embed. */
void packer_drop_embed(struct packer *p);

/* --- What can be changed of what is packed --- */

/* The embed of a link. */
int32_t *pack_embed_of(const struct document *d, size_t link);

/* The rest of a link; NULL: nothing. */
struct link_more *pack_rest_of(const struct document *d, size_t link);

/* Where the rest of a link is, or is to be put; NULL: out of memory. */
struct link_more **pack_more_of(struct document *d, size_t link);

/* Gives an embed another author, who lives in the document's arena. */
void pack_set_author(const struct document *d, size_t embed, const struct author *author);

/* --- Unpacking --- */

struct unpacker {
    const struct document *document;
    const char *at;                 /* where the bytes of link ... */
    size_t next;                    /* ... number so much begin; NULL: nowhere */
    const struct pack_group *group; /* in which it is */
    uint64_t start, line;           /* of the link before that */
    char *words;                    /* of the link: NULL until some are read ... */
    size_t words_length;            /* ... with the NULs */
    bool failed;                    /* some could not be read: out of memory */
    struct link link;
    struct embed embed;
    uint32_t *links; /* of the embed, and, behind room for more, the numbers from 0 */
    size_t link_room;
    struct document few; /* the embed by itself, for whoever describes it */
};

/* Reads a document, packed or not, which outlives the unpacker. Several may read one at a time. */
void unpacker_open(struct unpacker *u, const struct document *document);
void unpacker_close(struct unpacker *u);

/* What is read is still being packed: it may have moved since the last time. */
void unpacker_forget(struct unpacker *u);

/* A link; it, its URL and what is written stay until the next is asked for. One after the other is
 * fast. NULL: out of memory. */
const struct link *unpack_link(struct unpacker *u, size_t index);

/* What a link means, and what it says unless it is the same, each in two parts, one behind the
 * other; behind each of the four stand as many bytes as a step reads (bytes.h), whatever they
 * are. */
struct link_parts {
    bool known;
    struct slice url[2], written[2];
};

/* The same for whoever reads words in parts as well, and is faster for it: most of the links whose
 * parts are known have no words then, but for their lengths. The URL of those is what is written.
 */
const struct link *unpack_link_parts(struct unpacker *u, size_t index, struct link_parts *parts);

/* An embed; it and its links stay until the next is asked for. NULL: out of memory. */
const struct embed *unpack_embed(struct unpacker *u, size_t index);

/* The same when it was described in a document that has nothing but it and its links: `describe`
 * gives false where it is out of memory. */
const struct embed *unpack_described(struct unpacker *u, size_t index,
                                     bool (*describe)(struct document *few));

/* Makes arrays of all that is packed. False: out of memory; it is packed as before. */
bool pack_open(struct document *d);

#endif
