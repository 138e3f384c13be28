"""Cookies that are set on the way: each row says what is set, in words of RFC 6265, and whether Chromium sends it
along to the next page of the host, which leads to /yes or to /no."""

from answers import Answer, article, page, redirect

HERE = "https://cookies.test"

ROWS = {
    "/plain": ("c=1; Path=/", True),
    "/no-path": ("c=1", True),
    "/path": ("c=1; Path=/path/b", True),
    "/other-path": ("c=1; Path=/other", False),
    "/last-path": ("c=1; Path=/; Path=/other", False),
    "/path-part": ("c=1; Path=/path-p", False),
    "/no-root-path": ("c=1; Path=no-root-path", True),
    "/domain": ("c=1; Domain=.Cookies.test; Path=/", True),
    "/other-domain": ("c=1; Domain=other.test; Path=/", False),
    "/top-domain": ("c=1; Domain=test; Path=/", False),
    "/domain-below": ("c=1; Domain=sub.cookies.test; Path=/", False),
    "/secure": ("c=1; Path=/; Secure; HttpOnly", True),
    "/host": ("__Host-c=1; Path=/; Secure", True),
    "/host-unsafe": ("__Host-c=1; Path=/", False),
    "/secure-unsafe": ("__Secure-c=1; Path=/", False),
    "/strict": ("c=1; Path=/; SameSite=Strict", True),
    "/none-unsafe": ("c=1; Path=/; SameSite=None", False),
    "/none": ("c=1; Path=/; SameSite=None; Secure", True),
    "/past": ("c=1; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT", False),
    "/no-date": ("c=1; Path=/; Expires=soon", True),
    "/no-age": ("c=1; Path=/; Max-Age=0; Expires=Wed, 01 Jan 2031 00:00:00 GMT", False),
    "/age-first": ("c=1; Path=/; Max-Age=100; Expires=Thu, 01 Jan 1970 00:00:00 GMT", True),
    "/quoted": ('c="q v"; Path=/', True),
    "/empty": ("c=; Path=/", True),
    "/large": ("c=" + "x" * 6000 + "; Path=/", False),
    "/no-cookie": ("; Path=/", False),
}


def asked(request):
    """/NAME sets what its row says and leads to /NAME/b, which looks whether it came along."""
    if request.path in ROWS:
        return redirect(request.path + "/b", status=302, Set_Cookie=ROWS[request.path][0])
    return redirect("/yes" if "cookie" in request.headers else "/no", status=302)


def further(request):
    """Whether it goes to another host, over another scheme, along a refresh, and with others."""
    if request.path == "/to-sub":
        return redirect("https://sub.cookies.test/look", status=302, Set_Cookie="c=1; Domain=cookies.test; Path=/")
    if request.path == "/own":
        return redirect("https://sub.cookies.test/look", status=302, Set_Cookie="c=1; Path=/")
    if request.path in ("/to-other", "/to-own"):  # github.io is a public suffix: whoever likes has a host below it
        host = "two.github.io" if request.path == "/to-other" else "one.github.io"
        return redirect(f"https://{host}/look", status=302, Set_Cookie=f"c=1; Domain={host[-9:]}; Path=/")
    if request.path == "/to-plain":
        return redirect("http://cookies.test/look", status=302, Set_Cookie="c=1; Secure; Path=/")
    if request.path == "/refreshed":
        return page("<meta http-equiv=refresh content='0;url=/look'>", Set_Cookie="c=1; Path=/")
    if request.path == "/two":
        return Answer(302, (("Location", "/look"), ("Set-Cookie", "a=1; Path=/"), ("Set-Cookie", "a=; Path=/; Max-Age=0")))
    return redirect("/yes" if "cookie" in request.headers else "/no", status=302)


FURTHER = {"/to-sub": "https://sub.cookies.test/yes", "/own": "https://sub.cookies.test/no", "/to-plain": "http://cookies.test/no",
           "/refreshed": HERE + "/yes", "/two": HERE + "/no"}


def site(request):
    if request.path in ("/yes", "/no"):
        return article("Seen" if request.path == "/yes" else "Not seen")
    return asked(request) if "/" + request.path.split("/")[1] in ROWS else further(request)


SHARED = "https://one.github.io"

WANTED = {**{HERE + path: HERE + ("/yes" if sent else "/no") for path, (_, sent) in ROWS.items()},
          **{HERE + path: end for path, end in FURTHER.items()},
          SHARED + "/to-other": "https://two.github.io/no", SHARED + "/to-own": SHARED + "/no"}
SITES = {name: site for name in ("cookies.test", "sub.cookies.test", "one.github.io", "two.github.io")}
