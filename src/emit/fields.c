#include "emit/fields.h"

#include "emit/digits.h"

#include <errno.h>

void write_time(struct writer *w, const char *key, int64_t ms, enum time_precision precision)
{
    end_member(w, put_time(begin_member(w, key), ms, precision));
}

/* A place: what stands before its last eight digits, below a hundred, and these. */
static char *put_place(char *at, unsigned high, uint64_t digits)
{
    if (high == 0) {
        return digits_put(at, digits);
    }
    *at = (char)('0' + high / 10);
    at += high >= 10;
    *at++ = (char)('0' + high % 10);
    return digits_put_all(at, digits);
}

/* A span whose places differ in their last eight digits alone, and whose other numbers have no
 * more. */
static char *put_short_span(char *at, const struct span *span, unsigned high)
{
    uint64_t before = (uint64_t)high * DIGITS_LIMIT;
    uint64_t places[2], line[2];
    digits_of_two((uint32_t)(span->start - before), (uint32_t)(span->end - before), places);
    digits_of_two((uint32_t)span->line, (uint32_t)span->column, line);
    at = put_place(put_literal(at, "{\"start\":"), high, places[0]);
    at = put_place(put_literal(at, ",\"end\":"), high, places[1]);
    at = digits_put(put_literal(at, ",\"line\":"), line[0]);
    at = digits_put(put_literal(at, ",\"column\":"), line[1]);
    return put_literal(at, "}");
}

static char *put_any_span(struct writer *w, char *at, const struct span *span)
{
    at = put_json(w, at, "{\"start\":");
    at = put_number(at, span->start);
    at = put_json(w, at, ",\"end\":");
    at = put_number(at, span->end);
    at = put_json(w, at, ",\"line\":");
    at = put_number(at, span->line);
    at = put_json(w, at, ",\"column\":");
    at = put_number(at, span->column);
    if (span->from) {
        at = put_word(put_json(w, at, ",\"from\":"), span->from);
    }
    return put_json(w, at, "}");
}

char *put_span(struct writer *w, char *at, const struct span *span)
{
    enum { MOST = 100 };
    uint64_t high = span->start / DIGITS_LIMIT;
    bool is_short = high < MOST && span->end - high * DIGITS_LIMIT < DIGITS_LIMIT &&
                    span->line < DIGITS_LIMIT && span->column < DIGITS_LIMIT;
    return is_short && !span->from && !w->indented ? put_short_span(at, span, (unsigned)high)
                                                   : put_any_span(w, at, span);
}

void write_verdict(struct writer *w, enum reason reason)
{
    write_word(w, "state", state_word(reason_state(reason)));
    write_word(w, "reason", reason_word(reason));
}

void write_archive(struct writer *w, const struct archive *archive)
{
    if (!archive) {
        return;
    }
    write_key(w, "archive");
    write_begin(w, '{');
    write_known(w, "url", archive->url);
    if (archive->url.length && archive->datetime != ARCHIVE_NO_TIME) {
        write_time(w, "datetime", archive->datetime, TIME_SECOND);
    }
    write_known(w, "source", archive->source);
    write_word(w, "reason", archive->reason);
    write_end(w, '}');
}

void write_date(struct writer *w, const char *key, const struct date *date, const char *source)
{
    if (source) {
        write_key(w, key);
        run_end(w, put_date(w, run_begin_value(w), date, source));
    }
}

char *put_date(struct writer *w, char *at, const struct date *date, const char *source)
{
    at = put_json(w, at, "{\"value\":");
    at = put_time(at, date->ms, date->precision);
    at = put_json(w, at, ",\"precision\":");
    at = put_word(at, precision_word(date->precision));
    at = put_json(w, at, ",\"source\":");
    at = put_word(at, source);
    return put_json(w, at, "}");
}

void writer_lacks_memory(struct writer *w)
{
    w->failed = w->failed ? w->failed : ENOMEM;
}
