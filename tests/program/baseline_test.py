#!/usr/bin/python3
"""The baseline and the fingerprints by which findings are known again: what is known fails no run, whatever moves."""

import json
import os
import unittest

from landfall import OverWeb, Place

STATUS = "https://status.test"
GONE, MISSING, WALLED = f"{STATUS}/404", f"{STATUS}/410", f"{STATUS}/403"


class Site(OverWeb, Place):
    def setUp(self):
        super().setUp()
        self.file(".git/HEAD")
        self.file("docs/a.md", f"# A\n\n[one]({GONE}) [two]({MISSING})\n\n[again]({GONE}) [wall]({WALLED})\n")
        self.file("docs/b.md", f"[one]({GONE}) [local](none.md) [fragment](#none)\n")

    def check(self, *options, **more):
        return self.web.run("check", "--no-api", "--no-cache", *options, "docs", **{"cwd": self.folder, **more})

    def findings(self, *options, **more):
        result = self.check("--format", "ndjson", *options, **more)
        return result, [record for record in result.records if record["type"] == "finding"]

    def baseline(self, name="landfall-baseline.json"):
        return json.loads((self.folder / name).read_text())

    def prints(self, *options):
        return [finding["fingerprint"] for finding in self.findings(*options)[1]]


class Baseline(Site):
    def test_what_is_known_does_not_fail(self):
        result, findings = self.findings()
        self.assertEqual(result.code, 1)
        self.assertTrue(findings)
        self.assertTrue(all("baseline" not in finding for finding in findings))
        self.assertEqual(self.check("--write-baseline").code, 0)
        result, known = self.findings("--baseline", "landfall-baseline.json")
        self.assertEqual(result.code, 0)
        self.assertEqual({finding["baseline"] for finding in known}, {"known"})
        self.assertEqual([finding["fingerprint"] for finding in known], [finding["fingerprint"] for finding in findings])
        self.assertEqual(self.check("--baseline", "landfall-baseline.json", "--fail-on", "dead,unsure").code, 0)

    def test_how_many_are_known_is_said(self):
        count = len(self.findings()[1])
        self.check("--write-baseline")
        links = self.check().out.decode().splitlines()[-1].rsplit(", ")[-1]
        self.assertEqual(self.check("--baseline", "landfall-baseline.json").out.decode(), f"{count} known, {links}\n")
        self.file("docs/c.md", f"[new]({GONE})\n")
        told = self.check("--baseline", "landfall-baseline.json").out.decode().splitlines()[-1]
        self.assertEqual(told, f"1 dead, {count} known, {int(links.split()[0]) + 1} links")
        self.assertTrue(self.check("--baseline", "landfall-baseline.json", "--format", "markdown").out.startswith(f"### landfall: 1 dead, {count} known".encode()))

    def test_what_is_new_does(self):
        self.check("--write-baseline")
        self.file("docs/c.md", f"[new]({GONE})\n")
        result, findings = self.findings("--baseline", "landfall-baseline.json")
        self.assertEqual(result.code, 1)
        self.assertEqual([finding["file"] for finding in findings if finding["baseline"] == "new"], ["docs/c.md"])
        summary = [record for record in result.records if record["type"] == "summary"][0]
        self.assertEqual(summary["findings"]["error"], 1)

    def test_another_of_the_same_url_is_new(self):
        self.check("--write-baseline")
        self.file("docs/b.md", f"[one]({GONE}) [local](none.md) [fragment](#none) [two]({GONE})\n")
        result, findings = self.findings("--baseline", "landfall-baseline.json")
        self.assertEqual((result.code, [finding["column"] for finding in findings if finding["baseline"] == "new"]), (1, [73]))

    def test_the_file(self):
        findings = self.findings()[1]
        self.check("--write-baseline")
        written = self.baseline()
        self.assertEqual(list(written), ["schema", "type", "findings"])
        self.assertEqual((written["schema"], written["type"]), ("landfall/1", "baseline"))
        self.assertEqual([list(entry) for entry in written["findings"]], [["fingerprint", "file", "url", "reason"]] * len(findings))
        entries = [(entry["file"], entry["url"], entry["fingerprint"]) for entry in written["findings"]]
        self.assertEqual(entries, sorted(entries))
        self.assertEqual({entry[2] for entry in entries}, {finding["fingerprint"] for finding in findings})
        self.assertEqual({entry["reason"] for entry in written["findings"]}, {finding["reason"] for finding in findings})

    def test_it_is_the_same_every_time(self):
        self.check("--write-baseline")
        first = (self.folder / "landfall-baseline.json").read_bytes()
        self.check("--write-baseline", "--baseline", "other.json", "--jobs", "1", "--ordered")
        self.assertEqual((self.folder / "other.json").read_bytes(), first)

    def test_it_is_told_what_became_known(self):
        count = len(self.findings()[1])
        told = "landfall: {0}: knows {1} findings from now on; --baseline {0} leaves them out\n"
        self.assertEqual(self.check("--write-baseline").err, told.format("landfall-baseline.json", count))
        self.assertEqual(self.check("--write-baseline", "--baseline", "b.json").err, told.format("b.json", count))
        self.assertEqual(self.check("--write-baseline", "--quiet").err, "")

    def test_nothing_found(self):
        self.file("docs/a.md", "Nothing.\n")
        self.file("docs/b.md", "Nothing.\n")
        self.assertEqual(self.check("--write-baseline").code, 0)
        self.assertEqual(self.baseline()["findings"], [])
        self.assertEqual(self.check("--baseline", "landfall-baseline.json").code, 0)

    def test_a_wrong_one_is_written_anew(self):
        (self.folder / "b.json").write_text("no JSON")
        result = self.check("--write-baseline", "--baseline", "b.json")
        self.assertEqual(result.code, 0, result.err)
        self.assertTrue(self.baseline("b.json")["findings"])

    def test_whole_or_not_at_all(self):
        self.check("--write-baseline")
        before = (self.folder / "landfall-baseline.json").read_bytes()
        self.file("docs/c.md", f"[new]({GONE}) <https://slow.test/8000>\n")
        self.web.clear()
        child = self.start("check", "--no-api", "--no-cache", "--write-baseline", *self.web.options, "docs", cwd=self.folder)
        while f"{GONE}" not in self.web.requested():
            pass
        child.terminate()
        child.communicate()
        self.assertEqual(child.returncode, 143)
        self.assertEqual((self.folder / "landfall-baseline.json").read_bytes(), before)
        self.assertEqual([path.name for path in self.folder.iterdir() if "baseline" in path.name], ["landfall-baseline.json"])

    def test_not_where_an_input_was_not_read(self):
        result = self.check("--write-baseline", "missing.md")
        self.assertEqual(result.code, 2)
        self.assertFalse((self.folder / "landfall-baseline.json").exists())

    def test_not_over_an_input(self):
        before = (self.folder / "docs/a.md").read_bytes()
        self.assertEqual(self.check("--write-baseline", "--baseline", "docs/a.md").code, 2)
        self.assertEqual((self.folder / "docs/a.md").read_bytes(), before)

    def test_it_cannot_be_written(self):
        for path in ("/proc/nowhere.json", "/dev/full", "docs"):
            with self.subTest(path):
                result = self.check("-q", "--format", "ndjson", "--write-baseline", "--baseline", path)
                self.assertEqual(result.code, 2)
                self.assertIn(path, result.err)

    def test_it_cannot_be_used(self):
        for name, text, words in (("none.json", None, "No such file or directory; --write-baseline makes a baseline"),
                                  ("docs", None, "Is a directory"),
                                  ("empty.json", "", "empty.json:1:1: it is no JSON object"),
                                  ("list.json", "[]", "list.json:1:1: it is no JSON object"),
                                  ("cut.json", '{"schema": "landfall/1",\n "type": "baseline", "findings": [', "cut.json:2:35: a finding is"),
                                  ("report.json", '{"schema": "landfall/1", "type": "report"}', 'report.json:1:34: the type is not "baseline"'),
                                  ("print.json", '{"findings": [\n{"fingerprint": "XYZ"}]}', "print.json:2:17: a fingerprint is 16 to 64")):
            with self.subTest(name):
                if text is not None:
                    (self.folder / name).write_text(text)
                self.web.clear()
                self.fails(self.check("--baseline", name), f"landfall: {name}", words)
                self.assertEqual(self.web.requested(), [])

    def test_from_a_pipe(self):
        self.check("--write-baseline")
        text = (self.folder / "landfall-baseline.json").read_bytes()
        self.assertEqual(self.check("--baseline", "/dev/stdin", given=text).code, 0)
        os.mkfifo(self.folder / "pipe")
        self.fails(self.check("--baseline", "pipe"), "landfall: pipe: nothing is written into this pipe")

    def test_what_others_add_is_passed_over(self):
        self.check("--write-baseline")
        written = self.baseline()
        written["by"] = {"more": [1, None, "x"]}
        written["findings"] = [{"note": {"x": []}, **entry} for entry in written["findings"]] * 2
        (self.folder / "more.json").write_text(json.dumps(written, indent=4))
        self.assertEqual(self.check("--baseline", "more.json").code, 0)

    def test_reports_for_people_are_silent_about_what_is_known(self):
        self.check("--write-baseline")
        for name, shows in (("text", False), ("github", False), ("sarif", False), ("markdown", False), ("gitlab", False), ("junit", False),
                            ("csv", True), ("json", True), ("ndjson", True)):
            with self.subTest(name):
                out = self.check("--format", name, "--baseline", "landfall-baseline.json").out.decode()
                known = "known" in out if shows else GONE in out and name != "junit"
                self.assertEqual(known, shows, out)


class Fingerprints(Site):
    def test_they_are_digits_and_no_two_are_alike(self):
        self.file("docs/c.md", f"[one]({GONE})\n<{GONE}>\n\n[x]: {GONE}\n[x]\n[a](none.md) [b](none.md) [c](./none.md) [d](none.md#x)\n")
        self.file("docs/d.html", f"<a href='{GONE}'>1</a><img src='{GONE}'><iframe src='{GONE}'></iframe>")
        prints = self.prints("--warn-on", "unsure,redirect,insecure,conflict")
        self.assertGreater(len(prints), 12)
        self.assertEqual(len(set(prints)), len(prints))
        for fingerprint in prints:
            self.assertRegex(fingerprint, "^[0-9a-f]{16,64}$")

    def test_moved_lines_do_not_count(self):
        before = self.prints()
        for name in ("docs/a.md", "docs/b.md"):
            path = self.folder / name
            path.write_text("Words\n\nof mine.\n\n> and more\n\n" + path.read_text().replace("[", "a longer [").replace("\n", "\n\n"))
        self.assertEqual(self.prints(), before)

    def test_nor_does_severity(self):
        self.assertEqual(self.prints("--severity", "gone=note"), self.prints("--severity", "gone=warning"))

    def test_the_same_file_twice(self):
        result, findings = self.findings("docs/a.md")
        prints = [finding["fingerprint"] for finding in findings]
        self.assertEqual(len(set(prints)), len(prints))

    def test_wherever_it_is_run(self):
        before = self.prints()
        result = self.web.run("check", "--no-api", "--no-cache", "--format", "ndjson", ".", cwd=self.folder / "docs")
        self.assertEqual([record["fingerprint"] for record in result.records if record["type"] == "finding"], before)

    def test_every_format_has_the_same(self):
        want = set(self.prints())
        sarif = json.loads(self.check("--format", "sarif").out)
        self.assertEqual({result["partialFingerprints"]["primaryLocationLineHash"] for result in sarif["runs"][0]["results"]}, want)
        self.assertEqual({issue["fingerprint"] for issue in json.loads(self.check("--format", "gitlab").out)}, want)
        self.assertEqual({finding["fingerprint"] for finding in json.loads(self.check("--format", "json").out)["findings"]}, want)
        csv = self.check("--format", "csv").out.decode()
        for fingerprint in want:
            self.assertIn(fingerprint, csv)


if __name__ == "__main__":
    unittest.main()
