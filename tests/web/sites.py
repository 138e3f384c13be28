"""The hosts of the test web and what they answer, as data.

A site is a table from path (with its query) to an answer, or a function of the request; an answer
may be a function of the request too. A name that starts with "*." stands for any host below."""

import gzip
import json
import time
import zlib

import broken
import browser
import scripts
import busy
import cookies
import docs
import discovered
import faces
import hostile
import inputs
import pages
import platforms
import robots
import probed
import published
import twitter
from answers import Answer, article, head, once, page, raw, redirect, sleeping
from certificates import FAULTS

NEWS = "https://www.eastmoor-courier.test"
STORY = NEWS + "/2023/harbour-gates-reopen"

# --- t.co and the shorteners it leads to ---

SLUGS = {
    **discovered.SLUGS,
    "Hb7Gates01": "https://bit.ly/3Harb0ur",
    "Hb7Photo02": "https://twitter.com/eastmoor_port_x/status/1636301558926912259/photo/1",
    "Own0Photo1": twitter.url("no word, pictured") + "/photo/1",
    "Fe4Ferry01": "http://ow.ly/ferry50",
    "Fe4Photo02": "https://twitter.com/FerryWatchDemo/status/1499897529108533248/video/1",
    "Li9Lamp001": NEWS + "/2021/lamp-relit?utm_source=twitter&utm_medium=social",
    "Li9Photo02": "https://twitter.com/LampRoomTest/status/1405313992498348109/photo/1",
    "Li9Photo03": "https://twitter.com/KeeperOfLampsX/status/1404696423433330786/photo/1",
    "Go3Gone001": NEWS + "/2019/closed-lock",
    "Co5Photo01": "https://twitter.com/LampRoomTest/status/1008820534332358661/photo/1",
    "De5Dead001": "https://bit.ly/0nothing",
    "Mo2Thread1": "https://twitter.com/MossQuayNotes/status/1564493630289215821",
    "Mo2Home001": NEWS + "/2022/reed-beds#map",
    "OldFace001": STORY,
    "Slow000001": "https://slow.test/500",
    "Quote00001": NEWS + "/say?q=\"a'b\"&x=1",
}


def tco(request):
    """To a browser a page that moves on by itself, to others a redirect."""
    slug = request.path[1:].split("?")[0]
    target = SLUGS.get(slug)
    if not target:
        return article("Twitter / ?", "Sorry, that page does not exist", status=404)
    cookie = {"Set_Cookie": "muc=5bd7; Max-Age=63072000; Path=/; Domain=t.co; Secure",
              "Cache_Control": "private,max-age=300"}
    if "Mozilla/" not in request.agent:
        return redirect(target, **cookie)
    written = target.replace("&", "&amp;").replace('"', "&quot;")
    script = json.dumps(target).replace("/", "\\/")
    moves = (f'<noscript><META http-equiv="refresh" content="0;URL={written}"></noscript><title>{written}</title>',
             f"<script>window.opener = null; location.replace({script})</script>")
    if slug.startswith("Old"):
        return page(moves[0] + moves[1], **cookie)
    return page(f'<head><meta name="referrer" content="always">{moves[0]}</head>{moves[1]}', **cookie)


def shell(_):
    """x.com's page is the same for live and dead posts."""
    return page('<!doctype html><html><head><title>X</title></head><body><div id="react-root"></div></body></html>')


# --- A newspaper, with every status ---

COURIER = {
    "/": article("The Eastmoor Courier", "Front page"),
    "/2023/harbour-gates-reopen": article(
        "Harbour gates reopen after eleven years", "The first barge passed at noon.",
        head=f'<link rel="canonical" href="{STORY}"><meta property="og:title" content="Gates reopen">'),
    "/2023/harbour-gates-reopen?src=ow": redirect("/2023/harbour-gates-reopen", status=302),
    "/2021/lamp-relit?utm_source=twitter&utm_medium=social": article(
        "The lamp is relit", head='<link rel="canonical" href="/2021/lamp-relit">'),
    "/2022/reed-beds": article("Reed beds &amp; tides: a map"),
    "/2019/closed-lock": article("Gone", status=410),
    "/moved-home": redirect("/"),
    "/say?q=%22a%27b%22&x=1": article("Quotes"),
}

STATUSES = {f"/{status}": article(f"Status {status}", status=status)
            for status in (200, 201, 400, 401, 402, 403, 404, 405, 406, 410, 418, 451, 500, 501, 502, 503, 504, 520, 999)}
STATUSES.update({
    "/204": Answer(204),
    "/429": page("slow down", status=429),
    "/flaky": once(page("later", status=503), article("Up again")),
    "/wait-two-seconds": once(page("slow down", status=429, Retry_After="2"), article("Waited")),
    "/wait-again": page("slow down", status=429, Retry_After="1"),
    "/flaky-twice": lambda request: article("Up at last") if request.count > 1 else page("later", status=503),
    "/300": redirect("/200", status=300, body="pick one"),
    "/304": Answer(304, (("Location", "/200"),)),
    "/305": redirect("/200", status=305),
    "/no-location": page("where to?", status=302),
    "/gone-empty": page("", status=410, Refresh="0;url=/200"),
    "/407": page("<meta http-equiv=refresh content='0;url=/200'>", status=407),
    "/password": page("<meta http-equiv=refresh content='0;url=/200'>", status=401, WWW_Authenticate="Basic realm=x"),
    "/cloudflare": page("Just a moment...", status=403, Cf_Mitigated="challenge", Server="cloudflare"),
})
STATUSES.update({f"/via-{status}": redirect("/200", status=status) for status in (301, 302, 303, 307, 308)})

# --- Ways to say where to go next ---

REFRESH = {
    "/header": page("", Refresh="0; url=/end"),
    "/header-quoted": page("", Refresh="0;url='/end'"),
    "/header-late": page("stay", Refresh="30; url=/end"),
    "/double": head('<meta http-equiv="refresh" content="0;url=/end">'),
    "/single": head("<meta http-equiv='refresh' content='0;url=/end'>"),
    "/unquoted": head("<meta http-equiv=refresh content=0;url=/end>"),
    "/upper": head('<META HTTP-EQUIV="REFRESH" CONTENT="0;URL=/end">'),
    "/inner-quotes": head("<meta http-equiv=\"refresh\" content=\"0; url='/end' and more\">"),
    "/entities": head('<meta http-equiv="refresh" content="0;url=/end?a=1&amp;b=2">'),
    "/content-first": head('<meta content="0; url=/end" http-equiv="refresh">'),
    "/base": head('<base href="https://refresh.test/elsewhere/"><meta http-equiv="refresh" content="0;url=end">'),
    "/noscript": head('<noscript><meta http-equiv="refresh" content="0;url=/end"></noscript>'),
    "/last-counts": head('<meta http-equiv="refresh" content="0;url=/other"><meta http-equiv="refresh" content="0;url=/end">'),
    "/late": head('<meta http-equiv="refresh" content="30;url=/end">', "Updated every half minute."),
    "/itself": head('<meta http-equiv="refresh" content="0;url=/itself">', "A clock."),
    "/reload": head('<meta http-equiv="refresh" content="5">', "A score."),
    "/comment": head('<!-- <meta http-equiv="refresh" content="0;url=/end"> --><title>Stays</title>', "Text."),
    "/end": article("The end"),
    "/end?a=1&b=2": article("The end, asked"),
    "/elsewhere/end": article("The other end"),
    "/other": article("Not this one"),
}

SCRIPT = {
    "/location": head('<script>location = "/end"</script>'),
    "/href": head("<script>window.location.href='/end';</script>"),
    "/replace": head('<script>document.location.replace("\\/end")</script>'),
    "/assign": head('<script type="text/javascript">top.location.assign("https:\\/\\/script.test\\/end");</script>'),
    "/escapes": head('<script>self.location="\\u002fend"</script>'),
    "/behind-body": Answer(200, (("Content-Type", "text/html"),), sleeping(
        0.1, b"<!doctype html><html><head></head><body", b"><script>location = '/end'</script></body></html>")),
    "/with-text": article("A real page", "With words of its own. " * 40, head='<script>if (old) { location = "/end" }</script>'),
    "/end": article("The end"),
}

LOCATION = {
    "/absolute": redirect("https://location.test/end"),
    "/path": redirect("/end"),
    "/relative": redirect("end"),
    "/dir/up": redirect("../end"),
    "/scheme-relative": redirect("//location.test/end"),
    "/query": redirect("?to=1"),
    "/query?to=1": article("Asked"),
    "/fragment": redirect("#x"),
    "/two-same": redirect("/end", "/end"),
    "/two-different": redirect("/end", "/other"),
    "/backslash": redirect("/\\other.location.test/end"),
    "/one-slash": redirect("https:/end"),
    "/utf-8": redirect("/é/ü?q=é"),
    "/%C3%A9/%C3%BC?q=%C3%A9": article("Accents"),
    "/space": redirect("/a b?c d"),
    "/a%20b?c%20d": article("Spaces"),
    "/bars": redirect("/a|b?c|d#e|f"),
    "/a%7Cb?c|d": article("Bars"),
    "/userinfo": redirect("http://location.test\\@other.location.test/end"),
    "/case": redirect("HTTPS://LOCATION.Test/%2e%2e/end"),
    "/port-0": redirect("https://location.test:0/end"),
    "/bad-address": redirect("http://256.1.1.1/"),
    "/bad-port": redirect("https://location.test:99999/"),
    "/empty": redirect(""),
    "/mail-port": redirect("http://location.test:25/end"),
    "/ftp": redirect("ftp://location.test/end"),
    "/javascript": redirect("javascript:alert(1)"),
    "/data": redirect("data:text/html,hello"),
    "/file": redirect("file:///etc/passwd"),
    "/long": redirect("/end?" + "x" * 8000),
    "/end?" + "x" * 8000: article("A long way"),
    "/too-long": redirect("/end?" + "x" * 9000),
    "/too-long-encoded": redirect("/end?" + "é" * 3000),
    "/too-long-relative": redirect("x" * 8190),
    "/too-long-refresh": head('<meta http-equiv="refresh" content="0;url=/end?' + "x" * 9000 + '">'),
    "/too-long-script": head('<script>location = "/end?' + "x" * 9000 + '"</script>'),
    "/body": redirect("/end", body="<html><body>Moved <a href='/other'>here</a></body></html>"),
    "/end": article("The end"),
    "/other": article("Not this one"),
}

FRAGMENT = {
    "/far": redirect("/" + "x" * 6000),
    "/" + "x" * 6000: article("The far end", head='<link rel="canonical" href="/' + "c" * 9000 + '">'),
    "/inherit": redirect("/end"),
    "/own": redirect("/end#own"),
    "/through": redirect("/inherit", status=302),
    "/end": article("The end"),
}

PRIVATE = {f"/{name}": redirect(target, status=302) for name, target in {
    "loopback": "http://127.0.0.2/secret", "short": "http://127.2/", "hex": "http://0x7f.2/",
    "octal": "http://017700000002/", "decimal": "http://2130706434/", "ten": "http://10.0.0.1/",
    "metadata": "http://169.254.169.254/latest/", "zero": "http://0.0.0.0/", "six": "http://[::1]/",
    "mapped": "http://[::ffff:10.0.0.1]/", "nat64": "http://[64:ff9b::a00:1]/", "ula": "http://[fd00::1]/"}.items()}


def hops(request):
    """/N leads to /N-1 and so on; /0 is the end."""
    left = int(request.path[1:])
    return redirect(f"/{left - 1}", status=302) if left else article("Arrived")


def cookie_wall(request):
    """Sends everybody back to the same address, until the cookie it set comes along."""
    if "seen=1" in request.headers.get("cookie", ""):
        return article("Behind the wall")
    return redirect(request.path, status=302, Set_Cookie="seen=1; Path=/")


def cookie_check(request):
    """Sends everybody on with a cookie, and those who come without it to a page that says so."""
    if "checked=1" in request.headers.get("cookie", ""):
        return article("Checked") if request.path == "/checked" else redirect("/checked", status=302)
    if request.path == "/checked":
        return redirect("/check?cookieSet=1", status=302, Set_Cookie="checked=1; Path=/")
    return redirect("/action/cookieAbsent", status=302)


def cookie_gate(request):
    """Sends everybody on with a cookie, and refuses those who come without it; /STATUS says how."""
    _, _, status, *inside = request.path.split("/")
    if not inside:
        return redirect(request.path + "/inside", status=302, Set_Cookie="gate=1; Path=/")
    return article("Inside") if "gate=1" in request.headers.get("cookie", "") else page("No.", status=int(status))


def cookie_script(request):
    """Has a script set the cookie that it wants: /moves before it moves on, /reloads before it comes back."""
    if "script=1" in request.headers.get("cookie", ""):
        return article("Let in")
    if request.path.endswith("/in"):
        return redirect(request.path.removesuffix("/in"), status=302)
    moves = "location = '/script/moves/in'" if "moves" in request.path else "location.reload()"
    return head(f"<script>document.cookie = 'script=' + 1 + '; path=/'; document.cookie = 'x=1'; document.cookie = 'x=; max-age=0'; {moves}</script>")


def cookie_look(request):
    """Looks at everybody for a second; whoever comes back with a cookie is sent on."""
    if "looked=1" in request.headers.get("cookie", ""):
        return redirect("/b-end", status=302)
    return page("<title>One moment</title><meta http-equiv=refresh content=1>", Set_Cookie="looked=1; Path=/")


def score(request):
    """Reloads itself for ever, and has a cookie for everybody."""
    return page("<title>Score</title><meta http-equiv=refresh content=5>2:1", Set_Cookie=f"visit={request.count}; Path=/")


def refused_elsewhere(request):
    """Whoever sets a cookie is not who refuses."""
    return redirect("https://status.test/403", status=302, Set_Cookie="seen=1; Path=/")


def long_hops(request):
    """/N/LINK leads to /N-1/LINK, whose URL is 8,000 bytes long, and so on."""
    left, link = request.path.split("/")[1:3]
    return redirect(f"/{int(left) - 1}/{link}/".ljust(8000, "x"), status=302) if int(left) else article("Arrived")


LOOP = {
    "/itself": redirect("/itself", status=302),
    "/a": redirect("/b"),
    "/b": redirect("/a"),
    "/tail": redirect("/a"),
    "/refresh-a": head('<meta http-equiv="refresh" content="0;url=/refresh-b">'),
    "/refresh-b": head('<meta http-equiv="refresh" content="0;url=/refresh-a">'),
    "/cookie": cookie_wall,
    "/cookie-in": redirect("/cookie"),
    **{f"/gate/{status}{inside}": cookie_gate for status in (400, 401, 403) for inside in ("", "/inside")},
    "/look": cookie_look,
    **{path: cookie_script for path in ("/script/moves", "/script/moves/in", "/script/reloads")},
    "/b-end": article("Looked at"),
    "/score": score,
    "/refused": lambda _: page("No.", status=403, Set_Cookie="seen=1; Path=/"),
    "/refused-elsewhere": refused_elsewhere,
    "/checked": cookie_check,
    "/check?cookieSet=1": cookie_check,
    "/action/cookieAbsent": article("Your browser takes no cookies"),
    "/jar": lambda request: Answer(302, (("Location", "/jar"), *(
        ("Set-Cookie", f"c{request.count}-{n}=" + "x" * 3000) for n in range(10)))),
    **{f"/heavy/{n}": Answer(302, (("Location", f"/heavy/{n + 1}"), *(("Set-Cookie", f"c{n}{i}=" + "x" * 3000) for i in range(3))))
       for n in range(4)},
    "/heavy/4": article("Behind many cookies"),
    "/grow": lambda request: redirect(request.path),
}

# --- Kinds of content ---

TYPES = {
    "/pdf": page(b"%PDF-1.4\n<title>no</title>", kind="application/pdf"),
    "/png": page(b"\x89PNG\r\n\x1a\n" + bytes(100), kind="image/png"),
    "/text": page("<title>Only text</title>", kind="text/plain"),
    "/json": page('{"title": "no"}', kind="application/json"),
    "/none": Answer(200, (), b"<!doctype html><title>Sniffed</title>"),
    "/xhtml": page('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>XHTML</title></head></html>',
                   kind="application/xhtml+xml"),
    "/latin-1": page("<title>Café</title>".encode("latin-1"), kind="text/html; charset=iso-8859-1"),
    "/latin-1-meta": page('<meta charset="iso-8859-1"><title>Café</title>'.encode("latin-1"), kind="text/html"),
    "/gzip": page(gzip.compress(b"<title>Pressed</title>"), Content_Encoding="gzip"),
    "/gzip-chunks": Answer(200, (("Content-Type", "text/html"), ("Content-Encoding", "gzip")), sleeping(
        0.02, *(bytes([byte]) for byte in gzip.compress(b"<title>Pressed</title>")))),
    "/gzip-members": page(gzip.compress(b"<title>Pre") + gzip.compress(b"ssed</title>"), Content_Encoding="x-gzip"),
    "/gzip-twice": page(gzip.compress(gzip.compress(b"<title>Pressed</title>")), Content_Encoding="gzip, gzip"),
    "/gzip-cut": page(gzip.compress(b"<title>Pressed</title><p>And so on.")[:-9], Content_Encoding="gzip"),
    "/deflate": page(zlib.compress(b"<title>Pressed</title>"), Content_Encoding="deflate"),
    "/deflate-bare": page(zlib.compress(b"<title>Pressed</title>")[2:-4], Content_Encoding="deflate"),
    "/br": page(bytes.fromhex("1f1500f8a55e78aa104a52800d3a923b1b"), Content_Encoding="br"),
    "/zstd": page(bytes.fromhex("28b52ffd2016b10000") + b"<title>Pressed</title>", Content_Encoding="zstd"),
    "/empty": page(""),
    "/entities": page("<title>Tom &amp; Jerry &#8212; &eacute;t&eacute;\n  2023</title>"),
}


def no_head(request):
    return page("no", status=405) if request.method == "HEAD" else article("Got it")


def echo(request):
    return page(json.dumps({"method": request.method, "headers": request.headers}), kind="application/json")


def any_page(_):
    return article("One of many")


SITES = {
    "t.co": tco,
    "pic.twitter.com": tco,
    "pic.x.com": tco,
    "twitter.com": lambda request: redirect("https://x.com" + request.path, status=302),
    "www.twitter.com": lambda request: redirect("https://x.com" + request.path, status=302),
    "mobile.twitter.com": lambda request: redirect("https://x.com" + request.path, status=302),
    "x.com": shell,
    "bit.ly": {"/3Harb0ur": redirect("http://ow.ly/gates99"), "/loop": redirect("https://tinyurl.com/loop")},
    "ow.ly": {"/gates99": redirect(STORY + "?src=ow", status=307), "/ferry50": redirect("https://tinyurl.com/ferry", status=308)},
    "tinyurl.com": {"/ferry": redirect(NEWS + "/2022/reed-beds", status=303), "/loop": redirect("https://bit.ly/loop")},
    "www.eastmoor-courier.test": COURIER,
    "eastmoor-courier.test": lambda request: redirect(NEWS + request.path),
    "status.test": STATUSES,
    "refresh.test": REFRESH,
    "script.test": SCRIPT,
    "location.test": LOCATION,
    "other.location.test": {"/end": article("The other host")},
    "fragment.test": FRAGMENT,
    "private.test": PRIVATE,
    "loop.test": LOOP,
    "hops.test": hops,
    "long.test": long_hops,
    "type.test": TYPES,
    "head.test": no_head,
    "echo.test": echo,
    "to-echo.test": lambda _: redirect("https://echo.test/"),
    "home.test": {"/": article("Home"), "/a/deep/link": redirect("/"), "/bonjour": redirect("/fr/"), "/fr/": article("Accueil")},
    "xn--bcher-kva.test": {"/": article("Bücher")},
    "walls.test": {
        "/instagram": redirect("https://www.instagram.com/accounts/login/?next=/quaylight/", status=302),
        "/facebook": redirect("https://www.facebook.com/login/?next=https%3A%2F%2Fwww.facebook.com%2Fquaylight", status=302),
        "/consent": redirect("https://consent.youtube.com/m?continue=https%3A%2F%2Fwalls.test%2Fend", status=302),
        "/sorry": redirect("https://www.google.com/sorry/index?continue=https%3A%2F%2Fwalls.test%2Fend", status=302),
        "/authwall": redirect("https://www.linkedin.com/authwall?trk=x", status=302),
        "/end": article("Behind consent"),
    },
    "www.instagram.com": any_page,
    "www.facebook.com": any_page,
    "consent.youtube.com": any_page,
    "www.google.com": any_page,
    "www.linkedin.com": lambda _: page("", status=999),
    "l.facebook.com": any_page,
    "*.many.test": any_page,
    "*.docs.test": docs.docs,
    "*.docs.eastmoor.net": docs.docs,
    "to-private.names.test": lambda _: redirect("http://private.names.test/", status=302),
    "moves.names.test": lambda _: raw(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
    "*.names.test": any_page,
    "*.hosts.test": any_page,
    "control.test": {},
    **broken.SITES,
    **busy.SITES,
    **cookies.SITES,
    **hostile.SITES,
    **faces.SITES,
    **inputs.SITES,
    **published.SITES,
    **pages.SITES,
    **robots.SITES,
    "browser.test": browser.SITE,
    "scripts.test": scripts.SITE,
    **probed.SITES,
    **platforms.SITES,
    **{host: any_page for host in FAULTS},
}

# Names of the good certificate.
NAMES = [name for name in SITES if name not in FAULTS]


def http_instead():
    yield b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"


def nothing():
    time.sleep(600)
    yield b""


INSTEAD_OF_TLS = {
    "plain.tls.test": http_instead,
    "stalled.tls.test": nothing,
    "closed.tls.test": lambda: iter(()),
    **hostile.INSTEAD_OF_TLS,
    "alert.tls.test": lambda: iter((b"\x15\x03\x01\x00\x02\x02\x28",)),  # handshake_failure
}

REFUSED_SESSIONS = {  # what is sent in place of a handshake that would resume one
    "alert.session.test": b"\x15\x03\x03\x00\x02\x02\x28",  # handshake_failure
    "closed.session.test": b"",
}


def site_of(host):
    return SITES.get(host) or SITES.get("*." + host.partition(".")[2])


def answer(request):
    found = site_of(request.host)
    if isinstance(found, dict):
        found = found.get(request.path)
    if callable(found):
        found = found(request)
    return found or article("Not found", "There is nothing here.", status=404)
