/* Reads TOML files by their names and prints what each holds as a line of JSON, or null where it is
 * wrong. Numbers with a point are strings, as they are printed. */
#include "cli/config/toml.h"

#include <stdio.h>
#include <stdlib.h>

static void print_text(const char *text)
{
    putchar('"');
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c < ' ' || c == '"' || c == '\\' || c == 0x7f) {
            printf("\\u%04x", c);
        } else {
            putchar(c);
        }
    }
    putchar('"');
}

static void print(const struct toml *value)
{
    bool table = value->type == TOML_TABLE;
    switch (value->type) {
    case TOML_STRING:
        print_text(value->text);
        return;
    case TOML_INTEGER:
        printf("%lld", value->integer);
        return;
    case TOML_FLOAT:
        printf("\"float %.17g\"", value->number);
        return;
    case TOML_BOOLEAN:
        printf(value->truth ? "true" : "false");
        return;
    case TOML_ARRAY:
    case TOML_TABLE:
    default:
        break;
    }
    putchar(table ? '{' : '[');
    for (const struct toml *item = value->first; item; item = item->next) {
        if (table) {
            print_text(item->key);
            putchar(':');
        }
        print(item);
        printf("%s", item->next ? "," : "");
    }
    putchar(table ? '}' : ']');
}

static void print_file(const char *name)
{
    static char bytes[TOML_MOST + 1];
    FILE *file = fopen(name, "rb");
    size_t length = file ? fread(bytes, 1, sizeof bytes, file) : 0;
    struct toml_error error;
    struct toml_document *document = toml_read(bytes, length, &error);
    if (document) {
        print(toml_root(document));
    } else {
        printf("null");
    }
    printf("\n");
    toml_free(document);
    if (file) {
        fclose(file);
    }
}

int main(int count, char **arguments)
{
    for (int i = 1; i < count; i++) {
        print_file(arguments[i]);
    }
    return EXIT_SUCCESS;
}
