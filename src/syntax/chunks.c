#include "syntax/coding.h"

enum { MOST_DIGITS = 15 }; /* of a size, in base 16 */

/* The size is read to its end: a line end, an extension, or the space that some put there. */
static enum chunk_state end_size(struct chunks *c, char end)
{
    bool ends = end == '\n' || end == '\r' || end == ';' || end == ' ' || end == '\t';
    if (c->digits == 0 || !ends) {
        return CHUNK_BROKEN;
    }
    if (end != '\n') {
        return CHUNK_EXTENSION;
    }
    return c->left ? CHUNK_DATA : CHUNK_TRAILER;
}

static enum chunk_state read_size(struct chunks *c, char next)
{
    int digit = ascii_hex(next);
    if (digit < 0 || c->digits == MOST_DIGITS) {
        return end_size(c, next);
    }
    c->left = c->left * 16 + (unsigned)digit;
    c->digits++;
    return CHUNK_SIZE;
}

/* What is not the chunks' data, a byte at a time. */
static enum chunk_state step(struct chunks *c, char next)
{
    switch (c->state) {
    case CHUNK_SIZE:
        return read_size(c, next);
    case CHUNK_EXTENSION:
        return next != '\n' ? CHUNK_EXTENSION : c->left ? CHUNK_DATA : CHUNK_TRAILER;
    case CHUNK_DATA_END:
        c->digits = 0;
        return next == '\n' ? CHUNK_SIZE : next == '\r' ? CHUNK_DATA_END : CHUNK_BROKEN;
    case CHUNK_TRAILER:
        c->trailing++;
        return next == '\n' ? CHUNK_DONE : next == '\r' ? CHUNK_TRAILER : CHUNK_TRAILER_LINE;
    case CHUNK_TRAILER_LINE:
        c->trailing++;
        return next == '\n' ? CHUNK_TRAILER : CHUNK_TRAILER_LINE;
    default:
        return c->state;
    }
}

static size_t take_data(struct chunks *c, struct slice rest, struct buffer *out)
{
    size_t length = rest.length < c->left ? rest.length : (size_t)c->left;
    size_t room = out->limit - out->length;
    if (room) {
        buffer_add(out, slice_part(rest, 0, length < room ? length : room));
    }
    c->left -= length;
    c->state = c->left ? CHUNK_DATA : CHUNK_DATA_END;
    return length;
}

size_t chunks_read(struct chunks *c, struct slice piece, struct buffer *out)
{
    size_t at = 0;
    while (at < piece.length && c->state != CHUNK_DONE && c->state != CHUNK_BROKEN) {
        if (c->state == CHUNK_DATA) {
            at += take_data(c, slice_skip(piece, at), out);
        } else {
            c->state = step(c, piece.data[at++]);
        }
    }
    return at;
}
