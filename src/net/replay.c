#include "net/replay.h"

#include "base/read_at.h"
#include "net/replay_index.h"
#include "net/replay_read.h"
#include "syntax/url.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    NOTE_MOST = 64 << 10, /* of a block of fields */
    DAMAGE_MOST = 1 << 20,
    NOT_GETS = 16 /* requests whose responses are waited for */
};

struct replay {
    struct recall recall;
    int fd;
    struct warc_file *archive;
    struct replay_index index;
    struct buffer url;  /* of a record, normalised */
    struct buffer note; /* a block of fields */
    struct buffer text; /* of an answer */
    uint64_t not_gets[NOT_GETS];
    unsigned not_get;
    bool no_memory;
};

static int64_t read_file(void *of, uint64_t at, char *into, size_t most)
{
    const struct replay *p = of;
    return read_at(p->fd, at, into, most);
}

/* --- The index --- */

/* What others write may be less normal than what is asked. */
static struct slice read_url(struct replay *p, struct slice uri)
{
    struct url u;
    enum url_status status = url_parse(uri, NULL, &p->url, &u);
    p->no_memory = p->no_memory || status == URL_NO_MEMORY;
    if (status != URL_OK) {
        return (struct slice){ 0 };
    }
    url_drop_userinfo(&u, &p->url);
    return slice_part(u.href, 0, u.href.length - u.fragment.length);
}

static bool is_not_get(const struct replay *p, uint64_t id)
{
    bool is = false;
    for (unsigned i = 0; i < NOT_GETS; i++) {
        is = is || (id && p->not_gets[i] == id);
    }
    return is;
}

/* A response is an answer to a GET, as far as is known. */
static void note_response(struct replay *p, const struct warc_head *head,
                          const struct warc_file_place *place)
{
    static const struct way plain = { 0, FACE_OWN, false };
    struct slice url = read_url(p, head->uri);
    struct entry entry = { .response = *place,
                           .has_response = true,
                           .is_revisit = head->type == WARC_REVISIT };
    if (url.length == 0) {
        return;
    }
    uint64_t key = index_hash_url(&p->index, url, &plain);
    warc_read_date(head->date, &entry.date);
    entry.id = head->id.length ? index_hash_id(&p->index, head->id) : 0;
    entry.is_void = is_not_get(p, entry.id);
    if (warc_file_finish(p->archive)) {
        index_add(&p->index, key, &entry);
    }
}

/* Another method's response is no answer to us. It may stand before or behind its request. */
static void note_request(struct replay *p, const struct warc_head *head)
{
    enum { WORD = 4 };
    if (!head->concurrent_to.length) {
        return;
    }
    uint64_t id = index_hash_id(&p->index, head->concurrent_to);
    buffer_reset(&p->note);
    warc_file_read(p->archive, WORD, &p->note);
    if (!slice_equal(buffer_slice(&p->note), SLICE("GET "))) {
        struct entry *e = index_response(&p->index, id);
        p->not_gets[p->not_get++ % NOT_GETS] = id;
        if (e) {
            e->is_void = true;
        }
    }
}

/* What was noted of an exchange makes an answer of its response. */
static void add_note(struct replay *p, const struct replay_note *note, uint64_t id,
                     const struct warc_file_place *place, struct slice url)
{
    struct entry entry = { .note = *place, .has_note = true };
    struct entry *e = id ? index_response(&p->index, id) : NULL;
    if (e) {
        entry.response = e->response;
        entry.date = e->date;
        entry.has_response = true;
        e->is_void = true; /* it is now this one */
    }
    index_add(&p->index, index_hash_url(&p->index, url, &note->way), &entry);
}

static void note_metadata(struct replay *p, const struct warc_head *head,
                          const struct warc_file_place *place)
{
    struct replay_note note;
    bool is_name = slice_starts_nocase(head->uri, SLICE("dns:"));
    uint64_t id = head->refers_to.length ? index_hash_id(&p->index, head->refers_to) : 0;
    struct slice url = is_name ? head->uri : read_url(p, head->uri);
    if (url.length == 0 || head->length > NOTE_MOST ||
        !slice_equal_nocase(head->content_type, SLICE("application/warc-fields"))) {
        return;
    }
    if (is_name) {
        buffer_reset(&p->url);
        buffer_add(&p->url, url);
        url = buffer_slice(&p->url);
    }
    buffer_reset(&p->note);
    warc_file_read(p->archive, NOTE_MOST, &p->note);
    if (warc_file_finish(p->archive) && replay_read_note(buffer_slice(&p->note), &note)) {
        add_note(p, &note, id, place, url);
    }
}

static void note_record(struct replay *p, const struct warc_head *head,
                        const struct warc_file_place *place)
{
    switch (head->type) {
    case WARC_RESPONSE:
    case WARC_REVISIT:
        note_response(p, head, place);
        break;
    case WARC_REQUEST:
        note_request(p, head);
        break;
    case WARC_METADATA:
        note_metadata(p, head, place);
        break;
    default:
        break;
    }
}

static void tell_damage(const char *path, const struct warc_file_damage *damage,
                        struct buffer *into)
{
    if (into->length < DAMAGE_MOST) {
        buffer_printf(into, "%s: offset %" PRIu64 ": %s\n", path, damage->offset, damage->what);
    }
}

static bool read_through(struct replay *p, const char *path, struct buffer *why,
                         struct buffer *damage)
{
    struct warc_head head;
    struct warc_file_place place;
    struct warc_file_damage found;
    if (!warc_file_is_one(p->archive)) {
        buffer_printf(why, "%s: is no WARC file; name one that was recorded with --record", path);
        return false;
    }
    enum warc_file_step step = warc_file_next(p->archive, &head, &place, &found);
    while (step < WARC_FILE_END && !p->no_memory && !p->index.no_memory) {
        if (step == WARC_FILE_RECORD) {
            note_record(p, &head, &place);
        } else {
            tell_damage(path, &found, damage);
        }
        step = warc_file_next(p->archive, &head, &place, &found);
    }
    if (step == WARC_FILE_UNREADABLE) {
        buffer_printf(why, "%s: cannot be read: %s", path, strerrordesc_np(errno));
    }
    return step == WARC_FILE_END;
}

/* --- Answers --- */

static bool go_to(struct replay *p, struct warc_file_place place, struct warc_head *head)
{
    struct warc_file_damage damage;
    warc_file_go(p->archive, place);
    return warc_file_next(p->archive, head, &place, &damage) == WARC_FILE_RECORD;
}

/* Whether a record is about the URL, and not one whose hash is the same. */
static bool is_about(struct replay *p, const struct warc_head *head, struct slice url)
{
    struct slice uri = slice_starts(url, SLICE("dns:")) ? head->uri : read_url(p, head->uri);
    return slice_equal(uri, url);
}

static bool read_note(struct replay *p, const struct entry *e, struct slice url,
                      struct exchange *into)
{
    struct warc_head head;
    struct replay_note note;
    int64_t date = 0;
    if (!go_to(p, e->note, &head) || !is_about(p, &head, url)) {
        return false;
    }
    warc_read_date(head.date, &date);
    buffer_reset(&p->note);
    warc_file_read(p->archive, NOTE_MOST, &p->note);
    if (!replay_read_note(buffer_slice(&p->note), &note)) {
        return false;
    }
    into->fault = note.fault;
    into->tls = note.tls;
    into->ms = note.ms;
    into->waited = note.waited;
    into->attempts = note.attempts;
    into->cookies_after = note.cookies_after;
    into->began = date;
    into->ended = note.ended ? note.ended : date;
    return true;
}

/* What the head of a response's record says; it may stand for another. */
static void read_about(const struct warc_head *head, const struct entry *e, struct exchange *into)
{
    into->began = e->date;
    if (!address_parse(head->ip, &into->peer)) {
        into->peer = (struct address){ { 0 } };
    }
    if (!e->has_note) {
        into->ended = e->date;
        into->attempts = 1;
    }
}

/* The response of which the head was read, as much of it as is wanted: into `text`. */
static bool read_block(struct replay *p, const struct warc_head *head, struct exchange *into,
                       struct replay_answer *answer)
{
    into->unread = replay_truncation(head->truncated);
    buffer_reset(&p->text);
    warc_file_read(p->archive, into->wants_whole ? REPLAY_WHOLE_MOST : REPLAY_PAGE_MOST, &p->text);
    p->no_memory = p->no_memory || p->text.failed;
    return !p->no_memory && replay_read_answer(buffer_slice(&p->text), answer);
}

/* The response that a revisit stands for: by name, by URL and date, or the first of the URL. */
static const struct entry *find_original(struct replay *p, const struct entry *e,
                                         const struct warc_head *head, struct slice url)
{
    static const struct way plain = { 0, FACE_OWN, false };
    const struct entry *by_id =
        head->refers_to.length
            ? index_response(&p->index, index_hash_id(&p->index, head->refers_to))
            : NULL;
    if (by_id && !by_id->is_revisit) {
        return by_id;
    }
    int64_t date = 0;
    bool has_date = warc_read_date(head->refers_to_date, &date);
    struct slice uri = head->refers_to_uri.length ? read_url(p, head->refers_to_uri) : url;
    const struct key *key = index_find(&p->index, index_hash_url(&p->index, uri, &plain));
    const struct entry *found = NULL;
    for (uint32_t at = key ? key->first : NO_ENTRY; at != NO_ENTRY;
         at = p->index.entries[at].next) {
        const struct entry *other = &p->index.entries[at];
        bool fits = other != e && other->has_response && !other->is_revisit;
        if (fits && (!found || (has_date && other->date == date))) {
            found = other;
        }
    }
    return found;
}

/* A revisit's own head counts, unless it only says that nothing was modified. */
static bool read_revisit(struct replay *p, const struct entry *e, const struct warc_head *head,
                         struct exchange *into)
{
    struct warc_head other;
    struct replay_answer own;
    struct replay_answer original;
    const struct entry *from = find_original(p, e, head, into->url);
    buffer_reset(&p->note);
    warc_file_read(p->archive, NOTE_MOST, &p->note);
    bool has_own = replay_read_answer(buffer_slice(&p->note), &own) && own.status != 304;
    if (!from || !go_to(p, from->response, &other) || !read_block(p, &other, into, &original)) {
        return false;
    }
    into->head = has_own ? own.head : original.head;
    into->body = original.body;
    return true;
}

static bool read_response(struct replay *p, const struct entry *e, struct exchange *into)
{
    struct warc_head head;
    struct replay_answer answer;
    if (!go_to(p, e->response, &head) || !is_about(p, &head, into->url)) {
        return false;
    }
    read_about(&head, e, into);
    if (e->is_revisit) {
        return read_revisit(p, e, &head, into);
    }
    if (!read_block(p, &head, into, &answer)) {
        return false;
    }
    into->head = answer.head;
    into->body = answer.body;
    return true;
}

static bool read_entry(struct replay *p, const struct entry *e, struct exchange *into)
{
    return (!e->has_note || read_note(p, e, into->url, into)) &&
           (!e->has_response || read_response(p, e, into));
}

static struct key *find(struct replay *p, struct slice url, const struct way *way)
{
    static const struct way plain = { 0, FACE_OWN, false };
    struct key *key = index_find(&p->index, index_hash_url(&p->index, url, way));
    return key ? key : index_find(&p->index, index_hash_url(&p->index, url, &plain));
}

/* A name that does not exist answers for all its URLs. */
static bool get_name(struct replay *p, struct exchange *into)
{
    struct url u;
    struct buffer name = BUFFER(URL_MOST);
    struct exchange got = *into;
    if (url_parse(into->url, NULL, &p->url, &u) == URL_OK) {
        buffer_add(&name, SLICE("dns:"));
        buffer_add(&name, u.host);
    }
    got.url = buffer_slice(&name);
    struct key *key = find(p, got.url, &(struct way){ 0, FACE_OWN, false });
    bool is_known = key && read_note(p, &p->index.entries[key->last], got.url, &got) &&
                    got.fault == FAULT_NO_SUCH_HOST;
    if (is_known) {
        got.url = into->url;
        got.attempts = 1;
        *into = got;
    }
    p->no_memory = p->no_memory || name.failed;
    buffer_free(&name);
    return is_known;
}

static bool get(void *of, struct exchange *into)
{
    struct replay *p = of;
    struct way way = { into->cookies, into->face, into->wants_whole };
    struct key *key = find(p, into->url, &way);
    const struct entry *e = key ? index_take(&p->index, key) : NULL;
    struct exchange got = *into;
    if (e && read_entry(p, e, &got)) {
        *into = got;
        return true;
    }
    return get_name(p, into);
}

static bool knows(void *of, struct slice url)
{
    return find(of, url, &(struct way){ 0, FACE_OWN, false }) != NULL;
}

/* --- Opening and closing --- */

struct replay *replay_open(const char *path, struct buffer *why, struct buffer *damage)
{
    struct replay *p = calloc(1, sizeof *p);
    if (!p) {
        return NULL;
    }
    p->recall = (struct recall){ .of = p, .get = get, .knows = knows, .alone = true };
    p->url = BUFFER(URL_MOST + 1);
    p->note = BUFFER(NOTE_MOST);
    p->text = BUFFER(REPLAY_WHOLE_MOST);
    index_open(&p->index);
    p->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (p->fd < 0) {
        buffer_printf(why, "%s: cannot be read: %s", path, strerrordesc_np(errno));
    }
    p->archive = warc_file_open(&(struct warc_file_source){ p, read_file });
    if (p->fd < 0 || !p->archive || !read_through(p, path, why, damage)) {
        replay_close(p);
        return NULL;
    }
    return p;
}

void replay_close(struct replay *p)
{
    if (!p) {
        return;
    }
    warc_file_close(p->archive);
    index_close(&p->index);
    buffer_free(&p->url);
    buffer_free(&p->note);
    buffer_free(&p->text);
    if (p->fd >= 0) {
        close(p->fd);
    }
    free(p);
}

const struct recall *replay_recall(struct replay *p)
{
    return &p->recall;
}

bool replay_failed(const struct replay *p)
{
    return p->no_memory || p->index.no_memory;
}
