#include "follow/face.h"

#include "follow/verdict.h"
#include "places/hosts.h"
#include "places/walls.h"
#include "syntax/url.h"

/* 406 is what some firewalls say to those whom they do not know. A 429 is meant: whoever is asked
 * too often is not asked once more. */
static bool is_refusal(const struct answer *a)
{
    bool leads = a->reason == REASON_NONE;
    return a->reason == REASON_BLOCKED || a->status == 406 ||
           (leads && verdict_of_status(a->status, false) == REASON_BLOCKED);
}

/* Whether it sends us to a wall against robots; a question for consent is one for everybody. */
static bool leads_to_wall(const struct answer *a, bool *failed)
{
    if (a->reason != REASON_NONE || !a->next.data) {
        return false;
    }
    struct buffer text = BUFFER(URL_MOST + 1);
    struct url u;
    enum url_status status = url_parse(a->next, NULL, &text, &u);
    bool leads = status == URL_OK && wall_at(&u) == WALL_ROBOTS &&
                 !slice_starts_nocase(u.host, SLICE("consent."));
    *failed = *failed || status == URL_NO_MEMORY;
    buffer_free(&text);
    return leads;
}

/* Whether a URL is one of those that a shortener sends on: a slug and nothing else. */
static bool is_slug(struct slice href, bool *failed)
{
    struct buffer text = BUFFER(URL_MOST + 1);
    struct url u;
    enum url_status status = url_parse(href, NULL, &text, &u);
    bool is = status == URL_OK && u.path.length > 1 && host_is_shortener(u.host) &&
              slice_find(slice_skip(u.path, 1), '/') == u.path.length - 1;
    *failed = *failed || status == URL_NO_MEMORY;
    buffer_free(&text);
    return is;
}

/* A page where others may be sent on. */
static bool is_stop(const struct answer *a, const struct exchange *x, bool *failed)
{
    return a->reason == REASON_OK && x->says.type != HTTP_OTHER &&
           is_slug(cached_key(&a->cached), failed);
}

static bool looks_like_browser(const char *agent)
{
    return agent && strncmp(agent, "Mozilla/", strlen("Mozilla/")) == 0;
}

/* A robot that says so calls itself compatible. */
static bool passes_for_browser(const char *agent)
{
    return looks_like_browser(agent) && !strstr(agent, "compatible;");
}

enum face face_to_show(const struct answer *a, const struct exchange *x, const char *user_agent,
                       bool *failed)
{
    if (x->face != FACE_OWN || a->state != ANSWER_DONE || x->fault != FAULT_NONE) {
        return FACE_OWN;
    }
    if (is_refusal(a) || leads_to_wall(a, failed)) {
        return passes_for_browser(user_agent) ? FACE_PLAIN : FACE_BROWSER;
    }
    return !is_stop(a, x, failed)           ? FACE_OWN
           : looks_like_browser(user_agent) ? FACE_PLAIN
                                            : FACE_BROWSER;
}

bool face_was_better(const struct answer *first, const struct answer *second, bool *failed)
{
    bool leads = second->reason == REASON_NONE && second->next.data;
    bool good = second->reason == REASON_OK || second->reason == REASON_GONE;
    return leads ? !leads_to_wall(second, failed)
                 : good && (is_refusal(first) || leads_to_wall(first, failed));
}
