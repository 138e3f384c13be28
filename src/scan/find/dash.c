#include "scan/find/dash.h"

#include "syntax/utf8.h"

/* What must stand around a dash, for what else it may be. */
enum { SPACE_BEFORE = 1, SPACE_AFTER = 2, STOP_BEFORE = 4, STOP_ABOVE = 8 };

struct dash {
    struct slice text;
    unsigned around;
};

enum { DASHES = 11 };

/* The last two sure ones were read in an encoding that was not theirs. */
static const struct dash rows[DASH_STRENGTHS][DASHES] = {
    { { SLICE_INIT("—"), 0 },
      { SLICE_INIT("―"), 0 },
      { SLICE_INIT("--"), 0 },
      { SLICE_INIT("\\-\\-"), 0 },
      { SLICE_INIT("⸺"), 0 },
      { SLICE_INIT("&mdash;"), 0 },
      { SLICE_INIT("&#8212;"), 0 },
      { SLICE_INIT("&#x2014;"), 0 },
      { SLICE_INIT("â€”"), 0 },
      { SLICE_INIT("\ufffd"), SPACE_BEFORE | SPACE_AFTER } },
    { { SLICE_INIT("–"), SPACE_AFTER }, { SLICE_INIT("&ndash;"), SPACE_AFTER } },
    { { SLICE_INIT("-"), SPACE_BEFORE | SPACE_AFTER },
      { SLICE_INIT("-"), STOP_BEFORE | SPACE_AFTER },
      { SLICE_INIT("\\-"), SPACE_BEFORE | SPACE_AFTER },
      { SLICE_INIT("−"), SPACE_BEFORE | SPACE_AFTER },
      { SLICE_INIT("﹘"), SPACE_BEFORE | SPACE_AFTER },
      /* an encoding without dashes made it one */
      { SLICE_INIT("?"), SPACE_BEFORE | SPACE_AFTER | STOP_ABOVE } },
};

static bool is_space_at(struct slice s, size_t at)
{
    size_t length;
    return at >= s.length || utf8_is_space(utf8_decode(slice_skip(s, at), &length));
}

static bool is_space_before(struct slice s, size_t at)
{
    size_t length;
    return at == 0 || utf8_is_space(utf8_decode_last(slice_part(s, 0, at), &length));
}

static bool is_stop_before(struct slice s, size_t at)
{
    return at > 0 && (s.data[at - 1] == '.' || s.data[at - 1] == '!' || s.data[at - 1] == '?');
}

/* Whether a sentence ends before the spaces that end at `at`. */
static bool is_stop_above(struct slice s, size_t at)
{
    while (at > 0 && s.data[at - 1] == ' ') {
        at--;
    }
    return is_stop_before(s, at);
}

/* Whether it stands at `at`. The first byte alone settles nearly every case, and so few are
 * compared sooner one by one. */
static bool stands_at(struct slice s, size_t at, struct slice text)
{
    size_t i = 0;
    while (i < text.length && i < s.length - at && text.data[i] == s.data[at + i]) {
        i++;
    }
    return i == text.length;
}

static bool is_dash_at(struct slice s, size_t at, const struct dash *dash)
{
    return dash->text.data && stands_at(s, at, dash->text) &&
           (!(dash->around & SPACE_BEFORE) || is_space_before(s, at)) &&
           (!(dash->around & STOP_BEFORE) || is_stop_before(s, at)) &&
           (!(dash->around & STOP_ABOVE) || is_stop_above(s, at)) &&
           (!(dash->around & SPACE_AFTER) || is_space_at(s, at + dash->text.length));
}

static bool may_begin(char c)
{
    return c == '-' || c == '&' || c == '\xe2' || c == '\\' || c == '\xef' || c == '\xc3' ||
           c == '?';
}

static void note(struct slice s, size_t at, size_t to, struct dashes *found)
{
    for (size_t row = 0; row < DASH_STRENGTHS; row++) {
        for (size_t i = 0; i < DASHES && found->behind[row] == 0; i++) {
            const struct dash *dash = &rows[row][i];
            size_t behind = at + dash->text.length;
            if (behind <= to && is_dash_at(s, at, dash)) {
                found->at[row] = at;
                found->behind[row] = behind;
            }
        }
    }
}

/* Whether the sign at `at`, which ends at `behind`, stands right before that, too. */
static bool is_doubled(struct slice s, size_t at, size_t behind, size_t low)
{
    size_t length = behind - at;
    return at >= low + length &&
           slice_equal(slice_part(s, at - length, at), slice_part(s, at, behind));
}

/* Where a dash begins that is written with several of the same sign: "---", "\--", "——". */
static size_t find_start(struct slice s, size_t at, size_t behind, size_t low)
{
    while (at > low && s.data[at] == '-' && (s.data[at - 1] == '-' || s.data[at - 1] == '\\')) {
        at--;
    }
    while (s.data[at] == '\xe2' && is_doubled(s, at, behind, low)) {
        behind = at;
        at -= SLICE("—").length;
    }
    return at;
}

void dashes_find(struct slice s, size_t low, size_t to, size_t signs, struct dashes *out)
{
    *out = (struct dashes){ .behind = { 0 } };
    for (size_t at = to; at-- > low && out->behind[0] == 0 && signs > 0;) {
        signs -= s.data[at] > ' ' && s.data[at] < '\x7f';
        if (may_begin(s.data[at])) {
            note(s, at, to, out);
        }
    }
    for (size_t row = 0; row < DASH_STRENGTHS; row++) {
        out->at[row] = out->behind[row] ? find_start(s, out->at[row], out->behind[row], low) : 0;
    }
}

size_t dash_skip(struct slice s, size_t at)
{
    for (size_t i = 0; at < s.length && may_begin(s.data[at]) && i < DASHES; i++) {
        if (is_dash_at(s, at, &rows[0][i])) {
            size_t length = rows[0][i].text.length;
            size_t again = s.data[at] == '-' ? 1 : length;
            at += length;
            while (stands_at(s, at, slice_part(s, at - again, at))) {
                at += again;
            }
            break;
        }
    }
    return at;
}

bool dash_ends(struct slice words)
{
    struct slice s = slice_trim(words);
    for (size_t i = 0; i < DASHES; i++) {
        struct slice dash = rows[0][i].text;
        if (dash.length && s.length > dash.length &&
            slice_equal(slice_skip(s, s.length - dash.length), dash)) {
            return true;
        }
    }
    return false;
}
