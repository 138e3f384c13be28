"""HTTP/2 by hand (RFC 9113, RFC 7541), as far as hostile servers need it: a stream is attacked as its
host's row says, those of other hosts get a page. Of what a client sends only the frames' kinds are read."""

import itertools
import ssl
import time

from hostile import MOST_BYTES, MOST_SECONDS

DATA, HEADERS, PRIORITY, RST_STREAM, SETTINGS, PUSH_PROMISE, PING, GOAWAY, WINDOW_UPDATE, CONTINUATION = range(10)
UNKNOWN = 0xfa
END_STREAM, ACK, END_HEADERS, PADDED = 1, 1, 4, 8
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"


def frame(kind, flags=0, stream=0, payload=b""):
    return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload


def length_of(data, bits=7):
    """An integer with a prefix of so many bits (RFC 7541 section 5.1)."""
    most = (1 << bits) - 1
    if data < most:
        return bytes([data])
    rest, out = data - most, [most]
    while rest >= 128:
        out.append(rest % 128 + 128)
        rest //= 128
    return bytes(out + [rest])


def field(name, value, kind=0x00):
    """A field with its name in full; kind 0x40 has it remembered (sections 6.2.1 and 6.2.2)."""
    return bytes([kind]) + length_of(len(name)) + name + length_of(len(value)) + value


OK, NOT_FOUND, FOUND = b"\x88", b"\x8d", field(b":status", b"302")  # :status (appendix A)
HINTS = field(b":status", b"103")
HTML = field(b"content-type", b"text/html")
X = field(b"x-many", b"y" * 1000)
BODY = b"<!doctype html><title>Flood</title>"
PUSHED = b"\x82\x87" + field(b":path", b"/pushed") + field(b":authority", b"pushed.h2.test")


def head(stream, block=OK + HTML, flags=END_HEADERS):
    return frame(HEADERS, flags, stream, block)


def page(stream):
    return head(stream) + frame(DATA, END_STREAM, stream, b"<!doctype html><title>One of many</title><body>Here.")


# --- What is sent on a stream: a start, and pieces without end, each of some thousand bytes ---

def again(kind, flags=0, payload=b"", own=True):
    return lambda stream: frame(kind, flags, stream if own else 0, payload) * (4096 // (9 + len(payload)) + 1)


def attack(start, piece=None):
    def pieces(stream):
        yield start(stream)
        if piece:
            yield from itertools.repeat(piece(stream))
    return pieces


def open_page(stream):
    return head(stream) + frame(DATA, 0, stream, BODY)


def nothing(_):
    return b""


def pushes(stream):
    """Promises of other streams (section 6.6), which a client has forbidden."""
    return b"".join(frame(PUSH_PROMISE, END_HEADERS, stream, n.to_bytes(4, "big") + PUSHED) for n in range(2, 200, 2))


def bomb(stream):
    """One long field remembered, and then named in every byte: a block of 16 KB that stands for 64 MB."""
    return frame(HEADERS, 0, stream, OK + field(b"x-bomb", b"b" * 4000, 0x40)) + frame(CONTINUATION, 0, stream, b"\xbe" * 12_000)


BROKEN = "unsure protocol or unsure unreachable"  # where the client's library gives up first

# Each with what it is judged by: its head, where that is whole.
ATTACKS = {
    "empty-data": (attack(open_page, again(DATA)), "alive ok"),
    "padded-data": (attack(open_page, again(DATA, PADDED, b"\xff" + bytes(255))), "alive ok"),
    "small-data": (attack(open_page, again(DATA, 0, b"x")), "alive ok"),
    "unknown": (attack(nothing, again(UNKNOWN, 0, bytes(4000))), "unsure protocol"),
    "unknown-after": (attack(open_page, again(UNKNOWN, 0, bytes(4000))), "alive ok"),
    "priority": (attack(nothing, again(PRIORITY, 0, b"\0\0\0\0\x10")), "unsure protocol"),
    "ping": (attack(nothing, again(PING, 0, bytes(8), False)), "unsure protocol"),
    "ping-ack": (attack(nothing, again(PING, ACK, bytes(8), False)), "unsure protocol"),
    "settings": (attack(nothing, again(SETTINGS, 0, b"\0\3\0\0\0\x64", False)), "unsure protocol"),
    "window-update": (attack(nothing, again(WINDOW_UPDATE, 0, b"\0\0\0\1", False)), "unsure protocol"),
    "window-after": (attack(open_page, again(WINDOW_UPDATE, 0, b"\0\0\0\1")), "alive ok"),
    "empty-headers": (attack(nothing, again(HEADERS, END_HEADERS)), "unsure protocol"),
    "hints": (attack(nothing, again(HEADERS, END_HEADERS, HINTS + field(b"link", b"</a.css>"))), "unsure too_large_header"),
    "continuation": (attack(lambda s: head(s, OK, 0), again(CONTINUATION)), BROKEN),
    "continuation-full": (attack(lambda s: head(s, OK, 0), again(CONTINUATION, 0, X)), BROKEN),
    "many-fields": (attack(lambda s: head(s, OK + X * 15, 0), again(CONTINUATION, 0, X * 4)), BROKEN),
    "bomb": (attack(bomb, again(CONTINUATION, 0, b"\xbe" * 4000)), BROKEN),
    "trailers": (attack(lambda s: open_page(s) + head(s, X, END_STREAM), again(CONTINUATION, 0, X)), f"alive ok or {BROKEN}"),
    "push": (attack(nothing, pushes), BROKEN),
    "rst": (attack(lambda s: open_page(s) + frame(RST_STREAM, 0, s, b"\0\0\0\2"), again(DATA, 0, b"x" * 100)), f"alive ok or {BROKEN}"),
    "goaway": (attack(lambda s: frame(GOAWAY, 0, 0, bytes(8)), again(GOAWAY, 0, bytes(8) + b"x" * 1000, False)), "unsure protocol"),
    "gone": (attack(lambda s: head(s, NOT_FOUND + HTML), again(DATA)), "dead gone"),
    "away": (attack(lambda s: head(s, FOUND + field(b"location", b"https://n1.many.test/")), again(DATA)), "alive ok"),
}

# What comes on a connection's second stream, in place of an answer; then it is closed.
WHEN_REUSED = {
    "closed-later": nothing,
    "goaway-later": lambda stream: frame(GOAWAY, 0, 0, (stream - 2).to_bytes(4, "big") + bytes(4)),
    "refused-later": lambda stream: frame(RST_STREAM, 0, stream, b"\0\0\0\7"),
    "garbage-later": lambda _: b"\xff" * 100,
    "half-later": lambda stream: head(stream)[:-5],
}


# --- The conversation ---

def read_exactly(connection, size):
    data = b""
    while len(data) < size:
        piece = connection.recv(size - len(data))
        if not piece:
            raise OSError("the client went away")
        data += piece
    return data


def streams_asked(connection):
    """The number of each stream that a client opens; what must be answered at once is."""
    if read_exactly(connection, len(PREFACE)) != PREFACE:
        return
    connection.sendall(frame(SETTINGS))
    while True:
        start = read_exactly(connection, 9)
        payload = read_exactly(connection, int.from_bytes(start[:3], "big"))
        kind, flags, stream = start[3], start[4], int.from_bytes(start[5:], "big")
        if kind == HEADERS:
            yield stream
        elif kind in (SETTINGS, PING) and not flags & ACK:
            connection.sendall(frame(kind, ACK, 0, payload if kind == PING else b""))


def drain(connection):
    """Takes what the client has to say, so that it is never kept from reading."""
    connection.setblocking(False)
    try:
        while connection.recv(65536):
            pass
    except (ssl.SSLWantReadError, BlockingIOError):
        pass
    finally:
        connection.setblocking(True)


def play(connection, pieces, count):
    end, sent = time.monotonic() + MOST_SECONDS, 0
    for piece in pieces:
        connection.sendall(piece)
        count(len(piece))
        drain(connection)
        sent += len(piece)
        if sent > MOST_BYTES or time.monotonic() > end:
            return


def converse(connection, log, number):
    host = connection.server_name
    for turn, stream in enumerate(streams_asked(connection)):
        log.begin("HTTP/2", host, "/", {}, True, number, turn)
        try:
            name = host.partition(".")[0]
            if name in ATTACKS:
                play(connection, ATTACKS[name][0](stream), lambda size: log.took(host, "/", size))
                return
            if turn and name in WHEN_REUSED:
                connection.sendall(WHEN_REUSED[name](stream))
                return
            connection.sendall(page(stream))
        finally:
            log.end(host)
