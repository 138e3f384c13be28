#include "net/replay_read.h"

#include "net/head.h"

/* --- Notes --- */

static enum tls_fault read_tls(struct slice word)
{
    enum tls_fault tls = TLS_NONE + 1;
    while (tls < TLS_COUNT && !slice_equal(slice_from(tls_word(tls)), word)) {
        tls++;
    }
    return tls < TLS_COUNT ? tls : TLS_PROTOCOL;
}

static unsigned long long read_number(struct slice value, unsigned long long most)
{
    unsigned long long number = 0;
    return slice_number(value, most, &number) ? number : 0;
}

static void read_field(struct replay_note *n, struct slice name, struct slice value)
{
    if (slice_equal(name, SLICE("fault"))) {
        n->fault = fault_of_word(value, &n->fault) ? n->fault : FAULT_PROTOCOL;
    } else if (slice_equal(name, SLICE("tls"))) {
        n->tls = read_tls(value);
    } else if (slice_equal(name, SLICE("fetchTimeMs"))) {
        n->ms = (int32_t)read_number(value, INT32_MAX);
    } else if (slice_equal(name, SLICE("waitedMs"))) {
        n->waited = (int32_t)read_number(value, INT32_MAX);
    } else if (slice_equal(name, SLICE("attempts"))) {
        n->attempts = (unsigned)read_number(value, UINT8_MAX);
    } else if (slice_equal(name, SLICE("ended"))) {
        n->ended = warc_read_date(value, &n->ended) ? n->ended : 0;
    } else if (slice_equal(name, SLICE("cookies"))) {
        n->way.cookies = read_number(value, UINT64_MAX);
    } else if (slice_equal(name, SLICE("cookiesAfter"))) {
        n->cookies_after = read_number(value, UINT64_MAX);
    } else if (slice_equal(name, SLICE("face"))) {
        n->way.face = slice_equal(value, SLICE("browser")) ? FACE_BROWSER : FACE_PLAIN;
    } else if (slice_equal(name, SLICE("wants"))) {
        n->way.wants_whole = true;
    }
}

bool replay_read_note(struct slice block, struct replay_note *out)
{
    struct slice name;
    struct slice value;
    *out = (struct replay_note){ 0 };
    if (!warc_next_field(&block, &name, &value) || !slice_equal(name, SLICE("landfall")) ||
        !(slice_equal(value, SLICE("exchange")) || slice_equal(value, SLICE("name")))) {
        return false;
    }
    while (warc_next_field(&block, &name, &value)) {
        read_field(out, name, value);
    }
    return true;
}

/* --- Answers --- */

/* The length of the head at the start, its empty line included; 0: its end is not there. */
static size_t head_length(struct slice block)
{
    for (size_t at = slice_find(block, '\n'); at < block.length;) {
        struct slice rest = slice_skip(block, at + 1);
        size_t end = slice_find(rest, '\n');
        bool is_empty = end < rest.length && slice_trim(slice_part(rest, 0, end)).length == 0;
        if (is_empty) {
            return at + 1 + end + 1;
        }
        at = end < rest.length ? at + 1 + end : block.length;
    }
    return 0;
}

/* A header that would not be read over the network is not read here. */
bool replay_read_answer(struct slice block, struct replay_answer *out)
{
    struct http_head says = { 0 };
    struct slice rest = block;
    *out = (struct replay_answer){ 0 };
    do {
        size_t line = slice_find(rest, '\n');
        size_t length = http_is_status_line(slice_part(rest, 0, line)) ? head_length(rest) : 0;
        if (length == 0 || length > HEAD_MOST_BYTES) {
            return false;
        }
        out->head = slice_part(rest, 0, length);
        rest = slice_skip(rest, length);
        http_read_head(out->head, &says);
    } while (says.status >= 100 && says.status < 200);
    out->body = rest;
    out->status = says.status;
    return says.status >= 200;
}

const char *replay_truncation(struct slice word)
{
    static const char *const words[] = { "length", "time", "disconnect" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (slice_equal_nocase(slice_from(words[i]), word)) {
            return words[i];
        }
    }
    return word.length ? "unspecified" : NULL;
}
