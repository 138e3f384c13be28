/* Any bytes as a refresh: what is given is a part of them. */
#include "require.h"
#include "syntax/refresh.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice in = slice_of((const char *)data, size);
    struct slice url;
    uint32_t seconds;
    if (size == 0 || !refresh_parse(in, &seconds, &url) || !url.data) {
        return 0;
    }
    require(url.data >= in.data && url.data + url.length <= in.data + in.length);
    return 0;
}
