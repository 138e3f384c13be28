"""Sites that do not say by their statuses what they lack: how each answers what is there, and what cannot be."""

import re

from answers import article, head, page, redirect, sleeping, Raw
from pages import LONG, lost

STORY = lost("Harbour news", "Harbour news")
MISSING = lost("Page not found | The Courier", "What we found instead")
NOWHERE = re.compile(r"/([a-z]{25})(\.[a-z]+)?$")


def named(request):
    return page(f"<title>404 | The Courier</title><h1>News</h1>{LONG}<p>There is no {request.path.rpartition('/')[2]} here.")


MENU = "".join(f"<a href=/{n}>Section number {n}</a> " for n in range(1000))


def words(word):
    return "<p>" + " ".join(f"{word}{n}" for n in range(1500))


def site(there, missing):
    """What is there by its path; all else is answered alike."""
    return lambda request: there[request.path] if request.path in there else missing(request) if callable(missing) else missing


def other_text(_):
    return lost("Page not found | The Courier", "What we found instead", "<p>" + "Something else altogether stands here. " * 40)


def counted(request):
    """A redirect more for a name that cannot exist."""
    return redirect("/step") if NOWHERE.search(request.path) else redirect("/sorry")


SITES = {
    "alike.probed.test": site({"/": STORY, "/news/": STORY}, MISSING),
    "named.probed.test": site({}, named),
    "hard.probed.test": site({"/news/late": MISSING, "/news/short": page("<title>Notes</title><p>Tide tables for all.")},
                             article("Not found", status=404)),
    "text.probed.test": site({"/news/late": MISSING}, other_text),
    "sent.probed.test": site({"/search": lost("Search", "Search"), "/news/same/": STORY, "/news/same": redirect("/news/same/")}, redirect("/search")),
    "merged.probed.test": site({"/old/a": redirect("/story"), "/story": STORY}, article("Not found", status=404)),
    "steps.probed.test": site({"/step": redirect("/sorry"), "/sorry": lost("Sorry", "Sorry")}, counted),
    "moved.probed.test": lambda _: redirect("https://home.test/"),
    "walled.probed.test": site({"/news/late": MISSING}, article("Log in", status=401)),
    "silent.probed.test": site({"/news/late": MISSING}, Raw(sleeping(60, b"HTTP/1.1 200 OK\r\n"))),
    "shell.probed.test": lambda _: head("<title>App</title><script src=/app.js></script>", "<div id=root></div>"),
    "menu.probed.test": site({"/news/late": lost("Page not found | The Courier", "The harbour", MENU + words("tide"))},
                             lost("Page not found | The Courier", "Elsewhere", MENU + words("ebb"))),
    "round.probed.test": lambda request: MISSING if request.path == "/news/late" else redirect(request.path + "x"),
}
