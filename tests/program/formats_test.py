#!/usr/bin/python3
"""The formats of a check's reports, each read by its own rules: hostile words in every place come back as what they are, and mean
nothing in the grammar around them."""

import codecs
import csv
import io
import itertools
import json
import os
import re
import subprocess
import unittest
import urllib.parse
import xml.etree.ElementTree as etree

import jsonschema

from landfall import ROOT, SANITIZED

FORMATS = os.environ.get("LANDFALL_FORMATS", str(ROOT / "build/dev/tests/formats"))
HEADER = "file,line,column,class,severity,state,reason,status,url,final,permanent,cached,fingerprint,baseline,message"

# Each stands in every place where something comes from outside.
HOSTILE = [word if isinstance(word, bytes) else word.encode() for word in (
    "docs/a.md", "https://a.test/b?c=d&e=f#g", "https://a.test/a|b`c\\d_e_f**", "a \"quoted\" 'word'", "two\nlines", "two\r\nlines", "a\ttab", "\ttab first", "\rreturn first",
    "]]>", "<![CDATA[x]]>", "--><script>alert(1)</script>", "&amp; &lt; &#0; &bogus;", "%0A::error::forged", "%0a%0D%25", "::warning::x", "\n::error::forged",
    "a,b:c", ",line=1::x", "a|b", "a\\|b", "\\", "\\\\|", "|", "||||||", "`", "``code``", "`a\\`|b`", "**bold** _it_ ~~no~~ $x$", "[a](http://b.test)",
    "![a](b)", "<b>", "<https://b.test>", "# head", "- item", "| x | y |", "=1+1", "+1", "-1", "@SUM(A1)", "'=1", "\"", "\"\"", ",", " both ends ",
    "\x1b]0;title\x07\x1b[31m", "\x00", "a\x00b", "\x7f", "\x80\x9b31m", "\u202egnp.exe", "\u2066a\u2069", "\u200f", "\u2028", "\ufeff", "\ufffd", "\ufffe\uffff",
    "café 🌊", "e\u0301", "日本語", "\U0010ffff", "https://me:secret@a.test/", "me:secret@a.test", "a:b@c.md", "/absolute/path.md", "a b.md", "a%20b.md", "?query", "#fragment",
    "c:d/e.md", "../up.md", b"\xff\xfe", b"caf\xe9.md", b"\xed\xa0\x80", b"\xc0\xaf", b"\xe2\x80", b"a\xc2", "https://a.test/" + "x" * 8192, "https://a.test/" + "é" * 4000,
    "x" * 70 + " " + "y" * 70)]

STEERS = [*range(0x20), *range(0x7f, 0xa0), 0x61c, 0x200e, 0x200f, *range(0x2028, 0x202f), *range(0x2066, 0x206a), 0xfffe, 0xffff]
SPELT = {code: f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" for code in STEERS}
MASKED = {b"https://me:secret@a.test/": b"https://me:***@a.test/", b"me:secret@a.test": b"me:***@a.test", b"a:b@c.md": b"a:***@c.md"}
IN_PATHS = {b"https://me:secret@a.test/"}  # what is masked in a path, too


def spell(error):
    return "".join(f"\\x{byte:02x}" for byte in error.object[error.start:error.end]), error.end


codecs.register_error("spell", spell)


def visible(word, path=False):
    """As reports for people show it. A path holds a password where it is a URL alone."""
    if not path or b"://" in word:
        word = MASKED.get(word, word)
    return word.decode("utf-8", "spell").translate(SPELT)


def report(name, words=HOSTILE, width=0, count=1, **more):
    given = "".join(word.hex() + "\n" for word in words).encode()
    return subprocess.run([FORMATS, name, str(width), str(count)], input=given, capture_output=True, check=True, timeout=120, **more).stdout


class Hostile(unittest.TestCase):
    def test_nothing_steers_a_terminal(self):
        """No format writes a raw control character, and all are UTF-8."""
        for name in ("text", "github", "junit", "markdown", "csv", "sarif", "gitlab", "json", "ndjson"):
            with self.subTest(name):
                out = report(name).decode()
                self.assertGreater(len(out), 1000)
                raw = {character for character in out.replace("\r\n", "\n") if ord(character) in STEERS} - set("\n\ufffe\uffff")
                self.assertEqual(raw, set())

    def test_passwords_are_shown_in_no_report_for_people(self):
        for name in ("text", "github", "junit", "markdown", "csv", "sarif", "gitlab"):
            out = report(name, [b"https://me:secret@a.test/"]).decode()
            self.assertIn("me:***@", out.replace("%3A", ":"), name)
            if name not in ("sarif", "gitlab"):  # whose paths are the file's, to be opened
                self.assertNotIn("secret", out, name)


class Text(unittest.TestCase):
    FIRST = re.compile(r"(?P<file>.*):(?P<line>\d+):(?P<column>\d+): (?P<severity>error|warning|note): (?P<rest>.*) \[(?P<reason>[a-z_0-9]+)\]")

    def lines(self, words, **more):
        out = report("text", words, **more).decode()
        self.assertTrue(out.endswith("\n"))
        return out[:-1].split("\n")

    def test_a_line_a_finding_and_what_helps_below(self):
        for word in HOSTILE:
            with self.subTest(word):
                shown = visible(word)
                *lines, last = self.lines([word])
                firsts = [line for line in lines if not line.startswith("    ")]
                self.assertEqual(firsts, [f"{visible(word, path=True)}:1:3: {severity}: {shown}: {shown} [{reason}]"
                                          for severity, reason in (("error", "gone"), ("note", "insecure"))])
                below = [line for line in lines if line.startswith("    ")]
                self.assertEqual(below[:3], [f"    301 {shown}", f"    404 {shown} (script)", f"    archive: {shown} (2018-06-19)"])
                self.assertEqual(last, "1 dead, 1 insecure, 1 known, 3 links")

    def test_the_last_line_has_no_zeros(self):
        self.assertEqual(self.lines([]), ["0 links"])
        self.assertEqual(self.lines([b"a", b"b"])[-1], "2 dead, 2 insecure, 2 known, 6 links")

    def test_long_lines_are_folded_but_for_the_first(self):
        words = b"several words that are folded where the terminal ends and go on below it with more of an indent"
        for width in (40, 60, 80):
            lines = self.lines([words], width=width)
            hints = [at for at, line in enumerate(lines) if line.startswith("    hint:")]
            below = [line for at in hints for line in [lines[at], *itertools.takewhile(lambda line: line.startswith("      "), lines[at + 1:])]]
            self.assertLessEqual(max(map(len, below)), width)
            self.assertEqual(" ".join(line.strip() for line in below), " ".join([f"hint: {words.decode()}"] * 2))
            self.assertEqual(len([line for line in lines if self.FIRST.fullmatch(line)]), 2)
        self.assertEqual(self.lines([words], width=1), self.lines([words], width=40))
        url = "https://a.test/" + "x" * 100
        self.assertIn(f"    301 {url}", self.lines([url.encode()], width=40))


class Github(unittest.TestCase):
    COMMAND = re.compile(r"::(error|warning|notice) file=([^:,\n]*),line=(\d+),col=(\d+),title=landfall ([a-z_0-9]+)::(.*)")

    @staticmethod
    def unescaped(text, pairs):
        """As the runner does: the percent sign last."""
        for sign, escape in pairs:
            text = text.replace(escape, sign)
        return text

    def test_each_word_comes_back(self):
        message = [("\r", "%0D"), ("\n", "%0A"), ("%", "%25")]
        properties = [(":", "%3A"), (",", "%2C"), *message]
        for word in HOSTILE:
            with self.subTest(word):
                lines = report("github", [word]).decode().split("\n")
                self.assertEqual(lines.pop(), "")
                self.assertEqual(len(lines), 2)
                for line, command, reason in zip(lines, ("error", "notice"), ("gone", "insecure")):
                    found = self.COMMAND.fullmatch(line)
                    self.assertEqual(found.group(1, 3, 4, 5), (command, "1", "3", reason))
                    self.assertEqual(self.unescaped(found[2], properties), visible(word, path=True))
                    self.assertEqual(self.unescaped(found[6], message), f"{visible(word)}: {visible(word)}")

    def test_nothing_else_is_written(self):
        self.assertEqual(report("github", []), b"")


# Where a place stands counts from what is written without the white space around it, so none is around it here.
BARE = [word if word.strip(b" \t\r\n\f") == word else b"x" + word + b"x" for word in HOSTILE]


class Csv(unittest.TestCase):
    def rows(self, words):
        out = report("csv", words).decode()
        self.assertEqual(out.replace("\r\n", "").count("\n") + out.replace("\r\n", "").count("\r"), 0)  # RFC 4180: CRLF alone
        self.assertTrue(out.startswith(HEADER + "\r\n") and out.endswith("\r\n"))
        rows = list(csv.reader(io.StringIO(out, newline=""), strict=True))
        self.assertEqual({len(row) for row in rows}, {15})
        return [dict(zip(rows[0], row)) for row in rows[1:]]

    def test_every_place_has_a_row(self):
        for word in BARE:
            with self.subTest(word):
                cell = ("'" if word[:1] in (b"=", b"+", b"-", b"@") else "") + visible(word)
                path = ("'" if word[:1] in (b"=", b"+", b"-", b"@") else "") + visible(word, path=True)
                rows = self.rows([word])
                self.assertEqual([(row["line"], row["class"], row["severity"], row["state"], row["reason"], row["status"], row["baseline"])
                                  for row in rows], [("1", "dead", "error", "dead", "gone", "404", ""), ("1", "insecure", "note", "alive", "ok", "404", ""),
                                                     ("2", "", "", "alive", "ok", "200", ""), ("3", "dead", "error", "dead", "gone", "404", "known")])
                for row in rows:
                    self.assertEqual((row["file"], row["url"], row["final"], row["column"]), (path, cell, cell, "3"))
                    self.assertEqual(row["message"], cell if row["class"] else "")
                    self.assertNotIn(row["url"][0], "=+-@\t\r")
                    self.assertEqual((row["permanent"], row["cached"]), ("false", "false"))
                self.assertEqual(len({row["fingerprint"] for row in rows}), 4)

    def test_without_places_there_is_the_header(self):
        self.assertEqual(report("csv", []).decode(), HEADER + "\r\n")


# Jenkins' junit-10.xsd as rows: an element's attributes, those that must be there, and what may stand in it; besides, as the contract has it, file and line.
RULES = {
    "testsuites": ({"name", "time", "tests", "failures", "errors"}, set(), {"testsuite"}),
    "testsuite": ({"name", "tests", "failures", "errors", "group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url"},
                  {"name", "tests", "failures", "errors"}, {"testsuite", "properties", "testcase", "system-out", "system-err"}),
    "testcase": ({"name", "time", "classname", "group", "file", "line"}, {"name"}, {"skipped", "error", "failure", "system-out", "system-err"}),
    "failure": ({"type", "message"}, set(), set()),
    "skipped": ({"type", "message"}, set(), set()),
}
MIXED = {"failure", "skipped"}


class Junit(unittest.TestCase):
    def check(self, element):
        known, needed, inside = RULES[element.tag]
        self.assertLessEqual(needed, set(element.attrib))
        self.assertLessEqual(set(element.attrib), known)
        self.assertLessEqual({child.tag for child in element}, inside)
        if element.tag not in MIXED:
            self.assertEqual("".join([element.text or "", *(child.tail or "" for child in element)]).strip(), "")
        for child in element:
            self.check(child)

    def suites(self, words):
        root = etree.fromstring(report("junit", words))
        self.assertEqual(root.tag, "testsuites")
        self.check(root)
        return list(root)

    def test_a_suite_a_file_and_a_test_a_place(self):
        for word in BARE:
            with self.subTest(word):
                path, shown = visible(word, path=True), visible(word)
                [suite] = self.suites([word])
                self.assertEqual(suite.attrib, {"name": path, "tests": "3", "failures": "1", "errors": "0", "skipped": "0"})
                self.assertEqual([test.attrib for test in suite], [{"name": f"{line}:3 {shown}", "classname": path, "file": path, "line": str(line)}
                                                                   for line in (1, 2, 3)])
                [failure] = suite.iter("failure")
                self.assertEqual(failure.attrib, {"type": "gone", "message": shown})
                self.assertEqual(failure.text.split("\n")[:2], [f"{shown}: {shown}", f"    301 {shown}"])
                self.assertIs(suite[0][0], failure)

    def test_without_documents_it_is_valid(self):
        self.assertEqual(self.suites([]), [])


class Gitlab(unittest.TestCase):
    def test_the_fields_are_those_that_gitlab_reads(self):
        for word in HOSTILE:
            with self.subTest(word):
                shown = MASKED.get(word, word).decode("utf-8", "replace")
                issues = json.loads(report("gitlab", [word]))
                self.assertEqual(issues, [{"description": f"{shown}: {shown}", "check_name": f"landfall/{reason}", "fingerprint": f"{number:032x}",
                                           "severity": severity, "location": {"path": word.decode("utf-8", "replace"), "lines": {"begin": 1}}}
                                          for number, (reason, severity) in enumerate((("gone", "major"), ("insecure", "info")))])

    def test_fingerprints_differ(self):
        issues = json.loads(report("gitlab"))
        self.assertEqual(len(issues), 2 * len(HOSTILE))
        self.assertEqual(len({issue["fingerprint"] for issue in issues}), len(issues))

    def test_without_findings_it_is_an_array(self):
        self.assertEqual(json.loads(report("gitlab", [])), [])


TEXT = {"type": "object", "required": ["text"], "additionalProperties": False, "properties": {"text": {"type": "string", "minLength": 1}}}
POSITIVE = {"type": "integer", "minimum": 1}
# What of SARIF 2.1.0 is written, by the schema of OASIS, and what GitHub wants besides.
SARIF = {
    "type": "object", "required": ["$schema", "version", "runs"], "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"}, "version": {"const": "2.1.0"},
        "runs": {"type": "array", "minItems": 1, "items": {
            "type": "object", "required": ["tool", "results", "columnKind"], "additionalProperties": False,
            "properties": {
                "columnKind": {"const": "unicodeCodePoints"},
                "automationDetails": {"type": "object", "required": ["id"], "additionalProperties": False, "properties": {"id": {"type": "string", "minLength": 1}}},
                "originalUriBaseIds": {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": False, "properties": {"description": TEXT}}},
                "tool": {"type": "object", "required": ["driver"], "additionalProperties": False, "properties": {"driver": {
                    "type": "object", "required": ["name", "rules"], "additionalProperties": False,
                    "properties": {"name": {"const": "landfall"}, "version": {"type": "string", "minLength": 1},
                                   "rules": {"type": "array", "uniqueItems": True, "items": {
                                       "type": "object", "required": ["id", "shortDescription", "fullDescription", "help"], "additionalProperties": False,
                                       "properties": {"id": {"type": "string", "pattern": "^[a-z_0-9]+$"}, "shortDescription": TEXT, "fullDescription": TEXT,
                                                      "help": TEXT}}}}}}},
                "results": {"type": "array", "maxItems": 25000, "items": {
                    "type": "object", "required": ["ruleId", "level", "message", "locations", "partialFingerprints"], "additionalProperties": False,
                    "properties": {
                        "ruleId": {"type": "string"}, "level": {"enum": ["error", "warning", "note"]}, "message": TEXT,
                        "partialFingerprints": {"type": "object", "required": ["primaryLocationLineHash"], "additionalProperties": False,
                                                "properties": {"primaryLocationLineHash": {"type": "string", "pattern": "^[0-9a-f]{16,64}$"}}},
                        "locations": {"type": "array", "minItems": 1, "maxItems": 1, "items": {
                            "type": "object", "required": ["physicalLocation"], "additionalProperties": False,
                            "properties": {"physicalLocation": {
                                "type": "object", "required": ["artifactLocation", "region"], "additionalProperties": False,
                                "properties": {
                                    "artifactLocation": {"type": "object", "required": ["uri"], "additionalProperties": False,
                                                         "properties": {"uri": {"type": "string", "minLength": 1, "format": "uri-reference"},
                                                                        "uriBaseId": {"const": "%SRCROOT%"}}},
                                    "region": {"type": "object", "required": ["startLine", "startColumn", "endLine", "endColumn"], "additionalProperties": False,
                                               "properties": {name: POSITIVE for name in ("startLine", "startColumn", "endLine", "endColumn")}}}}}}}}}}}}},
    },
}
# RFC 3986: a relative reference's path, whose first segment has no colon; or an absolute URI.
REFERENCE = re.compile(r"(https?|file)://[!-~]*|(?!/)([A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-F]{2})+")


class Sarif(unittest.TestCase):
    def runs(self, words):
        log = json.loads(report("sarif", words))
        jsonschema.Draft202012Validator(SARIF).validate(log)
        for run in log["runs"]:
            rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
            self.assertEqual(len(rules), len(set(rules)))
            self.assertLessEqual({result["ruleId"] for result in run["results"]}, set(rules))
        return log["runs"]

    def test_each_word_comes_back(self):
        for word in HOSTILE:
            with self.subTest(word):
                shown = MASKED.get(word, word).decode("utf-8", "replace")
                [run] = self.runs([word])
                self.assertEqual([(result["ruleId"], result["level"], result["message"]["text"]) for result in run["results"]],
                                 [("gone", "error", f"{shown}: {shown}"), ("insecure", "note", f"{shown}: {shown}")])
                place = run["results"][0]["locations"][0]["physicalLocation"]
                self.assertEqual(place["region"], {"startLine": 1, "startColumn": 3, "endLine": 1, "endColumn": 9})
                uri = place["artifactLocation"]["uri"]
                self.assertRegex(uri, REFERENCE)
                if uri.startswith("http"):
                    self.assertEqual(uri.encode(), word)
                else:
                    self.assertEqual(urllib.parse.unquote_to_bytes(uri.removeprefix("file://")), word)
                self.assertEqual("uriBaseId" in place["artifactLocation"], not uri.startswith(("http", "file://")))

    def test_every_reason_has_a_rule(self):
        [run] = self.runs([])
        self.assertEqual(run["results"], [])
        source = (ROOT / "src/record.c").read_text()
        reasons = set(re.findall(r'\[REASON_\w+\] = \{ STATE_\w+, "(\w+)" \}', source)) - {"ok"}
        self.assertGreater(len(reasons), 25)
        self.assertEqual({rule["id"] for rule in run["tool"]["driver"]["rules"]}, reasons | {"redirect", "insecure", "conflict"})

    def test_a_run_has_25000_results_at_most(self):
        if SANITIZED:
            self.skipTest("slow")
        for count, sizes in ((12500, [25000]), (25001, [25000, 25000, 2])):
            runs = json.loads(report("sarif", [b"a"], count=count))["runs"]
            self.assertEqual([len(run["results"]) for run in runs], sizes)
            self.assertEqual([run.get("automationDetails", {}).get("id") for run in runs], [None, "landfall/2/", "landfall/3/"][:len(sizes)])


class Markdown(unittest.TestCase):
    ROW = re.compile(r"\| (?P<severity>error|warning|note) \| `(?P<place>[^`\n]*)` \| (?P<url>`[^`\n]*`|<[^<>\n ]*>) \| (?P<what>.*) \| `(?P<reason>[a-z_0-9]+)` \|")

    @staticmethod
    def cells(row):
        """As GitHub cuts a row (cmark-gfm): a backslash takes the punctuation behind it along."""
        return re.findall(r"((?:\\[!-/:-@\[-`{-~]|[^|\n])*)\|", row[1:])

    @staticmethod
    def code(text):
        return text.replace("\\|", "|")

    def test_each_word_stays_in_its_cell(self):
        for word in HOSTILE:
            with self.subTest(word):
                lines = report("markdown", [word]).decode().split("\n")
                self.assertEqual(lines[:5], ["### landfall: 1 dead, 1 insecure, 1 known, 3 links", "", "| | Place | Link | What is wrong | Reason |", "|---|---|---|---|---|", lines[4]])
                self.assertEqual(lines[6:], [""])
                for row, severity, reason in zip(lines[4:6], ("error", "note"), ("gone", "insecure")):
                    self.assertEqual(len(self.cells(row)), 5)
                    found = self.ROW.fullmatch(row)
                    self.assertEqual((found["severity"], found["reason"]), (severity, reason))
                    spelt = visible(word, path=True)
                    for sign in "\\`":
                        spelt = re.sub(re.escape(sign) + r"(?!(x[0-9a-f]{2}|u[0-9a-f]{4}))" if sign == "\\" else sign, f"\\\\x{ord(sign):02x}", spelt)
                    self.assertEqual(self.code(found["place"]), f"{spelt}:1:3")
                    if word.startswith((b"http://", b"https://")):
                        link = re.escape("<" + re.sub(r"[|`\\]", lambda sign: f"%{ord(sign[0]):02X}", visible(word)) + ">")
                        self.assertRegex(found["url"], f"^{link}$")
                        self.assertRegex(found["what"], f"^{link}; copy: {link}$")
                        continue
                    self.assertTrue(found["url"].startswith("`"))
                    self.assertEqual(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", found["what"]), visible(word))
                    self.assertNotRegex(re.sub(r"\\[!-/:-@\[-`{-~]", "", found["what"]), r"[|`*_~$<>\[\]&]")

    def test_without_findings_it_is_counts(self):
        self.assertEqual(report("markdown", []), b"### landfall: 0 links\n")

    def test_it_stays_under_1_mib(self):
        for word in (b"a", b"|" * 1000, b"https://a.test/" + b"x" * 8000, b"\x1b" * 300000):
            out = report("markdown", [word], count=16000 if len(word) == 1 else 1200 if len(word) < 9000 else 8)
            self.assertLess(len(out), 1 << 20)
            rows = sum(line.startswith(b"| ") for line in out.split(b"\n")) - 1
            [left_out] = re.findall(rb"\n\n(\d+) more are left out: a summary has room for 1 MiB\.\n$", out)
            total = sum(map(int, re.findall(rb"(\d+) (?:dead|insecure)", out.split(b"\n")[0])))
            self.assertEqual(rows + int(left_out), total)
            self.assertGreater(len(out), (1 << 20) - 40000 if len(word) < 9000 else 0)


class Large(unittest.TestCase):
    @staticmethod
    def memory(name, count):
        """What the process takes at most, in KiB."""
        with subprocess.Popen([FORMATS, name, "0", str(count)], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
            process.stdin.write(b"https://a.test/".hex().encode() + b"\n")
            process.stdin.close()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0, process.returncode
        return usage.ru_maxrss

    @unittest.skipIf(SANITIZED, "memory says nothing there")
    def test_memory_does_not_grow_with_a_report(self):
        """60,000 findings take no more than 600 do."""
        for name in ("text", "csv", "junit", "github", "gitlab", "sarif", "markdown"):
            with self.subTest(name):
                self.assertLess(self.memory(name, 20000), self.memory(name, 200) + 1500)


if __name__ == "__main__":
    unittest.main()
