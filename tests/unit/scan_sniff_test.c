/* What an input is taken for. */
#include "unit/scanning.h"

#include "scan/find/domain.h"

static void inputs(void **state)
{
    (void)state;
    static const struct {
        const char *name, *type;
        struct slice bytes;
        enum scan_status status;
        const char *media_type, *why;
    } rows[] = {
        { "a", NULL, SLICE(""), SCAN_OK, "text/plain", "" },
        { "a", NULL, SLICE("words"), SCAN_OK, "text/plain", "" },
        { "a.md", NULL, SLICE("<div>words"), SCAN_OK, "text/markdown", "" },
        { "A.MARKDOWN", NULL, SLICE("words"), SCAN_OK, "text/markdown", "" },
        { "a", "markdown", SLICE("words"), SCAN_OK, "text/markdown", "" },
        { "a.txt", NULL, SLICE("<html>"), SCAN_OK, "text/plain", "" },
        { "a", NULL, SLICE("a few\0\0NULs"), SCAN_OK, "text/plain", "" },
        { "a", NULL, SLICE("\xff\xfe\x77\0o\0"), SCAN_OK, "text/plain", "" },
        { "a", NULL, SLICE("\xfe\xff\0w\0o"), SCAN_OK, "text/plain", "" },
        { "a", NULL, SLICE("w\0o\0r\0d\0s\0"), SCAN_OK, "text/plain", "" },
        { "a", NULL, SLICE("MMORPG players and GIF lovers"), SCAN_OK, "text/plain", "" },
        { "a", NULL, SLICE("BZh is no bzip2 here"), SCAN_OK, "text/plain", "" },
        { "a", NULL, SLICE("BZh\tis none"), SCAN_OK, "text/plain", "" },
        { "a", NULL, SLICE("BZh\bis none"), SCAN_OK, "text/plain", "" },
        { "a", NULL, SLICE("BZh91AY&SY\x87"), SCAN_BINARY, NULL, "bzip2" },
        { "a", NULL, SLICE("BZh9\x17rE8P\x90\0\0\0\0"), SCAN_BINARY, NULL, "bzip2" },
        { "a", NULL, SLICE("ID3 tags hold the names of songs"), SCAN_OK, "text/plain", "" },
        { "a", NULL, SLICE("ID3 appeared in 1996"), SCAN_OK, "text/plain", "" },
        { "a", NULL, SLICE("ID3 tags \0\1 hold the names of songs"), SCAN_OK, "text/plain", "" },
        { "a", NULL, SLICE("ID3\4\0\0\0\0\x0c\x76TSSE"), SCAN_BINARY, NULL, "MP3" },
        { "a", NULL, SLICE("ID3\3\0\x80\0\0\x7f\x7f"), SCAN_BINARY, NULL, "MP3" },
        { "a", NULL, SLICE("GIF89a is a format of 1989, and the older GIF87a"), SCAN_OK,
          "text/plain", "" },
        { "a", NULL, SLICE("GIF89a"), SCAN_OK, "text/plain", "" },
        { "a", NULL, SLICE("GIF87a is one of 1987"), SCAN_OK, "text/plain", "" },
        { "a", NULL, SLICE("GIF87a\1\0\1\0\x80\0\0"), SCAN_BINARY, NULL, "GIF" },
        { "a", NULL, SLICE("SQLite format 3 is what they all use"), SCAN_OK, "text/plain", "" },
        { "a", NULL, SLICE("SQLite format 3"), SCAN_OK, "text/plain", "" },
        { "a", NULL, SLICE("SQLite format 3\0\x10\0\1\1"), SCAN_BINARY, NULL, "SQLite" },
        { "a", NULL, SLICE("%PDF-1.4 is how they begin"), SCAN_OK, "text/plain", "" },
        { "a", NULL, SLICE("%PDF-1.4\n%"), SCAN_BINARY, NULL, "PDF" },
        { "a", NULL, SLICE("The ftyp box comes first"), SCAN_OK, "text/plain", "" },
        { "a", NULL,
          SLICE("\0\0\0\x20"
                "ftypisom"),
          SCAN_BINARY, NULL, "MP4" },
        { "a", NULL, SLICE("RIFF files and OggS pages"), SCAN_OK, "text/plain", "" },
        { "a", NULL, SLICE("RIFF\x24\0\0\0WAVE"), SCAN_BINARY, NULL, "RIFF" },
        { "a", NULL, SLICE("OggS\0\2\0\0\0\0\0\0"), SCAN_BINARY, NULL, "Ogg" },
        { "a", NULL, SLICE("wOFF is a font of the web"), SCAN_OK, "text/plain", "" },
        { "a.mdx", NULL, SLICE("<div>words"), SCAN_OK, "text/markdown", "" },
        { "a.txt", NULL, SLICE("<a href='/'>words</a>"), SCAN_OK, "text/plain", "" },
        { "a.txt", NULL, SLICE("WARC/1.0 is a version"), SCAN_OK, "text/plain", "" },
        { "a.warc.gz", NULL, SLICE("\x1f\x8b\x08"), SCAN_NO_READER, "application/warc", "archive" },
        { "a.WACZ", NULL, SLICE("PK\x03\x04"), SCAN_NO_READER, "application/warc", "archive" },
        { "a", NULL, SLICE("w\0o\0r\0d\0\xe5\x65"), SCAN_OK, "text/plain", "" },
        { "a", NULL, SLICE("w\0o\0r\0\xe5\x65w\0\xe5\x65"), SCAN_BINARY, NULL, "binary data" },
        { "a", NULL, SLICE("\0\0\0\0\0\0\0\0"), SCAN_BINARY, NULL, "binary data" },
        { "a.txt", NULL, SLICE("\x89PNG\r\n\x1a\n\0\0"), SCAN_BINARY, NULL, "PNG" },
        { "a", NULL, SLICE("\xff\xd8\xff\xe0"), SCAN_BINARY, NULL, "JPEG" },
        { "a.txt", NULL, SLICE("GIF89a\1\0\1\0\0\0\0;"), SCAN_BINARY, NULL, "GIF" },
        { "a", NULL, SLICE("%PDF-1.7"), SCAN_BINARY, NULL, "PDF" },
        { "a", NULL, SLICE("PK\x03\x04"), SCAN_BINARY, NULL, "ZIP" },
        { "a", NULL, SLICE("\x1f\x8b\x08"), SCAN_BINARY, NULL, "gzip" },
        { "a", NULL,
          SLICE("\x7f"
                "ELF\1\1"),
          SCAN_BINARY, NULL, "program" },
        { "a", NULL, SLICE("\0\1\2\3\4\5\6\7words"), SCAN_BINARY, NULL, "binary data" },
        { "a", NULL, SLICE("\1\2\3\4 forty bytes of \xe9 something that is no UTF-8"), SCAN_BINARY,
          NULL, "binary data" },
        { "a", NULL, SLICE("Caf\xe9 \0\0\0 in Latin-1"), SCAN_OK, "text/plain", "" },
        { "a", "text", SLICE("\x89PNG\r\n\x1a\n\0\0"), SCAN_OK, "text/plain", "" },
        { "a", "text", SLICE("<html>"), SCAN_OK, "text/plain", "" },
        { "a", "warc", SLICE("words"), SCAN_NO_READER, "application/warc", "archive" },
        { "a", NULL, SLICE("WARC/1.0\r\n"), SCAN_NO_READER, "application/warc", "archive" },
        { "a", "nonsense", SLICE("words"), SCAN_NO_READER, NULL, "type" },
    };
    for (size_t i = 0; i < 2 * COUNT_OF(rows); i++) {
        struct scan_options options = { .type = rows[i / 2].type };
        struct document d = { .name = slice_from(rows[i / 2].name) };
        struct scan *s = scan_open(&options, &d);
        enum scan_status status = SCAN_OK;
        size_t step = i % 2 ? 1 : 4096;
        for (size_t at = 0; at < rows[i / 2].bytes.length && status == SCAN_OK; at += step) {
            struct slice rest = slice_skip(rows[i / 2].bytes, at);
            rest.length = rest.length < step ? rest.length : step;
            status = scan_feed(s, rest);
        }
        status = status == SCAN_OK ? scan_finish(s) : status;
        if (status != rows[i / 2].status || !strstr(scan_why(s), rows[i / 2].why)) {
            fail_msg("row %zu: got %d, \"%s\"", i / 2, status, scan_why(s));
        }
        if (rows[i / 2].media_type) {
            assert_string_equal(d.media_type, rows[i / 2].media_type);
        }
        scan_close(s);
        document_free(&d);
    }
}

/* So many bytes that no text has, among so many in all, make it binary; fewer where it is no UTF-8.
 */
static void a_share_of_bytes_makes_it_binary(void **state)
{
    (void)state;
    static const struct {
        size_t controls, length;
        char odd; /* a byte in it that is no UTF-8; NUL: none */
        bool binary;
    } rows[] = {
        { 3, 5, '\0', false },     { 4, 5, '\0', true },        { 4, 39, '\0', true },
        { 4, 40, '\0', false },    { 50, 499, '\0', true },     { 50, 500, '\0', false },
        { 3, 5, '\xe9', false },   { 4, 199, '\xe9', true },    { 4, 200, '\xe9', false },
        { 20, 999, '\xe9', true }, { 20, 1000, '\xe9', false },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char bytes[1024];
        memset(bytes, 'a', sizeof bytes);
        memset(bytes, '\1', rows[i].controls);
        bytes[rows[i].length - 2] = rows[i].odd ? rows[i].odd : bytes[rows[i].length - 2];
        struct document d;
        struct scan_options options = { 0 };
        enum scan_status want = rows[i].binary ? SCAN_BINARY : SCAN_OK;
        if (scan_pieces(&options, "a", slice_of(bytes, rows[i].length), 0, &d) != want) {
            fail_msg("%zu of %zu", rows[i].controls, rows[i].length);
        }
        document_free(&d);
    }
}

/* Wherever in the head they stand, and whatever else is no usual letter beside them. */
static void binary_bytes_are_counted_anywhere(void **state)
{
    enum { LENGTH = 39 };
    (void)state;
    for (size_t at = 0; at + 4 <= LENGTH; at++) {
        for (size_t count = 3; count <= 4; count++) {
            char bytes[LENGTH];
            struct document d;
            struct scan_options options = { 0 };
            memset(bytes, at % 2 ? '\n' : ' ', sizeof bytes);
            bytes[LENGTH - 1] = '\x7f';
            memset(bytes + at, at % 3 ? '\x1f' : '\b', count);
            enum scan_status want = count == 4 ? SCAN_BINARY : SCAN_OK;
            if (scan_pieces(&options, "a", slice_of(bytes, LENGTH), 0, &d) != want) {
                fail_msg("%zu at %zu", count, at);
            }
            document_free(&d);
        }
    }
}

static void html_is_known(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        bool html;
    } rows[] = {
        { "<!DOCTYPE html><p>", true },
        { "<!doctype htmlx", false },
        { "<!DOCTYPE\nhtml>", false },
        { "<!doctype htm", false },
        { "  \n<html lang=en>", true },
        { "\xef\xbb\xbf<!doctype html>", true },
        { "<HEAD>", true },
        { "<script>x()</script>", true },
        { "<SCRIPT src=x>", true },
        { "<scripts>", false },
        { "<iframe src=x>", true },
        { "<h1>words", true },
        { "<h2>words", false },
        { "<div\nid=x>", true },
        { "<divx>", false },
        { "<font size=1>", true },
        { "<table>", true },
        { "<a href=x>", true },
        { "<abc>", false },
        { "<style>", true },
        { "<title>words", true },
        { "<b>words", true },
        { "<b", false },
        { "<body>", true },
        { "<br>", true },
        { "<br/>", false },
        { "<p>words", true },
        { "<!-- words", true },
        { "<!--words", false },
        { "<!--words--><p>words", true },
        { "<!--[if IE]> x <![endif]-->\n<!doctype html>", true },
        { "<!--words-->words", false },
        { "<!-->words", true },
        { "<!-words", false },
        { "<?xml version='1.0'?><html>", true },
        { "<?xml version='1.0'?>\n<!-- words -->\n<!DOCTYPE html PUBLIC 'x' 'y'>\n<html lang='en'>",
          true },
        { "<?xml version='1.0'?><?xml-stylesheet href='x'?><HTML>", true },
        { "<?xml version='1.0'?><htmlx>", false },
        { "<?xml version='1.0'?><feed>", false },
        { "<?xml version='1.0'?><rss><description><html><p></description></rss>", false },
        { "<?xml version='1.0'><html>", false },
        { "<rss version='2.0'>", false },
        { "words <p>words", false },
        { "<https://a.example/>", false },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct document d;
        struct scan_options options = { 0 };
        scan_pieces(&options, "page", slice_from(rows[i].bytes), 0, &d);
        if (strcmp(d.media_type, rows[i].html ? "text/html" : "text/plain") != 0) {
            fail_msg("%s: %s", rows[i].bytes, d.media_type);
        }
        document_free(&d);
    }
}

/* In UTF-16 too, with a mark or without. */
static void html_is_known_when_wide(void **state)
{
    (void)state;
    static const char page[] = "<!DOCTYPE html><p>words";
    for (size_t i = 0; i < 4; i++) {
        char bytes[2 * sizeof page + 2];
        size_t length = 0;
        bool big_endian = i % 2;
        for (size_t at = 0; at < (i < 2 ? 2 : 0); at++) {
            bytes[length++] = at == big_endian ? '\xff' : '\xfe';
        }
        for (const char *c = page; *c; c++) {
            bytes[length++] = big_endian ? '\0' : *c;
            bytes[length++] = big_endian ? *c : '\0';
        }
        struct document d;
        struct scan_options options = { 0 };
        scan_pieces(&options, "page", slice_of(bytes, length), 0, &d);
        assert_string_equal(d.media_type, "text/html");
        document_free(&d);
    }
}

static void top_level_domains_are_in_order(void **state)
{
    (void)state;
    for (size_t i = 1; i < tld_count; i++) {
        assert_true(strcmp(tlds[i - 1], tlds[i]) < 0);
    }
    for (size_t i = 1; i < wide_tld_count; i++) {
        assert_true(strcmp(wide_tlds[i - 1], wide_tlds[i]) < 0);
    }
    for (size_t i = 0; i < tld_count; i++) {
        assert_true(tld_is_known(slice_from(tlds[i])));
    }
    assert_true(tld_is_known(SLICE("CoM")));
    assert_false(tld_is_known(SLICE("comm")));
    assert_false(tld_is_known(SLICE("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inputs),
        cmocka_unit_test(a_share_of_bytes_makes_it_binary),
        cmocka_unit_test(binary_bytes_are_counted_anywhere),
        cmocka_unit_test(html_is_known),
        cmocka_unit_test(html_is_known_when_wide),
        cmocka_unit_test(top_level_domains_are_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
