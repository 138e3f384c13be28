/* Instants as milliseconds since 1970 in UTC, and the civil calendar (proleptic Gregorian). */
#ifndef BASE_TIME_H
#define BASE_TIME_H

#include "base/slice.h"

enum { MS_PER_DAY = 86400000 };

/* Now, by the wall clock. */
int64_t time_now_ms(void);

/* Milliseconds of a clock that never goes back. Only differences mean anything. */
int64_t time_tick_ms(void);

/* Reads "90s", "10m", "6h" or "3d"; a bare number is seconds. At most a hundred years. False: it is
 * no such duration. */
bool time_read_duration(struct slice s, int64_t *ms);

struct civil {
    int year;
    int month; /* 1 to 12 */
    int day;   /* 1 to 31 */
};

bool civil_is_valid(struct civil date);

/* Midnight at the start of the day. */
int64_t civil_to_ms(struct civil date);
struct civil civil_from_ms(int64_t ms);

/* RFC 3339 section 5.6 in UTC. The precision is what is known, so no digit is made up. */
enum time_precision { TIME_DAY, TIME_MINUTE, TIME_SECOND, TIME_MS };
enum { TIME_TEXT = 40 };

/* Writes "2018-06-19", "2018-06-19T03:04Z", "…:05Z" or "…:05.678Z" and gives its length. Years are
 * from 0 to 9999. */
int time_format(int64_t ms, enum time_precision precision, char out[TIME_TEXT]);

/* A text of one time after another, by whoever writes many: within a second only its end changes.
 * It begins as zeros. */
struct time_text {
    int64_t second; /* in ms since 1970 */
    int length;
    char text[TIME_TEXT];
};

/* Writes a time with TIME_MS into it, and gives that: it stands until the next call. */
struct slice time_rewrite(struct time_text *t, int64_t ms);

#endif
