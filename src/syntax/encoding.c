#include "syntax/encoding_inside.h"

/* The decoder of GB18030 is GBK's too (section 10.1.1). */
#define ROW(name, id, converter) [id] = { SLICE_INIT(name), id, converter, NULL }

static const struct encoding encodings[ENCODING_COUNT] = {
    ROW("ibm866", ENCODING_IBM866, NULL),
    ROW("iso-8859-10", ENCODING_ISO_8859_10, NULL),
    ROW("iso-8859-13", ENCODING_ISO_8859_13, NULL),
    ROW("iso-8859-14", ENCODING_ISO_8859_14, NULL),
    ROW("iso-8859-15", ENCODING_ISO_8859_15, NULL),
    ROW("iso-8859-16", ENCODING_ISO_8859_16, NULL),
    ROW("iso-8859-2", ENCODING_ISO_8859_2, NULL),
    ROW("iso-8859-3", ENCODING_ISO_8859_3, NULL),
    ROW("iso-8859-4", ENCODING_ISO_8859_4, NULL),
    ROW("iso-8859-5", ENCODING_ISO_8859_5, NULL),
    ROW("iso-8859-6", ENCODING_ISO_8859_6, NULL),
    ROW("iso-8859-7", ENCODING_ISO_8859_7, NULL),
    ROW("iso-8859-8", ENCODING_ISO_8859_8, NULL),
    ROW("iso-8859-8-i", ENCODING_ISO_8859_8_I, NULL),
    ROW("koi8-r", ENCODING_KOI8_R, NULL),
    ROW("koi8-u", ENCODING_KOI8_U, NULL),
    ROW("macintosh", ENCODING_MACINTOSH, NULL),
    ROW("windows-1250", ENCODING_WINDOWS_1250, NULL),
    ROW("windows-1251", ENCODING_WINDOWS_1251, NULL),
    ROW("windows-1252", ENCODING_WINDOWS_1252, NULL),
    ROW("windows-1253", ENCODING_WINDOWS_1253, NULL),
    ROW("windows-1254", ENCODING_WINDOWS_1254, NULL),
    ROW("windows-1255", ENCODING_WINDOWS_1255, NULL),
    ROW("windows-1256", ENCODING_WINDOWS_1256, NULL),
    ROW("windows-1257", ENCODING_WINDOWS_1257, NULL),
    ROW("windows-1258", ENCODING_WINDOWS_1258, NULL),
    ROW("windows-874", ENCODING_WINDOWS_874, NULL),
    ROW("x-mac-cyrillic", ENCODING_X_MAC_CYRILLIC, NULL),
    ROW("utf-8", ENCODING_UTF_8, NULL),
    ROW("utf-16le", ENCODING_UTF_16LE, NULL),
    ROW("utf-16be", ENCODING_UTF_16BE, NULL),
    ROW("gbk", ENCODING_GBK, "GB18030"),
    ROW("gb18030", ENCODING_GB18030, "GB18030"),
    ROW("big5", ENCODING_BIG5, "BIG5-HKSCS"),
    [ENCODING_EUC_JP] = { SLICE_INIT("euc-jp"), ENCODING_EUC_JP, "CP932", "EUC-JP" },
    ROW("shift_jis", ENCODING_SHIFT_JIS, "CP932"),
    ROW("euc-kr", ENCODING_EUC_KR, "CP949"),
    ROW("iso-2022-jp", ENCODING_ISO_2022_JP, "CP932"),
    ROW("replacement", ENCODING_REPLACEMENT, NULL),
    ROW("x-user-defined", ENCODING_X_USER_DEFINED, NULL),
};

#undef ROW

/* Sorted by label, by bytes. */
static const struct {
    const char *label;
    enum encoding_id id;
} labels[] = {
#include "syntax/encoding_labels.inc"
};

const uint16_t encoding_single[ENCODING_SINGLE][128] = {
#include "syntax/encoding_single.inc"
};

enum { LABEL_MOST = 24, LABELS = sizeof labels / sizeof labels[0] };

const struct encoding *encoding_by_id(enum encoding_id id)
{
    return &encodings[id];
}

const struct encoding *encoding_by_label(struct slice label)
{
    char lower[LABEL_MOST];
    label = slice_trim(label);
    if (label.length == 0 || label.length > LABEL_MOST) {
        return NULL;
    }
    for (size_t i = 0; i < label.length; i++) {
        lower[i] = ascii_lower(label.data[i]);
    }
    size_t from = 0;
    size_t to = LABELS;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = slice_compare(slice_of(lower, label.length), slice_from(labels[middle].label));
        if (order == 0) {
            return &encodings[labels[middle].id];
        }
        if (order < 0) {
            to = middle;
        } else {
            from = middle + 1;
        }
    }
    return NULL;
}

struct slice encoding_name(const struct encoding *e)
{
    return e->name;
}

const char *encoding_written_name(const struct encoding *e)
{
    static const char *const capitals[] = {
        "IBM866",      "ISO-8859-2",  "ISO-8859-3",  "ISO-8859-4",   "ISO-8859-5",
        "ISO-8859-6",  "ISO-8859-7",  "ISO-8859-8",  "ISO-8859-8-I", "ISO-8859-10",
        "ISO-8859-13", "ISO-8859-14", "ISO-8859-15", "ISO-8859-16",  "KOI8-R",
        "KOI8-U",      "GBK",         "Big5",        "EUC-JP",       "ISO-2022-JP",
        "Shift_JIS",   "EUC-KR",      "UTF-16BE",    "UTF-16LE",     "UTF-8",
    };
    for (size_t i = 0; i < sizeof capitals / sizeof *capitals; i++) {
        if (slice_equal_nocase(e->name, slice_from(capitals[i]))) {
            return capitals[i];
        }
    }
    return e->name.data;
}

bool encoding_is_utf8(const struct encoding *e)
{
    return e->id == ENCODING_UTF_8;
}
