/* Articles that are to be written back: kept until their records are lent, and told what records of
 * an earlier run say. */
#include "session/articles.h"

#include "base/read_file.h"
#include "enrich/records.h"
#include "session/feed.h"
#include "session/session.h"

/* More is not taken while this much is kept, for what is in hand takes some times as much again. A
 * page that was asked for counts as much as makes few of them wait for each other. */
enum { KEPT_MOST = 32 << 20, PAGE_EXPECTED = 4 << 20 };

/* --- Records --- */

static lf_status read_records(struct lf_session *s, const char *name, struct buffer *into)
{
    const char *why = read_file(name, into);
    return why ? session_fail(&s->error, LF_UNREADABLE, "%s: the records cannot be read: %s", name,
                              why)
               : LF_OK;
}

lf_status articles_open(struct lf_session *s)
{
    const char *name = s->options.records;
    struct buffer bytes = BUFFER((size_t)RECORDS_MOST + READ_FILE_ROOM);
    struct buffer why = BUFFER(4096);
    lf_status status = name ? read_records(s, name, &bytes) : LF_OK;
    if (name && status == LF_OK) {
        switch (records_read(buffer_slice(&bytes), &s->records, &why)) {
        case RECORDS_OK:
            break;
        case RECORDS_WRONG:
            status = session_fail(&s->error, LF_UNREADABLE, "%s: %s", name, buffer_string(&why));
            break;
        case RECORDS_NO_MEMORY:
        default:
            status = LF_NO_MEMORY;
        }
    }
    buffer_free(&bytes);
    buffer_free(&why);
    return status;
}

void articles_close(struct lf_session *s)
{
    records_free(s->records);
}

bool articles_tell(const struct lf_session *s, struct job *job)
{
    if (!s->records || job->record.type != RECORD_DOCUMENT) {
        return true;
    }
    job->is_told = true;
    return records_apply(s->records, &job->document, &job->article.how.told);
}

/* --- Articles --- */

bool articles_are_full(const struct lf_session *s)
{
    return s->articles > KEPT_MOST && s->jobs > 0;
}

static void count(struct lf_session *s, struct job *job, size_t bytes)
{
    s->articles = s->articles - job->article.counted + bytes;
    job->article.counted = bytes;
}

void articles_expect(struct lf_session *s, struct job *job)
{
    count(s, job, PAGE_EXPECTED);
}

static struct slice copy(struct job *job, struct slice words)
{
    return words.length ? arena_copy(&job->document.arena, words) : (struct slice){ 0 };
}

/* What a server says of a page goes with the answer. */
bool articles_keep(struct lf_session *s, struct job *job, struct feed *feed)
{
    struct scan_options options = { .type = s->options.type,
                                    .media = copy(job, feed->media),
                                    .charset = copy(job, feed->charset),
                                    .base = feed->base };
    struct record_article *kept = &job->article;
    if (job->document.arena.failed) {
        return false;
    }
    kept->article = article_read(&options, job->document.name, feed->bytes);
    kept->out = BUFFER(SIZE_MAX);
    kept->how.rewrite = s->options.rewrite;
    kept->how.footnotes = s->options.footnotes;
    if (kept->article) {
        job->record.article = kept;
        count(s, job, feed->bytes.length);
        feed->bytes = article_bytes(kept->article);
    }
    return kept->article != NULL;
}

void articles_leave(struct lf_session *s, struct job *job)
{
    count(s, job, 0);
}

void articles_free(struct job *job)
{
    article_free(job->article.article);
    buffer_free(&job->article.out);
}

lf_status lf_enriched(const lf_record *r, const char **bytes, size_t *length, int *changed)
{
    struct record_article *kept = r ? r->article : NULL;
    *bytes = NULL;
    *length = 0;
    if (!kept) {
        return LF_USAGE;
    }
    if (!kept->is_written) {
        buffer_reset(&kept->out);
        kept->is_written = article_enrich(kept->article, r->document, &kept->how, &kept->out);
    }
    if (!kept->is_written) {
        return LF_NO_MEMORY;
    }
    struct slice out = kept->out.length ? buffer_slice(&kept->out) : SLICE("");
    *bytes = out.data;
    *length = out.length;
    if (changed) {
        *changed = !slice_equal(out, article_given(kept->article));
    }
    return LF_OK;
}
