#include "unit.h"

#include "syntax/html.h"
#include "syntax/html_elements.h"
#include "syntax/html_urls.h"

static const struct {
    const char *element, *attribute;
    const char *from; /* NULL: none; "*": any element */
    enum html_url_use use;
    bool list, lazy;
} attributes[] = {
    { "a", "href", "a@href", HTML_URL_LINK, false, false },
    { "A", "HREF", "a@href", HTML_URL_LINK, false, false },
    { "a", "xlink:href", "a@xlink:href", HTML_URL_LINK, false, false },
    { "area", "href", "area@href", HTML_URL_LINK, false, false },
    { "link", "href", "link@href", HTML_URL_REL, false, false },
    { "base", "href", NULL, HTML_URL_LINK, false, false },
    { "blockquote", "cite", "blockquote@cite", HTML_URL_LINK, false, false },
    { "q", "cite", "q@cite", HTML_URL_LINK, false, false },
    { "del", "cite", "del@cite", HTML_URL_LINK, false, false },
    { "iframe", "src", "iframe@src", HTML_URL_LINK, false, false },
    { "iframe", "data-src", "*", HTML_URL_LINK, false, true },
    { "embed", "src", "embed@src", HTML_URL_LINK, false, false },
    { "object", "data", "object@data", HTML_URL_LINK, false, false },
    { "img", "src", "img@src", HTML_URL_RESOURCE, false, false },
    { "img", "SrcSet", "img@srcset", HTML_URL_RESOURCE, true, false },
    { "img", "data-src", "img@data-src", HTML_URL_RESOURCE, false, true },
    { "img", "data-srcset", "img@data-srcset", HTML_URL_RESOURCE, true, true },
    { "imgs", "src", NULL, HTML_URL_LINK, false, false },
    { "im", "src", NULL, HTML_URL_LINK, false, false },
    { "source", "srcset", "source@srcset", HTML_URL_RESOURCE, true, false },
    { "video", "poster", "video@poster", HTML_URL_RESOURCE, false, false },
    { "track", "src", "track@src", HTML_URL_RESOURCE, false, false },
    { "body", "background", "body@background", HTML_URL_RESOURCE, false, false },
    { "use", "xlink:href", "use@xlink:href", HTML_URL_RESOURCE, false, false },
    { "link", "imagesrcset", "link@imagesrcset", HTML_URL_RESOURCE, true, false },
    { "amp-iframe", "src", "amp-iframe@src", HTML_URL_LINK, false, false },
    { "amp-img", "src", "amp-img@src", HTML_URL_RESOURCE, false, false },
    { "div", "data-href", "*", HTML_URL_LINK, false, true },
    { "div", "data-src", "*", HTML_URL_LINK, false, true },
    { "div", "data-background-image", "*", HTML_URL_RESOURCE, false, true },
    { "image", "href", "image@href", HTML_URL_RESOURCE, false, false },
    { "feImage", "href", "feimage@href", HTML_URL_RESOURCE, false, false },
    { "script", "src", "script@src", HTML_URL_RESOURCE, false, false },
    { "audio", "src", "audio@src", HTML_URL_RESOURCE, false, false },
    { "input", "src", "input@src", HTML_URL_RESOURCE, false, false },
    { "frame", "src", "frame@src", HTML_URL_LINK, false, false },
    { "bgsound", "src", "bgsound@src", HTML_URL_RESOURCE, false, false },
    { "amp-anim", "src", "amp-anim@src", HTML_URL_RESOURCE, false, false },
    { "amp-video", "src", "amp-video@src", HTML_URL_RESOURCE, false, false },
    { "amp-audio", "src", "amp-audio@src", HTML_URL_RESOURCE, false, false },
    { "ins", "cite", "ins@cite", HTML_URL_LINK, false, false },
    { "table", "background", "table@background", HTML_URL_RESOURCE, false, false },
    { "thead", "background", "thead@background", HTML_URL_RESOURCE, false, false },
    { "tbody", "background", "tbody@background", HTML_URL_RESOURCE, false, false },
    { "tr", "background", "tr@background", HTML_URL_RESOURCE, false, false },
    { "td", "background", "td@background", HTML_URL_RESOURCE, false, false },
    { "th", "background", "th@background", HTML_URL_RESOURCE, false, false },
    { "img", "longdesc", "img@longdesc", HTML_URL_LINK, false, false },
    { "img", "lowsrc", "img@lowsrc", HTML_URL_RESOURCE, false, false },
    { "img", "dynsrc", "img@dynsrc", HTML_URL_RESOURCE, false, false },
    { "img", "data-lazy-src", "img@data-lazy-src", HTML_URL_RESOURCE, false, true },
    { "img", "data-original", "img@data-original", HTML_URL_RESOURCE, false, true },
    { "img", "data-lazy", "img@data-lazy", HTML_URL_RESOURCE, false, true },
    { "video", "data-poster", "video@data-poster", HTML_URL_RESOURCE, false, true },
    { "img", "data-orig-file", "img@data-orig-file", HTML_URL_RESOURCE, false, true },
    { "img", "data-large-file", "img@data-large-file", HTML_URL_RESOURCE, false, true },
    { "img", "data-medium-file", "img@data-medium-file", HTML_URL_RESOURCE, false, true },
    { "img", "data-lazy-srcset", "img@data-lazy-srcset", HTML_URL_RESOURCE, true, true },
    { "div", "data-bg", "*", HTML_URL_RESOURCE, false, true },
    { "div", "data-background", "*", HTML_URL_RESOURCE, false, true },
    { "div", "data-iframe-src", "*", HTML_URL_LINK, false, true },
    { "div", "data-resourceurl", "*", HTML_URL_LINK, false, true },
    { "div", "data-embedded-url", "*", HTML_URL_LINK, false, true },
    { "div", "data-original-href", "*", HTML_URL_LINK, false, true },
    { "form", "action", NULL, HTML_URL_LINK, false, false },
    { "div", "href", NULL, HTML_URL_LINK, false, false },
    { "div", "data", NULL, HTML_URL_LINK, false, false },
    { "a", "hrefs", NULL, HTML_URL_LINK, false, false },
    { "a", "data-background-images", NULL, HTML_URL_LINK, false, false },
};

static void knows_attributes(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(attributes); i++) {
        const struct html_url *got = html_url_attribute(slice_from(attributes[i].element),
                                                        slice_from(attributes[i].attribute));
        if ((got != NULL) != (attributes[i].from != NULL)) {
            fail_msg("%s@%s", attributes[i].element, attributes[i].attribute);
        }
        if (got) {
            unsigned own = attributes[i].use == HTML_URL_RESOURCE ? HTML_FILES : HTML_LINKS;
            assert_true(html_element(slice_from(attributes[i].element))->traits & own ||
                        strncmp(attributes[i].attribute, "data-", 5) == 0 ||
                        strcmp(attributes[i].attribute, "longdesc") == 0);
            assert_slice(got->from.data ? got->from : SLICE("*"), attributes[i].from);
            assert_int_equal(got->use, attributes[i].use);
            assert_int_equal(got->list, attributes[i].list);
            assert_int_equal(got->lazy, attributes[i].lazy);
        }
    }
}

static const struct {
    const char *rel;
    int use; /* -1: none */
} relations[] = {
    { "canonical", HTML_URL_LINK },
    { "Stylesheet", HTML_URL_RESOURCE },
    { "shortcut icon", HTML_URL_RESOURCE },
    { " alternate\n", HTML_URL_LINK },
    { "preconnect", -1 },
    { "dns-prefetch", -1 },
    { "preload", HTML_URL_RESOURCE },
    { "alternate stylesheet", HTML_URL_RESOURCE },
    { "", -1 },
    { " ", -1 },
    { "pingback", -1 },
    { "canonicals", -1 },
    { "nofollow author", HTML_URL_LINK },
    { "stylesheet alternate", HTML_URL_RESOURCE },
};

static void knows_relations(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(relations); i++) {
        enum html_url_use use;
        bool found = html_link_use(slice_from(relations[i].rel), &use);
        if ((found ? (int)use : -1) != relations[i].use) {
            fail_msg("%s", relations[i].rel);
        }
    }
}

static const struct {
    const char *in, *want; /* URLs with "|" behind each */
} sets[] = {
    { "", "" },
    { " , ,", "" },
    { "a", "a|" },
    { "a 1x, b 2x", "a|b|" },
    { "a,b", "a,b|" },
    { "a, b", "a|b|" },
    { "a,, ,b,", "a|b|" },
    { "a 100w,b 200w", "a|b|" },
    { "\n\ta.png\t1x\n,\nb.png\n2x\n", "a.png|b.png|" },
    { "data:image/png;base64,AA== 1x, b 2x", "data:image/png;base64,AA==|b|" },
    { "a (1, 2), b", "a|b|" },
    { "a (1, 2, b", "a|" },
    { "a x(,)y,b", "a|b|" },
    { "https://x.example/a,w_1/b.png 1x,https://x.example/c", "https://x.example/a,w_1/b.png|"
                                                              "https://x.example/c|" },
};

static void takes_candidates(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(sets); i++) {
        struct slice rest = slice_from(sets[i].in);
        struct slice url;
        struct buffer got = BUFFER(256);
        while (html_srcset_next(&rest, &url)) {
            buffer_add(&got, url);
            buffer_add_char(&got, '|');
        }
        assert_slice(buffer_slice(&got), sets[i].want);
        buffer_free(&got);
    }
}

static const struct {
    const char *name;
    enum html_kind kind;
} kinds[] = {
    { "a", HTML_INLINE },           { "b", HTML_INLINE },
    { "span", HTML_INLINE },        { "time", HTML_INLINE },
    { "x-own", HTML_INLINE },       { "", HTML_INLINE },
    { "div", HTML_BREAK },          { "DIV", HTML_BREAK },
    { "li", HTML_BREAK },           { "br", HTML_BREAK },
    { "tr", HTML_BREAK },           { "section", HTML_BREAK },
    { "p", HTML_PARAGRAPH },        { "blockquote", HTML_PARAGRAPH },
    { "h1", HTML_PARAGRAPH },       { "ul", HTML_PARAGRAPH },
    { "td", HTML_BREAK },           { "option", HTML_BREAK },
    { "script", HTML_HIDDEN },      { "style", HTML_HIDDEN },
    { "template", HTML_HIDDEN },    { "title", HTML_HIDDEN },
    { "xmp", HTML_PARAGRAPH },      { "address", HTML_BREAK },
    { "divs", HTML_INLINE },        { "di", HTML_INLINE },
    { "address2", HTML_INLINE },    { "figcaption", HTML_BREAK },
    { "figcaptions", HTML_INLINE }, { "wbr", HTML_INLINE },
};

static enum html_kind kind_of(struct slice name)
{
    return (enum html_kind)html_element(name)->kind;
}

static void knows_kinds(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        if (kind_of(slice_from(kinds[i].name)) != kinds[i].kind) {
            fail_msg("%s", kinds[i].name);
        }
    }
    /* A NUL is a letter of the name. */
    assert_int_equal(kind_of(SLICE("p\0\0\0\0\0\0")), HTML_INLINE);
    assert_int_equal(kind_of(SLICE("br\0")), HTML_INLINE);
}

/* Every row is found by its name, however it is written and however much can be seen behind it. */
static void finds_every_element(void **state)
{
    (void)state;
    static const char *const names[] = {
#define FACTOR(number)
#define ROW(name, first, second, kind, id, traits) name,
#define SLOT(slot, number)
#include "syntax/html_elements.inc"
#undef FACTOR
#undef ROW
#undef SLOT
    };
    assert_in_range(COUNT_OF(names), 100, 254);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        char written[64];
        size_t length = strlen(names[i]);
        memset(written, 'x', sizeof written);
        for (size_t j = 0; j < length; j++) {
            bool upper = j % 2 == 0 && names[i][j] >= 'a' && names[i][j] <= 'z';
            written[j] = (char)(names[i][j] - (upper ? 'a' - 'A' : 0));
        }
        for (size_t seen = length; seen <= 32; seen++) {
            struct slice name = slice_of(written, length);
            assert_slice(html_element_at(name, seen)->name, names[i]);
            assert_int_equal(html_element_at(slice_of(written, length + 1), 33)->name.length, 0);
        }
    }
    assert_int_equal(html_element(slice_of("a\0", 2))->name.length, 0);
    assert_int_equal(html_element(slice_of("h\x11", 2))->name.length, 0);
    assert_int_equal(html_element(slice_of("\xe1", 1))->name.length, 0);
    assert_int_equal(html_element(SLICE("amp-video-iframe-"))->name.length, 0);
    assert_true(html_element(SLICE("svg"))->traits == HTML_STACKED);
    assert_true(html_element(SLICE("Title"))->id == HTML_IS_TITLE);
}

static void finds_every_kind(void **state)
{
    (void)state;
    static const char *const names[] = {
        "area",    "article",  "aside",    "base",     "basefont", "body",    "button",
        "caption", "center",   "col",      "colgroup", "datalist", "dd",      "details",
        "dialog",  "dir",      "dl",       "dt",       "fieldset", "figure",  "footer",
        "form",    "frame",    "frameset", "h2",       "h3",       "h4",      "h5",
        "h6",      "head",     "header",   "hgroup",   "hr",       "html",    "iframe",
        "input",   "legend",   "link",     "listing",  "main",     "menu",    "meta",
        "nav",     "noembed",  "noframes", "ol",       "optgroup", "param",   "plaintext",
        "pre",     "rp",       "search",   "select",   "source",   "summary", "table",
        "tbody",   "textarea", "tfoot",    "th",       "thead",    "track",
    };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (kind_of(slice_from(names[i])) == HTML_INLINE) {
            fail_msg("%s", names[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_attributes), cmocka_unit_test(knows_relations),
        cmocka_unit_test(takes_candidates), cmocka_unit_test(knows_kinds),
        cmocka_unit_test(finds_every_kind), cmocka_unit_test(finds_every_element),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
