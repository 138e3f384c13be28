#include "net/scribe.h"

#include "net/tls.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/random.h>

enum {
    KEPT_ROOM = 1 << 20, /* what a buffer may hold on to */
    SMALL = 4 << 10,
    SHA1_TEXT = 32
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
                          .record = BUFFER(SIZE_MAX),
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
    buffer_free(&s->record);
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
static void add_base32(const unsigned char *bytes, char out[SHA1_TEXT])
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
}

#define LABEL "sha1:"

static bool sum_up(struct scribe *s, const struct slice *parts, size_t count,
                   unsigned char sum[EVP_MAX_MD_SIZE])
{
    bool made = EVP_DigestInit_ex(s->context, s->sha1, NULL) == 1;
    for (size_t i = 0; i < count; i++) {
        made = made && EVP_DigestUpdate(s->context, parts[i].data, parts[i].length) == 1;
    }
    return made && EVP_DigestFinal_ex(s->context, sum, NULL) == 1;
}

static void add_digest(struct scribe *s, struct slice name, const struct slice *parts, size_t count)
{
    char text[sizeof LABEL - 1 + SHA1_TEXT] = LABEL;
    unsigned char sum[EVP_MAX_MD_SIZE];
    if (!sum_up(s, parts, count, sum)) {
        s->no_memory = true;
        return;
    }
    add_base32(sum, text + sizeof LABEL - 1);
    warc_own_field(&s->record, name, slice_of(text, sizeof text));
}

/* --- Records --- */

uint64_t scribe_begin(struct scribe *s, struct slice type, int64_t date)
{
    char id[SCRIBE_ID];
    buffer_reset(&s->record);
    s->last++;
    warc_begin(&s->record, type, id_of(s, s->last, id), time_rewrite(&s->date, date));
    return s->last;
}

void scribe_add_id(struct scribe *s, struct slice name, uint64_t number)
{
    char id[SCRIBE_ID];
    warc_own_field(&s->record, name, id_of(s, number, id));
}

void scribe_add_payload_digest(struct scribe *s, struct slice payload)
{
    if (payload.length) {
        add_digest(s, SLICE("WARC-Payload-Digest"), &payload, 1);
    } else { /* as it is of many answers */
        buffer_add(&s->record,
                   SLICE("WARC-Payload-Digest: sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ\r\n"));
    }
}

static void let_go(struct buffer *b)
{
    if (b->room > KEPT_ROOM) {
        buffer_free(b);
    }
    buffer_reset(b);
}

/* Pressing begins with 7 microseconds, whatever the size, and goes on with 2 a KiB: of what is
 * small that is more than all the rest of recording it. */
void scribe_end(struct scribe *s, struct slice type, struct slice first, struct slice second,
                bool press)
{
    const struct slice block[] = { first, second };
    struct buffer *record = &s->record;
    add_digest(s, SLICE("WARC-Block-Digest"), block, sizeof block / sizeof *block);
    warc_own_field(record, SLICE("Content-Type"), type);
    warc_end(record, first.length + second.length);
    buffer_add(record, first);
    buffer_add(record, second);
    buffer_add(record, WARC_BEHIND);
    gzip_write(s->writer, buffer_slice(record), press && record->length > SMALL, &s->members);
    buffer_add(&s->ends, slice_of((const char *)&s->members.length, sizeof s->members.length));
    s->no_memory = s->no_memory || record->failed || s->members.failed || s->ends.failed;
    let_go(record);
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
