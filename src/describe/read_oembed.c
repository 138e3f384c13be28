/* oEmbed (https://oembed.com): who made it, what it is called, and HTML in which the post may stand
 * with its words and its date. */
#include "describe/reader.h"

#include "describe/question.h"
#include "describe/words.h"
#include "places/hosts.h"

/* --- Whose it is --- */

/* "user@host", where authors are known so. */
static struct slice handle_at_host(struct reader *r, const struct url *u)
{
    struct slice path = slice_skip(u->path, 1);
    bool is_profile = path.length > 1 && path.data[0] == '@';
    struct slice rest = is_profile ? slice_skip(path, 1) : path;
    struct match m = { .place = r->about->place, .handle = slice_cut(&rest, '/'), .host = u->host };
    struct buffer whole = BUFFER(URL_MOST);
    struct slice kept = { 0 };
    if (is_profile && place_is_handle(m.place, m.handle) && match_handle(&m, &whole)) {
        kept = reader_keep(r, buffer_slice(&whole));
    }
    r->no_memory = r->no_memory || whole.no_memory;
    buffer_free(&whole);
    return kept;
}

/* Whether a handle's profile is at this URL. */
static bool is_profile_of(struct reader *r, struct slice handle, const struct url *u)
{
    struct buffer text = BUFFER(URL_MOST);
    struct slice profile = reader_profile(r, handle);
    struct url own;
    bool is = profile.length && url_parse(profile, NULL, &text, &own) == URL_OK &&
              slice_equal(host_without_form(own.host), host_without_form(u->host)) &&
              slice_equal_nocase(url_without_slash(own.path), url_without_slash(u->path));
    r->no_memory = r->no_memory || text.no_memory;
    buffer_free(&text);
    return is;
}

/* The last segment of a path, without an "@" before it. */
static struct slice last_word(struct slice path)
{
    path = url_without_slash(path);
    size_t at = path.length;
    while (at > 0 && path.data[at - 1] != '/') {
        at--;
    }
    struct slice word = slice_skip(path, at);
    return word.length && word.data[0] == '@' ? slice_skip(word, 1) : word;
}

/* The handle in a profile's URL; absent: it says none. */
static struct slice handle_in(struct reader *r, const struct url *u)
{
    const struct place *place = r->about->place;
    struct match m = { .place = NULL };
    if (place && place->handle_at_host) {
        return handle_at_host(r, u);
    }
    bool matched = place && place_match_page(u, &m) && m.place == place && !m.id.length;
    struct slice handle = matched && m.handle.length ? m.handle : last_word(u->path);
    bool is = place && place_is_handle(place, handle) &&
              ((matched && m.handle.length) || is_profile_of(r, handle, u));
    return is ? reader_keep(r, handle) : (struct slice){ 0 };
}

/* The author's URL, which may be relative to the site. */
static void read_author_url(struct reader *r, struct slice url)
{
    struct buffer base = BUFFER(URL_MOST);
    struct buffer text = BUFFER(URL_MOST);
    struct url site;
    struct url u;
    bool based = url_parse(r->about->url, NULL, &base, &site) == URL_OK;
    if (url.length && url_parse(url, based ? &site : NULL, &text, &u) == URL_OK) {
        struct author *author = &r->told->author;
        author->handle = handle_in(r, &u);
        author->url =
            author->handle.length ? reader_profile(r, author->handle) : (struct slice){ 0 };
        author->url = author->url.length ? author->url : reader_keep(r, u.href);
    }
    r->no_memory = r->no_memory || base.no_memory || text.no_memory;
    buffer_free(&base);
    buffer_free(&text);
}

/* "Name (@handle)", as Bluesky has it. */
static void split_name(struct reader *r)
{
    struct author *author = &r->told->author;
    struct slice sign = SLICE("(@");
    size_t at = slice_find_nocase(author->name, sign);
    size_t length = author->name.length;
    if (at < length && author->name.data[length - 1] == ')') {
        struct slice handle = slice_part(author->name, at + sign.length, length - 1);
        if (r->about->place && place_is_handle(r->about->place, handle)) {
            author->handle = author->handle.length ? author->handle : reader_keep(r, handle);
            author->name = reader_keep(r, slice_trim(slice_part(author->name, 0, at)));
        }
    }
}

static void read_author(struct reader *r, const json_t *root)
{
    const struct place *place = r->about->place;
    struct author *author = &r->told->author;
    struct slice name = slice_trim(tree_text(root, "author_name"));
    author->name = reader_keep(r, name);
    read_author_url(r, tree_text(root, "author_url"));
    split_name(r);
    struct slice unique = tree_text(root, "author_unique_id");
    unique = unique.length || !r->endpoint->name_is_handle ? unique : name;
    if (!author->handle.length && place && place_is_handle(place, unique)) {
        author->handle = reader_keep(r, unique);
    }
    if (!author->url.length) {
        author->url = reader_profile(r, author->handle);
    }
}

/* --- Whether it is the post --- */

/* What the ids in an answer say. */
enum identity { IDENTITY_UNSAID, IDENTITY_SAME, IDENTITY_OTHER };

static bool is_number(struct slice s)
{
    unsigned long long n;
    return slice_number(s, UINT64_MAX, &n);
}

static enum identity compare(struct reader *r, struct slice id)
{
    struct slice asked = r->about->id;
    if (!id.length || !asked.length || is_number(id) != is_number(asked)) {
        return IDENTITY_UNSAID; /* an API's number says nothing of a name in a URL */
    }
    return slice_equal(id, asked) ? IDENTITY_SAME : IDENTITY_OTHER;
}

static enum identity identity_of_url(struct reader *r, struct slice url)
{
    struct buffer text = BUFFER(URL_MOST);
    struct url u;
    struct match m;
    enum identity is = IDENTITY_UNSAID;
    if (url.length && url_parse(url, NULL, &text, &u) == URL_OK && place_match_page(&u, &m) &&
        m.place == r->about->place && strcmp(m.kind, r->about->kind) == 0) {
        is = compare(r, m.id);
    }
    r->no_memory = r->no_memory || text.no_memory;
    buffer_free(&text);
    return is;
}

/* --- The HTML --- */

/* The asked post among those in the HTML, or the first of its platform, which says its identity. */
static const struct embed *find_embed(struct reader *r, const struct document *d, enum identity *is)
{
    const struct embed *found = NULL;
    *is = IDENTITY_UNSAID;
    for (size_t i = 0; i < d->embed_count && *is != IDENTITY_SAME; i++) {
        const struct embed *e = &d->embeds[i];
        if (r->about->place && strcmp(e->platform, r->about->place->name) == 0) {
            enum identity said = compare(r, e->post_id);
            bool better = !found || said == IDENTITY_SAME;
            found = better ? e : found;
            *is = better ? said : *is;
        }
    }
    return found;
}

/* "pic.twitter.com/S", which is what a link to https://t.co/S says where that is a picture. */
static bool shows_media(const struct link *link)
{
    struct slice words = link->more ? link->more->anchor : (struct slice){ 0 };
    const struct known_host *host = host_find(slice_part(words, 0, slice_find(words, '/')));
    return host && host->flags & HOST_MEDIA;
}

static void read_embed(struct reader *r, const struct embed *e, const struct document *d)
{
    struct told *told = r->told;
    told->text = told->text.length ? told->text : reader_keep(r, e->text);
    told->lang = told->lang.length ? told->lang : reader_keep(r, embed_rest(e).lang);
    bool is_printed = e->date.source == SOURCE_ATTRIBUTION || e->date.source == SOURCE_MARKUP;
    if (is_printed && told->date.source == SOURCE_NONE) {
        told->date = e->date;
        told->date.source = SOURCE_API;
    }
    struct author *author = &told->author;
    author->name = author->name.length ? author->name : reader_keep(r, e->author.name);
    if (!author->handle.length && e->author.handle.length) {
        author->handle = reader_keep(r, e->author.handle);
        author->url = reader_keep(r, e->author.url);
    }
    for (size_t i = 0; i < e->link_count && !told->target.length; i++) {
        const struct link *link = &d->links[e->links[i]];
        struct slice url = link_url(link);
        bool says = link->kind == LINK_WEB || link->kind == LINK_PERMALINK;
        bool shortens = link->kind == LINK_SHORT && !told->lead.length && !shows_media(link);
        told->target = says && reader_leads_away(r, url) ? reader_keep(r, url) : told->target;
        told->lead = shortens && !told->target.length ? reader_keep(r, url) : told->lead;
    }
}

static enum identity read_html(struct reader *r, struct slice html)
{
    struct document d = { 0 };
    enum identity is = IDENTITY_UNSAID;
    const struct describer_options *o = r->options;
    if (html.length && o->scan) {
        r->no_memory = !o->scan(o->scan_of, html, &d) || r->no_memory;
        const struct embed *e = find_embed(r, &d, &is);
        if (e && is != IDENTITY_OTHER) {
            read_embed(r, e, &d);
        }
    }
    document_free(&d);
    return is;
}

/* --- All of it --- */

static bool is_ill_typed(const json_t *root)
{
    static const char *const texts[] = {
        "type", "title", "author_name", "author_url", "html", "url"
    };
    bool ill = false;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        ill = ill || tree_is_not(root, texts[i], JSON_STRING);
    }
    return ill;
}

/* Whether it is an answer at all: error bodies come with a good status, too. */
static bool is_answer(const json_t *root)
{
    static const char *const types[] = { "rich", "video", "photo", "link", NULL };
    bool typed = slice_is_any(tree_text(root, "type"), types);
    bool says = tree_text(root, "html").length || tree_text(root, "title").length ||
                tree_text(root, "author_name").length;
    bool fails = tree_at(root, "error") || tree_at(root, "errors");
    return says && (typed || !fails);
}

/* What else says whose answer it is, where a site says it in a way of its own. */
static enum identity read_identity(struct reader *r, const json_t *root)
{
    static const char *const urls[] = { "url", "web_page", "iframe_url" };
    static const char *const ids[] = { "video_id", "embed_product_id" };
    bool photo = slice_equal(tree_text(root, "type"), SLICE("photo")); /* the URL is the file's */
    enum identity is = IDENTITY_UNSAID;
    for (size_t i = photo; i < sizeof urls / sizeof *urls && is == IDENTITY_UNSAID; i++) {
        is = identity_of_url(r, tree_text(root, urls[i]));
    }
    for (size_t i = 0; i < sizeof ids / sizeof *ids && is == IDENTITY_UNSAID; i++) {
        struct buffer number = BUFFER(URL_MOST);
        double value = json_number_value(tree_at(root, ids[i]));
        if (value >= 1 && value < 1e15) {
            buffer_add_number(&number, (unsigned long long)value);
        }
        struct slice id = tree_text(root, ids[i]);
        is = compare(r, id.length ? id : buffer_slice(&number));
        buffer_free(&number);
    }
    return is;
}

/* A site may say that it hides what it gives the number of (Vimeo). */
static bool is_hidden(const json_t *root)
{
    bool bare = !tree_text(root, "title").length && !tree_text(root, "author_name").length;
    return bare && json_number_value(tree_at(root, "domain_status_code")) >= 400;
}

static void read_object(struct reader *r, const json_t *root)
{
    struct told *told = r->told;
    enum identity by_url = read_identity(r, root);
    read_author(r, root);
    enum identity by_html = read_html(r, tree_text(root, "html"));
    if (by_url == IDENTITY_OTHER || (by_html == IDENTITY_OTHER && by_url != IDENTITY_SAME)) {
        *told = (struct told){ .endpoint = told->endpoint, .reason = REASON_PROTOCOL };
        return;
    }
    if (is_hidden(root)) {
        told->reason = REASON_BLOCKED;
        return;
    }
    if (told->date.source == SOURCE_NONE) {
        reader_date(r, tree_text(root, "upload_date"), TIME_SECOND);
    }
    bool is_same = by_url == IDENTITY_SAME || by_html == IDENTITY_SAME;
    told->post_id = is_same ? r->about->id : (struct slice){ 0 };
    if (told->author.handle.length && is_same && !r->about->is_page) {
        told->url = reader_permalink(r, told->author.handle, r->about->id);
    }
    struct slice title = reader_keep(r, slice_trim(tree_text(root, "title")));
    if (r->endpoint->caption) {
        told->text = title.length ? title : told->text;
    } else if (!r->endpoint->untitled) {
        told->title = title;
    }
}

void read_keyed(struct reader *r)
{
    json_t *root = reader_object(r);
    if (!root) {
        return;
    }
    if (json_object_size(root) == 0) {
        r->told->reason = REASON_NONE;
    } else if (is_ill_typed(root) || !is_answer(root)) {
        r->told->reason = REASON_PROTOCOL;
    } else {
        read_object(r, root);
    }
    json_decref(root);
}

/* Who is asked without a private post's key may know none such. */
void read_oembed(struct reader *r)
{
    read_keyed(r);
    bool closed = r->told->reason == REASON_DELETED || r->told->reason == REASON_BLOCKED ||
                  r->told->reason == REASON_PROTECTED;
    if (closed && r->about->keyed.length) {
        r->told->reason = REASON_NONE;
        r->next = READ_KEYED;
    }
}
