/* What a text adds to what was found in it. */
#include "scan/read/given.h"
#include "scan/read/text.h"

bool text_read(struct text *t, struct slice written, bool has_scheme, struct meaning *out)
{
    reader_read(&t->reader, written, has_scheme, out);
    t->failed |= out->status == URL_NO_MEMORY;
    return !t->failed;
}

/* A find is filled in where it will stay: copying what was just written makes the processor wait.
 */
static struct find *begin(struct text *t, enum find_type type, uint64_t start, uint64_t end)
{
    struct find *find = finds_begin(t->out);
    if (!find) {
        t->failed = true;
        return NULL;
    }
    find->type = type;
    find->start = start;
    find->end = end;
    return find;
}

static bool end_link(struct text *t, struct find *find, const struct meaning *meaning)
{
    uint64_t start = find->start;
    uint64_t end = find->end;
    find->is.link = (struct link_find){ .url = meaning->url,
                                        .written = meaning->written,
                                        .unwrapped = meaning->unwrapped,
                                        .place = meaning->place,
                                        .kind = meaning->kind,
                                        .truncated = meaning->truncated,
                                        .malformed = meaning->status != URL_OK };
    t->failed |= !finds_end(t->out);
    seen_note(&t->seen, start, end, meaning->kind, meaning->place);
    t->free = end;
    return !t->failed;
}

bool text_add(struct text *t, const struct meaning *meaning, uint64_t start, uint64_t end,
              const struct span *span)
{
    struct find *find = begin(t, FIND_LINK, start, end);
    if (!find) {
        return false;
    }
    find->span = *span;
    return end_link(t, find, meaning);
}

bool text_add_link(struct sight *at, const struct edge *edge, struct meaning *out)
{
    struct text *t = at->text;
    struct slice written = slice_part(at->view.s, edge->start, edge->end);
    uint64_t start = at->offset + edge->start;
    uint64_t end = at->offset + edge->end;
    if (!text_read(t, written, edge->form == EDGE_URL, out)) {
        return false;
    }
    out->truncated |= edge->truncated;
    out->written = locator_written(&t->locator, start, end, out->written);
    struct find *find = begin(t, FIND_LINK, start, end);
    if (!find) {
        return false;
    }
    locator_locate(&t->locator, at->window, start, end, &find->span);
    return end_link(t, find, out);
}

void text_add_post(struct sight *at, const struct claim *claim, size_t start, size_t end,
                   size_t links)
{
    struct text *t = at->text;
    struct find *find = begin(t, FIND_POST, at->offset + start, at->offset + end);
    if (!find) {
        return;
    }
    locator_locate(&t->locator, at->window, find->start, find->end, &find->span);
    find->is.post.claim = claim;
    find->is.post.links = at->offset + links;
    find->is.post.follows = given_follows(t, at->window, find->start);
    t->had_post = true;
    t->failed |= !finds_end(t->out);
}
