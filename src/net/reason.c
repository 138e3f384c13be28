#include "net/reason.h"

enum reason reason_of_status(int status)
{
    switch (status) {
    case 404:
    case 410:
        return REASON_GONE;
    case 401:
    case 403:
    case 999:
        return REASON_BLOCKED;
    case 429:
        return REASON_RATE_LIMITED;
    default:
        break;
    }
    /* A redirect without a target never gets here; what is left of 3xx (300 without a choice made,
     * a 304 nobody asked for, 305, 306) and statuses that do not exist are no answers to a GET. */
    static const enum reason classes[] = {
        [2] = REASON_OK, [4] = REASON_CLIENT_ERROR, [5] = REASON_SERVER_ERROR
    };
    size_t class = (size_t)status / 100;
    enum reason reason = class < sizeof classes / sizeof *classes ? classes[class] : REASON_NONE;
    return reason == REASON_NONE ? REASON_PROTOCOL : reason;
}

enum reason reason_of_fault(enum fault fault)
{
    static const enum reason reasons[FAULT_COUNT] = {
        [FAULT_DENIED] = REASON_DENIED,
        [FAULT_NO_SUCH_HOST] = REASON_NO_SUCH_HOST,
        [FAULT_UNREACHABLE] = REASON_UNREACHABLE,
        [FAULT_TIMEOUT] = REASON_TIMEOUT,
        [FAULT_TLS] = REASON_TLS,
        [FAULT_LARGE_HEADER] = REASON_TOO_LARGE_HEADER,
        [FAULT_PROTOCOL] = REASON_PROTOCOL,
        [FAULT_RATE_LIMITED] = REASON_RATE_LIMITED,
        [FAULT_OVERLOADED] = REASON_SERVER_ERROR,
        [FAULT_EXCLUDED] = REASON_EXCLUDED,
        [FAULT_OUT_OF_TIME] = REASON_OUT_OF_TIME,
        [FAULT_OFFLINE] = REASON_OFFLINE,
    };
    return reasons[fault];
}
