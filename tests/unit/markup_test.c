#include "unit/growth.h"
#include "unit/unit.h"

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
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        read_all(slice_from(samples[i].html), &got);
        assert_non_null(buffer_string(&got));
        if (!slice_equal(buffer_slice(&got), slice_from(samples[i].want))) {
            print_error("of %s\n got %s\nwant %s\n", samples[i].html, buffer_string(&got),
                        samples[i].want);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
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
    { "<div class=\"twitter-tweet twitter-tweet-rendered\"><iframe src=\"x\" "
      "data-tweet-id=\"1008905402093649920\"></iframe></div>",
      "twitter iframe id=1008905402093649920; twitter iframe id=1008905402093649920" },
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
    /* what names no post gives nothing to the one beside it */
    { "<div class=\"embed-placeholder\" data-src=\"&lt;blockquote "
      "class=&quot;twitter-tweet&quot;&gt;One &amp;mdash; Mae (@Mae_Ruiz)&lt;/blockquote&gt;\" "
      "data-url=\"https://www.youtube.com/watch?v=dQw4w9WgXcQ\"></div>",
      "youtube widget url=https://www.youtube.com/watch?v=dQw4w9WgXcQ" },
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
    /* What follows is another's, and what lies in it is its own. */
    { "<blockquote class=\"twitter-tweet\"><blockquote><p>One</p></blockquote>&mdash; Mae "
      "(@Mae_Ruiz) "
      "<a href=\"" MAE "\">June 19, 2018</a></blockquote><p>Two</p> (@quay) <a "
      "href=\"https://twitter.com/quay/status/20\">May 5, 2017</a>",
      WANT " handle=Mae_Ruiz name=Mae attribution=2018-06-19 text=One" },
    /* A link to another place is no permalink. */
    { "<blockquote class=\"twitter-tweet\"><p>See <a "
      "href=\"https://youtu.be/dQw4w9WgXcQ\">this</a></p>&mdash; Mae (@Mae_Ruiz) June 19, "
      "2018</blockquote>",
      "twitter blockquote handle=Mae_Ruiz name=Mae attribution=2018-06-19 text=See this" },
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
    { "<a class=\"embed\" data-url=\"" MAE "\">x</a><button class=\"embed\" data-url=\"" MAE
      "\"></button>",
      "" },
    { "<p>See <a href=\"" MAE "\">this</a></p>", "" },
    { "<blockquote class=\"quote\"><p>One</p>— Mae (@Mae_Ruiz)</blockquote>", "" },
};

static const struct sample others[] = {
    /* Instagram: 14, 7, and one that has a date for machines */
    { "<blockquote class=\"instagram-media\" data-instgrm-captioned "
      "data-instgrm-permalink=\"https://www.instagram.com/p/BnSBALPBGaF/?utm_source=ig_embed&amp;"
      "utm_campaign=loading\" data-instgrm-version=\"14\"><div><a "
      "href=\"https://www.instagram.com/p/BnSBALPBGaF/?utm_source=ig_embed\"><div>View this post "
      "on "
      "Instagram</div></a><p style=\"x\"><a href=\"https://www.instagram.com/p/BnSBALPBGaF/\">A "
      "post "
      "shared by Mae Ruiz (@mae.ruiz)</a></p></div></blockquote>",
      "instagram blockquote "
      "url=https://www.instagram.com/p/BnSBALPBGaF/?utm_source=ig_embed&utm_campaign=loading "
      "handle=mae.ruiz name=Mae Ruiz" },
    { "<blockquote class=\"instagram-media\" data-instgrm-version=\"7\"><div><p><a "
      "href=\"https://www.instagram.com/p/BnSBALPBGaF/\">Low tide. #fog</a></p><p>A post shared by "
      "<a href=\"https://www.instagram.com/mae.ruiz/\"> Mae Ruiz</a> (@mae.ruiz) on <time "
      "datetime=\"2018-09-03T22:55:42+00:00\">Sep 3, 2018 at 3:55pm "
      "PDT</time></p></div></blockquote>",
      "instagram blockquote url=https://www.instagram.com/p/BnSBALPBGaF/ handle=mae.ruiz name=Mae "
      "Ruiz markup=2018-09-03T22:55:42Z text=Low tide. #fog" },
    { "<blockquote class=\"instagram-media\"><p>A photo posted by Mae (@mae.ruiz) on Sep 3, 2018 "
      "at "
      "3:55pm PDT</p><a href=\"https://instagram.com/p/BnSBALPBGaF/\"></a></blockquote>",
      "instagram blockquote url=https://instagram.com/p/BnSBALPBGaF/ handle=mae.ruiz name=Mae "
      "attribution=2018-09-03T22:55Z" },
    { "<blockquote class=\"instagram-media\" "
      "data-instgrm-permalink=\"https://www.instagram.com/reel/BnSBALPBGaF/\"><p>Una publicación "
      "compartida de Mae (@mae.ruiz) el 3 Sep, 2018</p></blockquote>",
      "instagram blockquote url=https://www.instagram.com/reel/BnSBALPBGaF/ handle=mae.ruiz "
      "name=Mae attribution=2018-09-03" },
    { "<amp-instagram data-shortcode=\"BnSBALPBGaF\" width=1 height=1></amp-instagram>",
      "instagram amp id=BnSBALPBGaF" },
    /* Threads */
    { "<blockquote class=\"text-post-media\" "
      "data-text-post-permalink=\"https://www.threads.com/@mae.ruiz/post/DW1nTDiDvnF\" "
      "data-text-post-version=\"0\" id=\"ig-tp-DW1nTDiDvnF\"><a "
      "href=\"https://www.threads.com/@mae.ruiz/post/DW1nTDiDvnF\">View on "
      "Threads</a></blockquote>",
      "threads blockquote url=https://www.threads.com/@mae.ruiz/post/DW1nTDiDvnF" },
    /* Facebook */
    { "<div class=\"fb-post\" data-href=\"https://www.facebook.com/MaeRuiz/posts/10156320495874\" "
      "data-width=\"500\"><blockquote "
      "cite=\"https://www.facebook.com/MaeRuiz/posts/10156320495874\" "
      "class=\"fb-xfbml-parse-ignore\"><p>Low tide</p>Posted by <a "
      "href=\"https://www.facebook.com/MaeRuiz/\">Mae Ruiz</a> on&nbsp;<a "
      "href=\"https://www.facebook.com/MaeRuiz/posts/10156320495874\">Thursday, March 17, "
      "2016</a></blockquote></div>",
      "facebook widget url=https://www.facebook.com/MaeRuiz/posts/10156320495874 name=Mae Ruiz "
      "attribution=2016-03-17 text=Low tide; facebook blockquote "
      "url=https://www.facebook.com/MaeRuiz/posts/10156320495874 name=Mae Ruiz "
      "attribution=2016-03-17 text=Low tide" },
    { "<div class=\"fb-post\" data-href=\"https://www.facebook.com/MaeRuiz/posts/10156320495874\">"
      "<blockquote><p>Marea</p>Publicado por <a href=\"https://www.facebook.com/MaeRuiz/\">Mae "
      "Ruiz</a> en&nbsp;<a href=\"https://www.facebook.com/MaeRuiz/posts/10156320495874\">jueves, "
      "22 "
      "de septiembre de 2016</a></blockquote></div>",
      "facebook widget url=https://www.facebook.com/MaeRuiz/posts/10156320495874 name=Mae Ruiz "
      "attribution=2016-09-22 text=Marea" },
    { "<div class=\"fb-post\"><blockquote><p>Low tide</p><a "
      "href=\"https://www.facebook.com/MaeRuiz/\">Mae Ruiz</a> <a "
      "href=\"https://www.facebook.com/MaeRuiz/posts/10156320495874\">17 March 2016</a> <a "
      "href=\"https://www.facebook.com/help/\">More</a></blockquote></div>",
      "facebook widget url=https://www.facebook.com/MaeRuiz/posts/10156320495874 name=Mae Ruiz "
      "attribution=2016-03-17 text=Low tide" },
    { "<div class='fb-video' "
      "data-href='https://www.facebook.com/MaeRuiz/videos/10156320495874/'></div>",
      "facebook widget url=https://www.facebook.com/MaeRuiz/videos/10156320495874/" },
    { "<iframe src=\"https://www.facebook.com/plugins/"
      "post.php?href=https%3A%2F%2Fwww.facebook.com%2FMaeRuiz%2Fposts%2F10156320495874&width=500\">"
      "</iframe>",
      "facebook iframe url=https://www.facebook.com/MaeRuiz/posts/10156320495874" },
    { "<amp-facebook data-href=\"https://www.facebook.com/MaeRuiz/posts/10156320495874\">",
      "facebook amp url=https://www.facebook.com/MaeRuiz/posts/10156320495874" },
    /* TikTok: the caption is the post's words */
    { "<blockquote class=\"tiktok-embed\" "
      "cite=\"https://www.tiktok.com/@mae.ruiz/video/6718335390845095173\" "
      "data-video-id=\"6718335390845095173\" data-embed-from=\"oembed\"> <section> <a "
      "title=\"@mae.ruiz\" href=\"https://www.tiktok.com/@mae.ruiz?refer=embed\">@mae.ruiz</a> Low "
      "tide <a title=\"fog\" href=\"https://www.tiktok.com/tag/fog\">#fog</a> <a title=\"♬ "
      "original "
      "sound - mae\" href=\"https://www.tiktok.com/music/x-1\">♬ original sound - mae</a> "
      "</section> "
      "</blockquote>",
      "tiktok blockquote "
      "id=6718335390845095173 handle=mae.ruiz text=Low tide #fog" },
    { "<blockquote class=\"tiktok-embed\" "
      "cite=\"https://www.tiktok.com/@mae.ruiz/video/6718335390845095173\"><section><a "
      "href=\"https://www.tiktok.com/@mae.ruiz\">@mae.ruiz</a><p>Low tide</p><a href=\"#\">♬ "
      "x</a></section></blockquote>",
      "tiktok blockquote url=https://www.tiktok.com/@mae.ruiz/video/6718335390845095173 "
      "handle=mae.ruiz text=Low tide" },
    { "<amp-tiktok data-src=\"6718335390845095173\"></amp-tiktok>",
      "tiktok amp id=6718335390845095173" },
    /* Bluesky: the handle, never the DID; its day is the author's */
    { "<blockquote class=\"bluesky-embed\" "
      "data-bluesky-uri=\"at://did:plc:abcdefghijklmnopqrstuvwx/app.bsky.feed.post/3lbd2ebt3wk2r\" "
      "data-bluesky-cid=\"bafy\"><p lang=\"\">Low tide<br><br>[image or embed]</p>&mdash; Mae Ruiz "
      "(<a "
      "href=\"https://bsky.app/profile/did:plc:abcdefghijklmnopqrstuvwx?ref_src=embed\">"
      "@mae.bsky.social</a>) <a "
      "href=\"https://bsky.app/profile/did:plc:abcdefghijklmnopqrstuvwx/post/"
      "3lbd2ebt3wk2r?ref_src=embed\">November 19, 2024 at 7:49 AM</a></blockquote>",
      "bluesky blockquote "
      "url=https://bsky.app/profile/did:plc:abcdefghijklmnopqrstuvwx/post/"
      "3lbd2ebt3wk2r?ref_src=embed id=3lbd2ebt3wk2r handle=mae.bsky.social name=Mae Ruiz "
      "attribution=2024-11-19 text=Low tide" },
    { "<blockquote class=\"bluesky-embed\" "
      "data-bluesky-uri=\"at://did:plc:abcdefghijklmnopqrstuvwx/app.bsky.feed.post/"
      "3lbd2ebt3wk2r\"><p "
      "lang=\"en\">One</p>&mdash; <a href=\"https://bsky.app/profile/mae.bsky.social\">Mae Ruiz "
      "(@mae.bsky.social)</a> <a "
      "href=\"https://bsky.app/profile/mae.bsky.social/post/3lbd2ebt3wk2r\">"
      "2024-11-19T18:06:35.398Z</a></blockquote>",
      "bluesky blockquote "
      "id=3lbd2ebt3wk2r handle=mae.bsky.social name=Mae Ruiz attribution=2024-11-19T18:06:35.398Z "
      "lang=en text=One" },
    { "<blockquote class=\"bluesky-embed\"><p>One</p>&mdash; Mae (<a "
      "href=\"https://bsky.app/profile/did:plc:abcdefghijklmnopqrstuvwx\">@did:plc:"
      "abcdefghijklmnopqrstuvwx</a>) <a "
      "href=\"https://bsky.app/profile/did:plc:abcdefghijklmnopqrstuvwx/post/3lbd2ebt3wk2r\">Nov "
      "19, "
      "2024</a></blockquote>",
      "bluesky blockquote "
      "url=https://bsky.app/profile/did:plc:abcdefghijklmnopqrstuvwx/post/3lbd2ebt3wk2r name=Mae "
      "attribution=2024-11-19 text=One" },
    { "<div data-bluesky-uri=\"at://did:plc:abcdefghijklmnopqrstuvwx/app.bsky.feed.post/"
      "3lbd2ebt3wk2r\"></div>",
      "bluesky widget "
      "url=https://bsky.app/profile/did:plc:abcdefghijklmnopqrstuvwx/post/3lbd2ebt3wk2r "
      "id=3lbd2ebt3wk2r" },
    /* Mastodon, on any host */
    { "<blockquote class=\"mastodon-embed\" "
      "data-embed-url=\"https://fog.example/@mae/114625074809479231/embed\"><a "
      "href=\"https://fog.example/@mae/114625074809479231\"><svg><path d=\"\"/></svg><div>Post by "
      "@mae@fog.example</div><div>View on Mastodon</div></a></blockquote><script "
      "src=\"https://fog.example/embed.js\"></script>",
      "mastodon blockquote url=https://fog.example/@mae/114625074809479231/embed "
      "handle=mae@fog.example" },
    { "<iframe src=\"https://fog.example/@mae/114625074809479231/embed\" "
      "class=\"mastodon-embed\"></iframe>",
      "mastodon iframe url=https://fog.example/@mae/114625074809479231/embed" },
    /* Reddit */
    { "<blockquote class=\"reddit-embed-bq\" style=\"height:316px\"><a "
      "href=\"https://www.reddit.com/r/fog/comments/1abcde/low_tide/\">Low tide by the bay</a><br> "
      "by<a href=\"https://www.reddit.com/user/mae_ruiz/\">u/mae_ruiz</a> in<a "
      "href=\"https://www.reddit.com/r/fog/\">fog</a></blockquote>",
      "reddit blockquote url=https://www.reddit.com/r/fog/comments/1abcde/low_tide/ "
      "handle=mae_ruiz title=Low tide by the bay" },
    { "<blockquote class=\"reddit-embed-bq\"><a "
      "href=\"https://www.reddit.com/r/gaming/comments/1abcde/low_tide/\">Standby</a><br> by<a "
      "href=\"https://www.reddit.com/user/mae_ruiz/\">u/mae_ruiz</a> in<a "
      "href=\"https://www.reddit.com/r/gaming/\">gaming</a></blockquote>",
      "reddit blockquote url=https://www.reddit.com/r/gaming/comments/1abcde/low_tide/ "
      "handle=mae_ruiz title=Standby" },
    { "<blockquote class=\"reddit-card\" data-card-created=\"1\"><a "
      "href=\"https://www.reddit.com/r/fog/comments/1abcde/low_tide/\">Low tide</a> from <a "
      "href=\"http://www.reddit.com/r/fog\">r/fog</a></blockquote>",
      "reddit blockquote url=https://www.reddit.com/r/fog/comments/1abcde/low_tide/ title=Low "
      "tide" },
    { "<blockquote class=\"reddit-embed-bq\"><a "
      "href=\"https://www.reddit.com/r/fog/comments/1abcde/comment/k1/\">Comment</a><br> by<a "
      "href=\"https://www.reddit.com/user/mae_ruiz/\">u/mae_ruiz</a> from discussion<a "
      "href=\"https://www.reddit.com/r/fog/comments/1abcde/low_tide/\"></a> in<a "
      "href=\"https://www.reddit.com/r/fog/\">fog</a></blockquote>",
      "reddit blockquote url=https://www.reddit.com/r/fog/comments/1abcde/low_tide/ "
      "handle=mae_ruiz" },
    /* Telegram, LinkedIn */
    { "<script async src=\"https://telegram.org/js/telegram-widget.js?22\" "
      "data-telegram-post=\"fog_watch/3408\" data-width=\"100%\"></script>",
      "telegram widget id=3408 handle=fog_watch" },
    { "<iframe src=\"https://www.linkedin.com/embed/feed/update/"
      "urn:li:share:6685980502161199104\"></iframe>",
      "linkedin iframe "
      "url=https://www.linkedin.com/embed/feed/update/urn:li:share:6685980502161199104" },
    /* YouTube: frames, lazy ones, and pictures that stand in for them */
    { "<iframe width=\"560\" src=\"//www.youtube.com/embed/dQw4w9WgXcQ?rel=0\" "
      "title=\"x\"></iframe>",
      "youtube iframe url=https://www.youtube.com/embed/dQw4w9WgXcQ?rel=0" },
    { "<iframe src=\"about:blank\" "
      "data-src=\"https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ\"></iframe>",
      "youtube iframe url=https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ" },
    { "<iframe data-lazy-src=\"https://www.youtube.com/embed/dQw4w9WgXcQ\"></iframe><iframe "
      "data-litespeed-src='https://www.youtube.com/embed/dQw4w9WgXcQ'></iframe>",
      "youtube iframe url=https://www.youtube.com/embed/dQw4w9WgXcQ; youtube iframe "
      "url=https://www.youtube.com/embed/dQw4w9WgXcQ" },
    { "<object data=\"https://www.youtube.com/v/dQw4w9WgXcQ\"></object><embed "
      "src=\"https://www.youtube.com/v/dQw4w9WgXcQ\">",
      "youtube iframe url=https://www.youtube.com/v/dQw4w9WgXcQ; youtube iframe "
      "url=https://www.youtube.com/v/dQw4w9WgXcQ" },
    { "<iframe srcdoc=\"<iframe "
      "src='https://www.youtube.com/embed/dQw4w9WgXcQ'></iframe>\"></iframe>",
      "youtube iframe url=https://www.youtube.com/embed/dQw4w9WgXcQ" },
    { "<lite-youtube videoid=\"dQw4w9WgXcQ\"></lite-youtube>", "youtube widget id=dQw4w9WgXcQ" },
    { "<div class=\"youtube-player\" data-id=\"dQw4w9WgXcQ\"></div>",
      "youtube widget id=dQw4w9WgXcQ" },
    { "<div class=\"rll-youtube-player\" data-src=\"https://www.youtube.com/embed/dQw4w9WgXcQ\" "
      "data-id=\"dQw4w9WgXcQ\"></div>",
      "youtube widget url=https://www.youtube.com/embed/dQw4w9WgXcQ id=dQw4w9WgXcQ" },
    { "<amp-youtube data-videoid=\"dQw4w9WgXcQ\"></amp-youtube>", "youtube amp id=dQw4w9WgXcQ" },
    { "<amp-twitter data-tweetid=\"1008905402093649920\"></amp-twitter>",
      "twitter amp id=1008905402093649920" },
    { "<amp-iframe src=\"https://www.youtube.com/embed/dQw4w9WgXcQ\"></amp-iframe>",
      "youtube amp url=https://www.youtube.com/embed/dQw4w9WgXcQ" },
    { "<iframe src=\"https://maps.example/embed\"></iframe><iframe></iframe><embed>", "" },
    { "<div class=\"youtube-player\" data-id=\"short\"></div>", "" },
    /* frames of pages, and of a platform that only the registry knows */
    { "<iframe src=\"https://www.youtube.com/embed/videoseries?list=PLabcdefghij\"></iframe>",
      "youtube iframe url=https://www.youtube.com/embed/videoseries?list=PLabcdefghij" },
    { "<a class=\"twitter-timeline\" href=\"https://twitter.com/Mae_Ruiz\">x</a>",
      "twitter widget url=https://twitter.com/Mae_Ruiz" },
    { "<iframe src=\"https://codepen.io/mae/pen/abCdEf\"></iframe><div class=embed "
      "data-src=\"https://codepen.io/mae/pen/abCdEf\"></div>",
      "codepen iframe url=https://codepen.io/mae/pen/abCdEf" },
    /* content systems */
    { "<figure class=\"media\"><oembed url=\"" MAE "\"></oembed></figure>",
      "twitter widget url=" MAE },
    { "<div data-oembed-url=\"https://youtu.be/dQw4w9WgXcQ\"><div></div></div>",
      "youtube widget url=https://youtu.be/dQw4w9WgXcQ" },
    { "<figure class=\"wp-block-embed is-type-rich\"><div class=\"wp-block-embed__wrapper\">\n" MAE
      "\n</div></figure>",
      "twitter block url=" MAE },
    { "<div class=\"wp-block-embed__wrapper\"><iframe "
      "src=\"https://www.youtube.com/embed/dQw4w9WgXcQ\"></iframe></div>",
      "youtube iframe url=https://www.youtube.com/embed/dQw4w9WgXcQ" },
    { "<figure class=\"kg-card kg-embed-card\"><iframe "
      "src=\"https://www.youtube.com/embed/dQw4w9WgXcQ\"></iframe></figure>",
      "youtube iframe url=https://www.youtube.com/embed/dQw4w9WgXcQ" },
    /* frames and placeholders of services between */
    { "<iframe "
      "src=\"https://cdn.embedly.com/widgets/"
      "media.html?src=https%3A%2F%2Fwww.youtube.com%2Fembed%2FdQw4w9WgXcQ&amp;type=text\"></"
      "iframe>",
      "youtube iframe url=https://www.youtube.com/embed/dQw4w9WgXcQ" },
    { "<iframe src=\"/embed/youtube?url=https%3A%2F%2Fyoutu.be%2FdQw4w9WgXcQ\"></iframe>",
      "youtube iframe url=https://youtu.be/dQw4w9WgXcQ" },
    { "<iframe "
      "src=\"https://www.facebook.com/plugins/like.php?href=https%3A%2F%2Fwww.facebook.com%2F"
      "MaeRuiz%2Fposts%2F10156320495874\"></iframe>",
      "" },
    { "<div data-plyr-provider=\"youtube\" data-plyr-embed-id=\"dQw4w9WgXcQ\"></div><div "
      "data-service=\"YouTube\" data-id=\"dQw4w9WgXcQ\"></div><div data-service=\"maps\" "
      "data-id=\"dQw4w9WgXcQ\"></div>",
      "youtube widget id=dQw4w9WgXcQ; youtube widget id=dQw4w9WgXcQ" },
    { "<aside class=\"onebox twitterstatus\" data-onebox-src=\"" MAE "\"><p>x</p></aside>",
      "twitter widget url=" MAE },
    { "<div class=\"lazyframe\" data-src=\"https://www.youtube.com/embed/dQw4w9WgXcQ\"></div>",
      "youtube widget url=https://www.youtube.com/embed/dQw4w9WgXcQ" },
    /* MDX */
    { "<Tweet id=\"1008905402093649920\" /><Tweet id={\"1008905402093649920\"} /><YouTube "
      "id=\"dQw4w9WgXcQ\" />",
      "twitter widget id=1008905402093649920; twitter widget id=1008905402093649920; youtube "
      "widget id=dQw4w9WgXcQ" },
    { "<fb:post href=\"https://www.facebook.com/MaeRuiz/posts/10156320495874\"></fb:post>",
      "facebook widget url=https://www.facebook.com/MaeRuiz/posts/10156320495874" },
    { "<a class=\"embedly-card\" href=\"https://youtu.be/dQw4w9WgXcQ\">x</a>",
      "youtube widget url=https://youtu.be/dQw4w9WgXcQ" },
};

static void reads_twitter(void **state)
{
    (void)state;
    check(twitter, COUNT_OF(twitter));
}

static void reads_others(void **state)
{
    (void)state;
    check(others, COUNT_OF(others));
}

/* How far the embeds reach. */
static const struct {
    const char *tag;
    bool has_content;
} extents[] = {
    { "<blockquote class=twitter-tweet>", true },
    { "<blockquote class=twitter-tweet />", false },
    { "<div class=embed data-url=https://twitter.com/a/status/20>", true },
    { "<script data-telegram-post=a/1>", true },
    { "<amp-youtube data-videoid=dQw4w9WgXcQ>", true },
    { "<iframe src=x>", false },
    { "<object data=x>", false },
    { "<iframe class=twitter-tweet>", false },
};

static void knows_extents(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(extents); i++) {
        struct html h = HTML_OVER(slice_from(extents[i].tag));
        struct html_token t;
        struct markup_hit hit;
        html_next(&h, &t);
        assert_true(markup_begins(&places_index, &t, &hit));
        assert_int_equal(hit.has_content, extents[i].has_content);
    }
}

/* --- Growth --- */

/* What begins an embed's element, and what stands in it over and over. */
static const struct hostile pathological[] = {
    { "<blockquote class=twitter-tweet>", "<p>", "\'>" },
    { "<blockquote class=twitter-tweet>", "<br>", "\'>" },
    { "<blockquote class=twitter-tweet>", "— (@a) ", "\'>" },
    { "<blockquote class=twitter-tweet>", "(@", "\'>" },
    { "<blockquote class=twitter-tweet><p>", "http://t.co/a ", "\'>" },
    { "<blockquote class=twitter-tweet><p>", "pic.twitter.com/a", "\'>" },
    { "<blockquote class=twitter-tweet><p>", "<a href=https://twitter.com/a>a.b/c</a>", "\'>" },
    { "<blockquote class=twitter-tweet>", "<blockquote class=twitter-tweet>", "\'>" },
    { "<blockquote class=twitter-tweet>", "</a></p>", "\'>" },
    { "<blockquote class=bluesky-embed><p>", "[image or embed]", "\'>" },
    { "<blockquote class=instagram-media><p>", "A photo shared by ", "\'>" },
    { "<blockquote class=tiktok-embed>", "@a \xe2\x99\xac ", "\'>" },
    { "<div class=fb-post>", "<a href=https://www.facebook.com/a>b</a>", "\'>" },
    { "<div class=embed ", "data-url=https://twitter.com/a ", "\'>" },
    { "<div class=embed data-x='", "&lt;blockquote class=twitter-tweet&gt;", "\'>" },
    { "<div class=embed data-x='", "<div class=embed data-x=https://twitter.com/a>", "\'>" },
    { "<div class='", "tiktok-embed ", "\'>" },
    { "<div ", "data-pin-do=x ", "\'>" },
    { "<div ", "class=tiktok-embed ", "\'>" },
};

static void read_element(const void *of, struct slice html)
{
    (void)of;
    struct html h = HTML_OVER(html);
    struct html_token t;
    struct markup_hit hit;
    struct arena arena = { 0 };
    struct claim claim;
    html_next(&h, &t);
    if (t.type == HTML_OPEN && markup_begins(&places_index, &t, &hit)) {
        markup_read(&hit, html, NULL, &arena, &claim);
    }
    arena_free(&arena);
}

static void grows_linearly(void **state)
{
    (void)state;
    struct growth growth = { read_element, NULL, "markup" };
    for (size_t i = 0; i < COUNT_OF(pathological); i++) {
        growth_check(&growth, &pathological[i]);
    }
}

/* The keys of all rows find room, and filter out nearly all else. */
static void has_room(void **state)
{
    (void)state;
    size_t rows = 0;
    size_t filled = 0;
    for (const struct place *const *p = places; *p; p++) {
        for (const struct markup *row = (*p)->markup; row && row->element; row++) {
            rows++;
        }
    }
    for (const struct markup *row = common_markup; row->element; row++) {
        rows++;
    }
    for (size_t i = 0; i < MARKUP_SLOTS; i++) {
        filled += places_index.slots[i].row != NULL;
    }
    assert_true(rows > 40);
    assert_int_equal(filled, rows);
    assert_true(rows < MARKUP_SLOTS / 2);
}

#define POST "<p>Low tide</p>&mdash; Mae (@Mae_Ruiz) <a href=\"" MAE "\">June 19, 2018</a>"

/* Words of a class stand in any white space, and 16 bytes are looked at a time. */
static void a_class_is_found_among_others(void **state)
{
    static const char *const classes[] = {
        "=\"twitter-tweet\"",
        "='twitter-tweet b'",
        "=twitter-tweet",
        "=\" twitter-tweet\"",
        "=\"\ttwitter-tweet\n\"",
        "=\"a-word-of-fifteen Twitter-Tweet\"",
        "=\"a-word-of-sixteen\ftwitter-tweet\"",
        "=\"some-word-of-seventeen\rtwitter-tweet\"",
        "=\"a-word-that-is-longer-than-thirty-two\r\n twitter-tweet\"",
        "=\"con\x01trol twitter-tweet\"",
    };
    static const char *const none[] = {
        "",
        "=",
        "=\"\"",
        "=\" \"",
        "=\"twitter-tweet\x01\"",
        "=\"twitter-tweets\"",
        "=\"a-word-of-fifteenXtwitter-tweet\"",
    };
    struct buffer got = BUFFER(1 << 16);
    struct buffer html = BUFFER(1 << 16);
    (void)state;
    for (size_t i = 0; i < COUNT_OF(classes) + COUNT_OF(none); i++) {
        bool is = i < COUNT_OF(classes);
        buffer_reset(&html);
        buffer_printf(&html, "<blockquote class%s>" POST "</blockquote>",
                      is ? classes[i] : none[i - COUNT_OF(classes)]);
        read_all(buffer_slice(&html), &got);
        assert_non_null(buffer_string(&got));
        assert_int_equal(got.length > 0, is);
    }
    buffer_free(&html);
    buffer_free(&got);
}

int main(void)
{
    markup_index_build(&places_index);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_twitter), cmocka_unit_test(reads_others),
        cmocka_unit_test(knows_extents), cmocka_unit_test(grows_linearly),
        cmocka_unit_test(has_room),      cmocka_unit_test(a_class_is_found_among_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
