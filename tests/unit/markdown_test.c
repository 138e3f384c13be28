#include "unit.h"
#include "unit/growth.h"

#include <stdlib.h>

#include "syntax/markdown.h"

/* Each item in short: a letter and the bytes it spans. */
static const char letters[] = {
    [MARKDOWN_BREAK] = '|',    [MARKDOWN_PREFIX] = 'p',    [MARKDOWN_CODE] = 'C',
    [MARKDOWN_COMMENT] = '!',  [MARKDOWN_HTML] = 'H',      [MARKDOWN_ANCHOR] = 't',
    [MARKDOWN_LINK] = 'L',     [MARKDOWN_REFERENCE] = 'R', [MARKDOWN_DEFINITION] = 'D',
    [MARKDOWN_AUTOLINK] = 'A',
};

static char letter(const struct markdown_item *item)
{
    if (item->type == MARKDOWN_LINK && item->is_image) {
        return 'I';
    }
    if (item->type == MARKDOWN_AUTOLINK && item->is_mail) {
        return 'M';
    }
    if (item->type == MARKDOWN_REFERENCE && !item->is_known) {
        return 'r';
    }
    return letters[item->type];
}

static void write_item(struct slice input, const struct markdown_item *item, struct buffer *into)
{
    assert_true(item->start <= item->end && item->end <= input.length);
    buffer_add_char(into, letter(item));
    buffer_add_char(into, '{');
    buffer_add(into, slice_part(input, (size_t)item->start, (size_t)item->end));
    buffer_add_char(into, '}');
}

/* Those of the types whose letters are wanted. */
static void find(struct slice input, unsigned flags, const char *wanted, size_t cut,
                 struct buffer *into)
{
    struct markdown m;
    markdown_init(&m, flags);
    buffer_reset(into);
    uint64_t at = 0;
    for (size_t from = 0;;) {
        size_t to = input.length - from > cut ? from + cut : input.length;
        uint64_t settled = markdown_settled(&m);
        markdown_feed(&m, slice_part(input, from, to), to == input.length);
        struct markdown_item item;
        while (markdown_next(&m, &item)) {
            assert_true(item.start >= at && item.end >= settled);
            at = item.start;
            if (strchr(wanted, letter(&item))) {
                write_item(input, &item, into);
            }
        }
        assert_true(markdown_settled(&m) >= settled && markdown_settled(&m) <= to);
        from = to;
        if (to == input.length) {
            break;
        }
    }
    assert_true(markdown_settled(&m) == input.length);
    assert_false(m.failed);
    markdown_free(&m);
}

struct case_of {
    const char *in, *want;
};

static const struct case_of links[] = {
    { "", "" },
    { "plain text\n", "" },
    /* Inline links */
    { "[a](/b)", "L{/b}" },
    { "x [a](/b \"t\") y", "L{/b}" },
    { "[a](/b 't')", "L{/b}" },
    { "[a](/b (t))", "L{/b}" },
    { "[a](  /b\n  \"t\"  )", "L{/b}" },
    { "[a](<b c>)", "L{b c}" },
    { "[a](<b\\>c>)", "L{b\\>c}" },
    { "[a](<b\nc>)", "H{<b\nc>}" },
    { "[a](<b<c>)", "H{<c>}" },
    { "[a]()", "L{}" },
    { "[a](<>)", "L{}" },
    { "[a](b(c)d)", "L{b(c)d}" },
    { "[a](b(c)", "" },
    { "[a](b(c\t)", "" },
    { "[a](<b(c>)", "L{b(c}" },
    { "[a](/b (t(u))", "" },
    { "[a]((((((((((((((((((((((((((((((((((b))))))))))))))))))))))))))))))))))", "" },
    { "[a](b\\(c)", "L{b\\(c}" },
    { "[a](b c)", "" },
    { "[a](b\"t\")", "L{b\"t\"}" },
    { "[a](/b \"t\"x)", "" },
    { "[a](/b \"t\\\"u\")", "L{/b}" },
    { "[a] (/b)", "" },
    { "[a]\n(/b)", "" },
    { "[](/b)", "L{/b}" },
    { "\\[a](/b)", "" },
    { "[a\\](/b)", "" },
    { "\\\\[a](/b)", "L{/b}" },
    { "[a]\\(/b)", "" },
    { "![a](/b)", "I{/b}" },
    { "\\![a](/b)", "L{/b}" },
    { "!\\[a](/b)", "" },
    { "[a[b]c](/d)", "L{/d}" },
    { "[a[b c](/d)", "L{/d}" },
    { "[a]b](/d)", "" },
    { "*[a*](/b)", "L{/b}" },
    { "[a](/b)[c](/d)", "L{/b}L{/d}" },
    { "[a](b\tc)", "" },
    { "[\xc3\xa9](/\xc3\xa9)", "L{/\xc3\xa9}" },
    /* Links hold no links; images do not matter to them, nor they to images */
    { "[a [b](/c) d](/e)", "L{/c}" },
    { "[a [b [c](/d)](/e)](/f)", "L{/d}" },
    { "[![a](/b)](/c)", "I{/b}L{/c}" },
    { "![a [b](/c)](/d)", "I{/d}" },
    { "![a `b` <c d='e'> <f:g>](/d)", "I{/d}" },
    { "[a ![b [c](/d)](/e)](/f)", "I{/e}" },
    { "[a <bb:c> d](/e)", "A{bb:c}L{/e}" },
    /* Code spans, autolinks and tags come first */
    { "`[a](/b)`", "C{`[a](/b)`}" },
    { "`` ` [a](/b) ``", "C{`` ` [a](/b) ``}" },
    { "`[a](/b)", "L{/b}" },
    { "``[a](/b)`", "L{/b}" },
    { "[a`](/b)`", "C{`](/b)`}" },
    { "\\`[a](/b)`", "L{/b}" },
    { "`a\\`[b](/c)`", "C{`a\\`}L{/c}" },
    { "[a<b c='](/d)'>", "H{<b c='](/d)'>}" },
    { "[a<bb:c](/d)>", "A{bb:c](/d)}" },
    { "[a](b`c)`", "L{b`c}" },
    { "`a ``b` [c](/d)`` `e`", "C{`a ``b`}L{/d}C{`e`}" },
    { "``` [a](/b) `` `c` ``", "L{/b}C{`` `c` ``}" },
    { "`` ` `a` `` `b", "C{`` ` `a` ``}" },
    /* Autolinks */
    { "<https://a.b/c?d>", "A{https://a.b/c?d}" },
    { "<made-up:x>", "A{made-up:x}" },
    { "<a+b.c-d:>", "A{a+b.c-d:}" },
    { "<m:abc>", "" },
    { "< https://a.b>", "" },
    { "<https://a.b c>", "" },
    { "<https://a.b", "" },
    { "<a@b.example>", "M{a@b.example}" },
    { "<a.b+c@d-e.f>", "M{a.b+c@d-e.f}" },
    { "<a\\@b.c>", "" },
    { "<a@-b>", "" },
    { "<a@b->", "" },
    { "<mailto:a@b.c>", "A{mailto:a@b.c}" },
    /* Raw HTML */
    { "a <b> c", "H{<b>}" },
    { "a <b c=d e='f' g=\"h\" i>", "H{<b c=d e='f' g=\"h\" i>}" },
    { "a <b/>", "H{<b/>}" },
    { "a </b >", "H{</b >}" },
    { "a <b c='[d](/e)'>", "H{<b c='[d](/e)'>}" },
    { "a <b c=d'>", "" },
    { "a <b c='d'e='f'>", "" },
    { "a <1>", "" },
    { "a </b c>", "" },
    { "a <!-- [b](/c) --> d", "!{<!-- [b](/c) -->}" },
    { "a <!--> [b](/c) -->", "!{<!-->}L{/c}" },
    { "a <!---> [b](/c) -->", "!{<!--->}L{/c}" },
    { "a <!-- b -- [c](/d) -->", "!{<!-- b -- [c](/d) -->}" },
    { "a <!-- [b](/c)", "L{/c}" },
    { "a <? [b](/c) ?>", "H{<? [b](/c) ?>}" },
    { "a <!X [b](/c)>", "H{<!X [b](/c)>}" },
    { "a <![CDATA[ [b](/c) ]]>", "H{<![CDATA[ [b](/c) ]]>}" },
    { "a <!--\n\n[b](/c) -->", "L{/c}" },
    /* References */
    { "[a]: /b\n", "D{/b}" },
    { "   [a]: <b c> 't'\n", "D{b c}" },
    { "[a]:\n/b\n't\nu'\n", "D{/b}" },
    { "[a]:/b", "D{/b}" },
    { "[a]: <>", "D{}" },
    { "[a]:", "" },
    { "[a] : /b", "" },
    { "[]: /b", "" },
    { "[ ]: /b", "" },
    { "[a\\]]: /b", "D{/b}" },
    { "[a[b]]: /c", "" },
    { "[a]: /b c", "" },
    { "[a]: /b\n\"t\" c [d](/e)", "D{/b}L{/e}" },
    { "[a]: /b \"t\n", "" },
    { "[a]: /b\n[c]: /d\n[e](/f)", "D{/b}D{/d}L{/f}" },
    { "x\n[a]: /b\n", "" },
    { "> [a]: /b\n", "D{/b}" },
    { "- [a]: /b\n", "D{/b}" },
    { "# [a]: /b\n", "" },
    { "# x\n[a]: /b\ny", "D{/b}" },
    { "[a]: /b\n===\n[c](/d)", "D{/b}L{/d}" },
    { "[a]: /b\n[A]: /c\n[a ]: /d\n", "D{/b}C{[A]: /c\n}C{[a ]: /d\n}" },
    { "[\xe1\xba\x9e]: /b\n[ss]: /c\n", "D{/b}C{[ss]: /c\n}" },
    { "[\xce\x91\xce\xa3]: /b\n[\xce\xb1\xcf\x82]: /c\n", "D{/b}C{[\xce\xb1\xcf\x82]: /c\n}" },
    { "[a]: /b\n\n[c][a] [a][] [a] ![d][A]", "D{/b}R{[c][a]}R{[a][]}R{[a]}R{![d][A]}" },
    { "[a]: /b\n\n[a][c] [d]", "D{/b}r{[a][c]}" },
    { "[a]: /b\n\n[[a]](/c) [x [a]](/d)", "D{/b}R{[a]}R{[a]}" },
    { "[[a]](/c)", "L{/c}" },
    { "[a]: /b\n\n[x [y](z)]: /c [a [x](/d) e]", "D{/b}L{z}L{/d}" },
    { "[a\\]b]: /c\n\n[a\\]b] [d [e] f]", "D{/c}R{[a\\]b]}" },
    { "[x [y] z]: /c\n\n[q]: /d\n\n[x [y] z]", "D{/d}" },
    { "[a]: /b\n\n[c][a](/d)", "D{/b}R{[c][a]}" },
    { "[c][a](/d)", "r{[c][a]}L{/d}" },
    { "[^1]: /b\n", "" },
    { "[^1]: [a](/b)\n\n    [c](/d)\n\n        [e](/f)\n", "L{/b}L{/d}C{[e](/f)\n}" },
    { "[^a b]: /c", "D{/c}" },
    /* Blocks of code */
    { "    [a](/b)\n", "C{[a](/b)\n}" },
    { "\t[a](/b)\n", "C{[a](/b)\n}" },
    { "  \t[a](/b)\n", "C{[a](/b)\n}" },
    { "x\n    [a](/b)\n", "L{/b}" },
    { "    a\n\n    b\n  c", "C{a\n}C{b\n}" },
    { "```\n[a](/b)\n```\n[c](/d)", "C{```\n}C{[a](/b)\n}C{```\n}L{/d}" },
    { "~~~ x\n[a](/b)\n```\n~~~~  \n[c](/d)", "C{~~~ x\n}C{[a](/b)\n}C{```\n}C{~~~~  \n}L{/d}" },
    { "````\n```\n````\n[a](/b)", "C{````\n}C{```\n}C{````\n}L{/b}" },
    { "```\n[a](/b)", "C{```\n}C{[a](/b)}" },
    { "``` a`b\n[c](/d)", "L{/d}" },
    { "~~~ a`b\n[c](/d)", "C{~~~ a`b\n}C{[c](/d)}" },
    { "``\n[a](/b)\n``", "C{``\n[a](/b)\n``}" },
    { "```\n    ```\n[a](/b)", "C{```\n}C{    ```\n}C{[a](/b)}" },
    { "> ```\n> [a](/b)\n[c](/d)", "C{```\n}C{[a](/b)\n}L{/d}" },
    { "- ```\n  [a](/b)\n- [c](/d)", "C{```\n}C{[a](/b)\n}L{/d}" },
    /* Quotes and lists */
    { "> [a\n> b](/c)", "L{/c}" },
    { "> [a\nb](/c)", "L{/c}" },
    { ">     [a](/b)", "C{[a](/b)}" },
    { "- [a](/b)\n- [c](/d)", "L{/b}L{/d}" },
    { "- a\n\n  [b](/c)", "L{/c}" },
    { "- a\n\n      [b](/c)", "C{[b](/c)}" },
    { "- a\n\n    [b](/c)", "L{/c}" },
    { "-     [a](/b)", "C{[a](/b)}" },
    { "-    [a](/b)", "L{/b}" },
    { "1. a\n\n       [b](/c)", "C{[b](/c)}" },
    { "1234567890. a\n\n    [b](/c)", "C{[b](/c)}" },
    { "1234567890. a\n\n            [b](/c)", "C{[b](/c)}" },
    { "1234567890. - [a](/b)\n\n    c", "L{/b}C{c}" },
    { "123456789. a\n\n           [b](/c)", "L{/c}" },
    { "x\n2. a\n\n   [b](/c)\n\n    d", "L{/c}C{d}" },
    { "x\n2. ```\n   [a](/b)", "L{/b}" },
    { "x\n1. ```\n   [a](/b)", "C{```\n}C{[a](/b)}" },
    { "x\n*\n  [a](/b)\n\n    c", "L{/b}C{c}" },
    { ">\tx\n>\n>\t[a](/b)", "L{/b}" },
    { "-\t\t[a](/b)", "C{[a](/b)}" },
    { "> a\n```\n[b](/c)", "C{```\n}C{[b](/c)}" },
    { "> a\n===\n    [b](/c)", "L{/c}" },
    { "> a\n1. ```\n   [b](/c)", "C{```\n}C{[b](/c)}" },
    { "> a\n2. ```\n   [b](/c)", "C{```\n}C{[b](/c)}" },
    { "- a\n- b\n\nc\n\n      [d](/e)", "C{[d](/e)}" },
    { "- - a\n\nb\n\n- c\n\n      [d](/e)", "C{[d](/e)}" },
    { "-\n\n    [a](/b)", "C{[a](/b)}" },
    { "-\n  [a](/b)", "L{/b}" },
    { "x\n*\n    [a](/b)", "L{/b}" },
    { "x\n-\n    [a](/b)", "C{[a](/b)}" },
    { "x\n2. a\n\n       [b](/c)", "C{[b](/c)}" },
    { "- a\n-\tb\n\n\t[c](/d)", "L{/d}" },
    { "> - x\n>\n>   [a](/b)", "L{/b}" },
    { "- [ ] [a](/b)\n- [x] [c](/d)", "L{/b}L{/d}" },
    { "***\n    [a](/b)", "C{[a](/b)}" },
    { "x\n---\n    [a](/b)", "C{[a](/b)}" },
    { "# [a](/b) #\n    c", "L{/b}C{c}" },
    { "#[a](/b)\n", "L{/b}" },
    { "    a\n[b](/c)\n===\n    d", "C{a\n}L{/c}C{d}" },
    /* Blocks of HTML: all seven kinds */
    { "<script>\n\n[a](/b)\n</script>\n[c](/d)",
      "H{<script>\n}H{\n}H{[a](/b)\n}H{</script>\n}L{/d}" },
    { "<PRE x>[a](/b)</PRE>\n[c](/d)", "H{<PRE x>[a](/b)</PRE>\n}L{/d}" },
    { "<!-- a\n\n[b](/c) --> <d>\n[e](/f)", "!{<!-- a\n}!{\n}!{[b](/c) -->}H{ <d>\n}L{/f}" },
    { "<!-->\n[a](/b)", "!{<!-->}H{\n}L{/b}" },
    { "<!--->\n[a](/b)", "!{<!--->}H{\n}L{/b}" },
    { "<?\n\n[a](/b)\n?>\n[c](/d)", "H{<?\n}H{\n}H{[a](/b)\n}H{?>\n}L{/d}" },
    { "<!X\n\n[a](/b)\n>\n[c](/d)", "H{<!X\n}H{\n}H{[a](/b)\n}H{>\n}L{/d}" },
    { "<![CDATA[\n\n[a](/b)\n]]>\n[c](/d)", "H{<![CDATA[\n}H{\n}H{[a](/b)\n}H{]]>\n}L{/d}" },
    { "<div>\n[a](/b)\n\n[c](/d)", "H{<div>\n}H{[a](/b)\n}L{/d}" },
    { "</TD\n[a](/b)\n\n[c](/d)", "H{</TD\n}H{[a](/b)\n}L{/d}" },
    { "x\n<div>\n[a](/b)", "H{<div>\n}H{[a](/b)}" },
    { "<a b='c'>\n[d](/e)\n\n[f](/g)", "H{<a b='c'>\n}H{[d](/e)\n}L{/g}" },
    { "<a b='c'>x\n[d](/e)", "H{<a b='c'>}L{/e}" },
    { "x\n<a>\n[b](/c)", "H{<a>}L{/c}" },
    { "<search>\n[a](/b)", "H{<search>\n}H{[a](/b)}" },
    { "<divx>y\n[a](/b)", "H{<divx>}L{/b}" },
    { "    <div>\n[a](/b)", "C{<div>\n}L{/b}" },
    { "> <div>\n> [a](/b)\n[c](/d)", "H{<div>\n}H{[a](/b)\n}L{/d}" },
    /* Tables */
    { "| a | b |\n|---|---|\n| [c](/d) | `e` |\n\n    f", "L{/d}C{`e`}C{f}" },
    { "a|b\n-|-\n[c|d](/e)|f", "C{f}" },
    { "a|b\n-|-\n[c\\|d](/e)|f", "L{/e}" },
    { "a|b\n-|-\n`c\\|d`|[e](/f)", "C{`c\\|d`}L{/f}" },
    { "a|b\n-|-\n`c|d`|[e](/f)", "C{[e](/f)}" },
    { "[a](/b)|b\n:-:|-:\nc", "L{/b}" },
    { "x [y](/z)\na|[b](/c)\n-|-\nd", "L{/z}L{/c}" },
    { "a|b\n-|-|-\n[c|d](/e)", "L{/e}" },
    { "a\n-|-\n[c|d](/e)", "L{/e}" },
    { "|a|\n|-|\n> [b](/c)", "L{/c}" },
    { "|a|\n|-|\n```\n[b](/c)", "C{```\n}C{[b](/c)}" },
    { "> |a|\n> |-|\n> |[b](/c)|\n[d](/e)|f", "L{/c}L{/e}" },
    /* Front matter */
    { "---\na: '[b](/c)'\n---\n[d](/e)", "C{---\n}C{a: '[b](/c)'\n}C{---\n}L{/e}" },
    { "\xef\xbb\xbf---\na: b\n...\n[d](/e)", "C{\xef\xbb\xbf---\n}C{a: b\n}C{...\n}L{/e}" },
    { "+++\na = 'b'\n\n+++\n[d](/e)", "C{+++\n}C{a = 'b'\n}C{\n}C{+++\n}L{/e}" },
    { "{\n\"a\": 1\n}\n[d](/e)", "C{{\n}C{\"a\": 1\n}C{}\n}L{/e}" },
    { "---\n---\n[d](/e)", "C{---\n}C{---\n}L{/e}" },
    { "---\n\n[a](/b)\n\n---\n", "L{/b}" },
    { "---\n[a](/b)\n---\n", "L{/b}" },
    { "---\na: [b](/c)\n", "L{/c}" },
    { "\n---\na: [b](/c)\n---\n", "L{/c}" },
    { "\xef\xbb\xbf[a](/b)", "L{/b}" },
    { "\xef\xbb\xbf    a", "C{a}" },
    /* Templates */
    { "{% highlight c %}\n[a](/b)\n{% endhighlight %}\n[c](/d)",
      "C{{% highlight c %}\n}C{[a](/b)\n}C{{% endhighlight %}\n}L{/d}" },
    { "x\n{%- comment -%}\n\n[a](/b)\n{%- endcomment -%}\n[c](/d)",
      "C{{%- comment -%}\n}C{\n}C{[a](/b)\n}C{{%- endcomment -%}\n}L{/d}" },
    { "{% comments %}\n[a](/b)", "L{/b}" },
    { "{% raw %}[a](/b){% endraw %}", "L{/b}" },
    { "{{< x >}}[a](/b)", "L{/b}" },
    /* Not MDX */
    { "import a [b](/c)", "L{/c}" },
    { "a {/* [b](/c) */}", "L{/c}" },
    { "<A b={'c'} />", "" },
    /* Line ends */
    { "[a](/b)\r\n\r\n    c\r\n[d](/e)\r\n", "L{/b}C{c\r\n}L{/e}" },
    { "[a](/b)\r\r    c\r[d](/e)\r", "L{/b}C{c\r}L{/e}" },
    { "```\r\n[a](/b)\r\n```\r\n[c](/d)", "C{```\r\n}C{[a](/b)\r\n}C{```\r\n}L{/d}" },
    { "[a]: /b\r\n[c]: /d\r\n", "D{/b}D{/d}" },
};

static const struct case_of mdx[] = {
    { "import a from '[b](/c)'\n\n[d](/e)", "C{import a from '[b](/c)'\n}L{/e}" },
    { "x\nexport [b](/c)", "L{/c}" },
    { "{/* [a](/b)\n\n[c](/d) */}\n[e](/f)", "C{{/* [a](/b)\n}C{\n}C{[c](/d) */}\n}L{/f}" },
    { "a {/* [b](/c) */} [d](/e)", "C{{/* [b](/c) */}}L{/e}" },
    { "<A b>\n    [c](/d)\n</A>", "H{<A b>}L{/d}H{</A>}" },
    { "<A b={'c'} /> [d](/e)", "H{<A b={'c'} />}L{/e}" },
    { "<A b={{ c: \"d\" }} e={1} />", "H{<A b={{ c: \"d\" }} e={1} />}" },
    { "<A b={'[c](/d)' />", "L{/d}" },
};

static void find_each(const struct case_of *cases, size_t count, unsigned flags, const char *wanted)
{
    struct buffer got = BUFFER(1 << 20);
    for (size_t i = 0; i < count; i++) {
        find(slice_from(cases[i].in), flags, wanted, SIZE_MAX, &got);
        if (!slice_equal(buffer_slice(&got), slice_from(cases[i].want))) {
            fail_msg("%s\ngot  %.*s\nwant %s", cases[i].in, (int)got.length, got.data,
                     cases[i].want);
        }
    }
    buffer_free(&got);
}

static void finds_links(void **state)
{
    (void)state;
    find_each(links, COUNT_OF(links), 0, "LIAMDRrCH!");
    find_each(mdx, COUNT_OF(mdx), MARKDOWN_MDX, "LIAMDRrCH!");
}

static const struct case_of boundaries[] = {
    { "a\nb\n\n\nc", "|{}|{}|{}" },
    { "# a\n## b #\n", "|{# }|{## }" },
    { "a\n===\nb\n---\n", "|{}|{===}|{}|{---}" },
    { "***\n- a\n- b\n1. c", "|{***}|{- }|{- }|{1. }" },
    { "> a\n> b\nc\n>\n> d", "|{> }p{> }|{>}|{> }" },
    { "- a\n  b", "|{- }p{  }" },
    { "> - > a", "|{> - > }" },
    { "|a|b|\n|-|-|\n|c|", "|{}|{|}|{|}|{|}|{|-|-|}|{|}|{|}" },
    { "a [b](/c) d", "|{}t{b}" },
    { "[![a](/b)c](/d)", "|{}t{![a](/b)c}t{a}" },
    { "![a [b](/c)](/d)", "|{}t{a [b](/c)}" },
    { "[a]: /b\n\n[a] [c][d]", "|{}|{}|{}t{a}" },
    { "-\n  a", "|{-}|{  }" },
    { "> a <b\n> c>", "|{> }p{> }" },
};

static void finds_boundaries(void **state)
{
    (void)state;
    find_each(boundaries, COUNT_OF(boundaries), 0, "|pt");
}

static const struct {
    const char *in, *decoded, *anchor, *whole, *text, *title;
} described[] = {
    { "x [a](/b)", "/b", "a", "[a](/b)", "a", "" },
    { "[a *b* `c` **d_e** _f_ ~~g~~](/h \"i\")", "/h", "a b c d_e f g",
      "[a *b* `c` **d_e** _f_ ~~g~~](/h \"i\")", "a *b* `c` **d_e** _f_ ~~g~~", "i" },
    { "![a\n  b  c](</d e>)", "/d e", "a b c", "![a\n  b  c](</d e>)", "a\n  b  c", "" },
    { "[a &amp; \\* <b>c</b>](/x&amp;y&#61;&auml;\\*\\a&nosuch;&copyx;)",
      "/x&y=\xc3\xa4*\\a&nosuch;&copyx;", "a & * c",
      "[a &amp; \\* <b>c</b>](/x&amp;y&#61;&auml;\\*\\a&nosuch;&copyx;)", "a &amp; \\* <b>c</b>",
      "" },
    { "[A  b]: /c&amp;d\n  'e f'", "/c&d", "A b", "[A  b]: /c&amp;d\n  'e f'", "A  b", "e f" },
    { "<https://a.b/?c&amp;d\\*>", "https://a.b/?c&amp;d\\*", "", "<https://a.b/?c&amp;d\\*>", "",
      "" },
    { "> [a\n> b](/c)", "/c", "a b", "[a\n> b](/c)", "a\n> b", "" },
    { "[a](/&#00000065;&#0000065;&#x000041;&#x0000041;)", "/&#00000065;AA&#x0000041;", "a",
      "[a](/&#00000065;&#0000065;&#x000041;&#x0000041;)", "a", "" },
    { "|a|\n|-|\n|[b\\|c](/d\\|e)|", "/d|e", "b|c", "[b\\|c](/d\\|e)", "b\\|c", "" },
};

static struct slice part(struct slice s, struct markdown_range range)
{
    return slice_part(s, (size_t)range.start, (size_t)range.end);
}

static void describes_links(void **state)
{
    (void)state;
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(described); i++) {
        struct slice in = slice_of(described[i].in, strlen(described[i].in));
        struct markdown m;
        struct markdown_item item;
        markdown_init(&m, 0);
        markdown_feed(&m, in, true);
        while (markdown_next(&m, &item)) {
            if (!item.decoded.data || item.type == MARKDOWN_ANCHOR) {
                continue;
            }
            count++;
            assert_slice(item.decoded, described[i].decoded);
            assert_slice(item.anchor.data ? item.anchor : SLICE(""), described[i].anchor);
            assert_slice(part(in, item.whole), described[i].whole);
            assert_slice(part(in, item.text), described[i].text);
            assert_slice(part(in, item.title), described[i].title);
        }
        markdown_free(&m);
    }
    assert_int_equal(count, COUNT_OF(described));
}

static void cut_each(const struct case_of *cases, size_t count, unsigned flags)
{
    struct buffer whole = BUFFER(1 << 20);
    struct buffer got = BUFFER(1 << 20);
    const char *all = "|ptLIAMDRrCH!";
    for (size_t i = 0; i < count; i++) {
        struct slice in = slice_from(cases[i].in);
        find(in, flags, all, SIZE_MAX, &whole);
        for (size_t cut = 1; cut < in.length; cut++) {
            find(in, flags, all, cut, &got);
            assert_true(slice_equal(buffer_slice(&whole), buffer_slice(&got)));
        }
    }
    buffer_free(&whole);
    buffer_free(&got);
}

/* However the input is cut, the same is found at the same places. */
static void takes_pieces(void **state)
{
    (void)state;
    cut_each(links, COUNT_OF(links), 0);
    cut_each(mdx, COUNT_OF(mdx), MARKDOWN_MDX);
    cut_each(boundaries, COUNT_OF(boundaries), 0);
}

static size_t count_of(struct markdown *m, enum markdown_type type, bool known)
{
    size_t count = 0;
    struct markdown_item item;
    while (markdown_next(m, &item)) {
        count += item.type == type && item.is_known == known;
    }
    return count;
}

/* The words and the definition of what leads to `to`. */
static size_t count_to(struct markdown *m, struct slice to, uint32_t definition)
{
    size_t count = 0;
    struct markdown_item item;
    while (markdown_next(m, &item)) {
        bool words = item.type == MARKDOWN_ANCHOR || item.type == MARKDOWN_DEFINITION;
        count += words && slice_equal(item.decoded, to) && item.definition == definition;
    }
    return count;
}

/* What a first pass stops in the middle of begins anew. */
static void begins_again(void **state)
{
    (void)state;
    struct slice in = SLICE("    a\n\n- [c](/a) x\n\n  [a]: /b\n\n  ```\n  [d]: /e");
    struct markdown m, once;
    struct markdown_item item, same;
    markdown_init(&m, MARKDOWN_LEARN);
    markdown_init(&once, 0);
    markdown_feed(&m, slice_part(in, 0, in.length - 2), false);
    markdown_again(&m);
    markdown_feed(&m, in, true);
    markdown_feed(&once, in, true);
    while (markdown_next(&once, &item)) {
        assert_true(markdown_next(&m, &same));
        assert_int_equal(item.type, same.type);
        assert_int_equal(item.start, same.start);
    }
    assert_false(markdown_next(&m, &same));
    markdown_free(&m);
    markdown_free(&once);
}

/* A first pass learns what is defined behind its use. */
static void learns_definitions(void **state)
{
    (void)state;
    struct slice in = SLICE("[x [a]](/b) [c][a](/d)\n\n[a]: /e\n[A]: /f\n");
    struct markdown m;
    markdown_init(&m, MARKDOWN_LEARN);
    markdown_feed(&m, slice_part(in, 0, 30), false);
    markdown_feed(&m, slice_skip(in, 30), true);
    struct markdown_item item;
    assert_true(markdown_next(&m, &item));
    assert_int_equal(item.type, MARKDOWN_DEFINITION);
    assert_int_equal(item.definition, 0);
    assert_false(markdown_next(&m, &item));
    markdown_again(&m);
    markdown_feed(&m, in, true);
    size_t taken = m.entry_taken;
    assert_int_equal(count_to(&m, SLICE("/e"), 0), 3);
    m.entry_taken = taken;
    assert_int_equal(count_of(&m, MARKDOWN_LINK, false), 0);
    m.entry_taken = taken;
    assert_int_equal(count_of(&m, MARKDOWN_REFERENCE, true), 2);
    m.entry_taken = taken;
    assert_int_equal(count_of(&m, MARKDOWN_DEFINITION, false), 1);
    markdown_free(&m);
}

static const struct {
    const char *in, *want;
} addresses[] = {
    { "www.a.example", "www.a.example" },
    { "www.a.example/b?c=(d)", "www.a.example/b?c=(d)" },
    { "www.a.example/b).", "www.a.example/b" },
    { "www.a.example/(b))!", "www.a.example/(b)" },
    { "www.a.example&hl;", "www.a.example" },
    { "www.a.example/b&c=d", "www.a.example/b&c=d" },
    { "www.a.example/b;", "www.a.example/b;" },
    { "www.a.example<b", "www.a.example" },
    { "www.a.example,,b c", "www.a.example,,b" },
    { "www.a_b.example", "" },
    { "www.a.b_c", "" },
    { "www.a_b.c.example", "www.a_b.c.example" },
    { "www.", "" },
    { "www. a", "" },
    { "WWW.a.example", "" },
};

static void finds_www(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(addresses); i++) {
        struct slice in = slice_from(addresses[i].in);
        assert_slice(slice_part(in, 0, markdown_www(in, 0)), addresses[i].want);
    }
    assert_int_equal(markdown_www(SLICE("(www.a.example)"), 1), SLICE("(www.a.example").length);
    assert_int_equal(markdown_www(SLICE("xwww.a.example"), 1), 0);
    assert_int_equal(markdown_www(SLICE("/www.a.example"), 1), 0);
}

static char *repeat(const char *unit, size_t length)
{
    char *bytes = malloc(length);
    assert_non_null(bytes);
    for (size_t at = 0, size = strlen(unit); at < length; at++) {
        bytes[at] = unit[at % size];
    }
    return bytes;
}

/* What is longer than can be held is cut at the same place, whatever the pieces, and nothing else
 * is lost. */
static void cuts_what_is_too_long(void **state)
{
    (void)state;
    static const char *const units[] = { "[a](/b) ", "> [a](/b)\n", "[a](/b)\n", "`x` [a](/b)\r",
                                         "| [a](/b) |" };
    enum { SIZE = 2 * MARKDOWN_LEAF_MOST + 4321 };
    struct buffer whole = BUFFER(1 << 24);
    struct buffer got = BUFFER(1 << 24);
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        char *bytes = repeat(units[i], SIZE);
        find(slice_of(bytes, SIZE), 0, "LC", SIZE_MAX, &whole);
        find(slice_of(bytes, SIZE), 0, "LC", 65521, &got);
        assert_true(slice_equal(buffer_slice(&whole), buffer_slice(&got)));
        size_t least = SIZE / strlen(units[i]) - 4;
        assert_true(whole.length >= least * strlen("L{/b}"));
        free(bytes);
    }
    buffer_free(&whole);
    buffer_free(&got);
}

/* Where it is cut is told, so that nobody needs to hold all of a paragraph. */
static void tells_where_it_cuts(void **state)
{
    (void)state;
    static const char *const units[] = { "a b\n", "a b c d " };
    enum { SIZE = 3 * MARKDOWN_LEAF_MOST + 999 };
    struct buffer got = BUFFER(1 << 10);
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        char *bytes = repeat(units[i], SIZE);
        find(slice_of(bytes, SIZE), 0, "p", 65521, &got);
        assert_slice(buffer_slice(&got), "p{}p{}p{}");
        free(bytes);
    }
    buffer_free(&got);
}

/* What goes on with a paragraph that was cut is no definition. */
static void begins_none_where_it_cuts(void **state)
{
    (void)state;
    const size_t size = 2 * (size_t)MARKDOWN_LEAF_MOST;
    struct buffer got = BUFFER(1 << 20);
    char *bytes = repeat("[a]: /b\n", size);
    bytes[0] = 'x';
    find(slice_of(bytes, size), 0, "D", SIZE_MAX, &got);
    assert_int_equal(got.length, 0);
    free(bytes);
    buffer_free(&got);
}

static void holds_so_many_containers(void **state)
{
    (void)state;
    enum { DEEP = 3 * MARKDOWN_DEPTH };
    struct buffer got = BUFFER(1 << 20);
    char *bytes = repeat("> ", DEEP);
    struct buffer in = BUFFER(1 << 20);
    buffer_add(&in, slice_of(bytes, DEEP));
    buffer_add(&in, SLICE("[a](/b)"));
    find(buffer_slice(&in), 0, "LC", SIZE_MAX, &got);
    assert_slice(buffer_slice(&got), "L{/b}");
    free(bytes);
    buffer_free(&in);
    buffer_free(&got);
}

static const char *const hostile[] = {
    "[",
    "![",
    "[a](",
    "[a](<b",
    "[[a](b)",
    "![[a](b)",
    "`a``b```c",
    "> ",
    "- ",
    "- a\n",
    "<",
    "<!--",
    "<?",
    "<a x=\"",
    "<a ",
    "[a]: b\n",
    "[a]: b \"\n",
    "[a]: b\n=\n",
    "|a",
    "a|b\n-|-\n",
    "[a]((((",
    "\\",
    "&",
    "\n",
    "[a][b]",
    "[^1]: ",
    "{/*",
    "<a@b.",
    "](",
    "* * * a\n",
    "{% comment\n",
    "[a](b \"",
    "\t",
    "- > ",
    "\\``",
    "a<!--",
    "a<?",
    "a<![CDATA[",
    "a<!X ",
    "<div>\n\n",
    "> ```\n",
    "<![CDATA[",
    "[a](b 'c' [a](",
    "***a_b_ ",
    "[^",
    "1. a\n ",
    "---\n",
};

static void read_all(const void *of, struct slice input)
{
    (void)of;
    struct markdown m;
    markdown_init(&m, 0);
    markdown_feed(&m, input, true);
    assert_false(m.failed);
    markdown_free(&m);
}

static void takes_linear_time(void **state)
{
    (void)state;
    struct growth growth = { read_all, NULL, "Markdown" };
    for (size_t i = 0; i < COUNT_OF(hostile); i++) {
        growth_check(&growth, &(struct hostile){ .again = hostile[i] });
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_links),
        cmocka_unit_test(finds_boundaries),
        cmocka_unit_test(describes_links),
        cmocka_unit_test(takes_pieces),
        cmocka_unit_test(learns_definitions),
        cmocka_unit_test(begins_again),
        cmocka_unit_test(cuts_what_is_too_long),
        cmocka_unit_test(tells_where_it_cuts),
        cmocka_unit_test(begins_none_where_it_cuts),
        cmocka_unit_test(holds_so_many_containers),
        cmocka_unit_test(takes_linear_time),
        cmocka_unit_test(finds_www),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
