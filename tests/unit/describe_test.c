#include "unit/unit.h"

#include "describe/describe.h"

/* The instant in the id is 2018-06-19T09:08:40.970Z. */
#define POST_ID "1009000000000000000"
#define POST_MS 1529399320970

/* A flattened post with a short link and a media link, and where they were found to lead. */
struct scene {
    const char *handle;
    struct civil printed;   /* year 0: none */
    const char *media_end;  /* NULL: not followed */
    const char *target_end; /* NULL: not followed */
    enum reason unasked;
};

struct stage {
    struct document document;
    struct outcome outcomes[2];
};

static struct outcome lead_to(const char *end)
{
    return (struct outcome){ .done = true, .reason = REASON_OK, .final = slice_from(end) };
}

static void play(struct stage *stage, const struct scene *scene)
{
    static const char *const urls[] = { "https://t.co/aB3dE6gH9j", "https://t.co/Zy8xW5vU2t" };
    const char *ends[] = { scene->target_end, scene->media_end };
    *stage = (struct stage){ 0 };
    struct document *d = &stage->document;
    struct embed *embed = document_add_embed(d);
    *embed = (struct embed){ .platform = "twitter",
                             .kind = "post",
                             .author.handle = slice_from(scene->handle) };
    if (scene->printed.year) {
        embed->date = (struct date){ civil_to_ms(scene->printed), TIME_DAY, SOURCE_ATTRIBUTION };
    }
    embed->links = ARENA_ARRAY(&d->arena, uint32_t, 2);
    embed->link_count = 2;
    for (uint32_t i = 0; i < 2; i++) {
        struct link *link = document_add_link(d);
        assert_true(link_set_words(link, &d->arena, slice_from(urls[i]), (struct slice){ 0 }));
        link->kind = i ? LINK_MEDIA : LINK_SHORT;
        link->embed = 0;
        embed->links[i] = i;
        if (ends[i]) {
            stage->outcomes[i] = lead_to(ends[i]);
            link_more_of(link, &d->arena)->outcome = &stage->outcomes[i];
        }
    }
    assert_true(describe_document(d, &(struct learned){ .unasked = scene->unasked }));
}

static bool has_evidence(const struct embed *embed, const char *field, const char *value,
                         enum source source)
{
    for (size_t i = 0; i < embed_rest(embed).evidence_count; i++) {
        const struct evidence *e = &embed_rest(embed).evidence[i];
        if (strcmp(e->field, field) == 0 && slice_equal(e->value, slice_from(value)) &&
            e->source == source) {
            return true;
        }
    }
    return false;
}

static void media_gives_back_the_post(void **state)
{
    (void)state;
    struct stage stage;
    play(&stage, &(struct scene){ "harbour_office",
                                  { 2018, 6, 19 },
                                  "https://twitter.com/Harbour_Office/status/" POST_ID "/photo/1",
                                  "https://news.example/ferry",
                                  REASON_UNVERIFIED });
    const struct embed *e = &stage.document.embeds[0];
    assert_slice(e->post_id, POST_ID);
    assert_slice(e->url, "https://twitter.com/Harbour_Office/status/" POST_ID);
    assert_slice(embed_rest(e).target, "https://news.example/ferry");
    assert_true(e->date.ms == POST_MS);
    assert_int_equal(e->date.precision, TIME_MS);
    assert_int_equal(e->date.source, SOURCE_ID);
    assert_int_equal(e->reason, REASON_UNVERIFIED);
    assert_int_equal(embed_rest(e).conflict_count, 0);
    assert_true(has_evidence(e, "date", "2018-06-19", SOURCE_ATTRIBUTION));
    assert_true(has_evidence(e, "date", "2018-06-19T09:08:40.970Z", SOURCE_ID));
    assert_true(has_evidence(e, "author.handle", "harbour_office", SOURCE_ATTRIBUTION));
    assert_true(has_evidence(e, "author.handle", "Harbour_Office", SOURCE_REDIRECT));
    document_free(&stage.document);
}

static void another_day_is_a_conflict(void **state)
{
    (void)state;
    struct stage stage;
    play(&stage, &(struct scene){ "harbour_office",
                                  { 2018, 6, 20 },
                                  "https://twitter.com/harbour_office/status/" POST_ID "/photo/1",
                                  NULL,
                                  REASON_UNVERIFIED });
    const struct embed *e = &stage.document.embeds[0];
    assert_int_equal(embed_rest(e).conflict_count, 1);
    assert_string_equal(embed_rest(e).conflicts[0].field, "date");
    assert_slice(embed_rest(e).conflicts[0].values[1], "2018-06-20");
    assert_slice(embed_rest(e).conflicts[0].values[0], "2018-06-19T09:08:40.970Z");
    assert_int_equal(e->date.source, SOURCE_ID);
    assert_null(embed_rest(e).target.data);
    document_free(&stage.document);
}

/* A printed day has to be the id's UTC day; an instant may be one of somebody's zone: 14 hours. */
static void dates_are_compared_as_finely_as_they_are(void **state)
{
    (void)state;
    enum { HOUR_MS = 3600000 };
    static const struct {
        struct date date;
        bool differs;
    } rows[] = {
        { { POST_MS, TIME_DAY, SOURCE_ATTRIBUTION }, false },
        { { POST_MS - 10 * HOUR_MS, TIME_DAY, SOURCE_ATTRIBUTION }, true },
        { { POST_MS + 15 * HOUR_MS, TIME_DAY, SOURCE_ATTRIBUTION }, true },
        { { POST_MS - 10 * HOUR_MS, TIME_SECOND, SOURCE_MARKUP }, false },
        { { POST_MS - 13 * HOUR_MS, TIME_MINUTE, SOURCE_ATTRIBUTION }, false },
        { { POST_MS + 13 * HOUR_MS, TIME_MS, SOURCE_MARKUP }, false },
        { { POST_MS - 15 * HOUR_MS, TIME_SECOND, SOURCE_MARKUP }, true },
        { { POST_MS + 15 * HOUR_MS, TIME_SECOND, SOURCE_MARKUP }, true },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct document d = { 0 };
        *document_add_embed(&d) =
            (struct embed){ .platform = "twitter",
                            .kind = "post",
                            .form = FORM_BLOCKQUOTE,
                            .url = SLICE("https://twitter.com/harbour_office/status/" POST_ID),
                            .date = rows[i].date };
        assert_true(describe_document(&d, &(struct learned){ .unasked = REASON_UNVERIFIED }));
        if (embed_rest(&d.embeds[0]).conflict_count != rows[i].differs) {
            fail_msg("row %zu", i);
        }
        assert_int_equal(d.embeds[0].date.source, SOURCE_ID);
        document_free(&d);
    }
}

/* An id behind a slug counts with the printed handle alone, whatever the day. */
static void a_slug_to_another_handle_is_no_id(void **state)
{
    (void)state;
    struct stage stage;
    play(&stage, &(struct scene){ "harbour_office",
                                  { 2018, 6, 19 },
                                  "https://x.com/newharbour/status/" POST_ID "/video/1",
                                  NULL,
                                  REASON_UNVERIFIED });
    const struct embed *e = &stage.document.embeds[0];
    assert_null(e->post_id.data);
    assert_slice(e->author.handle, "harbour_office");
    assert_int_equal(e->date.source, SOURCE_ATTRIBUTION);
    assert_int_equal(embed_rest(e).conflict_count, 1);
    assert_string_equal(embed_rest(e).conflicts[0].field, "author.handle");
    document_free(&stage.document);
}

/* A video may stand in another account's post: that post's id is not this one's. */
static void anothers_media_is_told_apart(void **state)
{
    (void)state;
    struct stage stage;
    play(&stage, &(struct scene){ "harbour_office",
                                  { 2018, 6, 25 },
                                  "https://twitter.com/filmer/status/" POST_ID "/video/1",
                                  NULL,
                                  REASON_UNVERIFIED });
    const struct embed *e = &stage.document.embeds[0];
    assert_null(e->post_id.data);
    assert_null(e->url.data);
    assert_int_equal(e->date.source, SOURCE_ATTRIBUTION);
    assert_int_equal(embed_rest(e).conflict_count, 1);
    for (size_t i = 0; i < embed_rest(e).evidence_count; i++) {
        assert_false(slice_equal(embed_rest(e).evidence[i].value, SLICE("filmer")));
    }
    document_free(&stage.document);
}

static void nothing_followed_says_nothing_new(void **state)
{
    (void)state;
    struct stage stage;
    play(&stage, &(struct scene){ "harbour_office", { 2018, 6, 19 }, NULL, NULL, REASON_NONE });
    const struct embed *e = &stage.document.embeds[0];
    assert_int_equal(embed_rest(e).evidence_count, 0);
    assert_int_equal(e->reason, REASON_NONE);
    assert_int_equal(e->date.precision, TIME_DAY);
    document_free(&stage.document);
}

/* A bare permalink: everything is in the URL. */
static void permalinks_speak_for_themselves(void **state)
{
    (void)state;
    static const struct {
        const char *platform, *in, *url, *id, *handle;
        int64_t ms;
    } cases[] = {
        { "twitter", "https://mobile.twitter.com/harbour_office/status/" POST_ID "?s=20",
          "https://twitter.com/harbour_office/status/" POST_ID, POST_ID, "harbour_office",
          POST_MS },
        { "twitter", "https://twitter.com/i/web/status/" POST_ID,
          "https://twitter.com/i/status/" POST_ID, POST_ID, NULL, POST_MS },
        { "twitter", "https://twitter.com/jack/status/20", "https://twitter.com/jack/status/20",
          "20", "jack", 0 },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct document d = { 0 };
        struct embed *embed = document_add_embed(&d);
        *embed = (struct embed){ .platform = cases[i].platform, .kind = "post", .form = FORM_URL };
        struct link *link = document_add_link(&d);
        assert_true(link_set_words(link, &d.arena, slice_from(cases[i].in), (struct slice){ 0 }));
        link->kind = LINK_PERMALINK;
        link->embed = 0;
        embed->links = ARENA_ARRAY(&d.arena, uint32_t, 1);
        embed->link_count = 1;
        assert_true(describe_document(&d, &(struct learned){ .unasked = REASON_NONE }));
        embed = &d.embeds[0];
        assert_slice(embed->url, cases[i].url);
        assert_slice(embed->post_id, cases[i].id);
        assert_slice(embed->author.handle, cases[i].handle);
        assert_true(embed->date.ms == cases[i].ms);
        assert_int_equal(embed->date.source, cases[i].ms ? SOURCE_ID : SOURCE_NONE);
        for (size_t e = 0; e < embed_rest(embed).evidence_count; e++) {
            assert_int_not_equal(embed_rest(embed).evidence[e].source, SOURCE_ATTRIBUTION);
        }
        document_free(&d);
    }
}

/* A post that ends in the permalink of the post it quotes is not that post. */
static void a_quoted_post_is_not_the_embed(void **state)
{
    (void)state;
    struct document d = { 0 };
    struct embed *embed = document_add_embed(&d);
    *embed = (struct embed){ .platform = "twitter",
                             .kind = "post",
                             .author.handle = SLICE("harbour_office") };
    embed->date =
        (struct date){ civil_to_ms((struct civil){ 2018, 6, 25 }), TIME_DAY, SOURCE_ATTRIBUTION };
    struct link *link = document_add_link(&d);
    struct slice url = SLICE("https://twitter.com/filmer/status/" POST_ID);
    assert_true(link_set_words(link, &d.arena, url, (struct slice){ 0 }));
    link->kind = LINK_PERMALINK;
    link->embed = 0;
    embed->links = ARENA_ARRAY(&d.arena, uint32_t, 1);
    embed->link_count = 1;
    assert_true(describe_document(&d, &(struct learned){ .unasked = REASON_UNVERIFIED }));
    assert_null(d.embeds[0].post_id.data);
    assert_int_equal(embed_rest(&d.embeds[0]).conflict_count, 0);
    document_free(&d);
}

/* The page of another post, which this one names first, says nothing of this one. */
static void anothers_page_is_not_heard(void **state)
{
    (void)state;
    static const char *const urls[] = { "https://toots.example/@ferry/110308000000000001",
                                        "https://other.example/@harbour/110308000000000021",
                                        "https://www.reddit.com/r/harbours/comments/13lock1/a/",
                                        "https://toots.example/@harbour/110308000000000021" };
    static const enum reason pages[] = { REASON_GONE, REASON_GONE, REASON_GONE, REASON_OK };
    struct document d = { 0 };
    struct outcome outcomes[COUNT_OF(urls)];
    struct embed *embed = document_add_embed(&d);
    *embed = (struct embed){ .platform = "mastodon", .kind = "post", .url = slice_from(urls[3]) };
    embed->links = ARENA_ARRAY(&d.arena, uint32_t, COUNT_OF(urls));
    embed->link_count = COUNT_OF(urls);
    for (uint32_t i = 0; i < COUNT_OF(urls); i++) {
        struct link *link = document_add_link(&d);
        assert_true(link_set_words(link, &d.arena, slice_from(urls[i]), (struct slice){ 0 }));
        link->kind = LINK_PERMALINK;
        d.embeds[0].links[i] = i;
        outcomes[i] = lead_to(urls[i]);
        outcomes[i].reason = pages[i];
        link_more_of(link, &d.arena)->outcome = &outcomes[i];
    }
    assert_true(describe_document(&d, &(struct learned){ .unasked = REASON_UNVERIFIED }));
    assert_int_equal(d.embeds[0].reason, REASON_OK);
    document_free(&d);
}

/* Whose words are the original's has none of its own, wherever they would begin. */
static void a_repost_has_no_words_of_its_own(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool reposts;
    } rows[] = {
        { "RT @filmer: The gates are open", true },
        { "RT @Filmer: x", true },
        { "RT @filmer The gates are open", false },
        { "RT @filmers: The gates are open", false },
        { "rt @filmer: The gates are open", false },
        { "The gates are open", false },
        { "RT @filmer", false },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct document d = { 0 };
        struct outcome outcome = lead_to("https://twitter.com/filmer/status/" POST_ID "/video/1");
        struct embed *embed = document_add_embed(&d);
        *embed = (struct embed){ .platform = "twitter",
                                 .kind = "post",
                                 .form = FORM_FLATTENED,
                                 .author.handle = SLICE("harbour_office"),
                                 .text = slice_from(rows[i].text),
                                 .text_open = true };
        struct link *link = document_add_link(&d);
        assert_true(
            link_set_words(link, &d.arena, SLICE("https://t.co/Zy8xW5vU2t"), (struct slice){ 0 }));
        link->kind = LINK_MEDIA;
        link_more_of(link, &d.arena)->outcome = &outcome;
        d.embeds[0].links = ARENA_ARRAY(&d.arena, uint32_t, 1);
        d.embeds[0].link_count = 1;
        assert_true(describe_document(&d, &(struct learned){ .unasked = REASON_UNVERIFIED }));
        embed = &d.embeds[0];
        assert_slice(embed->text, rows[i].reposts ? NULL : rows[i].text);
        assert_int_equal(embed->text_open, !rows[i].reposts);
        assert_slice(embed_rest(embed).reposted,
                     rows[i].reposts ? "https://twitter.com/filmer/status/" POST_ID : NULL);
        assert_slice(embed_rest(embed).original.handle, rows[i].reposts ? "filmer" : NULL);
        assert_slice(embed->author.handle, "harbour_office");
        document_free(&d);
    }
}

/* Though nobody is told what the document prints while no API was asked. */
static void a_printed_handle_is_compared_with_the_permalinks(void **state)
{
    (void)state;
    static const char *const handles[] = { "harbour_office", "Harbour_Office", "newharbour" };
    for (size_t i = 0; i < COUNT_OF(handles); i++) {
        struct document d = { 0 };
        struct embed *embed = document_add_embed(&d);
        *embed =
            (struct embed){ .platform = "twitter",
                            .kind = "post",
                            .form = FORM_BLOCKQUOTE,
                            .author.handle = slice_from(handles[i]),
                            .url = SLICE("https://twitter.com/harbour_office/status/" POST_ID) };
        assert_true(describe_document(&d, &(struct learned){ .unasked = REASON_UNVERIFIED }));
        embed = &d.embeds[0];
        assert_true(has_evidence(embed, "author.handle", "harbour_office", SOURCE_PERMALINK));
        assert_false(has_evidence(embed, "author.handle", handles[i], SOURCE_ATTRIBUTION));
        assert_int_equal(embed_rest(embed).conflict_count, i == 2);
        if (i == 2) {
            assert_string_equal(embed_rest(embed).conflicts[0].field, "author.handle");
            assert_slice(embed_rest(embed).conflicts[0].values[0], "newharbour");
            assert_slice(embed_rest(embed).conflicts[0].values[1], "harbour_office");
        }
        document_free(&d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(media_gives_back_the_post),
        cmocka_unit_test(another_day_is_a_conflict),
        cmocka_unit_test(dates_are_compared_as_finely_as_they_are),
        cmocka_unit_test(a_repost_has_no_words_of_its_own),
        cmocka_unit_test(a_printed_handle_is_compared_with_the_permalinks),
        cmocka_unit_test(a_slug_to_another_handle_is_no_id),
        cmocka_unit_test(anothers_media_is_told_apart),
        cmocka_unit_test(nothing_followed_says_nothing_new),
        cmocka_unit_test(permalinks_speak_for_themselves),
        cmocka_unit_test(a_quoted_post_is_not_the_embed),
        cmocka_unit_test(anothers_page_is_not_heard),
    };
    return cmocka_run_group_tests_name("describe", tests, NULL, NULL);
}
