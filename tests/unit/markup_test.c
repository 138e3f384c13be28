#include "unit.h"

#include "claims.h"
#include "scan/find/markup.h"

static struct markup_index places_index;

/* All embeds of a run of markup, with "; " between. Those that say the same are told once. */
static void read_all(struct slice html, struct buffer *into)
{
    struct html h = HTML_OVER(html);
    struct html_token t;
    struct markup_hit hit;
    struct arena arena = { 0 };
    buffer_reset(into);
    for (html_next(&h, &t); t.type != HTML_END; html_next(&h, &t)) {
        struct claim claim;
        if (t.type != HTML_OPEN || !markup_begins(&places_index, &t, &hit)) {
            continue;
        }
        size_t at = (size_t)(t.whole.data - html.data);
        struct slice source = hit.has_content ? slice_skip(html, at) : t.whole;
        if (markup_read(&hit, source, NULL, &arena, &claim)) {
            buffer_add(into, into->length ? SLICE("; ") : SLICE(""));
            describe_claim(&claim, into);
        }
    }
    assert_false(arena.failed);
    arena_free(&arena);
}

struct sample {
    const char *html, *want;
};

static void check(const struct sample *samples, size_t count)
{
    struct buffer got = BUFFER(1 << 20);
    for (size_t i = 0; i < count; i++) {
        read_all(slice_from(samples[i].html), &got);
        assert_non_null(buffer_string(&got));
        if (!slice_equal(buffer_slice(&got), slice_from(samples[i].want))) {
            print_error("of %s\n", samples[i].html);
        }
        assert_slice(buffer_slice(&got), samples[i].want);
    }
    buffer_free(&got);
}

#define MAE  "https://twitter.com/Mae_Ruiz/status/1008905402093649920"
#define WANT "twitter blockquote url=" MAE

static const struct sample twitter[] = {
    { "<blockquote class=\"twitter-tweet\"><p lang=\"en\" dir=\"ltr\">Low tide at six, <a "
      "href=\"https://twitter.com/hashtag/Fog?src=hash\">#Fog</a> <a "
      "href=\"https://t.co/aaaaaaaaaa\">pic.twitter.com/aaaaaaaaaa</a></p>&mdash; Mae Ruiz "
      "(@Mae_Ruiz) <a href=\"" MAE "?ref_src=twsrc%5Etfw\">June 19, 2018</a></blockquote>",
      WANT "?ref_src=twsrc%5Etfw handle=Mae_Ruiz name=Mae Ruiz attribution=2018-06-19 lang=en "
           "text=Low tide at six, #Fog" },
    /* 2015 to 2017, older, and with what wpautop makes of it */
    { "<blockquote class=\"twitter-tweet\" data-lang=\"en\"><p lang=\"en\" dir=\"ltr\">One<br>two "
      "<a href=\"https://t.co/bbbbbbbbbb\">https://t.co/bbbbbbbbbb</a></p>&mdash; Mae (@Mae_Ruiz) "
      "<a href=\"" MAE "\">19 June 2018</a></blockquote>\n<script async "
      "src=\"//platform.twitter.com/widgets.js\"></script>",
      WANT " handle=Mae_Ruiz name=Mae attribution=2018-06-19 lang=en text=One\ntwo" },
    { "<blockquote class=\"twitter-tweet\" lang=\"en\"><p>One</p>&mdash; Mae (@Mae_Ruiz) <a "
      "href=\"https://twitter.com/Mae_Ruiz/statuses/1008905402093649920\">June 19, "
      "2018</a></blockquote>",
      "twitter blockquote url=https://twitter.com/Mae_Ruiz/statuses/1008905402093649920 "
      "handle=Mae_Ruiz name=Mae attribution=2018-06-19 text=One" },
    { "<blockquote class=\"twitter-tweet\"><p lang=\"de\" dir=\"ltr\">Eins</p>\n<p>— Mae "
      "(@Mae_Ruiz) "
      "<a href=\"" MAE "\">June 19, 2018</a></p></blockquote>",
      WANT " handle=Mae_Ruiz name=Mae attribution=2018-06-19 lang=de text=Eins" },
    { "<blockquote class=\"twitter-tweet\"><p lang=\"en\">One</p><p>two<br />\n— Mae (@Mae_Ruiz) "
      "<a "
      "href=\"" MAE "\">June 19, 2018</a></p></blockquote>",
      WANT " handle=Mae_Ruiz name=Mae attribution=2018-06-19 lang=en text=One\ntwo" },
    /* dashes, and names that hold some */
    { "<blockquote class=twitter-tweet><p>a</p>&#x2014; Mae - Fog — Ruiz (@Mae_Ruiz) <a href='" MAE
      "'>June 19, 2018</a></blockquote>",
      WANT " handle=Mae_Ruiz name=Mae - Fog — Ruiz attribution=2018-06-19 text=a" },
    { "<blockquote class=twitter-tweet><p>a</p>-- Mae (@Mae_Ruiz) <a href='" MAE
      "'>June 19, 2018</a></blockquote>",
      WANT " handle=Mae_Ruiz name=Mae attribution=2018-06-19 text=a" },
    { "<blockquote class=twitter-tweet><p>a – b</p>Mae (@Mae_Ruiz) <a href='" MAE
      "'>June 19, 2018</a></blockquote>",
      WANT " handle=Mae_Ruiz name=Mae attribution=2018-06-19 text=a – b" },
    { "<blockquote class=twitter-tweet>“Quoted” — Twain — Mae (:)) (@Mae_Ruiz) <a href='" MAE
      "'>June 19, 2018</a></blockquote>",
      WANT " handle=Mae_Ruiz name=Mae (:)) attribution=2018-06-19 text=“Quoted” — Twain" },
    /* bare */
    { "<blockquote class=\"twitter-tweet\" data-lang=\"zh-tw\" data-theme=\"dark\"><a href=\"" MAE
      "\"></a></blockquote>",
      WANT },
    /* wrapped source */
    { "<blockquote\n class=\"twitter-tweet\"\n><p lang=\"en\"\ndir=\"ltr\">One\n  "
      "two\n</p>&mdash;\nMae\n"
      "(@Mae_Ruiz)\n<a\nhref=\"" MAE "\"\n>June\n19, 2018</a></blockquote>",
      WANT " handle=Mae_Ruiz name=Mae attribution=2018-06-19 lang=en text=One two" },
    { "<blockquote class=\"twitter-video\" data-media-max-width=\"560\"><p "
      "lang=\"en\">One</p>&mdash; "
      "Mae (@Mae_Ruiz) <a href=\"" MAE "\">June 19, 2018</a></blockquote>",
      WANT " handle=Mae_Ruiz name=Mae attribution=2018-06-19 lang=en text=One" },
    /* rendered */
    { "<iframe class=\"twitter-tweet twitter-tweet-rendered\" "
      "data-tweet-id=\"1008905402093649920\"></iframe>",
      "twitter iframe id=1008905402093649920" },
    { "<twitterwidget class=\"twitter-tweet twitter-tweet-rendered\" "
      "data-tweet-id=\"1008905402093649920\"></twitterwidget>",
      "twitter widget id=1008905402093649920" },
    { "<twitter-widget data-tweet-id=1008905402093649920></twitter-widget>",
      "twitter widget id=1008905402093649920" },
    /* right to left */
    { "<blockquote class=\"twitter-tweet\"><p lang=\"ar\" dir=\"rtl\">صباح الخير</p>&mdash; "
      "مريم\u200f (@Mae_Ruiz) <a href=\"" MAE "\">June 19, 2018</a></blockquote>",
      WANT " handle=Mae_Ruiz name=مريم attribution=2018-06-19 lang=ar text=صباح الخير" },
    { "<blockquote class=\"twitter-tweet\"><p lang=\"iw\" dir=\"rtl\">בוקר</p>&mdash; Mae "
      "(@Mae_Ruiz) <a href=\"" MAE "\">June 19, 2018</a></blockquote>",
      WANT " handle=Mae_Ruiz name=Mae attribution=2018-06-19 lang=he text=בוקר" },
    { "<blockquote class=\"twitter-tweet\"><p lang=\"und\">🙂</p>&mdash; Mae (@Mae_Ruiz) <a "
      "href=\"" MAE "\">June 19, 2018</a></blockquote>",
      WANT " handle=Mae_Ruiz name=Mae attribution=2018-06-19 text=🙂" },
    /* consent and content systems */
    { "<div class=\"embed-consent\" data-embedded-url=\"" MAE "\"><button>Show</button></div>",
      "twitter widget url=" MAE },
    { "<div class=\"x\" data-original-href=\"" MAE "\"></div>", "twitter widget url=" MAE },
    { "<div class=\"x\" data-resourceurl=\"" MAE "\"></div>", "twitter widget url=" MAE },
    { "<div class=\"social-embed\" data-url=\"" MAE "\"></div>", "twitter widget url=" MAE },
    { "<div class=\"embed-placeholder\" data-src=\"&lt;blockquote "
      "class=&quot;twitter-tweet&quot;&gt;"
      "&lt;p lang=&quot;en&quot;&gt;Fog &amp;amp; rain&lt;/p&gt;&amp;mdash; Mae (@Mae_Ruiz) &lt;a "
      "href=&quot;" MAE "&quot;&gt;June 19, 2018&lt;/a&gt;&lt;/blockquote&gt;\"></div>",
      WANT " handle=Mae_Ruiz name=Mae attribution=2018-06-19 lang=en text=Fog & rain" },
    { "<div data-src=\"<blockquote class=&quot;twitter-tweet&quot;><a href=&quot;" MAE
      "&quot;></a></blockquote>\"></div>",
      WANT },
    /* JSX */
    { "<blockquote className=\"twitter-tweet\"><p lang=\"en\" dir=\"ltr\">One{\" \"}<a "
      "href=\"https://t.co/bbbbbbbbbb\">https://t.co/bbbbbbbbbb</a></p>&mdash; Mae (@Mae_Ruiz){\" "
      "\"}<a href=\"" MAE "\">June 19, 2018</a></blockquote>",
      WANT " handle=Mae_Ruiz name=Mae attribution=2018-06-19 lang=en text=One" },
    /* What trails: a link as it was shown, pictures that are glued on, a script's emoji */
    { "<blockquote class=\"twitter-tweet\"><p lang=\"en\">Read <a "
      "href=\"https://t.co/bbbbbbbbbb\">nyti.ms/2xq</a>pic.twitter.com/cccccccccc</p>&mdash; Mae "
      "(@Mae_Ruiz) <a href=\"" MAE "\">June 19, 2018</a></blockquote>",
      WANT " handle=Mae_Ruiz name=Mae attribution=2018-06-19 lang=en text=Read" },
    { "<blockquote class=\"twitter-tweet\"><p lang=\"en\">See <a "
      "href=\"https://t.co/bbbbbbbbbb\">https://t.co/bbbbbbbbbb</a> now <img class=\"emoji\" "
      "alt=\"🙂\" src=x></p>&mdash; Mae (@Mae_Ruiz) <a href=\"" MAE
      "\">June 19, 2018</a></blockquote>",
      WANT " handle=Mae_Ruiz name=Mae attribution=2018-06-19 lang=en text=See "
           "https://t.co/bbbbbbbbbb now 🙂" },
    /* An attribution whose link is lost; a day before there was such a place; a broken one. */
    { "<blockquote class=\"twitter-tweet\"><p lang=\"en\">One</p>&mdash; Mae (@Mae_Ruiz) June 19, "
      "2018</blockquote>",
      "twitter blockquote handle=Mae_Ruiz name=Mae attribution=2018-06-19 lang=en text=One" },
    { "<blockquote class=\"twitter-tweet\"><p>One</p>&mdash; Mae (@Mae_Ruiz) <a href=\"" MAE
      "\">June 19, 1999</a></blockquote>",
      WANT " handle=Mae_Ruiz name=Mae text=One" },
    { "<blockquote class=\"twitter-tweet\"><p>One</p>&mdash; Mae (@Mae_Ruiz) <a href=\"" MAE
      "\">June 19, 20</a></blockquote>",
      WANT " handle=Mae_Ruiz name=Mae text=One" },
    { "<blockquote class=\"twitter-tweet\"><p>cut short", "" },
    { "<blockquote class=\"twitter-tweet\"></blockquote>", "" },
    { "<a class=\"twitter-share-button\" href=\"https://twitter.com/share\" data-url=\"" MAE
      "\">Tweet</a>",
      "" },
    { "<div class=\"share-bar embed\" data-url=\"" MAE "\"></div>", "" },
    { "<p>See <a href=\"" MAE "\">this</a></p>", "" },
    { "<blockquote class=\"quote\"><p>One</p>— Mae (@Mae_Ruiz)</blockquote>", "" },
};

static void reads_twitter(void **state)
{
    (void)state;
    check(twitter, COUNT_OF(twitter));
}

int main(void)
{
    markup_index_build(&places_index);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_twitter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
