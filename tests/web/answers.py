"""What a site can answer, as data: the words that sites.py is written in."""

import time
import typing


class Request(typing.NamedTuple):
    method: str
    host: str
    path: str  # with the query
    headers: dict  # names in lower case
    tls: bool
    count: int  # how often this host and path were asked before
    turn: int = 0  # how many requests came before on this connection

    @property
    def agent(self):
        return self.headers.get("user-agent", "")


class Answer(typing.NamedTuple):
    status: int = 200
    headers: tuple = ()  # of (name, value)
    body: typing.Any = b""  # bytes, or a function that yields pieces, sent chunked
    length: typing.Optional[int] = None  # a Content-Length that is not the body's


class Raw(typing.NamedTuple):
    """Bytes straight to the wire, as a function that yields them; then the connection is closed."""

    pieces: typing.Callable[[], typing.Iterable[bytes]]


class Wire(typing.NamedTuple):
    """The connection itself, for what no answer says: `play` takes it (sendall, recv, close, setsockopt) and says
    whether it can serve another request."""

    play: typing.Callable


def text_of(body):
    return body.encode() if isinstance(body, str) else body


def page(body, status=200, kind="text/html; charset=utf-8", **headers):
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Answer(status, (("Content-Type", kind),) + named, text_of(body))


def article(title, text="", head="", **more):
    return page(f"<!doctype html><html><head><title>{title}</title>{head}</head>"
                f"<body><h1>{title}</h1><p>{text or 'All that is known so far.'}</p></body></html>", **more)


def head(markup, body="", **more):
    """A page of nothing but what its head says."""
    return page(f"<!doctype html><html><head>{markup}</head><body>{body}</body></html>", **more)


def redirect(*targets, status=301, body="", **headers):
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Answer(status, tuple(("Location", target) for target in targets) + named, text_of(body))


def raw(*pieces):
    return Raw(lambda: iter(pieces))


def once(first, then):
    return lambda request: then if request.count else first


def sleeping(seconds, *pieces):
    def send():
        for piece in pieces:
            yield piece
            time.sleep(seconds)
    return send


def endless(piece, seconds=0):
    def send():
        while True:
            yield piece
            time.sleep(seconds)
    return send
