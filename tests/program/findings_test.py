#!/usr/bin/python3
"""landfall check, over the test web: what is a link, what is found, where it stands, and what fails the run."""

import json
import re
import unittest

from landfall import OverWeb, Place, check, expect

GOOD = "https://status.test/200"
GONE = "https://status.test/404"
BLOCKED = "https://status.test/403"


def brief(finding):
    """3:5 dead gone URL"""
    place = f"{finding['line']}:{finding['column']}"
    return f"{place} {finding['class']} {finding['reason']} {finding.get('url', finding['written'])}"


class Checked(OverWeb, Place):
    """What a check of one document gives."""

    def check(self, text, *options, name="a.md"):
        path = self.file(name, text)
        result = self.web.run("check", "--format", "ndjson", *options, path.name, cwd=self.folder)
        for record in result.records:
            check(record)
        return result

    def findings(self, text, *options, **more):
        return [record for record in self.check(text, *options, **more).records if record["type"] == "finding"]

    def found(self, text, *options, **more):
        return [brief(finding) for finding in self.findings(text, *options, **more)]


class Findings(Checked):
    def test_records_come_in_order_documents_findings_summary(self):
        result = self.check(f"# T\n\n[a]({GONE}) [b]({GOOD}) [c]({BLOCKED})\n")
        self.assertEqual([record["type"] for record in result.records], ["document", "finding", "finding", "summary"])
        expect({"findings": {"error": 1, "warning": 1, "note": 0}}, result.records[-1])

    def test_a_finding_says_all(self):
        found = self.findings(f"See [a]({GONE}).\n")
        self.assertEqual(len(found), 1)
        fingerprint = found[0].pop("fingerprint")
        self.assertRegex(fingerprint, "^[0-9a-f]{16,64}$")
        self.assertRegex(found[0].pop("dead_since"), r"^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertEqual(found[0], {
            "schema": "landfall/1", "type": "finding", "file": "a.md", "line": 1, "column": 9, "end_column": 9 + len(GONE),
            "url": GONE, "written": GONE, "class": "dead", "severity": "error", "state": "dead", "reason": "gone",
            "message": "there is no such page (404)", "status": 404, "final": GONE, "hops": [{"url": GONE, "status": 404}],
            "looks": 1})

    def test_the_same_url_twice_is_two_places_and_one_request(self):
        self.web.clear()
        found = self.findings(f"<{GONE}> [x]({GONE})\n\n{GONE}\n")
        self.assertEqual([(one["line"], one["column"]) for one in found], [(1, 2), (1, 31), (3, 1)])
        self.assertEqual(len({one["fingerprint"] for one in found}), 3)
        self.assertEqual(self.web.requested(), [GONE])

    def test_each_place_says_what_is_written_there(self):
        found = self.findings("<https://status.test/404> [x](HTTPS://Status.Test/404) <a href='https://status.test:443/404 '>y</a>\n")
        self.assertEqual([one["written"] for one in found],
                         ["https://status.test/404", "HTTPS://Status.Test/404", "https://status.test:443/404"])
        self.assertEqual({one["url"] for one in found}, {GONE})

    def test_two_classes_stand_at_one_place(self):
        self.assertEqual(self.found("http://status.test/404\n", "--warn-on", "insecure", name="a.txt"),
                         ["1:1 dead gone http://status.test/404", "1:1 insecure gone http://status.test/404"])

    def test_columns_are_code_points(self):
        self.assertEqual(self.found(f"ÄÖ€😀 [é]({GONE})\n"), [f"1:10 dead gone {GONE}"])

    def test_what_was_meant_is_said_in_all_reports_for_people(self):
        self.file("tides.md", "# Summer\n")
        self.file("b.md", "[a](tide.md) [b](tides.md#summr) [c](nothing-like-it.md)\n")
        for name, guesses in (("text", 2), ("junit", 2), ("sarif", 2), ("gitlab", 2), ("github", 2), ("markdown", 2), ("json", 0)):
            with self.subTest(name):
                out = self.web.run("check", "--format", name, "b.md", cwd=self.folder).out.decode()
                self.assertEqual(len(re.findall(r"did you mean (?:tides\.md|#summer)\?", out)), guesses, out)

    def test_a_hint_that_is_the_same_for_many_is_given_once(self):
        path = self.file("a.md", f"<{GONE}> <{GONE}/a> <{BLOCKED}> <{BLOCKED}/a> [x](b.md) [y](A.md)\n")
        result = self.web.run("check", path.name, cwd=self.folder)
        hints = [line.strip() for line in result.out.decode().splitlines() if line.startswith("    hint:")]
        accepts = "hint: where it opens in a browser, --accept status.test=403 takes it for alive"
        self.assertEqual(hints, ["hint: --archive looks for a copy", accepts, "hint: did you mean a.md?"], result)

    def test_findings_follow_the_order_of_inputs(self):
        for number in range(40):
            self.file(f"{number:02}.md", f"[a]({GONE}?{number}) [b](https://slow.test/{'50' if number % 2 else '0'}?{number})\n")
        result = self.web.run("check", "--format", "ndjson", ".", cwd=self.folder)
        names = [f"{number:02}.md" for number in range(40)]
        found = [record["file"] for record in result.records if record["type"] == "finding"]
        self.assertEqual([name for name in found if name.endswith(".md")][::len(found) // 40], names)

    def test_json_is_one_report(self):
        path = self.file("a.md", f"[a]({GONE})\n")
        result = self.web.run("check", "--format", "json", path.name, cwd=self.folder)
        report = json.loads(result.out)
        check(report)
        self.assertEqual(list(report), ["schema", "type", "documents", "findings", "summary"])
        self.assertEqual(len(report["findings"]), 1)


POST = "https://twitter.com/foo/status/1008997013216034816"
TWEET = (f'<blockquote class="twitter-tweet"><p>Hi</p>&mdash; Foo (@foo) <a href="{POST}">June 20, 2018</a></blockquote>\n')


class Posts(Checked):
    def test_what_a_platform_says_of_a_post_is_said_at_its_link(self):
        column = TWEET.index(POST) + 1
        self.assertEqual(self.found(TWEET, "--warn-on", "conflict", name="a.html"),
                         [f"1:{column} dead deleted {POST}", f"1:{column} conflict deleted {POST}"])

    def test_a_post_that_is_left_out_is_not_asked_about(self):
        for options in (("--exclude", "twitter"), ("--only", "web")):
            self.web.clear()
            self.assertEqual(self.found(TWEET, "--warn-on", "conflict", *options, name="a.html"), [])
            self.assertEqual(self.web.requested(), [])

    def test_sources_that_agree_are_no_conflict(self):
        self.assertEqual(self.found(TWEET.replace("June 20", "June 19"), "--fail-on", "conflict", "--warn-on", "never", name="a.html"), [])


class Places(Checked):
    def test_what_stands_for_others_is_not_asked(self):
        self.web.clear()
        hosts = ("example.com", "www.example.org", "a.b.example.net", "localhost:8080", "127.0.0.1", "[::1]", "10.0.0.1", "192.168.1.1")
        text = "".join(f"<https://{host}/404>\n" for host in hosts)
        text += "[m](mailto:a@status.test) [t](tel:123) [f](ftp://status.test/404) [j](javascript:x) [d](data:text/plain,x)\n"
        self.assertEqual(self.found(text + f"{GONE}…\n", "--fail-on", "dead,unsure,redirect,insecure,conflict"), [])
        self.assertEqual(self.web.requested(), [])

    def test_what_there_was_no_time_for_is_told(self):
        result = self.check("<https://slow.test/20000>\n", "--no-cache", "--max-time", "0.5")
        self.assertEqual((result.code, result.records[0]["links"][0]["reason"]), (0, "out_of_time"))
        self.assertEqual(result.err, "landfall: warning: the time of --max-time was over before 1 link had an answer\n")

    def test_a_space_is_spoken_of_where_one_stands(self):
        for url, hinted in (("http://[x", False), ("https://a b/", True)):
            path = self.file("a.md", f"<a href='{url}'>z</a>\n")
            out = self.web.run("check", path.name, cwd=self.folder).out.decode()
            self.assertIn(f"warning: {url}: this is no URL [malformed]\n", out)
            self.assertEqual("hint: in a URL a space is written %20" in out, hinted, out)

    def test_a_malformed_url_counts_where_only_a_link_stands(self):
        self.assertEqual(self.found("[a](http://[x) http://[y <a href='https://a b/'>z</a> <img src='http://:0x/'>\n"),
                         ["1:5 unsure malformed http://[x", "1:35 unsure malformed https://a b/",
                          "1:65 unsure malformed http://:0x/"])


if __name__ == "__main__":
    unittest.main()
