#include "judge/policy.h"

#include "base/nearest.h"

enum { WORD_MOST = 64 };

/* A word of the user's, as a string. */
struct word {
    char text[WORD_MOST];
};

static struct word word_of(struct slice s)
{
    struct word word = { "" };
    memcpy(word.text, s.data ? s.data : "", s.length < WORD_MOST ? s.length : WORD_MOST - 1);
    return word;
}

/* Says that a word is none of a list that NULL ends, and which of them is nearest. */
static bool unknown(struct buffer *why, const char *option, const char *what, struct slice given,
                    const char *const *words)
{
    struct word word = word_of(given);
    const char *nearest = nearest_word(word.text, words);
    buffer_printf(why, "--%s: no %s is named \"%s\"", option, what, word.text);
    if (nearest) {
        buffer_printf(why, ": did you mean \"%s\"?", nearest);
        return false;
    }
    for (size_t i = 0; words[i]; i++) {
        buffer_add(why, slice_from(i == 0 ? ": it is " : words[i + 1] ? ", " : " or "));
        buffer_add(why, slice_from(words[i]));
    }
    return false;
}

/* --- Classes --- */

static bool find_class(struct slice given, enum finding_class *out)
{
    for (enum finding_class c = CLASS_DEAD; c < CLASS_COUNT; c++) {
        if (slice_equal(given, slice_from(class_word(c)))) {
            *out = c;
            return true;
        }
    }
    return false;
}

static bool no_class(struct buffer *why, const char *option, struct slice given)
{
    const char *words[CLASS_COUNT + 2] = { NULL };
    for (enum finding_class c = CLASS_DEAD; c < CLASS_COUNT; c++) {
        words[c] = class_word(c);
    }
    words[CLASS_COUNT] = "never";
    return unknown(why, option, "class of finding", given, words);
}

/* The classes that are named get the severity, unless they have a higher one. */
static bool read_classes(struct policy *p, const char *option, const char *const *given,
                         enum severity severity, struct buffer *why)
{
    for (size_t i = 0; given[i]; i++) {
        enum finding_class c;
        struct slice word = slice_from(given[i]);
        bool never = slice_equal(word, SLICE("never"));
        if (never && (i > 0 || given[1])) {
            buffer_printf(why, "--%s: \"never\" stands alone: leave it out, or the classes",
                          option);
            return false;
        }
        if (!never && !find_class(word, &c)) {
            return no_class(why, option, word);
        }
        if (!never && p->classes[c] < severity) {
            p->classes[c] = severity;
        }
    }
    return true;
}

/* --- Severities --- */

static bool no_severity(struct buffer *why, struct slice given)
{
    const char *words[SEVERITY_COUNT + 1] = { NULL };
    for (enum severity s = SEVERITY_OFF; s < SEVERITY_COUNT; s++) {
        words[SEVERITY_ERROR - s] = severity_word(s);
    }
    return unknown(why, "severity", "severity", given, words);
}

static bool no_reason(struct buffer *why, struct slice given)
{
    enum finding_class c;
    if (find_class(given, &c)) {
        buffer_printf(why,
                      "--severity: \"%s\" is a class, not a reason: --fail-on and --warn-on say "
                      "what becomes of it",
                      class_word(c));
        return false;
    }
    const char *words[REASON_COUNT] = { NULL };
    size_t count = 0;
    for (enum reason r = REASON_OK + 1; r < REASON_COUNT; r++) {
        words[count] = reason_word(r);
        count += r != REASON_MISSED_FRAGMENT; /* which is another's word, too */
    }
    words[count] = NULL;
    struct word word = word_of(given);
    const char *nearest = nearest_word(word.text, words);
    buffer_printf(why, "--severity: no reason is named \"%s\"%s%s%s", word.text,
                  nearest ? ": did you mean \"" : "; a finding has its reason in [] behind it",
                  nearest ? nearest : "", nearest ? "\"?" : "");
    return false;
}

/* A word may be that of two reasons. */
static bool set_reason(struct policy *p, struct slice word, enum severity severity)
{
    bool found = false;
    for (enum reason r = REASON_OK + 1; r < REASON_COUNT; r++) {
        if (slice_equal(word, slice_from(reason_word(r)))) {
            p->overruled[r] = found = true;
            p->reasons[r] = severity;
        }
    }
    return found;
}

static bool read_severity(struct policy *p, const char *given, struct buffer *why)
{
    struct slice rest = slice_from(given);
    bool has_sign = slice_find(rest, '=') < rest.length;
    struct slice reason = slice_trim(slice_cut(&rest, '='));
    rest = slice_trim(rest);
    enum severity severity = SEVERITY_OFF;
    while (severity < SEVERITY_COUNT && !slice_equal(rest, slice_from(severity_word(severity)))) {
        severity++;
    }
    if (!has_sign) {
        buffer_printf(why, "--severity: \"%.*s\" is no REASON=SEVERITY: write blocked=off, say",
                      WORD_MOST, given);
        return false;
    }
    if (severity == SEVERITY_COUNT) {
        return no_severity(why, rest);
    }
    return set_reason(p, reason, severity) || no_reason(why, reason);
}

/* --- Accepted statuses --- */

static bool read_accepts(struct policy *p, const char *const *given, struct arena *arena,
                         struct buffer *why)
{
    size_t count = strings_count(given);
    p->accepts = ARENA_ARRAY(arena, struct accept, count + 1);
    for (size_t i = 0; p->accepts && i < count; i++) {
        const char *wrong;
        if (!accept_read(slice_from(given[i]), arena, &p->accepts[i], &wrong)) {
            if (wrong) {
                buffer_printf(why, "--accept: \"%.*s\" is not understood: %s", WORD_MOST, given[i],
                              wrong);
            }
            return false;
        }
        p->accept_count++;
    }
    return p->accepts != NULL;
}

/* --- All --- */

static const char *const *or_standard(const char *const *given, const char *const *standard)
{
    return given && given[0] ? given : standard;
}

bool policy_read(struct policy *p, const struct policy_words *words, struct arena *arena,
                 struct buffer *why)
{
    static const char *const standard_fail[] = { "dead", NULL };
    static const char *const standard_warn[] = { "unsure", NULL };
    *p = (struct policy){ .accept_count = 0 };
    bool good = read_classes(p, "fail-on", or_standard(words->fail_on, standard_fail),
                             SEVERITY_ERROR, why) &&
                read_classes(p, "warn-on", or_standard(words->warn_on, standard_warn),
                             SEVERITY_WARNING, why);
    for (size_t i = 0; good && i < strings_count(words->severities); i++) {
        good = read_severity(p, words->severities[i], why);
    }
    return good && read_accepts(p, words->accept, arena, why);
}

enum severity policy_severity(const struct policy *p, enum finding_class class, enum reason reason)
{
    bool by_reason = class == CLASS_DEAD || class == CLASS_UNSURE;
    return by_reason && p->overruled[reason] ? p->reasons[reason] : p->classes[class];
}
