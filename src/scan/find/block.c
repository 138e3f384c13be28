#include "scan/find/block.h"

#include "scan/find/markup_inside.h"
#include "syntax/script.h"

enum { BLOCK_MOST = 64 << 10 };

static bool takes(struct slice *s, struct slice word)
{
    if (!slice_starts(*s, word)) {
        return false;
    }
    *s = slice_skip(*s, word.length);
    return true;
}

static bool is_name(char c)
{
    return ascii_is_alnum(c) || c == '-' || c == '/';
}

/* Takes "wp:embed" or "wp:core-embed/…". */
static bool take_name(struct slice *s)
{
    *s = slice_trim(*s);
    if (!takes(s, SLICE("wp:embed")) && !takes(s, SLICE("wp:core/embed")) &&
        !takes(s, SLICE("wp:core-embed/"))) {
        return false;
    }
    while (s->length && is_name(s->data[0])) {
        *s = slice_skip(*s, 1);
    }
    *s = slice_trim(*s);
    return true;
}

bool block_ends(struct slice comment)
{
    struct slice s = slice_trim(comment);
    return takes(&s, SLICE("/")) && take_name(&s) && s.length == 0;
}

bool block_is_whole(struct slice comment)
{
    struct slice s = comment;
    return take_name(&s) && s.length && s.data[s.length - 1] == '/';
}

/* The inside of the string that is the value of the object's "url". */
static struct slice find_url(struct slice json)
{
    struct slice rest = json;
    for (;;) {
        size_t at = slice_find_nocase(rest, SLICE("\"url\""));
        if (at == rest.length) {
            return (struct slice){ 0 };
        }
        rest = slice_skip(rest, at + SLICE("\"url\"").length);
        struct slice value = slice_trim(rest);
        if (takes(&value, SLICE(":"))) {
            value = slice_trim(value);
            return takes(&value, SLICE("\"")) ? slice_part(value, 0, slice_find(value, '"'))
                                              : (struct slice){ 0 };
        }
    }
}

bool block_read(struct slice comment, struct arena *arena, struct claim *out)
{
    struct slice s = comment;
    if (comment.length > BLOCK_MOST || !take_name(&s) || !s.length || s.data[0] != '{') {
        return false;
    }
    struct buffer written = BUFFER(BLOCK_MOST);
    struct buffer first = BUFFER(URL_MOST);
    struct buffer second = BUFFER(URL_MOST);
    struct match m;
    struct slice href;
    script_unescape(find_url(s), &written);
    bool found = !written.failed && written.length &&
                 markup_match(slice_trim(buffer_slice(&written)), NULL, NULL, true, &first, &second,
                              &m, &href);
    if (found) {
        *out =
            (struct claim){ .place = m.place, .form = FORM_BLOCK, .url = arena_copy(arena, href) };
    }
    arena->failed |= written.no_memory || first.no_memory || second.no_memory;
    buffer_free(&written);
    buffer_free(&first);
    buffer_free(&second);
    return found && !arena->failed;
}
