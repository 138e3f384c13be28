/* Scans for tests: a document from bytes, given in one piece or many, and what is in it as words.
 */
#ifndef TESTS_SCANNING_H
#define TESTS_SCANNING_H

#include "unit/unit.h"

#include "found.h"

#include "base/buffer.h"
#include "scan/scan.h"
#include "syntax/utf8.h"

/* Scans in pieces of `piece` bytes (0: all at once). The document is for the caller to free. */
static inline enum scan_status scan_pieces(const struct scan_options *options, const char *name,
                                           struct slice bytes, size_t piece, struct document *out)
{
    *out = (struct document){ .name = slice_from(name) };
    struct scan *s = scan_open(options, out);
    assert_non_null(s);
    enum scan_status status = piece ? SCAN_OK : scan_all(s, bytes);
    for (size_t at = 0; piece && at < bytes.length && status == SCAN_OK; at += piece) {
        size_t left = bytes.length - at;
        status = scan_feed(s, slice_of(bytes.data + at, left < piece ? left : piece));
    }
    status = status == SCAN_OK ? scan_finish(s) : status;
    scan_close(s);
    return status;
}

/* Widens to UTF-16, little end first. */
static inline void widen(struct slice s, struct buffer *into)
{
    buffer_add(into, SLICE("\xff\xfe"));
    while (s.length) {
        size_t length;
        uint32_t code = utf8_decode(s, &length);
        s = slice_skip(s, length);
        uint32_t units[2] = { code, 0 };
        if (code >= 0x10000) {
            units[0] = 0xd800 + ((code - 0x10000) >> 10);
            units[1] = 0xdc00 + (code & 0x3ff);
        }
        for (size_t i = 0; i < (code >= 0x10000 ? 2 : 1); i++) {
            buffer_add_char(into, (char)units[i]);
            buffer_add_char(into, (char)(units[i] >> 8));
        }
    }
}

#endif
