#!/usr/bin/python3
"""Where pages lead by what they say, and what they are worth, over the test web: the rows of tests/web/pages.py."""

import sys
import unittest

from landfall import ROOT, OverWeb, verdict

sys.path.insert(0, str(ROOT / "tests/web"))
sys.dont_write_bytecode = True

import browser  # pylint: disable=wrong-import-position
import cookies  # pylint: disable=wrong-import-position
import pages  # pylint: disable=wrong-import-position
import scripts  # pylint: disable=wrong-import-position


def paths(table, *besides):
    return [path for path in table if path not in besides]


class Pages(OverWeb):
    maxDiff = None

    def agree(self, host, wanted, besides):
        """Each path of a host leads where it is wanted to ("" for nowhere), and none is forgotten."""
        table = pages.SITES[host]
        self.assertEqual(sorted(wanted), sorted(paths(table, *besides)))
        urls = {f"https://{host}{path}": want for path, want in wanted.items()}
        for (url, want), record in zip(urls.items(), self.web.expand(*urls), strict=True):
            with self.subTest(url):
                via, _, target = want.partition(" ")
                self.assertEqual(verdict(record), "alive ok")
                self.assertEqual(record["final"], f"https://{host}{target}" if want else url)
                self.assertEqual([hop.get("via") for hop in record["hops"]], [None, via] if want else [None])

    def go_on(self, host, wanted):
        """Each path of a host goes on as it is wanted to, once, and ends there."""
        urls = {f"https://{host}{path}": want for path, want in wanted.items()}
        for (url, want), record in zip(urls.items(), self.web.expand(*urls), strict=True):
            with self.subTest(url):
                steps = [f"{hop['via']} {hop['url'].removeprefix(f'https://{host}')}" for hop in record["hops"][1:]]
                self.assertEqual((verdict(record), steps), ("alive ok", [want] if want else []))
                self.assertEqual(record["final"], record["hops"][-1]["url"])

    def test_scripts(self):
        wanted = {path: "" if path.startswith("/stays") else "script /end" for path in paths(pages.MOVES, "/end", "/other")}
        wanted.update({"/witnesses": "refresh /end", "/refresh-and-script": "refresh /end", "/sooner-refresh": "refresh /end", "/later-by-half": "refresh /end"})
        self.agree("moves.test", wanted, ("/end", "/other"))

    def test_forms_that_are_sent_at_once(self):
        """By GET, with what stands in their fields; by POST never."""
        ends = ("/end?a=1", "/end?a=1#part", "/end?", "/elsewhere/end?a=1", "/itself?a=1", "/other?a=1", pages.SENT)
        starts = paths(pages.FORMS, *ends)
        wanted = {path: "" if path.startswith("/stays") else "form /end?a=1" for path in starts}
        wanted.update({"/fields": "form " + pages.SENT, "/by-id": "form /end?a=1#part", "/base": "form /elsewhere/end?a=1",
                       "/empty": "form /end?", "/itself": "form /itself?a=1"})
        self.agree("forms.test", wanted, ends)

    def test_a_base_element_counts_from_where_it_stands(self):
        here, there = "refresh /end", "refresh /elsewhere/end"
        self.agree("base.test", {
            "/before": there, "/behind": here, "/second": there, "/target-only": there, "/in-template": here, "/in-comment": here,
            "/script-before": "script /end", "/script-behind": "script /elsewhere/end", "/timer": "script /elsewhere/end",
            "/relative": there, "/bad": "", "/header": here}, ("/end", "/elsewhere/end"))

    def test_pages_are_decoded_before_they_are_read(self):
        e, ya = "refresh /%C3%A9", "refresh /%D1%8F"
        self.agree("charset.test", {
            "/utf-8": e, "/header": ya, "/header-first": ya, "/meta": ya, "/http-equiv": "refresh /%E6%B8%AF", "/mark": e,
            "/utf-16": e, "/unstated": e, "/script": "script /%D1%8F"}, ("/%C3%A9", "/%D1%8F", "/%E6%B8%AF"))

    def test_what_a_browser_does(self):
        self.go_on("browser.test", browser.WANTED)

    def test_scripts_do_what_they_do_in_a_browser(self):
        self.go_on("scripts.test", scripts.WANTED)

    def test_scripts_give_pages_that_stay_another_address(self):
        urls = {f"https://scripts.test{path}": end for path, end in scripts.ENDS.items()}
        for (url, end), record in zip(urls.items(), self.web.expand(*urls), strict=True):
            with self.subTest(url):
                self.assertEqual((verdict(record), len(record["hops"])), ("alive ok", 1))
                self.assertEqual(record["final"], "https://scripts.test" + end)

    def test_cookies_go_along(self):
        self.judged({url: ("alive ok", end) for url, end in cookies.WANTED.items()})

    def judged(self, wanted):
        """Each URL: the verdict, and where it ends."""
        for (url, want), record in zip(wanted.items(), self.web.expand(*wanted), strict=True):
            with self.subTest(url):
                self.assertEqual((verdict(record), record.get("final")), want)

    def test_pages_that_say_that_they_are_missing(self):
        dead = ("heading", "few-words", "no-index", "status-for-robots", "german", "japanese", "russian", "entities", "large-template")
        alive = ("title-alone", "heading-alone", "few-words-alone", "end-unread", "about-pages", "about-errors", "an-article",
                 "Web/HTTP/Status/404", "in-template", "404", "errors/not-found.html", "")
        host = "https://lost.test/"
        wanted = {host + path: ("dead soft_404", host + path) for path in dead}
        wanted.update({host + path: ("alive ok", host + path) for path in alive})
        wanted.update({host + "sent": ("dead soft_404", host + "404"),
                       host + "sent-by-refresh": ("dead soft_404", host + "404"),
                       host + "sent-by-heading": ("dead soft_404", host + "errors/not-found.html"),
                       host + "old-story": ("dead redirected_home", host), host + "gone-home": ("dead gone", host),
                       host + "down-home": ("unsure server_error", host),
                       host + "no-location": ("dead malformed_redirect", host + "no-location")})
        self.assertEqual(sorted(wanted), sorted(host[:-1] + path for path in pages.LOST))
        self.judged(wanted)

    def test_where_many_deep_links_end(self):
        """All of them are told the same, whichever comes first; of links whose end says nothing, or which are few, it is no sign."""
        host = "https://crowd.test/"
        many = {host + f"{n}/{kind}": ("dead soft_404", host + "sorry") for n in range(2) for kind in ("late", "slow")}
        self.judged({**many,
                     **{host + f"{n}/part": ("alive ok", host + "whole") for n in range(6)},
                     host + "few/late": ("alive ok", host + "pity"), host + "fewer/late": ("alive ok", host + "pity")})
        self.judged({host + f"0/late#{n}": ("alive ok", host + f"sorry#{n}") for n in range(5)})
        self.judged({f"https://closed.test/{n}/story": ("dead redirected_home", "https://home.test/") for n in range(4)})
        self.judged({f"https://closed.test/{n}/story": ("alive ok", "https://home.test/") for n in range(2)})
        self.judged({f"https://slug.test/{n}": ("alive ok", "https://home.test/") for n in range(5)})

    def test_parked_domains(self):
        market = "https://www.hugedomains.com/"
        self.judged({
            "https://parked.test/": ("dead parked", "https://parked.test/"),
            "https://parked.test/2019/story": ("dead parked", "https://parked.test/2019/story"),
            "https://for-sale.test/2019/story": ("dead parked", market + "domain_profile.cfm?d=for-sale.test"),
            "https://sold.test/": ("unsure blocked", market),
            "https://lander.test/": ("dead parked", "https://lander.test/lander"),
            "https://resources.test/": ("alive ok", "https://resources.test/"),
            "https://own-name.test/": ("alive ok", "https://own-name.test/")})

    def test_walls_that_carry_back_whom_they_stop(self):
        here = "https://members.test/"
        self.judged({
            **{here + path: ("unsure login_wall", here + path) for path in ("story", "paper", "by-script", "broken", "wrapped")},
            here + "gate": ("unsure blocked", here + "gate"),
            here + "open": ("alive ok", here + "open"),
            here + "open-marked": ("alive ok", here + "open-marked?guest=1"),
            here + "help": ("alive ok", here + "login-help?next=/help"),
            here + "elsewhere": ("alive ok", here + "login?lang=en")})

    def test_consent_is_passed_where_the_target_is_readable(self):
        self.judged({"https://consent.test/other": ("alive ok", "https://consent.test/end"),
                     "https://consent.test/same": ("unsure blocked", "https://consent.test/same")})

    def test_pages_of_shorteners(self):
        self.judged({"https://lnkd.in/dSt0ry": ("alive ok", "https://moves.test/end"),
                     "https://lnkd.in/dN0thing": ("alive ok", "https://lnkd.in/dN0thing"),
                     "https://preview.tinyurl.com/2ferry": ("alive ok", "https://moves.test/end"),
                     "https://is.gd/pr3view": ("alive ok", "https://moves.test/end"),
                     "https://v.gd/pr3view": ("dead gone", "https://moves.test/end?a=1&b=2")})

    def test_what_stands_behind_a_slug_of_t_co(self):
        """Its case counts, its query does not, and neither does whether it is asked over TLS."""
        end = "https://www.eastmoor-courier.test/2023/harbour-gates-reopen"
        self.judged({**{f"{scheme}://t.co/OldFace001{query}": ("alive ok", end) for scheme in ("http", "https")
                        for query in ("?amp=1", "?type=js", "?ssr=true", "#part")},
                     "https://t.co/oldface001": ("dead gone", "https://t.co/oldface001"),
                     "https://twitter.com/safety/unsafe_link_warning?unsafe_link=https%3A%2F%2Fmoves.test%2Fend": ("alive ok", "https://moves.test/end"),
                     "https://twitter.com/safety/unsafe_link_warning?unsafe_link=https://moves.test/end": ("alive ok", "https://moves.test/end")})


if __name__ == "__main__":
    unittest.main()
