/* What an answer's status, or the lack of an answer, says of what was asked for. Pure functions. */
#ifndef NET_REASON_H
#define NET_REASON_H

#include "net/fault.h"
#include "record.h"

/* Of an answer that leads nowhere else. */
enum reason reason_of_status(int status);

/* Of a request that brought no answer; REASON_NONE of FAULT_NONE. */
enum reason reason_of_fault(enum fault fault);

#endif
