/* Forms that scripts submit, and links that they click: which one it is, by what stands before
 * ".submit()" or ".click()". Forms are found by
 * their place among the page's forms, by their names and by their ids (HTML Standard, sections
 * 3.1.3, 4.10.3 and 7.2.2.3); of selectors (CSS) the simple ones are read. */
#include "syntax/script_inside.h"

static bool give(struct form_reference *out, enum script_form type, struct slice key)
{
    *out = (struct form_reference){ .type = type, .key = key };
    return key.length > 0;
}

static bool is_word_before(const struct script *s, size_t end, const char *const *words)
{
    return end > 0 && token_is_any(s, end - 1, words);
}

/* Takes "document." and the like off what stands before *from. False: it is another object's. */
static bool skip_owners(const struct script *s, size_t *from)
{
    static const char *const owners[] = { "document", "window", "self", "globalThis", "top", NULL };
    while (*from > 1 && (token_is_sign(s, *from - 1, '.') || token_is_sign(s, *from - 1, '['))) {
        if (!is_word_before(s, *from - 1, owners)) {
            return false;
        }
        *from -= 2;
    }
    return true;
}

/* --- Selectors --- */

static struct slice without_quotes(struct slice s)
{
    bool quoted = s.length > 1 && (s.data[0] == '"' || s.data[0] == '\'') &&
                  s.data[s.length - 1] == s.data[0];
    return quoted ? slice_part(s, 1, s.length - 1) : s;
}

/* "form", "#id", "form#id", "[name=x]", "form[name='x']". */
static bool read_selector(struct slice s, struct form_reference *out)
{
    static const struct slice marks[] = { SLICE_INIT("[name="), SLICE_INIT("[id=") };
    s = slice_trim(s);
    if (slice_equal_nocase(s, SLICE("form"))) {
        return give(out, SCRIPT_FORM_NUMBER, SLICE("0"));
    }
    if (slice_equal_nocase(s, SLICE("a")) || slice_equal_nocase(s, SLICE("a[href]"))) {
        return give(out, SCRIPT_LINK_NUMBER, SLICE("0"));
    }
    s = slice_starts_nocase(s, SLICE("form")) ? slice_skip(s, SLICE("form").length) : s;
    s = slice_starts_nocase(s, SLICE("a#")) ? slice_skip(s, 1) : s;
    if (slice_starts(s, SLICE("#"))) {
        return give(out, SCRIPT_FORM_NAMED, slice_skip(s, 1));
    }
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (slice_starts(s, marks[i]) && s.data[s.length - 1] == ']') {
            s = slice_part(s, marks[i].length, s.length - 1);
            return give(out, SCRIPT_FORM_NAMED, without_quotes(s));
        }
    }
    return false;
}

/* --- Calls that find elements --- */

/* What a script makes of this name. */
static enum script_form made_of(struct slice name)
{
    return slice_equal_nocase(name, SLICE("a"))        ? SCRIPT_LINK_MADE
           : slice_equal_nocase(name, SLICE("meta"))   ? SCRIPT_META_MADE
           : slice_equal_nocase(name, SLICE("script")) ? SCRIPT_CODE_MADE
                                                       : SCRIPT_NO_FORM;
}

/* The call whose bracket ends at `close`: a function of one string. */
static bool read_call(const struct script *s, size_t close, struct form_reference *out,
                      size_t *from)
{
    static const char *const by_id[] = { "getElementById", "getElementsByName", NULL };
    static const char *const by_tag[] = { "getElementsByTagName", NULL };
    static const char *const by_selector[] = { "querySelector", "querySelectorAll", "$", "jQuery",
                                               NULL };
    size_t open = s->tokens[close].mate;
    if (open == 0 || open + 2 != close || s->tokens[open + 1].type != TOKEN_STRING) {
        return false;
    }
    static const char *const makes[] = { "createElement", NULL };
    struct slice argument = token_text(&s->tokens[open + 1]);
    *from = open - 1;
    enum script_form made = is_word_before(s, open, makes) ? made_of(argument) : SCRIPT_NO_FORM;
    bool found = made != SCRIPT_NO_FORM           ? give(out, made, SLICE("#"))
                 : is_word_before(s, open, by_id) ? give(out, SCRIPT_FORM_NAMED, argument)
                 : is_word_before(s, open, by_tag) || is_word_before(s, open, by_selector)
                     ? read_selector(argument, out)
                     : false;
    return found && skip_owners(s, from);
}

/* What stands before a bracket with one constant in it: forms, document, or a call that finds
 * several elements. */
static bool read_index(const struct script *s, size_t close, struct form_reference *out,
                       size_t *from)
{
    static const char *const forms[] = { "forms", NULL };
    static const char *const links[] = { "links", NULL };
    static const char *const windows[] = { "document", "window", NULL };
    size_t open = s->tokens[close].mate;
    if (open == 0 || open + 2 != close) {
        return false;
    }
    const struct script_token *index = &s->tokens[open + 1];
    bool number = index->type == TOKEN_NUMBER;
    if (!number && index->type != TOKEN_STRING) {
        return false;
    }
    if (token_is_sign(s, open - 1, ')') && number) {
        bool found = read_call(s, open - 1, out, from);
        if (found && (out->type == SCRIPT_FORM_NUMBER || out->type == SCRIPT_LINK_NUMBER)) {
            out->key = token_text(index);
        }
        return found;
    }
    *from = open - 1;
    if (number && is_word_before(s, open, links) && skip_owners(s, from)) {
        return give(out, SCRIPT_LINK_NUMBER, token_text(index));
    }
    bool of_forms = is_word_before(s, open, forms) && skip_owners(s, from);
    bool of_window = !number && is_word_before(s, open, windows);
    return (of_forms || of_window) &&
           give(out, number ? SCRIPT_FORM_NUMBER : SCRIPT_FORM_NAMED, token_text(index));
}

/* --- Names --- */

/* A name of the script's own, or one that the page has for its form. */
static bool read_name(struct script *s, size_t at, struct form_reference *out, size_t *from)
{
    static const char *const none[] = { "document", "window", "self", "this", "top",
                                        "parent",   "event",  "form", NULL };
    static const char *const forms[] = { "forms", NULL };
    struct slice text = token_text(&s->tokens[at]);
    const struct script_name *name = script_name_of(s, text);
    bool member = at > 0 && token_is_sign(s, at - 1, '.');
    *from = at;
    if (!member && name) {
        *out = (struct form_reference){ name->form, name->value, name->maybe };
        return name->form != SCRIPT_NO_FORM;
    }
    if (!member && (token_is_any(s, at, none) || script_function_of(s, text) >= 0)) {
        return false;
    }
    if (member && is_word_before(s, at - 1, forms)) {
        *from = at - 2;
    }
    return skip_owners(s, from) && give(out, SCRIPT_FORM_NAMED, text);
}

/* --- References --- */

static bool is_link(const struct form_reference *r)
{
    return r->type >= SCRIPT_LINK_NUMBER && r->type <= SCRIPT_LINK_MADE;
}

bool script_form_before(struct script *s, size_t end, struct form_reference *out, size_t *from)
{
    if (end == 0) {
        return false;
    }
    const struct script_token *last = &s->tokens[end - 1];
    return last->type == TOKEN_NAME         ? read_name(s, end - 1, out, from)
           : token_is_sign(s, end - 1, ')') ? read_call(s, end - 1, out, from)
           : token_is_sign(s, end - 1, ']') ? read_index(s, end - 1, out, from)
                                            : false;
}

/* element.call() */
static bool is_called(struct script *s, size_t open, const char *const *calls,
                      struct form_reference *out)
{
    size_t from;
    bool plain = s->tokens[open].mate == open + 1; /* no listener, no button */
    return plain && open > 2 && is_word_before(s, open, calls) && token_is_sign(s, open - 2, '.') &&
           script_form_before(s, open - 2, out, &from);
}

bool script_submits(struct script *s, size_t open, struct form_reference *out)
{
    static const char *const submits[] = { "submit", "requestSubmit", NULL };
    static const char *const clicks[] = { "click", NULL };
    if (is_called(s, open, clicks, out)) {
        out->type = out->type == SCRIPT_FORM_NAMED ? SCRIPT_LINK_NAMED : out->type;
        return is_link(out);
    }
    return !s->fills_form && is_called(s, open, submits, out) &&
           (out->type == SCRIPT_FORM_NAMED || out->type == SCRIPT_FORM_NUMBER);
}

/* Where the expression ends that begins at `from`. */
static size_t expression_end(struct script *s, size_t from, size_t to)
{
    size_t end = from;
    while (end < to && !token_is_sign(s, end, ',') && !token_is_sign(s, end, ';') &&
           s->tokens[end].type != TOKEN_END && script_spend(s) &&
           (end == from || !script_breaks_at(s, end))) {
        const struct script_token *t = &s->tokens[end];
        end = t->mate > end ? t->mate + 1 : end + 1;
    }
    return end;
}

bool script_reads_link(struct script *s, size_t from, size_t to, struct form_reference *out)
{
    static const char *const href[] = { "href", NULL };
    static const char *const get[] = { "getAttribute", NULL };
    size_t end = expression_end(s, from, to);
    bool gets = end > 3 && token_is_sign(s, end - 1, ')') && is_word_before(s, end - 3, get) &&
                s->tokens[end - 2].type == TOKEN_STRING &&
                slice_equal_nocase(token_text(&s->tokens[end - 2]), SLICE("href"));
    size_t dot = gets ? end - 5 : end - 2;
    size_t begins;
    if (end < from + 3 || !(gets || is_word_before(s, end, href)) || !token_is_sign(s, dot, '.') ||
        !script_form_before(s, dot, out, &begins) || begins != from) {
        return false;
    }
    out->type = out->type == SCRIPT_FORM_NAMED ? SCRIPT_LINK_NAMED : out->type;
    return is_link(out);
}

/* Gives a refresh or a script a member's value: what makes another thing of it ends it. */
static void give_made(struct script *s, struct script_name *n, struct slice member, size_t value,
                      size_t to, enum script_level level)
{
    static const char *const kinds[] = { "httpEquiv", "http-equiv", "type", NULL };
    static const char *const others[] = { "name", "property", "charset", "src", NULL };
    static const char *const texts[] = { "content",   "textContent", "innerHTML",
                                         "innerText", "text",        NULL };
    bool meta = n->form == SCRIPT_META_MADE;
    size_t end;
    bool known = script_fold_text(s, value, to, &end);
    struct slice text = known ? script_keep(s) : (struct slice){ 0 };
    bool kind = slice_is_any(member, kinds);
    bool good = meta ? slice_equal_nocase(text, SLICE("refresh"))
                     : script_find(text, SLICE("javascript")) < text.length;
    if (slice_is_any(member, others) || (kind && !good)) {
        n->form = SCRIPT_NO_FORM;
    } else if (slice_is_any(member, texts) && slice_equal(member, SLICE("content")) == meta) {
        n->value = text.data ? text : SLICE("#");
        n->maybe = n->maybe || s->folded_maybe || level != SCRIPT_SURE;
    }
}

void script_append_made(struct script *s, size_t open, enum script_level level)
{
    static const char *const appends[] = { "appendChild", "append", "prepend", "insertBefore",
                                           NULL };
    const struct script_name *n = script_name_of(s, token_text(&s->tokens[open + 1]));
    bool meta = n && n->form == SCRIPT_META_MADE;
    if (!n || s->write_count == SCRIPT_WRITES || s->valued || !is_word_before(s, open, appends) ||
        s->tokens[open + 1].type != TOKEN_NAME || !(meta || n->form == SCRIPT_CODE_MADE) ||
        slice_equal(n->value, SLICE("#"))) {
        return;
    }
    struct slice text = n->value;
    buffer_reset(&s->value);
    buffer_add(&s->value, meta ? SLICE("<meta http-equiv=refresh content=\"") : SLICE("<script>"));
    for (size_t i = 0; i < text.length; i++) {
        buffer_add(&s->value,
                   meta && text.data[i] == '"' ? SLICE("&quot;") : slice_part(text, i, i + 1));
    }
    buffer_add(&s->value, meta ? SLICE("\">") : SLICE("</script>"));
    s->failed = s->failed || s->value.failed;
    s->folded_maybe = n->maybe;
    script_note_write(s, level);
}

void script_give_link(struct script *s, size_t name, struct slice member, size_t value, size_t to,
                      enum script_level level)
{
    /* One that opens a window, is saved, or has a listener leads nowhere. */
    static const char *const others[] = { "target", "download", "onclick", NULL };
    static const char *const parts[] = { "protocol", "host",   "hostname", "port",
                                         "pathname", "search", "hash",     NULL };
    struct script_name *n = script_name_of(s, token_text(&s->tokens[name]));
    size_t end;
    if (n && (n->form == SCRIPT_META_MADE || n->form == SCRIPT_CODE_MADE)) {
        give_made(s, n, member, value, to, level);
        return;
    }
    if (!n || n->form != SCRIPT_LINK_MADE || level == SCRIPT_NEVER) {
        return;
    }
    bool part = slice_is_any(member, parts);
    if (slice_is_any(member, others)) {
        n->form = SCRIPT_NO_FORM;
    } else if (part || slice_equal(member, SLICE("href"))) {
        bool known = !part && script_fold_text(s, value, to, &end);
        struct slice address = known ? script_keep(s) : (struct slice){ 0 };
        n->value = address.data ? address : SLICE("#");
        n->maybe = n->maybe || (known && s->folded_maybe) || level != SCRIPT_SURE;
    }
}

void script_set_attribute(struct script *s, size_t open, enum script_level level)
{
    static const char *const sets[] = { "setAttribute", NULL };
    static const char *const listens[] = { "addEventListener", NULL };
    size_t close = s->tokens[open].mate;
    if (open < 3 || !token_is_sign(s, open - 2, '.') || s->tokens[open - 3].type != TOKEN_NAME) {
        return;
    }
    if (token_is_any(s, open - 1, listens)) {
        script_give_link(s, open - 3, SLICE("onclick"), close, close, level);
    } else if (token_is_any(s, open - 1, sets) && s->tokens[open + 1].type == TOKEN_STRING) {
        size_t value = script_argument_end(s, open + 1, close) + 1;
        script_give_link(s, open - 3, token_text(&s->tokens[open + 1]), value, close, level);
    }
}

bool script_bind_form(struct script *s, struct slice name, size_t from, size_t to,
                      enum script_level level)
{
    size_t end = expression_end(s, from, to);
    struct form_reference form;
    size_t begins;
    if (!script_form_before(s, end, &form, &begins) || begins != from) {
        return false;
    }
    if (level == SCRIPT_NEVER) {
        return true;
    }
    script_bind(s, name, false, level);
    struct script_name *n = script_name_of(s, name);
    if (!n && s->name_count < SCRIPT_NAMES) {
        n = &s->names[s->name_count++];
    }
    if (n) {
        bool maybe = form.maybe || level != SCRIPT_SURE;
        *n = (struct script_name){
            .name = name, .value = form.key, .maybe = maybe, .form = form.type
        };
    }
    return true;
}
