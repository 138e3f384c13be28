#!/usr/bin/python3
"""Hosts that refuse robots or show browsers something else are asked once more, as somebody else."""

import collections
import sys
import unittest

from landfall import ROOT, OverWeb, verdict

sys.path.insert(0, str(ROOT / "tests/web"))
sys.dont_write_bytecode = True

import faces  # pylint: disable=wrong-import-position

HOST = "https://faces.test/"
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0"


class Faces(OverWeb):
    maxDiff = None

    def agree(self, wanted, *options):
        """Each URL: verdict, status, where it ends, and how often it was asked for. A chain counts as its worst hop."""
        self.web.clear()
        records = self.web.expand(*wanted, options=("--retries", "1", *options))
        asked = collections.Counter(self.web.requested())
        for (url, (told, status, final, times)), record in zip(wanted.items(), records, strict=True):
            with self.subTest(url):
                self.assertEqual((verdict(record), record["status"], record["final"]), (told, status, final))
                self.assertEqual((asked[url], record["attempts"]), (times, times))

    def test_who_is_refused_asks_as_a_browser(self):
        wanted = {HOST + path: ("alive ok", 200, HOST + path, 2) for path in ("401", "403", "406", "999", "challenge")}
        wanted[HOST + "moved"] = ("alive ok", 200, HOST + "end", 2)
        wanted[HOST + "gone"] = ("dead gone", 410, HOST + "gone", 2)
        self.agree(wanted)

    def test_who_is_sent_to_a_wall_asks_as_a_browser(self):
        """Not where everybody is asked for consent, and not the wall itself."""
        self.agree({HOST + "sorry": ("alive ok", 200, HOST + "sorry", 2), HOST + "sorry-then-moved": ("alive ok", 200, HOST + "end", 2),
                    HOST + "sorry-to-all": ("unsure blocked", 301, HOST + "sorry-to-all", 2),
                    HOST + "consent": ("alive ok", 200, HOST + "end", 1)})
        self.assertNotIn(faces.WALL, self.web.requested())

    def test_what_is_no_better_changes_nothing(self):
        paths = ("refused", "refused-otherwise", "busy-then", "limited-then", "broken-then")
        wanted = {HOST + path: ("unsure blocked", 403, HOST + path, 2) for path in paths}
        wanted[HOST + "program"] = ("unsure blocked", 403, HOST + "program", 2)
        self.agree(wanted)

    def test_others_are_asked_as_before(self):
        self.agree({HOST + "missing": ("dead gone", 404, HOST + "missing", 1),
                    HOST + "payment": ("unsure client_error", 402, HOST + "payment", 1),
                    HOST + "end": ("alive ok", 200, HOST + "end", 1),
                    HOST + "limited": ("unsure rate_limited", 429, HOST + "limited", 2)})

    def test_a_shortener_has_two_faces(self):
        self.agree({"https://rb.gy/a1b2c3": ("alive ok", 200, faces.END, 2),
                    "https://rb.gy/n0body": ("alive ok", 200, "https://rb.gy/n0body", 2),
                    "https://rb.gy/about/us": ("alive ok", 200, "https://rb.gy/about/us", 1),
                    "https://rb.gy/": ("alive ok", 200, "https://rb.gy/", 1),
                    "https://cutt.ly/w4lled": ("alive ok", 200, faces.END, 2)})
        self.agree({"https://cutt.ly/aBcDe": ("alive ok", 200, faces.END, 2),
                    "https://rb.gy/a1b2c3": ("alive ok", 200, faces.END, 1)}, "--user-agent", "a-checker/1.0")

    def test_the_first_face_is_the_users(self):
        """Whoever calls himself a browser is shown as none the second time."""
        self.web.clear()
        [record] = self.web.expand(HOST + "program", options=["--user-agent", BROWSER, "--header", "faces.test: X-Key: k"])
        self.assertEqual((verdict(record), record["attempts"]), ("alive ok", 2))
        first, second = (request["headers"] for request in self.web.log()["requests"])
        self.assertEqual(first["user-agent"], BROWSER)
        self.assertRegex(second["user-agent"], r"^landfall/[0-9.]+$")
        self.assertEqual((first["x-key"], second["x-key"]), ("k", "k"))
        self.assertEqual((second["accept"], second.get("accept-language")), ("*/*", None))

    def test_a_chain_goes_on_with_its_own_face(self):
        """The URL behind is asked as usual first; cookies of a jar go with both."""
        self.web.clear()
        moved, again = self.web.expand(HOST + "moved", HOST + "again")
        self.assertEqual([(hop["url"], hop["status"]) for hop in moved["hops"]], [(HOST + "moved", 301), (HOST + "end", 200)])
        self.assertEqual(verdict(again), "dead loop")
        agents = [request["headers"]["user-agent"] for request in self.web.log()["requests"] if request["url"] == HOST + "end"]
        self.assertEqual(len(agents), 1)
        self.assertIn("compatible; landfall/", agents[0])

    def test_the_second_face_has_the_time_that_is_left(self):
        """Where that, or the whole run, ends before it is answered, what the first was told stands."""
        for option in ("--timeout", "--max-time"):
            [record] = self.web.expand(HOST + "silent-then", options=[option, "1.5"])
            self.assertEqual((verdict(record), record["status"], record["attempts"]), ("unsure blocked", 403, 2))
            self.assertLess(record["ms"], 10000)

    def test_links_to_one_page_share_both(self):
        self.web.clear()
        records = self.web.expand(*(HOST + f"403#{part}" for part in range(5)))
        self.assertEqual([verdict(record) for record in records], ["alive ok"] * 5)
        self.assertEqual(len(self.web.requested()), 2)


if __name__ == "__main__":
    unittest.main()
