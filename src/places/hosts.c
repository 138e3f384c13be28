#include "places/hosts.h"

/* FNV-1a over a name from its end to its beginning, so that one pass over a host meets the names of
 * all the domains it is in. hosts.cmake does the same. The bit makes letters small, and what else
 * names have in them has it already. */
static const uint32_t seed = 2166136261;

static uint32_t step(uint32_t hash, char c)
{
    return (hash ^ ((unsigned char)c | 0x20U)) * 16777619U;
}

static const struct known_host *probe(uint32_t hash, struct slice name)
{
    size_t mask = known_host_slot_count - 1;
    for (size_t at = (hash ^ hash >> 15) & mask; known_host_slots[at]; at = (at + 1) & mask) {
        const struct known_host *row = &known_hosts[known_host_slots[at] - 1];
        if (row->length == name.length &&
            slice_equal_nocase(slice_of(row->name, name.length), name)) {
            return row;
        }
    }
    return NULL;
}

struct slice host_without_form(struct slice host)
{
    static const struct slice forms[] = { SLICE_INIT("www."), SLICE_INIT("m."),
                                          SLICE_INIT("mobile.") };
    char first = '\0';
    if (host.length > 0) {
        first = ascii_lower(host.data[0]);
    }
    for (size_t i = 0; (first == 'w' || first == 'm') && i < sizeof forms / sizeof forms[0]; i++) {
        if (slice_starts_nocase(host, forms[i])) {
            return slice_skip(host, forms[i].length);
        }
    }
    return host;
}

/* Whether a row of a domain is for the host that has `before` before it. */
static bool reaches(const struct known_host *row, struct slice before)
{
    return before.length == 0 || row->below ||
           (!(row->flags & HOST_MEDIA) && host_without_form(before).length == 0);
}

/* The longest name that ends a host. */
static const struct known_host *find_domain(struct slice host)
{
    const struct known_host *found = NULL;
    uint32_t hash = seed;
    bool dot = false;
    for (size_t at = host.length; at-- > 0 && host.length - at <= HOST_MOST;) {
        hash = step(hash, host.data[at]);
        if (at > 0 && host.data[at - 1] != '.') {
            continue;
        }
        const struct known_host *row = dot ? probe(hash, slice_skip(host, at)) : NULL;
        found = row && reaches(row, slice_part(host, 0, at)) ? row : found;
        dot = true;
    }
    return found;
}

/* "de", "com", "co.uk", "com.br": one label of two or three letters, or two of them. */
static bool is_country(struct slice domain)
{
    size_t labels = 0;
    while (domain.length) {
        struct slice label = slice_cut(&domain, '.');
        labels++;
        if (label.length < 2 || label.length > 3 || labels > 2) {
            return false;
        }
    }
    return labels > 0;
}

/* A name in every country. */
static const struct known_host *find_in_countries(struct slice host)
{
    host = host_without_form(host);
    for (const struct known_host *const *row = country_hosts; *row && host.length; row++) {
        struct slice name = slice_of((*row)->name, (*row)->length - sizeof "*" + 1);
        if (ascii_lower(host.data[0]) == name.data[0] && slice_starts_nocase(host, name) &&
            is_country(slice_skip(host, name.length))) {
            return *row;
        }
    }
    return NULL;
}

const struct known_host *host_find(struct slice host)
{
    const struct known_host *found = find_domain(host);
    return found ? found : find_in_countries(host);
}

const struct known_host *host_with_slugs(struct slice host)
{
    for (const struct known_host *const *row = slug_hosts; *row; row++) {
        if ((*row)->length == host.length &&
            slice_equal_nocase(slice_of((*row)->name, host.length), host)) {
            return *row;
        }
    }
    return NULL;
}

bool host_is_shortener(struct slice host)
{
    const struct known_host *known = host_find(host);
    return known && known->flags & (HOST_SHORT | HOST_SHORTENER);
}
