#include "session/memory.h"

#include "base/sha256.h"
#include "base/time.h"
#include "follow/follow.h"
#include "session/option.h"
#include "session/session.h"
#include "store/store.h"

/* --- Who asks --- */

/* Of a header that has a secret, host and name count: a token that changes from day to day is not
 * to make every run the first. */
static struct slice part_of(const struct option_row *row, const char *item)
{
    struct slice part = slice_from(item);
    size_t host = slice_find(part, ':');
    if (strcmp(row->option.name, "header") == 0 && host < part.length) {
        size_t name = slice_find(slice_skip(part, host + 1), ':');
        part = slice_part(part, 0, host + 1 + name);
    }
    return part;
}

static void add_list(struct sha256 *h, const struct option_row *row, const char *const *list)
{
    for (size_t i = 0; list && list[i]; i++) {
        sha256_add_part(h, part_of(row, list[i]));
    }
}

static void add_option(struct sha256 *h, const struct option_row *row, const lf_options *options)
{
    const void *field = (const char *)options + row->at;
    sha256_add_part(h, slice_from(row->option.name));
    switch (row->type) {
    case OPTION_FLAG:
        sha256_add_part(h, *(const int *)field ? SLICE("yes") : SLICE("no"));
        break;
    case OPTION_COUNT:
        sha256_add_part(h, slice_of(field, sizeof(unsigned)));
        break;
    case OPTION_SECONDS:
        sha256_add_part(h, slice_of(field, sizeof(double)));
        break;
    case OPTION_TEXT:
        sha256_add_part(h, slice_from(*(const char *const *)field));
        break;
    case OPTION_EACH:
    case OPTION_COMMAS:
    default:
        add_list(h, row, *(const char *const *const *)field);
        break;
    }
}

enum { ASKING = 16 }; /* digits */

static void describe_asking(const lf_options *options, char out[ASKING + 1])
{
    struct sha256 h;
    sha256_open(&h);
    for (size_t i = 0; i < option_row_count; i++) {
        if (option_rows[i].decides) {
            add_option(&h, &option_rows[i], options);
        }
    }
    sha256_close_hex(&h, ASKING, out);
}

/* --- Opening and closing --- */

static lf_status refuse(struct lf_session *s, const char *name, const char *value)
{
    return session_fail(&s->error, LF_USAGE, "--%s takes %s, not \"%s\"", name,
                        option_named(name)->option.takes, value);
}

/* Reads "STATE=DURATION". */
static bool read_life(const char *item, int64_t life_ms[STATE_SKIPPED + 1])
{
    struct slice rest = slice_from(item);
    struct slice word = slice_cut(&rest, '=');
    for (enum state state = STATE_ALIVE; state < STATE_SKIPPED; state++) {
        if (slice_equal(word, slice_from(state_word(state)))) {
            return time_read_duration(rest, &life_ms[state]);
        }
    }
    return false;
}

static lf_status read_options(struct lf_session *s, struct store_options *store)
{
    const lf_options *o = &s->options;
    for (size_t i = 0; o->cache_life && o->cache_life[i]; i++) {
        if (!read_life(o->cache_life[i], store->life_ms)) {
            return refuse(s, "cache-life", o->cache_life[i]);
        }
    }
    if (o->fail_after && !patience_read(slice_from(o->fail_after), &s->memory.patience)) {
        return refuse(s, "fail-after", o->fail_after);
    }
    return LF_OK;
}

lf_status memory_open(struct lf_session *s)
{
    const lf_options *o = &s->options;
    char asking[ASKING + 1];
    struct store_options store = { .path = o->cache,
                                   .life_ms = { [STATE_ALIVE] = 7LL * MS_PER_DAY,
                                                [STATE_DEAD] = 600000,
                                                [STATE_UNSURE] = 60000 },
                                   /* What is remembered was no exchange of this run. */
                                   .refresh = o->refresh || o->record,
                                   .warnings = &s->warnings };
    s->warnings = BUFFER(WARNINGS_MOST);
    seen_init(&s->memory.asked);
    seen_init(&s->memory.looked);
    lf_status status = read_options(s, &store);
    bool asks = o->mode == LF_CHECK && !o->offline && !o->replay;
    if (status != LF_OK || !asks || !o->cache) {
        return status;
    }
    describe_asking(o, asking);
    store.asking = slice_of(asking, ASKING);
    s->memory.store = store_open(&store);
    return s->memory.store ? LF_OK : LF_NO_MEMORY;
}

void memory_close(struct lf_session *s)
{
    store_close(s->memory.store);
    seen_free(&s->memory.asked);
    seen_free(&s->memory.looked);
    buffer_free(&s->warnings);
}

/* --- Answers and looks --- */

/* Kinds of what is kept. Of what a post points to nobody asks at which post that ends. */
static const char links[] = "link";
static const char leads[] = "lead";

/* What is dead was found so at least once. */
static void note_looks(struct outcome *o, struct looks looks)
{
    bool dead = reason_state(o->reason) == STATE_DEAD;
    bool known = looks.count > 0;
    o->looks = !dead ? 0 : known ? looks.count : 1;
    o->dead_since = !dead ? 0 : known ? looks.since : o->checked_at;
}

/* Whatever the store holds meanwhile, a URL that was asked for in this run has its own answer. */
static struct outcome *find(struct lf_session *s, enum memory_kind kind, struct slice url,
                            struct arena *arena)
{
    struct memory *m = &s->memory;
    struct outcome found;
    bool fresh;
    if (!m->store || seen_has(&m->asked, url)) {
        return NULL;
    }
    int64_t now = time_now_ms();
    bool known = (kind == MEMORY_LEAD && store_get(m->store, leads, url, now, arena, &found)) ||
                 store_get(m->store, links, url, now, arena, &found);
    if (!known) {
        seen_add(&m->asked, url, &fresh);
        return NULL;
    }
    struct outcome *outcome = ARENA_NEW(arena, struct outcome);
    if (outcome) {
        *outcome = found;
        outcome->kept = true;
        outcome->post_end = POST_KNOWN; /* of which it says what came of it */
        note_looks(outcome, store_looks(m->store, url));
    }
    return outcome;
}

struct outcome *memory_follow(struct lf_session *s, enum memory_kind kind, struct slice url,
                              struct arena *arena)
{
    struct outcome *outcome = find(s, kind, url, arena);
    return outcome ? outcome : follow_url(s->follow, url);
}

void memory_let_go(const struct outcome *outcome)
{
    if (outcome && !outcome->cached) {
        follow_let_go(outcome);
    }
}

/* Where memory is out a look may be counted again. */
void memory_keep(struct lf_session *s, struct outcome *outcome)
{
    struct memory *m = &s->memory;
    enum state state = reason_state(outcome->reason);
    bool is_link = outcome->seen;
    bool first = true;
    bool is_page = outcome->waiting && outcome->waiting->job->page == outcome;
    if (is_page || s->options.mode != LF_CHECK || outcome->kept || state == STATE_SKIPPED) {
        return;
    }
    if (!is_link) {
        store_put(m->store, leads, outcome);
        return;
    }
    outcome->kept = true;
    seen_add(&m->looked, outcome->url, &first);
    note_looks(outcome, first || !m->store
                            ? store_look(m->store, outcome->url, state, outcome->checked_at)
                            : store_looks(m->store, outcome->url));
    store_put(m->store, links, outcome);
}

void memory_rest(struct lf_session *s)
{
    store_flush(s->memory.store);
}

void memory_judge(const struct lf_session *s, const struct outcome *outcome,
                  struct finding *finding)
{
    if (!outcome) {
        return;
    }
    finding->cached = outcome->cached;
    if (finding->class != CLASS_DEAD) {
        return;
    }
    finding->looks = outcome->looks;
    finding->dead_since = outcome->dead_since;
    bool early =
        !patience_ended(&s->memory.patience, outcome->looks, outcome->dead_since, time_now_ms());
    if (early && finding->severity == SEVERITY_ERROR) {
        finding->severity = SEVERITY_WARNING;
    }
}

/* --- Texts --- */

static bool find_text(void *of, const char *kind, struct slice key, struct arena *arena,
                      struct slice *out)
{
    const struct lf_session *s = of;
    return store_get_text(s->memory.store, kind, key, time_now_ms(), arena, out);
}

static void keep_text(void *of, const char *kind, struct slice key, enum state state,
                      struct slice text)
{
    const struct lf_session *s = of;
    store_put_text(s->memory.store, kind, key, state, time_now_ms(), text);
}

const struct remembers *memory_remembers(struct lf_session *s)
{
    s->memory.remembers = (struct remembers){ s, find_text, keep_text };
    return s->memory.store ? &s->memory.remembers : NULL;
}

/* --- What is worth knowing --- */

const char *lf_warning(lf_session *s)
{
    return s ? session_line(&s->warnings, &s->warned) : NULL;
}
