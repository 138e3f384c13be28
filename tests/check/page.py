"""A page under construction: HTML with marks for places, whose offsets are told once the bytes are there.

Marks are single private characters around a number, so that skeletons and embeds are plain f-strings. The pieces
between them are encoded one by one, which gives offsets in every encoding without state."""

import html
import re
import urllib.parse

import truth

OPEN, CLOSE = "\ue000", "\ue001"
ALSO_START, ALSO_END = "\ue002", "\ue003"  # in an embed: it may as well begin, or end, here

SAFE = set("!$%&'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz~#|^{}`\\\"<>")


def normal(url):
    """As the WHATWG URL Standard serialises the URLs that occur here."""
    scheme, rest = url.split("://", 1)
    cut = re.search(r"[/?#]|$", rest).start()
    host, tail = rest[:cut].lower(), rest[cut:]
    host = re.sub(r":(80|443)$", "", host) if (scheme.lower(), host[-3:]) in (("http", ":80"), ("https", "443")) else host
    if any(ord(c) > 127 for c in host):
        host = host.encode("idna").decode()
    path, mark, fragment = tail.partition("#")
    path, ask, query = path.partition("?")
    path = path.replace("\\", "/") or "/"
    path = escape(path, ' "<>`{}^')
    query = escape(query, ' "<>\'')
    fragment = escape(fragment, ' "<>`')
    return scheme.lower() + "://" + host + path + ask + query + mark + fragment


def escape(text, unsafe):
    return "".join(c if 32 <= ord(c) < 127 and c not in unsafe else "".join(f"%{b:02X}" for b in c.encode()) for c in text)


class Page:
    def __init__(self, charset="utf-8", base=None):
        self.charset, self.base = charset, base
        self.count = 0
        self.row = ""  # whose markup is being written
        self.found, self.embeds, self.quiet = [], [], []

    # --- Marks ---

    def around(self, text):
        """The text between two marks, and their numbers."""
        first = self.count
        self.count += 2
        return f"{OPEN}{first}{CLOSE}{text}{OPEN}{first + 1}{CLOSE}", (first, first + 1)

    def ignore(self, text):
        """A region in which links are neither right nor wrong."""
        marked, ends = self.around(text)
        self.quiet.append(ends)
        return marked

    # --- Links ---

    def resolve(self, written):
        text = re.sub(r"&amp;|&#38;|&#x26;", "&", written).strip(" \t\r\n\f")
        text = re.sub(r"[\t\r\n]", "", text)
        if re.match(r"(?i)https?://", text):
            return normal(dots(text))
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", text) or text.startswith("#") or not self.base:
            return None
        return normal(dots(urllib.parse.urljoin(self.base, text)))

    def value(self, written, origin, url=None, resource=False):
        """An attribute's value; a link where it can be resolved."""
        url = url or self.resolve(written)
        if url is None:
            return self.ignore(written) if written.startswith(("//", "#")) else written
        marked, ends = self.around(written)
        self.found.append((url, ends, origin, resource))
        return marked

    def a(self, href, words, more=""):
        return f'<a href="{self.value(href, "a@href")}"{more}>{self.ignore(words)}</a>'

    def img(self, src, more=""):
        return f'<img src="{self.value(src, "img@src", resource=True)}"{more}>'

    def script(self, src, more=" async"):
        return f'<script{more} src="{self.value(src, "script@src", resource=True)}"></script>'

    def iframe(self, src, more=""):
        return f'<iframe src="{self.value(src, "iframe@src")}"{more}></iframe>'

    def bare(self, url):
        """A URL in running text."""
        marked, ends = self.around(url)
        self.found.append((truth.url_of(url), ends, "", False))
        return marked

    # --- Embeds ---

    def embed(self, markup, platform, **facts):
        marked, ends = self.around(markup)
        self.embeds.append((ends, marked, platform, {"row": self.row, **facts}))
        return marked

    # --- The end ---

    def finish(self, text, name, group, facts, bom=False):
        codec = {"utf-16le": "utf-16-le", "windows-1252": "cp1252", "windows-1251": "cp1251", "windows-1250": "cp1250",
                 "shift_jis": "cp932", "euc-kr": "cp949", "gbk": "gbk", "big5": "big5", "euc-jp": "euc_jp"}.get(self.charset, self.charset)
        out = bytearray("\ufeff".encode(codec) if bom else b"")
        places, starts, ends, inside = {}, {}, {}, []
        for part in re.split(f"({OPEN}\\d+{CLOSE}|[{ALSO_START}{ALSO_END}])", text):
            if part.startswith(OPEN):
                number = int(part[1:-1])
                places[number] = len(out)
                if number in {e[0][0] for e in self.embeds}:
                    inside.append(number)
                elif number - 1 in inside:
                    inside.remove(number - 1)
            elif part in (ALSO_START, ALSO_END) and part:
                (starts if part == ALSO_START else ends).setdefault(inside[-1], []).append(len(out))
            else:
                out += part.encode(codec, "xmlcharrefreplace")
        embeds = []
        for (first, last), _, platform, more in self.embeds:
            if first not in places:
                continue
            free = more.pop("free", False)  # anywhere between will do
            embeds.append(truth.Embed(platform, starts=None if free else [places[first], *starts.get(first, [])],
                                      ends=None if free else [places[last], *ends.get(first, [])],
                                      extent=(places[first], places[last]), **more))
        embeds.sort(key=lambda embed: embed.extent)
        found = [(truth.Link(url, places[a], places[b], False, origin), resource)
                 for url, (a, b), origin, resource in self.found if a in places]
        links = [link for link, resource in found if not resource]
        resources = [link for link, resource in found if resource]
        quiet = [(places[a], places[b]) for a, b in self.quiet if a in places]
        for embed in embeds:  # what stands in a blockquote belongs to its post
            if embed.platform == "twitter" and embed.forms == ("blockquote",) and embed.links is None:
                embed.links = [link.url for link in links if embed.extent[0] <= link.start and link.end <= embed.extent[1]]
        facts = {**facts, "charset": None if self.charset == "utf-8" else self.charset}
        return truth.Case(name, group, "html", bytes(out), embeds, links, facts=facts, ignore=quiet, resources=resources)


def dots(url):
    """`.` and `..` of the path resolved."""
    match = re.match(r"([^:]+://[^/?#]*)([^?#]*)(.*)", url, re.S)
    head, path, tail = match.groups()
    out = []
    parts = path.split("/")
    for index, part in enumerate(parts):
        if part in (".", "..", "%2e", "%2E"):
            if part == ".." and len(out) > 1:
                out.pop()
            if index == len(parts) - 1:
                out.append("")
        else:
            out.append(part)
    return head + "/".join(out) + tail


def text_of(words):
    return html.escape(words, quote=False)
