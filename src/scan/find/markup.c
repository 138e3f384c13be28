/* Which elements begin embeds. */
#include "scan/find/markup.h"

#include "scan/find/markup_inside.h"

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

static bool filter_has(const struct markup_index *index, uint32_t hash)
{
    uint32_t bit = hash % (MARKUP_FILTER * 8);
    return index->filter[bit / 8] >> bit % 8 & 1;
}

/* The part of a row's element by which it is found: its class, else its own name where no page has
 * that for anything else, else its first attribute. */
static uint32_t hash_row(const struct markup *row)
{
    struct slice name = markup_element_name(row);
    struct slice word = markup_element_part(row, '.');
    if (word.length) {
        return hash_word(KEY_CLASS, word);
    }
    word = markup_element_part(row, '[');
    if (word.length && slice_find(name, '-') == name.length) {
        return hash_word(KEY_ATTRIBUTE, word);
    }
    return hash_word(KEY_NAME, name);
}

static void add_row(struct markup_index *index, const struct place *place, const struct markup *row)
{
    uint32_t hash = hash_row(row);
    uint32_t bit = hash % (MARKUP_FILTER * 8);
    index->filter[bit / 8] |= (unsigned char)(1U << bit % 8);
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
    for (const struct place *const *p = places; *p; p++) {
        add_rows(index, *p, (*p)->markup);
    }
    add_rows(index, NULL, common_markup);
}

static bool find_key(const struct markup_index *index, uint32_t hash, const struct html_token *open,
                     struct markup_hit *out)
{
    for (size_t i = 0; i < MARKUP_SLOTS; i++) {
        const struct markup_key *slot = &index->slots[(hash + i) % MARKUP_SLOTS];
        if (!slot->row) {
            return false;
        }
        if (slot->hash == hash && markup_element_matches(slot->row, open)) {
            *out = (struct markup_hit){ .index = index, .place = slot->place, .row = slot->row };
            return true;
        }
    }
    return false;
}

static bool find_word(const struct markup_index *index, enum key_type type, struct slice word,
                      const struct html_token *open, struct markup_hit *out)
{
    if (word.length > KEY_MOST) {
        return false;
    }
    uint32_t hash = hash_word(type, word);
    return filter_has(index, hash) && find_key(index, hash, open, out);
}

static bool find_class(const struct markup_index *index, struct slice words,
                       const struct html_token *open, struct markup_hit *out)
{
    struct slice word;
    for (int i = 0; i < WORDS_MOST && markup_next_class(&words, &word); i++) {
        if (find_word(index, KEY_CLASS, word, open, out)) {
            return true;
        }
    }
    return false;
}

/* Whether a data attribute's value may be a URL or markup. */
static bool may_hold_embed(const struct html_attribute *a)
{
    struct slice value = slice_trim(a->value);
    return slice_starts_nocase(a->name, SLICE("data-")) && value.length > 10 &&
           (slice_starts_nocase(value, SLICE("http")) || slice_starts(value, SLICE("//")) ||
            slice_starts(value, SLICE("<")) || slice_starts_nocase(value, SLICE("&lt;")));
}

/* By the attributes. A class says more than an attribute that is there, too. */
static bool find_attributes(const struct markup_index *index, const struct html_token *open,
                            struct markup_hit *out, bool *placeholder)
{
    struct slice rest = open->attributes;
    struct html_attribute a;
    bool found = false;
    for (int i = 0; i < ATTRIBUTES_MOST && html_next_attribute(&rest, &a); i++) {
        if (markup_is_class(a.name)) {
            if (find_class(index, a.value, open, out)) {
                return true;
            }
        } else if (!found) {
            found = find_word(index, KEY_ATTRIBUTE, a.name, open, out);
        }
        *placeholder |= may_hold_embed(&a);
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

static bool find_rule(const struct html_token *open, bool placeholder, struct markup_hit *out)
{
    if (markup_is_frame(open->name)) {
        out->rule = MARKUP_FRAME;
        return true;
    }
    out->rule = MARKUP_PLACEHOLDER;
    return placeholder && !is_clicked(open->name) && markup_is_embedding(open);
}

bool markup_begins(const struct markup_index *index, const struct html_token *open,
                   struct markup_hit *out)
{
    bool placeholder = false;
    bool found = find_word(index, KEY_NAME, open->name, open, out);
    if (!found && open->attributes.length > 2) {
        found = find_attributes(index, open, out, &placeholder);
        if (!found) {
            *out = (struct markup_hit){ .index = index };
            found = find_rule(open, placeholder, out);
        }
    }
    if (found) {
        out->has_content =
            out->rule != MARKUP_FRAME && !open->self_closing && !stands_alone(open->name);
    }
    return found;
}
