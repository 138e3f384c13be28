/* Posts whose markup an extractor threw away, in every form in which they are left. */
#ifndef SCAN_FIND_FLATTENED_H
#define SCAN_FIND_FLATTENED_H

#include "base/buffer.h"
#include "scan/find/context.h"

/* Looks for a post around the view's place, which is one of these:
 *   an "@"
 *   a "/" behind a "u"
 *   the first byte of a line's words, if flattened_may_begin says so
 * Cleans words into `scratch`, which is reset; it fails with the buffer. False: there is none. */
bool flattened_find(const struct context *c, struct buffer *scratch, struct flat *out);

/* A quick look at the view's place: false where flattened_find finds nothing whatever stands
 * around.
 */
bool flattened_may_find(const struct view *v);

/* Whether a line whose words these are may be a flattened post's. */
bool flattened_may_begin(struct slice words);

extern const unsigned char flattened_first[256];

/* A sooner look at a line's first three bytes, whatever stands before its words: a bullet's last
 * byte is of another kind than that of a dash or of a quotation mark. */
static inline bool flattened_may_follow(const char *line)
{
    bool bullet = (line[2] & 0xf0) == 0xa0;
    return flattened_first[(unsigned char)line[0]] && (line[0] != '\xe2' || bullet);
}

/* Where the words of the line at `line` begin, behind the marks of quotes, lists and tables; the
 * other is for a line that does not begin with a letter. */
size_t flattened_skip_marks(struct slice s, size_t line);

static inline size_t flattened_line(struct slice s, size_t line)
{
    bool words = line >= s.length || ascii_is_alnum(s.data[line]);
    return words ? line : flattened_skip_marks(s, line);
}

/* Whether such a post may begin amid a line at `at`, which holds a "P". */
bool flattened_may_begin_amid(struct slice s, size_t at);

/* Reads the words inside an element that is known to hold a post of `place`: "words — Name
 * (@handle) June 19, 2018", "A post shared by Name (@handle)", "Posted by Page on …". What it does
 * not find stays absent. False: nothing. */
bool flattened_read_inside(const struct place *place, struct slice words, struct buffer *scratch,
                           struct claim *out);

#endif
