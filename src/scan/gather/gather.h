/* Finds into the document: one link for each distinct URL, with all the places where it stands, and
 * one embed for each post. The only writer of a document. */
#ifndef SCAN_GATHER_GATHER_H
#define SCAN_GATHER_GATHER_H

#include "base/map.h"
#include "pack/pack.h"
#include "record.h"
#include "scan/find/find.h"

/* Where a link was gathered last, in the scanned text. */
struct placed {
    uint64_t start;
    uint64_t source; /* ... and in the input */
    uint32_t link;
    int32_t embed; /* whose it is */
    bool may_be_permalink;
};

enum { PLACED_MOST = 64, AUTHORS_KNOWN = 64 };

/* An author who was met, as the document has the words; all 0: none was. */
struct author_known {
    const struct place *place;
    struct author author;
};

/* Which URLs that stand in words are links. */
enum gather_linking {
    GATHER_ALL,
    GATHER_EXTENDED, /* those that GFM links, outside of what is silent */
    GATHER_TAGGED    /* none: only tags link */
};

struct gather {
    struct document *document;
    enum gather_linking linking;
    struct span *silent; /* words in which no URL is a link, in order */
    size_t silent_count, silent_room;
    size_t placed_count;
    struct packer packer; /* of a document that is packed, ... */
    struct embed last; /* ... whose last embed this is, if it has one that is not packed yet; ... */
    bool has_last;
    struct arena words[2]; /* ... its words are in one of these, those of the next in the other */
    unsigned turn;         /* which is for the next */
    struct unpacker own;
    struct unpacker *reading; /* that one, also for those who only look */
    bool doubtful;            /* the name of some author may be mended */
    uint64_t post_end;        /* where the last embed ends in the scanned text */
    bool repeated;            /* some link stands in several places */
    bool failed;              /* out of memory */

    /* What keeps memory for the next document, or is large, stands behind all else. */
    struct map by_url;
    struct map by_post; /* embeds by the ids of their posts */
    struct buffer parsed, composed, handle;
    struct placed placed[PLACED_MOST]; /* a ring, the latest at placed_count - 1 */
    bool has_authors;                  /* some is known */
    struct author_known authors[AUTHORS_KNOWN];
};

/* `seed`: of its maps; 0: they draw one. */
void gather_init(struct gather *g, struct document *document, uint64_t seed);

/* The same for one that has gathered another document and was left, whose memory it keeps. */
void gather_again(struct gather *g, struct document *document, uint64_t seed);

/* Frees what is for one document alone; gather_again or gather_free comes next. */
void gather_leave(struct gather *g);

/* Frees the rest. */
void gather_free(struct gather *g);

/* Has the document packed, which holds nothing yet: of a text, where no link is left out when all
 * was taken. False: out of memory. */
bool gather_pack(struct gather *g);

/* Takes finds that follow those that were taken before, `lines` lines further down than they say.
 * False: out of memory. */
bool gather_take(struct gather *g, const struct finds *finds, uint64_t lines);

/* All was taken: brings the document into order. */
bool gather_finish(struct gather *g);

/* linked.c: no URL in the words of this span is a link. False: out of memory. */
bool gather_silence(struct gather *g, const struct span *span);

/* linked.c: when all was taken, leaves out what is no link. What a post has stays. False: out of
 * memory. */
bool gather_keep_linked(struct gather *g);

/* Adds the post that is claimed, with the links that were placed at [links, find->end) of the text,
 * or, if it is an element, in its span. */
bool gather_post(struct gather *g, const struct find *find, uint64_t lines);

/* names.c: notes whether the name of an embed's author may be mended. */
void gather_note_name(struct gather *g, const struct embed *embed);

/* Gives the posts of one author, where a text prints the handle several times, the name that was
 * read by the surest sign. False: out of memory. */
bool gather_names(struct gather *g);

/* --- store.c: links and embeds, packed or not --- */

/* The first links come, about so many. False: out of memory. */
bool gather_expect_links(struct gather *g, size_t count);

/* Adds a link that says what was found; the rest is as `rest` has it, which may be filled in.
 * False: out of memory. */
bool gather_add_link(struct gather *g, struct link *rest, const struct link_find *find,
                     const struct span *span);

/* A link to look at, until the next is; NULL: out of memory. */
const struct link *gather_link(const struct gather *g, size_t index);

/* Whose it is. */
int32_t *gather_embed_of(const struct gather *g, size_t link);

/* The rest of it; NULL: nothing. */
struct link_more *gather_rest(const struct gather *g, size_t link);

/* The same to write to. NULL: out of memory. */
struct link_more *gather_more_of(struct gather *g, size_t link);

/* Where the words of an embed belong until it is added. */
struct arena *gather_words(struct gather *g);

size_t gather_embed_count(const struct gather *g);

/* An embed to look at, until the next is; NULL: out of memory. */
const struct embed *gather_embed(const struct gather *g, size_t index);

/* The last one; NULL: there is none, or no memory. */
struct embed *gather_last(struct gather *g);

/* Adds one with all it says, and gives where it is; NULL: out of memory. */
struct embed *gather_add_embed(struct gather *g, const struct embed *fresh);
void gather_drop_last(struct gather *g);

/* Gives its author another name, of the document's arena. False: out of memory. */
bool gather_set_name(struct gather *g, size_t index, struct slice name);

/* All was added. False: out of memory. */
bool gather_settle(struct gather *g);

#endif
