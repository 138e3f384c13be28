"""Hosts that a made-up repository links to: the first part of the path says what becomes of the link, the rest tells them apart."""

from answers import article, page, redirect


def alive(request):
    return article(f"Page {request.path}")


def to_alive(request):
    return "/alive" + request.path[1:].partition("/")[1] + request.path[1:].partition("/")[2]


ANSWERS = {
    "alive": alive,
    "gone": lambda _: article("No such page", status=404),
    "left": lambda _: article("It has left", status=410),
    "soft": lambda _: article("Page not found", "Sorry, we found nothing here."),
    "home": lambda _: redirect("/", status=302),
    "moved": lambda request: redirect(to_alive(request)),
    "moved-gone": lambda request: redirect("/gone" + request.path),
    "lent": lambda request: redirect(to_alive(request), status=302),
    "loop": lambda request: redirect("/loop" + request.path[len("/loop"):], status=302),
    "blocked": lambda _: page("No robots here", status=403),
    "broken": lambda _: page("Oh no", status=500),
    "teapot": lambda _: page("I am a teapot", status=418),
    "badly": lambda _: redirect("http://["),
}


def docs(request):
    kind = request.path[1:].partition("/")[0].partition("?")[0]
    return ANSWERS.get(kind, lambda _: article("Documentation"))(request)
