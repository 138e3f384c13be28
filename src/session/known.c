/* The baseline: findings that were known before, and fail no run. */
#include "base/read_file.h"
#include "session/memory.h"
#include "session/session.h"

#include <errno.h>

enum { WHY_MOST = 256 };

static lf_status refuse_file(struct lf_session *s, const struct buffer *text, const char *why)
{
    const char *path = s->options.baseline;
    if (text->no_memory) {
        return LF_NO_MEMORY;
    }
    if (text->failed) {
        return session_fail(&s->error, LF_USAGE, "%s: is too large for a baseline", path);
    }
    return session_fail(&s->error, LF_USAGE, "%s: %s%s", path, why,
                        errno == ENOENT ? "; --write-baseline makes a baseline" : "");
}

lf_status known_open(struct lf_session *s)
{
    const char *path = s->options.baseline;
    if (s->options.mode != LF_CHECK || !path) {
        return LF_OK;
    }
    struct buffer text = BUFFER(BASELINE_BYTES);
    struct buffer why = BUFFER(WHY_MOST);
    lf_status status = LF_OK;
    const char *unread = read_file(path, &text);
    if (unread) {
        status = refuse_file(s, &text, unread);
    } else if (!baseline_read(buffer_slice(&text), &s->memory.known, &why)) {
        status = why.length ? session_fail(&s->error, LF_USAGE, "%s:%s", path, buffer_string(&why))
                            : LF_NO_MEMORY;
    }
    buffer_free(&text);
    buffer_free(&why);
    return status;
}

void known_close(struct lf_session *s)
{
    baseline_free(&s->memory.known);
}

void known_judge(const struct lf_session *s, struct finding *finding)
{
    if (s->options.baseline) {
        bool known = baseline_has(&s->memory.known, finding->fingerprint);
        finding->baseline = known ? BASELINE_KNOWN : BASELINE_NEW;
    }
}
