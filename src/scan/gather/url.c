/* A URL given as such rather than found. */
#include "scan/find/meaning.h"
#include "scan/scan.h"
#include "syntax/utf8.h"

static bool is_known_host(struct slice written)
{
    struct bare_host host;
    size_t slash = slice_find(written, '/');
    return slash < written.length && bare_host_find(slice_part(written, 0, slash), &host);
}

bool scan_url(struct slice input, struct link *link, struct arena *arena)
{
    struct meaning meaning;
    struct reader r;
    reader_init(&r);
    struct slice written = slice_trim(input);
    reader_read(&r, written, !is_known_host(written), &meaning);
    struct slice valid = utf8_is_valid(input) ? input : utf8_copy(arena, input);
    bool kept = link_set_words(link, arena, meaning.url, valid);
    struct link_more *more = meaning.unwrapped.data ? link_more_of(link, arena) : NULL;
    if (more) {
        more->unwrapped = arena_copy(arena, meaning.unwrapped);
    }
    link->kind = (uint8_t)meaning.kind;
    link->truncated = meaning.truncated;
    link->malformed = meaning.status == URL_MALFORMED || meaning.status == URL_TOO_LONG;
    if (meaning.status == URL_OTHER_SCHEME) {
        link->skipped = REASON_DENIED;
    }
    reader_free(&r);
    return kept && meaning.status != URL_NO_MEMORY && !arena->failed;
}
