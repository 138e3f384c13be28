/* Chains over a web that is recalled: what they make of answers, without a network. */
#include "unit.h"

#include "follow/follow.h"

#include <stdio.h>

struct leaf {
    const char *url, *head, *body;
    enum fault fault;
    unsigned attempts;
    int32_t ms;     /* 0: 7 */
    enum face face; /* to which it is answered */
};

#define MOVED(status, to) "HTTP/1.1 " status " Moved\r\nLocation: " to "\r\n\r\n"
#define PAGE              "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"

static const struct leaf leaves[] = {
    { "https://a.test/", PAGE, "<title>Front</title>", FAULT_NONE, 1, 0, FACE_OWN },
    { "https://a.test/moved", MOVED("301", "/there"), "", FAULT_NONE, 2, 0, FACE_OWN },
    { "https://a.test/there", PAGE, "<title>There &amp; then</title><link rel=canonical href=/c>",
      FAULT_NONE, 1, 0, FACE_OWN },
    { "https://a.test/for-now", MOVED("302", "/there"), "", FAULT_NONE, 1, 0, FACE_OWN },
    { "https://a.test/deep/link", MOVED("302", "/"), "", FAULT_NONE, 1, 0, FACE_OWN },
    { "https://a.test/refreshed", PAGE, "<meta http-equiv=refresh content='0;url=there'>",
      FAULT_NONE, 1, 0, FACE_OWN },
    { "https://a.test/header", "HTTP/1.1 200 OK\r\nRefresh: 0;url=/there\r\n\r\n", "", FAULT_NONE,
      1, 0, FACE_OWN },
    { "https://a.test/script", PAGE, "<script>location='\\/there'</script>", FAULT_NONE, 1, 0,
      FACE_OWN },
    { "https://a.test/gone", "HTTP/1.1 410 Gone\r\n\r\n", "", FAULT_NONE, 1, 0, FACE_OWN },
    { "https://a.test/busy", "HTTP/1.1 503 Busy\r\nRetry-After: 1\r\n\r\n", "", FAULT_NONE, 3, 0,
      FACE_OWN },
    { "https://a.test/walled", "HTTP/1.1 503 No\r\nCF-Mitigated: challenge\r\n\r\n", "", FAULT_NONE,
      1, 0, FACE_OWN },
    { "https://a.test/walled", "HTTP/1.1 503 No\r\nCF-Mitigated: challenge\r\n\r\n", "", FAULT_NONE,
      1, 0, FACE_BROWSER },
    { "https://a.test/refused", "HTTP/1.1 403 No\r\n\r\n", "", FAULT_NONE, 1, 3000, FACE_OWN },
    { "https://a.test/refused", PAGE, "<title>Welcome</title>", FAULT_NONE, 1, 500, FACE_BROWSER },
    { "https://a.test/refused-late", "HTTP/1.1 403 No\r\n\r\n", "", FAULT_NONE, 1, 5000, FACE_OWN },
    { "https://a.test/round", MOVED("302", "/about"), "", FAULT_NONE, 1, 0, FACE_OWN },
    { "https://a.test/about", MOVED("302", "/round"), "", FAULT_NONE, 1, 0, FACE_OWN },
    { "https://a.test/two", "HTTP/1.1 302 Found\r\nLocation: /a\r\nLocation: /b\r\n\r\n", "",
      FAULT_NONE, 1, 0, FACE_OWN },
    { "https://a.test/out", MOVED("302", "ftp://a.test/"), "", FAULT_NONE, 1, 0, FACE_OWN },
    { "https://a.test/in", MOVED("302", "http://10.0.0.1/"), "", FAULT_NONE, 1, 0, FACE_OWN },
    { "https://a.test/chunks",
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n",
      "5\r\n<titl\r\na\r\ne>Parts</t\r\n5\r\nitle>\r\n0\r\n\r\n", FAULT_NONE, 1, 0, FACE_OWN },
    { "https://a.test/no-chunks",
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n",
      "<title>Whole</title>", FAULT_NONE, 1, 0, FACE_OWN },
    { "https://a.test/no-gzip",
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n",
      "<title>Whole</title>", FAULT_NONE, 1, 0, FACE_OWN },
    { "https://none.test/", "", "", FAULT_NO_SUCH_HOST, 1, 0, FACE_OWN },
    { "https://tls.test/", "", "", FAULT_TLS, 1, 0, FACE_OWN },
    { "https://mute.test/", "", "", FAULT_TIMEOUT, 3, 0, FACE_OWN },
    { "https://late.test/too", MOVED("302", "https://a.test/there"), "", FAULT_NONE, 1, 5000,
      FACE_OWN },
    { "https://late.test/nearly", MOVED("302", "https://mute.test/"), "", FAULT_NONE, 1, 4000,
      FACE_OWN },
};

struct web {
    unsigned asked[COUNT_OF(leaves)];
    unsigned told;
};

static bool get(void *of, struct exchange *into)
{
    struct web *web = of;
    for (size_t i = 0; i < COUNT_OF(leaves); i++) {
        if (slice_equal(slice_from(leaves[i].url), into->url) && leaves[i].face == into->face) {
            web->asked[i]++;
            into->head = slice_from(leaves[i].head);
            into->body = slice_from(leaves[i].body);
            into->fault = leaves[i].fault;
            into->tls = leaves[i].fault == FAULT_TLS ? TLS_EXPIRED : TLS_NONE;
            into->attempts = leaves[i].attempts;
            into->ms = leaves[i].ms ? leaves[i].ms : 7;
            return true;
        }
    }
    return false;
}

static void put(void *of, const struct exchange *x)
{
    struct web *web = of;
    web->told++;
    assert_slice(x->url, "http://away.test/");
    assert_int_equal(x->fault, FAULT_UNREACHABLE);
    assert_false(x->recalled);
}

struct bench {
    struct web web;
    struct recall recall;
    struct net *net;
    struct follow *follow;
};

static int set_up(void **state)
{
    static struct bench b;
    static const char *const nowhere[] = { "::127.0.0.1:1", NULL };
    static const char *const open[] = { "127.0.0.0/8", NULL };
    struct buffer why = BUFFER(1000);
    b = (struct bench){ .recall = { &b.web, get, put } };
    struct net_options net = { .timeout_ms = 5000,
                               .concurrency = 4,
                               .per_host = 2,
                               .user_agent = "test",
                               .connect_to = nowhere,
                               .allow_net = open,
                               .recall = &b.recall };
    struct follow_options follow = { .timeout_ms = 5000, .max_hops = 20 };
    b.net = net_open(&net, &why);
    buffer_free(&why);
    b.follow = b.net ? follow_open(&follow, b.net) : NULL;
    *state = &b;
    return b.follow ? 0 : -1;
}

static int tear_down(void **state)
{
    struct bench *b = *state;
    net_close(b->net);
    follow_close(b->follow);
    return 0;
}

/* Hands out exchanges until an outcome is done. */
static struct outcome *next(const struct bench *b)
{
    struct outcome *o = follow_next(b->follow);
    struct exchange *x = o ? NULL : net_next(b->net, -1);
    while (x) {
        follow_take(b->follow, x);
        o = follow_next(b->follow);
        x = o ? NULL : net_next(b->net, -1);
    }
    return o;
}

static void check(const struct outcome *o, const char *want)
{
    static char got[1000];
    int length =
        snprintf(got, sizeof got, "%s %d %u", reason_word(o->reason), o->status, o->attempts);
    for (size_t i = 0; i < o->hop_count; i++) {
        const char *via = via_word(o->hops[i].via);
        length += snprintf(got + length, sizeof got - (size_t)length, " %s%s%.*s", via ? via : "",
                           via ? ":" : "", (int)o->hops[i].url.length, o->hops[i].url.data);
    }
    assert_string_equal(got, want);
}

static void chains_follow_what_is_recalled(void **state)
{
    struct bench *b = *state;
    static const struct {
        const char *url, *want, *title;
    } rows[] = {
        { "https://a.test/there", "ok 200 1 https://a.test/there", "There & then" },
        { "https://a.test/moved#x",
          "ok 200 2 https://a.test/moved#x redirect:https://a.test/there#x", "There & then" },
        { "https://a.test/deep/link",
          "redirected_home 200 1 https://a.test/deep/link redirect:https://a.test/", "Front" },
        { "https://a.test/refreshed",
          "ok 200 1 https://a.test/refreshed refresh:https://a.test/there", "There & then" },
        { "https://a.test/header", "ok 200 1 https://a.test/header refresh:https://a.test/there",
          "There & then" },
        { "https://a.test/script", "ok 200 1 https://a.test/script script:https://a.test/there",
          "There & then" },
        { "https://a.test/gone", "gone 410 1 https://a.test/gone", NULL },
        { "https://a.test/busy", "server_error 503 3 https://a.test/busy", NULL },
        { "https://a.test/walled", "blocked 503 2 https://a.test/walled", NULL },
        { "https://a.test/refused", "ok 200 2 https://a.test/refused", "Welcome" },
        { "https://a.test/refused-late", "blocked 403 1 https://a.test/refused-late", NULL },
        { "https://a.test/round",
          "loop 302 1 https://a.test/round redirect:https://a.test/about "
          "redirect:https://a.test/round",
          NULL },
        { "https://a.test/two", "malformed_redirect 302 1 https://a.test/two", NULL },
        { "https://a.test/out", "denied 302 1 https://a.test/out redirect:ftp://a.test/", NULL },
        { "https://a.test/in", "denied 302 1 https://a.test/in redirect:http://10.0.0.1/", NULL },
        { "https://a.test/chunks", "ok 200 1 https://a.test/chunks", "Parts" },
        { "https://a.test/no-chunks", "ok 200 1 https://a.test/no-chunks", "Whole" },
        { "https://a.test/no-gzip", "ok 200 1 https://a.test/no-gzip", "Whole" },
        { "https://none.test/", "no_such_host 0 1 https://none.test/", NULL },
        { "https://tls.test/", "tls 0 1 https://tls.test/", NULL },
        { "https://mute.test/", "timeout 0 3 https://mute.test/", NULL },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct outcome *o = follow_url(b->follow, slice_from(rows[i].url));
        assert_ptr_equal(next(b), o);
        check(o, rows[i].want);
        assert_slice(o->title, rows[i].title);
        assert_int_equal(o->tls, o->reason == REASON_TLS ? TLS_EXPIRED : TLS_NONE);
        assert_int_equal(o->permanent, i == 1);
    }
    assert_int_equal(net_requests(b->net), 0);
    assert_int_equal(b->web.told, 0);
}

static void a_url_is_asked_for_once(void **state)
{
    struct bench *b = *state;
    struct outcome *first = follow_url(b->follow, SLICE("https://a.test/moved"));
    struct outcome *second = follow_url(b->follow, SLICE("https://a.test/for-now"));
    struct outcome *third = follow_url(b->follow, SLICE("https://a.test/moved#y"));
    for (size_t i = 0; i < 3; i++) {
        assert_non_null(next(b));
    }
    assert_null(next(b));
    assert_true(first->done && second->done && third->done);
    assert_slice(third->final, "https://a.test/there#y");
    assert_int_equal(first->ms, 14);
    for (size_t i = 1; i <= 3; i++) { /* /moved, /there, /for-now */
        assert_int_equal(b->web.asked[i], 1);
    }
}

static unsigned asked_for(const struct bench *b, const char *url)
{
    unsigned asked = 0;
    for (size_t i = 0; i < COUNT_OF(leaves); i++) {
        asked += strcmp(leaves[i].url, url) == 0 ? b->web.asked[i] : 0;
    }
    return asked;
}

/* A chain pays for each of its requests, and the last may take what is left. */
static void a_chain_has_one_budget(void **state)
{
    struct bench *b = *state;
    struct outcome *late = follow_url(b->follow, SLICE("https://late.test/too"));
    assert_ptr_equal(next(b), late);
    check(late, "timeout 302 1 https://late.test/too redirect:https://a.test/there");
    assert_int_equal(late->ms, 5000);
    assert_int_equal(asked_for(b, "https://a.test/there"), 0);
}

/* Whoever waits for an answer pays for both faces, but for what was spent before it came. */
static void both_faces_are_paid_for(void **state)
{
    struct bench *b = *state;
    struct outcome *first = follow_url(b->follow, SLICE("https://a.test/refused"));
    struct outcome *other = follow_url(b->follow, SLICE("https://a.test/refused#x"));
    assert_ptr_equal(next(b), first);
    assert_ptr_equal(next(b), other);
    assert_int_equal(first->ms, 3500);
    assert_int_equal(other->ms, 500);
    assert_int_equal(asked_for(b, "https://a.test/refused"), 2);
}

/* What was cut short for want of time is asked for again by whoever has much more, but once. */
static void a_chain_in_a_hurry_does_not_speak_for_others(void **state)
{
    struct bench *b = *state;
    static const char *const urls[] = { "https://late.test/nearly", "https://mute.test/",
                                        "https://mute.test/#x", "https://late.test/nearly#x" };
    static const unsigned want[] = { 1, 2, 2, 2 };
    for (size_t i = 0; i < COUNT_OF(urls); i++) {
        struct outcome *o = follow_url(b->follow, slice_from(urls[i]));
        assert_ptr_equal(next(b), o);
        assert_int_equal(o->reason, REASON_TIMEOUT);
        assert_int_equal(asked_for(b, "https://mute.test/"), want[i]);
    }
}

static void more_time_can_be_given_before_the_first_try(void **state)
{
    struct bench *b = *state;
    struct ask ask = { .url = SLICE("http://away.test/"), .budget_ms = 1000 };
    struct request *r = net_ask(b->net, &ask);
    assert_non_null(r);
    net_allow(r, 3000);
    net_allow(r, 2000);
    assert_int_equal(net_spent(r), 0);
    struct exchange *x = net_next(b->net, -1);
    assert_non_null(x);
    assert_int_equal(x->budget_ms, 3000);
    assert_int_equal(x->attempts, 1);
    net_allow(r, 4000);
    assert_int_equal(x->budget_ms, 3000);
    net_release(b->net, x);
}

static void what_is_not_known_is_asked_for_and_told(void **state)
{
    struct bench *b = *state;
    struct outcome *o = follow_url(b->follow, SLICE("http://away.test/"));
    assert_ptr_equal(next(b), o);
    assert_int_equal(o->reason, REASON_UNREACHABLE);
    assert_int_equal(o->attempts, 1);
    assert_int_equal(b->web.told, 1);
    assert_int_equal(net_requests(b->net), 1);
    struct outcome *denied = follow_url(b->follow, SLICE("http://10.0.0.1/"));
    assert_ptr_equal(next(b), denied);
    assert_int_equal(b->web.told, 1);
}

/* Whoever asks, the net itself refuses; nobody was asked, so there is nothing to tell. */
static void what_is_denied_is_neither_asked_nor_told(void **state)
{
    struct bench *b = *state;
    static const char *const urls[] = { "http://10.0.0.1/", "http://a.test:0/" };
    for (size_t i = 0; i < COUNT_OF(urls); i++) {
        struct ask ask = { .url = slice_from(urls[i]), .budget_ms = 1000 };
        assert_non_null(net_ask(b->net, &ask));
        struct exchange *x = net_next(b->net, -1);
        assert_non_null(x);
        assert_int_equal(x->fault, FAULT_DENIED);
        assert_int_equal(x->attempts, 0);
        net_release(b->net, x);
    }
    assert_int_equal(b->web.told, 0);
    assert_int_equal(net_requests(b->net), 0);
}

/* Exchanges go to whoever asked, with the words they were asked with. */
static void an_exchange_says_who_asked(void **state)
{
    struct bench *b = *state;
    int tag;
    struct ask ask = {
        .url = SLICE("https://a.test/there"), .budget_ms = 1000, .asker = &b->web, .tag = &tag
    };
    assert_non_null(net_ask(b->net, &ask));
    struct exchange *x = net_next(b->net, -1);
    assert_non_null(x);
    assert_ptr_equal(x->asker, &b->web);
    assert_ptr_equal(x->tag, &tag);
    assert_true(x->recalled);
    assert_int_equal(x->status, 200);
    assert_slice(x->head, PAGE);
    assert_int_equal(x->says.type, HTTP_HTML);
    assert_ptr_not_equal(x->head.data, leaves[2].head); /* a copy of its own */
    assert_slice(x->body, leaves[2].body);
    assert_slice(x->page, leaves[2].body);
    net_release(b->net, x);
    assert_null(net_next(b->net, -1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(chains_follow_what_is_recalled, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_url_is_asked_for_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_chain_has_one_budget, set_up, tear_down),
        cmocka_unit_test_setup_teardown(both_faces_are_paid_for, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_chain_in_a_hurry_does_not_speak_for_others, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(more_time_can_be_given_before_the_first_try, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_is_not_known_is_asked_for_and_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_denied_is_neither_asked_nor_told, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(an_exchange_says_who_asked, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
