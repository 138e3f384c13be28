#include "syntax/date.h"

#include "syntax/utf8.h"

enum { MONTHS = 12, NAMES = 4, SPACES_MOST = 16 };

/* A format is read left to right: D is the day, M a month's name, N a month's number, Y the year, a
 * space is a run of spaces of any kind; anything else stands for itself. "?" makes the character
 * before it optional. */
struct language {
    const char *months[MONTHS][NAMES]; /* the names of each month, ended by NULL; all of a month's
                                          begin with the same letter */
    const char *formats[4];
};

static const struct language languages[] = {
    { .months = { { "january", "jan" },
                  { "february", "feb" },
                  { "march", "mar" },
                  { "april", "apr" },
                  { "may" },
                  { "june", "jun" },
                  { "july", "jul" },
                  { "august", "aug" },
                  { "september", "sept", "sep" },
                  { "october", "oct" },
                  { "november", "nov" },
                  { "december", "dec" } },
      .formats = { "M.? D,? Y", "D M.?,? Y" } },
};

/* Reads `least` to `most` digits that no further digit follows. */
static bool take_number(struct slice *s, size_t least, size_t most, int *out)
{
    size_t length = 0;
    int n = 0;
    while (length < s->length && length <= most && ascii_is_digit(s->data[length])) {
        n = n * 10 + (s->data[length] - '0');
        length++;
    }
    if (length < least || length > most) {
        return false;
    }
    *s = slice_skip(*s, length);
    *out = n;
    return true;
}

/* The bound keeps what is far apart from being one date. */
static bool take_spaces(struct slice *s)
{
    int count = 0;
    while (s->length && count <= SPACES_MOST) {
        size_t length;
        if (!utf8_is_space(utf8_decode(*s, &length))) {
            break;
        }
        *s = slice_skip(*s, length);
        count++;
    }
    return count > 0 && count <= SPACES_MOST;
}

/* Takes the longest name that fits, so that "Sep" never leaves "tember" behind. */
static bool take_month(struct slice *s, const struct language *language, int *month)
{
    size_t longest = 0;
    char first = '\0';
    if (s->length) {
        first = ascii_lower(s->data[0]);
    }
    for (int i = 0; i < MONTHS; i++) {
        for (const char *const *text = language->months[i]; *text && **text == first; text++) {
            struct slice name = slice_from(*text);
            if (name.length > longest && slice_starts_nocase(*s, name)) {
                longest = name.length;
                *month = i + 1;
            }
        }
    }
    *s = slice_skip(*s, longest);
    return longest > 0;
}

static bool take_literal(struct slice *s, char c)
{
    if (s->length == 0 || s->data[0] != c) {
        return false;
    }
    *s = slice_skip(*s, 1);
    return true;
}

static bool take_field(struct slice *s, char field, const struct language *language,
                       struct civil *date)
{
    switch (field) {
    case 'D':
        return take_number(s, 1, 2, &date->day);
    case 'N':
        return take_number(s, 1, 2, &date->month);
    case 'Y':
        return take_number(s, 4, 4, &date->year);
    case 'M':
        return take_month(s, language, &date->month);
    case ' ':
        return take_spaces(s);
    default:
        return take_literal(s, field);
    }
}

/* How many bytes of s the format takes, or 0. */
static size_t read_format(struct slice s, const char *format, const struct language *language,
                          struct civil *out)
{
    struct slice rest = s;
    struct civil date = { 0 };
    for (const char *f = format; *f; f++) {
        bool optional = f[1] == '?';
        if (!take_field(&rest, *f, language, &date) && !optional) {
            return 0;
        }
        f += optional;
    }
    if (!civil_is_valid(date)) {
        return 0;
    }
    *out = date;
    return s.length - rest.length;
}

size_t date_read(struct slice s, struct civil *out)
{
    for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++) {
        for (const char *const *format = languages[i].formats; *format; format++) {
            size_t length = read_format(s, *format, &languages[i], out);
            if (length) {
                return length;
            }
        }
    }
    return 0;
}
