#include "describe/notes.h"

void notes_add(struct notes *n, const char *field, struct slice value, enum source source)
{
    if (value.length && n->evidence_count < EVIDENCE_MOST) {
        n->evidence[n->evidence_count++] =
            (struct evidence){ field, arena_copy(n->arena, value), source };
    }
}

static struct slice date_text(struct notes *n, const struct date *date)
{
    char text[TIME_TEXT];
    int length = time_format(date->ms, date->precision, text);
    return arena_copy(n->arena, slice_of(text, (size_t)length));
}

void notes_add_date(struct notes *n, const struct date *date)
{
    if (date->source != SOURCE_NONE) {
        notes_add(n, "date", date_text(n, date), date->source);
    }
}

void notes_dispute(struct notes *n, const char *field, struct slice one, struct slice other,
                   const char *note)
{
    if (n->conflict_count < CONFLICTS_MOST) {
        n->conflicts[n->conflict_count++] = (struct conflict){
            .field = field,
            .values = { arena_copy(n->arena, one), arena_copy(n->arena, other) },
            .value_count = 2,
            .note = note,
        };
    }
}

void notes_dispute_date(struct notes *n, const struct date *one, const struct date *other,
                        const char *note)
{
    notes_dispute(n, "date", date_text(n, one), date_text(n, other), note);
}

static void *keep(struct arena *arena, const void *entries, size_t size)
{
    void *to = size ? arena_alloc(arena, size) : NULL;
    return to ? memcpy(to, entries, size) : NULL;
}

void notes_keep(const struct notes *n, struct embed *embed)
{
    struct embed_more *more =
        n->evidence_count || n->conflict_count ? embed_more_of(embed, n->arena) : NULL;
    if (more) {
        more->evidence = keep(n->arena, n->evidence, n->evidence_count * sizeof *n->evidence);
        more->evidence_count = more->evidence ? n->evidence_count : 0;
        more->conflicts = keep(n->arena, n->conflicts, n->conflict_count * sizeof *n->conflicts);
        more->conflict_count = more->conflicts ? n->conflict_count : 0;
    }
}
