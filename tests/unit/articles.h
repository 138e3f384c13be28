/* Articles made up for tests. */
#ifndef TESTS_ARTICLES_H
#define TESTS_ARTICLES_H

#include "base/buffer.h"
#include "unit/unit.h"

/* News-like filler with everything a scan looks for strewn in, many windows long. */
static inline void add_article(struct buffer *b, size_t length)
{
    static const char *const bits[] = {
        "The council met on Monday to hear how the repair of the old harbour wall went. ",
        "\n\n",
        "\r\n",
        "\r",
        "é–ü “quoted” ",
        "24/7 and/or a@b.example ",
        "日本語🛂 ",
        "https://t.co/%c%c%cAAAAAAA",
        "pic.twitter.com/%c%c%cBBBBBBB ",
        "https://a.example/%c/%c?%c=1&b#c ",
        "\n\n— Maya %c. Lind (@maya_%c%c) June 19, 2018",
        "https://t.co/%c%c%c… ",
        "x.com/%c%c%c ",
        "\n> — M%c (@maya_%c) [June %c9, 2018](https://twitter.com/maya_x/status/2018)\n",
        "\nhttps://twitter.com/a%c/status/2%c0\n",
        "youtu.be/%c%c",
        "(@a)\n",
        "http://",
        "----",
        "example.%com ",
        "> ",
        "  ",
    };
    unsigned state = 1;
    while (b->length < length) {
        state = state * 1103515245 + 12345;
        unsigned pick = state >> 16;
        const char *bit = pick % 3 ? bits[0] : bits[pick / 3 % COUNT_OF(bits)];
        for (; *bit; bit++) {
            char c = *bit;
            if (c == '%') {
                bit++;
                c = "abcdefghijklmnopqrstuvwxyz"[(state >> (*bit % 7)) % 26];
            }
            buffer_add_char(b, c);
            state = state * 1103515245 + 12345;
        }
    }
}

#endif
