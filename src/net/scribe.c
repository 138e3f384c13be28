#include "net/scribe.h"

#include "net/tls.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/random.h>

enum {
    HEAD_MOST = 32 << 10, /* a URL of 8 KiB and what goes with it */
    KEPT_ROOM = 1 << 20,  /* what a buffer may hold on to */
    SMALL = 4 << 10,
    DIGEST_TEXT = 48
};

/* A random UUID (RFC 4122 section 4.4), of which the last 60 bits are counted: those are 0 here. */
static bool name_run(struct scribe *s)
{
    uint64_t run = 0;
    bool is_random = getrandom(&run, sizeof run, 0) == sizeof run;
    snprintf(s->run, sizeof s->run, "<urn:uuid:%08" PRIx32 "-%04x-4%03x-8000-000000000000>",
             (uint32_t)(run >> 32), (unsigned)(run >> 16 & 0xffff), (unsigned)(run & 0xfff));
    return is_random;
}

bool scribe_open(struct scribe *s)
{
    tls_begin();
    *s = (struct scribe){ .file.fd = -1,
                          .head = BUFFER(HEAD_MOST),
                          .members = BUFFER(SIZE_MAX),
                          .ends = BUFFER(SIZE_MAX) };
    s->writer = gzip_writer_new();
    s->sha1 = EVP_MD_fetch(NULL, "SHA1", NULL);
    s->context = EVP_MD_CTX_new();
    return s->writer && s->sha1 && s->context && name_run(s);
}

void scribe_close(struct scribe *s)
{
    recorder_file_close(&s->file);
    gzip_writer_free(s->writer);
    EVP_MD_free(s->sha1);
    EVP_MD_CTX_free(s->context);
    buffer_free(&s->head);
    buffer_free(&s->members);
    buffer_free(&s->ends);
}

/* --- Names, digests, addresses --- */

static struct slice id_of(const struct scribe *s, uint64_t number, char out[SCRIBE_ID])
{
    memcpy(out, s->run, SCRIBE_ID);
    for (size_t at = SCRIBE_ID - 3; number; at--) {
        if (out[at] != '-') {
            out[at] = "0123456789abcdef"[number & 15];
            number >>= 4;
        }
    }
    return slice_of(out, SCRIBE_ID - 1);
}

/* Base32 (RFC 4648 section 6) of a SHA-1, whose 20 bytes need no padding: five are eight letters.
 */
static void add_base32(const unsigned char *bytes, char *out)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    for (unsigned part = 0; part < 4; part++) {
        uint64_t five = 0;
        for (unsigned i = 0; i < 5; i++) {
            five = five << 8 | *bytes++;
        }
        for (unsigned shift = 40; shift > 0; shift -= 5) {
            *out++ = letters[five >> (shift - 5) & 31];
        }
    }
    *out = '\0';
}

/* Of many answers the payload is nothing. */
static const char digest_of_nothing[DIGEST_TEXT] = "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ";

static bool make_digest(struct scribe *s, const struct slice *parts, size_t count,
                        char text[DIGEST_TEXT])
{
    unsigned char sum[EVP_MAX_MD_SIZE];
    bool made = EVP_DigestInit_ex(s->context, s->sha1, NULL) == 1;
    for (size_t i = 0; i < count; i++) {
        made = made && EVP_DigestUpdate(s->context, parts[i].data, parts[i].length) == 1;
    }
    made = made && EVP_DigestFinal_ex(s->context, sum, NULL) == 1;
    if (made) {
        static const char label[] = "sha1:";
        memcpy(text, label, sizeof label);
        add_base32(sum, text + sizeof label - 1);
    }
    return made;
}

void scribe_add_digest(struct scribe *s, struct slice name, const struct slice *parts, size_t count)
{
    char text[DIGEST_TEXT];
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        length += parts[i].length;
    }
    if (length == 0) {
        warc_field(&s->head, name, slice_from(digest_of_nothing));
    } else if (make_digest(s, parts, count, text)) {
        warc_field(&s->head, name, slice_from(text));
    } else {
        s->no_memory = true;
    }
}

/* --- Records --- */

uint64_t scribe_begin(struct scribe *s, struct slice type, int64_t date)
{
    char id[SCRIBE_ID];
    buffer_reset(&s->head);
    s->last++;
    warc_begin(&s->head, type, id_of(s, s->last, id), date);
    return s->last;
}

void scribe_add_id(struct scribe *s, struct slice name, uint64_t number)
{
    char id[SCRIBE_ID];
    warc_field(&s->head, name, id_of(s, number, id));
}

/* Pressing begins with 7 microseconds, whatever the size, and goes on with 2 a KiB: of what is
 * small that is more than all the rest of recording it. */
void scribe_end(struct scribe *s, struct slice type, struct slice first, struct slice second,
                bool press)
{
    struct slice block[] = { first, second };
    size_t length = first.length + second.length;
    scribe_add_digest(s, SLICE("WARC-Block-Digest"), block, 2);
    warc_field(&s->head, SLICE("Content-Type"), type);
    warc_end(&s->head, length);
    struct slice parts[] = { buffer_slice(&s->head), first, second, WARC_BEHIND };
    bool presses = press && s->head.length + length > SMALL;
    gzip_write(s->writer, parts, 4, presses, &s->members);
    buffer_add(&s->ends, slice_of((const char *)&s->members.length, sizeof s->members.length));
    s->no_memory = s->no_memory || s->head.failed || s->members.failed || s->ends.failed;
}

static void let_go(struct buffer *b)
{
    if (b->room > KEPT_ROOM) {
        buffer_free(b);
    }
    buffer_reset(b);
}

bool scribe_hand_over(struct scribe *s)
{
    if (s->no_memory) {
        s->file.failed = true;
        errno = ENOMEM;
    }
    bool done = !s->file.failed &&
                recorder_file_add(&s->file, buffer_slice(&s->members), (const size_t *)s->ends.data,
                                  s->ends.length / sizeof(size_t));
    buffer_reset(&s->ends);
    let_go(&s->members);
    return done;
}
