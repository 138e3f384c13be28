/* How an input gets into its scan: piece by piece, and much of a large one at once. */
#include "session/feed.h"

#include "base/pages.h"
#include "scan/scan.h"
#include "session/own_names.h"
#include "session/session.h"
#include "session/wanted.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_ROOM = 256 << 10 };

/* One input on its way into its scan. */
struct intake {
    struct lf_session *session;
    const struct feed *feed;
    struct scan *scan;
    struct own_names *own;
    const struct document *document;
};

static lf_status status_of(const struct intake *in, enum scan_status status)
{
    const char *name = in->document->name.data;
    switch (status) {
    case SCAN_OK:
        return LF_OK;
    case SCAN_BINARY:
        return session_fail(in->feed->error, LF_UNREADABLE,
                            "%s: %s, not text; with the type text it is read all the same", name,
                            scan_why(in->scan));
    case SCAN_NO_READER:
        return session_fail(in->feed->error, LF_UNREADABLE, "%s: %s", name, scan_why(in->scan));
    case SCAN_NO_MEMORY:
    default:
        return session_fail(in->feed->error, LF_NO_MEMORY, "%s: out of memory", name);
    }
}

static bool is_interrupted(const struct intake *in)
{
    return atomic_load(&in->session->interrupted);
}

/* Takes a piece, or, where `all`, the input at once: then no more is to be taken. */
static lf_status take(const struct intake *in, struct slice piece, bool all)
{
    lf_status status = status_of(in, (all ? scan_all : scan_feed)(in->scan, piece));
    bool noted = status != LF_OK || own_names_feed(in->own, in->document, piece);
    return noted ? status : status_of(in, SCAN_NO_MEMORY);
}

/* Once the first piece was taken: what of the rest several threads can scan. */
static lf_status take_ahead(const struct intake *in, struct scan_source *source, uint64_t *at)
{
    if (in->feed->threads < 2) {
        return LF_OK;
    }
    source->stop = &in->session->interrupted;
    source->threads = in->feed->threads;
    lf_status status = status_of(in, scan_ahead(in->scan, source, at));
    return status == LF_OK && is_interrupted(in) ? LF_INTERRUPTED : status;
}

/* --- Memory --- */

/* The piece that begins there; moves there to its end. */
static lf_status take_some(const struct intake *in, uint64_t *at)
{
    struct slice rest = slice_skip(in->feed->bytes, (size_t)*at);
    struct slice piece = slice_part(rest, 0, rest.length < READ_ROOM ? rest.length : READ_ROOM);
    bool all = *at == 0 && piece.length == rest.length;
    *at += piece.length;
    return is_interrupted(in) ? LF_INTERRUPTED : take(in, piece, all);
}

static lf_status take_bytes(const struct intake *in)
{
    struct slice bytes = in->feed->bytes;
    struct scan_source source = { .bytes = bytes.data, .size = bytes.length };
    uint64_t at = 0;
    lf_status status = take_some(in, &at);
    if (status == LF_OK && at < bytes.length) {
        status = take_ahead(in, &source, &at);
    }
    while (status == LF_OK && at < bytes.length) {
        status = take_some(in, &at);
    }
    return status;
}

/* --- Files --- */

static lf_status cannot_read(const struct intake *in)
{
    return session_fail(in->feed->error, LF_UNREADABLE, "%s: cannot be read: %s",
                        in->document->name.data, strerrordesc_np(errno));
}

/* Whether so many bytes in its first piece are all that a file had: asking for more of it would
 * find its end. Nothing is all of no file: a signal may have ended the wait for a pipe. */
static bool is_whole(const struct intake *in, size_t length)
{
    return length > 0 && in->document->bytes == 0 && length == in->feed->size;
}

/* Fills the room as far as the input goes; *more: its end was not met. */
static lf_status fill_room(const struct intake *in, size_t *length, bool *more)
{
    *length = 0;
    *more = true;
    while (*more && *length < READ_ROOM) {
        ssize_t count = read(in->feed->fd, in->feed->room->bytes + *length, READ_ROOM - *length);
        if (is_interrupted(in)) {
            return LF_INTERRUPTED;
        }
        if (count < 0 && errno != EINTR) {
            return cannot_read(in);
        }
        *length += count > 0 ? (size_t)count : 0;
        *more = count != 0 && !is_whole(in, *length);
    }
    return LF_OK;
}

/* Reads and takes a piece; *more: the end was not met. */
static lf_status take_piece(const struct intake *in, bool *more)
{
    size_t length;
    lf_status status = fill_room(in, &length, more);
    if (status != LF_OK) {
        return status;
    }
    bool all = !*more && in->document->bytes == 0;
    return take(in, slice_of(in->feed->room->bytes, length), all);
}

/* What follows the first piece of a regular file. The file may be another when it is read: what is
 * no longer there is not taken, and what was added is read like the rest. */
static lf_status take_file_ahead(const struct intake *in)
{
    struct stat info;
    int fd = in->feed->fd;
    uint64_t at = in->document->bytes;
    if (in->feed->threads < 2 || at < READ_ROOM) {
        return LF_OK;
    }
    off_t now = lseek(fd, 0, SEEK_CUR);
    if (now < 0 || fstat(fd, &info) != 0 || !S_ISREG(info.st_mode) || info.st_size <= now) {
        return LF_OK;
    }
    struct scan_source source = { .fd = fd, .begin = (uint64_t)now - at };
    source.size = (uint64_t)info.st_size - source.begin;
    lf_status status = take_ahead(in, &source, &at);
    lseek(fd, (off_t)(source.begin + at), SEEK_SET);
    return status;
}

static lf_status take_file(const struct intake *in)
{
    struct feed_room *room = in->feed->room;
    room->bytes = room->bytes ? room->bytes : pages_alloc(READ_ROOM);
    if (!room->bytes) {
        return session_fail(in->feed->error, LF_NO_MEMORY, "out of memory");
    }
    bool more;
    lf_status status = take_piece(in, &more);
    if (status == LF_OK) {
        status = take_file_ahead(in);
    }
    while (status == LF_OK && more) {
        status = take_piece(in, &more);
    }
    return status;
}

/* Reads all of the input, and what fragments may name in it where that is wanted. */
static lf_status read_all(const struct intake *in)
{
    struct anchors *names = NULL;
    lf_status status = in->feed->fd < 0 ? take_bytes(in) : take_file(in);
    if (status == LF_OK) {
        status = status_of(in, scan_finish(in->scan));
    }
    if (status == LF_OK && !own_names_finish(in->own, in->document, &names)) {
        status = status_of(in, SCAN_NO_MEMORY);
    }
    if (in->feed->names) {
        *in->feed->names = names;
    }
    return status;
}

/* Nobody looks at links before they are written: none is followed, counted, left out or told of by
 * records, or put into an article. */
static bool may_pack(const struct lf_session *s, const struct feed *feed)
{
    return s->options.mode == LF_SCAN && s->options.unique <= 0 && wanted_all(s) && !s->records &&
           !feed->is_article;
}

/* --- What is kept --- */

void feed_room_free(struct feed_room *room)
{
    free(room->bytes);
    scan_close(room->scan);
}

/* NULL: out of memory. */
static struct scan *begin_scan(struct feed_room *room, const struct scan_options *options,
                               struct document *into)
{
    if (room->scan) {
        scan_again(room->scan, options, into);
    } else {
        room->scan = scan_open(options, into);
    }
    return room->scan;
}

/* What a large input took is not kept. */
static void end_scan(struct feed_room *room, const struct document *document)
{
    scan_end(room->scan);
    if (document->bytes > READ_ROOM) {
        scan_close(room->scan);
        room->scan = NULL;
    }
}

lf_status feed_scan(struct lf_session *s, const struct feed *feed, struct document *into)
{
    struct scan_options options = { .type = s->options.type,
                                    .ignores = s->options.mode == LF_CHECK,
                                    .bare_domains = s->options.bare_domains,
                                    .resources = s->options.resources,
                                    .media = feed->media,
                                    .charset = feed->charset,
                                    .base = feed->base,
                                    .place = locals_place_of(s, into),
                                    .linked_only = s->options.mode == LF_CHECK,
                                    .packs = may_pack(s, feed),
                                    .sitemaps = s->options.mode == LF_CHECK,
                                    .markup = s->scans.markup,
                                    .seed = s->scans.seed };
    struct own_names own;
    struct scan *scan = begin_scan(feed->room, &options, into);
    if (!scan) {
        return session_fail(feed->error, LF_NO_MEMORY, "%s: out of memory", into->name.data);
    }
    own_names_init(&own, feed->names && !feed->base.data && locals_want_names(s, into));
    struct intake in = { s, feed, scan, &own, into };
    lf_status status = read_all(&in);
    if (status == LF_OK && s->options.mode == LF_SCAN) {
        status = wanted_keep(s, into);
    }
    own_names_free(&own);
    end_scan(feed->room, into);
    return status;
}
