/* One JSON value, written as it comes: an array of documents, one of links, and the summary. */
#include "emit/format.h"
#include "emit/records.h"

#include <errno.h>

static bool put(struct report *r, const char *text)
{
    return fputs(text, r->to) >= 0;
}

static bool open(struct report *r)
{
    r->links = r->any = false;
    return put(r, "{\n  \"schema\": \"landfall/1\",\n  \"type\": \"report\",\n  \"documents\": [");
}

static bool end_array(struct report *r)
{
    return put(r, r->any ? "\n  ]" : "]");
}

static bool begin_links(struct report *r)
{
    bool good = end_array(r) && put(r, ",\n  \"links\": [");
    r->links = true;
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

static bool write(struct report *r, const struct lf_record *record)
{
    bool link = record->type == RECORD_LINK;
    if (r->alone) {
        return records_write(record, r, true);
    }
    if (record->type == RECORD_SUMMARY || (r->links && !link)) {
        errno = EINVAL; /* its place was before, or is behind */
        return false;
    }
    return (r->links == link || begin_links(r)) && write_member(r, record);
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
    return (r->links || begin_links(r)) && end_array(r) &&
           (!summary || write_summary(r, summary)) && put(r, "\n}\n");
}

const struct format format_json = {
    .name = "json",
    .summary = "one JSON value, indented",
    .sums_up = true,
    .open = open,
    .write = write,
    .close = close,
};
