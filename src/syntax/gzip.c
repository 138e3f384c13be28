#include "syntax/gzip.h"

#include <stdlib.h>
#define ZLIB_CONST
#include <zlib.h>

enum { GZIP_BITS = MAX_WBITS + 16, STORED_MOST = 0xffff, MEMORY_LEVEL = 8 };

/* --- Writing --- */

static void add_little(struct buffer *out, uint32_t value, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++) {
        buffer_add_char(out, (char)(value >> 8 * i & 0xff));
    }
}

/* RFC 1951 section 3.2.4. */
static void add_block(struct buffer *out, struct slice in, bool is_last)
{
    buffer_add_char(out, is_last ? 1 : 0);
    add_little(out, (uint32_t)in.length, 2);
    add_little(out, ~(uint32_t)in.length, 2);
    buffer_add(out, in);
}

static void add_stored(struct buffer *out, struct slice in)
{
    while (in.length) {
        size_t length = in.length < STORED_MOST ? in.length : STORED_MOST;
        add_block(out, slice_part(in, 0, length), false);
        in = slice_skip(in, length);
    }
}

void gzip_store(const struct slice *parts, size_t count, struct buffer *out)
{
    static const char head[10] = { 0x1f, (char)0x8b, 8, 0, 0, 0, 0, 0, 0, 3 };
    uLong sum = crc32_z(0, NULL, 0);
    size_t length = 0;
    buffer_add(out, slice_of(head, sizeof head));
    for (size_t i = 0; i < count; i++) {
        if (parts[i].length) {
            sum = crc32_z(sum, (const unsigned char *)parts[i].data, parts[i].length);
        }
        length += parts[i].length;
        add_stored(out, parts[i]);
    }
    add_block(out, (struct slice){ 0 }, true);
    add_little(out, (uint32_t)sum, 4);
    add_little(out, (uint32_t)length, 4);
}

struct gzip_press {
    z_stream z;
};

struct gzip_press *gzip_press_new(void)
{
    struct gzip_press *p = calloc(1, sizeof *p);
    if (p && deflateInit2(&p->z, Z_BEST_SPEED, Z_DEFLATED, GZIP_BITS, MEMORY_LEVEL,
                          Z_DEFAULT_STRATEGY) != Z_OK) {
        free(p);
        return NULL;
    }
    return p;
}

void gzip_press_free(struct gzip_press *p)
{
    if (p) {
        deflateEnd(&p->z);
        free(p);
    }
}

void gzip_press(struct gzip_press *p, const struct slice *parts, size_t count, struct buffer *out)
{
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        length += parts[i].length;
    }
    deflateReset(&p->z);
    size_t most = deflateBound(&p->z, length);
    char *to = length <= INT32_MAX && most <= UINT32_MAX ? buffer_reserve(out, most) : NULL;
    if (!to) {
        out->failed = true;
        return;
    }
    p->z.next_out = (unsigned char *)to;
    p->z.avail_out = (unsigned)most;
    for (size_t i = 0; i < count; i++) {
        p->z.next_in = (const unsigned char *)parts[i].data;
        p->z.avail_in = (unsigned)parts[i].length;
        deflate(&p->z, Z_NO_FLUSH);
    }
    out->failed = out->failed || deflate(&p->z, Z_FINISH) != Z_STREAM_END;
    out->length += most - p->z.avail_out;
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
