/* SARIF 2.1.0 (OASIS), as GitHub's code scanning and others read it. */
#include "emit/judged.h"
#include "emit/rules.h"
#include "emit/writer.h"

#include <errno.h>

/* Readers take no more results of one run, so there are several then; and an uploaded file's runs
 * have to have names of their own. */
enum { RESULTS_MOST = 25000, RESULTS_DEPTH = 4, MESSAGE_MOST = 1 << 20 };

/* --- What stands around the results --- */

static void write_text(struct writer *w, const char *key, struct slice text)
{
    write_key(w, key);
    write_begin(w, '{');
    write_field(w, "text", text);
    write_end(w, '}');
}

static void write_rule(struct writer *w, const struct rule *rule)
{
    write_begin(w, '{');
    write_field(w, "id", slice_from(rule->id));
    write_text(w, "shortDescription", slice_from(rule->title));
    write_text(w, "fullDescription", slice_from(rule->text));
    write_text(w, "help", slice_from(rule->help));
    write_end(w, '}');
}

static void write_tool(struct writer *w, const struct report *r)
{
    write_key(w, "tool");
    write_begin(w, '{');
    write_key(w, "driver");
    write_begin(w, '{');
    write_word(w, "name", "landfall");
    write_field(w, "version", slice_from(r->version));
    write_key(w, "rules");
    write_begin(w, '[');
    for (size_t i = 0; i < rule_count; i++) {
        write_rule(w, &rules[i]);
    }
    write_end(w, ']');
    write_end(w, '}');
    write_end(w, '}');
}

static void write_root(struct writer *w)
{
    write_key(w, "originalUriBaseIds");
    write_begin(w, '{');
    write_key(w, "%SRCROOT%");
    write_begin(w, '{');
    write_text(w, "description", SLICE("The folder that --root names, or the repository's."));
    write_end(w, '}');
    write_end(w, '}');
}

static void begin_run(struct writer *w, const struct report *r)
{
    uint64_t number = r->counts[COUNT_SHOWN] / RESULTS_MOST + 1;
    write_begin(w, '{');
    write_tool(w, r);
    if (number > 1) {
        char name[64];
        int length = snprintf(name, sizeof name, "landfall/%llu/", (unsigned long long)number);
        write_key(w, "automationDetails");
        write_begin(w, '{');
        write_field(w, "id", slice_of(name, (size_t)length));
        write_end(w, '}');
    }
    write_word(w, "columnKind", "unicodeCodePoints");
    write_root(w);
    write_key(w, "results");
    write_begin(w, '[');
}

static void end_run(struct writer *w)
{
    write_end(w, ']');
    write_end(w, '}');
}

static bool open(struct report *r)
{
    struct writer w;
    writer_open(&w, r->to, true);
    write_begin(&w, '{');
    write_key(&w, "$schema");
    write_string(&w, SLICE("https://json.schemastore.org/sarif-2.1.0.json"));
    write_word(&w, "version", "2.1.0");
    write_key(&w, "runs");
    write_begin(&w, '[');
    begin_run(&w, r);
    return writer_leave(&w);
}

/* --- A result --- */

static bool is_plain(unsigned char c)
{
    return ascii_is_alnum((char)c) || (c && strchr("/-._~!$&'()*+,;=@", c));
}

/* RFC 3986: a path is a reference whose first part holds no colon; that is encoded too. */
static void add_path(struct slice path, struct buffer *into)
{
    for (size_t i = 0; i < path.length; i++) {
        unsigned char c = (unsigned char)path.data[i];
        if (is_plain(c)) {
            buffer_add_char(into, (char)c);
        } else {
            buffer_printf(into, "%%%02X", c);
        }
    }
}

/* The file's place relative to the root, but for a page, and a file outside of it. */
static void write_artifact(struct writer *w, struct slice file, struct buffer *scratch)
{
    bool is_page = slice_starts(file, SLICE("http://")) || slice_starts(file, SLICE("https://"));
    bool is_absolute = slice_starts(file, SLICE("/"));
    buffer_reset(scratch);
    if (is_page) {
        buffer_add(scratch, file);
    } else {
        buffer_add(scratch, is_absolute ? SLICE("file://") : SLICE(""));
        add_path(file, scratch);
    }
    write_key(w, "artifactLocation");
    write_begin(w, '{');
    write_field(w, "uri", buffer_slice(scratch));
    if (!is_page && !is_absolute) {
        write_word(w, "uriBaseId", "%SRCROOT%");
    }
    write_end(w, '}');
}

static void write_region(struct writer *w, const struct finding *f)
{
    write_key(w, "region");
    write_begin(w, '{');
    write_count(w, "startLine", f->line);
    write_count(w, "startColumn", f->column);
    write_count(w, "endLine", f->end_line);
    write_count(w, "endColumn", f->end_column);
    write_end(w, '}');
}

static void write_location(struct writer *w, const struct finding *f, struct buffer *scratch)
{
    write_key(w, "locations");
    write_begin(w, '[');
    write_begin(w, '{');
    write_key(w, "physicalLocation");
    write_begin(w, '{');
    write_artifact(w, f->file, scratch);
    write_region(w, f);
    write_end(w, '}');
    write_end(w, '}');
    write_end(w, ']');
}

static void write_result(struct writer *w, const struct finding *f, struct buffer *scratch)
{
    write_begin(w, '{');
    write_word(w, "ruleId", judged_rule(f));
    write_word(w, "level", severity_word(f->severity));
    judged_message(f, scratch);
    write_text(w, "message", buffer_slice(scratch));
    write_location(w, f, scratch);
    write_key(w, "partialFingerprints");
    write_begin(w, '{');
    write_field(w, "primaryLocationLineHash", f->fingerprint);
    write_end(w, '}');
    write_end(w, '}');
}

/* --- The whole --- */

static bool write(struct report *r, const struct lf_record *record)
{
    const struct finding *f = judged_shown(record);
    if (!f) {
        return true;
    }
    uint64_t before = r->counts[COUNT_SHOWN];
    struct buffer scratch = BUFFER(MESSAGE_MOST);
    struct writer w;
    writer_open_inside(&w, r->to, RESULTS_DEPTH, before % RESULTS_MOST == 0);
    w.stop = r->stop;
    if (before && before % RESULTS_MOST == 0) {
        w.empty = false;
        end_run(&w);
        begin_run(&w, r);
    }
    write_result(&w, f, &scratch);
    r->counts[COUNT_SHOWN]++;
    bool good = writer_leave(&w);
    if (scratch.no_memory) {
        errno = ENOMEM;
    }
    good = good && !scratch.no_memory;
    buffer_free(&scratch);
    return good;
}

static bool close(struct report *r, const struct lf_record *summary)
{
    struct writer w;
    (void)summary;
    writer_open_inside(&w, r->to, RESULTS_DEPTH, r->counts[COUNT_SHOWN] == 0);
    end_run(&w);
    write_end(&w, ']');
    write_end(&w, '}');
    return writer_close(&w);
}

const struct format format_sarif = {
    .name = "sarif",
    .summary = "SARIF 2.1.0, for code scanning",
    .judges = true,
    .sums_up = true,
    .whole = true,
    .is_value = true,
    .open = open,
    .write = write,
    .close = close,
};
