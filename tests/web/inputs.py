"""Pages that are inputs themselves: whole articles with links, in every shape in which one is sent."""

import gzip
import socket
import struct
import time
import zlib

from answers import Answer, Raw, Wire, article, endless, page, redirect, sleeping

HOST = "https://input.test"
LINKS = '<p><a href="there">There</a>, <a href="/end?q=1">the end</a>, <a href="https://home.test/">home</a>.</p>'
BODY = f"<!doctype html><html><head><title>An article</title></head><body>{LINKS}</body></html>"
CYRILLIC = '<title>Я</title><p>Я <a href="/end?q=я">я</a></p>'
FILLER = b"<p>" + b"words and words " * 4095 + b"</p>\n"  # 65,528 bytes
BOMB = gzip.compress(b"<a href='/end'>first</a>" + FILLER * 1100)  # 70 MB


def head_then(length, *pieces, seconds=0.0):
    """An answer of this length that does not come to it."""
    def send():
        yield f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {length}\r\n\r\n".encode()
        for piece in pieces:
            yield piece
            time.sleep(seconds)
    return Raw(send)


def reset(connection):
    """Breaks off with a reset (SO_LINGER with no time), when what came before it has been read."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4000\r\n\r\n" + BODY.encode())
    time.sleep(0.5)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
    return False


def big(size, tail=b""):
    """So many bytes of HTML with a link at the start and, behind them, another."""
    def send():
        yield b"<title>Big</title><a href='/end'>first</a>"
        for _ in range(size // len(FILLER)):
            yield FILLER
        yield tail
    return Answer(200, (("Content-Type", "text/html"),), send)


LATER = b"<a href='/there'>last</a>"

INPUTS = {
    "/": article("Front", LINKS),
    "/article": page(BODY),
    "/dir/article": page(BODY),
    "/moved": redirect("/dir/article", status=302),
    "/refreshed": page('<meta http-equiv="refresh" content="0;url=/dir/article">'),
    "/based": page('<base href="/elsewhere/">' + LINKS),
    "/self": page('<link rel="canonical" href="/self"><a href="#top">top</a><a href="/self">here</a><a href="/self#x">x</a>'
                  f'<a href="{HOST}/self?">other</a>'),
    "/self?": page("another page"),
    "/moved-to-self": redirect("/self"),
    "/posts": page('<blockquote class="twitter-tweet"><p>Words</p>&mdash; Name (@name_demo) '
                   '<a href="https://twitter.com/name_demo/status/1636301558926912259">March 16, 2023</a></blockquote>'),
    "/there": article("There"), "/dir/there": article("There, below"), "/elsewhere/there": article("Elsewhere"),
    "/end?q=1": article("The end"), "/end": article("The end"), "/end?q=%D1%8F": article("The end in Cyrillic"),
    # what it is
    "/plain": page("See https://home.test/ <a href='/end'>no link</a>", kind="text/plain; charset=utf-8"),
    "/readme.md": page("# Title\n\n[there](there) and `https://not.home.test/`\n", kind="text/plain"),
    "/markdown": page("# Title\n\n[there](there) and `https://not.home.test/`\n", kind="text/markdown"),
    "/untold": Answer(200, (), BODY.encode()),
    "/untold-text": Answer(200, (), b"See https://home.test/\n"),
    "/octets": page(BODY, kind="application/octet-stream"),
    "/xhtml": page(f'<html xmlns="http://www.w3.org/1999/xhtml"><body><p/>{LINKS}</body></html>', kind="application/xhtml+xml"),
    "/feed.xml": page('<?xml version="1.0"?><rss><link>https://home.test/</link></rss>', kind="application/rss+xml"),
    "/empty": page(""),
    "/no-content": Answer(204),
    "/pdf": page(b"%PDF-1.4\n", kind="application/pdf"),
    "/called-html": page(b"\x89PNG\r\n\x1a\n" + bytes(100), kind="text/html"),
    # its charset
    "/koi8": page(CYRILLIC.encode("koi8-r"), kind="text/html; charset=koi8-r"),
    "/koi8-but-meta": page(('<meta charset="utf-8">' + CYRILLIC).encode("koi8-r"), kind='text/html; charset="KOI8-R"'),
    "/koi8-meta": page(('<meta charset="koi8-r">' + CYRILLIC).encode("koi8-r"), kind="text/html"),
    "/mark-but-koi8": page(b"\xef\xbb\xbf" + CYRILLIC.encode(), kind="text/html; charset=koi8-r"),
    "/text-koi8": page("Я https://home.test/я\n".encode("koi8-r"), kind="text/plain; charset=koi8-r"),
    # how it is wrapped
    "/led": page(gzip.compress('<p>Я <a href="/moved">я</a>'.encode("koi8-r")), kind="text/html; charset=koi8-r", Content_Encoding="gzip"),
    "/led?a/b": redirect("/led"),
    "/picture": page(b"\x89PNG", kind="image/png"),
    "/led.txt": page(f"See {HOST}/moved\n", kind="text/plain"),
    "/gzip": page(gzip.compress(BODY.encode()), Content_Encoding="gzip"),
    "/gzip-chunks": Answer(200, (("Content-Type", "text/html"), ("Content-Encoding", "gzip")), sleeping(
        0.005, *(bytes([byte]) for byte in gzip.compress(BODY.encode())))),
    "/deflate-gzip": page(gzip.compress(zlib.compress(BODY.encode())), Content_Encoding="deflate, gzip"),
    "/plain-links": page(gzip.compress(CYRILLIC.encode("koi8-r")), kind="text/html; charset=koi8-r", Content_Encoding="gzip"),
    "/to-plain-links": redirect("/plain-links", status=302),
    "/no-gzip": page(BODY, Content_Encoding="gzip"),
    "/bomb": page(BOMB, Content_Encoding="gzip"),
    # how much of it comes
    "/big-1": big(1 << 20, LATER), "/big-3": big(3 << 20, LATER), "/big-4": big(4 << 20, LATER), "/big-70": big(70 << 20, LATER),
    **{f"/many/{number}.html": big(3 << 20, LATER) for number in range(14)},
    "/drip": Answer(200, (("Content-Type", "text/html"),), sleeping(0.2, BODY.encode()[:120], *[b"<a href='/end'>e</a>"] * 10)),
    "/never-ends": Answer(200, (("Content-Type", "text/html"),), endless(b"<a href='/end'>again and again</a>", 0.05)),
    "/stalls": head_then(4000, BODY.encode(), *[b""] * 600, seconds=1),
    "/breaks-off": head_then(4000, BODY.encode()),
    "/reset": Wire(reset),
    "/chunk-missing": Raw(lambda: iter((b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
                                       b"%x\r\n%s\r\n" % (len(BODY), BODY.encode()),))),
    # none
    "/to-private": redirect("http://10.0.0.1/"),
    "/to-gone": redirect("/gone"),
    "/gone": article("Gone", LINKS, status=410),
    "/wall": article("Just a moment", status=403),
    "/broken": article("Broken", status=503),
    "/round": redirect("/round-2"), "/round-2": redirect("/round"),
    "/lost": article("Page not found", "Sorry, nothing is here.", status=200),
}

SITES = {"input.test": INPUTS}
