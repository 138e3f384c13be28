/* A session with its output and its signals. */
#include "cli/changed.h"
#include "cli/command.h"

#include "cli/ignore/leave.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* The handler can reach nothing else; what ended stays in reach of who looks for leaks. */
static lf_session *volatile signalled_session, *volatile ended_session;
static volatile sig_atomic_t signal_caught;
static atomic_bool stopped; /* the same, for those that write */

static void on_signal(int number)
{
    signal_caught = number;
    atomic_store(&stopped, true);
    if (signalled_session) {
        lf_interrupt(signalled_session);
    }
}

/* Writing that fails is told by errno alone. The session writes as it is opened: its cache. */
static void ignore_signals(void)
{
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

/* A first SIGINT, SIGTERM or SIGHUP ends the run between two records; a second one kills. Reads are
 * to come back at once, so no SA_RESTART. Under nohup a SIGHUP stays ignored. */
static void catch_signals(void)
{
    struct sigaction action = { .sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND };
    struct sigaction hangup;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    if (sigaction(SIGHUP, NULL, &hangup) == 0 && hangup.sa_handler != SIG_IGN) {
        sigaction(SIGHUP, &action, NULL);
    }
}

void run_hold_signals(sigset_t *before)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGHUP);
    sigprocmask(SIG_BLOCK, &signals, before);
}

bool run_is_interrupted(void)
{
    return signal_caught != 0;
}

const atomic_bool *run_stopped(void)
{
    return &stopped;
}

static int64_t tick_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Waits until one of two file descriptors (-1: of one) has something to read, so long at most.
 * Signals are let in by ppoll alone, so that none comes between the look and the wait. False: see
 * run_await. */
static bool wait_for(const struct run *run, int fd, int other, int64_t most_ms)
{
    sigset_t before;
    run_hold_signals(&before);
    int64_t left = run->until ? run->until - tick_ms() : INT64_MAX;
    left = left < most_ms ? left : most_ms;
    struct timespec most = { left / 1000, left % 1000 * 1000000 };
    struct pollfd waits[] = { { .fd = fd, .events = POLLIN }, { .fd = other, .events = POLLIN } };
    int ready = 0;
    if (!signal_caught && left > 0) {
        bool ends = left != INT64_MAX;
        ready = ppoll(waits, sizeof waits / sizeof *waits, ends ? &most : NULL, &before);
    }
    bool interrupted = ready < 0 && errno == EINTR;
    sigprocmask(SIG_SETMASK, &before, NULL);
    return ready != 0 && !interrupted; /* of any other fault reading tells */
}

bool run_await(const struct run *run, int fd)
{
    return wait_for(run, fd, -1, INT64_MAX);
}

/* --- Counts --- */

/* "3 documents, 1 link": counters at zero are left out. False: all of them are. */
static bool print_counts(const lf_record *r, const char *const *counters, const char *before)
{
    bool any = false;
    for (; *counters; counters++) {
        unsigned long long count = lf_summary_count(r, *counters);
        size_t length = strlen(*counters);
        if (count == 1 && (*counters)[length - 1] == 's') {
            length--;
        }
        if (count) {
            fprintf(stderr, "%s%llu %.*s", any ? ", " : before, count, (int)length, *counters);
            any = true;
        }
    }
    return any;
}

/* --- Output --- */

bool run_refuse(struct run *run, const struct sheet *sheet, const char *name)
{
    say("%s: is both an input and the output; write the records to another file", name);
    run->failed = true;
    /* What was named is not replaced, nor is any other file, as not all would be in it; where
     * stdout leads, all others have their place. */
    bool named = sheet->out.mine;
    for (size_t i = 0; named && i < run->sheet_count; i++) {
        run->sheets[i].refused = true;
    }
    run->closed |= named;
    return !named;
}

/* --- Records --- */

static void complain(struct run *run, lf_status status)
{
    if (status == LF_NO_MEMORY) {
        run_starve(run);
    } else {
        say("%s", lf_error(run->session));
        run->failed = true;
    }
}

static void tell_trouble(struct run *run)
{
    for (const char *what = lf_trouble(run->session); what; what = lf_trouble(run->session)) {
        say("%s", what);
        run->failed = true;
    }
}

/* The cache is a help: what becomes of it fails no run. */
static void tell_warnings(struct run *run)
{
    for (const char *what = lf_warning(run->session); what; what = lf_warning(run->session)) {
        if (!run->settings->quiet) {
            say("warning: %s", what);
        }
    }
}

/* Without a word on those that --max-time left no time for, a check would pass for a whole one. */
static void count_late(struct run *run, const lf_record *record)
{
    for (size_t i = 0; run->command->mode != LF_SCAN && i < lf_record_link_count(record); i++) {
        const char *reason = lf_link_reason(lf_record_link(record, i));
        run->late += reason && strcmp(reason, "out_of_time") == 0;
    }
}

static void give(struct run *run, const lf_record *record)
{
    count_late(run, record);
    if (run->command->take_record) {
        run->command->take_record(run, record);
    } else {
        reports_write(run, record);
    }
}

/* What came of asking for the next record. */
static lf_status take(struct run *run, lf_status status, const lf_record *record)
{
    tell_trouble(run);
    tell_warnings(run);
    if (status == LF_OK) {
        give(run, record);
    } else if (status != LF_END && status != LF_LATER && status != LF_INTERRUPTED) {
        complain(run, status);
        if (lf_record_error(record, NULL)) { /* the record says it, too */
            give(run, record);
        }
    }
    return run->closed ? LF_IO : status == LF_UNREADABLE ? LF_OK : status;
}

static void show_progress(struct run *run)
{
    progress_show(&run->progress, run->session, tick_ms());
}

lf_status run_take(struct run *run)
{
    const lf_record *record;
    lf_status status = LF_LATER;
    while (status == LF_LATER) {
        show_progress(run);
        status = run->progress.shows ? lf_next_within(run->session, PROGRESS_MS, &record)
                                     : lf_next(run->session, &record);
    }
    return take(run, status, record);
}

lf_status run_attend(struct run *run, int fd)
{
    const lf_record *record;
    lf_status status = lf_next_within(run->session, 0, &record);
    status = take(run, status, record);
    if (status != LF_LATER) {
        return status;
    }
    int session = lf_fd(run->session);
    if (session < 0) {
        return run_take(run);
    }
    show_progress(run);
    wait_for(run, fd, session, run->progress.shows ? PROGRESS_MS : INT64_MAX);
    return LF_OK;
}

bool run_add(struct run *run, add_function *add, const void *input)
{
    lf_status status = add(run, input);
    while (status == LF_FULL) {
        if (run_take(run) != LF_OK) {
            return false;
        }
        status = add(run, input);
    }
    if (status != LF_OK && status != LF_INTERRUPTED) {
        complain(run, status);
    }
    return status == LF_OK || status == LF_UNREADABLE;
}

void run_drain(struct run *run)
{
    while (!run->closed && run_take(run) == LF_OK) {
    }
}

void run_trouble(struct run *run, const char *name, const char *what)
{
    if (run->settings->session.ordered && run->command->mode != LF_CHECK) {
        run_drain(run); /* findings would come before all that is still to be added */
    }
    say("%s: %s", name, what);
    run->failed = true;
}

/* --- The run --- */

static bool sums_up(const struct run *run)
{
    const struct format *format = run->sheets[0].format; /* NULL: no records are written */
    return format && format->sums_up;
}

static void say_summary(struct run *run)
{
    bool written = sums_up(run) || run->command->summarises;
    say_wipe();
    if (written || run->settings->quiet || run->closed || !isatty(STDERR_FILENO) || signal_caught) {
        return;
    }
    static const char *const found[] = { "documents", "embeds", "links", NULL };
    static const char *const states[] = { "alive", "dead", "unsure", "skipped", NULL };
    const lf_record *r = lf_summary(run->session);
    if (print_counts(r, found, "")) {
        print_counts(r, states, ": ");
        fputc('\n', stderr);
    }
}

bool run_colors(const struct settings *settings, int fd)
{
    if (settings->color && strcmp(settings->color, "auto") != 0) {
        return strcmp(settings->color, "always") == 0;
    }
    const char *no_color = getenv("NO_COLOR");
    return say_can_steer(fd) && !(no_color && *no_color);
}

/* Where nobody is told how many distinct URLs there are, they are not counted. */
static int what_counts(const struct run *run)
{
    bool in_words = run->command->mode == LF_RESOLVE && isatty(STDERR_FILENO);
    return sums_up(run) || run->command->summarises || in_words ? 1 : -1;
}

static bool checks(const struct run *run)
{
    return run->command->mode == LF_CHECK;
}

/* "-" is the standard stream, as elsewhere. */
static const char *stream_of(const char *name, const char *stream)
{
    return name && strcmp(name, "-") == 0 ? stream : name;
}

/* In the repository that --root names, else in that of the working folder or of the inputs. */
static bool open_changed(struct run *run, bool is_named)
{
    const char *revision = run->settings->changed_since;
    const char *root = run->settings->session.root;
    const char *const folders[] = { is_named ? root : ".", is_named ? NULL : root, NULL };
    run->changed = revision ? changed_open(folders, revision) : NULL;
    return run->changed || !revision;
}

/* Says what the session cannot be opened with, and where it stands. */
static void blame(struct run *run, lf_status status)
{
    bool told = status == LF_USAGE && (config_blame(run->settings, run->command) ||
                                       (checks(run) && expressions_blame(run->settings)));
    if (!told) {
        say("%s", lf_error(run->session));
    }
}

static bool open_as_told(struct run *run)
{
    struct settings *settings = run->settings;
    if (checks(run) && !expressions_read(settings)) {
        return false;
    }
    lf_status status = lf_open(&settings->session, &run->session);
    if (status != LF_OK) {
        blame(run, status);
    }
    return status == LF_OK;
}

static bool open_session(struct run *run)
{
    lf_options *options = &run->settings->session;
    options->mode = run->command->mode;
    options->unique = what_counts(run);
    options->record = stream_of(options->record, "/dev/stdout");
    options->replay = stream_of(options->replay, "/dev/stdin");
    options->records = stream_of(options->records, "/dev/stdin");
    if (run->command->mode == LF_CHECK && !cache_choose(run->settings)) {
        return false;
    }
    char *root = options->mode == LF_CHECK && !options->root ? root_find(run->settings) : NULL;
    options->root = root ? root : options->root;
    ignore_signals();
    bool opened = open_changed(run, !root && options->root) && open_as_told(run);
    options->root = root ? NULL : options->root;
    free(root);
    if (!opened) {
        return false;
    }
    double seconds = run->settings->session.max_time;
    run->until = seconds > 0 ? tick_ms() + (int64_t)(seconds * 1000) : 0;
    signalled_session = run->session;
    catch_signals();
    cache_warn(run->settings);
    tell_trouble(run);
    tell_warnings(run);
    return true;
}

/* A document is warned of that is missing, and findings fail the run. */
static int code_of(const struct run *run)
{
    if (signal_caught) {
        return 128 + signal_caught;
    }
    bool found = run->failing && !run->settings->write_baseline;
    return run->failed ? EXIT_TROUBLE : found ? EXIT_FOUND : EXIT_DONE;
}

static void note_late(const struct run *run)
{
    if (run->late > 0 && !run->settings->quiet && !signal_caught) {
        say("warning: the time of --max-time was over before %zu link%s had an answer", run->late,
            run->late == 1 ? "" : "s");
    }
}

static void note_findings(struct run *run)
{
    const lf_record *summary = lf_summary(run->session);
    bool checks = run->command->mode == LF_CHECK;
    run->failing = checks && lf_summary_count(summary, "error") > 0;
    bool none = checks && lf_summary_count(summary, "documents") == 0;
    if (none && !run->failed && !run->settings->quiet && !run->warned && !signal_caught) {
        say("warning: there was no document to check");
    }
    if (checks && signal_caught && !run->settings->quiet) {
        say("warning: the check was interrupted: what it had not come to is not told");
    }
    if (checks) {
        note_late(run);
    }
}

int run_command(const struct command *command, struct settings *settings)
{
    struct run run = {
        .command = command,
        .settings = settings,
        .progress.drawn = tick_ms(), /* what is over at once shows none */
        .progress.shows = !settings->quiet && !settings->no_progress &&
                          say_can_steer(STDERR_FILENO) &&
                          (command->mode == LF_RESOLVE || command->mode == LF_CHECK),
    };
    bool reports = !command->take_record;
    say_colored(run_colors(settings, STDERR_FILENO));
    run.began = (!reports || reports_choose(&run)) && open_session(&run) &&
                (!reports || reports_open(&run));
    run.failed |= !run.began;
    if (run.began && !run.closed) {
        inputs_say_waiting(&run);
        command->run(&run);
        run.progress.all_added = true;
        run_drain(&run);
        note_findings(&run);
        if (reports) {
            reports_end(&run);
        }
        say_summary(&run);
    }
    tell_trouble(&run);
    reports_close(&run);
    signalled_session = NULL;
    lf_leave(ended_session = run.session);
    changed_close(run.changed);
    kept_close(run.kept);
    return code_of(&run);
}
