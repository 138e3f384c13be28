#include "emit/members.h"

#include "base/crew.h"

#include <stdlib.h>

/* How many members make a part, and how many parts are worth a thread. */
enum { PART = 2048, PARTS_LEAST = 4 };

struct press {
    struct writer *whole;
    const struct members *members;
    struct writer *parts[CREW_SLOTS_MOST];
};

static void write_some(const struct members *m, struct writer *w, size_t task)
{
    size_t from = task * PART;
    size_t to = m->count - from > PART ? from + PART : m->count;
    if (!w->failed) {
        m->write(w, m->of, from, to);
    }
}

static void work(void *owner, size_t task, size_t slot)
{
    struct press *p = owner;
    writer_begin_part(p->parts[slot], task == 0);
    write_some(p->members, p->parts[slot], task);
}

static bool take(void *owner, size_t task, size_t slot)
{
    struct press *p = owner;
    (void)task;
    writer_take_part(p->whole, p->parts[slot]);
    return !p->whole->failed;
}

static bool open_parts(struct press *p, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        p->parts[i] = malloc(sizeof *p->parts[i]);
        if (!p->parts[i]) {
            return false;
        }
        writer_open_part(p->parts[i], p->whole);
    }
    return true;
}

static void close_parts(struct press *p)
{
    for (size_t i = 0; i < CREW_SLOTS_MOST && p->parts[i]; i++) {
        writer_free_part(p->parts[i]);
        free(p->parts[i]);
    }
}

static size_t threads_for(const struct members *m, size_t tasks)
{
    if (m->threads || tasks < PARTS_LEAST || m->most == 1) {
        return m->threads ? m->threads : 1;
    }
    size_t size = crew_size();
    return m->most && m->most < size ? m->most : size;
}

void members_write(struct writer *w, const struct members *m)
{
    struct press p = { .whole = w, .members = m };
    struct crew crew = { .owner = &p, .work = work, .take = take };
    crew.tasks = (m->count + PART - 1) / PART;
    crew.threads = threads_for(m, crew.tasks);
    crew.slots = 2 * crew.threads;
    write_begin(w, '[');
    if (crew.threads > 1 && open_parts(&p, crew.slots)) {
        crew_run(&crew);
    } else {
        for (size_t task = 0; task < crew.tasks; task++) {
            write_some(m, w, task);
        }
    }
    close_parts(&p);
    write_end(w, ']');
}
