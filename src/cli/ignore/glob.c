#include "cli/ignore/glob.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

/* --- Brackets: "[a-z]", "[!abc]", "[[:alpha:]]" --- */

/* False: there is no such class. */
static bool look_in_class(const char *name, size_t length, unsigned char c, bool *holds)
{
    static const struct {
        const char *name;
        int (*holds)(int c);
    } rows[] = {
        { "alnum", isalnum }, { "alpha", isalpha }, { "blank", isblank }, { "cntrl", iscntrl },
        { "digit", isdigit }, { "graph", isgraph }, { "lower", islower }, { "print", isprint },
        { "punct", ispunct }, { "space", isspace }, { "upper", isupper }, { "xdigit", isxdigit },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strlen(rows[i].name) == length && memcmp(rows[i].name, name, length) == 0) {
            *holds |= rows[i].holds(c) != 0;
            return true;
        }
    }
    return false;
}

/* A character of a bracket, which a backslash may stand before; NULL: the pattern ends. */
static const char *take_character(const char *p, unsigned char *c)
{
    p += *p == '\\';
    *c = (unsigned char)*p;
    return *c ? p + 1 : NULL;
}

/* Behind "[:" the end of a class, ":]"; NULL: there is none. */
static const char *class_end(const char *name)
{
    const char *close = strchr(name, ']');
    return close && close > name && close[-1] == ':' ? close - 1 : NULL;
}

/* One item at `p`: a class, a range or a character. Gives what stands behind it; NULL: it is none,
 * and nothing fits. */
static const char *take_item(const char *p, unsigned char c, bool *holds)
{
    const char *end = p[0] == '[' && p[1] == ':' ? class_end(p + 2) : NULL;
    if (end) {
        return look_in_class(p + 2, (size_t)(end - p) - 2, c, holds) ? end + 2 : NULL;
    }
    unsigned char from;
    unsigned char to;
    p = take_character(p, &from);
    to = from;
    if (p && p[0] == '-' && p[1] != '\0' && p[1] != ']') {
        p = take_character(p + 1, &to);
    }
    *holds |= c == from || (from <= c && c <= to); /* "[b-a]" holds b, as git has it */
    return p;
}

/* The bracket at `p`: what stands behind it, and whether it holds c; NULL: it does not end. */
static const char *take_bracket(const char *p, unsigned char c, bool *holds)
{
    bool negated = p[1] == '!' || p[1] == '^';
    bool found = false;
    p += negated ? 2 : 1;
    do {
        p = take_item(p, c, &found);
    } while (p && *p != ']');
    *holds = found != negated && c != '/';
    return p ? p + 1 : NULL;
}

/* --- One part of a path: without slashes --- */

/* The token at `p`, which is no "*": what stands behind it, and whether it holds c. NULL: the
 * pattern is wrong, and nothing fits. */
static const char *take_token(const char *p, unsigned char c, bool *holds)
{
    if (*p == '[') {
        return take_bracket(p, c, holds);
    }
    if (*p == '\\' && p[1] == '\0') {
        return NULL;
    }
    bool any = *p == '?';
    p += *p == '\\';
    *holds = any || (unsigned char)*p == c;
    return p + 1;
}

/* Behind the last token of the part that begins at `p`: at a slash or the end. */
static const char *part_end(const char *p)
{
    while (p && *p && *p != '/') {
        bool holds;
        p = *p == '*' ? p + 1 : take_token(p, 'x', &holds);
    }
    return p;
}

/* Where one does not fit the last "*" takes a character more: those before it need not. */
static bool fits_part(const char *p, const char *end, const char *text, const char *text_end)
{
    const char *star = NULL;
    const char *taken = NULL;
    while (text < text_end) {
        bool holds = false;
        if (p < end && *p == '*') {
            star = ++p;
            taken = text;
            continue;
        }
        const char *next = p < end ? take_token(p, (unsigned char)*text, &holds) : NULL;
        if (holds) {
            p = next;
            text++;
        } else if (star) {
            p = star;
            text = ++taken;
        } else {
            return false;
        }
    }
    while (p < end && *p == '*') {
        p++;
    }
    return p == end;
}

/* --- Paths --- */

static bool is_stars(const char *p, const char *end)
{
    return end - p == 2 && p[0] == '*' && p[1] == '*';
}

static const char *behind_slash(const char *end)
{
    return end + (*end == '/');
}

bool glob_fits(const char *p, const char *path)
{
    if (*p && p[strlen(p) - 1] == '/') {
        return false;
    }
    const char *stars = NULL; /* behind the last "**", ... */
    const char *taken = NULL; /* ... which has taken all up to there */
    while (*path) {
        const char *end = part_end(p);
        const char *path_end = path + strcspn(path, "/");
        if (!end) {
            return false;
        }
        if (*p && is_stars(p, end)) {
            if (!*end) {
                return true; /* the rest, which is one part at least */
            }
            stars = p = behind_slash(end);
            taken = path;
        } else if (*p && fits_part(p, end, path, path_end)) {
            p = behind_slash(end);
            path = behind_slash(path_end);
        } else if (stars) {
            p = stars;
            path = taken = behind_slash(taken + strcspn(taken, "/"));
        } else {
            return false;
        }
    }
    return !*p;
}
