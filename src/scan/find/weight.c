#include "scan/find/weight.h"

#include "syntax/utf8.h"

enum { LINK_WEIGHT = 23 };

/* The weights of twitter-text's configuration. */
static unsigned weight_of(uint32_t code)
{
    bool light = code < 0x1100 || (code >= 0x2000 && code <= 0x200d) ||
                 (code >= 0x2010 && code <= 0x201f) || (code >= 0x2032 && code <= 0x2037);
    return light ? 1 : 2;
}

unsigned weight_of_words(struct slice s, unsigned most)
{
    unsigned weight = 0;
    for (size_t i = 0; i < s.length && weight <= most;) {
        size_t left = s.length - i;
        size_t ascii = utf8_ascii_run(s.data + i, left < most + 1U ? left : most + 1U);
        weight += (unsigned)ascii;
        i += ascii;
        if (i < s.length && weight <= most) {
            size_t length;
            weight += weight_of(utf8_decode(slice_skip(s, i), &length));
            i += length;
        }
    }
    return weight;
}

/* A link that its words name counts as them: "#tag", "@name". */
static unsigned weigh_link(const struct weighing *w, const struct near_link *link)
{
    struct slice s = slice_part(w->context->view.s, link->start, link->end);
    bool words = s.length && (s.data[0] == '#' || s.data[0] == '@' || s.data[0] == '$');
    return words ? weight_of_words(s, w->most) : LINK_WEIGHT;
}

void weighing_begin(struct weighing *w, const struct context *c, size_t end, size_t links,
                    unsigned most)
{
    *w = (struct weighing){ .context = c, .to = end, .links = links, .most = most };
}

static const struct near_link *last_link(const struct weighing *w, size_t from)
{
    const struct near_link *list = w->context->links.list;
    return w->links > 0 && list[w->links - 1].start >= from ? &list[w->links - 1] : NULL;
}

/* Whether words from `from` on are light however wide they are: no character weighs more than it
 * has bytes. They are not weighed then, and not passed. */
static bool is_light(const struct weighing *w, size_t from)
{
    const struct near_link *list = w->context->links.list;
    bool linked = w->links > 0 && list[w->links - 1].end > from;
    return !linked && w->weight <= w->most && w->to - from <= w->most - w->weight;
}

bool weighing_reach(struct weighing *w, size_t from)
{
    struct slice s = w->context->view.s;
    if (is_light(w, from)) {
        return true;
    }
    for (const struct near_link *link = last_link(w, from); link && w->weight <= w->most;
         link = last_link(w, from)) {
        size_t behind = link->end < w->to ? link->end : w->to;
        w->weight += weigh_link(w, link) + weight_of_words(slice_part(s, behind, w->to), w->most);
        w->to = link->start < w->to ? link->start : w->to;
        w->links--;
    }
    w->weight += weight_of_words(slice_part(s, from, w->to), w->most);
    w->to = from;
    return w->weight <= w->most;
}

size_t weighing_farthest(struct weighing *w, size_t low)
{
    struct slice s = w->context->view.s;
    while (w->to > low) {
        size_t at = w->to;
        const struct near_link *link = last_link(w, low);
        size_t from;
        unsigned weight;
        if (link && link->end >= at) {
            from = link->start < at ? link->start : at;
            weight = weigh_link(w, link);
        } else {
            size_t length;
            weight = weight_of(utf8_decode_last(slice_part(s, low, at), &length));
            from = at - length;
        }
        if (w->weight + weight > w->most) {
            break;
        }
        w->weight += weight;
        w->to = from;
        w->links -= link && link->end >= at;
    }
    return w->to;
}
