#!/usr/bin/python3
"""landfall check: links to files beside the document, and what their fragments name."""

import json
import os
import pathlib
import unittest

from landfall import OverWeb, Place, run

TREE = {
    "README.md": "# The *Project*\n\n## Usage\n\n## Usage\n\n<a id=\"anchor\"></a>\n",
    "docs/guide.md": "Guide\n=====\n\n## Ünïcode & more: `code_x`\n",
    "docs/page.html": "<h1 id=one>One</h1><a name=two></a><!-- <p id=comment> --><script>'<p id=script>'</script>",
    "docs/sub/index.html": "<p id=home>",
    "src/main.c": "int main(void);\n",
    "image one.png": "",
}


class Local(Place):
    """A folder with a repository in it."""

    def setUp(self):
        super().setUp()
        self.repo = pathlib.Path(self.folder) / "repo"
        (self.repo / ".git").mkdir(parents=True)
        for name, text in TREE.items():
            self.put(name, text)

    def put(self, name, text):
        path = self.repo / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def check(self, name, text, *options, inputs=None, cwd=None, **more):
        self.put(name, text)
        return run("check", "--offline", "--format", "ndjson", *options, *(inputs or [name]), cwd=cwd or self.repo, **more)

    def links(self, name, text, *options, **more):
        """Each link that is written so in short: its target, and what became of it."""
        result = self.check(name, text, *options, **more)
        document = result.records[0]
        return {link["written"]: f"{link.get('target', '-')} {link['reason']}" for link in document["links"]}

    def reasons(self, name, written, *options, **more):
        """The same of destinations in Markdown or values of href."""
        if name.endswith(".md"):
            text = "".join(f"[x](<{one}>)\n" for one in written)
        else:
            text = "".join(f'<a href="{one}">x</a>\n' for one in written)
        found = self.links(name, text, *options, **more)
        return {one: found.get(one, "no link").split()[-1] for one in written}


class Links(Local):
    def test_a_file_is_checked_once_however_often_it_is_named(self):
        (self.repo / "docs/alias").symlink_to(".")
        for inputs in (["a.md", "a.md"], ["docs/../a.md", "./a.md"], [".", "a.md"], ["a.md", str(self.repo)]):
            result = self.check("a.md", "[a](no.md)\n", inputs=inputs)
            self.assertEqual([r["file"] for r in result.records if r["type"] == "finding"], ["a.md"], inputs)
            self.assertEqual((result.code, result.err), (1, ""), inputs)
        inputs = ["docs/guide.md", "docs/alias/guide.md"]
        result = self.check("docs/guide.md", "[a](no.md)\n", inputs=inputs)
        self.assertEqual([r["type"] for r in result.records], ["document", "finding", "summary"])

    def test_a_link_has_kind_local_a_target_and_no_url(self):
        record = self.check("docs/a.md", "See [the guide](guide.md#guide \"title\").\n").records[0]
        self.assertEqual(record["links"], [{
            "written": "guide.md#guide", "kind": "local", "anchor": "the guide", "target": "docs/guide.md", "state": "alive", "reason": "ok",
            "spans": [{"start": 16, "end": 30, "line": 1, "column": 17, "from": "markdown"}]}])

    def test_relative_links_paths_from_the_root_and_fragments(self):
        self.assertEqual(self.links("docs/a.md", "[a](guide.md) [b](../README.md) [c](/README.md) [d](sub) [e](sub/) [f](..) [g](/) [h](#x)\n"
                                                 "# X\n"),
                         {"guide.md": "docs/guide.md ok", "../README.md": "README.md ok", "/README.md": "README.md ok",
                          "sub": "docs/sub ok", "sub/": "docs/sub/ ok", "..": ". ok", "/": ". ok", "#x": "docs/a.md ok"})

    def test_markdown_destinations_definitions_images_and_raw_html(self):
        text = ("[a][r] ![i](<image one.png>)\n\n[r]: no-1\n[unused]: no-2 'title'\n\n<a href='no-3'>x</a> <img src=no-4 srcset='no-5 1x, no-6 2x'>\n"
                "<video poster=no-7></video>\n\n`[c](no)`\n\n    [c](no)\n\n```\n[c](no)\n```\n<!-- [c](no) -->\n<script>'<a href=no>'</script>\n")
        found = self.links("a.md", text)
        self.assertEqual(found, {"image one.png": "image one.png ok", **{f"no-{n}": f"no-{n} no_such_file" for n in range(1, 8)}})

    def test_html_attributes_and_what_is_no_link(self):
        text = ("<link rel=preconnect href=no><link rel=dns-prefetch href=no><a href=no-1><img src=no-2><source srcset='no-3 2x'>"
                "<video poster=no-4><script src=no-5></script><link rel=stylesheet href=no-6><template><a href=no></template>"
                "<textarea><a href=no></textarea><style><a href=no></style><!-- <a href=no> --><a href='mailto:a@b.test'>"
                "<a href='javascript:void(0)'><a href='data:,x'><a href=''><form action=no><a href='{{ no }}'>")
        self.assertEqual(self.links("a.html", text), {f"no-{n}": f"no-{n} no_such_file" for n in range(1, 7)})

    def test_texts_have_none(self):
        self.assertEqual(self.links("a.txt", "no.md ./no.md [a](no.md) /no.md #no\n"), {})

    def test_base_counts(self):
        self.assertEqual(self.links("a.html", "<base href=/docs/><a href=guide.md><a href='../README.md'>"),
                         {"guide.md": "docs/guide.md ok", "../README.md": "README.md ok"})
        self.assertEqual(self.links("docs/a.html", "<base href=sub/><a href=index.html>"), {"index.html": "docs/sub/index.html ok"})
        self.assertEqual(self.links("docs/a.html", "<base href='https://site.test/x/'><a href=index.html>"), {"index.html": "- offline"})

    def test_a_query_is_no_part_of_the_name(self):
        self.assertEqual(self.links("a.md", "[a](docs/guide.md?raw=1#guide) [b](docs/guide.md?#no)"),
                         {"docs/guide.md?raw=1#guide": "docs/guide.md ok", "docs/guide.md?#no": "docs/guide.md no_such_fragment"})

    def test_escapes(self):
        self.put("50% off.md", "# Off\n")
        self.put("ä.md", "# Off\n")
        written = ["50%25%20off.md", "50% off.md", "ä.md", "%C3%A4.md", "image%20one.png", "docs%2Fguide.md", "README.md%00", "docs\\guide.md",
                   "%2e/README.md", "docs/%2E%2E/README.md"]
        self.assertEqual(self.reasons("a.md", written),
                         {**dict.fromkeys(written, "ok"), "docs%2Fguide.md": "no_such_file", "README.md%00": "no_such_file"})

    def test_scan_and_resolve_find_none(self):
        self.put("a.md", "[a](no.md) ![b](no.png) [c](#no) <a href=/no>x</a>\n")
        for command in (["scan"], ["resolve", "--offline"]):
            record = run(*command, "--format", "ndjson", "--resources", "a.md", cwd=self.repo).records[0]
            self.assertEqual(record["links"], [])


class Verdicts(Local):
    def test_names_are_case_sensitive(self):
        self.assertEqual(self.reasons("a.md", ["README.md", "readme.md", "Docs/guide.md", "docs/Guide.md"]),
                         {"README.md": "ok", "readme.md": "no_such_file", "Docs/guide.md": "no_such_file", "docs/Guide.md": "no_such_file"})

    def test_a_folder_need_only_exist(self):
        self.put("empty/.keep", "")
        self.assertEqual(self.reasons("a.md", ["empty", "empty/", "empty#x", "docs/sub#home", "docs/sub/#no", "docs/none/", "README.md/"]),
                         {"empty": "ok", "empty/": "ok", "empty#x": "ok", "docs/sub#home": "ok", "docs/sub/#no": "no_such_fragment",
                          "docs/none/": "no_such_file", "README.md/": "no_such_file"})

    def test_slugs_of_headings(self):
        self.assertEqual(self.reasons("a.md", ["README.md#the-project", "README.md#usage", "README.md#usage-1", "README.md#usage-2",
                                               "docs/guide.md#guide", "docs/guide.md#ünïcode--more-code_x",
                                               "docs/guide.md#%C3%BCn%C3%AFcode--more-code_x", "docs/guide.md#unicode--more-code_x"]),
                         {"README.md#the-project": "ok", "README.md#usage": "ok", "README.md#usage-1": "ok",
                          "README.md#usage-2": "no_such_fragment", "docs/guide.md#guide": "ok", "docs/guide.md#ünïcode--more-code_x": "ok",
                          "docs/guide.md#%C3%BCn%C3%AFcode--more-code_x": "ok", "docs/guide.md#unicode--more-code_x": "no_such_fragment"})

    def test_ids_and_names(self):
        written = ["README.md#anchor", "docs/page.html#one", "docs/page.html#two", "docs/page.html#comment", "docs/page.html#script",
                   "docs/page.html#One"]
        self.assertEqual(list(self.reasons("a.md", written).values()), ["ok", "ok", "ok"] + ["no_such_fragment"] * 3)

    def test_what_always_exists(self):
        written = ["#", "#top", "README.md#", "README.md#top", "src/main.c#L10", "src/main.c#L10-L20", "#:~:text=no",
                   "README.md#usage:~:text=no", "docs/page.html#top", "docs/page.html#:~:text=a,b", "image%20one.png#any"]
        self.assertEqual(self.reasons("a.md", written), dict.fromkeys(written, "ok"))
        self.assertEqual(self.reasons("a.md", ["README.md#no:~:text=x"]), {"README.md#no:~:text=x": "no_such_fragment"})

    def test_fragments_are_decoded(self):
        self.put("b.html", "<p id='a b'><p id='&auml;'><p id='x%20y'>")
        self.assertEqual(self.reasons("a.md", ["b.html#a%20b", "b.html#%C3%A4", "b.html#ä", "b.html#x%20y", "b.html#a+b"]),
                         {"b.html#a%20b": "ok", "b.html#%C3%A4": "ok", "b.html#ä": "ok", "b.html#x%20y": "ok", "b.html#a+b": "no_such_fragment"})

    def test_fragments_none(self):
        self.assertEqual(self.reasons("a.md", ["#no", "README.md#no", "no.md#no"], "--fragments", "none"),
                         {"#no": "ok", "README.md#no": "ok", "no.md#no": "no_such_file"})

    def test_what_is_missing_is_found(self):
        result = self.check("a.md", "[a](no.md)\n[b](#no)\n[c](README.md)\n")
        found = [record for record in result.records if record["type"] == "finding"]
        self.assertEqual([(one["line"], one["column"], one["class"], one["severity"], one["reason"]) for one in found],
                         [(1, 5, "dead", "error", "no_such_file"), (2, 5, "dead", "error", "no_such_fragment")])
        self.assertNotIn("url", found[0])

    def test_excluded_ones_are_not_looked_at(self):
        self.assertEqual(self.reasons("a.md", ["no.md", "also.md"], "--exclude", "^no"), {"no.md": "excluded", "also.md": "no_such_file"})
        self.assertEqual(self.reasons("a.md", ["no.md"], "--only", "web"), {"no.md": "excluded"})

    def test_each_is_counted_once(self):
        self.put("b.md", "[a](README.md) [a](./README.md) [b](#b)\n# B\n")
        result = self.check("a.md", "[a](README.md) [b](#b)\n", inputs=["a.md", "b.md"])
        summary = result.records[-1]
        self.assertEqual((summary["links"], summary["unique"], summary["states"]["alive"], summary["states"]["dead"]), (5, 3, 2, 1))


class Roots(Local):
    def test_the_nearest_folder_with_git(self):
        self.put("docs/deep/a.md", "[a](/README.md) [b](/guide.md)\n")
        for cwd, name in ((self.repo, "docs/deep/a.md"), (self.repo / "docs/deep", "a.md"), (self.repo / "docs", "deep/a.md")):
            records = run("check", "--offline", "--format", "ndjson", name, cwd=cwd).records
            self.assertEqual([link["reason"] for link in records[0]["links"]], ["ok", "no_such_file"])
            self.assertEqual(records[1]["file"], "docs/deep/a.md")

    def test_else_the_working_folder(self):
        (self.repo / ".git").rmdir()
        self.put("docs/a.md", "[a](/README.md) [b](/guide.md)\n")
        records = run("check", "--offline", "--format", "ndjson", "a.md", cwd=self.repo / "docs").records
        self.assertEqual([link["reason"] for link in records[0]["links"]], ["no_such_file", "ok"])

    def test_an_input_elsewhere_has_its_own(self):
        self.put("a.md", "[a](/README.md) [b](/no.md)\n")
        elsewhere = self.folder / "elsewhere"
        elsewhere.mkdir()
        for name in (self.repo / "a.md", self.repo):
            records = run("check", "--offline", "--format", "ndjson", name, cwd=elsewhere).records
            links = next(record for record in records if record.get("source", {}).get("name", "").endswith("/a.md"))["links"]
            self.assertEqual([link["reason"] for link in links], ["ok", "no_such_file"])

    def test_root_is_named(self):
        self.put("docs/a.md", "[a](/guide.md) [b](../README.md)\n")
        records = run("check", "--offline", "--format", "ndjson", "--root", "docs", "docs/a.md", cwd=self.repo).records
        self.assertEqual([link["reason"] for link in records[0]["links"]], ["ok", "denied"])
        result = run("check", "--offline", "--root", "no-such", "docs/a.md", cwd=self.repo)
        self.assertEqual((result.code, result.err), (2, "landfall: the root no-such cannot be opened: No such file or directory\n"))

    def test_paths_of_links_are_below_the_root_whatever_the_name(self):
        text = "[a](guide.md) [b](../README.md)\n"
        self.put("docs/a.md", text)
        for name in ("docs/a.md", "./docs/a.md", "docs/../docs//a.md", str(self.repo / "docs/a.md")):
            records = run("check", "--offline", "--format", "ndjson", name, cwd=self.repo).records
            self.assertEqual([link.get("target") for link in records[0]["links"]], ["docs/guide.md", "README.md"], name)

    def test_stdin_is_in_no_folder_and_has_fragments_of_its_own(self):
        texts = {
            "markdown": b"[a](no.md) [b](README.md) [c](#yes) [d](#no) [e](#top) [f](#)\n\n# Yes\n",
            "html": b"<a href=no.md><a href='#yes'><a href='#no'><a href='#top'><a href='#'><p id=yes>",
            "utf-16": "<a href='#yes'><a href='#no'><p id=yes>".encode("utf-16"),
        }
        for name, text in texts.items():
            kind = "markdown" if name == "markdown" else "html"
            result = run("check", "--offline", "--format", "ndjson", "--type", kind, "-", given=text, cwd=self.repo)
            links = {link["written"]: link["reason"] for link in result.records[0]["links"]}
            want = {"#yes": "ok", "#no": "no_such_fragment", "#top": "ok", "#": "ok"}
            self.assertEqual(links, {written: want[written] for written in links}, name)
            self.assertEqual(len(links), 2 if name == "utf-16" else 4)
        long = b"<p>" + b"words and words " * 8000 + b"<a href='#late'>x</a><a href='#no'>x</a>" + b"words and words " * 8000 + b"<p id=late>"
        result = run("check", "--offline", "--format", "ndjson", "-", given=long, cwd=self.repo)
        self.assertEqual([link["reason"] for link in result.records[0]["links"]], ["ok", "no_such_fragment"])
        result = run("check", "--offline", "--format", "ndjson", "--fragments", "none", "--type", "markdown", "-", given=b"[a](#no)", cwd=self.repo)
        self.assertEqual([link["reason"] for link in result.records[0]["links"]], ["ok"])

    def test_a_file_outside_of_the_root_has_fragments_of_its_own_alone(self):
        self.put("outside.md", "[a](no.md) [b](README.md) [c](#yes) [d](#no)\n\n# Yes\n")
        records = run("check", "--offline", "--format", "ndjson", "--root", "docs", "outside.md", cwd=self.repo).records
        self.assertEqual([(link["written"], link["reason"]) for link in records[0]["links"]], [("#yes", "ok"), ("#no", "no_such_fragment")])


class Sites(Local):
    def test_links_to_the_site_are_looked_up(self):
        text = ("<https://site.test/x/docs/page.html> <https://site.test/x/docs/page> <https://site.test/x/docs/sub/> <https://site.test/x/docs/sub>\n"
                "<https://site.test/x/no> <https://site.test/x/docs/page.html#no> <http://site.test/x/no> <https://site.test/other>\n"
                "<https://other.test/x/no>\n")
        self.assertEqual(list(self.links("a.md", text, "--base-url", "https://site.test/x/").values()),
                         ["docs/page.html ok", "docs/page ok", "docs/sub/ ok", "docs/sub ok", "no no_such_file", "docs/page.html no_such_fragment",
                          "no no_such_file", "- offline", "- offline"])

    def test_they_keep_their_url_and_kind(self):
        link = self.check("a.md", "<https://site.test/no>\n", "--base-url", "https://site.test").records[0]["links"][0]
        self.assertEqual((link["kind"], link["url"], link["target"], link["reason"]), ("web", "https://site.test/no", "no", "no_such_file"))

    def test_pages_have_pretty_urls(self):
        written = ["docs/page", "docs/page#one", "docs/page#no", "/docs/sub", "docs/sub/#home", "docs/guide"]
        want = ["ok", "ok", "no_such_fragment", "ok", "ok", "no_such_file"]
        self.assertEqual(list(self.reasons("a.html", written).values()), want)
        self.assertEqual(self.reasons("a.md", ["docs/page"]), {"docs/page": "no_such_file"})
        self.assertEqual(self.reasons("a.md", ["docs/page"], "--base-url", "https://site.test"), {"docs/page": "ok"})

    def test_a_path_may_name_the_folder_it_is_published_in(self):
        self.assertEqual(self.reasons("a.html", ["/x/docs/page.html", "/docs/page.html", "/y/docs/page.html"], "--base-url", "https://site.test/x"),
                         {"/x/docs/page.html": "ok", "/docs/page.html": "ok", "/y/docs/page.html": "no_such_file"})

    def test_what_is_no_url_is_told(self):
        result = self.check("a.md", "x", "--base-url", "site.test")
        self.assertEqual((result.code, result.err), (2, 'landfall: base-url takes an http or https URL, not "site.test"\n'))
        result = self.check("a.md", "x", "--fragments", "some")
        self.assertEqual((result.code, result.err), (2, 'landfall: fragments are looked for in none, local or all, not "some"\n'))


class Hostile(Local):
    """Whoever wrote the documents would like to see what is outside of the root, or to stop the run."""

    def setUp(self):
        super().setUp()
        (pathlib.Path(self.folder) / "secret.md").write_text("# Secret\n")

    def test_nothing_outside_is_told(self):
        written = ["../secret.md", "../secret.md#secret", "../secret.md#no", "../no.md", "/../secret.md", "%2e%2e/secret.md", "..%2fsecret.md",
                   "docs/../../secret.md", "..\\secret.md", "/etc/passwd", "../../../../../../../../etc/passwd", "/proc/self/environ",
                   "file:///etc/passwd", "....//secret.md", ".%2e/secret.md"]
        self.assertEqual(self.reasons("a.md", written), {
            "../secret.md": "denied", "../secret.md#secret": "denied", "../secret.md#no": "denied", "../no.md": "denied",
            "/../secret.md": "no_such_file", "%2e%2e/secret.md": "denied", "..%2fsecret.md": "no_such_file", "docs/../../secret.md": "denied",
            "..\\secret.md": "denied", "/etc/passwd": "no_such_file", "../../../../../../../../etc/passwd": "denied",
            "/proc/self/environ": "no_such_file", "file:///etc/passwd": "link", "....//secret.md": "no_such_file", ".%2e/secret.md": "denied"})

    def test_links_lead_nowhere_outside(self):
        for name, to in (("out.md", "../secret.md"), ("etc", "/etc"), ("loop.md", "loop.md"), ("a1", "a2"), ("a2", "a1"), ("up", "..")):
            (self.repo / name).symlink_to(to)
        (self.repo / "in.md").symlink_to("docs/guide.md")
        self.assertEqual(self.reasons("a.md", ["out.md", "out.md#no", "etc/passwd", "loop.md", "a1", "up/secret.md", "in.md#guide", "in.md#no"]),
                         {"out.md": "denied", "out.md#no": "denied", "etc/passwd": "denied", "loop.md": "no_such_file", "a1": "no_such_file",
                          "up/secret.md": "denied", "in.md#guide": "ok", "in.md#no": "no_such_fragment"})

    def test_nothing_is_waited_for(self):
        os.mkfifo(self.repo / "pipe.md")
        (self.repo / "null.md").symlink_to("/dev/null")
        self.assertEqual(self.reasons("a.md", ["pipe.md", "pipe.md#x", "null.md"]), {"pipe.md": "ok", "pipe.md#x": "ok", "null.md": "denied"})

    def test_long_names(self):
        names = ["x" * 255, "x" * 256, "x" * 8000, "x/" * 2000, "../" * 20 + "x"]
        self.assertEqual(list(self.reasons("a.md", names).values()), ["no_such_file"] * 4 + ["denied"])
        long = "x" * 20000
        found = self.links("a.md", f"[a]({long}) [b](README.md)\n")
        self.assertEqual(list(found.values()), ["- truncated", "README.md ok"])

    def test_a_huge_file_is_not_read_to_its_end(self):
        path = self.put("huge.md", "# First\n")
        os.truncate(path, 2 << 30)
        self.assertEqual(self.reasons("a.md", ["huge.md", "huge.md#first", "huge.md#no"], timeout=30), dict.fromkeys(["huge.md", "huge.md#first", "huge.md#no"], "ok"))

    def test_odd_names_of_documents(self):
        for name in ("a#b.md", "a?b.md", "50%.md", "a b.md", "ü.md", "a\\b.md", "a\nb.md", "~.md", "{{x}}.md"):
            with self.subTest(name):
                result = self.check(name, "[a](#x) [b](README.md) [c](no)\n# X\n", inputs=[f"./{name}"])
                self.assertEqual([link["reason"] for link in result.records[0]["links"]], ["ok", "ok", "no_such_file"])
                self.assertEqual(result.records[0]["links"][0]["target"], name)

    def test_bytes_that_are_no_utf8(self):
        name = os.fsencode(self.repo) + b"/\xff.md"
        pathlib.Path(os.fsdecode(name)).write_bytes(b"# X\n")
        found = self.links("a.md", b"[a](%FF.md#x) [b](%FF.md#y) [c](%FE.md)\n")
        self.assertEqual(list(found.values()), ["\ufffd.md ok", "\ufffd.md no_such_fragment", "\ufffd.md no_such_file"])


class Requests(OverWeb, Local):
    def test_local_links_ask_nobody(self):
        self.web.clear()
        self.put("a.md", "[a](README.md) [b](no.md) <https://status.test/404> <https://site.test/no>\n")
        result = self.web.run("check", "--format", "ndjson", "--base-url", "https://site.test", "a.md", cwd=self.repo)
        self.assertEqual(self.web.requested(), ["https://status.test/404"])
        self.assertEqual([record["reason"] for record in result.records if record["type"] == "finding"], ["no_such_file", "gone", "no_such_file"])
        self.assertEqual(result.records[-1]["requests"], 1)


class Pages(OverWeb, Local):
    """Fragments in pages that are asked for."""

    HOST = "https://fragments.test"

    def reasons_of(self, paths, *options):
        self.put("a.md", "".join(f"<{self.HOST}{path}>\n" for path in paths))
        self.web.clear()
        result = self.web.run("check", "--format", "ndjson", *options, "a.md", cwd=self.repo)
        links = result.records[0]["links"]
        return {path: f"{link['state']} {link['reason']}" for path, link in zip(paths, links, strict=True)}

    def test_all_looks_into_pages_too(self):
        found = self.reasons_of(["/page#one", "/page#two", "/page#three", "/page#%C3%A4", "/page#no", "/page#One", "/page#top", "/page#", "/page",
                                 "/page#:~:text=no", "/page#L10", "/page#/route", "/utf-16#%C3%A4", "/utf-16#no", "/text#no", "/gone#no"],
                                "--fragments", "all")
        missed = {path for path, what in found.items() if what == "unsure no_such_fragment"}
        self.assertEqual(missed, {"/page#no", "/page#One", "/utf-16#no"})
        self.assertEqual(found.pop("/gone#no"), "dead gone")
        self.assertEqual({what for path, what in found.items() if path not in missed}, {"alive ok"})

    def test_a_page_is_asked_for_once(self):
        self.reasons_of(["/page#one", "/page#two", "/page#no", "/page"], "--fragments", "all")
        self.assertEqual(self.web.requested(), [f"{self.HOST}/page"])

    def test_it_is_read_further_than_its_head_but_not_without_end(self):
        self.assertEqual(self.reasons_of(["/late#late", "/late#no", "/larger#late", "/larger#no"], "--fragments", "all"),
                         {"/late#late": "alive ok", "/late#no": "unsure no_such_fragment", "/larger#late": "alive ok", "/larger#no": "alive ok"})

    def test_a_redirect_hands_the_fragment_on(self):
        self.assertEqual(self.reasons_of(["/moved#one", "/moved#no", "/moved-to-one#no"], "--fragments", "all"),
                         {"/moved#one": "alive ok", "/moved#no": "unsure no_such_fragment", "/moved-to-one#no": "alive ok"})

    def test_otherwise_none_are_looked_for(self):
        for options in ((), ("--fragments", "local"), ("--fragments", "none")):
            self.assertEqual(self.reasons_of(["/page#no"], *options), {"/page#no": "alive ok"})

    def test_a_miss_is_reported_and_does_not_fail_the_run(self):
        self.put("a.md", f"[a]({self.HOST}/page#no)\n")
        result = self.web.run("check", "--format", "ndjson", "--fragments", "all", "a.md", cwd=self.repo)
        finding = result.records[1]
        self.assertEqual((finding["class"], finding["severity"], finding["state"], finding["reason"]), ("unsure", "warning", "unsure", "no_such_fragment"))
        self.assertEqual(result.code, 0)


if __name__ == "__main__":
    unittest.main()
