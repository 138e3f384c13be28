/* [host."NAME"] tables: what holds for one host, or for those below *.NAME. */
#include "cli/config/config.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const lf_option *option_named(const char *name)
{
    const lf_option *option = options_at(0);
    for (size_t i = 0; option && strcmp(option->name, name) != 0; option = options_at(++i)) {
    }
    return option;
}

/* --- Keys --- */

struct host_key;

typedef bool give_function(struct reading *r, const struct host_key *key, const struct toml *host,
                           const struct toml *node);

struct host_key {
    const char *key, *option, *between;
    const char *takes;
    give_function *give;
};

static bool wrong_type(const struct reading *r, const struct host_key *key, const struct toml *node)
{
    return config_wrong(r, node->at, "%s takes %s, not %s", key->key, key->takes,
                        toml_type_name(node->type));
}

/* A value's text; NULL: it is of no type the key takes. */
static const char *text_of(struct reading *r, const struct host_key *key, const struct toml *node,
                           bool digits)
{
    if (node->type == TOML_STRING) {
        return node->text;
    }
    if (node->type == TOML_INTEGER && digits) {
        return config_keep(r, "%lld", node->integer);
    }
    wrong_type(r, key, node);
    return NULL;
}

static bool give_text(struct reading *r, const struct host_key *key, const struct toml *host,
                      const struct toml *node, const char *text)
{
    const char *value = text ? config_keep(r, "%s%s%s", host->key, key->between, text) : NULL;
    return value && r->take(r, option_named(key->option), node, value);
}

/* One value, or each of an array. */
static bool give_each(struct reading *r, const struct host_key *key, const struct toml *host,
                      const struct toml *node)
{
    bool array = node->type == TOML_ARRAY;
    bool good = true;
    const struct toml *item = array ? node->first : node;
    for (; good && item; item = array ? item->next : NULL) {
        good = give_text(r, key, host, item, text_of(r, key, item, false));
    }
    return good;
}

/* 403, "200..=299,403" or [200, "403..405"]. */
static bool give_codes(struct reading *r, const struct host_key *key, const struct toml *host,
                       const struct toml *node)
{
    bool array = node->type == TOML_ARRAY;
    bool good = true;
    const struct toml *item = array ? node->first : node;
    for (; good && item; item = array ? item->next : NULL) {
        good = give_text(r, key, host, item, text_of(r, key, item, true));
    }
    return good;
}

static bool give_number(struct reading *r, const struct host_key *key, const struct toml *host,
                        const struct toml *node)
{
    if (node->type != TOML_INTEGER && node->type != TOML_FLOAT) {
        return wrong_type(r, key, node);
    }
    const char *text = node->type == TOML_INTEGER ? config_keep(r, "%lld", node->integer)
                                                  : config_keep(r, "%.15g", node->number);
    return give_text(r, key, host, node, text);
}

/* As an expression that the URLs of the host match, and of those below it for "*.". */
static const char *host_expression(const struct reading *r, const char *host)
{
    bool below = strncmp(host, "*.", 2) == 0;
    host += below ? 2 : 0;
    char *escaped = malloc(2 * strlen(host) + 1);
    char *to = escaped;
    for (; escaped && *host; host++) {
        if (strchr(".[]()*+?{}|^$\\", *host)) {
            *to++ = '\\';
        }
        *to++ = (char)tolower((unsigned char)*host);
    }
    if (!escaped) {
        say("out of memory");
        return NULL;
    }
    *to = '\0';
    const char *kept = config_keep(r, "^https?://([^/?#]*@)?%s%s\\.?(:[0-9]*)?([/?#]|$)",
                                   below ? "([^/?#@:]+\\.)" : "", escaped);
    free(escaped);
    return kept;
}

static bool give_skip(struct reading *r, const struct host_key *key, const struct toml *host,
                      const struct toml *node)
{
    if (node->type != TOML_BOOLEAN) {
        return wrong_type(r, key, node);
    }
    const char *expression = node->truth ? host_expression(r, host->key) : NULL;
    return node->truth ? expression && r->take(r, option_named(key->option), node, expression)
                       : true;
}

static const struct host_key host_keys[] = {
    { "accept", "accept", "=", "codes such as \"200..=299,403\"", give_codes },
    { "rate", "rate", "=", "a text such as \"2/s\"", give_each },
    { "per_host", "per-host-of", "=", "a whole number", give_number },
    { "header", "header", ": ", "a text such as \"Name: value\", or several in an array",
      give_each },
    { "timeout", "timeout-of", "=", "a number of seconds", give_number },
    { "skip", "exclude", "", "true or false", give_skip },
};
enum { HOST_KEYS = sizeof host_keys / sizeof *host_keys };

static bool unknown(const struct reading *r, const struct toml *node)
{
    const char *names[HOST_KEYS + 1];
    for (size_t i = 0; i < HOST_KEYS; i++) {
        names[i] = host_keys[i].key;
    }
    names[HOST_KEYS] = NULL;
    if (node->type == TOML_TABLE) {
        return config_wrong(r, node->key_at,
                            "a host's name stands in quotes: [host.\"www.example.org\"]");
    }
    const char *nearest = lf_nearest(node->key, names);
    return config_wrong(r, node->key_at, "a host has no '%s'%s%s%s", node->key,
                        nearest ? ": did you mean '"
                                : ", but accept, rate, per_host, header, "
                                  "timeout and skip",
                        nearest ? nearest : "", nearest ? "'?" : "");
}

static bool read_key(struct reading *r, const struct toml *host, const struct toml *node)
{
    for (size_t i = 0; i < HOST_KEYS; i++) {
        if (strcmp(host_keys[i].key, node->key) == 0) {
            return host_keys[i].give(r, &host_keys[i], host, node);
        }
    }
    return unknown(r, node);
}

/* --- Hosts --- */

/* A host's name, which may begin with "*." and holds neither a port nor a path. */
static bool check_name(const struct reading *r, const struct toml *host)
{
    const char *name = host->key + (strncmp(host->key, "*.", 2) == 0 ? 2 : 0);
    bool bracketed = *name == '[' && name[strcspn(name, "]")] == ']';
    if (strcmp(name, "*") == 0) {
        return config_wrong(r, host->key_at, "what holds for every host stands at the top");
    }
    if (!*name || strpbrk(name, bracketed ? "*/ =@?#" : "*/ =@?#:")) {
        return config_wrong(r, host->key_at,
                            "'%s' is no host: write it as in www.example.org or *.example.org",
                            host->key);
    }
    return true;
}

static bool read_host(struct reading *r, const struct toml *host)
{
    if (host->type != TOML_TABLE) {
        return config_wrong(r, host->key_at,
                            "'%s' should stand under a host: [host.\"www.example.org\"]",
                            host->key);
    }
    bool good = check_name(r, host);
    for (const struct toml *node = host->first; good && node; node = node->next) {
        good = read_key(r, host, node);
    }
    return good;
}

bool config_hosts(struct reading *r, const struct toml *hosts)
{
    if (hosts->type != TOML_TABLE) {
        return config_wrong(r, hosts->at, "host takes tables: [host.\"www.example.org\"]");
    }
    bool good = true;
    for (const struct toml *host = hosts->first; good && host; host = host->next) {
        good = read_host(r, host);
    }
    return good;
}
