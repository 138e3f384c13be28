#include "scan/find/reach.h"

#include "scan/find/line.h"
#include "scan/input/marks.h"

void reach_back(const struct start_search *q, size_t low, size_t most, struct reach *reach)
{
    struct slice s = q->context->view.s;
    const struct near_link *links = q->context->links.list;
    while (most > 0 && reach->at > low) {
        size_t from = reach->at > low + most ? reach->at - most : low;
        most -= marks_count_points(s.data + from, reach->at - from);
        for (; reach->links > 0 && links[reach->links - 1].end > from; reach->links--) {
            most += links[reach->links - 1].end - links[reach->links - 1].start;
        }
        reach->at = from;
    }
}

/* The rest of a line may be part of furniture, and so may the name and white space behind it. */
size_t reach_furniture(const struct start_search *q, size_t low, struct reach reach)
{
    enum { FURNITURE_MOST = 128 };
    struct slice s = q->context->view.s;
    reach_back(q, low, q->name.length + FURNITURE_MOST, &reach);
    size_t at = reach.at;
    while (at > low && (ascii_is_space(s.data[at - 1]) || (unsigned char)s.data[at - 1] >= 0x80)) {
        at--;
    }
    return line_start(s, at, low);
}

bool reach_ends_above(const struct start_search *q, size_t start, size_t low, struct reach reach)
{
    struct slice s = q->context->view.s;
    size_t end = start;
    while (end > low && ascii_is_space(s.data[end - 1])) {
        end--;
    }
    size_t at = reach.at;
    size_t line = line_start(s, end, at < end ? at : end);
    return at > low && (line < at || (line == at && !line_is_break(s.data[at - 1])));
}
