/* What a WARC file holds: its bytes, or those of its gzip members. */
#include "syntax/warc_file_inside.h"

#include <stdlib.h>

enum {
    INPUT_ROOM = 64 << 10, /* of the file's bytes, read at once */
    BACK_MOST = 64 << 20   /* how much may be read twice */
};

/* --- Opening --- */

struct warc_file *warc_file_open(const struct warc_file_source *source)
{
    struct warc_file *a = calloc(1, sizeof *a);
    if (!a) {
        return NULL;
    }
    a->source = *source;
    a->input = BUFFER(INPUT_ROOM);
    a->window = BUFFER(WARC_HEAD_MOST + 2 * WARC_FILE_STEP);
    a->spare = BACK_MOST;
    a->gunzip = gunzip_new();
    if (!a->gunzip) {
        warc_file_close(a);
        return NULL;
    }
    return a;
}

void warc_file_close(struct warc_file *a)
{
    if (a) {
        buffer_free(&a->input);
        buffer_free(&a->window);
        gunzip_free(a->gunzip);
        free(a);
    }
}

/* --- The file's bytes --- */

/* Has at least `least` of the file's bytes in hand, or all that are left. */
static struct slice look_at_input(struct warc_file *a, size_t least)
{
    struct slice rest = slice_skip(buffer_slice(&a->input), a->taken);
    if (rest.length < least && a->taken && !a->input_ended) {
        memmove(a->input.data, rest.data, rest.length);
        a->input_at += a->taken;
        a->taken = 0;
        a->input.length = rest.length;
    }
    while (a->input.length - a->taken < least && !a->input_ended) {
        char *to = buffer_reserve(&a->input, INPUT_ROOM - a->input.length);
        int64_t count = to ? a->source.read(a->source.of, a->input_at + a->input.length, to,
                                            INPUT_ROOM - a->input.length)
                           : 0;
        a->no_memory = a->no_memory || !to;
        a->unreadable = a->unreadable || count < 0;
        a->input_ended = count <= 0;
        a->input.length += count > 0 ? (size_t)count : 0;
    }
    return slice_skip(buffer_slice(&a->input), a->taken);
}

static uint64_t input_offset(const struct warc_file *a)
{
    return a->input_at + a->taken;
}

static void go_to_input(struct warc_file *a, uint64_t offset)
{
    bool in_hand = offset >= a->input_at && offset - a->input_at <= a->input.length;
    if (in_hand) {
        a->taken = (size_t)(offset - a->input_at);
        return;
    }
    buffer_reset(&a->input);
    a->taken = 0;
    a->input_at = offset;
    a->input_ended = false;
}

void warc_file_note(struct warc_file *a, uint64_t offset, const char *what)
{
    if (!a->damaged) {
        a->damage = (struct warc_file_damage){ offset, what };
    }
    a->damaged = true;
}

/* --- Members --- */

static void begin_member(struct warc_file *a)
{
    a->in_member = true;
    a->member = input_offset(a);
    gunzip_begin(a->gunzip);
    if (a->window.length == a->at) {
        a->place = (struct warc_file_place){ a->member, 0 };
        a->start_count = 0;
    } else if (a->start_count < WARC_FILE_STARTS) {
        a->starts[a->start_count++] = (struct start){ a->window.length, a->member };
    }
}

/* Whether the rest of the file's bytes are zeros, with which some fill up their blocks. */
static bool only_zeros_follow(struct warc_file *a)
{
    struct slice in = look_at_input(a, 1);
    while (in.length && in.data[0] == '\0') {
        a->taken++;
        in = slice_skip(in, 1);
        in = in.length ? in : look_at_input(a, 1);
    }
    return in.length == 0;
}

/* Looks for a member that begins a record, behind what is damaged. Of one that is none, no more is
 * read than tells so. */
static void find_member(struct warc_file *a)
{
    enum { MAGIC = 3, WORD = 5 };
    struct buffer word = BUFFER(WORD);
    a->in_member = false;
    for (struct slice in = look_at_input(a, INPUT_ROOM / 2); in.length >= MAGIC && !a->in_member;
         in = look_at_input(a, INPUT_ROOM / 2)) {
        if (gzip_may_begin(in)) {
            struct slice rest = in;
            buffer_reset(&word);
            gunzip_begin(a->gunzip);
            enum gzip_step step = gunzip_take(a->gunzip, &rest, WORD, &word);
            a->no_memory = a->no_memory || step == GZIP_NO_MEMORY;
            a->in_member = word.length == WORD && warc_may_begin(buffer_slice(&word));
        }
        a->taken += !a->in_member;
    }
    buffer_free(&word);
    if (a->in_member) {
        begin_member(a);
    }
    a->ended = !a->in_member;
}

bool warc_file_may_reread(struct warc_file *a, uint64_t count)
{
    bool may = count <= a->spare;
    a->spare -= may ? count : 0;
    return may;
}

/* The member that begins there is none, or damaged: a record of which a part stands in it is lost.
 */
static void break_off(struct warc_file *a, uint64_t offset, const char *what)
{
    warc_file_note(a, offset, what);
    a->broke = true;
    bool inside = a->place.offset == offset && a->place.inner > 0;
    a->lost = a->in_record && (a->left || inside);
    a->window.length = a->at = 0;
    a->start_count = 0;
    if (warc_file_may_reread(a, input_offset(a) - offset)) {
        go_to_input(a, offset + 1);
    }
    find_member(a);
}

/* False: nothing follows. */
static bool find_next_member(struct warc_file *a)
{
    struct slice in = look_at_input(a, 3);
    if (in.length == 0) {
        a->ended = true;
    } else if (gzip_may_begin(in)) {
        begin_member(a);
    } else {
        uint64_t offset = input_offset(a);
        if (only_zeros_follow(a)) {
            a->ended = true;
        } else {
            break_off(a, offset, "neither a gzip member nor the end");
        }
    }
    return !a->ended;
}

static void inflate_more(struct warc_file *a)
{
    if (!a->in_member && !find_next_member(a)) {
        return;
    }
    struct slice in = look_at_input(a, 1);
    size_t before = in.length;
    size_t made = a->window.length;
    enum gzip_step step = gunzip_take(a->gunzip, &in, WARC_FILE_STEP, &a->window);
    a->taken += before - in.length;
    a->no_memory = a->no_memory || step == GZIP_NO_MEMORY;
    if (step == GZIP_MEMBER) {
        a->in_member = false;
    } else if (step == GZIP_BROKEN) {
        break_off(a, a->member, "a damaged gzip member");
    } else if (before == in.length && made == a->window.length && a->input_ended) {
        break_off(a, a->member, "a gzip member that is cut off");
    }
}

/* --- What the file holds --- */

static void read_more(struct warc_file *a)
{
    struct slice in = look_at_input(a, 1);
    size_t length = in.length < WARC_FILE_STEP ? in.length : WARC_FILE_STEP;
    buffer_add(&a->window, slice_part(in, 0, length));
    a->taken += length;
    a->ended = length == 0;
}

static void drop_consumed(struct warc_file *a)
{
    size_t rest = a->window.length - a->at;
    if (a->at) {
        memmove(a->window.data, a->window.data + a->at, rest);
    }
    for (size_t i = 0; i < a->start_count; i++) {
        a->starts[i].at -= a->at;
    }
    a->window.length = rest;
    a->at = 0;
}

static bool goes_on(const struct warc_file *a)
{
    return !a->ended && !a->no_memory && !a->unreadable && !a->broke;
}

struct slice warc_file_look(struct warc_file *a, size_t least)
{
    if (a->window.length - a->at < least && a->at > WARC_FILE_STEP) {
        drop_consumed(a);
    }
    while (a->window.length - a->at < least && goes_on(a)) {
        if (a->window.length + WARC_FILE_STEP > a->window.limit) {
            drop_consumed(a);
        }
        if (a->zipped) {
            inflate_more(a);
        } else {
            read_more(a);
        }
    }
    a->no_memory = a->no_memory || a->window.no_memory;
    return slice_skip(buffer_slice(&a->window), a->at);
}

void warc_file_consume(struct warc_file *a, size_t count)
{
    a->at += count;
    if (!a->zipped) {
        a->place.offset += count;
        return;
    }
    a->place.inner += count;
    size_t passed = 0;
    while (passed < a->start_count && a->starts[passed].at <= a->at) {
        a->place =
            (struct warc_file_place){ a->starts[passed].offset, a->at - a->starts[passed].at };
        passed++;
    }
    a->start_count -= passed;
    memmove(a->starts, a->starts + passed, a->start_count * sizeof *a->starts);
}

uint64_t warc_file_skip(struct warc_file *a, uint64_t count)
{
    struct slice in = count ? warc_file_look(a, 1) : (struct slice){ 0 };
    while (in.length && count) {
        size_t step = in.length < count ? in.length : (size_t)count;
        warc_file_consume(a, step);
        count -= step;
        in = count ? warc_file_look(a, 1) : in;
    }
    return count;
}

bool warc_file_is_one(struct warc_file *a)
{
    if (!a->looked) {
        a->looked = true;
        a->zipped = gzip_may_begin(look_at_input(a, 3));
    }
    return warc_may_begin(warc_file_look(a, 5)) || (a->broke && a->in_member);
}

/* Whether a place stands ahead in the member that is being read: a file may be one large member, of
 * which nothing is to be inflated twice without need. */
static bool is_ahead(const struct warc_file *a, struct warc_file_place place)
{
    bool sound = a->zipped && !a->lost && !a->broke && !a->damaged;
    return sound && place.offset == a->place.offset && place.inner >= a->place.inner;
}

void warc_file_go(struct warc_file *a, struct warc_file_place place)
{
    if (is_ahead(a, place)) {
        a->in_record = false;
        warc_file_skip(a, place.inner - a->place.inner);
        return;
    }
    a->in_record = a->lost = a->ended = a->broke = a->damaged = a->in_member = false;
    buffer_reset(&a->window);
    a->at = 0;
    a->start_count = 0;
    go_to_input(a, place.offset);
    a->place = (struct warc_file_place){ place.offset, 0 };
    warc_file_skip(a, place.inner);
}
