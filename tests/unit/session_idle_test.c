/* Connections of a session that has answered all: a caller who waits in lf_next alone lets nobody
 * close them later. */
#include "unit/unit.h"

#include "landfall.h"

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { HOSTS = 300, FEW = 150, PATIENCE_MS = 20000, LOOK_MS = 20 };

static const char page[] =
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 22\r\n\r\n"
    "<title>A page</title>\n";

/* A server that answers all once all have asked. */
struct server {
    int listener;
    int peers[HOSTS];
    atomic_bool answered;
    pthread_t thread;
};

static void *serve(void *of)
{
    struct server *server = of;
    char room[4096];
    for (size_t i = 0; i < HOSTS; i++) {
        server->peers[i] = accept(server->listener, NULL, NULL);
        if (server->peers[i] < 0 || read(server->peers[i], room, sizeof room) <= 0) {
            return NULL;
        }
    }
    for (size_t i = 0; i < HOSTS; i++) {
        if (write(server->peers[i], page, strlen(page)) < 0) {
            return NULL;
        }
    }
    atomic_store(&server->answered, true);
    return NULL;
}

static unsigned server_open(struct server *server)
{
    struct sockaddr_in any = { .sin_family = AF_INET };
    socklen_t length = sizeof any;
    server->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(server->listener, (struct sockaddr *)&any, sizeof any), 0);
    assert_int_equal(listen(server->listener, HOSTS), 0);
    assert_int_equal(getsockname(server->listener, (struct sockaddr *)&any, &length), 0);
    assert_int_equal(pthread_create(&server->thread, NULL, serve, server), 0);
    return ntohs(any.sin_port);
}

static size_t count_open(const struct server *server)
{
    size_t count = 0;
    char byte;
    for (size_t i = 0; i < HOSTS; i++) {
        count += recv(server->peers[i], &byte, 1, MSG_DONTWAIT) < 0; /* 0: its peer has closed it */
    }
    return count;
}

static lf_session *open_session(void)
{
    lf_options options = LF_OPTIONS;
    lf_session *s;
    assert_int_equal(lf_set(&options, "allow-net", "127.0.0.0/8"), LF_OK);
    assert_int_equal(lf_set(&options, "concurrency", "400"), LF_OK);
    assert_int_equal(lf_open(&options, &s), LF_OK);
    lf_options_clear(&options);
    return s;
}

static void all_that_is_idle_at_the_end_is_closed_but_a_few(void **state)
{
    (void)state;
    struct server server = { 0 };
    unsigned port = server_open(&server);
    lf_session *s = open_session();
    const lf_record *r;
    for (unsigned i = 0; i < HOSTS; i++) {
        char url[64];
        int length =
            snprintf(url, sizeof url, "http://127.0.%u.%u:%u/", 1 + i / 200, 1 + i % 200, port);
        assert_int_equal(lf_add_url(s, url, (size_t)length, i), LF_OK);
    }
    size_t count = 0;
    for (unsigned ms = 0; ms < PATIENCE_MS && !atomic_load(&server.answered); ms += LOOK_MS) {
        count +=
            lf_next_within(s, 0, &r) == LF_OK; /* for requests to be made, one step at a time */
        poll(NULL, 0, LOOK_MS);
    }
    assert_true(atomic_load(&server.answered));
    pthread_join(server.thread, NULL);
    while (lf_next(s, &r) == LF_OK) {
        count++;
    }
    assert_int_equal(count, HOSTS);
    for (unsigned ms = 0; ms < PATIENCE_MS && count_open(&server) > FEW; ms += LOOK_MS) {
        poll(NULL, 0, LOOK_MS);
    }
    assert_in_range(count_open(&server), 1, FEW);
    lf_close(s);
    for (size_t i = 0; i < HOSTS; i++) {
        close(server.peers[i]);
    }
    close(server.listener);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_that_is_idle_at_the_end_is_closed_but_a_few),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
