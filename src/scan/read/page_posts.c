/* Posts in the markup of a page. The elements of one may lie in each other: a placeholder holds the
 * blockquote that it hides. The outermost that turns out to be a post stands for all of them. */
#include "scan/read/page.h"

enum { ELEMENT_MOST = 256 << 10 }; /* so much of an element is read */

static const struct url *base_of(const struct page *p)
{
    return p->has_base ? &p->base : NULL;
}

static void give_post(struct page *p, const struct claim *claim, uint64_t words, uint64_t start,
                      uint64_t end)
{
    struct find find = { .type = FIND_POST,
                         .start = text_fed(&p->text),
                         .end = text_fed(&p->text) };
    find.span = locator_page_span(&p->locator, &p->window, start, end);
    find.is.post.claim = claim;
    find.is.post.links = words;
    text_give(&p->text, &find);
}

static struct slice source_of(const struct page *p, uint64_t start, uint64_t end)
{
    uint64_t most = start + ELEMENT_MOST;
    return slice_part(p->window.bytes, (size_t)(start - p->window.offset),
                      (size_t)((end < most ? end : most) - p->window.offset));
}

/* What is known of the post by the elements inside it. */
static void complete(struct claim *claim, const struct claim *inside)
{
    if (claim->place && inside->place && claim->place != inside->place) {
        return;
    }
    struct slice *to[] = { &claim->url,  &claim->id,   &claim->name, &claim->handle,
                           &claim->text, &claim->lang, &claim->title };
    const struct slice *from[] = { &inside->url,  &inside->id,   &inside->name, &inside->handle,
                                   &inside->text, &inside->lang, &inside->title };
    for (size_t i = 0; i < sizeof to / sizeof *to; i++) {
        if (!to[i]->length) {
            *to[i] = *from[i];
        }
    }
    claim->place = claim->place ? claim->place : inside->place;
    claim->date = claim->date.source == SOURCE_NONE ? inside->date : claim->date;
}

/* The element of a post ends: it is read, and what it says is kept for the one around it, or is
 * the post. */
void page_end_post(struct page *p, uint64_t end)
{
    struct page_post post = p->posts[--p->post_count];
    struct slice html = source_of(p, post.start, end);
    struct claim claim;
    bool found = markup_read(&post.hit, html, base_of(p), &p->arena, &claim);
    if (found && post.held) {
        complete(&claim, &post.best);
    }
    if (!found && post.held) {
        claim = post.best;
        found = true;
    }
    if (p->post_count && found && !p->posts[p->post_count - 1].held) {
        p->posts[p->post_count - 1].best = claim;
        p->posts[p->post_count - 1].held = true;
    } else if (p->post_count == 0) {
        give_post(p, found ? &claim : NULL, post.words, post.start, end);
        arena_reset(&p->arena);
    }
}

/* False: it lies too deep in others. */
static bool begin_post(struct page *p, const struct markup_hit *hit, const struct html_token *token)
{
    struct page_post *post = &p->posts[p->post_count];
    if (p->post_count == PAGE_POSTS || token->name.length > sizeof post->name) {
        return false;
    }
    *post = (struct page_post){ .hit = *hit,
                                .start = page_offset(p, token->whole.data),
                                .words = text_fed(&p->text) };
    memcpy(post->name, token->name.data, token->name.length);
    post->element = slice_of(post->name, token->name.length);
    p->post_count++;
    if (p->post_count == 1) {
        struct find open = { .type = FIND_OPEN, .start = post->words, .end = post->words };
        text_give(&p->text, &open);
    }
    return true;
}

bool page_open_post(struct page *p, const struct html_token *token)
{
    struct markup_hit hit;
    for (size_t i = 0; i < p->post_count; i++) {
        struct page_post *post = &p->posts[i];
        post->depth += slice_equal_nocase(slice_of(post->name, post->element.length), token->name);
    }
    return markup_begins(&p->index, token, &hit) && begin_post(p, &hit, token) && !hit.has_content;
}

void page_close_post(struct page *p, const struct html_token *token)
{
    uint64_t end = page_offset(p, token->whole.data) + token->whole.length;
    for (size_t i = p->post_count; i-- > 0;) {
        struct page_post *post = &p->posts[i];
        if (!slice_equal_nocase(slice_of(post->name, post->element.length), token->name)) {
            continue;
        }
        if (post->depth > 0) {
            post->depth--;
            continue;
        }
        while (p->post_count > i) {
            page_end_post(p, end);
        }
    }
    if (p->post_count && end - p->posts[0].start > ELEMENT_MOST) {
        page_close_posts(p);
    }
}

void page_close_posts(struct page *p)
{
    uint64_t end = page_offset(p, p->html.input.data + p->html.at);
    while (p->post_count) {
        page_end_post(p, end);
    }
}
