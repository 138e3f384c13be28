"""What hosts say in robots.txt: KIND-NAME.robots.test. All else they have is a page."""

from answers import Wire, article, page, redirect


def cut(_):
    """The connection ends where an answer should be."""
    return Wire(lambda connection: False)


RULES = """User-agent: *
Disallow: /all

User-agent: landfall
Disallow: /private
Disallow: /*.pdf$
Allow: /private/open
"""

ROBOTS = {
    "rules": page(RULES, kind="text/plain"),
    "closed": page("User-agent: *\nDisallow: /\n", kind="text/plain"),
    "missing": page("no", status=404),
    "forbidden": page("no", status=403),
    "broken": page("no", status=500),
    "busy": page("no", status=503),
    "cut": cut,
    "moved": redirect("https://rules-elsewhere.robots.test/robots.txt"),
    "round": redirect("/robots.txt?"),
    "delayed": page("User-agent: *\nCrawl-delay: 1\n", kind="text/plain"),
    "large": page("User-agent: *\nDisallow: /early\n" + "#" * (600 << 10) + "\nDisallow: /late\n", kind="text/plain"),
    "html": page("<html><body>User-agent: *\nDisallow: /x"),
}


def robots(request):
    if request.path.startswith("/robots.txt"):
        kind = request.host.split("-")[0].split(".")[0]
        answer = ROBOTS[kind]
        return answer(request) if callable(answer) else answer
    if request.path.startswith("/to/"):
        return redirect(f"https://{request.path[4:]}", status=302)
    return article("Seen")


SITES = {"*.robots.test": robots}
