#include "emit/format.h"
#include "emit/records.h"

static bool write(const struct lf_record *record, FILE *to)
{
    return records_write(record, to, true);
}

const struct format format_json = {
    .name = "json",
    .summary = "indented JSON, for reading",
    .write = write,
};
