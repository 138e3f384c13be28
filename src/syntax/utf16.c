#include "syntax/utf16.h"

#include "syntax/utf8.h"

static bool is_lead(uint32_t unit)
{
    return unit >= 0xd800 && unit <= 0xdbff;
}

static bool is_trail(uint32_t unit)
{
    return unit >= 0xdc00 && unit <= 0xdfff;
}

static void add_unit(struct utf16 *u, uint32_t unit, struct buffer *into)
{
    uint32_t lead = u->lead;
    u->lead = 0;
    if (lead && is_trail(unit)) {
        utf8_encode(0x10000 + ((lead - 0xd800) << 10) + (unit - 0xdc00), into);
        return;
    }
    if (lead) {
        utf8_encode(UTF8_REPLACEMENT, into);
    }
    if (is_lead(unit)) {
        u->lead = unit;
    } else {
        utf8_encode(is_trail(unit) ? UTF8_REPLACEMENT : unit, into);
    }
}

void utf16_decode(struct utf16 *u, struct slice piece, struct buffer *into)
{
    for (size_t i = 0; i < piece.length; i++) {
        unsigned char byte = (unsigned char)piece.data[i];
        if (u->half) {
            unsigned high = u->big_endian ? u->byte : byte;
            unsigned low = u->big_endian ? byte : u->byte;
            add_unit(u, high << 8 | low, into);
        }
        u->byte = byte;
        u->half = !u->half;
    }
}

void utf16_finish(struct utf16 *u, struct buffer *into)
{
    if (u->lead || u->half) {
        utf8_encode(UTF8_REPLACEMENT, into);
    }
    u->lead = 0;
    u->half = false;
}
