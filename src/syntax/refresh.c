#include "syntax/refresh.h"

static bool take(struct slice *s, char c)
{
    if (s->length == 0 || ascii_lower(s->data[0]) != c) {
        return false;
    }
    *s = slice_skip(*s, 1);
    return true;
}

/* Steps 2 to 6: whole seconds; what follows a point is dropped. */
static bool take_seconds(struct slice *s, uint32_t *seconds)
{
    uint64_t n = 0;
    size_t length = 0;
    for (; length < s->length && ascii_is_digit(s->data[length]); length++) {
        n = n * 10 + (uint64_t)(s->data[length] - '0');
        n = n > UINT32_MAX ? UINT32_MAX : n;
    }
    if (length == 0 && (s->length == 0 || s->data[0] != '.')) {
        return false;
    }
    while (length < s->length && (ascii_is_digit(s->data[length]) || s->data[length] == '.')) {
        length++;
    }
    *s = slice_skip(*s, length);
    *seconds = (uint32_t)n;
    return true;
}

/* Step 11.11, "skip quotes": a quote ends at its match, or with the input. */
static struct slice unquote(struct slice s)
{
    if (s.length && (s.data[0] == '"' || s.data[0] == '\'')) {
        struct slice rest = slice_skip(s, 1);
        return slice_cut(&rest, s.data[0]);
    }
    return s;
}

/* Step 11: the URL, behind "url =" or bare. Of a word that begins like that and goes on otherwise,
 * all is the URL, quotes and all. */
static struct slice read_url(struct slice s)
{
    struct slice rest = s;
    if (!take(&rest, 'u')) {
        return unquote(s);
    }
    if (!take(&rest, 'r') || !take(&rest, 'l')) {
        return s;
    }
    slice_skip_spaces(&rest);
    if (!take(&rest, '=')) {
        return s;
    }
    slice_skip_spaces(&rest);
    return unquote(rest);
}

bool refresh_parse(struct slice content, uint32_t *seconds, struct slice *url)
{
    *url = (struct slice){ 0 };
    slice_skip_spaces(&content);
    if (!take_seconds(&content, seconds)) {
        return false;
    }
    if (content.length == 0) {
        return true;
    }
    if (content.data[0] != ';' && content.data[0] != ',' && !ascii_is_space(content.data[0])) {
        return false;
    }
    slice_skip_spaces(&content);
    if (!take(&content, ';')) {
        take(&content, ',');
    }
    slice_skip_spaces(&content);
    if (content.length) {
        *url = read_url(content);
    }
    return true;
}
