#include "cli/command.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { COMMANDS_MOST = 16 };

static const struct command *find_command(const char *name)
{
    const char *names[COMMANDS_MOST + 1] = { NULL };
    for (size_t i = 0; commands[i] && i < COMMANDS_MOST; i++) {
        if (strcmp(commands[i]->name, name) == 0) {
            return commands[i];
        }
        names[i] = commands[i]->name;
    }
    if (*name == '-') {
        say("'%s' stands before a command: write landfall COMMAND %s; 'landfall --help' lists the "
            "commands",
            name, name);
        return NULL;
    }
    const char *nearest = lf_nearest(name, names);
    say("no command is named '%s'%s%s%s 'landfall --help' lists them", name,
        nearest ? ": did you mean '" : "", nearest ? nearest : "", nearest ? "'?" : ";");
    return NULL;
}

/* A closed stdin, stdout or stderr is opened on nothing, or the next file that is opened would
 * stand in its place. Reading the one and writing the other fail as if they were still closed. */
static bool keep_standard_files(void)
{
    static const int modes[] = { O_WRONLY, O_RDONLY, O_WRONLY };
    for (int fd = 0; fd < 3; fd++) {
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", modes[fd]) != fd) {
            return false;
        }
    }
    return true;
}

/* What the libraries below would read by themselves: where to log the keys of connections, which
 * code to load, where to find proxies and certificates. Nothing of it is to change a run. */
static void forget_environment(void)
{
    static const char *const names[] = {
        "SSLKEYLOGFILE",   "OPENSSL_CONF",     "OPENSSL_CONF_INCLUDE",
        "OPENSSL_MODULES", "OPENSSL_ENGINES",  "SSL_CERT_FILE",
        "SSL_CERT_DIR",    "CTLOG_FILE",       "RANDFILE",
        "http_proxy",      "https_proxy",      "HTTPS_PROXY",
        "all_proxy",       "ALL_PROXY",        "no_proxy",
        "NO_PROXY",        "CURL_SSL_BACKEND", "NETRC",
        "CARES_HOSTS",     "HOSTALIASES",      "LOCALDOMAIN",
        "RES_OPTIONS",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        unsetenv(names[i]);
    }
}

static int end_of_help(void)
{
    bool failed = fflush(stdout) != 0 || ferror(stdout); /* errno is that of the first fault */
    if (failed && errno != EPIPE) {
        say("stdout: cannot be written: %s", strerror(errno));
        return EXIT_TROUBLE;
    }
    return EXIT_DONE;
}

/* `about` is a command's name, or NULL: all of them. */
static int tell_help(const char *about)
{
    const struct command *command = about ? find_command(about) : NULL;
    if (about && !command) {
        return EXIT_TROUBLE;
    }
    if (command) {
        help_command(command, stdout);
    } else {
        help_all(stdout);
    }
    return end_of_help();
}

static int tell(const struct command *command, struct settings *settings)
{
    int code = command->tell(settings);
    return code == EXIT_DONE ? end_of_help() : code;
}

static int start(const struct command *command, int count, char **arguments)
{
    struct settings settings = { .session = LF_OPTIONS };
    int code = EXIT_TROUBLE;
    if (options_read(&settings, command, count, arguments)) {
        if (settings.help) {
            help_command(command, stdout);
        }
        code = settings.help   ? end_of_help()
               : command->tell ? tell(command, &settings)
                               : run_command(command, &settings);
    }
    options_free(&settings);
    return code;
}

int main(int count, char **arguments)
{
    forget_environment();
    if (!keep_standard_files()) {
        return EXIT_TROUBLE;
    }
    if (count < 2) {
        help_all(stderr);
        return EXIT_TROUBLE;
    }
    const char *first = arguments[1];
    if (strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0 || strcmp(first, "help") == 0) {
        return tell_help(arguments[2]);
    }
    if (strcmp(first, "--version") == 0 || strcmp(first, "-V") == 0) {
        printf("landfall %s\n", lf_version());
        return end_of_help();
    }
    const struct command *command = find_command(first);
    return command ? start(command, count - 2, arguments + 2) : EXIT_TROUBLE;
}
