/* Marks of Markdown that stand for an embed to whatever renders it:
 *   ![words](URL)          an image whose URL is a post's, as Obsidian has it
 *   @[youtube](ID)         markdown-it's plugins, Zenn */
#include "scan/find/line.h"
#include "scan/find/markup_inside.h"
#include "scan/find/shortcode.h"
#include "scan/read/markdown.h"

static const char origin[] = "markdown";

static bool is_absolute(struct slice url)
{
    return slice_starts_nocase(url, SLICE("http://")) ||
           slice_starts_nocase(url, SLICE("https://"));
}

static bool is_in_post(const struct markdown_page *p)
{
    return p->link_end || p->page.text.in_post || page_in_post(&p->page);
}

/* --- Images --- */

/* Platforms' own pictures are on their hosts, too. */
static bool is_picture(struct slice url)
{
    static const char *const ends[] = { ".jpg", ".jpeg", ".png",  ".gif", ".gifv", ".webp",
                                        ".svg", ".avif", ".webm", ".mp4", NULL };
    url = slice_part(url, 0, slice_find(url, '#'));
    url = slice_part(url, 0, slice_find(url, '?'));
    for (const char *const *end = ends; *end; end++) {
        if (slice_ends_nocase(url, slice_from(*end))) {
            return true;
        }
    }
    return false;
}

/* What its URL claims; false: it is no post's. `first` holds the URL then. */
static bool read_image(struct slice url, struct buffer *first, struct buffer *second,
                       struct claim *out)
{
    struct match m;
    *out = (struct claim){ .form = FORM_SHORTCODE };
    bool found = is_absolute(url) && !is_picture(url) &&
                 markup_match(url, NULL, NULL, false, first, second, &m, &out->url);
    out->place = found ? m.place : NULL;
    return found;
}

bool markdown_page_show(struct markdown_page *p, const struct markdown_item *item)
{
    struct buffer first = BUFFER(URL_MOST);
    struct buffer second = BUFFER(URL_MOST);
    struct claim claim;
    bool found = !is_in_post(p) && read_image(item->decoded, &first, &second, &claim);
    if (found) {
        page_give_link(&p->page, item->decoded,
                       markdown_page_bytes(p, item->destination.start, item->destination.end),
                       origin);
        page_give_post(&p->page, &claim, item->whole.start, item->whole.end);
    }
    p->page.text.failed |= first.no_memory || second.no_memory;
    buffer_free(&first);
    buffer_free(&second);
    return found;
}

/* --- What is a shortcode but for its marks --- */

/* Reads a name and its argument as Hugo's shortcode of these. */
static bool read_named(struct slice name, struct slice argument, struct buffer *into,
                       struct arena *arena, struct claim *out)
{
    const struct slice parts[] = { SLICE("{{< "), name, SLICE(" "), argument, SLICE(" >}}") };
    if (!name.length || !argument.length || slice_find(argument, '\n') < argument.length) {
        return false;
    }
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        buffer_add(into, parts[i]);
    }
    return !into->failed && shortcode_read(buffer_slice(into), arena, out) == into->length;
}

/* Whether it is an author's page: "@[twitter](https://twitter.com/name)" mentions somebody. */
static bool is_mention(const struct claim *claim, struct markdown_page *p)
{
    struct buffer first = BUFFER(URL_MOST);
    struct buffer second = BUFFER(URL_MOST);
    struct match m;
    struct slice url;
    bool found = !claim->id.length &&
                 markup_match(claim->url, NULL, NULL, true, &first, &second, &m, &url) &&
                 !m.id.length;
    p->page.text.failed |= first.no_memory || second.no_memory;
    buffer_free(&first);
    buffer_free(&second);
    return found;
}

/* Gives the post and the link that the argument may be. A link before it is closed first: none is
 * in another. */
static bool give_named(struct markdown_page *p, struct slice name, struct slice argument,
                       struct slice written, struct markdown_range whole)
{
    struct arena arena = { 0 };
    struct buffer shortcode = BUFFER(URL_MOST);
    struct claim claim;
    bool found = read_named(name, argument, &shortcode, &arena, &claim) && !is_mention(&claim, p);
    if (found) {
        markdown_page_advance(p, whole.start);
        found = !is_in_post(p);
    }
    if (found) {
        if (is_absolute(argument)) {
            page_give_link(&p->page, argument, written, origin);
        }
        page_give_post(&p->page, &claim, whole.start, whole.end);
        p->at = whole.end;
    }
    p->page.text.failed |= arena.failed || shortcode.no_memory;
    buffer_free(&shortcode);
    arena_free(&arena);
    return found;
}

static char byte_at(const struct markdown_page *p, uint64_t offset)
{
    return p->page.window.bytes.data[offset - p->page.window.offset];
}

/* Whether "@" stands before the brackets, and no word before that. */
static bool is_marked(const struct markdown_page *p, uint64_t start)
{
    uint64_t from = p->page.window.offset;
    return start > from && start > p->at && byte_at(p, start - 1) == '@' &&
           (start - 1 == from || ascii_is_space(byte_at(p, start - 2)));
}

bool markdown_page_directive(struct markdown_page *p, const struct markdown_item *item)
{
    if (!item->decoded.data || item->is_known || !is_marked(p, item->whole.start)) {
        return false;
    }
    struct markdown_range whole = { item->whole.start - 1, item->whole.end };
    struct slice name = markdown_page_bytes(p, item->text.start, item->text.end);
    struct slice written = markdown_page_bytes(p, item->destination.start, item->destination.end);
    return give_named(p, name, item->decoded, written, whole);
}
