/* Which elements begin embeds. */
#include "scan/find/markup.h"

#include "scan/find/markup_inside.h"
#include "syntax/html_scan.h"

enum { FILTER_SHIFT = 21 }; /* 11 bits are left: the filter's 2048 */

/* How long a key can be, and how many words and attributes of one tag are looked up: what has more
 * is no embed's, and would take the square of its length. */
enum { KEY_MOST = 40, WORDS_MOST = 32, ATTRIBUTES_MOST = 64 };

/* What a key is: one hash serves for all three. */
enum key_type { KEY_NAME = '<', KEY_CLASS = '.', KEY_ATTRIBUTE = '[' };

static uint32_t hash_word(enum key_type type, struct slice word)
{
    uint32_t hash = 2166136261U ^ (uint32_t)type;
    for (size_t i = 0; i < word.length; i++) {
        hash = (hash ^ (unsigned char)ascii_lower(word.data[i])) * 16777619U;
    }
    return hash ^ hash >> 15;
}

/* The filter's bit of a word, by its length and three of its letters: a hash of all of it would
 * cost more than all else. */
static uint32_t filter_bit(enum key_type type, struct slice word)
{
    uint32_t first = (unsigned char)word.data[0] | 0x20U;
    uint32_t middle = (unsigned char)word.data[word.length / 2] | 0x20U;
    uint32_t last = (unsigned char)word.data[word.length - 1] | 0x20U;
    uint32_t mixed = first | middle << 8 | last << 16 | (uint32_t)word.length << 24;
    return ((mixed ^ (uint32_t)type) * 2654435761U) >> FILTER_SHIFT;
}

/* The part of a row's element by which it is found: its class, else its own name where no page has
 * that for anything else, else its first attribute. */
static struct slice key_of(const struct markup *row, enum key_type *type)
{
    struct slice name = markup_element_name(row);
    struct slice class = markup_element_part(row, '.');
    struct slice attribute = markup_element_part(row, '[');
    if (class.length) {
        *type = KEY_CLASS;
        return class;
    }
    bool own_name = slice_find(name, '-') < name.length;
    *type = attribute.length && !own_name ? KEY_ATTRIBUTE : KEY_NAME;
    return *type == KEY_NAME ? name : attribute;
}

/* A bit for an element of HTML's: those whose bits differ are different. */
static inline uint64_t element_bit(const struct html_element *element)
{
    return (uint64_t)1 << (element->first * 0x9e3779b97f4a7c15 >> 58);
}

static void add_row(struct markup_index *index, const struct place *place, const struct markup *row)
{
    enum key_type type;
    struct slice key = key_of(row, &type);
    uint32_t hash = hash_word(type, key);
    uint32_t bit = filter_bit(type, key);
    index->keys |= type == KEY_ATTRIBUTE ? html_name_bit(key) : 0;
    index->names |= type == KEY_NAME ? element_bit(html_element(key)) : 0;
    index->filter[bit / 8] |= (unsigned char)(1U << bit % 8);
    index->lengths[(unsigned char)key.data[0] % MARKUP_LETTERS] |= (uint64_t)1 << key.length;
    for (size_t i = 0; i < MARKUP_SLOTS; i++) {
        struct markup_key *slot = &index->slots[(hash + i) % MARKUP_SLOTS];
        if (!slot->row) {
            *slot = (struct markup_key){ place, row, hash };
            return;
        }
    }
}

static void add_rows(struct markup_index *index, const struct place *place,
                     const struct markup *rows)
{
    for (; rows && rows->element; rows++) {
        add_row(index, place, rows);
    }
}

void markup_index_build(struct markup_index *index)
{
    memset(index, 0, sizeof *index);
    index->attributes = html_name_bit(SLICE("class")) | html_name_bit(SLICE("classname"));
    for (const struct place *const *p = places; *p; p++) {
        add_rows(index, *p, (*p)->markup);
    }
    add_rows(index, NULL, common_markup);
    index->attributes |= index->keys;
}

/* A look at the first letter: <img src> is no <script src>. */
static inline bool may_be_named(const struct markup *row, struct slice name)
{
    char first = row->element[0];
    return first == '*' || first == ascii_lower(name.data[0]);
}

/* Rare: nearly all words stop at the filter. */
__attribute__((noinline)) static bool find_key(const struct markup_index *index, uint32_t hash,
                                               const struct html_token *open,
                                               struct markup_hit *out)
{
    for (size_t i = 0; i < MARKUP_SLOTS; i++) {
        const struct markup_key *slot = &index->slots[(hash + i) % MARKUP_SLOTS];
        if (!slot->row) {
            return false;
        }
        if (slot->hash == hash && may_be_named(slot->row, open->name) &&
            markup_element_matches(slot->row, open)) {
            *out = (struct markup_hit){ .index = index, .place = slot->place, .row = slot->row };
            return true;
        }
    }
    return false;
}

static inline bool find_word(const struct markup_index *index, enum key_type type,
                             struct slice word, const struct html_token *open,
                             struct markup_hit *out)
{
    /* A first letter and a length settle most words. */
    if (word.length == 0 || word.length > KEY_MOST ||
        !(index->lengths[(unsigned char)word.data[0] % MARKUP_LETTERS] >> word.length & 1)) {
        return false;
    }
    uint32_t bit = filter_bit(type, word);
    return index->filter[bit / 8] >> bit % 8 & 1 &&
           find_key(index, hash_word(type, word), open, out);
}

static bool find_class(const struct markup_index *index, struct slice words,
                       const struct html_token *open, struct markup_hit *out)
{
    const char *at = words.data;
    const char *end = at ? at + words.length : at;
    for (int i = 0; i < WORDS_MOST; i++) {
        while (at < end && ascii_is_space(*at)) {
            at++;
        }
        if (at == end) {
            return false;
        }
        const char *from = at;
        at = html_word_end(at, end, open->seen);
        if (find_word(index, KEY_CLASS, slice_of(from, (size_t)(at - from)), open, out)) {
            return true;
        }
    }
    return false;
}

/* Whether a data attribute's value may be a URL or markup. */
static bool may_hold_embed(const struct html_attribute *a)
{
    static const bool begins[256] = {
        ['h'] = true, ['H'] = true, ['/'] = true,  ['<'] = true,  ['&'] = true,  ['P'] = true,
        ['{'] = true, [' '] = true, ['\t'] = true, ['\n'] = true, ['\r'] = true, ['\f'] = true,
    };
    if (a->value.length <= 10 || !begins[(unsigned char)a->value.data[0]] || a->name.length <= 5 ||
        !slice_starts_nocase(a->name, SLICE("data-"))) {
        return false;
    }
    struct slice value = slice_trim(a->value);
    return slice_starts_nocase(value, SLICE("http")) || slice_starts(value, SLICE("//")) ||
           slice_starts(value, SLICE("<")) || slice_starts_nocase(value, SLICE("&lt;")) ||
           slice_starts(value, SLICE("{")) || markup_is_coded(value);
}

/* By the attributes. A class says more than an attribute that is there, too. */
static bool find_attributes(const struct markup_index *index, const struct html_token *open,
                            const struct html_attribute *attributes, size_t count,
                            struct markup_hit *out, bool *placeholder)
{
    bool found = false;
    bool keyed = open->names & index->keys;
    for (size_t i = 0; i < count && i < ATTRIBUTES_MOST; i++) {
        const struct html_attribute *a = &attributes[i];
        if ((a->name.data[0] | 0x20) == 'c' &&
            (slice_equal(a->name, SLICE("class")) || markup_is_class(a->name))) {
            if (find_class(index, a->value, open, out)) {
                return true;
            }
        } else if (keyed && !found) {
            found = find_word(index, KEY_ATTRIBUTE, a->name, open, out);
        }
        *placeholder |= open->has_data && may_hold_embed(a);
    }
    return found;
}

/* Elements whose data attributes are about where a click leads, or about the page. */
static bool is_clicked(struct slice name)
{
    static const char *const names[] = { "a",      "button", "link", "meta",   "html",
                                         "body",   "input",  "form", "option", "img",
                                         "source", "area",   NULL };
    return markup_is_listed(name, names);
}

/* Elements that have no content, or none that says anything of the embed. */
static bool stands_alone(struct slice name)
{
    static const char *const names[] = { "iframe", "embed", "img",   "source", "link",
                                         "meta",   "input", "param", "area",   NULL };
    return markup_is_listed(name, names);
}

/* Without a row: MARKUP_ROW where there is none of the others either. */
static enum markup_rule find_rule(const struct html_token *open, bool placeholder)
{
    if (open->element->traits & HTML_FRAME) {
        return MARKUP_FRAME;
    }
    bool embeds = placeholder && !is_clicked(open->name) && markup_is_embedding(open);
    return embeds ? MARKUP_PLACEHOLDER : MARKUP_ROW;
}

/* Most tags have nothing by which a row is found. */
static inline bool may_begin(const struct markup_index *index, const struct html_token *open)
{
    return open->has_data || open->names & index->attributes ||
           index->names & element_bit(open->element) || open->element->traits & HTML_FRAME;
}

/* Of a tag that may begin one, by attributes that were read already. */
__attribute__((noinline)) static bool begins_among(const struct markup_index *index,
                                                   const struct html_token *open,
                                                   const struct html_attribute *attributes,
                                                   size_t count, struct markup_hit *out)
{
    bool placeholder = false;
    bool named = index->names & element_bit(open->element);
    if (!(named && find_word(index, KEY_NAME, open->name, open, out)) &&
        !find_attributes(index, open, attributes, count, out, &placeholder)) {
        enum markup_rule rule = find_rule(open, placeholder);
        if (rule == MARKUP_ROW) {
            return false;
        }
        *out = (struct markup_hit){ .index = index, .rule = rule };
    }
    out->has_content =
        out->rule != MARKUP_FRAME && !open->self_closing && !stands_alone(open->name);
    return true;
}

/* Rare: more attributes than a token has room for. */
__attribute__((noinline)) static bool begins_among_all(const struct markup_index *index,
                                                       const struct html_token *open,
                                                       struct markup_hit *out)
{
    struct html_attribute attributes[ATTRIBUTES_MOST];
    struct slice rest = open->attributes;
    size_t count = 0;
    while (count < ATTRIBUTES_MOST && html_next_attribute(&rest, &attributes[count])) {
        count++;
    }
    return begins_among(index, open, attributes, count, out);
}

bool markup_begins(const struct markup_index *index, const struct html_token *open,
                   struct markup_hit *out)
{
    if (!may_begin(index, open)) {
        return false;
    }
    return open->list ? begins_among(index, open, open->list, open->count, out)
                      : begins_among_all(index, open, out);
}
