/* `landfall-ignore: dead, blocked`, and what was to be one: `landfall-ignore-nextline`, or
 * `blokced` behind it. */
#include "scan/read/ignore_mark.h"

#include "base/array.h"
#include "scan/read/ignore.h"

#define WORD SLICE("landfall-ignore")

static const char *const words[] = { [IGNORE_FROM] = "landfall-ignore-start",
                                     [IGNORE_TO] = "landfall-ignore-end",
                                     [IGNORE_FILE] = "landfall-ignore-file",
                                     [IGNORE_HERE] = "landfall-ignore",
                                     NULL };

/* A word with the hyphens in it, up to where a comment may end. */
static struct slice word_at(struct slice s, struct slice end)
{
    size_t length = 0;
    while (length < s.length && ignore_is_word(s.data[length]) &&
           !slice_starts(slice_skip(s, length), end)) {
        length++;
    }
    return slice_part(s, 0, length);
}

/* The class or reason of this name. False: it is none. */
static bool limit_to(struct slice name, struct ignore_mark *mark)
{
    bool known = false;
    for (enum finding_class class = 0; class < CLASS_COUNT; class ++) {
        if (slice_equal(name, slice_from(class_word(class)))) {
            mark->classes |= 1U << class;
            known = true;
        }
    }
    for (enum reason reason = 0; reason < REASON_COUNT; reason++) {
        const char *word = reason_word(reason);
        if (word && slice_equal(name, slice_from(word))) {
            mark->reasons |= UINT64_C(1) << reason;
            known = true;
        }
    }
    return known;
}

static bool is_name(char c)
{
    return ascii_is_alnum(c) || c == '_';
}

/* ": dead, blocked": names that are none of ours limit it to nothing; the first is *wrong. */
static void read_limits(struct slice *rest, struct ignore_mark *mark, struct slice *wrong)
{
    slice_skip_spaces(rest);
    if (!rest->length || rest->data[0] != ':') {
        return;
    }
    mark->limited = true;
    *rest = slice_skip(*rest, 1);
    slice_skip_spaces(rest);
    while (rest->length && is_name(rest->data[0])) {
        size_t length = 0;
        while (length < rest->length && is_name(rest->data[length])) {
            length++;
        }
        if (!limit_to(slice_part(*rest, 0, length), mark) && !wrong->length) {
            *wrong = word_at(*rest, SLICE("--"));
        }
        *rest = slice_skip(*rest, length);
        slice_skip_spaces(rest);
        if (rest->length && rest->data[0] == ',') {
            *rest = slice_skip(*rest, 1);
            slice_skip_spaces(rest);
        }
    }
}

bool ignore_mark_read(struct slice *rest, struct ignore_mark *mark, struct slice *wrong)
{
    struct slice word = word_at(*rest, SLICE("-->"));
    size_t kind = 0;
    while (words[kind] && !slice_equal(word, slice_from(words[kind]))) {
        kind++;
    }
    if (!words[kind]) {
        *wrong = word;
        return false;
    }
    mark->kind = (enum ignore_kind)kind;
    *rest = slice_skip(*rest, word.length);
    read_limits(rest, mark, wrong);
    return true;
}

/* --- What is none --- */

/* How much of a word is kept: whole letters. */
static size_t kept_length(struct slice word)
{
    size_t length = word.length < NEAREST_LONGEST ? word.length : NEAREST_LONGEST;
    while (length > 0 && length < word.length && (word.data[length] & 0xc0) == 0x80) {
        length--;
    }
    return length;
}

void ignore_slip_note(struct ignores *i, const struct ignore_found_slip *at, struct slice word)
{
    struct ignore_found_slip slip = *at;
    if (i->slip_count == IGNORE_SLIPS) {
        return;
    }
    memcpy(slip.word, word.data, kept_length(word));
    bool derived = slice_starts(word, i->words ? SLICE("landfall-ignore-") : WORD);
    bool near = derived || (!i->words && nearest_word(slip.word, words));
    if (!slip.limits && !near) {
        return;
    }
    void *grown = array_grow(i->slips, i->slip_count, &i->slip_room, sizeof *i->slips);
    i->failed |= !grown;
    i->slips = grown ? grown : i->slips;
    if (grown) {
        i->slips[i->slip_count++] = slip;
    }
}

/* What others call the next line is left out by the plain word. */
static const char *meant_behind(struct slice suffix)
{
    static const struct {
        const char *suffix, *meant;
    } rows[] = { { "-start", "landfall-ignore-start" }, { "-begin", "landfall-ignore-start" },
                 { "-end", "landfall-ignore-end" },     { "-stop", "landfall-ignore-end" },
                 { "-file", "landfall-ignore-file" },   { "-all", "landfall-ignore-file" },
                 { "-line", "landfall-ignore" },        { "-next", "landfall-ignore" },
                 { "-next-line", "landfall-ignore" },   { "-this", "landfall-ignore" } };
    const char *meant = "landfall-ignore";
    struct nearest n = nearest_begin(suffix, suffix.length / 3 + 1);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        meant = nearest_take(&n, slice_from(rows[i].suffix)) ? rows[i].meant : meant;
    }
    return meant;
}

static const char *class_or_reason(const char *word)
{
    const char *names[CLASS_COUNT + REASON_COUNT + 1];
    size_t count = 0;
    for (enum finding_class class = 0; class < CLASS_COUNT; class ++) {
        names[count++] = class_word(class);
    }
    for (enum reason reason = 0; reason < REASON_COUNT; reason++) {
        if (reason_word(reason)) {
            names[count++] = reason_word(reason);
        }
    }
    names[count] = NULL;
    return nearest_word(word, names);
}

const char *ignore_slip_meant(const struct ignore_found_slip *slip)
{
    struct slice word = slice_from(slip->word);
    return slip->limits               ? class_or_reason(slip->word)
           : slice_starts(word, WORD) ? meant_behind(slice_skip(word, WORD.length))
                                      : nearest_word(slip->word, words);
}
