/* Any bytes as a path, an end of line, and a robots.txt: rules are found again in what is kept of
 * them, and what one rule forbids for everything is forbidden unless another allows it. */
#include "require.h"
#include "syntax/robots.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool ask(struct slice file, struct slice product, struct slice path)
{
    struct robots r;
    bool failed = false;
    require(robots_read(file, product, &r));
    require(r.rules.length == 0 || r.rules.data[r.rules.length - 1] == '\n');
    require(r.delay_s <= ROBOTS_MOST_DELAY);
    bool allows = robots_allow(&r, path, &failed);
    require(!failed);
    robots_free(&r);
    return allows;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice file = slice_of((const char *)data, size);
    struct slice path = slice_cut(&file, '\n');
    struct slice product = robots_product(path);
    require(product.length <= path.length);
    ask(file, product, path);
    bool allows = ask(file, SLICE("landfall"), path);
    require(allows == ask(file, SLICE("LANDFALL"), path));
    require(ask(SLICE(""), product, path));
    return 0;
}
