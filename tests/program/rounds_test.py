#!/usr/bin/python3
"""Chains followed in rounds: each link's `next` is handed to a new run with --max-hops 0, and ends where one run ends."""

import sys
import unittest

from landfall import ROOT, OverWeb, verdict

sys.path.insert(0, str(ROOT / "tests/web"))
sys.dont_write_bytecode = True

import broken  # pylint: disable=wrong-import-position
import hostile  # pylint: disable=wrong-import-position
import sites  # pylint: disable=wrong-import-position

MOST_HOPS = 20

# Hosts whose answers are a function of the request.
STARTS = [
    *(f"https://t.co/{slug}" for slug in [*sites.SLUGS, "nothing", "Mo2Home001#part"]),
    *(f"https://hops.test/{count}" for count in (0, 1, 5, 20, 21, 25)),
    "https://long.test/3/a", "https://twitter.com/MossQuayNotes", "https://eastmoor-courier.test/2023/harbour-gates-reopen",
    "https://fragment.test/through#x", "https://fragment.test/own#x", "https://to-echo.test/", "https://sold.test/a",
    "https://for-sale.test/2019/story", "https://www.hugedomains.com/", "https://private.names.test/", "https://nobody.names.test/",
    "https://l.facebook.com/l.php?u=https%3A%2F%2Ft.co%2FHb7Gates01", "https://l.facebook.com/l.php?u=http%3A%2F%2F10.1.2.3%2F",
    "https://to-private.names.test/",
]

HOME, LOST, MEMBERS = "https://home.test/", "https://lost.test/", "https://members.test/"
COURIER = sites.NEWS + "/"

# Where the last round says other than one run, since it does not know the way to its URL.
OTHERS = {
    # That a site sends its deep links to its root, or to its page for what is missing.
    COURIER + "moved-home": ("alive ok", COURIER),
    HOME + "a/deep/link": ("alive ok", HOME),
    LOST + "old-story": ("alive ok", LOST),
    LOST + "gone-home": ("alive ok", LOST),
    LOST + "down-home": ("alive ok", LOST),
    LOST + "sent": ("alive ok", LOST + "404"),
    LOST + "sent-by-refresh": ("alive ok", LOST + "404"),
    LOST + "sent-by-heading": ("alive ok", LOST + "errors/not-found.html"),
    # That there are cookies.
    "https://loop.test/checked": ("alive ok", "https://loop.test/action/cookieAbsent"),
    "https://loop.test/gate/400": ("unsure client_error", "https://loop.test/gate/400/inside"),
    "https://loop.test/gate/401": ("unsure blocked", "https://loop.test/gate/401/inside"),
    "https://loop.test/gate/403": ("unsure blocked", "https://loop.test/gate/403/inside"),
    **{f"https://loop.test/script/moves{inside}": ("dead loop", None) for inside in ("", "/in")},
    # That a login is passed by everybody who was sent there: without the next answer it is one.
    MEMBERS + "open": ("unsure login_wall", MEMBERS + "open"),
    MEMBERS + "open-marked": ("unsure login_wall", MEMBERS + "open-marked"),
    MEMBERS + "authorize?back=https%3A%2F%2Fmembers.test%2Fopen": ("unsure login_wall", MEMBERS + "open"),
}


def every_url():
    """Of each host whose answers are a table, but those that take their time, or harm, or are judged by other links of the run."""
    for host, table in sites.SITES.items():
        apart = host in {**broken.SITES, **hostile.SITES, "input.test": 0, "crowd.test": 0}
        if isinstance(table, dict) and not apart:
            yield from (f"https://{host}{path}" for path in table if path != "/silent-then")
    yield from STARTS


def told(record):
    return verdict(record), record.get("final")


def urls_of(record):
    return [hop["url"] for hop in record["hops"]]


class Rounds(OverWeb):
    maxDiff = None
    OPTIONS = ("--retries", "0", "--timeout", "20")

    def round(self, urls, limit=0, options=()):
        return self.web.expand(*urls, options=(*self.OPTIONS, *options, "--max-hops", str(limit)))

    def follow(self, urls):
        """Of each URL how it ended, and the URLs of its hops in all rounds. That a chain comes back to where it was, or
        takes too many rounds, is for its follower to see."""
        ends, trails, at = {}, {url: [] for url in urls}, {url: url for url in urls}
        while at:
            records = self.round(at.values())
            for start, record in zip(list(at), records, strict=True):
                trail = trails[start]
                trail += urls_of(record)
                ends[start] = told(record)
                following = at.pop(start) and record.get("next", {}).get("url")
                if following in trail:
                    ends[start] = ("dead loop", None)
                elif following and len(trail) > MOST_HOPS:
                    ends[start] = ("dead too_many_hops", None)
                elif following:
                    at[start] = following
        return ends, trails

    def test_rounds_end_where_one_run_ends(self):
        urls = list(dict.fromkeys(every_url()))
        self.assertGreater(len(urls), 300)
        whole = {record["input"]: record for record in self.web.expand(*urls, options=self.OPTIONS)}
        self.web.clear()  # some answer otherwise when they are asked again
        ends, trails = self.follow(urls)
        for url, record in whole.items():
            with self.subTest(url[:100]):
                self.assertEqual(ends[url], OTHERS.get(url, told(record)))
                if url not in OTHERS and record["reason"] not in ("loop", "too_many_hops"):
                    self.assertEqual(trails[url], urls_of(record))
        self.assertEqual([url for url in OTHERS if OTHERS[url] == told(whole[url])], [])

    def test_each_url_is_asked_once(self):
        starts = ["https://t.co/Hb7Gates01", "https://hops.test/4", "https://hops.test/3", "https://fragment.test/through#x",
                  "https://l.facebook.com/l.php?u=https%3A%2F%2Fhops.test%2F7"]
        self.web.clear()
        records = self.round(starts)
        self.assertEqual([verdict(record) for record in records], ["skipped hop_limit"] * len(starts))
        self.assertEqual([(record["next"]["via"], record["next"]["url"]) for record in records], [
            ("refresh", "https://bit.ly/3Harb0ur"), ("redirect", "https://hops.test/3"), ("redirect", "https://hops.test/2"),
            ("redirect", "https://fragment.test/inherit#x"), ("redirect", "https://hops.test/6")])
        self.assertEqual([len(record["hops"]) for record in records], [1, 1, 1, 1, 2])
        self.assertEqual(sorted(self.web.requested()), sorted([*(url.split("#")[0] for url in starts[:4]), "https://hops.test/7"]))

    def test_so_many_hops_are_asked_for(self):
        for limit in (0, 1, 3, 19):
            with self.subTest(limit):
                self.web.clear()
                cut, whole, itself = self.round([f"https://hops.test/{limit + 1}", f"https://hops.test/{limit}", "https://loop.test/itself"],
                                                limit)
                self.assertEqual((verdict(cut), cut["status"], cut["permanent"]), ("skipped hop_limit", 302, False))
                self.assertEqual(cut["next"], {"url": "https://hops.test/0", "via": "redirect"})
                self.assertEqual(urls_of(cut), [f"https://hops.test/{left}" for left in range(limit + 1, 0, -1)])
                self.assertEqual((verdict(whole), len(whole["hops"])), ("alive ok", limit + 1))
                self.assertEqual(verdict(itself), "dead loop")
                self.assertEqual(len(self.web.requested()), limit + 3)

    def test_only_a_chain_that_would_go_on_has_a_next(self):
        """What needs no answer is told: a wall, a scheme that is not followed, an address that may not be contacted, a post."""
        ends = {
            "https://walls.test/instagram": ("unsure login_wall", "https://walls.test/instagram"),
            "https://members.test/story": ("unsure login_wall", "https://members.test/story"),
            "https://location.test/ftp": ("skipped denied", None),
            "https://private.test/ten": ("skipped denied", None),
            "https://location.test/bad-port": ("dead malformed_redirect", None),
            "https://t.co/Hb7Photo02": ("unsure unverified", sites.SLUGS["Hb7Photo02"]),
            "https://for-sale.test/2019/story": ("dead parked", "https://www.hugedomains.com/domain_profile.cfm?d=for-sale.test"),
        }
        self.web.clear()
        self.assertEqual([told(record) for record in self.round(ends, options=["--no-api"])], list(ends.values()))
        self.assertEqual(sorted(self.web.requested()), sorted(ends))
        [permanent] = self.round(["https://location.test/path"])
        self.assertEqual((verdict(permanent), permanent["permanent"]), ("skipped hop_limit", True))


if __name__ == "__main__":
    unittest.main()
