#!/usr/bin/python3
"""landfall check on a made-up repository of 200 files, of which it is known what is true of every place."""

import collections
import json
import sys
import unittest

from landfall import ROOT, OverWeb, Place

sys.path.insert(0, str(ROOT / "tests/bench/check"))
import repository  # noqa: E402


# What is asked once more in a run, and in the next one after a minute.
AGAIN = ("/blocked/", "/broken/", "/teapot/")


def key(record):
    return (record["file"], record["line"], record["column"])


class Repository(OverWeb, Place):
    def setUp(self):
        super().setUp()
        self.places = repository.write(self.folder)

    def check(self, *options, **more):
        """The exit code, and the records by their types."""
        result = self.web.run("check", "--format", "ndjson", *options, ".", cwd=self.folder, **more)
        records = collections.defaultdict(list)
        for line in result.out.splitlines():
            record = json.loads(line)
            records[record["type"]].append(record)
        return result.code, records

    def test_nothing_is_missed_and_nothing_is_called_dead_that_lives(self):
        self.web.clear()
        code, records = self.check("--fail-on", "dead,unsure,redirect")
        self.assertEqual(code, 1)
        findings = records["finding"]
        want = collections.Counter((place.file, place.line, place.column, place.found, place.reason) for place in self.places if place.found)
        got = collections.Counter((*key(one), one["class"], one["reason"]) for one in findings)
        self.assertEqual((list((want - got).elements())[:8], list((got - want).elements())[:8]), ([], []))
        self.assertGreater(sum(want.values()), 500)
        self.assertEqual({place.found for place in self.places}, {"", "dead", "unsure", "redirect"})
        self.assertEqual(len({one["fingerprint"] for one in findings}), len(findings))
        alive = {(record["source"]["name"].removeprefix("./"), span["line"], span["column"])
                 for record in records["document"] for link in record["links"] if link["state"] == "alive"
                 for span in link["spans"]}
        living = {key(place._asdict()) for place in self.places if place.reason == "ok"}
        self.assertEqual((living - alive, alive - living), (set(), set()))
        asked = [url for url in self.web.requested() if "/trap-" in url or "/front" in url]
        self.assertEqual(asked, [])
        self.assertEqual(records["summary"][0]["findings"]["error"], sum(want.values()))

    def test_a_run_asks_for_each_url_once_and_the_next_for_none(self):
        cache = {"env": {"XDG_CACHE_HOME": str(self.folder / ".cache"), "PATH": "/usr/bin:/bin"}}
        self.web.clear()
        code, first = self.check(**cache)
        urls = {place.url for place in self.places if place.url.startswith("http")}
        asked = collections.Counter(self.web.requested())
        once = [count for url, count in asked.items() if not any(word in url for word in AGAIN)]
        self.assertEqual(max(once), 1)
        self.assertLessEqual(len(urls), first["summary"][0]["requests"])
        self.web.clear()
        again_code, second = self.check(**cache)
        again = [url for url in self.web.requested() if not any(word in url for word in AGAIN)]
        self.assertEqual((again_code, again), (code, []))
        findings = [[json.dumps({**one, "cached": True, "looks": 1, "dead_since": ""}, sort_keys=True)
                     for one in run["finding"]] for run in (first, second)]
        self.assertEqual(findings[0], findings[1])


if __name__ == "__main__":
    unittest.main()
