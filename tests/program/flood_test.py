#!/usr/bin/python3
"""Answers without end, and links without end: what a request may take of the wire and of memory, whatever its bytes
carry, and what is left of a link once its record was written."""

import json
import sys
import unittest

from landfall import ROOT, SANITIZED, Place, Web, lines, run_measured, verdict

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


MANY = 2_000 if SANITIZED else 200_000  # fill what is remembered twice over


def denied(count):
    """So many distinct URLs that are followed, and end before anybody is asked."""
    return [f"http://10.0.0.1/2018/06/19/an-article-that-has-one-of-the-longer-names-among-articles-of-a-newspaper/{n}" for n in range(count)]


class Growth(Place):
    """Twice as many links take twice the time and no more memory: bytes a link are those between n and 2n of them."""

    def peak(self, *arguments, urls=()):
        used = run_measured(*arguments, "-o", "/dev/null", given=lines(urls), timeout=300)
        self.assertEqual((used.result.code, used.result.err), (0, ""))
        return used.peak

    def grows(self, most, count, measure):
        """Whether it takes at most so many bytes a link more; 512 KiB are those of allocators."""
        few, many = measure(count), measure(2 * count)
        if not SANITIZED:
            self.assertLess((many - few - 512) * 1024, most * count, f"{few} KiB, then {many} KiB")
        return many

    def test_a_url_that_is_not_followed_leaves_nothing(self):
        peak = self.grows(1, MANY, lambda count: self.peak("expand", "--offline", urls=denied(count)))
        if not SANITIZED:
            self.assertLess(peak, 12 << 10)

    def test_a_url_that_is_counted_leaves_a_hash(self):
        self.grows(40, MANY, lambda count: self.peak("expand", "--offline", "--format", "json", urls=denied(count)))

    def test_a_url_that_is_followed_leaves_no_more(self):
        peak = self.grows(5, MANY, lambda count: self.peak("expand", urls=denied(count)))
        if not SANITIZED:
            self.assertLess(peak, 160 << 10)

    def test_documents_leave_no_more_than_their_urls(self):
        """A hundred links each; each distinct one counts once, though the first were forgotten when they come again."""
        def measure(count):
            urls = denied(count)
            files = [self.file(f"{n}.txt", "".join(f"See {url} now.\n" for url in urls[n:n + 100]))
                     for n in range(0, count, 100)]
            listed = self.file("list", "".join(f"{file}\n" for file in [*files, files[0], files[-1]]))
            used = run_measured("resolve", "--files-from", listed, timeout=300)
            self.assertEqual(used.result.code, 0, used.result.err)
            summary = json.loads(used.result.out.splitlines()[-1])
            self.assertEqual((summary["links"], summary["unique"]), (count + 200, count))
            self.assertEqual(summary["states"], {"alive": 0, "dead": 0, "unsure": 0, "skipped": count})
            return used.peak
        self.grows(40, MANY, measure)

    def test_posts_of_a_document_that_are_asked_about(self):
        """Their answers are kept until the document is told: a few kilobytes each, with all that is told of the post."""
        refused = [f"--endpoint=twitter.{name}=http://10.0.0.1/{name}" for name in ("syndication", "oembed")]

        def measure(count):
            urls = "".join(f"https://twitter.com/harbour/status/{1654063315669740000 + (n << 22)}\n\n" for n in range(count))
            return self.peak("resolve", *refused, self.file("posts.txt", urls))
        self.grows(5500, 500 if SANITIZED else 10_000, measure)

    def test_many_links_of_a_document_are_not_asked_at_once(self):
        def measure(count):
            text = "".join(f"See http://n1.many.test/{count}/{n} now.\n" for n in range(count))
            file = self.file("links.txt", text)
            used = run_measured("resolve", file, *web.options, timeout=120)
            self.assertEqual(used.result.code, 0, used.result.err)
            [document, summary] = [json.loads(line) for line in used.result.out.splitlines()]
            self.assertEqual({link["reason"] for link in document["links"]}, {"ok"})
            self.assertEqual((summary["unique"], summary["requests"]), (count, count))
            return used.peak
        self.grows(1900, 500 if SANITIZED else 9000, measure)  # more than may be under way

    def test_what_was_forgotten_is_asked_again(self):
        """Not what comes again soon; and the record is the same, but for when it was made."""
        web.clear()
        url = "https://hops.test/3"
        given = [url, url + "#x", *denied(MANY), url]
        used = run_measured("expand", *web.options, given=lines(given), timeout=300)
        self.assertEqual(used.result.code, 0, used.result.err)
        records = {}
        for line in used.result.out.splitlines():
            if b"hops.test" in line:
                record = json.loads(line)
                records[record.pop("index")] = record
        again, first = records[len(given) - 1], records[0]
        for record in (first, again):
            for field in ("checked_at", "ms"):
                record.pop(field)
        self.assertEqual(first["reason"], "ok")
        self.assertEqual(again, first)
        self.assertEqual(web.requested().count(url), 1 if SANITIZED else 2)


if __name__ == "__main__":
    unittest.main()
