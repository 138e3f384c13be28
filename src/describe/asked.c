#include "describe/asked.h"

#include "places/registry.h"

static bool names_platform(const struct describer_options *options, const char *platform)
{
    return options->platforms && slice_is_any(slice_from(platform), options->platforms);
}

const struct endpoint *asked_rows(const struct subject *about)
{
    static const struct endpoint none[1];
    const struct endpoint *rows = about->place ? about->place->endpoints : about->endpoints;
    return rows ? rows : none;
}

bool asked_is(const struct describer_options *options, const struct endpoint *e,
              const struct subject *about)
{
    bool knows = !about->is_unknown && (!about->is_page || e->pages);
    return knows && (!e->unasked || names_platform(options, about->platform));
}

/* What --endpoint says of a row; absent: nothing. The last one counts. */
static struct slice base_of(const struct describer_options *options, const struct endpoint *e)
{
    struct slice base = { 0 };
    for (const char *const *said = options->endpoints; said && *said; said++) {
        struct slice url = slice_from(*said);
        struct slice name = slice_cut(&url, '=');
        base = slice_equal(name, slice_from(e->name)) ? url : base;
    }
    return base;
}

static struct endpoint_words words_of(const struct subject *about, struct slice did)
{
    bool is_did = slice_starts(about->account, SLICE("did:"));
    struct slice own = is_did ? about->account : (struct slice){ 0 };
    return (struct endpoint_words){ .url = about->url,
                                    .keyed = about->keyed,
                                    .id = about->id,
                                    .handle = about->handle,
                                    .account = about->account,
                                    .host = about->host,
                                    .did = did.length ? did : own };
}

struct text *asked_url(const struct describer_options *options, const struct endpoint *e,
                       const struct subject *about, struct slice did, bool *no_memory)
{
    struct buffer built = BUFFER(URL_MOST);
    struct buffer text = BUFFER(URL_MOST);
    struct endpoint_words words = words_of(about, did);
    struct text *kept = NULL;
    struct url u;
    struct slice base = base_of(options, e);
    bool found = !e->url && !base.data; /* by the post's page, which says all of it */
    if (found) {
        buffer_add(&built, about->oembed);
    }
    if ((found ? about->oembed.length > 0 : endpoint_url(e, base, &words, &built)) &&
        url_parse(buffer_slice(&built), NULL, &text, &u) == URL_OK &&
        u.href.length <= URL_LONGEST && !u.userinfo.data) {
        kept = text_new(slice_part(u.href, 0, u.href.length - u.fragment.length));
        *no_memory = *no_memory || !kept;
    }
    *no_memory = *no_memory || built.no_memory || text.no_memory;
    buffer_free(&built);
    buffer_free(&text);
    return kept;
}

/* --- What the options say --- */

static bool check_url(struct slice url)
{
    struct buffer built = BUFFER(URL_MOST);
    struct buffer text = BUFFER(URL_MOST);
    struct url u;
    const struct endpoint row = { .added = "" };
    const struct endpoint_words words = { .host = SLICE("example.org") };
    bool good = url.length && endpoint_url(&row, url, &words, &built) &&
                url_parse(buffer_slice(&built), NULL, &text, &u) == URL_OK && !u.userinfo.data;
    buffer_free(&built);
    buffer_free(&text);
    return good;
}

/* Adds what was meant, if anything is like it. */
static void suggest(const char *nearest, struct buffer *why)
{
    if (nearest) {
        buffer_printf(why, ": did you mean %s?", nearest);
    }
}

static void refuse_endpoint(struct slice name, struct buffer *why)
{
    struct buffer word = BUFFER(URL_MOST);
    buffer_add(&word, name);
    const char *nearest = buffer_string(&word) ? endpoint_nearest(word.data) : NULL;
    buffer_printf(why, "no endpoint is named \"%.*s\"", (int)name.length, name.data);
    suggest(nearest, why);
    buffer_free(&word);
}

static bool check_endpoint(const char *said, struct buffer *why)
{
    struct slice url = slice_from(said);
    struct slice name = slice_cut(&url, '=');
    if (!endpoint_named(name) && !registry_endpoint_named(name)) {
        refuse_endpoint(name, why);
        return false;
    }
    if (!check_url(url)) {
        buffer_printf(why, "--endpoint %s: give an http(s) URL, as in %.*s=https://example.org/api",
                      said, (int)name.length, name.data);
        return false;
    }
    return true;
}

static bool check_platform(const char *name, struct buffer *why)
{
    const struct place *place = place_named(slice_from(name));
    if (place && place->endpoints) {
        return true;
    }
    buffer_printf(why, "no platform that can be asked is named \"%s\"", name);
    suggest(endpoint_nearest_platform(name), why);
    return false;
}

bool describer_check(const struct describer_options *options, struct buffer *why)
{
    bool good = true;
    for (const char *const *said = options->endpoints; said && *said && good; said++) {
        good = check_endpoint(*said, why);
    }
    for (const char *const *name = options->platforms; name && *name && good; name++) {
        good = check_platform(*name, why);
    }
    return good;
}
