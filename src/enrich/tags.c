#include "enrich/tags.h"

#include "enrich/ending.h"
#include "enrich/graph.h"
#include "enrich/robust.h"
#include "enrich/spots.h"

#define BLOCK_TYPE "application/ld+json"

/* --- A walk through the tags --- */

struct walk {
    struct html html;
    struct html_token token;
    size_t at; /* where the token begins; of none: what is left behind the last one */
};

static struct walk begin(const struct reading *r)
{
    struct walk walk = { .html = HTML_OVER(r->text) };
    walk.html.xml = r->form == ARTICLE_XHTML;
    walk.html.whole_scripts = true;
    return walk;
}

static bool next(struct walk *walk, const struct reading *r)
{
    walk->at = walk->html.at;
    html_next(&walk->html, &walk->token);
    if (walk->token.type == HTML_END) {
        return false;
    }
    walk->at = reading_at(r, walk->token.whole.data);
    return true;
}

/* Whether it begins an <a> that is part of the page. */
static bool opens_link(const struct walk *walk)
{
    return walk->token.type == HTML_OPEN && walk->token.element->id == HTML_IS_A &&
           !html_is_inert(&walk->html);
}

/* --- Out --- */

static bool opens_block(const struct html_token *token)
{
    return token->type == HTML_OPEN && token->element->id == HTML_IS_SCRIPT &&
           slice_equal(html_attribute(token, SLICE("type")), SLICE(BLOCK_TYPE)) &&
           slice_equal(html_attribute(token, SLICE("data-landfall")), SLICE("1"));
}

/* Up to the end of its end tag; without one, what follows is ours if no "<" is in it, as none is in
 * our data. */
static void take_block_out(struct walk *walk, const struct reading *r, struct edits *edits)
{
    size_t from = walk->at;
    size_t to = from + walk->token.whole.length;
    bool more = next(walk, r);
    if (more && walk->token.type == HTML_TEXT) {
        to += walk->token.whole.length;
        more = next(walk, r);
    }
    bool closed = more && walk->token.type == HTML_CLOSE && walk->at == to;
    to += closed ? walk->token.whole.length : 0;
    bool bare = slice_find(slice_part(r->text, from + 1, to), '<') == to - from - 1;
    if (closed || (to == r->text.length && bare)) {
        edits_remove(edits, from, to);
    }
}

void tags_strip(const struct reading *r, struct edits *edits)
{
    struct walk walk = begin(r);
    while (next(&walk, r)) {
        if (opens_link(&walk)) {
            robust_strip(r, &walk.token, edits);
        } else if (opens_block(&walk.token)) {
            take_block_out(&walk, r, edits);
        }
    }
}

/* --- In --- */

struct addition {
    const struct reading *r;
    const struct document *document;
    struct spots spots;
    struct facts_room room;
    const struct enrich_options *how;
};

static void add_robust(struct addition *add, const struct html_token *tag, struct edits *edits)
{
    struct slice href = html_attribute(tag, SLICE("href"));
    struct link_facts facts;
    if (href.length == 0) {
        return;
    }
    uint64_t start = reading_source(add->r, reading_at(add->r, href.data));
    const struct spot *spot = spots_find(&add->spots, start, "a@href");
    if (spot && robust_is_free(tag) &&
        facts_of_link(&add->room, &add->document->links[spot->link], &facts)) {
        robust_add(add->r, tag, &facts, add->how->rewrite, edits);
    }
}

static void add_block(const struct addition *add, const struct ending *ending, size_t rest,
                      struct edits *edits)
{
    size_t begin = edits_begin(edits);
    buffer_add(&edits->words, SLICE("<script type=\"" BLOCK_TYPE "\" data-landfall=\"1\">"));
    if (graph_write(add->document, add->how->told, &edits->words)) {
        buffer_add(&edits->words, SLICE("</script>"));
        edits_insert(edits, begin, ending_place(ending, add->r, rest), EDIT_BEFORE);
    }
}

bool tags_add(const struct reading *r, const struct document *document,
              const struct enrich_options *how, struct edits *edits)
{
    struct addition add = { .r = r, .document = document, .how = how };
    facts_open(&add.room, document);
    bool good = spots_open(&add.spots, document);
    struct ending ending = ENDING;
    struct walk walk = begin(r);
    while (good && next(&walk, r)) {
        ending_see(&ending, &walk.html, &walk.token, walk.at);
        if (opens_link(&walk)) {
            add_robust(&add, &walk.token, edits);
        }
    }
    if (good) {
        add_block(&add, &ending, walk.at, edits);
    }
    good = good && !facts_failed(&add.room) && !edits->failed && !edits->words.failed;
    spots_free(&add.spots);
    facts_close(&add.room);
    return good;
}
