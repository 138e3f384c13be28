/* The text is lines. The first holds state, reason, status, TLS fault, when, how long, tries and
 * how many hops follow; then come final URL, canonical URL and title, each "LENGTH:BYTES", or "-"
 * where there is none; then a line for each hop: how it was reached, its status, its URL. */
#include "store/saved.h"

#include "syntax/url.h"
#include "syntax/utf8.h"

enum { STATUS_LEAST = 100, STATUS_MOST = 999, TRIES_MOST = 1000000, TITLE_MOST = 64 << 10 };

static const unsigned long long time_most = 253402300799999; /* the year 9999 */

bool saved_is_worth(const struct outcome *o)
{
    enum state state = reason_state(o->reason);
    return o->done && (state == STATE_ALIVE || state == STATE_DEAD || state == STATE_UNSURE) &&
           o->hop_count > 0 && o->hop_count <= SAVED_HOPS && !o->cut;
}

/* --- Writing --- */

static void add_word(struct buffer *into, const char *word, char behind)
{
    buffer_add(into, word ? slice_from(word) : SLICE("-"));
    buffer_add_char(into, behind);
}

static void add_number(struct buffer *into, unsigned long long n, char behind)
{
    buffer_add_number(into, n);
    buffer_add_char(into, behind);
}

static void add_text(struct buffer *into, struct slice s)
{
    if (s.data) {
        add_number(into, s.length, ':');
        buffer_add(into, s);
        buffer_add_char(into, '\n');
    } else {
        add_word(into, NULL, '\n');
    }
}

static void add_hop(struct buffer *into, const struct hop *hop)
{
    add_word(into, via_word(hop->via), ' ');
    add_number(into, (unsigned)hop->status, ' ');
    add_text(into, hop->url);
}

void saved_write(const struct outcome *o, struct buffer *into)
{
    add_word(into, state_word(reason_state(o->reason)), ' ');
    add_word(into, reason_word(o->reason), ' ');
    add_number(into, (unsigned)o->status, ' ');
    add_word(into, tls_word(o->tls), ' ');
    add_number(into, (unsigned long long)o->checked_at, ' ');
    add_number(into, (unsigned long long)o->ms, ' ');
    add_number(into, o->attempts, ' ');
    add_number(into, o->hop_count, '\n');
    add_text(into, o->final);
    add_text(into, o->canonical);
    add_text(into, o->title);
    for (size_t i = 0; i < o->hop_count; i++) {
        add_hop(into, &o->hops[i]);
    }
}

/* --- Reading --- */

struct reading {
    struct slice rest;
    struct arena *arena;
    bool bad; /* what was read so far is no answer */
};

/* What stands before `behind`, which has to be there. Of what is bad it is "". */
static struct slice take(struct reading *r, char behind)
{
    r->bad = r->bad || slice_find(r->rest, behind) == r->rest.length;
    return r->bad ? SLICE("") : slice_cut(&r->rest, behind);
}

static unsigned long long take_number(struct reading *r, unsigned long long most, char behind)
{
    unsigned long long number = 0;
    r->bad = !slice_number(take(r, behind), most, &number);
    return r->bad ? 0 : number;
}

static int take_status(struct reading *r)
{
    unsigned long long status = take_number(r, STATUS_MOST, ' ');
    r->bad = r->bad || (status > 0 && status < STATUS_LEAST);
    return (int)status;
}

/* Which of an enum's words it is; the one that has none is written as "-". */
static unsigned take_word(struct reading *r, const char *(*word_of)(unsigned), unsigned count)
{
    struct slice word = take(r, ' ');
    for (unsigned i = 0; i < count; i++) {
        const char *known = word_of(i);
        if (slice_equal(word, slice_from(known ? known : "-"))) {
            return i;
        }
    }
    r->bad = true;
    return 0;
}

static const char *state_at(unsigned i)
{
    return state_word((enum state)i);
}

static const char *tls_at(unsigned i)
{
    return tls_word((enum tls_fault)i);
}

static const char *via_at(unsigned i)
{
    return via_word((enum via)i);
}

/* By the state, too: two reasons share a word. What is skipped is not kept. */
static enum reason take_reason(struct reading *r)
{
    enum state state = (enum state)take_word(r, state_at, STATE_SKIPPED);
    struct slice word = take(r, ' ');
    for (enum reason reason = REASON_OK; reason < REASON_COUNT; reason++) {
        if (reason_state(reason) == state && slice_equal(word, slice_from(reason_word(reason)))) {
            return reason;
        }
    }
    r->bad = true;
    return REASON_NONE;
}

/* A text that was not absent when it was written. */
static struct slice take_present(struct reading *r, size_t most)
{
    size_t length = take_number(r, most, ':');
    r->bad = r->bad || length >= r->rest.length || r->rest.data[length] != '\n';
    if (r->bad) {
        return (struct slice){ .data = NULL };
    }
    struct slice text = slice_part(r->rest, 0, length);
    r->rest = slice_skip(r->rest, length + 1);
    r->bad = !utf8_is_valid(text);
    return text;
}

static struct slice take_text(struct reading *r, size_t most)
{
    struct slice none = { .data = NULL };
    if (!r->bad && slice_starts(r->rest, SLICE("-\n"))) {
        r->rest = slice_skip(r->rest, 2);
        return none;
    }
    return take_present(r, most);
}

/* Whether it is as a parser of URLs leaves one, near enough: nothing in it ends a line. */
static bool is_web(struct slice url)
{
    bool plain = slice_starts(url, SLICE("http://")) || slice_starts(url, SLICE("https://"));
    for (size_t i = 0; plain && i < url.length; i++) {
        plain = (unsigned char)url.data[i] > ' ' && url.data[i] != 0x7f;
    }
    return plain;
}

static struct slice take_web(struct reading *r)
{
    struct slice url = take_text(r, URL_MOST);
    r->bad = r->bad || (url.data && !is_web(url));
    return arena_copy(r->arena, url);
}

/* The first is the URL that was asked for. */
static struct hop take_hop(struct reading *r, const struct slice *first)
{
    struct hop hop = { .via = (enum via)take_word(r, via_at, VIA_FORM + 1) };
    hop.status = take_status(r);
    struct slice url = take_present(r, URL_MOST);
    bool fits = first ? slice_equal(url, *first) && hop.via == VIA_NONE
                      : url.length > 0 && hop.via != VIA_NONE;
    r->bad = r->bad || !fits;
    hop.url = r->bad ? url : arena_copy(r->arena, url);
    return hop;
}

static void take_hops(struct reading *r, struct outcome *o, size_t count)
{
    r->bad = r->bad || count == 0;
    o->hops = r->bad ? NULL : ARENA_ARRAY(r->arena, struct hop, count);
    for (size_t i = 0; o->hops && !r->bad && i < count; i++) {
        o->hops[i] = take_hop(r, i == 0 ? &o->url : NULL);
    }
    o->hop_count = o->hops && !r->bad ? count : 0;
}

bool saved_read(struct slice url, struct slice text, struct arena *arena, struct outcome *out)
{
    struct reading r = { .rest = text, .arena = arena };
    *out = (struct outcome){ .url = url, .done = true, .cached = true };
    out->reason = take_reason(&r);
    out->status = take_status(&r);
    out->tls = (enum tls_fault)take_word(&r, tls_at, TLS_COUNT);
    out->checked_at = (int64_t)take_number(&r, time_most, ' ');
    out->ms = (int64_t)take_number(&r, time_most, ' ');
    out->attempts = (unsigned)take_number(&r, TRIES_MOST, ' ');
    size_t hops = take_number(&r, SAVED_HOPS, '\n');
    out->final = take_web(&r);
    out->canonical = take_web(&r);
    out->title = arena_copy(arena, take_text(&r, TITLE_MOST));
    take_hops(&r, out, hops);
    outcome_note_redirects(out);
    return !r.bad && r.rest.length == 0 && !arena->failed;
}
