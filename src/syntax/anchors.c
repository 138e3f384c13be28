#include "syntax/anchors.h"

#include "base/array.h"
#include "syntax/slug.h"
#include "syntax/utf8.h"

#include <stdlib.h>

static bool is_markdown(const struct anchors *a)
{
    return a->of == ANCHORS_MARKDOWN || a->of == ANCHORS_MDX;
}

static bool same(const void *owner, uint32_t value, struct slice key)
{
    const struct anchors *a = owner;
    return slice_equal(a->list[value].name, key);
}

void anchors_init(struct anchors *a, enum anchors_of of)
{
    *a = (struct anchors){ .of = of };
    map_init(&a->map, same, a);
}

void anchors_free(struct anchors *a)
{
    map_free(&a->map);
    arena_free(&a->bytes);
    free(a->list);
    *a = (struct anchors){ 0 };
}

size_t anchors_size(const struct anchors *a)
{
    return a->length + a->room * sizeof *a->list + a->map.room * sizeof *a->map.slots;
}

/* --- Names --- */

static struct anchor *find(const struct anchors *a, struct slice key)
{
    uint32_t at;
    return map_get(&a->map, key, &at) ? &a->list[at] : NULL;
}

static bool is_full(struct anchors *a, struct slice key)
{
    bool full = a->count == ANCHORS_MOST || a->length + key.length > ANCHOR_BYTES;
    a->incomplete |= full;
    return full;
}

/* Puts a name that is not there. NULL: there is no room for it. */
static struct anchor *put(struct anchors *a, struct slice key)
{
    if (key.length > ANCHOR_LONGEST || is_full(a, key)) {
        return NULL;
    }
    void *grown = array_grow(a->list, a->count, &a->room, sizeof *a->list);
    if (!grown) {
        a->failed = true;
        return NULL;
    }
    a->list = grown;
    a->list[a->count] = (struct anchor){ .name = arena_copy(&a->bytes, key) };
    a->failed |= a->bytes.failed;
    if (a->failed) {
        return NULL;
    }
    map_get_or_put(&a->map, key, (uint32_t)a->count);
    a->failed |= a->map.failed;
    a->length += key.length;
    return &a->list[a->count++];
}

/* As it is compared: in Markdown with its case folded, into the buffer. */
static struct slice key_of(const struct anchors *a, struct slice name, struct buffer *folded)
{
    if (!is_markdown(a)) {
        return name;
    }
    buffer_reset(folded);
    utf8_fold_case(name, folded);
    return buffer_slice(folded);
}

void anchors_add(struct anchors *a, struct slice name, struct buffer *scratch)
{
    if (name.length == 0 || name.length > ANCHOR_LONGEST) {
        return;
    }
    struct slice key = key_of(a, name, scratch);
    a->failed |= scratch->failed;
    if (!a->failed && !find(a, key)) {
        put(a, key);
    }
}

bool anchors_have(const struct anchors *a, struct slice name, bool *failed)
{
    struct buffer folded = BUFFER((size_t)4 * ANCHOR_LONGEST);
    if (a->incomplete || name.length > ANCHOR_LONGEST) {
        return a->incomplete;
    }
    struct slice key = key_of(a, name, &folded);
    *failed |= folded.failed;
    bool found = !folded.failed && find(a, key);
    buffer_free(&folded);
    return found;
}

/* --- Headings --- */

/* Puts the slug that stands in the buffer, with the next number behind it where a heading has it
 * already. */
static void put_slug(struct anchors *a, struct buffer *slug)
{
    size_t length = slug->length;
    struct anchor *first = find(a, buffer_slice(slug)), *taken = first;
    while (taken && taken->is_heading) {
        slug->length = length;
        buffer_printf(slug, "-%u", (unsigned)++first->repeats);
        taken = find(a, buffer_slice(slug));
    }
    if (slug->failed) {
        a->failed = true;
        return;
    }
    taken = taken ? taken : put(a, buffer_slice(slug));
    if (taken) {
        taken->is_heading = true;
    }
}

/* "{#name}" or "{: #name .class}" at the end of a heading, as Kramdown and others have it. */
static void add_stated(struct anchor_reader *r, struct slice words)
{
    words = slice_trim(words);
    size_t at = words.length;
    while (at > 0 && words.data[at - 1] != '{') {
        at--;
    }
    if (at == 0 || words.data[words.length - 1] != '}') {
        return;
    }
    struct slice rest = slice_part(words, at, words.length - 1);
    rest = slice_skip(rest, slice_find(rest, '#'));
    size_t end = 0;
    while (end < rest.length && !ascii_is_space(rest.data[end])) {
        end++;
    }
    if (end > 1) {
        anchors_add(r->into, slice_part(rest, 1, end), &r->value);
    }
}

void anchor_reader_add_heading(struct anchor_reader *r, struct slice words)
{
    struct anchors *a = r->into;
    add_stated(r, words);
    buffer_reset(&r->value);
    slug_add(words, &r->value);
    buffer_reset(&r->slug);
    utf8_fold_case(buffer_slice(&r->value), &r->slug);
    a->failed |= r->value.failed || r->slug.failed;
    if (!a->failed) {
        put_slug(a, &r->slug);
    }
}

/* --- The reader --- */

void anchor_reader_init(struct anchor_reader *r, struct anchors *into)
{
    enum { VALUE_ROOM = 24 << 20 };
    r->into = into;
    r->offset = 0;
    r->bytes = BUFFER(SIZE_MAX / 4);
    r->html = (struct html){ .xml = into->of == ANCHORS_XHTML };
    r->waiting = r->left = 0;
    r->complete = r->learned = r->in_heading = false;
    r->run_end = 0;
    r->run = BUFFER(SIZE_MAX / 4);
    r->words = BUFFER(64 << 10);
    r->slug = r->value = BUFFER(VALUE_ROOM);
    if (is_markdown(into)) {
        unsigned mdx = into->of == ANCHORS_MDX ? MARKDOWN_MDX : 0;
        markdown_init(&r->markdown, mdx | MARKDOWN_HEADINGS | MARKDOWN_LEARN);
    }
}

void anchor_reader_free(struct anchor_reader *r)
{
    if (is_markdown(r->into)) {
        markdown_free(&r->markdown);
    }
    buffer_free(&r->bytes);
    buffer_free(&r->run);
    buffer_free(&r->words);
    buffer_free(&r->slug);
    buffer_free(&r->value);
}

void anchor_reader_feed(struct anchor_reader *r, struct slice piece, bool last)
{
    if (r->into->failed) {
        return;
    }
    if (is_markdown(r->into)) {
        anchor_reader_feed_markdown(r, piece, last);
        r->into->failed |= r->markdown.failed;
    } else {
        anchor_reader_feed_html(r, piece, last);
    }
    r->into->failed |= r->bytes.failed || r->run.no_memory || r->words.no_memory;
}
