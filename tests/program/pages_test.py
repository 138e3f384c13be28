#!/usr/bin/python3
"""Where pages lead by what they say, and what they are worth, over the test web: the rows of tests/web/pages.py."""

import sys
import unittest

from landfall import ROOT, OverWeb, verdict

sys.path.insert(0, str(ROOT / "tests/web"))
sys.dont_write_bytecode = True

import pages  # pylint: disable=wrong-import-position


def paths(table, *besides):
    return [path for path in table if path not in besides]


class Pages(OverWeb):
    maxDiff = None

    def agree(self, host, wanted, besides):
        """Each path of a host leads where it is wanted to ("" for nowhere), and none is forgotten."""
        table = pages.SITES[host]
        self.assertEqual(sorted(wanted), sorted(paths(table, *besides)))
        urls = {f"https://{host}{path}": want for path, want in wanted.items()}
        for (url, want), record in zip(urls.items(), self.web.expand(*urls), strict=True):
            with self.subTest(url):
                via, _, target = want.partition(" ")
                self.assertEqual(verdict(record), "alive ok")
                self.assertEqual(record["final"], f"https://{host}{target}" if want else url)
                self.assertEqual([hop.get("via") for hop in record["hops"]], [None, via] if want else [None])

    def test_scripts(self):
        wanted = {path: "" if path.startswith("/stays") else "script /end" for path in paths(pages.MOVES, "/end", "/other")}
        wanted.update({"/witnesses": "refresh /end", "/refresh-and-script": "refresh /end", "/sooner-refresh": "refresh /end"})
        self.agree("moves.test", wanted, ("/end", "/other"))

    def test_a_base_element_counts_from_where_it_stands(self):
        here, there = "refresh /end", "refresh /elsewhere/end"
        self.agree("base.test", {
            "/before": there, "/behind": here, "/second": there, "/target-only": there, "/in-template": here, "/in-comment": here,
            "/script-before": "script /end", "/script-behind": "script /elsewhere/end", "/timer": "script /elsewhere/end",
            "/relative": there, "/bad": here, "/header": here}, ("/end", "/elsewhere/end"))

    def test_pages_are_decoded_before_they_are_read(self):
        e, ya = "refresh /%C3%A9", "refresh /%D1%8F"
        self.agree("charset.test", {
            "/utf-8": e, "/header": ya, "/header-first": ya, "/meta": ya, "/http-equiv": "refresh /%E6%B8%AF", "/mark": e,
            "/utf-16": e, "/unstated": e, "/script": "script /%D1%8F"}, ("/%C3%A9", "/%D1%8F", "/%E6%B8%AF"))


if __name__ == "__main__":
    unittest.main()
