#include "follow/form.h"

#include "syntax/html_form.h"

static const struct html_form_place *find_form(const struct html_page *page,
                                               const struct script_move *move)
{
    unsigned long long number = HTML_FORMS;
    if (move->form == SCRIPT_FORM_NUMBER) {
        bool read = slice_number(move->target, HTML_FORMS, &number);
        return read && number < page->form_count ? &page->forms[number] : NULL;
    }
    for (size_t i = 0; i < page->form_count; i++) {
        const struct html_form_place *form = &page->forms[i];
        if (slice_equal(form->id, move->target) || slice_equal(form->name, move->target)) {
            return form;
        }
    }
    return NULL;
}

/* The query takes the place of the action's (HTML Standard, section 4.10.21.3, "mutate action
 * URL"). */
static bool write_target(struct slice action, const struct url *base, struct slice query,
                         struct buffer *into)
{
    struct buffer text = BUFFER(URL_MOST + 1);
    struct url to;
    enum url_status status = url_parse(action, base, &text, &to);
    if (status == URL_OK) {
        size_t behind = to.query.length + to.fragment.length;
        buffer_add(into, slice_part(to.href, 0, to.href.length - behind));
        buffer_add_char(into, '?');
        buffer_add(into, query);
        buffer_add(into, to.fragment);
    }
    into->failed = into->failed || status == URL_NO_MEMORY;
    buffer_free(&text);
    return status == URL_OK && !into->failed;
}

bool form_target(struct slice page, const struct html_page *said, const struct script_move *move,
                 const struct url *here, const struct url *base, struct buffer *into)
{
    const struct html_form_place *place = find_form(said, move);
    if (!place || (move->stage == SCRIPT_AT_ONCE && place->scripts > move->script)) {
        return false;
    }
    struct html_form form;
    struct buffer query = BUFFER(FORM_MOST);
    struct buffer action = BUFFER(FORM_MOST);
    html_form_read(page, place->at, &form, &query);
    html_decode(form.action, true, &action);
    into->failed = into->failed || query.failed || action.failed;
    bool leads = form.moves && !into->failed &&
                 write_target(buffer_slice(&action), form.action.length ? base : here,
                              buffer_slice(&query), into);
    buffer_free(&query);
    buffer_free(&action);
    return leads;
}

bool form_link(const struct html_page *said, const struct script_move *move, struct buffer *into)
{
    unsigned long long number = 0;
    bool named = move->form == SCRIPT_LINK_NAMED;
    bool read = named || slice_number(move->target, HTML_CLICKED, &number);
    for (size_t i = 0; read && i < said->link_count; i++) {
        const struct html_link_place *link = &said->links[i];
        bool is = named ? slice_equal(link->id, move->target) : link->number == number;
        if (is && link->here && (move->stage != SCRIPT_AT_ONCE || link->scripts <= move->script)) {
            html_decode(link->href, true, into);
            return !into->failed;
        }
    }
    return false;
}
