/* A summary for people, in GitHub Flavored Markdown: counts, and a table of what was found. GitHub
 * shows no summary of a step that is longer than 1 MiB: rows that do not fit are left out. */
#include "emit/judged.h"

enum { LENGTH_MOST = 1 << 20, END_MOST = 256 };

static bool open(struct report *r)
{
    (void)r;
    return true;
}

/* --- A row --- */

static void print_place(struct printer *p, const struct finding *f)
{
    p->escapes = &escapes_code;
    print(p, "`");
    print_path(p, f->file);
    print(p, ":");
    print_number(p, f->line);
    print(p, ":");
    print_number(p, f->column);
    print(p, "`");
}

static bool is_web(struct slice url)
{
    return slice_starts(url, SLICE("http://")) || slice_starts(url, SLICE("https://"));
}

static void print_text(struct printer *p, struct slice text)
{
    p->escapes = &escapes_markdown;
    print_outside(p, text);
}

static void print_autolink(struct printer *p, struct slice url)
{
    p->escapes = &escapes_autolink;
    print(p, "<");
    print_outside(p, url);
    print(p, ">");
}

static void print_url(struct printer *p, const struct finding *f)
{
    if (is_web(f->url)) {
        print_autolink(p, f->url);
    } else {
        p->escapes = &escapes_code;
        print(p, "`");
        print_outside(p, judged_url(f));
        print(p, "`");
    }
}

/* A URL among words would be a link by itself, in which nothing can be escaped. */
static void print_words(struct printer *p, struct slice words)
{
    while (words.length) {
        bool more = slice_find(words, ' ') < words.length;
        struct slice word = slice_cut(&words, ' ');
        if (is_web(word)) {
            print_autolink(p, word);
        } else {
            print_text(p, word);
        }
        print(p, more ? " " : "");
    }
}

static void print_copy(struct printer *p, const struct archive *archive)
{
    if (archive && is_web(archive->url)) {
        print(p, "; copy: ");
        print_autolink(p, archive->url);
    }
}

static void print_row(struct printer *p, const struct finding *f)
{
    print(p, "| ");
    print(p, severity_word(f->severity));
    print(p, " | ");
    print_place(p, f);
    print(p, " | ");
    print_url(p, f);
    print(p, " | ");
    print_words(p, f->message);
    print(p, judged_guess(f).length ? "; " : "");
    print_words(p, judged_guess(f));
    print_copy(p, f->archive);
    print(p, " | `");
    print(p, judged_rule(f));
    print(p, "` |\n");
}

/* --- The whole --- */

static void print_heading(struct printer *p, const struct report *r)
{
    print(p, "### landfall: ");
    judged_print_counts(p, r);
    print(p, "\n");
}

static void print_table_head(struct printer *p)
{
    print(p, "\n| | Place | Link | What is wrong | Reason |\n|---|---|---|---|---|\n");
}

/* Where one row is left out, all that follow are. */
static bool has_room(const struct report *r, const struct finding *f)
{
    struct printer measure = { .to = NULL };
    print_row(&measure, f);
    return r->counts[COUNT_LEFT_OUT] == 0 &&
           r->counts[COUNT_BYTES] + measure.length + END_MOST < LENGTH_MOST;
}

static bool write(struct report *r, const struct lf_record *record)
{
    const struct finding *f = judged_shown(record);
    struct printer p = printer_of(r, NULL);
    judged_count(r, record);
    if (f && r->counts[COUNT_SHOWN]++ == 0) {
        print_heading(&p, r);
        print_table_head(&p);
    }
    if (f && has_room(r, f)) {
        print_row(&p, f);
    } else if (f) {
        r->counts[COUNT_LEFT_OUT]++;
    }
    r->counts[COUNT_BYTES] += p.length;
    return printer_good(&p);
}

static bool close(struct report *r, const struct lf_record *summary)
{
    struct printer p = printer_of(r, NULL);
    (void)summary;
    if (r->counts[COUNT_SHOWN] == 0) {
        print_heading(&p, r);
    }
    if (r->counts[COUNT_LEFT_OUT]) {
        print(&p, "\n");
        print_number(&p, r->counts[COUNT_LEFT_OUT]);
        print(&p, " more are left out: a summary has room for 1 MiB.\n");
    }
    return printer_good(&p);
}

const struct format format_markdown = {
    .name = "markdown",
    .summary = "a table, for the summary of a step on GitHub",
    .judges = true,
    .sums_up = true,
    .open = open,
    .write = write,
    .close = close,
};
