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
    { "xhtml", XHTML_TYPE, NULL },
    { "warc", "application/warc", "an archive of pages, which this version does not read" },
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
    const char *suffix, *type;
} names[] = {
    { ".txt", "text" },     { ".text", "text" },         { ".md", "markdown" },
    { ".mdx", "markdown" }, { ".markdown", "markdown" }, { ".html", "html" },
    { ".htm", "html" },     { ".xhtml", "xhtml" },       { ".xht", "xhtml" },
    { ".warc", "warc" },    { ".warc.gz", "warc" },      { ".wet", "warc" },
    { ".wet.gz", "warc" },  { ".warc.zst", "warc" },     { ".wacz", "warc" },
};

static const char *type_of_name(struct slice name)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (slice_ends_nocase(name, slice_from(names[i].suffix))) {
            return names[i].type;
        }
    }
    return NULL;
}

/* --- What its sender says --- */

static const struct {
    struct slice media;
    const char *type;
} medias[] = {
    { SLICE_INIT("text/html"), "html" },         { SLICE_INIT("application/xhtml+xml"), "xhtml" },
    { SLICE_INIT("text/markdown"), "markdown" }, { SLICE_INIT("text/x-markdown"), "markdown" },
    { SLICE_INIT("text/plain"), "text" },
};

/* Servers that know no Markdown send it as a plain text. */
static const char *type_of_media(struct slice media, const char *named)
{
    const char *type = NULL;
    for (size_t i = 0; !type && i < sizeof medias / sizeof *medias; i++) {
        type = slice_equal_nocase(medias[i].media, media) ? medias[i].type : NULL;
    }
    bool is_markdown = named && strcmp(named, "markdown") == 0;
    return type && strcmp(type, "text") == 0 && is_markdown ? named : type;
}

/* A URL's name is the end of its path. */
static struct slice name_in_url(struct slice url)
{
    url.length = slice_find(url, '#');
    url.length = slice_find(url, '?');
    return url;
}

/* --- The first bytes: what is no text --- */

static bool has_control(struct slice s)
{
    for (size_t i = 0; i < s.length; i++) {
        if ((unsigned char)s.data[i] < 9) {
            return true;
        }
    }
    return false;
}

/* --- Letters that a text may begin with, too: what stands behind them decides --- */

static struct slice first(struct slice s, size_t most)
{
    return slice_part(s, 0, s.length < most ? s.length : most);
}

/* Width, height, flags, background and aspect; the last two are 0 in nearly all. */
static bool is_gif(struct slice rest)
{
    return rest.length >= 7 && has_control(first(rest, 7));
}

/* ID3v2 (section 3.1): two bytes of version, flags, and a size of four bytes below 0x80. */
static bool is_id3(struct slice rest)
{
    return rest.length >= 7 && (unsigned char)rest.data[0] < 9 && (rest.data[2] & 0x0f) == 0 &&
           (unsigned char)rest.data[3] < 0x80;
}

static bool is_pdf(struct slice rest)
{
    return rest.length >= 3 && ascii_is_digit(rest.data[0]) && rest.data[1] == '.' &&
           ascii_is_digit(rest.data[2]) &&
           (rest.length == 3 || rest.data[3] == '\r' || rest.data[3] == '\n');
}

/* The level, and the mark of a block or of the end. */
static bool is_bzip2(struct slice rest)
{
    return rest.length >= 7 && ascii_is_digit(rest.data[0]) &&
           (slice_starts(slice_skip(rest, 1), SLICE("1AY&SY")) ||
            slice_starts(slice_skip(rest, 1), SLICE("\x17rE8P\x90")));
}

/* Numbers of four bytes, small ones among them. */
static bool has_numbers(struct slice rest)
{
    return has_control(first(rest, 8));
}

#define MAGIC(bytes, words)                                                                        \
    {                                                                                              \
        SLICE_INIT(bytes), "it looks like " words, NULL                                            \
    }
#define LETTERS(bytes, words, holds)                                                               \
    {                                                                                              \
        SLICE_INIT(bytes), "it looks like " words, holds                                           \
    }

static const struct {
    struct slice bytes;
    const char *why;
    bool (*holds)(struct slice rest); /* NULL: the bytes are enough */
} magics[] = {
    MAGIC("\x89PNG\r\n\x1a\n", "a PNG image"),
    MAGIC("\xff\xd8\xff", "a JPEG image"),
    LETTERS("GIF87a", "a GIF image", is_gif),
    LETTERS("GIF89a", "a GIF image", is_gif),
    LETTERS("%PDF-", "a PDF document", is_pdf),
    MAGIC("PK\x03\x04", "a ZIP archive"),
    MAGIC("PK\x05\x06", "a ZIP archive"),
    MAGIC("\x1f\x8b\x08", "gzip data"),
    MAGIC("\x28\xb5\x2f\xfd", "zstd data"),
    LETTERS("BZh", "bzip2 data", is_bzip2),
    MAGIC("\xfd"
          "7zXZ",
          "xz data"),
    MAGIC("7z\xbc\xaf\x27\x1c", "a 7z archive"),
    MAGIC("\x7f"
          "ELF",
          "a program"),
    MAGIC("\xca\xfe\xba\xbe", "a program"),
    MAGIC("\xcf\xfa\xed\xfe", "a program"),
    MAGIC("SQLite format 3\0", "an SQLite database"),
    LETTERS("OggS", "an Ogg file", has_numbers),
    LETTERS("ID3", "an MP3 file", is_id3),
    MAGIC("\x1a\x45\xdf\xa3", "a Matroska file"),
    MAGIC("II*\0", "a TIFF image"),
    MAGIC("MM\0*", "a TIFF image"),
    LETTERS("wOFF", "a font", has_numbers),
    LETTERS("wOF2", "a font", has_numbers),
    LETTERS("RIFF", "a RIFF file", has_numbers),
    MAGIC("\xff\xfe\0\0", "UTF-32"),
    MAGIC("\0\0\xfe\xff", "UTF-32"),
};

#undef MAGIC
#undef LETTERS

static const char *binary_by_magic(struct slice head)
{
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++) {
        size_t length = magics[i].bytes.length;
        if (slice_starts(head, magics[i].bytes) &&
            (!magics[i].holds || magics[i].holds(slice_skip(head, length)))) {
            return magics[i].why;
        }
    }
    /* The size of a box stands before its name. */
    bool mp4 = head.length > 8 && head.data[0] == '\0' &&
               slice_equal(slice_part(head, 4, 8), SLICE("ftyp"));
    return mp4 ? "it looks like an MP4 file" : NULL;
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

/* Whether s begins with eight bytes none of which is a control character, as most of a text does.
 */
static bool has_no_control(struct slice s)
{
    const uint64_t ones = 0x0101010101010101;
    uint64_t word;
    if (s.length < sizeof word) {
        return false;
    }
    memcpy(&word, s.data, sizeof word);
    return ((word - ' ' * ones) & ~word & 0x80 * ones) == 0;
}

enum { BINARY_LEAST = 4, BINARY_SHARE = 10, BINARY_SHARE_OUTSIDE_UTF8 = 50 };

/* A few NUL bytes make no text binary; one byte in ten does, and fewer where it is no UTF-8. */
static const char *binary_by_bytes(struct slice head)
{
    size_t count = 0;
    for (size_t i = 0; i < head.length; i++) {
        if (has_no_control(slice_skip(head, i))) {
            i += sizeof(uint64_t) - 1;
        } else {
            count += is_binary_byte((unsigned char)head.data[i]);
        }
    }
    size_t share = is_utf8(head) ? BINARY_SHARE : BINARY_SHARE_OUTSIDE_UTF8;
    return count >= BINARY_LEAST && count * share > head.length ? "it looks like binary data"
                                                                : NULL;
}

/* --- HTML --- */

/* Whether s begins with a tag of this name and something ends the name, as the MIME Sniffing
 * Standard has it (section 7.1). */
static bool starts_with_tag(struct slice s, struct slice tag)
{
    return slice_starts_nocase(s, tag) && s.length > tag.length &&
           (ascii_is_space(s.data[tag.length]) || s.data[tag.length] == '>');
}

static bool has_html_tag(struct slice s)
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
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        if (starts_with_tag(s, slice_from(tags[i]))) {
            return true;
        }
    }
    return false;
}

/* Drops what begins with `opening` and white space behind it. False: it does not begin so, or does
 * not end in the head. */
static bool drop(struct slice *s, struct slice opening, struct slice closing)
{
    if (!slice_starts_nocase(*s, opening)) {
        return false;
    }
    size_t end = slice_find_nocase(*s, closing);
    if (end == s->length) {
        return false;
    }
    *s = slice_trim(slice_skip(*s, end + closing.length));
    return true;
}

/* XML whose root is <html>, whatever stands before it. */
static bool is_xhtml(struct slice s)
{
    if (!slice_starts(s, SLICE("<?xml"))) {
        return false;
    }
    bool dropped = true;
    while (dropped) {
        dropped = drop(&s, SLICE("<?"), SLICE("?>")) || drop(&s, SLICE("<!--"), SLICE("-->")) ||
                  drop(&s, SLICE("<!doctype"), SLICE(">"));
    }
    return starts_with_tag(s, SLICE("<html"));
}

/* What stands behind a comment decides where the comment alone does not. */
static bool is_html(struct slice head)
{
    struct slice s = slice_trim(head);
    while (!has_html_tag(s) && drop(&s, SLICE("<!--"), SLICE("-->"))) {
    }
    return has_html_tag(s) || is_xhtml(s);
}

/* --- The encoding --- */

/* The ASCII of UTF-16; all else becomes "?". */
static struct slice narrow(struct slice head, bool big_endian, char room[SNIFF_MOST / 2])
{
    size_t count = 0;
    for (size_t i = 0; i + 1 < head.length; i += 2) {
        char high = head.data[i + !big_endian];
        const char *byte = high ? "?" : head.data + i + big_endian;
        room[count++] = *byte;
    }
    return slice_of(room, count);
}

/* UTF-16 without a mark: text of Latin letters has a NUL in every other byte. */
static bool is_utf16(struct slice head, size_t nul_at)
{
    size_t nuls = 0;
    size_t others = 0;
    if (head.length == 0 || !memchr(head.data, '\0', head.length)) {
        return false;
    }
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

/* Whether it is no text; NULL: it is. */
static const char *why_binary(struct slice head, const struct sniffed *so_far)
{
    const char *why = binary_by_magic(head);
    return why || so_far->encoding != ENCODING_UTF8 ? why : binary_by_bytes(head);
}

static bool is_page(struct slice head, const struct sniffed *so_far)
{
    char room[SNIFF_MOST / 2];
    head = slice_skip(head, so_far->mark);
    if (so_far->encoding != ENCODING_UTF8) {
        head = narrow(head, so_far->encoding == ENCODING_UTF16_BE, room);
    }
    return is_html(head);
}

/* XML that is written as such: its root says what it is. Pages that have a name of HTML's are sent
 * as that, whatever they begin with. */
static bool is_xml(struct slice head)
{
    struct slice space = SLICE("=\"http://www.w3.org/1999/xhtml\"");
    return is_xhtml(slice_trim(head)) && slice_find_nocase(head, space) < head.length;
}

/* The type by what is said of it or by the name, which outrank the bytes if they are text, and else
 * by the bytes; NULL, and *why, where it is no text. */
static const char *guess(const char *named, struct slice head, const struct sniffed *so_far,
                         const char **why)
{
    if (named ? strcmp(named, "warc") == 0 : slice_starts(head, SLICE("WARC/"))) {
        return "warc";
    }
    *why = why_binary(head, so_far);
    if (*why || named) {
        return *why ? NULL : named;
    }
    if (!is_page(head, so_far)) {
        return "text";
    }
    return is_xml(slice_skip(head, so_far->mark)) ? "xhtml" : "html";
}

void sniff(const struct scan_options *options, struct slice name, struct slice head,
           struct sniffed *out)
{
    const char *type = options->type;
    *out = (struct sniffed){ .status = SCAN_OK };
    sniff_encoding(head, out);
    if (!type) {
        const char *named = type_of_name(options->base.length ? name_in_url(options->base) : name);
        const char *stated = type_of_media(options->media, named);
        type = guess(stated ? stated : named, head, out, &out->why);
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

struct encoding_sniffed sniff_charset(const struct scan_options *options, const char *media_type,
                                      struct slice head)
{
    bool html = strcmp(media_type, "text/html") == 0 || strcmp(media_type, XHTML_TYPE) == 0;
    struct encoding_sniffed found =
        encoding_sniff(head, html ? ENCODING_OF_HTML : ENCODING_OF_TEXT);
    const struct encoding *stated = encoding_by_label(options->charset);
    return found.mark || !stated ? found : (struct encoding_sniffed){ .encoding = stated };
}
