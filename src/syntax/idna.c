/* UTS #46 on top of libidn2.
 *
 * libidn2 has the mapping table and the normalisation, but as a whole it is IDNA2008: it refuses
 * symbols (a heart), hyphens where UTS #46 allows them and labels too long for DNS. So it maps
 * pieces of a domain here, each between letters that keep its rules about labels out, and what
 * those rules should be stands in this file. It is given UTF-8, so the locale has no say. */
#include "syntax/idna.h"

#include "syntax/punycode.h"
#include "syntax/utf8.h"

#include <errno.h>
#include <idn2.h>
#include <stdint.h>

/* --- Mapping and normalisation: section 4, steps 1 and 2 --- */

/* Code points whose mapping was changed by Unicode 16; libidn2's table may be older. */
struct change {
    uint32_t first, last;
    uint32_t to; /* where the first one maps, the others following it; 0: ignored */
};

static const struct change changes[] = {
    { 0x4c0, 0x4c0, 0x4cf },       { 0x10a0, 0x10c5, 0x2d00 },   { 0x115f, 0x1160, 0 },
    { 0x17b4, 0x17b5, 0 },         { 0x180e, 0x180e, 0 },        { 0x1e9e, 0x1e9e, 0xdf },
    { 0x2061, 0x2063, 0 },         { 0x206a, 0x206f, 0 },        { 0x2132, 0x2132, 0x214e },
    { 0x2183, 0x2183, 0x2184 },    { 0x3164, 0x3164, 0 },        { 0xffa0, 0xffa0, 0 },
    { 0x1d173, 0x1d17a, 0 },       { 0x2f868, 0x2f868, 0x36fc }, { 0x2f874, 0x2f874, 0x5f53 },
    { 0x2f91f, 0x2f91f, 0x243ab }, { 0x2f95f, 0x2f95f, 0x7aee }, { 0x2f9bf, 0x2f9bf, 0x45d7 },
};

static uint32_t change(uint32_t code)
{
    for (size_t i = 0; i < sizeof changes / sizeof *changes && code >= changes[i].first; i++) {
        if (code <= changes[i].last) {
            return changes[i].to ? changes[i].to + (code - changes[i].first) : 0;
        }
    }
    return code;
}

static bool is_dot(uint32_t code)
{
    return code == '.' || code == 0x3002 || code == 0xff0e || code == 0xff61;
}

static bool is_joiner(uint32_t code)
{
    return code == 0x200c || code == 0x200d;
}

/* The "deviation" characters: non-transitional processing keeps them. None of them composes. */
static bool is_deviation(uint32_t code)
{
    return code == 0xdf || code == 0x3c2 || is_joiner(code);
}

/* Ranges of characters that never compose with what stands before them, nor vanish, so that a piece
 * may end there. Not all there are: the scripts of domains. */
static bool begins_afresh(uint32_t code)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = {
        { 0, 0xac },          { 0xae, 0x2ff },      { 0x370, 0x482 },   { 0x48a, 0x58f },
        { 0x5d0, 0x5ea },     { 0x620, 0x64a },     { 0x904, 0x939 },   { 0xe01, 0xe30 },
        { 0x1e00, 0x1fff },   { 0x2010, 0x205f },   { 0x2070, 0x20cf }, { 0x2100, 0x2bff },
        { 0x3041, 0x3096 },   { 0x30a1, 0x30fa },   { 0x3400, 0x9fff }, { 0xac00, 0xd7a3 },
        { 0x1f300, 0x1fbff }, { 0x20000, 0x2ffff },
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (code >= ranges[i].first && code <= ranges[i].last) {
            return true;
        }
    }
    return false;
}

/* Letters around a piece: no mark composes with a "q", hyphens are not at an end nor third and
 * fourth, nothing begins with "xn--". */
#define GUARD "qqqq"

enum {
    PIECE_GOAL = 8, /* libidn2's labels are short: a piece ends at the first chance after these */
    PIECE_MOST = 48,
    LIBIDN2_FLAGS = IDN2_TRANSITIONAL | IDN2_NO_ALABEL_ROUNDTRIP
};

struct piece {
    uint32_t points[PIECE_MOST];
    size_t count;
};

/* Whether libidn2 had no memory, which it does not always say. */
static bool lacked_memory(int fault)
{
    return fault == IDN2_MALLOC || (fault != IDN2_OK && errno == ENOMEM);
}

/* Punycode back into letters, with what libidn2 puts around them cut off. */
static bool add_unguarded(const char *ascii, struct buffer *into)
{
    char *text = NULL;
    errno = 0;
    int fault = idn2_to_unicode_8z8z(ascii, &text, 0);
    into->failed |= lacked_memory(fault);
    if (fault != IDN2_OK) {
        return false;
    }
    struct slice s = slice_from(text);
    bool guarded = slice_starts(s, SLICE(GUARD)) && s.length >= sizeof GUARD;
    if (guarded) {
        buffer_add(into, slice_part(s, sizeof GUARD - 1, s.length - 1));
    }
    idn2_free(text);
    return guarded;
}

/* Adds what `count` code points map to. */
static bool map_points(const uint32_t *points, size_t count, struct buffer *into)
{
    struct buffer text = BUFFER(sizeof GUARD + (size_t)4 * PIECE_MOST + 2);
    buffer_add(&text, SLICE(GUARD));
    for (size_t i = 0; i < count; i++) {
        utf8_encode(points[i], &text);
    }
    buffer_add_char(&text, GUARD[0]);
    const char *string = buffer_string(&text);
    char *ascii = NULL;
    errno = 0;
    int fault = string ? idn2_to_ascii_8z(string, &ascii, LIBIDN2_FLAGS) : IDN2_MALLOC;
    buffer_free(&text);
    into->failed |= lacked_memory(fault);
    bool good = fault == IDN2_OK && add_unguarded(ascii, into);
    idn2_free(ascii);
    return good;
}

/* The signs in ASCII that U+0338 composes with. */
static bool is_composing(uint32_t code)
{
    return code == '<' || code == '=' || code == '>';
}

/* The other ones map to themselves, but libidn2 has its doubts about them. */
static bool is_sign(uint32_t code)
{
    return code < 0x80 && !ascii_is_alnum((char)code) && !is_composing(code);
}

/* Maps the piece and empties it. */
static bool flush(struct piece *piece, struct buffer *into)
{
    const uint32_t *points = piece->points;
    size_t count = piece->count;
    piece->count = 0;
    if (count == 1 && points[0] < 0x80) {
        buffer_add_char(into, ascii_lower((char)points[0]));
        return true;
    }
    if (count == 0 || map_points(points, count, into)) {
        return true;
    }
    if (!is_composing(points[0])) {
        return false;
    }
    buffer_add_char(into, (char)points[0]);
    return map_points(points + 1, count - 1, into);
}

static bool map_point(uint32_t code, struct piece *piece, struct buffer *into)
{
    if (is_dot(code) || is_sign(code) || is_deviation(code)) {
        bool good = flush(piece, into);
        utf8_encode(is_dot(code) ? '.' : code, into);
        return good;
    }
    bool may_end = code < 0x80 || (piece->count >= PIECE_GOAL && begins_afresh(code));
    if ((may_end && !flush(piece, into)) || piece->count == PIECE_MOST) {
        return false;
    }
    piece->points[piece->count++] = code;
    return true;
}

/* Adds the mapped text in NFC; false if it holds what may stand in no domain. */
static bool map_text(struct slice s, struct buffer *into)
{
    struct piece piece = { .count = 0 };
    while (s.length) {
        size_t length;
        uint32_t read = utf8_decode(s, &length);
        uint32_t code = change(read);
        if ((code || !read) && !map_point(code, &piece, into)) {
            return false;
        }
        s = slice_skip(s, length);
    }
    return flush(&piece, into) && !into->failed;
}

/* --- Labels in punycode: step 4, first half --- */

/* What is decoded must be what mapping would give, and in need of punycode. */
static bool is_mapped(struct slice label, bool *failed)
{
    struct buffer mapped = BUFFER(SIZE_MAX);
    bool same = !slice_is_ascii(label) && slice_find(label, '.') == label.length &&
                map_text(label, &mapped) && slice_equal(label, buffer_slice(&mapped));
    *failed |= mapped.failed;
    buffer_free(&mapped);
    return same;
}

static bool unpack_label(struct slice label, struct buffer *into)
{
    if (!slice_starts(label, SLICE("xn--"))) {
        buffer_add(into, label);
        return true;
    }
    uint32_t points[PUNYCODE_MOST];
    size_t count;
    if (!slice_is_ascii(label) || !punycode_decode(slice_skip(label, 4), points, &count) ||
        count == 0) {
        return false;
    }
    size_t before = into->length;
    for (size_t i = 0; i < count; i++) {
        utf8_encode(points[i], into);
    }
    return is_mapped(slice_skip(buffer_slice(into), before), &into->failed);
}

/* --- Validity: section 4.1 --- */

/* What libidn2 says of a text under IDNA2008's rules or under UTS #46's. Here and below: where
 * there is no memory to tell, *failed is set, and the answer is any. */
static int ask(struct slice before, struct slice s, struct slice after, int flags, bool *failed)
{
    struct buffer text = BUFFER(before.length + s.length + after.length + 1);
    buffer_add(&text, before);
    buffer_add(&text, s);
    buffer_add(&text, after);
    const char *string = buffer_string(&text);
    errno = 0;
    int fault = string ? idn2_lookup_u8((const uint8_t *)string, NULL, flags) : IDN2_MALLOC;
    *failed |= lacked_memory(fault);
    buffer_free(&text);
    return fault;
}

/* Criterion 6. */
static bool begins_with_mark(struct slice label, bool *failed)
{
    size_t length;
    utf8_decode(label, &length);
    return ask((struct slice){ 0 }, slice_of(label.data, length), SLICE("q"), LIBIDN2_FLAGS,
               failed) == IDN2_LEADING_COMBINING;
}

/* The ContextJ rules of RFC 5892, appendix A.1 and A.2. */
static bool has_stray_joiner(struct slice label, bool *failed)
{
    if (slice_find_nocase(label, SLICE("\xe2\x80\x8c")) == label.length &&
        slice_find_nocase(label, SLICE("\xe2\x80\x8d")) == label.length) {
        return false;
    }
    int fault = ask(SLICE(GUARD), label, SLICE("q"), IDN2_NO_TR46, failed);
    return fault == IDN2_CONTEXTJ || fault == IDN2_CONTEXTJ_NO_RULE || fault == IDN2_DISALLOWED;
}

static bool has_right_to_left(struct slice s)
{
    while (s.length) {
        size_t length;
        if (utf8_is_right_to_left(utf8_decode(s, &length))) {
            return true;
        }
        s = slice_skip(s, length);
    }
    return false;
}

/* Without the marks at the end. */
static struct slice cut_marks(struct slice label, bool *failed)
{
    while (label.length) {
        size_t length;
        utf8_decode_last(label, &length);
        if (!begins_with_mark(slice_skip(label, label.length - length), failed)) {
            break;
        }
        label.length -= length;
    }
    return label;
}

/* The Bidi rule, RFC 5893 section 2, for a label with right-to-left letters. libidn2 has it, but
 * does not come so far if there are symbols too: it is helped out for those at the ends, and for
 * letters in ASCII. */
static bool breaks_right_to_left_rule(struct slice label, bool *failed)
{
    size_t length;
    uint32_t first = utf8_decode(label, &length);
    bool breaks = !utf8_is_right_to_left(first);
    for (size_t i = 0; i < label.length; i++) {
        breaks = breaks || ascii_is_alpha(label.data[i]);
    }
    uint32_t last = utf8_decode_last(cut_marks(label, failed), &length);
    bool digit = (last >= '0' && last <= '9') || (last >= 0x6f0 && last <= 0x6f9);
    return breaks || !(digit || utf8_is_right_to_left(last)) ||
           ask((struct slice){ 0 }, label, (struct slice){ 0 }, IDN2_NO_TR46, failed) == IDN2_BIDI;
}

/* The same for any label of a domain that has right-to-left ones: in the others, digits and signs
 * in ASCII may not begin them, signs not end them. */
static bool breaks_bidi_rule(struct slice label, bool *failed)
{
    if (has_right_to_left(label)) {
        return breaks_right_to_left_rule(label, failed);
    }
    char first = label.data[0];
    char last = label.data[label.length - 1];
    return ((unsigned char)first < 0x80 && !ascii_is_alpha(first)) ||
           ((unsigned char)last < 0x80 && !ascii_is_alnum(last));
}

static bool is_valid(struct slice label, bool bidi, bool *failed)
{
    return label.length == 0 || (!(bidi && breaks_bidi_rule(label, failed)) &&
                                 (slice_is_ascii(label) || (!begins_with_mark(label, failed) &&
                                                            !has_stray_joiner(label, failed))));
}

/* --- The whole --- */

/* Section 4.2, step 3. */
static bool pack_label(struct slice label, struct buffer *into)
{
    if (slice_is_ascii(label)) {
        buffer_add(into, label);
        return true;
    }
    uint32_t points[PUNYCODE_MOST];
    size_t count = 0;
    while (label.length) {
        size_t length;
        if (count == PUNYCODE_MOST) {
            return false;
        }
        points[count++] = utf8_decode(label, &length);
        label = slice_skip(label, length);
    }
    buffer_add(into, SLICE("xn--"));
    punycode_encode(points, count, into);
    return true;
}

/* Adds what `verb` makes of each label, with the dots between them. */
static bool each_label(struct slice domain, bool (*verb)(struct slice, struct buffer *),
                       struct buffer *into)
{
    for (bool more = true; more;) {
        more = slice_find(domain, '.') < domain.length;
        if (!verb(slice_cut(&domain, '.'), into)) {
            return false;
        }
        if (more) {
            buffer_add_char(into, '.');
        }
    }
    return !into->failed;
}

static bool pack_label_of_bidi(struct slice label, struct buffer *into)
{
    return is_valid(label, true, &into->failed) && pack_label(label, into);
}

static bool pack_label_of_others(struct slice label, struct buffer *into)
{
    return is_valid(label, false, &into->failed) && pack_label(label, into);
}

static bool to_ascii_plainly(struct slice domain, struct buffer *into)
{
    struct buffer mapped = BUFFER(into->limit);
    bool good =
        idna_map_plain(domain, &mapped) && each_label(buffer_slice(&mapped), pack_label, into);
    into->failed |= mapped.failed;
    buffer_free(&mapped);
    return good;
}

bool idna_to_ascii(struct slice domain, struct buffer *into)
{
    size_t before = into->length;
    if (to_ascii_plainly(domain, into) || into->failed) {
        return !into->failed;
    }
    into->length = before;
    struct buffer mapped = BUFFER(into->limit);
    struct buffer plain = BUFFER(into->limit);
    bool good = map_text(domain, &mapped) && mapped.length > 0 &&
                each_label(buffer_slice(&mapped), unpack_label, &plain) && plain.length > 0;
    if (good) {
        struct slice text = buffer_slice(&plain);
        good = each_label(text, has_right_to_left(text) ? pack_label_of_bidi : pack_label_of_others,
                          into);
    }
    into->failed |= mapped.failed || plain.failed;
    buffer_free(&mapped);
    buffer_free(&plain);
    return good;
}
