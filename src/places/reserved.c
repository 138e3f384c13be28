#include "places/reserved.h"

#include "syntax/host_pattern.h"

/* With all below them. */
static const char *const names[] = { "example.com", "example.org", "example.net", "localhost" };

/* 127.0.0.0/8 and ::1. URLs write addresses in one way. */
static bool is_loopback(struct slice host)
{
    bool numbers = host.length > 0 && ascii_is_digit(host.data[host.length - 1]);
    return (numbers && slice_starts(host, SLICE("127."))) || slice_equal(host, SLICE("[::1]"));
}

bool host_is_reserved(struct slice host)
{
    if (host.length && host.data[host.length - 1] == '.') {
        host.length--;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (host_is_within(host, slice_from(names[i]))) {
            return true;
        }
    }
    return is_loopback(host);
}
