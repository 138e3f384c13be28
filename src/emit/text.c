/* A report for people: a line for each finding, in the form that editors know, and below it what
 * helps to mend it. */
#include "emit/details.h"
#include "emit/judged.h"

static bool open(struct report *r)
{
    (void)r;
    return true;
}

/* --- The first line --- */

static void paint(struct printer *p, const struct report *r, const char *sequence)
{
    if (r->color) {
        print(p, sequence);
    }
}

static void print_place(struct printer *p, const struct report *r, const struct finding *f)
{
    paint(p, r, "\33[1m");
    print_path(p, f->file);
    print(p, ":");
    print_number(p, f->line);
    print(p, ":");
    print_number(p, f->column);
    paint(p, r, "\33[0m");
}

static void print_severity(struct printer *p, const struct report *r, const struct finding *f)
{
    static const char *const colors[SEVERITY_COUNT] = { [SEVERITY_NOTE] = "\33[36m",
                                                        [SEVERITY_WARNING] = "\33[1;33m",
                                                        [SEVERITY_ERROR] = "\33[1;31m" };
    print(p, ": ");
    paint(p, r, colors[f->severity]);
    print(p, severity_word(f->severity));
    paint(p, r, "\33[0m");
    print(p, ": ");
}

/* --- The whole --- */

/* Whether a hint that is the same for many links was given; else it is from now on. */
static bool is_hinted(struct report *r, const struct finding *f)
{
    uint64_t bit = f->advice && f->hint.length ? UINT64_C(1) << f->advice : 0;
    bool given = r->counts[COUNT_HINTS] & bit;
    r->counts[COUNT_HINTS] |= bit;
    return given;
}

static bool write(struct report *r, const struct lf_record *record)
{
    const struct finding *f = judged_shown(record);
    struct printer p = printer_of(r, NULL);
    judged_count(r, record);
    if (f) {
        print_place(&p, r, f);
        print_severity(&p, r, f);
        print_outside(&p, judged_url(f));
        print(&p, ": ");
        print_outside(&p, f->message);
        print(&p, " [");
        print(&p, judged_rule(f));
        print(&p, "]\n");
        details_print(&p, f, r->width, is_hinted(r, f));
    }
    return printer_good(&p);
}

static bool close(struct report *r, const struct lf_record *summary)
{
    struct printer p = printer_of(r, NULL);
    (void)summary;
    judged_print_counts(&p, r);
    print(&p, "\n");
    return printer_good(&p);
}

const struct format format_text = {
    .name = "text",
    .summary = "for people: a line a finding, and how to mend it",
    .judges = true,
    .sums_up = true,
    .open = open,
    .write = write,
    .close = close,
};
