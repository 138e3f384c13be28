#include "net/recorder.h"

#include "base/time.h"
#include "net/pipe_guard.h"
#include "net/scribe.h"

#include <errno.h>
#include <stdlib.h>

enum { TEXT_MOST = 256 << 10, WHY_MOST = 4 << 10, WAITING_MOST = 256 << 10 };

struct recorder {
    struct recall recall;
    struct scribe scribe;
    char *path;
    const char *const *secrets;
    struct buffer text; /* a block, or the part of one that is ours to write */
    struct buffer why;
};

/* --- Records --- */

static uint64_t begin(struct recorder *r, const char *type, int64_t date)
{
    return scribe_begin(&r->scribe, slice_from(type), date);
}

static void add_field(struct recorder *r, struct slice name, struct slice value)
{
    warc_field(&r->scribe.head, name, value);
}

static void end(struct recorder *r, const char *type, struct slice body, bool press)
{
    r->scribe.no_memory = r->scribe.no_memory || r->text.failed;
    scribe_end(&r->scribe, slice_from(type), buffer_slice(&r->text), body, press);
}

static void end_fields(struct recorder *r)
{
    end(r, "application/warc-fields", (struct slice){ 0 }, true);
}

static void hand_over(struct recorder *r)
{
    bool may_break = !r->scribe.file.is_regular;
    struct pipe_guard guard;
    if (may_break) {
        pipe_guard_begin(&guard);
    }
    bool done = scribe_hand_over(&r->scribe);
    int why = errno;
    if (may_break) {
        pipe_guard_end(&guard);
    }
    if (!done) {
        buffer_reset(&r->why);
        buffer_printf(&r->why, "%s: cannot be recorded into: %s; what came before is whole",
                      r->path, strerrordesc_np(why));
    }
}

static bool has_failed(const struct recorder *r)
{
    return r->scribe.file.failed;
}

/* One write of many records costs less than many of one: so what is told waits, until what came of
 * it is lent or there is much of it. */
static void let_wait(struct recorder *r)
{
    if (r->scribe.members.length > WAITING_MOST) {
        hand_over(r);
    }
}

static void keep(void *of)
{
    struct recorder *r = of;
    if (r->scribe.members.length && !has_failed(r)) {
        hand_over(r);
    }
}

static void add_peer(struct recorder *r, const struct address *peer)
{
    static const struct address nobody;
    char text[ADDRESS_TEXT];
    if (memcmp(peer, &nobody, sizeof nobody) == 0) {
        return;
    }
    address_format(peer, text);
    struct slice s = slice_from(text);
    bool brackets = s.length > 2 && s.data[0] == '[';
    add_field(r, SLICE("WARC-IP-Address"), brackets ? slice_part(s, 1, s.length - 1) : s);
}

/* --- The file's first record --- */

static void record_run(struct recorder *r, const struct recorder_options *o)
{
    const char *slash = strrchr(o->path, '/');
    begin(r, "warcinfo", time_now_ms());
    add_field(r, SLICE("WARC-Filename"), slice_from(slash ? slash + 1 : o->path));
    buffer_reset(&r->text);
    buffer_printf(&r->text,
                  "software: %s\r\nformat: WARC File Format 1.1\r\n"
                  "conformsTo: http://iipc.github.io/warc-specifications/specifications/"
                  "warc-format/warc-1.1/\r\n",
                  o->software);
    warc_field(&r->text, SLICE("http-header-user-agent"), slice_from(o->user_agent));
    warc_field(&r->text, SLICE("settings"), slice_from(o->settings));
    end_fields(r);
    hand_over(r);
}

/* --- Heads as they are kept --- */

/* Whether a header's value is not to be told: it came with the options. */
static bool is_secret(const struct recorder *r, struct slice name, struct slice value)
{
    name = slice_trim(name);
    bool is = slice_equal_nocase(name, SLICE("Proxy-Authorization"));
    for (size_t i = 0; !is && r->secrets && r->secrets[i]; i++) {
        struct slice rest = slice_from(r->secrets[i]);
        slice_cut(&rest, ':');
        struct slice secret = slice_trim(slice_cut(&rest, ':'));
        is = slice_equal_nocase(secret, name) && slice_equal(slice_trim(rest), slice_trim(value));
    }
    return is;
}

/* Adds the fields of a head, or whatever its lines are. */
static void add_lines(struct recorder *r, struct slice lines)
{
    size_t from = 0; /* what was not added yet */
    size_t end = 0;
    for (size_t at = 0; at < lines.length; at = end) {
        size_t length = slice_find(slice_skip(lines, at), '\n');
        end = at + length + (at + length < lines.length);
        struct slice value = slice_part(lines, at, end);
        struct slice name = slice_cut(&value, ':');
        if (value.data && is_secret(r, name, value)) {
            buffer_add(&r->text, slice_part(lines, from, at + name.length));
            buffer_add(&r->text, SLICE(": ***\r\n"));
            from = end;
        }
    }
    buffer_add(&r->text, slice_skip(lines, from));
}

/* Adds a head's first line; that of HTTP/2 is made up, and as HTTP/1.1 has it. Gives the rest. */
static struct slice add_first_line(struct recorder *r, struct slice head, bool *is_http2)
{
    struct slice version = SLICE("HTTP/2");
    struct slice line = slice_part(head, 0, slice_find(head, '\n'));
    bool may_be = memmem(line.data, line.length, "/2", 2) != NULL; /* which is quicker found */
    size_t at = may_be ? slice_find_nocase(line, version) : line.length;
    size_t end = at + version.length;
    *is_http2 = at < line.length && (end == head.length || head.data[end] != '.');
    if (!*is_http2) {
        return head;
    }
    buffer_add(&r->text, slice_part(head, 0, at));
    buffer_add(&r->text, SLICE("HTTP/1.1"));
    return slice_skip(head, end);
}

/* Writes a head as it is kept into `text`. False: it is not one of HTTP/2. */
static bool write_head(struct recorder *r, struct slice head)
{
    bool is_http2;
    buffer_reset(&r->text);
    struct slice rest = add_first_line(r, head, &is_http2);
    add_lines(r, rest);
    return is_http2;
}

/* --- Tries --- */

static void add_about(struct recorder *r, const struct exchange *x, bool is_http2)
{
    add_field(r, SLICE("WARC-Target-URI"), x->url);
    add_peer(r, &x->peer);
    if (is_http2) {
        add_field(r, SLICE("WARC-Protocol"), SLICE("h2"));
    }
}

/* The response, if there is one, is the next record. */
static uint64_t record_request(struct recorder *r, const struct exchange *x, bool is_answered)
{
    uint64_t request = begin(r, "request", x->began);
    add_about(r, x, write_head(r, x->sent));
    if (is_answered) {
        scribe_add_id(&r->scribe, SLICE("WARC-Concurrent-To"), request + 1);
    }
    end(r, "application/http;msgtype=request", (struct slice){ 0 }, true);
    return request;
}

static uint64_t record_response(struct recorder *r, const struct exchange *x, uint64_t request)
{
    uint64_t response = begin(r, "response", x->began);
    add_about(r, x, write_head(r, x->head));
    scribe_add_id(&r->scribe, SLICE("WARC-Concurrent-To"), request);
    if (x->unread) {
        add_field(r, SLICE("WARC-Truncated"), slice_from(x->unread));
    }
    scribe_add_digest(&r->scribe, SLICE("WARC-Payload-Digest"), &x->body, 1);
    end(r, "application/http;msgtype=response", x->body, x->says.content.count == 0);
    return response;
}

static void add_fault(struct recorder *r, const struct exchange *x)
{
    if (x->fault != FAULT_NONE) {
        warc_field(&r->text, SLICE("fault"), fault_word(x->fault));
    }
    if (x->fault == FAULT_TLS && x->tls != TLS_NONE) {
        warc_field(&r->text, SLICE("tls"), slice_from(tls_word(x->tls)));
    }
}

static void record_failure(struct recorder *r, const struct exchange *x, uint64_t of)
{
    begin(r, "metadata", x->began);
    add_field(r, SLICE("WARC-Target-URI"), x->url);
    add_peer(r, &x->peer);
    if (of) {
        scribe_add_id(&r->scribe, SLICE("WARC-Concurrent-To"), of);
    }
    buffer_reset(&r->text);
    warc_field(&r->text, SLICE("landfall"), SLICE("try"));
    add_fault(r, x);
    end_fields(r);
}

/* A head that broke off is no answer. */
static void tried(void *of, struct exchange *x)
{
    struct recorder *r = of;
    bool is_answered = x->status != 0;
    if (has_failed(r)) {
        return;
    }
    uint64_t request = x->sent.length ? record_request(r, x, is_answered) : 0;
    x->note = is_answered ? record_response(r, x, request) : 0;
    if (x->fault != FAULT_NONE) {
        record_failure(r, x, request);
    }
    let_wait(r);
}

/* --- What came of all tries, and of names --- */

static void add_number(struct recorder *r, struct slice name, uint64_t number)
{
    buffer_add(&r->text, name);
    buffer_add(&r->text, SLICE(": "));
    buffer_add_number(&r->text, number);
    buffer_add(&r->text, SLICE("\r\n"));
}

static void add_ended(struct recorder *r, int64_t ms)
{
    char date[TIME_TEXT];
    int length = time_format(ms, TIME_MS, date);
    warc_field(&r->text, SLICE("ended"), slice_of(date, (size_t)length));
}

static void add_way(struct recorder *r, const struct exchange *x)
{
    static const char *const faces[FACE_COUNT] = {
        [FACE_BROWSER] = "browser", [FACE_PLAIN] = "plain"
    };
    if (faces[x->face]) {
        warc_field(&r->text, SLICE("face"), slice_from(faces[x->face]));
    }
    if (x->wants_whole) {
        warc_field(&r->text, SLICE("wants"), SLICE("whole"));
    }
    if (x->cookies) {
        add_number(r, SLICE("cookies"), x->cookies);
        add_number(r, SLICE("cookiesAfter"), x->cookies_after);
    }
}

static void put(void *of, const struct exchange *x)
{
    struct recorder *r = of;
    if (has_failed(r)) {
        return;
    }
    begin(r, "metadata", x->began ? x->began : x->ended);
    add_field(r, SLICE("WARC-Target-URI"), x->url);
    if (x->note && x->status) {
        scribe_add_id(&r->scribe, SLICE("WARC-Refers-To"), x->note);
    }
    buffer_reset(&r->text);
    warc_field(&r->text, SLICE("landfall"), SLICE("exchange"));
    add_fault(r, x);
    add_number(r, SLICE("fetchTimeMs"), (uint64_t)x->ms);
    add_number(r, SLICE("waitedMs"), (uint64_t)x->waited);
    add_number(r, SLICE("attempts"), x->attempts);
    add_ended(r, x->ended);
    add_way(r, x);
    end_fields(r);
    let_wait(r);
}

static void named(void *of, const struct naming *n)
{
    struct recorder *r = of;
    if (has_failed(r)) {
        return;
    }
    begin(r, "metadata", time_now_ms());
    buffer_reset(&r->text);
    buffer_add(&r->text, SLICE("dns:"));
    buffer_add(&r->text, n->name);
    add_field(r, SLICE("WARC-Target-URI"), buffer_slice(&r->text));
    buffer_reset(&r->text);
    warc_field(&r->text, SLICE("landfall"), SLICE("name"));
    if (n->fault != FAULT_NONE) {
        warc_field(&r->text, SLICE("fault"), fault_word(n->fault));
    }
    for (unsigned i = 0; i < n->count; i++) {
        char text[ADDRESS_TEXT];
        address_format(&n->addresses[i], text);
        warc_field(&r->text, SLICE("address"), slice_from(text));
    }
    end_fields(r);
    let_wait(r);
}

/* --- Opening and closing --- */

/* False: for want of memory. */
static bool set_up(struct recorder *r, const struct recorder_options *o)
{
    r->recall =
        (struct recall){ .of = r, .put = put, .tried = tried, .named = named, .keep = keep };
    r->secrets = o->headers;
    r->text = BUFFER(TEXT_MOST);
    r->why = BUFFER(WHY_MOST);
    r->path = strdup(o->path);
    return scribe_open(&r->scribe) && r->path;
}

struct recorder *recorder_open(const struct recorder_options *options, struct buffer *why)
{
    struct recorder *r = calloc(1, sizeof *r);
    if (!r || !set_up(r, options) || !recorder_file_open(&r->scribe.file, options->path, why)) {
        recorder_close(r);
        return NULL;
    }
    record_run(r, options);
    if (has_failed(r)) {
        buffer_add(why, buffer_slice(&r->why));
        recorder_close(r);
        return NULL;
    }
    return r;
}

void recorder_close(struct recorder *r)
{
    if (!r) {
        return;
    }
    keep(r);
    scribe_close(&r->scribe);
    buffer_free(&r->text);
    buffer_free(&r->why);
    free(r->path);
    free(r);
}

const struct recall *recorder_recall(struct recorder *r)
{
    return &r->recall;
}

const char *recorder_trouble(struct recorder *r)
{
    keep(r);
    const char *why = r->why.length ? buffer_string(&r->why) : NULL;
    r->why.length = 0;
    return why;
}
