#include "enrich/facts.h"
#include "enrich/footnotes_inside.h"
#include "enrich/spots.h"

#include "base/array.h"
#include "base/map.h"

#include <stdlib.h>

/* A place behind a link. */
struct note_place {
    size_t at;
    size_t link; /* of the document */
};

struct notes {
    const struct reading *r;
    const struct document *document;
    struct prose prose;
    struct spots spots;
    struct facts_room room;
    struct note_place *places;
    size_t count, place_room;
    struct map numbers; /* of URLs, to indices of ... */
    size_t *links;      /* ... the links that have them first */
    size_t number_count;
};

/* --- Places --- */

static bool add_place(struct notes *n, size_t at, size_t link)
{
    struct note_place *places = array_grow(n->places, n->count, &n->place_room, sizeof *places);
    if (places) {
        n->places = places;
        n->places[n->count++] = (struct note_place){ at, link };
    }
    return places != NULL;
}

/* The place in the text that comes from a place in the bytes. */
static size_t text_place(const struct reading *r, uint64_t source)
{
    size_t low = 0;
    size_t high = r->text.length;
    if (!r->decodes) {
        return source > r->mark ? (size_t)(source - r->mark) : 0;
    }
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (reading_source(r, middle) < source) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Links that stand in words as they are. */
static bool find_bare(struct notes *n)
{
    bool good = true;
    for (size_t i = 0; good && i < n->spots.count; i++) {
        const struct spot *spot = &n->spots.list[i];
        if (spot->from || spot->start >= spot->end) {
            continue;
        }
        size_t at = text_place(n->r, spot->start);
        size_t end = text_place(n->r, spot->end);
        if (!prose_hides(&n->prose, at) && !prose_notes(&n->prose, at) &&
            !prose_links(&n->prose, at)) {
            good = add_place(n, end, spot->link);
        }
    }
    return good;
}

static bool find_written(struct notes *n)
{
    bool good = true;
    for (size_t i = 0; good && i < n->prose.link_count; i++) {
        const struct prose_link *link = &n->prose.links[i];
        const struct spot *spot =
            spots_find(&n->spots, reading_source(n->r, link->url), "markdown");
        bool noted = prose_notes(&n->prose, link->end - 1);
        good = !spot || noted || add_place(n, link->end, spot->link);
    }
    return good;
}

static int by_place(const void *a, const void *b)
{
    const struct note_place *one = a;
    const struct note_place *other = b;
    if (one->at != other->at) {
        return one->at < other->at ? -1 : 1;
    }
    return one->link < other->link ? -1 : one->link > other->link;
}

/* --- What is put there --- */

static bool has_url(const void *owner, uint32_t value, struct slice key)
{
    const struct notes *n = owner;
    return slice_equal(link_url(&n->document->links[n->links[value]]), key);
}

/* A copy whose time is not known is not told of. */
static bool facts_of(struct notes *n, size_t link, struct link_facts *facts)
{
    const struct link *of = &n->document->links[link];
    bool any = facts_of_link(&n->room, of, facts);
    bool copied = facts->version.data && facts->date.length;
    return any && (copied || !slice_equal(facts->original, link_url(of)));
}

/* Whether it is the rest of a link behind its words: "(destination" with what may follow it. */
static bool is_destination(struct slice rest)
{
    if (!slice_starts(rest, SLICE("("))) {
        return false;
    }
    rest = slice_skip(rest, 1);
    slice_skip_spaces(&rest);
    size_t end = 0;
    while (end < rest.length && rest.data[end] != ')' && !ascii_is_space(rest.data[end])) {
        end++;
    }
    rest = slice_skip(rest, end);
    slice_skip_spaces(&rest);
    return rest.length > 0 && strchr(")\"'(", rest.data[0]) && rest.data[0];
}

/* Whether it is a label that has a definition: a link by itself, and another's behind its words. */
static bool is_label(const struct notes *n, size_t at)
{
    struct slice link = prose_link_from(&n->prose, n->r->text, at);
    size_t cut = slice_find_nocase(link, SLICE("]["));
    return slice_ends_nocase(link, SLICE("]")) && cut + SLICE("][]").length >= link.length;
}

/* Whether a mark there would be read as the words of a link, with what follows it. */
static bool is_read_on(const struct notes *n, size_t at)
{
    bool markdown = n->r->form == ARTICLE_MARKDOWN || n->r->form == ARTICLE_MDX;
    return markdown && (is_destination(slice_skip(n->r->text, at)) || is_label(n, at));
}

static void add_marks(struct notes *n, struct edits *edits)
{
    struct link_facts facts;
    for (size_t i = 0; i < n->count && !n->numbers.failed; i++) {
        size_t link = n->places[i].link;
        bool again = i > 0 && n->places[i].at == n->places[i - 1].at;
        if (again || is_read_on(n, n->places[i].at) || !facts_of(n, link, &facts)) {
            continue;
        }
        n->links[n->number_count] = link;
        struct slice url = link_url(&n->document->links[link]);
        uint32_t number = map_get_or_put(&n->numbers, url, (uint32_t)n->number_count);
        n->number_count += number == n->number_count;
        size_t begin = edits_begin(edits);
        buffer_printf(&edits->words, " " FOOTNOTES_MARK "%u]", number + 1);
        edits_insert(edits, begin, n->places[i].at, EDIT_BEHIND);
    }
}

static void add_angled(struct slice url, struct buffer *into)
{
    buffer_add_char(into, '<');
    buffer_add(into, url);
    buffer_add_char(into, '>');
}

static void add_note(struct notes *n, size_t number, struct buffer *into)
{
    struct link_facts facts;
    facts_of(n, n->links[number], &facts);
    buffer_printf(into, FOOTNOTES_MARK "%zu]: ", number + 1);
    add_angled(facts.original, into);
    if (facts.version.data && facts.date.length) {
        buffer_add(into, SLICE(FOOTNOTES_COPY));
        buffer_add(into, facts.date);
        buffer_add(into, SLICE(": "));
        add_angled(facts.version, into);
    }
}

/* As the article's last line ends, or its first. */
static struct slice line_end_of(struct slice text)
{
    size_t length = footnotes_line_end_before(text);
    size_t at = text.length - length;
    if (length == 0) {
        size_t feed = slice_find(text, '\n');
        size_t back = slice_find(text, '\r');
        at = feed < back ? feed : back;
        length = footnotes_line_end(slice_skip(text, at));
    }
    return length ? slice_part(text, at, at + length) : SLICE("\n");
}

/* The lines end in a line end if the article does. */
static void add_notes(struct notes *n, struct edits *edits)
{
    struct slice text = n->r->text;
    struct slice end = line_end_of(text);
    bool ended = footnotes_line_end_before(text) > 0;
    size_t begin = edits_begin(edits);
    if (!ended) {
        buffer_add(&edits->words, end);
    }
    for (size_t i = 0; i < n->number_count; i++) {
        buffer_add(&edits->words, end);
        add_note(n, i, &edits->words);
    }
    if (ended) {
        buffer_add(&edits->words, end);
    }
    edits_insert(edits, begin, reading_end(n->r), EDIT_BEFORE);
}

/* --- All --- */

/* Whether a line behind the article, and an empty one, would be read as code or a comment. */
static bool ends_open(struct notes *n)
{
    struct slice text = n->r->text;
    struct buffer probe = BUFFER(SIZE_MAX);
    struct prose prose = { .hidden = NULL };
    buffer_add(&probe, text);
    buffer_add(&probe, SLICE("\n\nx"));
    if (!probe.failed) {
        prose_read(&prose, buffer_slice(&probe), n->r->form);
    }
    bool open = prose_hides(&prose, probe.length - 1);
    n->prose.failed |= prose.failed || probe.failed;
    prose_free(&prose);
    buffer_free(&probe);
    return open;
}

static bool find_places(struct notes *n)
{
    prose_read(&n->prose, n->r->text, n->r->form);
    bool found = spots_open(&n->spots, n->document) && find_bare(n) && find_written(n);
    n->links = reallocarray(NULL, n->count + 1, sizeof *n->links);
    if (n->count > 1) {
        qsort(n->places, n->count, sizeof *n->places, by_place);
    }
    return found && n->links && !n->prose.failed;
}

static void release(struct notes *n)
{
    prose_free(&n->prose);
    spots_free(&n->spots);
    facts_close(&n->room);
    map_free(&n->numbers);
    free(n->places);
    free(n->links);
}

bool footnotes_add(const struct reading *r, const struct document *document, struct edits *edits)
{
    struct notes n = { .r = r, .document = document };
    facts_open(&n.room, document);
    map_init(&n.numbers, has_url, &n);
    bool good = find_places(&n);
    if (good && n.count > 0 && !ends_open(&n)) {
        add_marks(&n, edits);
        if (n.number_count > 0) {
            add_notes(&n, edits);
        }
    }
    good = good && !n.prose.failed && !n.numbers.failed && !facts_failed(&n.room) &&
           !edits->failed && !edits->words.failed;
    release(&n);
    return good;
}
