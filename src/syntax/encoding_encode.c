/* Encoding: for the few characters that have to be put back as they stood. */
#include "syntax/encoding_inside.h"
#include "syntax/utf8.h"

#include <errno.h>

enum { CHARACTER_MOST = 8 }; /* bytes of one, in any encoding */

static bool put_unit(unsigned unit, bool big_endian, struct buffer *into)
{
    buffer_add_char(into, (char)(big_endian ? unit >> 8 : unit & 0xff));
    buffer_add_char(into, (char)(big_endian ? unit & 0xff : unit >> 8));
    return true;
}

static bool put_utf16(uint32_t code, bool big_endian, struct buffer *into)
{
    if (code < 0x10000) {
        return put_unit(code, big_endian, into);
    }
    put_unit(0xd800 + ((code - 0x10000) >> 10), big_endian, into);
    return put_unit(0xdc00 + ((code - 0x10000) & 0x3ff), big_endian, into);
}

static bool put_single(const struct encoding *e, uint32_t code, struct buffer *into)
{
    for (unsigned i = 0; i < 0x80; i++) {
        uint32_t has = e->id == ENCODING_X_USER_DEFINED ? 0xf780 + i : encoding_single[e->id][i];
        if (has == code && code != UTF8_REPLACEMENT) {
            buffer_add_char(into, (char)(0x80 + i));
            return true;
        }
    }
    return false;
}

/* By the name that iconv has for the encoding itself, not for what it is decoded by. */
static bool put_multi(const struct encoding *e, struct slice character, struct buffer *into)
{
    const char *name = e->id == ENCODING_EUC_JP ? e->supplement : e->converter;
    iconv_t to = iconv_open(name, "UTF-8");
    if ((intptr_t)to == -1) { /* which iconv_open gives if it fails */
        into->no_memory = into->no_memory || errno == ENOMEM;
        into->failed = into->failed || errno == ENOMEM;
        return false;
    }
    char from[CHARACTER_MOST];
    char room[CHARACTER_MOST];
    memcpy(from, character.data, character.length);
    char *in = from;
    char *out = room;
    size_t in_left = character.length;
    size_t out_left = sizeof room;
    bool good = iconv(to, &in, &in_left, &out, &out_left) == 0 && in_left == 0;
    iconv_close(to);
    if (good) {
        buffer_add(into, slice_of(room, sizeof room - out_left));
    }
    return good;
}

/* A character beyond ASCII. */
static bool put(const struct encoding *e, struct slice character, uint32_t code,
                struct buffer *into)
{
    switch (e->id) {
    case ENCODING_UTF_8:
        buffer_add(into, character);
        return true;
    case ENCODING_REPLACEMENT:
        return false;
    default:
        return e->converter ? put_multi(e, character, into) : put_single(e, code, into);
    }
}

bool encoding_is_written_as_utf8(const struct encoding *e)
{
    switch (e->id) {
    case ENCODING_UTF_8:
    case ENCODING_UTF_16LE:
    case ENCODING_UTF_16BE:
    case ENCODING_REPLACEMENT:
    case ENCODING_ISO_2022_JP:
        return true;
    default:
        return false;
    }
}

bool encoding_encode(const struct encoding *e, struct slice text, struct buffer *into)
{
    bool wide = e->id == ENCODING_UTF_16LE || e->id == ENCODING_UTF_16BE;
    bool good = e->id != ENCODING_ISO_2022_JP;
    while (good && text.length > 0) {
        size_t length;
        uint32_t code = utf8_decode(text, &length);
        if (wide) {
            good = put_utf16(code, e->id == ENCODING_UTF_16BE, into);
        } else if (code < 0x80) {
            buffer_add_char(into, (char)code);
        } else {
            good = put(e, slice_part(text, 0, length), code, into);
        }
        text = slice_skip(text, length);
    }
    return good && !into->failed;
}
