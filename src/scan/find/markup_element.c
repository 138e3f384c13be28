/* Which element a row means, and which elements look like embeds whatever they are of. */
#include "scan/find/markup_inside.h"

static bool ends_part(char c)
{
    return c == '.' || c == '[';
}

static size_t part_length(struct slice s)
{
    size_t length = 0;
    while (length < s.length && !ends_part(s.data[length])) {
        length++;
    }
    return length;
}

struct slice markup_element_name(const struct markup *row)
{
    struct slice element = slice_from(row->element);
    return slice_part(element, 0, part_length(element));
}

/* Takes the next part behind the name: ".class" or "[attribute]", mark and brackets apart. */
static bool next_part(struct slice *rest, char *mark, struct slice *part)
{
    if (!rest->data || rest->length == 0) {
        return false;
    }
    *mark = rest->data[0];
    struct slice s = slice_skip(*rest, 1);
    if (*mark == '[') {
        *part = slice_cut(&s, ']');
        *rest = s;
        return true;
    }
    size_t length = part_length(s);
    *part = slice_part(s, 0, length);
    *rest = slice_skip(s, length);
    return true;
}

struct slice markup_element_part(const struct markup *row, char mark)
{
    struct slice rest = slice_from(row->element);
    struct slice part;
    char is;
    rest = slice_skip(rest, part_length(rest));
    while (next_part(&rest, &is, &part)) {
        if (is == mark) {
            return slice_part(part, 0, slice_find(part, '='));
        }
    }
    return (struct slice){ 0 };
}

bool markup_is_class(struct slice attribute)
{
    return ascii_lower(attribute.data[0]) == 'c' &&
           (slice_equal_nocase(attribute, SLICE("class")) ||
            slice_equal_nocase(attribute, SLICE("classname")));
}

bool markup_next_class(struct slice *words, struct slice *word)
{
    if (words->length == 0) {
        return false;
    }
    size_t from = 0;
    while (from < words->length && ascii_is_space(words->data[from])) {
        from++;
    }
    size_t to = from;
    while (to < words->length &&
           ((unsigned char)words->data[to] > ' ' || !ascii_is_space(words->data[to]))) {
        to++;
    }
    *word = slice_part(*words, from, to);
    *words = slice_skip(*words, to);
    return to > from;
}

static bool has_class(const struct html_token *open, struct slice class)
{
    struct slice rest = open->attributes;
    struct html_attribute a;
    while (html_next_attribute(&rest, &a)) {
        struct slice word;
        while (markup_is_class(a.name) && markup_next_class(&a.value, &word)) {
            if (slice_equal_nocase(word, class)) {
                return true;
            }
        }
    }
    return false;
}

/* A URL may leave its scheme out. */
static struct slice without_scheme(struct slice s)
{
    static const struct slice schemes[] = { { "https:", sizeof "https:" - 1 },
                                            { "http:", sizeof "http:" - 1 } };
    for (size_t i = 0; i < 2; i++) {
        if (slice_starts_nocase(s, schemes[i])) {
            return slice_skip(s, schemes[i].length);
        }
    }
    return s;
}

/* "attribute" or "attribute=start". */
static bool has_attribute(const struct html_token *open, struct slice want)
{
    struct slice start = want;
    struct slice name = slice_cut(&start, '=');
    struct slice value = html_attribute(open, name);
    return value.data &&
           slice_starts_nocase(without_scheme(slice_trim(value)), without_scheme(start));
}

bool markup_element_matches(const struct markup *row, const struct html_token *open)
{
    struct slice name = markup_element_name(row);
    if (!slice_equal(name, SLICE("*")) && !slice_equal_nocase(name, open->name)) {
        return false;
    }
    struct slice rest = slice_skip(slice_from(row->element), name.length);
    struct slice part;
    char mark;
    while (next_part(&rest, &mark, &part)) {
        if (mark == '.' ? !has_class(open, part) : !has_attribute(open, part)) {
            return false;
        }
    }
    return true;
}

bool markup_is_coded(struct slice value)
{
    enum { LEAST = 40 };
    return value.length >= LEAST && value.data[0] == 'P' && value.data[1] && /* "<", ... */
           strchr("CDEFGH", value.data[1]) &&                                /* ... what follows */
           slice_find(value, ' ') == value.length;
}

bool markup_is_listed(struct slice name, const char *const *list)
{
    for (; *list; list++) {
        if (name.length && **list == ascii_lower(name.data[0]) &&
            slice_equal_nocase(name, slice_from(*list))) {
            return true;
        }
    }
    return false;
}

bool markup_is_frame(struct slice name)
{
    static const char *const frames[] = {
        "iframe", "embed", "object", "amp-iframe", "amp-video-iframe", "amp-embedly-card", NULL
    };
    return markup_is_listed(name, frames);
}

static bool says(struct slice words, struct slice word)
{
    return slice_find_nocase(words, word) < words.length;
}

/* A share button names a post to share it. */
static bool says_share(struct slice words)
{
    return says(words, SLICE("share")) || says(words, SLICE("sharing"));
}

static bool says_video(struct slice words)
{
    return says(words, SLICE("video")) && !says_share(words);
}

static bool says_embed(struct slice words)
{
    static const char *const embedding[] = { "embed",     "onebox", "consent", "widget",
                                             "frame",     "player", "social",  "placeholder",
                                             "permalink", "tweet",  "optanon", NULL };
    if (says_share(words)) {
        return false;
    }
    for (const char *const *word = embedding; *word; word++) {
        if (says(words, slice_from(*word))) {
            return true;
        }
    }
    for (const struct place *const *p = places; *p; p++) {
        if (says(words, slice_from((*p)->name))) {
            return true;
        }
    }
    return false;
}

/* Markup that is escaped once or twice, or coded. */
static bool is_markup(struct slice value)
{
    value = slice_trim(value);
    return slice_starts(value, SLICE("<")) || slice_starts_nocase(value, SLICE("&lt;")) ||
           markup_is_coded(value);
}

bool markup_is_embedding(const struct html_token *open)
{
    enum { NAME_MOST = 32 }; /* of a component */
    struct slice rest = open->attributes;
    struct html_attribute a;
    while (html_next_attribute(&rest, &a)) {
        bool named = markup_is_class(a.name) || slice_equal_nocase(a.name, SLICE("id"));
        bool data = slice_starts_nocase(a.name, SLICE("data-"));
        if ((named && (says_embed(a.value) || says_video(a.value))) ||
            (data && (says_embed(a.name) || says_video(a.name))) ||
            (data && a.value.length <= NAME_MOST && says_embed(a.value)) ||
            (data && is_markup(a.value))) {
            return true;
        }
    }
    return says_embed(open->name);
}
