/* Any bytes as what a cache holds of a post or of a copy: what is read of it is written in a form
 * that is read again as the same. */
#include "describe/remembered.h"
#include "require.h"

extern const struct place place_twitter;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_question(struct slice text)
{
    struct question q = { .about = { .place = &place_twitter, .platform = "twitter" } };
    struct question again = q;
    struct buffer into = BUFFER(1 << 22);
    if (question_read(&q, text)) {
        question_write(&q, &into);
        require(!into.failed && question_read(&again, buffer_slice(&into)));
        require(again.told_count == q.told_count);
        for (size_t i = 0; i < q.told_count; i++) {
            require(q.told[i].endpoint && again.told[i].reason == q.told[i].reason);
        }
    }
    arena_free(&q.said);
    arena_free(&again.said);
    buffer_free(&into);
}

static void read_lookup(struct slice text)
{
    struct lookup l = { .done = false };
    struct lookup again = { .done = false };
    struct buffer into = BUFFER(1 << 22);
    if (lookup_read(&l, text)) {
        require(l.found.url.data || l.found.reason);
        lookup_write(&l, &into);
        require(!into.failed && lookup_read(&again, buffer_slice(&into)));
    }
    arena_free(&l.said);
    arena_free(&again.said);
    buffer_free(&into);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice text = slice_of((const char *)data, size);
    read_question(text);
    read_lookup(text);
    return 0;
}
