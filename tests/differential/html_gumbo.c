/* Prints what libgumbo makes of HTML, in the lines of html_links.c. What stands in a <template> is
 * left out. Link with -lgumbo (Debian: libgumbo-dev). */
#include <gumbo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print(const char *s, size_t length, int lower)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c < ' ' || c == '\\') {
            printf("\\x%02x", c);
        } else {
            putchar(lower && c >= 'A' && c <= 'Z' ? c + 32 : c);
        }
    }
}

static void print_name(const GumboElement *e)
{
    GumboStringPiece name = e->original_tag;
    if (e->tag != GUMBO_TAG_UNKNOWN) {
        const char *known = gumbo_normalized_tagname(e->tag);
        print(known, strlen(known), 1);
        return;
    }
    gumbo_tag_from_original_text(&name);
    print(name.data, name.length, 1);
}

static void print_element(const GumboElement *e)
{
    for (unsigned i = 0; i < e->attributes.length; i++) {
        const GumboAttribute *a = e->attributes.data[i];
        print_name(e);
        putchar('\t');
        if (a->attr_namespace == GUMBO_ATTR_NAMESPACE_XLINK) {
            printf("xlink:");
        }
        print(a->name, strlen(a->name), 1);
        putchar('\t');
        print(a->value, strlen(a->value), 0);
        putchar('\n');
    }
}

/* Depth is bounded by what the callers make. */
static void print_node(const GumboNode *node)
{
    if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE) {
        return;
    }
    print_element(&node->v.element);
    for (unsigned i = 0; node->type == GUMBO_NODE_ELEMENT && i < node->v.element.children.length;
         i++) {
        print_node(node->v.element.children.data[i]);
    }
}

int main(void)
{
    size_t length;
    while (scanf("%zu", &length) == 1 && getchar() == '\n') {
        char *bytes = malloc(length + 1);
        if (!bytes || fread(bytes, 1, length, stdin) != length) {
            return 1;
        }
        GumboOutput *output = gumbo_parse_with_options(&kGumboDefaultOptions, bytes, length);
        print_node(output->root);
        puts("=");
        gumbo_destroy_output(&kGumboDefaultOptions, output);
        free(bytes);
    }
    return 0;
}
