#include "follow/page_inside.h"

#include "follow/answer.h"
#include "follow/discover.h"
#include "follow/signs.h"
#include "follow/sketch.h"
#include "follow/title.h"
#include "places/interstitials.h"
#include "syntax/refresh.h"
#include "syntax/url_encode.h"
#include "syntax/utf8.h"

/* No text of a body's beginning can take more room, whatever it is decoded from. */
enum { MOST_REFRESH = 8 << 10, MOST_BODY = 128 << 10, MOST_TEXT = 1 << 20 };

/* --- Memory: what fails for want of it fails the reader, not the page --- */

bool page_has_room(struct reading *r, const struct buffer *b)
{
    r->no_memory = r->no_memory || b->failed;
    return !b->failed;
}

static bool decode(struct reading *r, struct slice s, bool in_attribute)
{
    buffer_reset(&r->text);
    html_decode(s, in_attribute, &r->text);
    return page_has_room(r, &r->text);
}

enum url_status page_parse(struct reading *r, struct slice reference, const struct url *base,
                           struct buffer *into, struct url *out)
{
    struct buffer encoded = BUFFER(2UL * URL_LONGEST);
    if (r->encoding && !encoding_is_written_as_utf8(r->encoding) &&
        reference.length <= URL_LONGEST) {
        url_encode_query(r->encoding, reference, &encoded);
        reference = buffer_slice(&encoded);
    }
    enum url_status status = encoded.failed ? URL_TOO_LONG : url_parse(reference, base, into, out);
    r->no_memory = r->no_memory || status == URL_NO_MEMORY || encoded.no_memory;
    buffer_free(&encoded);
    return status;
}

/* --- Targets --- */

/* A page cannot send its reader to another scheme than
 * the web's and be followed. */
bool page_lead(struct reading *r, struct slice target, const struct url *base, enum via via)
{
    struct url to;
    struct slice here = url_without_fragment(r->page->href);
    if (page_parse(r, target, base, &r->target, &to) != URL_OK || to.href.length > URL_LONGEST) {
        return false;
    }
    struct slice there = url_without_fragment(to.href);
    if (!here.data || !there.data || slice_equal(there, here)) {
        r->reloads = r->reloads || (here.data && there.data && slice_equal(to.href, here));
        return false;
    }
    struct buffer next = r->target;
    r->target = r->next;
    r->next = next;
    r->via = via;
    return true;
}

/* --- Refreshes --- */

/* What a header or a meta element says; `url` empty: nothing, or a reload, whatever the base. */
struct refresh {
    bool is;
    struct slice url;
    uint32_t seconds;
    const struct url *base;
};

/* Each byte of a header's value stands for a character (HTML Standard, section 7.4.6.4). Its URL
 * stands in r->text. */
static struct refresh refresh_of_header(struct reading *r, const struct http_head *says)
{
    struct refresh refresh = { .base = r->page };
    struct slice value = says->attached ? SLICE("") : says->refresh;
    buffer_reset(&r->text);
    for (size_t i = 0; i < value.length && value.length <= MOST_REFRESH; i++) {
        utf8_encode((unsigned char)value.data[i], &r->text);
    }
    if (page_has_room(r, &r->text)) {
        refresh.is = refresh_parse(buffer_slice(&r->text), &refresh.seconds, &refresh.url);
    }
    return refresh;
}

/* Its URL stands in r->text. */
static struct refresh refresh_of_meta(struct reading *r, struct slice content, bool has_base)
{
    struct refresh refresh = { .base = page_base(r, has_base) };
    if (content.data && decode(r, content, true)) {
        refresh.is = refresh_parse(buffer_slice(&r->text), &refresh.seconds, &refresh.url);
    }
    return refresh;
}

/* A long delay, or none but a reload, is no redirect. */
static bool lead_by_refresh(struct reading *r, const struct refresh *refresh)
{
    return refresh->url.length && refresh->seconds <= LONGEST_REFRESH_S &&
           page_lead(r, refresh->url, refresh->base, VIA_REFRESH);
}

static bool lead_by_meta(struct reading *r, struct slice content, bool has_base)
{
    struct refresh refresh = refresh_of_meta(r, content, has_base);
    return lead_by_refresh(r, &refresh);
}

/* --- Scripts --- */

/* Browsers leave out what runs or holds its own page, and take anything else for the base, also
 * where nothing can be relative to it. */
static void read_base(struct reading *r)
{
    struct url base;
    bool is = r->said.base.data && decode(r, r->said.base, true);
    struct slice href = url_trim(buffer_slice(&r->text));
    bool parsed = is && page_parse(r, href, r->page, &r->base_text, &base) == URL_OK;
    r->base = parsed ? base : *r->page;
    r->base_is_bad = is && !parsed && !slice_starts_nocase(href, SLICE("data:")) &&
                     !slice_starts_nocase(href, SLICE("javascript:"));
}

/* What scripts write may hold scripts that write. */
static void read_written(struct reading *r)
{
    for (size_t i = 0; i < r->scripts.write_count && !r->scripts.failed; i++) {
        if (r->scripts.writes[i].level == SCRIPT_SURE) {
            html_read_written(r->scripts.writes[i].text, &r->said, &r->scripts);
            script_run(&r->scripts);
        }
    }
    r->no_memory = r->no_memory || r->said.failed;
}

static void run_scripts(struct reading *r)
{
    if (r->said.onload.data && decode(r, r->said.onload, true)) {
        script_add_handler(&r->scripts, buffer_slice(&r->text));
    }
    script_run(&r->scripts);
    read_written(r);
    r->no_memory = r->no_memory || r->scripts.failed;
}

static void read_scripts(struct reading *r, bool moves)
{
    html_read_page(r->html, &r->said, moves ? &r->scripts : NULL);
    r->scripts.alone = r->scripts.alone && r->html.length < MOST_BODY;
    r->no_memory = r->no_memory || r->said.failed;
    read_base(r);
    if (moves) {
        run_scripts(r);
    }
}

/* --- Witnesses --- */

/* Whether what is refreshed to is what was found last. */
static bool is_next(struct reading *r, struct slice content, bool has_base)
{
    struct url to;
    struct refresh refresh = refresh_of_meta(r, content, has_base);
    return refresh.url.length &&
           page_parse(r, refresh.url, refresh.base, &r->target, &to) == URL_OK &&
           slice_equal(to.href, buffer_slice(&r->next));
}

/* Whether a refresh in noscript names the same URL as some script. */
static bool lead_by_two_witnesses(struct reading *r)
{
    for (size_t i = 0; r->said.quiet_refresh.data && i < r->scripts.move_count; i++) {
        if (page_lead_by_move(r, &r->scripts.moves[i]) &&
            is_next(r, r->said.quiet_refresh, r->said.quiet_has_base)) {
            return true;
        }
    }
    r->via = VIA_NONE;
    return false;
}

/* A script that goes where a refresh does is there for those who have the other turned off. */
static void name_witness(struct reading *r)
{
    if (r->via == VIA_SCRIPT && (is_next(r, r->said.refresh, r->said.refresh_has_base) ||
                                 is_next(r, r->said.quiet_refresh, r->said.quiet_has_base))) {
        r->via = VIA_REFRESH;
    }
}

/* --- Where the page leads --- */

/* As a browser has it: what scripts do at once, then whatever comes first of refreshes and timers.
 * Of refreshes the soonest counts, and of those the last: an element comes after the header. Their
 * time does not run where the page's end never came. */
static bool lead_surely(struct reading *r, const struct exchange *x)
{
    if (page_lead_by_script(r)) {
        return true;
    }
    struct refresh refresh = refresh_of_header(r, &x->says);
    if (r->said.refresh.data && !x->says.sandboxed &&
        (!refresh.is || r->said.refresh_s <= refresh.seconds)) {
        refresh = refresh_of_meta(r, r->said.refresh, r->said.refresh_has_base);
    }
    bool soon = refresh.is && refresh.seconds <= LONGEST_REFRESH_S &&
                (!x->cut || strcmp(x->cut, "disconnect") != 0);
    r->reloads = r->reloads || (soon && refresh.url.length == 0);
    bool leads = soon && refresh.url.length;
    return (leads && (page_lead_by_timer(r, refresh.seconds) || lead_by_refresh(r, &refresh))) ||
           page_lead_by_timer(r, LONGEST_REFRESH_S);
}

/* Where a page leads nowhere for a browser without a past, one with a past is asked for. */
static void doubt(struct reading *r)
{
    if (!r->scripts.assumes || (r->said.shows_text && !r->said.quiet_refresh.data)) {
        return;
    }
    struct script sure = r->scripts;
    script_open(&r->scripts, r->page);
    r->scripts.doubts = true;
    r->scripts.visited = sure.visited;
    read_scripts(r, true);
    script_free(&sure);
}

/* Browsers honour what stands in noscript only where scripts do not run, and what a script does
 * behind a condition is not known without running it: each counts only where the other says the
 * same, or where the page has nothing else to say, now or by scripts that it loads. */
static bool lead_perhaps(struct reading *r)
{
    doubt(r);
    if (lead_by_two_witnesses(r)) {
        return true;
    }
    return !r->said.shows_text && !r->said.shows_media && !r->said.loads_scripts &&
           (lead_by_meta(r, r->said.quiet_refresh, r->said.quiet_has_base) ||
            page_lead_by_any_script(r));
}

/* --- What a page says of itself --- */

static void read_title(struct reading *r, struct slice title)
{
    buffer_reset(&r->text);
    buffer_reset(&r->target);
    title_add(title, &r->text, &r->target);
    if (page_has_room(r, &r->text) && page_has_room(r, &r->target) && r->target.length) {
        r->found->title = arena_copy(r->arena, buffer_slice(&r->target));
    }
}

static void read_canonical(struct reading *r, struct slice href)
{
    struct url to;
    if (decode(r, href, true) &&
        page_parse(r, buffer_slice(&r->text), &r->base, &r->target, &to) == URL_OK &&
        to.href.length <= URL_LONGEST) {
        r->found->canonical = arena_copy(r->arena, to.href);
    }
}

/* --- Bytes and scripts --- */

static struct slice decode_body(struct reading *r, struct slice body, struct slice charset)
{
    size_t mark;
    r->encoding = encoding_of_page(body, charset, &mark);
    body = slice_skip(body, mark);
    if (encoding_is_utf8(r->encoding) && utf8_is_valid(body)) {
        return body;
    }
    encoding_decode_all(r->encoding, body, &r->body);
    return page_has_room(r, &r->body) ? buffer_slice(&r->body) : slice_part(body, 0, 0);
}

/* The target that a shortener's page shows to its reader. */
static bool lead_by_interstitial(struct reading *r, struct slice body)
{
    const struct interstitial *row = interstitial_at(r->page);
    struct html h = HTML_OVER(body);
    struct html_token t;
    for (html_next(&h, &t); row && t.type != HTML_END; html_next(&h, &t)) {
        struct slice target = { 0 };
        if (t.type == HTML_OPEN && !html_is_inert(&h)) {
            target = interstitial_target(row, &t);
        }
        if (target.length && decode(r, target, true) &&
            page_lead(r, buffer_slice(&r->text), r->page, VIA_UNWRAP)) {
            return true;
        }
    }
    return false;
}

static void read_body(struct reading *r, struct slice body, const struct http_head *says)
{
    bool moves = script_may_move(body) && !says->scriptless;
    r->html = body;
    read_scripts(r, moves);
    if (moves) {
        r->found->cookies = arena_copy(r->arena, r->scripts.cookies);
    }
}

static void draw_sketch(struct reading *r, struct slice body)
{
    buffer_reset(&r->text);
    sketch_add(body, r->page->path, &r->text);
    if (page_has_room(r, &r->text)) {
        r->found->sketch = arena_copy(r->arena, buffer_slice(&r->text));
    }
}

static void describe(struct reading *r, struct slice body)
{
    if (r->said.title.data) {
        read_title(r, r->said.title);
    }
    if (r->said.canonical.data) {
        read_canonical(r, r->said.canonical);
    }
    r->found->signs = signs_read(body, r->page, r->found->title, r->said.shows_text && !r->thorough,
                                 &r->no_memory);
    if (r->thorough) {
        draw_sketch(r, body);
    }
}

static void read_page(struct reading *r, const struct exchange *x)
{
    struct slice body = x->page;
    body.length = body.length < MOST_BODY ? body.length : MOST_BODY;
    if (body.length) {
        body = decode_body(r, body, x->says.charset);
        read_body(r, body, &x->says);
    }
    if (lead_by_interstitial(r, body) || lead_surely(r, x) || lead_perhaps(r)) {
        name_witness(r);
        r->found->next = arena_copy(r->arena, buffer_slice(&r->next));
        r->found->via = r->via;
    } else {
        r->found->reloads = r->reloads;
        page_read_address(r);
        if (r->address.length) {
            r->found->address = arena_copy(r->arena, buffer_slice(&r->address));
        }
        r->found->oembed = discover_oembed(x, r->said.oembed, &r->base, r->arena, &r->no_memory);
        if (body.length) {
            describe(r, body);
        }
    }
}

bool page_read(const struct exchange *x, const struct url *url, bool thorough, struct arena *arena,
               struct page *out)
{
    *out = (struct page){ .via = VIA_NONE };
    struct reading r = { .arena = arena,
                         .found = out,
                         .page = url,
                         .base = *url,
                         .thorough = thorough,
                         .body = BUFFER(MOST_TEXT),
                         .base_text = BUFFER(URL_MOST),
                         .text = BUFFER(MOST_TEXT),
                         .target = BUFFER(MOST_TEXT),
                         .next = BUFFER(MOST_TEXT),
                         .address = BUFFER(URL_MOST) };
    script_open(&r.scripts, url);
    r.scripts.visited = x->says.sets_cookies || x->has_jar;
    read_page(&r, x);
    script_free(&r.scripts);
    buffer_free(&r.body);
    buffer_free(&r.base_text);
    buffer_free(&r.text);
    buffer_free(&r.target);
    buffer_free(&r.next);
    buffer_free(&r.address);
    return !r.no_memory && !arena->failed;
}
