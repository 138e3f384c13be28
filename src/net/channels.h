/* Where c-ares keeps the questions that are under way, and its sockets.
 *
 * Each try has a channel of its own, in which it has more time than the one before and is made once
 * (with each server), so that all datagrams are sent by whoever asks, at his pace. A connection
 * that breaks off takes all questions of its channel along, so those that need one have another. */
#ifndef NET_CHANNELS_H
#define NET_CHANNELS_H

#include <ares.h>
#include <stdbool.h>

enum { CHANNEL_ROUNDS = 3, CHANNEL_TCP = CHANNEL_ROUNDS, CHANNELS };

struct channel {
    ares_channel ares;
    struct channels *all;
};

struct channels {
    struct channel list[CHANNELS];
    int epoll; /* of their sockets */
};

/* `servers` as in struct lookup_source; `try_ms` is the first try's time, which each next doubles.
 * False: out of memory or files; closing is needed all the same. Must stay where it is while open.
 */
bool channels_open(struct channels *c, const char *servers, int try_ms);

/* Ends what is under way with ARES_EDESTRUCTION. */
void channels_close(struct channels *c);

/* Asks for records of a type, over the channel of a try or of TCP, which tries several times. */
void channels_ask(const struct channels *c, int channel, const char *name, int type,
                  ares_callback told, void *of);

/* Reads what has come; ends what is overdue. */
void channels_read(const struct channels *c);
void channels_end_overdue(const struct channels *c);

#endif
