#include "emit/format.h"
#include "emit/records.h"

static bool open(struct report *r)
{
    (void)r;
    return true;
}

static bool write(struct report *r, const struct lf_record *record)
{
    return records_write(record, r, false);
}

static bool close(struct report *r, const struct lf_record *summary)
{
    return !summary || write(r, summary);
}

const struct format format_ndjson = {
    .name = "ndjson",
    .summary = "one record per line",
    .open = open,
    .write = write,
    .close = close,
};
