#include "syntax/script_regex.h"

/* A pattern becomes a program for a machine that goes back to where it had a choice. Its jumps are
 * relative, so that parts of it can be moved and repeated. */
enum {
    INSTRUCTIONS = 512,
    DEEPEST = 16,
    STACK = 2048,
    MOST_STEPS = 1 << 18,
    MOST_REPEATS = 32,
    WORK_A_STEP = 4
};

enum operation {
    OP_BYTE,
    OP_ANY,
    OP_CLASS,
    OP_SPLIT, /* tries x, then y */
    OP_JUMP,
    OP_SAVE,
    OP_START,
    OP_END,
    OP_WORD_EDGE,
    OP_NO_EDGE,
    OP_MATCH
};

struct instruction {
    enum operation op;
    int x, y; /* how far to go; a byte; a place in the text to save */
    struct slice class;
};

struct program {
    struct slice pattern;
    size_t at;
    unsigned depth;
    bool any_case, broken;
    size_t groups, count;
    struct instruction code[INSTRUCTIONS];
};

/* --- Compiling --- */

static void emit(struct program *p, struct instruction i)
{
    if (p->count == INSTRUCTIONS) {
        p->broken = true;
        return;
    }
    p->code[p->count++] = i;
}

static void insert(struct program *p, size_t at, struct instruction i)
{
    emit(p, i);
    if (!p->broken) {
        memmove(&p->code[at + 1], &p->code[at], (p->count - 1 - at) * sizeof i);
        p->code[at] = i;
    }
}

static bool is_next(const struct program *p, char c)
{
    return p->at < p->pattern.length && p->pattern.data[p->at] == c;
}

static bool take(struct program *p, char c)
{
    bool is = is_next(p, c);
    p->at += is;
    return is;
}

static void read_alternatives(struct program *p);

/* What an escape stands for: a class of its own, or a byte. */
static void read_escape(struct program *p)
{
    static const char from[] = "nrtvf";
    static const char to[] = "\n\r\t\v\f";
    size_t at = p->at;
    if (at >= p->pattern.length) {
        p->broken = true;
        return;
    }
    char c = p->pattern.data[p->at++];
    const char *simple = c ? strchr(from, c) : NULL;
    if (c && strchr("dDwWsS", c)) {
        emit(p, (struct instruction){ .op = OP_CLASS,
                                      .class = slice_part(p->pattern, at - 1, at + 1) });
    } else if (c == 'b' || c == 'B') {
        emit(p, (struct instruction){ .op = c == 'b' ? OP_WORD_EDGE : OP_NO_EDGE });
    } else if (simple || !ascii_is_alnum(c)) {
        emit(p, (struct instruction){ .op = OP_BYTE, .x = simple ? to[simple - from] : c });
    } else {
        p->broken = true;
    }
}

static void read_class(struct program *p)
{
    size_t from = p->at;
    while (p->at < p->pattern.length && p->pattern.data[p->at] != ']') {
        p->at += 1 + (p->pattern.data[p->at] == '\\');
    }
    p->broken = p->broken || p->at >= p->pattern.length;
    struct slice class = slice_part(p->pattern, from, p->at);
    p->at++;
    emit(p, (struct instruction){ .op = OP_CLASS, .class = class });
}

static void read_group(struct program *p)
{
    bool captures = !take(p, '?');
    size_t group = p->groups;
    if (!captures && !take(p, ':')) {
        p->broken = true; /* it looks around, or has a name */
        return;
    }
    if (captures && p->groups < REGEX_GROUPS) {
        p->groups++;
    }
    captures = captures && group < REGEX_GROUPS;
    if (captures) {
        emit(p, (struct instruction){ .op = OP_SAVE, .x = (int)group * 2 });
    }
    p->broken = ++p->depth > DEEPEST || p->broken;
    read_alternatives(p);
    p->depth--;
    if (captures) {
        emit(p, (struct instruction){ .op = OP_SAVE, .x = (int)group * 2 + 1 });
    }
    p->broken = p->broken || !take(p, ')');
}

static void read_atom(struct program *p)
{
    char c = p->pattern.data[p->at++];
    switch (c) {
    case '(':
        read_group(p);
        break;
    case '[':
        read_class(p);
        break;
    case '\\':
        read_escape(p);
        break;
    case '.':
        emit(p, (struct instruction){ .op = OP_ANY });
        break;
    case '^':
        emit(p, (struct instruction){ .op = OP_START });
        break;
    case '$':
        emit(p, (struct instruction){ .op = OP_END });
        break;
    case '*':
    case '+':
    case '?':
        p->broken = true;
        break;
    default:
        emit(p, (struct instruction){ .op = OP_BYTE, .x = c });
        break;
    }
}

static size_t read_count(struct program *p)
{
    size_t count = 0;
    while (p->at < p->pattern.length && ascii_is_digit(p->pattern.data[p->at])) {
        count = count < MOST_REPEATS ? count * 10 + (size_t)(p->pattern.data[p->at] - '0') : count;
        p->at++;
    }
    p->broken = p->broken || count > MOST_REPEATS;
    return count;
}

static struct instruction split(int first, int second, bool lazy)
{
    return (struct instruction){ .op = OP_SPLIT,
                                 .x = lazy ? second : first,
                                 .y = lazy ? first : second };
}

/* The atom that ends the program, as often as one likes, and perhaps never. */
static void repeat(struct program *p, size_t atom, bool lazy)
{
    int length = (int)(p->count - atom);
    insert(p, atom, split(1, length + 2, lazy));
    emit(p, (struct instruction){ .op = OP_JUMP, .x = -(length + 1) });
}

static void copy(struct program *p, size_t atom, size_t length)
{
    for (size_t i = 0; i < length && !p->broken; i++) {
        emit(p, p->code[atom + i]);
    }
}

/* {least}, {least,}, {least,most} */
static void read_repeats(struct program *p, size_t atom)
{
    size_t length = p->count - atom;
    size_t least = read_count(p);
    bool more = take(p, ',');
    bool open = more && is_next(p, '}');
    size_t most = more && !open ? read_count(p) : least;
    p->broken = p->broken || !take(p, '}') || least == 0 || most < least;
    bool lazy = take(p, '?');
    for (size_t i = 1; i < least && !p->broken; i++) {
        copy(p, atom, length);
    }
    for (size_t i = open ? most : least; i < most + open && !p->broken; i++) {
        size_t last = p->count;
        copy(p, atom, length);
        if (open) {
            repeat(p, last, lazy);
        } else {
            insert(p, last, split(1, (int)length + 1, lazy));
        }
    }
}

static void read_quantifier(struct program *p, size_t atom)
{
    char c = p->at < p->pattern.length ? p->pattern.data[p->at] : '\0';
    int length = (int)(p->count - atom);
    if (c != '*' && c != '+' && c != '?' && c != '{') {
        return;
    }
    p->at++;
    if (c == '{') {
        read_repeats(p, atom);
        return;
    }
    bool lazy = take(p, '?');
    if (c == '*') {
        repeat(p, atom, lazy);
    } else if (c == '+') {
        emit(p, split(-length, 1, lazy));
    } else {
        insert(p, atom, split(1, length + 1, lazy));
    }
}

/* Calls itself for each alternative: each takes instructions, of which there are few. */
static void read_alternatives(struct program *p)
{
    size_t start = p->count;
    while (!p->broken && p->at < p->pattern.length && !is_next(p, '|') && !is_next(p, ')')) {
        size_t atom = p->count;
        read_atom(p);
        read_quantifier(p, atom);
    }
    if (!p->broken && take(p, '|')) {
        insert(p, start, split(1, (int)(p->count - start) + 2, false));
        size_t jump = p->count;
        emit(p, (struct instruction){ .op = OP_JUMP });
        read_alternatives(p);
        if (!p->broken) {
            p->code[jump].x = (int)(p->count - jump);
        }
    }
}

/* --- Running --- */

static bool is_word(char c)
{
    return ascii_is_alnum(c) || c == '_';
}

static bool is_of_escape(char escape, char c)
{
    char kind = ascii_lower(escape);
    bool is = kind == 'd'   ? ascii_is_digit(c)
              : kind == 'w' ? is_word(c)
                            : ascii_is_space(c) || c == '\v';
    return is == (kind == escape);
}

/* One element of a class, which is taken off it: a byte or a range. */
static bool is_of_element(struct slice *class, char c)
{
    char low = class->data[0];
    *class = slice_skip(*class, 1);
    if (low == '\\' && class->length) {
        low = class->data[0];
        *class = slice_skip(*class, 1);
        if (low && strchr("dDwWsS", low)) {
            return is_of_escape(low, c);
        }
    }
    char high = low;
    if (class->length > 1 && class->data[0] == '-') {
        size_t escaped = class->data[1] == '\\' && class->length > 2;
        high = class->data[1 + escaped];
        *class = slice_skip(*class, 2 + escaped);
    }
    return (unsigned char)c >= (unsigned char)low && (unsigned char)c <= (unsigned char)high;
}

static bool is_of_class(struct slice class, char c, bool any_case)
{
    bool negated = slice_starts(class, SLICE("^"));
    char other = c;
    if (any_case && ascii_is_alnum(c) && !ascii_is_digit(c)) {
        other = (char)(c ^ 0x20);
    }
    bool is = false;
    for (class = slice_skip(class, negated); class.length && !is;) {
        struct slice again = class;
        is = is_of_element(&class, c) || (other != c && is_of_element(&again, other));
    }
    return is != negated;
}

static bool is_edge(struct slice in, size_t at)
{
    bool before = at > 0 && is_word(in.data[at - 1]);
    bool behind = at < in.length && is_word(in.data[at]);
    return before != behind;
}

/* Whether an instruction that looks at the text holds; *at goes on. */
static bool holds(const struct program *p, const struct instruction *i, struct slice in, size_t *at)
{
    char c = *at < in.length ? in.data[*at] : '\0';
    bool is;
    switch (i->op) {
    case OP_START:
        return *at == 0;
    case OP_END:
        return *at == in.length;
    case OP_WORD_EDGE:
    case OP_NO_EDGE:
        return is_edge(in, *at) == (i->op == OP_WORD_EDGE);
    case OP_BYTE:
        is = p->any_case ? ascii_lower(c) == ascii_lower((char)i->x) : c == (char)i->x;
        break;
    case OP_CLASS:
        is = is_of_class(i->class, c, p->any_case);
        break;
    default:
        is = c != '\n' && c != '\r';
        break;
    }
    is = is && *at < in.length;
    *at += is;
    return is;
}

/* Where to go back to; or what a place was before it was saved. */
struct choice {
    int code; /* or, below 0, the place */
    size_t at;
};

/* Runs from one place in the text. False: too much. */
static bool run(const struct program *p, struct slice in, size_t at, size_t *steps,
                size_t places[2 * REGEX_GROUPS], bool *found)
{
    struct choice stack[STACK];
    size_t depth = 0;
    int code = 0;
    for (*found = false;;) {
        const struct instruction *i = &p->code[code];
        bool good = true;
        if (++*steps > MOST_STEPS || depth == STACK) {
            return false;
        }
        if (i->op == OP_MATCH) {
            places[1] = at;
            *found = true;
            return true;
        }
        if (i->op == OP_SPLIT) {
            stack[depth++] = (struct choice){ code + i->y, at };
            code += i->x;
        } else if (i->op == OP_JUMP) {
            code += i->x;
        } else if (i->op == OP_SAVE) {
            stack[depth++] = (struct choice){ -1 - i->x, places[i->x] };
            places[i->x] = at;
            code++;
        } else {
            *steps += i->class.length;
            good = holds(p, i, in, &at);
            code++;
        }
        while (!good) {
            if (depth == 0) {
                return true;
            }
            const struct choice *c = &stack[--depth];
            good = c->code >= 0;
            code = c->code;
            at = good ? c->at : at;
            if (!good) {
                places[-1 - c->code] = c->at;
            }
        }
    }
}

bool regex_find(struct slice pattern, bool any_case, struct slice in, size_t start, size_t *work,
                struct regex_match *out)
{
    struct program p;
    size_t steps = 0;
    p.pattern = pattern;
    p.any_case = any_case;
    p.at = p.depth = p.count = 0;
    p.groups = 1;
    p.broken = false;
    *out = (struct regex_match){ .groups = 1 };
    read_alternatives(&p);
    emit(&p, (struct instruction){ .op = OP_MATCH });
    bool good = !p.broken && p.at == pattern.length;
    for (size_t at = start; good && at <= in.length && !out->found; at++) {
        size_t places[2 * REGEX_GROUPS] = { 0 };
        for (size_t i = 0; i < REGEX_GROUPS; i++) {
            places[2 * i] = 1; /* it has none of the text */
        }
        places[0] = at;
        good = run(&p, in, at, &steps, places, &out->found);
        for (size_t i = 0; out->found && i < REGEX_GROUPS; i++) {
            out->from[i] = places[2 * i];
            out->to[i] = places[2 * i + 1];
        }
    }
    out->groups = p.groups;
    *work += INSTRUCTIONS + pattern.length + steps * WORK_A_STEP;
    return good;
}
