#include "describe/fields.h"

#include "describe/words.h"
#include "syntax/date.h"

static struct arena *arena_of(const struct account *a)
{
    return &a->c->document->arena;
}

const struct told *fields_told(const struct account *a, size_t i)
{
    size_t answers = a->question ? a->question->told_count : 0;
    const struct told *told = i < answers ? &a->question->told[i] : a->copy;
    return told->reason == REASON_OK ? told : NULL;
}

size_t fields_told_count(const struct account *a)
{
    return (a->question ? a->question->told_count : 0) + (a->copy != NULL);
}

static bool is_told(const struct account *a)
{
    bool is = false;
    for (size_t i = 0; i < fields_told_count(a); i++) {
        is = is || fields_told(a, i);
    }
    return is;
}

/* --- What sources say, those first that are believed --- */

struct slice fields_note(struct account *a, const char *field, size_t at)
{
    struct slice first = { 0 };
    for (size_t i = 0; i < fields_told_count(a); i++) {
        const struct told *told = fields_told(a, i);
        if (told) {
            struct slice value;
            memcpy(&value, (const char *)told + at, sizeof value);
            enum source source = told->archived ? SOURCE_ARCHIVE : SOURCE_API;
            testimony_add(&a->testimony, field, value, source, told->endpoint);
            first = first.length ? first : value;
        }
    }
    return first.length ? arena_copy(arena_of(a), first) : first;
}

/* How the document holds what it says of the post. */
static enum source document_source(const struct embed *embed)
{
    bool in_words = embed->form == FORM_FLATTENED || embed->form == FORM_CARD;
    return in_words ? SOURCE_ATTRIBUTION : SOURCE_MARKUP;
}

/* How it holds the author's names: structured data apart, they stand in words. */
static enum source name_source(const struct embed *embed)
{
    return embed->form == FORM_JSON ? SOURCE_MARKUP : SOURCE_ATTRIBUTION;
}

/* Whether the document names the author beside the post, and not in its URL alone. */
static bool is_attributed(const struct embed *embed)
{
    bool in_words = embed->form == FORM_FLATTENED || embed->form == FORM_CARD;
    return in_words || embed->author.name.length || embed->text.length;
}

/* --- Authors --- */

static bool same_handle(void *of, struct slice believed, struct slice other)
{
    (void)of;
    size_t at = slice_find(believed, '@');
    size_t other_at = slice_find(other, '@');
    bool whole = (at < believed.length) == (other_at < other.length); /* or one lacks its host */
    return whole ? slice_equal_nocase(believed, other)
                 : slice_equal_nocase(slice_part(believed, 0, at), slice_part(other, 0, other_at));
}

/* The printed handle; without answers it is only told where it stands in words. */
static void note_printed_handle(struct account *a)
{
    const struct embed *e = a->embed;
    bool in_words = e->form == FORM_FLATTENED || e->form == FORM_CARD;
    if (in_words || (is_told(a) && is_attributed(e))) {
        testimony_add(&a->testimony, "author.handle", e->author.handle, name_source(e), NULL);
    } else {
        testimony_add_silent(&a->testimony, "author.handle", e->author.handle, SOURCE_ATTRIBUTION);
    }
}

static void take_handles(struct account *a)
{
    static const char differs[] = "the account was renamed, or the text credits another";
    static const char foreign[] =
        "the media stands in another account's post: its id and date are not taken";
    struct embed *e = a->embed;
    struct slice present = FIELDS_NOTE(a, "author.handle", author.handle);
    if (!present.length) {
        note_printed_handle(a);
    }
    if (a->own == OWN_POST) {
        testimony_add(&a->testimony, "author.handle", a->post.handle, a->post.source, NULL);
    } else if (a->own == OWN_FOREIGN && !present.length) {
        testimony_add_silent(&a->testimony, "author.handle", a->post.handle, SOURCE_REDIRECT);
    }
    if (present.length) {
        note_printed_handle(a);
    }
    testimony_compare(&a->testimony, "author.handle", same_handle, NULL,
                      a->own == OWN_FOREIGN ? foreign : differs);
    struct slice url = FIELDS_NOTE(a, "author.url", author.url);
    if (present.length) {
        e->author.handle = present;
        e->author.url = url.length ? url : e->author.url;
    } else if (a->own == OWN_POST && !e->author.handle.data && a->post.handle.data) {
        const struct match *m = &a->post.match;
        e->author.handle = a->post.handle;
        bool built = place_profile(m->place, m->handle, &a->c->built);
        e->author.url = context_built(a->c, built);
    }
    e->author.url = e->author.url.length ? e->author.url : url;
}

/* A display name may change: no conflict comes of it. */
static void take_name(struct account *a)
{
    struct embed *e = a->embed;
    struct slice present = FIELDS_NOTE(a, "author.name", author.name);
    if (is_told(a)) {
        testimony_add(&a->testimony, "author.name", e->author.name, name_source(e), NULL);
    }
    e->author.name = present.length ? present : e->author.name;
}

/* --- The date --- */

static bool read_date(struct slice text, int64_t *ms, bool *is_day)
{
    enum time_precision precision;
    bool zoned;
    bool is = date_read_iso(text, ms, &precision, &zoned) > 0;
    *is_day = precision == TIME_DAY;
    return is;
}

/* A day that a platform prints in UTC is that day; others are of somebody's zone: what lies within
 * 14 hours of it may be the same, as no zone is further from UTC. `of`: whether days are UTC's. */
static bool same_date(void *of, struct slice believed, struct slice other)
{
    enum { ZONES_MS = 14 * 3600000 };
    const bool *utc = of;
    int64_t ms[2];
    bool is_day[2];
    if (!read_date(believed, &ms[0], &is_day[0]) || !read_date(other, &ms[1], &is_day[1])) {
        return true;
    }
    if (*utc && (is_day[0] || is_day[1])) {
        return civil_to_ms(civil_from_ms(ms[0])) == civil_to_ms(civil_from_ms(ms[1]));
    }
    int64_t end[2];
    for (size_t i = 0; i < 2; i++) {
        end[i] = ms[i] + (is_day[i] ? MS_PER_DAY : 0) + ZONES_MS;
    }
    return ms[0] <= end[1] && ms[1] <= end[0];
}

/* The finest that answers say. */
static struct date told_date(const struct account *a)
{
    struct date finest = { .source = SOURCE_NONE };
    for (size_t i = 0; i < fields_told_count(a); i++) {
        const struct told *told = fields_told(a, i);
        bool says = told && told->date.source != SOURCE_NONE;
        bool better =
            finest.source == SOURCE_NONE || (says && told->date.precision > finest.precision);
        finest = says && better ? told->date : finest;
    }
    return finest;
}

void fields_take_date(struct account *a)
{
    struct embed *e = a->embed;
    const struct place *place = a->own == OWN_POST ? a->post.match.place : NULL;
    struct date of_id = place ? a->post.date : (struct date){ .source = SOURCE_NONE };
    struct date told = told_date(a);
    bool utc = place && place->prints_utc_days;
    struct date best = of_id.source != SOURCE_NONE ? of_id : told;
    if (of_id.source != SOURCE_NONE) {
        testimony_add_date(&a->testimony, &of_id, NULL);
    }
    for (size_t i = 0; i < fields_told_count(a); i++) {
        const struct told *one = fields_told(a, i);
        if (one) {
            testimony_add_date(&a->testimony, &one->date, one->endpoint);
        }
    }
    if (e->date.source == SOURCE_ATTRIBUTION || e->date.source == SOURCE_MARKUP) {
        testimony_add_date(&a->testimony, &e->date, NULL);
    }
    testimony_compare(&a->testimony, "date", same_date, &utc,
                      utc ? "the printed date is not the UTC date of the post's id"
                          : "the dates are further apart than time zones are");
    e->date = best.source != SOURCE_NONE ? best : e->date;
}

/* --- Words --- */

struct comparison {
    struct account *account;
    bool open;
};

static bool same_words(void *of, struct slice believed, struct slice other)
{
    struct comparison *with = of;
    return words_are_same(other, believed, with->open, &with->account->c->failed);
}

/* The document's words stay where they are the post's. */
static void take_text(struct account *a)
{
    struct embed *e = a->embed;
    struct slice told = FIELDS_NOTE(a, "text", text);
    struct comparison with = { a, e->text_open };
    if (is_told(a)) {
        testimony_add(&a->testimony, "text", e->text, document_source(e), NULL);
    }
    bool same = told.length && e->text.length && !e->text_open && same_words(&with, told, e->text);
    testimony_compare(&a->testimony, "text", same_words, &with,
                      "the words are not those of the post as its platform has it");
    if (told.length && !same) {
        e->text = told;
        e->text_open = false;
    }
}

static void take_rest(struct account *a)
{
    struct slice title = FIELDS_NOTE(a, "title", title);
    struct slice lang = FIELDS_NOTE(a, "lang", lang);
    struct embed_more known = embed_rest(a->embed);
    if (is_told(a)) {
        testimony_add(&a->testimony, "title", known.title, SOURCE_MARKUP, NULL);
        testimony_add(&a->testimony, "lang", known.lang, SOURCE_MARKUP, NULL);
    }
    struct embed_more *more =
        title.length || lang.length ? embed_more_of(a->embed, arena_of(a)) : NULL;
    if (more) {
        more->title = title.length ? title : more->title;
        more->lang = lang.length ? lang : more->lang;
    }
}

void fields_take_author(struct account *a)
{
    take_handles(a);
    take_name(a);
}

void fields_take_words(struct account *a)
{
    take_text(a);
    take_rest(a);
}
