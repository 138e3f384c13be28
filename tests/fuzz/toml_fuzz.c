/* Any bytes as a TOML file: a value has the type that its parts tell, stands in the file, and has a
 * name that its table gives it by; what is wrong stands in the file, too. */
#include "cli/config/toml.h"
#include "require.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look(const struct toml *value, unsigned lines, unsigned depth)
{
    require(depth <= 2 * TOML_MOST_DEPTH + 2);
    require(strlen(toml_type_name(value->type)) > 0);
    require((value->type == TOML_STRING) == (value->text != NULL));
    require(depth == 0 ||
            (value->at.line >= 1 && value->at.line <= lines && value->at.column >= 1));
    for (const struct toml *item = value->first; item; item = item->next) {
        require(value->type == TOML_TABLE || value->type == TOML_ARRAY);
        require((item->key != NULL) == (value->type == TOML_TABLE));
        if (value->type == TOML_TABLE) {
            require(toml_member(value, item->key) == item);
        }
        look(item, lines, depth + 1);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    unsigned lines = 1;
    for (size_t i = 0; i < size; i++) {
        lines += data[i] == '\n';
    }
    struct toml_error error = { .what = "" };
    struct toml_document *document = toml_read((const char *)data, size, &error);
    if (document) {
        look(toml_root(document), lines, 0);
    } else {
        require(error.at.line >= 1 && error.at.line <= lines && error.at.column >= 1);
        require(error.what[0] != '\0');
    }
    toml_free(document);
    return 0;
}
