"""Hosts that would rather be asked later, or less. KIND-NAME.busy.test: each name is a host that nobody asked before.

    hour, gone               429, 503: in an hour
    two, date, named         429, 429, 503 for 0.3 s from its first request on, with two seconds to wait; then a page
    mute                     429 likewise, without a word of how long
    narrow                   a page after 0.1 s; 503 where more than two requests are under way
    third                    after 0.1 s: 503 to the first two requests for each path, then a page
    never                    503 to everything
    page                     429 in an hour to /refused, 503 to /down-N, else a page after 0.1 s"""

import collections
import email.utils
import threading
import time

from answers import article, page

REFUSING = 0.3
NARROW = 2


class Host:
    def __init__(self):
        self.lock = threading.Lock()
        self.first = time.monotonic()
        self.running = 0


hosts = collections.defaultdict(Host)


def refuse(status=429, wait=None):
    named = {} if wait is None else {"Retry_After": str(wait)}
    return page("later", status=status, **named)


def at_first(status, wait):
    def answer(_, host):
        early = time.monotonic() - host.first < REFUSING
        return refuse(status, wait() if callable(wait) else wait) if early else article("In the end")
    return answer


def in_two_seconds():
    """A date is in whole seconds: two to three from now."""
    return email.utils.formatdate(time.time() + 3, usegmt=True)


def narrow(_, host):
    with host.lock:
        host.running += 1
        refuses = host.running > NARROW
    time.sleep(0 if refuses else 0.1)
    with host.lock:
        host.running -= 1
    return refuse(503) if refuses else article("One of few")


def third(request, _):
    time.sleep(0.1)
    if request.count < 2:
        return refuse(503)
    return article("Third time lucky")


def some(request, _):
    if request.path == "/refused":
        return refuse(429, 3600)
    if request.path.startswith("/down"):
        return refuse(503)
    time.sleep(0.1)
    return article("Not refused")


KINDS = {
    "hour": lambda *_: refuse(429, 3600),
    "gone": lambda *_: refuse(503, 3600),
    "two": at_first(429, 2),
    "date": at_first(429, in_two_seconds),
    "named": at_first(503, 2),
    "mute": at_first(429, None),
    "narrow": narrow,
    "third": third,
    "never": lambda *_: refuse(503),
    "page": some,
}


def busy(request):
    return KINDS[request.host.split("-")[0]](request, hosts[request.host])


SITES = {"*.busy.test": busy}
