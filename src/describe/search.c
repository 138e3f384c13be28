#include "describe/search.h"

#include "describe/archived.h"
#include "places/endpoint.h"
#include "syntax/html_page.h"
#include "syntax/http_fields.h"
#include "syntax/refresh.h"

/* --- What is asked --- */

enum { ROWS_MOST = 500 };

/* What --endpoint says of a name; absent: nothing. The last one counts. */
static struct slice base_of(const struct search *s, const char *name)
{
    struct slice base = { 0 };
    for (const char *const *said = s->options->endpoints; said && *said; said++) {
        struct slice url = slice_from(*said);
        struct slice of = slice_cut(&url, '=');
        base = slice_equal(of, slice_from(name)) ? url : base;
    }
    return base;
}

/* Adds an endpoint's URL with the one that is looked up. */
static bool add_endpoint(const struct search *s, const char *name, struct buffer *into)
{
    const struct endpoint_words words = { .url = s->url };
    return endpoint_url(endpoint_named(slice_from(name)), base_of(s, name), &words, into);
}

static void write_stamp(int64_t ms, char out[CAPTURE_STAMP])
{
    char text[TIME_TEXT];
    size_t length = 0;
    time_format(ms, TIME_SECOND, text);
    for (size_t i = 0; text[i] && length + 1 < CAPTURE_STAMP; i++) {
        if (ascii_is_digit(text[i])) {
            out[length++] = text[i];
        }
    }
    out[length] = '\0';
}

static bool add_play(const struct search *s, const struct capture *c, const char *manner,
                     struct buffer *into)
{
    bool added = add_endpoint(s, "wayback.play", into);
    buffer_printf(into, "/%s%s/", c->stamp, manner);
    buffer_add(into, s->url);
    return added;
}

static bool add_available(const struct search *s, struct buffer *into)
{
    char stamp[CAPTURE_STAMP];
    bool added = add_endpoint(s, "wayback.available", into);
    if (s->near != CAPTURE_LATEST) {
        write_stamp(s->near, stamp);
        buffer_printf(into, "&timestamp=%s", stamp);
    }
    return added;
}

/* Without a filter: posts that were kept as JSON have no status. */
static bool add_cdx(const struct search *s, struct buffer *into)
{
    char stamp[CAPTURE_STAMP];
    bool added = add_endpoint(s, "wayback.cdx", into);
    if (s->near != CAPTURE_LATEST) {
        write_stamp(s->near, stamp);
        buffer_printf(into, "&closest=%s&sort=closest&limit=%d", stamp, ROWS_MOST);
    } else {
        buffer_printf(into, "&sort=reverse&limit=%d", ROWS_MOST);
    }
    return added;
}

bool search_url(const struct search *s, struct buffer *into)
{
    switch (s->step) {
    case STEP_AVAILABLE:
        return add_available(s, into);
    case STEP_CDX:
        return add_cdx(s, into);
    case STEP_PLAY:
        return add_play(s, &s->captures.copy, "id_", into);
    case STEP_MOVED:
        return add_play(s, &s->captures.moved, "id_", into);
    case STEP_GATE:
        buffer_add(into, slice_from(s->options->timegates[s->gate]));
        buffer_add(into, s->url);
        return true;
    case STEP_DONE:
    default:
        return false;
    }
}

int64_t search_datetime(const struct search *s)
{
    return s->step == STEP_GATE && s->near != CAPTURE_LATEST ? s->near : 0;
}

/* --- What an answer is --- */

/* Why there is no copy, in the words of records. */
static const char copy_none[] = "none";
static const char copy_excluded[] = "excluded";
static const char copy_rate_limited[] = "rate_limited";
static const char copy_unreachable[] = "unreachable";

static bool field_of(const struct exchange *x, struct slice name, struct slice *value)
{
    struct slice head = x->head;
    return http_next_field(&head, name, value);
}

/* When what an archive gives was kept (RFC 7089 section 2.1.1); false: it is no copy. */
static bool read_memento(const struct exchange *x, int64_t *at)
{
    struct slice value;
    return field_of(x, SLICE("memento-datetime"), &value) && http_read_date(value, at) && *at > 0 &&
           *at <= time_now_ms() + MS_PER_DAY;
}

bool search_is_kept_redirect(const struct search *s, const struct exchange *x)
{
    int64_t at;
    return s->step >= STEP_PLAY && read_memento(x, &at);
}

/* A site that does not want to be shown. */
static bool is_excluded(const struct exchange *x)
{
    struct slice word = SLICE("AdministrativeAccessControlException");
    struct slice error;
    bool named = field_of(x, SLICE("x-archive-wayback-runtime-error"), &error);
    return x->status == 403 && ((named && slice_find_nocase(error, word) < error.length) ||
                                slice_find_nocase(x->whole, word) < x->whole.length);
}

/* Why an answer is no copy. */
static const char *failure(const struct exchange *x)
{
    bool came = x && x->fault == FAULT_NONE;
    if (x && (x->fault == FAULT_RATE_LIMITED || (came && x->status == 429))) {
        return copy_rate_limited;
    }
    return !came ? copy_unreachable : is_excluded(x) ? copy_excluded : copy_unreachable;
}

static bool is_good(const struct exchange *x)
{
    return x && x->fault == FAULT_NONE && x->status == 200;
}

/* --- What becomes of it --- */

static struct slice keep(struct search *s, struct slice text)
{
    struct slice kept = arena_copy(&s->lookup->said, text);
    s->no_memory = s->no_memory || s->lookup->said.failed;
    return kept;
}

static void end(struct search *s)
{
    struct lookup *l = s->lookup;
    bool by_gate =
        s->wayback.reason == copy_none && s->gates.source.data && s->gates.reason != copy_none;
    if (!l->found.url.data) {
        l->found = by_gate ? s->gates : s->wayback;
    }
    s->step = STEP_DONE;
}

/* The Wayback Machine has no copy: the next TimeGate is asked, if there is one. */
static void ask_gate(struct search *s, size_t gate)
{
    const char *const *gates = s->options->timegates;
    s->gate = gate;
    if (gates && gates[gate] && !s->lookup->found.url.data) {
        s->step = STEP_GATE;
    } else {
        end(s);
    }
}

static void have_copy(struct search *s, const struct capture *c)
{
    struct buffer url = BUFFER(URL_MOST);
    add_play(s, c, "", &url);
    s->captures.copy = *c;
    s->lookup->found = (struct archive){ .source = SLICE("wayback"),
                                         .url = keep(s, buffer_slice(&url)),
                                         .datetime = c->at };
    s->no_memory = s->no_memory || url.no_memory;
    buffer_free(&url);
}

/* What else is wanted of the Wayback Machine. */
static void go_on(struct search *s)
{
    bool has_copy = s->lookup->found.url.data;
    if (s->is_short && capture_is(&s->captures.moved)) {
        s->step = STEP_MOVED;
    } else if (has_copy && (s->post.place || s->is_short)) {
        s->step = STEP_PLAY;
    } else {
        ask_gate(s, 0);
    }
}

static void take_available(struct search *s, const struct exchange *x)
{
    if (is_good(x)) {
        captures_read_available(x->whole, &s->available, &s->no_memory);
    }
    s->step = STEP_CDX;
}

/* Where the CDX server says nothing, what the other API said counts. */
static void take_cdx(struct search *s, const struct exchange *x)
{
    bool told = is_good(x) && captures_read(x->whole, s->near, &s->captures, &s->no_memory);
    if (!told && capture_is(&s->available)) {
        s->captures = (struct captures){ .copy = s->available };
    }
    if (capture_is(&s->captures.copy)) {
        have_copy(s, &s->captures.copy);
    }
    s->wayback.reason = told ? copy_none : failure(x);
    go_on(s);
}

static void read_post(struct search *s, const struct exchange *x)
{
    struct lookup *l = s->lookup;
    struct reader r = { .about = &s->post,
                        .status = x->status,
                        .media = x->says.media,
                        .body = x->whole,
                        .arena = &l->said,
                        .told = &l->told };
    read_archived(&r);
    s->no_memory = s->no_memory || r.no_memory || l->said.failed;
}

/* Where what was kept led to: a redirect, or a page that moves on. */
static void note_move(struct search *s, struct slice target, struct slice from)
{
    struct buffer base = BUFFER(URL_MOST);
    struct buffer text = BUFFER(URL_MOST);
    struct url asked, to;
    if (target.length && url_parse(from, NULL, &base, &asked) == URL_OK &&
        url_parse(target, &asked, &text, &to) == URL_OK) {
        s->lookup->moved_to = keep(s, archived_url(to.href));
    }
    s->no_memory = s->no_memory || base.no_memory || text.no_memory;
    buffer_free(&base);
    buffer_free(&text);
}

/* To browsers shorteners show a page with a refresh, in noscript beside a script. */
static void read_refresh(struct search *s, const struct exchange *x, struct slice from)
{
    struct html_page page;
    struct buffer content = BUFFER(URL_MOST);
    uint32_t seconds;
    struct slice target = { 0 };
    html_read_page(x->whole, &page, NULL);
    html_decode(page.refresh.data ? page.refresh : page.quiet_refresh, true, &content);
    refresh_parse(buffer_slice(&content), &seconds, &target);
    note_move(s, target, from);
    s->no_memory = s->no_memory || content.no_memory || page.failed;
    buffer_free(&content);
}

static bool is_redirect(const struct exchange *x)
{
    return x && x->fault == FAULT_NONE && x->status / 100 == 3;
}

static void take_play(struct search *s, const struct exchange *x, struct slice from)
{
    if (is_good(x) && s->post.place) {
        read_post(s, x);
    } else if (is_good(x)) {
        read_refresh(s, x, from);
    }
    end(s);
}

static void take_move(struct search *s, const struct exchange *x, struct slice from)
{
    if (is_redirect(x) && search_is_kept_redirect(s, x)) {
        note_move(s, x->says.location, from);
    }
    ask_gate(s, 0);
}

/* --- TimeGates --- */

static struct slice host_of(struct slice url, struct buffer *text)
{
    struct url u;
    return url_parse(url, NULL, text, &u) == URL_OK ? u.host : (struct slice){ 0 };
}

/* The URL of a copy that its TimeGate gave under its own: as it says (RFC 7089 section 4.1.2). */
static struct slice stated_url(const struct exchange *x, int64_t at)
{
    struct slice head = x->head;
    struct slice value;
    if (field_of(x, SLICE("content-location"), &value)) {
        return value;
    }
    while (http_next_field(&head, SLICE("link"), &value)) {
        struct http_link link;
        while (http_next_link(&value, &link)) {
            int64_t of;
            if (http_link_is(&link, SLICE("memento")) && http_read_date(link.datetime, &of) &&
                of == at) {
                return link.target;
            }
        }
    }
    return (struct slice){ 0 };
}

/* The copy's URL for people, resolved against where it came from. */
static struct slice copy_url(struct search *s, const struct exchange *x, struct slice from,
                             int64_t at)
{
    struct buffer base = BUFFER(URL_MOST);
    struct buffer text = BUFFER(URL_MOST);
    struct url asked, stated;
    struct slice url = from;
    struct slice said = s->moves ? (struct slice){ 0 } : stated_url(x, at);
    if (said.length && url_parse(from, NULL, &base, &asked) == URL_OK &&
        url_parse(said, &asked, &text, &stated) == URL_OK) {
        url = stated.href;
    }
    url = keep(s, url);
    s->no_memory = s->no_memory || base.no_memory || text.no_memory;
    buffer_free(&base);
    buffer_free(&text);
    return url;
}

static void take_memento(struct search *s, const struct exchange *x, struct slice from, int64_t at,
                         struct slice source)
{
    if (x->status == 200) {
        s->lookup->found =
            (struct archive){ .source = source, .url = copy_url(s, x, from, at), .datetime = at };
        if (s->post.place) {
            read_post(s, x);
        }
    } else if (is_redirect(x) && s->is_short && !s->lookup->moved_to.data) {
        note_move(s, x->says.location, from);
    }
}

static void take_gate(struct search *s, const struct exchange *x, struct slice from)
{
    struct buffer text = BUFFER(URL_MOST);
    struct slice source = keep(s, host_of(slice_from(s->options->timegates[s->gate]), &text));
    int64_t at;
    bool came = x && x->fault == FAULT_NONE;
    if (came && read_memento(x, &at)) {
        take_memento(s, x, from, at, source);
    }
    bool has_none = came && (x->status == 404 || x->status / 100 == 2 || read_memento(x, &at));
    const char *why = has_none ? copy_none : failure(x);
    if (!s->gates.source.data || s->gates.reason == copy_none) {
        s->gates = (struct archive){ .source = source, .reason = why };
    }
    s->no_memory = s->no_memory || text.no_memory;
    buffer_free(&text);
    ask_gate(s, s->gate + 1);
}

void search_take(struct search *s, const struct exchange *x, struct slice from)
{
    switch (s->step) {
    case STEP_AVAILABLE:
        take_available(s, x);
        break;
    case STEP_CDX:
        take_cdx(s, x);
        break;
    case STEP_PLAY:
        take_play(s, x, from);
        break;
    case STEP_MOVED:
        take_move(s, x, from);
        break;
    case STEP_GATE:
        take_gate(s, x, from);
        break;
    case STEP_DONE:
    default:
        break;
    }
}
