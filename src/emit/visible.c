#include "emit/visible.h"

#include "syntax/utf8.h"

#include <stdio.h>

/* --- Control characters --- */

/* Controls, separators of lines, marks of direction; and what is no character, which XML refuses.
 */
static bool steers(uint32_t code)
{
    static const struct {
        uint32_t from, to;
    } ranges[] = {
        { 0x00, 0x1f },     { 0x7f, 0x9f },     { 0x61c, 0x61c },   { 0x200e, 0x200f },
        { 0x2028, 0x202e }, { 0x2066, 0x2069 }, { 0xfffe, 0xffff },
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (code >= ranges[i].from && code <= ranges[i].to) {
            return true;
        }
    }
    return false;
}

/* A replacement character may stand there by its own. */
size_t visible_decode(struct slice text, uint32_t *code)
{
    size_t length = 0;
    *code = text.length ? utf8_decode(text, &length) : 0;
    bool bad = *code == UTF8_REPLACEMENT && !slice_starts(text, SLICE("\xef\xbf\xbd"));
    return bad ? 0 : length;
}

/* Behind the printable characters of ASCII from there on. */
static size_t skip_ascii(struct slice text, size_t at)
{
    while (at < text.length && text.data[at] >= ' ' && text.data[at] < 0x7f) {
        at++;
    }
    return at;
}

/* How much of the text stands as it is before the first character that does not. */
static size_t plain_run(struct slice text)
{
    size_t at = skip_ascii(text, 0);
    uint32_t code;
    size_t length = visible_decode(slice_skip(text, at), &code);
    while (length && !steers(code)) {
        at = skip_ascii(text, at + length);
        length = visible_decode(slice_skip(text, at), &code);
    }
    return at;
}

/* Spells out the first character, or byte, of a text, and gives how many bytes that is of it. */
static size_t spell(struct slice text, char room[VISIBLE_ROOM])
{
    uint32_t code;
    size_t length = visible_decode(text, &code);
    code = length ? code : (unsigned char)text.data[0];
    snprintf(room, VISIBLE_ROOM, code < 0x100 ? "\\x%02x" : "\\u%04x", (unsigned)code & 0xffffU);
    return length ? length : 1;
}

/* --- Passwords --- */

/* On its way through a text, which it takes once. */
struct search {
    struct slice text;
    bool in_path;     /* the word, or what is left of it, began behind a slash, "?" or "#" */
    unsigned slashes; /* that stand right before */
    size_t barren;    /* before this, no "@" follows in the same word */
};

#define NOWHERE SIZE_MAX

static bool is_one_of(char c, const char *set)
{
    return c && strchr(set, c);
}

/* Behind the bytes from `at` on that are of the set, or are not. */
static size_t behind(struct slice text, size_t at, const char *set, bool are)
{
    while (at < text.length && is_one_of(text.data[at], set) == are) {
        at++;
    }
    return at;
}

static size_t last_at_sign(struct slice text, size_t from, size_t end)
{
    while (end > from) {
        if (text.data[--end] == '@') {
            return end;
        }
    }
    return NOWHERE;
}

static size_t last_in_word(struct search *q, size_t from)
{
    if (from < q->barren) {
        return NOWHERE;
    }
    size_t end = behind(q->text, from, " \"<>", false);
    size_t last = last_at_sign(q->text, from, end);
    q->barren = last != NOWHERE ? q->barren : end;
    return last;
}

/* Behind slashes: USER:PASSWORD@HOST. A password with a raw slash ends at the word's last "@",
 * unless what stands before the slash could be a port. */
static size_t in_authority(struct search *q, size_t begin, size_t *start)
{
    size_t stop = behind(q->text, begin, "/?#\\", false);
    size_t colon = begin + slice_find(slice_part(q->text, begin, stop), ':');
    if (colon == stop) {
        return NOWHERE;
    }
    *start = colon + 1;
    size_t end = last_at_sign(q->text, *start, stop);
    bool port = behind(q->text, *start, "0123456789", true) == stop || q->text.data[begin] == '[';
    return end != NOWHERE || port ? end : last_in_word(q, *start);
}

/* Without slashes, as curl takes a proxy and browsers a URL: USER:PASSWORD@HOST. */
static size_t in_word(struct search *q, size_t colon, size_t *start)
{
    *start = colon + 1;
    return q->in_path ? NOWHERE : last_in_word(q, *start);
}

/* Behind a colon at `at` and slashes. Tabs and ends of lines do not count, as browsers drop them.
 */
static size_t behind_slashes(struct slice text, size_t at)
{
    size_t slash = behind(text, at + 1, "\t\r\n", true);
    bool any = slash < text.length && is_one_of(text.data[slash], "/\\");
    return any ? behind(text, slash, "/\\\t\r\n", true) : NOWHERE;
}

/* Where an authority begins: behind a colon and slashes, or here, behind two slashes without a
 * scheme. */
static size_t authority(const struct search *q, size_t at)
{
    char c = q->text.data[at];
    size_t begin = c == ':' ? behind_slashes(q->text, at) : NOWHERE;
    if (begin != NOWHERE) {
        return begin;
    }
    return q->slashes >= 2 && !is_one_of(c, "/\\\t\r\n") ? at : NOWHERE;
}

static void step(struct search *q, char c)
{
    if (is_one_of(c, " \"<>/?#")) {
        q->in_path = is_one_of(c, "/?#");
    }
    if (is_one_of(c, "/\\")) {
        q->slashes++;
    } else if (!is_one_of(c, "\t\r\n")) {
        q->slashes = 0;
    }
}

bool visible_password(struct slice text, size_t *start, size_t *end)
{
    struct search q = { .text = text };
    *end = NOWHERE;
    for (size_t at = 0; at < text.length && *end == NOWHERE; at++) {
        size_t begin = authority(&q, at);
        step(&q, text.data[at]);
        if (begin != NOWHERE) {
            *end = in_authority(&q, begin, start);
        } else if (text.data[at] == ':') {
            *end = in_word(&q, at, start);
        }
    }
    return *end != NOWHERE;
}

/* --- Piece by piece --- */

static void look_ahead(struct visible *v, size_t from)
{
    size_t start = 0;
    size_t end = 0;
    v->masks = visible_password(slice_skip(v->rest, from), &start, &end);
    v->clear = v->masks ? from + start : v->rest.length;
    v->password = end - start;
}

struct visible visible_of(struct slice text)
{
    struct visible v = { .rest = text };
    look_ahead(&v, 0);
    return v;
}

struct visible visible_of_path(struct slice path)
{
    return (struct visible){ .rest = path, .clear = path.length };
}

/* "***", and on with what follows the password: its host, which holds none. */
static struct slice mask(struct visible *v)
{
    v->rest = slice_skip(v->rest, v->password);
    look_ahead(v, behind(v->rest, 0, " \"<>/?#\\", false));
    return SLICE("***");
}

static struct slice take(struct visible *v, size_t length)
{
    struct slice taken = slice_part(v->rest, 0, length);
    v->rest = slice_skip(v->rest, length);
    v->clear -= length;
    return taken;
}

struct slice visible_next_masked(struct visible *v)
{
    if (v->clear == 0) {
        return v->masks ? mask(v) : (struct slice){ 0 };
    }
    return take(v, v->clear);
}

struct slice visible_next(struct visible *v, char room[VISIBLE_ROOM])
{
    if (v->clear == 0) {
        return visible_next_masked(v);
    }
    struct slice clear = slice_part(v->rest, 0, v->clear);
    size_t run = plain_run(clear);
    if (run) {
        return take(v, run);
    }
    take(v, spell(clear, room));
    return slice_from(room);
}
