/* Embeds and facts in the JSON of a page's scripts: JSON-LD, the state of Next.js and Arc, content
 * systems' articles.
 *
 * The reader goes over the text once and keeps of it a few strings. It is not a JSON library's
 * work: these texts are often megabytes, of which a few strings are wanted; they are cut short, or
 * stand in a script between other statements; a reader of whole valid texts would refuse them, and
 * would build a tree for each. What is damaged is passed over.
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
    DATA_CLAIM,     /* a post: `claim`, whose form is "json" */
    DATA_URL,       /* an http(s) URL of something that is shown (embedUrl, contentUrl): `words` */
    DATA_PUBLISHED, /* when the page's article was published: `date`, from markup; once a text */
    DATA_LANGUAGE   /* the article's language: `words`; once a text */
};

struct data_found {
    enum data_type type;
    struct claim claim;
    struct slice words; /* decoded; in the arena */
    struct date date;
    struct slice whole; /* the object that says so, or as much of it as is read: part of the text */
};

/* What a key says of the object it stands in. */
enum data_field {
    DATA_NOTHING,
    DATA_IS_TYPE,
    DATA_IS_URL,
    DATA_IS_EMBED_URL,
    DATA_IS_CONTENT_URL,
    DATA_IS_AUTHOR,
    DATA_IS_NAME,
    DATA_IS_HANDLE,
    DATA_IS_DATE,
    DATA_IS_CREATED,
    DATA_IS_TEXT,
    DATA_IS_HTML,
    DATA_IS_CONTENT,
    DATA_IS_LANGUAGE,
    DATA_FIELDS
};

/* An object or array that is open. */
struct data_level {
    enum data_field field; /* what it is the value of */
    bool is_array;
    size_t start;
    struct slice strings[DATA_FIELDS]; /* insides of strings, escapes and all; the first of a key */
};

/* What is nested deeper is passed over. */
enum { DATA_DEPTH = 48 };

struct data {
    struct slice text;
    size_t at;
    const struct markup_index *index;
    const struct url *base;
    struct arena *arena;
    enum data_field field; /* of the key before */
    size_t depth;
    struct data_level levels[DATA_DEPTH];
    struct buffer first, second;
    /* What the object that ended last still has to say. */
    struct data_level ended;
    enum data_type next;
    bool has_ended, published, said_language;
};

/* `text` is all of a script; `base` the document's base URL or NULL. What is found lives in the
 * arena and the text. */
void data_open(struct data *d, struct slice text, const struct markup_index *index,
               const struct url *base, struct arena *arena);

/* The next thing that is found; false: there is no more, or the arena failed. All calls together
 * take time linear in the text. */
bool data_next(struct data *d, struct data_found *out);

/* The arena fails as well if there was no memory for what it is not asked for. */
void data_close(struct data *d);

#endif
