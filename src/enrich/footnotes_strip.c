/* Taking footnotes out of a text. */
#include "enrich/footnotes_inside.h"

enum { NUMBER_MOST = 1000000 };

/* --- Lines --- */

/* Takes a line off *rest, and gives it without its end. */
static struct slice take_line(struct slice *rest)
{
    size_t length = 0;
    while (length < rest->length && rest->data[length] != '\n' && rest->data[length] != '\r') {
        length++;
    }
    struct slice line = slice_part(*rest, 0, length);
    *rest = slice_skip(*rest, length + footnotes_line_end(slice_skip(*rest, length)));
    return line;
}

size_t footnotes_line_end(struct slice s)
{
    return slice_starts(s, SLICE("\r\n")) ? 2 : s.length && strchr("\r\n", s.data[0]) && s.data[0];
}

size_t footnotes_line_end_before(struct slice s)
{
    if (slice_ends_nocase(s, SLICE("\r\n"))) {
        return 2;
    }
    return s.length && (s.data[s.length - 1] == '\n' || s.data[s.length - 1] == '\r');
}

/* --- What is ours --- */

/* Takes a literal off the beginning. */
static bool take(struct slice *s, struct slice literal)
{
    bool has = slice_starts(*s, literal);
    *s = has ? slice_skip(*s, literal.length) : *s;
    return has;
}

/* "[^landfall-N]" at the beginning; 0: it is none. */
static size_t take_mark(struct slice *s)
{
    struct slice rest = *s;
    size_t number = 0;
    if (!take(&rest, SLICE(FOOTNOTES_MARK)) || !rest.length || rest.data[0] == '0') {
        return 0;
    }
    while (rest.length && ascii_is_digit(rest.data[0]) && number < NUMBER_MOST) {
        number = number * 10 + (size_t)(rest.data[0] - '0');
        rest = slice_skip(rest, 1);
    }
    if (!take(&rest, SLICE("]"))) {
        return 0;
    }
    *s = rest;
    return number;
}

/* "<URL>". */
static bool take_url(struct slice *s)
{
    size_t end = slice_find(*s, '>');
    if (!slice_starts(*s, SLICE("<http")) || end == s->length) {
        return false;
    }
    *s = slice_skip(*s, end + 1);
    return true;
}

/* The number of the note that a line is; 0: it is none. */
static size_t note_of(struct slice line)
{
    size_t number = take_mark(&line);
    if (number == 0 || !take(&line, SLICE(": ")) || !take_url(&line)) {
        return 0;
    }
    if (take(&line, SLICE(FOOTNOTES_COPY))) {
        size_t colon = slice_find_nocase(line, SLICE(": <"));
        line = slice_skip(line, colon < line.length ? colon + 2 : line.length);
        return take_url(&line) && line.length == 0 ? number : 0;
    }
    return line.length == 0 ? number : 0;
}

/* Lines of notes, counted from 1 on. */
struct block {
    size_t from, to;
    size_t count; /* 0: there is none */
};

/* The last block behind an empty line. */
static struct block find_block(struct slice text)
{
    struct block last = { 0 };
    struct block now = { 0 };
    bool after_empty = false;
    struct slice rest = text;
    while (rest.length > 0) {
        size_t at = (size_t)(rest.data - text.data);
        struct slice line = take_line(&rest);
        size_t number = note_of(line);
        if (number == 1 && after_empty) {
            now = (struct block){ at, 0, 0 };
        }
        bool goes_on = number > 0 && number == now.count + 1 && (now.count > 0 || after_empty);
        now.count = goes_on ? number : 0;
        if (goes_on) {
            now.to = (size_t)(rest.data - text.data);
            last = now;
        }
        after_empty = line.length == 0;
    }
    return last;
}

/* Where what stands before the block ends: our own line ends follow. One that ends the article
 * without a line end stands behind two of them. */
static size_t begin_of(struct slice text, const struct block *block)
{
    struct slice before = slice_part(text, 0, block->from);
    bool bare = block->to == text.length && footnotes_line_end_before(text) == 0;
    for (int i = 0; i < 1 + bare; i++) {
        before.length -= footnotes_line_end_before(before);
    }
    return before.length;
}

/* --- All --- */

static void strip_marks(const struct reading *r, const struct prose *prose, struct block block,
                        struct edits *edits)
{
    struct slice text = r->text;
    size_t at = slice_find_nocase(text, SLICE(" " FOOTNOTES_MARK));
    while (at < text.length) {
        struct slice rest = slice_skip(text, at + 1);
        size_t number = take_mark(&rest);
        size_t end = (size_t)(rest.data - text.data);
        bool ours = number > 0 && number <= block.count && !prose_hides(prose, at + 1) &&
                    !prose_notes(prose, at + 1) && (at < block.from || at >= block.to);
        if (ours) {
            edits_remove(edits, at, end);
        }
        at = ours ? end : at + 1;
        at += slice_find_nocase(slice_skip(text, at), SLICE(" " FOOTNOTES_MARK));
    }
}

bool footnotes_strip(const struct reading *r, struct edits *edits)
{
    struct block block = find_block(r->text);
    struct prose prose = { .hidden = NULL };
    if (block.count == 0) {
        return true;
    }
    prose_read(&prose, r->text, r->form);
    if (!prose_hides(&prose, block.from)) {
        strip_marks(r, &prose, block, edits);
        edits_remove(edits, begin_of(r->text, &block), block.to);
    }
    bool good = !prose.failed && !edits->failed;
    prose_free(&prose);
    return good;
}
