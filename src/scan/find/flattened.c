/* Embeds of Twitter whose markup an extractor threw away. */
#include "scan/find/line.h"
#include "scan/find/post.h"
#include "scan/gather/embed.h"

#include "syntax/utf8.h"

enum { WORDS_MOST = 16 << 10 };

/* An offset of the text in the view; 0 if it lies before. */
static size_t in_view(const struct sight *at, uint64_t offset)
{
    return offset > at->offset ? (size_t)(offset - at->offset) : 0;
}

static bool is_one_line(struct slice s)
{
    return slice_find(s, '\n') == s.length && slice_find(s, '\r') == s.length;
}

static struct slice copy_name(struct text *t, struct slice name)
{
    if (name.length && is_one_line(name)) {
        return read_copy(&t->document->arena, name);
    }
    struct buffer words = BUFFER(WORDS_MOST);
    struct slice copy = { 0 };
    attribution_add_name(name, &words);
    if (words.length) {
        copy = read_copy(&t->document->arena, buffer_slice(&words));
    }
    t->failed |= words.failed;
    buffer_free(&words);
    return copy;
}

static struct slice copy_text(struct text *t, const struct post *post)
{
    if (post->text.length && is_one_line(post->text)) {
        return read_copy(&t->document->arena, post->text);
    }
    struct buffer words = BUFFER(WORDS_MOST);
    struct slice copy = { 0 };
    if (post->text.length) {
        post_add_text(post, &words);
        copy = read_copy(&t->document->arena, buffer_slice(&words));
    }
    t->failed |= words.failed;
    buffer_free(&words);
    return copy;
}

/* The link of the date gives the post's id, and is the embed's last. */
static void read_permalink(struct sight *at, const struct attribution *a, int32_t own)
{
    struct edge edge;
    struct identity identity;
    uint32_t index;
    struct text *t = at->text;
    struct slice s = at->view.s;
    size_t slash = a->permalink + slice_find(slice_skip(s, a->permalink), '/');
    if (a->permalink == 0 || !edge_at_slash((struct view){ s, slash }, &edge) || edge.endless) {
        return;
    }
    if (identity_read(t, slice_part(s, edge.start, edge.end), &identity)) {
        embed_identify(t, &t->document->embeds[own], &identity);
    }
    if (text_add_link(at, &edge, &index)) {
        embed_add_link(t, own, index);
    }
}

static void add_embed(struct sight *at, const struct attribution *a, const struct post *post)
{
    struct text *t = at->text;
    const struct place *place = t->twitter;
    struct embed *embed = embed_add(at, post->start, a->end, post->links);
    if (!embed) {
        return;
    }
    embed->platform = place->name;
    embed->kind = "post";
    embed->form = FORM_FLATTENED;
    embed->text = copy_text(t, post);
    embed_add_author(t, embed, place, copy_name(t, a->name),
                     arena_copy(&t->document->arena, a->handle));
    if (a->dated) {
        embed->date = (struct date){ a->ms, a->precision, SOURCE_ATTRIBUTION };
    }
    t->embed_end = at->offset + a->end;
    read_permalink(at, a, (int32_t)(t->document->embed_count - 1));
    t->failed |= t->document->arena.failed;
}

void flattened_recognise(struct sight *at)
{
    struct text *t = at->text;
    struct attribution a;
    struct post post;
    uint64_t floor = t->free > t->embed_end ? t->free : t->embed_end;
    if (!attribution_read(at->view, in_view(at, floor), &a)) {
        return;
    }
    if (post_find(&at->view, at->offset, in_view(at, t->embed_end), &a, &t->links, &post)) {
        add_embed(at, &a, &post);
    }
}
