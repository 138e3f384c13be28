/* HTML tokens, by the HTML Standard's tokeniser (section 13.2.5), and as much of its tree
 * construction as decides how bytes are to be read: raw text elements, foreign content (svg and
 * math, where text is not raw and CDATA is), templates, frames. <noscript> is read as markup, as
 * without scripts.
 *
 * A tokeniser over a window: pull tokens until HTML_END, or, where the input goes on behind the
 * window, until HTML_MORE. Then slide the window on and pull again:
 *
 *     struct html h = HTML_OVER(window);
 *     h.more = true;                                  (until the window has the input's end)
 *     for (html_next(&h, &t); t.type != HTML_END; html_next(&h, &t)) {
 *         if (t.type == HTML_MORE) {
 *             html_slide(&h, …);                      (the bytes from h.at on, and more of them)
 *         } else { … }
 *     }
 *
 * Tokens are slices of the window; nothing is decoded until html_decode is asked to. What is found
 * does not depend on where windows end, but for text, which may come in several tokens in a row:
 * cut never inside of a character reference, a character or CR LF.
 *
 * All of it takes time linear in the input, as long as a window that gave HTML_MORE at once is at
 * least doubled. */
#ifndef SYNTAX_HTML_H
#define SYNTAX_HTML_H

#include "base/buffer.h"
#include "base/slice.h"
#include "syntax/html_elements.h"
#include "syntax/offsets.h"

#include <stdint.h>

enum html_type {
    HTML_END,
    HTML_TEXT,
    HTML_OPEN,
    HTML_CLOSE,
    HTML_COMMENT,
    HTML_DOCTYPE,
    HTML_MORE /* no token: the next one is not whole in the window. Only where `more` is set */
};

/* Open elements that change how bytes are read. Deeper ones are counted. */
enum { HTML_DEPTH = 64 };

struct html_attribute {
    struct slice name;
    struct slice value; /* not decoded; absent where the attribute has none */
};

/* How many attributes of a tag are kept from when its end was looked for. */
enum { HTML_LISTED = 24 };

struct html {
    struct slice input; /* the window */
    size_t at;          /* where in it the next token begins */
    bool more;          /* the input goes on behind the window */
    bool full; /* the window cannot grow: what does not fit is given in parts (a comment, a script's
                  JSON), or cut (a tag: those of its attributes that are whole). To be set with
                  `at` 0 and a window of a fixed size, so that the same is found each time */
    struct slice raw_element; /* inside <script>, <style>, <title>, ...: text up to its end tag.
                                 Lower case; lives for ever */
    bool whole_scripts;       /* every script is given whole, not those of JSON alone */
    bool xml;                 /* XHTML: "/>" ends any element, and CDATA is text everywhere */

    /* Private. */
    size_t searched;      /* so many bytes from `at` on are known not to end the token */
    unsigned char part;   /* what the bytes at `at` are the rest of */
    unsigned char script; /* the state of script data */
    unsigned char value;  /* in the rest of a tag: the state of its attributes */
    bool whole;           /* the raw text is given whole */
    unsigned char open[HTML_DEPTH];
    unsigned depth, deeper, templates;
    bool frames;      /* a frameset stands where the body would */
    size_t framesets; /* ... and so many are open in it */
    uint64_t seen;    /* the names of the start tags so far, a bit each */
    struct html_attribute
        list[HTML_LISTED + 1]; /* of the last tag; one that there is no room for */
};

struct html_token {
    enum html_type type;
    struct slice whole;      /* the token's bytes in the input */
    struct slice text;       /* TEXT, COMMENT: what stands in it, without CDATA's or the comment's
                                brackets */
    struct slice name;       /* OPEN, CLOSE: the element's name as written */
    struct slice attributes; /* OPEN: from behind the name up to the closing ">" */
    const struct html_element *element; /* OPEN, CLOSE: what the name is known as */
    const struct html_attribute *list;  /* OPEN: all of its attributes, until the next token; NULL:
                                           they are to be read again, by html_walk */
    unsigned count;
    uint64_t names; /* OPEN: the attributes' names, a bit each: html_name_bit */
    bool has_data;  /* OPEN: an attribute's name may begin with "data-" */
    bool self_closing;
    const char *seen; /* OPEN: the window's end: so far bytes can be looked at */
    bool raw;         /* TEXT of script, style and the like, where "&" stands for itself */
};

/* An absent text is an empty one. */
static inline struct slice html_window(struct slice bytes)
{
    return bytes.data ? bytes : SLICE("");
}

#define HTML_OVER(bytes) ((struct html){ .input = html_window(bytes) })

void html_next(struct html *h, struct html_token *token);

/* Goes on in another window, whose first byte is the one that stood at h->at. (A window that only
 * grew at its end can also be put in h->input as it is.) */
void html_slide(struct html *h, struct slice window);

/* Whether the tokeniser is in svg or math, where no element's text is raw. */
bool html_is_foreign(const struct html *h);

/* Whether an svg or math element is open, though HTML may stand in it. */
bool html_in_foreign(const struct html *h);

/* Whether it is in a <template>, whose content is no part of the page (unless it has the attribute
 * shadowrootmode). */
static inline bool html_is_inert(const struct html *h)
{
    return h->templates > 0;
}

/* The page has frames instead of a body: the start tag of its <frameset>, which was given last,
 * takes the place of it (section 13.2.6.4.20). From there on the tokeniser is inert; only
 * framesets, their frames and <noframes> count, and every other tag begins nothing. */
void html_begin_frames(struct html *h);

/* Whether it is in that frameset, or behind the start tag of one in it. */
static inline bool html_in_frameset(const struct html *h)
{
    return h->framesets > 0;
}

/* Takes the next attribute off *attributes; false when there is none. */
bool html_next_attribute(struct slice *attributes, struct html_attribute *out);

/* A walk through a token's attributes in their order, those of the same name, too. */
struct html_walk {
    const struct html_attribute *list;
    size_t left;
    struct slice rest;
};

static inline struct html_walk html_walk(const struct html_token *token)
{
    return (struct html_walk){ token->list, token->count, token->attributes };
}

/* Gives the next; false when there is none. */
static inline bool html_walk_next(struct html_walk *walk, struct html_attribute *out)
{
    if (!walk->list) {
        return html_next_attribute(&walk->rest, out);
    }
    if (walk->left == 0) {
        return false;
    }
    *out = *walk->list++;
    walk->left--;
    return true;
}

/* A bit for a name, which is not empty, whatever its case: names whose bits differ are different.
 */
static inline uint64_t html_name_bit(struct slice name)
{
    unsigned first = (unsigned char)name.data[0] | 0x20U;
    unsigned last = (unsigned char)name.data[name.length - 1] | 0x20U;
    return (uint64_t)1 << (((unsigned)name.length * 5 + first + last * 7) & 63);
}

/* html_attribute, where the tag may have the attribute. */
struct slice html_find_attribute(const struct html_token *token, struct slice name);

/* The value of the first attribute of this name (lower case), or the absent slice; "" where it is
 * given without a value. */
static inline struct slice html_attribute(const struct html_token *token, struct slice name)
{
    bool may = token->names & html_name_bit(name);
    return may ? html_find_attribute(token, name) : (struct slice){ 0 };
}

/* Gives the token's attributes, the first of each name, at most `room` of them, and returns how
 * many. */
enum { HTML_ATTRIBUTES_MOST = 128 };
size_t html_attributes(const struct html_token *token, struct html_attribute *out, size_t room);

/* Adds s with its character references decoded (section 13.2.5.72 on): all names of the Standard.
 * In an attribute "&amp" before "=" or an alphanumeric stays, NUL becomes U+FFFD, and CR and CR LF
 * become LF; in text NUL is dropped. At most three bytes for each of s. */
void html_decode(struct slice s, bool in_attribute, struct buffer *into);

/* The same, and adds to the map where each byte came from; s begins at `source`. */
void html_decode_mapped(struct slice s, bool in_attribute, uint64_t source, struct buffer *into,
                        struct offsets *map);

/* An attribute's value decoded: s itself where that changes nothing, or else what `into` has then.
 */
struct slice html_value(struct slice s, struct buffer *into);

/* Whether decoding would change nothing. */
bool html_is_plain(struct slice s, bool in_attribute);

/* Takes the next candidate's URL off a srcset attribute's decoded value (section 4.8.4.2.2),
 * descriptors dropped; false when there is none. */
bool html_srcset_next(struct slice *rest, struct slice *url);

#endif
