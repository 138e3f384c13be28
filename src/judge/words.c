/* The words of findings, as rows. In them {status} stands for the final status, {host} for the host
 * that was asked last, {hops} for how many there were, {url} for where the chain ends, {next} for
 * where it would have gone on, {target} for the file a local link names, {fragment} for what is to
 * be in it, {inside} for " in" that file, {guess} for what may be meant instead, {tls} for what is
 * wrong with a certificate. */
#include "judge/words.h"

#include "syntax/url.h"

#include <string.h>

/* --- Rows --- */

struct row {
    const char *message, *hint; /* no hint: NULL */
};

#define SITE_REFUSES "where it opens in a browser, --accept {host}={status} takes it for alive"

static const struct row reasons[REASON_COUNT] = {
    [REASON_GONE] = { "there is no such page ({status})", NULL },
    [REASON_NO_SUCH_HOST] = { "there is no host {host}", NULL },
    [REASON_DELETED] = { "the post is not there any more", NULL },
    [REASON_SUSPENDED] = { "the post's account is suspended", NULL },
    [REASON_SOFT_404] = { "the site answers {status}, but says that there is no such page", NULL },
    [REASON_PARKED] = { "the site is gone: its name is parked or for sale", NULL },
    [REASON_REDIRECTED_HOME] = { "the page is gone: its site leads to its front page", NULL },
    [REASON_LOOP] = { "it redirects in a circle", NULL },
    [REASON_TOO_MANY_HOPS] = { "it redirects on and on: {hops} hops and no end", NULL },
    [REASON_MALFORMED_REDIRECT] = { "it redirects to what is no URL", NULL },
    [REASON_NO_SUCH_FILE] = { "there is no such file: {target}", NULL },
    [REASON_NO_SUCH_FRAGMENT] = { "there is no heading or id \"{fragment}\"{inside}", NULL },
    [REASON_MISSED_FRAGMENT] = { "the page has no id \"{fragment}\"",
                                 "scripts may add it: --fragments local looks into no pages" },
    [REASON_UNVERIFIED] = { "nobody says whether the post is there", NULL },
    [REASON_BLOCKED] = { "the site lets no programs in ({status})", SITE_REFUSES },
    [REASON_RATE_LIMITED] = { "the site is asked too often ({status})",
                              "--rate {host}=1/s asks it more slowly" },
    [REASON_LOGIN_WALL] = { "it is shown only to those who are signed in",
                            "--severity login_wall=off leaves out all that is" },
    [REASON_PROTECTED] = { "it is shown to chosen people only",
                           "--severity protected=off leaves out all that is" },
    [REASON_TIMEOUT] = { "no answer came in time", "--timeout SECONDS waits longer" },
    [REASON_UNREACHABLE] = { "{host} cannot be reached",
                             "--retries N tries it more often, in case it passes" },
    [REASON_TLS] = { "no safe connection to {host}: {tls}", NULL },
    [REASON_SERVER_ERROR] = { "the server failed ({status})",
                              "--retries N tries it more often, in case it passes" },
    [REASON_CLIENT_ERROR] = { "the server refuses the request ({status})", SITE_REFUSES },
    [REASON_TOO_LARGE_HEADER] = { "the header of its answer is too large", NULL },
    [REASON_PROTOCOL] = { "its answer breaks the rules of HTTP", NULL },
    [REASON_DENIED] = { "it leads to where nobody is asked", "--allow-net CIDR allows a network" },
    [REASON_EXCLUDED] = { "it is left out", NULL },
    [REASON_TRUNCATED] = { "it is cut off", NULL },
    [REASON_OFFLINE] = { "it was not asked for", NULL },
    [REASON_MALFORMED] = { "this is no URL", "in a URL a space is written %20" },
    [REASON_OUT_OF_TIME] = { "there was no time left to ask",
                             "--max-time SECONDS gives the run more" },
    [REASON_HOP_LIMIT] = { "it leads on to {next}", "--max-hops N follows further" },
};

/* Those that are not of a reason. */
static const struct row classes[CLASS_COUNT] = {
    [CLASS_REDIRECT] = { "it has moved for good to {url}", "write the new URL" },
    [CLASS_INSECURE] = { "it is asked for over http:, which anybody on the way can read and change",
                         "write https: where the site has it" },
    [CLASS_CONFLICT] = { "its sources disagree on its ", "look which of them is right" },
};

#define OVER_HTTP "it leads over http:, which anybody on the way can read and change"

/* Of a link that is itself asked for over https:. */
static const struct row detour = { OVER_HTTP, "write {url}, where it ends" };
static const struct row no_way_round = { OVER_HTTP, NULL };

static const char *const certificates[TLS_COUNT] = {
    [TLS_NONE] = "it failed",
    [TLS_EXPIRED] = "its certificate has expired",
    [TLS_NOT_YET_VALID] = "its certificate is not valid yet",
    [TLS_WRONG_HOST] = "its certificate is another host's",
    [TLS_SELF_SIGNED] = "its certificate is signed by itself",
    [TLS_UNTRUSTED] = "its certificate is signed by nobody we trust",
    [TLS_REVOKED] = "its certificate was revoked",
    [TLS_WEAK] = "its keys are too weak",
    [TLS_PROTOCOL] = "it speaks no TLS that we do",
};

static const char trust[] = "--cacert FILE trusts the certificates in FILE";
static const char meant[] = "did you mean {guess}?";
static const char archives[] = "--archive looks for a copy";

/* --- What stands in them --- */

/* A URL without the password it may hold, or its host alone. */
static void add_url(struct slice url, bool host, struct buffer *into)
{
    struct buffer parsed = BUFFER(URL_MOST);
    struct url u;
    if (url_parse(url, NULL, &parsed, &u) == URL_OK) {
        url_drop_userinfo(&u, &parsed);
        buffer_add(into, host ? u.host : u.href);
    }
    into->failed |= parsed.no_memory;
    into->no_memory |= parsed.no_memory;
    buffer_free(&parsed);
}

static struct slice last_url(const struct judged *w)
{
    const struct outcome *o = w->outcome;
    return o && o->hop_count ? o->hops[o->hop_count - 1].url : w->url;
}

static void add_status(const struct judged *w, struct buffer *into)
{
    buffer_add_number(into, w->outcome ? (unsigned)w->outcome->status : 0);
}

static void add_host(const struct judged *w, struct buffer *into)
{
    add_url(last_url(w), true, into);
}

static void add_hops(const struct judged *w, struct buffer *into)
{
    buffer_add_number(into, w->outcome ? w->outcome->hop_count : 0);
}

static void add_end(const struct judged *w, struct buffer *into)
{
    add_url(w->outcome ? w->outcome->final : w->url, false, into);
}

static void add_next(const struct judged *w, struct buffer *into)
{
    const struct outcome *o = w->outcome;
    add_url(o && o->cut ? o->hops[o->hop_count].url : w->url, false, into);
}

static void add_target(const struct judged *w, struct buffer *into)
{
    buffer_add(into, w->target.length ? w->target : w->written);
}

/* What is read from a pipe has no path: its own fragments are all there is. */
static void add_inside(const struct judged *w, struct buffer *into)
{
    if (w->target.length && w->target.data[0] != '#') {
        buffer_add(into, SLICE(" in "));
        buffer_add(into, w->target);
    }
}

static void add_fragment(const struct judged *w, struct buffer *into)
{
    struct slice rest = w->written;
    size_t sign = slice_find(rest, '#');
    buffer_add(into, sign < rest.length ? slice_skip(rest, sign + 1) : rest);
}

static void add_guess(const struct judged *w, struct buffer *into)
{
    buffer_add(into, w->guess);
}

static void add_tls(const struct judged *w, struct buffer *into)
{
    buffer_add(into, slice_from(certificates[w->outcome ? w->outcome->tls : TLS_NONE]));
}

static const struct {
    const char *name;
    void (*add)(const struct judged *w, struct buffer *into);
} facts[] = {
    { "status", add_status }, { "host", add_host },         { "hops", add_hops },
    { "url", add_end },       { "next", add_next },         { "target", add_target },
    { "tls", add_tls },       { "fragment", add_fragment }, { "inside", add_inside },
    { "guess", add_guess },
};

static void add_fact(struct slice name, const struct judged *w, struct buffer *into)
{
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        if (slice_equal(name, slice_from(facts[i].name))) {
            facts[i].add(w, into);
        }
    }
}

static void fill(const char *row, const struct judged *w, struct buffer *into)
{
    struct slice rest = slice_from(row);
    while (rest.length) {
        bool more = slice_find(rest, '{') < rest.length;
        buffer_add(into, slice_cut(&rest, '{'));
        if (more) {
            add_fact(slice_cut(&rest, '}'), w, into);
        }
    }
}

/* --- All --- */

static bool begins_over_http(const struct judged *w)
{
    const struct outcome *o = w->outcome;
    return slice_starts_nocase(w->written, SLICE("http:")) ||
           (o && o->hop_count && slice_starts(o->hops[0].url, SLICE("http:")));
}

/* Only what is there, and is safe, is worth to be written. */
static bool ends_well(const struct judged *w)
{
    return reason_state(w->reason) == STATE_ALIVE && w->outcome &&
           slice_starts(w->outcome->final, SLICE("https:"));
}

static const struct row *row_of(const struct judged *w, enum finding_class class)
{
    bool by_reason = class == CLASS_DEAD || class == CLASS_UNSURE;
    if (class == CLASS_INSECURE && !begins_over_http(w)) {
        return ends_well(w) ? &detour : &no_way_round;
    }
    return by_reason ? &reasons[w->reason] : &classes[class];
}

static void add_conflicts(const struct judged *w, struct buffer *into)
{
    for (size_t i = 0; i < w->conflict_count; i++) {
        const struct conflict *c = &w->conflicts[i];
        buffer_add(into, i ? SLICE(", and on its ") : SLICE(""));
        buffer_add(into, slice_from(c->field));
        for (size_t v = 0; v < c->value_count; v++) {
            buffer_add(into, v ? SLICE(" or ") : SLICE(": "));
            buffer_add(into, c->values[v]);
        }
    }
}

void words_message(const struct judged *what, enum finding_class class, struct buffer *into)
{
    fill(row_of(what, class)->message, what, into);
    if (class == CLASS_CONFLICT) {
        add_conflicts(what, into);
    }
}

/* The hint for a finding, as a row has it; NULL: there is none. A file is in no archive, a
 * certificate of one's own can be trusted, and where no space stands none is to be written. */
static const char *hint_of(const struct judged *what, enum finding_class class,
                           const struct policy *p)
{
    enum tls_fault tls = what->outcome ? what->outcome->tls : TLS_NONE;
    bool is_file = what->reason == REASON_NO_SUCH_FILE || what->reason == REASON_NO_SUCH_FRAGMENT;
    bool is_own = what->reason == REASON_TLS && (tls == TLS_SELF_SIGNED || tls == TLS_UNTRUSTED);
    bool is_wall = what->reason == REASON_BLOCKED && what->outcome && what->outcome->status < 400;
    if (class == CLASS_DEAD && is_file) {
        return what->guess.length ? meant : NULL;
    }
    if (class == CLASS_DEAD && !p->archives) {
        return archives;
    }
    if (class == CLASS_UNSURE && (is_own || is_wall)) {
        return is_own ? trust : NULL; /* a wall is told by no status */
    }
    bool is_unspaced =
        what->reason == REASON_MALFORMED && !memchr(what->written.data, ' ', what->written.length);
    return is_unspaced ? NULL : row_of(what, class)->hint;
}

/* Of a hint that says nothing of its link. */
static unsigned number_of(const char *hint, enum reason reason, enum finding_class class)
{
    enum { ARCHIVES = 1, TRUST, REASONS, CLASSES = REASONS + REASON_COUNT };
    _Static_assert(CLASSES + CLASS_COUNT <= 64, "a report remembers hints as the bits of a number");
    bool by_reason = class == CLASS_DEAD || class == CLASS_UNSURE;
    if (strchr(hint, '{')) {
        return 0;
    }
    return hint == archives ? ARCHIVES
           : hint == trust  ? TRUST
           : by_reason      ? REASONS + (unsigned)reason
                            : CLASSES + (unsigned)class;
}

unsigned words_hint(const struct judged *what, enum finding_class class, const struct policy *p,
                    struct buffer *into)
{
    const char *hint = hint_of(what, class, p);
    fill(hint ? hint : "", what, into);
    return hint ? number_of(hint, what->reason, class) : 0;
}
