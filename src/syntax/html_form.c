#include "syntax/html_form.h"

#include "syntax/url_encode.h"

struct reader {
    struct html_form *form;
    struct buffer *query;
    const char *start; /* the form's start tag */
    struct slice id;   /* the form's; absent: none */
    bool in_form;      /* in any, ... */
    bool ours;         /* ... in this one */
    bool in_noscript, in_datalist;
    unsigned fieldsets, disabled_from; /* open ones; the first of them that is disabled, or 0 */
    struct slice area;                 /* the name of the textarea whose text comes next */
    struct {
        bool open, many, disabled, option; /* an option is being read */
        bool any;                          /* one that can be sent was met */
        bool selected, unusable;           /* the option */
        struct slice name, value, text;    /* of the select; of the option */
        struct slice first;                /* what is sent if none is selected */
    } select;
};

static bool is(const struct html_token *t, const char *name)
{
    return slice_equal_nocase(t->name, slice_from(name));
}

static bool has(const struct html_token *t, const char *attribute)
{
    return html_attribute(t, slice_from(attribute)).data != NULL;
}

/* --- Entries (URL Standard, section 5.2) --- */

static void add_byte(struct buffer *into, char c)
{
    if (c == ' ') {
        buffer_add_char(into, '+');
    } else if (ascii_is_alnum(c) || (c && strchr("*-._", c))) {
        buffer_add_char(into, c);
    } else {
        url_encode_byte(into, (unsigned char)c);
    }
}

/* Lines end with CR LF (section 4.10.21.4). */
static void add_text(struct buffer *into, struct slice s)
{
    for (size_t i = 0; i < s.length; i++) {
        bool after_cr = i > 0 && s.data[i - 1] == '\r';
        if (s.data[i] == '\r' || (s.data[i] == '\n' && !after_cr)) {
            buffer_add(into, SLICE("%0D%0A"));
        } else if (s.data[i] != '\n') {
            add_byte(into, s.data[i]);
        }
    }
}

static void add_decoded(struct buffer *into, struct slice raw, bool in_attribute)
{
    struct buffer text = BUFFER(into->limit);
    html_decode(raw, in_attribute, &text);
    add_text(into, buffer_slice(&text));
    into->failed = into->failed || text.failed;
    buffer_free(&text);
}

static void add_entry(struct reader *r, struct slice name, struct slice value, bool in_attribute)
{
    if (name.length == 0) {
        return;
    }
    if (r->query->length) {
        buffer_add_char(r->query, '&');
    }
    add_decoded(r->query, name, true);
    buffer_add_char(r->query, '=');
    add_decoded(r->query, value, in_attribute);
}

/* --- Elements --- */

static bool is_disabled(const struct reader *r, const struct html_token *t)
{
    return has(t, "disabled") || r->disabled_from || r->in_datalist;
}

/* Whether an element is the form's: by its place, or by the form's id. */
static bool belongs(const struct reader *r, const struct html_token *t)
{
    struct slice owner = html_attribute(t, SLICE("form"));
    return owner.data ? r->id.length && slice_equal(owner, r->id) : r->ours;
}

/* Another name opens another window. */
static bool stays_in_window(struct slice target)
{
    static const char *const here[] = { "_self", "_top", "_parent", NULL };
    target = slice_trim(target);
    return target.length == 0 || slice_is_any(target, here);
}

static void read_form(struct reader *r, const struct html_token *t)
{
    static const char *const others[] = { "post", "dialog", NULL };
    if (r->in_form) {
        return;
    }
    r->in_form = true;
    r->ours = t->whole.data == r->start;
    if (r->ours) {
        r->form->action = slice_trim(html_attribute(t, SLICE("action")));
        r->form->moves = !slice_is_any(html_attribute(t, SLICE("method")), others) &&
                         stays_in_window(html_attribute(t, SLICE("target")));
    }
}

static void read_input(struct reader *r, const struct html_token *t)
{
    static const char *const buttons[] = { "submit", "image", "reset", "button", NULL };
    static const char *const boxes[] = { "checkbox", "radio", NULL };
    static const char *const files[] = { "file", NULL };
    struct slice type = html_attribute(t, SLICE("type"));
    struct slice name = html_attribute(t, SLICE("name"));
    struct slice value = html_attribute(t, SLICE("value"));
    bool box = slice_is_any(type, boxes);
    if (!belongs(r, t) || is_disabled(r, t) || slice_is_any(type, buttons) ||
        (box && !has(t, "checked"))) {
        return;
    }
    if (box && !value.data) {
        value = SLICE("on");
    } else if (slice_is_any(type, files)) {
        value = SLICE("");
    } else if (slice_equal_nocase(type, SLICE("hidden")) &&
               slice_equal_nocase(name, SLICE("_charset_"))) {
        value = SLICE("UTF-8");
    }
    add_entry(r, name, value, true);
}

static void read_textarea(struct reader *r, const struct html_token *t)
{
    bool counts = belongs(r, t) && !is_disabled(r, t);
    r->area = counts ? html_attribute(t, SLICE("name")) : (struct slice){ 0 };
}

static void read_fieldset(struct reader *r, const struct html_token *t)
{
    r->fieldsets++;
    r->disabled_from = !r->disabled_from && has(t, "disabled") ? r->fieldsets : r->disabled_from;
}

static void leave_fieldset(struct reader *r)
{
    r->disabled_from = r->disabled_from == r->fieldsets ? 0 : r->disabled_from;
    r->fieldsets -= r->fieldsets > 0;
}

/* --- Selects: the options that are selected, or the first of a list that shows but one --- */

static void end_option(struct reader *r)
{
    if (!r->select.option) {
        return;
    }
    r->select.option = false;
    bool by_text = !r->select.value.data;
    struct slice value = by_text ? slice_trim(r->select.text) : r->select.value;
    bool usable = !r->select.unusable && !r->select.disabled;
    if (r->select.selected && usable && r->select.many) {
        add_entry(r, r->select.name, value, !by_text);
    } else if (usable && (r->select.selected || !r->select.any)) {
        r->select.first = value;
        r->select.any = true;
    }
}

static void end_select(struct reader *r)
{
    end_option(r);
    if (r->select.open && r->select.any && !r->select.many) {
        add_entry(r, r->select.name, r->select.first, true);
    }
    r->select.open = false;
}

static void read_select(struct reader *r, const struct html_token *t)
{
    end_select(r);
    memset(&r->select, 0, sizeof r->select);
    r->select.open = true;
    r->select.many = has(t, "multiple");
    r->select.disabled = !belongs(r, t) || is_disabled(r, t);
    r->select.name = html_attribute(t, SLICE("name"));
}

static void read_option(struct reader *r, const struct html_token *t)
{
    end_option(r);
    r->select.option = r->select.open;
    r->select.selected = has(t, "selected");
    r->select.unusable = has(t, "disabled");
    r->select.value = html_attribute(t, SLICE("value"));
    r->select.text = (struct slice){ 0 };
}

/* --- The page --- */

static void enter_noscript(struct reader *r, const struct html_token *t)
{
    (void)t;
    r->in_noscript = true;
}

static void enter_datalist(struct reader *r, const struct html_token *t)
{
    (void)t;
    r->in_datalist = true;
}

static void read_open(struct reader *r, const struct html_token *t)
{
    static const struct {
        const char *name;
        void (*read)(struct reader *r, const struct html_token *t);
    } elements[] = {
        { "form", read_form },          { "input", read_input },
        { "textarea", read_textarea },  { "select", read_select },
        { "option", read_option },      { "fieldset", read_fieldset },
        { "noscript", enter_noscript }, { "datalist", enter_datalist },
    };
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++) {
        if (is(t, elements[i].name)) {
            elements[i].read(r, t);
            return;
        }
    }
}

static void read_close(struct reader *r, const struct html_token *t)
{
    if (is(t, "form")) {
        end_select(r);
        r->in_form = r->ours = false;
    } else if (is(t, "select")) {
        end_select(r);
    } else if (is(t, "option") || is(t, "optgroup")) {
        end_option(r);
    } else if (is(t, "textarea") && r->area.length) {
        add_entry(r, r->area, SLICE(""), false);
        r->area = (struct slice){ 0 };
    } else if (is(t, "fieldset")) {
        leave_fieldset(r);
    } else if (is(t, "datalist")) {
        r->in_datalist = false;
    }
}

/* The first line's end in a textarea is nothing. */
static void read_text(struct reader *r, const struct html_token *t, bool in_area)
{
    struct slice text = t->text;
    if (in_area && r->area.length) {
        text = slice_skip(text, slice_starts(text, SLICE("\r\n")) ? 2
                                : slice_starts(text, SLICE("\n")) ? 1
                                                                  : 0);
        add_entry(r, r->area, text, false);
        r->area = (struct slice){ 0 };
    } else if (r->select.option && !r->select.text.data) {
        r->select.text = text;
    }
}

void html_form_read(struct slice page, size_t at, struct html_form *out, struct buffer *query)
{
    struct html h = HTML_OVER(page);
    struct reader r = { .form = out, .query = query, .start = page.data + at };
    struct html start = HTML_OVER(slice_skip(page, at));
    struct html_token t;
    html_next(&start, &t);
    r.id = html_attribute(&t, SLICE("id"));
    struct slice text_of = { 0 };
    *out = (struct html_form){ 0 };
    for (html_next(&h, &t); t.type != HTML_END; html_next(&h, &t)) {
        bool in_area = slice_equal_nocase(text_of, SLICE("textarea"));
        text_of = h.raw_element;
        if (t.type == HTML_CLOSE && is(&t, "noscript")) {
            r.in_noscript = false;
        } else if (html_is_inert(&h) || html_is_foreign(&h) || r.in_noscript) {
            continue;
        } else if (t.type == HTML_OPEN) {
            read_open(&r, &t);
        } else if (t.type == HTML_CLOSE) {
            read_close(&r, &t);
        } else if (t.type == HTML_TEXT) {
            read_text(&r, &t, in_area);
        }
    }
    end_select(&r);
}
