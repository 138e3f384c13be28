#!/usr/bin/python3
"""What is said of posts whose platforms are asked, over the test web: a row is a document, and what its embed is to be."""

import collections
import concurrent.futures
import itertools
import pathlib
import re
import sys
import tempfile
import typing
import unittest

from landfall import ROOT, OverWeb, differences, expect

sys.path.insert(0, str(ROOT / "tests/web"))
sys.dont_write_bytecode = True

import archives  # pylint: disable=wrong-import-position
import bluesky  # pylint: disable=wrong-import-position
import mastodon  # pylint: disable=wrong-import-position
import oembeds  # pylint: disable=wrong-import-position
import posts  # pylint: disable=wrong-import-position
import twitter  # pylint: disable=wrong-import-position

ONCE = ("--retries", "0")


class Case(typing.NamedTuple):
    name: str
    document: str  # a URL alone on its line, or more
    want: dict  # of its first embed; None wants a field absent
    options: tuple = ONCE
    markup: bool = False


def is_state(words):
    """What "dead deleted" wants; a reason may be left out."""
    state, _, reason = words.partition(" ")
    return {"state": state, "reason": reason} if reason else {"state": state}


def speaks(field, value, source, endpoint=None):
    """An entry of evidence."""
    entry = {"field": field, "value": value, "source": source}
    return {**entry, "endpoint": endpoint} if endpoint else entry


# --- X ---

def x_author(post, handle=None):
    handle = handle or post.handle
    return {"name": post.name, "handle": handle, "url": f"https://twitter.com/{handle}"}


def x_date(post):
    return {"value": posts.iso(post.at), "precision": "ms", "source": "id"}


def x_lives(name, **more):
    post = twitter.POSTS[name]
    want = {**is_state("alive ok"), "platform": "twitter", "kind": "post", "post_id": post.id, "url": twitter.url(name),
            "author": x_author(post), "date": x_date(post), "text": post.text, "lang": "en", "conflicts": None}
    return {**want, **more}


def x_of_id(name, words):
    """What is known of a post of which nothing is said but this."""
    post = twitter.POSTS[name]
    return {**is_state(words), "post_id": post.id, "url": twitter.url(name), "author": {"handle": post.handle}, "date": x_date(post),
            "text": None, "conflicts": None}


DOUBT = [{"field": "state", "values": [{"value": "alive", "source": "api"}, {"value": "dead", "source": "api"}]}]
X_LIVE = twitter.POSTS["live"]
X = {
    "live": x_lives("live", evidence=[
        speaks("author.name", "Harbour Desk", "api", "twitter.syndication"), speaks("text", X_LIVE.text, "api", "twitter.syndication"),
        speaks("author.handle", "HarbourDeskX", "api", "twitter.syndication"), speaks("author.handle", "HarbourDeskX", "permalink"),
        speaks("date", posts.iso(X_LIVE.at), "id"), speaks("date", posts.iso(X_LIVE.at)[:19] + "Z", "api", "twitter.syndication"),
        speaks("state", "alive", "api", "twitter.syndication")]),
    "linked": x_lives("linked", text="The gates reopen at noon.", target=twitter.STORY),
    "link inside": x_lives("link inside", target=twitter.STORY),
    "unlinked": x_lives("unlinked", text="At noon.", target=twitter.STORY),
    "pictured": x_lives("pictured", text="At noon.", target=None),
    "quoting": x_lives("quoting", text="Told you so.", target=f"https://twitter.com/{twitter.QUOTED.handle}/status/{twitter.QUOTED.id}"),
    "entities": x_lives("entities", text="Tea & rope <3 at noon"),
    "lines": x_lives("lines"),
    "without name": x_lives("without name", author={"name": None, "handle": "HarbourDeskX"}),
    "extra fields": x_lives("extra fields"),
    "deleted": x_of_id("deleted", "dead deleted"),
    "deleted by author": x_of_id("deleted by author", "dead deleted"),
    "deleted by author, old": x_of_id("deleted by author, old", "dead deleted"),
    "suspended": x_of_id("suspended", "dead suspended"),
    "suspended, old": x_of_id("suspended, old", "dead suspended"),
    "account gone": x_of_id("account gone", "dead deleted"),
    "account gone, old": x_of_id("account gone, old", "dead deleted"),
    "against the rules": x_of_id("against the rules", "dead deleted"),
    "against the rules, old": x_of_id("against the rules, old", "dead deleted"),
    "protected": x_of_id("protected", "unsure protected"),
    "protected, gone": x_of_id("protected, gone", "unsure protected"),
    "age, lives": x_lives("age, lives"),
    "protected, old": x_of_id("protected, old", "unsure protected"),
    "age": x_of_id("age", "unsure login_wall"),
    "age, empty": x_of_id("age, empty", "unsure login_wall"),
    "unavailable": x_of_id("unavailable", "dead deleted"),
    "unavailable, lives": x_lives("unavailable, lives", conflicts=DOUBT),
    "no word": x_lives("no word"),
    "no word, linked": x_lives("no word, linked", target=twitter.STORY),
    "no word, pictured": x_lives("no word, pictured", target=None),
    "no word, gone": x_of_id("no word, gone", "dead deleted"),
    "no word, hidden": x_of_id("no word, hidden", "unsure"),
    "no word at all": x_of_id("no word at all", "unsure"),
    "gone, lives": x_lives("gone, lives", conflicts=DOUBT),
    "lives, gone": x_lives("lives, gone", conflicts=DOUBT),
    "suspended, lives": x_lives("suspended, lives", conflicts=DOUBT),
    "gone 410": x_of_id("gone 410", "dead deleted"),
    "another's": x_of_id("another's", "unsure protocol"),
    "another's, lives": x_lives("another's, lives"),
    "ill-typed": x_of_id("ill-typed", "unsure protocol"),
    "oembed of x.com": x_lives("oembed of x.com"),
    "one refused": x_lives("one refused"),
    "one down": x_of_id("one down", "dead deleted"),
    "one broken": x_lives("one broken"),
    "other refused": x_lives("other refused"),
    "of 2006": x_lives("of 2006", date={"value": "2006-03-21T20:50:14Z", "precision": "s", "source": "api"}),
}
X_CASES = [Case(f"x: {name}", twitter.url(name), want) for name, want in X.items()]
X_CASES += [Case(f"x: {fault}", twitter.url(fault), x_of_id(fault, words)) for fault, (_, words) in posts.FAULTS.items()]
X_CASES += [Case(f"x: {fault}, lives", twitter.url(f"{fault}, lives"), x_lives(f"{fault}, lives")) for fault in posts.FAULTS]

# The same posts under other addresses, and with words of the document beside them.
X_PRINTED = '<blockquote class="twitter-tweet"><p lang="en">{text}</p>&mdash; {name} (@{handle}) <a href="{url}">{day}</a></blockquote>'


def printed(which, **other):
    post = twitter.POSTS[which]
    words = {"text": post.text, "name": post.name, "handle": post.handle, "day": posts.day_in_words(post.at),
             "url": twitter.url(which, other.get("handle")), **other}
    return X_PRINTED.format(**words)


def disagree(field, *values):
    """A conflict; a source may be left open."""
    return [{"field": field, "values": [{"value": value, "source": source} if source else {"value": value} for value, source in values]}]


X_EDITED, X_RENAMED = twitter.POSTS["edited"], twitter.POSTS["renamed"]
X_CASES += [
    Case("x: by its number", f"https://x.com/i/web/status/{X_LIVE.id}", x_lives("live")),
    Case("x: by another's name", twitter.url("live", "OldHarbour_X"), x_lives("live", conflicts=disagree(
        "author.handle", ("HarbourDeskX", "api"), ("OldHarbour_X", "permalink")))),
    Case("x: in any case", twitter.url("live", "harbourdeskx"), x_lives("live")),
    Case("x: printed", printed("live"), x_lives("live"), markup=True),
    Case("x: another name printed", printed("live", name="Harbor Desk 2019"), x_lives("live"), markup=True),
    Case("x: another handle printed", printed("renamed", handle="HarbourDeskX"), x_lives("renamed", conflicts=disagree(
        "author.handle", ("NewHarbour_X", "api"), ("HarbourDeskX", None))), markup=True),
    Case("x: other words printed", printed("edited", text="The gates open at noon."), x_lives("edited", conflicts=disagree(
        "text", (X_EDITED.text, "api"), ("The gates open at noon.", None))), markup=True),
    Case("x: another day printed", printed("live", day="May 5, 2023"), x_lives("live", conflicts=disagree(
        "date", (posts.iso(X_LIVE.at), "id"), ("2023-05-05", None))), markup=True),
    Case("x: entities and spaces printed", printed("entities", text="Tea  &amp;\nrope &lt;3 at&nbsp;noon"), x_lives(
        "entities", text="Tea & rope <3 at noon"), markup=True),
    Case("x: a trailing link printed", printed("live", text="The gates reopen at noon. <a href='https://t.co/Wd5Photo01'>"
                                               "pic.twitter.com/Wd5Photo01</a>"), x_lives("live"), markup=True),
    Case("x: nothing printed", f'<blockquote class="twitter-tweet"><a href="{twitter.url("live")}"></a></blockquote>',
         x_lives("live"), markup=True),
    Case("x: dead, printed", printed("deleted"), {**x_of_id("deleted", "dead deleted"), "author": x_author(twitter.POSTS["deleted"]),
                                                  "text": "The gates reopen at noon."}, markup=True),
    Case("x: nobody asked", twitter.url("live"), x_of_id("live", "unsure unverified"), ONCE + ("--no-api",)),
    Case("x: offline", twitter.url("live"), x_of_id("live", "skipped offline"), ONCE + ("--offline",)),
    Case("x: an id without a row", "https://twitter.com/HarbourDeskX/status/1654063315669749999", is_state("dead deleted")),
]

# --- Bluesky ---


def b_lives(name, did=bluesky.DID, **more):
    post = bluesky.POSTS[name]
    want = {**is_state("alive ok"), "platform": "bluesky", "kind": "post", "post_id": post.id, "url": bluesky.url(name),
            "author": {"name": post.name, "handle": post.handle, "url": f"https://bsky.app/profile/{post.handle}"},
            "date": {"value": posts.iso(post.at), "precision": "ms", "source": "id"}, "text": post.text, "lang": "en", "conflicts": None}
    return {**want, **more}


def b_of_id(name, words):
    post = bluesky.POSTS[name]
    return {**is_state(words), "post_id": post.id, "author": {"handle": post.handle}, "text": None, "conflicts": None,
            "date": {"value": posts.iso(post.at), "precision": "ms", "source": "id"}}


B = {
    "live": b_lives("live"),
    "linked": b_lives("linked", target=bluesky.STORY),
    "facets": b_lives("facets", target=bluesky.STORY),
    "quoting": b_lives("quoting", target=f"https://bsky.app/profile/{bluesky.QUOTED.handle}/post/{bluesky.QUOTED.id}"),
    "deleted": b_of_id("deleted", "dead deleted"),
    "taken down": b_of_id("taken down", "dead suspended"),
    "deactivated": b_of_id("deactivated", "dead deleted"),
    "no profile": b_of_id("no profile", "dead deleted"),
    "nobody": b_of_id("nobody", "dead deleted"),
    "a stranger's": b_of_id("a stranger's", "unsure unverified"),
    "an elder's": b_of_id("an elder's", "dead deleted"),
    "hidden": b_lives("hidden"),
    "no handle": {**is_state("alive ok"), "text": "The gates reopen at noon."},
    "another's": b_of_id("another's", "unsure protocol"),
    "ill-typed": b_of_id("ill-typed", "unsure protocol"),
    "ill-typed posts": b_of_id("ill-typed posts", "unsure protocol"),
    "ill-typed record": b_of_id("ill-typed record", "unsure protocol"),
    "no displayed name": b_lives("no displayed name", author={"name": None, "handle": bluesky.HANDLE}),
    "api down": b_lives("api down"),
    "oembed down": b_lives("oembed down"),
    "gone, lives": b_lives("gone, lives", conflicts=DOUBT),
}
B_CASES = [Case(f"bluesky: {name}", bluesky.url(name), want) for name, want in B.items()]
B_CASES += [Case(f"bluesky: {fault}", bluesky.url(fault, bluesky.DID), is_state(words)) for fault, (_, words) in posts.FAULTS.items()]
B_CASES += [Case(f"bluesky: {fault}, lives", bluesky.url(f"{fault}, lives"), b_lives(f"{fault}, lives")) for fault in posts.FAULTS]
B_CASES += [Case(f"bluesky: handle {fault}", bluesky.url("deleted", f"resolve-{fault.replace(' ', '-')}.bsky.test"),
                 {"platform": "bluesky"}) for fault in posts.FAULTS]
B_CASES += [
    Case("bluesky: by DID", bluesky.url("live", bluesky.DID), b_lives("live")),
    Case("bluesky: renamed", bluesky.url("renamed", bluesky.RENAMED), b_lives("renamed", url=bluesky.url("renamed", "new-name.bsky.test"), author={
        "name": "Harbour Desk", "handle": "new-name.bsky.test", "url": "https://bsky.app/profile/new-name.bsky.test"})),
    Case("bluesky: deleted, by DID", bluesky.url("deleted", bluesky.DID), is_state("dead deleted")),
]

# --- Mastodon ---


def m_lives(name, **more):
    post = mastodon.POSTS[name]
    want = {**is_state("alive ok"), "platform": "mastodon", "kind": "post", "post_id": post.id, "url": mastodon.url(name),
            "author": {"name": post.name, "handle": f"{post.handle}@{mastodon.HOST}", "url": f"https://{mastodon.HOST}/@{post.handle}"},
            "date": {"value": posts.iso(post.at), "precision": "ms", "source": "id"}, "text": post.text, "lang": "en", "conflicts": None}
    return {**want, **more}


def m_of_id(name, words):
    post = mastodon.POSTS[name]
    return {**is_state(words), "post_id": post.id, "author": {"handle": f"{post.handle}@{mastodon.HOST}"}, "text": None, "conflicts": None,
            "date": {"value": posts.iso(post.at), "precision": "ms", "source": "id"}}


M = {
    "live": m_lives("live"),
    "linked": m_lives("linked", text="The gates reopen:", target=mastodon.STORY),
    "mentioning": m_lives("mentioning", text="@ferry_watch sees #harbour at", target=mastodon.STORY),
    "paragraphs": m_lives("paragraphs", text="One & two.\nThree.\n\nFour <3"),
    "boost": m_lives("boost", text=None, lang=None, reposted={
        "author": {"name": "Ferry Watch", "handle": f"ferry_watch@{mastodon.HOST}"},
        "url": f"https://{mastodon.HOST}/@ferry_watch/{mastodon.ORIGINAL.id}"}),
    "edited": m_lives("edited"),
    "deleted": m_of_id("deleted", "dead deleted"),
    "deleted 410": m_of_id("deleted 410", "dead deleted"),
    "needs user": {**is_state("alive ok"), "url": mastodon.url("needs user"),
                   "author": {"name": "Harbour Desk", "handle": f"harbour_desk@{mastodon.HOST}"}},
    **{name: m_of_id(name, "unsure blocked") for name in ("a router's", "a message", "a status in words", "a bare 404")},
    "another's": m_of_id("another's", "unsure protocol"),
    "api down": {**is_state("alive ok"), "author": {"name": "Harbour Desk", "handle": f"harbour_desk@{mastodon.HOST}"}},
    "gone, lives": is_state("alive ok"),
}
M_CASES = [Case(f"mastodon: {name}", mastodon.url(name), want) for name, want in M.items()]
M_CASES += [Case(f"mastodon: {fault}", mastodon.url(f"both {fault}"), {"state": "unsure"}) for fault in posts.FAULTS]

# --- oEmbed alone ---


def alive(**more):
    return {**is_state("alive ok"), "conflicts": None, **more}


def who(name, handle, url):
    return {"name": name, "handle": handle, "url": url}


TIKTOK_AUTHOR = who("Harbour Desk", "harbourdesk_x", "https://www.tiktok.com/@harbourdesk_x")
YOUTUBE_AUTHOR = {"name": "Harbour Desk", "url": "https://www.youtube.com/@harbourdesk_x"}
TIK = "https://www.tiktok.com/@harbourdesk_x/video/"
TUBE = "https://www.youtube.com/watch?v="
O_CASES = [Case(name, document, want) for name, document, want in (
    ("tiktok: live", TIK + oembeds.video(1), alive(
        author=TIKTOK_AUTHOR, text="Gates, at last #harbour", title=None,
        date={"value": posts.utc(posts.moment(1)) + "Z", "precision": "s", "source": "id"})),
    ("tiktok: gone", TIK + oembeds.video(2), is_state("dead deleted")),
    ("tiktok: something went wrong", TIK + oembeds.video(3), is_state("unsure client_error")),
    ("tiktok: another's", TIK + oembeds.video(4), is_state("unsure protocol")),
    ("tiktok: no caption", TIK + oembeds.video(5), alive(author=TIKTOK_AUTHOR, text=None)),
    ("tiktok: an error's body", TIK + oembeds.video(6), is_state("unsure protocol")),
    ("youtube: live", TUBE + "Lock0Live01", alive(author=YOUTUBE_AUTHOR, title="How a lock works", text=None)),
    ("youtube: relative", TUBE + "Lock0Relat2", alive(author=YOUTUBE_AUTHOR)),
    ("youtube: short", "https://youtu.be/Lock0Short3", alive(url=TUBE + "Lock0Short3", title="How a lock works")),
    ("youtube: not embeddable", TUBE + "Lock0NoEmb4", is_state("unsure blocked")),
    ("youtube: closed to others", TUBE + "Lock0Priva5", is_state("unsure")),
    ("youtube: forbidden in 200", TUBE + "Lock0Forbi6", is_state("unsure")),
    ("youtube: bad request", TUBE + "Lock0BadRe7", is_state("unsure client_error")),
    ("youtube: another's", TUBE + "Lock0Other8", is_state("unsure protocol")),
    ("youtube: gone", TUBE + "Lock0Gone09", is_state("dead deleted")),
    ("vimeo: live", "https://vimeo.com/510510501", alive(
        author={"name": "Harbour Desk", "url": "https://vimeo.com/harbourdeskx"}, title="Lock keeper")),
    ("vimeo: bare", "https://vimeo.com/510510502", alive(title=None, author=None)),
    ("vimeo: another domain's", "https://vimeo.com/510510503", {"state": "unsure", "reason": "blocked"}),
    ("vimeo: gone", "https://vimeo.com/510510504", is_state("dead deleted")),
    ("vimeo: not authorized", "https://vimeo.com/510510505", {"state": "unsure"}),
    ("vimeo: another's", "https://vimeo.com/510510506", is_state("unsure protocol")),
    ("reddit: live", "https://www.reddit.com/r/harbours/comments/13lock1/the_gates_reopen/", alive(
        author={"handle": "harbourdesk_x"}, title="The gates reopen", text=None)),
    ("reddit: gone", "https://www.reddit.com/r/harbours/comments/13lock2/x/", is_state("dead deleted")),
    ("reddit: private", "https://www.reddit.com/r/harbours/comments/13lock3/x/", is_state("unsure protected")),
    ("reddit: blocked", "https://www.reddit.com/r/harbours/comments/13lock4/x/", is_state("unsure blocked")),
    ("reddit: too many", "https://www.reddit.com/r/harbours/comments/13lock5/x/", is_state("unsure rate_limited")),
    ("spotify: live", "https://open.spotify.com/track/4LockSongLive000000001", alive(title="Song of the Lock", author=None)),
    ("spotify: gone", "https://open.spotify.com/track/4LockSongGone000000002", is_state("dead deleted")),
    ("spotify: episode", "https://open.spotify.com/episode/4LockShowLive000000004", alive(title="Episode: Gates")),
    ("soundcloud: live", "https://soundcloud.com/harbour-desk-x/foghorn", alive(
        author={"name": "Harbour Desk", "url": "https://soundcloud.com/harbour-desk-x"}, title="Foghorn by Harbour Desk")),
    ("soundcloud: gone", "https://soundcloud.com/harbour-desk-x/gone", is_state("dead deleted")),
    ("soundcloud: private", "https://soundcloud.com/harbour-desk-x/private", is_state("unsure blocked")),
    ("flickr: live", "https://www.flickr.com/photos/harbourdesk/52863900001/", alive(
        author={"name": "Harbour Desk", "url": "https://www.flickr.com/photos/harbourdesk/"}, title="Gates at dusk")),
    ("flickr: gone", "https://www.flickr.com/photos/harbourdesk/52863900002/", is_state("dead deleted")),
    ("tumblr: live", "https://harbourdesk.tumblr.com/post/716300000000000001/gates", alive(author={"name": "harbourdesk"})),
    ("tumblr: gone", "https://harbourdesk.tumblr.com/post/716300000000000002/gates", is_state("dead deleted")),
    ("dailymotion: live", "https://www.dailymotion.com/video/x8lock1", alive(
        author={"name": "Harbour Desk", "url": "https://www.dailymotion.com/harbourdesk"}, title="Barge, first through")),
    ("dailymotion: gone", "https://www.dailymotion.com/video/x8lock2", is_state("dead deleted")),
    ("dailymotion: blocked", "https://www.dailymotion.com/video/x8lock3", is_state("unsure blocked")),
    ("giphy: live", "https://giphy.com/gifs/gate-opening-LockGateLive01", alive(title="Gate Opening GIF")),
    ("giphy: gone", "https://giphy.com/gifs/LockGateGone02", is_state("dead deleted")),
    ("pinterest: live", "https://www.pinterest.com/pin/510510510510510501/", alive(title="Lock gates in oak")),
    ("pinterest: gone", "https://www.pinterest.com/pin/510510510510510502/", is_state("dead deleted")),
    ("pinterest: untitled", "https://www.pinterest.com/pin/510510510510510503/", alive(title=None)),
)]
O_CASES += [
    Case("reddit: shared", f'<!-- wp:embed {{"url":"{oembeds.SHARED}"}} --><div>\n{oembeds.SHARED}\n</div><!-- /wp:embed -->', alive(
        post_id="13lock1", url="https://www.reddit.com/comments/13lock1/", title="The gates reopen"), markup=True),
]
O_CASES += [
    Case(f"{platform}: a list", f'<iframe src="{frame}"></iframe>', {"platform": platform, "kind": "playlist", "url": url, **want}, markup=True)
    for platform, frame, url, want in (
        ("spotify", "https://open.spotify.com/embed/playlist/4LockListLive000000003", "https://open.spotify.com/playlist/4LockListLive000000003",
         alive(title="Songs of the Locks", post_id="4LockListLive000000003")),
        ("youtube", "https://www.youtube.com/embed/videoseries?list=PLLocksAndGates00000000000000001",
         "https://www.youtube.com/playlist?list=PLLocksAndGates00000000000000001", alive(title="Locks", author=YOUTUBE_AUTHOR)),
        ("soundcloud", "https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/harbour-desk-x/sets/horns",
         "https://soundcloud.com/harbour-desk-x/sets/horns", alive(title="Horns by Harbour Desk")),
    )]
O_CASES += [
    Case("vimeo: with its key", '<iframe src="https://player.vimeo.com/video/510510507?h=abcdef0123&amp;title=0"></iframe>',
         alive(post_id="510510507", url="https://vimeo.com/510510507", title="Lock keeper"), markup=True),
    Case("vimeo: with its key behind it", "https://vimeo.com/510510508/abcdef0123", alive(url="https://vimeo.com/510510508", title="Lock keeper")),
    Case("vimeo: gone, with a key", "https://vimeo.com/510510504/abcdef0123", is_state("dead deleted")),
    Case("soundcloud: with its key", "https://soundcloud.com/harbour-desk-x/unlisted/s-AbCdE", alive(title="Foghorn by Harbour Desk")),
    Case("tiktok: a list", '<iframe src="https://www.tiktok.com/@harbourdesk_x/playlist/Gates-6718335390845095173"></iframe>',
         is_state("unsure unverified"), markup=True),
    Case("youtube: a post of its community", "https://www.youtube.com/post/UgkxLocks0Gates1", is_state("unsure unverified")),
    Case("x: a list", '<a class="twitter-timeline" href="https://twitter.com/i/lists/1654063315669745999">Desks</a>',
         is_state("unsure unverified"), markup=True),
]
FAULTY_URL = {"tiktok": TIK, "youtube": TUBE, "vimeo": "https://vimeo.com/"}
O_CASES += [Case(f"{platform}: {fault}", FAULTY_URL[platform] + thing, is_state(words))
            for platform, things in oembeds.FAULTY.items() for thing, (fault, (_, words)) in zip(things, posts.FAULTS.items(), strict=True)]

CASES = X_CASES + B_CASES + M_CASES + O_CASES


def wrong_with(case, embed):
    """In words, where an embed is not as wanted; of `evidence`, what is wanted has to be among what there is."""
    want = dict(case.want)
    for entry in want.pop("evidence", ()):
        if not any(not list(differences(entry, found)) for found in embed.get("evidence", ())):
            yield f"no evidence {entry}"
    yield from differences(want, embed, case.name)


def options_of(case):
    return case.options + (("--timeout", "2") if "hangs" in case.name else ())


def alone(case):
    """Of a case whose hosts are to be asked by no other, as they refuse or fall silent: its name. Cases of that name on other
    platforms are asked in the same run."""
    troubled = re.search("429|50[0-9]|refused|hang|closed|garbage|half|down", case.name)
    return case.name.partition(": ")[2] if troubled else ""


def run_of(case):
    """What the cases of one run share."""
    return options_of(case), alone(case)


class Described(OverWeb):
    def describe(self, cases):
        """What is wrong with some cases, asked in one run."""
        with tempfile.TemporaryDirectory(prefix="landfall-test-") as folder:
            files = [pathlib.Path(folder) / f"{number:03}.{'html' if case.markup else 'txt'}" for number, case in enumerate(cases)]
            for file, case in zip(files, cases):
                file.write_text(case.document + "\n")
            result = self.web.run("resolve", "--ordered", *options_of(cases[0]), *files)
        if result.code != 0:
            return [f"{cases[0].name} …: exit code {result.code}: {result.err}"]
        try:
            records = result.records[:-1]
        except AssertionError as wrong:
            return [f"{cases[0].name} …: {wrong}"]
        found = [f"{case.name}: {len(record['embeds'])} embeds" for case, record in zip(cases, records, strict=True) if len(record["embeds"]) != 1]
        return found or [line for case, record in zip(cases, records) for line in wrong_with(case, record["embeds"][0])]

    def test_every_case(self):
        self.assertGreater(len(CASES), 300)
        self.assertEqual([name for name, count in collections.Counter(case.name for case in CASES).items() if count > 1], [])
        runs = [list(cases) for _, cases in itertools.groupby(sorted(CASES, key=run_of), key=run_of)]
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            wrong = [line for found in pool.map(self.describe, runs) for line in found]
        if wrong:
            self.fail(f"{len({line.split('.')[0] for line in wrong})} of {len(CASES)} cases:\n" + "\n".join(wrong))


class Article(OverWeb):
    """A whole article of which an extractor left words: the post's id is behind its picture's link."""

    GIVEN = (ROOT / "fixtures/articles/harbour/input.txt").read_text()
    POST = twitter.POSTS["harbour"]
    WANT = {"platform": "twitter", "form": "flattened", "post_id": POST.id, "url": twitter.url("harbour"), "author": x_author(POST),
            "date": x_date(POST), "text": POST.text.partition(" https:")[0], "target": twitter.STORY}

    def embed(self, given, *options):
        result = self.web.run("resolve", *ONCE, *options, given=given.encode())
        self.assertEqual(result.code, 0, result.err)
        [embed] = result.records[0]["embeds"]
        return embed

    def test_all_is_known_and_nothing_disagrees(self):
        expect({**self.WANT, **is_state("alive ok"), "conflicts": None, "archive": None}, self.embed(self.GIVEN, "--archive"))

    def test_a_wrong_date_is_a_conflict(self):
        given = self.GIVEN.replace(") March 16, 2023", ") March 17, 2023")
        self.assertNotEqual(given, self.GIVEN)
        expect({**self.WANT, **is_state("alive ok"), "conflicts": [
            {"field": "date", "values": [{"value": posts.iso(self.POST.at), "source": "id"}, {"value": "2023-03-17", "source": "attribution"}]}]},
               self.embed(given))

    def test_of_a_deleted_post_there_is_the_reason_and_the_copy(self):
        gone = [f"--endpoint=twitter.{name}=https://gone.test/{name}" for name in ("syndication", "oembed")]
        stamp = archives.at(self.POST, 1)
        expect({**self.WANT, **is_state("dead deleted"), "conflicts": None,
                "archive": {"url": f"https://web.archive.org/web/{stamp}/{twitter.url('harbour')}", "source": "wayback"}},
               self.embed(self.GIVEN, "--archive", *gone))


class Manners(OverWeb):
    def asked(self, document, *options):
        self.web.clear()
        result = self.web.run("resolve", *ONCE, *options, given=document.encode())
        self.assertEqual(result.code, 0, result.err)
        hosts = collections.Counter(request["host"] for request in self.web.log()["requests"])
        return result.records, hosts

    def test_one_question_for_a_post_in_a_run(self):
        live = twitter.POSTS["live"]
        names = [twitter.url("live"), twitter.url("live", "Another_X"), f"https://x.com/i/web/status/{live.id}",
                 f"https://mobile.twitter.com/HarbourDeskX/status/{live.id}?s=20", twitter.url("live") + "/photo/1"]
        records, hosts = self.asked("\n\n".join(names))
        self.assertEqual([embed["state"] for embed in records[0]["embeds"]], ["alive"] * len(names))
        self.assertEqual((hosts["cdn.syndication.twimg.com"], hosts["publish.twitter.com"], hosts["publish.x.com"]), (1, 1, 1))

    def test_one_question_for_an_account_in_a_run(self):
        """Where its handle leads to, and why its posts are gone."""
        account = "taken-down.bsky.test"
        gone = [f"https://bsky.app/profile/{account}/post/{bluesky.tid(posts.moment(-50 - number))}" for number in range(5)]
        records, _ = self.asked("\n\n".join(gone))
        self.assertEqual([embed["reason"] for embed in records[0]["embeds"]], ["suspended"] * len(gone))
        methods = collections.Counter(url.partition("/xrpc/")[2].partition("?")[0] for url in self.web.requested() if "/xrpc/" in url)
        self.assertEqual(methods, {"com.atproto.identity.resolveHandle": 1, "app.bsky.feed.getPosts": len(gone), "app.bsky.actor.getProfile": 1})

    def test_nobody_is_asked_on_who_refused(self):
        """And said that he wants to be left alone for an hour: of those that come later nothing is asked there."""
        first, others = twitter.url("429"), [twitter.url(f"{fault}, lives") for fault in ("page", "cut", "list")]
        records, hosts = self.asked("\n\n".join([first, *others]), "--per-host", "1", "--rate", "cdn.syndication.twimg.com=2/s")
        self.assertEqual((hosts["cdn.syndication.twimg.com"], hosts["publish.x.com"]), (1, 1))
        self.assertEqual({embed["reason"] for embed in records[0]["embeds"]}, {"rate_limited"})

    def test_rates_hold_for_platforms(self):
        names = [name for name in ("live", "linked", "deleted", "suspended", "age", "lines")]
        self.web.clear()
        result = self.web.run("resolve", *ONCE, "--rate", "cdn.syndication.twimg.com=5/s", given="\n\n".join(map(twitter.url, names)).encode())
        self.assertEqual(result.code, 0, result.err)
        times = [request["at"] for request in self.web.log()["requests"] if request["host"] == "cdn.syndication.twimg.com"]
        self.assertEqual(len(times), len(names))
        self.assertGreater(times[-1] - times[0], 0.1 * (len(names) - 1))  # the first may have been late to be seen

    def test_no_page_of_a_post_is_asked_for(self):
        _, hosts = self.asked("\n\n".join([twitter.url("live"), bluesky.url("live"), TIK + oembeds.video(1), TUBE + "Lock0Live01"]))
        self.assertEqual([host for host in ("twitter.com", "x.com", "bsky.app") if hosts[host]], [])
        self.assertEqual((hosts["www.tiktok.com"], hosts["www.youtube.com"]), (1, 1))

    def test_nobody_is_asked_without_leave(self):
        urls = "\n\n".join(["https://www.instagram.com/p/Cr0LockGate1/", "https://www.facebook.com/harbour/posts/510510510"])
        _, hosts = self.asked(urls)
        self.assertEqual([host for host in hosts if "graph" in host], [])


if __name__ == "__main__":
    unittest.main()
