#include "net/channels.h"

#include <arpa/nameser.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <unistd.h>

/* --- Sockets --- */

static uint64_t mark(const struct channel *c, int fd)
{
    return (uint64_t)(c - c->all->list) << 32 | (uint32_t)fd;
}

static void watch(void *of, ares_socket_t fd, int readable, int writable)
{
    const struct channel *c = of;
    int epoll = c->all->epoll;
    if (!readable && !writable) {
        epoll_ctl(epoll, EPOLL_CTL_DEL, fd, NULL);
        return;
    }
    struct epoll_event event = { .events = (readable ? EPOLLIN : 0U) | (writable ? EPOLLOUT : 0U),
                                 .data.u64 = mark(c, fd) };
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) != 0) {
        epoll_ctl(epoll, EPOLL_CTL_MOD, fd, &event);
    }
}

void channels_read(const struct channels *c)
{
    enum { MOST_EVENTS = 16 };
    struct epoll_event events[MOST_EVENTS];
    int count = epoll_wait(c->epoll, events, MOST_EVENTS, 0);
    for (int i = 0; i < count; i++) {
        const struct channel *channel = &c->list[events[i].data.u64 >> 32];
        int fd = (int)(uint32_t)events[i].data.u64;
        bool readable = events[i].events & (EPOLLIN | EPOLLERR | EPOLLHUP);
        bool writable = events[i].events & EPOLLOUT;
        ares_process_fd(channel->ares, readable ? fd : ARES_SOCKET_BAD,
                        writable ? fd : ARES_SOCKET_BAD);
    }
}

void channels_end_overdue(const struct channels *c)
{
    for (int i = 0; i < CHANNELS; i++) {
        ares_process_fd(c->list[i].ares, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
    }
}

void channels_ask(const struct channels *c, int channel, const char *name, int type,
                  ares_callback told, void *of)
{
    ares_query(c->list[channel].ares, name, ns_c_in, type, told, of);
}

/* --- Opening and closing --- */

static bool open_one(struct channels *c, int index, const char *servers, int try_ms)
{
    struct channel *channel = &c->list[index];
    bool tcp = index == CHANNEL_TCP;
    struct ares_options options = {
        .flags = tcp ? ARES_FLAG_USEVC : ARES_FLAG_IGNTC,
        .timeout = tcp ? try_ms : try_ms << index,
        .tries = tcp ? CHANNEL_ROUNDS : 1,
        .ndomains = 0,
        .sock_state_cb = watch,
        .sock_state_cb_data = channel,
    };
    int which = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_DOMAINS |
                ARES_OPT_SOCK_STATE_CB;
    channel->all = c;
    return ares_init_options(&channel->ares, &options, which) == ARES_SUCCESS &&
           (!servers || ares_set_servers_ports_csv(channel->ares, servers) == ARES_SUCCESS);
}

bool channels_open(struct channels *c, const char *servers, int try_ms)
{
    *c = (struct channels){ .epoll = epoll_create1(EPOLL_CLOEXEC) };
    bool opened = c->epoll >= 0;
    for (int i = 0; opened && i < CHANNELS; i++) {
        opened = open_one(c, i, servers, try_ms);
    }
    return opened;
}

void channels_close(struct channels *c)
{
    for (int i = 0; i < CHANNELS; i++) {
        if (c->list[i].ares) {
            ares_destroy(c->list[i].ares);
        }
    }
    if (c->epoll >= 0) {
        close(c->epoll);
    }
}
