/* Lookups, against a name server of our own on loopback. */
#include "unit.h"

#include "base/time.h"
#include "net/lookup.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    TYPE_A = 1,
    TYPE_AAAA = 28,
    NXDOMAIN = 3,
    SERVFAIL = 2,
    SILENT = -1,
    SAYS_NOTHING = 99,
    HEADER = 12
};

/* What the server says of each name: a code, and how many addresses of each family. */
static const struct row {
    const char *name;
    int code;
    unsigned v4, v6;
} rows[] = {
    { "a.test", 0, 1, 0 },           { "both.test", 0, 2, 2 },
    { "many.test", 0, 20, 0 },       { "none.test", NXDOMAIN, 0, 0 },
    { "nodata.test", 0, 0, 0 },      { "fails.test", SERVFAIL, 0, 0 },
    { "silent.test", SILENT, 0, 0 }, { "half.test", 0, 1, SAYS_NOTHING },
};

static int server = -1;
static unsigned asked, once;
static char servers[64];
static char hosts_file[] = "/tmp/landfall-hosts-XXXXXX";

static int open_server(void **state)
{
    (void)state;
    static const char table[] = "127.0.0.9 here.test HERE2.test # a comment\n"
                                "::9 here.test.\n"
                                "not-an-address elsewhere.test\n"
                                "\t10.9.8.7\ta.b.test\r\n"
                                "10.0.0.1";
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t length = sizeof at;
    server = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (bind(server, (struct sockaddr *)&at, sizeof at) != 0 ||
        getsockname(server, (struct sockaddr *)&at, &length) != 0) {
        return -1;
    }
    snprintf(servers, sizeof servers, "127.0.0.1:%u", ntohs(at.sin_port));
    int fd = mkstemp(hosts_file);
    ssize_t written = write(fd, table, sizeof table - 1);
    close(fd);
    return written == (ssize_t)sizeof table - 1 ? 0 : -1;
}

static int close_server(void **state)
{
    (void)state;
    close(server);
    return unlink(hosts_file);
}

/* Reads the name of a question into words with dots; gives where its type stands. */
static size_t read_name(const unsigned char *packet, char *name)
{
    size_t at = HEADER;
    while (packet[at]) {
        memcpy(name, packet + at + 1, packet[at]);
        name += packet[at];
        *name++ = '.';
        at += packet[at] + 1U;
    }
    name[-1] = '\0';
    return at + 1;
}

static unsigned ttl = 9; /* of the first of a name's records, in seconds */

static size_t add_record(unsigned char *packet, size_t at, int type, unsigned number)
{
    size_t bytes = type == TYPE_A ? 4 : 16;
    unsigned seconds = ttl + number;
    const unsigned char head[] = { 0xc0,
                                   HEADER,
                                   0,
                                   (unsigned char)type,
                                   0,
                                   1,
                                   0,
                                   0,
                                   (unsigned char)(seconds >> 8),
                                   (unsigned char)seconds,
                                   0,
                                   (unsigned char)bytes };
    memcpy(packet + at, head, sizeof head);
    memset(packet + at + sizeof head, 0, bytes);
    packet[at + sizeof head] = type == TYPE_A ? 192 : 0x20;
    packet[at + sizeof head + bytes - 1] = (unsigned char)(number + 1);
    return at + sizeof head + bytes;
}

/* once.test is NXDOMAIN to its first question of each type, then a host. */
static struct row row_of(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (strcmp(rows[i].name, name) == 0) {
            return rows[i];
        }
    }
    if (strcmp(name, "once.test") == 0) {
        return (struct row){ name, once++ < 2 ? NXDOMAIN : 0, 1, 0 };
    }
    return (struct row){ name, 0, 1, 0 };
}

static void answer_one(void)
{
    unsigned char packet[1024];
    char name[256];
    struct sockaddr_in from;
    socklen_t length = sizeof from;
    ssize_t got = recvfrom(server, packet, 512, MSG_DONTWAIT, (struct sockaddr *)&from, &length);
    if (got < HEADER) {
        return;
    }
    asked++;
    size_t at = read_name(packet, name);
    int type = packet[at] << 8 | packet[at + 1];
    struct row row = row_of(name);
    unsigned count = row.code ? 0 : type == TYPE_A ? row.v4 : row.v6;
    if (row.code == SILENT || count == SAYS_NOTHING) {
        return;
    }
    at += 4;
    packet[2] |= 0x80;
    packet[3] = (unsigned char)(0x80 | row.code);
    packet[7] = (unsigned char)count;
    packet[11] = 0;
    for (unsigned i = 0; i < count; i++) {
        at = add_record(packet, at, type, i);
    }
    sendto(server, packet, at, 0, (struct sockaddr *)&from, length);
}

static struct lookup *open_patient(int try_ms)
{
    struct lookup_source source = { hosts_file, servers, try_ms };
    struct lookup *l = lookup_open(&source);
    assert_non_null(l);
    asked = once = 0;
    return l;
}

static struct lookup *open_lookup(void)
{
    return open_patient(0);
}

static bool serve_until_answered(struct lookup *l, struct lookup_result *out, int64_t limit_ms)
{
    int64_t until = time_tick_ms() + limit_ms;
    while (!lookup_take(l, out)) {
        if (time_tick_ms() >= until) {
            return false;
        }
        struct pollfd polls[] = { { .fd = server, .events = POLLIN },
                                  { .fd = lookup_fd(l), .events = POLLIN } };
        poll(polls, 2, 10);
        answer_one();
        lookup_work(l);
    }
    return true;
}

static struct lookup_result look_up(struct lookup *l, const char *name)
{
    struct lookup_result result;
    assert_true(lookup_ask(l, slice_from(name), (void *)name));
    assert_true(serve_until_answered(l, &result, 30000));
    assert_ptr_equal(result.tag, name);
    return result;
}

static void answers_come_with_their_tag(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        enum lookup_status want;
        unsigned addresses, questions;
    } wants[] = {
        { "a.test", LOOKUP_FOUND, 1, 2 },
        { "a.test.", LOOKUP_FOUND, 1, 2 }, /* no search list is tried */
        { "both.test", LOOKUP_FOUND, 4, 2 },
        { "many.test", LOOKUP_FOUND, PIN_ADDRESSES, 2 },
        { "none.test", LOOKUP_NO_SUCH_HOST, 0, 4 }, /* said twice */
        { "none", LOOKUP_FOUND, 1, 2 },
        { "once.test", LOOKUP_FOUND, 1, 4 },    /* said once, then not again */
        { "nodata.test", LOOKUP_FAILED, 0, 2 }, /* there is a host, without an address */
        { "fails.test", LOOKUP_FAILED, 0, 6 },  /* a server may do better the next time */
        { "a..test", LOOKUP_NO_SUCH_HOST, 0, 0 },
        { ".", LOOKUP_NO_SUCH_HOST, 0, 0 },
        { "here.test", LOOKUP_FOUND, 2, 0 },
        { "Here2.TEST.", LOOKUP_FOUND, 1, 0 },
        { "a.b.test", LOOKUP_FOUND, 1, 0 },
        { "elsewhere.test", LOOKUP_FOUND, 1, 2 },
    };
    for (size_t i = 0; i < COUNT_OF(wants); i++) {
        struct lookup *l = open_lookup();
        struct lookup_result result = look_up(l, wants[i].name);
        if (result.status != wants[i].want || result.addresses.count != wants[i].addresses ||
            asked != wants[i].questions) {
            fail_msg("%s: status %d, %u addresses, %u questions", wants[i].name, result.status,
                     result.addresses.count, asked);
        }
        assert_true(lookup_due(l) == INT64_MAX);
        lookup_close(l);
    }
}

/* Those of the first record that may not be kept any longer, but not too short. */
static void addresses_are_good_for_some_time(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        unsigned ttl;
        int64_t least, most;
    } wants[] = {
        { "both.test", 0, LOOKUP_LEAST_TTL_MS, LOOKUP_LEAST_TTL_MS },
        { "both.test", 4, LOOKUP_LEAST_TTL_MS, LOOKUP_LEAST_TTL_MS },
        { "both.test", 6, 6000, 6000 },
        { "many.test", 3600, 3600000, 3600000 },
        { "here.test", 0, INT64_MAX, INT64_MAX },
    };
    for (size_t i = 0; i < COUNT_OF(wants); i++) {
        struct lookup *l = open_lookup();
        ttl = wants[i].ttl;
        int64_t before = time_tick_ms();
        struct lookup_result result = look_up(l, wants[i].name);
        int64_t now = time_tick_ms();
        bool forever = wants[i].most == INT64_MAX;
        assert_true(result.good_until >= (forever ? INT64_MAX : before + wants[i].least));
        assert_true(result.good_until <= (forever ? INT64_MAX : now + wants[i].most));
        lookup_close(l);
    }
    ttl = 9;
}

static void families_take_turns(void **state)
{
    (void)state;
    struct lookup *l = open_lookup();
    struct lookup_result result = look_up(l, "both.test");
    for (unsigned i = 0; i < 4; i++) {
        bool v4 = address_is_v4(&result.addresses.list[i]);
        assert_int_equal(v4, i % 2 == 0 ? address_is_v4(&result.addresses.list[0])
                                        : !address_is_v4(&result.addresses.list[0]));
    }
    lookup_close(l);
}

static void a_silent_half_is_not_waited_for(void **state)
{
    (void)state;
    struct lookup *l = open_lookup();
    struct lookup_result result;
    assert_true(lookup_ask(l, SLICE("half.test"), &result));
    assert_true(serve_until_answered(l, &result, 1900)); /* before a second try is due */
    assert_int_equal(result.status, LOOKUP_FOUND);
    assert_int_equal(result.addresses.count, 1);
    lookup_close(l); /* with the other half under way */
    l = open_patient(20);
    assert_true(lookup_ask(l, SLICE("half.test"), &result));
    assert_true(serve_until_answered(l, &result, 30000));
    struct lookup_result other; /* and to its end, after the answer was taken */
    assert_false(serve_until_answered(l, &other, 500));
    assert_true(lookup_due(l) == INT64_MAX);
    lookup_close(l);
}

/* So do many at once, whose tries wait for their turn while they are settled. */
static void many_silent_halves_come_to_an_end(void **state)
{
    (void)state;
    enum { MANY = 1000 };
    struct lookup *l = open_patient(20);
    struct lookup_result result;
    for (int i = 0; i < MANY; i++) {
        assert_true(lookup_ask(l, SLICE("half.test"), NULL));
    }
    for (int i = 0; i < MANY; i++) {
        assert_true(serve_until_answered(l, &result, 30000));
        assert_int_equal(result.status, LOOKUP_FOUND);
    }
    int64_t until = time_tick_ms() + 10000;
    while (lookup_due(l) != INT64_MAX && time_tick_ms() < until) {
        assert_false(serve_until_answered(l, &result, 50));
    }
    assert_true(lookup_due(l) == INT64_MAX);
    lookup_close(l);
}

static void many_are_looked_up(void **state)
{
    (void)state;
    enum { MANY = 2000 };
    static int seen[MANY];
    struct lookup *l = open_lookup();
    for (int i = 0; i < MANY; i++) {
        char name[32];
        int length = snprintf(name, sizeof name, "h%d.test", i);
        assert_true(lookup_ask(l, slice_of(name, (size_t)length), &seen[i]));
    }
    for (int i = 0; i < MANY; i++) {
        struct lookup_result result;
        assert_true(serve_until_answered(l, &result, 30000));
        assert_int_equal(result.status, LOOKUP_FOUND);
        ++*(int *)result.tag;
    }
    for (int i = 0; i < MANY; i++) {
        assert_int_equal(seen[i], 1);
    }
    lookup_close(l);
}

/* Nobody waits for somebody else's name. */
static void silent_names_hold_nobody_up(void **state)
{
    (void)state;
    struct lookup *l = open_lookup();
    struct lookup_result result;
    for (int i = 0; i < 300; i++) {
        assert_true(lookup_ask(l, SLICE("silent.test"), NULL));
    }
    assert_true(lookup_ask(l, SLICE("a.test"), &result));
    assert_true(serve_until_answered(l, &result, 1900)); /* before a second try is due */
    assert_ptr_equal(result.tag, &result);
    lookup_close(l); /* with questions under way */
}

static void a_silent_name_comes_to_an_end(void **state)
{
    (void)state;
    struct lookup *l = open_patient(50);
    assert_int_equal(look_up(l, "silent.test").status, LOOKUP_FAILED);
    assert_int_equal(asked, 6); /* it was tried again, twice */
    lookup_close(l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_come_with_their_tag),
        cmocka_unit_test(addresses_are_good_for_some_time),
        cmocka_unit_test(families_take_turns),
        cmocka_unit_test(a_silent_half_is_not_waited_for),
        cmocka_unit_test(many_silent_halves_come_to_an_end),
        cmocka_unit_test(many_are_looked_up),
        cmocka_unit_test(silent_names_hold_nobody_up),
        cmocka_unit_test(a_silent_name_comes_to_an_end),
    };
    return cmocka_run_group_tests(tests, open_server, close_server);
}
