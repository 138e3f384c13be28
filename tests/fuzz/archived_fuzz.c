/* Posts as archives give them: pages and JSON. What is told is of the asked post, and in bounds. */
#include "describe/archived.h"
#include "require.h"

static void check(struct slice s, size_t most)
{
    require(!s.data || s.length <= most);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = { 0 };
    struct told told = { .reason = REASON_NONE };
    struct subject about = { .place = place_named(SLICE("twitter")),
                             .platform = "twitter",
                             .kind = "post",
                             .id = SLICE("1654063315669745664") };
    struct reader r = { .about = &about,
                        .status = 200,
                        .body = slice_of((const char *)data, size),
                        .arena = &arena,
                        .told = &told };
    read_archived(&r);
    require(!r.no_memory && !arena.failed);
    require(told.reason == REASON_OK || told.reason == REASON_NONE);
    require(told.reason == REASON_OK || !told.text.data);
    check(told.text, 3 * size + 64);
    check(told.author.name, 3 * size + 64);
    check(told.target, 3 * size + 8192);
    require(!told.author.handle.data || place_is_handle(about.place, told.author.handle));
    require(told.date.source == SOURCE_NONE || told.date.source == SOURCE_ARCHIVE);
    arena_free(&arena);
    return 0;
}
