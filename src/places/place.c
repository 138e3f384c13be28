#include "places/place.h"

#include "syntax/query.h"

const struct place *place_named(struct slice name)
{
    for (const struct place *const *p = places; *p; p++) {
        if (slice_equal(slice_from((*p)->name), name)) {
            return *p;
        }
    }
    return NULL;
}

/* What a byte is in a word. */
static const unsigned char kinds[256] = {
    ['0' ... '9'] = WORD_DIGITS,
    ['a' ... 'z'] = WORD_LETTERS,
    ['A' ... 'Z'] = WORD_LETTERS,
    ['_'] = WORD_UNDERSCORE,
    ['-'] = WORD_DASH,
    ['.'] = WORD_DOT,
    [':'] = WORD_COLON,
    ['@'] = WORD_AT,
};

bool word_has_form(struct slice word, const struct word_form *form)
{
    if (form->characters == 0) {
        return word.length > 0 && slice_find(word, '%') == word.length;
    }
    if (word.length < form->least || word.length > form->most) {
        return false;
    }
    for (size_t i = 0; i < word.length; i++) {
        if (!(kinds[(unsigned char)word.data[i]] & form->characters)) {
            return false;
        }
    }
    return true;
}

bool place_is_id(const struct place *p, struct slice id)
{
    return word_has_form(id, &p->id) && (!p->is_id || p->is_id(id));
}

bool place_owns_word(const struct place *p, struct slice word)
{
    bool may = p->no_handle_most == 0 || word.length <= p->no_handle_most;
    return p->no_handles && may && slice_is_any(word, p->no_handles);
}

bool place_is_handle(const struct place *p, struct slice handle)
{
    return word_has_form(handle, &p->handle) && (!p->is_handle || p->is_handle(handle)) &&
           !place_owns_word(p, handle);
}

/* The word that stands for a brace of a pattern. */
static struct slice word_for(struct slice name, const struct match *m)
{
    if (slice_equal(name, SLICE("host"))) {
        return m->host;
    }
    if (slice_equal(name, SLICE("group"))) {
        return m->group;
    }
    if (slice_equal(name, SLICE("account"))) {
        return m->account.length ? m->account : m->handle;
    }
    return slice_equal(name, SLICE("id")) ? m->id : m->handle;
}

/* Adds a word of a URL, with the marks as they stand that some write percent-encoded in a path:
 * those of DIDs and of Flickr's accounts. */
static void add_word(struct slice word, struct buffer *into)
{
    if (slice_find(word, '%') == word.length) {
        buffer_add(into, word);
        return;
    }
    while (word.length) {
        size_t length;
        char c = percent_decode_first(word, &length);
        if (c == ':' || c == '@') {
            buffer_add_char(into, c);
        } else {
            buffer_add(into, slice_part(word, 0, length));
        }
        word = slice_skip(word, length);
    }
}

/* Adds a pattern with its braces filled; false, and nothing added, if one has no word. */
static bool fill(const char *pattern, const struct match *m, struct buffer *into)
{
    size_t before = into->length;
    struct slice rest = slice_from(pattern);
    while (rest.length) {
        buffer_add(into, slice_cut(&rest, '{'));
        if (rest.length) {
            struct slice word = word_for(slice_cut(&rest, '}'), m);
            if (word.length == 0) {
                into->length = before;
                return false;
            }
            add_word(word, into);
        }
    }
    return pattern != NULL;
}

bool place_permalink(const struct place *p, const struct match *words, struct buffer *into)
{
    return fill(p->permalink, words, into) || fill(p->permalink_without_handle, words, into);
}

bool match_permalink(const struct match *m, struct buffer *into)
{
    return fill(m->route->permalink, m, into) ||
           (match_is_post(m) && place_permalink(m->place, m, into));
}

bool match_handle(const struct match *m, struct buffer *into)
{
    bool whole = !m->place->handle_at_host || slice_find(m->handle, '@') < m->handle.length;
    return fill(whole ? "{handle}" : "{handle}@{host}", m, into);
}

bool place_profile(const struct place *p, struct slice handle, struct buffer *into)
{
    return fill(p->profile, &(struct match){ .handle = handle }, into);
}

const char *place_host(const struct place *p, enum host_flags flag)
{
    for (const struct host_row *host = p->hosts; host && host->name; host++) {
        if (host->flags & flag) {
            return host->name;
        }
    }
    return NULL;
}
