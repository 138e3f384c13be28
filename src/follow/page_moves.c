/* Where the scripts of a page lead, as a browser has it: what they do at once, what they do later,
 * and what address they give a page that stays. */
#include "follow/form.h"
#include "follow/page_inside.h"

/* --- Forms, and links that scripts click --- */

static bool lead_by_form(struct reading *r, const struct script_move *move, const struct url *base)
{
    struct buffer target = BUFFER(FORM_MOST);
    bool link = move->form == SCRIPT_LINK_NUMBER || move->form == SCRIPT_LINK_NAMED;
    bool leads = link ? form_link(&r->said, move, &target)
                      : form_target(r->html, &r->said, move, r->page, base, &target);
    leads = leads && page_lead(r, buffer_slice(&target), base, link ? VIA_SCRIPT : VIA_FORM);
    page_has_room(r, &target);
    buffer_free(&target);
    return leads;
}

/* --- Moves --- */

/* What runs when the page has been read knows its base element, wherever that stands. */
static const struct url *base_of(const struct reading *r, const struct script_move *move)
{
    return page_base(r,
                     move->stage != SCRIPT_AT_ONCE || move->script >= r->said.scripts_before_base);
}

bool page_lead_by_move(struct reading *r, const struct script_move *move)
{
    const struct url *base = base_of(r, move);
    return !move->here && move->delay_ms <= LONGEST_REFRESH_S * 1000 &&
           (move->form == SCRIPT_NO_FORM ? page_lead(r, move->target, base, VIA_SCRIPT)
                                         : lead_by_form(r, move, base));
}

/* Whether the move takes the place of those before it though it leads nowhere: to an application,
 * or to the page itself, once more. */
static bool takes_over(struct reading *r, const struct script_move *move)
{
    struct url to;
    if (move->here || move->form != SCRIPT_NO_FORM) {
        return false;
    }
    enum url_status status = page_parse(r, move->target, base_of(r, move), &r->target, &to);
    return status == URL_OK ? slice_equal(to.href, url_without_fragment(r->page->href))
                            : status == URL_OTHER_SCHEME &&
                                  !slice_starts_nocase(move->target, SLICE("javascript:"));
}

/* A timer of no delay is quicker than any answer. */
static bool overtakes(struct reading *r, unsigned script)
{
    enum { SOON_MS = 10 };
    bool leads = false;
    for (size_t i = 0; i < r->scripts.move_count; i++) {
        const struct script_move *move = &r->scripts.moves[i];
        leads =
            (move->level == SCRIPT_SURE && move->stage == SCRIPT_TIMED &&
             move->delay_ms <= SOON_MS && move->script <= script && page_lead_by_move(r, move)) ||
            leads;
    }
    return leads;
}

/* The last move that a script makes at once. */
static bool lead_at_once(struct reading *r, size_t from, size_t to)
{
    for (size_t i = to; i-- > from && !r->stopped;) {
        const struct script_move *move = &r->scripts.moves[i];
        if (move->level != SCRIPT_SURE || move->stage != SCRIPT_AT_ONCE) {
            continue;
        }
        if (page_lead_by_move(r, move)) {
            overtakes(r, move->script);
            return true;
        }
        r->stopped = takes_over(r, move);
        r->stopped_by = move->script;
    }
    return false;
}

bool page_lead_by_script(struct reading *r)
{
    const struct script_move *moves = r->scripts.moves;
    size_t count = r->scripts.move_count;
    for (size_t from = 0; from < count && !r->stopped;) {
        size_t to = from + 1;
        while (to < count && moves[to].script == moves[from].script) {
            to++;
        }
        if (lead_at_once(r, from, to)) {
            return true;
        }
        from = to;
    }
    return false;
}

/* Whether a move is made before another. */
static bool comes_first(const struct script_move *move, const struct script_move *other)
{
    return move->delay_ms != other->delay_ms ? move->delay_ms < other->delay_ms
                                             : move->stage >= other->stage;
}

bool page_lead_by_timer(struct reading *r, uint32_t seconds)
{
    const struct script_move *best = NULL;
    for (size_t i = 0; i < r->scripts.move_count; i++) {
        const struct script_move *move = &r->scripts.moves[i];
        bool runs = move->level == SCRIPT_SURE && move->stage != SCRIPT_AT_ONCE &&
                    !(r->stopped && move->script > r->stopped_by);
        if (runs && move->delay_ms <= seconds * 1000 && (!best || comes_first(move, best)) &&
            page_lead_by_move(r, move)) {
            best = move;
        }
    }
    return best != NULL;
}

bool page_lead_by_any_script(struct reading *r)
{
    for (size_t i = 0; i < r->scripts.move_count; i++) {
        if (page_lead_by_move(r, &r->scripts.moves[i])) {
            return true;
        }
    }
    return false;
}

/* --- The address of a page that stays --- */

/* history.replaceState stays on the site; a fragment is all that differs otherwise. */
static bool is_address(const struct reading *r, const struct script_move *move,
                       const struct url *to)
{
    struct slice here = url_without_fragment(r->page->href);
    return move->here
               ? slice_equal(to->scheme, r->page->scheme) && slice_equal(to->host, r->page->host) &&
                     slice_equal(to->port, r->page->port)
               : to->fragment.data && slice_equal(url_without_fragment(to->href), here);
}

void page_read_address(struct reading *r)
{
    for (size_t i = 0; i < r->scripts.move_count; i++) {
        const struct script_move *move = &r->scripts.moves[i];
        struct url to;
        if (move->level == SCRIPT_SURE && move->form == SCRIPT_NO_FORM &&
            move->delay_ms <= LONGEST_REFRESH_S * 1000 &&
            page_parse(r, move->target, base_of(r, move), &r->target, &to) == URL_OK &&
            to.href.length <= URL_LONGEST && is_address(r, move, &to)) {
            struct buffer text = r->target;
            r->target = r->address;
            r->address = text;
        }
    }
}
