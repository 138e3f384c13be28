#include "follow/nearby.h"

#include "base/nearest.h"
#include "follow/files.h"

#include <dirent.h>
#include <string.h>
#include <unistd.h>

enum { DEPTH_MOST = 32, STEPS_MOST = 5 };

bool nearby_is_spent(const struct nearby *n)
{
    return n->seen >= NEARBY_MOST;
}

static bool may_compare(struct nearby *n, size_t count)
{
    return count < NEARBY_NAMES && n->seen++ < NEARBY_MOST;
}

/* A third of a name may be wrong, the ending of a file's apart, and of a long one not more than
 * five bytes; the case of letters always may. */
static struct nearest begin(struct slice name)
{
    size_t length = name.length;
    for (size_t i = 1; i < name.length; i++) {
        length = name.data[i] == '.' ? i : length;
    }
    return nearest_begin(name, length / 3 < STEPS_MOST ? length / 3 : STEPS_MOST);
}

/* --- Files --- */

/* "guide" of "guide.md". */
static bool is_without_ending(struct slice name, struct slice candidate)
{
    return slice_starts_nocase(candidate, name) && candidate.length > name.length &&
           candidate.data[name.length] == '.' &&
           slice_find(slice_skip(candidate, name.length + 1), '.') ==
               candidate.length - name.length - 1;
}

/* Takes what is nearest of a folder's names; hidden ones are nobody's guess. */
static void compare(struct nearby *n, DIR *folder, struct slice name, char best[NAME_MAX + 1])
{
    struct nearest nearest = begin(name);
    size_t count = 0;
    const struct dirent *entry = readdir(folder);
    for (; entry && may_compare(n, count); count++, entry = readdir(folder)) {
        struct slice candidate = slice_from(entry->d_name);
        bool hidden = candidate.data[0] == '.';
        if (!hidden && nearest.limit > 1 && is_without_ending(name, candidate)) {
            nearest.limit = 1;
            memcpy(best, entry->d_name, candidate.length + 1);
        } else if (!hidden && nearest_take(&nearest, candidate)) {
            memcpy(best, entry->d_name, candidate.length + 1);
        }
    }
}

/* Adds the path with `best` in the place of a name in it, if there is something. */
static void mend(int root, struct slice path, struct slice name, const char *best,
                 struct buffer *into)
{
    struct buffer mended = BUFFER(PATH_MAX);
    struct buffer real = BUFFER(PATH_MAX);
    struct file_found found;
    buffer_add(&mended, slice_part(path, 0, (size_t)(name.data - path.data)));
    buffer_add(&mended, slice_from(best));
    buffer_add(&mended, slice_skip(path, (size_t)(name.data - path.data) + name.length));
    files_find(root, buffer_slice(&mended), &real, &found);
    if (!mended.failed && (found.kind == FILES_REGULAR || found.kind == FILES_FOLDER)) {
        buffer_add(into, buffer_slice(&mended));
    }
    files_close(&found);
    buffer_free(&mended);
    buffer_free(&real);
}

/* The last name of a path; empty: it has none. */
static struct slice last_name(struct slice path)
{
    while (path.length && path.data[path.length - 1] == '/') {
        path.length--;
    }
    size_t start = path.length;
    while (start > 0 && path.data[start - 1] != '/') {
        start--;
    }
    return slice_skip(path, start);
}

void nearby_file(struct nearby *n, int root, struct slice path, struct buffer *into)
{
    struct buffer real = BUFFER(PATH_MAX);
    struct slice before = path;
    struct slice name;
    int fd = -1;
    for (size_t i = 0; fd < 0 && i < DEPTH_MOST && before.length && !nearby_is_spent(n); i++) {
        name = last_name(before);
        before.length = (size_t)(name.data - path.data);
        fd = files_open_folder(root, before, &real, &n->seen);
    }
    DIR *folder = fd >= 0 ? fdopendir(fd) : NULL;
    char best[NAME_MAX + 1] = "";
    if (folder) {
        compare(n, folder, name, best);
        closedir(folder);
    } else if (fd >= 0) {
        close(fd);
    }
    if (best[0]) {
        mend(root, path, name, best, into);
    }
    buffer_free(&real);
}

/* --- Names in a file --- */

void nearby_name(struct nearby *n, const struct anchors *names, struct slice name,
                 struct buffer *into)
{
    struct nearest nearest = begin(name);
    struct slice best = { 0 };
    for (size_t i = 0; i < names->count && may_compare(n, i); i++) {
        struct slice candidate = names->list[i].name;
        best = nearest_take(&nearest, candidate) ? candidate : best;
    }
    buffer_add(into, best);
}
