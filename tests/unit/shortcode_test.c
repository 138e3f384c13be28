#include "unit.h"

#include "claims.h"
#include "scan/find/shortcode.h"

#include <stdlib.h>
#include <string.h>

#define ID  "1008905402093649920"
#define URL "https://twitter.com/Mae_Ruiz/status/" ID

/* `in` begins with a shortcode; "" if it is none. What is left of it stands behind " | ". */
static const struct {
    const char *in, *want;
} samples[] = {
    /* WordPress */
    { "[embed]" URL "[/embed] x", "twitter shortcode url=" URL " | x" },
    { "[embed width=\"500\"]" URL "[/embed]", "twitter shortcode url=" URL " |" },
    { "[tweet " ID "]", "twitter shortcode id=" ID " |" },
    { "[tweet " URL " align='center'] x", "twitter shortcode url=" URL " | x" },
    { "[tweet id=\"" ID "\"]", "twitter shortcode id=" ID " |" },
    { "[tweet]" URL "[/tweet]", "twitter shortcode url=" URL " |" },
    { "[twitter " URL "]", "twitter shortcode url=" URL " |" },
    { "[youtube dQw4w9WgXcQ]", "youtube shortcode id=dQw4w9WgXcQ |" },
    { "[youtube=https://www.youtube.com/watch?v=dQw4w9WgXcQ&w=640&h=385]",
      "youtube shortcode url=https://www.youtube.com/watch?v=dQw4w9WgXcQ&w=640&h=385 |" },
    { "[youtube https://youtu.be/dQw4w9WgXcQ?rel=0&amp;w=480]",
      "youtube shortcode url=https://youtu.be/dQw4w9WgXcQ?rel=0&w=480 |" },
    { "[embedyt] https://www.youtube.com/watch?v=dQw4w9WgXcQ[/embedyt]",
      "youtube shortcode url=https://www.youtube.com/watch?v=dQw4w9WgXcQ |" },
    { "[instagram url=https://www.instagram.com/p/BnSBALPBGaF/ hidecaption=true]",
      "instagram shortcode url=https://www.instagram.com/p/BnSBALPBGaF/ |" },
    { "[instagram url=”https://www.instagram.com/p/BnSBALPBGaF/”]",
      "instagram shortcode url=https://www.instagram.com/p/BnSBALPBGaF/ |" },
    { "[facebook url=\"https://www.facebook.com/MaeRuiz/posts/10156320495874\"]",
      "facebook shortcode url=https://www.facebook.com/MaeRuiz/posts/10156320495874 |" },
    /* forums */
    { "[MEDIA=twitter]" ID "[/MEDIA]", "twitter shortcode id=" ID " |" },
    { "[media=youtube]dQw4w9WgXcQ[/media]", "youtube shortcode id=dQw4w9WgXcQ |" },
    { "[YOUTUBE]dQw4w9WgXcQ[/YOUTUBE]", "youtube shortcode id=dQw4w9WgXcQ |" },
    /* Hugo */
    { "{{< tweet " ID " >}} x", "twitter shortcode id=" ID " | x" },
    { "{{<tweet " ID ">}}", "twitter shortcode id=" ID " |" },
    { "{{< tweet user=\"Mae_Ruiz\" id=\"" ID "\" >}}",
      "twitter shortcode id=" ID " handle=Mae_Ruiz |" },
    { "{{< x id=\"" ID "\" user=\"Mae_Ruiz\" >}}",
      "twitter shortcode id=" ID " handle=Mae_Ruiz |" },
    { "{{< x user = Mae_Ruiz id = " ID " />}}", "twitter shortcode id=" ID " handle=Mae_Ruiz |" },
    { "{{% youtube dQw4w9WgXcQ %}}", "youtube shortcode id=dQw4w9WgXcQ |" },
    { "{{< youtube id=\"dQw4w9WgXcQ\" autoplay=\"true\" >}}",
      "youtube shortcode id=dQw4w9WgXcQ |" },
    { "{{< instagram BnSBALPBGaF hidecaption >}}", "instagram shortcode id=BnSBALPBGaF |" },
    { "{{< tweet\n  user=\"Mae_Ruiz\"\n  id=\"" ID "\"\n>}}",
      "twitter shortcode id=" ID " handle=Mae_Ruiz |" },
    /* Jekyll, Hexo, Zola, dev.to */
    { "{% twitter " URL " %}", "twitter shortcode url=" URL " |" },
    { "{% twitter " URL " maxwidth=500 limit=5 %}", "twitter shortcode url=" URL " |" },
    { "{%- tweet " ID " -%}", "twitter shortcode id=" ID " |" },
    { "{% embed " URL " %}", "twitter shortcode url=" URL " |" },
    { "{% oembed https://youtu.be/dQw4w9WgXcQ %}",
      "youtube shortcode url=https://youtu.be/dQw4w9WgXcQ |" },
    { "{% youtube 'dQw4w9WgXcQ' %}", "youtube shortcode id=dQw4w9WgXcQ |" },
    { "{{ youtube(id=\"dQw4w9WgXcQ\", class=\"wide\") }}", "youtube shortcode id=dQw4w9WgXcQ |" },
    { "{{< vimeo 146022717 >}}", "vimeo shortcode id=146022717 |" },
    { "[vimeo 146022717 w=640&h=360]", "vimeo shortcode id=146022717 |" },
    { "[vimeo https://vimeo.com/146022717]", "vimeo shortcode url=https://vimeo.com/146022717 |" },
    { "{{< gist maeruiz 1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f \"fog.html\" >}}",
      "gist shortcode id=1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f handle=maeruiz |" },
    { "{% gist maeruiz/1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f fog.md %}",
      "gist shortcode id=1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f handle=maeruiz |" },
    { "{% gist 1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f %}",
      "gist shortcode id=1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f |" },
    { "{% gist 1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f fog.md %}",
      "gist shortcode id=1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f |" },
    { "{{< youtube --w4w9WgXc- >}}", "youtube shortcode id=--w4w9WgXc- |" },
    { "{{< tweet user='Mae_Ruiz' id='" ID "'/>}}",
      "twitter shortcode id=" ID " handle=Mae_Ruiz |" },
    { "[soundcloud url=\"https://api.soundcloud.com/tracks/293\" params=\"color=ff\"]",
      "soundcloud shortcode url=https://api.soundcloud.com/tracks/293 |" },
    { "{% spotify spotify:track:4uLU6hMCjMI75M1A2tKUQC %}", "" },
    { "{% reddit https://www.reddit.com/r/fog/comments/1abcde/low_tide/ %}",
      "reddit shortcode url=https://www.reddit.com/r/fog/comments/1abcde/low_tide/ |" },
    /* Joomla, Hashnode */
    { "{youtube}dQw4w9WgXcQ{/youtube} x", "youtube shortcode id=dQw4w9WgXcQ | x" },
    { "%[" URL "] x", "twitter shortcode url=" URL " | x" },
    /* what is none */
    { "{youtube}dQw4w9WgXcQ", "" },
    { "{youtube}dQw4w9WgXcQ{/vimeo}", "" },
    { "{youtube}dQw4w9WgXcQ{/youtube", "" },
    { "{name}dQw4w9WgXcQ{/name}", "" },
    { "{a", "" },
    { "%[https://news.example/a]", "" },
    { "%[" URL, "" },
    { "%[" URL "\n]", "" },
    { "%[s]%[d]", "" },
    { "[tweet](https://twitter.com/Mae_Ruiz)", "" },
    { "[youtube](" URL ")", "" },
    { "[embed]: " URL, "" },
    { "[[tweet " ID "]]", "" },
    { "[tweet]", "" },
    { "[x " ID "]", "" },
    { "[x] done", "" },
    { "[tweets " ID "]", "" },
    { "[Tweet " ID "]", "" },
    { "[instagram official account]", "" },
    { "[youtube description]", "" },
    { "[tweet\n" ID "]", "" },
    { "[tweet " ID, "" },
    { "[embed]https://news.example/a[/embed]", "" },
    { "[embed]" URL "[/embedded]", "" },
    { "{{ page.title }}", "" },
    { "{{ tweet }}", "" },
    { "{{< figure src=\"a.jpg\" >}}", "" },
    { "{{< tweet " ID, "" },
    { "{% if twitter %}", "" },
    { "{% include twitter.html id=" ID " %}", "twitter shortcode id=" ID " |" },
    { "{% include embed/tweetPlayer.html id=" ID " %}", "twitter shortcode id=" ID " |" },
    { "{% include_cached youtube.html video_id='dQw4w9WgXcQ' %}",
      "youtube shortcode id=dQw4w9WgXcQ |" },
    { "{% include video id=\"dQw4w9WgXcQ\" provider=\"youtube\" %}",
      "youtube shortcode id=dQw4w9WgXcQ |" },
    { "{% YouTube 'dQw4w9WgXcQ' %}", "youtube shortcode id=dQw4w9WgXcQ |" },
    { "{{< tweet-card \"" ID "\" >}}", "twitter shortcode id=" ID " |" },
    { "{{< youtubeLite id=\"dQw4w9WgXcQ\" >}}", "youtube shortcode id=dQw4w9WgXcQ |" },
    { "{% include twitter.html id=page.tweet %}", "" },
    { "{% include tweets/quote.html text=\"" ID "\" %}", "" },
    { "{% include video id=\"dQw4w9WgXcQ\" %}", "" },
    { "{% include", "" },
    { "{% include %}", "" },
    { "{% include / %}", "" },
    { "{{< twitter-follow " ID " >}}", "" },
    { "{{< /tweet >}}", "" },
    { "{%mhLQ %}", "" }, /* shorter than a name that begins so */
    { "{", "" },
    { "[", "" },
};

/* A copy that ends where the sample does, so that a sanitiser sees who reads on. */
static struct slice lend(const char *sample)
{
    size_t length = strlen(sample);
    char *copy = malloc(length);
    assert_non_null(copy);
    memcpy(copy, sample, length);
    return slice_of(copy, length);
}

static void reads_shortcodes(void **state)
{
    (void)state;
    struct buffer got = BUFFER(1 << 16);
    for (size_t i = 0; i < COUNT_OF(samples); i++) {
        struct arena arena = { 0 };
        struct claim claim;
        struct slice in = lend(samples[i].in);
        size_t length = shortcode_read(in, &arena, &claim);
        buffer_reset(&got);
        if (length) {
            describe_claim(&claim, &got);
            buffer_add(&got, SLICE(" |"));
            buffer_add(&got, slice_skip(in, length));
        }
        if (!slice_equal(buffer_slice(&got), slice_from(samples[i].want))) {
            print_error("of %s\n", samples[i].in);
        }
        assert_slice(buffer_slice(&got), samples[i].want);
        arena_free(&arena);
        free((char *)in.data);
    }
    buffer_free(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_shortcodes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
