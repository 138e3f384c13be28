#include "syntax/coding.h"

#include <brotli/decode.h>
#define ZLIB_CONST
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

enum { STEP = 16 << 10, MOST_WINDOW_LOG = 23 /* 8 MiB: RFC 8878 section 3.1.1.1.2 */ };

/* --- Names --- */

static const struct {
    struct slice name;
    enum coding coding;
} names[] = {
    { SLICE_INIT("gzip"), CODING_GZIP },       { SLICE_INIT("x-gzip"), CODING_GZIP },
    { SLICE_INIT("deflate"), CODING_DEFLATE }, { SLICE_INIT("br"), CODING_BROTLI },
    { SLICE_INIT("zstd"), CODING_ZSTD },       { SLICE_INIT("identity"), CODING_NONE },
    { SLICE_INIT("chunked"), CODING_NONE },    { SLICE_INIT(""), CODING_NONE },
};

static void add(struct codings *c, struct slice name)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!slice_equal_nocase(names[i].name, name)) {
            continue;
        }
        if (names[i].coding != CODING_NONE && c->count == CODINGS_MOST) {
            c->too_many = true;
        } else if (names[i].coding != CODING_NONE) {
            c->list[c->count++] = (uint8_t)names[i].coding;
        }
        return;
    }
    c->unknown = true;
}

void codings_add(struct codings *c, struct slice field)
{
    while (field.length) {
        add(c, slice_trim(slice_cut(&field, ',')));
    }
}

/* --- Room --- */

/* Where the next bytes go, and how many may; NULL where the limit is reached or memory ran out. */
static char *room_in(struct buffer *out, size_t *room)
{
    size_t left = out->limit - out->length;
    *room = left < STEP ? left : STEP;
    return *room ? buffer_reserve(out, *room) : NULL;
}

static enum coding_end no_room(const struct buffer *out)
{
    return out->failed ? CODING_NO_MEMORY : CODING_CUT;
}

/* --- gzip (RFC 1952) and deflate (RFC 1950, or RFC 1951 as some send it) --- */

enum { GZIP_BITS = MAX_WBITS + 16 };

static bool has_zlib_header(struct slice in)
{
    unsigned first = in.length > 0 ? (unsigned char)in.data[0] : 0;
    unsigned second = in.length > 1 ? (unsigned char)in.data[1] : 0;
    return (first & 0x0f) == Z_DEFLATED && (first << 8 | second) % 31 == 0;
}

/* One member may follow another; what else follows is no part of it. */
static bool starts_member(const z_stream *z)
{
    return z->avail_in > 1 && z->next_in[0] == 0x1f && z->next_in[1] == 0x8b;
}

static enum coding_end inflate_on(z_stream *z, struct buffer *out, bool *over)
{
    size_t room;
    char *to = room_in(out, &room);
    *over = true;
    if (!to) {
        return no_room(out);
    }
    z->next_out = (unsigned char *)to;
    z->avail_out = (unsigned)room;
    int status = inflate(z, Z_NO_FLUSH);
    out->length += room - z->avail_out;
    if (status == Z_STREAM_END && starts_member(z)) {
        *over = false;
        return inflateReset(z) == Z_OK ? CODING_WHOLE : CODING_BROKEN;
    }
    *over = status != Z_OK || (z->avail_in == 0 && z->avail_out > 0);
    return status == Z_STREAM_END                    ? CODING_WHOLE
           : status == Z_OK || status == Z_BUF_ERROR ? CODING_CUT
           : status == Z_MEM_ERROR                   ? CODING_NO_MEMORY
                                                     : CODING_BROKEN;
}

static enum coding_end undo_zlib(struct slice in, int bits, struct buffer *out)
{
    z_stream z = { .next_in = (const unsigned char *)in.data, .avail_in = (unsigned)in.length };
    if (inflateInit2(&z, bits) != Z_OK) {
        return CODING_NO_MEMORY;
    }
    enum coding_end end = CODING_CUT;
    bool over = false;
    while (!over) {
        end = inflate_on(&z, out, &over);
    }
    inflateEnd(&z);
    return end;
}

/* --- br --- */

static bool ran_out(const BrotliDecoderState *state)
{
    BrotliDecoderErrorCode code = BrotliDecoderGetErrorCode(state);
    return code <= BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MODES &&
           code >= BROTLI_DECODER_ERROR_ALLOC_BLOCK_TYPE_TREES;
}

static enum coding_end undo_brotli(struct slice in, struct buffer *out)
{
    BrotliDecoderState *state = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    if (!state) {
        return CODING_NO_MEMORY;
    }
    const uint8_t *next = (const uint8_t *)in.data;
    size_t left = in.length;
    BrotliDecoderResult result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
    size_t room = 0;
    char *to = room_in(out, &room);
    while (to && result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
        size_t before = room;
        uint8_t *into = (uint8_t *)to;
        result = BrotliDecoderDecompressStream(state, &left, &next, &room, &into, NULL);
        out->length += before - room;
        to = room_in(out, &room);
    }
    enum coding_end end = result == BROTLI_DECODER_RESULT_SUCCESS             ? CODING_WHOLE
                          : result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT  ? CODING_CUT
                          : result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT ? no_room(out)
                          : ran_out(state)                                    ? CODING_NO_MEMORY
                                                                              : CODING_BROKEN;
    BrotliDecoderDestroyInstance(state);
    return out->failed ? CODING_NO_MEMORY : end;
}

/* --- zstd --- */

static enum coding_end undo_frames(ZSTD_DCtx *context, struct slice in, struct buffer *out)
{
    ZSTD_inBuffer from = { in.data, in.length, 0 };
    size_t wants = 1; /* 0: a frame has ended */
    bool is_full = false;
    while (!ZSTD_isError(wants) && (from.pos < from.size || is_full)) {
        ZSTD_outBuffer into = { .pos = 0 };
        into.dst = room_in(out, &into.size);
        if (!into.dst) {
            return no_room(out);
        }
        wants = ZSTD_decompressStream(context, &into, &from);
        out->length += into.pos;
        is_full = wants && into.pos == into.size;
    }
    if (ZSTD_isError(wants)) {
        bool memory = ZSTD_getErrorCode(wants) == ZSTD_error_memory_allocation;
        return memory ? CODING_NO_MEMORY : CODING_BROKEN;
    }
    return wants == 0 ? CODING_WHOLE : CODING_CUT;
}

static enum coding_end undo_zstd(struct slice in, struct buffer *out)
{
    ZSTD_DCtx *context = ZSTD_createDCtx();
    bool set = context &&
               !ZSTD_isError(ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, MOST_WINDOW_LOG));
    enum coding_end end = set ? undo_frames(context, in, out) : CODING_NO_MEMORY;
    ZSTD_freeDCtx(context);
    return end;
}

/* --- All of them --- */

static enum coding_end undo(enum coding coding, struct slice in, struct buffer *out)
{
    switch (coding) {
    case CODING_GZIP:
        return undo_zlib(in, GZIP_BITS, out);
    case CODING_DEFLATE:
        return undo_zlib(in, has_zlib_header(in) ? MAX_WBITS : -MAX_WBITS, out);
    case CODING_BROTLI:
        return undo_brotli(in, out);
    case CODING_ZSTD:
        return undo_zstd(in, out);
    case CODING_NONE:
    default:
        return CODING_WHOLE;
    }
}

/* One after the other; the least whole of them is what all of it is. */
static enum coding_end undo_layers(const struct codings *c, struct slice in, struct buffer *out)
{
    struct buffer layers[2] = { BUFFER(out->limit), BUFFER(out->limit) };
    enum coding_end end = CODING_WHOLE;
    for (unsigned left = c->count; left && end < CODING_BROKEN; left--) {
        struct buffer *into = left == 1 ? out : &layers[left % 2];
        if (left > 1) {
            buffer_reset(into);
        }
        enum coding_end step = undo((enum coding)c->list[left - 1], in, into);
        end = step > end ? step : end;
        in = buffer_slice(into);
    }
    buffer_free(&layers[0]);
    buffer_free(&layers[1]);
    return end;
}

/* An input that has not begun is not broken, whatever it should begin with. */
enum coding_end codings_undo(const struct codings *c, struct slice in, struct buffer *out)
{
    if (c->unknown || c->too_many) {
        return CODING_BROKEN;
    }
    if (in.length == 0) {
        return CODING_CUT;
    }
    if (c->count == 0) {
        size_t room = out->limit - out->length;
        buffer_add(out, slice_part(in, 0, in.length < room ? in.length : room));
        return out->failed ? CODING_NO_MEMORY : in.length > room ? CODING_CUT : CODING_WHOLE;
    }
    return undo_layers(c, in, out);
}
