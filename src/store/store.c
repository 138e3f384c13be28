#include "store/store.h"

#include "base/arena.h"
#include "base/sha256.h"
#include "base/time.h"
#include "store/database.h"
#include "store/saved.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    SUM = 16,                /* digits */
    PENDING_MOST = 64,       /* texts that wait to be written ... */
    PENDING_BYTES = 1 << 20, /* ... and how much they are together, about */
    PENDING_MS = 200,        /* ... and how long */
    LOOKS_MOST = 1000000000
};

static const int64_t clock_slack = 300000; /* ms by which another machine's clock may be ahead */
static const int64_t texts_last = 90LL * MS_PER_DAY;
static const int64_t looks_last = 400LL * MS_PER_DAY;

/* A text that is to be written. */
struct pending {
    const char *kind; /* lives for ever */
    struct slice key, text;
    enum state state;
    int64_t at;
};

struct store {
    struct arena arena;
    struct database database;
    struct slice asking;
    int64_t life_ms[STATE_SKIPPED + 1];
    bool refresh, wrote;
    struct arena held; /* what the pending texts point to */
    struct pending pending[PENDING_MOST];
    size_t pending_count, pending_bytes;
    int64_t pending_since; /* time_tick_ms */
    struct buffer text;
};

struct store *store_open(const struct store_options *options)
{
    struct store *s = calloc(1, sizeof *s);
    if (!s) {
        return NULL;
    }
    s->text = BUFFER(SAVED_MOST);
    s->asking = arena_copy(&s->arena, options->asking);
    struct slice path = arena_copy(&s->arena, slice_from(options->path));
    s->refresh = options->refresh;
    memcpy(s->life_ms, options->life_ms, sizeof s->life_ms);
    if (s->arena.failed) {
        arena_free(&s->arena);
        free(s);
        return NULL;
    }
    database_open(&s->database, path.data, options->warnings);
    return s;
}

/* --- Values in and out of statements --- */

static void bind(sqlite3_stmt *statement, int at, struct slice s)
{
    sqlite3_bind_text(statement, at, s.data ? s.data : "", (int)s.length, SQLITE_STATIC);
}

/* False: it is of another type, or longer. What it gives lasts as long as the row. */
static bool read_text(sqlite3_stmt *row, int column, size_t most, struct slice *out)
{
    if (sqlite3_column_type(row, column) != SQLITE_TEXT) {
        return false;
    }
    const char *text = (const char *)sqlite3_column_text(row, column);
    *out = slice_of(text, (size_t)sqlite3_column_bytes(row, column));
    return text && out->length <= most;
}

static bool read_number(sqlite3_stmt *row, int column, int64_t least, int64_t most, int64_t *out)
{
    *out = sqlite3_column_int64(row, column);
    return sqlite3_column_type(row, column) == SQLITE_INTEGER && *out >= least && *out <= most;
}

static void sum_up(const struct store *s, const struct pending *p, char out[SUM + 1])
{
    char numbers[64];
    int length = snprintf(numbers, sizeof numbers, "%lld %d", (long long)p->at, (int)p->state);
    const struct slice parts[] = { s->asking, slice_from(p->kind), p->key,
                                   slice_of(numbers, (size_t)length), p->text };
    struct sha256 h;
    sha256_open(&h);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        sha256_add_part(&h, parts[i]);
    }
    sha256_close_hex(&h, SUM, out);
}

/* --- Texts --- */

static bool is_good(const struct store *s, const struct pending *p, int64_t now)
{
    int64_t age = now - p->at;
    return age >= -clock_slack && age < s->life_ms[p->state];
}

/* Reads a row of GET_TEXT; what it points to lasts as long as the row. */
static bool read_row(const struct store *s, sqlite3_stmt *row, struct pending *p)
{
    int64_t state;
    struct slice sum;
    char right[SUM + 1];
    if (!read_number(row, 0, 1, INT64_MAX / 2, &p->at) ||
        !read_number(row, 1, STATE_ALIVE, STATE_UNSURE, &state) ||
        !read_text(row, 2, SAVED_MOST, &p->text) || !read_text(row, 3, SUM, &sum)) {
        return false;
    }
    p->state = (enum state)state;
    sum_up(s, p, right);
    return slice_equal(sum, slice_from(right));
}

bool store_get_text(struct store *s, const char *kind, struct slice key, int64_t now,
                    struct arena *arena, struct slice *out)
{
    if (!s || s->refresh) {
        return false;
    }
    struct pending p = { .kind = kind, .key = key };
    sqlite3_stmt *statement = database_statement(&s->database, GET_TEXT);
    bind(statement, 1, key);
    bind(statement, 2, slice_from(kind));
    bind(statement, 3, s->asking);
    bool found =
        database_row(&s->database, statement) && read_row(s, statement, &p) && is_good(s, &p, now);
    *out = found ? arena_copy(arena, p.text) : (struct slice){ .data = NULL };
    database_rest(&s->database, GET_TEXT);
    return found && out->data;
}

static void drop_pending(struct store *s)
{
    arena_reset(&s->held);
    s->pending_count = s->pending_bytes = 0;
}

static bool write_one(struct store *s, const struct pending *p)
{
    char sum[SUM + 1];
    sum_up(s, p, sum);
    sqlite3_stmt *statement = database_statement(&s->database, PUT_TEXT);
    bind(statement, 1, p->key);
    bind(statement, 2, slice_from(p->kind));
    bind(statement, 3, s->asking);
    sqlite3_bind_int64(statement, 4, p->at);
    sqlite3_bind_int64(statement, 5, p->state);
    bind(statement, 6, p->text);
    bind(statement, 7, slice_of(sum, SUM));
    return database_do(&s->database, statement);
}

/* All of them or none. */
static bool write_pending(struct store *s)
{
    bool good = database_begin(&s->database);
    for (size_t i = 0; good && i < s->pending_count; i++) {
        good = write_one(s, &s->pending[i]);
    }
    return good && database_commit(&s->database);
}

/* Where the database had to be made anew meanwhile, they are written to the new one. */
void store_flush(struct store *s)
{
    if (!s || s->pending_count == 0) {
        return;
    }
    s->wrote = write_pending(s) || (!s->database.full && write_pending(s)) || s->wrote;
    drop_pending(s);
}

static void flush_if_due(struct store *s)
{
    if (s->pending_count == PENDING_MOST || s->pending_bytes >= PENDING_BYTES ||
        time_tick_ms() - s->pending_since >= PENDING_MS) {
        store_flush(s);
    }
}

void store_put_text(struct store *s, const char *kind, struct slice key, enum state state,
                    int64_t at, struct slice text)
{
    bool fits = state >= STATE_ALIVE && state <= STATE_UNSURE && at > 0 && text.data &&
                text.length <= SAVED_MOST;
    if (!s || !fits || !s->database.db || s->database.full) {
        return;
    }
    s->pending_since = s->pending_count ? s->pending_since : time_tick_ms();
    struct pending *p = &s->pending[s->pending_count++];
    *p = (struct pending){ kind, arena_copy(&s->held, key), arena_copy(&s->held, text), state, at };
    s->pending_bytes += key.length + text.length;
    if (s->held.failed) {
        drop_pending(s);
        return;
    }
    flush_if_due(s);
}

/* --- Outcomes --- */

bool store_get(struct store *s, const char *kind, struct slice url, int64_t now,
               struct arena *arena, struct outcome *out)
{
    struct slice text;
    return store_get_text(s, kind, url, now, arena, &text) && saved_read(url, text, arena, out);
}

void store_put(struct store *s, const char *kind, const struct outcome *o)
{
    if (!s || o->cached || !saved_is_worth(o)) {
        return;
    }
    buffer_reset(&s->text);
    saved_write(o, &s->text);
    if (!s->text.failed) {
        store_put_text(s, kind, o->url, reason_state(o->reason), o->checked_at,
                       buffer_slice(&s->text));
    }
}

/* --- Looks --- */

static struct looks read_looks(struct store *s, struct slice url, int64_t latest)
{
    int64_t count = 0;
    int64_t since = 0;
    sqlite3_stmt *statement = database_statement(&s->database, GET_LOOKS);
    bind(statement, 1, url);
    bind(statement, 2, s->asking);
    bool known = database_row(&s->database, statement) &&
                 read_number(statement, 0, 1, LOOKS_MOST, &count) &&
                 read_number(statement, 1, 1, latest + clock_slack, &since);
    database_rest(&s->database, GET_LOOKS);
    return known ? (struct looks){ (unsigned)count, since } : (struct looks){ 0 };
}

static bool write_looks(struct store *s, struct slice url, struct looks looks, int64_t at)
{
    sqlite3_stmt *statement =
        database_statement(&s->database, looks.count ? PUT_LOOKS : DROP_LOOKS);
    bind(statement, 1, url);
    bind(statement, 2, s->asking);
    if (looks.count) {
        sqlite3_bind_int64(statement, 3, looks.count);
        sqlite3_bind_int64(statement, 4, looks.since);
        sqlite3_bind_int64(statement, 5, at);
    }
    return database_do(&s->database, statement);
}

/* Between reading and writing no other run may count. */
static struct looks count_look(struct store *s, struct slice url, int64_t at)
{
    bool writes = database_begin(&s->database);
    struct looks looks = read_looks(s, url, at);
    looks.since = looks.count ? looks.since : at;
    looks.count += looks.count < LOOKS_MOST;
    if (writes) {
        s->wrote = (write_looks(s, url, looks, at) && database_commit(&s->database)) || s->wrote;
    }
    return looks;
}

struct looks store_look(struct store *s, struct slice url, enum state state, int64_t at)
{
    if (!s) {
        return (struct looks){ .count = state == STATE_DEAD,
                               .since = state == STATE_DEAD ? at : 0 };
    }
    if (state == STATE_DEAD) {
        return count_look(s, url, at);
    }
    struct looks looks = read_looks(s, url, at);
    if (state == STATE_ALIVE && looks.count && !s->database.full) {
        looks = (struct looks){ 0 };
        s->wrote = write_looks(s, url, looks, at) || s->wrote;
    }
    return looks;
}

struct looks store_looks(struct store *s, struct slice url)
{
    return s ? read_looks(s, url, time_now_ms()) : (struct looks){ 0 };
}

/* --- The end --- */

static void forget_before(struct store *s, enum statement which, int64_t at)
{
    sqlite3_stmt *statement = database_statement(&s->database, which);
    sqlite3_bind_int64(statement, 1, at);
    database_do(&s->database, statement);
}

static void forget_old(struct store *s)
{
    int64_t now = time_now_ms();
    forget_before(s, FORGET_TEXTS, now - texts_last);
    forget_before(s, FORGET_LOOKS, now - looks_last);
    if (s->database.large) {
        database_do(&s->database, database_statement(&s->database, FORGET_OLDEST));
    }
}

void store_close(struct store *s)
{
    if (!s) {
        return;
    }
    store_flush(s);
    if (s->wrote && !s->database.full) {
        forget_old(s);
    }
    database_close(&s->database);
    arena_free(&s->held);
    arena_free(&s->arena);
    buffer_free(&s->text);
    free(s);
}
