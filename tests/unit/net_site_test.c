/* What is known of hosts, and what is forgotten. */
#include "unit.h"

#include "base/time.h"
#include "net/request.h"

#include <stdio.h>

static int set_up(void **state)
{
    static struct sites s;
    struct buffer why = BUFFER(1000);
    bool opened = sites_open(&s, NULL, &why);
    buffer_free(&why);
    *state = &s;
    return opened ? 0 : -1;
}

static int tear_down(void **state)
{
    sites_close(*state);
    return 0;
}

static struct site *get(struct sites *s, const char *url)
{
    struct buffer text = BUFFER(1000);
    struct url u;
    assert_int_equal(url_parse(slice_from(url), NULL, &text, &u), URL_OK);
    struct site *site = site_of(s, &u);
    assert_non_null(site);
    buffer_free(&text);
    return site;
}

/* Asks so many others, on two ports each. */
static void meet_others(struct sites *s, unsigned count)
{
    char url[64];
    for (unsigned i = 0; i < count; i++) {
        snprintf(url, sizeof url, "http://www.n%u.example/", i / 2);
        snprintf(url + strlen(url) - 1, 8, ":%u/", 80 + i % 2);
        site_let_go(get(s, url));
    }
}

static void a_site_is_the_same_while_it_is_known(void **state)
{
    struct sites *s = *state;
    struct site *site = get(s, "https://www.a.example/x");
    struct site *other = get(s, "http://www.a.example/");
    struct site *below = get(s, "http://b.a.example/");
    assert_ptr_equal(get(s, "https://www.a.example/y"), site);
    assert_ptr_not_equal(other, site);
    assert_ptr_equal(other->named, site->named);
    assert_ptr_not_equal(below->named, site->named);
    assert_ptr_equal(below->named->domain, site->named->domain);
    assert_ptr_equal(get(s, "http://a.example/")->named, site->named->domain);
    assert_slice(site->name, "www.a.example");
    assert_int_equal(site->port, 443);
    site_let_go(site);
    assert_ptr_equal(get(s, "https://www.a.example/y"), site);
}

/* A million hosts, each met once, take no more than some. */
static void hosts_that_nobody_asks_are_forgotten(void **state)
{
    struct sites *s = *state;
    struct addresses found = { .count = 1 };
    struct site *site = get(s, "http://www.a.example/");
    struct site *held = get(s, "http://www.b.example/");
    assert_true(site_found(site, &found, INT64_MAX) && site_found(held, &found, INT64_MAX));
    for (unsigned i = 0; i < SILENCE_HOST_LINKS; i++) {
        site_note_silence(site, 1000);
        site_note_silence(held, 1000);
    }
    site_let_go(site);
    meet_others(s, SITES_MOST - 1);
    assert_ptr_equal(get(s, "http://www.a.example/"), site); /* just so */
    assert_true(site->state == SITE_FOUND && site_is_silent(site, 1000));
    site_let_go(site);
    meet_others(s, 3 * SITES_MOST);
    assert_int_equal(s->table.count, SITES_MOST + 1);
    assert_int_equal(s->hosts.count, SITES_MOST + 2); /* names of two sites, and their domains */
    site = get(s, "http://www.a.example/");
    assert_true(site->state == SITE_NEW && !site_is_silent(site, 1000));
    assert_true(held->state == SITE_FOUND && site_is_silent(held, 1000));
    assert_ptr_equal(get(s, "http://www.b.example/"), held);
}

/* Until a host may be asked again nobody forgets that it may not; but if all hosts are so, memory
 * is bounded all the same. */
static void a_host_to_be_left_alone_is_remembered(void **state)
{
    struct sites *s = *state;
    struct site *site = get(s, "http://www.a.example/");
    site->named->limit.pace.until = time_tick_ms() + 3600000;
    site_let_go(site);
    meet_others(s, 2 * SITES_MOST);
    assert_ptr_equal(get(s, "http://www.a.example/"), site);
    site->named->limit.pace.until = 0;
    site_let_go(site);
    meet_others(s, 2 * SITES_MOST);
    assert_int_equal(get(s, "http://www.a.example/")->named->limit.pace.until, 0);
    for (unsigned i = 0; i < 3 * SITES_MOST; i++) {
        char url[64];
        snprintf(url, sizeof url, "http://s%u.example/", i);
        site = get(s, url);
        site->named->limit.pace.until = time_tick_ms() + 3600000;
        site_let_go(site);
    }
    assert_in_range(s->table.count, SITES_MOST, 2 * SITES_MOST + 3);
}

/* Whatever comes of it: connections are refused here, of those that ask for robots.txt too. */
static void let_go(bool robots)
{
    enum { REQUESTS = 100 };
    static const char *const nowhere[] = { "::127.0.0.1:1", NULL };
    static const char *const open[] = { "127.0.0.0/8", NULL };
    struct net_options options = { .timeout_ms = 5000,
                                   .concurrency = 4,
                                   .per_host = 2,
                                   .user_agent = "test",
                                   .connect_to = nowhere,
                                   .allow_net = open,
                                   .robots = robots };
    static char urls[REQUESTS][32];
    struct buffer why = BUFFER(1000);
    struct net *n = net_open(&options, &why);
    assert_non_null(n);
    for (size_t i = 0; i < REQUESTS; i++) {
        snprintf(urls[i], sizeof urls[i], "http://n%zu.example/", i % (REQUESTS / 2));
        struct ask ask = { .url = slice_from(urls[i]), .budget_ms = 5000, .robots = robots };
        assert_non_null(net_ask(n, &ask));
    }
    for (size_t i = 0; i < REQUESTS; i++) {
        struct exchange *x = net_next(n, -1);
        assert_non_null(x);
        assert_int_equal(x->fault, FAULT_UNREACHABLE);
        net_release(n, x);
    }
    assert_int_equal(n->sites.table.count, REQUESTS / 2);
    assert_int_equal(n->sites.cache.size, REQUESTS / 2);
    for (size_t i = 0; i < n->sites.table.count; i++) {
        assert_int_equal(n->sites.table.list[i]->holders, 0);
    }
    net_close(n);
    buffer_free(&why);
}

static void requests_let_go_of_their_sites(void **state)
{
    (void)state;
    let_go(false);
    let_go(true);
}

/* It is asked for again, and the address that worked last stays the first while it is one. */
static void an_address_grows_old(void **state)
{
    struct sites *s = *state;
    struct addresses found = { .count = 2, .list = { { { 1 } }, { { 2 } } } };
    struct addresses turned = { .count = 3, .list = { { { 3 } }, { { 2 } }, { { 1 } } } };
    struct addresses others = { .count = 1, .list = { { { 4 } } } };
    struct site *site = get(s, "http://www.a.example/");
    assert_false(site_keep(site, 1000)); /* there is nothing to be kept */
    assert_true(site_found(site, &found, 7000));
    site->at = 1;
    site_doubt(site, 6999);
    assert_int_equal(site->state, SITE_FOUND);
    site_doubt(site, 7000);
    assert_int_equal(site->state, SITE_NEW);
    assert_true(site_found(site, &turned, 9000));
    assert_int_equal(site_address(site, 0)->bytes[0], 2);
    assert_int_equal(site_address(site, 1)->bytes[0], 1);
    assert_true(site_keep(site, 9000));
    site_doubt(site, 9000 + LOOKUP_LEAST_TTL_MS - 1);
    assert_int_equal(site->state, SITE_FOUND);
    assert_true(site_found(site, &others, 20000));
    assert_int_equal(site_address(site, 0)->bytes[0], 4);
    assert_int_equal(site_address(site, 1)->bytes[0], 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_site_is_the_same_while_it_is_known, set_up, tear_down),
        cmocka_unit_test_setup_teardown(hosts_that_nobody_asks_are_forgotten, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_host_to_be_left_alone_is_remembered, set_up, tear_down),
        cmocka_unit_test(requests_let_go_of_their_sites),
        cmocka_unit_test_setup_teardown(an_address_grows_old, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
