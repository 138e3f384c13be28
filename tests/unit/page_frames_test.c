/* Pages that have frames instead of a body (HTML Standard, section 13.2.6). */
#include "scanning.h"

#include "scan/limits.h"

static const struct scan_options html_type = { .type = "html" };

#define A(n) "<a href=https://e.example/" #n ">words</a>"
#define F(n) "<frame src=https://e.example/" #n ">"

struct row {
    const char *in, *want; /* the last parts of the URLs that are found */
};

/* Whatever else stands in a frameset or behind it does not count. */
static const struct row inside[] = {
    { "<frameset>" F(1) A(2) F(3) "</frameset>" A(4), "1 3 " },
    { "<!doctype html><html><head><title>t</title></head>\n<frameset>" A(1) "</frameset>", "" },
    { "<frameset><frameset>" F(1) "</frameset>" F(2) "</frameset>" F(3), "1 2 " },
    { "<frameset></frameset><frameset>" F(1) "</frameset>", "" },
    { "<frameset></frameset></html>" F(1) A(2), "" },
    { "<frameset></frameset></frameset><noframes>" A(1) "</noframes>" A(2), "" },
    { "<frameset><noframes><body>" A(1) "</frameset></noframes>" F(2) "</frameset>", "2 " },
    { "<frameset><p>https://e.example/1 " F(2), "2 " },
    { "<frameset><script>" F(1) "</script><title>" F(2) "<svg>" F(3) "<template>" F(4) "<!--" F(
          5) "-->" F(6) "<plaintext>" F(7),
      "1 2 3 4 6 7 " },
    { "<frameset><noframes><!--</noframes>" F(1), "1 " },
    { "<FRAMESET/>" F(1) "</FrameSet >" F(2), "1 " },
    { "<frameset><base href=https://no.example/><frame src=https://e.example/1>", "1 " },
};

/* What may stand before a frameset that counts; links of the body that it takes the place of are
 * gone, those of the head stay. */
static const struct row before[] = {
    { " \n\t&#32;&#x0a;<!-- c --><frameset>" F(1) A(2), "1 " },
    { "<link rel=next href=https://e.example/1><frameset>" F(2), "1 2 " },
    { "<head><script>a</script><style>b</style><title>c</title><noframes>d</noframes></head>"
      "<frameset>" F(1) A(2),
      "1 " },
    { "<template><p>a</template><frameset>" F(1) A(2), "1 " },
    { "<template><p>a</template><div><frameset>" F(1) A(2), "1 2 " },
    { "<div><b><param><source><noembed>a</noembed></p></body></html><frameset>" F(1) A(2), "1 " },
    { "<div><svg> </svg><math><frameset></math><frameset>" F(1) A(2), "1 " },
    { "<svg><object></svg><frameset>" F(1) A(2), "1 " },
    { "<input type=Hidden><form><frameset>" F(1) A(2), "1 " },
    { "<link rel=next href=https://e.example/1><p><link rel=next href=https://e.example/2>"
      "<a href=https://e.example/3><q cite=https://e.example/4></q><frameset>" F(5) A(6),
      "1 5 " },
    { "<blockquote class=twitter-tweet><a href=https://twitter.com/ab/status/1009061920000000000>"
      "<frameset>" F(1),
      "1 " },
};

/* A body that shows something stays, and a frameset in it or behind it begins nothing. */
static const char *const shown[] = {
    "x",
    "&nbsp;",
    "&#0;",
    "<body>",
    "<p>x",
    "<svg>x</svg>",
    "<applet>",
    "<area>",
    "<br>",
    "<button>",
    "<dd>",
    "<dt>",
    "<embed>",
    "<hr>",
    "<image>",
    "<img>",
    "<input>",
    "<input type=text>",
    "<keygen>",
    "<li>",
    "<listing>",
    "<pre>",
    "<marquee>",
    "<object>",
    "<select>",
    "<table>",
    "<wbr>",
    "</br>",
    "<svg><img>",
    "<svg><desc><hr>",
    "<div><body>",
    "</body>x",
    "<xmp></xmp>",
    "<iframe></iframe>",
    "<textarea></textarea>",
    "<svg><![CDATA[x]]></svg>",
};

/* The last parts of what a scan finds. */
static void find(struct slice page, size_t piece, struct buffer *got)
{
    struct document d;
    buffer_reset(got);
    assert_int_equal(scan_pieces(&html_type, "x.html", page, piece, &d), SCAN_OK);
    assert_int_equal(d.embed_count, 0);
    for (size_t i = 0; i < d.link_count; i++) {
        struct slice url = link_url(&d.links[i]);
        buffer_add(got, slice_skip(url, sizeof "https://e.example/" - 1));
        buffer_add_char(got, ' ');
    }
    document_free(&d);
}

static void check_rows(const struct row *rows, size_t count)
{
    struct buffer got = BUFFER(1 << 10);
    for (size_t i = 0; i < count; i++) {
        for (size_t piece = 0; piece <= 8; piece++) {
            find(slice_from(rows[i].in), piece, &got);
            assert_string_equal(buffer_string(&got), rows[i].want);
        }
    }
    buffer_free(&got);
}

static void only_frames_count_in_framesets(void **state)
{
    (void)state;
    check_rows(inside, COUNT_OF(inside));
}

static void a_frameset_takes_the_place_of_an_empty_body(void **state)
{
    (void)state;
    check_rows(before, COUNT_OF(before));
}

static void a_body_that_shows_something_stays(void **state)
{
    (void)state;
    struct buffer page = BUFFER(1 << 10), got = BUFFER(1 << 10);
    for (size_t i = 0; i < COUNT_OF(shown); i++) {
        buffer_reset(&page);
        buffer_add(&page, SLICE("<a href=https://e.example/1></a>"));
        buffer_add(&page, slice_from(shown[i]));
        buffer_add(&page, SLICE("<frameset></frameset><frameset><a href=https://e.example/2>"));
        find(buffer_slice(&page), i % 8, &got);
        assert_string_equal(buffer_string(&got), "1 2 ");
    }
    buffer_free(&page);
    buffer_free(&got);
}

/* A page whose frameset's start tag ends so far in it. */
static void find_far(size_t length, const char *want)
{
    struct buffer page = BUFFER(1 << 20), got = BUFFER(1 << 10);
    while (page.length + sizeof "<frameset>" - 1 < length) {
        buffer_add_char(&page, ' ');
    }
    buffer_add(&page, SLICE("<frameset>" A(1)));
    for (size_t piece = 0; piece < 4; piece++) {
        find(buffer_slice(&page), piece * 40000, &got);
        assert_string_equal(buffer_string(&got), want);
    }
    buffer_free(&page);
    buffer_free(&got);
}

/* Whether a frameset counts is asked near the page's beginning alone, wherever its pieces end. */
static void far_framesets_are_let_be(void **state)
{
    (void)state;
    for (size_t length = PAGE_STEP - 12; length <= PAGE_STEP; length++) {
        find_far(length, "");
    }
    find_far(PAGE_STEP + 1, "1 ");
    find_far(3 * PAGE_STEP, "1 ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_frames_count_in_framesets),
        cmocka_unit_test(a_frameset_takes_the_place_of_an_empty_body),
        cmocka_unit_test(a_body_that_shows_something_stays),
        cmocka_unit_test(far_framesets_are_let_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
