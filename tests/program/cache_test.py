#!/usr/bin/python3
"""What runs of check remember of each other: a warm run asks nothing and says the same; and nothing that befalls the
cache changes what a run says or how it ends."""

import contextlib
import os
import resource
import signal
import sqlite3
import threading
import time
import unittest

from landfall import OverWeb, Place, ROOT, SANITIZED, expect, records_of, run

STATUS = "https://status.test"
DEAD = [f"{STATUS}/404", f"{STATUS}/410", "https://home.test/a/deep/link", "https://loop.test/a", "https://no-such-name.test/"]
LINKS = [*DEAD, f"{STATUS}/200", f"{STATUS}/via-301", f"{STATUS}/via-302", f"{STATUS}/403", f"{STATUS}/999", f"{STATUS}/451",
         f"{STATUS}/204", f"{STATUS}/304", f"{STATUS}/cloudflare", "https://refresh.test/header", "https://script.test/location",
         "https://www.eastmoor-courier.test/2023/harbour-gates-reopen#top", "https://t.co/Hb7Gates01", "https://bit.ly/0nothing",
         "https://hops.test/3", "https://expired.tls.test/", "https://xn--bcher-kva.test/", f"{STATUS}/200#part",
         *(f"https://{name}.many.test/" for name in "abcdefgh")]
TEXT = "".join(f"See {link} there.\n" for link in LINKS)


class Cached(OverWeb, Place):
    def setUp(self):
        super().setUp()
        self.page = self.file("links.txt", TEXT)
        self.cache = self.folder / "cache.sqlite"
        self.web.clear()

    def check(self, *options, cache=None, **more):
        return self.web.run("check", "--format", "ndjson", "--no-api", "--cache", cache or self.cache, *options, self.page, **more)

    def asked(self):
        """How many requests the web has seen since it was last asked."""
        count = len(self.web.requested())
        self.web.clear()
        return count

    def links(self, result):
        """What is said of each link; not whether it is remembered, and not when it was asked for."""
        record = next(record for record in result.records if record["type"] == "document")
        return [{key: value for key, value in link.items() if key not in ("cached", "checked_at", "ms", "attempts")}
                for link in record["links"]]

    def cached(self, result):
        record = next(record for record in result.records if record["type"] == "document")
        return {link["url"]: link.get("cached") for link in record["links"]}

    def rows(self, sql="SELECT key FROM texts WHERE kind = 'link'"):
        with contextlib.closing(sqlite3.connect(self.cache)) as database:
            return database.execute(sql).fetchall()

    def change(self, sql):
        database = sqlite3.connect(self.cache)
        database.executescript(sql)
        database.commit()
        database.close()

    def sound(self):
        self.assertEqual(self.rows("PRAGMA integrity_check"), [("ok",)])


class Warm(Cached):
    def test_it_asks_nothing_and_says_the_same(self):
        cold = self.check()
        self.assertGreater(self.asked(), len(LINKS))
        self.assertEqual(set(self.cached(cold).values()), {False})
        warm = self.check()
        self.assertEqual(self.asked(), 0)
        self.assertEqual(self.links(warm), self.links(cold))
        self.assertEqual(set(self.cached(warm).values()), {True})
        self.assertEqual((warm.code, warm.err), (cold.code, ""))
        summary = [record for record in warm.records if record["type"] == "summary"][0]
        self.assertEqual(summary["requests"], 0)
        self.assertEqual(summary["states"], [record for record in cold.records if record["type"] == "summary"][0]["states"])

    def test_when_it_was_asked_for_is_remembered(self):
        cold, warm = self.check(), self.check()
        times = [[(link["checked_at"], link["attempts"], link["ms"]) for link in result.records[0]["links"]] for result in (cold, warm)]
        self.assertEqual(*times)

    def test_a_place_in_another_document_is_the_same_answer(self):
        self.check()
        self.asked()
        self.page = self.file("more.md", f"[one]({DEAD[0]}) [two]({DEAD[0]})\n\n<{STATUS}/200>\n")
        expect([{"state": "dead", "cached": True}, {"state": "alive", "cached": True}], self.check().records[0]["links"])
        self.assertEqual(self.asked(), 0)

    def test_what_was_asked_for_in_this_run_is_not_called_cached(self):
        self.file("a/1.md", f"{STATUS}/404\n")
        self.file("a/2.md", f"{STATUS}/404\n")
        self.page = self.folder / "a"
        documents = [record for record in self.check("--jobs", 1).records if record["type"] == "document"]
        self.assertEqual([link["cached"] for document in documents for link in document["links"]], [False, False])

    def test_refresh_asks_all_and_keeps_it(self):
        self.check()
        cold = self.asked()
        again = self.check("--refresh")
        self.assertEqual(self.asked(), cold)
        self.assertEqual(set(self.cached(again).values()), {False})
        self.check()
        self.assertEqual(self.asked(), 0)

    def test_what_is_recorded_is_asked_for(self):
        self.check()
        cold, evidence = self.asked(), self.folder / "evidence.warc.gz"
        recorded = self.check("--record", evidence)
        self.assertEqual(self.asked(), cold)
        replayed = self.check("--replay", evidence)
        self.assertEqual(self.asked(), 0)
        self.assertEqual(self.links(replayed), self.links(recorded))

    def test_each_state_has_its_life(self):
        self.page = self.file("three.txt", f"{STATUS}/200 {STATUS}/404 {STATUS}/403\n")
        names = {f"{STATUS}/200": "alive", f"{STATUS}/404": "dead", f"{STATUS}/403": "unsure"}
        self.check()
        for state in ("alive", "dead", "unsure"):
            with self.subTest(state):
                self.web.clear()
                cached = self.cached(self.check("--cache-life", f"{state}=0"))
                self.assertEqual({names[url] for url, was in cached.items() if not was}, {state})
        self.assertEqual(set(self.cached(self.check("--cache-life", "alive=1h,dead=90s", "--cache-life", "unsure=3d")).values()), {True})
        self.change("UPDATE texts SET at = at")
        time.sleep(1.1)
        self.assertEqual(set(self.cached(self.check("--cache-life", "alive=1,dead=1s,unsure=1")).values()), {False})

    def test_what_was_skipped_is_not_kept(self):
        self.page = self.file("skipped.txt", f"{STATUS}/200 {STATUS}/via-301 http://10.0.0.1/ {STATUS}/404\n")
        self.check("--exclude", "/404", "--max-hops", "0")
        self.assertEqual(self.rows(), [(f"{STATUS}/200",)])

    def test_others_do_not_remember(self):
        for command in ("resolve", "expand", "scan"):
            result = run(command, "--cache", self.cache, given=b"")
            self.assertEqual(result.code, 2)
        self.assertFalse(self.cache.exists())


class Asking(Cached):
    """Who asks in another way is not given what this one was told."""

    def setUp(self):
        super().setUp()
        self.page = self.file("one.txt", f"{STATUS}/via-301\n")

    def test_what_decides_the_answer(self):
        self.check()
        self.asked()
        for options in (["--max-hops", "3"], ["--user-agent", "other"], ["--header", "status.test: X-Key: 1"], ["--robots"], ["--probe"],
                        ["--resolve", "other.test:443:127.0.0.1"], ["--connect-to", "other.test:443:status.test:443"],
                        ["--allow-net", "10.0.0.0/8"]):
            with self.subTest(options):
                self.assertEqual(set(self.cached(self.check(*options)).values()), {False})
                self.assertGreater(self.asked(), 0)
                self.assertEqual(set(self.cached(self.check(*options)).values()), {True})
                self.assertEqual(self.asked(), 0)
        self.assertEqual(set(self.cached(self.check()).values()), {True})

    def test_what_does_not(self):
        self.check("--header", "status.test: X-Key: 1")
        self.asked()
        for options in (["--timeout", "20"], ["--concurrency", "3"], ["--retries", "0"], ["--jobs", "1"], ["--ordered"], ["-v"]):
            with self.subTest(options):
                cached = self.cached(self.check("--header", "status.test: X-Key: another token", *options))
                self.assertEqual((set(cached.values()), self.asked()), ({True}, 0))

    def test_no_secret_is_kept(self):
        self.check("--header", "status.test: X-Key: s3cret", "--proxy-dns")
        self.assertNotIn(b"s3cret", b"".join(path.read_bytes() for path in self.folder.glob("cache.sqlite*")))


class Places(Cached):
    def place(self, **variables):
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        environment = {key: value for key, value in os.environ.items() if key not in ("HOME", "XDG_CACHE_HOME")}
        self.page = self.file("one.txt", f"{STATUS}/200\n")
        environment.update({key: str(value) for key, value in variables.items()})
        result = self.web.run("check", "--no-api", self.page, env=environment, cwd=self.folder)
        self.assertEqual(result.code, 0, result)
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("cache.sqlite")), result.err

    def test_xdg(self):
        self.assertEqual(self.place(XDG_CACHE_HOME=self.folder / "x/y", HOME=self.folder / "home"), (["x/y/landfall/cache.sqlite"], ""))
        found = self.folder / "x/y/landfall"
        self.assertEqual(((found / "cache.sqlite").stat().st_mode & 0o777, found.stat().st_mode & 0o777), (0o600, 0o700))

    def test_home(self):
        self.assertEqual(self.place(HOME=self.folder / "home"), (["home/.cache/landfall/cache.sqlite"], ""))

    def test_what_is_not_absolute_does_not_count(self):
        self.assertEqual(self.place(HOME=self.folder / "home", XDG_CACHE_HOME="x"), (["home/.cache/landfall/cache.sqlite"], ""))
        self.assertEqual(self.place(HOME=self.folder / "home", XDG_CACHE_HOME=""), (["home/.cache/landfall/cache.sqlite"], ""))

    def test_nowhere(self):
        self.assertEqual(self.place(), ([], ""))
        self.assertEqual(self.place(HOME=self.folder / "nonexistent"), ([], ""))
        self.assertFalse((self.folder / "nonexistent").exists())

    def test_no_cache(self):
        self.check("--no-cache")
        self.assertFalse(self.cache.exists())
        self.check()
        self.asked()
        self.check("--no-cache")
        self.assertGreater(self.asked(), 0)

    def test_not_where_nobody_is_asked(self):
        self.check("--offline")
        self.check("--record", self.folder / "it.warc.gz", "--no-cache")
        self.check("--replay", self.folder / "it.warc.gz")
        self.assertFalse(self.cache.exists())


class Trouble(Cached):
    """Never a reason to fail, and one warning at most."""

    def same(self, cold, result, word=""):
        self.assertEqual(result.code, cold.code)
        self.assertEqual(self.links(result), self.links(cold))
        self.assertEqual(result.err.count("\n"), 1 if word else 0, result.err)
        if word:
            self.assertRegex(result.err, rf"^landfall: warning: .*{word}")

    def again(self, cold, word):
        """One warning and all asked for; then as good as new."""
        self.asked()
        self.same(cold, self.check(), word)
        self.assertGreater(self.asked(), len(LINKS))
        self.same(cold, self.check())
        self.assertEqual(self.asked(), 0)
        self.sound()

    def test_damage(self):
        cold = self.check()
        whole = self.cache.read_bytes()
        for name, bytes_, word in (
                ("not a database", b"This is an article.\n" * 500, "moved to"),
                ("only zeros", bytes(8192), "moved to"),
                ("cut", whole[:len(whole) // 2], "begun anew"),
                ("its head", b"\xff" * 100 + whole[100:], "moved to"),
                ("its first page", whole[:100] + b"\xaa" * 3000 + whole[3100:], "begun anew"),
                ("a page within", whole[:4096] + b"\x55" * 4096 + whole[8192:], "begun anew"),
                ("every other page", b"".join(whole[i:i + 4096] if i % 8192 == 0 else b"\x01" * 4096
                                              for i in range(0, len(whole), 4096)), "begun anew")):
            with self.subTest(name):
                self.cache.write_bytes(bytes_)
                self.again(cold, word)

    def test_an_empty_file(self):
        cold = self.check()
        self.cache.write_bytes(b"")
        self.same(cold, self.check())
        self.asked()
        self.same(cold, self.check())
        self.assertEqual(self.asked(), 0)

    def test_another_version(self):
        cold = self.check()
        for sql in ("PRAGMA user_version = 4711", "ALTER TABLE texts ADD COLUMN more", "DROP TABLE looks", "CREATE TABLE more (x)"):
            with self.subTest(sql):
                self.change(sql)
                self.again(cold, "another version")

    def test_another_programs(self):
        cold = self.check("--no-cache")
        self.change("CREATE TABLE t (x); INSERT INTO t VALUES (1)")
        self.again(cold, "moved to")
        with contextlib.closing(sqlite3.connect(f"{self.cache}.old")) as database:
            self.assertEqual(database.execute("SELECT x FROM t").fetchall(), [(1,)])

    def test_planted(self):
        """What is run when rows are written or read, in a file that is ours but for that."""
        for sql in ("CREATE TRIGGER t AFTER INSERT ON texts BEGIN UPDATE texts SET text = replace(text, 'dead gone', 'alive ok'); END",
                    "DROP TABLE texts; CREATE VIEW texts AS SELECT '' AS asking, 'link' AS kind, 'x' AS key, 1 AS at, 1 AS state, "
                    "'alive ok' AS text, '' AS sum"):
            with self.subTest(sql[:14]):
                self.cache.unlink(missing_ok=True)
                cold = self.check()
                self.change(sql)
                self.again(cold, "another version")

    def test_no_file(self):
        cold = self.check("--no-cache")
        (self.folder / "file").touch()
        os.mkfifo(self.folder / "fifo")
        for path in ("/dev/null", "/dev/full", "/proc/nowhere/cache.sqlite", self.folder, self.folder / "file/cache.sqlite",
                     self.folder / "fifo"):
            with self.subTest(path):
                self.same(cold, self.check(cache=path), "goes on without")

    def test_what_cannot_be_written(self):
        cold = self.check("--no-cache")
        self.check()
        self.change("DELETE FROM texts")

        def let_files_grow_to(size):
            def limit():
                if SANITIZED:  # ThreadSanitizer writes a file before main
                    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
            return limit
        for size in (0, 1000, 40_000, 60_000):
            with self.subTest(size):
                for path in self.folder.glob("cache.sqlite*"):
                    path.unlink()
                if size:
                    self.check()
                    self.change("DELETE FROM texts WHERE state = 1")
                result = self.check("--refresh", preexec_fn=let_files_grow_to(size))
                self.same(cold, result, result.err and "(cannot be|goes on without)")
                self.check()
                self.sound()

    def test_held_by_another(self):
        """For longer than anybody waits."""
        self.check()
        cold = self.check("--no-cache")
        database = sqlite3.connect(self.cache, isolation_level=None)
        database.execute("BEGIN IMMEDIATE")
        try:
            self.same(cold, self.check("--refresh"), "another program holds it")
        finally:
            database.close()

    def test_quiet(self):
        self.cache.write_bytes(b"This is an article.\n" * 500)
        self.assertEqual(self.check("-q").err, "")

    def test_wrong_options(self):
        for options, words in ((["--cache-life", "alive"], "cache-life takes alive, dead or unsure"),
                               (["--cache-life", "skipped=1d"], "cache-life takes"),
                               (["--cache-life", "dead=1w"], "cache-life takes"),
                               (["--cache-life", "dead=-1"], "cache-life takes"),
                               (["--cache-life", ""], "cache-life"),
                               (["--fail-after", "0"], "fail-after takes a number of looks"),
                               (["--fail-after", "soon"], "fail-after takes"),
                               (["--fail-after", "1w"], "fail-after takes")):
            with self.subTest(options):
                self.fails(self.check(*options), words)


class Together(Cached):
    def test_begun_by_another(self):
        """For a moment: whoever makes a database new holds it, and has no log beside it yet."""
        cold = self.check("--no-cache")
        other = sqlite3.connect(self.cache, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        ends = threading.Timer(1.5, other.close)
        ends.start()
        result = self.check()
        ends.join()
        self.assertEqual((result.code, result.err, self.links(result)), (cold.code, "", self.links(cold)))
        self.asked()
        self.check()
        self.assertEqual(self.asked(), 0)

    def test_two_at_once(self):
        cold = self.check("--no-cache")
        for _ in range(3):
            for path in self.folder.glob("cache.sqlite*"):
                path.unlink()
            runs = [self.start("check", "--format", "ndjson", "--no-api", "--cache", self.cache, *self.web.options, self.page)
                    for _ in range(3)]
            for child in runs:
                out, err = child.communicate(timeout=60)
                self.assertEqual((child.returncode, err), (cold.code, b""))
                self.assertEqual([{**link, "cached": None, "checked_at": None, "ms": None, "attempts": None}
                                  for link in records_of(out)[0]["links"]],
                                 [{**link, "cached": None, "checked_at": None, "ms": None, "attempts": None} for link in self.links(cold)])
            self.sound()
            self.asked()
            self.assertEqual(self.links(self.check()), self.links(cold))
            self.assertEqual(self.asked(), 0)

    def test_killed(self):
        """At any moment: what was kept is whole, what was answered before is not asked for again, and the next run says what a
        cold one says."""
        cold = self.check("--no-cache")
        slow = self.file("slow.txt", "https://slow.test/60000\n")
        kept = []
        for delay in (0.005, 0.02, 0.05, 0.1, 0.2, None):
            for path in self.folder.glob("cache.sqlite*"):
                path.unlink()
            child = self.start("check", "--format", "ndjson", "--no-api", "--cache", self.cache, *self.web.options, self.page, slow)
            until = time.monotonic() + (30 if delay is None else delay)
            while time.monotonic() < until and (delay is not None or len(self.kept()) < len(LINKS) - 10):
                time.sleep(0.005)
            child.kill()
            child.communicate()
            rows = self.kept()
            kept.append(len(rows))
            again = self.check()
            self.assertEqual((again.code, again.err), (cold.code, ""))
            self.assertEqual(self.links(again), self.links(cold))
            self.assertEqual(sum(self.cached(again).values()), len(rows))
            self.sound()
        self.assertGreaterEqual(kept[-1], len(LINKS) - 10)

    def kept(self):
        """What stands there, which is whole at any moment."""
        if not self.cache.exists() or not self.cache.stat().st_size:
            return []
        self.sound()
        return self.rows() if self.rows("SELECT 1 FROM sqlite_schema") else []


class Looks(Cached):
    def setUp(self):
        super().setUp()
        self.page = self.file("links.txt", f"{STATUS}/404\n")

    def looks(self):
        return self.rows("SELECT url, count FROM looks")

    def test_they_are_counted_once_a_run(self):
        self.file("folder/a.md", f"{STATUS}/404 {STATUS}/404 {STATUS}/410\n")
        self.file("folder/b.md", f"{STATUS}/404 {STATUS}/200\n")
        self.page = self.folder / "folder"
        for count in (1, 2, 3):
            self.check("--refresh")
            self.assertEqual(self.looks(), [(f"{STATUS}/404", count), (f"{STATUS}/410", count)])

    def test_a_cached_answer_is_none(self):
        for _ in range(3):
            self.check()
        self.assertEqual(self.looks(), [(f"{STATUS}/404", 1)])

    def test_of_several_runs_at_once_none_is_lost(self):
        self.check()
        runs = [self.start("check", "--no-api", "--refresh", "--cache", self.cache, *self.web.options, self.page) for _ in range(5)]
        for child in runs:
            child.communicate(timeout=60)
        self.assertEqual(self.looks(), [(f"{STATUS}/404", 6)])


class Posts(Cached):
    """What platforms and archives said is remembered with the links."""

    def test_a_warm_run_asks_nobody_and_says_the_same(self):
        articles = sorted((ROOT / "fixtures/articles").glob("*/input.*"))
        self.assertGreater(len(articles), 5)
        for article in articles:
            with self.subTest(article.parent.name):
                self.cache.unlink(missing_ok=True)
                results = []
                for _ in range(2):
                    results.append(self.web.run("check", "--format", "ndjson", "--archive", "--cache", self.cache, article))
                    asked = self.asked()
                self.assertEqual(asked, 0)
                self.assertEqual([self.said(record) for record in results[1].records], [self.said(record) for record in results[0].records])

    def said(self, value):
        """Without what tells that it is remembered."""
        if isinstance(value, dict):
            return {key: self.said(one) for key, one in value.items()
                    if key not in ("cached", "checked_at", "ms", "attempts", "seconds", "requests")}
        return [self.said(one) for one in value] if isinstance(value, list) else value


class Patience(Cached):
    """--fail-after: until then what is dead is a warning."""

    def setUp(self):
        super().setUp()
        self.page = self.file("links.md", f"[a]({STATUS}/404) [b](none.md)\n")

    def findings(self, *options):
        result = self.check(*options)
        return result, {finding["reason"]: finding for finding in result.records if finding["type"] == "finding"}

    def test_looks(self):
        self.page = self.file("links.md", f"[a]({STATUS}/404)\n")
        since = None
        for look, severity in enumerate(("warning", "warning", "error", "error"), 1):
            finding = self.findings("--refresh", "--fail-after", "3")[1]["gone"]
            since = since or finding["dead_since"]
            self.assertEqual((finding["severity"], finding["looks"], finding["dead_since"]), (severity, look, since))

    def test_a_cached_answer_is_no_look(self):
        self.findings("--fail-after", "2")
        for _ in range(2):
            self.assertEqual(self.findings("--fail-after", "2")[1]["gone"]["severity"], "warning")
        self.assertEqual(self.findings("--fail-after", "2", "--refresh")[1]["gone"]["severity"], "error")
        self.assertEqual(self.findings("--fail-after", "2")[1]["gone"]["severity"], "error")

    def test_one_alive_look_resets_them(self):
        for _ in range(3):
            self.findings("--refresh")
        self.change("UPDATE texts SET at = at; UPDATE looks SET url = 'https://status.test/200'")
        self.page = self.file("links.md", f"[a]({STATUS}/200)\n")
        self.findings("--refresh")
        self.assertEqual(self.rows("SELECT count(*) FROM looks"), [(0,)])

    def test_an_unsure_one_does_not(self):
        self.findings("--refresh")
        self.change("UPDATE looks SET url = 'https://status.test/403'")
        self.page = self.file("links.md", f"[a]({STATUS}/403)\n")
        self.findings("--refresh")
        self.assertEqual(self.rows("SELECT url, count FROM looks"), [("https://status.test/403", 1)])

    def test_time(self):
        self.assertEqual(self.findings("--fail-after", "1h")[1]["gone"]["severity"], "warning")
        self.change("UPDATE looks SET since = since - 3599000")
        self.assertEqual(self.findings("--fail-after", "1h")[1]["gone"]["severity"], "warning")
        self.change("UPDATE looks SET since = since - 1000")
        self.assertEqual(self.findings("--fail-after", "1h")[1]["gone"]["severity"], "error")

    def test_what_is_local_is_looked_at_once(self):
        result, findings = self.findings("--fail-after", "3")
        self.assertEqual((result.code, findings["no_such_file"]["severity"]), (1, "error"))
        self.assertNotIn("looks", findings["no_such_file"])

    def test_a_note_stays_one(self):
        for severity in ("note", "warning"):
            self.assertEqual(self.findings("--fail-after", "3", "--severity", f"gone={severity}")[1]["gone"]["severity"], severity)

    def test_accepted_ones_do_not_fail(self):
        self.findings("--refresh")
        self.assertNotIn("gone", self.findings("--accept", "404")[1])
        self.asked()
        findings = self.findings()[1]
        self.assertEqual((findings["gone"]["status"], findings["gone"]["cached"], self.asked()), (404, True, 0))

    def test_without_a_cache_it_says_so(self):
        self.page = self.file("links.md", f"[a]({STATUS}/404)\n")
        for _ in range(2):
            result, findings = self.findings("--no-cache", "--fail-after", "2")
            self.assertEqual((result.code, findings["gone"]["severity"]), (0, "warning"))
            self.assertRegex(result.err, "^landfall: warning: without a cache every look is the first")


if __name__ == "__main__":
    unittest.main()
