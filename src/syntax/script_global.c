/* Names of scripts that nobody gives a meaning: whoever asks for one ends its script with an
 * exception (ECMA-262, section 6.2.5.5), as those do that count on a library which is not there. */
#include "syntax/script_inside.h"

static size_t bit_of(struct slice name)
{
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < name.length; i++) {
        hash = (hash ^ (unsigned char)name.data[i]) * 16777619U;
    }
    return (hash ^ hash >> 15) % SCRIPT_DECLARED;
}

bool script_declares(const struct script *s, struct slice name)
{
    size_t bit = bit_of(name);
    return s->declared[bit / 64] >> bit % 64 & 1;
}

enum { LONGEST_NAME = 32 };

/* Variables, parameters, classes, functions, parts of patterns, and what is assigned to. */
static bool gives_meaning(const struct script *s, size_t at)
{
    static const char *const declares[] = { "var",      "let",    "const", "class",
                                            "function", "import", "as",    NULL };
    static const char *const asks[] = { "if", "while", "typeof", "switch", NULL };
    static const char *const loops[] = { "in", "of", NULL };
    unsigned before = at > 0 && s->tokens[at - 1].type == TOKEN_SIGN ? s->tokens[at - 1].sign : 0;
    unsigned behind = s->tokens[at + 1].type == TOKEN_SIGN ? s->tokens[at + 1].sign : 0;
    bool begins = before == ',' || before == '{' || before == '[' || before == SIGN_SPREAD ||
                  (before == '(' && !(at > 1 && token_is_any(s, at - 2, asks)));
    bool ends = behind == ',' || behind == ')' || behind == '}' || behind == ']' || behind == ';';
    return (at > 0 && token_is_any(s, at - 1, declares)) || behind == '=' || behind == SIGN_ARROW ||
           behind == SIGN_ADD || behind == SIGN_COMPOUND || behind == SIGN_STEP ||
           before == SIGN_STEP || token_is_any(s, at + 1, loops) || (begins && ends);
}

/* Strings, too, may name what the window is given: window['name'] = …; what a script writes may
 * load others; and what is kept in storages is asked for by any name. */
void script_note_names(struct script *s, size_t from)
{
    for (size_t at = from; at + 1 < s->count; at++) {
        const struct script_token *t = &s->tokens[at];
        struct slice text = token_text(t);
        bool quoted = t->type == TOKEN_STRING || t->type == TOKEN_TEMPLATE;
        bool stores = token_is_word(s, at, SLICE("setItem"));
        if (quoted ? text.length <= LONGEST_NAME
                   : stores || (t->type == TOKEN_NAME && gives_meaning(s, at))) {
            size_t bit = bit_of(text);
            s->declared[bit / 64] |= (uint64_t)1 << bit % 64;
        }
        s->loads = s->loads || (quoted && script_find(text, SLICE("script")) < text.length &&
                                script_find(text, SLICE("src")) < text.length);
    }
}

/* --- What a browser has --- */

/* Names with blanks around each. */
static bool is_among(struct slice name, struct slice names)
{
    size_t at = 0;
    while (at < names.length) {
        struct slice rest = slice_skip(names, at + 1);
        size_t end = slice_find(rest, ' ');
        if (slice_equal(slice_part(rest, 0, end), name)) {
            return true;
        }
        at += end + 1;
    }
    return false;
}

/* In lower case: constructors, which are many, begin with a capital, and handlers with "on". */
static bool is_of_browser(struct slice name)
{
    static const char names[] =
        " addEventListener alert arguments async atob await blur break btoa caches"
        " cancelAnimationFrame cancelIdleCallback captureEvents case catch chrome"
        " class clearInterval clearTimeout clientInformation close closed confirm"
        " console const constructor continue cookieStore createImageBitmap"
        " credentialless crossOriginIsolated crypto customElements debugger decodeURI"
        " decodeURIComponent default defaultStatus delete devicePixelRatio"
        " dispatchEvent do document documentPictureInPicture else encodeURI"
        " encodeURIComponent enum escape eval event export extends external false"
        " fence fetch fetchLater finally find focus for frameElement frames function"
        " get getComputedStyle getScreenDetails getSelection globalThis"
        " hasOwnProperty history if import in indexedDB innerHeight innerWidth"
        " instanceof isFinite isNaN isPrototypeOf isSecureContext launchQueue length"
        " let localStorage location locationbar matchMedia menubar moveBy moveTo name"
        " navigation navigator new null of offscreenBuffering open opener origin"
        " originAgentCluster outerHeight outerWidth pageXOffset pageYOffset parent"
        " parseFloat parseInt performance personalbar postMessage print prompt"
        " propertyIsEnumerable queryLocalFonts queueMicrotask releaseEvents"
        " removeEventListener reportError requestAnimationFrame requestIdleCallback"
        " resizeBy resizeTo return scheduler screen screenLeft screenTop screenX"
        " screenY scroll scrollBy scrollTo scrollX scrollY scrollbars self"
        " sessionStorage set setInterval setTimeout sharedStorage showDirectoryPicker"
        " showOpenFilePicker showSaveFilePicker speechSynthesis static status"
        " statusbar stop structuredClone styleMedia super switch this throw"
        " toLocaleString toString toolbar top true trustedTypes try typeof undefined"
        " unescape valueOf var viewport visualViewport void when while window with"
        " yield ";
    unsigned char first = (unsigned char)name.data[0];
    return (first >= 'A' && first <= 'Z') || first >= 0x80 || slice_starts(name, SLICE("on")) ||
           slice_starts(name, SLICE("webkit")) || is_among(name, slice_from(names));
}

/* Elements are the window's by their ids and names (HTML Standard, section 7.2.2.3). */
bool script_names_element(struct slice html, struct slice name)
{
    for (size_t at = 0; at + name.length < html.length;) {
        struct slice rest = slice_skip(html, at);
        const char *next = memmem(rest.data, rest.length, name.data, name.length);
        if (!next) {
            return false;
        }
        at = (size_t)(next - html.data);
        bool quoted = at > 1 && (html.data[at - 1] == '"' || html.data[at - 1] == '\'');
        size_t before = at - quoted;
        while (before > 0 && ascii_is_space(html.data[before - 1])) {
            before--;
        }
        at += name.length;
        if (before > 0 && html.data[before - 1] == '=' &&
            (at == html.length || ascii_is_space(html.data[at]) || strchr("\"'>", html.data[at]))) {
            return true;
        }
    }
    return false;
}

bool script_is_missing(struct script *s, struct slice name)
{
    enum { MOST_LOOKUPS = 64 };
    if (!s->alone || s->loads || !s->html.data || name.length == 0 || script_declares(s, name) ||
        script_function_of(s, name) >= 0 || script_name_of(s, name) || is_of_browser(name) ||
        slice_find(name, '\\') < name.length) {
        return false;
    }
    return s->lookups++ < MOST_LOOKUPS && !script_names_element(s->html, name);
}

bool script_misses(struct script *s, size_t at)
{
    static const char *const spares[] = { "typeof", "get",      "set",  "static",
                                          "import", "export",   "from", "async",
                                          "break",  "continue", NULL };
    if (!s->alone || s->tokens[at].type != TOKEN_NAME || s->tokens[at + 1].type == TOKEN_NAME ||
        token_is_sign(s, at + 1, ':') || token_is_sign(s, at + 1, SIGN_ARROW) ||
        token_is_sign(s, at + 1, '=')) {
        return false;
    }
    if (at > 0 && (token_is_any(s, at - 1, spares) || token_is_sign(s, at - 1, '.') ||
                   token_is_sign(s, at - 1, SIGN_CHAIN) || token_is_sign(s, at - 1, '#'))) {
        return false;
    }
    return script_is_missing(s, token_text(&s->tokens[at]));
}
