#include "places/missing.h"

#include "syntax/utf8.h"

const char *const missing_phrases[] = {
#include "places/missing.inc"
};

const size_t missing_phrase_count = sizeof missing_phrases / sizeof *missing_phrases;

/* What stands around a phrase, as it is compared. */
static const char *const around[] = {
    "404",    "410",    "error",  "http", "code",   "status", "oops",    "ooops",  "whoops",
    "sorry",  "uhoh",   "ohno",   "ups",  "hoppla", "fehler", "erreur",  "errore", "erro",
    "virhe",  "fout",   "chyba",  "hiba", "hata",   "błąd",   "fejl",    "feil",   "fel",
    "greška", "eroare", "klaida", "lỗi",  "σφάλμα", "ошибка", "помилка", "грешка", "エラー",
    "错误",   "錯誤",   "오류",   "خطأ",  "שגיאה",
};

enum {
    LONGEST = 300,
    ROOM = 8 * LONGEST
}; /* bytes of a text that can be a phrase: the longest row has some 200 */

/* --- Words as they are compared: letters, digits and marks --- */

/* Symbols of Latin-1, arrows and the like, emoji and what joins them. */
static bool is_symbol(uint32_t code)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = { { 0xa2, 0xa9 },      { 0xac, 0xac },     { 0xae, 0xb1 },     { 0xb4, 0xb4 },
                   { 0xb8, 0xb8 },      { 0xd7, 0xd7 },     { 0xf7, 0xf7 },     { 0x200b, 0x200f },
                   { 0x2190, 0x2bff },  { 0xfe0f, 0xfe0f }, { 0xfeff, 0xfeff }, { 0xfffd, 0xfffd },
                   { 0x1f000, 0x1ffff } };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (code >= ranges[i].first && code <= ranges[i].last) {
            return true;
        }
    }
    return false;
}

static bool is_kept(uint32_t code)
{
    if (code < 0x80) {
        return ascii_is_alnum((char)code);
    }
    return !utf8_is_punctuation(code) && !utf8_is_space(code) && !utf8_is_direction_mark(code) &&
           !is_symbol(code);
}

static void normalise(struct slice text, struct buffer *scratch, struct buffer *into)
{
    buffer_reset(scratch);
    buffer_reset(into);
    utf8_fold_case(text, scratch);
    struct slice rest = buffer_slice(scratch);
    while (rest.length) {
        size_t length;
        if (is_kept(utf8_decode(rest, &length))) {
            buffer_add(into, slice_part(rest, 0, length));
        }
        rest = slice_skip(rest, length);
    }
}

/* --- Phrases --- */

static bool is_row(struct slice s)
{
    size_t from = 0;
    size_t to = missing_phrase_count;
    while (s.length && from < to) {
        size_t middle = from + (to - from) / 2;
        int order = slice_compare(s, slice_from(missing_phrases[middle]));
        if (order == 0) {
            return true;
        }
        *(order < 0 ? &to : &from) = order < 0 ? middle : middle + 1;
    }
    return false;
}

static bool ends(struct slice s, struct slice word)
{
    return s.length >= word.length && slice_equal(slice_skip(s, s.length - word.length), word);
}

/* Takes a word off either end of *s, the longest there is ("errore" is no "error"); *number: one
 * that says it all. */
static bool take_around(struct slice *s, bool *number)
{
    struct slice longest = { 0 };
    for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
        struct slice word = slice_from(around[i]);
        if (word.length > longest.length && (slice_starts(*s, word) || ends(*s, word))) {
            longest = word;
        }
    }
    if (longest.length == 0) {
        return false;
    }
    *s = slice_starts(*s, longest) ? slice_skip(*s, longest.length)
                                   : slice_part(*s, 0, s->length - longest.length);
    *number = *number || ascii_is_digit(longest.data[0]);
    return true;
}

static bool is_phrase(struct slice s)
{
    bool number = false;
    do {
        if (is_row(s)) {
            return true;
        }
    } while (take_around(&s, &number));
    return s.length == 0 && number;
}

bool missing_is_phrase(struct slice text, bool *failed)
{
    if (text.length > LONGEST) {
        return false;
    }
    struct buffer scratch = BUFFER(ROOM);
    struct buffer words = BUFFER(ROOM);
    normalise(text, &scratch, &words);
    bool is = !scratch.failed && !words.failed && words.length && is_phrase(buffer_slice(&words));
    *failed = *failed || scratch.failed || words.failed;
    buffer_free(&scratch);
    buffer_free(&words);
    return is;
}

/* --- Titles --- */

/* How much of the title the next segment is, and in *mark how much what ends it. */
static size_t segment_length(struct slice title, size_t *mark)
{
    static const char *const marks[] = { " | ", " - ", " – ", " — ", " :: ", " · ", " • ",
                                         " » ", " « ", " < ", " > ", "|",    "｜" };
    for (size_t at = 0; at < title.length; at++) {
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
            if (slice_starts(slice_skip(title, at), slice_from(marks[i]))) {
                *mark = strlen(marks[i]);
                return at;
            }
        }
    }
    *mark = 0;
    return title.length;
}

bool missing_in_title(struct slice title, bool *failed)
{
    while (title.length) {
        size_t mark;
        size_t length = segment_length(title, &mark);
        if (missing_is_phrase(slice_part(title, 0, length), failed)) {
            return true;
        }
        title = slice_skip(title, length + mark);
    }
    return false;
}

/* --- Paths --- */

/* Whether the word ends where a path's letters and digits do. */
static bool is_word(struct slice path, struct slice word)
{
    return slice_starts_nocase(path, word) &&
           (path.length == word.length || !ascii_is_alnum(path.data[word.length]));
}

static bool begins_with_word(struct slice path)
{
    static const char *const words[] = { "404",          "not-found",      "notfound", "not_found",
                                         "pagenotfound", "page-not-found", "error404", "404error",
                                         "errorpage",    "missing-page",   "404page" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (is_word(path, slice_from(words[i]))) {
            return true;
        }
    }
    return false;
}

bool missing_in_path(struct slice path)
{
    bool begins = true; /* no letter or digit stands before */
    for (size_t at = 0; at < path.length; at++) {
        if (begins && begins_with_word(slice_skip(path, at))) {
            return true;
        }
        begins = !ascii_is_alnum(path.data[at]);
    }
    return false;
}
