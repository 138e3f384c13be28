#include "net/fault.h"

static const struct slice words[FAULT_COUNT] = {
    [FAULT_NONE] = SLICE_INIT("none"),
    [FAULT_DENIED] = SLICE_INIT("denied"),
    [FAULT_NO_SUCH_HOST] = SLICE_INIT("no_such_host"),
    [FAULT_UNREACHABLE] = SLICE_INIT("unreachable"),
    [FAULT_TIMEOUT] = SLICE_INIT("timeout"),
    [FAULT_TLS] = SLICE_INIT("tls"),
    [FAULT_LARGE_HEADER] = SLICE_INIT("too_large_header"),
    [FAULT_PROTOCOL] = SLICE_INIT("protocol"),
    [FAULT_RATE_LIMITED] = SLICE_INIT("rate_limited"),
    [FAULT_OVERLOADED] = SLICE_INIT("overloaded"),
    [FAULT_EXCLUDED] = SLICE_INIT("excluded"),
    [FAULT_OUT_OF_TIME] = SLICE_INIT("out_of_time"),
    [FAULT_OFFLINE] = SLICE_INIT("offline"),
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
