#include "places/place.h"

#include "base/time.h"

const struct place *place_named(struct slice name)
{
    for (const struct place *const *p = places; *p; p++) {
        if (slice_equal(slice_from((*p)->name), name)) {
            return *p;
        }
    }
    return NULL;
}

static bool may_occur(char c, unsigned characters)
{
    if (ascii_is_digit(c)) {
        return characters & WORD_DIGITS;
    }
    if (ascii_is_alpha(c)) {
        return characters & WORD_LETTERS;
    }
    static const char marks[] = "_-.:@";
    const char *mark = c ? strchr(marks, c) : NULL;
    return mark && (characters & (unsigned)(WORD_UNDERSCORE << (mark - marks)));
}

static bool has_form(struct slice word, const struct word_form *form)
{
    if (form->characters == 0) {
        return word.length > 0 && slice_find(word, '%') == word.length;
    }
    if (word.length < form->least || word.length > form->most) {
        return false;
    }
    for (size_t i = 0; i < word.length; i++) {
        if (!may_occur(word.data[i], form->characters)) {
            return false;
        }
    }
    return true;
}

bool place_is_id(const struct place *p, struct slice id)
{
    return has_form(id, &p->id) && (!p->is_id || p->is_id(id));
}

bool place_is_handle(const struct place *p, struct slice handle)
{
    if (!has_form(handle, &p->handle)) {
        return false;
    }
    for (const char *const *own = p->no_handles; own && *own; own++) {
        if (slice_equal_nocase(handle, slice_from(*own))) {
            return false;
        }
    }
    return true;
}

/* The word that stands for a brace of a pattern. */
static struct slice word_for(struct slice name, const struct match *m)
{
    if (slice_equal(name, SLICE("host"))) {
        return m->host;
    }
    return slice_equal(name, SLICE("id")) ? m->id : m->handle;
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
            buffer_add(into, word);
        }
    }
    return pattern != NULL;
}

static bool fill_permalink(const struct match *m, struct buffer *into)
{
    return fill(m->place->permalink, m, into) || fill(m->place->permalink_without_handle, m, into);
}

bool place_permalink(const struct place *p, struct slice handle, struct slice id,
                     struct buffer *into)
{
    return fill_permalink(&(struct match){ .place = p, .handle = handle, .id = id }, into);
}

bool match_permalink(const struct match *m, struct buffer *into)
{
    return fill(m->route->permalink, m, into) || fill_permalink(m, into);
}

bool place_profile(const struct place *p, struct slice handle, struct buffer *into)
{
    return fill(p->profile, &(struct match){ .handle = handle }, into);
}

bool place_id_time(const struct place *p, struct slice id, int64_t *ms)
{
    int64_t at;
    if (!p->id_to_ms || !place_is_id(p, id) || !p->id_to_ms(id, &at)) {
        return false;
    }
    if (at < p->launched_ms || at > time_now_ms()) {
        return false;
    }
    *ms = at;
    return true;
}
