#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void buffer_free(struct buffer *b)
{
    free(b->data);
    *b = BUFFER(b->limit);
}

void buffer_reset(struct buffer *b)
{
    b->length = 0;
    b->failed = false;
}

static bool grow(struct buffer *b, size_t needed)
{
    size_t room = b->room ? b->room : 64;
    while (room < needed) {
        room *= 2;
    }
    char *data = realloc(b->data, room);
    if (!data) {
        b->failed = b->no_memory = true;
        return false;
    }
    b->data = data;
    b->room = room;
    return true;
}

char *buffer_reserve(struct buffer *b, size_t count)
{
    if (b->failed || count > b->limit - b->length) {
        b->failed = true;
        return NULL;
    }
    if ((!b->data || b->length + count > b->room) && !grow(b, b->length + count)) {
        return NULL;
    }
    return b->data + b->length;
}

void buffer_add(struct buffer *b, struct slice s)
{
    char *to = buffer_reserve(b, s.length);
    if (to && s.length) {
        memcpy(to, s.data, s.length);
        b->length += s.length;
    }
}

void buffer_add_char(struct buffer *b, char c)
{
    buffer_add(b, slice_of(&c, 1));
}

void buffer_add_number(struct buffer *b, unsigned long long n)
{
    char digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + n % 10);
        n /= 10;
    } while (n);
    buffer_add(b, slice_of(digits + at, sizeof digits - at));
}

void buffer_printf(struct buffer *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *to = length < 0 ? NULL : buffer_reserve(b, (size_t)length + 1);
    if (to) {
        va_start(args, format);
        vsnprintf(to, (size_t)length + 1, format, args);
        va_end(args);
        b->length += (size_t)length;
    }
}

const char *buffer_string(struct buffer *b)
{
    char *end = buffer_reserve(b, 1);
    if (!end) {
        return NULL;
    }
    *end = '\0';
    return b->data;
}
