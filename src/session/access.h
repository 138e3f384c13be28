/* What the getters share: how what was asked for is lent. */
#ifndef SESSION_ACCESS_H
#define SESSION_ACCESS_H

#include "record.h"

static inline void put_word(const char **to, const char *word)
{
    if (to) {
        *to = word;
    }
}

static inline void put_number(uint64_t *to, uint64_t number)
{
    if (to) {
        *to = number;
    }
}

static inline const char *lend(struct slice s, size_t *length)
{
    if (length) {
        *length = s.length;
    }
    return s.data;
}

/* `by` is NULL where no date is known. */
static inline int lend_date(const struct date *date, const char *by, int64_t *ms,
                            const char **precision, const char **source)
{
    if (ms) {
        *ms = by ? date->ms : 0;
    }
    put_word(precision, by ? precision_word(date->precision) : NULL);
    put_word(source, by);
    return by != NULL;
}

static inline const char *lend_hop(const struct hop *hop, size_t *length, int *status,
                                   const char **via)
{
    if (status) {
        *status = hop->status;
    }
    put_word(via, via_word(hop->via));
    return lend(hop->url, length);
}

/* NULL: none was sought. */
static inline const char *lend_archive(const struct archive *archive, size_t *length,
                                       int64_t *datetime, const char **source, const char **reason)
{
    static const struct archive none;
    archive = archive ? archive : &none;
    if (datetime) {
        *datetime = archive->datetime;
    }
    put_word(source, archive->source.data);
    put_word(reason, archive->reason);
    return lend(archive->url, length);
}

static inline const char *lend_span(const struct span *span, uint64_t *start, uint64_t *end,
                                    uint64_t *line, uint64_t *column)
{
    put_number(start, span->start);
    put_number(end, span->end);
    put_number(line, span->line);
    put_number(column, span->column);
    return span->from;
}

#endif
