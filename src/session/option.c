/* Options by their names: read out of words into lf_options, which keep copies of what they point
 * to. */
#include "session/option.h"

#include "base/nearest.h"
#include "base/slice.h"

#include <stdlib.h>

const lf_option *lf_option_at(size_t index)
{
    return index < option_row_count ? &option_rows[index].option : NULL;
}

const char *lf_nearest(const char *word, const char *const *words)
{
    return nearest_word(word, words);
}

const struct option_row *option_named(const char *name)
{
    for (size_t i = 0; i < option_row_count; i++) {
        if (strcmp(option_rows[i].option.name, name) == 0) {
            return &option_rows[i];
        }
    }
    return NULL;
}

/* --- What the options keep --- */

struct kept_text {
    struct kept_text *next;
    char text[];
};

/* An array that a list option points to. It is not moved: a longer one takes its place. */
struct kept_list {
    struct kept_list *next;
    size_t count, room; /* of the items, and with the NULL that ends them */
    const char *items[];
};

struct lf_kept {
    struct kept_text *texts;
    struct kept_list *lists;
};

static struct lf_kept *kept_of(lf_options *options)
{
    if (!options->kept) {
        options->kept = calloc(1, sizeof *options->kept);
    }
    return options->kept;
}

static const char *keep_text(lf_options *options, struct slice s)
{
    struct lf_kept *kept = kept_of(options);
    struct kept_text *text = kept ? malloc(sizeof *text + s.length + 1) : NULL;
    if (!text) {
        return NULL;
    }
    memcpy(text->text, s.data, s.length);
    text->text[s.length] = '\0';
    text->next = kept->texts;
    kept->texts = text;
    return text->text;
}

static struct kept_list *list_of(const lf_options *options, const char *const *items)
{
    struct kept_list *list = options->kept ? options->kept->lists : NULL;
    while (list && list->items != items) {
        list = list->next;
    }
    return list;
}

/* A list with the items of another, the caller's perhaps, and room for more. */
static struct kept_list *longer_list(lf_options *options, const char *const *items)
{
    enum { FIRST_ROOM = 8 };
    size_t count = strings_count(items);
    size_t room = count < FIRST_ROOM / 2 ? FIRST_ROOM : 2 * count + 2;
    struct lf_kept *kept = kept_of(options);
    struct kept_list *list = kept ? malloc(sizeof *list + room * sizeof *list->items) : NULL;
    if (!list) {
        return NULL;
    }
    *list = (struct kept_list){ .next = kept->lists, .count = count, .room = room };
    for (size_t i = 0; i < count; i++) {
        list->items[i] = items[i];
    }
    kept->lists = list;
    return list;
}

static lf_status append(lf_options *options, const char *const **field, struct slice item)
{
    struct kept_list *list = list_of(options, *field);
    if (!list || list->count + 1 == list->room) {
        list = longer_list(options, *field);
    }
    const char *text = list ? keep_text(options, item) : NULL;
    if (!text) {
        return LF_NO_MEMORY;
    }
    list->items[list->count++] = text;
    list->items[list->count] = NULL;
    *field = list->items;
    return LF_OK;
}

static bool points(const struct option_row *row)
{
    return row->type == OPTION_TEXT || row->type == OPTION_EACH || row->type == OPTION_COMMAS;
}

/* What a caller knows of the options may be less than we do. */
static bool is_known(const lf_options *options, const struct option_row *row)
{
    return row->at + sizeof(void *) <= options->size;
}

static bool can_keep(const lf_options *options)
{
    return options && options->size >= offsetof(lf_options, kept) + sizeof(void *);
}

void lf_options_clear(lf_options *options)
{
    if (!can_keep(options)) {
        return;
    }
    struct lf_kept *kept = options->kept;
    while (kept && kept->texts) {
        struct kept_text *next = kept->texts->next;
        free(kept->texts);
        kept->texts = next;
    }
    while (kept && kept->lists) {
        struct kept_list *next = kept->lists->next;
        free(kept->lists);
        kept->lists = next;
    }
    free(kept);
    options->kept = NULL;
    for (size_t i = 0; i < option_row_count; i++) {
        const struct option_row *row = &option_rows[i];
        if (points(row) && is_known(options, row)) {
            *(void **)((char *)options + row->at) = NULL;
        }
    }
}

/* --- Values --- */

enum { MOST_DIGITS = 15 }; /* which a double and an int64_t hold exactly */

/* The digits at the beginning, as a number; how many there are. */
static size_t read_digits(const char *text, int64_t *out)
{
    size_t length = 0;
    *out = 0;
    while (text[length] >= '0' && text[length] <= '9' && length <= MOST_DIGITS) {
        *out = *out * 10 + (text[length++] - '0');
    }
    return length;
}

/* "30", "0.5", ".5". False: it is no such number. */
static bool read_decimal(const char *text, double *out)
{
    int64_t whole;
    int64_t parts = 0;
    size_t before = read_digits(text, &whole);
    text += before;
    size_t behind = *text == '.' ? read_digits(text + 1, &parts) : 0;
    text += *text == '.' ? 1 + behind : 0;
    double divisor = 1;
    for (size_t i = 0; i < behind; i++) {
        divisor *= 10;
    }
    *out = (double)whole + (double)parts / divisor;
    return before + behind > 0 && before <= MOST_DIGITS && behind <= MOST_DIGITS && *text == '\0';
}

static bool is_in_range(const struct option_row *row, double value)
{
    bool above = row->type == OPTION_SECONDS ? value > row->least : value >= row->least;
    return above && value <= row->most;
}

static lf_status set_flag(int *field, const char *value)
{
    bool on = !value || strcmp(value, "true") == 0;
    bool off = value && strcmp(value, "false") == 0;
    *field = on ? 1 : off ? 0 : *field;
    return on || off ? LF_OK : LF_USAGE;
}

static lf_status set_number(const struct option_row *row, void *field, const char *value)
{
    double number;
    bool whole = row->type == OPTION_COUNT;
    if (!read_decimal(value, &number) || (whole && strchr(value, '.')) ||
        !is_in_range(row, number)) {
        return LF_USAGE;
    }
    if (whole) {
        *(unsigned *)field = (unsigned)number;
    } else {
        *(double *)field = number;
    }
    return LF_OK;
}

static lf_status append_parts(lf_options *options, const char *const **field, const char *value)
{
    lf_status status = value[strspn(value, ",")] ? LF_OK : LF_USAGE;
    while (status == LF_OK && *value) {
        size_t length = strcspn(value, ",");
        status = length ? append(options, field, slice_of(value, length)) : LF_OK;
        value += length + (value[length] == ',');
    }
    return status;
}

static lf_status set_text(lf_options *options, const char **field, const char *value)
{
    const char *text = keep_text(options, slice_from(value));
    *field = text ? text : *field;
    return text ? LF_OK : LF_NO_MEMORY;
}

lf_status lf_set(lf_options *options, const char *name, const char *value)
{
    const struct option_row *row = option_named(name);
    if (!row || (!value && row->type != OPTION_FLAG) || !can_keep(options) ||
        !is_known(options, row)) {
        return LF_USAGE;
    }
    void *field = (char *)options + row->at;
    switch (row->type) {
    case OPTION_FLAG:
        return set_flag(field, value);
    case OPTION_COUNT:
    case OPTION_SECONDS:
        return set_number(row, field, value);
    case OPTION_TEXT:
        return set_text(options, field, value);
    case OPTION_EACH:
        return append(options, field, slice_from(value));
    case OPTION_COMMAS:
    default:
        return append_parts(options, field, value);
    }
}

/* A number that is left as it was may lie outside the range: it means "none". A count may be larger
 * than anybody writes. */
bool option_is_sound(const struct option_row *row, const lf_options *options)
{
    static const lf_options standard = LF_OPTIONS;
    const void *field = (const char *)options + row->at;
    const void *before = (const char *)&standard + row->at;
    if (row->type == OPTION_COUNT) {
        unsigned count = *(const unsigned *)field;
        return count == *(const unsigned *)before || count >= row->least;
    }
    if (row->type == OPTION_SECONDS) {
        double seconds = *(const double *)field;
        bool same = !(seconds < *(const double *)before) && !(seconds > *(const double *)before);
        return (same && seconds >= 0) || is_in_range(row, seconds);
    }
    return true;
}
