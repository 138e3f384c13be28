/* JUnit's XML, as Jenkins and GitLab read it: a suite for each file, a test for each place of a
 * link, which fails where an error was found. */
#include "emit/details.h"
#include "emit/judged.h"
#include "emit/walk.h"

#include <errno.h>

static bool open(struct report *r)
{
    struct printer p = printer_of(r, NULL);
    print(&p, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"landfall\">\n");
    return printer_good(&p);
}

static bool close(struct report *r, const struct lf_record *summary)
{
    struct printer p = printer_of(r, NULL);
    (void)summary;
    print(&p, "</testsuites>\n");
    return printer_good(&p);
}

/* --- A test --- */

static bool fails(const struct finding *f)
{
    return f->severity == SEVERITY_ERROR && f->baseline != BASELINE_KNOWN;
}

static size_t count_failures(const struct spot *spot)
{
    size_t count = 0;
    for (size_t i = 0; i < spot->count; i++) {
        count += fails(spot->findings[i]);
    }
    return count;
}

static bool is_skipped(const struct spot *spot)
{
    return spot->link && spot->count == 0 && !link_outcome(spot->link) &&
           reason_state((enum reason)spot->link->skipped) == STATE_SKIPPED;
}

static void print_failure(struct printer *p, const struct finding *f)
{
    print(p, "      <failure type=\"");
    print(p, judged_rule(f));
    print(p, "\" message=\"");
    print_outside(p, f->message);
    print(p, "\">");
    print_outside(p, judged_url(f));
    print(p, ": ");
    print_outside(p, f->message);
    print(p, "\n");
    details_print(p, f, 0, false);
    print(p, "</failure>\n");
}

static void begin_test(struct printer *p, struct slice file, const struct spot *spot)
{
    print(p, "    <testcase name=\"");
    print_number(p, spot->line);
    print(p, ":");
    print_number(p, spot->column);
    print(p, " ");
    print_outside(p, spot->url);
    print(p, "\" classname=\"");
    print_path(p, file);
    print(p, "\" file=\"");
    print_path(p, file);
    print(p, "\" line=\"");
    print_number(p, spot->line);
    print(p, "\"");
}

static void print_skipped(struct printer *p, const struct spot *spot)
{
    print(p, ">\n      <skipped message=\"");
    print(p, reason_word((enum reason)spot->link->skipped));
    print(p, "\"/>\n    </testcase>\n");
}

static void print_test(struct printer *p, struct slice file, const struct spot *spot)
{
    begin_test(p, file, spot);
    if (is_skipped(spot)) {
        print_skipped(p, spot);
    } else if (count_failures(spot) == 0) {
        print(p, "/>\n");
    } else {
        print(p, ">\n");
        for (size_t i = 0; i < spot->count; i++) {
            if (fails(spot->findings[i])) {
                print_failure(p, spot->findings[i]);
            }
        }
        print(p, "    </testcase>\n");
    }
}

/* --- A suite --- */

struct sums {
    uint64_t tests, failures, skipped;
};

static void count(struct sums *sums, const struct spot *spot)
{
    sums->tests++;
    sums->failures += count_failures(spot);
    sums->skipped += is_skipped(spot);
}

static void begin_suite(struct printer *p, struct slice file, const struct sums *sums)
{
    print(p, "  <testsuite name=\"");
    print_path(p, file);
    print(p, "\" tests=\"");
    print_number(p, sums->tests);
    print(p, "\" failures=\"");
    print_number(p, sums->failures);
    print(p, "\" errors=\"0\" skipped=\"");
    print_number(p, sums->skipped);
    print(p, "\">\n");
}

/* The numbers stand before what they count, so that the places are gone through twice. */
static void print_suite(struct printer *p, struct slice file, struct walk *walk)
{
    struct sums sums = { 0 };
    struct spot spot;
    while (walk_next(walk, &spot)) {
        count(&sums, &spot);
    }
    begin_suite(p, file, &sums);
    walk_rewind(walk);
    while (!p->failed && walk_next(walk, &spot)) {
        print_test(p, file, &spot);
    }
    print(p, "  </testsuite>\n");
}

static bool write(struct report *r, const struct lf_record *record)
{
    struct printer p = printer_of(r, &escapes_xml);
    struct walk walk;
    if (record->type != RECORD_DOCUMENT) {
        return true;
    }
    if (!walk_open(&walk, record->document)) {
        errno = ENOMEM;
        return false;
    }
    print_suite(&p, judged_file(record->document), &walk);
    walk_close(&walk);
    return printer_good(&p);
}

const struct format format_junit = {
    .name = "junit",
    .summary = "JUnit's XML: a test for each place of a link",
    .judges = true,
    .sums_up = true,
    .whole = true,
    .is_value = true,
    .open = open,
    .write = write,
    .close = close,
};
