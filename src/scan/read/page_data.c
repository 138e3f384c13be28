/* What scripts and comments of a page hold: structured data, blocks of content systems. */
#include "scan/read/page.h"

#include "scan/find/block.h"
#include "scan/find/data.h"
#include "scan/input/word.h"

/* --- Scripts --- */

static bool has_words(struct slice type, struct slice words)
{
    return slice_find_nocase(type, words) < type.length;
}

void page_open_script(struct page *p, const struct html_token *token)
{
    struct slice type = html_attribute(token, SLICE("type"));
    struct slice id = html_attribute(token, SLICE("id"));
    p->data.is_data = has_words(type, SLICE("json")) || slice_equal(id, SLICE("__NEXT_DATA__"));
}

/* Scripts that are no data in name may hold what a content system was sent for an embed. */
static bool holds_data(const struct page *p, struct slice script)
{
    return p->data.is_data || word_is_in(script, SLICE("oembed"));
}

static void take(struct page *p, const struct data_found *found)
{
    uint64_t start = page_offset(p, found->whole.data);
    struct document *d = p->document;
    switch (found->type) {
    case DATA_CLAIM:
        page_give_post(p, &found->claim, start, start + found->whole.length);
        break;
    case DATA_PUBLISHED:
        page_publish(p, &found->date, "jsonld");
        break;
    case DATA_LANGUAGE:
        if (!d->lang.data) {
            d->lang = arena_copy(&d->arena, found->words);
        }
        break;
    case DATA_URL:
        if (p->resources) {
            page_give_link(p, found->words, found->whole, "json");
        }
        break;
    default:
        break;
    }
}

static void read_coded(struct page *p, const struct html_token *token)
{
    struct claim claim;
    uint64_t start = page_offset(p, token->whole.data);
    if (markup_read_coded(p->index, token->text, page_base(p), &p->posts.arena, &claim)) {
        page_add_claim(p, &claim, start, start + token->whole.length);
    }
}

void page_read_script(struct page *p, const struct html_token *token)
{
    struct data data;
    struct data_found found;
    struct arena arena = { 0 };
    if (!holds_data(p, token->text)) {
        read_coded(p, token);
        return;
    }
    data_open(&data, token->text, p->index, page_base(p), &arena);
    while (data_next(&data, &found)) {
        take(p, &found);
    }
    data_close(&data);
    p->text.failed |= arena.failed;
    arena_free(&arena);
}

/* --- Comments --- */

void page_read_comment(struct page *p, const struct html_token *token)
{
    uint64_t start = page_offset(p, token->whole.data);
    if (html_is_inert(&p->html)) {
        return;
    }
    page_end_tag_post(p);
    if (block_ends(token->text) || (page_begin_block(p, token) && block_is_whole(token->text))) {
        page_end_block(p, start + token->whole.length);
    }
}
