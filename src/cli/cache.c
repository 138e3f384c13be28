/* Where what runs remember is kept, as the environment says. */
#include "cli/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { PATH_ROOM = 4096 };

static bool is_folder(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

/* By the XDG Base Directory Specification: a path that is not absolute does not count. A home that
 * is not there is not to be made (Debian's accounts without one have /nonexistent). */
static bool find_place(char path[PATH_ROOM])
{
    static const char name[] = "landfall/cache.sqlite";
    const char *caches = getenv("XDG_CACHE_HOME");
    const char *home = getenv("HOME");
    int length = -1;
    if (caches && caches[0] == '/') {
        length = snprintf(path, PATH_ROOM, "%s/%s", caches, name);
    } else if (home && home[0] == '/' && is_folder(home)) {
        length = snprintf(path, PATH_ROOM, "%s/.cache/%s", home, name);
    }
    return length > 0 && length < PATH_ROOM;
}

bool cache_choose(struct settings *settings)
{
    char path[PATH_ROOM];
    lf_options *options = &settings->session;
    if (settings->no_cache) {
        options->cache = NULL;
    } else if (!options->cache && find_place(path) && lf_set(options, "cache", path) != LF_OK) {
        say("out of memory");
        return false;
    }
    return true;
}

void cache_warn(const struct settings *settings)
{
    const lf_options *options = &settings->session;
    if (!options->cache && options->fail_after && !settings->quiet) {
        say("warning: without a cache every look is the first: --fail-after %s needs one",
            options->fail_after);
    }
}
