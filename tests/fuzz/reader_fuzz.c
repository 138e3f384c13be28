/* The whole scan, as a page, as Markdown and as text: what is found does not depend on how the
 * input is cut, and spans lie in it. The limits of the scan are small here. The first byte chooses
 * the type and the options, the second how it is cut. */
#include "documents.h"
#include "scan/limits.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 64 << 10 };

static enum scan_status scan(const struct scan_options *options, struct slice bytes, size_t cut,
                             bool grows, struct document *out)
{
    *out = (struct document){ .name = SLICE("input") };
    struct scan *s = scan_open(options, out);
    enum scan_status status = SCAN_OK;
    while (bytes.length && status == SCAN_OK) {
        size_t length = bytes.length < cut ? bytes.length : cut;
        status = scan_feed(s, slice_part(bytes, 0, length));
        bytes = slice_skip(bytes, length);
        cut = grows ? cut * 2 % 1021 + 1 : cut;
    }
    status = status == SCAN_OK ? scan_finish(s) : status;
    scan_close(s);
    return status;
}

static void check_span(const struct document *d, const struct span *s)
{
    require(s->start <= s->end && s->end <= d->bytes && s->line > 0 && s->column > 0);
}

/* What everybody who reads a record relies on. */
static void check(const struct document *d)
{
    for (size_t i = 0; i < d->link_count; i++) {
        const struct link *link = &d->links[i];
        struct span first = link_span(link);
        check_span(d, &first);
        require(link->malformed == !link_url(link).data);
        require(link->embed == NO_EMBED || (size_t)link->embed < d->embed_count);
    }
    for (size_t i = 0; i < d->embed_count; i++) {
        const struct embed *embed = &d->embeds[i];
        check_span(d, &embed->span);
        require(embed->platform && embed->kind);
        for (size_t j = 0; j < embed->link_count; j++) {
            require(embed->links[j] < d->link_count);
        }
    }
}

/* What describe_scan leaves out. */
static void describe_rest(const struct document *d, struct buffer *b)
{
    add_words(b, "title", d->title);
    add_words(b, "lang", d->lang);
    add_words(b, "canonical", d->canonical);
    buffer_printf(b, " %lld %s\n", (long long)d->published.ms,
                  d->published_by ? d->published_by : "");
    for (size_t i = 0; i < d->link_count; i++) {
        add_words(b, "anchor", link_rest(&d->links[i]).anchor);
    }
    for (size_t i = 0; i < d->embed_count; i++) {
        add_words(b, "lang", embed_rest(&d->embeds[i]).lang);
        add_words(b, "title", embed_rest(&d->embeds[i]).title);
    }
    buffer_add_char(b, '\n');
}

static void compare_all(const struct document *whole, const struct document *cut)
{
    struct buffer want = BUFFER(1 << 26);
    struct buffer got = BUFFER(1 << 26);
    describe_scan(whole, &want);
    describe_rest(whole, &want);
    describe_scan(cut, &got);
    describe_rest(cut, &got);
    compare_words(&want, &got);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const types[] = { "html", "markdown", "text", "html" };
    if (size < 2 || size > MOST) {
        return 0;
    }
    struct scan_options options = { .type = types[data[0] & 3],
                                    .bare_domains = data[0] & 4,
                                    .resources = data[0] & 8 };
    struct slice bytes = slice_of((const char *)data + 2, size - 2);
    struct document whole;
    struct document cut;
    enum scan_status status = scan(&options, bytes, MOST, false, &whole);
    size_t step = data[1] % 128 * (data[1] < 128 ? 1 : 16U) + 1;
    require(scan(&options, bytes, step, data[0] & 16, &cut) == status);
    if (status == SCAN_OK) {
        check(&whole);
        compare_all(&whole, &cut);
    }
    document_free(&whole);
    document_free(&cut);
    return 0;
}
