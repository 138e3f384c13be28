/* Where flattened posts begin and end in a text. A row is the text with its posts in ⟦…⟧ and their
 * words in ⟪…⟫, or ⟪+…⟫ where nobody can tell where they begin: a scan of it without these marks
 * must put them back. */
#include "unit/scanning.h"

static const struct scan_options plain;

static const struct slice open_span = { "⟦", 3 }, close_span = { "⟧", 3 };
static const struct slice open_text = { "⟪", 3 }, close_text = { "⟫", 3 };
static const struct slice unsure_text = { "⟪+", 4 };

/* Adds the text without the marks. */
static void add_plain(struct slice row, struct buffer *into)
{
    const struct slice marks[] = { open_span, close_span, unsure_text, open_text, close_text };
    while (row.length) {
        size_t mark = 0;
        while (mark < COUNT_OF(marks) && !slice_starts(row, marks[mark])) {
            mark++;
        }
        bool marked = mark < COUNT_OF(marks);
        buffer_add(into, marked ? SLICE("") : slice_part(row, 0, 1));
        row = slice_skip(row, marked ? marks[mark].length : 1);
    }
}

/* Adds the words of a span with the marks of the text, which stands in them as it is. */
static void add_marked(struct slice words, const struct embed *e, struct buffer *into)
{
    size_t at = 0;
    while (e->text.length && at < words.length && !slice_starts(slice_skip(words, at), e->text)) {
        at++;
    }
    bool marked = e->text.length && at < words.length;
    buffer_add(into, slice_part(words, 0, marked ? at : 0));
    buffer_add(into, !marked ? SLICE("") : e->text_open ? unsure_text : open_text);
    buffer_add(into, marked ? e->text : SLICE(""));
    buffer_add(into, marked ? close_text : SLICE(""));
    buffer_add(into, slice_skip(words, marked ? at + e->text.length : 0));
}

static void check(const char *row)
{
    struct document d;
    struct buffer text = BUFFER(1 << 16);
    struct buffer got = BUFFER(1 << 16);
    add_plain(slice_from(row), &text);
    assert_int_equal(scan_pieces(&plain, "a.txt", buffer_slice(&text), 0, &d), SCAN_OK);
    size_t done = 0;
    for (size_t i = 0; i < d.embed_count; i++) {
        struct span span = d.embeds[i].span;
        buffer_add(&got, slice_part(buffer_slice(&text), done, span.start));
        buffer_add(&got, open_span);
        add_marked(slice_part(buffer_slice(&text), span.start, span.end), &d.embeds[i], &got);
        buffer_add(&got, close_span);
        done = span.end;
    }
    buffer_add(&got, slice_skip(buffer_slice(&text), done));
    if (!slice_equal(buffer_slice(&got), slice_from(row))) {
        fail_msg("\n got \"%s\"\nwant \"%s\"", buffer_string(&got), row);
    }
    buffer_free(&text);
    buffer_free(&got);
    document_free(&d);
}

#define CHECK_ALL(rows)                                                                            \
    for (size_t i_ = 0; i_ < COUNT_OF(rows); i_++) {                                               \
        check((rows)[i_]);                                                                         \
    }

#define PIC  "pic.twitter.com/C19z72DpcF"
#define BY   " " PIC " — Maya Lind (@maya_l) June 19, 2018⟧"
#define BOAT "⟦⟪The boat is back⟫" BY
#define FB   "⟦Posted by Port on Thursday, March 17, 2016⟧"
#define DE   "⟦Gepostet von Port am Donnerstag, 17. März 2016⟧"
#define IG   "⟦A post shared by Erik (@erik) on Apr 12, 2019⟧"
#define TOK  "⟦@bell.7 ⟪Ring #a⟫ ♬ original sound - bell⟧"
#define RED  "⟦Bells ring by u/ringer in quays⟧"

static void marks_before_a_line_are_no_part_of_a_post(void **state)
{
    (void)state;
    static const char *const rows[] = {
        BOAT,
        "\ufeff" BOAT,
        "\u00a0" BOAT,
        "\u3000" BOAT "\u3000",
        "\u200b" BOAT "\u200b",
        "\t> " BOAT,
        "| " BOAT " | x |",
        "* " BOAT "\r\n",
        "x\n    - " BOAT "\r",
        "• " BOAT,
        "⟦⟪+- One\n- Two⟫" BY,
        /* lines that were broken at a column */
        "⟦⟪The boat is back, and it has a new bell, which is heard as far as the\nmole⟫" BY,
        "It is so.\n⟦⟪The boat is back, and it has a new bell that is heard as far as "
        "the\nmole⟫" BY,
        "The boat is back, and it has a bell that is heard as far as that old mole.\n"
        "⟦⟪The bell is new⟫" BY,
        /* a line of no-break spaces is blank */
        "Prose.\n\u00a0\n⟦⟪The boat is back\nand so am I⟫\n\n— Maya (@maya_l) June 19, 2018⟧",
        "Prose.\n\u00a0\n\u00a0" BOAT "\n\u00a0\nMore.",
    };
    CHECK_ALL(rows);
}

static void rows_stand_at_the_beginning_of_any_line(void **state)
{
    (void)state;
    static const char *const prefixes[] = { "",       "\ufeff", "\n",       "\r\n",   "> ",
                                            "\n> > ", "| ",     "\n- ",     "\t",     "\n\t",
                                            "\n* ",   "\n    ", "\n\u00a0", "\u00a0", "\r\n| " };
    static const char *const words[] = { FB, DE, IG, TOK, RED };
    for (size_t i = 0; i < COUNT_OF(prefixes) * COUNT_OF(words); i++) {
        struct buffer row = BUFFER(1 << 10);
        buffer_printf(&row, "%s%s", prefixes[i / COUNT_OF(words)], words[i % COUNT_OF(words)]);
        check(buffer_string(&row));
        buffer_add(&row, SLICE("\n\nNext."));
        check(buffer_string(&row));
        buffer_free(&row);
    }
}

#define PROSE "The council met on Monday to hear how the wall went, and left at noon.\n\n"
#define END   "\n\n— Maya Lind (@maya_l) June 19, 2018⟧\n\nThe board said no more."

/* The first paragraph of each post tells that it is none of the article's. */
static void paragraphs_above_the_last_one(void **state)
{
    (void)state;
    static const char *const rows[] = {
        PROSE "⟦⟪+1/ Of the night boat and its ramp.\n\nNobody says why it was out."
              "⟫" END,
        PROSE "⟦⟪+Dear @harbourboard\n\nWhen does it run again, and who pays for it?⟫" END,
        PROSE "⟦⟪+We did it! 🎉\n\nThe night boat is back at the quay⟫" END,
        PROSE "⟦⟪+🚨 The boat is out.\n\nIt will run again from Monday on.⟫" END,
        PROSE "⟦⟪+RT @harbourboard: the boat is out.\n\nIt will run again from Monday.⟫" END,
        PROSE "⟦⟪+they did it again\n\nand i have no words for it now⟫" END,
        PROSE "⟦⟪+Me: when is the boat back\n\nBoard: it will be soon enough⟫" END,
        PROSE "⟦⟪+What we know:\n\n- the ramp is broken\n\n- nobody pays for it⟫" END,
        PROSE "⟦⟪+1. The ramp is still broken.\n\n2. Nobody wants to pay for it.⟫" END,
        PROSE "⟦⟪+BREAKING: the boat is out.\n\nIt will run again from Monday on.⟫" END,
        PROSE "⟦⟪+#portalder\n\nwe did it⟫" END,
        PROSE "⟦⟪+🎉\n\nwe did it⟫" END,
        PROSE "⟦⟪+It is for @harbourboard to say why.\n\nIt will not run again.⟫" END,
        PROSE "⟦⟪+We ask why #portalder is out.\n\nIt will not run again.⟫" END,
        PROSE "⟦⟪+How the ramp of the boat was broken\n\nA thread 🧵#portalder #ramp⟫" END,
        PROSE "⟦⟪+(1) The ramp is still broken.\n\n(2) Nobody pays for it.⟫" END,
        PROSE "⟦⟪+a) The ramp is still broken.\n\nb) Nobody pays for it.⟫" END,
        /* what stands between one that tells and the last one */
        PROSE "⟦⟪+🚨 The boat is out.\n\nNobody says why.\n\nIt runs again on Monday.⟫" END,
        PROSE "🚨 The boat is out.\n\nThe ramp\n\n⟦⟪It runs again on Monday.⟫" END,
        /* a quotation that ends in the last one */
        PROSE "⟦⟪+“The boat is out.\n\nIt will run again.\n\nOn Monday,” they say⟫" END,
        PROSE "“The boat is out.”\n\n⟦⟪They said “it will run again on Monday”⟫" END,
        /* what introduces it */
        PROSE "Lind wrote:\n\n⟦⟪+The boat is out.\n\nIt will run again on Monday.⟫" END,
        PROSE "@maya_l said:\n\n⟦⟪+The boat is out.\n\nIt will run again.⟫" END,
        PROSE "In a tweet:\n\n⟦⟪+The boat is out.\n\nIt will run again on Monday.⟫" END,
        PROSE "In a letter:\n\nThe boat is out.\n\n⟦⟪It will run again on Monday.⟫" END,
        PROSE "Lind wrote:\n\n" PROSE PROSE PROSE PROSE PROSE "⟦⟪It will run on Monday.⟫" END,
    };
    CHECK_ALL(rows);
}

#define LINK "\n\n⟦" PIC "\n— Maya Lind (@maya_l) June 19, 2018⟧"
#define LINE " — Maya Lind (@maya_l) June 19, 2018⟧ And more."

/* What says that a post comes is none of its words. */
static void what_introduces_a_post(void **state)
{
    (void)state;
    static const char *const rows[] = {
        PROSE "The mayor said this:" LINK,
        PROSE "Lind said:\n\n⟦— Maya Lind (@maya_l) June 19, 2018⟧",
        PROSE "⟦⟪So said the board:⟫\n\n— Maya Lind (@maya_l) June 19, 2018⟧",
        "Prose.\nLind said:\n⟦" PIC "\n— Maya Lind (@maya_l) June 19, 2018⟧\nMore.",
        PROSE "⟦⟪Look at this:⟫\n" PIC END,
        PROSE "⟦⟪Look at this:⟫ " PIC "\n— Maya Lind (@maya_l) June 19, 2018⟧",
        "> ⟦⟪Look at this:⟫\n>\n> " PIC "\n>\n> — Maya Lind (@maya_l) June 19, 2018⟧",
        /* on the same line */
        "The boat is out. Lind wrote on Monday: ⟦⟪+it is out. And so am I⟫" LINE,
        "The boat is out. In a tweet, the board said: ⟦⟪+it is out. So am I⟫" LINE,
        "The boat is out. Here is the tweet:⟦⟪+It is out. So am I⟫" LINE,
        "⟦⟪+The boat is out. This is so: it is out. And so am I⟫" LINE,
        "Lind was out.⟦⟪+The boat: it is out⟫" LINE,
        /* nobody can tell */
        "⟦⟪+The boat is out. so it is⟫" LINE,
        "⟦⟪The boat is out so it is⟫" LINE,
        "⟦⟪+The council met on Monday to hear how the wall went, and left.⟫\n\n" PIC END,
    };
    CHECK_ALL(rows);
}

/* What of an article stands above a post. */
static void paragraphs_of_the_article(void **state)
{
    (void)state;
    static const char *const above[] = {
        "Photo: @portwatch",
        "Image of the wall by @portwatch",
        "Follow us on Twitter @portwatch",
        "The tag #portalder was all that the board read on Monday.",
        "The user @harbourboard was nowhere to be found.",
        "Read more: The board votes the ferry down",
        "Q: When will the boat run?",
        "1. The one with the gull",
        "#1 of what the board has to say",
        "- the ramp, which is broken",
        "Last seen on 3/5/2019",
        "The shop is open 24/7",
        "Others were less forgiving.",
        "See https://www.valepost.example/boat 🎉",
        "Watch it at https://www.youtube.com/watch?v=aBcDeFgHiJk @portwatch",
        "Which boats run: all",
        "What comes next",
        "“We will not pay for it,” he said.",
        "The board wrote:",
    };
    for (size_t i = 0; i < COUNT_OF(above); i++) {
        struct buffer row = BUFFER(1 << 10);
        buffer_printf(&row, "%s%s\n\n⟦⟪The boat is out, and so are all of us.⟫%s", PROSE, above[i],
                      END);
        check(buffer_string(&row));
        buffer_free(&row);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_before_a_line_are_no_part_of_a_post),
        cmocka_unit_test(paragraphs_above_the_last_one),
        cmocka_unit_test(what_introduces_a_post),
        cmocka_unit_test(paragraphs_of_the_article),
        cmocka_unit_test(rows_stand_at_the_beginning_of_any_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
