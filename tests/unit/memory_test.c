/* Memory that runs out: a session says so, in the same words wherever it happens, and gives no
 * answer that it would not have given otherwise. */
#include "unit/starving.h"
#include "unit/unit.h"

#include "emit/writer.h"
#include "landfall.h"

#include <errno.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- A run, and what is right of it --- */

static const char article[] =
    "Low tide at http://127.0.0.1/harbour tonight, as on "
    "http://127.0.0.2/ and mailto:office@harbour.example\n"
    "\n"
    "First boat left at six with forty people aboard pic.twitter.com/Zy\xe2\x80\xa6\n"
    "\n"
    "\xe2\x80\x94 Harbour Office (@harbour_office) June 19, 2018\n";

static const char page[] =
    "<title>Low tide</title><p>As on <a href='https://harbour.example/'>the quay</a>:</p>\n"
    "<blockquote class=\"twitter-tweet\"><p>First boat left</p>&mdash; Harbour Office "
    "(@harbour_office) <a href=\"https://twitter.com/harbour_office/status/1009031042712600576\">"
    "June 19, 2018</a></blockquote>\n";

static const char notes[] =
    "# Low tide\n\nAs on [the quay][1].\n\n> First boat left\n>\n> \xe2\x80\x94 Harbour Office "
    "(@harbour_office) June 19, 2018\n\n[1]: https://harbour.example/\n";

/* What is skipped is a finding where its reason has a severity. */
static const char doubts[] =
    "[no](http://[x) <https://harbour.example/?a> <https://harbour.example/?a>\n"
    "<div>https://harbour.example/?b</div>\n\n[a]: http://harbour.example/?c\n";

enum { ROOM = 1 << 16, CALLS_MOST = 16 };

enum task { OFFLINE, FOLLOWING, SCANNING, CHECKING };

static FILE *record_file;
static char record_room[ROOM];

static void check(bool good, const char *what, const char *got)
{
    if (!good) {
        fprintf(stderr, "point %zu%s: %s: %s\n", failing, for_ever ? " and all after" : "", what,
                got);
        _exit(1);
    }
}

/* Whether the call was refused for want of memory; any other refusal is wrong. */
static bool refused(const lf_session *s, lf_status status, const char *call)
{
    check(status == LF_OK || status == LF_NO_MEMORY, call, "a status of its own");
    if (status == LF_NO_MEMORY) {
        check(strcmp(lf_error(s), "out of memory") == 0, call, lf_error(s));
    }
    return status != LF_OK;
}

/* As a string: whole or not at all. */
static void keep_text(const lf_record *r)
{
    const char *text;
    size_t length;
    lf_status status = lf_text(r, "ndjson", &text, &length);
    check(status == LF_OK || status == LF_NO_MEMORY, "lf_text", "a status of its own");
    check((status == LF_OK) == (text != NULL), "lf_text", "a text without LF_OK");
    if (status == LF_OK) {
        fwrite(text, 1, length, record_file);
    }
}

static void keep_record(const lf_record *r)
{
    off_t before = ftello(record_file);
    lf_status status = lf_write(r, "ndjson", record_file);
    check(status == LF_OK || status == LF_NO_MEMORY, "lf_write", "a status of its own");
    if (status != LF_OK) {
        fseeko(record_file, before, SEEK_SET);
    }
}

/* Takes what there is, also behind a failure. */
static void take(lf_session *s, enum task task)
{
    lf_status status = LF_OK;
    for (size_t i = 0; status != LF_END && i < CALLS_MOST; i++) {
        const lf_record *r;
        status =
            task == OFFLINE || task == CHECKING ? lf_next(s, &r) : lf_next_within(s, 20000, &r);
        check((status == LF_OK) == (r != NULL), "lf_next", "a record without LF_OK");
        if (status != LF_END && !refused(s, status, "lf_next")) {
            (task == SCANNING ? keep_text : keep_record)(r);
        }
    }
}

static void add(lf_session *s, enum task task, const char *name, const char *bytes)
{
    refused(s, lf_add(s, name, bytes, strlen(bytes)), "lf_add");
    take(s, task);
}

/* Adds what a task is about, and takes the records. */
static void give(lf_session *s, enum task task)
{
    if (task == CHECKING) {
        add(s, task, "doubts.md", doubts);
        return;
    }
    if (task == SCANNING) {
        add(s, task, "ferry.html", page);
        add(s, task, "ferry.md", notes);
        return;
    }
    add(s, task, "ferry.txt", article);
    refused(s, lf_add_url(s, "http://127.0.0.3/", 17, 7), "lf_add_url");
    take(s, task);
}

/* False: memory ran out; what was set before is as it was. */
static bool set_by_name(lf_options *options)
{
    static const char *const pairs[][2] = { { "resources", NULL },    { "type", "html" },
                                            { "exclude", "nowhere" }, { "only", "web,permalink" },
                                            { "exclude", "no" },      { "only", "short" } };
    lf_status status = LF_OK;
    options->type = NULL;
    for (size_t i = 0; status == LF_OK && i < COUNT_OF(pairs); i++) {
        status = lf_set(options, pairs[i][0], pairs[i][1]);
        check(status == LF_OK || status == LF_NO_MEMORY, "lf_set", "a status of its own");
    }
    options->type = NULL; /* the inputs are of several types */
    return status == LF_OK;
}

/* Gives the length of the records in record_room. */
static size_t run(enum task task)
{
    static const char *const kinds[] = { "web", "media", NULL };
    static const char *const excluded[] = { "nowhere", "127[.]0[.]0[.]2", NULL };
    static const char *const severities[] = { "offline=error", NULL };
    static const char *const accepted[] = { "*.harbour.example=403,404..=410", NULL };
    static const char *const nets[] = { "192.0.2.0/24", NULL };
    lf_options options = LF_OPTIONS;
    if (task == SCANNING) {
        options.mode = LF_SCAN;
    } else if (task == CHECKING) {
        options.mode = LF_CHECK;
        options.offline = 1;
        options.severities = severities;
        options.accept = accepted;
    } else {
        options.offline = task == OFFLINE;
        options.exclude = excluded;
        options.only = kinds;
        options.allow_net = nets;
    }
    record_file = fmemopen(record_room, sizeof record_room, "w");
    setvbuf(record_file, NULL, _IONBF, 0);
    points = 0;
    armed = true;
    if (task != SCANNING || set_by_name(&options)) {
        lf_session *s;
        lf_status opened = lf_open(&options, &s);
        if (!refused(s, opened, "lf_open")) {
            give(s, task);
        }
        lf_close(s);
    }
    lf_options_clear(&options);
    armed = false;
    size_t length = (size_t)ftello(record_file);
    fclose(record_file);
    return length;
}

static bool is_line_of(const char *right, const char *line, size_t length)
{
    while (right && *right && strncmp(right, line, length) != 0) {
        const char *end = strchr(right, '\n');
        right = end ? end + 1 : NULL;
    }
    return right && *right;
}

/* Each line is one of the lines that are right. */
static void check_records(const char *right, const char *got, size_t length)
{
    while (length) {
        const char *end = memchr(got, '\n', length);
        check(end != NULL, "a record without end", "");
        size_t line = (size_t)(end + 1 - got);
        check(is_line_of(right, got, line), "another record", got);
        got += line;
        length -= line;
    }
}

/* In a process of its own: what a library keeps of a failure is gone with it. */
static void try_point(enum task task, const char *right)
{
    pid_t child = fork();
    if (child == 0) {
        size_t length = run(task);
        if (task != FOLLOWING) {
            check_records(right, record_room, length);
        }
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    if (status != 0) {
        fail_msg("point %zu%s: status %d", failing, for_ever ? " and all after" : "", status);
    }
}

static void every_allocation_may_fail(enum task task)
{
    static char right[ROOM];
    static const char *const words[][2] = {
        [OFFLINE] = { "\"offline\"", "\"index\":7" },
        [FOLLOWING] = { "\"denied\"", "\"index\":7" },
        [SCANNING] = { "\"blockquote\"", "\"flattened\"" },
        [CHECKING] = { "\"malformed\",\"message\"", "\"severity\":\"error\"" },
    };
    failing = 0;
    for_ever = false;
    size_t length = run(task);
    memcpy(right, record_room, length);
    right[length] = '\0';
    size_t count = points;
    assert_true(count > 15);
    for (size_t i = 0; i < 2; i++) {
        assert_non_null(strstr(right, words[task][i]));
    }
    for (failing = 1; failing <= count; failing++) {
        for_ever = false;
        try_point(task, right);
        for_ever = true;
        try_point(task, right);
    }
}

static void offline_every_allocation_may_fail(void **state)
{
    (void)state;
    every_allocation_may_fail(OFFLINE);
}

static void following_every_allocation_may_fail(void **state)
{
    (void)state;
    every_allocation_may_fail(FOLLOWING);
}

static void scanning_every_allocation_may_fail(void **state)
{
    (void)state;
    every_allocation_may_fail(SCANNING);
}

static void checking_every_allocation_may_fail(void **state)
{
    (void)state;
    every_allocation_may_fail(CHECKING);
}

/* A part that another thread writes is kept in memory: its failure is the whole's. */
static void a_record_written_in_parts_says_why_it_failed(void **state)
{
    (void)state;
    static struct writer whole;
    static struct writer part;
    FILE *to = fopen("/dev/null", "w");
    writer_open(&whole, to, false);
    write_begin(&whole, '[');
    writer_open_part(&part, &whole);
    points = 0;
    failing = 1;
    armed = true;
    for (size_t i = 0; i < WRITER_ROOM; i++) {
        write_number(&part, i);
    }
    armed = false;
    assert_int_equal(part.failed, ENOMEM);
    writer_take_part(&whole, &part);
    write_end(&whole, ']');
    errno = 0;
    assert_false(writer_close(&whole));
    assert_int_equal(errno, ENOMEM);
    writer_free_part(&part);
    fclose(to);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_written_in_parts_says_why_it_failed),
        cmocka_unit_test(offline_every_allocation_may_fail),
        cmocka_unit_test(following_every_allocation_may_fail),
        cmocka_unit_test(scanning_every_allocation_may_fail),
        cmocka_unit_test(checking_every_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
