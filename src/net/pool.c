#include "net/pool.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/ioctl.h>

void connection_release(struct connection *c)
{
    if (c && --c->holders == 0) {
        free(c);
    }
}

void pool_free(struct pool *p)
{
    for (size_t fd = 0; fd < p->room; fd++) {
        connection_release(p->by_fd[fd]);
    }
    free(p->by_fd);
    *p = (struct pool){ 0 };
}

static struct connection *at(const struct pool *p, int fd)
{
    return fd >= 0 && (size_t)fd < p->room ? p->by_fd[fd] : NULL;
}

static bool make_room(struct pool *p, size_t fd)
{
    if (fd < p->room) {
        return true;
    }
    size_t room = p->room ? p->room : 64;
    while (room <= fd) {
        room *= 2;
    }
    struct connection **by_fd = reallocarray(p->by_fd, room, sizeof(void *));
    if (!by_fd) {
        return false;
    }
    memset(by_fd + p->room, 0, (room - p->room) * sizeof(void *));
    p->by_fd = by_fd;
    p->room = room;
    return true;
}

struct connection *pool_open(struct pool *p, int fd)
{
    struct connection *c = make_room(p, (size_t)fd) ? calloc(1, sizeof *c) : NULL;
    if (!c) {
        return NULL;
    }
    *c = (struct connection){ .fd = fd, .holders = 2, .limit = POOL_REQUEST_BYTES };
    connection_release(p->by_fd[fd]);
    p->by_fd[fd] = c;
    return c;
}

/* --- Which connection --- */

static unsigned port_of(const struct sockaddr_storage *end)
{
    struct sockaddr_in6 v6; /* IPv4's port stands at the same place */
    memcpy(&v6, end, sizeof v6);
    return ntohs(v6.sin6_port);
}

static bool has_ends(int fd, unsigned port, const struct address *peer, unsigned peer_port)
{
    struct sockaddr_storage here = { 0 };
    struct sockaddr_storage there = { 0 };
    socklen_t here_length = sizeof here;
    socklen_t there_length = sizeof there;
    struct address address;
    return getsockname(fd, (struct sockaddr *)&here, &here_length) == 0 &&
           getpeername(fd, (struct sockaddr *)&there, &there_length) == 0 &&
           port_of(&here) == port && port_of(&there) == peer_port &&
           address_of((struct sockaddr *)&there, &address) &&
           memcmp(address.bytes, peer->bytes, sizeof address.bytes) == 0;
}

struct connection *pool_find(const struct pool *p, unsigned port, const struct address *peer,
                             unsigned peer_port)
{
    for (size_t fd = 0; fd < p->room; fd++) {
        struct connection *c = p->by_fd[fd];
        if (c && c->port == port && has_ends(c->fd, port, peer, peer_port)) {
            c->holders++;
            return c;
        }
    }
    return NULL;
}

/* --- What it carries --- */

static uint64_t received(int fd)
{
    struct tcp_info info = { 0 };
    socklen_t length = sizeof info;
    return getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &length) == 0 ? info.tcpi_bytes_received
                                                                      : 0;
}

/* Without what stands in the kernel's buffer: a large page may fill it before it is left. */
static uint64_t taken(int fd)
{
    uint64_t count = received(fd);
    int unread = 0;
    bool known = ioctl(fd, FIONREAD, &unread) == 0 && unread > 0;
    return known && (uint64_t)unread < count ? count - (uint64_t)unread : known ? 0 : count;
}

/* Shutting a socket down leaves what has come and still comes to be read: connecting it to nowhere
 * drops all that. */
static void cut(struct connection *c)
{
    const struct sockaddr nowhere = { .sa_family = AF_UNSPEC };
    c->cut = true;
    if (connect(c->fd, &nowhere, sizeof nowhere) != 0) {
        shutdown(c->fd, SHUT_RDWR);
    }
}

void pool_check(const struct pool *p, int fd)
{
    struct connection *c = at(p, fd);
    uint64_t came = c && !c->cut ? received(fd) : 0;
    if (came == 0) {
        return;
    }
    c->came = came;
    if (came > c->limit && taken(fd) > c->limit) {
        cut(c);
    }
}

void connection_count(struct connection *c, size_t bytes)
{
    c->records += bytes;
    if (c->records > c->limit && !c->cut) {
        cut(c);
    }
}

bool connection_brought(const struct connection *c, size_t bytes)
{
    uint64_t came = c->came > c->records ? c->came : c->records;
    return came >= c->start + bytes;
}

bool connection_is_clean(const struct connection *c)
{
    char byte;
    return !c->cut && (c->multiplexed || recv(c->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0);
}

/* Requests that are under way at once share what they may take. */
void connection_begin(struct connection *c, unsigned port)
{
    c->shared = c->shared || c->port;
    c->port = port;
    if (c->active++ == 0) {
        c->start = c->limit = taken(c->fd);
    }
    c->limit += POOL_REQUEST_BYTES;
}
