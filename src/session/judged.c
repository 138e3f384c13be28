/* A document that is known in whole is judged, place by place. */
#include "base/array.h"
#include "judge/fingerprint.h"
#include "judge/judge.h"
#include "session/findings.h"
#include "session/session.h"

#include <stdlib.h>

/* A document on its way through the judge. */
struct judging {
    const struct lf_session *session;
    struct findings *f;
    struct document *document;
    struct arena *arena;
    struct slice file;
    uint64_t times; /* the file was judged before */
    struct finding *list;
    size_t count, room;
    uint32_t *posts; /* for each link: the number of the embed it is the post of, from 1; 0: none */
};

/* --- Files --- */

/* How often a file was judged before, which tells apart what else would be the same. */
static bool count_file(struct findings *f, struct slice name, uint64_t *times)
{
    uint32_t fresh = (uint32_t)f->file_count;
    uint32_t index = map_get_or_put(&f->by_name, name, fresh);
    if (!f->by_name.failed && index == fresh) {
        void *grown = array_grow(f->files, f->file_count, &f->file_room, sizeof *f->files);
        if (!grown) {
            return false;
        }
        f->files = grown;
        f->files[f->file_count++] = (struct judged_file){ arena_copy(&f->names, name), 0 };
    }
    bool good = !f->by_name.failed && !f->names.failed;
    *times = good ? f->files[index].times++ : 0;
    return good;
}

/* As reports name it. */
static struct slice file_of(const struct document *d)
{
    struct slice name = d->path.data ? d->path : d->name;
    while (slice_starts(name, SLICE("./")) && name.length > 2) {
        name = slice_skip(name, 2);
    }
    return name;
}

/* --- Places --- */

/* Where a place begins and ends, white space around the URL left out. Columns are counted in code
 * points; CR, LF and both together end a line. */
static void locate(struct finding *f, const struct span *span, struct slice written)
{
    uint64_t line = span->line;
    uint64_t column = span->column;
    struct slice trimmed = slice_trim(written);
    const char *start = trimmed.length ? trimmed.data : written.data;
    const char *end = trimmed.length ? trimmed.data + trimmed.length : written.data;
    f->line = f->end_line = line;
    f->column = f->end_column = column;
    for (const char *at = written.data; at && at <= end; at++) {
        if (at == start) {
            f->line = line;
            f->column = column;
        }
        if (at == end) {
            f->end_line = line;
            f->end_column = column;
            break;
        }
        bool is_return = *at == '\r' && (at + 1 == end || at[1] != '\n');
        bool continues = ((unsigned char)*at & 0xc0) == 0x80 || *at == '\r';
        bool ends = *at == '\n' || is_return;
        line += ends;
        column = ends ? 1 : column + !continues;
    }
    f->written = trimmed.length ? trimmed : written;
}

static struct finding *add(struct judging *j)
{
    void *grown = array_grow(j->list, j->count, &j->room, sizeof *j->list);
    j->list = grown ? grown : j->list;
    return grown ? &j->list[j->count++] : NULL;
}

static void sign(struct judging *j, struct finding *f, uint64_t ordinal)
{
    char digits[FINGERPRINT + 1];
    struct slice url = f->url.data ? f->url : f->written;
    fingerprint_write(slice_from(class_word(f->class)), j->file, url, ordinal + (j->times << 32),
                      digits);
    f->fingerprint = arena_copy(j->arena, slice_of(digits, FINGERPRINT));
}

/* Judges one place. `ordinal`: how many there were with the same URL. */
static bool judge(struct judging *j, const struct judged *what, const struct span *span,
                  size_t link, size_t ordinal)
{
    struct finding found[CLASS_COUNT];
    size_t count = judge_place(&j->f->policy, what, j->arena, &j->f->scratch, found);
    struct finding place;
    locate(&place, span, what->written);
    for (size_t i = 0; i < count; i++) {
        if (document_drops(j->document, place.line, place.column, found[i].class,
                           found[i].reason)) {
            continue;
        }
        struct finding *f = add(j);
        if (!f) {
            return false;
        }
        *f = found[i];
        f->file = j->file;
        f->link = link;
        f->place = ordinal;
        locate(f, span, what->written);
        sign(j, f, ordinal);
        memory_judge(j->session, what->outcome, f);
        known_judge(j->session, f);
    }
    return !j->arena->failed && !j->f->scratch.no_memory;
}

/* --- Posts --- */

static bool is_fault(enum reason reason)
{
    return reason_state(reason) == STATE_DEAD ||
           (reason_state(reason) == STATE_UNSURE && reason != REASON_UNVERIFIED);
}

/* What becomes of a post is known by its page, or by its platform, which may know better: what the
 * one takes for alive, or nothing tells of, the other may know to be gone. */
static enum reason worse(enum reason link, enum reason post)
{
    bool post_is_dead = reason_state(post) == STATE_DEAD;
    bool post_counts = is_fault(post) && !is_fault(link);
    return reason_state(link) != STATE_DEAD && (post_is_dead || post_counts) ? post : link;
}

/* The link by which an embed's post is reached: its permalink, or else what shows its picture, or
 * any. NO_EMBED: it has none. */
static int64_t link_of_post(const struct document *d, const struct embed *embed)
{
    int64_t found = NO_EMBED;
    enum { NOTHING, ANY, MEDIA, PERMALINK } best = NOTHING;
    for (uint32_t i = 0; i < embed->link_count; i++) {
        const struct link *link = &d->links[embed->links[i]];
        int rank = link->kind == LINK_PERMALINK ? PERMALINK
                   : link->kind == LINK_MEDIA   ? MEDIA
                                                : ANY;
        if (rank > (int)best) {
            best = rank;
            found = embed->links[i];
        }
    }
    return best > ANY ? found : NO_EMBED;
}

bool findings_are_left_out(const struct document *document, const struct embed *embed)
{
    int64_t link = link_of_post(document, embed);
    return link != NO_EMBED && document->links[link].skipped == REASON_EXCLUDED;
}

static bool find_posts(struct judging *j)
{
    const struct document *d = j->document;
    j->posts = d->link_count ? calloc(d->link_count, sizeof *j->posts) : NULL;
    for (size_t i = 0; j->posts && i < d->embed_count; i++) {
        int64_t link = link_of_post(d, &d->embeds[i]);
        if (link != NO_EMBED && j->posts[link] == 0) {
            j->posts[link] = (uint32_t)i + 1;
        }
    }
    return j->posts || d->link_count == 0;
}

static void add_post(const struct embed *embed, struct judged *what)
{
    struct embed_more more = embed_rest(embed);
    what->conflicts = more.conflicts;
    what->conflict_count = more.conflict_count;
    what->archive = what->archive ? what->archive : more.archive;
}

/* --- Links --- */

static struct judged judged_link(const struct judging *j, size_t index)
{
    const struct link *link = &j->document->links[index];
    struct link_more more = link_rest(link);
    struct judged what = {
        .kind = (enum link_kind)link->kind,
        .reason = more.outcome ? more.outcome->reason : (enum reason)link->skipped,
        .outcome = more.outcome,
        .url = link->kind == LINK_LOCAL ? (struct slice){ 0 } : link_url(link),
        .target = more.target,
        .guess = locals_guess(j->session, j->document, link, j->arena),
        .archive = more.archive,
    };
    return what;
}

/* The first place of an embed's post is the embed's, too. */
static bool judge_link(struct judging *j, size_t index)
{
    const struct link *link = &j->document->links[index];
    struct judged what = judged_link(j, index);
    const struct embed *post = j->posts[index] ? &j->document->embeds[j->posts[index] - 1] : NULL;
    if (post && what.reason != REASON_EXCLUDED) {
        what.reason = worse(what.reason, post->reason);
        add_post(post, &what);
    }
    struct span first = link_span(link);
    what.written = link_written(link);
    what.only_link = judge_is_only_link(first.from);
    size_t ordinal = link_rest(link).before;
    bool good = judge(j, &what, &first, index, ordinal);
    what.conflict_count = 0;
    for (const struct span_list *p = link_rest(link).spans; p && good; p = p->next) {
        what.written = p->written.data ? p->written : link_written(link);
        what.only_link = judge_is_only_link(p->span.from);
        ordinal += 1 + p->before;
        good = judge(j, &what, &p->span, index, ordinal);
    }
    return good;
}

/* One that no link leads to stands by itself. */
static bool judge_embed(struct judging *j, size_t index)
{
    const struct embed *embed = &j->document->embeds[index];
    struct judged what = { .kind = LINK_PERMALINK, .reason = embed->reason, .url = embed->url };
    if (embed->left_out || link_of_post(j->document, embed) != NO_EMBED) {
        return true;
    }
    add_post(embed, &what);
    return judge(j, &what, &embed->span, SIZE_MAX, index);
}

/* --- All --- */

static int by_place(const void *a, const void *b)
{
    const struct finding *x = a;
    const struct finding *y = b;
    if (x->line != y->line) {
        return x->line < y->line ? -1 : 1;
    }
    if (x->column != y->column) {
        return x->column < y->column ? -1 : 1;
    }
    if (x->class != y->class) {
        return x->class < y->class ? -1 : 1;
    }
    return x->link < y->link ? -1 : x->link > y->link;
}

static bool judge_all(struct judging *j)
{
    bool good = find_posts(j);
    for (size_t i = 0; good && i < j->document->link_count; i++) {
        good = judge_link(j, i);
    }
    for (size_t i = 0; good && i < j->document->embed_count; i++) {
        good = judge_embed(j, i);
    }
    return good;
}

static bool hand_over(struct judging *j)
{
    struct document *d = j->document;
    if (j->count == 0) {
        return true;
    }
    qsort(j->list, j->count, sizeof *j->list, by_place);
    d->findings = ARENA_ARRAY(j->arena, struct finding, j->count);
    if (d->findings) {
        memcpy(d->findings, j->list, j->count * sizeof *j->list);
        d->finding_count = j->count;
    }
    return d->findings != NULL;
}

bool findings_make(struct lf_session *s, struct document *document)
{
    struct judging j = {
        .session = s, .f = &s->findings, .document = document, .arena = &document->arena
    };
    j.file = file_of(document);
    bool good = count_file(j.f, j.file, &j.times) && judge_all(&j) && hand_over(&j);
    free(j.posts);
    free(j.list);
    return good;
}
