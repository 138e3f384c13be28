/* What readers tell of answers, in the shapes in which platforms give them and in the ways in which
 * they can be wrong. */
#include "unit/unit.h"

#include "describe/question.h"
#include "describe/reader.h"
#include "scan/scan.h"

/* --- What was told, as a line --- */

static void add(struct buffer *line, const char *name, struct slice value)
{
    if (value.length) {
        buffer_printf(line, " %s=%.*s", name, (int)value.length, value.data);
    }
}

static void add_date(struct buffer *line, const struct date *date)
{
    char text[TIME_TEXT];
    if (date->source != SOURCE_NONE) {
        int length = time_format(date->ms, date->precision, text);
        add(line, "date", slice_of(text, (size_t)length));
        assert_int_equal(date->source, SOURCE_API);
    }
}

static void write_line(const struct reader *r, struct buffer *line)
{
    const struct told *told = r->told;
    const char *word = reason_word(told->reason);
    buffer_printf(line, "%s", word ? word : "nothing");
    add(line, "id", told->post_id);
    add(line, "url", told->url);
    add(line, "name", told->author.name);
    add(line, "handle", told->author.handle);
    add_date(line, &told->date);
    add(line, "text", told->text);
    add(line, "title", told->title);
    add(line, "lang", told->lang);
    add(line, "target", told->target);
    add(line, "lead", told->lead);
    add(line, "by", told->original.handle);
    add(line, "reposted", told->reposted);
    if (r->account.cause != REASON_NONE) {
        add(line, "cause", slice_from(reason_word(r->account.cause)));
    }
    if (r->account.since) {
        buffer_printf(line, " since=%lld", (long long)r->account.since);
    }
    if (r->next != READ_NOTHING) {
        add(line, "next", r->did.length ? r->did : SLICE("account"));
    }
}

static bool scan_page(const void *of, struct slice html, struct document *into)
{
    (void)of;
    struct scan_options options = { .type = "html" };
    struct scan *scan = scan_open(&options, into);
    assert_non_null(scan);
    assert_int_equal(scan_feed(scan, html), SCAN_OK);
    assert_int_equal(scan_finish(scan), SCAN_OK);
    scan_close(scan);
    return true;
}

/* --- Rows --- */

struct row {
    const char *platform, *url;
    enum answer_form form;
    int status;
    const char *body, *want;
};

static const struct endpoint *row_of(const struct place *place, enum answer_form form)
{
    const struct endpoint *e = place->endpoints;
    while (e->reading != form) {
        e++;
        assert_non_null(e->name);
    }
    return e;
}

static void try_row(const struct row *row)
{
    static const struct describer_options options = { .scan = scan_page };
    struct arena arena = { 0 };
    struct buffer text = BUFFER(URL_MOST);
    struct buffer line = BUFFER(64 << 10);
    struct url u;
    struct match m;
    struct told told = { .endpoint = "test" };
    assert_int_equal(url_parse(slice_from(row->url), NULL, &text, &u), URL_OK);
    assert_true(place_match(&u, &m));
    assert_string_equal(m.place->name, row->platform);
    struct subject about = { .place = m.place,
                             .platform = m.place->name,
                             .kind = m.kind,
                             .url = u.href,
                             .host = m.host,
                             .account = m.account.length ? m.account : m.handle,
                             .handle = m.handle,
                             .id = m.id };
    struct reader r = { .about = &about,
                        .endpoint = row_of(m.place, row->form),
                        .options = &options,
                        .status = row->status,
                        .body = slice_from(row->body),
                        .arena = &arena,
                        .told = &told };
    reader_run(&r, row->form);
    assert_false(r.no_memory);
    write_line(&r, &line);
    assert_string_equal(buffer_string(&line), row->want);
    buffer_free(&line);
    buffer_free(&text);
    arena_free(&arena);
}

static void try_rows(const struct row *rows, size_t count, size_t expected)
{
    assert_int_equal(count, expected);
    for (size_t i = 0; i < count; i++) {
        try_row(&rows[i]);
    }
}

#define ID  "1654063315669745664"
#define X   "twitter", "https://twitter.com/harbour/status/" ID
#define URL "https://twitter.com/harbour/status/" ID

/* --- X --- */

#define USER "\"user\":{\"name\":\"Harbour\",\"screen_name\":\"harbour\"}"
#define TOMB(words)                                                                                \
    "{\"__typename\":\"TweetTombstone\",\"tombstone\":{\"text\":{\"text\":\"" words "\"}}}"

static void syndication(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { X, READ_SYNDICATION, 200,
          "{\"__typename\":\"Tweet\",\"id_str\":\"" ID "\",\"lang\":\"en\",\"created_at\":"
          "\"2023-05-04T10:00:00.000Z\",\"text\":\"A &amp; b https://t.co/aB3dE6gH9j\"," USER
          ",\"entities\":{\"urls\":[{\"url\":\"https://t.co/aB3dE6gH9j\",\"expanded_url\":"
          "\"https://News.example/a\"}]}}",
          "ok id=" ID " url=" URL " name=Harbour handle=harbour date=2023-05-04T10:00:00Z"
          " text=A & b lang=en target=https://news.example/a" },
        { X, READ_SYNDICATION, 200, "{\"id_str\":\"" ID "\"}",
          "ok id=" ID " url=https://twitter.com/i/status/" ID },
        { X, READ_SYNDICATION, 200, "{\"id_str\":\"" ID "\",\"tombstone\":null}",
          "ok id=" ID " url=https://twitter.com/i/status/" ID },
        { X, READ_SYNDICATION, 200,
          "{\"id_str\":\"" ID "\",\"lang\":\"und\",\"text\":\"x\"," USER
          ",\"entities\":{\"urls\":[{\"expanded_url\":\"https://twitter.com/hashtag/a\"},"
          "{\"expanded_url\":\"https://x.com/harbour\"},{\"expanded_url\":\"" URL "/photo/1\"},"
          "{\"expanded_url\":7},{}]},\"quoted_tweet\":{\"id_str\":\"1654063315669745000\","
          "\"user\":{\"screen_name\":\"ferry\"}}}",
          "ok id=" ID " url=" URL " name=Harbour handle=harbour text=x"
          " target=https://twitter.com/ferry/status/1654063315669745000" },
        { X, READ_SYNDICATION, 200,
          "{\"id_str\":\"" ID "\",\"text\":\"RT @ferry: late\"," USER
          ",\"retweeted_tweet\":{\"id_str\":\"1654063315669745000\",\"user\":{\"screen_name\":"
          "\"ferry\"}}}",
          "ok id=" ID " url=" URL " name=Harbour handle=harbour by=ferry"
          " reposted=https://twitter.com/ferry/status/1654063315669745000" },
        { X, READ_SYNDICATION, 200, TOMB("This Post was deleted by the Post author. Learn more"),
          "deleted" },
        { X, READ_SYNDICATION, 200, TOMB("This Tweet was deleted by the Tweet author."),
          "deleted" },
        { X, READ_SYNDICATION, 200, TOMB("This Post is from a suspended account."), "suspended" },
        { X, READ_SYNDICATION, 200, TOMB("This Tweet is from an account that no longer exists."),
          "deleted" },
        { X, READ_SYNDICATION, 200,
          TOMB("You're unable to view this Post because this account owner limits who can view "
               "their Posts."),
          "protected" },
        { X, READ_SYNDICATION, 200, TOMB("This Post violated the X Rules."), "deleted" },
        { X, READ_SYNDICATION, 200, TOMB("This Post is unavailable."), "deleted" },
        { X, READ_SYNDICATION, 200,
          TOMB("This Post from @harbour has been withheld in Germany in response to a legal "
               "demand."),
          "blocked" },
        { X, READ_SYNDICATION, 200,
          "{\"id_str\":\"" ID "\",\"user\":{\"name\":\" \",\"screen_name\":\"harbour\"}}",
          "ok id=" ID " url=" URL " handle=harbour" },
        { X, READ_SYNDICATION, 200, TOMB("Age-restricted adult content."), "login_wall" },
        { X, READ_SYNDICATION, 200, "{\"tombstone\":{}}", "login_wall" },
        { X, READ_SYNDICATION, 200, "{\"tombstone\":\"gone\"}", "protocol" },
        { X, READ_SYNDICATION, 200, "{\"tombstone\":{\"text\":[]}}", "protocol" },
        { X, READ_SYNDICATION, 200, "{}", "nothing" },
        { X, READ_SYNDICATION, 404, "", "deleted" },
        { X, READ_SYNDICATION, 410, "<html>", "deleted" },
        { X, READ_SYNDICATION, 403, "", "blocked" },
        { X, READ_SYNDICATION, 401, "", "blocked" },
        { X, READ_SYNDICATION, 429, "", "rate_limited" },
        { X, READ_SYNDICATION, 400, "{}", "client_error" },
        { X, READ_SYNDICATION, 503, "", "server_error" },
        { X, READ_SYNDICATION, 204, "", "protocol" },
        { X, READ_SYNDICATION, 200, "<html>Not found</html>", "protocol" },
        { X, READ_SYNDICATION, 200, "{\"id_str\":\"" ID "\",\"te", "protocol" },
        { X, READ_SYNDICATION, 200, "{\"id_str\":\"" ID "\"} {}", "protocol" },
        { X, READ_SYNDICATION, 200, "[]", "protocol" },
        { X, READ_SYNDICATION, 200, "null", "protocol" },
        { X, READ_SYNDICATION, 200, "\"" ID "\"", "protocol" },
        { X, READ_SYNDICATION, 200, "{\"error\":\"Forbidden\"}", "protocol" },
        { X, READ_SYNDICATION, 200, "{\"id_str\":\"1\",\"text\":\"another's\"}", "protocol" },
        { X, READ_SYNDICATION, 200, "{\"id_str\":" ID "}", "protocol" },
        { X, READ_SYNDICATION, 200, "{\"id_str\":\"" ID "\",\"text\":{}}", "protocol" },
        { X, READ_SYNDICATION, 200, "{\"id_str\":\"" ID "\",\"user\":[]}", "protocol" },
        /* The last of two keys counts; a NUL makes a string none; a mark stands in front. */
        { X, READ_SYNDICATION, 200,
          "{\"id_str\":\"1\",\"id_str\":\"" ID "\",\"text\":\"a\",\"text\":\"b\"}",
          "ok id=" ID " url=https://twitter.com/i/status/" ID " text=b" },
        { X, READ_SYNDICATION, 200,
          "{\"id_str\":\"" ID
          "\",\"text\":\"a\\u0000b\",\"user\":{\"name\":\"c\\u0000\",\"screen_name\":\"d e\"}}",
          "ok id=" ID " url=https://twitter.com/i/status/" ID },
        { X, READ_SYNDICATION, 200,
          "{\"id_str\":\"" ID
          "\",\"text\":\"\\uD83D\\ude00 \\\\ud83d \\udE00\\ud83D\\u0041\\uD83D\"}",
          "ok id=" ID " url=https://twitter.com/i/status/" ID
          " text=\xF0\x9F\x98\x80 \\ud83d \xEF\xBF\xBD\xEF\xBF\xBD"
          "A\xEF\xBF\xBD" },
        { X, READ_SYNDICATION, 200, "{\"id_str\":\"" ID "\",\"text\":\"\\uD83\"}", "protocol" },
        { X, READ_SYNDICATION, 200, "{\"id_str\":\"" ID "\",\"text\":\"\\", "protocol" },
        { X, READ_SYNDICATION, 200,
          "\xEF\xBB\xBF{\"id_str\":\"" ID "\",\"big\":123456789012345678901234567890}",
          "ok id=" ID " url=https://twitter.com/i/status/" ID },
    };
    try_rows(rows, COUNT_OF(rows), 44);
}

#define QUOTE(id, text)                                                                            \
    "<blockquote class=\\\"twitter-tweet\\\"><p lang=\\\"en\\\">" text                             \
    "</p>&mdash; Harbour (@harbour) <a href=\\\"https://twitter.com/harbour/status/" id            \
    "?ref_src=twsrc%5Etfw\\\">May 4, 2023</a></blockquote>"

static void oembed_of_x(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { X, READ_OEMBED, 200,
          "{\"url\":\"" URL "\",\"author_name\":\"Harbour\",\"author_url\":\"https://twitter.com/"
          "harbour\",\"type\":\"rich\","
          "\"cache_age\":\"3153600000\",\"html\":\"" QUOTE(
              ID, "A &amp; b<br>c <a "
                  "href=\\\"https://t.co/aB3dE6gH9j\\\">https://t.co/aB3dE6gH9j</a>") "\"}",
          "ok id=" ID " url=" URL
          " name=Harbour handle=harbour date=2023-05-04 text=A & b\nc lang=en"
          " lead=https://t.co/aB3dE6gH9j" },
        { X, READ_OEMBED, 200,
          "{\"type\":\"rich\",\"html\":\"" QUOTE(
              ID, "A <a href=\\\"https://t.co/aB3dE6gH9j\\\">pic.twitter.com/aB3dE6gH9j</a>") "\"}",
          "ok id=" ID " url=" URL " name=Harbour handle=harbour date=2023-05-04 text=A lang=en" },
        { X, READ_OEMBED, 200,
          "{\"url\":\"https://x.com/newname/status/" ID
          "\",\"author_name\":\"N\",\"author_url\":\"https://x.com/"
          "newname\",\"type\":\"rich\",\"html\":\"\"}",
          "ok id=" ID " url=https://twitter.com/newname/status/" ID " name=N handle=newname" },
        { X, READ_OEMBED, 200,
          "{\"url\":\"https://twitter.com/harbour/status/1\",\"type\":\"rich\",\"html\":\"<p>\"}",
          "protocol" },
        { X, READ_OEMBED, 200,
          "{\"type\":\"rich\",\"html\":\"" QUOTE("1654063315669740000", "x") "\"}", "protocol" },
        { X, READ_OEMBED, 200, "{\"url\":\"" URL "\",\"version\":\"1.0\"}", "protocol" },
        { X, READ_OEMBED, 200, "{\"type\":7,\"html\":\"<p>\"}", "protocol" },
        { X, READ_OEMBED, 200, "{\"error\":\"no\",\"title\":\"no\"}", "protocol" },
        { X, READ_OEMBED, 200, "{}", "nothing" },
        { X, READ_OEMBED, 404, "<html>Sorry, that page doesn't exist</html>", "deleted" },
        { X, READ_OEMBED, 403, "{\"error\":\"Sorry, you are not authorized to see this status.\"}",
          "blocked" },
        { X, READ_OEMBED, 501, "", "server_error" },
    };
    try_rows(rows, COUNT_OF(rows), 12);
}

/* --- Others over oEmbed --- */

static void oembed_of_others(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "tiktok", "https://www.tiktok.com/@scout/video/6718335390845095173", READ_OEMBED, 200,
          "{\"type\":\"video\",\"title\":\"Scramble "
          "#a\",\"author_url\":\"https://www.tiktok.com/@scout\",\"author_name\":\"Scout\","
          "\"author_unique_id\":\"scout\",\"embed_product_id\":\"6718335390845095173\",\"html\":\"<"
          "b>\"}",
          "ok id=6718335390845095173 url=https://www.tiktok.com/@scout/video/6718335390845095173 "
          "name=Scout handle=scout text=Scramble #a" },
        { "tiktok", "https://www.tiktok.com/@scout/video/6718335390845095173", READ_OEMBED, 200,
          "{\"type\":\"video\",\"title\":\"x\",\"embed_product_id\":\"6718335390845095174\","
          "\"html\":\"<b>\"}",
          "protocol" },
        { "youtube", "https://www.youtube.com/watch?v=Lock0Live01", READ_OEMBED, 200,
          "{\"type\":\"video\",\"title\":\" How "
          "\",\"author_name\":\"Desk\",\"author_url\":\"/@desk_x\","
          "\"html\":\"<iframe "
          "src=\\\"https://www.youtube.com/embed/Lock0Live01?feature=oembed\\\"></iframe>\"}",
          "ok id=Lock0Live01 url=https://www.youtube.com/watch?v=Lock0Live01 name=Desk "
          "handle=desk_x title=How" },
        { "youtube", "https://www.youtube.com/watch?v=Lock0Live01", READ_OEMBED, 200,
          "{\"type\":\"video\",\"title\":\"How\",\"html\":\"<iframe "
          "src='https://www.youtube.com/embed/Lock0Other1'></iframe>\"}",
          "protocol" },
        { "youtube", "https://www.youtube.com/watch?v=Lock0Live01", READ_OEMBED, 200, "Forbidden",
          "protocol" },
        { "youtube", "https://www.youtube.com/watch?v=Lock0Live01", READ_OEMBED, 401,
          "Unauthorized", "blocked" },
        { "vimeo", "https://vimeo.com/510510501", READ_OEMBED, 200,
          "{\"type\":\"video\",\"title\":\"Keeper\",\"video_id\":510510501,\"upload_date\":\"2023-"
          "05-04 06:00:00\",\"uri\":\"/videos/510510501\"}",
          "ok id=510510501 date=2023-05-04 title=Keeper" },
        { "vimeo", "https://vimeo.com/510510501", READ_OEMBED, 200,
          "{\"type\":\"video\",\"html\":\"<i>\",\"video_id\":510510501,\"domain_status_code\":403}",
          "blocked" },
        { "vimeo", "https://vimeo.com/510510501", READ_OEMBED, 200,
          "{\"type\":\"video\",\"title\":\"x\",\"video_id\":510510502}", "protocol" },
        { "reddit", "https://www.reddit.com/comments/13lock1/", READ_OEMBED, 200,
          "{\"type\":\"rich\",\"title\":\"Reopen\",\"author_name\":\"desk_x\",\"html\":\"<b>\"}",
          "ok name=desk_x handle=desk_x title=Reopen" },
        { "reddit", "https://www.reddit.com/comments/13lock1/", READ_OEMBED, 403,
          "{\"reason\":\"private\",\"message\":\"Forbidden\",\"error\":403}", "protected" },
        { "reddit", "https://www.reddit.com/comments/13lock1/", READ_OEMBED, 403,
          "<html>private network</html>", "blocked" },
        { "spotify", "https://open.spotify.com/track/4LockSongLive000000001", READ_OEMBED, 200,
          "{\"type\":\"rich\",\"title\":\"Song\",\"iframe_url\":\"https://open.spotify.com/embed/"
          "track/4LockSongLive000000001?utm=1\",\"html\":\"<i>\"}",
          "ok id=4LockSongLive000000001 title=Song" },
        { "soundcloud", "https://soundcloud.com/desk/foghorn", READ_OEMBED, 200,
          "{\"version\":1.0,\"width\":\"100%\",\"type\":\"rich\",\"title\":\"Foghorn by "
          "Desk\",\"author_name\":\"Desk\",\"author_url\":\"https://soundcloud.com/desk\","
          "\"html\":\"<iframe "
          "src='https://w.soundcloud.com/player/"
          "?url=https%3A%2F%2Fapi.soundcloud.com%2Ftracks%2F5150'></iframe>\"}",
          "ok name=Desk handle=desk title=Foghorn by Desk" },
        { "flickr", "https://www.flickr.com/photos/desk/52863900001/", READ_OEMBED, 200,
          "{\"type\":\"photo\",\"title\":\"Dusk\",\"author_url\":\"https://www.flickr.com/photos/"
          "desk/\",\"url\":\"https://live.staticflickr.com/1/9_a.jpg\","
          "\"web_page\":\"https://www.flickr.com/photos/desk/52863900001/\"}",
          "ok id=52863900001 url=https://www.flickr.com/photos/desk/52863900001/ handle=desk "
          "title=Dusk" },
        { "bluesky", "https://bsky.app/profile/desk.example/post/3juvhrivxkds2", READ_OEMBED, 200,
          "{\"type\":\"rich\",\"author_name\":\"Desk "
          "(@desk.example)\",\"author_url\":\"https://bsky.app/profile/desk.example\",\"html\":"
          "\"<blockquote class='bluesky-embed' "
          "data-bluesky-uri='at://did:plc:abcdefgh/app.bsky.feed.post/3juvhrivxkds2'><p "
          "lang='en'>Noon.</p>&mdash; Desk "
          "(<a href='https://bsky.app/profile/did:plc:abcdefgh'>@desk.example</a>) <a "
          "href='https://bsky.app/profile/did:plc:abcdefgh/post/3juvhrivxkds2'>"
          "2023-05-04T10:00:00.123Z</a></blockquote>\"}",
          "ok id=3juvhrivxkds2 url=https://bsky.app/profile/desk.example/post/3juvhrivxkds2 "
          "name=Desk handle=desk.example date=2023-05-04T10:00:00.123Z text=Noon. lang=en" },
        { "bluesky", "https://bsky.app/profile/desk.example/post/3juvhrivxkds2", READ_OEMBED, 200,
          "{\"type\":\"rich\",\"author_name\":\"Desk (@ the five of us)\",\"html\":"
          "\"<blockquote data-bluesky-uri='at://did:plc:abcdefgh/app.bsky.feed.post/3juvhrivxkds2'>"
          "<p>Noon.</p></blockquote>\"}",
          "ok id=3juvhrivxkds2 name=Desk (@ the five of us)" },
        { "mastodon", "https://toots.example/@desk/110310000000000000", READ_OEMBED, 404, "<html>",
          "nothing" },
        { "mastodon", "https://toots.example/@desk/110310000000000000", READ_OEMBED, 404,
          "{\"error\":\"Record not found\"}", "deleted" },
        { "mastodon", "https://toots.example/@desk/110310000000000000", READ_OEMBED, 200,
          "{\"type\":\"rich\",\"title\":\"New status by "
          "desk\",\"author_name\":\"Desk\",\"author_url\":\"https://toots.example/"
          "@desk\",\"html\":\"<i>\"}",
          "ok name=Desk handle=desk@toots.example" },
    };
    try_rows(rows, COUNT_OF(rows), 20);
}

/* --- Bluesky --- */

#define B   "bluesky", "https://bsky.app/profile/did:plc:abcdefgh/post/3juvhrivxkds2"
#define URI "at://did:plc:abcdefgh/app.bsky.feed.post/3juvhrivxkds2"

static void bluesky(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "bluesky", "https://bsky.app/profile/desk.example/post/3juvhrivxkds2", READ_HANDLE, 200,
          "{\"did\":\"did:plc:abcdefgh\"}", "nothing next=did:plc:abcdefgh" },
        { B, READ_HANDLE, 400,
          "{\"error\":\"InvalidRequest\",\"message\":\"Unable to resolve handle\"}", "unverified" },
        { B, READ_HANDLE, 200, "{\"did\":\"plc:x\"}", "protocol" },
        { B, READ_HANDLE, 200, "{}", "protocol" },
        { B, READ_HANDLE, 502, "", "server_error" },
        { B, READ_POSTS, 200, "{\"posts\":[]}", "deleted next=account" },
        { B, READ_POSTS, 200, "{}", "nothing" },
        { B, READ_POSTS, 200, "{\"posts\":{}}", "protocol" },
        { B, READ_POSTS, 200, "{\"posts\":[7]}", "protocol" },
        { B, READ_POSTS, 404, "{\"error\":\"XRPCNotSupported\"}", "client_error" },
        { B, READ_POSTS, 200,
          "{\"posts\":[{\"uri\":\"at://did:plc:abcdefgh/app.bsky.feed.post/3juvhrivxkds3\"}]}",
          "protocol" },
        { B, READ_POSTS, 200,
          "{\"posts\":[{\"uri\":\"at://did:plc:someoneelse/app.bsky.feed.post/3juvhrivxkds2\"}]}",
          "protocol" },
        { B, READ_POSTS, 200, "{\"posts\":[{\"uri\":\"" URI "\",\"record\":{\"text\":[]}}]}",
          "protocol" },
        { B, READ_POSTS, 200,
          "{\"posts\":[{\"uri\":\"" URI
          "\",\"author\":{\"handle\":\"desk.example\",\"displayName\":\"Desk\"},\"record\":{"
          "\"createdAt\":\"2023-05-04T10:00:00.1234567Z\","
          "\"langs\":[\"en\"],\"text\":\"Noon &amp; "
          "tide\",\"facets\":[{\"index\":{\"byteStart\":9},\"features\":[{\"uri\":\"https://"
          "b.example/\"}]},"
          "{\"index\":{\"byteStart\":2},\"features\":[{\"uri\":\"https://bsky.app/profile/"
          "x.example\"},{\"uri\":\"https://a.example/\"}]}]}}]}",
          "ok id=3juvhrivxkds2 url=https://bsky.app/profile/desk.example/post/3juvhrivxkds2 "
          "name=Desk handle=desk.example date=2023-05-04T10:00:00.123Z"
          " text=Noon &amp; tide lang=en target=https://a.example/" },
        { B, READ_POSTS, 200,
          "{\"posts\":[{\"uri\":\"" URI
          "\",\"author\":{\"handle\":\"handle.invalid\"},\"record\":{\"text\":\"q\",\"langs\":["
          "\"en\",\"de\"],\"embed\":{\"record\":{\"uri\":"
          "\"at://did:plc:other/app.bsky.feed.post/3juvhrivxkaaa\"}}}}]}",
          "ok id=3juvhrivxkds2 url=https://bsky.app/profile/did:plc:abcdefgh/post/3juvhrivxkds2 "
          "text=q"
          " target=https://bsky.app/profile/did:plc:other/post/3juvhrivxkaaa" },
        { B, READ_PROFILE, 400, "{\"error\":\"AccountTakedown\"}", "nothing cause=suspended" },
        { B, READ_PROFILE, 400, "{\"error\":\"AccountDeactivated\"}", "nothing cause=deleted" },
        { B, READ_PROFILE, 200, "{\"createdAt\":\"2023-05-04T10:00:00.123Z\"}",
          "nothing since=1683194400123" },
        { B, READ_PROFILE, 200, "{\"createdAt\":5}", "nothing" },
        { B, READ_PROFILE, 200, "[", "nothing" },
        { B, READ_PROFILE, 429, "", "nothing" },
    };
    try_rows(rows, COUNT_OF(rows), 21);
}

/* --- Mastodon --- */

#define M "mastodon", "https://toots.example/@desk/110310000000000000"

static void mastodon(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { M, READ_STATUS, 200,
          "{\"id\":\"110310000000000000\",\"created_at\":\"2023-05-04T10:00:00.123Z\",\"language\":"
          "\"en\",\"account\":{\"acct\":\"desk\",\"username\":\"desk\","
          "\"display_name\":\"Desk\",\"url\":\"https://toots.example/@desk\"},\"content\":\"<p><a "
          "class='u-url mention' href='https://toots.example/@x'>@<span>x</span></a> "
          "one &amp; two<br>three <a href='https://a.example/b'><span "
          "class='invisible'>https://</span><span>a.example/b</span></a></p><p>four</p>\"}",
          "ok id=110310000000000000 url=https://toots.example/@desk/110310000000000000 name=Desk "
          "handle=desk@toots.example date=2023-05-04T10:00:00.123Z"
          " text=@x one & two\nthree https://a.example/b\n\nfour lang=en "
          "target=https://a.example/b" },
        { M, READ_STATUS, 200,
          "{\"id\":\"110310000000000000\",\"account\":{\"acct\":\"desk\"},\"content\":\"\","
          "\"reblog\":{\"url\":\"https://far.example/@ferry/"
          "1\",\"account\":{\"acct\":\"ferry@far.example\"}}}",
          "ok id=110310000000000000 url=https://toots.example/@desk/110310000000000000 "
          "handle=desk@toots.example by=ferry@far.example reposted=https://far.example/@ferry/1" },
        { M, READ_STATUS, 200, "{\"id\":\"110310000000000001\",\"content\":\"x\"}", "protocol" },
        { M, READ_STATUS, 200, "{\"id\":110310000000000000,\"content\":\"x\"}", "protocol" },
        { M, READ_STATUS, 200, "{\"error\":\"Record not found\"}", "protocol" },
        { M, READ_STATUS, 200, "{}", "nothing" },
        { M, READ_STATUS, 404, "{\"error\":\"Record not found\"}", "deleted" },
        { M, READ_STATUS, 404, "<html>No such page</html>", "nothing" },
        { M, READ_STATUS, 410, "", "deleted" },
        { M, READ_STATUS, 401, "{\"error\":\"This method requires an authenticated user\"}",
          "blocked" },
        { M, READ_STATUS, 200,
          "{\"id\":\"110310000000000000\",\"account\":{\"acct\":\"desk\",\"url\":\"javascript:"
          "alert(1)\"}}",
          "ok id=110310000000000000 url=https://toots.example/@desk/110310000000000000 "
          "handle=desk@toots.example" },
        { M, READ_STATUS, 200,
          "{\"id\":\"110310000000000000\",\"account\":{\"acct\":\"a href='x\",\"url\":"
          "\"httpnus://toots.example/@desk\"}}",
          "ok id=110310000000000000 url=https://toots.example/web/statuses/110310000000000000" },
    };
    try_rows(rows, COUNT_OF(rows), 12);
}

/* --- JSON --- */

static void too_much_is_no_json(void **state)
{
    (void)state;
    bool no_memory = false;
    struct buffer deep = BUFFER(8 << 20);
    for (size_t depth = TREE_DEEPEST; depth <= TREE_DEEPEST + 1; depth++) {
        buffer_reset(&deep);
        for (size_t i = 0; i < depth; i++) {
            buffer_add_char(&deep, '[');
        }
        for (size_t i = 0; i < depth; i++) {
            buffer_add_char(&deep, ']');
        }
        json_t *value = tree_read(buffer_slice(&deep), &no_memory);
        assert_int_equal(value != NULL, depth == TREE_DEEPEST);
        json_decref(value);
    }
    buffer_reset(&deep);
    buffer_add_char(&deep, '"');
    while (deep.length < TREE_MOST) {
        buffer_add_char(&deep, 'a');
    }
    buffer_add_char(&deep, '"');
    assert_null(tree_read(buffer_slice(&deep), &no_memory));
    assert_false(no_memory);
    /* Brackets in strings are none. */
    json_t *value = tree_read(SLICE("{\"a\":\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
                                    "[[[[[[[[[[[[[[\\\"[[\"}"),
                              &no_memory);
    assert_non_null(value);
    json_decref(value);
    buffer_free(&deep);
}

/* --- The rules --- */

static void answers_are_weighed(void **state)
{
    (void)state;
    static const struct {
        enum reason told[3], want;
    } rows[] = {
        { { REASON_NONE, REASON_NONE, REASON_NONE }, REASON_UNVERIFIED },
        { { REASON_DELETED, REASON_OK, REASON_NONE }, REASON_OK },
        { { REASON_SUSPENDED, REASON_OK, REASON_DELETED }, REASON_OK },
        { { REASON_DELETED, REASON_SUSPENDED, REASON_NONE }, REASON_SUSPENDED },
        { { REASON_DELETED, REASON_PROTECTED, REASON_NONE }, REASON_PROTECTED },
        { { REASON_LOGIN_WALL, REASON_DELETED, REASON_NONE }, REASON_LOGIN_WALL },
        { { REASON_SERVER_ERROR, REASON_DELETED, REASON_NONE }, REASON_DELETED },
        { { REASON_RATE_LIMITED, REASON_PROTECTED, REASON_NONE }, REASON_PROTECTED },
        { { REASON_NONE, REASON_BLOCKED, REASON_NONE }, REASON_BLOCKED },
        { { REASON_TIMEOUT, REASON_BLOCKED, REASON_NONE }, REASON_TIMEOUT },
        { { REASON_UNVERIFIED, REASON_BLOCKED, REASON_NONE }, REASON_BLOCKED },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct told told[3] = { { .reason = rows[i].told[0] },
                                { .reason = rows[i].told[1] },
                                { .reason = rows[i].told[2] } };
        assert_int_equal(question_verdict(told, 3), rows[i].want);
    }
    /* No fault is a verdict: an endpoint that is not found, or not asked, says nothing of a post.
     */
    assert_int_equal(question_fault(FAULT_NO_SUCH_HOST), REASON_UNREACHABLE);
    assert_int_equal(question_fault(FAULT_DENIED), REASON_UNVERIFIED);
    assert_int_equal(question_fault(FAULT_EXCLUDED), REASON_UNVERIFIED);
    for (enum fault fault = FAULT_DENIED; fault < FAULT_COUNT; fault++) {
        assert_int_not_equal(reason_state(question_fault(fault)), STATE_DEAD);
        assert_int_not_equal(reason_state(question_fault(fault)), STATE_ALIVE);
        assert_int_not_equal(question_fault(fault), REASON_NONE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(syndication),
        cmocka_unit_test(oembed_of_x),
        cmocka_unit_test(oembed_of_others),
        cmocka_unit_test(bluesky),
        cmocka_unit_test(mastodon),
        cmocka_unit_test(too_much_is_no_json),
        cmocka_unit_test(answers_are_weighed),
    };
    return cmocka_run_group_tests_name("reader", tests, NULL, NULL);
}
