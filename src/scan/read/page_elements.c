/* The block elements that are open inside of posts, as far as they tell where a post ends whose own
 * end tag is missing: where an element around it does (HTML Standard, section 13.2.6). */
#include "scan/read/page.h"

static bool is_listed(struct slice name, const char *const *names)
{
    while (*names && !slice_equal(name, slice_from(*names))) {
        names++;
    }
    return *names != NULL;
}

/* Paragraphs end by themselves, headings by each other's end tags, others are empty. */
static bool is_kept(const struct html_element *element)
{
    static const char *const no[] = { "p",  "h1", "h2",    "h3", "h4", "h5",
                                      "h6", "br", "frame", "hr", NULL };
    bool block = element->kind == HTML_BREAK || element->kind == HTML_PARAGRAPH;
    return block && !is_listed(element->name, no);
}

/* What may be around an element that ends others like it where it begins; NULL: it ends none. */
static const char *const *parents_of(struct slice name)
{
    static const char *const rows[] = { "table", "tbody", "thead", "tfoot", "tr", NULL };
    static const char *const groups[] = { "table", "tbody", "thead", "tfoot", NULL };
    static const char *const tables[] = { "table", NULL };
    static const char *const in_groups[] = { "tr", NULL };
    static const char *const in_tables[] = { "tbody", "thead", "tfoot", "caption", NULL };
    static const char *const cells[] = { "td", "th", NULL };
    return is_listed(name, cells)       ? rows
           : is_listed(name, in_groups) ? groups
           : is_listed(name, in_tables) ? tables
                                        : NULL;
}

/* So many posts began where fewer than so many elements were open. */
static size_t posts_below(const struct page_posts *posts, size_t elements)
{
    size_t count = posts->count;
    while (count > 0 && posts->list[count - 1].elements >= elements) {
        count--;
    }
    return count;
}

/* How many elements are open up to the innermost of these names, itself included; 0: none is. */
static size_t find(const struct page_posts *posts, const char *const *names)
{
    size_t count = posts->element_count;
    while (count > 0 && !is_listed(posts->elements[count - 1]->name, names)) {
        count--;
    }
    return count;
}

size_t page_elements_before(struct page_posts *posts, const struct html_token *token)
{
    const char *const *parents = parents_of(token->element->name);
    if (!parents || posts->too_deep || posts->count == 0) {
        return posts->count;
    }
    posts->element_count = find(posts, parents);
    return posts_below(posts, posts->element_count);
}

void page_elements_open(struct page_posts *posts, const struct html_token *token)
{
    if (posts->count == 0 || !is_kept(token->element)) {
        return;
    }
    posts->too_deep |= posts->element_count == PAGE_ELEMENTS;
    if (!posts->too_deep) {
        posts->elements[posts->element_count++] = token->element;
    }
}

size_t page_elements_close(struct page_posts *posts, const struct html_token *token)
{
    if (posts->count == 0 || posts->too_deep || !is_kept(token->element)) {
        return posts->count;
    }
    size_t count = posts->element_count;
    while (count > 0 && posts->elements[count - 1] != token->element) {
        count--;
    }
    posts->element_count = count > 0 ? count - 1 : 0;
    return count > 0 ? posts_below(posts, count) : 0;
}
