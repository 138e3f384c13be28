/* Embeds and facts in the JSON of a page's scripts: JSON-LD, the state of Next.js and Arc, content
 * systems' articles.
 *
 * The reader goes over the text once, keeps of it the keys and strings that say something, and
 * builds nothing: scripts are often large, cut short, or JSON with something in front and behind,
 * and all that is wanted of them are a few strings. What is damaged is passed over.
 *
 *     struct data d;
 *     data_open(&d, text, index, base, arena);
 *     while (data_next(&d, &found)) { ... }
 *     data_close(&d);
 */
#ifndef SCAN_FIND_DATA_H
#define SCAN_FIND_DATA_H

#include "scan/find/markup.h"

enum data_type {
    DATA_CLAIM, /* a post: found.claim; its form is "json", or that of the markup it is kept as */
    DATA_URL,   /* found.url: an http(s) URL of something that is shown (embedUrl, contentUrl) */
    DATA_PUBLISHED, /* found.date: when the page's article was published; its source is markup */
    DATA_LANGUAGE   /* found.url: its language (inLanguage) */
};

struct data_found {
    enum data_type type;
    struct claim claim;
    struct slice url; /* decoded; in the arena */
    struct date date;
    struct slice whole; /* where it stands in the text: the object, or the string's inside */
};

enum { DATA_DEPTH = 64 };

enum data_field {
    DATA_FIELD_NONE,
    DATA_FIELD_TYPE,
    DATA_FIELD_SUBTYPE,
    DATA_FIELD_URL,
    DATA_FIELD_EMBED_URL,
    DATA_FIELD_CONTENT_URL,
    DATA_FIELD_AUTHOR,
    DATA_FIELD_NAME,
    DATA_FIELD_HANDLE,
    DATA_FIELD_DATE,
    DATA_FIELD_UPLOADED,
    DATA_FIELD_TEXT,
    DATA_FIELD_TITLE,
    DATA_FIELD_HTML,
    DATA_FIELD_RAW_OEMBED,
    DATA_FIELD_ID,
    DATA_FIELD_LANGUAGE,
    DATA_FIELD_OEMBED_AUTHOR,
    DATA_FIELD_COUNT
};

/* An object or array that is open: the field it is the value of, and its own strings. */
struct data_level {
    enum data_field field;
    bool is_array;
    size_t start;
    struct slice strings[DATA_FIELD_COUNT]; /* insides, not decoded */
};

struct data {
    struct slice text;
    size_t at;
    const struct markup_index *index;
    const struct url *base;
    struct arena *arena;
    enum data_field field; /* of the key before */
    size_t depth;          /* levels beyond DATA_DEPTH are counted, not kept */
    struct data_level levels[DATA_DEPTH];
    struct buffer first, second;
    bool published;
};

void data_open(struct data *d, struct slice text, const struct markup_index *index,
               const struct url *base, struct arena *arena);

/* The next thing that is found; false: there is no more. */
bool data_next(struct data *d, struct data_found *out);

void data_close(struct data *d);

#endif
