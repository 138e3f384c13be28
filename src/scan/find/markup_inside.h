/* What stands inside an element that embeds a post: shared by the files markup*.c. */
#ifndef SCAN_FIND_MARKUP_INSIDE_H
#define SCAN_FIND_MARKUP_INSIDE_H

#include "base/arena.h"
#include "scan/find/find.h"
#include "syntax/html.h"

/* --- Elements of rows (markup_element.c) --- */

/* The name in a row's element, or "*"; the word behind the first such mark ('.', '['), or the
 * absent slice. */
struct slice markup_element_name(const struct markup *row);
struct slice markup_element_part(const struct markup *row, char mark);

bool markup_element_matches(const struct markup *row, const struct html_token *open);

/* "class", and as JSX writes it. */
bool markup_is_class(struct slice attribute);

/* Takes the next word off a class attribute's value; false: there is none. */
bool markup_next_class(struct slice *words, struct slice *word);

/* Whether a value may be markup in Base64: its first digits are those of "<" and a letter, "/" or
 * "!". */
bool markup_is_coded(struct slice value);

/* Whether a name is in a list ended by NULL, whatever its case. */
bool markup_is_listed(struct slice name, const char *const *list);

/* <iframe> and its like. */
bool markup_is_frame(struct slice name);

/* Whether an element's class, id or data attributes say that it stands for an embed, or name a
 * place. */
bool markup_is_embedding(const struct html_token *open);

/* --- What stands inside (markup_words.c) --- */

struct markup_link {
    struct slice href; /* not decoded */
    size_t from, to;   /* its words */
};

struct markup_range {
    size_t from, to;
};

enum { LINKS_KEPT = 16, PARAGRAPHS_KEPT = 32 };

/* Words are decoded, their white space is folded, and a line break stands where <br> does or a
 * block begins or ends. */
struct markup_inside {
    struct html_token open;
    struct slice html; /* from behind the open tag to the end tag */
    struct buffer words;
    struct markup_link links[LINKS_KEPT]; /* the last ones, in a ring */
    size_t link_count;
    struct markup_range paragraphs[PARAGRAPHS_KEPT]; /* of <p>; the last reaches to the end where
                                                        there are more */
    size_t paragraph_count;
    struct slice lang; /* of the first <p> that has one; not decoded */
};

/* Reads an element: `html` begins with its open tag. False: it does not. The caller frees with
 * markup_inside_free, in either case. */
bool markup_inside_read(struct slice html, struct markup_inside *out);
void markup_inside_free(struct markup_inside *in);

/* The link that is `back` links before the last (0); NULL: it is not kept. */
const struct markup_link *markup_link_back(const struct markup_inside *in, size_t back);

/* --- Dates (markup_date.c) --- */

/* Reads an attribute or string that is an instant for machines; a time without a zone counts as its
 * day. False: it is none. */
bool markup_instant(struct slice s, int64_t *ms, enum time_precision *precision);

/* The same, or a date in words of any language, as people write them for machines, too: also among
 * the first words. */
bool markup_day(struct slice s, int64_t *ms, enum time_precision *precision);

/* --- URLs (markup_source.c) --- */

enum { URLS_NESTED = 3 }; /* wrappers that hold wrappers */

/* What a URL written in markup leads to: parsed, unwrapped and matched. `place` NULL: any;
 * `pages`: pages of many posts, too, as frames show them. The
 * parts of *out and *href lie in the buffers. Without a base, "//host" is taken for https. */
bool markup_match(struct slice written, const struct url *base, const struct place *place,
                  bool pages, struct buffer *first, struct buffer *second, struct match *out,
                  struct slice *href);

/* The place that a host is of; NULL: none's, or of one on any host. */
const struct place *markup_place_of(struct slice host);

/* The permalink of a post whose id stands alone, in the arena; the absent slice where the place has
 * none, or none without a handle or host that is not known. */
struct slice markup_permalink(const struct place *place, struct slice handle, struct slice id,
                              struct arena *arena);

/* --- Patterns of words (markup_pattern.c) --- */

/* What the braces of a pattern stand for: slices of the words. */
struct markup_said {
    struct slice id, handle, host, name, date, text, title;
    size_t from; /* where the first piece between braces begins, or its line where {any} comes
                    before it: of an attribution, its start */
};

/* Reads words by a pattern (places/place.h, struct markup), or the first of several that matches.
 * With `loose`, a space in it stands for any white space or none. Linear in the words. */
bool markup_pattern_read(const char *pattern, bool loose, const struct place *place,
                         struct slice words, struct markup_said *out);

#endif
