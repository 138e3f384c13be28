/* What the elements of posts claim, which may lie in each other: a placeholder holds the blockquote
 * that it hides, and the outermost that turns out to be a post stands for all that do not name
 * another one. A quoted post in the one that quotes it is one of its own. */
#include "scan/find/same.h"
#include "scan/limits.h"
#include "scan/read/page.h"

static void give(struct page *p, const struct claim *claim, uint64_t words, const struct span *span)
{
    struct find find = {
        .type = FIND_POST, .start = text_fed(&p->text), .end = text_fed(&p->text), .span = *span
    };
    find.is.post.claim = claim;
    find.is.post.links = words;
    text_give(&p->text, &find);
}

static struct slice source_of(const struct page *p, uint64_t start, uint64_t end)
{
    uint64_t offset = p->window.offset;
    return slice_part(p->window.bytes, (size_t)(start - offset), (size_t)(end - offset));
}

/* --- An element without the posts of its kind inside --- */

/* Whether it stands in what is read of the element, behind `from`. */
static bool is_like(const struct page_post *post, const struct page_claim *inside, uint64_t from,
                    uint64_t end)
{
    uint64_t most = post->start + ELEMENT_MOST;
    return inside->row && inside->row == post->hit.row && inside->start >= from &&
           inside->end <= (end < most ? end : most);
}

/* The source of an element, as far as it is read. */
static struct slice own_source(struct page *p, const struct page_post *post, size_t first,
                               uint64_t end)
{
    uint64_t most = post->start + ELEMENT_MOST;
    uint64_t from = post->start;
    struct buffer *out = &p->posts.source;
    end = end < most ? end : most;
    buffer_reset(out);
    for (size_t i = first; i < p->posts.claim_count; i++) {
        const struct page_claim *inside = &p->posts.claims[i];
        if (is_like(post, inside, from, end)) {
            buffer_add(out, source_of(p, from, inside->start));
            from = inside->end;
        }
    }
    if (from == post->start) {
        return source_of(p, from, end);
    }
    buffer_add(out, source_of(p, from, end));
    return buffer_slice(out);
}

/* Where in the page so many bytes of that end. */
static uint64_t own_end(const struct page *p, const struct page_post *post, size_t first,
                        uint64_t end, size_t length)
{
    uint64_t from = post->start;
    for (size_t i = first; i < p->posts.claim_count; i++) {
        const struct page_claim *inside = &p->posts.claims[i];
        if (is_like(post, inside, from, end)) {
            if (length <= inside->start - from) {
                break;
            }
            length -= (size_t)(inside->start - from);
            from = inside->end;
        }
    }
    return from + length;
}

/* Where a block ends whose end was forgotten: with the first element of its post. */
static uint64_t block_end(struct page_posts *posts, const struct page_post *post, size_t first)
{
    for (size_t i = first; i < posts->claim_count; i++) {
        if (!claim_names_other(&post->own, &posts->claims[i].claim, &posts->parsed)) {
            return posts->claims[i].end;
        }
    }
    return post->begun;
}

static bool read(struct page *p, const struct page_post *post, size_t first, bool tagged,
                 struct page_claim *out)
{
    if (post->is_block) {
        out->claim = post->own;
        out->end = tagged ? out->end : block_end(&p->posts, post, first);
        return true;
    }
    struct slice html = own_source(p, post, first, out->end);
    size_t length =
        tagged ? 0 : markup_content_end(&post->hit, html, page_base(p), &p->posts.arena);
    if (length) {
        html = slice_part(html, 0, length);
        out->end = own_end(p, post, first, out->end, length);
    }
    return markup_read(&post->hit, html, page_base(p), &p->posts.arena, &out->claim);
}

/* The first claim inside of so many open posts. */
static size_t first_inside(const struct page_posts *posts, size_t depth)
{
    size_t first = posts->claim_count;
    while (first > 0 && posts->claims[first - 1].depth >= depth) {
        first--;
    }
    return first;
}

/* --- What stands inside --- */

/* The claim of an element that is none itself: that of all inside, if they are of one post. */
static bool borrow(struct page_posts *posts, size_t first, struct claim *out)
{
    for (size_t i = first + 1; i < posts->claim_count; i++) {
        if (claim_names_other(&posts->claims[first].claim, &posts->claims[i].claim,
                              &posts->parsed)) {
            return false;
        }
    }
    if (first < posts->claim_count) {
        *out = posts->claims[first].claim;
    }
    return first < posts->claim_count;
}

/* Completes a claim by those inside its element; they go, but for those that name another post. */
static void join(struct page_posts *posts, size_t first, struct page_claim *claim)
{
    size_t kept = first;
    for (size_t i = first; i < posts->claim_count; i++) {
        struct page_claim *inside = &posts->claims[i];
        if (inside->start >= claim->end ||
            claim_names_other(&claim->claim, &inside->claim, &posts->parsed)) {
            posts->claims[kept] = *inside;
            posts->claims[kept++].depth = claim->depth;
        } else {
            claim_complete(&claim->claim, &inside->claim);
        }
    }
    posts->claim_count = kept;
}

/* Adds a claim in front of those that stand behind it. */
static void insert(struct page_posts *posts, size_t first, const struct page_claim *claim)
{
    size_t at = posts->claim_count++;
    for (; at > first && posts->claims[at - 1].end > claim->end; at--) {
        posts->claims[at] = posts->claims[at - 1];
    }
    posts->claims[at] = *claim;
}

/* --- Ends --- */

/* The outermost ended. `words`: where its words began. */
static void give_all(struct page *p, uint64_t words)
{
    struct page_posts *posts = &p->posts;
    struct span none = { 0 };
    for (size_t i = 0; i < posts->claim_count; i++) {
        const struct page_claim *c = &posts->claims[i];
        struct span span = locator_page_span(&p->locator, &p->window, c->start, c->end);
        give(p, &c->claim, c->words, &span);
    }
    if (posts->claim_count == 0) {
        give(p, NULL, words, &none);
    }
    posts->claim_count = 0;
    p->text.failed |= posts->arena.failed || posts->source.failed || posts->parsed.failed;
    arena_reset(&posts->arena);
}

void page_end_post(struct page *p, uint64_t end, bool tagged)
{
    struct page_posts *posts = &p->posts;
    const struct page_post *post = &posts->list[--posts->count];
    struct page_claim claim = { .row = post->hit.row,
                                .start = post->start,
                                .end = end,
                                .words = post->words,
                                .depth = posts->count };
    size_t first = first_inside(posts, posts->count + 1);
    bool found =
        read(p, post, first, tagged, &claim) || (tagged && borrow(posts, first, &claim.claim));
    if (found) {
        join(posts, first, &claim);
        insert(posts, first, &claim);
    }
    for (size_t i = first; i < posts->claim_count; i++) {
        posts->claims[i].depth = claim.depth;
    }
    if (posts->count == 0) {
        give_all(p, claim.words);
    }
}

void page_add_claim(struct page *p, const struct claim *claim, uint64_t start, uint64_t end)
{
    struct page_posts *posts = &p->posts;
    struct page_claim added = { .claim = *claim,
                                .start = start,
                                .end = end,
                                .words = text_fed(&p->text),
                                .depth = posts->count };
    if (posts->count == 0 || posts->claim_count + PAGE_POSTS < PAGE_CLAIMS) {
        posts->claims[posts->claim_count++] = added;
    }
    if (posts->count == 0) {
        give_all(p, added.words);
    }
}

void page_give_post(struct page *p, const struct claim *claim, uint64_t start, uint64_t end)
{
    struct span span = locator_page_span(&p->locator, &p->window, start, end);
    give(p, claim, text_fed(&p->text), &span);
}
