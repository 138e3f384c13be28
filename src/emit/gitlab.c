/* GitLab's code quality report: an array of findings. */
#include "emit/judged.h"
#include "emit/writer.h"

#include <errno.h>

enum { MESSAGE_MOST = 1 << 20 };

static bool put(struct report *r, const char *text)
{
    return fputs(text, r->to) >= 0;
}

static bool open(struct report *r)
{
    return put(r, "[");
}

static void write_location(struct writer *w, const struct finding *f)
{
    write_key(w, "location");
    write_begin(w, '{');
    write_field(w, "path", f->file);
    write_key(w, "lines");
    write_begin(w, '{');
    write_count(w, "begin", f->line);
    write_end(w, '}');
    write_end(w, '}');
}

static void write_finding(struct writer *w, const struct finding *f, struct slice message)
{
    static const char *const severities[SEVERITY_COUNT] = {
        [SEVERITY_NOTE] = "info", [SEVERITY_WARNING] = "minor", [SEVERITY_ERROR] = "major"
    };
    char name[64];
    int length = snprintf(name, sizeof name, "landfall/%s", judged_rule(f));
    write_begin(w, '{');
    write_field(w, "description", message);
    write_field(w, "check_name", slice_of(name, (size_t)length));
    write_field(w, "fingerprint", f->fingerprint);
    write_word(w, "severity", severities[f->severity]);
    write_location(w, f);
    write_end(w, '}');
}

static bool write(struct report *r, const struct lf_record *record)
{
    const struct finding *f = judged_shown(record);
    if (!f) {
        return true;
    }
    struct buffer message = BUFFER(MESSAGE_MOST);
    struct writer w;
    judged_message(f, &message);
    writer_open_inside(&w, r->to, 1, !r->any);
    w.stop = r->stop;
    write_finding(&w, f, buffer_slice(&message));
    r->any = true;
    bool good = writer_leave(&w);
    if (message.no_memory) {
        errno = ENOMEM;
    }
    good = good && !message.no_memory;
    buffer_free(&message);
    return good;
}

static bool close(struct report *r, const struct lf_record *summary)
{
    (void)summary;
    return put(r, r->any ? "\n]\n" : "]\n");
}

const struct format format_gitlab = {
    .name = "gitlab",
    .summary = "GitLab's code quality report",
    .judges = true,
    .sums_up = true,
    .whole = true,
    .is_value = true,
    .open = open,
    .write = write,
    .close = close,
};
