"""X: the syndication and oEmbed endpoints, in the shapes in which they answer, for posts that were invented.

Each row of POSTS is a post, what the syndication answers of it and what oEmbed does. Of ids without a row both say
that there is no such post."""

import math

from answers import redirect
from posts import FAULTS, WRONG_QUERY, Post, about, day_in_words, given, iso, moment, path, query, said

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def snowflake(ms, low=0):
    return str((ms - 1288834974657 << 22) + low)


def in_base_36(value):
    """JavaScript's Number.prototype.toString(36), digit for digit as V8 gives it."""
    whole, part = int(value), value - int(value)
    delta = max(math.nextafter(0, 1), 0.5 * (math.nextafter(value, math.inf) - value))
    digits = []
    while part >= delta:
        part, delta = part * 36, delta * 36
        digits.append(int(part))
        part -= digits[-1]
        if (part > 0.5 or (part == 0.5 and digits[-1] & 1)) and part + delta > 1:
            while digits and digits[-1] == 35:
                digits.pop()
            if digits:
                digits[-1] += 1
            else:
                whole += 1
            break
    text = ""
    while whole or not text:
        whole, digit = divmod(whole, 36)
        text = DIGITS[digit] + text
    return text + "." + "".join(DIGITS[digit] for digit in digits)


def token(post_id):
    return in_base_36(int(post_id) / 1e15 * math.pi).replace("0", "").replace(".", "")


assert [token(n) for n in (20, 463440424141459456, 1196501054197649413)] == ["6dq1a2xwd93", "14fxvks611f", "2wex2x7w42d"]

# --- What the syndication says ---


def user(post):
    return {"id_str": "70001", "name": post.name, "screen_name": post.handle, "verified": False, "is_blue_verified": False,
            "profile_image_url_https": "https://pbs.twimg.com/profile_images/1/a_normal.jpg", "profile_image_shape": "Circle"}


def tweet(urls=(), media=None, quoted=None, **more):
    """A post as such: `urls` are pairs of a t.co link and where it leads; `media` a t.co link of its picture."""
    def answer(post):
        entities = {"hashtags": [], "user_mentions": [], "symbols": [],
                    "urls": [{"url": url, "expanded_url": to, "display_url": to.partition("://")[2][:26] + "…",
                              "indices": [0, 23]} for url, to in urls]}
        if media:
            entities["media"] = [{"url": media, "display_url": "pic.twitter.com/" + media.rpartition("/")[2], "indices": [0, 23],
                                  "expanded_url": f"https://twitter.com/{post.handle}/status/{post.id}/photo/1"}]
        value = {"__typename": "Tweet", "lang": "en", "favorite_count": 12, "possibly_sensitive": False,
                 "created_at": iso(post.at // 1000 * 1000), "display_text_range": [0, len(post.text)], "entities": entities,
                 "id_str": post.id, "text": post.text, "user": user(post), "conversation_count": 3,
                 "news_action_type": "conversation", "isEdited": False, "isStaleEdit": False}
        if quoted:
            value["quoted_tweet"] = quoted_part(quoted)
        value.update(more)
        return given({key: part for key, part in value.items() if part is not None})
    return answer


def quoted_part(post):
    return {"lang": "en", "created_at": iso(post.at // 1000 * 1000), "id_str": post.id, "text": post.text,
            "entities": {"hashtags": [], "urls": [], "user_mentions": [], "symbols": []}, "user": user(post)}


def tombstone(words):
    return given({"__typename": "TweetTombstone", "tombstone": {"text": {
        "text": words, "rtl": False, "entities": [{"from_index": max(0, len(words) - 10), "to_index": len(words), "ref": {
            "__typename": "TimelineUrl", "url": "https://help.twitter.com/rules-and-policies/notices-on-twitter"}}]}}})


GONE = said("", 404, kind="text/html; charset=utf-8")
EMPTY = given({})

# --- What oEmbed says ---


def oembed(url=None, handle=None, words=None, links=""):
    def answer(post):
        who = handle or post.handle
        at = f"https://twitter.com/{who}/status/{post.id}"
        text = (words or post.text).replace("\n", "<br>")
        html = (f'<blockquote class="twitter-tweet"><p lang="en" dir="ltr">{text}{links}</p>&mdash; {post.name} (@{who}) '
                f'<a href="{at}?ref_src=twsrc%5Etfw">{day_in_words(post.at)}</a></blockquote>\n\n')
        return given({"url": url or at, "author_name": post.name, "author_url": f"https://twitter.com/{who}", "html": html,
                      "width": 550, "height": None, "type": "rich", "cache_age": "3153600000", "provider_name": "Twitter",
                      "provider_url": "https://twitter.com", "version": "1.0"})
    return answer


NO_PAGE = said("<!DOCTYPE html><html><head><title>X / ?</title></head><body><p>Sorry, that page doesn’t exist!</p></body></html>",
               404, kind="text/html; charset=utf-8")
NOT_AUTHORIZED = given({"error": "Sorry, you are not authorized to see this status.",
                        "request": "/oembed"}, 403)

QUOTED = Post(snowflake(moment(-600)), moment(-600), "FerryWatchDemo", "Ferry Watch", "Ferries run late today.")
OTHER = Post(snowflake(moment(-700)), moment(-700), "SomebodyElse_X", "Somebody Else", "Quite another thing.")
STORY = "https://www.eastmoor-courier.test/2023/harbour-gates-reopen"
LINKED = "The gates reopen at noon. https://t.co/Hb7Gates01"

HIDDEN = "You’re unable to view this Post because this account owner limits who can view their Posts. Learn more"

# name: (the syndication's answer, oEmbed's, what the post has of its own)
ROWS = {
    "live": (tweet(), oembed(), {}),
    "linked": (tweet(urls=[("https://t.co/Hb7Gates01", STORY)]), oembed(), {"text": LINKED}),
    "unlinked": (tweet(urls=[("https://t.co/Gone000001", STORY)]), oembed(), {"text": "At noon. https://t.co/Gone000001"}),
    "pictured": (tweet(media="https://t.co/Wd5Photo01"), oembed(), {"text": "At noon. https://t.co/Wd5Photo01"}),
    "quoting": (tweet(urls=[("https://t.co/Wd5Quote01", f"https://twitter.com/{QUOTED.handle}/status/{QUOTED.id}")],
                      quoted=QUOTED), oembed(), {"text": "Told you so. https://t.co/Wd5Quote01"}),
    "entities": (tweet(), oembed(), {"text": "Tea &amp; rope &lt;3 at noon"}),
    "lines": (tweet(), oembed(), {"text": "One line.\n\nAnother line."}),
    "renamed": (tweet(), oembed(), {"handle": "NewHarbour_X", "name": "New Harbour"}),
    "edited": (tweet(isEdited=True), oembed(), {"text": "The gates stay shut."}),
    "link inside": (tweet(urls=[("https://t.co/Hb7Gates01", STORY)]), oembed(), {"text": "See https://t.co/Hb7Gates01 at noon."}),
    "without name": (tweet(user={"screen_name": "HarbourDeskX"}), EMPTY, {}),
    "extra fields": (tweet(card={"name": "summary"}, parent={"id_str": "1"}, note_tweet=None), oembed(), {}),
    "deleted": (GONE, NO_PAGE, {}),
    "deleted by author": (tombstone("This Post was deleted by the Post author. Learn more"), NO_PAGE, {}),
    "deleted by author, old": (tombstone("This Tweet was deleted by the Tweet author. Learn more"), NO_PAGE, {}),
    "suspended": (tombstone("This Post is from a suspended account. Learn more"), NO_PAGE, {}),
    "suspended, old": (tombstone("This Tweet is from a suspended account. Learn more"), NO_PAGE, {}),
    "account gone": (tombstone("This Post is from an account that no longer exists. Learn more"), NO_PAGE, {}),
    "account gone, old": (tombstone("This Tweet is from an account that no longer exists. Learn more"), NO_PAGE, {}),
    "against the rules": (tombstone("This Post violated the X Rules. Learn more"), NO_PAGE, {}),
    "against the rules, old": (tombstone("This Tweet violated the Twitter Rules. Learn more"), NO_PAGE, {}),
    "protected": (tombstone(HIDDEN), NOT_AUTHORIZED, {}),
    "protected, old": (tombstone(HIDDEN.replace("Posts", "Tweets").replace("Post", "Tweet").replace("’", "'")), NOT_AUTHORIZED, {}),
    "age": (tombstone("Age-restricted adult content. This content might not be appropriate for people under 18 years old. To "
                      "view this media, you’ll need to log in to X. Learn more"), NOT_AUTHORIZED, {}),
    "protected, gone": (tombstone(HIDDEN), NO_PAGE, {}),
    "age, lives": (given({"tombstone": {}}), oembed(), {}),
    "age, empty": (given({"tombstone": {}}), NOT_AUTHORIZED, {}),
    "unavailable": (tombstone("This Post is unavailable. Learn more"), NOT_AUTHORIZED, {}),
    "unavailable, lives": (tombstone("This Post is unavailable. Learn more"), oembed(), {}),
    "no word": (EMPTY, oembed(), {}),
    "no word, linked": (EMPTY, oembed(links=' <a href="https://t.co/Hb7Gates01">https://t.co/Hb7Gates01</a>'), {}),
    "no word, pictured": (EMPTY, oembed(links=' <a href="https://t.co/Own0Photo1">https://t.co/Own0Photo1</a>'), {}),
    "no word, gone": (EMPTY, NO_PAGE, {}),
    "no word, hidden": (EMPTY, NOT_AUTHORIZED, {}),
    "no word at all": (EMPTY, EMPTY, {}),
    "gone, lives": (GONE, oembed(), {}),
    "lives, gone": (tweet(), NO_PAGE, {}),
    "suspended, lives": (tombstone("This Post is from a suspended account. Learn more"), oembed(), {}),
    "gone 410": (said("", 410), NO_PAGE, {}),
    "another's": (lambda _: tweet()(OTHER), lambda _: oembed()(OTHER), {}),
    "another's, lives": (lambda _: tweet()(OTHER), oembed(), {}),
    "id as number": (tweet(id_str=1), oembed(), {}),
    "ill-typed": (tweet(id_str=None, text=7, user=[], created_at={}), EMPTY, {}),
    "ill-typed, lives": (tweet(text={"a": 1}, created_at=5, entities="no", lang=[]), oembed(), {}),
    "oembed of x.com": (EMPTY, lambda post: oembed(url=f"https://x.com/{post.handle}/status/{post.id}")(post), {}),
    "steers": (tweet(), oembed(), {"text": "Red \x1b[31m \u202e dezilaer", "name": "\x1b]0;x\x07 Desk"}),
    "one refused": (FAULTS["429 mute"][0], oembed(), {}),
    "one down": (FAULTS["500"][0], NO_PAGE, {}),
    "one broken": (FAULTS["cut"][0], oembed(), {}),
    "other refused": (tweet(), FAULTS["429"][0], {}),
    **{f"kept {shape}": (GONE, NO_PAGE, {"text": "The gates reopen at noon. And shut at dusk."})
       for shape in ("legacy", "quoting", "v1", "v2", "schema", "other", "older other", "page of others", "twice", "error", "elsewhere")},
    **{fault: (answer, answer, {}) for fault, (answer, _) in FAULTS.items()},
    **{f"{fault}, lives": (answer, oembed(), {}) for fault, (answer, _) in FAULTS.items()},
}

POSTS = {name: Post(snowflake(moment(number)), moment(number), **own) for number, (name, (_, _, own)) in enumerate(ROWS.items())}
POSTS["of 2006"] = Post("20", 1142974214000, "HarbourDeskX")
ROWS["of 2006"] = (tweet(), oembed(), {})
# The post of fixtures/articles/harbour.
HARBOUR = ("The gates are open. Patience is through, the tide is with us, and nobody got wet except the mayor's hat #EastmoorLock "
           "https://t.co/Hb7Gates01 https://t.co/Hb7Photo02")
POSTS["harbour"] = Post("1636301558926912259", (1636301558926912259 >> 22) + 1288834974657, "eastmoor_port_x", "Eastmoor Port Watch", HARBOUR)
ROWS["harbour"] = (tweet(urls=[("https://t.co/Hb7Gates01", STORY)], media="https://t.co/Hb7Photo02"), oembed(), {})
BY_ID = {post.id: (post, *ROWS[name][:2]) for name, post in POSTS.items()}
BY_ID[QUOTED.id] = (QUOTED, tweet(), oembed())

# The post of the sample article.
SAMPLE = Post("1636301558926912259", 1678959667318, "eastmoor_port_x", "Eastmoor Port Watch",
              "The gates are open. Patience is through, the tide is with us, and nobody got wet except the mayor&#39;s hat "
              "#EastmoorLock https://t.co/Hb7Gates01 https://t.co/Hb7Photo02")
BY_ID[SAMPLE.id] = (SAMPLE, tweet(urls=[("https://t.co/Hb7Gates01", "https://bit.ly/3Harb0ur")], media="https://t.co/Hb7Photo02"),
                    oembed())


def url(name, handle=None):
    post = POSTS[name]
    return f"https://twitter.com/{handle or post.handle}/status/{post.id}"


def syndication(request):
    asked = query(request)
    post_id = asked.get("id", "")
    if path(request) != "/tweet-result" or not post_id.isdigit() or asked.get("token") != token(post_id) or "lang" not in asked:
        return WRONG_QUERY
    post, answer, _ = BY_ID.get(post_id, (None, GONE, None))
    return about(post, answer)


def publish(request):
    asked = query(request)
    post_id = asked.get("url", "").partition("/status/")[2].split("?")[0].split("/")[0]
    if path(request) != "/oembed" or not post_id.isdigit() or asked.get("omit_script") != "1":
        return WRONG_QUERY
    post, _, answer = BY_ID.get(post_id, (None, None, NO_PAGE))
    return about(post, answer)


SITES = {
    "cdn.syndication.twimg.com": syndication,
    "publish.twitter.com": lambda request: redirect("https://publish.x.com" + request.path),
    "publish.x.com": publish,
}
