#include "store/database.h"

#include "store/open.h"

enum { MENDED_MOST = 2 };

static const char *const texts[STATEMENT_COUNT] = {
    [BEGIN_WRITING] = "BEGIN IMMEDIATE",
    [COMMIT] = "COMMIT",
    [GET_TEXT] =
        "SELECT at, state, text, sum FROM texts WHERE key = ?1 AND kind = ?2 AND asking = ?3",
    [PUT_TEXT] = "INSERT OR REPLACE INTO texts (key, kind, asking, at, state, text, sum) "
                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [GET_LOOKS] = "SELECT count, since FROM looks WHERE url = ?1 AND asking = ?2",
    [PUT_LOOKS] = "INSERT OR REPLACE INTO looks (url, asking, count, since, last) "
                  "VALUES (?1, ?2, ?3, ?4, ?5)",
    [DROP_LOOKS] = "DELETE FROM looks WHERE url = ?1 AND asking = ?2",
    [FORGET_TEXTS] = "DELETE FROM texts WHERE at < ?1",
    [FORGET_LOOKS] = "DELETE FROM looks WHERE last < ?1",
    [FORGET_OLDEST] = "DELETE FROM texts WHERE at <= (SELECT at FROM texts ORDER BY at LIMIT 1 "
                      "OFFSET (SELECT count(*) / 4 FROM texts))",
};

static void disconnect(struct database *d)
{
    for (size_t i = 0; i < STATEMENT_COUNT; i++) {
        sqlite3_finalize(d->statements[i]);
        d->statements[i] = NULL;
    }
    sqlite3_close_v2(d->db);
    d->db = NULL;
}

static void give_up(struct database *d, int code, const char *why)
{
    disconnect(d);
    const char *what =
        (code & 0xff) == SQLITE_BUSY ? "another program holds it" : sqlite3_errstr(code);
    open_warn(d, "%s: the cache cannot be used, and the run goes on without: %s", d->path,
              why ? why : what);
}

static void open_it(struct database *d, bool anew)
{
    const char *why = NULL;
    int code = open_database(d, anew, &why);
    if (code != SQLITE_OK) {
        give_up(d, code, why);
    }
}

void database_open(struct database *d, const char *path, struct buffer *warnings)
{
    *d = (struct database){ .path = path, .warnings = warnings };
    open_it(d, false);
}

void database_close(struct database *d)
{
    disconnect(d);
}

/* Says once that nothing more is kept. What was kept before can still be read. */
static void take_no_more(struct database *d, int code)
{
    sqlite3_exec(d->db, "ROLLBACK", NULL, NULL, NULL);
    if (!d->full) {
        open_warn(d, "%s: the cache cannot be written, and keeps nothing more: %s", d->path,
                  sqlite3_errstr(code));
    }
    d->full = true;
}

/* Another run may have emptied it meanwhile: then our statements, which fail, know other tables. */
static void mend(struct database *d, int code)
{
    disconnect(d);
    if (d->mended++ == MENDED_MOST) {
        give_up(d, code, NULL);
        return;
    }
    open_it(d, code != SQLITE_ERROR && code != SQLITE_SCHEMA);
}

static void take_fault(struct database *d, int code)
{
    switch (code & 0xff) {
    case SQLITE_FULL:
    case SQLITE_READONLY:
        take_no_more(d, code);
        break;
    case SQLITE_IOERR:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_NOMEM:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_PROTOCOL:
        give_up(d, code, NULL);
        break;
    default:
        mend(d, code & 0xff);
        break;
    }
}

static bool forgets(enum statement which)
{
    return which == FORGET_TEXTS || which == FORGET_LOOKS || which == FORGET_OLDEST;
}

sqlite3_stmt *database_statement(struct database *d, enum statement which)
{
    d->budget = forgets(which) ? DATABASE_LONG : DATABASE_SHORT;
    if (d->db && !d->statements[which]) {
        int code = sqlite3_prepare_v3(d->db, texts[which], -1, SQLITE_PREPARE_PERSISTENT,
                                      &d->statements[which], NULL);
        if (code != SQLITE_OK) {
            take_fault(d, code);
        }
    }
    sqlite3_stmt *statement = d->db ? d->statements[which] : NULL;
    sqlite3_reset(statement);
    return statement;
}

bool database_row(struct database *d, sqlite3_stmt *statement)
{
    int code = statement ? sqlite3_step(statement) : SQLITE_DONE;
    if (code != SQLITE_ROW) {
        sqlite3_reset(statement);
    }
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        take_fault(d, code);
    }
    return code == SQLITE_ROW;
}

bool database_do(struct database *d, sqlite3_stmt *statement)
{
    int code = statement ? sqlite3_step(statement) : SQLITE_MISUSE;
    sqlite3_reset(statement);
    if (statement && code != SQLITE_DONE) {
        take_fault(d, code);
    }
    return code == SQLITE_DONE;
}

void database_rest(struct database *d, enum statement which)
{
    sqlite3_reset(d->statements[which]);
}

bool database_begin(struct database *d)
{
    return !d->full && database_do(d, database_statement(d, BEGIN_WRITING));
}

bool database_commit(struct database *d)
{
    return d->db &&
           (sqlite3_get_autocommit(d->db) || database_do(d, database_statement(d, COMMIT)));
}
