#include "enrich/facts.h"

#include "enrich/value.h"
#include "places/place.h"

void facts_room_free(struct facts_room *room)
{
    buffer_free(&room->url);
    buffer_free(&room->target);
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

/* Whether a permalink is that of the embed it stands in, and not of a post that is quoted there. */
static bool names_embed(struct slice text, const struct embed *embed, struct facts_room *room)
{
    struct url url;
    struct match match;
    if (url_parse(text, NULL, &room->url, &url) != URL_OK || !place_match(&url, &match)) {
        return false;
    }
    return !embed->post_id.length || (slice_equal(match.id, embed->post_id) &&
                                      strcmp(match.place->name, embed->platform) == 0);
}

static const struct archive *archive_of(const struct document *document, const struct link *link,
                                        struct facts_room *room)
{
    const struct archive *own = link_rest(link).archive;
    if (facts_copy(own, room).data || link->kind != LINK_PERMALINK || link->embed < 0 ||
        (size_t)link->embed >= document->embed_count) {
        return own;
    }
    const struct embed *embed = &document->embeds[link->embed];
    return names_embed(link_url(link), embed, room) ? embed_rest(embed).archive : own;
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

bool facts_of_link(const struct document *document, const struct link *link,
                   struct facts_room *room, struct link_facts *out)
{
    *out = (struct link_facts){ .is_alive = false };
    struct slice url = link_url(link);
    if (!value_is_url(url, &room->url)) {
        return false;
    }
    out->original = other_end(link, room, &out->is_alive);
    const struct archive *archive = archive_of(document, link, room);
    out->version = facts_copy(archive, room);
    if (out->version.data) {
        set_date(out, archive->datetime, TIME_SECOND);
    } else if (document->published_by) {
        set_date(out, document->published.ms, TIME_DAY);
    }
    return out->version.data || !slice_equal(out->original, url);
}
