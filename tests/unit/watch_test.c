/* Waiting for a session besides other things: a loop around poll, on one thread. */
#include "unit/unit.h"

#include "landfall.h"

#include "base/time.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

/* --- A server that answers every connection after a while, or never --- */

struct server {
    int fd;
    int after_ms; /* -1: never */
    unsigned port;
    pthread_t thread;
};

static void *serve(void *of)
{
    const struct server *server = of;
    static const char answer[] =
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    int kept[64];
    size_t count = 0;
    int fd = accept(server->fd, NULL, NULL);
    while (fd >= 0 && count < COUNT_OF(kept)) {
        char request[4096];
        kept[count++] = fd;
        if (server->after_ms >= 0 && recv(fd, request, sizeof request, 0) > 0) {
            usleep((useconds_t)server->after_ms * 1000);
            send(fd, answer, sizeof answer - 1, MSG_NOSIGNAL);
            close(fd);
            count--;
        }
        fd = accept(server->fd, NULL, NULL);
    }
    while (count > 0) {
        close(kept[--count]);
    }
    return NULL;
}

static void open_server(struct server *server, int after_ms)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t length = sizeof at;
    server->after_ms = after_ms;
    server->fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(server->fd, (struct sockaddr *)&at, length), 0);
    assert_int_equal(listen(server->fd, 64), 0);
    assert_int_equal(getsockname(server->fd, (struct sockaddr *)&at, &length), 0);
    server->port = ntohs(at.sin_port);
    assert_int_equal(pthread_create(&server->thread, NULL, serve, server), 0);
}

static void close_server(struct server *server)
{
    shutdown(server->fd, SHUT_RDWR);
    pthread_join(server->thread, NULL);
    close(server->fd);
}

/* --- The loop --- */

static lf_session *open_session(lf_mode mode, double timeout)
{
    static const char *const loopback[] = { "127.0.0.0/8", NULL };
    lf_options options = LF_OPTIONS;
    options.mode = mode;
    options.jobs = 2;
    options.timeout = timeout;
    options.retries = 0;
    options.per_host = 2;
    options.allow_net = loopback;
    lf_session *s;
    assert_int_equal(lf_open(&options, &s), LF_OK);
    return s;
}

static bool is_readable(int fd, int ms)
{
    struct pollfd wait = { .fd = fd, .events = POLLIN };
    return poll(&wait, 1, ms) == 1;
}

struct loop {
    size_t records, wakes; /* how often the file descriptor was readable */
    const char *reason;    /* of the last link */
};

/* Until everything is done, waiting on the file descriptor alone. */
static void run(lf_session *s, struct loop *loop)
{
    int fd = lf_fd(s);
    assert_true(fd >= 0);
    *loop = (struct loop){ 0 };
    const lf_record *r;
    lf_status status = lf_next_within(s, 0, &r);
    while (status != LF_END) {
        if (status == LF_LATER) {
            assert_null(r);
            assert_true(is_readable(fd, 10000));
            loop->wakes++;
        } else {
            assert_int_equal(status, LF_OK);
            loop->records++;
            loop->reason = lf_link_reason(lf_record_link(r, 0));
        }
        status = lf_next_within(s, 0, &r);
    }
    assert_int_equal(lf_fd(s), fd);
    assert_false(is_readable(fd, 0)); /* nothing is left */
}

static void add_urls(lf_session *s, const struct server *server, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        char url[64];
        int length = snprintf(url, sizeof url, "http://127.0.0.1:%u/%u", server->port, i);
        assert_int_equal(lf_add_url(s, url, (size_t)length, i), LF_OK);
    }
}

/* --- A server that only listens --- */

static void open_listener(struct server *server)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t length = sizeof at;
    server->fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(server->fd, (struct sockaddr *)&at, length), 0);
    assert_int_equal(listen(server->fd, 64), 0);
    assert_int_equal(getsockname(server->fd, (struct sockaddr *)&at, &length), 0);
    server->port = ntohs(at.sin_port);
}

/* A long list is not added first and then asked for. */
static void what_is_added_is_asked_for_meanwhile(void **state)
{
    (void)state;
    struct server server;
    open_listener(&server);
    lf_session *s = open_session(LF_RESOLVE, 1);
    add_urls(s, &server, 40);
    assert_true(is_readable(server.fd, 1000));
    lf_close(s);
    close(server.fd);
}

/* Whether the other side closes it, soon. */
static bool ends(int fd)
{
    char room[1000];
    ssize_t count = 1;
    while (count > 0 && is_readable(fd, 100)) {
        count = recv(fd, room, sizeof room, 0);
    }
    return count <= 0;
}

/* What is left to the system is memory, and descriptors that nobody else waits for. */
static void who_leaves_closes_connections(void **state)
{
    (void)state;
    static lf_session *left;
    struct server server;
    open_listener(&server);
    left = open_session(LF_RESOLVE, 10);
    add_urls(left, &server, 40);
    assert_true(is_readable(server.fd, 1000));
    int fd = accept(server.fd, NULL, NULL);
    assert_false(ends(fd));
    lf_leave(left);
    assert_true(ends(fd));
    lf_leave(NULL);
    close(fd);
    close(server.fd);
}

/* It does not spin: each answer is a few events. */
static void answers_are_waited_for(void **state)
{
    (void)state;
    enum { COUNT = 5 };
    struct server server;
    struct loop loop;
    open_server(&server, 40);
    lf_session *s = open_session(LF_RESOLVE, 20);
    assert_false(is_readable(lf_fd(s), 0));
    add_urls(s, &server, COUNT);
    assert_true(is_readable(lf_fd(s), 0));
    run(s, &loop);
    assert_int_equal(loop.records, COUNT);
    assert_string_equal(loop.reason, "ok");
    assert_in_range(loop.wakes, COUNT, 30 * COUNT);
    lf_close(s);
    close_server(&server);
}

/* No other event comes: the file descriptor tells of the time, too. */
static void the_end_of_patience_is_waited_for(void **state)
{
    (void)state;
    struct server server;
    struct loop loop;
    open_server(&server, -1);
    lf_session *s = open_session(LF_RESOLVE, 0.3);
    add_urls(s, &server, 1);
    int64_t began = time_tick_ms();
    run(s, &loop);
    assert_int_equal(loop.records, 1);
    assert_string_equal(loop.reason, "timeout");
    assert_in_range(time_tick_ms() - began, 250, 5000);
    assert_in_range(loop.wakes, 1, 40);
    lf_close(s);
    close_server(&server);
}

static void it_waits_no_longer_than_it_is_told(void **state)
{
    (void)state;
    struct server server;
    open_server(&server, -1);
    lf_session *s = open_session(LF_RESOLVE, 20);
    const lf_record *r;
    assert_int_equal(lf_next_within(s, 1000, &r), LF_END);
    add_urls(s, &server, 1);
    static const int waits[] = { 0, 50, -1 };
    for (size_t i = 0; i < COUNT_OF(waits); i++) {
        int64_t began = time_tick_ms();
        assert_int_equal(lf_next_within(s, waits[i], &r), LF_LATER);
        assert_null(r);
        assert_in_range(time_tick_ms() - began, waits[i] > 0 ? waits[i] : 0, 5000);
    }
    lf_close(s);
    close_server(&server);
}

static int file_with(size_t length)
{
    char name[] = "/tmp/landfall_watch_XXXXXX";
    static char bytes[1 << 20];
    int fd = mkstemp(name);
    assert_true(fd >= 0 && length <= sizeof bytes);
    unlink(name);
    memset(bytes, 'a', sizeof bytes);
    assert_int_equal(write(fd, bytes, length), length);
    lseek(fd, 0, SEEK_SET);
    return fd;
}

static void scans_by_other_threads_are_waited_for(void **state)
{
    (void)state;
    enum { COUNT = 6 };
    struct loop loop;
    for (size_t round = 0; round < 20; round++) {
        lf_session *s = open_session(LF_SCAN, 1);
        for (size_t i = 0; i < COUNT; i++) {
            int fd = file_with(round % 2 ? 1 << 20 : 10);
            assert_int_equal(lf_queue_fd(s, "a.txt", fd), LF_OK);
            close(fd);
        }
        run(s, &loop);
        assert_int_equal(loop.records, COUNT);
        assert_in_range(loop.wakes, 0, 4 * COUNT);
        lf_close(s);
    }
}

/* A large one is with the other thread when there is nothing else to do. */
static void the_last_scan_is_waited_for(void **state)
{
    (void)state;
    static char bytes[1 << 20];
    memset(bytes, ' ', sizeof bytes);
    for (size_t at = 0; at + 8 < sizeof bytes; at += 8) {
        memcpy(bytes + at, "a word\n", 7);
    }
    int large = file_with(0);
    for (size_t i = 0; i < 64; i++) {
        assert_int_equal(write(large, bytes, sizeof bytes), sizeof bytes);
    }
    lseek(large, 0, SEEK_SET);
    int small = file_with(10);
    struct loop loop;
    lf_session *s = open_session(LF_SCAN, 1);
    assert_true(lf_fd(s) >= 0);
    assert_int_equal(lf_queue_fd(s, "large.txt", large), LF_OK);
    assert_int_equal(lf_queue_fd(s, "small.txt", small), LF_OK);
    close(large);
    close(small);
    usleep(20 * 1000);
    run(s, &loop);
    assert_int_equal(loop.records, 2);
    lf_close(s);
}

static void what_is_ready_is_told(void **state)
{
    (void)state;
    lf_session *s = open_session(LF_SCAN, 1);
    int fd = lf_fd(s);
    assert_false(is_readable(fd, 0));
    assert_int_equal(lf_add(s, "a.txt", "a", 1), LF_OK);
    assert_true(is_readable(fd, 0));
    const lf_record *r;
    assert_int_equal(lf_next_within(s, 0, &r), LF_OK);
    assert_false(is_readable(fd, 0));
    assert_int_equal(lf_next_within(s, 0, &r), LF_END);
    assert_false(is_readable(fd, 0));
    lf_interrupt(s);
    assert_true(is_readable(fd, 0));
    lf_close(s);
}

static void *interrupt_soon(void *session)
{
    usleep(20 * 1000);
    lf_interrupt(session);
    return NULL;
}

static void an_interrupt_ends_the_wait(void **state)
{
    (void)state;
    struct server server;
    open_server(&server, -1);
    for (size_t i = 0; i < 2; i++) {
        lf_session *s = open_session(LF_RESOLVE, 20);
        const lf_record *r;
        pthread_t thread;
        add_urls(s, &server, 1);
        assert_int_equal(lf_next_within(s, 100, &r), LF_LATER);
        assert_int_equal(pthread_create(&thread, NULL, interrupt_soon, s), 0);
        if (i == 0) {
            assert_true(is_readable(lf_fd(s), 10000));
        }
        assert_int_equal(lf_next_within(s, 15000, &r), LF_INTERRUPTED);
        pthread_join(thread, NULL);
        lf_close(s);
    }
    close_server(&server);
}

static void without_a_file_descriptor_it_says_so(void **state)
{
    (void)state;
    lf_session *s = open_session(LF_SCAN, 1);
    struct rlimit before;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    int next = dup(0);
    close(next);
    for (int more = 0; more < 3; more++) {
        struct rlimit few = { (rlim_t)(next + more), before.rlim_max };
        assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
        int fd = lf_fd(s);
        assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
        assert_int_equal(fd, -1);
        assert_non_null(strstr(lf_error(s), "ulimit -n"));
    }
    assert_true(lf_fd(s) >= 0);
    lf_close(s);
    int after = dup(0);
    close(after);
    assert_int_equal(after, next);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_added_is_asked_for_meanwhile),
        cmocka_unit_test(who_leaves_closes_connections),
        cmocka_unit_test(answers_are_waited_for),
        cmocka_unit_test(the_end_of_patience_is_waited_for),
        cmocka_unit_test(it_waits_no_longer_than_it_is_told),
        cmocka_unit_test(scans_by_other_threads_are_waited_for),
        cmocka_unit_test(the_last_scan_is_waited_for),
        cmocka_unit_test(what_is_ready_is_told),
        cmocka_unit_test(an_interrupt_ends_the_wait),
        cmocka_unit_test(without_a_file_descriptor_it_says_so),
    };
    return cmocka_run_group_tests_name("watch", tests, NULL, NULL);
}
