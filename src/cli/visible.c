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

/* Reads a code point and gives its length in bytes; 0: there is none. */
static size_t decode(const unsigned char *at, size_t left, unsigned *code)
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
        size_t taken = decode(at, (size_t)(end - at), &code);
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

/* A URL has no longer words than this. */
enum { WORD_MOST = 8 << 10 };

/* The end of the word around `at`: where a space or quote stands. */
static const char *word_end(const char *at)
{
    const char *end = at;
    while (end - at < WORD_MOST && *end && !strchr(" \"<>", *end)) {
        end++;
    }
    return end;
}

static const char *last_at_sign(const char *from, const char *end)
{
    return memrchr(from, '@', (size_t)(end - from));
}

/* Behind a scheme's slashes: USER:PASSWORD@HOST. A password with a raw slash ends at the word's
 * last
 * "@", unless what stands before the slash could be a port. */
static bool in_authority(const char *begin, const char **start, const char **end)
{
    const char *stop = begin + strcspn(begin, "/?#\\");
    const char *colon = memchr(begin, ':', (size_t)(stop - begin));
    if (!colon) {
        return false;
    }
    *start = colon + 1;
    *end = last_at_sign(*start, stop);
    bool port = *start + strspn(*start, "0123456789") == stop || begin[0] == '[';
    if (!*end && !port) {
        *end = last_at_sign(*start, word_end(*start));
    }
    return *end != NULL;
}

/* Without slashes, as curl takes a proxy and browsers a URL: USER:PASSWORD@HOST. */
static bool in_word(const char *text, const char *colon, const char **start, const char **end)
{
    const char *begin = colon;
    while (begin > text && colon - begin < WORD_MOST && !strchr(" \"<>/?#", begin[-1])) {
        begin--;
    }
    if (begin == colon || *begin == '@' || (begin > text && strchr("/?#", begin[-1]))) {
        return false;
    }
    *start = colon + 1;
    *end = last_at_sign(*start, word_end(*start));
    return *end != NULL;
}

bool visible_password(const char *text, const char **start, const char **end)
{
    const char *last = strrchr(text, '@');
    const char *colon = strchr(text, ':');
    while (last && colon && colon < last) {
        size_t slashes = strspn(colon + 1, "/\\\t\r\n");
        bool found = slashes ? in_authority(colon + 1 + slashes, start, end)
                             : in_word(text, colon, start, end);
        if (found) {
            return true;
        }
        colon = strchr(colon + 1, ':');
    }
    return false;
}
