#!/usr/bin/python3
"""What `landfall scan` finds of what is there: recall, precision and exactness over the check set.

    score.py [lines|pages|markdown …] [--only GROUP[,GROUP]] [--case NAME] [--verbose] [--floor] [--show]

LANDFALL_BIN names the command. --verbose lists what was missed, --show prints cases with their truth instead of
running anything, --floor fails below the figures of FLOORS."""

import argparse
import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))

import truth

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMMAND = os.environ.get("LANDFALL_BIN", str(ROOT / "build/dev/landfall"))
SUFFIX = {"text": ".txt", "markdown": ".md", "html": ".html"}

# Under these, --floor fails: set, recall and precision of embeds, F1 of links.
FLOORS = {"lines": (0.98, 0.995, 0.995), "pages": (0.75, 0.975, 0.995), "markdown": (0.48, 0.98, 0.60)}

COLUMNS = ["handle", "name", "day", "links", "start", "end", "text", "tail", "id", "url", "form", "moment", "source"]


class Tally:
    """Right and all of each column, found and wanted of embeds and links."""

    def __init__(self):
        self.right, self.all = collections.Counter(), collections.Counter()

    def note(self, column, good):
        self.all[column] += 1
        self.right[column] += bool(good)

    def share(self, column):
        return self.right[column] / self.all[column] if self.all[column] else None


def rates(tally, what):
    """Recall, precision and F1."""
    recall, precision = tally.share(what + " wanted"), tally.share(what + " found")
    if recall is None and precision is None:
        return None, None, None
    if not recall or not precision:
        return recall, precision, 0.0 if recall is not None and precision is not None else None
    return recall, precision, 2 * recall * precision / (recall + precision)


# --- Comparing ---

def plain(text):
    """Names and words as far as they are judged: white space, bidi marks and composition are not."""
    if text is None:
        return None
    text = re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", unicodedata.normalize("NFC", text))
    return " ".join(truth.fold(text).split())


def plain_url(url):
    return url and re.sub(r"^https?://(www\.|m\.|mobile\.)?", "", url).rstrip("/").lower()


def overlap(want, got):
    start, end = want.extent
    return min(end, got["span"]["end"]) - max(start, got["span"]["start"])


def pair(case, record):
    """Each wanted embed with the found one that covers most of it, and what is found besides."""
    left = list(record["embeds"])
    pairs = []
    for want in case.embeds:
        like = [got for got in left if got["platform"] == want.platform and overlap(want, got) > 0]
        best = max(like, key=lambda got: overlap(want, got), default=None)
        if best is not None:
            left.remove(best)
        pairs.append((want, best))
    return pairs, left


def urls_of(record, got):
    return sorted(record["links"][index]["url"] for index in got.get("links", []))


def judge_moment(want, value):
    """Exact to the second, since a time in the markup stands for the same moment as the id's."""
    return value is not None and value[:19] == want[:19]


def begins_line(data, start):
    """Whether nothing but space and marks of quoting stands before it in its line."""
    return not data[:start].rpartition(b"\n")[2].strip(b" \t>\r")


def judge_embed(want, got, record, data):
    """Each judged column of a found embed: (column, good, wanted, got)."""
    author, date = got.get("author", {}), got.get("date", {})
    if "handle" in want.judged:
        yield "handle", want.handle == author.get("handle"), want.handle, author.get("handle")
    if "name" in want.judged:
        yield "name", plain(want.name) == plain(author.get("name")), want.name, author.get("name")
    if want.days is not None:
        value = date.get("value")
        yield "day", value[:10] in want.days if value else not want.days, want.days, value
    if want.moment:
        yield "moment", judge_moment(want.moment, date.get("value")), want.moment, date.get("value")
    if date and (want.moment or want.days and not want.post_id):
        sources = ("id", "markup") if want.moment else ("attribution", "markup")
        yield "source", date.get("source") in sources, sources, date.get("source")
    if want.links is not None:
        yield "links", sorted(set(want.links)) == sorted(set(urls_of(record, got))), want.links, urls_of(record, got)
    if want.starts:
        yield "start", got["span"]["start"] in want.starts, want.starts, got["span"]["start"]
    if want.ends:
        yield "end", got["span"]["end"] in want.ends, want.ends, got["span"]["end"]
    if want.text is not None:
        good = plain(want.text) == plain(got.get("text") or "") and (want.open or not got.get("text_open"))
        told = (got.get("text") or "") + (" [open]" if got.get("text_open") else "")
        yield "text", good, want.text, told
    if want.tail:
        words, start = want.tail
        text = plain(got.get("text") or "")
        told = text == plain(words) or got.get("text_open") or begins_line(data, got["span"]["start"])
        good = text.endswith(plain(words)) and got["span"]["start"] <= start and told
        yield "tail", good, want.tail, (text, got["span"]["start"], got.get("text_open"))
    if want.post_id:
        yield "id", got.get("post_id") == want.post_id, want.post_id, got.get("post_id")
    if want.urls:
        good = plain_url(got.get("url")) in {plain_url(url) for url in want.urls}
        yield "url", good, want.urls, got.get("url")
    if want.forms:
        yield "form", got["form"] in want.forms, want.forms, got["form"]


def judge_embeds(case, record, tallies, tell):
    pairs, left = pair(case, record)
    for want, got in pairs:
        if want.maybe:
            continue
        keys = [case.group, "on " + want.platform, "all"]
        for key in keys:
            tallies[key].note("embeds wanted", got)
            if got is not None:
                tallies[key].note("embeds found", True)
        if got is None:
            tell("embed", "missed", f"{want.platform} {want.handle or want.post_id} at {want.extent} {want.row}", None)
            continue
        for column, good, wanted, told in judge_embed(want, got, record, case.data):
            for key in keys:
                tallies[key].note(column, good)
            if not good:
                tell(f"embed {want.row}".strip(), column, wanted, told)
    for got in left if not case.loose else []:
        for key in (case.group, "on " + got["platform"], "all"):
            tallies[key].note("embeds found", False)
        told = {k: got.get(k) for k in ("platform", "form", "author", "text", "url", "span")}
        tell("embed", "false", None, json.dumps(told, ensure_ascii=False))


def found_links(record):
    for link in record["links"]:
        for span in link.get("spans", []):
            yield truth.Link(link.get("url", ""), span["start"], span["end"], False, span.get("from", ""))


def judge_links(case, wanted, record, tallies, tell, what="links"):
    """Links by URL and exact place."""
    found = {(link.url, link.start, link.end): link for link in found_links(record)}
    optional = {(link.start, link.end) for link in wanted if link.optional}
    want = {(link.url, link.start, link.end): link for link in wanted if not link.optional}
    for key, link in want.items():
        for group in (case.group, "all"):
            tallies[group].note(f"{what} wanted", key in found)
            if link.origin and key in found:
                tallies[group].note("from", found[key].origin == link.origin)
        if key not in found:
            near = [(f.url, f.start, f.end) for f in found.values() if f.start < link.end and link.start < f.end]
            tell(what, "missed", key, near or None)
        elif link.origin and found[key].origin != link.origin:
            tell(what, "from", (key, link.origin), found[key].origin)
    for key, link in found.items():
        ignored = (link.start, link.end) in optional or any(a <= link.start and link.end <= b for a, b in case.ignore)
        if ignored and key not in want:
            continue
        for group in (case.group, "all"):
            tallies[group].note(f"{what} found", key in want)
        if key not in want:
            tell(what, "false", None, key)


def kind_of(link):
    """What a link must be called, where its URL alone tells."""
    if link["written"].startswith(("pic.twitter.com/", "pic.x.com/")):
        return "media"
    if re.match(r"https?://(t\.co|bit\.ly)/", link["url"]):
        return "short"
    if re.match(r"https://(mobile\.)?(twitter|x)\.com/\w+/status/\d+", link["url"]):
        return "permalink"
    return "web" if re.match(r"https?://[a-z.]*\.example/(?!@)", link["url"]) else None


def judge_records(case, record, tallies, tell):
    """What must be true of each found link: its bytes are what was written, its kind is the URL's."""
    for link in record["links"]:
        notes = []
        if case.data.isascii() or "charset" not in record["source"]:
            spans = [case.data[span["start"]:span["end"]].decode(errors="replace") for span in link["spans"]]
            notes.append(("written", link["written"] in spans, spans[0], link["written"]))
        kind = kind_of(link) if "url" in link else None
        if kind and not link.get("truncated"):
            notes.append(("kind", kind == link["kind"], (link["url"], kind), link["kind"]))
        for column, good, wanted, got in notes:
            for key in (case.group, "all"):
                tallies[key].note(column, good)
            if not good:
                tell("link", column, wanted, got)


def judge_facts(case, record, tallies, tell):
    source = record["source"]
    for field, want in case.facts.items():
        got = source.get(field)
        if field == "published":
            got = (got or {}).get("value")
            good = got in want
        else:
            good = plain(got) == plain(want)
            if field == "charset" and got and want:
                good = got.lower() == want
        for group in (case.group, "all"):
            tallies[group].note("fact " + field, good)
        if not good:
            tell("fact", field, want, got)


# --- Running ---

def run(cases, *options):
    """The record of each case, all files of a media type in one run."""
    records = {}
    with tempfile.TemporaryDirectory() as folder:
        for media in sorted({case.media for case in cases}):
            names = {}
            for number, case in enumerate(case for case in cases if case.media == media):
                path = pathlib.Path(folder, f"{number}{SUFFIX[media]}")
                path.write_bytes(case.data)
                names[str(path)] = case
            command = [COMMAND, "scan", "--format", "ndjson", "--type", media, *options, *names]
            done = subprocess.run(command, capture_output=True, timeout=300, check=False)
            if done.returncode != 0:
                print(f"landfall scan --type {media} {' '.join(options)}: exit {done.returncode}:",
                      done.stderr.decode(errors="replace")[:300], file=sys.stderr)
            for line in done.stdout.splitlines():
                record = json.loads(line)
                if record.get("type") == "document" and record["source"]["name"] in names:
                    records[id(names[record["source"]["name"]])] = record
    return records


EMPTY = {"source": {}, "embeds": [], "links": []}


def score(cases, verbose):
    tallies = collections.defaultdict(Tally)
    plain_runs = run(cases)
    shows = [case for case in cases if case.resources]
    full = run(shows, "--resources") if shows else {}
    for case in cases:
        def tell(*what, case=case):
            if verbose:
                kind, column, want, got = what
                print(f"{case.group}/{case.name}: {kind} {column}: want {want!r}, got {got!r}")
        record = plain_runs.get(id(case), EMPTY)
        judge_embeds(case, record, tallies, tell)
        judge_links(case, case.links, record, tallies, tell)
        judge_records(case, record, tallies, tell)
        judge_facts(case, record, tallies, tell)
        if case.resources:
            judge_links(case, case.links + case.resources, full.get(id(case), EMPTY), tallies, tell, "resources")
    return tallies


# --- Telling ---

def percent(value):
    return "     " if value is None else f"{100 * value:5.1f}"


def table(title, tallies, cases):
    columns = [c for c in COLUMNS + ["from", "written", "kind"] if any(t.all[c] for t in tallies.values())]
    facts = sorted({c for t in tallies.values() for c in t.all if c.startswith("fact ")})
    shown = [what for what in ("links", "resources") if any(t.all[what + " wanted"] for t in tallies.values())]
    sizes = collections.Counter(case.group for case in cases)
    head = f"{title:<16} cases embeds recall  prec    F1"
    head += "".join(f" {c:>6}" for c in columns) + "".join(f"  {what:>9} R     P    F1" for what in shown)
    head += "".join(f" {c[5:]:>9}" for c in facts)
    print(head)
    order = sorted(tallies, key=lambda key: (key == "all", key.startswith("on "), key))
    for key in order:
        tally = tallies[key]
        size = sizes.get(key, len(cases) if key == "all" else 0)
        line = f"{key:<16} {size or '':>5} {tally.all['embeds wanted']:>6}"
        line += "  " + " ".join(percent(rate) for rate in rates(tally, "embeds"))
        line += "".join("  " + percent(tally.share(c)) for c in columns)
        for what in shown:
            line += "      " + " ".join(percent(rate) for rate in rates(tally, what))
        line += "".join("     " + percent(tally.share(c)) for c in facts)
        print(line.rstrip())
    print()


def show(cases):
    for case in cases:
        print(f"=== {case.group}/{case.name} ({case.media})")
        print(case.data.decode(case.facts.get("charset") or "utf-8", "replace"))
        for embed in case.embeds:
            told = {k: v for k, v in vars(embed).items() if v not in (None, False, set())}
            cut = case.data[embed.extent[0]:embed.extent[1]]
            print("  embed", told, "\n        covers", cut.decode(errors="replace")[:300])
        for link in case.links + case.resources:
            print("  link", tuple(link), case.data[link.start:link.end])
        print("  facts", case.facts)


def below(name, tallies):
    recall, precision, _ = rates(tallies["all"], "embeds")
    links = rates(tallies["all"], "links")[2]
    told = [("recall", recall), ("precision", precision), ("links", links)]
    fallen = [(what, got, floor) for (what, got), floor in zip(told, FLOORS[name]) if (got or 0) < floor]
    for what, got, floor in fallen:
        print(f"{name}: {what} {percent(got)} is below {percent(floor)}", file=sys.stderr)
    return fallen


def load(name):
    module = __import__(name if name != "markdown" else "documents")
    return list(module.cases())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("sets", nargs="*", default=[])
    parser.add_argument("--only", default="")
    parser.add_argument("--case", default="")
    for flag in ("--verbose", "--floor", "--show"):
        parser.add_argument(flag[1:3], flag, action="store_true")
    options = parser.parse_args()
    fallen = []
    for name in options.sets or [*FLOORS]:
        cases = load(name)
        if options.only:
            cases = [case for case in cases if case.group in options.only.split(",")]
        if options.case:
            cases = [case for case in cases if options.case in case.name]
        if options.show:
            show(cases)
            continue
        tallies = score(cases, options.verbose)
        table(name, tallies, cases)
        if options.floor:
            fallen += below(name, tallies)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
