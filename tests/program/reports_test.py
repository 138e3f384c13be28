#!/usr/bin/python3
"""All reports of one check: each is whole, and all say the same of the same places."""

import csv
import json
import os
import pathlib
import re
import tempfile
import unittest
import xml.etree.ElementTree as etree

from landfall import run

FORMATS = ("text", "ndjson", "json", "sarif", "junit", "github", "gitlab", "csv", "markdown")

PAGES = {
    "docs/index.md": "# Index\n\n[a](gone.md) and [b](other.md#nowhere), twice: [a](gone.md)\n\n[c](other.md#other) ![d](no%20such.png)\n",
    "docs/other.md": "# Other\n\nÄöü 🌊 [e](../missing/) then\ta tab [f](x|y`z.md) <a href='n\"o.md'>g</a>\n",
    "page.html": "<p><a href=\"docs/index.md\">a</a> <a href=\"nothing.html?a=1&amp;b=2\">b</a></p>\n",
    "fine.md": "[all](docs/index.md)\n",
    "empty.txt": "",
}
HOSTILE = ("a\nb.md", "|`pipe`|.md", "%0A::error::x.md", "=1+1.md", "\x1b[31m.md", "\u202egnp.md", "a]]>b&.md", "comma,colon:.md", "'quote\".md", os.fsdecode(b"\xff.md"))


def visible(name):
    shown = os.fsencode(name).decode("utf-8", "backslashreplace")
    return re.sub("[\x00-\x1f\u202e]", lambda found: f"\\x{ord(found[0]):02x}" if ord(found[0]) < 256 else f"\\u{ord(found[0]):04x}", shown)


class Reports(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        held = tempfile.TemporaryDirectory(prefix="landfall-reports-")
        cls.addClassCleanup(held.cleanup)
        cls.root = pathlib.Path(held.name)
        for name, text in [*PAGES.items(), *((name, "[x](nothing.md)\n") for name in HOSTILE)]:
            (cls.root / name).parent.mkdir(exist_ok=True)
            (cls.root / name).write_text(text)
        out = cls.root / "out"
        out.mkdir()
        cls.result = run("check", "--no-progress", "--ordered", "--root", str(cls.root), *(f"--format={name}={out}/{name}" for name in FORMATS), str(cls.root))
        cls.reports = {name: (out / name).read_text() for name in FORMATS}
        cls.findings = [json.loads(line) for line in cls.reports["ndjson"].splitlines()]
        cls.documents = [record for record in cls.findings if record["type"] == "document"]
        cls.findings = [record for record in cls.findings if record["type"] == "finding"]

    def test_what_is_wrong_is_found(self):
        self.assertEqual(self.result.code, 1, self.result)
        known = [(record["file"], record["line"], record["column"], record["reason"]) for record in self.findings if record["file"] in PAGES]
        self.assertEqual(known, [
            ("docs/index.md", 3, 5, "no_such_file"), ("docs/index.md", 3, 22, "no_such_fragment"), ("docs/index.md", 3, 52, "no_such_file"),
            ("docs/index.md", 5, 26, "no_such_file"), ("docs/other.md", 3, 11, "no_such_file"), ("docs/other.md", 3, 39, "no_such_file"),
            ("docs/other.md", 3, 58, "no_such_file"), ("page.html", 1, 43, "no_such_file")])
        self.assertEqual(len(self.findings), len(known) + len(HOSTILE))

    def test_nothing_goes_to_stdout_that_is_no_report_there(self):
        """Where all reports have files, stdout has that in words."""
        self.assertEqual(self.result.err, "")
        self.assertNotIn(b"{", self.result.out)

    def test_all_have_the_same_fingerprints(self):
        want = [record["fingerprint"] for record in self.findings]
        self.assertEqual(len(set(want)), len(want))
        self.assertEqual([record["fingerprint"] for record in json.loads(self.reports["json"])["findings"]], want)
        [runs] = json.loads(self.reports["sarif"])["runs"]
        self.assertEqual([result["partialFingerprints"]["primaryLocationLineHash"] for result in runs["results"]], want)
        self.assertEqual([issue["fingerprint"] for issue in json.loads(self.reports["gitlab"])], want)
        self.assertEqual(sorted(filter(None, (row["fingerprint"] for row in self.rows()))), sorted(want))

    def rows(self):
        with open(self.root / "out/csv", newline="") as file:
            return list(csv.DictReader(file, strict=True))

    def places(self):
        return [(record["file"], record["line"], record["column"], record["reason"]) for record in self.findings if record["file"] in PAGES]

    def test_all_name_the_same_places(self):
        text = re.findall(r"^(.*):(\d+):(\d+): error: .* \[(\w+)\]$", self.reports["text"], re.MULTILINE)
        github = re.findall(r"^::error file=(.*),line=(\d+),col=(\d+),title=landfall (\w+)::", self.reports["github"], re.MULTILINE)
        markdown = re.findall(r"^\| error \| `(.*):(\d+):(\d+)` \| .* \| .* \| `(\w+)` \|$", self.reports["markdown"], re.MULTILINE)
        rows = [(row["file"], row["line"], row["column"], row["reason"]) for row in self.rows() if row["class"]]
        tests = [(test.get("classname"), *test.get("name").split(" ")[0].split(":"), test.find("failure").get("type"))
                 for test in etree.fromstring(self.reports["junit"]).iter("testcase") if test.find("failure") is not None]
        for name, got in (("text", text), ("github", github), ("markdown", markdown), ("csv", rows), ("junit", tests)):
            with self.subTest(name):
                self.assertEqual(len(got), len(self.findings))
                self.assertEqual([(file, int(line), int(column), reason) for file, line, column, reason in got if file in PAGES], self.places())

    def test_every_file_is_named_as_it_can_be_shown(self):
        names = {visible(name) for name in HOSTILE}
        suites = {suite.get("name") for suite in etree.fromstring(self.reports["junit"])}
        self.assertEqual(suites, names | set(PAGES))
        self.assertEqual({row["file"] for row in self.rows()} - set(PAGES), {f"'{name}" if name.startswith("=") else name for name in names})

    def test_csv_and_junit_have_every_place(self):
        want = sorted((os.path.normpath(document["source"]["name"]).removeprefix(f"{self.root}/"), span["line"], span["column"])
                      for document in self.documents for link in document["links"] for span in link["spans"])
        want = [place for place in want if place[0] in PAGES]
        rows = [(row["file"], int(row["line"]), int(row["column"])) for row in self.rows() if row["file"] in PAGES]
        self.assertEqual(sorted(rows), want)
        for name in PAGES:
            self.assertEqual([row for row in rows if row[0] == name], [place for place in want if place[0] == name])
        tests = [(test.get("classname"), int(test.get("line"))) for test in etree.fromstring(self.reports["junit"]).iter("testcase")]
        self.assertEqual(sorted(test for test in tests if test[0] in PAGES), [place[:2] for place in want])

    def test_sarif_covers_what_is_written(self):
        for result in json.loads(self.reports["sarif"])["runs"][0]["results"]:
            place = result["locations"][0]["physicalLocation"]
            if place["artifactLocation"]["uri"] in PAGES:
                line = PAGES[place["artifactLocation"]["uri"]].split("\n")[place["region"]["startLine"] - 1]
                covered = line[place["region"]["startColumn"] - 1:place["region"]["endColumn"] - 1]
                self.assertTrue(result["message"]["text"].startswith(f"{covered}: "), (covered, result["message"]))

    def test_the_last_line_counts(self):
        lines = self.reports["text"].splitlines()
        self.assertEqual(lines[-1], f"{len(self.findings)} dead, {len(self.rows())} links")


if __name__ == "__main__":
    unittest.main()
