/* What is found and what becomes of it: the one header in which the four stages meet.
 *
 * scan fills documents with links and embeds; follow makes an outcome for each distinct URL;
 * describe completes embeds from outcomes; emit writes records. Nobody needs another stage's header
 * for that. An absent field is an absent slice (no data), a zero or a NONE: unknown, never a guess.
 */
#ifndef RECORD_H
#define RECORD_H

#include "base/arena.h"
#include "terms.h"

#include <stdint.h>

/* How a hop was reached. */
enum via { VIA_NONE, VIA_REDIRECT, VIA_REFRESH, VIA_SCRIPT, VIA_UNWRAP, VIA_FORM };

enum state { STATE_NONE, STATE_ALIVE, STATE_DEAD, STATE_UNSURE, STATE_SKIPPED };

/* The table of states and words is in record.c, in this order. */
enum reason {
    REASON_NONE,
    REASON_OK,
    REASON_GONE,
    REASON_NO_SUCH_HOST,
    REASON_DELETED,
    REASON_SUSPENDED,
    REASON_SOFT_404,
    REASON_PARKED,
    REASON_REDIRECTED_HOME,
    REASON_LOOP,
    REASON_TOO_MANY_HOPS,
    REASON_MALFORMED_REDIRECT,
    REASON_NO_SUCH_FILE,
    REASON_NO_SUCH_FRAGMENT,
    REASON_MISSED_FRAGMENT, /* of a page that was fetched: "no_such_fragment" too, but unsure */
    REASON_UNVERIFIED,
    REASON_BLOCKED,
    REASON_RATE_LIMITED,
    REASON_LOGIN_WALL,
    REASON_PROTECTED,
    REASON_TIMEOUT,
    REASON_UNREACHABLE,
    REASON_TLS,
    REASON_SERVER_ERROR,
    REASON_CLIENT_ERROR,
    REASON_TOO_LARGE_HEADER,
    REASON_PROTOCOL,
    REASON_DENIED,
    REASON_EXCLUDED,
    REASON_TRUNCATED,
    REASON_OFFLINE,
    REASON_MALFORMED,
    REASON_OUT_OF_TIME,
    REASON_HOP_LIMIT,
    REASON_COUNT
};

enum tls_fault {
    TLS_NONE,
    TLS_EXPIRED,
    TLS_NOT_YET_VALID,
    TLS_WRONG_HOST,
    TLS_SELF_SIGNED,
    TLS_UNTRUSTED,
    TLS_REVOKED,
    TLS_WEAK,
    TLS_PROTOCOL,
    TLS_COUNT
};

/* What a check may say of a place: at most one finding of each. */
enum finding_class {
    CLASS_DEAD,
    CLASS_UNSURE,
    CLASS_REDIRECT,
    CLASS_INSECURE,
    CLASS_CONFLICT,
    CLASS_COUNT
};

/* An error alone fails the run. */
enum severity { SEVERITY_OFF, SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR, SEVERITY_COUNT };

/* Whether a finding stands in the baseline; BASELINE_NONE: there is no baseline. */
enum baseline { BASELINE_NONE, BASELINE_NEW, BASELINE_KNOWN };

enum state reason_state(enum reason reason);

/* The words of the contract. They live for ever; the *_NONE of each has none (NULL). */
const char *reason_word(enum reason reason);
const char *state_word(enum state state);
const char *via_word(enum via via);
const char *link_kind_word(enum link_kind kind);
const char *tls_word(enum tls_fault fault);
const char *form_word(enum embed_form form);
const char *source_word(enum source source);
const char *precision_word(enum time_precision precision);
const char *class_word(enum finding_class finding_class);
const char *severity_word(enum severity severity);
const char *baseline_word(enum baseline baseline);

struct hop {
    struct slice url;
    int status; /* 0: not requested, or no answer */
    enum via via;
};

/* Whether an outcome says what became of a post at which it ends. */
enum post_end { POST_UNSEEN, POST_ASKED, POST_KNOWN };

/* Where one URL leads. Made by follow and shared by the links with that URL, which hold it. Not to
 * be read before `done`. */
struct outcome {
    struct slice url;
    bool done;
    enum reason reason; /* the state follows from it */
    enum tls_fault tls;
    int status; /* of the last answer; 0: none came */
    struct hop *hops;
    size_t hop_count;
    bool cut;           /* by the limit of hops: hops[hop_count] is where it would have gone on */
    struct slice final; /* whose answer ended the chain, or the last good URL before a wall */
    bool redirected;    /* some hop was an HTTP redirect ... */
    bool permanent;     /* ... and all of those were 301 or 308 */
    struct slice canonical, title;
    struct slice oembed;    /* where the final page says that its oEmbed is; not of the record */
    int64_t checked_at;     /* wall clock, ms since 1970 */
    int64_t ms;             /* how long it took, waiting for a turn excluded */
    struct waiter *waiting; /* the session's note of who waits for it; follow leaves these alone */
    bool seen, counted;     /* the session's: it knows it, it has counted its state, ... */
    bool kept;              /* ... it has taken note of it for later runs, ... */
    enum post_end post_end; /* ... and what it knows of the post at which it ends */
    struct outcome *next;   /* the session's: the next that ends at the same post */
    unsigned attempts;      /* the most tries any one hop took; 0: nothing was requested */
    bool cached;            /* an earlier run asked, and nobody was asked now */
    unsigned looks;         /* in a row that found it dead; 0: it is not, or nobody counted */
    int64_t dead_since;     /* the first of these, ms since 1970 */
};

/* Says of an outcome whose hops are known whether it was redirected, and permanently. */
void outcome_note_redirects(struct outcome *o);

struct span_list {
    struct span span;
    struct slice written; /* what stands there; absent: the same as in the first place */
    uint32_t before;      /* places that stand before it and are left out */
    struct span_list *next;
};

#define ARCHIVE_NO_TIME INT64_MIN

/* A copy in an archive, or why there is none. */
struct archive {
    struct slice url;      /* for people; absent where there is none */
    int64_t datetime;      /* of the capture, ms since 1970; ARCHIVE_NO_TIME: records that were
                              read tell none */
    struct slice source;   /* "wayback", or the TimeGate's host */
    const char *reason;    /* "none", "excluded", "rate_limited", "unreachable"; lives for ever */
    struct slice moved_to; /* of a link: where a redirect that was kept led. Not of the record */
};

enum { NO_EMBED = -1 };

/* What is longer than a link has room for. */
struct link_wide {
    struct slice url, written;
    struct span span;
};

/* What few links of a large text have. */
struct link_more {
    const char *from;        /* the markup it stands in first; NULL: text */
    struct slice unwrapped;  /* absent unless wrapped */
    struct slice anchor;     /* the words of the link, white space folded */
    struct span_list *spans; /* the other places in order (last one first until the scan ends) */
    const struct outcome *outcome; /* NULL unless followed */
    struct slice target;           /* of a local link: the path from the root */
    struct slice reference;        /* ... and what it was read from: that, percent-encoded, with its
                                      fragment; ".." of what is outside of the root, "#..." of what
                                      the document itself is */
    const struct archive *archive; /* NULL: none was sought */
    uint32_t before;               /* places that stand before the first and are left out */
    struct link_wide *wide;        /* NULL: the link itself says all that */
};

/* A link as a document keeps it: a large text has millions. */
struct link {
    /* Asked for with link_url, link_written and link_span, set with link_set_words, link_set_span:
     * the URL with a NUL behind it, and there what is written unless that ends the URL; where it
     * stands first. */
    const char *words;
    uint64_t start;
    uint32_t length, line, column;

    int32_t embed;          /* index, or NO_EMBED */
    struct link_more *more; /* NULL: nothing of it. link_more_of gives one to write to */
    uint16_t url_length, written_length;
    bool has_url : 1;   /* else it is malformed */
    bool apart : 1;     /* what is written does not end the URL */
    bool truncated : 1; /* an ellipsis cuts it, or it is longer than URL_LONGEST */
    bool malformed : 1;
    uint8_t kind;    /* enum link_kind */
    uint8_t skipped; /* enum reason: why it was not followed, or REASON_NONE */
};

/* Whether a link has room for all this by itself. */
bool link_fits(struct slice url, struct slice written, const struct span *span);

/* Has a link say it in a `link_wide`, which has the room. False: out of memory. */
bool link_widen(struct link *link, struct arena *arena);

/* Copies what a link means and says into the arena; either may be absent. Of one longer than
 * URL_LONGEST both are its beginning alone. False: out of memory. */
bool link_set_words(struct link *link, struct arena *arena, struct slice url, struct slice written);

/* Keeps where it stands first. False: out of memory. */
bool link_set_span(struct link *link, struct arena *arena, const struct span *span);

/* Absent if malformed. */
struct slice link_url(const struct link *link);
struct slice link_written(const struct link *link);

/* Its line is 0 where the link stands nowhere: it was given as such. */
struct span link_span(const struct link *link);

/* The rest of a link, to read. */
static inline struct link_more link_rest(const struct link *link)
{
    return link->more ? *link->more : (struct link_more){ .spans = NULL };
}

/* Where it leads; NULL unless followed. */
static inline const struct outcome *link_outcome(const struct link *link)
{
    return link->more ? link->more->outcome : NULL;
}

/* The same to write to, made in the arena where there is none. NULL: out of memory. */
struct link_more *link_more_of(struct link *link, struct arena *arena);

struct author {
    struct slice name, handle, url;
};

struct evidence {
    const char *field;
    struct slice value;
    enum source source;
    const char *endpoint; /* of SOURCE_API and SOURCE_ARCHIVE: its NAME, which lives for ever */
};

enum { CONFLICT_VALUES = 4 };

struct conflict {
    const char *field;
    struct slice values[CONFLICT_VALUES]; /* the one that was believed first ... */
    enum source sources[CONFLICT_VALUES]; /* ... and who says so */
    size_t value_count;
    const char *note;
};

enum { EVIDENCE_MOST = 96, CONFLICTS_MOST = 8 };

/* What few embeds of a large text have. */
struct embed_more {
    struct slice lang, title, target;
    struct author original;        /* of what it reposts, ... */
    struct slice reposted;         /* ... and that post's permalink; both absent: it is no repost */
    const struct archive *archive; /* NULL: none was sought */
    struct evidence *evidence;
    size_t evidence_count;
    struct conflict *conflicts;
    size_t conflict_count;
};

/* An embed as a document keeps it: a large text has hundreds of thousands. */
struct embed {
    const char *platform, *kind; /* from the table of places: they live for ever */
    struct span span;
    struct slice post_id, url;
    struct author author;
    struct date date;
    struct slice text;
    uint32_t *links; /* indices into the document's links, in the order they stand */
    uint32_t link_count;
    enum embed_form form : 8;
    enum reason reason : 8;       /* of the post itself; REASON_NONE before resolving */
    unsigned char name_certainty; /* the scan's: how sure it is of a name read out of words */
    bool text_open : 1;           /* nobody can tell where the text begins */
    bool left_out : 1;            /* nothing is asked or said of it */
    bool has_permalink : 1;       /* the scan's: some link of its may be one */
    struct embed_more *more;      /* NULL: nothing of it. embed_more_of gives one to write to */
};

/* The rest of an embed, to read. */
static inline struct embed_more embed_rest(const struct embed *embed)
{
    return embed->more ? *embed->more : (struct embed_more){ .evidence = NULL };
}

/* The same to write to, made in the arena where there is none. NULL: out of memory. */
struct embed_more *embed_more_of(struct embed *embed, struct arena *arena);

/* A part of a document whose links a check is to leave alone, by places as spans have them: from a
 * place on, up to before another. */
struct ignore {
    uint64_t line, column, end_line, end_column;
    uint64_t reasons; /* bits of enum reason, and ... */
    unsigned classes; /* ... of enum finding_class, that findings there may not have, where ... */
    bool limited;     /* ... it is limited to them; else its links are not asked for */
};

/* A word that was to say so and does not: it is none of those that do, or, where it `limits`, no
 * class or reason. */
struct ignore_slip {
    uint64_t line, column;
    struct slice word;
    const char *meant; /* the known one that is most like it; NULL: none is near. Lives for ever */
    bool limits;
};

/* One input. All it holds lives in its arena, but for the two arrays, which grow as the scan goes.
 */
struct document {
    struct arena arena;
    struct slice name;
    const char *media_type; /* lives for ever */
    const char *charset;    /* by its WHATWG name; NULL: UTF-8. Lives for ever */
    uint64_t bytes;
    struct slice url;      /* of a page: where it was got ... */
    int64_t got;           /* ... and when (ms since 1970); 0: it was not */
    const char *truncated; /* why it is not whole, in WARC-Truncated's words; lives for ever */
    enum reason error;     /* why there is no document; REASON_NONE: there is one */
    bool is_sitemap;       /* its links are to a site's pages, or to more of its sitemaps */
    struct slice title, canonical, lang; /* of HTML that says so */
    struct date published;
    const char *published_by; /* "meta", "jsonld" or "time"; lives for ever */
    struct pack *pack; /* in the arena: links and embeds are packed, see pack/pack.h. NULL: they
                          stand in these arrays: */
    struct embed *embeds;
    size_t embed_count, embed_room;
    struct link *links;
    size_t link_count, link_room;
    struct slice path;      /* from the root, as reports name it; absent: not of a file in it */
    struct ignore *ignores; /* of a check; in the arena */
    size_t ignore_count;
    struct ignore_slip *slips; /* likewise */
    size_t slip_count;
    struct finding *findings; /* of a check, in the order of their places; in the arena */
    size_t finding_count;
};

/* Both free with document_free. The new entry is zeroed, the link belongs to no embed; NULL: out of
 * memory. */
struct link *document_add_link(struct document *d);
struct embed *document_add_embed(struct document *d);

/* Has a document without links make room for so many at once. False: out of memory. */
bool document_expect_links(struct document *d, size_t count);
void document_free(struct document *d);

/* Whether links at this place are not to be asked for. */
bool document_ignores(const struct document *d, uint64_t line, uint64_t column);

/* Whether a finding of this class and reason at this place is to be dropped. */
bool document_drops(const struct document *d, uint64_t line, uint64_t column,
                    enum finding_class class, enum reason reason);

/* What is wrong at one place of a document, as a check judges it. It stands at its document, which
 * owns all it points to; lent as a record of its own it is a copy that its record owns. */
struct finding {
    struct slice file;             /* the document's path from the root */
    uint64_t line, column;         /* of the first character of what is written; from 1 */
    uint64_t end_line, end_column; /* behind its last character */
    struct slice url, written;     /* the URL is absent of a local link */
    enum link_kind kind;
    enum finding_class class;
    enum severity severity;
    enum reason reason;
    struct slice message;     /* what is wrong, in words */
    struct slice hint;        /* how to mend or silence it, naming the option; absent: nothing */
    struct slice suggestion;  /* of a redirect: the URL to write instead */
    struct slice fingerprint; /* lower-case hexadecimal digits */
    int status;               /* of the last answer; 0: none */
    unsigned advice; /* which hint it has, below 64, where that is the same whatever the link;
                        else 0 */
    struct slice final;
    const struct hop *hops;
    size_t hop_count;
    enum tls_fault tls;
    bool cached;
    const struct archive *archive; /* NULL: none was sought */
    enum baseline baseline;
    unsigned looks;     /* in a row that found it dead; 0: not counted */
    int64_t dead_since; /* ms since 1970; 0: unknown */
    size_t link, place; /* which link of the document, and which of its places, from 0 */
};

struct summary {
    uint64_t documents, embeds, links, unique, requests;
    uint64_t states[STATE_SKIPPED + 1]; /* of distinct links */
    bool checked;                       /* it is of a check, ... */
    uint64_t findings[SEVERITY_COUNT];  /* ... with so many findings, known ones left out */
    double seconds;
    uint64_t in_flight; /* requests, now: not of the record */
};

enum record_type { RECORD_DOCUMENT, RECORD_LINK, RECORD_FINDING, RECORD_SUMMARY };

/* What a record was written to, for lf_text. */
struct record_text {
    char *data; /* of malloc */
    size_t length;
};

struct record_article; /* what the session needs to write an article back */

struct lf_record {
    enum record_type type;
    struct document *document;              /* RECORD_DOCUMENT. Whoever is lent the record ... */
    bool (*describe)(struct document *few); /* ... has the embeds of one that is packed described
                                               by this, as unpack_described has it */
    const struct link *link;                /* RECORD_LINK: its `written` is the input */
    const struct finding *finding;          /* RECORD_FINDING */
    uint64_t index;                         /* RECORD_LINK: the input's number from 0 */
    unsigned threads;               /* at most so many may write it; 0: as many as can run */
    struct summary summary;         /* RECORD_SUMMARY */
    void *tag;                      /* the caller's, of what was added */
    struct record_text *text;       /* lives as long as the record */
    struct record_article *article; /* likewise; NULL: it is not to be written back */
};

#endif
