"""What a case is, and how a document with marks becomes one.

A marked document says what should be found in it, where it stands:

    ⟦ … ⟧   an embed, from its first byte to its last
    ⟪ … ⟫   the post's own words in it; without these marks the text is not judged
    ¦       in an embed, another place where it may as well begin (before ⟪) or end (after ⟫)
    ‖       another place where it may as well end, where its words are not marked
    ⟨ … ⟩   a link as it is written; ⟨written⇒url⟩ where the URL does not follow from that; ⟨?…⟩ may be missed
    \\u{…}   a character by its code point

The marks are taken out, and the offsets of what they enclosed are kept, in bytes."""

import re
import typing

MARKS = "⟦⟧⟪⟫⟨⟩¦‖"


class Link(typing.NamedTuple):
    url: str
    start: int
    end: int
    optional: bool = False
    origin: str = ""  # `from`, where it is judged


class Embed:
    """What is known of an embed. `starts` and `ends` are the places that count as right; None: not judged."""

    def __init__(self, platform, **facts):
        self.platform = platform
        self.handle = facts.get("handle")
        self.name = facts.get("name")
        self.days = facts.get("days")  # days that count as right; [] where none may be given; None: not judged
        self.moment = facts.get("moment")  # RFC 3339, where an id tells it
        self.text = facts.get("text")
        self.open = facts.get("open", False)  # text_open is allowed
        self.tail = facts.get("tail")  # where the beginning cannot be told: (the words that must end the text, the last start)
        self.links = facts.get("links")
        self.post_id = facts.get("post_id")
        self.urls = facts.get("urls")
        self.forms = facts.get("forms")
        self.judged = facts.get("judged", {"handle", "name"})
        self.starts = facts.get("starts")
        self.ends = facts.get("ends")
        self.row = facts.get("row", "")  # the template it was made from
        self.maybe = facts.get("maybe", False)  # neither a miss nor a false find
        self.extent = facts.get("extent")  # where it lies, for finding its like


class Case:
    def __init__(self, name, group, media, data, embeds, links, **more):
        self.name, self.group, self.media, self.data = name, group, media, data
        self.embeds, self.links = embeds, links
        self.facts = more.get("facts", {})
        self.loose = more.get("loose", False)  # other embeds than those listed are not judged
        self.ignore = more.get("ignore", [])  # regions in which a link is neither right nor wrong
        self.resources = more.get("resources", [])  # links that --resources adds


def fold(text):
    """White space and the marks of quoting folded to single spaces."""
    return " ".join(re.sub(r"\n[ \t]*(>[> \t]*)?", " ", text).split())


def url_of(written):
    """The URL of a link in plain text, as the contract has it."""
    if re.match(r"pic\.(twitter|x)\.com/", written):
        return "https://t.co/" + written.split("/", 1)[1]
    url = written if re.match(r"(?i)https?://", written) else "https://" + written
    scheme, rest = url.split("://", 1)
    cut = re.search(r"[/?#]|$", rest).start()
    host, path = rest[:cut].lower(), rest[cut:]
    if not path.startswith("/"):
        path = "/" + path
    path = "".join(c if ord(c) < 128 else "".join(f"%{b:02X}" for b in c.encode()) for c in path)
    return scheme.lower() + "://" + host + path


def read_days(word):
    if word == "?":
        return None
    return [] if word in ("", "-") else word.split("|")


def read_embed(line):
    """`platform handle (name) day flags…`; `-` for what is not there, `?` for what is not judged."""
    match = re.fullmatch(r"(\S+) (\S+) \((.*)\) (\S+)((?: \S+)*)", line)
    assert match, f"not an embed: {line}"
    platform, handle, name, day, flags = match.groups()
    facts = {"days": read_days(day), "judged": set()}
    for field, word in (("handle", handle), ("name", name)):
        if word != "?":
            facts["judged"].add(field)
            facts[field] = None if word in ("-", "") else unescape(word)
    for flag in flags.split():
        if "=" in flag:
            key, value = flag.split("=", 1)
            facts[{"id": "post_id"}.get(key, key)] = value
        else:
            facts[flag] = True
    return platform, facts


def unescape(text):
    return re.sub(r"\\u\{([0-9A-Fa-f]+)\}", lambda m: chr(int(m[1], 16)), text)


def read_marked(marked, codec="utf-8", size=0):
    """The document without marks, its links, and for each ⟦…⟧ where it may begin and end, its text, its links."""
    out = []
    links, spans = [], []
    link = span = None
    for part in re.split(f"([{MARKS}])", unescape(marked)):
        if part == "⟦":
            assert span is None, marked
            span = {"starts": [size], "ends": [], "text": None, "links": [], "told": False}
        elif part == "⟧":
            span["ends"].append(size)
            spans.append(span)
            span = None
        elif part == "⟪":
            span["text"] = (len(out), None)
            span["told"] = True
            if size not in span["starts"]:
                span["starts"].append(size)
        elif part == "⟫":
            span["text"] = fold("".join(out[span["text"][0]:]))
        elif part == "¦":
            span["ends" if span["told"] else "starts"].append(size)
        elif part == "‖":
            span["ends"].append(size)
        elif part == "⟨":
            link = ""
        elif part == "⟩":
            optional = link.startswith("?")
            written, _, url = link.lstrip("?").partition("⇒")
            out.append(written)
            length = len(written.encode(codec))
            found = Link(url or url_of(written), size, size + length, optional)
            size += length
            links.append(found)
            if span is not None:
                span["links"].append(found)
            link = None
        elif link is not None:
            link = part
        else:
            out.append(part)
            size += len(part.encode(codec))
    assert span is None and link is None, marked
    return "".join(out), links, spans


def read_case(name, group, heads, marked, **options):
    """A case from its embed lines and its marked document."""
    codec = options.pop("codec", "utf-8")
    bom = "\ufeff".encode(codec) if options.pop("bom", False) else b""
    text, links, spans = read_marked(marked, codec, len(bom))
    embeds = []
    heads = [read_embed(head) for head in heads]
    assert len(heads) == len(spans), f"{group}/{name}: {len(heads)} embeds told, {len(spans)} marked"
    for (platform, facts), span in zip(heads, spans):
        blind = facts.pop("blind", False)  # where it begins cannot be told
        facts.setdefault("links", [one.url for one in span["links"] if not one.optional])
        if span["text"] is not None and blind:
            facts["tail"] = (span["text"], max(span["starts"]))
        elif span["text"] is not None:
            facts["text"] = span["text"]
        if facts.pop("nolinks", False):
            facts["links"] = None
        facts["open"] = facts.get("open", False) or blind
        embeds.append(Embed(platform, starts=None if blind else span["starts"], ends=span["ends"],
                            extent=(min(span["starts"]), max(span["ends"])), **facts))
    return Case(name, group, options.pop("media", "text"), bom + text.encode(codec), embeds, links, **options)


def read_file(path, media="text"):
    """The cases of one file: `=== name [media] [loose]`, `@ embed` lines, and the marked document."""
    group = path.stem
    cases = []
    for block in re.split(r"(?m)^=== ", path.read_text())[1:]:
        head, _, body = block.partition("\n")
        name, *flags = head.split()
        heads = []
        while body.startswith("@ "):
            line, _, body = body.partition("\n")
            heads.append(line[2:].strip())
        body = body.strip("\n")
        if "crlf" in flags:
            body = body.replace("\n", "\r\n")
        kind = "markdown" if "markdown" in flags else media
        try:
            cases.append(read_case(name, group, heads, body + "\n", media=kind, loose="loose" in flags))
        except (AssertionError, TypeError) as wrong:
            raise SystemExit(f"{path.name} {name}: {wrong}") from wrong
    return cases
