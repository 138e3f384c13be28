/* Files that git tracks: it does not ignore these, although one of its rules may name them. */
#include "cli/git.h"
#include "cli/ignore/leave.h"

#include <stdlib.h>
#include <string.h>

struct kept {
    struct kept *next;
    bool asked;
    char *bytes; /* paths, each with a NUL */
    const char **paths;
    size_t count;
    char root[];
};

struct kept *kept_of(struct kept **list, const char *root)
{
    struct kept *k = *list;
    while (k && strcmp(k->root, root) != 0) {
        k = k->next;
    }
    if (k) {
        return k;
    }
    size_t size = strlen(root) + 1;
    k = calloc(1, sizeof *k + size);
    if (k) {
        memcpy(k->root, root, size);
        k->next = *list;
        *list = k;
    }
    return k;
}

void kept_close(struct kept *list)
{
    while (list) {
        struct kept *next = list->next;
        free(list->bytes);
        free((void *)list->paths);
        free(list);
        list = next;
    }
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void list(struct kept *k, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++) {
        count += k->bytes[i] == '\0';
    }
    k->paths = count ? calloc(count, sizeof *k->paths) : NULL;
    const char *at = k->bytes;
    for (; k->paths && k->count < count; at += strlen(at) + 1) {
        k->paths[k->count++] = at;
    }
    if (k->paths) {
        qsort((void *)k->paths, k->count, sizeof *k->paths, by_name);
    }
}

/* Whether git keeps a folder, by what stands there, or by what the environment says of it. */
static bool is_git(const char *root)
{
    char *top = repository_above(root);
    free(top);
    return top || getenv("GIT_WORK_TREE");
}

/* For all that it tracks, of which its index tells: were it to read its rules, it would wait for a
 * pipe of that name. */
static void ask(struct kept *k)
{
    static const char *const arguments[] = { "ls-files", "-z", "--cached", NULL };
    char words[GIT_WORDS];
    size_t length = 0;
    k->asked = true;
    k->bytes = is_git(k->root) ? git_list(k->root, arguments, &length, words) : NULL;
    if (k->bytes) {
        list(k, length);
    }
}

/* The first path that is not before this one. */
static const char *find(const struct kept *k, const char *path)
{
    size_t from = 0;
    size_t to = k->count;
    while (from < to) {
        size_t middle = (from + to) / 2;
        if (strcmp(k->paths[middle], path) < 0) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return from < k->count ? k->paths[from] : NULL;
}

bool kept_has(struct kept *k, const char *path, bool is_folder)
{
    if (!k->asked) {
        ask(k);
    }
    size_t length = strlen(path);
    char *sought = k->paths ? malloc(length + 2) : NULL;
    if (!sought) {
        return false;
    }
    memcpy(sought, path, length);
    memcpy(sought + length, is_folder ? "/" : "", is_folder ? 2 : 1);
    const char *found = find(k, sought);
    bool has =
        found && (is_folder ? strncmp(found, sought, length + 1) == 0 : strcmp(found, sought) == 0);
    free(sought);
    return has;
}
