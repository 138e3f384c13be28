#include "scan/find/same.h"

#include "syntax/url.h"

/* The id that a claim's URL says, or its own; in the buffer or the claim. */
static struct slice id_of(const struct claim *claim, struct buffer *scratch)
{
    struct url u;
    struct match m = { 0 };
    if (claim->id.length || !claim->url.length) {
        return claim->id;
    }
    enum url_status status = url_parse(claim->url, NULL, scratch, &u);
    bool matches = status == URL_OK ? place_match_page(&u, &m)
                                    : status == URL_OTHER_SCHEME && place_match_uri(claim->url, &m);
    return matches ? m.id : (struct slice){ 0 };
}

bool claim_names_other(const struct claim *a, const struct claim *b, struct buffer *scratch)
{
    enum { ID_MOST = 256 };
    char kept[ID_MOST];
    if (a->place && b->place && a->place != b->place) {
        return true;
    }
    struct slice id = id_of(a, scratch);
    if (id.length > sizeof kept) {
        return false;
    }
    if (id.length) {
        memcpy(kept, id.data, id.length);
    }
    struct slice other = id_of(b, scratch);
    if (id.length && other.length) {
        return !slice_equal(slice_of(kept, id.length), other);
    }
    return a->handle.length && b->handle.length && !slice_equal_nocase(a->handle, b->handle);
}

static void fill(struct slice *to, struct slice from)
{
    *to = to->length ? *to : from;
}

void claim_complete(struct claim *claim, const struct claim *other)
{
    fill(&claim->url, other->url);
    fill(&claim->id, other->id);
    fill(&claim->name, other->name);
    fill(&claim->handle, other->handle);
    fill(&claim->text, other->text);
    fill(&claim->lang, other->lang);
    fill(&claim->title, other->title);
    claim->place = claim->place ? claim->place : other->place;
    claim->date = claim->date.source == SOURCE_NONE ? other->date : claim->date;
}
