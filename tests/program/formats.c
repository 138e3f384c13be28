/* Writes a report of made-up findings: formats FORMAT [WIDTH [COUNT]]. Each line of standard input
 * is a word in hexadecimal digits; each word is a document that has it in every place, with a link
 * that is dead and not encrypted, one that is alive, and one whose finding is known. COUNT: as if
 * the words were given so often. */
#include "emit/format.h"
#include "record.h"

#include <errno.h>
#include <stdlib.h>

enum { LINE_MOST = 1 << 20, LINKS = 3, FINDINGS = 3 };

struct sample {
    struct slice word;
    struct document document;
    struct link links[LINKS];
    struct link_more more[LINKS];
    struct outcome outcome;
    struct hop hops[3];
    struct archive archive;
    struct finding findings[FINDINGS];
    char fingerprints[FINDINGS][33];
};

/* --- Samples --- */

static void make_link(struct sample *s, size_t i, uint64_t line)
{
    struct link *link = &s->links[i];
    struct span span = { .start = 2, .end = 5, .line = line, .column = 3 };
    s->more[i].outcome = &s->outcome;
    link->more = &s->more[i];
    link->embed = NO_EMBED;
    link_set_words(link, &s->document.arena, s->word, s->word);
    link_set_span(link, &s->document.arena, &span);
}

static void make_finding(struct sample *s, size_t i, uint64_t number)
{
    struct finding *f = &s->findings[i];
    snprintf(s->fingerprints[i], sizeof s->fingerprints[i], "%032llx",
             (unsigned long long)(number * FINDINGS + i));
    *f = (struct finding){
        .file = s->document.path,
        .line = 1,
        .column = 3,
        .end_line = 1,
        .end_column = 9,
        .url = s->word,
        .written = s->word,
        .class = CLASS_DEAD,
        .severity = SEVERITY_ERROR,
        .reason = REASON_GONE,
        .message = s->word,
        .hint = s->word,
        .fingerprint = slice_from(s->fingerprints[i]),
        .status = 404,
        .final = s->word,
        .hops = s->hops,
        .hop_count = 2,
        .archive = &s->archive,
    };
}

static void make_sample(struct sample *s, uint64_t number)
{
    struct document *d = &s->document;
    *d = (struct document){ .media_type = "text/plain", .bytes = 100, .name = s->word };
    d->path = s->word;
    d->links = s->links;
    d->link_count = LINKS;
    d->findings = s->findings;
    d->finding_count = FINDINGS;
    s->hops[0] = (struct hop){ s->word, 301, VIA_NONE };
    s->hops[1] = (struct hop){ s->word, 404, VIA_SCRIPT };
    s->outcome = (struct outcome){ .done = true,
                                   .reason = REASON_OK,
                                   .status = 200,
                                   .hops = s->hops,
                                   .hop_count = 2,
                                   .redirected = true,
                                   .final = s->word };
    s->archive = (struct archive){ .url = s->word, .source = s->word, .datetime = 1529366400000 };
    for (size_t i = 0; i < LINKS; i++) {
        make_link(s, i, i + 1);
        make_finding(s, i, number);
    }
    s->findings[1].class = CLASS_INSECURE;
    s->findings[1].severity = SEVERITY_NOTE;
    s->findings[1].reason = REASON_OK;
    s->findings[2].link = 2;
    s->findings[2].line = s->findings[2].end_line = 3;
    s->findings[2].baseline = BASELINE_KNOWN;
}

/* --- Words --- */

static struct slice read_word(struct arena *arena, char *line)
{
    size_t length = strspn(line, "0123456789abcdef") / 2;
    char *bytes = arena_bytes(arena, length + 1);
    for (size_t i = 0; bytes && i < length; i++) {
        bytes[i] = (char)(ascii_hex(line[2 * i]) << 4 | ascii_hex(line[2 * i + 1]));
    }
    return slice_of(bytes, length);
}

/* --- The report --- */

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static void write_all(const struct format *format, struct report *r, const struct slice *words,
                      size_t count)
{
    struct sample sample;
    for (int findings = 0; findings < 2; findings++) {
        for (size_t i = 0; i < count; i++) {
            memset(&sample, 0, sizeof sample);
            sample.word = words[i];
            make_sample(&sample, i);
            struct lf_record record = { .type = RECORD_DOCUMENT, .document = &sample.document };
            size_t records = findings ? FINDINGS : 1;
            for (size_t k = 0; k < records; k++) {
                record.type = findings ? RECORD_FINDING : RECORD_DOCUMENT;
                record.finding = &sample.findings[k];
                if (!format->write(r, &record)) {
                    fail("write");
                }
            }
            arena_free(&sample.document.arena);
        }
    }
}

int main(int argc, char **argv)
{
    static char line[2 * LINE_MOST + 2];
    struct arena arena = { 0 };
    struct slice *words = NULL;
    size_t count = 0;
    size_t times = argc > 3 ? strtoul(argv[3], NULL, 10) : 1;
    const struct format *format = argc > 1 ? format_named(argv[1]) : NULL;
    struct report r = { .to = stdout, .checks = true, .version = "1.2.3" };
    r.width = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 0;
    while (fgets(line, sizeof line, stdin)) {
        struct slice word = read_word(&arena, line);
        words = realloc(words, (count + times) * sizeof *words);
        for (size_t i = 0; words && i < times; i++) {
            words[count++] = word;
        }
    }
    if (!format || (count && !words) || !format->open(&r)) {
        fail("open");
    }
    write_all(format, &r, words, count);
    struct lf_record summary = { .type = RECORD_SUMMARY };
    if (!format->close(&r, &summary) || fflush(stdout) != 0) {
        fail("close");
    }
    free(words);
    arena_free(&arena);
    return 0;
}
