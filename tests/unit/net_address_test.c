#include "unit.h"

#include "net/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>

static struct address parse(const char *text)
{
    struct address a;
    if (!address_parse(slice_from(text), &a)) {
        fail_msg("\"%s\" does not parse", text);
    }
    return a;
}

static void public_addresses_are_allowed_and_no_others(void **state)
{
    (void)state;
    static const struct {
        const char *address;
        bool allowed;
    } rows[] = {
        { "8.8.8.8", true },
        { "0.0.0.0", false },
        { "0.255.255.255", false },
        { "1.0.0.0", true },
        { "9.255.255.255", true },
        { "10.0.0.0", false },
        { "10.255.255.255", false },
        { "11.0.0.0", true },
        { "100.63.255.255", true },
        { "100.64.0.0", false },
        { "100.127.255.255", false },
        { "100.128.0.0", true },
        { "126.255.255.255", true },
        { "127.0.0.1", false },
        { "127.255.255.255", false },
        { "128.0.0.0", true },
        { "169.253.255.255", true },
        { "169.254.169.254", false },
        { "169.255.0.0", true },
        { "172.15.255.255", true },
        { "172.16.0.0", false },
        { "172.31.255.255", false },
        { "172.32.0.0", true },
        { "192.0.0.8", false },
        { "192.0.1.0", true },
        { "192.0.2.1", false },
        { "192.0.3.0", true },
        { "192.88.99.1", false },
        { "192.88.98.255", true },
        { "192.167.255.255", true },
        { "192.168.0.1", false },
        { "192.169.0.0", true },
        { "198.17.255.255", true },
        { "198.18.0.0", false },
        { "198.19.255.255", false },
        { "198.20.0.0", true },
        { "198.51.100.7", false },
        { "203.0.113.7", false },
        { "203.0.114.0", true },
        { "223.255.255.255", true },
        { "224.0.0.1", false },
        { "239.255.255.255", false },
        { "240.0.0.1", false },
        { "255.255.255.255", false },
        { "168.63.129.16", false },
        { "168.63.129.15", true },
        { "168.63.129.17", true },
        /* IPv6: global unicast alone */
        { "::", false },
        { "::1", false },
        { "2606:4700::1111", true },
        { "1fff:ffff::1", false },
        { "2000::1", true },
        { "3ffe::1", true },
        { "3fff::1", false },
        { "3fff:0fff::1", false },
        { "3fff:1000::1", true },
        { "4000::1", false },
        { "2001::1", false },
        { "2001:1ff::1", false },
        { "2001:200::1", true },
        { "2001:db8::1", false },
        { "2001:db9::1", true },
        { "2002:7f00:1::", false },
        { "2003::1", true },
        { "fc00::1", false },
        { "fd00::1", false },
        { "fe80::1", false },
        { "ff02::1", false },
        /* IPv4 inside of IPv6 */
        { "::ffff:8.8.8.8", true },
        { "::ffff:127.0.0.1", false },
        { "::ffff:10.0.0.1", false },
        { "::127.0.0.1", false },
        { "64:ff9b::8.8.8.8", true },
        { "64:ff9b::7f00:1", false },
        { "64:ff9b::a00:1", false },
        { "64:ff9b:1::8.8.8.8", false },
    };
    struct address_policy none = { 0 };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct address a = parse(rows[i].address);
        if (address_is_allowed(&none, &a) != rows[i].allowed) {
            fail_msg("%s is %s", rows[i].address, rows[i].allowed ? "refused" : "allowed");
        }
    }
}

static void ranges_open_what_they_hold(void **state)
{
    (void)state;
    static const struct {
        const char *range, *address;
        bool allowed;
    } rows[] = {
        { "127.0.0.0/8", "127.9.9.9", true },
        { "127.0.0.0/8", "10.0.0.1", false },
        { "127.0.0.1", "127.0.0.1", true },
        { "127.0.0.1", "127.0.0.2", false },
        { "127.0.0.1/32", "127.0.0.2", false },
        { "10.1.2.3/16", "10.1.255.255", true },
        { "10.1.2.3/16", "10.2.0.0", false },
        { "10.0.0.0/9", "10.127.0.0", true },
        { "10.0.0.0/9", "10.128.0.0", false },
        { "0.0.0.0/0", "192.168.1.1", true },
        { "0.0.0.0/0", "::1", false },
        { "fd00::/8", "fdff::1", true },
        { "fd00::/8", "fc00::1", false },
        { "::/0", "10.0.0.1", true },
        { "::1", "::1", true },
        { "[::1]/128", "::1", true },
        { "127.0.0.0/8", "::ffff:127.0.0.1", true },
        { "127.0.0.0/8", "64:ff9b::7f00:1", false },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct address_range range;
        assert_true(address_range_parse(slice_from(rows[i].range), &range));
        struct address_policy policy = { &range, 1 };
        struct address a = parse(rows[i].address);
        if (address_is_allowed(&policy, &a) != rows[i].allowed) {
            fail_msg("%s under %s", rows[i].address, rows[i].range);
        }
    }
}

static void what_is_no_range_is_refused_in_words(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "",         "/8",     "10.0.0.0/",   "10.0.0.0/33", "10.0.0.0/-1",
        "10.0.0/8", "::/129", "example.com", "10.0.0.0/8x", "127.0.0.1 "
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const char *const list[] = { "10.0.0.0/8", rows[i], NULL };
        struct arena arena = { 0 };
        struct buffer why = BUFFER(1000);
        struct address_policy policy;
        assert_false(address_policy_read(list, &arena, &policy, &why));
        char wanted[200];
        snprintf(wanted, sizeof wanted,
                 "\"%s\" is no range of addresses: write it like 10.0.0.0/8 or fd00::/8", rows[i]);
        assert_string_equal(buffer_string(&why), wanted);
        buffer_free(&why);
        arena_free(&arena);
    }
}

static void addresses_are_read_and_written(void **state)
{
    (void)state;
    static const struct {
        const char *in, *want;
    } rows[] = {
        { "192.0.2.1", "192.0.2.1" },
        { "0.9.10.99", "0.9.10.99" },
        { "100.109.200.255", "100.109.200.255" },
        { "[2001:DB8::1]", "[2001:db8::1]" },
        { "2001:db8::1", "[2001:db8::1]" },
        { "::ffff:192.0.2.1", "192.0.2.1" },
        { "localhost", NULL },
        { "127.1", NULL },
        { "", NULL },
        { "[", NULL },
        { "[]", NULL },
        { "[::1", NULL },
        { "fe80::1%lo", NULL },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct address a;
        char text[ADDRESS_TEXT];
        bool parsed = address_parse(slice_from(rows[i].in), &a);
        assert_int_equal(parsed, rows[i].want != NULL);
        if (parsed) {
            address_format(&a, text);
            assert_string_equal(text, rows[i].want);
        }
    }
}

static void socket_addresses_are_read(void **state)
{
    (void)state;
    struct sockaddr_in v4 = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(0x0a000001) };
    struct sockaddr_in6 v6 = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT };
    struct sockaddr other = { .sa_family = AF_UNIX };
    struct address a;
    char text[ADDRESS_TEXT];
    assert_true(address_of((struct sockaddr *)&v4, &a));
    address_format(&a, text);
    assert_string_equal(text, "10.0.0.1");
    assert_true(address_of((struct sockaddr *)&v6, &a));
    address_format(&a, text);
    assert_string_equal(text, "[::1]");
    assert_false(address_of(&other, &a));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(public_addresses_are_allowed_and_no_others),
        cmocka_unit_test(ranges_open_what_they_hold),
        cmocka_unit_test(what_is_no_range_is_refused_in_words),
        cmocka_unit_test(addresses_are_read_and_written),
        cmocka_unit_test(socket_addresses_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
