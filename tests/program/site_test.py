#!/usr/bin/python3
"""landfall check of whole sites: pages, sitemaps, and folders that are published."""

import gzip
import unittest

from landfall import OverWeb, Place

SITE = "https://sitemap.test"


class Sites(OverWeb, Place):
    def check(self, *inputs, **more):
        self.web.clear()
        result = self.web.run("check", "--format", "ndjson", *inputs, cwd=self.folder, **more)
        documents = [record["source"]["name"] for record in result.records if record["type"] == "document"]
        found = [f"{record['file']}:{record['line']}:{record['column']} {record['reason']} {record['url']}"
                 for record in result.records if record["type"] == "finding"]
        return result, documents, found

    def test_a_page(self):
        result, documents, found = self.check(f"{SITE}/a")
        self.assertEqual((documents, result.code), ([f"{SITE}/a"], 1))
        self.assertEqual(found, [f"{SITE}/a:1:98 gone https://status.test/404"])

    def test_a_sitemap_is_a_document_and_its_pages_are_inputs(self):
        result, documents, found = self.check(f"{SITE}/sitemap.xml")
        self.assertEqual(documents, [f"{SITE}/sitemap.xml", f"{SITE}/a", f"{SITE}/b"])
        self.assertEqual(found, [f"{SITE}/sitemap.xml:5:13 gone {SITE}/gone", f"{SITE}/a:1:98 gone https://status.test/404",
                                 f"{SITE}/b:1:79 gone {SITE}/no"])
        self.assertEqual((result.code, result.err), (1, ""))
        asked = self.web.requested()
        self.assertEqual(len(asked), len(set(asked)), asked)
        self.assertEqual(result.records[-1]["requests"], len(asked))
        source = result.records[0]["source"]
        self.assertEqual((source["media_type"], source["url"]), ("application/xml", f"{SITE}/sitemap.xml"))

    def test_an_index_and_what_is_packed(self):
        _, documents, _ = self.check(f"{SITE}/index.xml")
        self.assertEqual(documents, [f"{SITE}/index.xml", f"{SITE}/sitemap-1.xml.gz", f"{SITE}/b"])

    def test_no_deeper_than_two(self):
        _, documents, _ = self.check(f"{SITE}/deep-0.xml")
        self.assertEqual(documents, [f"{SITE}/deep-{depth}.xml" for depth in range(3)])

    def test_a_broken_one_is_read_as_far_as_it_goes(self):
        _, documents, _ = self.check(f"{SITE}/broken.xml")
        self.assertEqual(documents, [f"{SITE}/broken.xml", f"{SITE}/b"])

    def test_more_pages_than_are_held_at_once(self):
        _, documents, _ = self.check(f"{SITE}/many.xml")
        self.assertEqual(documents, [f"{SITE}/many.xml", *(f"{SITE}/page-{number}" for number in range(700))])
        self.assertEqual(len(self.web.requested()), 701)

    def test_a_large_page_is_asked_for_by_itself(self):
        """What links to it were answered is not all of it, and not kept; links far down in it are found."""
        for name in ("large.xml", "huge.xml"):
            _, documents, found = self.check(f"{SITE}/{name}")
            self.assertEqual(documents, [f"{SITE}/{name}", f"{SITE}/{name.removesuffix('.xml')}"])
            self.assertEqual([line.split()[1:] for line in found], [["gone", f"{SITE}/no"]])
            self.assertEqual(self.web.requested().count(documents[1]), 2)

    def test_a_page_that_is_named_and_listed(self):
        _, documents, _ = self.check(f"{SITE}/sitemap.xml", f"{SITE}/a", f"{SITE}/b")
        self.assertEqual(sorted(documents), sorted([f"{SITE}/sitemap.xml", *[f"{SITE}/a", f"{SITE}/b"] * 2]))

    def test_a_file(self):
        text = f"<urlset>\n<url><loc>{SITE}/b</loc></url>\n<url><loc>https://home.test/</loc></url>\n</urlset>\n"
        self.file("sitemap.xml", text)
        self.file("sitemap.xml.gz", gzip.compress(text.encode()))
        for name in ("sitemap.xml", "sitemap.xml.gz"):
            _, documents, found = self.check(name)
            self.assertEqual(documents, [name, f"{SITE}/b"])
            self.assertEqual(found, [f"{SITE}/b:1:79 gone {SITE}/no"])

    def test_a_file_of_the_site_that_is_published_here(self):
        self.file("sitemap.xml", f"<urlset>\n<url><loc>{SITE}/b.html</loc></url>\n<url><loc>{SITE}/no</loc></url>\n</urlset>\n")
        self.file("b.html", "<p>b")
        _, documents, found = self.check("--base-url", SITE, "sitemap.xml")
        self.assertEqual((documents, found), (["sitemap.xml"], [f"sitemap.xml:3:11 no_such_file {SITE}/no"]))
        self.assertEqual(self.web.requested(), [])

    def test_other_commands_know_no_sitemaps(self):
        result = self.web.run("resolve", "--format", "ndjson", f"{SITE}/sitemap.xml")
        self.assertEqual([record["source"]["name"] for record in result.records if record["type"] == "document"], [f"{SITE}/sitemap.xml"])

    def test_offline_no_page_is_an_input(self):
        self.file("sitemap.xml", f"<urlset><url><loc>{SITE}/b</loc></url></urlset>\n")
        _, documents, _ = self.check("--offline", "sitemap.xml")
        self.assertEqual((documents, self.web.requested()), (["sitemap.xml"], []))

    def test_a_folder_that_was_built(self):
        self.file("index.html", "<a href=/docs/>docs</a> <a href=/about>about</a> <a href=docs/intro#start>intro</a> <a href=/no>no</a>")
        self.file("about.html", "<a href='./'>home</a> <img src=/img/logo.png> <a href='/docs/intro#no'>no</a>")
        self.file("docs/index.html", "<a href=intro>intro</a> <a href=../index.html>home</a>")
        self.file("docs/intro.html", "<h1 id=start>Start</h1><a href=/docs>docs</a>")
        self.file("img/logo.png", "")
        result = self.web.run("check", "--format", "ndjson", ".", cwd=self.folder)
        found = [f"{record['file']}:{record['line']}:{record['column']} {record['reason']} {record['written']}"
                 for record in result.records if record["type"] == "finding"]
        self.assertEqual(found, ["about.html:1:56 no_such_fragment /docs/intro#no", "index.html:1:93 no_such_file /no"])


if __name__ == "__main__":
    unittest.main()
