#include "unit.h"

#include <locale.h>

#include "syntax/encoding_inside.h"
#include "syntax/utf8.h"

static const struct {
    const char *label, *name; /* NULL: unknown */
} labels[] = {
    { "utf-8", "utf-8" },
    { " UTF8\n", "utf-8" },
    { "866", "ibm866" },
    { "latin1", "windows-1252" },
    { "us-ascii", "windows-1252" },
    { "ISO-8859-1", "windows-1252" },
    { "iso-8859-9", "windows-1254" },
    { "gb2312", "gbk" },
    { "gb18030", "gb18030" },
    { "x-x-big5", "big5" },
    { "ks_c_5601-1987", "euc-kr" },
    { "shift-jis", "shift_jis" },
    { "sjis", "shift_jis" },
    { "csiso2022jp", "iso-2022-jp" },
    { "hz-gb-2312", "replacement" },
    { "utf-16", "utf-16le" },
    { "unicodefffe", "utf-16be" },
    { "tis-620", "windows-874" },
    { "x-user-defined", "x-user-defined" },
    { "x-x-mac-ukrainian", NULL },
    { "x-mac-ukrainian", "x-mac-cyrillic" },
    { "visual", "iso-8859-8" },
    { "logical", "iso-8859-8-i" },
    { "koi8-ru", "koi8-u" },
    { "", NULL },
    { "utf-7", NULL },
    { "utf-32", NULL },
    { "utf-88", NULL },
    { "a label that is longer than any other", NULL },
};

static void knows_labels(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(labels); i++) {
        const struct encoding *e = encoding_by_label(slice_from(labels[i].label));
        struct slice got = { 0 };
        if (e) {
            got = encoding_name(e);
        }
        assert_slice(got, labels[i].name);
    }
}

/* The labels as the table has them, to see that bisecting finds them all. */
static const struct {
    const char *label;
    enum encoding_id id;
} all_labels[] = {
#include "syntax/encoding_labels.inc"
};

static void finds_every_label(void **state)
{
    (void)state;
    bool seen[ENCODING_COUNT] = { 0 };
    assert_int_equal(COUNT_OF(all_labels), 228);
    for (size_t i = 0; i < COUNT_OF(all_labels); i++) {
        const struct encoding *e = encoding_by_label(slice_from(all_labels[i].label));
        assert_non_null(e);
        assert_int_equal(e->id, all_labels[i].id);
        seen[e->id] = true;
    }
    for (size_t i = 0; i < ENCODING_COUNT; i++) {
        assert_true(seen[i]);
        const struct encoding *e = encoding_by_id((enum encoding_id)i);
        assert_true(e->id == i && encoding_by_label(e->name) == e);
    }
}

#define REPLACED "\xef\xbf\xbd"

/* `in` is cut at every byte. */
static const struct {
    const char *label, *in, *want;
} decoded[] = {
    { "utf-8", "a\xc3\xa9\xff", "a\xc3\xa9\xff" },
    { "windows-1252", "a\x80\x81\xe9", "a\xe2\x82\xac\xc2\x81\xc3\xa9" },
    { "windows-1251", "\xcc\xe8\xf0 a", "\xd0\x9c\xd0\xb8\xd1\x80 a" },
    { "windows-1253", "\xaa\xe1", REPLACED "\xce\xb1" },
    { "windows-1255", "\xca\xe0", "\xd6\xba\xd7\x90" },
    { "koi8-u", "\xae\xbe", "\xd1\x9e\xd0\x8e" },
    { "iso-8859-8-i", "\xe0\xa1", "\xd7\x90" REPLACED },
    { "x-user-defined", "a\x80\xff", "a\xef\x9e\x80\xef\x9f\xbf" },
    { "hz-gb-2312", "abc", REPLACED },
    { "gbk", "\x80\xd6\xd0\xce\xc4 a", "\xe2\x82\xac\xe4\xb8\xad\xe6\x96\x87 a" },
    { "gb18030", "\x81\x30\x81\x30\x94\x39\xda\x33", "\xc2\x80\xf0\x9f\x92\xa9" },
    { "gb18030", "\x84\x31\x82\x36\xa3\xa0", "\xef\xb8\x90\xe3\x80\x80" },
    { "gb18030", "\x81\x30\x81<\xff\x81 \xd6",
      REPLACED "0" REPLACED "<" REPLACED REPLACED " " REPLACED },
    { "gb18030", "\x81\x30\x81", REPLACED },
    { "big5", "\xa4\xa4\xa4\xe5\x88\x62\x8e\x69",
      "\xe4\xb8\xad\xe6\x96\x87\xc3\x8a\xcc\x84\xe7"
      "\xae\xb8" },
    { "big5", "\xa4<a>\x80\xa4\xff", REPLACED "<a>" REPLACED REPLACED },
    { "big5", "\x81@\x88\x66", REPLACED "@\xc3\x8a" },
    { "euc-kr", "\xa2\xe8\xc7\xd1\xc7\xd1\xa2\xe8\xc7\xd1",
      REPLACED "\xed\x95\x9c\xed\x95\x9c" REPLACED "\xed\x95\x9c" },
    { "gbk", "\xd6\xd0\xd6\xd0\x80\xd6\xd0", "\xe4\xb8\xad\xe4\xb8\xad\xe2\x82\xac\xe4\xb8\xad" },
    { "euc-kr", "\xc7\xd1\xb1\xdb a\xc7", "\xed\x95\x9c\xea\xb8\x80 a" REPLACED },
    { "shift_jis", "\x93\xfa\x96\x7b\xb1\x5c\x7e\x80",
      "\xe6\x97\xa5\xe6\x9c\xac\xef\xbd\xb1\\~"
      "\xc2\x80" },
    { "shift_jis", "\x93<\xa0\x93\xff", REPLACED "<" REPLACED REPLACED },
    { "euc-jp", "\xc6\xfc\xcb\xdc\x8e\xb1\x8f\xb0\xa1\xad\xa1",
      "\xe6\x97\xa5\xe6\x9c\xac\xef\xbd\xb1\xe4\xb8\x82\xe2\x91\xa0" },
    { "euc-jp", "\xc6<\x8f\xb0<\x8e\xff\xf5\xa1", REPLACED "<" REPLACED "<" REPLACED REPLACED },
    { "iso-2022-jp", "a\x1b$BF|K\\\x1b(Bb\x1b(J\\~\x1b(I1\x1b(B",
      "a\xe6\x97\xa5\xe6\x9c\xac"
      "b\xc2\xa5\xe2\x80\xbe\xef\xbd\xb1" },
    { "iso-2022-jp", "\x1b(X\x0e\x1b$BF\x1b(Ba\x1b$B\x1b(Ba\x80",
      REPLACED "(X" REPLACED REPLACED "a" REPLACED "a" REPLACED },
    { "iso-2022-jp", "a\x1b(", "a" REPLACED "(" },
    { "utf-16le", "a<\xe9\x3d\xd8\x00", "\xe3\xb1\xa1\xe3\xb7\xa9" REPLACED },
    { "utf-16be", "\x30\x42\xd8\x3d\xde\x0a\xdc\x41\xd8\x3d\x41\x41",
      "\xe3\x81\x82\xf0\x9f\x98\x8a" REPLACED REPLACED "\xe4\x85\x81" },
};

static void decode(const char *label, struct slice in, size_t cut, struct buffer *got,
                   struct offsets *map)
{
    struct encoding_decoder d;
    assert_true(encoding_open(&d, encoding_by_label(slice_from(label)), 10));
    for (size_t at = 0; at < in.length; at += cut) {
        size_t to = at + cut < in.length ? at + cut : in.length;
        encoding_decode(&d, slice_part(in, at, to), got, map);
    }
    encoding_finish(&d, got, map);
    assert_int_equal(d.source, 10 + in.length);
    encoding_close(&d);
}

static void decodes_pieces(void **state)
{
    (void)state;
    struct buffer got = BUFFER(256);
    struct offsets map = { 0 };
    for (size_t i = 0; i < COUNT_OF(decoded); i++) {
        struct slice in = slice_from(decoded[i].in);
        for (size_t cut = 1; cut <= in.length; cut++) {
            buffer_reset(&got);
            offsets_free(&map);
            decode(decoded[i].label, in, cut, &got, &map);
            if (!slice_equal(buffer_slice(&got), slice_from(decoded[i].want))) {
                fail_msg("%s, row %zu by %zu: %.*s", decoded[i].label, i, cut, (int)got.length,
                         got.data);
            }
            assert_int_equal(map.decoded, got.length);
        }
    }
    offsets_free(&map);
    buffer_free(&got);
}

/* Where each decoded byte comes from, one letter each. */
static const struct {
    const char *label, *in, *starts, *ends;
} mapped[] = {
    { "windows-1251",
      "a\xcc\xe8"
      "b",
      "abbccd", "bccdde" },
    { "gb18030",
      "a\xd6\xd0\x94\x39\xda\x33"
      "b\xff",
      "abbbddddhiii", "bdddhhhhijjj" },
    { "big5",
      "\x88\x62"
      "a",
      "aaaac", "ccccd" },
    { "iso-2022-jp", "a\x1b$BF|\x1b(Bb", "aeeej", "bgggk" },
    { "utf-16le",
      "a\x01"
      "b\x01",
      "aacc", "ccee" },
};

static void maps_bytes(void **state)
{
    (void)state;
    struct buffer got = BUFFER(256);
    struct offsets map = { 0 };
    for (size_t i = 0; i < COUNT_OF(mapped); i++) {
        buffer_reset(&got);
        offsets_free(&map);
        decode(mapped[i].label, slice_from(mapped[i].in), 1, &got, &map);
        assert_int_equal(got.length, strlen(mapped[i].starts));
        assert_int_equal(got.length, strlen(mapped[i].ends));
        for (size_t at = 0; at < got.length; at++) {
            assert_int_equal(offsets_start(&map, at), 10 + mapped[i].starts[at] - 'a');
            assert_int_equal(offsets_end(&map, at + 1), 10 + mapped[i].ends[at] - 'a');
        }
    }
    offsets_free(&map);
    buffer_free(&got);
}

struct mended {
    uint32_t bytes, code;
};
#include "syntax/encoding_mended.inc"

/* Bisecting finds each row only where they are sorted. */
static void check_mended(const char *label, const struct mended *rows, size_t count)
{
    struct buffer got = BUFFER(16);
    struct buffer want = BUFFER(16);
    for (size_t i = 0; i < count; i++) {
        char bytes[4];
        size_t length = rows[i].bytes > 0xffff ? 4 : 2;
        for (size_t at = 0; at < length; at++) {
            bytes[at] = (char)(rows[i].bytes >> 8 * (length - 1 - at));
        }
        buffer_reset(&got);
        buffer_reset(&want);
        decode(label, slice_of(bytes, length), length, &got, NULL);
        utf8_encode(rows[i].code, &want);
        assert_true(slice_equal(buffer_slice(&got), buffer_slice(&want)));
    }
    buffer_free(&got);
    buffer_free(&want);
}

static void mends_what_iconv_has_otherwise(void **state)
{
    (void)state;
    assert_int_equal(COUNT_OF(mended_gb) + COUNT_OF(mended_big5), 167);
    check_mended("gb18030", mended_gb, COUNT_OF(mended_gb));
    check_mended("big5", mended_big5, COUNT_OF(mended_big5));
}

/* Two bytes that stand for one character of each encoding; more of them than one batch has. */
static void decodes_long_runs(void **state)
{
    (void)state;
    enum { COUNT = 5000 };
    static const struct {
        const char *label, *pair;
    } rows[] = { { "gbk", "\xd6\xd0" },       { "big5", "\xa4\xa4" },   { "euc-kr", "\xc7\xd1" },
                 { "shift_jis", "\x93\xfa" }, { "euc-jp", "\xc6\xfc" }, { "big5", "\x8e\x69" } };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buffer in = BUFFER((size_t)2 * COUNT);
        struct buffer got = BUFFER((size_t)3 * COUNT);
        struct offsets map = { 0 };
        for (size_t j = 0; j < COUNT; j++) {
            buffer_add(&in, slice_from(rows[i].pair));
        }
        decode(rows[i].label, buffer_slice(&in), in.length, &got, &map);
        assert_int_equal(got.length, 3 * COUNT);
        assert_int_equal(map.count, 1);
        assert_true(utf8_is_valid(buffer_slice(&got)));
        offsets_free(&map);
        buffer_free(&in);
        buffer_free(&got);
    }
}

static const struct {
    const char *in;
    enum encoding_hint hint;
    const char *name;
    size_t mark;
    bool declared;
} heads[] = {
    { "", ENCODING_OF_TEXT, "utf-8", 0, false },
    { "", ENCODING_OF_HTML, "utf-8", 0, false },
    { "\xef\xbb\xbf<meta charset=big5>", ENCODING_OF_HTML, "utf-8", 3, true },
    { "\xff\xfe"
      "ab",
      ENCODING_OF_TEXT, "utf-16le", 2, true },
    { "\xfe\xff"
      "ab",
      ENCODING_OF_HTML, "utf-16be", 2, true },
    { "<meta charset=big5>", ENCODING_OF_TEXT, "utf-8", 0, false },
    { "<meta charset=big5>", ENCODING_OF_HTML, "big5", 0, true },
    { "<META\nx=y CharSet = ' Shift_JIS '>", ENCODING_OF_HTML, "shift_jis", 0, true },
    { "<meta/charset=\"iso-8859-1\"/>", ENCODING_OF_HTML, "windows-1252", 0, true },
    { "<meta charset=utf-16>", ENCODING_OF_HTML, "utf-8", 0, true },
    { "<meta charset=x-user-defined>", ENCODING_OF_HTML, "windows-1252", 0, true },
    { "<meta charset=nonsense><meta charset=gbk>", ENCODING_OF_HTML, "gbk", 0, true },
    { "<meta charset=gbk charset=big5>", ENCODING_OF_HTML, "gbk", 0, true },
    { "<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>", ENCODING_OF_HTML,
      "koi8-r", 0, true },
    { "<meta content='text/html;charset = \"koi8-r\" x' http-equiv='content-type'>",
      ENCODING_OF_HTML, "koi8-r", 0, true },
    { "<meta http-equiv=content-type content='charset charset=koi8-r;x'>", ENCODING_OF_HTML,
      "koi8-r", 0, true },
    { "<meta http-equiv=content-type content='text/html; charset=\"koi8-r'>", ENCODING_OF_HTML,
      "utf-8", 0, false },
    { "<meta content='text/html; charset=koi8-r'>", ENCODING_OF_HTML, "utf-8", 0, false },
    { "<meta name=content-type content='text/html; charset=koi8-r'>", ENCODING_OF_HTML, "utf-8", 0,
      false },
    { "<!-- <meta charset=gbk> --><meta charset=big5>", ENCODING_OF_HTML, "big5", 0, true },
    { "<!--><meta charset=big5>", ENCODING_OF_HTML, "big5", 0, true },
    { "<a b='<meta charset=gbk>'><meta charset=big5>", ENCODING_OF_HTML, "big5", 0, true },
    { "</a b='<meta charset=gbk>'><meta charset=big5>", ENCODING_OF_HTML, "big5", 0, true },
    { "<!x '<meta charset=gbk>", ENCODING_OF_HTML, "utf-8", 0, false },
    { "<metas charset=gbk>", ENCODING_OF_HTML, "utf-8", 0, false },
    { "<meta charset=gbk", ENCODING_OF_HTML, "utf-8", 0, false },
    { "<script><meta charset=gbk></script>", ENCODING_OF_HTML, "gbk", 0, true },
    { "<?xml version='1.0' encoding='koi8-r'?>", ENCODING_OF_HTML, "koi8-r", 0, true },
    { "<?xml version='1.0' encoding='koi8-r'?><meta charset=gbk>", ENCODING_OF_HTML, "gbk", 0,
      true },
    { "<?xml version='1.0'?> encoding='koi8-r'", ENCODING_OF_HTML, "utf-8", 0, false },
    { " <?xml encoding='koi8-r'?>", ENCODING_OF_HTML, "utf-8", 0, false },
    { "caf\xc3\xa9", ENCODING_OF_HTML, "utf-8", 0, false },
    { "caf\xc3", ENCODING_OF_HTML, "utf-8", 0, false },
    { "caf\xe9 au lait", ENCODING_OF_HTML, "windows-1252", 0, false },
    { "caf\xe9 au lait", ENCODING_OF_TEXT, "utf-8", 0, false },
};

static void sniffs(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(heads); i++) {
        struct encoding_sniffed got = encoding_sniff(slice_from(heads[i].in), heads[i].hint);
        if (!slice_equal(encoding_name(got.encoding), slice_from(heads[i].name)) ||
            got.mark != heads[i].mark || got.declared != heads[i].declared) {
            fail_msg("%s: %s", heads[i].in, encoding_name(got.encoding).data);
        }
    }
    struct encoding_sniffed wide = encoding_sniff(slice_of("<\0a\0>\0", 6), ENCODING_OF_HTML);
    assert_slice(encoding_name(wide.encoding), "utf-16le");
    assert_string_equal(encoding_written_name(wide.encoding), "UTF-16LE");
    assert_string_equal(encoding_written_name(encoding_by_label(SLICE("sjis"))), "Shift_JIS");
    assert_string_equal(encoding_written_name(encoding_by_label(SLICE("latin1"))), "windows-1252");
    wide = encoding_sniff(slice_of("\0<\0a\0>", 6), ENCODING_OF_TEXT);
    assert_slice(encoding_name(wide.encoding), "utf-16be");
}

static void looks_at_the_head_alone(void **state)
{
    (void)state;
    struct buffer b = BUFFER(4096);
    for (size_t i = 0; i < ENCODING_SNIFF_MOST - 18; i++) {
        buffer_add_char(&b, ' ');
    }
    buffer_add(&b, SLICE("<meta charset=gbk>"));
    assert_slice(encoding_name(encoding_sniff(buffer_slice(&b), ENCODING_OF_HTML).encoding), "gbk");
    buffer_reset(&b);
    for (size_t i = 0; i < ENCODING_SNIFF_MOST - 17; i++) {
        buffer_add_char(&b, ' ');
    }
    buffer_add(&b, SLICE("<meta charset=gbk>\xe9 "));
    assert_slice(encoding_name(encoding_sniff(buffer_slice(&b), ENCODING_OF_HTML).encoding),
                 "windows-1252");
    buffer_free(&b);
}

static void reads_a_page_to_the_end_of_its_head(void **state)
{
    (void)state;
    static const struct {
        const char *late, *label, *want;
    } rows[] = {
        { "<meta charset=gbk></head>", NULL, "gbk" },
        { "<meta charset=gbk><body>", NULL, "gbk" },
        { "<meta charset=gbk></head>", "koi8-r", "koi8-r" },
        { "</head><meta charset=gbk>", NULL, "utf-8" },
        { "<body><meta charset=gbk></head>", NULL, "utf-8" },
        { "<meta charset=gbk>", NULL, "utf-8" },
        { "<!--<meta charset=gbk>--></head>", NULL, "utf-8" },
    };
    struct buffer b = BUFFER(4096);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        size_t mark;
        buffer_reset(&b);
        for (size_t n = 0; n < ENCODING_SNIFF_MOST; n++) {
            buffer_add_char(&b, ' ');
        }
        buffer_add(&b, slice_from(rows[i].late));
        assert_slice(
            encoding_name(encoding_of_page(buffer_slice(&b), slice_from(rows[i].label), &mark)),
            rows[i].want);
    }
    buffer_free(&b);
}

int main(void)
{
    setlocale(LC_ALL, "C");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_labels),
        cmocka_unit_test(finds_every_label),
        cmocka_unit_test(decodes_pieces),
        cmocka_unit_test(maps_bytes),
        cmocka_unit_test(mends_what_iconv_has_otherwise),
        cmocka_unit_test(decodes_long_runs),
        cmocka_unit_test(sniffs),
        cmocka_unit_test(reads_a_page_to_the_end_of_its_head),
        cmocka_unit_test(looks_at_the_head_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
