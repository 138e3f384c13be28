/* What a run writes: one report to stdout or where -o says, and with `check` any number beside it,
 * each in a file of its own. */
#include "cli/command.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <libgen.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* --- Which --- */

static bool checks(const struct run *run)
{
    return run->command->mode == LF_CHECK;
}

/* Where nothing is named: for people, or by what the output is. */
static const struct format *standard_format(const struct run *run)
{
    const struct format *text = checks(run) ? format_named("text") : NULL;
    const char *output = run->settings->output;
    bool file = output && strcmp(output, "-") != 0;
    return text ? text : format_named(!file && isatty(STDOUT_FILENO) ? "json" : "ndjson");
}

/* "NAME" or "NAME=FILE": FILE, or NULL. */
static const char *file_of(const char *given)
{
    const char *sign = strchr(given, '=');
    return sign && strcmp(sign + 1, "-") != 0 ? sign + 1 : NULL;
}

static const struct format *format_of(const char *given)
{
    char name[32];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(given, "="), given);
    return format_named(name);
}

static bool add_sheet(struct run *run, const char *given)
{
    if (run->sheet_count == SHEETS_MOST - 1) {
        say("--format is given more than %d times", SHEETS_MOST - 2);
        return false;
    }
    struct sheet *sheet = &run->sheets[run->sheet_count++];
    *sheet = (struct sheet){ .format = format_of(given), .file = file_of(given) };
    return true;
}

/* The first goes to stdout, or where -o says. */
bool reports_choose(struct run *run)
{
    const char **given = run->settings->format;
    const char *main = NULL;
    bool good = true;
    run->sheet_count = 1;
    for (size_t i = 0; given && given[i] && good; i++) {
        bool beside = checks(run) && file_of(given[i]);
        if (!beside && main && checks(run)) {
            say("--format %s and --format %s would both go to %s: write one of them to a file, "
                "--format %s=FILE",
                main, given[i], run->settings->output ? run->settings->output : "stdout", given[i]);
            return false;
        }
        main = beside ? main : given[i];
        good = !beside || add_sheet(run, given[i]);
    }
    if (good && run->settings->write_baseline) {
        const char *file = run->settings->session.baseline;
        run->settings->session.baseline = NULL; /* it may be missing, or wrong */
        run->sheets[run->sheet_count++] = (struct sheet){ .format = &baseline_file,
                                                          .file = file ? file : BASELINE_FILE,
                                                          .needs_all = true };
    }
    run->sheets[0] = (struct sheet){ .format = main ? format_of(main) : standard_format(run) };
    return good;
}

/* --- Where --- */

/* The path that is replaced, in one way of writing it; for the caller to free. */
static char *place_of(const struct output *o)
{
    char *folder = o->target ? strdup(o->target) : NULL;
    char *name = o->target ? strdup(o->target) : NULL;
    char *place = NULL;
    char real[PATH_MAX];
    if (folder && name && realpath(dirname(folder), real) &&
        asprintf(&place, "%s/%s", real, basename(name)) < 0) {
        place = NULL;
    }
    free(folder);
    free(name);
    return place;
}

static bool is_same(const struct output *a, const struct output *b)
{
    if (a->exists && b->exists) {
        return output_is(a, &b->about);
    }
    char *one = place_of(a);
    char *other = place_of(b);
    bool same = one && other && strcmp(one, other) == 0;
    free(one);
    free(other);
    return same;
}

static bool look(struct run *run)
{
    for (size_t i = 0; i < run->sheet_count; i++) {
        struct sheet *sheet = &run->sheets[i];
        if (!output_look(&sheet->out, i ? sheet->file : run->settings->output)) {
            return false;
        }
        for (size_t j = 0; j < i; j++) {
            if (is_same(&sheet->out, &run->sheets[j].out)) {
                say("%s: is to be written twice; name another file", sheet->out.name);
                return false;
            }
        }
    }
    return true;
}

struct sheet *reports_in(struct run *run, const struct stat *about)
{
    for (size_t i = 0; i < run->sheet_count; i++) {
        if (output_is(&run->sheets[i].out, about)) {
            return &run->sheets[i];
        }
    }
    return NULL;
}

/* --- Writing --- */

bool run_starve(struct run *run)
{
    if (!run->starved) {
        say("out of memory");
    }
    run->starved = run->failed = true;
    return false;
}

/* What did not fit is taken back, where the output is a file of our own, so that what stands there
 * is whole. */
static void output_failed(struct run *run, struct sheet *sheet)
{
    int why = errno;
    bool ended = why == EPIPE || (why == EINTR && run_is_interrupted()); /* nothing is wrong */
    if (why == ENOMEM) {
        run_starve(run);
    } else if (!ended) {
        bool full = why == ENOSPC || why == EDQUOT;
        say("%s: cannot be written: %s; %sname another file with -o", sheet->out.name,
            strerror(why), full ? "free some room or " : "");
    }
    run->failed = run->failed || !ended;
    sheet->closed = true;
    output_rewind(&sheet->out);
}

/* Whether what is written of it stands in a file even if more cannot be: records do, one by one. */
static bool stands_in_part(const struct sheet *sheet)
{
    return !sheet->file && !sheet->format->whole;
}

/* Writes the end of a value that has one behind what is whole, in a file that can go back: it is
 * written over by what comes next, and room for it is there even when the disk is full. */
static bool write_end(struct run *run, struct sheet *sheet, off_t place)
{
    struct report end = sheet->report;
    return !sheet->format->sums_up || place < 0 || !stands_in_part(sheet) ||
           (sheet->format->close(&end, lf_summary(run->session)) && output_flush(&sheet->out));
}

/* Ends what was written since `before` as a whole. */
static void settle_output(struct run *run, struct sheet *sheet, bool good, struct report before)
{
    good = good && output_flush(&sheet->out);
    off_t place = good ? output_place(&sheet->out) : -1; /* errno says what failed before */
    if (good && write_end(run, sheet, place)) {
        output_stand(&sheet->out, place);
    } else {
        sheet->report = before;
        output_failed(run, sheet);
    }
}

static void write_record(struct run *run, struct sheet *sheet, const lf_record *record)
{
    struct report before = sheet->report;
    say_wipe();
    settle_output(run, sheet, sheet->format->write(&sheet->report, record), before);
    sheet->report.stop = NULL;
    sheet->wrote |= !sheet->closed;
}

/* A signal waits until the record is whole; where what is not whole can be taken back, it ends it.
 */
static void write_whole(struct run *run, struct sheet *sheet, const lf_record *record)
{
    sigset_t before;
    if (output_goes_back(&sheet->out) && stands_in_part(sheet)) {
        sheet->report.stop = run_stopped();
        write_record(run, sheet, record);
    } else {
        run_hold_signals(&before);
        write_record(run, sheet, record);
        sigprocmask(SIG_SETMASK, &before, NULL);
    }
}

/* A check goes on without a reader: its exit code is what it says, too. */
static bool is_over(const struct run *run)
{
    bool all = true;
    for (size_t i = 0; i < run->sheet_count; i++) {
        all = all && run->sheets[i].closed;
    }
    return all && (!checks(run) || run->failed);
}

void reports_write(struct run *run, const lf_record *record)
{
    for (size_t i = 0; i < run->sheet_count; i++) {
        if (!run->sheets[i].closed) {
            write_whole(run, &run->sheets[i], record);
        }
    }
    run->closed |= is_over(run);
}

/* --- Opening --- */

/* Columns of the terminal; 0: there is none. */
static unsigned width_of(FILE *to)
{
    struct winsize size = { .ws_col = 0 };
    bool told = isatty(fileno(to)) && ioctl(fileno(to), TIOCGWINSZ, &size) == 0;
    return told ? size.ws_col : 0;
}

static void begin(struct run *run, struct sheet *sheet)
{
    sigset_t before;
    sheet->report.to = sheet->out.to;
    sheet->report.checks = checks(run);
    sheet->report.color = !sheet->file && run_colors(run->settings, fileno(sheet->out.to));
    sheet->report.width = width_of(sheet->out.to);
    sheet->report.version = lf_version();
    sheet->report.root = run->settings->session.root;
    run_hold_signals(&before);
    settle_output(run, sheet, sheet->format->open(&sheet->report), sheet->report);
    sigprocmask(SIG_SETMASK, &before, NULL);
}

bool reports_open(struct run *run)
{
    bool good = look(run) && !inputs_refused(run);
    for (size_t i = 0; good && i < run->sheet_count; i++) {
        good = output_open(&run->sheets[i].out);
        if (good) {
            begin(run, &run->sheets[i]);
        }
    }
    run->closed |= is_over(run);
    return good;
}

/* --- Closing --- */

/* An interrupted run ends with the summary only where the format has a place for it; one that was
 * refused has nothing more to say. */
static void end(struct run *run, struct sheet *sheet)
{
    bool sums_up = sheet->format->sums_up || (run->command->summarises && !run_is_interrupted());
    sigset_t before;
    run_hold_signals(&before);
    if (!sheet->closed && (!sheet->refused || sheet->format->is_value)) {
        const lf_record *summary = sums_up ? lf_summary(run->session) : NULL;
        if (!sheet->format->close(&sheet->report, summary) || !output_flush(&sheet->out)) {
            output_failed(run, sheet);
        }
    }
    if (sheet->closed && sheet->out.mine && !sheet->refused) {
        write_end(run, sheet, sheet->out.whole);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
}

void reports_end(struct run *run)
{
    say_wipe();
    for (size_t i = 0; i < run->sheet_count; i++) {
        end(run, &run->sheets[i]);
    }
}

/* Whether it is to take the place of what stood there. What says nothing does not replace that;
 * what stands in whole only is not to be there in part. */
static bool is_good(const struct run *run, const struct sheet *sheet)
{
    bool torn = sheet->closed && (sheet->out.whole == 0 || !stands_in_part(sheet));
    bool cut = run_is_interrupted() && !stands_in_part(sheet);
    bool lacks = run->failed && sheet->needs_all;
    return !lacks && sheet->out.to && !sheet->refused && !torn && !cut && run->began;
}

/* What a new baseline has, for nothing else is seen of it. */
static void tell_baseline(const struct run *run, const struct sheet *sheet)
{
    if (sheet->format != &baseline_file || run->settings->quiet) {
        return;
    }
    static const char *const severities[] = { "error", "warning", "note" };
    const lf_record *summary = lf_summary(run->session);
    uint64_t count = 0;
    for (size_t i = 0; i < sizeof severities / sizeof *severities; i++) {
        count += lf_summary_count(summary, severities[i]);
    }
    say("%s: knows %" PRIu64 " finding%s from now on; --baseline %s leaves them out", sheet->file,
        count, count == 1 ? "" : "s", sheet->file);
}

void reports_close(struct run *run)
{
    for (size_t i = 0; i < run->sheet_count; i++) {
        struct sheet *sheet = &run->sheets[i];
        if (!sheet->format) {
            continue; /* none could be chosen */
        }
        bool worth = sheet->wrote || (!run->failed && !run_is_interrupted());
        if (sheet->format->drop) {
            sheet->format->drop(&sheet->report);
        }
        if (!is_good(run, sheet)) {
            output_discard(&sheet->out);
        } else if (!output_finish(&sheet->out, worth || !stands_in_part(sheet))) {
            run->failed = true;
        } else {
            tell_baseline(run, sheet);
        }
    }
}
