/* Posts whose markup was thrown away. Each recogniser of them, at every sign, reads no more than
 * its view and claims what is in it, behind the post before; the reader of text finds the same
 * however the text is cut, links in order. The limits of the scan are small here. The first byte
 * says how the text is cut. */
#include "documents.h"
#include "scan/find/attribution.h"
#include "scan/find/flattened.h"
#include "scan/limits.h"
#include "syntax/utf8.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 2 << 10, WORDS_MOST = 64 << 10, WORDS_GROW = 3 };

/* --- Recognisers --- */

/* A copy without a byte behind it, so that reading on is seen. */
struct view_copy {
    struct context context;
    char *bytes;
};

static struct view_copy copy_view(struct slice s, size_t at, size_t floor)
{
    size_t from = at > VIEW_BEFORE ? at - VIEW_BEFORE : 0;
    struct slice seen = slice_part(s, from, s.length);
    struct view_copy copy = { .bytes = malloc(seen.length) };
    require(copy.bytes != NULL);
    memcpy(copy.bytes, seen.data, seen.length);
    copy.context.view = (struct view){ slice_of(copy.bytes, seen.length), at - from };
    copy.context.floor = floor > from ? floor - from : 0;
    return copy;
}

static void check_words(struct slice words, size_t size)
{
    require(words.length <= size * WORDS_GROW);
}

static void check_claim(const struct claim *c, size_t size)
{
    require(c->place != NULL);
    check_words(c->name, size);
    check_words(c->handle, size);
    check_words(c->text, size);
    check_words(c->title, size);
    require(!c->text_open || c->text.length);
    require(c->date.source == SOURCE_NONE || c->date.ms > c->place->launched_ms - MS_PER_DAY);
}

static void check_attribution(const struct context *c)
{
    struct attribution a;
    size_t length = c->view.s.length;
    if (c->view.at > 0 && attribution_read(c, &a)) {
        require(a.place && a.start <= c->view.at && a.end > c->view.at && a.end <= length);
        require(a.handle.length > 0 && a.handle.data > c->view.s.data);
    }
}

/* Gives where the post ends, or `floor`. */
static size_t find_post(struct slice s, size_t at, size_t floor, struct buffer *scratch)
{
    struct flat flat;
    struct view_copy copy = copy_view(s, at, floor);
    const struct context *c = &copy.context;
    size_t end = floor;
    if (s.data[at] == '@') {
        check_attribution(c);
    }
    if (flattened_find(c, scratch, &flat)) {
        require(flat.start >= c->floor && flat.start <= c->view.at);
        require(flat.end >= c->view.at && flat.end <= c->view.s.length);
        check_claim(&flat.claim, c->view.s.length);
        end = at - c->view.at + flat.end;
    }
    free(copy.bytes);
    return end;
}

/* `words`: where those of the line begin. */
static bool may_begin(struct slice s, size_t at, size_t words)
{
    char c = s.data[at];
    return c == '@' || c == '/' || (c == 'P' && flattened_may_begin_amid(s, at)) ||
           (at == words && flattened_may_begin(slice_skip(s, at)));
}

static void find_posts(struct slice s)
{
    struct buffer scratch = BUFFER(WORDS_MOST);
    size_t floor = 0;
    size_t words = flattened_line(s, 0);
    for (size_t i = 0; i < s.length; i++) {
        floor = may_begin(s, i, words) ? find_post(s, i, floor, &scratch) : floor;
        words = s.data[i] == '\n' ? flattened_line(s, i + 1) : words;
    }
    buffer_free(&scratch);
}

static void read_inside(struct slice s)
{
    for (const struct place *const *p = places; *p; p++) {
        struct claim claim;
        struct buffer scratch = BUFFER(WORDS_MOST);
        if (((*p)->flattened || (*p)->signature) &&
            flattened_read_inside(*p, s, &scratch, &claim)) {
            check_claim(&claim, s.length);
        }
        buffer_free(&scratch);
    }
}

/* --- The reader of text --- */

static void scan(struct slice bytes, size_t cut, struct document *out)
{
    static const struct scan_options options = { .type = "text" };
    *out = (struct document){ .name = SLICE("input") };
    struct scan *s = scan_open(&options, out);
    while (bytes.length) {
        size_t length = bytes.length < cut ? bytes.length : cut;
        require(scan_feed(s, slice_part(bytes, 0, length)) == SCAN_OK);
        bytes = slice_skip(bytes, length);
    }
    require(scan_finish(s) == SCAN_OK);
    scan_close(s);
}

static void check_document(const struct document *d)
{
    uint64_t link = 0;
    for (size_t i = 0; i < d->link_count; i++) {
        const struct span first = link_span(&d->links[i]);
        const struct span *s = &first;
        require(s->start < s->end && s->end <= d->bytes && s->start >= link);
        link = s->start;
    }
    for (size_t i = 0; i < d->embed_count; i++) { /* permalinks, alone or joined, lie in any */
        const struct span *s = &d->embeds[i].span;
        require(s->start < s->end && s->end <= d->bytes);
    }
}

static void compare_all(const struct document *whole, const struct document *cut)
{
    struct buffer want = BUFFER(1 << 26);
    struct buffer got = BUFFER(1 << 26);
    describe_scan(whole, &want);
    describe_scan(cut, &got);
    compare_words(&want, &got);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2 || size > MOST) {
        return 0;
    }
    struct slice bytes = slice_of((const char *)data + 1, size - 1);
    struct document whole;
    struct document cut;
    if (utf8_is_valid(bytes)) {
        find_posts(bytes);
        read_inside(bytes);
    }
    scan(bytes, MOST, &whole);
    scan(bytes, data[0] + 1U, &cut);
    check_document(&whole);
    compare_all(&whole, &cut);
    document_free(&whole);
    document_free(&cut);
    return 0;
}
