/* What is packed says what the arrays say, in whatever order it is read, and when it is opened. */
#include "unit/articles.h"
#include "unit/scanning.h"

#include "pack/pack.h"

#include <stdlib.h>

enum { WORDS_MOST = 1 << 28 };

static const struct scan_options plain = { .type = "text" };
static const struct scan_options packing = { .type = "text", .packs = true };

static void add_embed(struct buffer *b, const struct embed *e)
{
    buffer_printf(b, "%s %s %s", e->platform, e->kind, form_word(e->form));
    add_span(b, &e->span);
    add_words(b, "id", e->post_id);
    add_words(b, "url", e->url);
    add_words(b, "name", e->author.name);
    add_words(b, "handle", e->author.handle);
    add_words(b, "page", e->author.url);
    add_words(b, "text", e->text);
    add_words(b, "lang", embed_rest(e).lang);
    add_words(b, "title", embed_rest(e).title);
    buffer_printf(b, " %d %lld %d %d", e->text_open, (long long)e->date.ms, (int)e->date.precision,
                  (int)e->date.source);
    for (size_t j = 0; j < e->link_count; j++) {
        buffer_printf(b, " #%u", e->links[j]);
    }
    buffer_add_char(b, '\n');
}

static void add_link(struct buffer *b, const struct link *l)
{
    add_words(b, "url", link_url(l));
    add_words(b, "written", link_written(l));
    add_words(b, "unwrapped", link_rest(l).unwrapped);
    add_words(b, "anchor", link_rest(l).anchor);
    buffer_printf(b, " %s %d %d %d %d", link_kind_word((enum link_kind)l->kind), l->embed,
                  l->truncated, l->malformed, l->skipped);
    struct span first = link_span(l);
    add_span(b, &first);
    for (const struct span_list *p = link_rest(l).spans; p; p = p->next) {
        add_span(b, &p->span);
        add_words(b, "written", p->written);
    }
    buffer_add_char(b, '\n');
}

/* All of a document, its links read `step` apart, round and round. */
static void read_all(const struct document *d, size_t step, struct buffer *b)
{
    struct unpacker u;
    unpacker_open(&u, d);
    struct buffer *lines = calloc(d->link_count + 1, sizeof *lines);
    for (size_t i = 0; i < d->link_count; i++) {
        size_t index = i * step % d->link_count;
        const struct link *link = unpack_link(&u, index);
        assert_non_null(link);
        lines[index] = BUFFER(WORDS_MOST);
        add_link(&lines[index], link);
    }
    for (size_t i = 0; i < d->link_count; i++) {
        buffer_add(b, buffer_slice(&lines[i]));
        buffer_free(&lines[i]);
    }
    free(lines);
    for (size_t i = 0; i < d->embed_count; i++) {
        const struct embed *embed = unpack_embed(&u, i);
        assert_non_null(embed);
        add_embed(b, embed);
    }
    unpacker_close(&u);
}

static void assert_says(const struct document *d, size_t step, struct buffer *want)
{
    struct buffer got = BUFFER(WORDS_MOST);
    read_all(d, step, &got);
    assert_string_equal(buffer_string(&got), buffer_string(want));
    buffer_free(&got);
}

/* The pieces are fed one by one. */
static void compare(struct slice text, size_t piece)
{
    struct buffer want = BUFFER(WORDS_MOST);
    struct document d;
    assert_int_equal(scan_pieces(&plain, "a", text, piece, &d), SCAN_OK);
    assert_null(d.pack);
    read_all(&d, 1, &want);
    document_free(&d);
    assert_int_equal(scan_pieces(&packing, "a", text, piece, &d), SCAN_OK);
    assert_non_null(d.pack);
    assert_null(d.links);
    assert_says(&d, 1, &want);
    bool even = d.link_count % 2 == 0;
    assert_says(&d, even && d.link_count ? d.link_count - 1 : 2, &want); /* both meet all */
    assert_true(pack_open(&d));
    assert_null(d.pack);
    assert_says(&d, 1, &want);
    document_free(&d);
    buffer_free(&want);
}

static void articles_say_the_same(void **state)
{
    (void)state;
    static const size_t pieces[] = { 0, 1000, 50001 };
    struct buffer text = BUFFER(1 << 24);
    add_article(&text, 400000);
    add_article(&text, 800000); /* where all that was found is found again */
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        compare(buffer_slice(&text), pieces[i]);
    }
    buffer_free(&text);
}

#define DAY "1009031042712600576"

static void texts_say_the_same(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "nothing",
        "https://a.example/",
        "HTTPS://A.example/X https://a.example/x https://A.EXAMPLE/X\n", /* as long as the URL */
        "one https://a.example/x two https://a.example/x three http://a.example/x\n",
        "pic.twitter.com/abcdefghij https://t.co/abcdefghij https://t.co/abc… youtu.be/abc\n",
        "https://bad.example:99999/ "
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fb.example%2Fa&h=1\n",
        "[the words](https://a.example/x) <https://b.example/y> https://a.example/x\n",
        /* A post whose words have permalinks, each of which is a post until the end is met. */
        "Before https://a.example/0\n\n— Olu Brandt (@olu) June 18, 2018\n\n"
        "https://twitter.com/a/status/" DAY "\nhttps://twitter.com/b/status/" DAY
        "1\nThe words go on\n\n— Maya Lind (@maya_l) June 19, 2018\n",
        "https://twitter.com/a/status/" DAY "\n\nhttps://twitter.com/a/status/" DAY
        "\n\nhttps://x.com/b/status/" DAY "\n",
        /* One name is cut short, and the other is not. */
        "It is low tide. Maya (@maya_l) June 19, 2018\n\nIt is high tide.\n\n"
        "— Maya Lind (@maya_l) June 20, 2018\n\nIt is low tide. Maya (@maya_l) June 21, 2018\n\n",
        "https://www.instagram.com/p/BnSBALPBGaF/\n\nhttps://bsky.app/profile/a.example/post/"
        "3kabc\n"
        "\nhttps://mastodon.social/@a/1\n\nhttps://vimeo.com/76979871\n",
    };
    struct buffer all = BUFFER(1 << 20);
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        compare(slice_from(texts[i]), 0);
        compare(slice_from(texts[i]), 7);
        buffer_add(&all, slice_from(texts[i]));
        buffer_add(&all, SLICE("\n\n"));
    }
    for (size_t i = 0; i < 6; i++) {
        struct slice before = buffer_slice(&all);
        assert_non_null(buffer_reserve(&all, before.length));
        buffer_add(&all, buffer_slice(&all));
    }
    compare(buffer_slice(&all), 0);
    buffer_free(&all);
}

/* Permalinks of a post's words are let go of again, across the ends of whatever they fill. */
static void posts_that_are_let_go_leave_nothing(void **state)
{
    (void)state;
    struct buffer text = BUFFER(1 << 20);
    for (unsigned i = 0; i < 200; i++) {
        for (unsigned k = 0; k < i % 40; k++) {
            buffer_printf(&text, "https://twitter.com/a/status/10090310427%02u%02u00576\n", i % 97,
                          k);
        }
        buffer_printf(&text, "words\n\n— Maya Lind (@maya_l) June %u, 2018\n\n", i % 28 + 1);
    }
    compare(buffer_slice(&text), 0);
    compare(buffer_slice(&text), 999);
    buffer_free(&text);
}

/* The post before one that is let go has no link, nor has any before. */
static void posts_without_links_are_taken_out(void **state)
{
    (void)state;
    static const struct slice text = SLICE_INIT("words\n\n— Maya Lind (@maya_l) June 1, 2018\n\n"
                                                "https://twitter.com/a/status/1009031042700000576\n"
                                                "— Ann Low (@ann_low) June 19, 2018\n");
    compare(text, 0);
}

/* URLs as long as a link has room for, longer ones, and more hosts than have numbers. */
static void lengths_and_hosts_of_any_number(void **state)
{
    (void)state;
    static const size_t lengths[] = { 1,     40,    127,   128,   16383, 16384,
                                      65000, 65520, 65535, 65536, 70000 };
    struct buffer text = BUFFER(1 << 24);
    for (size_t i = 0; i < COUNT_OF(lengths); i++) {
        buffer_add(&text, SLICE("See https://a.example/"));
        for (size_t k = 0; k < lengths[i]; k++) {
            buffer_add_char(&text, (char)('a' + (i + k) % 26));
        }
        buffer_add(&text, SLICE(" for it.\n"));
    }
    for (unsigned i = 0; i < 3000; i++) {
        buffer_printf(&text, "https://h%u.example/%u http://www.%.*s.example/\n", i % 700, i,
                      (int)(i % 62 + 1),
                      "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgg");
    }
    compare(buffer_slice(&text), 0);
    compare(buffer_slice(&text), 65536);
    buffer_free(&text);
}

/* --- What is packed by itself --- */

static void begin(struct document *d, struct packer *p)
{
    *d = (struct document){ .name = SLICE("a") };
    assert_true(packer_open(p, d));
}

static void finish(struct packer *p)
{
    assert_true(packer_finish(p));
    packer_free(p);
}

/* What is written of a URL: all of it, some of it, or what ends otherwise. */
static struct slice written_of(struct slice url, size_t i)
{
    static char other[400];
    if (i % 4 < 3) {
        return slice_skip(url, i % 4);
    }
    memcpy(other, url.data, url.length);
    other[url.length - 1 - i % 9] = 'z';
    return slice_of(other, url.length);
}

/* Numbers around those that a short head has room for: places, lines, columns, lengths. */
static void links_stand_where_they_were_put(void **state)
{
    (void)state;
    static const uint64_t steps[] = { 1, 65535, 65536, 3, 1ULL << 33, 2, 0 };
    static const uint64_t lines[] = { 0, 255, 256, 1, 1 << 20, 0, 0 };
    static const uint64_t columns[] = { 1, 65535, 65536, 70000, 4000000000, 9, 9 };
    static const size_t lengths[] = { 1, 255, 256, 8, 300, 16, 31 };
    enum { TURNS = 40 };
    char words[400];
    memset(words, 'w', sizeof words);
    memcpy(words, "https://a.example/", 18);
    struct document d;
    struct packer p;
    struct unpacker u;
    struct span spans[TURNS * COUNT_OF(steps)];
    struct span at = { .line = 1 };
    begin(&d, &p);
    for (size_t i = 0; i < COUNT_OF(spans); i++) {
        size_t row = i % COUNT_OF(steps);
        struct slice url = slice_of(words, 18 + lengths[row]);
        struct link link = { .embed = (int32_t)i, .kind = i % 6 };
        at.start += steps[row];
        at.end = at.start + url.length + (i % 9 == 8);
        at.line += lines[(i / 2) % COUNT_OF(lines)];
        at.column = columns[(i / 3) % COUNT_OF(columns)];
        spans[i] = at;
        assert_true(packer_add_link(&p, &link, url, written_of(url, i), &at));
    }
    finish(&p);
    unpacker_open(&u, &d);
    for (size_t k = 0; k < 2 * COUNT_OF(spans); k++) {
        size_t i = k < COUNT_OF(spans) ? k : 2 * COUNT_OF(spans) - 1 - k; /* there and back */
        const struct link *link = unpack_link(&u, i);
        struct span span = link_span(link);
        struct slice url = slice_of(words, 18 + lengths[i % COUNT_OF(steps)]);
        assert_true(slice_equal(link_url(link), url));
        assert_true(slice_equal(link_written(link), written_of(url, i)));
        assert_int_equal(link->embed, i);
        assert_int_equal(link->kind, i % 6);
        assert_int_equal(span.start, spans[i].start);
        assert_int_equal(span.end, spans[i].end);
        assert_int_equal(span.line, spans[i].line);
        assert_int_equal(span.column, spans[i].column);
    }
    unpacker_close(&u);
    document_free(&d);
}

enum { NEAR = 32767, FAR = 65535 };

/* One number in turn is larger than its room in an embed's head. */
static struct embed large_embed(size_t turn, struct slice words, uint32_t *links)
{
    struct embed e = { .platform = "twitter", .kind = "post", .links = links, .link_count = 3 };
    e.span = (struct span){ 1ULL << 40, (1ULL << 40) + 9, 77, 5, NULL };
    e.text = slice_part(words, 0, turn == 0 ? FAR : NEAR);
    e.post_id = slice_part(words, 1, turn == 1 ? FAR + 1 : 2);
    e.url = slice_part(words, 2, turn == 2 ? FAR + 2 : 2);
    e.span.column = turn == 3 ? FAR : NEAR;
    e.span.line = turn == 4 ? 1ULL << 32 : UINT32_MAX;
    e.span.end += turn == 5 ? 1ULL << 32 : 0;
    e.link_count = turn == 6 ? FAR : NEAR;
    e.span.from = turn == 7 ? "a@href" : NULL;
    e.author.name = SLICE("Maya Lind");
    e.date.source = SOURCE_MARKUP;
    e.date.ms = -5;
    return e;
}

static void embeds_say_what_was_put(void **state)
{
    (void)state;
    enum { TURNS = 9 };
    static char words[2 * FAR];
    static uint32_t links[FAR];
    struct document d;
    struct packer p;
    struct unpacker u;
    memset(words, 'w', sizeof words);
    for (size_t i = 0; i < FAR; i++) {
        links[i] = (uint32_t)(i * i);
    }
    begin(&d, &p);
    for (size_t i = 0; i < TURNS; i++) {
        struct embed e = large_embed(i, slice_of(words, sizeof words), links);
        assert_true(packer_add_embed(&p, &e));
    }
    finish(&p);
    unpacker_open(&u, &d);
    for (size_t i = 0; i < TURNS; i++) {
        struct buffer want = BUFFER(WORDS_MOST);
        struct buffer got = BUFFER(WORDS_MOST);
        struct embed e = large_embed(i, slice_of(words, sizeof words), links);
        add_embed(&want, &e);
        add_embed(&got, unpack_embed(&u, i));
        assert_string_equal(buffer_string(&got), buffer_string(&want));
        buffer_free(&want);
        buffer_free(&got);
    }
    unpacker_close(&u);
    document_free(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(articles_say_the_same),
        cmocka_unit_test(texts_say_the_same),
        cmocka_unit_test(posts_that_are_let_go_leave_nothing),
        cmocka_unit_test(posts_without_links_are_taken_out),
        cmocka_unit_test(lengths_and_hosts_of_any_number),
        cmocka_unit_test(links_stand_where_they_were_put),
        cmocka_unit_test(embeds_say_what_was_put),
    };
    return cmocka_run_group_tests_name("pack", tests, NULL, NULL);
}
