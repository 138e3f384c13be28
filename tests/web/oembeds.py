"""The platforms that are asked over oEmbed alone: what each says of what it has, in its own manner, and of what it
has not. A row is what stands in a URL's path, and the answer."""

import json

from answers import page, redirect
from posts import FAULTS, WRONG_QUERY, given, moment, path, query, said


def video(number):
    """TikTok's ids hold seconds."""
    return str((moment(number, 0) // 1000 << 32) + 77)


def tiktok(video_id, title="Gates, at last #harbour", **more):
    return given({"version": "1.0", "type": "video", "title": title, "author_url": "https://www.tiktok.com/@harbourdesk_x",
                  "author_name": "Harbour Desk", "author_unique_id": "harbourdesk_x", "width": "100%", "height": "100%",
                  "html": f'<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@harbourdesk_x/video/{video_id}" '
                          f'data-video-id="{video_id}"><section></section></blockquote>',
                  "thumbnail_width": 576, "thumbnail_height": 1024, "thumbnail_url": "https://p16.tiktokcdn.test/a",
                  "provider_url": "https://www.tiktok.com", "provider_name": "TikTok", "embed_product_id": video_id,
                  "embed_type": "video", **more})


def youtube(video_id, **more):
    return given({"title": "How a lock works", "author_name": "Harbour Desk", "author_url": "https://www.youtube.com/@harbourdesk_x",
                  "type": "video", "height": 113, "width": 200, "version": "1.0", "provider_name": "YouTube",
                  "provider_url": "https://www.youtube.com/", "thumbnail_height": 360, "thumbnail_width": 480,
                  "thumbnail_url": f"https://i.ytimg.com/vi/{video_id}/hqdefault.jpg",
                  "html": f'<iframe width="200" height="113" src="https://www.youtube.com/embed/{video_id}?feature=oembed"></iframe>',
                  **more})


def without(answer, *names):
    """The same in fewer fields."""
    value = json.loads(answer.body)
    return given({name: part for name, part in value.items() if name not in names})


def vimeo(video_id, **more):
    return given({"type": "video", "version": "1.0", "provider_name": "Vimeo", "provider_url": "https://vimeo.com/",
                  "title": "Lock keeper", "author_name": "Harbour Desk", "author_url": "https://vimeo.com/harbourdeskx",
                  "is_plus": "0", "account_type": "basic", "html": f'<iframe src="https://player.vimeo.com/video/{video_id}"></iframe>',
                  "width": 426, "height": 240, "duration": 95, "description": "", "upload_date": "2023-05-04 06:00:00",
                  "video_id": int(video_id), "uri": f"/videos/{video_id}", **more})


def reddit(post_id, **more):
    return given({"provider_url": "https://www.reddit.com/", "title": "The gates reopen", "provider_name": "reddit", "type": "rich",
                  "html": f'<blockquote class="reddit-embed-bq" style="height:316px"><a href="https://www.reddit.com/r/harbours/'
                          f'comments/{post_id}/the_gates_reopen/">The gates reopen</a><br> by<a href="https://www.reddit.com/user/'
                          'harbourdesk_x/">u/harbourdesk_x</a> in<a href="https://www.reddit.com/r/harbours/">harbours</a></blockquote>',
                  "height": 316, "author_name": "harbourdesk_x", **more})


def spotify(kind, thing, **more):
    return given({"html": f'<iframe src="https://open.spotify.com/embed/{kind}/{thing}?utm_source=oembed"></iframe>',
                  "iframe_url": f"https://open.spotify.com/embed/{kind}/{thing}?utm_source=oembed", "width": 456, "height": 152,
                  "version": "1.0", "provider_name": "Spotify", "provider_url": "https://spotify.com", "type": "rich",
                  "title": "Song of the Lock", "thumbnail_url": "https://image-cdn.test/a", **more})


def soundcloud(**more):
    return given({"version": 1.0, "type": "rich", "provider_name": "SoundCloud", "provider_url": "https://soundcloud.com",
                  "height": 400, "width": "100%", "title": "Foghorn by Harbour Desk", "description": "At dawn.",
                  "thumbnail_url": "https://i1.sndcdn.test/a.jpg", "author_name": "Harbour Desk",
                  "author_url": "https://soundcloud.com/harbour-desk-x",
                  "html": '<iframe src="https://w.soundcloud.com/player/?visual=true&url=https%3A%2F%2Fapi.soundcloud.com%2Ftracks'
                          '%2F5150&show_artwork=true"></iframe>', **more})


def flickr(photo, **more):
    return given({"type": "photo", "flickr_type": "photo", "title": "Gates at dusk", "author_name": "Harbour Desk",
                  "author_url": "https://www.flickr.com/photos/harbourdesk/", "width": "1024", "height": "683",
                  "url": f"https://live.staticflickr.com/1/{photo}_a_b.jpg", "web_page": f"https://www.flickr.com/photos/harbourdesk/{photo}/",
                  "html": "<a data-flickr-embed='true'></a>", "version": "1.0", "cache_age": 3600, "provider_name": "Flickr",
                  "provider_url": "https://www.flickr.com/", **more})


def tumblr(post_id, **more):
    return given({"cache_age": 3600, "url": f"https://harbourdesk.tumblr.com/post/{post_id}/gates", "provider_url": "https://www.tumblr.com",
                  "provider_name": "Tumblr", "author_name": "harbourdesk", "version": "1.0", "author_url": "https://harbourdesk.tumblr.com/",
                  "type": "rich", "html": '<div class="tumblr-post"></div>', "height": None, "width": 540, **more})


def dailymotion(video_id, **more):
    return given({"type": "video", "version": "1.0", "provider_name": "Dailymotion", "provider_url": "https://www.dailymotion.com",
                  "title": "Barge, first through", "description": "", "author_name": "Harbour Desk",
                  "author_url": "https://www.dailymotion.com/harbourdesk", "width": 480, "height": 269,
                  "html": f'<iframe src="https://www.dailymotion.com/embed/video/{video_id}"></iframe>', **more})


def giphy(gif, **more):
    return given({"width": 480, "author_url": "https://giphy.com/harbourdesk/", "title": "Gate Opening GIF", "type": "photo",
                  "url": f"https://media.giphy.com/media/{gif}/giphy.gif", "provider_name": "GIPHY", "provider_url": "https://giphy.com/",
                  "author_name": "Harbour Desk", "height": 270, **more})


def pinterest(pin, **more):
    return given({"version": "1.0", "type": "rich", "provider_name": "Pinterest", "provider_url": "https://www.pinterest.com",
                  "title": "Lock gates in oak", "author_name": "Harbour Desk", "author_url": "https://www.pinterest.com/harbourdesk/",
                  "width": 236, "height": 400, "html": f'<iframe src="https://assets.pinterest.com/ext/embed.html?id={pin}"></iframe>',
                  **more})


NOT_FOUND = said("Not Found", 404)
TIKTOK_ERROR = given({"code": 400, "message": "Something went wrong"}, 400)

TIKTOK = {
    video(1): tiktok(video(1)),
    video(2): given({"code": 404, "message": "Not Found"}, 404),
    video(3): TIKTOK_ERROR,
    video(4): tiktok(video(1)),
    video(5): tiktok(video(5), title=""),
    video(6): given({"status_msg": "Something went wrong", "status_code": 10101}),
}
YOUTUBE = {
    "Lock0Live01": youtube("Lock0Live01"),
    "Lock0Relat2": youtube("Lock0Relat2", author_url="/@harbourdesk_x"),
    "Lock0Short3": youtube("Lock0Short3"),
    "Lock0NoEmb4": said("Unauthorized", 401),
    "Lock0Priva5": said("Forbidden", 403),
    "Lock0Forbi6": said("Forbidden", 200),
    "Lock0BadRe7": said("Bad Request", 400),
    "Lock0Other8": youtube("Lock0Live01"),
    "Lock0Gone09": NOT_FOUND,
    "playlist?list=PLLocksAndGates00000000000000001": youtube("videoseries", title="Locks", html=(
        '<iframe src="https://www.youtube.com/embed/videoseries?list=PLLocksAndGates00000000000000001"></iframe>')),
}
VIMEO = {
    "510510501": vimeo("510510501"),
    "510510502": without(vimeo("510510502"), "title", "author_name", "author_url", "upload_date"),
    "510510503": given({"type": "video", "version": "1.0", "provider_name": "Vimeo", "provider_url": "https://vimeo.com/",
                        "html": "<iframe></iframe>", "video_id": 510510503, "uri": "/videos/510510503", "domain_status_code": 403}),
    "510510504": said("404 Not Found", 404),
    "510510505": given({"error": "Not authorized"}, 403),
    "510510507?h=": vimeo("510510507"),
    "510510507": said("404 Not Found", 404),
    "510510508/abcdef0123": vimeo("510510508"),
    "510510508": given({"error": "Not authorized"}, 403),
    "510510506": vimeo("510510501"),
}
REDDIT = {
    "13lock1": reddit("13lock1"),
    "13lock2": given({"message": "Not Found", "error": 404}, 404),
    "13lock3": given({"reason": "private", "message": "Forbidden", "error": 403}, 403),
    "13lock4": said("<html><title>Blocked</title><body>whoa there, pardner!</body></html>", 403, kind="text/html"),
    "13lock5": given({"message": "Too Many Requests", "error": 429}, 429),
}
SPOTIFY = {
    "4LockSongLive000000001": spotify("track", "4LockSongLive000000001"),
    "4LockSongGone000000002": given({"error": {"status": 404, "message": "Not found"}}, 404),
    "playlist/4LockListLive000000003": spotify("playlist", "4LockListLive000000003", title="Songs of the Locks"),
    "4LockShowLive000000004": spotify("episode", "4LockShowLive000000004", title="Episode: Gates"),
}
SOUNDCLOUD = {
    "harbour-desk-x/foghorn": soundcloud(),
    "harbour-desk-x/sets/horns": soundcloud(title="Horns by Harbour Desk"),
    "harbour-desk-x/unlisted/s-AbCdE": soundcloud(),
    "harbour-desk-x/unlisted": said("", 404),
    "harbour-desk-x/gone": said("", 404),
    "harbour-desk-x/private": said("", 403),
}
FLICKR = {
    "52863900001": flickr("52863900001"),
    "52863900002": said("<h1>Not Found</h1>", 404, kind="text/html"),
    "52863900003": given({"stat": "fail", "code": 1, "message": "Photo not found"}),
}
TUMBLR = {
    "716300000000000001": tumblr("716300000000000001"),
    "716300000000000002": given({"errors": [{"title": "Not Found", "code": 0}]}, 404),
}
DAILYMOTION = {
    "x8lock1": dailymotion("x8lock1"),
    "x8lock2": given({"error": {"code": 404, "message": "This video does not exist or has been deleted."}}, 404),
    "x8lock3": said("", 403),
}
GIPHY = {
    "LockGateLive01": giphy("LockGateLive01"),
    "LockGateGone02": said("", 404),
    "LockGateAlone3": given({"title": "Gate Opening GIF", "type": "photo", "version": "1.0", "provider_name": "GIPHY",
                             "url": "https://media.giphy.com/media/LockGateAlone3/giphy.gif", "width": 480, "height": 270}),
}
PINTEREST = {
    "510510510510510501": pinterest("510510510510510501"),
    "510510510510510502": given({"status": "failure", "code": 50, "message": "Pin not found."}, 404),
    "510510510510510503": pinterest("510510510510510503", title=""),
}

# One more id of each platform for each fault, in the order of FAULTS.
NAMES = list(FAULTS)
FAULTY = {
    "tiktok": [video(100 + n) for n in range(len(NAMES))],
    "youtube": [f"Lock0Flt{n:03}" for n in range(len(NAMES))],
    "vimeo": [f"{610610600 + n}" for n in range(len(NAMES))],
}
for rows, ids in ((TIKTOK, FAULTY["tiktok"]), (YOUTUBE, FAULTY["youtube"]), (VIMEO, FAULTY["vimeo"])):
    rows.update({key: answer for key, (answer, _) in zip(ids, FAULTS.values(), strict=True)})


# A link that leads to a post and does not name it.
SHARED = "https://www.reddit.com/r/harbours/s/Ab3DeFgHiJ"


def reddit_site(request):
    if path(request) == "/r/harbours/s/Ab3DeFgHiJ":
        return redirect("https://www.reddit.com/r/harbours/comments/13lock1/the_gates_reopen/?share_id=x&utm_medium=web")
    return endpoint("/oembed", REDDIT, REDDIT["13lock2"])(request)


def endpoint(at, rows, nothing, asks_format=True):
    """A site with an oEmbed endpoint, which knows its URLs by what stands in them; its pages are for browsers alone."""
    def answer(request):
        if path(request) != at:
            return page("<!doctype html><title>Just a moment</title>", status=403)
        asked = query(request)
        url = asked.get("url", "")
        if not url.startswith("http") or (asks_format and asked.get("format") != "json"):
            return WRONG_QUERY
        found = [row for key, row in rows.items() if key in url]
        return found[0] if found else nothing
    return answer


SITES = {
    "www.tiktok.com": endpoint("/oembed", TIKTOK, TIKTOK_ERROR),
    "www.youtube.com": endpoint("/oembed", YOUTUBE, NOT_FOUND),
    "vimeo.com": endpoint("/api/oembed.json", VIMEO, VIMEO["510510504"]),
    "www.reddit.com": reddit_site,
    "open.spotify.com": endpoint("/oembed", SPOTIFY, SPOTIFY["4LockSongGone000000002"]),
    "soundcloud.com": endpoint("/oembed", SOUNDCLOUD, said("", 404)),
    "www.flickr.com": endpoint("/services/oembed/", FLICKR, FLICKR["52863900002"]),
    "www.tumblr.com": endpoint("/oembed/1.0", TUMBLR, TUMBLR["716300000000000002"]),
    "www.dailymotion.com": endpoint("/services/oembed", DAILYMOTION, DAILYMOTION["x8lock2"]),
    "giphy.com": endpoint("/services/oembed", GIPHY, said("", 404)),
    "www.pinterest.com": endpoint("/oembed.json", PINTEREST, PINTEREST["510510510510510502"]),
}
