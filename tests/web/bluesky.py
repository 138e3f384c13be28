"""Bluesky: the public API and the oEmbed endpoint, in the shapes in which they answer, for invented posts."""

from answers import page
from posts import FAULTS, WRONG_QUERY, Post, about, given, iso, moment, path, query, said

ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"
HANDLE, DID = "harbour-desk.bsky.test", "did:plc:hbrdesk2k7m4q6w3x5z2abcd"
CID = "bafyreihbrdesk2k7m4q6w3x5z2abcdbafyreihbrdesk2k7m4q6w3x5z"


def tid(ms, clock=7):
    number, text = (ms * 1000 << 10) + clock, ""
    for _ in range(13):
        number, digit = divmod(number, 32)
        text = ALPHABET[digit] + text
    return text


def uri(post, did=DID):
    return f"at://{did}/app.bsky.feed.post/{post.id}"


def view(quoted=None, outside=None, facets=(), did=DID, handle=None, **record):
    """A post as the API gives it."""
    def part(post):
        written = {"$type": "app.bsky.feed.post", "createdAt": iso(post.at), "langs": ["en"], "text": post.text, **record}
        if facets:
            written["facets"] = [{"$type": "app.bsky.richtext.facet", "index": {"byteStart": 0, "byteEnd": 5}, "features": [
                {"$type": "app.bsky.richtext.facet#link", "uri": link}]} for link in facets]
        value = {"uri": uri(post, did), "cid": CID, "author": {
            "did": did, "handle": handle or post.handle, "displayName": post.name, "labels": [], "createdAt": "2023-04-01T00:00:00.000Z",
            "avatar": f"https://cdn.bsky.app/img/avatar/plain/{did}/a@jpeg"},
            "record": written, "replyCount": 1, "repostCount": 0, "likeCount": 3, "quoteCount": 0,
            "indexedAt": iso(post.at + 400), "labels": []}
        if quoted:
            written["embed"] = {"$type": "app.bsky.embed.record", "record": {"cid": CID, "uri": uri(quoted, QUOTED_DID)}}
            value["embed"] = {"$type": "app.bsky.embed.record#view", "record": {
                "$type": "app.bsky.embed.record#viewRecord", "uri": uri(quoted, QUOTED_DID), "cid": CID,
                "author": {"did": QUOTED_DID, "handle": quoted.handle, "displayName": quoted.name},
                "value": {"$type": "app.bsky.feed.post", "createdAt": iso(quoted.at), "text": quoted.text}, "labels": []}}
        if outside:
            outer = {"uri": outside, "title": "Gates reopen", "description": ""}
            written["embed"] = {"$type": "app.bsky.embed.external", "external": outer}
            value["embed"] = {"$type": "app.bsky.embed.external#view", "external": outer}
        return value
    return part


def posts(*parts, **more):
    return lambda post: given({"posts": [part(post) for part in parts], **more})


def oembed(did=DID, handle=None):
    def answer(post):
        who, at = handle or post.handle, f"https://bsky.app/profile/{did}"
        html = (f'<blockquote class="bluesky-embed" data-bluesky-uri="{uri(post, did)}" data-bluesky-cid="{CID}"><p lang="en">'
                f'{post.text}</p>&mdash; {post.name} (<a href="{at}?ref_src=embed">@{who}</a>) '
                f'<a href="{at}/post/{post.id}?ref_src=embed">{iso(post.at)}</a></blockquote>'
                '<script async src="https://embed.bsky.app/static/embed.js" charset="utf-8"></script>')
        return given({"type": "rich", "version": "1.0", "author_name": f"{post.name} (@{who})",
                      "author_url": f"https://bsky.app/profile/{who}", "provider_url": "https://bsky.app",
                      "provider_name": "Bluesky Social", "cache_age": 86400, "width": 600, "height": None, "html": html})
    return answer


NONE = given({"posts": []})
NOT_FOUND = said("Post not found", 404)
FORBIDDEN = said("Post author has requested their content not be displayed to logged-out users", 403)
UNRESOLVED = given({"error": "InvalidRequest", "message": "Unable to resolve handle"}, 400)
TAKEN_DOWN = given({"error": "AccountTakedown", "message": "Account has been suspended"}, 400)
DEACTIVATED = given({"error": "AccountDeactivated", "message": "Account is deactivated"}, 400)
NO_PROFILE = given({"error": "InvalidRequest", "message": "Profile not found"}, 400)

QUOTED_DID = "did:plc:ferry2k7m4q6w3x5z2abcdef"
QUOTED = Post(tid(moment(-600)), moment(-600), "ferry-watch.bsky.test", "Ferry Watch", "Ferries run late today.")
OTHER = Post(tid(moment(-700)), moment(-700), "somebody.bsky.test", "Somebody Else", "Quite another thing.")
STORY = "https://www.eastmoor-courier.test/2023/harbour-gates-reopen"

# handle: (DID or an answer, the profile's answer)
ACCOUNTS = {
    HANDLE: (DID, given({"did": DID, "handle": HANDLE, "displayName": "Harbour Desk"})),
    QUOTED.handle: (QUOTED_DID, given({"did": QUOTED_DID, "handle": QUOTED.handle})),
    "taken-down.bsky.test": ("did:plc:takendown2k7m4q6w3x5z2ab", TAKEN_DOWN),
    "deactivated.bsky.test": ("did:plc:deactivated7m4q6w3x5z2ab", DEACTIVATED),
    "no-profile.bsky.test": ("did:plc:noprofile2k7m4q6w3x5z2ab", NO_PROFILE),
    "hides.bsky.test": ("did:plc:hides2k7m4q6w3x5z2abcdef", given({"did": "did:plc:hides2k7m4q6w3x5z2abcdef", "handle": "hides.bsky.test"})),
    "new-name.bsky.test": ("did:plc:renamed2k7m4q6w3x5z2abcd", given({"did": "did:plc:renamed2k7m4q6w3x5z2abcd", "handle": "new-name.bsky.test"})),
    # Whose handle was another's when the post was written, and whose was not.
    "young.bsky.test": ("did:plc:young2k7m4q6w3x5z2abcdef", given({"did": "did:plc:young2k7m4q6w3x5z2abcdef", "handle": "young.bsky.test",
                                                                 "createdAt": "2024-02-01T00:00:00.000Z"})),
    "old.bsky.test": ("did:plc:oldest2k7m4q6w3x5z2abcde", given({"did": "did:plc:oldest2k7m4q6w3x5z2abcde", "handle": "old.bsky.test",
                                                                 "createdAt": "2023-04-01T00:00:00.000Z"})),
    **{f"resolve-{fault.replace(' ', '-')}.bsky.test": (answer, answer) for fault, (answer, _) in FAULTS.items()},
}
RENAMED = "did:plc:renamed2k7m4q6w3x5z2abcd"


def by(handle):
    return {"handle": handle}


# name: (what getPosts says of the URI with the DID, what oEmbed does, what the post has of its own)
ROWS = {
    "live": (posts(view()), oembed(), {}),
    "linked": (posts(view(outside=STORY)), oembed(), {}),
    "facets": (posts(view(facets=[STORY])), oembed(), {"text": "gates reopen at noon"}),
    "quoting": (posts(view(quoted=QUOTED)), oembed(), {}),
    "renamed": (posts(view(did=RENAMED, handle="new-name.bsky.test")), oembed(RENAMED, "new-name.bsky.test"), {}),
    "deleted": (NONE, NOT_FOUND, {}),
    "taken down": (NONE, NOT_FOUND, by("taken-down.bsky.test")),
    "deactivated": (NONE, NOT_FOUND, by("deactivated.bsky.test")),
    "no profile": (NONE, NOT_FOUND, by("no-profile.bsky.test")),
    "nobody": (NONE, NOT_FOUND, by("nobody.bsky.test")),
    "a stranger's": (NONE, NOT_FOUND, by("young.bsky.test")),
    "an elder's": (NONE, NOT_FOUND, by("old.bsky.test")),
    "hidden": (posts(view(did="did:plc:hides2k7m4q6w3x5z2abcdef")), FORBIDDEN, by("hides.bsky.test")),
    "no handle": (posts(view(handle="handle.invalid")), NOT_FOUND, {}),
    "another's": (lambda _: posts(view())(OTHER), lambda _: oembed()(OTHER), {}),
    "ill-typed": (given({"posts": {}}), given({"type": 1}), {}),
    "ill-typed posts": (given({"posts": [1, "2", None]}), given([]), {}),
    "ill-typed record": (lambda post: given({"posts": [{"uri": uri(post), "author": [], "record": "x"}]}), given([]), {}),
    "no displayed name": (posts(view()), oembed(), {"name": ""}),
    "api down": (FAULTS["500"][0], oembed(), {}),
    "oembed down": (posts(view()), FAULTS["500"][0], {}),
    "gone, lives": (NONE, oembed(), {}),
    **{fault: (answer, answer, {}) for fault, (answer, _) in FAULTS.items()},
    **{f"{fault}, lives": (answer, oembed(), {}) for fault, (answer, _) in FAULTS.items()},
}

POSTS = {name: Post(tid(moment(number)), moment(number), **{"handle": HANDLE, **own})
         for number, (name, (_, _, own)) in enumerate(ROWS.items())}
BY_ID = {post.id: (post, *ROWS[name][:2]) for name, post in POSTS.items()}
BY_ID[QUOTED.id] = (QUOTED, posts(view(did=QUOTED_DID)), oembed(QUOTED_DID))


def url(name, account=None):
    post = POSTS[name]
    return f"https://bsky.app/profile/{account or post.handle}/post/{post.id}"


def api(request):
    asked, method = query(request), path(request).removeprefix("/xrpc/")
    if method == "com.atproto.identity.resolveHandle" and "handle" in asked:
        did = ACCOUNTS.get(asked["handle"], (UNRESOLVED,))[0]
        return given({"did": did}) if isinstance(did, str) else did
    if method == "app.bsky.actor.getProfile" and "actor" in asked:
        actor = asked["actor"]
        profiles = [profile for handle, (did, profile) in ACCOUNTS.items() if actor in (handle, did)]
        return profiles[0] if profiles else NO_PROFILE
    if method == "app.bsky.feed.getPosts" and asked.get("uris", "").startswith("at://"):
        account, _, post_id = asked["uris"][5:].partition("/app.bsky.feed.post/")
        if not account.startswith("did:"):
            return NONE  # it does not resolve handles
        post, answer, _ = BY_ID.get(post_id, (None, NONE, None))
        return about(post, answer)
    return given({"error": "XRPCNotSupported", "message": "XRPCNotSupported"}, 404)


def embed(request):
    asked = query(request)
    if path(request) != "/oembed" or "url" not in asked:
        return WRONG_QUERY
    post_id = asked["url"].rpartition("/")[2].split("?")[0]
    post, _, answer = BY_ID.get(post_id, (None, None, NOT_FOUND))
    return about(post, answer)


SITES = {
    "public.api.bsky.app": api,
    "embed.bsky.app": embed,
    "bsky.app": lambda _: page("<!doctype html><title>Bluesky</title><div id=root></div>"),
}
