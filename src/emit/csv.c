/* CSV (RFC 4180): a row for each finding, and for each place of a link at which there is none. */
#include "emit/judged.h"
#include "emit/walk.h"

#include <errno.h>

static const char header[] = "file,line,column,class,severity,state,reason,status,url,final,"
                             "permanent,cached,fingerprint,baseline,message\r\n";

static bool open(struct report *r)
{
    struct printer p = printer_of(r, NULL);
    print(&p, header);
    return printer_good(&p);
}

/* --- Cells, each with the comma before it --- */

static bool needs_quotes(struct slice s)
{
    bool spaces = s.length && (s.data[0] == ' ' || s.data[s.length - 1] == ' ');
    return spaces || slice_find(s, ',') < s.length || slice_find(s, '"') < s.length;
}

/* What a spreadsheet would take for a formula gets an apostrophe before it. */
static void print_cell(struct printer *p, struct slice s, bool path)
{
    const char *formula = s.length && s.data[0] ? strchr("=+-@", s.data[0]) : NULL;
    const char *quote = needs_quotes(s) ? "\"" : "";
    print(p, quote);
    print(p, formula ? "'" : "");
    if (path) {
        print_path(p, s);
    } else {
        print_outside(p, s);
    }
    print(p, quote);
}

static void print_text(struct printer *p, struct slice s)
{
    print(p, ",");
    print_cell(p, s, false);
}

static void print_word(struct printer *p, const char *word)
{
    print(p, ",");
    print(p, word);
}

static void print_count(struct printer *p, uint64_t n)
{
    print(p, ",");
    if (n) {
        print_number(p, n);
    }
}

/* --- A row --- */

/* What is known of the link, of which a finding may say otherwise. */
struct known {
    enum reason reason;
    int status;
    struct slice final;
    const char *permanent, *cached;
};

static const char *truth(bool value)
{
    return value ? "true" : "false";
}

static struct known known_of(const struct spot *spot, const struct finding *f)
{
    const struct outcome *o = spot->link ? link_outcome(spot->link) : NULL;
    struct known k = { .reason = spot->link ? (enum reason)spot->link->skipped : REASON_NONE };
    if (o) {
        k = (struct known){ o->reason, o->status, o->final,
                            o->redirected ? truth(o->permanent) : NULL, truth(o->cached) };
    }
    if (f) {
        k.reason = f->reason;
        k.status = f->status;
        k.final = f->final;
    }
    return k;
}

static void print_finding(struct printer *p, const struct finding *f)
{
    print_word(p, f ? class_word(f->class) : NULL);
    print_word(p, f ? severity_word(f->severity) : NULL);
}

static void print_row(struct printer *p, struct slice file, const struct spot *spot,
                      const struct finding *f)
{
    struct known k = known_of(spot, f);
    print_cell(p, file, true);
    print_count(p, spot->line);
    print_count(p, spot->column);
    print_finding(p, f);
    print_word(p, state_word(reason_state(k.reason)));
    print_word(p, reason_word(k.reason));
    print_count(p, (uint64_t)k.status);
    print_text(p, spot->url);
    print_text(p, k.final);
    print_word(p, k.permanent);
    print_word(p, k.cached);
    print_word(p, NULL);
    print_slice(p, f ? f->fingerprint : (struct slice){ 0 });
    print_word(p, f ? baseline_word(f->baseline) : NULL);
    print_text(p, f ? f->message : (struct slice){ 0 });
    print(p, "\r\n");
}

static void print_spot(struct printer *p, struct slice file, const struct spot *spot)
{
    for (size_t i = 0; i < spot->count; i++) {
        print_row(p, file, spot, spot->findings[i]);
    }
    if (spot->count == 0) {
        print_row(p, file, spot, NULL);
    }
}

/* --- The whole --- */

static bool write(struct report *r, const struct lf_record *record)
{
    struct printer p = printer_of(r, &escapes_csv);
    struct walk walk;
    struct spot spot;
    if (record->type != RECORD_DOCUMENT) {
        return true;
    }
    if (!walk_open(&walk, record->document)) {
        errno = ENOMEM;
        return false;
    }
    while (!p.failed && walk_next(&walk, &spot)) {
        print_spot(&p, judged_file(record->document), &spot);
    }
    walk_close(&walk);
    return printer_good(&p);
}

static bool close(struct report *r, const struct lf_record *summary)
{
    (void)r;
    (void)summary;
    return true;
}

const struct format format_csv = {
    .name = "csv",
    .summary = "a row for each place of a link",
    .judges = true,
    .open = open,
    .write = write,
    .close = close,
};
