#include "follow/sketch.h"

#include "syntax/html.h"

enum {
    HASHES = SKETCH_MOST / 8,
    RUN = 4,              /* words */
    LEAST = 8,            /* runs, fewer say nothing */
    ALIKE_PER_MILLE = 950 /* Bar-Yossef et al., "Sic transit gloria telae", 2004 */
};

struct reader {
    struct slice name;
    uint64_t words[RUN]; /* the last ones */
    size_t word_count;
    uint64_t least[HASHES]; /* sorted */
    size_t count;
};

/* --- Hashes --- */

/* FNV-1a, and behind it a mixer, for the least are to be as good as any (splitmix64). */
static uint64_t hash(uint64_t from, const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < length; i++) {
        from = (from ^ at[i]) * 0x100000001b3U;
    }
    return from;
}

static uint64_t mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31);
}

/* Where a hash stands among those kept, or would. */
static size_t place_of(const struct reader *r, uint64_t value)
{
    size_t from = 0;
    size_t to = r->count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        *(r->least[middle] < value ? &from : &to) = r->least[middle] < value ? middle + 1 : middle;
    }
    return from;
}

static void keep(struct reader *r, uint64_t value)
{
    size_t at = place_of(r, value);
    if (at == HASHES || (at < r->count && r->least[at] == value)) {
        return;
    }
    r->count += r->count < HASHES;
    memmove(&r->least[at + 1], &r->least[at], (r->count - at - 1) * sizeof *r->least);
    r->least[at] = value;
}

/* --- Words --- */

static void add_word(struct reader *r, struct slice word)
{
    enum { START = 0x2325 };
    if (r->name.length && slice_find_nocase(word, r->name) < word.length) {
        return;
    }
    r->words[r->word_count++ % RUN] = hash(START, word.data, word.length);
    if (r->word_count < RUN) {
        return;
    }
    uint64_t run = START;
    for (size_t i = 0; i < RUN; i++) {
        uint64_t h = r->words[(r->word_count + i) % RUN];
        run = hash(run, &h, sizeof h);
    }
    keep(r, mix(run));
}

static void add_text(struct reader *r, struct slice text)
{
    while (text.length) {
        size_t end = 0;
        while (end < text.length && !ascii_is_space(text.data[end])) {
            end++;
        }
        if (end) {
            add_word(r, slice_part(text, 0, end));
        }
        text = slice_skip(text, end < text.length ? end + 1 : end);
    }
}

static struct slice last_segment(struct slice path)
{
    path.length -= path.length && path.data[path.length - 1] == '/';
    size_t from = path.length;
    while (from > 0 && path.data[from - 1] != '/') {
        from--;
    }
    return slice_skip(path, from);
}

void sketch_add(struct slice page, struct slice path, struct buffer *into)
{
    struct html h = HTML_OVER(page);
    struct reader r = { .name = last_segment(path) };
    struct html_token t;
    for (html_next(&h, &t); t.type != HTML_END; html_next(&h, &t)) {
        if (t.type == HTML_TEXT && !t.raw && !html_is_inert(&h)) {
            add_text(&r, t.text);
        }
    }
    buffer_add(into, slice_of((const char *)r.least, r.count * sizeof *r.least));
}

/* --- Comparing --- */

static uint64_t hash_at(struct slice sketch, size_t i)
{
    uint64_t value;
    memcpy(&value, sketch.data + i * sizeof value, sizeof value);
    return value;
}

/* Of the least hashes of both together, how many are in both. */
bool sketch_is_alike(struct slice a, struct slice b)
{
    size_t counts[] = { a.length / 8, b.length / 8 };
    size_t i = 0;
    size_t j = 0;
    size_t all = 0;
    size_t both = 0;
    for (; all < HASHES && (i < counts[0] || j < counts[1]); all++) {
        uint64_t left = i < counts[0] ? hash_at(a, i) : UINT64_MAX;
        uint64_t right = j < counts[1] ? hash_at(b, j) : UINT64_MAX;
        both += left == right;
        i += left <= right;
        j += right <= left;
    }
    bool enough = counts[0] >= LEAST && counts[1] >= LEAST;
    return enough && both * 1000 >= all * ALIKE_PER_MILLE;
}
