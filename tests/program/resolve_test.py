#!/usr/bin/python3
"""What becomes of links, over the test web's TLS: every host of tests/web/sites.py that has something to teach."""

import json
import unittest
import urllib.parse

from landfall import Web, expect, run, verdict

web = Web()


def setUpModule():
    web.__enter__()


def tearDownModule():
    web.__exit__()


def hops_of(record):
    """Each hop as "via status url", without via for the first and "-" for no status."""
    return [" ".join(filter(None, (hop.get("via"), str(hop.get("status", "-")), hop["url"])))
            for hop in record.get("hops", [])]


def hops_wanted(url, steps):
    """The same from a row: the first status, then "via status" and a reference, relative to the hop before."""
    yield f"{steps[0]} {url.split('#')[0]}"
    for via, status, reference in (step.split(" ", 2) for step in steps[1:]):
        url = urllib.parse.urljoin(url, reference)
        yield f"{via} {status} {url}"


def end(via, reference="/end", first="200"):
    """A chain of one step that arrives."""
    return "alive ok", first, f"{via} 200 {reference}"


def statuses(reason, *codes):
    return {f"https://status.test/{code}": (reason, str(code)) for code in codes}


REDIRECT = end("redirect", first="301")

STATUSES = {
    **statuses("alive ok", 200, 201, 204),
    **statuses("unsure blocked", 401, 403, 999),
    **statuses("unsure client_error", 400, 402, 405, 406, 418, 451),
    **statuses("dead gone", 404, 410),
    **statuses("unsure rate_limited", 429),
    **statuses("unsure server_error", 500, 501, 502, 503, 504, 520),
    **statuses("unsure protocol", 300, 304, 305),
    "https://status.test/cloudflare": ("unsure blocked", "403"),
    "https://status.test/gone-empty": ("dead gone", "410"),
    "https://status.test/407": ("unsure client_error", "407"),
    "https://status.test/password": ("unsure blocked", "401"),
    "https://status.test/flaky": ("alive ok", "200"),
    "https://status.test/no-location": ("dead malformed_redirect", "302"),
    **{f"https://status.test/via-{code}": ("alive ok", str(code), "redirect 200 /200") for code in (301, 302, 303, 307, 308)},
}

REFRESHES = {
    "https://refresh.test/" + path: row for path, row in {
        "header": end("refresh"), "header-quoted": end("refresh"), "double": end("refresh"), "single": end("refresh"),
        "unquoted": end("refresh"), "upper": end("refresh"), "inner-quotes": end("refresh"), "content-first": end("refresh"),
        "noscript": end("refresh"), "last-counts": end("refresh"),
        "entities": end("refresh", "/end?a=1&b=2"), "base": end("refresh", "/elsewhere/end"),
        "header-late": ("alive ok", "200"), "late": ("alive ok", "200"), "itself": ("alive ok", "200"),
        "reload": ("alive ok", "200"), "comment": ("alive ok", "200")}.items()}

SCRIPTS = {"https://script.test/" + path: end("script") for path in (
    "location", "href", "replace", "assign", "escapes", "behind-body")}
SCRIPTS["https://script.test/with-text"] = ("alive ok", "200")

LOCATIONS = {
    "https://location.test/" + path: row for path, row in {
        "absolute": REDIRECT, "path": REDIRECT, "relative": REDIRECT, "dir/up": REDIRECT, "scheme-relative": REDIRECT,
        "two-same": REDIRECT, "one-slash": REDIRECT, "case": REDIRECT, "body": REDIRECT,
        "query": end("redirect", "?to=1", "301"),
        "backslash": end("redirect", "https://other.location.test/end", "301"),
        "utf-8": end("redirect", "/%C3%A9/%C3%BC?q=%C3%A9", "301"),
        "space": end("redirect", "/a%20b?c%20d", "301"),
        "bars": end("redirect", "/a%7Cb?c|d#e|f", "301"),
        "long": end("redirect", "/end?" + "x" * 8000, "301"),
        "too-long": ("dead malformed_redirect", "301"),
        "too-long-encoded": ("dead malformed_redirect", "301"),
        "too-long-relative": ("dead malformed_redirect", "301"),
        "too-long-refresh": ("alive ok", "200"),
        "too-long-script": ("alive ok", "200"),
        "fragment": ("dead loop", "301", "redirect - #x"),
        "two-different": ("dead malformed_redirect", "301"),
        "bad-address": ("dead malformed_redirect", "301"),
        "bad-port": ("dead malformed_redirect", "301")}.items()}

TLS = {f"https://{name}.tls.test/": fault for name, fault in {
    "expired": "expired", "not-yet": "not_yet_valid", "wrong-host": "wrong_host", "nameless": "wrong_host",
    "self-signed": "self_signed",
    "untrusted": "untrusted", "incomplete": "untrusted", "rsa-1024": "weak", "sha1": "weak", "tls10": "protocol",
    "tls11": "protocol", "alert": "protocol", "plain": "protocol"}.items()}

BROKEN = {
    "https://broken.test/" + path: reason for path, reason in {
        "closed": "unsure unreachable", "half-line": "unsure unreachable", "garbage": "unsure protocol",
        "ssh": "unsure protocol", "no-status": "unsure protocol", "http-0.9": "unsure protocol",
        "long-header": "unsure too_large_header", "endless-headers": "unsure too_large_header",
        "many-headers": "unsure too_large_header", "half-body": "alive ok", "reset-body": "alive ok",
        "no-body": "unsure unreachable", "no-chunk": "unsure unreachable", "nul": "alive ok",
        "two-lengths": "unsure protocol", "two-lengths-away": "unsure protocol", "two-lengths-chunks": "alive ok",
        "unknown-encoding": "alive ok", "bad-gzip": "unsure protocol"}.items()}

TITLES = {
    "https://type.test/none": "Sniffed", "https://type.test/xhtml": "XHTML", "https://type.test/latin-1": "Café",
    "https://type.test/latin-1-meta": "Café",
    **{f"https://type.test/{way}": "Pressed" for way in (
        "gzip", "gzip-chunks", "gzip-members", "gzip-twice", "gzip-cut", "deflate", "deflate-bare", "br", "zstd")},
    "https://type.test/entities": "Tom & Jerry — été 2023", "https://type.test/pdf": None, "https://type.test/png": None,
    "https://type.test/text": None, "https://type.test/json": None, "https://type.test/empty": None,
    "https://drip.test/title": "Drip", "https://big.test/title": "Early", "https://big.test/bomb": "Bomb",
    "https://big.test/endless": None, "https://xn--bcher-kva.test/": "Bücher",
    "https://www.eastmoor-courier.test/2022/reed-beds": "Reed beds & tides: a map",
}


class Chains(unittest.TestCase):
    maxDiff = None

    def agree(self, table, options=()):
        """Each row: URL → (state and reason, the first status, then each step)."""
        for (url, row), record in zip(table.items(), web.expand(*table, options=options), strict=True):
            with self.subTest(url[:100]):
                self.assertEqual(verdict(record), row[0])
                self.assertEqual(hops_of(record), list(hops_wanted(url, row[1:])))

    def test_statuses(self):
        self.agree(STATUSES)

    def test_refresh_header_and_meta(self):
        self.agree(REFRESHES)

    def test_scripts_that_only_move_on(self):
        self.agree(SCRIPTS)

    def test_shapes_of_location(self):
        self.agree(LOCATIONS)

    def test_tco_to_a_browser_and_to_others(self):
        end_of_it = "https://www.eastmoor-courier.test/2023/harbour-gates-reopen"
        story = ("redirect 307 http://ow.ly/gates99", f"redirect 302 {end_of_it}?src=ow", f"redirect 200 {end_of_it}")
        url, bitly = "https://t.co/Hb7Gates01", "301 https://bit.ly/3Harb0ur"
        self.agree({url: ("alive ok", "301", "redirect " + bitly, *story)}, ["--user-agent", "landfall-test"])
        self.agree({url: ("alive ok", "200", "refresh " + bitly, *story)}, ["--user-agent", "Mozilla/5.0"])
        quote = "https://www.eastmoor-courier.test/say?q=%22a%27b%22&x=1"
        for agent, via, status in (("landfall-test", "redirect", "301"), ("Mozilla/5.0", "refresh", "200")):
            self.agree({"https://t.co/Quote00001": ("alive ok", status, f"{via} 200 {quote}"),
                        "http://t.co/OldFace001": ("alive ok", status, f"{via} 200 {end_of_it}"),
                        "https://t.co/nothing": ("dead gone", "404")}, ["--user-agent", agent])

    def test_hops_are_counted(self):
        def row(start, last, verdict):
            steps = [f"redirect {302 if n else 200} /{n}" for n in range(start - 1, last - 1, -1)]
            return verdict, "302", *steps
        self.agree({"https://hops.test/20": row(20, 0, "alive ok")})
        for start, limit in ((21, 20), (25, 20), (31, 30)):
            [record] = web.expand(f"https://hops.test/{start}", options=["--max-hops", limit])
            self.assertEqual((record["state"], record["reason"]), ("dead", "too_many_hops"))
            self.assertGreaterEqual(len(record["hops"]), limit)
            self.assertNotIn("final", record)

    def test_loops(self):
        loops = ["https://loop.test/itself", "https://loop.test/a", "https://loop.test/tail", "https://loop.test/refresh-a",
                 "https://bit.ly/loop"]
        for record in web.expand(*loops):
            with self.subTest(record["input"]):
                self.assertEqual((record["state"], record["reason"]), ("dead", "loop"))
                self.assertLess(len(record["hops"]), 6)

    def test_what_a_record_holds_is_bounded_as_a_url_is(self):
        """A fragment that would make one longer is not handed on, and a canonical URL that is longer is none."""
        [record] = web.expand("https://fragment.test/far#" + "f" * 4000)
        self.assertEqual((verdict(record), len(record["hops"])), ("alive ok", 2))
        self.assertEqual(record["final"], "https://fragment.test/" + "x" * 6000)
        self.assertNotIn("canonical", record)

    def test_a_jar_of_cookies_has_a_bottom(self):
        """A wall that wants ever more of them is a loop."""
        web.clear()
        [record] = web.expand("https://loop.test/jar")
        self.assertEqual(verdict(record), "dead loop")
        self.assertLess(len(web.requested()), 6)

    def test_many_cookies_are_no_loop(self):
        """Those who want none of them back are asked on without them."""
        [record] = web.expand("https://loop.test/heavy/0")
        self.assertEqual((verdict(record), record["final"]), ("alive ok", "https://loop.test/heavy/4"))

    def test_a_cookie_wall_is_no_loop(self):
        for record in web.expand("https://loop.test/cookie", "https://loop.test/cookie-in"):
            self.assertEqual((record["state"], record.get("title")), ("alive", "Behind the wall"), record)

    def test_a_cookie_that_a_script_sets_is_sent(self):
        """With the page before it moves on, as soon as that turns out to matter; what the script takes away is not."""
        web.clear()
        for record in web.expand("https://loop.test/script/moves", "https://loop.test/script/reloads"):
            self.assertEqual((verdict(record), record.get("title")), ("alive ok", "Let in"), record)
        sent = [request["headers"].get("cookie") for request in web.log()["requests"]]
        self.assertEqual(sorted(set(sent), key=str), [None, "script=1"])

    def test_a_page_for_readers_without_cookies_is_not_the_end(self):
        asked, absent = web.expand("https://loop.test/checked", "https://loop.test/action/cookieAbsent")
        self.assertEqual((verdict(asked), asked["final"], asked.get("title")), ("alive ok", "https://loop.test/checked", "Checked"))
        self.assertEqual((verdict(absent), absent["final"]), ("alive ok", absent["url"]))

    def test_who_gave_a_cookie_and_refuses_is_asked_with_it(self):
        """Once more, and nobody else is."""
        for record in web.expand(*(f"https://loop.test/gate/{status}" for status in (400, 401, 403))):
            self.assertEqual((verdict(record), record["final"]), ("alive ok", record["url"] + "/inside"), record)
        web.clear()
        for record in web.expand("https://loop.test/refused", "https://loop.test/refused-elsewhere"):
            self.assertEqual(verdict(record), "unsure blocked", record)
        self.assertEqual([request["url"] for request in web.log()["requests"] if request["headers"].get("cookie")], [])

    def test_a_page_that_sets_a_cookie_and_reloads_is_asked_once_more(self):
        look, score = web.expand("https://loop.test/look", "https://loop.test/score")
        self.assertEqual((verdict(look), look["final"], [hop.get("via") for hop in look["hops"]]),
                         ("alive ok", "https://loop.test/b-end", [None, "refresh", "redirect"]))
        self.assertEqual((verdict(score), score["final"], score["title"]), ("alive ok", "https://loop.test/score", "Score"))

    def test_cookies_are_of_one_chain(self):
        """One request at a time, those of a cookie wall among others of the same host, which get nothing of them."""
        web.clear()
        others = [f"https://loop.test/{name}" for name in ("tail", "b", "none-1", "none-2", "none-3", "cookie-in")]
        records = web.expand("https://loop.test/cookie", *others, options=["--concurrency", 1])
        self.assertEqual(records[0].get("title"), "Behind the wall")
        asked = [(request["url"], request["headers"].get("cookie")) for request in web.log()["requests"]]
        self.assertIn(("https://loop.test/cookie", "seen=1"), asked)
        self.assertEqual([url for url, cookie in asked if cookie and not url.endswith("/cookie")], [])
        self.assertLessEqual([cookie for _, cookie in asked].count("seen=1"), 2)

    def test_fragments_are_inherited(self):
        urls = {"https://fragment.test/inherit#mine": "#mine", "https://fragment.test/own#mine": "#own",
                "https://fragment.test/through#mine": "#mine", "https://fragment.test/end#mine": "#mine", "https://fragment.test/own": "#own",
                "https://fragment.test/inherit#": "", "https://fragment.test/end#": "#"}
        for (url, fragment), record in zip(urls.items(), web.expand(*urls), strict=True):
            with self.subTest(url):
                self.assertEqual(record["final"], "https://fragment.test/end" + fragment)

    def test_permanent_is_301_and_308_all_the_way(self):
        urls = {"https://status.test/via-301": True, "https://status.test/via-308": True, "https://status.test/via-302": False,
                "https://status.test/via-307": False, "https://fragment.test/through": False, "https://status.test/200": None}
        for (url, permanent), record in zip(urls.items(), web.expand(*urls), strict=True):
            self.assertEqual(record.get("permanent"), permanent, url)

    def test_a_deep_link_sent_home(self):
        deep, language, home = web.expand("https://home.test/a/deep/link", "https://home.test/bonjour", "https://home.test/")
        expect({"state": "dead", "reason": "redirected_home", "final": "https://home.test/"}, deep)
        expect({"state": "alive", "final": "https://home.test/fr/"}, language)
        expect({"state": "alive"}, home)

    def test_walls(self):
        """Where a wall stands, the last good URL is the one before it: the wall is not what was linked."""
        walls = {"instagram": "unsure login_wall", "facebook": "unsure login_wall", "authwall": "unsure login_wall",
                 "sorry": "unsure blocked"}
        urls = {f"https://walls.test/{wall}": wanted for wall, wanted in walls.items()}
        for (url, wanted), record in zip(urls.items(), web.expand(*urls), strict=True):
            with self.subTest(url):
                self.assertEqual((verdict(record), record["status"], record["final"]), (wanted, 302, url))
                self.assertEqual(len(record["hops"]), 2)

    def test_wrappers_are_read_not_asked(self):
        web.clear()
        [record] = web.expand("https://l.facebook.com/l.php?u=https%3A%2F%2Fhome.test%2F&h=AT0")
        expect({"kind": "wrapped", "unwrapped": "https://home.test/", "state": "alive", "final": "https://home.test/"}, record)
        self.assertEqual(hops_of(record)[1:], ["unwrap 200 https://home.test/"])
        self.assertEqual(web.requested(), ["https://home.test/"])

    def test_a_mute_platform_is_not_asked_for_a_post(self):
        web.clear()
        for record in web.expand("https://twitter.com/MossQuayNotes/status/1564493630289215821", "https://t.co/Mo2Thread1",
                                 "https://x.com/i/web/status/1564493630289215821", options=["--no-api"]):
            expect({"state": "unsure", "reason": "unverified"}, record)
            self.assertNotIn("status", record["hops"][-1])
        self.assertEqual([url for url in web.requested() if "t.co" not in url], [])


class Faults(unittest.TestCase):
    def agree(self, table, options=()):
        for (url, wanted), record in zip(table.items(), web.expand(*table, options=options), strict=True):
            with self.subTest(url):
                self.assertEqual(verdict(record), wanted, record)

    def test_tls_faults_are_told_apart(self):
        for (url, fault), record in zip(TLS.items(), web.expand(*TLS), strict=True):
            with self.subTest(url):
                expect({"state": "unsure", "reason": "tls", "tls": fault, "status": None, "final": None}, record)
        self.agree({"https://complete.tls.test/": "alive ok", "https://a_b.many.test/": "alive ok",
                    "https://a_b.wrong-host.tls.test/": "unsure tls", "https://closed.tls.test/": "unsure unreachable"})

    def test_broken_servers(self):
        self.agree(BROKEN, ["--retries", 0])

    def test_slow_servers(self):
        slow = {"https://drip.test/never": "unsure timeout", "https://drip.test/headers": "unsure timeout",
                "https://stalled.tls.test/": "unsure timeout", "https://drip.test/gone": "dead gone",
                "https://drip.test/gone-bad-gzip": "dead gone"}
        self.agree(slow, ["--timeout", "1", "--retries", 0])
        body, late = web.expand("https://drip.test/body", "https://slow.test/300", options=["--timeout", "1", "--retries", 0])
        self.assertEqual(body["status"], 200)
        self.assertIn(body["reason"], ("ok", "timeout"))
        expect({"state": "alive", "title": "Late"}, late)

    def test_the_end_of_a_page_is_not_waited_for_long(self):
        """Where its head and some more came. libcurl takes its time to note that nothing comes."""
        held, going_on = web.expand("https://drip.test/held", "https://drip.test/on-and-on", options=["--timeout", 20])
        for record, most in ((held, 15_000), (going_on, 7_000)):
            expect({"state": "alive", "title": "Read", "attempts": 1}, record)
            self.assertLess(record["ms"], most)

    def test_a_body_that_nobody_reads_is_not_waited_for(self):
        """Of a redirect, as of what is no page, the header says all; its body may go on, or stop, as long as it likes."""
        away, held, picture = web.expand(*(f"https://drip.test/{path}" for path in ("away", "away-held", "picture")), options=["--timeout", 20])
        for record, most in ((away, 7_000), (held, 15_000)):  # libcurl takes its time to note that nothing comes
            expect({"state": "alive", "title": "Drip", "final": "https://drip.test/title", "attempts": 1}, record)
            self.assertLess(record["ms"], most)
        expect({"state": "dead", "reason": "gone"}, picture)
        self.assertLess(picture["ms"], 7_000)

    def test_a_budget_is_for_the_whole_chain(self):
        [record] = web.expand("https://t.co/Slow000001", options=["--timeout", "0.3", "--retries", 0])
        expect({"state": "unsure", "reason": "timeout"}, record)

    def test_nobody_listens(self):
        result = run("expand", "https://status.test/200", "--connect-to", "::127.0.0.1:1", "--allow-net", "127.0.0.0/8")
        expect({"state": "unsure", "reason": "unreachable", "attempts": 2, "status": None}, result.record)

    def test_retries(self):
        web.clear()
        [record] = web.expand("https://status.test/503", options=["--retries", 2])
        expect({"attempts": 3, "reason": "server_error"}, record)
        self.assertEqual(len(web.requested()), 3)
        web.clear()
        [record] = web.expand("https://status.test/404", options=["--retries", 2])
        expect({"attempts": 1, "reason": "gone"}, record)
        self.assertEqual(len(web.requested()), 1)


class Pages(unittest.TestCase):
    def test_titles(self):
        for (url, title), record in zip(TITLES.items(), web.expand(*TITLES), strict=True):
            with self.subTest(url):
                expect({"state": "alive", "reason": "ok", "title": title}, record)

    def test_canonical_is_a_field_not_a_hop(self):
        [record] = web.expand("https://www.eastmoor-courier.test/2021/lamp-relit?utm_source=twitter&utm_medium=social")
        expect({"canonical": "https://www.eastmoor-courier.test/2021/lamp-relit", "final": record["url"]}, record)
        self.assertEqual(len(record["hops"]), 1)

    def test_head_is_not_relied_on(self):
        [record] = web.expand("https://head.test/")
        expect({"state": "alive", "title": "Got it"}, record)


class Addresses(unittest.TestCase):
    def test_private_addresses_are_refused_at_every_hop(self):
        """Only private.test is led to the test web: what it redirects to is left to its own address."""
        targets = ("loopback", "short", "hex", "octal", "decimal", "ten", "metadata", "zero", "six", "mapped", "nat64", "ula")
        led = ["--cacert", web.cacert, "--connect-to", f"private.test:443:127.0.0.1:{web.port}", "--allow-net", "127.0.0.1/32"]
        result = run("expand", *led, *(f"https://private.test/{target}" for target in targets))
        self.assertEqual(len(result.records), len(targets))
        for record in result.records:
            with self.subTest(record["input"]):
                expect({"state": "skipped", "reason": "denied", "final": None, "status": 302}, record)
                self.assertEqual(len(record["hops"]), 2)

    def test_private_addresses_are_refused_as_given(self):
        direct = ["http://127.0.0.1/", "http://127.1/", "http://0x7f.1/", "http://[::1]/", "http://10.0.0.1/", "http://169.254.169.254/",
                  "http://localhost/", "http://a.localhost/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/",
                  "http://[64:ff9b::7f00:1]/"]
        result = run("expand", *direct)
        self.assertEqual(len(result.records), len(direct))
        for record in result.records:
            with self.subTest(record["input"]):
                expect({"state": "skipped", "reason": "denied"}, record)

    def test_schemes_and_ports_that_browsers_do_not_go_to(self):
        names = ("ftp", "javascript", "data", "file", "mail-port")
        for record in web.expand(*(f"https://location.test/{name}" for name in names)):
            with self.subTest(record["input"]):
                expect({"state": "skipped", "reason": "denied", "final": None}, record)

    def test_userinfo_is_neither_sent_nor_handed_on(self):
        """The URL is shown as the article gives it; where it leads is shown without what was not sent."""
        web.clear()
        [record] = web.expand("https://user:secret@echo.test/")
        self.assertEqual(record["url"], "https://user:secret@echo.test/")
        self.assertNotIn("secret", json.dumps([record["hops"], record["final"]]))
        self.assertNotIn("authorization", web.log()["requests"][0]["headers"])


class Manners(unittest.TestCase):
    def test_one_request_for_one_url(self):
        web.clear()
        records = web.expand(*["https://t.co/Hb7Gates01", "https://bit.ly/3Harb0ur", "https://T.co/Hb7Gates01"] * 5)
        self.assertEqual({record["final"] for record in records}, {"https://www.eastmoor-courier.test/2023/harbour-gates-reopen"})
        self.assertEqual(len(web.requested()), len(set(web.requested())), web.requested())

    def test_records_come_as_lines_with_their_input(self):
        given = b"https://home.test/\r\n\nhttps://home.test/fr/\nnot a link\nhttps://home.test/"
        result = web.run("expand", given=given)
        records = sorted(result.records, key=lambda record: record["index"])
        self.assertEqual([(record["index"], record["input"], record["state"]) for record in records],
                         [(0, "https://home.test/", "alive"), (2, "https://home.test/fr/", "alive"), (3, "not a link", "skipped"),
                          (4, "https://home.test/", "alive")])
        self.assertEqual(records[2]["reason"], "malformed")

    def test_limits_at_once(self):
        web.clear()
        many = [f"https://slow.test/{100 + n}" for n in range(12)] + [f"https://n{n}.many.test/" for n in range(30)]
        web.expand(*many, options=["--per-host", 3, "--concurrency", 8])
        peak = web.log()["peak"]
        self.assertLessEqual(peak["slow.test"], 3)
        self.assertGreater(peak["slow.test"], 1)
        self.assertLessEqual(peak["*"], 8)

    def test_connections_are_kept_where_it_pays(self):
        web.clear()
        web.expand(*(f"https://bit.ly/{n}" for n in range(40)), options=["--per-host", 2])
        self.assertLessEqual(web.log()["connections"], 4)

    def test_hosts_that_share_all_turns_are_asked_over_one_connection_each(self):
        web.clear()
        hosts, rounds = 24, 12
        urls = [f"https://n{n}.slow.test/{60 + (n * 37 + turn * 53) % 40}?{turn}" for turn in range(rounds) for n in range(hosts)]
        web.expand(*urls, options=["--per-host", hosts, "--concurrency", hosts])
        self.assertLessEqual(web.log()["connections"], 3 * hosts // 2)  # twice as many if whoever may go opens one

    def test_turns_that_nobody_else_wants_are_a_host_s_that_has_its_share(self):
        web.clear()
        hosts, turns = 12, 16
        urls = [f"https://n{n}.slow.test/2000?{turn}" for turn in range(2) for n in range(hosts)]
        web.expand(*urls, options=["--per-host", turns, "--concurrency", turns])
        self.assertGreater(web.log()["peak"]["*"], hosts + 1)

    def test_headers_stay_with_their_host(self):
        web.clear()
        web.expand("https://to-echo.test/", options=["--header", "to-echo.test: X-Key: secret"])
        first, second = web.log()["requests"]
        self.assertEqual((first["host"], first["headers"].get("x-key")), ("to-echo.test", "secret"))
        self.assertEqual((second["host"], second["headers"].get("x-key")), ("echo.test", None))

    def test_user_agent(self):
        web.clear()
        web.expand("https://echo.test/", options=["--user-agent", "quay/1"])
        web.expand("https://home.test/")
        given, own = (request["headers"].get("user-agent", "") for request in web.log()["requests"])
        self.assertEqual(given, "quay/1")
        self.assertIn("landfall/", own)

    def test_only_and_exclude(self):
        text = b"https://t.co/Hb7Gates01 and https://home.test/fr/ and https://status.test/200"
        record, _ = web.run("resolve", "--only", "web", "--exclude", "status[.]test", given=text).records
        self.assertEqual([(link["state"], link["reason"]) for link in record["links"]],
                         [("skipped", "excluded"), ("alive", "ok"), ("skipped", "excluded")])

    def test_offline_asks_nobody(self):
        web.clear()
        record, summary = web.run("resolve", "--offline", given=b"see https://t.co/Hb7Gates01 and https://home.test/").records
        self.assertEqual({(link["state"], link["reason"]) for link in record["links"]}, {("skipped", "offline")})
        self.assertEqual((summary["requests"], summary["states"]["skipped"]), (0, 2))
        self.assertEqual(web.log()["connections"], 1)  # the one that asks for the log

    def test_the_summary_adds_up(self):
        web.clear()
        text = "https://status.test/200 https://status.test/404 https://status.test/500 https://status.test/200\nhttps://t.co/Cut…"
        *records, summary = web.run("resolve", "--retries", 0, given=text.encode()).records
        self.assertEqual([record["type"] for record in records], ["document"])
        expect({"type": "summary", "documents": 1, "embeds": 0, "requests": 3, "links": len(records[0]["links"]),
                "states": {"alive": 1, "dead": 1, "unsure": 1, "skipped": 1}, "unique": 4}, summary)

    def test_resolve_hop_by_ip_option(self):
        led = ["--cacert", web.cacert, "--allow-net", "127.0.0.1/32", "--resolve", f"home.test:{web.port}:127.0.0.1"]
        record = run("expand", *led, f"https://home.test:{web.port}/").record
        expect({"state": "alive", "title": "Home"}, record)


if __name__ == "__main__":
    unittest.main()
