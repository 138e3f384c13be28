/* What scripts ask of the browser: what it has, and how it calls itself. */
#include "syntax/script_fold.h"

bool fold_is_member(const struct folding *f, size_t at, const char *name)
{
    const struct script *s = f->script;
    return at + 1 < f->to && token_is_sign(s, at, '.') &&
           token_is_word(s, at + 1, slice_from(name));
}

bool fold_navigator(struct folding *f, size_t *at, struct value *out)
{
    bool agent = fold_is_member(f, *at, "userAgent");
    bool language = fold_is_member(f, *at, "language");
    *at += 2;
    return (agent || language) &&
           value_give(f, out, VALUE_TEXT,
                      language
                          ? SLICE("en-US")
                          : SLICE("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like "
                                  "Gecko) Chrome/140.0.0.0 Safari/537.36"));
}

/* Whether a script seems to give a bare name a meaning of its own: as a variable, a parameter or a
 * class. Values that are not known leave no other trace. */
static bool is_declared(struct script *s, struct slice name)
{
    enum { TOKENS_A_LOOK = 8 };
    static const char *const declares[] = { "var", "let", "const", "class", "function", NULL };
    static const char *const asks[] = { "if", "while", "typeof", NULL };
    bool is = script_function_of(s, name) >= 0;
    for (size_t i = 1; !is && i < s->count; i++) {
        if (!token_is_word(s, i, name)) {
            continue;
        }
        bool begins = token_is_sign(s, i - 1, ',') || token_is_sign(s, i - 1, '{') ||
                      (token_is_sign(s, i - 1, '(') && !(i > 1 && token_is_any(s, i - 2, asks)));
        bool ends = token_is_sign(s, i + 1, ',') || token_is_sign(s, i + 1, ')') ||
                    token_is_sign(s, i + 1, '}');
        is = token_is_any(s, i - 1, declares) || token_is_sign(s, i + 1, '=') ||
             token_is_sign(s, i + 1, SIGN_ARROW) || (begins && ends);
    }
    s->steps += s->count / TOKENS_A_LOOK;
    return is;
}

enum owner { OF_ANY, OF_WINDOW, OF_DOCUMENT };

/* Whether the name at `name`, of a term that begins at `begin`, is the window's or the document's,
 * as it has to be. */
static bool is_of(struct script *s, size_t begin, size_t name, enum owner owner)
{
    static const char *const own[] = { "this", "body", NULL };
    static const char *const documents[] = { "document", NULL };
    if (name == begin) {
        return owner != OF_DOCUMENT && !is_declared(s, token_text(&s->tokens[name]));
    }
    struct slice before = token_text(&s->tokens[name - 2]);
    return !slice_is_any(before, own) &&
           (owner == OF_ANY || slice_is_any(before, documents) == (owner == OF_DOCUMENT));
}

bool fold_feature(struct folding *f, size_t begin, size_t name, size_t *at, struct value *out)
{
    static const struct {
        const char *name, *member;
        enum owner of;
        enum value_type type;
        struct slice text;
    } features[] = {
        { "addEventListener", NULL, OF_ANY, VALUE_THING, SLICE_INIT("function") },
        { "XMLHttpRequest", NULL, OF_WINDOW, VALUE_THING, SLICE_INIT("function") },
        { "fetch", NULL, OF_WINDOW, VALUE_THING, SLICE_INIT("function") },
        { "Promise", NULL, OF_WINDOW, VALUE_THING, SLICE_INIT("function") },
        { "URL", NULL, OF_WINDOW, VALUE_THING, SLICE_INIT("function") },
        { "URLSearchParams", NULL, OF_WINDOW, VALUE_THING, SLICE_INIT("function") },
        { "getElementById", NULL, OF_DOCUMENT, VALUE_THING, SLICE_INIT("function") },
        { "querySelector", NULL, OF_DOCUMENT, VALUE_THING, SLICE_INIT("function") },
        { "images", NULL, OF_DOCUMENT, VALUE_THING, SLICE_INIT("object") },
        { "localStorage", NULL, OF_WINDOW, VALUE_THING, SLICE_INIT("object") },
        { "sessionStorage", NULL, OF_WINDOW, VALUE_THING, SLICE_INIT("object") },
        { "history", "replaceState", OF_WINDOW, VALUE_THING, SLICE_INIT("function") },
        { "history", "pushState", OF_WINDOW, VALUE_THING, SLICE_INIT("function") },
        { "history", NULL, OF_WINDOW, VALUE_THING, SLICE_INIT("object") },
        { "navigator", "cookieEnabled", OF_WINDOW, VALUE_BOOLEAN, SLICE_INIT("true") },
        { "navigator", "onLine", OF_WINDOW, VALUE_BOOLEAN, SLICE_INIT("true") },
        { "navigator", "javaEnabled", OF_WINDOW, VALUE_THING, SLICE_INIT("function") },
        { "referrer", NULL, OF_DOCUMENT, VALUE_TEXT, SLICE_INIT("") },
        { "all", NULL, OF_DOCUMENT, VALUE_NOTHING, SLICE_INIT("undefined") },
        { "layers", NULL, OF_DOCUMENT, VALUE_NOTHING, SLICE_INIT("undefined") },
        { "attachEvent", NULL, OF_ANY, VALUE_NOTHING, SLICE_INIT("undefined") },
        { "ActiveXObject", NULL, OF_WINDOW, VALUE_NOTHING, SLICE_INIT("undefined") },
    };
    struct script *s = f->script;
    struct slice text = token_text(&s->tokens[name]);
    for (size_t i = 0; i < sizeof features / sizeof *features; i++) {
        const char *member = features[i].member;
        if (slice_equal(text, slice_from(features[i].name)) &&
            (!member || fold_is_member(f, *at, member))) {
            *at += member ? 2 : 0;
            return is_of(s, begin, name, features[i].of) &&
                   !(f->decides && features[i].type == VALUE_TEXT) &&
                   value_give(f, out, features[i].type, features[i].text);
        }
    }
    return false;
}
