/* Words read by a pattern, from its end to its beginning: what stands between braces is found where
 * it stands last, so that nothing a text says is taken for what follows it. */
#include "scan/find/markup_inside.h"

#include "syntax/utf8.h"

/* What a match has come to. */
struct match_state {
    struct slice words;
    size_t end;           /* what begins here is read */
    struct slice pending; /* the brace whose words end at `end`; absent: none */
    bool loose;
    const struct place *place;
    struct markup_said *said;
};

/* Skips white space in the words from `at` on, and in the pattern. */
static size_t skip_spaces(struct slice s, size_t at)
{
    while (at < s.length && ascii_is_space(s.data[at])) {
        at++;
    }
    return at;
}

/* How many bytes of s a piece of a pattern takes at its start; 0: it does not stand there. In a
 * loose pattern a space is any white space or none, in a strict one it is itself. */
static size_t match_piece(struct slice piece, bool loose, struct slice s)
{
    size_t at = 0;
    for (size_t i = 0; i < piece.length; i++) {
        if (loose && piece.data[i] == ' ') {
            at = skip_spaces(s, at);
        } else if (at == s.length || ascii_lower(s.data[at]) != ascii_lower(piece.data[i])) {
            return 0;
        } else {
            at++;
        }
    }
    return at;
}

/* A word of letters does not begin in the midst of another. */
static bool may_begin(struct slice words, size_t at, bool apart)
{
    return !apart || at == 0 || ascii_is_space(words.data[at - 1]);
}

/* Two words without anything between them but white space: the first ends at the first of it. */
static bool find_gap(struct slice words, size_t *at, size_t *length)
{
    size_t i = 0;
    while (i < words.length && !ascii_is_space(words.data[i])) {
        i++;
    }
    *at = i;
    *length = skip_spaces(words, i) - i;
    return *length > 0;
}

/* Where the piece stands last in the words; false: nowhere. */
static bool find_piece(struct slice piece, bool loose, struct slice words, size_t *at,
                       size_t *length)
{
    struct slice bare = loose ? slice_trim(piece) : piece;
    if (bare.length == 0) {
        return find_gap(words, at, length);
    }
    bool apart = loose && bare.data > piece.data && ascii_is_alpha(bare.data[0]);
    for (size_t i = words.length; i-- > 0;) {
        if (ascii_lower(words.data[i]) != ascii_lower(bare.data[0]) ||
            !may_begin(words, i, apart)) {
            continue;
        }
        size_t matched = match_piece(bare, loose, slice_skip(words, i));
        if (matched) {
            *at = i;
            *length = matched;
            return true;
        }
    }
    return false;
}

/* The dash at the start of s, of several signs or one, or 0: hyphens only where a space follows.
 * What was escaped twice is still an entity. */
static size_t dash_length(struct slice s)
{
    static const char *const dashes[] = { "—", "–", "―", "&mdash;", "&#8212;", NULL };
    for (const char *const *row = dashes; *row; row++) {
        struct slice dash = slice_from(*row);
        size_t length = 0;
        while (slice_starts(slice_skip(s, length), dash)) {
            length += dash.length;
        }
        if (length) {
            return length;
        }
    }
    return slice_starts(s, SLICE("-- ")) ? 2 : slice_starts(s, SLICE("- ")) ? 1 : 0;
}

static size_t line_start(struct slice s)
{
    size_t at = s.length;
    while (at && s.data[at - 1] != '\n') {
        at--;
    }
    return at;
}

/* Where the attribution at the end of s begins, and how long its dash is. */
static bool find_dash(struct slice s, size_t *at, size_t *length)
{
    size_t start = skip_spaces(s, line_start(s));
    *at = start;
    *length = start < s.length ? dash_length(slice_skip(s, start)) : 0;
    for (size_t i = s.length; *length == 0 && i-- > start;) {
        *length = dash_length(slice_skip(s, i));
        *at = i;
    }
    if (*length == 0) {
        *at = start;
    }
    return *length > 0 || start > 0;
}

/* Without white space and marks of direction at its ends. */
static struct slice trim(struct slice s)
{
    for (;;) {
        s = slice_trim(s);
        size_t length;
        if (s.length && utf8_is_direction_mark(utf8_decode(s, &length))) {
            s = slice_skip(s, length);
        } else if (s.length && utf8_is_direction_mark(utf8_decode_last(s, &length))) {
            s.length -= length;
        } else {
            return s;
        }
    }
}

/* A DID stands where handles do; it is none, and whoever reads what is said passes it over. */
static bool say_handle(struct match_state *m, struct slice word)
{
    m->said->handle = word;
    return m->place && (place_is_handle(m->place, word) || slice_starts(word, SLICE("did:")));
}

/* What the brace stands for. False: the word has not its form. */
static bool say(struct match_state *m, struct slice brace, struct slice words)
{
    struct markup_said *said = m->said;
    words = trim(words);
    switch (brace.data[0]) {
    case 'h':
        if (brace.data[1] == 'o') {
            said->host = words;
            return words.length > 0;
        }
        return say_handle(m, words);
    case 'i':
        said->id = words;
        return m->place && place_is_id(m->place, words);
    case 'n':
        said->name = words;
        return true;
    case 'd':
        said->date = words;
        return true;
    case 't':
        *(brace.data[1] == 'e' ? &said->text : &said->title) = words;
        return true;
    default:
        return true;
    }
}

/* Ends the brace that is pending where `from` is. */
static bool settle(struct match_state *m, size_t from)
{
    struct slice brace = m->pending;
    m->pending = (struct slice){ 0 };
    return !brace.data || say(m, brace, slice_part(m->words, from, m->end));
}

static bool read_piece(struct match_state *m, struct slice piece)
{
    size_t at;
    size_t length;
    if (!find_piece(piece, m->loose, slice_part(m->words, 0, m->end), &at, &length) ||
        !settle(m, at + length)) {
        return false;
    }
    m->end = at;
    m->said->from = at;
    return true;
}

static bool read_dash(struct match_state *m)
{
    size_t at;
    size_t length;
    if (!find_dash(slice_part(m->words, 0, m->end), &at, &length) || !settle(m, at + length)) {
        return false;
    }
    m->end = at;
    m->said->from = at;
    return true;
}

/* The part of a pattern that ends it: a brace, or what stands before one. */
static struct slice last_part(struct slice pattern)
{
    size_t at = pattern.length - 1;
    char stop = pattern.data[at] == '}' ? '{' : '}';
    while (at > 0 && pattern.data[at] != stop) {
        at--;
    }
    if (stop == '}' && pattern.data[at] == '}') {
        at++;
    }
    return slice_skip(pattern, at);
}

static bool read_pattern(struct slice pattern, struct match_state *m)
{
    while (pattern.length) {
        struct slice part = last_part(pattern);
        pattern.length -= part.length;
        bool held;
        if (slice_equal(part, SLICE("{dash}"))) {
            held = read_dash(m);
        } else if (part.data[0] == '{') {
            m->pending = slice_skip(part, 1);
            held = true;
        } else {
            held = read_piece(m, part);
        }
        if (!held) {
            return false;
        }
    }
    bool any = m->pending.length && m->pending.data[0] == 'a';
    if (any) {
        m->said->from = line_start(slice_part(m->words, 0, m->end));
    }
    return settle(m, 0);
}

bool markup_pattern_read(const char *pattern, bool loose, const struct place *place,
                         struct slice words, struct markup_said *out)
{
    struct slice rest = slice_from(pattern);
    while (words.data && rest.length) {
        *out = (struct markup_said){ .from = words.length };
        struct match_state m = {
            .words = words, .end = words.length, .loose = loose, .place = place, .said = out
        };
        if (read_pattern(slice_cut(&rest, '|'), &m)) {
            return true;
        }
    }
    return false;
}
