/* What a session is told: copied, checked, and opened. */
#include "session/option.h"
#include "session/session.h"

#include "follow/follow.h"

#include <stdlib.h>

static const char *copy_string(struct lf_session *s, const char *from)
{
    return arena_copy(&s->arena, slice_from(from)).data;
}

static const char *const *copy_list(struct lf_session *s, const char *const *from)
{
    size_t count = 0;
    while (from && from[count]) {
        count++;
    }
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
    s->options = options;
    return s->arena.failed ? LF_NO_MEMORY : LF_OK;
}

static bool is_kind(const char *word)
{
    for (enum link_kind kind = LINK_WEB; kind <= LINK_WRAPPED; kind++) {
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
            return session_fail(&s->error, LF_USAGE, "%s takes %s", option_rows[i].option.name,
                                option_rows[i].option.takes);
        }
    }
    for (size_t i = 0; o->only && o->only[i]; i++) {
        if (!is_kind(o->only[i])) {
            return session_fail(
                &s->error, LF_USAGE,
                "no kind of link is named \"%s\": it is short, media, permalink, wrapped or web",
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
    struct net_options net = {
        .timeout_ms = timeout,
        .run_ms = milliseconds(o->max_time),
        .retries = o->retries,
        .concurrency = o->concurrency,
        .per_host = o->per_host,
        .user_agent =
            o->user_agent ? o->user_agent : "Mozilla/5.0 (compatible; landfall/" LF_VERSION ")",
        .cacert = o->cacert,
        .proxy = o->proxy,
        .proxy_dns = o->proxy_dns,
        .connect_to = o->connect_to,
        .resolve = o->resolve,
        .allow_net = o->allow_net,
        .headers = o->headers,
    };
    struct follow_options follow = { .timeout_ms = timeout, .max_hops = o->max_hops };
    s->net = net_open(&net, &s->error);
    if (!s->net) {
        return s->error.length ? LF_USAGE : LF_NO_MEMORY;
    }
    s->follow = follow_open(&follow, s->net);
    return s->follow ? LF_OK : LF_NO_MEMORY;
}

lf_status session_configure(struct lf_session *s, const lf_options *options)
{
    static lf_status (*const steps[])(struct lf_session *) = { check_options, open_scans,
                                                               wanted_open, open_follow };
    lf_status status = copy_options(s, options);
    for (size_t i = 0; status == LF_OK && i < sizeof steps / sizeof *steps; i++) {
        status = steps[i](s);
    }
    return status;
}
