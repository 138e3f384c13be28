/* Encodings of the Encoding Standard: by label, by what a document says of itself, and decoding to
 * UTF-8 with a map back to the bytes as given. */
#ifndef SYNTAX_ENCODING_H
#define SYNTAX_ENCODING_H

#include "base/buffer.h"
#include "base/slice.h"
#include "syntax/offsets.h"

#include <iconv.h>

/* A row of the table of encodings. */
struct encoding;

/* By any of the Standard's labels ("latin1", " Shift-JIS "; section 4.2); NULL: unknown. */
const struct encoding *encoding_by_label(struct slice label);

/* The Standard's name, in lower case as an HTML document has it: "utf-8", "windows-1252". */
struct slice encoding_name(const struct encoding *e);

/* The same as the Standard writes it: "UTF-16LE", "Shift_JIS", "windows-1252". Lives for ever. */
const char *encoding_written_name(const struct encoding *e);

/* Whether text in it is UTF-8 already: there is nothing to decode. */
bool encoding_is_utf8(const struct encoding *e);

/* Whether what is written for a document in it is UTF-8 ("get an output encoding"), or has to be:
 * ISO-2022-JP is only decoded. */
bool encoding_is_written_as_utf8(const struct encoding *e);

enum { ENCODING_SNIFF_MOST = 1024 }; /* bytes of a head that are looked at for what it declares */

enum encoding_hint { ENCODING_OF_TEXT, ENCODING_OF_HTML };

struct encoding_sniffed {
    const struct encoding *encoding; /* never NULL */
    size_t mark;                     /* bytes of the byte order mark: no text */
    bool declared;                   /* by a mark, <meta> or an XML declaration */
};

/* By the first bytes of a document: a byte order mark; in HTML also <meta charset>, <meta
 * http-equiv=content-type> (HTML Standard, section 13.2.3.2) and <?xml encoding?>; UTF-16 by its
 * NUL bytes. Else UTF-8; HTML whose head is not UTF-8 is windows-1252. The longer the head, the
 * surer that last guess; a character cut by its end does no harm. */
struct encoding_sniffed encoding_sniff(struct slice head, enum encoding_hint hint);

/* The encoding of an HTML page that was answered with this label, if any: by a byte order mark, the
 * label, or what the page says of itself in its head, however long as browsers have it, in this
 * order (Encoding Standard, "decode"; HTML Standard, section 13.2.3.2). *mark: the bytes of the mark. */
const struct encoding *encoding_of_page(struct slice page, struct slice label, size_t *mark);

/* A decoder, fed in pieces. What it gives does not depend on where they are cut. Malformed bytes
 * become U+FFFD. */
struct encoding_decoder {
    const struct encoding *encoding;
    uint64_t source; /* of the next byte that is not decoded yet */
    bool no_memory;  /* for a converter: nothing can be decoded */
    /* Private. */
    iconv_t converter, supplement; /* only where `converts` */
    bool converts;
    unsigned char state;
    unsigned char batch; /* how many characters iconv is asked for at once, less one */
    unsigned char held_count;
    char held[8]; /* the beginning of a character that a piece's end cut */
};

/* False: the C library has no converter for it, so what is decoded is windows-1252, or
 * `no_memory`. The source's first byte (behind a mark) has the offset `source`. */
bool encoding_open(struct encoding_decoder *d, const struct encoding *e, uint64_t source);

/* Adds what a piece decodes to, and its offsets to the map (which may be NULL). Bytes of a
 * character that the piece's end cuts are held back. */
void encoding_decode(struct encoding_decoder *d, struct slice piece, struct buffer *into,
                     struct offsets *map);

/* The input is complete: what was held back is malformed. */
void encoding_finish(struct encoding_decoder *d, struct buffer *into, struct offsets *map);

void encoding_close(struct encoding_decoder *d);

/* Adds all of s decoded, which is in one piece. */
void encoding_decode_all(const struct encoding *e, struct slice s, struct buffer *into);

/* Adds UTF-8 in the encoding. False: it lacks a character, or is one that is only decoded
 * (ISO-2022-JP, whose bytes depend on what stands before them), or the buffer failed. Where an
 * encoding has a character twice, decoding need not have met the bytes that this gives. */
bool encoding_encode(const struct encoding *e, struct slice text, struct buffer *into);

#endif
