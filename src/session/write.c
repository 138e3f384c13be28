/* Records as text, by themselves, and the record of what was done. */
#include "landfall.h"

#include "emit/format.h"
#include "net/net.h"
#include "session/session.h"

#include <errno.h>
#include <stdlib.h>

const lf_record *lf_summary(lf_session *s)
{
    s->last_summary = (struct lf_record){ .type = RECORD_SUMMARY,
                                          .summary = s->totals,
                                          .text = &s->summary_text };
    s->last_summary.summary.requests = s->net ? net_requests(s->net) : 0;
    s->last_summary.summary.in_flight = s->net ? net_in_flight(s->net) : 0;
    s->last_summary.summary.checked = s->options.mode == LF_CHECK;
    s->last_summary.summary.seconds = (double)(time_tick_ms() - s->started) / 1000;
    return &s->last_summary;
}

lf_status lf_write(const lf_record *r, const char *format, FILE *to)
{
    const struct format *row = format ? format_named(format) : NULL;
    if (!row || row->judges || !r || !to) {
        return LF_USAGE;
    }
    if (r->type == RECORD_DOCUMENT && r->document->arena.failed) {
        return LF_NO_MEMORY; /* a getter found no room for what is packed */
    }
    struct report alone = { .to = to, .alone = true, .version = LF_VERSION };
    bool written = row->write(&alone, r);
    int why = errno;
    if (row->drop) {
        row->drop(&alone);
    }
    errno = why;
    return written ? LF_OK : errno == ENOMEM ? LF_NO_MEMORY : LF_IO;
}

/* The stream of what is kept in memory fails for want of it alone. */
lf_status lf_text(const lf_record *r, const char *format, const char **text, size_t *length)
{
    bool known = r && r->text && format && format_named(format);
    lf_status status = known ? LF_OK : LF_USAGE;
    struct record_text fresh = { 0 };
    FILE *to = status == LF_OK ? open_memstream(&fresh.data, &fresh.length) : NULL;
    if (status == LF_OK) {
        status = to ? lf_write(r, format, to) : LF_NO_MEMORY;
    }
    if (to && fclose(to) != 0) {
        status = LF_NO_MEMORY;
    }
    if (status == LF_OK) {
        free(r->text->data);
        *r->text = fresh;
    } else {
        free(fresh.data);
    }
    *text = status == LF_OK ? fresh.data : NULL;
    if (length) {
        *length = status == LF_OK ? fresh.length : 0;
    }
    return status;
}
