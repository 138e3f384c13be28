/* What reading records and applying them share. */
#ifndef ENRICH_RECORDS_INSIDE_H
#define ENRICH_RECORDS_INSIDE_H

#include "base/map.h"
#include "enrich/records.h"

/* What a record says of a post. */
struct told_post {
    struct slice platform, post_id, url;
    struct author author;
    struct date date;
    struct slice text, lang, title, target;
    bool text_open;
    enum reason reason;
    const struct archive *archive;
};

/* What a record says of a link. */
struct told_link {
    const struct outcome *outcome; /* NULL: nothing */
    const struct archive *archive;
};

/* What is told under a key. */
struct told_entry {
    struct slice key;
    uint32_t record; /* the number of the record that says so */
    bool ambiguous;  /* that record says it of several posts */
    const struct told_post *post;
    const struct told_link *link;
};

struct records {
    struct arena arena; /* all that is told */
    struct told_entry *list;
    size_t count, room;
    struct map keys;   /* to indices of the list */
    struct buffer key; /* scratch */
    uint32_t number;   /* of the record that is read */
    bool failed;       /* out of memory */
};

/* NULL: out of memory. */
struct records *records_new(void);

/* What a key is for; each has a form with the document's name, and one without it. */
enum key_type { KEY_LINK = 'l', KEY_POST = 'p', KEY_POST_LINK = 'q' };

/* Composes the key of a link (platform absent: by its URL), of a post (by its id), or of a post by
 * a link of its. It lasts until the next. */
struct slice records_key(struct buffer *room, enum key_type type, struct slice name,
                         struct slice platform, struct slice word);

/* Keeps what the record that is read tells under a key: later records replace earlier ones, and of
 * one record the first that is told counts. */
void records_tell(struct records *r, struct slice key, const struct told_post *post,
                  const struct told_link *link);

/* NULL: nothing is told. */
const struct told_entry *records_find(const struct records *r, struct slice key);

#endif
