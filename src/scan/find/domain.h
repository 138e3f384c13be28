/* What may be a host in a text. */
#ifndef SCAN_FIND_DOMAIN_H
#define SCAN_FIND_DOMAIN_H

#include "base/slice.h"

#include <stdint.h>

extern const char *const tlds[], *const wide_tlds[];
extern const size_t tld_count, wide_tld_count;

/* Whether an ASCII label is a top-level domain. */
bool tld_is_known(struct slice label);

/* How much of the label's start is a top-level domain in its own script, or 0. */
size_t tld_wide_prefix(struct slice label);

enum { HOST_RUN = 1024 };

/* How many bytes at the start of s may stand in a host: letters of any script, digits, dots, dashes
 * and underscores. Stops at HOST_RUN. */
size_t domain_run(struct slice s);

/* How much of such a run, which follows a scheme, is a host; 0: none. By twitter-text's rules, but
 * addresses, localhost and top-level domains nobody knows are hosts too. */
size_t domain_length(struct slice run);

/* The same for the start of s, sooner: where a host of ASCII letters, digits, single dots and
 * dashes ends before its path or white space. 0: it may be another. */
size_t domain_plain_length(struct slice s);

/* How much of the start of s is a domain that stands without a scheme; 0: none. */
size_t domain_bare_length(struct slice s);

enum { BARE_RUN = 256 };

/* How many bytes at the start of s may stand in such a domain. Stops at BARE_RUN. */
size_t domain_bare_run(struct slice s);

/* Whether a character can be in such a domain. */
bool domain_bare_character(uint32_t code);

#endif
