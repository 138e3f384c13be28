/* Posts in the markup of a page. The elements of one may lie in each other: a placeholder holds the
 * blockquote that it hides. The outermost that turns out to be a post stands for all of them. */
#include "scan/find/block.h"
#include "scan/limits.h"
#include "scan/read/page.h"

void page_posts_init(struct page_posts *posts)
{
    posts->count = 0;
    posts->arena = (struct arena){ 0 };
}

void page_posts_free(struct page_posts *posts)
{
    arena_free(&posts->arena);
}

uint64_t page_posts_from(const struct page *p)
{
    return p->posts.count ? p->posts.list[0].start : UINT64_MAX;
}

void page_give_post(struct page *p, const struct claim *claim, uint64_t start, uint64_t end)
{
    struct find find = { .type = FIND_POST,
                         .start = text_fed(&p->text),
                         .end = text_fed(&p->text) };
    find.span = locator_page_span(&p->locator, &p->window, start, end);
    find.is.post.claim = claim;
    find.is.post.links = find.start;
    text_give(&p->text, &find);
}

static struct slice source_of(const struct page *p, uint64_t start, uint64_t end)
{
    uint64_t most = start + ELEMENT_MOST;
    return slice_part(p->window.bytes, (size_t)(start - p->window.offset),
                      (size_t)((end < most ? end : most) - p->window.offset));
}

static void fill(struct slice *to, struct slice from)
{
    *to = to->length ? *to : from;
}

/* What is known of the post by the elements inside it, if they name no other. */
static void complete(struct claim *claim, const struct claim *inside)
{
    bool other = claim->place && inside->place && claim->place != inside->place;
    if (other || (claim->id.length && inside->id.length && !slice_equal(claim->id, inside->id))) {
        return;
    }
    fill(&claim->url, inside->url);
    fill(&claim->id, inside->id);
    fill(&claim->name, inside->name);
    fill(&claim->handle, inside->handle);
    fill(&claim->text, inside->text);
    fill(&claim->lang, inside->lang);
    fill(&claim->title, inside->title);
    claim->place = claim->place ? claim->place : inside->place;
    claim->date = claim->date.source == SOURCE_NONE ? inside->date : claim->date;
}

static void hold(struct page_post *outer, const struct claim *claim)
{
    if (outer->held) {
        complete(&outer->best, claim);
    } else {
        outer->best = *claim;
        outer->held = true;
    }
}

/* NULL: it was no post after all. */
static void give_outermost(struct page *p, const struct claim *claim, const struct page_post *post,
                           uint64_t end)
{
    struct find find = { .type = FIND_POST,
                         .start = text_fed(&p->text),
                         .end = text_fed(&p->text) };
    find.span = locator_page_span(&p->locator, &p->window, post->start, end);
    find.is.post.claim = claim;
    find.is.post.links = post->words;
    text_give(&p->text, &find);
}

/* The element of a post ends: it is read, and what it says is kept for the one around it, or is
 * the post. */
void page_end_post(struct page *p, uint64_t end)
{
    struct page_post post = p->posts.list[--p->posts.count];
    struct claim claim;
    bool found = !post.is_block && markup_read(&post.hit, source_of(p, post.start, end),
                                               page_base(p), &p->posts.arena, &claim);
    if (!found && post.held) {
        claim = post.best;
        found = true;
    } else if (found && post.held) {
        complete(&claim, &post.best);
    }
    if (p->posts.count == 0) {
        give_outermost(p, found ? &claim : NULL, &post, end);
        p->text.failed |= p->posts.arena.failed;
        arena_reset(&p->posts.arena);
    } else if (found) {
        hold(&p->posts.list[p->posts.count - 1], &claim);
    }
}

/* Opens one more. False: it lies too deep in others. */
static bool open_post(struct page *p, const struct page_post *post)
{
    if (p->posts.count == PAGE_POSTS) {
        return false;
    }
    p->posts.list[p->posts.count++] = *post;
    if (p->posts.count == 1) {
        struct find open = { .type = FIND_OPEN, .start = post->words, .end = post->words };
        text_give(&p->text, &open);
    }
    return true;
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
    return open_post(p, &post);
}

bool page_begin_block(struct page *p, struct slice comment, uint64_t start)
{
    struct page_post post = {
        .is_block = true, .start = start, .words = text_fed(&p->text), .held = true
    };
    bool begins = block_read(comment, &p->posts.arena, &post.best);
    if (begins) {
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
    while (block > 0 && p->posts.count >= block) {
        page_end_post(p, end);
    }
}

static bool is_named(const struct page_post *post, struct slice name)
{
    return !post->is_block && slice_equal_nocase(slice_of(post->name, post->name_length), name);
}

/* Where a post begins in another of the same row that is whole already, the end tag of that one was
 * forgotten. That is asked once of each. */
static void end_unclosed(struct page *p, const struct markup_hit *hit, uint64_t start)
{
    struct page_post *outer = p->posts.count ? &p->posts.list[p->posts.count - 1] : NULL;
    struct claim claim;
    if (!outer || outer->is_block || outer->asked || !hit->row || outer->hit.row != hit->row) {
        return;
    }
    outer->asked = true;
    if (markup_read(&outer->hit, source_of(p, outer->start, start), page_base(p), &p->posts.arena,
                    &claim) &&
        claim.url.length && claim.date.source != SOURCE_NONE) {
        page_end_post(p, start);
    }
}

void page_open_post(struct page *p, const struct html_token *token)
{
    struct markup_hit hit;
    for (size_t i = 0; i < p->posts.count; i++) {
        p->posts.list[i].depth += is_named(&p->posts.list[i], token->name);
    }
    if (!markup_begins(p->index, token, &hit)) {
        return;
    }
    end_unclosed(p, &hit, page_offset(p, token->whole.data));
    if (!begin_post(p, &hit, token)) {
        return;
    }
    if (!hit.has_content) {
        p->posts.list[p->posts.count - 1].tag_end =
            page_offset(p, token->whole.data) + token->whole.length;
    }
}

void page_end_tag_post(struct page *p)
{
    if (p->posts.count && p->posts.list[p->posts.count - 1].tag_end) {
        page_end_post(p, p->posts.list[p->posts.count - 1].tag_end);
    }
}

void page_close_post(struct page *p, const struct html_token *token)
{
    uint64_t end = page_offset(p, token->whole.data) + token->whole.length;
    if (p->posts.count && !is_named(&p->posts.list[p->posts.count - 1], token->name)) {
        page_end_tag_post(p);
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
        while (p->posts.count > i) {
            page_end_post(p, end);
        }
    }
}

static void end_posts(struct page *p, uint64_t end)
{
    page_end_tag_post(p);
    while (p->posts.count) {
        page_end_post(p, end);
    }
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
