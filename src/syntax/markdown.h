/* Links in Markdown, as CommonMark 0.31 and GitHub's tables and footnotes have them, with their
 * exact places in the input.
 *
 * A document is fed in pieces of any size; what is found does not depend on how it is cut. Items
 * are pulled in the order of where they start:
 *
 *     struct markdown m;
 *     markdown_init(&m, 0);
 *     while (there is a piece) {
 *         markdown_feed(&m, piece, it is the last one);
 *         while (markdown_next(&m, &item)) ...          slices last until the next feed
 *         ... text before markdown_settled(&m) can be looked through now ...
 *     }
 *     markdown_free(&m);                                m.failed: out of memory, items are missing
 *
 * What no item covers is text. Bare URLs (GitHub's "extended autolinks") are the caller's: they may
 * stand wherever no CODE, COMMENT, HTML, ANCHOR, LINK (`whole`), AUTOLINK or DEFINITION (`whole`)
 * does.
 *
 * A use of a reference may stand before the definition. Definitions are reported where they stand,
 * used or not, and uses go by the definitions that are known by then. A caller that holds the
 * input, or its beginning, may feed that with MARKDOWN_LEARN first and call markdown_again: then
 * all that stand in it are known, as the standard wants it.
 *
 * Time is linear in the input. Memory is bounded by the piece that is fed plus some MiB: a line or
 * a paragraph longer than MARKDOWN_LEAF_MOST is cut there, containers beyond MARKDOWN_DEPTH are
 * text, labels beyond MARKDOWN_LABELS or MARKDOWN_LABEL_BYTES are not remembered. */
#ifndef SYNTAX_MARKDOWN_H
#define SYNTAX_MARKDOWN_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/map.h"

#include <stdint.h>

enum {
#ifdef LANDFALL_SMALL /* for a fuzz target that has to meet them all */
    MARKDOWN_DEPTH = 6,
    MARKDOWN_LEAF_MOST = 100,
    MARKDOWN_FRONT_MOST = 60,
#else
    MARKDOWN_DEPTH = 100,
    MARKDOWN_LEAF_MOST = 1 << 20,
    MARKDOWN_FRONT_MOST = 1 << 16,
#endif
    MARKDOWN_LABEL_MOST = 999, /* CommonMark, "link label" */
    MARKDOWN_LABELS = 1 << 16,
    MARKDOWN_LABEL_BYTES = 4 << 20, /* of labels and their destinations together */
};

enum markdown_flags {
    MARKDOWN_MDX = 1,   /* MDX: no HTML blocks and no indented code; comments in braces, imports */
    MARKDOWN_LEARN = 2, /* a first pass: there are no items but DEFINITION */
    MARKDOWN_HEADINGS = 4, /* there are HEADING items, too */
};

/* Whether a file of this name is MDX. */
static inline bool markdown_is_mdx(struct slice name)
{
    return slice_ends_nocase(name, SLICE(".mdx"));
}

enum markdown_type {
    /* A block begins: text does not join across. [start, end) is what marks it, from the line's
     * start (list markers, "#", "|" between cells, a thematic break's or an underline's whole
     * line); it may be empty. */
    MARKDOWN_BREAK,
    /* Container markers at the start of a line that goes on with a paragraph ("> "): no text. Empty
     * where a paragraph is cut: the text before it can be looked through. */
    MARKDOWN_PREFIX,
    /* Nothing is looked for in it: code, front matter, what of a definition is no destination,
     * template comments. A block gives an item for each line. */
    MARKDOWN_CODE,
    /* An HTML comment. A block gives an item for each line. */
    MARKDOWN_COMMENT,
    /* Raw HTML. A block gives an item for each line, without the containers' markers, and so does a
     * tag that goes over several lines where markers stand between them. */
    MARKDOWN_HTML,
    /* The text of a link or an image: words, but no bare URL in it is a link. Images stand inside
     * links; what else would be found in an image's text is not (it is plain text). */
    MARKDOWN_ANCHOR,
    /* An inline link's or image's destination. */
    MARKDOWN_LINK,
    /* `[text][label]`, `[label][]` or `[label]` of a known definition, or the first form of one
     * that is not known so far: [start, end) is all of it. Has no destination. */
    MARKDOWN_REFERENCE,
    /* A link reference definition's destination; the first definition of a label only. The others
     * are CODE. */
    MARKDOWN_DEFINITION,
    /* `<https://...>` or `<mail@...>`: [start, end) without the angle brackets. */
    MARKDOWN_AUTOLINK,
    /* Only if asked for: the text of a heading, marked by "#" or underlined, on as many lines as it
     * has. What stands in it follows. */
    MARKDOWN_HEADING,
};

/* Bytes [start, end) of the input. */
struct markdown_range {
    uint64_t start, end;
};

struct markdown_item {
    enum markdown_type type;
    bool is_image;
    bool is_mail;        /* AUTOLINK: an address without "mailto:" */
    bool is_known;       /* REFERENCE and its ANCHOR: a definition of the label was met before.
                            CODE: it is one more definition of such a label */
    bool continues;      /* CODE, COMMENT, HTML: goes on with what the last of its type began */
    uint64_t start, end; /* LINK, DEFINITION: the destination as written, without "<>" */
    struct markdown_range whole; /* LINK, AUTOLINK, REFERENCE, DEFINITION: the whole construct */
    struct markdown_range text;  /* LINK, REFERENCE: between the brackets; DEFINITION: the label */
    struct markdown_range destination; /* ANCHOR of a LINK: what the LINK spans */
    struct markdown_range title;       /* LINK, DEFINITION: without its quotes; empty: none */
    struct slice decoded; /* LINK, DEFINITION, AUTOLINK: the destination without escapes and
                             character references; ANCHOR: that of its LINK or DEFINITION, absent
                             where the latter's is not remembered */
    uint32_t definition;  /* DEFINITION, or what is known: which one it is, counted from 0 in their
                             order; MARKDOWN_LABELS: it is not remembered */
    struct slice anchor;  /* LINK, REFERENCE, DEFINITION (its label): the words, without markup,
                             white space folded, at most some 200 bytes. HEADING: the words as they
                             are shown, images left out, lines kept apart, up to some 64 KiB */
    struct slice label;   /* REFERENCE, DEFINITION: the label, folded for comparing */
};

/* A block's text without container markers, and where its bytes stand in the input. */
struct markdown_segment {
    uint32_t at;    /* in the text */
    uint64_t input; /* in the input */
};

struct markdown_text {
    struct buffer bytes;
    struct markdown_segment *segments;
    size_t count, room;
};

enum markdown_container_type { MARKDOWN_QUOTE, MARKDOWN_LIST_ITEM, MARKDOWN_FOOTNOTE };

struct markdown_container {
    enum markdown_container_type type;
    bool is_empty;  /* no block has begun in it */
    uint32_t width; /* LIST_ITEM, FOOTNOTE: columns its lines are indented by */
};

enum markdown_leaf {
    MARKDOWN_NO_LEAF,
    MARKDOWN_PARAGRAPH,
    MARKDOWN_FENCE,
    MARKDOWN_INDENTED,
    MARKDOWN_HTML_BLOCK,
    MARKDOWN_TEMPLATE,
    MARKDOWN_IMPORT,
    MARKDOWN_TABLE,
};

struct markdown {
    unsigned flags;
    bool failed;

    /* Lines. */
    uint64_t offset;    /* of the next byte to be fed */
    struct buffer line; /* the start of a line whose end was not fed yet */
    bool line_was_cut;  /* what follows goes on with a line too long to be held */
    enum { MARKDOWN_TOP, MARKDOWN_FRONT, MARKDOWN_BODY } stage;
    struct buffer front; /* what may be front matter */

    /* Blocks. */
    struct markdown_container containers[MARKDOWN_DEPTH];
    size_t depth;
    size_t blank_depth; /* how many of them a blank line belongs to for sure, the outermost ones */
    enum markdown_leaf leaf;
    bool after_blank;          /* the last line was blank, and was no part of a leaf */
    bool leaf_continues;       /* a line of this block was reported */
    bool paragraph_was_cut;    /* PARAGRAPH: it goes on with one too long to be held */
    char fence;                /* FENCE: the character */
    size_t fence_length;       /* FENCE */
    unsigned html_type;        /* HTML_BLOCK: 1 to 7 */
    struct slice template_end; /* TEMPLATE: what ends it */
    size_t columns;            /* TABLE */
    struct markdown_text text; /* PARAGRAPH */
    size_t last_line;          /* PARAGRAPH: where its last line begins in the text */
    struct buffer header;      /* TABLE: its header row while it is read */
    struct markdown_text cell; /* a heading's or a table cell's text */
    bool is_heading;           /* the text that is read next is a heading's, which is asked for */
    struct markdown_cuts {
        struct buffer literal; /* a byte for each of the text: whether it stands for itself, is a
                                  mark of emphasis, or neither */
        struct buffer dropped; /* int32_t for each: how many of what is no word begin less end */
        struct buffer marks;   /* of emphasis */
    } cuts;                    /* HEADING: what in it is no word */

    /* Labels of definitions. */
    struct map labels;
    struct arena label_bytes;
    size_t label_length; /* of all in it */
    struct markdown_label *label;
    size_t label_count, label_room;

    /* Brackets that are open. */
    struct markdown_bracket *brackets;
    size_t bracket_room;

    /* Items to be pulled, and the bytes of their slices. */
    struct markdown_entry *entries;
    size_t entry_count, entry_room, entry_taken;
    struct buffer words;
    struct buffer scratch;
};

void markdown_init(struct markdown *m, unsigned flags);
void markdown_free(struct markdown *m);

/* Takes all of the piece. Items that were not pulled stay. After the last piece nothing more may be
 * fed. */
void markdown_feed(struct markdown *m, struct slice piece, bool last);

/* Gives the next item; false: none so far. */
bool markdown_next(struct markdown *m, struct markdown_item *out);

/* All items that start before this place of the input were given. It is where the paragraph or the
 * line begins that is not at its end yet. */
uint64_t markdown_settled(const struct markdown *m);

/* After something was fed with MARKDOWN_LEARN, of which the last piece need not be told as that:
 * begins at the start again and remembers the definitions. */
void markdown_again(struct markdown *m);

/* In text: the end of the "www.example.com/..." that begins at `at`, which GitHub links to with
 * "http://"; 0: none does. */
size_t markdown_www(struct slice s, size_t at);

#endif
