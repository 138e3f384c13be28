/* The articles that are written back, from being named to being written: what each is, where it
 * goes, and what must not be written. */
#ifndef CLI_TARGETS_H
#define CLI_TARGETS_H

#include "cli/command.h"

/* Which file it is, whatever its name. */
struct identity {
    dev_t dev;
    ino_t ino;
};

/* An article that was named or met. */
struct target {
    char *name;        /* as users know it */
    char *inside;      /* where it lies in the folder of outputs */
    char *path;        /* where it is written to; NULL: stdout */
    struct stat about; /* of what was named */
    int fd;            /* of what can be opened only once; -1: it is a file */
    bool is_page;      /* it is asked for, and is no file */
    bool is_refused;
};

/* Starts as { 0 }. */
struct targets {
    struct target *list;
    size_t count, room;
    struct identity *inputs; /* of all that is read, sorted */
    size_t input_count;
};

void targets_free(struct targets *targets);

/* Adds an article, which is not read yet. False: out of memory. */
bool targets_add(struct targets *targets, const struct input *input);

/* Finds where each is to be written, and refuses what must not be; says why. False: nothing is to
 * be done. */
bool targets_place(struct run *run, struct targets *targets);

/* Behind the name of a text that is written: its record. */
#define TARGETS_RECORD ".landfall.json"

/* Opens one to be read; -1: it says why not. */
int targets_open(struct run *run, const struct target *target);

/* Writes bytes to where an article is to be, or, with a suffix, into a file beside it. On failure
 * says why. */
void targets_write(struct run *run, const struct target *target, const char *suffix,
                   const char *bytes, size_t length);

#endif
