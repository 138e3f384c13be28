#include "describe/testimony.h"

static void add(struct testimony *n, struct evidence evidence, bool silent)
{
    if (evidence.value.length && n->evidence_count < EVIDENCE_MOST) {
        evidence.value = arena_copy(n->arena, evidence.value);
        n->silent[n->evidence_count] = silent;
        n->evidence[n->evidence_count++] = evidence;
    }
}

void testimony_add(struct testimony *n, const char *field, struct slice value, enum source source,
                   const char *endpoint)
{
    add(n, (struct evidence){ field, value, source, endpoint }, false);
}

void testimony_add_silent(struct testimony *n, const char *field, struct slice value,
                          enum source source)
{
    add(n, (struct evidence){ field, value, source, NULL }, true);
}

struct slice testimony_date(struct testimony *n, const struct date *date)
{
    char text[TIME_TEXT];
    int length = time_format(date->ms, date->precision, text);
    return arena_copy(n->arena, slice_of(text, (size_t)length));
}

void testimony_add_date(struct testimony *n, const struct date *date, const char *endpoint)
{
    if (date->source != SOURCE_NONE) {
        testimony_add(n, "date", testimony_date(n, date), date->source, endpoint);
    }
}

static void add_value(struct conflict *c, const struct evidence *e)
{
    if (c->value_count < CONFLICT_VALUES) {
        c->values[c->value_count] = e->value;
        c->sources[c->value_count++] = e->source;
    }
}

/* Whether the conflict has a value that is as good as this one. */
static bool has_value(const struct conflict *c, struct slice value, testimony_same *same, void *of)
{
    bool has = false;
    for (size_t i = 0; i < c->value_count && !has; i++) {
        has = same(of, c->values[i], value);
    }
    return has;
}

void testimony_compare(struct testimony *n, const char *field, testimony_same *same, void *of,
                       const char *note)
{
    struct conflict c = { .field = field, .note = note };
    for (size_t i = 0; i < n->evidence_count; i++) {
        const struct evidence *e = &n->evidence[i];
        if (strcmp(e->field, field) == 0 && !has_value(&c, e->value, same, of)) {
            add_value(&c, e);
        }
    }
    if (c.value_count > 1 && n->conflict_count < CONFLICTS_MOST) {
        n->conflicts[n->conflict_count++] = c;
    }
}

static void *keep(struct arena *arena, const void *entries, size_t size)
{
    void *to = size ? arena_alloc(arena, size) : NULL;
    return to ? memcpy(to, entries, size) : NULL;
}

static size_t tell_evidence(const struct testimony *n, struct evidence *to)
{
    size_t count = 0;
    for (size_t i = 0; i < n->evidence_count; i++) {
        if (!n->silent[i]) {
            to[count++] = n->evidence[i];
        }
    }
    return count;
}

void testimony_keep(const struct testimony *n, struct embed *embed)
{
    struct evidence told[EVIDENCE_MOST];
    size_t count = tell_evidence(n, told);
    struct embed_more *more = count || n->conflict_count ? embed_more_of(embed, n->arena) : NULL;
    if (more) {
        more->evidence = keep(n->arena, told, count * sizeof *told);
        more->evidence_count = more->evidence ? count : 0;
        more->conflicts = keep(n->arena, n->conflicts, n->conflict_count * sizeof *n->conflicts);
        more->conflict_count = more->conflicts ? n->conflict_count : 0;
    }
}
