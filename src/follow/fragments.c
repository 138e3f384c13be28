#include "follow/fragments.h"

#include "base/read_at.h"
#include "syntax/encoding.h"
#include "syntax/query.h"
#include "syntax/url.h"

#include <stdlib.h>

/* Of a larger file the rest may name anything. */
enum { FILE_MOST = 64 << 20, READ_ROOM = 64 << 10, DECODED_MOST = 4 * READ_ROOM + 64 };

struct named_file {
    struct cached cached; /* by its path */
    struct anchors anchors;
};

static void release(struct cached *c)
{
    struct named_file *file = (struct named_file *)c;
    anchors_free(&file->anchors);
    free(file);
}

static size_t size_of(const struct cached *c)
{
    const struct named_file *file = (const struct named_file *)c;
    return sizeof *file + c->key->length + CACHED_BESIDES + anchors_size(&file->anchors);
}

static const struct cached_kind kind = { .free = release, .size = size_of };

void fragments_open(struct cache_table *files, struct cache *cache)
{
    cache_table_open(files, cache, &kind);
}

/* --- Reading --- */

static const struct {
    const char *ending;
    enum anchors_of of;
} types[] = {
    { ".md", ANCHORS_MARKDOWN }, { ".markdown", ANCHORS_MARKDOWN }, { ".mdx", ANCHORS_MDX },
    { ".html", ANCHORS_HTML },   { ".htm", ANCHORS_HTML },          { ".xhtml", ANCHORS_XHTML },
};

/* False: the file is none that names anything. */
static bool find_type(struct slice name, enum anchors_of *of)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (slice_ends_nocase(name, slice_from(types[i].ending))) {
            *of = types[i].of;
            return true;
        }
    }
    return false;
}

static bool is_page(enum anchors_of of)
{
    return of == ANCHORS_HTML || of == ANCHORS_XHTML;
}

/* A file on its way into its names. */
struct intake {
    int fd;
    uint64_t at;
    char *room;
    bool ends; /* its end was met */
    struct encoding_decoder decoder;
    bool decodes;
    struct buffer decoded;
    struct anchor_reader reader;
};

/* What was read next, no more than FILE_MOST of all. A file that cannot be read on has no end. */
static struct slice read_some(struct intake *in)
{
    int64_t count = in->at < FILE_MOST ? read_at(in->fd, in->at, in->room, READ_ROOM) : -1;
    in->ends = count == 0;
    in->at += count > 0 ? (uint64_t)count : 0;
    return slice_of(in->room, count > 0 ? (size_t)count : 0);
}

static bool take(struct intake *in, struct slice piece, bool last)
{
    if (in->decodes) {
        buffer_reset(&in->decoded);
        encoding_decode(&in->decoder, piece, &in->decoded, NULL);
        if (last) {
            encoding_finish(&in->decoder, &in->decoded, NULL);
        }
        piece = buffer_slice(&in->decoded);
    }
    anchor_reader_feed(&in->reader, piece, last);
    return !in->decoded.failed && !in->reader.into->failed;
}

/* What is not UTF-8 is decoded as a scan would. False: out of memory. */
static bool open_decoder(struct intake *in, struct slice *head, enum anchors_of of)
{
    struct encoding_sniffed found =
        encoding_sniff(*head, is_page(of) ? ENCODING_OF_HTML : ENCODING_OF_TEXT);
    *head = slice_skip(*head, found.mark);
    if (encoding_is_utf8(found.encoding)) {
        return true;
    }
    in->decodes = encoding_open(&in->decoder, found.encoding, 0);
    return in->decodes || !in->decoder.no_memory;
}

static bool read_names(struct intake *in, enum anchors_of of)
{
    struct slice piece = read_some(in);
    bool taken = open_decoder(in, &piece, of);
    while (taken && piece.length) {
        taken = take(in, piece, false);
        piece = read_some(in);
    }
    taken = taken && take(in, SLICE(""), true);
    in->reader.into->incomplete |= !in->ends;
    return taken;
}

/* False: out of memory. */
static bool read_file(struct anchors *into, int fd, enum anchors_of of)
{
    struct intake in = { .fd = fd, .decoded = BUFFER(DECODED_MOST) };
    in.room = malloc(READ_ROOM);
    anchor_reader_init(&in.reader, into);
    bool read = in.room && read_names(&in, of);
    anchor_reader_free(&in.reader);
    if (in.decodes) {
        encoding_close(&in.decoder);
    }
    buffer_free(&in.decoded);
    free(in.room);
    return read;
}

/* The names of a file, held; NULL: out of memory. One that cannot be read may name anything. */
static struct named_file *names_of(struct cache_table *files, const struct file_found *found,
                                   struct slice real, enum anchors_of of)
{
    struct cached *known = cache_find(files, real);
    struct text *key = known ? NULL : text_new(real);
    if (known || !key) {
        return (struct named_file *)known;
    }
    struct named_file *file = (struct named_file *)cache_new(files, sizeof(struct named_file), key);
    text_let_go(key);
    if (!file) {
        return NULL;
    }
    int fd = files_open(found);
    anchors_init(&file->anchors, of);
    file->anchors.incomplete = fd < 0;
    bool read = fd < 0 || read_file(&file->anchors, fd, of);
    if (fd >= 0) {
        close(fd);
    }
    if (!read || !cache_share(&file->cached)) {
        cache_let_go(&file->cached, false);
        return NULL;
    }
    return file;
}

/* --- Fragments --- */

/* "L10", "L10C3". Takes it off. */
static bool take_line(struct slice *s)
{
    size_t digits = 0;
    if (!slice_starts(*s, SLICE("L"))) {
        return false;
    }
    *s = slice_skip(*s, 1);
    while (digits < s->length && ascii_is_digit(s->data[digits])) {
        digits++;
    }
    *s = slice_skip(*s, digits);
    if (digits && slice_starts(*s, SLICE("C"))) {
        size_t columns = 1;
        while (columns < s->length && ascii_is_digit(s->data[columns])) {
            columns++;
        }
        *s = slice_skip(*s, columns);
    }
    return digits > 0;
}

/* "L10", "L10-L20", "L10C3-L20C5", as GitHub has them. */
static bool is_lines(struct slice s)
{
    if (!take_line(&s)) {
        return false;
    }
    if (s.length == 0) {
        return true;
    }
    bool is_range = slice_starts(s, SLICE("-"));
    s = slice_skip(s, is_range);
    return is_range && take_line(&s) && s.length == 0;
}

/* Takes a directive off its end. */
static bool is_free(struct slice *fragment, bool in_page)
{
    struct slice s = *fragment;
    s.length = slice_find_nocase(s, SLICE(":~:"));
    *fragment = s;
    bool is_route = in_page && s.length && (s.data[0] == '/' || s.data[0] == '!');
    return s.length == 0 || slice_equal_nocase(s, SLICE("top")) || is_route ||
           (!in_page && is_lines(s));
}

/* By the bytes as they are, or decoded (HTML Standard, "find a potential indicated element"). */
static enum fragment_state find_name(const struct anchors *a, struct slice fragment)
{
    static const struct slice of_users = { "user-content-", sizeof "user-content-" - 1 };
    struct buffer decoded = BUFFER(URL_MOST);
    bool failed = false;
    percent_decode(fragment, false, &decoded);
    struct slice name = buffer_slice(&decoded);
    bool found = anchors_have(a, fragment, &failed) || anchors_have(a, name, &failed);
    if (!found && !is_page(a->of) && slice_starts(name, of_users)) {
        found = anchors_have(a, slice_skip(name, of_users.length), &failed);
    }
    failed |= decoded.no_memory;
    buffer_free(&decoded);
    return failed ? FRAGMENT_NO_MEMORY : found ? FRAGMENT_THERE : FRAGMENT_MISSING;
}

enum fragment_state fragment_look(struct cache_table *files, const struct file_found *found,
                                  struct slice real, struct slice fragment)
{
    enum anchors_of of;
    if (!find_type(real, &of) || is_free(&fragment, is_page(of))) {
        return FRAGMENT_THERE;
    }
    struct named_file *file = names_of(files, found, real, of);
    if (!file) {
        return FRAGMENT_NO_MEMORY;
    }
    enum fragment_state state = find_name(&file->anchors, fragment);
    cache_let_go(&file->cached, true);
    return state;
}

void fragment_guess(struct cache_table *files, const struct file_found *found, struct slice real,
                    struct slice fragment, struct nearby *nearby, struct buffer *into)
{
    enum anchors_of of;
    struct named_file *file = find_type(real, &of) ? names_of(files, found, real, of) : NULL;
    if (file) {
        struct buffer decoded = BUFFER(URL_MOST);
        fragment.length = slice_find_nocase(fragment, SLICE(":~:"));
        percent_decode(fragment, false, &decoded);
        nearby_name(nearby, &file->anchors, buffer_slice(&decoded), into);
        buffer_free(&decoded);
        cache_let_go(&file->cached, true);
    }
}

/* --- Pages that were asked for --- */

static bool read_page(struct anchors *into, struct slice page, struct slice charset)
{
    size_t mark;
    const struct encoding *encoding = encoding_of_page(page, charset, &mark);
    struct intake in = { .decoded = BUFFER(DECODED_MOST) };
    page = slice_skip(page, mark);
    in.decodes = !encoding_is_utf8(encoding) && encoding_open(&in.decoder, encoding, 0);
    bool taken = in.decodes || !in.decoder.no_memory;
    anchor_reader_init(&in.reader, into);
    while (taken && page.length) {
        size_t length = page.length < READ_ROOM ? page.length : READ_ROOM;
        taken = take(&in, slice_part(page, 0, length), false);
        page = slice_skip(page, length);
    }
    taken = taken && take(&in, SLICE(""), true);
    anchor_reader_free(&in.reader);
    if (in.decodes) {
        encoding_close(&in.decoder);
    }
    buffer_free(&in.decoded);
    return taken;
}

struct anchors *fragments_of(const struct exchange *x, bool *failed)
{
    struct anchors *names = x->page.length ? malloc(sizeof *names) : NULL;
    *failed |= x->page.length && !names;
    if (!names) {
        return NULL;
    }
    struct slice page = x->whole.length ? x->whole : x->page;
    anchors_init(names, ANCHORS_HTML);
    if (!read_page(names, page, x->says.charset)) {
        fragments_free(names);
        *failed = true;
        return NULL;
    }
    names->incomplete |= x->cut != NULL || !x->whole.length;
    return names;
}

void fragments_free(struct anchors *names)
{
    if (names) {
        anchors_free(names);
        free(names);
    }
}

/* Sites that show what their users write have "user-content-" before its names, and a script that
 * does without. */
enum fragment_state fragment_find(const struct anchors *names, struct slice fragment)
{
    if (is_free(&fragment, true) || is_free(&fragment, false)) {
        return FRAGMENT_THERE;
    }
    struct buffer theirs = BUFFER(URL_MOST);
    buffer_add(&theirs, SLICE("user-content-"));
    buffer_add(&theirs, fragment);
    enum fragment_state state = find_name(names, fragment);
    if (state == FRAGMENT_MISSING) {
        state = theirs.no_memory ? FRAGMENT_NO_MEMORY : find_name(names, buffer_slice(&theirs));
    }
    buffer_free(&theirs);
    return state;
}
