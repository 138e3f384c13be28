/* What a word says that is to leave something out, and what looks like one and is none. */
#ifndef SCAN_READ_IGNORE_MARK_H
#define SCAN_READ_IGNORE_MARK_H

#include "base/nearest.h"
#include "record.h"

struct ignores;

enum ignore_kind { IGNORE_FROM, IGNORE_TO, IGNORE_FILE, IGNORE_HERE };

struct ignore_mark {
    enum ignore_kind kind;
    uint64_t offset;    /* of the word, in the decoded input */
    uint64_t line;      /* where it stands ... */
    uint64_t next_line; /* ... alone, and what it speaks of; 0: of its own line */
    uint64_t column;
    bool alone, limited;
    uint64_t reasons;
    unsigned classes;
};

/* A byte of a word: a letter of any script, a digit, a hyphen. */
static inline bool ignore_is_word(char c)
{
    return ascii_is_alnum(c) || c == '-' || c == '_' || (unsigned char)c >= 0x80;
}

/* The mark at the beginning of *rest, which is taken off. What is wrong with it is *wrong, if
 * anything is. False: that is the whole word, and no mark. */
bool ignore_mark_read(struct slice *rest, struct ignore_mark *mark, struct slice *wrong);

/* What looks like a mark, or like what one is limited to, and is none. */
struct ignore_found_slip {
    uint64_t offset, line, column; /* of the mark */
    char word[NEAREST_LONGEST + 1];
    bool limits;
};

/* Notes that this word was to be a mark, unless it has nothing of one, or the name of a class or
 * reason. */
void ignore_slip_note(struct ignores *i, const struct ignore_found_slip *at, struct slice word);

/* What was meant; NULL: nobody can tell. */
const char *ignore_slip_meant(const struct ignore_found_slip *slip);

#endif
