/* Progress: one line on the terminal, which is wiped before anything else is said. */
#include "cli/command.h"

#include <stdarg.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
    PARTS_MOST = 8,
    PART_ROOM = 48,
    LINE_ROOM = PARTS_MOST * PART_ROOM,
    WIDTH = 80, /* where the terminal does not say */
    SMOOTH_MS = 3000
};

/* What the line is made of, the most telling first: what has no room is left out. */
struct parts {
    char text[PARTS_MOST][PART_ROOM];
    const char *between[PARTS_MOST]; /* what stands before it, behind another */
    size_t count;
};

__attribute__((format(printf, 3, 4))) static void add(struct parts *p, const char *between,
                                                      const char *format, ...)
{
    va_list args;
    if (p->count < PARTS_MOST) {
        va_start(args, format);
        vsnprintf(p->text[p->count], PART_ROOM, format, args);
        va_end(args);
        p->between[p->count++] = between;
    }
}

static unsigned long long count_of(const lf_record *summary, const char *what)
{
    return lf_summary_count(summary, what);
}

static const char *const states[] = { "alive", "dead", "unsure", "skipped" };

static unsigned long long count_done(const lf_record *summary)
{
    unsigned long long done = 0;
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        done += count_of(summary, states[i]);
    }
    return done;
}

/* Links that were done lately, smoothed over some seconds, as a thousandth a second. */
static void measure(struct progress *p, unsigned long long done, int64_t now)
{
    int64_t passed = now - p->drawn;
    if (passed > 0) {
        double rate = (double)(done - p->done) * 1e6 / (double)passed;
        double share = (double)passed / (double)(passed + SMOOTH_MS);
        p->rate += (rate - p->rate) * (p->measured ? share : 1);
        p->measured = true;
    }
    p->done = done;
}

static void add_rate(struct parts *parts, double rate)
{
    if (rate >= 9950) {
        add(parts, ", ", "%.0f a second", rate / 1000);
    } else if (rate >= 50) {
        unsigned tenths = (unsigned)(rate / 100 + 0.5);
        add(parts, ", ", "%u.%u a second", tenths / 10, tenths % 10);
    }
}

/* Once nothing more is added; before, nobody knows how much there is. */
static void add_time_left(struct parts *parts, const struct progress *p, unsigned long long open)
{
    enum { MINUTE = 60, HOUR = 3600 };
    double seconds = p->rate > 0 ? (double)open * 1000 / p->rate : 0;
    if (!p->all_added || open == 0 || seconds <= 0 || seconds >= 1000.0 * HOUR) {
        return;
    }
    unsigned left = (unsigned)seconds + 1;
    if (left < 2 * MINUTE) {
        add(parts, "; ", "%u s left", left);
    } else if (left < 2 * HOUR) {
        add(parts, "; ", "%u min left", left / MINUTE);
    } else {
        add(parts, "; ", "%u h left", left / HOUR);
    }
}

static void collect(struct parts *parts, struct progress *p, const lf_record *summary, int64_t now)
{
    unsigned long long done = count_done(summary);
    unsigned long long links = count_of(summary, "unique");
    unsigned long long in_flight = count_of(summary, "in_flight");
    measure(p, done, now);
    if (links) {
        add(parts, "", "%llu of %llu links", done, links);
    } else {
        add(parts, "", "%llu documents", count_of(summary, "documents"));
    }
    add_rate(parts, p->rate);
    if (in_flight) {
        add(parts, ", ", "%llu in flight", in_flight);
    }
    add_time_left(parts, p, links - done);
    for (size_t i = 0, said = 0; i < sizeof states / sizeof *states; i++) {
        unsigned long long count = count_of(summary, states[i]);
        if (count) {
            add(parts, said++ ? ", " : "; ", "%llu %s", count, states[i]);
        }
    }
}

/* The last column stays free: some terminals go to the next line as soon as it is taken. */
static size_t width_of_terminal(void)
{
    struct winsize size;
    bool told = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    size_t width = (told ? size.ws_col : WIDTH) - 1;
    return width < LINE_ROOM - 1 ? width : LINE_ROOM - 1;
}

static void join(const struct parts *parts, size_t width, char line[LINE_ROOM])
{
    size_t length = 0;
    line[0] = '\0';
    for (size_t i = 0; i < parts->count; i++) {
        const char *between = length ? parts->between[i] : "";
        size_t needed = strlen(between) + strlen(parts->text[i]);
        if (length + needed > width) {
            return;
        }
        length +=
            (size_t)snprintf(line + length, LINE_ROOM - length, "%s%s", between, parts->text[i]);
    }
}

/* In the background it would stand amid what others say. */
static bool is_in_foreground(void)
{
    pid_t group = tcgetpgrp(STDERR_FILENO);
    return group < 0 || group == getpgrp();
}

void progress_show(struct progress *p, lf_session *session, int64_t now)
{
    struct parts parts = { .count = 0 };
    char line[LINE_ROOM];
    if (!p->shows || now - p->drawn < PROGRESS_MS || !is_in_foreground()) {
        return;
    }
    collect(&parts, p, lf_summary(session), now);
    join(&parts, width_of_terminal(), line);
    p->drawn = now;
    say_progress(line);
}
