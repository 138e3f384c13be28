/* What scripts ask of the browser: what it has, and how it calls itself. */
#include "syntax/script_fold.h"

bool fold_is_member(const struct folding *f, size_t at, const char *name)
{
    const struct script *s = f->script;
    return at + 1 < f->to && token_is_sign(s, at, '.') &&
           token_is_word(s, at + 1, slice_from(name));
}

/* Values that are not known leave no other trace. */
static bool is_own(const struct script *s, struct slice name)
{
    return script_declares(s, name) || script_function_of(s, name) >= 0;
}

enum owner { OF_ANY, OF_WINDOW, OF_DOCUMENT };

/* Whether the name at `name`, of a term that begins at `begin`, is the window's or the document's,
 * as it has to be. */
static bool is_of(struct script *s, size_t begin, size_t name, enum owner owner)
{
    static const char *const own[] = { "this", "body", NULL };
    static const char *const documents[] = { "document", NULL };
    if (name == begin) {
        return owner != OF_DOCUMENT && !is_own(s, token_text(&s->tokens[name]));
    }
    struct slice before = token_text(&s->tokens[name - 2]);
    return !slice_is_any(before, own) &&
           (owner == OF_ANY || slice_is_any(before, documents) == (owner == OF_DOCUMENT));
}

/* A desk's: what scripts ask for a phone's is less by far, or more. */
#define WIDTH  "1280"
#define HEIGHT "720"

#define IS_FUNCTION     VALUE_THING, SLICE_INIT("function"), false
#define IS_OBJECT       VALUE_THING, SLICE_INIT("object"), false
#define IS_NOTHING      VALUE_NOTHING, SLICE_INIT("undefined"), false
#define IS_NULL         VALUE_NOTHING, SLICE_INIT("null"), false
#define IS_TEXT(text)   VALUE_TEXT, SLICE_INIT(text), false
#define IS_NUMBER(text) VALUE_NUMBER, SLICE_INIT(text), false
#define IS_TRUE         VALUE_BOOLEAN, SLICE_INIT("true"), false
#define IS_FALSE        VALUE_BOOLEAN, SLICE_INIT("false"), false
#define VERSION                                                                                    \
    "5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "             \
    "Safari/537.36"

/* Those with members come first. */
static const struct feature {
    const char *name, *member;
    enum owner of;
    enum value_type type;
    struct slice text;
    bool past; /* so it is where the browser knows nothing of the page yet */
} features[] = {
    { "history", "replaceState", OF_WINDOW, IS_FUNCTION },
    { "history", "pushState", OF_WINDOW, IS_FUNCTION },
    { "navigator", "userAgent", OF_WINDOW, IS_TEXT("Mozilla/" VERSION) },
    { "navigator", "appVersion", OF_WINDOW, IS_TEXT(VERSION) },
    { "navigator", "language", OF_WINDOW, IS_TEXT("en-US") },
    { "navigator", "languages", OF_WINDOW, VALUE_LIST,
      SLICE_INIT("en-US\x01"
                 "en"),
      false },
    { "navigator", "userLanguage", OF_WINDOW, IS_NOTHING },
    { "navigator", "browserLanguage", OF_WINDOW, IS_NOTHING },
    { "navigator", "systemLanguage", OF_WINDOW, IS_NOTHING },
    { "navigator", "platform", OF_WINDOW, IS_TEXT("Linux x86_64") },
    { "navigator", "vendor", OF_WINDOW, IS_TEXT("Google Inc.") },
    { "navigator", "appName", OF_WINDOW, IS_TEXT("Netscape") },
    { "navigator", "appCodeName", OF_WINDOW, IS_TEXT("Mozilla") },
    { "navigator", "product", OF_WINDOW, IS_TEXT("Gecko") },
    { "navigator", "maxTouchPoints", OF_WINDOW, IS_NUMBER("0") },
    { "navigator", "msMaxTouchPoints", OF_WINDOW, IS_NOTHING },
    { "navigator", "standalone", OF_WINDOW, IS_NOTHING },
    { "navigator", "cookieEnabled", OF_WINDOW, IS_TRUE },
    { "navigator", "onLine", OF_WINDOW, IS_TRUE },
    { "navigator", "javaEnabled", OF_WINDOW, IS_FUNCTION },
    { "navigator", "sendBeacon", OF_WINDOW, IS_FUNCTION },
    { "navigator", "serviceWorker", OF_WINDOW, IS_OBJECT },
    { "navigator", "geolocation", OF_WINDOW, IS_OBJECT },
    { "navigator", "clipboard", OF_WINDOW, IS_OBJECT },
    { "screen", "width", OF_WINDOW, IS_NUMBER(WIDTH) },
    { "screen", "availWidth", OF_WINDOW, IS_NUMBER(WIDTH) },
    { "screen", "height", OF_WINDOW, IS_NUMBER(HEIGHT) },
    { "screen", "availHeight", OF_WINDOW, IS_NUMBER(HEIGHT) },
    { "documentElement", "clientWidth", OF_DOCUMENT, IS_NUMBER(WIDTH) },
    { "addEventListener", NULL, OF_ANY, IS_FUNCTION },
    { "XMLHttpRequest", NULL, OF_WINDOW, IS_FUNCTION },
    { "fetch", NULL, OF_WINDOW, IS_FUNCTION },
    { "Promise", NULL, OF_WINDOW, IS_FUNCTION },
    { "Proxy", NULL, OF_WINDOW, IS_FUNCTION },
    { "Symbol", NULL, OF_WINDOW, IS_FUNCTION },
    { "Map", NULL, OF_WINDOW, IS_FUNCTION },
    { "Set", NULL, OF_WINDOW, IS_FUNCTION },
    { "WeakMap", NULL, OF_WINDOW, IS_FUNCTION },
    { "URL", NULL, OF_WINDOW, IS_FUNCTION },
    { "URLSearchParams", NULL, OF_WINDOW, IS_FUNCTION },
    { "IntersectionObserver", NULL, OF_WINDOW, IS_FUNCTION },
    { "MutationObserver", NULL, OF_WINDOW, IS_FUNCTION },
    { "WebSocket", NULL, OF_WINDOW, IS_FUNCTION },
    { "Worker", NULL, OF_WINDOW, IS_FUNCTION },
    { "matchMedia", NULL, OF_WINDOW, IS_FUNCTION },
    { "getElementById", NULL, OF_DOCUMENT, IS_FUNCTION },
    { "getElementsByTagName", NULL, OF_DOCUMENT, IS_FUNCTION },
    { "querySelector", NULL, OF_DOCUMENT, IS_FUNCTION },
    { "createElement", NULL, OF_DOCUMENT, IS_FUNCTION },
    { "images", NULL, OF_DOCUMENT, IS_OBJECT },
    { "head", NULL, OF_DOCUMENT, IS_OBJECT },
    { "localStorage", NULL, OF_WINDOW, IS_OBJECT },
    { "sessionStorage", NULL, OF_WINDOW, IS_OBJECT },
    { "crypto", NULL, OF_WINDOW, IS_OBJECT },
    { "performance", NULL, OF_WINDOW, IS_OBJECT },
    { "chrome", NULL, OF_WINDOW, IS_OBJECT },
    { "history", NULL, OF_WINDOW, IS_OBJECT },
    { "innerWidth", NULL, OF_WINDOW, IS_NUMBER(WIDTH) },
    { "outerWidth", NULL, OF_WINDOW, IS_NUMBER(WIDTH) },
    { "innerHeight", NULL, OF_WINDOW, IS_NUMBER(HEIGHT) },
    { "devicePixelRatio", NULL, OF_WINDOW, IS_NUMBER("1") },
    { "orientation", NULL, OF_WINDOW, IS_NOTHING },
    { "ontouchstart", NULL, OF_ANY, IS_NOTHING },
    { "frameElement", NULL, OF_WINDOW, IS_NULL },
    { "opener", NULL, OF_WINDOW, IS_NULL },
    { "hidden", NULL, OF_DOCUMENT, IS_FALSE },
    { "visibilityState", NULL, OF_DOCUMENT, IS_TEXT("visible") },
    { "documentMode", NULL, OF_DOCUMENT, IS_NOTHING },
    { "all", NULL, OF_DOCUMENT, IS_NOTHING },
    { "layers", NULL, OF_DOCUMENT, IS_NOTHING },
    { "attachEvent", NULL, OF_ANY, IS_NOTHING },
    { "ActiveXObject", NULL, OF_WINDOW, IS_NOTHING },
    { "MSStream", NULL, OF_WINDOW, IS_NOTHING },
    { "StyleMedia", NULL, OF_WINDOW, IS_NOTHING },
    { "InstallTrigger", NULL, OF_WINDOW, IS_NOTHING },
    { "opr", NULL, OF_WINDOW, IS_NOTHING },
    { "opera", NULL, OF_WINDOW, IS_NOTHING },
    { "safari", NULL, OF_WINDOW, IS_NOTHING },
    { "referrer", NULL, OF_DOCUMENT, VALUE_TEXT, SLICE_INIT(""), true },
};

/* What is so for a browser without a past is nothing to count on where that is in doubt. */
static bool assume(struct script *s)
{
    s->assumes = s->assumes || !s->doubts;
    return !s->doubts && !s->visited;
}

static bool fold_row(struct folding *f, const struct feature *row, struct value *out)
{
    return (!row->past || !f->decides || assume(f->script)) &&
           value_give(f, out, row->type, row->text);
}

/* The cookies that scripts have set, without their attributes: there are no others. */
static bool fold_cookies(struct folding *f, struct value *out)
{
    struct script *s = f->script;
    struct slice rest = s->cookies;
    if (!assume(s)) {
        return false;
    }
    value_give(f, out, VALUE_TEXT, SLICE(""));
    while (rest.length) {
        struct slice line = slice_cut(&rest, '\n');
        buffer_add(&s->value, s->value.length > out->from ? SLICE("; ") : SLICE(""));
        buffer_add(&s->value, slice_trim(slice_cut(&line, ';')));
    }
    return true;
}

/* localStorage.getItem(…), *at being behind the storage's name: nothing is in it. */
static bool fold_storage(struct folding *f, size_t *at, struct value *out)
{
    struct script *s = f->script;
    size_t open = *at + 2;
    if (!fold_is_member(f, *at, "getItem") || open >= f->to || !token_is_sign(s, open, '(') ||
        script_declares(s, SLICE("setItem")) || !assume(s)) {
        return false;
    }
    *at = (size_t)s->tokens[open].mate + 1;
    return value_give(f, out, VALUE_NOTHING, SLICE("null"));
}

/* What says nothing by itself. */
static bool fold_special(struct folding *f, size_t begin, size_t name, size_t *at,
                         struct value *out, bool *is)
{
    static const char *const storages[] = { "localStorage", "sessionStorage", NULL };
    struct script *s = f->script;
    struct slice text = token_text(&s->tokens[name]);
    *is = true;
    if (slice_equal(text, SLICE("cookie")) && is_of(s, begin, name, OF_DOCUMENT)) {
        return fold_cookies(f, out);
    }
    if (slice_equal(text, SLICE("domain")) && is_of(s, begin, name, OF_DOCUMENT)) {
        return value_give(f, out, VALUE_TEXT, s->page->host);
    }
    if (token_is_any(s, name, storages) && token_is_sign(s, *at, '.')) {
        return is_of(s, begin, name, OF_WINDOW) && fold_storage(f, at, out);
    }
    *is = false;
    return false;
}

bool fold_feature(struct folding *f, size_t begin, size_t name, size_t *at, struct value *out)
{
    struct script *s = f->script;
    struct slice text = token_text(&s->tokens[name]);
    bool special;
    bool folded = fold_special(f, begin, name, at, out, &special);
    for (size_t i = 0; !special && i < sizeof features / sizeof *features; i++) {
        const char *member = features[i].member;
        if (slice_equal(text, slice_from(features[i].name)) &&
            (!member || fold_is_member(f, *at, member))) {
            *at += member ? 2 : 0;
            return is_of(s, begin, name, features[i].of) && fold_row(f, &features[i], out);
        }
    }
    return folded;
}

bool fold_missing(struct folding *f, size_t begin, size_t name, struct value *out)
{
    struct script *s = f->script;
    return name > begin && is_of(s, begin, name, OF_WINDOW) &&
           !token_is_word(s, name - 2, SLICE("document")) &&
           script_is_missing(s, token_text(&s->tokens[name])) &&
           value_give(f, out, VALUE_NOTHING, SLICE("undefined"));
}

bool fold_in(struct folding *f, size_t owner, struct value *left)
{
    static const char *const windows[] = { "window", "self", "globalThis", NULL };
    struct script *s = f->script;
    bool window = token_is_any(s, owner, windows);
    bool navigator = token_is_word(s, owner, SLICE("navigator"));
    struct slice text = value_text(f, left);
    bool known = false;
    bool has = false;
    for (size_t i = 0; (window || navigator) && i < sizeof features / sizeof *features; i++) {
        const struct feature *row = &features[i];
        const char *name = navigator ? row->member : row->name;
        bool is_owner = navigator ? strcmp(row->name, "navigator") == 0
                                  : !row->member && row->of != OF_DOCUMENT;
        if (is_owner && slice_equal(text, slice_from(name))) {
            known = true;
            has = row->type != VALUE_NOTHING || slice_equal(row->text, SLICE("null"));
        }
    }
    return left->type == VALUE_TEXT && known && value_give_boolean(f, left, has);
}
