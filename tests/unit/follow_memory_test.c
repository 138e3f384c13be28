/* What the follower remembers and forgets, and what it does when memory is out. The web is
 * recalled. */
#include "unit/starving.h"
#include "unit/unit.h"

#include "follow/chain.h"

#include <stdio.h>

#define MOVED(to) "HTTP/1.1 302 Moved\r\n" to "\r\n"

static const struct {
    const char *url, *head, *body;
} leaves[] = {
    { "https://a.test/page", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
      "<title>A page</title><link rel=canonical href=/c>" },
    { "https://a.test/1", MOVED("Location: /2\r\n"), "" },
    { "https://a.test/2", MOVED("Location: /page\r\n"), "" },
    { "https://a.test/3", MOVED("Location: /page#x\r\n"), "" },
    { "https://a.test/round", MOVED("Location: /round\r\nSet-Cookie: a=b\r\n"), "" },
    { "https://a.test/out", MOVED("Location: ftp://a.test/\r\n"), "" },
    { "https://a.test/gone", "HTTP/1.1 410 Gone\r\n\r\n", "" },
    { "https://a.test/wrapped",
      MOVED("Location: https://l.facebook.com/l.php?u=https%3A%2F%2Fu@a.test%2Fpage\r\n"), "" },
    { "https://a.test/refused", "HTTP/1.1 403 No\r\n\r\n", "" },
    { "https://a.test/form", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
      "<form action=page><input name=a></form><script>document.forms[0].submit()</script>" },
    { "https://a.test/page?a=", MOVED("Location: /page\r\n"), "" },
};

/* All there is below it, whether it exists or not. */
static const char alike[] = "https://a.test/alike/";

enum { FAR = 8000 };

struct bench {
    struct recall recall;
    struct net *net;
    struct follow *follow;
    unsigned asked;
};

/* Leads to no URL of the web, and a very long one. */
static bool lead_far(struct exchange *into)
{
    static char head[9000] = "HTTP/1.1 302 Moved\r\nLocation: ftp://a.test/";
    size_t length = strlen("HTTP/1.1 302 Moved\r\nLocation: ftp://a.test/");
    memset(head + length, 'x', FAR);
    memcpy(head + length + FAR, "\r\n\r\n", sizeof "\r\n\r\n");
    into->head = slice_from(head);
    return true;
}

static bool get(void *of, struct exchange *into)
{
    struct bench *b = of;
    b->asked++;
    if (slice_starts(into->url, SLICE("https://far.test/"))) {
        return lead_far(into);
    }
    for (size_t i = 0; i < COUNT_OF(leaves); i++) {
        if (slice_equal(slice_from(leaves[i].url), into->url)) {
            into->head = slice_from(leaves[i].head);
            into->body = slice_from(leaves[i].body);
            into->attempts = 1;
            into->ms = 7;
            return true;
        }
    }
    if (slice_starts(into->url, slice_from(alike))) {
        into->head = slice_from(leaves[0].head);
        into->body =
            SLICE("<title>404 | News</title><h1>News</h1>One two three four five six seven "
                  "eight nine ten eleven twelve");
        into->attempts = 1;
        return true;
    }
    into->fault = FAULT_NO_SUCH_HOST;
    return true;
}

/* Left with `memory` bytes of what nobody holds. */
static void open_probing(struct bench *b, size_t memory, bool probe)
{
    struct buffer why = BUFFER(1000);
    *b = (struct bench){ .recall = { b, get, NULL } };
    struct net_options net = { .timeout_ms = 5000,
                               .concurrency = 4,
                               .per_host = 2,
                               .user_agent = "test",
                               .recall = &b->recall };
    struct follow_options follow = {
        .timeout_ms = 5000, .max_hops = 20, .probe = probe, .memory = memory
    };
    b->net = net_open(&net, &why);
    buffer_free(&why);
    assert_non_null(b->net);
    b->follow = follow_open(&follow, b->net);
    assert_non_null(b->follow);
}

static void open_bench(struct bench *b, size_t memory)
{
    open_probing(b, memory, false);
}

static void close_bench(struct bench *b)
{
    net_close(b->net);
    follow_close(b->follow);
}

static struct outcome *next(const struct bench *b)
{
    struct outcome *o = follow_next(b->follow);
    while (!o && !follow_failed(b->follow)) {
        struct exchange *x = net_next(b->net, -1);
        if (!x) {
            return NULL;
        }
        follow_take(b->follow, x);
        o = follow_next(b->follow);
    }
    return o;
}

/* All that a record says of it, but when it was. */
static const char *told(const struct outcome *o)
{
    static char text[2000];
    int length = snprintf(
        text, sizeof text, "%s %d %u %d %d final=%s title=%s canonical=%s", reason_word(o->reason),
        o->status, o->attempts, o->redirected, o->permanent, o->final.data ? o->final.data : "",
        o->title.data ? o->title.data : "", o->canonical.data ? o->canonical.data : "");
    for (size_t i = 0; i < o->hop_count; i++) {
        const char *via = via_word(o->hops[i].via);
        length += snprintf(text + length, sizeof text - (size_t)length, " %s:%s:%d", via ? via : "",
                           o->hops[i].url.data, o->hops[i].status);
    }
    return text;
}

static const struct outcome *follow_to_the_end(const struct bench *b, const char *url)
{
    struct outcome *o = follow_url(b->follow, slice_from(url));
    assert_non_null(o);
    if (!o->done) {
        assert_ptr_equal(next(b), o);
    }
    assert_true(o->done);
    return o;
}

static const char *const urls[] = {
    "https://a.test/page",
    "https://a.test/1",
    "https://a.test/2#y",
    "https://a.test/3",
    "https://a.test/round",
    "https://a.test/out",
    "https://a.test/gone",
    "https://a.test/wrapped",
    "https://nowhere.test/",
    "http://10.0.0.1/",
    "not a URL",
    "https://a.test/refused",
    "https://a.test/form",
    "https://a.test/alike/late",
    "https://a.test/alike/",
};

/* Nobody holds anything: all that is known may be forgotten. */
static void check_idle(const struct cache_table *t)
{
    for (size_t i = 0; i < t->count; i++) {
        assert_int_equal(t->list[i]->holders, 0);
    }
}

/* Time after time, with much in between, whatever is remembered. */
static void a_url_that_comes_again_says_the_same(void **state)
{
    (void)state;
    static const size_t memories[] = { 1, 2000, 8000, 0 };
    char first[COUNT_OF(urls)][2000];
    for (size_t m = 0; m < COUNT_OF(memories); m++) {
        struct bench b;
        open_probing(&b, memories[m], true);
        for (size_t round = 0; round < 4; round++) {
            for (size_t i = 0; i < COUNT_OF(urls); i++) {
                const struct outcome *o = follow_to_the_end(&b, urls[i]);
                if (m == 0 && round == 0) {
                    snprintf(first[i], sizeof first[i], "%s", told(o));
                }
                assert_string_equal(told(o), first[i]);
                follow_let_go(o);
            }
        }
        assert_null(follow_next(b.follow));
        check_idle(&b.follow->chains);
        check_idle(&b.follow->answers);
        assert_true(memories[m] != 1 || b.follow->chains.count + b.follow->answers.count == 1);
        close_bench(&b);
    }
    assert_string_equal(first[1], "ok 200 1 1 0 final=https://a.test/page title=A page "
                                  "canonical=https://a.test/c :https://a.test/1:302 "
                                  "redirect:https://a.test/2:302 redirect:https://a.test/page:200");
}

/* What nobody holds is forgotten, the oldest first; the latest stays. */
static void what_is_forgotten_is_asked_for_again(void **state)
{
    (void)state;
    struct bench b;
    open_bench(&b, 1);
    for (unsigned i = 1; i <= 3; i++) {
        follow_let_go(follow_to_the_end(&b, "https://a.test/gone"));
        assert_int_equal(b.asked, 2 * i - 1);
        follow_let_go(follow_to_the_end(&b, "https://a.test/gone")); /* the latest */
        assert_int_equal(b.asked, 2 * i - 1);
        follow_let_go(follow_to_the_end(&b, "https://nowhere.test/"));
        assert_int_equal(b.asked, 2 * i);
    }
    b.asked = 0;
    for (unsigned i = 1; i <= 3; i++) { /* a whole chain of answers, too */
        follow_let_go(follow_to_the_end(&b, "https://a.test/1"));
        assert_int_equal(b.asked, 4 * i - 1);
        follow_let_go(follow_to_the_end(&b, "https://nowhere.test/"));
    }
    close_bench(&b);
    open_bench(&b, 0);
    for (unsigned i = 0; i < 3; i++) {
        follow_let_go(follow_to_the_end(&b, "https://a.test/1"));
        follow_let_go(follow_to_the_end(&b, "https://a.test/1#z"));
    }
    assert_int_equal(b.asked, 3);
    close_bench(&b);
}

/* What is held is as it was, whatever comes in between; by each who holds it. */
static void what_is_held_stays(void **state)
{
    (void)state;
    struct bench b;
    open_bench(&b, 1);
    const struct outcome *held = follow_to_the_end(&b, "https://a.test/1");
    assert_ptr_equal(follow_to_the_end(&b, "https://a.test/1"), held);
    char before[2000];
    snprintf(before, sizeof before, "%s", told(held));
    follow_let_go(held);
    for (unsigned i = 0; i < 20; i++) {
        char url[64];
        snprintf(url, sizeof url, "https://n%u.test/", i);
        follow_let_go(follow_to_the_end(&b, url));
    }
    assert_string_equal(told(held), before);
    assert_ptr_equal(follow_to_the_end(&b, "https://a.test/1"), held);
    follow_let_go(held);
    follow_let_go(held);
    close_bench(&b);
}

/* Chains that wait for one answer all have it, though it was let go as soon as the first had it;
 * and nobody holds their outcomes meanwhile. */
static void chains_share_an_answer_that_is_let_go(void **state)
{
    (void)state;
    enum { CHAINS = 30 };
    struct bench b;
    open_bench(&b, 1);
    for (unsigned i = 0; i < CHAINS; i++) {
        char url[64];
        snprintf(url, sizeof url, "https://a.test/1#%u", i);
        struct outcome *o = follow_url(b.follow, slice_from(url));
        assert_non_null(o);
        follow_let_go(o);
    }
    for (unsigned i = 0; i < CHAINS; i++) {
        struct outcome *o = next(&b);
        assert_non_null(o);
        assert_int_equal(o->reason, REASON_OK);
        assert_slice(o->title, "A page");
    }
    assert_null(next(&b));
    assert_int_equal(b.asked, 3);
    close_bench(&b);
}

static void follow_number(const struct bench *b, const char *host, unsigned number)
{
    char url[64];
    snprintf(url, sizeof url, "https://%s/%u/%u", host, number, number);
    follow_let_go(follow_to_the_end(b, url));
}

/* Of how many URLs it is known where they lead after ten thousand of them. */
static unsigned count_remembered(const char *host, size_t memory)
{
    enum { URLS = 10000 };
    struct bench b;
    open_bench(&b, memory);
    for (unsigned i = 0; i < URLS; i++) {
        follow_number(&b, host, i);
    }
    unsigned before = b.asked;
    unsigned remembered = 0;
    while (b.asked == before && remembered < URLS) {
        remembered++;
        follow_number(&b, host, URLS - remembered);
    }
    close_bench(&b);
    return remembered;
}

/* What is remembered is what fits, however long it is: where a URL leads is counted in the answer
 * and in the outcome. */
static void memory_is_bounded(void **state)
{
    (void)state;
    enum { MEMORY = 1 << 20 };
    assert_in_range(count_remembered("a.test", MEMORY), MEMORY / 2000, MEMORY / 300);
    assert_in_range(count_remembered("far.test", MEMORY), MEMORY / FAR / 4, MEMORY / FAR / 2);
}

/* --- Want of memory --- */

/* Follows all URLs with the `point`-th allocation failing, or all from it on; gives how many there
 * were. Whatever is told is right. */
static size_t follow_starving(size_t memory, size_t point, bool on, char (*want)[2000])
{
    struct bench b;
    open_probing(&b, memory, true);
    for_ever = on;
    failing = point;
    points = 0;
    armed = true;
    bool starved = false;
    for (size_t i = 0; !starved && i < 2 * COUNT_OF(urls); i++) {
        const char *url = urls[i % COUNT_OF(urls)];
        struct outcome *o = follow_url(b.follow, slice_from(url));
        struct outcome *done = o && !o->done ? next(&b) : o;
        armed = false;
        starved = !done;
        if (done) {
            assert_ptr_equal(done, o);
            if (point == 0 && i < COUNT_OF(urls)) {
                snprintf(want[i], sizeof want[i], "%s", told(o));
            }
            assert_string_equal(told(o), want[i % COUNT_OF(urls)]);
            follow_let_go(o);
        } else {
            assert_true(!o || follow_failed(b.follow) || net_failed(b.net));
        }
        armed = true;
    }
    armed = false;
    assert_true(starved ? point > 0 && points >= point : point == 0 || !on || points < point);
    close_bench(&b);
    return points;
}

static void want_of_memory_is_told_or_changes_nothing(void **state)
{
    (void)state;
    static const size_t memories[] = { 1, 0 };
    static char want[COUNT_OF(urls)][2000];
    for (size_t m = 0; m < COUNT_OF(memories); m++) {
        size_t count = follow_starving(memories[m], 0, false, want);
        assert_in_range(count, 100, 5000);
        for (size_t point = 1; point <= count; point++) {
            follow_starving(memories[m], point, false, want);
            follow_starving(memories[m], point, true, want);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_url_that_comes_again_says_the_same),
        cmocka_unit_test(what_is_forgotten_is_asked_for_again),
        cmocka_unit_test(what_is_held_stays),
        cmocka_unit_test(chains_share_an_answer_that_is_let_go),
        cmocka_unit_test(memory_is_bounded),
        cmocka_unit_test(want_of_memory_is_told_or_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
