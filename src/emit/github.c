/* GitHub's workflow commands: each finding is an annotation of its line. */
#include "emit/judged.h"

static bool nothing(struct report *r)
{
    (void)r;
    return true;
}

static void print_properties(struct printer *p, const struct finding *f)
{
    p->escapes = &escapes_github_property;
    print(p, " file=");
    print_path(p, f->file);
    print(p, ",line=");
    print_number(p, f->line);
    print(p, ",col=");
    print_number(p, f->column);
    print(p, ",title=landfall ");
    print(p, judged_rule(f));
}

static bool write(struct report *r, const struct lf_record *record)
{
    static const char *const commands[SEVERITY_COUNT] = {
        [SEVERITY_NOTE] = "::notice", [SEVERITY_WARNING] = "::warning", [SEVERITY_ERROR] = "::error"
    };
    const struct finding *f = judged_shown(record);
    struct printer p = printer_of(r, NULL);
    if (f) {
        print(&p, commands[f->severity]);
        print_properties(&p, f);
        p.escapes = &escapes_github_message;
        print(&p, "::");
        print_outside(&p, judged_url(f));
        print(&p, ": ");
        print_outside(&p, f->message);
        print(&p, judged_guess(f).length ? "; " : "");
        print_outside(&p, judged_guess(f));
        print(&p, "\n");
    }
    return printer_good(&p);
}

static bool close(struct report *r, const struct lf_record *summary)
{
    (void)r;
    (void)summary;
    return true;
}

const struct format format_github = {
    .name = "github",
    .summary = "annotations of GitHub's workflows",
    .judges = true,
    .open = nothing,
    .write = write,
    .close = close,
};
