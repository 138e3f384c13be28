#include "scan/read/ignore.h"
#include "scan/read/page.h"

static bool has_attribute(const struct html_token *token)
{
    struct html_walk walk = html_walk(token);
    struct html_attribute attribute;
    while (html_walk_next(&walk, &attribute)) {
        if (slice_equal_nocase(attribute.name, SLICE("data-landfall-ignore"))) {
            return true;
        }
    }
    return false;
}

void page_ignore_tag(struct page *p, const struct html_token *token, bool opens)
{
    bool has = opens && has_attribute(token);
    if (!has && !ignores_waits(p->ignores)) {
        return;
    }
    uint64_t start = page_offset(p, token->whole.data);
    uint64_t end = start + token->whole.length;
    struct span at = locator_page_span(&p->locator, &p->window, start, start);
    struct span behind = locator_page_span(&p->locator, &p->window, end, end);
    ignores_tag(p->ignores, token->name, opens, has, &at, &behind);
}

void page_ignore_comment(struct page *p, const struct html_token *token)
{
    uint64_t start = page_offset(p, token->whole.data);
    ignores_comment(p->ignores, start, start + token->whole.length, token->whole);
}
