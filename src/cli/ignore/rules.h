/* The rules of a .gitignore file: gitignore(5). */
#ifndef CLI_IGNORE_RULES_H
#define CLI_IGNORE_RULES_H

#include <stdbool.h>
#include <stddef.h>

enum { RULES_MOST = 1 << 20 }; /* bytes of a file */

/* What a path is told to be by the last rule that fits it. */
enum told { TOLD_NOTHING, TOLD_OUT, TOLD_IN };

struct rules;

/* Reads the text of a file, of which it keeps a copy. NULL: out of memory. */
struct rules *rules_read(const char *text, size_t length);

/* No rules, to which patterns are added as they are: "#" and "!" mean nothing in them. */
struct rules *rules_new(void);
bool rules_add(struct rules *rules, const char *pattern);

void rules_free(struct rules *rules);

/* What is told of a path, which is relative to the file's folder; of the folders on the way to it
 * nothing is asked. */
enum told rules_look(const struct rules *rules, const char *path, bool is_folder);

#endif
