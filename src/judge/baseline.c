#include "judge/baseline.h"

#include "base/array.h"
#include "syntax/json.h"

#include <stdlib.h>

enum { WORD_MOST = 64 << 10 };

/* What is read, and what of it was seen. */
struct reading {
    struct json json;
    struct buffer word;
    struct baseline_list *out;
    bool schema, type, findings, no_memory;
};

static int compare(const void *a, const void *b)
{
    return strcmp(((const struct fingerprint *)a)->digits, ((const struct fingerprint *)b)->digits);
}

static bool keep(struct reading *r, struct slice digits)
{
    struct baseline_list *out = r->out;
    void *grown = array_grow(out->list, out->count, &out->room, sizeof *out->list);
    if (!grown) {
        r->no_memory = true;
        return json_fail(&r->json, "out of memory");
    }
    out->list = grown;
    struct fingerprint *f = &out->list[out->count++];
    *f = (struct fingerprint){ .digits = "" };
    memcpy(f->digits, digits.data, digits.length);
    return true;
}

/* Has read the word that has to stand here. */
static bool read_word(struct reading *r, struct slice wanted, const char *wrong)
{
    size_t at = json_here(&r->json);
    if (!json_string(&r->json, &r->word)) {
        return false;
    }
    if (!slice_equal(buffer_slice(&r->word), wanted)) {
        r->json.at = at;
        return json_fail(&r->json, wrong);
    }
    return true;
}

static bool read_fingerprint(struct reading *r)
{
    size_t at = json_here(&r->json);
    if (!json_string(&r->json, &r->word)) {
        return false;
    }
    if (!fingerprint_is(buffer_slice(&r->word))) {
        r->json.at = at;
        return json_fail(&r->json, "a fingerprint is 16 to 64 lower-case hexadecimal digits");
    }
    return keep(r, buffer_slice(&r->word));
}

static bool read_finding(struct reading *r)
{
    bool any = false;
    bool has = false;
    if (!json_begin(&r->json, '{')) {
        return json_fail(&r->json, "a finding is an object");
    }
    while (json_next(&r->json, '}', &any) && json_key(&r->json, &r->word)) {
        bool is = slice_equal(buffer_slice(&r->word), SLICE("fingerprint"));
        has |= is;
        if (!(is ? read_fingerprint(r) : json_skip(&r->json))) {
            return false;
        }
    }
    return !r->json.wrong && (has || json_fail(&r->json, "this finding has no fingerprint"));
}

static bool read_findings(struct reading *r)
{
    bool any = false;
    if (!json_begin(&r->json, '[')) {
        return json_fail(&r->json, "the findings are an array");
    }
    while (json_next(&r->json, ']', &any) && read_finding(r)) {
    }
    return !r->json.wrong;
}

static bool read_member(struct reading *r)
{
    struct slice key = buffer_slice(&r->word);
    if (slice_equal(key, SLICE("schema"))) {
        r->schema = true;
        return read_word(r, SLICE("landfall/1"), "the schema is not \"landfall/1\"");
    }
    if (slice_equal(key, SLICE("type"))) {
        r->type = true;
        return read_word(r, SLICE("baseline"), "the type is not \"baseline\"");
    }
    if (slice_equal(key, SLICE("findings"))) {
        r->findings = true;
        return read_findings(r);
    }
    return json_skip(&r->json);
}

static bool read_all(struct reading *r)
{
    bool any = false;
    if (!json_begin(&r->json, '{')) {
        return json_fail(&r->json, "it is no JSON object");
    }
    while (json_next(&r->json, '}', &any) && json_key(&r->json, &r->word) && read_member(r)) {
    }
    if (!json_end(&r->json)) {
        return false;
    }
    return (r->schema && r->type && r->findings) ||
           json_fail(&r->json, !r->schema ? "it has no \"schema\""
                               : !r->type ? "it has no \"type\""
                                          : "it has no \"findings\"");
}

bool baseline_read(struct slice text, struct baseline_list *out, struct buffer *why)
{
    size_t line;
    size_t column;
    struct reading r = { .word = BUFFER(WORD_MOST), .out = out };
    *out = (struct baseline_list){ .list = NULL };
    json_open(&r.json, text);
    bool good = read_all(&r);
    if (good && out->count) {
        qsort(out->list, out->count, sizeof *out->list, compare);
    }
    if (!good && !r.no_memory && !r.word.no_memory) {
        json_place(&r.json, &line, &column);
        buffer_printf(why, "%zu:%zu: %s", line, column, r.json.wrong);
    }
    buffer_free(&r.word);
    return good;
}

bool baseline_has(const struct baseline_list *list, struct slice fingerprint)
{
    struct fingerprint key = { .digits = "" };
    if (!list->count || fingerprint.length > FINGERPRINT_MOST) {
        return false;
    }
    memcpy(key.digits, fingerprint.data, fingerprint.length);
    return bsearch(&key, list->list, list->count, sizeof *list->list, compare) != NULL;
}

void baseline_free(struct baseline_list *list)
{
    free(list->list);
    *list = (struct baseline_list){ .list = NULL };
}
