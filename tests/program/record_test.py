#!/usr/bin/python3
"""Evidence: what --record keeps of exchanges, whatever ends a run, and what --replay makes of it."""

import collections
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
import unittest

from landfall import COMMAND, ROOT, SANITIZED, OverWeb, Place, lines, run, verdict

sys.path.insert(0, str(ROOT / "tests/web"))
sys.dont_write_bytecode = True

import sites  # pylint: disable=wrong-import-position
import warc

ARTICLE = ROOT / "fixtures/articles/harbour-page/input.html"
TLS = ("expired", "wrong-host", "self-signed", "untrusted", "complete", "plain", "alert", "tickets")
COOKIES = [f"https://loop.test/{path}" for path in ("cookie", "cookie-in", "jar", "two")]
COURIER = "www.eastmoor-courier.test"
PAGES = [f"https://{COURIER}/{n}" for n in range(40)]


def battery():
    """A URL for each row of the test web, and what is told apart by other means."""
    for host, site in sites.SITES.items():
        if isinstance(site, dict) and "*" not in host:
            yield from (f"https://{host}{path}" for path in site)
    yield from (f"https://{name}.tls.test/" for name in TLS)
    yield from (f"https://status.test/{code}" for code in (200, 204, 304, 403, 404, 429, 503, 999))
    yield from COOKIES
    yield from (f"https://hot.h2.test/{n}" for n in range(100))
    yield from ("http://10.0.0.1/", "ftp://a.test/", "https://x.com/a/status/1", "nonsense")


def last_url(record):
    return record["hops"][-1]["url"] if record.get("hops") else None


def without_time(record, ends=None):
    """Where one answer was waited for by several links, each of them takes less when it is there at once;
    of those with cookies, each of which asks for itself, nobody can tell which asked when; and what nobody was
    asked about is looked at anew."""
    urls = [hop["url"] for hop in record.get("hops", [])]
    shares = len(set(urls)) < len(urls) or (ends and ends[last_url(record)] > 1)
    left_out = ("ms", "checked_at") if shares or not record.get("attempts") else ("ms",)
    return {key: value for key, value in record.items() if key not in left_out}


def unchecked(result):
    """Of many records, the check against the schema takes longest."""
    return list(map(json.loads, result.out.splitlines()))


def documents(result):
    return [{**record, "links": list(map(without_time, record["links"]))} for record in result.records[:-1]]


class Evidence(OverWeb, Place):
    maxDiff = None

    def setUp(self):
        Place.setUp(self)
        self.evidence = self.folder / "evidence.warc.gz"

    def expand(self, *urls, options=(), **more):
        return self.web.run("expand", "--record", self.evidence, *options, given=lines(urls), **more)

    def records(self, *kinds, torn=False):
        return [record for record in warc.read(self.evidence, torn) if record.kind in kinds or not kinds]


class SameAgain(Evidence):
    def test_links(self):
        urls = list(dict.fromkeys(battery()))
        self.assertGreater(len(urls), 300)
        options = ("--timeout", "3", "--ordered")
        live = self.expand(*urls, options=options, timeout=300)
        self.web.clear()
        again = run("expand", "--replay", self.evidence, *options, given=lines(urls))
        self.assertEqual((again.code, again.err), (0, ""))
        self.assertEqual(self.web.requested(), [])
        ends = collections.Counter(map(last_url, live.records))
        for before, after in zip(live.records, again.records, strict=True):
            self.assertEqual(without_time(before, ends), without_time(after, ends))
        self.assertEqual(len(live.records), len(urls))
        responses, requests = self.records("response"), self.records("request")
        self.assertGreater(len(responses), 300)
        self.assertGreaterEqual(len(requests), len(responses))
        http2 = [record for record in responses if record.fields.get("warc-protocol") == "h2"]
        self.assertGreater(len(http2), 0)
        for record in requests + responses:
            line = record.block.partition(b"\r\n")[0]
            self.assertEqual(line.count(b"HTTP/1."), 1, line)
            self.assertNotIn(b"HTTP/2", line)

    def test_how_long_it_took(self):
        urls = ["https://slow.test/300", "https://home.test/a/deep/link", "https://status.test/flaky"]
        for url in urls:
            live = self.expand(url).record
            again = run("expand", "--replay", self.evidence, url).record
            self.assertEqual(*([record[key] for key in ("ms", "checked_at", "attempts")] for record in (live, again)), url)
            self.assertGreaterEqual(live["ms"], 300 if "slow" in url else 1)

    def test_articles(self):
        live = self.web.run("resolve", "--record", self.evidence, ARTICLE)
        again = run("resolve", "--replay", self.evidence, ARTICLE)
        self.assertEqual(documents(live), documents(again))
        self.assertEqual(len(documents(live)[0]["links"]), 5)
        self.assertEqual(live.records[-1]["requests"], len(self.records("request")))

    def test_pages_as_inputs(self):
        page = "https://www.eastmoor-courier.test/2023/harbour-gates-reopen"
        live = self.web.run("resolve", "--ordered", "--record", self.evidence, page, page + "?none")
        again = run("resolve", "--ordered", "--replay", self.evidence, page, page + "?none")
        self.assertEqual(documents(live), documents(again))
        self.assertEqual((live.code, live.err), (again.code, again.err))
        self.assertEqual(live.records[0]["source"]["url"], page)

    def test_addresses_that_need_a_word(self):
        url = f"http://127.0.0.1:{self.web.port}/"
        self.expand(url)
        again = run("expand", "--replay", self.evidence, given=lines([url, "http://127.0.0.1/"]))
        self.assertEqual(sorted(map(verdict, again.records)), ["dead gone", "skipped denied"])

    def test_a_link_that_was_refused_twice(self):
        """Another face was shown, and another answer came."""
        urls = [f"https://face.test{path}" for path in sites.SITES.get("face.test", {})]
        live = self.expand(*urls, options=["--ordered"])
        again = run("expand", "--ordered", "--replay", self.evidence, given=lines(urls))
        self.assertEqual(list(map(without_time, live.records)), list(map(without_time, again.records)))


class Kept(Evidence):
    def test_what_is_sent_and_what_comes(self):
        url = "https://www.eastmoor-courier.test/2023/harbour-gates-reopen"
        self.web.clear()
        self.expand(url, "https://status.test/301", options=["--user-agent", "tester/1"])
        info, *rest = self.records()
        self.assertEqual(info.kind, "warcinfo")
        self.assertIn("timeout=30", info.says["settings"])
        self.assertEqual((info.says["software"].split("/")[0], info.says["http-header-user-agent"]), ("landfall", "tester/1"))
        self.assertEqual(info.fields["warc-filename"], "evidence.warc.gz")
        request, answer, note = [record for record in rest if record.url == url]
        sent = {name.lower(): value for name, value in (line.split(": ") for line in request.head.decode().split("\r\n")[1:-2])}
        logged = next(entry for entry in self.web.log()["requests"] if entry["url"] == url)
        self.assertEqual(sent, logged["headers"])
        self.assertTrue(request.head.startswith(b"GET /2023/harbour-gates-reopen HTTP/1.1\r\n"))
        self.assertTrue(answer.block.startswith(b"HTTP/1.1 200 OK\r\n"))
        self.assertIn(b"<title>Harbour gates reopen after eleven years</title>", answer.body)
        self.assertEqual(request.fields["warc-concurrent-to"], answer.fields["warc-record-id"])
        self.assertEqual(answer.fields["warc-concurrent-to"], request.fields["warc-record-id"])
        self.assertEqual({record.fields["warc-ip-address"] for record in (request, answer)}, {"127.0.0.1"})
        self.assertEqual(request.fields["warc-date"], answer.fields["warc-date"])
        self.assertEqual(note.fields["warc-refers-to"], answer.fields["warc-record-id"])
        self.assertEqual((note.says["attempts"], note.says["waitedMs"]), ("1", "0"))

    def test_a_path_that_reads_as_a_version(self):
        self.expand(f"https://{COURIER}/HTTP/2", f"https://{COURIER}/a?HTTP/2")
        heads = {record.head.partition(b"\r\n")[0] for record in self.records("request")}
        self.assertEqual(heads, {b"GET /HTTP/2 HTTP/1.1", b"GET /a?HTTP/2 HTTP/1.1"})
        self.assertEqual([record.url for record in self.records() if "warc-protocol" in record.fields], [])

    def test_tries_that_failed(self):
        self.expand("https://broken.test/closed", "https://expired.tls.test/", "https://flaky.status.test/",
                    "https://broken.test/half-body", options=["--retries", "1"])
        said = {url: [record.says for record in self.records("metadata") if record.url == url]
                for url in ("https://broken.test/closed", "https://expired.tls.test/")}
        closed = [(says["landfall"], says["fault"]) for says in said["https://broken.test/closed"]]
        self.assertEqual(closed, [("try", "unreachable")] * 2 + [("exchange", "unreachable")])
        expired = [(says["landfall"], says["fault"], says["tls"]) for says in said["https://expired.tls.test/"]]
        self.assertEqual(set(expired), {("try", "tls", "expired"), ("exchange", "tls", "expired")})
        half = [record.fields.get("warc-truncated") for record in self.records("response") if record.url.endswith("/half-body")]
        self.assertEqual(half, ["disconnect"])

    def test_bodies_as_they_came(self):
        urls = ["https://big.test/title", "https://big.test/endless", "https://big.test/redirect", "https://drip.test/title"]
        self.expand(*urls)
        answers = {record.url: record for record in self.records("response")}
        self.assertEqual([answers[url].fields.get("warc-truncated") for url in urls], ["length", "length", "length", None])
        self.assertTrue(answers["https://drip.test/title"].body.endswith(b"\r\n0\r\n\r\n"))  # with its chunks
        self.assertLess(self.evidence.stat().st_size, 1 << 20)

    def test_bodies_of_redirects(self):
        """They are read, up to some length, where the connection serves for more: the host is asked again and again."""
        self.expand(*(f"https://big.test/moved/{number}" for number in range(3)), "https://big.test/moving", options=["--per-host", 1])
        told = {record.url.rpartition("test")[2]: (len(record.body), record.fields.get("warc-truncated")) for record in self.records("response")}
        self.assertEqual([told[f"/moved/{number}"] for number in (1, 2)], [(3000, None)] * 2)
        length, cut = told["/moving"]
        self.assertEqual((cut, 10_000 < length < 60_000), ("length", True), told)

    def test_secrets_are_not_told(self):
        self.expand(PAGES[0], "https://loop.test/cookie",
                    options=["--header", f"{COURIER}: Authorization: Bearer s3cret", "--header", f"{COURIER}: X-Key:k3y"])
        data = b"".join(plain for _, plain, _ in warc.members(self.evidence.read_bytes()))
        for secret in (b"s3cret", b"k3y"):
            self.assertNotIn(secret, data)
        first = next(record for record in self.records("request") if record.url == PAGES[0])
        self.assertIn(b"\r\nAuthorization: ***\r\n", first.head)
        self.assertIn(b"\r\nX-Key: ***\r\n", first.head)
        self.assertIn(b"\r\nCookie: seen=1\r\n", data)


class Files(Evidence):
    def test_a_file_that_is_there_is_added_to(self):
        for url in PAGES[:3]:
            self.assertEqual(self.expand(url).code, 0)
        self.assertEqual([record.kind for record in self.records()], ["warcinfo", "request", "response", "metadata"] * 3)
        again = run("expand", "--ordered", "--replay", self.evidence, given=lines(PAGES[:4]))
        self.assertEqual([verdict(record) for record in again.records], ["dead gone"] * 3 + ["skipped offline"])

    def test_what_is_no_such_file_is_left_alone(self):
        self.expand(PAGES[0])
        whole = self.evidence.read_bytes()
        last = [offset for offset, _, _ in warc.members(whole)][-1]
        damaged = bytearray(whole)
        damaged[last - 6] ^= 1  # in a check sum
        rows = {"text": (b"Not a WARC file.\n", "name another file"), "plain": (warc.record("warcinfo", "x"), "gzip"),
                "zipped": (warc.zipped(b"Not a WARC file."), "no WARC file"),
                "torn": (whole[:-1], f"truncate -s {last}"), "damaged": (bytes(damaged), "damaged at offset")}
        for name, (content, words) in rows.items():
            with self.subTest(name):
                self.evidence.write_bytes(content)
                result = self.expand(PAGES[1])
                self.fails(result, self.evidence, words)
                self.assertNotIn("cannot be recorded into", result.err)  # nobody tried
                self.assertEqual(self.evidence.read_bytes(), content)
        self.evidence.write_bytes(whole[:last])  # as the message says
        self.assertEqual(self.expand(PAGES[1]).code, 0)
        self.records(torn=True)

    def test_one_run_at_a_time(self):
        with open(self.evidence, "wb") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            self.fails(self.expand(PAGES[0]), self.evidence, "another run")
        self.assertEqual(self.expand(PAGES[0]).code, 0)

    def test_what_cannot_be_opened(self):
        self.fails(self.web.run("expand", "--record", self.folder, PAGES[0]), self.folder, "Is a directory")
        self.fails(self.web.run("expand", "--record", self.folder / "no/where", PAGES[0]), "No such file")
        self.fails(run("expand", "--replay", self.folder / "none", PAGES[0]), "No such file")
        self.fails(run("expand", "--replay", ARTICLE, PAGES[0]), ARTICLE, "no WARC file")
        self.fails(run("expand", "--replay", self.evidence, "--record", self.evidence, PAGES[0]), "leave out --record or --replay")

    def test_evidence_and_records_do_not_mix(self):
        self.fails(self.web.run("expand", "--record", "-", PAGES[0]), "output")
        self.fails(self.web.run("expand", "--record", self.evidence, "-o", self.evidence, PAGES[0]), self.evidence)
        out = self.folder / "out"
        result = self.web.run("expand", "--record", "-", "-o", out, PAGES[0])
        self.assertEqual(result.code, 0, result.err)
        self.evidence.write_bytes(result.out)
        self.assertEqual([record.kind for record in self.records()], ["warcinfo", "request", "response", "metadata"])
        self.assertEqual(verdict(json.loads(out.read_text())), "dead gone")

    def test_a_pipe(self):
        os.mkfifo(self.evidence)
        child = self.start("expand", "--record", self.evidence, *self.web.options, *PAGES[:5])
        data = self.evidence.read_bytes()
        out, err = child.communicate(timeout=60)
        self.assertEqual((child.returncode, len(out.splitlines()), err), (0, 5, b""))
        self.assertEqual(sum(whole for _, _, whole in warc.members(data)), 16)

    def test_a_file_that_cannot_be_opened_is_told_before_anything_is_asked(self):
        self.web.clear()
        for path, why in ((self.folder / "none" / "evidence.warc.gz", "No such file or directory"), (self.folder, "Is a directory")):
            result = self.web.run("expand", "--record", path, PAGES[0])
            self.fails(result, path, "cannot be recorded into: " + why)
            self.assertEqual(result.out, b"")
        self.assertEqual(self.web.requested(), [])

    def test_a_full_disk_ends_the_evidence_but_not_the_run(self):
        result = self.web.run("expand", "--record", "/dev/full", PAGES[0])
        self.fails(result, "/dev/full", "No space left")
        limit = 8 << 10
        script = f"ulimit -f {limit >> 10}; exec \"$@\""
        command = ["bash", "-c", script, "-", COMMAND, "expand", "--record", str(self.evidence), *self.web.options, *PAGES]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        self.assertIn("cannot be recorded into: File too large", done.stderr)
        self.assertEqual(len(done.stdout.splitlines()), len(PAGES))
        self.assertGreater(len(self.records()), 3)
        self.assertLessEqual(self.evidence.stat().st_size, limit)

    def test_what_cannot_be_written_at_the_end_is_told(self):
        """A try is over and waits to be written with others, when the pipe breaks and the run is interrupted."""
        os.mkfifo(self.evidence)
        reader = os.open(self.evidence, os.O_RDONLY | os.O_NONBLOCK)
        with socket.create_server(("127.0.0.1", 0)) as server:
            url = f"http://127.0.0.1:{server.getsockname()[1]}/"
            child = self.start("expand", "--record", self.evidence, "--allow-net", "127.0.0.0/8", "--no-progress", url)
            server.accept()[0].close()
            second, _ = server.accept()
            os.close(reader)
            child.send_signal(signal.SIGINT)
            out, err = child.communicate(timeout=60)
            second.close()
        self.assertEqual((child.returncode, out), (130, b""))
        self.assertRegex(err.decode(), "^landfall: .*cannot be recorded into: Broken pipe; what came before is whole\n$")


class Killed(Evidence):
    def test_what_was_recorded_is_whole(self):
        """Whenever a run is killed, what it has told of is in the file."""
        urls = [f"https://www.eastmoor-courier.test/{n}" for n in range(4000)]
        seen = set()
        for moment in range(6 if SANITIZED else 12):
            evidence = self.folder / f"{moment}.warc.gz"
            child = self.start("expand", "--record", evidence, *self.web.options, *urls[:1000], stderr=subprocess.DEVNULL)
            told = [child.stdout.readline() for _ in range(1 + 17 * moment)]
            time.sleep(moment / 1000)
            child.send_signal(signal.SIGKILL)
            child.wait()
            records = warc.read(evidence, torn=True)
            asked = {record.url for record in records if record.kind == "metadata"}
            self.assertLessEqual({json.loads(line)["url"] for line in told}, asked)
            seen.add(len(records))
            again = run("expand", "--replay", evidence, given=lines(urls[:1000]), timeout=60)
            states = {record["url"]: verdict(record) for record in unchecked(again)}
            self.assertEqual({states[url] for url in asked}, {"dead gone"})
            self.assertIn("skipped offline", states.values())
        self.assertGreater(len(seen), 3)


MOVED = ("HTTP/1.1 301 Moved", "Location: /b")
PAGE = ("HTTP/1.1 200 OK", "Content-Type: text/html")
A, B, C = "http://a.test/a", "http://a.test/b", "http://a.test/c"
TWO = [warc.record("warcinfo", "x", b"software: other\r\n"), warc.response(A, MOVED), warc.response(B, PAGE, b"<title>There</title>")]


class Others(Place):
    """What other writers' files hold."""

    def replay(self, data, *urls, options=()):
        path = self.file("other.warc", data)
        result = run("expand", "--ordered", "--replay", path, *options, given=lines(urls))
        return result, result.records

    def agree(self, data, *wants):
        """Of each URL: its verdict and final URL, and a title."""
        result, records = self.replay(data, *(want[0] for want in wants))
        self.assertEqual((result.code, result.err), (0, ""))
        got = [(record["input"], verdict(record), record.get("final"), record.get("title")) for record in records]
        self.assertEqual(got, list(wants))

    def test_shapes_of_files(self):
        there = (A, "alive ok", B, "There"), (C, "skipped offline", None, None)
        shapes = {"plain": b"".join(TWO), "members": warc.zipped(*TWO), "one member": warc.zipped_as_one(*TWO),
                  "across": warc.zipped_across(*TWO), "tiny members": warc.zipped_across(*TWO, size=1),
                  "zeros behind": warc.zipped(*TWO) + bytes(512),
                  "1.0": b"".join(warc.response(f"<{url}>", head, body, version="1.0")
                                  for url, head, body in ((A, MOVED, b""), (B, PAGE, b"<title>There</title>"))),
                  "LF": b"".join(warc.response(url, head, body, version="0.18", end="\n")
                                 for url, head, body in ((A, MOVED, b""), (B, PAGE, b"<title>There</title>")))}
        for name, data in shapes.items():
            with self.subTest(name):
                self.agree(data, *there)

    def test_urls_as_others_write_them(self):
        for written in ("HTTP://A.test:80/a", "http://a.test/x/../a", "http://u:p@a.test/a#f", "<http://a.test/a>", "http://\u0430.test/a"):
            with self.subTest(written):
                url = "http://xn--80a.test/a" if "\u0430" in written else A
                self.agree(warc.response(written, PAGE, b"<title>There</title>"), (url, "alive ok", url, "There"))

    def test_bodies_as_others_have_them(self):
        title = b"<title>There</title>"
        chunks = b"14\r\n" + title + b"\r\n0\r\n\r\n"
        heads = {"decoded": (("X-Crawler-Content-Encoding: gzip", "Content-Length: 20"), title),
                 "not gzip": (("Content-Encoding: gzip",), title),
                 "no chunks": (("Transfer-Encoding: chunked",), title), "chunks": (("Transfer-Encoding: chunked",), chunks),
                 "gzip": (("Content-Encoding: gzip",), warc.zipped(title)),
                 "cut gzip": (("Content-Encoding: gzip",), warc.zipped(title + bytes(99999))[:-20])}
        for name, (more, body) in heads.items():
            with self.subTest(name):
                self.agree(warc.response(A, PAGE + more, body), (A, "alive ok", A, "There"))

    def test_what_comes_before_and_what_is_none(self):
        first = warc.record("response", A, b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 410 Gone\r\n\r\n")
        self.agree(first, (A, "dead gone", A, None))
        for block in (b"", b"not HTTP\r\n\r\n", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"):
            self.agree(warc.record("response", A, block), (A, "skipped offline", None, None))
        for kind in ("resource", "conversion", "request", "metadata", "new"):
            self.agree(warc.record(kind, A, b"HTTP/1.1 200 OK\r\n\r\n"), (A, "skipped offline", None, None))

    def test_the_second_answer_is_for_the_second_time(self):
        """A wall that wants its cookie back."""
        walled = warc.response(A, ("HTTP/1.1 302 Found", "Location: /a", "Set-Cookie: seen=1"))
        self.agree(walled + warc.response(A, PAGE, b"<title>In</title>"), (A, "alive ok", A, "In"))

    def test_other_methods_do_not_answer(self):
        def asked(method, name, **more):
            return warc.record("request", A, f"{method} /a HTTP/1.1\r\n\r\n".encode(), WARC_Concurrent_To=name, **more)
        posted = warc.response(A, ("HTTP/1.1 405 No",), WARC_Record_ID="<urn:x:1>")
        got = warc.response(A, ("HTTP/1.1 410 Gone",), WARC_Record_ID="<urn:x:2>")
        for data in (asked("POST", "<urn:x:1>") + posted + got, posted + asked("HEAD", "<urn:x:1>") + asked("GET", "<urn:x:2>") + got):
            self.agree(data, (A, "dead gone", A, None))

    def test_revisits(self):
        original = warc.response(A, PAGE, b"<title>There</title>", WARC_Record_ID="<urn:x:1>")
        older = warc.response(A, PAGE, b"<title>Older</title>", WARC_Date="2017-01-01T00:00:00Z")
        same = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n".encode()
        refers = {"id": {"WARC_Refers_To": "<urn:x:1>"},
                  "url and date": {"WARC_Refers_To_Target_URI": A, "WARC_Refers_To_Date": "2018-11-19T12:00:00Z"}}
        for name, fields in refers.items():
            for block in (same, b"", b"HTTP/1.1 304 Not Modified\r\n\r\n"):
                with self.subTest(name, block=block):
                    revisit = warc.record("revisit", B, block, WARC_Record_ID="<urn:x:3>", **fields)
                    self.agree(older + original + revisit, (B, "alive ok", B, "There"))
        moved = warc.record("revisit", B, "HTTP/1.1 301 Moved\r\nLocation: /a\r\n\r\n".encode(), **refers["id"])
        self.agree(original + moved, (B, "alive ok", A, "There"))
        self.agree(warc.record("revisit", B, same, WARC_Refers_To="<urn:x:9>"), (B, "skipped offline", None, None))

    def test_times_are_those_of_the_file(self):
        _, records = self.replay(b"".join(TWO), A)
        self.assertEqual([(record["checked_at"], record["ms"], record["attempts"]) for record in records],
                         [("2018-11-19T12:00:00Z", 0, 1)])

    def test_names_that_do_not_exist(self):
        note = b"landfall: name\r\nfault: no_such_host\r\n"
        data = warc.record("metadata", "dns:gone.test", note, Content_Type="application/warc-fields")
        self.agree(data, ("http://gone.test/a", "dead no_such_host", None, None), ("https://gone.test/", "dead no_such_host", None, None),
                   ("http://not.gone.test/", "skipped offline", None, None))

    def test_damage_is_told_and_the_rest_used(self):
        first = warc.zipped(TWO[1])
        flipped = bytearray(warc.zipped(TWO[1]))
        flipped[-6] ^= 1
        rows = {"garbage": (warc.zipped(TWO[1]) + b"garbage" + warc.zipped(TWO[2]), len(first)),
                "check sum": (bytes(flipped) + warc.zipped(*TWO[1:]), 0), "cut off": (warc.zipped(*TWO[1:]) + first[:-9], len(warc.zipped(*TWO[1:]))),
                "between": (TWO[1] + b"garbage\n" + TWO[2], len(TWO[1])),
                "false length": (TWO[1].replace(b"Content-Length: 36", b"Content-Length: 90") + TWO[1] + TWO[2], 0)}
        for name, (data, offset) in rows.items():
            with self.subTest(name):
                result, (record,) = self.replay(data, A)
                self.assertEqual((verdict(record), record["final"]), ("alive ok", B))
                self.assertEqual(result.code, 2)
                self.assertRegex(result.err, rf"^landfall: \S*/other.warc: offset {offset}: [a-z ,]+\n$")

    def test_a_file_of_nothing_but_damage(self):
        data = warc.record("warcinfo", "x") + b"WARC/1.0\r\nno\r\n\r\n" * 50000
        result, (record,) = self.replay(data, A)
        self.assertEqual((result.code, verdict(record)), (2, "skipped offline"))
        self.assertLess(len(result.err), 2 << 20)

    def test_it_is_quick(self):
        urls = [f"http://a.test/{n}" for n in range(10_000)]
        data = warc.zipped(*(warc.response(url, PAGE, b"<title>Page</title>" + url.encode() * 20, WARC_Record_ID=f"<urn:x:{n}>")
                             for n, url in enumerate(urls)))
        path = self.file("many.warc.gz", data)
        began = time.monotonic()
        result = run("expand", "--replay", path, given=lines(urls))
        self.assertLess(time.monotonic() - began, 10)  # some 0.4 s where nothing else runs
        records = unchecked(result)
        self.assertEqual({verdict(record) for record in records}, {"alive ok"})
        self.assertEqual(len(records), len(urls))


if __name__ == "__main__":
    unittest.main()
