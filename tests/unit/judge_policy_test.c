/* A policy read out of words, and the statuses that it accepts. */
#include "unit/unit.h"

#include "judge/policy.h"

#define OFF  SEVERITY_OFF
#define NOTE SEVERITY_NOTE
#define WARN SEVERITY_WARNING
#define ERR  SEVERITY_ERROR

struct given {
    const char *fail_on[4], *warn_on[4], *severities[4], *accept[4];
};

static bool read(const struct given *g, struct policy *p, struct arena *arena, struct buffer *why)
{
    const struct policy_words words = { g->fail_on, g->warn_on, g->severities, g->accept };
    return policy_read(p, &words, arena, why);
}

static void classes_and_reasons_have_severities(void **state)
{
    (void)state;
    static const struct {
        struct given given;
        enum severity classes[CLASS_COUNT];
        enum severity blocked, gone; /* of their classes */
    } rows[] = {
        { { .fail_on = { NULL } }, { ERR, WARN, OFF, OFF, OFF }, WARN, ERR },
        { { .fail_on = { "dead", "unsure" } }, { ERR, ERR, OFF, OFF, OFF }, ERR, ERR },
        { { .fail_on = { "never" } }, { OFF, WARN, OFF, OFF, OFF }, WARN, OFF },
        { { .fail_on = { "redirect" } }, { OFF, WARN, ERR, OFF, OFF }, WARN, OFF },
        { { .warn_on = { "never" } }, { ERR, OFF, OFF, OFF, OFF }, OFF, ERR },
        { { .warn_on = { "dead", "insecure", "conflict" } },
          { ERR, OFF, OFF, WARN, WARN },
          OFF,
          ERR },
        { { .severities = { "blocked=off" } }, { ERR, WARN, OFF, OFF, OFF }, OFF, ERR },
        { { .severities = { "blocked=error", "gone=note" } },
          { ERR, WARN, OFF, OFF, OFF },
          ERR,
          NOTE },
        { { .severities = { "gone=off", "gone=warning" } },
          { ERR, WARN, OFF, OFF, OFF },
          WARN,
          WARN },
        { { .fail_on = { "never" }, .severities = { "gone=error" } },
          { OFF, WARN, OFF, OFF, OFF },
          WARN,
          ERR },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena arena = { 0 };
        struct buffer why = BUFFER(1000);
        struct policy p;
        assert_true(read(&rows[i].given, &p, &arena, &why));
        assert_int_equal(why.length, 0);
        for (enum finding_class c = CLASS_DEAD; c < CLASS_COUNT; c++) {
            assert_int_equal(policy_severity(&p, c, REASON_OK), rows[i].classes[c]);
        }
        assert_int_equal(policy_severity(&p, CLASS_UNSURE, REASON_BLOCKED), rows[i].blocked);
        assert_int_equal(policy_severity(&p, CLASS_DEAD, REASON_GONE), rows[i].gone);
        assert_int_equal(policy_severity(&p, CLASS_INSECURE, REASON_GONE),
                         rows[i].classes[CLASS_INSECURE]);
        buffer_free(&why);
        arena_free(&arena);
    }
}

/* A word may be that of two reasons: both are meant. */
static void a_word_means_all_its_reasons(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    struct buffer why = BUFFER(1000);
    struct policy p;
    struct given given = { .severities = { "no_such_fragment=note" } };
    assert_true(read(&given, &p, &arena, &why));
    assert_int_equal(policy_severity(&p, CLASS_DEAD, REASON_NO_SUCH_FRAGMENT), SEVERITY_NOTE);
    assert_int_equal(policy_severity(&p, CLASS_UNSURE, REASON_MISSED_FRAGMENT), SEVERITY_NOTE);
    buffer_free(&why);
    arena_free(&arena);
}

static void what_is_wrong_is_said(void **state)
{
    (void)state;
    static const struct {
        struct given given;
        const char *want;
    } rows[] = {
        { { .fail_on = { "ded" } },
          "--fail-on: no class of finding is named \"ded\": did you mean \"dead\"?" },
        { { .warn_on = { "Unsure" } },
          "--warn-on: no class of finding is named \"Unsure\": did you mean \"unsure\"?" },
        { { .fail_on = { "x" } },
          "--fail-on: no class of finding is named \"x\": it is dead, unsure, redirect, insecure, "
          "conflict or never" },
        { { .fail_on = { "dead", "never" } },
          "--fail-on: \"never\" stands alone: leave it out, or the classes" },
        { { .severities = { "blokced=off" } },
          "--severity: no reason is named \"blokced\": did you mean \"blocked\"?" },
        { { .severities = { "q=off" } },
          "--severity: no reason is named \"q\"; a finding has its reason in [] behind it" },
        { { .severities = { "dead=off" } },
          "--severity: \"dead\" is a class, not a reason: --fail-on and --warn-on say what becomes "
          "of it" },
        { { .severities = { "ok=off" } },
          "--severity: no reason is named \"ok\"; a finding has its reason in [] behind it" },
        { { .severities = { "blocked=warn" } },
          "--severity: no severity is named \"warn\": it is error, warning, note or off" },
        { { .severities = { "blocked=eror" } },
          "--severity: no severity is named \"eror\": did you mean \"error\"?" },
        { { .severities = { "blocked" } },
          "--severity: \"blocked\" is no REASON=SEVERITY: write blocked=off, say" },
        { { .accept = { "200", "2x" } },
          "--accept: \"2x\" is not understood: codes are written 403, 500..=599 or 500..600, with "
          "commas between them" },
        { { .accept = { "https://a.test=403" } },
          "--accept: \"https://a.test=403\" is not understood: a host is written a.test, or "
          "*.a.test for all below it, without scheme or port" },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena arena = { 0 };
        struct buffer why = BUFFER(1000);
        struct policy p;
        assert_false(read(&rows[i].given, &p, &arena, &why));
        assert_slice(buffer_slice(&why), rows[i].want);
        buffer_free(&why);
        arena_free(&arena);
    }
    assert_int_equal(COUNT_OF(rows), 13);
}

/* --- Accepted statuses --- */

static bool accepts(const char *given, const char *url, enum reason reason, int status)
{
    struct arena arena = { 0 };
    struct buffer scratch = BUFFER(1000);
    struct accept accept;
    const char *why;
    struct hop hops[] = { { .url = SLICE("https://first.test/") }, { .url = slice_from(url) } };
    struct outcome outcome = { .reason = reason, .status = status, .hops = hops, .hop_count = 2 };
    assert_true(accept_read(slice_from(given), &arena, &accept, &why));
    bool holds = accept_holds(&accept, 1, &outcome, &scratch);
    assert_false(accept_holds(&accept, 0, &outcome, &scratch));
    buffer_free(&scratch);
    arena_free(&arena);
    return holds;
}

static void a_status_is_accepted(void **state)
{
    (void)state;
    static const struct {
        const char *given, *url;
        enum reason reason;
        int status;
        bool want;
    } rows[] = {
        { "403", "https://a.test/", REASON_BLOCKED, 403, true },
        { "403", "https://a.test/", REASON_BLOCKED, 401, false },
        { "403", "https://a.test/", REASON_BLOCKED, 999, false },
        { "403..=403", "https://a.test/", REASON_BLOCKED, 403, true },
        { "200..=299,403", "https://a.test/", REASON_BLOCKED, 403, true },
        { "401..403", "https://a.test/", REASON_BLOCKED, 403, false },
        { "401..403", "https://a.test/", REASON_BLOCKED, 402, true },
        { "401..=403", "https://a.test/", REASON_BLOCKED, 403, true },
        { "999", "https://a.test/", REASON_BLOCKED, 999, true },
        { "403..", "https://a.test/", REASON_BLOCKED, 999, true },
        { "404..", "https://a.test/", REASON_BLOCKED, 403, false },
        { "..403", "https://a.test/", REASON_BLOCKED, 401, true },
        { "..403", "https://a.test/", REASON_BLOCKED, 403, false },
        { "..=403", "https://a.test/", REASON_BLOCKED, 403, true },
        { "100..=999", "https://a.test/", REASON_GONE, 404, true },
        { " 403 , 404 ", "https://a.test/", REASON_GONE, 404, true },
        { "a.test=403", "https://a.test/", REASON_BLOCKED, 403, true },
        { "A.Test=403", "https://a.test:8443/x?y#z", REASON_BLOCKED, 403, true },
        { "a.test.=403", "https://a.test/", REASON_BLOCKED, 403, true },
        { "*.a.test=403", "https://b.a.test./", REASON_BLOCKED, 403, true },
        { "a.test=403", "https://b.a.test/", REASON_BLOCKED, 403, false },
        { "a.test=403", "https://ba.test/", REASON_BLOCKED, 403, false },
        { "first.test=403", "https://a.test/", REASON_BLOCKED, 403, false },
        { "*.a.test=403", "https://b.a.test/", REASON_BLOCKED, 403, true },
        { "*.a.test=403", "https://c.b.a.test/", REASON_BLOCKED, 403, true },
        { "*.a.test=403", "https://a.test/", REASON_BLOCKED, 403, false },
        { "*.a.test=403", "https://ba.test/", REASON_BLOCKED, 403, false },
        { "a.test=200..=299,500..=599", "https://a.test/", REASON_SERVER_ERROR, 503, true },
        { "b\xc3\xbc"
          "cher.test=403",
          "https://xn--bcher-kva.test/", REASON_BLOCKED, 403, true },
        /* What the page says counts, not that it came. */
        { "200", "https://a.test/", REASON_SOFT_404, 200, false },
        { "200..=299", "https://a.test/", REASON_LOGIN_WALL, 200, false },
        { "404", "https://a.test/", REASON_SOFT_404, 404, false },
        /* The last answer was a redirect, and nothing came behind it. */
        { "300..=399", "https://a.test/", REASON_TIMEOUT, 301, false },
        { "100..=999", "https://a.test/", REASON_NO_SUCH_HOST, 0, false },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        bool got = accepts(rows[i].given, rows[i].url, rows[i].reason, rows[i].status);
        if (got != rows[i].want) {
            fail_msg("row %zu: %s of %s", i, rows[i].given, rows[i].url);
        }
    }
    assert_int_equal(COUNT_OF(rows), 34);
}

static void what_is_no_code_is_refused(void **state)
{
    (void)state;
    static const char *const given[] = {
        "",        ",",        "403,",    "403;404", "99",   "1000",        "..",    "..=",
        "403..=",  "403...=5", "5..=4",   "403=",    "=403", "a.test=",     "*=403", "*.=403",
        "a/b=403", "403..403", "403 404", "-403",    "4 3",  "a*.test=403",
    };
    for (size_t i = 0; i < COUNT_OF(given); i++) {
        struct arena arena = { 0 };
        struct accept accept;
        const char *why;
        if (accept_read(slice_from(given[i]), &arena, &accept, &why) || !why) {
            fail_msg("\"%s\" is taken", given[i]);
        }
        arena_free(&arena);
    }
    assert_int_equal(COUNT_OF(given), 22);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classes_and_reasons_have_severities),
        cmocka_unit_test(a_word_means_all_its_reasons),
        cmocka_unit_test(what_is_wrong_is_said),
        cmocka_unit_test(a_status_is_accepted),
        cmocka_unit_test(what_is_no_code_is_refused),
    };
    return cmocka_run_group_tests_name("judge_policy", tests, NULL, NULL);
}
