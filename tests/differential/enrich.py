#!/usr/bin/python3
"""Enriched pages as others read them.

    enrich.py LANDFALL FILE...      pages, each also altered and in other encodings
    enrich.py generate COUNT LANDFALL

Each page is scanned, and records say of every link that it ends elsewhere and of every embed what it is. Then
html5lib sees the page as it was and what was put in: attributes of links, one script before its end; so does lexbor.
Records that say nothing give the page back byte for byte, and a second run changes nothing.

Wants html5lib and selectolax (PyPI); without them it ends with 77."""

import sys

sys.path.pop(0)  # where a script named as Python's html stands

import json
import pathlib
import random
import re
import subprocess
import tempfile

SKIP = 77
try:
    import html5lib
    from selectolax.lexbor import LexborHTMLParser
except ImportError:
    print("html5lib or selectolax is not installed")
    sys.exit(SKIP)

OURS = ("data-originalurl", "data-versionurl", "data-versiondate", "data-landfall")
BLOCK = 'application/ld+json'


class Difference(Exception):
    pass


def run(landfall, *arguments):
    done = subprocess.run([landfall, *arguments], capture_output=True, check=False)
    if done.returncode:
        raise Difference(f"{arguments[0]} ends with {done.returncode}: {done.stderr.decode()[:300]}")
    return done.stdout


def told(record):
    """What a run would say of it: every link leads elsewhere, every other one has a copy."""
    for number, link in enumerate(record["links"]):
        if "url" not in link:
            continue
        link.update(state="alive", reason="ok", final=f"https://final.example/{number}?a=1&b=2#'c'")
        if number % 2:
            link["archive"] = {"url": f"https://web.archive.org/web/20180620120000/{number}", "datetime": "2018-06-20T12:00:00Z", "source": "wayback"}
    for number, embed in enumerate(record["embeds"]):
        embed.setdefault("url", f"https://post.example/{number}")
        embed["text"] = "</script><!-- <script> ]]> \u2603 & \""
    return record


def tree(data, encoding):
    """Elements as tuples, text joined; html5lib's own."""
    return html5lib.parse(data, treebuilder="etree", transport_encoding=encoding, namespaceHTMLElements=True)


def without(element, counts, rewrites):
    """Takes what was put in out of a tree, and counts it."""
    previous = None
    for child in list(element):
        name = child.tag.rsplit("}", 1)[-1] if isinstance(child.tag, str) else ""
        if name == "script" and child.get("data-landfall") == "1" and child.get("type") == BLOCK:
            json.loads(child.text)
            counts["blocks"] += 1
            tail = child.tail or ""
            if previous is None:
                element.text = (element.text or "") + tail
            else:
                previous.tail = (previous.tail or "") + tail
            element.remove(child)
            continue
        if name == "a" and child.get("data-landfall") is not None and child.get("data-originalurl") is not None:
            counts["links"] += 1
            kept = child.get("data-landfall")
            if kept:
                if child.get("href") != child.get("data-originalurl"):
                    raise Difference(f"rewritten to {child.get('href')}")
                child.set("href", kept)
                rewrites.append(kept)
            for attribute in OURS:
                child.attrib.pop(attribute, None)
        without(child, counts, rewrites)
        previous = child


def dump(element):
    tag = element.tag if isinstance(element.tag, str) else "comment"
    return (tag, sorted(element.attrib.items()), element.text or "", [dump(child) for child in element], element.tail or "")


def first_difference(a, b, path=""):
    if a[0] != b[0] or a[1] != b[1] or a[2] != b[2] or a[4] != b[4]:
        return f"{path}/{a[0]}: {str(a[:3])[:300]} tail {a[4][:80]!r} != {str(b[:3])[:300]} tail {b[4][:80]!r}"
    for one, other in zip(a[3], b[3]):
        if found := first_difference(one, other, f"{path}/{a[0]}"):
            return found
    return f"{path}/{a[0]}: {len(a[3])} != {len(b[3])} children" if len(a[3]) != len(b[3]) else None


def lexbor(data):
    parser = LexborHTMLParser(data)
    for node in parser.css('script[data-landfall="1"]'):
        node.decompose()
    for node in parser.css("a[data-landfall][data-originalurl]"):
        for name in OURS:
            if name in node.attrs:
                del node.attrs[name]
    return parser.html


def compare(landfall, folder, name, data, options, encoding=None):
    path = folder / name
    path.write_bytes(data)
    try:
        record = told(json.loads(run(landfall, "scan", "--format", "ndjson", path)))
    except Difference:
        return None  # no text
    known, none = folder / "known", folder / "none"
    known.write_text(json.dumps(record))
    none.write_text("")
    out = run(landfall, "enrich", "--records", known, *options, path)
    path.write_bytes(out)
    if run(landfall, "enrich", "--records", known, *options, path) != out:
        raise Difference("a second run changes it")
    if run(landfall, "enrich", "--records", none, path) != data:
        raise Difference("it does not come back")
    counts, rewrites = {"links": 0, "blocks": 0}, []
    before, after = tree(data, encoding), tree(out, encoding)
    without(after, counts, rewrites)
    if found := first_difference(dump(before), dump(after)):
        raise Difference(f"html5lib: {found}")
    seen = not re.search(rb"<(template|frameset)", data, re.IGNORECASE)  # in which selectolax finds nothing
    if seen and not options and encoding is None and lexbor(data) != lexbor(out):
        raise Difference("lexbor sees another page")
    wanted = [span for link in record["links"] if "final" in link for span in link["spans"] if span.get("from") == "a@href"]
    if len(wanted) != counts["links"]:
        counts["missing"] = len(wanted) - counts["links"]
    if any("url" in embed and embed["kind"] not in ("profile", "playlist") for embed in record["embeds"]) and counts["blocks"] != 1:
        counts["unblocked"] = 1
    return counts


def altered(data, chance):
    """Broken in one of many ways."""
    data = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        kind = chance.randrange(6)
        if kind == 0:
            del data[at:]
        elif kind == 1:
            del data[at:at + chance.randint(1, 40)]
        elif kind == 2:
            data[at:at] = chance.choice(PIECES).encode()
        elif kind == 3 and data:
            data[min(at, len(data) - 1)] = chance.randrange(256)
        elif kind == 4:
            tags = [match.start() for match in re.finditer(rb"</?[a-z]", data)] or [at]
            at = chance.choice(tags)
            data[at:at] = chance.choice(PIECES).encode()
        else:
            data[at:at] = data[at:at + chance.randint(1, 300)]
    return bytes(data)


PIECES = ["<!--", "-->", "<script>", "</script>", "<svg>", "</svg>", "<math>", "<textarea>", "</textarea>", "<style>", "<a href='", '"', "'", "<", "</", "<!", "<?", "&", "&#",
          "</body>", "</html>", "<body>", "<template>", "</template>", "<plaintext>", "<table>", "</p>", "<select>", "<noscript>", "</a>", "\0", "\r", "\f", "<![CDATA[", "]]>",
          "<foreignObject>", "<title>", "</title>", "<iframe>", '<a href=https://t.co/xyz1234567/>', '<a href="https://t.co/xyz1234567" href=x>',
          '<a\nHREF = \'https://t.co/xyz1234567"\'\t>', "<a/href=https://t.co/xyz1234567>", "<frameset>", "<xmp>", "\ufeff", "é"]


def generated(chance):
    words = ["x", " ", "\n", "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<a href=\"https://example.com/a\">y</a>", "<a href='/b'>z</a>", "<base href=https://base.example/>",
             '<blockquote class="twitter-tweet"><p>hi</p>&mdash; A (@a) <a href="https://twitter.com/a/status/1009039483742224384">June 19, 2018</a></blockquote>',
             '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>', "<meta charset=utf-8>"]
    return "".join(chance.choice(words if chance.random() < 0.6 else PIECES) for _ in range(chance.randint(1, 30))).encode()


def variants(data, chance):
    yield "a.html", data, (), None
    yield "a.html", data, ("--rewrite",), None
    for _ in range(3):
        yield "a.html", altered(data, chance), chance.choice([(), ("--rewrite",)]), None
    text = data.decode("utf-8", "replace")
    for encoding in ("utf-16-le", "utf-16-be"):
        mark = "\ufeff".encode(encoding)
        yield "a.html", mark + text.encode(encoding, "replace"), chance.choice([(), ("--rewrite",)]), encoding
    for encoding, label in (("shift_jis", "shift_jis"), ("gb18030", "gb18030"), ("iso2022_jp", "iso-2022-jp"), ("cp1251", "windows-1251")):
        head = f'<meta charset="{label}">'
        yield "a.html", (head + text).encode(encoding, "replace"), chance.choice([(), ("--rewrite",)]), encoding.replace("cp1251", "windows-1251").replace("iso2022_jp", "iso-2022-jp")


def main(arguments):
    chance = random.Random(7)
    if arguments[:1] == ["generate"]:
        landfall = arguments[2]
        cases = (("generated", "a.html", generated(chance), chance.choice([(), ("--rewrite",)]), None) for _ in range(int(arguments[1])))
    else:
        landfall = arguments[0]
        cases = ((file, *variant) for file in arguments[1:] for variant in variants(pathlib.Path(file).read_bytes(), chance))
    done, failed, totals = 0, 0, {}
    with tempfile.TemporaryDirectory(prefix="landfall-enrich-") as folder:
        for file, name, data, options, encoding in cases:
            try:
                counts = compare(landfall, pathlib.Path(folder), name, data, options, encoding)
                done += 1
                for key, count in (counts or {"no text": 1}).items():
                    totals[key] = totals.get(key, 0) + count
                if counts and (counts.get("missing") or counts.get("unblocked")):
                    kept = pathlib.Path(tempfile.gettempdir(), f"landfall-enrich-m{done}.html")
                    kept.write_bytes(data)
                    print(f"{file} {encoding} {options}: {counts} ({kept})")
            except Difference as difference:
                failed += 1
                kept = pathlib.Path(tempfile.gettempdir(), f"landfall-enrich-{failed}.html")
                kept.write_bytes(data)
                print(f"{file} {encoding} {options}: {difference} ({kept})")
    print(f"{done} pages alike, {failed} different; {totals}")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
