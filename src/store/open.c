#include "store/open.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/time.h"

/* Whose file it is, and the form of its tables: SQLite's header has room for both. */
enum { APPLICATION = 0x4c46616c, VERSION = 1 };

enum {
    PATH_ROOM = 4096,
    BUSY_MS = 10000,
    BUSY_STEP_MS = 20,
    PAGES_LARGE = 1 << 16, /* 256 MiB */
    PAGES_MOST = 2 * PAGES_LARGE,
    VALUE_MOST = 1 << 20,
    STEP = 1000, /* of SQLite's virtual machine, between two looks at the budget */
    TRIES = 4
};

/* Texts by how they were asked for, of what kind and by what key they are; `sum` tells damage.
 * Looks by how and at what. */
static const char schema[] =
    "CREATE TABLE texts (asking TEXT, kind TEXT, key TEXT, at INTEGER, state INTEGER, text TEXT, "
    "sum TEXT, PRIMARY KEY (key, kind, asking)) WITHOUT ROWID;"
    "CREATE INDEX texts_at ON texts (at);"
    "CREATE TABLE looks (asking TEXT, url TEXT, count INTEGER, since INTEGER, last INTEGER, "
    "PRIMARY KEY (url, asking)) WITHOUT ROWID;";

enum found { NOTHING, OURS, OF_ANOTHER_VERSION, NOT_OURS };

void open_warn(struct database *d, const char *format, ...)
{
    char line[PATH_ROOM + 512];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    buffer_printf(d->warnings, "%s\n", line);
}

/* --- The file --- */

/* Makes the folders that a path goes through. False: errno says why not. */
static bool make_folders(const char *path)
{
    char folder[PATH_ROOM];
    snprintf(folder, sizeof folder, "%s", path);
    for (char *at = strchr(folder + 1, '/'); at; at = strchr(at + 1, '/')) {
        *at = '\0';
        if (mkdir(folder, S_IRWXU) != 0 && errno != EEXIST) {
            return false;
        }
        *at = '/';
    }
    return true;
}

/* Only what is new is opened here: closing another's file would take the locks that this process
 * has on it (POSIX: fcntl). NULL: the file is there. */
static const char *make_file(const char *path, char why[DATABASE_WHY])
{
    struct stat about;
    if (stat(path, &about) == 0) {
        return S_ISREG(about.st_mode) ? NULL : "is not a regular file";
    }
    int fd = make_folders(path) ? open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600) : -1;
    if (fd >= 0) {
        close(fd);
    } else if (errno != EEXIST) {
        return strerror_r(errno, why, DATABASE_WHY);
    }
    return NULL;
}

/* With what belongs to it; the name of where it is now stands in `to`. */
static bool move_aside(const char *path, char to[PATH_ROOM])
{
    static const char *const behind[] = { "-wal", "-shm", "-journal", "" };
    bool moved = false;
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++) {
        char from[PATH_ROOM];
        snprintf(from, sizeof from, "%s%s", path, behind[i]);
        snprintf(to, PATH_ROOM, "%s.old%s", path, behind[i]);
        moved = rename(from, to) == 0;
    }
    return moved;
}

/* --- The connection --- */

/* What stands in the file is not to run for ever, however it is tangled. */
static int is_over(void *of)
{
    struct database *d = of;
    d->budget -= STEP;
    return d->budget < 0;
}

/* Nothing that stands in the file is run or trusted. */
static void shield(struct database *d)
{
    static const struct {
        int what, on;
    } settings[] = {
        { SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 }, { SQLITE_DBCONFIG_ENABLE_VIEW, 0 },
        { SQLITE_DBCONFIG_ENABLE_FKEY, 0 },    { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
        { SQLITE_DBCONFIG_DQS_DDL, 0 },        { SQLITE_DBCONFIG_DQS_DML, 0 },
        { SQLITE_DBCONFIG_DEFENSIVE, 1 },      { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 }
    };
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        sqlite3_db_config(d->db, settings[i].what, settings[i].on, NULL);
    }
    sqlite3_limit(d->db, SQLITE_LIMIT_LENGTH, VALUE_MOST);
    sqlite3_limit(d->db, SQLITE_LIMIT_COLUMN, 64);
    sqlite3_limit(d->db, SQLITE_LIMIT_ATTACHED, 1); /* VACUUM needs it */
    sqlite3_limit(d->db, SQLITE_LIMIT_TRIGGER_DEPTH, 1);
    sqlite3_progress_handler(d->db, STEP, is_over, d);
    sqlite3_busy_timeout(d->db, BUSY_MS);
}

static int run(struct database *d, const char *sql)
{
    d->budget = DATABASE_SHORT;
    return sqlite3_exec(d->db, sql, NULL, NULL, NULL);
}

static int number_of(struct database *d, const char *sql, sqlite3_int64 *out)
{
    sqlite3_stmt *statement = NULL;
    d->budget = DATABASE_SHORT;
    int code = sqlite3_prepare_v2(d->db, sql, -1, &statement, NULL);
    code = code == SQLITE_OK ? sqlite3_step(statement) : code;
    *out = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    return code == SQLITE_ROW ? SQLITE_OK : code;
}

static int connect(struct database *d)
{
    char path[PATH_ROOM];
    snprintf(path, sizeof path, "%s%s", d->path[0] == '/' ? "" : "./", d->path); /* is no URI */
    int code = sqlite3_open_v2(path, &d->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (code != SQLITE_OK) {
        return code;
    }
    shield(d);
    if (sqlite3_db_readonly(d->db, "main") == 1) {
        return SQLITE_READONLY;
    }
    return run(d, "PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0; "
                  "PRAGMA secure_delete = OFF");
}

/* --- What stands in it --- */

/* Whether the tables are made as ours are, and nothing else is. */
static int compare_schema(struct database *d, enum found *found)
{
    sqlite3_stmt *statement = NULL;
    size_t at = 0;
    bool same = true;
    d->budget = DATABASE_SHORT;
    int code = sqlite3_prepare_v2(d->db, "SELECT sql FROM sqlite_schema ORDER BY rowid", -1,
                                  &statement, NULL);
    code = code == SQLITE_OK ? sqlite3_step(statement) : code;
    *found = code == SQLITE_ROW ? OF_ANOTHER_VERSION : NOTHING;
    while (code == SQLITE_ROW && same) {
        const char *sql = (const char *)sqlite3_column_text(statement, 0);
        size_t length = sql ? strlen(sql) : 0;
        same = sql && strncmp(schema + at, sql, length) == 0 && schema[at + length] == ';';
        at += same ? length + 1 : 0;
        code = sqlite3_step(statement);
    }
    *found = same && schema[at] == '\0' ? OURS : *found;
    sqlite3_finalize(statement);
    return code == SQLITE_DONE || !same ? SQLITE_OK : code;
}

static int look(struct database *d, enum found *found)
{
    sqlite3_int64 application = 0;
    sqlite3_int64 version = 0;
    *found = NOT_OURS;
    int code = number_of(d, "PRAGMA application_id", &application);
    code = code == SQLITE_OK ? number_of(d, "PRAGMA user_version", &version) : code;
    *found = application == APPLICATION ? OF_ANOTHER_VERSION : NOT_OURS;
    enum found tables = NOT_OURS;
    code = code == SQLITE_OK ? compare_schema(d, &tables) : code;
    if (code != SQLITE_OK) {
        return code;
    }
    if (tables == NOTHING || (tables == OURS && *found != NOT_OURS && version == VERSION)) {
        *found = tables;
    }
    return code;
}

/* Rows out of their order are not found by those who look for them, and nothing else tells. It
 * takes milliseconds for thousands of rows. */
static int check_order(struct database *d)
{
    sqlite3_stmt *statement = NULL;
    d->budget = DATABASE_LONG;
    int code = sqlite3_prepare_v2(d->db, "PRAGMA integrity_check(1)", -1, &statement, NULL);
    code = code == SQLITE_OK ? sqlite3_step(statement) : code;
    const unsigned char *says = code == SQLITE_ROW ? sqlite3_column_text(statement, 0) : NULL;
    bool good = says && strcmp((const char *)says, "ok") == 0;
    sqlite3_finalize(statement);
    return code == SQLITE_ROW ? good ? SQLITE_OK : SQLITE_CORRUPT : code;
}

/* The same as one state of it: another run may be making it. */
static int look_at_once(struct database *d, enum found *found)
{
    int code = run(d, "BEGIN");
    code = code == SQLITE_OK ? look(d, found) : code;
    int ended = sqlite3_get_autocommit(d->db) ? SQLITE_OK : run(d, "COMMIT");
    return code == SQLITE_OK ? ended : code;
}

/* Where SQLite reads nothing any more: whether the file begins as one of ours does (its format's
 * section 1.3). It is read through SQLite's own descriptor: closing another would take its locks.
 */
static bool begins_as_ours(struct database *d)
{
    enum { HEADER = 100, AT = 68 };
    unsigned char header[HEADER] = { 0 };
    sqlite3_file *file = NULL;
    if (!d->db || sqlite3_file_control(d->db, "main", SQLITE_FCNTL_FILE_POINTER, (void *)&file) ||
        !file || !file->pMethods || file->pMethods->xRead(file, header, HEADER, 0) != SQLITE_OK) {
        return false;
    }
    const unsigned char *at = header + AT;
    uint32_t application =
        (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
    return memcmp(header, "SQLite format 3", 16) == 0 && application == APPLICATION;
}

/* --- Making it ours --- */

static int make_tables(struct database *d)
{
    char sql[128];
    snprintf(sql, sizeof sql, "PRAGMA application_id = %d; PRAGMA user_version = %d", APPLICATION,
             VERSION);
    int code = run(d, schema);
    return code == SQLITE_OK ? run(d, sql) : code;
}

/* Another run may have done so since the first look. */
static int make_tables_once(struct database *d)
{
    enum found found;
    int code = run(d, "BEGIN IMMEDIATE");
    if (code != SQLITE_OK) {
        return code;
    }
    code = look(d, &found);
    code = code == SQLITE_OK && found == NOTHING ? make_tables(d) : code;
    code = code == SQLITE_OK ? run(d, "COMMIT") : code;
    if (code != SQLITE_OK) {
        run(d, "ROLLBACK");
    }
    return code;
}

/* With a log beside the file others read while one writes, and nothing that was written is lost
 * when a run is killed; some file systems allow none. SQLite does not call its busy handler where
 * another is about to write and it reads the file itself, as it does here. */
static int use_log(struct database *d)
{
    int64_t until = time_tick_ms() + BUSY_MS;
    int code = run(d, "PRAGMA journal_mode = WAL");
    while ((code & 0xff) == SQLITE_BUSY && time_tick_ms() < until) {
        sqlite3_sleep(BUSY_STEP_MS);
        code = run(d, "PRAGMA journal_mode = WAL");
    }
    return code;
}

/* The disk is not waited for: what a power failure tears is a cache. */
static int enter(struct database *d)
{
    sqlite3_int64 pages = 0;
    char sql[160];
    snprintf(sql, sizeof sql,
             "PRAGMA synchronous = OFF; PRAGMA journal_size_limit = 4194304; "
             "PRAGMA max_page_count = %d",
             PAGES_MOST);
    int code = run(d, sql);
    code = code == SQLITE_OK ? use_log(d) : code;
    code = code == SQLITE_OK ? make_tables_once(d) : code;
    code = code == SQLITE_OK ? number_of(d, "PRAGMA page_count", &pages) : code;
    d->large = pages > PAGES_LARGE;
    return code;
}

/* SQLite's own way to empty a database that others may have open. */
static int empty(struct database *d)
{
    sqlite3_table_column_metadata(d->db, NULL, "texts", NULL, NULL, NULL, NULL, NULL, NULL);
    sqlite3_db_config(d->db, SQLITE_DBCONFIG_RESET_DATABASE, 1, NULL);
    run(d, "PRAGMA synchronous = OFF");
    int code = run(d, "VACUUM");
    sqlite3_db_config(d->db, SQLITE_DBCONFIG_RESET_DATABASE, 0, NULL);
    return code;
}

/* Has something of ours made empty, and anything else put out of the way. */
static int make_way(struct database *d, enum found found, int code)
{
    char to[PATH_ROOM];
    bool ours = found == OURS || found == OF_ANOTHER_VERSION || begins_as_ours(d);
    if (ours && empty(d) == SQLITE_OK) {
        open_warn(d, "%s: the cache %s; it is begun anew", d->path,
                  code == SQLITE_OK ? "is of another version of landfall" : "is damaged");
        return SQLITE_OK;
    }
    sqlite3_close_v2(d->db);
    d->db = NULL;
    if (!move_aside(d->path, to)) {
        return SQLITE_CANTOPEN;
    }
    open_warn(d, "%s: the cache is %s; it was moved to %s, and a new one is begun", d->path,
              ours ? "damaged" : "damaged, or another program's file", to);
    return SQLITE_OK;
}

static bool is_damage(int code)
{
    int plain = code & 0xff;
    return plain == SQLITE_CORRUPT || plain == SQLITE_NOTADB || plain == SQLITE_FORMAT ||
           plain == SQLITE_ERROR || plain == SQLITE_INTERRUPT || plain == SQLITE_TOOBIG;
}

/* What stands there is ours or nothing, and is open, or there is a fault. */
static int open_once(struct database *d, enum found *found)
{
    int code = connect(d);
    code = code == SQLITE_OK ? look_at_once(d, found) : code;
    code = code == SQLITE_OK && *found == OURS ? check_order(d) : code;
    bool fits = *found == OURS || *found == NOTHING;
    return code == SQLITE_OK && fits ? enter(d) : code;
}

int open_database(struct database *d, bool anew, const char **why)
{
    int code = SQLITE_CANTOPEN;
    for (unsigned i = 0; i < TRIES; i++) {
        enum found found = NOT_OURS;
        *why = make_file(d->path, d->why);
        code = *why ? SQLITE_CANTOPEN : open_once(d, &found);
        bool fits = found == OURS || found == NOTHING;
        if ((code == SQLITE_OK && fits && !anew) || (code != SQLITE_OK && !is_damage(code))) {
            return code;
        }
        code = make_way(d, found, anew ? SQLITE_CORRUPT : code);
        sqlite3_close_v2(d->db);
        d->db = NULL;
        if (code != SQLITE_OK) {
            return code;
        }
        anew = false;
    }
    return code;
}
