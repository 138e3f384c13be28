#include "unit.h"

#include "syntax/robots.h"

static bool allows(const char *file, const char *product, const char *path)
{
    struct robots r;
    bool failed = false;
    assert_true(robots_read(slice_from(file), slice_from(product), &r));
    bool allowed = robots_allow(&r, slice_from(path), &failed);
    assert_false(failed);
    robots_free(&r);
    return allowed;
}

struct row {
    const char *file;
    const char *path;
    bool want;
};

static void hold(const struct row *rows, size_t count, size_t wanted)
{
    assert_int_equal(count, wanted);
    for (size_t i = 0; i < count; i++) {
        if (allows(rows[i].file, "landfall", rows[i].path) != rows[i].want) {
            fail_msg("%s of \"%s\" is not %s", rows[i].path, rows[i].file,
                     rows[i].want ? "allowed" : "forbidden");
        }
    }
}

#define ANY "User-agent: *\n"

static void patterns(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "", "/", true },
        { ANY "Disallow: /", "/x", false },
        { ANY "Disallow:", "/x", true },
        { ANY "Disallow: /", "/robots.txt", true },
        { ANY "Disallow: /", "/robots.txt?x", false },
        { ANY "Disallow: /fish", "/fish", false },
        { ANY "Disallow: /fish", "/fishheads/yummy.html", false },
        { ANY "Disallow: /fish", "/Fish.asp", true },
        { ANY "Disallow: /fish", "/catfish", true },
        { ANY "Disallow: /fish", "/?id=fish", true },
        { ANY "Disallow: /fish/", "/fish", true },
        { ANY "Disallow: /fish/", "/fish/?id=1", false },
        { ANY "Disallow: fish", "/fish", true },
        { ANY "Disallow: /*.php", "/a/b.php?c", false },
        { ANY "Disallow: /*.php", "/windows.PHP", true },
        { ANY "Disallow: /*.php$", "/a.php", false },
        { ANY "Disallow: /*.php$", "/a.php?b", true },
        { ANY "Disallow: /*.php$", "/a.php/b.php", false },
        { ANY "Disallow: /fish*.php", "/fishheads/catfish.php?x", false },
        { ANY "Disallow: /fish*.php", "/Fish.PHP", true },
        { ANY "Disallow: /a$", "/a", false },
        { ANY "Disallow: /a$", "/ab", true },
        { ANY "Disallow: /$", "/", false },
        { ANY "Disallow: /$", "/a", true },
        { ANY "Disallow: /a$b", "/a$b", true }, /* a path's own sign is an octet */
        { ANY "Disallow: /a%24b", "/a$b", false },
        { ANY "Disallow: /a%2Ab", "/a*b", false },
        { ANY "Disallow: /a%2Ab", "/axb", true },
        { ANY "Disallow: *", "/x", false },
        { ANY "Disallow: */x", "/a/x", false },
        { ANY "Disallow: /**a***b", "/xxaxxbxx", false },
        { ANY "Disallow: /*a*b$", "/xaxbxb", false },
        { ANY "Disallow: /*a*b$", "/xaxbx", true },
        { ANY "Disallow: /*ab*ab$", "/ab", true }, /* one octet serves once */
        { ANY "Disallow: /*$", "/anything", false },
        { ANY "Disallow: /?a=1", "/?a=1&b=2", false },
        { ANY "Disallow: /*?", "/x?", false },
        { ANY "Disallow: /*?", "/x", true },
        /* Octets. */
        { ANY "Disallow: /%7Eme", "/~me", false },
        { ANY "Disallow: /~me", "/%7eme", false },
        { ANY "Disallow: /b%61r", "/bar", false },
        { ANY "Disallow: /\xE3\x83\x84", "/%E3%83%84", false },
        { ANY "Disallow: /%e3%83%84", "/%E3%83%84", false },
        { ANY "Disallow: /a%2fb", "/a%2Fb", false },
        { ANY "Disallow: /a%2Fb", "/a/b", true },
        { ANY "Disallow: /100%", "/100%", false },
        { ANY "Disallow: /%zz", "/%zz", false },
    };
    hold(rows, COUNT_OF(rows), 47);
}

static void precedence(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { ANY "Disallow: /\nAllow: /p", "/page", true },
        { ANY "Allow: /p\nDisallow: /", "/page", true },
        { ANY "Allow: /folder\nDisallow: /folder", "/folder/x", true },
        { ANY "Disallow: /folder\nAllow: /folder", "/folder/x", true },
        { ANY "Allow: /page\nDisallow: /*.htm", "/page.htm", false },
        { ANY "Allow: /page\nDisallow: /*.ph", "/page.php5", true },
        { ANY "Allow: /$\nDisallow: /", "/", true },
        { ANY "Allow: /$\nDisallow: /", "/page.htm", false },
        { ANY "Disallow: /a\nAllow: /a/b\nDisallow: /a/b/c", "/a/b/c", false },
        { ANY "Disallow: /a\nAllow: /a/b\nDisallow: /a/b/c", "/a/b/d", true },
        { ANY "Allow: \nDisallow: /", "/x", false },
    };
    hold(rows, COUNT_OF(rows), 11);
}

static void groups(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "User-agent: landfall\nDisallow: /a\n\n" ANY "Disallow: /b", "/a", false },
        { "User-agent: landfall\nDisallow: /a\n\n" ANY "Disallow: /b", "/b", true },
        { ANY "Disallow: /b\nUser-agent: landfall\nDisallow: /a", "/b", true },
        { ANY "Disallow: /b\nUser-agent: LandFall/9.1 (+x)\nDisallow: /a", "/a", false },
        { "User-agent: landfall bot\nDisallow: /a", "/a", false },
        { "User-agent: land\nDisallow: /a", "/a", true },
        { "User-agent: landfallbot\nDisallow: /a", "/a", true },
        { "User-agent: landfall-news\nDisallow: /a", "/a", true },
        { "User-agent: other\nUser-agent: landfall\nDisallow: /a", "/a", false },
        { "User-agent: landfall\nUser-agent: other\nDisallow: /a", "/a", false },
        { "User-agent: landfall\nDisallow: /a\nUser-agent: other\nDisallow: /b", "/b", true },
        { "User-agent: landfall\nDisallow: /a\nUser-agent: x\nDisallow: /b\n"
          "User-agent: landfall\nDisallow: /c",
          "/a", false }, /* two groups for one crawler are one */
        { "User-agent: landfall\nDisallow: /a\nUser-agent: x\nDisallow: /b\n"
          "User-agent: landfall\nDisallow: /c",
          "/c", false },
        { "User-agent: landfall\n\n" ANY "Disallow: /b", "/b", false }, /* one group */
        { "User-agent: landfall\nDisallow:\n\n" ANY "Disallow: /", "/b", true },
        { "User-agent: landfall\nSitemap: /s\nUser-agent: x\nDisallow: /a", "/a", false },
        { "Disallow: /a", "/a", true }, /* nobody's */
        { "User-agent: * x\nDisallow: /a", "/a", false },
        { "User-agent: *x\nDisallow: /a", "/a", true },
        { "User-agent:\nDisallow: /a", "/a", true },
    };
    hold(rows, COUNT_OF(rows), 20);
    assert_true(allows("User-agent: \nDisallow: /", "", "/x"));
}

static void lines(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "User-agent: *\rDisallow: /a\r", "/a", false },
        { "User-agent: *\r\nDisallow: /a\r\n", "/a", false },
        { "\xef\xbb\xbfUser-agent: *\nDisallow: /a", "/a", false },
        { "  user-AGENT :\t* \n\tDISALLOW :  /a \t", "/a", false },
        { ANY "Disallow: /a # and more", "/a", false },
        { ANY "Disallow: /a#b", "/a", false },
        { ANY "#Disallow: /a", "/a", true },
        { "# x\nUser-agent: * # all\nDisallow: /a", "/a", false },
        { ANY "Disallow /a", "/a", false },
        { ANY "Dissallow: /a", "/a", true },
        { ANY "Disallow: /a:b", "/a:b", false },
        { ANY "\n\n\nDisallow: /a", "/a", false },
        { "<html>\n<body>User-agent: *\nDisallow: /a", "/a", true },
    };
    hold(rows, COUNT_OF(rows), 13);
}

static void limits(void **state)
{
    (void)state;
    struct buffer file = BUFFER(1 << 21);
    struct robots r;
    bool failed = false;
    buffer_add(&file, SLICE(ANY "Disallow: /first\n#"));
    while (file.length < ROBOTS_MOST) {
        buffer_add_char(&file, 'x');
    }
    buffer_add(&file, SLICE("\nDisallow: /late\n"));
    assert_true(robots_read(buffer_slice(&file), SLICE("landfall"), &r));
    assert_false(robots_allow(&r, SLICE("/first"), &failed));
    assert_true(robots_allow(&r, SLICE("/late"), &failed));
    robots_free(&r);
    buffer_reset(&file);
    buffer_add(&file, SLICE(ANY));
    for (size_t i = 0; i < ROBOTS_MOST_RULES; i++) {
        buffer_printf(&file, "Disallow: /%zu/\n", i);
    }
    buffer_add(&file, SLICE("Disallow: /late\n"));
    assert_true(robots_read(buffer_slice(&file), SLICE("landfall"), &r));
    assert_false(robots_allow(&r, SLICE("/9999/"), &failed));
    assert_true(robots_allow(&r, SLICE("/late"), &failed));
    robots_free(&r);
    assert_true(robots_forbid_all(&r));
    assert_false(robots_allow(&r, SLICE("/x"), &failed));
    robots_free(&r);
    buffer_free(&file);
}

static void delays(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        unsigned want;
    } rows[] = {
        { ANY "Crawl-delay: 5", 5 },
        { ANY "Crawl-delay: 0.5", 1 },
        { ANY "Crawl-delay: 0", 0 },
        { ANY "Crawl-delay: 86400", ROBOTS_MOST_DELAY },
        { ANY "Crawl-delay: -1", 0 },
        { ANY "Crawl-delay: soon", 0 },
        { ANY "Disallow: /", 0 },
        { "User-agent: x\nCrawl-delay: 5", 0 },
        { "Crawl-delay: 5\n" ANY, 0 },
        { ANY "Crawl-delay: 5\nUser-agent: x\nAllow: /", 5 },
        { ANY "Crawl-delay: 5\nAllow: /\nUser-agent: landfall\nAllow: /", 0 },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct robots r;
        assert_true(robots_read(slice_from(rows[i].file), SLICE("landfall"), &r));
        if (r.delay_s != rows[i].want) {
            fail_msg("%s: %u", rows[i].file, r.delay_s);
        }
        robots_free(&r);
    }
}

static void products(void **state)
{
    (void)state;
    static const struct {
        const char *agent;
        const char *want;
    } rows[] = {
        { "Mozilla/5.0 (compatible; landfall/0.2.0)", "landfall" },
        { "Mozilla/5.0 (compatible;  our-Bot_x/1; +https://x.test)", "our-Bot_x" },
        { "Mozilla/5.0 (compatible; +x)", "Mozilla" },
        { "Mozilla/5.0 (X11; Linux x86_64)", "Mozilla" },
        { "curl/8.0", "curl" },
        { "checker (compatible; x/1)", "checker" },
        { "", "" },
        { "/1.0", "" },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_slice(robots_product(slice_from(rows[i].agent)), rows[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns), cmocka_unit_test(precedence), cmocka_unit_test(groups),
        cmocka_unit_test(lines),    cmocka_unit_test(limits),     cmocka_unit_test(delays),
        cmocka_unit_test(products),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
