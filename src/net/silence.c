#include "net/silence.h"

void silence_note(struct silence *s, int64_t now)
{
    s->links++;
    s->since = now;
}

void silence_break(struct silence *s)
{
    *s = (struct silence){ 0 };
}

bool silence_holds(const struct silence *s, unsigned links, int64_t now)
{
    return s->links >= links && now - s->since < SILENCE_MS;
}

void silence_probe(struct silence *s, int64_t now)
{
    s->since = now;
}
