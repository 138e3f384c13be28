#include "syntax/warc_file_inside.h"

/* --- Records --- */

void warc_file_read(struct warc_file *a, size_t most, struct buffer *out)
{
    while (a->in_record && !a->endless && a->left && most) {
        struct slice in = warc_file_look(a, 1);
        size_t count = in.length < most ? in.length : most;
        count = count < a->left ? count : (size_t)a->left;
        if (count == 0) {
            return;
        }
        buffer_add(out, slice_part(in, 0, count));
        warc_file_consume(a, count);
        a->left -= count;
        most -= count;
    }
}

/* Where the next record may begin in what is in hand: at the start of a line or of a member. */
static size_t find_head(const struct warc_file *a, struct slice in)
{
    size_t next = warc_find_head(in);
    for (size_t i = 0; i < a->start_count; i++) {
        size_t at = a->starts[i].at - a->at;
        bool begins = at < next && warc_may_begin(slice_skip(in, at));
        next = begins ? at : next;
    }
    return next;
}

/* Where something stands that is no record: passes over it, to what looks like the next one. */
static void find_record(struct warc_file *a)
{
    enum { WORD = 5 };
    struct slice in = warc_file_look(a, WARC_FILE_STEP);
    bool found = false;
    while (in.length && !found) {
        size_t next = find_head(a, in);
        if (next < in.length) {
            warc_file_consume(a, next);
            in = warc_file_look(a, WORD);
            found = in.length >= WORD && warc_may_begin(in);
        } else { /* the last letter may be the end of a line */
            warc_file_consume(a, in.length > 1 ? in.length - 1 : 1);
        }
        in = warc_file_look(a, WARC_FILE_STEP);
    }
}

/* The block is not as long as its head says: the next record is looked for from its start on, where
 * that does not happen too often. */
static void look_back(struct warc_file *a, const char *what)
{
    warc_file_note(a, a->record.offset, what);
    if (warc_file_may_reread(a, a->length - a->left + a->block.inner)) {
        struct warc_file_damage damage = a->damage;
        warc_file_go(a, a->block);
        warc_file_note(a, damage.offset, damage.what);
    }
    a->in_record = false;
    find_record(a);
}

/* Empty lines, and zeros at the end of the file. */
static void skip_empty(struct warc_file *a)
{
    struct slice in = warc_file_look(a, 1);
    while (in.length && (ascii_is_space(in.data[0]) || in.data[0] == '\0')) {
        warc_file_consume(a, 1);
        in = slice_skip(in, 1);
        in = in.length ? in : warc_file_look(a, 1);
    }
}

/* Two empty lines, or, as not all writers see to them, the next record or the end. Where anything
 * else follows, it is looked whether the gzip member that it ends is damaged. */
static bool is_at_end(struct warc_file *a)
{
    struct slice in = warc_file_look(a, WARC_BEHIND.length);
    bool ends = slice_starts(in, WARC_BEHIND);
    skip_empty(a);
    in = warc_file_look(a, 1);
    bool follows = in.length == 0 || warc_may_begin(warc_file_look(a, 5));
    if (!follows) {
        warc_file_look(a, WARC_FILE_STEP);
    }
    return ends || follows;
}

bool warc_file_finish(struct warc_file *a)
{
    if (a->in_record && a->endless) {
        find_record(a);
    } else if (a->in_record) {
        a->left = warc_file_skip(a, a->left);
        bool ends = a->left == 0 && is_at_end(a); /* or finds that it is lost */
        a->lost = a->lost || !ends;
        if (a->lost && !a->broke && !a->no_memory && !a->unreadable) {
            look_back(a, a->left ? "a record that is cut off"
                                 : "a record of another length than its head says");
            a->lost = true;
        }
    }
    a->in_record = false;
    return !a->lost;
}

static enum warc_file_step stop(const struct warc_file *a)
{
    return a->no_memory    ? WARC_FILE_NO_MEMORY
           : a->unreadable ? WARC_FILE_UNREADABLE
                           : WARC_FILE_END;
}

/* The head, as much as has to be in hand of it. */
static enum warc_status read_head(struct warc_file *a, struct warc_head *head)
{
    struct slice in = warc_file_look(a, 1);
    enum warc_status status = in.length ? warc_read_head(in, head) : WARC_CUT;
    size_t before = 0;
    while (status == WARC_CUT && in.length > before) {
        before = in.length;
        in = warc_file_look(a, 2 * before < WARC_HEAD_MOST ? 2 * before : WARC_HEAD_MOST);
        status = warc_read_head(in, head);
    }
    return status;
}

static enum warc_file_step tell(struct warc_file *a, struct warc_file_damage *damage)
{
    *damage = a->damage;
    a->damaged = a->broke = a->lost = false;
    return WARC_FILE_DAMAGE;
}

enum warc_file_step warc_file_next(struct warc_file *a, struct warc_head *head,
                                   struct warc_file_place *place, struct warc_file_damage *damage)
{
    warc_file_finish(a);
    if (!a->damaged) {
        skip_empty(a);
    }
    if (a->damaged) {
        return tell(a, damage);
    }
    enum warc_status status = read_head(a, head);
    if (a->damaged) {
        return tell(a, damage);
    }
    if (status == WARC_WHOLE) {
        *place = a->record = a->place;
        warc_file_consume(a, head->size);
        a->block = a->place;
        a->left = a->length = head->length;
        a->lost = false;
        a->endless = !head->has_length;
        a->in_record = true;
        return WARC_FILE_RECORD;
    }
    if (warc_file_look(a, 1).length == 0 || a->no_memory || a->unreadable) {
        return stop(a);
    }
    warc_file_note(a, a->place.offset,
                   status == WARC_CUT ? "a record that is cut off"
                                      : "neither a record nor the end");
    find_record(a);
    return tell(a, damage);
}
