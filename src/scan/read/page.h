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

/* Elements of a post that are open, in each other. */
enum { PAGE_POSTS = 8 };

struct page_post {
    struct markup_hit hit;
    char name[32]; /* of the element */
    size_t name_length;
    size_t depth;      /* how many elements of this name are open in it */
    uint64_t start;    /* of its tag, in the page */
    uint64_t words;    /* where its words begin, in the text */
    bool is_block;     /* a comment began it, and one ends it */
    uint64_t tag_end;  /* of one that its tag is all of, but for its end tag; else 0 */
    bool asked;        /* whether it was a post before another of its kind began in it */
    bool held;         /* something inside claims to be a post ... */
    struct claim best; /* ... this one, with slices in the page's arena */
};

struct page {
    struct document *document; /* for what the page says of itself: title, language and the like */
    bool resources;            /* files that the page shows are links, too */
    struct locator locator;    /* of what stands in tags; the text has its own */
    struct offsets map;        /* from the text to the page */
    const struct markup_index *index;

    struct html html;
    struct buffer bytes;  /* what can still be looked at */
    struct window window; /* ... and where it stands */
    size_t waiting,
        tried;     /* bytes that were fed since tokens were asked for, and that were left then */
    bool complete; /* all was fed */

    struct buffer words, value, parsed; /* scratch */
    struct arena arena;                 /* what the open posts claim */

    struct buffer base_bytes; /* the base URL, ... */
    struct url base;          /* ... absent if `has_base` is not set */
    bool has_base, base_is_set;

    char last;  /* the text's last byte; '\n' at its beginning */
    bool blank; /* ... and the one before it is a line feed, too */
    size_t preformatted, hidden;
    size_t quotes;        /* blockquotes that are open in each other, ... */
    uint64_t quote_begun; /* ... and where the text of the outermost begins */
    struct slice inside;  /* of the raw element whose text comes next: "title", "script" */
    bool script_is_data;
    struct buffer title;
    bool has_title, in_svg_title;

    bool in_link; /* in <a href>: ... */
    size_t link;  /* ... its number in the text's given finds, */
    uint64_t link_start;
    struct buffer anchor;

    size_t post_count;
    struct page_post posts[PAGE_POSTS];

    /* What is large, and set by itself, stands last. */
    struct text text;
    struct markup_index own; /* where nobody shares one */
};

/* Finds go to `out`. `base` is the URL that the page has itself; absent: none. */
bool page_init(struct page *p, struct document *document, struct finds *out, struct slice base,
               const struct scan_options *options);
void page_free(struct page *p);

/* The input begins with so many bytes that are skipped; `bytes` maps the UTF-8 to it, NULL: it is
 * UTF-8 itself. */
void page_locate(struct page *p, uint64_t skipped, const struct offsets *bytes);

/* The page in UTF-8, in pieces of any size. False: out of memory. */
bool page_feed(struct page *p, struct slice piece);
bool page_finish(struct page *p);

/* --- Inside: the files of the page's reader --- */

/* page.c: for a reader of Markdown, which finds the tags itself. The page's bytes are added to its
 * window; tokens in it are taken; what is decided is let go of up to where the tokeniser stands. */
bool page_failed(const struct page *p);
void page_add_bytes(struct page *p, struct slice piece);
void page_take(struct page *p, const struct html_token *token);
void page_catch_up(struct page *p, uint64_t now);
void page_let_go(struct page *p);
bool page_end(struct page *p);

/* page_words.c: the text. `s` stands at an offset of the page. */
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
void page_read_links(struct page *p, const struct html_token *token);
void page_open_link(struct page *p, struct slice url, struct slice written, const char *from);
void page_close_link(struct page *p);
void page_give_link(struct page *p, struct slice url, struct slice written, const char *from);
uint64_t page_offset(const struct page *p, const char *at);

/* page_posts.c: posts in markup. One that its tag is all of ends with the next tag. */
void page_open_post(struct page *p, const struct html_token *token);
void page_end_tag_post(struct page *p);
void page_end_post(struct page *p, uint64_t end);
void page_close_post(struct page *p, const struct html_token *token);
void page_close_posts(struct page *p);

/* The open posts end where they are longer than what is read of them: there. */
uint64_t page_posts_most(const struct page *p);
void page_bound_posts(struct page *p, uint64_t now);
void page_begin_block(struct page *p, const struct claim *claim, uint64_t start);
void page_end_block(struct page *p, uint64_t end);

/* A post at [start, end) of the page, whose words, if it has any, were fed. */
void page_give_post(struct page *p, const struct claim *claim, uint64_t start, uint64_t end);

/* page_data.c: scripts and comments. */
void page_open_script(struct page *p, const struct html_token *token);
void page_read_script(struct page *p, const struct html_token *token);
void page_read_comment(struct page *p, const struct html_token *token);

/* page_facts.c: what the page says of itself. */
void page_read_facts(struct page *p, const struct html_token *token);
void page_add_title(struct page *p, struct slice s);
void page_end_title(struct page *p);
void page_publish(struct page *p, const struct date *date, const char *by);

#endif
