/* The environment that git is given. A hook is told its repository by GIT_DIR, GIT_INDEX_FILE and
 * their like, and so is all that it runs: of a folder in another repository they tell nothing. */
#include "cli/git.h"
#include "cli/ignore/leave.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What would change the output, or run or write something. */
static const char *const harmful[] = {
    "GIT_EXTERNAL_DIFF=", "GIT_DIFF_OPTS=",       "GIT_PAGER=",
    "GIT_TRACE",          "GIT_REDIRECT_",        "GIT_OPTIONAL_LOCKS=",
    "GIT_NO_LAZY_FETCH=", "GIT_TERMINAL_PROMPT=", NULL
};

/* What is of one repository alone, as git rev-parse --local-env-vars has it, but for what holds
 * its configuration, and for pathspecs. */
static const char *const local[] = { "GIT_ALTERNATE_OBJECT_DIRECTORIES=",
                                     "GIT_OBJECT_DIRECTORY=",
                                     "GIT_DIR=",
                                     "GIT_WORK_TREE=",
                                     "GIT_IMPLICIT_WORK_TREE=",
                                     "GIT_GRAFT_FILE=",
                                     "GIT_INDEX_FILE=",
                                     "GIT_NO_REPLACE_OBJECTS=",
                                     "GIT_REPLACE_REF_BASE=",
                                     "GIT_PREFIX=",
                                     "GIT_INTERNAL_SUPER_PREFIX=",
                                     "GIT_SHALLOW_FILE=",
                                     "GIT_COMMON_DIR=",
                                     NULL };

/* Where that is what git finds by itself: without a work tree it would take the folder for one. */
static const char *const place[] = { "GIT_DIR=", NULL };

/* Nothing is written to the repository, got from another, or asked of the user. */
static char *const added[] = { (char *)"GIT_OPTIONAL_LOCKS=0", (char *)"GIT_NO_LAZY_FETCH=1",
                               (char *)"GIT_TERMINAL_PROMPT=0" };

static bool is_any(const char *variable, const char *const *names)
{
    while (*names && strncmp(variable, *names, strlen(*names)) != 0) {
        names++;
    }
    return *names;
}

static bool is_same(const char *path, const char *other)
{
    char one[PATH_MAX];
    char two[PATH_MAX];
    return realpath(path, one) && realpath(other, two) && strcmp(one, two) == 0;
}

/* The root of the repository that a folder lies in; NULL: it lies in none. */
static char *root_of(const char *folder)
{
    char real[PATH_MAX];
    return realpath(folder, real) ? repository_above(real) : NULL;
}

/* Whether GIT_DIR, which a hook may be given from the root on, is this repository's. */
static bool is_git_dir(const char *named, const char *root)
{
    char from_root[PATH_MAX];
    char *git = repository_git(root);
    int length = snprintf(from_root, sizeof from_root, "%s/%s", root, named);
    bool is = git && (is_same(named, git) ||
                      (*named != '/' && length < (int)sizeof from_root && is_same(from_root, git)));
    free(git);
    return is;
}

/* Whether what the environment says is of the repository with this root. A hook may be told of its
 * index alone: then it is that of the working folder. */
static bool is_told_of(const char *root)
{
    const char *named = getenv("GIT_DIR");
    if (named) {
        return is_git_dir(named, root);
    }
    char *here = root_of(".");
    bool is = here && is_same(here, root);
    free(here);
    return is;
}

/* What is left out besides what does harm; where no repository is found, git may know of one. */
static const char *const *left_out(const char *folder)
{
    static const char *const nothing[] = { NULL };
    char *root = root_of(folder);
    const char *const *names = !root                     ? nothing
                               : !is_told_of(root)       ? local
                               : getenv("GIT_WORK_TREE") ? nothing
                                                         : place;
    free(root);
    return names;
}

char **git_environment(const char *folder)
{
    const char *const *names = left_out(folder);
    size_t count = 0;
    while (environ[count]) {
        count++;
    }
    char **made = calloc(count + sizeof added / sizeof *added + 1, sizeof *made);
    size_t kept = 0;
    for (size_t i = 0; made && i < count; i++) {
        if (!is_any(environ[i], harmful) && !is_any(environ[i], names)) {
            made[kept++] = environ[i];
        }
    }
    if (made) {
        memcpy((void *)(made + kept), added, sizeof added);
    }
    return made;
}
