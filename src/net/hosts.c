#include "net/hosts.h"

#include "base/array.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { MOST_TEXT = 64 << 20, READ_ROOM = 16 << 10 };

static bool has_name(const void *owner, uint32_t value, struct slice key)
{
    const struct hosts *h = owner;
    return slice_equal(h->entries[value].name, key);
}

static bool make_room(struct hosts *h)
{
    struct hosts_entry *entries = array_grow(h->entries, h->count, &h->room, sizeof *entries);
    h->entries = entries ? entries : h->entries;
    return entries != NULL;
}

/* Puts an entry behind those of the same name, so that the file's order is kept; no more of one
 * name than can be used. */
static bool add_entry(struct hosts *h, struct slice name, const struct address *address)
{
    if (!make_room(h)) {
        return false;
    }
    uint32_t fresh = (uint32_t)h->count;
    h->entries[h->count] = (struct hosts_entry){ .name = name, .address = *address };
    uint32_t at = map_get_or_put(&h->map, name, fresh);
    unsigned before = at != fresh;
    while (at != fresh && h->entries[at].next && before < PIN_ADDRESSES) {
        at = h->entries[at].next;
        before++;
    }
    if (before < PIN_ADDRESSES) {
        h->entries[at].next = at == fresh ? 0 : fresh;
        h->count++;
    }
    return !h->map.failed;
}

static struct slice cut_word(struct slice *rest)
{
    while (rest->length && ascii_is_space(rest->data[0])) {
        *rest = slice_skip(*rest, 1);
    }
    size_t length = 0;
    while (length < rest->length && !ascii_is_space(rest->data[length])) {
        length++;
    }
    struct slice word = slice_part(*rest, 0, length);
    *rest = slice_skip(*rest, length);
    return word;
}

/* "ADDRESS NAME [NAME...] [# comment]"; a line that is not of this form is passed over. */
static bool read_line(struct hosts *h, struct slice line)
{
    struct slice rest = slice_part(line, 0, slice_find(line, '#'));
    struct address address;
    if (!address_parse(cut_word(&rest), &address)) {
        return true;
    }
    struct slice name = cut_word(&rest);
    bool good = true;
    while (good && name.length) {
        good = add_entry(h, name_without_final_dot(name), &address);
        name = cut_word(&rest);
    }
    return good;
}

static bool read_lines(struct hosts *h)
{
    for (size_t i = 0; i < h->text.length; i++) {
        h->text.data[i] = ascii_lower(h->text.data[i]);
    }
    struct slice rest = buffer_slice(&h->text);
    bool good = true;
    while (good && rest.length) {
        good = read_line(h, slice_cut(&rest, '\n'));
    }
    return good;
}

static bool read_file(int fd, struct buffer *into)
{
    char room[READ_ROOM];
    ssize_t count = read(fd, room, sizeof room);
    while (count > 0 && into->length + (size_t)count < MOST_TEXT) {
        buffer_add(into, slice_of(room, (size_t)count));
        count = read(fd, room, sizeof room);
    }
    return !into->failed;
}

bool hosts_open(struct hosts *h, const char *path)
{
    *h = (struct hosts){ .text = BUFFER(MOST_TEXT), .count = 1 };
    map_init(&h->map, has_name, h);
    h->entries = calloc(1, sizeof *h->entries);
    h->room = 1;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    bool good = h->entries && (fd < 0 || read_file(fd, &h->text));
    if (fd >= 0) {
        close(fd);
    }
    good = good && read_lines(h);
    if (!good) {
        hosts_close(h);
    }
    return good;
}

void hosts_close(struct hosts *h)
{
    map_free(&h->map);
    free(h->entries);
    buffer_free(&h->text);
    *h = (struct hosts){ 0 };
}

bool hosts_find(const struct hosts *h, struct slice name, struct addresses *out)
{
    char lowered[NAME_MOST];
    name = name_without_final_dot(name);
    *out = (struct addresses){ 0 };
    uint32_t at;
    if (name.length > sizeof lowered) {
        return false;
    }
    for (size_t i = 0; i < name.length; i++) {
        lowered[i] = ascii_lower(name.data[i]);
    }
    if (!map_get(&h->map, slice_of(lowered, name.length), &at)) {
        return false;
    }
    for (; at && out->count < PIN_ADDRESSES; at = h->entries[at].next) {
        out->list[out->count++] = h->entries[at].address;
    }
    return true;
}
