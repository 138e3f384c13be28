/* Words in documents that were to leave something out of a check and do not: each is warned of. */
#include "session/session.h"

#include <inttypes.h>

/* What one document may have to say, and what is kept free for others. */
enum { TOLD_MOST = 8, ROOM_MOST = WARNINGS_MOST / 2 };

/* A name may hold what ends a warning. */
static void add_name(struct buffer *into, struct slice name)
{
    for (size_t i = 0; i < name.length; i++) {
        buffer_add(into, name.data[i] == '\n' ? SLICE("\\x0a") : slice_part(name, i, i + 1));
    }
}

static void tell(struct buffer *into, const struct ignore_slip *slip)
{
    static const char plain[] = "landfall-ignore";
    const char *meant = slip->meant;
    buffer_printf(into, ":%" PRIu64 ":%" PRIu64 ": ", slip->line, slip->column);
    buffer_add(into, slip->word);
    if (slip->limits && !meant) {
        buffer_add(into,
                   SLICE(" is no class or reason, so landfall-ignore leaves nothing out: words "
                         "that say why stand behind \" -- \""));
    } else if (slip->limits) {
        buffer_printf(into, " is no class or reason to be left out: did you mean %s?", meant);
    } else {
        buffer_printf(into, " leaves nothing out: did you mean %s%s?", meant,
                      strcmp(meant, plain) == 0 ? ", which alone on its line is about the next"
                                                : "");
    }
    buffer_add(into, SLICE("\n"));
}

void slips_tell(struct lf_session *s, const struct document *document)
{
    if (s->warned == s->warnings.length) {
        buffer_reset(&s->warnings);
        s->warned = 0;
    }
    for (size_t i = 0; i < document->slip_count && i < TOLD_MOST; i++) {
        if (s->warnings.length < ROOM_MOST) {
            add_name(&s->warnings, document->name);
            tell(&s->warnings, &document->slips[i]);
        }
    }
}
