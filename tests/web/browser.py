"""Answers that a browser reads in a way of its own: each row says, in words of pages_test.py, how one goes on
from there ("" where it stays), as Chromium does."""

from answers import Answer, article, head, page, raw

TEXT = "With words of its own, which somebody may want to read. " * 3
REFRESH = '<meta http-equiv="refresh" content="0;url=/end">'
GOES = "refresh /end"
XHTML = f'<html xmlns="http://www.w3.org/1999/xhtml"><head>{REFRESH[:-1]}/></head><body><p>Text</p></body></html>'


def encoded(charset, path):
    body = f"<html><meta http-equiv=refresh content='0;url={path}'><title>{TEXT}</title>".encode(charset, "xmlcharrefreplace")
    return page(body, kind="text/html; charset=" + charset)


def typed(*types):
    return Answer(200, tuple(("Content-Type", kind) for kind in types), f"<html>{REFRESH}".encode())


def wired(*fields, status="302 Found"):
    return raw("\r\n".join([f"HTTP/1.1 {status}", *fields, "Content-Length: 0", "", ""]).encode("latin-1"))


HEADERS = {
    "/folded": (wired("Location: /e", "\tnd"), "redirect /e%20nd"),
    "/folded-first": (wired("Location:", " /end"), "redirect /end"),
    "/folded-other": (wired("X: a", " Location: /other", "Location: /end"), "redirect /end"),
    "/space-before-colon": (wired("Location : /end"), "redirect /end"),
    "/attached": (page(REFRESH, Content_Disposition="attachment; filename=a.html"), ""),
    "/attached-header": (page("", Content_Disposition="attachment", Refresh="0;url=/end"), ""),
    "/inline": (page(REFRESH, Content_Disposition="INLINE"), GOES),
    "/named": (page(REFRESH, Content_Disposition="filename=a.html"), GOES),
    "/quoted": (page(REFRESH, Content_Disposition='"attachment"'), GOES),
    "/two-words": (page(REFRESH, Content_Disposition="in line"), GOES),
    "/sandbox": (page(REFRESH, Content_Security_Policy="sandbox"), ""),
    "/sandbox-header": (page(TEXT, Content_Security_Policy="sandbox", Refresh="0;url=/end"), GOES),
    "/sandbox-scripts": (page(REFRESH, Content_Security_Policy="sandbox allow-scripts"), GOES),
    "/no-scripts": (page(f"<script>location = '/other'</script>{TEXT}", Content_Security_Policy="default-src 'self'"), ""),
    "/no-scripts-refresh": (page(REFRESH, Content_Security_Policy="default-src 'none'"), GOES),
    "/own-scripts": (page(f"<script>location = '/end'</script>{TEXT}", Content_Security_Policy="script-src 'unsafe-inline'"), "script /end"),
    "/reports": (page(f"<script>location = '/end'</script>{TEXT}", Content_Security_Policy_Report_Only="script-src 'none'"), "script /end"),
    "/strict": (page(REFRESH, X_Content_Type_Options="nosniff"), GOES),
    "/strict-no-type": (Answer(200, (("X-Content-Type-Options", "nosniff"),), f"<html>{REFRESH}".encode()), ""),
    "/mark-no-type": (Answer(200, (), f"\ufeff<html>{REFRESH}".encode()), ""),
    "/longer-name-no-type": (Answer(200, (), f"<html5>{REFRESH}".encode()), GOES),
    "/cut-short": (page(f"<html>{REFRESH}{TEXT}")._replace(length=5000), ""),
    "/cut-short-header": (page(f"<html>{TEXT}", Refresh="0;url=/end")._replace(length=5000), ""),
    "/cut-short-script": (page(f"<html><script>location = '/end'</script>{TEXT}")._replace(length=5000), "script /end"),
    "/cut-chunks": (raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n30\r\n" + REFRESH.encode() + b"\r\n"), ""),
    "/two-types": (typed("text/html, text/html"), GOES),
    "/last-type": (typed("text/plain", "text/html"), GOES),
    "/last-type-plain": (typed("text/html", "text/plain"), ""),
    "/no-type-last": (typed("text/html", "x"), GOES),
    "/no-type": (Answer(200, (), f"<html>{REFRESH}".encode()), GOES),
    "/no-type-no-page": (Answer(200, (), REFRESH.encode()), ""),
    "/any-type": (typed("*/*"), GOES),
    "/xml": (page(XHTML, kind="application/xml"), GOES),
    "/text-xml": (page('<?xml version="1.0"?>' + XHTML, kind="text/xml; charset=utf-8"), GOES),
    "/xml-feed": (page(f"<rss><title>{REFRESH[:-1]}/></title></rss>", kind="application/xml"), ""),
    "/xml-no-page": (page(XHTML.replace("xhtml", "other"), kind="text/xml"), ""),
    "/unknown-type": (typed("application/unknown"), GOES),
    "/as-soon-as-header": (page(f"<html>{REFRESH}", Refresh="0;url=/other"), GOES),
    "/no-coding": (page(REFRESH, Content_Encoding="UTF-8"), GOES),
    "/refresh-bytes": (wired("Refresh: 0;url=/\xe9", status="200 OK"), "refresh /%C3%A9"),
    "/%C3%A9": (article("E"), ""),
}

MARKUP = {
    "/late": (head("", TEXT * 300 + REFRESH), GOES),
    "/late-script": (head("", TEXT * 300 + "<script>location = '/end'</script>"), "script /end"),
    "/escaped-semicolon": (head('<meta http-equiv=refresh content="0&#59;url=/end">'), GOES),
    "/escaped-digit": (head('<meta http-equiv=refresh content="&#48;;url=/end">'), GOES),
    "/sooner": (head('<meta http-equiv=refresh content="5;url=/other">' + REFRESH), GOES),
    "/header-reload": (page(f"<html>{REFRESH.replace('0;url', '5;url').replace('/end', '/other')}{TEXT}", Refresh="0"), ""),
    "/as-soon": (head('<meta http-equiv=refresh content="0;url=/other">' + REFRESH), GOES),
    "/reload-first": (head('<meta http-equiv=refresh content="60">' + REFRESH), GOES),
    "/sooner-than-header": (page(f"<html>{REFRESH}", Refresh="5;url=/other"), GOES),
    "/base-in-noscript": (head(f'<noscript><base href="/x/"></noscript>{REFRESH.replace("/end", "end")}'), GOES),
    "/base-and-nothing": (head('<base href="/x/"><meta http-equiv=refresh content="0;url=">', TEXT), ""),
    "/base-of-data": (head('<base href=" DATA:,x">' + REFRESH.replace("/end", "end")), GOES),
    "/base-of-mail": (head('<base href="mailto:a@b.test">' + REFRESH.replace("/end", "other"), TEXT), ""),
    "/base-of-mail-and-path": (head('<base href="mailto:a@b.test">' + REFRESH.replace("/end", "https://browser.test/end")), GOES),
    "/base-of-mail-first": (head('<base href="about:blank"><base href="/x/">' + REFRESH.replace("/end", "end"), TEXT), ""),
    "/escaped-name": (head('<meta http-equiv="r&#101;fresh" content="0;url=/end">'), GOES),
}

# What a query has beyond ASCII is encoded as the page is, and a path as UTF-8.
CHARSETS = {
    "/cyrillic": (encoded("windows-1251", "/я?я#я"), "refresh /%D1%8F?%FF#%D1%8F"),
    "/japanese": (encoded("shift_jis", "/end?港"), "refresh /end?%8D`"),
    "/said-late": (page(f"<html><head><!--{TEXT * 30}--><meta charset=windows-1251>{REFRESH.replace('/end', '/end?я')}</head>".encode("windows-1251"),
                        kind="text/html"), "refresh /end?%FF"),
    "/not-in-it": (encoded("windows-1252", "/end?港"), "refresh /end?%26%2328207%3B"),
    "/utf-16": (page(b"\xff\xfe" + f"<html><title>{TEXT}</title>{REFRESH.replace('/end', '/end?я')}".encode("utf-16-le")),
                "refresh /end?%D1%8F"),
    "/script-cyrillic": (page("<script>location = '/end?я'</script>".encode("windows-1251"), kind="text/html; charset=windows-1251"),
                         "script /end?%FF"),
    "/%D1%8F?%FF": (article("Ya"), ""),
    **{f"/end?{query}": (article("The end, asked"), "") for query in ("%FF", "%8D`", "%26%2328207%3B", "%D1%8F")},
}

ERRORS = {
    "/gone-page": (head(REFRESH, TEXT, status=404), GOES),
    "/gone-header": (page(TEXT, status=410, Refresh="0;url=/end"), GOES),
    "/gone-script": (head("<script>location.replace('/end')</script>", TEXT, status=404), "script /end"),
    "/broken-page": (head(REFRESH, TEXT, status=500), GOES),
    "/choices": (head(REFRESH, TEXT, status=300), GOES),
    "/nowhere": (head(REFRESH, TEXT, status=302), GOES),
    "/empty-location": (Answer(301, (("Location", ""), ("Content-Type", "text/html")), REFRESH.encode()), GOES),
    "/refused-page": (head(REFRESH, TEXT, status=403), GOES),
    "/refused-header": (page(TEXT, status=401, Refresh="0;url=/end"), GOES),
    "/busy-page": (head(REFRESH, TEXT, status=429), GOES),
    "/reset": (Answer(205, (("Refresh", "0;url=/other"),)), ""),
}


def moving(code, goes="script /end"):
    return head(f"<script>{code}</script>", TEXT), goes


SCRIPTS = {
    "/condition": moving("if (self == top && !location.hash) location = '/end'"),
    "/condition-false": moving("if (window.top != window.self) top.location = '/other'", ""),
    "/choice": moving("location = /Mobi|Android/i.test(navigator.userAgent) ? '/other' : '/end'"),
    "/handed": moving("(function (w, d) { w.location.href = '/end' })(window, document)"),
    "/alias": moving("var place = window.location; place.replace('/end')"),
    "/object": moving("var to = { url: '/end', 'other': '/other' }; location.href = to.url"),
    "/list": moving("location = ['/other', '/end'][1]"),
    "/backwards": moving("location = 'dne/'.split('').reverse().join('')"),
    "/replaced": moving("location.href = location.href.replace('/replaced', '/end')"),
    "/asked?to=%2Fend": moving("location = new URLSearchParams(location.search).get('to')"),
    "/in-url": moving("location = new URL('/end', location.href).href"),
    "/given": moving("function to() { return '/end' } location = to()"),
    "/countdown": moving("var n = 2, t = setInterval(function () { if (--n <= 0) { clearInterval(t); location = '/end' } }, 300)"),
    "/ticks": moving("var n = 2; function tick() { if (n < 1) { location = '/end' } else { n--; setTimeout(tick, 300) } } tick()"),
    "/long-countdown": moving("var n = 60; setInterval(function () { if (--n < 0) location = '/other' }, 1000)", ""),
    "/written": moving("var to = '/end'; document.write('<meta http-equiv=refresh content=\"0;url=' + to + '\">')", GOES),
    "/written-script": moving("document.write('<scr' + 'ipt>location = \"/end\"</scr' + 'ipt>')"),
    "/called-off": moving("var t = setTimeout(function () { location = '/other' }, 500); clearTimeout(t)", ""),
    "/timer-argument": moving("setTimeout(function (to) { location = to }, 100, '/end')"),
    "/method": moving("var page = { go: function (to) { location = to } }; page.go('/end')"),
    "/promise": moving("Promise.resolve().then(function () { location = '/end' })"),
    "/promised": moving("new Promise(function () { location = '/end' })"),
    "/caught": moving("try { throw 1 } catch (e) { location = '/end' }"),
    "/after-catch": moving("try { throw 1 } catch (e) {} location = '/end'"),
    "/handed-to-timer": moving("(function (w, d, to) { w.setTimeout(function () { d.location.href = to }, 100) })(window, document, '/end')"),
    "/and": moving("self == top && (location = '/end')"),
    "/while": moving("while (true) { location = '/end'; break }"),
    "/for": moving("for (var i = 0; i < 1; i++) location = '/end'"),
    "/never-for": moving("for (var i = 0; i < 0; i++) location = '/other'", ""),
    "/label": moving("go: { location = '/end' }"),
    "/with": moving("with (window) { location = '/end' }"),
    "/complete": moving("document.onreadystatechange = function () { if (document.readyState == 'complete') location = '/end' }"),
    "/pageshow": (page(f"<body onpageshow=\"location = '/end'\">{TEXT}"), "script /end"),
    "/promised-later": moving("new Promise(function (kept) { setTimeout(kept, 100) }).then(function () { location = '/end' })"),
    "/click": (page(f"<a id=go href=/end>Go</a>{TEXT}<script>document.getElementById('go').click()</script>"), "script /end"),
    "/click-name": (page(f"<a id=go href=/end>Go</a>{TEXT}<script>var a = document.querySelector('#go'); a.click()</script>"), "script /end"),
    "/click-first": (page(f"<a href=/end>Go</a><a href=/other>No</a>{TEXT}<script>document.links[0].click()</script>"), "script /end"),
    "/click-tag": (page(f"<a href=/end>Go</a>{TEXT}<script>document.getElementsByTagName('a')[0].click()</script>"), "script /end"),
    "/click-onload": (page(f"<body onload=\"document.getElementById('go').click()\">{TEXT}<a id=go href=/end>Go</a>"), "script /end"),
    "/click-window": (page(f"<a id=go href=/other target=new>Go</a>{TEXT}<script>document.getElementById('go').click()</script>"), ""),
    "/click-early": (page(f"<script>document.getElementById('go').click()</script><a id=go href=/other>Go</a>{TEXT}"), ""),
    "/click-by-reader": (page(f"<a id=go href=/other>Go</a>{TEXT}<script>function f() {{ document.getElementById('go').click() }}</script>"), ""),
    "/octal": moving(r"location = '\57\145nd'"),
    "/for-click": (page(f"<script for=document event=onclick>location = '/other'</script>{TEXT}"), ""),
}

ROWS = {**HEADERS, **MARKUP, **CHARSETS, **ERRORS, **SCRIPTS}
SITE = {path: answer for path, (answer, _) in ROWS.items()}
SITE.update({"/end": article("The end"), "/e%20nd": article("The end, in two lines"), "/other": article("Not this one")})
WANTED = {path: want for path, (_, want) in ROWS.items()}
