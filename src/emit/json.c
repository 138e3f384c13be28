/* One JSON value, written as it comes: an array of documents, one of links or findings,
 * and the summary. */
#include "emit/format.h"
#include "emit/records.h"

#include <errno.h>

static bool put(struct report *r, const char *text)
{
    return fputs(text, r->to) >= 0;
}

static bool open(struct report *r)
{
    r->part = REPORT_DOCUMENTS;
    r->any = false;
    return put(r, "{\n  \"schema\": \"landfall/1\",\n  \"type\": \"report\",\n  \"documents\": [");
}

static bool end_array(struct report *r)
{
    return put(r, r->any ? "\n  ]" : "]");
}

/* What stands behind the documents. */
static enum report_part second_part(const struct report *r)
{
    return r->checks ? REPORT_FINDINGS : REPORT_LINKS;
}

static bool begin_second(struct report *r)
{
    bool good = end_array(r) && put(r, r->checks ? ",\n  \"findings\": [" : ",\n  \"links\": [");
    r->part = second_part(r);
    r->any = false;
    return good;
}

static bool write_member(struct report *r, const struct lf_record *record)
{
    struct writer w;
    writer_open_inside(&w, r->to, 2, !r->any);
    w.stop = r->stop;
    records_put(&w, record);
    r->any = true;
    return writer_leave(&w);
}

/* False: it has none here. */
static bool find_part(const struct report *r, const struct lf_record *record,
                      enum report_part *part)
{
    *part = record->type == RECORD_DOCUMENT  ? REPORT_DOCUMENTS
            : record->type == RECORD_FINDING ? REPORT_FINDINGS
                                             : REPORT_LINKS;
    bool known = *part == REPORT_DOCUMENTS || *part == second_part(r);
    return known && *part >= r->part && record->type != RECORD_SUMMARY;
}

static bool write(struct report *r, const struct lf_record *record)
{
    enum report_part part;
    if (r->alone) {
        return records_write(record, r, true);
    }
    if (!find_part(r, record, &part)) {
        errno = EINVAL; /* its place was before, or is behind */
        return false;
    }
    return (r->part == part || begin_second(r)) && write_member(r, record);
}

static bool write_summary(struct report *r, const struct lf_record *summary)
{
    struct writer w;
    if (!put(r, ",\n  \"summary\": ")) {
        return false;
    }
    writer_open_inside(&w, r->to, 1, true);
    w.after_key = true;
    records_put(&w, summary);
    return writer_leave(&w);
}

static bool close(struct report *r, const struct lf_record *summary)
{
    return (r->part != REPORT_DOCUMENTS || begin_second(r)) && end_array(r) &&
           (!summary || write_summary(r, summary)) && put(r, "\n}\n");
}

const struct format format_json = {
    .name = "json",
    .summary = "one JSON value, indented",
    .sums_up = true,
    .is_value = true,
    .open = open,
    .write = write,
    .close = close,
};
