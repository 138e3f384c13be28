/* The rules by which answers are weighed. */
#include "describe/question.h"

#include "net/reason.h"

/* What counts more; the first told of those that count alike. */
static int weight(enum reason reason)
{
    switch (reason) {
    case REASON_OK:
        return 5;
    case REASON_SUSPENDED:
    case REASON_PROTECTED:
    case REASON_LOGIN_WALL:
        return 4;
    case REASON_DELETED:
        return 3;
    case REASON_NONE:
        return 0;
    case REASON_UNVERIFIED:
    case REASON_OFFLINE:
    case REASON_OUT_OF_TIME:
        return 1;
    default:
        return 2;
    }
}

bool question_is_verdict(enum reason reason)
{
    return weight(reason) >= 3;
}

enum reason question_verdict(const struct told *told, size_t count)
{
    enum reason verdict = REASON_NONE;
    for (size_t i = 0; i < count; i++) {
        verdict = weight(told[i].reason) > weight(verdict) ? told[i].reason : verdict;
    }
    return verdict == REASON_NONE ? REASON_UNVERIFIED : verdict;
}

/* Of an endpoint's trouble nothing follows for the post. */
enum reason question_fault(enum fault fault)
{
    switch (fault) {
    case FAULT_DENIED:
    case FAULT_EXCLUDED:
        return REASON_UNVERIFIED;
    case FAULT_NO_SUCH_HOST:
        return REASON_UNREACHABLE;
    default:
        return reason_of_fault(fault);
    }
}
