#include "judge/patience.h"

#include "base/time.h"

enum { LOOKS_MOST = 1000000 };

bool patience_read(struct slice s, struct patience *out)
{
    unsigned long long looks;
    *out = (struct patience){ 0 };
    if (slice_number(s, LOOKS_MOST, &looks)) {
        out->looks = (unsigned)looks;
        return looks > 0;
    }
    bool has_unit = s.length && !ascii_is_digit(s.data[s.length - 1]);
    return has_unit && time_read_duration(s, &out->ms) && out->ms > 0;
}

bool patience_ended(const struct patience *p, unsigned looks, int64_t since, int64_t now)
{
    bool counted = looks > 0 && (p->looks > 0 || p->ms > 0);
    return !counted || (p->looks > 0 ? looks >= p->looks : now - since >= p->ms);
}
