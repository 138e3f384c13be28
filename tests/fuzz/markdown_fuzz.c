/* Any bytes as Markdown: what is found does not depend on how they are fed, stands in the input and
 * in order. The first two bytes say how they are cut and read. */
#include "require.h"
#include "syntax/markdown.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void add_number(struct buffer *into, uint64_t number)
{
    buffer_add_number(into, number);
    buffer_add_char(into, ' ');
}

static void add_range(struct buffer *into, size_t size, struct markdown_range range)
{
    require(range.start <= range.end && range.end <= size);
    add_number(into, range.start);
    add_number(into, range.end);
}

static void write_item(struct buffer *into, size_t size, const struct markdown_item *item)
{
    add_number(into, item->type);
    add_number(into,
               item->is_image + 2U * item->is_mail + 4U * item->is_known + 8U * item->continues);
    add_range(into, size, (struct markdown_range){ item->start, item->end });
    add_range(into, size, item->whole);
    add_range(into, size, item->text);
    add_range(into, size, item->title);
    buffer_add(into, item->decoded);
    buffer_add(into, item->anchor);
    buffer_add(into, item->label);
}

/* Feeds it all in pieces of so many bytes and then twice, and so on. */
static void pass(struct markdown *m, struct slice in, size_t cut, struct buffer *into)
{
    uint64_t at = 0;
    size_t from = 0;
    do {
        size_t length = in.length - from < cut ? in.length - from : cut;
        uint64_t settled = markdown_settled(m);
        markdown_feed(m, slice_part(in, from, from + length), from + length == in.length);
        from += length;
        cut = cut * 2 % 251 + 1;
        struct markdown_item item;
        while (markdown_next(m, &item)) {
            require(item.start >= at && item.start >= settled);
            at = item.start;
            write_item(into, in.length, &item);
        }
        require(markdown_settled(m) >= settled && markdown_settled(m) <= from);
    } while (from < in.length);
    require(!m->failed);
}

static void read_all(struct slice in, unsigned flags, size_t cut, struct buffer *into)
{
    struct markdown m;
    markdown_init(&m, flags);
    buffer_reset(into);
    pass(&m, in, cut, into);
    if (flags & MARKDOWN_LEARN) {
        markdown_again(&m);
        pass(&m, in, cut, into);
    }
    markdown_free(&m);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2) {
        return 0;
    }
    struct slice in = slice_of((const char *)data + 2, size - 2);
    unsigned flags = data[0] & (MARKDOWN_MDX | MARKDOWN_LEARN | MARKDOWN_HEADINGS);
    struct buffer whole = BUFFER(1 << 28);
    struct buffer pieces = BUFFER(1 << 28);
    read_all(in, flags, SIZE_MAX / 2, &whole);
    read_all(in, flags, data[1] % 64 + 1, &pieces);
    require(slice_equal(buffer_slice(&whole), buffer_slice(&pieces)));
    buffer_free(&whole);
    buffer_free(&pieces);
    return 0;
}
