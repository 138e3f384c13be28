/* The index of hosts: what the build made of the rows, and which hosts a row is for. */
#include "unit.h"

#include "places/place.h"
#include "places/shorteners.h"

static const struct known_host *find(const char *host)
{
    return host_find(slice_from(host));
}

static void is_sorted_and_finds_every_row(void **state)
{
    (void)state;
    assert_true(known_host_count > 400);
    for (size_t i = 0; i < known_host_count; i++) {
        const struct known_host *row = &known_hosts[i];
        size_t length = strlen(row->name);
        assert_int_equal(row->length, length);
        assert_true(length >= HOST_LEAST && length <= HOST_MOST);
        assert_true(i == 0 || strcmp(row[-1].name, row->name) < 0);
        char host[HOST_MOST + 4];
        memcpy(host, row->name, length + 1);
        if (host[length - 1] == '*') {
            memcpy(host + length - 1, "de", 3);
        }
        if (find(host) != row) {
            fail_msg("%s", host);
        }
    }
}

static size_t count_rows(const struct host_row *rows, const struct place *place)
{
    size_t count = 0;
    for (; rows && rows->name; rows++) {
        struct slice name = slice_from(rows->name);
        bool below = slice_starts(name, SLICE("*."));
        char host[HOST_MOST + 4] = "";
        memcpy(host, name.data + (below ? 2 : 0), name.length - (below ? 2 : 0));
        if (slice_ends_nocase(name, SLICE(".*"))) {
            memcpy(host + name.length - 1, "de", 3);
        }
        const struct known_host *known = find(host);
        assert_non_null(known);
        assert_true(known->below || !below);
        assert_int_equal(known->flags & rows->flags, rows->flags);
        assert_ptr_equal(known->place, place);
        count++;
    }
    return count;
}

/* The build reads the rows as text: none may have been passed over. */
static void holds_the_rows_of_all_files(void **state)
{
    (void)state;
    size_t rows = count_rows(shorteners, NULL);
    for (size_t i = 0; places[i]; i++) {
        rows += count_rows(places[i]->hosts, places[i]);
    }
    size_t known = 0;
    for (size_t i = 0; i < known_host_count; i++) {
        known += known_hosts[i].flags != 0;
    }
    assert_int_equal(known, rows);
}

/* `want` is the row's name; NULL: none. */
static const struct {
    const char *host, *want;
} hosts[] = {
    { "twitter.com", "twitter.com" },
    { "www.twitter.com", "twitter.com" },
    { "m.twitter.com", "twitter.com" },
    { "mobile.twitter.com", "twitter.com" },
    { "Mobile.TWITTER.com", "twitter.com" },
    { "blog.twitter.com", NULL },
    { "www.mobile.twitter.com", NULL },
    { "nottwitter.com", NULL },
    { "twitter.com.example", NULL },
    { ".twitter.com", NULL },
    { "pic.twitter.com", "pic.twitter.com" },
    { "www.pic.twitter.com", NULL },
    { "m.bit.ly", "bit.ly" },
    { "facebook.com", "facebook.com" },
    { "de-de.facebook.com", "facebook.com" },
    { "a.b.facebook.com", "facebook.com" },
    { "l.facebook.com", "l.facebook.com" },
    { "old.reddit.com", "reddit.com" },
    { "out.reddit.com", "out.reddit.com" },
    { "netfacebook.com", NULL },
    { "x-y.cdn.ampproject.org", "cdn.ampproject.org" },
    { "google.de", "google.*" },
    { "www.google.de", "google.*" },
    { "www.google.co.uk", "google.*" },
    { "google.com.br", "google.*" },
    { "consent.google.co.uk", "consent.google.*" },
    { "google.evil.example", NULL },
    { "google.co.uk.de", NULL },
    { "google", NULL },
    { "google.", NULL },
    { "google.c", NULL },
    { "google.info", NULL },
    { "notgoogle.de", NULL },
    { "mail.google.de", NULL },
    { "br.pinterest.com", "pinterest.com" },
    { "www.pinterest.co.uk", "pinterest.*" },
    { "pinterest.de", "pinterest.*" },
    { "com", NULL },
    { ".", NULL },
    { "..", NULL },
    { "", NULL },
    { "[::1]", NULL },
    { "127.0.0.1", NULL },
};

static void knows_the_forms_of_a_host(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(hosts); i++) {
        const struct known_host *known = find(hosts[i].host);
        const char *got = known ? known->name : NULL;
        if (!got != !hosts[i].want || (got && strcmp(got, hosts[i].want) != 0)) {
            fail_msg("%s: got %s", hosts[i].host, got ? got : "nothing");
        }
    }
}

/* All that is known of a host stands in one row. */
static void one_look_tells_all(void **state)
{
    (void)state;
    const struct known_host *vk = find("m.vk.com");
    assert_string_equal(vk->place->name, "vk");
    assert_int_equal(vk->flags, HOST_PAGES | HOST_BARE);
    assert_int_equal(vk->wrapper_count, 1);
    assert_true(find("facebook.com")->wrapper_count > 3);
    const struct known_host *short_host = find("t.co");
    assert_string_equal(short_host->place->name, "twitter");
    assert_int_equal(short_host->flags, HOST_SHORT | HOST_BARE);
    assert_string_equal(place_host(short_host->place, HOST_SHORT), "t.co");
    assert_null(find("bit.ly")->place);
    assert_null(place_host(vk->place, HOST_SHORT));
}

/* A host may be long: only so much of its end is looked at as a name can have. */
static void long_hosts_end_somewhere(void **state)
{
    (void)state;
    char host[5000];
    memset(host, 'a', sizeof host);
    memcpy(host + sizeof host - 14, ".facebook.com", 13);
    struct slice whole = slice_of(host, sizeof host - 1);
    assert_string_equal(host_find(whole)->name, "facebook.com");
    memset(host, '.', sizeof host);
    assert_null(host_find(whole));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_sorted_and_finds_every_row),
        cmocka_unit_test(holds_the_rows_of_all_files),
        cmocka_unit_test(knows_the_forms_of_a_host),
        cmocka_unit_test(one_look_tells_all),
        cmocka_unit_test(long_hosts_end_somewhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
