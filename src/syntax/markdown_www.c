/* "www.example.com" without a scheme (GitHub's "Autolinks (extension)"). */
#include "syntax/markdown.h"

static bool is_one_of(char c, const char *set)
{
    return c && strchr(set, c);
}

static bool is_domain(char c)
{
    return ascii_is_alnum(c) || c == '-' || c == '_' || (unsigned char)c >= 0x80;
}

/* The end of a domain with a dot in it, whose last two labels hold no underscore; 0: it is none. */
static size_t domain_end(struct slice s, size_t at)
{
    size_t dots = 0;
    size_t last = 0; /* underscores in the last label, and in the one before */
    size_t before = 0;
    for (; at < s.length && (is_domain(s.data[at]) || s.data[at] == '.'); at++) {
        if (s.data[at] == '.') {
            dots += at + 1 < s.length && is_domain(s.data[at + 1]);
            before = last;
            last = 0;
        } else {
            last += s.data[at] == '_';
        }
    }
    return dots > 0 && last + before == 0 ? at : 0;
}

/* How much of the end is no part of the link: a parenthesis that nothing in it opens, punctuation,
 * a character reference. */
static size_t trim(struct slice s, long open)
{
    char c = s.data[s.length - 1];
    if (c == ')') {
        return open < 0 ? 1 : 0;
    }
    if (c != ';') {
        return is_one_of(c, "?!.,:*_~'\"") ? 1 : 0;
    }
    size_t at = s.length - 1;
    while (at > 0 && ascii_is_alnum(s.data[at - 1])) {
        at--;
    }
    return at > 0 && at + 1 < s.length && s.data[at - 1] == '&' ? s.length - at + 1 : 0;
}

size_t markdown_www(struct slice s, size_t at)
{
    struct slice start = SLICE("www.");
    if ((at > 0 && !ascii_is_space(s.data[at - 1]) && !is_one_of(s.data[at - 1], "*_~(")) ||
        !slice_starts(slice_skip(s, at), start)) {
        return 0;
    }
    size_t end = domain_end(s, at + start.length - 1);
    if (end == 0) {
        return 0;
    }
    long open = 0; /* parentheses */
    for (size_t i = at; i < s.length && !ascii_is_space(s.data[i]) && s.data[i] != '<'; i++) {
        open += s.data[i] == '(';
        open -= s.data[i] == ')';
        end = i + 1;
    }
    for (;;) {
        size_t extra = trim(slice_part(s, at, end), open);
        if (extra == 0) {
            return end;
        }
        open += s.data[end - 1] == ')';
        end -= extra;
    }
}
