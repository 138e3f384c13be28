#include "base/nearest.h"

#include <string.h>

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static bool same(struct slice a, size_t i, struct slice b, size_t j)
{
    return ascii_lower(a.data[i]) == ascii_lower(b.data[j]);
}

typedef unsigned char row[NEAREST_LONGEST + 1];

/* The steps from the first i + 1 bytes of a to those of b, and the fewest of these; the rows of
 * fewer bytes of a stand before. */
static unsigned fill(row *rows, size_t i, struct slice a, struct slice b)
{
    unsigned fewest = rows[i][0] = (unsigned char)i;
    for (size_t j = 1; j <= b.length; j++) {
        unsigned best = rows[i - 1][j - 1] + !same(a, i - 1, b, j - 1);
        best = least(best, least(rows[i - 1][j], rows[i][j - 1]) + 1U);
        if (i > 1 && j > 1 && same(a, i - 1, b, j - 2) && same(a, i - 2, b, j - 1)) {
            best = least(best, rows[i - 2][j - 2] + 1U);
        }
        rows[i][j] = (unsigned char)best;
        fewest = least(fewest, best);
    }
    return fewest;
}

/* Levenshtein's distance with a swap of neighbours as one step (optimal string alignment), or
 * `limit` if it is not below that. */
static size_t distance(struct slice a, struct slice b, size_t limit)
{
    row rows[NEAREST_LONGEST + 1];
    unsigned before =
        0; /* the fewest steps in the row before: later rows have no fewer than in two */
    for (size_t j = 0; j <= b.length; j++) {
        rows[0][j] = (unsigned char)j;
    }
    for (size_t i = 1; i <= a.length; i++) {
        unsigned fewest = fill(rows, i, a, b);
        if (fewest >= limit && before >= limit) {
            return limit;
        }
        before = fewest;
    }
    return rows[a.length][b.length];
}

struct nearest nearest_begin(struct slice word, size_t most)
{
    return (struct nearest){ word, most < word.length ? most + 1 : word.length };
}

bool nearest_take(struct nearest *n, struct slice candidate)
{
    size_t a = n->word.length;
    size_t b = candidate.length;
    if (a > NEAREST_LONGEST || b > NEAREST_LONGEST || (a > b ? a - b : b - a) >= n->limit) {
        return false;
    }
    size_t steps = distance(n->word, candidate, n->limit);
    bool nearer = steps < n->limit;
    n->limit = nearer ? steps : n->limit;
    return nearer;
}

const char *nearest_word(const char *word, const char *const *candidates)
{
    const char *found = NULL;
    struct slice all = slice_from(word);
    struct nearest n = nearest_begin(all, all.length / 3 + 1);
    for (size_t i = 0; candidates[i]; i++) {
        found = nearest_take(&n, slice_from(candidates[i])) ? candidates[i] : found;
    }
    return found;
}
