#!/usr/bin/python3
"""Sites that answer alike whatever they are asked for: with --probe a name that cannot exist tells."""

import re
import sys
import unittest

from landfall import ROOT, OverWeb, verdict

sys.path.insert(0, str(ROOT / "tests/web"))
sys.dont_write_bytecode = True

import probed  # pylint: disable=wrong-import-position


def at(name, path):
    return f"https://{name}.probed.test{path}"


# What each is with --probe; without it all are alive.
DEAD = {
    at("alike", "/news/late"): ("dead soft_404", at("alike", "/news/late")),
    at("alike", "/news/late.html?page=2"): ("dead soft_404", at("alike", "/news/late.html?page=2")),
    at("named", "/news/late"): ("dead soft_404", at("named", "/news/late")),
    at("sent", "/news/late"): ("dead soft_404", at("sent", "/search")),
    at("moved", "/news/late"): ("dead redirected_home", "https://home.test/"),
}
ALIVE = [at("alike", "/"), at("alike", "/news/"), at("hard", "/news/late"), at("hard", "/news/short"), at("text", "/news/late"),
         at("walled", "/news/late"), at("shell", "/news/late"), at("round", "/news/late"), at("moved", "/")]
SENT = {at("merged", "/old/a"): at("merged", "/story"), at("steps", "/news/late"): at("steps", "/sorry"),
        at("sent", "/news/same"): at("sent", "/news/same/"), at("moved", "/"): "https://home.test/"}


class Probes(OverWeb):
    maxDiff = None

    def expand(self, urls, *options):
        self.web.clear()
        records = self.web.expand(*urls, options=("--retries", "0", *options))
        return {record["input"]: (verdict(record), record.get("final")) for record in records}

    def probes(self):
        return sorted(url for url in self.web.requested() if probed.NOWHERE.search(url))

    def test_nobody_is_asked_without_it(self):
        told = self.expand([*DEAD, *ALIVE, *SENT])
        self.assertEqual({value[0] for value in told.values()}, {"alive ok"})
        self.assertEqual(self.probes(), [])

    def test_what_is_answered_as_nothing_is_is_missing(self):
        told = self.expand([*DEAD, *ALIVE, *SENT], "--probe")
        self.assertEqual(told, {**{url: ("alive ok", SENT.get(url, url)) for url in [*ALIVE, *SENT]}, **DEAD})

    def test_each_folder_is_asked_for_one_name_once(self):
        self.expand([at("alike", f"/news/{day}") for day in range(20)], "--probe")
        [news] = self.probes()
        self.assertRegex(news, r"^https://alike\.probed\.test/news/[a-z]{25}$")
        self.expand([at("alike", f"/news/{day}") for day in range(3)] + [at("alike", f"/sport/{day}.html?page={day}/x#part") for day in range(3)], "--probe")
        again, sport = self.probes()
        self.assertEqual(again, news)  # the same in every run
        self.assertRegex(sport, r"^https://alike\.probed\.test/sport/[a-z]{25}\.html$")
        self.assertNotEqual(sport.rpartition("/")[2][:25], news.rpartition("/")[2])

    def test_a_site_is_asked_a_few_times_at_most(self):
        told = self.expand([at("alike", f"/{folder}/late") for folder in range(30)], "--probe")
        verdicts = [told[url][0] for url in told]
        self.assertEqual((verdicts.count("dead soft_404"), verdicts.count("alive ok")), (8, 22))
        self.assertEqual(len(self.probes()), 8)

    def test_what_has_two_signs_needs_no_probe(self):
        """Nor has what is an error, and what nothing speaks against."""
        told = self.expand(["https://lost.test/heading", "https://home.test/", "https://status.test/404",
                            "https://moves.test/end", "https://location.test/path"], "--probe")
        self.assertEqual([url for url in self.probes() if "lost.test" in url or "status.test" in url], [])
        self.assertEqual(told["https://lost.test/heading"][0], "dead soft_404")

    def test_a_probe_without_an_answer_changes_nothing(self):
        for option in ("--timeout", "--max-time"):
            told = self.expand([at("silent", "/news/late")], "--probe", option, "2")
            self.assertEqual([value[0] for value in told.values()], ["alive ok"])
            self.assertEqual(len(set(self.probes())), 1)  # asked afresh where the connection was kept too long

    def test_a_page_is_read_so_far_that_it_can_be_compared(self):
        """The same menu of 40 KiB before two texts."""
        self.assertEqual(self.expand([at("menu", "/news/late")], "--probe")[at("menu", "/news/late")][0], "alive ok")
        self.assertEqual(len(self.probes()), 1)


if __name__ == "__main__":
    unittest.main()
