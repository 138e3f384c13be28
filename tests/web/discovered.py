"""Sites whose oEmbed is found: by the registry, by what their pages say, or only where Meta's is asked for by name. And
slugs that lead to posts on X."""

import twitter
from answers import page
from posts import given, path, query, said


def oembed(title, **more):
    return given({"version": "1.0", "type": "rich", "title": title, "author_name": "Harbour Desk", "html": "<div></div>", **more})


def codepen(request):
    if path(request) != "/api/oembed":
        return page("<!doctype html><title>A pen</title>")
    return oembed("Lock gates in CSS", author_url="https://codepen.io/harbourdesk/") if "/embed/Live" in query(request).get(
        "url", "") else said("<h1>404</h1>", 404, kind="text/html")


def imgur(request):
    name = path(request).rpartition("/")[2]
    link = ('<link rel="alternate" type="text/xml+oembed" href="https://api.imgur.com/oembed.xml"><link rel="alternate" '
            f'type="application/json+oembed" href="https://api.imgur.com/oembed.json?a=1&amp;url={name}">')
    return page(f"<!doctype html><html><head><title>Imgur</title>{link if name == 'Lck8Liv' else ''}</head><body>A page</body></html>")


def gist(_):
    header = '<https://gist.github.com/x.xml>; rel="alternate"; type="text/xml+oembed", </oembed?of=gist>; rel=alternate; type="application/json+oembed"'
    return page("<!doctype html><title>gist</title>", Link=header)


def meta(request):
    if "url" not in query(request):
        return said("", 400)
    return given({"version": "1.0", "type": "rich", "provider_name": "Instagram", "html": "<blockquote></blockquote>", "width": 658,
                  "title": "Gates, from the quay"})


SITES = {
    "codepen.io": codepen,
    "imgur.com": imgur,
    "api.imgur.com": lambda request: oembed("Gates at noon") if query(request).get("url") == "Lck8Liv" else said("", 404),
    "gist.github.com": lambda request: oembed("lock.c") if path(request) == "/oembed" else gist(request),
    "graph.facebook.com": meta,
}

SLUGS = {
    "As1Photo01": twitter.url("pictured") + "/photo/1",
    "As2Others1": twitter.url("live", "SomebodyElse_X") + "/photo/1",
    "As3Video01": twitter.url("live") + "/video/1",
    "As4Dead001": twitter.url("suspended") + "/photo/1",
    "As5Older01": twitter.url("live"),
}
