#!/usr/bin/python3
"""The attributes that landfall finds in HTML against those that browser-grade parsers find.

    html.py generate COUNT LINKS GUMBO [NODE_MODULES]     pages of a grammar and mutations of them
    html.py tests FOLDER LINKS NODE_MODULES               html5lib's tests (PyPI html5lib 1.1: html5lib/tests/testdata)
    html.py files LINKS GUMBO [NODE_MODULES] -- FILE...   real pages

LINKS and GUMBO are the programs made of html_links.c and html_gumbo.c:

    cc -D_GNU_SOURCE -Isrc -o links tests/differential/html_links.c \\
        src/syntax/html{,_tag,_cut,_elements,_attributes,_raw,_foreign,_decode,_names}.c \\
        src/syntax/{offsets,utf8,unicode}.c src/base/{buffer,array,slice,arena}.c
    cc -o gumbo tests/differential/html_gumbo.c -lgumbo

NODE_MODULES has npm's parse5, which keeps to today's Standard where libgumbo 0.10 keeps to that of 2015: what differs
from libgumbo is looked at by it. Compared are sets of (element, attribute, decoded value), for what a URL or a post may stand
in. Our windows are cut at every few bytes, too.

The Standard has let go of the insertion mode "in select" in 2025: what stands in <select> is kept by browsers since, and
by us, and not by these two. Trees are not built here, so what a tree's construction leaves out is found all the same. Those differences are
explained (LEFT_OUT) and counted, the others are printed."""

import collections
import json
import pathlib
import random
import re
import subprocess
import sys

WANTED = re.compile(r"[a-z][a-z:-]*\Z")

# Start tags that a tree may drop, or move the attributes of, by the place they stand in (HTML Standard, section 13.2.6).
LEFT_OUT = {"html", "head", "body", "frame", "frameset", "caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr",
            "form", "option", "optgroup", "select", "input", "textarea", "keygen", "image", "isindex", "hr"}

PARSE5 = """
import { parse } from '%s/parse5/dist/index.js'
import fs from 'fs'
const input = fs.readFileSync(0)
const out = []
const escaped = (s) => s.replace(/[\\x00-\\x1f\\\\]/g, (c) => '\\\\x' + c.charCodeAt(0).toString(16).padStart(2, '0'))
const lower = (s) => s.replace(/[A-Z]/g, (c) => c.toLowerCase())
function walk(node) {
  for (const a of node.attrs ?? [])
    out.push([lower(node.tagName), lower((a.prefix ? a.prefix + ':' : '') + a.name), a.value].map(escaped).join('\\t'))
  for (const child of node.childNodes ?? []) walk(child)
}
for (let at = 0; at < input.length;) {
  const line = input.indexOf(10, at)
  const length = Number(input.subarray(at, line).toString())
  walk(parse(input.subarray(line + 1, line + 1 + length).toString(), { scriptingEnabled: false }))
  out.push('=')
  at = line + 1 + length
}
fs.writeFileSync(1, out.join('\\n') + '\\n')
"""

NAMES = ("a a a a img img iframe blockquote div div span p p li ul b i em td tr table svg svg math mi mtext annotation-xml foreignObject "
         "desc title title script script style textarea xmp noembed noframes plaintext template template noscript select option video "
         "source link meta embed object area br h1 section button form input font image use g path").split()
VALUES = ["/a", "https://x.example/?a=1&b=2", "https://x.example/?a=1&amp;b=2", "&copy=1", "&copy;", "&notit;", "a b", "&#x41;&#0;&#128;", "", "a\nb",
          "a\r\nb", "a>b", "<b>", "&ampx", "&amp", "&", "&#", "&#x", "&ngE;&NotEqualTilde;", "é", "\ufffd", "&lt", "&lt=", "'", "a.png 1x, b.png 2x"]
ATTRIBUTES = ["href", "href", "HREF", "src", "srcset", "cite", "data-x", "data-y", "xlink:href", "class", "id", "content", "encoding", "size", "/", "="]
TEXTS = ["text", " ", "\n", "&amp;", "<", "< a", "</", "</>", "<3", "<!-- c -->", "<!--", "-->", "<!-->", "<!--->", "--!>", "<!--a--!>", "<![CDATA[", "]]>",
         "<![CDATA[<a href=/cdata>]]>", "<!DOCTYPE html>", "<!doctype \"a>b\">", "<?php ?>", "<!x>", "]]", "\0", "é", "<script", "</script", "<!-- <script> -->"]


def value(random):
    text = random.choice(VALUES)
    quote = random.choice(["\"", "\"", "'", ""])
    if quote == "":
        return re.sub(r"[\s>\"'=<`]", "", text) or "x"
    return quote + text.replace(quote, "") + quote


def tag(random, name):
    text = "<" + random.choice([name, name, name, name.upper()])
    for _ in range(random.choice([0, 1, 1, 2, 3])):
        attribute = random.choice(ATTRIBUTES)
        text += random.choice([" ", " ", "\n", "/", "  "]) + attribute
        if random.random() < 0.9:
            text += random.choice(["=", "=", "=", " = "]) + value(random)
    return text + random.choice([">", ">", ">", ">", " >", "/>", " />"])


def page(random):
    text, open_names = "", []
    for _ in range(random.randint(1, 25)):
        choice = random.random()
        if choice < 0.5:
            name = random.choice(NAMES)
            text += tag(random, name)
            open_names.append(name)
        elif choice < 0.75 and open_names:
            text += f"</{open_names.pop()}{random.choice(['', '', '', ' ', ' x=y', '/'])}>"
        elif choice < 0.8:
            text += f"</{random.choice(NAMES)}>"
        else:
            text += random.choice(TEXTS)
    return text


def mutate(random, text):
    for _ in range(random.randint(1, 4)):
        at = random.randint(0, len(text))
        length = random.randint(0, 6)
        kind = random.randint(0, 3)
        if kind == 0:
            text = text[:at] + text[at + length:]
        elif kind == 1:
            text = text[:at] + random.choice(TEXTS + ["\"", "'", ">", "<", "=", "/", "-", "&"]) + text[at:]
        elif kind == 2:
            text = text[:at] + text[at:at + length] * 2 + text[at + length:]
        else:
            text = text[:at]
    return text


def run(command, documents):
    data = b"".join(b"%d\n%s" % (len(document), document) for document in documents)
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    rows, current = [], set()
    for line in done.stdout.decode(errors="replace").split("\n"):
        if line == "=":
            rows.append(current)
            current = set()
        elif line:
            element, attribute, text = line.split("\t", 2)
            if WANTED.match(attribute):
                current.add(("img" if element == "image" else element, attribute, text))
    assert len(rows) == len(documents), (command, len(rows), len(documents))
    return rows


def parse5(modules):
    return ["node", "--stack-size=30000", "--input-type=module", "-e", PARSE5 % pathlib.Path(modules).resolve()]


def compare(documents, links, gumbo, modules):
    ours = run([links], documents)
    for cut in ("1", "7"):
        assert run([links, cut], documents) == ours, f"cut by {cut}"
    theirs = run([gumbo], documents) if gumbo else run(parse5(modules), documents)
    differ = [i for i, (a, b) in enumerate(zip(ours, theirs, strict=True)) if a != b]
    count = collections.Counter(documents=len(documents), attributes=sum(map(len, theirs)), differ=len(differ))
    if gumbo and modules and differ:
        judged = run(parse5(modules), [documents[i] for i in differ])
        count["as parse5 has it"] = sum(ours[i] == by for i, by in zip(differ, judged, strict=True))
        for i, by in zip(differ, judged, strict=True):
            theirs[i] = by
    for i in differ:
        missing, extra = theirs[i] - ours[i], ours[i] - theirs[i]
        if not missing and not extra:
            continue
        if not missing and all(element in LEFT_OUT for element, _, _ in extra):
            count["left out by the tree"] += 1
            continue
        if b"<select" in documents[i].lower():
            count["select, whose content today's Standard keeps"] += 1
            continue
        count["unexplained"] += 1
        count["attributes missing"] += len(missing)
        count["attributes extra"] += len(extra)
        if count["unexplained"] <= 40:
            print(repr(documents[i].decode(errors="replace"))[:600], "\n  missing", sorted(missing), "\n  extra", sorted(extra))
    print(dict(count))
    return count["unexplained"]


def of_tests(folder):
    folder = pathlib.Path(folder)
    for path in sorted(folder.glob("tokenizer/*.test")):
        for test in json.loads(path.read_text()).get("tests", []):
            if not test.get("doubleEscaped"):
                yield test["input"].encode(errors="replace")
    for path in sorted(folder.glob("tree-construction/*.dat")):
        for block in path.read_bytes().split(b"#data\n")[1:]:
            if b"#document-fragment" not in block and b"#script-on" not in block:
                yield block.split(b"\n#errors")[0]


def main():
    command, first, *rest = sys.argv[1:]
    if command == "generate":
        source = random.Random(first)
        pages = [page(source) for _ in range(int(first))]
        pages = [mutate(source, text) if i % 2 else text for i, text in enumerate(pages)]
        return compare([text.encode() for text in pages], rest[0], rest[1], rest[2] if len(rest) > 2 else None)
    if command == "tests":
        return compare(list(of_tests(first)), rest[0], None, rest[1])
    at = rest.index("--")
    return compare([pathlib.Path(name).read_bytes() for name in rest[at + 1:]], first, rest[0], rest[1] if at > 1 else None)


if __name__ == "__main__":
    sys.exit(bool(main()))
