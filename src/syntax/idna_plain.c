/* Domains of everyday letters, of which each stands for itself or its small form: what UTS #46
 * makes of them is known without asking libidn2. Nearly all there are. */
#include "syntax/idna.h"
#include "syntax/utf8.h"

/* Letters since Unicode 1.1 that are in Normalization Form C in any order, none of them a mark,
 * joiner or from right to left. */
static const struct {
    uint32_t first, last;
    unsigned char small; /* how far from it its small form is */
} letters[] = {
    { 0xc0, 0xd6, 0x20 },   { 0xd8, 0xde, 0x20 },   { 0xe0, 0xf6, 0 },      { 0xf8, 0xff, 0 },
    { 0x391, 0x3a1, 0x20 }, { 0x3a3, 0x3a9, 0x20 }, { 0x3b1, 0x3c1, 0 },    { 0x3c3, 0x3c9, 0 },
    { 0x401, 0x40c, 0x50 }, { 0x40e, 0x40f, 0x50 }, { 0x410, 0x42f, 0x20 }, { 0x430, 0x44f, 0 },
    { 0x451, 0x45c, 0 },    { 0x45e, 0x45f, 0 },    { 0x3041, 0x3094, 0 },  { 0x30a1, 0x30fa, 0 },
    { 0x4e00, 0x9fa5, 0 },  { 0xac00, 0xd7a3, 0 },
};

/* The small form of a letter; 0: it is none of these. */
static uint32_t small_form(uint32_t code)
{
    for (size_t i = 0; i < sizeof letters / sizeof *letters && code >= letters[i].first; i++) {
        if (code <= letters[i].last) {
            return code + letters[i].small;
        }
    }
    return 0;
}

bool idna_map_plain(struct slice domain, struct buffer *into)
{
    if (slice_find_nocase(domain, SLICE("xn--")) < domain.length) {
        return false;
    }
    while (domain.length) {
        size_t length = 1;
        char c = domain.data[0];
        if (ascii_is_alnum(c) || c == '-' || c == '.') {
            buffer_add_char(into, ascii_lower(c));
        } else {
            uint32_t code = small_form(utf8_decode(domain, &length));
            if (code == 0) {
                return false;
            }
            utf8_encode(code, into);
        }
        domain = slice_skip(domain, length);
    }
    return !into->failed;
}
