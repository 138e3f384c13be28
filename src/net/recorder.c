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
    struct time_text ended;
};

/* --- Records --- */

static uint64_t begin(struct recorder *r, struct slice type, int64_t date)
{
    return scribe_begin(&r->scribe, type, date);
}

static void add_field(struct recorder *r, struct slice name, struct slice value)
{
    warc_field(&r->scribe.record, name, value);
}

static void add_own_field(struct recorder *r, struct slice name, struct slice value)
{
    warc_own_field(&r->scribe.record, name, value);
}

static void end(struct recorder *r, struct slice type, struct slice head, struct slice body,
                bool press)
{
    r->scribe.no_memory = r->scribe.no_memory || r->text.failed;
    scribe_end(&r->scribe, type, head, body, press);
}

static void end_fields(struct recorder *r)
{
    end(r, SLICE("application/warc-fields"), buffer_slice(&r->text), (struct slice){ 0 }, true);
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
    add_own_field(r, SLICE("WARC-IP-Address"), brackets ? slice_part(s, 1, s.length - 1) : s);
}

/* --- The file's first record --- */

static void record_run(struct recorder *r, const struct recorder_options *o)
{
    const char *slash = strrchr(o->path, '/');
    begin(r, SLICE("warcinfo"), time_now_ms());
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

/* Whether a line may be a header that is a secret. Where options name none, the first letter says
 * of nearly all lines that they are not. */
static bool may_be_secret(const struct recorder *r, struct slice line)
{
    char first = ascii_lower(line.data[0]);
    return r->secrets || first == 'p' || ascii_is_space(first);
}

/* Whether a line is a header whose value is not to be told: it came with the options. */
static bool is_secret(const struct recorder *r, struct slice line)
{
    if (!may_be_secret(r, line)) {
        return false;
    }
    struct slice value = line;
    struct slice name = slice_trim(slice_cut(&value, ':'));
    bool is = slice_equal_nocase(name, SLICE("Proxy-Authorization"));
    for (size_t i = 0; !is && r->secrets && r->secrets[i]; i++) {
        struct slice rest = slice_from(r->secrets[i]);
        slice_cut(&rest, ':');
        struct slice secret = slice_trim(slice_cut(&rest, ':'));
        is = slice_equal_nocase(secret, name) && slice_equal(slice_trim(rest), slice_trim(value));
    }
    return is;
}

/* Takes the next line off *rest. */
static struct slice take_line(struct slice *rest)
{
    size_t end = slice_find(*rest, '\n');
    struct slice line = slice_part(*rest, 0, end + (end < rest->length));
    *rest = slice_skip(*rest, line.length);
    return line;
}

static bool tells_secret(const struct recorder *r, struct slice lines)
{
    bool tells = false;
    while (lines.length && !tells) {
        tells = is_secret(r, take_line(&lines));
    }
    return tells;
}

/* Adds the fields of a head, or whatever its lines are. */
static void add_lines(struct recorder *r, struct slice lines)
{
    while (lines.length) {
        struct slice line = take_line(&lines);
        if (is_secret(r, line)) {
            buffer_add(&r->text, slice_cut(&line, ':'));
            line = SLICE(": ***\r\n");
        }
        buffer_add(&r->text, line);
    }
}

/* Where a head has the version HTTP/2, at the end of a request's first line or the start of an
 * answer's; else the length of the head. */
static size_t find_http2(struct slice head)
{
    struct slice version = SLICE("HTTP/2");
    struct slice word = slice_trim(slice_part(head, 0, slice_find(head, '\n')));
    bool is_answer = slice_starts_nocase(word, SLICE("HTTP/"));
    bool skips = !is_answer && word.length > version.length;
    word = skips ? slice_skip(word, word.length - version.length) : word;
    bool is = slice_starts_nocase(word, version) &&
              (word.length == version.length || word.data[version.length] == ' ');
    return is ? (size_t)(word.data - head.data) : head.length;
}

/* A head as it is kept: nearly always as it is; else in `text`, without secrets, and that of HTTP/2
 * as HTTP/1.1 has it. */
static struct slice kept_head(struct recorder *r, struct slice head, bool *is_http2)
{
    size_t at = find_http2(head);
    *is_http2 = at < head.length;
    buffer_reset(&r->text);
    if (!*is_http2 && !tells_secret(r, head)) {
        return head;
    }
    if (*is_http2) {
        buffer_add(&r->text, slice_part(head, 0, at));
        buffer_add(&r->text, SLICE("HTTP/1.1"));
        head = slice_skip(head, at + SLICE("HTTP/2").length);
    }
    add_lines(r, head);
    return buffer_slice(&r->text);
}

/* --- Tries --- */

static void add_about(struct recorder *r, const struct exchange *x, bool is_http2)
{
    add_field(r, SLICE("WARC-Target-URI"), x->url);
    add_peer(r, &x->peer);
    if (is_http2) {
        add_own_field(r, SLICE("WARC-Protocol"), SLICE("h2"));
    }
}

/* The response, if there is one, is the next record. */
static uint64_t record_request(struct recorder *r, const struct exchange *x, bool is_answered)
{
    bool is_http2;
    struct slice head = kept_head(r, x->sent, &is_http2);
    uint64_t request = begin(r, SLICE("request"), x->began);
    add_about(r, x, is_http2);
    if (is_answered) {
        scribe_add_id(&r->scribe, SLICE("WARC-Concurrent-To"), request + 1);
    }
    end(r, SLICE("application/http;msgtype=request"), head, (struct slice){ 0 }, true);
    return request;
}

static uint64_t record_response(struct recorder *r, const struct exchange *x, uint64_t request)
{
    bool is_http2;
    struct slice head = kept_head(r, x->head, &is_http2);
    uint64_t response = begin(r, SLICE("response"), x->began);
    add_about(r, x, is_http2);
    scribe_add_id(&r->scribe, SLICE("WARC-Concurrent-To"), request);
    if (x->unread) {
        add_own_field(r, SLICE("WARC-Truncated"), slice_from(x->unread));
    }
    scribe_add_payload_digest(&r->scribe, x->body);
    end(r, SLICE("application/http;msgtype=response"), head, x->body, x->says.content.count == 0);
    return response;
}

static void add_fault(struct recorder *r, const struct exchange *x)
{
    if (x->fault != FAULT_NONE) {
        warc_own_field(&r->text, SLICE("fault"), fault_word(x->fault));
    }
    if (x->fault == FAULT_TLS && x->tls != TLS_NONE) {
        warc_own_field(&r->text, SLICE("tls"), slice_from(tls_word(x->tls)));
    }
}

static void record_failure(struct recorder *r, const struct exchange *x, uint64_t of)
{
    begin(r, SLICE("metadata"), x->began);
    add_field(r, SLICE("WARC-Target-URI"), x->url);
    add_peer(r, &x->peer);
    if (of) {
        scribe_add_id(&r->scribe, SLICE("WARC-Concurrent-To"), of);
    }
    buffer_reset(&r->text);
    warc_own_field(&r->text, SLICE("landfall"), SLICE("try"));
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
    buffer_add_number(&r->text, number);
    buffer_add(&r->text, SLICE("\r\n"));
}

static void add_way(struct recorder *r, const struct exchange *x)
{
    static const char *const faces[FACE_COUNT] = {
        [FACE_BROWSER] = "browser", [FACE_PLAIN] = "plain"
    };
    if (faces[x->face]) {
        warc_own_field(&r->text, SLICE("face"), slice_from(faces[x->face]));
    }
    if (x->wants_whole) {
        warc_own_field(&r->text, SLICE("wants"), SLICE("whole"));
    }
    if (x->cookies) {
        add_number(r, SLICE("cookies: "), x->cookies);
        add_number(r, SLICE("cookiesAfter: "), x->cookies_after);
    }
}

static void put(void *of, const struct exchange *x)
{
    struct recorder *r = of;
    if (has_failed(r)) {
        return;
    }
    begin(r, SLICE("metadata"), x->began ? x->began : x->ended);
    add_field(r, SLICE("WARC-Target-URI"), x->url);
    if (x->note && x->status) {
        scribe_add_id(&r->scribe, SLICE("WARC-Refers-To"), x->note);
    }
    buffer_reset(&r->text);
    warc_own_field(&r->text, SLICE("landfall"), SLICE("exchange"));
    add_fault(r, x);
    add_number(r, SLICE("fetchTimeMs: "), (uint64_t)x->ms);
    add_number(r, SLICE("waitedMs: "), (uint64_t)x->waited);
    add_number(r, SLICE("attempts: "), x->attempts);
    warc_own_field(&r->text, SLICE("ended"), time_rewrite(&r->ended, x->ended));
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
    begin(r, SLICE("metadata"), time_now_ms());
    buffer_reset(&r->text);
    buffer_add(&r->text, SLICE("dns:"));
    buffer_add(&r->text, n->name);
    add_field(r, SLICE("WARC-Target-URI"), buffer_slice(&r->text));
    buffer_reset(&r->text);
    warc_own_field(&r->text, SLICE("landfall"), SLICE("name"));
    if (n->fault != FAULT_NONE) {
        warc_own_field(&r->text, SLICE("fault"), fault_word(n->fault));
    }
    for (unsigned i = 0; i < n->count; i++) {
        char text[ADDRESS_TEXT];
        address_format(&n->addresses[i], text);
        warc_own_field(&r->text, SLICE("address"), slice_from(text));
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
    r->secrets = strings_count(o->headers) ? o->headers : NULL;
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
