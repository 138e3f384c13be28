/* Prints what landfall's tokeniser makes of HTML: for each start tag that is part of the page, its
 * attributes, one a line: element, attribute, decoded value; a line "=" ends each document.
 * Read are documents from stdin, each behind a line with its length in bytes.
 *
 *     html_links [CUT]        CUT: windows grow by so many bytes */
#include "syntax/html.h"

#include <stdio.h>
#include <stdlib.h>

static void print(struct slice s, bool lower)
{
    for (size_t i = 0; i < s.length; i++) {
        unsigned char c = (unsigned char)s.data[i];
        if (c < ' ' || c == '\\') {
            printf("\\x%02x", c);
        } else {
            putchar(lower ? ascii_lower((char)c) : (char)c);
        }
    }
}

static void print_tag(const struct html_token *t, struct buffer *b)
{
    struct html_attribute list[HTML_ATTRIBUTES_MOST];
    size_t count = html_attributes(t, list, HTML_ATTRIBUTES_MOST);
    for (size_t i = 0; i < count; i++) {
        buffer_reset(b);
        html_decode(list[i].value, true, b);
        print(t->name, true);
        putchar('\t');
        print(list[i].name, true);
        putchar('\t');
        print(buffer_slice(b), false);
        putchar('\n');
    }
}

/* Moves the window on, or makes it larger by `cut` bytes. */
static void grow(struct html *h, struct slice all, size_t cut)
{
    size_t from = (size_t)(h->input.data + h->at - all.data);
    size_t to = (size_t)(h->input.data + h->input.length - all.data) + cut;
    h->more = to < all.length;
    html_slide(h, slice_part(all, from, h->more ? to : all.length));
}

static void print_document(struct slice all, size_t cut)
{
    struct buffer b = BUFFER((size_t)1 << 30);
    struct html h = HTML_OVER(all);
    struct html_token t;
    if (cut > 0) {
        h.input.length = 0;
        h.more = true;
    }
    bool inert = false; /* what the next token stands in */
    for (html_next(&h, &t); t.type != HTML_END; html_next(&h, &t)) {
        if (t.type == HTML_MORE) {
            grow(&h, all, cut);
        } else if (t.type == HTML_OPEN && !inert) {
            print_tag(&t, &b);
        }
        inert = html_is_inert(&h);
    }
    puts("=");
    buffer_free(&b);
}

int main(int count, char **words)
{
    size_t cut = count > 1 ? strtoul(words[1], NULL, 10) : 0;
    size_t length;
    while (scanf("%zu", &length) == 1 && getchar() == '\n') {
        char *bytes = malloc(length + 1);
        if (!bytes || fread(bytes, 1, length, stdin) != length) {
            return 1;
        }
        print_document(slice_of(bytes, length), cut);
        free(bytes);
    }
    return 0;
}
