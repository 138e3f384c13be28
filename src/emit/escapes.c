/* What each grammar has instead of the characters that mean something in it. Control characters
 * never get this far: print_outside spells them out. */
#include "emit/print.h"

const struct escapes escapes_xml = { {
    ['&'] = "&amp;",
    ['<'] = "&lt;",
    ['>'] = "&gt;", /* of "]]>" */
    ['"'] = "&quot;",
    ['\''] = "&apos;",
} };

const struct escapes escapes_csv = { {
    ['"'] = "\"\"",
} };

const struct escapes escapes_github_message = { {
    ['%'] = "%25",
} };

const struct escapes escapes_github_property = { {
    ['%'] = "%25",
    [':'] = "%3A",
    [','] = "%2C",
} };

/* GitHub Flavored Markdown 2.4: any of these with a backslash stands for itself. A line break
 * cannot be, so that nothing has a meaning at the beginning of a line alone. */
const struct escapes escapes_markdown = { {
    ['\\'] = "\\\\",
    ['|'] = "\\|",
    ['`'] = "\\`",
    ['*'] = "\\*",
    ['_'] = "\\_",
    ['~'] = "\\~",
    ['$'] = "\\$",
    ['<'] = "\\<",
    ['>'] = "\\>",
    ['['] = "\\[",
    [']'] = "\\]",
    ['&'] = "\\&",
} };

/* Nothing has a meaning here but what ends the span and the cell, and a backslash before that. */
const struct escapes escapes_code = { {
    ['\\'] = "\\x5c",
    ['|'] = "\\|",
    ['`'] = "\\x60",
} };

/* There are no backslash escapes here but that of the cell; percent-encoded they lead to the same
 * page. */
const struct escapes escapes_autolink = { {
    [' '] = "%20",
    ['<'] = "%3C",
    ['>'] = "%3E",
    ['\\'] = "%5C",
    ['|'] = "%7C",
    ['`'] = "%60",
} };
