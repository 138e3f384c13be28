#include "syntax/gzip.h"

#include <libdeflate.h>
#include <stdlib.h>
#define ZLIB_CONST
#include <zlib.h>

enum { GZIP_BITS = MAX_WBITS + 16, LEVEL_STORED = 0, LEVEL_FAST = 1 };

/* --- Writing --- */

struct gzip_writer {
    struct libdeflate_compressor *stores, *presses;
};

struct gzip_writer *gzip_writer_new(void)
{
    struct gzip_writer *w = calloc(1, sizeof *w);
    if (!w) {
        return NULL;
    }
    w->stores = libdeflate_alloc_compressor(LEVEL_STORED);
    w->presses = libdeflate_alloc_compressor(LEVEL_FAST);
    if (!w->stores || !w->presses) {
        gzip_writer_free(w);
        return NULL;
    }
    return w;
}

void gzip_writer_free(struct gzip_writer *w)
{
    if (w) {
        libdeflate_free_compressor(w->stores);
        libdeflate_free_compressor(w->presses);
        free(w);
    }
}

void gzip_write(struct gzip_writer *w, struct slice in, bool press, struct buffer *out)
{
    struct libdeflate_compressor *c = press ? w->presses : w->stores;
    size_t most = libdeflate_gzip_compress_bound(c, in.length);
    char *to = buffer_reserve(out, most);
    size_t length = to ? libdeflate_gzip_compress(c, in.data, in.length, to, most) : 0;
    out->length += length;
    out->failed = out->failed || length == 0;
}

/* --- Reading --- */

bool gzip_may_begin(struct slice in)
{
    struct slice magic = SLICE("\x1f\x8b\x08");
    size_t length = in.length < magic.length ? in.length : magic.length;
    return length && slice_equal(slice_part(in, 0, length), slice_part(magic, 0, length));
}

struct gunzip {
    z_stream z;
};

struct gunzip *gunzip_new(void)
{
    struct gunzip *g = calloc(1, sizeof *g);
    if (g && inflateInit2(&g->z, GZIP_BITS) != Z_OK) {
        free(g);
        return NULL;
    }
    return g;
}

void gunzip_free(struct gunzip *g)
{
    if (g) {
        inflateEnd(&g->z);
        free(g);
    }
}

void gunzip_begin(struct gunzip *g)
{
    inflateReset(&g->z);
}

enum gzip_step gunzip_take(struct gunzip *g, struct slice *in, size_t most, struct buffer *out)
{
    char *to = buffer_reserve(out, most);
    if (!to) {
        return GZIP_NO_MEMORY;
    }
    size_t given = in->length < INT32_MAX ? in->length : INT32_MAX;
    g->z.next_in = (const unsigned char *)in->data;
    g->z.avail_in = (unsigned)given;
    g->z.next_out = (unsigned char *)to;
    g->z.avail_out = (unsigned)most;
    int status = inflate(&g->z, Z_NO_FLUSH);
    out->length += most - g->z.avail_out;
    *in = slice_skip(*in, given - g->z.avail_in);
    return status == Z_STREAM_END                    ? GZIP_MEMBER
           : status == Z_OK || status == Z_BUF_ERROR ? GZIP_MORE
           : status == Z_MEM_ERROR                   ? GZIP_NO_MEMORY
                                                     : GZIP_BROKEN;
}
