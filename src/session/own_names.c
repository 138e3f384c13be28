#include "session/own_names.h"

#include "follow/fragments.h"

#include <stdlib.h>

enum { STEP = 16 << 10, DECODED_MOST = 4 * STEP + 64 };

void own_names_init(struct own_names *o, bool wanted)
{
    *o = (struct own_names){ .off = !wanted,
                             .held = BUFFER(SIZE_MAX / 4),
                             .decoded = BUFFER(DECODED_MOST) };
}

void own_names_free(struct own_names *o)
{
    if (o->names) {
        anchor_reader_free(&o->reader);
        fragments_free(o->names);
    }
    if (o->decodes) {
        encoding_close(&o->decoder);
    }
    buffer_free(&o->held);
    buffer_free(&o->decoded);
}

static const struct {
    const char *media_type;
    enum anchors_of of;
} types[] = {
    { "text/html", ANCHORS_HTML },
    { "application/xhtml+xml", ANCHORS_XHTML },
    { "text/markdown", ANCHORS_MARKDOWN },
};

static bool find_type(const struct document *d, enum anchors_of *of)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (strcmp(d->media_type, types[i].media_type) == 0) {
            bool is_mdx = markdown_is_mdx(d->name);
            *of = types[i].of == ANCHORS_MARKDOWN && is_mdx ? ANCHORS_MDX : types[i].of;
            return true;
        }
    }
    return false;
}

static bool take(struct own_names *o, struct slice piece, bool last)
{
    if (o->decodes) {
        buffer_reset(&o->decoded);
        encoding_decode(&o->decoder, piece, &o->decoded, NULL);
        if (last) {
            encoding_finish(&o->decoder, &o->decoded, NULL);
        }
        piece = buffer_slice(&o->decoded);
    }
    anchor_reader_feed(&o->reader, piece, last);
    return !o->decoded.failed && !o->names->failed;
}

static bool take_all(struct own_names *o, struct slice piece)
{
    bool taken = true;
    while (taken && piece.length) {
        size_t length = piece.length < STEP ? piece.length : STEP;
        taken = take(o, slice_part(piece, 0, length), false);
        piece = slice_skip(piece, length);
    }
    return taken;
}

/* The scan knows what the document is, and how it is encoded. */
static bool begin(struct own_names *o, const struct document *d)
{
    enum anchors_of of;
    struct slice held = buffer_slice(&o->held);
    o->begun = true;
    o->off = !find_type(d, &of);
    if (o->off) {
        return true;
    }
    struct encoding_sniffed mark = encoding_sniff(held, ENCODING_OF_TEXT);
    const struct encoding *encoding = d->charset ? encoding_by_label(slice_from(d->charset)) : NULL;
    o->names = malloc(sizeof *o->names);
    if (!o->names) {
        return false;
    }
    anchors_init(o->names, of);
    anchor_reader_init(&o->reader, o->names);
    o->decodes = encoding && !encoding_is_utf8(encoding) && encoding_open(&o->decoder, encoding, 0);
    bool fed = take_all(o, slice_skip(held, mark.mark));
    buffer_free(&o->held);
    return fed && !(o->decoder.no_memory && !o->decodes);
}

bool own_names_feed(struct own_names *o, const struct document *document, struct slice piece)
{
    if (o->off) {
        return true;
    }
    if (o->begun) {
        return take_all(o, piece);
    }
    buffer_add(&o->held, piece);
    return !o->held.failed && (!document->media_type || begin(o, document));
}

bool own_names_finish(struct own_names *o, const struct document *document, struct anchors **names)
{
    *names = NULL;
    bool good = o->off || o->begun || begin(o, document);
    if (o->off || !good) {
        return good;
    }
    good = take(o, SLICE(""), true);
    if (good) {
        *names = o->names;
        anchor_reader_free(&o->reader);
        o->names = NULL;
    }
    return good;
}
