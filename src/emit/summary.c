#include "emit/summary.h"

static void write_findings(struct writer *w, const uint64_t *findings)
{
    write_key(w, "findings");
    write_begin(w, '{');
    for (enum severity severity = SEVERITY_ERROR; severity > SEVERITY_OFF; severity--) {
        write_count(w, severity_word(severity), findings[severity]);
    }
    write_end(w, '}');
}

void summary_put(struct writer *w, const struct summary *summary)
{
    write_count(w, "documents", summary->documents);
    write_count(w, "embeds", summary->embeds);
    write_count(w, "links", summary->links);
    write_count(w, "unique", summary->unique);
    write_count(w, "requests", summary->requests);
    write_key(w, "states");
    write_begin(w, '{');
    for (enum state state = STATE_ALIVE; state <= STATE_SKIPPED; state++) {
        write_count(w, state_word(state), summary->states[state]);
    }
    write_end(w, '}');
    if (summary->checked) {
        write_findings(w, summary->findings);
    }
    write_key(w, "seconds");
    write_seconds(w, summary->seconds);
}
