#include "cli/command.h"
#include "cli/targets.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* An article is held in memory. */
enum { ARTICLE_MOST = 64 << 20, READ_STEP = 256 << 10 };

/* --- Which there are --- */

static bool remember(struct run *run, const struct input *input)
{
    if (!targets_add(run->own, input)) {
        run_trouble(run, input->name, "out of memory");
        return false;
    }
    return true;
}

/* --- Reading --- */

struct article {
    struct target *target;
    char *bytes;
    size_t length, room;
};

static bool grow(struct article *a)
{
    size_t room = a->room ? a->room * 2 : READ_STEP;
    char *bytes = realloc(a->bytes, room);
    a->bytes = bytes ? bytes : a->bytes;
    a->room = bytes ? room : a->room;
    return bytes != NULL;
}

/* Reads to the end; gives NULL, or why that cannot be. */
static const char *read_all(struct run *run, struct article *a, int fd)
{
    ssize_t count = 1;
    while (count > 0) {
        if (a->length > ARTICLE_MOST) {
            return "is larger than 64 MiB, the most that is written back";
        }
        if (a->length == a->room && !grow(a)) {
            return "out of memory";
        }
        if (!run_await(run, fd)) {
            return "";
        }
        count = read(fd, a->bytes + a->length, a->room - a->length);
        a->length += count > 0 ? (size_t)count : 0;
        count = count < 0 && errno == EINTR ? 1 : count;
    }
    return count < 0 ? strerror(errno) : NULL;
}

static lf_status add(struct run *run, const void *article)
{
    const struct article *a = article;
    lf_tag(run->session, a->target);
    return lf_add_article(run->session, a->target->name, a->bytes, a->length);
}

static lf_status add_page(struct run *run, const void *page)
{
    struct target *target = *(struct target *const *)page;
    lf_tag(run->session, target);
    return lf_add_article_page(run->session, target->name);
}

static bool add_page_target(struct run *run, struct target *target)
{
    if (run->settings->session.records) {
        run_trouble(run, target->name, "no page is asked for where --records tells; get it first");
        return true;
    }
    return run_add(run, add_page, &target);
}

/* False: the run is to end. */
static bool add_target(struct run *run, struct target *target)
{
    if (target->is_page) {
        return add_page_target(run, target);
    }
    int fd = targets_open(run, target);
    if (fd < 0) {
        return true;
    }
    struct article a = { .target = target };
    const char *why = read_all(run, &a, fd);
    close(fd);
    bool goes_on = true;
    if (why && *why) {
        run_trouble(run, target->name, why);
    } else {
        goes_on = !why && run_add(run, add, &a);
    }
    free(a.bytes);
    return goes_on;
}

/* --- Writing --- */

static bool is_text(const lf_record *record)
{
    const char *type = lf_record_media_type(record);
    return strcmp(type, "text/plain") == 0 || strcmp(type, "text/markdown") == 0;
}

/* What a text cannot hold stands beside it. */
static void write_record(struct run *run, const struct target *target, const lf_record *record)
{
    const char *text;
    size_t length;
    if (!target->path) {
        if (!run->settings->quiet) {
            say("%s: a text is written as it is, and its record nowhere: name a folder with -o, "
                "or write --footnotes",
                target->name);
        }
    } else if (lf_text(record, "json", &text, &length) == LF_OK) {
        targets_write(run, target, TARGETS_RECORD, text, length);
    } else {
        run_trouble(run, target->name, "out of memory");
    }
}

static void write_back(struct run *run, const lf_record *record)
{
    const struct target *target = lf_record_tag(record);
    const char *bytes;
    size_t length;
    int changed;
    if (!target || lf_record_error(record, NULL)) {
        return;
    }
    if (lf_enriched(record, &bytes, &length, &changed) != LF_OK) {
        run_trouble(run, target->name, "out of memory");
        return;
    }
    if (changed || !run->settings->in_place) {
        targets_write(run, target, NULL, bytes, length);
    }
    if (is_text(record) && !run->settings->session.footnotes) {
        write_record(run, target, record);
    }
}

/* --- All --- */

static bool is_sound(struct run *run)
{
    const struct settings *settings = run->settings;
    const char *why = NULL;
    if (settings->output && settings->in_place) {
        why = "-o and --in-place name two places to write to: leave out one of them";
    } else if (settings->output && *settings->output == '\0') {
        why = "-o names no folder: write -o DIR, or leave it out for stdout";
    }
    if (why) {
        say("%s", why);
        run->failed = true;
    }
    return !why;
}

static void enrich(struct run *run)
{
    struct targets targets = { .list = NULL };
    run->own = &targets;
    if (!is_sound(run)) {
        return;
    }
    if (!run->settings->output && !run->settings->in_place) {
        run->sheet_count = output_look(&run->sheets[0].out, NULL); /* which no input may be */
    }
    inputs_add(run);
    bool goes_on = targets_place(run, &targets);
    for (size_t i = 0; goes_on && i < targets.count; i++) {
        goes_on = targets.list[i].is_refused || add_target(run, &targets.list[i]);
    }
    run_drain(run);
    targets_free(&targets);
}

const struct command command_enrich = {
    .name = "enrich",
    .operands = "[INPUT...]",
    .summary = "Writes articles back with what was found.",
    .bit = LF_FOR_ENRICH,
    .reads_files = true,
    .mode = LF_RESOLVE,
    .run = enrich,
    .take_input = remember,
    .take_record = write_back,
};
