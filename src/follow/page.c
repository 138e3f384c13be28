#include "follow/page.h"

#include "follow/answer.h"
#include "syntax/html.h"
#include "syntax/refresh.h"
#include "syntax/utf8.h"

/* No text of a page that is kept can take more room, whatever it is decoded from. */
enum { LONGEST_REFRESH_S = 10, MOST_REFRESH = 8 << 10, MOST_TITLE = 2 << 10, MOST_TEXT = 1 << 20 };

/* A page being read: what its references resolve against, and room for decoding. */
struct reading {
    struct arena *arena;
    struct page *found;
    const struct url *page;
    struct url base; /* the page's own, or what its base element says */
    struct buffer base_text, text, target;
    bool no_memory;
};

/* --- Memory: what fails for want of it fails the reader, not the page --- */

static bool has_room(struct reading *r, const struct buffer *b)
{
    r->no_memory = r->no_memory || b->failed;
    return !b->failed;
}

static bool decode(struct reading *r, struct slice s, bool in_attribute)
{
    buffer_reset(&r->text);
    html_decode(s, in_attribute, &r->text);
    return has_room(r, &r->text);
}

static bool parse(struct reading *r, struct slice reference, const struct url *base,
                  struct buffer *into, struct url *out)
{
    enum url_status status = url_parse(reference, base, into, out);
    r->no_memory = r->no_memory || status == URL_NO_MEMORY;
    return status == URL_OK;
}

/* --- Targets --- */

/* Takes a target that is not the page itself. A page cannot send its reader to another scheme than
 * the web's and be followed. */
static bool lead(struct reading *r, struct slice target, const struct url *base, enum via via)
{
    struct url to;
    if (!parse(r, target, base, &r->target, &to) || to.href.length > URL_LONGEST ||
        slice_equal(url_without_fragment(to.href), url_without_fragment(r->page->href))) {
        return false;
    }
    r->found->next = arena_copy(r->arena, to.href);
    r->found->via = via;
    return true;
}

/* A long delay, or none but a reload, is no redirect. */
static bool lead_by_refresh(struct reading *r, struct slice content, const struct url *base)
{
    uint32_t seconds;
    struct slice target;
    return content.data && refresh_parse(content, &seconds, &target) &&
           seconds <= LONGEST_REFRESH_S && target.data && lead(r, target, base, VIA_REFRESH);
}

static bool lead_by_meta(struct reading *r, struct slice content)
{
    return content.data && decode(r, content, true) &&
           lead_by_refresh(r, buffer_slice(&r->text), &r->base);
}

/* --- Scripts --- */

static bool lead_by_script(struct reading *r, struct slice string)
{
    if (!string.data) {
        return false;
    }
    buffer_reset(&r->text);
    html_unescape_script(string, &r->text);
    return has_room(r, &r->text) && lead(r, buffer_slice(&r->text), &r->base, VIA_SCRIPT);
}

/* --- What a page says of itself --- */

/* Bytes that are no UTF-8 are read as windows-1252 where the header says so; else nothing is known
 * of them. The 32 characters that Latin-1 does not have are left out. */
static void decode_latin1(struct slice s, struct buffer *into)
{
    for (size_t i = 0; i < s.length; i++) {
        unsigned char c = (unsigned char)s.data[i];
        utf8_encode(c >= 0x80 && c < 0xa0 ? UTF8_REPLACEMENT : c, into);
    }
}

static void add_collapsed(struct slice s, struct buffer *into)
{
    s = slice_trim(s);
    for (size_t i = 0; i < s.length; i++) {
        bool space = ascii_is_space(s.data[i]) || s.data[i] == '\0';
        if (!space) {
            buffer_add_char(into, s.data[i]);
        } else if (into->length && into->data[into->length - 1] != ' ') {
            buffer_add_char(into, ' ');
        }
    }
}

/* Where the page itself says so: the standard's prescan, cut down to the one thing asked. */
static bool states_latin1(struct slice body)
{
    enum { PRESCAN = 1024 };
    struct slice rest = slice_part(body, 0, body.length < PRESCAN ? body.length : PRESCAN);
    rest = slice_skip(rest, slice_find_nocase(rest, SLICE("charset=")));
    rest.length = rest.length < 24 ? rest.length : 24;
    return http_is_latin1(rest);
}

static void read_title(struct reading *r, struct slice title, bool latin1)
{
    if (title.length > MOST_TITLE) {
        title.length = MOST_TITLE;
        while (title.length && ((unsigned char)title.data[title.length] & 0xc0) == 0x80) {
            title.length--; /* not in the middle of a character */
        }
    }
    buffer_reset(&r->target);
    if (!utf8_is_valid(title)) {
        if (!latin1) {
            return;
        }
        decode_latin1(title, &r->target);
        title = buffer_slice(&r->target);
    }
    if (!has_room(r, &r->target) || !decode(r, title, false)) {
        return;
    }
    buffer_reset(&r->target);
    add_collapsed(buffer_slice(&r->text), &r->target);
    if (has_room(r, &r->target) && r->target.length) {
        r->found->title = arena_copy(r->arena, buffer_slice(&r->target));
    }
}

static void read_canonical(struct reading *r, struct slice href)
{
    struct url to;
    if (decode(r, href, true) && parse(r, buffer_slice(&r->text), &r->base, &r->target, &to) &&
        to.href.length <= URL_LONGEST) {
        r->found->canonical = arena_copy(r->arena, to.href);
    }
}

static void read_base(struct reading *r, struct slice href)
{
    struct url base;
    if (href.data && decode(r, href, true) &&
        parse(r, buffer_slice(&r->text), r->page, &r->base_text, &base)) {
        r->base = base;
    }
}

/* Browsers honour what stands in noscript only where scripts do not run, and what a script does is
 * not known without running it: both count only where the page has nothing else to say. */
static void read_page(struct reading *r, struct slice body, bool latin1)
{
    struct html_page page;
    html_read_page(body, &page);
    read_base(r, page.base);
    bool leads = lead_by_meta(r, page.refresh) ||
                 (!page.shows_text &&
                  (lead_by_meta(r, page.quiet_refresh) || lead_by_script(r, page.script_target)));
    if (leads) {
        return;
    }
    if (page.title.data) {
        read_title(r, page.title, latin1);
    }
    if (page.canonical.data) {
        read_canonical(r, page.canonical);
    }
}

bool page_read(const struct exchange *x, const struct url *url, struct arena *arena,
               struct page *out)
{
    *out = (struct page){ .via = VIA_NONE };
    struct reading r = { .arena = arena,
                         .found = out,
                         .page = url,
                         .base = *url,
                         .base_text = BUFFER(URL_MOST),
                         .text = BUFFER(MOST_TEXT),
                         .target = BUFFER(MOST_TEXT) };
    struct slice refresh = x->says.refresh;
    bool leads = refresh.length <= MOST_REFRESH && lead_by_refresh(&r, refresh, url);
    if (!leads && x->page.length) {
        read_page(&r, x->page, x->says.latin1 || states_latin1(x->page));
    }
    buffer_free(&r.base_text);
    buffer_free(&r.text);
    buffer_free(&r.target);
    return !r.no_memory && !arena->failed;
}
