/* Findings that are known, so that they fail no run: a file of their fingerprints. */
#ifndef JUDGE_BASELINE_H
#define JUDGE_BASELINE_H

#include "base/buffer.h"
#include "judge/fingerprint.h"

enum { BASELINE_BYTES = 64 << 20 }; /* longer ones are not read */

struct fingerprint {
    char digits[FINGERPRINT_MOST + 1];
};

struct baseline_list {
    struct fingerprint *list; /* in their order; NULL: none was read */
    size_t count, room;
};

/* Reads a file's text. False: `why` says what is wrong and where, "3:7: a comma is missing", or,
 * where that is empty, memory ran out. */
bool baseline_read(struct slice text, struct baseline_list *out, struct buffer *why);

bool baseline_has(const struct baseline_list *list, struct slice fingerprint);

/* One that is all zeros is fine. */
void baseline_free(struct baseline_list *list);

#endif
