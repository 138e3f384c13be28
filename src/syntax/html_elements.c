#include "syntax/html_elements.h"

#include <stdint.h>

enum { WORD = 8, NAME_MOST = 2 * WORD, SLOT_SHIFT = 54, SLOTS = 1 << (64 - SLOT_SHIFT) };

#define FACTOR(number) static const uint64_t factor = number;
#define ROW(name, first, second, kind, id, traits)
#define SLOT(slot, number)
#include "syntax/html_elements.inc"
#undef FACTOR
#undef ROW

/* The first is for names that are in no row. */
#define FACTOR(number)
#define ROW(name, first, second, kind, id, traits)                                                 \
    { SLICE_INIT(name), first, second, kind, id, traits },
static const struct html_element elements[] = {
    { SLICE_INIT(""), 0, 0, HTML_INLINE, HTML_IS_OTHER, 0 },
#include "syntax/html_elements.inc"
};
#undef ROW
#undef SLOT

/* No two rows have the same slot. */
#define ROW(name, first, second, kind, id, traits)
#define SLOT(slot, number) [slot] = (number),
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

/* A word of `length` bytes, 1 to WORD of them. */
static uint64_t load(const char *at, size_t length)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word & UINT64_MAX >> (8 * (WORD - length));
}

static inline const struct html_element *find(uint64_t first, uint64_t second, size_t length)
{
    const struct html_element *e = &elements[slots[(first + 3 * second) * factor >> SLOT_SHIFT]];
    bool same = e->first == first && e->second == second && e->name.length == length;
    return same ? e : &elements[0];
}

/* Of a long name, or one behind which there is no room to look. */
__attribute__((noinline)) static const struct html_element *find_slowly(struct slice name)
{
    char copy[NAME_MOST] = { 0 };
    if (name.length == 0 || name.length > NAME_MOST) {
        return &elements[0];
    }
    memcpy(copy, name.data, name.length);
    bool is_long = name.length > WORD;
    uint64_t first = load(copy, is_long ? WORD : name.length);
    uint64_t second = is_long ? load(copy + WORD, name.length - WORD) : 0;
    return find(lower_word(first), lower_word(second), name.length);
}

const struct html_element *html_element_at(struct slice name, size_t seen)
{
    if (name.length - 1 >= WORD || seen < WORD) {
        return find_slowly(name);
    }
    uint64_t word = load(name.data, name.length);
    const struct html_element *e = find(word, 0, name.length);
    return e != &elements[0] ? e : find(lower_word(word), 0, name.length);
}

const struct html_element *html_element(struct slice name)
{
    return html_element_at(name, name.length);
}
