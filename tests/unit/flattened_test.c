/* Flattened posts by their recogniser alone: a text and the links in it, a claim out. */
#include "unit/growth.h"
#include "unit/unit.h"

#include "scan/find/flattened.h"
#include "scan/find/inside.h"
#include "scan/find/line.h"
#include "scan/find/pattern.h"
#include "scan/find/weight.h"
#include "scan/find/words.h"

#include <stdio.h>

/* The shape of a want: "place|handle|name|date|text|title|span", with "+" before a text that is
 * open; posts are joined by " / ". */
struct row {
    const char *in, *want;
};

static void add(struct buffer *b, struct slice s)
{
    buffer_add(b, s.data ? s : SLICE(""));
    buffer_add_char(b, '|');
}

static void add_claim(struct buffer *b, const struct claim *c)
{
    char date[TIME_TEXT];
    size_t length = 0;
    if (c->date.source != SOURCE_NONE) {
        assert_int_equal(c->date.source, SOURCE_ATTRIBUTION);
        length = (size_t)time_format(c->date.ms, c->date.precision, date);
    }
    add(b, slice_from(c->place->name));
    add(b, c->handle);
    add(b, c->name);
    add(b, slice_of(date, length));
    buffer_add(b, c->text_open ? SLICE("+") : SLICE(""));
    add(b, c->text);
    add(b, c->title);
}

static bool is_trigger(struct slice s, size_t at)
{
    enum { PREFIX_MOST = 64 };
    size_t start = line_start(s, at, at > PREFIX_MOST ? at - PREFIX_MOST : 0);
    bool line = (start == 0 || s.data[start - 1] == '\n' || s.data[start - 1] == '\r') &&
                flattened_line(s, start) == at && flattened_may_begin(slice_skip(s, at));
    return s.data[at] == '@' || (s.data[at] == '/' && at && s.data[at - 1] == 'u') || line ||
           (s.data[at] == 'P' && flattened_may_begin_amid(s, at));
}

/* What is found in s, without the carriage returns of its lines. */
static void find_claims(struct slice s, struct buffer *got)
{
    struct near_link links[INSIDE_LINKS];
    struct buffer found = BUFFER(1 << 16);
    struct buffer scratch = BUFFER(1 << 16);
    struct context c = { .view = { s, 0 }, .links = { links, 0 } };
    for (; c.view.at < s.length; c.view.at++) {
        struct flat flat;
        c.links.count = inside_links(slice_part(s, 0, c.view.at), links);
        if (is_trigger(s, c.view.at) && flattened_find(&c, &scratch, &flat)) {
            buffer_add(&found, found.length ? SLICE(" / ") : SLICE(""));
            add_claim(&found, &flat.claim);
            buffer_add(&found, slice_part(s, flat.start, flat.end));
            assert_true(flat.start >= c.floor && flat.end <= s.length);
            c.floor = flat.end;
        }
    }
    for (size_t i = 0; i < found.length; i++) {
        buffer_add(got, slice_of(found.data + i, found.data[i] != '\r'));
    }
    buffer_free(&found);
    buffer_free(&scratch);
}

/* The same with each line's break as two bytes. */
static void add_pairs(struct slice s, struct buffer *into)
{
    for (size_t i = 0; i < s.length; i++) {
        buffer_add(into, s.data[i] == '\n' ? SLICE("\r\n") : slice_of(s.data + i, 1));
    }
}

static void compare(const struct row *row, struct slice s, const char *breaks)
{
    struct buffer got = BUFFER(1 << 16);
    find_claims(s, &got);
    if (!slice_equal(buffer_slice(&got), slice_from(row->want))) {
        fail_msg("in \"%s\" with %s:\n got \"%s\"\nwant \"%s\"", row->in, breaks,
                 got.length ? buffer_string(&got) : "", row->want);
    }
    buffer_free(&got);
}

static void check(const struct row *row)
{
    struct buffer pairs = BUFFER(1 << 16);
    compare(row, slice_from(row->in), "LF");
    add_pairs(slice_from(row->in), &pairs);
    compare(row, buffer_slice(&pairs), "CRLF");
    buffer_free(&pairs);
}

#define CHECK_ALL(rows)                                                                            \
    for (size_t i_ = 0; i_ < COUNT_OF(rows); i_++) {                                               \
        check(&(rows)[i_]);                                                                        \
    }

#define SLUG "https://t.co/kCvpPQmGlW"
#define PIC  "pic.twitter.com/C19z72DpcF"
#define WEB  "https://www.eastmoor-courier.test/a"
#define SIGN "Maya (@maya_l) June 19, 2018"
#define M    "twitter|maya_l|Maya|2018-06-19|"

static void what_tells_a_name(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "x — " SIGN, M "x||x — " SIGN },
        { "x!- " SIGN, M "x!||x!- " SIGN },
        { "x \\-\\- " SIGN, M "x||x \\-\\- " SIGN },
        { "x\n\n\\-- " SIGN, M "x||x\n\n\\-- " SIGN },
        { "x \\- " SIGN, M "x||x \\- " SIGN },
        { "x − " SIGN, M "x||x − " SIGN },
        { "x ﹘ " SIGN, M "x||x ﹘ " SIGN },
        { "x ⸺ " SIGN, M "x||x ⸺ " SIGN },
        { "x â€” " SIGN, M "x||x â€” " SIGN },
        { "x \ufffd " SIGN, M "x||x \ufffd " SIGN },
        { "x " SLUG " — News — Maya (@maya_l) June 19, 2018",
          "twitter|maya_l|News — Maya|2018-06-19|x||x " SLUG
          " — News — Maya (@maya_l) June 19, 2018" },
        { "x — [Maya](https://twitter.com/maya_l) (@maya_l) June 19, 2018",
          M "x||x — [Maya](https://twitter.com/maya_l) (@maya_l) June 19, 2018" },
        { "x — Maya (\u200e@maya_l) June 19, 2018", M "x||x — Maya (\u200e@maya_l) June 19, 2018" },
        { "x — Maya (\\@maya_l) June 19, 2018", M "x||x — Maya (\\@maya_l) June 19, 2018" },
        { SLUG "\n-" SIGN, M "||" SLUG "\n-" SIGN },
        { "The boat —\nMaya\nL (@maya_l) June 19, 2018", "" },
        { "The boat —\n" SIGN, M "The boat||The boat —\n" SIGN },
        { "The boat will not run again before the Monday after Easter — Marianne\nL "
          "(@maya_l) June 19, 2018",
          "twitter|maya_l|Marianne L|2018-06-19|The boat will not run again before the Monday "
          "after Easter||The boat will not run again before the Monday after Easter — "
          "Marianne\nL (@maya_l) June 19, 2018" },
        { "The boat will not run before that Monday after the Easter — he said so in a word, as "
          "he always does\nL (@maya_l) June 19, 2018",
          "" },
        { "x- " SIGN, "" },
        { "Twenty bytes at least  " SIGN, M "Twenty bytes at least||Twenty bytes at least  " SIGN },
        { SLUG "  Maya  L (@maya_l) June 19, 2018",
          "twitter|maya_l|Maya  L|2018-06-19|||" SLUG "  Maya  L (@maya_l) June 19, 2018" },
        { SLUG " some  " SIGN, M SLUG " some||" SLUG " some  " SIGN },
        { WEB "\n\nA  " SIGN, "" },
        { SLUG " " SIGN, M "||" SLUG " " SIGN },
        { SLUG "\n" SIGN, M "||" SLUG "\n" SIGN },
        { WEB "\n" SIGN, "" },
        { WEB " " SIGN, "" },
        { WEB " — " SIGN, M "||" WEB " — " SIGN },
        { SLUG " (@maya_l) June 19, 2018",
          "twitter|maya_l||2018-06-19|||" SLUG " (@maya_l) June 19, 2018" },
        { SLUG "\n\nBy " SIGN, "" },
        { "x — Maya\nL (@maya_l) June 19, 2018", "" },
        { "x " SLUG "\n\n— Maya\nL (@maya_l) June 19, 2018",
          "twitter|maya_l|Maya L|2018-06-19|x||x " SLUG "\n\n— Maya\nL (@maya_l) June 19, 2018" },
        { "Gates fail – as it happened By " SIGN, "" },
        { "Gates fail – Stand by Maya (@maya_l) June 19, 2018",
          "twitter|maya_l|Stand by Maya|2018-06-19|Gates fail||"
          "Gates fail – Stand by Maya (@maya_l) June 19, 2018" },
        { "A headline — of sorts\nBy Maya (@maya_l) June 19, 2018", "" },
        { "x — Maya (@maya_l) 19\\. Juni 2018\n", M "x||x — Maya (@maya_l) 19\\. Juni 2018" },
        { "x — Maya （@maya_l） June 19, 2018", M "x||x — Maya （@maya_l） June 19, 2018" },
        { "x — Maya ( @maya_l ) June 19, 2018", M "x||x — Maya ( @maya_l ) June 19, 2018" },
        { "x — Maya (@maya\\_l) June 19, 2018", M "x||x — Maya (@maya\\_l) June 19, 2018" },
        { "maya@(@maya_l) June 19, 2018", "" },
    };
    CHECK_ALL(rows);
}

#define BEFORE "x " SLUG " — Maya (@maya_l)"
#define BARE   "twitter|maya_l|Maya||x||" BEFORE

static void what_date_is_believed(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "x " SLUG " — Maya (@maya_l), June 19, 2018",
          M "x||x " SLUG " — Maya (@maya_l), June 19, 2018" },
        { "x " SLUG " — Maya (@maya_l) on June 19, 2018",
          M "x||x " SLUG " — Maya (@maya_l) on June 19, 2018" },
        { "x — Maya (@maya_l), June 19, 2018", "" },
        { SLUG " x — Maya (@maya_l), June 19, 2018", "" },
        { SLUG " Maya (@maya_l), June 19, 2018", "" },
        { "x — Maya (@maya_l) &nbsp; June 19, 2018",
          M "x||x — Maya (@maya_l) &nbsp; June 19, 2018" },
        { "x — Maya (@maya_l) [ June 19, 2018 ](https://x.com/maya_l/status/1)",
          M "x||x — Maya (@maya_l) [ June 19, 2018 ](https://x.com/maya_l/status/1)" },
        { BEFORE " June 19, 20185", M "x||" BEFORE " June 19, 2018" },
        { BEFORE " June 19, 2018The", M "x||" BEFORE " June 19, 2018" },
        { BEFORE " 19 décembre 2018",
          "twitter|maya_l|Maya|2018-12-19|x||" BEFORE " 19 décembre 2018" },
        { BEFORE " June 19, 0001", BARE " June 19, 0001" },
        { BEFORE " June 19, 9999", BARE " June 19, 9999" },
        { BEFORE " June 19, 2286", BARE " June 19, 2286" },
        { BEFORE " June 19, 2005", BARE " June 19, 2005" },
        { BEFORE " October 03, 19", BARE " October 03, 19" },
        { BEFORE " February 31, 2018", BARE " February 31, 2018" },
        { BEFORE " 9999999999999", BARE },
        { BEFORE " said", "" },
        { BEFORE "\n\nMore", BARE },
        { BEFORE "\nJune 19, 2018\n", M "x||" BEFORE "\nJune 19, 2018" },
        { BEFORE "\nJune 19, 2018 was a day", BARE },
        { "x — Maya (@maya_l) June 19, 2286", "" },
        { "x " WEB " — Maya (@maya_l)", "" },
    };
    CHECK_ALL(rows);
}

#define S60  "The council met on Monday to hear how the repair went on, so. "
#define LONG S60 S60 S60 S60 S60

#define W     "слово слово слово слово слово "
#define WORDS W W W W "слово"

static void where_a_text_begins(void **state)
{
    (void)state;
    static const struct row rows[] = {
        /* a lost break, where more stands behind the signature */
        { "It held.The x — " SIGN "And", M "+The x||The x — " SIGN },
        { "It held.The x — " SIGN "\nAnd", M "It held.The x||It held.The x — " SIGN },
        { "It held.The x\n\n— " SIGN "And", M "It held.The x||It held.The x\n\n— " SIGN },
        { "It held. The x — " SIGN " And", M "+It held. The x||It held. The x — " SIGN },
        { LONG S60 "Held.The x — " SIGN, M "+The x||The x — " SIGN },
        { LONG S60 "x — " SIGN, M "+" LONG "x||" LONG "x — " SIGN },
        { LONG "x — " SIGN, M LONG "x||" LONG "x — " SIGN },
        { LONG LONG "x — Maya (@maya_l) June 19, 2017",
          "twitter|maya_l|Maya|2017-06-19|+" S60 S60 "x||" S60 S60
          "x — Maya (@maya_l) June 19, 2017" },
        /* behind a link that posts do not hold */
        { LONG WEB " Then x — " SIGN, M "+Then x||Then x — " SIGN },
        /* a line of prose above, of one that lost its blank lines */
        { "Title\n\n" S60 "\nx\n— " SIGN, M "x||x\n— " SIGN },
        { "Title\n\nWe say\nx\n— " SIGN, M "We say\nx||We say\nx\n— " SIGN },
        { "Title\n\nWe say.\nx\n— " SIGN, M "We say.\nx||We say.\nx\n— " SIGN },
        /* a list */
        { "A\n\nB:\n\n• c\n\nd\n\n— " SIGN, M "+B:\n\n• c\n\nd||B:\n\n• c\n\nd\n\n— " SIGN },
        /* furniture */
        { "He. Skip Twitter post 2 by Maya x — " SIGN, M "x||x — " SIGN },
        { "He. Skip Twitter post by @maya_l x — " SIGN, M "x||x — " SIGN },
        { "To view this content choose ‘accept and continue’.Accept and continueIt held.The x "
          "— " SIGN,
          M "It held.The x||It held.The x — " SIGN },
        { "[\n\nAccept and continue\n\n](https://a.bc/)\n\nx — " SIGN, M "x||x — " SIGN },
        { "[\n\nAccept and continue\n\n][12]\n\nx — " SIGN, M "x||x — " SIGN },
        { "> Accept and\n> continue\n> x\n> — " SIGN, M "x||x\n> — " SIGN },
        { "Then choose ‘accept and continue’. x — " SIGN, M "x||x — " SIGN },
        { "Accept and continue\n\nx\n\n#dry\n\n— " SIGN, M "x\n\n#dry||x\n\n#dry\n\n— " SIGN },
        { "He. Skip Twitter post by M\n\na\n\nx — " SIGN, M "a\n\nx||a\n\nx — " SIGN },
        /* a character of any script weighs 1 at least */
        { "He. Skip Twitter post by M\n\n" WORDS "\n\n" WORDS " — " SIGN,
          M WORDS "\n\n" WORDS "||" WORDS "\n\n" WORDS " — " SIGN },
        /* behind another post */
        { "x — " SIGN "It is so.The y — " SIGN, M "x||x — " SIGN " / " M "+The y||The y — " SIGN },
        { "x — " SIGN " y — " SIGN, M "x||x — " SIGN " / " M "y||y — " SIGN },
    };
    CHECK_ALL(rows);
}

#define PROSE       "The council met on Monday to hear how the repair went on, so."
#define PART(text)  text "\n\n— " SIGN
#define OPEN(text)  M "+" text "||" PART(text)
#define KNOWN(text) M text "||" PART(text)

/* Blank lines inside a post look like those between paragraphs. */
static void a_text_of_few_words_goes_on_above(void **state)
{
    (void)state;
    static const struct row rows[] = {
        /* what no post is alone */
        { "Title\n\n" PART(PROSE "\n\n1/"), OPEN(PROSE "\n\n1/") },
        { "Title\n\n" PART(PROSE "\n\n(2/n)"), OPEN(PROSE "\n\n(2/n)") },
        { "Title\n\n" PART("So it is.\n\n#sill"), OPEN("So it is.\n\n#sill") },
        { PART("It held.\n\nWe have more to say\n\n#a @b"), OPEN("We have more to say\n\n#a @b") },
        /* emoji and two words, but not behind what introduces them */
        { "Title\n\n" PART(PROSE "\n\n👇"), OPEN(PROSE "\n\n👇") },
        { "Title\n\n" PART(PROSE "\n\nMore soon."), OPEN(PROSE "\n\nMore soon.") },
        { "So it is.\n\n" PART("👇"), KNOWN("👇") },
        { "So it is.\n\n" PART("More soon."), KNOWN("More soon.") },
        { PROSE "\n\n" PART("same"), KNOWN("same") },
        { "We row\n\n" PART("same"), KNOWN("same") },
        { "We row\n\n" PART("#dry"), KNOWN("#dry") },
        { "It held.\n\n" PART("灯塔重新开放了"), KNOWN("灯塔重新开放了") },
        { "ค่ำคืนที่ท่าเรือยาวนาน\n\n" PART("ประภาคารเปิดอีกครั้ง"), KNOWN("ประภาคารเปิดอีกครั้ง") },
        { PART("On sill 👉 #b\n\nStay #dry"), OPEN("On sill 👉 #b\n\nStay #dry") },
        { PROSE "\n\n" PART("It is a sill of some\n\nOn the sill\n\nOn 👉 #b\n\nStay #dry"),
          OPEN("It is a sill of some\n\nOn the sill\n\nOn 👉 #b\n\nStay #dry") },
        /* a few words go on, but do not begin to */
        { PROSE "\n\n" PART("Rain on the sill\n\nStay #dry"),
          OPEN("Rain on the sill\n\nStay #dry") },
        { "Up we go\n\n" PART("Rain on the sill"), KNOWN("Rain on the sill") },
        { "The port is closed now\n\n" PART("It is so.\n\n#dry"), OPEN("It is so.\n\n#dry") },
        /* nothing that is apart, nothing too heavy */
        { "## Title\n\n" PART("#dry"), KNOWN("#dry") },
        { "He wrote:\n\n" PART("#dry"), KNOWN("#dry") },
        { "* Sport\n\n" PART("#dry"), KNOWN("#dry") },
        { "By X (@xyz) May\n\n" PART("#dry"), KNOWN("#dry") },
        { LONG S60 "\n\n" PART("1/"), KNOWN("1/") },
        /* lines, where no blank ones are kept */
        { PROSE "\nWe rowed on and on\n#dry\n— " SIGN,
          M "+We rowed on and on\n#dry||We rowed on and on\n#dry\n— " SIGN },
        /* prose of scripts that take more bytes, or end sentences otherwise */
        { "Title\n\n市の職員は火曜日の朝から地下道の排水作業を続けており、通行止めだ。\nx\n— " SIGN,
          M "x||x\n— " SIGN },
        { "Title\n\nЭто не длинная строка текста.\nx\n— " SIGN,
          M "Это не длинная строка текста.\nx||Это не длинная строка текста.\nx\n— " SIGN },
    };
    CHECK_ALL(rows);
}

static void links_that_trail(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "x [7]" SLUG " [12]" PIC "\n\n— Maya (@maya_l) [13]June 19, 2018",
          M "x||x [7]" SLUG " [12]" PIC "\n\n— Maya (@maya_l) [13]June 19, 2018" },
        { "x [7] " SLUG " — " SIGN, M "x [7]||x [7] " SLUG " — " SIGN },
        { "x (" SLUG ") — " SIGN, M "x||x (" SLUG ") — " SIGN },
        { "x <" SLUG "> — " SIGN, M "x||x <" SLUG "> — " SIGN },
        { "x [photo](" SLUG ") — " SIGN, M "x||x [photo](" SLUG ") — " SIGN },
        { "x [" PIC "][3] — " SIGN, M "x||x [" PIC "][3] — " SIGN },
        { "x [" PIC "] — " SIGN, M "x||x [" PIC "] — " SIGN },
        { "x " PIC " (" SLUG ") — " SIGN, M "x||x " PIC " (" SLUG ") — " SIGN },
        { "x " SLUG "… — " SIGN, M "x||x " SLUG "… — " SIGN },
        { "x " SLUG " … — " SIGN, M "x||x " SLUG " … — " SIGN },
        { "x " SLUG "\u200b — " SIGN, M "x||x " SLUG "\u200b — " SIGN },
        { "x [#Tag](" WEB ") — Maya (@maya_l) [June 19, 2018](" WEB ")",
          M "x #Tag||x [#Tag](" WEB ") — Maya (@maya_l) [June 19, 2018](" WEB ")" },
    };
    CHECK_ALL(rows);
}

#define OWN "https://twitter.com/maya_l/status/20"

#define RILL_ALONE "Post by @rill@mastodon.social\n\nView on Mastodon"
#define RILL       RILL_ALONE "\n\n"
#define RILLS      "https://mastodon.social/@rill/112042731110400077"
#define RILL_IS                                                                                    \
    "mastodon|rill@mastodon.social||||"                                                            \
    "|"

static void its_own_permalink_is_part_of_it(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "x — " SIGN "\n\n" OWN "\n", M "x||x — " SIGN "\n\n" OWN },
        { "x — " SIGN "\n" OWN, M "x||x — " SIGN "\n" OWN },
        { "x — " SIGN "\n" OWN " says", M "x||x — " SIGN },
        { "x — " SIGN "\nhttps://twitter.com/other/status/20\n", M "x||x — " SIGN },
        { "x — " SIGN "\nhttps://www.instagram.com/p/BnSBALPBGaF/\n", M "x||x — " SIGN },
        /* in Markdown's brackets, which blank lines broke */
        { "[\n\n" RILL "](" RILLS ")\n\ny", RILL_IS RILL "](" RILLS ")" },
        { "> [\n> \n> " RILL "> \n> \n> ](" RILLS ")", RILL_IS RILL "> \n> \n> ](" RILLS ")" },
        { RILL "](" RILLS ") y", RILL_IS RILL_ALONE },
        { RILL "](" RILLS, RILL_IS RILL_ALONE },
        { RILL "](https://quay.example/@rill/112042731110400077)", RILL_IS RILL_ALONE },
        { RILL "](https://mastodon.social/@mill/112042731110400077)", RILL_IS RILL_ALONE },
        { "x — Maya (@maya_l) [June 19, 2018](" OWN ")",
          M "x||x — Maya (@maya_l) [June 19, 2018](" OWN ")" },
        { "x — Maya (@maya_l) [June 19, 2018][12] y",
          M "x||x — Maya (@maya_l) [June 19, 2018][12]" },
    };
    CHECK_ALL(rows);
}

#define FIFTY " that it would ring again and again and again so."
#define MANY  FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY

#define FB "https://www.facebook.com/ab/posts/10158812345678901"
#define IG "A post shared by Erik Q (@erik.q)"

static void other_places(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "x\n\nPosted by [A B](https://www.facebook.com/ab/) on [Tuesday, March 5, 2024](" FB
          ")\ny",
          "facebook||A B|2024-03-05|x||x\n\nPosted by [A B](https://www.facebook.com/ab/) on "
          "[Tuesday, March 5, 2024](" FB ")" },
        { "x\n\nPosted by [ A B][2] on [Tuesday, March 5, 2024][3]\ny",
          "facebook||A B|2024-03-05|x||x\n\nPosted by [ A B][2] on [Tuesday, March 5, 2024][3]" },
        { "x\n\nPosted by A B on [Tuesday, March 5, 2024][3",
          "facebook||A B|2024-03-05|x||x\n\nPosted by A B on [Tuesday, March 5, 2024" },
        { "x\n\nA post shared by [ Erik Q][22] (@erik.q)",
          "instagram|erik.q|Erik Q||x||x\n\nA post shared by [ Erik Q][22] (@erik.q)" },
        { "View this post on Instagram\n\na\n\nb\n\n" IG " on Apr 12, 2019 at 4:50am PDT",
          "instagram|erik.q|Erik Q|2019-04-12T11:50Z|a\n\nb||a\n\nb\n\n" IG
          " on Apr 12, 2019 at 4:50am PDT" },
        { "View this post on Instagram\n\n" IG ".", "instagram|erik.q|Erik Q||||" IG },
        { IG " on his page", "" },
        { "Seen: " IG, "" },
        { "View this post on Instagram Low tide " IG " on his page",
          "instagram|erik.q|Erik Q||Low tide||Low tide " IG },
        { "| " IG " | x |", "instagram|erik.q|Erik Q||||" IG },
        { IG "The sea", "instagram|erik.q|Erik Q||||" IG },
        { "A post shared by many, says Erik @erik", "" },
        { "> x\n>\n> A post shared by Erik\n> (@erik) on Apr 12, 2019",
          "instagram|erik|Erik|2019-04-12|x||x\n>\n> A post shared by Erik\n> (@erik) on Apr 12, "
          "2019" },
        { "x\n\nかな(@kana)がシェアした投稿 - 2017 4月 10 8:24午後 PDT",
          "instagram|kana|かな|2017-04-11T03:24Z|x||x\n\nかな(@kana)がシェアした投稿 - 2017 4月 10 "
          "8:24午後 PDT" },
        { "かなさん(@kana)が投稿した写真", "instagram|kana|かな||||かなさん(@kana)が投稿した写真" },
        { "かなさん(@kana)が投稿した写真次の話",
          "instagram|kana|かな||||かなさん(@kana)が投稿した写真" },
        { "かなさん(@kana)が投稿した写真がすごい", "" },
        { "かなさん(@kana)がシェアした投稿を見た", "" },
        { "Kim(@kim)님의 공유 게시물이 화제다", "" },
        { "Kim(@kim)님의 공유 게시물님", "instagram|kim|Kim||||Kim(@kim)님의 공유 게시물님" },
        { "x\n\nPosted by Port on Thursday, March 17, 2016",
          "facebook||Port|2016-03-17|x||x\n\nPosted by Port on Thursday, March 17, 2016" },
        { "x Posted by Port on Sea on Thursday, March 17, 2016",
          "facebook||Port on Sea|2016-03-17|x||x Posted by Port on Sea on Thursday, March 17, "
          "2016" },
        { "Posted by Jane on March 17, 2016", "" },
        { "Posted by Jane on Thursday, March 17, 2016 at 10:00 PM", "" },
        { "Posted by Jane on Thursday, March 17, 2016, at noon", "" },
        { "Posted by Jane on Thursday, March 17, 2016 and twice later", "" },
        { "“Bells” by u/ringer in 1987", "" },
        { "RePosted by Jane on Thursday, March 17, 2016", "" },
        { "@bell.7\n\nRing #a\n\n♬ sound - x\nOn",
          "tiktok|bell.7|||Ring #a||@bell.7\n\nRing #a\n\n♬ "
          "sound - x" },
        { "he @bell.7 Ring ♬ sound", "" },
        { "@bell.7 Ring ♬ \n", "tiktok|bell.7|||Ring||@bell.7 Ring ♬ \n" },
        { "He rang. @bell.7 Ring ♬ sound - bell The quay was shut then.",
          "tiktok|bell.7|||Ring||@bell.7 Ring ♬ sound - bell" },
        { "He rang. @bell.7 said" MANY " ♬ sound - bell", "" },
        { "@bell.7 Ring ♬ sound - Bell Oar and 2inesThe quay was shut.",
          "tiktok|bell.7|||Ring||@bell.7 Ring ♬ sound - Bell" },
        { "@bell.7 Ring ♬ sound - bellThe quay was shut.",
          "tiktok|bell.7|||Ring||@bell.7 Ring ♬ sound - bell" },
        { "@bell.7 Ring ♬ Who Let the Dogs Out - Bell",
          "tiktok|bell.7|||Ring||@bell.7 Ring ♬ Who Let the Dogs Out - Bell" },
        { "@bell.7 Ring with @maya ♬ sound",
          "tiktok|bell.7|||Ring with @maya||@bell.7 Ring with @maya ♬ sound" },
        { "@maya oh\n\n— Don (@don_t) someday\n\nRing ♬ sound", "" },
        { "@maya oh\n\n@bell.7 Ring ♬ sound", "tiktok|bell.7|||Ring||@bell.7 Ring ♬ sound" },
        { "@maya oh\n\n> @bell.7 Ring ♬ sound", "tiktok|bell.7|||Ring||@bell.7 Ring ♬ sound" },
        { "Bells ring\nby u/ringer in quays\n",
          "reddit|ringer||||Bells ring|Bells ring\nby u/ringer in quays" },
        { "Bells ring byu/ringer inquays", "reddit|ringer||||Bells ring|Bells ring byu/ringer "
                                           "inquays" },
        { "Rung by u/ringer in the night", "" },
        { "x — Maya (@maya.bsky.social) November 25, 2024 at 7:49 AM",
          "bluesky|maya.bsky.social|Maya|2024-11-25|x||x — Maya (@maya.bsky.social) November 25, "
          "2024 at 7:49 AM" },
        { "x [image or embed] — Maya (@maya.example) 25 November 2024",
          "bluesky|maya.example|Maya|2024-11-25|x||x [image or embed] — Maya (@maya.example) 25 "
          "November 2024" },
        { "x\n\nPost by @maya@quay.example\nView on Mastodon",
          "mastodon|maya@quay.example|||||Post by @maya@quay.example\nView on Mastodon" },
        { "x\n\nPost by @maya.l\nView on Threads", "threads|maya.l|||||Post by @maya.l\nView on "
                                                   "Threads" },
        { "A post by @maya.l was read", "" },
    };
    CHECK_ALL(rows);
}

#define CARD "Don ✔ @don_t\nThe bell " PIC "\n8:27 AM - 11 Jul 2017"

#define LINES_16 "a\na\na\na\na\na\na\na\na\na\na\na\na\na\na\na\n"
#define LINES_32 LINES_16 LINES_16

static void cards(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "Follow\n" CARD "\n 14 14 Retweets\nMore",
          "twitter|don_t|Don|2017-07-11|The bell||" CARD "\n 14 14 Retweets" },
        { "Don\n@don_t\n·\nFollow\nBell\n8:27 AM · Jul 11, 2017\n",
          "twitter|don_t|Don|2017-07-11|Bell||Don\n@don_t\n·\nFollow\nBell\n8:27 AM · Jul 11, "
          "2017" },
        /* The second "@" is in the first one's text. */
        { "Don\n@don_t\n\nBell\n\nDon\n@don_t\n\n3:50 AM - Jun 3, 2018\n",
          "twitter|don_t|Don|2018-06-03|Bell\n\nDon\n@don_t||Don\n@don_t\n\nBell\n\nDon\n@don_t\n\n"
          "3:50 AM - Jun 3, 2018" },
        { "Don\n@don_t\nReplying to @maya_l\nBell\n午前8:27 - 2017年7月11日 · Quay, Port\nx",
          "twitter|don_t|Don|2017-07-11|Bell||Don\n@don_t\nReplying to @maya_l\nBell\n午前8:27 - "
          "2017年7月11日 · Quay, Port" },
        { "Don\n@don_t\nBell " PIC "\nView image on Twitter\n1,286\n8:27 AM - 11 Jul 2017",
          "twitter|don_t|Don|2017-07-11|Bell||Don\n@don_t\nBell " PIC
          "\nView image on Twitter\n1,286\n8:27 AM - 11 Jul 2017" },
        { "He wrote:\n\nDon\n\n✔\n@don_t\nBell\n\n8:27 AM - 11 Jul 2017",
          "twitter|don_t|Don|2017-07-11|Bell||Don\n\n✔\n@don_t\nBell\n\n8:27 AM - 11 Jul 2017" },
        { "Don\n@don_t\n86 bells\n8:27 AM - 11 Jul 2017",
          "twitter|don_t|Don|2017-07-11|86 bells||Don\n@don_t\n86 bells\n8:27 AM - 11 Jul 2017" },
        { "Don\n@don_t\n" LINES_32 LINES_32 "8:27 AM - 11 Jul 2017", "" },
        { "Don @don_t says\nBell\n8:27 AM - 11 Jul 2017\n", "" },
        { "Don @don_t\nBell\n8:27 AM sharp\n", "" },
        { "don@don_t\nBell\n8:27 AM - 11 Jul 2017\n", "" },
    };
    CHECK_ALL(rows);
}

static void what_only_looks_alike(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "Contact: Maya (@maya_l) June 19, 2018", "" },
        { "9:00 Opening — " SIGN "\n10:30 Closing — " SIGN, "" },
        { "- " SIGN "\n- " SIGN, "" },
        { "* Mended the lock — " SIGN, "" },
        { "1.2.0 — " SIGN, "" },
        { "v1.2 — " SIGN, "" },
        { "7 — " SIGN, M "7||7 — " SIGN },
        { "v1.2 " SLUG " — " SIGN, M "v1.2||v1.2 " SLUG " — " SIGN },
        { "Done:\n\n  + Mended the\n    lock — " SIGN "\n  + Oiled it — " SIGN, "" },
        { "- Mended the lock " SLUG " — " SIGN,
          M "Mended the lock||Mended the lock " SLUG " — " SIGN },
        { "- Mended the lock — Maya (@maya_l) [June 19, 2018](" OWN ")",
          M "Mended the lock||Mended the lock — Maya (@maya_l) [June 19, 2018](" OWN ")" },
        { "- Mended the lock — Maya (@maya_l) [June 19, 2018](https://quay.example/1)", "" },
        { "- Mended the lock — Maya (@maya_l) "
          "[June 19, 2018](https://www.instagram.com/p/BkMXA9gFQmX/)",
          "" },
        { "> * Mended the lock — " SIGN, M "* Mended the lock||* Mended the lock — " SIGN },
        { "- Lock\n- Quay — " SIGN, M "+- Lock\n- Quay||- Lock\n- Quay — " SIGN },
        { "“So” — Maya (@maya_l), harbour master", "" },
        { "The mayor — Maya (@maya_l) of the Quay — resigned on June 19, 2018.", "" },
        { "maya@maya_l.example June 19, 2018", "" },
        { "June 3, 2018 — Opening (@cornhall)\nJune 4, 2018 — Closing (@maya_l)", "" },
    };
    CHECK_ALL(rows);
}

static void words_inside_an_element(void **state)
{
    (void)state;
    static const struct {
        const char *place, *in, *want;
    } rows[] = {
        { "twitter", "a b " SLUG " — " SIGN, M "a b||" },
        { "twitter", "a b Maya (@maya_l)", "twitter|maya_l|a b Maya||||" },
        { "twitter", "a b — Maya (@maya_l) lost", "twitter|maya_l|Maya||a b||" },
        { "instagram", "a A post shared by Erik (@erik) on Apr 12, 2019",
          "instagram|erik|Erik|2019-04-12|a||" },
        { "facebook", "a Posted by Port on March 17, 2016", "facebook||Port|2016-03-17|a||" },
        { "reddit", "A title from r/quays", "reddit|||||A title|" },
        { "tiktok", "@bell a ♬ b", "tiktok|bell|||a||" },
        { "bluesky", "a — M (@m.example) November 25, 2024 at 7:49 AM",
          "bluesky|m.example|M|2024-11-25|a||" },
        { "twitter", "nothing", NULL },
        { "facebook", "Posted by nobody", NULL },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct claim claim;
        struct buffer scratch = BUFFER(1 << 16);
        struct buffer got = BUFFER(1 << 16);
        const struct place *place = place_named(slice_from(rows[i].place));
        assert_int_equal(flattened_read_inside(place, slice_from(rows[i].in), &scratch, &claim),
                         rows[i].want != NULL);
        if (rows[i].want) {
            add_claim(&got, &claim);
            buffer_add_char(&got, '|');
            assert_int_equal(got.length > 1, true);
            got.length--;
            assert_slice(buffer_slice(&got), rows[i].want);
        }
        buffer_free(&got);
        buffer_free(&scratch);
    }
}

/* In markup the words of a link are in the text, its URL is not. */
static void links_in_markup(void **state)
{
    (void)state;
    static const char text[] = "x #Tag pic — Maya (@maya_l) June 19, 2018";
    const struct place *place = place_named(SLICE("twitter"));
    const struct near_link links[] = { { 2, 6, NULL, LINK_WEB }, { 7, 10, place, LINK_MEDIA } };
    struct context c = { .view = { slice_from(text), strlen("x #Tag pic — Maya (") },
                         .links = { links, COUNT_OF(links) } };
    struct buffer scratch = BUFFER(1 << 16);
    struct flat flat;
    assert_true(flattened_find(&c, &scratch, &flat));
    assert_slice(flat.claim.text, "x #Tag");
    assert_int_equal(flat.start, 0);
    assert_int_equal(flat.end, strlen(text));
    buffer_free(&scratch);
}

static void nothing_begins_in_the_post_before(void **state)
{
    (void)state;
    struct buffer scratch = BUFFER(1 << 16);
    struct flat flat;
    struct slice s = SLICE("x — " SIGN);
    for (size_t floor = slice_find(s, '@') + 1; floor <= s.length; floor++) {
        struct context c = { .view = { s, slice_find(s, '@') }, .floor = floor };
        assert_false(flattened_find(&c, &scratch, &flat));
    }
    buffer_free(&scratch);
}

static unsigned certainty(const char *text)
{
    struct slice s = slice_from(text);
    struct near_link links[INSIDE_LINKS];
    struct context c = { .view = { s, slice_find(s, '@') }, .links = { links, 0 } };
    c.links.count = inside_links(slice_part(s, 0, c.view.at), links);
    struct buffer scratch = BUFFER(1 << 16);
    struct flat flat;
    assert_true(flattened_find(&c, &scratch, &flat));
    buffer_free(&scratch);
    return flat.claim.name_certainty;
}

static void a_dash_is_the_surest_sign_of_a_name(void **state)
{
    (void)state;
    static const char *const texts[] = {
        SLUG " (@maya_l) June 19, 2018",
        SLUG "\n" SIGN,
        "Twenty bytes at the least  " SIGN,
        SLUG " " SIGN,
        SLUG "  " SIGN,
        SLUG " — " SIGN,
    };
    for (size_t i = 1; i < COUNT_OF(texts); i++) {
        assert_true(certainty(texts[i - 1]) < certainty(texts[i]));
    }
    assert_int_equal(certainty(texts[0]), 0);
}

static void joints(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        size_t at; /* 0: there is none */
    } rows[] = {
        { "went.The", 5 },     { "went!The", 5 },  { "went?The", 5 }, { "went.“The", 5 },
        { "went.@the", 5 },    { "went.#the", 5 }, { "went”The", 7 }, { "\"Went.\"The", 7 },
        { "Он ушёл.Она", 14 }, { "went. The", 0 }, { "went.the", 0 }, { "the U.S.A is", 0 },
        { "J.K.Rowling", 0 },  { "went,The", 0 },  { "went.", 0 },    { ".The", 0 },
        { "O’Brien", 0 },      { "went..The", 6 }, { "Ésta.Él", 6 },  { "went:The", 0 },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct slice s = slice_from(rows[i].in);
        size_t at = words_find_joint(s, 0, s.length);
        if (at != (rows[i].at ? rows[i].at : s.length)) {
            fail_msg("\"%s\": %zu", rows[i].in, at);
        }
    }
}

static void sentences(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        size_t at; /* 0: there is none */
    } rows[] = {
        { "It went. The", 9 },     { "It went? “The", 9 }, { "It went… The", 11 },
        { "Mr. Lamp", 0 },         { "J. Lamp", 0 },       { "He said: Lamp", 0 },
        { "He. the", 0 },          { "“So.” The", 10 },    { "行く。来る", 9 },
        { "It went. 7 ships", 9 }, { "It went.The", 0 },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct slice s = slice_from(rows[i].in);
        size_t at = words_find_sentence(s, 0, s.length);
        if (at != (rows[i].at ? rows[i].at : s.length)) {
            fail_msg("\"%s\": %zu", rows[i].in, at);
        }
    }
}

/* The rows say twice what a scan looks for at once. */
static void rows_are_found_by_their_signs(void **state)
{
    (void)state;
    size_t count = 0;
    for (const struct place *const *p = places; *p; p++) {
        for (const struct flattened *row = (*p)->flattened; row && row->pattern; row++, count++) {
            char sign[64];
            if (row->sign) {
                snprintf(sign, sizeof sign, "%s{handle}", row->sign);
                assert_non_null(strstr(row->pattern, sign));
                assert_true(pattern_sign(row) == '@' || pattern_sign(row) == '/');
            } else if (row->pattern[0] != '{') {
                assert_true(row->inside || flattened_may_begin(slice_from(row->pattern)));
            }
        }
    }
    assert_true(count > 90);
}

/* Whatever a row may stand behind on its line is seen at the line's first bytes. */
static void rows_are_seen_behind_marks_of_lines(void **state)
{
    static const char *const marks[] = { "",        " ",      "\t",    "> ",      "* ",
                                         "- ",      "+ ",     "| ",    "\u2022 ", "\u25e6 ",
                                         "\u25aa ", "\u00a0", "\u3000" };
    static const char *const others[] = { "\u2014 ", "\u201c", "\u2018", "a ", "\n" };
    char line[32];
    (void)state;
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        snprintf(line, sizeof line, "%sPosted", marks[i]);
        assert_int_equal(flattened_line(slice_from(line), 0), strlen(marks[i]));
        assert_true(flattened_may_follow(line));
    }
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        snprintf(line, sizeof line, "%sPosted", others[i]);
        assert_false(flattened_may_follow(line));
    }
}

static void all_that_sign_their_posts_are_listed(void **state)
{
    (void)state;
    const struct place *const *signing = places_signing;
    for (const struct place *const *p = places; *p; p++) {
        if ((*p)->signature) {
            assert_ptr_equal(*signing++, *p);
            assert_non_null((*p)->lengths);
        }
    }
    assert_null(*signing);
}

static void find_all(const void *of, struct slice s)
{
    (void)of;
    struct buffer scratch = BUFFER(1 << 16);
    struct flat flat;
    struct near_link links[INSIDE_LINKS];
    for (size_t at = 0; at < s.length; at++) {
        size_t from = at > VIEW_BEFORE ? at - VIEW_BEFORE : 0;
        size_t to = s.length - at > EDGE_MOST ? at + EDGE_MOST : s.length;
        struct context c = { .view = { slice_part(s, from, to), at - from },
                             .links = { links, 0 } };
        if (is_trigger(s, at)) {
            flattened_find(&c, &scratch, &flat);
        }
    }
    buffer_free(&scratch);
}

static void time_grows_with_the_text(void **state)
{
    (void)state;
    static const char *const words[] = {
        "(@a) ", "@",          "— ",           "-",          "— A (@a) June 19, 2018\n",
        "\n@a",  "u/a in ",    "\nPosted by ", "(@a\\_",     "A post shared by ",
        "[](",   "x.A\"B\"!C", "\n> ",         "@a\n1:00\n", "\nSkip twitter post by a ",
    };
    struct growth growth = { find_all, NULL, "flattened posts" };
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        growth_check(&growth, &(struct hostile){ .again = words[i] });
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_tells_a_name),
        cmocka_unit_test(what_date_is_believed),
        cmocka_unit_test(where_a_text_begins),
        cmocka_unit_test(a_text_of_few_words_goes_on_above),
        cmocka_unit_test(links_that_trail),
        cmocka_unit_test(its_own_permalink_is_part_of_it),
        cmocka_unit_test(other_places),
        cmocka_unit_test(cards),
        cmocka_unit_test(what_only_looks_alike),
        cmocka_unit_test(words_inside_an_element),
        cmocka_unit_test(links_in_markup),
        cmocka_unit_test(nothing_begins_in_the_post_before),
        cmocka_unit_test(a_dash_is_the_surest_sign_of_a_name),
        cmocka_unit_test(joints),
        cmocka_unit_test(sentences),
        cmocka_unit_test(rows_are_found_by_their_signs),
        cmocka_unit_test(rows_are_seen_behind_marks_of_lines),
        cmocka_unit_test(all_that_sign_their_posts_are_listed),
        cmocka_unit_test(time_grows_with_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
