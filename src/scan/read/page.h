/* HTML: its tags give links, posts and what the page says of itself, and the words between them are
 * read as text is, so that posts whose markup was lost before are found in pages too.
 *
 * Words run on through inline elements; a line ends where a block begins or ends. White space is
 * folded as browsers do. */
#ifndef SCAN_READ_PAGE_H
#define SCAN_READ_PAGE_H

#include "record.h"
#include "scan/find/markup.h"
#include "scan/read/text.h"
#include "syntax/html.h"

/* page_words.c: where the text stands, which decides what of white space is added to it. */
struct page_words {
    char last;             /* its last byte; '\n' at its beginning */
    bool blank;            /* ... and the one before it is a line feed, too */
    bool preformatted;     /* in <pre>: white space stays as it is */
    size_t quotes;         /* blockquotes that are open in each other, ... */
    uint64_t quote_begun;  /* ... and where the text of the outermost begins */
    struct buffer decoded; /* scratch */
};

/* page_links.c: the <a href> that is open. */
struct page_link {
    bool is_open;
    bool looks_back;             /* only what needs the base is given, which was not known before */
    size_t number;               /* in the text's given finds */
    struct buffer anchor;        /* its words so far */
    struct buffer folded, value; /* scratch */
    struct buffer reference;     /* scratch */
};

/* The beginning of an element's text, which comes in pieces. */
struct page_excerpt {
    struct buffer words; /* decoded */
    size_t read;         /* bytes of the page that they were decoded from */
};

/* page_facts.c: what the page says of itself, as far as the document does not hold it. */
struct page_facts {
    bool has_base;     /* the base URL is known, ... */
    bool base_is_set;  /* ... by a <base>, or that one is no URL */
    bool looked_ahead; /* page_look_ahead was done */
    bool is_local;     /* ... and stands for the document's place in a folder, ... */
    bool in_folder;    /* ... if it is in one */
    bool has_title;    /* a <title> was read to its end */
    bool in_time;      /* in a <time> whose words say when the page was published */
    struct url base;
    struct buffer base_bytes; /* where it stands */
    struct page_excerpt title, printed;
    struct buffer value, parsed; /* scratch */
};

/* page_data.c: the script that is open. */
struct page_data {
    bool is_data; /* by its type or id */
};

/* An element of a post that is open. */
struct page_post {
    struct markup_hit hit;
    char name[32]; /* of the element */
    size_t name_length;
    size_t depth;     /* how many elements of this name are open in it */
    size_t elements;  /* how many of page_posts' were open before it */
    uint64_t start;   /* of its tag, in the page */
    uint64_t words;   /* where its words begin, in the text */
    bool is_block;    /* a comment began it, and one ends it: ... */
    struct claim own; /* ... what that says, ... */
    uint64_t begun;   /* ... and where it ends */
    uint64_t tag_end; /* of one that its tag is all of, but for its end tag; else 0 */
};

/* What an element claims that has ended inside of open ones. Its slices are in the arena of all. */
struct page_claim {
    struct claim claim;
    const struct markup *row;
    uint64_t start, end, words; /* as of a page_post */
    size_t depth;               /* how many posts were open around it, but those that have ended */
};

enum { PAGE_POSTS = 8, PAGE_CLAIMS = 32, PAGE_ELEMENTS = 64 };

/* The posts that are open, in each other (page_posts.c), what stands in them (page_claims.c), and
 * the block elements since the outermost began, the innermost last (page_elements.c). */
struct page_posts {
    size_t count, claim_count, element_count;
    bool too_deep;                /* there are more elements than are kept */
    struct arena arena;           /* what the posts claim */
    struct buffer source, parsed; /* scratch */
    struct page_post list[PAGE_POSTS];
    struct page_claim claims[PAGE_CLAIMS]; /* in the order in which they end */
    const struct html_element *elements[PAGE_ELEMENTS];
};

/* What the files share stands first; each of the structs is touched by its own file alone. */
struct page {
    struct document *document; /* for what the page says of itself: title, language and the like */
    bool resources;            /* files that the page shows are links, too */
    struct ignores *ignores;   /* NULL: nothing says that links are to be left alone */
    const struct markup_index *index;
    struct locator locator; /* of what stands in tags; the text has its own */

    struct html html;
    struct window window;  /* what can still be looked at */
    uint64_t asked;        /* whether memory ran out is asked from here on */
    size_t waiting, tried; /* bytes fed since tokens were asked for, and left over then */
    bool complete;         /* all was fed */
    bool by_itself;        /* no other reader finds the tags */
    bool had_frameset;     /* one was met; a later one cannot take the place of the body */
    struct slice inside;   /* of the raw element whose text comes next: "title", "script" */

    /* What keeps memory for the next page stands behind all else. */
    struct buffer bytes; /* of the window, where it is not a piece that is being fed */
    struct offsets map;  /* from the text to the page */

    struct page_words words;
    struct page_link link;
    struct page_facts facts;
    struct page_data data;

    /* What is large, and set by itself, stands last. */
    struct page_posts posts;
    struct text text;
    struct markup_index own; /* where nobody shares one */
};

/* Finds go to `out`. */
bool page_init(struct page *p, struct document *document, struct finds *out,
               const struct scan_options *options);

/* The same for one that has read another page, whose memory it keeps. */
bool page_again(struct page *p, struct document *document, struct finds *out,
                const struct scan_options *options);
void page_free(struct page *p);

/* The input begins with so many bytes that are skipped; `bytes` maps the UTF-8 to it, NULL: it is
 * UTF-8 itself. */
void page_locate(struct page *p, uint64_t skipped, const struct offsets *bytes);

/* It is XHTML, by XML's rules. To be told before it is fed. */
void page_set_xml(struct page *p);

/* The page in UTF-8, in pieces of any size. False: out of memory. */
bool page_feed(struct page *p, struct slice piece);
bool page_finish(struct page *p);

/* All of it at once, instead of feeding and finishing: nothing of a page is copied that is not
 * large, and what is found borrows its words from `bytes`. */
bool page_read_all(struct page *p, struct slice bytes);

/* --- Inside: the files of the page's reader ---
 *
 * What is begun again is all zeros, or was used for another page, whose memory it keeps. */

/* page.c: for a reader of Markdown, which finds the tags itself. The page's bytes are added to its
 * window; tokens in it are taken; what is decided is let go of up to where the tokeniser stands. */
bool page_failed(const struct page *p);
void page_add_bytes(struct page *p, struct slice piece);
void page_take(struct page *p, const struct html_token *token);
void page_catch_up(struct page *p, uint64_t now);
void page_let_go(struct page *p);
bool page_end(struct page *p);

/* page_words.c: the text. `s` stands at an offset of the page. */
void page_words_again(struct page_words *words);
void page_words_free(struct page_words *words);
void page_preformat(struct page *p, bool on);
void page_add_text(struct page *p, struct slice s, uint64_t at, bool raw);

/* Adds what stands for `from` bytes of the page. */
void page_add_standing(struct page *p, struct slice s, uint64_t at, uint32_t from);

/* The same for what is no word of a link that is open: the mark of a quote. */
void page_add_mark(struct page *p, struct slice s, uint64_t at, uint32_t from);
void page_end_line(struct page *p, uint64_t at, bool blank_line);
void page_break_line(struct page *p, const struct html_token *br);
void page_add_space(struct page *p, uint64_t at);

/* A blockquote's tag, between the lines around it. */
void page_open_quote(struct page *p);
void page_close_quote(struct page *p);

/* page_links.c: what attributes link to. */
void page_link_again(struct page_link *link);
void page_link_free(struct page_link *link);
void page_read_urls(struct page *p, const struct html_token *token);
static inline void page_read_links(struct page *p, const struct html_token *token)
{
    unsigned asked = p->resources ? HTML_LINKS | HTML_FILES : HTML_LINKS;
    if (token->element->traits & asked || token->has_data ||
        token->names & html_name_bit(SLICE("longdesc"))) { /* which images have */
        page_read_urls(p, token);
    }
}

/* A page that has a base already may have another in its first PAGE_STEP bytes: that one counts for
 * what stands before it, too. Looks once, before anything is given. */
void page_look_ahead(struct page *p);

/* The base is known now, by a tag that ends at so many bytes: gives what needs it and stands
 * before, as far as the page's beginning is still there, which it is for PAGE_STEP bytes. */
void page_look_back(struct page *p, uint64_t end);
void page_open_link(struct page *p, struct slice url, struct slice written, const char *from);

/* The same for one whose URL stands at another place of the page; `again`: that was given before.
 */
void page_open_link_at(struct page *p, struct slice url, struct slice written, const char *from,
                       const struct span *span, bool again);
void page_close_link(struct page *p);

/* Adds to the words of the link that is open, or sets them. */
void page_keep_anchor(struct page *p, struct slice s);
static inline void page_add_anchor(struct page *p, struct slice s)
{
    if (p->link.is_open) {
        page_keep_anchor(p, s);
    }
}

void page_set_anchor(struct page *p, struct slice s);

/* The link that is open; NULL: none is. Stays until one is given or the text is fed. */
struct find *page_link_open(struct page *p);

void page_give_link(struct page *p, struct slice url, struct slice written, const char *from);
uint64_t page_offset(const struct page *p, const char *at);

/* page_ignore.c: tags and comments that say which links are to be left alone, where there are
 * `ignores`. */
void page_ignore_tag(struct page *p, const struct html_token *token, bool opens);
void page_ignore_comment(struct page *p, const struct html_token *token);

/* page_frames.c: a frameset may take the place of the body. What the body had is not given then. */
void page_begin_frames(struct page *p, const struct html_token *frameset);

/* A tag where the page is inert: those of frames count. */
void page_take_inert(struct page *p, const struct html_token *token);

/* page_posts.c: posts in markup. One that its tag is all of ends with the next tag. */
void page_posts_again(struct page_posts *posts);
void page_posts_free(struct page_posts *posts);
void page_open_post(struct page *p, const struct html_token *token);
void page_end_tag_post(struct page *p);

/* page_claims.c: the innermost post ends. Its element is read, and what it says is kept for the one
 * around it, or is the post. Without an end tag it may have ended before. */
void page_end_post(struct page *p, uint64_t end, bool tagged);

/* Markup that is no element claims a post, with words in the posts' arena: as one inside of those
 * that are open, or by itself. */
void page_add_claim(struct page *p, const struct claim *claim, uint64_t start, uint64_t end);

/* page_elements.c: asked before and told after a tag opens an element, and told that one closes.
 * The numbers are how many of the open posts stay so: the others lack their end tags, and something
 * around them ends here. */
size_t page_elements_before(struct page_posts *posts, const struct html_token *token);
void page_elements_open(struct page_posts *posts, const struct html_token *token);
size_t page_elements_close(struct page_posts *posts, const struct html_token *token);
void page_close_post(struct page *p, const struct html_token *token);
void page_close_posts(struct page *p);

/* The open posts end where they are longer than what is read of them: there. */
uint64_t page_posts_most(const struct page *p);
void page_bound_posts(struct page *p, uint64_t now);

static inline bool page_in_post(const struct page *p)
{
    return p->posts.count > 0;
}

/* Where the part of the page begins that the open posts still need; UINT64_MAX: none is open. */
uint64_t page_posts_from(const struct page *p);

/* A comment that begins a post, if it does. */
bool page_begin_block(struct page *p, const struct html_token *comment);
void page_end_block(struct page *p, uint64_t end);

/* A post at [start, end) of the page, whose words, if it has any, were fed. */
void page_give_post(struct page *p, const struct claim *claim, uint64_t start, uint64_t end);

/* page_data.c: scripts and comments. */
void page_open_script(struct page *p, const struct html_token *token);
void page_read_script(struct page *p, const struct html_token *token);
void page_read_comment(struct page *p, const struct html_token *token);

/* page_facts.c: what the page says of itself. False: out of memory. */
bool page_facts_again(struct page_facts *facts, const struct scan_options *options);
void page_facts_free(struct page_facts *facts);

/* What relative URLs are read against; NULL: nothing. */
const struct url *page_base(const struct page *p);

/* The same for links, which may be local: then it is a base of read/local.h. */
const struct url *page_link_base(const struct page *p);
void page_read_facts(struct page *p, const struct html_token *token);

/* Those that need the base, once it is known. */
void page_read_late_facts(struct page *p, const struct html_token *token);
void page_add_title(struct page *p, struct slice s);
void page_end_title(struct page *p);

/* An attribute's value, decoded and trimmed, until the next is asked for. */
struct slice page_fact(struct page *p, const struct html_token *token, struct slice name);
bool page_has_word(struct slice words, struct slice word);

/* Adds a piece; no more than so many bytes of all are read, however they are cut. */
void page_excerpt_add(struct page_excerpt *e, struct slice piece, size_t most);

enum { EXCERPT_ROOM = 4096 }; /* more than what is read takes when it is decoded */

/* page_published.c */
void page_publish(struct page *p, const struct date *date, const char *by);
void page_read_meta(struct page *p, const struct html_token *token);
void page_open_time(struct page *p, const struct html_token *token);
void page_add_time(struct page *p, struct slice words);
void page_end_time(struct page *p);

#endif
