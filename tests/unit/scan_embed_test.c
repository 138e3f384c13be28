/* Flattened embeds: every shape in which extractors leave them, and what only looks like one. */
#include "unit/scanning.h"

static const struct scan_options plain;

/* The shape of a row's want: each embed as "handle|name|date|text|links", joined by " / ". */
struct row {
    const char *text, *want;
};

static void add_embed(struct buffer *b, const struct document *d, const struct embed *e)
{
    char date[TIME_TEXT] = "";
    if (e->date.source != SOURCE_NONE) {
        assert_int_equal(e->date.source, SOURCE_ATTRIBUTION);
        date[time_format(e->date.ms, e->date.precision, date)] = '\0';
    }
    buffer_printf(b, "%.*s|%.*s|%s|%.*s|", (int)e->author.handle.length,
                  e->author.handle.length ? e->author.handle.data : "", (int)e->author.name.length,
                  e->author.name.length ? e->author.name.data : "", date, (int)e->text.length,
                  e->text.length ? e->text.data : "");
    for (size_t i = 0; i < e->link_count; i++) {
        const struct link *l = &d->links[e->links[i]];
        buffer_printf(b, "%s%.*s", i ? " " : "", (int)link_written(l).length, link_written(l).data);
        assert_true(l->embed >= 0 && l->embed <= e - d->embeds);
    }
}

static void check(const struct row *row)
{
    struct document d;
    struct buffer got = BUFFER(1 << 16);
    assert_int_equal(scan_pieces(&plain, "a.txt", slice_from(row->text), 0, &d), SCAN_OK);
    for (size_t i = 0; i < d.embed_count; i++) {
        buffer_add(&got, i ? SLICE(" / ") : SLICE(""));
        add_embed(&got, &d, &d.embeds[i]);
    }
    if (strcmp(buffer_string(&got), row->want) != 0) {
        fail_msg("in \"%s\":\n got \"%s\"\nwant \"%s\"", row->text, got.data, row->want);
    }
    buffer_free(&got);
    document_free(&d);
}

#define CHECK_ALL(rows)                                                                            \
    for (size_t i_ = 0; i_ < COUNT_OF(rows); i_++) {                                               \
        check(&(rows)[i_]);                                                                        \
    }

#define SLUG  "https://t.co/kCvpPQmGlW"
#define PIC   "pic.twitter.com/C19z72DpcF"
#define MAYA  "maya_l|Maya Lind|2018-06-19|"
#define WORDS "The ferry is back"

static void shapes_of_extractors(void **state)
{
    (void)state;
    static const struct row rows[] = {
        /* in its own paragraph, on the next line, on the same, glued on both sides */
        { WORDS " " SLUG " " PIC "\n\n— Maya Lind (@maya_l) June 19, 2018\n\nNext.",
          MAYA WORDS "|" SLUG " " PIC },
        { WORDS " " SLUG "\n— Maya Lind (@maya_l) June 19, 2018\n", MAYA WORDS "|" SLUG },
        { WORDS " " SLUG " — Maya Lind (@maya_l) June 19, 2018 and on", MAYA WORDS "|" SLUG },
        { WORDS " " SLUG "— Maya Lind (@maya_l) June 19, 2018The boat", MAYA WORDS "|" SLUG },
        { WORDS SLUG PIC "— Maya Lind (@maya_l) June 19, 2018", MAYA WORDS "|" SLUG " " PIC },
        /* links in a paragraph of their own, or none */
        { "Before.\n\n" WORDS "\n\n" SLUG "\n\n— Maya Lind (@maya_l) June 19, 2018",
          MAYA WORDS "|" SLUG },
        { WORDS "\n\n— Maya Lind (@maya_l) June 19, 2018", MAYA WORDS "|" },
        { "— Maya Lind (@maya_l) June 19, 2018", MAYA "|" },
        { PIC "\n— Maya Lind (@maya_l) June 19, 2018", MAYA "|" PIC },
        /* links inside the words stay there */
        { "See " SLUG " today " PIC " — Maya Lind (@maya_l) June 19, 2018",
          MAYA "See " SLUG " today|" SLUG " " PIC },
        /* indented, quoted, hard-wrapped in a quote */
        { "   " WORDS " " SLUG "\n\n   — Maya Lind (@maya_l) June 19, 2018", MAYA WORDS "|" SLUG },
        { "> " WORDS "\n> on its route " SLUG "\n>\n> — Maya Lind (@maya_l) June 19, 2018\n",
          MAYA WORDS "\non its route|" SLUG },
        { "> " WORDS "\n>\n> at last\n>\n> — Maya\n> Lind (@maya_l) June\n> 19, 2018\n",
          MAYA WORDS "\n\nat last|" },
        { "> " WORDS "\r\n> " SLUG "\r\n>\r\n> — Maya Lind (@maya_l) June 19, 2018\r\n",
          MAYA WORDS "|" SLUG },
        /* the words have lines */
        { "One\nTwo " SLUG "\n\n— Maya Lind (@maya_l) June 19, 2018", MAYA "One\nTwo|" SLUG },
        /* no dash: two spaces, the line's beginning, a link */
        { "Happy New Year to all of you…  Maya Lind (@maya_l) June 19, 2018Then",
          MAYA "Happy New Year to all of you…|" },
        { "Twenty bytes are it  Maya Lind (@maya_l) June 19, 2018", MAYA "Twenty bytes are it|" },
        { "Eighteen are not..  Maya Lind (@maya_l) June 19, 2018", MAYA "Eighteen are not..|" },
        { "Seventeen are too  Maya Lind (@maya_l) June 19, 2018", "" },
        { WORDS " once more  Maya Lind (@maya_l) June 19, 2018Not yet  A (@a) June 19, 2018Then",
          MAYA WORDS " once more| / a|A|2018-06-19|Not yet|" },
        { WORDS " once more  Maya Lind (@maya_l) June 19, 2018\nNot yet  A (@a) June 19, 2018",
          MAYA WORDS " once more|" },
        { WORDS " " SLUG "\nMaya Lind (@maya_l) June 19, 2018", MAYA WORDS "|" SLUG },
        { WORDS " " SLUG " Maya Lind (@maya_l) June 19, 2018", MAYA WORDS "|" SLUG },
        /* other dashes */
        { WORDS " " SLUG " -- Maya Lind (@maya_l) June 19, 2018", MAYA WORDS "|" SLUG },
        { WORDS " " SLUG " – Maya Lind (@maya_l) June 19, 2018", MAYA WORDS "|" SLUG },
        { WORDS " " SLUG " - Maya Lind (@maya_l) June 19, 2018", MAYA WORDS "|" SLUG },
        { WORDS " " SLUG " ― Maya Lind (@maya_l) June 19, 2018", MAYA WORDS "|" SLUG },
        { WORDS " " SLUG " &mdash; Maya Lind (@maya_l) June 19, 2018", MAYA WORDS "|" SLUG },
    };
    CHECK_ALL(rows);
}

#define SPACES                                                                                     \
    "               "                                                                              \
    "                "                                                                             \
    "                " /* 47 */

static void dates(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "x — Maya Lind (@maya_l)\u00a0June 19, 2018", MAYA "x|" },
        { "x — Maya Lind (@maya_l)\nJune 19, 2018", MAYA "x|" },
        { "x — Maya Lind (@maya_l) 19 June 2018", MAYA "x|" },
        { "x — Maya Lind (@maya_l) 1632395195000", "maya_l|Maya Lind|2021-09-23T11:06:35Z|x|" },
        { "x " SLUG " — Maya Lind (@maya_l) 16323951950001", "maya_l|Maya Lind||x|" SLUG },
        { "x " SLUG " — Maya Lind (@maya_l) 163239519500", "maya_l|Maya Lind||x|" SLUG },
        { "x " SLUG " — Maya Lind (@maya_l)" SPACES " June 19, 2018", MAYA "x|" SLUG },
        { "x " SLUG " — Maya Lind (@maya_l)" SPACES "  June 19, 2018",
          "maya_l|Maya Lind||x|" SLUG },
        { "x " SLUG " — Maya Lind (@maya_l) October 03, 19", "maya_l|Maya Lind||x|" SLUG },
        { "x " SLUG " — Maya Lind (@maya_l) December 14, 201", "maya_l|Maya Lind||x|" SLUG },
        { "x " SLUG " — Maya Lind (@maya_l)", "maya_l|Maya Lind||x|" SLUG },
        { "x " SLUG " — Maya Lind (@maya_l)\n\nNext", "maya_l|Maya Lind||x|" SLUG },
        { "x — Maya Lind (@maya_l) October 03, 19", "" },
        { "x " SLUG " Maya Lind (@maya_l) October 03, 19", "" },
    };
    CHECK_ALL(rows);
}

static void names(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "x” — Mark Twain — Henry_in_Texas (@henry_in_poc) May 19, 2018",
          "henry_in_poc|Henry_in_Texas|2018-05-19|x” — Mark Twain|" },
        { "x” —https://t.co/IRNR21Qm4P — Tal K. (@talk) May 19, 2018",
          "talk|Tal K.|2018-05-19|x” —|https://t.co/IRNR21Qm4P" },
        { "x — (((Dean))) (@dean) May 19, 2018", "dean|(((Dean)))|2018-05-19|x|" },
        { "x — Elle (US) (@elle) May 19, 2018", "elle|Elle (US)|2018-05-19|x|" },
        { "x — DarTell )0v0( (@dartell) May 19, 2018", "dartell|DarTell )0v0(|2018-05-19|x|" },
        { "x — ¯\\_(ツ)_/¯ (@fabio) May 19, 2018", "fabio|¯\\_(ツ)_/¯|2018-05-19|x|" },
        { "x — ALT- Parks 🛂 (@altp) May 19, 2018", "altp|ALT- Parks 🛂|2018-05-19|x|" },
        { "x — Ann - Bob (@ab) May 19, 2018", "ab|Ann - Bob|2018-05-19|x|" },
        { "x — lie, cheat, win, win (@st) May 19, 2018", "st|lie, cheat, win, win|2018-05-19|x|" },
        { "x — Mike ?? (@mike) May 19, 2018", "mike|Mike ??|2018-05-19|x|" },
        { "x — Cat\u200f (@cat) May 19, 2018", "cat|Cat|2018-05-19|x|" },
        { "x — (@cat) May 19, 2018", "cat||2018-05-19|x|" },
        { "x — A (@abcdefghij_123456789) May 19, 2018", "abcdefghij_123456789|A|2018-05-19|x|" },
        { "x — A (@abcdefghij_1234567890) May 19, 2018", "" },
        { "x — bad \xff\xfe name (@cat) May 19, 2018", "cat|bad \ufffd\ufffd name|2018-05-19|x|" },
        /* a character that begins in a name does not end in the text */
        { "\x94 x\n\nPosted by Jane\xe2\x80 on Thursday, June 3, 2021",
          "|Jane\ufffd|2021-06-03|\ufffd x|" },
    };
    CHECK_ALL(rows);
}

static void many_in_a_row(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "One (1/2) — A (@a) May 19, 2018 Two (2/2) " SLUG " — B (@b) May 20, 2018",
          "a|A|2018-05-19|One (1/2)| / b|B|2018-05-20|Two (2/2)|" SLUG },
        { "One " SLUG "\n\n— A (@a) May 19, 2018\n\n" PIC "\n\n— B (@b) May 20, 2018",
          "a|A|2018-05-19|One|" SLUG " / b|B|2018-05-20||" PIC },
        { "> One\n>\n> — A (@a) May 19, 2018\n>\n> Two\n>\n> — B (@b) May 20, 2018",
          "a|A|2018-05-19|One| / b|B|2018-05-20|Two|" },
        { "Skip Twitter post by @a One — A (@a) May 19, 2018 Report End of Twitter post by @a\n"
          "Skip Twitter post 2 by B — B (@b) May 20, 2018 Report",
          "a|A|2018-05-19|One| / b|B|2018-05-20||" },
        { "Skip Twitter post by A\n\nOne — A (@a) May 19, 2018 Report End of Twitter post by @a",
          "a|A|2018-05-19|One|" },
    };
    CHECK_ALL(rows);
}

static void what_is_no_embed(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "Jane Doe (@janedoe) said on June 3, 2018 that " SLUG, "" },
        { "Jane Doe (@janedoe) June 3, 2018\n\nThe council met.", "" },
        { "By Jane Doe (@janedoe) June 3, 2018", "" },
        { "Opinion\n\n— By Jane Doe (@janedoe) June 3, 2018\n", "" },
        { "Photo " SLUG "\n\nBy Jane Doe (@janedoe) June 3, 2018", "" },
        { "Speakers: Jane Doe (@janedoe), John Roe (@roe), Ann Poe (@poe)", "" },
        { "- Jane Doe (@janedoe) June 3, 2018\n- John Roe (@roe) June 4, 2018\n", "" },
        { "Write to jane@doe.example (@janedoe) or x@y.example June 3, 2018", "" },
        { "“It was the best of times.” — Charles Dickens, A Tale of Two Cities, June 3, 1859", "" },
        { "He — said Jane Doe (@janedoe), who saw " SLUG " — left.", "" },
        { SLUG " — Jane Doe (@janedoe) said so.", "" },
        { "— Jane Doe (@janedoe_who_has_a_name_too_long_for_it) June 3, 2018", "" },
        { "— Jane Doe (@jane doe) June 3, 2018", "" },
        { "— Jane Doe @janedoe June 3, 2018", "" },
        { "— Jane Doe @janedoe) June 3, 2018", "" },
        { "x " SLUG " — Jane Doe @janedoe) June 3, 2018", "" },
        { "x " SLUG " — Jane Doe [@janedoe) June 3, 2018", "" },
        { "— (@", "" },
        { "— (@a", "" },
        { "— (@a)", "" },
    };
    CHECK_ALL(rows);
}

#define SENTENCE "The council met on Monday to hear how the repair of the old harbour wall went. "
#define LONG     SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE

static void a_text_without_a_beginning_is_the_longest_likely(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { LONG WORDS " " SLUG " — Maya Lind (@maya_l) June 19, 2018",
          MAYA SENTENCE SENTENCE SENTENCE WORDS "|" SLUG },
        { LONG WORDS " — Maya Lind (@maya_l) June 19, 2018",
          MAYA SENTENCE SENTENCE SENTENCE WORDS "|" },
        /* before the limit was doubled */
        { LONG WORDS " — Maya Lind (@maya_l) June 19, 2017",
          "maya_l|Maya Lind|2017-06-19|" SENTENCE WORDS "|" },
        { LONG "\n" WORDS " " SLUG "\n— Maya Lind (@maya_l) June 19, 2018", MAYA WORDS "|" SLUG },
        /* without blank lines a line is a paragraph */
        { LONG "\nOne\n" WORDS "\n— Maya Lind (@maya_l) June 19, 2018", MAYA WORDS "|" },
        { "One\n" WORDS "\n— Maya Lind (@maya_l) June 19, 2018", MAYA WORDS "|" },
        { "One\n" WORDS "\n\n— Maya Lind (@maya_l) June 19, 2018", MAYA "One\n" WORDS "|" },
        { "Two\n\nOne\n" WORDS "\n— Maya Lind (@maya_l) June 19, 2018", MAYA "One\n" WORDS "|" },
        { LONG "\nOne\n" WORDS "\n\n— Maya Lind (@maya_l) June 19, 2018", MAYA "One\n" WORDS "|" },
        { SENTENCE SENTENCE "\n\n— Maya Lind (@maya_l) June 19, 2018",
          MAYA SENTENCE "The council met on Monday to hear how the repair of the old harbour wall "
                        "went.|" },
    };
    CHECK_ALL(rows);
    struct document d;
    assert_int_equal(scan_pieces(&plain, "a", slice_from(rows[0].text), 0, &d), SCAN_OK);
    assert_int_equal(d.embeds[0].span.start, strlen(SENTENCE SENTENCE));
    assert_int_equal(d.embeds[0].span.end, strlen(rows[0].text));
    document_free(&d);
}

static void the_permalink_of_a_date_says_which_post(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "x " SLUG "\n\n— A (@a) [May 19, 2018](https://twitter.com/a/status/20?s=1)",
        "x " SLUG "\n\n— A (@a) [> May 19, 2018](https://x.com/a/status/20)",
        "> x " SLUG "\n>\n> — A (@a) May 19, 2018\n> (https://twitter.com/a/status/20)",
        "x " SLUG "— A (@a) May 19, 2018 <https://twitter.com/a/status/20>",
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct document d;
        assert_int_equal(scan_pieces(&plain, "a.md", slice_from(texts[i]), 0, &d), SCAN_OK);
        assert_string_equal(d.media_type, "text/markdown");
        assert_int_equal(d.embed_count, 1);
        const struct embed *e = &d.embeds[0];
        assert_int_equal(e->form, FORM_FLATTENED);
        assert_slice(e->post_id, "20");
        assert_slice(e->url, "https://twitter.com/a/status/20");
        assert_slice(e->author.url, "https://twitter.com/a");
        assert_int_equal(e->date.source, SOURCE_ATTRIBUTION);
        assert_int_equal(e->link_count, 2);
        assert_int_equal(e->links[1], 1);
        assert_int_equal(d.links[1].kind, LINK_PERMALINK);
        assert_int_equal(d.links[1].embed, 0);
        assert_int_equal(e->span.end, strlen(texts[i]));
        document_free(&d);
    }
}

static void add_many(struct buffer *b, const char *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_add(b, slice_from(words));
    }
}

/* A post is what weighs so much at most, in whole lines: where the last of them is heavier nobody
 * can tell where the post begins. */
static void a_post_weighs_so_much_and_no_more(void **state)
{
    (void)state;
    static const struct {
        const char *head, *sign;
        size_t most;
        size_t lines_before; /* the bytes of those that are not taken when one sign is too much */
    } rows[] = {
        { "", "a", 320, 0 },
        { "", "é", 320, 0 },
        { "", "\u10ff", 320, 0 },
        { "", "\u1100", 160, 0 },
        { "", "日", 160, 0 },
        { "", "𐌰", 160, 0 },
        { "", "\u201f", 320, 0 },
        { "", "\u2020", 160, 0 },
        { "", "\u2037", 320, 0 },
        { "", "\u2038", 160, 0 },
        { "", "\u2031", 160, 0 },
        { "pic.twitter.com/x ", "a", 320 - 24, 18 },
        { "One\nline https://a.example/ ", "a", 320 - 33, 4 },
        { "x https://b.example/\nline https://a.example/ ", "a", 320 - 55, 21 },
    };
    for (size_t i = 0; i < 2 * COUNT_OF(rows); i++) {
        struct buffer text = BUFFER(1 << 16);
        size_t count = rows[i / 2].most + i % 2;
        buffer_add(&text, slice_from(rows[i / 2].head));
        add_many(&text, rows[i / 2].sign, count);
        size_t length = text.length;
        buffer_add(&text, SLICE("\n\n— Maya (@maya_l) June 19, 2018"));
        struct document d;
        assert_int_equal(scan_pieces(&plain, "a", buffer_slice(&text), 0, &d), SCAN_OK);
        assert_int_equal(d.embed_count, 1);
        size_t before = rows[i / 2].lines_before;
        if (d.embeds[0].text.length != (i % 2 == 0 ? length : before ? length - before : 0)) {
            fail_msg("%zu of \"%s\": %zu bytes", count, rows[i / 2].sign, d.embeds[0].text.length);
        }
        document_free(&d);
        buffer_free(&text);
    }
}

/* A name has at most 50 characters; what stands in it besides is no part of it. */
static void a_name_has_so_many_characters_and_no_more(void **state)
{
    (void)state;
    static const char *const signs[] = { "a", "é", "日", "𐌰" };
    for (size_t i = 0; i < 2 * COUNT_OF(signs); i++) {
        struct buffer text = BUFFER(1 << 16);
        size_t count = 50 + i % 2;
        buffer_add(&text, SLICE("Words https://t.co/a — "));
        add_many(&text, signs[i / 2], count);
        buffer_add(&text, SLICE(" (@maya_l)"));
        struct document d;
        assert_int_equal(scan_pieces(&plain, "a", buffer_slice(&text), 0, &d), SCAN_OK);
        assert_int_equal(d.embed_count, 1 - i % 2);
        if (d.embed_count) {
            assert_int_equal(d.embeds[0].author.name.length, count * strlen(signs[i / 2]));
        }
        document_free(&d);
        buffer_free(&text);
    }
}

/* A link trails a post if no more than so many spaces stand behind it. */
static void a_gap_is_not_long(void **state)
{
    (void)state;
    for (size_t count = 256; count <= 257; count++) {
        struct buffer text = BUFFER(1 << 16);
        buffer_add(&text, SLICE(SLUG));
        add_many(&text, " ", count);
        buffer_add(&text, SLICE("— Maya (@maya_l) June 19, 2018"));
        struct document d;
        assert_int_equal(scan_pieces(&plain, "a", buffer_slice(&text), 0, &d), SCAN_OK);
        assert_int_equal(d.embed_count, 1);
        assert_int_equal(d.embeds[0].text.length > 0, count > 256);
        document_free(&d);
        buffer_free(&text);
    }
}

/* The link of a date is looked for in so many bytes. */
static void the_link_of_a_date_is_not_long(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct buffer text = BUFFER(1 << 16);
        buffer_add(&text, SLICE("x — A (@a) [May 19, 2018]"));
        size_t link = text.length;
        buffer_add(&text, SLICE("(https://twitter.com/a/status/20?"));
        add_many(&text, "x", 512 + i - (text.length - link) - 1);
        buffer_add(&text, SLICE(")"));
        struct document d;
        assert_int_equal(scan_pieces(&plain, "a", buffer_slice(&text), 0, &d), SCAN_OK);
        assert_int_equal(d.embed_count, 1);
        assert_int_equal(d.link_count, 1);
        assert_int_equal(d.embeds[0].post_id.length, i == 0 ? 2 : 0);
        document_free(&d);
        buffer_free(&text);
    }
}

static void a_permalink_alone_on_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *platform, *id;
    } rows[] = {
        { "a\n\nhttps://twitter.com/maya_l/status/1008861919441846272?s=20 \nb", "twitter",
          "1008861919441846272" },
        { "  <https://www.instagram.com/p/BnSBALPBGaF/>", "instagram", "BnSBALPBGaF" },
        { "https://twitter.com/a/status/20\u00a0\nb", "twitter", "20" },
        { "https://twitter.com/a/status/20 \u00a0b", NULL, NULL },
        { "see https://twitter.com/a/status/20", NULL, NULL },
        { "https://twitter.com/a/status/20.", NULL, NULL },
        { "https://twitter.com/a/status/20…", NULL, NULL },
        { "https://twitter.com/a", NULL, NULL },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct document d;
        assert_int_equal(scan_pieces(&plain, "a", slice_from(rows[i].text), 0, &d), SCAN_OK);
        assert_int_equal(d.embed_count, rows[i].platform != NULL);
        if (rows[i].platform) {
            assert_string_equal(d.embeds[0].platform, rows[i].platform);
            assert_string_equal(d.embeds[0].kind, "post");
            assert_int_equal(d.embeds[0].form, FORM_URL);
            assert_slice(d.embeds[0].post_id, rows[i].id);
            assert_int_equal(d.embeds[0].link_count, 1);
            assert_int_equal(d.links[0].embed, 0);
            assert_int_equal(d.embeds[0].span.start, link_span(&d.links[0]).start);
            assert_int_equal(d.embeds[0].date.source, SOURCE_NONE);
        }
        document_free(&d);
    }
}

static void a_heading_is_no_post(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "## 1.2.0 — Maya Lind (@maya_l) June 19, 2018\n\nNext.", "" },
        { "#ferry " WORDS " — Maya Lind (@maya_l) June 19, 2018\n", MAYA "#ferry " WORDS "|" },
    };
    CHECK_ALL(rows);
}

/* Where the dash is lost the name's end is a guess; behind a dash it is sure. */
static void the_surest_name_holds_for_all(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { WORDS " this week  Maya Lind Harbour Desk (@maya_l) June 19, 2018The next one\n\n" WORDS
                " " SLUG " — Maya Lind (@maya_l) June 19, 2018\n\n" WORDS " " SLUG
                " — (@maya_l) June 19, 2018\n",
          MAYA WORDS " this week| / " MAYA WORDS "|" SLUG " / " MAYA WORDS "|" SLUG },
    };
    CHECK_ALL(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_surest_name_holds_for_all),
        cmocka_unit_test(a_heading_is_no_post),
        cmocka_unit_test(shapes_of_extractors),
        cmocka_unit_test(dates),
        cmocka_unit_test(names),
        cmocka_unit_test(many_in_a_row),
        cmocka_unit_test(what_is_no_embed),
        cmocka_unit_test(a_text_without_a_beginning_is_the_longest_likely),
        cmocka_unit_test(the_permalink_of_a_date_says_which_post),
        cmocka_unit_test(a_post_weighs_so_much_and_no_more),
        cmocka_unit_test(a_gap_is_not_long),
        cmocka_unit_test(the_link_of_a_date_is_not_long),
        cmocka_unit_test(a_name_has_so_many_characters_and_no_more),
        cmocka_unit_test(a_permalink_alone_on_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
