/* Outside text made fit to be shown. */
#include "cli/command.h"

#include <string.h>

/* --- Code points --- */

/* UTF-8 by its first byte: how many bytes it takes, and the least code point that needs so many. */
static const struct {
    unsigned char from, to;
    unsigned char length, bits;
    unsigned least;
} leads[] = {
    { 0x00, 0x7f, 1, 0x7f, 0 },
    { 0xc2, 0xdf, 2, 0x1f, 0x80 },
    { 0xe0, 0xef, 3, 0x0f, 0x800 },
    { 0xf0, 0xf4, 4, 0x07, 0x10000 },
};

size_t visible_decode(const unsigned char *at, size_t left, unsigned *code)
{
    size_t row = 0;
    while (row < sizeof leads / sizeof *leads && (*at < leads[row].from || *at > leads[row].to)) {
        row++;
    }
    if (row == sizeof leads / sizeof *leads || leads[row].length > left) {
        return 0;
    }
    *code = *at & leads[row].bits;
    for (size_t i = 1; i < leads[row].length; i++) {
        if ((at[i] & 0xc0) != 0x80) {
            return 0;
        }
        *code = *code << 6 | (at[i] & 0x3f);
    }
    bool surrogate = *code >= 0xd800 && *code < 0xe000;
    return *code < leads[row].least || *code > 0x10ffff || surrogate ? 0 : leads[row].length;
}

/* What would steer a terminal or reorder the line: controls, separators of lines, marks of
 * direction. */
static bool steers(unsigned code)
{
    static const struct {
        unsigned from, to;
    } ranges[] = {
        { 0x00, 0x1f },     { 0x7f, 0x9f },     { 0x61c, 0x61c },
        { 0x200e, 0x200f }, { 0x2028, 0x202e }, { 0x2066, 0x2069 },
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (code >= ranges[i].from && code <= ranges[i].to) {
            return true;
        }
    }
    return false;
}

void visible_write(const char *text, size_t length, FILE *to)
{
    const unsigned char *at = (const unsigned char *)text;
    const unsigned char *end = at + length;
    while (at < end) {
        unsigned code = *at;
        size_t taken = visible_decode(at, (size_t)(end - at), &code);
        if (taken == 0 || (taken == 1 && steers(code))) {
            fprintf(to, "\\x%02x", *at);
            taken = 1;
        } else if (steers(code)) {
            fprintf(to, "\\u%04x", code);
        } else {
            fwrite(at, 1, taken, to);
        }
        at += taken;
    }
}

/* --- Passwords --- */

/* On its way through a text, which it takes once. */
struct search {
    bool in_path;       /* the word, or what is left of it, began behind a slash, "?" or "#" */
    unsigned slashes;   /* that stand right before */
    const char *barren; /* before this, no "@" follows in the same word */
};

static bool is_one_of(char c, const char *set)
{
    return c && strchr(set, c);
}

static const char *last_at_sign(const char *from, const char *end)
{
    return memrchr(from, '@', (size_t)(end - from));
}

static const char *last_in_word(struct search *q, const char *from)
{
    if (from < q->barren) {
        return NULL;
    }
    const char *end = from + strcspn(from, " \"<>");
    const char *last = last_at_sign(from, end);
    q->barren = last ? q->barren : end;
    return last;
}

/* Behind slashes: USER:PASSWORD@HOST. A password with a raw slash ends at the word's last "@",
 * unless what stands before the slash could be a port. */
static const char *in_authority(struct search *q, const char *begin, const char **start)
{
    const char *stop = begin + strcspn(begin, "/?#\\");
    const char *colon = memchr(begin, ':', (size_t)(stop - begin));
    if (!colon) {
        return NULL;
    }
    *start = colon + 1;
    const char *end = last_at_sign(*start, stop);
    bool port = *start + strspn(*start, "0123456789") == stop || begin[0] == '[';
    return end || port ? end : last_in_word(q, *start);
}

/* Without slashes, as curl takes a proxy and browsers a URL: USER:PASSWORD@HOST. */
static const char *in_word(struct search *q, const char *colon, const char **start)
{
    *start = colon + 1;
    return q->in_path ? NULL : last_in_word(q, *start);
}

/* Where an authority begins: behind a colon and slashes, or here, behind two slashes without a
 * scheme. Tabs and ends of lines do not count, as browsers drop them. */
static const char *authority(const struct search *q, const char *at)
{
    const char *slash = at + 1 + strspn(at + 1, "\t\r\n");
    if (*at == ':' && is_one_of(*slash, "/\\")) {
        return slash + strspn(slash, "/\\\t\r\n");
    }
    return q->slashes >= 2 && !is_one_of(*at, "/\\\t\r\n") ? at : NULL;
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

bool visible_password(const char *text, const char **start, const char **end)
{
    struct search q = { false, 0, text };
    *end = NULL;
    for (const char *at = text; *at && !*end; at++) {
        const char *begin = authority(&q, at);
        step(&q, *at);
        if (begin) {
            *end = in_authority(&q, begin, start);
        } else if (*at == ':') {
            *end = in_word(&q, at, start);
        }
    }
    return *end != NULL;
}

size_t visible_host(const char *text)
{
    return strcspn(text, " \"<>/?#\\");
}
