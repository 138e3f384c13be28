/* Any bytes as a baseline: it is read or refused at a place in it, and what was read is known. */
#include "judge/baseline.h"
#include "require.h"
#include "syntax/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice text = slice_of((const char *)data, size);
    struct baseline_list list;
    struct buffer why = BUFFER(1 << 10);
    bool read = baseline_read(text, &list, &why);
    require(read == (why.length == 0));
    for (size_t i = 0; i < list.count && read; i++) {
        struct slice digits = slice_from(list.list[i].digits);
        require(fingerprint_is(digits) && baseline_has(&list, digits));
    }
    struct json j;
    json_open(&j, text);
    bool skipped = json_skip(&j) && json_end(&j);
    require(j.at <= size && (skipped || j.wrong));
    require(!read || skipped);
    baseline_free(&list);
    buffer_free(&why);
    return 0;
}
