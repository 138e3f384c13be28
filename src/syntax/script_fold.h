/* What the parts of folding share. */
#ifndef SYNTAX_SCRIPT_FOLD_H
#define SYNTAX_SCRIPT_FOLD_H

#include "syntax/script_inside.h"

/* What is longer than any URL is of no use, and doubles quickly. */
enum { FOLD_MOST = 64 << 10 };

/* How far a value may reach, and how many brackets it has. */
struct folding {
    struct script *script;
    size_t to;
    unsigned brackets;
    bool decides; /* it is a condition: which way readers go is asked */
    bool walked;  /* the steps in it have been made */
};

/* What was folded stands in the script's value from `from` on. */
struct value {
    enum value_type type;
    uint32_t token; /* of an object: where it stands */
    size_t from;
};

/* --- script_fold.c: values and operators --- */

/* The text of a value that was folded last. */
struct slice value_text(const struct folding *f, const struct value *v);
bool value_is_text(enum value_type type);
bool value_is_true(const struct folding *f, const struct value *v);

/* Makes this the value; the text is no part of the script's value. They value_give true. */
bool value_give(struct folding *f, struct value *out, enum value_type type, struct slice text);
bool value_give_boolean(struct folding *f, struct value *out, bool is);
bool value_give_number(struct folding *f, struct value *out, long long number);

/* Each folds what begins at *at, and leaves *at behind it. False: it is not known. Any expression
 * but one with commas: */
bool fold_any(struct folding *f, size_t *at, struct value *out);

/* All that stands in the bracket at `open`. */
bool fold_inside(struct folding *f, size_t open, struct value *out);

/* --- script_value.c --- */

/* name(…), *at being at the bracket: a function of strings, or one of the script's own. */
bool fold_call(struct folding *f, struct slice name, size_t *at, struct value *out);

/* new URL(…) and the like; *at is behind "new". */
bool fold_new(struct folding *f, size_t *at, struct value *out);

/* The value of a call of one of the script's functions, whose bracket stands at `open`. */
bool fold_value_of(struct folding *f, const struct script_function *g, size_t open,
                   struct value *out);

/* --- script_term.c: literals, names, and what is done with them --- */

bool fold_term(struct folding *f, size_t *at, struct value *out);

/* --- script_member.c --- */

/* Goes on with the members that stand behind a value: ".name", "[key]", ".name(…)". */
bool fold_members(struct folding *f, size_t *at, struct value *v);

/* Adds the part of a URL of this name; "" and "href": all of it. */
void fold_url_part(const struct url *u, struct slice name, struct buffer *into);

/* --- script_element.c --- */

/* getElementById, querySelector. */
bool fold_is_finder(struct slice name);

/* Calls a finder, whose bracket stands at *at: the element, or null. */
bool fold_element(struct folding *f, struct slice finder, size_t *at, struct value *out);

/* What an element says of itself, by an attribute, by a key of its dataset. */
bool fold_of_element(struct folding *f, struct slice key, struct value *v);
bool fold_attribute(struct folding *f, struct slice name, struct value *v);
bool fold_of_dataset(struct folding *f, struct slice key, struct value *v);

/* --- script_feature.c --- */

/* Whether the tokens at `at` are ".name". */
bool fold_is_member(const struct folding *f, size_t at, const char *name);

/* What scripts ask a browser for before they use it: today's have it, or no longer do. Where a
 * reader comes from is made a text of, and decides nothing: who follows a link comes from
 * somewhere. The name stands at `name`, of a term that begins at `begin`. */
bool fold_feature(struct folding *f, size_t begin, size_t name, size_t *at, struct value *out);

/* window.name, where nobody has the name. */
bool fold_missing(struct folding *f, size_t begin, size_t name, struct value *out);

/* "name" in window, or in navigator, which stands at `owner`: makes the name whether they have it.
 */
bool fold_in(struct folding *f, size_t owner, struct value *left);

#endif
