#!/usr/bin/python3
"""--format json is one value that any reader of JSON takes, whatever ended the run."""

import os
import resource
import shutil
import signal
import subprocess
import unittest

from landfall import COMMAND, ROOT, SCHEMA, OverWeb, Place, lines, on_terminal, report_of, run

ARTICLE = ROOT / "fixtures/articles/harbour/input.txt"
JSON = ("--format", "json")
OLD = "what stood there before\n"
SLOW = ["https://home.test/", "https://drip.test/never"]


def counts(report):
    return len(report["documents"]), len(report["links"])


class Ends(Place):
    """How a run may end without a network."""

    def test_every_command_has_all_parts(self):
        report = report_of(run("scan", *JSON, ARTICLE, ARTICLE).out)
        self.assertEqual(list(report), ["schema", "type", "documents", "links", "summary"])
        self.assertEqual((counts(report), report["summary"]["documents"]), ((2, 0), 2))
        report = report_of(run("resolve", "--offline", *JSON, ARTICLE).out)
        self.assertEqual((counts(report), report["summary"]["states"]["skipped"]), ((1, 0), 2))
        report = report_of(run("expand", "--offline", *JSON, "https://a.example/", "b").out)
        self.assertEqual((counts(report), report["summary"]["links"]), ((0, 2), 2))

    def test_nothing_at_all(self):
        self.assertEqual(counts(report_of(run("expand", *JSON).out)), (0, 0))
        self.assertEqual(counts(report_of(run("scan", "--files-from", "-", *JSON).out)), (0, 0))

    def test_an_input_that_cannot_be_read(self):
        missing, picture = self.folder / "missing.txt", self.file("picture.txt", b"\x89PNG\r\n\x1a\n\0\0")
        for inputs, documents in (([missing], 0), ([picture], 0), ([missing, ARTICLE, picture, ARTICLE], 2)):
            with self.subTest(inputs):
                result = run("scan", *JSON, *inputs)
                self.assertEqual((result.code, len(result.err.splitlines())), (2, len(inputs) - documents), result.err)
                self.assertEqual(counts(report_of(result.out)), (documents, 0))

    def test_wrong_usage_writes_nothing(self):
        self.assertEqual(run("scan", *JSON, "--type", "pdf", ARTICLE).out, b"")

    def test_a_terminal_gets_it(self):
        shown = on_terminal("expand", "--offline", "https://a.example/").replace(b"\r\n", b"\n")
        self.assertEqual(counts(report_of(shown)), (0, 1))

    def test_a_file(self):
        out = self.folder / "found.json"
        self.assertEqual(run("scan", *JSON, "-o", out, ARTICLE, ARTICLE), (0, b"", ""))
        self.assertEqual(counts(report_of(out.read_bytes())), (2, 0))
        self.assertEqual(self.names(), ["found.json"])

    def test_what_is_written_directly(self):
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        reader = subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE)
        self.assertEqual(run("scan", *JSON, "-o", pipe, ARTICLE, ARTICLE), (0, b"", ""))
        self.assertEqual(counts(report_of(reader.communicate(timeout=20)[0])), (2, 0))
        for mode in ("wb", "ab"):
            out = self.file("direct", OLD)
            with out.open(mode) as file:
                child = self.start("scan", *JSON, "-o", "/dev/stdout", ARTICLE, ARTICLE, stdout=file)
                self.assertEqual(child.wait(timeout=30), 0)
            self.assertEqual(counts(report_of(out.read_bytes())), (2, 0))
        self.assertEqual(run("scan", *JSON, "-o", "/dev/null", ARTICLE), (0, b"", ""))
        self.assertEqual(counts(report_of(run("scan", *JSON, "-o", "-", ARTICLE).out)), (1, 0))

    def test_behind_what_stands_in_a_file(self):
        out = self.file("log", OLD)
        with out.open("ab") as file:
            self.assertEqual(self.start("scan", *JSON, ARTICLE, ARTICLE, stdout=file).wait(timeout=30), 0)
        self.assertEqual(counts(report_of(out.read_bytes().removeprefix(OLD.encode()))), (2, 0))

    def test_a_file_of_a_run_that_found_nothing(self):
        out = self.file("found.json", OLD)
        self.assertEqual(run("scan", *JSON, "-o", out, self.folder / "missing.txt").code, 2)
        self.assertEqual((out.read_text(), self.names()), (OLD, ["found.json"]))
        self.assertEqual(run("expand", *JSON, "-o", out).code, 0)
        self.assertEqual(counts(report_of(out.read_bytes())), (0, 0))

    def test_a_file_that_may_not_grow(self):
        """Of every size, from a few bytes on: what stands there is whole, or it is what stood there before."""
        sizes = set()
        for most in (*range(1, 60, 7), *range(60, 2000, 97), *range(2000, 30_000, 1777)):
            with self.subTest(most):
                out = self.file("found.json", OLD)
                result = run("scan", *JSON, "-o", out, *[ARTICLE] * 20,
                             preexec_fn=lambda most=most: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))
                self.fails(result, "cannot be written")
                self.assertEqual(self.names(), ["found.json"])
                if out.read_text() != OLD:
                    documents, _ = counts(report_of(out.read_bytes()))
                    self.assertEqual(report_of(out.read_bytes())["summary"]["documents"] >= documents > 0, True)
                    sizes.add(documents)
        self.assertGreater(len(sizes), 5)

    def test_a_new_file_that_may_not_begin(self):
        result = run("scan", *JSON, "-o", self.folder / "found.json", ARTICLE,
                     preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (9, 9)))
        self.fails(result, "cannot be written")
        self.assertEqual(self.names(), [])

    def test_a_full_disk(self):
        alone = ["unshare", "--user", "--map-root-user", "--mount"]
        if not shutil.which("unshare") or subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
            self.skipTest("namespaces are not allowed here")
        script = ('mount -t tmpfs -o size=$4 tmpfs "$3" && cd "$3" && echo old > out && '
                  '"$1" scan --format json -o out $(yes "$2" | head -n 60); echo $? >&2; cat out')
        for size in ("16k", "20k", "48k"):
            done = subprocess.run([*alone, "sh", "-c", script, "sh", COMMAND, ARTICLE, self.folder, size], capture_output=True,
                                  timeout=60, check=False)
            self.assertIn(b"No space left on device", done.stderr)
            self.assertTrue(done.stderr.endswith(b"\n2\n"), done.stderr)
            self.assertGreater(counts(report_of(done.stdout))[0], 1)

    def test_a_full_device(self):
        for more in ([], ["-o", "/dev/full"]):
            with open("/dev/full", "wb") as full:
                child = self.start("scan", *JSON, *more, ARTICLE, stdout=full)
                _, err = child.communicate(timeout=30)
            self.assertEqual((child.returncode, err.count(b"\n")), (2, 1), err)
            self.assertIn(b"No space left on device", err)

    def test_a_closed_pipe_is_quiet(self):
        listed = self.file("list", f"{ARTICLE}\n" * 500)
        child = self.start("scan", *JSON, "--files-from", listed)
        self.assertEqual(child.stdout.readline(), b"{\n")
        child.stdout.close()
        self.assertEqual((child.wait(timeout=30), child.stderr.read()), (0, b""))

    def test_every_type_of_record_is_in_the_schema(self):
        self.assertEqual(SCHEMA["properties"]["type"]["enum"], ["document", "link", "finding", "summary", "report"])


class Interrupted(Place, OverWeb):
    SIGNALS = ((signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129))

    def under_way(self, *arguments, urls=(), until=b'"reason"'):
        """A run whose stdin stays open, once so much came out of it."""
        child = self.start(*arguments, *JSON, *self.web.options)
        child.stdin.write(lines(urls))
        child.stdin.flush()
        out = b""
        while until not in out:
            piece = os.read(child.stdout.fileno(), 65536)
            self.assertTrue(piece, out)
            out += piece
        return child, out

    def end(self, child, number):
        child.send_signal(number)
        rest, err = child.communicate(timeout=20)
        self.assertEqual(err, b"")
        return child.returncode, rest

    def test_while_a_page_is_awaited(self):
        for number, code in self.SIGNALS:
            with self.subTest(number.name):
                child, out = self.under_way("expand", urls=SLOW)
                returned, rest = self.end(child, number)
                report = report_of(out + rest)
                self.assertEqual((returned, counts(report)), (code, (0, 1)))
                self.assertEqual(report["links"][0]["input"], SLOW[0])
                self.assertEqual(report["summary"]["links"], 2)

    def test_before_anything_was_found(self):
        for command in ("expand", "resolve", "scan"):
            with self.subTest(command):
                options = [] if command == "scan" else self.web.options
                child = self.start(command, *JSON, *options)
                out = os.read(child.stdout.fileno(), 65536)
                returned, rest = self.end(child, signal.SIGINT)
                self.assertEqual((returned, counts(report_of(out + rest))), (130, (0, 0)))

    def test_in_the_middle_of_many(self):
        """Wherever it is met."""
        for number in range(2000):
            self.file(f"many/{number:04}.txt", self.TEXT * 30)
        seen = set()
        for wait in range(0, 400_000, 40_000):
            child = self.start("scan", *JSON, self.folder / "many")
            out = b""
            while len(out) <= wait:
                out += os.read(child.stdout.fileno(), 65536)
            returned, rest = self.end(child, signal.SIGINT)
            documents, _ = counts(report_of(out + rest))
            self.assertIn(returned, (0, 130))
            seen.add(documents)
        self.assertGreater(len(seen), 3)

    def test_a_file(self):
        out = self.file("found.json", OLD)
        for number, code in self.SIGNALS:
            with self.subTest(number.name):
                child = self.start("expand", *JSON, "-o", out, *self.web.options)
                child.stdin.write(lines(SLOW))
                child.stdin.flush()
                self.await_record(out)
                self.assertEqual(self.end(child, number), (code, b""))
                self.assertEqual(counts(report_of(out.read_bytes())), (0, 1))
                self.assertEqual(self.names(), ["found.json"])

    def test_what_a_killed_run_leaves_beside_is_whole_too(self):
        out = self.file("found.json", OLD)
        child = self.start("expand", *JSON, "-o", out, *self.web.options)
        child.stdin.write(lines(SLOW))
        child.stdin.flush()
        beside = self.await_record(out)
        child.kill()
        child.wait(timeout=20)
        self.assertEqual(out.read_text(), OLD)
        self.assertEqual(counts(report_of(beside.read_bytes())), (0, 1))

    def await_record(self, out):
        """The file beside `out`, once a record stands in it."""
        for _ in range(2000):
            for path in self.folder.glob(".*"):
                if b'"reason"' in path.read_bytes():
                    return path
            signal.sigtimedwait([], 0.01)
        raise AssertionError(f"no record came beside {out}")


if __name__ == "__main__":
    unittest.main()
