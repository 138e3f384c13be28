"""Mastodon: instances with the status API and oEmbed, in the shapes in which they answer, for invented posts."""

from posts import FAULTS, Post, about, given, iso, moment, path, query, said

HOST = "toots.test"
STORY = "https://www.eastmoor-courier.test/2023/harbour-gates-reopen"


def snowflake(ms, low=21):
    return str((ms << 16) + low)


def account(post, host=HOST, local=True):
    at = f"https://{host}/@{post.handle}"
    return {"id": "109", "username": post.handle, "acct": post.handle if local else f"{post.handle}@{host}", "display_name": post.name,
            "locked": False, "bot": False, "created_at": "2022-11-01T00:00:00.000Z", "note": "<p>Desk</p>", "url": at,
            "uri": f"https://{host}/users/{post.handle}", "avatar": f"https://{host}/a.png", "emojis": [], "fields": []}


def link(url):
    """A link as Mastodon writes one: its parts in spans of which some are not shown."""
    scheme, _, rest = url.partition("://")
    return (f'<a href="{url}" target="_blank" rel="nofollow noopener" translate="no"><span class="invisible">{scheme}://</span>'
            f'<span class="ellipsis">{rest[:30]}</span><span class="invisible">{rest[30:]}</span></a>')


MENTION = ('<span class="h-card" translate="no"><a href="https://toots.test/@ferry_watch" class="u-url mention">@<span>ferry_watch'
           '</span></a></span>')
TAG = '<a href="https://toots.test/tags/harbour" class="mention hashtag" rel="tag">#<span>harbour</span></a>'


def status(content=None, boosted=None, host=HOST, local=True, **more):
    def answer(post):
        value = {"id": post.id, "created_at": iso(post.at), "in_reply_to_id": None, "sensitive": False, "spoiler_text": "",
                 "visibility": "public", "language": "en", "uri": f"https://{host}/users/{post.handle}/statuses/{post.id}",
                 "url": f"https://{host}/@{post.handle}/{post.id}", "replies_count": 0, "reblogs_count": 2, "favourites_count": 5,
                 "edited_at": None, "content": content if content is not None else f"<p>{post.text}</p>", "reblog": None,
                 "account": account(post, host, local), "media_attachments": [], "mentions": [], "tags": [], "emojis": [],
                 "card": None, "poll": None}
        if boosted:
            value.update(content="", uri=value["uri"] + "/activity", url=value["uri"] + "/activity", reblog=plain(boosted))
        value.update(more)
        return given(value)
    return answer


def plain(post):
    return {"id": post.id, "created_at": iso(post.at), "uri": f"https://{HOST}/users/{post.handle}/statuses/{post.id}",
            "url": f"https://{HOST}/@{post.handle}/{post.id}", "content": f"<p>{post.text}</p>", "reblog": None,
            "account": account(post), "language": "en", "visibility": "public"}


def oembed(host=HOST):
    def answer(post):
        at = f"https://{host}/@{post.handle}"
        return given({"type": "rich", "version": "1.0", "author_name": post.name, "author_url": at, "provider_name": host,
                      "provider_url": f"https://{host}/", "cache_age": 86400, "width": 400, "height": None, "html":
                      f'<blockquote class="mastodon-embed" data-embed-url="{at}/{post.id}/embed" style="background: #FCF8FF;">'
                      f'<a href="{at}/{post.id}" target="_blank">Post by @{post.handle}@{host}<br>View on Mastodon</a></blockquote>'})
    return answer


NOT_FOUND = given({"error": "Record not found"}, 404)
NEEDS_USER = given({"error": "This method requires an authenticated user"}, 401)
ROUTER_404 = given({"message": "Route GET:/api/v1/statuses not found", "error": "Not Found", "statusCode": 404}, 404)
NO_PAGE = said("<!DOCTYPE html><html lang='en'><head><title>The page you are looking for isn't here.</title></head></html>", 404,
               kind="text/html; charset=utf-8")
ORIGINAL = Post(snowflake(moment(-600)), moment(-600), "ferry_watch", "Ferry Watch", "Ferries run late today.")
OTHER = Post(snowflake(moment(-700)), moment(-700), "somebody", "Somebody Else", "Quite another thing.")

# name: (the API's answer, oEmbed's, what the post has of its own)
ROWS = {
    "live": (status(), oembed(), {}),
    "linked": (status(f"<p>The gates reopen: {link(STORY)}</p>"), oembed(), {}),
    "mentioning": (status(f"<p>{MENTION} sees {TAG} at {link(STORY)}</p>"), oembed(), {}),
    "paragraphs": (status("<p>One &amp; two.<br>Three.</p><p>Four &lt;3</p>"), oembed(), {}),
    "boost": (status(boosted=ORIGINAL), NO_PAGE, {}),
    "remote": (status(host="far.test", local=False), NO_PAGE, {}),
    "edited": (status(edited_at="2023-05-05T00:00:00.000Z"), oembed(), {}),
    "deleted": (NOT_FOUND, NO_PAGE, {}),
    "deleted 410": (said("", 410), NO_PAGE, {}),
    "needs user": (NEEDS_USER, oembed(), {}),
    "needs user, both": (NEEDS_USER, NEEDS_USER, {}),
    "another's": (lambda _: status()(OTHER), lambda _: oembed()(OTHER), {}),
    "ill-typed": (status(account=[], content=5, created_at="yesterday"), NO_PAGE, {}),
    "error in 200": (given({"error": "Record not found"}), NO_PAGE, {}),
    "api down": (FAULTS["500"][0], oembed(), {}),
    # Whose hosts are no instances, though their paths look so.
    "a router's": (ROUTER_404, ROUTER_404, {}),
    "a message": (given({"message": "Not Found"}, 404), given([], 404), {}),
    "a status in words": (given({"error": "Not found"}, 404), NO_PAGE, {}),
    "a bare 404": (said("", 404), said("", 404), {}),
    "gone, lives": (NOT_FOUND, oembed(), {}),
    **{f"both {fault}": (answer, answer, {}) for fault, (answer, _) in FAULTS.items()},
}

POSTS = {name: Post(snowflake(moment(number)), moment(number), **{"handle": "harbour_desk", **own})
         for number, (name, (_, _, own)) in enumerate(ROWS.items())}
BY_ID = {post.id: (post, *ROWS[name][:2]) for name, post in POSTS.items()}
BY_ID[ORIGINAL.id] = (ORIGINAL, status(), oembed())


def url(name, host=HOST):
    post = POSTS[name]
    return f"https://{host}/@{post.handle}/{post.id}"


def instance(request):
    asked, at = query(request), path(request)
    if at.startswith("/api/v1/statuses/"):
        post, answer, _ = BY_ID.get(at.rpartition("/")[2], (None, NOT_FOUND, None))
        return about(post, answer)
    if at == "/api/oembed":
        post, _, answer = BY_ID.get(asked.get("url", "").rpartition("/")[2], (None, None, NO_PAGE))
        return about(post, answer)
    return said("<title>Just a moment</title>", 403, kind="text/html")


SITES = {HOST: instance}
