/* What connections carry, over real ones on loopback. */
#include "unit.h"

#include "net/pool.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

/* A connection, and both its ends. */
struct wire {
    struct pool pool;
    struct connection *connection;
    int here, there;
    unsigned port, peer_port;
};

static unsigned port_of(int fd)
{
    struct sockaddr_in at;
    socklen_t length = sizeof at;
    assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &length), 0);
    return ntohs(at.sin_port);
}

static struct wire lay_wire(void)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t length = sizeof at;
    int listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(listening, (struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(listening, 1), 0);
    assert_int_equal(getsockname(listening, (struct sockaddr *)&at, &length), 0);
    struct wire w = { .here = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) };
    assert_int_equal(connect(w.here, (struct sockaddr *)&at, sizeof at), 0);
    w.there = accept(listening, NULL, NULL);
    assert_true(w.there >= 0);
    close(listening);
    w.port = port_of(w.here);
    w.peer_port = ntohs(at.sin_port);
    w.connection = pool_open(&w.pool, w.here);
    assert_non_null(w.connection);
    return w;
}

static void take_up(struct wire *w)
{
    connection_release(w->connection);
    pool_free(&w->pool);
    close(w->here);
    close(w->there);
}

/* Carries so many bytes, a piece at a time, looking at the pool after each; gives how many came. */
static size_t carry(struct wire *w, size_t count)
{
    enum { PIECE = 16 << 10 };
    static char piece[PIECE];
    size_t came = 0;
    while (came < count) {
        size_t want = count - came < PIECE ? count - came : PIECE;
        if (send(w->there, piece, want, MSG_NOSIGNAL) != (ssize_t)want ||
            recv(w->here, piece, want, MSG_WAITALL) != (ssize_t)want) {
            break;
        }
        came += want;
        pool_check(&w->pool, w->here);
        if (w->connection->cut) {
            break;
        }
    }
    return came;
}

static void a_request_may_take_so_much_and_no_more(void **state)
{
    (void)state;
    struct wire w = lay_wire();
    connection_begin(w.connection, w.port);
    assert_int_equal(carry(&w, POOL_REQUEST_BYTES), POOL_REQUEST_BYTES);
    assert_false(w.connection->cut);
    assert_int_equal(carry(&w, POOL_REQUEST_BYTES), 16 << 10);
    assert_true(w.connection->cut);
    char byte;
    assert_true(recv(w.here, &byte, 1, MSG_DONTWAIT) < 0); /* nothing more comes over it */
    take_up(&w);
}

static void each_request_may_take_as_much(void **state)
{
    (void)state;
    struct wire w = lay_wire();
    for (int i = 0; i < 3; i++) { /* one after the other: what one leaves is not the next one's */
        connection_begin(w.connection, w.port);
        assert_int_equal(carry(&w, 1000), 1000);
        w.connection->active--;
    }
    connection_begin(w.connection, w.port);
    connection_begin(w.connection, w.port); /* two at once */
    assert_int_equal(carry(&w, 2 * POOL_REQUEST_BYTES), 2 * POOL_REQUEST_BYTES);
    assert_int_equal(carry(&w, POOL_REQUEST_BYTES), 16 << 10);
    take_up(&w);
}

static void what_stands_unread_is_not_counted(void **state)
{
    (void)state;
    struct wire w = lay_wire();
    int room = 4 << 20;
    setsockopt(w.here, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    connection_begin(w.connection, w.port);
    char piece[1 << 10] = { 0 };
    ssize_t sent = 1;
    while (sent > 0) {
        sent = send(w.there, piece, sizeof piece, MSG_DONTWAIT | MSG_NOSIGNAL);
    }
    pool_check(&w.pool, w.here);
    assert_false(w.connection->cut);
    take_up(&w);
}

static void records_are_counted_as_they_come(void **state)
{
    (void)state;
    struct wire w = lay_wire();
    connection_begin(w.connection, w.port);
    connection_count(w.connection, POOL_REQUEST_BYTES);
    assert_false(w.connection->cut);
    connection_count(w.connection, 1);
    assert_true(w.connection->cut);
    take_up(&w);
}

static void only_a_clean_connection_is_used_again(void **state)
{
    (void)state;
    struct wire w = lay_wire();
    assert_true(connection_is_clean(w.connection));
    assert_int_equal(send(w.there, "x", 1, 0), 1);
    char byte;
    assert_int_equal(recv(w.here, &byte, 1, MSG_PEEK), 1);
    assert_false(connection_is_clean(w.connection));
    w.connection->multiplexed = true; /* a frame may be for nobody */
    assert_true(connection_is_clean(w.connection));
    w.connection->multiplexed = false;
    assert_int_equal(recv(w.here, &byte, 1, 0), 1);
    assert_true(connection_is_clean(w.connection));
    shutdown(w.there, SHUT_WR);
    assert_int_equal(recv(w.here, &byte, 1, MSG_PEEK), 0);
    assert_false(connection_is_clean(w.connection)); /* the other side closed it */
    take_up(&w);
}

static void a_connection_is_found_by_its_ends(void **state)
{
    (void)state;
    struct wire w = lay_wire();
    struct address peer;
    struct address other;
    assert_true(address_parse(SLICE("127.0.0.1"), &peer));
    assert_true(address_parse(SLICE("127.0.0.2"), &other));
    assert_null(pool_find(&w.pool, w.port, &peer, w.peer_port)); /* no request was made over it */
    connection_begin(w.connection, w.port);
    struct connection *found = pool_find(&w.pool, w.port, &peer, w.peer_port);
    assert_ptr_equal(found, w.connection);
    connection_release(found);
    assert_null(pool_find(&w.pool, w.port, &peer, w.peer_port + 1));
    assert_null(pool_find(&w.pool, w.port + 1, &peer, w.peer_port));
    assert_null(pool_find(&w.pool, w.port, &other, w.peer_port));
    assert_false(w.connection->shared);
    connection_begin(w.connection, w.port);
    assert_true(w.connection->shared);
    take_up(&w);
}

static void a_descriptor_that_is_used_again_is_another_connection(void **state)
{
    (void)state;
    struct wire w = lay_wire();
    struct connection *second = pool_open(&w.pool, w.here);
    assert_non_null(second);
    assert_ptr_not_equal(second, w.connection);
    connection_count(w.connection, 2 * POOL_REQUEST_BYTES);
    assert_true(w.connection->cut);
    assert_false(second->cut);
    connection_release(second);
    take_up(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_may_take_so_much_and_no_more),
        cmocka_unit_test(each_request_may_take_as_much),
        cmocka_unit_test(what_stands_unread_is_not_counted),
        cmocka_unit_test(records_are_counted_as_they_come),
        cmocka_unit_test(only_a_clean_connection_is_used_again),
        cmocka_unit_test(a_connection_is_found_by_its_ends),
        cmocka_unit_test(a_descriptor_that_is_used_again_is_another_connection),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
