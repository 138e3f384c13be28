/* What we know of a platform, as data. A platform is one file with one `const struct place
 * place_NAME`; the build collects them into the table, and their hosts into the index (hosts.h).
 * Hooks stand only where data cannot say it, and may be NULL. */
#ifndef PLACES_PLACE_H
#define PLACES_PLACE_H

#include "base/slice.h"
#include "base/time.h"
#include "places/hosts.h"
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
    WORD_AT = 64,
    WORD_ANY = 127
};

struct word_form {
    unsigned characters;
    size_t least, most;
};

bool word_has_form(struct slice word, const struct word_form *form);

/* A path by which a platform names a thing. A pattern is a path of segments, read by these rules:
 *   {id} {handle}        a word of the place's form for it
 *   {account}            a handle, or another name of the account that is none: a number, a DID
 *   {group}              what the post stands in
 *   {any}                any word; two braces of a segment have something between them, and an
 *                        {any} before takes as much as it can, another word as little:
 *                        "/posts/{any}-activity-{id}"
 *   {rest}               as the last segment: any segments, or none
 *   youtu.be/{id}        a pattern that begins with a host is for that one of the place's hosts;
 *                        a word may stand in it: "{handle}.tumblr.com/post/{id}"
 *   #!/{handle}          what follows "#" is for the fragment; a path without it has any fragment.
 *                        Behind "#/" the fragment's parameters count, not the URL's
 * What surrounds words stands for itself whatever its case and whether percent-encoded or not. A
 * slash that ends the path is ignored. The first route that matches counts. */
struct route {
    const char *path;
    const char *kind; /* "post", "video", "photo" … */
    /* The parameters whose values are the id and the account. A query may say more: "video=v{id}".
     */
    const char *query, *handle_query;
    const char *permalink; /* where it is not the place's */
    struct word_form id;   /* likewise; then is_id is not asked */
    bool page; /* of many posts, or none: a profile, a playlist. An embed when framed, but no post's
                  permalink */
    bool unknown; /* to the place's endpoints: what they say of it is no word */
    bool share;   /* leads to a post and does not name it, as a shortener's link does */
};

/* The digits of RFC 4648, section 5. */
#define CLOCK_BASE64URL "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

/* How an id holds the instant at which it was given out: a number whose upper bits count units of
 * time. No alphabet and no shift: it holds none. */
struct clock {
    const char *alphabet; /* of 2 to the `bits` digits, the most significant first; NULL: decimal */
    unsigned bits;
    size_t digits;    /* how many of the id's first characters are the number */
    size_t least;     /* how many of them an id of early years has, whose first are 0; 0: all */
    bool whole;       /* with an alphabet: no more may follow */
    unsigned shift;   /* the bits below the time */
    int64_t unit_us;  /* microseconds of a unit */
    int64_t epoch_ms; /* when it began to count */
    uint64_t above;   /* ids up to this one hold no time */
    enum time_precision precision;
};

/* Instagram's and Threads'. */
#define CLOCK_OF_META                                                                              \
    {                                                                                              \
        .alphabet = CLOCK_BASE64URL, .bits = 6, .digits = 11, .least = 9, .shift = 23,             \
        .unit_us = 1000, .epoch_ms = 1314220021721, .precision = TIME_MS                           \
    }

/* An element by which pages embed a platform's posts. Sources are tried in turn, with "|" between,
 * until one gives something:
 *   @cite                the attribute of the element itself
 *   a@href               of the last <a> inside whose URL is a post of this place
 *   a                    the words of that link
 *   author               the words of the last link before it to the place's own site
 *   time@datetime        of the first such element inside
 *   time                 the words in the first such element inside
 *   .class@attr, .class  likewise, of the first element inside that has the class
 *   @attr:key            the first string of that key in the JSON that the attribute holds
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
    const char *text;  /* where it has no `words` */
    const char *words; /* the words inside: "{text}{dash}{name} (@{handle}) {date}" */
    const char *tail;  /* words that trail a text and are not its author's, with "|" between */
};

/* Words that are left of a platform's posts where markup was lost:
 *   {name} {handle} {date} {text}   what stands there; a {text} does not reach over another post
 *   {day}                           a date with its weekday
 *   {title}                         the words of the line before it
 *   {any} {word} {number}           any words of the same line; one word that ends it; digits
 *   {skip}                          any words, and lines, without an "@"
 * White space stands for any white space, or none beside a brace. What stands in "[…]" at the end
 * may be missing; then the row is one only alone on its line, or behind furniture. An {any} at the
 * end goes no further than to where a sentence begins, if the line ends with one or is long. */
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

/* How an answer is read: which of describe/'s readers knows what it says. */
enum answer_form {
    READ_NOTHING,
    READ_OEMBED,      /* oEmbed (https://oembed.com), as JSON, ... */
    READ_KEYED,       /* ... and once more with what opens a private post */
    READ_SYNDICATION, /* what X's own embeds are drawn from */
    READ_HANDLE,      /* AT Protocol: a handle's DID, ... */
    READ_POSTS,       /* ... posts by their URIs, ... */
    READ_PROFILE,     /* ... an account, for why its posts are gone */
    READ_STATUS       /* Mastodon's status entity */
};

/* Where a platform can be asked about a post: one GET request. What is `added` to the URL has words
 * in braces, percent-encoded where they stand in a query:
 *   {url} {id} {handle} {account} {host}   of the post, as in its permalink
 *   {keyed}                                a URL of it with what opens it, should it be private
 *   {did}                                  of its account: the account itself, or an answer's
 *   {token}                                what X's syndication wants to see beside the id
 * A place's rows are asked all, but of several with one name the first one whose words are known;
 * the others are asked where an answer says so. */
struct endpoint {
    const char *name; /* "twitter.oembed": as --endpoint knows it */
    const char *url;  /* by default; {host} is the post's. NULL: where the post's page says, as it
                         stands there (oEmbed's discovery) */
    const char *added;
    enum answer_form reading;
    bool unasked; /* only where --api names the platform */
    bool pages;   /* it knows pages of many posts, too */
    /* Of oEmbed: */
    bool caption;        /* the title is the post's own words */
    bool untitled;       /* the title is none of the post's */
    bool name_is_handle; /* the author's name is the handle */
};

struct place {
    const char *name;
    const struct host_row *hosts; /* ends with { 0 }; NULL: any host, asked last */
    const struct route *routes;   /* ends with { 0 } */
    const char *letters; /* without hosts: those with which its paths begin, each behind a slash */
    const struct route *uris; /* likewise, or NULL: names of its posts with a scheme of their own,
                                 "at://{account}/app.bsky.feed.post/{id}" */
    /* The canonical permalink, with {handle}, {account}, {group} and {id}, and {host} where the
     * place has no host of its own; the second where what the first needs is not known. NULL: none.
     */
    const char *permalink, *permalink_without_handle;
    const char *profile; /* an author's page, with {handle} */
    struct word_form id, handle;
    bool (*is_id)(struct slice id);         /* asked about an id of that form */
    bool (*is_handle)(struct slice handle); /* likewise */
    const char *const *no_handles; /* words of the site's own where handles stand, in lower case;
                                      NULL-terminated or NULL */
    size_t no_handle_most;         /* how long the longest of these is; 0: as long as any */
    bool handle_at_host;           /* its authors are known as handle@host */
    const char *keyed; /* what opens private posts to those who have it stands behind the id, or in
                          this parameter; NULL: nothing does */
    bool mute;         /* its pages answer alike for live and dead posts: a chain ends at a
                          permalink */
    size_t short_slug; /* how long the slugs of its short host are, where they are glued to what
                          follows; 0: not fixed */
    struct clock clock;
    bool prints_utc_days; /* its embeds print the UTC day of the post: another day is an anomaly */
    int64_t launched_ms;  /* no post is older */
    const struct markup *markup;       /* end with { 0 }, or NULL */
    const struct flattened *flattened; /* likewise */
    /* Its posts are signed "— Name (@handle) June 19, 2018". The handle holds these characters:
     * "" for any; NULL: they are not signed. */
    const char *signature;
    const char *const *spoken;    /* words by which prose speaks of its posts; NULL-terminated or
                                     NULL: its name */
    const char *const *furniture; /* words that sites print around its posts; NULL-terminated or
                                     NULL */
    /* Pairs of bytes, one of which at least stands in each of them, while most texts have none,
     * which is soon seen. Their first bytes differ in their low four bits. */
    const char *furniture_signs;
    const struct slice *pictures; /* words that stand behind a text for pictures; end with { 0 }, or
                                     NULL */
    const char *const *buttons;   /* lines between the name and the text of a card, or how they
                                     begin where an "@" ends the row; likewise */
    const struct length_limit *lengths; /* by date; the last one, with until_ms 0, for all others.
                                           NULL: not known */
    const struct shortcode *shortcodes; /* likewise */
    const struct endpoint *endpoints;   /* likewise, in the order in which they are believed */
    bool kept; /* copies of its posts in archives can be read (describe/archived.h) */
};

/* Elements and shortcodes of content systems that hold the embeds of any place (embeds.c); they end
 * with { 0 }. */
extern const struct markup common_markup[];
extern const struct shortcode common_shortcodes[];

/* What a URL is to a platform. The slices are parts of the URL. The account is what names the
 * author in the URL; the handle is the same, or absent where that is none. Either is absent where
 * the URL does not say it. */
struct match {
    const struct place *place;
    const struct route *route;
    const char *kind;
    struct slice host, group, account, handle, id;
};

/* Every platform, ended by NULL, in the order of their names. */
extern const struct place *const places[];

/* Whether the URL is a post's permalink on some platform. */
bool place_match(const struct url *u, struct match *out);

/* The same, and for pages of many posts (`route->page`), which may have no id, and links to a post
 * that do not name it (`route->share`) too: what a frame may show. */
bool place_match_page(const struct url *u, struct match *out);

/* place_match_page where host_find was asked already; `known` is its answer for the URL's host. */
bool place_match_known(const struct known_host *known, const struct url *u, struct match *out);

/* Whether a name with a scheme of its own is a post's or a page's: "at://did:plc:x/…". */
bool place_match_uri(struct slice uri, struct match *out);

static inline bool match_is_post(const struct match *m)
{
    return !m->route->page && !m->route->share;
}

/* Adds the canonical permalink of what was matched. False if it has none. */
bool match_permalink(const struct match *m, struct buffer *into);

/* Adds the author as the platform's users know it: the handle, or handle@host. False if the handle
 * is absent. */
bool match_handle(const struct match *m, struct buffer *into);

const struct place *place_named(struct slice name);

/* Whether the words have the place's form; a name of the site's own is no handle. */
bool place_is_id(const struct place *p, struct slice id);
bool place_is_handle(const struct place *p, struct slice handle);
bool place_owns_word(const struct place *p, struct slice word);

/* Adds a post's canonical permalink out of its words. False, and nothing added: the place has none,
 * or needs another word. */
bool place_permalink(const struct place *p, const struct match *words, struct buffer *into);

bool place_profile(const struct place *p, struct slice handle, struct buffer *into);

/* The place's host that has the flag, as "t.co" has HOST_SHORT; NULL: none has it. */
const char *place_host(const struct place *p, enum host_flags flag);

/* The instant in an id, accepted only inside the platform's life (its launch to now); as exact as
 * the place's clock. */
bool place_id_time(const struct place *p, struct slice id, int64_t *ms);

/* The instant in an id by the clock alone. */
bool clock_read(const struct clock *clock, struct slice id, int64_t *ms);

/* How text writes links without a scheme: hosts that are links as they stand, when a path follows.
 * With HOST_MEDIA, the link is one to https://SHORT_HOST/SLUG. */
struct bare_host {
    const struct known_host *known; /* its place is NULL: a shortener's */
    size_t length;                  /* of what stands in the text: a "www." may come first */
};

/* `host` is compared without regard to case, in all the forms of host_find. */
bool bare_host_find(struct slice host, struct bare_host *out);

/* The longest bare host at the end of what stands before a slash: "(youtu.be". Behind a letter,
 * digit, dot or dash only a media host counts, which often stands glued to the word before it
 * ("herepic.twitter.com"), while "netflix.com" is not x.com. Looks at a bounded number of bytes. */
bool bare_host_ends(struct slice before_slash, struct bare_host *out);

/* Reads the target out of a URL that wraps another (wrappers.c), without a request. `into` is reset
 * and takes the result, still to be parsed; false: not a wrapper, its target is longer than
 * URL_LONGEST, or `into` failed, which is to be asked first. */
bool unwrap(const struct url *u, struct buffer *into);

/* The host of an archive whose pages lead to one another by such paths: "/web/2019…/https://…".
 * Absent: no archive's do. */
struct slice wrapper_of_path(struct slice path);

/* The same where host_find was asked already. */
bool unwrap_known(const struct known_host *known, const struct url *u, struct buffer *into);

#endif
