#include "describe/captures.h"

#include "base/time.h"
#include "describe/tree.h"

enum { STAMP_DIGITS = 14 };
static const int64_t archive_began_ms = 820454400000; /* 1996 */

/* --- Stamps --- */

static unsigned digits(struct slice s, size_t at, size_t count)
{
    unsigned number = 0;
    for (size_t i = at; i < at + count; i++) {
        number = number * 10 + (unsigned)(s.data[i] - '0');
    }
    return number;
}

bool capture_read(struct slice stamp, struct capture *out)
{
    bool all_digits = stamp.length == STAMP_DIGITS;
    for (size_t i = 0; all_digits && i < STAMP_DIGITS; i++) {
        all_digits = ascii_is_digit(stamp.data[i]);
    }
    if (!all_digits) {
        return false;
    }
    struct civil day = { (int)digits(stamp, 0, 4), (int)digits(stamp, 4, 2),
                         (int)digits(stamp, 6, 2) };
    unsigned hour = digits(stamp, 8, 2);
    unsigned minute = digits(stamp, 10, 2);
    unsigned second = digits(stamp, 12, 2);
    if (!civil_is_valid(day) || hour > 23 || minute > 59 || second > 59) {
        return false;
    }
    int64_t at = civil_to_ms(day) + ((int64_t)hour * 3600 + (int64_t)minute * 60 + second) * 1000;
    if (at < archive_began_ms || at > time_now_ms() + MS_PER_DAY) {
        return false;
    }
    *out = (struct capture){ .at = at };
    memcpy(out->stamp, stamp.data, STAMP_DIGITS);
    return true;
}

/* --- Rows --- */

/* In which column of a row stands what; where there is no row of names, as the server has them. */
struct columns {
    size_t stamp, media, status;
};

static struct slice cell(const json_t *row, size_t column)
{
    const json_t *value = json_array_get(row, column);
    return json_is_string(value) ? slice_of(json_string_value(value), json_string_length(value))
                                 : (struct slice){ 0 };
}

/* Whether a row is that of the names. */
static bool read_names(const json_t *row, struct columns *columns)
{
    bool named = false;
    for (size_t i = 0; i < json_array_size(row); i++) {
        struct slice name = cell(row, i);
        if (slice_equal(name, SLICE("timestamp"))) {
            columns->stamp = i;
            named = true;
        } else if (slice_equal(name, SLICE("mimetype"))) {
            columns->media = i;
        } else if (slice_equal(name, SLICE("statuscode"))) {
            columns->status = i;
        }
    }
    return named;
}

static bool is_copy(struct slice status, struct slice media)
{
    bool is_json = slice_equal_nocase(media, SLICE("application/json"));
    return slice_equal(status, SLICE("200")) || (is_json && slice_equal(status, SLICE("-")));
}

static bool is_redirect(struct slice status)
{
    return status.length == 3 && status.data[0] == '3';
}

static uint64_t distance(int64_t one, int64_t other)
{
    return one > other ? (uint64_t)one - (uint64_t)other : (uint64_t)other - (uint64_t)one;
}

static void take_closer(struct capture *best, const struct capture *c, int64_t near)
{
    if (!capture_is(best) || distance(c->at, near) < distance(best->at, near)) {
        *best = *c;
    }
}

static void take_row(const json_t *row, const struct columns *columns, int64_t near,
                     struct captures *out)
{
    struct capture c;
    struct slice status = cell(row, columns->status);
    if (!capture_read(cell(row, columns->stamp), &c)) {
        return;
    }
    if (is_copy(status, cell(row, columns->media))) {
        take_closer(&out->copy, &c, near);
    } else if (is_redirect(status)) {
        take_closer(&out->moved, &c, near);
    }
}

bool captures_read(struct slice json, int64_t near, struct captures *out, bool *no_memory)
{
    *out = (struct captures){ .copy = { .at = 0 } };
    if (slice_trim(json).length == 0) {
        return true; /* the server's text where it has nothing */
    }
    json_t *rows = tree_read(json, no_memory);
    bool is_answer = json_is_array(rows);
    struct columns columns = { 1, 3, 4 };
    for (size_t i = 0; is_answer && i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        is_answer = json_is_array(row);
        if (is_answer && !(i == 0 && read_names(row, &columns))) {
            take_row(row, &columns, near, out);
        }
    }
    json_decref(rows);
    return is_answer;
}

bool captures_read_available(struct slice json, struct capture *out, bool *no_memory)
{
    *out = (struct capture){ .at = 0 };
    json_t *root = tree_read(json, no_memory);
    bool is_answer = json_is_object(tree_at(root, "archived_snapshots"));
    bool available =
        is_answer && json_is_true(tree_at(root, "archived_snapshots.closest.available"));
    if (available && is_copy(tree_text(root, "archived_snapshots.closest.status"), SLICE(""))) {
        capture_read(tree_text(root, "archived_snapshots.closest.timestamp"), out);
    }
    json_decref(root);
    return is_answer;
}
