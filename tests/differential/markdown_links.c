/* Prints what is found in Markdown, an item a line: type, start and end in the input, flags,
 * destination (or the bytes themselves), anchor, label, each after a tab; escaped as in C.
 *
 *     markdown_links [--mdx] [--once] [--cut=N] [--null] FILE...
 *
 * --once: without the first pass that learns the definitions. --cut: fed in pieces of N bytes.
 * --null: FILE holds many documents, each ended by a NUL; a line "=" follows each. */
#include "syntax/markdown.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const names[] = {
    [MARKDOWN_BREAK] = "break",
    [MARKDOWN_PREFIX] = "prefix",
    [MARKDOWN_CODE] = "code",
    [MARKDOWN_COMMENT] = "comment",
    [MARKDOWN_HTML] = "html",
    [MARKDOWN_ANCHOR] = "anchor",
    [MARKDOWN_LINK] = "link",
    [MARKDOWN_REFERENCE] = "reference",
    [MARKDOWN_DEFINITION] = "definition",
    [MARKDOWN_AUTOLINK] = "autolink",
};

static unsigned flags;
static bool once;
static size_t cut;
static bool many;

static void print_slice(struct slice s)
{
    putchar('\t');
    for (size_t i = 0; i < s.length; i++) {
        unsigned char c = (unsigned char)s.data[i];
        if (c < ' ' || c == '\\') {
            printf("\\x%02x", c);
        } else {
            putchar(c);
        }
    }
}

static void print_item(struct slice input, const struct markdown_item *item)
{
    printf("%s\t%zu\t%zu\t%s%s%s%s", names[item->type], (size_t)item->start, (size_t)item->end,
           item->is_image ? "image," : "", item->is_mail ? "mail," : "",
           item->is_known ? "known," : "", item->continues ? "continues," : "");
    struct slice bytes = slice_part(input, (size_t)item->start, (size_t)item->end);
    print_slice(item->decoded.data ? item->decoded : bytes);
    print_slice(item->anchor);
    print_slice(item->label);
    putchar('\n');
}

static void pass(struct markdown *m, struct slice input, bool prints)
{
    struct slice rest = input;
    do {
        size_t length = cut && cut < rest.length ? cut : rest.length;
        markdown_feed(m, slice_part(rest, 0, length), length == rest.length);
        rest = slice_skip(rest, length);
        struct markdown_item item;
        while (markdown_next(m, &item)) {
            if (prints) {
                print_item(input, &item);
            }
        }
    } while (rest.length);
}

static void print_document(struct slice input)
{
    struct markdown m;
    markdown_init(&m, flags | (once ? 0 : MARKDOWN_LEARN));
    if (!once) {
        pass(&m, input, false);
        markdown_again(&m);
    }
    pass(&m, input, true);
    markdown_free(&m);
    if (many) {
        puts("=");
    }
}

static void print_file(const char *path)
{
    struct buffer b = BUFFER(SIZE_MAX / 4);
    FILE *file = fopen(path, "rb");
    size_t count = 1;
    while (file && count) {
        char *to = buffer_reserve(&b, 1 << 16);
        count = to ? fread(to, 1, 1 << 16, file) : 0;
        b.length += count;
    }
    if (file) {
        fclose(file);
    }
    struct slice rest = buffer_slice(&b);
    while (many && rest.length) {
        print_document(slice_cut(&rest, '\0'));
    }
    if (!many) {
        print_document(rest);
    }
    buffer_free(&b);
}

static bool set(struct slice option)
{
    struct slice value = option;
    struct slice name = slice_cut(&value, '=');
    unsigned long long number = 0;
    if (slice_equal(name, SLICE("--cut")) && slice_number(value, 1 << 30, &number)) {
        cut = (size_t)number;
        return true;
    }
    flags |= slice_equal(name, SLICE("--mdx")) ? MARKDOWN_MDX : 0;
    once |= slice_equal(name, SLICE("--once"));
    many |= slice_equal(name, SLICE("--null"));
    return slice_starts(name, SLICE("--"));
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (!set(slice_from(argv[i]))) {
            print_file(argv[i]);
        }
    }
    return 0;
}
