/* The index of all hosts that something is known of: one look-up tells what. The build collects it
 * from the rows of this folder (hosts.cmake): the platforms' hosts, the shorteners, and the hosts
 * of wrappers and of the registry.
 *
 * A row names a host in one of these ways:
 *   twitter.com    that host, and its www., m. and mobile. forms
 *   *.reddit.com   the same, and every host below it
 *   google.*       that name in every country: google.de, google.co.uk, www.google.com
 * The longest row that a host fits counts, and only that. */
#ifndef PLACES_HOSTS_H
#define PLACES_HOSTS_H

#include "base/slice.h"

#include <stdint.h>

/* What a host is. A place's row says it, so that a URL can be read. */
enum host_flags {
    HOST_PAGES = 1,     /* its URLs are matched with the place's routes */
    HOST_BARE = 2,      /* a link even without a scheme, when a path follows */
    HOST_MEDIA = 4,     /* its slugs are the short host's, written so: pic.twitter.com. In this form
                           alone, and often glued to the word before it */
    HOST_SHORT = 8,     /* the place's own shortener, whose slugs end by themselves: t.co */
    HOST_SHORTENER = 16 /* it leads elsewhere and does not say where */
};

/* A row: "{ "t.co", HOST_SHORT | HOST_BARE }", its words in this very form, for the build to read.
 */
struct host_row {
    const char *name;
    unsigned flags;
};

struct place;

struct known_host {
    const char *name; /* without the "*." */
    uint8_t length;
    bool below;                      /* the hosts below it as well */
    uint8_t flags;                   /* HOST_…; of all rows that name it */
    const struct place *place;       /* NULL: no platform's */
    uint16_t wrapper, wrapper_count; /* the rows of wrappers.c from this one on */
    uint16_t scheme, scheme_count;   /* likewise of the registry */
};

/* What is known of a host; NULL: nothing. Compared without regard to case. Takes time in the length
 * of the host, at most of the longest name. Safe in threads: the index is constant. */
const struct known_host *host_find(struct slice host);

/* Without a www., m. or mobile. before it. */
struct slice host_without_form(struct slice host);

/* Whether a host is a link shortener's: a place's own, or one of shorteners.c. */
bool host_is_shortener(struct slice host);

/* The rows of the index, in the order of their names, and the table of their hashes: the place of a
 * row and one more, or 0, a power of two of them. */
extern const struct known_host known_hosts[];
extern const size_t known_host_count;
extern const uint16_t known_host_slots[];
extern const size_t known_host_slot_count;

/* The row of a host with HOST_MEDIA or HOST_SHORT, in the one form it has: its links are a slug. A
 * quick answer, for nearly all hosts have none. */
const struct known_host *host_with_slugs(struct slice host);

/* The same as a list, ended by NULL. */
extern const struct known_host *const slug_hosts[];

/* The rows of names in every country, likewise. */
extern const struct known_host *const country_hosts[];

/* The places without hosts of their own, ended by NULL, and those whose posts are signed. */
extern const struct place *const places_anywhere[], *const places_signing[];

enum { HOST_LEAST = 4, HOST_MOST = 64 }; /* how long names are: "t.co"; a test holds them to both */

#endif
