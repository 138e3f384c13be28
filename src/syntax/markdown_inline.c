/* Inline content (CommonMark, "Phase 2: inline structure"), as far as links go by it: emphasis does
 * not change where a link is. */
#include "syntax/markdown_inside.h"

#include "base/array.h"

enum { TICKS_MOST = 255, BRACKETS_MOST = 1 << 17 };

struct inline_reader {
    struct markdown *m;
    const struct markdown_text *t;
    struct slice s;
    size_t at;
    size_t entry;    /* where its items begin in the queue */
    size_t open;     /* brackets on the stack */
    size_t inactive; /* those of links below this are inside of nothing: links hold no links */
    unsigned fails;  /* what markdown_markup looked for in vain */
    bool ticks_known;
    uint32_t last_ticks[TICKS_MOST + 1]; /* where the last run of so many backticks begins */
};

/* Brackets beyond the most are text. */
static void push(struct inline_reader *r, bool is_image)
{
    struct markdown *m = r->m;
    if (r->open == BRACKETS_MOST) {
        return;
    }
    void *grown = array_grow(m->brackets, r->open, &m->bracket_room, sizeof *m->brackets);
    if (!grown) {
        m->failed = true;
        return;
    }
    m->brackets = grown;
    m->brackets[r->open++] = (struct markdown_bracket){
        .at = (uint32_t)r->at, .is_image = is_image, .entry = (uint32_t)(m->entry_count - r->entry)
    };
}

/* --- Code spans --- */

static size_t ticks_at(struct slice s, size_t at)
{
    size_t from = at;
    while (at < s.length && s.data[at] == '`') {
        at++;
    }
    return at - from;
}

/* The place of the next run of so many backticks, or 0. After one search in vain it is known where
 * the last run of each length is, so that no second one is made. */
static size_t closing_ticks(struct inline_reader *r, size_t at, size_t length)
{
    if (length > TICKS_MOST || (r->ticks_known && r->last_ticks[length] < at)) {
        return 0;
    }
    while (at < r->s.length) {
        const char *next = memchr(r->s.data + at, '`', r->s.length - at);
        if (!next) {
            break;
        }
        at = (size_t)(next - r->s.data);
        size_t run = ticks_at(r->s, at);
        if (run == length) {
            return at;
        }
        if (run <= TICKS_MOST) {
            r->last_ticks[run] = (uint32_t)at;
        }
        at += run;
    }
    r->ticks_known = true;
    return 0;
}

static void read_ticks(struct inline_reader *r)
{
    size_t length = ticks_at(r->s, r->at);
    size_t close = closing_ticks(r, r->at + length, length);
    size_t end = r->at + length;
    if (close) {
        end = close + length;
        markdown_add_range(r->m, MARKDOWN_CODE, r->t, r->at, end);
        markdown_cut_code(r->m, r->s, (struct markdown_part){ r->at, end }, length);
    }
    r->at = end;
}

/* --- What "<" begins --- */

static void note_words(struct markdown *m, struct slice *slice, size_t *at, size_t from)
{
    *at = from;
    *slice = slice_of("", m->words.length - from);
}

static void report_autolink(struct inline_reader *r, size_t end, bool is_mail)
{
    struct markdown *m = r->m;
    struct markdown_entry *entry =
        markdown_add_range(m, MARKDOWN_AUTOLINK, r->t, r->at + 1, end - 1);
    if (entry) {
        entry->item.is_mail = is_mail;
        entry->item.whole = markdown_range(r->t, r->at, end);
        size_t from = m->words.length;
        buffer_add(&m->words, slice_part(r->s, r->at + 1, end - 1));
        note_words(m, &entry->item.decoded, &entry->decoded, from);
    }
}

static void read_angle(struct inline_reader *r)
{
    bool flag;
    size_t end = markdown_autolink(r->s, r->at, &flag);
    if (end) {
        report_autolink(r, end, flag);
        markdown_cut_code(r->m, r->s, (struct markdown_part){ r->at, end }, 1);
        r->at = end;
        return;
    }
    flag = false;
    end = markdown_tag(r->s, r->at, r->m->flags & MARKDOWN_MDX);
    end = end ? end : markdown_markup(r->s, r->at, &r->fails, &flag);
    if (end) {
        markdown_add_runs(r->m, flag ? MARKDOWN_COMMENT : MARKDOWN_HTML, r->t, r->at, end);
        markdown_cut(r->m, r->at, end);
    }
    r->at = end ? end : r->at + 1;
}

/* --- Brackets --- */

struct link {
    struct markdown_part destination, title;
    struct markdown_part label; /* of a reference */
    bool is_inline, is_full, is_known;
    uint32_t definition; /* of a reference that is known */
    size_t end;
};

/* "(destination "title")" at `at`. */
static bool read_resource(struct slice s, size_t at, struct link *link)
{
    if (at >= s.length || s.data[at] != '(') {
        return false;
    }
    at = markdown_skip_space(s, at + 1);
    link->destination = (struct markdown_part){ at, at };
    if (at < s.length && s.data[at] != ')') {
        at = markdown_destination(s, at, &link->destination);
        if (at == 0) {
            return false;
        }
        size_t title = markdown_skip_space(s, at);
        size_t end = title > at ? markdown_title(s, title, &link->title) : 0;
        at = markdown_skip_space(s, end ? end : title);
    }
    link->is_inline = at < s.length && s.data[at] == ')';
    link->end = at + 1;
    return link->is_inline;
}

/* "[label]", "[]" or nothing behind the bracket at `at`. */
static bool read_reference(struct inline_reader *r, const struct markdown_bracket *b,
                           struct link *link)
{
    struct slice s = r->s;
    size_t behind = r->at + 1;
    link->end = markdown_label_end(s, behind, &link->label);
    link->is_full = link->end > 0;
    if (!link->is_full) {
        bool collapsed = slice_starts(slice_skip(s, behind), SLICE("[]"));
        link->end = collapsed ? behind + 2 : behind;
        if (!markdown_label_end(s, b->at - 1, &link->label)) {
            return false;
        }
    }
    struct slice label = slice_part(s, link->label.from, link->label.to);
    link->is_known = label.data[0] != '^' && markdown_is_defined(r->m, label, &link->definition);
    return link->is_known || (link->is_full && label.data[0] != '^');
}

static void describe(struct inline_reader *r, struct slice text, const struct link *link,
                     struct markdown_entry *entry)
{
    struct markdown *m = r->m;
    size_t from = m->words.length;
    markdown_anchor(text, &m->words);
    note_words(m, &entry->item.anchor, &entry->anchor, from);
    from = m->words.length;
    if (link->is_inline) {
        markdown_decode(slice_part(r->s, link->destination.from, link->destination.to), &m->words);
        note_words(m, &entry->item.decoded, &entry->decoded, from);
    } else {
        markdown_fold(slice_part(r->s, link->label.from, link->label.to), &m->words);
        note_words(m, &entry->item.label, &entry->label, from);
    }
}

static void add_entry(struct markdown *m, enum markdown_type type, struct markdown_range range,
                      const struct markdown_entry *as)
{
    struct markdown_entry *entry = markdown_add(m, type, range.start, range.end);
    if (entry) {
        *entry = *as;
        entry->item.type = type;
        entry->item.start = range.start;
        entry->item.end = range.end;
    }
}

static void report_link(struct inline_reader *r, const struct markdown_bracket *b,
                        const struct link *link)
{
    struct markdown *m = r->m;
    size_t start = b->at - (b->is_image ? 2 : 1);
    struct markdown_part place = { start, link->end };
    if (link->is_inline) {
        place = link->destination;
    }
    struct markdown_entry entry = { 0 };
    entry.item.is_image = b->is_image;
    entry.item.is_known = link->is_known;
    entry.item.definition = link->definition;
    entry.item.whole = markdown_range(r->t, start, link->end);
    entry.item.text = markdown_range(r->t, b->at, r->at);
    entry.item.title = markdown_range(r->t, link->title.from, link->title.to);
    describe(r, slice_part(r->s, b->at, r->at), link, &entry);
    if (link->is_inline || link->is_known) {
        m->entry_count = b->is_image ? r->entry + b->entry : m->entry_count;
        struct markdown_range range = markdown_range(r->t, place.from, place.to);
        entry.item.destination = link->is_inline ? range : (struct markdown_range){ 0 };
        add_entry(m, MARKDOWN_ANCHOR, entry.item.text, &entry);
    }
    add_entry(m, link->is_inline ? MARKDOWN_LINK : MARKDOWN_REFERENCE,
              markdown_range(r->t, place.from, place.to), &entry);
}

static void close_bracket(struct inline_reader *r)
{
    if (r->open == 0) {
        r->at++;
        return;
    }
    struct markdown_bracket b = r->m->brackets[--r->open];
    bool active = b.is_image || r->open >= r->inactive;
    r->inactive = r->open < r->inactive ? r->open : r->inactive;
    struct link link = { 0 };
    if (!active || (!read_resource(r->s, r->at + 1, &link) && !read_reference(r, &b, &link))) {
        r->at++;
        return;
    }
    report_link(r, &b, &link);
    if (!link.is_inline && !link.is_known) {
        r->at++;
        return;
    }
    r->inactive = b.is_image ? r->inactive : r->open;
    size_t start = b.at - (b.is_image ? 2 : 1);
    markdown_cut(r->m, start, b.is_image ? link.end : b.at);
    markdown_cut(r->m, r->at, link.end);
    r->at = link.end;
}

static void open_bracket(struct inline_reader *r, bool is_image)
{
    r->at += is_image ? 2 : 1;
    push(r, is_image);
}

/* --- The loop --- */

static void read_escape(struct inline_reader *r)
{
    bool escapes = r->at + 1 < r->s.length && markdown_is_punctuation(r->s.data[r->at + 1]);
    r->at += escapes ? 2 : 1;
}

static bool next_is(const struct inline_reader *r, char c)
{
    return r->at + 1 < r->s.length && r->s.data[r->at + 1] == c;
}

/* MDX: an expression in braces that holds a comment. */
static void read_brace(struct inline_reader *r)
{
    struct slice rest = slice_skip(r->s, r->at);
    enum { FAILS = 1 << 8 };
    size_t end = rest.length;
    if ((r->m->flags & MARKDOWN_MDX) && slice_starts(rest, SLICE("{/*")) && !(r->fails & FAILS)) {
        end = slice_find_nocase(rest, SLICE("*/}"));
        r->fails |= end == rest.length ? FAILS : 0;
    }
    if (end == rest.length) {
        r->at++;
        return;
    }
    end += r->at + SLICE("*/}").length;
    markdown_add_range(r->m, MARKDOWN_CODE, r->t, r->at, end);
    markdown_cut(r->m, r->at, end);
    r->at = end;
}

static void read_special(struct inline_reader *r)
{
    switch (r->s.data[r->at]) {
    case '\\':
        read_escape(r);
        break;
    case '`':
        read_ticks(r);
        break;
    case '<':
        read_angle(r);
        break;
    case '{':
        read_brace(r);
        break;
    case '!':
        if (next_is(r, '[')) {
            open_bracket(r, true);
        } else {
            r->at++;
        }
        break;
    case '[':
        open_bracket(r, false);
        break;
    default:
        close_bracket(r);
    }
}

static const bool special[256] = {
    ['\\'] = true, ['`'] = true, ['<'] = true, ['{'] = true,
    ['!'] = true,  ['['] = true, [']'] = true,
};

void markdown_inline(struct markdown *m, const struct markdown_text *t)
{
    struct inline_reader r = {
        .m = m, .t = t, .s = buffer_slice(&t->bytes), .entry = m->entry_count
    };
    if (m->flags & MARKDOWN_LEARN) {
        m->is_heading = false;
        return;
    }
    markdown_heading_begin(m, t);
    while (r.at < r.s.length) {
        if (special[(unsigned char)r.s.data[r.at]]) {
            read_special(&r);
        } else {
            r.at++;
        }
    }
    markdown_heading_end(m, t);
}
