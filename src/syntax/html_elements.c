#include "syntax/html_elements.h"

#include <stdint.h>

enum { WORD = 8, NAME_MOST = 2 * WORD, SLOT_SHIFT = 54, SLOTS = 1 << (64 - SLOT_SHIFT) };

/* A name in lower case as two little-endian numbers, zeros behind it. */
struct key {
    uint64_t first, second;
};

#define FACTOR(number) static const uint64_t factor = number;
#define ROW(name, first, second, kind, id, traits)
#define SLOT(slot, number)
#include "syntax/html_elements.inc"
#undef FACTOR
#undef ROW

/* The first is for names that are in no row. */
#define FACTOR(number)
#define ROW(name, first, second, kind, id, traits) { { name, sizeof(name) - 1 }, kind, id, traits },
static const struct html_element elements[] = {
    { { "", 0 }, HTML_INLINE, HTML_IS_OTHER, 0 },
#include "syntax/html_elements.inc"
};
#undef ROW

#define ROW(name, first, second, kind, id, traits) { first, second },
static const struct key keys[] = {
    { 0, 0 },
#include "syntax/html_elements.inc"
};
#undef ROW
#undef SLOT

/* No two rows have the same slot. */
#define ROW(name, first, second, kind, id, traits)
#define SLOT(slot, number) [slot] = number,
static const unsigned char slots[SLOTS] = {
#include "syntax/html_elements.inc"
};
#undef FACTOR
#undef ROW
#undef SLOT

/* ASCII letters in lower case, all eight bytes at once. */
static uint64_t lower_word(uint64_t word)
{
    const uint64_t ones = 0x0101010101010101;
    uint64_t low = word & (0x7f * ones);
    uint64_t from_a = low + (0x80 - 'A') * ones;
    uint64_t behind_z = low + (0x7f - 'Z') * ones;
    uint64_t upper = (from_a ^ behind_z) & ~word & (0x80 * ones);
    return word | upper >> 2;
}

static uint64_t load(const char *at, size_t length)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    uint64_t kept = length < WORD ? ((uint64_t)1 << 8 * length) - 1 : UINT64_MAX;
    return lower_word(word & kept);
}

static const struct html_element *find(struct key key, size_t length)
{
    unsigned row = slots[(key.first + 3 * key.second) * factor >> SLOT_SHIFT];
    bool same = keys[row].first == key.first && keys[row].second == key.second &&
                elements[row].name.length == length;
    return &elements[same ? row : 0];
}

/* Of a long name, or one behind which there is no room to look. */
static const struct html_element *find_slowly(struct slice name)
{
    char copy[NAME_MOST] = { 0 };
    if (name.length == 0 || name.length > NAME_MOST) {
        return &elements[0];
    }
    memcpy(copy, name.data, name.length);
    struct key key = { load(copy, name.length), 0 };
    if (name.length > WORD) {
        key.second = load(copy + WORD, name.length - WORD);
    }
    return find(key, name.length);
}

const struct html_element *html_element_at(struct slice name, size_t seen)
{
    if (name.length - 1 >= WORD || seen < WORD) {
        return find_slowly(name);
    }
    return find((struct key){ load(name.data, name.length), 0 }, name.length);
}

const struct html_element *html_element(struct slice name)
{
    return html_element_at(name, name.length);
}
