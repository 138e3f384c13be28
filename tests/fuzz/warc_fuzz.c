/* Archives: whatever a file holds, the work is bounded by its length, records lie inside it and in
 * order but where a false length has them looked for again, and each is read again at its place. */
#include "require.h"
#include "syntax/warc_file.h"

enum { STEPS_MOST = 1 << 16, PLACES = 16, BLOCK_MOST = 4 << 10 };

struct known {
    struct warc_file_place place;
    enum warc_type type;
    uint64_t length;
};

static int64_t read_bytes(void *of, uint64_t at, char *into, size_t most)
{
    const struct slice *bytes = of;
    if (at >= bytes->length) {
        return 0;
    }
    size_t left = bytes->length - (size_t)at;
    most = most < left ? most : left;
    memcpy(into, bytes->data + at, most);
    return (int64_t)most;
}

static void check_part(struct slice part, const struct warc_head *head)
{
    require(!part.data || part.length <= head->size);
}

static void check(const struct warc_head *head, const struct warc_file_place *place, size_t size)
{
    int64_t ms;
    require(head->size > 0 && head->size <= WARC_HEAD_MOST && place->offset < size);
    require(head->has_length || head->type == WARC_INFO);
    check_part(head->uri, head);
    check_part(head->id, head);
    check_part(head->refers_to, head);
    warc_read_date(head->date, &ms);
}

static void read_again(struct warc_file *a, const struct known *known)
{
    struct warc_head head;
    struct warc_file_place place;
    struct warc_file_damage damage;
    struct buffer block = BUFFER(BLOCK_MOST);
    warc_file_go(a, known->place);
    require(warc_file_next(a, &head, &place, &damage) == WARC_FILE_RECORD);
    require(place.offset == known->place.offset && place.inner == known->place.inner);
    require(head.type == known->type && head.length == known->length);
    warc_file_read(a, BLOCK_MOST, &block);
    require(block.length <= head.length);
    buffer_free(&block);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice bytes = slice_of((const char *)data, size);
    struct warc_file *a = warc_file_open(&(struct warc_file_source){ &bytes, read_bytes });
    require(a);
    struct warc_head head;
    struct warc_file_place place;
    struct warc_file_damage damage;
    struct known known[PLACES];
    size_t count = 0;
    warc_file_is_one(a);
    enum warc_file_step step = warc_file_next(a, &head, &place, &damage);
    for (size_t steps = 0; step < WARC_FILE_END; steps++) {
        require(steps < STEPS_MOST + 2 * size);
        if (step == WARC_FILE_RECORD) {
            check(&head, &place, size);
            known[count % PLACES] = (struct known){ place, head.type, head.length };
            count++;
            if (steps % 2) {
                warc_file_finish(a);
            }
        } else {
            require(damage.what && damage.offset <= size);
        }
        step = warc_file_next(a, &head, &place, &damage);
    }
    require(step == WARC_FILE_END);
    for (size_t i = 0; i < count && i < PLACES; i++) {
        read_again(a, &known[i]);
    }
    warc_file_close(a);
    return 0;
}
