#include "descriptors.h"
#include "unit.h"

#include "base/time.h"
#include "store/store.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SECOND = 1000 };

static int64_t now; /* what is older than months is forgotten */

static char folder[64], path[128];
static struct buffer warnings;
static struct arena arena;
static int files; /* open before a test, and behind it */

static int set_up(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/landfall-store-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/deep/er/cache.sqlite", folder);
    warnings = BUFFER(1 << 16);
    now = time_now_ms();
    files = open_descriptors();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    char command[128];
    assert_int_equal(open_descriptors(), files);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    buffer_free(&warnings);
    arena_free(&arena);
    return system(command); /* NOLINT: of a name that mkdtemp made */
}

static struct store_options options(void)
{
    return (struct store_options){ .path = path,
                                   .asking = SLICE("max-hops=20"),
                                   .life_ms = { [STATE_ALIVE] = 7 * (int64_t)MS_PER_DAY,
                                                [STATE_DEAD] = 600 * SECOND,
                                                [STATE_UNSURE] = 60 * SECOND },
                                   .warnings = &warnings };
}

static struct store *open_with(struct store_options o)
{
    struct store *s = store_open(&o);
    assert_non_null(s);
    return s;
}

static struct store *open_it(void)
{
    return open_with(options());
}

static size_t warned(void)
{
    size_t lines = 0;
    for (size_t i = 0; i < warnings.length; i++) {
        lines += warnings.data[i] == '\n';
    }
    return lines;
}

/* What the warnings said so far has this word in it; they are forgotten. */
static void assert_warned(const char *word)
{
    assert_int_equal(warned(), 1);
    if (!strstr(buffer_string(&warnings), word)) {
        fail_msg("no \"%s\" in: %s", word, warnings.data);
    }
    buffer_reset(&warnings);
}

static void put(struct store *s, const char *url, enum reason reason, int64_t at)
{
    struct hop hop = { .url = slice_from(url), .status = 200 };
    struct outcome o = { .url = hop.url,
                         .done = true,
                         .reason = reason,
                         .status = 200,
                         .hops = &hop,
                         .hop_count = 1,
                         .final = hop.url,
                         .checked_at = at,
                         .attempts = 1 };
    store_put(s, "link", &o);
}

static enum reason get(struct store *s, const char *url, int64_t at)
{
    struct outcome o;
    return store_get(s, "link", slice_from(url), at, &arena, &o) ? o.reason : REASON_NONE;
}

static void answers_are_kept_for_later_runs(void **state)
{
    (void)state;
    struct store *s = open_it();
    assert_int_equal(get(s, "https://a.test/", now), REASON_NONE);
    put(s, "https://a.test/", REASON_GONE, now);
    put(s, "https://b.test/", REASON_OK, now);
    put(s, "https://c.test/", REASON_OUT_OF_TIME, now); /* says nothing of it */
    store_close(s);
    s = open_it();
    struct outcome o;
    assert_true(store_get(s, "link", SLICE("https://a.test/"), now, &arena, &o));
    assert_int_equal(o.reason, REASON_GONE);
    assert_true(o.cached && o.done);
    assert_int_equal(o.checked_at, now);
    assert_int_equal(get(s, "https://b.test/", now), REASON_OK);
    assert_int_equal(get(s, "https://c.test/", now), REASON_NONE);
    assert_int_equal(get(s, "https://b.test", now), REASON_NONE);
    store_close(s);
    assert_int_equal(warned(), 0);
}

static void each_state_has_its_life(void **state)
{
    (void)state;
    static const struct {
        enum reason reason;
        int64_t life_s;
    } table[] = { { REASON_OK, 7 * 86400 }, { REASON_GONE, 600 }, { REASON_TIMEOUT, 60 } };
    struct store *s = open_it();
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        int64_t life = table[i].life_s * SECOND;
        put(s, "https://a.test/", table[i].reason, now);
        store_flush(s);
        assert_int_equal(get(s, "https://a.test/", now + life - 1), table[i].reason);
        assert_int_equal(get(s, "https://a.test/", now + life), REASON_NONE);
        assert_int_equal(get(s, "https://a.test/", now - 10 * SECOND), table[i].reason);
        assert_int_equal(get(s, "https://a.test/", now - 3600 * SECOND),
                         REASON_NONE); /* from the future */
    }
    store_close(s);
}

static void who_asks_otherwise_has_other_answers(void **state)
{
    (void)state;
    struct store *s = open_it();
    put(s, "https://a.test/", REASON_OK, now);
    assert_int_equal(store_look(s, SLICE("https://a.test/"), STATE_DEAD, now).count, 1);
    store_close(s);
    struct store_options other = options();
    other.asking = SLICE("max-hops=2");
    s = open_with(other);
    assert_int_equal(get(s, "https://a.test/", now), REASON_NONE);
    assert_int_equal(store_looks(s, SLICE("https://a.test/")).count, 0);
    store_close(s);
}

static void refreshing_keeps_and_gives_nothing(void **state)
{
    (void)state;
    struct store *s = open_it();
    put(s, "https://a.test/", REASON_OK, now);
    store_close(s);
    struct store_options fresh = options();
    fresh.refresh = true;
    s = open_with(fresh);
    assert_int_equal(get(s, "https://a.test/", now), REASON_NONE);
    put(s, "https://a.test/", REASON_GONE, now + SECOND);
    store_close(s);
    s = open_it();
    assert_int_equal(get(s, "https://a.test/", now), REASON_GONE);
    store_close(s);
}

static void texts_of_other_kinds_stand_beside(void **state)
{
    (void)state;
    struct slice text;
    struct store *s = open_it();
    store_put_text(s, "post", SLICE("https://a.test/"), STATE_DEAD, now, SLICE("{\"gone\":1}"));
    put(s, "https://a.test/", REASON_OK, now);
    store_flush(s);
    assert_true(store_get_text(s, "post", SLICE("https://a.test/"), now, &arena, &text));
    assert_slice(text, "{\"gone\":1}");
    assert_false(
        store_get_text(s, "post", SLICE("https://a.test/"), now + 601 * SECOND, &arena, &text));
    assert_int_equal(get(s, "https://a.test/", now), REASON_OK);
    store_close(s);
}

/* --- Looks --- */

static void looks_in_a_row_are_counted(void **state)
{
    (void)state;
    struct slice url = SLICE("https://a.test/");
    struct store *s = open_it();
    static const struct {
        enum state state;
        unsigned count;
        int64_t since;
    } table[] = {
        { STATE_ALIVE, 0, 0 },  { STATE_DEAD, 1, 1 },    { STATE_DEAD, 2, 1 },
        { STATE_UNSURE, 2, 1 }, { STATE_DEAD, 3, 1 },    { STATE_ALIVE, 0, 0 },
        { STATE_DEAD, 1, 6 },   { STATE_SKIPPED, 1, 6 }, { STATE_UNSURE, 1, 6 },
    };
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(table); i++, count++) {
        struct looks looks = store_look(s, url, table[i].state, now + (int64_t)i);
        assert_int_equal(looks.count, table[i].count);
        assert_int_equal(looks.since, table[i].since ? now + table[i].since : 0);
        assert_int_equal(store_looks(s, url).count, table[i].count);
        if (i % 2) { /* they outlive the run */
            store_close(s);
            s = open_it();
        }
    }
    assert_int_equal(count, 9);
    store_close(s);
    assert_int_equal(warned(), 0);
}

/* Several programs count at once and none is lost. */
static void looks_of_runs_at_once_add_up(void **state)
{
    (void)state;
    enum { RUNS = 4, EACH = 50 };
    store_close(open_it());
    for (size_t i = 0; i < RUNS; i++) {
        pid_t child = fork();
        if (child == 0) {
            struct store *s = open_it();
            for (size_t j = 0; j < EACH; j++) {
                store_look(s, SLICE("https://a.test/"), STATE_DEAD, now);
                put(s, "https://a.test/", REASON_OK, now);
            }
            store_close(s);
            _exit(warned() != 0);
        }
    }
    for (size_t i = 0; i < RUNS; i++) {
        int status;
        assert_true(wait(&status) > 0);
        assert_int_equal(status, 0);
    }
    struct store *s = open_it();
    assert_int_equal(store_looks(s, SLICE("https://a.test/")).count, RUNS * EACH);
    assert_int_equal(get(s, "https://a.test/", now), REASON_OK);
    store_close(s);
}

/* Several make it at the same time. */
static void one_of_many_makes_it(void **state)
{
    (void)state;
    enum { RUNS = 6 };
    for (size_t i = 0; i < RUNS; i++) {
        pid_t child = fork();
        if (child == 0) {
            char url[64];
            snprintf(url, sizeof url, "https://%zu.test/", i);
            struct store *s = open_it();
            put(s, url, REASON_OK, now);
            store_close(s);
            _exit(warned() != 0);
        }
    }
    for (size_t i = 0; i < RUNS; i++) {
        int status;
        assert_true(wait(&status) > 0);
        assert_int_equal(status, 0);
    }
    struct store *s = open_it();
    for (size_t i = 0; i < RUNS; i++) {
        char url[64];
        snprintf(url, sizeof url, "https://%zu.test/", i);
        assert_int_equal(get(s, url, now), REASON_OK);
    }
    store_close(s);
}

/* --- Where it cannot be used --- */

static void it_is_the_owners_alone(void **state)
{
    (void)state;
    struct stat about;
    mode_t before = umask(0);
    store_close(open_it());
    umask(before);
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    *strrchr(path, '/') = '\0';
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0700);
}

/* Whatever is done with a store that cannot be used, nothing is found and nothing else is said. */
static void use_in_vain(struct store *s, const char *word)
{
    put(s, "https://a.test/", REASON_OK, now);
    store_flush(s);
    assert_int_equal(get(s, "https://a.test/", now), REASON_NONE);
    assert_int_equal(store_look(s, SLICE("https://a.test/"), STATE_DEAD, now).count, 1);
    assert_int_equal(store_looks(s, SLICE("https://a.test/")).count, 0);
    store_close(s);
    assert_warned(word);
}

static void what_is_no_file_is_done_without(void **state)
{
    (void)state;
    static const struct {
        const char *path, *word;
    } table[] = {
        { "/dev/null", "not a regular file" },
        { "/dev/null/cache.sqlite", "Not a directory" },
        { "/proc/landfall/cache.sqlite", "No such file" },
        { "/tmp", "not a regular file" },
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        snprintf(path, sizeof path, "%s", table[i].path);
        use_in_vain(open_it(), table[i].word);
    }
}

static void write_file(const void *bytes, size_t length)
{
    store_close(open_it()); /* the folders */
    int fd = open(path, O_WRONLY | O_TRUNC);
    assert_int_equal(write(fd, bytes, length), length);
    close(fd);
}

/* One warning, and then it is as good as new. */
static void begin_anew(const char *word)
{
    struct store *s = open_it();
    assert_int_equal(get(s, "https://a.test/", now), REASON_NONE);
    put(s, "https://a.test/", REASON_OK, now);
    store_close(s);
    assert_warned(word);
    s = open_it();
    assert_int_equal(get(s, "https://a.test/", now), REASON_OK);
    store_close(s);
    assert_int_equal(warned(), 0);
}

static void what_is_no_database_is_moved_aside(void **state)
{
    (void)state;
    char words[] = "An article that somebody named by mistake.";
    char moved[160];
    char read_back[sizeof words];
    write_file(words, sizeof words);
    begin_anew("moved to");
    snprintf(moved, sizeof moved, "%s.old", path);
    int fd = open(moved, O_RDONLY);
    assert_int_equal(read(fd, read_back, sizeof words), sizeof words);
    assert_string_equal(read_back, words);
    close(fd);
}

static void execute(const char *sql)
{
    sqlite3 *db;
    char *error = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &error) != SQLITE_OK) {
        fail_msg("%s: %s", sql, error);
    }
    sqlite3_close(db);
}

static void another_programs_is_moved_aside(void **state)
{
    (void)state;
    write_file("", 0);
    unlink(path);
    execute("CREATE TABLE moz_places (id, url); INSERT INTO moz_places VALUES (1, 'x')");
    begin_anew("another program's file; it was moved to");
    snprintf(path + strlen(path), 8, ".old");
    execute("SELECT url FROM moz_places");
}

static void what_is_changed_is_begun_anew(void **state)
{
    (void)state;
    static const char *const table[] = {
        "PRAGMA user_version = 77",
        "DROP TABLE texts",
        "ALTER TABLE looks ADD COLUMN more",
        "CREATE TABLE more (x)",
        "CREATE VIEW more AS SELECT * FROM looks",
        "CREATE TRIGGER t AFTER INSERT ON texts BEGIN DELETE FROM looks; END",
        "DROP TABLE texts; CREATE VIEW texts AS SELECT 1 AS at",
        "CREATE VIRTUAL TABLE v USING fts5(x)",
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 2",
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE texts (' || "
        "hex(zeroblob(30000)) || ')' WHERE name = 'texts'",
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'no SQL'",
        "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'texts_at'",
    };
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(table); i++, count++) {
        struct store *s = open_it();
        put(s, "https://a.test/", REASON_GONE, now);
        store_close(s);
        execute(table[i]);
        begin_anew("begun anew");
        unlink(path);
    }
    assert_int_equal(count, 12);
}

static void rows_that_lie_are_not_believed(void **state)
{
    (void)state;
    static const char *const table[] = {
        "UPDATE texts SET text = replace(text, 'gone', 'parked')",
        "UPDATE texts SET at = at + 1",
        "UPDATE texts SET state = 1",
        "UPDATE texts SET state = 99",
        "UPDATE texts SET state = -1",
        "UPDATE texts SET at = 'x'",
        "UPDATE texts SET at = 9223372036854775807",
        "UPDATE texts SET at = -9223372036854775807",
        "UPDATE texts SET text = NULL",
        "UPDATE texts SET text = zeroblob(100)",
        "UPDATE texts SET text = printf('%.900000c', 'x')",
        "UPDATE texts SET sum = NULL",
        "UPDATE texts SET sum = zeroblob(16)",
        "UPDATE texts SET key = 'https://b.test/'",
    };
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(table); i++, count++) {
        struct store *s = open_it();
        put(s, "https://a.test/", REASON_GONE, now);
        store_close(s);
        execute(table[i]);
        s = open_it();
        assert_int_equal(get(s, "https://a.test/", now), REASON_NONE);
        assert_int_equal(get(s, "https://b.test/", now), REASON_NONE);
        put(s, "https://a.test/", REASON_OK, now);
        store_flush(s);
        assert_int_equal(get(s, "https://a.test/", now), REASON_OK);
        store_close(s);
        assert_int_equal(warned(), 0);
    }
    assert_int_equal(count, 14);
}

static void looks_that_lie_begin_anew(void **state)
{
    (void)state;
    static const char *const table[] = {
        "UPDATE looks SET count = 0",           "UPDATE looks SET count = -5",
        "UPDATE looks SET count = 'x'",         "UPDATE looks SET count = 9223372036854775807",
        "UPDATE looks SET count = NULL",        "UPDATE looks SET since = 'x'",
        "UPDATE looks SET since = 0",           "UPDATE looks SET since = 9223372036854775807",
        "UPDATE looks SET count = zeroblob(9)",
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct store *s = open_it();
        store_look(s, SLICE("https://a.test/"), STATE_DEAD, now);
        store_look(s, SLICE("https://a.test/"), STATE_DEAD, now);
        store_close(s);
        execute(table[i]);
        s = open_it();
        struct looks looks = store_look(s, SLICE("https://a.test/"), STATE_DEAD, now + 5);
        assert_int_equal(looks.count, 1);
        assert_int_equal(looks.since, now + 5);
        assert_int_equal(store_looks(s, SLICE("https://a.test/")).count, 1);
        store_look(s, SLICE("https://a.test/"), STATE_ALIVE, now + 6);
        store_close(s);
    }
}

/* Bytes are changed everywhere, a page at a time: no run falls, none is told what was not so, and
 * the next finds what it wrote. */
static void damage_anywhere_is_survived(void **state)
{
    (void)state;
    enum { URLS = 200 };
    char url[64];
    struct store *s = open_it();
    for (size_t i = 0; i < URLS; i++) {
        snprintf(url, sizeof url, "https://%zu.test/", i);
        put(s, url, i % 2 ? REASON_OK : REASON_GONE, now);
        store_look(s, slice_from(url), STATE_DEAD, now);
    }
    store_close(s);
    char copy[160];
    char command[400];
    snprintf(copy, sizeof copy, "%s.copy", path);
    snprintf(command, sizeof command, "cp %s %s", path, copy);
    assert_int_equal(system(command), 0); /* NOLINT */
    struct stat about;
    assert_int_equal(stat(path, &about), 0);
    size_t hurt = 0;
    size_t missed = 0;
    for (off_t at = 0; at < about.st_size; at += at < 200 ? 20 : 1100) {
        snprintf(command, sizeof command, "cp %s %s", copy, path);
        assert_int_equal(system(command), 0); /* NOLINT */
        int fd = open(path, O_WRONLY);
        assert_int_equal(pwrite(fd, "\xff\x81\x00\xfe\x7f\xff\xff\x33\x01\x02", 10, at), 10);
        close(fd);
        s = open_it();
        for (size_t i = 0; i < URLS; i++) {
            snprintf(url, sizeof url, "https://%zu.test/", i);
            enum reason reason = get(s, url, now);
            assert_true(reason == REASON_NONE || reason == (i % 2 ? REASON_OK : REASON_GONE));
            store_look(s, slice_from(url), STATE_DEAD, now + 1);
            put(s, url, REASON_OK, now);
        }
        store_close(s);
        assert_true(warned() <= 1);
        hurt += warned();
        buffer_reset(&warnings);
        s = open_it();
        for (size_t i = 0; i < URLS; i++) {
            snprintf(url, sizeof url, "https://%zu.test/", i);
            missed += get(s, url, now) != REASON_OK;
        }
        store_close(s);
        assert_int_equal(warned(), 0);
    }
    assert_true(hurt > 5);
    assert_int_equal(missed, 0);
}

/* --- Growth --- */

static void what_is_old_is_forgotten(void **state)
{
    (void)state;
    int64_t today = time_now_ms();
    struct store *s = open_it();
    put(s, "https://old.test/", REASON_OK, today - 100LL * MS_PER_DAY);
    put(s, "https://new.test/", REASON_OK, today - 80LL * MS_PER_DAY);
    store_look(s, SLICE("https://old.test/"), STATE_DEAD, today - 500LL * MS_PER_DAY);
    store_look(s, SLICE("https://new.test/"), STATE_DEAD, today - 300LL * MS_PER_DAY);
    store_close(s);
    struct store_options long_lived = options();
    long_lived.life_ms[STATE_ALIVE] = 1000LL * MS_PER_DAY;
    s = open_with(long_lived);
    assert_int_equal(get(s, "https://old.test/", today), REASON_NONE);
    assert_int_equal(get(s, "https://new.test/", today), REASON_OK);
    assert_int_equal(store_looks(s, SLICE("https://old.test/")).count, 0);
    assert_int_equal(store_looks(s, SLICE("https://new.test/")).count, 1);
    store_close(s);
}

static void names_are_files_whatever_they_look_like(void **state)
{
    (void)state;
    char before[256];
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(folder), 0);
    static const char *const names[] = { "file:x?mode=memory", ":memory:", "a b'c.sqlite", "-x" };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        snprintf(path, sizeof path, "%s", names[i]);
        struct store *s = open_it();
        put(s, "https://a.test/", REASON_OK, now);
        store_close(s);
        assert_int_equal(access(names[i], F_OK), 0);
    }
    assert_int_equal(chdir(before), 0);
}

static void no_store_is_no_trouble(void **state)
{
    (void)state;
    struct slice text;
    put(NULL, "https://a.test/", REASON_OK, now);
    store_put_text(NULL, "post", SLICE("k"), STATE_ALIVE, now, SLICE("t"));
    assert_false(store_get_text(NULL, "post", SLICE("k"), now, &arena, &text));
    assert_int_equal(get(NULL, "https://a.test/", now), REASON_NONE);
    assert_int_equal(store_look(NULL, SLICE("https://a.test/"), STATE_DEAD, now).count, 1);
    assert_int_equal(store_look(NULL, SLICE("https://a.test/"), STATE_ALIVE, now).count, 0);
    assert_int_equal(store_looks(NULL, SLICE("https://a.test/")).count, 0);
    store_flush(NULL);
    store_close(NULL);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(answers_are_kept_for_later_runs),
        TEST(each_state_has_its_life),
        TEST(who_asks_otherwise_has_other_answers),
        TEST(refreshing_keeps_and_gives_nothing),
        TEST(texts_of_other_kinds_stand_beside),
        TEST(looks_in_a_row_are_counted),
        TEST(looks_of_runs_at_once_add_up),
        TEST(one_of_many_makes_it),
        TEST(it_is_the_owners_alone),
        TEST(what_is_no_file_is_done_without),
        TEST(what_is_no_database_is_moved_aside),
        TEST(another_programs_is_moved_aside),
        TEST(what_is_changed_is_begun_anew),
        TEST(rows_that_lie_are_not_believed),
        TEST(looks_that_lie_begin_anew),
        TEST(damage_anywhere_is_survived),
        TEST(what_is_old_is_forgotten),
        TEST(names_are_files_whatever_they_look_like),
        TEST(no_store_is_no_trouble),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
