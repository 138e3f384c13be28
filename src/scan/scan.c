#include "scan/scan.h"

#include "scan/gather/gather.h"
#include "scan/input/sniff.h"
#include "scan/read/ahead.h"
#include "scan/read/ignore.h"
#include "scan/read/markdown.h"
#include "scan/read/page.h"
#include "scan/read/sitemap.h"
#include "scan/read/text.h"
#include "syntax/encoding.h"

#include <stdlib.h>

/* What is not UTF-8 is decoded in steps of this many bytes, each of which gives no more than four
 * bytes of UTF-8. */
enum { DECODE_STEP = 16 << 10, DECODED_MOST = 4 * DECODE_STEP + 64 };

struct scan {
    struct scan_options options;
    struct document *document;
    enum scan_status status;
    const char *why;
    bool sniffed;
    bool whole; /* what is fed is all there is */
    char head[SNIFF_MOST];
    size_t head_length;

    bool decodes; /* the input is not UTF-8 */
    struct encoding_decoder decoder;
    struct offsets bytes; /* from the UTF-8 to the input */
    struct buffer decoded;

    struct finds finds;
    struct ignores ignores;
    struct text text;
    struct page *page; /* the reader of HTML; NULL: the text is read as it is */
    struct page *kept; /* ... one that can be it again; NULL: there is none yet */
    struct markdown_page
        *markdown;                /* the reader of Markdown, whose page that is; NULL: it is HTML */
    struct sitemap_page *sitemap; /* the reader of a sitemap; NULL: it is none */
    struct gather gather;
};

/* All but what gathers, and the reader, which is opened when it is known what the input is. */
static void open_scan(struct scan *s, const struct scan_options *options, struct document *into)
{
    s->options = *options;
    s->document = into;
    s->status = SCAN_OK;
    s->why = "";
    s->sniffed = s->whole = false;
    s->head_length = 0;
    s->decodes = false;
    offsets_clear(&s->bytes);
    s->decoded = buffer_again(&s->decoded, DECODED_MOST);
    finds_clear(&s->finds);
    s->ignores = (struct ignores){ 0 };
    s->page = NULL;
    s->markdown = NULL;
    s->sitemap = NULL;
}

struct scan *scan_open(const struct scan_options *options, struct document *into)
{
    struct scan *s = malloc(sizeof *s);
    if (!s) {
        return NULL;
    }
    s->kept = NULL;
    s->bytes = (struct offsets){ 0 };
    s->decoded = (struct buffer){ 0 };
    s->finds = (struct finds){ 0 };
    text_init(&s->text, &s->finds, options->bare_domains);
    gather_init(&s->gather, into, options->seed);
    open_scan(s, options, into);
    return s;
}

void scan_again(struct scan *s, const struct scan_options *options, struct document *into)
{
    gather_again(&s->gather, into, options->seed);
    open_scan(s, options, into);
}

static enum scan_status fail(struct scan *s, enum scan_status status, const char *why)
{
    s->status = status;
    s->why = why;
    return status;
}

/* --- Readers --- */

/* Brings what was found into the document. */
static enum scan_status deliver(struct scan *s, bool found)
{
    bool taken = found && !s->bytes.failed && gather_take(&s->gather, &s->finds, 0);
    finds_clear(&s->finds);
    return taken ? SCAN_OK : fail(s, SCAN_NO_MEMORY, "out of memory");
}

/* The reader of HTML is given all of the page at once. */
static bool reads_all(const struct scan *s)
{
    return s->whole && s->page && !s->markdown && !s->decodes;
}

static enum scan_status read(struct scan *s, struct slice piece)
{
    ignores_feed(&s->ignores, piece);
    if (s->markdown) {
        return deliver(s, markdown_page_feed(s->markdown, piece));
    }
    if (s->sitemap) {
        return deliver(s, sitemap_page_feed(s->sitemap, piece));
    }
    if (reads_all(s)) {
        return deliver(s, page_read_all(s->page, piece));
    }
    return deliver(s, s->page ? page_feed(s->page, piece) : text_feed(&s->text, piece));
}

/* Where in the UTF-8 it may still be asked for spans. */
static uint64_t kept_from(const struct scan *s)
{
    uint64_t text = s->text.done > KEEP ? s->text.done - KEEP : 0;
    return s->page ? s->page->window.offset : text;
}

static enum scan_status read_decoded(struct scan *s)
{
    if (s->decoded.failed) {
        return fail(s, SCAN_NO_MEMORY, "out of memory");
    }
    enum scan_status status = read(s, buffer_slice(&s->decoded));
    buffer_reset(&s->decoded);
    offsets_forget(&s->bytes, kept_from(s));
    return status;
}

static enum scan_status feed(struct scan *s, struct slice piece)
{
    if (!s->decodes) {
        return read(s, piece);
    }
    while (piece.length && s->status == SCAN_OK) {
        size_t step = piece.length < DECODE_STEP ? piece.length : DECODE_STEP;
        encoding_decode(&s->decoder, slice_part(piece, 0, step), &s->decoded, &s->bytes);
        piece = slice_skip(piece, step);
        read_decoded(s);
    }
    return s->status;
}

/* --- The beginning --- */

static bool is_xhtml(const char *media_type)
{
    return strcmp(media_type, XHTML_TYPE) == 0;
}

static bool is_html(const char *media_type)
{
    return strcmp(media_type, "text/html") == 0 || is_xhtml(media_type);
}

static bool open_page(struct scan *s)
{
    bool again = s->kept != NULL;
    s->page = again ? s->kept : malloc(sizeof *s->page);
    s->kept = s->page;
    if (!s->page ||
        !(again ? page_again : page_init)(s->page, s->document, &s->finds, &s->options)) {
        return false;
    }
    if (is_xhtml(s->document->media_type)) {
        page_set_xml(s->page);
    }
    return true;
}

static bool open_markdown(struct scan *s)
{
    s->markdown = malloc(sizeof *s->markdown);
    if (!s->markdown) {
        return false;
    }
    s->page = &s->markdown->page;
    return markdown_page_init(s->markdown, s->document, &s->finds, &s->options);
}

/* Opens what decodes an input that is not UTF-8. One that the C library has no converter for is
 * read as it stands. False: out of memory. */
static bool open_decoder(struct scan *s, const struct encoding_sniffed *encoding)
{
    if (encoding_is_utf8(encoding->encoding)) {
        return true;
    }
    s->decodes = encoding_open(&s->decoder, encoding->encoding, encoding->mark);
    if (s->decodes) {
        s->document->charset = encoding_written_name(encoding->encoding);
    }
    return s->decodes || !s->decoder.no_memory;
}

/* Opens what reads the UTF-8. False: out of memory. */
static bool open_reader(struct scan *s, size_t mark)
{
    const struct offsets *bytes = s->decodes ? &s->bytes : NULL;
    uint64_t skipped = s->decodes ? 0 : mark;
    bool html = is_html(s->document->media_type);
    bool markdown = strcmp(s->document->media_type, "text/markdown") == 0;
    if ((html && !open_page(s)) || (markdown && !open_markdown(s))) {
        return false;
    }
    if (!s->page) {
        text_again(&s->text, &s->finds, s->options.bare_domains);
        text_begin(&s->text, 0, skipped);
        s->text.locator.bytes = bytes;
    }
    if (s->options.ignores) {
        ignores_open(&s->ignores, !s->page);
    }
    if (s->page) {
        page_locate(s->page, skipped, bytes);
        s->page->ignores = s->options.ignores ? &s->ignores : NULL;
    }
    if (s->options.packs && !s->page && !gather_pack(&s->gather)) {
        return false;
    }
    if (s->options.linked_only) {
        s->gather.linking = html ? GATHER_TAGGED : markdown ? GATHER_EXTENDED : GATHER_ALL;
    }
    return true;
}

static enum scan_status begin_sitemap(struct scan *s, struct slice head)
{
    struct encoding_sniffed encoding = encoding_sniff(head, ENCODING_OF_TEXT);
    size_t mark = encoding_is_utf8(encoding.encoding) ? encoding.mark : 0;
    s->sniffed = true;
    s->document->media_type = "application/xml";
    s->document->is_sitemap = true;
    s->sitemap = malloc(sizeof *s->sitemap);
    if (!s->sitemap || !sitemap_page_init(s->sitemap, &s->finds, head, mark)) {
        return fail(s, SCAN_NO_MEMORY, "out of memory");
    }
    return feed(s, slice_skip(head, mark));
}

/* The head is complete: decides what the input is, and feeds what of it is text. */
static enum scan_status begin(struct scan *s, struct slice head)
{
    struct sniffed sniffed;
    struct slice seen = slice_part(head, 0, head.length < SNIFF_MOST ? head.length : SNIFF_MOST);
    bool failed = false;
    bool is_sitemap = s->options.sitemaps && !s->options.type && sitemap_page_is(seen, &failed);
    if (failed) {
        return fail(s, SCAN_NO_MEMORY, "out of memory");
    }
    if (is_sitemap) {
        return begin_sitemap(s, head);
    }
    sniff(&s->options, s->document->name, seen, &sniffed);
    s->sniffed = true;
    s->document->media_type = sniffed.media_type;
    if (sniffed.status != SCAN_OK) {
        return fail(s, sniffed.status, sniffed.why);
    }
    struct encoding_sniffed encoding = sniff_charset(&s->options, sniffed.media_type, seen);
    if (!open_decoder(s, &encoding) || !open_reader(s, encoding.mark)) {
        return fail(s, SCAN_NO_MEMORY, "out of memory");
    }
    return feed(s, slice_skip(head, encoding.mark));
}

static size_t fill_head(struct scan *s, struct slice piece)
{
    size_t room = SNIFF_MOST - s->head_length;
    size_t count = piece.length < room ? piece.length : room;
    if (count) {
        memcpy(s->head + s->head_length, piece.data, count);
    }
    s->head_length += count;
    return count;
}

/* --- The steps of a scan --- */

enum scan_status scan_feed(struct scan *s, struct slice piece)
{
    s->document->bytes += piece.length;
    if (s->status != SCAN_OK || piece.length == 0) {
        return s->status;
    }
    if (!s->sniffed && s->head_length == 0 && piece.length >= SNIFF_MOST) {
        return begin(s, piece);
    }
    if (!s->sniffed) {
        piece = slice_skip(piece, fill_head(s, piece));
        if (s->head_length < SNIFF_MOST) {
            return SCAN_OK;
        }
        begin(s, slice_of(s->head, s->head_length));
    }
    return s->status == SCAN_OK && piece.length ? feed(s, piece) : s->status;
}

enum scan_status scan_all(struct scan *s, struct slice bytes)
{
    s->document->bytes += bytes.length;
    s->whole = true;
    return begin(s, bytes);
}

enum scan_status scan_ahead(struct scan *s, const struct scan_source *source, uint64_t *at)
{
    bool alone = s->decodes || s->page || s->sitemap || s->options.ignores;
    if (s->status != SCAN_OK || !s->sniffed || alone) {
        return s->status;
    }
    uint64_t before = *at;
    bool scanned = ahead_scan(&s->text, &s->gather, source, at);
    s->document->bytes += *at - before;
    return scanned ? SCAN_OK : fail(s, SCAN_NO_MEMORY, "out of memory");
}

static bool finish(struct scan *s)
{
    if (s->markdown) {
        return markdown_page_finish(s->markdown);
    }
    if (s->sitemap || reads_all(s)) {
        return true;
    }
    return s->page ? page_finish(s->page) : text_finish(&s->text);
}

enum scan_status scan_finish(struct scan *s)
{
    if (s->status == SCAN_OK && !s->sniffed) {
        begin(s, slice_of(s->head, s->head_length));
    }
    if (s->status == SCAN_OK && s->decodes) {
        encoding_finish(&s->decoder, &s->decoded, &s->bytes);
        read_decoded(s);
    }
    if (s->status != SCAN_OK) {
        return s->status;
    }
    bool found = finish(s);
    if (deliver(s, found) == SCAN_OK &&
        !(gather_finish(&s->gather) && ignores_finish(&s->ignores, s->document))) {
        return fail(s, SCAN_NO_MEMORY, "out of memory");
    }
    return s->status;
}

const char *scan_why(const struct scan *s)
{
    return s->why;
}

void scan_end(struct scan *s)
{
    if (s->markdown) {
        markdown_page_free(s->markdown);
        free(s->markdown);
    }
    if (s->sitemap) {
        sitemap_page_free(s->sitemap);
        free(s->sitemap);
    }
    if (s->decodes) {
        encoding_close(&s->decoder);
    }
    ignores_free(&s->ignores);
    gather_leave(&s->gather);
    s->ignores = (struct ignores){ 0 };
    s->page = NULL;
    s->markdown = NULL;
    s->sitemap = NULL;
    s->decodes = false;
}

void scan_close(struct scan *s)
{
    if (!s) {
        return;
    }
    scan_end(s);
    if (s->kept) {
        page_free(s->kept);
        free(s->kept);
    }
    text_free(&s->text);
    finds_free(&s->finds);
    gather_free(&s->gather);
    offsets_free(&s->bytes);
    buffer_free(&s->decoded);
    free(s);
}
