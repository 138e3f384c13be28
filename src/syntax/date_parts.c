#include "syntax/date_parts.h"

#include "syntax/utf8.h"

enum { SPACES_MOST = 16, SKIPPED_MOST = 32 };

struct fold {
    unsigned short from, to;
};

struct range {
    unsigned short first, last;
};

#include "syntax/date_languages.inc"

/* --- Characters --- */

static bool is_mark(uint32_t code)
{
    if (code < marks[0].first) {
        return false;
    }
    for (size_t i = 0; i < sizeof marks / sizeof *marks && code >= marks[i].first; i++) {
        if (code <= marks[i].last) {
            return true;
        }
    }
    return false;
}

/* What a character counts as; 0: as nothing. */
static uint32_t fold(uint32_t code)
{
    if (code < 0x80) {
        return ascii_is_space((char)code) ? ' ' : (unsigned char)ascii_lower((char)code);
    }
    if (is_mark(code)) {
        return 0;
    }
    size_t low = 0;
    size_t high = sizeof folds / sizeof *folds;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (folds[middle].from == code) {
            return folds[middle].to;
        }
        if (folds[middle].from < code) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return utf8_is_space(code) ? ' ' : code;
}

static const unsigned short zeros[] = { 0x30,  0x660,  0x6f0,  0x966,  0x9e6, 0xa66, 0xae6,
                                        0xb66, 0xbe6,  0xc66,  0xce6,  0xd66, 0xe50, 0xed0,
                                        0xf20, 0x1040, 0x17e0, 0x1810, 0xff10 };

/* The zero of the script that the digit is of; 0: it is none. */
static uint32_t zero_of(uint32_t code)
{
    for (size_t i = 0; i < sizeof zeros / sizeof *zeros && code >= zeros[i]; i++) {
        if (code - zeros[i] < 10) {
            return zeros[i];
        }
    }
    return 0;
}

bool date_is_word(struct slice s)
{
    if (s.length == 0) {
        return false;
    }
    size_t length;
    uint32_t code = utf8_decode(s, &length);
    if (code < 0x80) {
        return ascii_is_alnum((char)code);
    }
    return !utf8_is_space(code) && !utf8_is_punctuation(code) && !utf8_is_direction_mark(code) &&
           code != UTF8_REPLACEMENT;
}

/* Nearly everything is ASCII, and neither a mark nor a space. */
static bool is_plain(struct slice s)
{
    return s.length && (unsigned char)s.data[0] < 0x80 && !ascii_is_space(s.data[0]);
}

void date_skip_marks(struct slice *s)
{
    size_t length;
    for (int i = 0; i < SPACES_MOST && s->length && is_mark(utf8_decode(*s, &length)); i++) {
        *s = slice_skip(*s, length);
    }
}

/* Whether a line ends with the character at the start of s. */
static bool ends_line(struct slice s)
{
    return s.data[0] == '\n' || (s.data[0] == '\r' && (s.length == 1 || s.data[1] != '\n'));
}

/* The bounds keep what is far apart, or in two paragraphs, from being one date. */
bool date_take_spaces(struct slice *s)
{
    if (is_plain(*s)) {
        return false;
    }
    struct slice rest = *s;
    int spaces = 0;
    int lines = 0;
    for (int skipped = 0; rest.length && skipped <= SKIPPED_MOST; skipped++) {
        size_t length;
        uint32_t code = utf8_decode(rest, &length);
        bool is_space = utf8_is_space(code);
        if (!is_space && !is_mark(code)) {
            break;
        }
        spaces += is_space;
        lines += ends_line(rest);
        rest = slice_skip(rest, length);
    }
    if (spaces == 0 || spaces > SPACES_MOST || lines > 1) {
        return false;
    }
    *s = rest;
    return true;
}

bool date_take_any(struct slice *s, struct slice set)
{
    for (size_t i = 0; i < set.length && s->length; i++) {
        size_t length;
        if (set.data[i] != s->data[0] || ((unsigned char)set.data[i] & 0xc0) == 0x80) {
            continue;
        }
        utf8_decode(slice_skip(set, i), &length);
        if (slice_starts(*s, slice_part(set, i, i + length))) {
            *s = slice_skip(*s, length);
            return true;
        }
    }
    return false;
}

bool date_take_abbreviation(struct slice *s)
{
    return date_take_any(s, SLICE(".'׳’॰՛։۔"));
}

/* --- Numbers --- */

size_t date_count_digits(struct slice s, size_t most, int *value)
{
    size_t count = 0;
    uint32_t zero = 0;
    *value = 0;
    while (s.length && count < most) {
        size_t length;
        uint32_t code = utf8_decode(s, &length);
        uint32_t its_zero = zero_of(code);
        if (its_zero == 0 || (zero && its_zero != zero)) {
            break;
        }
        zero = its_zero;
        *value = *value * 10 + (int)(code - zero);
        s = slice_skip(s, length);
        count++;
    }
    return count;
}

void date_skip_digits(struct slice *s, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t length;
        utf8_decode(*s, &length);
        *s = slice_skip(*s, length);
    }
}

bool date_take_number(struct slice *s, size_t least, size_t most, int *out)
{
    int value;
    size_t count = date_count_digits(*s, most + 1, &value);
    if (count < least || count > most) {
        return false;
    }
    struct slice rest = *s;
    date_skip_digits(&rest, count);
    int ignored;
    if (date_count_digits(rest, 1, &ignored)) {
        return false; /* a digit of another script */
    }
    *s = rest;
    *out = value;
    return true;
}

/* --- Names --- */

/* The start of a text as keys are written. */
struct folded {
    char bytes[KEY_MOST + 4];
    unsigned char from[KEY_MOST + 5]; /* how much of the text gave so many bytes */
    size_t length;
};

static size_t encode(uint32_t code, char out[4])
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    size_t length = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (code & 0x3f));
        code >>= 6;
    }
    out[0] = (char)((0xf00 >> length & 0xff) | code);
    return length;
}

static bool is_second_space(const struct folded *f, uint32_t code)
{
    return code == ' ' && f->length && f->bytes[f->length - 1] == ' ';
}

/* No key has digits, or signs other than these. */
static bool is_in_no_key(uint32_t code)
{
    return code < 0x80 && !ascii_is_alpha((char)code) && !ascii_is_space((char)code) &&
           (code == 0 || !strchr("().'-", (int)code));
}

/* Folds as much of s as the table's longest key; nothing if no key begins so. */
static void fold_start(struct slice s, const struct date_table *table, struct folded *out)
{
    enum { TEXT_MOST = 200 };
    size_t at = 0;
    out->length = 0;
    while (at < s.length && at < TEXT_MOST && out->length < table->longest) {
        size_t length;
        uint32_t code = utf8_decode(slice_skip(s, at), &length);
        if (is_in_no_key(code)) {
            return;
        }
        code = fold(code);
        at += length;
        if (code && !is_second_space(out, code)) {
            out->length += encode(code, out->bytes + out->length);
        }
        out->from[out->length] = (unsigned char)at;
        if (out->length && !date_may_begin(table, out->bytes[0])) {
            out->length = 0;
            return;
        }
    }
}

/* How many bytes a key and s have in common at their start. */
static size_t common(const char *key, struct slice s)
{
    size_t i = 0;
    while (i < s.length && key[i] && key[i] == s.data[i]) {
        i++;
    }
    return i;
}

static bool is_behind(const char *key, struct slice s)
{
    size_t i = common(key, s);
    return i == s.length ? key[i] != '\0' : (unsigned char)key[i] > (unsigned char)s.data[i];
}

/* The number of names whose keys are not behind s. */
static size_t count_up_to(const struct date_name *names, size_t count, struct slice s)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (!is_behind(names[middle].key, s)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The longest key that begins s is the last one not behind s, or begins what they have in common.
 */
static const struct date_name *find_longest(const struct date_table *table, struct slice s)
{
    size_t count = table->count;
    while (s.length) {
        count = count_up_to(table->names, count, s);
        if (count == 0) {
            return NULL;
        }
        size_t shared = common(table->names[count - 1].key, s);
        if (table->names[count - 1].key[shared] == '\0') {
            return &table->names[count - 1];
        }
        s.length = shared;
    }
    return NULL;
}

bool date_take_name(struct slice *s, const struct date_table *table, const struct date_name **out)
{
    struct folded folded;
    fold_start(*s, table, &folded);
    *out = find_longest(table, slice_of(folded.bytes, folded.length));
    if (!*out) {
        return false;
    }
    *s = slice_skip(*s, folded.from[strlen((*out)->key)]);
    return true;
}

/* Whether words of the script stand apart: not in Thai, Lao, Burmese, Khmer, Chinese and Japanese;
 * what Korean hangs on a word is not told from it either. */
static bool has_spaces(struct slice word)
{
    size_t length;
    uint32_t code = utf8_decode(word, &length);
    return !((code >= 0xe00 && code <= 0xeff) || (code >= 0x1000 && code <= 0x109f) ||
             (code >= 0x1780 && code <= 0x17ff) || code >= 0x2e80);
}

bool date_take_word(struct slice *s, const struct date_table *table, const struct date_name **out)
{
    struct slice rest = *s;
    if (!date_take_name(&rest, table, out)) {
        return false;
    }
    if (has_spaces(slice_from((*out)->key)) && date_is_word(rest)) {
        return false;
    }
    *s = rest;
    return true;
}
