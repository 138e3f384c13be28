/* "[//]: # (words)" is how Markdown is commented: what a check is told there counts. */
#include "scan/find/line.h"
#include "scan/read/ignore.h"
#include "scan/read/markdown.h"

void markdown_page_comment(struct markdown_page *p, struct markdown_range r)
{
    if (p->page.ignores) {
        ignores_comment(p->page.ignores, r.start, r.end, markdown_page_bytes(p, r.start, r.end));
    }
}

/* Whether a line begins at `at`, but for spaces and the marks of a quote, of which a few count. */
static bool begins_line(struct slice s, size_t at)
{
    enum { MARKS_MOST = 32 };
    size_t low = at > MARKS_MOST ? at - MARKS_MOST : 0;
    return line_skip_prefix(s, line_start(s, at, low)) == at;
}

void markdown_page_comments(struct markdown_page *p, struct slice words)
{
    static const char start[] = "[//]: # (";
    static const char word[] = "landfall";
    const size_t before = sizeof start - 1;
    const size_t length = sizeof word - 1;
    struct slice all = p->page.window.bytes;
    const char *found = p->page.ignores ? memmem(words.data, words.length, word, length) : NULL;
    while (found) {
        size_t at = (size_t)(found - all.data);
        if (at >= before && memcmp(found - before, start, before) == 0 &&
            begins_line(all, at - before)) {
            uint64_t offset = p->page.window.offset + at;
            markdown_page_comment(p, (struct markdown_range){ offset - before, offset + length });
        }
        words = slice_skip(words, (size_t)(found - words.data) + length);
        found = memmem(words.data, words.length, word, length);
    }
}
