"""Pages whose fragments are looked for, and sites with sitemaps."""

import gzip

from answers import article, page, redirect

FILLER = "<p>" + "words and words " * 4095 + "</p>\n"

FRAGMENTS = {
    "/page": page("<title>Names</title><h1 id=one>One</h1><a name=two></a><p id='user-content-three'>x<p id='&auml;'><!-- <p id=no> -->"),
    "/utf-16": page("<title>Wide</title><p id='ä'>".encode("utf-16"), kind="text/html; charset=utf-16"),
    "/late": page(f"<title>Late</title>{FILLER * 16}<p id=late>"),  # a megabyte
    "/larger": page(f"<title>Larger</title>{FILLER * 48}<p id=late>"),  # three
    "/text": page("No names.\n", kind="text/plain"),
    "/moved": redirect("/page"),
    "/moved-to-one": redirect("/page#one"),
    "/gone": article("Gone", status=404),
}

SITE = "https://sitemap.test"


def sitemap(*urls, root="urlset", **more):
    rows = "".join(f"  <url><loc>{url}</loc></url>\n" for url in urls)
    return page(f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</{root}>\n',
                kind="application/xml", **more)


def packed(answer, **more):
    return page(gzip.compress(answer.body), kind="application/octet-stream", **more)


PUBLISHED = {
    "/": article("Front", '<a href="/a">a</a>'),
    "/a": article("A", '<a href="/b">b</a> <a href="https://status.test/404">gone</a>'),
    "/b": article("B", '<a href="/no">no</a>'),
    "/picture.png": page(b"\x89PNG\r\n\x1a\n", kind="image/png"),
    "/sitemap.xml": sitemap(f"{SITE}/a", f"{SITE}/b", f"{SITE}/gone", f"{SITE}/picture.png", "https://home.test/", f"{SITE}/a#again"),
    "/index.xml": sitemap(f"{SITE}/sitemap-1.xml.gz", f"{SITE}/index.xml", "https://home.test/sitemap.xml", root="sitemapindex"),
    "/sitemap-1.xml.gz": packed(sitemap(f"{SITE}/b")),
    "/deep-0.xml": sitemap(f"{SITE}/deep-1.xml", root="sitemapindex"),
    "/deep-1.xml": sitemap(f"{SITE}/deep-2.xml", root="sitemapindex"),
    "/deep-2.xml": sitemap(f"{SITE}/b"),
    "/broken.xml": page(f"<urlset><url><loc>{SITE}/b</loc></url><url><loc>{SITE}/a", kind="text/xml"),
    "/large.xml": sitemap(f"{SITE}/large"),
    "/large": article("Large", "<p>words " * 100000 + '<a href="/no">no</a>'),
    "/huge.xml": sitemap(f"{SITE}/huge"),
    "/huge": article("Huge", "<p>words " * 400000 + '<a href="/no">no</a>'),
    "/many.xml": sitemap(*(f"{SITE}/page-{number}" for number in range(700))),
    **{f"/page-{number}": article(f"Page number {number}") for number in range(700)},
}

SITES = {"fragments.test": FRAGMENTS, "sitemap.test": PUBLISHED}
