/* The findings of a run as a baseline: all of them, sorted, so that versions of the file compare
 * well.
 */
#include "base/array.h"
#include "emit/judged.h"
#include "emit/writer.h"

#include <errno.h>
#include <stdlib.h>

struct entry {
    struct slice fingerprint, file, url;
    enum reason reason;
};

struct entries {
    struct arena arena;
    struct entry *list;
    size_t count, room;
};

static bool starve(void)
{
    errno = ENOMEM;
    return false;
}

static bool open(struct report *r)
{
    r->own = calloc(1, sizeof(struct entries));
    return r->own || starve();
}

static bool keep(struct entries *all, const struct finding *f)
{
    void *grown = array_grow(all->list, all->count, &all->room, sizeof *all->list);
    if (!grown) {
        return starve();
    }
    all->list = grown;
    all->list[all->count++] =
        (struct entry){ arena_copy(&all->arena, f->fingerprint), arena_copy(&all->arena, f->file),
                        arena_copy(&all->arena, judged_url(f)), f->reason };
    return !all->arena.failed || starve();
}

static bool write(struct report *r, const struct lf_record *record)
{
    bool counts = record->type == RECORD_FINDING && record->finding->severity != SEVERITY_OFF;
    return !counts || keep(r->own, record->finding);
}

static int compare(const void *a, const void *b)
{
    const struct entry *x = a;
    const struct entry *y = b;
    int order = slice_compare(x->file, y->file);
    order = order ? order : slice_compare(x->url, y->url);
    return order ? order : slice_compare(x->fingerprint, y->fingerprint);
}

static void write_entry(struct writer *w, const struct entry *e)
{
    write_begin(w, '{');
    write_field(w, "fingerprint", e->fingerprint);
    write_field(w, "file", e->file);
    write_field(w, "url", e->url);
    write_word(w, "reason", reason_word(e->reason));
    write_end(w, '}');
}

static bool close(struct report *r, const struct lf_record *summary)
{
    struct entries *all = r->own;
    struct writer w;
    (void)summary;
    if (all->count) {
        qsort(all->list, all->count, sizeof *all->list, compare);
    }
    writer_open(&w, r->to, true);
    write_begin(&w, '{');
    write_word(&w, "schema", "landfall/1");
    write_word(&w, "type", "baseline");
    write_key(&w, "findings");
    write_begin(&w, '[');
    for (size_t i = 0; i < all->count; i++) {
        write_entry(&w, &all->list[i]);
    }
    write_end(&w, ']');
    write_end(&w, '}');
    return writer_close(&w);
}

static void drop(struct report *r)
{
    struct entries *all = r->own;
    if (all) {
        arena_free(&all->arena);
        free(all->list);
        free(all);
    }
}

const struct format baseline_file = {
    .name = "baseline",
    .summary = "the findings that are known from now on",
    .judges = true,
    .whole = true,
    .open = open,
    .write = write,
    .close = close,
    .drop = drop,
};
