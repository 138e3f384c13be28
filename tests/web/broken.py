"""Sites that are slow, broken or too big, as data."""

import socket
import struct
import time
import zlib

from answers import Answer, Raw, Wire, article, endless, once, page, raw, redirect, sleeping


def slow(request):
    """/MS answers after so many milliseconds."""
    time.sleep(int(request.path[1:].split("?")[0]) / 1000)
    return article("Late")


START = b"HTTP/1.1 200 OK\r\n"


def after_start(pieces):
    def send():
        yield START
        yield from pieces()
    return send


ENOUGH = b"<head><title>Read</title></head>" + b"<p>word " * 1000

DRIP = {
    "/held": Answer(200, (("Content-Type", "text/html"),), sleeping(600, ENOUGH, b"")),
    "/on-and-on": Answer(200, (("Content-Type", "text/html"),), sleeping(0.2, ENOUGH, *[b"<p>."] * 100)),
    "/body": Answer(200, (("Content-Type", "text/html"),), endless(b"<p>.", 0.2)),
    "/gone": Answer(404, (("Content-Type", "text/html"),), endless(b"<p>.", 0.2)),
    "/away": Answer(302, (("Location", "/title"),), endless(b"away", 0.2)),
    "/away-held": Answer(302, (("Location", "/title"),), sleeping(600, b"away", b"")),
    "/picture": Answer(404, (("Content-Type", "image/png"),), endless(b"PNG ", 0.2)),
    "/gone-bad-gzip": page(b"this is not gzip", status=404, Content_Encoding="gzip"),
    "/headers": Raw(after_start(endless(b"X-Drip: 1\r\n", 0.2))),
    "/never": Raw(sleeping(600, b"")),
    "/title": Answer(200, (("Content-Type", "text/html"),), sleeping(0.1, b"<title>Dr", b"ip</ti", b"tle><body>", b"done")),
}

SILENT = Raw(sleeping(600, b""))
STALLS = Raw(sleeping(600, START + b"Content-Type: text/html\r\nContent-Length: 5000\r\n\r\n<title>", b"St"))

STALL = {
    "/at-once": once(SILENT, article("Second wind")),
    "/in-the-body": once(STALLS, article("Second wind")),
}


def now_and_then(request):
    """/silent/N says nothing, /N answers."""
    return SILENT if request.path.startswith("/silent/") else article("Awake")


def reset(connection):
    """Behind half a page, and not by a close."""
    connection.sendall(START + b"Content-Type: text/html\r\nContent-Length: 5000\r\n\r\n<title>Half</title>")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return False


BROKEN = {
    "/closed": raw(),
    "/half-line": raw(b"HTTP/1.1 20"),
    "/half-headers": raw(START + b"Content-Type: text/html\r\n"),
    "/no-body": Answer(200, (("Content-Type", "text/html"),), b"", 5000),
    "/no-chunk": raw(START + b"Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"),
    "/reset-body": Wire(reset),
    "/half-body": Answer(200, (("Content-Type", "text/html"),), b"<title>Half</title>", 5000),
    "/garbage": raw(b"\x00\x01\x02 not http at all\r\n\r\n" * 20),
    "/ssh": raw(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "/long-header": raw(START + b"X-Long: " + b"x" * 200_000 + b"\r\nContent-Length: 0\r\n\r\n"),
    "/many-headers": raw(START + b"X-Many: 1\r\n" * 20_000 + b"Content-Length: 0\r\n\r\n"),
    "/endless-headers": Raw(after_start(endless(b"X-More: " + b"y" * 1000 + b"\r\n"))),
    "/bad-chunk": raw(START + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nnope\r\n"),
    "/bad-gzip": page(b"this is not gzip", Content_Encoding="gzip"),
    "/unknown-encoding": page(b"\x01\x02", Content_Encoding="x-secret"),
    "/six-encodings": page(b"", Content_Encoding="gzip, gzip, gzip, gzip, gzip, gzip"),
    "/no-status": raw(b"HTTP/1.1\r\n\r\n"),
    "/http-0.9": raw(b"<title>Old</title>"),
    "/two-lengths": raw(START + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nwords"),
    "/two-lengths-away": raw(b"HTTP/1.1 302 Found\r\nLocation: /nul\r\nContent-Length: 0\r\nContent-Length: 6\r\n\r\n"),
    "/two-lengths-chunks": raw(START + b"Content-Length: 5\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    "/nul": page(b"<title>A\0B</title>\0\0<p>text"),
}


def bomb():
    """A title, then nothing without end: a thousand times what is sent (RFC 1951 lets the same block repeat)."""
    press = zlib.compressobj(wbits=31)
    megabyte = bytes(1_000_000)
    yield press.compress(b"<title>Bomb</title>" + megabyte) + press.flush(zlib.Z_FULL_FLUSH)
    again = press.compress(megabyte) + press.flush(zlib.Z_FULL_FLUSH)
    while True:
        yield again


BIG = {
    "/bomb": Answer(200, (("Content-Type", "text/html"), ("Content-Encoding", "gzip")), bomb),
    "/endless": Answer(200, (("Content-Type", "text/html"),), endless(b"<p>more and more</p>" * 800)),
    "/title": page("<!doctype html><title>Early</title>" + "<p>word " * 400_000),
    "/late-title": page("<!doctype html>" + "<p>word " * 400_000 + "<title>Late</title>"),
    "/redirect": redirect("/title", body="x" * 5_000_000),
    **{f"/moved/{number}": redirect("/title", body="moved " * 500) for number in range(3)},
    "/moving": Answer(301, (("Location", "/title"),), endless(b"moving " * 500)),
}

SITES = {
    "slow.test": slow,
    "*.slow.test": slow,
    "drip.test": DRIP,
    "stall.test": STALL,
    "*.silent.test": SILENT,
    "drowsy.test": now_and_then,
    "broken.test": BROKEN,
    "big.test": BIG,
}
