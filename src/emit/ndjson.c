#include "emit/format.h"
#include "emit/records.h"

static bool write(const struct lf_record *record, FILE *to)
{
    return records_write(record, to, false);
}

const struct format format_ndjson = {
    .name = "ndjson",
    .summary = "one record per line",
    .write = write,
};
