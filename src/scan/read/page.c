#include "scan/read/page.h"

#include "scan/limits.h"

static const struct markup_index *own_index(struct page *p)
{
    markup_index_build(&p->own);
    return &p->own;
}

bool page_init(struct page *p, struct document *document, struct finds *out,
               const struct scan_options *options)
{
    memset(p, 0, offsetof(struct page, own));
    return page_again(p, document, out, options);
}

bool page_again(struct page *p, struct document *document, struct finds *out,
                const struct scan_options *options)
{
    memset(p, 0, offsetof(struct page, bytes));
    p->document = document;
    p->resources = options->resources;
    p->bytes = buffer_again(&p->bytes, SIZE_MAX);
    offsets_clear(&p->map);
    page_words_again(&p->words);
    page_link_again(&p->link);
    p->data = (struct page_data){ 0 };
    page_posts_again(&p->posts);
    text_again(&p->text, out, options->bare_domains);
    p->text.shortcodes = true;
    p->text.locator.page = &p->window;
    p->text.locator.text = &p->map;
    p->html.more = p->html.whole_scripts = true;
    page_locate(p, 0, NULL);
    p->index = options->markup ? options->markup : own_index(p);
    return page_facts_again(&p->facts, options);
}

void page_locate(struct page *p, uint64_t skipped, const struct offsets *bytes)
{
    positions_init(&p->locator.positions, 0, skipped);
    p->text.locator.shared = &p->locator.positions;
    p->locator.bytes = p->text.locator.bytes = bytes;
}

void page_set_xml(struct page *p)
{
    p->html.xml = true;
}

void page_free(struct page *p)
{
    text_free(&p->text);
    offsets_free(&p->map);
    buffer_free(&p->bytes);
    page_words_free(&p->words);
    page_link_free(&p->link);
    page_facts_free(&p->facts);
    page_posts_free(&p->posts);
}

bool page_failed(const struct page *p)
{
    return p->text.failed || p->text.given.arena.failed || p->map.failed || p->posts.arena.failed ||
           p->bytes.failed || p->words.decoded.no_memory || p->link.anchor.no_memory ||
           p->link.folded.no_memory || p->link.value.no_memory || p->facts.title.words.no_memory ||
           p->facts.printed.words.no_memory || p->facts.value.no_memory ||
           p->document->arena.failed;
}

/* --- Tokens --- */

/* What an element does to the lines around it. */
static void shape(struct page *p, const struct html_token *token)
{
    enum html_kind kind = (enum html_kind)token->element->kind;
    if (kind == HTML_INLINE || kind == HTML_HIDDEN) {
        return;
    }
    uint64_t at = page_offset(p, token->whole.data);
    bool open = token->type == HTML_OPEN;
    bool quote = token->element->id == HTML_IS_BLOCKQUOTE;
    if (quote && !open) {
        page_close_quote(p);
    }
    switch (kind) {
    case HTML_PARAGRAPH:
        page_end_line(p, at, true);
        break;
    case HTML_BREAK:
        if (open && token->element->id == HTML_IS_BR) {
            page_break_line(p, token);
        } else {
            page_end_line(p, at, false);
        }
        break;
    case HTML_CELL:
        page_add_space(p, at);
        break;
    case HTML_INLINE:
    case HTML_HIDDEN:
    default:
        break;
    }
    if (token->element->id == HTML_IS_PRE) {
        page_preformat(p, open);
    } else if (quote && open) {
        page_open_quote(p);
    }
}

static void take_open(struct page *p, const struct html_token *token)
{
    if (html_is_inert(&p->html)) {
        page_take_inert(p, token);
        return;
    }
    if (page_in_post(p)) {
        page_end_tag_post(p);
    }
    if (p->ignores) {
        page_ignore_tag(p, token, true);
    }
    shape(p, token);
    page_open_post(p, token);
    page_read_links(p, token);
    if (token->element->traits & HTML_FACTS) {
        page_read_facts(p, token);
    }
    p->inside = p->html.raw_element;
    if (p->inside.data && token->element->id == HTML_IS_SCRIPT) {
        page_open_script(p, token);
    }
}

static void take_close(struct page *p, const struct html_token *token)
{
    if (html_is_inert(&p->html)) {
        page_take_inert(p, token);
        return;
    }
    if (p->ignores) {
        page_ignore_tag(p, token, false);
    }
    if (token->element->traits & HTML_FACTS) {
        page_end_time(p);
    }
    if (token->element->id == HTML_IS_A) {
        page_close_link(p);
    } else if (token->element->id == HTML_IS_TITLE) {
        page_end_title(p);
    }
    shape(p, token);
    if (page_in_post(p)) {
        page_close_post(p, token);
    }
    p->inside = (struct slice){ 0 };
}

/* Its one tag is the end of an element in XML, too. */
static void take_empty(struct page *p, const struct html_token *token)
{
    struct html_token close = *token;
    close.type = HTML_CLOSE;
    take_close(p, &close);
}

static void add_text(struct page *p, struct slice s, bool raw)
{
    uint64_t at = page_offset(p, s.data);
    uint64_t most = page_posts_most(p);
    if (at + s.length > most) {
        size_t inside = most > at ? (size_t)(most - at) : 0;
        page_add_text(p, slice_part(s, 0, inside), at, raw);
        page_bound_posts(p, at + s.length);
        s = slice_skip(s, inside);
        at += inside;
    }
    page_add_text(p, s, at, raw);
}

/* Raw text that is in no raw element. */
static bool is_cdata(const struct page *p)
{
    return p->html.xml && !p->inside.data;
}

static void take_text(struct page *p, const struct html_token *token)
{
    if (html_is_inert(&p->html)) {
        return;
    }
    if (slice_equal(p->inside, SLICE("title"))) {
        page_add_title(p, token->text);
    } else if (slice_equal(p->inside, SLICE("script"))) {
        page_read_script(p, token);
    } else if (!token->raw || html_is_foreign(&p->html) || is_cdata(p)) {
        add_text(p, token->text, token->raw);
        page_add_time(p, token->text);
    }
}

static inline void take(struct page *p, const struct html_token *token)
{
    switch (token->type) {
    case HTML_TEXT:
        take_text(p, token);
        break;
    case HTML_OPEN:
        take_open(p, token);
        if (p->html.xml && token->self_closing) {
            take_empty(p, token);
        }
        break;
    case HTML_CLOSE:
        take_close(p, token);
        break;
    case HTML_COMMENT:
        if (p->ignores) {
            page_ignore_comment(p, token);
        }
        page_read_comment(p, token);
        break;
    case HTML_DOCTYPE:
    case HTML_MORE:
    case HTML_END:
    default:
        break;
    }
}

void page_take(struct page *p, const struct html_token *token)
{
    take(p, token);
}

/* --- The window --- */

/* Where the page's part begins that is still to be looked at: for words that are not decided, for
 * posts that are open. */
static uint64_t needed_from(const struct page *p)
{
    uint64_t from = page_offset(p, p->html.input.data) + p->html.at;
    uint64_t kept = text_kept(&p->text);
    uint64_t words = kept < text_fed(&p->text) ? offsets_start(&p->map, kept) : from;
    uint64_t posts = page_posts_from(p);
    from = words < from ? words : from;
    return posts < from ? posts : from;
}

/* Words that lie so far back that nobody can keep all the tags since, or before so many links that
 * nobody can keep them all: they are decided as if the text ended here. Whether that is so depends
 * on the page alone. */
static void catch_up(struct page *p, uint64_t now)
{
    uint64_t fed = text_fed(&p->text);
    uint64_t far = fed > 2 * (uint64_t)CARRY_ROOM ? fed - 2 * (uint64_t)CARRY_ROOM : 0;
    far = far > p->text.cut ? far : p->text.cut;
    bool behind = far < fed && now - offsets_first(&p->map) > BEHIND_MOST &&
                  now - offsets_start(&p->map, far) > BEHIND_MOST;
    if (behind || p->text.here > GIVEN_MOST_HERE) {
        page_close_link(p);
        text_cut(&p->text);
    }
}

/* A first look: it may be time to. */
static inline bool is_behind(const struct page *p, uint64_t now)
{
    bool far = now > BEHIND_MOST && now - offsets_first(&p->map) > BEHIND_MOST;
    return far || p->text.here > GIVEN_MOST_HERE;
}

void page_catch_up(struct page *p, uint64_t now)
{
    if (is_behind(p, now)) {
        catch_up(p, now);
    }
}

void page_let_go(struct page *p)
{
    uint64_t from = needed_from(p);
    size_t gone = (size_t)(from - p->window.offset);
    if (gone < p->bytes.length / 2 || gone == 0) {
        return;
    }
    positions_let_go(&p->locator.positions, &p->window, from);
    offsets_forget(&p->map, text_kept(&p->text));
    memmove(p->bytes.data, p->bytes.data + gone, p->bytes.length - gone);
    p->bytes.length -= gone;
    p->window = (struct window){ buffer_slice(&p->bytes), from };
    p->html.input.data -= gone;
}

/* Shows the tokeniser what begins at its place: no more than TOKEN_MOST, so that what it finds does
 * not depend on how much is there. False: that is all it saw before. */
static bool show_more(struct page *p)
{
    size_t begun = (size_t)(p->html.input.data + p->html.at - p->window.bytes.data);
    struct slice rest = slice_skip(p->window.bytes, begun);
    struct slice shown = slice_part(rest, 0, rest.length < TOKEN_MOST ? rest.length : TOKEN_MOST);
    bool more = p->html.at > 0 || shown.length > p->html.input.length;
    html_slide(&p->html, shown);
    p->html.more = !p->complete || shown.length < rest.length;
    return more;
}

/* That is asked every so many bytes: what is lost does no harm before. */
static bool has_failed(struct page *p, uint64_t now)
{
    p->asked = now + PAGE_STEP;
    return page_failed(p);
}

/* Where a text ends in between depends on what was fed: only what stands behind a tag does not.
 * True: out of memory. */
static inline bool bound(struct page *p)
{
    uint64_t now = page_offset(p, p->html.input.data + p->html.at);
    if (page_in_post(p)) {
        page_bound_posts(p, now);
    }
    if (is_behind(p, now)) {
        catch_up(p, now);
    }
    return now >= p->asked && has_failed(p, now);
}

/* Takes all tokens that are whole. */
static void run(struct page *p)
{
    struct html_token token;
    if (page_failed(p)) {
        return;
    }
    page_look_ahead(p);
    for (html_next(&p->html, &token); token.type != HTML_END; html_next(&p->html, &token)) {
        if (token.type != HTML_MORE) {
            take(p, &token);
            p->html.full = false;
            if (token.type != HTML_TEXT && bound(p)) {
                break;
            }
        } else if (!show_more(p)) {
            if (p->html.full || p->html.input.length < TOKEN_MOST) {
                break;
            }
            p->html.full = true;
        }
    }
    p->tried = p->html.input.length - p->html.at;
}

/* The bytes may have moved. */
void page_add_bytes(struct page *p, struct slice piece)
{
    size_t begun = p->html.input.data ? (size_t)(p->html.input.data - p->bytes.data) : 0;
    size_t shown = p->html.input.length;
    buffer_add(&p->bytes, piece);
    p->window.bytes = buffer_slice(&p->bytes);
    p->html.input = slice_of(p->bytes.data + begun, shown);
}

/* Keeps a copy of what is still to be looked at of a piece. */
static void keep_rest(struct page *p)
{
    uint64_t from = needed_from(p);
    struct slice rest = slice_skip(p->window.bytes, (size_t)(from - p->window.offset));
    size_t begun = (size_t)(p->html.input.data + p->html.at - rest.data);
    positions_let_go(&p->locator.positions, &p->window, from);
    offsets_forget(&p->map, text_kept(&p->text));
    buffer_reset(&p->bytes);
    buffer_add(&p->bytes, rest);
    p->window = (struct window){ buffer_slice(&p->bytes), from };
    if (!p->bytes.failed) {
        html_slide(&p->html, slice_of(p->bytes.data + begun, p->html.input.length - p->html.at));
    }
}

/* Reads a piece where it lies, as nothing is left of those before it. */
static void read_in_place(struct page *p, struct slice piece)
{
    p->window.bytes = piece;
    html_slide(&p->html, slice_of(piece.data, 0));
    show_more(p);
    run(p);
}

bool page_feed(struct page *p, struct slice piece)
{
    p->by_itself = true;
    if (p->window.bytes.length == 0 && piece.length >= PAGE_STEP) {
        size_t step = piece.length < IN_PLACE_MOST ? piece.length : IN_PLACE_MOST;
        read_in_place(p, slice_part(piece, 0, step));
        keep_rest(p);
        piece = slice_skip(piece, step);
    }
    while (piece.length && !page_failed(p)) {
        size_t step = piece.length < PAGE_STEP ? piece.length : PAGE_STEP;
        page_add_bytes(p, slice_part(piece, 0, step));
        piece = slice_skip(piece, step);
        p->waiting += step;
        /* What is asked about again has at least doubled: the whole is linear. */
        if (p->waiting >= PAGE_STEP && p->waiting >= p->tried) {
            p->waiting = 0;
            show_more(p);
            run(p);
            page_let_go(p);
        }
    }
    return !page_failed(p);
}

bool page_end(struct page *p)
{
    if (page_failed(p)) {
        return false;
    }
    page_close_link(p);
    page_close_posts(p);
    return text_finish(&p->text) && !page_failed(p);
}

bool page_read_all(struct page *p, struct slice bytes)
{
    if (bytes.length > IN_PLACE_MOST) {
        return page_feed(p, bytes) && page_finish(p);
    }
    p->complete = p->by_itself = true;
    if (bytes.length) {
        read_in_place(p, bytes);
    }
    return page_end(p);
}

bool page_finish(struct page *p)
{
    p->complete = p->by_itself = true;
    if (p->bytes.length) {
        show_more(p);
        run(p);
    }
    return page_end(p);
}
