#include "judge/judge.h"

#include "judge/words.h"

/* --- The classes --- */

static bool is_dead(const struct policy *p, const struct judged *w)
{
    (void)p;
    return reason_state(w->reason) == STATE_DEAD;
}

/* What was skipped is nobody's fault, save where a URL is none; but whoever gives a reason a
 * severity wants to hear of it. */
static bool is_unsure(const struct policy *p, const struct judged *w)
{
    switch (reason_state(w->reason)) {
    case STATE_UNSURE:
        return w->reason != REASON_UNVERIFIED || p->overruled[w->reason];
    case STATE_SKIPPED:
        return (w->reason == REASON_MALFORMED && w->only_link) || p->overruled[w->reason];
    default:
        return false;
    }
}

static bool is_permanent(int status)
{
    return status == 301 || status == 308;
}

/* Whether a link is better written as what it leads to, which is there. */
static bool is_redirect(const struct policy *p, const struct judged *w)
{
    (void)p;
    const struct outcome *o = w->outcome;
    bool suits = (w->kind == LINK_WEB || w->kind == LINK_MEDIA) && w->reason == REASON_OK;
    if (!suits || !o || o->hop_count < 2 || o->cut || !o->final.data) {
        return false;
    }
    for (size_t i = 1; i < o->hop_count; i++) {
        if (o->hops[i].via != VIA_REDIRECT || !is_permanent(o->hops[i - 1].status)) {
            return false;
        }
    }
    return true;
}

static bool is_insecure(const struct policy *p, const struct judged *w)
{
    (void)p;
    const struct outcome *o = w->outcome;
    if (!o || reason_state(w->reason) == STATE_SKIPPED) {
        return false;
    }
    bool found = slice_starts_nocase(w->written, SLICE("http:"));
    for (size_t i = 0; i < o->hop_count && !found; i++) {
        found = slice_starts(o->hops[i].url, SLICE("http:"));
    }
    return found;
}

static bool is_conflict(const struct policy *p, const struct judged *w)
{
    (void)p;
    return w->conflict_count > 0;
}

typedef bool class_test(const struct policy *p, const struct judged *what);

static class_test *const tests[CLASS_COUNT] = {
    [CLASS_DEAD] = is_dead,         [CLASS_UNSURE] = is_unsure,     [CLASS_REDIRECT] = is_redirect,
    [CLASS_INSECURE] = is_insecure, [CLASS_CONFLICT] = is_conflict,
};

/* --- The finding --- */

static struct slice taken(struct buffer *from, struct arena *arena)
{
    bool said = from->length && !from->failed;
    struct slice text = said ? arena_copy(arena, buffer_slice(from)) : (struct slice){ 0 };
    buffer_reset(from);
    return text;
}

static void add_outcome(const struct outcome *o, struct finding *into)
{
    into->status = o->status;
    into->final = o->final;
    into->hops = o->hops;
    into->hop_count = o->hop_count;
    into->tls = o->tls;
}

static struct finding finding_of(const struct policy *p, const struct judged *what,
                                 enum finding_class class, struct arena *arena,
                                 struct buffer *scratch)
{
    struct finding f = {
        .url = what->url,
        .written = what->written,
        .kind = what->kind,
        .class = class,
        .severity = policy_severity(p, class, what->reason),
        .reason = what->reason,
        .archive = what->archive,
    };
    if (what->outcome) {
        add_outcome(what->outcome, &f);
    }
    if (class == CLASS_REDIRECT) {
        f.suggestion = f.final;
    }
    buffer_reset(scratch);
    words_message(what, class, scratch);
    f.message = taken(scratch, arena);
    f.advice = words_hint(what, class, p, scratch);
    f.hint = taken(scratch, arena);
    return f;
}

size_t judge_place(const struct policy *p, const struct judged *what, struct arena *arena,
                   struct buffer *scratch, struct finding out[CLASS_COUNT])
{
    size_t count = 0;
    for (enum finding_class class = CLASS_DEAD; class < CLASS_COUNT; class ++) {
        if (tests[class](p, what) && policy_severity(p, class, what->reason) != SEVERITY_OFF) {
            out[count++] = finding_of(p, what, class, arena, scratch);
        }
    }
    return count;
}

bool judge_is_only_link(const char *from)
{
    static const char *const attributes[] = { "href", "src", "srcset", "poster", NULL };
    struct slice rest = slice_from(from);
    struct slice element = slice_cut(&rest, '@');
    return from && (slice_equal(element, SLICE("markdown")) || slice_equal(element, SLICE("loc")) ||
                    slice_is_any(rest, attributes));
}
