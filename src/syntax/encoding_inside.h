/* What the files of encoding.h share. */
#ifndef SYNTAX_ENCODING_INSIDE_H
#define SYNTAX_ENCODING_INSIDE_H

#include "syntax/encoding.h"

/* The single-byte ones first: they have rows in encoding_single. */
enum encoding_id {
    ENCODING_IBM866,
    ENCODING_ISO_8859_10,
    ENCODING_ISO_8859_13,
    ENCODING_ISO_8859_14,
    ENCODING_ISO_8859_15,
    ENCODING_ISO_8859_16,
    ENCODING_ISO_8859_2,
    ENCODING_ISO_8859_3,
    ENCODING_ISO_8859_4,
    ENCODING_ISO_8859_5,
    ENCODING_ISO_8859_6,
    ENCODING_ISO_8859_7,
    ENCODING_ISO_8859_8,
    ENCODING_ISO_8859_8_I,
    ENCODING_KOI8_R,
    ENCODING_KOI8_U,
    ENCODING_MACINTOSH,
    ENCODING_WINDOWS_1250,
    ENCODING_WINDOWS_1251,
    ENCODING_WINDOWS_1252,
    ENCODING_WINDOWS_1253,
    ENCODING_WINDOWS_1254,
    ENCODING_WINDOWS_1255,
    ENCODING_WINDOWS_1256,
    ENCODING_WINDOWS_1257,
    ENCODING_WINDOWS_1258,
    ENCODING_WINDOWS_874,
    ENCODING_X_MAC_CYRILLIC,
    ENCODING_SINGLE, /* how many those are */
    ENCODING_UTF_8 = ENCODING_SINGLE,
    ENCODING_UTF_16LE,
    ENCODING_UTF_16BE,
    ENCODING_GBK,
    ENCODING_GB18030,
    ENCODING_BIG5,
    ENCODING_EUC_JP,
    ENCODING_SHIFT_JIS,
    ENCODING_EUC_KR,
    ENCODING_ISO_2022_JP,
    ENCODING_REPLACEMENT,
    ENCODING_X_USER_DEFINED,
    ENCODING_COUNT
};

struct encoding {
    struct slice name;
    enum encoding_id id;
    const char *converter;  /* iconv's name for it; NULL: it is decoded without iconv */
    const char *supplement; /* for characters of three bytes */
};

const struct encoding *encoding_by_id(enum encoding_id id);

/* The code points of 0x80 to 0xff. */
extern const uint16_t encoding_single[ENCODING_SINGLE][128];

/* Where decoded text goes. */
struct encoding_sink {
    struct encoding_decoder *decoder;
    struct buffer *into;
    struct offsets *map; /* NULL: nobody asks */
};

/* Adds what `from` source bytes stand for. The next source byte is the one behind them. */
void encoding_put(const struct encoding_sink *to, size_t from, uint32_t code);
void encoding_put_text(const struct encoding_sink *to, size_t from, struct slice text);

/* Adds bytes that stand for themselves. */
void encoding_put_plain(const struct encoding_sink *to, struct slice s);

/* --- encoding_multi.c: the encodings whose characters have several bytes, by iconv --- */

/* Decodes the beginning of s, which is no ASCII byte, and gives how many bytes it took; 0: more
 * are needed. */
size_t encoding_decode_multi(const struct encoding_sink *to, struct slice s);

/* Likewise for ISO-2022-JP, whatever s begins with. */
size_t encoding_decode_escaped(const struct encoding_sink *to, struct slice s);

#endif
