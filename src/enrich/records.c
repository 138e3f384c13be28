#include "enrich/records_inside.h"

#include "base/array.h"

#include <stdlib.h>

enum { KEY_MOST = 1 << 20 };

/* --- Keys --- */

static bool has_key(const void *owner, uint32_t value, struct slice key)
{
    const struct records *r = owner;
    return slice_equal(r->list[value].key, key);
}

struct records *records_new(void)
{
    struct records *r = calloc(1, sizeof *r);
    if (r) {
        r->key = BUFFER(KEY_MOST);
        map_init(&r->keys, has_key, r);
    }
    return r;
}

void records_free(struct records *r)
{
    if (r) {
        arena_free(&r->arena);
        map_free(&r->keys);
        buffer_free(&r->key);
        free(r->list);
        free(r);
    }
}

/* Each part behind its length, so that no two keys are alike. */
static void add_part(struct buffer *key, struct slice part)
{
    buffer_add_number(key, part.length);
    buffer_add_char(key, ':');
    if (part.length) {
        buffer_add(key, part);
    }
}

struct slice records_key(struct buffer *room, enum key_type type, struct slice name,
                         struct slice platform, struct slice word)
{
    buffer_reset(room);
    buffer_add_char(room, (char)type);
    buffer_add_char(room, name.data ? 'n' : '-');
    add_part(room, name);
    add_part(room, platform);
    add_part(room, word);
    return room->failed ? (struct slice){ 0 } : buffer_slice(room);
}

static struct told_entry *add(struct records *r)
{
    struct told_entry *list = array_grow(r->list, r->count, &r->room, sizeof *list);
    r->failed = r->failed || !list;
    r->list = list ? list : r->list;
    return list ? &list[r->count] : NULL;
}

void records_tell(struct records *r, struct slice key, const struct told_post *post,
                  const struct told_link *link)
{
    struct told_entry *fresh = key.data ? add(r) : NULL;
    if (!fresh) {
        return;
    }
    *fresh = (struct told_entry){ arena_copy(&r->arena, key), r->number, false, post, link };
    if (!fresh->key.data) {
        return;
    }
    uint32_t index = map_get_or_put(&r->keys, fresh->key, (uint32_t)r->count);
    struct told_entry *told = &r->list[index];
    if (index == r->count) {
        r->count++;
    } else if (told->record != r->number) {
        *told = (struct told_entry){ told->key, r->number, false, post, link };
    } else {
        told->ambiguous |= told->post != post;
    }
}

const struct told_entry *records_find(const struct records *r, struct slice key)
{
    uint32_t index;
    return key.data && map_get(&r->keys, key, &index) ? &r->list[index] : NULL;
}

/* --- Asking --- */

/* A document that is known again. */
struct asking {
    const struct records *records;
    struct document *document;
    struct buffer key; /* scratch */
};

/* What is told of the same document comes first. */
static const struct told_entry *find(struct asking *a, enum key_type type, struct slice platform,
                                     struct slice word)
{
    static const struct slice nobody;
    struct slice name = a->document->name;
    const struct told_entry *told =
        records_find(a->records, records_key(&a->key, type, name, platform, word));
    return told ? told
                : records_find(a->records, records_key(&a->key, type, nobody, platform, word));
}

/* By a link of its; one that several posts of a record have says least. Two ids are two posts. */
static const struct told_post *find_by_links(struct asking *a, const struct embed *embed,
                                             bool ambiguous)
{
    for (size_t i = 0; i < embed->link_count; i++) {
        struct slice url = link_url(&a->document->links[embed->links[i]]);
        const struct told_entry *told = find(a, KEY_POST_LINK, slice_from(embed->platform), url);
        bool other = told && told->post->post_id.length && embed->post_id.length;
        if (told && !other && told->ambiguous <= ambiguous) {
            return told->post;
        }
    }
    return NULL;
}

static const struct told_post *find_post(struct asking *a, const struct embed *embed)
{
    const struct told_entry *told =
        embed->post_id.length ? find(a, KEY_POST, slice_from(embed->platform), embed->post_id)
                              : NULL;
    const struct told_post *post = told ? told->post : find_by_links(a, embed, false);
    return post ? post : find_by_links(a, embed, true);
}

/* --- Applying --- */

static void apply_post(struct document *document, struct embed *embed, const struct told_post *told)
{
    struct embed_more *more = embed_more_of(embed, &document->arena);
    embed->post_id = told->post_id.data ? told->post_id : embed->post_id;
    embed->url = told->url;
    embed->author = told->author;
    embed->date = told->date;
    embed->text = told->text;
    embed->text_open = told->text_open;
    embed->reason = told->reason;
    if (more) {
        more->lang = told->lang;
        more->title = told->title;
        more->target = told->target;
        more->archive = told->archive;
    }
}

static void apply_link(struct document *document, struct link *link, const struct told_link *told)
{
    struct link_more *more = link_more_of(link, &document->arena);
    if (more) {
        more->outcome = told->outcome;
        more->archive = told->archive;
    }
}

bool records_apply(const struct records *r, struct document *document, const bool **told)
{
    struct asking a = { .records = r, .document = document, .key = BUFFER(KEY_MOST) };
    bool *list = ARENA_ARRAY(&document->arena, bool, document->embed_count + 1);
    static const struct slice nobody;
    for (size_t i = 0; list && i < document->link_count; i++) {
        struct link *link = &document->links[i];
        const struct told_entry *link_told =
            link->has_url ? find(&a, KEY_LINK, nobody, link_url(link)) : NULL;
        if (link_told) {
            apply_link(document, link, link_told->link);
        }
    }
    for (size_t i = 0; list && i < document->embed_count; i++) {
        const struct told_post *post = find_post(&a, &document->embeds[i]);
        list[i] = post != NULL;
        if (post) {
            apply_post(document, &document->embeds[i], post);
        }
    }
    *told = list;
    bool good = !document->arena.failed && !a.key.no_memory;
    buffer_free(&a.key);
    return good;
}
