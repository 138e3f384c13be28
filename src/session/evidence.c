/* The files in which exchanges are kept, and out of which they are answered. */
#include "session/evidence.h"

#include "net/recorder.h"
#include "net/replay.h"
#include "session/option.h"
#include "session/session.h"

enum { SETTINGS_MOST = 16 << 10, TROUBLE_MOST = 4 << 20 };

/* --- What the file's first record says of the run: nothing that may be a secret --- */

static void describe_list(const struct option_row *row, const char *const *list,
                          struct buffer *into)
{
    for (size_t i = 0; list && list[i]; i++) {
        buffer_printf(into, "%s=%s ", row->option.name, list[i]);
    }
}

static void describe_option(const struct option_row *row, const lf_options *options,
                            struct buffer *into)
{
    const void *field = (const char *)options + row->at;
    const char *name = row->option.name;
    switch (row->type) {
    case OPTION_FLAG:
        buffer_printf(into, "%s%s", *(const int *)field ? name : "",
                      *(const int *)field ? " " : "");
        break;
    case OPTION_COUNT:
        buffer_printf(into, "%s=%u ", name, *(const unsigned *)field);
        break;
    case OPTION_SECONDS:
        buffer_printf(into, "%s=%lldms ", name, (long long)(*(const double *)field * 1000));
        break;
    case OPTION_EACH:
    case OPTION_COMMAS:
        if (strcmp(name, "header") != 0) {
            describe_list(row, *(const char *const *const *)field, into);
        }
        break;
    case OPTION_TEXT:
    default:
        break;
    }
}

static void describe_run(const lf_options *options, struct buffer *into)
{
    for (size_t i = 0; i < option_row_count; i++) {
        unsigned commands = option_rows[i].option.commands;
        if ((commands & LF_FOR_EXPAND) && !(commands & LF_FOR_SCAN)) {
            describe_option(&option_rows[i], options, into);
        }
    }
}

/* --- Opening and closing --- */

static lf_status why_not(const struct lf_session *s)
{
    return s->error.length ? LF_USAGE : LF_NO_MEMORY;
}

static lf_status open_recorder(struct lf_session *s, const char *user_agent)
{
    struct buffer settings = BUFFER(SETTINGS_MOST);
    describe_run(&s->options, &settings);
    const char *text = settings.failed ? "" : buffer_string(&settings);
    struct recorder_options options = { .path = s->options.record,
                                        .software = "landfall/" LF_VERSION,
                                        .user_agent = user_agent,
                                        .settings = text ? text : "",
                                        .headers = s->options.headers };
    s->recorder = recorder_open(&options, &s->error);
    buffer_free(&settings);
    return s->recorder ? LF_OK : why_not(s);
}

lf_status evidence_open(struct lf_session *s, const char *user_agent, const struct recall **recall)
{
    const lf_options *o = &s->options;
    lf_status status = LF_OK;
    s->trouble = BUFFER(TROUBLE_MOST);
    if (o->record && o->replay) {
        return session_fail(&s->error, LF_USAGE,
                            "what is replayed is recorded already: leave out --record or --replay");
    }
    if (o->record) {
        status = open_recorder(s, user_agent);
        *recall = s->recorder ? recorder_recall(s->recorder) : NULL;
    } else if (o->replay) {
        s->replay = replay_open(o->replay, &s->error, &s->trouble);
        *recall = s->replay ? replay_recall(s->replay) : NULL;
        status = s->replay ? LF_OK : why_not(s);
    }
    return status;
}

void evidence_close(struct lf_session *s)
{
    recorder_close(s->recorder);
    replay_close(s->replay);
    buffer_free(&s->trouble);
}

bool evidence_failed(const struct lf_session *s)
{
    return s->replay && replay_failed(s->replay);
}

/* --- What is wrong with them --- */

const char *lf_trouble(lf_session *s)
{
    const char *why = s && s->recorder ? recorder_trouble(s->recorder) : NULL;
    return why || !s ? why : session_line(&s->trouble, &s->told);
}
