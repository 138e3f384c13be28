/* Any bytes as a page, its charset and its Refresh header in the first lines: it leads to a URL of
 * the web that is not itself, or says what it is. */
#include "follow/page.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_url(struct slice url)
{
    struct buffer text = BUFFER(URL_MOST);
    struct url u;
    require(url.length <= URL_LONGEST && url_parse(url, NULL, &text, &u) == URL_OK);
    require(slice_equal(u.href, url));
    buffer_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice in = slice_of((const char *)data, size);
    struct exchange x = { .status = 200 };
    x.says.charset = slice_cut(&in, '\n');
    x.says.refresh = slice_cut(&in, '\n');
    x.page = in;
    struct buffer text = BUFFER(URL_MOST);
    struct arena arena = { 0 };
    struct url url;
    struct page page;
    require(url_parse(SLICE("https://lnkd.in/b/c?d"), NULL, &text, &url) == URL_OK);
    require(page_read(&x, &url, true, &arena, &page));
    require((page.next.data != NULL) == (page.via != VIA_NONE));
    if (page.next.data) {
        check_url(page.next);
        require(!slice_equal(page.next, url.href));
    }
    if (page.canonical.data) {
        check_url(page.canonical);
    }
    arena_free(&arena);
    buffer_free(&text);
    return 0;
}
