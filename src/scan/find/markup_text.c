/* The post's own words. */
#include "scan/find/markup_reading.h"

/* The words of a range, and where they end once what trails them is taken off. */
struct trailing {
    struct reading *r;
    struct slice words;
    struct markup_range range;
};

static struct slice current(const struct trailing *t)
{
    return slice_part(t->words, t->range.from, t->range.to);
}

static void trim_space(struct trailing *t)
{
    while (t->range.to > t->range.from && ascii_is_space(t->words.data[t->range.to - 1])) {
        t->range.to--;
    }
}

static bool starts_url(struct slice s)
{
    return slice_starts_nocase(s, SLICE("http://")) || slice_starts_nocase(s, SLICE("https://"));
}

/* Where the place's pictures begin in a word (pic.twitter.com/…), or the word's length. */
static size_t media_start(const struct place *place, struct slice word)
{
    size_t least = word.length;
    for (const struct host_row *host = place ? place->hosts : NULL; host && host->name; host++) {
        size_t at =
            host->flags & HOST_MEDIA ? slice_find_nocase(word, slice_from(host->name)) : least;
        least = at < least ? at : least;
    }
    return least;
}

/* Words that a link shows of its URL: without spaces, "nyti.ms/2xq", "https://…", cut or not. */
static bool shows_url(struct slice s)
{
    for (size_t i = 0; i < s.length; i++) {
        if (ascii_is_space(s.data[i])) {
            return false;
        }
    }
    size_t dot = slice_find(s, '.');
    bool path = dot + 1 < s.length && ascii_is_alpha(s.data[dot + 1]) && slice_find(s, '/') > dot &&
                slice_find(s, '/') < s.length;
    return s.length && s.data[0] != '@' && s.data[0] != '#' && (path || starts_url(s));
}

/* The link that ends the words shows a URL. */
static bool drop_link(struct trailing *t)
{
    const struct markup_link *link;
    for (size_t back = 0; (link = markup_link_back(&t->r->in, back)); back++) {
        if (link->to < t->range.to || link->from < t->range.from || link->from >= t->range.to) {
            continue;
        }
        if (shows_url(slice_trim(slice_part(t->words, link->from, t->range.to)))) {
            t->range.to = link->from;
            return true;
        }
    }
    return false;
}

/* A URL written out without a link, or a picture's behind a word it is glued to. */
static bool drop_url(struct trailing *t)
{
    struct slice s = current(t);
    size_t start = s.length;
    while (start > 0 && !ascii_is_space(s.data[start - 1])) {
        start--;
    }
    struct slice word = slice_skip(s, start);
    size_t at = starts_url(word) ? 0 : media_start(t->r->place, word);
    if (at == word.length) {
        return false;
    }
    t->range.to = t->range.from + start + at;
    return true;
}

/* "[image or embed]" and its like. */
static bool drop_tail(struct trailing *t)
{
    struct slice rest = slice_from(t->r->row ? t->r->row->tail : NULL);
    while (rest.length) {
        struct slice tail = slice_cut(&rest, '|');
        if (slice_ends_nocase(current(t), tail)) {
            t->range.to -= tail.length;
            return true;
        }
    }
    return false;
}

static struct markup_range trim_range(struct reading *r, struct markup_range range)
{
    struct trailing t = { r, buffer_slice(&r->in.words), range };
    do {
        trim_space(&t);
    } while (t.range.to > t.range.from && (drop_link(&t) || drop_url(&t) || drop_tail(&t)));
    while (t.range.from < t.range.to && ascii_is_space(t.words.data[t.range.from])) {
        t.range.from++;
    }
    return t.range;
}

struct slice markup_text_of(struct reading *r, struct slice words)
{
    struct trailing t = { r, words, { 0, words.length } };
    do {
        trim_space(&t);
    } while (t.range.to > 0 && (drop_url(&t) || drop_tail(&t)));
    return t.range.to ? current(&t) : (struct slice){ 0 };
}

/* The part of a range that stands before the attribution. */
static struct markup_range before(struct markup_range range, size_t attribution)
{
    if (range.to > attribution) {
        range.to = attribution > range.from ? attribution : range.from;
    }
    return range;
}

/* Joins ranges by line breaks. */
static struct slice join(struct reading *r, const struct markup_range *ranges, size_t count)
{
    struct buffer text = BUFFER(r->in.words.length + PARAGRAPHS_KEPT);
    for (size_t i = 0; i < count; i++) {
        struct slice part =
            slice_trim(slice_part(buffer_slice(&r->in.words), ranges[i].from, ranges[i].to));
        if (text.length && part.length) {
            buffer_add_char(&text, '\n');
        }
        buffer_add(&text, part);
    }
    struct slice copy = { 0 };
    if (text.length) {
        copy = arena_copy(r->arena, buffer_slice(&text));
    }
    r->arena->failed |= text.failed;
    buffer_free(&text);
    return copy;
}

static struct slice paragraphs(struct reading *r)
{
    struct markup_range ranges[PARAGRAPHS_KEPT];
    size_t count = r->in.paragraph_count;
    for (size_t i = 0; i < count; i++) {
        ranges[i] = r->in.paragraphs[i];
        size_t to = ranges[i].to < r->in.words.length ? ranges[i].to : r->in.words.length;
        ranges[i].to = to > ranges[i].from ? to : ranges[i].from;
        ranges[i] = before(ranges[i], r->said.from);
    }
    while (count > 0) {
        ranges[count - 1] = trim_range(r, ranges[count - 1]);
        if (ranges[count - 1].to > ranges[count - 1].from) {
            break;
        }
        count--;
    }
    return join(r, ranges, count);
}

struct slice markup_text(struct reading *r)
{
    struct slice text = paragraphs(r);
    if (text.length || !r->said.text.length) {
        return text;
    }
    size_t from = (size_t)(r->said.text.data - r->in.words.data);
    struct markup_range range =
        trim_range(r, (struct markup_range){ from, from + r->said.text.length });
    return join(r, &range, 1);
}
