#include "places/glob.h"

/* Where a star is met, what it stands for grows from nothing as long as the rest does not match:
 * the last star alone, for what stood before it has the shortest match already. */
bool glob_match(struct slice pattern, struct slice s)
{
    size_t p = 0;
    size_t at = 0;
    size_t star = pattern.length;
    size_t after = 0;
    while (at < s.length) {
        if (p < pattern.length && pattern.data[p] == '*') {
            star = p++;
            after = at;
        } else if (p < pattern.length && ascii_lower(pattern.data[p]) == ascii_lower(s.data[at])) {
            p++;
            at++;
        } else if (star < pattern.length) {
            p = star + 1;
            at = ++after;
        } else {
            return false;
        }
    }
    while (p < pattern.length && pattern.data[p] == '*') {
        p++;
    }
    return p == pattern.length;
}
