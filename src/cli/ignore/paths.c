/* Paths that --exclude-path leaves out. */
#include "cli/ignore/leave.h"
#include "cli/ignore/rules.h"

#include <stdlib.h>
#include <string.h>

/* The folder that paths in reports are relative to; for free(). */
static char *root_of(const struct settings *settings)
{
    if (settings->session.root) {
        return realpath(settings->session.root, NULL);
    }
    char *here = realpath(".", NULL);
    char *root = here ? repository_above(here) : NULL;
    free(here);
    return root;
}

bool excluded_open(struct excluded *e, const struct settings *settings)
{
    *e = (struct excluded){ 0 };
    const char **pattern = settings->exclude_path;
    if (!pattern || !*pattern) {
        return true;
    }
    e->rules = rules_new();
    bool good = e->rules;
    for (; good && *pattern; pattern++) {
        good = rules_add(e->rules, *pattern);
    }
    const char *config = config_folder(settings);
    e->bases[0] = realpath(".", NULL);
    e->bases[1] = root_of(settings);
    e->bases[2] = config ? realpath(*config ? config : ".", NULL) : NULL;
    return good;
}

void excluded_close(struct excluded *e)
{
    rules_free(e->rules);
    for (size_t i = 0; i < BASES; i++) {
        free(e->bases[i]);
    }
}

/* Whether the path, or a folder on the way to it, is told to be out. */
static bool is_out(const struct rules *rules, const char *path, bool is_folder)
{
    char *part = strdup(path);
    bool out = false;
    for (char *slash = part; slash && !out;) {
        slash = strchr(slash, '/');
        if (slash) {
            *slash = '\0';
        }
        out = rules_look(rules, part, slash || is_folder) == TOLD_OUT;
        if (slash) {
            *slash++ = '/';
        }
    }
    free(part);
    return out;
}

bool excluded_has(const struct settings *settings, const char *name)
{
    struct excluded e;
    const char *slash = strrchr(name, '/');
    char *folder = slash ? strndup(name, (size_t)(slash - name) + 1) : strdup(".");
    char *real = folder ? realpath(folder, NULL) : NULL;
    char *path = NULL;
    bool named = real && asprintf(&path, "%s/%s", real, slash ? slash + 1 : name) >= 0;
    bool holds = excluded_open(&e, settings) && named && excluded_holds(&e, path, false);
    excluded_close(&e);
    free(named ? path : NULL);
    free(real);
    free(folder);
    return holds;
}

bool excluded_holds(const struct excluded *e, const char *real, bool is_folder)
{
    bool out = false;
    for (size_t i = 0; e->rules && real && !out && i < BASES; i++) {
        size_t length = e->bases[i] ? strlen(e->bases[i]) : 0;
        bool below = length && strncmp(real, e->bases[i], length) == 0 &&
                     (real[length] == '/' || e->bases[i][length - 1] == '/');
        const char *path = real + length + (below && real[length] == '/');
        out = below && *path && is_out(e->rules, path, is_folder);
    }
    return out;
}
