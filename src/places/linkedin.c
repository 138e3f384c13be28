/* LinkedIn. What names a post is its activity, share or ugcPost number; the three differ. */
#include "places/ids.h"
#include "places/place.h"

static const char *const hosts[] = { "linkedin.com", NULL };

enum { ACTIVITY, SHARE, UGC_POST, URNS };

/* The first three are those that `match` picks from, too. */
static const struct route routes[] = {
    [ACTIVITY] = { .path = "/feed/update/urn:li:activity:{id}/{rest}", .kind = "post" },
    [SHARE] = { .path = "/feed/update/urn:li:share:{id}/{rest}",
                .kind = "post",
                .permalink = "https://www.linkedin.com/feed/update/urn:li:share:{id}/" },
    [UGC_POST] = { .path = "/feed/update/urn:li:ugcPost:{id}/{rest}",
                   .kind = "post",
                   .permalink = "https://www.linkedin.com/feed/update/urn:li:ugcPost:{id}/" },
    { .path = "/embed/feed/update/urn:li:activity:{id}/{rest}", .kind = "post" },
    { .path = "/embed/feed/update/urn:li:share:{id}/{rest}",
      .kind = "post",
      .permalink = "https://www.linkedin.com/feed/update/urn:li:share:{id}/" },
    { .path = "/embed/feed/update/urn:li:ugcPost:{id}/{rest}",
      .kind = "post",
      .permalink = "https://www.linkedin.com/feed/update/urn:li:ugcPost:{id}/" },
    { 0 },
};

static struct slice leading_digits(struct slice s)
{
    size_t length = 0;
    while (length < s.length && ascii_is_digit(s.data[length])) {
        length++;
    }
    return slice_part(s, 0, length);
}

/* "/posts/who_what-they-wrote-activity-N-xxxx": the number stands behind free words, so it is
 * searched for from the end. */
static bool match(const struct url *u, struct match *out)
{
    static const struct slice marks[URNS] = { [ACTIVITY] = { "-activity-", 10 },
                                              [SHARE] = { "-share-", 7 },
                                              [UGC_POST] = { "-ugcpost-", 9 } };
    if (!slice_starts_nocase(u->path, SLICE("/posts/"))) {
        return false;
    }
    for (size_t at = u->path.length; at-- > 0;) {
        struct slice rest = slice_skip(u->path, at);
        for (int i = 0; i < URNS; i++) {
            if (slice_starts_nocase(rest, marks[i])) {
                out->id = leading_digits(slice_skip(rest, marks[i].length));
                out->route = &routes[i];
                return place_is_id(out->place, out->id);
            }
        }
    }
    return false;
}

static bool id_to_ms(struct slice id, int64_t *ms)
{
    return id_shifted_ms(id, 22, 1, ms);
}

const struct place place_linkedin = {
    .name = "linkedin",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://www.linkedin.com/feed/update/urn:li:activity:{id}/",
    .profile = "https://www.linkedin.com/in/{handle}",
    .id = { WORD_DIGITS, 15, 20 },
    .mute = true,
    .bare_hosts = hosts,
    .match = match,
    .id_to_ms = id_to_ms,
    .id_precision = TIME_MS,
    .launched_ms = 1052092800000, /* 2003-05-05 */
};
