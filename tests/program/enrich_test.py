#!/usr/bin/python3
"""`landfall enrich`: what is put into articles, that all else stays, and where they are written."""

import json
import os
import re
import signal
import stat
import subprocess
import unittest

from landfall import COMMAND, Place, Web, lines, run

TCO, END = "https://t.co/abc1234567", "https://example.com/story?a=1&b=2"
POST = "https://twitter.com/a/status/1009039483742224384"
COPY = {"url": "https://web.archive.org/web/20180620120000/https://example.com/story", "datetime": "2018-06-20T12:00:00Z", "source": "wayback"}


def alive(url=TCO, final=END, **more):
    return {"url": url, "state": "alive", "reason": "ok", "hops": [{"url": url, "status": 301}, {"url": final, "status": 200}], "final": final, **more}


def dead(url, *hops, **more):
    return {"url": url, "state": "dead", "reason": "gone", "hops": [{"url": hop, "status": 404} for hop in hops or [url]], **more}


def post(**more):
    return {"platform": "twitter", "kind": "post", "form": "blockquote", "post_id": POST.rsplit("/", 1)[1], "url": POST, **more}


def document(*links, embeds=(), name="x"):
    return {"schema": "landfall/1", "type": "document", "source": {"name": name}, "embeds": list(embeds), "links": list(links)}


def attributes(text):
    """Those of each <a> that was put something into, as they stand."""
    return re.findall(r'<a((?: data-[a-z]+="[^"]*")+)', text)


def graph(text):
    [block] = re.findall(r'<script type="application/ld\+json" data-landfall="1">(.*?)</script>', text, re.DOTALL)
    data = json.loads(block)
    assert data["@context"] == "https://schema.org" and list(data) == ["@context", "@graph"], block
    return data["@graph"]


class Article(Place):
    def path(self, name):
        return str(self.folder / name)

    def read(self, name):
        return (self.folder / name).read_text()

    def file(self, name, content):
        return str(super().file(name, content))

    def records(self, *records, name="records.ndjson"):
        return self.file(name, "".join(json.dumps(record) + "\n" for record in records))

    def enrich(self, content, *records, name="a.html", options=()):
        """What becomes of an article; that a second run changes nothing, and that it comes back."""
        raw = content if isinstance(content, bytes) else content.encode()
        out = self.once(raw, records, name, options)
        self.assertEqual(self.once(out, records, name, options), out)
        self.assertEqual(self.once(out, (), name, options), raw)
        return out if isinstance(content, bytes) else out.decode()

    def enrich_all(self, contents, *records, name="a.html", options=()):
        """The same of several, in as many runs as one takes: each beside what it was."""
        texts = [content.encode() for content in contents]
        outs = self.once_all(texts, records, name, options)
        self.assertEqual(self.once_all(outs, records, name, options), outs)
        self.assertEqual(self.once_all(outs, (), name, options), texts)
        self.assertGreater(len(outs), 1)
        return zip(contents, (out.decode() for out in outs))

    def once_all(self, texts, records, name, options):
        paths = [self.file(f"in/{number}/{name}", text) for number, text in enumerate(texts)]
        result = run("enrich", "--records", self.records(*records), *options, "-o", self.path("out"), self.path("in"))
        self.assertEqual(result.code, 0, result.err)
        return [self.folder.joinpath("out", str(number), name).read_bytes() for number in range(len(paths))]

    def once(self, raw, records, name, options):
        path = self.file(name, raw)
        result = run("enrich", "--records", self.records(*records), *options, path)
        self.assertEqual(result.code, 0, result.err)
        return result.out


class Pages(Article):
    def test_layers_that_no_run_has_made_stay(self):
        """However many there are, a second run changes nothing."""
        for name, options, layers in (("a.md", ("--footnotes",), "\n\n[^landfall-1]: <https://x.example/>"), ("a.html", (), '<script type="application/ld+json" data-landfall="1"><!--')):
            for count in (1, 7, 8, 9, 20):
                with self.subTest(name, count=count):
                    out = self.once(f'<a href="{TCO}">x</a> {TCO}{layers * count}'.encode(), [document(alive())], name, options)
                    self.assertEqual(self.once(out, [document(alive())], name, options), out)

    def test_the_other_end(self):
        hops = (TCO, "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.com%2Fx", "https://example.com/x", "https://example.com/y")
        for record, want in (
            (alive(), END),
            (dead(TCO, *hops), "https://example.com/x"),
            ({**dead(TCO, *hops), "state": "unsure", "reason": "timeout"}, "https://example.com/x"),
            (dead(TCO, TCO), None),
            (alive(final=TCO), None),
            (alive(final="javascript:alert(1)"), None),
            (alive(final="https://example.com/a b"), None),
            (alive(final="HTTPS://example.com/"), None),
            (alive(final='https://example.com/"onclick="x'), None),
            (alive(final="https://example.com"), None),
            ({"url": TCO}, None),
        ):
            with self.subTest(record):
                out = self.enrich(f'<p><a class=x href="{TCO}">x</a>', document(record))
                amp = (want or "").replace("&", "&amp;")
                self.assertEqual(attributes(out), [f' data-originalurl="{amp}" data-landfall=""'] if want else [])

    def test_the_copy_and_its_date(self):
        """Without a copy it is the day on which the page was published."""
        page = '<meta property="article:published_time" content="2017-03-02T23:00:00Z">'
        link = f'<a href="{TCO}">x</a>'
        copied = f' data-versionurl="{COPY["url"]}" data-versiondate="2018-06-20T12:00:00Z"'
        none = {"source": "wayback", "reason": "none"}
        for head, record, want in (
            ("", dead(TCO, archive=COPY), f' data-originalurl="{TCO}"{copied} data-landfall=""'),
            (page, dead(TCO, archive=COPY), f' data-originalurl="{TCO}"{copied} data-landfall=""'),
            (page, alive(final="https://example.com/"), ' data-originalurl="https://example.com/" data-versiondate="2017-03-02" data-landfall=""'),
            (page, dead(TCO), None),
            ("", dead(TCO, archive=none), None),
            ("", dead(TCO, archive={**COPY, "url": "javascript:1"}), None),
            ("", dead(TCO, archive={**COPY, "datetime": '2020" onx="'}), f' data-originalurl="{TCO}" data-versionurl="{COPY["url"]}" data-landfall=""'),
        ):
            with self.subTest(record, head=head):
                self.assertEqual(attributes(self.enrich(head + link, document(record))), [want] if want else [])

    def test_a_permalink_has_the_copy_of_its_post(self):
        """Not one of a post that is quoted in it."""
        other = "https://twitter.com/b/status/1009039483742224385"
        page = f'<blockquote class="twitter-tweet"><p>x <a href="{other}">y</a></p>&mdash; A (@a) <a href="{POST}">June 19, 2018</a></blockquote>'
        out = self.enrich(page, document(dead(POST), dead(other), embeds=[post(archive=COPY)]))
        self.assertEqual(attributes(out), [f' data-originalurl="{POST}" data-versionurl="{COPY["url"]}" data-versiondate="{COPY["datetime"]}" data-landfall=""'])
        self.assertEqual(graph(out)[0]["archivedAt"], COPY["url"])

    def test_it_is_known_by_its_post_elsewhere_too(self):
        page = f'<blockquote class="twitter-tweet"><a href="{POST}">x</a></blockquote><p><a href="https://mobile.twitter.com/a/status/{POST[-19:]}?s=20">y</a>'
        out = self.enrich(page, document(embeds=[post(archive=COPY)]))
        self.assertEqual(len(attributes(out)), 2)
        self.assertIn(f"<a data-originalurl=\"https://mobile.twitter.com/a/status/{POST[-19:]}?s=20\" data-versionurl=\"{COPY['url']}\"", out)

    def test_only_links_that_are_elements(self):
        pages = (f'<!-- <a href="{TCO}">x</a> -->', f'<script>"<a href=\'{TCO}\'>"</script>', f'<textarea><a href="{TCO}"></textarea>',
                     f'<title><a href="{TCO}"></title>', f'<a href="{TCO}"', f'<a href="{TCO}', f'<link rel=canonical href="{TCO}">',
                     f'<map><area href="{TCO}"></map>', f'<a data-href="{TCO}">x</a>', f'<template><a href="{TCO}">x</a></template>')
        for page, out in self.enrich_all(pages, document(alive())):
            self.assertEqual(out, page)

    def test_what_others_have_made_robust_stays(self):
        attributes = ("data-originalurl", "DATA-VersionURL=x", "data-versiondate='2018'", "data-originalurl=\"x\" data-landfall", "data-originalurl='x' data-landfall=\"\"")
        for page, out in self.enrich_all([f'<a href="{TCO}" {attribute}>x</a>' for attribute in attributes], document(alive())):
            self.assertEqual(out, page)

    def test_start_tags_of_every_kind(self):
        new = ' data-originalurl="https://example.com/" data-landfall=""'
        tags = (("<a", f" href='{TCO}'>"), ("<A", f"\n\tHREF = {TCO} >"), ("<a", f"/href={TCO}>"), ("<a", f" href={TCO} href=y>"),
                              ("<a", f" x=1 href=\"{TCO}\"/>"), ("<a", f" href=\"{TCO}\" data-landfall=mine>"), ("<svg><a", f" href=\"{TCO}\">"))
        outs = self.enrich_all([f"{before}{after}x</a>" for before, after in tags], document(alive(final="https://example.com/")))
        self.assertEqual([out for _, out in outs], [f"{before}{new}{after}x</a>" for before, after in tags])

    def test_rewriting(self):
        """Between the quotes that stand there; where none do it stays."""
        amp = END.replace("&", "&amp;")
        for written, kept in ((f'"{TCO}"', TCO), (f"'{TCO}'", TCO), (f'" {TCO}&#x20;"', f" {TCO}&#x20;"), (TCO, None)):
            with self.subTest(written):
                out = self.enrich(f"<a href={written}>x</a>", document(alive()), options=["--rewrite"])
                quote = written[0]
                href = f"{quote}{amp}{quote}" if kept is not None else TCO
                self.assertEqual(out, f'<a data-originalurl="{amp}" data-landfall="{kept or ""}" href={href}>x</a>')
        out = self.enrich(f'<a href="{TCO}">x</a>', document(dead(TCO, archive=COPY)), options=["--rewrite"])
        self.assertIn(f'data-landfall="" href="{TCO}"', out)

    def test_what_stood_there_comes_back(self):
        """Quotes, letters and references that look like what we write, in any encoding."""
        for value, encoding in (("https://example.com/?q=é&amp;r=&#233;&eacute;&#xE9;&#x0E9;&#xe9;", "utf-8"), ("https://example.com/ñ&#34;&#034;", "latin1"),
                                ("https://example.com/привет", "windows-1251"), ("https://example.com/日本", "shift_jis"), ("https://example.com/日本", "euc-jp"),
                                ("https://example.com/日本", "gb18030"), ("https://example.com/한국", "euc-kr"), ("https://example.com/中文", "big5"),
                                ("https://example.com/é日本😀", "utf-16")):
            with self.subTest(value, encoding=encoding):
                page = f"<meta charset={encoding}>\n<p><a href='{value}\"'>x</a>".encode(encoding)
                [link] = [link for link in run("scan", self.file("a.html", page)).record["links"] if link["spans"][0]["from"] == "a@href"]
                out = self.enrich(page, document(alive(link["url"], "https://example.org/")), options=["--rewrite"])
                self.assertIn("href='https://example.org/'", out.decode(encoding))
                [kept] = re.findall(r' data-landfall="([^"]*)"', out.decode(encoding))
                self.assertTrue(kept.isascii() and kept.startswith("https://example.com/"), kept)

    def test_every_encoding(self):
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "latin-1", "windows-1251", "koi8-r", "shift_jis", "euc-jp", "iso2022_jp", "gbk", "big5", "euc-kr"):
            words = {"latin-1": "grüßé", "windows-1251": "привет", "koi8-r": "привет", "euc-kr": "한국어"}.get(encoding, "日本語")
            label = {"utf-8-sig": "utf-8", "iso2022_jp": "iso-2022-jp"}.get(encoding, encoding)
            page = f'<html><head><meta charset="{label}"></head><body>{words}<a href="{TCO}">{words}</a>{words}</body></html>{words}\r\n'
            with self.subTest(encoding):
                out = self.enrich(page.encode(encoding), document(alive()))
                amp = END.replace("&", "&amp;")
                self.assertEqual(out.decode(encoding), page.replace("<a", f'<a data-originalurl="{amp}" data-landfall=""'))


    def test_pages_that_do_not_say_their_encoding(self):
        """What is guessed of the first bytes may be guessed otherwise of those that were put there."""
        link = f'<a href="{TCO}">x</a>'
        for page in (link * 3 + "é", link + " " * 950 + "é" + link, f"<a href='{TCO}#é'>x</a>", f"é<a href='{TCO}#é'>x</a>"):
            for options in ((), ("--rewrite",)):
                with self.subTest(page, options=options):
                    out = self.enrich(page.encode("latin-1"), document(alive(), alive(f"{TCO}#%C3%A9")), options=options)
                    self.assertEqual(len(attributes(out.decode("latin-1"))), page.count("<a"))


class Posts(Article):
    PAGE = f'<html><body><blockquote class="twitter-tweet"><a href="{POST}">x</a></blockquote>'

    def block(self, page, *embeds, **more):
        return graph(self.enrich(page, document(*more.get("links", ()), embeds=embeds)))

    def test_every_field(self):
        author = {"name": "A </script>", "handle": "a", "url": "https://twitter.com/a"}
        told = post(author=author, date={"value": "2018-06-19T11:21:12.345Z", "precision": "ms", "source": "id"}, text="Hi\n\"\\<!--☃😀\0",
                    title="T", lang="en", target=END, archive=COPY)
        [block] = self.block(self.PAGE, told)
        self.assertEqual(block, {
            "@type": "SocialMediaPosting", "url": POST, "identifier": POST.rsplit("/", 1)[1],
            "author": {"@type": "Person", "name": "A </script>", "alternateName": "@a", "url": "https://twitter.com/a"},
            "datePublished": "2018-06-19T11:21:12.345Z", "text": "Hi\n\"\\<!--☃😀\0", "headline": "T", "inLanguage": "en",
            "sharedContent": {"@type": "WebPage", "url": END}, "archivedAt": COPY["url"]})
        out = self.enrich(self.PAGE, document(embeds=[told]))
        [raw] = re.findall(r'data-landfall="1">(.*?)</script>', out)
        self.assertTrue(raw.isascii())
        self.assertFalse(set("<>&") & set(raw))

    def test_what_is_not_told(self):
        for embed, kept in (({"url": None}, None), ({"url": "http:x"}, None), ({"kind": "profile"}, "same"), ({"text": "x" * 65537}, {}),
                            ({"text": "x" * 65536}, {"text": "x" * 65536}), ({"date": {"value": "2018-02-30", "source": "id"}}, {}),
                            ({"date": {"value": "2018-06-19T10:00:00", "source": "id"}}, {}),
                            ({"date": {"value": '2018-06-19" x', "source": "id"}}, {}), ({"target": "javascript:1"}, {}),
                            ({"author": {"url": "https://EXAMPLE.com/"}}, {}), ({"archive": {**COPY, "url": "x"}}, {})):
            with self.subTest(embed):
                told = {key: value for key, value in {**post(), **embed}.items() if value is not None}
                if kept is None:
                    self.assertEqual(self.enrich(self.PAGE, document(embeds=[told])), self.PAGE)
                elif kept != "same":
                    [block] = self.block(self.PAGE, told)
                    self.assertEqual(block, {"@type": "SocialMediaPosting", "url": POST, "identifier": POST.rsplit("/", 1)[1], **kept})

    def test_a_post_is_told_once(self):
        [block] = self.block(self.PAGE + self.PAGE, post(text="x"), post(title="y"))
        self.assertEqual(block["text"], "x")

    def test_profiles_and_playlists_are_none(self):
        page = '<iframe src="https://www.youtube.com/embed/videoseries?list=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf"></iframe>'
        [embed] = run("scan", self.file("a.html", page)).record["embeds"]
        self.assertEqual(embed["kind"], "playlist")
        self.assertEqual(self.enrich(page, document(embeds=[{**embed, "url": "https://www.youtube.com/playlist?list=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf"}])), page)

    def test_where_it_stands(self):
        """Before the last </body>, else </html>, else at the end; but not in what is open there."""
        pages = ("^</body></html>", "</body>x^</BODY >y", "^</html>", "x^", "^<!-- </body>", "^<!-- ", "^<script>let x", "^<script>x</script", "x^<a href='",
                     "x^<p", "x^</", "x^<!DOCTYPE", "x^<?php x", "^<textarea>x</body>", "^<svg><g></body>", "^<svg><foreignObject><p></body>",
                     "^<math><mi>x</body></html>", "<svg></svg>^</body>", "^<title>x</body>", "^<plaintext></body>", "^<style>x", "x^<!-", "<!-- </body> -->x^")
        outs = self.enrich_all([self.PAGE + page.replace("^", "") for page in pages], document(embeds=[post()]))
        for page, (_, out) in zip(pages, outs, strict=True):
            with self.subTest(page):
                marked = re.sub(r'<script type="application/ld\+json" data-landfall="1">.*?</script>', "^", out)
                self.assertEqual(marked[len(self.PAGE):], page)

    def test_xhtml(self):
        page = f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><blockquote class="twitter-tweet"><a href="{POST}"/></blockquote><script><![CDATA[ </body> ]]></script>'
        out = self.enrich(page + "</body></html>", document(dead(POST, archive=COPY), embeds=[post(text="]]> & <")]), name="a.xhtml")
        import xml.etree.ElementTree as ElementTree
        root = ElementTree.fromstring(out)
        [body] = root.iter("{http://www.w3.org/1999/xhtml}body")
        self.assertEqual(json.loads(body[-1].text)["@graph"][0]["text"], "]]> & <")
        self.assertEqual(body[0][0].get("data-versionurl"), COPY["url"])

    def test_the_older_block_goes(self):
        """Also one that was moved, and one whose page was cut in it."""
        out = self.enrich(self.PAGE, document(embeds=[post(text="old")]))
        new = self.once(out.encode(), [document(embeds=[post(text="new")])], "a.html", ())
        self.assertEqual(graph(new.decode())[0]["text"], "new")
        self.assertEqual(self.once(out[:-20].encode(), [], "a.html", ()).decode(), self.PAGE)
        again = self.once((out + out.removeprefix(self.PAGE)).encode(), [document(embeds=[post()])], "a.html", ())
        self.assertEqual(len(graph(again.decode())), 1)


class Footnotes(Article):
    def notes(self, text, *records, name="a.md"):
        return self.enrich(text, document(*(records or [alive()])), name=name, options=["--footnotes"])

    def test_behind_each_link(self):
        line = f"\n[^landfall-1]: <{END}>\n"
        texts = (f"[x]({TCO})^\n", f"[x]({TCO} \"t\")^.\n", f"<{TCO}>^\n", f"a {TCO}^, b\n", f"[x][y]^ [y]^ [y][]^\n\n[y]: {TCO}\n", f"*{TCO}^*\n",
                     f"> [x]({TCO})^\n", f"- [x]({TCO})^\n- {TCO}^\n", f"[![i](i.png)]({TCO})^\n", f"# [x](<{TCO}>)^ #\n", f"| a |\n|---|\n| {TCO}^ |\n",
                     f"`{TCO}` {TCO}^\n", f"```\n{TCO}\n```\n{TCO}^\n", f"    {TCO}\n\n{TCO}^\n", f"<p>\n{TCO}\n</p>\n\n{TCO}^\n", f'<b>x</b> <a href="{TCO}">{TCO}</a> {TCO}^\n',
                     f"---\nx: {TCO}\n---\n{TCO}^\n", f"![x]({TCO}) {TCO}^\n", f"<!-- {TCO} -->\n\n{TCO}^\n")
        outs = self.enrich_all([text.replace("^", "") for text in texts], document(alive()), name="a.md", options=["--footnotes"])
        self.assertEqual([out for _, out in outs], [text.replace("^", " [^landfall-1]") + line for text in texts])

    def test_nowhere(self):
        texts = (f"`{TCO}`\n", f"[y]: {TCO}\n", f"{TCO}\n```\nx\n", f"{TCO}\n\n<!-- x\n", f"{TCO}\n\n<script>\nx", f"{TCO}\n\n~~~\n", f"![x]({TCO})\n",
                 f"x[^1]\n\n[^1]: {TCO}\n[^2]: see [x]({TCO})\n")
        for text, out in self.enrich_all(texts, document(alive()), name="a.md", options=["--footnotes"]):
            self.assertEqual(out, text)

    def test_none_in_footnotes_of_the_authors_own(self):
        text = f"x[^1] {TCO}\n\n[^1]: see {TCO}\n"
        self.assertEqual(self.notes(text), f"x[^1] {TCO} [^landfall-1]\n\n[^1]: see {TCO}\n\n[^landfall-1]: <{END}>\n")

    def test_numbers_are_those_of_urls(self):
        second, third = "https://t.co/def1234567", "https://example.com/gone"
        out = self.notes(f"{second} {TCO} {second} {third}", alive(), alive(second, "https://example.com/"), dead(third, archive=COPY))
        self.assertEqual(out, f"{second} [^landfall-1] {TCO} [^landfall-2] {second} [^landfall-1] {third} [^landfall-3]\n\n"
                              f"[^landfall-1]: <https://example.com/>\n[^landfall-2]: <{END}>\n[^landfall-3]: <{third}>, copy of 2018-06-20T12:00:00Z: <{COPY['url']}>")

    def test_line_ends_are_the_articles(self):
        for text, want in ((f"{TCO}\r\n", f"\r\n[^landfall-1]: <{END}>\r\n"), (f"x\r\n{TCO}", f"\r\n\r\n[^landfall-1]: <{END}>"), (f"{TCO}\n\n", f"\n[^landfall-1]: <{END}>\n"),
                           (f"x\r{TCO}\r", f"\r[^landfall-1]: <{END}>\r")):
            for name in ("a.md", "a.txt"):
                with self.subTest(text, name=name):
                    self.assertEqual(self.notes(text, name=name), text.replace(TCO, f"{TCO} [^landfall-1]") + want)

    def test_texts(self):
        for text in (f"See `{TCO}^`\n", f"({TCO}^).\n", f"\ufeff<p>{TCO}^</p>\n"):
            with self.subTest(text):
                self.assertEqual(self.notes(text.replace("^", ""), name="a.txt"), text.replace("^", " [^landfall-1]") + f"\n[^landfall-1]: <{END}>\n")
        text = f"日本 {TCO} 日本\n".encode("utf-16")
        self.assertIn("日本 https://t.co/abc1234567 [^landfall-1] 日本\n\n[^landfall-1]", self.notes(text, name="a.txt").decode("utf-16"))

    def test_marks_of_the_authors_own_stay(self):
        """Those in code, and those without lines; where they cannot be told from ours nothing is put in."""
        self.assertEqual(self.notes("x [^landfall-1] y\n"), "x [^landfall-1] y\n")
        text = f"x `a [^landfall-1]` {TCO}\n"
        self.assertEqual(self.notes(text), f"{text[:-1]} [^landfall-1]\n\n[^landfall-1]: <{END}>\n")
        text = f"x [^landfall-1] {TCO}\n"
        self.assertEqual(self.notes(text), text)

    def test_what_was_added_behind_stays(self):
        text = self.notes(f"{TCO}\n") + "\nMore.\n"
        self.assertEqual(self.once(text.encode(), [], "a.md", ()).decode(), f"{TCO}\n\nMore.\n")


class Records(Article):
    PAGE = f'<a href="{TCO}">x</a><blockquote class="twitter-tweet"><a href="{POST}">x</a></blockquote>'

    def test_a_report_and_a_record_by_itself(self):
        record = document(alive(), embeds=[post()])
        out = self.enrich(self.PAGE, record)
        report = {"schema": "landfall/1", "type": "report", "documents": [record], "links": [], "summary": {"schema": "landfall/1", "type": "summary"}}
        link = {"schema": "landfall/1", "type": "link", "index": 0, "input": TCO, **alive()}
        self.assertEqual(self.enrich(self.PAGE, report), out)
        for content in ("\ufeff" + json.dumps(record), "\ufeff" + json.dumps(report, indent=1), "\ufeff\n" + lines([json.dumps(record)] * 2).decode()):
            self.assertEqual(run("enrich", "--records", self.file("r.json", content), self.file("a.html", self.PAGE)).out.decode(), out)
        self.assertEqual(run("enrich", "--records", self.file("r.json", json.dumps(record, indent=2)), self.file("a.html", self.PAGE)).out.decode(), out)
        self.assertEqual(self.enrich(self.PAGE, document(embeds=[post()]), link), out)
        self.assertEqual(self.enrich(self.PAGE, {**report, "documents": [document(embeds=[post()])], "links": [link]}), out)
        result = run("enrich", "--records", "-", self.file("a.html", self.PAGE), given=json.dumps(record).encode())
        self.assertEqual(result.out.decode(), out, result.err)

    def test_the_records_of_the_same_name_come_first_and_then_the_latest(self):
        path = self.file("a.html", self.PAGE)
        mine, old, new = (document(alive(final=f"https://example.com/{name}"), name=name) for name in (path, "old", "new"))
        for records, want in (((mine, old, new), path), ((old, new), "new"), ((old, mine, new), path)):
            self.assertIn(f'="https://example.com/{want}"', self.enrich(self.PAGE, *records))

    def test_a_post_without_id_is_known_by_a_link_of_its(self):
        text = f"<p>Hello world https://t.co/kCvpPQmGlW pic.twitter.com/C19z72DpcF</p><p>&mdash; CGTN (@CGTNOfficial) June 19, 2018</p>"
        [embed] = run("scan", self.file("a.html", text)).record["embeds"]
        self.assertNotIn("post_id", embed)
        told = {**post(), "links": [0]}
        self.assertEqual([block["url"] for block in graph(self.enrich(text, document({"url": "https://t.co/kCvpPQmGlW"}, embeds=[told])))], [POST])
        self.assertEqual(self.enrich(text, document({"url": "https://t.co/other"}, embeds=[told])), text)

    def test_two_ids_are_two_posts_whatever_they_link_to(self):
        page = f'<blockquote class="twitter-tweet"><p>x <a href="{TCO}">y</a></p>&mdash; A (@a) <a href="{POST}">June 19, 2018</a></blockquote>'
        other = {**post(), "post_id": "1009039483742224385", "links": [0]}
        self.assertEqual(self.enrich(page, document({"url": TCO}, embeds=[other])), page)

    def test_an_odd_byte_of_utf16_stays_last(self):
        page = f'\ufeff<blockquote class="twitter-tweet"><a href="{POST}">x</a></blockquote>'.encode("utf-16-le")
        out = self.enrich(page + b"x", document(embeds=[post()]))
        self.assertTrue(out.startswith(page + "<script".encode("utf-16-le")) and out.endswith("</script>".encode("utf-16-le") + b"x"))

    def test_unreadable_records_are_refused_before_anything_is_written(self):
        path = self.file("a.html", self.PAGE)
        for content, why in (("{", "is no JSON"), ("<p>", "is no JSON"), ('{"a":1}', "no record of landfall"), ("[]", "no record of landfall"),
                             ('{"schema":"landfall/2","type":"document"}', 'schema "landfall/2"'), (json.dumps(document()) + "\n{", "is no JSON"),
                             (json.dumps({"schema": "landfall/1", "type": "report", "documents": [{"schema": "x"}]}), 'schema "x"')):
            with self.subTest(content):
                result = run("enrich", "--in-place", "--records", self.file("r", content), path)
                self.assertEqual((result.code, result.out), (2, b""))
                self.assertIn(why, result.err)
                self.assertEqual(self.read("a.html"), self.PAGE)
        result = run("enrich", "--in-place", "--records", self.path("none"), path)
        self.assertEqual(result.code, 2)
        self.assertIn("No such file", result.err)
        os.mkfifo(self.path("pipe"))
        result = run("enrich", "--in-place", "--records", self.path("pipe"), path)
        self.assertEqual((result.code, result.out), (2, b""))
        self.assertIn("nothing is written into this pipe", result.err)

    def test_hostile_records_say_nothing(self):
        bad = [None, True, 7, -1, 1e300, "", "x" * 100000, "\0", '"><script>', [], {}, [[]], "http://[", "http://example.com/\n", "data:,x", "https://example.com/\u202e"]
        for value in bad:
            records = [document(alive(TCO, value), {"url": value}, {**dead(TCO), "hops": value}, {**dead(TCO), "archive": value}, {"url": TCO, "state": value},
                                dead(TCO, archive={"url": value, "datetime": value}),
                                embeds=[post(url=value), post(links=value), post(author=value), {"platform": value, "post_id": value, "url": value}, value]),
                       {**document(), "embeds": value, "links": value, "source": value}, {"schema": "landfall/1", "type": value}]
            with self.subTest(str(value)[:40]):
                self.assertEqual(self.once(self.PAGE.encode(), records, "a.html", ()).decode(), self.PAGE)


class Adjoining(Article):
    def test_a_mark_that_would_be_words_of_a_link_is_left_out(self):
        """Behind it stands a destination, or a label that has a definition."""
        link, mark = f"[x]({TCO})", " [^landfall-1]"
        for behind, marked in ((" y", True), (":", True), ("(see below)", True), ("(", True), ("[y]", True), (f"[y]({TCO})", True), ("[y][r]", True), ("[y] [r]", True),
                               ("(pdf)", False), ("()", False), ('( a "t")', False), ("(a(b)c)", False), ("[r]", False), ("[r][]", False)):
            with self.subTest(behind):
                out = self.enrich(f"{link}{behind}\n\n[r]: https://example.org/\n", document(alive()), name="a.md", options=("--footnotes",))
                self.assertEqual(out.startswith(f"{link}{mark}{behind}"[:len(link) + 14]), marked, out)
                self.assertEqual("[^landfall-1]: <" in out, marked)
        self.assertIn(f"{TCO}{mark} (pdf)", self.enrich(f"{TCO} (pdf)\n", document(alive()), name="a.txt", options=("--footnotes",)))


class Asking(Article):
    def test_what_a_run_finds(self):
        """Over the test web; nobody is asked where records are read."""
        url = "https://location.test/absolute"
        page = self.file("a.html", f'<a href="{url}">x</a> <a href="https://status.test/200">y</a>')
        with Web() as web:
            result = web.run("enrich", page)
            [final] = {record["final"] for record in web.run("resolve", page).records[0]["links"] if record["url"] == url}
            web.clear()
            known = web.run("enrich", "--records", self.records(), page)
            asked = web.requested()
        self.assertEqual((result.code, result.err), (0, ""))
        self.assertEqual(result.out.decode(), f'<a data-originalurl="{final}" data-landfall="" href="{url}">x</a> <a href="https://status.test/200">y</a>')
        self.assertEqual((known.out.decode(), asked), (self.read("a.html"), []))


class AskedPages(Article):
    """Pages that are named by their URLs (tests/web/inputs.py)."""

    HOST = "https://input.test"
    LED = '<p>\u042f <a data-originalurl="https://input.test/dir/article" data-landfall="" href="/moved">\u044f</a>'.encode("koi8-r")

    def test_the_body_is_written_as_it_came(self):
        """With its codings undone, and in the encoding that its header names."""
        with Web() as web:
            led = web.run("enrich", self.HOST + "/led")
            stays = web.run("enrich", self.HOST + "/gzip")
        self.assertEqual((led.code, led.err, led.out), (0, "", self.LED))
        self.assertEqual((stays.code, stays.err), (0, ""))
        self.assertRegex(stays.out, b"^<!doctype html>.*</a>[.]</p></body></html>$")

    def test_they_are_written_into_a_folder(self):
        """Under the end of the path, or index.html."""
        with Web() as web:
            result = web.run("enrich", "-o", self.path("out"), *(self.HOST + path for path in ("/led?a/b#c/d", "/led.txt", "/", "/dir/article", "/article")), self.file("a.html", "x"))
        self.assertEqual((result.code, result.out), (2, b""))
        self.assertIn("/article: another input is written to the same place", result.err)
        self.assertEqual(sorted(os.listdir(self.path("out"))), ["a.html", "article", "index.html", "led", "led.txt", "led.txt.landfall.json"])
        self.assertEqual(self.folder.joinpath("out/led").read_bytes(), self.LED)
        self.assertEqual(json.loads(self.read("out/led.txt.landfall.json"))["links"][0]["final"], self.HOST + "/dir/article")

    def test_what_is_refused_and_that_others_are_written(self):
        with Web() as web:
            for path, why in (("/big-70", "larger than 64 MiB"), ("/breaks-off", "only a part"), ("/picture", "image"), ("/gone", "410")):
                with self.subTest(path):
                    result = web.run("enrich", "-o", self.path("out" + path), self.HOST + path, self.HOST + "/led")
                    self.assertEqual((result.code, os.listdir(self.path("out" + path))), (2, ["led"]))
                    self.assertIn(why, result.err)
        for arguments, why in ((("--in-place",), "in place"), (("--records", self.records()), "--records")):
            with self.subTest(arguments):
                result = run("enrich", *arguments, self.HOST + "/led")
                self.assertEqual((result.code, result.out), (2, b""))
                self.assertIn(why, result.err)

    def test_many_take_turns(self):
        """Those that are kept have a limit together."""
        names = [f"{number}.html" for number in range(14)]
        with Web() as web:
            for options in ((), ("--ordered",)):
                with self.subTest(options):
                    folder = self.path("many" + "".join(options))
                    result = web.run("enrich", *options, "-o", folder, *(f"{self.HOST}/many/{name}" for name in names))
                    self.assertEqual((result.code, sorted(os.listdir(folder))), (0, sorted(names)), result.err)
                    self.assertEqual({os.stat(f"{folder}/{name}").st_size > 2 << 20 for name in names}, {True})


class Files(Article):
    PAGE = f'<a href="{TCO}">x</a>'
    RICH = '<a data-originalurl="https://example.com/" data-landfall="" href="https://t.co/abc1234567">x</a>'

    def setUp(self):
        super().setUp()
        self.known = self.records(document(alive(final="https://example.com/")))

    def run_enrich(self, *arguments, **more):
        return run("enrich", "--records", self.known, *arguments, **more)

    def test_a_folder_keeps_its_paths(self):
        self.file("site/a.html", self.PAGE)
        self.file("site/sub/b.html", self.PAGE)
        self.file("site/sub/c.txt", f"{TCO}\n")
        result = self.run_enrich("-o", self.path("out/deep"), self.path("site"))
        self.assertEqual((result.code, result.out, result.err), (0, b"", ""))
        self.assertEqual(self.read("out/deep/a.html"), self.RICH)
        self.assertEqual(self.read("out/deep/sub/b.html"), self.RICH)
        self.assertEqual(self.read("out/deep/sub/c.txt"), f"{TCO}\n")
        record = json.loads(self.read("out/deep/sub/c.txt.landfall.json"))
        self.assertEqual((record["type"], record["links"][0]["final"]), ("document", "https://example.com/"))
        self.assertEqual(sorted(path.name for path in self.folder.joinpath("out/deep").rglob("*")), ["a.html", "b.html", "c.txt", "c.txt.landfall.json", "sub"])

    def test_a_link_in_the_folder_is_replaced(self):
        self.file("precious", "precious")
        self.folder.joinpath("out").mkdir()
        os.symlink(self.path("precious"), self.path("out/a.html"))
        self.assertEqual(self.run_enrich("-o", self.path("out"), self.file("a.html", self.PAGE)).code, 0)
        self.assertEqual((self.read("precious"), self.read("out/a.html")), ("precious", self.RICH))
        self.assertFalse(os.path.islink(self.path("out/a.html")))

    def test_in_place(self):
        path = self.file("a.html", self.PAGE)
        os.chmod(path, 0o640)
        os.symlink("a.html", self.path("link.html"))
        before = os.stat(path)
        self.assertEqual(self.run_enrich("--in-place", self.path("link.html")).code, 0)
        after = os.stat(path)
        self.assertTrue(os.path.islink(self.path("link.html")))
        self.assertEqual(self.read("a.html"), self.RICH)
        self.assertEqual((stat.S_IMODE(after.st_mode), after.st_uid, after.st_gid), (0o640, before.st_uid, before.st_gid))
        self.assertNotEqual(after.st_ino, before.st_ino)
        self.assertEqual(self.run_enrich("--in-place", path).code, 0)
        self.assertEqual(os.stat(path).st_mtime_ns, after.st_mtime_ns)
        self.assertEqual(os.stat(path).st_ino, after.st_ino)

    @unittest.skipUnless(os.environ.get("LANDFALL_STARVE"), "sanitizers have an allocator of their own")
    def test_the_disk_is_waited_for_where_a_file_is_replaced(self):
        broken = {"env": {**os.environ, "LD_PRELOAD": os.environ["LANDFALL_STARVE"], "STARVE_DISK": "1"}}
        path = self.file("a.html", self.PAGE)
        self.assertEqual(self.run_enrich("-o", self.path("out"), path, **broken).code, 0)  # none stood there
        for arguments in (("--in-place",), ("-o", self.path("out"))):
            self.fails(self.run_enrich(*arguments, path, **broken), "Input/output error")
        self.assertEqual((self.read("a.html"), self.read("out/a.html")), (self.PAGE, self.RICH))
        self.assertEqual(sorted(os.listdir(self.path("out"))), ["a.html"])
        self.fails(run("scan", "-o", self.path("new"), path, **broken), "Input/output error")

    def test_stdin_to_stdout(self):
        for arguments in ((), ("-",)):
            result = self.run_enrich(*arguments, "--type", "html", given=self.PAGE.encode())
            self.assertEqual((result.code, result.out.decode()), (0, self.RICH))

    def test_a_file_is_no_folder(self):
        articles = [self.file(name, self.PAGE) for name in ("a.html", "b.html")]
        taken = self.file("taken", "words")
        self.fails(self.run_enrich("-o", taken, *articles), "taken: is no folder, which -o takes")
        self.assertEqual(self.read("taken"), "words")

    def test_a_text_to_stdout_has_no_record(self):
        result = self.run_enrich(self.file("a.txt", f"{TCO}\n"))
        self.assertEqual((result.code, result.out.decode()), (0, f"{TCO}\n"))
        self.assertIn("record", result.err)
        self.assertEqual(self.run_enrich("-q", self.path("a.txt")).err, "")
        self.assertFalse(os.path.exists(self.path("a.txt.landfall.json")))

    def test_what_is_refused_and_that_others_are_written(self):
        a, b = self.file("x/a.html", self.PAGE), self.file("y/a.html", self.PAGE)
        for arguments, why, wrote in ((("-o", self.path("out"), a, b), "same place", self.path("out/a.html")),
                                      (("-o", self.path("x"), a), "over an input", None),
                                      (("-o", self.path("out"), self.file("z.warc", "WARC/1.0\r\n"), a), "archive", self.path("out/a.html")),
                                      (("-o", self.path("out"), self.path("none.html"), a), "No such file", self.path("out/a.html")),
                                      (("-o", self.path("out"), "-", a), "stdin", self.path("out/a.html")),
                                      (("-o", self.path("out"), "http://example.com/", a), "get it first", self.path("out/a.html")),
                                      ((a, b), "takes one article", None), (("--in-place", "-"), "in place", None),
                                      (("--in-place", "-o", self.path("out"), a), "--in-place", None)):
            with self.subTest(arguments):
                subprocess.run(["rm", "-rf", self.path("out")], check=True)
                result = self.run_enrich(*arguments, given=self.PAGE.encode())
                self.assertEqual((result.code, result.out), (2, b""))
                self.assertIn(why, result.err)
                self.assertEqual(os.path.exists(self.path("out/a.html")), wrote is not None)
                self.assertEqual((self.read("x/a.html"), self.read("y/a.html")), (self.PAGE, self.PAGE))
        result = self.run_enrich("--in-place", "-", a, given=b"")
        self.assertEqual((result.code, self.read("x/a.html")), (2, self.RICH))

    def test_a_record_beside_a_text_replaces_no_input(self):
        """Nor another's output: neither records that were read, nor what has the same name."""
        text = f"{TCO}\n"
        beside = self.records(document(alive()), name="a.txt.landfall.json")
        content = self.read("a.txt.landfall.json")
        a, b = self.file("a.txt", text), self.file("b.txt", text)
        result = run("enrich", "--records", beside, "--in-place", a, b)
        self.assertEqual((result.code, self.read("a.txt.landfall.json")), (2, content))
        self.assertIn("over an input", result.err)
        self.assertIn('"final"', self.read("b.txt.landfall.json"))
        result = self.run_enrich("--in-place", a, beside)
        self.assertEqual((result.code, self.read("a.txt.landfall.json")), (2, content))
        result = self.run_enrich("-o", self.path("out"), a, b, beside)
        self.assertEqual((result.code, sorted(os.listdir(self.path("out")))), (2, ["a.txt", "a.txt.landfall.json", "b.txt", "b.txt.landfall.json"]))
        self.assertIn("the record of another input", result.err)
        self.assertEqual(json.loads(self.read("out/a.txt.landfall.json"))["source"]["name"], a)
        self.assertEqual(self.run_enrich("--footnotes", "-o", self.path("noted"), a, beside).code, 0)

    def test_the_output_appended_to_an_input_is_refused(self):
        path = self.file("a.html", self.PAGE)
        with open(path, "ab") as out:
            done = subprocess.run([COMMAND, "enrich", "--records", self.known, path], stdout=out, stderr=subprocess.PIPE, check=False)
        self.assertEqual((done.returncode, self.read("a.html")), (2, self.PAGE))

    def test_a_file_that_is_an_output_and_the_records_is_refused(self):
        self.folder.joinpath("out").mkdir()
        known = self.records(document(alive()), name="out/a.html")
        content = self.read("out/a.html")
        result = run("enrich", "--records", known, "-o", self.path("out"), self.file("a.html", self.PAGE))
        self.assertEqual((result.code, self.read("out/a.html")), (2, content))

    def test_a_signal_leaves_no_file_of_ours(self):
        """While stdin is awaited, behind articles that are written or not."""
        self.file("site/a.html", self.PAGE)
        os.mkfifo(self.path("pipe.html"))
        process = subprocess.Popen([COMMAND, "enrich", "--records", self.known, "-o", self.path("out"), self.path("site"), self.path("pipe.html")],
                                   stderr=subprocess.PIPE)
        writer = os.open(self.path("pipe.html"), os.O_WRONLY)
        os.write(writer, b"<p>")
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(30), 143)
        process.stderr.close()
        os.close(writer)
        self.assertLessEqual({path.name for path in self.folder.joinpath("out").rglob("*")}, {"a.html"})


if __name__ == "__main__":
    unittest.main()
