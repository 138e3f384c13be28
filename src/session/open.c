/* A session from opening to closing: what it is told is copied, checked, and opened. */
#include "describe/archive.h"
#include "describe/question.h"
#include "follow/follow.h"
#include "scan/scan.h"
#include "session/evidence.h"
#include "session/option.h"
#include "session/session.h"
#include "session/tally.h"
#include "session/wanted.h"

#include <stdarg.h>
#include <stdlib.h>

enum { MOST_ERROR = 1 << 20 };

const char *lf_version(void)
{
    return LF_VERSION;
}

/* --- What goes wrong --- */

lf_status session_fail(struct buffer *error, lf_status status, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    buffer_reset(error);
    char *text = buffer_reserve(error, (size_t)length + 1);
    if (text) {
        va_start(args, format);
        vsnprintf(text, (size_t)length + 1, format, args);
        va_end(args);
        error->length = (size_t)length + 1;
    }
    return status;
}

lf_status session_give(struct lf_session *s, lf_status status)
{
    if (status == LF_NO_MEMORY) {
        buffer_reset(&s->error);
        s->error.failed = true;
    }
    watch_update(s);
    return status;
}

const char *lf_error(const lf_session *s)
{
    if (!s || s->error.failed) {
        return "out of memory";
    }
    return s->error.length ? s->error.data : "no error";
}

const char *session_line(struct buffer *lines, size_t *told)
{
    if (*told >= lines->length) {
        return NULL;
    }
    char *line = lines->data + *told;
    size_t length = slice_find(slice_skip(buffer_slice(lines), *told), '\n');
    line[length] = '\0';
    *told += length + 1;
    return line;
}

/* --- What it is told --- */

static const char *copy_string(struct lf_session *s, const char *from)
{
    return arena_copy(&s->arena, slice_from(from)).data;
}

static const char *const *copy_list(struct lf_session *s, const char *const *from)
{
    size_t count = strings_count(from);
    const char **to = ARENA_ARRAY(&s->arena, const char *, count + 1);
    for (size_t i = 0; to && i < count; i++) {
        to[i] = copy_string(s, from[i]);
    }
    return to;
}

static void copy_field(struct lf_session *s, const struct option_row *row, lf_options *options)
{
    void *field = (char *)options + row->at;
    if (row->type == OPTION_TEXT) {
        *(const char **)field = copy_string(s, *(const char **)field);
    } else if (row->type == OPTION_EACH || row->type == OPTION_COMMAS) {
        *(const char *const **)field = copy_list(s, *(const char *const **)field);
    }
}

static lf_status copy_options(struct lf_session *s, const lf_options *given)
{
    lf_options options = LF_OPTIONS;
    if (given) {
        if (given->size < offsetof(lf_options, timeout) || given->size > sizeof options) {
            return session_fail(&s->error, LF_USAGE,
                                "the options' size is %zu: start from LF_OPTIONS", given->size);
        }
        memcpy(&options, given, given->size);
    }
    options.kept = NULL;
    for (size_t i = 0; i < option_row_count; i++) {
        copy_field(s, &option_rows[i], &options);
    }
    if (options.mode == LF_CHECK) {
        options.resources = options.ordered = 1;
    }
    options.mode = options.records ? LF_SCAN : options.mode; /* nobody is asked */
    s->options = options;
    return s->arena.failed ? LF_NO_MEMORY : LF_OK;
}

static bool is_kind(const char *word)
{
    for (enum link_kind kind = LINK_WEB; kind <= LINK_LOCAL; kind++) {
        if (strcmp(word, link_kind_word(kind)) == 0) {
            return true;
        }
    }
    return false;
}

static lf_status check_options(struct lf_session *s)
{
    const lf_options *o = &s->options;
    static const char *const types[] = { "text", "html", "markdown" };
    bool known = o->type == NULL;
    for (size_t i = 0; !known && i < sizeof types / sizeof *types; i++) {
        known = strcmp(o->type, types[i]) == 0;
    }
    if (!known) {
        return session_fail(&s->error, LF_USAGE,
                            "no type is named \"%s\": it is text, html or markdown", o->type);
    }
    for (size_t i = 0; i < option_row_count; i++) {
        if (!option_is_sound(&option_rows[i], o)) {
            return session_fail(&s->error, LF_USAGE, "--%s takes %s", option_rows[i].option.name,
                                option_rows[i].option.takes);
        }
    }
    for (size_t i = 0; o->only && o->only[i]; i++) {
        if (!is_kind(o->only[i])) {
            return session_fail(&s->error, LF_USAGE,
                                "no kind of link is named \"%s\": it is short, media, permalink, "
                                "wrapped, web or local",
                                o->only[i]);
        }
    }
    return LF_OK;
}

static lf_status open_scans(struct lf_session *s)
{
    return scans_open(s) ? LF_OK : LF_NO_MEMORY;
}

/* What is above 0 stays so. */
static int64_t milliseconds(double seconds)
{
    int64_t ms = (int64_t)(seconds * 1000);
    return ms == 0 && seconds > 0 ? 1 : ms;
}

static lf_status open_follow(struct lf_session *s)
{
    const lf_options *o = &s->options;
    if (o->mode == LF_SCAN || o->offline) {
        return LF_OK;
    }
    int64_t timeout = milliseconds(o->timeout);
    const char *user_agent =
        o->user_agent ? o->user_agent : "Mozilla/5.0 (compatible; landfall/" LF_VERSION ")";
    const struct recall *recall = NULL;
    lf_status status = evidence_open(s, user_agent, &recall);
    if (status != LF_OK) {
        return status;
    }
    struct net_options net = {
        .timeout_ms = timeout,
        .run_ms = milliseconds(o->max_time),
        .retries = o->retries,
        .concurrency = o->concurrency,
        .per_host = o->per_host,
        .threads = s->threads,
        .user_agent = user_agent,
        .plain_agent = "landfall/" LF_VERSION,
        .cacert = o->cacert,
        .proxy = o->proxy,
        .proxy_dns = o->proxy_dns,
        .connect_to = o->connect_to,
        .resolve = o->resolve,
        .allow_net = o->allow_net,
        .headers = o->headers,
        .rates = o->rates,
        .per_hosts = o->per_hosts,
        .robots = o->robots,
        .recall = recall,
    };
    if (!host_numbers_read(o->timeouts, false, &s->arena, &s->timeouts, &s->error)) {
        return s->arena.failed ? LF_NO_MEMORY : LF_USAGE;
    }
    struct follow_options follow = { .timeout_ms = timeout,
                                     .timeouts = &s->timeouts,
                                     .max_hops = o->max_hops,
                                     .probe = o->probe,
                                     .fragments = o->mode == LF_CHECK && o->fragments &&
                                                  strcmp(o->fragments, "all") == 0,
                                     .user_agent = net.user_agent };
    s->net = net_open(&net, &s->error);
    if (!s->net) {
        return s->error.length ? LF_USAGE : LF_NO_MEMORY;
    }
    s->follow = follow_open(&follow, s->net);
    return s->follow ? LF_OK : LF_NO_MEMORY;
}

/* HTML in an answer is read as a page is. */
static bool scan_answer(const void *markup, struct slice html, struct document *into)
{
    struct scan_options options = { .type = "html", .markup = markup };
    struct scan *scan = scan_open(&options, into);
    enum scan_status status = scan ? scan_all(scan, html) : SCAN_NO_MEMORY;
    status = status == SCAN_OK ? scan_finish(scan) : status;
    scan_close(scan);
    return status != SCAN_NO_MEMORY && !into->arena.failed;
}

static lf_status open_describer(struct lf_session *s)
{
    const lf_options *o = &s->options;
    struct describer_options options = { .timeout_ms = milliseconds(o->timeout),
                                         .platforms = o->api,
                                         .endpoints = o->endpoints,
                                         .scan = scan_answer,
                                         .scan_of = s->scans.markup,
                                         .remembers = memory_remembers(s) };
    if (!describer_check(&options, &s->error)) {
        return s->error.failed ? LF_NO_MEMORY : LF_USAGE;
    }
    if (!s->net || o->no_api) {
        return LF_OK;
    }
    s->describer = describer_open(&options, s->net);
    return s->describer ? LF_OK : LF_NO_MEMORY;
}

/* A TimeGate is only of use where copies are looked up, so that naming one asks for them. */
static lf_status open_archives(struct lf_session *s)
{
    const lf_options *o = &s->options;
    struct archives_options options = { .timeout_ms = milliseconds(o->timeout),
                                        .endpoints = o->endpoints,
                                        .timegates = o->timegates,
                                        .remembers = memory_remembers(s) };
    if (!archives_check(&options, &s->error)) {
        return s->error.failed ? LF_NO_MEMORY : LF_USAGE;
    }
    bool has_gate = o->timegates && o->timegates[0];
    if (!s->net || !(o->archive || has_gate)) {
        return LF_OK;
    }
    s->archives = archives_open(&options, s->net);
    return s->archives ? LF_OK : LF_NO_MEMORY;
}

static lf_status configure(struct lf_session *s, const lf_options *options)
{
    static lf_status (*const steps[])(struct lf_session *) = {
        check_options, open_scans,    wanted_open, findings_open,  locals_open,  memory_open,
        known_open,    articles_open, open_follow, open_describer, open_archives
    };
    lf_status status = copy_options(s, options);
    for (size_t i = 0; status == LF_OK && i < sizeof steps / sizeof *steps; i++) {
        status = steps[i](s);
    }
    return status;
}

/* --- Opening and closing --- */

lf_status lf_open(const lf_options *options, lf_session **out)
{
    struct lf_session *s = calloc(1, sizeof *s);
    *out = s;
    if (!s) {
        return LF_NO_MEMORY;
    }
    s->error = BUFFER(MOST_ERROR);
    TAILQ_INIT(&s->line);
    TAILQ_INIT(&s->unsettled);
    TAILQ_INIT(&s->ready);
    TAILQ_INIT(&s->scans.queue);
    TAILQ_INIT(&s->scans.done);
    TAILQ_INIT(&s->pages.queue);
    s->scans.lock = (pthread_mutex_t)PTHREAD_MUTEX_INITIALIZER;
    s->scans.queued = s->scans.scanned = (pthread_cond_t)PTHREAD_COND_INITIALIZER;
    tally_open(s);
    park_open(&s->park);
    sitemaps_open(&s->sitemaps);
    watch_init(&s->watch);
    s->started = time_tick_ms();
    lf_status status = configure(s, options);
    if (status != LF_OK) {
        buffer_add_char(&s->error, '\0');
    }
    return session_give(s, status);
}

void lf_close(lf_session *s)
{
    if (!s) {
        return;
    }
    atomic_store(&s->interrupted, true);
    scans_close(&s->scans);
    while (!TAILQ_EMPTY(&s->line)) {
        job_drop(s, TAILQ_FIRST(&s->line));
    }
    job_free(s->lent);
    net_close(s->net);
    follow_close(s->follow);
    describer_close(s->describer);
    archives_close(s->archives);
    evidence_close(s);
    memory_close(s);
    known_close(s);
    watch_close(&s->watch);
    wanted_close(s);
    lines_close(s);
    findings_close(s);
    locals_close(s);
    articles_close(s);
    feed_room_free(&s->room);
    free(s->summary_text.data);
    tally_close(s);
    park_close(&s->park);
    sitemaps_close(&s->sitemaps);
    buffer_free(&s->error);
    arena_free(&s->arena);
    free(s);
}

/* To free what tens of thousands of links left behind, one by one, takes as long as some hundred of
 * them. Sanitizers see to it that all of it can be freed. */
void lf_leave(lf_session *s)
{
#ifdef LANDFALL_SANITIZED
    lf_close(s);
#else
    if (s) {
        atomic_store(&s->interrupted, true);
        scans_close(&s->scans);
        net_close(s->net);
        evidence_close(s);
        memory_close(s);
    }
#endif
}
