#include "net/http1.h"

#include "base/time.h"
#include "net/fetch.h"

enum {
    READ_ROOM = 16 << 10, /* what one record of TLS holds */
    MOST_TEXT = 1 << 20,
    MOST_HOST = 1 << 10,
    MOST_LINE = 100 << 10,
    MOST_LEFT_OVER = 4,
    STALL_BYTES = 16 /* a second */
};

void http1_init(struct http1 *h, struct fetch *f)
{
    *h = (struct http1){
        .fetch = f, .host = BUFFER(MOST_HOST), .text = BUFFER(MOST_TEXT), .line = BUFFER(MOST_LINE)
    };
}

void http1_clear(struct http1 *h)
{
    buffer_free(&h->host);
    buffer_free(&h->text);
    buffer_free(&h->line);
}

/* --- What is sent (RFC 9112 section 3) --- */

static bool has_header(const struct curl_slist *headers, struct slice name)
{
    for (; headers; headers = headers->next) {
        struct slice rest = slice_from(headers->data);
        if (slice_equal_nocase(slice_trim(slice_cut(&rest, ':')), name)) {
            return true;
        }
    }
    return false;
}

/* Unless the user has a word to say of it. */
static void add_usual(struct http1 *h, const struct curl_slist *headers, struct slice name,
                      struct slice value)
{
    if (value.length && !has_header(headers, name)) {
        buffer_add(&h->text, name);
        buffer_add(&h->text, SLICE(": "));
        buffer_add(&h->text, value);
        buffer_add(&h->text, SLICE("\r\n"));
    }
}

/* "Name:" alone has none sent, as with curl. */
static void add_headers(struct http1 *h, const struct curl_slist *headers)
{
    for (; headers; headers = headers->next) {
        struct slice value = slice_from(headers->data);
        slice_cut(&value, ':');
        if (slice_trim(value).length) {
            buffer_add(&h->text, slice_from(headers->data));
            buffer_add(&h->text, SLICE("\r\n"));
        }
    }
}

static void write_request(struct http1 *h, struct slice authority, struct slice target,
                          const struct curl_slist *headers, const char *user_agent)
{
    buffer_add(&h->text, SLICE("GET "));
    buffer_add(&h->text, target);
    buffer_add(&h->text, SLICE(" HTTP/1.1\r\n"));
    add_usual(h, headers, SLICE("Host"), authority);
    add_usual(h, headers, SLICE("User-Agent"), slice_from(user_agent ? user_agent : ""));
    add_usual(h, headers, SLICE("Accept-Encoding"), SLICE("gzip, deflate, br, zstd"));
    add_headers(h, headers);
    buffer_add(&h->text, SLICE("\r\n"));
}

/* "example.com" of "example.com:8080", "[::1]" of "[::1]:8080". */
static struct slice host_of(struct slice authority)
{
    bool is_literal = authority.data && slice_starts(authority, SLICE("["));
    size_t end = is_literal ? slice_find(authority, ']') + 1 : slice_find(authority, ':');
    return slice_part(authority, 0, end < authority.length ? end : authority.length);
}

static size_t scheme_length(struct slice url)
{
    struct slice scheme = slice_starts(url, SLICE("https:")) ? SLICE("https://") : SLICE("http://");
    return scheme.length < url.length ? scheme.length : url.length;
}

struct slice http1_origin(struct slice url)
{
    size_t begin = scheme_length(url);
    return slice_part(url, 0, begin + slice_find(slice_skip(url, begin), '/'));
}

/* The URL is normalised: a scheme, "://", an authority without userinfo, a path and a query. */
static void read_url(struct http1 *h, struct slice url, struct slice *authority,
                     struct slice *target)
{
    h->secure = slice_starts(url, SLICE("https:"));
    h->origin = http1_origin(url);
    *authority = slice_skip(h->origin, scheme_length(url));
    *target = slice_skip(url, h->origin.length);
}

bool http1_prepare(struct http1 *h, const struct fetch_request *request)
{
    struct slice authority;
    struct slice target;
    http1_clear(h);
    http1_init(h, h->fetch);
    read_url(h, slice_from(request->url), &authority, &target);
    write_request(h, authority, target, request->headers, request->user_agent);
    buffer_add(&h->host, host_of(authority));
    int64_t now = time_tick_ms();
    h->watched = now;
    h->ends_at = now + request->timeout_ms;
    h->connects_by = now + request->connect_ms;
    h->stall_ms = fetch_stall_seconds(request->timeout_ms) * 1000;
    return buffer_string(&h->host) && !h->text.failed;
}

/* --- Ends --- */

static enum http1_state end_with(struct http1 *h, enum fault fault)
{
    h->fault = fault;
    return HTTP1_DONE;
}

static enum http1_state end_broken(struct http1 *h)
{
    const struct stream *s = &h->connection->stream;
    h->tls = s->tls;
    h->fetch->cut = s->cut;
    return end_with(h, s->fault);
}

/* --- CONNECTS, SHAKES_HANDS, SENDS --- */

static enum http1_state connect_on(struct http1 *h)
{
    switch (stream_is_connected(&h->connection->stream)) {
    case STREAM_DONE:
        h->watched = time_tick_ms();
        return h->secure ? HTTP1_SHAKES_HANDS : HTTP1_SENDS;
    case STREAM_WAITS:
        return HTTP1_CONNECTS;
    default:
        return end_broken(h);
    }
}

static enum http1_state shake_hands(struct http1 *h)
{
    switch (handshake_go_on(&h->handshake)) {
    case STREAM_DONE:
        h->watched = time_tick_ms();
        return HTTP1_SENDS;
    case STREAM_WAITS:
        return HTTP1_SHAKES_HANDS;
    default:
        return end_broken(h);
    }
}

/* What was sent is let go, unless it is to be recorded. */
static enum http1_state stop_sending(struct http1 *h)
{
    if (!h->fetch->manner->keeps_raw) {
        buffer_free(&h->text);
    }
    return HTTP1_READS;
}

static enum http1_state send_on(struct http1 *h)
{
    struct slice rest = slice_skip(buffer_slice(&h->text), h->sent);
    size_t count = 0;
    switch (stream_write(&h->connection->stream, rest.data, rest.length, &count)) {
    case STREAM_DONE:
        h->sent += count;
        h->connection->was_used = true;
        return h->sent == h->text.length ? stop_sending(h) : send_on(h);
    case STREAM_WAITS:
        return HTTP1_SENDS;
    default:
        return end_broken(h);
    }
}

/* --- READS: the head --- */

/* "HTTP/1.1 200", in any case and with more spaces, and whatever follows. */
static bool is_status_line(struct slice line)
{
    struct slice rest = line;
    struct slice version = slice_cut(&rest, ' ');
    unsigned long long status;
    slice_skip_spaces(&rest);
    return slice_starts_nocase(version, SLICE("HTTP/")) && version.length >= 6 &&
           ascii_is_digit(version.data[5]) && rest.length >= 3 &&
           slice_number(slice_part(rest, 0, 3), 999, &status) && status >= 100;
}

/* Another protocol, which nobody asked for (RFC 9110 section 15.2.2). */
static bool is_switching(struct slice line)
{
    struct slice rest = line;
    slice_cut(&rest, ' ');
    slice_skip_spaces(&rest);
    return slice_starts(rest, SLICE("101"));
}

/* As in browsers, a line that has no colon says nothing. */
static bool is_field(struct slice line)
{
    return memchr(line.data, '\0', line.length) == NULL;
}

static bool is_first_line(const struct http1 *h)
{
    return h->fetch->head.text.length == 0 || h->fetch->head.is_over;
}

/* An empty line or two may be left of what came before. */
static bool is_left_over(struct http1 *h, struct slice line)
{
    bool is = h->fetch->head.text.length == 0 && slice_trim(line).length == 0;
    return is && (h->left_over += line.length) <= MOST_LEFT_OVER;
}

static enum http1_state take_line(struct http1 *h, struct slice line)
{
    struct fetch *f = h->fetch;
    if (is_left_over(h, line)) {
        return HTTP1_READS;
    }
    if (is_first_line(h) ? !is_status_line(line) || is_switching(line) : !is_field(line)) {
        return end_with(h, FAULT_PROTOCOL);
    }
    return fetch_line(f, line) ? HTTP1_READS : HTTP1_DONE;
}

/* Whether what has come of a first line cannot become a status line. */
static bool is_no_http(const struct http1 *h)
{
    struct slice line = buffer_slice(&h->line);
    struct slice wanted = slice_part(SLICE("HTTP/"), 0, line.length < 5 ? line.length : 5);
    return is_first_line(h) && slice_trim(line).length && !slice_starts_nocase(line, wanted);
}

/* Takes a line, or what there is of it, off the front of a piece. */
static enum http1_state take_head(struct http1 *h, struct slice *piece)
{
    size_t end = slice_find(*piece, '\n');
    bool ends = end < piece->length;
    struct slice part = slice_part(*piece, 0, ends ? end + 1 : end);
    *piece = slice_skip(*piece, part.length);
    if (ends && h->line.length == 0) {
        return take_line(h, part);
    }
    buffer_add(&h->line, part);
    if (h->line.failed) {
        h->fetch->too_large = !h->line.no_memory;
        h->fetch->no_memory = h->line.no_memory;
        return HTTP1_DONE;
    }
    if (!ends) {
        return is_no_http(h) ? end_with(h, FAULT_PROTOCOL) : HTTP1_READS;
    }
    enum http1_state next = take_line(h, buffer_slice(&h->line));
    buffer_reset(&h->line);
    return next;
}

/* --- READS: the body (RFC 9112 section 6) --- */

static void begin_body(struct http1 *h)
{
    const struct http_head *says = &h->fetch->head.says;
    h->chunks = (struct chunks){ 0 };
    h->left = says->length;
    h->whole = !says->chunked && says->length == 0;
}

/* How much of a piece belongs to the body. */
static size_t measure(struct http1 *h, struct slice piece)
{
    const struct http_head *says = &h->fetch->head.says;
    if (says->chunked) {
        struct buffer nothing = BUFFER(0);
        size_t length = chunks_read(&h->chunks, piece, &nothing);
        h->whole = h->chunks.state == CHUNK_DONE;
        return length;
    }
    if (says->length < 0) {
        return piece.length; /* to the end of the connection */
    }
    size_t length = (uint64_t)h->left < piece.length ? (size_t)h->left : piece.length;
    h->left -= (int64_t)length;
    h->whole = h->left == 0;
    return length;
}

static enum http1_state take_body(struct http1 *h, struct slice piece)
{
    size_t length = h->whole ? 0 : measure(h, piece);
    h->body += length;
    h->excess = h->excess || length < piece.length;
    bool more = length == 0 || fetch_data(h->fetch, slice_part(piece, 0, length));
    if (h->fetch->head.says.chunked && h->chunks.state == CHUNK_BROKEN) {
        return end_with(h, FAULT_PROTOCOL);
    }
    return more && !h->whole ? HTTP1_READS : HTTP1_DONE;
}

/* --- READS --- */

enum http1_state http1_take(struct http1 *h, struct slice piece)
{
    const struct head *head = &h->fetch->head;
    enum http1_state next = HTTP1_READS;
    h->came += piece.length;
    while (piece.length && !head->complete && next == HTTP1_READS) {
        next = take_head(h, &piece);
        if (head->complete) {
            begin_body(h);
            buffer_free(&h->line);
        }
    }
    bool has_body = head->complete && next == HTTP1_READS;
    h->excess = h->excess || (!has_body && piece.length > 0);
    return has_body && (piece.length || h->whole) ? take_body(h, piece) : next;
}

/* A body without a length ends so; of others something is better than nothing. */
enum http1_state http1_take_end(struct http1 *h)
{
    const struct fetch *f = h->fetch;
    if (!f->head.complete) {
        return end_with(h, f->head.bytes ? FAULT_PROTOCOL : FAULT_UNREACHABLE);
    }
    bool bounded = f->head.says.chunked || f->head.says.length >= 0;
    bool came = f->body.bytes > 0;
    h->whole = !bounded;
    return end_with(h, bounded && !came ? FAULT_UNREACHABLE : FAULT_NONE);
}

static enum http1_state read_on(struct http1 *h)
{
    char room[READ_ROOM];
    size_t count = 0;
    switch (stream_read(&h->connection->stream, room, sizeof room, &count)) {
    case STREAM_DONE:
        return http1_take(h, slice_of(room, count));
    case STREAM_ENDED:
        return http1_take_end(h);
    case STREAM_BROKE:
        return end_broken(h);
    case STREAM_WAITS:
    default:
        return HTTP1_READS;
    }
}

/* --- Time --- */

int64_t http1_due(const struct http1 *h)
{
    int64_t due = h->ends_at;
    int64_t connected = h->state <= HTTP1_SHAKES_HANDS ? h->connects_by : due;
    int64_t stalled = h->stall_ms ? h->watched + h->stall_ms : due;
    int64_t fair = h->state == HTTP1_READS ? body_due(&h->fetch->body) : due;
    due = connected < due ? connected : due;
    due = fair < due ? fair : due;
    return stalled < due ? stalled : due;
}

/* Whether too little has come for too long. */
static bool is_stalled(struct http1 *h, int64_t now)
{
    if (h->stall_ms == 0 || now < h->watched + h->stall_ms) {
        return false;
    }
    bool stalled = h->state > HTTP1_SHAKES_HANDS &&
                   (h->body - h->body_before) * 1000 < (size_t)(STALL_BYTES * h->stall_ms);
    h->watched = now;
    h->body_before = h->body;
    return stalled;
}

void http1_check_time(struct http1 *h, int64_t now)
{
    if (h->state == HTTP1_READS && now >= body_due(&h->fetch->body)) {
        h->fetch->enough = true;
        h->state = HTTP1_DONE;
    }
    bool late = h->state <= HTTP1_SHAKES_HANDS && now >= h->connects_by;
    if (h->state != HTTP1_DONE && (late || now >= h->ends_at || is_stalled(h, now))) {
        h->state = end_with(h, FAULT_TIMEOUT);
    }
}

/* --- The life of a request over HTTP/1.1 --- */

void http1_send(struct http1 *h)
{
    h->state = send_on(h);
}

void http1_go_on(struct http1 *h)
{
    enum http1_state before;
    size_t came;
    do {
        before = h->state;
        came = h->came;
        switch (before) {
        case HTTP1_CONNECTS:
            h->state = connect_on(h);
            break;
        case HTTP1_SHAKES_HANDS:
            h->state = shake_hands(h);
            break;
        case HTTP1_SENDS:
            h->state = send_on(h);
            break;
        case HTTP1_READS:
            h->state = read_on(h);
            break;
        case HTTP1_DONE:
            return;
        }
    } while (h->state != before || h->came != came);
}

/* Only as its answer left it: RFC 9112 section 9.3. What follows a status that has no body is no
 * answer to anything. */
bool http1_leaves_open(const struct http1 *h)
{
    const struct fetch *f = h->fetch;
    const struct stream *s = &h->connection->stream;
    return h->state == HTTP1_DONE && h->whole && !h->excess && h->fault == FAULT_NONE &&
           f->head.says.persists && !f->too_large && !f->no_memory && !s->over && !s->cut;
}
