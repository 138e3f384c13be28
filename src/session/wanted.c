/* Which links are wanted: by their kind, and by expressions that leave out what matches. */
#include "session/wanted.h"

#include "places/reserved.h"
#include "session/session.h"
#include "syntax/url.h"

#include <stdlib.h>

/* What Perl's dialect has and ours lacks, which would be taken for something else. In brackets a
 * backslash is one more character. */
static const struct lack {
    const char *written, *instead;
    bool in_brackets;
} lacks[] = {
    { "\\d", "[0-9]", false },     { "\\D", "[^0-9]", false },   { "\\d", "0-9", true },
    { "\\w", "[:alnum:]_", true }, { "\\s", "[:space:]", true }, { "(?", "(", false },
};

static const struct lack *lack_at(const char *at, bool in_brackets)
{
    for (size_t i = 0; i < sizeof lacks / sizeof *lacks; i++) {
        if (lacks[i].in_brackets == in_brackets && strncmp(at, lacks[i].written, 2) == 0) {
            return &lacks[i];
        }
    }
    return NULL;
}

/* Behind a bracket's first character, which may be a "]". */
static const char *bracket_start(const char *at)
{
    at += at[1] == '^' ? 2 : 1;
    return at + (*at == ']');
}

/* The first of them in an expression; NULL: there is none. */
static const struct lack *find_lack(const char *expression)
{
    bool in_brackets = false;
    const struct lack *found = NULL;
    for (const char *at = expression; *at && !found;) {
        found = lack_at(at, in_brackets);
        if (in_brackets && at[0] == '[' && at[1] == ':' && strstr(at, ":]")) {
            at = strstr(at, ":]") + 2;
        } else if (in_brackets) {
            in_brackets = *at++ != ']';
        } else if (*at == '[') {
            in_brackets = true;
            at = bracket_start(at);
        } else {
            at += *at == '\\' && at[1] ? 2 : 1;
        }
    }
    return found;
}

static lf_status compile_one(struct lf_session *s, const char *expression)
{
    const struct lack *lack = find_lack(expression);
    if (lack) {
        return session_fail(&s->error, LF_USAGE,
                            "the expression \"%s\" is not understood: POSIX has no %s%s, write %s",
                            expression, lack->written, lack->in_brackets ? " in brackets" : "",
                            lack->instead);
    }
    regex_t *compiled = &s->excludes[s->exclude_count];
    int fault = regcomp(compiled, expression, REG_EXTENDED | REG_NOSUB);
    if (fault == REG_ESPACE) {
        return LF_NO_MEMORY;
    }
    if (fault) {
        char why[128];
        regerror(fault, compiled, why, sizeof why);
        return session_fail(&s->error, LF_USAGE, "the expression \"%s\" does not compile: %s",
                            expression, why);
    }
    s->exclude_count++;
    return LF_OK;
}

lf_status wanted_open(struct lf_session *s)
{
    const char *const *expressions = s->options.exclude;
    size_t count = strings_count(expressions);
    s->excludes = count ? calloc(count, sizeof *s->excludes) : NULL;
    if (count && !s->excludes) {
        return LF_NO_MEMORY;
    }
    lf_status status = LF_OK;
    for (size_t i = 0; status == LF_OK && i < count; i++) {
        status = compile_one(s, expressions[i]);
    }
    return status;
}

void wanted_close(struct lf_session *s)
{
    while (s->exclude_count > 0) {
        regfree(&s->excludes[--s->exclude_count]);
    }
    free(s->excludes);
}

/* False: out of memory, which matching takes too, and regexec calls no match. */
static bool find_excluded(const struct lf_session *s, struct slice url, bool *excluded)
{
    enum { NO_MATCH = -1 };
    int found = NO_MATCH;
    for (size_t i = 0; found == NO_MATCH && i < s->exclude_count; i++) {
        regoff_t length = (regoff_t)url.length;
        found = (int)re_search(&s->excludes[i], url.data, length, 0, length, NULL);
    }
    *excluded = found >= 0;
    return found >= NO_MATCH;
}

static bool find_wanted(const struct lf_session *s, const struct link *link, bool *wanted)
{
    const char *const *only = s->options.only;
    *wanted = !only || !only[0];
    for (size_t i = 0; !*wanted && only[i]; i++) {
        *wanted = strcmp(only[i], link_kind_word((enum link_kind)link->kind)) == 0;
    }
    struct slice url = link_url(link);
    bool excluded = false;
    bool told = !*wanted || find_excluded(s, url.data ? url : link_written(link), &excluded);
    *wanted = *wanted && !excluded;
    return told;
}

enum reason wanted_unfit(const struct lf_session *s, const struct link *link)
{
    return link->truncated      ? REASON_TRUNCATED
           : link->malformed    ? REASON_MALFORMED
           : link->skipped      ? (enum reason)link->skipped
           : s->options.offline ? REASON_OFFLINE
                                : REASON_NONE;
}

/* The host's bytes stand in the buffer. False: out of memory. */
static bool read_host(struct slice url, struct buffer *into, struct slice *host)
{
    struct url parsed;
    bool good = url_parse(url, NULL, into, &parsed) == URL_OK;
    *host = good ? parsed.host : (struct slice){ 0 };
    return good || !into->no_memory;
}

/* Whether a check leaves the link alone: it leads to a host that stands for others, and the
 * document is none of that host's own pages. False: out of memory. */
static bool find_reserved(const struct document *document, const struct link *link, bool *reserved)
{
    struct buffer own = BUFFER(URL_MOST);
    struct buffer other = BUFFER(URL_MOST);
    struct slice host;
    struct slice home = { 0 };
    bool good = read_host(link_url(link), &own, &host);
    *reserved = good && host_is_reserved(host);
    if (*reserved && document->url.data) {
        good = read_host(document->url, &other, &home);
        *reserved = !slice_equal(home, host);
    }
    buffer_free(&own);
    buffer_free(&other);
    return good;
}

/* Whether the document wants the link left alone wherever it stands. */
static bool is_ignored(const struct document *d, const struct link *link)
{
    struct span first = link_span(link);
    bool ignored = d && d->ignore_count > 0 && document_ignores(d, first.line, first.column);
    for (const struct span_list *p = link_rest(link).spans; ignored && p; p = p->next) {
        ignored = document_ignores(d, p->span.line, p->span.column);
    }
    return ignored;
}

bool wanted_skip(const struct lf_session *s, const struct document *document, struct link *link)
{
    bool wanted = true;
    bool reserved = false;
    bool sound = !link->truncated && !link->malformed && link->skipped == REASON_NONE;
    if (sound && !find_wanted(s, link, &wanted)) {
        return false;
    }
    if (sound && wanted && s->options.mode == LF_CHECK) {
        if (!find_reserved(document, link, &reserved)) {
            return false;
        }
        wanted = !reserved;
    }
    wanted = wanted && !is_ignored(document, link);
    link->skipped = (uint8_t)(wanted ? wanted_unfit(s, link) : REASON_EXCLUDED);
    return true;
}

enum { LEFT_OUT = UINT32_MAX };

/* Moves the links that are kept together, and notes for each where it stands now, or LEFT_OUT. */
static lf_status keep_links(const struct lf_session *s, struct document *d, uint32_t *places,
                            keep_link *keeps, void *of)
{
    size_t kept = 0;
    for (size_t i = 0; i < d->link_count; i++) {
        bool wanted;
        if (atomic_load(&s->interrupted)) {
            return LF_INTERRUPTED;
        }
        if (!keeps(of, d, &d->links[i], &wanted)) {
            return LF_NO_MEMORY;
        }
        places[i] = wanted ? (uint32_t)kept : LEFT_OUT;
        if (wanted) {
            d->links[kept++] = d->links[i];
        }
    }
    d->link_count = kept;
    return LF_OK;
}

static void keep_of_embed(struct embed *embed, const uint32_t *places)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < embed->link_count; i++) {
        uint32_t place = places[embed->links[i]];
        if (place != LEFT_OUT) {
            embed->links[kept++] = place;
        }
    }
    embed->link_count = kept;
}

lf_status wanted_compact(const struct lf_session *s, struct document *d, keep_link *keeps, void *of)
{
    uint32_t *places = d->link_count ? calloc(d->link_count, sizeof *places) : NULL;
    if (!places) {
        return d->link_count ? LF_NO_MEMORY : LF_OK;
    }
    lf_status status = keep_links(s, d, places, keeps, of);
    for (size_t i = 0; status == LF_OK && i < d->embed_count; i++) {
        keep_of_embed(&d->embeds[i], places);
    }
    free(places);
    return status;
}

static bool is_wanted(void *of, struct document *d, struct link *link, bool *wanted)
{
    (void)d;
    return find_wanted(of, link, wanted);
}

bool wanted_all(const struct lf_session *s)
{
    return s->exclude_count == 0 && !(s->options.only && s->options.only[0]);
}

lf_status wanted_keep(struct lf_session *s, struct document *d)
{
    return wanted_all(s) ? LF_OK : wanted_compact(s, d, is_wanted, s);
}
