#include "enrich/graph.h"

#include "enrich/facts.h"
#include "enrich/value.h"

#include <stdlib.h>

enum { TEXT_MOST = 64 << 10 };

/* A post, of which several embeds may tell. */
struct post {
    const struct embed *embed; /* the first */
    size_t number;             /* of that embed */
    struct author author;
    struct date date;
    struct slice post_id, text, title, lang, target, copy;
};

/* --- JSON --- */

struct json {
    struct buffer *into;
    bool any; /* the open object has a member */
};

static void put_key(struct json *j, const char *key)
{
    if (j->any) {
        buffer_add_char(j->into, ',');
    }
    value_add_string(slice_from(key), j->into);
    buffer_add_char(j->into, ':');
    j->any = true;
}

static void put(struct json *j, const char *key, struct slice value)
{
    if (value.length > 0) {
        put_key(j, key);
        value_add_string(value, j->into);
    }
}

static struct json begin_object(struct buffer *into, const char *type)
{
    struct json j = { into, false };
    buffer_add_char(into, '{');
    put(&j, "@type", slice_from(type));
    return j;
}

static void end_object(struct json *j)
{
    buffer_add_char(j->into, '}');
}

/* --- A post --- */

static void put_handle(struct json *j, struct slice handle)
{
    struct buffer value = BUFFER(SIZE_MAX);
    if (handle.length > 0) {
        buffer_add_char(&value, '@');
        buffer_add(&value, handle);
        put(j, "alternateName", buffer_slice(&value));
        j->into->failed |= value.failed;
    }
    buffer_free(&value);
}

static void put_author(struct json *j, const struct author *author)
{
    if (author->name.length || author->handle.length || author->url.length) {
        put_key(j, "author");
        struct json person = begin_object(j->into, "Person");
        put(&person, "name", author->name);
        put_handle(&person, author->handle);
        put(&person, "url", author->url);
        end_object(&person);
    }
}

static void put_date(struct json *j, const struct date *date)
{
    char text[TIME_TEXT];
    if (date->source != SOURCE_NONE) {
        int length = time_format(date->ms, date->precision, text);
        put(j, "datePublished", slice_of(text, (size_t)length));
    }
}

static void put_post(struct buffer *into, const struct post *post)
{
    struct json j = begin_object(into, "SocialMediaPosting");
    put(&j, "url", post->embed->url);
    put(&j, "identifier", post->post_id);
    put_author(&j, &post->author);
    put_date(&j, &post->date);
    put(&j, "text", post->text);
    put(&j, "headline", post->title);
    put(&j, "inLanguage", post->lang);
    if (post->target.length) {
        put_key(&j, "sharedContent");
        struct json page = begin_object(into, "WebPage");
        put(&page, "url", post->target);
        end_object(&page);
    }
    put(&j, "archivedAt", post->copy);
    end_object(&j);
}

/* --- What is told --- */

static struct slice url_of(struct slice url, struct facts_room *room)
{
    return value_is_url(url, &room->url) ? url : (struct slice){ 0 };
}

static bool can_be_told(const struct embed *embed, struct facts_room *room)
{
    return strcmp(embed->kind, "profile") != 0 && strcmp(embed->kind, "playlist") != 0 &&
           url_of(embed->url, room).data;
}

static void take(struct slice *slot, struct slice value)
{
    if (slot->length == 0) {
        *slot = value;
    }
}

/* What the post lacks so far. */
static void add_embed(struct post *post, const struct embed *embed, struct facts_room *room)
{
    struct embed_more more = embed_rest(embed);
    struct author author = embed->author;
    author.url = url_of(author.url, room);
    take(&post->post_id, embed->post_id);
    if (!post->author.name.length && !post->author.handle.length && !post->author.url.length) {
        post->author = author;
    }
    if (post->date.source == SOURCE_NONE) {
        post->date = embed->date;
    }
    if (embed->text.length <= TEXT_MOST) {
        take(&post->text, embed->text);
    }
    take(&post->title, more.title);
    take(&post->lang, more.lang);
    take(&post->target, url_of(more.target, room));
    take(&post->copy, facts_copy(more.archive, room));
}

/* --- Each once --- */

/* Posts are the same by platform and id, or, without one, by their URL. */
static int compare_posts(const struct embed *a, const struct embed *b)
{
    int order = strcmp(a->platform, b->platform);
    order = order ? order : slice_compare(a->post_id, b->post_id);
    return order || a->post_id.length ? order : slice_compare(a->url, b->url);
}

static int by_post(const void *a, const void *b)
{
    const struct post *one = a;
    const struct post *other = b;
    int order = compare_posts(one->embed, other->embed);
    return order ? order : one->number < other->number ? -1 : one->number > other->number;
}

static int by_number(const void *a, const void *b)
{
    const struct post *one = a;
    const struct post *other = b;
    return one->number < other->number ? -1 : one->number > other->number;
}

/* Gives how many are left. */
static size_t join(struct post *posts, size_t count, struct facts_room *room)
{
    size_t kept = 0;
    qsort(posts, count, sizeof *posts, by_post);
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || compare_posts(posts[kept - 1].embed, posts[i].embed) != 0) {
            posts[kept++] = posts[i];
        }
        add_embed(&posts[kept - 1], posts[i].embed, room);
    }
    qsort(posts, kept, sizeof *posts, by_number);
    return kept;
}

static void write_posts(struct post *posts, size_t count, struct buffer *into)
{
    buffer_add(into, SLICE("{\"@context\":\"https://schema.org\",\"@graph\":["));
    for (size_t i = 0; i < count; i++) {
        if (i > 0) {
            buffer_add_char(into, ',');
        }
        put_post(into, &posts[i]);
    }
    buffer_add(into, SLICE("]}"));
}

bool graph_write(const struct document *document, const bool *told, struct buffer *into)
{
    struct facts_room room;
    facts_open(&room, document);
    size_t count = 0;
    struct post *posts = calloc(document->embed_count + 1, sizeof *posts);
    for (size_t i = 0; posts && i < document->embed_count; i++) {
        if ((!told || told[i]) && can_be_told(&document->embeds[i], &room)) {
            posts[count++] = (struct post){ .embed = &document->embeds[i], .number = i };
        }
    }
    count = count ? join(posts, count, &room) : 0;
    if (count) {
        write_posts(posts, count, into);
    }
    into->failed |= !posts || facts_failed(&room);
    free(posts);
    facts_close(&room);
    return count > 0;
}
