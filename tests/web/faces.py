"""Hosts that answer by who seems to ask."""

from answers import Raw, article, page, redirect, sleeping

END = "https://faces.test/end"
WALL = "https://www.google.com/sorry/index?continue=https%3A%2F%2Ffaces.test%2F"


def is_browser(request):
    """Says all that a browser says, and does not call itself a robot."""
    says = all(request.headers.get(name) for name in ("accept", "accept-language", "upgrade-insecure-requests", "sec-fetch-mode"))
    return request.agent.startswith("Mozilla/") and "compatible;" not in request.agent and says


def to_browsers(good, bad):
    return lambda request: good if is_browser(request) else bad


def to_others(good, bad):
    return lambda request: bad if "Mozilla/" in request.agent else good


def refusal(status, **headers):
    return page("<title>Access denied</title>", status=status, **headers)


FACES = {
    **{f"/{status}": to_browsers(article("Welcome"), refusal(status)) for status in (401, 403, 406, 999)},
    "/challenge": to_browsers(article("Welcome"), refusal(503, CF_Mitigated="challenge")),
    "/moved": to_browsers(redirect("/end"), refusal(403)),
    "/gone": to_browsers(refusal(410), refusal(403)),
    "/sorry": to_browsers(article("Welcome"), redirect(WALL)),
    "/sorry-then-moved": to_browsers(redirect("/end"), redirect(WALL)),
    "/sorry-to-all": redirect(WALL),
    "/consent": redirect("https://consent.youtube.com/m?continue=https%3A%2F%2Ffaces.test%2Fend"),
    # Where the second face does no better, what was said to the first stands.
    "/refused": lambda _: refusal(403),
    "/refused-otherwise": to_browsers(refusal(401), refusal(403)),
    "/busy-then": to_browsers(refusal(503), refusal(403)),
    "/limited-then": to_browsers(refusal(429), refusal(403)),
    "/broken-then": to_browsers(redirect("http://[bad/"), refusal(403)),
    "/silent-then": to_browsers(Raw(sleeping(60, b"HTTP/1.1 200 OK\r\n")), refusal(403)),
    "/again": to_browsers(redirect("/again"), refusal(403)),
    # Nobody else is asked for these.
    "/limited": to_browsers(article("Welcome"), refusal(429)),
    "/missing": to_browsers(article("Welcome"), refusal(404)),
    "/payment": to_browsers(article("Welcome"), refusal(402)),
    # To those that are no browser.
    "/program": to_others(article("Welcome"), refusal(403)),
    "/end": article("The end"),
}

SITES = {
    "faces.test": FACES,
    # A page for browsers, a redirect for others; the other way round; and one that leads nobody on.
    "rb.gy": {"/a1b2c3": to_others(redirect(END), article("You are being redirected", "Wait here.")),
              "/n0body": article("Nothing to see"),
              "/about/us": to_others(redirect(END), article("About us")),
              "/": to_others(redirect(END), article("Shorten it"))},
    "cutt.ly": {"/aBcDe": to_browsers(redirect(END), article("Preview", "Wait here.")),
                "/w4lled": to_browsers(redirect(END), refusal(403))},
}
