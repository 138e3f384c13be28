/* The pieces of a date in words: spaces, numbers, names. Each function takes its piece off the
 * start of *s and says whether there was one; where there was none *s stays as it was. */
#ifndef SYNTAX_DATE_PARTS_H
#define SYNTAX_DATE_PARTS_H

#include "base/slice.h"
#include "base/time.h"

#include <stdint.h>

/* A word by its key: small letters without accents (see date_languages.py). What its numbers mean
 * is its table's business. */
struct date_name {
    const char *key;
    unsigned char value, other, flag;
};

/* A table of names in the order of their keys' bytes. */
struct date_table {
    const struct date_name *names;
    size_t count;
    size_t longest;    /* bytes of the longest key */
    uint64_t first[4]; /* bit b: a key begins with the byte b */
};

/* Months: `value` is the month's number, or 0 where a number follows the word; `other` is it where
 * a full stop stands behind the day; `flag`: its languages write one behind the year too.
 * Halves of the day: `value` is 1 in the afternoon. */
extern const struct date_table date_months, date_weekdays, date_halves;

/* Little words: `leads` stand before a day, `links` between a day, a month and a year, `joins`
 * between a date and a time, `eras` before a year (`value` 1: the Buddhist one), `year_ends`
 * behind a year that comes last. `ordinals` stand behind a day; those of `value` 1 may be glued to
 * what follows. `year_starts` stand behind a year that comes first; `value` 1: a full stop may
 * stand behind the day too; `other` 1: the day may come before the month. */
extern const struct date_table date_leads, date_links, date_joins, date_eras, date_year_ends,
    date_ordinals, date_year_starts;

/* Whether a key of the table begins with a byte. */
static inline bool date_may_begin(const struct date_table *table, char c)
{
    unsigned char byte = (unsigned char)c;
    return table->first[byte / 64] >> byte % 64 & 1;
}

/* Up to 16 spaces of any kind, one line break and marks of direction among them. False if no space
 * is, and then nothing is taken. */
bool date_take_spaces(struct slice *s);

/* Marks of direction and what else has no width. */
void date_skip_marks(struct slice *s);

/* The longest name of the table. It may end amid a word: what must follow tells. */
bool date_take_name(struct slice *s, const struct date_table *table, const struct date_name **out);

/* The same, and no letter or digit follows, or the name is of a script without spaces. */
bool date_take_word(struct slice *s, const struct date_table *table, const struct date_name **out);

/* One of the characters of `set`. */
bool date_take_any(struct slice *s, struct slice set);

/* The full stop, apostrophe or sign of its script behind an abbreviation. */
bool date_take_abbreviation(struct slice *s);

/* How many decimal digits of one script s begins with, at most `most`, and the value of them. */
size_t date_count_digits(struct slice s, size_t most, int *value);

/* Takes `count` digits of any script, whatever follows them. */
void date_skip_digits(struct slice *s, size_t count);

/* Takes a number of `least` to `most` digits that no further digit follows. */
bool date_take_number(struct slice *s, size_t least, size_t most, int *out);

/* Reads "June 19, 2018", written exactly so, at the start of s, as date_read would, only sooner. 0:
 * it is not there, or what follows may belong to it. */
size_t date_read_english(struct slice s, struct civil *out);

/* Whether a letter or digit, of whatever script, begins s. */
bool date_is_word(struct slice s);

#endif
