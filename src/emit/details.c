/* Lines that are folded at spaces where a width is told; a URL stays whole. */
#include "emit/details.h"

enum { INDENT = 4, CONTINUED = 6, WIDTH_LEAST = 40 };

struct lines {
    struct printer *p;
    unsigned width;  /* 0: nothing is folded */
    unsigned column; /* of what was printed on this line */
    bool any;        /* a word follows the label */
};

static struct lines begin_lines(struct printer *p, unsigned width, const char *label)
{
    unsigned room = width && width < WIDTH_LEAST ? WIDTH_LEAST : width;
    print(p, "    ");
    print(p, label);
    return (struct lines){ p, room, INDENT + (unsigned)strlen(label), false };
}

/* As code points: what is wider is rare, and a terminal folds it itself. */
static unsigned width_of(struct slice word)
{
    struct visible v = visible_of(word);
    char room[VISIBLE_ROOM];
    unsigned width = 0;
    for (struct slice s = visible_next(&v, room); s.length; s = visible_next(&v, room)) {
        for (size_t i = 0; i < s.length; i++) {
            width += ((unsigned char)s.data[i] & 0xc0) != 0x80;
        }
    }
    return width;
}

static void print_word(struct lines *l, struct slice word)
{
    unsigned width = width_of(word);
    if (l->any && l->width && l->column + 1 + width > l->width) {
        print(l->p, "\n      ");
        l->column = CONTINUED;
    } else {
        print(l->p, " ");
        l->column++;
    }
    print_outside(l->p, word);
    l->column += width;
    l->any = true;
}

static void print_words(struct lines *l, struct slice words)
{
    while (words.length) {
        struct slice word = slice_cut(&words, ' ');
        if (word.length) {
            print_word(l, word);
        }
    }
}

static void print_hop(struct printer *p, unsigned width, const struct hop *hop)
{
    char status[] = "---";
    if (hop->status >= 100 && hop->status <= 999) {
        snprintf(status, sizeof status, "%d", hop->status);
    }
    struct lines l = begin_lines(p, width, status);
    print_word(&l, hop->url);
    if (hop->via > VIA_REDIRECT) {
        print(p, " (");
        print(p, via_word(hop->via));
        print(p, ")");
    }
    print(p, "\n");
}

/* A chain of one is told by the first line. */
static void print_chain(struct printer *p, unsigned width, const struct finding *f)
{
    for (size_t i = 0; f->hop_count > 1 && i < f->hop_count; i++) {
        print_hop(p, width, &f->hops[i]);
    }
}

static void print_archive(struct printer *p, unsigned width, const struct archive *archive)
{
    char day[TIME_TEXT];
    int length = time_format(archive->datetime, TIME_DAY, day);
    struct lines l = begin_lines(p, width, "archive:");
    print_word(&l, archive->url);
    print(p, " (");
    print_slice(p, slice_of(day, (size_t)length));
    print(p, ")\n");
}

static void print_help(struct printer *p, unsigned width, const struct finding *f, bool hinted)
{
    if (f->archive && f->archive->url.length) {
        print_archive(p, width, f->archive);
    }
    if (f->hint.length && !hinted) {
        struct lines l = begin_lines(p, width, "hint:");
        print_words(&l, f->hint);
        print(p, "\n");
    }
}

void details_print(struct printer *p, const struct finding *f, unsigned width, bool hinted)
{
    print_chain(p, width, f);
    print_help(p, width, f, hinted);
}
