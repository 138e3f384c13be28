/* What an input is, by its type as given, its first bytes and its name. */
#ifndef SCAN_INPUT_SNIFF_H
#define SCAN_INPUT_SNIFF_H

#include "scan/scan.h"
#include "syntax/encoding.h"

#define XHTML_TYPE "application/xhtml+xml"

enum { SNIFF_MOST = 1024 }; /* how many bytes at the start are looked at */

enum text_encoding { ENCODING_UTF8, ENCODING_UTF16_LE, ENCODING_UTF16_BE };

struct sniffed {
    enum scan_status status;
    const char *why;        /* unless SCAN_OK; lives for ever */
    const char *media_type; /* lives for ever */
    enum text_encoding encoding;
    size_t mark; /* bytes of the byte order mark */
};

/* `name` is the input's, in case that it was got nowhere. `head` is its first SNIFF_MOST bytes, or
 * all of it. */
void sniff(const struct scan_options *options, struct slice name, struct slice head,
           struct sniffed *out);

/* The encoding of what was sniffed to be of a media type, by the same head. HTML Standard, section
 * 13.2.3.2: a byte order mark outranks what is said of it, and that what it says itself. */
struct encoding_sniffed sniff_charset(const struct scan_options *options, const char *media_type,
                                      struct slice head);

#endif
