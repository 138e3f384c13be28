#!/usr/bin/python3
"""Answers without end: what a request may take of the wire and of memory, whatever its bytes carry."""

import sys
import unittest

from landfall import ROOT, SANITIZED, Web, verdict

sys.path.insert(0, str(ROOT / "tests/web"))
import h2
import hostile

web = Web()
MOST_SENT = 8 << 20  # a request takes about 1 MiB; what is sent beyond waits in the system, up to 6 MiB
MOST_MEMORY = 64 << 10  # in KiB
OPTIONS = ["--timeout", 20, "--retries", 0, "--per-host", 1]
HOT = 40
SIBLINGS = [f"https://n{n}.many.test/" for n in range(3)]


def setUpModule():
    web.__enter__()


def tearDownModule():
    web.__exit__()


class Floods(unittest.TestCase):
    def hold(self, urls, wanted, key):
        """Asks for the URLs of one attack, and for good ones elsewhere."""
        web.clear()
        records, used = web.expand_measured(*urls, *SIBLINGS, options=OPTIONS)
        told = [verdict(record) for record in records]
        self.assertEqual(told[len(urls):], ["alive ok"] * len(SIBLINGS))
        self.assertLessEqual(set(told[:len(urls)]), set(wanted.split(" or ")))
        sent = web.log()["sent"].get(key, 0)
        self.assertGreater(sent, 0, "nobody asked")
        self.assertLess(sent, MOST_SENT * len(urls))
        if not SANITIZED:
            self.assertLess(used.peak, MOST_MEMORY)

    def test_http(self):
        for scheme in ("http", "https"):
            for path, (_, wanted) in hostile.FLOODS.items():
                with self.subTest(scheme, path=path):
                    self.hold([f"{scheme}://flood.test{path}"], wanted, "flood.test" + path)

    def test_http_2(self):
        """Many links, since a host is asked in HTTP/1.1 until it is asked often, and again where HTTP/2 fails: then
        it is a good page."""
        for name, (_, wanted) in h2.ATTACKS.items():
            with self.subTest(name):
                host = f"{name}.h2.test"
                self.hold([f"https://{host}/{n}" for n in range(HOT)], wanted + " or alive ok", host + "/")

    def test_in_place_of_a_handshake(self):
        for host in hostile.INSTEAD_OF_TLS:
            with self.subTest(host):
                self.hold([f"https://{host}/"], "unsure tls or unsure protocol", host)

    def test_tickets_behind_a_handshake(self):
        """Ten megabytes of them; that they were too many is what is said."""
        [record], used = web.expand_measured("https://tickets.tls.test/", options=OPTIONS)
        self.assertEqual(verdict(record), "unsure protocol")
        if not SANITIZED:
            self.assertLess(used.peak, MOST_MEMORY)

    def test_many_at_once(self):
        """What one request may take does not add up: as many links again take no more memory."""
        _, few = web.expand_measured(*(f"https://flood.test/trailers?{n}" for n in range(4)), options=OPTIONS)
        _, many = web.expand_measured(*(f"https://flood.test/trailers?{n}" for n in range(16)), options=OPTIONS)
        if not SANITIZED:
            self.assertLess(many.peak, few.peak + (16 << 10))


if __name__ == "__main__":
    unittest.main()
