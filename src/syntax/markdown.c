/* Lines out of pieces, and front matter. */
#include "syntax/markdown_inside.h"

#include <stdlib.h>

enum { TEXT_ROOM = 2 * MARKDOWN_LEAF_MOST + 16 };

void markdown_init(struct markdown *m, unsigned flags)
{
    *m = (struct markdown){
        .flags = flags,
        .line = BUFFER(TEXT_ROOM),
        .front = BUFFER(TEXT_ROOM),
        .text.bytes = BUFFER(TEXT_ROOM),
        .cell.bytes = BUFFER(TEXT_ROOM),
        .header = BUFFER(TEXT_ROOM),
        .words = BUFFER(SIZE_MAX / 4),
        .scratch = BUFFER(TEXT_ROOM),
    };
    markdown_cuts_init(&m->cuts);
    markdown_labels_init(m);
}

static void free_text(struct markdown_text *t)
{
    buffer_free(&t->bytes);
    free(t->segments);
}

void markdown_free(struct markdown *m)
{
    buffer_free(&m->line);
    buffer_free(&m->front);
    buffer_free(&m->header);
    buffer_free(&m->words);
    buffer_free(&m->scratch);
    free_text(&m->text);
    free_text(&m->cell);
    markdown_cuts_free(&m->cuts);
    map_free(&m->labels);
    arena_free(&m->label_bytes);
    free(m->label);
    free(m->brackets);
    free(m->entries);
    *m = (struct markdown){ 0 };
}

void markdown_again(struct markdown *m)
{
    m->flags &= ~(unsigned)MARKDOWN_LEARN;
    m->offset = 0;
    m->stage = MARKDOWN_TOP;
    buffer_reset(&m->line);
    buffer_reset(&m->front);
    m->line_was_cut = false;
    m->depth = m->blank_depth = 0;
    m->leaf = MARKDOWN_NO_LEAF;
    m->after_blank = m->leaf_continues = m->is_heading = false;
    m->entry_count = m->entry_taken = 0;
    buffer_reset(&m->words);
    markdown_labels_again(m);
}

/* --- Front matter: "---" (YAML), "+++" (TOML) or "{" (JSON) in the first line --- */

static struct slice trimmed_line(struct slice bytes)
{
    size_t length = bytes.length;
    while (length > 0 && ascii_is_space(bytes.data[length - 1])) {
        length--;
    }
    return slice_part(bytes, 0, length);
}

static struct slice without_mark(struct slice bytes)
{
    struct slice mark = SLICE("\xef\xbb\xbf");
    return slice_starts(bytes, mark) ? slice_skip(bytes, mark.length) : bytes;
}

static bool begins_front(struct slice line)
{
    line = trimmed_line(without_mark(line));
    return slice_equal(line, SLICE("---")) || slice_equal(line, SLICE("+++")) ||
           slice_equal(line, SLICE("{"));
}

static bool ends_front(char kind, struct slice line)
{
    line = trimmed_line(line);
    switch (kind) {
    case '-':
        return slice_equal(line, SLICE("---")) || slice_equal(line, SLICE("..."));
    case '+':
        return slice_equal(line, SLICE("+++"));
    default:
        return slice_equal(line, SLICE("}"));
    }
}

/* "key: value", "key = value", a comment, an item or a JSON member: what the second line of front
 * matter can be, and a paragraph below a thematic break is not. */
static bool is_front_content(char kind, struct slice line)
{
    line = trimmed_line(line);
    if (line.length == 0) {
        return false;
    }
    if (kind == '{') {
        return slice_trim(line).data[0] == '"';
    }
    if (line.data[0] == '#' || (kind == '+' && line.data[0] == '[')) {
        return true;
    }
    char sign = ':';
    if (kind == '+') {
        sign = '=';
    }
    size_t at = slice_find(line, sign);
    return at > 0 && at < line.length &&
           (kind == '+' || at + 1 == line.length || line.data[at + 1] == ' ');
}

static void give_line(struct markdown *m, struct slice bytes, uint64_t offset)
{
    if (m->line_was_cut) {
        markdown_block_more(m, bytes, offset);
    } else {
        markdown_block_line(m, bytes, offset);
    }
}

static size_t line_length(struct slice s)
{
    size_t i = 0;
    while (i < s.length && s.data[i] != '\n' && s.data[i] != '\r') {
        i++;
    }
    if (i == s.length) {
        return i;
    }
    return s.data[i] == '\r' && i + 1 < s.length && s.data[i + 1] == '\n' ? i + 2 : i + 1;
}

/* Gives the lines that were held to the blocks, or to nobody where they are front matter. */
static void end_front(struct markdown *m, bool is_front, uint64_t offset)
{
    struct slice rest = buffer_slice(&m->front);
    bool continues = false;
    m->stage = MARKDOWN_BODY;
    while (rest.length) {
        size_t length = line_length(rest);
        if (is_front) {
            struct markdown_entry *entry = markdown_add(m, MARKDOWN_CODE, offset, offset + length);
            if (entry) {
                entry->item.continues = continues;
            }
            continues = true;
        } else {
            markdown_block_line(m, slice_part(rest, 0, length), offset);
        }
        offset += length;
        rest = slice_skip(rest, length);
    }
    buffer_free(&m->front);
}

/* A line while it is open whether there is front matter. */
static void front_line(struct markdown *m, struct slice bytes, uint64_t offset)
{
    uint64_t start = offset - m->front.length;
    struct slice held = without_mark(buffer_slice(&m->front));
    char kind = held.data[0];
    bool second = line_length(held) == held.length;
    bool ends = ends_front(kind, bytes);
    bool fits = m->front.length + bytes.length <= MARKDOWN_FRONT_MOST;
    buffer_add(&m->front, bytes);
    m->failed |= m->front.failed;
    if (ends || !fits || (second && !is_front_content(kind, bytes))) {
        end_front(m, ends, start);
    }
}

static void top_line(struct markdown *m, struct slice bytes, uint64_t offset)
{
    if (offset == 0 && begins_front(bytes)) {
        m->stage = MARKDOWN_FRONT;
        buffer_add(&m->front, bytes);
        m->failed |= m->front.failed;
        return;
    }
    size_t mark = offset == 0 ? bytes.length - without_mark(bytes).length : 0;
    m->stage = MARKDOWN_BODY;
    give_line(m, slice_skip(bytes, mark), offset + mark);
}

static void take_line(struct markdown *m, struct slice bytes, uint64_t offset)
{
    switch (m->stage) {
    case MARKDOWN_TOP:
        top_line(m, bytes, offset);
        break;
    case MARKDOWN_FRONT:
        front_line(m, bytes, offset);
        break;
    case MARKDOWN_BODY:
        give_line(m, bytes, offset);
        break;
    }
}

/* --- Lines --- */

/* The next line of the piece, as much of it as can be held with what was held before; *whole: its
 * end was seen. The LF behind a CR may still come. */
static struct slice cut_line(const struct markdown *m, struct slice *piece, bool last, bool *whole)
{
    size_t room = MARKDOWN_LEAF_MOST - m->line.length;
    struct slice s = slice_part(*piece, 0, piece->length < room ? piece->length : room);
    bool held_return = m->line.length > 0 && m->line.data[m->line.length - 1] == '\r';
    size_t length = line_length(s);
    if (held_return) {
        length = s.length > 0 && s.data[0] == '\n';
    }
    *piece = slice_skip(*piece, length);
    char end = '\0';
    if (length > 0) {
        end = s.data[length - 1];
    }
    *whole = held_return || end == '\n' || (end == '\r' && piece->length > 0) ||
             (last && piece->length == 0);
    return slice_part(s, 0, length);
}

static void take_piece(struct markdown *m, struct slice bytes, bool whole)
{
    bool full = m->line.length + bytes.length >= MARKDOWN_LEAF_MOST;
    whole |= full && bytes.length > 0 && bytes.data[bytes.length - 1] == '\r';
    uint64_t start = m->offset - m->line.length;
    m->offset += bytes.length;
    if (m->line.length > 0 || !(whole || full)) {
        buffer_add(&m->line, bytes);
        m->failed |= m->line.failed;
        bytes = buffer_slice(&m->line);
    }
    if (!whole && !full) {
        return;
    }
    take_line(m, bytes, start);
    m->line_was_cut = !whole;
    buffer_reset(&m->line);
}

static void forget_taken(struct markdown *m)
{
    if (m->entry_taken == m->entry_count) {
        m->entry_count = m->entry_taken = 0;
        buffer_reset(&m->words);
    }
}

static void finish(struct markdown *m)
{
    if (m->line.length > 0) {
        take_piece(m, SLICE(""), true);
    }
    if (m->stage == MARKDOWN_FRONT) {
        end_front(m, false, m->offset - m->front.length);
    }
    markdown_block_end(m);
}

void markdown_feed(struct markdown *m, struct slice piece, bool last)
{
    forget_taken(m);
    while (piece.length > 0 && !m->failed) {
        bool whole;
        struct slice bytes = cut_line(m, &piece, last, &whole);
        take_piece(m, bytes, whole);
    }
    if (last && !m->failed) {
        finish(m);
    }
    m->failed |= m->words.failed;
}

uint64_t markdown_settled(const struct markdown *m)
{
    if (m->leaf == MARKDOWN_PARAGRAPH && m->text.count > 0) {
        return m->text.segments[0].input;
    }
    return m->offset - m->line.length - m->front.length;
}
