/* Content-Security-Policy, as far as it keeps a page from leading anywhere (CSP Level 3). */
#include "syntax/http.h"

static struct slice next_word(struct slice *list)
{
    slice_skip_spaces(list);
    size_t end = 0;
    while (end < list->length && !ascii_is_space(list->data[end])) {
        end++;
    }
    struct slice word = slice_part(*list, 0, end);
    *list = slice_skip(*list, end);
    return word;
}

/* Whether a list has a word that begins so. */
static bool has_word(struct slice list, struct slice start)
{
    struct slice word = next_word(&list);
    while (word.length && !slice_starts_nocase(word, start)) {
        word = next_word(&list);
    }
    return word.length > 0;
}

/* What scripts a page has in itself may run: which of them, where nonces or hashes tell, is left to
 * whoever wrote both. */
static bool allows_inline(struct slice sources)
{
    return has_word(sources, SLICE("'unsafe-inline'")) || has_word(sources, SLICE("'nonce-")) ||
           has_word(sources, SLICE("'sha"));
}

/* Of these the first that is there counts (section 6.8.3). */
static const struct slice about_scripts[] = { SLICE_INIT("script-src-elem"),
                                              SLICE_INIT("script-src"), SLICE_INIT("default-src") };

enum { ABOUT_SCRIPTS = sizeof about_scripts / sizeof *about_scripts };

static void read_policy(struct http_head *h, struct slice policy)
{
    struct slice sources[ABOUT_SCRIPTS] = { { 0 } };
    while (policy.length) {
        struct slice directive = slice_cut(&policy, ';');
        struct slice name = next_word(&directive);
        if (slice_equal_nocase(name, SLICE("sandbox"))) {
            h->sandboxed = h->sandboxed || !has_word(directive, SLICE("allow-scripts"));
        }
        for (size_t i = 0; i < ABOUT_SCRIPTS; i++) {
            if (!sources[i].data && slice_equal_nocase(name, about_scripts[i])) {
                sources[i] = directive;
            }
        }
    }
    size_t first = 0;
    while (first < ABOUT_SCRIPTS && !sources[first].data) {
        first++;
    }
    h->scriptless =
        h->scriptless || h->sandboxed || (first < ABOUT_SCRIPTS && !allows_inline(sources[first]));
}

void http_read_policy(struct http_head *h, struct slice value)
{
    while (value.length) {
        read_policy(h, slice_cut(&value, ','));
    }
}
