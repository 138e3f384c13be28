/* Where scripts move the page: to a constant, along a link, by a form, within the site. */
#include "syntax/script_inside.h"

static void add_move(struct script *s, struct script_move move, size_t at)
{
    if (!move.target.data || move.level == SCRIPT_NEVER || s->valued) {
        return;
    }
    if (s->move_count == SCRIPT_MOVES) {
        s->move_count--;
    }
    move.script = s->tokens[at].script;
    move.stage = s->now.stage;
    move.delay_ms = s->now.delay_ms;
    s->moves[s->move_count++] = move;
}

void script_move(struct walk *w, size_t at, enum script_level level)
{
    struct script *s = w->script;
    struct script_move move = { .target = script_keep(s) };
    move.level = s->folded_maybe ? script_less_sure(level) : level;
    add_move(s, move, at);
}

static void move_by(struct walk *w, const struct form_reference *form, size_t at,
                    enum script_level level)
{
    bool made = form->type == SCRIPT_LINK_MADE;
    struct script_move move = { .target = form->key, .form = made ? SCRIPT_NO_FORM : form->type };
    move.level = form->maybe ? script_less_sure(level) : level;
    add_move(w->script, move, at);
}

void script_move_by_link(struct walk *w, size_t from, size_t to, enum script_level level)
{
    struct form_reference link;
    if (script_reads_link(w->script, from, to, &link)) {
        move_by(w, &link, from, level);
    }
}

void script_move_by_form(struct walk *w, size_t open, enum script_level level)
{
    struct form_reference form;
    if (script_submits(w->script, open, &form)) {
        move_by(w, &form, open, level);
    }
}

void script_reload(struct walk *w, size_t at, enum script_level level)
{
    struct script *s = w->script;
    buffer_reset(&s->value);
    buffer_add(&s->value, s->page->href);
    s->folded_maybe = false;
    s->failed = s->failed || s->value.failed;
    script_move(w, at, level);
}

/* A browser takes no cookie with a control character in it; and more cookies of a page than these
 * no wall asks for. */
void script_note_cookie(struct script *s)
{
    enum { MOST = 4 << 10, MOST_COOKIES = 64 };
    struct slice fresh = buffer_slice(&s->value);
    bool good = fresh.length > 0 && s->cookies.length + fresh.length < MOST &&
                s->cookie_count < MOST_COOKIES;
    for (size_t i = 0; good && i < fresh.length; i++) {
        good = (unsigned char)fresh.data[i] >= ' ' && fresh.data[i] != 0x7f;
    }
    good = good && !s->valued;
    fresh = good ? script_keep(s) : (struct slice){ 0 };
    if (!fresh.data) {
        return;
    }
    buffer_reset(&s->value);
    buffer_add(&s->value, s->cookies);
    buffer_add(&s->value, fresh);
    buffer_add_char(&s->value, '\n');
    struct slice all = script_keep(s);
    s->failed = s->failed || s->value.failed;
    s->cookie_count += all.data != NULL;
    s->cookies = all.data ? all : s->cookies;
}

static bool put_fragment(struct script *s, struct slice value)
{
    struct slice href = s->page->href;
    buffer_reset(&s->value);
    buffer_add(&s->value, slice_part(href, 0, href.length - s->page->fragment.length));
    buffer_add(&s->value, slice_starts(value, SLICE("#")) ? SLICE("") : SLICE("#"));
    buffer_add(&s->value, value);
    s->failed = s->failed || s->value.failed;
    return !s->failed && value.length > 0;
}

void script_set_state(struct walk *w, size_t open, enum script_level level)
{
    struct script *s = w->script;
    size_t close = s->tokens[open].mate;
    size_t title = script_argument_end(s, open + 1, close);
    size_t url = script_argument_end(s, title < close ? title + 1 : close, close);
    size_t end;
    if (url < close && script_fold_text(s, url + 1, close, &end) &&
        s->folded_type != VALUE_NOTHING && s->value.length > 0) {
        struct script_move move = { .target = script_keep(s), .here = true };
        move.level = s->folded_maybe ? script_less_sure(level) : level;
        add_move(s, move, open);
    }
}

bool script_put_part(struct script *s, struct slice part)
{
    const struct url *u = s->page;
    struct slice value = script_keep(s);
    bool protocol = slice_equal(part, SLICE("protocol"));
    bool host = slice_equal(part, SLICE("host")) || slice_equal(part, SLICE("hostname"));
    bool path = slice_equal(part, SLICE("pathname"));
    bool search = slice_equal(part, SLICE("search"));
    if (value.data && slice_equal(part, SLICE("hash"))) {
        return put_fragment(s, value);
    }
    if (!value.data || !(protocol || host || path || search)) {
        return false;
    }
    char mark = path ? '/' : '?';
    buffer_reset(&s->value);
    if (protocol || host) {
        struct slice scheme = value;
        buffer_add(&s->value, protocol ? slice_cut(&scheme, ':') : u->scheme);
        buffer_add(&s->value, SLICE("://"));
        buffer_add(&s->value, host ? value : u->host);
    }
    buffer_add(&s->value, path ? SLICE("") : u->path);
    if ((path || search) && (value.length == 0 || value.data[0] != mark)) {
        buffer_add_char(&s->value, mark);
    }
    buffer_add(&s->value, path || search ? value : SLICE(""));
    buffer_add(&s->value, !search && u->query.data ? u->query : SLICE(""));
    s->failed = s->failed || s->value.failed;
    return !s->failed;
}
