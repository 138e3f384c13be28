#!/usr/bin/python3
"""The links that landfall finds in Markdown against those that others find.

    markdown.py spec SPEC.TXT LINKS     CommonMark's examples (npm commonmark-spec: package/spec.txt)
    markdown.py generate COUNT LINKS [NODE_MODULES]
                                        documents of a grammar and mutations of them, against cmark-gfm; where it
                                        differs, against npm's commonmark (0.31.2) in NODE_MODULES
    markdown.py files LINKS FILE...     real documents, against cmark-gfm

LINKS is the program markdown_links, which the build makes of markdown_links.c.

Compared are the destinations of anchors and images in the order in which they stand, as the HTML made of the
document has them; definitions count where they are used. What cmark-gfm alone has otherwise is printed: it follows an
older CommonMark (0.29) in comments and declarations, and lets parentheses in a destination stay open at a blank."""

import sys

sys.path.pop(0)  # where a script named as Python's html stands

import collections
import html
import json
import pathlib
import random
import re
import shutil
import subprocess
import tempfile
import urllib.parse

SKIP = 77


ATTRIBUTE = re.compile(r"""\s+([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
TAG = re.compile(rf"<(a|img)((?:{re.sub(r'[(](?![?])', '(?:', ATTRIBUTE.pattern)})*)\s*/?>", re.IGNORECASE)


def of_html(text):
    """The href of each a and the src of each img, in comments too, but those of footnotes."""
    found = []
    for tag, attributes in TAG.findall(text):
        for name, *values in ATTRIBUTE.findall(attributes):
            url = html.unescape("".join(values))
            if name.lower() == {"a": "href", "img": "src"}[tag.lower()] and not url.startswith(("#fn-", "#fnref-")):
                found.append(normal(url))
    return found


def normal(url):
    """Escaping of what needs it differs between tools and is not looked at."""
    return urllib.parse.unquote(url, errors="replace")


def unescape(text):
    return re.sub(r"\\x([0-9a-f]{2})", lambda m: chr(int(m[1], 16)), text)


def of_rows(rows, document):
    """Destinations, with those of used definitions at their uses, and links in raw HTML."""
    targets = {label: decoded for kind, _, _, _, decoded, _, label in rows if kind == "definition"}
    found, raw = [], b""
    for kind, start, end, marks, decoded, _, label in rows:
        if kind in ("html", "comment"):
            raw += (b"" if "continues" in marks else b"\n\0\n") + document[start:end]
        elif kind == "link":
            found.append(decoded)
        elif kind == "autolink":
            found.append(("mailto:" if "mail" in marks else "") + decoded)
        elif kind == "reference" and "known" in marks:
            found.append(targets.get(label, "?"))
    pieces = raw.decode(errors="replace").split("\n\0\n")
    return [normal(url) for url in found] + [url for piece in pieces for url in of_html(piece)]


def ours(program, documents, *options):
    with tempfile.NamedTemporaryFile(suffix=".md") as file:
        file.write(b"".join(document + b"\0" for document in documents))
        file.flush()
        out = subprocess.run([program, "--null", *options, file.name], capture_output=True, check=True).stdout
    groups = split(out.decode(errors="replace"))
    assert len(groups) == len(documents), (len(groups), len(documents))
    return groups


def split(text):
    groups, rows = [], []
    for line in text.split("\n")[:-1]:
        if line == "=":
            groups.append(rows)
            rows = []
            continue
        kind, start, end, marks, decoded, anchor, label = line.split("\t")
        rows.append((kind, int(start), int(end), marks, unescape(decoded), unescape(anchor), unescape(label)))
    return groups


def cmark(document):
    command = ["cmark-gfm", "--unsafe", "-e", "footnotes", "-e", "table"]
    return subprocess.run(command, input=document, capture_output=True, check=True).stdout.decode(errors="replace")


COMMONMARK_JS = """
const { Parser, HtmlRenderer } = require(process.argv[1] + "/commonmark");
const documents = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(documents.map((d) => new HtmlRenderer().render(new Parser().parse(d)))));
"""


def explained(modules, documents):
    """What commonmark.js makes of them: it has CommonMark 0.31, where cmark-gfm has 0.29, and no tables or footnotes."""
    if not modules:
        return [None] * len(documents)
    texts = json.dumps([document.decode(errors="replace") for document in documents])
    done = subprocess.run(["node", "-e", COMMONMARK_JS, modules], input=texts, capture_output=True, text=True, check=True)
    return [collections.Counter(of_html(text)) for text in json.loads(done.stdout)]


# --- CommonMark's examples ---

EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.MULTILINE | re.DOTALL)


def spec(path, program):
    examples = [(a.replace("→", "\t"), b.replace("→", "\t")) for a, b in
                EXAMPLE.findall(pathlib.Path(path).read_text(encoding="utf-8"))]
    groups = ours(program, [text.encode() for text, _ in examples])
    wrong = 0
    for number, ((text, want), rows) in enumerate(zip(examples, groups), 1):
        got, want = sorted(of_rows(rows, text.encode())), sorted(of_html(want))
        if got != want:
            wrong += 1
            print(f"example {number}: got {got}, want {want}\n{text}")
    print(f"{len(examples) - wrong} of {len(examples)} examples")
    return wrong == 0 and len(examples) > 600


# --- Generated documents ---

PIECES = [
    "[a](/u{n})", "[b]( /v{n} 'title' )", "![i](/img{n} \"t\")", "[c](</sp ace{n}>)", "[d][r{m}]", "[r{m}]", "[r{m}][]", "![e][r{m}]",
    "[![x](/in{n})](/out{n})", "[f [g](/h{n}) i](/j{n})", "![k [l](/m{n})](/n{n})", "<https://o.example/{n}>", "<p{n}@example.org>",
    "`code [q](/no{n})`", "``r ` [s](/no{n})``", "`", "``", "\\[t](/no{n})", "[u\\](/no{n})", "[v](/w(x)y{n})", "[z](/a\\)b{n})",
    "[aa](/b{n}", "[bb](/c{n} \"d)", "<a href=\"/raw{n}\">e</a>", "<img src='/rawi{n}'>", "<!-- [f](/no{n}) -->", "<b", "<g h='", "*", "**",
    "_", "~~", "&amp;", "[h](/i&amp;{n})", "[j](/k&auml;{n})", "word", "text", "[", "]", "(", ")", "![", "](", "][", "<", ">", "\\", "\"", "'",
    "|", "\\|", "[^1]", "[ ]", "[l]:", "#", "-", "1.", "+", "=", "&", "!", "{n}", "[m](n{n} (o))", "[p](<q{n}>r)", "[s]\n(/t{n})", "[u](\n/v{n}\n'w')",
    "<?php [x](/no{n}) ?>", "<![CDATA[ [y](/no{n}) ]]>", "<!X [z](/no{n})>", "[link *em](/a{n})*", "[b`](/no{n})`", "[c<d href=\"](/no{n})\">",
    "[e<https://f.example/?](/g{n})>",
]

STARTS = ["", "", "", "", "", "> ", ">", "- ", "* ", "1. ", "2) ", "    ", "  ", "   ", "\t", "# ", "## ", "###### ", "> > ", "> - ", "- - ", "-\t",
          "10. ", "      ", "+   ", "[^{f}]: "]

LINES = ["", "", "", "---", "***", "===", "```", "~~~", "``` js", "````", "<div>", "</div>", "<p>", "<!--", "-->", "<pre>", "</pre>", "<script>",
         "</script>", "<a href=\"/b{n}\">", "</a>", "| a | b |", "|---|---|", "--|--", ":-:|:--", "| [c](/d{n}) | `e|f` | [g](/h{n}) |",
         "[i](/j{n}) | k\\|l [m](/n{n})", "[r{m}]: /ref{n}", "[r{m}]: </re f{n}> 'title'", "[r{m}]:\n  /ref{n}\n  \"title\"", "[r{m}]: /ref{n} bad bad",
         "[r{m}]: /ref{n} \"title\n over lines\"", "[R{m}]: /upper{n}", ">", "-", "1.", "*", "<?x", "?>", "<![CDATA[", "]]>", "<!D", "| x |", "|-|", "***  ",
         "    code [o](/no{n})", "- [ ] [t](/u{n})", "> [v](/w{n})", "- - -", "+ > 1. [x](/y{n})", "[y]: <>", "    > q", "\tcode"]


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.count = 0

    def fill(self, piece):
        self.count += 1
        return piece.replace("{n}", str(self.count)).replace("{m}", str(self.random.randrange(4))).replace("{f}", str(self.count))

    def line(self):
        if self.random.random() < 0.35:
            return self.fill(self.random.choice(STARTS)) + self.fill(self.random.choice(LINES))
        pieces = [self.fill(self.random.choice(PIECES)) for _ in range(self.random.randint(1, 6))]
        return self.fill(self.random.choice(STARTS)) + self.random.choice(["", " "]).join(pieces)

    def mutate(self, text):
        for _ in range(self.random.randrange(3)):
            at = self.random.randrange(len(text) + 1)
            if self.random.random() < 0.5:
                text = text[:at] + text[at + self.random.randint(1, 3):]
            else:
                text = text[:at] + self.random.choice("[]()<>`\\!\"' \n\t*_-#|&;:>~") + text[at:]
        return text

    def document(self):
        text = "\n".join(self.line() for _ in range(self.random.randint(1, 8))) + "\n"
        text = self.mutate(text)
        text = text.replace("\n", self.random.choice(["\n", "\n", "\n", "\r\n", "\r"]))
        notes = " ".join(dict.fromkeys(re.findall(r"\[\^[^\]\s]+\](?=:)", text)))  # cmark-gfm shows those in use only
        return (notes + "\n\n" + text if notes else text).encode()


def compare(documents, program, names, modules=None):
    groups = ours(program, documents)
    right = got_count = want_count = same = 0
    unlike = []
    for document, rows, name in zip(documents, groups, names):
        got, want = collections.Counter(of_rows(rows, document)), collections.Counter(of_html(cmark(document)))
        right += sum((got & want).values())
        got_count += got.total()
        want_count += want.total()
        same += got == want
        if got != want:
            unlike.append((document, name, got, want))
    by_standard = 0
    for (document, name, got, want), third in zip(unlike, explained(modules, [one[0] for one in unlike])):
        if got == third:
            by_standard += 1
            continue
        print(f"{name}: only here {sorted((got - want).elements())[:8]}, only cmark-gfm {sorted((want - got).elements())[:8]}")
        if len(document) < 600:
            print(document.decode(errors="replace"))
    print(f"{same} of {len(documents)} documents alike, {by_standard} more as commonmark.js has them; "
          f"links: {got_count} here, {want_count} there, {right} common, F1 {2 * right / max(got_count + want_count, 1):.5f}")
    return same + by_standard >= 0.99 * len(documents)


def generate(count, program, modules=None):
    documents = [Generator(seed).document() for seed in range(int(count))]
    return compare(documents, program, [f"seed {seed}" for seed in range(int(count))], modules)


def files(program, *paths):
    documents = [pathlib.Path(path).read_bytes().replace(b"\0", b"") for path in paths]
    return compare(documents, program, paths)


def main():
    if len(sys.argv) < 4 or sys.argv[1] not in ("spec", "generate", "files"):
        print(__doc__, file=sys.stderr)
        return 2
    if sys.argv[1] != "spec" and not shutil.which("cmark-gfm"):
        print("cmark-gfm is not there (Debian package cmark-gfm): nothing compared")
        return SKIP
    done = {"spec": spec, "generate": generate, "files": files}[sys.argv[1]](*sys.argv[2:])
    return 0 if done else 1


if __name__ == "__main__":
    sys.exit(main())
