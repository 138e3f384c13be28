#include "syntax/html_urls.h"

#include <stdint.h>

#define FROM(word)                                                                                 \
    {                                                                                              \
        word, sizeof(word) - 1                                                                     \
    }
#define LINK(word)                                                                                 \
    {                                                                                              \
        FROM(word), HTML_URL_LINK, false, false                                                    \
    }
#define FILE(word)                                                                                 \
    {                                                                                              \
        FROM(word), HTML_URL_RESOURCE, false, false                                                \
    }
#define FILES(word)                                                                                \
    {                                                                                              \
        FROM(word), HTML_URL_RESOURCE, true, false                                                 \
    }
#define LAZY(word)                                                                                 \
    {                                                                                              \
        FROM(word), HTML_URL_RESOURCE, false, true                                                 \
    }
#define LAZIES(word)                                                                               \
    {                                                                                              \
        FROM(word), HTML_URL_RESOURCE, true, true                                                  \
    }
#define ANY_LINK                                                                                   \
    {                                                                                              \
        { NULL, 0 }, HTML_URL_LINK, false, true                                                    \
    }
#define ANY_FILE                                                                                   \
    {                                                                                              \
        { NULL, 0 }, HTML_URL_RESOURCE, false, true                                                \
    }
#define END                                                                                        \
    {                                                                                              \
        { NULL, 0 }, HTML_URL_LINK, false, false                                                   \
    }

/* The rows of one attribute end with one that has no `from`: an END, or, where `any`, the row of
 * all other elements. */
static const struct html_url href[] = {
    LINK("a@href"),
    { FROM("link@href"), HTML_URL_REL, false, false },
    LINK("area@href"),
    FILE("image@href"),
    FILE("use@href"),
    FILE("feimage@href"),
    END,
};
static const struct html_url xlink[] = {
    LINK("a@xlink:href"),      FILE("image@xlink:href"),   FILE("use@xlink:href"),
    FILE("script@xlink:href"), FILE("feimage@xlink:href"), END,
};
static const struct html_url src[] = {
    FILE("img@src"),       FILE("script@src"),     LINK("iframe@src"),
    FILE("source@src"),    FILE("video@src"),      FILE("audio@src"),
    FILE("track@src"),     FILE("input@src"),      LINK("embed@src"),
    LINK("frame@src"),     FILE("image@src"),      FILE("bgsound@src"),
    FILE("amp-img@src"),   FILE("amp-anim@src"),   FILE("amp-video@src"),
    FILE("amp-audio@src"), LINK("amp-iframe@src"), END,
};
static const struct html_url srcset[] = {
    FILES("img@srcset"),
    FILES("source@srcset"),
    FILES("amp-img@srcset"),
    END,
};
static const struct html_url cite[] = {
    LINK("blockquote@cite"), LINK("q@cite"), LINK("del@cite"), LINK("ins@cite"), END,
};
static const struct html_url data[] = { LINK("object@data"), END };
static const struct html_url poster[] = { FILE("video@poster"), FILE("amp-video@poster"), END };
static const struct html_url background[] = {
    FILE("body@background"),  FILE("table@background"),
    FILE("thead@background"), FILE("tbody@background"),
    FILE("tr@background"),    FILE("td@background"),
    FILE("th@background"),    END,
};
static const struct html_url imagesrcset[] = { FILES("link@imagesrcset"), END };
static const struct html_url longdesc[] = {
    LINK("img@longdesc"),
    LINK("iframe@longdesc"),
    LINK("frame@longdesc"),
    END,
};
static const struct html_url lowsrc[] = { FILE("img@lowsrc"), END };
static const struct html_url dynsrc[] = { FILE("img@dynsrc"), END };

/* A frame or a placeholder for one on other elements. */
static const struct html_url data_src[] = {
    LAZY("img@data-src"),
    LAZY("source@data-src"),
    LAZY("video@data-src"),
    LAZY("audio@data-src"),
    LAZY("script@data-src"),
    LAZY("amp-img@data-src"),
    ANY_LINK,
};
static const struct html_url data_lazy_src[] = {
    LAZY("img@data-lazy-src"),
    LAZY("source@data-lazy-src"),
    LAZY("video@data-lazy-src"),
    ANY_LINK,
};
static const struct html_url data_srcset[] = {
    LAZIES("img@data-srcset"),
    LAZIES("source@data-srcset"),
    END,
};
static const struct html_url data_lazy_srcset[] = {
    LAZIES("img@data-lazy-srcset"),
    LAZIES("source@data-lazy-srcset"),
    END,
};
static const struct html_url data_original[] = {
    LAZY("img@data-original"),
    LAZY("source@data-original"),
    END,
};
static const struct html_url data_lazy[] = { LAZY("img@data-lazy"), END };
static const struct html_url data_poster[] = { LAZY("video@data-poster"), END };
static const struct html_url data_orig_file[] = { LAZY("img@data-orig-file"), END };
static const struct html_url data_large_file[] = { LAZY("img@data-large-file"), END };
static const struct html_url data_medium_file[] = { LAZY("img@data-medium-file"), END };
static const struct html_url any_link[] = { ANY_LINK };
static const struct html_url any_file[] = { ANY_FILE };

#undef LINK
#undef FILE
#undef FILES
#undef LAZY
#undef LAZIES
#undef ANY_LINK
#undef ANY_FILE
#undef END

#define ATTRIBUTE(name, rows, any)                                                                 \
    {                                                                                              \
        FROM(name), rows, any                                                                      \
    }

/* Sorted by length, then by name. */
static const struct {
    struct slice name;
    const struct html_url *rows;
    bool any; /* the last row holds for every other element */
} attributes[] = {
    ATTRIBUTE("src", src, false),
    ATTRIBUTE("cite", cite, false),
    ATTRIBUTE("data", data, false),
    ATTRIBUTE("href", href, false),
    ATTRIBUTE("dynsrc", dynsrc, false),
    ATTRIBUTE("lowsrc", lowsrc, false),
    ATTRIBUTE("poster", poster, false),
    ATTRIBUTE("srcset", srcset, false),
    ATTRIBUTE("data-bg", any_file, true),
    ATTRIBUTE("data-src", data_src, true),
    ATTRIBUTE("longdesc", longdesc, false),
    ATTRIBUTE("data-href", any_link, true),
    ATTRIBUTE("data-lazy", data_lazy, false),
    ATTRIBUTE("background", background, false),
    ATTRIBUTE("xlink:href", xlink, false),
    ATTRIBUTE("data-poster", data_poster, false),
    ATTRIBUTE("data-srcset", data_srcset, false),
    ATTRIBUTE("imagesrcset", imagesrcset, false),
    ATTRIBUTE("data-lazy-src", data_lazy_src, true),
    ATTRIBUTE("data-original", data_original, false),
    ATTRIBUTE("data-orig-file", data_orig_file, false),
    ATTRIBUTE("data-large-file", data_large_file, false),
    ATTRIBUTE("data-background", any_file, true),
    ATTRIBUTE("data-iframe-src", any_link, true),
    ATTRIBUTE("data-lazy-srcset", data_lazy_srcset, false),
    ATTRIBUTE("data-medium-file", data_medium_file, false),
    ATTRIBUTE("data-resourceurl", any_link, true),
    ATTRIBUTE("data-embedded-url", any_link, true),
    ATTRIBUTE("data-original-href", any_link, true),
    ATTRIBUTE("data-background-image", any_file, true),
};

enum { ATTRIBUTES = sizeof attributes / sizeof attributes[0] };

/* The row among those of one attribute; what is before "@" in `from` is the element. */
static const struct html_url *find_row(size_t attribute, struct slice element)
{
    const struct html_url *row = attributes[attribute].rows;
    for (; row->from.data; row++) {
        if (row->from.length > element.length && row->from.data[element.length] == '@' &&
            slice_starts_nocase(row->from, element)) {
            return row;
        }
    }
    return attributes[attribute].any ? row : NULL;
}

/* With which letters names of a length begin, which settles nearly every attribute, and the first
 * of their rows. */
#define LETTER(c) ((uint32_t)1 << ((c) - 'a'))
static const struct {
    uint32_t letters;
    unsigned row;
} lengths[] = {
    [3] = { LETTER('s'), 0 },
    [4] = { LETTER('c') | LETTER('d') | LETTER('h'), 1 },
    [6] = { LETTER('d') | LETTER('l') | LETTER('p') | LETTER('s'), 4 },
    [7] = { LETTER('d'), 8 },
    [8] = { LETTER('d') | LETTER('l'), 9 },
    [9] = { LETTER('d'), 11 },
    [10] = { LETTER('b') | LETTER('x'), 13 },
    [11] = { LETTER('d') | LETTER('i'), 15 },
    [13] = { LETTER('d'), 18 },
    [14] = { LETTER('d'), 20 },
    [15] = { LETTER('d'), 21 },
    [16] = { LETTER('d'), 24 },
    [17] = { LETTER('d'), 27 },
    [18] = { LETTER('d'), 28 },
    [21] = { LETTER('d'), 29 },
};
#undef LETTER

static bool may_be_known(struct slice attribute)
{
    unsigned letter = (unsigned)(ascii_lower(attribute.data[0]) - 'a');
    return attribute.length < sizeof lengths / sizeof lengths[0] && letter < 26 &&
           lengths[attribute.length].letters >> letter & 1;
}

const struct html_url *html_url_attribute(struct slice element, struct slice attribute)
{
    if (slice_equal(attribute, SLICE("href")) && slice_equal(element, SLICE("a"))) {
        return href; /* nearly all there are: its first row */
    }
    if (!may_be_known(attribute)) {
        return NULL;
    }
    for (size_t i = lengths[attribute.length].row;
         i < ATTRIBUTES && attributes[i].name.length == attribute.length; i++) {
        if (slice_equal_nocase(attributes[i].name, attribute)) {
            return find_row(i, element);
        }
    }
    return NULL;
}

static const struct {
    struct slice rel;
    enum html_url_use use;
} relations[] = {
    { FROM("stylesheet"), HTML_URL_RESOURCE },
    { FROM("icon"), HTML_URL_RESOURCE },
    { FROM("preload"), HTML_URL_RESOURCE },
    { FROM("modulepreload"), HTML_URL_RESOURCE },
    { FROM("prefetch"), HTML_URL_RESOURCE },
    { FROM("prerender"), HTML_URL_RESOURCE },
    { FROM("manifest"), HTML_URL_RESOURCE },
    { FROM("apple-touch-icon"), HTML_URL_RESOURCE },
    { FROM("apple-touch-icon-precomposed"), HTML_URL_RESOURCE },
    { FROM("apple-touch-startup-image"), HTML_URL_RESOURCE },
    { FROM("mask-icon"), HTML_URL_RESOURCE },
    { FROM("fluid-icon"), HTML_URL_RESOURCE },
    { FROM("image_src"), HTML_URL_RESOURCE },
    { FROM("canonical"), HTML_URL_LINK },
    { FROM("alternate"), HTML_URL_LINK },
    { FROM("amphtml"), HTML_URL_LINK },
    { FROM("shortlink"), HTML_URL_LINK },
    { FROM("author"), HTML_URL_LINK },
    { FROM("bookmark"), HTML_URL_LINK },
    { FROM("help"), HTML_URL_LINK },
    { FROM("index"), HTML_URL_LINK },
    { FROM("license"), HTML_URL_LINK },
    { FROM("me"), HTML_URL_LINK },
    { FROM("next"), HTML_URL_LINK },
    { FROM("prev"), HTML_URL_LINK },
    { FROM("previous"), HTML_URL_LINK },
    { FROM("privacy-policy"), HTML_URL_LINK },
    { FROM("search"), HTML_URL_LINK },
    { FROM("terms-of-service"), HTML_URL_LINK },
    { FROM("up"), HTML_URL_LINK },
};

/* Takes the next word off *rest; empty: there is none. */
static struct slice next_word(struct slice *rest)
{
    size_t from = 0;
    while (from < rest->length && ascii_is_space(rest->data[from])) {
        from++;
    }
    size_t to = from;
    while (to < rest->length && !ascii_is_space(rest->data[to])) {
        to++;
    }
    struct slice word = slice_part(*rest, from, to);
    *rest = slice_skip(*rest, to);
    return word;
}

/* The first row that one of the words names: "alternate stylesheet" is a style sheet. */
bool html_link_use(struct slice rel, enum html_url_use *use)
{
    size_t best = sizeof relations / sizeof relations[0];
    for (struct slice word = next_word(&rel); word.length; word = next_word(&rel)) {
        for (size_t i = 0; i < best; i++) {
            if (word.length == relations[i].rel.length &&
                slice_equal_nocase(word, relations[i].rel)) {
                best = i;
            }
        }
    }
    if (best == sizeof relations / sizeof relations[0]) {
        return false;
    }
    *use = relations[best].use;
    return true;
}
