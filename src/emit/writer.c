#include "emit/writer.h"

#include "emit/digits.h"
#include "emit/plain.h"
#include "syntax/utf8.h"

#include <errno.h>
#include <stdlib.h>

void writer_open(struct writer *w, FILE *to, bool indented)
{
    w->to = to;
    w->stop = NULL;
    w->indented = indented;
    w->failed = 0;
    w->after_key = false;
    w->empty = true;
    w->depth = 0;
    w->used = 0;
    w->size = WRITER_ROOM;
    w->room = w->first_room;
}

static void write_out(struct writer *w, const struct writer *from)
{
    /* Nothing follows what is lost: the stream would end in a piece out of place. */
    if (!w->failed && from->used && fwrite(from->room, 1, from->used, w->to) != from->used) {
        w->failed = errno ? errno : EIO;
    }
}

static void grow(struct writer *w)
{
    size_t size = w->size * 2;
    char *kept = w->room == w->first_room ? NULL : w->room;
    char *room = realloc(kept, size + WRITER_SLACK);
    if (!room) {
        w->failed = ENOMEM;
        w->used = 0;
        return;
    }
    if (!kept) {
        memcpy(room, w->first_room, w->used);
    }
    w->room = room;
    w->size = size;
}

void writer_flush(struct writer *w)
{
    if (!w->failed && w->stop && atomic_load(w->stop)) {
        w->failed = EINTR;
    }
    if (!w->to && !w->failed) {
        grow(w);
        return;
    }
    write_out(w, w);
    w->used = 0;
}

void writer_open_inside(struct writer *w, FILE *to, unsigned depth, bool empty)
{
    writer_open(w, to, true);
    w->depth = depth;
    w->empty = empty;
}

bool writer_leave(struct writer *w)
{
    w->stop = NULL; /* the end is here already */
    writer_flush(w);
    if (w->failed) {
        errno = w->failed;
    }
    return !w->failed;
}

bool writer_close(struct writer *w)
{
    w->room[w->used++] = '\n';
    return writer_leave(w);
}

void writer_open_part(struct writer *w, const struct writer *of)
{
    writer_open(w, NULL, of->indented);
    w->stop = of->stop;
    w->depth = of->depth;
}

void writer_begin_part(struct writer *w, bool first)
{
    w->empty = first;
    w->used = 0;
}

void writer_take_part(struct writer *w, const struct writer *part)
{
    writer_flush(w);
    write_out(w, part);
    w->failed = w->failed ? w->failed : part->failed;
    w->empty &= part->empty;
}

void writer_free_part(struct writer *w)
{
    if (w->room != w->first_room) {
        free(w->room);
    }
}

/* Every public function makes room once; what it writes besides a string's bytes fits the slack. */
static void make_room(struct writer *w)
{
    if (w->used > w->size) {
        writer_flush(w);
    }
}

static void put_char(struct writer *w, char c)
{
    w->room[w->used++] = c;
}

/* Short runs, of literals and digits. */
static void put(struct writer *w, struct slice s)
{
    memcpy(w->room + w->used, s.data, s.length);
    w->used += s.length;
}

static void new_line(struct writer *w)
{
    put_char(w, '\n');
    memset(w->room + w->used, ' ', (size_t)2 * w->depth);
    w->used += (size_t)2 * w->depth;
}

static void separate_member(struct writer *w)
{
    if (!w->empty) {
        put_char(w, ',');
    }
    if (w->indented && w->depth) {
        new_line(w);
    }
    w->empty = false;
}

/* What stands before a member: the comma behind its elder, the line of its own. */
static inline void separate(struct writer *w)
{
    make_room(w);
    if (w->after_key) {
        w->after_key = false;
    } else {
        separate_member(w);
    }
}

void write_begin(struct writer *w, char bracket)
{
    separate(w);
    put_char(w, bracket);
    w->depth++;
    w->empty = true;
}

void write_end(struct writer *w, char bracket)
{
    make_room(w);
    w->depth--;
    if (w->indented && !w->empty) {
        new_line(w);
    }
    put_char(w, bracket);
    w->empty = false;
}

char *begin_member_indented(struct writer *w, struct slice key)
{
    separate(w);
    put_char(w, '"');
    put(w, key);
    put(w, SLICE("\": "));
    return w->room + w->used;
}

char *run_begin_value(struct writer *w)
{
    separate(w);
    return w->room + w->used;
}

static bool is_opening(char c)
{
    return c == '{' || c == '[';
}

static bool is_closing(char c)
{
    return c == '}' || c == ']';
}

/* Every member and every closing bracket gets a line of its own, but for that of an array that is
 * empty. */
char *put_json_indented(struct writer *w, char *at, const char *json)
{
    end_member(w, at);
    make_room(w);
    for (const char *c = json; *c; c++) {
        w->depth += is_opening(*c);
        w->depth -= is_closing(*c);
        if (is_closing(*c) && (c == json || !is_opening(c[-1]))) {
            new_line(w);
        }
        put_char(w, *c);
        if (*c == ':') {
            put_char(w, ' ');
        }
        if (*c == ',' || (is_opening(*c) && !is_closing(c[1]))) {
            new_line(w);
        }
    }
    return w->room + w->used;
}

/* How much of a string is written at a time: two of them and what a run may have put before fit the
 * slack. */
enum { STRING_STEP = WRITER_SLACK / 8 };

/* Writes the plain start of s, or as much of it as a step takes, and gives its length. */
static size_t put_plain(struct writer *w, struct slice s)
{
    size_t most = s.length < STRING_STEP ? s.length : STRING_STEP;
    size_t run = plain_run(w->room + w->used, s.data, most);
    w->used += run;
    return run;
}

static void put_escape(struct writer *w, uint32_t code)
{
    static const char short_forms[] = "\"\"\\\\\nn\rr\tt\bb\ff";
    for (const char *form = short_forms; *form; form += 2) {
        if (code == (unsigned char)form[0]) {
            put_char(w, '\\');
            put_char(w, form[1]);
            return;
        }
    }
    static const char digits[] = "0123456789abcdef";
    char escape[] = { '\\',
                      'u',
                      digits[code >> 12 & 15],
                      digits[code >> 8 & 15],
                      digits[code >> 4 & 15],
                      digits[code & 15] };
    put(w, slice_of(escape, sizeof escape));
}

static bool needs_escape(uint32_t code)
{
    return code < ' ' || code == '"' || code == '\\' || (code >= 0x7f && code < 0xa0) ||
           code == 0x2028 || code == 0x2029 || utf8_is_direction_mark(code);
}

/* One code point that is not plain ASCII; gives how many bytes it took. */
static size_t put_code(struct writer *w, struct slice s)
{
    size_t length;
    uint32_t code = utf8_decode(s, &length);
    if (needs_escape(code)) {
        put_escape(w, code);
    } else if (code == UTF8_REPLACEMENT) {
        put(w, SLICE("\xef\xbf\xbd"));
    } else {
        put(w, slice_of(s.data, length));
    }
    return length;
}

/* A string from its first byte on that is not plain, or does not fit a step. Few strings get here:
 * the others need not pay for what is kept on the stack. */
__attribute__((noinline)) static void put_rest(struct writer *w, struct slice s)
{
    while (s.length) {
        make_room(w);
        if (!plain_byte(s.data[0])) {
            s = slice_skip(s, put_code(w, s));
        }
        s = slice_skip(s, put_plain(w, s));
    }
}

/* What stands between the quotes. */
static inline char *put_text(struct writer *w, char *at, struct slice s)
{
    size_t run = plain_run(at, s.data, s.length < STRING_STEP ? s.length : STRING_STEP);
    at += run;
    if (run < s.length) {
        end_member(w, at);
        put_rest(w, slice_skip(s, run));
        at = w->room + w->used;
    }
    return at;
}

char *put_string(struct writer *w, char *at, struct slice s)
{
    *at++ = '"';
    at = put_text(w, at, s);
    *at++ = '"';
    return run_room(w, at);
}

char *put_parts(struct writer *w, char *at, const struct slice parts[2])
{
    *at++ = '"';
    at = put_text(w, at, parts[0]);
    at = put_text(w, at, parts[1]);
    *at++ = '"';
    return run_room(w, at);
}

void write_string(struct writer *w, struct slice s)
{
    separate(w);
    end_member(w, put_string(w, w->room + w->used, s));
}

char *put_word(char *at, const char *word)
{
    *at++ = '"';
    at = stpcpy(at, word);
    *at++ = '"';
    return at;
}

char *put_time(char *at, int64_t ms, enum time_precision precision)
{
    *at++ = '"';
    at += time_format(ms, precision, at);
    *at++ = '"';
    return at;
}

/* All is computed before it is asked how long the number is: where large ones are thought to be
 * rare, the compiler would have them divided by the machine's slow division. */
char *put_number(char *at, uint64_t n)
{
    uint64_t high = n / DIGITS_LIMIT;
    uint64_t digits = digits_of((uint32_t)(n - high * DIGITS_LIMIT));
    if (high == 0) {
        return digits_put(at, digits);
    }
    if (high < 10) { /* as places in a gigabyte have it */
        *at++ = (char)('0' + high);
    } else {
        at = put_number(at, high);
    }
    return digits_put_all(at, digits);
}

void write_number(struct writer *w, uint64_t n)
{
    separate(w);
    end_member(w, put_number(w->room + w->used, n));
}

void write_seconds(struct writer *w, double seconds)
{
    uint64_t ms = seconds > 0 ? (uint64_t)(seconds * 1000 + 0.5) : 0;
    write_number(w, ms / 1000);
    char rest[] = { '.', (char)('0' + ms / 100 % 10), (char)('0' + ms / 10 % 10),
                    (char)('0' + ms % 10) };
    put(w, slice_of(rest, sizeof rest));
}

void write_bool(struct writer *w, bool value)
{
    separate(w);
    put(w, value ? SLICE("true") : SLICE("false"));
}
