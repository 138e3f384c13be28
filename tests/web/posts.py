"""What the platforms' sites of this web share: posts and their ids, answers in JSON, and every way in which an
endpoint can be wrong."""

import datetime
import json
import time
import typing
import urllib.parse

from answers import Answer, Raw, page, raw, redirect

DAY = datetime.datetime(2023, 5, 4, 10, 0, tzinfo=datetime.timezone.utc)


class Post(typing.NamedTuple):
    """A post that this web invented. `at` is when it was posted, in ms since 1970."""

    id: str
    at: int
    handle: str = "HarbourDeskX"
    name: str = "Harbour Desk"
    text: str = "The gates reopen at noon."


def moment(number, milliseconds=123):
    """An instant for post number N, each in a minute of its own."""
    return int(DAY.timestamp()) * 1000 + number * 60_000 + milliseconds


def utc(ms, form="%Y-%m-%dT%H:%M:%S"):
    return datetime.datetime.fromtimestamp(ms // 1000, datetime.timezone.utc).strftime(form)


def iso(ms):
    return f"{utc(ms)}.{ms % 1000:03}Z"


def day_in_words(ms):
    return utc(ms, "%B %d, %Y").replace(" 0", " ")


def query(request):
    """What a request asks: each parameter's first value."""
    text = urllib.parse.urlsplit(request.path).query
    return {name: values[0] for name, values in urllib.parse.parse_qs(text, keep_blank_values=True).items()}


def path(request):
    return urllib.parse.urlsplit(request.path).path


def given(value, status=200, **headers):
    """An answer in JSON."""
    return page(json.dumps(value, ensure_ascii=False), status=status, kind="application/json; charset=utf-8", **headers)


def said(text, status=200, kind="text/plain; charset=utf-8", **headers):
    return page(text, status=status, kind=kind, **headers)


WRONG_QUERY = said("This is not how it is asked.", 400)
HTML = "<!doctype html><html><head><title>One moment</title></head><body><p>Something went wrong.</p></body></html>"


def sleeps():
    time.sleep(30)
    yield b""


def endless_list():
    yield b"["
    while True:
        yield b"[1,2,3]," * 4096


# Ways for an endpoint of any platform to be wrong: the answer, and the state and reason that are due.
FAULTS = {
    "page": (said(HTML, kind="text/html"), "unsure protocol"),
    "page as json": (said(HTML, kind="application/json"), "unsure protocol"),
    "nothing": (said("", kind="application/json"), "unsure protocol"),
    "no content": (Answer(204), "unsure protocol"),
    "cut": (said('{"id_str": "1", "text": "The gat', kind="application/json"), "unsure protocol"),
    "trailing": (said('{"text": "The gates"} {"text": "again"}', kind="application/json"), "unsure protocol"),
    "list": (given([]), "unsure protocol"),
    "string": (given("gone"), "unsure protocol"),
    "number": (given(404), "unsure protocol"),
    "null": (given(None), "unsure protocol"),
    "false": (given(False), "unsure protocol"),
    "bytes": (said(b'{"text": "\xff\xfe\x00"}', kind="application/json"), "unsure protocol"),
    "deep": (said('{"a":' * 100_000, kind="application/json"), "unsure protocol"),
    "deep list": (said("[" * 200_000 + "]" * 200_000, kind="application/json"), "unsure protocol"),
    "without end": (Answer(200, (("Content-Type", "application/json"),), endless_list), "unsure protocol"),
    "error in 200": (given({"error": "Forbidden", "status": 403}), "unsure protocol"),
    "not found in 200": (given({"errors": [{"message": "Not Found", "code": 404}]}), "unsure protocol"),
    "400": (said("Bad Request", 400), "unsure client_error"),
    "401": (said("Unauthorized", 401), "unsure blocked"),
    "403": (said("Forbidden", 403), "unsure blocked"),
    "403 page": (said(HTML, 403, kind="text/html"), "unsure blocked"),
    "418": (said("Short and stout", 418), "unsure client_error"),
    "429": (said("Rate limit exceeded", 429, Retry_After="3600"), "unsure rate_limited"),
    "429 mute": (given({"errors": [{"code": 88}]}, 429), "unsure rate_limited"),
    "500": (said("Internal Server Error", 500), "unsure server_error"),
    "502": (said(HTML, 502, kind="text/html"), "unsure server_error"),
    "503": (said("", 503, Retry_After="3600"), "unsure server_error"),
    "hangs": (Raw(sleeps), "unsure timeout"),
    "closed": (raw(), "unsure unreachable"),
    "garbage": (raw(b"\x00\x01\x02 not http at all\r\n\r\n" * 20), "unsure protocol"),
    "half": (Answer(200, (("Content-Type", "application/json"),), b'{"text": "The', 5000), "unsure unreachable"),
    "private": (redirect("http://10.0.0.1/latest", status=302), "unsure"),
    "metadata": (redirect("http://169.254.169.254/latest", status=307), "unsure"),
    "file": (redirect("file:///etc/passwd", status=302), "unsure"),
    "round": (redirect("https://loop.test/itself", status=302), "unsure"),
    "to login": (redirect("https://login.test/i/flow/login", status=302), "unsure"),
    "no location": (Answer(302), "unsure"),
}


def about(post, answer):
    """An answer, or what the function of a post makes of this one."""
    return answer(post) if callable(answer) else answer
