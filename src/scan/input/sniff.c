#include "scan/input/sniff.h"

#include "syntax/utf8.h"

/* --- The type as given --- */

struct type {
    const char *word, *media_type;
    const char *unread; /* why this version does not read it */
};

static const struct type types[] = {
    { "text", "text/plain", NULL },
    { "markdown", "text/markdown", NULL },
    { "html", "text/html", NULL },
    { "warc", "application/warc", "WARC, which this version does not read" },
};

static const struct type *type_named(const char *word)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (strcmp(types[i].word, word) == 0) {
            return &types[i];
        }
    }
    return NULL;
}

/* --- The name --- */

static const struct {
    struct slice suffix;
    const char *type;
} names[] = {
    { { ".txt", 4 }, "text" },          { { ".text", 5 }, "text" }, { { ".md", 3 }, "markdown" },
    { { ".markdown", 9 }, "markdown" }, { { ".html", 5 }, "html" }, { { ".htm", 4 }, "html" },
    { { ".xhtml", 6 }, "html" },        { { ".warc", 5 }, "warc" },
};

static const char *type_of_name(struct slice name)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (slice_ends_nocase(name, names[i].suffix)) {
            return names[i].type;
        }
    }
    return NULL;
}

/* --- The first bytes --- */

#define MAGIC(bytes, words)                                                                        \
    {                                                                                              \
        { bytes, sizeof(bytes) - 1 }, "it looks like " words                                       \
    }

static const struct {
    struct slice bytes;
    const char *why;
} magics[] = {
    MAGIC("\x89PNG\r\n\x1a\n", "a PNG image"),
    MAGIC("\xff\xd8\xff", "a JPEG image"),
    MAGIC("GIF87a", "a GIF image"),
    MAGIC("GIF89a", "a GIF image"),
    MAGIC("%PDF-", "a PDF document"),
    MAGIC("PK\x03\x04", "a ZIP archive"),
    MAGIC("PK\x05\x06", "a ZIP archive"),
    MAGIC("\x1f\x8b\x08", "gzip data"),
    MAGIC("\x28\xb5\x2f\xfd", "zstd data"),
    MAGIC("BZh", "bzip2 data"),
    MAGIC("\xfd"
          "7zXZ",
          "xz data"),
    MAGIC("7z\xbc\xaf\x27\x1c", "a 7z archive"),
    MAGIC("\x7f"
          "ELF",
          "a program"),
    MAGIC("\xca\xfe\xba\xbe", "a program"),
    MAGIC("\xcf\xfa\xed\xfe", "a program"),
    MAGIC("SQLite format 3", "an SQLite database"),
    MAGIC("OggS", "an Ogg file"),
    MAGIC("ID3", "an MP3 file"),
    MAGIC("\x1a\x45\xdf\xa3", "a Matroska file"),
    MAGIC("II*\0", "a TIFF image"),
    MAGIC("MM\0*", "a TIFF image"),
    MAGIC("wOFF", "a font"),
    MAGIC("wOF2", "a font"),
    MAGIC("\xff\xfe\0\0", "UTF-32"),
    MAGIC("\0\0\xfe\xff", "UTF-32"),
};

#undef MAGIC

/* Words a text may begin with: they count only with what no text has behind them. */
static bool is_magic_word(struct slice magic)
{
    return magic.length <= 4 && ascii_is_alpha(magic.data[0]) && ascii_is_alpha(magic.data[2]);
}

static bool has_control(struct slice s)
{
    for (size_t i = 0; i < s.length; i++) {
        if ((unsigned char)s.data[i] < 9) {
            return true;
        }
    }
    return false;
}

static const char *binary_by_magic(struct slice head)
{
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++) {
        if (slice_starts(head, magics[i].bytes) &&
            (!is_magic_word(magics[i].bytes) || has_control(head))) {
            return magics[i].why;
        }
    }
    bool riff = slice_starts(head, SLICE("RIFF")) && has_control(head);
    bool mp4 = head.length > 8 && slice_equal(slice_part(head, 4, 8), SLICE("ftyp"));
    return riff ? "it looks like a RIFF file" : mp4 ? "it looks like an MP4 file" : NULL;
}

/* Bytes no text has, by the MIME Sniffing Standard (section 3, "binary data byte"). */
static bool is_binary_byte(unsigned char c)
{
    return c < 0x20 && c != '\t' && c != '\n' && c != '\f' && c != '\r' && c != 0x1b;
}

/* Whether the head is UTF-8, but for a character that its end may cut. */
static bool is_utf8(struct slice head)
{
    for (int i = 0; i < 3 && head.length && (unsigned char)head.data[head.length - 1] >= 0x80;
         i++) {
        head.length--;
    }
    return utf8_is_valid(head);
}

enum { BINARY_LEAST = 4, BINARY_SHARE = 10, BINARY_SHARE_OUTSIDE_UTF8 = 50 };

/* A few NUL bytes make no text binary; one byte in ten does, and fewer where it is no UTF-8. */
static const char *binary_by_bytes(struct slice head)
{
    size_t count = 0;
    for (size_t i = 0; i < head.length; i++) {
        count += is_binary_byte((unsigned char)head.data[i]);
    }
    size_t share = is_utf8(head) ? BINARY_SHARE : BINARY_SHARE_OUTSIDE_UTF8;
    return count >= BINARY_LEAST && count * share > head.length ? "it looks like binary data"
                                                                : NULL;
}

/* The MIME Sniffing Standard's signatures of HTML (section 7.1). */
static bool is_html(struct slice head)
{
    static const char *const tags[] = { "<!doctype html",
                                        "<html",
                                        "<head",
                                        "<script",
                                        "<iframe",
                                        "<h1",
                                        "<div",
                                        "<font",
                                        "<table",
                                        "<a",
                                        "<style",
                                        "<title",
                                        "<b",
                                        "<body",
                                        "<br",
                                        "<p",
                                        "<!--" };
    head = slice_trim(head);
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        struct slice tag = slice_from(tags[i]);
        if (slice_starts_nocase(head, tag) && head.length > tag.length &&
            (ascii_is_space(head.data[tag.length]) || head.data[tag.length] == '>' ||
             tag.data[1] == '!')) {
            return true;
        }
    }
    return slice_starts(head, SLICE("<?xml")) &&
           slice_find_nocase(head, SLICE("<html")) < head.length;
}

/* UTF-16 without a mark: text of Latin letters has a NUL in every other byte. */
static bool is_utf16(struct slice head, size_t nul_at)
{
    size_t nuls = 0;
    size_t others = 0;
    for (size_t i = 0; i + 1 < head.length; i += 2) {
        nuls += head.data[i + nul_at] == '\0';
        others += head.data[i + 1 - nul_at] == '\0';
    }
    return head.length >= 4 && others == 0 && nuls * 2 * 10 >= head.length * 8;
}

static void sniff_encoding(struct slice head, struct sniffed *out)
{
    if (slice_starts(head, SLICE("\xef\xbb\xbf"))) {
        out->mark = 3;
    } else if (slice_starts(head, SLICE("\xff\xfe")) &&
               !slice_starts(head, SLICE("\xff\xfe\0\0"))) {
        out->encoding = ENCODING_UTF16_LE;
        out->mark = 2;
    } else if (slice_starts(head, SLICE("\xfe\xff"))) {
        out->encoding = ENCODING_UTF16_BE;
        out->mark = 2;
    } else if (is_utf16(head, 1)) {
        out->encoding = ENCODING_UTF16_LE;
    } else if (is_utf16(head, 0)) {
        out->encoding = ENCODING_UTF16_BE;
    }
}

/* The type by the bytes and the name; NULL, and *why, where it is no text. */
static const char *guess(struct slice name, struct slice head, const struct sniffed *so_far,
                         const char **why)
{
    bool wide = so_far->encoding != ENCODING_UTF8;
    *why = binary_by_magic(head);
    *why = *why || wide ? *why : binary_by_bytes(head);
    if (*why) {
        return NULL;
    }
    const char *named = type_of_name(name);
    if (named) {
        return named;
    }
    if (slice_starts(head, SLICE("WARC/"))) {
        return "warc";
    }
    return !wide && is_html(slice_skip(head, so_far->mark)) ? "html" : "text";
}

void sniff(const char *type, struct slice name, struct slice head, struct sniffed *out)
{
    *out = (struct sniffed){ .status = SCAN_OK };
    sniff_encoding(head, out);
    if (!type) {
        type = guess(name, head, out, &out->why);
    }
    if (!type) {
        out->status = SCAN_BINARY;
        return;
    }
    const struct type *row = type_named(type);
    out->media_type = row ? row->media_type : NULL;
    out->why = row ? row->unread : "a type that this version does not know";
    out->status = out->why ? SCAN_NO_READER : SCAN_OK;
}
