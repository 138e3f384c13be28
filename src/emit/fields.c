#include "emit/fields.h"

#include <errno.h>

void write_time(struct writer *w, const char *key, int64_t ms, enum time_precision precision)
{
    char text[TIME_TEXT];
    int length = time_format(ms, precision, text);
    write_field(w, key, slice_of(text, (size_t)length));
}

void write_span(struct writer *w, const struct span *span)
{
    write_begin(w, '{');
    write_count(w, "start", span->start);
    write_count(w, "end", span->end);
    write_count(w, "line", span->line);
    write_count(w, "column", span->column);
    write_word(w, "from", span->from);
    write_end(w, '}');
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
        write_begin(w, '{');
        write_time(w, "value", date->ms, date->precision);
        write_word(w, "precision", precision_word(date->precision));
        write_word(w, "source", source);
        write_end(w, '}');
    }
}

void writer_lacks_memory(struct writer *w)
{
    w->failed = w->failed ? w->failed : ENOMEM;
}
