#include "places/endpoint.h"

#include "base/nearest.h"

/* --- By name --- */

static const struct endpoint *find(const struct endpoint *rows, struct slice name)
{
    for (const struct endpoint *e = rows; e && e->name; e++) {
        if (slice_equal(slice_from(e->name), name)) {
            return e;
        }
    }
    return NULL;
}

const struct endpoint *endpoint_named(struct slice name)
{
    const struct endpoint *found = find(archive_endpoints, name);
    for (const struct place *const *p = places; *p && !found; p++) {
        found = find((*p)->endpoints, name);
    }
    return found;
}

enum { NAMES_MOST = 64 };

/* The names of all endpoints, or of the platforms that have some, ended by NULL. */
static void list_names(bool platforms, const char *names[NAMES_MOST + 1])
{
    size_t count = 0;
    for (const struct place *const *p = places; *p; p++) {
        for (const struct endpoint *e = (*p)->endpoints; e && e->name && count < NAMES_MOST; e++) {
            bool again = e > (*p)->endpoints && (platforms || strcmp(e[-1].name, e->name) == 0);
            names[count] = platforms ? (*p)->name : e->name;
            count += !again;
        }
    }
    for (const struct endpoint *e = archive_endpoints; e->name && !platforms; e++) {
        names[count] = e->name;
        count += count < NAMES_MOST;
    }
    names[count] = NULL;
}

const char *endpoint_nearest(const char *name)
{
    const char *names[NAMES_MOST + 1];
    list_names(false, names);
    return nearest_word(name, names);
}

const char *endpoint_nearest_platform(const char *name)
{
    const char *names[NAMES_MOST + 1];
    list_names(true, names);
    return nearest_word(name, names);
}

/* --- A question's URL --- */

/* RFC 3986 section 2.3: the characters that stand for themselves everywhere. */
static bool is_unreserved(char c)
{
    return ascii_is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

static void add_encoded(struct slice word, struct buffer *into)
{
    for (size_t i = 0; i < word.length; i++) {
        if (is_unreserved(word.data[i])) {
            buffer_add_char(into, word.data[i]);
        } else {
            buffer_printf(into, "%%%02X", (unsigned char)word.data[i]);
        }
    }
}

static struct slice word_named(struct slice name, const struct endpoint_words *words)
{
    const struct {
        struct slice name, word;
    } all[] = {
        { SLICE("url"), words->url },   { SLICE("keyed"), words->keyed },
        { SLICE("id"), words->id },     { SLICE("handle"), words->handle },
        { SLICE("did"), words->did },   { SLICE("account"), words->account },
        { SLICE("host"), words->host },
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (slice_equal(all[i].name, name)) {
            return all[i].word;
        }
    }
    return (struct slice){ 0 };
}

/* Fills the braces of a pattern, which stands in a query or not; false if a word is not known. */
static bool fill(struct slice pattern, const struct endpoint_words *words, bool query,
                 struct buffer *into)
{
    bool filled = true;
    while (pattern.length && filled) {
        struct slice plain = slice_cut(&pattern, '{');
        query = query || slice_find(plain, '?') < plain.length;
        buffer_add(into, plain);
        struct slice name = slice_cut(&pattern, '}');
        struct slice word = word_named(name, words);
        if (slice_equal(name, SLICE("token"))) {
            filled = endpoint_token(words->id, into);
        } else if (query) {
            add_encoded(word, into);
            filled = !name.length || word.length;
        } else {
            buffer_add(into, word);
            filled = !name.length || word.length;
        }
    }
    return filled;
}

bool endpoint_url(const struct endpoint *endpoint, struct slice base,
                  const struct endpoint_words *words, struct buffer *into)
{
    size_t before = into->length;
    struct slice added = slice_from(endpoint->added);
    bool filled = (base.data || endpoint->url) &&
                  fill(base.data ? base : slice_from(endpoint->url), words, false, into);
    struct slice begun = slice_skip(buffer_slice(into), before);
    bool query = slice_find(begun, '?') < begun.length;
    if (query && added.length && added.data[0] == '?') {
        buffer_add_char(into, '&');
        added = slice_skip(added, 1);
    }
    filled = filled && fill(added, words, query, into);
    if (!filled && !into->failed) {
        into->length = before;
    }
    return filled;
}

/* --- X's token --- */

static double next_double(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    bits++;
    memcpy(&value, &bits, sizeof value);
    return value;
}

enum { RADIX = 36, DIGITS_MOST = 64 };

/* Adds one to the number that the digits behind the point are; true: it carries over the point. */
static bool carry(char *digits, size_t *count)
{
    while (*count > 0) {
        if (digits[*count - 1] + 1 < RADIX) {
            digits[*count - 1]++;
            return false;
        }
        --*count;
    }
    return true;
}

/* The digits behind the point: as many as tell the value from its neighbours, the last one rounded,
 * as JavaScript engines print numbers in another radix than ten. True: they were rounded up to one.
 */
static bool read_fraction(double value, double fraction, char *digits, size_t *count)
{
    double delta = 0.5 * (next_double(value) - value);
    *count = 0;
    while (fraction >= delta && *count < DIGITS_MOST) {
        fraction *= RADIX;
        delta *= RADIX;
        int digit = (int)fraction;
        digits[(*count)++] = (char)digit;
        fraction -= digit;
        bool up = fraction > 0.5 || (fraction >= 0.5 && digit % 2);
        if (up && fraction + delta > 1) {
            return carry(digits, count);
        }
    }
    return false;
}

static void add_digit(int digit, struct buffer *into)
{
    if (digit) { /* zeros are left out, and so is the point */
        buffer_add_char(into, "0123456789abcdefghijklmnopqrstuvwxyz"[digit]);
    }
}

bool endpoint_token(struct slice id, struct buffer *into)
{
    unsigned long long number;
    if (!slice_number(id, UINT64_MAX, &number) || number == 0) {
        return false;
    }
    double value = (double)number / 1e15 * 3.141592653589793;
    uint64_t whole = (uint64_t)value;
    char digits[DIGITS_MOST];
    size_t count;
    whole += read_fraction(value, value - (double)whole, digits, &count);
    char integer[DIGITS_MOST];
    size_t length = 0;
    for (; whole > 0; whole /= RADIX) {
        integer[length++] = (char)(whole % RADIX);
    }
    while (length > 0) {
        add_digit(integer[--length], into);
    }
    for (size_t i = 0; i < count; i++) {
        add_digit(digits[i], into);
    }
    return true;
}
