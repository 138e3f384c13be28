#include "emit/brief.h"

#include "emit/fields.h"
#include "emit/plain.h"
#include "pack/bytes.h"

/* How long what is written twice may be: with all else it fits a writer's slack. */
enum { LONGEST = WRITER_SLACK / 8 };

void brief_open(struct brief *b)
{
    for (unsigned i = 0; i < BRIEF_KINDS; i++) {
        char *at = put_literal(b->kinds[i].text, "\",\"kind\":");
        at = put_word(at, link_kind_word((enum link_kind)i));
        b->kinds[i].length = (size_t)(at - b->kinds[i].text);
    }
}

static bool is_short(const struct slice parts[2])
{
    return parts[0].length + parts[1].length <= LONGEST;
}

static bool is_brief(const struct writer *w, const struct link *link,
                     const struct link_parts *parts)
{
    return parts->known && !w->indented && !link->more && !link->truncated && !link->skipped &&
           is_short(parts->url) && (!link->apart || is_short(parts->written));
}

/* Puts both parts, if they are plain; NULL: they are not. */
static char *put_plain(char *at, const struct slice parts[2])
{
    char *second = at + parts[0].length;
    bool plain = plain_put(at, parts[0].data, parts[0].length) &&
                 plain_put(second, parts[1].data, parts[1].length);
    return plain ? second + parts[1].length : NULL;
}

/* Puts what a link says. What is also its URL is known to be plain. */
static char *put_written(char *at, const struct link *link, const struct link_parts *parts)
{
    return link->apart ? put_plain(at, parts->written)
                       : bytes_put(bytes_put(at, parts->url[0]), parts->url[1]);
}

static char *put_place(struct writer *w, char *at, const struct link *link)
{
    const struct span span = { .start = link->start,
                               .end = link->start + link->length,
                               .line = link->line,
                               .column = link->column };
    if (link->embed != NO_EMBED) {
        at = put_number(put_literal(at, ",\"embed\":"), (uint64_t)link->embed);
    }
    at = put_span(w, put_literal(at, ",\"spans\":["), &span);
    return put_literal(at, "]}");
}

/* Nobody knows of what was put before the run ends. */
bool brief_write(const struct brief *b, struct writer *w, const struct link *link,
                 const struct link_parts *parts)
{
    if (!is_brief(w, link, parts)) {
        return false;
    }
    char *at = run_begin(w);
    *at = ',';
    at += !w->empty;
    at = put_plain(put_literal(at, "{\"url\":\""), parts->url);
    at = at ? put_written(put_literal(at, "\",\"written\":\""), link, parts) : NULL;
    if (!at) {
        return false;
    }
    memcpy(at, b->kinds[link->kind].text, BRIEF_WORD);
    run_end(w, put_place(w, at + b->kinds[link->kind].length, link));
    return true;
}
