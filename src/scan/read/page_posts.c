/* Posts in the markup of a page. The elements of one may lie in each other: a placeholder holds the
 * blockquote that it hides. */
#include "scan/find/block.h"
#include "scan/limits.h"
#include "scan/read/page.h"

void page_posts_again(struct page_posts *posts)
{
    posts->count = posts->claim_count = 0;
    arena_reset(&posts->arena);
    posts->source = buffer_again(&posts->source, ELEMENT_MOST + 1);
    posts->parsed = buffer_again(&posts->parsed, URL_MOST);
}

void page_posts_free(struct page_posts *posts)
{
    arena_free(&posts->arena);
    buffer_free(&posts->source);
    buffer_free(&posts->parsed);
}

uint64_t page_posts_from(const struct page *p)
{
    return p->posts.count ? p->posts.list[0].start : UINT64_MAX;
}

/* Opens one more, for which there is room. */
static void open_post(struct page *p, const struct page_post *post)
{
    struct page_posts *posts = &p->posts;
    if (posts->count == 0) {
        posts->element_count = 0;
        posts->too_deep = false;
    }
    posts->list[posts->count] = *post;
    posts->list[posts->count++].elements = posts->element_count;
    if (posts->count == 1) {
        struct find open = { .type = FIND_OPEN, .start = post->words, .end = post->words };
        text_give(&p->text, &open);
    }
}

/* Ends the posts beyond so many, whose end tags are missing. */
static void end_beyond(struct page *p, size_t count, uint64_t end)
{
    while (p->posts.count > count) {
        page_end_post(p, end, false);
    }
}

/* Where more stands in elements than can be held, their end tags were forgotten. */
static void make_room(struct page *p, uint64_t start)
{
    if (p->posts.count == PAGE_POSTS || p->posts.claim_count + PAGE_POSTS >= PAGE_CLAIMS) {
        end_beyond(p, 0, start);
    }
}

static bool begin_post(struct page *p, const struct markup_hit *hit, const struct html_token *token)
{
    struct page_post post = { .hit = *hit,
                              .start = page_offset(p, token->whole.data),
                              .words = text_fed(&p->text),
                              .name_length = token->name.length };
    if (token->name.length > sizeof post.name) {
        return false;
    }
    memcpy(post.name, token->name.data, token->name.length);
    open_post(p, &post);
    return true;
}

bool page_begin_block(struct page *p, const struct html_token *comment)
{
    uint64_t start = page_offset(p, comment->whole.data);
    struct page_post post = { .is_block = true,
                              .start = start,
                              .begun = start + comment->whole.length,
                              .words = text_fed(&p->text) };
    bool begins = block_read(comment->text, &p->posts.arena, &post.own);
    if (begins) {
        make_room(p, start);
        open_post(p, &post);
    }
    return begins;
}

void page_end_block(struct page *p, uint64_t end)
{
    size_t block = p->posts.count;
    while (block > 0 && !p->posts.list[block - 1].is_block) {
        block--;
    }
    if (block > 0) {
        end_beyond(p, block, end);
        page_end_post(p, end, true);
    }
}

static bool is_named(const struct page_post *post, struct slice name)
{
    return !post->is_block && slice_equal_nocase(slice_of(post->name, post->name_length), name);
}

/* What an element is said to be by its tag alone, the tag must say: else whole pages would be taken
 * for posts that in the end are none. */
static bool is_post(struct page *p, const struct markup_hit *hit, const struct html_token *token)
{
    struct claim claim;
    bool found = !markup_is_by_tag(hit) ||
                 markup_read(hit, token->whole, page_base(p), &p->posts.arena, &claim);
    if (p->posts.count == 0) {
        p->text.failed |= p->posts.arena.failed;
        arena_reset(&p->posts.arena);
    }
    return found;
}

/* An element that begins a post, if it does. */
static void read_open(struct page *p, const struct html_token *token)
{
    struct markup_hit hit;
    uint64_t start = page_offset(p, token->whole.data);
    if (!markup_begins(p->index, token, &hit) || !is_post(p, &hit, token)) {
        return;
    }
    make_room(p, start);
    if (begin_post(p, &hit, token) && !hit.has_content) {
        p->posts.list[p->posts.count - 1].tag_end = start + token->whole.length;
    }
}

void page_open_post(struct page *p, const struct html_token *token)
{
    if (p->posts.count) {
        end_beyond(p, page_elements_before(&p->posts, token), page_offset(p, token->whole.data));
    }
    for (size_t i = 0; i < p->posts.count; i++) {
        p->posts.list[i].depth += is_named(&p->posts.list[i], token->name);
    }
    read_open(p, token);
    page_elements_open(&p->posts, token);
}

void page_end_tag_post(struct page *p)
{
    if (p->posts.count && p->posts.list[p->posts.count - 1].tag_end) {
        page_end_post(p, p->posts.list[p->posts.count - 1].tag_end, true);
    }
}

void page_close_post(struct page *p, const struct html_token *token)
{
    uint64_t end = page_offset(p, token->whole.data) + token->whole.length;
    if (p->posts.count && !is_named(&p->posts.list[p->posts.count - 1], token->name)) {
        page_end_tag_post(p);
    }
    if (p->posts.count) {
        end_beyond(p, page_elements_close(&p->posts, token), page_offset(p, token->whole.data));
    }
    for (size_t i = p->posts.count; i-- > 0;) {
        struct page_post *post = &p->posts.list[i];
        if (!is_named(post, token->name)) {
            continue;
        }
        if (post->depth > 0) {
            post->depth--;
            continue;
        }
        end_beyond(p, i + 1, page_offset(p, token->whole.data));
        page_end_post(p, end, true);
    }
}

static void end_posts(struct page *p, uint64_t end)
{
    page_end_tag_post(p);
    end_beyond(p, 0, end);
}

uint64_t page_posts_most(const struct page *p)
{
    return p->posts.count ? p->posts.list[0].start + ELEMENT_MOST : UINT64_MAX;
}

void page_bound_posts(struct page *p, uint64_t now)
{
    uint64_t most = page_posts_most(p);
    if (now > most) {
        end_posts(p, most);
    }
}

void page_close_posts(struct page *p)
{
    if (p->posts.count) {
        end_posts(p, page_offset(p, p->html.input.data + p->html.at));
    }
}
