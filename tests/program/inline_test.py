#!/usr/bin/python3
"""What documents say themselves of links that a check is to leave alone: comments, words, attributes."""

import unittest

from landfall import Place, run, run_measured

URL = "https://a.example/"


class Inline(Place):
    def links(self, name, text, *words):
        """{ what stands behind the URL: its reason } of a check that asks nobody."""
        file = self.file(name, text)
        result = run("check", "--offline", "--format", "ndjson", *words, file, cwd=self.folder)
        self.assertEqual(result.code, 0, result)
        document = next(record for record in result.records if record["type"] == "document")
        return {link["written"].removeprefix(URL): link["reason"] for link in document["links"]}

    def ignored(self, name, text, *words):
        return "".join(sorted(name for name, reason in self.links(name, text.replace("@", URL), *words).items() if reason == "excluded"))

    def check(self, name, rows):
        for text, wanted in rows:
            with self.subTest(text):
                self.assertEqual(self.ignored(name, text), wanted)

    def test_markdown(self):
        self.check("a.md", [
            ("<@1> <!-- landfall-ignore --> <@2>\n<@3>\n", "12"),
            ("<!-- landfall-ignore -->\n<@1>\n<@2>\n", "1"),
            ("<!--landfall-ignore-->\n\n \t\n\n<@1> <@2>\n<@3>\n", "12"),
            ("> <!-- landfall-ignore -->\n> <@1>\n> <@2>\n", "1"),
            ("- <!-- landfall-ignore -->\n  <@1>\n- <@2>\n", "1"),
            ("<!--\nlandfall-ignore\n-->\n<@1>\n<@2>\n", "1"),
            ("<!-- landfall-ignore -->\n<!-- landfall-ignore -->\n<@1>\n\n<@2>\n", "1"),
            ("[//]: # (landfall-ignore)\n\n<@1>\n<@2>\n", "1"),
            ("Words\n[//]: # (landfall-ignore)\n<@1>\n<@2>\n", "1"),  # no definition, but meant as one
            ("> Words\n> [//]: # (landfall-ignore)\n> [//]: # (landfall-ignore)\n> <@1>\n> <@2>\n", "1"),
            ("Words\n[//]: # (landfall-ignore)\n<@1>\n\n[//]: # (landfall-ignore)\n\n<@2>\n<@3>\n", "12"),
            ("Words [//]: # (landfall-ignore) <@1>\n", ""),
            ("Words `a\n[//]: # (landfall-ignore-file)\nb` <@1>\n", ""),
            ("<@1>\n\n[//]: # \"landfall-ignore-start\"\n\n<@2>\n\n<@3>\n\n[//]: # (landfall-ignore-end)\n\n<@4>\n", "23"),
            ("<@1> <!-- landfall-ignore-start --> <@2>\n<@3>\n\n<@4> <!-- landfall-ignore-end --> <@5>\n", "234"),
            ("<@1>\n<!-- landfall-ignore-start -->\n<@2>\n", "2"),
            ("<!-- landfall-ignore-end -->\n<@1>\n", ""),
            ("<@1>\n\n<!-- landfall-ignore-file -->\n\n<@2>\n", "12"),
            ("<!-- landfall-ignore -- it is away till May -->\n<@1>\n<@2>\n", "1"),
            ("`<!-- landfall-ignore -->` <@1>\n", ""),
            ("```\n<!-- landfall-ignore-file -->\n```\n<@1>\n", ""),
            ("```html\n[//]: # (landfall-ignore-file)\n```\n<@1>\n", ""),
            ("    <!-- landfall-ignore -->\n\n<@1>\n", ""),
            ("landfall-ignore <@1>\n", ""),
            ("<!-- never write landfall-ignore here --> <@1>\n", ""),
            ("<!-- landfall-ignored --> <@1>\n", ""),
            ("<!-- my-landfall-ignore --> <@1>\n", ""),
            ("<!-- landfall-ignore-next --> <@1>\n", ""),
            ("\\<!-- landfall-ignore --> <@1>\n", ""),
            ("[a]\n\n[b]: @2\n[a]: @1 <!-- landfall-ignore -->\n", "1"),  # no definition, but text
            ("[a]\n\n<!-- landfall-ignore -->\n[a]: @1\n\n[b]: @2\n", "1"),
        ])

    def test_a_comment_is_no_link(self):
        self.assertEqual(self.links("a.md", "[//]: # (a)\n\nWords [//]\n[//]: # (landfall-ignore)\n"), {})

    def test_pages(self):
        a = '<a href="@{0}">x</a>'.format
        head = "<!DOCTYPE html><html><head><title>t</title></head><body>\n"
        self.check("a.html", [(head + text, wanted) for text, wanted in [
            (f"{a(1)} <!-- landfall-ignore --> {a(2)}\n{a(3)}", "12"),
            (f"<p>\n<!-- landfall-ignore -->\n\n{a(1)}{a(2)}\n{a(3)}", "12"),
            (f"{a(1)}<!-- landfall-ignore-start -->{a(2)}<!-- landfall-ignore-end -->{a(3)}", "2"),
            (f"<!-- landfall-ignore-file -->{a(1)}\n{a(2)}", "12"),
            (f"landfall-ignore-file {a(1)}", ""),
            (f"<script>/* <!-- landfall-ignore-file --> */</script>{a(1)}", ""),
            (f"<textarea><!-- landfall-ignore-file --></textarea>{a(1)}", ""),
            (f"<p title='<!-- landfall-ignore-file -->'>{a(1)}</p>", ""),
            ('<a data-landfall-ignore href="@1">x</a><a href="@2">y</a>', "1"),
            ('<a href="@1" DATA-LANDFALL-IGNORE="why">x</a><a href="@2">y</a>', "1"),
            (f'<div data-landfall-ignore>{a(1)}<div>{a(2)}</div>{a(3)}</div>{a(4)}', "123"),
            (f'<p data-landfall-ignore>{a(1)}<p>{a(2)}', "1"),
            (f'<ul><li data-landfall-ignore>{a(1)}<li>{a(2)}</ul>', "1"),
            (f'<img data-landfall-ignore src="@1.png"><img src="@2.png">{a(3)}', "1.png"),
            (f'<br data-landfall-ignore>{a(1)}', ""),
            (f'<section data-landfall-ignore>{a(1)}', "1"),
            (f'<p data-landfall-ignored>{a(1)}', ""),
        ]])

    def test_texts(self):
        self.check("a.txt", [
            ("@1 landfall-ignore\n@2\n", "1"),
            ("# landfall-ignore\n\n@1 @2\n@3\n", "12"),
            ("// landfall-ignore -- why\n@1\n@2\n", "1"),
            ("@1\nlandfall-ignore-start\n@2\n\n@3\nlandfall-ignore-end\n@4\n", "23"),
            ("@1\n@2\nlandfall-ignore-file", "12"),
            ("@1 xlandfall-ignore\n@2 landfall-ignores\n@3 (landfall-ignore)\n@4/landfall-ignore\n", "3"),
            ("//landfall-ignore\n@1\n@2\n", "1"),
            ("@1 landfall-ignore\r@2\r\n\r\nlandfall-ignore\r\n@3\r@4", "13"),
        ])

    def test_other_encodings(self):
        for encoding in ("utf-16", "utf-8-sig", "latin-1"):
            text = f"\u00e9 {URL}1\n# landfall-ignore\n\n{URL}2\n".encode(encoding)
            self.assertEqual(self.links("a.txt", text), {"1": "offline", "2": "excluded"}, encoding)
            page = f"<meta charset={encoding}><p>\u00e9\u00e9 <a href={URL}1>x</a><!-- landfall-ignore-start --><a href={URL}2>y</a>".encode(encoding)
            self.assertEqual(self.links("a.html", page), {"1": "offline", "2": "excluded"}, encoding)

    def test_only_a_check_looks(self):
        file = self.file("a.txt", f"{URL}1 landfall-ignore\n")
        self.assertEqual(run("resolve", "--offline", file).records[0]["links"][0]["reason"], "offline")

    def findings(self, text):
        """Of a check whose links lead to files that are not there: { file: reason }."""
        (self.folder / ".git").mkdir(exist_ok=True)
        self.file("a.md", text)
        result = run("check", "--format", "ndjson", "a.md", cwd=self.folder)
        return [record["written"] for record in result.records if record["type"] == "finding"]

    def test_findings_that_are_dropped(self):
        for text, wanted in (
            ("[a](a1)\n[b](b1) <!-- landfall-ignore -->\n", ["a1"]),
            ("[a](a1) <!-- landfall-ignore: dead -->\n\n[b](b1)\n", ["b1"]),
            ("[a](a1) <!-- landfall-ignore: no_such_file -- it is made later -->\n\n[b](b1)\n", ["b1"]),
            ("[a](a1) <!-- landfall-ignore: blocked, timeout ,no_such_file -->\n", []),
            ("[a](a1) <!-- landfall-ignore: unsure,blocked -->\n", ["a1"]),
            ("[a](a1) <!-- landfall-ignore: daed -->\n", ["a1"]),
            ("<!-- landfall-ignore-start: dead -->\n\n[a](a1)\n\n<!-- landfall-ignore-end -->\n\n[b](b1)\n", ["b1"]),
            ("<!-- landfall-ignore-file: dead -->\n\n[a](a1)\n", []),
            ("[a](x1)\n[b](x1) <!-- landfall-ignore -->\n\n[c](x1)\n", ["x1", "x1"]),  # each place by itself
        ):
            with self.subTest(text):
                self.assertEqual(self.findings(text), wanted)

    def warnings(self, name, text):
        self.file(name, text)
        result = run("check", "--offline", name, cwd=self.folder)
        self.assertEqual(result.code, 0)
        return [line.removeprefix(f"landfall: warning: {name}:") for line in result.err.splitlines()]

    def test_slips_are_warned_of(self):
        lone = "did you mean landfall-ignore, which alone on its line is about the next?"
        for name, text, wanted in (
            ("a.md", "<!-- landfall-ignore-nextline -->\n", f"1:6: landfall-ignore-nextline leaves nothing out: {lone}"),
            ("a.md", "\n> <!-- landfall-ignore-line -->\n", f"2:8: landfall-ignore-line leaves nothing out: {lone}"),
            ("a.md", "[//]: # (landfall-ignore-strat)\n", "1:10: landfall-ignore-strat leaves nothing out: did you mean landfall-ignore-start?"),
            ("a.md", "<!-- landfall-ignroe -->\n", f"1:6: landfall-ignroe leaves nothing out: {lone}"),
            ("a.md", "<!-- landfall-ignore: dead, blokced -->\n", "1:6: blokced is no class or reason to be left out: did you mean blocked?"),
            ("a.md", "<!-- landfall-ignore-file: no-such-file -->\n",
             "1:6: no-such-file is no class or reason to be left out: did you mean no_such_file?"),
            ("a.md", "<!-- landfall-ignore: zzz -->\n",
             '1:6: zzz is no class or reason, so landfall-ignore leaves nothing out: words that say why stand behind " -- "'),
            ("a.md", "<!-- landfall-ignore: a" + 40 * "\u00e9" + " -->\n",
             "1:6: a" + 31 * "\u00e9" + ' is no class or reason, so landfall-ignore leaves nothing out: words that say why stand behind " -- "'),
            ("a.html", "<p>\n<!-- landfall-ignore-flie -->", "2:6: landfall-ignore-flie leaves nothing out: did you mean landfall-ignore-file?"),
            ("a.txt", "\u00e9 landfall-ignore-end-\n", "1:3: landfall-ignore-end- leaves nothing out: did you mean landfall-ignore-end?"),
        ):
            with self.subTest(text):
                self.assertEqual(self.warnings(name, text), [wanted])

    def test_what_is_no_slip(self):
        for name, text in (("a.md", "`<!-- landfall-ignore-nextline -->`\n\n```\n<!-- landfall-ignore: blokced -->\n```\n"),
                           ("a.md", "landfall-ignore-nextline\n"), ("a.md", "<!-- landfall is great, landfall-ignore-nextline is not -->\n"),
                           ("a.md", "<!-- landfall-ignore: dead, no_such_file -- see landfall-ignore-x -->\n"),
                           ("a.html", "<!-- landfall-1.schema.json --><script>// landfall-ignore-nextline</script>"),
                           ("a.txt", "A link is landfall-ignored. example.com/landfall-ignore-nextline\n")):
            with self.subTest(text):
                self.assertEqual(self.warnings(name, text), [])

    def test_many_slips(self):
        self.assertEqual(len(self.warnings("a.md", "<!-- landfall-ignore-nextline -->\n" * 200)), 8)
        for i in range(300):
            self.file(f"docs/{i}\n.md", "<!-- landfall-ignore-nextline -->\n" * 20)
        err = run("check", "--offline", "docs", cwd=self.folder).err
        self.assertRegex(err, r"^(landfall: warning: docs/\d+\\x0a\.md:\d+:6: landfall-ignore-nextline leaves .*\n)+$")
        self.assertEqual(run("check", "--offline", "-q", "docs", cwd=self.folder).err, "")

    def test_a_limited_one_is_asked_for(self):
        self.assertEqual(self.links("a.txt", f"{URL}1 landfall-ignore: blocked\n{URL}2 landfall-ignore\n"), {"1": "offline", "2": "excluded"})

    def test_the_same_link_elsewhere(self):
        self.assertEqual(self.links("a.txt", f"{URL}1 landfall-ignore\n{URL}1\n"), {"1": "offline"})
        self.assertEqual(self.links("a.txt", f"{URL}1 landfall-ignore\n{URL}1 landfall-ignore\n"), {"1": "excluded"})

    def test_large_and_hostile_ones(self):
        large = f"{URL}1 landfall-ignore\n" + "x" * 3_000_000 + f" {URL}2 landfall-ignore\n{URL}3\n"
        self.assertEqual(self.links("a.txt", large), {"1": "excluded", "2": "excluded", "3": "offline"})
        self.assertEqual(self.links("a.html", "<div data-landfall-ignore>" * 20_000 + f"<a href={URL}1>x</a>"), {"1": "excluded"})

    def test_it_takes_linear_time(self):
        """Twice as much takes some two times as long, not four times."""
        for name, lead, part in (("a.md", "", "<!-- landfall-ignore --> "), ("a.html", "", "<div data-landfall-ignore>"),
                                 ("a.html", "", "<!-- landfall-ignore-start -->"), ("a.txt", "", "... landfall-ignore "),
                                 ("a.txt", "", "landfall-ignore-start\n"), ("a.html", "", "<!-- landfall-ignore "),
                                 ("a.html", " " * 12, '"landfall-ignore'), ("a.txt", "-" * 12, " landfall-ignore"),
                                 ("a.txt", "-" * 12, "/landfall-ignore"), ("a.html", "", ">landfall-xgnorexy")):
            took = []
            for count in (16_000, 32_000) if lead else (40_000, 80_000):  # a longer line is looked at in parts
                file = self.file(name, lead * count + part * count)
                used = run_measured("check", "--offline", "--no-config", "-q", file, cwd=self.folder, timeout=120)
                self.assertEqual(used.result.code, 0)
                took.append(used.worked)
            with self.subTest(part):
                self.assertLess(took[1], 3 * took[0] + 0.5, took)


if __name__ == "__main__":
    unittest.main()
