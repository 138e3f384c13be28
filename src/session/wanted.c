/* Which links are wanted: by their kind, and by expressions that leave out what matches. */
#include "session/session.h"

#include <stdlib.h>

static lf_status compile_one(struct lf_session *s, const char *expression)
{
    regex_t *compiled = &s->excludes[s->exclude_count];
    int fault = regcomp(compiled, expression, REG_EXTENDED | REG_NOSUB);
    if (fault == REG_ESPACE) {
        return LF_NO_MEMORY;
    }
    if (fault) {
        char why[128];
        regerror(fault, compiled, why, sizeof why);
        return session_fail(&s->error, LF_USAGE, "the expression \"%s\" does not compile: %s",
                            expression, why);
    }
    s->exclude_count++;
    return LF_OK;
}

lf_status wanted_open(struct lf_session *s)
{
    const char *const *expressions = s->options.exclude;
    size_t count = 0;
    while (expressions && expressions[count]) {
        count++;
    }
    s->excludes = count ? calloc(count, sizeof *s->excludes) : NULL;
    if (count && !s->excludes) {
        return LF_NO_MEMORY;
    }
    lf_status status = LF_OK;
    for (size_t i = 0; status == LF_OK && i < count; i++) {
        status = compile_one(s, expressions[i]);
    }
    return status;
}

void wanted_close(struct lf_session *s)
{
    while (s->exclude_count > 0) {
        regfree(&s->excludes[--s->exclude_count]);
    }
    free(s->excludes);
}

static bool is_excluded(const struct lf_session *s, struct slice url)
{
    bool excluded = false;
    for (size_t i = 0; !excluded && i < s->exclude_count; i++) {
        regmatch_t part = { 0, (regoff_t)url.length };
        excluded = regexec(&s->excludes[i], url.data, 1, &part, REG_STARTEND) == 0;
    }
    return excluded;
}

static bool is_wanted(const struct lf_session *s, const struct link *link)
{
    const char *const *only = s->options.only;
    bool wanted = !only || !only[0];
    for (size_t i = 0; !wanted && only[i]; i++) {
        wanted = strcmp(only[i], link_kind_word((enum link_kind)link->kind)) == 0;
    }
    return wanted && !is_excluded(s, link_url(link).data ? link_url(link) : link_written(link));
}

enum reason session_skip(const struct lf_session *s, const struct link *link)
{
    if (link->malformed || link->truncated || link->skipped != REASON_NONE) {
        return link->truncated   ? REASON_TRUNCATED
               : link->malformed ? REASON_MALFORMED
                                 : link->skipped;
    }
    if (!is_wanted(s, link)) {
        return REASON_EXCLUDED;
    }
    return s->options.offline ? REASON_OFFLINE : REASON_NONE;
}

enum { LEFT_OUT = UINT32_MAX };

/* Moves the wanted links together, and notes for each link where it stands now, or LEFT_OUT. False:
 * the session was interrupted. */
static bool keep_links(const struct lf_session *s, struct document *d, uint32_t *places)
{
    size_t kept = 0;
    size_t i = 0;
    for (; i < d->link_count && !atomic_load(&s->interrupted); i++) {
        places[i] = LEFT_OUT;
        if (is_wanted(s, &d->links[i])) {
            places[i] = (uint32_t)kept;
            d->links[kept++] = d->links[i];
        }
    }
    bool whole = i == d->link_count;
    d->link_count = kept;
    return whole;
}

static void keep_of_embed(struct embed *embed, const uint32_t *places)
{
    size_t kept = 0;
    for (size_t i = 0; i < embed->link_count; i++) {
        uint32_t place = places[embed->links[i]];
        if (place != LEFT_OUT) {
            embed->links[kept++] = place;
        }
    }
    embed->link_count = kept;
}

lf_status wanted_keep(const struct lf_session *s, struct document *d)
{
    bool all = s->exclude_count == 0 && !(s->options.only && s->options.only[0]);
    if (all || d->link_count == 0) {
        return LF_OK;
    }
    uint32_t *places = calloc(d->link_count, sizeof *places);
    if (!places) {
        return LF_NO_MEMORY;
    }
    bool whole = keep_links(s, d, places);
    for (size_t i = 0; whole && i < d->embed_count; i++) {
        keep_of_embed(&d->embeds[i], places);
    }
    free(places);
    return whole ? LF_OK : LF_INTERRUPTED;
}
