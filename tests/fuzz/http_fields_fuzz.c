/* Links and dates in fields of headers: slices of what came, and time linear in it. */
#include "require.h"
#include "syntax/http_fields.h"

static void check_part(struct slice part, struct slice whole)
{
    require(!part.data ||
            (part.data >= whole.data && part.data + part.length <= whole.data + whole.length));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice head = slice_of((const char *)data, size);
    struct slice rest = head, value;
    while (http_next_field(&rest, SLICE("link"), &value)) {
        check_part(value, head);
        struct http_link link;
        size_t left = value.length;
        while (http_next_link(&value, &link)) {
            check_part(link.target, head);
            check_part(link.rel, head);
            check_part(link.datetime, head);
            require(value.length < left);
            left = value.length;
            http_link_is(&link, SLICE("memento"));
        }
    }
    int64_t ms;
    if (http_read_date(head, &ms)) {
        char text[HTTP_DATE];
        http_write_date(ms, text);
        int64_t again;
        require(http_read_date(slice_from(text), &again) && again == ms);
    }
    return 0;
}
