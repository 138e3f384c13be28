/* What we know of a platform, as data. A platform is one file with one `const struct place
 * place_NAME`; the build collects them into the table. Hooks stand only where data cannot say it,
 * and may be NULL. */
#ifndef PLACES_PLACE_H
#define PLACES_PLACE_H

#include "base/slice.h"
#include "base/time.h"
#include "syntax/url.h"

#include <stdint.h>

/* Which words can be an id or a handle: the characters that occur in it, and how many. All zero:
 * any word without a percent sign. */
enum {
    WORD_DIGITS = 1,
    WORD_LETTERS = 2,
    WORD_UNDERSCORE = 4,
    WORD_DASH = 8,
    WORD_DOT = 16,
    WORD_COLON = 32,
    WORD_AT = 64
};

struct word_form {
    unsigned characters;
    size_t least, most;
};

/* A path by which a platform names a thing. A pattern is a path of segments, read by these rules:
 *   {handle} {id} {any}  one in a segment stands for a word; what surrounds it in the segment, and
 *                        every other segment, stands for itself whatever its case:
 *                        "/@{handle}/video/{id}"
 *   {rest}               as the last segment: any segments, or none
 *   youtu.be/{id}        a pattern that begins with a host is for that one of the place's hosts
 *   #!/{handle}          a pattern that begins with "#" is for the fragment of a URL without a path
 * A slash that ends the path is ignored. The first route that matches counts. */
struct route {
    const char *path;
    const char *kind;                 /* "post", "video", "photo" … */
    const char *query, *handle_query; /* parameters whose values are the id and the handle */
    const char *permalink;            /* where it is not the place's */
};

/* An element by which pages embed a platform's posts. Sources are tried in turn, with "|" between,
 * until one gives something:
 *   @cite                the attribute of the element itself
 *   a@href               of the last <a> inside whose URL is a post of this place
 *   a                    the words of that link
 *   author               the words of the last link before it to the place's own site
 *   time@datetime        of the first such element inside
 *   time                 the words in the first such element inside
 *   .class@attr, .class  likewise, of the first element inside that has the class
 * What is left NULL is unknown, but that <time datetime> inside dates every embed. Where there are
 * `words`, the text is the paragraphs before the attribution, or what stands for {text}.
 *
 * `value` and `words` are patterns of what stands around braces, tried in turn with "|" between:
 *   {id} {handle} {host} {name} {date} {text} {title}   what they say
 *   {any}                                               anything
 *   {dash}               where the attribution begins: at the dash that begins its line, or the
 *                        line's last dash, or, where dashes are lost, at the line's beginning
 * Each piece between braces is found where it stands last. In `words` a space stands for any white
 * space or none, but a piece that begins with a space and a letter does not begin inside a word,
 * and a piece that is a space alone is the first white space. */
struct markup {
    const char
        *element;      /* a name or "*", then ".class", "[attribute]" and "[attribute=start]" (its
                          value begins so), each of which it must have: "div.fb-post[data-href]" */
    const char *form;  /* as the records have it: "blockquote", "widget"; NULL: by the element's
                          name: blockquote, iframe, amp, else widget */
    const char *kind;  /* NULL: as the URL's route says. "profile": the URL is an author's page */
    const char *url;   /* the post's URL */
    const char *id;    /* where the id stands alone: "@data-tweet-id" */
    const char *value; /* how the id's source says it, and the handle: "{handle}/{id}" */
    const char *place; /* of common_markup: the place's name */
    const char *handle, *name, *date, *title;
    const char *words; /* the words inside: "{text}{dash}{name} (@{handle}) {date}" */
    const char *tail;  /* words that trail a text and are not its author's, with "|" between */
};

/* Words that are left of a platform's posts where markup was lost:
 *   {name} {handle} {date} {text}   what stands there
 *   {day}                           a date with its weekday
 *   {title}                         the words of the line before it
 *   {any} {word} {number}           any words of the same line; one word that ends it; digits
 *   {skip}                          any words, and lines, without an "@"
 * White space stands for any white space, or none beside a brace. What stands in "[…]" at the end
 * may be missing. */
struct flattened {
    const char *pattern; /* "A {any} shared by {name} (@{handle}) on {date}" */
    const char *kind;    /* NULL: "post" */
    bool inside;         /* too common in prose: only in an element of the place's posts */
    bool alone;          /* no text of the post stands before it */
    const char *sign;    /* what stands right before the handle: "(@"; NULL: nothing special, or
                            there is no handle */
};

/* How long a text may be, counted as the platform counts. */
struct length_limit {
    int64_t until_ms; /* for posts before that instant */
    unsigned weight;
};

/* "[tweet ID]", "{{< tweet ID >}}", "{% twitter URL %}": the argument is an id or a URL. */
struct shortcode {
    const char *name;        /* "tweet" */
    const char *id, *handle; /* names of arguments, with "|" between: {{< tweet user="x" id="1" >}};
                                the first without a name is the id where there is but one, else
                                the handle if `handle_first` */
    const char *kind;        /* NULL: as the URL's route says */
    bool handle_first;       /* {{< gist USER ID >}} */
};

struct match;

struct place {
    const char *name;
    const char *const *hosts; /* NULL-terminated; a host matches itself and its www., m. and mobile.
                                 forms. NULL: any host, asked last */
    const struct route *routes; /* ends with { 0 } */
    /* The canonical permalink, with {handle} and {id}, and {host} where the place has no host of
     * its own; the second where no handle is known. NULL: none. */
    const char *permalink, *permalink_without_handle;
    const char *profile; /* an author's page, with {handle} */
    struct word_form id, handle;
    bool (*is_id)(struct slice id); /* asked about an id of that form */
    const char *const *no_handles;  /* words of the site's own where handles stand, in lower case;
                                       NULL-terminated or NULL */
    bool mute; /* its pages answer alike for live and dead posts: a chain ends at a permalink */
    const char *const *bare_hosts;  /* hosts that are links even without a scheme, followed by a
                                       path; NULL-terminated or NULL */
    const char *const *media_hosts; /* like bare_hosts, whose slug is one of short_host's:
                                       pic.twitter.com */
    const char *short_host;         /* t.co */
    size_t
        short_slug; /* how long its slugs are where they are glued to what follows; 0: not fixed */
    /* Reads a permalink that no route can say: sets handle, id and route, the last to one of the
     * place's for its kind. */
    bool (*match)(const struct url *u, struct match *out);
    bool (*id_to_ms)(struct slice id, int64_t *ms); /* the instant in an id; false: none */
    enum time_precision id_precision;               /* how exact that instant is */
    bool prints_utc_days; /* its embeds print the UTC day of the post: another day is an anomaly */
    int64_t launched_ms;  /* no post is older */
    const struct markup *markup;       /* end with { 0 }, or NULL */
    const struct flattened *flattened; /* likewise */
    /* Its posts are signed "— Name (@handle) June 19, 2018". The handle holds these characters:
     * "" for any; NULL: they are not signed. */
    const char *signature;
    const char *const *furniture; /* words that sites print around its posts; NULL-terminated or
                                     NULL */
    const char *const *pictures;  /* words that stand behind a text for pictures; likewise */
    const char *const *buttons;   /* lines between the name and the text of a card; likewise */
    const struct length_limit *lengths; /* by date; the last one, with until_ms 0, for all others.
                                           NULL: not known */
    const struct shortcode *shortcodes; /* likewise */
};

/* Elements and shortcodes of content systems that hold the embeds of any place (embeds.c); they end
 * with { 0 }. */
extern const struct markup common_markup[];
extern const struct shortcode common_shortcodes[];

/* What a URL is to a platform. The slices are parts of the URL; the handle is absent where the URL
 * does not say it. */
struct match {
    const struct place *place;
    const struct route *route;
    const char *kind;
    struct slice host, handle, id;
};

/* Every platform, ended by NULL, in the order of their names. */
extern const struct place *const places[];

/* False: no platform's permalink. */
bool place_match(const struct url *u, struct match *out);

/* Adds the canonical permalink of what was matched. False if it has none. */
bool match_permalink(const struct match *m, struct buffer *into);

/* The same for platforms that may be on any host, asked about a host that is no other platform's.
 */
bool place_match_anywhere(const struct url *u, struct match *out);

/* Whether some platform has this host, in one of its forms. */
bool place_has_host(struct slice host);

/* Whether some wrapper has this host. */
bool wrapper_has_host(struct slice host);

const struct place *place_named(struct slice name);

/* Whether the words have the place's form; a name of the site's own is no handle. */
bool place_is_id(const struct place *p, struct slice id);
bool place_is_handle(const struct place *p, struct slice handle);

/* Adds the canonical permalink of the post (handle, id); handle may be absent. False if the place
 * has none, or none without a host: match_permalink knows more. */
bool place_permalink(const struct place *p, struct slice handle, struct slice id,
                     struct buffer *into);
bool place_profile(const struct place *p, struct slice handle, struct buffer *into);

/* The instant in an id, accepted only inside the platform's life (its launch to now). */
bool place_id_time(const struct place *p, struct slice id, int64_t *ms);

/* Whether a host (lower case, ASCII) is a link shortener's: the places' short hosts and
 * shorteners.c's list. */
bool host_is_shortener(struct slice host);

/* How text writes links without a scheme: hosts that are links as they stand, when a path follows.
 * media: the link is one to https://SHORT_HOST/SLUG. */
struct bare_host {
    struct slice host;         /* as the table names it, in lower case; lives for ever */
    size_t length;             /* of what stands in the text: a "www." may come first */
    const struct place *place; /* NULL: a shortener's */
    bool media;
};

/* `host` is compared without regard to case, and may have a www., m. or mobile. before it. */
bool bare_host_find(struct slice host, struct bare_host *out);

/* The longest bare host at the end of what stands before a slash: "(youtu.be". Behind a letter,
 * digit, dot or dash only a media host counts, which often stands glued to the word before it
 * ("herepic.twitter.com"), while "netflix.com" is not x.com. Looks at a bounded number of bytes. */
bool bare_host_ends(struct slice before_slash, struct bare_host *out);

/* Reads the target out of a URL that wraps another (wrappers.c), without a request. `into` is reset
 * and takes the result, still to be parsed; false: not a wrapper, its target is longer than
 * URL_LONGEST, or `into` failed, which is to be asked first. */
bool unwrap(const struct url *u, struct buffer *into);

#endif
