/* What scripts assign: to names, which keep it, and to what moves the page. */
#include "syntax/script_inside.h"

/* Whether what is assigned to decides what a form sends, and where to. */
static bool is_of_form(const struct script *s, const struct chain *chain)
{
    static const char *const members[] = { "action", "method", "value", "target", NULL };
    size_t last = chain->end - 1;
    return last > 0 && token_is_sign(s, last - 1, '.') && token_is_any(s, last, members);
}

/* Gives a name the value folded last, or the form or link that the value refers to, or both. */
static void bind_value(struct walk *w, const struct chain *chain, size_t value, size_t to,
                       bool known, enum script_level level)
{
    struct script *s = w->script;
    bool element = known && s->folded_type == VALUE_ELEMENT;
    uint32_t token = s->folded_token;
    if ((known && !element) || !script_bind_form(s, chain->last, value, to, level)) {
        script_bind(s, chain->last, known, level);
    } else if (element) {
        struct script_name *n = script_name_of(s, chain->last);
        if (n) {
            n->known = true;
            n->type = VALUE_ELEMENT;
            n->token = token;
        }
    }
}

/* object.key = …: kept under both names together, of an object that is the script's own. */
static void bind_member(struct walk *w, size_t at, bool known, enum script_level level)
{
    struct script *s = w->script;
    const struct script_name *object = script_name_of(s, token_text(&s->tokens[at]));
    struct slice name = script_method_name(s, at);
    if (name.data && (!object || object->type == VALUE_OBJECT) && level == SCRIPT_SURE) {
        script_bind(s, name, known, level);
    } else if (name.data) {
        script_bind(s, name, false, level == SCRIPT_NEVER ? level : SCRIPT_MAYBE);
    }
}

void script_assign(struct walk *w, size_t at, const struct chain *chain, size_t to,
                   enum script_level level)
{
    struct script *s = w->script;
    size_t end;
    size_t value = chain->end + 1;
    if (chain->type == CHAIN_LOAD) {
        script_handle_load(w, value, to, level);
        return;
    }
    bool known = script_fold(s, value, to, &end);
    bool text = known && script_is_text(s);
    s->fills_form = s->fills_form || is_of_form(s, chain);
    if (script_is_of_name(s, at, chain)) {
        bind_member(w, at, known, level);
        script_give_link(s, at, token_text(&s->tokens[at + 2]), value, to, level);
        return;
    }
    if (chain->type == CHAIN_COOKIE && text && !s->folded_maybe && level == SCRIPT_SURE) {
        script_note_cookie(s);
    } else if (chain->type == CHAIN_NAME || (chain->type == CHAIN_HISTORY && chain->bare)) {
        bind_value(w, chain, value, to, known, level);
    } else if (text && !script_hides(w, chain) &&
               (chain->type == CHAIN_LOCATION ||
                (chain->type == CHAIN_PART && script_put_part(s, chain->last)))) {
        script_move(w, chain->end, level);
    } else if (!known && !script_hides(w, chain) && chain->type == CHAIN_LOCATION) {
        script_move_by_link(w, value, to, level);
    }
}

static void bind_number(struct script *s, struct slice name, long long number,
                        enum script_level level)
{
    buffer_reset(&s->value);
    buffer_printf(&s->value, "%lld", number);
    s->folded_type = VALUE_NUMBER;
    script_bind(s, name, true, level);
}

void script_step(struct walk *w, struct slice name, struct slice sign, enum script_level level)
{
    struct script *s = w->script;
    const struct script_name *n = script_name_of(s, name);
    long long number;
    s->folded_maybe = n && n->maybe;
    if (n && n->known && n->type == VALUE_NUMBER && script_number(n->value, &number)) {
        bind_number(s, name, number + (sign.data[0] == '+' ? 1 : -1), level);
    } else {
        script_bind(s, name, false, level);
    }
}

void script_append(struct walk *w, const struct chain *chain, size_t to, enum script_level level)
{
    struct script *s = w->script;
    const struct script_name *name = script_name_of(s, chain->last);
    bool adds = token_is_sign(s, chain->end, SIGN_ADD);
    long long left, right;
    size_t end;
    bool known = name && name->known && script_fold_text(s, chain->end + 1, to, &end);
    s->folded_maybe = s->folded_maybe || (known && name->maybe);
    if (known && name->type == VALUE_NUMBER && s->folded_type == VALUE_NUMBER &&
        script_number(name->value, &left) && script_number(buffer_slice(&s->value), &right)) {
        bind_number(s, chain->last, adds ? left + right : left - right, level);
        return;
    }
    struct slice rest = known && adds ? script_keep(s) : (struct slice){ 0 };
    if (rest.data) {
        buffer_reset(&s->value);
        buffer_add(&s->value, name->value);
        buffer_add(&s->value, rest);
    }
    s->folded_type = VALUE_TEXT;
    script_bind(s, chain->last, rest.data && s->value.length <= URL_LONGEST, level);
}
