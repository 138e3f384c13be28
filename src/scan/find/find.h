/* What the recognisers give: links, and claims that here stands a post. They write nothing and know
 * no document; gather/ makes records of it. */
#ifndef SCAN_FIND_FIND_H
#define SCAN_FIND_FIND_H

#include "base/arena.h"
#include "places/place.h"
#include "terms.h"

/* A claim that a post stands here. The slices are borrowed: parts of what was read, or of the
 * caller's buffers. What is unknown is absent. */
struct claim {
    const struct place *place;
    const char *provider; /* where `place` is NULL: the name of the registry's provider whose page a
                             frame shows; lives for ever */
    const char *kind;     /* NULL: as the URL's route has it, else "post" */
    enum embed_form form;
    struct slice url; /* its permalink as it was found, in any of the place's forms, still to be
                         matched; absolute, or relative to the document's base */
    struct slice id;  /* where no URL says it */
    struct slice name, handle;
    unsigned name_certainty; /* of two claims for one handle, the higher one's name holds for both;
                                0: a name that was not read out of words */
    struct slice text, lang, title;
    struct slice words; /* what name, handle, title and text are parts of, one behind the other;
                           absent: they stand apart */
    bool text_open;     /* nobody can tell where the text begins */
    struct date date;
};

/* A link as it stands in the input. */
struct link_find {
    struct slice url; /* absent if malformed */
    struct slice written;
    struct slice unwrapped;    /* absent unless wrapped */
    struct slice reference;    /* of a local link, which has no URL; as record.h has it */
    struct slice anchor;       /* the words of the link; absent: it has none */
    const struct place *place; /* whose post, short link or picture it is; NULL: nobody's */
    enum link_kind kind;
    bool truncated, malformed;
    bool again; /* what stands there was told before: other words lead to it, too */
};

/* The last two tell a reader of text what is known of it: that nothing is to be looked for here,
 * and that no posts are until the next FIND_POST, which is the one that begins here. Among what was
 * found, FIND_NOTHING says that no URL in the words of its span is a link. */
enum find_type { FIND_LINK, FIND_POST, FIND_NOTHING, FIND_OPEN };

/* What stands at [start, end) of the text that was scanned, and at `span` of the input. */
struct find {
    enum find_type type;
    uint64_t start, end;
    struct span span;
    union {
        struct link_find link;
        struct {
            const struct claim *claim; /* NULL, told to a reader of text: it was none after all */
            uint64_t links;            /* the links from here to `end` are the post's */
            bool follows; /* nothing but white space stands between it and the post before */
        } post;
    } is;
};

/* Finds in the order in which they stand. All they point to lives in the arena. */
struct finds {
    struct find *items;
    size_t count, room;
    struct arena arena;
    bool failed; /* out of memory: some are lost */
};

/* Starts as { 0 }. */
void finds_free(struct finds *f);

/* Forgets the first finds. */
void finds_drop(struct finds *f, size_t count);

/* Forgets all, keeps the memory. */
void finds_clear(struct finds *f);

/* Adds a find, with copies of all that it borrows; NULL: out of memory. */
struct find *finds_add(struct finds *f, const struct find *find);

/* Begins a find where it will stand in the list, for the caller to fill in and finds_end to add, as
 * finds_add does; NULL: out of memory. One that is not ended is none. */
struct find *finds_begin(struct finds *f);
struct find *finds_end(struct finds *f);

/* The same for one of another list, whose words are valid UTF-8 already. */
struct find *finds_hand_on(struct finds *f, const struct find *find);

/* The same for one whose words stay where they are for as long as this list holds it. */
struct find *finds_lend(struct finds *f, const struct find *find);

#endif
