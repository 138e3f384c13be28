/* The public face, as a caller sees it: nothing here needs a network. */
#include "unit/unit.h"

#include "base/buffer.h"
#include "landfall.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <unistd.h>

static const char article[] = "The ferry is back on its old route.\n"
                              "\n"
                              "First boat left at six with forty people aboard "
                              "https://t.co/aB3dE6gH9j pic.twitter.com/Zy8xW5vU2t\n"
                              "\n"
                              "\xe2\x80\x94 Harbour Office (@harbour_office) June 19, 2018\n"
                              "\n"
                              "More at https://news.example/ferry?page=2.\n";

static lf_session *open_session(lf_mode mode)
{
    lf_options options = LF_OPTIONS;
    options.mode = mode;
    options.offline = 1;
    lf_session *s;
    assert_int_equal(lf_open(&options, &s), LF_OK);
    return s;
}

static void a_document_becomes_a_record(void **state)
{
    (void)state;
    lf_session *s = open_session(LF_SCAN);
    assert_int_equal(lf_add(s, "ferry.txt", article, strlen(article)), LF_OK);
    const lf_record *r;
    assert_int_equal(lf_next(s, &r), LF_OK);
    assert_string_equal(lf_record_type(r), "document");
    assert_string_equal(lf_record_name(r), "ferry.txt");
    assert_int_equal(lf_record_link_count(r), 3);
    assert_int_equal(lf_record_embed_count(r), 1);
    size_t length;
    const lf_link *link = lf_record_link(r, 2);
    const char *url = lf_link_url(link, &length);
    assert_slice(slice_of(url, length), "https://news.example/ferry?page=2");
    assert_string_equal(lf_link_kind(link), "web");
    assert_null(lf_link_state(link));
    uint64_t start;
    uint64_t end;
    uint64_t line;
    uint64_t column;
    assert_int_equal(lf_link_span_count(link), 1);
    assert_null(lf_link_span(link, 0, &start, &end, &line, &column));
    assert_memory_equal(article + start, url, length);
    assert_int_equal(end - start, length);
    assert_int_equal(line, 7);
    assert_int_equal(column, 9);
    assert_null(lf_record_link(r, 3));
    assert_int_equal(lf_next(s, &r), LF_END);
    assert_null(r);
    lf_close(s);
}

static void an_embed_shows_its_parts(void **state)
{
    (void)state;
    lf_session *s = open_session(LF_SCAN);
    assert_int_equal(lf_add(s, "ferry.txt", article, strlen(article)), LF_OK);
    const lf_record *r;
    assert_int_equal(lf_next(s, &r), LF_OK);
    const lf_embed *e = lf_record_embed(r, 0);
    size_t length;
    assert_string_equal(lf_embed_platform(e), "twitter");
    assert_string_equal(lf_embed_kind(e), "post");
    const char *name = lf_embed_author_name(e, &length);
    assert_slice(slice_of(name, length), "Harbour Office");
    const char *handle = lf_embed_author_handle(e, &length);
    assert_slice(slice_of(handle, length), "harbour_office");
    const char *text = lf_embed_text(e, &length);
    assert_slice(slice_of(text, length), "First boat left at six with forty people aboard");
    int64_t ms;
    const char *precision;
    const char *source;
    assert_true(lf_embed_date(e, &ms, &precision, &source));
    assert_true(ms == 1529366400000);
    assert_string_equal(precision, "day");
    assert_string_equal(source, "attribution");
    assert_int_equal(lf_embed_link_count(e), 2);
    assert_int_equal(lf_embed_link(e, 1), 1);
    assert_null(lf_embed_state(e));
    assert_null(lf_record_embed(r, 1));
    lf_close(s);
}

static void offline_skips_with_all_that_is_known(void **state)
{
    (void)state;
    lf_session *s = open_session(LF_RESOLVE);
    assert_int_equal(lf_add(s, "ferry.txt", article, strlen(article)), LF_OK);
    const lf_record *r;
    assert_int_equal(lf_next(s, &r), LF_OK);
    for (size_t i = 0; i < lf_record_link_count(r); i++) {
        assert_string_equal(lf_link_state(lf_record_link(r, i)), "skipped");
        assert_string_equal(lf_link_reason(lf_record_link(r, i)), "offline");
    }
    const lf_record *summary = lf_summary(s);
    assert_string_equal(lf_record_type(summary), "summary");
    assert_int_equal(lf_summary_count(summary, "documents"), 1);
    assert_int_equal(lf_summary_count(summary, "links"), 3);
    assert_int_equal(lf_summary_count(summary, "skipped"), 3);
    assert_int_equal(lf_summary_count(summary, "requests"), 0);
    assert_int_equal(lf_summary_count(summary, "no such"), 0);
    lf_close(s);
}

/* Two documents and a URL by itself name the same links; and a text that is no URL comes twice. */
static void a_url_that_is_skipped_counts_once(void **state)
{
    (void)state;
    static const char text[] = "At https://a.example/1 and https://a.example/2 and "
                               "https://a.example/1, and pic.twitter.com/Ab\xe2\x80\xa6\n";
    static const struct {
        const char *exclude[3];
        bool offline;
        int unique;
    } cases[] = { { { NULL }, true, 0 },
                  { { "example", NULL }, false, 0 },
                  { { "example/1$", "e/2$", NULL }, false, 1 },
                  { { "example", NULL }, true, 1 },
                  { { "example", NULL }, false, -1 },
                  { { NULL }, true, -1 } };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        lf_options options = LF_OPTIONS;
        options.offline = cases[i].offline;
        options.exclude = cases[i].exclude;
        options.unique = cases[i].unique;
        uint64_t want = cases[i].unique < 0 ? 0 : 4;
        lf_session *s;
        assert_int_equal(lf_open(&options, &s), LF_OK);
        const lf_record *r;
        for (size_t document = 0; document < 2; document++) {
            assert_int_equal(lf_add(s, "a.txt", text, strlen(text)), LF_OK);
            assert_int_equal(lf_next(s, &r), LF_OK);
            assert_int_equal(lf_record_link_count(r), 3);
            assert_int_equal(lf_add_url(s, "https://a.example/2", 19, 0), LF_OK);
            assert_int_equal(lf_next(s, &r), LF_OK);
            assert_int_equal(lf_add_url(s, "http://", 7, 0), LF_OK);
            assert_int_equal(lf_next(s, &r), LF_OK);
            assert_string_equal(lf_link_reason(lf_record_link(r, 0)), "malformed");
        }
        const lf_record *summary = lf_summary(s);
        assert_int_equal(lf_summary_count(summary, "links"), 10);
        assert_int_equal(lf_summary_count(summary, "unique"), want);
        assert_int_equal(lf_summary_count(summary, "skipped"), want);
        lf_close(s);
    }
}

/* So many lines of a link each; every tenth URL is that of the line before. */
static struct slice many_links(struct buffer *text, unsigned number, unsigned count)
{
    buffer_reset(text);
    for (unsigned i = 0; i < count; i++) {
        buffer_printf(text, "See http://10.0.%u.1/%u now.\n", number, i - (i % 10 == 9));
    }
    return buffer_slice(text);
}

/* More links than may be under way at once, of several documents that take turns: each comes whole
 * and as soon as it is done; and the session can be closed in their midst. */
static void documents_of_many_links_come_whole(void **state)
{
    (void)state;
    enum { LARGE = 20000, SMALL = 50, DOCUMENTS = 5 };
    struct buffer text = BUFFER(4 << 20);
    for (int closes = 0; closes < 2; closes++) {
        lf_options options = LF_OPTIONS;
        lf_session *s;
        options.jobs = 2;
        assert_int_equal(lf_open(&options, &s), LF_OK);
        const lf_record *r;
        size_t links = 0;
        for (unsigned i = 0; i < DOCUMENTS; i++) {
            struct slice bytes = many_links(&text, i, i % 2 ? SMALL : LARGE);
            int fd = memfd_create("links", MFD_CLOEXEC);
            assert_int_equal(write(fd, bytes.data, bytes.length), bytes.length);
            assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
            assert_int_equal(lf_queue_fd(s, "a.txt", fd), LF_OK);
            close(fd);
        }
        while (!closes && lf_next(s, &r) == LF_OK) {
            size_t count = lf_record_link_count(r);
            for (size_t i = 0; i < count; i++) {
                const lf_link *link = lf_record_link(r, i);
                assert_string_equal(lf_link_reason(link), "denied");
                assert_string_equal(lf_link_hop(link, 0, NULL, NULL, NULL),
                                    lf_link_url(link, NULL));
            }
            links += count;
        }
        if (!closes) {
            const lf_record *summary = lf_summary(s);
            assert_int_equal(links, lf_summary_count(summary, "links"));
            assert_int_equal(lf_summary_count(summary, "unique"), links);
            assert_int_equal(
                lf_summary_count(summary, "unsure") + lf_summary_count(summary, "skipped"), links);
        }
        lf_close(s);
    }
    buffer_free(&text);
}

/* A document all of whose links under way are done is not done before the others had their turn:
 * those of another, which wait for a second try, have nearly all the room. */
static void a_document_waits_for_all_its_links(void **state)
{
    (void)state;
    enum { ROOM = 4096, SMALL = 20 };
    static const char *const nowhere[] = { "::127.0.0.1:1", NULL };
    static const char *const open[] = { "127.0.0.0/8", NULL };
    struct buffer text = BUFFER(4 << 20);
    lf_options options = LF_OPTIONS;
    options.connect_to = nowhere;
    options.allow_net = open;
    lf_session *s;
    const lf_record *r;
    assert_int_equal(lf_open(&options, &s), LF_OK);
    for (unsigned i = 0; i + 1 < ROOM; i++) {
        buffer_printf(&text, "http://n%u.example/ ", i);
    }
    assert_int_equal(lf_add(s, "slow", text.data, text.length), LF_OK);
    struct slice bytes = many_links(&text, 0, SMALL);
    assert_int_equal(lf_add(s, "quick", bytes.data, bytes.length), LF_OK);
    assert_int_equal(lf_next(s, &r), LF_OK);
    assert_string_equal(lf_record_name(r), "quick");
    for (size_t i = 0; i < lf_record_link_count(r); i++) {
        assert_string_equal(lf_link_reason(lf_record_link(r, i)), "denied");
    }
    lf_close(s);
    buffer_free(&text);
}

static void a_scan_counts_distinct_urls_when_told_so(void **state)
{
    (void)state;
    static const char text[] = "https://a.example/1 https://a.example/2 https://a.example/1\n";
    for (int unique = 0; unique < 2; unique++) {
        lf_options options = LF_OPTIONS;
        options.mode = LF_SCAN;
        options.unique = unique;
        lf_session *s;
        assert_int_equal(lf_open(&options, &s), LF_OK);
        for (size_t document = 0; document < 2; document++) {
            const lf_record *r;
            assert_int_equal(lf_add(s, "a.txt", text, strlen(text)), LF_OK);
            assert_int_equal(lf_next(s, &r), LF_OK);
            assert_null(lf_link_state(lf_record_link(r, 0)));
        }
        assert_int_equal(lf_summary_count(lf_summary(s), "links"), 4);
        assert_int_equal(lf_summary_count(lf_summary(s), "unique"), unique ? 2 : 0);
        assert_int_equal(lf_summary_count(lf_summary(s), "skipped"), 0);
        lf_close(s);
    }
}

static void getters_take_anything(void **state)
{
    (void)state;
    lf_session *s = open_session(LF_RESOLVE);
    assert_int_equal(lf_add(s, "ferry.txt", article, strlen(article)), LF_OK);
    const lf_record *r;
    assert_int_equal(lf_next(s, &r), LF_OK);
    const lf_embed *e = lf_record_embed(r, 0);
    const lf_link *l = lf_record_link(r, 0);
    assert_int_equal(lf_embed_link(e, 2), 0);
    assert_int_equal(lf_embed_link(e, SIZE_MAX), 0);
    assert_null(lf_record_link(r, SIZE_MAX));
    assert_null(lf_record_embed(r, SIZE_MAX));
    assert_null(lf_link_hop(l, 0, NULL, NULL, NULL));
    assert_int_equal(lf_summary_count(r, "links"), 0);
    assert_int_equal(lf_summary_count(r, "offline"), 0);
    assert_int_equal(lf_summary_count(lf_summary(s), NULL), 0);
    assert_int_equal(lf_record_link_count(lf_summary(s)), 0);
    assert_null(lf_record_name(lf_summary(s)));
    assert_null(lf_link_span(l, 0, NULL, NULL, NULL, NULL));
    assert_null(lf_link_span(l, SIZE_MAX, NULL, NULL, NULL, NULL));
    assert_true(lf_link_embed(l, NULL));
    assert_int_equal(lf_link_permanent(l, NULL), 0);
    assert_int_equal(lf_link_checked_at(l, NULL, NULL), 0);
    assert_int_equal(lf_embed_conflict(e, 0, NULL, NULL), 0);
    assert_null(lf_embed_evidence(e, SIZE_MAX, NULL, NULL, NULL, NULL));
    assert_int_equal(lf_record_published(r, NULL, NULL, NULL), 0);
    assert_true(lf_embed_date(e, NULL, NULL, NULL));
    assert_int_equal(lf_write(NULL, "ndjson", stdout), LF_USAGE);
    assert_int_equal(lf_write(r, NULL, stdout), LF_USAGE);
    assert_int_equal(lf_write(r, "ndjson", NULL), LF_USAGE);
    lf_close(s);
}

static void long_options_are_still_named(void **state)
{
    (void)state;
    static char proxy[20000] = "nonsense://";
    memset(proxy + strlen(proxy), 'x', sizeof proxy - strlen(proxy) - 1);
    lf_options options = LF_OPTIONS;
    options.proxy = proxy;
    lf_session *s;
    assert_int_equal(lf_open(&options, &s), LF_USAGE);
    assert_non_null(strstr(lf_error(s), "is no proxy"));
    lf_close(s);
}

static void urls_are_read_as_given(void **state)
{
    (void)state;
    static const struct {
        const char *in, *url, *kind, *reason;
    } cases[] = {
        { "HTTP://Example.COM", "http://example.com/", "web", "offline" },
        { " https://example.com/a b ", "https://example.com/a%20b", "web", "offline" },
        { "https://t.co/aB3dE6gH9j", "https://t.co/aB3dE6gH9j", "short", "offline" },
        { "pic.twitter.com/Zy8xW5vU2t", "https://t.co/Zy8xW5vU2t", "media", "offline" },
        { "https://twitter.com/harbour_office/status/1009000000000000000",
          "https://twitter.com/harbour_office/status/1009000000000000000", "permalink", "offline" },
        { "mailto:office@example.com", "mailto:office@example.com", "web", "denied" },
        { "http://", NULL, "web", "malformed" },
        { "no link", NULL, "web", "malformed" },
    };
    lf_session *s = open_session(LF_RESOLVE);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(lf_add_url(s, cases[i].in, strlen(cases[i].in), i), LF_OK);
        const lf_record *r;
        assert_int_equal(lf_next(s, &r), LF_OK);
        assert_string_equal(lf_record_type(r), "link");
        const lf_link *link = lf_record_link(r, 0);
        size_t length;
        const char *url = lf_link_url(link, &length);
        assert_slice(slice_of(url, length), cases[i].url);
        assert_string_equal(lf_link_kind(link), cases[i].kind);
        assert_string_equal(lf_link_reason(link), cases[i].reason);
    }
    lf_close(s);
}

static void a_session_says_when_it_is_full(void **state)
{
    (void)state;
    lf_session *s = open_session(LF_SCAN);
    assert_int_equal(lf_add(s, "a.txt", "a", 1), LF_OK);
    assert_int_equal(lf_add(s, "b.txt", "b", 1), LF_FULL);
    const lf_record *r;
    assert_int_equal(lf_next(s, &r), LF_OK);
    assert_int_equal(lf_add(s, "b.txt", "b", 1), LF_OK);
    assert_int_equal(lf_next(s, &r), LF_OK);
    assert_string_equal(lf_record_name(r), "b.txt");
    lf_close(s);
}

static void an_unreadable_input_leaves_the_session_whole(void **state)
{
    (void)state;
    lf_session *s = open_session(LF_SCAN);
    assert_int_equal(lf_add(s, "boat.png", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16), LF_UNREADABLE);
    assert_non_null(strstr(lf_error(s), "boat.png"));
    assert_non_null(strstr(lf_error(s), "PNG"));
    int fd = open("/", O_RDONLY);
    assert_int_equal(lf_add_fd(s, "a folder", fd), LF_UNREADABLE);
    assert_non_null(strstr(lf_error(s), "a folder"));
    close(fd);
    assert_int_equal(lf_add_fd(s, "nothing", -1), LF_UNREADABLE);
    assert_int_equal(lf_add(s, "empty.txt", "", 0), LF_OK);
    const lf_record *r;
    assert_int_equal(lf_next(s, &r), LF_OK);
    assert_int_equal(lf_record_link_count(r), 0);
    lf_close(s);
}

static void a_file_is_read_to_its_end(void **state)
{
    (void)state;
    char name[] = "/tmp/landfall_session_XXXXXX";
    int fd = mkstemp(name);
    assert_true(fd >= 0);
    unlink(name);
    assert_int_equal(write(fd, article, strlen(article)), strlen(article));
    lseek(fd, 0, SEEK_SET);
    lf_session *s = open_session(LF_SCAN);
    assert_int_equal(lf_add_fd(s, "ferry.txt", fd), LF_OK);
    close(fd);
    const lf_record *r;
    assert_int_equal(lf_next(s, &r), LF_OK);
    assert_int_equal(lf_record_link_count(r), 3);
    lf_close(s);
}

static atomic_int signals_met;

static void meet_signal(int number)
{
    (void)number;
    atomic_fetch_add(&signals_met, 1);
}

/* Writes when some signals were met: by then it is read from. */
static void *write_late(void *pipe_end)
{
    const int *end = pipe_end;
    while (atomic_load(&signals_met) < 20) {
        usleep(1000);
    }
    assert_int_equal(write(*end, article, strlen(article)), strlen(article));
    close(*end);
    return NULL;
}

/* A caller's own signals end nobody's wait for a pipe. */
static void a_pipe_is_read_to_its_end_whatever_signals_come(void **state)
{
    (void)state;
    struct sigaction meets = { .sa_handler = meet_signal };
    struct sigaction before;
    struct itimerval often = { { 0, 2000 }, { 0, 2000 } };
    const struct itimerval never = { 0 };
    sigset_t alarm;
    int ends[2];
    pthread_t writer;
    lf_session *s = open_session(LF_SCAN);
    assert_int_equal(pipe(ends), 0);
    sigemptyset(&alarm);
    sigaddset(&alarm, SIGALRM);
    assert_int_equal(sigaction(SIGALRM, &meets, &before), 0);
    pthread_sigmask(SIG_BLOCK, &alarm, NULL); /* the writer inherits that */
    assert_int_equal(pthread_create(&writer, NULL, write_late, &ends[1]), 0);
    setitimer(ITIMER_REAL, &often, NULL);
    pthread_sigmask(SIG_UNBLOCK, &alarm, NULL);
    assert_int_equal(lf_add_fd(s, "ferry.txt", ends[0]), LF_OK);
    pthread_join(writer, NULL); /* which needs the signals, if all was over too soon */
    setitimer(ITIMER_REAL, &never, NULL);
    sigaction(SIGALRM, &before, NULL);
    close(ends[0]);
    const lf_record *r;
    assert_int_equal(lf_next(s, &r), LF_OK);
    assert_int_equal(lf_record_link_count(r), 3);
    lf_close(s);
}

static void an_interrupted_session_gives_what_is_ready(void **state)
{
    (void)state;
    lf_session *s = open_session(LF_SCAN);
    assert_int_equal(lf_add(s, "a.txt", "a", 1), LF_OK);
    lf_interrupt(s);
    const lf_record *r;
    assert_int_equal(lf_add(s, "b.txt", "b", 1), LF_INTERRUPTED);
    assert_int_equal(lf_next(s, &r), LF_OK);
    assert_int_equal(lf_next(s, &r), LF_INTERRUPTED);
    lf_close(s);
}

/* Links are left out of what a scan gives, and embeds name those that are left by their new places.
 */
static void a_scan_gives_wanted_links_alone(void **state)
{
    (void)state;
    static const struct {
        const char *only[3], *exclude[3];
        const char *urls[4];
        size_t of_embed[3];
        size_t of_embed_count;
    } rows[] = {
        { { NULL }, { NULL }, { "t.co/a", "t.co/Z", "news", NULL }, { 0, 1 }, 2 },
        { { "media", NULL }, { NULL }, { "t.co/Z", NULL }, { 0 }, 1 },
        { { "media", "short", NULL }, { "a[A-Z]3d", NULL }, { "t.co/Z", NULL }, { 0 }, 1 },
        { { NULL }, { "t[.]co/a", "nothing", NULL }, { "t.co/Z", "news", NULL }, { 0 }, 1 },
        { { "web", NULL }, { NULL }, { "news", NULL }, { 0 }, 0 },
        { { NULL }, { ".", NULL }, { NULL }, { 0 }, 0 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        lf_options options = LF_OPTIONS;
        options.mode = LF_SCAN;
        options.only = rows[i].only;
        options.exclude = rows[i].exclude;
        lf_session *s;
        assert_int_equal(lf_open(&options, &s), LF_OK);
        assert_int_equal(lf_add(s, "ferry.txt", article, strlen(article)), LF_OK);
        const lf_record *r;
        assert_int_equal(lf_next(s, &r), LF_OK);
        size_t count = 0;
        for (; rows[i].urls[count]; count++) {
            const char *url = lf_link_url(lf_record_link(r, count), NULL);
            assert_non_null(url);
            assert_non_null(strstr(url, rows[i].urls[count]));
        }
        assert_int_equal(lf_record_link_count(r), count);
        assert_int_equal(lf_summary_count(lf_summary(s), "links"), count);
        const lf_embed *embed = lf_record_embed(r, 0);
        assert_int_equal(lf_embed_link_count(embed), rows[i].of_embed_count);
        for (size_t link = 0; link < rows[i].of_embed_count; link++) {
            assert_int_equal(lf_embed_link(embed, link), rows[i].of_embed[link]);
        }
        lf_close(s);
    }
}

static void *interrupt_soon(void *session)
{
    usleep(20 * 1000);
    lf_interrupt(session);
    return NULL;
}

/* Whatever it does with a large input: scanning it takes much longer than the wait. */
static void an_input_is_left_in_its_middle(void **state)
{
    (void)state;
    enum { LARGE = 96 << 20 };
    char *large = malloc(LARGE);
    assert_non_null(large);
    for (size_t at = 0; at < LARGE; at++) {
        large[at] = article[at % (sizeof article - 1)];
    }
    for (unsigned jobs = 1; jobs <= 2; jobs++) {
        lf_options options = LF_OPTIONS;
        options.mode = LF_SCAN;
        options.jobs = jobs;
        lf_session *s;
        assert_int_equal(lf_open(&options, &s), LF_OK);
        pthread_t thread;
        assert_int_equal(pthread_create(&thread, NULL, interrupt_soon, s), 0);
        assert_int_equal(lf_add(s, "large.txt", large, LARGE), LF_INTERRUPTED);
        pthread_join(thread, NULL);
        const lf_record *r;
        assert_int_equal(lf_next(s, &r), LF_INTERRUPTED);
        assert_int_equal(lf_summary_count(lf_summary(s), "documents"), 0);
        lf_close(s);
    }
    free(large);
}

static void wrong_options_say_what_is_wrong(void **state)
{
    (void)state;
    static const char *const kinds[] = { "shortt", NULL };
    static const char *const nets[] = { "127.0.0.0/33", NULL };
    static const char *const maps[] = { "nonsense", NULL };
    static const char *const expressions[] = { "x", "(", NULL };
    const struct {
        lf_options options;
        const char *names;
    } cases[] = {
        { { .size = sizeof(lf_options),
            .type = "pdf",
            .timeout = 1,
            .concurrency = 1,
            .per_host = 1 },
          "pdf" },
        { { .size = sizeof(lf_options), .timeout = 0, .concurrency = 1, .per_host = 1 },
          "timeout takes a number of seconds above 0" },
        { { .size = sizeof(lf_options), .timeout = 1, .concurrency = 1 },
          "per-host takes a whole number from 1" },
        { { .size = sizeof(lf_options),
            .timeout = 1,
            .concurrency = 1,
            .per_host = 1,
            .max_time = -1 },
          "max-time takes" },
        { { .size = sizeof(lf_options),
            .timeout = 1,
            .concurrency = 1,
            .per_host = 1,
            .exclude = expressions },
          "\"(\"" },
        { { .size = sizeof(lf_options),
            .timeout = 1,
            .concurrency = 1,
            .per_host = 1,
            .only = kinds },
          "shortt" },
        { { .size = sizeof(lf_options),
            .timeout = 1,
            .concurrency = 1,
            .per_host = 1,
            .allow_net = nets },
          "127.0.0.0/33" },
        { { .size = sizeof(lf_options),
            .timeout = 1,
            .concurrency = 1,
            .per_host = 1,
            .connect_to = maps },
          "nonsense" },
        { { .size = sizeof(lf_options),
            .timeout = 1,
            .concurrency = 1,
            .per_host = 1,
            .resolve = maps },
          "nonsense" },
        { { .size = sizeof(lf_options),
            .timeout = 1,
            .concurrency = 1,
            .per_host = 1,
            .cacert = "/no/such.pem" },
          "/no/such.pem" },
        { { .size = 3 }, "LF_OPTIONS" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        lf_session *s;
        assert_int_equal(lf_open(&cases[i].options, &s), LF_USAGE);
        if (!strstr(lf_error(s), cases[i].names)) {
            fail_msg("\"%s\" does not name %s", lf_error(s), cases[i].names);
        }
        lf_close(s);
    }
}

static void writing_takes_a_format_and_a_stream(void **state)
{
    (void)state;
    lf_session *s = open_session(LF_SCAN);
    assert_int_equal(lf_add(s, "a.txt", "a", 1), LF_OK);
    const lf_record *r;
    assert_int_equal(lf_next(s, &r), LF_OK);
    char *out = NULL;
    size_t length = 0;
    FILE *to = open_memstream(&out, &length);
    assert_int_equal(lf_write(r, "ndjson", to), LF_OK);
    assert_int_equal(lf_write(r, "nosuch", to), LF_USAGE);
    fclose(to);
    assert_string_equal(
        out, "{\"schema\":\"landfall/1\",\"type\":\"document\",\"source\":{\"name\":\"a.txt\","
             "\"media_type\":\"text/plain\",\"bytes\":1},\"embeds\":[],\"links\":[]}\n");
    free(out);
    lf_close(s);
    lf_close(NULL);
    assert_string_equal(lf_version(), LF_VERSION);
}

static ssize_t write_nothing(void *cookie, const char *bytes, size_t length)
{
    (void)bytes;
    (void)length;
    errno = *(const int *)cookie;
    return 0;
}

/* What is added has the tag that was set last, whatever it is. */
static void records_have_the_tags_of_what_was_added(void **state)
{
    (void)state;
    static char tags[2];
    lf_session *s = open_session(LF_RESOLVE);
    const lf_record *r;
    assert_int_equal(lf_add(s, "untagged", "a", 1), LF_OK);
    assert_int_equal(lf_next(s, &r), LF_OK);
    assert_null(lf_record_tag(r));
    lf_tag(s, &tags[0]);
    assert_int_equal(lf_add(s, "first", "a", 1), LF_OK);
    lf_tag(s, &tags[1]);
    assert_int_equal(lf_next(s, &r), LF_OK);
    assert_ptr_equal(lf_record_tag(r), &tags[0]);
    size_t length;
    for (int i = 0; i < 2; i++) {
        assert_int_equal(lf_add_url(s, "https://a.example/", 18, 5), LF_OK);
        assert_int_equal(lf_next(s, &r), LF_OK);
        assert_ptr_equal(lf_record_tag(r), &tags[1]);
        assert_string_equal(lf_record_input(r, &length), "https://a.example/");
        assert_int_equal(length, 18);
    }
    lf_tag(s, NULL);
    int folder = open("/", O_RDONLY);
    assert_int_equal(lf_add_fd(s, "a folder", folder), LF_UNREADABLE);
    assert_int_equal(lf_add(s, "untagged", "a", 1), LF_OK);
    close(folder);
    assert_int_equal(lf_next(s, &r), LF_OK);
    assert_null(lf_record_tag(r));
    assert_null(lf_record_tag(lf_summary(s)));
    lf_close(s);
}

/* The same as is written, and whole: a document may have its own NUL bytes. */
static void a_record_is_lent_as_text(void **state)
{
    (void)state;
    lf_session *s = open_session(LF_SCAN);
    assert_int_equal(lf_add(s, "ferry.txt", article, sizeof article - 1), LF_OK);
    const lf_record *found;
    assert_int_equal(lf_next(s, &found), LF_OK);
    const lf_record *records[] = { found, lf_summary(s) };
    static const char *const formats_tried[] = { "json", "ndjson" };
    for (size_t i = 0; i < 4; i++) {
        char *out = NULL;
        size_t length = 0;
        FILE *to = open_memstream(&out, &length);
        assert_int_equal(lf_write(records[i / 2], formats_tried[i % 2], to), LF_OK);
        fclose(to);
        const char *text;
        size_t text_length;
        assert_int_equal(lf_text(records[i / 2], formats_tried[i % 2], &text, &text_length), LF_OK);
        assert_int_equal(text_length, length);
        assert_string_equal(text, out);
        assert_int_equal(lf_text(records[i / 2], formats_tried[i % 2], &text, NULL), LF_OK);
        assert_string_equal(text, out);
        const char *none = "some";
        assert_int_equal(lf_text(records[i / 2], "nosuch", &none, &text_length), LF_USAGE);
        assert_null(none);
        assert_int_equal(text_length, 0);
        assert_string_equal(text, out); /* what is lent stays */
        free(out);
    }
    const char *none;
    assert_int_equal(lf_text(NULL, "json", &none, NULL), LF_USAGE);
    assert_int_equal(lf_text(found, NULL, &none, NULL), LF_USAGE);
    lf_close(s);
}

static void writing_that_fails_says_why(void **state)
{
    (void)state;
    static const struct {
        int fault;
        lf_status status;
    } cases[] = { { ENOSPC, LF_IO }, { EPIPE, LF_IO }, { ENOMEM, LF_NO_MEMORY } };
    lf_session *s = open_session(LF_SCAN);
    assert_int_equal(lf_add(s, "a.txt", "a", 1), LF_OK);
    const lf_record *r;
    assert_int_equal(lf_next(s, &r), LF_OK);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int fault = cases[i].fault;
        FILE *to = fopencookie(&fault, "w", (cookie_io_functions_t){ .write = write_nothing });
        setvbuf(to, NULL, _IONBF, 0);
        errno = 0;
        assert_int_equal(lf_write(r, "ndjson", to), cases[i].status);
        assert_int_equal(errno, fault);
        fclose(to);
    }
    lf_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_becomes_a_record),
        cmocka_unit_test(an_embed_shows_its_parts),
        cmocka_unit_test(offline_skips_with_all_that_is_known),
        cmocka_unit_test(a_url_that_is_skipped_counts_once),
        cmocka_unit_test(documents_of_many_links_come_whole),
        cmocka_unit_test(a_document_waits_for_all_its_links),
        cmocka_unit_test(a_scan_counts_distinct_urls_when_told_so),
        cmocka_unit_test(getters_take_anything),
        cmocka_unit_test(long_options_are_still_named),
        cmocka_unit_test(urls_are_read_as_given),
        cmocka_unit_test(a_session_says_when_it_is_full),
        cmocka_unit_test(an_unreadable_input_leaves_the_session_whole),
        cmocka_unit_test(a_file_is_read_to_its_end),
        cmocka_unit_test(a_pipe_is_read_to_its_end_whatever_signals_come),
        cmocka_unit_test(an_interrupted_session_gives_what_is_ready),
        cmocka_unit_test(a_scan_gives_wanted_links_alone),
        cmocka_unit_test(an_input_is_left_in_its_middle),
        cmocka_unit_test(wrong_options_say_what_is_wrong),
        cmocka_unit_test(writing_takes_a_format_and_a_stream),
        cmocka_unit_test(writing_that_fails_says_why),
        cmocka_unit_test(records_have_the_tags_of_what_was_added),
        cmocka_unit_test(a_record_is_lent_as_text),
    };
    return cmocka_run_group_tests_name("session", tests, NULL, NULL);
}
