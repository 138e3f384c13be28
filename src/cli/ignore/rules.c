#include "cli/ignore/rules.h"

#include "cli/ignore/glob.h"

#include <stdlib.h>
#include <string.h>

struct rule {
    char *pattern;
    bool back;    /* what it fits is left in after all: "!" */
    bool folders; /* it fits folders alone: a slash at the end */
    bool whole;   /* it fits whole paths, not names alone: a slash elsewhere */
};

struct rules {
    struct rule *list;
    size_t count, room;
};

struct rules *rules_new(void)
{
    return calloc(1, sizeof(struct rules));
}

void rules_free(struct rules *rules)
{
    for (size_t i = 0; rules && i < rules->count; i++) {
        free(rules->list[i].pattern);
    }
    free(rules ? rules->list : NULL);
    free(rules);
}

/* --- Reading --- */

static bool make_room(struct rules *rules)
{
    if (rules->count < rules->room) {
        return true;
    }
    size_t room = rules->room ? 2 * rules->room : 16;
    struct rule *list = reallocarray(rules->list, room, sizeof *list);
    if (!list) {
        return false;
    }
    rules->list = list;
    rules->room = room;
    return true;
}

static bool add(struct rules *rules, const char *text, size_t length, bool back)
{
    struct rule rule = { .back = back, .folders = length && text[length - 1] == '/' };
    length -= rule.folders;
    rule.whole = memchr(text, '/', length);
    if (length && *text == '/') {
        text++;
        length--;
    }
    if (length == 0) {
        return true;
    }
    rule.pattern = make_room(rules) ? strndup(text, length) : NULL;
    if (!rule.pattern) {
        return false;
    }
    rules->list[rules->count++] = rule;
    return true;
}

bool rules_add(struct rules *rules, const char *pattern)
{
    pattern += strncmp(pattern, "./", 2) == 0 ? 1 : 0; /* as "/" */
    return add(rules, pattern, strlen(pattern), false);
}

/* How much of a line is left without the spaces at its end, unless a backslash stands before. */
static size_t without_spaces(const char *line, size_t length)
{
    size_t kept = 0;
    for (size_t i = 0; i < length; i++) {
        if (line[i] == '\\') {
            i++;
        } else if (line[i] == ' ') {
            continue;
        }
        kept = i + 1;
    }
    return kept < length ? kept : length;
}

static bool add_line(struct rules *rules, const char *line, size_t length)
{
    length -= length && line[length - 1] == '\r';
    length = without_spaces(line, length);
    bool back = length && *line == '!';
    bool none = length == 0 || *line == '#' || memchr(line, '\0', length);
    return none || add(rules, line + back, length - back, back);
}

struct rules *rules_read(const char *text, size_t length)
{
    struct rules *rules = rules_new();
    bool marked = length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0;
    const char *end = text + length;
    text += marked ? 3 : 0;
    while (rules && text < end) {
        const char *line_end = memchr(text, '\n', (size_t)(end - text));
        line_end = line_end ? line_end : end;
        if (!add_line(rules, text, (size_t)(line_end - text))) {
            rules_free(rules);
            return NULL;
        }
        text = line_end + (line_end < end);
    }
    return rules;
}

/* --- Looking --- */

enum told rules_look(const struct rules *rules, const char *path, bool is_folder)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    for (size_t i = rules->count; i > 0; i--) {
        const struct rule *rule = &rules->list[i - 1];
        bool kind = is_folder || !rule->folders;
        if (kind && glob_fits(rule->pattern, rule->whole ? path : name)) {
            return rule->back ? TOLD_IN : TOLD_OUT;
        }
    }
    return TOLD_NOTHING;
}
