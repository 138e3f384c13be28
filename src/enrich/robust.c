#include "enrich/robust.h"

#include "enrich/value.h"
#include "syntax/utf8.h"

/* In the order in which they are written; the last marks them as ours. */
enum { ORIGINAL, VERSION, DATE, MARK, NAMES };

static const char *const names[NAMES] = { "data-originalurl", "data-versionurl", "data-versiondate",
                                          "data-landfall" };

struct found {
    struct html_attribute list[NAMES]; /* the first of each name */
    struct html_attribute href;
};

static void keep_first(struct html_attribute *slot, const struct html_attribute *attribute)
{
    if (!slot->name.data) {
        *slot = *attribute;
    }
}

static struct found find(const struct html_token *tag)
{
    struct found found = { .href = { .name = { 0 } } };
    struct html_walk walk = html_walk(tag);
    struct html_attribute attribute;
    while (html_walk_next(&walk, &attribute)) {
        for (size_t i = 0; i < NAMES; i++) {
            if (slice_equal_nocase(attribute.name, slice_from(names[i]))) {
                keep_first(&found.list[i], &attribute);
            }
        }
        if (slice_equal_nocase(attribute.name, SLICE("href"))) {
            keep_first(&found.href, &attribute);
        }
    }
    return found;
}

/* The quote that a value stands in; '\0': none. */
static char quote_of(struct slice value)
{
    if (!value.data || (value.data[-1] != '"' && value.data[-1] != '\'')) {
        return '\0';
    }
    return value.data[-1];
}

/* --- Out --- */

/* Whether both mean the same. Where memory runs out the edits fail. */
static bool are_alike(struct slice a, struct slice b, struct edits *edits)
{
    struct buffer one = BUFFER(SIZE_MAX);
    struct buffer other = BUFFER(SIZE_MAX);
    html_decode(a, true, &one);
    html_decode(b, true, &other);
    bool alike =
        !one.failed && !other.failed && slice_equal(buffer_slice(&one), buffer_slice(&other));
    edits->failed |= one.failed || other.failed;
    buffer_free(&one);
    buffer_free(&other);
    return alike;
}

static void take_out(const struct reading *r, const struct html_attribute *attribute,
                     struct edits *edits)
{
    size_t from = reading_at(r, attribute->name.data);
    size_t to = reading_at(r, attribute->value.data) + attribute->value.length + 1;
    bool spaced = from > 0 && ascii_is_space(r->text.data[from - 1]);
    edits_remove(edits, from - spaced, to);
}

/* An href that was not rewritten since stands for what it stood for before. */
static void put_back(const struct reading *r, const struct found *found, struct edits *edits)
{
    struct slice href = found->href.value;
    struct slice kept = found->list[MARK].value;
    if (kept.length == 0 || !quote_of(href) ||
        !are_alike(href, found->list[ORIGINAL].value, edits)) {
        return;
    }
    size_t begin = edits_begin(edits);
    size_t from = reading_at(r, href.data);
    value_recall(kept, &edits->words);
    edits_replace(edits, begin, from, from + href.length);
}

/* Both of these are written each time, in double quotes. */
void robust_strip(const struct reading *r, const struct html_token *tag, struct edits *edits)
{
    struct found found = find(tag);
    if (quote_of(found.list[MARK].value) != '"' || quote_of(found.list[ORIGINAL].value) != '"') {
        return;
    }
    for (size_t i = 0; i < NAMES; i++) {
        if (quote_of(found.list[i].value) == '"') {
            take_out(r, &found.list[i], edits);
        }
    }
    put_back(r, &found, edits);
}

/* --- In --- */

bool robust_is_free(const struct html_token *tag)
{
    struct found found = find(tag);
    return !found.list[ORIGINAL].name.data && !found.list[VERSION].name.data &&
           !found.list[DATE].name.data;
}

/* Whether the value's bytes are those that its text would be written in again: malformed ones are
 * not, and would be lost; and without them another encoding may be guessed. */
static bool can_come_back(const struct reading *r, struct slice value, struct edits *edits)
{
    size_t at = reading_at(r, value.data);
    uint64_t from = reading_source(r, at);
    uint64_t to = reading_source(r, at + value.length);
    struct slice bytes = slice_part(r->bytes, (size_t)from, (size_t)to);
    struct buffer again = BUFFER(SIZE_MAX);
    if (r->decodes && r->is_guessed && !slice_is_ascii(value)) {
        return false;
    }
    bool same = r->decodes ? encoding_encode(r->encoding, value, &again)
                           : (utf8_is_valid(value) && slice_equal(value, bytes));
    same = same && (!r->decodes || slice_equal(buffer_slice(&again), bytes));
    edits->failed |= again.failed;
    buffer_free(&again);
    return same;
}

static void lead_on(const struct reading *r, struct slice href, struct slice to,
                    struct edits *edits)
{
    size_t begin = edits_begin(edits);
    size_t from = reading_at(r, href.data);
    value_add_url(to, &edits->words);
    edits_replace(edits, begin, from, from + href.length);
}

static void add_url(const char *name, struct slice url, struct buffer *into)
{
    struct buffer value = BUFFER(SIZE_MAX);
    value_add_url(url, &value);
    value_add_attribute(name, buffer_slice(&value), into);
    into->failed |= value.failed;
    buffer_free(&value);
}

static void add_mark(struct slice stood, struct buffer *into)
{
    struct buffer value = BUFFER(SIZE_MAX);
    value_keep(stood, &value);
    value_add_attribute(names[MARK], buffer_slice(&value), into);
    into->failed |= value.failed;
    buffer_free(&value);
}

void robust_add(const struct reading *r, const struct html_token *tag,
                const struct link_facts *facts, bool rewrite, struct edits *edits)
{
    struct slice href = find(tag).href.value;
    bool rewrites = rewrite && facts->is_alive && href.length && quote_of(href) &&
                    can_come_back(r, href, edits);
    size_t begin = edits_begin(edits);
    add_url(names[ORIGINAL], facts->original, &edits->words);
    if (facts->version.data) {
        add_url(names[VERSION], facts->version, &edits->words);
    }
    if (facts->date.length) {
        value_add_attribute(names[DATE], facts->date, &edits->words);
    }
    add_mark(rewrites ? href : (struct slice){ 0 }, &edits->words);
    edits_insert(edits, begin, reading_at(r, tag->name.data) + tag->name.length, EDIT_BEHIND);
    if (rewrites) {
        lead_on(r, href, facts->original, edits);
    }
}
