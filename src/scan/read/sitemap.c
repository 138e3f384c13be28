#include "scan/read/sitemap.h"

#include "syntax/url.h"

/* Of a packed one: the protocol allows 50 MB. */
enum { UNPACK_STEP = 64 << 10, UNPACKED_MOST = 64 << 20, HEAD_MOST = 4 << 10 };

bool sitemap_page_is(struct slice head, bool *failed)
{
    if (!gzip_may_begin(head)) {
        return sitemap_sniff(head, failed) != SITEMAP_NONE;
    }
    struct buffer begun = BUFFER(HEAD_MOST);
    struct gunzip *gunzip = gunzip_new();
    bool is = false;
    *failed |= !gunzip;
    if (gunzip) {
        gunzip_begin(gunzip);
        *failed |= gunzip_take(gunzip, &head, HEAD_MOST, &begun) == GZIP_NO_MEMORY;
        *failed |= begun.no_memory;
        is = sitemap_sniff(buffer_slice(&begun), failed) != SITEMAP_NONE;
    }
    gunzip_free(gunzip);
    buffer_free(&begun);
    return is;
}

bool sitemap_page_init(struct sitemap_page *p, struct finds *out, struct slice head,
                       uint64_t skipped)
{
    *p = (struct sitemap_page){ .out = out, .skipped = skipped, .unpacked = BUFFER(UNPACK_STEP) };
    sitemap_init(&p->sitemap);
    reader_init(&p->reader);
    if (gzip_may_begin(head)) {
        p->gunzip = gunzip_new();
        p->failed = !p->gunzip;
    }
    if (p->gunzip) {
        gunzip_begin(p->gunzip);
    }
    return !p->failed;
}

void sitemap_page_free(struct sitemap_page *p)
{
    sitemap_free(&p->sitemap);
    reader_free(&p->reader);
    if (p->gunzip) {
        gunzip_free(p->gunzip);
    }
    buffer_free(&p->unpacked);
}

static void give(struct sitemap_page *p, const struct sitemap_entry *entry)
{
    struct meaning meaning;
    reader_read_in(&p->reader, entry->url, NULL, &meaning);
    p->failed |= meaning.status == URL_NO_MEMORY;
    if (p->failed || meaning.status == URL_OTHER_SCHEME ||
        (meaning.status != URL_OK && meaning.is_relative)) {
        return;
    }
    uint64_t start = p->skipped + entry->start;
    uint64_t end = p->skipped + entry->end;
    struct find find = { .type = FIND_LINK,
                         .start = start,
                         .end = end,
                         .span = { start, end, entry->line, entry->column, "loc" } };
    find.is.link = (struct link_find){ .url = meaning.url,
                                       .written = entry->written,
                                       .unwrapped = meaning.unwrapped,
                                       .place = meaning.place,
                                       .kind = meaning.kind,
                                       .truncated = meaning.truncated,
                                       .malformed = meaning.status != URL_OK };
    p->failed |= !finds_add(p->out, &find);
}

static void read_piece(struct sitemap_page *p, struct slice piece)
{
    struct sitemap_entry entry;
    while (!p->failed && sitemap_next(&p->sitemap, &piece, &entry)) {
        give(p, &entry);
    }
    p->failed |= p->sitemap.failed;
}

/* What is broken ends it, and members behind the first go on with it. */
static void unpack(struct sitemap_page *p, struct slice piece)
{
    while (!p->ended && !p->failed) {
        size_t before = piece.length;
        buffer_reset(&p->unpacked);
        enum gzip_step step = gunzip_take(p->gunzip, &piece, UNPACK_STEP, &p->unpacked);
        p->failed |= step == GZIP_NO_MEMORY || p->unpacked.no_memory;
        p->unpacked_bytes += p->unpacked.length;
        p->ended = step == GZIP_BROKEN || p->unpacked_bytes > UNPACKED_MOST;
        read_piece(p, buffer_slice(&p->unpacked));
        if (step == GZIP_MEMBER) {
            gunzip_begin(p->gunzip);
        }
        if (piece.length == before && p->unpacked.length == 0) {
            return;
        }
    }
}

bool sitemap_page_feed(struct sitemap_page *p, struct slice piece)
{
    if (p->gunzip) {
        unpack(p, piece);
    } else {
        read_piece(p, piece);
    }
    return !p->failed;
}
