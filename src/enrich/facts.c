#include "enrich/facts.h"

#include "enrich/value.h"
#include "places/place.h"

#include <stdlib.h>

/* --- Posts with copies --- */

static int compare_post(const char *platform, struct slice id, const struct embed *embed)
{
    int order = strcmp(platform, embed->platform);
    return order ? order : slice_compare(id, embed->post_id);
}

static int by_post(const void *a, const void *b)
{
    const struct embed *const *one = a;
    const struct embed *const *other = b;
    int order = compare_post((*one)->platform, (*one)->post_id, *other);
    return order ? order : *one < *other ? -1 : *one > *other;
}

void facts_open(struct facts_room *room, const struct document *document)
{
    *room = (struct facts_room){ .document = document,
                                 .url = BUFFER(2UL * URL_MOST),
                                 .target = BUFFER(2UL * URL_MOST) };
    room->copied = calloc(document->embed_count + 1, sizeof(struct embed *));
    room->failed = !room->copied;
    for (size_t i = 0; room->copied && i < document->embed_count; i++) {
        const struct embed *embed = &document->embeds[i];
        if (embed->post_id.length && facts_copy(embed_rest(embed).archive, room).data) {
            room->copied[room->count++] = embed;
        }
    }
    if (room->copied && room->count > 1) {
        qsort((void *)room->copied, room->count, sizeof(struct embed *), by_post);
    }
}

void facts_close(struct facts_room *room)
{
    free((void *)room->copied);
    buffer_free(&room->url);
    buffer_free(&room->target);
}

bool facts_failed(const struct facts_room *room)
{
    return room->failed || room->url.no_memory || room->target.no_memory;
}

/* The copy of a post; NULL: there is none. */
static const struct archive *find_copy(const struct facts_room *room, const char *platform,
                                       struct slice id)
{
    size_t low = 0;
    size_t high = room->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_post(platform, id, room->copied[middle]);
        if (order == 0) {
            return embed_rest(room->copied[middle]).archive;
        }
        low = order > 0 ? middle + 1 : low;
        high = order > 0 ? high : middle;
    }
    return NULL;
}

/* --- The other end --- */

/* Whether a URL only leads on: a shortener's, one that wraps another, one that leads to a post
 * without naming it. */
static bool leads_on(struct slice text, struct facts_room *room)
{
    struct url url;
    struct match match;
    if (url_parse(text, NULL, &room->url, &url) != URL_OK) {
        return true;
    }
    const struct known_host *known = host_find(url.host);
    if (!known) {
        return false;
    }
    if (known->flags & (HOST_SHORT | HOST_SHORTENER)) {
        return true;
    }
    bool matches = place_match_known(known, &url, &match);
    return (matches && match.route->share) || unwrap_known(known, &url, &room->target);
}

static struct slice first_place(const struct outcome *outcome, struct facts_room *room)
{
    for (size_t i = 0; i < outcome->hop_count; i++) {
        struct slice hop = outcome->hops[i].url;
        if (value_is_url(hop, &room->url) && !leads_on(hop, room)) {
            return hop;
        }
    }
    return (struct slice){ 0 };
}

static struct slice other_end(const struct link *link, struct facts_room *room, bool *is_alive)
{
    const struct outcome *outcome = link_outcome(link);
    struct slice end = { 0 };
    *is_alive = outcome && reason_state(outcome->reason) == STATE_ALIVE &&
                value_is_url(outcome->final, &room->url);
    if (*is_alive) {
        end = outcome->final;
    } else if (outcome) {
        end = first_place(outcome, room);
    }
    return end.data ? end : link_url(link);
}

/* --- The copy --- */

struct slice facts_copy(const struct archive *archive, struct facts_room *room)
{
    bool good = archive && value_is_url(archive->url, &room->url);
    return good ? archive->url : (struct slice){ 0 };
}

static const struct archive *archive_of(const struct link *link, struct facts_room *room)
{
    const struct archive *own = link_rest(link).archive;
    struct url url;
    struct match match;
    if (facts_copy(own, room).data || link->kind != LINK_PERMALINK ||
        url_parse(link_url(link), NULL, &room->url, &url) != URL_OK || !place_match(&url, &match)) {
        return own;
    }
    const struct archive *posts = find_copy(room, match.place->name, match.id);
    return posts ? posts : own;
}

/* --- Both --- */

/* Whether it lies in years of four digits. */
static bool can_be_told(int64_t ms)
{
    static const struct civil first = { 0, 1, 1 };
    static const struct civil last = { 9999, 12, 31 };
    return ms >= civil_to_ms(first) && ms < civil_to_ms(last) + MS_PER_DAY;
}

static void set_date(struct link_facts *facts, int64_t ms, enum time_precision precision)
{
    if (can_be_told(ms)) {
        int length = time_format(ms, precision, facts->date_text);
        facts->date = slice_of(facts->date_text, (size_t)length);
    }
}

bool facts_of_link(struct facts_room *room, const struct link *link, struct link_facts *out)
{
    const struct document *document = room->document;
    *out = (struct link_facts){ .is_alive = false };
    struct slice url = link_url(link);
    if (!value_is_url(url, &room->url)) {
        return false;
    }
    out->original = other_end(link, room, &out->is_alive);
    const struct archive *archive = archive_of(link, room);
    out->version = facts_copy(archive, room);
    if (out->version.data) {
        set_date(out, archive->datetime, TIME_SECOND);
    } else if (document->published_by) {
        set_date(out, document->published.ms, TIME_DAY);
    }
    return out->version.data || !slice_equal(out->original, url);
}
