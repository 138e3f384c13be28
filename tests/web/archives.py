"""The Wayback Machine and two TimeGates, with copies of posts and pages that are gone, in the shapes in which they
were kept. A row of KEPT is a URL, and its captures in the order in which they were made."""

import datetime
import email.utils
import json
import typing

import twitter
from answers import Answer, page, redirect
from posts import FAULTS, given, iso, path, query, said, utc


class Capture(typing.NamedTuple):
    stamp: str
    status: str = "200"
    media: str = "text/html"
    body: str = ""
    location: str = ""


def key(url):
    """What the archive knows a URL by, whatever its scheme."""
    rest = url.partition("://")[2].removeprefix("www.").replace(":80/", "/").replace(":443/", "/")
    return rest.lower().rstrip("/")


def seconds(stamp):
    parts = (stamp[:4], stamp[4:6], stamp[6:8], stamp[8:10], stamp[10:12], stamp[12:14])
    year, month, day, hour, minute, second = map(int, parts)
    days = (year * 12 + month) * 31 + day  # near enough to say which of two is closer
    return ((days * 24 + hour) * 60 + minute) * 60 + second


def http_date(stamp):
    year, month, day, hour, minute, second = (int(stamp[a:b]) for a, b in ((0, 4), (4, 6), (6, 8), (8, 10), (10, 12), (12, 14)))
    at = datetime.datetime(year, month, day, hour, minute, second, tzinfo=datetime.timezone.utc)
    return email.utils.format_datetime(at, usegmt=True)


# --- Posts in the shapes in which they were kept ---

STORY = twitter.STORY
LINK = (f'<a href="https://t.co/Hb7Gates01" rel="nofollow noopener" dir="ltr" data-expanded-url="{STORY}" class="twitter-timeline-link" '
        f'target="_blank" title="{STORY}"><span class="tco-ellipsis"></span><span class="invisible">https://www.</span>'
        '<span class="js-display-url">eastmoor-courier.test/2023/harb</span><span class="invisible">our-gates-reopen</span>'
        '<span class="tco-ellipsis"><span class="invisible">&nbsp;</span>…</span></a>')
PICTURE = ('<a href="https://t.co/Wd5Photo01" class="twitter-timeline-link u-hidden" data-pre-embedded="true" dir="ltr">'
           "pic.twitter.com/Wd5Photo01</a>")


def legacy_tweet(post, text, css="permalink-tweet", quoted=""):
    return (f'<div class="tweet {css} js-actionable-tweet" data-associated-tweet-id="{post.id}" data-tweet-id="{post.id}" '
            f'data-item-id="{post.id}" data-permalink-path="/{post.handle}/status/{post.id}" data-screen-name="{post.handle}" '
            f'data-name="{post.name}" data-user-id="70001"><div class="content clearfix"><div class="permalink-header">'
            f'<a class="account-group js-user-profile-link" href="/{post.handle}"><strong class="fullname show-popup-with-id">'
            f'{post.name}</strong><span class="username u-dir" dir="ltr">@<b>{post.handle}</b></span></a><small class="time">'
            f'<a href="/{post.handle}/status/{post.id}" class="tweet-timestamp js-permalink" title="2:59 AM - 4 May 2023">'
            f'<span class="_timestamp js-short-timestamp" data-time="{post.at // 1000}" data-time-ms="{post.at // 1000 * 1000}">4 May 2023'
            '</span></a></small></div></div><div class="js-tweet-text-container"><p class="TweetTextSize TweetTextSize--jumbo '
            f'js-tweet-text tweet-text" lang="en" data-aria-label-part="0">{text}</p></div>{quoted}<div class="stream-item-footer">'
            '<span class="ProfileTweet-actionCount" data-tweet-stat-count="3">3</span></div></div>')


def legacy_quote(post):
    return (f'<div class="QuoteTweet u-block js-tweet-details-fixer"><div class="QuoteTweet-container"><a class="QuoteTweet-link" '
            f'href="/{post.handle}/status/{post.id}"></a><div class="QuoteTweet-innerContainer u-cf" data-item-id="{post.id}" '
            f'data-item-type="tweet" data-screen-name="{post.handle}" data-user-id="70002"><b class="QuoteTweet-fullname">{post.name}</b>'
            f'<div class="QuoteTweet-text tweet-text u-dir" lang="de" dir="ltr">{post.text} <a href="/hashtag/x">#x</a></div>'
            "</div></div></div>")


def legacy(post, text=None, quoted=None):
    """A page with the post before it, the post, one that it quotes, and an answer."""
    before, after = twitter.OTHER, twitter.QUOTED
    body = legacy_tweet(post, text or post.text, quoted=legacy_quote(quoted) if quoted else "")
    return (f"<!DOCTYPE html><html lang='en'><head><title>{post.name} on Twitter</title></head><body><div id='doc'>"
            f"<div class='permalink-in-reply-tos'>{legacy_tweet(before, before.text, 'ancestor')}</div><div class='permalink-inner'>{body}"
            f"</div><ol class='stream-items'><li class='js-stream-item' data-item-id='{after.id}'>{legacy_tweet(after, after.text, 'descendant')}"
            "</li></ol></div></body></html>")


def v1(post, **more):
    return json.dumps({"created_at": utc(post.at, "%a %b %d %H:%M:%S +0000 %Y"), "id": int(post.id), "id_str": post.id, "text": post.text,
                       "truncated": False, "timestamp_ms": str(post.at), "lang": "en", "in_reply_to_status_id": None,
                       "entities": {"hashtags": [], "urls": [{"url": "https://t.co/Hb7Gates01", "expanded_url": STORY, "indices": [0, 23]}],
                                    "user_mentions": [], "symbols": []},
                       "user": {"id_str": "70001", "name": post.name, "screen_name": post.handle}, **more})


def v2(post, **more):
    return json.dumps({"data": {"id": post.id, "text": post.text, "author_id": "70001", "created_at": iso(post.at // 1000 * 1000), "lang": "en",
                                "entities": {"urls": [{"start": 0, "end": 23, "url": "https://t.co/Hb7Gates01", "expanded_url": STORY}]}, **more},
                       "includes": {"users": [{"id": "70002", "name": "Somebody Else", "username": "SomebodyElse_X"},
                                              {"id": "70001", "name": post.name, "username": post.handle}],
                                    "tweets": [{"id": twitter.QUOTED.id, "author_id": "70002", "text": twitter.QUOTED.text}]}})


def schema(post):
    def article(one):
        return (f'<article data-tweet-id="{one.id}" itemscope itemtype="https://schema.org/SocialMediaPosting">'
                f'<meta itemprop="identifier" content="{one.id}"><meta itemprop="datePublished" content="{iso(one.at // 1000 * 1000)}">'
                '<div itemprop="author" itemscope itemtype="https://schema.org/Person">'
                f'<meta itemprop="additionalName" content="{one.handle}"><span itemprop="name">{one.name}</span></div>'
                f'<div itemprop="articleBody" lang="en">{one.text}</div></article>')
    return f"<!doctype html><title>X</title><main>{article(twitter.OTHER)}{article(post)}</main>"


V2_ERROR = json.dumps({"errors": [{"title": "Not Found Error", "type": "https://api.twitter.com/2/problems/resource-not-found"}]})
POSTS = twitter.POSTS
NOW_GONE = "20230601120000"
NEWS = "https://www.eastmoor-courier.test/2019/closed-lock"


def at(post, days=0):
    """The stamp of a capture made so many days after a post."""
    return utc(post.at + days * 86_400_000, "%Y%m%d%H%M%S")


def kept(name, shape, *others, media="text/html", status="200"):
    post = POSTS[name]
    return twitter.url(name), [*others, Capture(at(post, 1), status, media, shape(post))]


KEPT = dict([
    kept("kept legacy", lambda post: legacy(post, f"{post.text} {LINK}{PICTURE}")),
    kept("kept quoting", lambda post: legacy(post, quoted=twitter.QUOTED)),
    kept("kept v1", v1, Capture("20230000000000"), Capture("99999999999999"), media="application/json", status="-"),
    kept("kept v2", v2, media="application/json", status="-"),
    kept("kept schema", schema),
    kept("harbour", lambda post: legacy(post, post.text.partition(" https:")[0] + f" {LINK}{PICTURE}")),
    kept("kept twice", legacy, Capture("20260101000000")),
    kept("kept other", lambda _: v2(twitter.OTHER), media="application/json", status="-"),
    kept("kept older other", lambda _: v1(twitter.OTHER), media="application/json", status="-"),
    kept("kept page of others", lambda _: legacy(twitter.OTHER)),
    kept("kept error", lambda _: V2_ERROR, media="application/json", status="-"),
    (NEWS, [Capture("20190301101010"), Capture("20190601000000", "301", location=NEWS + "/"), Capture("20200101000000", "404"),
            Capture("20210505050505", "-", "warc/revisit"), Capture("20220101000000"), Capture("20229999999999")]),
    ("https://t.co/Kept000001", [Capture("20200101000000", "404"), Capture("20210101000000", "301", location=NEWS),
                                 Capture("20230504120000", "301", location=STORY)]),
    ("https://t.co/Kept000002", [Capture("20230504120000", body=f'<head><noscript><META http-equiv="refresh" content="0;URL={STORY}">'
                                         f'</noscript><title>{STORY}</title></head><script>location.replace("{STORY}")</script>')]),
    ("https://bit.ly/0nothing", [Capture("20230504120000", "301", location=STORY)]),
    ("https://gone.test/page", [Capture("20230504120000", body="<p>So it was.</p>")]),
    ("https://gone.test/several", [Capture("20180101000000"), Capture("20200101000000"), Capture("20220101000000")]),
    ("https://gone.test/redirects", [Capture("20180101000000", "302", location="/elsewhere")]),
    ("https://gone.test/failed", [Capture("20180101000000", "404"), Capture("20190101000000", "500")]),
    ("https://gone.test/impossible", [Capture("20181301000000"), Capture("20180230000000"), Capture("2018")]),
    *((f"https://gone.test/many/{number}", [Capture("20200101000000")]) for number in range(40)),
])
BY_KEY = {key(url): captures for url, captures in KEPT.items()}
EXCLUDED = page("<h1>Blocked Site Error</h1>", status=403, X_Archive_Wayback_Runtime_Error=(
    "RobotAccessControlException: AdministrativeAccessControlException: Blocked Site Error"))
# What the CDX server answers for a URL of this host and path instead of rows.
INSTEAD = {"excluded.test/": EXCLUDED, **{f"gone.test/cdx-{fault.replace(' ', '-')}": answer for fault, (answer, _) in FAULTS.items()}}


def instead(url):
    return next((answer for begin, answer in INSTEAD.items() if (key(url) + "/").startswith(begin.rstrip("/") + "/")), None)


def closest(captures, stamp):
    return sorted(captures, key=lambda one: abs(seconds(one.stamp.ljust(14, "0")) - seconds(stamp))) if stamp else captures[::-1]


def available(request):
    asked = query(request)
    if path(request) != "/wayback/available" or "url" not in asked:
        return page("<title>Internet Archive</title>")
    good = [one for one in BY_KEY.get(key(asked["url"]), ()) if one.status == "200" and len(one.stamp) == 14]
    stamp = asked.get("timestamp", "").ljust(14, "0") if "timestamp" in asked else ""
    found = closest(good, stamp)
    snapshots = {"closest": {"status": "200", "available": True, "timestamp": found[0].stamp,
                             "url": f"http://web.archive.org/web/{found[0].stamp}/{asked['url']}"}} if found else {}
    return given({"url": asked["url"], "archived_snapshots": snapshots})


NAMES = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]


def cdx(request):
    asked = query(request)
    if asked.get("output") != "json" or "url" not in asked:
        return said("not so", 400)
    if (other := instead(asked["url"])):
        return other
    rows = closest(BY_KEY.get(key(asked["url"]), []), asked.get("closest", "").ljust(14, "0") if "closest" in asked else "")
    rows = [one for one in rows if asked.get("filter") != "statuscode:200" or one.status == "200"][:int(asked.get("limit", 1000))]
    return given([NAMES, *([key(asked["url"]), one.stamp, asked["url"], one.media, one.status, "A" * 32, "1234"] for one in rows)]
                 if rows else [])


def original(request, before):
    return request.path.partition(before)[2].partition("/")[2]


def play(request):
    """/web/STAMPid_/URL: a capture as it was; another's stamp leads to the closest."""
    stamp, _, url = request.path.removeprefix("/web/").partition("/")
    digits, raw_wanted = stamp.removesuffix("id_"), stamp.endswith("id_")
    if instead(url):
        return EXCLUDED
    captures = [one for one in BY_KEY.get(key(url), ()) if len(one.stamp) == 14]
    if not captures:
        return page("<h1>Not in the archive</h1>", status=404)
    found = next((one for one in captures if one.stamp == digits), None)
    if not found:
        return redirect(f"/web/{closest(captures, digits)[0].stamp}{'id_' if raw_wanted else ''}/{url}", status=302)
    memento = ("Memento-Datetime", http_date(found.stamp))
    if found.location:
        return Answer(int(found.status), (memento, ("Location", f"/web/{found.stamp}id_/{found.location}")))
    status = 200 if found.status == "-" else int(found.status)
    return Answer(status, (memento, ("Content-Type", found.media)), found.body.encode() or b"<title>As it was</title>")


def wayback(request):
    return cdx(request) if path(request) == "/cdx/search/cdx" else play(request)


# --- TimeGates (RFC 7089) ---

IN_GATES = {"https://gone.test/gate": "20191010101010", "https://gone.test/negotiated": "20191010101010",
            twitter.url("kept elsewhere"): at(POSTS["kept elsewhere"], 2)}
LINKS = ('<https://gate.test/timemap/{url}>; rel="timemap"; type="application/link-format", <{url}>; rel="original", '
         '<https://gate.test/memento/{stamp}/{url}>; rel="first memento"; datetime="{date}"')


def gate(request):
    kind, _, rest = request.path.removeprefix("/").partition("/")
    stamp, url = rest.split("/", 1) if kind == "memento" else ("", rest)
    found = IN_GATES.get(url)
    if kind == "down":
        return FAULTS["500"][0]
    if kind == "refusing":
        return FAULTS["429 mute"][0]
    if kind == "private":
        return redirect("http://10.0.0.1/memento", status=302)
    if kind == "careless" and found:
        return page("<title>No Memento-Datetime</title>")
    if not found:
        return page("<h1>None</h1>", status=404)
    link = LINKS.format(url=url, stamp=found, date=http_date(found))
    if kind == "gate" and "negotiated" not in url:
        return redirect(f"/memento/{found}/{url}", status=302, Vary="accept-datetime", Link=link)
    headers = {"Link": link, "Memento_Datetime": http_date(found), "Vary": "accept-datetime"}
    body = legacy(POSTS["kept elsewhere"]) if "/status/" in url else "<title>As it was</title>"
    return page(body, **headers)


SITES = {
    "archive.org": available,
    "web.archive.org": wayback,
    "gate.test": gate,
    "gone.test": lambda _: page("<title>Gone</title>", status=410),
    "excluded.test": lambda _: page("<title>Gone</title>", status=410),
}
