#!/usr/bin/python3
"""Connections that are kept: what one link's server leaves on them is never another link's answer."""

import unittest

from landfall import Web, verdict

web = Web()
SIBLINGS = range(1, 6)
HOT = 40
AT_ONCE = {
    "204": "alive ok", "204-chunked": "alive ok", "204-length": "alive ok", "204-body": "alive ok",
    "304": "unsure protocol", "304-length": "unsure protocol", "205": "alive ok", "whole": "alive ok",
    "chunks": "alive ok", "redirect": "alive ok", "line-end": "alive ok", "garbage": "alive ok", "two": "alive ok",
    "204-soon": "alive ok", "304-soon": "unsure protocol", "liar-soon": "alive ok or unsure protocol"}
LATER = {"204-later": "alive ok", "304-later": "unsure protocol", "whole-later": "alive ok", "408-later": "alive ok",
         "liar-later": "alive ok or unsure protocol"}


def setUpModule():
    web.__enter__()


def tearDownModule():
    web.__exit__()


class Reuse(unittest.TestCase):
    def ask(self, urls):
        return web.expand(*urls, options=["--per-host", 1, "--concurrency", 20, "--retries", 0])

    def are_siblings(self, records):
        """Each is a good page with its own title, asked for once as far as its record says."""
        told = [(verdict(record), record.get("status"), record.get("title"), record["attempts"]) for record in records]
        self.assertEqual(told, [("alive ok", 200, f"Sibling {n}", 1) for n in SIBLINGS])

    def test_bytes_behind_an_answer(self):
        for scheme in ("http", "https"):
            for path, wanted in AT_ONCE.items():
                with self.subTest(scheme, path=path):
                    names = [1, path, *SIBLINGS[1:]]  # the first is not alone, or its connection would not be kept
                    first, pushed, *siblings = self.ask([f"{scheme}://pushed.test/{name}" for name in names])
                    self.assertIn(verdict(pushed), wanted.split(" or "))
                    self.are_siblings([first, *siblings])

    def test_bytes_that_come_while_a_connection_is_idle(self):
        for scheme in ("http", "https"):
            for path, wanted in LATER.items():
                with self.subTest(scheme, path=path):
                    later = [f"{scheme}://n{n}.later.test/{200 + 20 * n}/pushed.test/{n}" for n in SIBLINGS]
                    first, pushed, *siblings = self.ask([f"{scheme}://pushed.test/{name}" for name in (1, path)] + later[1:])
                    self.assertIn(verdict(pushed), wanted.split(" or "))
                    self.are_siblings([first, *siblings])

    def test_a_connection_that_lapsed(self):
        """On a connection that was used before, a fault in front of a clean head means a fresh one, and is no attempt."""
        for scheme in ("http", "https"):
            for host in ("closed", "half-line", "half-head", "garbage", "other"):
                with self.subTest(scheme, host=host):
                    self.are_siblings(self.ask([f"{scheme}://{host}.reused.test/{n}" for n in SIBLINGS]))

    def test_a_connection_told_to_be_over_while_it_is_idle(self):
        for scheme in ("http", "https"):
            with self.subTest(scheme):
                first = f"{scheme}://idle.reused.test/1"
                later = [f"{scheme}://n{n}.later.test/{200 * n}/idle.reused.test/{n}" for n in SIBLINGS[1:]]
                self.are_siblings(self.ask([first, *later]))

    def test_a_session_that_the_server_refuses(self):
        """One that was given is no use any more (its keys were changed, another machine answers): that is no fault of
        the host's, and no reason to offer it over and over."""
        for host in ("alert", "closed"):
            with self.subTest(host):
                web.clear()
                self.are_siblings(self.ask([f"https://{host}.session.test/{n}" for n in SIBLINGS]))
                self.assertLessEqual(web.log()["connections"], len(SIBLINGS) + 2)  # one refused at most, and this one

    def test_http_2(self):
        """Many requests over one connection, and no fault of theirs where it ends on the way. A host that is asked
        this often is asked whether it speaks HTTP/2."""
        for host in ("good", "closed-later", "goaway-later", "refused-later", "garbage-later", "half-later"):
            with self.subTest(host):
                web.clear()
                records = self.ask([f"https://{host}.h2.test/{n}" for n in range(HOT)])
                told = [(verdict(record), record.get("title"), record["attempts"]) for record in records]
                self.assertEqual(told, [("alive ok", "One of many", 1)] * HOT)
                log = web.log()
                streams = [request["method"] for request in log["requests"]].count("HTTP/2")
                self.assertGreater(streams, 0)
                if host == "good":
                    self.assertGreater(streams, HOT // 4)
                    self.assertLessEqual(log["connections"], 4)

    def test_a_fresh_connection_that_fails_is_the_servers_fault(self):
        record, = web.expand("https://broken.test/closed", options=["--retries", 0])
        self.assertEqual((verdict(record), record["attempts"]), ("unsure unreachable", 1))

    def test_good_connections_are_still_kept(self):
        web.clear()
        urls = [f"https://bit.ly/{n}" for n in range(40)]
        self.assertEqual({verdict(record) for record in web.expand(*urls, options=["--per-host", 2])}, {"dead gone"})
        self.assertLessEqual(web.log()["connections"], 4)


if __name__ == "__main__":
    unittest.main()
