/* UTF-8 as the WHATWG Encoding Standard decodes it: maximal subparts of bad sequences become
 * U+FFFD. */
#ifndef SYNTAX_UTF8_H
#define SYNTAX_UTF8_H

#include "base/arena.h"
#include "base/buffer.h"

#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { UTF8_REPLACEMENT = 0xfffd };

/* The same where the first byte is beyond ASCII. */
uint32_t utf8_decode_wide(struct slice s, size_t *length);

/* The code point at the start of s (which is not empty), and in *length how many bytes it takes. A
 * bad sequence gives UTF8_REPLACEMENT and the length of its maximal subpart. */
static inline uint32_t utf8_decode(struct slice s, size_t *length)
{
    if ((unsigned char)s.data[0] < 0x80) {
        *length = 1;
        return (unsigned char)s.data[0];
    }
    return utf8_decode_wide(s, length);
}

/* The same where the last byte is beyond ASCII. */
uint32_t utf8_decode_last_wide(struct slice s, size_t *length);

/* The code point that ends at the end of s, likewise. Looks at no more than 4 bytes. */
static inline uint32_t utf8_decode_last(struct slice s, size_t *length)
{
    if ((unsigned char)s.data[s.length - 1] < 0x80) {
        *length = 1;
        return (unsigned char)s.data[s.length - 1];
    }
    return utf8_decode_last_wide(s, length);
}

/* How many bytes at the start are ASCII. */
static inline size_t utf8_ascii_run(const char *at, size_t length)
{
    size_t run = 0;
#if defined(__SSE2__)
    for (; length - run >= sizeof(__m128i); run += sizeof(__m128i)) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(at + run));
        unsigned wide = (unsigned)_mm_movemask_epi8(bytes);
        if (wide) {
            return run + (size_t)__builtin_ctz(wide);
        }
    }
#endif
    for (uint64_t word; length - run >= sizeof word; run += sizeof word) {
        memcpy(&word, at + run, sizeof word);
        if (word & 0x8080808080808080) {
            break;
        }
    }
    while (run < length && (unsigned char)at[run] < 0x80) {
        run++;
    }
    return run;
}

bool utf8_is_valid(struct slice s);

/* Whether a byte is one with which a code point begins. */
static inline bool utf8_begins(char c)
{
    return ((unsigned char)c & 0xc0) != 0x80;
}

/* Adds one code point (a scalar value). */
void utf8_encode(uint32_t code, struct buffer *into);

/* Adds s with every bad sequence replaced by U+FFFD. */
void utf8_repair(struct slice s, struct buffer *into);

/* General categories of Unicode, for the characters that end a URL or a name: P* and S* punctuation
 * and symbols are told apart because only the former end a URL. Ranges are Unicode 14's, in a table
 * that a test checks for order. */
bool utf8_is_punctuation(uint32_t code); /* P* */
bool utf8_is_wide_space(uint32_t code);  /* Z* beyond ASCII */

/* Z*, tab, LF, CR, FF */
static inline bool utf8_is_space(uint32_t code)
{
    return code < 0x80 ? ascii_is_space((char)code) : utf8_is_wide_space(code);
}

/* Marks of direction (LRM, RLM, ALM, embeddings, overrides, isolates): they stand around URLs and
 * names but are no part of them. */
bool utf8_is_direction_mark(uint32_t code);

/* What stands between words and shows nothing: white space and marks of direction. */
static inline bool utf8_is_gap(uint32_t code)
{
    return code < 0x80 ? ascii_is_space((char)code)
                       : utf8_is_wide_space(code) || utf8_is_direction_mark(code);
}

/* Behind the gap that begins at s.data[at]. */
size_t utf8_skip_spaces(struct slice s, size_t at);

/* Letters and digits of the scripts written from right to left: classes R, AL and AN. */
bool utf8_is_right_to_left(uint32_t code);

/* A copy of s in the arena, made valid; that fails with the arena. */
struct slice utf8_copy(struct arena *arena, struct slice s);

/* Adds s with its case folded (Unicode's CaseFolding.txt, C and F): texts are compared so. The
 * other does so with its first character, and gives how many bytes that is. */
void utf8_fold_case(struct slice s, struct buffer *into);
size_t utf8_fold_character(struct slice s, struct buffer *into);

/* Adds at most so many characters of s, white space at its ends left out and elsewhere folded to
 * one space. */
void utf8_fold_spaces(struct slice s, size_t most, struct buffer *into);

/* Whether s is ASCII, not empty, of which nothing would be left out or folded: a quick answer for
 * most words. */
bool utf8_is_folded(struct slice s);

#endif
