#include "cli/ignore/leave.h"

#include "cli/ignore/rules.h"

#include <stdlib.h>
#include <string.h>

/* A folder on the way, whose rules hold for what lies below it. */
struct level {
    struct level *above;
    struct rules *rules; /* NULL: it has none */
    size_t from;         /* where in a path from the repository on what lies below it begins */
    bool ignored;        /* all below it is ignored with it, but for what git tracks */
};

struct leave {
    bool ignores; /* what git ignores is left out, and what begins with a dot */
    char *root;   /* of the repository or, where there is none, the folder's own */
    char *real;   /* the folder's, without symbolic links */
    size_t depth; /* where in `real` behind the root the folder's path begins */
    struct level *level;
    struct rules *common[2];
    struct kept *kept; /* NULL: nothing is ignored */
    struct excluded excluded;
};

static bool push(struct leave *l, const char *folder, size_t from, bool ignored)
{
    struct level *level = calloc(1, sizeof *level);
    if (!level) {
        return false;
    }
    level->above = l->level;
    level->from = from;
    level->ignored = ignored;
    level->rules = repository_rules(folder, ".gitignore");
    l->level = level;
    return true;
}

static void pop(struct leave *l)
{
    struct level *level = l->level;
    l->level = level->above;
    rules_free(level->rules);
    free(level);
}

/* The rules of the folders from the root to the one above the walk's. */
static bool push_above(struct leave *l)
{
    size_t from = strlen(l->root);
    bool good = true;
    while (good && l->real[from]) {
        char *folder = strndup(l->real, from);
        good = folder && push(l, from ? folder : "/", from - strlen(l->root), false);
        free(folder);
        from += 1 + strcspn(l->real + from + 1, "/");
    }
    return good;
}

static bool open_rules(struct leave *l, struct kept **kept)
{
    l->root = repository_above(l->real);
    if (l->root) {
        repository_common(l->root, l->common);
    } else {
        l->root = strdup(l->real);
    }
    l->kept = l->root ? kept_of(kept, l->root) : NULL;
    return l->kept && push_above(l);
}

struct leave *leave_open(const struct settings *settings, struct kept **kept, const char *folder,
                         bool ignores)
{
    struct leave *l = calloc(1, sizeof *l);
    bool good = l && excluded_open(&l->excluded, settings);
    if (good) {
        l->real = realpath(folder, NULL);
        l->ignores = ignores && l->real;
        good = !l->ignores || open_rules(l, kept);
    }
    if (!good) {
        leave_close(l);
    }
    return good ? l : NULL;
}

void leave_close(struct leave *l)
{
    if (!l) {
        return;
    }
    while (l->level) {
        pop(l);
    }
    rules_free(l->common[0]);
    rules_free(l->common[1]);
    excluded_close(&l->excluded);
    free(l->root);
    free(l->real);
    free(l);
}

/* What the walk meets, from the repository's root on; for free(). */
static char *path_of(const struct leave *l, const char *below)
{
    const char *folder = l->real + strlen(l->root);
    folder += *folder == '/';
    char *path = NULL;
    int length = asprintf(&path, "%s%s%s", folder, *folder ? "/" : "", below);
    return length < 0 ? NULL : path;
}

static enum told look(const struct leave *l, const char *path, bool is_folder)
{
    enum told told = TOLD_NOTHING;
    for (const struct level *level = l->level; level && told == TOLD_NOTHING;
         level = level->above) {
        told = level->rules ? rules_look(level->rules, path + level->from, is_folder) : told;
    }
    for (size_t i = 2; i > 0 && told == TOLD_NOTHING; i--) {
        told = l->common[i - 1] ? rules_look(l->common[i - 1], path, is_folder) : told;
    }
    return told;
}

static bool is_ignored(const struct leave *l, const char *path, bool is_folder)
{
    return (l->level && l->level->ignored) || look(l, path, is_folder) == TOLD_OUT;
}

bool leave_out(const struct leave *l, const char *below, bool is_folder)
{
    const char *slash = strrchr(below, '/');
    if (l->ignores && (slash ? slash[1] : below[0]) == '.') {
        return true;
    }
    char *path = l->ignores ? path_of(l, below) : NULL;
    bool out = path && is_ignored(l, path, is_folder) && !kept_has(l->kept, path, is_folder);
    free(path);
    char *real = NULL;
    if (!out && l->excluded.rules && l->real && asprintf(&real, "%s/%s", l->real, below) >= 0) {
        out = excluded_holds(&l->excluded, real, is_folder);
        free(real);
    }
    return out;
}

bool leave_enter(struct leave *l, const char *below)
{
    char *path = l->ignores ? path_of(l, below) : NULL;
    char *folder = NULL;
    bool good = !l->ignores;
    if (path && asprintf(&folder, "%s/%s", l->real, below) >= 0) {
        size_t length = strlen(path);
        length -= length && path[length - 1] == '/';
        bool ignored = *below && is_ignored(l, path, true);
        good = push(l, folder, length + (length > 0), ignored);
        free(folder);
    }
    free(path);
    return good;
}

void leave_exit(struct leave *l)
{
    if (l->ignores && l->level) {
        pop(l);
    }
}
