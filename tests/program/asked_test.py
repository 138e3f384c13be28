#!/usr/bin/python3
"""Who is asked about posts, how often, and what of it reaches links: over the test web's platforms."""

import sys
import unittest

from landfall import ROOT, OverWeb, Place, expect, run, verdict

sys.path.insert(0, str(ROOT / "tests/web"))
sys.dont_write_bytecode = True

import bluesky  # pylint: disable=wrong-import-position
import mastodon  # pylint: disable=wrong-import-position
import oembeds  # pylint: disable=wrong-import-position
import posts  # pylint: disable=wrong-import-position
import twitter  # pylint: disable=wrong-import-position

ENDPOINTS = ("cdn.syndication.twimg.com", "publish.x.com", "publish.twitter.com", "public.api.bsky.app", "embed.bsky.app", "graph.facebook.com")
FLAT = "{text} {links}\n\n— {name} (@{handle}) {day}\n\nThat is all.\n"


def flattened(post, links, **other):
    words = {"text": "The gates reopen at noon.", "name": post.name, "handle": post.handle, "day": posts.day_in_words(post.at), **other}
    return FLAT.format(links=links, **words)


class Asked(Place, OverWeb):
    def resolve(self, *documents, options=(), suffix="txt"):
        """The document records of texts, in their order."""
        files = [self.file(f"{number}.{suffix}", text) for number, text in enumerate(documents)]
        self.web.clear()
        result = self.web.run("resolve", "--ordered", "--retries", "0", *options, *files)
        self.assertEqual(result.code, 0, result.err)
        *records, summary = result.records
        self.assertEqual(sum(summary["states"].values()), summary["unique"], summary)
        return records

    def embed(self, document, **more):
        [record] = self.resolve(document, **more)
        [embed] = record["embeds"]
        return embed

    def asked(self, *hosts):
        return [url for url in self.web.requested() if any(f"//{host}/" in url for host in hosts or ENDPOINTS)]

    # --- Who is found ---

    def test_the_registry_knows_who_to_ask(self):
        frame = '<iframe src="https://codepen.io/harbourdesk/embed/{}"></iframe>'
        expect({"platform": "codepen", "state": "alive", "reason": "ok", "title": "Lock gates in CSS", "author": {"name": "Harbour Desk"}},
               self.embed(frame.format("LiveGate"), suffix="html"))
        self.assertEqual(len(self.asked("codepen.io")), 2)  # the frame, and the endpoint
        expect({"state": "unsure"}, self.embed(frame.format("GoneGate"), suffix="html"))  # a page for 404 is no word

    def test_a_page_says_who_to_ask(self):
        live = self.embed("https://imgur.com/Lck8Liv\n")
        expect({"platform": "imgur", "state": "alive", "title": "Gates at noon"}, live)
        self.assertIn({"field": "title", "value": "Gates at noon", "source": "api", "endpoint": "imgur.oembed"}, live["evidence"])
        self.assertEqual(self.asked("api.imgur.com"), ["https://api.imgur.com/oembed.json?a=1&url=Lck8Liv"])
        expect({"state": "alive", "title": None}, self.embed("https://imgur.com/Lck8Non\n"))
        expect({"platform": "gist", "title": "lock.c"}, self.embed("https://gist.github.com/harbour/0123456789abcdef0123\n"))

    def test_meta_is_asked_only_by_name(self):
        post = "https://www.instagram.com/p/CryQ9lKsk2A/\n"
        expect({"state": "unsure", "reason": "unverified"}, self.embed(post))
        self.assertEqual(self.asked("graph.facebook.com"), [])
        expect({"state": "alive", "reason": "ok"}, self.embed(post, options=["--api", "facebook,instagram"]))
        self.assertEqual(len(self.asked("graph.facebook.com")), 1)

    def test_nobody_is_asked_with_no_api(self):
        expect({"state": "unsure", "reason": "unverified"}, self.embed(twitter.url("live") + "\n", options=["--no-api"]))
        self.assertEqual(self.asked(), [])

    # --- How often ---

    def test_one_question_for_each_post_in_a_run(self):
        post = twitter.url("live")
        other = post.replace("twitter.com", "x.com").replace("HarbourDeskX", "i/web")
        slug = flattened(twitter.POSTS["live"], "https://t.co/As3Video01")
        records = self.resolve(post + "\n", other + "\n", slug, f"See {post}?s=20 and https://t.co/As5Older01 too.\n")
        self.assertEqual([embed["state"] for record in records for embed in record["embeds"]], ["alive"] * 3)
        self.assertEqual([verdict(link) for record in records for link in record["links"]], ["alive ok"] * 5)
        self.assertEqual(sorted(url.split("?")[0] for url in self.asked()), [
            "https://cdn.syndication.twimg.com/tweet-result", "https://publish.twitter.com/oembed", "https://publish.x.com/oembed"])

    def test_a_handle_is_asked_about_once(self):
        names = ("live", "linked", "facets", "deleted", "quoting")
        [record] = self.resolve("".join(bluesky.url(name) + "\n\n" for name in names))
        self.assertEqual([embed["state"] for embed in record["embeds"]], ["alive", "alive", "alive", "dead", "alive"])
        asked = self.asked("public.api.bsky.app")
        self.assertEqual(sum("resolveHandle" in url for url in asked), 1, asked)
        self.assertEqual(sum("getPosts" in url for url in asked), 5)
        gone = "".join(f"https://bsky.app/profile/nowhere.bsky.test/post/3juvhrivxkd{n}2\n\n" for n in "abc")
        self.resolve(gone)
        self.assertEqual(len(self.asked("public.api.bsky.app")), 1)

    def test_a_host_that_refuses_is_left_alone(self):
        """Its Retry-After is an hour: the other endpoint tells, and the host is asked about nothing else."""
        names = ["429, lives", *(name for name in twitter.ROWS if name in ("live", "linked", "pictured"))]
        records = self.resolve("".join(twitter.url(name) + "\n\n" for name in names), options=["--per-host", "1", "--timeout", "5"])
        self.assertEqual([embed["state"] for embed in records[0]["embeds"]], ["alive"] * 4)
        self.assertLessEqual(len(self.asked("cdn.syndication.twimg.com")), 4)
        hours = self.resolve(twitter.url("429, lives") + "\n", twitter.url("live") + "\n", options=["--concurrency", "1"])
        self.assertEqual([record["embeds"][0]["state"] for record in hours], ["alive"] * 2)

    # --- Links ---

    def test_a_link_that_ends_at_a_post_has_its_state(self):
        urls = {twitter.url("live"): "alive ok", twitter.url("suspended"): "dead suspended", "https://t.co/As1Photo01": "alive ok",
                "https://t.co/As4Dead001": "dead suspended", bluesky.url("taken down"): "dead suspended",
                mastodon.url("deleted"): "dead deleted", "https://vimeo.com/510510504": "dead deleted",
                "https://www.youtube.com/watch?v=Lock0Live01": "alive ok",
                f"https://www.tiktok.com/@harbourdesk_x/video/{oembeds.video(2)}": "dead deleted"}
        records = self.web.expand(*urls, options=["--retries", "0"])
        self.assertEqual([verdict(record) for record in records], list(urls.values()))
        summary = self.web.run("resolve", "--retries", "0", given="".join(url + "\n\n" for url in urls).encode()).records[-1]
        expect({"states": {"alive": 3, "dead": 6, "unsure": 0}}, summary)

    # --- The lost id ---

    def test_a_slug_gives_back_the_post(self):
        post = twitter.POSTS["pictured"]
        for links in ("pic.twitter.com/As1Photo01", "https://t.co/As1Photo01"):
            with self.subTest(links):
                embed = self.embed(flattened(post, links, text="At noon."))
                expect({"post_id": post.id, "url": twitter.url("pictured"), "state": "alive", "text": "At noon.", "conflicts": None,
                        "date": {"value": posts.iso(post.at), "precision": "ms", "source": "id"}}, embed)
                self.assertIn({"field": "post_id", "value": post.id, "source": "redirect"}, embed["evidence"])

    def test_what_is_printed_is_told_beside_what_is_answered(self):
        post = twitter.POSTS["live"]
        link = f"https://twitter.com/i/web/status/{post.id}"
        for printed, differ in (("HarbourDeskX", False), ("harbourdeskx", False), ("OldDeskX", True)):
            with self.subTest(printed):
                embed = self.embed(flattened(post, link, handle=printed))
                expect({"post_id": post.id, "state": "alive", "author": {"handle": "HarbourDeskX"}}, embed)
                self.assertIn({"field": "author.handle", "value": printed, "source": "attribution"}, embed["evidence"])
                told = [{"field": "author.handle", "values": [{"value": "HarbourDeskX", "source": "api"}, {"value": printed, "source": "attribution"}]}]
                self.assertEqual([{key: conflict[key] for key in ("field", "values")} for conflict in embed.get("conflicts", [])], told if differ else [])

    def test_a_slug_to_anothers_post_gives_nothing_back(self):
        embed = self.embed(flattened(twitter.POSTS["live"], "pic.twitter.com/As2Others1"))
        expect({"post_id": None, "url": None, "state": "unsure", "reason": "unverified", "author": {"handle": "HarbourDeskX"}}, embed)
        self.assertEqual(embed["date"]["source"], "attribution")

    def test_what_an_answer_points_to_is_no_link(self):
        """It is followed for the target; a link to the same is one."""
        expect({"target": twitter.STORY}, self.embed(twitter.url("unlinked") + "\n"))
        [record] = self.resolve(twitter.url("unlinked") + "\n\n" + twitter.STORY + "\n")
        expect({"state": "alive", "final": twitter.STORY}, record["links"][1])

    def test_a_short_link_to_an_older_post_is_a_link(self):
        for slug, day in (("As5Older01", "June 1, 2024"), ("As5Older01", "May 4, 2023"), ("As3Video01", "June 1, 2024")):
            with self.subTest(slug, day=day):
                embed = self.embed(flattened(twitter.POSTS["live"], f"https://t.co/{slug}", day=day))
                expect({"post_id": None}, embed)
                self.assertTrue(embed["target"].startswith(twitter.url("live")), embed)

    def test_a_retweet_is_told_apart(self):
        other = flattened(twitter.POSTS["live"], "pic.twitter.com/As2Others1", text="RT @SomebodyElse_X: Gates are open.")
        expect({"text": None, "author": {"handle": "HarbourDeskX"}, "reposted": {
            "author": {"handle": "SomebodyElse_X", "url": "https://twitter.com/SomebodyElse_X"},
            "url": twitter.url("live", "SomebodyElse_X")}}, self.embed(other))

    # --- Options ---

    def test_endpoints_are_named(self):
        wrong = [("--endpoint", "twiter.oembed=https://a.test/"), ("--endpoint", "twitter.oembed=ftp://a.test/"), ("--endpoint", "twitter.oembed"),
                 ("--api", "instagramm")]
        words = ["did you mean twitter.oembed?", "http(s) URL", "http(s) URL", "did you mean instagram?"]
        for options, word in zip(wrong, words, strict=True):
            with self.subTest(options):
                self.fails(run("resolve", *options, given=b"nothing"), word)

    def test_another_url_is_asked_instead(self):
        options = ["--endpoint", "twitter.syndication=https://endpoint.test/x?key=1", "--endpoint", "mastodon.api=https://{host}/nowhere"]
        self.embed(twitter.url("live") + "\n", options=options)
        self.assertEqual([url for url in self.web.requested() if "endpoint.test" in url and "key=1&id=" not in url], [])
        self.assertEqual(self.asked("cdn.syndication.twimg.com"), [])


if __name__ == "__main__":
    unittest.main()
