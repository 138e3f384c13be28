#include "cli/command.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum takes {
    TAKES_NOTHING, /* bool */
    TAKES_FLAG,    /* int of lf_options */
    TAKES_TEXT,    /* const char * */
    TAKES_SECONDS, /* double */
    TAKES_COUNT,   /* unsigned */
    TAKES_SOME,    /* the same, above 0 */
    TAKES_EACH,    /* a list: one for each time it is given */
    TAKES_COMMAS,  /* a list: one for each part between commas */
};

struct option {
    const char *name;
    char letter;
    unsigned group;
    enum takes takes;
    size_t at; /* offset in struct settings */
    const char *value, *summary;
};

#define AT(field) offsetof(struct settings, field)

static const struct option options[] = {
    { "--format", 0, GROUP_ALL, TAKES_TEXT, AT(format), "NAME", "layout of the records (below)" },
    { "--output", 'o', GROUP_ALL, TAKES_TEXT, AT(output), "FILE",
      "write the records to FILE instead of stdout" },
    { "--quiet", 'q', GROUP_ALL, TAKES_NOTHING, AT(quiet), NULL, "say nothing but errors" },
    { "--verbose", 'v', GROUP_ALL, TAKES_NOTHING, AT(verbose), NULL, "say what is being done" },
    { "--color", 0, GROUP_ALL, TAKES_TEXT, AT(color), "WHEN",
      "color messages: auto, always or never" },
    { "--no-progress", 0, GROUP_ALL, TAKES_NOTHING, AT(no_progress), NULL,
      "show no progress on a terminal" },
    { "--jobs", 0, GROUP_ALL, TAKES_SOME, AT(session.jobs), "N",
      "threads that scan and write (the processors)" },
    { "--ordered", 0, GROUP_ALL, TAKES_FLAG, AT(session.ordered), NULL,
      "write the records in the order of the inputs" },
    { "--help", 'h', GROUP_ALL, TAKES_NOTHING, AT(help), NULL, "show this" },
    { "--type", 0, GROUP_INPUT, TAKES_TEXT, AT(session.type), "TYPE",
      "what the inputs are: text, html or markdown" },
    { "--files-from", 0, GROUP_INPUT, TAKES_TEXT, AT(files_from), "FILE",
      "read the inputs' names from FILE, one a line" },
    { "--bare-domains", 0, GROUP_INPUT, TAKES_FLAG, AT(session.bare_domains), NULL,
      "also find example.com, without path or scheme" },
    { "--resources", 0, GROUP_INPUT, TAKES_FLAG, AT(session.resources), NULL,
      "also find images, videos and other files that a page shows" },
    { "--only", 0, GROUP_ALL, TAKES_COMMAS, AT(session.only), "KIND[,KIND]",
      "take only short, media, permalink, wrapped or web links" },
    { "--exclude", 0, GROUP_ALL, TAKES_EACH, AT(session.exclude), "REGEX",
      "leave out links that match; may be given again" },
    { "--timeout", 0, GROUP_NETWORK, TAKES_SECONDS, AT(session.timeout), "S",
      "seconds for one link's whole chain (30)" },
    { "--max-time", 0, GROUP_NETWORK, TAKES_SECONDS, AT(session.max_time), "S",
      "seconds for the whole run; links still open then are skipped" },
    { "--max-hops", 0, GROUP_NETWORK, TAKES_COUNT, AT(session.max_hops), "N",
      "hops to follow (20)" },
    { "--retries", 0, GROUP_NETWORK, TAKES_COUNT, AT(session.retries), "N",
      "more tries after a passing fault (1)" },
    { "--concurrency", 0, GROUP_NETWORK, TAKES_SOME, AT(session.concurrency), "N",
      "requests in flight (64)" },
    { "--per-host", 0, GROUP_NETWORK, TAKES_SOME, AT(session.per_host), "N",
      "of those, to one host (8)" },
    { "--user-agent", 0, GROUP_NETWORK, TAKES_TEXT, AT(session.user_agent), "S",
      "what to call ourselves" },
    { "--header", 0, GROUP_NETWORK, TAKES_EACH, AT(session.headers), "'HOST: NAME: VALUE'",
      "a header for one host" },
    { "--cacert", 0, GROUP_NETWORK, TAKES_TEXT, AT(session.cacert), "FILE",
      "trust these certificates instead of the system's" },
    { "--connect-to", 0, GROUP_NETWORK, TAKES_EACH, AT(session.connect_to), "H1:P1:H2:P2",
      "connect to H2:P2 for H1:P1" },
    { "--resolve", 0, GROUP_NETWORK, TAKES_EACH, AT(session.resolve), "HOST:PORT:ADDR",
      "use this address for the host" },
    { "--proxy", 0, GROUP_NETWORK, TAKES_TEXT, AT(session.proxy), "URL",
      "send requests through a proxy" },
    { "--proxy-dns", 0, GROUP_NETWORK, TAKES_FLAG, AT(session.proxy_dns), NULL,
      "leave looking up names to the proxy" },
    { "--allow-net", 0, GROUP_NETWORK, TAKES_EACH, AT(session.allow_net), "CIDR",
      "allow a private or special range" },
    { "--offline", 0, GROUP_NETWORK, TAKES_FLAG, AT(session.offline), NULL, "follow nothing" },
};

enum { OPTION_COUNT = sizeof options / sizeof *options, DASHES = 2 };

static bool suits(const struct option *option, const struct command *command)
{
    return option->group == GROUP_ALL || (option->group & command->groups);
}

static const struct option *find_long(const struct command *command, const char *name,
                                      size_t length)
{
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (suits(&options[i], command) && strlen(options[i].name) == length &&
            memcmp(options[i].name, name, length) == 0) {
            return &options[i];
        }
    }
    return NULL;
}

static const struct option *find_short(const struct command *command, char letter)
{
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (letter && suits(&options[i], command) && options[i].letter == letter) {
            return &options[i];
        }
    }
    return NULL;
}

/* Another command that has the option, or NULL. */
static const struct command *find_owner(const char *name, int length)
{
    for (const struct command *const *c = commands; *c; c++) {
        if (find_long(*c, name, (size_t)length)) {
            return *c;
        }
    }
    return NULL;
}

/* What a command lacks: another's option, or a word near one of its own. The dashes say nothing
 * about what was meant. */
static bool say_unknown(const struct command *command, const char *name, int length)
{
    const struct command *owner = find_owner(name, length);
    if (owner) {
        say("%s has no option '%.*s', which %s has; 'landfall %s --help' lists its own",
            command->name, length, name, owner->name, command->name);
        return false;
    }
    char word[64];
    snprintf(word, sizeof word, "%.*s", length, name);
    const char *names[OPTION_COUNT + 1];
    size_t count = 0;
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (suits(&options[i], command)) {
            names[count++] = options[i].name + DASHES;
        }
    }
    names[count] = NULL;
    const char *nearest = suggest(word + strspn(word, "-"), names);
    say("%s has no option '%.*s'%s%s%s 'landfall %s --help' lists them", command->name, length,
        name, nearest ? ": did you mean '--" : "", nearest ? nearest : "", nearest ? "'?" : ";",
        command->name);
    return false;
}

/* Grows a NULL-terminated list of strings, which is the settings' own. */
static bool append(const char *const **list, const char *value)
{
    size_t count = 0;
    while (*list && (*list)[count]) {
        count++;
    }
    const char **longer = reallocarray((void *)*list, count + 2, sizeof *longer);
    if (!longer) {
        say("out of memory");
        return false;
    }
    longer[count] = value;
    longer[count + 1] = NULL;
    *list = longer;
    return true;
}

/* Cuts the value, which is the process's own argument, at its commas. */
static bool append_parts(const char *const **list, char *value)
{
    char *rest = value;
    for (char *part = strsep(&rest, ","); part; part = strsep(&rest, ",")) {
        if (*part && !append(list, part)) {
            return false;
        }
    }
    return true;
}

enum { SECONDS_MOST = 86400, COUNT_MOST = 1000000 };

static bool read_seconds(const char *value, double *out)
{
    char *end;
    *out = strtod(value, &end);
    return end != value && *end == '\0' && *out > 0 && *out <= SECONDS_MOST;
}

static bool read_count(const char *value, unsigned least, unsigned *out)
{
    char *end;
    errno = 0;
    unsigned long n = strtoul(value, &end, 10);
    *out = (unsigned)n;
    return *value >= '0' && *value <= '9' && *end == '\0' && errno == 0 && n >= least &&
           n <= COUNT_MOST;
}

static void say_range(const struct option *option, const char *value)
{
    if (option->takes == TAKES_SECONDS) {
        say("%s takes a number of seconds above 0, at most %d, not '%s'", option->name,
            SECONDS_MOST, value);
        return;
    }
    say("%s takes a whole number from %d to %d, not '%s'", option->name,
        option->takes == TAKES_SOME ? 1 : 0, COUNT_MOST, value);
}

static bool set(struct settings *settings, const struct option *option, char *value)
{
    void *field = (char *)settings + option->at;
    bool good = true;
    switch (option->takes) {
    case TAKES_NOTHING:
        *(bool *)field = true;
        break;
    case TAKES_FLAG:
        *(int *)field = 1;
        break;
    case TAKES_TEXT:
        *(const char **)field = value;
        break;
    case TAKES_SECONDS:
        good = read_seconds(value, field);
        break;
    case TAKES_COUNT:
        good = read_count(value, 0, field);
        break;
    case TAKES_SOME:
        good = read_count(value, 1, field);
        break;
    case TAKES_EACH:
        return append(field, value);
    case TAKES_COMMAS:
        return append_parts(field, value);
    }
    if (!good) {
        say_range(option, value);
    }
    return good;
}

/* The arguments still to be read. */
struct arguments {
    char **at, **end;
};

static bool read_value(struct settings *settings, const struct option *option, char *attached,
                       struct arguments *rest)
{
    bool needs = option->takes != TAKES_NOTHING && option->takes != TAKES_FLAG;
    if (!needs && attached) {
        say("%s takes no value", option->name);
        return false;
    }
    if (needs && !attached) {
        if (rest->at == rest->end) {
            say("%s needs a value: %s %s", option->name, option->name, option->value);
            return false;
        }
        attached = *rest->at++;
    }
    return set(settings, option, attached);
}

static bool read_long(struct settings *settings, const struct command *command, char *argument,
                      struct arguments *rest)
{
    char *equals = strchr(argument, '=');
    size_t length = equals ? (size_t)(equals - argument) : strlen(argument);
    const struct option *option = find_long(command, argument, length);
    if (!option) {
        return say_unknown(command, argument, (int)length);
    }
    return read_value(settings, option, equals ? equals + 1 : NULL, rest);
}

/* "-q", "-qv", "-oFILE", "-o FILE". */
static bool read_letters(struct settings *settings, const struct command *command, char *argument,
                         struct arguments *rest)
{
    for (char *at = argument + 1; *at; at++) {
        const struct option *option = find_short(command, *at);
        if (!option) {
            return say_unknown(command, argument, (int)strlen(argument));
        }
        bool needs = option->takes != TAKES_NOTHING;
        if (!read_value(settings, option, needs && at[1] ? at + 1 : NULL, rest)) {
            return false;
        }
        if (needs) {
            return true;
        }
    }
    return true;
}

/* Says which formats there are, and which one is nearest. */
static bool say_no_format(const char *name)
{
    enum { FORMATS_MOST = 16 };
    const char *names[FORMATS_MOST + 1] = { NULL };
    char known[256] = "";
    size_t length = 0;
    for (size_t i = 0; formats[i] && i < FORMATS_MOST && length < sizeof known; i++) {
        names[i] = formats[i]->name;
        const char *between = i == 0 ? "" : formats[i + 1] ? ", " : " and ";
        length +=
            (size_t)snprintf(known + length, sizeof known - length, "%s'%s'", between, names[i]);
    }
    const char *nearest = suggest(name, names);
    say("no format is named '%s'%s%s%s %s are known", name, nearest ? ": did you mean '" : "",
        nearest ? nearest : "", nearest ? "'?" : ";", known);
    return false;
}

static bool check(const struct settings *settings)
{
    if (settings->format && !format_named(settings->format)) {
        return say_no_format(settings->format);
    }
    static const char *const whens[] = { "auto", "always", "never" };
    for (size_t i = 0; i < 3; i++) {
        if (!settings->color || strcmp(settings->color, whens[i]) == 0) {
            return true;
        }
    }
    say("--color takes auto, always or never, not '%s'", settings->color);
    return false;
}

bool options_read(struct settings *settings, const struct command *command, int count,
                  char **arguments)
{
    struct arguments rest = { arguments, arguments + count };
    settings->operands = calloc((size_t)count + 1, sizeof *settings->operands);
    if (!settings->operands) {
        say("out of memory");
        return false;
    }
    bool only_operands = false;
    bool good = true;
    while (good && rest.at < rest.end) {
        char *argument = *rest.at++;
        if (only_operands || argument[0] != '-' || argument[1] == '\0') {
            settings->operands[settings->operand_count++] = argument;
        } else if (strcmp(argument, "--") == 0) {
            only_operands = true;
        } else {
            good = argument[1] == '-' ? read_long(settings, command, argument, &rest)
                                      : read_letters(settings, command, argument, &rest);
        }
    }
    return good && check(settings);
}

void options_free(struct settings *settings)
{
    free((void *)settings->session.connect_to);
    free((void *)settings->session.resolve);
    free((void *)settings->session.allow_net);
    free((void *)settings->session.headers);
    free((void *)settings->session.only);
    free((void *)settings->session.exclude);
    free((void *)settings->operands);
}

void options_help(const struct command *command, FILE *to)
{
    fprintf(to, "landfall %s [OPTION...] %s\n\n%s\n\nOptions\n", command->name, command->operands,
            command->summary);
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (suits(&options[i], command)) {
            char name[64];
            snprintf(name, sizeof name, "%s %s", options[i].name,
                     options[i].value ? options[i].value : "");
            fprintf(to, "  %c%c%c %-31s %s\n", options[i].letter ? '-' : ' ',
                    options[i].letter ? options[i].letter : ' ', options[i].letter ? ',' : ' ',
                    name, options[i].summary);
        }
    }
    fputs("\nFormats\n", to);
    for (size_t i = 0; formats[i]; i++) {
        fprintf(to, "  %-8s %s\n", formats[i]->name, formats[i]->summary);
    }
    fputs("\nWithout --format it is json on a terminal and ndjson otherwise.\n", to);
}
