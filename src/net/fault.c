#include "net/fault.h"

static const struct slice words[FAULT_COUNT] = {
    [FAULT_NONE] = { "none", 4 },
    [FAULT_DENIED] = { "denied", 6 },
    [FAULT_NO_SUCH_HOST] = { "no_such_host", 12 },
    [FAULT_UNREACHABLE] = { "unreachable", 11 },
    [FAULT_TIMEOUT] = { "timeout", 7 },
    [FAULT_TLS] = { "tls", 3 },
    [FAULT_LARGE_HEADER] = { "too_large_header", 16 },
    [FAULT_PROTOCOL] = { "protocol", 8 },
    [FAULT_RATE_LIMITED] = { "rate_limited", 12 },
    [FAULT_OVERLOADED] = { "overloaded", 10 },
    [FAULT_EXCLUDED] = { "excluded", 8 },
    [FAULT_OUT_OF_TIME] = { "out_of_time", 11 },
    [FAULT_OFFLINE] = { "offline", 7 },
};

struct slice fault_word(enum fault fault)
{
    return words[fault];
}

bool fault_of_word(struct slice word, enum fault *out)
{
    for (enum fault fault = FAULT_NONE; fault < FAULT_COUNT; fault++) {
        if (word.length && slice_equal(words[fault], word)) {
            *out = fault;
            return true;
        }
    }
    return false;
}
