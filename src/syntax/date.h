/* Dates as words: "June 19, 2018". A row of data a language; English so far. */
#ifndef SYNTAX_DATE_H
#define SYNTAX_DATE_H

#include "base/slice.h"
#include "base/time.h"

/* Reads a date at the start of s ("June 19, 2018", "19 June 2018", "Jun 19, 2018"), spaces of any
 * kind between its words, and gives how many bytes it took; 0 if there is none or if it is no day
 * of the calendar. What follows the year may be glued to it, unless that is a digit. */
size_t date_read(struct slice s, struct civil *out);

#endif
