"""Servers that hurt: bytes nobody asked for on a kept connection, and answers without end.

Each is a row of a site, as in sites.py. An answer "without end" ends by itself where it is far more than
any client should take, so that a test fails and the machine lives."""

import gzip
import time

from answers import Answer, Wire, article, raw, redirect

MOST_BYTES, MOST_SECONDS = 32 << 20, 8

# --- What is left on a connection that is kept ---

FALSE = (b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 31\r\n\r\n"
         b"<title>Another's</title>Nothing")
NO_CONTENT = b"HTTP/1.1 204 No Content\r\n\r\n"
NOT_MODIFIED = b"HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n"
RESET = b"HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n"
WHOLE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 20\r\n\r\n<title>Whole</title>"
CHUNKS = (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
          b"14\r\n<title>Whole</title>\r\n0\r\n\r\n")
MOVED = b"HTTP/1.1 302 Found\r\nLocation: /1\r\nContent-Length: 0\r\n\r\n"
# HTTP/2 has no such line; over it what comes at any time is no fault of the connection.
LIAR = WHOLE.replace(b"HTTP/1.1", b"HTTP/2")
LIAR_EMPTY = NO_CONTENT.replace(b"HTTP/1.1", b"HTTP/2")
TOO_LATE = b"HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


def pushed(answer, more, pause=0.0, close=False):
    """An answer and, in the same segment or a little later, bytes that belong to none."""
    def play(connection):
        connection.sendall(answer if pause else answer + more)
        if pause:
            time.sleep(pause)
            connection.sendall(more)
        return not close
    return Wire(play)


def sibling(request):
    return article("Sibling " + request.path[1:])


def if_reused(then):
    """A good page at first; something else where the connection was used before."""
    return lambda request: then if request.turn else sibling(request)


def closed_after(request):
    """A good page, and no other over its connection."""
    body = sibling(request).body
    return pushed(f"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode(), body, close=True)


def closed_soon(request):
    """Keeps a connection only until it has been idle for a moment."""
    body = sibling(request).body
    start = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    return pushed(start + body, TOO_LATE, 0.1, close=True)


# What stands behind the answer of one link, whose siblings are "/1" to "/5" of the same host.
PUSHED = {
    "/204": pushed(NO_CONTENT, FALSE),
    "/204-chunked": pushed(NO_CONTENT[:-2] + b"Transfer-Encoding: chunked\r\n\r\n", FALSE),
    "/204-length": pushed(NO_CONTENT[:-2] + b"Content-Length: 31\r\n\r\n", FALSE),
    "/204-body": pushed(NO_CONTENT, b"a body that a 204 may not have"),
    "/304": pushed(NOT_MODIFIED, FALSE),
    "/304-length": pushed(NOT_MODIFIED[:-2] + b"Content-Length: 31\r\n\r\n", FALSE),
    "/205": pushed(RESET, FALSE),
    "/whole": pushed(WHOLE, FALSE),
    "/chunks": pushed(CHUNKS, FALSE),
    "/redirect": pushed(MOVED, FALSE),
    "/line-end": pushed(WHOLE, b"\r\n"),
    "/garbage": pushed(WHOLE, b"\0\1\2garbage\r\n\r\n"),
    "/two": pushed(WHOLE, FALSE * 2),
    "/204-soon": pushed(NO_CONTENT, FALSE, 0.02),
    "/304-soon": pushed(NOT_MODIFIED, FALSE, 0.02),
    "/liar-soon": pushed(LIAR_EMPTY, FALSE, 0.02),
    "/liar-later": pushed(LIAR, FALSE, 0.1),
    "/204-later": pushed(NO_CONTENT, FALSE, 0.1),
    "/304-later": pushed(NOT_MODIFIED, FALSE, 0.1),
    "/whole-later": pushed(WHOLE, FALSE, 0.1),
    "/408-later": pushed(WHOLE, TOO_LATE, 0.1, close=True),
}
PUSHED_SITE = {**PUSHED, **{f"/{n}": sibling for n in range(1, 6)}}

# What comes in place of an answer, where the connection is not fresh.
WHEN_REUSED = {
    "closed.reused.test": raw(),
    "half-line.reused.test": raw(b"HTTP/1.1 20"),
    "half-head.reused.test": raw(b"HTTP/1.1 200 OK\r\nContent-Type: te"),
    "garbage.reused.test": raw(b"\0\1\2garbage\r\n\r\n" + FALSE),
    "other.reused.test": raw(b"SSH-2.0-OpenSSH_9.2\r\n"),
}
REUSED = {host: if_reused(then) for host, then in WHEN_REUSED.items()}
REUSED["idle.reused.test"] = closed_soon


def after_a_while(request):
    """/MS/HOST/PATH leads there after so many milliseconds, in the scheme it was asked in."""
    _, wait, host, path = request.path.split("/", 3)
    time.sleep(int(wait) / 1000)
    return redirect(f"http{'s' * request.tls}://{host}/{path}", status=302)


# --- Answers without end ---

def flood(start, piece):
    def play(connection):
        end = time.monotonic() + MOST_SECONDS
        connection.sendall(start)
        for _ in range(MOST_BYTES // len(piece)):
            connection.sendall(piece)
            if time.monotonic() > end:
                break
        return False
    return Wire(play)


def started(*fields, status="200 OK"):
    return "\r\n".join([f"HTTP/1.1 {status}", "Content-Type: text/html", *fields, "", ""]).encode()


CHUNKED = started("Transfer-Encoding: chunked")
PRESSED = started("Content-Encoding: gzip", "Connection: close")
PAGE = b"14\r\n<title>Flood</title>\r\n"
TRAILER = b"X-Trailer: " + b"t" * 1000 + b"\r\n"
X = b"x" * 4096


def pressed(flags):
    """The start of a gzip file (RFC 1952): the flags say which fields come before the data."""
    return PRESSED + b"\x1f\x8b\x08" + bytes([flags]) + b"\0\0\0\0\0\xff"


# Each with what it is judged by: its head, where that is whole.
FLOODS = {
    "/trailers": (flood(CHUNKED + PAGE + b"0\r\n", TRAILER), "alive ok"),
    "/trailer-line": (flood(CHUNKED + PAGE + b"0\r\nX-Trailer: ", X), "alive ok or unsure protocol"),
    "/small-trailers": (flood(CHUNKED + PAGE + b"0\r\n", b"a:b\r\n" * 800), "alive ok"),
    "/extension": (flood(CHUNKED + b"1;", X), "alive ok"),
    "/extensions": (flood(CHUNKED + PAGE, b"1;x=" + X + b"\r\nz\r\n"), "alive ok"),
    "/small-chunks": (flood(CHUNKED, b"1\r\nx\r\n" * 700), "alive ok"),
    "/gzip-blocks": (flood(pressed(0), b"\0\0\0\xff\xff" * 800), "alive ok"),
    "/gzip-name": (flood(pressed(8), X), "alive ok"),
    "/gzip-comment": (flood(pressed(16), X), "alive ok"),
    "/gzip-extra": (flood(pressed(4 + 8) + b"\xff\xff" + bytes(65535), X), "alive ok"),
    "/gzip-members": (flood(PRESSED, gzip.compress(b"", mtime=0) * 200), "alive ok or unsure protocol"),
    "/gone": (flood(started("Transfer-Encoding: chunked", status="404 Not Found") + b"0\r\n", TRAILER), "dead gone"),
    "/busy": (flood(started("Transfer-Encoding: chunked", status="500 Oh") + b"0\r\n", TRAILER), "unsure server_error"),
    "/away": (flood(started("Transfer-Encoding: chunked", "Location: /end", status="302 Found") + b"0\r\n", TRAILER), "alive ok"),
    "/continue": (flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 200), "unsure too_large_header"),
    "/hints": (flood(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" * 100), "unsure too_large_header"),
    "/switch": (flood(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n", X), "unsure protocol"),
    "/folded": (flood(started()[:-2] + b"X-Folded: a\r\n", b" folded\r\n" * 400), "unsure too_large_header"),
    "/status": (flood(b"HTTP/1.1 200 ", X), "unsure too_large_header"),
    "/one-field": (flood(started()[:-2] + b"X-Long: ", X), "unsure too_large_header"),
}
FLOOD_SITE = {path: wire for path, (wire, _) in FLOODS.items()}
FLOOD_SITE["/end"] = article("Arrived")


def records_without_end(record):
    """In place of a TLS handshake (RFC 8446 section 5.1)."""
    def pieces():
        for _ in range(MOST_BYTES // len(record)):
            yield record
    return pieces


INSTEAD_OF_TLS = {
    "warnings.tls.test": records_without_end(b"\x15\x03\x03\x00\x02\x01\x5a" * 500),
    "empty-records.tls.test": records_without_end(b"\x16\x03\x03\x00\x00" * 800),
    "long-hello.tls.test": records_without_end(b"\x16\x03\x03\x40\x00\x02\xff\xff\xff" + bytes(16380)),
}

SITES = {
    "pushed.test": PUSHED_SITE,
    "flood.test": FLOOD_SITE,
    "later.test": after_a_while,
    "*.later.test": after_a_while,
    **REUSED,
    "*.session.test": closed_after,
    "*.h2.test": lambda _: article("One of many"),
}
