/* Every field of a record: what its getter lends, and what is written of it. The documents are made
 * by hand, with everything in them. */
#include "unit/unit.h"

#include "emit/format.h"
#include "landfall.h"
#include "record.h"

#include <jansson.h>
#include <stdlib.h>

static struct hop hops[] = {
    { .url = { "https://t.co/a", 14 }, .status = 301 },
    { .url = { "https://a.example/", 18 }, .status = 200, .via = VIA_REDIRECT },
};

static struct outcome outcome = {
    .done = true,
    .reason = REASON_OK,
    .tls = TLS_EXPIRED,
    .status = 200,
    .hops = hops,
    .hop_count = COUNT_OF(hops),
    .final = { "https://a.example/", 18 },
    .redirected = true,
    .permanent = true,
    .canonical = { "https://a.example/canonical", 27 },
    .title = { "A title", 7 },
    .checked_at = 1700000000000,
    .ms = 12,
    .attempts = 2,
};

static struct span_list third = { .span = { 90, 99, 4, 1, "markdown" } };
static struct span_list second = { .span = { 50, 64, 3, 2, NULL }, .next = &third };

static struct link_more more = {
    .from = "a@href",
    .unwrapped = { "https://b.example/", 18 },
    .anchor = { "words of the link", 17 },
    .spans = &second,
    .outcome = &outcome,
};

static struct link links[] = {
    {
        .words = "https://t.co/a",
        .has_url = true,
        .url_length = 14,
        .written_length = 14,
        .start = 10,
        .length = 14,
        .line = 2,
        .column = 5,
        .more = &more,
        .embed = 0,
        .kind = LINK_WRAPPED,
        .truncated = true,
    },
    { .words = "x",
      .apart = true,
      .written_length = 1,
      .start = 100,
      .length = 1,
      .line = 5,
      .column = 1,
      .embed = NO_EMBED },
};

static uint32_t numbers[] = { 0 };
static struct evidence evidence[] = { { "text", { "words", 5 }, SOURCE_API, "twitter.oembed" } };
static struct conflict conflicts[] = { { "date",
                                         { { "2020-01-01", 10 }, { "2020-01-02", 10 } },
                                         { SOURCE_ID, SOURCE_ATTRIBUTION },
                                         2,
                                         "they differ" } };

static struct embed_more rest = {
    .lang = { "en", 2 },
    .title = { "of a video", 10 },
    .target = { "https://a.example/", 18 },
    .original = { { "C", 1 }, { "c", 1 }, { "https://twitter.com/c", 21 } },
    .reposted = { "https://twitter.com/c/status/123", 32 },
    .evidence = evidence,
    .evidence_count = 1,
    .conflicts = conflicts,
    .conflict_count = 1,
};

static struct embed embeds[] = {
    {
        .platform = "twitter",
        .kind = "post",
        .form = FORM_BLOCKQUOTE,
        .span = { 5, 80, 2, 1, "blockquote" },
        .post_id = { "12", 2 },
        .url = { "https://twitter.com/a/status/12", 31 },
        .author = { { "A", 1 }, { "a", 1 }, { "https://twitter.com/a", 21 } },
        .date = { 1700000000123, TIME_MS, SOURCE_ID },
        .text = { "the words", 9 },
        .text_open = true,
        .links = numbers,
        .link_count = 1,
        .reason = REASON_DELETED,
        .more = &rest,
    },
    { .platform = "vimeo", .kind = "video", .form = FORM_URL, .span = { 1, 2, 1, 2, NULL } },
};

static struct document whole = {
    .name = { "page.html", 9 },
    .media_type = "text/html",
    .charset = "windows-1252",
    .bytes = 1234,
    .title = { "The page", 8 },
    .canonical = { "https://news.example/page", 25 },
    .lang = { "en-GB", 5 },
    .published = { 1528000000000, TIME_SECOND, SOURCE_NONE },
    .published_by = "jsonld",
    .embeds = embeds,
    .embed_count = COUNT_OF(embeds),
    .links = links,
    .link_count = COUNT_OF(links),
};

static const struct lf_record record = { .type = RECORD_DOCUMENT, .document = &whole };

static void assert_text(const char *text, size_t length, const char *want)
{
    assert_non_null(text);
    assert_slice(slice_of(text, length), want);
}

static void a_source_lends_its_fields(void **state)
{
    (void)state;
    size_t length;
    assert_string_equal(lf_record_media_type(&record), "text/html");
    assert_string_equal(lf_record_charset(&record), "windows-1252");
    assert_int_equal(lf_record_bytes(&record), 1234);
    assert_text(lf_record_title(&record, &length), 8, "The page");
    assert_int_equal(length, 8);
    assert_text(lf_record_canonical(&record, &length), 25, "https://news.example/page");
    assert_text(lf_record_lang(&record, &length), 5, "en-GB");
    int64_t ms;
    const char *precision;
    const char *source;
    assert_true(lf_record_published(&record, &ms, &precision, &source));
    assert_true(ms == 1528000000000);
    assert_string_equal(precision, "s");
    assert_string_equal(source, "jsonld");
    struct lf_record link = { .type = RECORD_LINK, .link = links, .index = 9 };
    assert_int_equal(lf_record_index(&link), 9);
    assert_int_equal(lf_record_index(&record), 0);
    struct lf_record summary = { .type = RECORD_SUMMARY, .summary = { .seconds = 1.5 } };
    assert_true(lf_summary_seconds(&summary) == 1.5);
}

static void a_link_lends_its_fields(void **state)
{
    (void)state;
    const lf_link *l = lf_record_link(&record, 0);
    size_t length;
    assert_text(lf_link_anchor(l, &length), 17, "words of the link");
    assert_text(lf_link_unwrapped(l, &length), 18, "https://b.example/");
    assert_text(lf_link_canonical(l, &length), 27, "https://a.example/canonical");
    assert_text(lf_link_title(l, &length), 7, "A title");
    assert_string_equal(lf_link_tls(l), "expired");
    assert_true(lf_link_truncated(l));
    assert_true(lf_link_embed(l, &length));
    assert_int_equal(length, 0);
    int redirected;
    assert_true(lf_link_permanent(l, &redirected));
    assert_true(redirected);
    int64_t ms;
    unsigned attempts;
    assert_true(lf_link_checked_at(l, &ms, &attempts) == 1700000000000);
    assert_int_equal(ms, 12);
    assert_int_equal(attempts, 2);
    const lf_link *other = lf_record_link(&record, 1);
    assert_false(lf_link_embed(other, &length));
    assert_false(lf_link_truncated(other));
    assert_null(lf_link_anchor(other, &length));
}

static void every_place_of_a_link_is_lent(void **state)
{
    (void)state;
    static const struct {
        uint64_t start, end, line, column;
        const char *from;
    } want[] = {
        { 10, 24, 2, 5, "a@href" }, { 50, 64, 3, 2, NULL }, { 90, 99, 4, 1, "markdown" },
        { 0, 0, 0, 0, NULL },       { 0, 0, 0, 0, NULL },
    };
    const lf_link *l = lf_record_link(&record, 0);
    assert_int_equal(lf_link_span_count(l), 3);
    assert_int_equal(lf_link_span_count(lf_record_link(&record, 1)), 1);
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        uint64_t start;
        uint64_t end;
        uint64_t line;
        uint64_t column;
        const char *from = lf_link_span(l, i, &start, &end, &line, &column);
        assert_true(start == want[i].start && end == want[i].end);
        assert_true(line == want[i].line && column == want[i].column);
        assert_slice(slice_from(from), want[i].from);
    }
}

static void an_embed_lends_its_fields(void **state)
{
    (void)state;
    const lf_embed *e = lf_record_embed(&record, 0);
    size_t length;
    uint64_t end;
    assert_string_equal(lf_embed_form(e), "blockquote");
    assert_string_equal(lf_embed_span(e, NULL, &end, NULL, NULL), "blockquote");
    assert_int_equal(end, 80);
    assert_text(lf_embed_author_url(e, &length), 21, "https://twitter.com/a");
    assert_text(lf_embed_lang(e, &length), 2, "en");
    assert_text(lf_embed_title(e, &length), 10, "of a video");
    assert_true(lf_embed_text_open(e));
    assert_false(lf_embed_text_open(lf_record_embed(&record, 1)));
    assert_text(lf_embed_reposted_url(e, &length), 32, "https://twitter.com/c/status/123");
    const char *handle;
    const char *url;
    assert_string_equal(lf_embed_reposted_author(e, &handle, &url), "C");
    assert_string_equal(handle, "c");
    assert_string_equal(url, "https://twitter.com/c");
    const char *field;
    const char *source;
    assert_int_equal(lf_embed_evidence_count(e), 1);
    const char *endpoint;
    assert_text(lf_embed_evidence(e, 0, &length, &field, &source, &endpoint), 5, "words");
    assert_string_equal(endpoint, "twitter.oembed");
    assert_string_equal(field, "text");
    assert_string_equal(source, "api");
    assert_int_equal(lf_embed_conflict_count(e), 1);
    assert_int_equal(lf_embed_conflict(e, 0, &field, &source), 2);
    assert_string_equal(field, "date");
    assert_string_equal(source, "they differ");
    assert_text(lf_embed_conflict_value(e, 0, 1, &length, &source), 10, "2020-01-02");
    assert_string_equal(source, "attribution");
    assert_null(lf_embed_conflict_value(e, 0, 2, &length, NULL));
    assert_null(lf_embed_conflict_value(e, 1, 0, &length, NULL));
}

/* --- What is written --- */

static json_t *written(const struct lf_record *r, bool alone, const char *format)
{
    char *out = NULL;
    size_t length = 0;
    struct report report = { .to = open_memstream(&out, &length), .alone = alone };
    const struct format *row = format_named(format);
    assert_true(alone || row->open(&report));
    assert_true(row->write(&report, r));
    assert_true(alone || row->close(&report, NULL));
    fclose(report.to);
    json_error_t error;
    json_t *read = json_loadb(out, length, 0, &error);
    if (!read) {
        fail_msg("%s at %d: %s", error.text, error.position, out);
    }
    free(out);
    return read;
}

static void every_field_is_written(void **state)
{
    (void)state;
    static const char want[] =
        "{'schema':'landfall/1','type':'document','source':{'name':'page.html',"
        "'media_type':'text/html','bytes':1234,'charset':'windows-1252','title':'The page',"
        "'canonical':'https://news.example/page','lang':'en-GB','published':{"
        "'value':'2018-06-03T04:26:40Z','precision':'s','source':'jsonld'}},'embeds':[{"
        "'platform':'twitter','kind':'post','form':'blockquote','span':{'start':5,'end':80,"
        "'line':2,'column':1,'from':'blockquote'},'post_id':'12',"
        "'url':'https://twitter.com/a/status/12','author':{'name':'A','handle':'a',"
        "'url':'https://twitter.com/a'},'date':{'value':'2023-11-14T22:13:20.123Z',"
        "'precision':'ms','source':'id'},'text':'the words','text_open':true,'lang':'en',"
        "'title':'of a video','links':[0],'target':'https://a.example/',"
        "'reposted':{'author':{'name':'C','handle':'c','url':'https://twitter.com/c'},"
        "'url':'https://twitter.com/c/status/123'},'state':'dead',"
        "'reason':'deleted','evidence':[{'field':'text','value':'words','source':'api','endpoint':'"
        "twitter.oembed'}],"
        "'conflicts':[{'field':'date','values':[{'value':'2020-01-01','source':'id'},"
        "{'value':'2020-01-02','source':'attribution'}],"
        "'note':'they differ'}]},{'platform':'vimeo','kind':'video','form':'url','span':{"
        "'start':1,'end':2,'line':1,'column':2},'links':[]}],'links':[{"
        "'url':'https://t.co/a','written':'https://t.co/a','kind':'wrapped','embed':0,'spans':[{"
        "'start':10,'end':24,'line':2,'column':5,'from':'a@href'},{'start':50,'end':64,'line':3,"
        "'column':2},{'start':90,'end':99,'line':4,'column':1,'from':'markdown'}],"
        "'anchor':'words of the link','truncated':true,'unwrapped':'https://b.example/',"
        "'state':'alive','reason':'ok','status':200,'hops':[{'url':'https://t.co/a',"
        "'status':301},{'url':'https://a.example/','status':200,'via':'redirect'}],"
        "'final':'https://a.example/','permanent':true,'canonical':'https://a.example/canonical',"
        "'title':'A title','tls':'expired','checked_at':'2023-11-14T22:13:20Z','ms':12,"
        "'attempts':2,'cached':false},{'written':'x','kind':'web','spans':[{'start':100,'end':101,"
        "'line':5,'column':1}]}]}";
    char text[sizeof want];
    for (size_t i = 0; i < sizeof want; i++) {
        text[i] = (char)(want[i] == '\'' ? '"' : want[i]);
    }
    json_t *wanted = json_loads(text, 0, NULL);
    assert_non_null(wanted);
    static const char *const formats_tried[] = { "ndjson", "json" };
    for (size_t i = 0; i < COUNT_OF(formats_tried); i++) {
        json_t *got = written(&record, true, formats_tried[i]);
        assert_true(json_equal(got, wanted));
        json_decref(got);
    }
    json_t *report = written(&record, false, "json");
    assert_true(json_equal(json_array_get(json_object_get(report, "documents"), 0), wanted));
    json_decref(report);
    json_decref(wanted);
}

static void record_getters_take_nothing(void **state)
{
    (void)state;
    size_t length = 7;
    const char *(*const words[])(const lf_record *) = {
        lf_record_type,
        lf_record_name,
        lf_record_media_type,
        lf_record_charset,
    };
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        assert_null(words[i](NULL));
    }
    const char *(*const texts[])(
        const lf_record *, size_t *) = { lf_record_title, lf_record_canonical, lf_record_lang };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        length = 7;
        assert_null(texts[i](NULL, &length));
        assert_int_equal(length, 0);
    }
    int64_t ms = 7;
    const char *word = "word";
    const char *source = "source";
    assert_false(lf_record_published(NULL, &ms, &word, &source));
    assert_true(ms == 0 && !word && !source);
    assert_null(lf_record_tag(NULL));
    length = 7;
    assert_null(lf_record_input(NULL, &length));
    assert_null(lf_record_input(&record, &length));
    assert_int_equal(length, 0);
    assert_int_equal(lf_record_bytes(NULL) + lf_record_index(NULL), 0);
    assert_int_equal(lf_record_link_count(NULL), 0);
    assert_null(lf_record_link(NULL, 0));
    assert_int_equal(lf_record_embed_count(NULL), 0);
    assert_null(lf_record_embed(NULL, 0));
    assert_int_equal(lf_summary_count(NULL, "links"), 0);
    assert_true(lf_summary_seconds(NULL) == 0);
    assert_string_equal(lf_error(NULL), "out of memory");
}

static void link_getters_take_nothing(void **state)
{
    (void)state;
    size_t length = 7;
    const char *(*const texts[])(const lf_link *, size_t *) = {
        lf_link_url,       lf_link_written,   lf_link_final, lf_link_anchor,
        lf_link_unwrapped, lf_link_canonical, lf_link_title,
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        length = 7;
        assert_null(texts[i](NULL, &length));
        assert_int_equal(length, 0);
    }
    const char *(*const words[])(const lf_link *) = { lf_link_kind, lf_link_state, lf_link_reason,
                                                      lf_link_tls };
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        assert_null(words[i](NULL));
    }
    assert_int_equal(lf_link_status(NULL), 0);
    assert_int_equal(lf_link_truncated(NULL) + lf_link_cached(NULL), 0);
    assert_int_equal(lf_link_hop_count(NULL) + lf_link_span_count(NULL), 0);
    int status = 7;
    const char *via = "via";
    assert_null(lf_link_hop(NULL, 0, &length, &status, &via));
    assert_true(status == 0 && !via);
    via = "via";
    length = 7;
    assert_null(lf_link_next(NULL, &length, &via));
    assert_true(length == 0 && !via);
    uint64_t at[4] = { 7, 7, 7, 7 };
    assert_null(lf_link_span(NULL, 0, &at[0], &at[1], &at[2], &at[3]));
    assert_int_equal(at[0] + at[1] + at[2] + at[3], 0);
    length = 7;
    assert_int_equal(lf_link_embed(NULL, &length), 0);
    assert_int_equal(length, 0);
    status = 7;
    assert_int_equal(lf_link_permanent(NULL, &status), 0);
    assert_int_equal(status, 0);
    int64_t ms = 7;
    unsigned attempts = 7;
    assert_true(lf_link_checked_at(NULL, &ms, &attempts) == 0);
    assert_true(ms == 0 && attempts == 0);
}

static void embed_getters_take_nothing(void **state)
{
    (void)state;
    size_t length = 7;
    const char *(*const texts[])(const lf_embed *, size_t *) = {
        lf_embed_url,           lf_embed_post_id, lf_embed_author_name,
        lf_embed_author_handle, lf_embed_text,    lf_embed_author_url,
        lf_embed_target,        lf_embed_lang,    lf_embed_title,
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        length = 7;
        assert_null(texts[i](NULL, &length));
        assert_int_equal(length, 0);
    }
    const char *(*const words[])(const lf_embed *) = { lf_embed_platform, lf_embed_kind,
                                                       lf_embed_form, lf_embed_state,
                                                       lf_embed_reason };
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        assert_null(words[i](NULL));
    }
    int64_t ms = 7;
    const char *word = "word";
    const char *other = "other";
    assert_false(lf_embed_date(NULL, &ms, &word, &other));
    assert_true(ms == 0 && !word && !other);
    uint64_t at[4] = { 7, 7, 7, 7 };
    assert_null(lf_embed_span(NULL, &at[0], &at[1], &at[2], &at[3]));
    assert_int_equal(at[0] + at[1] + at[2] + at[3], 0);
    assert_int_equal(lf_embed_link_count(NULL) + lf_embed_link(NULL, 0), 0);
    assert_int_equal(lf_embed_text_open(NULL), 0);
    assert_int_equal(lf_embed_evidence_count(NULL) + lf_embed_conflict_count(NULL), 0);
    word = other = "word";
    assert_null(lf_embed_evidence(NULL, 0, &length, &word, &other, NULL));
    assert_true(!word && !other);
    word = other = "word";
    assert_int_equal(lf_embed_conflict(NULL, 0, &word, &other), 0);
    assert_true(!word && !other);
    assert_null(lf_embed_conflict_value(NULL, 0, 0, &length, &word));
}

static void what_a_getter_had_no_room_for_is_not_written_without(void **state)
{
    (void)state;
    struct document short_of_memory = whole;
    struct lf_record lent = { .type = RECORD_DOCUMENT, .document = &short_of_memory };
    FILE *to = tmpfile();
    assert_non_null(to);
    assert_int_equal(lf_write(&lent, "ndjson", to), LF_OK);
    short_of_memory.arena.failed = true;
    long before = ftell(to);
    assert_int_equal(lf_write(&lent, "ndjson", to), LF_NO_MEMORY);
    assert_int_equal(ftell(to), before);
    fclose(to);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_source_lends_its_fields),
        cmocka_unit_test(a_link_lends_its_fields),
        cmocka_unit_test(every_place_of_a_link_is_lent),
        cmocka_unit_test(an_embed_lends_its_fields),
        cmocka_unit_test(every_field_is_written),
        cmocka_unit_test(record_getters_take_nothing),
        cmocka_unit_test(link_getters_take_nothing),
        cmocka_unit_test(embed_getters_take_nothing),
        cmocka_unit_test(what_a_getter_had_no_room_for_is_not_written_without),
    };
    return cmocka_run_group_tests_name("access", tests, NULL, NULL);
}
