/* The words that an option takes, read out of what is told of it. */
#include "cli/command.h"

#include <ctype.h>
#include <string.h>

/* Writes the words of "text, html or markdown" with spaces between them; false: `takes` is a
 * description instead. */
static bool read_words(const char *takes, char words[WORDS_ROOM])
{
    char text[WORDS_ROOM];
    size_t count = 0;
    words[0] = '\0';
    snprintf(text, sizeof text, "%s", takes);
    for (char *rest = text, *word = strsep(&rest, " "); word; word = strsep(&rest, " ")) {
        word[strcspn(word, ",")] = '\0';
        bool last = strcmp(word, "or") == 0;
        if (last && count > 0) {
            continue;
        }
        if (!islower((unsigned char)*word) || (count == 0 && strcmp(word, "a") == 0)) {
            return false;
        }
        size_t length = strlen(words);
        snprintf(words + length, WORDS_ROOM - length, "%s%s", count++ ? " " : "", word);
    }
    return count > 1;
}

static void list_formats(char words[WORDS_ROOM])
{
    words[0] = '\0';
    for (size_t i = 0; formats[i]; i++) {
        size_t length = strlen(words);
        snprintf(words + length, WORDS_ROOM - length, "%s%s", i ? " " : "", formats[i]->name);
    }
}

void options_takes(const lf_option *option, char takes[WORDS_ROOM])
{
    snprintf(takes, WORDS_ROOM, "%s", option->takes ? option->takes : "a text in quotes");
    if (!option->argument) {
        snprintf(takes, WORDS_ROOM, "true or false");
    }
    for (size_t i = 0, length = 0;
         strcmp(option->name, "format") == 0 && formats[i] && length < WORDS_ROOM; i++) {
        const char *between = i == 0 ? "" : formats[i + 1] ? ", " : " or ";
        length += (size_t)snprintf(takes + length, WORDS_ROOM - length, "%s%s", between,
                                   formats[i]->name);
    }
}

/* Of "alive or dead, = and a duration" what stands before the =. */
void options_names(const lf_option *option, char names[WORDS_ROOM])
{
    char takes[WORDS_ROOM];
    snprintf(takes, sizeof takes, "%s", option->takes ? option->takes : "");
    char *end = strstr(takes, ", = ");
    names[0] = '\0';
    if (end) {
        *end = '\0';
        if (!read_words(takes, names)) {
            names[0] = '\0';
        }
    }
}

void options_words(const lf_option *option, char words[WORDS_ROOM])
{
    if (strcmp(option->name, "format") == 0) {
        list_formats(words);
    } else if (!option->takes || !read_words(option->takes, words)) {
        words[0] = '\0';
    }
}
