/* Mastodon's status entity (https://docs.joinmastodon.org/entities/Status/). */
#include "describe/reader.h"

#include "describe/words.h"
#include "syntax/html.h"

/* --- Whose it is --- */

/* "user" of the post's own host, "user@host" of another. */
static struct author read_account(struct reader *r, const json_t *account)
{
    struct match m = { .place = r->about->place, .host = r->about->host };
    struct buffer handle = BUFFER(URL_MOST);
    struct author author = {
        .name = reader_keep(r, slice_trim(tree_text(account, "display_name"))),
        .url = reader_url(r, tree_text(account, "url")),
    };
    m.handle = tree_text(account, "acct");
    m.handle = m.handle.length ? m.handle : tree_text(account, "username");
    if (place_is_handle(m.place, m.handle) && match_handle(&m, &handle)) {
        author.handle = reader_keep(r, buffer_slice(&handle));
    }
    r->no_memory = r->no_memory || handle.no_memory;
    buffer_free(&handle);
    return author;
}

/* --- Where it points to --- */

static bool has_class(const struct html_token *t, const char *name)
{
    struct slice classes = html_attribute(t, SLICE("class"));
    bool has = false;
    while (classes.length && !has) {
        has = slice_equal(slice_cut(&classes, ' '), slice_from(name));
    }
    return has;
}

/* The first link in the words that is neither a mention nor a hashtag. */
static struct slice first_link(struct reader *r, struct slice html)
{
    struct html h = HTML_OVER(html);
    struct html_token t;
    struct buffer url = BUFFER(URL_MOST);
    struct slice found = { 0 };
    for (html_next(&h, &t); t.type != HTML_END && !found.length; html_next(&h, &t)) {
        bool is_link = t.type == HTML_OPEN && slice_equal_nocase(t.name, SLICE("a")) &&
                       !has_class(&t, "mention") && !has_class(&t, "hashtag");
        buffer_reset(&url);
        if (is_link) {
            html_decode(html_attribute(&t, SLICE("href")), true, &url);
        }
        struct slice href = slice_trim(buffer_slice(&url));
        found = is_link && reader_leads_away(r, href) ? reader_url(r, href) : found;
    }
    r->no_memory = r->no_memory || url.no_memory;
    buffer_free(&url);
    return found;
}

static struct slice read_target(struct reader *r, const json_t *status)
{
    static const char *const others[] = { "card.url", "quote.quoted_status.url", "quote.url" };
    struct slice target = first_link(r, tree_text(status, "content"));
    for (size_t i = 0; i < sizeof others / sizeof *others && !target.length; i++) {
        struct slice url = tree_text(status, others[i]);
        target = reader_leads_away(r, url) ? reader_url(r, url) : target;
    }
    return target;
}

/* --- All of it --- */

static bool is_ill_typed(const json_t *status)
{
    return tree_is_not(status, "id", JSON_STRING) || tree_is_not(status, "content", JSON_STRING) ||
           tree_is_not(status, "created_at", JSON_STRING) ||
           tree_is_not(status, "account", JSON_OBJECT) ||
           tree_is_not(status, "account.acct", JSON_STRING);
}

static void read_words(struct reader *r, const json_t *status)
{
    r->told->text = words_of_html(tree_text(status, "content"), r->arena);
    r->told->lang = reader_keep(r, words_language(tree_text(status, "language")));
    r->told->target = read_target(r, status);
}

/* The permalink of this host, with the handle as it is there. */
static struct slice own_url(struct reader *r, const json_t *status)
{
    struct slice acct = tree_text(status, "account.acct");
    return reader_permalink(r, acct, r->about->id);
}

void read_status(struct reader *r)
{
    json_t *root = reader_object(r);
    struct told *told = r->told;
    if (!root) {
        return;
    }
    if (json_object_size(root) == 0) {
        told->reason = REASON_NONE;
    } else if (is_ill_typed(root) || !slice_equal(tree_text(root, "id"), r->about->id)) {
        told->reason = REASON_PROTOCOL;
    } else {
        const json_t *original = tree_at(root, "reblog");
        told->post_id = r->about->id;
        told->author = read_account(r, tree_at(root, "account"));
        told->url = own_url(r, root);
        reader_date(r, tree_text(root, "created_at"), TIME_MS);
        if (json_is_object(original)) {
            told->original = read_account(r, tree_at(original, "account"));
            told->reposted = reader_url(r, tree_text(original, "url"));
        } else {
            read_words(r, root);
        }
    }
    json_decref(root);
}
