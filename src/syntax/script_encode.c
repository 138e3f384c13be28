/* Functions of scripts that encode and decode strings. */
#include "syntax/script_inside.h"

#include "syntax/utf8.h"

void script_decode_percent(struct slice s, struct buffer *into)
{
    for (size_t i = 0; i < s.length; i++) {
        uint32_t code;
        if (s.data[i] == '%' && slice_read_hex(s, i + 1, 2, &code)) {
            buffer_add_char(into, (char)(unsigned char)code);
            i += 2;
        } else {
            buffer_add_char(into, s.data[i]);
        }
    }
}

/* Annex B.2.1.2: "%uXXXX", and "%XX" as characters of Latin-1. */
static void unescape_percent(struct slice s, struct buffer *into)
{
    while (s.length) {
        uint32_t code;
        size_t taken = 1;
        if (slice_starts(s, SLICE("%u")) && slice_read_hex(s, 2, 4, &code)) {
            taken = 6;
        } else if (s.data[0] == '%' && slice_read_hex(s, 1, 2, &code)) {
            taken = 3;
        }
        if (taken == 1) {
            buffer_add_char(into, s.data[0]);
        } else {
            bool scalar = code < 0xd800 || code > 0xdfff;
            utf8_encode(scalar ? code : UTF8_REPLACEMENT, into);
        }
        s = slice_skip(s, taken);
    }
}

static void encode_percent(struct slice s, const char *plain, struct buffer *into)
{
    for (size_t i = 0; i < s.length; i++) {
        if (ascii_is_alnum(s.data[i]) || (s.data[i] && strchr(plain, s.data[i]))) {
            buffer_add_char(into, s.data[i]);
        } else {
            buffer_printf(into, "%%%02X", (unsigned char)s.data[i]);
        }
    }
}

static void encode_component(struct slice s, struct buffer *into)
{
    encode_percent(s, "-_.!~*'()", into);
}

static void encode_uri(struct slice s, struct buffer *into)
{
    encode_percent(s, "-_.!~*'();/?:@&=+$,#", into);
}

/* Forgiving base64 (Infra Standard, section 7); what it gives are characters of Latin-1. */
static void decode_base64(struct slice s, struct buffer *into)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint32_t bits = 0;
    unsigned count = 0;
    for (size_t i = 0; i < s.length && s.data[i] != '='; i++) {
        const char *digit = s.data[i] ? strchr(digits, s.data[i]) : NULL;
        if (!digit) {
            continue;
        }
        bits = (bits << 6 | (uint32_t)(digit - digits)) & 0xffff;
        count += 6;
        if (count >= 8) {
            count -= 8;
            utf8_encode(bits >> count & 0xff, into);
        }
    }
}

static void leave(struct slice s, struct buffer *into)
{
    buffer_add(into, s);
}

static const struct {
    const char *name;
    void (*apply)(struct slice, struct buffer *);
} functions[] = {
    { "atob", decode_base64 },
    { "decodeURIComponent", script_decode_percent },
    { "decodeURI", script_decode_percent },
    { "unescape", unescape_percent },
    { "encodeURIComponent", encode_component },
    { "encodeURI", encode_uri },
    { "String", leave },
};

/* Counts as so many looks as its bytes take: the value may be long, and the code that asks for it
 * short. */
bool script_apply(struct script *s, struct slice name, size_t from)
{
    void (*function)(struct slice, struct buffer *) = NULL;
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        function = slice_equal(name, slice_from(functions[i].name)) ? functions[i].apply : function;
    }
    if (!function) {
        return false;
    }
    struct buffer result = BUFFER(SCRIPT_VALUE_ROOM);
    s->steps += (s->value.length - from) / SCRIPT_BYTES_A_LOOK;
    function(slice_skip(buffer_slice(&s->value), from), &result);
    s->value.length = from;
    buffer_add(&s->value, buffer_slice(&result));
    s->failed = s->failed || result.failed;
    buffer_free(&result);
    return true;
}
