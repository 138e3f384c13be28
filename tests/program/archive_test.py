#!/usr/bin/python3
"""Copies of what is dead, out of archives, over the test web: a row is a document, and what of it is to be said."""

import concurrent.futures
import json
import pathlib
import sys
import tempfile
import typing
import unittest

from landfall import ROOT, OverWeb, differences, expect, lines

sys.path.insert(0, str(ROOT / "tests/web"))
sys.dont_write_bytecode = True

import archives  # pylint: disable=wrong-import-position
import posts  # pylint: disable=wrong-import-position
import twitter  # pylint: disable=wrong-import-position

ONCE = ("--retries", "0")
GATE = "https://gate.test/gate/"
WEB = "https://web.archive.org/web"


class Case(typing.NamedTuple):
    name: str
    document: str
    link: dict = {}  # wanted of its first link
    embed: dict = {}  # and of its first embed
    options: tuple = ("--archive",)


def at(stamp):
    return f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}T{stamp[8:10]}:{stamp[10:12]}:{stamp[12:]}Z"


def copy(stamp, url):
    return {"archive": {"url": f"{WEB}/{stamp}/{url}", "datetime": at(stamp), "source": "wayback", "reason": None}}


def no_copy(reason, source="wayback"):
    return {"archive": {"source": source, "reason": reason, "url": None, "datetime": None}}


def post(name, text="The gates reopen at noon. And shut at dusk.", source=("archive", "wayback.play"), **more):
    """A dead post of which a copy tells everything."""
    kept = twitter.POSTS[name]
    evidence = [{"field": field, "value": value, "source": source[0], "endpoint": source[1]} for field, value in (
        ("text", text), ("author.handle", kept.handle), ("author.name", kept.name))]
    return {"state": "dead", "reason": "deleted", "text": text, "lang": "en", "conflicts": None, "evidence": evidence,
            "author": {"name": kept.name, "handle": kept.handle, "url": f"https://twitter.com/{kept.handle}"}, **more}


def kept_at(name, days=1):
    return archives.at(twitter.POSTS[name], days)


def dated(day, *urls):
    """A page of that day."""
    anchors = "".join(f'<p><a href="{url}">x</a></p>' for url in urls)
    return f'<html><head><meta property="article:published_time" content="{day}T12:00:00Z"></head><body>{anchors}</body></html>'


def embedded(name, day="May 4, 2023", text="The gates reopen at noon."):
    kept = twitter.POSTS[name]
    return (f'<blockquote class="twitter-tweet"><p lang="en">{text}</p>&mdash; {kept.name} (@{kept.handle}) '
            f'<a href="{twitter.url(name)}">{day}</a></blockquote>')


SEVERAL = "https://gone.test/several"
FLAT = "The gates reopen. https://t.co/Kept000001\n\n\u2014 Harbour Desk (@HarbourDeskX) May 4, 2023\n"
ELSEWHERE = {"archive": {"source": "gate.test", "datetime": at(kept_at("kept elsewhere", 2)),
                         "url": f"https://gate.test/memento/{kept_at('kept elsewhere', 2)}/{twitter.url('kept elsewhere')}"}}
MEMENTO = {"archive": {"url": "https://gate.test/memento/20191010101010/https://gone.test/gate", "datetime": "2019-10-10T10:10:10Z",
                       "source": "gate.test", "reason": None}}

CASES = [
    Case("page of old", twitter.url("kept legacy"), copy(kept_at("kept legacy"), twitter.url("kept legacy")), post(
        "kept legacy", target=archives.STORY, **copy(kept_at("kept legacy"), twitter.url("kept legacy")))),
    Case("page of old that quotes", twitter.url("kept quoting"), {}, post(
        "kept quoting", target=f"https://twitter.com/{twitter.QUOTED.handle}/status/{twitter.QUOTED.id}")),
    Case("v1", twitter.url("kept v1"), {}, post("kept v1", target=archives.STORY, **copy(kept_at("kept v1"), twitter.url("kept v1")))),
    Case("v2", twitter.url("kept v2"), {}, post("kept v2", target=archives.STORY, **copy(kept_at("kept v2"), twitter.url("kept v2")))),
    Case("schema.org", twitter.url("kept schema"), {}, post("kept schema", **copy(kept_at("kept schema"), twitter.url("kept schema")))),
    Case("an error as JSON", twitter.url("kept error"), {}, {"state": "dead", "text": None,
                                                             **copy(kept_at("kept error"), twitter.url("kept error"))}),
    *(Case(f"another post's {shape}", twitter.url(f"kept {shape}"), copy(kept_at(f"kept {shape}"), twitter.url(f"kept {shape}")), {
        "state": "dead", "text": None, "author": {"name": None}}) for shape in ("other", "older other", "page of others")),
    Case("under x.com", twitter.url("kept v2").replace("twitter.com", "x.com"), {}, post("kept v2")),
    Case("by number alone", f"https://twitter.com/i/status/{twitter.POSTS['kept v2'].id}", {}, {"state": "dead", **no_copy("none")}),
    Case("printed as it was", embedded("kept legacy", text="The gates reopen at noon. And shut at dusk."), {}, post("kept legacy")),
    Case("printed otherwise", embedded("kept legacy", text="The gates stay shut."), {}, {"state": "dead", "conflicts": [{"field": "text"}]}),
    Case("no copy of a post", twitter.url("deleted"), no_copy("none"), {"state": "dead", "reason": "deleted", **no_copy("none")}),
    Case("a live post", twitter.url("live"), {"archive": None}, {"state": "alive", "archive": None}),
    Case("a protected post", twitter.url("protected"), {"archive": None}, {"state": "unsure", "archive": None}),
    Case("nothing is sought", twitter.url("kept legacy"), {"archive": None}, {"archive": None, "text": None}, options=()),
    Case("the closest, 2018", dated("2018-05-05", SEVERAL), copy("20180101000000", SEVERAL)),
    Case("the closest, 2019", dated("2019-03-05", SEVERAL), copy("20200101000000", SEVERAL)),
    Case("the closest, 2022", dated("2024-03-05", SEVERAL), copy("20220101000000", SEVERAL)),
    Case("the latest", SEVERAL, copy("20220101000000", SEVERAL)),
    Case("a page among others", dated("2020-06-01", archives.NEWS), copy("20190301101010", archives.NEWS)),
    Case("redirects alone", "https://gone.test/redirects", no_copy("none")),
    Case("failures alone", "https://gone.test/failed", no_copy("none")),
    Case("impossible times", "https://gone.test/impossible", no_copy("none")),
    Case("none at all", "https://gone.test/never", no_copy("none")),
    Case("excluded", "https://excluded.test/page", no_copy("excluded")),
    Case("behind a shortener", "https://t.co/Go3Gone001", copy("20220101000000", archives.NEWS)),
    Case("wrapped", "https://l.facebook.com/l.php?u=https%3A%2F%2Fgone.test%2Fseveral", copy("20220101000000", SEVERAL)),
    Case("the post's day, not the document's", dated("2026-01-02", "https://home.test/") + embedded("kept twice"), {}, {
        **copy(kept_at("kept twice"), twitter.url("kept twice"))}),
    Case("a fragment", "https://gone.test/page#part", copy("20230504120000", "https://gone.test/page")),
    Case("a lost t.co link", FLAT, {"state": "dead", "reason": "gone", **no_copy("none")}, {"target": archives.STORY, "evidence": [
        {"field": "target", "value": archives.STORY, "source": "archive", "endpoint": "wayback.play"}]}),
    Case("a lost t.co link that was kept as a page", FLAT.replace("Kept000001", "Kept000002"), copy(
        "20230504120000", "https://t.co/Kept000002"), {"target": archives.STORY}),
    Case("a TimeGate", "https://gone.test/gate", MEMENTO, options=("--archive", "--timegate", GATE)),
    Case("a TimeGate asks for archives", "https://gone.test/gate", MEMENTO, options=("--timegate", GATE)),
    Case("a TimeGate that answers itself", "https://gone.test/negotiated", {"archive": {
        "url": "https://gate.test/memento/20191010101010/https://gone.test/negotiated", "source": "gate.test"}},
         options=("--archive", "--timegate", GATE)),
    Case("a post at a TimeGate", twitter.url("kept elsewhere"), ELSEWHERE, post(
        "kept elsewhere", source=("archive", "timegate"), **ELSEWHERE), options=("--archive", "--timegate", GATE)),
    Case("Wayback first", SEVERAL, copy("20220101000000", SEVERAL), options=("--archive", "--timegate", GATE)),
    Case("no TimeGate has it", "https://gone.test/never", no_copy("none"), options=("--archive", "--timegate", GATE)),
    Case("the second TimeGate", "https://gone.test/gate", MEMENTO,
         options=("--archive", "--timegate", "https://gate.test/down/", "--timegate", GATE)),
    Case("a TimeGate that is down", "https://gone.test/never", no_copy("unreachable", "gate.test"),
         options=("--archive", "--timegate", "https://gate.test/down/", "--timegate", GATE)),
    Case("a TimeGate that refuses", "https://gone.test/never", no_copy("rate_limited", "gate.test"),
         options=("--archive", "--timegate", "https://gate.test/refusing/")),
    Case("a TimeGate into a private network", "https://gone.test/gate", no_copy("unreachable", "gate.test"),
         options=("--archive", "--timegate", "https://gate.test/private/")),
    Case("a TimeGate without a time", "https://gone.test/gate", no_copy("none"),
         options=("--archive", "--timegate", "https://gate.test/careless/")),
    Case("offline", twitter.url("kept legacy"), {"state": "skipped", "archive": None}, {"archive": None}, options=("--archive", "--offline")),
]
REASONS = {"429": "rate_limited", "429 mute": "rate_limited", "nothing": "none", "list": "none"}  # that is how it says that it has none
CASES += [Case(f"CDX: {fault}", f"https://gone.test/cdx-{fault.replace(' ', '-')}", no_copy(REASONS.get(fault, "unreachable")),
               options=("--archive", "--timeout", "3") if fault == "hangs" else ("--archive",)) for fault in posts.FAULTS]


def wrong_with(case, record):
    for kind, want in (("link", dict(case.link)), ("embed", dict(case.embed))):
        found = record[f"{kind}s"][0] if record[f"{kind}s"] else {}
        for entry in want.pop("evidence", ()):
            entry = {name: value for name, value in entry.items() if value}
            if not any(not list(differences(entry, one)) for one in found.get("evidence", ())):
                yield f"{case.name}: no evidence {entry}"
        yield from differences(want, found, f"{case.name}: {kind}")


class Archived(OverWeb):
    def look(self, case):
        kind = "html" if case.document.startswith("<") else "text"
        result = self.web.run("resolve", "--type", kind, *ONCE, *case.options, given=case.document.encode() + b"\n")
        if result.code != 0:
            return [f"{case.name}: exit code {result.code}: {result.err}"]
        try:
            return list(wrong_with(case, result.records[0]))
        except AssertionError as wrong:
            return [f"{case.name}: {wrong}"]

    def test_every_case(self):
        self.assertGreater(len(CASES), 70)
        self.assertEqual(len({case.name for case in CASES}), len(CASES))
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            wrong = [line for found in pool.map(self.look, CASES) for line in found]
        if wrong:
            self.fail("\n".join(wrong))

    def test_links_given_as_such(self):
        [record] = self.web.expand(SEVERAL, options=("--archive",))
        expect(copy("20220101000000", SEVERAL), record)

    def test_a_record_is_replayed(self):
        with tempfile.TemporaryDirectory(prefix="landfall-test-") as folder:
            document = f"{twitter.url('kept v1')}\n\n{SEVERAL}\n\nhttps://gone.test/gate\n".encode()
            first = self.web.run("resolve", *ONCE, "--timegate", GATE, "--record", f"{folder}/kept.warc.gz", given=document).records[0]
            self.web.clear()
            again = self.web.run("resolve", *ONCE, "--timegate", GATE, "--replay", f"{folder}/kept.warc.gz", given=document).records[0]
            self.assertEqual(self.web.requested(), [])
        self.assertEqual([link["archive"] for link in first["links"]], [link["archive"] for link in again["links"]])
        self.assertEqual(first["embeds"], again["embeds"])
        self.assertEqual(["url" in link["archive"] for link in first["links"]], [True] * 3)

    def test_a_check_tells_of_the_copy(self):
        with tempfile.TemporaryDirectory(prefix="landfall-test-") as folder:
            (pathlib.Path(folder) / "a.md").write_text(f"See <{SEVERAL}>.\n")
            result = self.web.run("check", *ONCE, "--archive", "--format", "ndjson", folder)
        self.assertEqual(result.code, 1, result.err)
        [finding] = [record for record in result.records if record["type"] == "finding"]
        expect(copy("20220101000000", SEVERAL), finding)

    def asked(self, *arguments, **more):
        self.web.clear()
        result = self.web.run(*arguments, **more)
        self.assertEqual(result.code, 0, result.err)
        return result, self.web.log()["requests"]

    def test_one_lookup_for_a_post_and_all_its_links(self):
        document = "\n\n".join([twitter.url("kept legacy")] * 3).encode()
        _, requests = self.asked("resolve", *ONCE, "--archive", given=document)
        self.assertEqual(sum(request["host"] == "archive.org" for request in requests), 1)
        self.assertEqual(sum(request["host"] == "web.archive.org" for request in requests), 2)

    def test_a_time_gate_is_asked_for_the_time(self):
        _, requests = self.asked("resolve", "--type", "html", *ONCE, "--timegate", GATE, given=dated("2018-06-19", "https://gone.test/gate").encode())
        wanted = [request["headers"].get("accept-datetime") for request in requests if request["host"] == "gate.test"]
        self.assertEqual(wanted, ["Tue, 19 Jun 2018 12:00:00 GMT"] * 2)
        self.assertEqual([request for request in requests if "accept-datetime" in request["headers"] and request["host"] != "gate.test"], [])

    def test_the_original_is_appended_as_it_is(self):
        _, requests = self.asked("expand", *ONCE, "--timegate", GATE, given=lines(["https://gone.test/a%20b?c=d&e=%2F"]))
        self.assertIn(GATE + "https://gone.test/a%20b?c=d&e=%2F", [request["url"] for request in requests])

    def test_cdx_is_asked_24_times_a_minute(self):
        """Of what it was not asked about before the run was over, the availability API knows a copy."""
        urls = [f"https://gone.test/many/{number}" for number in range(30)]
        result, requests = self.asked("expand", *ONCE, "--archive", "--max-time", "6", given=lines(urls))
        self.assertEqual(sum("/cdx/" in request["url"] for request in requests), 24)
        found = [json.loads(line)["archive"] for line in result.out.splitlines()]
        self.assertEqual(sum("url" in archive for archive in found), 30)

    def test_nobody_asks_on_after_a_refusal(self):
        """Which names no time: a minute is meant."""
        urls = ["https://gone.test/cdx-429-mute", *(f"https://gone.test/cdx-429-mute/{number}" for number in range(8))]
        result, requests = self.asked("expand", "--retries", "3", "--archive", "--per-host", "1", "--timeout", "20", given=lines(urls))
        self.assertEqual(sum("/cdx/" in request["url"] for request in requests), 1)
        self.assertEqual({json.loads(line)["archive"]["reason"] for line in result.out.splitlines()}, {"rate_limited"})

    def test_options(self):
        for gate, word in (("ftp://gate.test/", "--timegate"), ("gate", "--timegate"), ("https://a:b@gate.test/", "--timegate")):
            result = self.web.run("resolve", "--timegate", gate, given=b"")
            self.assertEqual((result.code, result.err.count("\n")), (2, 1), result)
            self.assertIn(word, result.err)
        other = ("--endpoint", "wayback.available=https://archive.org/wayback/available?x=1", "--endpoint",
                 "wayback.cdx=https://web.archive.org/cdx/search/cdx", "--endpoint", "wayback.play=https://web.archive.org/web")
        [record] = self.web.expand(SEVERAL, options=("--archive", *other))
        expect(copy("20220101000000", SEVERAL), record)


if __name__ == "__main__":
    unittest.main()
