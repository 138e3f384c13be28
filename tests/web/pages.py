"""Pages that lead elsewhere, or only look as if they did: a row for each way that is known."""

import time
import urllib.parse

from answers import article, head, page, redirect

TEXT = "With words of its own, which somebody may want to read. " * 3


def script(code, body=""):
    return head(f"<script>{code}</script>", body)


def moving(code):
    """A page that shows text and moves on all the same."""
    return script(code, TEXT)


MOVES = {
    # What stands at a script's top level happens, whatever the page shows.
    "/sure": moving("location.replace('/end')"),
    "/in-block": moving("{ try { location = '/end' } catch (e) {} }"),
    "/called": moving("function go(to) { location.href = to } go('/end')"),
    "/at-once": moving("(function () { top.location = '/end' })()"),
    "/arrow": moving("(() => { window.location.assign('/end') })();"),
    "/last-counts": moving("location = '/other'; location = '/end'"),
    "/two-scripts": page(f"<script>location='/end'</script><script>location='/other'</script>{TEXT}"),
    "/known-condition": moving("if (location.protocol == 'https:') location = '/end'; else location = '/other'"),
    "/handheld": moving("if (/iPhone|Android/.test(navigator.userAgent)) location = '/other'; else location = '/end'"),
    # Constants are folded.
    "/folded": moving("var host = 'https://moves' + '.test', to = host + `/end`; location.href = to"),
    "/appended": moving("var to = '/e'; to += 'nd'; location = to"),
    "/decoded": moving("location.replace(atob('L2VuZA=='))"),
    "/unescaped": moving("location = unescape('%2Fend')"),
    "/codes": moving("location = String.fromCharCode(47,101,110,100)"),
    "/own-parts": moving("location = location.protocol + '//' + location.host + '/end'"),
    # Timers and the page's load event.
    "/timer-string": moving("setTimeout(\"location.href='/end'\", 500)"),
    "/timer-function": moving("setTimeout(function () { location.href = '/end' }, 500)"),
    "/timer-name": page(f"<script>function go() {{ location = '/end' }}</script>{TEXT}<script>setTimeout('go()', 10)</script>"),
    "/onload": page(f"<body onload=\"location.replace('/end')\">{TEXT}"),
    "/onload-name": page(f"<script>function go() {{ location = '/end' }}</script><body onload='go()'>{TEXT}"),
    "/onload-assigned": moving("window.onload = function () { window.location.href = '/end' }"),
    "/listener": moving("document.addEventListener('DOMContentLoaded', () => { location = '/end' })"),
    "/first-timer": moving("setTimeout(\"location='/other'\", 900); setTimeout(\"location='/end'\", 100)"),
    "/later-timer": moving("setTimeout(\"location='/end'\", 100); setTimeout(\"location='/other'\", 900)"),
    "/app-then-web": moving("location = 'quay://open'; setTimeout(\"location='/end'\", 500)"),
    "/same-window": moving("window.open('/end', '_self')"),
    # A page with nothing else to say is believed even where it is not sure.
    "/perhaps": script("if (document.cookie) { location = '/end' }"),
    "/link": page(f"<a id=go href=/end>Go</a><a href=/other>No</a>{TEXT}<script>location = document.getElementById('go').href</script>"),
    "/link-first": page(f"<a href=/end>Go</a><a href=/other>No</a>{TEXT}<script>location.replace(document.links[0].href)</script>"),
    "/stays-link-early": page(f"<script>location = document.getElementById('go').href</script><a id=go href=/other>No</a>{TEXT}"),
    "/link-made": page(TEXT + "<script>var a = document.createElement('a'); a.href = '/end'; document.body.appendChild(a); a.click()</script>"),
    "/hidden-name": moving("window['lo' + 'cation'] = '/end'"),
    "/keys": moving("window['loc' + 'ation']['\\x68ref'] = '/end'"),
    "/blanks": moving("location\u00a0=\u3000'/end'"),
    "/feature": moving("if (document.all) location = '/other'; else if (window.addEventListener && typeof history === 'object') location = '/end'"),
    # Two witnesses.
    "/witnesses": head("<noscript><meta http-equiv=refresh content='0;url=/end'></noscript>"
                       "<script>if (top == self) location = '/end'</script>", TEXT),
    "/witness-differs": head("<noscript><meta http-equiv=refresh content='0;url=/other'></noscript>"
                             "<script>location = '/end'</script>", TEXT),
    "/refresh-and-script": head("<meta http-equiv=refresh content='3;url=/end'><script>location = '/end'</script>"),
    "/sooner-timer": head("<meta http-equiv=refresh content='5;url=/other'><script>setTimeout(\"location='/end'\", 1000)</script>"),
    "/sooner-by-half": head("<meta http-equiv=refresh content='2;url=/other'><script>setTimeout(\"location='/end'\", 1500)</script>"),
    "/as-soon": head("<meta http-equiv=refresh content='2;url=/other'><script>setTimeout(\"location='/end'\", 2000)</script>"),
    "/later-by-half": head("<meta http-equiv=refresh content='2;url=/end'><script>setTimeout(\"location='/other'\", 2500)</script>"),
    "/sooner-refresh": head("<meta http-equiv=refresh content='0;url=/end'><script>setTimeout(\"location='/other'\", 4000)</script>"),
    # What is no move.
    "/stays-condition": moving("if (document.cookie) { location = '/other' }"),
    "/stays-and": moving("document.cookie && (location = '/other')"),
    "/stays-function": moving("function go() { location = '/other' }"),
    "/stays-click": script("document.getElementById('a').onclick = function () { location = '/other' };"
                           "document.addEventListener('click', function () { location = '/other' })"),
    "/stays-unfolded": moving("location = target"),
    "/stays-late": moving("setTimeout(\"location='/other'\", 60000)"),
    "/stays-broken": moving("location = '/other'; if ("),
    "/stays-comment": moving("// location = '/other'\n/* location = '/other' */ var s = \"location = '/other'\""),
    "/stays-json": page(f"<script type='application/json'>location = '/other'</script>{TEXT}"),
    "/stays-template": page(f"<template><script>location = '/other'</script><meta http-equiv=refresh content='0;url=/other'>"
                            f"</template>{TEXT}"),
    "/stays-template-only": page("<template>Words.<noscript><meta http-equiv=refresh content='0;url=/other'></noscript></template>"),
    "/stays-shell": head("<script>if (!window.Promise) location = '/other'</script><script src=/app.js></script>"),
    "/stays-frameset-old": page("<script>if (!window.Promise) location = '/other'</script><frameset><frame src=/other></frameset>"),
    "/stays-player": page("<body><script>if (screen.width < 700) location = '/other'</script><video src=v.mp4 controls></video>"),
    "/stays-noscript": head("<noscript><meta http-equiv=refresh content='0;url=/other'></noscript>", TEXT),
    "/stays-noscript-shell": head("<noscript><meta http-equiv=refresh content='0;url=/other'></noscript><script src=/app.js></script>"),
    "/stays-noscript-script": page(f"<noscript><script>location = '/other'</script></noscript>{TEXT}"),
    "/stays-scheme": script("location = 'quay://open'"),
    "/stays-frame": page("<body><iframe src=/other width=100% height=100%></iframe>"),
    "/stays-frameset": page("<frameset><frame src=/other></frameset>"),
    "/stays-canonical": head("<link rel=canonical href=/other>", TEXT),
    "/stays-here": moving("location = location.pathname"),
    "/end": article("The end"),
    "/other": article("Not this one"),
}

FIELDS = """<input type=hidden name=id value="7 &amp; 8"><input name=to value="/é/*-._"><input value=nameless>
<input type=checkbox name=no><input type=checkbox name=yes checked><input type=radio name=way value=b checked>
<input type=submit name=button value=Go><button name=other>Go</button><input name=off value=1 disabled>
<select name=pick><option value=1>One<option selected>Two</select><select name=first><option>A</option><option>B</select>
<textarea name=words>
a
b</textarea>"""
SENT = "/end?id=7+%26+8&to=%2F%C3%A9%2F*-._&yes=on&way=b&pick=Two&first=A&words=a%0D%0Ab"


def form(attributes, fields="<input type=hidden name=a value=1>"):
    return f"<form {attributes}>{fields}</form>"


def sending(attributes, code="document.forms[0].submit()", **more):
    """A page that shows text and sends its form."""
    return page(f"{form(attributes, **more)}{TEXT}<script>{code}</script>")


FORMS = {
    "/fields": sending("action=/end", fields=FIELDS),
    "/onload": page(f"<body onload='document.go.submit()'>{form('name=go action=end')}{TEXT}"),
    "/by-id": sending("id=go action='/end?old=1#part'", "document.getElementById('go').submit()"),
    "/timer": sending("action=/end", "setTimeout(function () { document.forms[0].submit() }, 100)"),
    "/second": page(f"{form('action=/other')}{form('action=/end')}{TEXT}<script>document.forms[1].submit()</script>"),
    "/inner": page(f"<form action=/end><form action=/other><input name=a value=1></form></form>{TEXT}<script>document.forms[0].submit()</script>"),
    "/outside": page(f"<form id=f action=/end></form><input form=f name=a value=1><input name=b value=2>{TEXT}"
                     "<script>document.forms[0].submit()</script>"),
    "/base": page(f"<base href=/elsewhere/>{form('action=end')}{TEXT}<script>document.forms[0].submit()</script>"),
    "/empty": sending("action=/end", fields=""),
    "/itself": sending("method=get"),
    "/perhaps": page(f"{form('action=/end')}<script>if (document.cookie) document.forms[0].submit()</script>"),
    "/stays-post": sending("action=/other method=post"),
    "/stays-window": sending("action=/other target=_blank"),
    "/stays-condition": sending("action=/other", "if (document.cookie) document.forms[0].submit()"),
    "/stays-early": page(f"<script>document.forms[0].submit()</script>{form('action=/other')}{TEXT}"),
    "/stays-template": page(f"<template>{form('action=/other')}</template>{TEXT}<script>document.forms[0].submit()</script>"),
    "/stays-noscript": page(f"<noscript>{form('action=/other')}</noscript>{TEXT}<script>document.forms[0].submit()</script>"),
    "/stays-none": sending("action=/other", "document.forms[3].submit()"),
    "/stays-changed": sending("action=/other", "document.forms[0].action = where(); document.forms[0].submit()"),
    "/stays-scheme": sending("action='mailto:a@b.test'"),
    SENT: article("The end, with all fields"),
    "/end?a=1": article("The end"),
    "/end?a=1#part": article("The end"),
    "/end?": article("The end, with none"),
    "/elsewhere/end?a=1": article("The other end"),
    "/itself?a=1": article("Itself, asked"),
    "/other?a=1": article("Not this one"),
}

REFRESH = '<meta http-equiv="refresh" content="0;url=end">'
BASE = '<base href="/elsewhere/">'

BASES = {
    "/before": head(BASE + REFRESH),
    "/behind": head(REFRESH + BASE),
    "/second": head(BASE + '<base href="/other/">' + REFRESH),
    "/target-only": head('<base target="_top">' + BASE + REFRESH),
    "/in-template": head(f"<template>{BASE}</template>" + REFRESH),
    "/in-comment": head(f"<!-- {BASE} -->" + REFRESH),
    "/script-before": head("<script>location = 'end'</script>" + BASE),
    "/script-behind": head(BASE + "<script>location = 'end'</script>"),
    "/timer": head("<script>setTimeout(\"location = 'end'\", 1)</script>" + BASE),
    "/relative": head('<base href="elsewhere/">' + REFRESH),
    "/bad": head('<base href="http://[bad/">' + REFRESH, TEXT),
    "/header": page(f"<html><head>{BASE}</head>", Refresh="0;url=end"),
    "/elsewhere/end": article("The other end"),
    "/end": article("The end"),
}


def refresh_in(encoding, name, declared):
    text = f"<!doctype html><html><head>{declared}<meta http-equiv=refresh content='0;url={name}'><title>{name}</title></head></html>"
    return text.encode(encoding)


CHARSETS = {
    "/utf-8": page(refresh_in("utf-8", "/é", "")),
    "/header": page(refresh_in("windows-1251", "/я", ""), kind="text/html; charset=windows-1251"),
    "/header-first": page(refresh_in("windows-1251", "/я", "<meta charset=utf-8>"), kind="text/html; charset=windows-1251"),
    "/meta": page(refresh_in("windows-1251", "/я", "<meta charset=windows-1251>"), kind="text/html"),
    "/http-equiv": page(refresh_in("shift_jis", "/港", '<meta http-equiv=content-type content="text/html; charset=shift_jis">'),
                        kind="text/html"),
    "/mark": page(b"\xef\xbb\xbf" + refresh_in("utf-8", "/é", ""), kind="text/html; charset=windows-1251"),
    "/utf-16": page(b"\xff\xfe" + refresh_in("utf-16-le", "/é", ""), kind="text/html"),
    "/unstated": page(refresh_in("windows-1252", "/é", ""), kind="text/html"),
    "/script": page("<script>location = '/я'</script>".encode("windows-1251"), kind="text/html; charset=windows-1251"),
    "/%C3%A9": article("E"),
    "/%D1%8F": article("Ya"),
    "/%E6%B8%AF": article("Minato"),
}

LONG = f"<p>{TEXT * 10}</p>"


def lost(title, heading=None, text=LONG, more=""):
    """A page that says in words what its status does not."""
    return page(f"<!doctype html><html><head><title>{title}</title>{more}</head><body><h1>{heading or title}</h1>{text}</body></html>")


LOST = {
    # Two signs.
    "/heading": lost("Page not found | The Courier", "Page not found"),
    "/few-words": lost("Page not found - The Courier", "The Courier", "<p>Try the search."),
    "/no-index": lost("404 | The Courier", "The Courier", more="<meta name=robots content='noindex, follow'>"),
    "/status-for-robots": lost("404 | The Courier", "The Courier", more="<meta name=prerender-status-code content=404>"),
    "/sent": redirect("/404"),
    "/sent-by-heading": redirect("/errors/not-found.html"),
    "/sent-by-refresh": head("<meta http-equiv=refresh content='0;url=/404'>"),
    "/german": lost("Seite nicht gefunden – Der Kurier", "Seite nicht gefunden"),
    "/japanese": lost("ページが見つかりません | 新聞", "お探しのページは見つかりませんでした。"),
    "/russian": page("<title>Страница не найдена</title><h1>Ошибка 404</h1>".encode("windows-1251"), kind="text/html; charset=windows-1251"),
    "/large-template": lost("Page not found | The Courier", "Page not found", more="<style>" + "x" * 9000 + "</style></head><body>"
                            + f"<nav>{'<a href=/>News</a> ' * 1000}</nav>"),
    "/entities": lost("Page non trouv&eacute;e &#124; Le Courrier", "<span>404</span> Page <b>introuvable</b>"),
    # One, or none.
    "/title-alone": lost("Page not found | The Courier", "What we found instead"),
    "/heading-alone": lost("The Courier", "Page not found"),
    "/end-unread": lost("Page not found | The Courier", "The Courier", "", "<style>" + "x" * 140_000 + "</style>"),
    "/few-words-alone": lost("The Courier", "The Courier", ""),
    "/about-pages": lost("Page not found: what museums lose", "Page not found: what museums lose"),
    "/about-errors": lost("404 Not Found: a history", "404 Not Found: a history", "Short."),
    "/an-article": lost("Not found", "Not found", more="<meta property=og:type content=article>"),
    "/Web/HTTP/Status/404": lost("404 Not Found | Docs", "404 Not Found"),
    "/in-template": page(f"<title>Page not found | The Courier</title><template><h1>Page not found</h1></template><h1>News</h1>{LONG}"),
    "/": lost("Page not found", "Page not found", ""),
    "/old-story": redirect("/"),
    "/404": lost("404 | The Courier", "The Courier"),
    "/gone-home": head("<script>setTimeout(function () { location = '/' }, 1000)</script>", "Not found", status=404),
    "/down-home": head("<meta http-equiv=refresh content='0;url=/'>", "Down", status=500),
    "/no-location": head("", LONG, status=302),
    "/errors/not-found.html": lost("The Courier", "Page not found"),
}

def slowly(answer):
    def wait(_):
        time.sleep(0.5)
        return answer
    return wait


def closed(_):
    """A site that sends all it had to another's front page."""
    return redirect("https://home.test/")


CROWD = {
    **{f"/{n}/late": redirect("/sorry") for n in range(6)},
    **{f"/{n}/part": redirect("/whole") for n in range(6)},
    **{f"/{n}/slow": slowly(redirect("/sorry")) for n in range(2)},
    "/few/late": redirect("/pity"),
    "/fewer/late": redirect("/pity"),
    "/sorry": lost("Page not found | The Courier", "What we found instead"),
    "/pity": lost("Page not found | The Courier", "What we found instead"),
    "/whole": lost("All of it", "All of it"),
}

PARKED = "<script src='//img.sedoparking.com/park.js'></script>"

PARKED_SITES = {
    "parked.test": {"/": head(f"<title>parked.test - this domain is for sale</title>{PARKED}"),
                    "/2019/story": head(f"<title>parked.test</title>{PARKED}")},
    "for-sale.test": lambda _: redirect("https://www.hugedomains.com/domain_profile.cfm?d=for-sale.test", status=302),
    "sold.test": lambda _: redirect("https://www.hugedomains.com/", status=302),
    "lander.test": {"/": head("<script>window.onload=function(){window.location.href='/lander'}</script>"),
                    "/lander": head("<script>window.LANDER_SYSTEM='PW'</script>"
                                    "<script src='https://img1.wsimg.com/parking-lander/static/js/main.js'></script>")},
    "resources.test": {"/": head(f"<title>News</title>{PARKED}", TEXT)},
    "own-name.test": {"/": head("<title>own-name.test: news</title>", TEXT)},
    "www.hugedomains.com": lambda _: page("Are you a robot?", status=403),
}

def open_to_all(request):
    """Sends everybody to a login, which sends them back with a cookie."""
    if "guest=1" in request.headers.get("cookie", ""):
        return article("For all")
    return redirect("/authorize?back=https%3A%2F%2Fmembers.test%2Fopen", status=302)


MEMBERS = {
    "/open": open_to_all,
    "/authorize?back=https%3A%2F%2Fmembers.test%2Fopen": redirect("/open", status=302, Set_Cookie="guest=1; Path=/"),
    "/open-marked": redirect("/login?next=/open-marked", status=302),
    "/login?next=/open-marked": redirect("/open-marked?guest=1", status=302),
    "/open-marked?guest=1": article("For all"),
    "/story": redirect("/login?next=%2Fstory", status=302),
    "/paper": redirect("https://id.members.test/session/new?return_to=https%3A%2F%2Fmembers.test%2Fpaper", status=302),
    "/by-script": head("<script>location = '/login?to=' + encodeURIComponent(location.href)</script>"),
    "/wrapped": redirect("https://l.facebook.com/l.php?u=" + urllib.parse.quote("https://members.test/login?to=/wrapped", safe=""), status=302),
    "/broken": redirect("https://expired.tls.test/login?to=https%3A%2F%2Fmembers.test%2Fbroken", status=302),
    "/gate": redirect("/consent?back=/gate", status=302),
    "/help": redirect("/login-help?next=/help", status=302),
    "/elsewhere": redirect("/login?lang=en", status=302),
    "/login-help?next=/help": article("Help"),
    "/login?lang=en": article("Log in"),
}


def consent(target):
    return redirect("https://consent.youtube.com/m?continue=" + urllib.parse.quote(target, safe=""), status=302)


CONSENT = {
    "/other": consent("https://consent.test/end"),
    "/same": consent("https://consent.test/same"),
    "/end": article("Behind consent"),
}

SHORTENERS = {
    "lnkd.in": {
        "/dSt0ry": page("<h1>This link will take you to a page that\u2019s not on LinkedIn</h1><a data-tracking-control-name="
                        "'external_url_click' href='https://moves.test/end'>https://moves.test/end</a>"),
        "/dN0thing": article("Nothing to go to"),
    },
    "preview.tinyurl.com": {"/2ferry": page("<h1>Preview of TinyURL</h1><a id='redirecturl' href='https://moves.test/end'>Proceed</a>")},
    "is.gd": {"/pr3view": page(f"<p>{TEXT}<a href='https://moves.test/end' class='small biglink'>https://moves.test/end</a>")},
    "v.gd": {"/pr3view": page(f"<p>{TEXT}<a class=biglink href='https://moves.test/end?a=1&amp;b=2'>https://moves.test/end</a>")},
}

SITES = {
    "moves.test": MOVES,
    "forms.test": FORMS,
    "base.test": BASES,
    "charset.test": CHARSETS,
    "lost.test": LOST,
    "crowd.test": CROWD,
    "closed.test": closed,
    "slug.test": closed,
    "members.test": MEMBERS,
    "consent.test": CONSENT,
    "id.members.test": lambda _: article("Log in"),
    **PARKED_SITES,
    **SHORTENERS,
}
