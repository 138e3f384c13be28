#include "emit/print.h"

#include "emit/writer.h"

#include <errno.h>

struct printer printer_of(const struct report *r, const struct escapes *escapes)
{
    return (struct printer){ .to = r->to, .stop = r->stop, .escapes = escapes };
}

bool printer_good(const struct printer *p)
{
    if (p->failed) {
        errno = p->failed;
    }
    return !p->failed;
}

void print_slice(struct printer *p, struct slice s)
{
    if (!p->failed && p->stop && atomic_load(p->stop)) {
        p->failed = EINTR;
    }
    if (p->failed) {
        return;
    }
    p->length += s.length;
    if (p->to && s.length && fwrite(s.data, 1, s.length, p->to) != s.length) {
        p->failed = errno ? errno : EIO;
    }
}

void print(struct printer *p, const char *words)
{
    print_slice(p, slice_from(words));
}

void print_number(struct printer *p, uint64_t n)
{
    char digits[20];
    print_slice(p, slice_of(digits, (size_t)(put_number(digits, n) - digits)));
}

static const char *instead_of(const struct printer *p, char c)
{
    bool ascii = (unsigned char)c < 0x80;
    return p->escapes && ascii ? p->escapes->instead[(unsigned char)c] : NULL;
}

static void print_escaped(struct printer *p, struct slice s)
{
    size_t from = 0;
    for (size_t at = 0; at < s.length; at++) {
        const char *instead = instead_of(p, s.data[at]);
        if (instead) {
            print_slice(p, slice_part(s, from, at));
            print(p, instead);
            from = at + 1;
        }
    }
    print_slice(p, slice_skip(s, from));
}

static void print_visible(struct printer *p, struct visible v)
{
    char room[VISIBLE_ROOM];
    for (struct slice piece = visible_next(&v, room); piece.length;
         piece = visible_next(&v, room)) {
        if (piece.data == room) { /* "\\x1b": nothing is escaped by that in any grammar */
            print_slice(p, piece);
        } else {
            print_escaped(p, piece);
        }
    }
}

void print_outside(struct printer *p, struct slice s)
{
    print_visible(p, visible_of(s));
}

void print_path(struct printer *p, struct slice path)
{
    bool is_url = slice_find_nocase(path, SLICE("://")) < path.length;
    print_visible(p, is_url ? visible_of(path) : visible_of_path(path));
}
