/* Any bytes as an article, and as the records that say what to put into it: the first line is its
 * name, the second one the records, or none: then every link leads elsewhere and every post is
 * told of. What is put in comes out again, byte for byte, a second run changes nothing, and what no
 * scan reads stays as it is. */
#include "enrich/enrich.h"
#include "enrich/records.h"
#include "require.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const names[] = { "a.html", "a.xhtml", "a.txt", "a.md", "a.mdx", "a" };

static const struct outcome elsewhere = { .done = true,
                                          .reason = REASON_OK,
                                          .final = { "https://e.com/?a&b", 18 } };
static const struct archive copy = { .url = { "https://web.archive.org/web/2018/x", 34 },
                                     .datetime = 1529496000000 };

static void tell(struct document *document)
{
    for (size_t i = 0; i < document->link_count; i++) {
        struct link_more *more = link_more_of(&document->links[i], &document->arena);
        more->outcome = &elsewhere;
        more->archive = i % 2 ? &copy : NULL;
    }
    for (size_t i = 0; i < document->embed_count; i++) {
        document->embeds[i].url = elsewhere.final;
        document->embeds[i].text = SLICE("</script><!--");
    }
}

/* Whether the article can be scanned, and so is enriched. */
static bool enrich(struct slice name, struct slice bytes, const struct records *records,
                   struct enrich_options how, struct buffer *stripped, struct buffer *out)
{
    const struct scan_options options = { .type = NULL };
    struct document document = { .name = name };
    struct article *a = article_read(&options, name, bytes);
    struct scan *scan = scan_open(&options, &document);
    buffer_add(stripped, article_bytes(a));
    bool read = scan_feed(scan, article_bytes(a)) == SCAN_OK && scan_finish(scan) == SCAN_OK;
    if (read && records) {
        require(records_apply(records, &document, &how.told));
    } else if (read) {
        tell(&document);
    }
    if (read) {
        require(article_enrich(a, &document, &how, out));
    }
    scan_close(scan);
    document_free(&document);
    article_free(a);
    return read;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice in = slice_of((const char *)data, size);
    struct slice first = slice_cut(&in, '\n');
    struct slice json = slice_cut(&in, '\n');
    unsigned pick = first.length ? (unsigned char)first.data[0] : 0;
    struct slice name = slice_from(names[pick % (sizeof names / sizeof *names)]);
    struct enrich_options how = { .rewrite = pick & 64, .footnotes = true };
    struct buffer why = BUFFER(1000);
    struct buffer buffers[4];
    struct records *records = NULL;
    if (json.length) {
        records_read(json, &records, &why);
    }
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) {
        buffers[i] = BUFFER(SIZE_MAX);
    }
    if (enrich(name, in, records, how, &buffers[0], &buffers[1])) {
        struct slice base = buffer_slice(&buffers[0]);
        struct slice out = buffer_slice(&buffers[1]);
        require(enrich(name, out, records, how, &buffers[2], &buffers[3]));
        require(slice_equal(buffer_slice(&buffers[2]), base));
        require(slice_equal(buffer_slice(&buffers[3]), out));
    }
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) {
        buffer_free(&buffers[i]);
    }
    buffer_free(&why);
    records_free(records);
    return 0;
}
