#!/usr/bin/python3
"""Pages as inputs: `landfall resolve URL` gets a page, scans it, and follows its links (tests/web/inputs.py)."""

import signal
import sys
import time
import unittest

from landfall import ROOT, SANITIZED, OverWeb, Place, records_of, report_of, run, run_measured, verdict

sys.path.insert(0, str(ROOT / "tests/web"))
sys.dont_write_bytecode = True

import inputs  # pylint: disable=wrong-import-position

HOST = inputs.HOST
DATE = r"20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z"


def urls(record):
    return [link["url"].removeprefix(HOST) for link in record["links"]]


class PageInputs(OverWeb, Place):
    maxDiff = None

    def resolve(self, *paths, options=(), code=0):
        """The documents of these pages, in their order."""
        result = self.web.run("resolve", "--ordered", *options, *(HOST + path for path in paths))
        self.assertEqual(result.code, code, result)
        documents = [record for record in result.records if record["type"] == "document"]
        self.assertEqual([document["source"]["name"] for document in documents], [HOST + path for path in paths])
        return documents

    def source(self, path, **more):
        document, = self.resolve(path, **more)
        return document["source"]

    def test_a_page_is_got_and_its_links_are_followed(self):
        self.web.clear()
        document, = self.resolve("/article")
        source = document["source"]
        self.assertRegex(source.pop("date"), f"^{DATE}$")
        self.assertEqual(source, {"name": HOST + "/article", "url": HOST + "/article", "media_type": "text/html",
                                  "bytes": len(inputs.BODY), "title": "An article"})
        self.assertEqual(urls(document), ["/there", "/end?q=1", "https://home.test/"])
        self.assertEqual({verdict(link) for link in document["links"]}, {"alive ok"})
        self.assertEqual(len(self.web.requested()), 4)

    def test_spans_lie_in_the_body_as_it_was_sent(self):
        for path, body in (("/article", inputs.BODY.encode()), ("/gzip", inputs.BODY.encode()),
                           ("/koi8", inputs.CYRILLIC.encode("koi8-r"))):
            document, = self.resolve(path)
            for link in document["links"]:
                span = link["spans"][0]
                self.assertEqual(body[span["start"]:span["end"]].decode("koi8-r" if path == "/koi8" else "utf-8"), link["written"])

    def test_relative_links_are_of_the_page_that_was_got(self):
        rows = {"/dir/article": "/dir/there", "/moved": "/dir/there", "/refreshed": "/dir/there", "/based": "/elsewhere/there"}
        for document, (path, there) in zip(self.resolve(*rows), rows.items(), strict=True):
            with self.subTest(path):
                self.assertEqual(urls(document), [there, "/end?q=1", "https://home.test/"])
                self.assertEqual(document["source"]["url"], HOST + ("/based" if path == "/based" else "/dir/article"))

    def test_a_page_that_links_to_itself_is_asked_for_once(self):
        for path, requests in (("/self", ["/self", "/self?"]), ("/moved-to-self", ["/moved-to-self", "/self", "/self?"]),
                               ("/self#top", ["/self", "/self?"])):
            with self.subTest(path):
                self.web.clear()
                document, = self.resolve(path)
                self.assertEqual(document["source"]["url"], HOST + "/self")
                self.assertEqual(urls(document), ["/self", "/self#top", "/self#x", "/self?"])
                self.assertEqual({verdict(link) for link in document["links"]}, {"alive ok"})
                self.assertEqual(self.web.requested(), [HOST + path for path in requests])

    def test_posts_are_described(self):
        document, = self.resolve("/posts")
        self.assertEqual([embed["post_id"] for embed in document["embeds"]], ["1636301558926912259"])

    def test_what_it_is(self):
        page, words = ["/there", "/end?q=1", "https://home.test/"], ["https://home.test/"]
        rows = {"/plain": ("text/plain", words), "/untold": ("text/html", page), "/untold-text": ("text/plain", words),
                "/readme.md": ("text/markdown", ["/there"]), "/markdown": ("text/markdown", ["/there"]),
                "/octets": ("text/html", page), "/xhtml": ("application/xhtml+xml", page), "/feed.xml": ("text/plain", words),
                "/empty": ("text/html", []), "/no-content": ("text/plain", [])}
        for document, (path, (media, found)) in zip(self.resolve(*rows), rows.items(), strict=True):
            with self.subTest(path):
                self.assertEqual((document["source"]["media_type"], urls(document)), (media, found))
        document, = self.resolve("/plain", options=["--type", "html"])
        self.assertEqual((document["source"]["media_type"], urls(document)), ("text/html", ["https://home.test/", "/end"]))

    def test_its_charset(self):
        rows = {"/koi8": "KOI8-R", "/koi8-but-meta": "KOI8-R", "/koi8-meta": "KOI8-R", "/mark-but-koi8": None, "/text-koi8": "KOI8-R"}
        for document, (path, charset) in zip(self.resolve(*rows), rows.items(), strict=True):
            with self.subTest(path):
                self.assertEqual(document["source"].get("charset"), charset)
                self.assertEqual(urls(document), ["https://home.test/%D1%8F" if path == "/text-koi8" else "/end?q=%D1%8F"])

    def test_codings_are_undone(self):
        for path in ("/gzip", "/gzip-chunks", "/deflate-gzip"):
            document, = self.resolve(path)
            self.assertEqual((document["source"]["bytes"], len(document["links"])), (len(inputs.BODY), 3), path)

    def test_what_is_cut_is_marked(self):
        most = 64 << 20
        for path, cut, size, found in (("/big-3", None, None, ["/end", "/there"]), ("/big-70", "limit", most, ["/end"]),
                                       ("/bomb", "limit", most, ["/end"]), ("/breaks-off", "disconnect", len(inputs.BODY), None),
                                       ("/chunk-missing", "disconnect", len(inputs.BODY), None), ("/reset", "disconnect", len(inputs.BODY), None),
                                       ("/stalls", "time", len(inputs.BODY), None), ("/never-ends", "time", None, ["/end"]),
                                       ("/drip", None, None, ["/there", "/end?q=1", "/end"])):
            with self.subTest(path):
                document, = self.resolve(path, options=["--timeout", "4"])
                source = document["source"]
                self.assertEqual(source.get("truncated"), cut)
                self.assertEqual(source["bytes"], size or source["bytes"])
                self.assertEqual(urls(document), found or ["/there", "/end?q=1", "https://home.test/"])

    def test_memory_has_a_ceiling_however_many_are_large(self):
        paths = ["/big-4", "/bomb", "/big-3", "/bomb", "/big-4", "/big-1", "/bomb", "/big-3"] * 3
        used = run_measured("resolve", "--ordered", *(HOST + path for path in paths), *self.web.options, timeout=120)
        self.assertEqual(used.result.code, 0, used.result.err)
        documents = used.result.records[:-1]
        self.assertEqual([document["source"]["name"] for document in documents], [HOST + path for path in paths])
        for path, document in zip(paths, documents, strict=True):
            self.assertEqual((document["source"].get("truncated"), len(document["links"])),
                             ("limit", 1) if path == "/bomb" else (None, 2), path)
        if not SANITIZED:
            self.assertLess(used.peak, 230 << 10)

    def test_what_gives_no_document_says_why(self):
        rows = {"/missing": "dead gone", "/gone": "dead gone", "/to-gone": "dead gone", "/wall": "unsure blocked",
                "/broken": "unsure server_error", "/round": "dead loop", "/lost": "dead soft_404", "/no-gzip": "unsure protocol",
                "/to-private": "skipped denied", "/pdf": "alive ok", "/called-html": "alive ok"}
        result = self.web.run("resolve", "--ordered", "--retries", "0", *(HOST + path for path in rows), HOST + "/article")
        *documents, good, _ = result.records
        self.assertEqual(result.code, 2)
        for document, line, (path, reason) in zip(documents, result.err.splitlines(), rows.items(), strict=True):
            with self.subTest(path):
                self.assertEqual((verdict(document["source"]["error"]), document["links"], document["embeds"]), (reason, [], []))
                self.assertEqual(document["source"]["media_type"],
                                 {"/pdf": "application/pdf", "/called-html": "text/html"}.get(path, "application/octet-stream"))
                self.assertTrue(line.startswith(f"landfall: {HOST}{path}: "), line)
                if not reason.startswith("alive"):
                    self.assertIn(reason.replace(" ", ", "), line)
        self.assertNotIn("error", good["source"])
        self.assertEqual(len(good["links"]), 3)
        self.assertEqual(result.records[-1]["documents"], 1)
        self.assertIn("HTTP status 404", result.err.splitlines()[0])

    def test_a_fault_of_tls_is_named(self):
        result = self.web.run("resolve", "https://expired.tls.test/")
        self.assertEqual((result.code, verdict(result.records[0]["source"]["error"])), (2, "unsure tls"))
        self.assertIn("expired", result.err)

    def test_a_private_address_is_not_asked(self):
        options = ["--cacert", self.web.cacert]
        for url in (f"http://127.0.0.1:{self.web.port}/", f"http://localhost:{self.web.port}/", "http://10.0.0.1/"):
            self.web.clear()
            result = run("resolve", url, *options)
            self.assertEqual((result.code, verdict(result.records[0]["source"]["error"])), (2, "skipped denied"), url)
            self.assertEqual(self.web.requested(), [])

    def test_a_post_whose_page_says_nothing_is_not_asked(self):
        self.web.clear()
        result = self.web.run("resolve", "https://x.com/name_demo/status/1636301558926912259")
        self.assertEqual((result.code, verdict(result.records[0]["source"]["error"])), (2, "unsure unverified"))
        self.assertEqual(self.web.requested(), [])

    def test_offline_no_page_is_read(self):
        self.web.clear()
        result = self.web.run("resolve", "--offline", "--ordered", HOST + "/article", self.file("a.txt"))
        page, document, _ = result.records
        self.assertEqual((result.code, verdict(page["source"]["error"])), (2, "skipped offline"))
        self.assertEqual([verdict(link) for link in document["links"]], ["skipped offline"])
        self.assertEqual(self.web.requested(), [])

    def test_scan_names_resolve(self):
        for options in ([], self.web.options):
            result = run("scan", HOST + "/article", self.file("a.txt"), *[])
            self.assertEqual(result.code, 2)
            self.assertIn("landfall resolve", result.err)
            self.assertEqual(len(result.records), 1, options)

    def test_options_about_links_are_about_those_found(self):
        document, = self.resolve("/article", options=["--exclude", "input.test", "--only", "web"])
        self.assertEqual([verdict(link) for link in document["links"]], ["skipped excluded", "skipped excluded", "alive ok"])
        document, = self.resolve("/article", options=["--only", "short"])
        self.assertEqual({verdict(link) for link in document["links"]}, {"skipped excluded"})

    def test_what_is_no_url_of_the_web_gives_no_document(self):
        result = self.web.run("resolve", "--ordered", "https://", "HTTPS://INPUT.test/article", "http://x.test:99999/",
                              "https://input.test/" + "x" * 9000)
        errors = [record["source"].get("error", {}).get("reason") for record in result.records[:-1]]
        self.assertEqual((result.code, errors), (2, ["malformed", None, "malformed", "truncated"]))

    def test_the_time_of_the_run_is_kept(self):
        began = time.monotonic()
        result = self.web.run("resolve", "--max-time", "0.5", "https://slow.test/20000")
        self.assertEqual((result.code, verdict(result.records[0]["source"]["error"])), (2, "skipped out_of_time"))
        self.assertLess(time.monotonic() - began, 10)

    def test_several_are_got_at_once(self):
        self.web.clear()
        paths = [f"/{300 + n}" for n in range(40)]
        result = self.web.run("resolve", "--per-host", "40", "--no-progress", *("https://slow.test" + path for path in paths))
        self.assertEqual((result.code, len(result.records)), (0, 41))
        self.assertLessEqual(self.web.log()["peak"]["slow.test"], 16)
        self.assertGreater(self.web.log()["peak"]["slow.test"], 4)

    def test_they_are_named_in_lists_among_files(self):
        listed = self.file("list", f"{HOST}/article\n{self.file('a.txt', 'See https://home.test/')}\n\n{HOST}/plain\n"
                                   f"{HOST}/{'y' * 5000}\n")
        result = self.web.run("resolve", "--ordered", "--files-from", listed)
        found = [(record["source"]["name"].removeprefix(HOST)[:9], len(record["links"])) for record in result.records[:-1]]
        self.assertEqual((result.code, found), (2, [("/article", 3), (f"{self.folder}/a.txt"[:9], 1), ("/plain", 1), ("/yyyyyyyy", 0)]))

    def test_a_report_has_them_all(self):
        result = self.web.run("resolve", "--ordered", "--format", "json", HOST + "/article", HOST + "/gone")
        report = report_of(result.out)
        self.assertEqual(["error" in document["source"] for document in report["documents"]], [False, True])
        self.assertEqual(report["summary"]["documents"], 1)

    def test_a_signal_ends_it(self):
        child = self.start("resolve", HOST + "/article", "https://slow.test/60000", *self.web.options)
        line = child.stdout.readline()
        began = time.monotonic()
        child.send_signal(signal.SIGINT)
        rest, _ = child.communicate(timeout=30)
        self.assertLess(time.monotonic() - began, 5)
        self.assertEqual((child.returncode, [record["source"]["name"] for record in records_of(line + rest)]), (130, [HOST + "/article"]))

    def test_passwords_are_not_shown(self):
        result = self.web.run("resolve", "https://me:secret@input.test/gone")
        self.assertNotIn("secret", result.err)
        self.assertIn("gone", result.err)


if __name__ == "__main__":
    unittest.main()
