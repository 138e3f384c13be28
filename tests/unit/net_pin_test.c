#include "unit.h"

#include "net/pin.h"

#include <stdio.h>

struct opened {
    struct arena arena;
    struct pins pins;
    struct buffer why;
    bool read;
};

static struct opened open_pins(const char *const *connect_to, const char *const *resolve)
{
    struct opened o = { .why = BUFFER(1000) };
    o.read = pins_read(connect_to, resolve, &o.arena, &o.pins, &o.why);
    return o;
}

static void close_pins(struct opened *o)
{
    buffer_free(&o->why);
    arena_free(&o->arena);
}

static void connect_to_rules_apply_in_order(void **state)
{
    (void)state;
    static const char *const rules[] = { "a.test:443:b.test:8443",
                                         "a.test::c.test:",
                                         "[2001:db8::1]:80:[::1]:8080",
                                         ":81::8081",
                                         "::127.0.0.1:9000",
                                         "late.test:443:never.test:1",
                                         NULL };
    static const struct {
        const char *host;
        unsigned port;
        const char *to_host;
        unsigned to_port;
    } rows[] = {
        { "a.test", 443, "b.test", 8443 },       { "A.Test", 443, "b.test", 8443 },
        { "a.test", 80, "c.test", 80 },          { "[2001:db8::1]", 80, "[::1]", 8080 },
        { "x.test", 81, "x.test", 8081 },        { "x.test", 80, "127.0.0.1", 9000 },
        { "late.test", 443, "127.0.0.1", 9000 },
    };
    struct opened o = open_pins(rules, NULL);
    assert_true(o.read);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct slice host = slice_from(rows[i].host);
        unsigned port = rows[i].port;
        pins_connect_to(&o.pins, &host, &port);
        assert_slice(host, rows[i].to_host);
        assert_int_equal(port, rows[i].to_port);
    }
    close_pins(&o);
}

static void without_rules_nothing_changes(void **state)
{
    (void)state;
    struct opened o = open_pins(NULL, NULL);
    assert_true(o.read);
    struct slice host = SLICE("a.test");
    unsigned port = 443;
    pins_connect_to(&o.pins, &host, &port);
    assert_slice(host, "a.test");
    assert_int_equal(port, 443);
    assert_null(pins_resolve(&o.pins, host, port));
    close_pins(&o);
}

static void resolve_gives_addresses(void **state)
{
    (void)state;
    static const char *const rules[] = { "a.test:443:192.0.2.1,2001:db8::1,[2001:db8::2]",
                                         "+b.test:80:192.0.2.2", "*:80:192.0.2.3", NULL };
    static const struct {
        const char *host;
        unsigned port;
        const char *first;
        unsigned count;
    } rows[] = {
        { "a.test", 443, "192.0.2.1", 3 }, { "A.TEST", 443, "192.0.2.1", 3 },
        { "a.test", 80, "192.0.2.3", 1 },  { "b.test", 80, "192.0.2.2", 1 },
        { "b.test", 443, NULL, 0 },        { "c.test", 80, "192.0.2.3", 1 },
        { "c.test", 443, NULL, 0 },
    };
    struct opened o = open_pins(NULL, rules);
    assert_true(o.read);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct addresses *found =
            pins_resolve(&o.pins, slice_from(rows[i].host), rows[i].port);
        assert_int_equal(found != NULL, rows[i].first != NULL);
        if (found) {
            char text[ADDRESS_TEXT];
            address_format(&found->list[0], text);
            assert_string_equal(text, rows[i].first);
            assert_int_equal(found->count, rows[i].count);
        }
    }
    close_pins(&o);
}

static void what_has_another_form_is_refused_in_words(void **state)
{
    (void)state;
    static const char *const connects[] = { "",          "a",           "a:1",         "a:1:b",
                                            "a:x:b:1",   "a:0:b:1",     "a:1:b:65536", "a:1:b:1:",
                                            "a:1:b:1:c", "[::1:80:b:1", "a:1:[::1:1" };
    static const char *const resolves[] = { "",
                                            "a:1",
                                            "a::192.0.2.1",
                                            ":1:192.0.2.1",
                                            "a:1:",
                                            "a:1:b.test",
                                            "a:1:,192.0.2.1",
                                            "a:0:192.0.2.1",
                                            "-a:1",
                                            "a:1:::1,::2,::3,::4,::5,::6,::7,::8,::9" };
    char wanted[300];
    for (size_t i = 0; i < COUNT_OF(connects); i++) {
        const char *const list[] = { connects[i], NULL };
        struct opened o = open_pins(list, NULL);
        snprintf(wanted, sizeof wanted, "\"%s\" is not of the form HOST1:PORT1:HOST2:PORT2",
                 connects[i]);
        assert_false(o.read);
        assert_string_equal(buffer_string(&o.why), wanted);
        close_pins(&o);
    }
    for (size_t i = 0; i < COUNT_OF(resolves); i++) {
        const char *const list[] = { resolves[i], NULL };
        struct opened o = open_pins(NULL, list);
        snprintf(wanted, sizeof wanted, "\"%s\" is not of the form HOST:PORT:ADDRESS[,ADDRESS]",
                 resolves[i]);
        assert_false(o.read);
        assert_string_equal(buffer_string(&o.why), wanted);
        close_pins(&o);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(connect_to_rules_apply_in_order),
        cmocka_unit_test(without_rules_nothing_changes),
        cmocka_unit_test(resolve_gives_addresses),
        cmocka_unit_test(what_has_another_form_is_refused_in_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
