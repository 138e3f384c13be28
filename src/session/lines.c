/* Documents of which only some lines count: what stands on others is neither asked for nor judged.
 */
#include "session/lines.h"

#include "session/session.h"
#include "session/wanted.h"

#include <stdlib.h>

lf_status lf_lines(lf_session *s, const uint64_t (*lines)[2], size_t count)
{
    struct lines *to = &s->lines;
    uint64_t(*copy)[2] = lines && count ? calloc(count, sizeof *copy) : NULL;
    if (lines && count && !copy) {
        return session_give(s, LF_NO_MEMORY);
    }
    if (copy) {
        memcpy((void *)copy, (const void *)lines, count * sizeof *copy);
    }
    free((void *)to->list);
    *to = (struct lines){ .list = copy, .count = count, .some = lines != NULL };
    return session_give(s, LF_OK);
}

bool lines_take(const struct lf_session *s, struct job *job)
{
    const struct lines *from = &s->lines;
    struct arena *arena = &job->document.arena;
    if (!from->some) {
        return true;
    }
    struct lines *lines = ARENA_NEW(arena, struct lines);
    void *list = arena_alloc(arena, (from->count + 1) * sizeof *from->list);
    if (arena->failed) {
        return false;
    }
    *lines = (struct lines){ .list = list, .count = from->count, .some = true };
    if (from->count) {
        memcpy(list, (const void *)from->list, from->count * sizeof *from->list);
    }
    job->lines = lines;
    return true;
}

void lines_close(struct lf_session *s)
{
    free((void *)s->lines.list);
}

/* Whether a line is one of them. */
static bool holds(const struct lines *lines, uint64_t line)
{
    size_t from = 0;
    size_t to = lines->count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (line > lines->list[middle][1]) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return from < lines->count && line >= lines->list[from][0];
}

/* Takes the places that do not count out of the list, and gives how many there were in a row behind
 * the last that does. What was written in the first place is said in each, since another may be the
 * first from now on. */
static void keep_later(const struct lines *lines, struct link_more *more, struct slice written)
{
    struct span_list **to = &more->spans;
    uint32_t before = 0;
    for (struct span_list *p = more->spans; p; p = p->next) {
        p->written = p->written.data ? p->written : written;
        if (holds(lines, p->span.line)) {
            p->before = before;
            before = 0;
            *to = p;
            to = &p->next;
        } else {
            before++;
        }
    }
    *to = NULL;
}

/* The second place is the first from now on. */
static bool move_first(struct link *link, struct arena *arena)
{
    struct span_list *first = link->more->spans;
    link->more->spans = first->next;
    link->more->before = first->before + 1;
    return link_set_words(link, arena, link_url(link), first->written) &&
           link_set_span(link, arena, &first->span);
}

/* Leaves of a link the places that count; *kept: there are some. False: out of memory. */
static bool keep_places(const struct lines *lines, struct link *link, struct arena *arena,
                        bool *kept)
{
    bool first = holds(lines, link_span(link).line);
    if (link->more && link->more->spans) {
        keep_later(lines, link->more, link_written(link));
    }
    *kept = first || (link->more && link->more->spans);
    return first || !*kept || move_first(link, arena);
}

static bool keep_changed(void *of, struct document *d, struct link *link, bool *kept)
{
    return keep_places(of, link, &d->arena, kept);
}

lf_status lines_keep(struct lf_session *s, struct job *job)
{
    struct document *d = &job->document;
    if (!job->lines) {
        return LF_OK;
    }
    lf_status status = wanted_compact(s, d, keep_changed, (void *)job->lines);
    for (size_t i = 0; i < d->embed_count; i++) {
        struct embed *embed = &d->embeds[i];
        embed->left_out = embed->link_count == 0 && !holds(job->lines, embed->span.line);
    }
    return status;
}
