"""Pages whose fragments are looked for."""

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

SITES = {"fragments.test": FRAGMENTS}
