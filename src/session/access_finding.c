/* Getters of findings. */
#include "landfall.h"

#include "session/access.h"

/* What no finding says: nothing. */
static const struct finding *inside(const lf_finding *f)
{
    static const struct finding none = { .class = CLASS_COUNT };
    return f ? (const struct finding *)(const void *)f : &none;
}

size_t lf_record_finding_count(const lf_record *r)
{
    if (r && r->type == RECORD_DOCUMENT) {
        return r->document->finding_count;
    }
    return r && r->type == RECORD_FINDING;
}

const lf_finding *lf_record_finding(const lf_record *r, size_t index)
{
    if (index >= lf_record_finding_count(r)) {
        return NULL;
    }
    const void *finding = r->type == RECORD_FINDING ? r->finding : &r->document->findings[index];
    return finding;
}

const char *lf_finding_file(const lf_finding *f, size_t *length)
{
    return lend(inside(f)->file, length);
}

uint64_t lf_finding_line(const lf_finding *f, uint64_t *column, uint64_t *end_line,
                         uint64_t *end_column)
{
    put_number(column, inside(f)->column);
    put_number(end_line, inside(f)->end_line);
    put_number(end_column, inside(f)->end_column);
    return inside(f)->line;
}

const char *lf_finding_url(const lf_finding *f, size_t *length)
{
    return lend(inside(f)->url, length);
}

const char *lf_finding_written(const lf_finding *f, size_t *length)
{
    return lend(inside(f)->written, length);
}

const char *lf_finding_class(const lf_finding *f)
{
    return f ? class_word(inside(f)->class) : NULL;
}

const char *lf_finding_severity(const lf_finding *f)
{
    return f ? severity_word(inside(f)->severity) : NULL;
}

const char *lf_finding_state(const lf_finding *f)
{
    return state_word(reason_state(inside(f)->reason));
}

const char *lf_finding_reason(const lf_finding *f)
{
    return reason_word(inside(f)->reason);
}

const char *lf_finding_message(const lf_finding *f, size_t *length)
{
    return lend(inside(f)->message, length);
}

const char *lf_finding_hint(const lf_finding *f, size_t *length)
{
    return lend(inside(f)->hint, length);
}

const char *lf_finding_suggestion(const lf_finding *f, size_t *length)
{
    return lend(inside(f)->suggestion, length);
}

const char *lf_finding_fingerprint(const lf_finding *f)
{
    return inside(f)->fingerprint.data;
}

int lf_finding_status(const lf_finding *f)
{
    return inside(f)->status;
}

const char *lf_finding_final(const lf_finding *f, size_t *length)
{
    return lend(inside(f)->final, length);
}

size_t lf_finding_hop_count(const lf_finding *f)
{
    return inside(f)->hop_count;
}

const char *lf_finding_hop(const lf_finding *f, size_t index, size_t *length, int *status,
                           const char **via)
{
    static const struct hop none;
    const struct hop *hop = index < inside(f)->hop_count ? &inside(f)->hops[index] : &none;
    return lend_hop(hop, length, status, via);
}

const char *lf_finding_tls(const lf_finding *f)
{
    return tls_word(inside(f)->tls);
}

int lf_finding_cached(const lf_finding *f)
{
    return inside(f)->cached;
}

const char *lf_finding_archive(const lf_finding *f, size_t *length, int64_t *datetime,
                               const char **source, const char **reason)
{
    return lend_archive(inside(f)->archive, length, datetime, source, reason);
}

const char *lf_finding_baseline(const lf_finding *f)
{
    return baseline_word(inside(f)->baseline);
}

unsigned lf_finding_looks(const lf_finding *f, int64_t *dead_since)
{
    if (dead_since) {
        *dead_since = inside(f)->dead_since;
    }
    return inside(f)->looks;
}
