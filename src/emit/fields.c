#include "emit/fields.h"

#include <errno.h>

void write_time(struct writer *w, const char *key, int64_t ms, enum time_precision precision)
{
    end_member(w, put_time(begin_member(w, key), ms, precision));
}

char *put_span(struct writer *w, char *at, const struct span *span)
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
