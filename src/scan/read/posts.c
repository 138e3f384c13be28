/* Embeds of Twitter whose markup an extractor threw away. */
#include "scan/find/line.h"
#include "scan/find/post.h"
#include "scan/read/text.h"

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

static struct slice read_name(struct slice name, struct buffer *words)
{
    if (name.length && is_one_line(name)) {
        return name;
    }
    attribution_add_name(name, words);
    return words->length ? buffer_slice(words) : (struct slice){ 0 };
}

static struct slice read_text(const struct post *post, struct buffer *words)
{
    if (post->text.length && is_one_line(post->text)) {
        return post->text;
    }
    if (post->text.length) {
        post_add_text(post, words);
    }
    return post->text.length ? buffer_slice(words) : (struct slice){ 0 };
}

/* The link of the date gives the post's id, and is the embed's last. */
static void read_permalink(struct sight *at, const struct attribution *a, struct claim *claim)
{
    struct edge edge;
    struct meaning meaning;
    struct slice s = at->view.s;
    size_t slash = a->permalink + slice_find(slice_skip(s, a->permalink), '/');
    if (a->permalink == 0 || !edge_at_slash((struct view){ s, slash }, &edge) || edge.endless) {
        return;
    }
    if (text_add_link(at, &edge, &meaning)) {
        claim->url = slice_part(s, edge.start, edge.end);
    }
}

/* In a page the date itself is the link. */
static void read_date_link(struct sight *at, const struct attribution *a, struct claim *claim)
{
    struct text *t = at->text;
    const struct find *find = text_given_at(t, at->offset + a->end - 1);
    if (a->dated && find && find->is.link.kind == LINK_PERMALINK) {
        claim->url = find->is.link.url;
        text_take_given(t, at->window, at->offset + a->end);
    }
}

static void add_post(struct sight *at, const struct attribution *a, const struct post *post)
{
    struct text *t = at->text;
    struct buffer name = BUFFER(WORDS_MOST);
    struct buffer words = BUFFER(WORDS_MOST);
    struct claim claim = { .place = t->twitter, .form = FORM_FLATTENED, .handle = a->handle };
    claim.name = read_name(a->name, &name);
    claim.text = read_text(post, &words);
    if (a->dated) {
        claim.date = (struct date){ a->ms, a->precision, SOURCE_ATTRIBUTION };
    }
    uint64_t links = at->offset + a->start;
    if (post->links) {
        links = seen_latest(&t->seen, post->links - 1)->start;
    }
    read_permalink(at, a, &claim);
    if (!claim.url.data) {
        read_date_link(at, a, &claim);
    }
    text_add_post(at, &claim, post->start, a->end, (size_t)(links - at->offset));
    t->embed_end = at->offset + a->end;
    t->failed |= name.failed || words.failed;
    buffer_free(&name);
    buffer_free(&words);
}

void posts_recognise(struct sight *at)
{
    struct text *t = at->text;
    struct attribution a;
    struct post post;
    uint64_t floor = t->free > t->embed_end ? t->free : t->embed_end;
    if (t->in_post || !attribution_read(at->view, in_view(at, floor), &a)) {
        return;
    }
    if (post_find(&at->view, at->offset, in_view(at, t->embed_end), &a, &t->seen, &post)) {
        add_post(at, &a, &post);
    }
}
