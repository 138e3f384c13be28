#include "emit/judged.h"

_Static_assert((int)COUNT_END <= (int)REPORT_COUNTS, "a report has room for its counts");

const struct finding *judged_shown(const struct lf_record *record)
{
    const struct finding *f = record->type == RECORD_FINDING ? record->finding : NULL;
    return f && f->baseline != BASELINE_KNOWN && f->severity != SEVERITY_OFF ? f : NULL;
}

static uint64_t places_of(const struct link *link)
{
    uint64_t count = 1;
    for (const struct span_list *p = link_rest(link).spans; p; p = p->next) {
        count++;
    }
    return count;
}

void judged_count(struct report *r, const struct lf_record *record)
{
    const struct document *d = record->type == RECORD_DOCUMENT ? record->document : NULL;
    for (size_t i = 0; d && i < d->link_count; i++) {
        r->counts[COUNT_LINKS] += places_of(&d->links[i]);
    }
    for (size_t i = 0; d && i < d->finding_count; i++) {
        const struct finding *f = &d->findings[i];
        if (f->severity != SEVERITY_OFF) {
            r->counts[f->baseline == BASELINE_KNOWN ? COUNT_KNOWN : (int)f->class]++;
        }
    }
}

void judged_print_counts(struct printer *p, const struct report *r)
{
    static const bool is_noun[CLASS_COUNT] = { [CLASS_REDIRECT] = true, [CLASS_CONFLICT] = true };
    for (int class = 0; class < CLASS_COUNT; class ++) {
        uint64_t count = r->counts[class];
        if (count) {
            print_number(p, count);
            print(p, " ");
            print(p, class_word((enum finding_class) class));
            print(p, is_noun[class] && count != 1 ? "s, " : ", ");
        }
    }
    if (r->counts[COUNT_KNOWN]) {
        print_number(p, r->counts[COUNT_KNOWN]);
        print(p, " known, ");
    }
    print_number(p, r->counts[COUNT_LINKS]);
    print(p, r->counts[COUNT_LINKS] == 1 ? " link" : " links");
}

struct slice judged_file(const struct document *document)
{
    struct slice file = document->path.data ? document->path : document->name;
    while (slice_starts(file, SLICE("./")) && file.length > 2) {
        file = slice_skip(file, 2);
    }
    return file;
}

const char *judged_rule(const struct finding *f)
{
    bool by_reason = f->class == CLASS_DEAD || f->class == CLASS_UNSURE;
    const char *reason = by_reason ? reason_word(f->reason) : NULL;
    return reason ? reason : class_word(f->class);
}

struct slice judged_url(const struct finding *f)
{
    return f->url.length ? f->url : f->written.length ? f->written : SLICE("an embed");
}

static void add_masked(struct slice text, struct buffer *into)
{
    struct visible v = visible_of(text);
    for (struct slice s = visible_next_masked(&v); s.length; s = visible_next_masked(&v)) {
        buffer_add(into, s);
    }
}

struct slice judged_guess(const struct finding *f)
{
    bool is_file = f->reason == REASON_NO_SUCH_FILE || f->reason == REASON_NO_SUCH_FRAGMENT;
    return f->class == CLASS_DEAD && is_file ? f->hint : (struct slice){ .length = 0 };
}

void judged_message(const struct finding *f, struct buffer *into)
{
    add_masked(judged_url(f), into);
    buffer_add(into, SLICE(": "));
    add_masked(f->message, into);
    buffer_add(into, judged_guess(f).length ? SLICE("; ") : SLICE(""));
    add_masked(judged_guess(f), into);
}
