#!/usr/bin/python3
"""landfall check as a command: what it reads, what it writes where, and its exit codes."""

import itertools
import json
import os
import signal
import time
import unittest

from landfall import OverWeb, Place, interrupt_after, on_terminal

GOOD = "https://status.test/200"
GONE = "https://status.test/404"
BLOCKED = "https://status.test/403"
CLASSES = ("dead", "unsure", "redirect", "insecure", "conflict")

# Every kind of link, and the classes of what is found at it.
KINDS = {
    "alive": (f"[a]({GOOD})", ""),
    "gone": (f"[a]({GONE})", "dead"),
    "gone for good": ("[a](https://www.eastmoor-courier.test/2019/closed-lock)", "dead"),
    "no redirect": ("[a](https://location.test/bad-address)", "dead"),
    "loop": ("[a](https://loop.test/a)", "dead"),
    "blocked": (f"[a]({BLOCKED})", "unsure"),
    "server error": ("[a](https://status.test/500)", "unsure"),
    "certificate": ("[a](https://expired.tls.test/)", "unsure"),
    "malformed": ("[a](http://[x)", "unsure"),
    "moved": ("[a](https://location.test/path)", "redirect"),
    "insecure": ("[a](http://status.test/200)", "insecure"),
    "insecure and gone": ("[a](http://status.test/404)", "dead insecure"),
    "skipped": ("[a](https://example.com/)", ""),
    "mail": ("[a](mailto:a@b.test)", ""),
    "none": ("no link", ""),
}


class Checking(OverWeb, Place):
    def check(self, *arguments, **more):
        return self.web.run("check", *arguments, cwd=self.folder, **more)

    def read(self, name):
        return (self.folder / name).read_bytes()


class ExitCodes(Checking):
    def test_every_kind_of_link_by_every_policy(self):
        for number, (text, _) in enumerate(KINDS.values()):
            self.file(f"{number:02}.md", text + "\n")
        policies = [("never",), *((one,) for one in CLASSES), ("dead", "insecure"), ("unsure", "redirect"), CLASSES]
        for classes, (number, (kind, (_, found))) in itertools.product(policies, enumerate(KINDS.items())):
            with self.subTest(kind=kind, fail_on=classes):
                result = self.check("--fail-on", ",".join(classes), f"{number:02}.md")
                self.assertEqual(result.code, bool(set(classes) & set(found.split())), result)

    def test_what_is_dead_fails_by_itself_and_no_warning_does(self):
        for text, code in ((GOOD, 0), (GONE, 1), (BLOCKED, 0), (f"{GONE} {BLOCKED}", 1)):
            self.file("a.txt", text + "\n")
            self.assertEqual(self.check("a.txt").code, code, text)
        self.assertEqual(self.check("--warn-on", "dead,unsure", "--fail-on", "never", "a.txt").code, 0)
        self.assertEqual(self.check("--severity", "gone=warning", "a.txt").code, 0)
        self.assertEqual(self.check("--severity", "gone=off", "--severity", "blocked=error", "a.txt").code, 1)

    def test_accepted_statuses_are_alive(self):
        self.file("a.txt", f"{GONE} {BLOCKED}\n")
        for accepted, code in (("404", 0), ("403", 1), ("status.test=404", 0), ("*.test=404", 0), ("other.test=404", 1), ("400..404", 1),
                               ("400..=404", 0)):
            self.assertEqual(self.check("--accept", accepted, "a.txt").code, code, accepted)
        records = self.check("--accept", "404", "--format", "ndjson", "a.txt").records
        self.assertEqual([(link["state"], link["reason"], link["status"]) for link in records[0]["links"]],
                         [("alive", "ok", 404), ("unsure", "blocked", 403)])
        self.assertEqual(records[-1]["states"], {"alive": 1, "dead": 0, "unsure": 1, "skipped": 0})

    def test_trouble_wins_over_findings(self):
        self.file("a.txt", f"{GONE}\n")
        result = self.check("--format", "ndjson", "missing.txt", "a.txt")
        self.fails(result, "missing.txt", "No such file")
        self.assertEqual([record["type"] for record in result.records], ["document", "finding", "summary"])

    def test_wrong_words_are_said_with_the_nearest(self):
        self.file("a.txt", f"{GONE}\n")
        for option, value, *words in (("--fail-on", "ded", "did you mean \"dead\""), ("--warn-on", "unsur", "\"unsure\""),
                                      ("--severity", "gon=off", "\"gone\""), ("--severity", "gone=eror", "\"error\""),
                                      ("--accept", "4x4", "403"), ("--format", "jsn", "'json'"), ("--format", "json=", "no file"),
                                      ("--fial-on", "dead", "--fail-on")):
            result = self.check(option, value, "a.txt")
            self.fails(result, *words)
            self.assertEqual(result.out, b"")

    def test_nothing_to_check_is_a_warning(self):
        self.file("notes.bin", "x")
        for arguments in ((), (".",)):
            result = self.check(*arguments)
            self.assertEqual(result.code, 0)
            self.assertRegex(result.err, r"^landfall: warning: \.: no document in this folder.*\n$")
        self.assertEqual(self.check("-q").err, "")
        self.file("list", "")
        result = self.check("--files-from", "list")
        self.assertEqual((result.code, result.err), (0, "landfall: warning: there was no document to check\n"))

    def test_the_working_folder_is_checked_where_none_is_named(self):
        self.file("sub/a.md", f"[x]({GONE})\n")
        result = self.check("--format", "ndjson")
        self.assertEqual(result.code, 1)
        self.assertEqual([record["file"] for record in result.records if record["type"] == "finding"], ["sub/a.md"])

    def test_links_without_time_are_told(self):
        self.file("a.txt", f"{GOOD} https://a.silent.test/ https://b.silent.test/\n")
        result = self.check("--max-time", 1, "a.txt")
        self.assertEqual((result.code, result.out), (0, b"3 links\n"))
        self.assertEqual(result.err, "landfall: warning: the time of --max-time was over before 2 links had an answer\n")
        self.assertEqual(self.check("--max-time", 1, "--quiet", "a.txt").err, "")
        self.assertEqual(self.check("--max-time", 60, "--offline", "a.txt").err, "")

    def test_interrupted(self):
        self.file("a.txt", f"{GONE} https://slow.test/20000\n")
        for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
            child = self.start("check", "--format", "ndjson", "--format", "json=report.json", "a.txt", *self.web.options, cwd=self.folder)
            interrupt_after(child, 0.5, number)
            began = time.monotonic()
            _, err = child.communicate(timeout=30)
            self.assertLess(time.monotonic() - began, 15)
            self.assertEqual(child.returncode, code)
            self.assertRegex(err, rb"^landfall: warning: the check was interrupted: [^\n]*\n$")
            self.assertEqual(self.names(), ["a.txt"])

    def test_a_reader_that_has_enough_changes_nothing(self):
        self.file("a.txt", f"{GONE}\n")
        read, write = os.pipe()
        os.close(read)
        child = self.start("check", "--format", "ndjson", "a.txt", *self.web.options, cwd=self.folder, stdout=write)
        os.close(write)
        _, err = child.communicate(timeout=30)
        self.assertEqual((child.returncode, err), (1, b""))


class Reports(Checking):
    def setUp(self):
        super().setUp()
        self.file("a.md", f"[x]({GONE})\n")

    def test_several_are_written_at_once(self):
        result = self.check("--format", "json=one.json", "--format", "ndjson=two.ndjson", "--format", "ndjson", "a.md")
        self.assertEqual(result.code, 1, result)
        self.assertEqual(len(json.loads(self.read("one.json"))["findings"]), 1)
        lines = [json.loads(line) for line in self.read("two.ndjson").splitlines()]
        self.assertEqual([line["type"] for line in lines], ["document", "finding", "summary"])
        self.assertEqual([record["type"] for record in result.records], ["document", "finding", "summary"])

    def test_o_is_for_the_one_without_a_file(self):
        result = self.check("--format", "json=one.json", "--format", "ndjson", "-o", "two.ndjson", "a.md")
        self.assertEqual((result.code, result.out), (1, b""))
        self.assertEqual(self.read("two.ndjson").count(b"\n"), 3)
        self.assertEqual(self.names(), ["a.md", "one.json", "two.ndjson"])

    def test_two_for_stdout_are_refused(self):
        result = self.check("--format", "json", "--format", "ndjson", "a.md")
        self.fails(result, "--format json", "--format ndjson", "=FILE")
        self.fails(self.check("--format", "json", "--format", "ndjson=-", "a.md"), "stdout")

    def test_the_same_file_twice_is_refused(self):
        self.file("there.json", "old")
        os.symlink("there.json", self.folder / "link.json")
        for first, second in (("x.json", "x.json"), ("x.json", "./x.json"), ("there.json", "link.json"), ("x.json", f"{self.folder}/x.json")):
            self.fails(self.check("--format", f"json={first}", "--format", f"ndjson={second}", "a.md"), "twice")
        self.fails(self.check("--format", "json=x.json", "--format", "ndjson", "-o", "x.json", "a.md"), "twice")
        self.assertEqual(self.read("there.json"), b"old")
        self.assertEqual(self.names(), ["a.md", "link.json", "there.json"])

    def test_an_input_is_refused(self):
        for arguments in (("a.md",), (".",)):
            before = self.read("a.md")
            self.fails(self.check("--format", "json=a.md", *arguments), "a.md", "both an input and the output")
            self.assertEqual((self.read("a.md"), self.names()), (before, ["a.md"]))
            for name in ("text", "markdown", "ndjson", "github"):
                self.assertEqual(self.check("--format", name, "--format", "sarif=a.md", *arguments).out, b"")
        for name in ("json", "sarif", "gitlab"):  # what was begun is closed
            json.loads(self.check("--format", name, "--format", "csv=a.md", ".").out)
        self.fails(self.check("--format", "json=one.json", "-o", "a.md", "a.md"), "a.md")
        self.assertEqual(self.names(), ["a.md"])

    def test_one_that_cannot_be_written_leaves_the_others(self):
        result = self.check("--format", "json=/dev/full", "--format", "json=one.json", "--format", "ndjson", "a.md")
        self.fails(result, "/dev/full", "No space")
        self.assertEqual(len(json.loads(self.read("one.json"))["findings"]), 1)
        self.assertEqual(len(result.records), 3)
        result = self.check("--format", "json=none/x.json", "--format", "ndjson", "a.md")
        self.fails(result, "none/x.json", "no folder none")

    def test_a_file_that_is_there_is_replaced_with_its_mode(self):
        self.file("one.json", "old").chmod(0o640)
        self.assertEqual(self.check("--format", "json=one.json", "a.md").code, 1)
        self.assertEqual(len(json.loads(self.read("one.json"))["findings"]), 1)
        self.assertEqual((self.folder / "one.json").stat().st_mode & 0o777, 0o640)

    def test_other_commands_write_one(self):
        result = self.web.run("resolve", "--format", "json=x.json", "a.md", cwd=self.folder)
        self.fails(result, "only check writes several reports", "-o")

    def test_progress_is_shown_on_a_terminal_alone(self):
        self.file("slow.txt", "https://slow.test/500\n")
        shown = on_terminal("check", "--format", "ndjson", "slow.txt", *self.web.options, stream="stderr", cwd=self.folder,
                            env={**os.environ, "TERM": "xterm"})
        self.assertIn(b"\r", shown)
        self.assertEqual(self.check("slow.txt").err, "")


if __name__ == "__main__":
    unittest.main()
