/* The text is a row of fields, each "LENGTH:BYTES" and a line's end, or "-" where it is absent.
 * Numbers are decimal, words those of the contract. */
#include "describe/remembered.h"

#include "describe/asked.h"
#include "syntax/utf8.h"

#include <stdio.h>

enum { FIELD_MOST = 64 << 10 };

static const unsigned long long time_most = 253402300799999; /* the year 9999 */

/* The texts of an answer, in the order in which they are written. */
static const size_t texts[] = {
    offsetof(struct told, post_id),       offsetof(struct told, url),
    offsetof(struct told, author.name),   offsetof(struct told, author.handle),
    offsetof(struct told, author.url),    offsetof(struct told, text),
    offsetof(struct told, title),         offsetof(struct told, lang),
    offsetof(struct told, target),        offsetof(struct told, lead),
    offsetof(struct told, original.name), offsetof(struct told, original.handle),
    offsetof(struct told, original.url),  offsetof(struct told, reposted),
};

enum { TEXT_COUNT = sizeof texts / sizeof *texts };

/* --- Writing --- */

static void add(struct buffer *into, struct slice s)
{
    if (s.data) {
        buffer_add_number(into, s.length);
        buffer_add_char(into, ':');
        buffer_add(into, s);
    } else {
        buffer_add_char(into, '-');
    }
    buffer_add_char(into, '\n');
}

static void add_number(struct buffer *into, unsigned long long n)
{
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%llu", n);
    add(into, slice_of(digits, (size_t)length));
}

static void add_reason(struct buffer *into, enum reason reason)
{
    add(into, slice_from(state_word(reason_state(reason))));
    add(into, slice_from(reason_word(reason)));
}

/* A date before 1970 is none. */
static void add_told(struct buffer *into, const struct told *t)
{
    add(into, slice_from(t->endpoint));
    add_reason(into, t->reason);
    bool dated = t->date.source != SOURCE_NONE && t->date.ms >= 0;
    add_number(into, dated);
    if (dated) {
        add_number(into, (unsigned long long)t->date.ms);
        add_number(into, t->date.precision);
        add_number(into, t->date.source);
    }
    add_number(into, t->archived);
    for (size_t i = 0; i < TEXT_COUNT; i++) {
        add(into, *(const struct slice *)(const void *)((const char *)t + texts[i]));
    }
}

void question_write(const struct question *q, struct buffer *into)
{
    add_number(into, q->told_count);
    for (size_t i = 0; i < q->told_count; i++) {
        add_told(into, &q->told[i]);
    }
}

void lookup_write(const struct lookup *l, struct buffer *into)
{
    add(into, l->found.url);
    add_number(into, l->found.datetime < 0 ? 0 : (unsigned long long)l->found.datetime);
    add(into, l->found.source);
    add(into, slice_from(l->found.reason));
    add(into, l->moved_to);
    add_told(into, &l->told);
}

/* --- Reading --- */

struct reading {
    struct slice rest;
    struct arena *arena;
    bool bad; /* what was read so far is no such text */
};

/* Of what is bad it is absent. */
static struct slice take(struct reading *r)
{
    unsigned long long length = 0;
    struct slice none = { .data = NULL };
    if (r->bad || slice_starts(r->rest, SLICE("-\n"))) {
        r->rest = r->bad ? r->rest : slice_skip(r->rest, 2);
        return none;
    }
    size_t colon = slice_find(r->rest, ':');
    r->bad = colon == r->rest.length ||
             !slice_number(slice_part(r->rest, 0, colon), FIELD_MOST, &length);
    struct slice behind = r->bad ? none : slice_skip(r->rest, colon + 1);
    r->bad = r->bad || length >= behind.length || behind.data[length] != '\n' ||
             !utf8_is_valid(slice_part(behind, 0, (size_t)length));
    if (r->bad) {
        return none;
    }
    r->rest = slice_skip(behind, (size_t)length + 1);
    return slice_part(behind, 0, (size_t)length);
}

static struct slice take_text(struct reading *r)
{
    return arena_copy(r->arena, take(r));
}

static unsigned long long take_number(struct reading *r, unsigned long long most)
{
    unsigned long long number = 0;
    r->bad = !slice_number(take(r), most, &number);
    return r->bad ? 0 : number;
}

/* By the state, too: two reasons share a word. Both are absent of REASON_NONE. */
static enum reason take_reason(struct reading *r)
{
    struct slice state = take(r);
    struct slice word = take(r);
    for (enum reason reason = REASON_NONE; reason < REASON_COUNT && !r->bad; reason++) {
        if (slice_equal(word, slice_from(reason_word(reason))) &&
            slice_equal(state, slice_from(state_word(reason_state(reason))))) {
            return reason;
        }
    }
    r->bad = true;
    return REASON_NONE;
}

static struct date take_date(struct reading *r)
{
    struct date date = { .source = SOURCE_NONE };
    if (take_number(r, 1) == 1) {
        date.ms = (int64_t)take_number(r, time_most);
        date.precision = (enum time_precision)take_number(r, TIME_MS);
        date.source = (enum source)take_number(r, SOURCE_COUNT - 1);
    }
    return date;
}

static void take_told(struct reading *r, const char *endpoint, struct told *t)
{
    *t = (struct told){ .endpoint = endpoint, .reason = take_reason(r) };
    t->date = take_date(r);
    t->archived = take_number(r, 1) == 1;
    for (size_t i = 0; i < TEXT_COUNT; i++) {
        *(struct slice *)(void *)((char *)t + texts[i]) = take_text(r);
    }
}

/* The endpoint of the subject's platform that has this name; NULL: none has. */
static const char *endpoint_of(const struct subject *about, struct slice name)
{
    const struct endpoint *e = asked_rows(about);
    while (e->name && !slice_equal(name, slice_from(e->name))) {
        e++;
    }
    return e->name;
}

static bool is_whole(const struct reading *r)
{
    return !r->bad && r->rest.length == 0 && !r->arena->failed;
}

bool question_read(struct question *q, struct slice text)
{
    struct reading r = { .rest = text, .arena = &q->said };
    size_t count = (size_t)take_number(&r, TOLD_MOST);
    struct told told[TOLD_MOST];
    for (size_t i = 0; i < count && !r.bad; i++) {
        const char *endpoint = endpoint_of(&q->about, take(&r));
        r.bad = r.bad || !endpoint;
        take_told(&r, endpoint, &told[i]);
    }
    if (!is_whole(&r)) {
        return false;
    }
    memcpy(q->told, told, count * sizeof *told);
    q->told_count = count;
    return true;
}

/* The words live for ever. */
static const char *take_why(struct reading *r)
{
    static const char *const known[] = { "none", "excluded", "rate_limited", "unreachable" };
    struct slice word = take(r);
    for (size_t i = 0; word.data && i < sizeof known / sizeof *known; i++) {
        if (slice_equal(word, slice_from(known[i]))) {
            return known[i];
        }
    }
    r->bad = r->bad || word.data;
    return NULL;
}

bool lookup_read(struct lookup *l, struct slice text)
{
    struct reading r = { .rest = text, .arena = &l->said };
    struct archive found = { .url = take_text(&r) };
    found.datetime = (int64_t)take_number(&r, time_most);
    found.source = take_text(&r);
    found.reason = take_why(&r);
    struct slice moved_to = take_text(&r);
    struct told told;
    struct slice endpoint = take(&r);
    const char *own = archive_endpoint(found.source);
    r.bad = r.bad || (endpoint.data && !slice_equal(endpoint, slice_from(own)));
    take_told(&r, endpoint.data ? own : NULL, &told);
    if (!is_whole(&r) || !found.source.data || (!found.url.data && !found.reason)) {
        return false;
    }
    l->found = found;
    l->moved_to = moved_to;
    l->told = told;
    return true;
}
