/* Answers of platforms: the first byte says who was asked and how it is read, the second the
 * status, the rest is the body. Whatever comes, what is told of a post is what records may hold. */
#include "describe/question.h"
#include "describe/reader.h"
#include "require.h"
#include "scan/scan.h"

static const struct {
    const char *platform, *url;
    enum answer_form form;
} asked[] = {
    { "twitter", "https://twitter.com/harbour/status/1654063315669745664", READ_SYNDICATION },
    { "twitter", "https://twitter.com/harbour/status/1654063315669745664", READ_OEMBED },
    { "bluesky", "https://bsky.app/profile/did:plc:abcdefgh/post/3juvhrivxkds2", READ_HANDLE },
    { "bluesky", "https://bsky.app/profile/did:plc:abcdefgh/post/3juvhrivxkds2", READ_POSTS },
    { "bluesky", "https://bsky.app/profile/did:plc:abcdefgh/post/3juvhrivxkds2", READ_PROFILE },
    { "bluesky", "https://bsky.app/profile/desk.example/post/3juvhrivxkds2", READ_OEMBED },
    { "mastodon", "https://toots.example/@desk/110310000000000000", READ_STATUS },
    { "mastodon", "https://toots.example/@desk/110310000000000000", READ_OEMBED },
    { "tiktok", "https://www.tiktok.com/@scout/video/6718335390845095173", READ_OEMBED },
    { "youtube", "https://www.youtube.com/watch?v=Lock0Live01", READ_OEMBED },
    { "vimeo", "https://vimeo.com/510510501", READ_OEMBED },
    { "reddit", "https://www.reddit.com/comments/13lock1/", READ_OEMBED },
    { "flickr", "https://www.flickr.com/photos/desk/52863900001/", READ_OEMBED },
};

static bool scan_page(const void *of, struct slice html, struct document *into)
{
    (void)of;
    struct scan_options options = { .type = "html" };
    struct scan *scan = scan_open(&options, into);
    require(scan && scan_feed(scan, html) == SCAN_OK && scan_finish(scan) == SCAN_OK);
    scan_close(scan);
    return true;
}

static void check_url(struct slice url)
{
    struct buffer text = BUFFER(URL_MOST);
    struct url u;
    require(!url.length || (url_parse(url, NULL, &text, &u) == URL_OK && slice_equal(u.href, url)));
    buffer_free(&text);
}

static void check_word(struct slice word)
{
    require(!word.data || (word.length && slice_find(word, '\0') == word.length));
}

static void check_author(const struct author *author)
{
    check_word(author->name);
    check_word(author->handle);
    check_url(author->url);
}

static void check(const struct reader *r)
{
    const struct told *told = r->told;
    enum state state = reason_state(told->reason);
    check_author(&told->author);
    check_author(&told->original);
    check_word(told->text);
    check_word(told->title);
    check_word(told->lang);
    check_url(told->url);
    check_url(told->target);
    check_url(told->reposted);
    require(!told->post_id.length || slice_equal(told->post_id, r->about->id));
    require(state != STATE_ALIVE || r->status / 100 == 2);
    require(r->next == READ_NOTHING || r->status / 100 == 2);
    require(told->date.source == SOURCE_NONE || told->date.source == SOURCE_API);
}

static void read_as(size_t which, int status, struct slice body)
{
    static const struct describer_options options = { .scan = scan_page };
    struct arena arena = { 0 };
    struct buffer text = BUFFER(URL_MOST);
    struct url u;
    struct match m;
    struct told told = { .endpoint = "test" };
    require(url_parse(slice_from(asked[which].url), NULL, &text, &u) == URL_OK);
    require(place_match(&u, &m));
    struct subject about = { .place = m.place,
                             .platform = m.place->name,
                             .kind = m.kind,
                             .url = u.href,
                             .host = m.host,
                             .account = m.account.length ? m.account : m.handle,
                             .handle = m.handle,
                             .id = m.id };
    const struct endpoint *e = m.place->endpoints;
    while (e->reading != asked[which].form) {
        e++;
    }
    struct reader r = { .about = &about,
                        .endpoint = e,
                        .options = &options,
                        .status = status,
                        .body = body,
                        .arena = &arena,
                        .told = &told };
    reader_run(&r, e->reading);
    require(!r.no_memory);
    check(&r);
    buffer_free(&text);
    arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const int statuses[] = { 200, 200, 400, 403, 404, 429, 500, 204 };
    if (size < 2) {
        return 0;
    }
    size_t which = data[0] % (sizeof asked / sizeof *asked);
    int status = statuses[data[1] % (sizeof statuses / sizeof *statuses)];
    read_as(which, status, slice_of((const char *)data + 2, size - 2));
    return 0;
}
