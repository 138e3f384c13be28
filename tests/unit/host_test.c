#include "unit.h"

#include "syntax/punycode.h"
#include "syntax/url.h"
#include "syntax/utf8.h"

#include <locale.h>

struct row {
    const char *in;
    const char *want; /* NULL: the standard fails */
};

static void check_rows(const struct row *rows, size_t count)
{
    struct buffer into = BUFFER(URL_MOST);
    for (size_t i = 0; i < count; i++) {
        buffer_reset(&into);
        buffer_add_char(&into, '>');
        if (url_host_to_ascii(slice_from(rows[i].in), &into) != (rows[i].want != NULL)) {
            fail_msg("\"%s\" is %s", rows[i].in, rows[i].want ? "refused" : "taken for a host");
        }
        assert_slice(slice_skip(buffer_slice(&into), 1), rows[i].want);
    }
    buffer_free(&into);
}

static void ascii_names(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "example.org", "example.org" },
        { "EXAMPLE.Org", "example.org" },
        { "a_b-.-c--d", "a_b-.-c--d" },
        { "a!$&'()*+,;=\"`{}~", "a!$&'()*+,;=\"`{}~" },
        { "a.", "a." },
        { ".a", ".a" },
        { "a..b", "a..b" },
        { ".", "." },
        { "%61%2E%62", "a.b" },
        { "%41", "a" },
        { "a%62%", NULL },
        { "a%6", NULL },
        { "a%zz", NULL },
        { "%2561", NULL },
        { "", NULL },
        { "a b", NULL },
        { "a%20b", NULL },
        { "a%00b", NULL },
        { "a\x7f", NULL },
        { "a<b", NULL },
        { "a>b", NULL },
        { "a^b", NULL },
        { "a|b", NULL },
        { "a[b", NULL },
        { "a]b", NULL },
        { "a%2fb", NULL },
        { "a%3Ab", NULL },
        { "a%40b", NULL },
        { "a%23", NULL },
        { "a%3f", NULL },
        { "a%5c", NULL },
        /* no label in ASCII is looked into */
        { "xn--bcher-kva.example", "xn--bcher-kva.example" },
        { "XN--BCHER-KVA", "xn--bcher-kva" },
        { "xn--", "xn--" },
        { "xn--a", "xn--a" },
        { "xn--99999999999", "xn--99999999999" },
    };
    check_rows(rows, COUNT_OF(rows));
}

static void ipv4(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "1.2.3.4", "1.2.3.4" },
        { "1.2.3.4.", "1.2.3.4" },
        { "127.1", "127.0.0.1" },
        { "1.2.3", "1.2.0.3" },
        { "1.256", "1.0.1.0" },
        { "1.16777215", "1.255.255.255" },
        { "1.16777216", NULL },
        { "1.2.65535", "1.2.255.255" },
        { "1.2.65536", NULL },
        { "1.2.3.256", NULL },
        { "256.2.3.4", NULL },
        { "1.2.3.4.5", NULL },
        { "1.2.3.4..", "1.2.3.4.." }, /* the last label is empty: a name */
        { "1..2", NULL },
        { ".1", NULL },
        { "0", "0.0.0.0" },
        { "4294967295", "255.255.255.255" },
        { "4294967296", NULL },
        { "99999999999999999999999999", NULL },
        { "0x7F.1", "127.0.0.1" },
        { "0X7f000001", "127.0.0.1" },
        { "0x", "0.0.0.0" },
        { "0x.0x", "0.0.0.0" },
        { "0xfffffffff", NULL },
        { "0xg", "0xg" },
        { "017700000001", "127.0.0.1" },
        { "00000.1", "0.0.0.1" },
        { "1.08", NULL },
        { "08", NULL },
        { "a.1", NULL },
        { "a.0x1", NULL },
        { "a.0x", NULL },
        { "1.a", "1.a" },
        { "1.2.3.4x", "1.2.3.4x" },
        { "%31%2e%32", "1.0.0.2" },
        { "\xef\xbc\x91\xef\xbc\x8e\xef\xbc\x92", "1.0.0.2" }, /* full width */
        { "\xe2\x91\xa0.2", "1.0.0.2" },                       /* a circled one */
    };
    check_rows(rows, COUNT_OF(rows));
}

static void ipv6(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "[::]", "[::]" },
        { "[::1]", "[::1]" },
        { "[1::]", "[1::]" },
        { "[1:2:3:4:5:6:7:8]", "[1:2:3:4:5:6:7:8]" },
        { "[1:0:0:4:0:0:0:8]", "[1:0:0:4::8]" },
        { "[1:0:0:4:5:0:0:8]", "[1::4:5:0:0:8]" },
        { "[1:0:3:4:5:6:7:8]", "[1:0:3:4:5:6:7:8]" },
        { "[0:0:3:4:5:6:7:8]", "[::3:4:5:6:7:8]" },
        { "[1:2:3:4:5:6:0:0]", "[1:2:3:4:5:6::]" },
        { "[1:2:3:4:5:6:7::]", "[1:2:3:4:5:6:7:0]" },
        { "[::2:3:4:5:6:7:8]", "[0:2:3:4:5:6:7:8]" },
        { "[1::8]", "[1::8]" },
        { "[ABCD:EF01::00ff]", "[abcd:ef01::ff]" },
        { "[::127.0.0.1]", "[::7f00:1]" },
        { "[::ffff:192.0.2.255]", "[::ffff:c000:2ff]" },
        { "[1:2:3:4:5:6:1.2.3.4]", "[1:2:3:4:5:6:102:304]" },
        { "[1:2:3:4:5::1.2.3.4]", "[1:2:3:4:5:0:102:304]" },
        { "[]", NULL },
        { "[", NULL },
        { "[:]", NULL },
        { "[:1]", NULL },
        { "[1:]", NULL },
        { "[1]", NULL },
        { "[1:2:3:4:5:6:7]", NULL },
        { "[1:2:3:4:5:6:7:8:9]", NULL },
        { "[1:2:3:4::5:6:7:8]", NULL },
        { "[::1:2:3:4:5:6:7:8]", NULL },
        { "[1:2:3:4:5:6:7:8::]", NULL },
        { "[1::2::3]", NULL },
        { "[:::]", NULL },
        { "[12345::]", NULL },
        { "[g::]", NULL },
        { "[::1%25eth0]", NULL },
        { "[::1.2.3]", NULL },
        { "[::1.2.3.4.5]", NULL },
        { "[::1.2.3.4.]", NULL },
        { "[::1.2.3.256]", NULL },
        { "[::1.2.3.04]", NULL },
        { "[::1.2..4]", NULL },
        { "[::.1.2.3]", NULL },
        { "[::a.2.3.4]", NULL },
        { "[1.2.3.4]", NULL },
        { "[1:2:3:4:5:6:7:1.2.3.4]", NULL },
        { "[1:2:3:4:5:6::1.2.3.4]", NULL },
        { "[::1.2.3.4:5]", NULL },
        { "[::1", NULL },
        { "[::1]x", NULL },
        { "x[::1]", NULL },
    };
    check_rows(rows, COUNT_OF(rows));
}

static void names_beyond_ascii(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "b\xc3\xbc"
          "cher.example",
          "xn--bcher-kva.example" },
        { "B\xc3\x9c"
          "CHER.Example",
          "xn--bcher-kva.example" },
        { "bu\xcc\x88"
          "cher.example",
          "xn--bcher-kva.example" }, /* composed */
        { "b%C3%BCcher.example", "xn--bcher-kva.example" },
        { "\xe4\xbe\x8b\xe3\x81\x88.\xe3\x83\x86\xe3\x82\xb9\xe3\x83\x88",
          "xn--r8jz45g.xn--zckzah" },
        { "\xd0\xbf\xd1\x80\xd0\xb5\xd0\xb7\xd0\xb8\xd0\xb4\xd0\xb5\xd0\xbd\xd1\x82."
          "\xd1\x80\xd1\x84",
          "xn--d1abbgf6aiiy.xn--p1ai" },
        { "a\xe3\x80\x82"
          "b\xef\xbc\x8e"
          "c\xef\xbd\xa1\xc3\xa9",
          "a.b.c.xn--9ca" },
        { "a..\xc3\xa9.", "a..xn--9ca." },
        /* mapped to ASCII, or to nothing */
        { "\xef\xbc\xa7\xef\xbd\x8f.com", "go.com" },
        { "\xe2\x84\xab.com", "xn--5ca.com" },
        { "ex\xc2\xad"
          "ample.\xe2\x80\x8b"
          "com",
          "example.com" },
        { "\xc2\xad", NULL },
        { "e\xc2\xad\xcc\x81", "xn--9ca" }, /* a soft hyphen does not keep them apart */
        { "\xef\xac\x80.com", "ff.com" },
        /* symbols, hyphens and lengths IDNA2008 refuses */
        { "\xe2\x98\x83.net", "xn--n3h.net" },
        { "i\xe2\x9d\xa4.ws", "xn--i-7iq.ws" },
        { "\xf0\x9f\x92\xa9.la", "xn--ls8h.la" },
        { "-\xc3\xa9-", "xn-----bja" },
        { "ab--\xc3\xa9", "xn--ab---epa" },
        { "a_b\xc3\xa9", "xn--a_b-dma" },
        { "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"
          "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9",
          "xn--9caaaaaaaaaaaaaaaaaaaa" },
        { "!\xc3\xa9", "xn--!-bga" },
        { "(\xc3\xa9)=", "xn--()=-bma" },
        { "=.\xc3\xa9", "=.xn--9ca" },
        { "a=\xc3\xa9", "xn--a=-cja" },
        { "=\xcc\xb8", "xn--1ch" },
        { "<\xc2\xad\xcc\xb8", "xn--gdh" },
        { "<\xc3\xa9", NULL },
        /* deviations are kept */
        { "fa\xc3\x9f.de", "xn--fa-hia.de" },
        { "fa\xe1\xba\x9e.de", "xn--fa-hia.de" },
        { "\xcf\x83\xcf\x82", "xn--3xab" },
        /* what newer tables map */
        { "\xd3\x80.com", "xn--s5a.com" },
        { "a\xe1\xa0\x8e"
          "b",
          "ab" },
        { "\xe1\x82\xa1", "xn--skj" },
        /* punycode beside letters is looked into */
        { "xn--bcher-kva.\xc3\xa9", "xn--bcher-kva.xn--9ca" },
        { "xn--!-bga.\xc3\xa9", "xn--!-bga.xn--9ca" },
        { "xn--9ca\xe3\x80\x82", "xn--9ca." },
        { "xn--\xe3\x80\x82-", NULL },
        { "xn--a.\xc3\xa9", NULL },
        { "xn--a!.\xc3\xa9", NULL },
        { "xn--99999999999.\xc3\xa9", NULL },
        { "xn--0c0w.\xc3\xa9", NULL },
        { "xn--.\xc3\xa9", NULL },
        { "xn--abc-.\xc3\xa9", NULL },
        { "xn--\xc3\xa9", NULL },
        { "\xef\xbd\x98n--9ca", "xn--9ca" },
        { "xn--9Ca.\xc3\xa9", "xn--9ca.xn--9ca" },
        { "xn--5ca.\xc3\xa9", "xn--5ca.xn--9ca" },
        /* disallowed */
        { "a\xef\xbf\xbd", NULL },
        { "a\xff", NULL },
        { "a%ff", NULL },
        { "\xc3", NULL },
        { "\xee\x80\x80.com", NULL },
        { "\xe2\x80\xae"
          "a",
          NULL },
        { "\xc3\xa9%00", NULL },
        { "\xc3\xa9 b", NULL },
        { "\xef\xbc\x85"
          "41.com",
          NULL }, /* a full-width percent sign */
        { "\xef\xbc\x8f.com", NULL },
        /* marks, joiners, directions */
        { "\xcc\x81"
          "a",
          NULL },
        { "a.\xcc\x81", NULL },
        { "a\xe2\x80\x8d"
          "b",
          NULL },
        { "a\xe2\x80\x8c", NULL },
        { "\xe0\xa4\x95\xe0\xa5\x8d\xe2\x80\x8d\xe0\xa4\xb7", "xn--11b2ezcw70k" },
        { "\xd7\x90\xd7\x91.com", "xn--4dbc.com" },
        { "\xd7\x90"
          "1",
          "xn--1-zhc" },
        { "\xd7\x90!", NULL },
        { "\xd7\x90!\xd7\x90", "xn--!-zhcb" },
        { "\xd7\x90\xd6\xb4", "xn--cdb9c" },
        { "1\xd7\x90", NULL },
        { "a\xd7\x90", NULL },
        { "\xd7\x90"
          "a",
          NULL },
        { "1a.\xd7\x90", NULL },
        { "-.\xd7\x90", NULL },
        { "a-.\xd7\x90", NULL },
        { "a1.\xd7\x90", "a1.xn--4db" },
        { "look\xd6\xbeout.net", NULL },
        { "\xdb\xb1\xdb\xb2.1a", "xn--embc.1a" }, /* Persian digits are no letters */
    };
    check_rows(rows, COUNT_OF(rows));
}

/* DNS could not hold them; DNS is not asked. */
static void long_labels(void **state)
{
    (void)state;
    struct buffer host = BUFFER(URL_MOST);
    struct buffer into = BUFFER(URL_MOST);
    for (size_t i = 0; i < 254; i++) {
        buffer_add_char(&host, 'a');
    }
    buffer_add(&host, SLICE("\xc3\xa9"));
    assert_true(url_host_to_ascii(buffer_slice(&host), &into));
    assert_true(into.length > 254);
    buffer_add(&host, SLICE("a"));
    assert_false(url_host_to_ascii(buffer_slice(&host), &into));
    buffer_reset(&host);
    buffer_reset(&into);
    for (size_t i = 0; i < 200; i++) {
        buffer_add(&host, SLICE("\xe4\xbe\x8b"));
    }
    assert_true(url_host_to_ascii(buffer_slice(&host), &into));
    buffer_free(&host);
    buffer_free(&into);
}

/* The examples of RFC 3492, section 7.1. */
static void punycode(void **state)
{
    (void)state;
    static const struct {
        uint32_t points[16];
        size_t count;
        const char *want;
    } rows[] = {
        { { 0x4ed6, 0x4eec, 0x4e3a, 0x4ec0, 0x4e48, 0x4e0d, 0x8bf4, 0x4e2d, 0x6587 },
          9,
          "ihqwcrb4cv8a8dqg056pqjye" },
        { { 0x33, 0x5e74, 'b', 0x7d44, 0x91d1, 0x516b, 0x5148, 0x751f },
          8,
          "3b-ww4c5e180e575a65lsy2b" },
        { { 0x3072, 0x3068, 0x3064, 0x5c4b, 0x6839, 0x306e, 0x4e0b, '2' },
          8,
          "2-u9tlzr9756bt3uc0v" },
        { { 0x305d, 0x306e, 0x30b9, 0x30d4, 0x30fc, 0x30c9, 0x3067 }, 7, "d9juau41awczczp" },
        { { 'a', 'b' }, 2, "ab-" },
        { { 0x10ffff }, 1, "dn32g" },
    };
    struct buffer into = BUFFER(URL_MOST);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        buffer_reset(&into);
        punycode_encode(rows[i].points, rows[i].count, &into);
        assert_slice(buffer_slice(&into), rows[i].want);
        uint32_t points[PUNYCODE_MOST];
        size_t count = 0;
        assert_true(punycode_decode(buffer_slice(&into), points, &count));
        assert_int_equal(count, rows[i].count);
        assert_memory_equal(points, rows[i].points, count * sizeof *points);
    }
    buffer_free(&into);
}

static void in_any_locale(void **state)
{
    static const char *const locales[] = { "C", "POSIX", "C.UTF-8" };
    for (size_t i = 0; i < COUNT_OF(locales); i++) {
        if (setlocale(LC_ALL, locales[i])) {
            names_beyond_ascii(state);
        }
    }
    setlocale(LC_ALL, "C");
}

/* A domain that is all everyday letters is not mapped as one that is not: what becomes of its
 * labels must be the same. A circled "a" makes the difference. */
static void everyday_letters_map_like_others(void **state)
{
    (void)state;
    struct buffer plain = BUFFER(URL_MOST);
    struct buffer other = BUFFER(URL_MOST);
    struct buffer want = BUFFER(URL_MOST);
    struct buffer got = BUFFER(URL_MOST);
    for (uint32_t code = 0xa0; code < 0xd7b0; code += code < 0x600 || code / 256 == 0x30 ? 1 : 29) {
        buffer_reset(&plain);
        utf8_encode(code, &plain);
        buffer_add(&plain, SLICE("-b1"));
        utf8_encode(code, &plain);
        utf8_encode(code, &plain);
        buffer_add(&plain, SLICE("."));
        buffer_reset(&other);
        buffer_add(&other, buffer_slice(&plain));
        buffer_add(&plain, SLICE("a"));
        buffer_add(&other, SLICE("\xe2\x93\x90"));
        buffer_reset(&want);
        buffer_reset(&got);
        bool good = url_host_to_ascii(buffer_slice(&other), &want);
        if (url_host_to_ascii(buffer_slice(&plain), &got) != good ||
            !slice_equal(buffer_slice(&got), buffer_slice(&want))) {
            fail_msg("U+%04X", code);
        }
    }
    buffer_free(&plain);
    buffer_free(&other);
    buffer_free(&want);
    buffer_free(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everyday_letters_map_like_others),
        cmocka_unit_test(ascii_names),
        cmocka_unit_test(ipv4),
        cmocka_unit_test(ipv6),
        cmocka_unit_test(names_beyond_ascii),
        cmocka_unit_test(long_labels),
        cmocka_unit_test(punycode),
        cmocka_unit_test(in_any_locale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
